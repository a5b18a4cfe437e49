//! Exact fractions: shares read from percent, decimals written to their last digit, lengths of time in words.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};

use crate::domain::agreement::metric::percent_sign;
use crate::text::numeral::{self, Comma};
use crate::text::{Lang, Msg, Words, number};

/// A number without rounding. Shares (99.9 % is 999/1000), seconds with their fraction, amounts on the way to a bill.
pub type Exact = BigRational;

/// Decimals a percentage may have; more is a slip of the keyboard.
const PLACES: u32 = 30;

/// A whole number of seconds, cases or minor units.
pub fn whole(value: impl Into<BigInt>) -> Exact {
    Exact::from_integer(value.into())
}

/// `num / den`; 0 counts as 1 below the line.
pub fn ratio(num: impl Into<BigInt>, den: impl Into<BigInt>) -> Exact {
    let den = den.into();
    if den.is_zero() { whole(num) } else { Exact::new(num.into(), den) }
}

pub fn power_of_ten(places: u32) -> BigInt {
    BigInt::from(10).pow(places)
}

/// Reads a share written in percent: `99.9`, `99.9 %`, `99,9`, `９９．９％`. A comma is always the decimal mark.
///
/// # Errors
/// A sentence for the user, for what is no percentage, is below zero or above 100.
pub fn parse_percent(text: &str) -> Result<Exact, Msg> {
    let shown = text.trim();
    let folded = numeral::fold(text);
    let number = folded.strip_suffix('%').unwrap_or(&folded).trim_end_matches(numeral::is_space);
    if number.is_empty() {
        return Err(Msg::new("calc-percent-empty"));
    }
    if number.strip_prefix('-').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) {
        return Err(Msg::new("calc-percent-negative").with("text", shown));
    }
    let unreadable = || Msg::new("calc-percent-unreadable").with("text", shown);
    if numeral::span(number) != number.len() {
        return Err(unreadable());
    }
    let (digits, places) = numeral::read(number, Comma::Decimal).ok_or_else(unreadable)?.parts();
    if places > PLACES {
        return Err(unreadable());
    }
    let share = Exact::new(digits.into(), power_of_ten(places + 2));
    if share > Exact::one() {
        return Err(Msg::new("calc-percent-high").with("text", shown));
    }
    Ok(share)
}

/// All digits of a decimal fraction, without closing zeros: 26784/10 is `2678.4`. `None` where the digits never end.
pub fn decimal(value: &Exact) -> Option<String> {
    let mut rest = value.denom().clone();
    let mut places = [0_u32; 2];
    for (prime, count) in [2_u32, 5].into_iter().zip(&mut places) {
        while (&rest % prime) == BigInt::ZERO {
            rest /= prime;
            *count += 1;
        }
    }
    let [twos, fives] = places;
    rest.is_one().then(|| truncated(value, twos.max(fives)))
}

/// At most so many decimals, cut off and never rounded up, without closing zeros.
pub fn decimal_to(value: &Exact, places: u32) -> String {
    decimal(value).filter(|digits| decimals(digits) <= places as usize).unwrap_or_else(|| {
        let cut = truncated(value, places);
        if places > 0 { cut.trim_end_matches('0').trim_end_matches('.').to_owned() } else { cut }
    })
}

/// Exactly so many decimals, cut off and never rounded up (03-time-arithmetic 3.1.10).
pub fn truncated(value: &Exact, places: u32) -> String {
    let scaled = (value.abs() * power_of_ten(places)).to_integer().to_string();
    let digits = format!("{scaled:0>width$}", width = places as usize + 1);
    let (before, after) = digits.split_at(digits.len() - places as usize);
    let sign = if value.is_negative() { "-" } else { "" };
    if after.is_empty() { format!("{sign}{before}") } else { format!("{sign}{before}.{after}") }
}

fn decimals(digits: &str) -> usize {
    digits.split_once('.').map_or(0, |(_, after)| after.len())
}

/// Decimals the share has as a percentage: 3 for 99.999 %.
pub fn percent_places(share: &Exact) -> u32 {
    let percent = share * BigInt::from(100);
    decimal(&percent).map_or(0, |digits| u32::try_from(decimals(&digits)).unwrap_or(0))
}

/// A share as a percentage with at most so many decimals, cut off, for reading: `99.89%`, `99,89 %`.
pub fn percent_words(share: &Exact, places: u32) -> Words {
    let digits = decimal_to(&(share * BigInt::from(100)), places);
    in_each(|lang| format!("{}{}", marked(&digits, lang), percent_sign(lang)))
}

/// A share as a percentage with all its decimals, or twelve where they never end.
pub fn percent_exactly(share: &Exact) -> Words {
    let percent = share * BigInt::from(100);
    let (digits, more) = match decimal(&percent) {
        Some(digits) => (digits, ""),
        None => (truncated(&percent, 12), "…"),
    };
    in_each(|lang| format!("{}{more}{}", marked(&digits, lang), percent_sign(lang)))
}

/// A decimal number for reading, grouped in its whole part: `2,678.4`, `2 678,4`.
pub fn decimal_words(digits: &str) -> Words {
    let (before, after) = digits.split_once('.').unwrap_or((digits, ""));
    in_each(|lang| {
        let before = before.parse().map_or_else(|_| before.to_owned(), |value| number::count(value, lang));
        if after.is_empty() { before } else { format!("{before}{}{after}", number::decimal_mark(lang)) }
    })
}

fn marked(digits: &str, lang: Lang) -> String {
    if lang == Lang::Ru { digits.replace('.', ",") } else { digits.to_owned() }
}

pub fn in_each(word: impl Fn(Lang) -> String) -> Words {
    Words { en: word(Lang::En), zh: word(Lang::Zh), ru: word(Lang::Ru) }
}

/// Whole seconds, the fraction cut off; at most what fits.
pub fn floor_seconds(value: &Exact) -> i64 {
    value.floor().to_integer().to_i64().unwrap_or(if value.is_negative() { i64::MIN } else { i64::MAX })
}

/// The form for programs: `0h44m38s`, `8h45m36s`; hours go on past a day.
pub fn clock(seconds: i64) -> String {
    format!("{}h{:02}m{:02}s", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// A length of time for people: `176 h`, `52m48s`, `52分48秒`, `52 мин 48 с`.
pub fn length_words(seconds: i64) -> Words {
    let parts = [seconds / 3600, seconds / 60 % 60, seconds % 60];
    let mut some: Vec<(usize, i64)> = parts.into_iter().enumerate().filter(|(_, value)| *value > 0).collect();
    if some.is_empty() {
        some.push((2, 0));
    }
    in_each(|lang| {
        let alone = some.len() == 1;
        let word = |(unit, value): &(usize, i64)| {
            let name = match (lang, alone) {
                (Lang::En, true) => [" h", " min", " s"],
                (Lang::En, false) => ["h", "m", "s"],
                (Lang::Zh, _) => ["小时", "分", "秒"],
                (Lang::Ru, _) => ["\u{a0}ч", "\u{a0}мин", "\u{a0}с"],
            }[*unit];
            let name = if (lang, alone, *unit) == (Lang::Zh, true, 1) { "分钟" } else { name };
            // As a clock shows it: 2h07m48s.
            let padded = lang == Lang::En && some.first().is_some_and(|(first, _)| first < unit);
            if padded { format!("{value:02}{name}") } else { format!("{}{name}", number::count(*value, lang)) }
        };
        some.iter().map(word).collect::<Vec<_>>().join(if lang == Lang::Ru { " " } else { "" })
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn refusal(text: &str) -> String {
        parse_percent(text).map_or_else(|msg| msg.key, |share| panic!("{text} became {share}"))
    }

    #[test]
    fn percent_is_read_as_people_write_it() {
        for text in ["99.9", "99.9 %", "99,9", "99,9\u{a0}%", "９９．９％", " 99.90% "] {
            assert_eq!(parse_percent(text), Ok(ratio(999, 1000)), "{text}");
        }
        assert_eq!(parse_percent("100"), Ok(whole(1)));
        assert_eq!(parse_percent("0"), Ok(whole(0)));
        assert_eq!(parse_percent("99,999"), Ok(ratio(99_999, 100_000)), "a comma never groups");
        assert_eq!(parse_percent("99.99995"), Ok(ratio(9_999_995, 10_000_000)), "finer than parts per million");
        assert_eq!(parse_percent(&format!("99.{}1", "0".repeat(27))).map(|share| percent_places(&share)), Ok(28));
    }

    #[test]
    fn what_is_no_percentage_is_refused() {
        assert_eq!(refusal("100.0001"), "calc-percent-high");
        assert_eq!(refusal("999"), "calc-percent-high");
        assert_eq!(refusal(&"9".repeat(50)), "calc-percent-high");
        assert_eq!(refusal("-1"), "calc-percent-negative");
        assert_eq!(refusal("−0.1 %"), "calc-percent-negative");
        assert_eq!(refusal(""), "calc-percent-empty");
        assert_eq!(refusal(" % "), "calc-percent-empty");
        for text in ["abc", "99.9.9", "99 9", "9x", "-", "99%%", "99.9 h", "1e2"] {
            assert_eq!(refusal(text), "calc-percent-unreadable", "{text}");
        }
        assert_eq!(refusal(&format!("0.{}1", "0".repeat(35))), "calc-percent-unreadable");
    }

    #[test]
    fn decimals_end_or_are_cut_off() {
        assert_eq!(decimal(&ratio(26_784, 10)).as_deref(), Some("2678.4"));
        assert_eq!(decimal(&whole(2592)).as_deref(), Some("2592"));
        assert_eq!(decimal(&ratio(-1, 8)).as_deref(), Some("-0.125"));
        assert_eq!(decimal(&ratio(1, 3)), None);
        assert_eq!(truncated(&ratio(998_998, 10_000), 2), "99.89");
        assert_eq!(truncated(&ratio(2, 3), 3), "0.666");
        assert_eq!(truncated(&ratio(2, 3), 0), "0");
        assert_eq!(decimal_to(&ratio(2, 3), 4), "0.6666");
        assert_eq!(decimal_to(&ratio(100_003, 10_000), 3), "10");
        assert_eq!(decimal_to(&whole(100), 0), "100");
    }

    #[test]
    fn lengths_of_time_read_in_each_language() {
        let said = |seconds| {
            let words = length_words(seconds);
            Lang::ALL.map(|lang| words.to(lang).to_owned())
        };
        assert_eq!(said(3168), ["52m48s", "52分48秒", "52\u{a0}мин 48\u{a0}с"]);
        assert_eq!(said(633_600), ["176 h", "176小时", "176\u{a0}ч"]);
        assert_eq!(said(2700), ["45 min", "45分钟", "45\u{a0}мин"]);
        assert_eq!(said(7668), ["2h07m48s", "2小时7分48秒", "2\u{a0}ч 7\u{a0}мин 48\u{a0}с"]);
        assert_eq!(said(0), ["0 s", "0秒", "0\u{a0}с"]);
        assert_eq!(said(31_536_000)[0], "8,760 h");
        assert_eq!(clock(2678), "0h44m38s");
        assert_eq!(clock(633_600), "176h00m00s");
        let words = percent_words(&ratio(999, 1000), 2);
        assert_eq!(Lang::ALL.map(|lang| words.to(lang).to_owned()), ["99.9%", "99.9%", "99,9\u{a0}%"]);
        assert_eq!(percent_exactly(&ratio(250, 251)).en, "99.601593625498…%");
        assert_eq!(decimal_words("2678.4").ru, "2\u{a0}678,4");
    }

    proptest! {
        #[test]
        fn a_percentage_reads_back(digits in 0..=100_000_000_000_u64) {
            let share = ratio(digits, 100_000_000_000_u64);
            for lang in Lang::ALL {
                prop_assert_eq!(parse_percent(percent_exactly(&share).to(lang)), Ok(share.clone()));
            }
        }

        #[test]
        fn cutting_off_never_goes_up(num in 0..u64::MAX, den in 1..u64::MAX, places in 0..12_u32) {
            let value = ratio(num, den);
            let cut: BigInt = truncated(&value, places).replace('.', "").parse().unwrap();
            let cut = Exact::new(cut, power_of_ten(places));
            prop_assert!(cut <= value && value < cut + Exact::new(1.into(), power_of_ten(places)));
        }

        #[test]
        fn nothing_typed_breaks_the_reader(text in any::<String>(), near in "-?[0-9., ]{0,40}%?") {
            let _ = parse_percent(&text);
            let _ = parse_percent(&near);
        }
    }
}
