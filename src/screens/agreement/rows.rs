//! A table under the cursor: moving in it, writing its cells, rows that come, go and change places.

use ratatui::crossterm::event::KeyEvent;
use serde_json::{Value, json};

use super::cell::{Cell, Input, Pressed};
use super::outline::Row;
use super::table::Source;
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
pub(super) struct Flying {
    pub(super) act: Id,
    pub(super) changes: Vec<Change>,
    pub(super) draft: Option<Draft>,
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
    pub(super) flying: Vec<Flying>,
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

    pub(super) fn is_fresh(&self, row: usize) -> bool {
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

    pub(super) fn walk(&mut self, by: isize, rows: usize) {
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
        let (pick, read) = Pick::new(kind, "", None);
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

    pub(super) fn new_row(&mut self, source: Source, context: &Context<'_>) -> Vec<Ask> {
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

    /// Commands while a cell is open.
    pub(super) fn cell_action(&mut self, action: Action, context: &Context<'_>) -> Vec<Ask> {
        let Some(source) = self.tables.cell.as_ref().map(|cell| cell.source) else { return Vec::new() };
        match action {
            Action::NextField | Action::PrevField => {
                let Ok(mut asks) = self.commit(context) else { return Vec::new() };
                // What is chosen from a list is opened by a key of its own: whoever types goes on to where one types, or
                // the next letters would be commands.
                let chosen = |column: &Field| matches!(column.ty, Type::Link(_) | Type::Links(_));
                for _ in source.columns() {
                    self.step_cell(action == Action::NextField, source);
                    if !self.column(source).is_some_and(chosen) {
                        asks.extend(self.open_cell(context));
                        break;
                    }
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
