//! An act that the journal already has, compared with one that is asked for again under the same id.

use rusqlite::{Connection, params};
use serde_json::Value;

use super::apply::both;
use super::journal::{self, Line, Op};
use super::schema::id_at;
use super::settle::is_settled;
use crate::domain::act::Change;
use crate::domain::kinds::Kind;
use crate::domain::merge::Merged;
use crate::domain::record::{Id, Values};
use crate::domain::validate::{normal, normal_value};

/// Filled by the store where a request leaves them out.
const GIVEN_HERE: [&str; 5] = ["code", "rank", "entered_stage_on", "stage", "status"];

pub(super) struct Kept<'c> {
    conn: &'c Connection,
    seq: i64,
    pub verb: String,
    pub undo_of: Option<Id>,
    pub lines: Vec<Line>,
}

impl<'c> Kept<'c> {
    pub(super) fn read(conn: &'c Connection, seq: i64) -> rusqlite::Result<Self> {
        let (verb, undo_of) = conn
            .prepare_cached("SELECT verb, undo_of FROM act WHERE seq = ?1")?
            .query_row(params![seq], |row| Ok((row.get(0)?, id_at(row, 1)?)))?;
        Ok(Self { conn, seq, verb, undo_of, lines: journal::lines(conn, seq, journal::ALL)? })
    }

    /// Whether these changes made this act: the same records and fields, and each as it was asked for.
    pub(super) fn holds(&self, changes: &[Change]) -> rusqlite::Result<bool> {
        let asked = |line: &Line| {
            changes.iter().filter(|change| change.subject() == (line.kind, line.id)).any(|change| match change {
                Change::Insert { .. } => line.op == Op::Insert,
                Change::Update { field, .. } => line.op == Op::Update && *field == line.field,
                Change::Delete { .. } => line.op == Op::Delete,
            })
        };
        if !self.lines.iter().all(|line| asked(line) || is_settled(line)) {
            return Ok(false);
        }
        for (at, change) in changes.iter().enumerate() {
            let here =
                |op: Op| self.lines.iter().find(move |line| (line.kind, line.id) == change.subject() && line.op == op);
            let holds = match change {
                Change::Insert { kind, values, .. } => {
                    here(Op::Insert).is_some_and(|line| inserted(*kind, values, &line.after))
                }
                Change::Delete { .. } => here(Op::Delete).is_some(),
                Change::Update { kind, id, field, base, new } => {
                    let again = |later: &Change| {
                        matches!(later, Change::Update { field: other, .. } if other == field)
                            && later.subject() == (*kind, *id)
                    };
                    // What the last one left is what counts. A field that held the value already has no line.
                    changes[at + 1..].iter().any(again)
                        || self.left(*kind, *id, field, new)?
                        || self.merged(change.subject(), field, base, new)
                }
            };
            if !holds {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether the text that was left is this one, merged with what a colleague had written before.
    fn merged(&self, of: (Kind, Id), field: &str, base: &Value, new: &Value) -> bool {
        let line = self.lines.iter().find(|line| (line.kind, line.id) == of && line.field == field);
        let (Some(line), Some(spec)) = (line, of.0.spec().field(field)) else { return false };
        let (base, new) = (base.clone(), normal_value(spec, new.clone()));
        both(of.0, field, &base, &new, &line.before)
            == Merged::Apart(line.after.as_str().unwrap_or_default().to_owned())
    }

    fn left(&self, kind: Kind, id: Id, field: &str, new: &Value) -> rusqlite::Result<bool> {
        let left = journal::value_after(self.conn, self.seq, (kind, id), field)?;
        if field == "archived" {
            return Ok((left == Value::Bool(true)) == (*new == Value::Bool(true)));
        }
        let Some(field) = kind.spec().field(field) else { return Ok(false) };
        Ok(super::unblank(left) == super::unblank(normal_value(field, new.clone())))
    }
}

/// Whether a record made of these values is the one that was stored.
fn inserted(kind: Kind, values: &Values, stored: &Value) -> bool {
    let mut asked = values.clone();
    for field in kind.spec().fields.iter().filter(|field| !field.default.is_empty()) {
        asked.entry(field.name).or_insert_with(|| field.default_value());
    }
    let mut asked = normal(kind, asked);
    asked.retain(|name, value| !super::is_blank(value) && (name != "archived" || *value == Value::Bool(true)));
    let mut stored = stored.as_object().cloned().unwrap_or_default();
    for name in GIVEN_HERE {
        if !values.contains_key(name) {
            asked.remove(name);
            stored.remove(name);
        }
    }
    // A rank of 0 asks for the top of the column, too.
    if asked.get("rank").and_then(Value::as_i64) == Some(0) {
        asked.remove("rank");
        stored.remove("rank");
    }
    asked == stored
}
