//! Undo and redo over the journal: a new act that reverses an old one, as long as nobody changed its fields since.

use rusqlite::{Connection, OptionalExtension};
use serde_json::Value;

use super::journal::{self, Line, Op};
use super::kept::Kept;
use super::request::{Done, Failure, in_short};
use super::schema::{blob, id_at, key_at};
use super::workspace::Workspace;
use super::write::Plan;
use crate::domain::record::{Id, Values};
use crate::text::{Arg, Msg};

/// The act at the beginning of all undoing and redoing.
pub(super) struct Beginning {
    pub verb: String,
    pub seq: i64,
    /// Whether the lines stand in the other order than there.
    pub backwards: bool,
}

/// An act stands unless a standing act took it back.
pub fn stands(conn: &Connection, act: Id) -> rusqlite::Result<bool> {
    let takers = {
        let mut select = conn.prepare_cached("SELECT id FROM act WHERE undo_of = ?1 ORDER BY seq DESC")?;
        select.query_map([blob(act)], |row| key_at(row, 0))?.collect::<rusqlite::Result<Vec<_>>>()?
    };
    for taker in takers {
        if stands(conn, taker)? {
            return Ok(false);
        }
    }
    Ok(true)
}

impl Workspace {
    /// The actor's newest act that is not itself an undo and still stands: of this session, or from before it began.
    fn last_standing(&self) -> rusqlite::Result<Option<Id>> {
        let mut own = self.conn.prepare_cached(
            "SELECT id, seq FROM act WHERE actor = ?1 AND undo_of IS NULL
             AND verb NOT IN ('verb-join', 'verb-rename', 'verb-sample') ORDER BY seq DESC",
        )?;
        let mut rows = own.query([&self.who.actor])?;
        while let Some(row) = rows.next()? {
            let id = key_at(row, 0)?;
            if self.journey.borrow().comes_to(row.get(1)?) && stands(&self.conn, id)? {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }

    /// The undo that redo would take back: standing, and with no newer own act after it.
    fn last_undone(&self) -> rusqlite::Result<Option<Id>> {
        let mut own =
            self.conn.prepare_cached("SELECT id, undo_of, verb, seq FROM act WHERE actor = ?1 ORDER BY seq DESC")?;
        let mut rows = own.query([&self.who.actor])?;
        while let Some(row) = rows.next()? {
            if !self.journey.borrow().comes_to(row.get(3)?) {
                continue;
            }
            if id_at(row, 1)?.is_none() {
                return Ok(None);
            }
            let (id, verb): (Id, String) = (key_at(row, 0)?, row.get(2)?);
            if verb == "verb-undo" && stands(&self.conn, id)? {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }

    /// Why there is nothing to take back: there is nothing, or it was made in another session of the same person.
    fn nothing_left(&self) -> rusqlite::Result<&'static str> {
        let sql = "SELECT max(seq) FROM act WHERE actor = ?1 AND undo_of IS NULL AND verb NOT IN ('verb-join', 'verb-rename')";
        let newest: Option<i64> = self.conn.prepare_cached(sql)?.query_row([&self.who.actor], |row| row.get(0))?;
        let elsewhere = newest.is_some_and(|seq| !self.journey.borrow().comes_to(seq));
        Ok(if elsewhere { "store-undo-elsewhere" } else { "store-nothing-to-undo" })
    }

    pub(super) fn undo(&self, act: Id, which: Option<Id>) -> Result<Done, Failure> {
        self.reverse(act, "verb-undo", which, |ws| {
            let said = |e| ws.said(&e);
            let target = match which {
                Some(id) => Some(id),
                None => ws.last_standing().map_err(said)?,
            };
            let Some(target) = target else {
                return Err(Failure::Refused(Msg::new(ws.nothing_left().map_err(said)?)));
            };
            if !stands(&ws.conn, target).map_err(said)? {
                return Err(Failure::Refused(Msg::new("store-already-undone")));
            }
            Ok(target)
        })
    }

    pub(super) fn redo(&self, act: Id) -> Result<Done, Failure> {
        self.reverse(act, "verb-redo", None, |ws| {
            ws.last_undone()
                .map_err(|e| ws.said(&e))?
                .ok_or_else(|| Failure::Refused(Msg::new("store-nothing-to-redo")))
        })
    }

    /// The act to reverse is chosen under the write lock: the same person may press undo in two sessions at once.
    fn reverse(
        &self,
        act: Id,
        verb: &str,
        which: Option<Id>,
        choose: impl FnOnce(&Self) -> Result<Id, Failure>,
    ) -> Result<Done, Failure> {
        let same = |kept: &Kept<'_>| Ok(which.is_none() || kept.undo_of == which);
        let mut done = self
            .commit(act, verb, same, |ws| {
                let said = |e| ws.said(&e);
                let target = choose(ws)?;
                let seq = journal::seq_of(&ws.conn, target)
                    .map_err(said)?
                    .ok_or_else(|| Failure::Refused(Msg::new("store-no-such-act")))?;
                let mut lines = journal::lines(&ws.conn, seq, journal::ALL).map_err(said)?;
                lines.reverse();
                for line in lines.iter().filter(|line| line.op == Op::Insert) {
                    ws.untouched(line, &lines)?;
                }
                let changes: Vec<_> = lines.into_iter().map(Line::reverse).collect();
                ws.may_return(&changes, seq)?;
                Ok(Plan { undo_of: Some(target), import: false, changes })
            })
            .map_err(|failure| self.explain(failure))?;
        let Some(beginning) = self.beginning(act).map_err(|e| self.said(&e))? else { return Ok(done) };
        done.verb = beginning.verb;
        // People know an act by its first line, even if that record is gone again.
        let lines = journal::lines(&self.conn, beginning.seq, 1).map_err(|e| self.said(&e))?;
        if let Some(first) = lines.first() {
            let (code, title) = self.name_of(first).map_err(|e| self.said(&e))?;
            done.subject = Some((first.kind, first.id));
            done.code = if code.is_empty() { in_short(&title) } else { code };
        }
        Ok(done)
    }

    /// What an act undoes or does again, however often it went to and fro; an act of its own is its own beginning.
    pub(super) fn beginning(&self, act: Id) -> rusqlite::Result<Option<Beginning>> {
        let mut step = self.conn.prepare_cached("SELECT undo_of, verb, seq FROM act WHERE id = ?1")?;
        let (mut at, mut backwards) = (act, false);
        loop {
            let found = step.query_row([blob(at)], |row| Ok((id_at(row, 0)?, row.get(1)?, row.get(2)?))).optional()?;
            match found {
                Some((Some(before), ..)) => (at, backwards) = (before, !backwards),
                Some((None, verb, seq)) => return Ok(Some(Beginning { verb, seq, backwards })),
                None => return Ok(None),
            }
        }
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
        made.retain(|name, value| !(value.is_null() || name == "archived" && *value == Value::Bool(false)));
        if now == made {
            return Ok(());
        }
        let (code, title) = self.name_of(line).map_err(|e| self.said(&e))?;
        let name = if code.is_empty() { in_short(&title) } else { code };
        Err(Failure::Refused(
            Msg::new("store-undo-changed").with("who", self.person(&record.updated_by)).with("name", name),
        ))
    }

    /// A clash while undoing is not a choice between texts: somebody went on from here.
    fn explain(&self, failure: Failure) -> Failure {
        match failure {
            Failure::Clash { clashes, .. } => {
                let Some(clash) = clashes.first() else { return Failure::Refused(Msg::new("store-gone")) };
                // The record is named as well as can be: the refusal matters more than the name.
                let record = self.record(clash.kind, clash.id).ok().flatten();
                let name = record.map_or_else(String::new, |record| {
                    if record.code.is_empty() { in_short(record.title()) } else { record.code }
                });
                Failure::Refused(Msg::new("store-undo-changed").with("who", clash.who.as_str()).with("name", name))
            }
            // Undo has no form in which a field could be filled, so the sentence names it.
            Failure::Invalid { mut faults, .. } if !faults.is_empty() => {
                let (field, fault) = faults.swap_remove(0);
                if field.is_empty() {
                    return Failure::Refused(fault);
                }
                let key = if fault.key == "value-stage-needs" { "store-undo-stage" } else { "store-undo-unfit" };
                let stage = fault.args.into_iter().find(|(name, _)| name == "stage");
                let mut msg = Msg::new(key).with("field", Arg::Key(format!("field-{field}")));
                msg.args.extend(stage.filter(|_| key == "store-undo-stage"));
                Failure::Refused(msg)
            }
            other => other,
        }
    }
}
