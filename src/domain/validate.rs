//! One check of values against their declaration, the same for forms, command line, import and store.

use std::str::FromStr;

use chrono::{NaiveDate, NaiveDateTime};
use serde_json::Value;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::agreement::metric;
use super::exact::{in_each, length_words};
use super::kinds::Kind;
use super::money::{Currency, Money};
use super::record::{Field, Id, Need, Table, Type, Values};
use crate::text::{Arg, Msg};

pub mod together;

/// Bytes in a field of several lines.
pub const LONG_MAX: usize = 64 * 1024;
/// Characters in one entry of a list.
pub const ENTRY_MAX: usize = 200;
/// Entries in one list.
pub const ENTRIES_MAX: usize = 1000;

/// Pairs of dates that must not run backward. The term of an agreement is not here: a draft may be wrong.
const RANGES: [(&str, &str); 2] = [("from", "to"), ("valid_from", "valid_to")];

/// Brings values into the form in which they are kept, and checks them.
///
/// # Errors
/// Every field that does not fit, with the reason.
pub fn accept(kind: Kind, values: Values) -> Result<Values, Vec<(String, Msg)>> {
    let values = normal(kind, values);
    let faults = validate(kind, &values);
    if faults.is_empty() { Ok(values) } else { Err(faults) }
}

/// Trims texts, composes their characters (NFC), drops marks nobody sees and leaves out what is empty.
pub fn normal(kind: Kind, values: Values) -> Values {
    values
        .into_iter()
        .filter_map(|(name, value)| {
            let Some(field) = kind.spec().field(&name) else { return Some((name, value)) };
            let value = normal_value(field, value);
            // A required field stays as null, so that the check misses it instead of taking the default.
            (!value.is_null() || field.need == Need::Always).then_some((name, value))
        })
        .collect()
}

/// One value in the form in which it is kept; an empty text is null.
pub fn normal_value(field: &Field, value: Value) -> Value {
    match (field.ty, field.ty.listed(value)) {
        (Type::List, Value::Array(items)) => Value::Array(
            items.into_iter().map(|item| normal_text(item, false)).filter(|item| !item.is_null()).collect(),
        ),
        (Type::Rows(table), Value::Array(rows)) => Value::Array(
            rows.into_iter()
                .map(|row| normal_row(table, row))
                .filter(|row| row.as_object().is_none_or(|r| !r.is_empty()))
                .collect(),
        ),
        (Type::Long | Type::Json, value) => normal_text(value, true),
        (_, value) => normal_text(value, false),
    }
}

/// A row without its empty cells; one that is empty altogether is no row.
fn normal_row(table: &Table, row: Value) -> Value {
    let Value::Object(cells) = row else { return row };
    let cells = cells.into_iter().map(|(name, value)| match table.column(&name) {
        Some(column) => (name, normal_value(column, value)),
        None => (name, value),
    });
    let empty = |value: &Value| value.is_null() || value.as_array().is_some_and(Vec::is_empty);
    Value::Object(cells.filter(|(_, value)| !empty(value)).collect())
}

fn normal_text(value: Value, lines: bool) -> Value {
    let Value::String(mut text) = value else { return value };
    if text.contains(is_unseen) {
        text = seen(&text);
    }
    let composed = is_nfc_quick(text.chars()) == IsNormalized::Yes;
    let text: String = if composed { text } else { text.nfc().collect() };
    let text = if lines { text.replace("\r\n", "\n") } else { text };
    match text.trim() {
        "" => Value::Null,
        text => Value::from(text),
    }
}

/// Marks without ink that turn the order of a line around or hide in it: two texts that look alike must be alike.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// Scripts that are written joined, and emoji: between these a joiner is part of the writing.
fn is_shaped(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{109F}' | '\u{1780}'..='\u{18AF}' | '\u{2190}'..='\u{2BFF}' | '\u{FB50}'..='\u{FDFF}'
        | '\u{FE0F}' | '\u{FE70}'..='\u{FEFC}' | '\u{1F000}'..='\u{1FAFF}')
}

fn seen(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let joins = matches!(c, '\u{200C}' | '\u{200D}')
            && kept.chars().next_back().is_some_and(is_shaped)
            && rest.peek().copied().is_some_and(is_shaped);
        if joins || !is_unseen(c) {
            kept.push(c);
        }
    }
    kept
}

/// Checks the values of a whole record. A missing field takes its default, so only one without is missed.
///
/// Fields that are needed from a stage or state on are the business of whatever moves the record there.
pub fn validate(kind: Kind, values: &Values) -> Vec<(String, Msg)> {
    let spec = kind.spec();
    let mut faults: Vec<(String, Msg)> = values
        .keys()
        .filter(|name| spec.field(name).is_none())
        .map(|name| (name.clone(), Msg::new("value-unknown-field").with("field", name.as_str())))
        .collect();
    for field in spec.fields {
        let fault = match values.get(field.name) {
            Some(value) => check(field, value),
            None if field.need == Need::Always && field.default.is_empty() => Some(Msg::new("value-required")),
            None => None,
        };
        faults.extend(fault.map(|msg| (field.name.to_owned(), msg)));
    }
    for (from, to) in RANGES {
        if let (Some(a), Some(b)) = (values.get(from).and_then(date), values.get(to).and_then(date))
            && a > b
        {
            faults.push((to.to_owned(), Msg::new("value-range-backward")));
        }
    }
    if kind == Kind::Pipeline && faults.is_empty() {
        faults.extend(super::funnel::definition::check(values));
    }
    let within = match kind {
        Kind::Calendar => Some(super::time::calendar::check(values)),
        Kind::Template => Some(super::research::own::check(values)),
        _ => None,
    };
    if let Some(entries) = within {
        faults.extend(
            entries.into_iter().filter(|(name, _)| faults.iter().all(|(known, _)| known != name)).collect::<Vec<_>>(),
        );
    }
    faults
}

/// Checks one value against its field; `None` when it fits.
pub fn check(field: &Field, value: &Value) -> Option<Msg> {
    let nothing = match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    };
    if nothing {
        return (field.need == Need::Always).then(|| Msg::new("value-required"));
    }
    match field.ty {
        Type::Text(max) => line(value, max),
        Type::Long => long(value, str::len),
        Type::Json => long(value, text_in),
        Type::Int(min, max) => whole(value, min, max),
        Type::Measure { .. } => whole(value, i64::MIN, i64::MAX),
        Type::Percent { ppm, max } => within(value, 0, max, |n| {
            Msg::new("value-not-percent").with("max", in_each(|lang| metric::percent(n * ppm, lang)))
        }),
        Type::Length { seconds, min, max } => within(value, min, max, |max| {
            let words = |n: i64| length_words(n * seconds);
            Msg::new("value-not-length").with("min", words(min)).with("max", words(max))
        }),
        Type::Flag => (!value.is_boolean()).then(|| Msg::new("value-not-flag")),
        Type::Date => date(value).is_none().then(|| Msg::new("value-not-date")),
        Type::Instant => instant(value).is_none().then(|| Msg::new("value-not-instant")),
        Type::Money => money(value).is_none().then(|| Msg::new("value-not-money")),
        Type::Zone => {
            parsed(value, |text| chrono_tz::Tz::from_str(text).ok()).is_none().then(|| Msg::new("value-not-zone"))
        }
        Type::Currency => parsed(value, Currency::from_code).is_none().then(|| Msg::new("value-not-currency")),
        Type::Choice(codes) => not_choice(value, codes),
        Type::Set(codes) => each(value, |item| not_choice(item, codes)),
        Type::List => each(value, |item| line(item, ENTRY_MAX)),
        Type::Link(_) => not_id(value),
        Type::Links(_) => each(value, not_id),
        Type::Rows(table) => not_rows(value, table),
    }
}

/// The first cell that does not fit, with its row and column.
fn not_rows(value: &Value, table: &Table) -> Option<Msg> {
    let Some(rows) = value.as_array() else { return Some(Msg::new("value-not-rows")) };
    if rows.len() > ENTRIES_MAX {
        return Some(Msg::new("value-too-many").with("max", ENTRIES_MAX));
    }
    rows.iter().enumerate().find_map(|(at, row)| {
        let Some(cells) = row.as_object() else { return Some(Msg::new("value-not-rows")) };
        let at_cell = |column: Arg, fault: Msg| {
            Msg::new("value-row").with("row", (at + 1).to_string()).with("column", column).with("fault", fault)
        };
        if let Some(name) = cells.keys().find(|name| table.column(name).is_none()) {
            return Some(at_cell(name.as_str().into(), Msg::new("value-unknown-field").with("field", name.as_str())));
        }
        table.columns.iter().find_map(|column| {
            let fault = check(column, cells.get(column.name).unwrap_or(&Value::Null))?;
            Some(at_cell(Arg::Key(format!("field-{}", column.name)), fault))
        })
    })
}

fn whole(value: &Value, min: i64, max: i64) -> Option<Msg> {
    match value.as_i64() {
        None => Some(Msg::new("value-not-number")),
        Some(n) if n < min || n > max => Some(Msg::new("value-out-of-range").with("min", min).with("max", max)),
        Some(_) => None,
    }
}

/// A whole number whose range is told in the unit in which people write it.
fn within(value: &Value, min: i64, max: i64, told: impl Fn(i64) -> Msg) -> Option<Msg> {
    match value.as_i64() {
        None => Some(Msg::new("value-not-number")),
        Some(n) => (n < min || n > max).then(|| told(max)),
    }
}

fn line(value: &Value, max: usize) -> Option<Msg> {
    let Some(text) = value.as_str() else { return Some(Msg::new("value-not-text")) };
    if text.chars().any(char::is_control) {
        return Some(Msg::new("value-control"));
    }
    (text.chars().count() > max).then(|| Msg::new("value-too-long").with("max", max))
}

/// Bytes of the texts in a JSON text: its quotes and escapes are not what somebody wrote.
fn text_in(json: &str) -> usize {
    fn bytes(value: &Value) -> usize {
        match value {
            Value::String(text) => text.len(),
            Value::Array(items) => items.iter().map(bytes).sum(),
            Value::Object(entries) => entries.values().map(bytes).sum(),
            _ => 0,
        }
    }
    serde_json::from_str(json).map_or(json.len(), |value| bytes(&value))
}

fn long(value: &Value, bytes: impl Fn(&str) -> usize) -> Option<Msg> {
    let Some(text) = value.as_str() else { return Some(Msg::new("value-not-text")) };
    if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        return Some(Msg::new("value-control"));
    }
    (bytes(text) > LONG_MAX).then(|| Msg::new("value-too-long-bytes").with("max", LONG_MAX / 1024))
}

fn parsed<T>(value: &Value, read: impl Fn(&str) -> Option<T>) -> Option<T> {
    read(value.as_str()?)
}

/// A date in the only form in which it is kept, `2026-03-06`.
fn date(value: &Value) -> Option<NaiveDate> {
    let text = value.as_str()?;
    let date: NaiveDate = text.parse().ok()?;
    (date.format("%Y-%m-%d").to_string() == text).then_some(date)
}

fn instant(value: &Value) -> Option<NaiveDateTime> {
    const FORM: &str = "%Y-%m-%dT%H:%M:%SZ";
    let text = value.as_str()?;
    let at = NaiveDateTime::parse_from_str(text, FORM).ok()?;
    (at.format(FORM).to_string() == text).then_some(at)
}

fn money(value: &Value) -> Option<Money> {
    let money = serde_json::from_value(value.clone()).ok()?;
    (value.as_object()?.len() == 2).then_some(money)
}

fn not_choice(value: &Value, codes: &[&str]) -> Option<Msg> {
    (!value.as_str().is_some_and(|code| codes.contains(&code))).then(|| Msg::new("value-not-choice"))
}

fn not_id(value: &Value) -> Option<Msg> {
    Id::of(value).is_none().then(|| Msg::new("value-not-id"))
}

fn each(value: &Value, check: impl Fn(&Value) -> Option<Msg>) -> Option<Msg> {
    let Some(items) = value.as_array() else { return Some(Msg::new("value-not-list")) };
    if items.len() > ENTRIES_MAX {
        return Some(Msg::new("value-too-many").with("max", ENTRIES_MAX));
    }
    if items.iter().enumerate().any(|(at, item)| items[..at].contains(item)) {
        return Some(Msg::new("value-twice"));
    }
    items.iter().find_map(check)
}

#[cfg(test)]
mod tests;
