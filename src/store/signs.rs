//! What cards tell beside their fields: how their gate stands and how long they lie untouched. Asked for the cards on
//! the screen only.

use rusqlite::params_from_iter;

use super::query::Condition;
use super::request::Sign;
use super::schema::{blob, key_at};
use super::touch;
use super::workspace::Workspace;
use crate::domain::funnel::gate::{Finding, Mark};
use crate::domain::funnel::pipeline::Freshness;
use crate::domain::kinds::Kind;
use crate::domain::record::Id;

/// More cards than this are on no screen.
const MOST: usize = 400;

impl Workspace {
    /// # Errors
    /// When the file cannot be read.
    pub(super) fn signs(&self, ids: &[Id]) -> rusqlite::Result<Vec<Sign>> {
        let ids = &ids[..ids.len().min(MOST)];
        let mut signs = Vec::with_capacity(ids.len());
        let Condition { sql, bound } = touch::freshness("o", &self.here());
        let places = vec!["?"; ids.len()].join(", ");
        let sql = format!("SELECT o.id, {sql} FROM opportunity o WHERE o.id IN ({places})");
        let bound = bound.into_iter().chain(ids.iter().map(|id| blob(*id)));
        let mut read = self.conn.prepare(&sql)?;
        let found = read.query_map(params_from_iter(bound), |row| Ok((key_at(row, 0)?, row.get(1)?)))?;
        for found in found {
            let (id, state): (Id, Option<String>) = found?;
            signs.push(Sign { id, freshness: state.as_deref().and_then(Freshness::named), marks: self.marks(id)? });
        }
        Ok(signs)
    }

    fn marks(&self, id: Id) -> rusqlite::Result<Vec<Mark>> {
        let Some(deal) = self.record(Kind::Opportunity, id)? else { return Ok(Vec::new()) };
        // A record that does not fit its declaration shows no marks; its own page says what is wrong.
        let Ok(facts) = self.facts(&deal) else { return Ok(Vec::new()) };
        let pipelines = self.pipelines();
        let Some(next) = pipelines.next(&facts.deal) else { return Ok(Vec::new()) };
        let gate = pipelines.between(&facts, &facts.deal.stage, &next.code);
        Ok(gate.iter().map(Finding::mark).collect())
    }
}
