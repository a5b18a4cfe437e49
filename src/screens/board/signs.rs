//! What the cards on the screen tell beside their fields: asked for them alone, and kept while they are at hand.

use super::Board;
use crate::domain::record::Id;
use crate::screens::Ask;
use crate::screens::draw::follow;
use crate::store::request::{Request, Sign};

/// More cards than this were looked at in one go; the oldest are asked for again.
const KEPT: usize = 2_000;

/// Cards below those that were drawn last: one step on, or a taller screen.
const BEYOND: usize = 3;

impl Board {
    /// Asks about the cards on the screen: those that nothing is known of, or all of them after a change.
    pub(super) fn ask_signs(&mut self, anew: bool) -> Vec<Ask> {
        if self.signs.len() > KEPT {
            self.signs.clear();
        }
        let ids: Vec<Id> = self.on_screen().filter(|id| anew || !self.signs.contains_key(id)).collect();
        if ids.is_empty() { Vec::new() } else { vec![Ask::Read(Request::Signs(ids))] }
    }

    fn on_screen(&self) -> impl Iterator<Item = Id> {
        // The cursor may have left the lanes that were drawn last.
        let (first, last) = (self.left.min(self.at), self.left.saturating_add(self.shown).max(self.at + 1));
        let shown = self.lanes.iter().take(last).skip(first).filter(|lane| !lane.folded);
        shown.flat_map(|lane| {
            let top = follow(lane.top, lane.at, self.fit);
            lane.column.cards.iter().skip(top).take(self.fit + BEYOND).map(|card| card.id)
        })
    }

    pub(super) fn take_signs(&mut self, signs: Vec<Sign>) {
        for sign in signs {
            if self.signs.get(&sign.id) != Some(&sign) {
                for lane in &mut self.lanes {
                    lane.drawn.remove(&sign.id);
                }
                self.signs.insert(sign.id, sign);
            }
        }
    }
}
