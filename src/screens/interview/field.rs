//! Where an answer is written: a text, or options to choose from with a remark beneath.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use serde_json::{Value, json};

use super::words::read;
use crate::domain::research::template::{Form, Question};
use crate::screens::Context;
use crate::text::{Lang, Text};
use crate::widgets::text_field::{Handled, Place, TextField};

/// What a key did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Changed,
    Moved,
    /// On to the next question.
    Next,
    Full,
    Ignored,
}

impl From<Handled> for Outcome {
    fn from(handled: Handled) -> Self {
        match handled {
            Handled::Changed => Self::Changed,
            Handled::Moved => Self::Moved,
            Handled::Full => Self::Full,
            Handled::Ignored => Self::Ignored,
        }
    }
}

#[derive(Debug)]
pub enum AnswerField {
    Text { field: TextField, raw: String, opened: String },
    Choice(Choosing),
}

#[derive(Debug)]
pub struct Choosing {
    /// How many options there are.
    count: usize,
    several: bool,
    /// In the order in which they were named.
    pub picked: Vec<usize>,
    pub at: usize,
    pub remark: TextField,
    pub in_remark: bool,
    /// The words as they were, until something is chosen or written.
    raw: String,
    touched: bool,
}

/// Options with their codes, as they are numbered on the screen.
pub fn options(question: &Question, text: &Text) -> Vec<(Value, String)> {
    match question.form {
        Form::YesNo => vec![(json!(true), text.get("choice-yes")), (json!(false), text.get("choice-no"))],
        Form::Scale => (1..=5).map(|mark| (json!(mark), mark.to_string())).collect(),
        _ => {
            let label = |words: &crate::text::Words| words.to(text.lang()).to_owned();
            question.choices.iter().map(|choice| (json!(choice.code), label(&choice.label))).collect()
        }
    }
}

impl AnswerField {
    pub fn open(question: &Question, raw: &str, value: Option<&Value>, context: &Context<'_>) -> Self {
        if matches!(question.form, Form::Single | Form::Multi | Form::YesNo | Form::Scale) {
            return Self::Choice(Choosing::open(question, raw, value, context));
        }
        let long = matches!(question.form, Form::Text | Form::Table) || raw.contains('\n');
        let field = if long { TextField::many_lines(raw) } else { TextField::one_line(raw) };
        Self::Text { opened: field.text(), field, raw: raw.to_owned() }
    }

    /// Says in an empty field what is to be written there, in the language that is on now.
    pub fn speak(&mut self, question: &Question, text: &Text) {
        let Self::Text { field, .. } = self else { return };
        let parts: Vec<&str> = question.parts.iter().map(|part| part.to(text.lang())).collect();
        field.set_placeholder(match question.form {
            Form::Text => text.get("interview-own-words"),
            _ => parts.join(" / "),
        });
    }

    /// What now stands there, word for word; what was not touched is as it was.
    pub fn raw(&self, question: &Question, context: &Context<'_>) -> String {
        match self {
            Self::Text { field, raw, opened } => {
                let text = field.text();
                if text == *opened { raw.clone() } else { text }
            }
            Self::Choice(choosing) => choosing.raw(question, context),
        }
    }

    /// The field in which letters are typed.
    pub fn text_mut(&mut self) -> &mut TextField {
        match self {
            Self::Text { field, .. } => field,
            Self::Choice(choosing) => &mut choosing.remark,
        }
    }

    pub fn selected_text(&self) -> Option<String> {
        match self {
            Self::Text { field, .. } => field.selected_text(),
            Self::Choice(choosing) => choosing.remark.selected_text(),
        }
    }

    /// A question with options of which none is chosen, whatever its remark says.
    pub fn is_unchosen(&self) -> bool {
        matches!(self, Self::Choice(choosing) if choosing.picked.is_empty())
    }

    /// A text long enough for an editor of its own.
    pub fn is_long(&self) -> bool {
        matches!(self, Self::Text { field, .. } if field.is_many_lines())
    }

    pub fn place(&self) -> Value {
        match self {
            Self::Text { field, .. } => json!([field.cursor().row, field.cursor().column]),
            Self::Choice(choosing) => json!([choosing.at, choosing.remark.cursor().column, choosing.in_remark]),
        }
    }

    pub fn set_place(&mut self, place: &Value) {
        let at = |n: usize| place.get(n).and_then(Value::as_u64).unwrap_or(0) as usize;
        match self {
            Self::Text { field, .. } => field.set_cursor(Place::new(at(0), at(1))),
            Self::Choice(choosing) => {
                choosing.at = at(0).min(choosing.count.saturating_sub(1));
                choosing.remark.set_cursor(Place::new(0, at(1)));
                choosing.in_remark = place.get(2).and_then(Value::as_bool) == Some(true);
            }
        }
    }

    pub fn paste(&mut self, text: &str) -> Outcome {
        if let Self::Choice(choosing) = self {
            (choosing.in_remark, choosing.touched) = (true, true);
        }
        self.text_mut().paste(text).into()
    }

    pub fn key(&mut self, key: KeyEvent) -> Outcome {
        match self {
            Self::Text { field, .. } => match field.handle(key) {
                Handled::Ignored if key.code == KeyCode::Enter => Outcome::Next,
                handled => handled.into(),
            },
            Self::Choice(choosing) => choosing.key(key),
        }
    }
}

impl Choosing {
    fn open(question: &Question, raw: &str, value: Option<&Value>, context: &Context<'_>) -> Self {
        let options = options(question, context.text);
        let several = question.form == Form::Multi;
        let place = |code: &Value| options.iter().position(|(other, _)| other == code);
        let picked: Vec<usize> = match value {
            Some(Value::Array(codes)) => codes.iter().filter_map(place).collect(),
            Some(code) => place(code).into_iter().collect(),
            None => Vec::new(),
        };
        let remark = if picked.is_empty() { raw.to_owned() } else { remark(question, raw, value, context) };
        Self {
            count: options.len(),
            several,
            at: picked.first().copied().unwrap_or(0),
            picked,
            remark: TextField::one_line(&remark),
            in_remark: false,
            raw: raw.to_owned(),
            touched: false,
        }
    }

    /// Labels where they read back as the same choice, codes where they would not.
    fn raw(&self, question: &Question, context: &Context<'_>) -> String {
        if !self.touched {
            return self.raw.clone();
        }
        let remark = self.remark.text();
        if self.picked.is_empty() {
            return remark;
        }
        let options = options(question, context.text);
        let chosen: Vec<&(Value, String)> = self.picked.iter().filter_map(|at| options.get(*at)).collect();
        let wanted = if self.several {
            Value::Array(chosen.iter().map(|(code, _)| code.clone()).collect())
        } else {
            chosen.first().map_or(Value::Null, |(code, _)| code.clone())
        };
        let (comma, colon) = if context.text.lang() == Lang::Zh { ("、", "：") } else { (", ", ": ") };
        let with_remark = |head: String| {
            if remark.trim().is_empty() { head } else { format!("{head}{colon}{remark}") }
        };
        let labels = chosen.iter().map(|(_, label)| label.as_str()).collect::<Vec<_>>().join(comma);
        let codes = self.picked.iter().map(|at| (at + 1).to_string()).collect::<Vec<_>>().join(", ");
        [labels.clone(), codes]
            .into_iter()
            .map(with_remark)
            .find(|raw| read(question, raw, context).is_ok_and(|value| value == wanted))
            .unwrap_or_else(|| with_remark(labels))
    }

    fn pick(&mut self, at: usize) {
        self.at = at;
        self.touched = true;
        match self.picked.iter().position(|picked| *picked == at) {
            Some(n) if self.several => {
                self.picked.remove(n);
            }
            Some(_) => {}
            None if self.several => self.picked.push(at),
            None => self.picked = vec![at],
        }
    }

    fn key(&mut self, key: KeyEvent) -> Outcome {
        if self.in_remark {
            return match key.code {
                KeyCode::Enter => Outcome::Next,
                KeyCode::Up => {
                    self.in_remark = false;
                    self.at = self.count.saturating_sub(1);
                    Outcome::Moved
                }
                _ => self.write(key),
            };
        }
        let plain = !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
        match key.code {
            KeyCode::Up => self.at = self.at.saturating_sub(1),
            KeyCode::Down if self.at + 1 >= self.count => self.in_remark = true,
            KeyCode::Down => self.at += 1,
            KeyCode::Home => self.at = 0,
            KeyCode::End => self.at = self.count.saturating_sub(1),
            KeyCode::Enter if self.several || self.picked.contains(&self.at) => return Outcome::Next,
            // The line at the cursor is chosen and seen to be chosen; the next Enter goes on.
            KeyCode::Enter => {
                self.pick(self.at);
                return Outcome::Changed;
            }
            KeyCode::Char(' ' | '\u{3000}') if plain => {
                self.pick(self.at);
                return Outcome::Changed;
            }
            KeyCode::Backspace | KeyCode::Delete if !self.picked.is_empty() => {
                self.picked.clear();
                self.touched = true;
                return Outcome::Changed;
            }
            KeyCode::Char(c) if plain => {
                return match digit(c) {
                    Some(n) if n >= 1 && n <= self.count => {
                        self.pick(n - 1);
                        Outcome::Changed
                    }
                    Some(_) => Outcome::Moved,
                    None => {
                        self.in_remark = true;
                        self.write(key)
                    }
                };
            }
            _ => return Outcome::Ignored,
        }
        Outcome::Moved
    }

    fn write(&mut self, key: KeyEvent) -> Outcome {
        let handled = self.remark.handle(key);
        self.touched |= handled == Handled::Changed;
        handled.into()
    }
}

/// A digit as typed, also from an input method that gives wide ones.
fn digit(c: char) -> Option<usize> {
    let narrow = if ('０'..='９').contains(&c) { char::from_u32(c as u32 - 0xfee0)? } else { c };
    narrow.to_digit(10).map(|n| n as usize)
}

/// What was said beside the choice: whatever follows the shortest beginning that already reads as it.
fn remark(question: &Question, raw: &str, value: Option<&Value>, context: &Context<'_>) -> String {
    let reads = |head: &str| read(question, head, context).ok().as_ref() == value;
    let break_at = raw.char_indices().find(|(at, c)| !c.is_alphanumeric() && *at > 0 && reads(&raw[..*at]));
    break_at.map_or_else(String::new, |(at, _)| {
        raw[at..].trim_start_matches(|c: char| c.is_whitespace() || "：:,，;；、。—–-".contains(c)).to_owned()
    })
}
