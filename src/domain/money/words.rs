//! Amounts in words as contracts spell them out: 大写 in Chinese, number words in English and Russian.

use super::{Currency, Money, exponent};
use crate::text::number::{amount_full, chinese_name};
use crate::text::words::capitals;
use crate::text::{Lang, Words};

/// Forms after one, a few and many (07-conventions 7.3).
type Forms = [&'static str; 3];

/// What an amount is counted in; both languages name each unit.
struct Unit {
    ccy: Currency,
    en: [&'static str; 2],
    en_minor: [&'static str; 2],
    ru: Forms,
    ru_minor: Forms,
}

/// Every unit here is masculine or neuter in Russian but the kopek, and what is counted in kopeks is in figures.
const UNITS: &[Unit] = &[
    Unit {
        ccy: Currency::RUB,
        en: ["rouble", "roubles"],
        en_minor: ["kopek", "kopeks"],
        ru: ["рубль", "рубля", "рублей"],
        ru_minor: ["копейка", "копейки", "копеек"],
    },
    Unit {
        ccy: Currency::USD,
        en: ["dollar", "dollars"],
        en_minor: CENTS,
        ru: ["доллар США", "доллара США", "долларов США"],
        ru_minor: CENTS_RU,
    },
    Unit {
        ccy: Currency::EUR,
        en: ["euro", "euros"],
        en_minor: CENTS,
        ru: ["евро", "евро", "евро"],
        ru_minor: CENTS_RU,
    },
    Unit {
        ccy: Currency::CNY,
        en: ["yuan", "yuan"],
        en_minor: ["fen", "fen"],
        ru: ["юань", "юаня", "юаней"],
        ru_minor: ["фэнь", "фэня", "фэней"],
    },
];

const CENTS: [&str; 2] = ["cent", "cents"];
const CENTS_RU: Forms = ["цент", "цента", "центов"];

const EN_SMALL: [&str; 20] = [
    "",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const EN_TENS: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const EN_SCALES: [&str; 7] = ["", "thousand", "million", "billion", "trillion", "quadrillion", "quintillion"];

const RU_SMALL: [&str; 20] = [
    "",
    "один",
    "два",
    "три",
    "четыре",
    "пять",
    "шесть",
    "семь",
    "восемь",
    "девять",
    "десять",
    "одиннадцать",
    "двенадцать",
    "тринадцать",
    "четырнадцать",
    "пятнадцать",
    "шестнадцать",
    "семнадцать",
    "восемнадцать",
    "девятнадцать",
];
const RU_TENS: [&str; 10] =
    ["", "", "двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят", "восемьдесят", "девяносто"];
const RU_HUNDREDS: [&str; 10] =
    ["", "сто", "двести", "триста", "четыреста", "пятьсот", "шестьсот", "семьсот", "восемьсот", "девятьсот"];
const RU_SCALES: [Forms; 7] = [
    ["", "", ""],
    ["тысяча", "тысячи", "тысяч"],
    ["миллион", "миллиона", "миллионов"],
    ["миллиард", "миллиарда", "миллиардов"],
    ["триллион", "триллиона", "триллионов"],
    ["квадриллион", "квадриллиона", "квадриллионов"],
    ["квинтиллион", "квинтиллиона", "квинтиллионов"],
];

impl Money {
    /// The amount as a contract spells it out: 人民币壹万贰仟元整, twelve thousand dollars and 05 cents, двенадцать тысяч
    /// рублей 05 копеек. Minor units are in figures, as is usual, and never left out. A currency without words of its
    /// own goes by its ISO code: `twelve thousand KZT and 05/100`.
    pub fn in_words(self) -> Words {
        let size = self.minor.unsigned_abs();
        let one = 10_u64.pow(exponent(self.ccy));
        let (major, minor) = (size / one, size % one);
        let unit = UNITS.iter().find(|unit| unit.ccy == self.ccy);
        let places = exponent(self.ccy) as usize;
        let en = match unit {
            Some(unit) => {
                let (word, cents) = (english_form(unit.en, major), english_form(unit.en_minor, minor));
                format!("{} {word} and {minor:02} {cents}", english(major))
            }
            None if places == 0 => format!("{} {}", english(major), self.ccy.code()),
            None => format!("{} {} and {minor:0places$}/{one}", english(major), self.ccy.code()),
        };
        let ru = match unit {
            Some(unit) => {
                let (word, kopeks) = (russian_form(unit.ru, major), russian_form(unit.ru_minor, minor));
                format!("{} {word} {minor:02} {kopeks}", russian(major))
            }
            None if places == 0 => format!("{} {}", russian(major), self.ccy.code()),
            None => format!("{} {} {minor:0places$}/{one}", russian(major), self.ccy.code()),
        };
        let negative = self.minor < 0;
        Words {
            en: if negative { format!("minus {en}") } else { en },
            zh: self.in_capitals(),
            ru: if negative { format!("минус {ru}") } else { ru },
        }
    }

    /// 大写, with the currency in front; a figure where the currency has no Chinese name or more than two decimals.
    fn in_capitals(self) -> String {
        let name = if self.ccy == Currency::CNY { Some("人民币") } else { chinese_name(self.ccy) };
        let hundredths = 10_i64.checked_pow(2_u32.wrapping_sub(exponent(self.ccy)));
        match (name, hundredths.and_then(|times| self.minor.checked_mul(times))) {
            (Some(name), Some(fen)) if exponent(self.ccy) <= 2 => capitals(name, fen),
            _ => amount_full(self.minor, self.ccy, Lang::Zh),
        }
    }
}

fn english_form(forms: [&'static str; 2], n: u64) -> &'static str {
    forms[usize::from(n != 1)]
}

/// The class of a count (07-conventions 7.3).
fn russian_form(forms: Forms, n: u64) -> &'static str {
    match (n % 10, n % 100) {
        (_, 11..=14) => forms[2],
        (1, _) => forms[0],
        (2..=4, _) => forms[1],
        _ => forms[2],
    }
}

/// Groups of three digits with their scale, the highest first.
fn groups(n: u64) -> impl Iterator<Item = (usize, u64)> {
    (0..7_usize).rev().map(move |scale| (scale, n / 1000_u64.pow(scale as u32) % 1000)).filter(|(_, group)| *group > 0)
}

fn joined(words: Vec<&str>) -> String {
    words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn english(n: u64) -> String {
    if n == 0 {
        return "zero".to_owned();
    }
    let group = |(scale, group): (usize, u64)| {
        let (hundreds, rest) = ((group / 100) as usize, (group % 100) as usize);
        let tens = match (rest / 10, rest % 10) {
            (0 | 1, _) => EN_SMALL[rest].to_owned(),
            (tens, 0) => EN_TENS[tens].to_owned(),
            (tens, ones) => format!("{}-{}", EN_TENS[tens], EN_SMALL[ones]),
        };
        joined(vec![EN_SMALL[hundreds], if hundreds > 0 { "hundred" } else { "" }, &tens, EN_SCALES[scale]])
    };
    groups(n).map(group).collect::<Vec<_>>().join(" ")
}

fn russian(n: u64) -> String {
    if n == 0 {
        return "ноль".to_owned();
    }
    let group = |(scale, group): (usize, u64)| {
        let (hundreds, rest) = ((group / 100) as usize, (group % 100) as usize);
        let (tens, ones) = if rest < 20 { (0, rest) } else { (rest / 10, rest % 10) };
        // A thousand is feminine, all other scales and units are not.
        let ones = match (scale, ones) {
            (1, 1) => "одна",
            (1, 2) => "две",
            _ => RU_SMALL[ones],
        };
        joined(vec![RU_HUNDREDS[hundreds], RU_TENS[tens], ones, russian_form(RU_SCALES[scale], group)])
    };
    groups(n).map(group).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words(minor: i64, ccy: Currency) -> Words {
        Money::new(minor, ccy).in_words()
    }

    #[test]
    fn a_contract_spells_the_amount_out() {
        use Currency as C;
        for (minor, ccy, en, ru) in [
            (1_200_005, C::RUB, "twelve thousand roubles and 05 kopeks", "двенадцать тысяч рублей 05 копеек"),
            (1_200_005, C::USD, "twelve thousand dollars and 05 cents", "двенадцать тысяч долларов США 05 центов"),
            (1_200_000, C::CNY, "twelve thousand yuan and 00 fen", "двенадцать тысяч юаней 00 фэней"),
            (101, C::EUR, "one euro and 01 cent", "один евро 01 цент"),
            (0, C::RUB, "zero roubles and 00 kopeks", "ноль рублей 00 копеек"),
            (2_122, C::RUB, "twenty-one roubles and 22 kopeks", "двадцать один рубль 22 копейки"),
            (-300, C::USD, "minus three dollars and 00 cents", "минус три доллара США 00 центов"),
            (4_500_075, C::KZT, "forty-five thousand KZT and 75/100", "сорок пять тысяч KZT 75/100"),
            (1_111, C::JPY, "one thousand one hundred eleven JPY", "одна тысяча сто одиннадцать JPY"),
            (2_000_050, C::KWD, "two thousand KWD and 050/1000", "две тысячи KWD 050/1000"),
        ] {
            let said = words(minor, ccy);
            assert_eq!((said.en.as_str(), said.ru.as_str()), (en, ru));
        }
        assert_eq!(words(1_200_000, C::CNY).zh, "人民币壹万贰仟元整");
        assert_eq!(words(1_200_005, C::USD).zh, "美元壹万贰仟元零伍分");
        assert_eq!(words(12_000, C::JPY).zh, "日元壹万贰仟元整");
        assert_eq!(words(12_000, C::KWD).zh, "KWD 12");
        assert!(words(i64::MIN, C::JPY).en.starts_with("minus nine quintillion two hundred twenty-three quadrillion"));
        assert_eq!(words(i64::MIN, C::JPY).zh, amount_full(i64::MIN, C::JPY, Lang::Zh), "too large for fen");
    }

    #[test]
    fn thousands_are_feminine_and_everything_agrees_with_its_number() {
        for (n, ru) in [
            (1_000, "одна тысяча"),
            (2_000, "две тысячи"),
            (5_000, "пять тысяч"),
            (11_000, "одиннадцать тысяч"),
            (21_000, "двадцать одна тысяча"),
            (112_000, "сто двенадцать тысяч"),
            (322_001, "триста двадцать две тысячи один"),
            (1_000_000, "один миллион"),
            (2_002_002, "два миллиона две тысячи два"),
            (1_000_000_000_000, "один триллион"),
        ] {
            assert_eq!(russian(n), ru, "{n}");
        }
        // 07-conventions 7.3.
        let class = |n| russian_form(["one", "few", "many"], n);
        let many = [0, 5, 11, 12, 14, 25, 111, 112];
        assert!(many.into_iter().all(|n| class(n) == "many"));
        assert!([1, 21, 101, 1001].into_iter().all(|n| class(n) == "one"));
        assert!([2, 22].into_iter().all(|n| class(n) == "few"));
    }

    /// Reads number words back, by adding up: what is spelled out is the number and nothing else.
    fn back(text: &str) -> Option<u64> {
        let (mut sum, mut group) = (0, 0);
        for word in text.split([' ', '-']) {
            let place = |words: &[&str]| words.iter().position(|other| !other.is_empty() && *other == word);
            if word == "hundred" {
                group *= 100;
            } else if let Some(scale) =
                place(&EN_SCALES).or_else(|| RU_SCALES.iter().position(|forms| forms.contains(&word)))
            {
                sum += group * 1000_u64.pow(scale as u32);
                group = 0;
            } else {
                group += match word {
                    "zero" | "ноль" => 0,
                    "одна" => 1,
                    "две" => 2,
                    _ => {
                        let small = place(&EN_SMALL).or_else(|| place(&RU_SMALL));
                        let tens = place(&EN_TENS).or_else(|| place(&RU_TENS)).map(|tens| tens * 10);
                        let hundreds = place(&RU_HUNDREDS).map(|hundreds| hundreds * 100);
                        small.or(tens).or(hundreds)? as u64
                    }
                };
            }
        }
        Some(sum + group)
    }

    proptest! {
        #[test]
        fn words_say_the_number_again(n in 0..=1_000_000_000_000_u64) {
            prop_assert_eq!(back(&english(n)), Some(n));
            prop_assert_eq!(back(&russian(n)), Some(n));
        }

        #[test]
        fn masculine_one_and_two_never_stand_before_a_thousand(n in 0..=1_000_000_000_000_u64) {
            let words = russian(n);
            let forbidden = ["один тысяч", "два тысяч", "одна миллион", "две миллион", "одна миллиард", "две миллиард"];
            for wrong in forbidden {
                prop_assert!(!words.contains(wrong), "{}", words);
            }
            prop_assert!(!words.ends_with("одна") && !words.ends_with("две"));
        }
    }
}
