//! The form pane: every kind of record is entered and edited here, from its declaration.

mod builder;
mod changes;
mod currency;
mod draft;
mod draw;
mod edit;

pub use builder::Builder;
use currency::currency_ask;

use chrono::NaiveDate;
use serde_json::Value;

use crate::domain::act::{Act, Change};
use crate::domain::kinds::Kind;
use crate::domain::money::Currency;
use crate::domain::record::{Field, Id, Type, Values};
use crate::domain::wording;
use crate::screens::{Ask, Context, Tone};
use crate::store::presence::Spot;
use crate::store::request::{Command, Labels};
use crate::text::Msg;
use crate::widgets::text_field::TextField;

/// One record of the form. A new contact and her employment are two parts, saved as one act.
#[derive(Clone, Debug)]
pub struct Part {
    pub kind: Kind,
    pub id: Id,
    pub new: bool,
    /// Values as the form was opened with: what a save compares against.
    pub base: Values,
    /// Values of a new record that are not asked for: the account of a new opportunity.
    pub fixed: Values,
}

/// One line of the form.
#[derive(Clone, Debug)]
pub struct Line {
    part: usize,
    field: &'static Field,
    value: Value,
    /// The field beside it that the same text sets: the unit of a figure.
    beside: Option<wording::Beside>,
    /// What was typed and could not be read yet.
    raw: Option<String>,
    fault: Option<Msg>,
}

#[derive(Debug)]
pub struct Form {
    verb: String,
    parts: Vec<Part>,
    lines: Vec<Line>,
    at: usize,
    /// Editor of the line at the cursor, where it is a line of text.
    editor: Option<TextField>,
    labels: Labels,
    /// Of the account the records belong to.
    currency: Option<Currency>,
    /// Saved with the same act: links of the thread.
    extra: Vec<Change>,
    /// Option under the cursor of a set.
    option: usize,
    /// Letters typed on a line of choices, which find the choice.
    typed: String,
    scroll: usize,
    draft: Id,
    act: Id,
    /// Unix milliseconds, and the day where the user is.
    opened_ms: i64,
    today: NaiveDate,
    /// The text the editor was opened with, as the editor has it.
    opened: String,
    changed: bool,
    /// What to try again once this is saved: the move that found these fields empty.
    then: Option<Command>,
    /// What it asks, where that is more than the record's own name.
    title: Option<Msg>,
}

impl Form {
    pub fn kind(&self) -> Option<Kind> {
        self.parts.first().map(|part| part.kind)
    }

    /// The record the form is about.
    pub fn subject(&self) -> Option<(Kind, Id)> {
        self.parts.first().map(|part| (part.kind, part.id))
    }

    /// The stored record and the field at the cursor.
    pub fn spot(&self) -> Option<Spot> {
        let line = self.line()?;
        let part = self.parts.get(line.part).filter(|part| !part.new)?;
        Some(Spot { kind: part.kind, id: part.id, field: line.field.name.to_owned() })
    }

    /// Name under which a new record will be known.
    pub fn name(&self) -> String {
        let Some(part) = self.parts.first() else { return String::new() };
        let title = part.kind.spec().title;
        let line = self.lines.iter().find(|line| line.part == 0 && line.field.name == title);
        let value = line.map_or_else(|| part.base.get(title), |line| Some(&line.value));
        value.and_then(Value::as_str).unwrap_or_default().to_owned()
    }

    pub fn is_new(&self) -> bool {
        self.parts.first().is_some_and(|part| part.new)
    }

    pub fn act(&self) -> Id {
        self.act
    }

    pub fn take_then(&mut self) -> Option<Command> {
        self.then.take()
    }

    pub fn draft_id(&self) -> Id {
        self.draft
    }

    /// Asks for every field of its records.
    pub fn expand(&mut self, context: &Context<'_>) {
        self.close_line(context);
        let here = self.line().map(|line| (line.part, line.field.name));
        let old = std::mem::take(&mut self.lines);
        for (index, part) in self.parts.iter().enumerate() {
            for field in part.kind.spec().fields {
                let known = old.iter().find(|line| (line.part, line.field.name) == (index, field.name));
                self.lines.extend(known.cloned().or_else(|| part.line(index, field, context)));
            }
        }
        let at = self.lines.iter().position(|line| Some((line.part, line.field.name)) == here);
        self.at = at.unwrap_or(0);
        self.open_line(context);
    }

    fn line(&self) -> Option<&Line> {
        self.lines.get(self.at)
    }

    /// Marks the fields of one record that the store found wanting, and hands back those that have no line here.
    pub fn faults(&mut self, of: (Kind, Id), faults: Vec<(String, Msg)>, context: &Context<'_>) -> Vec<(String, Msg)> {
        let part = self.parts.iter().position(|part| (part.kind, part.id) == of);
        let (mut first, mut unseen) = (None, Vec::new());
        for (name, fault) in faults {
            let at = self.lines.iter().position(|line| Some(line.part) == part && line.field.name == name);
            match at.and_then(|at| self.lines.get_mut(at)) {
                Some(line) => {
                    line.fault = Some(fault);
                    first = first.or(at);
                }
                None => unseen.push((name, fault)),
            }
        }
        if let Some(at) = first {
            self.at = at;
            self.open_line(context);
        }
        unseen
    }

    /// Saves, or goes to the first line that cannot be read.
    pub fn save(&mut self, context: &Context<'_>) -> Vec<Ask> {
        self.close_line(context);
        let missing: Vec<usize> = (0..self.lines.len())
            .filter(|&at| {
                self.lines.get(at).is_some_and(|line| {
                    line.raw.is_some() || crate::domain::validate::check(line.field, &line.value).is_some()
                })
            })
            .collect();
        for &at in &missing {
            if let Some(line) = self.lines.get_mut(at).filter(|line| line.fault.is_none()) {
                line.fault = crate::domain::validate::check(line.field, &line.value);
            }
        }
        if let Some(&at) = missing.first() {
            self.at = at;
            self.open_line(context);
            return vec![Ask::Tell(Msg::new("form-incomplete").with("count", missing.len()), Tone::Warn)];
        }
        let changes = self.changes();
        if changes.is_empty() {
            return vec![Ask::Forget(self.draft), Ask::Back];
        }
        vec![Ask::Do(Command::Save(Act { id: self.act, verb: self.verb.clone(), changes }))]
    }

    /// A record chosen for the link at the cursor.
    pub fn chosen(&mut self, id: Id, name: String, context: &Context<'_>) -> Vec<Ask> {
        self.labels.insert(id, name);
        let Some(line) = self.lines.get_mut(self.at) else { return Vec::new() };
        line.fault = None;
        let chosen = match line.field.ty {
            Type::Link(kind) => Some((kind, id)),
            _ => None,
        };
        match line.field.ty {
            Type::Links(_) => {
                // Chosen once more, it is taken out again.
                let mut ids = line.value.as_array().cloned().unwrap_or_default();
                match ids.iter().position(|held| *held == id.json()) {
                    Some(at) => _ = ids.remove(at),
                    None => ids.push(id.json()),
                }
                line.value = if ids.is_empty() { Value::Null } else { Value::Array(ids) };
            }
            _ => line.value = id.json(),
        }
        self.changed = true;
        let mut asks = self.keep(context);
        if matches!(self.line().map(|line| line.field.ty), Some(Type::Link(_))) {
            self.step(1, context);
        }
        asks.extend(chosen.and_then(currency_ask));
        asks
    }

    fn shown(&self, line: &Line, context: &Context<'_>) -> String {
        if let Some(raw) = &line.raw {
            return raw.clone();
        }
        let mut values = self.values_of(line.part);
        values.insert(line.field.name.to_owned(), line.value.clone());
        values.extend(line.beside.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
        wording::show_of(line.field, &values, &self.labels, context.text, context.tz)
    }
}

#[cfg(test)]
mod tests;
