//! The mouse on the board: a press selects, the wheel scrolls the column under it, a card is dropped on another column.

use ratatui::crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::{Position, Rect};

use super::{Board, card, deal, head};
use crate::domain::funnel::pipeline::Reason;
use crate::domain::funnel::view::Group;
use crate::domain::record::Id;
use crate::screens::{Ask, Context, many};

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
                let rows = at.y.saturating_sub(area.y + head::HEIGHT);
                let Some(lane) = self.lanes.get_mut(n).filter(|_| at.y >= area.y + head::HEIGHT) else {
                    return Vec::new();
                };
                let row = lane.top + usize::from(rows / card::STEP);
                if let Some(card) = lane.column.cards.get(row) {
                    lane.at = row;
                    self.dragged = Some(card.id);
                }
                Vec::new()
            }
            MouseEventKind::Up(MouseButton::Left) => {
                self.dragged.take().map_or_else(Vec::new, |id| self.drop_on(n, id, context))
            }
            MouseEventKind::ScrollUp | MouseEventKind::ScrollDown => {
                self.at = n;
                self.step(if mouse.kind == MouseEventKind::ScrollUp { -1 } else { 1 })
            }
            _ => Vec::new(),
        }
    }

    /// The stage a lane stands for; none where deals are grouped by something else.
    fn stage_of(&self, lane: usize) -> Option<String> {
        let lane = self.lanes.get(lane).filter(|_| self.sight.group == Group::Stage)?;
        Some(lane.column.lane.clone())
    }

    /// The same move as by a key; a selected card takes the others along.
    fn drop_on(&mut self, lane: usize, id: Id, context: &Context<'_>) -> Vec<Ask> {
        let card = self.lanes.iter().flat_map(|lane| &lane.column.cards).find(|card| card.id == id);
        let (Some(card), Some(to)) = (card, self.stage_of(lane)) else {
            return Vec::new();
        };
        if card.stage == to {
            return Vec::new();
        }
        let asks = if self.selection.holds(id) {
            many::drop_on(&self.selection.ids(), &card.stage, &to, context)
        } else {
            vec![Ask::Do(deal::go(id, &card.stage, &to, Reason::default(), context))]
        };
        self.seek = Some(id);
        asks
    }
}
