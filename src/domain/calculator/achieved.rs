//! Which availability was achieved in a period, and whether it keeps the target.

use chrono_tz::Tz;

use super::downtime::closed;
use super::{Answer, agreed_step, some, stretch};
use crate::domain::exact::{
    Exact, decimal_words, floor_seconds, length_words, percent_exactly, percent_places, percent_words, truncated,
};
use crate::domain::time::availability;
use crate::domain::time::hours::Hours;
use crate::domain::time::period::{Agreed, Period};
use crate::domain::time::spans::{Span, intersect, merge, seconds, subtract};
use crate::text::Msg;

/// Decimals of a percentage that is shown, unless the target has more.
const SHOWN: u32 = 2;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Achieved {
    pub calendar: String,
    pub tz: Tz,
    pub period: Period,
    pub target: Exact,
    /// What the calendar has in the period.
    pub agreed: Agreed,
    /// Seconds of it that are left without the agreed exclusions.
    pub measured: i64,
    /// Seconds of these that were down, each counted once.
    pub down: i64,
    pub availability: Exact,
    pub met: bool,
    /// Each outage as given, and how many seconds of it count.
    pub outages: Vec<(Span, i64)>,
}

impl Achieved {
    /// Exclusions, such as agreed maintenance, are taken out of both sides; overlapping outages count once.
    ///
    /// A period of so many days that lie nowhere (`30d`) begins with the day of the first outage or exclusion.
    ///
    /// # Errors
    /// A sentence when no service is left to measure, and as [`Period::agreed`].
    pub fn of(hours: &Hours, period: Period, target: Exact, outages: &[Span], excluded: &[Span]) -> Result<Self, Msg> {
        let tz = hours.tz();
        let begin = outages.iter().chain(excluded).map(|span| span.from().with_timezone(&tz).date_naive()).min();
        let period = match (period, begin) {
            (Period::Days(days), Some(first)) => Period::From(first, days),
            (period, _) => period,
        };
        let agreed = period.agreed(hours)?;
        // Days that lie nowhere have neither outages nor exclusions: nothing is to be placed in them.
        let service = match agreed.span {
            Some(whole) => {
                let open = hours.spans(whole.from(), whole.to())?;
                Some(subtract(&open, &merge(excluded.iter().copied())))
            }
            None => None,
        };
        let measured = service.as_ref().map_or(agreed.seconds, |service| seconds(service));
        let counted = |down: &[Span]| {
            service.as_ref().map_or(0, |service| seconds(&intersect(&merge(down.iter().copied()), service)))
        };
        let down = counted(outages);
        let outages = outages.iter().map(|outage| (*outage, counted(&[*outage]))).collect();
        let availability = availability::achieved(measured, down).ok_or_else(|| closed(period, hours))?;
        let met = availability::met(measured, down, &target);
        let calendar = hours.name().to_owned();
        Ok(Self { calendar, tz, period, target, agreed, measured, down, availability, met, outages })
    }

    /// The percentage cut off after two decimals, or as many as the target has: never better than it is.
    pub fn shown(&self) -> String {
        truncated(&(&self.availability * num_bigint::BigInt::from(100)), self.places())
    }

    /// Decimals of the percentage in the sentence.
    pub fn places(&self) -> u32 {
        SHOWN.max(percent_places(&self.target))
    }

    /// Whole seconds that the target permits.
    pub fn permitted(&self) -> i64 {
        availability::permitted(self.measured, &self.target).map_or(0, |permitted| floor_seconds(&permitted))
    }
}

impl Answer for Achieved {
    fn sentence(&self) -> Msg {
        Msg::new(if self.met { "calc-achieved-met" } else { "calc-achieved-missed" })
            .with("shown", percent_words(&self.availability, self.places()))
            .with("period", self.period.words())
            .with("target", percent_exactly(&self.target))
    }

    fn steps(&self) -> Vec<Msg> {
        let mut steps = vec![agreed_step(&self.agreed, self.period, &self.calendar)];
        if self.measured < self.agreed.seconds {
            let excluded =
                Msg::new("calc-step-excluded").with("out", length_words(self.agreed.seconds - self.measured));
            steps.push(excluded.with("left", length_words(self.measured)));
        }
        steps.extend(some(&self.outages, |(span, counted)| {
            let key = if *counted > 0 { "calc-step-outage" } else { "calc-step-outage-none" };
            stretch(key, *span, *counted, self.tz)
        }));
        let each: i64 = self.outages.iter().map(|(_, counted)| counted).sum();
        if each > self.down {
            let once = Msg::new("calc-step-once").with("sum", length_words(each));
            steps.push(once.with("down", length_words(self.down)));
        }
        let of = |value: i64| decimal_words(&value.to_string());
        steps.push(
            Msg::new("calc-step-achieved")
                .with("agreed", of(self.measured))
                .with("down", of(self.down))
                .with("result", percent_exactly(&self.availability)),
        );
        let permitted = self.permitted();
        let (key, rest) = if self.met {
            ("calc-step-left", permitted - self.down)
        } else {
            ("calc-step-over", self.down - permitted)
        };
        let rest = Msg::new(key).with("permitted", length_words(permitted)).with("rest", length_words(rest));
        steps.push(rest.with("target", percent_exactly(&self.target)).with("down", length_words(self.down)));
        steps
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::super::said;
    use super::*;
    use crate::domain::exact::{parse_percent, ratio};
    use crate::domain::time::moment;
    use crate::domain::time::samples::s1;
    use crate::text::Lang;

    fn ask(hours: &Hours, period: &str, target: &str, outages: &[&str], excluded: &[&str]) -> Achieved {
        let spans = |texts: &[&str]| -> Vec<Span> {
            let read = |text: &&str| moment::parse_stretch(text, NaiveDate::default(), hours.tz()).unwrap().0;
            texts.iter().map(read).collect()
        };
        let period = Period::parse(period).unwrap();
        Achieved::of(hours, period, parse_percent(target).unwrap(), &spans(outages), &spans(excluded)).unwrap()
    }

    #[test]
    fn b01_to_b05_on_the_calendar() {
        let utc = Hours::round_the_clock(Tz::UTC);
        let month = |outage: &str, excluded: &[&str]| ask(&utc, "30d", "99.9", &[outage], excluded);
        let kept = month("2026-04-01T00:00/2026-04-01T00:43:12", &[]);
        assert_eq!((kept.availability.clone(), kept.met), (ratio(999, 1000), true));
        let missed = month("2026-04-01T00:00/2026-04-01T00:43:13", &[]);
        assert_eq!((missed.shown().as_str(), missed.met), ("99.89", false), "never rounded up");
        assert_eq!(month("2026-04-01T00:00/2026-04-01T00:45", &[]).availability, ratio(959, 960));
        let maintained = month("2026-04-01T00:00/2026-04-01T00:43:12", &["2026-04-05T00:00/2026-04-05T04:00"]);
        assert_eq!((maintained.measured, maintained.down, maintained.met), (2_577_600, 2592, false));
        assert_eq!(truncated(&(&maintained.availability * num_bigint::BigInt::from(100)), 4), "99.8994");
        assert_eq!(ask(&utc, "30d", "99.9", &[], &[]).shown(), "100.00");
    }

    #[test]
    fn b06_to_b08_only_service_time_counts() {
        let hours = s1();
        let weekend = ask(&hours, "2026-03", "99.5", &["2026-03-06T16:00/2026-03-09T10:00"], &[]);
        assert_eq!((weekend.down, weekend.met), (7200, false));
        assert_eq!(truncated(&(&weekend.availability * num_bigint::BigInt::from(100)), 3), "98.863");
        let overlapping = ["2026-03-10T10:00/2026-03-10T10:40", "2026-03-10T10:20/2026-03-10T11:00"];
        assert_eq!(ask(&hours, "2026-03", "99.5", &overlapping, &[]).down, 3600);
        assert_eq!(ask(&hours, "2026-10", "99.5", &["2026-10-01T00:00/2026-10-08T00:00"], &[]).down, 0);
        let maintained = ask(&hours, "2026-03", "99.5", &overlapping, &["2026-03-10T10:30/2026-03-10T12:00"]);
        assert_eq!((maintained.measured, maintained.down), (633_600 - 5400, 1800));
    }

    #[test]
    fn thirty_days_begin_with_the_first_outage_on_every_calendar() {
        let answer = ask(&s1(), "30d", "99.5", &["2026-03-09T10:00/2026-03-09T11:00"], &[]);
        assert_eq!(answer.period, Period::parse("2026-03-09+30d").unwrap());
        assert_eq!((answer.down, answer.agreed), (3600, answer.period.agreed(&s1()).unwrap()));
        let none = Achieved::of(&s1(), Period::Days(30), ratio(999, 1000), &[], &[]);
        assert_eq!(none.map_err(|msg| msg.key), Err("calc-period-nowhere".to_owned()), "days that lie nowhere");
    }

    #[test]
    fn a_finer_target_shows_more_decimals() {
        let utc = Hours::round_the_clock(Tz::UTC);
        let answer = ask(&utc, "2026-04", "99.999", &["2026-04-01T00:00/2026-04-01T00:00:30"], &[]);
        assert_eq!((answer.shown().as_str(), answer.met), ("99.998", false));
    }

    #[test]
    fn every_step_is_said_in_three_languages() {
        let outages = [
            "2026-03-06T16:00/2026-03-09T10:00",
            "2026-03-10T10:00/2026-03-10T10:40",
            "2026-03-10T10:20/2026-03-10T11:00",
            "2026-03-14T10:00/2026-03-14T11:00",
        ];
        let answer = ask(&s1(), "2026-03", "99.5", &outages, &["2026-03-20T15:00/2026-03-20T19:00"]);
        insta::assert_snapshot!(Lang::ALL.map(|lang| said(&answer, lang)).join("\n\n").replace('\u{a0}', "_"));
    }
}
