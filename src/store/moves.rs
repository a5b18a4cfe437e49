//! Moving an opportunity between stages: the rule of the funnel, applied under the write lock.

use chrono::NaiveDate;
use serde_json::Value;

use super::journal::Line;
use super::kept::Kept;
use super::request::{Clash, Done, Failure};
use super::workspace::Workspace;
use crate::domain::act::Change;
use crate::domain::funnel::facts::Facts;
use crate::domain::funnel::pipeline::{Changes, Reason, Refusal};
use crate::domain::funnel::pipelines::Pipelines;
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Record};
use crate::text::Msg;

impl Workspace {
    pub(super) fn move_card(&self, act: Id, id: Id, seen: &str, to: &str, why: &Reason) -> Result<Done, Failure> {
        let moved = |line: &Line| (line.id, line.field.as_str(), line.after.as_str()) == (id, "stage", Some(to));
        self.commit(
            act,
            self.verb(seen, to, why),
            |kept| Ok(kept.lines.iter().any(moved)),
            |ws| {
                let record = ws.need(Kind::Opportunity, id)?;
                let stage = record.str("stage");
                if stage != seen {
                    return Err(ws.moved_meanwhile(id, seen, stage, to)?);
                }
                ws.moved(&record, to, why)
            },
        )
    }

    /// What moving a deal changes: the one door to a stage, for one card as for many.
    pub(super) fn moved(&self, deal: &Record, to: &str, why: &Reason) -> Result<Vec<Change>, Failure> {
        let facts = self.facts(deal)?;
        let sets =
            self.pipelines().move_to(&facts, to, why).map_err(|refusals| self.gate(&facts, deal, to, &refusals))?;
        let top = self.top_rank(to).map_err(|e| self.said(&e))?;
        Ok(updates(deal, sets.into_iter().chain([("rank", Value::from(top))])))
    }

    /// What a move is called. An override that had nothing to override still says that one was asked for.
    fn verb(&self, seen: &str, to: &str, why: &Reason) -> &'static str {
        let pipelines = self.pipelines();
        let elsewhere = pipelines.of(to).is_some_and(|pipeline| pipeline.stage(seen).is_none());
        match pipelines.stage(to) {
            Some(stage) if stage.status() == "lost" => "verb-lose",
            Some(stage) if stage.status() == "disqualified" => "verb-disqualify",
            _ if why.force => "verb-force",
            Some(stage) if stage.status() == "won" => "verb-win",
            Some(_) if !pipelines.is_open(seen) => "verb-reopen",
            Some(_) if elsewhere => "verb-change-pipeline",
            _ => "verb-move",
        }
    }

    fn moved_meanwhile(&self, id: Id, seen: &str, theirs: &str, mine: &str) -> Result<Failure, Failure> {
        let (who, when_ms) = super::journal::last_change(&self.conn, Kind::Opportunity, id, "stage")
            .map_err(|e| self.said(&e))?
            .unwrap_or_default();
        let text = |s: &str| Value::String(s.to_owned());
        Ok(self.clash(vec![Clash {
            kind: Kind::Opportunity,
            id,
            field: "stage".to_owned(),
            original: text(seen),
            theirs: text(theirs),
            mine: text(mine),
            both: None,
            who,
            when_ms,
        }]))
    }

    /// A refusal: with the whole gate when a condition stands in the way, otherwise the fields alone.
    pub(super) fn gate(&self, facts: &Facts, deal: &Record, to: &str, refusals: &[Refusal]) -> Failure {
        let faults = faults(refusals, &self.pipelines());
        if !refusals.iter().any(|refusal| matches!(refusal, Refusal::Unmet(_) | Refusal::Skips { .. })) {
            return Failure::Invalid { kind: Kind::Opportunity, id: deal.id, faults };
        }
        let from = facts.stood_in.as_deref().filter(|_| facts.deal.status == "lost").unwrap_or(&facts.deal.stage);
        let gate = self.pipelines().between(facts, from, to);
        Failure::Gate { id: deal.id, code: deal.code.clone(), to: to.to_owned(), faults, gate }
    }

    pub(super) fn hold(&self, act: Id, id: Id, until: NaiveDate, why: &str) -> Result<Done, Failure> {
        let same = |kept: &Kept<'_>| Ok(kept.lines.iter().all(|line| line.id == id));
        self.commit(act, "verb-hold", same, |ws| ws.held_until(&ws.need(Kind::Opportunity, id)?, until, why))
    }

    pub(super) fn held_until(&self, deal: &Record, until: NaiveDate, why: &str) -> Result<Vec<Change>, Failure> {
        self.restate(deal, |facts| self.pipelines().hold(&facts.deal, until, why, facts.today))
    }

    pub(super) fn resume(&self, act: Id, id: Id) -> Result<Done, Failure> {
        let same = |kept: &Kept<'_>| Ok(kept.lines.iter().all(|line| line.id == id));
        self.commit(act, "verb-resume", same, |ws| ws.taken_up(&ws.need(Kind::Opportunity, id)?))
    }

    pub(super) fn taken_up(&self, deal: &Record) -> Result<Vec<Change>, Failure> {
        self.restate(deal, |facts| self.pipelines().resume(&facts.deal))
    }

    fn restate(
        &self,
        deal: &Record,
        rule: impl FnOnce(&Facts) -> Result<Changes, Vec<Refusal>>,
    ) -> Result<Vec<Change>, Failure> {
        let facts = self.facts(deal)?;
        let sets = rule(&facts).map_err(|refusals| self.gate(&facts, deal, &facts.deal.stage, &refusals))?;
        Ok(updates(deal, sets))
    }
}

pub(super) fn updates(record: &Record, sets: impl IntoIterator<Item = (&'static str, Value)>) -> Vec<Change> {
    let update = |(field, new): (&'static str, Value)| Change::Update {
        kind: record.kind,
        id: record.id,
        base: record.get(field).clone(),
        field: field.to_owned(),
        new,
    };
    sets.into_iter().map(update).collect()
}

/// What stands in the way beside conditions, by the field that would clear it.
fn faults(refusals: &[Refusal], pipelines: &Pipelines) -> Vec<(String, Msg)> {
    let field = |refusal: &Refusal| match refusal {
        Refusal::Missing { field } => (*field).to_owned(),
        _ => String::new(),
    };
    let other = |refusal: &&Refusal| !matches!(refusal, Refusal::Unmet(_));
    refusals.iter().filter(other).map(|refusal| (field(refusal), refusal.msg(pipelines))).collect()
}
