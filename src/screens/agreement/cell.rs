//! The cell of a table that is being written: a text, or options to choose from.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use serde_json::{Value, json};

use super::table::Source;
use crate::domain::record::{Field, Type, Values};
use crate::screens::Context;
use crate::text::{Msg, Text};
use crate::widgets::text_field::{Handled, TextField};

/// A text longer than this is written in several lines.
const ONE_LINE: usize = 120;

/// Options, of which one or several can be taken.
#[derive(Clone, Debug)]
pub(super) struct Options {
    pub(super) codes: Vec<Value>,
    pub(super) at: usize,
    pub(super) taken: Vec<Value>,
    several: bool,
    /// Letters typed, which find the option.
    typed: String,
}

#[derive(Clone, Debug)]
pub(super) enum Input {
    Text(Box<TextField>),
    Options(Options),
}

#[derive(Debug)]
pub(super) struct Cell {
    pub(super) source: Source,
    pub(super) row: usize,
    pub(super) column: &'static Field,
    pub(super) input: Input,
    /// The row as it stood when the cell was opened, and all rows of the table.
    pub(super) was: Values,
    pub(super) base: Vec<Values>,
    pub(super) opened: Value,
    pub(super) fault: Option<Msg>,
    pub(super) changed: bool,
}

/// What a key did to the cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pressed {
    Changed,
    Moved,
    Full,
    /// Taken as it stands; the cursor goes so many rows on.
    Done(isize),
}

impl Input {
    /// How a cell of this column is written; links are chosen from a list instead.
    pub(super) fn open(column: &Field, value: &Value, words: &str) -> Option<Self> {
        let options = |codes: Vec<Value>, several| {
            let taken: Vec<Value> = match value {
                Value::Array(items) => items.clone(),
                Value::Null => Vec::new(),
                one => vec![one.clone()],
            };
            let at = taken.first().and_then(|first| codes.iter().position(|code| code == first)).unwrap_or(0);
            Some(Self::Options(Options { codes, at, taken, several, typed: String::new() }))
        };
        match column.ty {
            Type::Choice(codes) => options(codes.iter().map(|code| json!(code)).collect(), false),
            Type::Set(codes) => options(codes.iter().map(|code| json!(code)).collect(), true),
            Type::Flag => options(vec![json!(true), json!(false)], false),
            Type::Link(_) | Type::Links(_) => None,
            Type::Text(max) if max > ONE_LINE => Some(Self::Text(Box::new(TextField::many_lines(words)))),
            _ => Some(Self::Text(Box::new(TextField::one_line(words)))),
        }
    }

    /// What stands there: words, or the codes that are taken.
    pub(super) fn content(&self) -> Value {
        match self {
            Self::Text(field) => json!(field.text()),
            Self::Options(options) => json!(options.taken),
        }
    }

    /// Puts back what [`Input::content`] gave.
    pub(super) fn put_back(&mut self, content: &Value) {
        match (self, content) {
            (Self::Text(field), Value::String(words)) => field.set_text(words),
            (Self::Options(options), Value::Array(taken)) => options.taken.clone_from(taken),
            _ => {}
        }
    }
}

impl Options {
    /// The value of the cell.
    pub(super) fn value(&self) -> Value {
        match (self.several, self.taken.first()) {
            (_, None) => Value::Null,
            (true, Some(_)) => Value::Array(self.taken.clone()),
            (false, Some(one)) => one.clone(),
        }
    }

    fn go(&mut self, to: usize) -> Pressed {
        self.at = to;
        if self.several {
            return Pressed::Moved;
        }
        self.taken = self.codes.get(to).cloned().into_iter().collect();
        Pressed::Changed
    }

    fn key(&mut self, key: KeyEvent, column: &Field, text: &Text) -> Pressed {
        let count = self.codes.len().max(1);
        let letter = if let KeyCode::Char(c) = key.code { Some(c) } else { None };
        if letter.is_none() || letter == Some(' ') {
            self.typed.clear();
        }
        match key.code {
            // The first arrow takes the first one where nothing is taken yet.
            KeyCode::Right | KeyCode::Left if self.taken.is_empty() && !self.several => self.go(self.at),
            KeyCode::Left => self.go((self.at + count - 1) % count),
            KeyCode::Char(' ') if self.several => {
                let Some(code) = self.codes.get(self.at) else { return Pressed::Moved };
                match self.taken.iter().position(|taken| taken == code) {
                    Some(at) => {
                        self.taken.remove(at);
                    }
                    None => self.taken.push(code.clone()),
                }
                Pressed::Changed
            }
            KeyCode::Char(' ') if self.taken.is_empty() => self.go(self.at),
            KeyCode::Right | KeyCode::Char(' ') => self.go((self.at + 1) % count),
            KeyCode::Backspace | KeyCode::Delete => {
                self.taken.clear();
                Pressed::Changed
            }
            KeyCode::Char(c) if !key.modifiers.contains(KeyModifiers::CONTROL) => {
                let typed = format!("{}{}", self.typed, c.to_lowercase());
                let label = |code: &Value| option_words(column, code, text).to_lowercase();
                let found = self.codes.iter().position(|code| label(code).starts_with(&typed));
                let found = found.or_else(|| self.codes.iter().position(|code| label(code).contains(&typed)));
                match found {
                    Some(at) => {
                        self.typed = typed;
                        self.go(at)
                    }
                    None => Pressed::Moved,
                }
            }
            _ => Pressed::Moved,
        }
    }
}

/// What an option is called.
pub(super) fn option_words(column: &Field, code: &Value, text: &Text) -> String {
    match code {
        Value::Bool(flag) => text.flag(*flag),
        code => text.choice(column.name, code.as_str().unwrap_or_default()),
    }
}

impl Cell {
    pub(super) fn key(&mut self, key: KeyEvent, context: &Context<'_>) -> Pressed {
        self.fault = None;
        match (&mut self.input, key.code) {
            (_, KeyCode::Enter) if key.modifiers.is_empty() => Pressed::Done(0),
            (Input::Options(_), KeyCode::Down) => Pressed::Done(1),
            (Input::Options(_), KeyCode::Up) => Pressed::Done(-1),
            (Input::Options(options), _) => options.key(key, self.column, context.text),
            (Input::Text(field), code) => match field.handle(key) {
                Handled::Changed => Pressed::Changed,
                Handled::Full => Pressed::Full,
                Handled::Ignored if code == KeyCode::Down => Pressed::Done(1),
                Handled::Ignored if code == KeyCode::Up => Pressed::Done(-1),
                Handled::Moved | Handled::Ignored => Pressed::Moved,
            },
        }
    }

    /// Whether something else stands there than when it was opened.
    pub(super) fn is_new(&self) -> bool {
        self.input.content() != self.opened
    }
}
