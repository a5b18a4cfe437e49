//! The mouse on a list: a press selects its row, the wheel moves the cursor.

use ratatui::crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

use super::List;
use crate::screens::Ask;

/// Rows that one notch of the wheel moves the cursor.
const NOTCH: isize = 3;

impl List {
    pub(super) fn mouse_on(&mut self, mouse: MouseEvent) -> Vec<Ask> {
        match mouse.kind {
            MouseEventKind::ScrollUp => self.step(-NOTCH),
            MouseEventKind::ScrollDown => self.step(NOTCH),
            MouseEventKind::Down(MouseButton::Left)
                if self.rows.contains(Position { x: mouse.column, y: mouse.row }) =>
            {
                let row = self.top + usize::from(mouse.row - self.rows.y);
                if row < self.page.total { self.step(row as isize - self.at as isize) } else { Vec::new() }
            }
            _ => Vec::new(),
        }
    }
}
