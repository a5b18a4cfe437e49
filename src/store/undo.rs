//! Undo and redo over the journal: a new act that reverses an old one, as long as nobody changed its fields since.

use rusqlite::{Connection, OptionalExtension, params};
use serde_json::Value;

use super::journal::{self, Line, Op};
use super::refused;
use super::request::{Done, Failure};
use super::schema::{blob, key_at};
use super::workspace::Workspace;
use crate::domain::record::{Id, Values};
use crate::text::Msg;

/// An act stands unless a standing act took it back.
pub fn stands(conn: &Connection, act: Id) -> rusqlite::Result<bool> {
    let mut takers = conn.prepare_cached("SELECT id FROM act WHERE undo_of = ?1 ORDER BY seq DESC")?;
    let ids = takers.query_map([blob(act)], |row| key_at(row, 0))?.collect::<rusqlite::Result<Vec<_>>>()?;
    for taker in ids {
        if stands(conn, taker)? {
            return Ok(false);
        }
    }
    Ok(true)
}

impl Workspace {
    /// The actor's newest act that is not itself an undo and still stands.
    fn last_standing(&self) -> rusqlite::Result<Option<Id>> {
        let mut own = self.conn.prepare_cached(
            "SELECT id FROM act WHERE actor = ?1 AND undo_of IS NULL AND verb NOT IN ('verb-join', 'verb-sample')
             ORDER BY seq DESC",
        )?;
        let mut rows = own.query([&self.who.actor])?;
        while let Some(row) = rows.next()? {
            let id = key_at(row, 0)?;
            if stands(&self.conn, id)? {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }

    /// The undo that redo would take back: standing, and with no newer own act after it.
    fn last_undone(&self) -> rusqlite::Result<Option<Id>> {
        let mut own = self.conn.prepare_cached(
            "SELECT id, undo_of, verb FROM act WHERE actor = ?1 AND seq > coalesce(
                 (SELECT max(seq) FROM act WHERE actor = ?1 AND undo_of IS NULL), 0) ORDER BY seq DESC",
        )?;
        let mut rows = own.query([&self.who.actor])?;
        while let Some(row) = rows.next()? {
            let (id, verb): (Id, String) = (key_at(row, 0)?, row.get(2)?);
            if verb == "verb-undo" && stands(&self.conn, id)? {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }

    pub(super) fn undo(&self, act: Id, which: Option<Id>) -> Result<Done, Failure> {
        let target = match which {
            Some(id) => id,
            None => self
                .last_standing()
                .map_err(refused)?
                .ok_or_else(|| Failure::Refused(Msg::new("store-nothing-to-undo")))?,
        };
        if !stands(&self.conn, target).map_err(refused)? {
            return Err(Failure::Refused(Msg::new("store-already-undone")));
        }
        self.reverse(act, "verb-undo", target)
    }

    pub(super) fn redo(&self, act: Id) -> Result<Done, Failure> {
        let target =
            self.last_undone().map_err(refused)?.ok_or_else(|| Failure::Refused(Msg::new("store-nothing-to-redo")))?;
        self.reverse(act, "verb-redo", target)
    }

    fn reverse(&self, act: Id, verb: &str, target: Id) -> Result<Done, Failure> {
        let seq = journal::seq_of(&self.conn, target)
            .map_err(refused)?
            .ok_or_else(|| Failure::Refused(Msg::new("store-no-such-act")))?;
        let mut done = self
            .commit(act, verb, Some(target), |ws| {
                let mut lines = journal::lines(&ws.conn, seq, usize::MAX >> 1).map_err(refused)?;
                lines.reverse();
                for line in lines.iter().filter(|line| line.op == Op::Insert) {
                    ws.untouched(line, &lines)?;
                }
                Ok(lines.into_iter().map(Line::reverse).collect())
            })
            .map_err(|failure| self.explain(failure))?;
        // A redo takes back an undo: what people want to read is the act at the root of it.
        let original: Option<String> = self
            .conn
            .prepare_cached(
                "WITH RECURSIVE chain(verb, undo_of) AS (
                     SELECT verb, undo_of FROM act WHERE seq = ?1
                     UNION ALL SELECT act.verb, act.undo_of FROM act JOIN chain ON act.id = chain.undo_of)
                 SELECT verb FROM chain WHERE undo_of IS NULL",
            )
            .and_then(|mut s| s.query_row(params![seq], |row| row.get(0)).optional())
            .map_err(refused)?;
        done.verb = original.unwrap_or_default();
        // Reversed, the act begins with its last line; people know it by the first, even if that record is gone again.
        if let Some(first) = journal::lines(&self.conn, seq, 1).map_err(refused)?.first() {
            let (code, title) = self.name_of(first).map_err(refused)?;
            done.subject = Some((first.kind, first.id));
            done.code = if code.is_empty() { title } else { code };
        }
        Ok(done)
    }

    /// A record may only be taken back while it is as it was made (or as the same act left it).
    fn untouched(&self, line: &Line, act: &[Line]) -> Result<(), Failure> {
        let record = self.need(line.kind, line.id)?;
        let mut now = record.values;
        if !record.code.is_empty() {
            now.insert("code".to_owned(), Value::String(record.code));
        }
        if record.archived {
            now.insert("archived".to_owned(), Value::Bool(true));
        }
        let mut made = line.after.as_object().cloned().unwrap_or_else(Values::new);
        // Newest first here, so walk backwards to replay the act's own later updates.
        for later in act.iter().rev().filter(|l| l.op == Op::Update && (l.kind, l.id) == (line.kind, line.id)) {
            made.insert(later.field.clone(), later.after.clone());
        }
        made.retain(|_, v| !v.is_null());
        if now == made {
            return Ok(());
        }
        Err(Failure::Refused(Msg::new("store-undo-changed").with("who", record.updated_by)))
    }

    /// A clash while undoing is not a choice between texts: somebody went on from here.
    fn explain(&self, failure: Failure) -> Failure {
        match failure {
            Failure::Clash { clashes, .. } => {
                let who = clashes.first().map(|c| c.who.clone()).unwrap_or_default();
                Failure::Refused(Msg::new("store-undo-changed").with("who", who))
            }
            other => other,
        }
    }
}
