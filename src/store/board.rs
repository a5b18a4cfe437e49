//! Windows into the board's columns: work grows with the cards on the screen, not with those in the file.

use rusqlite::{OptionalExtension, Row, params_from_iter, types::Value as Sql};

use super::query::{Condition, Here, Scene};
use super::request::{BoardQuery, Card, Column, Place};
use super::schema::{blob, key_at};
use super::workspace::Workspace;
use crate::domain::funnel::query::{Query, Test};
use crate::domain::money::{Currency, Money};
use crate::domain::record::Id;

const CARD: &str = "o.id, o.code, o.title, coalesce(a.short_name, a.name), coalesce(u.name, ''), o.amount_minor, o.amount_ccy,
    o.stage, o.status, coalesce(o.entered_stage_on, ''), coalesce(o.next_step, ''), coalesce(o.next_step_due, ''), o.rank,
    coalesce(o.hold_until, ''), o.forced_reason IS NOT NULL";
// CROSS JOIN keeps the cards outside: they come in order from their index, and only as many as are shown.
const FROM: &str = "opportunity o CROSS JOIN account a ON a.id = o.account LEFT JOIN user u ON u.id = o.owner";
const SEARCHED: &str = "concat_ws(' ', o.code, o.title, a.name, a.short_name, u.name, o.next_step, o.tags)";

/// What a query asks of the cards of a column.
pub(super) fn condition(query: &Query, here: &Here) -> Condition {
    Scene { alias: "o", searched: SEARCHED, here }.condition(query)
}

fn card(row: &Row<'_>) -> rusqlite::Result<Card> {
    let minor: Option<i64> = row.get(5)?;
    let ccy: Option<String> = row.get(6)?;
    let amount = minor.zip(ccy.as_deref().and_then(Currency::from_code)).map(|(minor, ccy)| Money { minor, ccy });
    Ok(Card {
        id: key_at(row, 0)?,
        code: row.get(1)?,
        title: row.get(2)?,
        account: row.get(3)?,
        owner: row.get(4)?,
        amount,
        stage: row.get(7)?,
        status: row.get(8)?,
        entered_stage_on: row.get(9)?,
        next_step: row.get(10)?,
        next_step_due: row.get(11)?,
        rank: row.get(12)?,
        hold_until: row.get(13)?,
        forced: row.get(14)?,
    })
}

/// Which way from an order key.
#[derive(Clone, Copy)]
pub(super) enum Way {
    Up,
    Down,
}

/// Cards of a stage in one direction; `from` says whether they start at a key, and whether it is one of them.
pub(super) fn window_sql(way: Way, from: Option<bool>, filter: &str) -> String {
    let mut sql = format!("SELECT {CARD} FROM {FROM} WHERE o.stage = ? AND o.archived = 0");
    sql.push_str(match (way, from) {
        (_, None) => "",
        (Way::Down, Some(true)) => " AND (o.rank, o.id) >= (?, ?)",
        (Way::Down, Some(false)) => " AND (o.rank, o.id) > (?, ?)",
        (Way::Up, Some(true)) => " AND (o.rank, o.id) <= (?, ?)",
        (Way::Up, Some(false)) => " AND (o.rank, o.id) < (?, ?)",
    });
    if !filter.is_empty() {
        sql.push_str(" AND ");
        sql.push_str(filter);
    }
    sql.push_str(match way {
        Way::Down => " ORDER BY o.rank, o.id LIMIT ?",
        Way::Up => " ORDER BY o.rank DESC, o.id DESC LIMIT ?",
    });
    sql
}

/// Whether words are searched, for which names of customers and colleagues are needed.
pub(super) fn searches(query: &Query) -> bool {
    query.terms.iter().any(|term| matches!(term.test, Test::Words(_)))
}

/// Counts and sums of what passes in a column.
pub(super) fn totals_sql(filter: &str, words: bool) -> String {
    let from = if words { FROM } else { "opportunity o" };
    format!(
        "SELECT coalesce(o.amount_ccy, ''), count(*), coalesce(sum(o.amount_minor), 0) FROM {from}
         WHERE o.stage = ? AND o.archived = 0 AND {filter} GROUP BY 1 ORDER BY 1"
    )
}

impl Workspace {
    /// The columns of the board, each a window of cards with the column's totals.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn board(&self, query: &BoardQuery) -> rusqlite::Result<Vec<Column>> {
        let sought = query.seek.map(|id| self.standing(id)).transpose()?.flatten();
        let of = |(stage, place): &(String, Place)| {
            // What the query says of stages is known before any card is looked at.
            let Some(filter) = query.filter.within(stage) else {
                return Ok(Column { stage: stage.clone(), ..Column::default() });
            };
            match &sought {
                Some((there, around)) if there == stage => self.column(stage, around, query.window, &filter),
                _ => self.column(stage, place, query.window, &filter),
            }
        };
        query.columns.iter().map(of).collect()
    }

    /// The column a card stands in, and its place there.
    fn standing(&self, id: Id) -> rusqlite::Result<Option<(String, Place)>> {
        self.conn
            .prepare_cached("SELECT stage, rank FROM opportunity WHERE id = ? AND archived = 0")?
            .query_row([blob(id)], |row| Ok((row.get(0)?, Place::Around(row.get(1)?, id))))
            .optional()
    }

    fn column(&self, stage: &str, place: &Place, window: usize, filter: &Query) -> rusqlite::Result<Column> {
        let condition = condition(filter, &self.here());
        let run = |from, way, limit| self.run_of(stage, from, way, limit, &condition);
        // One more than asked for is read each time, to know whether there is more.
        let (mut above, mut below) = match place {
            Place::Top => (Vec::new(), run(None, Way::Down, window)?),
            Place::Bottom => (run(None, Way::Up, window)?, Vec::new()),
            Place::Around(rank, id) => {
                let (before, from) = (Some((*rank, *id, false)), Some((*rank, *id, true)));
                let half = window / 2;
                let mut above = run(before, Way::Up, half)?;
                let below = run(from, Way::Down, window - half.min(above.len()))?;
                // Near an end of the column the other side fills the window.
                if above.len() > half && below.len() < window - half {
                    above = run(before, Way::Up, window - below.len())?;
                }
                (above, below)
            }
        };
        let room_down = match place {
            Place::Top => window,
            Place::Bottom => 0,
            Place::Around(..) => below.len().min(window - above.len().min(window / 2)),
        };
        let room_up = window - room_down;
        let more_above = above.len() > room_up;
        let more_below = below.len() > room_down;
        above.truncate(room_up);
        below.truncate(room_down);
        above.reverse();
        above.extend(below);
        let (count, sums) = self.totals(stage, &condition, searches(filter))?;
        Ok(Column { stage: stage.to_owned(), cards: above, more_above, more_below, count, sums })
    }

    fn run_of(
        &self,
        stage: &str,
        from: Option<(i64, Id, bool)>,
        way: Way,
        limit: usize,
        filter: &Condition,
    ) -> rusqlite::Result<Vec<Card>> {
        let mut bound = vec![Sql::Text(stage.to_owned())];
        if let Some((rank, id, _)) = from {
            bound.extend([Sql::Integer(rank), blob(id)]);
        }
        bound.extend(filter.bound.iter().cloned());
        let sql = window_sql(way, from.map(|(_, _, with)| with), &filter.sql);
        bound.push(Sql::Integer(limit as i64 + 1));
        self.conn.prepare_cached(&sql)?.query_map(params_from_iter(bound), card)?.collect()
    }

    fn totals(&self, stage: &str, filter: &Condition, words: bool) -> rusqlite::Result<(i64, Vec<(String, i64)>)> {
        let kept = "SELECT ccy, count, sum_minor FROM stage_total WHERE stage = ? AND count > 0 ORDER BY ccy";
        let mut bound = vec![Sql::Text(stage.to_owned())];
        let mut select = if filter.sql.is_empty() {
            self.conn.prepare_cached(kept)?
        } else {
            bound.extend(filter.bound.iter().cloned());
            self.conn.prepare_cached(&totals_sql(&filter.sql, words))?
        };
        let mut rows = select.query(params_from_iter(bound))?;
        let (mut count, mut sums) = (0, Vec::new());
        while let Some(row) = rows.next()? {
            let (ccy, n, sum): (String, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            count += n;
            if !ccy.is_empty() {
                sums.push((ccy, sum));
            }
        }
        Ok((count, sums))
    }
}
