//! Which copies of a workspace are kept, and when the next one is due. Pure: a list of copies and a time in, a decision out.
//!
//! Copies are ordered by the number of the newest journal entry in them and never by the clock, which may jump.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike as _, TimeDelta, Utc};

/// More changes than this since the last copy ask for a new one.
const CHANGES: i64 = 200;
/// So does one change when the last copy is older than this.
const AGE: TimeDelta = TimeDelta::days(1);
/// Without a copy of newer changes for so many days the user is told.
const OVERDUE_DAYS: i64 = 7;
/// Kept per span of time: hours, days, weeks, months.
const KEPT: [usize; 4] = [24, 14, 8, 12];

/// One copy that has proved to be whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copy {
    pub made_at: DateTime<Utc>,
    /// Number of the newest journal entry in it; 0 when there is none.
    pub seq: i64,
    /// Made before an upgrade: the only way back from it.
    pub for_upgrade: bool,
}

/// The newest copy, by what is in it.
pub fn newest(copies: &[Copy]) -> Option<&Copy> {
    copies.iter().max_by_key(|copy| (copy.seq, copy.made_at))
}

/// Whether a workspace whose journal ends at `head` asks for a copy.
///
/// A copy that seems to come from the future says nothing of its age; any change asks for a new one then.
pub fn is_due(copies: &[Copy], head: i64, now: DateTime<Utc>) -> bool {
    let Some(last) = newest(copies) else { return head > 0 };
    let (changes, age) = (head - last.seq, now - last.made_at);
    changes > CHANGES || changes > 0 && (age > AGE || age < TimeDelta::zero())
}

/// For how many days changes have been without a copy, when that is too long. `since` is the time of the oldest change.
pub fn overdue_days(copies: &[Copy], head: i64, since: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Option<i64> {
    let from = match newest(copies) {
        Some(last) if head > last.seq => last.made_at,
        Some(_) => return None,
        None => since?,
    };
    Some((now - from).num_days()).filter(|days| *days > OVERDUE_DAYS)
}

/// Places of the copies that are not kept.
///
/// Of each of the last 24 hours, 14 days, 8 weeks and 12 months that have copies, the newest one is kept; counted over
/// what is there and not back from now, so that a clock that jumps takes nothing away. Copies made for an upgrade stay.
pub fn superfluous(copies: &[Copy]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..copies.len()).filter(|at| !copies[*at].for_upgrade).collect();
    order.sort_by_key(|at| std::cmp::Reverse((copies[*at].seq, copies[*at].made_at)));
    let mut spans: [BTreeSet<(i64, u32)>; 4] = Default::default();
    let mut gone = Vec::new();
    for at in order {
        let made = copies[at].made_at;
        let week = made.iso_week();
        let names = [
            (made.timestamp().div_euclid(3600), 0),
            (i64::from(made.num_days_from_ce()), 0),
            (i64::from(week.year()), week.week()),
            (i64::from(made.year()), made.month()),
        ];
        let mut kept = false;
        for ((span, name), most) in spans.iter_mut().zip(names).zip(KEPT) {
            if span.len() < most {
                kept |= span.insert(name);
            }
        }
        if !kept {
            gone.push(at);
        }
    }
    gone
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn copy(made: &str, seq: i64) -> Copy {
        Copy { made_at: at(made), seq, for_upgrade: false }
    }

    #[test]
    fn a_copy_is_due_after_a_day_with_a_change_or_after_two_hundred() {
        let now = at("2026-11-21T12:00:00Z");
        let last = [copy("2026-11-21T10:00:00Z", 50)];
        assert!(!is_due(&last, 50, now) && !is_due(&last, 250, now) && is_due(&last, 251, now));
        let old = [copy("2026-11-20T10:00:00Z", 50)];
        assert!(!is_due(&old, 50, now), "nothing changed");
        assert!(is_due(&old, 51, now));
        assert!(is_due(&[], 1, now) && !is_due(&[], 0, now));
        assert!(is_due(&[copy("2027-01-01T00:00:00Z", 50)], 51, now), "a copy from the future");
    }

    #[test]
    fn a_week_of_changes_without_a_copy_is_told() {
        let now = at("2026-11-21T12:00:00Z");
        let days = |copies: &[Copy], head, since| overdue_days(copies, head, Some(at(since)), now);
        let old = [copy("2026-11-10T10:00:00Z", 50)];
        assert_eq!(days(&old, 51, "2020-01-01T00:00:00Z"), Some(11));
        assert_eq!(days(&old, 50, "2020-01-01T00:00:00Z"), None, "nothing changed since");
        assert_eq!(days(&[], 5, "2026-11-12T10:00:00Z"), Some(9));
        assert_eq!(days(&[], 5, "2026-11-20T10:00:00Z"), None);
        assert_eq!(overdue_days(&[], 0, None, now), None);
        assert_eq!(days(&[copy("2027-01-01T00:00:00Z", 50)], 51, "2020-01-01T00:00:00Z"), None, "the clock went back");
    }

    #[test]
    fn each_span_keeps_its_newest() {
        // One copy each quarter of an hour for 500 days.
        let start = at("2025-06-01T00:07:00Z");
        let copies: Vec<Copy> = (0..500 * 96)
            .map(|n| Copy { made_at: start + TimeDelta::minutes(15 * n), seq: n, for_upgrade: false })
            .collect();
        let gone: BTreeSet<usize> = superfluous(&copies).into_iter().collect();
        let kept: Vec<&Copy> = (0..copies.len()).filter(|at| !gone.contains(at)).map(|at| &copies[at]).collect();
        assert!((24..=24 + 14 + 8 + 12).contains(&kept.len()), "{}", kept.len());
        let last = copies.last().unwrap().made_at;
        let within = |hours: i64| kept.iter().filter(|copy| last - copy.made_at < TimeDelta::hours(hours)).count();
        assert_eq!(within(24), 24);
        assert!(kept.iter().any(|copy| last - copy.made_at > TimeDelta::days(300)), "months reach back");
        assert!(!gone.contains(&(copies.len() - 1)));
    }

    #[test]
    fn a_clock_that_jumps_takes_no_copy_away() {
        let before: Vec<Copy> = (1..=20).map(|n| copy(&format!("2026-11-{n:02}T10:00:00Z"), n)).collect();
        let kept = |copies: &[Copy]| copies.len() - superfluous(copies).len();
        let mut jumped = before.clone();
        jumped.push(copy("2040-01-01T00:00:00Z", 21));
        jumped.push(copy("1999-01-01T00:00:00Z", 22));
        assert_eq!(kept(&jumped), kept(&before) + 2);
        assert!(!superfluous(&jumped).contains(&21), "the newest is what has the newest entry");
    }

    proptest! {
        #[test]
        fn the_newest_and_those_for_upgrades_are_never_superfluous_and_pruning_settles(
            made in prop::collection::vec((0_i64..4_000_000_000, 0_i64..500, prop::bool::weighted(0.1)), 1..200)
        ) {
            let copies: Vec<Copy> = made.into_iter().map(|(secs, seq, for_upgrade)| Copy {
                made_at: DateTime::from_timestamp(secs, 0).unwrap(), seq, for_upgrade,
            }).collect();
            let gone = superfluous(&copies);
            let ordinary: Vec<Copy> = copies.iter().filter(|copy| !copy.for_upgrade).cloned().collect();
            for at in &gone {
                prop_assert!(!copies[*at].for_upgrade);
            }
            if let Some(newest) = newest(&ordinary) {
                let left = copies.iter().enumerate().filter(|(at, _)| !gone.contains(at));
                prop_assert!(left.map(|(_, copy)| copy).any(|copy| copy == newest));
            }
            let left: Vec<Copy> =
                copies.iter().enumerate().filter(|(at, _)| !gone.contains(at)).map(|(_, copy)| copy.clone()).collect();
            prop_assert_eq!(superfluous(&left), Vec::<usize>::new());
        }
    }
}
