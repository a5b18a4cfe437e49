//! `cargo bench --bench time`: what service time costs over one year and over ten, on calendars with and without clock
//! changes. Both figures for ten years, and the agreed time of one, are promised to stay under a millisecond.

#![expect(clippy::unwrap_used, reason = "a measurement that fails ends the run")]
#![expect(clippy::print_stdout, reason = "the table is what this is for")]

use std::hint::black_box;
use std::time::Instant;

use canvass::domain::time::calendar::Calendar;
use canvass::domain::time::hours::Hours;
use chrono::{DateTime, NaiveDate, Utc};

const ROUNDS: usize = 50;
/// Milliseconds that no figure may pass.
const PROMISED: f64 = 1.0;

fn main() {
    println!("{:<34}{:>12}{:>12}{:>8}", "medians in ms", "1 year", "10 years", "ratio");
    let mut kept = true;
    for hours in [
        Hours::round_the_clock(chrono_tz::Tz::Europe__Berlin),
        office("5×8 Shanghai", "Asia/Shanghai", &["mon-fri 09:00-17:00"]),
        office("two windows New York", "America/New_York", &["mon-fri 09:00-12:00 13:00-18:00"]),
        office("nights in Berlin", "Europe/Berlin", &["mon-sun 20:00-28:00"]),
    ] {
        let (start, one, ten) = (first_of(&hours, 2026), span(&hours, 2026), span(&hours, 2035));
        let due = |seconds| median(|| hours.add(start, seconds).is_ok());
        kept &= row(&hours, "due", due(one), due(ten));
        let agreed = |year| median(|| hours.agreed(day(2026, 1, 1), day(year, 12, 31)).is_ok());
        kept &= row(&hours, "agreed", agreed(2026), agreed(2035));
    }
    println!("{}", if kept { "every figure keeps its promise" } else { "a figure is above 1 ms" });
}

fn row(hours: &Hours, what: &str, one: f64, ten: f64) -> bool {
    println!("{:<34}{one:>12.4}{ten:>12.4}{:>8.1}", format!("{what}: {}", hours.name()), ten / one);
    one < PROMISED && ten < PROMISED
}

/// Ten years in which three weeks of each are holidays.
fn office(name: &str, tz: &str, windows: &[&str]) -> Hours {
    let holidays = (2026..=2036).flat_map(|year| (1..=21).map(move |n| day(year, 1 + n / 2, 1 + n).to_string()));
    Hours::of(&Calendar {
        name: name.to_owned(),
        tz: tz.to_owned(),
        windows: windows.iter().map(|&entry| entry.to_owned()).collect(),
        holidays: holidays.collect(),
        make_up_days: vec!["2026-02-14 09:00-17:00".to_owned()],
        special_days: vec!["2026-04-30 09:00-16:00".to_owned()],
        valid_from: Some("2026-01-01".to_owned()),
        valid_to: Some("2036-12-31".to_owned()),
    })
    .unwrap()
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn first_of(hours: &Hours, year: i32) -> DateTime<Utc> {
    hours.shows(day(year, 1, 1).and_hms_opt(0, 0, 0).unwrap()).unwrap()
}

/// All service seconds from 2026 to the end of a year: to be due after them every day has to be gone through.
fn span(hours: &Hours, last: i32) -> i64 {
    hours.agreed(day(2026, 1, 1), day(last, 12, 31)).unwrap()
}

/// The middle one of many, in milliseconds; the first runs fill the caches.
fn median(mut what: impl FnMut() -> bool) -> f64 {
    let mut times: Vec<f64> = (0..ROUNDS + 5)
        .map(|_| {
            let began = Instant::now();
            assert!(black_box(what()));
            began.elapsed().as_secs_f64() * 1e3
        })
        .skip(5)
        .collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
