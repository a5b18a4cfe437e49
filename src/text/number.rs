//! Showing amounts, counts, dates and instants in the reader's language.

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};
use chrono_tz::Tz;
use iso_currency::Currency;

use super::Lang;

/// Decimal places of a currency: 2 for fen and kopeks, 0 for yen, 3 for fils. Units without any (gold) have 0.
pub fn exponent(ccy: Currency) -> u32 {
    ccy.exponent().map_or(0, u32::from)
}

/// `num / den` to the nearest whole number, a half away from zero: 2.5 is 3 and −2.5 is −3.
///
/// `den` must be positive; 0 is treated as 1.
pub fn half_up(num: i128, den: i128) -> i128 {
    let den = den.max(1);
    let (quotient, rest) = (num / den, num % den);
    if rest.unsigned_abs() >= den.unsigned_abs().div_ceil(2) { quotient + num.signum() } else { quotient }
}

/// The whole amount to its last minor unit: `1,234,567.89元`, `1 234 567,89 ₽`, `¥1,234,567.89`.
///
/// Decimals that are all zero are left out. The reader of typed amounts takes every form back unchanged.
pub fn amount_full(minor: i64, ccy: Currency, lang: Lang) -> String {
    let places = exponent(ccy);
    let scale = 10_u128.pow(places);
    let size = u128::from(minor.unsigned_abs());
    let mut number = grouped(size / scale, lang);
    if !size.is_multiple_of(scale) {
        number.push(decimal_mark(lang));
        let digits = format!("{:0width$}", size % scale, width = places as usize);
        number.push_str(&digits);
    }
    dressed(minor < 0, &number, "", ccy, lang)
}

/// The amount for lists, rounded: `123.46万元`, `1,23 млн ₽`, `¥1.23M`.
///
/// Millions and up, 万 and 亿 keep at most two decimals, thousands one. An amount too small for its unit is
/// shown in full, so that a price never reads as nothing. Lossy: never sort, sum or parse this form.
pub fn amount_short(minor: i64, ccy: Currency, lang: Lang) -> String {
    let scales: &[(u32, u32, &str)] = match lang {
        Lang::Zh => &[(4, 2, "万"), (8, 2, "亿")],
        Lang::En => &[(3, 1, "k"), (6, 2, "M"), (9, 2, "B")],
        Lang::Ru => &[(3, 1, "тыс."), (6, 2, "млн"), (9, 2, "млрд")],
    };
    let size = i128::from(minor.unsigned_abs());
    let unit = |power: u32| 10_i128.pow(power + exponent(ccy));
    // Chinese lists are all in 万; the other languages show amounts below a thousand as they are.
    let floor = if lang == Lang::Zh { 0 } else { unit(scales[0].0) };
    if size < floor {
        return amount_full(minor, ccy, lang);
    }
    // The largest unit not above the amount, or the next when rounding fills it: 999 999 is 1M, not 1,000k.
    let mut chosen = scales.iter().rposition(|&(power, ..)| size >= unit(power)).unwrap_or(0);
    let rounded = |at: usize| half_up(size * 10_i128.pow(scales[at].1), unit(scales[at].0));
    if let Some(&(next, ..)) = scales.get(chosen + 1)
        && rounded(chosen) >= 10_i128.pow(next - scales[chosen].0 + scales[chosen].1)
    {
        chosen += 1;
    }
    let (_, places, word) = scales[chosen];
    let value = rounded(chosen).unsigned_abs();
    if value == 0 {
        return amount_full(minor, ccy, lang);
    }
    dressed(minor < 0, &fraction(value, places, lang), word, ccy, lang)
}

/// A whole number with group separators: `12,345`, `12 345`.
pub fn count(value: i64, lang: Lang) -> String {
    let sign = if value < 0 { "-" } else { "" };
    format!("{sign}{}", grouped(u128::from(value.unsigned_abs()), lang))
}

/// `value / 10^places` without trailing zeros: `fraction(1250, 2)` is `12.5`.
pub fn fraction(value: u128, places: u32, lang: Lang) -> String {
    let scale = 10_u128.pow(places);
    let mut number = grouped(value / scale, lang);
    if !value.is_multiple_of(scale) {
        let digits = format!("{:0width$}", value % scale, width = places as usize);
        number.push(decimal_mark(lang));
        number.push_str(digits.trim_end_matches('0'));
    }
    number
}

/// `2026年3月6日`, `06.03.2026`, `6 Mar 2026`.
pub fn date(date: NaiveDate, lang: Lang) -> String {
    let (year, month, day) = (date.year(), date.month(), date.day());
    match lang {
        Lang::Zh => format!("{year}年{month}月{day}日"),
        Lang::Ru => format!("{day:02}.{month:02}.{year}"),
        Lang::En => format!("{day} {} {year}", date.format("%b")),
    }
}

/// Ten columns wide in every language, for lists: `2026-03-06`, `06.03.2026`.
pub fn date_short(date: NaiveDate, lang: Lang) -> String {
    match lang {
        Lang::Ru => self::date(date, lang),
        Lang::En | Lang::Zh => date.format("%Y-%m-%d").to_string(),
    }
}

/// An instant on the clock of `tz`, to the minute: `2026年3月6日 14:30`.
pub fn instant(at: DateTime<Utc>, tz: Tz, lang: Lang) -> String {
    let local = at.with_timezone(&tz);
    format!("{} {:02}:{:02}", date(local.date_naive(), lang), local.hour(), local.minute())
}

/// The same for lists: `2026-03-06 14:30`.
pub fn instant_short(at: DateTime<Utc>, tz: Tz, lang: Lang) -> String {
    let local = at.with_timezone(&tz);
    format!("{} {:02}:{:02}", date_short(local.date_naive(), lang), local.hour(), local.minute())
}

/// A month of the form `2026-03`: `2026年3月`, `03.2026`, `Mar 2026`; anything else as it is.
pub fn month(code: &str, lang: Lang) -> String {
    let Ok(first) = format!("{code}-01").parse::<NaiveDate>() else { return code.to_owned() };
    match lang {
        Lang::Zh => format!("{}年{}月", first.year(), first.month()),
        Lang::Ru => first.format("%m.%Y").to_string(),
        Lang::En => first.format("%b %Y").to_string(),
    }
}

pub fn decimal_mark(lang: Lang) -> char {
    if lang == Lang::Ru { ',' } else { '.' }
}

fn grouped(value: u128, lang: Lang) -> String {
    let separator = if lang == Lang::Ru { '\u{a0}' } else { ',' };
    let digits = value.to_string();
    let mut out = String::with_capacity(digits.len() * 2);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

/// Puts sign, unit word and currency around a number, each where the language has it.
fn dressed(negative: bool, number: &str, unit: &str, ccy: Currency, lang: Lang) -> String {
    let sign = if negative { "-" } else { "" };
    match lang {
        Lang::Zh => match chinese_name(ccy) {
            Some(name) => format!("{sign}{number}{unit}{name}"),
            None => format!("{sign}{} {number}{unit}", ccy.code()),
        },
        Lang::En => match symbol(ccy) {
            Some(symbol) => format!("{sign}{symbol}{number}{unit}"),
            None => format!("{sign}{} {number}{unit}", ccy.code()),
        },
        Lang::Ru => {
            let unit = if unit.is_empty() { String::new() } else { format!("\u{a0}{unit}") };
            format!("{sign}{number}{unit}\u{a0}{}", symbol(ccy).unwrap_or(ccy.code()))
        }
    }
}

/// Only signs that mean one currency: `¥` is the yuan here, the yen is written `JPY`.
fn symbol(ccy: Currency) -> Option<&'static str> {
    match ccy {
        Currency::CNY => Some("¥"),
        Currency::RUB => Some("₽"),
        Currency::USD => Some("$"),
        Currency::EUR => Some("€"),
        Currency::GBP => Some("£"),
        Currency::HKD => Some("HK$"),
        Currency::KZT => Some("₸"),
        _ => None,
    }
}

/// What the currency is called in a Chinese amount.
pub fn chinese_name(ccy: Currency) -> Option<&'static str> {
    match ccy {
        Currency::CNY => Some("元"),
        Currency::RUB => Some("卢布"),
        Currency::USD => Some("美元"),
        Currency::EUR => Some("欧元"),
        Currency::GBP => Some("英镑"),
        Currency::HKD => Some("港元"),
        Currency::JPY => Some("日元"),
        Currency::KRW => Some("韩元"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;

    use super::*;

    #[test]
    fn halves_round_away_from_zero() {
        assert_eq!(half_up(25, 10), 3);
        assert_eq!(half_up(-25, 10), -3);
        assert_eq!(half_up(24, 10), 2);
        assert_eq!(half_up(5, 3), 2);
        assert_eq!(half_up(4, 3), 1);
    }

    #[test]
    fn lists_show_wan_with_two_decimals() {
        for (minor, shown) in [
            (123_456_789, "123.46万元"),
            (10_000_000, "10万元"),
            (12_900_000, "12.9万元"),
            (500_000, "0.5万元"),
            (99_999, "0.1万元"),
            (10_000_000_000, "1亿元"),
            (12_345_678_900, "1.23亿元"),
            (9_999_999_999, "1亿元"),
            (123_456_700_000_000, "12,345.67亿元"),
            (0, "0元"),
            (4_900, "49元"),
            (-12_900_000, "-12.9万元"),
        ] {
            assert_eq!(amount_short(minor, Currency::CNY, Lang::Zh), shown);
        }
        assert_eq!(amount_short(12_900_000, Currency::USD, Lang::Zh), "12.9万美元");
    }

    #[test]
    fn lists_show_millions_and_thousands() {
        for (minor, ccy, lang, shown) in [
            (120_000_000, Currency::CNY, Lang::En, "¥1.2M"),
            (123_456_789, Currency::CNY, Lang::En, "¥1.23M"),
            (8_400_000, Currency::USD, Lang::En, "$84k"),
            (99_999_900, Currency::USD, Lang::En, "$1M"),
            (99_900, Currency::USD, Lang::En, "$999"),
            (84_000, Currency::JPY, Lang::En, "JPY 84k"),
            (120_000_000, Currency::RUB, Lang::Ru, "1,2\u{a0}млн\u{a0}₽"),
            (25_000_000, Currency::RUB, Lang::Ru, "250\u{a0}тыс.\u{a0}₽"),
            (200_000_000_000, Currency::RUB, Lang::Ru, "2\u{a0}млрд\u{a0}₽"),
        ] {
            assert_eq!(amount_short(minor, ccy, lang), shown);
        }
    }

    #[test]
    fn the_full_form_loses_nothing() {
        assert_eq!(amount_full(123_456_789, Currency::CNY, Lang::Zh), "1,234,567.89元");
        assert_eq!(amount_full(123_456_789, Currency::RUB, Lang::Ru), "1\u{a0}234\u{a0}567,89\u{a0}₽");
        assert_eq!(amount_full(123_456_705, Currency::USD, Lang::En), "$1,234,567.05");
        assert_eq!(amount_full(120_000, Currency::CNY, Lang::En), "¥1,200");
        assert_eq!(amount_full(1_234, Currency::KWD, Lang::En), "KWD 1.234");
        assert_eq!(amount_full(i64::MIN, Currency::JPY, Lang::En), "-JPY 9,223,372,036,854,775,808");
    }

    #[test]
    fn dates_and_counts_follow_the_language() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 6).unwrap();
        assert_eq!(Lang::ALL.map(|l| date(day, l)), ["6 Mar 2026", "2026年3月6日", "06.03.2026"]);
        assert_eq!(Lang::ALL.map(|l| date_short(day, l)), ["2026-03-06", "2026-03-06", "06.03.2026"]);
        assert_eq!(Lang::ALL.map(|l| count(-1_234_567, l)), ["-1,234,567", "-1,234,567", "-1\u{a0}234\u{a0}567"]);
        let at = Utc.with_ymd_and_hms(2026, 3, 6, 6, 30, 0).unwrap();
        assert_eq!(instant(at, Tz::Asia__Shanghai, Lang::Zh), "2026年3月6日 14:30");
        assert_eq!(instant(at, Tz::Europe__Moscow, Lang::Ru), "06.03.2026 09:30");
    }
}
