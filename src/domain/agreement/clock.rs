//! The hours of a draft over its term, counted once for all rules: agreed time of periods, gaps, worst waits.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;

use crate::domain::agreement::draft::Draft;
use crate::domain::agreement::target::Target;
use crate::domain::exact::{Exact, ratio};
use crate::domain::record::Id;
use crate::domain::time::availability::permitted;
use crate::domain::time::hours::Hours;
use crate::domain::time::months::add_months;
use crate::domain::time::spans::{Span, intersect, subtract};

/// A longer term is an error of typing, and is counted only so far.
const LONGEST: u64 = 12 * 366;

/// Whose hours are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    RoundTheClock,
    Calendar(Id),
}

/// Agreed seconds of a period, and its first day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Agreed {
    pub seconds: i64,
    pub first: NaiveDate,
}

/// The periods of a kind with the least and the most agreed time in the term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extremes {
    pub worst: Agreed,
    pub best: Agreed,
}

/// Open time of one calendar, day by day over the part of the term that it knows.
#[derive(Debug)]
pub struct Counted {
    pub first: NaiveDate,
    pub last: NaiveDate,
    pub open: Vec<Span>,
    /// From the first midnight to the last.
    whole: Span,
    /// Seconds before each day, and those of all days at the end.
    sums: Vec<i64>,
    /// The same before each stretch of `open`.
    before: Vec<i64>,
}

pub struct Clock {
    pub tz: Tz,
    term: Option<(NaiveDate, NaiveDate)>,
    hours: BTreeMap<Basis, (Hours, OnceCell<Option<Counted>>)>,
    service: Option<Basis>,
    support: Option<Basis>,
}

impl Clock {
    pub fn new(draft: &Draft, term: Option<(NaiveDate, NaiveDate)>) -> Self {
        let version = &draft.version.values;
        let tz = version.tz.as_deref().and_then(|name| name.parse().ok()).unwrap_or(Tz::UTC);
        let mut hours = BTreeMap::from([(Basis::RoundTheClock, (Hours::round_the_clock(tz), OnceCell::new()))]);
        for calendar in &draft.calendars {
            if let Ok(read) = Hours::of(&calendar.values) {
                hours.insert(Basis::Calendar(calendar.id), (read, OnceCell::new()));
            }
        }
        let known = |id: Option<Id>| id.map(Basis::Calendar).filter(|basis| hours.contains_key(basis));
        let (service, support) = (known(version.service_calendar), known(version.support_calendar));
        let term = term.map(|(from, to)| (from, to.min(from.checked_add_days(Days::new(LONGEST)).unwrap_or(to))));
        Self { tz, term, hours, service, support }
    }

    /// The hours in which the service must work.
    pub fn service(&self) -> Option<Basis> {
        self.service
    }

    /// The hours in which people answer.
    pub fn support(&self) -> Option<Basis> {
        self.support
    }

    /// A calendar of the draft that can be read.
    pub fn calendar(&self, id: Option<Id>) -> Option<Basis> {
        id.map(Basis::Calendar).filter(|basis| self.hours.contains_key(basis))
    }

    /// The hours in which the clock of a target runs; `None` where no calendar says.
    pub fn basis(&self, target: &Target) -> Option<Basis> {
        match target.hours_basis.as_deref()? {
            "24x7" => Some(Basis::RoundTheClock),
            "service" => self.service,
            "support" => self.support,
            _ => None,
        }
    }

    pub fn hours(&self, basis: Basis) -> Option<&Hours> {
        self.hours.get(&basis).map(|(hours, _)| hours)
    }

    /// Whether the hours are open at every moment.
    pub fn never_closes(&self, basis: Basis) -> bool {
        basis == Basis::RoundTheClock
            || self.hours(basis).is_some_and(|hours| {
                let week = hours.week();
                let closes: u32 = week.iter().flatten().map(|window| u32::from(window.close() - window.open())).sum();
                closes == 7 * 1440 && self.counted(basis).is_none_or(|counted| counted.open.len() <= 1)
            })
    }

    /// The open time over the term; `None` without a term, or where the calendar knows no day of it.
    pub fn counted(&self, basis: Basis) -> Option<&Counted> {
        let (hours, counted) = self.hours.get(&basis)?;
        counted.get_or_init(|| count(hours, self.term?)).as_ref()
    }

    /// The shortest and the longest agreed time of the target's period in the term.
    pub fn extremes(&self, target: &Target) -> Option<Extremes> {
        self.counted(self.basis(target)?)?.extremes(target.period.as_deref()?, target.rolling_days)
    }

    /// Downtime that an availability permits in its worst and in its best period, in seconds.
    pub fn permitted(&self, target: &Target) -> Option<(Exact, Exact)> {
        let share = ratio(target.value.filter(|ppm| (0..=1_000_000).contains(ppm))?, 1_000_000);
        let extremes = self.extremes(target)?;
        Some((permitted(extremes.worst.seconds, &share)?, permitted(extremes.best.seconds, &share)?))
    }
}

fn count(hours: &Hours, (from, to): (NaiveDate, NaiveDate)) -> Option<Counted> {
    let (valid_from, valid_to) = hours.validity();
    let first = valid_from.map_or(from, |valid| valid.max(from));
    let last = valid_to.map_or(to, |valid| valid.min(to));
    let whole = hours.period(first, last).ok()?;
    let open = hours.spans(whole.from(), whole.to()).ok()?;
    let mut before = Vec::with_capacity(open.len() + 1);
    let mut sum = 0;
    for span in &open {
        before.push(sum);
        sum += span.seconds();
    }
    before.push(sum);
    let mut counted = Counted { first, last, open, whole, sums: Vec::new(), before };
    let days = first.iter_days().take_while(|day| Some(*day) <= last.succ_opt());
    let edges = days.map(|day| hours.shows(day.and_time(NaiveTime::MIN)).ok()).collect::<Option<Vec<_>>>()?;
    counted.sums = edges.into_iter().map(|edge| counted.open_before(edge)).collect();
    Some(counted)
}

impl Counted {
    /// Open seconds from the beginning to an instant.
    pub fn open_before(&self, at: DateTime<Utc>) -> i64 {
        let next = self.open.partition_point(|span| span.to() <= at);
        let part = self.open.get(next).filter(|span| span.from() < at);
        self.before.get(next).copied().unwrap_or(0) + part.map_or(0, |span| (at - span.from()).num_seconds())
    }

    /// Agreed seconds of whole days, both included; `None` for days that are not known.
    pub fn agreed(&self, first: NaiveDate, last: NaiveDate) -> Option<i64> {
        if first < self.first || last > self.last || last < first {
            return None;
        }
        let at = |day: NaiveDate| usize::try_from((day - self.first).num_days()).ok();
        Some(self.sums.get(at(last)? + 1)? - self.sums.get(at(first)?)?)
    }

    /// Whole periods of a kind inside the known part of the term; where none fits in, that part itself.
    pub fn extremes(&self, period: &str, rolling: Option<i64>) -> Option<Extremes> {
        let starts = self.starts(period, rolling)?;
        let whole = |(first, last): &(NaiveDate, NaiveDate)| {
            let seconds = self.agreed(*first, *last).filter(|seconds| *seconds > 0)?;
            Some(Agreed { seconds, first: *first })
        };
        let mut all: Vec<Agreed> = starts.iter().filter_map(whole).collect();
        if all.is_empty() {
            all.extend(whole(&(self.first, self.last)));
        }
        let worst = *all.iter().min_by_key(|agreed| agreed.seconds)?;
        let best = *all.iter().max_by_key(|agreed| agreed.seconds)?;
        Some(Extremes { worst, best })
    }

    /// First and last days of the periods that touch the known part of the term.
    fn starts(&self, period: &str, rolling: Option<i64>) -> Option<Vec<(NaiveDate, NaiveDate)>> {
        let months = |count: i32, begin: NaiveDate| {
            let mut periods = Vec::new();
            let mut first = begin;
            while first <= self.last {
                let Some(next) = add_months(first, count) else { break };
                periods.extend(next.pred_opt().map(|last| (first, last)));
                first = next;
            }
            periods
        };
        let days = |count: u64, begin: NaiveDate, step: usize| {
            let begins = begin.iter_days().take_while(|day| *day <= self.last).step_by(step);
            begins.filter_map(|first| Some((first, first.checked_add_days(Days::new(count - 1))?))).collect()
        };
        let calendar = |count: u32| {
            let month = (self.first.month0() / count) * count + 1;
            NaiveDate::from_ymd_opt(self.first.year(), month, 1)
        };
        Some(match period {
            "day" => days(1, self.first, 1),
            "week" => {
                let monday = Days::new(u64::from(self.first.weekday().num_days_from_monday()));
                days(7, self.first.checked_sub_days(monday)?, 7)
            }
            "calendar_month" => months(1, calendar(1)?),
            "quarter" => months(3, calendar(3)?),
            "half_year" => months(6, calendar(6)?),
            "year" => months(12, calendar(12)?),
            "contract_year" => months(12, self.first),
            "rolling_days" => days(u64::try_from(rolling?).ok().filter(|days| *days > 0)?, self.first, 1),
            _ => return None,
        })
    }

    /// The longest real time in which so many open seconds pass, whenever one begins.
    pub fn longest_wait(&self, seconds: i64) -> Option<i64> {
        let waits = self.open.windows(2).enumerate().filter_map(|(at, pair)| {
            let done = self.before.get(at + 1)? + seconds;
            let within = self.before.partition_point(|sum| *sum < done).checked_sub(1)?;
            let span = self.open.get(within)?;
            let end = span.from() + chrono::TimeDelta::try_seconds(done - self.before.get(within)?)?;
            Some((end - pair[0].to()).num_seconds())
        });
        waits.max().or_else(|| self.open.first().map(|_| seconds))
    }

    /// The most open seconds that a stretch of so many real seconds holds.
    pub fn most_open(&self, seconds: i64) -> i64 {
        let held = |span: &Span| {
            let end = span.from() + chrono::TimeDelta::try_seconds(seconds).unwrap_or_default();
            self.open_before(end) - self.open_before(span.from())
        };
        self.open.iter().map(held).max().unwrap_or(0)
    }

    /// The longest time in which these hours are closed while `service` runs: its service seconds, and from when until when.
    pub fn longest_gap(&self, service: &Self) -> Option<(i64, Span)> {
        let mut longest: Option<(i64, Span)> = None;
        let mut run: Option<(i64, Span, usize)> = None;
        for gap in service.outside(self) {
            // Stretches before the same opening are one gap.
            let opening = self.open.partition_point(|span| span.from() < gap.to());
            let joined = match run {
                Some((seconds, span, at)) if at == opening => {
                    (seconds + gap.seconds(), Span::new(span.from(), gap.to()).unwrap_or(gap), at)
                }
                _ => (gap.seconds(), gap, opening),
            };
            run = Some(joined);
            if longest.is_none_or(|(most, _)| joined.0 > most) {
                longest = Some((joined.0, joined.1));
            }
        }
        longest
    }

    /// What of these open hours lies outside the other's, over the days that the other knows.
    pub fn outside(&self, other: &Self) -> Vec<Span> {
        subtract(&intersect(&self.open, &[other.whole]), &other.open)
    }
}
