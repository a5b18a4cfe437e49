//! Reading amounts as salespeople type them: 12.5万, 10W, 250 тыс. ₽, $1.2M (07-conventions 7.2, 7.3).

use super::{Currency, Money, exponent};
use crate::text::Msg;
use crate::text::numeral::{self, Comma, Decimal, Inexact};

/// An amount together with how sure the reading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    pub money: Money,
    /// A part of a sum had no unit and took the last one (`11+1.9W` is 12.9万): show the result before storing it.
    pub spread: bool,
}

/// One number of the text with its unit as a power of ten.
#[derive(Clone, Copy)]
struct Piece {
    number: Decimal,
    power: Option<u32>,
}

/// Words for powers of ten; the longer of two that begin alike stands first.
const UNITS: &[(&str, u32)] = &[
    ("万亿", 12),
    ("亿", 8),
    ("億", 8),
    ("千万", 7),
    ("百万", 6),
    ("十万", 5),
    ("万", 4),
    ("萬", 4),
    ("千", 3),
    ("百", 2),
    ("thousand", 3),
    ("million", 6),
    ("billion", 9),
    ("mln", 6),
    ("mn", 6),
    ("bn", 9),
    ("w", 4),
    ("k", 3),
    ("m", 6),
    ("b", 9),
    ("тысячи", 3),
    ("тысяча", 3),
    ("тысяч", 3),
    ("тыс", 3),
    ("т", 3),
    ("к", 3),
    ("миллиона", 6),
    ("миллионов", 6),
    ("миллион", 6),
    ("млн", 6),
    ("миллиарда", 9),
    ("миллиардов", 9),
    ("миллиард", 9),
    ("млрд", 9),
];

/// Names and signs of currencies besides their codes. `¥` and `$` alone always mean yuan and US dollars:
/// a sign that followed the default currency would change an amount when the default changes.
const CURRENCIES: &[(&str, Currency)] = &[
    ("人民币", Currency::CNY),
    ("日元", Currency::JPY),
    ("円", Currency::JPY),
    ("美元", Currency::USD),
    ("美金", Currency::USD),
    ("欧元", Currency::EUR),
    ("英镑", Currency::GBP),
    ("港元", Currency::HKD),
    ("港币", Currency::HKD),
    ("韩元", Currency::KRW),
    ("卢布", Currency::RUB),
    ("元整", Currency::CNY),
    ("块钱", Currency::CNY),
    ("块", Currency::CNY),
    ("元", Currency::CNY),
    ("圆", Currency::CNY),
    ("us$", Currency::USD),
    ("hk$", Currency::HKD),
    ("$", Currency::USD),
    ("€", Currency::EUR),
    ("£", Currency::GBP),
    ("₽", Currency::RUB),
    ("₸", Currency::KZT),
    ("₩", Currency::KRW),
    ("¥", Currency::CNY),
    ("rmb", Currency::CNY),
    ("yuan", Currency::CNY),
    ("рублей", Currency::RUB),
    ("рубля", Currency::RUB),
    ("рубль", Currency::RUB),
    ("руб", Currency::RUB),
    ("р", Currency::RUB),
    ("юаней", Currency::CNY),
    ("юаня", Currency::CNY),
    ("юань", Currency::CNY),
];

/// Reads an amount; without a currency it is one of `default`.
///
/// Accepted: plain and grouped numbers, full-width digits, the units 千 万 百万 亿, `k`, `W` (万, never
/// a million), `M`, `B`, тыс., млн, млрд, a currency sign, name or code before or after, and sums with `+`.
///
/// One comma before exactly three digits groups (`1,234` is 1234), and is decimal where the text is Russian:
/// with Cyrillic letters (`1,234 млн`), with groups apart by spaces, or with a no-break space after the
/// number, as Russian amounts are shown. Any other single comma is decimal (`1,5`).
///
/// # Errors
/// A sentence for the user, for what is no amount, is negative, has more decimals than the currency, names two
/// currencies, or does not fit.
pub fn parse(text: &str, default: Currency) -> Result<Money, Msg> {
    read(text, default).map(|reading| reading.money)
}

/// As [`parse`], where nothing but an amount makes sense: a text without a digit is no amount, whatever its letters
/// could stand for.
///
/// # Errors
/// As [`parse`].
pub fn parse_amount(text: &str, default: Currency) -> Result<Money, Msg> {
    let folded = numeral::fold(text);
    if folded.is_empty() || folded.contains(|c: char| c.is_ascii_digit()) {
        return parse(text, default);
    }
    Err(unreadable(text.trim()))
}

/// As [`parse`], and says whether the sum should be confirmed.
///
/// # Errors
/// As [`parse`].
pub fn read(text: &str, default: Currency) -> Result<Reading, Msg> {
    let shown = text.trim();
    let folded = numeral::fold(text);
    if folded.is_empty() {
        return Err(Msg::new("input-money-empty"));
    }
    let (terms, ccy) = Scanner { text: &folded, shown, terms: vec![Vec::new()], ccy: None }.scan()?;
    let ccy = ccy.unwrap_or(default);
    let spread = spread(&terms, shown)?;
    let mut minor: i128 = 0;
    for piece in terms.iter().flatten() {
        let unit = piece.power.or(spread);
        // Even closing zeros: whoever types 100.000 may mean a hundred thousand.
        if unit.is_none() && piece.number.written > exponent(ccy) as usize {
            return Err(too_fine(shown, ccy));
        }
        let power = unit.unwrap_or(0) + exponent(ccy);
        let part = piece.number.times(10_i128.pow(power), 1).map_err(|inexact| match inexact {
            Inexact::TooLarge => Msg::new("input-money-large").with("text", shown),
            Inexact::TooFine => too_fine(shown, ccy),
        })?;
        minor = minor.saturating_add(part);
    }
    match i64::try_from(minor) {
        Ok(minor) => Ok(Reading { money: Money { minor, ccy }, spread: spread.is_some() }),
        Err(_) => Err(Msg::new("input-money-large").with("text", shown)),
    }
}

fn too_fine(shown: &str, ccy: Currency) -> Msg {
    let key = if exponent(ccy) == 0 { "input-money-whole" } else { "input-money-decimals" };
    let msg = Msg::new(key).with("text", shown).with("ccy", ccy.code());
    if exponent(ccy) == 0 { msg } else { msg.with("count", i64::from(exponent(ccy))) }
}

fn unreadable(shown: &str) -> Msg {
    Msg::new("input-money-unreadable").with("text", shown)
}

/// Checks how the pieces stand together, and finds the unit that bare terms of a sum take from the last one.
///
/// Inside a term every piece needs its unit, and units fall: 1亿2000万. 3万5 could be 35 000 or 30 005.
fn spread(terms: &[Vec<Piece>], shown: &str) -> Result<Option<u32>, Msg> {
    for term in terms {
        let falling = term.windows(2).all(|pair| matches!((pair[0].power, pair[1].power), (Some(a), Some(b)) if a > b));
        if term.is_empty() || !falling {
            return Err(unreadable(shown));
        }
    }
    let bare = |term: &Vec<Piece>| term.iter().any(|piece| piece.power.is_none());
    let some_bare = terms.iter().any(bare);
    let last = terms.last().and_then(|term| term.last()).and_then(|piece| piece.power);
    match last {
        Some(power) if some_bare => Ok(Some(power)),
        None if !terms.iter().all(bare) => Err(Msg::new("input-money-sum").with("text", shown)),
        _ => Ok(None),
    }
}

struct Scanner<'a> {
    /// What is still to be read, folded.
    text: &'a str,
    /// What the user typed, for messages.
    shown: &'a str,
    terms: Vec<Vec<Piece>>,
    ccy: Option<Currency>,
}

impl<'a> Scanner<'a> {
    fn scan(mut self) -> Result<(Vec<Vec<Piece>>, Option<Currency>), Msg> {
        let cyrillic = self.text.contains(|c| matches!(c, 'а'..='я' | 'ё'));
        while let Some(next) = self.text.chars().next() {
            let number = numeral::span(self.text);
            if number > 0 {
                let (number, rest) = self.text.split_at(number);
                self.text = rest;
                let russian = cyrillic || rest.starts_with(['\u{a0}', '\u{202f}']);
                let comma = if russian { Comma::Decimal } else { Comma::Groups };
                let number = numeral::read(number, comma)
                    .ok_or_else(|| Msg::new("input-money-groups").with("text", self.shown))?;
                self.term().push(Piece { number, power: None });
            } else if numeral::is_space(next) {
                self.skip(next.len_utf8());
            } else if next == '+' {
                self.skip(1);
                self.terms.push(Vec::new());
            } else if next == '-' {
                return Err(Msg::new("input-money-negative").with("text", self.shown));
            } else {
                self.word()?;
            }
        }
        Ok((self.terms, self.ccy))
    }

    fn term(&mut self) -> &mut Vec<Piece> {
        if self.terms.is_empty() {
            self.terms.push(Vec::new());
        }
        let last = self.terms.len() - 1;
        &mut self.terms[last]
    }

    fn skip(&mut self, bytes: usize) {
        self.text = self.text.get(bytes..).unwrap_or_default();
    }

    /// A unit or a currency. Chinese words follow each other without spaces, words of letters end with the letters.
    fn word(&mut self) -> Result<(), Msg> {
        let letters = self.text.len() - self.text.trim_start_matches(is_letter).len();
        let run: &'a str = &self.text[..letters];
        let whole =
            |word: &str| if run.is_empty() || word.ends_with('$') { self.text.starts_with(word) } else { run == word };
        if let Some((word, ccy)) = CURRENCIES.iter().find(|(word, _)| whole(word)) {
            self.skip(word.len());
            self.dot(run);
            return self.currency(*ccy);
        }
        if let Some((word, power)) = UNITS.iter().find(|(word, _)| whole(word)) {
            self.skip(word.len());
            self.dot(run);
            return self.unit(*power);
        }
        if let Some(ccy) = code(run) {
            self.skip(letters);
            return self.currency(ccy);
        }
        // `1.2musd`: a unit of one letter grown together with the code or name.
        for (word, power) in UNITS.iter().filter(|(word, _)| matches!(*word, "k" | "m" | "w" | "b")) {
            let named = |rest: &str| CURRENCIES.iter().find(|(name, _)| *name == rest).map(|(_, ccy)| *ccy);
            if let Some(ccy) = run.strip_prefix(word).and_then(|rest| code(rest).or_else(|| named(rest))) {
                self.skip(letters);
                self.unit(*power)?;
                return self.currency(ccy);
            }
        }
        if letters == 3 && run.is_ascii() {
            return Err(Msg::new("input-money-currency").with("text", run.to_uppercase()));
        }
        Err(unreadable(self.shown))
    }

    /// The point of an abbreviation: тыс., руб.
    fn dot(&mut self, run: &str) {
        if !run.is_empty() && self.text.starts_with('.') {
            self.skip(1);
        }
    }

    fn unit(&mut self, power: u32) -> Result<(), Msg> {
        let shown = self.shown;
        match self.term().last_mut() {
            Some(piece) if piece.power.is_none() => {
                piece.power = Some(power);
                Ok(())
            }
            _ => Err(unreadable(shown)),
        }
    }

    fn currency(&mut self, ccy: Currency) -> Result<(), Msg> {
        match self.ccy {
            Some(other) if other != ccy => Err(Msg::new("input-money-two-currencies").with("text", self.shown)),
            _ => {
                self.ccy = Some(ccy);
                Ok(())
            }
        }
    }
}

fn is_letter(c: char) -> bool {
    c.is_ascii_lowercase() || matches!(c, 'а'..='я' | 'ё')
}

/// A currency by its code, without funds and metals: nobody pays in them.
fn code(letters: &str) -> Option<Currency> {
    let ccy = Currency::from_code(&letters.to_uppercase())?;
    (ccy.exponent().is_some() && !ccy.is_fund() && !ccy.is_special()).then_some(ccy)
}

#[cfg(test)]
mod tests;
