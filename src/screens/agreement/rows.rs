//! A table under the cursor: moving in it, writing its cells, rows that come, go and change places.

use ratatui::crossterm::event::KeyEvent;
use serde_json::{Value, json};

use super::cell::{Cell, Input, Pressed};
use super::outline::Row;
use super::table::{self, Source, put};
use super::{AgreementView, Pane};
use crate::dialogs::Dialog;
use crate::dialogs::choose::{Choose, Label};
use crate::dialogs::pick::Pick;
use crate::domain::act::{Act, Change};
use crate::domain::kinds::Kind;
use crate::domain::record::{Field, Id, Type, Values};
use crate::keys::Action;
use crate::screens::{Ask, Context, Tone, archive};
use crate::store::drafts::Draft;
use crate::store::request::Command;
use crate::text::Msg;

/// A row that is not stored yet, because something it needs is still missing.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Fresh {
    pub(super) at: usize,
    pub(super) row: Values,
    /// As it began; one that is still so is dropped without a word.
    pub(super) begun: Values,
}

/// A change on its way, and the draft of what it carries.
#[derive(Debug)]
struct Flying {
    act: Id,
    changes: Vec<Change>,
    draft: Option<Draft>,
}

/// Ids of the draft that what is written now is kept under, and of the act that will save it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Keeping {
    pub(super) draft: Id,
    pub(super) act: Id,
    /// Unix milliseconds.
    pub(super) opened_ms: i64,
}

#[derive(Debug, Default)]
pub(super) struct Tables {
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) cell: Option<Cell>,
    pub(super) fresh: Option<Fresh>,
    pub(super) keeping: Option<Keeping>,
    flying: Vec<Flying>,
    /// A target on which the cursor is to stand once it is read.
    seek: Option<Id>,
}

impl AgreementView {
    /// The table that has the keys.
    pub(super) fn table(&self) -> Option<Source> {
        match self.row()? {
            Row::Table(name) if self.pane == Pane::Text => Source::named(name),
            _ => None,
        }
    }

    /// The rows that are shown: those stored, and one that is still being made.
    pub(super) fn shown_rows(&self, source: Source) -> Vec<Values> {
        let Some(work) = &self.work else { return Vec::new() };
        let mut rows = work.rows_of(source);
        if let Some(fresh) = &self.tables.fresh {
            rows.insert(fresh.at.min(rows.len()), fresh.row.clone());
        }
        rows
    }

    fn is_fresh(&self, row: usize) -> bool {
        self.tables.fresh.as_ref().is_some_and(|fresh| fresh.at == row)
    }

    /// The column at the cursor.
    pub(super) fn column(&self, source: Source) -> Option<&'static Field> {
        source.columns().get(self.tables.column).copied()
    }

    /// Commands while a table has the keys; `None` for those that mean the same as elsewhere.
    pub(super) fn table_action(&mut self, action: Action, context: &Context<'_>) -> Option<Vec<Ask>> {
        let source = self.table()?;
        let (rows, columns) = (self.shown_rows(source).len(), source.columns().len());
        let page = self.height.max(2) as isize / 2;
        match action {
            Action::Up => self.walk(-1, rows),
            Action::Down => self.walk(1, rows),
            Action::PageUp => self.walk(-page, rows),
            Action::PageDown => self.walk(page, rows),
            Action::Top => self.walk(isize::MIN / 2, rows),
            Action::Bottom => self.walk(isize::MAX / 2, rows),
            Action::Left => self.tables.column = self.tables.column.saturating_sub(1),
            Action::Right => self.tables.column = (self.tables.column + 1).min(columns.saturating_sub(1)),
            Action::NextField => self.step_cell(true, source),
            Action::PrevField => self.step_cell(false, source),
            Action::Back => {
                self.pane = Pane::Outline;
                return Some(self.drop_fresh(context));
            }
            Action::Open | Action::Edit if self.is_frozen() => return Some(vec![self.frozen()]),
            Action::Open | Action::Edit if rows == 0 => return Some(self.new_row(source, context)),
            Action::Open | Action::Edit => return Some(self.open_cell(context)),
            Action::New | Action::Archive | Action::OrderUp | Action::OrderDown if self.is_frozen() => {
                return Some(vec![self.frozen()]);
            }
            Action::New => return Some(self.new_row(source, context)),
            Action::Archive => return Some(self.remove_row(source, context)),
            Action::OrderUp => return Some(self.shift_row(source, -1, context)),
            Action::OrderDown => return Some(self.shift_row(source, 1, context)),
            Action::Copy => {
                let rows = self.shown_rows(source);
                let (row, column) = (rows.get(self.tables.row)?, self.column(source)?);
                return Some(vec![Ask::Copy(self.cell_words(source, column, row, context))]);
            }
            _ => return None,
        }
        self.finding = None;
        Some(Vec::new())
    }

    fn walk(&mut self, by: isize, rows: usize) {
        self.tables.row = self.tables.row.saturating_add_signed(by).min(rows.saturating_sub(1));
    }

    /// To the next cell that is written, from the end of a row to the next one.
    fn step_cell(&mut self, forward: bool, source: Source) {
        let columns = source.columns().len().max(1);
        let count = self.shown_rows(source).len() * columns;
        let at = self.tables.row * columns + self.tables.column;
        let to = if forward { at + 1 } else { at.wrapping_sub(1) };
        if to < count {
            (self.tables.row, self.tables.column) = (to / columns, to % columns);
        }
    }

    /// Puts the cursor into a cell of a table.
    pub(super) fn stand_in(&mut self, source: Source, row: usize, column: &str) {
        let at = source.columns().iter().position(|field| field.name == column);
        (self.tables.row, self.tables.column) = (row, at.unwrap_or(0));
        self.pane = Pane::Text;
    }

    /// Opens the cell at the cursor for writing.
    pub(super) fn open_cell(&mut self, context: &Context<'_>) -> Vec<Ask> {
        let Some(source) = self.table() else { return Vec::new() };
        let Some(column) = self.column(source).filter(|column| column.entry == crate::domain::record::Entry::Form)
        else {
            return Vec::new();
        };
        let rows = self.shown_rows(source);
        let Some(was) = rows.get(self.tables.row).cloned() else { return Vec::new() };
        let value = was.get(column.name).cloned().unwrap_or(Value::Null);
        let words = self.cell_input(source, column, &was, context);
        let Some(input) = Input::open(column, &value, &words) else {
            return self.pick(column, &value, context);
        };
        self.tables.keeping.get_or_insert_with(|| Keeping {
            draft: context.id(),
            act: context.id(),
            opened_ms: context.now.timestamp_millis(),
        });
        let (opened, row) = (input.content(), self.tables.row);
        let base = self.work.as_ref().map(|work| work.rows_of(source)).unwrap_or_default();
        self.tables.cell = Some(Cell { source, row, column, input, was, base, opened, fault: None, changed: false });
        Vec::new()
    }

    /// Links are chosen among the records; one that is there can be taken out again.
    fn pick(&self, column: &'static Field, value: &Value, context: &Context<'_>) -> Vec<Ask> {
        let (Type::Link(kind) | Type::Links(kind)) = column.ty else { return Vec::new() };
        let (pick, read) = Pick::new(kind, "");
        let choose = vec![Ask::Show(Dialog::Pick(pick)), read];
        let held: Vec<Id> = Id::all(value).collect();
        if held.is_empty() {
            return choose;
        }
        let labels = self.work.as_ref().map(|work| &work.sheet.labels);
        let mut rows = vec![(Label::Message(Msg::new("agreement-cell-choose")), choose)];
        for id in held {
            let name = labels.and_then(|labels| labels.get(&id)).cloned().unwrap_or_default();
            let out = self.with_link(id, context).map_or_else(Vec::new, |(act, _)| vec![Ask::Do(Command::Save(act))]);
            rows.push((Label::Message(Msg::new("agreement-cell-remove").with("name", name)), out));
        }
        vec![Ask::Show(Dialog::Choose(Choose::new(Msg::new("agreement-cell-title"), rows)))]
    }

    /// The row at the cursor with this record in the cell at the cursor, or without it, if it was there.
    fn linked_row(&self, id: Id) -> Option<(Source, Values, Values)> {
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

    fn with_link(&self, id: Id, context: &Context<'_>) -> Option<(Act, Vec<Change>)> {
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
    fn row_changes(
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
    fn fly(&mut self, act: Act, changes: Vec<Change>, draft: Option<Draft>) -> Vec<Ask> {
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
            work.document = document;
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

    fn new_row(&mut self, source: Source, context: &Context<'_>) -> Vec<Ask> {
        match source {
            Source::Matrix => return vec![Ask::Tell(Msg::new("agreement-matrix-fixed"), Tone::Plain)],
            Source::Targets => return self.new_target(context),
            Source::Rows(..) => {}
        }
        if self.tables.fresh.is_some() {
            return vec![self.waits(source, context)];
        }
        let rows = self.shown_rows(source);
        let at = if rows.is_empty() { 0 } else { self.tables.row + 1 };
        let begun = self.row_begun(source, rows.get(self.tables.row));
        self.tables.fresh = Some(Fresh { at, row: begun.clone(), begun: begun.clone() });
        let first = source.columns().iter().position(|column| !begun.contains_key(column.name));
        (self.tables.row, self.tables.column) = (at, first.unwrap_or(0));
        self.open_cell(context)
    }

    /// A target with the next label, to be filled cell by cell.
    fn new_target(&mut self, context: &Context<'_>) -> Vec<Ask> {
        let (Some(version), Some(label)) = (self.work.as_ref().map(|work| work.sheet.version.id), self.next_label())
        else {
            return Vec::new();
        };
        let mut values = Values::new();
        let usual = [("period", json!("calendar_month")), ("hours_basis", json!("service")), ("origin", json!("need"))];
        let fixed = [("version", version.json()), ("label", json!(label))];
        values.extend(fixed.into_iter().chain(usual).map(|(name, value)| (name.to_owned(), value)));
        // What the row above says of service and sources mostly holds for the next one too.
        let above = self.work.as_ref().and_then(|work| work.rows_of(Source::Targets).get(self.tables.row).cloned());
        for name in ["service", "measure_point", "data_source"] {
            if let Some(value) = above.as_ref().and_then(|above| above.get(name)) {
                values.insert(name.to_owned(), value.clone());
            }
        }
        let id = context.id();
        self.tables.seek = Some(id);
        self.tables.column = 1;
        let changes = vec![Change::Insert { kind: Kind::Target, id, values }];
        vec![Ask::Do(Command::Save(Act { id: context.id(), verb: "verb-create".to_owned(), changes }))]
    }

    fn remove_row(&mut self, source: Source, context: &Context<'_>) -> Vec<Ask> {
        let row = self.tables.row;
        if self.is_fresh(row) {
            self.tables.fresh = None;
            let keeping = self.tables.keeping.take();
            self.walk(0, self.shown_rows(source).len());
            return keeping.map(|keeping| Ask::Forget(keeping.draft)).into_iter().collect();
        }
        let Some(work) = &self.work else { return Vec::new() };
        let stored = work.rows_of(source);
        match source {
            Source::Matrix => vec![Ask::Tell(Msg::new("agreement-matrix-fixed"), Tone::Plain)],
            Source::Targets => {
                let target = work.sheet.targets.get(row);
                target.map(|target| archive::archive(target, context)).into_iter().collect()
            }
            Source::Rows(..) => {
                let mut rows = stored.clone();
                let at = row - usize::from(self.tables.fresh.as_ref().is_some_and(|fresh| fresh.at < row));
                if at >= rows.len() {
                    return Vec::new();
                }
                rows.remove(at);
                let change = work.change_of(source, &stored, &rows);
                self.walk(0, rows.len());
                self.write_all(change, context)
            }
        }
    }

    fn shift_row(&mut self, source: Source, by: isize, context: &Context<'_>) -> Vec<Ask> {
        let Some(work) = &self.work else { return Vec::new() };
        if !matches!(source, Source::Rows(..)) {
            return vec![Ask::Tell(Msg::new("agreement-order-fixed"), Tone::Plain)];
        }
        if self.tables.fresh.is_some() {
            return vec![self.waits(source, context)];
        }
        let stored = work.rows_of(source);
        let (from, to) = (self.tables.row, self.tables.row.saturating_add_signed(by));
        if from >= stored.len() || to >= stored.len() || from == to {
            return Vec::new();
        }
        let mut rows = stored.clone();
        rows.swap(from, to);
        let change = work.change_of(source, &stored, &rows);
        self.tables.row = to;
        self.write_all(change, context)
    }

    fn write_all(&mut self, change: Option<Change>, context: &Context<'_>) -> Vec<Ask> {
        let Some(change) = change else { return Vec::new() };
        let act = Act { id: context.id(), verb: "verb-table".to_owned(), changes: vec![change.clone()] };
        let asks = self.fly(act, vec![change], None);
        self.check(context);
        asks
    }

    /// The row that is being made, as it now is: stored as soon as nothing it needs is missing.
    fn write_fresh(&mut self, source: Source, row: Values, context: &Context<'_>) -> Vec<Ask> {
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
    fn waits(&self, source: Source, context: &Context<'_>) -> Ask {
        let row = self.tables.fresh.as_ref().map(|fresh| &fresh.row);
        let missing = |column: &&Field| {
            column.need != crate::domain::record::Need::No && row.is_none_or(|row| !row.contains_key(column.name))
        };
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

    fn check_anew(&mut self, context: &Context<'_>) {
        self.reread();
        self.check(context);
    }

    /// Commands while a cell is open.
    pub(super) fn cell_action(&mut self, action: Action, context: &Context<'_>) -> Vec<Ask> {
        let Some(source) = self.tables.cell.as_ref().map(|cell| cell.source) else { return Vec::new() };
        match action {
            Action::NextField | Action::PrevField => {
                let Ok(mut asks) = self.commit(context) else { return Vec::new() };
                self.step_cell(action == Action::NextField, source);
                // What is chosen from a list is opened by a key of its own.
                let column = self.column(source);
                if column.is_some_and(|column| !matches!(column.ty, Type::Link(_) | Type::Links(_))) {
                    asks.extend(self.open_cell(context));
                }
                asks
            }
            Action::Save | Action::Panes => self.commit(context).unwrap_or_default(),
            Action::Back => match self.commit(context) {
                Ok(asks) => asks,
                Err(()) => self.put_cell_off(context),
            },
            _ => Vec::new(),
        }
    }

    /// What cannot be read closes too, and waits among the drafts.
    fn put_cell_off(&mut self, context: &Context<'_>) -> Vec<Ask> {
        let Some(cell) = &self.tables.cell else { return Vec::new() };
        let draft = self.table_draft(cell.source, context);
        (self.tables.cell, self.tables.fresh, self.tables.keeping) = (None, None, None);
        self.check_anew(context);
        let key = context.keymap.hint(Action::GoDrafts);
        let told = draft.is_some().then(|| Ask::Tell(Msg::new("recover-left").with("key", key), Tone::Plain));
        draft.map(|draft| Ask::Leave(Box::new(draft))).into_iter().chain(told).collect()
    }

    /// A row that still needs something waits among the drafts when its table is left.
    fn drop_fresh(&mut self, context: &Context<'_>) -> Vec<Ask> {
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

    pub(super) fn cell_key(&mut self, key: KeyEvent, context: &Context<'_>) -> Vec<Ask> {
        let Some(cell) = &mut self.tables.cell else { return Vec::new() };
        let source = cell.source;
        match cell.key(key, context) {
            Pressed::Changed => self.cell_changed(context),
            Pressed::Moved => Vec::new(),
            Pressed::Full => vec![Ask::Tell(Msg::new("field-full"), Tone::Warn)],
            Pressed::Done(by) => {
                let Ok(mut asks) = self.commit(context) else { return Vec::new() };
                if by != 0 {
                    self.walk(by, self.shown_rows(source).len());
                    asks.extend(self.open_cell(context));
                }
                asks
            }
        }
    }

    pub(super) fn cell_paste(&mut self, text: &str, context: &Context<'_>) -> Vec<Ask> {
        let Some(Cell { input: Input::Text(field), .. }) = &mut self.tables.cell else { return Vec::new() };
        field.paste(&text.replace(['\n', '\t'], " "));
        self.cell_changed(context)
    }

    /// After the cell has changed: keep it, and look at the whole again.
    fn cell_changed(&mut self, context: &Context<'_>) -> Vec<Ask> {
        let Some(cell) = &mut self.tables.cell else { return Vec::new() };
        cell.changed = true;
        let source = cell.source;
        self.check(context);
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

    /// After a reading: the cursor goes to the row that was just made.
    pub(super) fn seek_row(&mut self) {
        let Some(work) = &self.work else { return };
        if let Some(id) = self.tables.seek
            && let Some(at) = work.sheet.targets.iter().position(|target| target.id == id)
        {
            (self.tables.row, self.tables.seek) = (at, None);
        }
        if let Some(source) = self.table() {
            self.walk(0, self.shown_rows(source).len());
        }
    }
}
