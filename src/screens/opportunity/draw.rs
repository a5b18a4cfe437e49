//! The page of an opportunity laid out: one, two or three columns that scroll together, the cursor kept in sight.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::rows::{Row, Section};
use super::{DealView, Part, Target};
use crate::screens::Context;
use crate::screens::draw::{calm, follow, split_at};
use crate::widgets::line;

/// From these widths on there are two and three columns.
const TWO: u16 = 100;
const THREE: u16 = 160;
/// Cells between columns.
const GAP: u16 = 3;
/// From this height on parts are set apart by an empty line.
const AIRY: u16 = 30;

/// A line that was drawn and that the cursor can stand on.
#[derive(Debug)]
pub(super) struct Placed {
    pub target: Target,
    pub part: Part,
    pub column: usize,
    /// Line of the page, from its beginning.
    pub y: usize,
}

impl DealView {
    pub(super) fn paint(&mut self, frame: &mut Frame, area: Rect, context: &Context<'_>) {
        if self.gone {
            calm(frame, area, context, &[context.text.get("record-gone")]);
            return;
        }
        if self.sheet.is_none() {
            return;
        }
        let head = self.head(context);
        let [above, body] = split_at(area, head.len() as u16 + 1);
        for (n, row) in head.iter().enumerate() {
            let y = above.y + n as u16;
            if y < above.bottom() {
                line::put(Rect { y, height: 1, ..above }, frame.buffer_mut(), row, context.theme.text);
            }
        }
        let columns: u16 = if area.width >= THREE { 3 } else { 1 + u16::from(area.width >= TWO) };
        let width = (area.width.saturating_sub(2) - GAP * (columns - 1)) / columns;
        let airy = columns > 1 || area.height >= AIRY;
        let sections = self.sections(context, usize::from(width).saturating_sub(2), airy);
        let columns = share(sections, usize::from(columns));
        self.place(&columns);
        self.height = usize::from(body.height).max(1);
        self.scroll(&columns);
        for (n, sections) in columns.iter().enumerate() {
            let x = body.x + 1 + n as u16 * (width + GAP);
            let column = Rect { x, width, ..body };
            self.draw_column(frame, column, sections, context);
        }
    }

    /// Remembers where each line stands, and finds the one at the cursor again.
    fn place(&mut self, columns: &[Vec<Section>]) {
        self.placed.clear();
        for (column, sections) in columns.iter().enumerate() {
            let mut y = 0;
            for section in sections {
                y += usize::from(section.title.is_some());
                for row in &section.rows {
                    if let Some(target) = &row.target {
                        let (target, part) = (target.clone(), section.part);
                        self.placed.push(Placed { target, part, column, y });
                    }
                    y += row.lines.len();
                }
                y += section.apart;
            }
        }
        let found = |wanted: &Target| self.placed.iter().position(|placed| placed.target == *wanted);
        let nth = self.at.as_ref().and_then(|at| {
            let part = match at {
                Target::Empty(part) | Target::More(part) => Some(*part),
                Target::Field(name) => Part::of_field(name),
                Target::Row(kind, _) => Part::of_kind(*kind),
                Target::Missing(_) => Some(Part::Score),
            };
            let near = || self.nth.min(self.placed.len().saturating_sub(1));
            let still = self.placed.get(near()).filter(|placed| Some(placed.part) == part).map(|_| near());
            let of_part = || self.placed.iter().position(|placed| Some(placed.part) == part);
            found(at).or(still).or_else(of_part)
        });
        let nth = nth.unwrap_or(self.nth.min(self.placed.len().saturating_sub(1)));
        self.stand(nth);
    }

    /// The line at the cursor is in sight, and with the first line of a part its heading.
    fn scroll(&mut self, columns: &[Vec<Section>]) {
        let longest = columns.iter().map(|sections| tall(sections)).max().unwrap_or(0);
        let Some(here) = self.placed.get(self.nth) else { return };
        let first = self.nth == 0 || self.placed.get(self.nth - 1).is_some_and(|before| before.part != here.part);
        let y = if first { here.y.saturating_sub(1) } else { here.y };
        self.top = follow(self.top, here.y, self.height);
        if y < self.top {
            self.top = y;
        }
        self.top = self.top.min(longest.saturating_sub(self.height));
    }

    fn draw_column(&self, frame: &mut Frame, area: Rect, sections: &[Section], context: &Context<'_>) {
        let theme = context.theme;
        let mut y = 0;
        let mut put = |line: &Line<'_>, indent: u16, bar: bool, at: usize| {
            if at < self.top || at >= self.top + usize::from(area.height) {
                return;
            }
            let row = Rect { y: area.y + (at - self.top) as u16, height: 1, ..area };
            if bar {
                let mark = Line::from(Span::styled(theme.marks.bar, theme.accent));
                line::put(Rect { width: 1, ..row }, frame.buffer_mut(), &mark, theme.accent);
            }
            let inner = Rect { x: row.x + indent, width: row.width.saturating_sub(indent), ..row };
            line::put(inner, frame.buffer_mut(), line, theme.text);
        };
        for section in sections {
            if let Some(title) = &section.title {
                put(title, 0, false, y);
                y += 1;
            }
            for Row { target, lines } in &section.rows {
                let here = target.is_some() && *target == self.at;
                for (n, shown) in lines.iter().enumerate() {
                    let mut shown = shown.clone();
                    if here
                        && n == 0
                        && let Some(first) = shown.spans.first_mut()
                    {
                        first.style = first.style.patch(theme.selected);
                    }
                    put(&shown, 2, here, y);
                    y += 1;
                }
            }
            y += section.apart;
        }
    }
}

fn tall(sections: &[Section]) -> usize {
    sections.iter().map(|section| section.height() + section.apart).sum()
}

/// Deals the parts out in their order, so that the columns come out about equally long.
fn share(sections: Vec<Section>, columns: usize) -> Vec<Vec<Section>> {
    let goal = tall(&sections).div_ceil(columns.max(1));
    let mut shared: Vec<Vec<Section>> = vec![Vec::new()];
    let mut filled = 0;
    for section in sections {
        let height = section.height() + section.apart;
        let full = filled > 0 && filled + height / 2 > goal;
        if full && shared.len() < columns {
            shared.push(Vec::new());
            filled = 0;
        }
        filled += height;
        if let Some(last) = shared.last_mut() {
            last.push(section);
        }
    }
    shared
}
