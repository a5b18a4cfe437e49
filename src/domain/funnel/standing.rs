//! Where an opportunity stands, in one look: score, people, talks and cost, all from the facts of one day.

pub mod words;

use super::cost::{self, Spent};
use super::facts::Facts;
use super::pipeline::StageType;
use super::pipelines::Pipelines;
use super::qualification::{Qualification, Score};
use super::support::{Reach, Support, depths, stuck};
use crate::domain::kinds::Kind;
use crate::domain::money::Money;
use crate::domain::record::Record;

#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    pub score: Score,
    pub support: Support,
    pub reach: Reach,
    /// Depth of the last talks, oldest first.
    pub depths: Vec<i64>,
    /// They go no deeper.
    pub stuck: bool,
    pub spent: Spent,
    /// What it brings in: the contract of a won deal, else amount times probability.
    pub income: Option<Money>,
    /// Cost to income in basis points; `None` is "n/a".
    pub ratio_bp: Option<i64>,
    pub return_tenths: Option<u128>,
    /// Minutes allowed in this stage, and in the whole deal where somebody set them.
    pub stage_cap: Option<i64>,
    pub deal_cap: Option<i64>,
}

impl Standing {
    /// `effort` and `expenses` are those of this opportunity.
    pub fn of(facts: &Facts, effort: &[Record], expenses: &[Record], pipelines: &Pipelines) -> Self {
        let deal = &facts.deal;
        let since = deal.entered_stage_on.as_deref().and_then(|on| on.parse().ok());
        let spent = Spent::of(effort, expenses, since);
        let stage = pipelines.stage(&deal.stage);
        let income = match stage.map(|stage| stage.ty) {
            Some(StageType::Won) => deal.amount,
            Some(StageType::Open | StageType::Hold) => pipelines.weighted(deal),
            _ => None,
        };
        let both = spent.total().zip(income);
        let depths = depths(facts.of(Kind::Activity));
        Self {
            score: Qualification::built_in().score(facts),
            support: Support::of(facts.of(Kind::DealRole), facts.today),
            reach: Reach::of(facts),
            stuck: stuck(&depths),
            depths,
            ratio_bp: both.and_then(|(cost, income)| cost::ratio_bp(cost, income)),
            return_tenths: both.and_then(|(cost, income)| cost::return_tenths(cost, income)),
            spent,
            income,
            stage_cap: stage.and_then(|stage| stage.cap_days).map(|days| days * cost::DAY),
            deal_cap: deal.effort_cap_min,
        }
    }

    /// It costs more than 15 % of what it may bring (06-metrics 6.4). What is decided is no longer watched.
    pub fn too_dear(&self, open: bool) -> bool {
        open && self.ratio_bp.is_some_and(|bp| bp > cost::ALERT_BP)
    }

    /// More work went in than the stage or the deal allows.
    pub fn over_cap(&self) -> bool {
        let beyond = |minutes: i64, cap: Option<i64>| cap.is_some_and(|cap| minutes > cap);
        beyond(self.spent.stage_minutes, self.stage_cap) || beyond(self.spent.minutes, self.deal_cap)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::domain::funnel::samples::{facts, row};

    #[test]
    fn cost_stands_against_what_is_expected_and_the_cap_of_the_stage() {
        let deal = json!({
            "stage": "RESEARCH", "entered_stage_on": "2026-03-10", "amount": { "minor": 120_000_000, "ccy": "CNY" },
        });
        let facts = facts(&deal);
        let rate = json!({ "minor": 18_000, "ccy": "CNY" });
        let work =
            |date: &str, minutes: i64| row(Kind::Effort, 1, &json!({ "date": date, "minutes": minutes, "rate": rate }));
        let paid = [row(Kind::Expense, 2, &json!({ "amount": { "minor": 640_000, "ccy": "CNY" } }))];
        let pipeline = Pipelines::default();
        let standing =
            Standing::of(&facts, &[work("2026-03-01", 6000 - 3840), work("2026-03-10", 3840)], &paid, &pipeline);
        assert_eq!(standing.ratio_bp, Some(813), "24 400 of 1 200 000 at 25 %");
        assert_eq!((standing.spent.stage_minutes, standing.stage_cap), (3840, Some(3840)), "8 person-days of 8");
        assert!(!standing.over_cap() && !standing.too_dear(true));
        let more = Standing::of(&facts, &[work("2026-03-10", 3841)], &[], &pipeline);
        assert!(more.over_cap(), "a minute more than 8 person-days");
        let dear = Standing::of(&facts, &[work("2026-03-01", 15_001)], &[], &pipeline);
        assert!(dear.ratio_bp == Some(1500) && !dear.too_dear(true));
        let dearer = Standing::of(&facts, &[work("2026-03-01", 15_020)], &[], &pipeline);
        assert!(dearer.too_dear(true) && !dearer.too_dear(false));
    }
}
