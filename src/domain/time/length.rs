//! Reading how long a target runs: `900s`, `1h30m`, `PT24H`, `P1D`, `2bd`, `eobd1` (03-time-arithmetic 3.1.7).

use super::due::Target;
use crate::domain::exact::{in_each, length_words};
use crate::text::{Lang, Msg, Words, numeral};

/// Days and service hours of a target may not reach further than ten years.
const MOST_DAYS: u32 = 3660;
const MOST_SECONDS: i64 = 3660 * 86_400;

const UNITS: &[(i64, &[&str])] = &[
    (3600, &["h", "hr", "hour", "hours", "小时", "ч", "час", "часа", "часов"]),
    (60, &["m", "min", "mins", "minute", "minutes", "分", "分钟", "м", "мин", "минута", "минуты", "минут"]),
    (1, &["s", "sec", "second", "seconds", "秒", "с", "сек", "секунда", "секунды", "секунд"]),
];

/// Reads a length: hours, minutes and seconds of service time (`4h`, `1h30m`, `15分钟`, `PT8H`), calendar days (`P1D`,
/// `P1W`), business days (`2bd`), or the end of a business day (`eobd1`).
///
/// # Errors
/// A sentence for the user: for `2d`, which is a working day in one tool and 24 hours in another, for what cannot
/// be read, and for what is longer than ten years.
pub fn parse(text: &str) -> Result<Target, Msg> {
    let shown = text.trim();
    let folded: String = numeral::fold(text).chars().filter(|c| !numeral::is_space(*c)).collect();
    let unreadable = || Msg::new("calc-length-unreadable").with("text", shown);
    let long = || Msg::new("calc-length-long").with("text", shown);
    let days = |digits: &str| -> Result<u32, Msg> {
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(unreadable());
        }
        digits.parse().ok().filter(|days| *days <= MOST_DAYS).ok_or_else(long)
    };
    let service = |seconds: Option<i64>| match seconds {
        Some(seconds) if seconds <= MOST_SECONDS => Ok(Target::Seconds(seconds)),
        Some(_) => Err(long()),
        None => Err(unreadable()),
    };
    if let Some(count) = folded.strip_prefix("eobd") {
        return days(count).map(Target::EndOfBusinessDay);
    }
    if let Some(count) = folded.strip_suffix("bd") {
        return days(count).map(Target::BusinessDays);
    }
    if let Some(time) = folded.strip_prefix("pt") {
        return service(seconds(time, &["h", "m", "s"]));
    }
    if let Some(period) = folded.strip_prefix('p') {
        if let Some(weeks) = period.strip_suffix('w') {
            let count = days(weeks)?.checked_mul(7).filter(|days| *days <= MOST_DAYS);
            return count.map(Target::CalendarDays).ok_or_else(long);
        }
        return days(period.strip_suffix('d').ok_or_else(unreadable)?).map(Target::CalendarDays);
    }
    let unit = folded.trim_start_matches(|c: char| c.is_ascii_digit());
    if unit.len() < folded.len()
        && ["d", "day", "days", "天", "日", "д", "дн", "день", "дня", "дней"].contains(&unit.trim_end_matches('.'))
    {
        let n = folded[..folded.len() - unit.len()].to_owned();
        return Err(Msg::new("calc-length-day").with("text", shown).with("n", n));
    }
    service(seconds(&folded, &[]))
}

/// `1h30m` with falling units, of these names only when some are given; at most what fits.
fn seconds(text: &str, only: &[&str]) -> Option<i64> {
    let (mut rest, mut sum, mut last) = (text, 0_i64, i64::MAX);
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        let after = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = &rest[..rest.len() - after.len()];
        let word = after.find(|c: char| c.is_ascii_digit()).map_or(after, |end| &after[..end]);
        rest = &after[word.len()..];
        let word = word.trim_end_matches('.');
        let (unit, _) = UNITS.iter().find(|(_, names)| names.contains(&word))?;
        if digits.is_empty() || *unit >= last || !(only.is_empty() || only.contains(&word)) {
            return None;
        }
        last = *unit;
        sum = sum.saturating_add(digits.parse::<i64>().unwrap_or(i64::MAX).saturating_mul(*unit));
    }
    Some(sum)
}

/// The form that [`parse`] reads back: `14400s` is `4h`.
pub fn printed(target: Target) -> String {
    match target {
        Target::Seconds(0) => "0s".to_owned(),
        Target::Seconds(seconds) => {
            let parts = [(seconds / 3600, 'h'), (seconds / 60 % 60, 'm'), (seconds % 60, 's')];
            let written = parts.into_iter().filter(|(count, _)| *count > 0);
            written.map(|(count, unit)| count.to_string() + unit.encode_utf8(&mut [0; 4])).collect()
        }
        Target::CalendarDays(days) => format!("P{days}D"),
        Target::BusinessDays(days) => format!("{days}bd"),
        Target::EndOfBusinessDay(days) => format!("eobd{days}"),
    }
}

/// For reading: `4 h`, `2 business days`, `2个工作日`, `2 раб. дн.`
pub fn words(target: Target) -> Words {
    let days = |n: u32, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    match target {
        Target::Seconds(seconds) => length_words(seconds),
        Target::CalendarDays(n) => in_each(|lang| match lang {
            Lang::En => days(n, "calendar day", "calendar days"),
            Lang::Zh => format!("{n}个自然日"),
            Lang::Ru => format!("{n}\u{a0}календ. дн."),
        }),
        Target::BusinessDays(n) => in_each(|lang| match lang {
            Lang::En => days(n, "business day", "business days"),
            Lang::Zh => format!("{n}个工作日"),
            Lang::Ru => format!("{n}\u{a0}раб. дн."),
        }),
        Target::EndOfBusinessDay(0) => in_each(|lang| match lang {
            Lang::En => "end of the same business day".to_owned(),
            Lang::Zh => "当个工作日结束前".to_owned(),
            Lang::Ru => "до конца того же раб. дня".to_owned(),
        }),
        Target::EndOfBusinessDay(n) => in_each(|lang| match lang {
            Lang::En => format!("end of business day {n}"),
            Lang::Zh => format!("第{n}个工作日结束前"),
            Lang::Ru => format!("до конца {n}-го раб. дня"),
        }),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn refusal(text: &str) -> String {
        parse(text).map_or_else(|msg| msg.key, |target| panic!("{text} became {target:?}"))
    }

    #[test]
    fn lengths_are_read_as_they_are_written() {
        for (text, target) in [
            ("900s", Target::Seconds(900)),
            ("15m", Target::Seconds(900)),
            ("4h", Target::Seconds(14_400)),
            ("1h30m", Target::Seconds(5400)),
            ("1 h 30 min", Target::Seconds(5400)),
            ("１小时３０分", Target::Seconds(5400)),
            ("4 ч 15 мин.", Target::Seconds(15_300)),
            ("0s", Target::Seconds(0)),
            ("PT24H", Target::Seconds(86_400)),
            ("pt1h30m", Target::Seconds(5400)),
            ("P1D", Target::CalendarDays(1)),
            ("P2W", Target::CalendarDays(14)),
            ("2bd", Target::BusinessDays(2)),
            ("eobd1", Target::EndOfBusinessDay(1)),
            ("EOBD0", Target::EndOfBusinessDay(0)),
        ] {
            assert_eq!(parse(text), Ok(target), "{text}");
        }
    }

    #[test]
    fn a_bare_day_is_not_guessed() {
        for text in ["2d", "2 days", "2天", "2 дня"] {
            assert_eq!(refusal(text), "calc-length-day", "{text}");
        }
        for text in
            ["", "4", "h", "4x", "30m1h", "1h1h", "P", "PT", "PT4", "P1H", "PT1小时", "bd", "eobd", "-4h", "1.5h"]
        {
            assert_eq!(refusal(text), "calc-length-unreadable", "{text}");
        }
        for text in ["999999999h", "99999999999999999999s", "9999bd", "P600W"] {
            assert_eq!(refusal(text), "calc-length-long", "{text}");
        }
    }

    #[test]
    fn lengths_have_words() {
        assert_eq!(words(Target::BusinessDays(1)).en, "1 business day");
        assert_eq!(words(Target::EndOfBusinessDay(1)).zh, "第1个工作日结束前");
        assert_eq!(words(Target::Seconds(5400)).en, "1h30m");
    }

    proptest! {
        #[test]
        fn what_is_printed_reads_back(seconds in 0..=MOST_SECONDS, days in 0..=MOST_DAYS) {
            for target in [
                Target::Seconds(seconds),
                Target::CalendarDays(days),
                Target::BusinessDays(days),
                Target::EndOfBusinessDay(days),
            ] {
                prop_assert_eq!(parse(&printed(target)), Ok(target));
            }
        }

        #[test]
        fn nothing_typed_breaks_the_reader(text in any::<String>(), near in "(p|pt|eobd)?([0-9]{0,20}[hmsdбч天w.])*(bd)?") {
            let _ = parse(&text);
            let _ = parse(&near);
        }
    }
}
