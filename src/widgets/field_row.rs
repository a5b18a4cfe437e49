//! A label and its value: the label dim, the value wrapped beside it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use crate::text::clean;
use crate::theme::Theme;
use crate::widgets::line;

const GAP: u16 = 2;

#[derive(Clone, Copy, Debug)]
pub struct FieldRow<'a> {
    pub label: &'a str,
    pub value: &'a str,
    pub style: Style,
}

/// The label column for these labels: as wide as the widest, at most a third of the area.
pub fn label_width<'a>(labels: impl IntoIterator<Item = &'a str>, area_width: u16) -> u16 {
    let widest = labels.into_iter().map(|label| clean::width(&clean::clean(label))).max().unwrap_or(0);
    u16::try_from(widest).unwrap_or(u16::MAX).min(area_width / 3)
}

impl<'a> FieldRow<'a> {
    pub fn new(label: &'a str, value: &'a str) -> Self {
        Self { label, value, style: Style::new() }
    }

    #[must_use]
    pub fn styled(mut self, style: Style) -> Self {
        self.style = style;
        self
    }

    fn lines(&self, width: u16, label_width: u16) -> Vec<String> {
        let room = width.saturating_sub(label_width).saturating_sub(GAP);
        clean::wrap(&clean::clean_lines(self.value), usize::from(room))
    }

    /// Lines the row needs.
    pub fn height(&self, width: u16, label_width: u16) -> u16 {
        u16::try_from(self.lines(width, label_width).len()).unwrap_or(u16::MAX)
    }

    /// Draws the row from the top of the area and returns the lines it took.
    pub fn draw(&self, area: Rect, buf: &mut Buffer, theme: &Theme, label_width: u16) -> u16 {
        let area = area.intersection(buf.area);
        if area.is_empty() {
            return 0;
        }
        let label = Line::styled(self.label, theme.dim);
        line::put(Rect { width: label_width.min(area.width), ..area }, buf, &label, theme.dim);
        let indent = label_width.saturating_add(GAP).min(area.width);
        let lines = self.lines(area.width, label_width);
        let mut used = 0;
        for (y, text) in (area.top()..area.bottom()).zip(&lines) {
            let room = Rect { x: area.x + indent, y, width: area.width - indent, height: 1 };
            line::put(room, buf, &Line::styled(text.as_str(), self.style), theme.text);
            used += 1;
        }
        used
    }
}
