//! The vectors D of 03-time-arithmetic, and what they leave open: pauses that still last, breaks, skipped times.

use super::*;
use crate::domain::time::samples::{at, b24, n, ny24, s1, s2, s6, shown, weekly};

const HOUR: i64 = 3600;

fn hours_later(hours: &Hours, start: &str, seconds: i64) -> String {
    shown(hours, hours.add(at(hours, start), seconds).unwrap())
}

#[test]
fn targets_in_hours_are_due_when_the_vectors_say() {
    let (s1, s2, s6, b24, ny24, n) = (s1(), s2(), s6(), b24(), ny24(), n());
    for (id, hours, start, seconds, due) in [
        ("D01", &s1, "2026-03-06 16:00", 4 * HOUR, "2026-03-09T12:00+08:00"),
        ("D02", &s1, "2026-03-07 10:00", HOUR, "2026-03-09T10:00+08:00"),
        ("D03", &s1, "2026-03-09 07:30", 2 * HOUR, "2026-03-09T11:00+08:00"),
        ("D04", &s1, "2026-03-09 17:00", HOUR, "2026-03-10T10:00+08:00"),
        ("D05", &s1, "2026-03-09 09:00", 8 * HOUR, "2026-03-09T17:00+08:00"),
        ("D06", &s2, "2026-03-09 11:00", 2 * HOUR, "2026-03-09T14:30+08:00"),
        ("D06", &s2, "2026-03-09 12:15", 15 * 60, "2026-03-09T13:45+08:00"),
        ("D07", &s1, "2026-02-13 16:00", 8 * HOUR, "2026-02-14T16:00+08:00"),
        ("D08", &s1, "2026-02-14 16:00", 4 * HOUR, "2026-02-24T12:00+08:00"),
        ("D09", &s1, "2026-09-30 15:00", 8 * HOUR, "2026-10-08T15:00+08:00"),
        ("D09", &s1, "2026-09-18 16:00", 4 * HOUR, "2026-09-20T12:00+08:00"),
        ("D10", &s6, "2025-12-30 17:00", 8 * HOUR, "2026-01-12T17:00+03:00"),
        ("D11", &s6, "2026-04-30 16:00", 4 * HOUR, "2026-05-04T12:00+03:00"),
        ("D12", &b24, "2026-03-28T22:00+01:00", 8 * HOUR, "2026-03-29T07:00+02:00"),
        ("D13", &b24, "2026-10-24T22:00+02:00", 8 * HOUR, "2026-10-25T05:00+01:00"),
        ("D14", &ny24, "2026-03-07T22:00-05:00", 8 * HOUR, "2026-03-08T07:00-04:00"),
        ("D14", &ny24, "2026-10-31T22:00-04:00", 8 * HOUR, "2026-11-01T05:00-05:00"),
        ("D19", &s1, "2026-03-06T10:00+00:00", HOUR, "2026-03-09T10:00+08:00"),
        ("D20", &n, "2026-03-10 02:00", 4 * HOUR, "2026-03-10T22:00+08:00"),
        ("D20", &n, "2026-03-06 23:00", 8 * HOUR, "2026-03-09T23:00+08:00"),
        ("D21", &s1, "2026-03-06 09:00", 40 * HOUR, "2026-03-12T17:00+08:00"),
        ("D22", &s1, "2026-03-07 09:00", 0, "2026-03-09T09:00+08:00"),
    ] {
        assert_eq!(hours_later(hours, start, seconds), due, "{id}");
    }
}

fn due_at(hours: &Hours, start: &str, target: Target, pauses: &[(&str, &str)]) -> String {
    let pause =
        |(from, to): &(&str, &str)| Pause { from: at(hours, from), to: (!to.is_empty()).then(|| at(hours, to)) };
    let pauses: Vec<Pause> = pauses.iter().map(pause).collect();
    match due(hours, at(hours, start), target, &pauses).unwrap() {
        Due::At(at) => shown(hours, at),
        Due::NotBefore(at) => format!("≥ {}", shown(hours, at)),
    }
}

#[test]
fn targets_in_days_are_due_when_the_vectors_say() {
    use Target::{BusinessDays, CalendarDays, EndOfBusinessDay, Seconds};
    let (s1, b24) = (s1(), b24());
    for (id, hours, start, target, due) in [
        ("D15", &b24, "2026-03-28 12:00", CalendarDays(1), "2026-03-29T12:00+02:00"),
        ("D15", &b24, "2026-03-28 12:00", Seconds(24 * HOUR), "2026-03-29T13:00+02:00"),
        ("D16", &s1, "2026-03-06 16:50", Seconds(8 * HOUR), "2026-03-09T16:50+08:00"),
        ("D16", &s1, "2026-03-06 16:50", BusinessDays(1), "2026-03-09T16:50+08:00"),
        ("D16", &s1, "2026-03-06 16:50", EndOfBusinessDay(1), "2026-03-09T17:00+08:00"),
        ("D17", &s1, "2026-03-07 11:00", BusinessDays(1), "2026-03-10T09:00+08:00"),
        ("D17", &s1, "2026-03-07 11:00", EndOfBusinessDay(1), "2026-03-10T17:00+08:00"),
        ("D18", &s1, "2026-02-13 15:00", BusinessDays(2), "2026-02-24T15:00+08:00"),
        ("D18", &s1, "2026-02-13 15:00", EndOfBusinessDay(2), "2026-02-24T17:00+08:00"),
    ] {
        assert_eq!(due_at(hours, start, target, &[]), due, "{id} {target:?}");
    }
}

#[test]
fn a_pause_stops_the_clock_as_the_vectors_say() {
    let s1 = s1();
    for (id, start, seconds, from, to, due) in [
        ("D23", "2026-03-09 09:00", 8 * HOUR, "2026-03-09 10:00", "2026-03-09 15:00", "2026-03-10T14:00+08:00"),
        ("D24", "2026-03-09 09:00", 8 * HOUR, "2026-03-09 16:00", "2026-03-10 10:00", "2026-03-10T11:00+08:00"),
        ("D25", "2026-03-06 14:00", 4 * HOUR, "2026-03-06 15:00", "2026-03-09 09:00", "2026-03-09T12:00+08:00"),
    ] {
        assert_eq!(due_at(&s1, start, Target::Seconds(seconds), &[(from, to)]), due, "{id}");
    }
}

#[test]
fn pauses_are_merged_and_count_from_the_start_until_it_is_due() {
    let s1 = s1();
    let four = Target::Seconds(4 * HOUR);
    let monday = |pauses: &[(&str, &str)]| due_at(&s1, "2026-03-09 09:00", four, pauses);
    assert_eq!(monday(&[]), "2026-03-09T13:00+08:00");
    let twice = [("2026-03-09 10:00", "2026-03-09 11:00"), ("2026-03-09 10:30", "2026-03-09 11:30")];
    assert_eq!(monday(&twice), "2026-03-09T14:30+08:00");
    assert_eq!(monday(&[("2026-03-06 09:00", "2026-03-09 10:00")]), "2026-03-09T14:00+08:00", "from the start on");
    assert_eq!(monday(&[("2026-03-05 09:00", "2026-03-06 10:00")]), "2026-03-09T13:00+08:00", "before the start");
    assert_eq!(monday(&[("2026-03-09 13:00", "2026-03-09 15:00")]), "2026-03-09T13:00+08:00", "due before it");
    let chain = [("2026-03-09 12:00", "2026-03-09 14:00"), ("2026-03-09 14:30", "2026-03-09 15:30")];
    assert_eq!(monday(&chain), "2026-03-09T16:00+08:00", "the second falls into the time that the first added");
    let backward = Pause { from: at(&s1, "2026-03-09 12:00"), to: Some(at(&s1, "2026-03-09 11:00")) };
    let refused = due(&s1, at(&s1, "2026-03-09 09:00"), four, &[backward]).unwrap_err();
    assert_eq!(refused.key, "time-backward");
}

#[test]
fn while_a_pause_lasts_only_the_earliest_is_known() {
    let s1 = s1();
    let four = Target::Seconds(4 * HOUR);
    let monday = |pauses: &[(&str, &str)]| due_at(&s1, "2026-03-09 09:00", four, pauses);
    assert_eq!(monday(&[("2026-03-09 10:00", "")]), "≥ 2026-03-09T13:00+08:00");
    let both = [("2026-03-09 11:00", ""), ("2026-03-09 09:30", "2026-03-09 10:00")];
    assert_eq!(monday(&both), "≥ 2026-03-09T13:30+08:00");
    let hidden = [("2026-03-09 11:00", ""), ("2026-03-09 10:30", "2026-03-09 12:00")];
    assert_eq!(monday(&hidden), "≥ 2026-03-09T13:30+08:00", "what the lasting pause covers is not counted twice");
    assert_eq!(monday(&[("2026-03-09 13:00", "")]), "2026-03-09T13:00+08:00", "it was due by then");
}

#[test]
fn a_pause_moves_a_target_in_days_by_what_its_clock_missed() {
    let s1 = s1();
    let pause = [("2026-03-10 10:00", "2026-03-11 12:00")];
    let due = |target| due_at(&s1, "2026-03-09 11:00", target, &pause);
    assert_eq!(due(Target::BusinessDays(2)), "2026-03-12T13:00+08:00", "ten service hours after Wednesday 11:00");
    assert_eq!(due(Target::CalendarDays(2)), "2026-03-12T13:00+08:00", "26 hours after Wednesday 11:00");
    assert_eq!(due(Target::EndOfBusinessDay(1)), "2026-03-12T11:00+08:00", "ten service hours after Tuesday's closing");
}

#[test]
fn a_working_day_later_stays_within_that_days_windows() {
    let (s1, s2, s6, n) = (s1(), s2(), s6(), n());
    let bd = Target::BusinessDays;
    assert_eq!(due_at(&s2, "2026-03-06 12:00", bd(1), &[]), "2026-03-09T13:30+08:00", "starts after lunch");
    assert_eq!(due_at(&s6, "2026-04-29 17:40", bd(1), &[]), "2026-04-30T17:00+03:00", "a short day");
    assert_eq!(due_at(&n, "2026-03-07 02:00", bd(1), &[]), "2026-03-10T02:00+08:00", "Friday's night, then Monday's");
    assert_eq!(due_at(&s1, "2026-03-07 11:00", bd(0), &[]), "2026-03-09T09:00+08:00");
    assert_eq!(due_at(&s1, "2026-03-06 11:00", Target::EndOfBusinessDay(0), &[]), "2026-03-06T17:00+08:00");
    assert_eq!(due_at(&n, "2026-03-06 21:00", Target::EndOfBusinessDay(1), &[]), "2026-03-10T04:00+08:00");
    let broken = weekly("Asia/Shanghai", "mon", "09:00", "17:00");
    assert_eq!(due_at(&broken, "2026-03-06 11:00", bd(1), &[]), "2026-03-16T09:00+08:00");
}

#[test]
fn a_break_on_the_due_day_is_due_at_its_beginning() {
    // 2026-04-30 has a break from 12 to 13, 2026-04-29 has none.
    let text = "code = \"x\"\ntz = \"Europe/Moscow\"\nvalid_to = 2026-12-31\n[[windows]]\n\
        days = [\"mon\", \"tue\", \"wed\", \"thu\", \"fri\"]\nopen = \"09:00\"\nclose = \"18:00\"\n\
        [[special_days]]\ndate = 2026-04-30\nwindows = [[\"09:00\", \"12:00\"], [\"13:00\", \"17:00\"]]\n";
    let hours = Hours::of(&crate::domain::time::calendar_file::read(text).unwrap()).unwrap();
    let due = due_at(&hours, "2026-04-29 12:30", Target::BusinessDays(1), &[]);
    assert_eq!(due, "2026-04-30T12:00+03:00", "no service time passes until 13:00");
}

#[test]
fn a_wall_time_that_the_clock_skips_is_the_first_after_the_gap() {
    let b24 = b24();
    assert_eq!(due_at(&b24, "2026-03-28 02:30", Target::CalendarDays(1), &[]), "2026-03-29T03:00+02:00");
    assert_eq!(due_at(&b24, "2026-10-24 02:30", Target::CalendarDays(1), &[]), "2026-10-25T02:30+02:00");
    assert_eq!(due_at(&b24, "2026-03-28 02:30", Target::CalendarDays(2), &[]), "2026-03-30T02:30+02:00");
}

#[test]
fn days_too_far_away_are_refused() {
    let (s1, b24) = (s1(), b24());
    for target in [
        Target::Seconds(i64::MAX),
        Target::CalendarDays(u32::MAX),
        Target::BusinessDays(u32::MAX),
        Target::EndOfBusinessDay(u32::MAX),
    ] {
        assert!(due(&b24, at(&b24, "2026-03-06 09:00"), target, &[]).is_err(), "{target:?}");
        assert!(due(&s1, at(&s1, "2026-03-06 09:00"), target, &[]).is_err(), "{target:?}");
    }
    let last = Target::BusinessDays(1);
    let refused = due(&s1, at(&s1, "2026-12-31 09:00"), last, &[]).unwrap_err();
    assert_eq!(refused.key, "calendar-outside");
}
