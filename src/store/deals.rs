//! Opportunities as a list: the newest first or in any order of the board, a window of however many they are.

use rusqlite::{params_from_iter, types::Value as Sql};

use super::board::{condition, order_key};
use super::few;
use super::lanes::{Order, STAGE};
use super::query::Condition;
use super::request::{Depth, Key, ListQuery, Page};
use super::schema::{blob, key_at};
use super::workspace::Workspace;
use crate::domain::funnel::query::Query;
use crate::domain::funnel::view::Sort;
use crate::domain::kinds::Kind;
use crate::domain::record::Id;

/// So many deals are looked at in a glance.
const GLANCE: usize = 64;
/// What is met so often among them stands in more deals than an index would be asked for.
const COMMON: usize = 4;
/// Deals of stages that hold no more than so many are put in order; among more they are looked for in it.
const GATHERED: i64 = 2_000;

/// How far deals are looked for.
enum Reach {
    Glance,
    /// To the end, among a few that an index knows of if there is one.
    Whole(Option<Vec<Id>>),
}

/// Where deals are found: strands that each come by the key, `FROM` and `WHERE` with all that is asked.
struct Rows {
    strands: Vec<Condition>,
    key: &'static str,
    /// The largest key comes first.
    down: bool,
}

impl Workspace {
    /// A window of a list of opportunities. In the order by hand the newest come first: a list has no hand.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn deals(&self, query: &ListQuery, sort: Sort, depth: Depth) -> rusqlite::Result<Page> {
        if query.of.as_ref().is_some_and(|(field, _)| Kind::Opportunity.spec().field(field).is_none()) {
            return Ok(Page::default());
        }
        let (stages, asked) = self.asked_within(&query.filter);
        let kept = self.kept_in(&stages)?;
        let free = asked.is_empty() && query.of.is_none();
        let mut met = None;
        if depth == Depth::Glance && !free && kept > GATHERED {
            let rows = self.rows(query, &asked, &stages, sort, kept, &Reach::Glance)?;
            let mut ids = self.ids_of(&rows, 0, query.limit + 1, None)?;
            if ids.len() >= COMMON.min(query.limit) {
                ids.truncate(query.limit);
                return self.page_of(&ids, 0, ids.len(), true);
            }
            met = Some(ids);
        }
        let few = self.few(&asked)?;
        // Too rare to be met at once, and no index knows of few: they are looked for at leisure.
        if let (Some(ids), None) = (&met, &few) {
            return self.page_of(ids, 0, ids.len(), true);
        }
        let rows = self.rows(query, &asked, &stages, sort, kept, &Reach::Whole(few))?;
        let total = if free { kept } else { self.count_of(&rows)? } as usize;
        let ids = self.ids_of(&rows, query.offset, query.limit, Some(total))?;
        self.page_of(&ids, query.offset, total, false)
    }

    /// Ids of a window of a list of opportunities.
    pub(super) fn ids_of_deals(&self, query: &ListQuery, sort: Sort) -> rusqlite::Result<Vec<Id>> {
        let (stages, asked) = self.asked_within(&query.filter);
        let reach = Reach::Whole(self.few(&asked)?);
        let rows = self.rows(query, &asked, &stages, sort, self.kept_in(&stages)?, &reach)?;
        self.ids_of(&rows, query.offset, query.limit, None)
    }

    /// The stages in which anything can pass, and what is asked there.
    fn asked_within(&self, filter: &Query) -> (Vec<String>, Query) {
        let mut asked = Query::default();
        let mut stages = Vec::new();
        for stage in self.pipelines().stages() {
            if let Some(within) = filter.within(&stage.code) {
                stages.push(stage.code.clone());
                asked = within;
            }
        }
        (stages, asked)
    }

    /// How many deals these stages hold.
    fn kept_in(&self, stages: &[String]) -> rusqlite::Result<i64> {
        let sql = "SELECT coalesce(sum(count), 0) FROM stage_total WHERE stage IN (SELECT value FROM json_each(?))";
        self.conn.prepare_cached(sql)?.query_row([texts(stages)], |row| row.get(0))
    }

    fn rows(
        &self,
        query: &ListQuery,
        asked: &Query,
        stages: &[String],
        sort: Sort,
        kept: i64,
        reach: &Reach,
    ) -> rusqlite::Result<Rows> {
        let order = Order(sort);
        let (key, down) = if sort == Sort::Manual { ("o.code", true) } else { (order.sql(), false) };
        let named = Kind::Opportunity.spec();
        let of = query.of.as_ref().and_then(|(field, id)| Some((named.field(field)?.name, *id)));
        let within = "o.archived = 0 AND +o.stage IN (SELECT value FROM json_each(?))";
        let mut gathered = true;
        let mut strands = if let Some((field, id)) = of {
            let sql = format!("opportunity o WHERE o.\"{field}\" = ? AND {within}");
            vec![Condition { sql, bound: vec![blob(id), texts(stages)] }]
        } else if let Reach::Whole(Some(few)) = reach {
            let mut strand = few::strand(few);
            strand.sql = format!("{} AND {within}", strand.sql);
            strand.bound.push(texts(stages));
            vec![strand]
        } else if kept <= GATHERED {
            let sql = "json_each(?) stage CROSS JOIN opportunity o WHERE o.stage = stage.value AND o.archived = 0";
            vec![Condition { sql: sql.to_owned(), bound: vec![texts(stages)] }]
        } else if sort == Sort::Manual {
            gathered = false;
            vec![Condition { sql: format!("opportunity o WHERE {within}"), bound: vec![texts(stages)] }]
        } else {
            gathered = false;
            let of = |stage: &String| Condition { sql: STAGE.to_owned(), bound: vec![Sql::Text(stage.clone())] };
            stages.iter().map(of).collect()
        };
        let mut rows = Rows { strands: Vec::new(), key, down };
        let filter = condition(asked, &self.here());
        let looked_at = GLANCE.div_ceil(strands.len().max(1));
        for strand in &mut strands {
            if matches!(reach, Reach::Glance) && !gathered {
                self.end(strand, &rows, looked_at)?;
            }
            if !filter.sql.is_empty() {
                strand.sql = format!("{} AND {}", strand.sql, filter.sql);
                strand.bound.extend(filter.bound.iter().cloned());
            }
        }
        rows.strands = strands;
        Ok(rows)
    }

    /// Has a strand end where a glance does.
    fn end(&self, strand: &mut Condition, rows: &Rows, looked_at: usize) -> rusqlite::Result<()> {
        let sql =
            format!("SELECT {0} FROM {2} ORDER BY {0}{1} LIMIT 1 OFFSET ?", rows.key, back(rows.down), strand.sql);
        let bound = strand.bound.iter().cloned().chain([Sql::Integer(looked_at as i64)]);
        let mut read = self.conn.prepare_cached(&sql)?;
        let mut found = read.query(params_from_iter(bound))?;
        if let Some(row) = found.next()? {
            strand.sql = format!("{} AND {} {} ?", strand.sql, rows.key, if rows.down { ">" } else { "<" });
            strand.bound.push(row.get(0)?);
        }
        Ok(())
    }

    fn count_of(&self, rows: &Rows) -> rusqlite::Result<i64> {
        let mut total = 0;
        for strand in &rows.strands {
            let sql = format!("SELECT count(*) FROM {}", strand.sql);
            total += self
                .conn
                .prepare_cached(&sql)?
                .query_row(params_from_iter(strand.bound.clone()), |row| row.get::<_, i64>(0))?;
        }
        Ok(total)
    }

    /// A window, all strands woven into one order; from the end where that is nearer.
    fn ids_of(&self, rows: &Rows, offset: usize, limit: usize, total: Option<usize>) -> rusqlite::Result<Vec<Id>> {
        let from_end = total.filter(|total| offset > total / 2 && offset < *total);
        let (skip, take) = match from_end {
            Some(total) => {
                let take = limit.min(total - offset);
                (total - offset - take, take)
            }
            None => (offset, limit),
        };
        let down = rows.down != from_end.is_some();
        let (key, by) = (rows.key, back(down));
        let alone = rows.strands.len() == 1;
        let mut found: Vec<(Key, Id)> = Vec::new();
        for strand in &rows.strands {
            let sql = format!("SELECT {key}, o.id FROM {} ORDER BY {key}{by}, o.id{by} LIMIT ? OFFSET ?", strand.sql);
            let (limit, offset) = if alone { (take, skip) } else { (skip.saturating_add(take), 0) };
            let most = |count: usize| Sql::Integer(i64::try_from(count).unwrap_or(i64::MAX));
            let bound = strand.bound.iter().cloned().chain([most(limit), most(offset)]);
            let mut read = self.conn.prepare_cached(&sql)?;
            for row in read.query_map(params_from_iter(bound), |row| Ok((order_key(row, 0)?, key_at(row, 1)?)))? {
                found.push(row?);
            }
        }
        if !alone {
            found.sort_unstable();
            if down {
                found.reverse();
            }
            found = found.into_iter().skip(skip).take(take).collect();
        }
        let mut ids: Vec<Id> = found.into_iter().map(|(_, id)| id).collect();
        if from_end.is_some() {
            ids.reverse();
        }
        Ok(ids)
    }

    fn page_of(&self, ids: &[Id], offset: usize, total: usize, partial: bool) -> rusqlite::Result<Page> {
        let mut rows = Vec::with_capacity(ids.len());
        for id in ids {
            rows.extend(self.record(Kind::Opportunity, *id)?);
        }
        let labels = self.labels(rows.iter())?;
        Ok(Page { rows, labels, offset, total, partial, ..Page::default() })
    }
}

fn back(down: bool) -> &'static str {
    if down { " DESC" } else { "" }
}

fn texts(texts: &[String]) -> Sql {
    Sql::Text(serde_json::Value::from(texts).to_string())
}
