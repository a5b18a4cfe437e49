//! When a target is due, and how its time went by.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use super::{Answer, some, stretch};
use crate::domain::exact::length_words;
use crate::domain::time::due::{Due, Pause, Target, due};
use crate::domain::time::hours::{DayKind, Hours};
use crate::domain::time::spans::{Span, merge, subtract};
use crate::domain::time::{length, moment};
use crate::text::{Arg, Msg};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueTime {
    pub calendar: String,
    pub tz: Tz,
    pub start: DateTime<Utc>,
    /// When the clock starts: the start, or the next opening for targets that run in service time.
    pub running: DateTime<Utc>,
    pub target: Target,
    /// Pauses, and how many seconds of service each takes out.
    pub pauses: Vec<(Pause, i64)>,
    pub due: Due,
    /// The stretches in which a target in hours ran.
    served: Vec<Span>,
    /// The working days that a target in business days counted.
    days: Vec<(NaiveDate, DayKind)>,
}

impl DueTime {
    /// # Errors
    /// As [`due`].
    pub fn of(hours: &Hours, start: DateTime<Utc>, target: Target, pauses: &[Pause]) -> Result<Self, Msg> {
        let due = due(hours, start, target, pauses)?;
        let tz = hours.tz();
        let running = if matches!(target, Target::CalendarDays(_)) { start } else { hours.next_opening(start)? };
        let mut closed = Vec::new();
        let mut counted = Vec::new();
        for pause in pauses {
            let to = pause.to.unwrap_or(pause.from.max(at(due)));
            let span = Span::new(pause.from, to)?;
            let seconds = if matches!(target, Target::CalendarDays(_)) {
                span.seconds()
            } else {
                hours.between(span.from(), span.to())?
            };
            counted.push((*pause, if pause.to.is_some() { seconds } else { 0 }));
            closed.push(span);
        }
        let served = match target {
            Target::Seconds(1..) => subtract(&hours.spans(running, at(due).max(running))?, &merge(closed)),
            _ => Vec::new(),
        };
        let days = match target {
            Target::BusinessDays(n) | Target::EndOfBusinessDay(n) => {
                // The days lead to the instant without pauses, which then move it.
                let plain = if pauses.is_empty() { due } else { self::due(hours, start, target, &[])? };
                let first = running.with_timezone(&tz).date_naive();
                counted_days(hours, first, n, at(plain).with_timezone(&tz).date_naive())
            }
            _ => Vec::new(),
        };
        let calendar = hours.name().to_owned();
        Ok(Self { calendar, tz, start, running, target, pauses: counted, due, served, days })
    }

    fn words(&self, at: DateTime<Utc>) -> Arg {
        moment::words(at, self.tz, moment::offset_changes(self.start, self.at(), self.tz)).into()
    }

    fn at(&self) -> DateTime<Utc> {
        at(self.due)
    }
}

fn at(due: Due) -> DateTime<Utc> {
    match due {
        Due::At(at) | Due::NotBefore(at) => at,
    }
}

/// The working days after the first; none where windows past midnight make the days of the clock another count.
fn counted_days(hours: &Hours, first: NaiveDate, n: u32, last: NaiveDate) -> Vec<(NaiveDate, DayKind)> {
    let open = |date: &NaiveDate| hours.windows(*date).is_ok_and(|windows| !windows.is_empty());
    let after = first.iter_days().skip(1).take_while(|date| *date <= last);
    let days: Vec<_> = after.filter(open).map(|date| (date, hours.day(date))).collect();
    let fits = days.len() == n as usize && days.last().is_none_or(|(date, _)| *date == last);
    if fits { days } else { Vec::new() }
}

impl Answer for DueTime {
    fn sentence(&self) -> Msg {
        let key = if matches!(self.due, Due::At(_)) { "calc-due" } else { "calc-due-paused" };
        Msg::new(key)
            .with("target", length::words(self.target))
            .with("start", self.words(self.start))
            .with("calendar", self.calendar.as_str())
            .with("due", self.words(self.at()))
    }

    fn steps(&self) -> Vec<Msg> {
        let mut steps = Vec::new();
        if self.running != self.start {
            let msg = Msg::new("calc-step-starts").with("start", self.words(self.start));
            steps.push(msg.with("at", self.words(self.running)));
        }
        let days: Vec<(usize, NaiveDate, DayKind)> =
            self.days.iter().enumerate().map(|(at, (date, kind))| (at + 1, *date, *kind)).collect();
        steps.extend(some(&days, |(n, date, kind)| {
            let key = if *kind == DayKind::MakeUp { "calc-step-day-made-up" } else { "calc-step-day" };
            let date = moment::day_words(*date);
            Msg::new(key).with("n", n.to_string()).with("date", date)
        }));
        for (pause, seconds) in &self.pauses {
            let msg = match pause.to {
                Some(to) => match Span::new(pause.from, to) {
                    Ok(span) => stretch("calc-step-paused", span, *seconds, self.tz),
                    Err(msg) => msg,
                },
                None => Msg::new("calc-step-paused-open").with("from", self.words(pause.from)),
            };
            steps.push(msg);
        }
        if let Target::Seconds(target) = self.target {
            let mut left = target;
            let lines: Vec<(Span, i64)> = self
                .served
                .iter()
                .map(|span| {
                    left -= span.seconds();
                    (*span, left)
                })
                .collect();
            steps.extend(some(&lines, |(span, left)| {
                let key = if *left > 0 { "calc-step-served" } else { "calc-step-served-last" };
                let msg = stretch(key, *span, span.seconds(), self.tz);
                if *left > 0 { msg.with("left", length_words(*left)) } else { msg }
            }));
        }
        steps
    }
}

#[cfg(test)]
mod tests {
    use super::super::said;
    use super::*;
    use crate::domain::time::samples::s1;
    use crate::text::Lang;

    fn on(text: &str, hours: &Hours) -> DateTime<Utc> {
        moment::parse(text, NaiveDate::default(), hours.tz()).unwrap().at
    }

    #[test]
    fn the_way_to_a_due_instant_is_told() {
        let hours = s1();
        let ask = |start: &str, target: &str, pauses: &[Pause]| {
            DueTime::of(&hours, on(start, &hours), length::parse(target).unwrap(), pauses).unwrap()
        };
        let pause = |from: &str, to: Option<&str>| Pause { from: on(from, &hours), to: to.map(|to| on(to, &hours)) };
        let answers = [
            ask("2026-03-06T16:00", "4h", &[]),
            ask("2026-03-07T10:00", "1h", &[]),
            ask("2026-02-13T15:00", "2bd", &[]),
            ask("2026-03-06T09:00", "100h", &[]),
            ask("2026-03-09T09:00", "8h", &[pause("2026-03-09T16:00", Some("2026-03-10T10:00"))]),
            ask("2026-03-09T09:00", "8h", &[pause("2026-03-09T16:00", None)]),
            ask("2026-03-06T16:50", "P1D", &[]),
            ask("2026-03-06T14:00", "2bd", &[pause("2026-03-09T10:00", Some("2026-03-09T12:00"))]),
        ];
        let told = answers.iter().map(|answer| said(answer, Lang::En)).collect::<Vec<_>>().join("\n\n");
        insta::assert_snapshot!(told);
        let told = [Lang::Zh, Lang::Ru].map(|lang| said(&answers[0], lang)).join("\n\n");
        insta::assert_snapshot!(told.replace('\u{a0}', "_"));
        assert!(said(&answers[2], Lang::Zh).contains("调休"));
    }

    #[test]
    fn offsets_stand_where_they_differ() {
        let berlin = Hours::round_the_clock(Tz::Europe__Berlin);
        let start = on("2026-03-28T22:00", &berlin);
        let answer = DueTime::of(&berlin, start, Target::Seconds(8 * 3600), &[]).unwrap();
        assert!(said(&answer, Lang::En).ends_with("due Sun 29 Mar 2026 07:00 +02:00."), "{}", said(&answer, Lang::En));
    }
}
