//! The one way a change reaches the tables: one transaction that applies, journals and commits it.

use std::collections::BTreeSet;

use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, ffi};
use serde_json::Value;

use super::apply::Applying;
use super::journal::{self, Line, Op};
use super::kept::Kept;
use super::migrate;
use super::request::{Clash, Done, Failure, Labels, Refused, in_short};
use super::schema::{blob, read_record, select_list};
use super::workspace::Workspace;
use crate::domain::act::Change;
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Record, Type};
use crate::text::Msg;

/// A clock that jumps back further than this is marked in the journal. A jump ahead looks like a workspace that was
/// not used for a while.
const CLOCK_BACK_MS: i64 = 5 * 60 * 1000;

/// What an act will change, decided while the write lock is held.
pub(super) struct Plan {
    /// The act it takes back. Then every field must still be as that act left it.
    pub undo_of: Option<Id>,
    /// Made elsewhere and brought here.
    pub import: bool,
    pub changes: Vec<Change>,
}

impl From<Vec<Change>> for Plan {
    fn from(changes: Vec<Change>) -> Self {
        Self { undo_of: None, import: false, changes }
    }
}

/// The write transaction of an act.
pub(super) struct Begun<'w> {
    ws: &'w Workspace,
    wall: i64,
    clock: i64,
}

impl<'w> Begun<'w> {
    pub(super) fn applying(&self, strict: bool, import: bool) -> Applying<'w> {
        Applying::new(self.ws, self.wall, self.ws.day_of(self.clock), strict, import)
    }
}

/// What an act has changed; not yet in the journal.
pub(super) struct Applied {
    pub undo_of: Option<Id>,
    pub import: bool,
    pub lines: Vec<Line>,
    pub merged_with: Vec<String>,
    pub refused: Vec<Refused>,
}

/// Opportunities that an act changed, if it changed nothing else and more than their order.
fn deals(lines: &[Line]) -> usize {
    let plain = |line: &Line| line.kind == Kind::Opportunity && line.op == Op::Update;
    if !lines.iter().all(plain) || lines.iter().all(|line| line.field == "rank") {
        return 0;
    }
    lines.iter().map(|line| line.id).collect::<BTreeSet<_>>().len()
}

impl Workspace {
    /// One act: `build` says what changes while the write lock is held, so that it sees what will be changed.
    /// `same` tells whether an act that the journal already has under this id is the one that is asked for.
    ///
    /// # Errors
    /// The reason; nothing is changed then.
    pub(super) fn commit<P: Into<Plan>>(
        &self,
        act: Id,
        verb: &str,
        same: impl FnOnce(&Kept<'_>) -> rusqlite::Result<bool>,
        build: impl FnOnce(&Self) -> Result<P, Failure>,
    ) -> Result<Done, Failure> {
        let done = self.transact(act, verb, same, |begun| {
            let Plan { undo_of, import, changes } = build(self)?.into();
            let (lines, merged_with) = begun.applying(undo_of.is_some(), import).all(changes)?;
            Ok(Applied { undo_of, import, lines, merged_with, refused: Vec::new() })
        });
        if done.is_err() {
            // What was read within the transaction did not come to be; if this fails, the next look tells.
            let _ = self.look_at_pipelines();
        }
        done
    }

    /// The same for whoever applies its changes itself.
    pub(super) fn transact(
        &self,
        act: Id,
        verb: &str,
        same: impl FnOnce(&Kept<'_>) -> rusqlite::Result<bool>,
        apply: impl FnOnce(&Begun<'_>) -> Result<Applied, Failure>,
    ) -> Result<Done, Failure> {
        let said = |e| self.said(&e);
        let tx = Transaction::new_unchecked(&self.conn, TransactionBehavior::Immediate).map_err(said)?;
        let clock = self.clock.now_ms();
        self.lock.sign(&self.person(&self.who.actor), clock);
        migrate::check_writer(&tx).map_err(|refusal| Failure::Refused(refusal.msg))?;
        self.look_at_pipelines().map_err(said)?;
        let mut done = Done {
            act,
            verb: verb.to_owned(),
            subject: None,
            code: String::new(),
            stage: None,
            changes: 0,
            deals: 0,
            refused: Vec::new(),
            merged_with: Vec::new(),
        };
        if let Some(seq) = journal::seq_of(&tx, act).map_err(said)? {
            let kept = Kept::read(&tx, seq).map_err(said)?;
            if kept.verb != verb || !same(&kept).map_err(said)? {
                return Err(Failure::Refused(Msg::new("store-act-differs")));
            }
            // Saved before: the answer was lost, not the act.
            let lines = kept.lines;
            (done.changes, done.deals) = (lines.len(), deals(&lines));
            self.name(&mut done, lines.first(), &lines).map_err(said)?;
            return Ok(done);
        }
        let last = journal::last_wall_ms(&tx).map_err(said)?;
        let wall = clock.max(last + 1);
        let Applied { undo_of, import, lines, merged_with, refused } = apply(&Begun { ws: self, wall, clock })?;
        (done.merged_with, done.refused) = (merged_with, refused);
        if lines.is_empty() {
            return Ok(done);
        }
        (done.changes, done.deals) = (lines.len(), deals(&lines));
        // What an act began with is what it is about; undoing comes to it last.
        let main = if undo_of.is_some() { lines.last() } else { lines.first() };
        let flagged = clock < last - CLOCK_BACK_MS;
        let entry = journal::Entry { id: act, verb, undo_of, import, wall_ms: wall, flagged };
        let seq = journal::append(self, &entry, &lines).map_err(said)?;
        self.index(&lines).map_err(said)?;
        self.name(&mut done, main, &lines).map_err(said)?;
        tx.commit().map_err(|e| match e.sqlite_error().map(|e| e.extended_code) {
            // Links are checked at the end, so that records of one act may come in any order.
            Some(ffi::SQLITE_CONSTRAINT_FOREIGNKEY) => {
                let left = lines.iter().any(|line| line.op == Op::Delete);
                Failure::Refused(Msg::new(if left { "store-referenced" } else { "store-dangling" }))
            }
            _ => self.said(&e),
        })?;
        self.journey.borrow_mut().made(seq);
        Ok(done)
    }

    /// Says which record an act is about, and where a deal came by it.
    fn name(&self, done: &mut Done, line: Option<&Line>, all: &[Line]) -> rusqlite::Result<()> {
        let Some(line) = line else { return Ok(()) };
        done.subject = Some((line.kind, line.id));
        let record = self.record(line.kind, line.id)?;
        let came = |other: &Line| other.id == line.id && (other.op == Op::Insert || other.field == "stage");
        let deal = record.as_ref().filter(|deal| deal.kind == Kind::Opportunity && all.iter().any(came));
        done.stage = deal.map(|deal| deal.str("stage").to_owned());
        done.code = match record {
            _ if line.kind == Kind::Trace => self.name_of(line)?.1,
            Some(record) if record.code.is_empty() => in_short(record.title()),
            Some(record) => record.code,
            None => {
                let text = |name: &str| line.before.get(name).and_then(Value::as_str);
                in_short(text("code").or(text(line.kind.spec().title)).unwrap_or_default())
            }
        };
        Ok(())
    }

    /// Clashes with the names of the records their values link to.
    pub(super) fn clash(&self, clashes: Vec<Clash>) -> Failure {
        let mut labels = Labels::new();
        for clash in &clashes {
            // Whoever is asked stands at another question by then.
            if clash.kind == Kind::Answer
                && let Ok(Some(answer)) = self.record(clash.kind, clash.id)
            {
                labels.insert(clash.id, answer.str("question").to_owned());
            }
            let Some(field) = clash.kind.spec().field(&clash.field) else { continue };
            for value in [&clash.original, &clash.theirs, &clash.mine] {
                let linked: Vec<(Kind, Id)> = match field.ty {
                    Type::Link(kind) | Type::Links(kind) => Id::all(value).map(|id| (kind, id)).collect(),
                    Type::Rows(table) => table.links(value),
                    _ => Vec::new(),
                };
                for (kind, id) in linked {
                    // A name that cannot be read is shown empty; the clash itself matters more.
                    let _ = self.label(kind, id, &mut labels);
                }
            }
        }
        Failure::Clash { clashes, labels }
    }

    /// One record, `None` when there is none with this id.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn record(&self, kind: Kind, id: Id) -> rusqlite::Result<Option<Record>> {
        let sql = format!("SELECT {} FROM {} t WHERE t.id = ?1", select_list(kind), kind.name());
        self.conn.prepare_cached(&sql)?.query_row([blob(id)], |row| read_record(kind, row, 0)).optional()
    }

    /// One record that must be there.
    pub(super) fn need(&self, kind: Kind, id: Id) -> Result<Record, Failure> {
        self.record(kind, id).map_err(|e| self.said(&e))?.ok_or_else(|| Failure::Refused(Msg::new("store-gone")))
    }
}
