//! How the calculator looks: sheets on top, fields and what follows at the left, the calendar's pictures at the right.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::fields::{Field, Sheet};
use super::{Calculator, Stop, pictures};
use crate::domain::money::credit::Combine;
use crate::domain::time::period::Period;
use crate::screens::Context;
use crate::text::clean;
use crate::widgets::line;

/// Cells of a period while it is typed; its words stand behind.
const PERIOD: u16 = 16;
/// From this width on two answers stand side by side.
pub(super) const SIDE_BY_SIDE: usize = 76;
/// One line of the page.
pub(super) struct Piece {
    pub(super) line: Line<'static>,
    /// Cells before the text that is being typed in this line.
    pub(super) typed: Option<u16>,
    pub(super) stop: Option<Stop>,
}

impl Piece {
    pub(super) fn said(line: impl Into<Line<'static>>) -> Self {
        Self { line: line.into(), typed: None, stop: None }
    }
}

impl Calculator {
    pub(super) fn paint(&mut self, frame: &mut Frame, area: Rect, context: &Context<'_>) {
        if area.height < 3 {
            return;
        }
        self.paint_sheets(frame, Rect { height: 1, ..area }, context);
        let body = Rect { y: area.y + 2, height: area.height - 2, ..area };
        let side = if area.width >= 110 { pictures::WIDE } else { pictures::NARROW };
        let beside = self.pictures && self.sheet.has_calendar() && area.width >= side + 48;
        let left = if beside { Rect { width: body.width - side - 3, ..body } } else { body };
        self.paint_page(frame, left, context);
        if beside {
            // The pictures begin beside the line of the sheets, which is shorter.
            let right = Rect { x: left.right() + 2, width: side, ..body };
            self.paint_pictures(frame, right, context);
        }
    }

    fn paint_sheets(&self, frame: &mut Frame, area: Rect, context: &Context<'_>) {
        let theme = context.theme;
        let here = self.stop() == Stop::Sheets;
        let mut spans = vec![Span::styled(if here { theme.marks.bar } else { " " }, theme.accent)];
        for sheet in Sheet::ALL {
            let name = context.text.get(sheet.key());
            let (name, style) = match (sheet == self.sheet, here) {
                (true, true) => (format!("{}{name}{}", theme.marks.earlier, theme.marks.later), theme.accent),
                (true, false) => (format!("[{name}]"), theme.title),
                _ => (format!(" {name} "), theme.dim),
            };
            spans.push(Span::styled(name, style));
            spans.push(Span::raw(" "));
        }
        line::put(area, frame.buffer_mut(), &Line::from(spans), theme.text);
    }

    fn paint_pictures(&self, frame: &mut Frame, area: Rect, context: &Context<'_>) {
        let Ok(hours) = &self.calendars.current().hours else { return };
        let period = Period::parse(&self.fields.text(Field::Period)).ok();
        let period = period.filter(|_| self.sheet.fields().contains(&Field::Period));
        let told = self.told.as_ref().filter(|_| !self.stale).and_then(|told| told.first);
        let first = period.and_then(Period::dates).map(|(first, _)| first).or(told);
        let first = first.unwrap_or_else(|| context.today());
        pictures::draw(frame, area, context, hours, first, pictures::last_of(period, first));
    }

    fn paint_page(&mut self, frame: &mut Frame, area: Rect, context: &Context<'_>) {
        let (theme, here) = (context.theme, self.stop());
        let height = usize::from(area.height);
        self.height = height;
        let pieces = self.pieces(usize::from(area.width), height, context);
        let most = pieces.len().saturating_sub(height);
        let at = pieces.iter().position(|piece| piece.stop == Some(here)).unwrap_or(0);
        if self.follow {
            // At the answer as much of it as there is; elsewhere the top, as far as the cursor allows.
            let lowest = if here == Stop::Answer { at.min(most) } else { (at + 3).saturating_sub(height) };
            self.top = lowest.max(if at < self.top { 0 } else { self.top.min(at) });
            if at < height && here != Stop::Answer {
                self.top = 0;
            }
        }
        self.top = self.top.min(most);
        let hidden_below = pieces.len() > self.top + height;
        for (n, piece) in pieces.iter().skip(self.top).take(height).enumerate() {
            let row = Rect { y: area.y + n as u16, height: 1, ..area };
            let bar = if piece.stop == Some(here) { theme.marks.bar } else { " " };
            frame.buffer_mut().set_stringn(row.x, row.y, bar, 1, theme.accent);
            let inner = Rect { x: row.x + 1, width: row.width.saturating_sub(1), ..row };
            line::put(inner, frame.buffer_mut(), &piece.line, theme.text);
            if let Some(indent) = piece.typed {
                let rest =
                    Rect { x: inner.x + indent.min(inner.width), width: inner.width.saturating_sub(indent), ..inner };
                let field = match (&self.editing, here) {
                    (Some(editing), _) => Some(&editing.field),
                    (None, Stop::Field(field)) => self.fields.get(field),
                    _ => None,
                };
                let width = if here == Stop::Field(Field::Period) { rest.width.min(PERIOD) } else { rest.width };
                let caret = field.and_then(|field| field.draw(Rect { width, ..rest }, frame.buffer_mut(), theme));
                if let Some(caret) = caret {
                    frame.set_cursor_position(caret);
                }
            }
        }
        if hidden_below {
            let corner = Rect { x: area.right() - 1, y: area.bottom() - 1, width: 1, height: 1 };
            line::put(corner, frame.buffer_mut(), &Line::raw(theme.marks.down), theme.dim);
        }
    }

    /// The whole page, line by line.
    fn pieces(&self, width: usize, height: usize, context: &Context<'_>) -> Vec<Piece> {
        let width = width.saturating_sub(2);
        let mut pieces = self.fields_lines(width, context);
        pieces.push(Piece::said(Line::default()));
        if self.sheet == Sheet::Structure && self.part_lines() > 0 {
            pieces.extend(self.tree_lines(width, context));
            pieces.push(Piece::said(Line::default()));
        }
        let answer = pieces.len();
        if let Some(told) = &self.told {
            if self.stale {
                // Not by colour alone.
                let said = context.text.get("calculator-stale");
                pieces.extend(wrapped(&said, width, 0, "", context.theme.dim).map(Piece::said));
            }
            let stacked = told.answers.len() > 1 && width < SIDE_BY_SIDE;
            pieces.extend(self.told_lines(told, width, !stacked, context));
            if matches!(self.sheet, Sheet::Downtime | Sheet::Availability) {
                pieces.push(Piece::said(Line::default()));
                let room = height.saturating_sub(pieces.len() + 1);
                pieces.extend(self.table_lines(&told.table, width, room, context));
            }
            if stacked {
                // What is compared comes before how it comes about.
                pieces.push(Piece::said(Line::default()));
                pieces
                    .extend(told.answers.iter().flat_map(|answer| self.steps(answer, width, context)).map(Piece::said));
            }
        } else {
            pieces.push(Piece::said(Line::default()));
        }
        if let Some(first) = pieces.get_mut(answer) {
            first.stop = Some(Stop::Answer);
        }
        pieces
    }

    fn fields_lines(&self, width: usize, context: &Context<'_>) -> Vec<Piece> {
        let (text, theme) = (context.text, context.theme);
        let fields = self.sheet.fields();
        let widest = fields.iter().map(|field| clean::width(&text.get(field.label()))).max().unwrap_or(0);
        let labels = widest.min(width / 3);
        let mut pieces = Vec::new();
        for field in fields {
            let here = self.stop() == Stop::Field(*field);
            let label = format!("{}  ", clean::pad(&text.get(field.label()), labels));
            let mut spans = vec![Span::styled(label, theme.dim)];
            let typed = (here && !field.is_choice()).then_some((labels + 2) as u16);
            if field.is_choice() {
                let arrows = if here { theme.accent } else { theme.dim };
                spans.push(Span::styled(format!("{} ", theme.marks.earlier), arrows));
                spans.push(Span::raw(self.chosen(*field, context)));
                spans.push(Span::styled(format!(" {}", theme.marks.later), arrows));
            } else if *field == Field::Period {
                let written = self.fields.text(Field::Period);
                let words = Period::parse(&written).map(|period| period.words().to(text.lang()).to_owned());
                let shown = if here { String::new() } else { written };
                spans.push(Span::raw(clean::pad(&shown, usize::from(PERIOD))));
                let arrows = if here { theme.accent } else { theme.dim };
                if let Ok(words) = words {
                    spans.push(Span::styled(format!("{} ", theme.marks.earlier), arrows));
                    spans.push(Span::raw(words));
                    spans.push(Span::styled(format!(" {}", theme.marks.later), arrows));
                }
            } else if typed.is_some() {
                // The field draws itself; only what it says while it is empty is known here.
            } else if !self.fields.is_empty(*field) {
                spans.push(Span::raw(self.fields.text(*field)));
            }
            if self.fields.is_empty(*field)
                && let Some(key) = field.placeholder()
            {
                spans.push(Span::styled(text.get(key), theme.dim));
            }
            pieces.push(Piece { line: Line::from(spans), typed, stop: Some(Stop::Field(*field)) });
            for remark in self.remarks.iter().filter(|remark| remark.field == *field) {
                let (mark, style) =
                    if remark.fault { (theme.marks.refused, theme.warn) } else { (theme.marks.dot, theme.dim) };
                let said = text.say(&remark.msg);
                pieces.extend(wrapped(&said, width, labels + 2, &format!("{mark} "), style).map(Piece::said));
            }
        }
        pieces
    }

    fn chosen(&self, field: Field, context: &Context<'_>) -> String {
        let text = context.text;
        if field == Field::Combine {
            return text.get(match self.fields.combine {
                Combine::Sum => "calculator-combine-sum",
                Combine::HighestOnly => "calculator-combine-highest",
            });
        }
        let entry = self.calendars.current();
        let dot = context.theme.marks.dot;
        let own = if entry.id.is_some() { format!(" {dot} {}", text.get("calculator-own")) } else { String::new() };
        format!("{} {dot} {}{own}", entry.name, entry.tz)
    }
}

/// A sentence in lines, the first behind a mark, the others under its words.
pub(super) fn wrapped<'a>(
    said: &str,
    width: usize,
    indent: usize,
    mark: &'a str,
    style: Style,
) -> impl Iterator<Item = Line<'static>> + use<'a> {
    let lead = clean::width(mark);
    let lines = clean::wrap(&clean::clean_lines(said), width.saturating_sub(indent + lead).max(10));
    lines.into_iter().enumerate().map(move |(n, row)| {
        let before = if n == 0 { mark.to_owned() } else { " ".repeat(lead) };
        Line::styled(format!("{}{before}{row}", " ".repeat(indent)), style)
    })
}
