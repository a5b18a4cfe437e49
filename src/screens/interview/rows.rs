//! A table as it is drawn: heads, rows, and the cell at the cursor with the terminal's own cursor in it.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::draw::put_row;
use super::grid::{Grid, fit};
use crate::domain::research::template::Question;
use crate::screens::Context;
use crate::screens::draw::follow;
use crate::text::clean;

/// Bar and number of a row.
const LEAD: u16 = 5;

/// Draws the table and returns the rows it took.
pub fn draw_grid(
    frame: &mut Frame,
    area: Rect,
    question: &Question,
    grid: &Grid,
    focused: bool,
    context: &Context<'_>,
) -> u16 {
    let (theme, lang) = (context.theme, context.text.lang());
    let rows: Vec<_> = grid.rows().collect();
    let heads: Vec<&str> = question.columns.iter().map(|column| column.label.to(lang)).collect();
    let natural: Vec<usize> = heads
        .iter()
        .enumerate()
        .map(|(n, head)| {
            let cells = rows.iter().filter_map(|row| row.get(n)).map(|cell| clean::width(cell) + 1);
            cells.chain([clean::width(head)]).max().unwrap_or(0)
        })
        .collect();
    let room = usize::from(area.width.saturating_sub(LEAD));
    let (first, mut widths) = fit(&natural, grid.column, room);
    // What is left over goes to the cell that is being written.
    let spare = room.saturating_sub(widths.iter().map(|width| width + 2).sum());
    if let Some(width) = widths.get_mut(grid.column.wrapping_sub(first)) {
        *width = (*width + spare).min((*width).max(30)).min(room.saturating_sub(1));
    }
    let more = (first > 0, first + widths.len() < heads.len());
    let mut head = vec![Span::raw(" ".repeat(usize::from(LEAD)))];
    for (n, width) in widths.iter().enumerate() {
        let at = first + n;
        let style = if focused && at == grid.column { theme.title } else { theme.dim };
        let text = heads.get(at).copied().unwrap_or_default();
        head.push(Span::styled(format!("{}  ", clean::pad(&clean::truncate(text, *width), *width)), style));
    }
    let edges = [more.0.then_some(theme.marks.ellipsis), more.1.then_some(theme.marks.ellipsis)];
    put_row(frame, area, 0, &Line::from(head), theme.dim);
    for (edge, x) in edges.into_iter().zip([area.x + 1, area.right().saturating_sub(1)]) {
        let at = Rect { x: x.min(area.right().saturating_sub(1)), width: 1.min(area.width), ..area };
        put_row(frame, at, 0, &Line::styled(edge.unwrap_or_default(), theme.dim), theme.dim);
    }
    let height = usize::from(area.height.saturating_sub(1));
    let top = follow(0, grid.row, height).min(rows.len().saturating_sub(height));
    for (n, row) in rows.iter().enumerate().skip(top).take(height) {
        let here = n == grid.row;
        let y = (n - top + 1) as u16;
        let bar = if here { theme.marks.bar } else { theme.borders.vertical };
        let style = if here && focused { theme.accent } else { theme.dim };
        let mut line = vec![Span::styled(bar, style), Span::styled(format!(" {:>2} ", n + 1), theme.dim)];
        let mut x = usize::from(LEAD);
        let mut caret = None;
        for (at, width) in widths.iter().enumerate().map(|(n, width)| (first + n, *width)) {
            let text = row.get(at).map(|cell| clean::clean(cell).into_owned()).unwrap_or_default();
            if here && focused && at == grid.column {
                caret = Some((x, width));
            }
            line.push(Span::raw(format!("{}  ", clean::pad(&clean::truncate(&text, width), width))));
            x += width + 2;
        }
        put_row(frame, area, y, &Line::from(line), theme.text);
        if let Some((x, width)) = caret {
            let at =
                Rect { x: area.x + x as u16, y: area.y + y, width: width as u16 + 1, height: 1 }.intersection(area);
            put_row(frame, at, 0, &Line::raw(" ".repeat(usize::from(at.width))), theme.text);
            let place = grid.cell.draw(at, frame.buffer_mut(), theme);
            frame
                .buffer_mut()
                .set_style(at, ratatui::style::Style::new().add_modifier(ratatui::style::Modifier::UNDERLINED));
            if let Some(place) = place {
                frame.set_cursor_position(place);
            }
        }
    }
    (rows.len().saturating_sub(top).min(height) as u16 + 1).min(area.height)
}
