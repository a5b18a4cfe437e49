//! A calendar as a TOML file: read with line, column and what is expected, and written.

use std::fmt::Write as _;

use chrono::NaiveDate;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::calendar::{self, Calendar};
use super::hours::Window;
use super::input::weekday_named;
use super::zone::zone;
use crate::text::{Arg, Msg};

/// What is wrong in a file, and where. Lines and columns count from 1, columns in characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub line: usize,
    pub column: usize,
    pub msg: Msg,
}

/// Names of the days as they are written, from Monday on.
const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
/// Characters in the code of a calendar.
const CODE_MAX: usize = 60;

/// Reads a calendar file. Its `code` is the name of the record.
///
/// `valid_to` may be left out only where no day has hours of its own: such hours are complete for every year, while
/// holidays are known up to some day.
///
/// # Errors
/// The first thing that does not fit, with its place.
pub fn read(text: &str) -> Result<Calendar, Fault> {
    let file = File { text };
    let root = DeTable::parse(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        file.fault(at, Msg::new("calendar-file-syntax").with("detail", error.message()))
    })?;
    let root = Table { file, at: 0, keys: root.get_ref() };
    root.knows(&["code", "tz", "valid_from", "valid_to", "windows", "holidays", "make_up_days", "special_days"])?;
    let code = root.required("code")?;
    let name = file.text_of(code)?.trim().to_owned();
    if name.is_empty() || name.chars().count() > CODE_MAX {
        return Err(file.wants(code, "calendar-wants-code"));
    }
    let place = root.required("tz")?;
    let tz = zone(file.text_of(place)?).map_err(|msg| file.fault(place.span().start, msg))?.name().to_owned();
    let day = |key: &str| root.keys.get(key).map(|value| file.date(value)).transpose();
    let (valid_from, valid_to) = (day("valid_from")?, day("valid_to")?);
    if let (Some(first), Some(last), Some(place)) = (valid_from, valid_to, root.keys.get("valid_to"))
        && last < first
    {
        return Err(file.fault(place.span().start, Msg::new("value-range-backward")));
    }
    let windows = weekly(&root)?;
    let mut holidays = Vec::new();
    for value in root.list("holidays")? {
        holidays.push(file.date(value)?.to_string());
    }
    let make_up_days = dated(&root, "make_up_days", true)?;
    let monday = windows.iter().any(|entry| entry.starts_with(DAYS[0]));
    if let Some(at) = make_up_days.iter().position(|entry| !monday && calendar::day(entry).is_ok()) {
        let place = root.list("make_up_days")?[at].span().start;
        return Err(file.fault(place, calendar::no_monday(&make_up_days[at])));
    }
    let special_days = dated(&root, "special_days", false)?;
    let of_their_own = ["holidays", "make_up_days", "special_days"];
    if valid_to.is_none()
        && let Some((key, _)) = of_their_own.iter().find_map(|key| root.keys.get_key_value(*key))
    {
        return Err(file.fault(key.span().start, Msg::new("calendar-file-endless")));
    }
    let shown = |date: Option<NaiveDate>| date.map(|date| date.to_string());
    let (valid_from, valid_to) = (shown(valid_from), shown(valid_to));
    Ok(Calendar { name, tz, windows, holidays, make_up_days, special_days, valid_from, valid_to })
}

/// The `[[windows]]`, one entry for each of their days.
fn weekly(root: &Table<'_>) -> Result<Vec<String>, Fault> {
    let file = root.file;
    let mut entries = Vec::new();
    for table in root.tables("windows")? {
        table.knows(&["days", "open", "close"])?;
        table.required("days")?;
        let window = file.window(table.required("open")?, table.required("close")?)?;
        for value in table.list("days")? {
            let day = value.get_ref().as_str().and_then(weekday_named);
            let day = day.ok_or_else(|| file.wants(value, "calendar-wants-weekday"))?;
            entries.push(format!("{} {window}", DAYS[day]));
        }
    }
    if entries.is_empty() {
        let place = root.keys.get("windows").map_or(root.at, |value| value.span().start);
        return Err(file.fault(place, Msg::new("calendar-file-never")));
    }
    Ok(entries)
}

/// Days with hours of their own.
fn dated(root: &Table<'_>, key: &str, bare: bool) -> Result<Vec<String>, Fault> {
    let file = root.file;
    let mut entries = Vec::new();
    for table in root.tables(key)? {
        table.knows(&["date", "windows"])?;
        let mut entry = file.date(table.required("date")?)?.to_string();
        if !bare {
            table.required("windows")?;
        }
        let windows = table.list("windows")?;
        if windows.is_empty() && !bare {
            return Err(file.fault(table.required("windows")?.span().start, Msg::new("calendar-file-closed")));
        }
        for value in windows {
            let pair = value.get_ref().as_array().filter(|pair| pair.len() == 2);
            let pair = pair.ok_or_else(|| file.wants(value, "calendar-wants-pair"))?;
            let _ = write!(entry, " {}", file.window(&pair[0], &pair[1])?);
        }
        entries.push(entry);
    }
    Ok(entries)
}

type Place<'t> = Spanned<DeValue<'t>>;

#[derive(Clone, Copy)]
struct File<'t> {
    text: &'t str,
}

impl File<'_> {
    fn fault(self, at: usize, msg: Msg) -> Fault {
        let before = self.text.get(..at).unwrap_or(self.text);
        let line = before.rsplit('\n').next().unwrap_or_default();
        Fault { line: before.matches('\n').count() + 1, column: line.chars().count() + 1, msg }
    }

    /// `wanted` is the key of what is expected there.
    fn wants(self, value: &Place<'_>, wanted: &str) -> Fault {
        let found = self.text.get(value.span()).and_then(|found| found.lines().next()).unwrap_or_default();
        let msg = Msg::new("calendar-file-wrong").with("found", found).with("wanted", Arg::Key(wanted.to_owned()));
        self.fault(value.span().start, msg)
    }

    fn text_of<'v>(self, value: &'v Place<'_>) -> Result<&'v str, Fault> {
        value.get_ref().as_str().ok_or_else(|| self.wants(value, "calendar-wants-text"))
    }

    /// A date of TOML, or the same as a text.
    fn date(self, value: &Place<'_>) -> Result<NaiveDate, Fault> {
        let date = match value.get_ref() {
            DeValue::Datetime(date) => calendar::day(&date.to_string()),
            DeValue::String(text) => calendar::day(text),
            _ => return Err(self.wants(value, "calendar-wants-date")),
        };
        date.map_err(|_| self.wants(value, "calendar-wants-date"))
    }

    fn window(self, open: &Place<'_>, close: &Place<'_>) -> Result<Window, Fault> {
        let minutes = |value: &Place<'_>| {
            let read = value.get_ref().as_str().and_then(calendar::minutes);
            read.ok_or_else(|| self.wants(value, "calendar-wants-time"))
        };
        let (from, to) = (minutes(open)?, minutes(close)?);
        if from >= super::hours::DAY {
            return Err(self.wants(open, "calendar-wants-open"));
        }
        Window::new(from, to).ok_or_else(|| self.wants(close, "calendar-wants-close"))
    }
}

/// A table of the file: the root, or one of a list.
#[derive(Clone, Copy)]
struct Table<'t> {
    file: File<'t>,
    at: usize,
    keys: &'t DeTable<'t>,
}

impl<'t> Table<'t> {
    fn knows(&self, known: &[&str]) -> Result<(), Fault> {
        let unknown = self.keys.iter().map(|(key, _)| key).filter(|key| !known.contains(&key.get_ref().as_ref()));
        match unknown.min_by_key(|key| key.span().start) {
            None => Ok(()),
            Some(key) => {
                let name: &str = key.get_ref();
                let msg = Msg::new("calendar-file-key").with("key", name).with("known", known.join(", "));
                Err(self.file.fault(key.span().start, msg))
            }
        }
    }

    fn required(&self, key: &str) -> Result<&'t Place<'t>, Fault> {
        let missing = || self.file.fault(self.at, Msg::new("calendar-file-missing").with("key", key));
        self.keys.get(key).ok_or_else(missing)
    }

    /// The entries of a list; none where there is no such key.
    fn list(&self, key: &str) -> Result<&'t [Place<'t>], Fault> {
        let Some(value) = self.keys.get(key) else { return Ok(&[]) };
        let list = value.get_ref().as_array().ok_or_else(|| self.file.wants(value, "calendar-wants-list"))?;
        Ok(list)
    }

    fn tables(&self, key: &str) -> Result<Vec<Table<'t>>, Fault> {
        let table = |value: &'t Place<'t>| {
            let keys = value.get_ref().as_table().ok_or_else(|| self.file.wants(value, "calendar-wants-table"))?;
            Ok(Table { file: self.file, at: value.span().start, keys })
        };
        self.list(key)?.iter().map(table).collect()
    }
}

/// Writes a calendar as a file that reads back to the same hours.
///
/// # Errors
/// A sentence about the first entry of the record that does not fit.
pub fn write(calendar: &Calendar) -> Result<String, Msg> {
    let quoted = |text: &str| toml::Value::from(text).to_string();
    let mut out = format!("code = {}\ntz = {}\n", quoted(&calendar.name), quoted(&calendar.tz));
    for (key, date) in [("valid_from", &calendar.valid_from), ("valid_to", &calendar.valid_to)] {
        if let Some(date) = date {
            let _ = writeln!(out, "{key} = {}", calendar::day(date)?);
        }
    }
    if !calendar.holidays.is_empty() {
        out += "holidays = [\n";
        for entry in &calendar.holidays {
            let _ = writeln!(out, "  {},", calendar::day(entry)?);
        }
        out += "]\n";
    }
    // Days with the same window stand together.
    let mut weekly: Vec<(Window, Vec<&str>)> = Vec::new();
    for entry in &calendar.windows {
        let entry = calendar::weekly(entry)?;
        for window in entry.windows {
            let days = entry.days.iter().map(|day| DAYS[*day]);
            match weekly.iter_mut().find(|(known, _)| *known == window) {
                Some((_, known)) => known.extend(days),
                None => weekly.push((window, days.collect())),
            }
        }
    }
    for (window, days) in weekly {
        let (open, close) = ends(window);
        let _ = write!(out, "\n[[windows]]\ndays = {days:?}\nopen = \"{open}\"\nclose = \"{close}\"\n");
    }
    for entry in &calendar.make_up_days {
        put(&mut out, "make_up_days", calendar::make_up(entry)?);
    }
    for entry in &calendar.special_days {
        put(&mut out, "special_days", calendar::special(entry)?);
    }
    Ok(out)
}

fn ends(window: Window) -> (String, String) {
    let clock = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    (clock(window.open()), clock(window.close()))
}

fn put(out: &mut String, key: &str, (date, windows): (NaiveDate, Vec<Window>)) {
    let _ = write!(out, "\n[[{key}]]\ndate = {date}\n");
    if !windows.is_empty() {
        let pairs: Vec<String> = windows.into_iter().map(ends).map(|(o, c)| format!("[\"{o}\", \"{c}\"]")).collect();
        let _ = writeln!(out, "windows = [{}]", pairs.join(", "));
    }
}

#[cfg(test)]
mod tests;
