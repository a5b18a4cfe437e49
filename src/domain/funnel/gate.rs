//! Conditions as data, and the one function that says whether they hold (01-model 1.4.1, 1.4.2).

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::facts::{Facts, Open};
use super::opportunity::OPPORTUNITY;
use crate::domain::account::ACCOUNT;
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Record, Spec};
use crate::text::{Arg, Msg, Words};

/// Something a gate or a check-list asks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    pub code: String,
    #[serde(default, deserialize_with = "super::pipeline::names")]
    pub name: Words,
    /// What the records must say; without it, it is ticked by hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<Test>,
    /// Asked only where this holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub only: Option<Test>,
    /// May be waived with a reason. What is [`Test::Later`] always may.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub waivable: bool,
}

/// Conditions that every pipeline can ask for, in the order of the file. They are part of the program, and a test reads
/// them.
pub fn catalogue() -> &'static [Condition] {
    #[derive(Deserialize)]
    struct Catalogue {
        conditions: Vec<Condition>,
    }
    static CATALOGUE: LazyLock<Vec<Condition>> = LazyLock::new(|| {
        let text = include_str!("../../../assets/pipelines/conditions.toml");
        toml::from_str::<Catalogue>(text).map(|read| read.conditions).unwrap_or_default()
    });
    &CATALOGUE
}

/// A question to the facts; the file of conditions says what each means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Test {
    Filled(String),
    Empty(String),
    Among {
        field: String,
        codes: Vec<Value>,
    },
    Beyond {
        field: String,
        codes: Vec<Value>,
    },
    Has(Rows),
    Each(Rows),
    Interview {
        template: String,
        /// Percent; without it the interview must be finished.
        #[serde(skip_serializing_if = "Option::is_none")]
        share: Option<i64>,
    },
    /// Something that nobody knew waits to be asked again by some day, in interviews with this template or in all.
    Unknown {
        #[serde(skip_serializing_if = "Option::is_none")]
        template: Option<String>,
    },
    /// What nobody knew was asked again by its day, in interviews with this template or in all.
    Asked {
        #[serde(skip_serializing_if = "Option::is_none")]
        template: Option<String>,
    },
    Talked {
        level: i64,
        days: i64,
    },
    Ticked(String),
    Opened(String),
    All(Vec<Self>),
    Any(Vec<Self>),
    /// On something that does not exist in the program yet.
    Later(String),
}

/// Records of one kind that belong to the opportunity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rows {
    pub kind: Kind,
    /// Only those with these values; a list means one of them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub with: BTreeMap<String, Value>,
    /// And these must have.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub hold: BTreeMap<String, Value>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub filled: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recent: Option<Recent>,
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub at_least: usize,
}

/// A date that must not be older than so many days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recent {
    pub field: String,
    pub days: i64,
}

fn one() -> usize {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks it so")]
fn is_one(count: &usize) -> bool {
    *count == 1
}

/// How a condition stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Met,
    Missing,
    /// A control point that is being worked on.
    Opened,
    /// Nobody can meet it yet.
    Later,
    Waived,
}

impl State {
    pub fn passes(self) -> bool {
        matches!(self, Self::Met | Self::Waived)
    }

    /// The word for other programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Missing => "missing",
            Self::Opened => "opened",
            Self::Later => "later",
            Self::Waived => "waived",
        }
    }
}

/// A condition as one mark among others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    Done,
    /// Begun, or some of many.
    Partly,
    Open,
}

/// Where a condition is met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    Field(String),
    AccountField(String),
    /// Records of this kind; one that stands in the way, if there is one.
    Rows(Kind, Option<Id>),
    /// An interview with this template; the one that is under way, if there is one.
    Interview(String, Option<Id>),
    /// An item of the check-list, to be ticked.
    Item(String),
    Nowhere,
}

/// What became of one condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub code: String,
    pub name: Words,
    pub state: State,
    /// How many of how many, where there is something to count.
    pub count: Option<(usize, usize)>,
    pub place: Place,
    /// A person ticks it.
    pub manual: bool,
    pub waivable: bool,
    /// Evidence of a tick or reason of a waiver, who gave it, and when (Unix milliseconds).
    pub note: Option<(String, String, i64)>,
}

impl Finding {
    pub fn mark(&self) -> Mark {
        match (self.state, self.count) {
            (state, _) if state.passes() => Mark::Done,
            (State::Opened, _) | (_, Some((1.., _))) => Mark::Partly,
            _ => Mark::Open,
        }
    }

    /// Says that it does not hold.
    pub fn unmet(&self) -> Msg {
        Msg::new("move-unmet").with("condition", Arg::Words(self.name.clone()))
    }
}

struct Verdict {
    ok: bool,
    later: bool,
    count: Option<(usize, usize)>,
    place: Place,
    /// What exactly is in the way, where the name of the condition does not say it.
    about: Option<Words>,
}

impl Verdict {
    fn new(ok: bool, place: Place) -> Self {
        Self { ok, later: false, count: None, place, about: None }
    }
}

impl Condition {
    /// How it stands; `None` where it is not asked.
    pub fn look(&self, facts: &Facts) -> Option<Finding> {
        if self.only.as_ref().is_some_and(|only| !only.weigh(facts).ok) {
            return None;
        }
        let by_hand = Test::Ticked(self.code.clone());
        let verdict = self.when.as_ref().unwrap_or(&by_hand).weigh(facts);
        let waivable = self.waivable || verdict.later;
        let waiver = facts.waiver(&self.code).filter(|_| waivable);
        let mark = facts.mark(&self.code).filter(|_| self.when.is_none());
        let state = match (verdict.ok, waiver) {
            (true, _) => State::Met,
            (false, Some(_)) => State::Waived,
            _ if verdict.later => State::Later,
            // Taken back is as if never ticked; a control point that is open has an owner or a day.
            _ if mark.is_some_and(is_opened) => State::Opened,
            _ => State::Missing,
        };
        let note = match state {
            State::Waived => waiver.map(|waiver| (waiver, "reason")),
            _ => mark.map(|mark| (mark, "evidence")),
        };
        Some(Finding {
            code: self.code.clone(),
            name: verdict.about.map_or_else(|| self.name.clone(), |about| self.name.colon(&about)),
            state,
            count: verdict.count,
            place: verdict.place,
            manual: self.when.is_none(),
            waivable,
            note: note.map(|(row, field)| (row.str(field).to_owned(), row.updated_by.clone(), row.updated_ms)),
        })
    }

    /// What it asks that no record has: a field, an item or an empty list. `manual` knows the items ticked by hand.
    pub(super) fn nonsense(&self, manual: &dyn Fn(&str) -> bool) -> Option<String> {
        self.when.iter().chain(&self.only).find_map(|test| test.nonsense(manual))
    }
}

fn is_opened(mark: &Record) -> bool {
    mark.str("state") == "open" && ["evidence", "owner", "due"].iter().any(|field| !mark.get(field).is_null())
}

fn settled(mark: &Record) -> bool {
    matches!(mark.str("state"), "done" | "na") && !mark.str("evidence").is_empty()
}

fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}

/// A single value, or one of a list.
fn fits(value: &Value, wanted: &Value) -> bool {
    match wanted {
        Value::Array(any) => any.contains(value),
        one => one == value,
    }
}

fn place_of(field: &str) -> Place {
    match field.strip_prefix("account.") {
        Some(field) => Place::AccountField(field.to_owned()),
        None => Place::Field(field.to_owned()),
    }
}

fn day(value: &Value) -> Option<NaiveDate> {
    value.as_str()?.get(..10)?.parse().ok()
}

fn within(value: &Value, days: i64, today: NaiveDate) -> bool {
    day(value).is_some_and(|on| on <= today && (today - on).num_days() <= days)
}

impl Test {
    fn weigh(&self, facts: &Facts) -> Verdict {
        match self {
            Self::Filled(field) => Verdict::new(!is_blank(facts.field(field)), place_of(field)),
            Self::Empty(field) => Verdict::new(is_blank(facts.field(field)), place_of(field)),
            Self::Among { field, codes } => Verdict::new(codes.contains(facts.field(field)), place_of(field)),
            Self::Beyond { field, codes } => {
                let value = facts.field(field);
                Verdict::new(!is_blank(value) && !codes.contains(value), place_of(field))
            }
            Self::Has(rows) => rows.has(facts),
            Self::Each(rows) => rows.each(facts),
            Self::Interview { template, share } => {
                let mut held =
                    facts.interviews.iter().filter(|held| held.template == *template && held.state != "CANCELLED");
                let best = held.clone().max_by_key(|held| held.share);
                let ok = held.any(|held| match share {
                    Some(share) => held.share >= *share,
                    None => matches!(held.state.as_str(), "COMPLETED" | "CONFIRMED"),
                });
                Verdict::new(ok, Place::Interview(template.clone(), best.map(|held| held.id)))
            }
            Self::Unknown { template } => {
                Verdict::new(open(template.as_deref(), facts).next().is_some(), Place::Nowhere)
            }
            Self::Asked { template } => asked(template.as_deref(), facts),
            Self::Talked { level, days } => {
                let met = |talk: &Record| {
                    talk.get("two_way") == true
                        && within(talk.get("at"), *days, facts.today)
                        && Id::all(talk.get("contacts")).any(|who| facts.levels.get(&who) == Some(level))
                };
                Verdict::new(facts.of(Kind::Activity).any(met), Place::Rows(Kind::Activity, None))
            }
            Self::Ticked(item) => Verdict::new(facts.mark(item).is_some_and(settled), Place::Item(item.clone())),
            Self::Opened(item) => {
                let ok = facts.mark(item).is_some_and(|mark| settled(mark) || is_opened(mark));
                Verdict::new(ok, Place::Item(item.clone()))
            }
            Self::All(tests) => {
                let verdicts: Vec<Verdict> = tests.iter().map(|test| test.weigh(facts)).collect();
                let count = (verdicts.iter().filter(|verdict| verdict.ok).count(), verdicts.len());
                let (ok, later) = (count.0 == count.1, verdicts.iter().any(|verdict| !verdict.ok && verdict.later));
                let place = verdicts.into_iter().find(|verdict| !verdict.ok).map_or(Place::Nowhere, |v| v.place);
                Verdict { later, count: Some(count), ..Verdict::new(ok, place) }
            }
            Self::Any(tests) => {
                let mut verdicts = tests.iter().map(|test| test.weigh(facts)).collect::<Vec<_>>();
                let at = verdicts.iter().position(|verdict| verdict.ok).or(verdicts.len().checked_sub(1));
                at.map_or(Verdict::new(false, Place::Nowhere), |at| verdicts.swap_remove(at))
            }
            Self::Later(_) => Verdict { later: true, ..Verdict::new(false, Place::Nowhere) },
        }
    }

    fn nonsense(&self, manual: &dyn Fn(&str) -> bool) -> Option<String> {
        let unknown = |spec: &Spec, field: &str| spec.field(field).is_none().then(|| field.to_owned());
        match self {
            Self::Filled(field) | Self::Empty(field) | Self::Among { field, .. } | Self::Beyond { field, .. } => {
                match field.strip_prefix("account.") {
                    Some(of_account) => unknown(&ACCOUNT, of_account),
                    None => unknown(&OPPORTUNITY, field),
                }
            }
            Self::Has(rows) | Self::Each(rows) => {
                let of_agreement = |field: &str| rows.kind == Kind::AgreementVersion && field == "kind";
                let named = rows.with.keys().chain(rows.hold.keys()).chain(&rows.filled);
                let mut named = named.chain(rows.recent.iter().map(|recent| &recent.field));
                named.find(|field| !of_agreement(field) && rows.kind.spec().field(field).is_none()).cloned()
            }
            Self::Ticked(item) | Self::Opened(item) => (!manual(item)).then(|| item.clone()),
            Self::All(tests) | Self::Any(tests) => tests.iter().find_map(|test| test.nonsense(manual)),
            Self::Interview { .. }
            | Self::Unknown { .. }
            | Self::Asked { .. }
            | Self::Talked { .. }
            | Self::Later(_) => None,
        }
    }
}

/// Questions to be asked again, in interviews with this template or in all.
fn open<'a>(template: Option<&'a str>, facts: &'a Facts) -> impl Iterator<Item = &'a Open> {
    let held = facts.interviews.iter().filter(|held| held.state != "CANCELLED");
    held.filter(move |held| template.is_none_or(|template| held.template == template)).flat_map(|held| &held.open)
}

/// The question that is late for the longest time stands in the way.
fn asked(template: Option<&str>, facts: &Facts) -> Verdict {
    let mut late: Vec<&Open> = open(template, facts).filter(|open| open.by < facts.today).collect();
    late.sort_by_key(|open| open.by);
    match late.first() {
        Some(first) => Verdict {
            about: Some(first.label.clone()),
            ..Verdict::new(false, Place::Rows(Kind::Answer, Some(first.answer)))
        },
        None => Verdict::new(true, Place::Nowhere),
    }
}

impl Rows {
    fn chosen<'a>(&'a self, facts: &'a Facts) -> impl Iterator<Item = &'a Record> {
        let with = |row: &&Record| self.with.iter().all(|(field, wanted)| fits(row.get(field), wanted));
        facts.of(self.kind).filter(with)
    }

    fn holds(&self, row: &Record, today: NaiveDate) -> bool {
        self.hold.iter().all(|(field, wanted)| fits(row.get(field), wanted))
            && self.filled.iter().all(|field| !is_blank(row.get(field)))
            && self.recent.as_ref().is_none_or(|recent| within(row.get(&recent.field), recent.days, today))
    }

    fn has(&self, facts: &Facts) -> Verdict {
        let found = self.chosen(facts).filter(|row| self.holds(row, facts.today)).count();
        let nearly = self.chosen(facts).find(|row| !self.holds(row, facts.today)).map(|row| row.id);
        let count = (self.at_least > 1).then_some((found.min(self.at_least), self.at_least));
        Verdict { count, ..Verdict::new(found >= self.at_least, Place::Rows(self.kind, nearly)) }
    }

    fn each(&self, facts: &Facts) -> Verdict {
        let all = self.chosen(facts).count();
        let lacking = self.chosen(facts).find(|row| !self.holds(row, facts.today)).map(|row| row.id);
        let found = self.chosen(facts).filter(|row| self.holds(row, facts.today)).count();
        let count = (all > 0).then_some((found, all));
        Verdict { count, ..Verdict::new(found == all, Place::Rows(self.kind, lacking)) }
    }
}

#[cfg(test)]
mod tests;
