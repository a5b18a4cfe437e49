//! A table as it is drawn: heads, rows, and the cell at the cursor with the terminal's own cursor in it.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::Line;

use super::draw::put_row;
use super::grid::Grid;
use crate::domain::research::template::Question;
use crate::screens::Context;
use crate::text::clean;
use crate::widgets::grid;

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
    let heads: Vec<String> = question.columns.iter().map(|column| column.label.to(lang).to_owned()).collect();
    let cells = |row: Vec<std::borrow::Cow<'_, str>>| {
        row.iter().map(|cell| (clean::clean(cell).into_owned(), theme.text)).collect::<Vec<_>>()
    };
    let rows: Vec<_> = grid.rows().map(cells).collect();
    let (row, column) = (grid.row, grid.column);
    let drawn = grid::Grid { heads: &heads, rows: &rows, before: 0, row, column, focused }.draw(
        area,
        frame.buffer_mut(),
        theme,
    );
    if let Some(at) = drawn.cell.filter(|_| focused) {
        put_row(frame, at, 0, &Line::raw(" ".repeat(usize::from(at.width))), theme.text);
        let place = grid.cell.draw(at, frame.buffer_mut(), theme);
        frame.buffer_mut().set_style(at, Style::new().add_modifier(Modifier::UNDERLINED));
        if let Some(place) = place {
            frame.set_cursor_position(place);
        }
    }
    drawn.height
}
