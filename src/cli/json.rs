//! Records as JSON for other programs: values in their declared forms, keys always in the same order.

use std::fmt::Write as _;

use chrono::{DateTime, SecondsFormat};
use serde_json::{Map, Value, json};

use super::stop::Stop;
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Record, Type};
use crate::store::Workspace;
use crate::store::request::{Link, Page};
use crate::text::Msg;
use crate::text::clean::is_drawable;

pub fn pretty(value: &Value) -> Result<String, Stop> {
    let text = serde_json::to_string_pretty(value);
    Ok(escape(&text.map_err(|e| Msg::new("cli-failed").with("reason", e.to_string()))?) + "\n")
}

/// What a terminal would obey or not show is written as `\uXXXX`; between strings there is nothing of the kind.
fn escape(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if c == '\n' || is_drawable(c) {
            out.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            // Writing to a string cannot fail.
            let _ = write!(out, "\\u{unit:04x}");
        }
    }
    out
}

/// Unix milliseconds as an instant to the millisecond.
pub fn instant(ms: i64) -> String {
    DateTime::from_timestamp_millis(ms).unwrap_or_default().to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// A code, null for kinds without one.
pub fn code(code: &str) -> Value {
    if code.is_empty() { Value::Null } else { json!(code) }
}

/// A record: `values` as they are kept, and in `links` what the ids in them are called.
pub fn record_json(ws: &Workspace, record: &Record) -> Result<Value, Stop> {
    let mut links = Map::new();
    for field in record.kind.spec().fields {
        let value = record.get(field.name);
        match field.ty {
            Type::Link(kind) => {
                if let Some(id) = Id::of(value) {
                    links.insert(field.name.to_owned(), end(ws, kind, id)?);
                }
            }
            Type::Links(kind) => {
                let ends = Id::all(value).map(|id| end(ws, kind, id)).collect::<Result<Vec<_>, _>>()?;
                if !ends.is_empty() {
                    links.insert(field.name.to_owned(), Value::Array(ends));
                }
            }
            _ => {}
        }
    }
    Ok(json!({
        "kind": record.kind.name(),
        "code": code(&record.code),
        "uid": record.id,
        "version": record.version,
        "archived": record.archived,
        "created_at": instant(record.created_ms),
        "created_by": record.created_by,
        "updated_at": instant(record.updated_ms),
        "updated_by": record.updated_by,
        "values": record.values,
        "links": links,
    }))
}

fn end(ws: &Workspace, kind: Kind, id: Id) -> Result<Value, Stop> {
    let record = ws.record(kind, id)?;
    let (named, title) = record.as_ref().map_or(("", ""), |record| (record.code.as_str(), record.title()));
    Ok(json!({ "kind": kind.name(), "code": code(named), "uid": id, "title": title }))
}

pub fn link_json(link: &Link) -> Value {
    let mut json = json!({ "kind": link.kind.name(), "code": code(&link.code), "uid": link.id, "title": link.title });
    if let Some(by) = link.by.strip_prefix("thread-") {
        json["by"] = json!(by);
    }
    json
}

pub fn page_json(ws: &Workspace, kind: Kind, page: &Page) -> Result<Value, Stop> {
    let records = page.rows.iter().map(|record| record_json(ws, record)).collect::<Result<Vec<_>, _>>()?;
    Ok(json!({ "kind": kind.name(), "total": page.total, "records": records }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_obey_is_escaped_and_reads_back() {
        let value = json!({ "a": "x\u{202E}y\u{9b}31m\u{7f}\n", "b": "东江 🏥\u{E0041}" });
        let text = pretty(&value).unwrap();
        assert!(text.contains("x\\u202ey\\u009b31m\\u007f\\n") && text.contains("东江 🏥\\udb40\\udc41"), "{text}");
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
    }
}
