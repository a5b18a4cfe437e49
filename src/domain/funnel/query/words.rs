//! Cutting a query into its words and values: blanks, quotes, signs, in half-width and full-width forms.

use std::ops::Range;

use super::Op;
use super::fields::Field;
use crate::text::layout::latin;

/// Opening and closing quotes, the usual pair first.
pub const QUOTES: &[(char, char)] = &[('"', '"'), ('“', '”'), ('«', '»'), ('「', '」'), ('＂', '＂')];

/// The character that a sign stands for, whichever input method gave it.
fn plain(c: char) -> char {
    match c {
        '：' => ':',
        '＜' | '〈' | '《' => '<',
        '＞' | '〉' | '》' => '>',
        '＝' => '=',
        '，' | '、' => ',',
        '－' | '−' | '–' => '-',
        _ => c,
    }
}

fn closing(c: char) -> Option<char> {
    QUOTES.iter().find(|(open, _)| *open == c).map(|(_, close)| *close)
}

/// One word of the query: what stands between blanks, quoted blanks aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Bytes of the text, the minus included.
    pub at: Range<usize>,
    pub not: bool,
    pub body: Body,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// Text to be searched.
    Free(Piece),
    /// Something of a field, which may not exist.
    Asks {
        name: String,
        name_at: Range<usize>,
        op: Op,
        /// All that stands behind the sign.
        value: Range<usize>,
    },
}

/// A value, with its quotes taken off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub at: Range<usize>,
    pub text: String,
    pub quoted: bool,
}

/// The words of a text.
pub fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    let mut rest = 0;
    while let Some(start) = text[rest..].find(|c: char| !c.is_whitespace()).map(|at| rest + at) {
        let end = end_of(text, start, char::is_whitespace);
        found.push(word(text, start..end));
        rest = end;
    }
    found
}

/// Where a word or value that begins here ends: at what `stops` it, outside quotes. A quote opens at the beginning and
/// after a sign only, so that 5" stays what it is; one that is never closed goes to the end.
fn end_of(text: &str, start: usize, stops: impl Fn(char) -> bool) -> usize {
    let mut quote = None;
    let mut opens = true;
    for (at, c) in text[start..].char_indices() {
        match quote {
            Some(close) if c == close => quote = None,
            None if stops(c) => return start + at,
            None if opens => quote = closing(c),
            _ => {}
        }
        opens = matches!(plain(c), '-' | ':' | '<' | '>' | '=' | ',' | '≤' | '≥');
    }
    text.len()
}

fn word(text: &str, at: Range<usize>) -> Word {
    let whole = &text[at.clone()];
    let minus = whole.chars().next().filter(|c| plain(*c) == '-' && whole.len() > c.len_utf8());
    let start = at.start + minus.map_or(0, char::len_utf8);
    let body = asks(text, start..at.end).unwrap_or_else(|| Body::Free(piece(text, start..at.end)));
    Word { at, not: minus.is_some(), body }
}

/// A name, a sign and what follows. A name is made of letters: 18:00 and https://… are text.
fn asks(text: &str, at: Range<usize>) -> Option<Body> {
    let whole = &text[at.clone()];
    let (sign_at, _) = whole.char_indices().find(|(_, c)| matches!(plain(*c), ':' | '<' | '>' | '=' | '≤' | '≥'))?;
    let name = &whole[..sign_at];
    let letters = !name.is_empty() && name.chars().all(|c| c.is_alphabetic() || matches!(c, '_' | '-'));
    let (op, sign) = sign(&whole[sign_at..])?;
    let value = at.start + sign_at + sign..at.end;
    // 《 is the comma key of a Chinese keyboard, but also begins the title of a document.
    let title = whole[sign_at..].starts_with(['《', '〈', '》', '〉']) && Field::named(name).is_none();
    if !letters || title || text[value.clone()].starts_with("//") {
        return None;
    }
    Some(Body::Asks { name: name.to_owned(), name_at: at.start..at.start + sign_at, op, value })
}

/// The comparison at the start of a text and the bytes it takes; `:>` is read as `>`.
fn sign(text: &str) -> Option<(Op, usize)> {
    let mut chars = text.chars();
    let first = chars.next()?;
    let second = chars.next();
    let (of_first, of_second) = (plain(first), second.map(plain));
    let len = |n: usize| text.chars().take(n).map(char::len_utf8).sum();
    let equal = of_second == Some('=');
    Some(match of_first {
        '<' if equal => (Op::Most, len(2)),
        '>' if equal => (Op::Least, len(2)),
        '<' => (Op::Less, len(1)),
        '>' => (Op::More, len(1)),
        '≤' => (Op::Most, len(1)),
        '≥' => (Op::Least, len(1)),
        ':' if matches!(of_second, Some('<' | '>' | '≤' | '≥')) => {
            let (op, more) = sign(&text[first.len_utf8()..])?;
            (op, first.len_utf8() + more)
        }
        ':' | '=' => (Op::Is, len(1)),
        _ => return None,
    })
}

fn piece(text: &str, at: Range<usize>) -> Piece {
    let whole = &text[at.clone()];
    let mut chars = whole.chars();
    match chars.next().and_then(|first| closing(first).map(|close| (first, close))) {
        Some((open, close)) => {
            let inner = &whole[open.len_utf8()..];
            let (inner, more) = inner.split_once(close).unwrap_or((inner, ""));
            // What is glued to the closing quote belongs to the text, but not the quotes in it.
            let more = more.chars().filter(|c| QUOTES.iter().all(|(_, close)| close != c));
            let text: String = inner.chars().chain(more).collect();
            Piece { at, text: text.trim().to_owned(), quoted: true }
        }
        None => Piece { at, text: whole.trim().to_owned(), quoted: false },
    }
}

/// The value as one piece.
pub fn single(text: &str, at: &Range<usize>) -> Piece {
    piece(text, at.clone())
}

/// Alternatives, apart by commas; empty ones are left out.
pub fn pieces(text: &str, at: &Range<usize>) -> Vec<Piece> {
    let within = &text[..at.end];
    let mut found = Vec::new();
    let mut start = at.start;
    while start < at.end {
        let end = end_of(within, start, |c| plain(c) == ',').min(at.end);
        if end > start {
            found.push(piece(text, start..end));
        }
        start = end + text[end..].chars().next().map_or(1, char::len_utf8);
    }
    found.retain(|piece| !piece.text.trim().is_empty());
    found
}

/// The same keys on a Latin keyboard, for what was typed while another layout was on.
pub fn relaid(text: &str) -> String {
    text.chars().map(latin).collect()
}

/// A text for comparing: small letters, half-width, ё as е, without what may stand between words.
pub fn fold(text: &str) -> String {
    let folded = crate::text::numeral::fold(text);
    let kept = folded.chars().filter(|c| !c.is_whitespace() && !matches!(c, '_' | '-' | '.' | '\''));
    kept.map(|c| if c == 'ё' { 'е' } else { c }).collect()
}

pub fn same(one: &str, other: &str) -> bool {
    fold(one) == fold(other)
}

/// Whether a quote after a sign in it would take in the words that follow.
pub fn leaks(value: &str) -> bool {
    end_of(&format!("{value} "), 0, char::is_whitespace) != value.len()
}

/// A value so that it is read back as it is: quoted where it must be, and where `always` says so.
pub fn quote(value: &str, always: bool) -> String {
    let begins = value.chars().next().is_some_and(|c| closing(c).is_some() || "<>≤≥".contains(plain(c)));
    let apart = value.chars().any(|c| c.is_whitespace() || plain(c) == ',');
    if !(always || begins || apart || leaks(value) || value.is_empty()) {
        return value.to_owned();
    }
    // A value that was quoted never holds its own closing quote.
    let (open, close) = QUOTES.iter().find(|(_, close)| !value.contains(*close)).unwrap_or(&QUOTES[0]);
    format!("{open}{value}{close}")
}
