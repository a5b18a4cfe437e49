//! A first draft from what the records know: agreement, version 0.1 and the standard text of every section it owes.

use chrono::{Days, NaiveDate};
use serde_json::{Value, json};

use super::super::Context;
use crate::domain::act::{Act, Change};
use crate::domain::agreement::sections::{self, Mandatory, Section};
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Values};
use crate::domain::time::months::term_end;
use crate::text::{Lang, Msg, Text, number};

const KIND: &str = "SLA";
const TERM_MONTHS: u16 = 12;
const NOTICE_DAYS: u64 = 60;
const RENEWAL: &str = "manual";
const MATRIX: &str = "123/234/345";

/// What a new draft starts from.
#[derive(Clone, Debug)]
pub struct NewDraft {
    pub opportunity: Id,
    pub account: Option<Id>,
    pub title: String,
    pub customer: String,
    pub provider: String,
    pub language: Lang,
    pub currency: String,
    pub start: NaiveDate,
    pub author: Id,
    pub tz: String,
}

impl NewDraft {
    /// The act that makes agreement, first version and clauses, and the id of the agreement.
    ///
    /// # Errors
    /// When the section inventory cannot be read.
    pub fn act(&self, context: &Context<'_>) -> Result<(Act, Id), Msg> {
        if sections::all().is_empty() {
            return Err(Msg::new("agreement-no-sections"));
        }
        let (agreement, version) = (context.id(), context.id());
        let mut changes = vec![
            Change::Insert { kind: Kind::Agreement, id: agreement, values: self.agreement() },
            Change::Insert { kind: Kind::AgreementVersion, id: version, values: self.version(agreement) },
        ];
        let known = self.known();
        let owed = |section: &&Section| {
            section.mandatory == Mandatory::Always && !section.except.iter().any(|kind| kind == KIND)
        };
        for section in sections::all().iter().filter(owed) {
            let values =
                clause_values(version, section, self.language.tag(), &standard_text(section, self.language, &known));
            changes.push(Change::Insert { kind: Kind::Clause, id: context.id(), values });
        }
        Ok((Act { id: context.id(), verb: "verb-agreement".to_owned(), changes }, agreement))
    }

    fn agreement(&self) -> Values {
        let mut values = Values::new();
        let mut put = |name: &str, value: Value| values.insert(name.to_owned(), value);
        put("kind", json!(KIND));
        put("title", json!(cut(&self.title, 120)));
        // Who is not known yet is asked for by the checks, as in the text.
        let known = |name: &str, variable: &str| match name.trim() {
            "" => json!(variable),
            name => json!(cut(name, 120)),
        };
        put("provider", known(&self.provider, "{{provider_name}}"));
        put("receiver", known(&self.customer, "{{customer_name}}"));
        put("opportunity", self.opportunity.json());
        put("ccy", json!(self.currency));
        if let Some(account) = self.account {
            put("account", account.json());
        }
        values
    }

    fn version(&self, agreement: Id) -> Values {
        let end = self.end();
        let review = end.checked_sub_days(Days::new(NOTICE_DAYS)).unwrap_or(end);
        let mut values = Values::new();
        let mut put = |name: &str, value: Value| values.insert(name.to_owned(), value);
        put("agreement", agreement.json());
        put("number", json!("0.1"));
        put("state", json!("DRAFT"));
        put("languages", json!([self.language.tag()]));
        put("governing_language", json!(self.language.tag()));
        put("effective_from", json!(self.start.to_string()));
        put("effective_to", json!(end.to_string()));
        put("notice_days", json!(NOTICE_DAYS));
        put("renewal", json!(RENEWAL));
        put("tz", json!(self.tz));
        put("review_every_months", json!(TERM_MONTHS));
        // While there is still time to give notice.
        put("next_review_on", json!(review.to_string()));
        put("priority_matrix", json!(MATRIX));
        put("author", self.author.json());
        values
    }

    /// The last day of the term.
    fn end(&self) -> NaiveDate {
        term_end(self.start, TERM_MONTHS).unwrap_or(self.start)
    }

    fn known(&self) -> Known {
        let version = self.version(Id::default());
        Known::of(&self.provider, &self.customer, &self.currency, &version, self.language)
    }
}

/// What the records say for the variables of the standard text, worded in the language of the document.
#[derive(Debug)]
pub(super) struct Known(Vec<(&'static str, String)>);

impl Known {
    pub(super) fn of(provider: &str, customer: &str, currency: &str, version: &Values, lang: Lang) -> Self {
        let text = Text::new(lang);
        let str = |name: &str| version.get(name).and_then(Value::as_str).unwrap_or_default();
        let date = |name: &str| str(name).parse().map_or_else(|_| String::new(), |day| number::date(day, lang));
        let whole = |name: &str| version.get(name).and_then(Value::as_i64);
        let code = |name: &str| match str(name) {
            "" => String::new(),
            code => text.choice(name, code),
        };
        let months = |n: i64| text.say(&Msg::new("agreement-months").with("count", n));
        Self(vec![
            ("provider_name", provider.to_owned()),
            ("customer_name", customer.to_owned()),
            ("ccy", currency.to_owned()),
            ("effective_from", date("effective_from")),
            ("effective_to", date("effective_to")),
            ("tz", str("tz").to_owned()),
            ("notice_days", whole("notice_days").map_or_else(String::new, |days| days.to_string())),
            ("renewal", code("renewal")),
            ("agreement_review", whole("review_every_months").map_or_else(String::new, months)),
            ("matrix", str("priority_matrix").to_owned()),
            ("governing_language", code("governing_language")),
        ])
    }
}

/// The standard text of a section; what nobody knows yet stays as `{{name}}` and is found by the checks.
pub(super) fn standard_text(section: &Section, lang: Lang, known: &Known) -> String {
    sections::fill(section.text.to(lang), &|name| {
        known.0.iter().find(|(held, value)| *held == name && !value.trim().is_empty()).map(|(_, value)| value.clone())
    })
}

/// A new clause with the standard text or the user's own.
pub(super) fn clause_values(version: Id, section: &Section, language: &str, text: &str) -> Values {
    let mut values = Values::new();
    values.insert("version".to_owned(), version.json());
    values.insert("section".to_owned(), json!(section.key));
    values.insert("language".to_owned(), json!(language));
    values.insert("text".to_owned(), json!(text));
    values.insert("origin".to_owned(), json!("standard"));
    values
}

fn cut(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}
