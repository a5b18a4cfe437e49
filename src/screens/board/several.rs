//! Selecting cards on the board, what is done with the selected ones, and the column as a row of records.

use super::Board;
use crate::domain::funnel::view::Group;
use crate::domain::kinds::Kind;
use crate::domain::record::Id;
use crate::keys::Action;
use crate::screens::walk::Walk;
use crate::screens::{Ask, Context, Screen, many};
use crate::store::request::{Among, BoardQuery, Counted, MOST, Place, Request};

/// Columns are walked and selected from end to end, however long they are.
const ALL: usize = usize::MAX >> 1;

impl Board {
    /// Commands about several cards; none for what is about one.
    pub(super) fn several(&mut self, action: Action, context: &Context<'_>) -> Option<Vec<Ask>> {
        let here = self.card().map(|card| card.id);
        match action {
            Action::Select => here.map(|id| self.selection.toggle(id)),
            Action::SelectTo => here.map(|id| self.select_to(id)),
            Action::SelectAll => {
                // Those that the head counts.
                let by_stage = self.sight.group == Group::Stage;
                let lanes = self.lanes.iter().map(|lane| lane.column.lane.clone());
                let open = lanes.filter(|code| !by_stage || context.pipelines.is_open(code));
                let request = Request::Ids(self.among(open.collect(), MOST + 1));
                Some(self.selection.all(request))
            }
            Action::Back if !self.selection.is_empty() => {
                self.selection.clear();
                Some(Vec::new())
            }
            _ if self.selection.is_empty() => None,
            action => many::act(action, &self.selection.ids(), context),
        }
    }

    fn select_to(&mut self, here: Id) -> Vec<Ask> {
        let Some(lane) = self.lanes.get(self.at) else { return Vec::new() };
        let whole = !lane.column.more_above && !lane.column.more_below;
        let known = whole.then(|| lane.column.cards.iter().map(|card| card.id).collect());
        let among = self.among(vec![lane.column.lane.clone()], ALL);
        self.selection.up_to(here, known, || Request::Ids(among))
    }

    /// All cards of these lanes that pass the filter, in the order of the board.
    fn among(&self, lanes: Vec<String>, window: usize) -> Among {
        let columns = lanes.into_iter().map(|lane| (lane, Place::Top)).collect();
        Among::Board(BoardQuery { columns, window, ..self.query() })
    }

    /// Opens a card as one of its column.
    pub(super) fn open(&self, id: Id) -> Ask {
        let screen = Screen::of(Kind::Opportunity, id);
        let walk = self.lane().and_then(|lane| {
            let column = &lane.column;
            let count = usize::try_from(column.count).unwrap_or(0);
            let known = column.cards.len();
            // From either end of the column the place is known without counting.
            let before = match (column.more_above, column.more_below) {
                _ if column.counted != Counted::Whole => None,
                (false, _) => Some(0),
                (true, false) => Some(count.saturating_sub(known)),
                (true, true) => None,
            };
            let ids = column.cards.iter().map(|card| card.id).collect();
            let more = self.among(vec![column.lane.clone()], ALL);
            // Where nobody counted to the end, there is more.
            let of = count.max(known) + usize::from(column.counted != Counted::Whole);
            Walk::new(Kind::Opportunity, id, ids, before, of, more)
        });
        match walk {
            Some(walk) => Ask::Walk(screen, Box::new(walk)),
            None => Ask::Go(screen),
        }
    }
}
