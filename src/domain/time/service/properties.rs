//! What holds for any calendar in any zone, and a slow count of minutes on the clock to compare with.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use chrono_tz::Tz;
use proptest::prelude::*;

use super::*;
use crate::domain::time::calendar::Calendar;
use crate::domain::time::spans;

/// A clock and a day near which it does something odd.
const CLOCKS: [(Tz, &str); 12] = [
    (Tz::Asia__Shanghai, "2026-03-06"),
    (Tz::Asia__Kathmandu, "2026-03-06"),
    (Tz::Europe__Berlin, "2026-03-29"),
    (Tz::Europe__Berlin, "2026-10-25"),
    (Tz::America__New_York, "2026-03-08"),
    (Tz::America__New_York, "2026-11-01"),
    (Tz::America__Havana, "2026-11-01"),
    (Tz::America__St_Johns, "2010-11-07"),
    (Tz::America__Sao_Paulo, "2018-11-04"),
    (Tz::Australia__Lord_Howe, "2026-04-05"),
    (Tz::Australia__Lord_Howe, "2026-10-04"),
    (Tz::Pacific__Apia, "2011-12-30"),
];

fn clock(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// Opening and closing in minutes; often on the quarter hours of the night, when clocks change.
fn window() -> impl Strategy<Value = (u16, u16)> {
    let open = prop_oneof![(0..16_u16).prop_map(|q| q * 15), (0..96_u16).prop_map(|q| q * 15), 0..1440_u16];
    let length = prop_oneof![(1..16_u16).prop_map(|q| q * 15), (1..64_u16).prop_map(|q| q * 15), 1..1440_u16];
    (open, length).prop_map(|(open, length)| (open, (open + length).min(2880)))
}

#[derive(Clone, Debug)]
struct Case {
    calendar: Calendar,
    near: NaiveDate,
}

/// A week with up to two windows a day, and exceptions around the odd day.
fn case() -> impl Strategy<Value = Case> {
    let week = prop::collection::vec(prop::collection::vec(window(), 0..3), 7);
    let exceptions = prop::collection::vec((prop_oneof![Just(0), -1..2_i64, -9..9_i64], 0..4_u8, window()), 0..6);
    (prop::sample::select(&CLOCKS[..]), week, exceptions).prop_filter_map(
        "never opens",
        |((tz, near), week, exceptions)| {
            let near: NaiveDate = near.parse().unwrap();
            let text = |(open, close): (u16, u16)| format!("{}-{}", clock(open), clock(close));
            let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
            let windows: Vec<String> = names
                .iter()
                .zip(week)
                .flat_map(|(day, all)| all.into_iter().map(move |w| format!("{day} {}", text(w))))
                .collect();
            let mut calendar = Calendar {
                name: "any".to_owned(),
                tz: tz.name().to_owned(),
                windows,
                holidays: Vec::new(),
                make_up_days: Vec::new(),
                special_days: Vec::new(),
                valid_from: None,
                valid_to: None,
            };
            for (offset, kind, window) in exceptions {
                let date = near + TimeDelta::days(offset);
                match kind {
                    0 => calendar.holidays.push(date.to_string()),
                    1 => calendar.make_up_days.push(format!("{date} {}", text(window))),
                    _ => calendar.special_days.push(format!("{date} {}", text(window))),
                }
            }
            (!calendar.windows.is_empty()).then_some(Case { calendar, near })
        },
    )
}

impl Case {
    fn hours(&self) -> Hours {
        Hours::of(&self.calendar).unwrap()
    }

    /// So many minutes from the noon UTC of the odd day.
    fn at(&self, minutes: i64) -> DateTime<Utc> {
        self.near.and_hms_opt(12, 0, 0).unwrap().and_utc() + TimeDelta::minutes(minutes)
    }
}

/// Counts by looking at the clock every minute, and by the text of the calendar: nothing of the program's own way.
struct Slow {
    /// Instants of the minutes from `from` on, and whether they are open.
    from: DateTime<Utc>,
    open: Vec<bool>,
}

impl Slow {
    fn new(calendar: &Calendar, from: DateTime<Utc>, days: i64) -> Self {
        let tz: Tz = calendar.tz.parse().unwrap();
        let from = from - TimeDelta::days(4);
        let shown: Vec<NaiveDateTime> =
            (0..(days + 8) * 1440).map(|n| (from + TimeDelta::minutes(n)).with_timezone(&tz).naive_local()).collect();
        let mut open = vec![false; shown.len()];
        let first = shown[0].date() - TimeDelta::days(3);
        for date in first.iter_days().take(days as usize + 14) {
            for (opens, closes) in windows_in_text(calendar, date) {
                let opening = shown.iter().position(|at| *at >= opens).unwrap_or(shown.len());
                let last = shown.iter().rposition(|at| *at == closes);
                let skipped = || shown.iter().position(|at| *at > closes).unwrap_or(shown.len());
                let closing = last.unwrap_or_else(skipped);
                open.iter_mut().take(closing).skip(opening).for_each(|minute| *minute = true);
            }
        }
        Self { from, open }
    }

    fn minute(&self, at: DateTime<Utc>) -> usize {
        usize::try_from((at - self.from).num_minutes()).unwrap()
    }

    fn between(&self, a: DateTime<Utc>, b: DateTime<Utc>) -> i64 {
        let open = self.open[self.minute(a)..self.minute(b)].iter().filter(|open| **open);
        60 * open.count() as i64
    }

    /// `None` when so many minutes are not reached in what was looked at.
    fn add(&self, start: DateTime<Utc>, minutes: usize) -> Option<DateTime<Utc>> {
        let mut open = (self.minute(start)..self.open.len()).filter(|n| self.open[*n]);
        let at = if minutes == 0 { open.next()? } else { open.nth(minutes - 1)? + 1 };
        Some(self.from + TimeDelta::minutes(at as i64))
    }
}

fn windows_in_text(calendar: &Calendar, date: NaiveDate) -> Vec<(NaiveDateTime, NaiveDateTime)> {
    let dated = |entries: &[String]| -> Vec<String> {
        let day = date.to_string();
        entries.iter().filter_map(|entry| entry.strip_prefix(&day)).map(|rest| rest.trim().to_owned()).collect()
    };
    let name = date.format("%a").to_string().to_lowercase();
    let weekly =
        || calendar.windows.iter().filter_map(|e| e.strip_prefix(&name)).map(|e| e.trim().to_owned()).collect();
    let texts: Vec<String> = match (dated(&calendar.special_days), dated(&calendar.make_up_days)) {
        (special, _) if !special.is_empty() => special,
        (_, make_up) if !make_up.is_empty() => make_up,
        _ if calendar.holidays.contains(&date.to_string()) => Vec::new(),
        _ => weekly(),
    };
    let local = |text: &str| {
        let (hour, minute) = text.split_once(':').unwrap();
        date.and_hms_opt(0, 0, 0).unwrap()
            + TimeDelta::hours(hour.parse().unwrap())
            + TimeDelta::minutes(minute.parse().unwrap())
    };
    texts.iter().map(|text| text.split_once('-').unwrap()).map(|(open, close)| (local(open), local(close))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_count_of_minutes_on_the_clock_agrees(
        case in case(), a in -2400..600_i64, length in 0..6000_i64, minutes in 0..6000_usize,
    ) {
        let hours = case.hours();
        let (from, to) = (case.at(a), case.at(a + length));
        let slow = Slow::new(&case.calendar, from, 6);
        prop_assert_eq!(hours.between(from, to), Ok(slow.between(from, to)));
        prop_assert_eq!(spans::seconds(&hours.spans(from, to).unwrap()), slow.between(from, to));
        if let Some(due) = slow.add(from, minutes) {
            prop_assert_eq!(hours.add(from, minutes as i64 * 60), Ok(due));
        }
    }
}

proptest! {
    #[test]
    fn what_was_added_lies_between(case in case(), a in -14_400..14_400_i64, s in 0..1_000_000_i64) {
        let hours = case.hours();
        let start = case.at(a) + TimeDelta::seconds(s % 60);
        let due = hours.add(start, s).unwrap();
        prop_assert_eq!(hours.between(start, due), Ok(s));
        prop_assert!(due >= start);
        // Due within open time or at its end, never in a closed second.
        let open = hours.spans(due - TimeDelta::days(3), due + TimeDelta::days(3)).unwrap();
        let inside = |span: &Span| if s == 0 { span.from() <= due && due < span.to() } else { span.from() < due && due <= span.to() };
        prop_assert!(open.iter().any(inside), "{due} is closed");
        if s > 0 {
            prop_assert_eq!(hours.between(start, due - TimeDelta::seconds(1)), Ok(s - 1), "not a second earlier");
        }
    }

    #[test]
    fn service_time_adds_up_and_never_shrinks(
        case in case(), cuts in prop::array::uniform3(-900_000..900_000_i64),
    ) {
        let mut cuts = cuts;
        cuts.sort_unstable();
        let hours = case.hours();
        let [a, b, c] = cuts.map(|seconds| case.at(0) + TimeDelta::seconds(seconds));
        let between = |from, to| hours.between(from, to).unwrap();
        prop_assert_eq!(between(a, b) + between(b, c), between(a, c));
        prop_assert!(between(a, b) <= (b - a).num_seconds());
        let first = hours.spans(a, b).unwrap();
        let all = hours.spans(a, c).unwrap();
        prop_assert_eq!(spans::merge(first.into_iter().chain(hours.spans(b, c).unwrap())), all);
    }

    #[test]
    fn a_later_start_and_a_longer_time_are_never_due_earlier(
        case in case(), a in -14_400..14_400_i64, wait in 0..5000_i64, s in 0..400_000_i64, more in 0..50_000_i64,
    ) {
        let hours = case.hours();
        let due = hours.add(case.at(a), s).unwrap();
        prop_assert!(due <= hours.add(case.at(a + wait), s).unwrap());
        prop_assert!(due <= hours.add(case.at(a), s + more).unwrap());
        if s > 0 {
            prop_assert_eq!(hours.add(due, more.max(1)), hours.add(case.at(a), s + more.max(1)), "in two steps");
        }
    }

    #[test]
    fn moving_an_edge_moves_the_result_by_exactly_that(
        clock in prop::sample::select(&CLOCKS[..]), open in 300..600_u16, length in 60..400_u16, by in 1..120_u16,
        days in 1..7_u16, weeks in 1..6_i64,
    ) {
        // Windows by day, away from the hours at which clocks change.
        let (tz, near) = clock;
        let first: NaiveDate = near.parse().unwrap();
        let hours = |open: u16, close: u16| {
            let entry = |day: &&str| format!("{day} {}-{}", self::clock(open), self::clock(close));
            let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
            Hours::of(&Calendar {
                name: "edge".to_owned(), tz: tz.name().to_owned(),
                windows: names[..usize::from(days)].iter().map(entry).collect(),
                holidays: vec![], make_up_days: vec![], special_days: vec![], valid_from: None, valid_to: None,
            }).unwrap()
        };
        // The odd days are no whole days everywhere: count from the day after.
        let (from, to) = (first + TimeDelta::days(1), first + TimeDelta::days(7 * weeks));
        let close = open + length;
        let agreed = |open, close| hours(open, close).agreed(from, to).unwrap();
        let moved = i64::from(by) * 60 * i64::from(days) * weeks;
        prop_assert_eq!(agreed(open, close + by) - agreed(open, close), moved);
        prop_assert_eq!(agreed(open - by, close) - agreed(open, close), moved);
        let start = hours(open, close).shows(from.and_time(NaiveTime::MIN)).unwrap();
        let due = |open, close| hours(open, close).add(start, 1800).unwrap();
        prop_assert_eq!((due(open + by, close + by) - due(open, close)).num_minutes(), i64::from(by));
        prop_assert_eq!(due(open, close + by), due(open, close), "half an hour is reached before closing");
    }
}
