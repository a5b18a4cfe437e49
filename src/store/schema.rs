//! How a declared field lies in its table, and how its value crosses between JSON and SQL.

use std::sync::OnceLock;

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use rusqlite::Row;
use rusqlite::types::{Value as Sql, ValueRef};
use serde_json::{Value, json};

use crate::domain::kinds::Kind;
use crate::domain::record::{Field, Id, Record, Type, Values};

/// Columns every table begins with; `code` follows where the kind has codes.
pub const META: &str = "id, revision, created_ms, created_by, updated_ms, updated_by, archived";
const META_COUNT: usize = 7;

/// Quoted column names of a field: two for money, one for everything else.
pub fn columns(field: &Field) -> Vec<String> {
    match field.ty {
        Type::Money => vec![format!("\"{}_minor\"", field.name), format!("\"{}_ccy\"", field.name)],
        _ => vec![format!("\"{}\"", field.name)],
    }
}

/// The select list that [`read_record`] expects, from a table `t`. It is put together once: records are read one by one.
pub fn select_list(kind: Kind) -> &'static str {
    static LISTS: [OnceLock<String>; Kind::ALL.len()] = [const { OnceLock::new() }; Kind::ALL.len()];
    LISTS[kind as usize].get_or_init(|| {
        let spec = kind.spec();
        let mut names: Vec<String> = META.split(", ").map(ToOwned::to_owned).collect();
        if !spec.prefix.is_empty() {
            names.push("code".to_owned());
        }
        names.extend(spec.fields.iter().flat_map(columns));
        names.iter().map(|name| format!("t.{name}")).collect::<Vec<_>>().join(", ")
    })
}

/// A value as it is bound to its columns.
pub fn to_sql(field: &Field, value: &Value) -> Vec<Sql> {
    if value.is_null() {
        return if field.ty == Type::Money { vec![Sql::Null, Sql::Null] } else { vec![Sql::Null] };
    }
    match field.ty {
        Type::Money => vec![
            value.get("minor").and_then(Value::as_i64).map_or(Sql::Null, Sql::Integer),
            value.get("ccy").and_then(Value::as_str).map_or(Sql::Null, |ccy| Sql::Text(ccy.to_owned())),
        ],
        Type::Int(..) | Type::Measure { .. } | Type::Percent { .. } | Type::Length { .. } => {
            vec![value.as_i64().map_or(Sql::Null, Sql::Integer)]
        }
        Type::Flag => vec![value.as_bool().map_or(Sql::Null, |on| Sql::Integer(on.into()))],
        Type::Instant => vec![
            value
                .as_str()
                .and_then(|text| DateTime::parse_from_rfc3339(text).ok())
                .map_or(Sql::Null, |at| Sql::Integer(at.timestamp())),
        ],
        Type::Link(_) => vec![Id::of(value).map_or(Sql::Null, blob)],
        Type::Set(_) | Type::List | Type::Links(_) | Type::Rows(_) => match value.as_array() {
            Some(items) if items.is_empty() => vec![Sql::Null],
            _ => vec![Sql::Text(value.to_string())],
        },
        Type::Text(_) | Type::Long | Type::Json | Type::Date | Type::Zone | Type::Currency | Type::Choice(_) => {
            vec![value.as_str().filter(|text| !text.is_empty()).map_or(Sql::Null, |text| Sql::Text(text.to_owned()))]
        }
    }
}

pub fn blob(id: Id) -> Sql {
    Sql::Blob(id.0.as_bytes().to_vec())
}

/// Reads an id column; `None` for null or a blob of another length.
pub fn id_at(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<Id>> {
    Ok(row.get_ref(at)?.as_blob_or_null().ok().flatten().and_then(|b| uuid::Uuid::from_slice(b).ok()).map(Id))
}

/// A key that must be there.
pub fn key_at(row: &Row<'_>, at: usize) -> rusqlite::Result<Id> {
    id_at(row, at)?.ok_or(rusqlite::Error::InvalidColumnIndex(at))
}

/// The value of a field from the column where it stands.
pub fn from_sql(field: &Field, row: &Row<'_>, at: usize) -> rusqlite::Result<Value> {
    let raw = row.get_ref(at)?;
    Ok(match (field.ty, raw) {
        (Type::Money, ValueRef::Integer(minor)) => match row.get_ref(at + 1)? {
            ValueRef::Text(ccy) => json!({ "minor": minor, "ccy": String::from_utf8_lossy(ccy) }),
            _ => Value::Null,
        },
        (Type::Flag, ValueRef::Integer(on @ (0 | 1))) => Value::Bool(on == 1),
        (Type::Flag, _) => Value::Null,
        (Type::Instant, ValueRef::Integer(at)) => DateTime::<Utc>::from_timestamp(at, 0)
            .map_or(Value::Null, |t| Value::String(t.to_rfc3339_opts(SecondsFormat::Secs, true))),
        (Type::Link(_), ValueRef::Blob(_)) => id_at(row, at)?.map_or(Value::Null, Id::json),
        (Type::Set(_) | Type::List | Type::Links(_) | Type::Rows(_), ValueRef::Text(text)) => {
            serde_json::from_slice(text).unwrap_or(Value::Null)
        }
        (_, ValueRef::Integer(number)) => Value::from(number),
        (_, ValueRef::Text(text)) => Value::String(String::from_utf8_lossy(text).into_owned()),
        _ => Value::Null,
    })
}

/// Fields that are read as empty though something stands in their columns, and dates that are none; the row is as for
/// [`read_record`].
pub fn unread(kind: Kind, row: &Row<'_>) -> rusqlite::Result<Vec<&'static Field>> {
    let spec = kind.spec();
    let mut at = META_COUNT + usize::from(!spec.prefix.is_empty());
    let mut unread = Vec::new();
    for field in spec.fields {
        let width = if field.ty == Type::Money { 2 } else { 1 };
        let mut held = (at..at + width).map(|column| row.get_ref(column));
        let value = from_sql(field, row, at)?;
        let no_date =
            |value: &Value| value.as_str().is_some_and(|day| day.len() != 10 || day.parse::<NaiveDate>().is_err());
        let lost = value.is_null() || field.ty == Type::Date && no_date(&value);
        if lost && held.any(|raw| raw.is_ok_and(|raw| raw != ValueRef::Null)) {
            unread.push(field);
        }
        at += width;
    }
    Ok(unread)
}

/// Reads one record from a row that selects [`select_list`] from column `at` on.
pub fn read_record(kind: Kind, row: &Row<'_>, at: usize) -> rusqlite::Result<Record> {
    let spec = kind.spec();
    let mut next = at + META_COUNT;
    let code = if spec.prefix.is_empty() {
        String::new()
    } else {
        next += 1;
        row.get(next - 1)?
    };
    let mut values = Values::new();
    for field in spec.fields {
        let value = from_sql(field, row, next)?;
        next += if field.ty == Type::Money { 2 } else { 1 };
        if !value.is_null() {
            values.insert(field.name.to_owned(), value);
        }
    }
    Ok(Record {
        kind,
        id: key_at(row, at)?,
        code,
        version: row.get(at + 1)?,
        created_ms: row.get(at + 2)?,
        created_by: row.get(at + 3)?,
        updated_ms: row.get(at + 4)?,
        updated_by: row.get(at + 5)?,
        archived: row.get(at + 6)?,
        values,
    })
}
