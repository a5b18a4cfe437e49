//! Proposals about people: the decision chain with the part each plays, and names to ask next.

use serde_json::{Value, json};

use super::rows::cell;
use super::{Proposal, Reader, Said, value};
use crate::domain::act::Change;
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Values};
use crate::domain::research::template::Form;

/// Parts in a decision and attitudes, from the option sets to the records (mappings of 04-interviews 4.0).
const ROLES: &[(&str, &str)] = &[
    ("dec", "decision_maker"),
    ("eval", "technical_evaluator"),
    ("use", "user"),
    ("buy", "procurement"),
    ("fin", "finance"),
    ("infl", "influencer"),
];
const ATTITUDES: &[(&str, i64)] = &[("opp", -2), ("scep", -1), ("neut", 0), ("sup", 1), ("champ", 2)];

/// Beginnings and ends of short Chinese words that are no names: pronouns, departments.
const NO_NAME: (&str, &str) = ("我他她它您你这那各没不", "科部处室院组局司队们");

/// Whether words look like the name of a person: two to four Chinese characters, or words with capitals.
pub(super) fn is_name(words: &str) -> bool {
    let han = |c: char| matches!(c, '\u{4e00}'..='\u{9fff}');
    if words.chars().all(han) {
        let (first, last) = (words.chars().next(), words.chars().next_back());
        let plain = first.is_some_and(|c| !NO_NAME.0.contains(c)) && last.is_some_and(|c| !NO_NAME.1.contains(c));
        return (2..=4).contains(&words.chars().count()) && plain;
    }
    let mut parts = words.split_whitespace().peekable();
    let capital = |part: &str| {
        part.chars().next().is_some_and(char::is_uppercase)
            && part.chars().all(|c| c.is_alphabetic() || "-.'’".contains(c))
    };
    (2..=4).contains(&words.split_whitespace().count()) && parts.peek().is_some() && parts.all(capital)
}

pub(super) fn values<const N: usize>(pairs: [(&str, Value); N]) -> Values {
    pairs.into_iter().filter(|(_, value)| !value.is_null()).map(|(name, value)| (name.to_owned(), value)).collect()
}

/// What stands between line ends and commas: names, where people are named.
pub(super) fn names_in(words: &str) -> impl Iterator<Item = &str> {
    words.split(['\n', ',', '，', '、', ';', '；', '。']).map(str::trim).filter(|part| !part.is_empty())
}

/// An attitude as the records have it; `None` where it is not known.
pub(super) fn attitude_of(option: &str) -> Option<i64> {
    ATTITUDES.iter().find(|(code, _)| *code == option).map(|(_, mark)| *mark)
}

impl Reader<'_> {
    /// One proposal for each person of a decision chain: the contact where it is new, where they work, and their part.
    pub(super) fn people(&mut self, said: &Said<'_>) {
        let Some(deal) = self.known.deal.as_ref().map(|deal| deal.id) else { return };
        let (Form::Table, Value::Array(rows)) = (said.question.form, &said.value) else { return };
        for row in rows {
            let Some(name) = cell(row, "name") else { continue };
            let known = self.known.of(Kind::Contact).find(|contact| value::fold(contact.title()) == value::fold(&name));
            let known = known.map(|contact| contact.id);
            let plays = |id: Id| self.known.of(Kind::DealRole).any(|role| role.id_of("contact") == Some(id));
            if known.is_some_and(plays) || self.proposes(Kind::Contact, &name) || self.proposes(Kind::DealRole, &name) {
                continue;
            }
            let role = self.role(deal, row);
            match known {
                Some(contact) => {
                    let mut role = role;
                    role.insert("contact".to_owned(), contact.json());
                    self.create(said, Kind::DealRole, role, Vec::new());
                    if let Some(last) = self.found.last_mut() {
                        last.name = name;
                    }
                }
                None => self.new_person(said, &name, row, role),
            }
        }
    }

    /// The steps of a decision: who does what in which order. With somebody who is proposed here, their step comes along.
    pub(super) fn steps(&mut self, said: &Said<'_>) {
        let Some(deal) = self.known.deal.as_ref().map(|deal| deal.id) else { return };
        let (Form::Table, Value::Array(rows)) = (said.question.form, &said.value) else { return };
        for (n, row) in rows.iter().enumerate() {
            let Some(name) = cell(row, "name") else { continue };
            let position = row.get("order").and_then(Value::as_i64).unwrap_or(n as i64 + 1).clamp(1, 99);
            let does: Vec<String> = [self.part(said, row), cell(row, "title")].into_iter().flatten().collect();
            let words = if does.is_empty() { name.clone() } else { does.join(" · ") };
            let step = |contact: Id| {
                values([
                    ("opportunity", deal.json()),
                    ("position", json!(position)),
                    ("step", json!(words)),
                    ("contact", contact.json()),
                ])
            };
            let same = |found: &&mut Proposal| found.id.is_none() && value::fold(&found.name) == value::fold(&name);
            let id = (self.new_id)();
            if let Some(person) = self.found.iter_mut().filter(same).find(|found| found.kind == Kind::Contact)
                && let Some(contact) = person.changes.first().map(|change| change.subject().1)
            {
                let at = person.changes.len().saturating_sub(1);
                person.changes.insert(at, Change::Insert { kind: Kind::DecisionStep, id, values: step(contact) });
                continue;
            }
            let known = self.known.of(Kind::Contact).find(|contact| value::fold(contact.title()) == value::fold(&name));
            let Some(contact) = known.map(|contact| contact.id) else { continue };
            if !self.known.of(Kind::DecisionStep).any(|step| step.id_of("contact") == Some(contact)) {
                self.create_as(said, (Kind::DecisionStep, id), step(contact), Vec::new());
            }
        }
    }

    /// What somebody does in the decision, as the question calls it.
    fn part(&self, said: &Said<'_>, row: &Value) -> Option<String> {
        let code = row.get("role").and_then(Value::as_str)?;
        let roles = said.question.columns.iter().find(|column| column.key == "role")?;
        roles.choices.iter().find(|choice| choice.code == code).map(|choice| choice.label.to(self.lang).to_owned())
    }

    fn role(&self, deal: Id, row: &Value) -> Values {
        let code = |key: &str| row.get(key).and_then(Value::as_str).unwrap_or_default();
        let role = ROLES.iter().find(|(option, _)| *option == code("role")).map_or("influencer", |(_, role)| role);
        let attitude = attitude_of(code("attitude"));
        let power = row.get("power").and_then(Value::as_i64).unwrap_or(0).clamp(0, 3);
        // An attitude is known since the day it was heard.
        let heard = attitude.and(self.known.held_on()).map(|day| json!(day));
        values([
            ("opportunity", deal.json()),
            ("roles", json!([role])),
            ("decision_power", json!(power)),
            ("attitude", json!(attitude)),
            ("assessed_on", heard.unwrap_or_default()),
        ])
    }

    fn new_person(&mut self, said: &Said<'_>, name: &str, row: &Value, mut role: Values) {
        let id = (self.new_id)();
        let power = role.get("decision_power").and_then(Value::as_i64).unwrap_or(0);
        let contact = values([("full_name", json!(name)), ("level", json!(if power == 3 { 3 } else { 2 }))]);
        role.insert("contact".to_owned(), id.json());
        let mut along = Vec::new();
        let from = self.known.held_on().map(|day| json!(day)).unwrap_or_default();
        if let (Some(account), Some(title), false) = (&self.known.account, cell(row, "title"), from.is_null()) {
            let work = values([
                ("contact", id.json()),
                ("account", account.id.json()),
                ("title", json!(title)),
                ("level", json!(if power == 3 { 3 } else { 2 })),
                ("from", from),
            ]);
            along.push(Change::Insert { kind: Kind::Employment, id: (self.new_id)(), values: work });
        }
        along.push(Change::Insert { kind: Kind::DealRole, id: (self.new_id)(), values: role });
        self.create_as(said, (Kind::Contact, id), contact, along);
    }

    /// Names of people to ask next, one a line or with commas between; sentences are no names.
    pub(super) fn named(&mut self, said: &Said<'_>) {
        for name in names_in(said.raw).filter(|name| is_name(name)).map(str::to_owned).collect::<Vec<_>>() {
            let known = self.known.of(Kind::Contact).any(|contact| value::fold(contact.title()) == value::fold(&name));
            let made = self.known.made(said.answer.id, Kind::Contact).count() > 0;
            if known || made || self.proposes(Kind::Contact, &name) {
                continue;
            }
            let contact = values([("full_name", json!(name)), ("notes", json!(said.raw.trim()))]);
            self.create(said, Kind::Contact, contact, Vec::new());
        }
    }
}
