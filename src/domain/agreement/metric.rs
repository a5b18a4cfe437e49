//! The metric catalogue: base unit, direction and units in which people write a value (01-model 1.12).

use crate::text::number::fraction;
use crate::text::numeral::{self, Comma, Decimal, Inexact};
use crate::text::{Lang, Msg};

/// Codes of the catalogue, as stored in a target.
pub const CODES: &[&str] = &[
    "availability",
    "response_time",
    "onsite_time",
    "restore_time",
    "resolve_time",
    "fulfil_time",
    "spare_part_time",
    "answer_time",
    "abandon_rate",
    "first_contact_resolution",
    "reopen_rate",
    "max_outages",
    "max_single_outage",
    "mtbf",
    "mtrs",
    "latency_pnn",
    "throughput",
    "backup_success",
    "rpo",
    "rto",
    "patch_time",
    "inspection_count",
    "report_delay",
    "csat",
    "change_success",
];

/// Units a value may be written in; the stored value is always in the metric's base unit.
pub const UNITS: &[&str] =
    &["percent", "second", "minute", "hour", "day", "month", "count", "millisecond", "per_second", "score"];

pub const PERCENT: &str = "percent";

/// In what a value is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// Parts per million.
    Ppm,
    Second,
    Millisecond,
    Count,
    PerSecond,
    Day,
    /// Hundredths of a point.
    Hundredth,
    /// Only of values whose unit no metric allows: a month has no fixed number of seconds.
    Month,
}

impl Base {
    /// Milliseconds of a value, for metrics that are a length of time.
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

/// Which of two values promises more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    High,
    Low,
}

/// How single measurements become the value of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aggregation {
    /// Time in order over agreed service time.
    TimeRatio,
    /// Share of cases within the value.
    PercentWithin,
    Percentile,
    /// The measurement is the value.
    Plain,
}

/// One line of the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Metric {
    pub code: &'static str,
    pub base: Base,
    pub better: Better,
    pub aggregation: Aggregation,
    /// Units a value may be written in.
    pub units: &'static [&'static str],
}

impl Metric {
    /// The operator that the direction implies.
    pub fn operator(&self) -> &'static str {
        match self.better {
            Better::High => "ge",
            Better::Low => "le",
        }
    }

    /// True when `a` promises at least as much as `b`.
    pub fn at_least_as_strict(&self, a: i64, b: i64) -> bool {
        match self.better {
            Better::High => a >= b,
            Better::Low => a <= b,
        }
    }
}

const fn line(code: &'static str, base: Base, better: Better, aggregation: Aggregation) -> Metric {
    let units: &[&str] = match base {
        Base::Ppm => &["percent"],
        Base::Second => &["second", "minute", "hour", "day"],
        Base::Millisecond => &["millisecond", "second"],
        Base::Count => &["count"],
        Base::PerSecond => &["per_second"],
        Base::Day => &["day"],
        Base::Hundredth => &["score"],
        Base::Month => &[],
    };
    Metric { code, base, better, aggregation, units }
}

/// The catalogue, in the order of [`CODES`].
pub const CATALOGUE: &[Metric] = {
    use Aggregation::{PercentWithin, Percentile, Plain, TimeRatio};
    use Base::{Count, Day, Hundredth, Millisecond, PerSecond, Ppm, Second};
    use Better::{High, Low};
    &[
        line("availability", Ppm, High, TimeRatio),
        line("response_time", Second, Low, PercentWithin),
        line("onsite_time", Second, Low, PercentWithin),
        line("restore_time", Second, Low, PercentWithin),
        line("resolve_time", Second, Low, PercentWithin),
        line("fulfil_time", Second, Low, PercentWithin),
        line("spare_part_time", Second, Low, Plain),
        line("answer_time", Second, Low, Plain),
        line("abandon_rate", Ppm, Low, Plain),
        line("first_contact_resolution", Ppm, High, Plain),
        line("reopen_rate", Ppm, Low, Plain),
        line("max_outages", Count, Low, Plain),
        line("max_single_outage", Second, Low, Plain),
        line("mtbf", Second, High, Plain),
        line("mtrs", Second, Low, Plain),
        line("latency_pnn", Millisecond, Low, Percentile),
        line("throughput", PerSecond, High, Plain),
        line("backup_success", Ppm, High, Plain),
        line("rpo", Second, Low, Plain),
        line("rto", Second, Low, Plain),
        line("patch_time", Second, Low, Plain),
        line("inspection_count", Count, High, Plain),
        line("report_delay", Day, Low, Plain),
        line("csat", Hundredth, High, Plain),
        line("change_success", Ppm, High, Plain),
    ]
};

pub fn metric(code: &str) -> Option<&'static Metric> {
    CATALOGUE.iter().find(|metric| metric.code == code)
}

/// True when a value of this metric may be written in this unit (rule R21).
pub fn allowed(code: &str, unit: &str) -> bool {
    metric(code).is_some_and(|metric| metric.units.contains(&unit))
}

/// A unit: its base where the metric does not allow it, how it is shown, and how people write it.
struct Unit {
    code: &'static str,
    base: Base,
    /// After the number in English, Chinese and Russian.
    shown: [&'static str; 3],
    written: &'static [&'static str],
}

const TABLE: &[Unit] = &[
    Unit {
        code: "percent",
        base: Base::Ppm,
        shown: ["%", "%", "\u{a0}%"],
        written: &["%", "percent", "pct", "процент", "процента", "процентов"],
    },
    Unit {
        code: "second",
        base: Base::Second,
        shown: [" s", "秒", "\u{a0}с"],
        written: &["s", "sec", "secs", "second", "seconds", "秒", "秒钟", "с", "сек", "секунда", "секунды", "секунд"],
    },
    Unit {
        code: "minute",
        base: Base::Second,
        shown: [" min", "分钟", "\u{a0}мин"],
        written: &["m", "min", "mins", "minute", "minutes", "分", "分钟", "м", "мин", "минута", "минуты", "минут"],
    },
    Unit {
        code: "hour",
        base: Base::Second,
        shown: [" h", "小时", "\u{a0}ч"],
        written: &["h", "hr", "hrs", "hour", "hours", "时", "小时", "个小时", "钟头", "ч", "час", "часа", "часов"],
    },
    Unit {
        code: "day",
        base: Base::Second,
        shown: [" d", "天", "\u{a0}дн."],
        written: &["d", "day", "days", "天", "日", "д", "дн", "день", "дня", "дней"],
    },
    Unit {
        code: "month",
        base: Base::Month,
        shown: [" mo", "个月", "\u{a0}мес."],
        written: &["mo", "month", "months", "月", "个月", "мес", "месяц", "месяца", "месяцев"],
    },
    Unit {
        code: "count",
        base: Base::Count,
        shown: ["×", "次", "×"],
        written: &["×", "x", "times", "time", "次", "раз", "раза"],
    },
    Unit {
        code: "millisecond",
        base: Base::Millisecond,
        shown: [" ms", "毫秒", "\u{a0}мс"],
        written: &["ms", "msec", "millisecond", "milliseconds", "毫秒", "мс"],
    },
    Unit {
        code: "per_second",
        base: Base::PerSecond,
        shown: ["/s", "次/秒", "/с"],
        written: &["/s", "/sec", "per second", "tps", "qps", "rps", "次/秒", "/秒", "/с", "/сек", "в секунду"],
    },
    Unit {
        code: "score",
        base: Base::Hundredth,
        shown: [" pts", "分", "\u{a0}балл."],
        written: &["pt", "pts", "point", "points", "分", "балл", "балла", "баллов"],
    },
];

/// Reads a value as written: `99.9 %`, `30 min`, `1h 30m`, `4 ч`, `15分钟`; the unit is the one it is shown in.
///
/// A bare number has the unit of a metric that allows only one. A value in a unit that the metric does not allow
/// is still read, in the base of that unit: a draft may hold it, and [`allowed`] tells.
/// One comma before exactly three digits groups (`1,500 ms`), except in percent and in Russian text.
///
/// # Errors
/// A sentence for the user, for what is no value, has no unit where several are possible, is negative, finer than
/// the base unit, or does not fit.
pub fn parse_value(code: &str, text: &str) -> Result<(i64, &'static str), Msg> {
    let shown = text.trim();
    let unreadable = || Msg::new("input-value-unreadable").with("text", shown);
    let folded = numeral::fold(text);
    if folded.is_empty() {
        return Err(Msg::new("input-value-empty"));
    }
    if folded.starts_with('-') {
        return Err(Msg::new("input-value-negative").with("text", shown));
    }
    let metric = metric(code);
    let mut rest = folded.as_str();
    let mut sum: Option<(i128, &'static Unit, Base)> = None;
    while !rest.is_empty() {
        let (number, after) = rest.split_at(numeral::span(rest));
        let word = after.find(|c: char| c.is_ascii_digit()).map_or(after, |end| &after[..end]);
        rest = &after[word.len()..];
        let unit = unit_of(word, metric).ok_or_else(|| match word.trim() {
            "" => Msg::new("input-value-unit").with("text", shown),
            _ => unreadable(),
        })?;
        let base = base_of(metric, unit);
        let number = read_number(number, unit, &folded).ok_or_else(unreadable)?;
        let (num, den) = factor(unit, base);
        let part = number.times(num, den).map_err(|inexact| match inexact {
            Inexact::TooFine => Msg::new("input-value-fine").with("text", shown),
            Inexact::TooLarge => Msg::new("input-value-large").with("text", shown),
        })?;
        // Only times add up, from the larger unit to the smaller: 1 h 30 min.
        sum = match sum {
            None => Some((part, unit, base)),
            Some((so_far, last, last_base)) if last_base == base && size(last) > size(unit) && size(unit) > 0 => {
                Some((so_far.saturating_add(part), unit, base))
            }
            Some(_) => return Err(unreadable()),
        };
    }
    let (value, unit, _) = sum.ok_or_else(unreadable)?;
    let value = i64::try_from(value).map_err(|_| Msg::new("input-value-large").with("text", shown))?;
    Ok((value, unit.code))
}

/// Shows a stored value exactly, in its unit, or in a smaller one of the same kind where that takes endless decimals.
pub fn show_value(code: &str, value: i64, unit: &str, lang: Lang) -> String {
    let metric = metric(code);
    let sign = if value < 0 { "-" } else { "" };
    let Some(unit) = TABLE.iter().find(|known| known.code == unit) else {
        return format!("{sign}{} {unit}", fraction(u128::from(value.unsigned_abs()), 0, lang));
    };
    let base = base_of(metric, unit);
    let smaller =
        TABLE.iter().filter(|other| size(other) > 0 && size(other) < size(unit) && base_of(metric, other) == base);
    let mut choices: Vec<&Unit> = smaller.collect();
    choices.sort_by_key(|other| std::cmp::Reverse(size(other)));
    for unit in std::iter::once(unit).chain(choices) {
        if let Some((digits, places)) = decimal(value.unsigned_abs(), factor(unit, base)) {
            let at = match lang {
                Lang::En => 0,
                Lang::Zh => 1,
                Lang::Ru => 2,
            };
            // What can only be a count or a score needs no word for it, except in Chinese.
            let obvious = matches!(unit.base, Base::Count | Base::Hundredth) && metric.is_some_and(|m| m.base == base);
            let word = if obvious && lang != Lang::Zh { "" } else { unit.shown[at] };
            let mut number = fraction(digits, places, lang);
            if unit.base == Base::Ppm && lang != Lang::Ru {
                // A comma in percent reads as the decimal mark, so it may not group.
                number.retain(|c| c != ',');
            }
            return format!("{sign}{number}{word}");
        }
    }
    format!("{sign}{}", fraction(u128::from(value.unsigned_abs()), 0, lang))
}

/// As [`show_value`], for a value whose unit nobody wrote down: the first one the metric allows.
pub fn show_stored(code: &str, value: i64, unit: &str, lang: Lang) -> String {
    let first = || metric(code).and_then(|metric| metric.units.first().copied()).unwrap_or_default();
    show_value(code, value, if unit.is_empty() { first() } else { unit }, lang)
}

/// Parts per million as percent, with as many decimals as it has.
pub fn percent(ppm: i64, lang: Lang) -> String {
    show_value("availability", ppm, PERCENT, lang)
}

/// What stands after a number of percent.
pub fn percent_sign(lang: Lang) -> &'static str {
    if lang == Lang::Ru { "\u{a0}%" } else { "%" }
}

/// Reads percent into parts per million: `95`, `95 %`, `99,5%`.
///
/// # Errors
/// As [`parse_value`].
pub fn parse_percent(text: &str) -> Result<i64, Msg> {
    match parse_value("availability", text)? {
        (ppm, PERCENT) => Ok(ppm),
        _ => Err(Msg::new("input-value-unreadable").with("text", text.trim())),
    }
}

/// The unit that a word names: 分 is a point of a score and otherwise a minute.
fn unit_of(word: &str, metric: Option<&Metric>) -> Option<&'static Unit> {
    let word = word.trim_matches(numeral::is_space).trim_end_matches('.');
    if word.is_empty() {
        let [only] = metric?.units else { return None };
        return TABLE.iter().find(|unit| unit.code == *only);
    }
    let named = |unit: &&Unit| unit.written.contains(&word);
    let fits = |unit: &&Unit| metric.is_some_and(|metric| metric.units.contains(&unit.code));
    TABLE.iter().find(|unit| named(unit) && fits(unit)).or_else(|| TABLE.iter().find(named))
}

fn read_number(number: &str, unit: &Unit, text: &str) -> Option<Decimal> {
    let russian = text.contains(|c| matches!(c, 'а'..='я' | '\u{a0}' | '\u{202f}'));
    let comma = if russian || unit.base == Base::Ppm { Comma::Decimal } else { Comma::Groups };
    numeral::read(number, comma)
}

/// The base in which a value of this unit is stored: the metric's, if it allows the unit, else the unit's own.
///
/// Milliseconds hold every unit of time, so that one metric has one base for all of them.
fn base_of(metric: Option<&Metric>, unit: &Unit) -> Base {
    let holds =
        |metric: &&Metric| metric.units.contains(&unit.code) || metric.base == Base::Millisecond && size(unit) > 0;
    metric.filter(holds).map_or(unit.base, |metric| metric.base)
}

/// Milliseconds of a unit of time, 0 for the others.
fn size(unit: &Unit) -> i128 {
    match unit.code {
        "millisecond" => 1,
        "second" => 1_000,
        "minute" => 60_000,
        "hour" => 3_600_000,
        "day" => 86_400_000,
        _ => 0,
    }
}

/// What one unit is in the base, as a fraction.
fn factor(unit: &Unit, base: Base) -> (i128, i128) {
    match base {
        Base::Ppm => (10_000, 1),
        Base::Hundredth => (100, 1),
        Base::Second => (size(unit), 1_000),
        Base::Millisecond => (size(unit), 1),
        Base::Day => (size(unit), 86_400_000),
        Base::Count | Base::PerSecond | Base::Month => (1, 1),
    }
}

/// `value / (num / den)` as digits and decimal places; `None` when the decimals do not end.
fn decimal(value: u64, (num, den): (i128, i128)) -> Option<(u128, u32)> {
    let top = u128::from(value).checked_mul(den.unsigned_abs())?;
    let num = num.unsigned_abs();
    (0..=6).find_map(|places| {
        let top = top.checked_mul(10_u128.pow(places))?;
        (num > 0 && top.is_multiple_of(num)).then(|| (top / num, places))
    })
}

#[cfg(test)]
mod tests;
