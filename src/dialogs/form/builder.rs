//! How a form is made: of which records, with which lines, beginning where.

use serde_json::Value;

use super::{Form, Line, Part};
use crate::domain::act::Change;
use crate::domain::kinds::Kind;
use crate::domain::money::Currency;
use crate::domain::record::{Entry, Field, Id, Need, Record, Type, Values};
use crate::screens::Context;
use crate::store::request::{Command, Labels};
use crate::text::Msg;

impl Part {
    /// The line for a field, if it is one that people fill here.
    pub(super) fn line(&self, part: usize, field: &'static Field, context: &Context<'_>) -> Option<Line> {
        if field.entry == Entry::Form { self.any_line(part, field, context) } else { None }
    }

    /// The line for a field that is asked for by name.
    pub(super) fn any_line(&self, part: usize, field: &'static Field, context: &Context<'_>) -> Option<Line> {
        if self.fixed.contains_key(field.name) {
            return None;
        }
        let value = match self.base.get(field.name) {
            Some(value) => value.clone(),
            None if self.new => habit(field, context).unwrap_or_else(|| field.default_value()),
            None => Value::Null,
        };
        Some(Line { part, field, value, beside: None, raw: None, fault: None })
    }
}

/// A required zone, currency or language of a new record is the user's own until somebody says otherwise.
fn habit(field: &Field, context: &Context<'_>) -> Option<Value> {
    if field.need != Need::Always {
        return None;
    }
    match (field.ty, field.name) {
        (Type::Zone, _) => Some(Value::from(context.tz.name())),
        (Type::Currency, _) => Some(Value::from(context.currency.code())),
        (Type::Choice(_), "locale") => Some(Value::from(context.text.lang().tag())),
        _ => None,
    }
}

/// Builds the parts of a form.
#[derive(Debug)]
pub struct Builder {
    pub(super) verb: &'static str,
    pub(super) parts: Vec<Part>,
    pub(super) labels: Labels,
    pub(super) currency: Option<Currency>,
    pub(super) extra: Vec<Change>,
    pub(super) only: Vec<&'static str>,
    /// Only what a new record needs and what its list shows; the other fields are one key away.
    pub(super) brief: bool,
    pub(super) focus: Option<String>,
    pub(super) then: Option<Command>,
    /// What stands above it, where that is more than the record's own name.
    pub(super) title: Option<Msg>,
    /// Values of a stored record that the form begins with.
    pub(super) proposed: Vec<(String, Value)>,
}

impl Builder {
    /// A form for a record that does not exist yet.
    pub fn new_record(kind: Kind, context: &Context<'_>) -> Self {
        let part = Part { kind, id: context.id(), new: true, base: Values::new(), fixed: Values::new() };
        Self {
            verb: "verb-create",
            parts: vec![part],
            labels: Labels::from([(context.me, context.user.to_owned())]),
            currency: None,
            extra: Vec::new(),
            only: Vec::new(),
            brief: true,
            focus: None,
            then: None,
            title: None,
            proposed: Vec::new(),
        }
    }

    /// A form for a stored record.
    pub fn existing(record: &Record, labels: &Labels) -> Self {
        let part =
            Part { kind: record.kind, id: record.id, new: false, base: record.values.clone(), fixed: Values::new() };
        Self {
            verb: "verb-edit",
            parts: vec![part],
            labels: labels.clone(),
            currency: None,
            extra: Vec::new(),
            only: Vec::new(),
            brief: false,
            focus: None,
            then: None,
            title: None,
            proposed: Vec::new(),
        }
    }

    /// Adds a second new record whose `link` field holds the first one.
    #[must_use]
    pub fn with_part(mut self, kind: Kind, link: &str, context: &Context<'_>) -> Self {
        let first = self.parts.first().map_or_else(|| context.id(), |part| part.id);
        let mut fixed = Values::new();
        fixed.insert(link.to_owned(), first.json());
        self.parts.push(Part { kind, id: context.id(), new: true, base: Values::new(), fixed });
        self
    }

    /// Sets a field of the last part without asking for it.
    #[must_use]
    pub fn fixed(mut self, field: &str, value: Value) -> Self {
        if let Some(part) = self.parts.last_mut() {
            part.fixed.insert(field.to_owned(), value);
        }
        self
    }

    /// Proposes a value for a field of the last part.
    #[must_use]
    pub fn preset(mut self, field: &str, value: Value) -> Self {
        if let Some(part) = self.parts.last_mut() {
            part.base.insert(field.to_owned(), value);
        }
        self
    }

    #[must_use]
    pub fn label(mut self, id: Id, name: impl Into<String>) -> Self {
        self.labels.insert(id, name.into());
        self
    }

    /// The currency of the account: amounts that name none are in it.
    #[must_use]
    pub fn currency(mut self, currency: Option<Currency>) -> Self {
        self.currency = currency;
        self
    }

    #[must_use]
    pub fn extra(mut self, change: Change) -> Self {
        self.extra.push(change);
        self
    }

    /// Asks for these fields only.
    #[must_use]
    pub fn only(mut self, fields: &[&'static str]) -> Self {
        self.only.extend_from_slice(fields);
        self
    }

    /// Begins at this field.
    #[must_use]
    pub fn focus(mut self, field: &str) -> Self {
        self.focus = Some(field.to_owned());
        self
    }

    #[must_use]
    pub fn verb(mut self, verb: &'static str) -> Self {
        self.verb = verb;
        self
    }

    /// Tries this once the form is saved.
    #[must_use]
    pub fn then(mut self, command: Command) -> Self {
        self.then = Some(command);
        self
    }

    /// Says above the form what it asks.
    #[must_use]
    pub fn title(mut self, title: Msg) -> Self {
        self.title = Some(title);
        self
    }

    /// Begins with another value of a stored record than the one that stands there.
    #[must_use]
    pub fn propose(mut self, field: &str, value: Value) -> Self {
        self.proposed.push((field.to_owned(), value));
        self
    }

    /// Id of the first record of the form.
    pub fn id(&self) -> Option<Id> {
        self.parts.first().map(|part| part.id)
    }

    pub fn build(self, context: &Context<'_>) -> Form {
        let mut lines = Vec::new();
        for (index, part) in self.parts.iter().enumerate() {
            for field in part.kind.spec().fields {
                let asked = !self.brief
                    || field.need == Need::Always
                    || part.base.contains_key(field.name)
                    || part.kind.spec().columns.contains(&field.name)
                    || field.asked;
                if self.only.contains(&field.name) {
                    lines.extend(part.any_line(index, field, context));
                } else if self.only.is_empty() && asked {
                    lines.extend(part.line(index, field, context));
                }
            }
        }
        for (field, value) in self.proposed {
            if let Some(line) = lines.iter_mut().find(|line: &&mut Line| line.field.name == field) {
                line.value = value;
            }
        }
        let at = self.focus.and_then(|name| lines.iter().position(|line| line.field.name == name)).unwrap_or(0);
        let mut form = Form {
            verb: self.verb.to_owned(),
            parts: self.parts,
            lines,
            at,
            editor: None,
            labels: self.labels,
            currency: self.currency,
            extra: self.extra,
            option: 0,
            typed: String::new(),
            scroll: 0,
            draft: context.id(),
            act: context.id(),
            opened_ms: context.now.timestamp_millis(),
            today: context.today(),
            opened: String::new(),
            changed: false,
            then: self.then,
            title: self.title,
        };
        form.open_line(context);
        form
    }
}
