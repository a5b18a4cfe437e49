//! Selecting rows of the list of opportunities, and every list as a row of records to go through.

use super::List;
use crate::domain::kinds::Kind;
use crate::domain::record::Id;
use crate::keys::Action;
use crate::screens::walk::Walk;
use crate::screens::{Ask, Context, Screen, many};
use crate::store::request::{Among, MOST, Request};

/// Lists are walked and selected from end to end, however long they are.
const ALL: usize = usize::MAX >> 1;

impl List {
    /// Commands about several rows; none for what is about one.
    pub(super) fn several(&mut self, action: Action, context: &Context<'_>) -> Option<Vec<Ask>> {
        if self.kind != Kind::Opportunity {
            return None;
        }
        let here = self.row().map(|row| row.id);
        match action {
            Action::Select => here.map(|id| self.selection.toggle(id)),
            Action::SelectTo => {
                let whole = self.page.rows.len() == self.page.total;
                let known = whole.then(|| self.page.rows.iter().map(|row| row.id).collect());
                let among = self.among(ALL);
                here.map(|id| self.selection.up_to(id, known, || Request::Ids(among)))
            }
            Action::SelectAll => {
                let request = Request::Ids(self.among(MOST + 1));
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

    /// All rows that pass the filter, in their order.
    fn among(&self, limit: usize) -> Among {
        Among::List(self.rows_from(0, limit))
    }

    /// Opens a row as one of the list.
    pub(super) fn open(&self, id: Id) -> Ask {
        let screen = Screen::of(self.kind, id);
        let ids = self.page.rows.iter().map(|row| row.id).collect();
        let walk = Walk::new(self.kind, id, ids, Some(self.page.offset), self.page.total, self.among(ALL));
        match walk {
            Some(walk) => Ask::Walk(screen, Box::new(walk)),
            None => Ask::Go(screen),
        }
    }
}
