//! The journal as people read it: who did what, when, to which record, and whether it still stands.

use std::collections::BTreeMap;

use rusqlite::{Row, params};
use serde_json::{Value, json};

use super::journal;
use super::request::{Entry, EntryChange, Labels};
use super::schema::{blob, key_at};
use super::undo::stands;
use super::workspace::Workspace;
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Type};

/// Changes of one act that are shown.
const SHOWN: usize = 12;

/// Sequence number, id, actor, verb, time in Unix milliseconds and number of changes of an act.
type Head = (i64, Id, String, String, i64, i64);
/// An act, and which of its changes are looked at; none for all.
type Found = (Head, Option<Vec<i64>>);

fn head(row: &Row<'_>) -> rusqlite::Result<Head> {
    Ok((row.get(0)?, key_at(row, 1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?))
}

const HEAD: &str = "SELECT seq, id, actor, verb, wall_ms, (SELECT count(*) FROM chg WHERE chg.act = act.seq) FROM act";

/// Heads of entries of the whole journal, newest first.
pub(super) fn heads_sql() -> String {
    format!("{HEAD} WHERE seq < ?1 ORDER BY seq DESC LIMIT ?2")
}

/// Where the journal speaks of a record and of its parts, as they are declared, at any depth: acts, newest first, with
/// the numbers of their changes. Read from the index alone, as far as it goes back.
pub(super) fn history_sql(kind: Kind) -> String {
    let mut kinds = vec![(kind, "SELECT ?2".to_owned())];
    let mut at = 0;
    while let Some((owner, ids)) = kinds.get(at).cloned() {
        for (part, field) in owner.parts() {
            kinds.push((part, format!("SELECT id FROM {} WHERE \"{field}\" IN ({ids})", part.name())));
        }
        at += 1;
    }
    let of = |(kind, ids): &(Kind, String)| {
        let name = kind.name();
        format!("SELECT act, n FROM chg WHERE entity = '{name}' AND entity_id IN ({ids}) AND act < ?1")
    };
    format!("{} ORDER BY act DESC, n", kinds.iter().map(of).collect::<Vec<_>>().join(" UNION "))
}

impl Workspace {
    /// Entries of the journal, newest first, before a sequence number: of all, or of a record with its parts.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn log(&self, of: Option<(Kind, Id)>, before: Option<i64>, limit: usize) -> rusqlite::Result<Vec<Entry>> {
        self.entries(of, before, limit, |record| record)
    }

    /// The same for a page, which says of a whole record only that it came or went: hundreds of them would fill the memory.
    pub(super) fn log_page(
        &self,
        of: Option<(Kind, Id)>,
        before: Option<i64>,
        limit: usize,
    ) -> rusqlite::Result<Vec<Entry>> {
        self.entries(of, before, limit, |record| if record.is_null() { record } else { json!({}) })
    }

    fn entries(
        &self,
        of: Option<(Kind, Id)>,
        before: Option<i64>,
        limit: usize,
        of_record: impl Fn(Value) -> Value,
    ) -> rusqlite::Result<Vec<Entry>> {
        let before = before.unwrap_or(i64::MAX);
        let heads = match of {
            None => self
                .conn
                .prepare_cached(&heads_sql())?
                .query_map(params![before, limit as i64], |row| Ok((head(row)?, None)))?
                .collect::<rusqlite::Result<Vec<_>>>()?,
            Some((kind, id)) => self.history(kind, id, before, limit)?,
        };
        let mut names = BTreeMap::new();
        let mut entries = Vec::new();
        for ((seq, act, actor, verb, at_ms, total), own) in heads {
            let (mut changes, mut labels) = (Vec::new(), Labels::new());
            let lines = match own {
                // An undo is about what the act was about that it takes back.
                None if self.beginning(act)?.is_some_and(|act| act.backwards) => {
                    journal::last_lines(&self.conn, seq, SHOWN)?
                }
                None => journal::lines(&self.conn, seq, SHOWN)?,
                Some(own) => journal::lines_at(&self.conn, seq, &own)?,
            };
            for line in lines {
                self.name_links(&line, &mut labels)?;
                let (code, title) = match names.get(&line.id) {
                    Some(known) => known,
                    None => names.entry(line.id).or_insert(self.name_of(&line)?),
                };
                let [before, after] = match line.field.as_str() {
                    "" => [line.before, line.after].map(&of_record),
                    _ => [line.before, line.after],
                };
                changes.push(EntryChange {
                    kind: line.kind,
                    id: line.id,
                    code: code.clone(),
                    title: title.clone(),
                    field: line.field,
                    before,
                    after,
                });
            }
            let undone = !stands(&self.conn, act)?;
            let (who, total) = (self.person(&actor), total as usize);
            entries.push(Entry { seq, act, actor, who, verb, at_ms, undone, changes, total, labels });
        }
        Ok(entries)
    }

    /// The acts that touched a record or its parts, with the numbers of the first of these changes.
    fn history(&self, kind: Kind, id: Id, before: i64, limit: usize) -> rusqlite::Result<Vec<Found>> {
        let mut found: Vec<Found> = Vec::new();
        let mut at = self.conn.prepare_cached(&history_sql(kind))?;
        let mut rows = at.query(params![before, blob(id)])?;
        let mut select = self.conn.prepare_cached(&format!("{HEAD} WHERE seq = ?1"))?;
        while let Some(row) = rows.next()? {
            let (seq, n): (i64, i64) = (row.get(0)?, row.get(1)?);
            let full = found.len() == limit;
            match found.last_mut() {
                Some(((last, ..), Some(own))) if *last == seq => {
                    if own.len() < SHOWN {
                        own.push(n);
                    }
                }
                _ if full => break,
                _ => found.push((select.query_row([seq], head)?, Some(vec![n]))),
            }
        }
        Ok(found)
    }

    /// Names of the records that a changed link pointed to and points to.
    fn name_links(&self, line: &journal::Line, labels: &mut Labels) -> rusqlite::Result<()> {
        let Some(Type::Link(kind) | Type::Links(kind)) = line.kind.spec().field(&line.field).map(|field| field.ty)
        else {
            return Ok(());
        };
        for value in [&line.before, &line.after] {
            for id in Id::all(value) {
                self.label(kind, id, labels)?;
            }
        }
        Ok(())
    }

    /// Code and title now, or as they were if the record is gone again.
    pub(super) fn name_of(&self, line: &journal::Line) -> rusqlite::Result<(String, String)> {
        if line.kind != Kind::Trace
            && let Some(link) = self.link(line.kind, line.id)?
        {
            return Ok((link.code, link.title));
        }
        let gone = journal::last_whole(&self.conn, line.kind, line.id)?;
        let text = |name: &str| gone.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        if line.kind == Kind::Trace {
            // A link never changes: what it was made of is what it is, and is known by what it ties.
            let [from, to] = [("source_kind", "source"), ("target_kind", "target")].map(|(kind, id)| {
                let end = Kind::named(&text(kind)).zip(text(id).parse().ok());
                let link = end.map_or(Ok(None), |(kind, id)| self.link(kind, id))?;
                Ok(link.map(|link| if link.code.is_empty() { link.title } else { link.code }))
            });
            let ends: rusqlite::Result<Vec<Option<String>>> = [from, to].into_iter().collect();
            return Ok((String::new(), ends?.into_iter().flatten().collect::<Vec<_>>().join(" > ")));
        }
        Ok((text("code"), text(line.kind.spec().title)))
    }
}
