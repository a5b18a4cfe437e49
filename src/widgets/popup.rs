//! A box over the screen: centred, cleared, with a title and a footer.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::{Block, Clear, Widget};

use crate::text::clean;
use crate::theme::Theme;
use crate::widgets::line;

/// A box of that size in the middle of the area, no larger than the area.
pub fn centred(area: Rect, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(area.width), height.min(area.height));
    Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height }
}

/// Empties the area. A wide character cut by its left or right edge is emptied whole,
/// because a terminal would draw the half of it over the edge.
pub fn clear(area: Rect, buf: &mut Buffer) {
    let area = area.intersection(buf.area);
    if area.is_empty() {
        return;
    }
    for y in area.top()..area.bottom() {
        if area.left() > buf.area.left()
            && let Some(cell) = buf.cell_mut((area.left() - 1, y))
            && clean::width(cell.symbol()) > 1
        {
            cell.set_symbol(" ");
        }
        let cut = buf.cell((area.right() - 1, y)).filter(|cell| clean::width(cell.symbol()) > 1).map(Cell::style);
        if let Some(style) = cut
            && area.right() < buf.area.right()
            && let Some(cell) = buf.cell_mut((area.right(), y))
        {
            cell.set_symbol(" ").set_style(style);
        }
    }
    Clear.render(area, buf);
}

/// A bordered box. `footer` is one line in the lower border, usually of hints.
#[derive(Clone, Debug, Default)]
pub struct Popup<'a> {
    pub title: &'a str,
    pub footer: Option<Line<'a>>,
}

impl Popup<'_> {
    /// Draws the box and returns the room inside it, with one free cell left and right.
    pub fn draw(&self, area: Rect, buf: &mut Buffer, theme: &Theme) -> Rect {
        let area = area.intersection(buf.area);
        clear(area, buf);
        let block = Block::bordered().border_set(theme.borders.frame).border_style(theme.dim).style(theme.text);
        let inner = block.inner(area);
        block.render(area, buf);
        let edge = Rect { x: area.x.saturating_add(2), width: area.width.saturating_sub(4), height: 1, ..area };
        if area.height > 0 {
            if !self.title.is_empty() {
                let title = Line::styled(format!(" {} ", self.title), theme.text);
                line::put(edge, buf, &title, theme.text);
            }
            if let Some(footer) = &self.footer
                && area.height > 1
            {
                let mut padded = footer.clone();
                padded.spans.insert(0, " ".into());
                padded.spans.push(" ".into());
                line::put(Rect { y: area.bottom() - 1, ..edge }, buf, &padded, theme.text);
            }
        }
        Rect { x: inner.x.saturating_add(1), width: inner.width.saturating_sub(2), ..inner }.intersection(area)
    }
}
