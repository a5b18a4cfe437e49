//! A table answered as in a spreadsheet: one cell at a time, rows that come and go.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use serde_json::{Value, json};

use super::field::Outcome;
use crate::domain::research::answer::cells_of;
use crate::text::clean;
use crate::widgets::text_field::{Handled, LONG, Place, TextField};

/// Steps that can be taken back.
const STEPS: usize = 200;
/// Rows a page key moves by.
const PAGE: usize = 5;

#[derive(Debug)]
pub struct Grid {
    columns: usize,
    /// At least one row, each with a cell for every column.
    rows: Vec<Vec<String>>,
    pub row: usize,
    pub column: usize,
    /// The text of the cell at the cursor.
    pub cell: TextField,
    /// The words as they were, until something is written.
    raw: String,
    touched: bool,
    past: Vec<Step>,
    undone: Vec<Step>,
}

/// The table before a change, and where the cursor stood.
type Step = (Vec<Vec<String>>, usize, usize);

impl Grid {
    pub fn open(columns: usize, raw: &str) -> Self {
        let columns = columns.max(1);
        let fit = |line: &str| {
            let mut cells: Vec<String> = cells_of(line).into_iter().map(ToOwned::to_owned).collect();
            // A line with more cells than there are columns keeps their words, in the last of them.
            let rest = if cells.len() > columns { cells.split_off(columns) } else { Vec::new() };
            cells.resize(columns, String::new());
            if let Some(last) = cells.last_mut() {
                for cell in rest {
                    last.push_str(" / ");
                    last.push_str(&cell);
                }
            }
            cells
        };
        let rows = raw.lines().filter(|line| !line.trim().is_empty()).map(fit).collect();
        let mut grid = Self {
            columns,
            rows,
            row: 0,
            column: 0,
            cell: TextField::one_line(""),
            raw: raw.to_owned(),
            touched: false,
            past: Vec::new(),
            undone: Vec::new(),
        };
        if grid.rows.is_empty() {
            grid.rows.push(vec![String::new(); columns]);
        }
        grid.load(true);
        grid
    }

    /// Rows with the cell that is being written.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = Vec<std::borrow::Cow<'_, str>>> {
        self.rows.iter().enumerate().map(|(n, row)| {
            let cell = |(at, text): (usize, &String)| {
                if (n, at) == (self.row, self.column) { self.cell.text().into() } else { text.clone().into() }
            };
            row.iter().enumerate().map(cell).collect()
        })
    }

    /// One line a row, cells between bars; blank rows are left out.
    pub fn raw(&self) -> String {
        if !self.touched {
            return self.raw.clone();
        }
        let filled = self.rows().filter(|row| row.iter().any(|cell| !cell.trim().is_empty()));
        let lines: Vec<String> = filled.map(|row| row.join(" | ").trim_end().to_owned()).collect();
        lines.join("\n")
    }

    pub fn place(&self) -> Value {
        json!([self.row, self.column, self.cell.cursor().column])
    }

    pub fn set_place(&mut self, place: &Value) {
        let at = |n: usize| place.get(n).and_then(Value::as_u64).unwrap_or(0) as usize;
        self.store();
        self.row = at(0).min(self.rows.len() - 1);
        self.column = at(1).min(self.columns - 1);
        self.load(true);
        self.cell.set_cursor(Place::new(0, at(2)));
    }

    /// What is marked in the cell, or else all of it.
    pub fn selected_text(&self) -> Option<String> {
        self.cell.selected_text().or_else(|| Some(self.cell.text()).filter(|text| !text.trim().is_empty()))
    }

    fn store(&mut self) {
        self.rows[self.row][self.column] = self.cell.text();
    }

    fn load(&mut self, at_end: bool) {
        self.cell = TextField::one_line(&self.rows[self.row][self.column]);
        if !at_end {
            self.cell.set_cursor(Place::new(0, 0));
        }
    }

    fn go(&mut self, row: usize, column: usize, at_end: bool) {
        self.store();
        (self.row, self.column) = (row, column);
        self.load(at_end);
    }

    /// To the cell after, or before; false at the ends of the table.
    pub fn step(&mut self, forward: bool) -> bool {
        let at = self.row * self.columns + self.column;
        let to = if forward { at + 1 } else { at.wrapping_sub(1) };
        if to >= self.rows.len() * self.columns {
            return false;
        }
        self.go(to / self.columns, to % self.columns, true);
        true
    }

    /// Remembers the table as it is before something else than a letter changes it.
    fn mark(&mut self) {
        self.store();
        self.undone.clear();
        if self.past.len() == STEPS {
            self.past.remove(0);
        }
        self.past.push((self.rows.clone(), self.row, self.column));
        self.touched = true;
    }

    fn turn_back(&mut self, back: bool) -> Outcome {
        self.store();
        let now = (self.rows.clone(), self.row, self.column);
        let (from, to) = if back { (&mut self.past, &mut self.undone) } else { (&mut self.undone, &mut self.past) };
        // A step that changed nothing, because the cell took its letters back itself, is passed over.
        let step = std::iter::from_fn(|| from.pop()).find(|(rows, ..)| *rows != now.0);
        let Some((rows, row, column)) = step else { return Outcome::Moved };
        to.push(now);
        (self.rows, self.row, self.column) = (rows, row, column);
        self.load(true);
        Outcome::Changed
    }

    fn is_blank(&self, row: usize) -> bool {
        let cell = |at: usize| {
            if (row, at) == (self.row, self.column) { self.cell.is_empty() } else { self.rows[row][at].is_empty() }
        };
        (0..self.columns).all(cell)
    }

    fn insert_row(&mut self) -> Outcome {
        self.mark();
        self.rows.insert(self.row + 1, vec![String::new(); self.columns]);
        (self.row, self.column) = (self.row + 1, 0);
        self.load(true);
        Outcome::Changed
    }

    fn delete_row(&mut self) -> Outcome {
        self.mark();
        self.rows.remove(self.row);
        if self.rows.is_empty() {
            self.rows.push(vec![String::new(); self.columns]);
        }
        self.row = self.row.min(self.rows.len() - 1);
        self.load(true);
        Outcome::Changed
    }

    /// Cells from a spreadsheet or a list: they go right and down from the cursor.
    pub fn paste(&mut self, text: &str) -> Outcome {
        let text = clean::for_paste(text, LONG).text;
        if !text.trim_end_matches('\n').contains(['\n', '\t', '|', '\u{ff5c}']) {
            return self.written(|cell| cell.paste(&text));
        }
        self.mark();
        let (row, column) = (self.row, self.column);
        for (down, line) in text.trim_end_matches('\n').split('\n').enumerate() {
            if row + down == self.rows.len() {
                self.rows.push(vec![String::new(); self.columns]);
            }
            for (right, cell) in cells_of(line).into_iter().enumerate().take(self.columns - column) {
                cell.clone_into(&mut self.rows[row + down][column + right]);
            }
        }
        self.load(true);
        if self.raw().len() > LONG {
            self.turn_back(true);
            return Outcome::Full;
        }
        Outcome::Changed
    }

    /// Lets the cell change; what would make the answer too long is not written.
    fn written(&mut self, change: impl FnOnce(&mut TextField) -> Handled) -> Outcome {
        let before = self.cell.text();
        let mut cell = self.cell.clone();
        let handled = change(&mut cell);
        if handled != Handled::Changed && handled != Handled::Full {
            self.cell = cell;
            return handled.into();
        }
        let others: usize = self.rows.iter().flatten().map(|cell| cell.len() + 3).sum();
        if others + cell.text().len() > LONG {
            return Outcome::Full;
        }
        // The first letter of a visit to a cell is where undo comes back to.
        if self.rows[self.row][self.column] == before {
            self.mark();
        }
        self.touched = true;
        self.cell = cell;
        handled.into()
    }

    pub fn key(&mut self, key: KeyEvent) -> Outcome {
        let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
        let plain = key.modifiers.is_empty();
        let (last, end) = (self.rows.len() - 1, self.cell.text().chars().count());
        match key.code {
            KeyCode::Left if plain && self.cell.cursor().column == 0 => {
                self.step(false);
            }
            KeyCode::Right if plain && self.cell.cursor().column == end && self.step(true) => {
                self.cell.set_cursor(Place::new(0, 0));
            }
            KeyCode::Up => self.go(self.row.saturating_sub(1), self.column, true),
            KeyCode::Down => self.go((self.row + 1).min(last), self.column, true),
            KeyCode::PageUp => self.go(self.row.saturating_sub(PAGE), self.column, true),
            KeyCode::PageDown => self.go((self.row + PAGE).min(last), self.column, true),
            KeyCode::Home if ctrl => self.go(0, 0, true),
            KeyCode::End if ctrl => self.go(last, self.columns - 1, true),
            KeyCode::Enter if self.row < last => self.go(self.row + 1, 0, true),
            KeyCode::Enter if self.is_blank(self.row) => return Outcome::Next,
            KeyCode::Enter | KeyCode::Insert => return self.insert_row(),
            KeyCode::Char('k') if ctrl => return self.delete_row(),
            KeyCode::Backspace if plain && last > 0 && self.is_blank(self.row) => {
                let up = self.row.saturating_sub(1);
                let done = self.delete_row();
                self.go(up, self.columns - 1, true);
                return done;
            }
            KeyCode::Char('|' | '\u{ff5c}') if !ctrl => {
                if self.column + 1 < self.columns {
                    self.step(true);
                }
            }
            KeyCode::Char('_' | '/' | '7') if ctrl => {
                let handled = self.cell.handle(key);
                return if handled == Handled::Changed { Outcome::Changed } else { self.turn_back(true) };
            }
            KeyCode::Char('y') if ctrl => {
                let handled = self.cell.handle(key);
                return if handled == Handled::Changed { Outcome::Changed } else { self.turn_back(false) };
            }
            _ => return self.written(|cell| cell.handle(key)),
        }
        Outcome::Moved
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(grid: &mut Grid, code: KeyCode, modifiers: KeyModifiers) -> Outcome {
        grid.key(KeyEvent::new(code, modifiers))
    }

    fn plain(grid: &mut Grid, code: KeyCode) -> Outcome {
        press(grid, code, KeyModifiers::NONE)
    }

    fn write(grid: &mut Grid, text: &str) {
        for c in text.chars() {
            plain(grid, KeyCode::Char(c));
        }
    }

    #[test]
    fn cells_are_written_one_after_another_and_rows_come_with_enter() {
        let mut grid = Grid::open(3, "");
        write(&mut grid, "收费");
        assert!(grid.step(true));
        write(&mut grid, "HIS");
        plain(&mut grid, KeyCode::Enter);
        write(&mut grid, "入院|EMR|2 h");
        assert_eq!(grid.raw(), "收费 | HIS |\n入院 | EMR | 2 h");
        assert!(!grid.step(true), "behind the last cell comes the next question");
        plain(&mut grid, KeyCode::Up);
        write(&mut grid, "1 h");
        assert_eq!(grid.raw(), "收费 | HIS | 1 h\n入院 | EMR | 2 h");
        plain(&mut grid, KeyCode::Down);
        plain(&mut grid, KeyCode::Enter);
        assert_eq!(plain(&mut grid, KeyCode::Enter), Outcome::Next, "an empty row is no row");
        assert_eq!(grid.raw().lines().count(), 2);
    }

    #[test]
    fn arrows_go_over_the_edges_of_cells() {
        let mut grid = Grid::open(2, "ab | cd");
        grid.set_place(&json!([0, 0, 0]));
        for _ in 0..3 {
            plain(&mut grid, KeyCode::Right);
        }
        assert_eq!((grid.column, grid.cell.cursor().column), (1, 0));
        plain(&mut grid, KeyCode::Left);
        assert_eq!((grid.column, grid.cell.cursor().column), (0, 2));
        assert_eq!(grid.raw(), "ab | cd", "what was only looked at is as it was");
    }

    #[test]
    fn rows_go_and_every_change_can_be_taken_back() {
        let mut grid = Grid::open(2, "a | b\nc | d\ne | f");
        plain(&mut grid, KeyCode::Down);
        press(&mut grid, KeyCode::Char('k'), KeyModifiers::CONTROL);
        assert_eq!(grid.raw(), "a | b\ne | f");
        plain(&mut grid, KeyCode::Insert);
        write(&mut grid, "new");
        assert_eq!(grid.raw(), "a | b\ne | f\nnew |");
        for _ in 0..3 {
            press(&mut grid, KeyCode::Char('_'), KeyModifiers::CONTROL);
        }
        assert_eq!(grid.raw(), "a | b\nc | d\ne | f");
        press(&mut grid, KeyCode::Char('y'), KeyModifiers::CONTROL);
        assert_eq!(grid.raw(), "a | b\ne | f");
        plain(&mut grid, KeyCode::Insert);
        plain(&mut grid, KeyCode::Backspace);
        assert_eq!((grid.raw().as_str(), grid.column), ("a | b\ne | f", 1));
    }

    #[test]
    fn cells_of_a_spreadsheet_are_pasted_where_they_belong() {
        let mut grid = Grid::open(3, "x | y | z");
        grid.set_place(&json!([0, 1, 0]));
        assert_eq!(grid.paste("1\t2\t3\n4\t5\n"), Outcome::Changed);
        assert_eq!(grid.raw(), "x | 1 | 2\n | 4 | 5");
        assert_eq!(grid.paste(&"词".repeat(70_000)), Outcome::Full);
    }

    #[test]
    fn a_line_with_too_many_cells_loses_none_of_its_words() {
        let mut grid = Grid::open(2, "a | b | c | d");
        assert_eq!(grid.raw(), "a | b | c | d");
        write(&mut grid, "!");
        assert_eq!(grid.raw(), "a! | b / c / d");
    }
}
