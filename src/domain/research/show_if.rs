//! Conditions that show or hide a question, by the answers before it (01-model 1.7).

use std::cmp::Ordering;
use std::fmt;

use serde_json::Value;

use crate::text::Msg;

/// Brackets within brackets a condition may hold; a deeper one is a mistake or an attack on the stack.
const DEPTH: usize = 32;

/// A condition as a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr {
    Or(Vec<Self>),
    And(Vec<Self>),
    Not(Box<Self>),
    Answered(String),
    Compare { question: String, op: Op, with: String },
    In { question: String, list: Vec<String> },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    Equal,
    Unequal,
    Less,
    AtMost,
    More,
    AtLeast,
    /// The list holds it.
    Has,
}

impl Op {
    /// Longer signs first, so that `<=` is not read as `<`.
    const SIGNS: [(&str, Self); 6] = [
        ("!=", Self::Unequal),
        ("<=", Self::AtMost),
        (">=", Self::AtLeast),
        ("=", Self::Equal),
        ("<", Self::Less),
        (">", Self::More),
    ];

    fn sign(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::Unequal => "!=",
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::More => ">",
            Self::AtLeast => ">=",
            Self::Has => "has",
        }
    }
}

/// Where reading stopped and what would have been right there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    /// Byte position in the condition.
    pub at: usize,
    pub expected: Msg,
}

const KEYWORDS: [&str; 6] = ["and", "or", "not", "answered", "has", "in"];

/// Characters of a word that needs no quotes: enough for codes, numbers and dates.
fn in_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.')
}

impl Expr {
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        let mut reader = Reader { text, at: 0 };
        let expr = reader.either(0)?;
        reader.space();
        if reader.at < text.len() { Err(reader.expected("show-if-expected-end")) } else { Ok(expr) }
    }

    /// Decides by the answers given; a comparison with an unanswered question is false, whatever the operator.
    pub fn eval(&self, answer: &dyn Fn(&str) -> Option<Value>) -> bool {
        let given = |question: &str| answer(question).filter(|value| !is_blank(value));
        match self {
            Self::Or(parts) => parts.iter().any(|part| part.eval(answer)),
            Self::And(parts) => parts.iter().all(|part| part.eval(answer)),
            Self::Not(part) => !part.eval(answer),
            Self::Answered(question) => given(question).is_some(),
            Self::Compare { question, op, with } => given(question).is_some_and(|value| op.holds(&value, with)),
            Self::In { question, list } => {
                given(question).is_some_and(|value| list.iter().any(|with| Op::Has.holds(&value, with)))
            }
        }
    }

    /// Every question the condition looks at, in order, repeated ones included.
    pub fn questions(&self) -> Vec<&str> {
        match self {
            Self::Or(parts) | Self::And(parts) => parts.iter().flat_map(Self::questions).collect(),
            Self::Not(part) => part.questions(),
            Self::Answered(question) | Self::Compare { question, .. } | Self::In { question, .. } => vec![question],
        }
    }
}

/// No answer at all: null, empty text or an empty list.
pub fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}

impl Op {
    fn holds(self, value: &Value, with: &str) -> bool {
        // A list equals a word only when that word is all it holds.
        if let Value::Array(items) = value {
            return match self {
                Self::Has => items.iter().any(|item| Self::Equal.holds(item, with)),
                Self::Equal => items.len() == 1 && Self::Equal.holds(&items[0], with),
                Self::Unequal => !Self::Equal.holds(value, with),
                _ => false,
            };
        }
        let order = compare(value, with);
        match self {
            Self::Equal | Self::Has => order == Some(Ordering::Equal),
            Self::Unequal => order != Some(Ordering::Equal),
            Self::Less => order == Some(Ordering::Less),
            Self::AtMost => matches!(order, Some(Ordering::Less | Ordering::Equal)),
            Self::More => order == Some(Ordering::Greater),
            Self::AtLeast => matches!(order, Some(Ordering::Greater | Ordering::Equal)),
        }
    }
}

/// Numbers as numbers, yes and no as such, everything else as text; ISO dates order rightly as text.
fn compare(value: &Value, with: &str) -> Option<Ordering> {
    match value {
        Value::Number(number) => number.as_f64()?.partial_cmp(&with.parse().ok()?),
        Value::Bool(flag) => {
            let with = match with {
                "yes" | "true" => true,
                "no" | "false" => false,
                _ => return None,
            };
            (*flag == with).then_some(Ordering::Equal)
        }
        Value::String(text) => Some(text.as_str().cmp(with)),
        _ => None,
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn space(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    fn expected(&self, key: &str) -> ParseError {
        ParseError { at: self.at, expected: Msg::new(key) }
    }

    fn takes(&mut self, sign: &str) -> bool {
        self.space();
        let found = self.rest().starts_with(sign);
        if found {
            self.at += sign.len();
        }
        found
    }

    /// The word that starts here, not yet taken.
    fn ahead(&mut self) -> &'a str {
        self.space();
        let rest = self.rest();
        &rest[..rest.find(|c| !in_word(c)).unwrap_or(rest.len())]
    }

    fn takes_word(&mut self, word: &str) -> bool {
        let found = self.ahead() == word;
        if found {
            self.at += word.len();
        }
        found
    }

    fn either(&mut self, depth: usize) -> Result<Expr, ParseError> {
        self.joined("or", &|reader| reader.all(depth), Expr::Or)
    }

    fn all(&mut self, depth: usize) -> Result<Expr, ParseError> {
        self.joined("and", &|reader| reader.negated(depth), Expr::And)
    }

    fn joined(
        &mut self,
        word: &str,
        part: &dyn Fn(&mut Self) -> Result<Expr, ParseError>,
        join: fn(Vec<Expr>) -> Expr,
    ) -> Result<Expr, ParseError> {
        let first = part(self)?;
        let mut parts = vec![first];
        while self.takes_word(word) {
            parts.push(part(self)?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { join(parts) })
    }

    fn negated(&mut self, depth: usize) -> Result<Expr, ParseError> {
        if self.takes_word("not") {
            return Ok(Expr::Not(Box::new(self.single(depth)?)));
        }
        self.single(depth)
    }

    fn single(&mut self, depth: usize) -> Result<Expr, ParseError> {
        self.space();
        if !self.rest().starts_with('(') {
            return self.comparison();
        }
        if depth >= DEPTH {
            return Err(self.expected("show-if-expected-flatter"));
        }
        self.at += 1;
        let inner = self.either(depth + 1)?;
        if self.takes(")") { Ok(inner) } else { Err(self.expected("show-if-expected-close")) }
    }

    fn comparison(&mut self) -> Result<Expr, ParseError> {
        let question = self.ahead();
        if question.is_empty() || KEYWORDS.contains(&question) {
            return Err(self.expected("show-if-expected-question"));
        }
        self.at += question.len();
        let question = question.to_owned();
        if self.takes_word("answered") {
            return Ok(Expr::Answered(question));
        }
        if self.takes_word("in") {
            return Ok(Expr::In { question, list: self.list()? });
        }
        if self.takes_word("has") {
            return Ok(Expr::Compare { question, op: Op::Has, with: self.literal()? });
        }
        for (sign, op) in Op::SIGNS {
            if self.takes(sign) {
                return Ok(Expr::Compare { question, op, with: self.literal()? });
            }
        }
        Err(self.expected("show-if-expected-operator"))
    }

    fn list(&mut self) -> Result<Vec<String>, ParseError> {
        if !self.takes("(") {
            return Err(self.expected("show-if-expected-list"));
        }
        let mut list = vec![self.literal()?];
        while self.takes(",") {
            list.push(self.literal()?);
        }
        if self.takes(")") { Ok(list) } else { Err(self.expected("show-if-expected-close")) }
    }

    /// A bare word, or any text in double quotes with `\` before a quote or another `\`.
    fn literal(&mut self) -> Result<String, ParseError> {
        let word = self.ahead();
        if !word.is_empty() && !KEYWORDS.contains(&word) {
            self.at += word.len();
            return Ok(word.to_owned());
        }
        if !self.rest().starts_with('"') {
            return Err(self.expected("show-if-expected-value"));
        }
        let mut text = String::new();
        let mut escaped = false;
        for (offset, c) in self.rest().char_indices().skip(1) {
            match c {
                '\\' if !escaped => escaped = true,
                '"' if !escaped => {
                    self.at += offset + 1;
                    return Ok(text);
                }
                _ => {
                    text.push(c);
                    escaped = false;
                }
            }
        }
        self.at = self.text.len();
        Err(self.expected("show-if-expected-quote"))
    }
}

impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Or(parts) => write_joined(f, parts, " or ", |part| matches!(part, Self::Or(_))),
            Self::And(parts) => write_joined(f, parts, " and ", |part| matches!(part, Self::Or(_) | Self::And(_))),
            Self::Not(part) => {
                f.write_str("not ")?;
                let bracket = matches!(**part, Self::Or(_) | Self::And(_) | Self::Not(_));
                write_part(f, part, bracket)
            }
            Self::Answered(question) => write!(f, "{question} answered"),
            Self::Compare { question, op, with } => {
                write!(f, "{question} {} ", op.sign())?;
                write_literal(f, with)
            }
            Self::In { question, list } => {
                write!(f, "{question} in (")?;
                for (place, with) in list.iter().enumerate() {
                    f.write_str(if place == 0 { "" } else { ", " })?;
                    write_literal(f, with)?;
                }
                f.write_str(")")
            }
        }
    }
}

fn write_joined(f: &mut fmt::Formatter<'_>, parts: &[Expr], word: &str, bracket: fn(&Expr) -> bool) -> fmt::Result {
    for (place, part) in parts.iter().enumerate() {
        f.write_str(if place == 0 { "" } else { word })?;
        write_part(f, part, bracket(part))?;
    }
    Ok(())
}

fn write_part(f: &mut fmt::Formatter<'_>, part: &Expr, bracket: bool) -> fmt::Result {
    if bracket { write!(f, "({part})") } else { write!(f, "{part}") }
}

fn write_literal(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    if !text.is_empty() && text.chars().all(in_word) && !KEYWORDS.contains(&text) {
        return f.write_str(text);
    }
    write!(f, "\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests;
