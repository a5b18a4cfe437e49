//! Reading dates and instants as people type them: 2026年3月6日, 06.03.2026, 下周一, завтра, +2w (07-conventions 7.4).

use std::ops::RangeInclusive;

use chrono::{DateTime, Datelike, Days, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

use super::months::add_months;
use crate::text::{Msg, numeral};

/// Years a day may lie in, that somebody was born on too; outside of them it is a slip of the keyboard.
const DAYS: RangeInclusive<i32> = 1900..=2100;

/// Years in which time is reckoned.
pub const YEARS: RangeInclusive<i32> = 1990..=2100;

/// Days named by their distance from today.
const NEAR: &[(&str, i64)] = &[
    ("大前天", -3),
    ("前天", -2),
    ("昨天", -1),
    ("今天", 0),
    ("明天", 1),
    ("后天", 2),
    ("大后天", 3),
    ("yesterday", -1),
    ("today", 0),
    ("tomorrow", 1),
    ("позавчера", -2),
    ("вчера", -1),
    ("сегодня", 0),
    ("завтра", 1),
    ("послезавтра", 2),
];

/// A distance from today.
#[derive(Clone, Copy)]
enum Step {
    Days(i64),
    Months(i64),
}

impl Step {
    fn from(self, today: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Days(days) => today.checked_add_signed(TimeDelta::try_days(days)?),
            Self::Months(months) => add_months(today, i32::try_from(months).ok()?),
        }
    }
}

/// Names of a weekday from Monday on, complete and short.
const WEEKDAYS: [&[&str]; 7] = [
    &["一", "monday", "mon", "понедельник", "пн"],
    &["二", "tuesday", "tue", "вторник", "вт"],
    &["三", "wednesday", "wed", "среда", "среду", "ср"],
    &["四", "thursday", "thu", "четверг", "чт"],
    &["五", "friday", "fri", "пятница", "пятницу", "пт"],
    &["六", "saturday", "sat", "суббота", "субботу", "сб"],
    &["日", "天", "sunday", "sun", "воскресенье", "вс"],
];

const MONTHS: [(&str, &str); 12] = [
    ("january", "января"),
    ("february", "февраля"),
    ("march", "марта"),
    ("april", "апреля"),
    ("may", "мая"),
    ("june", "июня"),
    ("july", "июля"),
    ("august", "августа"),
    ("september", "сентября"),
    ("october", "октября"),
    ("november", "ноября"),
    ("december", "декабря"),
];

/// Reads a date.
///
/// Accepted: `2026-03-06`, `20260306`, `2026/3/6`, `6.3.2026`, `2026年3月6日`, `6 Mar 2026`, `Mar 6, 2026`, `6 марта 2026`;
/// 今天, tomorrow, послезавтра; `+3d`, `-2w`, `+1m`, `+1y`, `+3天`; weekdays.
///
/// A bare weekday (周五, friday, в пятницу) is the nearest one after today. 本周五 and `this friday` lie in the
/// week of today, which starts on Monday; 下周五, `next friday` and `следующая пятница` in the week after it.
///
/// # Errors
/// A sentence for the user: for `3/6`, which is March or June, for a day the calendar does not have, for a year
/// outside 1900 to 2100, and for what is no date.
pub fn parse_date(text: &str, today: NaiveDate) -> Result<NaiveDate, Msg> {
    let shown = text.trim();
    let folded = tidy(text);
    if folded.is_empty() {
        return Err(Msg::new("input-date-empty"));
    }
    let near = || NEAR.iter().find(|(name, _)| *name == folded).map(|(_, days)| Step::Days(*days));
    let date = match near().or_else(|| weekday(&folded, today)).or_else(|| offset(&folded)) {
        Some(step) => step.from(today),
        None => civil(&folded, shown)?,
    };
    in_range(date, &DAYS, shown)
}

fn in_range(date: Option<NaiveDate>, years: &RangeInclusive<i32>, shown: &str) -> Result<NaiveDate, Msg> {
    date.filter(|date| years.contains(&date.year())).ok_or_else(|| {
        let (first, last) = (years.start().to_string(), years.end().to_string());
        Msg::new("input-date-range").with("text", shown).with("first", first).with("last", last)
    })
}

/// Reads a date with an optional time of day (`HH:MM`, else midnight) on the clock of `tz`; a time alone is today's.
///
/// A time that the clock skips becomes the first instant after the gap; one that comes twice is the earlier.
/// The form of the journal, `2026-03-06T10:00:00Z`, is read as it stands.
///
/// # Errors
/// As [`parse_date`], and for a time of day that does not exist.
pub fn parse_instant(text: &str, today: NaiveDate, tz: Tz) -> Result<DateTime<Utc>, Msg> {
    if let Ok(instant) = DateTime::parse_from_rfc3339(text.trim()) {
        let instant = instant.with_timezone(&Utc);
        return in_range(Some(instant.date_naive()), &YEARS, text.trim()).map(|_| instant);
    }
    let folded = tidy(text);
    let clock = folded.len() - folded.trim_end_matches(|c: char| c.is_ascii_digit() || c == ':').len();
    let (day, clock) = folded.split_at(folded.len() - clock);
    let (day, time) = if clock.contains(':') {
        let time = clock_time(clock).ok_or_else(|| Msg::new("input-time").with("text", clock))?;
        (day.trim_end().strip_suffix('t').unwrap_or(day).trim_end(), time)
    } else {
        (folded.as_str(), NaiveTime::MIN)
    };
    let date = if day.is_empty() && clock.contains(':') { today } else { parse_date(day, today)? };
    let date = in_range(Some(date), &YEARS, text.trim())?;
    resolve(date.and_time(time), tz)
        .ok_or_else(|| Msg::new("input-instant-none").with("text", text.trim()).with("tz", tz.name()))
}

/// The instant at which the clock of `tz` shows `local`: the earlier of two, or the first after a gap.
///
/// Gaps are whole minutes, and the longest on record is one day: an island that changed sides of the date line.
pub fn resolve(local: NaiveDateTime, tz: Tz) -> Option<DateTime<Utc>> {
    let minute = TimeDelta::seconds(i64::from(chrono::Timelike::second(&local)));
    for step in 0..=1440 {
        let at = if step == 0 { local } else { local.checked_sub_signed(minute)? + TimeDelta::minutes(step) };
        match tz.from_local_datetime(&at) {
            LocalResult::Single(found) | LocalResult::Ambiguous(found, _) => return Some(found.with_timezone(&Utc)),
            LocalResult::None => {}
        }
    }
    None
}

/// Folded, with every space a plain one and no two in a row.
fn tidy(text: &str) -> String {
    let folded = numeral::fold(text);
    folded.split(|c: char| c.is_whitespace()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn clock_time(text: &str) -> Option<NaiveTime> {
    let mut parts = text.split(':');
    let mut part = || parts.next().filter(|p| (1..=2).contains(&p.len())).and_then(|p| p.parse::<u32>().ok());
    let (hour, minute) = (part()?, part()?);
    let second = match text.matches(':').count() {
        1 => 0,
        2 => part()?,
        _ => return None,
    };
    let two_digits = text.split(':').skip(1).all(|p| p.len() == 2);
    NaiveTime::from_hms_opt(hour, minute, second).filter(|_| two_digits)
}

/// A weekday with or without a word for the week; `None` when the text is none.
fn weekday(text: &str, today: NaiveDate) -> Option<Step> {
    let strip = |text: &str, words: &[&str]| -> Option<String> {
        words.iter().find_map(|word| text.strip_prefix(word)).map(|rest| rest.trim_start().to_owned())
    };
    let mut rest = strip(text, &["во ", "в ", "on "]).unwrap_or_else(|| text.to_owned());
    // `None`: the nearest after today; else so many weeks from this one.
    let mut weeks = None;
    while let Some(after) = strip(&rest, &["下个", "下"]) {
        weeks = Some(weeks.unwrap_or(0) + 1);
        rest = after;
    }
    let mut week = |words: &[&str], count: i64| {
        if let (None, Some(after)) = (weeks, strip(&rest, words)) {
            weeks = Some(count);
            rest = after;
        }
    };
    week(&["本", "这个", "这", "this ", "этот ", "эту ", "эта ", "это "], 0);
    week(&["上个", "上", "last ", "прошлый ", "прошлую ", "прошлая ", "прошлое "], -1);
    week(&["next ", "следующий ", "следующую ", "следующая ", "следующее ", "след. ", "след "], 1);
    let chinese = strip(&rest, &["周", "星期", "礼拜"]);
    let name = chinese.as_deref().unwrap_or(&rest).trim_end_matches('.');
    let day = named(name, chinese.is_some())?;
    let (day, now) = (i64::try_from(day).ok()?, i64::from(today.weekday().num_days_from_monday()));
    Some(Step::Days(match weeks {
        Some(weeks) => day - now + 7 * weeks,
        None => (day - now + 6).rem_euclid(7) + 1,
    }))
}

/// The place of a folded name in the week; the Chinese signs are names only after a word for the week.
fn named(name: &str, chinese: bool) -> Option<usize> {
    let signs = matches!(name, "一" | "二" | "三" | "四" | "五" | "六" | "日" | "天");
    WEEKDAYS.iter().position(|names| names.contains(&name)).filter(|_| chinese == signs)
}

/// The weekday that is called so, from Monday (0) on: `mon`, `Monday`, 周一, `пн`.
pub fn weekday_named(name: &str) -> Option<usize> {
    let folded = numeral::fold(name);
    let chinese = ["周", "星期", "礼拜"].iter().find_map(|week| folded.strip_prefix(week));
    named(chinese.unwrap_or(&folded).trim_end_matches('.'), chinese.is_some())
}

/// `+3d`, `-2w`, `+1m`, `+1y` and their Chinese and Russian units, 3天后; `None` when the text is none.
fn offset(text: &str) -> Option<Step> {
    let (sign, rest) = match text.strip_suffix('后') {
        Some(rest) => (1, rest),
        None => match text.strip_prefix('+') {
            Some(rest) => (1, rest),
            None => (-1, text.strip_prefix('-')?),
        },
    };
    let rest = rest.trim_start();
    let unit = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = &rest[..rest.len() - unit.len()];
    if digits.is_empty() {
        return None;
    }
    // More digits than a number holds are too far away for a date all the same.
    let count = sign * i64::from(digits.parse::<u32>().unwrap_or(u32::MAX));
    match unit.trim().trim_end_matches('.') {
        "d" | "day" | "days" | "天" | "日" | "д" | "дн" | "день" | "дня" | "дней" => {
            Some(Step::Days(count))
        }
        "w" | "week" | "weeks" | "周" | "星期" | "个星期" | "н" | "нед" | "неделя" | "недели" | "недель" => {
            Some(Step::Days(count * 7))
        }
        "m" | "mo" | "month" | "months" | "月" | "个月" | "м" | "мес" | "месяц" | "месяца" | "месяцев" => {
            Some(Step::Months(count))
        }
        "y" | "year" | "years" | "年" | "г" | "год" | "года" | "лет" => Some(Step::Months(count * 12)),
        _ => None,
    }
}

/// A day of the civil calendar; the inner value is `None` where only the year is out of bounds.
fn civil(text: &str, shown: &str) -> Result<Option<NaiveDate>, Msg> {
    let unreadable = || Msg::new("input-date-unreadable").with("text", shown);
    let numbers = |mark: char| -> Option<Vec<u32>> {
        text.split(mark).map(|part| Some(part.trim()).filter(|p| is_number(p))?.parse().ok()).collect()
    };
    let year_first =
        |parts: Option<Vec<u32>>| parts.filter(|p| p.len() == 3 && p[0] >= 1000).map(|p| (p[0], p[1], p[2]));
    let day_first =
        |parts: Option<Vec<u32>>| parts.filter(|p| p.len() == 3 && p[2] >= 1000).map(|p| (p[2], p[1], p[0]));
    let found = year_first(numbers('-'))
        .or_else(|| year_first(numbers('/')))
        .or_else(|| year_first(numbers('.')))
        .or_else(|| day_first(numbers('.')))
        .or_else(|| compact(text))
        .or_else(|| chinese(text))
        .or_else(|| named_month(text));
    let Some((year, month, day)) = found else {
        let ambiguous = numbers('/').is_some_and(|parts| matches!(parts.len(), 2 | 3));
        return Err(if ambiguous { Msg::new("input-date-ambiguous").with("text", shown) } else { unreadable() });
    };
    let year = i32::try_from(year).map_err(|_| unreadable())?;
    if !DAYS.contains(&year) {
        return Ok(None);
    }
    let date = NaiveDate::from_ymd_opt(year, month, day);
    date.map(Some).ok_or_else(|| Msg::new("input-date-none").with("text", shown))
}

fn is_number(text: &str) -> bool {
    (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

/// `20260306`, the basic form of ISO 8601.
fn compact(text: &str) -> Option<(u32, u32, u32)> {
    let digits = text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit());
    let number: u32 = if digits { text.parse().ok()? } else { return None };
    Some((number / 10_000, number / 100 % 100, number % 100))
}

/// 2026年3月6日, with or without the last sign.
fn chinese(text: &str) -> Option<(u32, u32, u32)> {
    let (year, rest) = text.split_once('年')?;
    let (month, day) = rest.split_once('月')?;
    let part = |text: &str| Some(text.trim()).filter(|t| is_number(t))?.parse().ok();
    Some((part(year)?, part(month)?, part(day.trim_end_matches(['日', '号']))?))
}

/// `6 Mar 2026`, `Mar 6, 2026`, `6 марта 2026 г.`
fn named_month(text: &str) -> Option<(u32, u32, u32)> {
    let text = text.trim_end_matches(" г.").trim_end_matches(" г").trim_end_matches(" года");
    let parts: Vec<&str> = text.split([' ', ',', '-']).filter(|part| !part.is_empty()).collect();
    let [a, b, year] = parts.as_slice() else { return None };
    let (day, name) = if is_number(a) { (a, b) } else { (b, a) };
    let name = name.trim_end_matches('.');
    let begins = |full: &str| name.chars().count() >= 3 && full.starts_with(name);
    let month = MONTHS.iter().position(|(en, ru)| begins(en) || begins(ru))?;
    if !is_number(day) || !is_number(year) || year.len() != 4 {
        return None;
    }
    Some((year.parse().ok()?, u32::try_from(month).ok()? + 1, day.parse().ok()?))
}

/// The Monday that starts the week of `date`.
pub fn week_start(date: NaiveDate) -> NaiveDate {
    date.checked_sub_days(Days::new(u64::from(date.weekday().num_days_from_monday()))).unwrap_or(date)
}

#[cfg(test)]
mod tests;
