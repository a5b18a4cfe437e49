//! Periods over which service is measured: `2026`, `2026-Q1`, `2026-03`, `2026-03-01+30d`, `30d`.

use std::fmt;

use chrono::{Datelike, Days, NaiveDate};

use super::hours::{DAY, Hours};
use super::input::{YEARS, parse_date};
use super::months::add_months;
use super::spans::Span;
use crate::domain::exact::in_each;
use crate::text::{Lang, Msg, Words, number, numeral};

/// Days a period may have: ten years.
const MOST: u32 = 3660;

/// Whole local days in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    Year(i32),
    /// Quarters 1 to 4.
    Quarter(i32, u32),
    /// Months 1 to 12.
    Month(i32, u32),
    /// So many days from this one on.
    From(NaiveDate, u32),
    /// So many days of 24 h, wherever they lie.
    Days(u32),
}

/// The agreed service time of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Agreed {
    pub seconds: i64,
    /// Days on which the calendar opens.
    pub days: usize,
    /// From midnight to midnight; `None` for days that lie nowhere.
    pub span: Option<Span>,
}

impl Period {
    /// Reads `2026`, `2026-Q1`, `2026-03`, `30d`, and a beginning with a length, `2026-03-01+30d`.
    ///
    /// # Errors
    /// A sentence for the user that shows the forms, or says what does not exist.
    pub fn parse(text: &str) -> Result<Self, Msg> {
        let shown = text.trim();
        let folded: String = numeral::fold(text).chars().filter(|c| *c != ' ').collect();
        let unreadable = || Msg::new("calc-period-unreadable").with("text", shown);
        if let Some((from, length)) = folded.split_once('+') {
            if !from.starts_with(|c: char| c.is_ascii_digit()) {
                return Err(unreadable());
            }
            // The day is written out, so it does not matter which day is today.
            let from = parse_date(from, NaiveDate::default())?;
            return Ok(Self::From(from, days(length, shown)?.ok_or_else(unreadable)?));
        }
        if let Some(count) = days(&folded, shown)? {
            return Ok(Self::Days(count));
        }
        let (year, rest) = folded.split_at_checked(4).ok_or_else(unreadable)?;
        let year = Some(year).filter(|year| year.bytes().all(|b| b.is_ascii_digit()));
        let year: i32 = year.and_then(|year| year.parse().ok()).ok_or_else(unreadable)?;
        if !YEARS.contains(&year) {
            let (first, last) = (YEARS.start().to_string(), YEARS.end().to_string());
            return Err(Msg::new("input-date-range").with("text", shown).with("first", first).with("last", last));
        }
        let part = rest.strip_prefix('-').unwrap_or(rest);
        let none = || Msg::new("calc-period-none").with("text", shown);
        let number = |digits: &str| {
            let fits = (1..=2).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
            if fits { digits.parse::<u32>().map_err(|_| unreadable()) } else { Err(unreadable()) }
        };
        match (rest, part.strip_prefix('q')) {
            ("", _) => Ok(Self::Year(year)),
            (_, Some(quarter)) => {
                Some(number(quarter)?).filter(|n| (1..=4).contains(n)).map(|n| Self::Quarter(year, n)).ok_or_else(none)
            }
            (rest, None) if rest.starts_with('-') => {
                Some(number(part)?).filter(|n| (1..=12).contains(n)).map(|n| Self::Month(year, n)).ok_or_else(none)
            }
            _ => Err(unreadable()),
        }
    }

    /// The month of a day.
    pub fn month_of(date: NaiveDate) -> Self {
        Self::Month(date.year(), date.month())
    }

    /// The first and the last day, both included; `None` for days that lie nowhere.
    pub fn dates(self) -> Option<(NaiveDate, NaiveDate)> {
        let months = |year, month, count| {
            let first = NaiveDate::from_ymd_opt(year, month, 1)?;
            Some((first, add_months(first, count)?.pred_opt()?))
        };
        match self {
            Self::Year(year) => months(year, 1, 12),
            Self::Quarter(year, quarter) => months(year, quarter * 3 - 2, 3),
            Self::Month(year, month) => months(year, month, 1),
            Self::From(first, days) => {
                Some((first, first.checked_add_days(Days::new(u64::from(days.saturating_sub(1))))?))
            }
            Self::Days(_) => None,
        }
    }

    /// The period of the same kind so many steps later or earlier; `None` beyond the years that can be counted.
    #[must_use]
    pub fn step(self, by: i32) -> Option<Self> {
        let year = |year: i32| Some(year).filter(|year| YEARS.contains(year));
        Some(match self {
            Self::Year(now) => Self::Year(year(now.checked_add(by)?)?),
            Self::Quarter(now, quarter) => {
                let quarters = (now * 4 + quarter.cast_signed() - 1).checked_add(by)?;
                Self::Quarter(year(quarters.div_euclid(4))?, quarters.rem_euclid(4).unsigned_abs() + 1)
            }
            Self::Month(now, month) => {
                let months = (now * 12 + month.cast_signed() - 1).checked_add(by)?;
                Self::Month(year(months.div_euclid(12))?, months.rem_euclid(12).unsigned_abs() + 1)
            }
            Self::From(first, days) => {
                let far = i64::from(days) * i64::from(by);
                let first = first.checked_add_signed(chrono::TimeDelta::try_days(far)?)?;
                year(first.year())?;
                Self::From(first, days)
            }
            Self::Days(days) => Self::Days(days.checked_add_signed(by).filter(|days| (1..=MOST).contains(days))?),
        })
    }

    /// The agreed service time in these hours.
    ///
    /// # Errors
    /// A sentence for days that lie nowhere in hours that are not the same every day, and as [`Hours::agreed`].
    pub fn agreed(self, hours: &Hours) -> Result<Agreed, Msg> {
        if let Some((first, last)) = self.dates() {
            let (span, days) = (hours.period(first, last)?, hours.working_days(first, last)?);
            return Ok(Agreed { seconds: hours.agreed(first, last)?, days, span: Some(span) });
        }
        match self {
            Self::Days(days) if always_open(hours) => {
                let days = i64::from(days);
                Ok(Agreed { seconds: days * 86_400, days: usize::try_from(days).unwrap_or(0), span: None })
            }
            _ => {
                let msg = Msg::new("calc-period-nowhere").with("text", self.to_string());
                Err(msg.with("calendar", hours.name()))
            }
        }
    }

    /// For reading, after “in” or «за»: `March 2026`, `2026年3月`, `март 2026 г.`
    pub fn words(self) -> Words {
        in_each(|lang| match (self, lang) {
            (Self::Year(year), Lang::En) => year.to_string(),
            (Self::Year(year), Lang::Zh) => format!("{year}年"),
            (Self::Year(year), Lang::Ru) => format!("{year} г."),
            (Self::Quarter(year, quarter), Lang::En) => format!("Q{quarter} {year}"),
            (Self::Quarter(year, quarter), Lang::Zh) => format!("{year}年第{quarter}季度"),
            (Self::Quarter(year, quarter), Lang::Ru) => format!("{quarter}-й квартал {year} г."),
            (Self::Month(year, month), Lang::En) => format!("{} {year}", name(month, &ENGLISH)),
            (Self::Month(year, month), Lang::Zh) => format!("{year}年{month}月"),
            (Self::Month(year, month), Lang::Ru) => format!("{} {year} г.", name(month, &RUSSIAN)),
            (Self::From(first, days), Lang::En) => {
                format!("{} from {}", Self::Days(days).words().en, number::date(first, lang))
            }
            (Self::From(first, days), Lang::Zh) => format!("{}起{days}天", number::date(first, lang)),
            (Self::From(first, days), Lang::Ru) => format!("{days} дн. с {}", number::date(first, lang)),
            (Self::Days(1), Lang::En) => "1 day".to_owned(),
            (Self::Days(days), Lang::En) => format!("{days} days"),
            (Self::Days(days), Lang::Zh) => format!("{days}天"),
            (Self::Days(days), Lang::Ru) => format!("{days} дн."),
        })
    }
}

/// The form that [`Period::parse`] reads back.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year}"),
            Self::Quarter(year, quarter) => write!(f, "{year}-Q{quarter}"),
            Self::Month(year, month) => write!(f, "{year}-{month:02}"),
            Self::From(first, days) => write!(f, "{first}+{days}d"),
            Self::Days(days) => write!(f, "{days}d"),
        }
    }
}

const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const RUSSIAN: [&str; 12] = [
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
];

fn name(month: u32, names: &[&'static str; 12]) -> &'static str {
    names.get(month as usize - 1).copied().unwrap_or_default()
}

/// `30d`, `30天`, `30 дн.`; `None` when the text is no number of days.
fn days(text: &str, shown: &str) -> Result<Option<u32>, Msg> {
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = &text[..text.len() - unit.len()];
    if digits.is_empty()
        || !["d", "day", "days", "天", "日", "д", "дн", "день", "дня", "дней"].contains(&unit.trim_end_matches('.'))
    {
        return Ok(None);
    }
    let count = digits.parse::<u32>().ok().filter(|days| (1..=MOST).contains(days));
    let many = || Msg::new("calc-period-days").with("text", shown).with("max", i64::from(MOST));
    count.map(Some).ok_or_else(many)
}

/// Open from midnight to midnight on every day, with no exception and no end.
fn always_open(hours: &Hours) -> bool {
    let whole = |day: NaiveDate| hours.weekly(day).iter().map(|w| (w.open(), w.close())).eq([(0, DAY)]);
    NaiveDate::default().iter_days().take(7).all(whole) && hours.exceptions_from(NaiveDate::MIN).next().is_none()
}

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn periods_are_read_as_they_are_written() {
        for (text, period, printed) in [
            ("2026", Period::Year(2026), "2026"),
            ("2026-Q1", Period::Quarter(2026, 1), "2026-Q1"),
            ("2026q4", Period::Quarter(2026, 4), "2026-Q4"),
            (" 2026-03 ", Period::Month(2026, 3), "2026-03"),
            ("２０２６－３", Period::Month(2026, 3), "2026-03"),
            ("30d", Period::Days(30), "30d"),
            ("30 天", Period::Days(30), "30d"),
            ("30 дн.", Period::Days(30), "30d"),
            ("2026-03-01+30d", Period::From(day("2026-03-01"), 30), "2026-03-01+30d"),
            ("2026-03-01 + 7 d", Period::From(day("2026-03-01"), 7), "2026-03-01+7d"),
        ] {
            let read = Period::parse(text);
            assert_eq!(read, Ok(period), "{text}");
            assert_eq!(period.to_string(), printed);
        }
        for (text, key) in [
            ("", "calc-period-unreadable"),
            ("march", "calc-period-unreadable"),
            ("2026-03-01", "calc-period-unreadable"),
            ("202603", "calc-period-unreadable"),
            ("2026-", "calc-period-unreadable"),
            ("2026-Q5", "calc-period-none"),
            ("2026-13", "calc-period-none"),
            ("2026-00", "calc-period-none"),
            ("0d", "calc-period-days"),
            ("99999999999d", "calc-period-days"),
            ("2026-02-30+3d", "input-date-none"),
            ("2026-03-01+3", "calc-period-unreadable"),
            ("today+3d", "calc-period-unreadable"),
            ("+3d", "calc-period-unreadable"),
            ("1026", "input-date-range"),
        ] {
            assert_eq!(Period::parse(text).map_or_else(|msg| msg.key, |p| panic!("{text}: {p}")), key, "{text}");
        }
    }

    #[test]
    fn agreed_time_round_the_clock_is_real_time() {
        let seconds =
            |text: &str, tz| Period::parse(text).unwrap().agreed(&Hours::round_the_clock(tz)).unwrap().seconds;
        assert_eq!(seconds("2026-02", Tz::UTC), 28 * 86_400);
        assert_eq!(seconds("2028-02", Tz::UTC), 29 * 86_400);
        assert_eq!(seconds("2026", Tz::UTC), 365 * 86_400);
        assert_eq!(seconds("2028-Q1", Tz::UTC), 91 * 86_400);
        assert_eq!(seconds("7d", Tz::UTC), 7 * 86_400);
        assert_eq!(seconds("2026-03", Tz::Europe__Berlin), 743 * 3600);
        assert_eq!(seconds("2026-10", Tz::Europe__Berlin), 745 * 3600);
        assert_eq!(seconds("2026-03-29+1d", Tz::Europe__Berlin), 23 * 3600);
    }

    #[test]
    fn periods_have_names_and_neighbours() {
        let said = |period: Period| Lang::ALL.map(|lang| period.words().to(lang).to_owned());
        assert_eq!(said(Period::Month(2026, 3)), ["March 2026", "2026年3月", "март 2026 г."]);
        assert_eq!(said(Period::Quarter(2026, 1)), ["Q1 2026", "2026年第1季度", "1-й квартал 2026 г."]);
        assert_eq!(
            said(Period::From(day("2026-03-01"), 30)),
            ["30 days from 1 Mar 2026", "2026年3月1日起30天", "30 дн. с 01.03.2026"]
        );
        assert_eq!(Period::Month(2026, 12).step(1), Some(Period::Month(2027, 1)));
        assert_eq!(Period::Quarter(2026, 1).step(-1), Some(Period::Quarter(2025, 4)));
        assert_eq!(Period::Year(2100).step(1), None);
        assert_eq!(Period::From(day("2026-03-01"), 31).step(1), Some(Period::From(day("2026-04-01"), 31)));
    }

    proptest! {
        #[test]
        fn what_is_printed_reads_back_and_neighbours_touch(year in 1995..2095_i32, kind in 0..4, part in 1..=4_u32, days in 1..=400_u32, by in -3..=3_i32) {
            let period = match kind {
                0 => Period::Year(year),
                1 => Period::Quarter(year, part),
                2 => Period::Month(year, part * 3),
                _ => Period::From(NaiveDate::from_ymd_opt(year, part, 28).unwrap(), days),
            };
            prop_assert_eq!(Period::parse(&period.to_string()), Ok(period));
            let there = period.step(by).unwrap();
            prop_assert_eq!(there.step(-by), Some(period));
            let (_, last) = there.dates().unwrap();
            prop_assert_eq!(there.step(1).unwrap().dates().unwrap().0, last.succ_opt().unwrap());
        }

        #[test]
        fn nothing_typed_breaks_the_reader(text in any::<String>(), near in "[0-9]{0,5}[-q+年d]{0,2}[0-9]{0,9}[d天]?") {
            let _ = Period::parse(&text);
            let _ = Period::parse(&near);
        }
    }
}
