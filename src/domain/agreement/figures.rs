//! What the figures of a target mean: base unit, direction, allowed units, and how a value is written.

use crate::text::{Lang, Words};

/// The unit in which a metric's value is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// Parts per million.
    Ppm,
    Second,
    Millisecond,
    Day,
    Count,
    PerSecond,
    /// Hundredths of a point.
    Hundredth,
}

impl Base {
    /// Units in which people may write such a value.
    pub fn units(self) -> &'static [&'static str] {
        match self {
            Self::Ppm => &["percent"],
            Self::Second => &["second", "minute", "hour", "day", "month"],
            Self::Millisecond => &["millisecond", "second"],
            Self::Day => &["day"],
            Self::Count => &["count"],
            Self::PerSecond => &["per_second"],
            Self::Hundredth => &["score"],
        }
    }

    /// Seconds of a value, for metrics that are a length of time.
    pub fn millis(self, value: i64) -> Option<i128> {
        let one = match self {
            Self::Second => 1000,
            Self::Millisecond => 1,
            Self::Day => 86_400_000,
            _ => return None,
        };
        Some(i128::from(value) * one)
    }
}

/// One metric of the catalogue.
#[derive(Clone, Copy, Debug)]
pub struct Measure {
    pub code: &'static str,
    pub base: Base,
    pub high_is_better: bool,
    /// Judged case by case: a clock starts, a clock stops, and a share of cases must be in time.
    pub per_case: bool,
}

const fn measure(code: &'static str, base: Base, high_is_better: bool, per_case: bool) -> Measure {
    Measure { code, base, high_is_better, per_case }
}

static MEASURES: &[Measure] = &[
    measure("availability", Base::Ppm, true, false),
    measure("response_time", Base::Second, false, true),
    measure("onsite_time", Base::Second, false, true),
    measure("restore_time", Base::Second, false, true),
    measure("resolve_time", Base::Second, false, true),
    measure("fulfil_time", Base::Second, false, true),
    measure("spare_part_time", Base::Second, false, false),
    measure("answer_time", Base::Second, false, false),
    measure("abandon_rate", Base::Ppm, false, false),
    measure("first_contact_resolution", Base::Ppm, true, false),
    measure("reopen_rate", Base::Ppm, false, false),
    measure("max_outages", Base::Count, false, false),
    measure("max_single_outage", Base::Second, false, false),
    measure("mtbf", Base::Second, true, false),
    measure("mtrs", Base::Second, false, false),
    measure("latency_pnn", Base::Millisecond, false, false),
    measure("throughput", Base::PerSecond, true, false),
    measure("backup_success", Base::Ppm, true, false),
    measure("rpo", Base::Second, false, false),
    measure("rto", Base::Second, false, false),
    measure("patch_time", Base::Second, false, false),
    measure("inspection_count", Base::Count, true, false),
    measure("report_delay", Base::Day, false, false),
    measure("csat", Base::Hundredth, true, false),
    measure("change_success", Base::Ppm, true, false),
];

pub fn named(code: &str) -> Option<&'static Measure> {
    MEASURES.iter().find(|measure| measure.code == code)
}

/// Base units in one unit of time, and the unit's sign in each language. Coarse ones first.
const TIMES: &[(&str, i64, [&str; 3])] = &[
    ("month", 30 * 86_400, ["months", "个月", "мес."]),
    ("day", 86_400, ["d", "天", "дн."]),
    ("hour", 3600, ["h", "小时", "ч"]),
    ("minute", 60, ["min", "分钟", "мин"]),
    ("second", 1, ["s", "秒", "с"]),
];

/// A stored value as people write it, in every language: `99.9 %`, `30 分钟`, `4 ч`.
/// A time is shown in the unit it was written in, or in the next finer one in which it is whole.
pub fn show(base: Base, value: i64, unit: Option<&str>) -> Words {
    let words = |lang| show_in(base, value, unit, lang);
    Words { en: words(Lang::En), zh: words(Lang::Zh), ru: words(Lang::Ru) }
}

fn show_in(base: Base, value: i64, unit: Option<&str>, lang: Lang) -> String {
    let sign = |signs: [&str; 3]| signs[lang as usize].to_owned();
    match base {
        Base::Ppm => percent(value, lang),
        Base::Second => {
            let first = TIMES.iter().position(|(code, ..)| unit == Some(code)).unwrap_or(2);
            let whole = TIMES.iter().skip(first).find(|(_, seconds, _)| value % seconds == 0);
            whole.map_or_else(
                || value.to_string(),
                |(_, seconds, signs)| format!("{} {}", value / seconds, sign(*signs)),
            )
        }
        Base::Millisecond if unit == Some("second") => {
            format!("{} {}", decimal(i128::from(value), 3, lang), sign(["s", "秒", "с"]))
        }
        Base::Millisecond => format!("{value} {}", sign(["ms", "毫秒", "мс"])),
        Base::Day => format!("{value} {}", sign(["d", "天", "дн."])),
        Base::Count => value.to_string(),
        Base::PerSecond => format!("{value} {}", sign(["/s", "/秒", "/с"])),
        Base::Hundredth => decimal(i128::from(value), 2, lang),
    }
}

/// Parts per million as percent with as many decimals as it has.
pub fn percent(ppm: i64, lang: Lang) -> String {
    format!("{} %", decimal(i128::from(ppm), 4, lang))
}

/// `value / 10^places` without trailing zeros.
fn decimal(value: i128, places: usize, lang: Lang) -> String {
    let digits = format!("{:0>width$}", value.unsigned_abs(), width = places + 1);
    let (whole, part) = digits.split_at(digits.len() - places);
    let part = part.trim_end_matches('0');
    let point = if part.is_empty() { "" } else { decimal_point(lang) };
    format!("{}{whole}{point}{part}", if value < 0 { "-" } else { "" })
}

pub fn decimal_point(lang: Lang) -> &'static str {
    if lang == Lang::Ru { "," } else { "." }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::agreement::metric::{CODES, UNITS};

    #[test]
    fn every_metric_of_the_catalogue_has_its_meaning() {
        let codes: Vec<_> = MEASURES.iter().map(|measure| measure.code).collect();
        assert_eq!(codes, CODES);
        assert!(MEASURES.iter().flat_map(|m| m.base.units()).all(|unit| UNITS.contains(unit)));
    }

    #[test]
    fn values_read_as_people_write_them() {
        let shown = |base, value, unit| {
            let words = show(base, value, Some(unit));
            [words.en, words.zh, words.ru]
        };
        assert_eq!(shown(Base::Ppm, 999_000, "percent"), ["99.9 %", "99.9 %", "99,9 %"]);
        assert_eq!(shown(Base::Ppm, 1_000_000, "percent")[0], "100 %");
        assert_eq!(shown(Base::Ppm, 999_999, "percent")[0], "99.9999 %");
        assert_eq!(shown(Base::Second, 1800, "minute"), ["30 min", "30 分钟", "30 мин"]);
        assert_eq!(shown(Base::Second, 14_400, "hour"), ["4 h", "4 小时", "4 ч"]);
        assert_eq!(shown(Base::Second, 5400, "hour")[0], "90 min", "what is not whole hours is shown in minutes");
        assert_eq!(shown(Base::Second, 5401, "day")[0], "5401 s");
        assert_eq!(shown(Base::Millisecond, 1500, "second")[2], "1,5 с");
        assert_eq!(shown(Base::Hundredth, 450, "score")[0], "4.5");
        assert_eq!(shown(Base::Hundredth, -5, "score")[0], "-0.05");
    }

    proptest::proptest! {
        #[test]
        fn any_value_can_be_shown(value: i64, which in 0..MEASURES.len(), unit in 0..UNITS.len()) {
            let words = show(MEASURES[which].base, value, Some(UNITS[unit]));
            proptest::prop_assert!(!words.en.is_empty());
        }
    }
}
