//! One line that tells what happened, with a mark for its tone and not only a colour.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::text::clean;
use crate::theme::Theme;
use crate::widgets::line;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    #[default]
    Plain,
    Good,
    Warn,
    Error,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notice {
    pub tone: Tone,
    pub text: String,
}

impl Notice {
    pub fn new(tone: Tone, text: impl Into<String>) -> Self {
        Self { tone, text: text.into() }
    }

    pub fn line(&self, theme: &Theme) -> Line<'static> {
        let text = clean::clean(&self.text).into_owned();
        let (mark, style) = match self.tone {
            Tone::Plain => return Line::styled(text, theme.text),
            Tone::Good => (theme.marks.done, theme.good),
            Tone::Warn => (theme.marks.overdue, theme.warn),
            Tone::Error => (theme.marks.refused, theme.error),
        };
        Line::from(vec![Span::styled(format!("{mark} "), style), Span::styled(text, style)])
    }

    /// Lines the whole text needs at that width.
    pub fn height(&self, width: u16, theme: &Theme) -> u16 {
        u16::try_from(self.wrapped(width, theme).len()).unwrap_or(u16::MAX)
    }

    fn wrapped(&self, width: u16, theme: &Theme) -> Vec<String> {
        let whole: String = self.line(theme).spans.iter().map(|span| &*span.content).collect();
        clean::wrap(&whole, usize::from(width))
    }

    /// Draws into the area: one line cut with `…`, or wrapped when the area is higher.
    pub fn draw(&self, area: Rect, buf: &mut Buffer, theme: &Theme) {
        if area.height <= 1 {
            line::put(area, buf, &self.line(theme), theme.text);
            return;
        }
        let style = match self.tone {
            Tone::Plain => theme.text,
            Tone::Good => theme.good,
            Tone::Warn => theme.warn,
            Tone::Error => theme.error,
        };
        for (y, text) in (area.top()..area.bottom()).zip(self.wrapped(area.width, theme)) {
            line::put(Rect { y, height: 1, ..area }, buf, &Line::styled(text, style), theme.text);
        }
    }
}
