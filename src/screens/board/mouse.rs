//! The mouse on the board: a press selects, the wheel scrolls the column under it, a card is dropped on another column.

use ratatui::crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::{Position, Rect};

use super::{Board, card, deal, head};
use crate::dialogs::loss;
use crate::domain::funnel::pipeline::Reason;
use crate::domain::funnel::view::Group;
use crate::domain::record::Id;
use crate::screens::{Ask, Context, Tone, many};
use crate::text::Msg;

impl Board {
    /// The column under the pointer, and where it was drawn.
    fn lane_at(&self, at: Position) -> Option<(usize, Rect)> {
        self.spots.iter().find(|(_, area)| area.contains(at)).copied()
    }

    pub(super) fn mouse_on(&mut self, mouse: MouseEvent, context: &Context<'_>) -> Vec<Ask> {
        let at = Position { x: mouse.column, y: mouse.row };
        let Some((n, area)) = self.lane_at(at) else { return Vec::new() };
        match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => {
                self.at = n;
                self.dragged = None;
                let rows = at.y.checked_sub(area.y + head::HEIGHT);
                let open = self.lanes.get_mut(n).filter(|lane| !lane.folded);
                if let (Some(rows), Some(lane)) = (rows, open) {
                    let row = lane.top + usize::from(rows / card::STEP);
                    if let Some(card) = lane.column.cards.get(row) {
                        lane.at = row;
                        self.dragged = Some(card.id);
                    }
                }
                self.ask_signs(false)
            }
            MouseEventKind::Up(MouseButton::Left) => match self.dragged.take() {
                Some(id) => self.drop_on(n, id, context),
                None => Vec::new(),
            },
            MouseEventKind::ScrollUp | MouseEventKind::ScrollDown => {
                self.at = n;
                self.step(if mouse.kind == MouseEventKind::ScrollUp { -1 } else { 1 })
            }
            _ => Vec::new(),
        }
    }

    /// On a stage the same move as by a key, on a colleague's lane the same as giving it to him; a selected card takes
    /// the others along.
    fn drop_on(&mut self, n: usize, id: Id, context: &Context<'_>) -> Vec<Ask> {
        let stands = self.lanes.iter().position(|lane| lane.column.cards.iter().any(|card| card.id == id));
        let Some((from, to)) = stands.and_then(|from| self.lanes.get(from)).zip(self.lanes.get(n)) else {
            return Vec::new();
        };
        if stands == Some(n) {
            return Vec::new();
        }
        let Some(card) = from.column.cards.iter().find(|card| card.id == id) else { return Vec::new() };
        let to = &to.column.lane;
        let ids = if self.selection.holds(id) { self.selection.ids() } else { [id].into() };
        let asks = match self.sight.group {
            Group::Stage if ids.len() > 1 => many::drop_on(&ids, &card.stage, to, context),
            Group::Stage => {
                let command = deal::go(id, &card.stage, to, Reason::default(), context);
                loss::ask(&command, context).unwrap_or_else(|| vec![Ask::Do(command)])
            }
            Group::Owner => to.parse().map_or_else(|_| Vec::new(), |owner| vec![many::give(&ids, owner, context)]),
            _ => vec![Ask::Tell(Msg::new("mouse-no-drop"), Tone::Plain)],
        };
        self.seek = Some(id);
        asks
    }
}
