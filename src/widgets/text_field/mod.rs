//! A text field of one or many lines over `ratatui-textarea`: graphemes, word-sized undo, a real cursor, a cap.

mod history;
mod motion;

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::widgets::Widget;
use ratatui_textarea::{CursorMove, TextArea, WrapMode};

use crate::text::clean;
use crate::theme::Theme;
use history::{History, Kind, Step};
pub use motion::Place;

/// 64 KiB less one, because the editor counts columns in 16 bits.
pub const LONG: usize = 65_535;
/// Enough for any name, subject or address, and far from the 16-bit edge of the sideways scroll.
pub const SHORT: usize = 4096;
/// Keeps the count of wrapped rows within 16 bits, whatever is pasted.
const ROWS: usize = 16_000;
/// Narrower than this a long text would wrap into more rows than the editor can count.
const NARROWEST: u16 = 4;

/// What a key did to the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handled {
    /// The text is different now.
    Changed,
    /// The field took the key; the text is the same.
    Moved,
    /// The cap was reached: nothing, or not all of it, went in. Tell the user.
    Full,
    /// Not a key of text fields; it belongs to the screen.
    Ignored,
}

#[derive(Clone, Debug)]
pub struct TextField {
    area: TextArea<'static>,
    many: bool,
    max: usize,
    history: History,
    placeholder: String,
    page: std::cell::Cell<u16>,
}

impl TextField {
    /// One line; Enter, Tab, Up and Down belong to the screen.
    pub fn one_line(text: &str) -> Self {
        Self::build(text, false, SHORT)
    }

    /// Many lines, wrapped; Enter breaks the line.
    pub fn many_lines(text: &str) -> Self {
        Self::build(text, true, LONG)
    }

    /// A lower cap in bytes than the usual one.
    #[must_use]
    pub fn with_max(mut self, bytes: usize) -> Self {
        self.max = bytes.min(self.max);
        self
    }

    /// Dim words shown while the field is empty.
    #[must_use]
    pub fn with_placeholder(mut self, words: impl Into<String>) -> Self {
        self.set_placeholder(words);
        self
    }

    pub fn set_placeholder(&mut self, words: impl Into<String>) {
        self.placeholder = words.into();
    }

    fn build(text: &str, many: bool, max: usize) -> Self {
        let mut field = Self {
            area: TextArea::default(),
            many,
            max,
            history: History::default(),
            placeholder: String::new(),
            page: std::cell::Cell::new(1),
        };
        field.set_text(text);
        field
    }

    /// Other text altogether: the cursor goes to its end, undo starts anew.
    /// The text is cleaned for the terminal and cut at the cap, so compare with `text()`, not with the source.
    pub fn set_text(&mut self, text: &str) {
        let (text, _) = self.fit_in(text, self.max, ROWS - 1);
        let mut area = TextArea::from(text.split('\n'));
        area.set_max_histories(0);
        area.set_cursor_line_style(Style::new());
        area.set_cursor_style(Style::new());
        area.set_selection_style(Style::new().add_modifier(Modifier::REVERSED));
        area.set_wrap_mode(if self.many { WrapMode::WordOrGlyph } else { WrapMode::None });
        self.area = area;
        self.history = History::default();
        self.go(motion::text_end(self.area.lines()));
    }

    pub fn text(&self) -> String {
        self.area.lines().join("\n")
    }

    pub fn is_empty(&self) -> bool {
        self.area.is_empty()
    }

    pub fn is_many_lines(&self) -> bool {
        self.many
    }

    /// Where the caret stands, for a draft.
    pub fn cursor(&self) -> Place {
        let at = self.area.cursor();
        Place::new(at.0, at.1)
    }

    /// Puts the caret back; a place outside the text becomes the nearest one inside.
    pub fn set_cursor(&mut self, place: Place) {
        self.area.cancel_selection();
        self.history.close();
        self.go(motion::fit(self.area.lines(), place));
    }

    pub fn selected_text(&self) -> Option<String> {
        self.selection().map(|(from, to)| motion::slice(self.area.lines(), from, to))
    }

    pub fn select_all(&mut self) {
        self.area.select_all();
        self.history.close();
    }

    fn selection(&self) -> Option<(Place, Place)> {
        let ((r0, c0), (r1, c1)) = self.area.selection_range()?;
        let (from, to) = (Place::new(r0, c0), Place::new(r1, c1));
        (from < to).then_some((from, to))
    }

    fn bytes(&self) -> usize {
        let lines = self.area.lines();
        lines.iter().map(String::len).sum::<usize>() + lines.len().saturating_sub(1)
    }

    /// Clipboard text at the caret, in place of the selection. `Full` when only a part found room.
    pub fn paste(&mut self, text: &str) -> Handled {
        let (from, to) = self.target();
        let gone = motion::slice(self.area.lines(), from, to);
        let room = self.max.saturating_sub(self.bytes() - gone.len());
        let breaks = ROWS.saturating_sub(self.area.lines().len()) + (to.row - from.row);
        let (text, whole) = self.fit_in(text, room, breaks);
        if !text.is_empty() {
            self.replace(Kind::Block, from, to, &text);
        }
        match (whole, text.is_empty()) {
            (false, _) => Handled::Full,
            (true, false) => Handled::Changed,
            (true, true) => Handled::Moved,
        }
    }

    fn fit_in(&self, text: &str, bytes: usize, breaks: usize) -> (String, bool) {
        let clean::Pasted { text, whole } = clean::for_paste(text, bytes);
        if !self.many {
            return (text.trim_end_matches('\n').replace(['\n', '\t'], " "), whole);
        }
        match text.match_indices('\n').nth(breaks) {
            Some((cut, _)) => (text[..cut].to_owned(), false),
            None => (text, whole),
        }
    }

    /// What an insertion replaces: the selection, or nothing at the caret.
    fn target(&self) -> (Place, Place) {
        self.selection().unwrap_or_else(|| (self.cursor(), self.cursor()))
    }

    fn replace(&mut self, kind: Kind, from: Place, to: Place, text: &str) -> Handled {
        let caret = self.cursor();
        let removed = motion::slice(self.area.lines(), from, to);
        if removed.is_empty() && text.is_empty() {
            return Handled::Moved;
        }
        self.put(from, to, text);
        self.history.push(Step::new(kind, from, removed, text.to_owned(), caret));
        Handled::Changed
    }

    fn put(&mut self, from: Place, to: Place, text: &str) {
        self.area.cancel_selection();
        self.go(from);
        if from != to {
            self.area.start_selection();
            self.go(to);
        }
        self.area.insert_str(text);
        self.area.cancel_selection();
        // A letter put before a combining mark becomes one with it: stand behind the whole.
        let caret = self.cursor();
        let whole = motion::fit(self.area.lines(), caret);
        if whole != caret {
            self.go(motion::right(self.area.lines(), whole));
        }
    }

    fn go(&mut self, to: Place) {
        let cap = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        self.area.move_cursor(CursorMove::Jump(cap(to.row), cap(to.column)));
    }

    fn type_text(&mut self, text: &str) -> Handled {
        let (from, to) = self.target();
        let gone = motion::slice(self.area.lines(), from, to);
        let too_long = self.bytes() - gone.len() + text.len() > self.max;
        if too_long || (text == "\n" && self.area.lines().len() + from.row >= ROWS + to.row) {
            return Handled::Full;
        }
        self.replace(if from == to { Kind::Typed } else { Kind::Block }, from, to, text)
    }

    fn erase(&mut self, kind: Kind, to: Place) -> Handled {
        if let Some((from, to)) = self.selection() {
            return self.replace(Kind::Block, from, to, "");
        }
        let at = self.cursor();
        self.replace(kind, at.min(to), at.max(to), "")
    }

    fn undo(&mut self) -> Handled {
        let Some(step) = self.history.undo() else { return Handled::Moved };
        self.put(step.at, step.at.after(&step.inserted), &step.removed);
        self.go(step.caret_before);
        Handled::Changed
    }

    fn redo(&mut self) -> Handled {
        let Some(step) = self.history.redo() else { return Handled::Moved };
        self.put(step.at, step.at.after(&step.removed), &step.inserted);
        Handled::Changed
    }

    /// One key. Tab, Esc, function keys, unknown control keys, and Enter, Up and Down of a one-line field are
    /// `Ignored`. Undo is Ctrl+_ (most terminals send it for Ctrl+/ too), redo is Ctrl+Y: Ctrl+Z suspends.
    pub fn handle(&mut self, key: KeyEvent) -> Handled {
        if key.kind == KeyEventKind::Release {
            return Handled::Ignored;
        }
        let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
        let alt = key.modifiers.contains(KeyModifiers::ALT);
        let shift = key.modifiers.contains(KeyModifiers::SHIFT);
        let lines = self.area.lines();
        let at = self.cursor();
        match key.code {
            KeyCode::Char(c) if !ctrl && !alt => self.type_char(c),
            KeyCode::Enter if self.many && key.modifiers.is_empty() => self.type_text("\n"),
            KeyCode::Backspace if ctrl || alt => self.erase(Kind::Block, motion::word_left(lines, at)),
            KeyCode::Backspace => self.erase(Kind::Erased, motion::left(lines, at)),
            KeyCode::Delete if ctrl || alt => self.erase(Kind::Block, motion::word_right(lines, at)),
            KeyCode::Delete => self.erase(Kind::Erased, motion::right(lines, at)),
            KeyCode::Left if ctrl || alt => self.walk(motion::word_left(lines, at), shift),
            KeyCode::Right if ctrl || alt => self.walk(motion::word_right(lines, at), shift),
            KeyCode::Left => {
                let to = self.selection().filter(|_| !shift).map_or_else(|| motion::left(lines, at), |(from, _)| from);
                self.walk(to, shift)
            }
            KeyCode::Right => {
                let to = self.selection().filter(|_| !shift).map_or_else(|| motion::right(lines, at), |(_, to)| to);
                self.walk(to, shift)
            }
            KeyCode::Home if ctrl => self.walk(Place::default(), shift),
            KeyCode::End if ctrl => self.walk(motion::text_end(lines), shift),
            KeyCode::Home => self.walk(Place::new(at.row, 0), shift),
            KeyCode::End => self.walk(motion::line_end(lines, at.row), shift),
            KeyCode::Up if self.many && !ctrl && !alt => self.climb(CursorMove::Up, 1, shift),
            KeyCode::Down if self.many && !ctrl && !alt => self.climb(CursorMove::Down, 1, shift),
            KeyCode::PageUp if self.many => self.climb(CursorMove::Up, self.page.get(), shift),
            KeyCode::PageDown if self.many => self.climb(CursorMove::Down, self.page.get(), shift),
            KeyCode::Char(c) if ctrl && !alt => self.control(c.to_ascii_lowercase()),
            _ => Handled::Ignored,
        }
    }

    fn control(&mut self, c: char) -> Handled {
        let lines = self.area.lines();
        let at = self.cursor();
        match c {
            'a' => self.walk(Place::new(at.row, 0), false),
            'e' => self.walk(motion::line_end(lines, at.row), false),
            // A terminal that sends 0x08 for Backspace, or 0x0A for Enter, is read as these two.
            'h' => self.erase(Kind::Erased, motion::left(lines, at)),
            'j' if self.many => self.type_text("\n"),
            'w' => self.erase(Kind::Block, motion::word_left(lines, at)),
            'k' => {
                let end = motion::line_end(lines, at.row);
                self.erase(Kind::Block, if end == at { motion::right(lines, at) } else { end })
            }
            // 0x1F arrives as Ctrl+7.
            '_' | '/' | '7' => self.undo(),
            'y' => self.redo(),
            _ => Handled::Ignored,
        }
    }

    fn type_char(&mut self, c: char) -> Handled {
        let at = self.cursor();
        let line = motion::line(self.area.lines(), at.row);
        let mut piece = line[..motion::byte(line, at.column)].chars().rev().take(5).collect::<Vec<_>>();
        piece.reverse();
        let before: String = piece.into_iter().collect();
        // Cleaned together with what stands before it, so that piled-up marks stop here as in a paste.
        let together = format!("{before}{c}");
        if !clean::is_drawable(c) || clean::clean(&together).len() != together.len() {
            return Handled::Moved;
        }
        self.type_text(c.encode_utf8(&mut [0; 4]))
    }

    fn walk(&mut self, to: Place, select: bool) -> Handled {
        self.mark(select);
        self.go(to);
        Handled::Moved
    }

    fn mark(&mut self, select: bool) {
        self.history.close();
        if !select {
            self.area.cancel_selection();
        } else if !self.area.is_selecting() {
            self.area.start_selection();
        }
    }

    fn climb(&mut self, step: CursorMove, rows: u16, select: bool) -> Handled {
        self.mark(select);
        for _ in 0..rows {
            self.area.move_cursor(step);
        }
        let place = self.cursor();
        let whole = motion::fit(self.area.lines(), place);
        if whole != place {
            self.go(whole);
        }
        Handled::Moved
    }

    /// Draws the text and says where the terminal's own cursor belongs, so that an input method opens there.
    pub fn draw(&self, area: Rect, buf: &mut Buffer, theme: &Theme) -> Option<Position> {
        let area = area.intersection(buf.area);
        if area.is_empty() {
            return None;
        }
        self.page.set(area.height);
        if self.is_empty() {
            let words = clean::truncate(&clean::clean(&self.placeholder), usize::from(area.width));
            buf.set_stringn(area.x, area.y, words, usize::from(area.width), theme.dim);
            return Some(area.as_position());
        }
        if self.many && area.width <= NARROWEST {
            return None;
        }
        // A wrapped line that fills the width leaves no cell for the caret behind it; the spare column is for that.
        let inner = Rect { width: area.width - u16::from(self.many), ..area };
        (&self.area).render(inner, buf);
        buf.set_style(area, theme.text);
        let caret = self.area.screen_cursor();
        let (top, start) = self.area.scroll_offset();
        let x = caret.col.saturating_sub(usize::from(start)).min(usize::from(area.width - 1));
        let y = caret.row.saturating_sub(usize::from(top)).min(usize::from(area.height - 1));
        Some(Position::new(area.x + x as u16, area.y + y as u16))
    }
}

#[cfg(test)]
mod tests;
