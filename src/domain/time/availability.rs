//! Availability and its relatives, in exact fractions of whole seconds (03-time-arithmetic 3.1.9–3.1.14).
//!
//! Seconds, users and cases are never below zero.

use num_bigint::BigInt;
use num_traits::{One, ToPrimitive, Zero};

use crate::domain::exact::{Exact, ratio, whole};

/// Downtime the target permits in so many seconds of agreed service time, in seconds.
///
/// `None` without service time: then a target does not apply.
pub fn permitted(agreed: i64, target: &Exact) -> Option<Exact> {
    (agreed > 0).then(|| whole(agreed) * (Exact::one() - target))
}

/// Share of the agreed service time that was up; downtime past it counts as all of it.
///
/// `None` without service time.
pub fn achieved(agreed: i64, down: i64) -> Option<Exact> {
    (agreed > 0).then(|| ratio((agreed - down).max(0), agreed))
}

/// Whether the target was kept, judged on exact numbers and never on rounded percentages.
///
/// Without service time there is nothing to break.
pub fn met(agreed: i64, down: i64, target: &Exact) -> bool {
    achieved(agreed, down).is_none_or(|achieved| achieved >= *target)
}

/// Seconds that were down, and how many users they hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    pub down: i64,
    pub users: i64,
}

/// Availability weighted by the users that each outage hit; never below zero.
///
/// `None` without service time or users.
pub fn user_weighted(agreed: i64, users: i64, hits: &[Hit]) -> Option<Exact> {
    let all = BigInt::from(agreed) * users;
    let lost: BigInt = hits.iter().map(|hit| BigInt::from(hit.down) * hit.users).sum();
    (!all.is_zero()).then(|| (Exact::one() - ratio(lost, all)).max(Exact::zero()))
}

/// Means between and of breaks, in seconds, as ITIL names them; engineering texts call the first one MTTF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breaks {
    /// Mean time between failures: from the end of one to the start of the next.
    pub mtbf: Exact,
    /// Mean time to restore service.
    pub mtrs: Exact,
    /// Mean time between service incidents: from start to start.
    pub mtbsi: Exact,
}

impl Breaks {
    /// Means over a period with so many breaks; `None` without a break.
    pub fn over(agreed: i64, down: i64, breaks: i64) -> Option<Self> {
        (breaks > 0).then(|| Self {
            mtbf: ratio((agreed - down).max(0), breaks),
            mtrs: ratio(down.min(agreed), breaks),
            mtbsi: ratio(agreed, breaks),
        })
    }

    /// `MTBF / (MTBF + MTRS)`; `None` when both are zero.
    pub fn availability(&self) -> Option<Exact> {
        let all = &self.mtbf + &self.mtrs;
        (!all.is_zero()).then(|| &self.mtbf / all)
    }
}

/// How a share of cases stands against what was promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    /// Counts as kept.
    NoCases,
    /// Fewer than agreed for a judgement: carried to the next period, or judged on counts as agreed.
    TooFew,
    Met,
    Missed,
}

/// Judges how many of `cases` were in time, where fewer than `at_least` cases are not judged.
pub fn within(in_time: i64, cases: i64, promised: &Exact, at_least: i64) -> Within {
    match cases {
        0 => Within::NoCases,
        _ if cases < at_least => Within::TooFew,
        _ if ratio(in_time, cases) >= *promised => Within::Met,
        _ => Within::Missed,
    }
}

/// The value that this share of all values does not exceed, by nearest rank: an observed value, never one between two.
///
/// `None` without values.
pub fn percentile(values: &[i64], share: &Exact) -> Option<i64> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    let rank = (share * BigInt::from(sorted.len())).ceil().to_integer().to_usize()?.max(1);
    sorted.get(rank - 1).copied()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::exact::{clock, decimal, floor_seconds, parse_percent, percent_words, truncated};

    const DAY: i64 = 86_400;
    const MONTH: i64 = 30 * DAY;

    fn percent(text: &str) -> Exact {
        parse_percent(text).unwrap()
    }

    fn shown(share: &Exact, places: u32) -> String {
        truncated(&(share * BigInt::from(100)), places)
    }

    #[test]
    fn permitted_downtime_is_exact_and_shown_rounded_down() {
        for (name, agreed, target, exact, shown) in [
            ("A01", 30 * DAY, "99.9", "2592", "0h43m12s"),
            ("A02", 31 * DAY, "99.9", "2678.4", "0h44m38s"),
            ("A03", 28 * DAY, "99.9", "2419.2", "0h40m19s"),
            ("A04", 29 * DAY, "99.9", "2505.6", "0h41m45s"),
            ("A05", 30 * DAY, "99.5", "12960", "3h36m00s"),
            ("A06", 30 * DAY, "99.95", "1296", "0h21m36s"),
            ("A07", 30 * DAY, "99.99", "259.2", "0h04m19s"),
            ("A08", 30 * DAY, "99.999", "25.92", "0h00m25s"),
            ("A09", 365 * DAY, "99.9", "31536", "8h45m36s"),
            ("A09 leap", 366 * DAY, "99.9", "31622.4", "8h47m02s"),
            ("A10", 90 * DAY, "99.9", "7776", "2h09m36s"),
            ("A10 leap", 91 * DAY, "99.9", "7862.4", "2h11m02s"),
            ("A11", 7 * DAY, "99.9", "604.8", "0h10m04s"),
            ("A12 spring", 743 * 3600, "99.9", "2674.8", "0h44m34s"),
            ("A12 autumn", 745 * 3600, "99.9", "2682", "0h44m42s"),
            ("A13", 633_600, "99.5", "3168", "0h52m48s"),
            ("A14", 460_800, "99.5", "2304", "0h38m24s"),
            ("A15", 518_400, "99.5", "2592", "0h43m12s"),
            ("A15 finer", 518_400, "99.9", "518.4", "0h08m38s"),
            ("A16", 604_800, "99.5", "3024", "0h50m24s"),
            ("A17", 594_000, "99.5", "2970", "0h49m30s"),
            ("A18 January", 432_000, "99.5", "2160", "0h36m00s"),
            ("A18 April", 630_000, "99.5", "3150", "0h52m30s"),
            ("A18 May", 543_600, "99.5", "2718", "0h45m18s"),
        ] {
            let permitted = permitted(agreed, &percent(target)).unwrap();
            assert_eq!(decimal(&permitted).as_deref(), Some(exact), "{name}");
            assert_eq!(clock(floor_seconds(&permitted)), shown, "{name}");
        }
        assert_eq!(permitted(0, &percent("99.9")), None);
    }

    #[test]
    fn b01_to_b05_a_target_is_judged_on_exact_numbers() {
        let target = percent("99.9");
        assert_eq!(achieved(MONTH, 2592), Some(ratio(999, 1000)));
        assert!(met(MONTH, 2592, &target) && !met(MONTH, 2593, &target) && !met(MONTH, 2596, &target));
        assert_eq!(achieved(MONTH, 2593), Some(ratio(2_589_407, 2_592_000)));
        assert_eq!(shown(&achieved(MONTH, 2593).unwrap(), 3), "99.899");
        assert_eq!(achieved(MONTH, 2700), Some(ratio(959, 960)));
        assert_eq!(shown(&achieved(MONTH, 2700).unwrap(), 3), "99.895");
        assert_eq!(shown(&achieved(MONTH, 2596).unwrap(), 2), "99.89", "rounding would show 99.90");
        let shrunk = 716 * 3600;
        assert_eq!(shown(&achieved(shrunk, 2592).unwrap(), 4), "99.8994");
        assert!(!met(shrunk, 2592, &target));
        assert_eq!(decimal(&permitted(shrunk, &target).unwrap()).as_deref(), Some("2577.6"));
        assert!(met(0, 0, &percent("100")) && achieved(0, 0).is_none());
    }

    #[test]
    fn b09_b10_means_are_named_as_itil_does() {
        let breaks = Breaks::over(5020 * 3600, 20 * 3600, 2).unwrap();
        let hours = |seconds: &Exact| decimal(&(seconds / BigInt::from(3600))).unwrap();
        let means = [&breaks.mtbsi, &breaks.mtbf, &breaks.mtrs].map(hours);
        assert_eq!(means, ["2510", "2500", "10"]);
        assert_eq!(breaks.availability(), Some(ratio(250, 251)));
        assert_eq!(percent_words(&ratio(250, 251), 4).en, "99.6015%");
        let given = Breaks { mtbf: whole(398 * 3600), mtrs: whole(2 * 3600), mtbsi: whole(400 * 3600) };
        assert_eq!(given.availability(), Some(percent("99.5")));
        assert_eq!(Breaks::over(3600, 0, 0), None);
    }

    #[test]
    fn b11_an_outage_of_few_weighs_less() {
        let hits = [Hit { down: 60 * 60, users: 200 }, Hit { down: 30 * 60, users: 1000 }];
        let weighted = user_weighted(43_200 * 60, 1000, &hits).unwrap();
        assert_eq!(shown(&weighted, 4), "99.9027");
        assert_eq!(shown(&achieved(43_200 * 60, 90 * 60).unwrap(), 4), "99.7916");
        assert_eq!(user_weighted(3600, 0, &[]), None);
    }

    #[test]
    fn b12_cases_in_time_are_counted_not_rounded() {
        let judge = |in_time, cases, promised| within(in_time, cases, &percent(promised), 0);
        assert_eq!(judge(38, 40, "95"), Within::Met);
        assert_eq!(judge(37, 39, "95"), Within::Missed);
        assert_eq!(shown(&ratio(37, 39), 2), "94.87");
        assert_eq!(judge(2, 3, "95"), Within::Missed);
        assert_eq!(shown(&ratio(2, 3), 2), "66.66");
        assert_eq!(judge(19, 20, "95"), Within::Met);
        assert_eq!(judge(198, 200, "99"), Within::Met);
        assert_eq!(judge(98, 100, "98"), Within::Met);
        assert_eq!(judge(0, 0, "95"), Within::NoCases);
        assert_eq!(within(2, 3, &percent("95"), 20), Within::TooFew);
    }

    #[test]
    fn b13_percentiles_are_observed_values() {
        let to = |last: i64| (1..=last).rev().collect::<Vec<_>>();
        assert_eq!(percentile(&to(20), &percent("95")), Some(19));
        assert_eq!(percentile(&to(10), &percent("95")), Some(10));
        assert_eq!(percentile(&[9, 5, 7], &percent("90")), Some(9));
        assert_eq!(percentile(&[9, 5, 7], &percent("0")), Some(5));
        assert_eq!(percentile(&[], &percent("95")), None);
    }

    proptest! {
        /// The permitted downtime is exactly where the judgement turns.
        #[test]
        fn the_last_permitted_second_is_the_last_that_keeps_the_target(agreed in 1..100_000_000_i64, ppm in 0..=1_000_000_i64) {
            let target = ratio(ppm, 1_000_000);
            let last = floor_seconds(&permitted(agreed, &target).unwrap());
            prop_assert!(met(agreed, last, &target));
            prop_assert!(last == agreed || !met(agreed, last + 1, &target));
            let by_integers = |down: i64| i128::from(agreed - down) * 1_000_000 >= i128::from(ppm) * i128::from(agreed);
            prop_assert_eq!(met(agreed, last / 2, &target), by_integers(last / 2));
        }

        #[test]
        fn all_users_hit_is_no_weight(agreed in 1..10_000_000_i64, share in 0..=100_i64, users in 1..10_000_i64) {
            let down = agreed * share / 100;
            prop_assert_eq!(user_weighted(agreed, users, &[Hit { down, users }]), achieved(agreed, down));
        }
    }
}
