//! Windows into the board's lanes: work grows with the cards on the screen, not with those in the file.

use rusqlite::{OptionalExtension, Row, params_from_iter, types::Value as Sql};

use super::lanes::{Lane, Order, Totals};
use super::query::{Condition, Here, Scene};
use super::request::{BoardQuery, Card, Column, Counted, Depth, Key, Place};
use super::schema::{blob, key_at};
use super::workspace::Workspace;
use crate::domain::funnel::pipelines::Pipelines;
use crate::domain::funnel::query::Query;
use crate::domain::funnel::view::{self, Group};
use crate::domain::money::{Currency, Money};
use crate::domain::record::Id;

// Names of others are asked for within: deals alone stand behind FROM, so that they come in order from their index. Those
// of accounts are read from an index that holds nothing else: the names of a page are otherwise half of what it reads.
const CARD: &str = "o.id, o.code, o.title,
    (SELECT coalesce(a.short_name, a.name) FROM account a INDEXED BY account_called WHERE a.id = o.account),
    o.amount_minor, o.amount_ccy, o.stage, o.status, coalesce(o.entered_stage_on, ''), coalesce(o.next_step, ''),
    coalesce(o.next_step_due, ''), coalesce(o.hold_until, ''), o.forced_reason IS NOT NULL, o.probability_bp,
    (SELECT u.name FROM user u WHERE u.id = o.owner)";
const SEARCHED: &str = "concat_ws(' ', o.code, o.title,
    (SELECT concat_ws(' ', a.name, a.short_name) FROM account a INDEXED BY account_called WHERE a.id = o.account),
    (SELECT u.name FROM user u WHERE u.id = o.owner), o.next_step, o.tags)";

/// So many deals of each stage are looked at in a glance.
const GLANCE: usize = 16;
/// What is met so often among them stands in more deals than an index would be asked for.
const COMMON: usize = 4;

/// What a query asks of the cards of a column.
pub(super) fn condition(query: &Query, here: &Here) -> Condition {
    Scene { alias: "o", searched: SEARCHED, here }.condition(query)
}

fn card(row: &Row<'_>, pipelines: &Pipelines) -> rusqlite::Result<Card> {
    let minor: Option<i64> = row.get(4)?;
    let ccy: Option<String> = row.get(5)?;
    let amount = minor.zip(ccy.as_deref().and_then(Currency::from_code)).map(|(minor, ccy)| Money { minor, ccy });
    let stage: String = row.get(6)?;
    Ok(Card {
        id: key_at(row, 0)?,
        code: row.get(1)?,
        title: row.get(2)?,
        account: row.get(3)?,
        amount,
        chance_bp: pipelines.chance(&stage, row.get(13)?),
        stage,
        status: row.get(7)?,
        entered_stage_on: row.get(8)?,
        next_step: row.get(9)?,
        next_step_due: row.get(10)?,
        hold_until: row.get(11)?,
        forced: row.get(12)?,
        owner: row.get::<_, Option<String>>(14)?.unwrap_or_default(),
        key: order_key(row, 15)?,
    })
}

pub(super) fn order_key(row: &Row<'_>, at: usize) -> rusqlite::Result<Key> {
    Ok(match row.get(at)? {
        Sql::Integer(number) => Key::Number(number),
        Sql::Text(text) => Key::Text(text),
        _ => Key::Text(String::new()),
    })
}

fn bound_key(key: &Key) -> Sql {
    match key {
        Key::Number(number) => Sql::Integer(*number),
        Key::Text(text) => Sql::Text(text.clone()),
    }
}

/// Which way from an order key.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Up,
    Down,
}

/// Where a run of cards starts: at a card, and whether it is one of them.
type At<'k> = (&'k Key, Id, bool);

/// Cards of a strand in one direction; `from` says whether they start at a key, and whether it is one of them.
pub(super) fn window_sql(strand: &str, order: Order, way: Way, from: Option<bool>, filter: &str) -> String {
    let key = order.sql();
    let from = match (way, from) {
        (_, None) => String::new(),
        (Way::Down, Some(true)) => beyond(order, ">="),
        (Way::Down, Some(false)) => beyond(order, ">"),
        (Way::Up, Some(true)) => beyond(order, "<="),
        (Way::Up, Some(false)) => beyond(order, "<"),
    };
    let filter = if filter.is_empty() { String::new() } else { format!(" AND {filter}") };
    let back = if way == Way::Up { " DESC" } else { "" };
    format!("SELECT {CARD}, {key} FROM {strand}{from}{filter} ORDER BY {key}{back}, o.id{back} LIMIT ?")
}

/// On one side of a card.
fn beyond(order: Order, sign: &str) -> String {
    let key = order.sql();
    if order.is_reckoned() {
        // In an index of what is reckoned, the place is found by one value only.
        return format!(" AND {key} {}= ? AND ({key}, o.id) {sign} (?, ?)", &sign[..1]);
    }
    format!(" AND ({key}, o.id) {sign} (?, ?)")
}

fn bound_at(order: Order, key: &Key, id: Id) -> impl Iterator<Item = Sql> {
    let twice = order.is_reckoned().then(|| bound_key(key));
    twice.into_iter().chain([bound_key(key), blob(id)])
}

/// What the query asks of the cards of a lane; none where nothing there can pass.
fn within_lane(query: &BoardQuery, code: &str) -> Option<Query> {
    // What the query says of stages is known before any card is looked at.
    if query.group == Group::Stage { query.filter.within(code) } else { Some(query.filter.clone()) }
}

impl Workspace {
    /// The columns of the board, each a window of cards with the column's totals.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn board(&self, query: &BoardQuery) -> rusqlite::Result<Vec<Column>> {
        let order = Order(query.sort.within(query.group));
        if query.depth == Depth::Glance {
            let glanced = self.glance(query, order)?;
            let met: usize = glanced.iter().map(|column| column.cards.len()).sum();
            if met >= COMMON || !glanced.iter().any(|column| column.counted == Counted::Not) {
                return Ok(glanced);
            }
            return match self.few_by_lane(query)? {
                Some(few) => self.columns(query, order, Some(&few)),
                None => Ok(glanced),
            };
        }
        let few = if query.filter.is_empty() { None } else { self.few_by_lane(query)? };
        self.columns(query, order, few.as_deref())
    }

    /// What stands at the top of each lane, and passes: so much of a lane is looked at as costs no more than a lane of a
    /// small workspace.
    fn glance(&self, query: &BoardQuery, order: Order) -> rusqlite::Result<Vec<Column>> {
        let mut columns = Vec::new();
        for (code, name) in self.lanes_of(query)? {
            let column = match within_lane(query, &code) {
                Some(filter) => self.glance_at(query, &code, order, &filter)?,
                None => Column { lane: code.clone(), ..Column::default() },
            };
            columns.push(Column { name, ..column });
        }
        Ok(columns)
    }

    fn glance_at(&self, query: &BoardQuery, code: &str, order: Order, filter: &Query) -> rusqlite::Result<Column> {
        let lane = self.lane(query, code, order);
        let mut ends = Vec::new();
        for strand in &lane.strands {
            ends.push(self.nth(strand, order, GLANCE)?);
        }
        if ends.iter().all(Option::is_none) {
            return self.column(query, code, order, &Place::Top, None);
        }
        let condition = condition(filter, &self.here());
        let mut cards = Vec::new();
        for (strand, end) in lane.strands.iter().zip(&ends) {
            let end = end.as_ref().map(|(key, id)| (key, *id));
            cards.extend(self.run_along(strand, order, (None, end), Way::Down, query.window, &condition)?);
        }
        if lane.strands.len() > 1 {
            cards.sort_by(|a, b| (&a.key, a.id).cmp(&(&b.key, b.id)));
        }
        let more_below = cards.len() > query.window;
        cards.truncate(query.window);
        let count = cards.len() as i64;
        Ok(Column { lane: code.to_owned(), cards, more_below, count, counted: Counted::Not, ..Column::default() })
    }

    /// The card with so many before it in a strand.
    fn nth(&self, strand: &Condition, order: Order, before: usize) -> rusqlite::Result<Option<(Key, Id)>> {
        let key = order.sql();
        let sql = format!("SELECT {key}, o.id FROM {} ORDER BY {key}, o.id LIMIT 1 OFFSET ?", strand.sql);
        let bound = strand.bound.iter().cloned().chain([Sql::Integer(before as i64)]);
        self.conn
            .prepare_cached(&sql)?
            .query_row(params_from_iter(bound), |row| Ok((order_key(row, 0)?, key_at(row, 1)?)))
            .optional()
    }

    /// All lanes, to the end; of a few deals when these are known to be all that pass.
    fn columns(&self, query: &BoardQuery, order: Order, few: Option<&[(String, Id)]>) -> rusqlite::Result<Vec<Column>> {
        let sought = query.seek.map(|id| self.standing(id, query, order)).transpose()?.flatten();
        let mut columns: Vec<Column> = Vec::new();
        for (code, name) in self.lanes_of(query)? {
            // The cursor comes to the first lane with a deal, which may stand far behind.
            let in_sight = query.in_sight.is_none_or(|n| columns.len() < n || columns.iter().all(|c| c.count == 0));
            let place = match &sought {
                Some((there, around)) if *there == code => around,
                _ => query.columns.iter().find(|(lane, _)| *lane == code).map_or(&Place::Top, |(_, place)| place),
            };
            let owner = (query.group == Group::Owner).then(|| code.parse().ok()).flatten();
            let work = owner.map(|owner| self.work_of(owner)).transpose()?;
            let query = if in_sight { query } else { &BoardQuery { window: 0, ..query.clone() } };
            columns.push(Column { name, work, ..self.column(query, &code, order, place, few)? });
        }
        if query.whole && query.group == Group::Close {
            columns.retain(|column| column.count > 0 || !view::beside_months(&column.lane));
        }
        Ok(columns)
    }

    /// The lane a card stands in, and its place there.
    fn standing(&self, id: Id, query: &BoardQuery, order: Order) -> rusqlite::Result<Option<(String, Place)>> {
        let sql = format!(
            "SELECT {}, {} FROM opportunity o WHERE o.id = ? AND o.archived = 0",
            self.lane_of(query),
            order.sql()
        );
        self.conn
            .prepare_cached(&sql)?
            .query_row([blob(id)], |row| Ok((row.get(0)?, Place::Around(order_key(row, 1)?, id))))
            .optional()
    }

    fn column(
        &self,
        query: &BoardQuery,
        code: &str,
        order: Order,
        place: &Place,
        few: Option<&[(String, Id)]>,
    ) -> rusqlite::Result<Column> {
        let empty = Column { lane: code.to_owned(), ..Column::default() };
        let (mut lane, condition) = if let Some(few) = few {
            let here: Vec<Id> = few.iter().filter(|(lane, _)| lane == code).map(|(_, id)| *id).collect();
            (Lane::of(&here), Condition::default())
        } else {
            let Some(filter) = within_lane(query, code) else { return Ok(empty) };
            (self.lane(query, code, order), condition(&filter, &self.here()))
        };
        let totals = self.totals(&lane, &condition, query.window > 0)?;
        if query.window == 0 {
            let Totals { count, uncounted, sums } = totals;
            let counted = if uncounted { Counted::AtLeast } else { Counted::Whole };
            return Ok(Column { more_below: count > 0, count, counted, sums, ..empty });
        }
        if !totals.uncounted {
            lane.few();
        }
        let window = query.window;
        let run = |from, way, limit| self.run_of(&lane, order, from, way, limit, &condition);
        // One more than asked for is read each time, to know whether there is more.
        let (mut above, mut below) = match place {
            Place::Top => (Vec::new(), run(None, Way::Down, window)?),
            Place::Bottom => (run(None, Way::Up, window)?, Vec::new()),
            Place::Around(key, id) => {
                let (before, from) = (Some((key, *id, false)), Some((key, *id, true)));
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
        Ok(Column {
            cards: above,
            more_above,
            more_below,
            count: totals.count,
            counted: if totals.uncounted { Counted::AtLeast } else { Counted::Whole },
            sums: totals.sums,
            ..empty
        })
    }

    /// Cards of all strands of a lane, woven into one order.
    fn run_of(
        &self,
        lane: &Lane,
        order: Order,
        from: Option<At<'_>>,
        way: Way,
        limit: usize,
        filter: &Condition,
    ) -> rusqlite::Result<Vec<Card>> {
        let mut cards: Vec<Card> = Vec::new();
        for strand in &lane.strands {
            cards.extend(self.run_along(strand, order, (from, None), way, limit, filter)?);
        }
        if lane.strands.len() > 1 {
            cards.sort_by(|a, b| (&a.key, a.id).cmp(&(&b.key, b.id)));
            if way == Way::Up {
                cards.reverse();
            }
            cards.truncate(limit + 1);
        }
        Ok(cards)
    }

    /// Cards of a strand from one place on that stand before another, one more than the limit if there are.
    fn run_along(
        &self,
        strand: &Condition,
        order: Order,
        (from, end): (Option<At<'_>>, Option<(&Key, Id)>),
        way: Way,
        limit: usize,
        filter: &Condition,
    ) -> rusqlite::Result<Vec<Card>> {
        let pipelines = self.pipelines();
        let (mut sql, mut bound) = (strand.sql.clone(), strand.bound.clone());
        if let Some((key, id)) = end {
            sql.push_str(&beyond(order, if way == Way::Down { "<" } else { ">" }));
            bound.extend(bound_at(order, key, id));
        }
        if let Some((key, id, _)) = from {
            bound.extend(bound_at(order, key, id));
        }
        bound.extend(filter.bound.iter().cloned());
        bound.push(Sql::Integer(limit as i64 + 1));
        let sql = window_sql(&sql, order, way, from.map(|(_, _, with)| with), &filter.sql);
        let mut read = self.conn.prepare_cached(&sql)?;
        read.query_map(params_from_iter(bound), |row| card(row, &pipelines))?.collect()
    }

    /// Ids of the cards of a lane in its order, at most as many as the window.
    pub(super) fn ids_of_lane(&self, query: &BoardQuery, code: &str, order: Order) -> rusqlite::Result<Vec<Id>> {
        let Some(filter) = within_lane(query, code) else { return Ok(Vec::new()) };
        let condition = condition(&filter, &self.here());
        let and = if condition.sql.is_empty() { String::new() } else { format!(" AND {}", condition.sql) };
        let key = order.sql();
        let mut found: Vec<(Key, Id)> = Vec::new();
        let lane = self.lane(query, code, order);
        for strand in &lane.strands {
            let sql = format!("SELECT o.id, {key} FROM {}{and} ORDER BY {key}, o.id LIMIT ?", strand.sql);
            let mut bound: Vec<Sql> = strand.bound.iter().chain(&condition.bound).cloned().collect();
            bound.push(Sql::Integer(query.window as i64));
            let mut read = self.conn.prepare_cached(&sql)?;
            for row in read.query_map(params_from_iter(bound), |row| Ok((order_key(row, 1)?, key_at(row, 0)?)))? {
                found.push(row?);
            }
        }
        if lane.strands.len() > 1 {
            found.sort_unstable();
            found.truncate(query.window);
        }
        Ok(found.into_iter().map(|(_, id)| id).collect())
    }
}
