//! The calendars and the way of writing times that the vectors of 03-time-arithmetic use.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use super::builtin;
use super::calendar_file::read;
use super::hours::Hours;

pub fn built_in(code: &str) -> Hours {
    Hours::of(&builtin::named(code).unwrap().unwrap()).unwrap()
}

/// Asia/Shanghai, Monday to Friday 09-17, with the holidays of 2026.
pub fn s1() -> Hours {
    built_in("cn-2026")
}

/// The same with 09-12 and 13:30-18; its make-up days are Mondays.
pub fn s2() -> Hours {
    let (_, text) = builtin::BUILTIN.iter().find(|(code, _)| *code == "cn-2026").unwrap();
    let (head, rest) = text.split_once("[[windows]]").unwrap();
    let (_, make_up) = rest.split_once("[[make_up_days]]").unwrap();
    let days = r#"days = ["mon", "tue", "wed", "thu", "fri"]"#;
    let windows = format!(
        "[[windows]]\n{days}\nopen = \"09:00\"\nclose = \"12:00\"\n[[windows]]\n{days}\nopen = \"13:30\"\nclose = \"18:00\"\n"
    );
    let text = format!("{head}{windows}[[make_up_days]]{make_up}");
    Hours::of(&read(&text).unwrap()).unwrap()
}

/// Europe/Moscow, Monday to Friday 09-12 and 13-18, with days off and short days.
pub fn s6() -> Hours {
    built_in("ru-2026")
}

/// A week without exceptions and without an end.
pub fn weekly(tz: &str, days: &str, open: &str, close: &str) -> Hours {
    let days: Vec<&str> = days.split(' ').collect();
    let text = format!(
        "code = \"weekly\"\ntz = \"{tz}\"\n[[windows]]\ndays = {days:?}\nopen = \"{open}\"\nclose = \"{close}\"\n"
    );
    Hours::of(&read(&text).unwrap()).unwrap()
}

pub fn b24() -> Hours {
    Hours::round_the_clock(Tz::Europe__Berlin)
}

pub fn ny24() -> Hours {
    Hours::round_the_clock(Tz::America__New_York)
}

/// Asia/Shanghai, Monday to Friday from 20:00 to 04:00 of the next day.
pub fn n() -> Hours {
    weekly("Asia/Shanghai", "mon tue wed thu fri", "20:00", "28:00")
}

/// Berlin, Sunday 00-06, over both clock changes.
pub fn sun() -> Hours {
    weekly("Europe/Berlin", "sun", "00:00", "06:00")
}

/// Berlin, Sunday from 02:30, which one Sunday in March does not have.
pub fn gap() -> Hours {
    weekly("Europe/Berlin", "sun", "02:30", "06:00")
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// `2026-03-06 16:00` on the clock of the calendar, or any instant with its offset: `2026-03-28T22:00+01:00`.
pub fn at(hours: &Hours, text: &str) -> DateTime<Utc> {
    if let Ok(instant) = DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M%:z") {
        return instant.to_utc();
    }
    hours.shows(chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()).unwrap()
}

/// An instant as the clock of the calendar shows it, with its offset.
pub fn shown(hours: &Hours, at: DateTime<Utc>) -> String {
    at.with_timezone(&hours.tz()).format("%Y-%m-%dT%H:%M%:z").to_string()
}
