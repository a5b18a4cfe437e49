//! Proposals about the deal itself: whether it goes on, who thinks what of us, where rivals stand, and deals to come.

use chrono::{Months, NaiveDate};
use serde_json::{Value, json};

use super::people::attitude_of;
use super::rows::{cell, parts};
use super::{Mode, Proposal, Reader, Said, value};
use crate::domain::act::Change;
use crate::domain::funnel::opportunity::LOSS;
use crate::domain::kinds::Kind;
use crate::domain::record::{Record, Type, Values};
use crate::domain::research::need::title_from;
use crate::domain::research::template::Form;
use crate::text::clean;

/// Months for which a deal lies aside that is to be nurtured.
const NURTURE: u32 = 3;
/// The reason of whoever decides not to go on, where no other one is named.
const OURS: &str = "our_withdrawal";
/// Parts of the fields of one record that only change together.
type Beside = Vec<(&'static str, Value)>;

impl Reader<'_> {
    /// Whether we go on: the deal stays, lies aside for a while, or is given up with a reason (Q21). The store carries
    /// it out by the rule of the funnel.
    pub(super) fn goes_on(&mut self, said: &Said<'_>) {
        let Some(deal) = self.known.deal.clone() else { return };
        let status = deal.str("status");
        if !matches!(status, "open" | "on_hold") {
            return;
        }
        let words = json!(format!("{} {}", self.known.interview.code, said.raw.trim()).trim());
        let (new, beside): (&str, Beside) = match said.value.as_str() {
            Some("go") if status == "on_hold" => ("open", Vec::new()),
            Some("nurture") if status == "open" => {
                let until = self.known.today.checked_add_months(Months::new(NURTURE)).unwrap_or(self.known.today);
                ("on_hold", vec![("hold_until", json!(until.to_string())), ("status_reason", words)])
            }
            Some("no_go") => {
                let Some(drop) = &self.known.drop else { return };
                let reason = self.reason_in(said.raw, &drop.reasons).unwrap_or(OURS);
                (&drop.status, vec![("loss_reason", json!(reason)), ("loss_note", words)])
            }
            _ => return,
        };
        let new = json!(new);
        self.suggest_with(said, &deal, "status", new, beside);
    }

    /// The reason of a loss that these words name, as the lists call it.
    fn reason_in(&self, words: &str, known: &[&'static str]) -> Option<&'static str> {
        let words = value::fold(words);
        let named = |code: &&&'static str| {
            LOSS.contains(*code) && words.contains(&value::fold(&self.words.choice("loss_reason", code)))
        };
        known.iter().find(named).copied()
    }

    /// What those who decide think of us, and what shows it (Q16, Q17).
    pub(super) fn attitude(&mut self, said: &Said<'_>, name: &str) {
        let deciding = |role: &&Record| role.get("decision_power").as_i64() == Some(3);
        let roles: Vec<Record> = self.known.of(Kind::DealRole).filter(deciding).cloned().collect();
        for role in roles {
            if name == "attitude" {
                let Some(mark) = said.value.as_str().and_then(attitude_of) else { return };
                let heard = self.known.held_on().map(|day| ("assessed_on", json!(day)));
                self.suggest_with(said, &role, "attitude", json!(mark), heard.into_iter().collect());
            } else if let Some(field) = role.kind.spec().field(name) {
                let of = (role.kind, role.id, self.called(&role));
                self.suggest(said, of, field, role.get(name), json!(said.raw.trim()));
            }
        }
    }

    /// How deep the last talk of the deal went (Q18).
    pub(super) fn depth(&mut self, said: &Said<'_>) {
        let last = self.known.of(Kind::Activity).max_by_key(|talk| talk.str("at").to_owned()).cloned();
        if let Some(talk) = last {
            self.suggest_with(said, &talk, "depth", said.value.clone(), Vec::new());
        }
    }

    /// What is said of each rival by name: our answer, and where it stands if the words say so (Q08).
    pub(super) fn against(&mut self, said: &Said<'_>, name: &str) {
        let sentences: Vec<&str> = said.raw.split(['\n', ';', '；', '。']).map(str::trim).collect();
        let about = |rival: &str| {
            let rival = value::fold(rival);
            let named = |words: &&&str| !rival.is_empty() && value::fold(words).contains(&rival);
            sentences.iter().find(named).map(|words| (*words).to_owned())
        };
        let rivals: Vec<Record> = self.known.of(Kind::Rival).cloned().collect();
        for rival in rivals {
            let Some(words) = about(&self.called(&rival)) else { continue };
            let (Some(new), Some(field)) = (self.of_rival(name, &words), rival.kind.spec().field(name)) else {
                continue;
            };
            let of = (rival.kind, rival.id, self.called(&rival));
            self.suggest(said, of, field, rival.get(name), new);
        }
        for n in 0..self.found.len() {
            let Some(words) = about(&self.found[n].name) else { continue };
            let Some(new) = self.of_rival(name, &words) else { continue };
            for change in &mut self.found[n].changes {
                if let Change::Insert { kind: Kind::Rival, values, .. } = change {
                    values.insert(name.to_owned(), new.clone());
                }
            }
        }
    }

    fn of_rival(&self, name: &str, words: &str) -> Option<Value> {
        if name != "position" {
            return Some(json!(words));
        }
        let Some(Type::Choice(codes)) = Kind::Rival.spec().field("position").map(|field| field.ty) else { return None };
        let folded = value::fold(words);
        let named =
            |code: &&str| *code != "unknown" && folded.contains(&value::fold(&self.words.choice("position", code)));
        codes.iter().copied().find(named).map(Value::from)
    }

    /// A measure for what is missing: goes with the gap that this interview proposes or brought up (P12).
    pub(super) fn measure(&mut self, said: &Said<'_>) {
        let words = json!(said.raw.trim());
        if let Some(gap) = self.found.iter_mut().rev().find(|found| found.kind == Kind::Gap && found.id.is_none()) {
            return gap.learn("measure", &words);
        }
        let mut made = self.known.made.iter().map(|(_, record)| record).rev();
        let gap = made.find(|record| record.kind == Kind::Gap && !record.archived).cloned();
        let field = Kind::Gap.spec().field("measure");
        if let (Some(gap), Some(field)) = (gap, field) {
            self.suggest(said, (gap.kind, gap.id, self.called(&gap)), field, gap.get("measure"), words);
        }
    }

    /// Whether the customer confirmed in words what the answers brought up (P13).
    pub(super) fn sure(&mut self, said: &Said<'_>) {
        let sure = json!(if said.value == Value::Bool(true) { "confirmed" } else { "inferred" });
        let brings = |answer: &&Record| {
            let asked = self.template.question(answer.str("question"));
            answer.str("status") == "answered" && asked.is_some_and(|asked| asked.need_hint().is_some())
        };
        let answers: Vec<Record> = self.known.answers.iter().filter(brings).cloned().collect();
        for answer in answers {
            self.suggest_with(said, &answer, "confidence", sure.clone(), Vec::new());
        }
    }

    /// A deal that may come of this answer: of a yes, of words, of each option or row.
    pub(super) fn deals(&mut self, said: &Said<'_>, with: &[&str]) {
        let Some(account) = self.known.account.clone() else { return };
        let owner = self.known.deal.as_ref().and_then(|deal| deal.id_of("owner")).or(account.id_of("owner"));
        let Some(owner) = owner else { return };
        let made: Vec<String> =
            self.known.made(said.answer.id, Kind::Opportunity).map(|deal| value::fold(deal.title())).collect();
        let fits = |field: &str| {
            let Some(Type::Choice(codes)) = Kind::Opportunity.spec().field(field).map(|field| field.ty) else {
                return None;
            };
            with.iter().copied().find(|code| codes.contains(code)).map(|code| (field.to_owned(), json!(code)))
        };
        let (kind, source) = (fits("kind"), fits("source"));
        let called = kind.iter().chain(&source).next();
        let called = called.map(|(field, code)| self.words.choice(field, code.as_str().unwrap_or_default()));
        let plain = [Some(account.title().to_owned()), called].into_iter().flatten().collect::<Vec<_>>().join(" · ");
        let titles: Vec<String> = match (said.question.form, &said.value) {
            (Form::YesNo, Value::Bool(true)) => vec![plain],
            (Form::Single, Value::String(code)) if code == "yes" => vec![plain],
            (Form::YesNo | Form::Single, _) => Vec::new(),
            (Form::Table, Value::Array(rows)) => {
                let opens = |row: &Value| {
                    Some(format!(
                        "{} · {}",
                        cell(row, &said.question.columns.first()?.key)?,
                        cell(row, "breakthrough")?
                    ))
                };
                rows.iter().filter_map(opens).collect()
            }
            (Form::Text, _) => vec![title_from(&clean::clean_lines(said.raw))],
            _ => parts(said, self.lang),
        };
        if made.len() == titles.len() && titles.len() == 1 {
            return;
        }
        for title in titles.into_iter().filter(|title| !title.is_empty() && !made.contains(&value::fold(title))) {
            let mut values = Values::new();
            values.insert("title".to_owned(), json!(title));
            values.insert("account".to_owned(), account.id.json());
            values.insert("owner".to_owned(), owner.json());
            values.extend(kind.iter().chain(&source).cloned());
            self.create(said, Kind::Opportunity, values, Vec::new());
        }
    }

    /// Another value of a field, with what changes only together with it.
    pub(super) fn suggest_with(
        &mut self,
        said: &Said<'_>,
        record: &Record,
        field: &'static str,
        new: Value,
        beside: Beside,
    ) {
        let old = record.get(field).clone();
        if new == old {
            return;
        }
        let changes = beside.into_iter().map(|(name, new)| Change::Update {
            kind: record.kind,
            id: record.id,
            field: name.to_owned(),
            base: record.get(name).clone(),
            new,
        });
        let (kind, id, name) = (record.kind, Some(record.id), self.called(record));
        let (key, changes, add) = (self.key(said), changes.collect(), Value::Null);
        self.found.push(Proposal { key, mode: Mode::Suggest, kind, id, name, field, old, new, add, changes });
    }

    /// What people call a record: a part in a deal by who plays it.
    pub(super) fn called(&self, record: &Record) -> String {
        let of = |field: &str, kind: Kind| {
            let id = record.id_of(field)?;
            self.known.of(kind).find(|known| known.id == id).map(|known| known.title().to_owned())
        };
        match record.kind {
            Kind::DealRole | Kind::Employment => of("contact", Kind::Contact).unwrap_or_default(),
            Kind::Rival => of("competitor", Kind::Competitor).unwrap_or_default(),
            Kind::Answer => record.str("question").to_owned(),
            Kind::Activity => clean::truncate(record.title(), 40),
            _ => format!("{} {}", record.code, record.title()).trim().to_owned(),
        }
    }
}

/// How a deal may be given up: the status it has then, and the reasons that ask for no competitor to be named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drop {
    pub status: String,
    pub reasons: Vec<&'static str>,
}

impl super::Known {
    /// The day of the interview.
    pub(super) fn held_on(&self) -> Option<NaiveDate> {
        self.interview.str("held_at").get(..10)?.parse().ok()
    }
}
