//! How dates and instants are typed. Today is Wednesday, 4 March 2026.

use proptest::prelude::*;

use super::*;
use crate::text::{Lang, number};

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 4).unwrap()
}

fn iso(text: &str) -> String {
    parse_date(text, today()).unwrap_or_else(|msg| panic!("{text}: {msg:?}")).to_string()
}

fn refusal(text: &str) -> String {
    parse_date(text, today()).map_or_else(|msg| msg.key, |date| panic!("{text} became {date}"))
}

fn utc(text: &str, tz: Tz) -> String {
    let at = parse_instant(text, today(), tz).unwrap_or_else(|msg| panic!("{text}: {msg:?}"));
    at.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

#[test]
fn one_day_in_every_spelling() {
    for text in [
        "2026-03-06",
        "2026-3-6",
        "20260306",
        "6-Mar-2026",
        "2026/3/6",
        "2026.03.06",
        "6.3.2026",
        "06.03.2026",
        "2026年3月6日",
        "2026年03月06号",
        "２０２６年３月６日",
        "2026 年 3 月 6 日",
        "6 Mar 2026",
        "6 march 2026",
        "Mar 6, 2026",
        "6 марта 2026",
        "6 мар. 2026 г.",
        "+2d",
        "+2天",
        "2天后",
        "+2 дня",
        "后天",
        "послезавтра",
        "周五",
        "星期五",
        "本周五",
        "Friday",
        "fri",
        "пт",
        "в пятницу",
    ] {
        assert_eq!(iso(text), "2026-03-06", "{text}");
    }
}

#[test]
fn days_relative_to_today() {
    for (text, date) in [
        ("今天", "2026-03-04"),
        ("today", "2026-03-04"),
        ("сегодня", "2026-03-04"),
        ("明天", "2026-03-05"),
        ("Tomorrow", "2026-03-05"),
        ("завтра", "2026-03-05"),
        ("昨天", "2026-03-03"),
        ("+3d", "2026-03-07"),
        ("-3d", "2026-03-01"),
        ("−3d", "2026-03-01"),
        ("+2w", "2026-03-18"),
        ("+1m", "2026-04-04"),
        ("+1y", "2027-03-04"),
        ("下周一", "2026-03-09"),
        ("next monday", "2026-03-09"),
        ("next mon", "2026-03-09"),
        ("следующий понедельник", "2026-03-09"),
        ("下周日", "2026-03-15"),
        ("下下周一", "2026-03-16"),
        ("next friday", "2026-03-13"),
        ("本周一", "2026-03-02"),
        ("上周五", "2026-02-27"),
        ("周一", "2026-03-09"),
        ("wed", "2026-03-11"),
        ("在", ""),
    ] {
        match date {
            "" => assert_eq!(refusal(text), "input-date-unreadable"),
            date => assert_eq!(iso(text), date, "{text}"),
        }
    }
    let last_of_january = NaiveDate::from_ymd_opt(2026, 1, 31).unwrap();
    assert_eq!(parse_date("+1m", last_of_january).unwrap().to_string(), "2026-02-28");
}

#[test]
fn what_is_no_date_is_refused_with_a_reason() {
    for (text, key) in [
        ("", "input-date-empty"),
        ("3/6", "input-date-ambiguous"),
        ("3/6/2026", "input-date-ambiguous"),
        ("03/06/26", "input-date-ambiguous"),
        ("2026-02-30", "input-date-none"),
        ("31.04.2026", "input-date-none"),
        ("2026-13-01", "input-date-none"),
        ("1899-12-31", "input-date-range"),
        ("2101-01-01", "input-date-range"),
        ("+99999999999d", "input-date-range"),
        ("+2147483647y", "input-date-range"),
        ("6.3", "input-date-unreadable"),
        ("26-03-06", "input-date-unreadable"),
        ("6 Foo 2026", "input-date-unreadable"),
        ("next 一", "input-date-unreadable"),
        ("soon", "input-date-unreadable"),
        ("+d", "input-date-unreadable"),
    ] {
        assert_eq!(refusal(text), key, "{text}");
    }
    assert_eq!(iso("1990-01-01"), "1990-01-01");
    assert_eq!(iso("1961-04-12"), "1961-04-12", "somebody's birthday");
    assert_eq!(iso("2100-12-31"), "2100-12-31");
}

#[test]
fn instants_stand_on_the_clock_of_their_zone() {
    for (text, at) in [
        ("2026-03-06 14:30", "2026-03-06T06:30:00Z"),
        ("2026-03-06T14:30", "2026-03-06T06:30:00Z"),
        ("2026年3月6日14:30", "2026-03-06T06:30:00Z"),
        ("2026年3月6日 １４：３０", "2026-03-06T06:30:00Z"),
        ("后天 14:30", "2026-03-06T06:30:00Z"),
        ("+2d 14:30", "2026-03-06T06:30:00Z"),
        ("9:05", "2026-03-04T01:05:00Z"),
        ("2026-03-06", "2026-03-05T16:00:00Z"),
        ("2026-03-06T06:30:00Z", "2026-03-06T06:30:00Z"),
    ] {
        assert_eq!(utc(text, Tz::Asia__Shanghai), at, "{text}");
    }
    assert_eq!(utc("06.03.2026 14:30", Tz::Europe__Moscow), "2026-03-06T11:30:00Z");
    let refused = |text| parse_instant(text, today(), Tz::UTC).unwrap_err().key;
    assert_eq!(refused("2026-03-06 24:00"), "input-time");
    assert_eq!(refused("2026-03-06 9:5"), "input-time");
    assert_eq!(refused("3/6 14:30"), "input-date-ambiguous");
    assert_eq!(refused("0001-01-01T00:00:00Z"), "input-date-range");
    assert_eq!(refused("1989-12-31 10:00"), "input-date-range");
    assert_eq!(refused(""), "input-date-empty");
}

#[test]
fn clock_changes_give_the_first_instant_after_a_gap_and_the_earlier_of_two() {
    let berlin = Tz::Europe__Berlin;
    assert_eq!(utc("2026-03-29 02:30", berlin), "2026-03-29T01:00:00Z");
    assert_eq!(utc("2026-03-29 03:00", berlin), "2026-03-29T01:00:00Z");
    assert_eq!(utc("2026-03-29 02:00:59", berlin), "2026-03-29T01:00:00Z");
    assert_eq!(utc("2026-10-25 02:30", berlin), "2026-10-25T00:30:00Z");
    // Samoa had no 30 December 2011 at all.
    assert_eq!(utc("2011-12-30 00:00", Tz::Pacific__Apia), "2011-12-30T10:00:00Z");
}

#[test]
fn weeks_start_on_monday() {
    assert_eq!(week_start(today()).to_string(), "2026-03-02");
    let sunday = NaiveDate::from_ymd_opt(2026, 3, 8).unwrap();
    assert_eq!(week_start(sunday).to_string(), "2026-03-02");
}

fn days() -> impl Strategy<Value = NaiveDate> {
    (0..40_500_u64).prop_map(|n| NaiveDate::from_ymd_opt(1990, 1, 1).unwrap() + Days::new(n))
}

proptest! {
    #[test]
    fn a_shown_date_reads_back(day in days()) {
        for lang in Lang::ALL {
            prop_assert_eq!(parse_date(&number::date(day, lang), today()), Ok(day));
            prop_assert_eq!(parse_date(&number::date_short(day, lang), today()), Ok(day));
        }
        prop_assert_eq!(parse_date(&day.to_string(), today()), Ok(day));
    }

    #[test]
    fn a_shown_instant_reads_back(day in days(), minute in 0..1440_u32) {
        for tz in [Tz::Asia__Shanghai, Tz::Europe__Moscow, Tz::Europe__Berlin, Tz::UTC] {
            let local = day.and_hms_opt(minute / 60, minute % 60, 0).unwrap();
            let at = resolve(local, tz).unwrap();
            for lang in Lang::ALL {
                prop_assert_eq!(parse_instant(&number::instant(at, tz, lang), today(), tz), Ok(at));
            }
        }
    }

    #[test]
    fn later_clock_times_are_never_earlier_instants(a in 0..60_000_000_i64, b in 0..60_000_000_i64) {
        let local = |n: i64| NaiveDate::from_ymd_opt(1990, 1, 1).unwrap().and_time(NaiveTime::MIN) + TimeDelta::minutes(n % 58_000_000);
        let (a, b) = (local(a.min(b)), local(a.max(b)));
        // Within a fold the earlier reading of every time is taken, so order holds even there.
        prop_assert!(a > b || resolve(a, Tz::Europe__Berlin) <= resolve(b, Tz::Europe__Berlin));
    }

    #[test]
    fn nothing_typed_breaks_the_reader(
        text in any::<String>(),
        near in "[-+]?[0-9]{0,12}[dwmy年月日天周一下本./: ]{0,4}[0-9]{0,4}[年月日./: t]{0,2}[0-9:]{0,6}",
        today in days(),
    ) {
        for text in [text, near] {
            let _ = parse_date(&text, today);
            let _ = parse_instant(&text, today, Tz::Europe__Moscow);
        }
    }

    #[test]
    fn more_days_are_later(a in 0..5_000_u32, b in 0..5_000_u32) {
        for unit in ["d", "w"] {
            let at = |n: u32| parse_date(&format!("+{n}{unit}"), NaiveDate::from_ymd_opt(1990, 1, 1).unwrap()).unwrap();
            prop_assert_eq!(at(a).cmp(&at(b)), a.cmp(&b));
        }
    }
}
