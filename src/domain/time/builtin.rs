//! The calendars that come with the program, in the form of calendar files.

use super::calendar::Calendar;
use super::calendar_file::{Fault, read};

macro_rules! calendars {
    ($($code:literal),* $(,)?) => {
        /// Codes and texts of `assets/calendars`.
        pub static BUILTIN: &[(&str, &str)] = &[$(
            ($code, include_str!(concat!("../../../assets/calendars/", $code, ".toml")))
        ),*];
    };
}

calendars!["24x7", "cn-2026", "de-2026", "ru-2026", "us-2026"];

/// The calendar of this code, in capitals or not; `None` for others.
pub fn named(code: &str) -> Option<Result<Calendar, Fault>> {
    let code = code.trim();
    BUILTIN.iter().find(|(known, _)| known.eq_ignore_ascii_case(code)).map(|(_, text)| read(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::hours::{DayKind, Hours};

    fn hours(code: &str) -> Hours {
        Hours::of(&named(code).unwrap().unwrap()).unwrap()
    }

    fn day(text: &str) -> chrono::NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn every_one_reads_under_its_own_code() {
        for (code, _) in BUILTIN {
            assert_eq!(hours(code).name(), *code);
            assert_eq!(named(&code.to_uppercase()), named(code));
        }
        assert_eq!(named("cn-2027"), None, "no year is guessed");
    }

    #[test]
    fn the_years_have_their_official_working_days() {
        let year = (day("2026-01-01"), day("2026-12-31"));
        // CN and RU as in 03 3.2; RU is the official production calendar. DE: 9 holidays, 7 of them on weekdays and not
        // at a weekend. US: 11 holidays, the 4th of July on a Saturday and so kept on Friday.
        for (code, days, hours_a_year) in [
            ("cn-2026", 248, 1984),
            ("ru-2026", 247, 1972),
            ("de-2026", 254, 2032),
            ("us-2026", 250, 2000),
            ("24x7", 365, 8760),
        ] {
            let hours = hours(code);
            assert_eq!(hours.working_days(year.0, year.1), Ok(days), "{code}");
            assert_eq!(hours.agreed(year.0, year.1), Ok(hours_a_year * 3600), "{code}");
        }
    }

    #[test]
    fn a_day_says_why_it_is_open_or_not() {
        let china = hours("cn-2026");
        for (date, kind) in [
            ("2026-02-13", DayKind::Working),
            ("2026-02-14", DayKind::MakeUp),
            ("2026-02-16", DayKind::Holiday),
            ("2026-03-07", DayKind::Closed),
            ("2027-01-01", DayKind::Outside),
        ] {
            assert_eq!(china.day(day(date)), kind, "{date}");
        }
        assert_eq!(hours("ru-2026").day(day("2026-04-30")), DayKind::Special);
        assert_eq!(hours("24x7").day(day("2099-02-28")), DayKind::Working);
    }
}
