//! Proposals about where people work, and whom to ask next.

use serde_json::{Value, json};

use super::people::{is_name, names_in, values};
use super::rows::cell;
use super::{Reader, Said, value};
use crate::domain::act::Change;
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Record};
use crate::domain::research::template::{Form, Template};

/// Longest department or role; more words are a day at work.
const SHORT: usize = 40;
/// The template for whoever is named to be asked next.
const NEXT: &str = "T3";

impl Reader<'_> {
    /// Department and role of whoever answered, from the beginning of what they say of their work (N01).
    pub(super) fn work(&mut self, said: &Said<'_>, name: &str) {
        let asked = || Id::all(self.known.interview.get("contacts")).next();
        let Some(who) = said.answer.id_of("by").or_else(asked) else { return };
        let mut told = said.raw.split(['\n', ',', '，', '、', ';', '；', '。']).map(str::trim);
        let (dept, title) = (told.next().unwrap_or_default(), told.next().unwrap_or_default());
        let fits = |words: &str| !words.is_empty() && words.chars().count() <= SHORT;
        if !fits(dept) || !fits(title) {
            return;
        }
        let (dept, title) = (dept.to_owned(), title.to_owned());
        if let Some(here) = self.job_of(who) {
            let new = if name == "dept" { dept } else { title };
            let Some(field) = here.kind.spec().field(name) else { return };
            let of = (here.kind, here.id, self.called(&here));
            return self.suggest(said, of, field, here.get(name), json!(new));
        }
        let (Some(account), Some(from), "title") = (&self.known.account, self.known.held_on(), name) else { return };
        let made = values([
            ("contact", who.json()),
            ("account", account.id.json()),
            ("title", json!(title)),
            ("dept", json!(dept)),
            ("level", json!(1)),
            ("from", json!(from)),
        ]);
        self.create(said, Kind::Employment, made, Vec::new());
    }

    /// Where somebody works for the customer today.
    fn job_of(&self, who: Id) -> Option<Record> {
        let here = |job: &&Record| job.id_of("contact") == Some(who) && job.get("to").is_null();
        self.known.of(Kind::Employment).find(here).cloned()
    }

    /// Who has left, and who is there whom nobody knew (K13).
    pub(super) fn staff(&mut self, said: &Said<'_>) {
        let (Form::Table, Value::Array(rows)) = (said.question.form, &said.value) else { return };
        for row in rows {
            let Some(name) = cell(row, "name") else { continue };
            let known = self.known.of(Kind::Contact).find(|contact| value::fold(contact.title()) == value::fold(&name));
            let known = known.map(|contact| contact.id);
            match (row.get("present").and_then(Value::as_bool), known) {
                (Some(false), Some(who)) => {
                    let (Some(job), Some(day)) = (self.job_of(who), self.known.held_on()) else { continue };
                    self.suggest_with(said, &job, "to", json!(day), Vec::new());
                }
                (Some(false), None) => {}
                (_, None) if !self.proposes(Kind::Contact, &name) => {
                    let level = row.get("level").and_then(Value::as_i64).map(|level| json!(level.clamp(1, 3)));
                    let contact = values([("full_name", json!(name)), ("level", level.unwrap_or(json!(1)))]);
                    self.create(said, Kind::Contact, contact, Vec::new());
                }
                _ => {}
            }
        }
    }

    /// Steps of a decision in words: each one that names somebody (E13). With somebody who is proposed here the step
    /// comes along.
    pub(super) fn steps_in_words(&mut self, said: &Said<'_>) {
        let Some(deal) = self.known.deal.as_ref().map(|deal| deal.id) else { return };
        let last =
            self.known.of(Kind::DecisionStep).filter_map(|step| step.get("position").as_i64()).max().unwrap_or(0);
        let mut position = last;
        for part in names_in(said.raw) {
            let names = |contact: &&Record| value::fold(part).contains(&value::fold(contact.title()));
            let known =
                self.known.of(Kind::Contact).find(names).map(|contact| (contact.id, contact.title().to_owned()));
            let same = |name: &str| value::fold(name) == value::fold(part);
            let here = |id: Id| self.known.of(Kind::DecisionStep).any(|step| step.id_of("contact") == Some(id));
            let step = |contact: Id, name: &str| {
                let words = if same(name) { self.words.get("feeds-decides") } else { part.to_owned() };
                values([
                    ("opportunity", deal.json()),
                    ("position", json!((position + 1).min(99))),
                    ("step", json!(words.chars().take(120).collect::<String>())),
                    ("contact", contact.json()),
                ])
            };
            if let Some((contact, name)) = known {
                if here(contact) {
                    continue;
                }
                let step = step(contact, &name);
                self.create(said, Kind::DecisionStep, step, Vec::new());
            } else {
                let proposed = |found: &super::Proposal| found.kind == Kind::Contact && same(&found.name);
                let Some(at) = self.found.iter().position(|found| is_name(part) && proposed(found)) else { continue };
                let Some(contact) = self.found[at].changes.first().map(|change| change.subject().1) else { continue };
                let (step, id) = (step(contact, part), (self.new_id)());
                let end = self.found[at].changes.len().saturating_sub(1);
                self.found[at].changes.insert(end, Change::Insert { kind: Kind::DecisionStep, id, values: step });
            }
            position += 1;
        }
    }

    /// An interview to be planned with each one named who is known and was not asked in this deal (N16).
    pub(super) fn ask_next(&mut self, said: &Said<'_>) {
        let (Some(account), Some(template)) = (self.known.account.clone(), Template::builtin(NEXT, 1)) else { return };
        let people: Vec<Id> = names_in(said.raw)
            .filter_map(|name| {
                let same = |contact: &&Record| value::fold(contact.title()) == value::fold(name);
                self.known.of(Kind::Contact).find(same).map(|contact| contact.id)
            })
            .collect();
        for who in people {
            let asked = |other: &&Record| Id::all(other.get("contacts")).any(|one| one == who);
            if self.known.of(Kind::Interview).chain([&self.known.interview]).any(|other| asked(&other)) {
                continue;
            }
            let deal = self.known.deal.as_ref().map_or(Value::Null, |deal| deal.id.json());
            let interview = values([
                ("title", json!(template.title.to(self.lang))),
                ("template", json!(template.key)),
                ("template_version", json!(template.version)),
                ("account", account.id.json()),
                ("opportunity", deal),
                ("contacts", json!([who.json()])),
                ("language", json!(self.lang.tag())),
                ("state", json!("PLANNED")),
            ]);
            self.create(said, Kind::Interview, interview, Vec::new());
            let name = self.known.of(Kind::Contact).find(|contact| contact.id == who).map(|one| one.title().to_owned());
            if let (Some(last), Some(name)) = (self.found.last_mut(), name) {
                last.name = format!("{} · {name}", last.name);
            }
        }
    }
}
