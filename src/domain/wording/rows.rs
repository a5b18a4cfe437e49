//! A table in one field as people read and write it: a row a line, `column: value` apart by semicolons.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use chrono_tz::Tz;
use serde_json::Value;

use super::{Reading, edit_of, read_of, show_of};
use crate::domain::kinds::Kind;
use crate::domain::record::{Field, Id, Table, Type, Values};
use crate::text::{Arg, Msg, Text};

/// How what was typed for a link becomes one.
pub type Link<'a> = &'a dyn Fn(Kind, &str) -> Result<Value, Msg>;

/// The table as it stands in an input field, so that [`read`] gives it back unchanged.
pub fn edit(table: &Table, value: &Value, labels: &BTreeMap<Id, String>, text: &Text, tz: Tz) -> String {
    let mut out = String::new();
    for row in value.as_array().into_iter().flatten().filter_map(Value::as_object) {
        if !out.is_empty() {
            out.push('\n');
        }
        let filled = table.columns.iter().filter(|column| row.get(column.name).is_some_and(|cell| !cell.is_null()));
        for (at, column) in filled.enumerate() {
            let cell = edit_of(column, row, labels, text, tz);
            // Writing to a string cannot fail.
            let _ = write!(out, "{}{}: {cell}", if at > 0 { "; " } else { "" }, column.name);
        }
    }
    out
}

/// The table as it is read, a line for each row: what its cells hold, apart by `between`.
pub fn lines(
    table: &Table,
    value: &Value,
    labels: &BTreeMap<Id, String>,
    text: &Text,
    tz: Tz,
    between: &str,
) -> Vec<String> {
    let line = |row: &Values| {
        let cells = table.columns.iter().map(|column| show_of(column, row, labels, text, tz));
        cells.filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(between)
    };
    value.as_array().into_iter().flatten().filter_map(Value::as_object).map(line).collect()
}

/// Of a table that stands in several versions, the rows of this one that are not the same in all of them, each with its
/// number; nothing for a field that is no table. How many rows there are says nothing of what differs.
pub fn apart(
    field: &Field,
    value: &Value,
    versions: &[&Value],
    labels: &BTreeMap<Id, String>,
    text: &Text,
    tz: Tz,
) -> Vec<String> {
    let Type::Rows(table) = field.ty else { return Vec::new() };
    let same = |at: usize| versions.iter().all(|one| one.get(at) == value.get(at));
    let rows = lines(table, value, labels, text, tz, ", ").into_iter().enumerate();
    rows.filter(|(at, _)| !same(*at)).map(|(at, row)| format!("{}. {row}", at + 1)).collect()
}

/// A value that stands in several versions, in one line: of a table the rows that differ, of anything else all of it.
pub fn apart_or_whole(
    field: &Field,
    value: &Value,
    versions: &[&Value],
    labels: &BTreeMap<Id, String>,
    text: &Text,
    tz: Tz,
) -> String {
    let rows = apart(field, value, versions, labels, text, tz);
    if rows.is_empty() { super::show(field, value, labels, text, tz) } else { rows.join("; ") }
}

/// Reads a table: every line is a row. A semicolon parts cells only before the name of a column.
///
/// # Errors
/// The first cell that cannot be read, with its row and column; also a line that names no column.
pub fn read(table: &Table, raw: &str, link: Link<'_>, how: &Reading<'_>) -> Result<Value, Msg> {
    let mut rows = Vec::new();
    for (at, line) in raw.lines().filter(|line| !line.trim().is_empty()).enumerate() {
        let fault = |column: Arg, fault: Msg| {
            Msg::new("value-row").with("row", (at + 1).to_string()).with("column", column).with("fault", fault)
        };
        let Some(cells) = cells(table, line, how.text) else {
            let columns: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
            let msg = Msg::new("field-row-unreadable").with("row", (at + 1).to_string());
            return Err(msg.with("columns", columns.join(", ")));
        };
        let mut row = Values::new();
        for (column, written) in cells {
            let read = match column.ty {
                Type::Link(kind) => link(kind, written).map(|id| (id, None)),
                Type::Links(kind) => written
                    .split([',', '，', '、'])
                    .filter(|name| !name.trim().is_empty())
                    .map(|name| link(kind, name.trim()))
                    .collect::<Result<Vec<_>, _>>()
                    .map(|ids| (Value::Array(ids), None)),
                _ => read_of(column, written, &row, how),
            };
            let (value, beside) = read.map_err(|msg| fault(Arg::Key(format!("field-{}", column.name)), msg))?;
            row.insert(column.name.to_owned(), value);
            row.extend(beside.map(|(name, value)| (name.to_owned(), value)));
        }
        rows.push(Value::Object(row));
    }
    Ok(if rows.is_empty() { Value::Null } else { Value::Array(rows) })
}

/// The columns of a line with what is written for them; `None` unless it begins with the name of a column.
fn cells<'a>(table: &Table, line: &'a str, text: &Text) -> Option<Vec<(&'static Field, &'a str)>> {
    let mut heads = Vec::new();
    let starts = line.char_indices().filter(|(_, c)| matches!(c, ';' | '；')).map(|(at, c)| (at, at + c.len_utf8()));
    for (end, start) in std::iter::once((0, 0)).chain(starts) {
        let skipped = line[start..].len() - line[start..].trim_start().len();
        if let Some((column, length)) = head(table, &line[start + skipped..], text) {
            heads.push((end, column, start + skipped + length));
        }
    }
    if heads.first().is_none_or(|(end, ..)| *end > 0) {
        return None;
    }
    let ends = heads.iter().skip(1).map(|(end, ..)| *end).chain([line.len()]);
    Some(heads.iter().zip(ends).map(|((_, column, start), end)| (*column, line[*start..end].trim())).collect())
}

/// The column that a text begins with, by its name or its label, and how many bytes that takes with the colon.
fn head(table: &Table, text: &str, words: &Text) -> Option<(&'static Field, usize)> {
    let (named, rest) = text.split_once([':', '：', '='])?;
    let name = named.trim().to_lowercase();
    let is = |column: &&Field| column.name == name || words.field(table.name, column.name).to_lowercase() == name;
    let column = table.columns.iter().find(is)?;
    Some((column, text.len() - rest.len()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::domain::agreement::tables::{EXCLUSIONS, REPORTS};
    use crate::domain::money::Currency;
    use crate::text::Lang;

    fn reads(table: &Table, raw: &str, lang: Lang) -> Result<Value, Msg> {
        let how = Reading {
            text: &Text::new(lang),
            today: chrono::NaiveDate::default(),
            tz: Tz::UTC,
            currency: Currency::CNY,
        };
        let link = |_: Kind, name: &str| Ok(json!(format!("id of {name}")));
        read(table, raw, &link, &how)
    }

    #[test]
    fn a_table_reads_back_as_it_is_shown() {
        let value = json!([
            {"kind": "planned_maintenance", "text": "windows; notices", "cap_sec": 72_000, "notice_hours": 72},
            {"kind": "force_majeure", "text": "as in the contract: war, flood"},
        ]);
        for lang in Lang::ALL {
            let shown = edit(&EXCLUSIONS, &value, &BTreeMap::new(), &Text::new(lang), Tz::UTC);
            assert_eq!(shown.lines().count(), 2, "{shown}");
            assert_eq!(reads(&EXCLUSIONS, &shown, lang), Ok(value.clone()), "{shown}");
        }
    }

    #[test]
    fn links_are_looked_up_and_faults_name_their_cell() {
        let read = reads(&REPORTS, "frequency = month; recipients: Li, Wang", Lang::En);
        assert_eq!(read.unwrap_err().key, "value-row", "a month is no frequency");
        let read = reads(&REPORTS, "frequency = calendar_month; recipients: Li, Wang", Lang::En).unwrap();
        assert_eq!(read, json!([{"frequency": "calendar_month", "recipients": ["id of Li", "id of Wang"]}]));
        let fault = reads(&REPORTS, "frequency: week\n\nmonthly", Lang::En).unwrap_err();
        assert_eq!(fault.key, "field-row-unreadable");
        assert_eq!(fault.args[0], ("row".into(), "2".into()));
        assert_eq!(reads(&REPORTS, " \n ", Lang::En), Ok(Value::Null));
    }
}
