//! Where an answer is written: a text, a table, or options to choose from with a remark beneath.

use ratatui::crossterm::event::{KeyCode, KeyEvent};
use serde_json::{Value, json};

use super::choosing::Choosing;
use super::grid::Grid;
use crate::domain::research::template::{Form, Question};
use crate::screens::Context;
use crate::text::Text;
use crate::widgets::text_field::{Handled, Place, TextField};

/// What a key did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Changed,
    Moved,
    /// On to the next question.
    Next,
    /// They do not know.
    Unknown,
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
    Table(Grid),
    Choice(Choosing),
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
        if question.form == Form::Table {
            return Self::Table(Grid::open(question.columns.len(), raw));
        }
        let long = question.form == Form::Text || raw.contains('\n');
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
            Self::Table(grid) => grid.raw(),
            Self::Choice(choosing) => choosing.raw(question, context),
        }
    }

    /// The field in which letters are typed.
    pub fn text_mut(&mut self) -> &mut TextField {
        match self {
            Self::Text { field, .. } => field,
            Self::Table(grid) => &mut grid.cell,
            Self::Choice(choosing) => &mut choosing.remark,
        }
    }

    pub fn selected_text(&self) -> Option<String> {
        match self {
            Self::Text { field, .. } => field.selected_text(),
            Self::Table(grid) => grid.selected_text(),
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
            Self::Table(grid) => grid.place(),
            Self::Choice(choosing) => json!([choosing.at, choosing.remark.cursor().column, choosing.in_remark]),
        }
    }

    pub fn set_place(&mut self, place: &Value) {
        let at = |n: usize| place.get(n).and_then(Value::as_u64).unwrap_or(0) as usize;
        match self {
            Self::Text { field, .. } => field.set_cursor(Place::new(at(0), at(1))),
            Self::Table(grid) => grid.set_place(place),
            Self::Choice(choosing) => {
                choosing.at = at(0).min(choosing.count().saturating_sub(1));
                choosing.remark.set_cursor(Place::new(0, at(1)));
                choosing.in_remark = place.get(2).and_then(Value::as_bool) == Some(true);
            }
        }
    }

    pub fn paste(&mut self, text: &str) -> Outcome {
        match self {
            Self::Text { field, .. } => field.paste(text).into(),
            Self::Table(grid) => grid.paste(text),
            Self::Choice(choosing) => choosing.paste(text),
        }
    }

    pub fn key(&mut self, key: KeyEvent) -> Outcome {
        match self {
            Self::Text { field, .. } => match field.handle(key) {
                Handled::Ignored if key.code == KeyCode::Enter => Outcome::Next,
                handled => handled.into(),
            },
            Self::Table(grid) => grid.key(key),
            Self::Choice(choosing) => choosing.key(key),
        }
    }

    /// To the next or the last cell of a table; false where there is none.
    pub fn step(&mut self, forward: bool) -> bool {
        match self {
            Self::Table(grid) => grid.step(forward),
            _ => false,
        }
    }
}
