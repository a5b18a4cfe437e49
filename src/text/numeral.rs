//! Reading a written number exactly: full-width forms, group separators and decimal marks, without floats.

/// How one comma before exactly three digits reads: `1,234` is 1234 in Chinese and English, 1.234 in Russian.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comma {
    Groups,
    Decimal,
}

/// An exact decimal number: `digits / 10^places`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal {
    digits: i128,
    places: u32,
    /// Decimals as written, with closing zeros: `100.000` has three and may have been meant as a hundred thousand.
    pub written: usize,
}

/// Why a number has no exact whole value in the asked unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inexact {
    /// It has a remainder smaller than the unit.
    TooFine,
    TooLarge,
}

/// Digits one number may have; more is a slip of the keyboard, and 10^30 still leaves room in 128 bits.
const DIGITS: usize = 30;

impl Decimal {
    /// Digits and how many of them are decimals: the number is `digits / 10^places`. More than 30 places, or
    /// `i128::MAX`, stand for a number too fine or too large to keep.
    pub fn parts(self) -> (i128, u32) {
        (self.digits, self.places)
    }

    /// The value times `num / den` as a whole number.
    pub fn times(self, num: i128, den: i128) -> Result<i128, Inexact> {
        let top = self.digits.checked_mul(num).ok_or(Inexact::TooLarge)?;
        let bottom = 10_i128.checked_pow(self.places).and_then(|ten| ten.checked_mul(den)).ok_or(Inexact::TooFine)?;
        if bottom == 0 || top % bottom != 0 {
            return Err(Inexact::TooFine);
        }
        Ok(top / bottom)
    }
}

/// Full-width letters, digits and signs as ASCII, every minus as `-`, small letters.
///
/// The spaces of typography (no-break, narrow, ideographic) become plain ones, except U+00A0 and U+202F:
/// [`read`] takes them as the group separators of a Russian number.
pub fn fold(text: &str) -> String {
    text.trim()
        .chars()
        .flat_map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c).to_lowercase(),
            '\u{ffe5}' => '¥'.to_lowercase(),
            '\u{3000}' | '\u{2009}' | '\t' => ' '.to_lowercase(),
            '−' | '–' | '—' => '-'.to_lowercase(),
            _ => c.to_lowercase(),
        })
        .collect()
}

/// True for the spaces that may stand between groups of digits.
pub fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}')
}

/// Length in bytes of the number at the start of `text`, 0 when none stands there.
///
/// A space belongs to the number only between two digits; a point or comma only before a digit.
pub fn span(text: &str) -> usize {
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let before_digit = chars.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        let after_digit = text[..at].ends_with(|p: char| p.is_ascii_digit());
        let mark = matches!(c, '.' | ',') && before_digit;
        if c.is_ascii_digit() || mark || (is_space(c) && before_digit && after_digit) {
            end = at + c.len_utf8();
        } else {
            break;
        }
    }
    end
}

/// Reads a number that [`fold`] has cleaned. `None` when its separators do not make sense.
///
/// With both marks present the later one is the decimal mark. Spaces group, so a mark beside them is
/// decimal. Several commas, or several points, group. One comma is read by `comma`, and only when it could
/// group at all: `1,5`, `1234,567` and `0,123` are decimal whatever `comma` says. One point is always decimal.
pub fn read(text: &str, comma: Comma) -> Option<Decimal> {
    let commas = text.matches(',').count();
    let points = text.matches('.').count();
    let spaced = text.contains(is_space);
    let decimal = match (commas, points) {
        (0, 0) => None,
        (_, 0) if spaced => Some(','),
        (0, _) if spaced => Some('.'),
        (1, 0) => (comma == Comma::Decimal || !could_group(text)).then_some(','),
        (0, 1) => Some('.'),
        (_, 0) | (0, _) => None,
        _ => text.chars().rfind(|c| matches!(c, ',' | '.')),
    };
    let (whole, fraction) = match decimal {
        Some(mark) => text.rsplit_once(mark)?,
        None => (text, ""),
    };
    let separator = |c: char| is_space(c) || matches!(c, ',' | '.');
    // One kind of separator, or a comma inside a number already grouped by spaces would pass for a group.
    if spaced && whole.contains([',', '.']) || whole.contains(',') && whole.contains('.') {
        return None;
    }
    let mut groups = whole.split(separator);
    let first = groups.next()?;
    if whole.contains(separator) && !(1..=3).contains(&first.len()) || groups.any(|group| group.len() != 3) {
        return None;
    }
    let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
    let written = fraction.len();
    let fraction =
        if fraction.bytes().all(|b| b.is_ascii_digit()) { fraction.trim_end_matches('0') } else { return None };
    let all = format!("{digits}{fraction}");
    let places = u32::try_from(fraction.len()).ok()?;
    if digits.is_empty() && fraction.is_empty() && !text.contains('0') {
        return None;
    }
    let significant = all.trim_start_matches('0');
    if significant.len() > DIGITS {
        // Either way the exact value is of no use: keep only whether it is too large or too fine.
        let large = digits.trim_start_matches('0').len() > DIGITS;
        return Some(if large {
            Decimal { digits: i128::MAX, places: 0, written }
        } else {
            Decimal { digits: 1, places: 36, written }
        });
    }
    let digits = if significant.is_empty() { 0 } else { significant.parse().ok()? };
    Some(Decimal { digits, places: if digits == 0 { 0 } else { places }, written })
}

/// `1,234`: one to three digits that do not begin with zero, then exactly three.
fn could_group(text: &str) -> bool {
    text.split_once(',')
        .is_some_and(|(whole, rest)| rest.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn millis(text: &str, comma: Comma) -> Option<i128> {
        let text = fold(text);
        assert_eq!(span(&text), text.len(), "{text} is one number");
        read(&text, comma)?.times(1000, 1).ok()
    }

    #[test]
    fn separators_read_as_their_writers_meant() {
        for (text, expected) in [
            ("1234.5", 1_234_500),
            ("1,234.5", 1_234_500),
            ("1.234,5", 1_234_500),
            ("1 234,5", 1_234_500),
            ("1\u{a0}234,567", 1_234_567),
            ("1\u{202f}234\u{202f}567", 1_234_567_000),
            ("1,234", 1_234_000),
            ("1,234,567", 1_234_567_000),
            ("1.234.567", 1_234_567_000),
            ("1,5", 1_500),
            ("0,123", 123),
            ("1234,567", 1_234_567),
            ("１，２３４．５", 1_234_500),
            (".5", 500),
            ("007", 7_000),
        ] {
            assert_eq!(millis(text, Comma::Groups), Some(expected), "{text}");
        }
        assert_eq!(millis("1,234", Comma::Decimal), Some(1_234));
    }

    #[test]
    fn separators_that_make_no_sense_are_not_guessed() {
        for text in ["12,34,567", "1 23", "1.23.4", "1,2.3,4", "1234,567,890", "1 234,567.8", "1,234 567"] {
            assert_eq!(read(text, Comma::Groups), None, "{text}");
        }
    }

    #[test]
    fn a_remainder_is_never_dropped() {
        let number = read("0.005", Comma::Groups).unwrap();
        assert_eq!(number.times(100, 1), Err(Inexact::TooFine));
        assert_eq!(number.times(1000, 1), Ok(5));
        assert_eq!(read(&format!("3.{}", "3".repeat(40)), Comma::Groups).unwrap().times(100, 1), Err(Inexact::TooFine));
        assert_eq!(read(&"9".repeat(40), Comma::Groups).unwrap().times(100, 1), Err(Inexact::TooLarge));
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_reader(text in "[0-9., \u{a0}\u{202f}]{0,60}") {
            let text = fold(&text);
            let number = &text[..span(&text)];
            if let Some(number) = read(number, Comma::Groups) {
                let _ = number.times(i128::from(i64::MAX), 3);
            }
        }

        #[test]
        fn folding_twice_is_folding_once(text in any::<String>()) {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
