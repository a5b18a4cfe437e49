//! A target in words: what it permits, how often it may be missed, and its clock in an example (03-time-arithmetic).

use chrono::{Datelike as _, NaiveDate, NaiveTime, TimeDelta, Weekday};
use num_bigint::BigInt;

use super::clock::{Agreed, Basis, Clock};
use super::metric::{self, Aggregation, Base, Better};
use super::tables::Volume;
use super::target::Target;
use super::version::AgreementVersion;
use crate::domain::exact::{Exact, decimal_to, decimal_words, floor_seconds, length_words, ratio, whole};
use crate::domain::time::due::{self, Due, due};
use crate::domain::time::hours::{DAY, Hours};
use crate::domain::time::moment;
use crate::text::{Arg, Msg};

/// How long before closing the example is raised, in minutes: so that the clock is seen to stop.
const BEFORE_CLOSING: u16 = 30;
/// When the example is raised where nobody ever closes, in minutes from midnight.
const AFTERNOON: u16 = 17 * 60 + 30;
/// So many days are looked through for one to show.
const SEARCHED: usize = 60;

/// What follows from a target, a sentence each; empty where it says too little, or nothing is to be reckoned.
pub fn arithmetic(version: &AgreementVersion, clock: &Clock, target: &Target, as_of: NaiveDate) -> Vec<Msg> {
    let mut said = allowed(clock, target);
    said.extend(misses(version, target));
    said.extend(example(clock, target, as_of));
    said
}

/// The downtime that an availability permits in its shortest and in its longest period.
fn allowed(clock: &Clock, target: &Target) -> Vec<Msg> {
    if target.metric.as_deref() != Some("availability") || target.value.is_none() {
        return Vec::new();
    }
    let (Some((least, most)), Some(extremes)) = (clock.permitted(target), clock.extremes(target)) else {
        return vec![Msg::new("explain-allowed-unknown")];
    };
    let period = Arg::Key(format!("choice-{}", target.period.as_deref().unwrap_or_default()));
    let about = |key: &str, permitted: &Exact, agreed: Agreed| {
        Msg::new(key)
            .with("permitted", length_words(floor_seconds(permitted)))
            .with("from", moment::day_words(agreed.first))
            .with("agreed", length_words(agreed.seconds))
    };
    let mut said = vec![about("explain-allowed", &least, extremes.worst).with("period", period)];
    if extremes.best.seconds != extremes.worst.seconds {
        said.push(about("explain-allowed-most", &most, extremes.best));
    }
    said
}

/// How many months a period has, exactly: the average month where it is counted in days.
fn months(target: &Target) -> Option<Exact> {
    let days = |days: i64| ratio(days * 12 * 4, 1461);
    Some(match target.period.as_deref()? {
        "calendar_month" => whole(1),
        "quarter" => whole(3),
        "half_year" => whole(6),
        "year" | "contract_year" => whole(12),
        "day" => days(1),
        "week" => days(7),
        "rolling_days" => days(target.rolling_days?),
        _ => return None,
    })
}

/// Cases that are expected in a period of the target, and how many of them may miss it; `None` where nobody said how many
/// come, where the target is not judged by cases, or where none may miss it.
pub fn expected(version: &AgreementVersion, target: &Target) -> Option<(Exact, Exact)> {
    let metric = metric::metric(target.metric.as_deref()?)?;
    let share = target.attainment_ppm.filter(|share| (0..1_000_000).contains(share))?;
    if metric.aggregation != Aggregation::PercentWithin {
        return None;
    }
    let fits = |volume: &&Volume| {
        volume.priority == target.priority
            && (volume.ticket_type.is_none() || volume.ticket_type == target.ticket_type)
            && (volume.service.is_none() || volume.service == target.service)
    };
    let cases: i64 = version.volumes.iter().filter(fits).filter_map(|volume| volume.per_month).sum();
    let expected = months(target)? * BigInt::from(cases);
    let misses = &expected * ratio(1_000_000 - share, 1_000_000);
    (cases > 0).then_some((expected, misses))
}

fn misses(version: &AgreementVersion, target: &Target) -> Option<Msg> {
    let (cases, misses) = expected(version, target)?;
    let cases = decimal_words(&decimal_to(&cases, 1));
    let whole = floor_seconds(&misses);
    Some(if whole == 0 {
        Msg::new("explain-no-miss").with("cases", cases)
    } else {
        Msg::new("explain-misses").with("cases", cases).with("misses", whole)
    })
}

/// What a target counts: days as it says, anything else in service time.
pub fn length_of(target: &Target) -> Option<due::Target> {
    let metric = metric::metric(target.metric.as_deref()?)?;
    let seconds = target.value.filter(|_| metric.base == Base::Second && metric.better == Better::Low)?;
    let days = u32::try_from(seconds / 86_400).ok().filter(|_| seconds % 86_400 == 0);
    let days = days.filter(|_| target.unit.as_deref() == Some("day"));
    Some(match (days, target.day_semantics.as_deref()) {
        (Some(days), Some("business_day")) => due::Target::BusinessDays(days),
        (Some(days), Some("end_of_business_day")) => due::Target::EndOfBusinessDay(days),
        _ => due::Target::Seconds(seconds),
    })
}

/// A case raised on a Friday shortly before closing, and when it is due.
fn example(clock: &Clock, target: &Target, as_of: NaiveDate) -> Option<Msg> {
    let length = length_of(target).filter(|_| target.clock_start.is_some() || target.priority.is_some())?;
    let Some(basis) = clock.basis(target) else { return Some(Msg::new("explain-no-calendar")) };
    let hours = clock.hours(basis)?;
    let (day, minutes) = raised(hours, basis, as_of)?;
    let local = day.and_time(NaiveTime::MIN) + TimeDelta::minutes(i64::from(minutes));
    let start = hours.shows(local).ok()?;
    let (Due::At(end) | Due::NotBefore(end)) = due(hours, start, length, &[]).ok()?;
    let name = if basis == Basis::RoundTheClock { "24×7" } else { hours.name() };
    Some(
        Msg::new("explain-example")
            .with("start", moment::words(start, hours.tz(), false))
            .with("end", moment::end_words(start, end, hours.tz(), false))
            .with("hours", name),
    )
}

/// The day and the minute of the example: a Friday on which the hours open, else any such day.
fn raised(hours: &Hours, basis: Basis, as_of: NaiveDate) -> Option<(NaiveDate, u16)> {
    let days = || as_of.iter_days().take(SEARCHED);
    let closing = |day: NaiveDate| hours.windows(day).ok()?.iter().map(|window| window.close()).rfind(|at| *at <= DAY);
    let open = |day: &NaiveDate| closing(*day).is_some();
    let day = days().filter(|day| day.weekday() == Weekday::Fri).find(open).or_else(|| days().find(open))?;
    let closes = closing(day).filter(|_| basis != Basis::RoundTheClock).filter(|at| *at < DAY);
    Some((day, closes.map_or(AFTERNOON, |at| at.saturating_sub(BEFORE_CLOSING))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::agreement::chain::term;
    use crate::domain::agreement::sample;
    use crate::text::{Lang, Text};

    fn said(at: usize, change: impl FnOnce(&mut Target)) -> Vec<String> {
        let mut draft = sample::draft();
        change(&mut draft.targets[at].values);
        let clock = Clock::new(&draft, term(&draft));
        let day = NaiveDate::from_ymd_opt(2026, 3, 31).unwrap();
        let said = arithmetic(&draft.version.values, &clock, &draft.targets[at].values, day);
        said.iter().map(|msg| Text::new(Lang::En).say(msg)).collect()
    }

    #[test]
    fn an_availability_says_what_may_be_lost_in_its_worst_and_its_best_period() {
        // A02 and A03: 31 and 28 days of 24x7 at 99.9 %.
        let said = said(0, |_| ());
        assert!(said[0].contains("40m19s") && said[0].contains("1 Feb 2027"), "{said:?}");
        assert!(said[1].contains("44m38s"), "{said:?}");
    }

    #[test]
    fn a_time_is_shown_running_over_a_weekend() {
        // Friday 3 April 2026 is before Qingming; the desk closes at 18:00, Monday the 6th is a holiday.
        let said = said(3, |target| target.value = Some(4 * 3600));
        let example = said.iter().find(|words| words.contains("Fri 3 Apr 2026 17:30")).expect("an example");
        assert!(example.contains("Tue 7 Apr 2026 12:30"), "{said:?}");
        let round = self::said(3, |target| {
            (target.value, target.hours_basis) = (Some(4 * 3600), Some("24x7".into()));
        });
        assert!(round.iter().any(|words| words.contains("due 21:30 (24×7)")), "{round:?}");
    }

    #[test]
    fn cases_that_may_miss_a_target_are_counted() {
        let said = said(1, |_| ());
        // 15 a month at 95 %: 0.75.
        assert!(said[0].contains("15") && said[0].contains("none"), "{said:?}");
        let some = self::said(3, |_| ());
        assert!(some.iter().any(|words| words.contains("40") && words.contains('2')), "{some:?}");
    }

    #[test]
    fn days_are_counted_as_the_target_says() {
        let mut target = sample::draft().targets[2].values.clone();
        (target.value, target.unit) = (Some(2 * 86_400), Some("day".into()));
        assert_eq!(length_of(&target), Some(due::Target::Seconds(172_800)));
        target.day_semantics = Some("business_day".into());
        assert_eq!(length_of(&target), Some(due::Target::BusinessDays(2)));
        target.day_semantics = Some("end_of_business_day".into());
        assert_eq!(length_of(&target), Some(due::Target::EndOfBusinessDay(2)));
        assert_eq!(length_of(&sample::draft().targets[0].values), None);
    }
}
