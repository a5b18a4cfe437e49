//! Months on the civil calendar: they clamp to the last day, and a term ends the day before its anniversary.

use chrono::{Datelike, Days, Months, NaiveDate};

/// The same day `months` later (or earlier), or the last day of a month that has no such day.
///
/// `None` when the result is no date at all.
pub fn add_months(date: NaiveDate, months: i32) -> Option<NaiveDate> {
    let size = Months::new(months.unsigned_abs());
    if months < 0 { date.checked_sub_months(size) } else { date.checked_add_months(size) }
}

/// The last valid day of a term of so many months: 12 months from 2026-03-01 end on 2027-02-28.
///
/// Where the anniversary does not exist the month's last day already closes the term.
pub fn term_end(from: NaiveDate, months: u16) -> Option<NaiveDate> {
    let anniversary = add_months(from, i32::from(months))?;
    if anniversary.day() < from.day() { Some(anniversary) } else { anniversary.checked_sub_days(Days::new(1)) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn months_clamp_to_the_last_day() {
        for (from, months, to) in [
            ("2026-01-31", 1, "2026-02-28"),
            ("2024-02-29", 12, "2025-02-28"),
            ("2026-08-31", 6, "2027-02-28"),
            ("2026-03-31", -1, "2026-02-28"),
            ("2026-03-01", 12, "2027-03-01"),
            ("2026-03-06", 0, "2026-03-06"),
        ] {
            assert_eq!(add_months(day(from), months), Some(day(to)), "{from} {months}");
        }
        assert_eq!(add_months(day("2026-01-01"), i32::MIN), None);
    }

    #[test]
    fn a_term_is_inclusive() {
        assert_eq!(term_end(day("2026-03-01"), 12), Some(day("2027-02-28")));
        assert_eq!(term_end(day("2026-01-01"), 36), Some(day("2028-12-31")));
        assert_eq!(term_end(day("2026-08-31"), 6), Some(day("2027-02-28")));
    }

    proptest! {
        #[test]
        fn later_stays_later(a in 0..40_000_u64, b in 0..40_000_u64, months in -600..600_i32) {
            let (a, b) = (day("1990-01-01") + Days::new(a.min(b)), day("1990-01-01") + Days::new(a.max(b)));
            prop_assert!(add_months(a, months) <= add_months(b, months));
            prop_assert!(term_end(a, 12) <= term_end(b, 12));
        }
    }
}
