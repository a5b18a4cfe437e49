//! A list narrowed by typing: the query, what matches it, and a selection kept by id.

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use crate::text::clean;
use crate::theme::Theme;
use crate::widgets::list::{List, Scroll};
use crate::widgets::text_field::{Handled, TextField};

/// One thing to pick. `also` holds words that find it but are not shown (other languages, codes).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice<T> {
    pub id: T,
    pub label: String,
    /// Dim, at the right edge: a key, an amount, a code.
    pub note: String,
    pub also: String,
}

impl<T> Choice<T> {
    pub fn new(id: T, label: impl Into<String>) -> Self {
        Self { id, label: label.into(), note: String::new(), also: String::new() }
    }

    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }

    #[must_use]
    pub fn also(mut self, words: impl Into<String>) -> Self {
        self.also = words.into();
        self
    }
}

#[derive(Clone, Debug)]
pub struct Picker<T> {
    pub query: TextField,
    choices: Vec<Choice<T>>,
    shown: Vec<usize>,
    selected: Option<T>,
    scroll: Scroll,
    page: usize,
}

impl<T: Clone + PartialEq> Picker<T> {
    pub fn new(choices: Vec<Choice<T>>) -> Self {
        let mut picker = Self {
            query: TextField::one_line(""),
            choices,
            shown: Vec::new(),
            selected: None,
            scroll: Scroll::default(),
            page: 1,
        };
        picker.filter();
        picker.select_at(0);
        picker
    }

    /// Other choices, for instance after a reload. The selection stays on its id while that is still shown.
    pub fn set_choices(&mut self, choices: Vec<Choice<T>>) {
        let was = self.selected_row().unwrap_or(0);
        self.choices = choices;
        self.filter();
        if self.selected_row().is_none() {
            self.select_at(was);
        }
    }

    /// What matches the query, best first.
    pub fn shown(&self) -> impl ExactSizeIterator<Item = &Choice<T>> {
        self.shown.iter().map(|&i| &self.choices[i])
    }

    pub fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }

    pub fn selected(&self) -> Option<&Choice<T>> {
        self.shown().nth(self.selected_row()?)
    }

    pub fn select(&mut self, id: &T) {
        if self.shown().any(|choice| choice.id == *id) {
            self.selected = Some(id.clone());
        }
    }

    fn selected_row(&self) -> Option<usize> {
        let id = self.selected.as_ref()?;
        self.shown().position(|choice| choice.id == *id)
    }

    fn select_at(&mut self, row: usize) {
        let row = row.min(self.shown.len().saturating_sub(1));
        let id = self.shown().nth(row).map(|choice| choice.id.clone());
        self.selected = id;
    }

    fn filter(&mut self) {
        let query = self.query.text();
        if query.trim().is_empty() {
            self.shown = (0..self.choices.len()).collect();
            return;
        }
        let pattern = Pattern::new(&query, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut scratch = Vec::new();
        let mut scored: Vec<(u32, usize)> = Vec::new();
        for (i, choice) in self.choices.iter().enumerate() {
            let hay = format!("{} {} {}", choice.label, choice.note, choice.also);
            if let Some(score) = pattern.score(Utf32Str::new(&hay, &mut scratch), &mut matcher) {
                scored.push((score, i));
            }
        }
        scored.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        self.shown = scored.into_iter().map(|(_, i)| i).collect();
    }

    /// Up, Down and the page keys move the selection; the rest goes to the query. A change of the query selects the
    /// best match. Enter, Esc and Tab are `Ignored`: the screen picks or leaves.
    pub fn handle(&mut self, key: KeyEvent) -> Handled {
        if key.kind == KeyEventKind::Release {
            return Handled::Ignored;
        }
        let row = self.selected_row().unwrap_or(0);
        let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Up => self.select_at(row.saturating_sub(1)),
            KeyCode::Down => self.select_at(row + 1),
            KeyCode::Char('p') if ctrl => self.select_at(row.saturating_sub(1)),
            KeyCode::Char('n') if ctrl => self.select_at(row + 1),
            KeyCode::PageUp => self.select_at(row.saturating_sub(self.page)),
            KeyCode::PageDown => self.select_at(row + self.page),
            _ => {
                let handled = self.query.handle(key);
                if handled == Handled::Changed {
                    self.requery();
                }
                return handled;
            }
        }
        Handled::Moved
    }

    pub fn paste(&mut self, text: &str) -> Handled {
        let handled = self.query.paste(text);
        self.requery();
        handled
    }

    fn requery(&mut self) {
        self.filter();
        self.select_at(0);
        self.scroll = Scroll::default();
    }

    /// The query on the first line, the matches below; returns where the cursor belongs.
    pub fn draw(&mut self, area: Rect, buf: &mut Buffer, theme: &Theme) -> Option<Position> {
        let area = area.intersection(buf.area);
        if area.is_empty() {
            return None;
        }
        let field = Rect { x: area.x.saturating_add(1), width: area.width.saturating_sub(1), height: 1, ..area };
        let cursor = self.query.draw(field, buf, theme);
        let rows = Rect { y: area.y.saturating_add(1), height: area.height - 1, ..area };
        self.page = usize::from(rows.height).max(1);
        let list = List::new(self.shown.len(), self.selected_row());
        let (choices, shown) = (&self.choices, &self.shown);
        let width = usize::from(rows.width.saturating_sub(1));
        list.draw(rows, buf, theme, &mut self.scroll, |row| choice_line(&choices[shown[row]], width, theme));
        cursor
    }
}

fn choice_line<T>(choice: &Choice<T>, width: usize, theme: &Theme) -> Line<'static> {
    let note = clean::clean(&choice.note);
    let label = clean::clean(&choice.label);
    let taken = clean::width(&note);
    if taken == 0 || taken + 2 > width / 2 {
        return Line::raw(clean::truncate(&label, width));
    }
    let label = clean::pad(&label, width - taken - 2);
    Line::from(vec![Span::styled(format!("{label}  "), theme.text), Span::styled(note.into_owned(), theme.dim)])
}
