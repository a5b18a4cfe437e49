//! A vertical list that draws only its window and moves it by half a page.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::theme::Theme;
use crate::widgets::line;

/// The first row in the window. Kept by the screen, so that it survives every reload.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scroll {
    pub top: usize,
}

impl Scroll {
    /// Moves the window only when the selection left it, and then by about half a page: one repaint in many keys.
    pub fn follow(&mut self, selected: usize, height: usize, len: usize) {
        let last_top = len.saturating_sub(height);
        let selected = selected.min(len.saturating_sub(1));
        if height == 0 {
            return;
        }
        if selected < self.top || selected >= self.top.saturating_add(height) {
            self.top = selected.saturating_sub(height / 2);
        }
        self.top = self.top.min(last_top);
    }

    /// How many rows are hidden above and below the window.
    pub fn hidden(&self, height: usize, len: usize) -> (usize, usize) {
        (self.top.min(len), len.saturating_sub(self.top.saturating_add(height)))
    }
}

/// How a list looks; the rows come from a closure, and only for the window.
#[derive(Clone, Copy, Debug)]
pub struct List {
    pub selected: Option<usize>,
    pub len: usize,
    /// A list without the focus shows its selection dim.
    pub focused: bool,
    /// Lines that one row takes.
    pub row_height: u16,
}

impl List {
    pub fn new(len: usize, selected: Option<usize>) -> Self {
        Self { selected, len, focused: true, row_height: 1 }
    }

    /// Rows of one line each. The first column is the selection bar's.
    pub fn draw<'a>(
        &self,
        area: Rect,
        buf: &mut Buffer,
        theme: &Theme,
        scroll: &mut Scroll,
        mut row: impl FnMut(usize) -> Line<'a>,
    ) {
        self.draw_rows(area, buf, theme, scroll, |index, area, buf| {
            line::put(area, buf, &row(index), theme.text);
        });
    }

    /// Rows that draw themselves. The selected one then gets its bar and the role `selected`.
    pub fn draw_rows(
        &self,
        area: Rect,
        buf: &mut Buffer,
        theme: &Theme,
        scroll: &mut Scroll,
        mut row: impl FnMut(usize, Rect, &mut Buffer),
    ) {
        let area = area.intersection(buf.area);
        let each = self.row_height.max(1);
        if area.is_empty() {
            return;
        }
        let window = usize::from((area.height / each).max(1));
        scroll.follow(self.selected.unwrap_or(scroll.top), window, self.len);
        for (slot, index) in (scroll.top..self.len).take(window).enumerate() {
            let y = area.y.saturating_add(u16::try_from(slot).unwrap_or(u16::MAX).saturating_mul(each));
            let whole = Rect { y, height: each, ..area }.intersection(area);
            let text = Rect { x: whole.x.saturating_add(1), width: whole.width.saturating_sub(1), ..whole };
            row(index, text, buf);
            if self.selected == Some(index) {
                if self.focused {
                    buf.set_style(text, theme.selected);
                }
                let bar = if self.focused { theme.accent } else { theme.dim };
                for y in whole.top()..whole.bottom() {
                    buf.set_stringn(whole.x, y, theme.marks.bar, 1, bar);
                }
            }
        }
    }
}
