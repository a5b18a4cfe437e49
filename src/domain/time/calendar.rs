//! The working calendar as a record (01-model 1.12), and how its entries are read.

use chrono::NaiveDate;
use serde_json::Value;

use super::hours::Window;
use super::input::weekday_named;
use crate::domain::record::{Values, date, list, text, zone};
use crate::record;
use crate::text::{Msg, numeral};

record! {
    /// Weekly windows and exceptions in one zone. Precedence: special, make-up, holiday, weekly.
    Calendar as CALENDAR {
        name: "calendar", prefix: "", yearly: false, title: "name", owner: "",
        columns: &["name", "tz", "valid_from", "valid_to"],
    } {
        /// The code of 01-model 1.12 (`CN-2026`): agreements print it.
        name: String = text(60).required(),
        tz: String = zone().required().default("\"Asia/Shanghai\""),
        /// `mon 09:00-17:00`, also `mon-fri 09:00-12:00 13:30-18:00`; a close up to 48:00 runs past midnight.
        windows: Vec<String> = list().required(),
        /// ISO dates.
        holidays: Vec<String> = list(),
        /// `2026-02-14 09:00-17:00`; without windows those of Monday.
        make_up_days: Vec<String> = list(),
        /// `2026-04-30 09:00-17:00`.
        special_days: Vec<String> = list(),
        valid_from: Option<String> = date().unit("term"),
        /// The last day with known holidays; a calendar never guesses further.
        valid_to: Option<String> = date().required().unit("term"),
    }
}

/// The faults of the lists, by field: the first wrong entry of each.
pub fn check(values: &Values) -> Vec<(String, Msg)> {
    let entries = |field: &str| {
        let items = values.get(field).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        items.iter().filter_map(Value::as_str)
    };
    let fault =
        |field: &str, read: &dyn Fn(&str) -> Option<Msg>| Some((field.to_owned(), entries(field).find_map(read)?));
    let monday = entries("windows").filter_map(|entry| weekly(entry).ok()).any(|entry| entry.days.contains(&0));
    [
        fault("windows", &|text| weekly(text).err()),
        fault("holidays", &|text| day(text).err()),
        fault("make_up_days", &|text| match make_up(text) {
            Ok((_, windows)) => (windows.is_empty() && !monday).then(|| no_monday(text)),
            Err(msg) => Some(msg),
        }),
        fault("special_days", &|text| special(text).err()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A make-up day without hours of its own takes those of Monday.
pub fn no_monday(entry: &str) -> Msg {
    Msg::new("calendar-no-monday").with("entry", entry)
}

/// One entry of the week.
pub struct Weekly {
    /// From Monday on, 0 to 6.
    pub days: Vec<usize>,
    pub windows: Vec<Window>,
}

/// Whole weeks as people say them.
const ALWAYS: [&str; 4] = ["24x7", "7x24", "24×7", "7×24"];

/// Reads `mon 09:00-17:00`, `mon-fri 09:00-12:00 13:30-18:00` or `24x7`.
///
/// # Errors
/// A sentence that quotes the entry and says how to write it.
pub fn weekly(entry: &str) -> Result<Weekly, Msg> {
    let fault = || Msg::new("calendar-entry-week").with("entry", entry);
    if ALWAYS.contains(&numeral::fold(entry).as_str()) {
        return weekly("mon-sun 00:00-24:00");
    }
    let (named, rest) = entry.trim().split_once(char::is_whitespace).ok_or_else(fault)?;
    let named = numeral::fold(named);
    let days = match named.split_once(['-', '–']) {
        Some((from, to)) => {
            let (from, to) = (weekday_named(from).ok_or_else(fault)?, weekday_named(to).ok_or_else(fault)?);
            // From Friday to Monday runs over the week's end.
            (0..=(to + 7 - from) % 7).map(|step| (from + step) % 7).collect()
        }
        None => vec![weekday_named(&named).ok_or_else(fault)?],
    };
    Ok(Weekly { days, windows: several(entry, rest, fault)? })
}

/// Reads a date in the form in which it is kept.
///
/// # Errors
/// A sentence that quotes the entry.
pub fn day(entry: &str) -> Result<NaiveDate, Msg> {
    let date = entry.trim().parse::<NaiveDate>().ok().filter(|date| date.to_string() == entry.trim());
    date.ok_or_else(|| Msg::new("calendar-entry-day").with("entry", entry))
}

/// Reads `2026-02-14 09:00-17:00` or `2026-02-14`, which has no windows of its own.
///
/// # Errors
/// A sentence that quotes the entry and says how to write it.
pub fn make_up(entry: &str) -> Result<(NaiveDate, Vec<Window>), Msg> {
    if let Ok(date) = day(entry) {
        return Ok((date, Vec::new()));
    }
    special(entry)
}

/// Reads `2026-04-30 09:00-12:00 13:00-17:00`.
///
/// # Errors
/// A sentence that quotes the entry and says how to write it.
pub fn special(entry: &str) -> Result<(NaiveDate, Vec<Window>), Msg> {
    let fault = || Msg::new("calendar-entry-dated").with("entry", entry);
    let (date, rest) = entry.trim().split_once(char::is_whitespace).ok_or_else(fault)?;
    Ok((day(date).map_err(|_| fault())?, several(entry, rest, fault)?))
}

fn several(entry: &str, text: &str, fault: impl Fn() -> Msg) -> Result<Vec<Window>, Msg> {
    let window = |part: &str| {
        let (open, close) = part.split_once(['-', '–']).ok_or_else(&fault)?;
        let (open, close) = (minutes(open).ok_or_else(&fault)?, minutes(close).ok_or_else(&fault)?);
        Window::new(open, close).ok_or_else(|| Msg::new("calendar-entry-window").with("entry", entry))
    };
    let parts = text.split([' ', ',', '，', '\u{a0}']).filter(|part| !part.is_empty());
    let windows = parts.map(window).collect::<Result<Vec<_>, _>>()?;
    if windows.is_empty() { Err(fault()) } else { Ok(windows) }
}

/// `09:00` as minutes from midnight, up to `48:00`.
pub fn minutes(text: &str) -> Option<u16> {
    let (hour, minute) = text.trim().split_once(':')?;
    let digits = |part: &str, most: usize| part.len() <= most && part.bytes().all(|b| b.is_ascii_digit());
    if !digits(hour, 2) || minute.len() != 2 || !digits(minute, 2) {
        return None;
    }
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    (minute < 60 && hour <= 48).then_some(hour * 60 + minute).filter(|total| *total <= super::hours::LATEST)
}
