//! Few deals among many: where an index knows how few of them a condition leaves, nothing else is looked at.

use rusqlite::{params_from_iter, types::Value as Sql};

use super::board::condition;
use super::lanes::Order;
use super::query::Condition;
use super::request::BoardQuery;
use super::schema::key_at;
use super::search::{Filled, documents};
use super::workspace::Workspace;
use crate::domain::funnel::pipeline::StageType;
use crate::domain::funnel::query::{Op, Query, Term, Test};
use crate::domain::funnel::view::{Group, Sort};
use crate::domain::kinds::Kind;
use crate::domain::money::Money;
use crate::domain::record::Id;
use crate::text::find::Words;

/// More than so many are found faster in the order in which they are shown.
const FEW: usize = 256;

/// Deals of one lane that are known by their ids, as a strand of it.
pub(super) fn strand(ids: &[Id]) -> Condition {
    Condition {
        sql: "json_each(?) few CROSS JOIN opportunity o WHERE o.id = unhex(few.value)".to_owned(),
        bound: vec![list(ids)],
    }
}

/// Ids as one value, whatever their number.
fn list(ids: &[Id]) -> Sql {
    let ids: Vec<String> = ids.iter().map(|id| id.0.simple().to_string()).collect();
    Sql::Text(serde_json::Value::from(ids).to_string())
}

impl Workspace {
    /// All deals that pass, each with its lane, where an index leaves few to look at; in no order.
    pub(super) fn few_by_lane(&self, query: &BoardQuery) -> rusqlite::Result<Option<Vec<(String, Id)>>> {
        let Some(ids) = self.few(&query.filter)? else { return Ok(None) };
        let asked = condition(&query.filter, &self.here());
        let mut found = strand(&ids);
        found.sql =
            format!("SELECT {}, o.id FROM {} AND o.archived = 0 AND {}", self.lane_of(query), found.sql, asked.sql);
        found.bound.extend(asked.bound);
        if query.group == Group::Stage {
            let pipelines = self.pipelines();
            let won = pipelines.stages().filter(|stage| stage.ty == StageType::Won).map(|s| s.code.clone());
            let won = serde_json::Value::from(won.collect::<Vec<_>>());
            found.sql = format!(
                "{} AND (o.stage NOT IN (SELECT value FROM json_each(?)) OR {} >= ?)",
                found.sql,
                Order(Sort::Age).sql()
            );
            found.bound.extend([Sql::Text(won.to_string()), Sql::Text(self.won_since())]);
        } else if query.group != Group::Phase {
            let pipelines = self.pipelines();
            let line = pipelines.named(&query.pipeline).unwrap_or_else(|| pipelines.first());
            let open: Vec<Sql> = line.open_stages().map(|stage| Sql::Text(stage.code.clone())).collect();
            found.sql = format!("{} AND o.stage IN ({})", found.sql, vec!["?"; open.len()].join(", "));
            found.bound.extend(open);
        }
        self.conn
            .prepare_cached(&found.sql)?
            .query_map(params_from_iter(found.bound), |row| Ok((row.get(0)?, key_at(row, 1)?)))?
            .collect::<rusqlite::Result<_>>()
            .map(Some)
    }

    /// Deals among which are all that pass; `None` where no index knows of few.
    pub(super) fn few(&self, filter: &Query) -> rusqlite::Result<Option<Vec<Id>>> {
        for Term { test, .. } in filter.terms.iter().filter(|term| !term.not) {
            let few = match test {
                Test::Words(word) if !word.contains(char::is_whitespace) => self.with_word(word)?,
                Test::Tags(_, tags) if tags.len() == 1 => self.written(Kind::Opportunity, &tags[0])?,
                Test::People(field, ids) => {
                    let sql = format!(
                        "SELECT id FROM opportunity WHERE \"{}\" IN (SELECT unhex(value) FROM json_each(?))
                         AND +archived = 0",
                        field.column
                    );
                    self.at_most(&sql, vec![list(ids)])?
                }
                Test::Money(field, op, amount) if field.column == "amount" => {
                    let (from, to) = worth(*op, *amount);
                    self.between(Sort::Amount, from, to)?
                }
                Test::Date(field, op, date) => {
                    let (sort, none) = match field.column {
                        "next_step_due" => (Sort::Next, "9999"),
                        "expected_close_on" => (Sort::Close, "9999"),
                        "entered_stage_on" => (Sort::Age, ""),
                        _ => continue,
                    };
                    // Days as texts: behind one of them comes the same with a character more.
                    let (day, behind) = (date.to_string(), format!("{date}~"));
                    let least = if none.is_empty() { "0" } else { "" }.to_owned();
                    let (from, to) = match op {
                        Op::Is => (day, behind),
                        Op::Less => (least, day),
                        Op::Most => (least, behind),
                        Op::More => (behind, "9999".to_owned()),
                        Op::Least => (day, "9999".to_owned()),
                    };
                    self.between(sort, from, to)?
                }
                _ => None,
            };
            if few.is_some() {
                return Ok(few);
            }
        }
        Ok(None)
    }

    /// Deals in whose own words this one begins, or in the names of their customers and owners.
    fn with_word(&self, word: &str) -> rusqlite::Result<Option<Vec<Id>>> {
        let Some(mut deals) = self.written(Kind::Opportunity, word)? else { return Ok(None) };
        let Some(accounts) = self.written(Kind::Account, word)? else { return Ok(None) };
        // Colleagues are as few as a company has.
        let users = "SELECT id FROM user WHERE canvass_begins(?, name)";
        let Some(users) = self.at_most(users, vec![Sql::Text(super::fold(word))])? else { return Ok(None) };
        for (column, ids) in [("account", accounts), ("owner", users)] {
            if !ids.is_empty() {
                let sql = format!(
                    "SELECT id FROM opportunity WHERE {column} IN (SELECT unhex(value) FROM json_each(?)) AND +archived = 0"
                );
                let Some(more) = self.at_most(&sql, vec![list(&ids)])? else { return Ok(None) };
                deals.extend(more);
            }
        }
        deals.sort_unstable();
        deals.dedup();
        Ok((deals.len() <= FEW).then_some(deals))
    }

    /// Records of a kind in whose words this one begins, archived ones of customers too: their deals go on.
    fn written(&self, kind: Kind, word: &str) -> rusqlite::Result<Option<Vec<Id>>> {
        let Some(looked_up) = Words::of(word).index_query() else { return Ok(None) };
        if self.filled()? == Filled::Partly {
            return Ok(None);
        }
        let sql = "SELECT d.id FROM search_index CROSS JOIN search_doc d ON d.doc = search_index.rowid
                   WHERE search_index MATCH ? AND search_index.rowid BETWEEN ? AND ?";
        let from = *documents(kind, kind != Kind::Opportunity).start();
        let to = *documents(kind, false).end();
        self.at_most(sql, vec![Sql::Text(looked_up), Sql::Integer(from), Sql::Integer(to)])
    }

    /// Deals whose key in this order lies between two others: the first one may be it.
    fn between(&self, sort: Sort, from: String, to: String) -> rusqlite::Result<Option<Vec<Id>>> {
        let stages: Vec<String> = self.pipelines().stages().map(|stage| stage.code.clone()).collect();
        let key = Order(sort).sql();
        let sql = format!(
            "SELECT o.id FROM json_each(?) stage CROSS JOIN opportunity o ON o.stage = stage.value
             WHERE o.archived = 0 AND {key} >= ? AND {key} < ?"
        );
        let stages = Sql::Text(serde_json::Value::from(stages).to_string());
        self.at_most(&sql, vec![stages, Sql::Text(from), Sql::Text(to)])
    }

    fn at_most(&self, sql: &str, mut bound: Vec<Sql>) -> rusqlite::Result<Option<Vec<Id>>> {
        bound.push(Sql::Integer(FEW as i64 + 1));
        let mut read = self.conn.prepare_cached(&format!("{sql} LIMIT ?"))?;
        let ids: Vec<Id> =
            read.query_map(params_from_iter(bound), |row| key_at(row, 0))?.collect::<rusqlite::Result<_>>()?;
        Ok((ids.len() <= FEW).then_some(ids))
    }
}

/// Keys between which amounts of this currency lie that pass; larger ones come first.
fn worth(op: Op, amount: Money) -> (String, String) {
    let key = |minor: i64| format!("{}{:019}", amount.ccy.code(), 9_000_000_000_000_000_000_i64.saturating_sub(minor));
    let (first, last) = (amount.ccy.code().to_owned(), format!("{}~", amount.ccy.code()));
    let (here, next) = (key(amount.minor), key(amount.minor.saturating_sub(1)));
    match op {
        Op::Is => (here, next),
        Op::More => (first, here),
        Op::Least => (first, next),
        Op::Less => (next, last),
        Op::Most => (here, last),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::money::Currency;

    #[test]
    fn amounts_lie_where_their_index_has_them() {
        let yuan = |minor| Money { minor, ccy: Currency::CNY };
        // As `Order::sql` makes it of a record.
        let key = |minor: i64| format!("CNY{:019}", 9_000_000_000_000_000_000 - minor);
        for (op, passes) in [
            (Op::Is, [false, true, false]),
            (Op::Less, [true, false, false]),
            (Op::Most, [true, true, false]),
            (Op::More, [false, false, true]),
            (Op::Least, [false, true, true]),
        ] {
            let (from, to) = worth(op, yuan(100));
            let within = [99, 100, 101].map(|minor| (from.as_str()..to.as_str()).contains(&key(minor).as_str()));
            assert_eq!(within, passes, "{op:?}");
        }
    }
}
