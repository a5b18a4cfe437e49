//! A record never stands above itself: parents, what a need comes from, what supports what (01-model I-A1).

use std::collections::{BTreeSet, VecDeque};

use rusqlite::OptionalExtension as _;

use super::journal::{Line, Op};
use super::request::Failure;
use super::schema::{blob, from_sql};
use super::workspace::Workspace;
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Type};
use crate::text::Msg;

impl Workspace {
    /// Refuses an act after which a link from a kind to itself would lead back to where it begins.
    pub(super) fn no_circles(&self, lines: &[Line]) -> Result<(), Failure> {
        for line in lines.iter().filter(|line| line.op != Op::Delete) {
            let to_itself = [Type::Link(line.kind), Type::Links(line.kind)];
            let fields = line.kind.spec().fields.iter().filter(|field| to_itself.contains(&field.ty));
            for field in fields.filter(|field| line.op == Op::Insert || line.field == field.name) {
                if self.above(line.kind, field.name, line.id).map_err(|e| self.said(&e))?.contains(&line.id) {
                    let faults = vec![(field.name.to_owned(), Msg::new("value-circle"))];
                    return Err(Failure::Invalid { kind: line.kind, id: line.id, faults });
                }
            }
        }
        let influences = lines.iter().filter(|line| line.kind == Kind::Influence && line.op != Op::Delete);
        for line in influences {
            if self.reports_to_themselves(line.id).map_err(|e| self.said(&e))? {
                let faults = vec![("other".to_owned(), Msg::new("value-circle"))];
                return Err(Failure::Invalid { kind: line.kind, id: line.id, faults });
            }
        }
        Ok(())
    }

    /// Whether whoever this says to report to somebody reports, over whom they report to, to themselves (01-model 1.2).
    fn reports_to_themselves(&self, influence: Id) -> rusqlite::Result<bool> {
        self.conn
            .prepare_cached(
                "WITH RECURSIVE up (id) AS (
                   SELECT other FROM influence WHERE id = ?1 AND kind = 'reports_to' AND archived = 0
                   UNION SELECT i.other FROM up JOIN influence i ON i.contact = up.id
                   WHERE i.kind = 'reports_to' AND i.archived = 0)
                 SELECT EXISTS (SELECT 1 FROM up WHERE id = (SELECT contact FROM influence WHERE id = ?1))",
            )?
            .query_row([blob(influence)], |row| row.get(0))
    }

    /// All that a record stands beneath by this field, up to the top, the nearest first. A circle from before, or from
    /// another program, does not hold the walk up; then the record is among them.
    pub(super) fn above(&self, kind: Kind, field: &str, start: Id) -> rusqlite::Result<Vec<Id>> {
        let Some(field) = kind.spec().field(field) else { return Ok(Vec::new()) };
        let sql = format!("SELECT \"{}\" FROM {} WHERE id = ?1", field.name, kind.name());
        let mut higher = self.conn.prepare_cached(&sql)?;
        let mut found: Vec<Id> = Vec::new();
        let (mut waiting, mut known) = (VecDeque::from([start]), BTreeSet::new());
        while let Some(at) = waiting.pop_front() {
            let value = higher.query_row([blob(at)], |row| from_sql(field, row, 0)).optional()?.unwrap_or_default();
            for id in Id::all(&value).filter(|id| known.insert(*id)) {
                found.push(id);
                waiting.push_back(id);
            }
        }
        Ok(found)
    }
}
