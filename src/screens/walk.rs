//! The row of records from which one was opened: the next and the previous one, without going back to the list.

use crate::domain::kinds::Kind;
use crate::domain::record::Id;
use crate::screens::Screen;
use crate::store::request::{Among, Request};

/// A row as it was when one of it was opened: what is edited on the way stays in it, wherever it would stand now.
#[derive(Clone, Debug)]
pub struct Walk {
    kind: Kind,
    /// What was read of the page, in its order.
    ids: Vec<Id>,
    /// Place of the open one in `ids`.
    at: usize,
    /// Records of the row before the first of `ids`; unknown in the middle of a long column.
    before: Option<usize>,
    /// Records of the whole row.
    of: usize,
    /// Asks for the ids of the whole row, for when the end of what was read is reached.
    more: Among,
}

/// What a step led to.
#[derive(Debug)]
pub enum Step {
    /// This record stands there.
    To(Kind, Id),
    /// The rest of the row must be read first.
    Read(Request),
    /// The row ends here.
    End,
}

impl Walk {
    /// A row in which `id` is opened; none when `ids` has it not.
    pub fn new(kind: Kind, id: Id, ids: Vec<Id>, before: Option<usize>, of: usize, more: Among) -> Option<Self> {
        let at = ids.iter().position(|other| *other == id)?;
        Some(Self { kind, ids, at, before, of, more })
    }

    /// The open record.
    pub fn id(&self) -> Option<Id> {
        self.ids.get(self.at).copied()
    }

    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Place in the whole row, from 1, and its length.
    pub fn place(&self) -> Option<(usize, usize)> {
        Some((self.before? + self.at + 1, self.of))
    }

    /// Goes one on (`1`) or back (`-1`).
    pub fn step(&mut self, by: isize) -> Step {
        match self.at.checked_add_signed(by).filter(|at| *at < self.ids.len()) {
            Some(at) => {
                self.at = at;
                Step::To(self.kind, self.ids[at])
            }
            None if self.ids.len() < self.of => Step::Read(Request::Ids(self.more.clone())),
            None => Step::End,
        }
    }

    /// The ids of the whole row have come. The open record is found in it, or the last one seen before it that still
    /// stands there.
    pub fn learn(&mut self, ids: Vec<Id>) {
        let mut seen = self.ids[..=self.at.min(self.ids.len().saturating_sub(1))].iter().rev();
        let Some(at) = seen.find_map(|id| ids.iter().position(|other| other == id)) else { return };
        self.of = ids.len();
        (self.ids, self.at, self.before) = (ids, at, Some(0));
    }

    /// The page of another record of the row: like the one that is open where that can be, else where it is at home.
    pub fn page(kind: Kind, id: Id, open: &Screen) -> Screen {
        open.turned(id).unwrap_or_else(|| Screen::of(kind, id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::funnel::query::Query;
    use crate::store::request::ListQuery;

    fn id(n: u128) -> Id {
        Id(uuid::Uuid::from_u128(n))
    }

    fn walk(at: u128, ids: &[u128], before: Option<usize>, of: usize) -> Walk {
        let query = ListQuery { kind: Kind::Account, filter: Query::default(), of: None, offset: 0, limit: 9 };
        let ids = ids.iter().map(|n| id(*n)).collect();
        Walk::new(Kind::Account, id(at), ids, before, of, Among::List(query)).unwrap()
    }

    #[test]
    fn a_row_that_was_read_whole_ends_at_both_ends() {
        let mut row = walk(1, &[1, 2], Some(0), 2);
        assert_eq!(row.place(), Some((1, 2)));
        assert!(matches!(row.step(-1), Step::End));
        assert!(matches!(row.step(1), Step::To(_, next) if next == id(2)));
        assert!(matches!(row.step(1), Step::End));
        assert_eq!(row.place(), Some((2, 2)));
    }

    #[test]
    fn at_the_end_of_what_was_read_the_rest_is_asked_for_and_gone_on_with() {
        let mut row = walk(12, &[11, 12], None, 5);
        assert_eq!(row.place(), None);
        assert!(matches!(row.step(1), Step::Read(_)));
        // The open one has left the row meanwhile; the one before it still stands there.
        row.learn([9, 10, 11, 13].map(id).to_vec());
        assert_eq!(row.place(), Some((3, 4)));
        assert!(matches!(row.step(1), Step::To(_, next) if next == id(13)));
        assert!(matches!(row.step(1), Step::End));
    }
}
