//! Where an opportunity stands: effort and expenses read for its score and cost, and how long it lies untouched.

use rusqlite::params_from_iter;
use rusqlite::types::Value as Sql;
use serde_json::json;

use super::schema::blob;
use super::touch;
use super::workspace::Workspace;
use crate::domain::funnel::cost;
use crate::domain::funnel::facts::Facts;
use crate::domain::funnel::pipeline::Freshness;
use crate::domain::funnel::standing::Standing;
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Values};
use crate::domain::wording::money_of;

impl Workspace {
    pub(super) fn deal_standing(&self, facts: &Facts, deal: Id) -> rusqlite::Result<Standing> {
        let effort = self.belonging(Kind::Effort, "opportunity", deal)?;
        let expenses = self.belonging(Kind::Expense, "opportunity", deal)?;
        Ok(Standing::of(facts, &effort, &expenses, &self.pipelines()))
    }

    pub(super) fn freshness(&self, deal: Id) -> rusqlite::Result<Option<Freshness>> {
        let asked = touch::freshness("o", &self.here());
        let bound: Vec<Sql> = asked.bound.into_iter().chain([blob(deal)]).collect();
        let sql = format!("SELECT {} FROM opportunity o WHERE o.id = ?", asked.sql);
        let state: Option<String> =
            self.conn.prepare_cached(&sql)?.query_row(params_from_iter(bound), |row| row.get(0))?;
        Ok(state.as_deref().and_then(Freshness::named))
    }

    /// Work that names no rate is worth what its author costs on the day it is written down.
    pub(super) fn rate_of_the_day(&self, values: &mut Values) -> rusqlite::Result<()> {
        if values.get("rate").is_none_or(serde_json::Value::is_null)
            && let Some(author) = values.get("user").and_then(Id::of)
            && let Some(user) = self.record(Kind::User, author)?
            && let Some(day_rate) = money_of(user.get("day_rate"))
        {
            values.insert("rate".to_owned(), json!(cost::hourly(day_rate)));
        }
        Ok(())
    }
}
