//! How entries become windows of days: who wins, what adds up, what is refused.

use super::*;
use crate::domain::kinds::Kind;
use crate::domain::time::samples::day;
use crate::domain::validate::validate;

fn calendar(windows: &[&str], holidays: &[&str], make_up: &[&str], special: &[&str]) -> Calendar {
    let list = |entries: &[&str]| entries.iter().map(|entry| (*entry).to_owned()).collect();
    Calendar {
        name: "probe".to_owned(),
        tz: "Asia/Shanghai".to_owned(),
        windows: list(windows),
        holidays: list(holidays),
        make_up_days: list(make_up),
        special_days: list(special),
        valid_from: None,
        valid_to: Some("2026-12-31".to_owned()),
    }
}

fn shown(hours: &Hours, date: &str) -> String {
    let windows: Vec<String> = hours.windows(day(date)).unwrap().iter().map(Window::to_string).collect();
    windows.join(" ")
}

#[test]
fn special_wins_over_make_up_over_holiday_over_the_week() {
    let hours = Hours::of(&calendar(
        &["mon-fri 09:00-17:00"],
        &["2026-03-02", "2026-03-03", "2026-03-04"],
        &["2026-03-03 10:00-12:00", "2026-03-04 10:00-12:00", "2026-03-07"],
        &["2026-03-04 14:00-15:00"],
    ))
    .unwrap();
    for (date, kind, windows) in [
        ("2026-03-01", DayKind::Closed, ""),
        ("2026-03-02", DayKind::Holiday, ""),
        ("2026-03-03", DayKind::MakeUp, "10:00-12:00"),
        ("2026-03-04", DayKind::Special, "14:00-15:00"),
        ("2026-03-05", DayKind::Working, "09:00-17:00"),
        ("2026-03-07", DayKind::MakeUp, "09:00-17:00"),
    ] {
        assert_eq!((hours.day(day(date)), shown(&hours, date)), (kind, windows.to_owned()), "{date}");
    }
    assert_eq!(hours.working_days(day("2026-03-01"), day("2026-03-07")), Ok(5));
}

#[test]
fn entries_for_one_day_add_up_and_overlaps_become_one() {
    let hours = Hours::of(&calendar(
        &["mon 13:30-18:00", "mon 09:00-12:00", "周二 09:00-12:00, 11:00-13:00", "fri-mon 20:00–28:00"],
        &[],
        &["2026-03-04 09:00-10:00", "2026-03-04 10:00-11:00"],
        &[],
    ))
    .unwrap();
    assert_eq!(shown(&hours, "2026-03-02"), "09:00-12:00 13:30-18:00 20:00-28:00");
    assert_eq!(shown(&hours, "2026-03-03"), "09:00-13:00");
    assert_eq!(shown(&hours, "2026-03-04"), "09:00-11:00");
    assert_eq!(shown(&hours, "2026-03-05"), "");
    for date in ["2026-03-06", "2026-03-07", "2026-03-08"] {
        assert_eq!(shown(&hours, date), "20:00-28:00", "{date}");
    }
}

#[test]
fn round_the_clock_is_written_as_people_say_it() {
    for said in ["24x7", "7×24", " 24X7 "] {
        let hours = Hours::of(&calendar(&[said], &[], &[], &[])).unwrap();
        assert_eq!(shown(&hours, "2026-03-08"), "00:00-24:00", "{said}");
    }
}

#[test]
fn an_entry_that_does_not_fit_is_quoted_with_how_to_write_it() {
    let ok: &[&str] = &["mon 09:00-17:00"];
    let rows: [(&str, [&[&str]; 4]); 17] = [
        ("calendar-entry-week", [&["montag 09:00-17:00"], &[], &[], &[]]),
        ("calendar-entry-week", [&["mon"], &[], &[], &[]]),
        ("calendar-entry-week", [&["mon 9-17"], &[], &[], &[]]),
        ("calendar-entry-week", [&["mon 09:60-17:00"], &[], &[], &[]]),
        ("calendar-entry-week", [&["mon 09:00-48:01"], &[], &[], &[]]),
        ("calendar-entry-week", [&["mon +9:00-17:00"], &[], &[], &[]]),
        ("calendar-entry-window", [&["mon 17:00-09:00"], &[], &[], &[]]),
        ("calendar-entry-window", [&["mon 09:00-09:00"], &[], &[], &[]]),
        ("calendar-entry-window", [&["mon 24:00-30:00"], &[], &[], &[]]),
        ("calendar-entry-day", [ok, &["2026-02-30"], &[], &[]]),
        ("calendar-entry-day", [ok, &["2026-2-3"], &[], &[]]),
        ("calendar-entry-dated", [ok, &[], &["2026-02-14 morning"], &[]]),
        ("calendar-entry-dated", [ok, &[], &["14.02.2026 09:00-17:00"], &[]]),
        ("calendar-entry-dated", [ok, &[], &[], &["2026-04-30"]]),
        ("calendar-entry-window", [ok, &[], &[], &["2026-04-30 17:00-09:00"]]),
        ("calendar-no-monday", [&["tue 09:00-17:00"], &[], &["2026-02-14"], &[]]),
        ("calendar-never", [&[], &[], &["2026-02-14 09:00-17:00"], &[]]),
    ];
    for (key, [windows, holidays, make_up, special]) in rows {
        let calendar = calendar(windows, holidays, make_up, special);
        let refused = Hours::of(&calendar).unwrap_err();
        assert_eq!(refused.key, key, "{calendar:?}");
        let Ok(serde_json::Value::Object(values)) = serde_json::to_value(&calendar) else { panic!("no record") };
        let faults = validate(Kind::Calendar, &values);
        assert_eq!(faults.len(), 1, "the record is refused too: {calendar:?} {faults:?}");
        let same = faults[0].1 == refused;
        assert!(same || faults[0].1.key == "value-required", "{faults:?}");
    }
}
