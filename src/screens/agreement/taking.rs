//! What is written in a table on its way to the store: rows as they change, cells taken as they stand, what waits.

use serde_json::Value;

use super::AgreementView;
use super::cell::{Cell, Input};
use super::outline::Row;
use super::rows::Flying;
use super::table::{self, Source, put};
use crate::domain::act::{Act, Change};
use crate::domain::record::{Field, Id, Need, Type, Values};
use crate::keys::Action;
use crate::screens::{Ask, Context, Tone};
use crate::store::drafts::Draft;
use crate::store::request::Command;
use crate::text::Msg;

impl AgreementView {
    /// The row at the cursor with this record in the cell at the cursor, or without it, if it was there.
    pub(super) fn linked_row(&self, id: Id) -> Option<(Source, Values, Values)> {
        let source = self.table()?;
        let (column, was) = (self.column(source)?, self.shown_rows(source).get(self.tables.row)?.clone());
        let mut now = was.clone();
        let mut held: Vec<Id> = Id::all(was.get(column.name).unwrap_or(&Value::Null)).collect();
        let there = held.contains(&id);
        match column.ty {
            Type::Links(_) => {
                held.retain(|held| *held != id);
                if !there {
                    held.push(id);
                }
                put(&mut now, column.name, Value::Array(held.into_iter().map(Id::json).collect()));
            }
            _ => put(&mut now, column.name, if there { Value::Null } else { id.json() }),
        }
        Some((source, was, now))
    }

    pub(super) fn with_link(&self, id: Id, context: &Context<'_>) -> Option<(Act, Vec<Change>)> {
        let (source, was, now) = self.linked_row(id)?;
        let changes = self.row_changes(source, self.tables.row, &was, now, None)?;
        let act = Act { id: context.id(), verb: "verb-table".to_owned(), changes: changes.clone() };
        Some((act, changes))
    }

    /// A record that was chosen for the cell at the cursor.
    pub(super) fn picked(&mut self, id: Id, context: &Context<'_>) -> Vec<Ask> {
        if self.is_fresh(self.tables.row) {
            let Some((source, _, now)) = self.linked_row(id) else { return Vec::new() };
            return self.write_fresh(source, now, context);
        }
        match self.with_link(id, context) {
            Some((act, changes)) => self.fly(act, changes, None),
            None => Vec::new(),
        }
    }

    /// What writes this row in place of the one at `at`; `base` is the whole table as it was when the row was opened.
    pub(super) fn row_changes(
        &self,
        source: Source,
        at: usize,
        was: &Values,
        now: Values,
        base: Option<&[Values]>,
    ) -> Option<Vec<Change>> {
        let work = self.work.as_ref()?;
        if let Source::Targets = source {
            let changes = work.target_changes(at, was, &now);
            return (!changes.is_empty()).then_some(changes);
        }
        let stored = work.rows_of(source);
        let at = at - usize::from(self.tables.fresh.as_ref().is_some_and(|fresh| fresh.at < at));
        // Whoever changed other rows meanwhile is left alone; who changed this one is asked about.
        let found = if stored.get(at) == Some(was) { Some(at) } else { stored.iter().position(|row| row == was) };
        let (base, at) = match (found, base) {
            (Some(found), _) => (stored, found),
            (None, Some(base)) => (base.to_vec(), at),
            (None, None) => return None,
        };
        let mut rows = base.clone();
        *rows.get_mut(at)? = now;
        work.change_of(source, &base, &rows).map(|change| vec![change])
    }

    /// Sends changes; what they make is shown at once.
    pub(super) fn fly(&mut self, act: Act, changes: Vec<Change>, draft: Option<Draft>) -> Vec<Ask> {
        if let Some(work) = &mut self.work {
            for change in &changes {
                work.foresee(change);
            }
        }
        self.reread();
        self.tables.flying.push(Flying { act: act.id, changes, draft });
        vec![Ask::Do(Command::Save(act))]
    }

    /// The document anew from the records as they stand.
    pub(super) fn reread(&mut self) {
        if let Some(work) = &mut self.work
            && let Ok(document) = crate::export::agreement::draft_of(&work.sheet)
        {
            work.document = document.into();
        }
    }

    /// What is on its way stays in sight when the records are read again before it has landed.
    pub(super) fn foresee_again(&mut self) {
        let Some(work) = &mut self.work else { return };
        if !self.tables.flying.is_empty() {
            for change in self.tables.flying.iter().flat_map(|flying| &flying.changes) {
                work.foresee(change);
            }
            self.reread();
        }
    }

    /// An act has been saved or refused.
    pub(super) fn table_settled(&mut self, act: Id, done: bool) -> Option<Vec<Ask>> {
        let at = self.tables.flying.iter().position(|flying| flying.act == act)?;
        let flying = self.tables.flying.remove(at);
        Some(match flying.draft {
            Some(draft) if done => vec![Ask::Forget(draft.id)],
            Some(draft) => vec![Ask::Leave(Box::new(draft))],
            None => Vec::new(),
        })
    }

    pub(super) fn write_all(&mut self, change: Option<Change>, context: &Context<'_>) -> Vec<Ask> {
        let Some(change) = change else { return Vec::new() };
        let act = Act { id: context.id(), verb: "verb-table".to_owned(), changes: vec![change.clone()] };
        let asks = self.fly(act, vec![change], None);
        self.check(context);
        asks
    }

    /// The row that is being made, as it now is: stored as soon as nothing it needs is missing.
    pub(super) fn write_fresh(&mut self, source: Source, row: Values, context: &Context<'_>) -> Vec<Ask> {
        let (Some(fresh), Source::Rows(field, _)) = (&mut self.tables.fresh, source) else { return Vec::new() };
        fresh.row = row;
        let (at, row) = (fresh.at, fresh.row.clone());
        let Some(work) = &self.work else { return Vec::new() };
        let stored = work.rows_of(source);
        let mut rows = stored.clone();
        rows.insert(at.min(rows.len()), row);
        let whole = Value::Array(rows.iter().cloned().map(Value::Object).collect());
        let change = work.change_of(source, &stored, &rows);
        let (Some(change), None) = (change, crate::domain::validate::check(field, &whole)) else {
            let mut asks: Vec<Ask> =
                self.table_draft(source, context).map(|draft| Ask::Keep(Box::new(draft))).into_iter().collect();
            asks.push(self.waits(source, context));
            return asks;
        };
        let draft = self.table_draft(source, context);
        self.tables.fresh = None;
        let id = self.tables.keeping.take().map_or_else(|| context.id(), |keeping| keeping.act);
        let act = Act { id, verb: "verb-table".to_owned(), changes: vec![change.clone()] };
        self.fly(act, vec![change], draft)
    }

    /// What the row that is being made still needs.
    pub(super) fn waits(&self, source: Source, context: &Context<'_>) -> Ask {
        let row = self.tables.fresh.as_ref().map(|fresh| &fresh.row);
        let missing = |column: &&Field| column.need != Need::No && row.is_none_or(|row| !row.contains_key(column.name));
        let columns = source.columns().into_iter().filter(missing).map(|column| source.label(column, context.text));
        let columns: Vec<String> = columns.collect();
        let msg = if columns.is_empty() {
            Msg::new("agreement-row-begun")
        } else {
            Msg::new("agreement-row-waits").with("columns", columns.join(", "))
        };
        Ask::Tell(msg, Tone::Plain)
    }

    /// Takes the cell as it stands; `Err` while it cannot be read, and it stays open.
    pub(super) fn commit(&mut self, context: &Context<'_>) -> Result<Vec<Ask>, ()> {
        let Some(cell) = &self.tables.cell else { return Ok(Vec::new()) };
        if !cell.is_new() {
            self.tables.cell = None;
            let keeping = self.tables.keeping.filter(|_| self.tables.fresh.is_none());
            let kept = keeping.filter(|_| self.forget_cell());
            self.check_anew(context);
            return Ok(kept.map(|keeping| Ask::Forget(keeping.draft)).into_iter().collect());
        }
        let now = match self.read_open(cell, context) {
            Ok(now) => now,
            Err(fault) => {
                if let Some(cell) = &mut self.tables.cell {
                    cell.fault = Some(fault);
                }
                return Err(());
            }
        };
        let source = cell.source;
        if self.is_fresh(cell.row) {
            self.tables.cell = None;
            let asks = self.write_fresh(source, now, context);
            self.check_anew(context);
            return Ok(asks);
        }
        let changes = self.row_changes(source, cell.row, &cell.was, now, Some(&cell.base));
        let draft = self.table_draft(source, context);
        self.tables.cell = None;
        let keeping = if self.tables.fresh.is_none() { self.tables.keeping.take() } else { None };
        let mut asks = Vec::new();
        match changes {
            Some(changes) => {
                let id = keeping.map_or_else(|| context.id(), |keeping| keeping.act);
                let act = Act { id, verb: "verb-table".to_owned(), changes: changes.clone() };
                asks.extend(self.fly(act, changes, draft));
            }
            None => asks.extend(keeping.map(|keeping| Ask::Forget(keeping.draft))),
        }
        self.check_anew(context);
        Ok(asks)
    }

    /// The row as the open cell makes it.
    pub(super) fn read_open(&self, cell: &Cell, context: &Context<'_>) -> Result<Values, Msg> {
        match &cell.input {
            Input::Text(field) => {
                let raw = field.text().replace('\n', " ");
                self.read_cell(cell.source, cell.column, &cell.was, &raw, context)
            }
            Input::Options(options) => {
                let value = options.value();
                if let Some(fault) = crate::domain::validate::check(cell.column, &value) {
                    return Err(fault);
                }
                let mut now = cell.was.clone();
                put(&mut now, cell.column.name, value);
                Ok(table::following(cell.source, cell.column, &cell.was, now, context))
            }
        }
    }

    fn forget_cell(&mut self) -> bool {
        self.tables.keeping.take().is_some()
    }

    pub(super) fn check_anew(&mut self, context: &Context<'_>) {
        self.reread();
        self.check(context);
    }

    /// What cannot be read closes too, and waits among the drafts.
    pub(super) fn put_cell_off(&mut self, context: &Context<'_>) -> Vec<Ask> {
        let Some(cell) = &self.tables.cell else { return Vec::new() };
        let draft = self.table_draft(cell.source, context);
        (self.tables.cell, self.tables.fresh, self.tables.keeping) = (None, None, None);
        self.check_anew(context);
        let key = context.keymap.hint(Action::GoDrafts);
        let told = draft.is_some().then(|| Ask::Tell(Msg::new("recover-left").with("key", key), Tone::Plain));
        draft.map(|draft| Ask::Leave(Box::new(draft))).into_iter().chain(told).collect()
    }

    /// A row that still needs something waits among the drafts when its table is left.
    pub(super) fn drop_fresh(&mut self, context: &Context<'_>) -> Vec<Ask> {
        let Some(fresh) = &self.tables.fresh else { return Vec::new() };
        let keeping = self.tables.keeping;
        let said = fresh.row != fresh.begun;
        let source = self.row().and_then(|row| if let Row::Table(name) = row { Source::named(name) } else { None });
        let draft = source.filter(|_| said).and_then(|source| self.table_draft(source, context));
        (self.tables.fresh, self.tables.keeping) = (None, None);
        match draft {
            Some(draft) => {
                let key = context.keymap.hint(Action::GoDrafts);
                let told = Ask::Tell(Msg::new("recover-left").with("key", key), Tone::Plain);
                vec![Ask::Leave(Box::new(draft)), told]
            }
            None => keeping.map(|keeping| Ask::Forget(keeping.draft)).into_iter().collect(),
        }
    }

    /// Before something else covers the screen, or it goes.
    pub(super) fn leave_table(&mut self, context: &Context<'_>) -> Vec<Ask> {
        let mut asks = match self.commit(context) {
            Ok(asks) => asks,
            Err(()) => self.put_cell_off(context),
        };
        asks.extend(self.drop_fresh(context));
        asks
    }

    /// After the cell has changed: keep it, and look at the whole again.
    pub(super) fn cell_changed(&mut self, context: &Context<'_>) -> Vec<Ask> {
        let Some(cell) = &mut self.tables.cell else { return Vec::new() };
        cell.changed = true;
        let source = cell.source;
        self.check_soon(context);
        self.table_draft(source, context).map(|draft| Ask::Keep(Box::new(draft))).into_iter().collect()
    }

    /// Puts the open cell as typed into the document, where it can be read, so that the checks see it.
    pub(super) fn foresee_cell(&mut self, context: &Context<'_>) {
        let Some(cell) = self.tables.cell.as_ref().filter(|cell| cell.changed) else { return };
        let Ok(now) = self.read_open(cell, context) else { return };
        let changes = if self.is_fresh(cell.row) {
            let Some(work) = &self.work else { return };
            let stored = work.rows_of(cell.source);
            let mut rows = stored.clone();
            rows.insert(cell.row.min(rows.len()), now);
            work.change_of(cell.source, &stored, &rows).into_iter().collect()
        } else {
            self.row_changes(cell.source, cell.row, &cell.was, now, None).unwrap_or_default()
        };
        let Some(work) = &mut self.work else { return };
        work.imagine(&changes);
    }
}
