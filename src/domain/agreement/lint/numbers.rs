//! Figures with their units in running text, in three languages, and the sentences they stand in.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What a figure counts. Seconds, minutes and hours are one kind, so that 4 hours and 240 minutes are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    Percent,
    Second,
    Day,
    BusinessDay,
    Week,
    Month,
    Year,
    Byte,
    /// Yuan and other currencies: their signs stand before or after, so languages are not compared by them.
    Money,
}

/// A figure: thousandths of its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Figure {
    pub unit: Unit,
    pub thousandths: i128,
}

/// A figure, where it stands, and the word of its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot<'t> {
    pub figure: Figure,
    pub start: usize,
    pub end: usize,
    pub word: &'t str,
}

/// A unit as it is written, and thousandths of the unit in one.
type Written = (&'static str, Unit, i128);

/// How units are written, the longer of two that begin alike first; thousandths of the unit in one.
const UNITS: &[Written] = &[
    ("business days", Unit::BusinessDay, 1_000),
    ("business day", Unit::BusinessDay, 1_000),
    ("working days", Unit::BusinessDay, 1_000),
    ("working day", Unit::BusinessDay, 1_000),
    ("business hours", Unit::Second, 3_600_000),
    ("calendar days", Unit::Day, 1_000),
    ("calendar day", Unit::Day, 1_000),
    ("percent", Unit::Percent, 1_000),
    ("seconds", Unit::Second, 1_000),
    ("second", Unit::Second, 1_000),
    ("minutes", Unit::Second, 60_000),
    ("minute", Unit::Second, 60_000),
    ("mins", Unit::Second, 60_000),
    ("min", Unit::Second, 60_000),
    ("months", Unit::Month, 1_000),
    ("month", Unit::Month, 1_000),
    ("hours", Unit::Second, 3_600_000),
    ("hour", Unit::Second, 3_600_000),
    ("hrs", Unit::Second, 3_600_000),
    ("weeks", Unit::Week, 1_000),
    ("week", Unit::Week, 1_000),
    ("years", Unit::Year, 1_000),
    ("year", Unit::Year, 1_000),
    ("days", Unit::Day, 1_000),
    ("day", Unit::Day, 1_000),
    ("sec", Unit::Second, 1_000),
    ("ms", Unit::Second, 1),
    ("gb", Unit::Byte, 1_000),
    ("tb", Unit::Byte, 1_000_000),
    ("yuan", Unit::Money, 1_000),
    ("cny", Unit::Money, 1_000),
    ("rmb", Unit::Money, 1_000),
    ("rub", Unit::Money, 1_000),
    ("usd", Unit::Money, 1_000),
    ("h", Unit::Second, 3_600_000),
    ("s", Unit::Second, 1_000),
    ("d", Unit::Day, 1_000),
    ("%", Unit::Percent, 1_000),
    ("％", Unit::Percent, 1_000),
    ("个工作日", Unit::BusinessDay, 1_000),
    ("工作日", Unit::BusinessDay, 1_000),
    ("个工作小时", Unit::Second, 3_600_000),
    ("工作小时", Unit::Second, 3_600_000),
    ("个自然日", Unit::Day, 1_000),
    ("自然日", Unit::Day, 1_000),
    ("个日历日", Unit::Day, 1_000),
    ("个小时", Unit::Second, 3_600_000),
    ("小时", Unit::Second, 3_600_000),
    ("分钟", Unit::Second, 60_000),
    ("毫秒", Unit::Second, 1),
    ("秒", Unit::Second, 1_000),
    ("个月", Unit::Month, 1_000),
    ("个星期", Unit::Week, 1_000),
    ("周", Unit::Week, 1_000),
    ("天", Unit::Day, 1_000),
    ("日", Unit::Day, 1_000),
    ("年", Unit::Year, 1_000),
    ("万元", Unit::Money, 10_000_000),
    ("亿元", Unit::Money, 100_000_000_000),
    ("元", Unit::Money, 1_000),
    ("рабочих дней", Unit::BusinessDay, 1_000),
    ("рабочих дня", Unit::BusinessDay, 1_000),
    ("рабочего дня", Unit::BusinessDay, 1_000),
    ("рабочий день", Unit::BusinessDay, 1_000),
    ("раб. дн.", Unit::BusinessDay, 1_000),
    ("рабочих часов", Unit::Second, 3_600_000),
    ("рабочих часа", Unit::Second, 3_600_000),
    ("календарных дней", Unit::Day, 1_000),
    ("календарных дня", Unit::Day, 1_000),
    ("календарный день", Unit::Day, 1_000),
    ("процентов", Unit::Percent, 1_000),
    ("процента", Unit::Percent, 1_000),
    ("процент", Unit::Percent, 1_000),
    ("секунды", Unit::Second, 1_000),
    ("секунд", Unit::Second, 1_000),
    ("сек", Unit::Second, 1_000),
    ("минуты", Unit::Second, 60_000),
    ("минут", Unit::Second, 60_000),
    ("мин", Unit::Second, 60_000),
    ("часов", Unit::Second, 3_600_000),
    ("часа", Unit::Second, 3_600_000),
    ("час", Unit::Second, 3_600_000),
    ("ч", Unit::Second, 3_600_000),
    ("мс", Unit::Second, 1),
    ("с", Unit::Second, 1_000),
    ("недели", Unit::Week, 1_000),
    ("недель", Unit::Week, 1_000),
    ("неделю", Unit::Week, 1_000),
    ("месяцев", Unit::Month, 1_000),
    ("месяца", Unit::Month, 1_000),
    ("месяц", Unit::Month, 1_000),
    ("мес", Unit::Month, 1_000),
    ("суток", Unit::Day, 1_000),
    ("дней", Unit::Day, 1_000),
    ("дня", Unit::Day, 1_000),
    ("день", Unit::Day, 1_000),
    ("дн", Unit::Day, 1_000),
    ("года", Unit::Year, 1_000),
    ("лет", Unit::Year, 1_000),
    ("год", Unit::Year, 1_000),
    ("гб", Unit::Byte, 1_000),
    ("тб", Unit::Byte, 1_000_000),
    ("рублей", Unit::Money, 1_000),
    ("рубля", Unit::Money, 1_000),
    ("рубль", Unit::Money, 1_000),
    ("руб", Unit::Money, 1_000),
];

/// Every figure with a unit, in reading order. Dates, times of day and `24x7` are none.
pub fn figures(text: &str) -> Vec<Spot<'_>> {
    let mut found = Vec::new();
    for (start, end, thousandths) in plain(text) {
        let rest = text[end..].trim_start_matches([' ', '\u{a0}', '\u{202f}']);
        let at = text.len() - rest.len();
        let Some((word, unit, factor)) = unit_of(rest) else { continue };
        let digits = text[start..end].chars().count();
        // 2026年3月9日 is a day, and so is the 9th.
        let dated = (word == "年" && digits == 4) || (word == "日" && text[..start].trim_end().ends_with('月'));
        if !dated && let Some(amount) = thousandths.checked_mul(factor) {
            let figure = Figure { unit, thousandths: amount / 1_000 };
            found.push(Spot { figure, start, end: at + word.len(), word });
        }
    }
    found
}

/// Every number: where it stands, and its thousandths. Parts of a time of day and of `24x7` are left out.
pub fn plain(text: &str) -> Vec<(usize, usize, i128)> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = bytes.get(at..).and_then(|rest| rest.iter().position(u8::is_ascii_digit)).map(|n| at + n) {
        let mut end = start;
        while bytes.get(end).is_some_and(u8::is_ascii_digit)
            || (bytes.get(end).is_some_and(|b| matches!(b, b'.' | b','))
                && bytes.get(end + 1).is_some_and(u8::is_ascii_digit))
        {
            end += 1;
        }
        at = end;
        let (before, after) = (&text[..start], &text[end..]);
        let clock = after.starts_with(':')
            || before.ends_with(':') && before[..before.len() - 1].ends_with(|c: char| c.is_ascii_digit());
        let crossed = |c: char| matches!(c, 'x' | 'X' | '×' | 'х' | '*' | '/');
        let times =
            before.ends_with(crossed) && before.trim_end_matches(crossed).ends_with(|c: char| c.is_ascii_digit());
        let word = before.ends_with(|c: char| c.is_ascii_alphabetic());
        if !clock
            && !times
            && !word
            && let Some(value) = thousandths(&text[start..end])
        {
            found.push((start, end, value));
        }
    }
    found
}

/// A comma before exactly three digits groups; any other comma and every point are decimal.
fn thousandths(digits: &str) -> Option<i128> {
    let point = digits.rfind(['.', ',']).filter(|at| {
        let places = digits.len() - at - 1;
        digits[*at..].starts_with('.') || places != 3 || digits[..*at].contains('.')
    });
    let (whole, part) = point.map_or((digits, ""), |at| (&digits[..at], &digits[at + 1..]));
    let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
    if whole.len() > 18 || part.len() > 3 {
        return None;
    }
    let part: i128 = format!("{part:0<3}").parse().ok()?;
    Some(whole.parse::<i128>().ok()? * 1_000 + part)
}

/// The units by the letter they begin with: most numbers have none, and that is seen at once.
static BY_LETTER: LazyLock<HashMap<char, Vec<&'static Written>>> = LazyLock::new(|| {
    let mut letters: HashMap<char, Vec<_>> = HashMap::new();
    for unit in UNITS {
        if let Some(first) = unit.0.chars().next() {
            letters.entry(first).or_default().push(unit);
        }
    }
    letters
});

/// The unit that a text begins with; a word in letters ends where its letters end.
fn unit_of(text: &str) -> Option<(&str, Unit, i128)> {
    let first = text.chars().next()?.to_lowercase().next()?;
    let units = BY_LETTER.get(&first)?;
    let folded: String = text.chars().take(20).flat_map(char::to_lowercase).collect();
    let (name, unit, factor) = units.iter().find(|(name, ..)| {
        let rest = folded.strip_prefix(name);
        let joined = |rest: &str| {
            let letters = name.ends_with(|c: char| c.is_ascii_alphabetic() || matches!(c, 'а'..='я'));
            letters && rest.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, 'а'..='я' | 'ё'))
        };
        rest.is_some_and(|rest| !joined(rest))
    })?;
    let length: usize = text.chars().take(name.chars().count()).map(char::len_utf8).sum();
    Some((&text[..length], *unit, *factor))
}

/// The sentences of a text, without what parts them.
pub fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = rest.char_indices().find(|(at, c)| match c {
            '。' | '！' | '？' | '；' | ';' | '!' | '?' | '\n' => true,
            '.' => rest[at + 1..].chars().next().is_none_or(char::is_whitespace),
            _ => false,
        });
        let (sentence, next) = end.map_or((rest, ""), |(at, c)| (&rest[..at], &rest[at + c.len_utf8()..]));
        rest = next;
        Some(sentence)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> Vec<(Unit, i128)> {
        figures(text).into_iter().map(|spot| (spot.figure.unit, spot.figure.thousandths)).collect()
    }

    #[test]
    fn one_length_is_one_figure_in_every_language_and_unit() {
        let four_hours = [(Unit::Second, 14_400_000)];
        for text in
            ["4 h", "4 hours", "within 240 minutes.", "4小时", "4 个小时内", "240分钟", "4 часа", "240 минут,", "4,0 ч"]
        {
            assert_eq!(seen(text), four_hours, "{text}");
        }
        assert_eq!(seen("99.95 % or 99,95%"), [(Unit::Percent, 99_950); 2]);
        assert_eq!(seen("5 Business Days"), seen("5个工作日"));
        assert_eq!(seen("5 рабочих дней"), seen("5 working days"));
        assert_eq!(
            seen("1,200 CNY, 12万元, 1.5 万元"),
            [(Unit::Money, 1_200_000), (Unit::Money, 120_000_000), (Unit::Money, 15_000_000)]
        );
    }

    #[test]
    fn dates_clocks_and_names_are_no_figures() {
        for text in [
            "2026年3月9日",
            "00:00 to 24:00",
            "0时起至24时",
            "24x7",
            "7×24小时",
            "P1 month",
            "5 minimal",
            "12 сорок",
            "T10 hours",
        ] {
            assert_eq!(seen(text), [], "{text}");
        }
        assert_eq!(seen("30日内"), [(Unit::Day, 30_000)]);
    }

    #[test]
    fn sentences_end_at_their_marks_and_not_inside_numbers() {
        let text = "Up 99.9 % a month. Else a credit; see § 3.\n第二句。第三句";
        let said: Vec<&str> = sentences(text).map(str::trim).filter(|s| !s.is_empty()).collect();
        assert_eq!(said, ["Up 99.9 % a month", "Else a credit", "see § 3", "第二句", "第三句"]);
    }

    proptest::proptest! {
        #[test]
        fn no_text_breaks_the_reader(text in "[0-9.,:x× %年月日天hчдн]{0,40}", any in "\\PC{0,60}") {
            for text in [text, any] {
                for spot in figures(&text) {
                    proptest::prop_assert!(text.get(spot.start..spot.end).is_some());
                }
                let joined: usize = sentences(&text).map(str::len).sum();
                proptest::prop_assert!(joined <= text.len());
            }
        }
    }
}
