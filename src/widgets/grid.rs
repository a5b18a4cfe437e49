//! A table of cells with a cursor: heads, numbered rows, and as many columns around the cursor as find room.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::line;
use crate::text::clean;
use crate::theme::Theme;

/// Bar and number of a row.
const LEAD: u16 = 5;
/// The cell at the cursor may take this much of the room that is left over.
const WRITTEN: usize = 30;

/// What stands in the table and where the cursor is.
#[derive(Debug)]
pub struct Grid<'a> {
    pub heads: &'a [String],
    /// Cleaned texts with their styles, a cell for every head.
    pub rows: &'a [Vec<(String, Style)>],
    /// How many rows stand before those that were handed over.
    pub before: usize,
    /// The cursor, among the rows that were handed over.
    pub row: usize,
    pub column: usize,
    pub focused: bool,
}

/// What was drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// Lines taken, the heads included.
    pub height: u16,
    /// Where the cell at the cursor stands.
    pub cell: Option<Rect>,
}

impl Grid<'_> {
    pub fn draw(&self, area: Rect, buf: &mut Buffer, theme: &Theme) -> Drawn {
        let natural: Vec<usize> = (0..self.heads.len()).map(|n| self.natural(n)).collect();
        let room = usize::from(area.width.saturating_sub(LEAD));
        let mut columns = shown(&natural, self.column, room);
        // What is left over goes to the cell that is being written.
        let spare = room.saturating_sub(columns.iter().map(|(_, width)| width + 2).sum());
        if let Some((_, width)) = columns.iter_mut().find(|(column, _)| *column == self.column) {
            *width = (*width + spare).min((*width).max(WRITTEN)).min(room.saturating_sub(1));
        }
        self.head(area, buf, theme, &columns);
        let height = usize::from(area.height.saturating_sub(1));
        let top = (self.row + 1).saturating_sub(height).min(self.rows.len().saturating_sub(height));
        let mut cell = None;
        for (n, row) in self.rows.iter().enumerate().skip(top).take(height) {
            let here = n == self.row;
            let at = Rect { y: area.y + (n - top + 1) as u16, height: 1, ..area };
            let bar = if here { theme.marks.bar } else { theme.borders.vertical };
            let style = if here && self.focused { theme.accent } else { theme.dim };
            let mut words =
                vec![Span::styled(bar, style), Span::styled(format!(" {:>2} ", self.before + n + 1), theme.dim)];
            let mut x = usize::from(LEAD);
            for (column, width) in columns.iter().copied() {
                let (text, style) = row.get(column).map_or(("", theme.text), |(text, style)| (text.as_str(), *style));
                if here && column == self.column {
                    cell = Some(Rect { x: area.x + x as u16, width: width as u16 + 1, ..at }.intersection(area));
                }
                words.push(Span::styled(clean::pad(&clean::truncate(text, width), width), style));
                words.push(Span::raw("  "));
                x += width + 2;
            }
            line::put(at, buf, &Line::from(words), theme.text);
        }
        let shown = self.rows.len().saturating_sub(top).min(height) as u16;
        Drawn { height: (shown + 1).min(area.height), cell }
    }

    /// The widest text of a column.
    fn natural(&self, column: usize) -> usize {
        let cells = self.rows.iter().filter_map(|row| row.get(column)).map(|(cell, _)| clean::width(cell) + 1);
        let head = self.heads.get(column).map_or(0, |head| clean::width(head));
        cells.chain([head]).max().unwrap_or(0)
    }

    fn head(&self, area: Rect, buf: &mut Buffer, theme: &Theme, columns: &[(usize, usize)]) {
        let mut words = vec![Span::raw(" ".repeat(usize::from(LEAD)))];
        for (at, width) in columns.iter().copied() {
            let style = if self.focused && at == self.column { theme.title } else { theme.dim };
            let text = self.heads.get(at).map_or("", String::as_str);
            words.push(Span::styled(format!("{}  ", clean::pad(&clean::truncate(text, width), width)), style));
        }
        let row = Rect { height: area.height.min(1), ..area };
        line::put(row, buf, &Line::from(words), theme.dim);
        let skips =
            columns.windows(2).any(|pair| pair[1].0 != pair[0].0 + 1) || columns.first().is_some_and(|c| c.0 > 0);
        let more = [skips, columns.last().is_some_and(|(last, _)| last + 1 < self.heads.len())];
        for (on, x) in more.into_iter().zip([area.x + 1, area.right().saturating_sub(1)]) {
            let at = Rect { x: x.min(area.right().saturating_sub(1)), width: 1.min(area.width), ..row };
            if on {
                line::put(at, buf, &Line::styled(theme.marks.ellipsis, theme.dim), theme.dim);
            }
        }
    }
}

/// The columns that are shown, with their widths: where not all of them fit, the first one, by which people know the
/// rows, and those around the cursor.
fn shown(natural: &[usize], at: usize, room: usize) -> Vec<(usize, usize)> {
    const PINNED: usize = 10;
    let numbered = |first: usize, widths: Vec<usize>| widths.into_iter().enumerate().map(move |(n, w)| (first + n, w));
    let (first, widths) = fit(natural, at, room);
    let pin = natural.first().map_or(0, |width| (*width).clamp(4, PINNED));
    match natural.get(1..).filter(|_| first > 0 && room > 3 * PINNED) {
        Some(others) => {
            let (first, widths) = fit(others, at - 1, room - pin - 2);
            std::iter::once((0, pin)).chain(numbered(first + 1, widths)).collect()
        }
        None => numbered(first, widths).collect(),
    }
}

/// Widths of the columns and the first one shown: all of them where they fit, else those around the one at the cursor.
fn fit(natural: &[usize], at: usize, room: usize) -> (usize, Vec<usize>) {
    const NARROW: usize = 8;
    const GAP: usize = 2;
    const ROOMY: usize = 18;
    let total = |widths: &[usize]| widths.iter().map(|width| width + GAP).sum::<usize>();
    let least: usize = natural.iter().map(|width| (*width).clamp(4, NARROW) + GAP).sum();
    // Where not all of them fit anyway, those that are shown may be read.
    let most = if least > room { ROOMY } else { 40 };
    let mut widths: Vec<usize> = natural.iter().map(|width| (*width).clamp(4, most)).collect();
    while least <= room && total(&widths) > room {
        let Some(widest) = widths.iter_mut().filter(|width| **width > NARROW).max() else { break };
        *widest -= 1;
    }
    let mut first = 0;
    while first < at && total(&widths[first..=at]) > room {
        first += 1;
    }
    // The column at the cursor may take what the ones behind it do not need.
    let shown = (first..widths.len()).take_while(|n| *n <= at || total(&widths[first..=*n]) <= room).count();
    (first, widths[first..first + shown].to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_share_the_room_and_the_one_at_the_cursor_is_always_there() {
        assert_eq!(fit(&[5, 6, 7], 0, 80), (0, vec![5, 6, 7]));
        let (first, widths) = fit(&[30, 30, 30], 2, 60);
        assert_eq!((first, widths.iter().sum::<usize>() + 6), (0, 60));
        let (first, widths) = fit(&[20; 9], 8, 40);
        assert!(first > 0 && first + widths.len() == 9, "{first} {widths:?}");
        for at in 0..9 {
            for room in 0..60 {
                let (first, widths) = fit(&[20; 9], at, room);
                assert!((first..first + widths.len()).contains(&at), "{at} {room}");
            }
        }
    }

    #[test]
    fn the_column_that_names_the_rows_stays_in_sight() {
        let shown = shown(&[3, 20, 20, 20, 20], 4, 50);
        assert_eq!(shown.first(), Some(&(0, 4)));
        assert_eq!(shown.last().map(|(column, _)| *column), Some(4));
        assert_eq!(super::shown(&[3, 4], 1, 50), [(0, 4), (1, 4)]);
    }
}
