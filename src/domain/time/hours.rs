//! Service hours: which windows a calendar opens on which day (03-time-arithmetic 3.1.1, 3.1.2).

use std::collections::BTreeMap;
use std::collections::btree_map::Range;

use chrono::{Datelike, NaiveDate};
use chrono_tz::Tz;

use super::calendar::{self, Calendar};
use super::input::YEARS;
use super::zone::zone;
use crate::text::Msg;

/// Minutes of a day on the clock.
pub const DAY: u16 = 1440;
/// How far a window may run: to the end of the day after the one it opens on.
pub const LATEST: u16 = 2 * DAY;

/// A stretch of local time `[open, close)`, in minutes from the midnight that begins its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Window {
    open: u16,
    close: u16,
}

impl Window {
    /// `None` unless it opens within its day, closes later than it opens, and closes by 48:00.
    pub fn new(open: u16, close: u16) -> Option<Self> {
        (open < DAY && open < close && close <= LATEST).then_some(Self { open, close })
    }

    /// Minutes from midnight, below 1440.
    pub fn open(self) -> u16 {
        self.open
    }

    /// Minutes from the same midnight, up to 2880.
    pub fn close(self) -> u16 {
        self.close
    }
}

impl std::fmt::Display for Window {
    /// `09:00-17:00`
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:02}:{:02}-{:02}:{:02}", self.open / 60, self.open % 60, self.close / 60, self.close % 60)
    }
}

/// Why a day has the windows it has. The later rule wins: weekly, holiday, make-up, special.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayKind {
    /// The week opens on this day.
    Working,
    /// The week does not open on this day.
    Closed,
    Holiday,
    /// Works in place of another day (调休).
    MakeUp,
    /// Has hours of its own, such as a short day before a holiday.
    Special,
    /// The calendar says nothing about this day.
    Outside,
}

/// A day that does not follow the week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Exception {
    kind: DayKind,
    windows: Vec<Window>,
}

impl Exception {
    pub(super) fn windows(&self) -> &[Window] {
        &self.windows
    }
}

/// The windows of every day, in one zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hours {
    name: String,
    tz: Tz,
    /// From Monday on.
    week: [Vec<Window>; 7],
    /// Days that do not follow the week.
    exceptions: BTreeMap<NaiveDate, Exception>,
    valid_from: Option<NaiveDate>,
    valid_to: Option<NaiveDate>,
}

impl Hours {
    /// Every second of every day.
    pub fn round_the_clock(tz: Tz) -> Self {
        let all_day = || vec![Window { open: 0, close: DAY }];
        Self {
            name: "24x7".to_owned(),
            tz,
            week: std::array::from_fn(|_| all_day()),
            exceptions: BTreeMap::new(),
            valid_from: None,
            valid_to: None,
        }
    }

    /// The hours that a calendar record describes.
    ///
    /// # Errors
    /// A sentence about the first entry that does not fit, with the entry; also for a calendar that never opens.
    pub fn of(calendar: &Calendar) -> Result<Self, Msg> {
        let mut week: [Vec<Window>; 7] = Default::default();
        for text in &calendar.windows {
            let entry = calendar::weekly(text)?;
            for day in entry.days {
                week[day].extend(&entry.windows);
            }
        }
        week.iter_mut().for_each(tidy);
        if week.iter().all(Vec::is_empty) {
            return Err(Msg::new("calendar-never").with("calendar", calendar.name.as_str()));
        }
        let mut exceptions = BTreeMap::new();
        for text in &calendar.holidays {
            exceptions.insert(calendar::day(text)?, Exception { kind: DayKind::Holiday, windows: Vec::new() });
        }
        let monday = week[0].clone();
        for text in &calendar.make_up_days {
            let (date, mut windows) = calendar::make_up(text)?;
            if windows.is_empty() {
                if monday.is_empty() {
                    return Err(calendar::no_monday(text));
                }
                windows.clone_from(&monday);
            }
            put(&mut exceptions, date, DayKind::MakeUp, windows);
        }
        for text in &calendar.special_days {
            let (date, windows) = calendar::special(text)?;
            put(&mut exceptions, date, DayKind::Special, windows);
        }
        let end = |text: &Option<String>| text.as_deref().map(calendar::day).transpose();
        let (valid_from, valid_to) = (end(&calendar.valid_from)?, end(&calendar.valid_to)?);
        let name = calendar.name.clone();
        Ok(Self { name, tz: zone(&calendar.tz)?, week, exceptions, valid_from, valid_to })
    }

    /// What people call the calendar.
    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn tz(&self) -> Tz {
        self.tz
    }

    /// The first and the last day of which the calendar knows, where it has such.
    pub fn validity(&self) -> (Option<NaiveDate>, Option<NaiveDate>) {
        (self.valid_from, self.valid_to)
    }

    pub fn day(&self, date: NaiveDate) -> DayKind {
        if !self.knows(date) {
            return DayKind::Outside;
        }
        match self.exceptions.get(&date) {
            Some(exception) => exception.kind,
            None if self.weekly(date).is_empty() => DayKind::Closed,
            None => DayKind::Working,
        }
    }

    /// The windows that open on a day, in order and apart from each other.
    ///
    /// # Errors
    /// A sentence when the calendar says nothing about the day: it never guesses.
    pub fn windows(&self, date: NaiveDate) -> Result<&[Window], Msg> {
        if !self.knows(date) {
            return Err(self.outside(date));
        }
        Ok(self.exceptions.get(&date).map_or_else(|| self.weekly(date), Exception::windows))
    }

    /// Days from `first` to `last`, both included, on which the calendar opens.
    ///
    /// # Errors
    /// As [`Hours::windows`].
    pub fn working_days(&self, first: NaiveDate, last: NaiveDate) -> Result<usize, Msg> {
        let mut days = 0;
        for date in first.iter_days().take_while(|date| *date <= last) {
            days += usize::from(!self.windows(date)?.is_empty());
        }
        Ok(days)
    }

    /// The windows of the week, from Monday on, as they are without exceptions.
    pub fn week(&self) -> &[Vec<Window>; 7] {
        &self.week
    }

    pub(super) fn weekly(&self, date: NaiveDate) -> &[Window] {
        &self.week[date.weekday().num_days_from_monday() as usize]
    }

    pub(super) fn exceptions_from(&self, date: NaiveDate) -> Range<'_, NaiveDate, Exception> {
        self.exceptions.range(date..)
    }

    pub(super) fn knows(&self, date: NaiveDate) -> bool {
        self.valid_from.is_none_or(|first| first <= date)
            && self.valid_to.is_none_or(|last| date <= last)
            && YEARS.contains(&date.year())
    }

    pub(super) fn outside(&self, date: NaiveDate) -> Msg {
        let msg = match (self.valid_from, self.valid_to) {
            (Some(first), Some(last)) => {
                Msg::new("calendar-outside").with("first", first.to_string()).with("last", last.to_string())
            }
            (Some(first), _) if date < first => Msg::new("calendar-before").with("first", first.to_string()),
            (_, Some(last)) if last < date => Msg::new("calendar-after").with("last", last.to_string()),
            _ => return beyond(date),
        };
        msg.with("calendar", self.name.as_str()).with("day", date.to_string())
    }
}

/// Two entries for one day add up; one of a later rule replaces those of an earlier.
fn put(exceptions: &mut BTreeMap<NaiveDate, Exception>, date: NaiveDate, kind: DayKind, windows: Vec<Window>) {
    let day = exceptions.entry(date).or_insert(Exception { kind, windows: Vec::new() });
    if day.kind != kind {
        *day = Exception { kind, windows: Vec::new() };
    }
    day.windows.extend(windows);
    tidy(&mut day.windows);
}

/// In order, and what overlaps or touches as one.
fn tidy(windows: &mut Vec<Window>) {
    windows.sort_unstable();
    windows.dedup_by(|next, window| {
        let joins = next.open <= window.close;
        if joins {
            window.close = window.close.max(next.close);
        }
        joins
    });
}

/// Zones and their clock changes are not known for ever.
pub(super) fn beyond(date: NaiveDate) -> Msg {
    let (first, last) = (YEARS.start().to_string(), YEARS.end().to_string());
    Msg::new("time-range").with("day", date.to_string()).with("first", first).with("last", last)
}

#[cfg(test)]
mod tests;
