//! The filter line, and while it is typed what stands under it: candidates, what is wrong, or how it was understood.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::{Filter, byte};
use crate::domain::funnel::query::{Fault, Test};
use crate::keys::Action;
use crate::screens::Context;
use crate::text::{Msg, clean};
use crate::widgets::line;

/// Lines that a message may take.
const LINES: usize = 3;

/// Columns that hold a message beside its mark.
struct Beside {
    mark: u16,
    cells: u16,
    words: String,
}

impl Filter {
    /// Draws the line after what leads it and with some facts at its right, and gives back what is left below.
    pub fn draw(&self, frame: &mut Frame, area: Rect, context: &Context<'_>, lead: &str, facts: &str) -> Rect {
        let (text, theme) = (context.text, context.theme);
        let head = Rect { height: area.height.min(1), ..area };
        let right = clean::width(facts) as u16 + 1;
        let facts_area = Rect { x: head.right().saturating_sub(right), width: right.min(head.width), ..head };
        line::put(facts_area, frame.buffer_mut(), &Line::styled(facts, theme.dim), theme.dim);
        let left = Rect { x: head.x.saturating_add(1), width: head.width.saturating_sub(right + 2), ..head };
        let used = line::put(left, frame.buffer_mut(), &Line::styled(lead, theme.accent), theme.text);
        let gap = if used > 0 { used + 2 } else { 0 };
        let left = Rect { x: left.x + gap, width: left.width.saturating_sub(gap), ..left };
        let mut rows = 1;
        if let Some(field) = &self.typing {
            let label = text.get("filter-label");
            let used =
                line::put(left, frame.buffer_mut(), &Line::styled(format!("{label} "), theme.accent), theme.text);
            let rest = Rect { x: left.x + used, width: left.width.saturating_sub(used), ..left };
            if let Some(caret) = field.draw(rest, frame.buffer_mut(), theme) {
                let under = Rect { x: left.x, y: head.y + 1, width: head.width.saturating_sub(2), height: area.height };
                let under = under.intersection(area);
                if self.asks && !under.is_empty() {
                    rows += self.draw_under(frame, under, context, rest, caret);
                }
                frame.set_cursor_position(caret);
            }
        } else if !self.text.is_empty() {
            let words = text.say(&Msg::new("filter-active").with("filter", clean::clean(&self.text).into_owned()));
            line::put(left, frame.buffer_mut(), &Line::styled(words, theme.accent), theme.text);
        }
        Rect { y: area.y + rows.min(area.height), height: area.height.saturating_sub(rows), ..area }
    }

    /// The lines that were needed.
    fn draw_under(&self, frame: &mut Frame, under: Rect, context: &Context<'_>, field: Rect, caret: Position) -> u16 {
        let theme = context.theme;
        if let Some(fault) = &self.fault {
            return draw_fault(frame, under, context, &self.beside(fault, context, field, caret));
        }
        let (candidates, chosen) = match &self.turn {
            Some(turn) => (&turn.found.candidates, Some(turn.at)),
            None => (&self.found.candidates, None),
        };
        let mut spans = Vec::new();
        if candidates.is_empty() {
            if self.query.terms.iter().any(|term| !matches!(term.test, Test::Words(_))) {
                spans.push(Span::styled(format!("= {}", self.query.print(&self.asker(context))), theme.dim));
            }
        } else {
            spans.push(Span::styled(format!("{} ", context.keymap.hint(Action::NextField)), theme.key));
            // The chosen one stays on the screen, however many stand before it.
            for (n, candidate) in candidates.iter().enumerate().skip(chosen.unwrap_or(0).saturating_sub(3)) {
                let shown = match candidate.note.as_str() {
                    "" => candidate.text.clone(),
                    note => format!("{} {note}", candidate.text),
                };
                let (shown, style) = if chosen == Some(n) {
                    (format!("[{shown}]"), theme.accent)
                } else {
                    (format!(" {shown} "), theme.text)
                };
                spans.push(Span::styled(shown, style));
            }
        }
        line::put(under, frame.buffer_mut(), &Line::from(spans), theme.text);
        1
    }

    /// Where the faulty word stands on the screen, and what is to be said about it.
    fn beside(&self, fault: &Fault, context: &Context<'_>, field: Rect, caret: Position) -> Beside {
        let typed = self.typing.as_ref().map_or(0, |field| byte(&self.text, field.cursor().column));
        // The line may be scrolled: the caret says by how much.
        let to = |at: usize| {
            let (behind, before) = (&self.text[typed.min(at)..at.max(typed)], at < typed);
            let cells = clean::width(behind) as u16;
            let x = if before { caret.x.saturating_sub(cells) } else { caret.x.saturating_add(cells) };
            x.clamp(field.x, field.right())
        };
        let (from, end) = (to(fault.at.start), to(fault.at.end));
        Beside {
            mark: from.min(field.right().saturating_sub(1)),
            cells: end.saturating_sub(from).max(1),
            words: context.text.say(&fault.msg),
        }
    }
}

/// The sentence stands right of the mark or left of it, or else below.
fn draw_fault(frame: &mut Frame, under: Rect, context: &Context<'_>, fault: &Beside) -> u16 {
    let theme = context.theme;
    let mark = Rect { x: fault.mark, width: fault.cells, height: 1, ..under };
    let marks = "^".repeat(usize::from(fault.cells));
    line::put(mark, frame.buffer_mut(), &Line::styled(marks, theme.warn), theme.warn);
    let cells = clean::width(&fault.words) as u16;
    let behind = mark.right().saturating_add(1);
    let words = |x, y, width, words: &str, frame: &mut Frame| {
        let at = Rect { x, y, width, height: 1 }.intersection(under);
        line::put(at, frame.buffer_mut(), &Line::styled(words, theme.warn), theme.text);
    };
    if behind.saturating_add(cells) <= under.right() {
        words(behind, under.y, cells, &fault.words, frame);
        return 1;
    }
    if under.x + cells < mark.x {
        words(mark.x - cells - 1, under.y, cells, &fault.words, frame);
        return 1;
    }
    let mut rows = 1;
    for row in clean::wrap(&fault.words, usize::from(under.width)).iter().take(LINES) {
        words(under.x, under.y + rows, under.width, row, frame);
        rows += 1;
    }
    rows
}
