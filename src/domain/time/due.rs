//! When something is due: targets in hours and in days, with the clock stopped in between (03-time-arithmetic 3.1.5-7).

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};

use super::hours::{Hours, beyond};
use super::spans::{Span, merge};
use crate::text::Msg;

/// How long a target runs. `4h`, `P1D`, `2bd` and `eobd1` are told apart, because "one day" means something else in
/// each tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// Service seconds: `4h` and also `PT8H`. On round-the-clock hours they are real seconds.
    Seconds(i64),
    /// `P1D`: the same wall time so many days later, whatever the calendar (23 to 25 h a day).
    CalendarDays(u32),
    /// `2bd`: the same wall time on the n-th working day after the effective start, clamped into that day's windows.
    BusinessDays(u32),
    /// `eobd1`: the closing time of the n-th working day after the effective start; 0 closes the day of the start.
    EndOfBusinessDay(u32),
}

/// A time in which the clock of a target stands; without an end the pause still lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pause {
    pub from: DateTime<Utc>,
    pub to: Option<DateTime<Utc>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    At(DateTime<Utc>),
    /// A pause still lasts: due then at the earliest.
    NotBefore(DateTime<Utc>),
}

/// When a target is due that starts at `start`.
///
/// Pauses are merged, and count from the start on; one that begins when the target is already due changes nothing.
/// Calendar days run on the clock of the wall, so a pause moves them by its real length; all others by its service time.
///
/// # Errors
/// A sentence for a pause that ends before it begins, and as [`Hours::add`].
pub fn due(hours: &Hours, start: DateTime<Utc>, target: Target, pauses: &[Pause]) -> Result<Due, Msg> {
    let mut due = without_pauses(hours, start, target)?;
    let lasting = pauses.iter().filter(|pause| pause.to.is_none()).map(|pause| pause.from.max(start)).min();
    let mut closed = Vec::new();
    for Pause { from, to } in pauses {
        if let Some(to) = to {
            let pause = Span::new(*from, *to)?;
            closed.extend((pause.to() > start).then(|| Span::new(pause.from().max(start), pause.to())).transpose()?);
        }
    }
    for pause in merge(closed) {
        let until = lasting.map_or(pause.to(), |from| from.clamp(pause.from(), pause.to()));
        if pause.from() >= due {
            break;
        }
        due = match target {
            Target::CalendarDays(_) => due + (until - pause.from()),
            _ => hours.add(due, hours.between(pause.from(), until)?)?,
        };
    }
    Ok(if lasting.is_some_and(|from| from < due) { Due::NotBefore(due) } else { Due::At(due) })
}

fn without_pauses(hours: &Hours, start: DateTime<Utc>, target: Target) -> Result<DateTime<Utc>, Msg> {
    match target {
        Target::Seconds(seconds) => hours.add(start, seconds),
        Target::CalendarDays(days) => {
            let local = start.with_timezone(&hours.tz()).naive_local();
            if days == 0 { Ok(start) } else { hours.shows(later(local.date(), days)?.and_time(local.time())) }
        }
        Target::BusinessDays(days) => {
            let (start, day) = effective_start(hours, start)?;
            if days == 0 {
                return Ok(start);
            }
            let since_midnight = start.with_timezone(&hours.tz()).naive_local() - day.and_time(NaiveTime::MIN);
            let day = working_day(hours, day, days)?;
            clamp(hours, day, hours.shows(day.and_time(NaiveTime::MIN) + since_midnight)?)
        }
        Target::EndOfBusinessDay(days) => {
            let (_, day) = effective_start(hours, start)?;
            let day = working_day(hours, day, days)?;
            hours.day_spans(day)?.last().map(|span| span.to()).ok_or_else(|| beyond(day))
        }
    }
}

/// The start or the next opening, and the day whose windows are open then.
fn effective_start(hours: &Hours, start: DateTime<Utc>) -> Result<(DateTime<Utc>, NaiveDate), Msg> {
    let start = hours.next_opening(start)?;
    let today = start.with_timezone(&hours.tz()).date_naive();
    for day in [Some(today), today.pred_opt(), today.checked_sub_days(Days::new(2))].into_iter().flatten() {
        let spans = hours.day_spans(day).unwrap_or_default();
        if spans.iter().any(|span| span.from() <= start && start < span.to()) {
            return Ok((start, day));
        }
    }
    Ok((start, today))
}

/// The n-th day after this one on which the calendar opens.
fn working_day(hours: &Hours, day: NaiveDate, n: u32) -> Result<NaiveDate, Msg> {
    let (mut day, mut left) = (day, n);
    while left > 0 {
        day = later(day, 1)?;
        left -= u32::from(!hours.day_spans(day)?.is_empty());
    }
    Ok(day)
}

/// The nearest instant of the day that is no later in service time: in a break and after the day it is the closing.
fn clamp(hours: &Hours, day: NaiveDate, at: DateTime<Utc>) -> Result<DateTime<Utc>, Msg> {
    let spans = hours.day_spans(day)?;
    let first = spans.first().ok_or_else(|| beyond(day))?.from();
    let begun = spans.iter().rfind(|span| span.from() <= at);
    Ok(begun.map_or(first, |span| at.min(span.to())))
}

fn later(day: NaiveDate, days: u32) -> Result<NaiveDate, Msg> {
    day.checked_add_days(Days::new(u64::from(days))).ok_or_else(|| beyond(NaiveDate::MAX))
}

#[cfg(test)]
mod tests;
