//! Counting service time: how much lies between two instants, and when so much is reached (03-time-arithmetic 3.1.3-8).

use std::collections::btree_map::Range;
use std::iter::Peekable;

use chrono::{DateTime, Datelike, Days, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

use super::hours::{Exception, Hours, Window, beyond};
use super::input::YEARS;
use super::spans::{Span, merge};
use crate::text::Msg;

/// Unix seconds.
type Seconds = i64;

impl Hours {
    /// Service seconds of `[from, to)`, measured as real elapsed time.
    ///
    /// # Errors
    /// A sentence when `to` lies before `from`, and for a day of which the calendar says nothing.
    pub fn between(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> Result<i64, Msg> {
        let asked = Span::new(from, to)?;
        let mut sum = 0;
        let mut walk = Walk::new(self, asked.from().timestamp(), asked.to().timestamp())?;
        while let Some((open, close)) = walk.step()? {
            sum += close - open;
        }
        Ok(sum)
    }

    /// The first instant at which so many service seconds have passed since `start`: a target that ends exactly at
    /// closing time is due at closing time. No seconds: `start` itself when it is open then, else the next opening.
    ///
    /// # Errors
    /// A sentence for a time below zero, and for a day of which the calendar says nothing.
    pub fn add(&self, start: DateTime<Utc>, seconds: i64) -> Result<DateTime<Utc>, Msg> {
        if seconds < 0 {
            return Err(Msg::new("time-negative"));
        }
        let mut left = seconds;
        let mut walk = Walk::new(self, start.timestamp(), Seconds::MAX)?;
        while let Some((open, close)) = walk.step()? {
            if close - open >= left {
                return instant(open + left);
            }
            left -= close - open;
        }
        Err(beyond(NaiveDate::MAX))
    }

    /// `at` itself when the calendar is open then, else the next opening. Closing time is closed.
    ///
    /// # Errors
    /// As [`Hours::add`].
    pub fn next_opening(&self, at: DateTime<Utc>) -> Result<DateTime<Utc>, Msg> {
        self.add(at, 0)
    }

    /// The real time of a period of whole days, both included: from local midnight to local midnight.
    ///
    /// # Errors
    /// A sentence when it runs backward or leaves the years that can be counted.
    pub fn period(&self, first: NaiveDate, last: NaiveDate) -> Result<Span, Msg> {
        if last < first {
            let msg = Msg::new("time-backward").with("from", first.to_string());
            return Err(msg.with("to", last.to_string()));
        }
        let next = last.succ_opt().ok_or_else(|| beyond(last))?;
        Span::new(self.shows(first.and_time(NaiveTime::MIN))?, self.shows(next.and_time(NaiveTime::MIN))?)
    }

    /// The agreed service time of a period of whole days, both included, in seconds.
    ///
    /// # Errors
    /// As [`Hours::period`] and [`Hours::between`].
    pub fn agreed(&self, first: NaiveDate, last: NaiveDate) -> Result<i64, Msg> {
        let period = self.period(first, last)?;
        self.between(period.from(), period.to())
    }

    /// The open stretches of `[from, to)`, merged and in order of time.
    ///
    /// # Errors
    /// As [`Hours::between`].
    pub fn spans(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> Result<Vec<Span>, Msg> {
        let asked = Span::new(from, to)?;
        let mut walk = Walk::new(self, asked.from().timestamp(), asked.to().timestamp())?;
        let mut open = Vec::new();
        while let Some((from, to)) = walk.step()? {
            open.push(Span::new(instant(from)?, instant(to)?)?);
        }
        Ok(merge(open))
    }

    /// The first instant at which the clock shows a local time, or is past it where it skips it.
    ///
    /// # Errors
    /// A sentence for a time outside the years that can be counted.
    pub fn shows(&self, local: NaiveDateTime) -> Result<DateTime<Utc>, Msg> {
        if (YEARS.start() - 1..=YEARS.end() + 1).contains(&local.year()) {
            instant(edge(self.tz(), local, Edge::Open))
        } else {
            Err(beyond(local.date()))
        }
    }

    /// The open stretches that belong to one day, merged; they may end on the day after the next midnight.
    ///
    /// # Errors
    /// As [`Hours::windows`].
    pub fn day_spans(&self, date: NaiveDate) -> Result<Vec<Span>, Msg> {
        let spans = self.windows(date)?.iter().map(|window| {
            let (open, close) = resolved(self.tz(), date, *window);
            Span::new(instant(open)?, instant(close)?)
        });
        Ok(merge(spans.collect::<Result<Vec<_>, Msg>>()?))
    }
}

/// A walk without an end is refused on this day at the latest.
const LAST: NaiveDate = NaiveDate::MAX;

/// The day that the clock shows.
fn date_on(tz: Tz, at: Seconds) -> Result<NaiveDate, Msg> {
    let at = instant(at)?;
    // Local time may lie in the neighbouring year.
    if (YEARS.start() - 1..=YEARS.end() + 1).contains(&at.year()) {
        Ok(at.with_timezone(&tz).date_naive())
    } else {
        Err(beyond(at.date_naive()))
    }
}

fn instant(seconds: Seconds) -> Result<DateTime<Utc>, Msg> {
    DateTime::from_timestamp(seconds, 0).ok_or_else(|| beyond(NaiveDate::MAX))
}

/// Goes through the open stretches from an instant on: in order of time, none counted twice, clipped at both ends.
struct Walk<'h> {
    hours: &'h Hours,
    exceptions: Peekable<Range<'h, NaiveDate, Exception>>,
    /// The day whose windows are at hand, and those not yet taken.
    day: NaiveDate,
    windows: std::slice::Iter<'h, Window>,
    /// The days that the clock shows in `[from, until)`.
    first: NaiveDate,
    last: NaiveDate,
    until: Seconds,
    /// Everything before is clipped away or taken.
    taken: Seconds,
}

impl<'h> Walk<'h> {
    fn new(hours: &'h Hours, from: Seconds, until: Seconds) -> Result<Self, Msg> {
        let first = date_on(hours.tz(), from)?;
        let last = if until == Seconds::MAX { LAST } else { date_on(hours.tz(), until.max(from + 1) - 1)? };
        // A window closes two midnights after its day began at the latest, and that midnight may come twice.
        let day = first - Days::new(3);
        let exceptions = hours.exceptions_from(day).peekable();
        Ok(Self { hours, exceptions, day, windows: [].iter(), first, last, until, taken: from })
    }

    fn step(&mut self) -> Result<Option<(Seconds, Seconds)>, Msg> {
        loop {
            for window in self.windows.by_ref() {
                let (open, close) = resolved(self.hours.tz(), self.day, *window);
                let (open, close) = (open.max(self.taken), close.min(self.until));
                if open < close {
                    self.taken = close;
                    return Ok(Some((open, close)));
                }
            }
            // A clock set back over midnight shows the last day once more when the next has begun.
            if self.day > self.last || self.taken >= self.until {
                return Ok(None);
            }
            self.day = self.day + Days::new(1);
            self.windows = self.open_on(self.day)?.iter();
        }
    }

    /// The windows of the day the walk comes to. What opened before the calendar begins is none of its hours.
    fn open_on(&mut self, day: NaiveDate) -> Result<&'h [Window], Msg> {
        if !self.hours.knows(day) {
            if day < self.first || day > self.last || self.spent(day) {
                return Ok(&[]);
            }
            return Err(self.hours.outside(day));
        }
        while self.exceptions.next_if(|(date, _)| **date < day).is_some() {}
        match self.exceptions.next_if(|(date, _)| **date == day) {
            Some((_, exception)) => Ok(exception.windows()),
            None => Ok(self.hours.weekly(day)),
        }
    }

    /// Whether a window from earlier days is open through the whole of this one, so that nothing of it is unknown.
    fn spent(&self, day: NaiveDate) -> bool {
        let end = edge(self.hours.tz(), (day + Days::new(1)).and_time(NaiveTime::MIN), Edge::Close);
        end <= self.taken
    }
}

#[derive(Clone, Copy)]
enum Edge {
    Open,
    Close,
}

/// The ends of a window that opens on a day of the years that can be counted.
fn resolved(tz: Tz, day: NaiveDate, window: Window) -> (Seconds, Seconds) {
    let local = |minutes: u16| day.and_time(NaiveTime::MIN) + TimeDelta::minutes(i64::from(minutes));
    (edge(tz, local(window.open()), Edge::Open), edge(tz, local(window.close()), Edge::Close))
}

/// The instant at which the clock shows a local time. Where it shows it twice a window opens at the first and closes at
/// the second; where it skips it, at the first instant after the gap.
fn edge(tz: Tz, local: NaiveDateTime, edge: Edge) -> Seconds {
    match tz.from_local_datetime(&local) {
        LocalResult::Single(at) => at.timestamp(),
        LocalResult::Ambiguous(one, other) => match edge {
            Edge::Open => one.timestamp().min(other.timestamp()),
            Edge::Close => one.timestamp().max(other.timestamp()),
        },
        LocalResult::None => after_gap(tz, local),
    }
}

/// The first second at which the clock is past a local time that it skips. No zone is more than 16 hours off.
fn after_gap(tz: Tz, local: NaiveDateTime) -> Seconds {
    let shows = |at: Seconds| DateTime::from_timestamp(at, 0).map(|at| at.with_timezone(&tz).naive_local());
    let centre = local.and_utc().timestamp();
    let (mut before, mut after) = (centre - 16 * 3600, centre + 16 * 3600);
    while after - before > 1 {
        let middle = before + (after - before) / 2;
        if shows(middle).is_some_and(|shown| shown >= local) {
            after = middle;
        } else {
            before = middle;
        }
    }
    after
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
