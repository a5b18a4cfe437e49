//! Cells of the tables of an agreement or a service in words: bounds of a credit in the unit of its target, windows by
//! their days, volumes with their thousands.

use std::collections::BTreeMap;

use chrono_tz::Tz;
use serde_json::Value;

use super::metric;
use super::target::Target;
use crate::domain::record::{Field, Id, Values};
use crate::domain::time::week;
use crate::domain::wording;
use crate::text::{Text, number};

/// What must be known beside a row to word it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cells {
    /// Names of the records that rows link to.
    names: BTreeMap<Id, String>,
    /// Metric and unit of each target, by its label.
    units: BTreeMap<String, (String, String)>,
}

impl Cells {
    pub fn new<'a>(names: BTreeMap<Id, String>, targets: impl IntoIterator<Item = &'a Target>) -> Self {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let unit = |target: &'a Target| (target.label.clone(), (text(&target.metric), text(&target.unit)));
        Self { names, units: targets.into_iter().map(unit).collect() }
    }

    /// The value of a field of a record or of a row of `table`, which has the name of the field that holds it.
    pub fn words(&self, table: &str, column: &Field, row: &Values, text: &Text, tz: Tz) -> String {
        let value = row.get(column.name).unwrap_or(&Value::Null);
        match (table, column.name, value) {
            ("credit_tiers", "at_least" | "below", Value::Number(figure)) => {
                let label = row.get("target").and_then(Value::as_str).unwrap_or_default();
                let (code, unit) = self.units.get(label).map_or(("", ""), |(code, unit)| (code, unit));
                metric::show_stored(code, figure.as_i64().unwrap_or_default(), unit, text.lang())
            }
            ("maintenance", "window", Value::String(window)) => {
                week::words(std::slice::from_ref(window)).to(text.lang()).to_owned()
            }
            (
                "workload_limits" | "volumes" | "prices",
                "limit" | "expected" | "per_month" | "qty",
                Value::Number(figure),
            ) => number::count(figure.as_i64().unwrap_or_default(), text.lang()),
            _ => wording::show_of(column, row, &self.names, text, tz),
        }
    }
}
