//! How much downtime a target permits in a period.

use num_traits::One;

use super::{Answer, agreed_step};
use crate::domain::exact::{
    Exact, clock, decimal_to, decimal_words, floor_seconds, length_words, percent_exactly, whole,
};
use crate::domain::time::availability::permitted;
use crate::domain::time::hours::Hours;
use crate::domain::time::period::{Agreed, Period};
use crate::text::Msg;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Downtime {
    pub calendar: String,
    pub period: Period,
    pub target: Exact,
    pub agreed: Agreed,
    /// Seconds with their fraction.
    pub permitted: Exact,
}

impl Downtime {
    /// # Errors
    /// A sentence when the calendar never opens in the period, and as [`Period::agreed`].
    pub fn of(hours: &Hours, period: Period, target: Exact) -> Result<Self, Msg> {
        let agreed = period.agreed(hours)?;
        let permitted = permitted(agreed.seconds, &target).ok_or_else(|| closed(period, hours))?;
        Ok(Self { calendar: hours.name().to_owned(), period, target, agreed, permitted })
    }

    /// Whole seconds, rounded down.
    pub fn seconds(&self) -> i64 {
        floor_seconds(&self.permitted)
    }

    /// `0h44m38s`
    pub fn shown(&self) -> String {
        clock(self.seconds())
    }
}

pub(super) fn closed(period: Period, hours: &Hours) -> Msg {
    Msg::new("calc-no-service").with("period", period.words()).with("calendar", hours.name())
}

impl Answer for Downtime {
    fn sentence(&self) -> Msg {
        Msg::new("calc-downtime")
            .with("target", percent_exactly(&self.target))
            .with("agreed", length_words(self.agreed.seconds))
            .with("period", self.period.words())
            .with("shown", length_words(self.seconds()))
    }

    fn steps(&self) -> Vec<Msg> {
        let seconds = decimal_words(&decimal_to(&self.permitted, 30));
        let mut steps = vec![
            agreed_step(&self.agreed, self.period, &self.calendar),
            Msg::new("calc-step-permitted")
                .with("agreed", decimal_words(&self.agreed.seconds.to_string()))
                .with("target", percent_exactly(&self.target))
                .with("lost", percent_exactly(&(Exact::one() - &self.target)))
                .with("seconds", seconds.clone()),
        ];
        let key = if self.permitted == whole(self.seconds()) { "calc-step-length" } else { "calc-step-cut" };
        steps.push(Msg::new(key).with("seconds", seconds).with("length", length_words(self.seconds())));
        steps
    }
}

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;

    use super::super::said;
    use super::*;
    use crate::domain::exact::parse_percent;
    use crate::domain::time::samples::{s1, s2, s6};
    use crate::text::Lang;

    fn answer(hours: &Hours, period: &str, target: &str) -> Downtime {
        Downtime::of(hours, Period::parse(period).unwrap(), parse_percent(target).unwrap()).unwrap()
    }

    #[test]
    fn a01_to_a18_from_the_calendar_to_the_clock() {
        let (utc, berlin) = (Hours::round_the_clock(Tz::UTC), Hours::round_the_clock(Tz::Europe__Berlin));
        let (s1, s2, s6) = (s1(), s2(), s6());
        for (name, hours, period, target, agreed, exact, shown) in [
            ("A01", &utc, "30d", "99.9", 2_592_000, "2592", "0h43m12s"),
            ("A02", &utc, "31d", "99.9", 2_678_400, "2678.4", "0h44m38s"),
            ("A03", &utc, "2026-02", "99.9", 2_419_200, "2419.2", "0h40m19s"),
            ("A04", &utc, "2028-02", "99.9", 2_505_600, "2505.6", "0h41m45s"),
            ("A05", &utc, "30d", "99.5", 2_592_000, "12960", "3h36m00s"),
            ("A06", &utc, "30d", "99.95", 2_592_000, "1296", "0h21m36s"),
            ("A07", &utc, "30d", "99.99", 2_592_000, "259.2", "0h04m19s"),
            ("A08", &utc, "30d", "99.999", 2_592_000, "25.92", "0h00m25s"),
            ("A09", &utc, "2026", "99.9", 31_536_000, "31536", "8h45m36s"),
            ("A09 leap", &utc, "2028", "99.9", 31_622_400, "31622.4", "8h47m02s"),
            ("A10", &utc, "2026-Q1", "99.9", 7_776_000, "7776", "2h09m36s"),
            ("A10 leap", &utc, "2028-Q1", "99.9", 7_862_400, "7862.4", "2h11m02s"),
            ("A11", &utc, "7d", "99.9", 604_800, "604.8", "0h10m04s"),
            ("A12 spring", &berlin, "2026-03", "99.9", 2_674_800, "2674.8", "0h44m34s"),
            ("A12 autumn", &berlin, "2026-10", "99.9", 2_682_000, "2682", "0h44m42s"),
            ("A13", &s1, "2026-03", "99.5", 633_600, "3168", "0h52m48s"),
            ("A14", &s1, "2026-02", "99.5", 460_800, "2304", "0h38m24s"),
            ("A15", &s1, "2026-10", "99.5", 518_400, "2592", "0h43m12s"),
            ("A15 finer", &s1, "2026-10", "99.9", 518_400, "518.4", "0h08m38s"),
            ("A16", &s1, "2026-01", "99.5", 604_800, "3024", "0h50m24s"),
            ("A17", &s2, "2026-03", "99.5", 594_000, "2970", "0h49m30s"),
            ("A18 January", &s6, "2026-01", "99.5", 432_000, "2160", "0h36m00s"),
            ("A18 April", &s6, "2026-04", "99.5", 630_000, "3150", "0h52m30s"),
            ("A18 May", &s6, "2026-05", "99.5", 543_600, "2718", "0h45m18s"),
        ] {
            let answer = answer(hours, period, target);
            let exactly = decimal_to(&answer.permitted, 30);
            let found = (answer.agreed.seconds, exactly.as_str(), answer.shown());
            assert_eq!(found, (agreed, exact, shown.to_owned()), "{name}");
        }
    }

    #[test]
    fn every_step_is_said_in_three_languages() {
        let answer = answer(&s1(), "2026-03", "99.9");
        insta::assert_snapshot!(Lang::ALL.map(|lang| said(&answer, lang)).join("\n\n").replace('\u{a0}', "_"));
    }

    #[test]
    fn a_period_without_service_has_no_answer() {
        let hours = s1();
        let period = |text: &str| Period::parse(text).unwrap();
        let refused = |text: &str| Downtime::of(&hours, period(text), Exact::one()).map_err(|msg| msg.key);
        assert_eq!(refused("2026-10-01+7d"), Err("calc-no-service".to_owned()));
        assert_eq!(refused("2027-03"), Err("calendar-outside".to_owned()));
        assert_eq!(refused("30d"), Err("calc-period-nowhere".to_owned()));
    }
}
