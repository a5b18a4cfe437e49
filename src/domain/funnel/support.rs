//! Who at the customer carries the deal, how many we reach, and whether the talks go deeper (06-metrics 6.6).

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::facts::Facts;
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Record};
use crate::domain::wording::date_of;

/// An attitude assessed longer ago than so many days is unknown (01-model 1.2).
pub const STALE_DAYS: i64 = 60;
/// A contact is reached who was talked with in so many days.
const REACH_DAYS: i64 = 90;
/// Decision power of somebody who decides, and of somebody who can stop it.
const DECIDES: i64 = 3;
const CAN_STOP: i64 = 2;
/// Talks that tell the trend, and the depth from which they need not go deeper.
const TREND: usize = 3;
const DEEP: i64 = 4;

/// Attitudes weighed by decision power.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Support {
    /// −100 all against us … 100 all for us, cut; `None` while no attitude of anybody with power is known.
    pub index: Option<i64>,
    /// Power of those whose attitude is unknown, added up.
    pub unknown: i64,
    /// Somebody who decides is among them.
    pub decider_unknown: bool,
    /// There is somebody who decides.
    pub decider: bool,
}

/// The attitude that counts on a day, −2…2: nothing when it was never assessed, or too long ago.
pub fn attitude_on(role: &Record, today: NaiveDate) -> Option<i64> {
    let on = date_of(role.get("assessed_on"))?;
    role.get("attitude").as_i64().filter(|_| on <= today && (today - on).num_days() <= STALE_DAYS)
}

fn power(role: &Record) -> i64 {
    role.get("decision_power").as_i64().unwrap_or(0)
}

impl Support {
    /// `roles` are the parts of contacts in one deal.
    pub fn of<'a>(roles: impl IntoIterator<Item = &'a Record>, today: NaiveDate) -> Self {
        let mut support = Self::default();
        let (mut sum, mut weight) = (0, 0);
        for role in roles {
            let power = power(role);
            support.decider |= power == DECIDES;
            if let Some(attitude) = attitude_on(role, today) {
                sum += power * attitude;
                weight += power;
            } else {
                support.unknown += power;
                support.decider_unknown |= power == DECIDES;
            }
        }
        support.index = (weight > 0).then(|| 100 * sum / (2 * weight));
        support
    }
}

/// Whom we really talk with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// Contacts who can stop or decide it and were talked with in 90 days.
    pub powerful: usize,
    /// Levels of those talked with in that time: 1 staff, 2 middle, 3 executive.
    pub levels: usize,
}

impl Reach {
    pub fn of(facts: &Facts) -> Self {
        let recent = |talk: &&Record| {
            talk.get("two_way") == true
                && day(talk).is_some_and(|on| on <= facts.today && (facts.today - on).num_days() <= REACH_DAYS)
        };
        let met: BTreeSet<Id> =
            facts.of(Kind::Activity).filter(recent).flat_map(|talk| Id::all(talk.get("contacts"))).collect();
        let mighty: BTreeSet<Id> = facts
            .of(Kind::DealRole)
            .filter(|role| power(role) >= CAN_STOP)
            .filter_map(|role| role.id_of("contact"))
            .collect();
        let levels: BTreeSet<i64> = met.iter().filter_map(|who| facts.levels.get(who).copied()).collect();
        Self { powerful: met.intersection(&mighty).count(), levels: levels.len() }
    }

    /// The deal hangs on one person, or on one floor of the house.
    pub fn single_threaded(self) -> bool {
        self.powerful < 2 || self.levels < 2
    }
}

fn day(talk: &Record) -> Option<NaiveDate> {
    talk.str("at").get(..10)?.parse().ok()
}

/// Depth of the last talks in which the customer spoke, oldest first; at most three.
pub fn depths<'a>(talks: impl IntoIterator<Item = &'a Record>) -> Vec<i64> {
    let mut talks: Vec<(&str, i64)> = talks
        .into_iter()
        .filter(|talk| talk.get("two_way") == true)
        .map(|talk| (talk.str("at"), talk.get("depth").as_i64().unwrap_or(1)))
        .collect();
    talks.sort_by_key(|(at, _)| *at);
    talks[talks.len().saturating_sub(TREND)..].iter().map(|(_, depth)| *depth).collect()
}

/// Three talks of which none went deeper than the one before, and none was deep.
pub fn stuck(depths: &[i64]) -> bool {
    depths.len() >= TREND
        && depths.windows(2).all(|pair| pair[1] <= pair[0])
        && depths.iter().all(|depth| *depth < DEEP)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::domain::funnel::samples::{facts, id, row};

    fn role(n: u128, power: i64, attitude: Option<i64>, on: &str) -> Record {
        let on = (!on.is_empty()).then_some(on);
        row(
            Kind::DealRole,
            n,
            &json!({ "contact": id(n + 50), "decision_power": power, "attitude": attitude, "assessed_on": on }),
        )
    }

    fn talk(n: u128, at: &str, depth: i64, two_way: bool) -> Record {
        row(Kind::Activity, n, &json!({ "at": at, "depth": depth, "two_way": two_way, "contacts": [id(n)] }))
    }

    #[test]
    fn support_is_the_example_of_the_metrics() {
        let today = "2026-03-31".parse().unwrap();
        let fresh = "2026-03-01";
        let roles =
            [role(1, 3, Some(1), fresh), role(2, 2, Some(2), fresh), role(3, 1, Some(-1), fresh), role(4, 2, None, "")];
        let support = Support::of(&roles, today);
        assert_eq!(support, Support { index: Some(50), unknown: 2, decider_unknown: false, decider: true });
        // Assessed 60 days ago it counts, 61 days ago no longer.
        assert_eq!(attitude_on(&role(1, 3, Some(1), "2026-01-30"), today), Some(1));
        let stale = Support::of(&[role(1, 3, Some(1), "2026-01-29")], today);
        assert_eq!(stale, Support { index: None, unknown: 3, decider_unknown: true, decider: true });
        assert_eq!(Support::of(&[role(1, 0, Some(-2), fresh)], today).index, None, "nobody with a say");
    }

    #[test]
    fn a_deal_hangs_on_one_person_until_two_with_power_on_two_levels_were_talked_with() {
        let mut facts = facts(&json!({}));
        facts.rows = vec![role(1, 3, None, ""), role(2, 2, None, "")];
        facts.levels = [(id(51), 3), (id(52), 2)].into();
        assert!(Reach::of(&facts).single_threaded());
        let with = |who: u128, at: &str, two_way| {
            row(Kind::Activity, who, &json!({ "at": at, "two_way": two_way, "contacts": [id(who)] }))
        };
        facts.rows.push(with(51, "2026-03-01T08:00:00Z", true));
        facts.rows.push(with(52, "2025-12-30T08:00:00Z", true));
        assert_eq!(Reach::of(&facts), Reach { powerful: 1, levels: 1 }, "91 days ago is too long");
        facts.rows.push(with(52, "2026-03-02T08:00:00Z", false));
        assert!(Reach::of(&facts).single_threaded(), "a letter without an answer is no talk");
        facts.rows.push(with(52, "2025-12-31T08:00:00Z", true));
        assert!(!Reach::of(&facts).single_threaded());
        facts.levels.insert(id(52), 3);
        assert!(Reach::of(&facts).single_threaded(), "only executives");
    }

    #[test]
    fn talks_are_stuck_when_three_go_no_deeper_and_none_is_deep() {
        let at = |n: u32| format!("2026-03-{n:02}T08:00:00Z");
        let talks: Vec<Record> =
            [(4, 3), (1, 1), (2, 3), (3, 3)].map(|(n, depth)| talk(u128::from(n), &at(n), depth, true)).into();
        assert_eq!(depths(&talks), [3, 3, 3], "the last three, by their time");
        assert!(stuck(&[3, 3, 3]) && stuck(&[3, 2, 1]));
        assert!(!stuck(&[1, 2, 1]) && !stuck(&[4, 4, 4]) && !stuck(&[3, 3]));
        assert_eq!(depths(&[talk(9, &at(9), 5, false)]), [0; 0], "nobody answered");
    }
}
