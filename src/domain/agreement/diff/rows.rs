//! Which row of a table became which: rows have no identity, so they are known by what stands in them.

use serde_json::Value;

use crate::domain::record::{Field, Need, Values};

/// Rows that differ, as pairs of before and after; the other side of one that came or went is missing.
pub fn pair(columns: &[Field], old: Vec<Values>, mut new: Vec<Values>) -> Vec<(Option<Values>, Option<Values>)> {
    let mut old: Vec<Values> = old
        .into_iter()
        .filter(|row| match new.iter().position(|other| other == row) {
            Some(same) => {
                new.remove(same);
                false
            }
            None => true,
        })
        .collect();
    let mut pairs = Vec::new();
    for row in new {
        let best = (0..old.len()).map(|at| (likeness(columns, &old[at], &row), at)).max_by_key(|(alike, at)| {
            // Of rows alike the first.
            (*alike, std::cmp::Reverse(*at))
        });
        let before = best.filter(|(alike, _)| *alike > 0).map(|(_, at)| old.remove(at));
        pairs.push((before, Some(row)));
    }
    pairs.extend(old.into_iter().map(|row| (Some(row), None)));
    pairs
}

/// How sure it is that one row became the other, from 0: they share what every row must have, or half of the rest.
fn likeness(columns: &[Field], a: &Values, b: &Values) -> usize {
    let value = |row: &Values, column: &Field| row.get(column.name).cloned().unwrap_or(Value::Null);
    let mut required = columns.iter().filter(|column| column.need == Need::Always).peekable();
    let named = required.peek().is_some() && required.all(|column| value(a, column) == value(b, column));
    let held: Vec<&Field> =
        columns.iter().filter(|column| !(value(a, column).is_null() && value(b, column).is_null())).collect();
    let same = held.iter().filter(|column| value(a, column) == value(b, column)).count();
    if named {
        columns.len() + same + 1
    } else if same * 2 >= held.len() {
        same
    } else {
        0
    }
}

/// What a row is called: what every row of its table must have.
pub fn name(columns: &[Field], row: &Values) -> String {
    let required = columns.iter().filter(|column| column.need == Need::Always);
    let word = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(figure) => Some(figure.to_string()),
        _ => None,
    };
    required.filter_map(|column| row.get(column.name).and_then(word)).collect::<Vec<_>>().join(" ")
}
