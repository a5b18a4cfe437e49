//! The needs of a deal with what is promised for them; merging two, and the order of the key needs.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension, params};
use serde_json::{Value, json};

use super::kept::Kept;
use super::request::{Done, Failure, NeedRow, NeedSheet};
use super::schema::{blob, read_record, select_list};
use super::workspace::{Workspace, new_id};
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Record};
use crate::domain::research::coverage::Coverage;
use crate::domain::research::merge::{Around, merge};
use crate::domain::research::standing::{Cover, Place, is_live, ranked, set};
use crate::text::Msg;

/// States of a version from the signature on.
const SIGNED: &[&str] = &["SIGNED", "IN_FORCE", "EXPIRED", "TERMINATED", "SUPERSEDED"];

/// How a need came to us.
pub(super) struct Voiced {
    voiced: bool,
    pub(super) private: bool,
}

impl Workspace {
    /// The needs of a deal as a tree: each below the one it was found behind, key needs first.
    ///
    /// # Errors
    /// When the file cannot be read; nothing when there is no such deal.
    pub fn needs(&self, deal: Id) -> rusqlite::Result<Option<NeedSheet>> {
        let Some(deal) = self.record(Kind::Opportunity, deal)? else { return Ok(None) };
        let mut needs = self.belonging(Kind::Need, "opportunity", deal.id)?;
        needs.sort_by(|a, b| place(a).cmp(&place(b)));
        let labels = self.labels(std::iter::once(&deal).chain(&needs))?;
        let mut rows = Vec::with_capacity(needs.len());
        for need in needs {
            let cover = self.cover(need.id)?;
            let Voiced { voiced, private } = self.voiced(need.id)?;
            rows.push(NeedRow { record: need, depth: 0, cover, voiced, private });
        }
        let coverage = coverage(&rows);
        Ok(Some(NeedSheet { deal, rows: tree(rows), labels, coverage }))
    }

    /// Whether somebody told of a need, and whether in private only.
    pub(super) fn voiced(&self, need: Id) -> rusqlite::Result<Voiced> {
        let ends = self.far_ends("source", "target", need)?;
        let voiced = ends.iter().any(|(kind, _)| *kind != Kind::Need);
        let mut open = ends.iter().any(|(kind, _)| !matches!(kind, Kind::Need | Kind::Answer));
        let mut private = false;
        for (_, id) in ends.iter().filter(|(kind, _)| *kind == Kind::Answer) {
            match self.record(Kind::Answer, *id)? {
                Some(answer) if answer.get("private") == true => private = true,
                _ => open = true,
            }
        }
        Ok(Voiced { voiced, private: private && !open })
    }

    /// What is promised for a need.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub(super) fn cover(&self, need: Id) -> rusqlite::Result<Cover> {
        let mut cover = Cover::None;
        for (kind, id) in self.far_ends("target", "source", need)? {
            if matches!(kind, Kind::Clause | Kind::Target) {
                cover = cover.max(self.promise(kind, id)?);
            }
        }
        Ok(cover)
    }

    /// Whether a clause or target stands, and in a signed text.
    fn promise(&self, kind: Kind, id: Id) -> rusqlite::Result<Cover> {
        let sql = format!(
            "SELECT v.state FROM {} t JOIN agreement_version v ON v.id = t.version
             WHERE t.id = ?1 AND t.archived = 0 AND v.archived = 0",
            kind.name()
        );
        let state: Option<String> =
            self.conn.prepare_cached(&sql)?.query_row([blob(id)], |row| row.get(0)).optional()?;
        Ok(match state.as_deref() {
            None | Some("CANCELLED") => Cover::None,
            Some(state) if SIGNED.contains(&state) => Cover::Signed,
            Some(_) => Cover::Promised,
        })
    }

    /// Makes two needs that say the same one; `goes` is archived and leads to `stays`.
    pub(super) fn merge_needs(&self, act: Id, goes: Id, stays: Id) -> Result<Done, Failure> {
        let same = |kept: &Kept<'_>| Ok([goes, stays].iter().all(|id| kept.lines.iter().any(|line| leads(line, *id))));
        self.commit(act, "verb-merge", same, |ws| {
            let said = |e| ws.said(&e);
            let (stays, goes) = (ws.need(Kind::Need, stays)?, ws.need(Kind::Need, goes)?);
            let mut traces = ws.traces_at(stays.id).map_err(said)?;
            traces.extend(ws.traces_at(goes.id).map_err(said)?);
            traces.sort_by_key(|trace| trace.id);
            traces.dedup_by_key(|trace| trace.id);
            let gaps = match goes.id_of("opportunity") {
                Some(deal) => ws.belonging(Kind::Gap, "opportunity", deal).map_err(said)?,
                None => Vec::new(),
            };
            let gaps = gaps.into_iter().filter(|gap| Id::all(gap.get("needs")).any(|id| id == goes.id)).collect();
            let behind = ws.belonging(Kind::Need, "derived_from", goes.id).map_err(said)?;
            let mut changes =
                merge(&stays, &goes, &Around { traces, behind, gaps }, new_id()).map_err(Failure::Refused)?;
            if !goes.get("rank").is_null() {
                // The ranks close up; what stays takes the place if it has none.
                let to = if stays.get("rank").is_null() { Some(stays.id) } else { None };
                let order = ws.key_needs(&goes).map_err(said)?;
                let order: Vec<Id> =
                    order.into_iter().filter_map(|need| if need.id == goes.id { to } else { Some(need.id) }).collect();
                changes.extend(ws.reranked(&goes, &order, goes.id).map_err(said)?);
            }
            Ok(changes)
        })
    }

    /// Moves a need among the key needs of its deal, on the list or off it.
    pub(super) fn rank_need(&self, act: Id, id: Id, to: Place) -> Result<Done, Failure> {
        let same = |kept: &Kept<'_>| Ok(kept.lines.iter().all(|line| line.kind == Kind::Need && line.field == "rank"));
        self.commit(act, "verb-rank", same, |ws| {
            let said = |e| ws.said(&e);
            let need = ws.need(Kind::Need, id)?;
            if need.archived || !is_live(need.str("state")) {
                return Err(Failure::Refused(Msg::new("need-rank-gone").with("code", need.code.as_str())));
            }
            let order = ws.key_needs(&need).map_err(said)?.iter().map(|need| need.id).collect();
            let order = ranked(order, id, to).map_err(Failure::Refused)?;
            ws.reranked(&need, &order, Id::default()).map_err(said)
        })
    }

    /// The key needs of the deal of this one, in order.
    fn key_needs(&self, need: &Record) -> rusqlite::Result<Vec<Record>> {
        let Some(deal) = need.id_of("opportunity") else { return Ok(Vec::new()) };
        let mut needs = self.belonging(Kind::Need, "opportunity", deal)?;
        needs.retain(|need| !need.get("rank").is_null());
        needs.sort_by(|a, b| place(a).cmp(&place(b)));
        Ok(needs)
    }

    /// Ranks from 1 in this order; all others of the deal have none. `done` has been changed already. What moved comes
    /// first, because an act is about what it begins with.
    fn reranked(&self, need: &Record, order: &[Id], done: Id) -> rusqlite::Result<Vec<crate::domain::act::Change>> {
        let Some(deal) = need.id_of("opportunity") else { return Ok(Vec::new()) };
        let mut needs = self.belonging(Kind::Need, "opportunity", deal)?;
        needs.sort_by_key(|other| other.id != need.id);
        let rank = |id: Id| order.iter().position(|other| *other == id).map_or(Value::Null, |at| json!(at + 1));
        let stale = needs.iter().filter(|need| need.id != done && *need.get("rank") != rank(need.id));
        Ok(stale.map(|need| set(need, "rank", rank(need.id))).collect())
    }

    /// Links that begin or end at a record.
    pub(super) fn traces_at(&self, id: Id) -> rusqlite::Result<Vec<Record>> {
        let sql = format!(
            "SELECT {} FROM trace t WHERE t.archived = 0 AND (t.source = ?1 OR t.target = ?1) ORDER BY t.id",
            select_list(Kind::Trace)
        );
        self.conn
            .prepare_cached(&sql)?
            .query_map(params![id.to_string()], |row| read_record(Kind::Trace, row, 0))?
            .collect()
    }
}

fn leads(line: &super::journal::Line, id: Id) -> bool {
    line.id == id || line.kind == Kind::Trace && line.after.to_string().contains(&id.to_string())
}

/// Key needs by rank, then all others as they were written down.
fn place(need: &Record) -> (i64, &str) {
    (need.get("rank").as_i64().unwrap_or(i64::MAX), &need.code)
}

/// Must-needs that are still to be met and for which nothing is promised, by their code.
pub(super) fn unmet(rows: &[NeedRow]) -> Vec<&Record> {
    let open = |row: &&NeedRow| {
        row.record.str("priority") == "must" && row.cover < Cover::Promised && is_live(row.record.str("state"))
    };
    let mut unmet: Vec<&Record> = rows.iter().filter(open).map(|row| &row.record).collect();
    unmet.sort_by(|a, b| a.code.cmp(&b.code));
    unmet
}

fn coverage(rows: &[NeedRow]) -> Coverage {
    let live = rows.iter().filter(|row| is_live(row.record.str("state")));
    Coverage::of(live.map(|row| (row.record.get("priority").as_str(), row.cover)))
}

/// Each need below the one it was found behind; what was found behind nothing that is here stands at the edge.
fn tree(rows: Vec<NeedRow>) -> Vec<NeedRow> {
    let here: Vec<Id> = rows.iter().map(|row| row.record.id).collect();
    let mut below: BTreeMap<Option<Id>, Vec<NeedRow>> = BTreeMap::new();
    for row in rows {
        let parent = row.record.id_of("derived_from").filter(|id| here.contains(id) && *id != row.record.id);
        below.entry(parent).or_default().push(row);
    }
    let mut out = Vec::with_capacity(here.len());
    let mut open: Vec<NeedRow> = below.remove(&None).unwrap_or_default().into_iter().rev().collect();
    loop {
        while let Some(row) = open.pop() {
            let (id, depth) = (row.record.id, row.depth);
            out.push(row);
            let found = below.remove(&Some(id)).unwrap_or_default();
            open.extend(found.into_iter().rev().map(|row| NeedRow { depth: depth + 1, ..row }));
        }
        // Needs that were found behind each other in a circle: one of them begins it.
        match below.pop_first() {
            Some((_, rows)) => open.extend(rows.into_iter().rev()),
            None => return out,
        }
    }
}
