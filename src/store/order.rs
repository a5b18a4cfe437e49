//! The order of cards in a column: a rank each, with room between two for a third.

use rusqlite::{OptionalExtension, params};
use serde_json::json;

use super::kept::Kept;
use super::request::{Done, Failure};
use super::schema::{blob, key_at};
use super::workspace::Workspace;
use crate::domain::act::Change;
use crate::domain::kinds::Kind;
use crate::domain::record::Id;

/// Room between two neighbours: thirty halvings before their surroundings get new ranks.
pub const RANK_STEP: i64 = 1 << 30;
/// Room between two cards after that.
const ROOM: i64 = 1 << 10;

fn set(id: Id, from: i64, to: i64) -> Change {
    let field = "rank".to_owned();
    Change::Update { kind: Kind::Opportunity, id, field, base: json!(from), new: json!(to) }
}

impl Workspace {
    /// Moves a card one place up or down; at the end of the column nothing changes.
    pub(super) fn order(&self, act: Id, id: Id, by: i8) -> Result<Done, Failure> {
        let same = |kept: &Kept<'_>| Ok(kept.lines.iter().any(|line| line.id == id));
        self.commit(act, "verb-order", same, |ws| {
            let card = ws.need(Kind::Opportunity, id)?;
            if card.archived || by == 0 {
                return Ok(Vec::new());
            }
            let (stage, rank) = (card.str("stage"), card.get("rank").as_i64().unwrap_or(0));
            ws.step(stage, rank, id, i64::from(by.signum())).map_err(|e| ws.said(&e))
        })
    }

    fn step(&self, stage: &str, rank: i64, id: Id, by: i64) -> rusqlite::Result<Vec<Change>> {
        let Some(next) = self.neighbour(stage, rank, id, by)? else { return Ok(Vec::new()) };
        let free = match self.neighbour(stage, next.0, next.1, by)? {
            None => next.0.checked_add(by * RANK_STEP),
            Some((far, _)) => {
                let middle = i64::midpoint(next.0, far);
                (middle != next.0 && middle != far).then_some(middle)
            }
        };
        match free {
            Some(free) => Ok(vec![set(id, rank, free)]),
            None => self.respace(stage, id, next.1),
        }
    }

    /// Order key of the card next to this one, above (`-1`) or below (`1`), in its column.
    fn neighbour(&self, stage: &str, rank: i64, id: Id, by: i64) -> rusqlite::Result<Option<(i64, Id)>> {
        let sql = if by < 0 {
            "SELECT rank, id FROM opportunity WHERE stage = ?1 AND archived = 0 AND (rank, id) < (?2, ?3)
             ORDER BY rank DESC, id DESC LIMIT 1"
        } else {
            "SELECT rank, id FROM opportunity WHERE stage = ?1 AND archived = 0 AND (rank, id) > (?2, ?3)
             ORDER BY rank, id LIMIT 1"
        };
        self.conn
            .prepare_cached(sql)?
            .query_row(params![stage, rank, blob(id)], |row| Ok((row.get(0)?, key_at(row, 1)?)))
            .optional()
    }

    /// No number is left between two cards: they change places, and as many cards around them as it takes get new
    /// ranks with room between.
    fn respace(&self, stage: &str, id: Id, other: Id) -> rusqlite::Result<Vec<Change>> {
        let mut cards: Vec<(i64, Id)> = self
            .conn
            .prepare_cached("SELECT rank, id FROM opportunity WHERE stage = ?1 AND archived = 0 ORDER BY rank, id")?
            .query_map([stage], |row| Ok((row.get(0)?, key_at(row, 1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        let at = |wanted: Id| cards.iter().position(|(_, id)| *id == wanted);
        let (Some(a), Some(b)) = (at(id), at(other)) else { return Ok(Vec::new()) };
        cards.swap(a, b);
        let (mut from, mut to) = (a.min(b), a.max(b) + 1);
        loop {
            let count = (to - from + 1) as i128;
            let low = if from == 0 { None } else { cards.get(from - 1).map(|(rank, _)| *rank) };
            let high = cards.get(to).map(|(rank, _)| *rank);
            // An end of the column has room without end; between two cards it is what lies between them.
            let (start, room) = match (low, high) {
                (Some(low), Some(high)) => (i128::from(low), (i128::from(high) - i128::from(low)) / count),
                (Some(low), None) => (i128::from(low), i128::from(RANK_STEP)),
                (None, Some(high)) => (i128::from(high) - count * i128::from(RANK_STEP), i128::from(RANK_STEP)),
                (None, None) => (-count * i128::from(RANK_STEP), i128::from(RANK_STEP)),
            };
            let last = start + (count - 1) * room;
            let fits = room >= i128::from(ROOM) && i64::try_from(start).is_ok() && i64::try_from(last).is_ok();
            if fits || (low.is_none() && high.is_none()) {
                let mut changes = Vec::new();
                for (place, (rank, card)) in cards[from..to].iter().enumerate() {
                    let new = (start + (place as i128 + 1) * room) as i64;
                    if *rank != new {
                        changes.push(set(*card, *rank, new));
                    }
                }
                // The card that was moved is what the act is about.
                changes.sort_by_key(|change| change.subject().1 != id);
                return Ok(changes);
            }
            let wider = to - from;
            from = from.saturating_sub(wider);
            to = (to + wider).min(cards.len());
        }
    }

    /// The order key that puts a card above all others of a stage.
    pub(super) fn top_rank(&self, stage: &str) -> rusqlite::Result<i64> {
        let least: Option<i64> = self
            .conn
            .prepare_cached("SELECT min(rank) FROM opportunity WHERE stage = ?1 AND archived = 0")?
            .query_row([stage], |row| row.get(0))?;
        Ok(least.unwrap_or(0).saturating_sub(RANK_STEP))
    }
}
