//! The one way a change reaches the tables: checked against what its author saw, validated, journalled, committed.

use rusqlite::types::Value as Sql;
use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, params, params_from_iter};
use serde_json::{Value, json};

use super::journal::{self, Line, Op};
use super::request::{Clash, Done, Failure};
use super::schema::{blob, columns, read_record, select_list, to_sql};
use super::workspace::Workspace;
use super::{migrate, refused};
use crate::domain::act::Change;
use crate::domain::kinds::Kind;
use crate::domain::record::{Field, Id, Record, Type, Values};
use crate::domain::validate::validate;
use crate::text::Msg;

/// A clock that jumps back further than this is marked in the journal.
const CLOCK_BACK_MS: i64 = 5 * 60 * 1000;
/// So is one that is a day ahead of the journal.
const CLOCK_AHEAD_MS: i64 = 24 * 3600 * 1000;

impl Workspace {
    /// One act: `build` says what changes while the write lock is held, so that it sees what will be changed.
    ///
    /// # Errors
    /// The reason; nothing is changed then.
    pub(super) fn commit(
        &self,
        act: Id,
        verb: &str,
        undo_of: Option<Id>,
        build: impl FnOnce(&Self) -> Result<Vec<Change>, Failure>,
    ) -> Result<Done, Failure> {
        let tx = Transaction::new_unchecked(&self.conn, TransactionBehavior::Immediate).map_err(refused)?;
        migrate::check_writer(&tx).map_err(|refusal| Failure::Refused(refusal.msg))?;
        let mut done = Done { act, verb: verb.to_owned(), subject: None, code: String::new(), changes: 0 };
        if journal::seq_of(&tx, act).map_err(refused)?.is_some() {
            // Saved before: the answer was lost, not the act.
            return Ok(done);
        }
        let changes = build(self)?;
        let last = journal::last_wall_ms(&tx).map_err(refused)?;
        let clock = self.clock.now_ms();
        let wall = clock.max(last + 1);
        let flagged = last > 0 && (clock < last - CLOCK_BACK_MS || clock > last + 365 * CLOCK_AHEAD_MS);
        let lines = self.apply_all(changes, wall)?;
        let Some(first) = lines.first() else {
            return Ok(done);
        };
        done.subject = Some((first.kind, first.id));
        done.changes = lines.len();
        journal::append(self, act, verb, undo_of, wall, flagged, &lines).map_err(refused)?;
        if let Some(record) = self.record(first.kind, first.id).map_err(refused)? {
            done.code = if record.code.is_empty() { record.title().to_owned() } else { record.code };
        }
        tx.commit().map_err(refused)?;
        Ok(done)
    }

    /// Applies changes in order; updates of one record that follow each other are checked and validated together.
    fn apply_all(&self, changes: Vec<Change>, wall: i64) -> Result<Vec<Line>, Failure> {
        let mut lines = Vec::new();
        let mut clashes = Vec::new();
        let mut queue = changes.into_iter().peekable();
        while let Some(change) = queue.next() {
            match change {
                Change::Insert { kind, id, values } => lines.push(self.insert(kind, id, values, wall)?),
                Change::Delete { kind, id } => lines.push(self.delete(kind, id)?),
                Change::Update { kind, id, field, base, new } => {
                    let mut edits = vec![(field, base, new)];
                    while let Some(Change::Update { kind: k, id: i, .. }) = queue.peek() {
                        if (*k, *i) != (kind, id) {
                            break;
                        }
                        if let Some(Change::Update { field, base, new, .. }) = queue.next() {
                            edits.push((field, base, new));
                        }
                    }
                    lines.extend(self.update(kind, id, edits, wall, &mut clashes)?);
                }
            }
        }
        if clashes.is_empty() { Ok(lines) } else { Err(self.clash(clashes)) }
    }

    fn insert(&self, kind: Kind, id: Id, mut values: Values, wall: i64) -> Result<Line, Failure> {
        let spec = kind.spec();
        // Undoing a deletion brings the code back with the record.
        let code = match values.remove("code") {
            Some(Value::String(code)) => code,
            _ if spec.prefix.is_empty() => String::new(),
            _ => self.next_code(kind, wall).map_err(refused)?,
        };
        let archived = values.remove("archived").and_then(|v| v.as_bool()).unwrap_or(false);
        for field in spec.fields {
            if !values.contains_key(field.name) && !field.default.is_empty() {
                values.insert(field.name.to_owned(), field.default_value());
            }
        }
        values.retain(|_, value| !super::is_blank(value));
        if kind == Kind::Opportunity {
            self.complete_opportunity(&mut values, wall).map_err(refused)?;
        }
        let faults = validate(kind, &values);
        if !faults.is_empty() {
            return Err(Failure::Invalid { kind, id, faults });
        }
        let mut names = vec!["id", "version", "created_ms", "created_by", "updated_ms", "updated_by", "archived"]
            .into_iter()
            .map(ToOwned::to_owned)
            .collect::<Vec<_>>();
        let actor = Sql::Text(self.who.actor.clone());
        let mut bound = vec![
            blob(id),
            Sql::Integer(1),
            Sql::Integer(wall),
            actor.clone(),
            Sql::Integer(wall),
            actor,
            Sql::Integer(archived.into()),
        ];
        if !spec.prefix.is_empty() {
            names.push("code".to_owned());
            bound.push(Sql::Text(code.clone()));
        }
        for field in spec.fields {
            names.extend(columns(field));
            bound.extend(to_sql(field, values.get(field.name).unwrap_or(&Value::Null)));
        }
        let marks = vec!["?"; names.len()].join(", ");
        let sql = format!("INSERT INTO {} ({}) VALUES ({marks})", spec.name, names.join(", "));
        self.conn.prepare_cached(&sql).and_then(|mut s| s.execute(params_from_iter(bound))).map_err(refused)?;
        if !code.is_empty() {
            values.insert("code".to_owned(), Value::String(code));
        }
        if archived {
            values.insert("archived".to_owned(), Value::Bool(true));
        }
        Ok(Line { kind, id, op: Op::Insert, field: String::new(), before: Value::Null, after: Value::Object(values) })
    }

    /// A new card stands on top of its column from today on.
    fn complete_opportunity(&self, values: &mut Values, wall: i64) -> rusqlite::Result<()> {
        let stage = values.get("stage").and_then(Value::as_str).unwrap_or("LEAD").to_owned();
        if values.get("rank").and_then(Value::as_i64).unwrap_or(0) == 0 {
            values.insert("rank".to_owned(), json!(self.top_rank(&stage)?));
        }
        if !values.contains_key("entered_stage_on") {
            let today = chrono::DateTime::from_timestamp_millis(wall).unwrap_or_default().date_naive();
            values.insert("entered_stage_on".to_owned(), json!(today.to_string()));
        }
        Ok(())
    }

    fn update(
        &self,
        kind: Kind,
        id: Id,
        edits: Vec<(String, Value, Value)>,
        wall: i64,
        clashes: &mut Vec<Clash>,
    ) -> Result<Vec<Line>, Failure> {
        let mut record = self.need(kind, id)?;
        let mut lines = Vec::new();
        for (name, base, new) in edits {
            let (base, new) = (super::unblank(base), super::unblank(new));
            let theirs = if name == "archived" { Value::Bool(record.archived) } else { record.get(&name).clone() };
            if theirs == new {
                continue;
            }
            if theirs != base {
                let (who, when_ms) =
                    journal::last_change(&self.conn, kind, id, &name).map_err(refused)?.unwrap_or_default();
                clashes.push(Clash { kind, id, field: name, original: base, theirs, mine: new, who, when_ms });
                continue;
            }
            if name == "archived" {
                record.archived = new.as_bool().unwrap_or(false);
            } else if new.is_null() {
                record.values.remove(&name);
            } else {
                record.values.insert(name.clone(), new.clone());
            }
            lines.push(Line { kind, id, op: Op::Update, field: name, before: theirs, after: new });
        }
        if lines.is_empty() || !clashes.is_empty() {
            return Ok(Vec::new());
        }
        let faults = validate(kind, &record.values);
        if !faults.is_empty() {
            return Err(Failure::Invalid { kind, id, faults });
        }
        let mut sets =
            vec!["version = version + 1".to_owned(), "updated_ms = ?".to_owned(), "updated_by = ?".to_owned()];
        let mut bound = vec![Sql::Integer(wall), Sql::Text(self.who.actor.clone())];
        for line in &lines {
            if line.field == "archived" {
                sets.push("archived = ?".to_owned());
                bound.push(Sql::Integer(record.archived.into()));
                continue;
            }
            let Some(field) = kind.spec().field(&line.field) else {
                return Err(Failure::Refused(Msg::new("store-unknown-field").with("field", line.field.as_str())));
            };
            sets.extend(columns(field).into_iter().map(|column| format!("{column} = ?")));
            bound.extend(to_sql(field, &line.after));
        }
        bound.push(blob(id));
        let sql = format!("UPDATE {} SET {} WHERE id = ?", kind.name(), sets.join(", "));
        self.conn.prepare_cached(&sql).and_then(|mut s| s.execute(params_from_iter(bound))).map_err(refused)?;
        Ok(lines)
    }

    fn delete(&self, kind: Kind, id: Id) -> Result<Line, Failure> {
        let record = self.need(kind, id)?;
        let mut values = record.values;
        if !record.code.is_empty() {
            values.insert("code".to_owned(), Value::String(record.code));
        }
        self.conn
            .prepare_cached(&format!("DELETE FROM {} WHERE id = ?1", kind.name()))
            .and_then(|mut s| s.execute([blob(id)]))
            .map_err(refused)?;
        Ok(Line { kind, id, op: Op::Delete, field: String::new(), before: Value::Object(values), after: Value::Null })
    }

    /// Clashes with the names of the records their values link to.
    pub(super) fn clash(&self, clashes: Vec<Clash>) -> Failure {
        let mut labels = super::request::Labels::new();
        for clash in &clashes {
            let Some(Field { ty: Type::Link(kind) | Type::Links(kind), .. }) = clash.kind.spec().field(&clash.field)
            else {
                continue;
            };
            for value in [&clash.original, &clash.theirs, &clash.mine] {
                let ids = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
                for id in ids.iter().filter_map(Id::of) {
                    // A name that cannot be read is shown empty; the clash itself matters more.
                    let _ = self.label(*kind, id, &mut labels);
                }
            }
        }
        Failure::Clash { clashes, labels }
    }

    /// Code sequences may leave holes, never repeat (07-conventions 7.4).
    fn next_code(&self, kind: Kind, wall: i64) -> rusqlite::Result<String> {
        use chrono::Datelike;
        let spec = kind.spec();
        let year =
            if spec.yearly { chrono::DateTime::from_timestamp_millis(wall).unwrap_or_default().year() } else { 0 };
        let number: i64 = self
            .conn
            .prepare_cached(
                "INSERT INTO code_seq (prefix, year, next) VALUES (?1, ?2, 2)
                 ON CONFLICT (prefix, year) DO UPDATE SET next = next + 1 RETURNING next - 1",
            )?
            .query_row(params![spec.prefix, year], |row| row.get(0))?;
        Ok(if spec.yearly {
            format!("{}-{year}-{number:04}", spec.prefix)
        } else {
            format!("{}-{number:04}", spec.prefix)
        })
    }

    /// One record, `None` when there is none with this id.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn record(&self, kind: Kind, id: Id) -> rusqlite::Result<Option<Record>> {
        let sql = format!("SELECT {} FROM {} t WHERE t.id = ?1", select_list(kind, "t"), kind.name());
        self.conn.prepare_cached(&sql)?.query_row([blob(id)], |row| read_record(kind, row, 0)).optional()
    }

    /// One record that must be there.
    pub(super) fn need(&self, kind: Kind, id: Id) -> Result<Record, Failure> {
        self.record(kind, id).map_err(refused)?.ok_or_else(|| Failure::Refused(Msg::new("store-gone")))
    }
}
