//! A first draft from what the records know: agreement, version 0.1 and the standard text of every section it owes.

use chrono::{Days, NaiveDate};
use serde_json::{Value, json};

use super::sections::{self, Mandatory, Section};
use crate::domain::act::Change;
use crate::domain::kinds::Kind;
use crate::domain::money::Currency;
use crate::domain::record::{Id, Record, Values};
use crate::domain::time::months::term_end;
use crate::text::{Lang, Msg};

const KIND: &str = "SLA";
const TERM_MONTHS: u16 = 12;
const NOTICE_DAYS: u64 = 60;
const RENEWAL: &str = "manual";
const MATRIX: &str = "123/234/345";

/// What a new draft starts from: what is known of the agreement and of its first version. The rest takes its usual value.
#[derive(Clone, Debug)]
pub struct NewDraft {
    pub agreement: Values,
    pub version: Values,
    /// Of the text, where the version names none.
    pub language: Lang,
    /// First day, where the version names none.
    pub start: NaiveDate,
}

/// Whom an agreement is for.
#[derive(Clone, Copy, Debug)]
pub struct Customer<'a> {
    pub account: Id,
    pub name: &'a str,
    /// IANA name; empty where nobody said.
    pub tz: &'a str,
}

/// What the records and the configuration say before anybody writes a word, on the screen and on the command line alike.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'a> {
    pub deal: Option<&'a Record>,
    pub customer: Option<Customer<'a>>,
    /// Our company as it signs; none stays a blank that the checks ask for.
    pub company: Option<&'a str>,
    pub ccy: Currency,
    pub author: Id,
    /// Zone of the author, where the customer's is not known.
    pub tz: &'a str,
    pub language: Lang,
    /// Today, where the version names no first day.
    pub start: NaiveDate,
}

impl NewDraft {
    /// What somebody wrote for the agreement and its version, and for the rest what is known.
    pub fn begin(ground: &Ground<'_>, agreement: Values, version: Values) -> Self {
        let mut draft = Self { agreement, version, language: ground.language, start: ground.start };
        let customer = ground.customer;
        // The agreement is kept where the customer is.
        let tz = customer.map(|customer| customer.tz).filter(|tz| !tz.is_empty()).unwrap_or(ground.tz);
        let known = |id: Id| Some(id.json());
        let said = |text: &str| Some(json!(text)).filter(|_| !text.is_empty());
        let of_agreement = [
            ("opportunity", ground.deal.and_then(|deal| known(deal.id))),
            ("title", ground.deal.and_then(|deal| said(deal.title()))),
            ("account", customer.and_then(|customer| known(customer.account))),
            ("receiver", customer.and_then(|customer| said(customer.name))),
            ("provider", ground.company.and_then(said)),
            ("ccy", said(ground.ccy.code())),
        ];
        let of_version = [("author", known(ground.author)), ("tz", said(tz))];
        let fill = |values: &mut Values, (name, value): (&str, Option<Value>)| {
            if let Some(value) = value {
                values.entry(name).or_insert(value);
            }
        };
        for known in of_agreement {
            fill(&mut draft.agreement, known);
        }
        for known in of_version {
            fill(&mut draft.version, known);
        }
        draft
    }

    /// The agreement under this id, its first version and the standard text of every section it owes.
    ///
    /// # Errors
    /// When the section inventory cannot be read.
    pub fn changes(&self, agreement: Id, mut ids: impl FnMut() -> Id) -> Result<Vec<Change>, Msg> {
        if sections::all().is_empty() {
            return Err(Msg::new("agreement-no-sections"));
        }
        let version = ids();
        let (head, term) = (self.head(), self.term(agreement));
        let str = |name: &str| head.get(name).and_then(Value::as_str).unwrap_or_default();
        let owed = |section: &&Section| {
            section.mandatory == Mandatory::Always && !section.except.iter().any(|kind| kind == str("kind"))
        };
        let mut clauses = Vec::new();
        for language in term.get("languages").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
        {
            for section in sections::all().iter().filter(owed) {
                let values = clause_values(version, section, language, standard_text(section, language));
                clauses.push(Change::Insert { kind: Kind::Clause, id: ids(), values });
            }
        }
        let mut changes = vec![
            Change::Insert { kind: Kind::Agreement, id: agreement, values: head },
            Change::Insert { kind: Kind::AgreementVersion, id: version, values: term },
        ];
        changes.extend(clauses);
        Ok(changes)
    }

    fn head(&self) -> Values {
        let mut values = self.agreement.clone();
        values.entry("kind").or_insert_with(|| json!(KIND));
        // Who is not known yet is asked for by the checks, as in the text.
        for (name, variable) in [("title", ""), ("provider", "{{provider_name}}"), ("receiver", "{{customer_name}}")] {
            let given = values.get(name).and_then(Value::as_str).unwrap_or_default().trim();
            let value = if given.is_empty() { variable.to_owned() } else { cut(given, 120) };
            values.insert(name.to_owned(), json!(value));
        }
        values
    }

    fn term(&self, agreement: Id) -> Values {
        let mut values = self.version.clone();
        let day =
            |values: &Values, name: &str| values.get(name).and_then(Value::as_str).and_then(|day| day.parse().ok());
        let start: NaiveDate = day(&values, "effective_from").unwrap_or(self.start);
        let end = day(&values, "effective_to").or_else(|| term_end(start, TERM_MONTHS)).unwrap_or(start);
        let notice = values.get("notice_days").and_then(Value::as_u64).unwrap_or(NOTICE_DAYS);
        // While there is still time to give notice.
        let review = end.checked_sub_days(Days::new(notice)).unwrap_or(end);
        let languages = values.get("languages").filter(|all| all.get(0).is_some()).cloned();
        let languages = languages.unwrap_or_else(|| json!([self.language.tag()]));
        let first = languages[0].clone();
        values.insert("languages".to_owned(), languages);
        values.insert("agreement".to_owned(), agreement.json());
        let mut usual = |name: &str, value: Value| {
            values.entry(name).or_insert(value);
        };
        usual("number", json!("0.1"));
        usual("state", json!("DRAFT"));
        usual("governing_language", first);
        usual("effective_from", json!(start.to_string()));
        usual("effective_to", json!(end.to_string()));
        usual("notice_days", json!(NOTICE_DAYS));
        usual("renewal", json!(RENEWAL));
        usual("review_every_months", json!(TERM_MONTHS));
        usual("next_review_on", json!(review.to_string()));
        usual("priority_matrix", json!(MATRIX));
        values
    }
}

/// The standard text of a section with its variables: shown and handed over with what the fields say by then, so that
/// a text never says another day or name than the head of its agreement.
pub fn standard_text<'a>(section: &'a Section, language: &str) -> &'a str {
    section.text.to(Lang::from_tag(language).unwrap_or_default())
}

/// A new clause with the standard text or the user's own.
pub fn clause_values(version: Id, section: &Section, language: &str, text: &str) -> Values {
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
