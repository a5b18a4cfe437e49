//! Pieces that several screens draw alike: head line, calm empty page, table, split panes.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::Context;
use crate::text::clean;
use crate::theme::Theme;
use crate::widgets::columns::{Cell, Column, Columns};
use crate::widgets::line;

/// Lines of the terminal that belong to no page: the head line, that below it, and the foot.
pub const BESIDE_PAGE: u16 = 3;

/// One line above, the rest below.
pub fn split_head(area: Rect) -> [Rect; 2] {
    split_at(area, 1)
}

/// The rest above, `height` lines below, but never more than a third.
pub fn split_below(area: Rect, height: u16) -> [Rect; 2] {
    let height = height.min(area.height / 3);
    split_at(area, area.height - height)
}

/// The first lines above, the rest below. Plain sums: the layout solver would take a fifth of the first frame.
pub fn split_at(area: Rect, lines: u16) -> [Rect; 2] {
    let lines = lines.min(area.height);
    let below = Rect { y: area.y + lines, height: area.height - lines, ..area };
    [Rect { height: lines, ..area }, below]
}

/// A few calm lines in the upper middle, for a page that has nothing yet.
pub fn calm(frame: &mut Frame, area: Rect, context: &Context<'_>, lines: &[String]) {
    let width = usize::from(area.width.saturating_sub(8)).min(70);
    let rows: Vec<String> = lines
        .iter()
        .flat_map(|text| if text.is_empty() { vec![String::new()] } else { clean::wrap(text, width) })
        .collect();
    let top = area.y + (area.height.saturating_sub(rows.len() as u16)) / 3;
    let left =
        area.x + area.width.saturating_sub(rows.iter().map(|row| clean::width(row)).max().unwrap_or(0) as u16) / 2;
    for (n, row) in rows.iter().enumerate() {
        let at = Rect { x: left, y: top.saturating_add(n as u16), width: area.right().saturating_sub(left), height: 1 };
        if at.y < area.bottom() {
            let style = if n == 0 { context.theme.text } else { context.theme.dim };
            line::put(at, frame.buffer_mut(), &Line::raw(row.as_str()), style);
        }
    }
}

/// Where a list must begin so that the cursor is on the screen; moves by half a page, which is cheap over a thin line.
pub fn follow(top: usize, at: usize, height: usize) -> usize {
    let height = height.max(1);
    if at < top {
        at.saturating_sub(height / 2)
    } else if at >= top + height {
        at + 1 - height.div_ceil(2)
    } else {
        top
    }
}

/// A column of a table.
#[derive(Clone, Debug, Default)]
pub struct Head {
    pub title: String,
    /// A figure, at the right.
    pub right: bool,
    /// A part of a code, a figure, a state or a day says nothing: it has its room, or the column is left out.
    pub whole: bool,
    /// By which people know a row; where no column leads, it is the widest.
    pub lead: bool,
}

impl From<String> for Head {
    fn from(title: String) -> Self {
        Self { title, ..Self::default() }
    }
}

/// A header and rows in aligned columns; the selected row has a bar and its first cell another style.
pub fn table(
    frame: &mut Frame,
    area: Rect,
    theme: &Theme,
    header: &[String],
    rows: &[Vec<String>],
    selected: Option<usize>,
) {
    let heads: Vec<Head> = header.iter().cloned().map(Head::from).collect();
    columns(frame, area, theme, &heads, rows, selected);
}

/// The same, where it is known what the columns hold.
pub fn columns(
    frame: &mut Frame,
    area: Rect,
    theme: &Theme,
    header: &[Head],
    rows: &[Vec<String>],
    selected: Option<usize>,
) {
    if area.height == 0 {
        return;
    }
    let content = |n: usize| rows.iter().filter_map(|row| row.get(n)).map(|cell| clean::width(cell)).max().unwrap_or(0);
    let widest = (1..header.len()).max_by_key(|n| content(*n)).unwrap_or(0);
    let widest = header.iter().position(|head| head.lead).unwrap_or(widest);
    let columns = header
        .iter()
        .enumerate()
        .map(|(n, head)| {
            let title = &head.title;
            // On a narrow screen the column people read by keeps a part of it; the others share what is left.
            let least = if n == widest { usize::from(area.width / 6).min(24) } else { 8 };
            let natural = content(n).max(clean::width(title));
            let least = if head.whole { natural } else { least.min(natural) };
            let column = Column::new(title.clone()).min(least).max(if n == widest { 80 } else { 28 });
            let column = if head.right { column.right() } else { column };
            if n == widest { column.flex() } else { column }
        })
        .collect();
    let cells: Vec<Vec<Cell<'_>>> =
        rows.iter().map(|row| row.iter().map(|c| Cell::from(c.as_str())).collect()).collect();
    let inner = Rect { x: area.x + 2.min(area.width), width: area.width.saturating_sub(3), ..area };
    // A wide screen shows whole values, not wider gaps between them.
    let gaps = 2 * header.len();
    let natural: usize = header.iter().enumerate().map(|(n, head)| content(n).max(clean::width(&head.title))).sum();
    let fitted = Columns::fit(columns, &cells, inner.width.min((natural + gaps) as u16));
    line::put(Rect { height: 1, ..inner }, frame.buffer_mut(), &fitted.header(theme), theme.dim);
    for (n, row) in cells.iter().enumerate() {
        let y = area.y + 1 + n as u16;
        if y >= area.bottom() {
            break;
        }
        let here = selected == Some(n);
        let mut shown = fitted.line(row);
        if here {
            // Only the first cell: restyling a whole row, and the one before, is most of what a move sends.
            if let Some(first) = shown.spans.first_mut() {
                first.style = first.style.patch(theme.selected);
            }
            let bar = Rect { y, width: 1, height: 1, x: area.x };
            line::put(bar, frame.buffer_mut(), &Line::from(Span::styled(theme.marks.bar, theme.accent)), theme.accent);
        }
        line::put(Rect { y, height: 1, ..inner }, frame.buffer_mut(), &shown, theme.text);
    }
}
