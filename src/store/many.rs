//! The same done to many records: one transaction and one journal entry, through the rules that hold for each alone.

use std::cmp::Reverse;

use serde_json::{Value, json};

use super::kept::Kept;
use super::lanes::Order;
use super::request::{Among, BoardQuery, Done, Failure, MOST, Many, Refused, Task, in_short};
use super::workspace::Workspace;
use super::write::Applied;
use crate::domain::act::Change;
use crate::domain::funnel::pipeline::Pipeline;
use crate::domain::funnel::view::Sort;
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Record};
use crate::text::{Arg, Msg};

/// Tells how far an act is: so many done, of so many. `false` stops it.
pub type Going<'g> = &'g dyn Fn(usize, usize) -> bool;

/// So many records between two reports.
const REPORT: usize = 25;

/// Refusals of one record. Any other sentence is about the file, and ends the whole act.
const OF_ONE: [&str; 6] =
    ["store-gone", "store-misfit", "many-archived", "many-meanwhile", "many-no-further", "pipeline-no-lost"];

impl Task {
    /// What the act is called.
    fn verb(&self, ws: &Workspace) -> &'static str {
        match self {
            Self::Carry { why, .. } | Self::Move { why, .. } if why.force => "verb-force",
            Self::Carry { .. } => "verb-move",
            Self::Move { to, .. } => match ws.pipelines().stage(to) {
                Some(stage) if stage.status() == "lost" => "verb-lose",
                Some(stage) if stage.status() == "disqualified" => "verb-disqualify",
                Some(stage) if stage.status() == "won" => "verb-win",
                _ => "verb-move",
            },
            Self::Lose { .. } => "verb-lose",
            Self::Hold { .. } => "verb-hold",
            Self::Set(sets) if matches!(sets.as_slice(), [(field, _)] if field == "owner") => "verb-assign",
            Self::Set(_) => "verb-edit",
            Self::Tag { add, .. } if add.is_empty() => "verb-untag",
            Self::Tag { .. } => "verb-tag",
            Self::Archive => "verb-archive",
        }
    }

    /// Fields that a colleague may have changed unseen.
    fn fields(&self) -> Vec<&str> {
        match self {
            Self::Carry { .. } | Self::Move { .. } | Self::Lose { .. } => vec!["stage", "archived"],
            Self::Hold { .. } => vec!["stage", "status", "archived"],
            Self::Set(sets) => sets.iter().map(|(field, _)| field.as_str()).collect(),
            // What others tagged stays.
            Self::Tag { .. } => Vec::new(),
            Self::Archive => vec!["archived", "stage"],
        }
    }

    fn moves(&self) -> bool {
        matches!(self, Self::Carry { .. } | Self::Move { .. } | Self::Lose { .. })
    }
}

impl Workspace {
    /// All that may take part are changed in one act; the others are told of, each with its reason. Between two records
    /// `going` may stop it: then nothing at all is changed.
    pub(super) fn many(&self, many: &Many, going: Going<'_>) -> Result<Done, Failure> {
        let Many { act, kind, ids, task } = many;
        if ids.len() > MOST {
            return Err(Failure::Refused(Msg::new("many-too-many").with("most", MOST)));
        }
        let same = |kept: &Kept<'_>| Ok(kept.lines.iter().all(|line| line.kind == *kind && ids.contains(&line.id)));
        self.transact(*act, task.verb(self), same, |begun| {
            let mut applying = begun.applying(false, false);
            let unseen = self.has_unseen().map_err(|e| self.said(&e))?;
            let mut refused = Vec::new();
            for (n, id) in self.in_order(many)?.into_iter().enumerate() {
                if n % REPORT == 0 && !going(n, ids.len()) {
                    return Err(Failure::Refused(Msg::new("many-stopped")));
                }
                let changes = self.one_of(*kind, id, task, unseen);
                match changes.and_then(|changes| applying.each(changes)) {
                    Ok(()) => {}
                    Err(Failure::Refused(msg)) if !OF_ONE.contains(&msg.key.as_str()) => {
                        return Err(Failure::Refused(msg));
                    }
                    Err(why) => refused.push(self.left_alone(*kind, id, why)?),
                }
            }
            if !going(ids.len(), ids.len()) {
                return Err(Failure::Refused(Msg::new("many-stopped")));
            }
            if task.moves() {
                // From the top, as they stand on the board.
                refused.reverse();
            }
            let (lines, merged_with) = applying.finish()?;
            Ok(Applied { undo_of: None, import: false, lines, merged_with, refused })
        })
    }

    /// Cards that move come to stand on top of a column one after the other: the lowest goes first.
    fn in_order(&self, many: &Many) -> Result<Vec<Id>, Failure> {
        let mut ids = many.ids.to_vec();
        if many.task.moves() {
            let mut ranked = Vec::with_capacity(ids.len());
            let mut rank =
                self.conn.prepare_cached("SELECT rank FROM opportunity WHERE id = ?1").map_err(|e| self.said(&e))?;
            for id in ids {
                let found = rank.query_row([super::schema::blob(id)], |row| row.get::<_, i64>(0));
                ranked.push((Reverse(found.unwrap_or_default()), id));
            }
            ranked.sort_unstable();
            ids = ranked.into_iter().map(|(_, id)| id).collect();
        }
        Ok(ids)
    }

    /// What the task means for one record; the rule of the funnel for one that moves.
    fn one_of(&self, kind: Kind, id: Id, task: &Task, unseen: bool) -> Result<Vec<Change>, Failure> {
        let record = self.need(kind, id)?;
        if record.archived {
            return Err(Failure::Refused(Msg::new("many-archived")));
        }
        if unseen && let Some(who) = self.unseen(kind, id, &task.fields()).map_err(|e| self.said(&e))? {
            return Err(Failure::Refused(Msg::new("many-meanwhile").with("who", who)));
        }
        let changes = self.task_of(&record, task)?;
        self.would_agree(record, &changes)?;
        Ok(changes)
    }

    fn task_of(&self, record: &Record, task: &Task) -> Result<Vec<Change>, Failure> {
        match task {
            Task::Carry { by, why } => {
                let to = self.beside(record, *by)?;
                self.moved(record, &to, why)
            }
            Task::Move { to, why } => self.moved(record, to, why),
            Task::Lose { why } => {
                let pipelines = self.pipelines();
                let lost = pipelines.of(record.str("stage")).and_then(Pipeline::lost_stage);
                let lost = lost.ok_or_else(|| Failure::Refused(Msg::new("pipeline-no-lost")))?;
                self.moved(record, &lost.code, why)
            }
            Task::Hold { until, why } => self.held_until(record, *until, why),
            Task::Set(sets) => Ok(sets.iter().map(|(field, new)| update(record, field, new.clone())).collect()),
            Task::Tag { add, remove } => {
                let new = retagged(record.get("tags"), add, remove);
                Ok(vec![update(record, "tags", new)])
            }
            Task::Archive => Ok(vec![Change::archive(record, true)]),
        }
    }

    /// The stage next to that of a deal, as H and L find it.
    fn beside(&self, deal: &Record, by: i8) -> Result<String, Failure> {
        let pipelines = self.pipelines();
        let stages: Vec<_> = pipelines.of(deal.str("stage")).into_iter().flat_map(Pipeline::columns).collect();
        let here = stages.iter().position(|stage| stage.code == deal.str("stage"));
        let to = here.and_then(|at| at.checked_add_signed(isize::from(by))).and_then(|at| stages.get(at));
        to.map(|stage| stage.code.clone()).ok_or_else(|| {
            let stage = pipelines.stage(deal.str("stage"));
            let name = stage.map_or_else(|| Arg::from(deal.str("stage")), |stage| Arg::Words(stage.name.clone()));
            Failure::Refused(Msg::new("many-no-further").with("stage", name))
        })
    }

    fn left_alone(&self, kind: Kind, id: Id, why: Failure) -> Result<Refused, Failure> {
        let record = self.record(kind, id).map_err(|e| self.said(&e))?;
        let (code, title) = record.map(|record| (record.code.clone(), in_short(record.title()))).unwrap_or_default();
        Ok(Refused { id, code, title, why })
    }

    /// Ids of a page in its order, at most as many as its window or limit.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn ids(&self, among: &Among) -> rusqlite::Result<Vec<Id>> {
        match among {
            Among::Board(query) => self.ids_on_board(query),
            Among::List(query) if query.kind == Kind::Opportunity => self.ids_of_deals(query, Sort::Manual),
            Among::List(query) => self.ids_in_list(query),
            Among::Deals(query, sort) => self.ids_of_deals(query, *sort),
        }
    }

    fn ids_on_board(&self, query: &BoardQuery) -> rusqlite::Result<Vec<Id>> {
        let order = Order(query.sort.within(query.group));
        let mut ids = Vec::new();
        for (lane, _) in self.lanes_of(query)? {
            ids.extend(self.ids_of_lane(query, &lane, order)?);
        }
        Ok(ids)
    }
}

fn update(record: &Record, field: &str, new: Value) -> Change {
    let base = record.get(field).clone();
    Change::Update { kind: record.kind, id: record.id, field: field.to_owned(), base, new }
}

/// Tags that were there keep their order; case makes no other tag.
fn retagged(now: &Value, add: &[String], remove: &[String]) -> Value {
    let is_in = |list: &[String], tag: &str| list.iter().any(|other| super::fold(other) == super::fold(tag));
    let texts = now.as_array().map(Vec::as_slice).unwrap_or_default().iter().filter_map(Value::as_str);
    let mut tags: Vec<String> = texts.filter(|tag| !is_in(remove, tag)).map(str::to_owned).collect();
    for tag in add {
        if !is_in(&tags, tag) {
            tags.push(tag.clone());
        }
    }
    if tags.is_empty() { Value::Null } else { json!(tags) }
}
