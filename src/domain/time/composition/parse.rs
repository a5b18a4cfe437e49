//! Reading `serial(99.95, app=parallel(99.5, 99.5), kofn(2, 99, 99, 99))`; a fault names its column.

use super::{Part, Shape};
use crate::domain::exact::parse_percent;
use crate::text::Msg;

/// Parts of one expression; a plan of more is drawn elsewhere.
pub const PARTS: usize = 100;
/// Groups inside each other.
const DEPTH: usize = 20;

/// Why an expression cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// In characters from 1; one past the last where something is missing at the end.
    pub column: usize,
    /// A sentence for the user that names the column.
    pub msg: Msg,
}

/// Reads an expression: a percentage, `?` for what is asked for, `serial(…)`, `parallel(…)`, `kofn(k, …)`, each with
/// an optional `name=` before it, nested, in any case, with full-width signs.
///
/// Parts are apart by commas, with a space or without: `parallel(99,99)` has two parts. Where a semicolon stands
/// anywhere, semicolons part and a comma is the decimal mark.
///
/// # Errors
/// The column and what is expected there; also for the `99,95` of `serial(99,95, 99)`, one number or two.
pub fn parse(text: &str) -> Result<Part, Fault> {
    let chars: Vec<char> = text.chars().map(plain).collect();
    let separator = if chars.contains(&';') { ';' } else { ',' };
    if separator == ','
        && let Some((at, pair)) = one_or_two(&chars)
    {
        return Err(fault("calc-compose-comma", at, |msg| msg.with("text", pair)));
    }
    let mut reader = Reader { chars, separator, at: 0, parts: 0 };
    let part = reader.part(0)?;
    reader.skip_spaces();
    if reader.at < reader.chars.len() {
        return Err(reader.unexpected("calc-compose-expect-end"));
    }
    Ok(part)
}

fn fault(key: &str, at: usize, with: impl FnOnce(Msg) -> Msg) -> Fault {
    let column = at + 1;
    Fault { column, msg: with(Msg::new(key).with("column", column)) }
}

/// Full-width signs as ASCII, one character for one, so that columns stay right.
fn plain(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '、' => ',',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

/// One group while its commas are looked at.
#[derive(Default)]
struct Commas {
    /// The next one follows the count of `kofn`, and parts.
    counted: bool,
    /// One stands at a space, as between parts.
    spaced: bool,
    /// The first one alone between two numbers, and both of them.
    pair: Option<(usize, String)>,
}

/// `99,95` in a text without a decimal point: one number or two. It is in doubt outside of a group, and where the
/// commas between the parts of its group have spaces. A group of nothing else is a list, as nobody writes a group of
/// one part; so are three and more numbers joined like that.
fn one_or_two(chars: &[char]) -> Option<(usize, String)> {
    if chars.contains(&'.') {
        return None;
    }
    let digit = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(char::is_ascii_digit);
    let tight = |at: usize| chars[at] == ',' && digit(at.checked_sub(1)) && digit(Some(at + 1));
    let mut groups: Vec<Commas> = Vec::new();
    for (at, c) in chars.iter().enumerate() {
        match c {
            '(' => {
                let name: String = chars[..at].iter().rev().take(4).rev().collect();
                groups.push(Commas { counted: name.eq_ignore_ascii_case("kofn"), ..Commas::default() });
            }
            ')' => {
                if let Some(Commas { spaced: true, pair: Some(pair), .. }) = groups.pop() {
                    return Some(pair);
                }
            }
            ',' => {
                let outside = groups.is_empty();
                let mut unbound = Commas::default();
                let group = groups.last_mut().unwrap_or(&mut unbound);
                if std::mem::take(&mut group.counted) {
                    continue;
                }
                group.spaced |= chars[..at].ends_with(&[' ']) || chars[at + 1..].starts_with(&[' ']);
                if tight(at) && group.pair.is_none() {
                    let joins = |at: &usize| chars[*at].is_ascii_digit() || tight(*at);
                    let start = (0..at).rev().take_while(joins).last().unwrap_or(at);
                    let end = (at..chars.len()).take_while(joins).last().unwrap_or(at);
                    let text: String = chars[start..=end].iter().collect();
                    // The count of `kofn` may stand before it.
                    let after: String = chars[at + 1..=end].iter().collect();
                    let alone = !after.contains(',') && (start..at).filter(|at| tight(*at)).count() == 0;
                    if alone && outside {
                        return Some((start, text));
                    }
                    group.pair = alone.then_some((start, text));
                }
            }
            _ => {}
        }
    }
    None
}

struct Reader {
    chars: Vec<char>,
    separator: char,
    at: usize,
    parts: usize,
}

impl Reader {
    fn part(&mut self, depth: usize) -> Result<Part, Fault> {
        self.parts += 1;
        self.skip_spaces();
        if self.parts > PARTS || depth > DEPTH {
            return Err(fault("calc-compose-large", self.at, |msg| msg.with("max", PARTS)));
        }
        let mut start = self.at;
        let mut word = self.word();
        let mut label = String::new();
        if self.peek() == Some('=') {
            if word.is_empty() {
                return Err(self.unexpected("calc-compose-expect-name"));
            }
            label = word;
            self.at += 1;
            self.skip_spaces();
            start = self.at;
            word = self.word();
        }
        let shape = if self.peek() == Some('(') {
            self.group(&word, start, depth)?
        } else {
            match word.as_str() {
                "" => return Err(self.unexpected("calc-compose-expect-part")),
                "?" => Shape::Wanted,
                _ => Shape::Known(share(&word, start)?),
            }
        };
        Ok(Part { label, shape })
    }

    fn group(&mut self, name: &str, start: usize, depth: usize) -> Result<Shape, Fault> {
        let make: fn(usize, Vec<Part>) -> Shape = match name.to_lowercase().as_str() {
            "serial" => |_, parts| Shape::Serial(parts),
            "parallel" => |_, parts| Shape::Parallel(parts),
            "kofn" => Shape::AtLeast,
            _ => return Err(fault("calc-compose-group", start, |msg| msg.with("text", name))),
        };
        self.at += 1;
        let needed = if name.eq_ignore_ascii_case("kofn") { Some(self.needed()?) } else { None };
        let mut parts = vec![self.part(depth + 1)?];
        loop {
            self.skip_spaces();
            match self.peek() {
                Some(c) if c == self.separator => self.at += 1,
                Some(')') => break,
                _ => return Err(self.unexpected("calc-compose-expect-next")),
            }
            parts.push(self.part(depth + 1)?);
        }
        self.at += 1;
        if let Some((needed, at)) = needed
            && needed > parts.len()
        {
            return Err(fault("calc-compose-too-many", at, |msg| msg.with("needed", needed).with("n", parts.len())));
        }
        Ok(make(needed.map_or(0, |(needed, _)| needed), parts))
    }

    /// The first entry of `kofn`, and where it stands.
    fn needed(&mut self) -> Result<(usize, usize), Fault> {
        self.skip_spaces();
        let start = self.at;
        let word = self.word();
        match word.parse::<usize>() {
            Ok(needed) if needed > 0 && self.peek() == Some(self.separator) => {
                self.at += 1;
                Ok((needed, start))
            }
            _ => Err(fault("calc-compose-needed", start, |msg| msg)),
        }
    }

    /// Up to the next sign of the grammar, without the spaces around.
    fn word(&mut self) -> String {
        let start = self.at;
        while self.peek().is_some_and(|c| !matches!(c, '(' | ')' | '=') && c != self.separator) {
            self.at += 1;
        }
        self.chars[start..self.at].iter().collect::<String>().trim().to_owned()
    }

    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn skip_spaces(&mut self) {
        while self.peek() == Some(' ') {
            self.at += 1;
        }
    }

    fn unexpected(&self, expected: &str) -> Fault {
        fault(expected, self.at, |msg| msg)
    }
}

fn share(word: &str, start: usize) -> Result<super::Exact, Fault> {
    parse_percent(word).map_err(|msg| {
        let key = match msg.key.as_str() {
            "calc-percent-high" | "calc-percent-negative" => "calc-compose-range",
            _ => "calc-compose-percent",
        };
        fault(key, start, |msg| msg.with("text", word))
    })
}
