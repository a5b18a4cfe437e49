//! One lane as the board remembers it between reads, and where the lanes stand on the screen.

use std::collections::HashMap;

use ratatui::buffer::Buffer;

use super::Board;
use crate::domain::record::Id;
use crate::store::request::{Column, Place, Sum};

/// A lane narrower than this shows nothing useful, a wider one nothing more.
pub const NARROWEST: u16 = 26;
const WIDEST: u16 = 40;
/// A lane that is folded away: its name and count.
const FOLDED: u16 = 8;

#[derive(Debug, Default)]
pub struct Lane {
    pub column: Column,
    pub place: Place,
    /// Selected card of this lane.
    pub at: usize,
    /// First card on the screen.
    pub top: usize,
    pub folded: bool,
    /// The next cards come in another order: the cursor goes to the first.
    pub anew: bool,
    /// The cards as they were drawn last.
    pub drawn: HashMap<Id, Buffer>,
    /// What the deals are worth, in words, and the sums that these words say.
    pub worth: (Vec<Sum>, Vec<String>),
}

impl Lane {
    pub fn new(code: String) -> Self {
        Self { column: Column { lane: code, ..Column::default() }, ..Self::default() }
    }

    /// Takes what was read; the cursor stays on its card, wherever that is now.
    pub fn refill(&mut self, column: Column) {
        if std::mem::take(&mut self.anew) {
            (self.column, self.at, self.top) = (Column::default(), 0, 0);
        }
        let old = self.column.cards.get(self.at).map(|card| card.id);
        let shown = self.at.saturating_sub(self.top);
        self.column = column;
        self.draw_anew();
        let cards = &self.column.cards;
        let last = cards.len().saturating_sub(1);
        let found = old.filter(|_| self.at != usize::MAX).and_then(|id| cards.iter().position(|card| card.id == id));
        self.at = match found {
            Some(at) => at,
            None if self.place == Place::Bottom => last,
            None => self.at.min(last),
        };
        self.top = self.at.saturating_sub(shown);
    }

    /// Nothing of what was drawn stands any more.
    pub fn draw_anew(&mut self) {
        self.drawn.clear();
        self.worth = Default::default();
    }
}

/// Where a lane stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    pub lane: usize,
    pub x: u16,
    pub width: u16,
}

/// How many of the lanes find room beside each other.
pub fn fitting(lanes: &[Lane], width: u16) -> usize {
    let mut used = 0_u16;
    let fits = |lane: &&Lane| {
        used = used.saturating_add(if lane.folded { FOLDED } else { NARROWEST });
        used <= width
    };
    lanes.iter().take_while(fits).count()
}

impl Board {
    /// The lanes that fit from the first one on the screen, that of the cursor always among them. Open lanes are all of
    /// one width, which is given too.
    pub(super) fn slots(&mut self, width: u16) -> (Vec<Slot>, u16) {
        let fitting = |lanes: &[Lane]| fitting(lanes, width);
        self.left = self.left.min(self.at);
        while self.left < self.at && fitting(&self.lanes[self.left..]) <= self.at - self.left {
            self.left += 1;
        }
        // Nothing is out of sight at the left while there is room at the right.
        while self.left > 0 && fitting(&self.lanes[self.left - 1..]) == self.lanes.len() - self.left + 1 {
            self.left -= 1;
        }
        let shown = &self.lanes[self.left.min(self.lanes.len())..];
        let count = fitting(shown).max(1).min(shown.len());
        let folded = shown[..count].iter().filter(|lane| lane.folded).count() as u16;
        let open = (count as u16 - folded).max(1);
        let each = (width.saturating_sub(folded * FOLDED) / open).clamp(1, WIDEST);
        let mut x = 0;
        let place = |(n, lane): (usize, &Lane)| {
            let width = if lane.folded { FOLDED.min(width) } else { each };
            let slot = Slot { lane: self.left + n, x, width };
            x += width;
            slot
        };
        (shown[..count].iter().enumerate().map(place).collect(), each)
    }
}
