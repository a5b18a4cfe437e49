//! The journal as people read it: who did what, when, to which record, and whether it still stands.

use std::collections::BTreeMap;

use rusqlite::{Row, params};

use super::journal;
use super::request::{Entry, EntryChange, Labels};
use super::schema::{blob, key_at};
use super::undo::stands;
use super::workspace::Workspace;
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Type};

/// Changes of one act that are shown.
const SHOWN: usize = 12;

fn head(row: &Row<'_>) -> rusqlite::Result<(i64, Id, String, String, i64, i64)> {
    Ok((row.get(0)?, key_at(row, 1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?))
}

/// Heads of entries, newest first, of the whole journal or of one record.
pub(super) fn heads_sql(of_record: bool) -> String {
    let of = if of_record { "AND seq IN (SELECT act FROM chg WHERE entity = ?3 AND entity_id = ?4)" } else { "" };
    format!(
        "SELECT seq, id, actor, verb, wall_ms, (SELECT count(*) FROM chg WHERE chg.act = act.seq) FROM act
         WHERE seq < ?1 {of} ORDER BY seq DESC LIMIT ?2"
    )
}

impl Workspace {
    /// Entries of the journal, newest first, before a sequence number.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn log(&self, of: Option<(Kind, Id)>, before: Option<i64>, limit: usize) -> rusqlite::Result<Vec<Entry>> {
        let before = before.unwrap_or(i64::MAX);
        let heads = match of {
            None => self
                .conn
                .prepare_cached(&heads_sql(false))?
                .query_map(params![before, limit as i64], head)?
                .collect::<rusqlite::Result<Vec<_>>>()?,
            Some((kind, id)) => self
                .conn
                .prepare_cached(&heads_sql(true))?
                .query_map(params![before, limit as i64, kind.name(), blob(id)], head)?
                .collect::<rusqlite::Result<Vec<_>>>()?,
        };
        let mut names = BTreeMap::new();
        let mut entries = Vec::new();
        for (seq, act, actor, verb, at_ms, total) in heads {
            let (mut changes, mut labels) = (Vec::new(), Labels::new());
            let lines = match of {
                None => journal::lines(&self.conn, seq, SHOWN)?,
                Some((kind, id)) => journal::lines_of(&self.conn, seq, kind, id, SHOWN)?,
            };
            for line in lines {
                self.name_links(&line, &mut labels)?;
                let (code, title) = match names.get(&line.id) {
                    Some(known) => known,
                    None => names.entry(line.id).or_insert(self.name_of(&line)?),
                };
                changes.push(EntryChange {
                    kind: line.kind,
                    id: line.id,
                    code: code.clone(),
                    title: title.clone(),
                    field: line.field,
                    before: line.before,
                    after: line.after,
                });
            }
            let undone = !stands(&self.conn, act)?;
            let (who, total) = (self.person(&actor), total as usize);
            entries.push(Entry { seq, act, actor, who, verb, at_ms, undone, changes, total, labels });
        }
        Ok(entries)
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
        if let Some(link) = self.link(line.kind, line.id)? {
            return Ok((link.code, link.title));
        }
        let gone = journal::last_whole(&self.conn, line.kind, line.id)?;
        let text = |name: &str| gone.get(name).and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
        Ok((text("code"), text(line.kind.spec().title)))
    }
}
