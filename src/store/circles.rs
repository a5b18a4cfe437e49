//! A record never stands above itself: parents, what a need comes from, what supports what (01-model I-A1).

use std::collections::BTreeSet;

use rusqlite::OptionalExtension as _;

use super::journal::{Line, Op};
use super::request::Failure;
use super::schema::{blob, id_at};
use super::workspace::Workspace;
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Type};
use crate::text::Msg;

impl Workspace {
    /// Refuses an act after which a link from a kind to itself would lead back to where it begins.
    pub(super) fn no_circles(&self, lines: &[Line]) -> Result<(), Failure> {
        for line in lines.iter().filter(|line| line.op != Op::Delete) {
            let to_itself = line.kind.spec().fields.iter().filter(|field| field.ty == Type::Link(line.kind));
            for field in to_itself.filter(|field| line.op == Op::Insert || line.field == field.name) {
                if self.comes_back(line.kind, field.name, line.id).map_err(|e| self.said(&e))? {
                    let faults = vec![(field.name.to_owned(), Msg::new("value-circle"))];
                    return Err(Failure::Invalid { kind: line.kind, id: line.id, faults });
                }
            }
        }
        Ok(())
    }

    fn comes_back(&self, kind: Kind, field: &str, start: Id) -> rusqlite::Result<bool> {
        let sql = format!("SELECT \"{field}\" FROM {} WHERE id = ?1", kind.name());
        let mut above = self.conn.prepare_cached(&sql)?;
        // A circle from before, or from another program, does not hold the walk up.
        let (mut at, mut passed) = (start, BTreeSet::new());
        while passed.insert(at) {
            match above.query_row([blob(at)], |row| id_at(row, 0)).optional()?.flatten() {
                Some(next) if next == start => return Ok(true),
                Some(next) => at = next,
                None => break,
            }
        }
        Ok(false)
    }
}
