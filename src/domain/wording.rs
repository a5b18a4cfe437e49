//! A field's value as people read and write it, in their language: the one bridge between JSON values and text.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use chrono_tz::Tz;
use serde_json::{Value, json};

pub mod rows;

use super::agreement::metric;
use super::exact::length_words;
use super::money::{self, Currency, Money};
use super::record::{Field, Id, Type, Values};
use super::time;
use crate::text::{Arg, Msg, Text, number, numeral};

/// A field beside the one that was read, and its value.
pub type Beside = (&'static str, Value);

/// What reading a typed value needs to know.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    pub text: &'a Text,
    pub today: NaiveDate,
    pub tz: Tz,
    pub currency: Currency,
}

/// Reads money out of a record's values.
pub fn money_of(value: &Value) -> Option<Money> {
    serde_json::from_value(value.clone()).ok()
}

pub fn date_of(value: &Value) -> Option<NaiveDate> {
    value.as_str()?.parse().ok()
}

pub fn instant_of(value: &Value) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc3339(value.as_str()?).ok().map(|at| at.to_utc())
}

pub fn instant_value(at: DateTime<Utc>) -> Value {
    Value::String(at.to_rfc3339_opts(SecondsFormat::Secs, true))
}

/// A value for reading. `labels` names linked records.
pub fn show(field: &Field, value: &Value, labels: &BTreeMap<Id, String>, text: &Text, tz: Tz) -> String {
    if value.is_null() {
        return String::new();
    }
    let lang = text.lang();
    let items = |one: &dyn Fn(&Value) -> String| {
        let shown: Vec<String> = value.as_array().into_iter().flatten().map(one).collect();
        shown.join(", ")
    };
    let label = |value: &Value| Id::of(value).and_then(|id| labels.get(&id).cloned()).unwrap_or_default();
    match field.ty {
        Type::Money => money_of(value).map_or_else(String::new, |m| number::amount_full(m.minor, m.ccy, lang)),
        Type::Date => date_of(value).map_or_else(String::new, |d| number::date(d, lang)),
        Type::Instant => instant_of(value).map_or_else(String::new, |at| number::instant(at, tz, lang)),
        Type::Flag => text.get(if value.as_bool() == Some(true) { "choice-yes" } else { "choice-no" }),
        Type::Choice(_) => text.choice(field.name, value.as_str().unwrap_or_default()),
        Type::Set(_) => items(&|code| text.choice(field.name, code.as_str().unwrap_or_default())),
        Type::List => items(&|item| item.as_str().unwrap_or_default().to_owned()),
        Type::Link(_) => label(value),
        Type::Links(_) => items(&label),
        Type::Int(..) | Type::Measure { .. } => value.as_i64().map_or_else(String::new, |n| n.to_string()),
        Type::Percent { ppm, .. } => value.as_i64().map_or_else(String::new, |n| metric::percent(n * ppm, lang)),
        Type::Length { seconds, .. } => {
            value.as_i64().map_or_else(String::new, |n| length_words(n * seconds).to(lang).to_owned())
        }
        Type::Text(_) | Type::Long | Type::Json | Type::Zone | Type::Currency => {
            value.as_str().unwrap_or_default().to_owned()
        }
        Type::Rows(_) => {
            let rows = value.as_array().map_or(0, Vec::len);
            text.say(&Msg::new("field-rows").with("count", rows))
        }
    }
}

/// The value of a field of this record, for reading: what a figure means stands in the fields beside it.
pub fn show_of(field: &Field, values: &Values, labels: &BTreeMap<Id, String>, text: &Text, tz: Tz) -> String {
    let value = values.get(field.name).unwrap_or(&Value::Null);
    match (field.ty, value.as_i64()) {
        (Type::Measure { metric, unit }, Some(figure)) => {
            let code = |name: &str| values.get(name).and_then(Value::as_str).unwrap_or_default();
            metric::show_stored(code(metric), figure, code(unit), text.lang())
        }
        _ => show(field, value, labels, text, tz),
    }
}

/// The same as it stands in an input line, so that [`read_of`] gives it back unchanged.
pub fn edit_of(field: &Field, values: &Values, labels: &BTreeMap<Id, String>, text: &Text, tz: Tz) -> String {
    match field.ty {
        Type::Measure { .. } => show_of(field, values, labels, text, tz),
        _ => edit(field, values.get(field.name).unwrap_or(&Value::Null), labels, text, tz),
    }
}

/// Reads what was typed into a field of this record: the value, and with a figure the unit it was written in.
///
/// # Errors
/// A sentence that says what is expected.
pub fn read_of(field: &Field, raw: &str, values: &Values, how: &Reading<'_>) -> Result<(Value, Option<Beside>), Msg> {
    match field.ty {
        Type::Measure { metric, unit } if !raw.trim().is_empty() => {
            let code = values.get(metric).and_then(Value::as_str).unwrap_or_default();
            metric::parse_value(code, raw).map(|(figure, written)| (json!(figure), Some((unit, json!(written)))))
        }
        Type::Measure { unit, .. } => Ok((Value::Null, Some((unit, Value::Null)))),
        _ => read(field, raw, how).map(|value| (value, None)),
    }
}

/// A value as it stands in an input line, so that [`read`] gives it back unchanged.
pub fn edit(field: &Field, value: &Value, labels: &BTreeMap<Id, String>, text: &Text, tz: Tz) -> String {
    match field.ty {
        Type::Date => value.as_str().unwrap_or_default().to_owned(),
        Type::Instant => {
            instant_of(value).map_or_else(String::new, |at| at.with_timezone(&tz).format("%Y-%m-%d %H:%M").to_string())
        }
        Type::List => {
            let lines: Vec<&str> = value.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            lines.join("; ")
        }
        Type::Rows(table) => rows::edit(table, value, labels, text, tz),
        _ => show(field, value, labels, text, tz),
    }
}

/// Reads what was typed. Links are chosen, not typed, and come back as they are.
///
/// # Errors
/// A sentence that says what is expected.
pub fn read(field: &Field, raw: &str, how: &Reading<'_>) -> Result<Value, Msg> {
    let raw = raw.trim();
    if raw.is_empty() {
        return Ok(Value::Null);
    }
    match field.ty {
        Type::Text(_) | Type::Long | Type::Json | Type::Link(_) | Type::Links(_) => Ok(json!(raw)),
        Type::Percent { ppm, .. } => {
            let parts = metric::parse_percent(raw)?;
            let fine = || Msg::new("field-percent-fine").with("text", raw);
            (parts % ppm == 0).then(|| json!(parts / ppm)).ok_or_else(fine)
        }
        Type::Length { seconds, .. } => length(raw, seconds).map(Value::from),
        Type::Int(least, most) => whole(raw)
            .ok_or_else(|| Msg::new("field-not-in-range").with("min", least.to_string()).with("max", most.to_string())),
        Type::Measure { .. } => whole(raw).ok_or_else(|| Msg::new("field-not-a-number")),
        Type::Flag => flag(raw, how.text).map(Value::Bool).ok_or_else(|| Msg::new("field-not-yes-no")),
        Type::Date => time::input::parse_date(raw, how.today).map(|date| json!(date.to_string())),
        Type::Instant => time::input::parse_instant(raw, how.today, how.tz).map(instant_value),
        Type::Money => {
            let amount = money::input::parse(raw, how.currency)?;
            Ok(json!({ "minor": amount.minor, "ccy": amount.ccy.code() }))
        }
        Type::Zone => time::zone::zone(raw).map(|tz| json!(tz.name())),
        Type::Currency => Currency::from_code(&raw.to_uppercase())
            .map(|ccy| json!(ccy.code()))
            .ok_or_else(|| Msg::new("field-not-a-currency").with("value", raw)),
        Type::Choice(codes) => code_of(field.name, codes, raw, how.text).map(|code| json!(code)),
        Type::Set(codes) => split(raw)
            .map(|item| code_of(field.name, codes, item, how.text))
            .collect::<Result<Vec<_>, _>>()
            .map(|found| json!(found)),
        Type::List => Ok(Value::from(split(raw).collect::<Vec<_>>())),
        Type::Rows(table) => {
            rows::read(table, raw, &|_, name| Err(Msg::new("field-link-unknown").with("name", name)), how)
        }
    }
}

/// A length in units of so many seconds: `90`, `1.5 h`, `1 h 30 min`. A bare number counts these units; a day is a
/// working day to one and 24 hours to another, so it is none.
fn length(raw: &str, unit: i64) -> Result<i64, Msg> {
    let key = if unit == 60 { "field-not-minutes" } else { "field-not-seconds" };
    let unreadable = || Msg::new(key).with("text", raw);
    if let Ok(bare) = numeral::fold(raw).trim().parse::<i64>() {
        return Ok(bare);
    }
    let (seconds, written) = metric::parse_value("response_time", raw).map_err(|_| unreadable())?;
    let fits = matches!(written, "hour" | "minute" | "second") && seconds % unit == 0;
    fits.then_some(seconds / unit).ok_or_else(unreadable)
}

fn whole(raw: &str) -> Option<Value> {
    raw.replace(['−', '－'], "-").replace([' ', '\u{a0}'], "").parse::<i64>().map(Value::from).ok()
}

fn split(raw: &str) -> impl Iterator<Item = &str> {
    raw.split([';', '；', '、', '\n', ',', '，']).map(str::trim).filter(|item| !item.is_empty())
}

fn flag(raw: &str, text: &Text) -> Option<bool> {
    let typed = raw.to_lowercase();
    let is = |key: &str, words: &[&str]| typed == text.get(key).to_lowercase() || words.contains(&typed.as_str());
    if is("choice-yes", &["yes", "y", "true", "1", "是", "да", "д"]) {
        return Some(true);
    }
    is("choice-no", &["no", "n", "false", "0", "否", "нет", "н"]).then_some(false)
}

/// A code, or its label in the language of the interface.
fn code_of(field: &str, codes: &[&'static str], raw: &str, text: &Text) -> Result<&'static str, Msg> {
    let typed = raw.to_lowercase();
    codes
        .iter()
        .copied()
        .find(|code| code.to_lowercase() == typed || text.choice(field, code).to_lowercase() == typed)
        .ok_or_else(|| Msg::new("field-not-a-choice").with("value", raw).with("choices", Arg::Text(codes.join(", "))))
}

#[cfg(test)]
mod tests;
