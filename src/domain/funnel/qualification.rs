//! How well an opportunity is qualified: what is known of it, weighed, and what is missing. The criteria are data.

use std::sync::LazyLock;

use serde::Deserialize;

use super::facts::Facts;
use super::gate::{Condition, Finding, Place, State, Test};
use super::support::{Reach, Support, depths, stuck};
use crate::domain::kinds::Kind;
use crate::domain::wording::date_of;
use crate::text::{Msg, Words};

const FILE: &str = include_str!("../../../assets/pipelines/qualification.toml");

/// Criteria and bands as the file has them.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Qualification {
    bands: Vec<Band>,
    criteria: Vec<Criterion>,
}

/// A range of scores and how much work it allows.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// Percent, inclusive.
    pub from: i64,
    pub name: Words,
    pub advice: Words,
}

/// One thing that should be known. Exactly one of `when` and `sign` says what is looked at.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    pub code: String,
    pub name: Words,
    pub weight: i64,
    when: Option<Test>,
    /// Gives half the weight where the whole is not met.
    partly: Option<Test>,
    sign: Option<Sign>,
}

/// What no test of single records can say (06-metrics 6.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Sign {
    /// The decision support index is at least this.
    Support(i64),
    /// More than one person with power, on more than one level.
    Threads,
    /// The talks go deeper.
    Depth,
    /// A next step that is not overdue.
    NextStep,
}

/// The score of one opportunity on one day.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    /// Whole percent of the weights, cut.
    pub percent: i64,
    pub band: Option<Band>,
    /// Weight and state of each criterion that is asked, in the order of the file.
    pub parts: Vec<(i64, Finding)>,
}

impl Score {
    /// What is not known, the weightiest first.
    pub fn missing(&self) -> Vec<&(i64, Finding)> {
        let mut missing: Vec<_> = self.parts.iter().filter(|(_, found)| !found.state.passes()).collect();
        missing.sort_by_key(|(weight, found)| {
            std::cmp::Reverse(weight * if found.state == State::Opened { 1 } else { 2 })
        });
        missing
    }
}

impl Qualification {
    /// The built-in criteria. They are part of the program, and a test reads them.
    pub fn built_in() -> &'static Self {
        static BUILT_IN: LazyLock<Qualification> = LazyLock::new(|| {
            Qualification::parse(FILE).unwrap_or(Qualification { bands: Vec::new(), criteria: Vec::new() })
        });
        &BUILT_IN
    }

    /// # Errors
    /// When the text is no list of criteria; says where.
    pub fn parse(text: &str) -> Result<Self, Msg> {
        toml::from_str(text)
            .map_err(|e| Msg::new("pipeline-unreadable").with("detail", e.to_string().trim_end().to_owned()))
    }

    pub fn score(&self, facts: &Facts) -> Score {
        let parts: Vec<(i64, Finding)> =
            self.criteria.iter().filter_map(|criterion| Some((criterion.weight, criterion.look(facts)?))).collect();
        let all: i64 = parts.iter().map(|(weight, _)| 2 * weight).sum();
        let got: i64 = parts
            .iter()
            .map(|(weight, found)| match found.state {
                State::Met => 2 * weight,
                State::Opened => *weight,
                _ => 0,
            })
            .sum();
        let percent = if all > 0 { 100 * got / all } else { 0 };
        let band = self.bands.iter().rev().find(|band| band.from <= percent).cloned();
        Score { percent, band, parts }
    }
}

impl Criterion {
    fn look(&self, facts: &Facts) -> Option<Finding> {
        let asks = |when: &Test| {
            let (code, name) = (self.code.clone(), self.name.clone());
            Condition { code, name, when: Some(when.clone()), only: None, waivable: false }
        };
        let Some(when) = &self.when else { return Some(self.sign(facts)) };
        let mut found = asks(when).look(facts)?;
        if !found.state.passes() {
            let half = self.partly.as_ref().and_then(|partly| asks(partly).look(facts));
            found.state = if half.is_some_and(|half| half.state.passes()) { State::Opened } else { State::Missing };
        }
        Some(found)
    }

    fn sign(&self, facts: &Facts) -> Finding {
        let (state, place) = match self.sign {
            Some(Sign::Support(least)) => {
                let support = Support::of(facts.of(Kind::DealRole), facts.today);
                let state = match support.index {
                    Some(index) if index >= least && !support.decider_unknown => State::Met,
                    Some(index) if index > 0 => State::Opened,
                    _ => State::Missing,
                };
                (state, Place::Rows(Kind::DealRole, None))
            }
            Some(Sign::Threads) => {
                let reach = Reach::of(facts);
                let state = match reach.single_threaded() {
                    false => State::Met,
                    true if reach.powerful > 0 => State::Opened,
                    true => State::Missing,
                };
                (state, Place::Rows(Kind::Activity, None))
            }
            Some(Sign::Depth) => {
                let depths = depths(facts.of(Kind::Activity));
                let deeper = depths.windows(2).any(|pair| pair[1] > pair[0]) || depths.iter().any(|depth| *depth >= 4);
                let state = match depths.as_slice() {
                    [] => State::Missing,
                    _ if deeper => State::Met,
                    known if stuck(known) => State::Missing,
                    _ => State::Opened,
                };
                (state, Place::Rows(Kind::Activity, None))
            }
            Some(Sign::NextStep) | None => {
                let due = date_of(facts.field("next_step_due"));
                let state = match (facts.field("next_step").as_str(), due) {
                    (Some(_), Some(due)) if due >= facts.today => State::Met,
                    (Some(_), _) => State::Opened,
                    (None, _) => State::Missing,
                };
                (state, Place::Field("next_step".to_owned()))
            }
        };
        let (code, name) = (self.code.clone(), self.name.clone());
        Finding { code, name, state, count: None, place, manual: false, waivable: false, note: None }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::domain::funnel::samples::{facts, id, row};

    fn state(facts: &Facts, code: &str) -> State {
        let score = Qualification::built_in().score(facts);
        score.parts.iter().find(|(_, found)| found.code == code).unwrap().1.state
    }

    #[test]
    fn the_file_is_sound() {
        let file = Qualification::parse(FILE).unwrap();
        assert_eq!(file.criteria.iter().map(|c| c.weight).sum::<i64>(), 100, "weights read as percent");
        for criterion in &file.criteria {
            assert!(criterion.when.is_some() != criterion.sign.is_some(), "{}", criterion.code);
            assert!(criterion.weight > 0, "{}", criterion.code);
            for test in criterion.when.iter().chain(&criterion.partly) {
                let (code, name) = (criterion.code.clone(), criterion.name.clone());
                let condition = Condition { code, name, when: Some(test.clone()), only: None, waivable: false };
                assert_eq!(condition.nonsense(&|_| false), None, "{}", criterion.code);
            }
            for words in [&criterion.name.en, &criterion.name.zh, &criterion.name.ru] {
                assert!(!words.is_empty(), "{}", criterion.code);
            }
        }
        assert_eq!(file.bands.first().map(|band| band.from), Some(0));
        assert!(file.bands.windows(2).all(|pair| pair[0].from < pair[1].from));
        assert!(Qualification::parse("[[criteria]]\ncode = 1").is_err());
    }

    #[test]
    fn nothing_known_scores_nothing_and_says_all_that_is_missing() {
        let score = Qualification::built_in().score(&facts(&json!({})));
        assert_eq!(score.percent, 0);
        assert_eq!(score.missing().len(), score.parts.len());
        let weights: Vec<i64> = score.missing().iter().map(|(weight, _)| *weight).collect();
        assert!(weights.is_sorted_by(|a, b| a >= b), "{weights:?}");
    }

    #[test]
    fn half_known_counts_half() {
        let none = Qualification::built_in().score(&facts(&json!({})));
        let pain = none.parts.iter().find(|(_, found)| found.code == "pain").unwrap().0;
        let itch = facts(&json!({ "itches": ["slow month end"] }));
        assert_eq!(state(&itch, "pain"), State::Opened);
        assert_eq!(Qualification::built_in().score(&itch).percent, pain / 2);
        let known = facts(&json!({ "pains": ["slow month end"] }));
        assert_eq!(Qualification::built_in().score(&known).percent, pain);
    }

    #[test]
    fn a_tender_is_known_with_its_day_and_a_direct_purchase_without() {
        assert_eq!(state(&facts(&json!({})), "procurement"), State::Missing);
        assert_eq!(state(&facts(&json!({ "procurement_mode": "direct" })), "procurement"), State::Met);
        let public = json!({ "procurement_mode": "public" });
        assert_eq!(state(&facts(&public), "procurement"), State::Opened);
        let dated = json!({ "procurement_mode": "public", "tender_due_at": "2026-05-01T08:00:00Z" });
        assert_eq!(state(&facts(&dated), "procurement"), State::Met);
    }

    #[test]
    fn a_next_step_counts_whole_until_its_day_is_over() {
        let step = |due: &str| facts(&json!({ "next_step": "call the CFO", "next_step_due": due }));
        assert_eq!(state(&step("2026-03-31"), "next_step"), State::Met);
        assert_eq!(state(&step("2026-03-30"), "next_step"), State::Opened);
        assert_eq!(state(&facts(&json!({})), "next_step"), State::Missing);
    }

    #[test]
    fn everything_known_is_a_hundred_and_the_top_band() {
        let mut facts = facts(&json!({
            "pains": ["slow"], "compelling_event": "audit", "compelling_on": "2026-06-01",
            "budget_status": "approved", "budget": { "minor": 1, "ccy": "CNY" },
            "procurement_mode": "direct", "department_in_charge": "IT",
            "amount": { "minor": 100, "ccy": "CNY" }, "expected_close_on": "2026-06-01",
            "next_step": "visit", "next_step_due": "2026-04-01",
        }));
        let role = |n: u128, power: i64| {
            row(
                Kind::DealRole,
                n,
                &json!({ "contact": id(n), "decision_power": power, "attitude": 1, "assessed_on": "2026-03-20" }),
            )
        };
        let talk = |n: u128, depth: i64| {
            let at = format!("2026-03-{n}T08:00:00Z");
            row(Kind::Activity, n, &json!({ "at": at, "two_way": true, "depth": depth, "contacts": [id(1), id(2)] }))
        };
        facts.levels = [(id(1), 3), (id(2), 2)].into();
        facts.rows = vec![
            role(1, 3),
            role(2, 2),
            talk(10, 2),
            talk(11, 3),
            row(Kind::DecisionStep, 20, &json!({ "position": 1, "step": "board", "contact": id(1) })),
            row(Kind::Incumbent, 21, &json!({ "product": "X", "pros": "cheap", "cons": "slow", "attitude": -1 })),
            row(Kind::Rival, 22, &json!({ "competitor": id(30), "position": "behind", "our_counter": "references" })),
            row(
                Kind::Need,
                23,
                &json!({ "title": "4 h", "priority": "must", "state": "CONFIRMED", "confirmed_by": id(1) }),
            ),
        ];
        let score = Qualification::built_in().score(&facts);
        let missing: Vec<&str> = score.missing().iter().map(|(_, found)| found.code.as_str()).collect();
        assert_eq!((score.percent, missing), (100, Vec::new()));
        assert_eq!(score.band, Qualification::built_in().bands.last().cloned());
    }
}
