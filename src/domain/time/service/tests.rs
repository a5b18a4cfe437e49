//! The vectors A and E of 03-time-arithmetic, nights on which clocks change, and days of which a calendar says nothing.

use chrono_tz::Tz;

use super::*;
use crate::domain::time::samples::{at, b24, built_in, day, gap, n, ny24, s1, s2, s6, shown, sun, weekly};
use crate::text::{Lang, Text};

#[test]
fn agreed_time_is_as_in_the_vectors() {
    let utc = Hours::round_the_clock(Tz::UTC);
    let (b24, s1, s2, s6) = (b24(), s1(), s2(), s6());
    for (id, hours, first, last, seconds) in [
        ("A01", &utc, "2026-06-01", "2026-06-30", 2_592_000),
        ("A02", &utc, "2026-03-01", "2026-03-31", 2_678_400),
        ("A03", &utc, "2026-02-01", "2026-02-28", 2_419_200),
        ("A04", &utc, "2028-02-01", "2028-02-29", 2_505_600),
        ("A09", &utc, "2026-01-01", "2026-12-31", 31_536_000),
        ("A09", &utc, "2028-01-01", "2028-12-31", 31_622_400),
        ("A10", &utc, "2026-01-01", "2026-03-31", 7_776_000),
        ("A10", &utc, "2028-01-01", "2028-03-31", 7_862_400),
        ("A11", &utc, "2026-06-01", "2026-06-07", 604_800),
        ("A12", &b24, "2026-03-01", "2026-03-31", 2_674_800),
        ("A12", &b24, "2026-10-01", "2026-10-31", 2_682_000),
        ("A13", &s1, "2026-03-01", "2026-03-31", 633_600),
        ("A14", &s1, "2026-02-01", "2026-02-28", 460_800),
        ("A15", &s1, "2026-10-01", "2026-10-31", 518_400),
        ("A16", &s1, "2026-01-01", "2026-01-31", 604_800),
        ("A17", &s2, "2026-03-01", "2026-03-31", 594_000),
        ("A18", &s6, "2026-01-01", "2026-01-31", 432_000),
        ("A18", &s6, "2026-04-01", "2026-04-30", 630_000),
        ("A18", &s6, "2026-05-01", "2026-05-31", 543_600),
    ] {
        assert_eq!(hours.agreed(day(first), day(last)), Ok(seconds), "{id} {first}");
    }
}

#[test]
fn elapsed_service_time_is_as_in_the_vectors() {
    let (s1, s2, b24, sun, gap, n) = (s1(), s2(), b24(), sun(), gap(), n());
    for (id, hours, from, to, seconds) in [
        ("E01", &s1, "2026-03-06 16:00", "2026-03-09 10:00", 7200),
        ("E02", &s1, "2026-02-13 09:00", "2026-02-24 17:00", 86_400),
        ("E03", &b24, "2026-03-29 00:00", "2026-03-30 00:00", 82_800),
        ("E03", &b24, "2026-10-25 00:00", "2026-10-26 00:00", 90_000),
        ("E04", &sun, "2026-03-29 00:00", "2026-03-30 00:00", 18_000),
        ("E04", &sun, "2026-10-25 00:00", "2026-10-26 00:00", 25_200),
        ("E05", &gap, "2026-03-29 00:00", "2026-03-30 00:00", 10_800),
        ("E06", &s2, "2026-03-09 11:30", "2026-03-09 14:00", 3600),
        ("E07", &s1, "2026-10-01 00:00", "2026-10-08 00:00", 0),
        ("E08", &n, "2026-03-06 00:00", "2026-03-09 00:00", 43_200),
    ] {
        assert_eq!(hours.between(at(hours, from), at(hours, to)), Ok(seconds), "{id} {from}");
    }
    assert_eq!(shown(&gap, gap.next_opening(at(&gap, "2026-03-29 00:00")).unwrap()), "2026-03-29T03:00+02:00", "E05");
}

#[test]
fn hours_that_run_into_the_next_days_hours_count_once() {
    // Until 10:00 of the next day, which opens at 09:00 again.
    let long = weekly("Asia/Shanghai", "mon tue", "09:00", "34:00");
    let (monday, thursday) = (at(&long, "2026-03-09 00:00"), at(&long, "2026-03-12 00:00"));
    assert_eq!(long.between(monday, thursday), Ok(49 * 3600));
    let open = long.spans(monday, thursday).unwrap();
    assert_eq!(open, [Span::new(at(&long, "2026-03-09 09:00"), at(&long, "2026-03-11 10:00")).unwrap()]);
    assert_eq!(shown(&long, long.add(monday, 49 * 3600).unwrap()), "2026-03-11T10:00+08:00");
    let always = weekly("Asia/Shanghai", "mon tue wed thu fri sat sun", "00:00", "48:00");
    assert_eq!(always.agreed(day("2026-03-01"), day("2026-03-31")), Ok(31 * 86_400));
}

#[test]
fn windows_that_meet_in_the_doubled_hour_count_once() {
    // The first closes when the clock shows 02:30 for the second time, the second opens when it does for the first.
    let mut halves = weekly("Europe/Berlin", "sun", "02:00", "02:30");
    assert_eq!(halves.agreed(day("2026-10-25"), day("2026-10-25")), Ok(5400));
    halves = weekly("Europe/Berlin", "sun", "02:00", "03:00");
    assert_eq!(halves.agreed(day("2026-10-25"), day("2026-10-25")), Ok(7200));
    assert_eq!(halves.agreed(day("2026-03-29"), day("2026-03-29")), Ok(0), "the hour that is skipped");
}

#[test]
fn days_stay_whole_where_the_clock_changes_at_midnight_or_skips_a_day() {
    for (tz, date, seconds) in [
        ("America/Havana", "2026-11-01", 90_000),
        ("America/St_Johns", "2010-11-07", 90_000),
        ("America/Sao_Paulo", "2018-11-04", 82_800),
        ("Pacific/Apia", "2011-12-30", 0),
        ("Asia/Kathmandu", "2026-05-01", 86_400),
        ("Australia/Lord_Howe", "2026-04-05", 88_200),
    ] {
        let all = Hours::round_the_clock(tz.parse().unwrap());
        assert_eq!(all.agreed(day(date), day(date)), Ok(seconds), "{tz}");
        let (before, after) = (day(date).pred_opt().unwrap(), day(date).succ_opt().unwrap());
        let apart: i64 = [before, day(date), after].map(|d| all.agreed(d, d).unwrap()).iter().sum();
        assert_eq!(all.agreed(before, after), Ok(apart), "{tz}");
        let period = all.period(before, after).unwrap();
        assert_eq!(period.seconds(), apart, "{tz}: round the clock is real time");
    }
    let ny = ny24();
    assert_eq!(ny.agreed(day("2099-11-01"), day("2099-11-01")), Ok(90_000), "rules are known until 2100");
}

#[test]
fn zero_seconds_wait_for_the_next_opening() {
    let s1 = s1();
    let next = |text| shown(&s1, s1.next_opening(at(&s1, text)).unwrap());
    assert_eq!(next("2026-03-09 09:00"), "2026-03-09T09:00+08:00");
    assert_eq!(next("2026-03-09 16:59"), "2026-03-09T16:59+08:00");
    assert_eq!(next("2026-03-09 17:00"), "2026-03-10T09:00+08:00", "closing time is closed");
}

#[test]
fn a_midnight_that_comes_twice_opens_at_the_first_and_closes_at_the_second() {
    // Havana, 2026-11-01: from 01:00 back to 00:00.
    let friday = weekly("America/Havana", "fri", "09:00", "48:00");
    let second = "2026-11-01T00:00-05:00";
    assert_eq!(shown(&friday, friday.add(at(&friday, "2026-10-30 09:00"), 40 * 3600).unwrap()), second);
    assert_eq!(friday.agreed(day("2026-11-01"), day("2026-11-01")), Ok(3600));
    // St. John's, 2010-11-07: from 00:01 back to 23:01 of the day before.
    let sunday = weekly("America/St_Johns", "sun", "00:00", "06:00");
    let between = |from, to| sunday.between(at(&sunday, from), at(&sunday, to));
    assert_eq!(
        between("2010-11-07T02:00+00:00", "2010-11-07T03:00+00:00"),
        Ok(1800),
        "Sunday began, Saturday is shown"
    );
}

fn told(refused: &Msg) -> String {
    Text::new(Lang::En).say(refused).replace(['\u{2068}', '\u{2069}'], "")
}

#[test]
fn a_day_of_which_the_calendar_says_nothing_is_refused_with_what_to_do() {
    let s1 = s1();
    let refused = s1.add(at(&s1, "2026-12-31 16:00"), 3601).unwrap_err();
    assert_eq!(
        told(&refused),
        "Calendar cn-2026 is valid from 2026-01-01 to 2026-12-31, and 2027-01-01 lies outside. Take a calendar that \
         covers this day, or add its holidays and extend the validity."
    );
    assert_eq!(shown(&s1, s1.add(at(&s1, "2026-12-31 16:00"), 3600).unwrap()), "2026-12-31T17:00+08:00");
    for (from, to) in [("2025-12-31 23:59", "2026-01-05 00:00"), ("2026-12-31 00:00", "2027-01-01 00:01")] {
        let refused = s1.between(at(&s1, from), at(&s1, to)).unwrap_err();
        assert_eq!(refused.key, "calendar-outside", "{from}");
    }
    assert_eq!(s1.agreed(day("2027-01-01"), day("2027-01-31")).unwrap_err().key, "calendar-outside");
    assert_eq!(s1.between(at(&s1, "2026-01-01 00:00"), at(&s1, "2027-01-01 00:00")), Ok(248 * 8 * 3600));
    let year = built_in("ru-2026").agreed(day("2025-12-29"), day("2025-12-31"));
    assert_eq!(year, Ok(16 * 3600), "the end of the year before is known");
}

#[test]
fn a_night_that_begins_on_the_last_known_day_is_counted_to_its_end() {
    let text = "code = \"night\"\ntz = \"Asia/Shanghai\"\nvalid_from = 2026-01-01\nvalid_to = 2026-12-31\n\
        [[windows]]\ndays = [\"thu\", \"wed\"]\nopen = \"20:00\"\nclose = \"28:00\"\n";
    let night = Hours::of(&crate::domain::time::calendar_file::read(text).unwrap()).unwrap();
    let start = at(&night, "2026-12-31 23:00");
    let due = night.add(start, 2 * 3600).unwrap();
    assert_eq!(shown(&night, due), "2027-01-01T01:00+08:00");
    assert_eq!(night.between(start, due), Ok(2 * 3600), "open all the time, whatever the new year brings");
    let morning = at(&night, "2027-01-01 04:01");
    assert_eq!(night.between(start, morning), Err(night.outside(day("2027-01-01"))));
    assert_eq!(night.agreed(day("2026-01-01"), day("2026-01-01")), Ok(4 * 3600), "hours begin with the validity");
}

#[test]
fn years_without_known_zones_and_times_that_run_backward_are_refused() {
    let b24 = b24();
    let now = at(&b24, "2026-03-06 16:00");
    assert_eq!(b24.add(now, i64::MAX).unwrap_err().key, "time-range");
    assert_eq!(b24.add(now, -1).unwrap_err().key, "time-negative");
    assert_eq!(b24.add(DateTime::<Utc>::MAX_UTC, 1).unwrap_err().key, "time-range");
    assert_eq!(b24.between(DateTime::<Utc>::MIN_UTC, now).unwrap_err().key, "time-range");
    assert_eq!(b24.between(now, DateTime::<Utc>::MAX_UTC).unwrap_err().key, "time-range");
    assert_eq!(b24.agreed(NaiveDate::MIN, NaiveDate::MAX).unwrap_err().key, "time-range");
    assert_eq!(b24.agreed(day("2026-03-06"), day("2026-03-05")).unwrap_err().key, "time-backward");
    assert_eq!(b24.between(now, at(&b24, "2026-03-06 15:59")).unwrap_err().key, "time-backward");
    assert_eq!(b24.between(now, now), Ok(0));
    assert!(told(&b24.add(now, i64::MAX).unwrap_err()).starts_with("2101-01-01 lies outside the years 1990 to 2100"));
}
