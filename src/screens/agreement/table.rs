//! The tables of an agreement: which there are, what stands in them, and what a changed row changes.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{AgreementView, Work};
use crate::domain::act::Change;
use crate::domain::agreement::metric;
use crate::domain::agreement::target::TARGET;
use crate::domain::agreement::version::AGREEMENT_VERSION;
use crate::domain::kinds::Kind;
use crate::domain::money::Currency;
use crate::domain::record::{Entry, Field, Id, Table, Type, Values, int};
use crate::domain::wording::{self, Reading};
use crate::screens::Context;
use crate::text::{Msg, Text};

/// Tables by the section in which they are written.
const PLACES: &[(&str, &[&str])] = &[
    ("definitions", &["definitions"]),
    ("priorities", &["priority_matrix", "priority_levels"]),
    ("targets", &["targets"]),
    ("workload_limits", &["workload_limits", "volumes"]),
    ("exclusions", &["exclusions"]),
    ("maintenance", &["maintenance"]),
    ("responsibilities", &["duties"]),
    ("escalation", &["escalations"]),
    ("reporting", &["reports"]),
    ("charges", &["prices", "milestones"]),
    ("credits", &["credits", "credit_tiers"]),
    ("signatures", &["signatories"]),
];

pub(super) const TARGETS: &str = "targets";
const MATRIX: &str = "priority_matrix";
const LEVELS: usize = 3;

/// Priorities by impact (rows) and urgency (columns).
static MATRIX_COLUMNS: [Field; LEVELS + 1] = [
    int(1, 3).system().named("impact"),
    int(1, 5).required().named("urgency_1"),
    int(1, 5).required().named("urgency_2"),
    int(1, 5).required().named("urgency_3"),
];

/// The tables of a section, by their names.
pub(super) fn tables_of(section: &str) -> &'static [&'static str] {
    PLACES.iter().find(|(key, _)| *key == section).map_or(&[], |(_, tables)| tables)
}

/// Where a table's rows are kept.
#[derive(Clone, Copy, Debug)]
pub(super) enum Source {
    /// Records of their own.
    Targets,
    /// `123/234/345` in one field.
    Matrix,
    /// One field of the version.
    Rows(&'static Field, &'static Table),
}

impl Source {
    pub(super) fn named(name: &str) -> Option<Self> {
        match name {
            TARGETS => Some(Self::Targets),
            MATRIX => Some(Self::Matrix),
            _ => {
                let field = AGREEMENT_VERSION.field(name).filter(|field| field.entry == Entry::Form)?;
                if let Type::Rows(table) = field.ty { Some(Self::Rows(field, table)) } else { None }
            }
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Targets => TARGETS,
            Self::Matrix => MATRIX,
            Self::Rows(field, _) => field.name,
        }
    }

    /// The columns that people see.
    pub(super) fn columns(self) -> Vec<&'static Field> {
        match self {
            Self::Targets => {
                let filled = |field: &&Field| field.entry == Entry::Form && field.name != TARGET.owner;
                TARGET.fields.iter().filter(filled).collect()
            }
            Self::Matrix => MATRIX_COLUMNS.iter().collect(),
            Self::Rows(_, table) => table.columns.iter().filter(|column| column.entry == Entry::Form).collect(),
        }
    }

    /// What a column is called.
    pub(super) fn label(self, column: &Field, text: &Text) -> String {
        match (self, column.name) {
            (Self::Matrix, "impact") => text.get("agreement-impact"),
            (Self::Matrix, name) => {
                let level = name.rsplit('_').next().unwrap_or_default();
                text.say(&Msg::new("agreement-urgency").with("level", level.to_owned()))
            }
            (Self::Targets, name) => text.field(Kind::Target.name(), name),
            (Self::Rows(..), name) => text.field(self.name(), name),
        }
    }
}

impl Work {
    /// The rows of a table as they are stored, or on their way there.
    pub(super) fn rows_of(&self, source: Source) -> Vec<Values> {
        match source {
            Source::Targets => self.sheet.targets.iter().map(|target| target.values.clone()).collect(),
            Source::Matrix => {
                let cells = self.sheet.version.str(MATRIX);
                let row = |(n, cells): (usize, &str)| {
                    let mut row = Values::new();
                    row.insert("impact".to_owned(), json!(n + 1));
                    let priorities = cells.chars().filter_map(|cell| cell.to_digit(10));
                    for (column, priority) in MATRIX_COLUMNS[1..].iter().zip(priorities) {
                        row.insert(column.name.to_owned(), json!(priority));
                    }
                    row
                };
                let lines = cells.split('/').chain(std::iter::repeat(""));
                lines.take(LEVELS).enumerate().map(row).collect()
            }
            Source::Rows(field, _) => {
                let rows = self.sheet.version.get(field.name).as_array();
                rows.into_iter().flatten().filter_map(Value::as_object).cloned().collect()
            }
        }
    }

    /// Which target stands in a row of the table of targets.
    pub(super) fn target_at(&self, row: usize) -> Option<Id> {
        self.sheet.targets.get(row).map(|target| target.id)
    }

    /// What makes these rows of the version out of those that `base` were.
    pub(super) fn change_of(&self, source: Source, base: &[Values], rows: &[Values]) -> Option<Change> {
        let field = match source {
            Source::Targets => return None,
            Source::Matrix => MATRIX,
            Source::Rows(field, _) => field.name,
        };
        let (base, new) = (stored(source, base), stored(source, rows));
        let (kind, id, field) = (Kind::AgreementVersion, self.sheet.version.id, field.to_owned());
        (base != new).then_some(Change::Update { kind, id, field, base, new })
    }

    /// Fields of a target that follow when one of its cells is written.
    pub(super) fn target_changes(&self, row: usize, was: &Values, now: &Values) -> Vec<Change> {
        let Some(id) = self.target_at(row) else { return Vec::new() };
        let value = |of: &Values, name: &str| of.get(name).cloned().unwrap_or(Value::Null);
        let differs = |field: &&Field| value(was, field.name) != value(now, field.name);
        let units: Vec<&str> =
            TARGET.fields.iter().filter(differs).map(|field| field.unit).filter(|unit| !unit.is_empty()).collect();
        // A field of a touched unit is sent unchanged too, so that a colleague's change to it is noticed.
        let sent = |field: &&Field| differs(field) || units.contains(&field.unit) && !value(was, field.name).is_null();
        let update = |field: &Field| Change::Update {
            kind: Kind::Target,
            id,
            field: field.name.to_owned(),
            base: value(was, field.name),
            new: value(now, field.name),
        };
        TARGET.fields.iter().filter(sent).map(update).collect()
    }

    /// Puts changes into the document alone, so that the checks see what is typed.
    pub(super) fn imagine(&mut self, changes: &[Change]) {
        let mut version = self.sheet.version.clone();
        let mut touched = false;
        for change in changes {
            let Change::Update { kind, id, field, new, .. } = change else { continue };
            let set = |values: &mut Values| put(values, field, new.clone());
            if (*kind, *id) == (version.kind, version.id) {
                set(&mut version.values);
                touched = true;
            } else if let Some(target) = self.sheet.targets.iter().find(|target| target.id == *id)
                && let Some(shown) = self.document.targets.iter_mut().find(|shown| shown.id == *id)
                && let Ok(Value::Object(mut values)) = serde_json::to_value(&shown.values)
            {
                debug_assert_eq!(target.kind, *kind);
                set(&mut values);
                if let Ok(values) = serde_json::from_value(Value::Object(values)) {
                    shown.values = values;
                }
            }
        }
        if touched && let Ok(values) = version.typed() {
            self.document.version.values = values;
        }
    }

    /// Puts a change on its way into the records that are shown.
    pub(super) fn foresee(&mut self, change: &Change) {
        let Change::Update { kind, id, field, new, .. } = change else { return };
        let records = std::iter::once(&mut self.sheet.version).chain(&mut self.sheet.targets);
        let held = records.into_iter().find(|record| (record.kind, record.id) == (*kind, *id));
        let Some(record) = held else { return };
        if new.is_null() {
            record.values.remove(field);
        } else {
            record.values.insert(field.clone(), new.clone());
        }
    }
}

/// Rows as the version keeps them.
fn stored(source: Source, rows: &[Values]) -> Value {
    if let Source::Matrix = source {
        let row = |row: &Values| {
            let cell = |column: &Field| row.get(column.name).and_then(Value::as_i64).unwrap_or(0).to_string();
            MATRIX_COLUMNS[1..].iter().map(cell).collect::<String>()
        };
        return json!(rows.iter().map(row).collect::<Vec<_>>().join("/"));
    }
    let filled: Vec<Value> = rows.iter().filter(|row| !row.is_empty()).cloned().map(Value::Object).collect();
    if filled.is_empty() { Value::Null } else { Value::Array(filled) }
}

impl AgreementView {
    /// The metric in whose unit the tiers of a credit are written.
    fn tier_metric(&self, source: Source, column: &Field, row: &Values) -> Option<(String, String)> {
        let of_tier = source.name() == "credit_tiers" && matches!(column.name, "at_least" | "below");
        let label = row.get("target").and_then(Value::as_str).filter(|_| of_tier)?;
        let targets = &self.work.as_ref()?.sheet.targets;
        let target = targets.iter().find(|target| target.str("label") == label)?;
        Some((target.str("metric").to_owned(), target.str("unit").to_owned()))
    }

    /// A cell for reading.
    pub(super) fn cell_words(&self, source: Source, column: &Field, row: &Values, context: &Context<'_>) -> String {
        let Some(work) = &self.work else { return String::new() };
        match (self.tier_metric(source, column, row), row.get(column.name).and_then(Value::as_i64)) {
            (Some((code, unit)), Some(value)) => metric::show_stored(&code, value, &unit, context.text.lang()),
            _ => wording::show_of(column, row, &work.sheet.labels, context.text, context.tz),
        }
    }

    /// A cell as it stands in an input line.
    pub(super) fn cell_input(&self, source: Source, column: &Field, row: &Values, context: &Context<'_>) -> String {
        if self.tier_metric(source, column, row).is_some() {
            return self.cell_words(source, column, row, context);
        }
        let none = BTreeMap::new();
        let labels = self.work.as_ref().map_or(&none, |work| &work.sheet.labels);
        wording::edit_of(column, row, labels, context.text, context.tz)
    }

    /// The row with what was typed into a cell of it.
    pub(super) fn read_cell(
        &self,
        source: Source,
        column: &'static Field,
        was: &Values,
        raw: &str,
        context: &Context<'_>,
    ) -> Result<Values, Msg> {
        let ccy = self.work.as_ref().and_then(|work| Currency::from_code(&work.document.agreement.values.ccy));
        let how = Reading {
            text: context.text,
            today: context.today(),
            tz: context.tz,
            currency: ccy.unwrap_or(context.currency),
        };
        let (value, beside) = match self.tier_metric(source, column, was).filter(|_| !raw.trim().is_empty()) {
            Some((code, _)) => (metric::parse_value(&code, raw).map(|(figure, _)| json!(figure))?, None),
            None => wording::read_of(column, raw, was, &how)?,
        };
        let mut row = was.clone();
        put(&mut row, column.name, value.clone());
        if let Some((name, value)) = beside {
            put(&mut row, name, value);
        }
        match crate::domain::validate::check(column, &value) {
            Some(fault) => Err(fault),
            None => Ok(following(source, column, was, row, context)),
        }
    }

    /// What a new row begins with: what must be said and can be guessed from the row above.
    pub(super) fn row_begun(&self, source: Source, above: Option<&Values>) -> Values {
        let mut row = Values::new();
        for column in source.columns().into_iter().filter(|column| column.need != crate::domain::record::Need::No) {
            let before = above.and_then(|above| above.get(column.name)).cloned();
            let value = match (column.ty, column.name) {
                (Type::Choice(_), "language") => json!(self.open_language()),
                (Type::Choice(codes), _) => before.unwrap_or_else(|| json!(codes.first())),
                (Type::Int(least, most), "level") => {
                    let next = before.as_ref().and_then(Value::as_i64).map_or(least, |level| level + 1);
                    json!(next.min(most))
                }
                (_, "target") => {
                    let first = || self.work.as_ref()?.sheet.targets.first().map(|target| json!(target.str("label")));
                    before.or_else(first).unwrap_or(Value::Null)
                }
                _ => continue,
            };
            put(&mut row, column.name, value);
        }
        row
    }
}

/// What follows from a cell: under another metric the same words are another figure, compared the other way round.
pub(super) fn following(
    source: Source,
    column: &Field,
    was: &Values,
    mut row: Values,
    context: &Context<'_>,
) -> Values {
    if !matches!(source, Source::Targets) || column.name != "metric" {
        return row;
    }
    let code = |of: &Values, name: &str| of.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let figure = was.get("value").and_then(Value::as_i64);
    let words = |figure| metric::show_stored(&code(was, "metric"), figure, &code(was, "unit"), context.text.lang());
    let metric = code(&row, "metric");
    if let Some((figure, unit)) = figure.and_then(|figure| metric::parse_value(&metric, &words(figure)).ok()) {
        put(&mut row, "value", json!(figure));
        put(&mut row, "unit", json!(unit));
    }
    put(&mut row, "operator", metric::metric(&metric).map_or(Value::Null, |metric| metric.operator().into()));
    row
}

/// Sets a cell, or empties it.
pub(super) fn put(row: &mut Values, name: &str, value: Value) {
    if value.is_null() || value.as_array().is_some_and(Vec::is_empty) {
        row.remove(name);
    } else {
        row.insert(name.to_owned(), value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_of_a_version_has_a_section_in_which_it_is_written() {
        let placed: Vec<&str> = PLACES.iter().flat_map(|(_, tables)| tables.iter().copied()).collect();
        for field in AGREEMENT_VERSION.fields.iter().filter(|field| matches!(field.ty, Type::Rows(_))) {
            assert_eq!(placed.contains(&field.name), field.entry == Entry::Form, "{}", field.name);
        }
        for (section, tables) in PLACES {
            assert!(crate::domain::agreement::sections::named(section).is_some(), "{section}");
            assert!(tables.iter().all(|table| Source::named(table).is_some_and(|s| s.name() == *table)), "{section}");
        }
    }
}
