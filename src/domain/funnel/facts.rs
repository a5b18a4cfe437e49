//! What is known of an opportunity when the conditions of its gates are looked at: plain records, collected once.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::Value;

use super::opportunity::Opportunity;
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Record, Values};
use crate::text::Words;

/// An interview and how far it is answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Interviewed {
    pub id: Id,
    pub template: String,
    pub state: String,
    /// Percent of the visible required questions that are settled, rounded down.
    pub share: i64,
    /// Visible required questions that nobody could answer and that have a day by which they are asked again.
    pub open: Vec<Open>,
}

/// A required question whose answer is not known yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Open {
    /// The answer that says so.
    pub answer: Id,
    pub label: Words,
    /// To be asked by this day; after it, it is late.
    pub by: NaiveDate,
}

/// Everything a condition may ask of one opportunity on one day.
#[derive(Clone, Debug, PartialEq)]
pub struct Facts {
    pub today: NaiveDate,
    pub deal: Opportunity,
    /// Fields of the opportunity by name.
    pub values: Values,
    /// Fields of its account.
    pub account: Values,
    /// What belongs to it and is not archived, of every kind. A version of an agreement also carries the `kind` of its
    /// agreement; waivers and marks of check-lists are here too.
    pub rows: Vec<Record>,
    pub interviews: Vec<Interviewed>,
    /// Level of each contact that took part in its activities (01-model 1.2: 1 staff, 2 middle, 3 executive).
    pub levels: BTreeMap<Id, i64>,
    /// The open stage it was closed from, if the journal knows.
    pub stood_in: Option<String>,
}

impl Facts {
    /// The opportunity alone, with nothing around it.
    pub fn new(deal: Opportunity, today: NaiveDate) -> Self {
        let values = match serde_json::to_value(&deal) {
            Ok(Value::Object(values)) => values,
            _ => Values::new(),
        };
        Self {
            today,
            deal,
            values,
            account: Values::new(),
            rows: Vec::new(),
            interviews: Vec::new(),
            levels: BTreeMap::new(),
            stood_in: None,
        }
    }

    pub fn of(&self, kind: Kind) -> impl Iterator<Item = &Record> {
        self.rows.iter().filter(move |row| row.kind == kind)
    }

    /// A field of the opportunity, or `account.…` of its customer.
    pub(super) fn field(&self, name: &str) -> &Value {
        let (values, name) = match name.strip_prefix("account.") {
            Some(name) => (&self.account, name),
            None => (&self.values, name),
        };
        values.get(name).unwrap_or(&Value::Null)
    }

    /// The mark of an item of the check-list.
    pub fn mark(&self, item: &str) -> Option<&Record> {
        self.of(Kind::CheckMark).find(|mark| mark.str("item") == item)
    }

    pub fn waiver(&self, condition: &str) -> Option<&Record> {
        self.of(Kind::Waiver).find(|waiver| waiver.str("condition") == condition)
    }
}
