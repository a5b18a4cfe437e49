//! The form pane: every kind of record is entered and edited here, from its declaration.

mod draft;
mod draw;
mod edit;

use serde_json::Value;

use crate::domain::act::{Act, Change};
use crate::domain::agreement::metric;
use crate::domain::kinds::Kind;
use crate::domain::money::Currency;
use crate::domain::record::{Entry, Field, Id, Need, Record, Type, Values};
use crate::domain::wording::{self, Reading};
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

impl Part {
    /// The line for a field, if it is one that people fill here.
    fn line(&self, part: usize, field: &'static Field, context: &Context<'_>) -> Option<Line> {
        if field.entry != Entry::Form || self.fixed.contains_key(field.name) {
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
    /// Unix milliseconds.
    opened_ms: i64,
    /// The text the editor was opened with, as the editor has it.
    opened: String,
    changed: bool,
    /// What to try again once this is saved: the move that found these fields empty.
    then: Option<Command>,
}

/// Builds the parts of a form.
#[derive(Debug)]
pub struct Builder {
    verb: &'static str,
    parts: Vec<Part>,
    labels: Labels,
    currency: Option<Currency>,
    extra: Vec<Change>,
    only: Vec<&'static str>,
    /// Only what a new record needs and what its list shows; the other fields are one key away.
    brief: bool,
    focus: Option<String>,
    then: Option<Command>,
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
                    || part.kind.spec().columns.contains(&field.name);
                let wanted = if self.only.is_empty() { asked } else { self.only.contains(&field.name) };
                if wanted {
                    lines.extend(part.line(index, field, context));
                }
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
            opened: String::new(),
            changed: false,
            then: self.then,
        };
        form.open_line(context);
        form
    }
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

    /// What a save of this form changes.
    pub fn changes(&self) -> Vec<Change> {
        let mut changes = Vec::new();
        for (index, part) in self.parts.iter().enumerate() {
            let lines = || self.lines.iter().filter(move |line| line.part == index);
            if part.new {
                let mut values = part.fixed.clone();
                for line in lines().filter(|line| !line.value.is_null()) {
                    values.insert(line.field.name.to_owned(), line.value.clone());
                }
                for (name, value) in self.implied(index).into_iter().filter(|(_, value)| !value.is_null()) {
                    values.insert(name.to_owned(), value);
                }
                changes.push(Change::Insert { kind: part.kind, id: part.id, values });
                continue;
            }
            let base = |name: &str| part.base.get(name).cloned().unwrap_or(Value::Null);
            let units: Vec<&str> = lines()
                .filter(|line| !line.field.unit.is_empty() && line.value != base(line.field.name))
                .map(|line| line.field.unit)
                .collect();
            for line in lines() {
                // A field of a touched unit is sent unchanged too, so that a colleague's change to it is noticed.
                let changed = line.value != base(line.field.name);
                if changed || (units.contains(&line.field.unit) && !base(line.field.name).is_null()) {
                    changes.push(Change::Update {
                        kind: part.kind,
                        id: part.id,
                        field: line.field.name.to_owned(),
                        base: base(line.field.name),
                        new: line.value.clone(),
                    });
                }
            }
            for (name, new) in self.implied(index) {
                let base = base(name);
                let unit = part.kind.spec().field(name).map_or("", |field| field.unit);
                if new != base || (units.contains(&unit) && !base.is_null()) {
                    changes.push(Change::Update { kind: part.kind, id: part.id, field: name.to_owned(), base, new });
                }
            }
        }
        changes.extend(self.extra.iter().cloned());
        changes
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
        match line.field.ty {
            Type::Links(_) => {
                let mut ids = line.value.as_array().cloned().unwrap_or_default();
                if !ids.contains(&id.json()) {
                    ids.push(id.json());
                }
                line.value = Value::Array(ids);
            }
            _ => line.value = id.json(),
        }
        self.changed = true;
        let mut asks = self.keep(context);
        if matches!(self.line().map(|line| line.field.ty), Some(Type::Link(_))) {
            self.step(1, context);
        }
        asks.shrink_to_fit();
        asks
    }

    /// An amount that names no currency is in that of the amount that stands there, of the record, of its account,
    /// or the configured one.
    fn reading<'a>(&self, line: &Line, values: &Values, context: &Context<'a>) -> Reading<'a> {
        let stands = wording::money_of(&line.value).map(|money| money.ccy);
        let own = || values.get("ccy").and_then(Value::as_str).and_then(Currency::from_code);
        let currency = stands.or_else(own).or(self.currency).unwrap_or(context.currency);
        Reading { text: context.text, today: context.today(), tz: context.tz, currency }
    }

    fn shown(&self, line: &Line, context: &Context<'_>) -> String {
        match &line.raw {
            Some(raw) => raw.clone(),
            None => wording::show_of(line.field, &self.values_of(line.part), &self.labels, context.text, context.tz),
        }
    }

    /// The values of a part as they stand now.
    fn values_of(&self, part: usize) -> Values {
        let Some(of) = self.parts.get(part) else { return Values::new() };
        let mut values = of.base.clone();
        values.extend(of.fixed.clone());
        for line in self.lines.iter().filter(|line| line.part == part) {
            values.insert(line.field.name.to_owned(), line.value.clone());
            if let Some((name, value)) = &line.beside {
                values.insert((*name).to_owned(), value.clone());
            }
        }
        values
    }

    /// Fields nobody types that follow from those that are typed.
    fn implied(&self, part: usize) -> Vec<wording::Beside> {
        let mut implied: Vec<_> =
            self.lines.iter().filter(|line| line.part == part).filter_map(|line| line.beside.clone()).collect();
        let asked = |name: &str| self.lines.iter().any(|line| line.part == part && line.field.name == name);
        if self.parts.get(part).is_some_and(|of| of.kind == Kind::Target) && asked("metric") {
            let values = self.values_of(part);
            let metric = values.get("metric").and_then(Value::as_str).and_then(metric::metric);
            implied.push(("operator", metric.map_or(Value::Null, |metric| metric.operator().into())));
        }
        implied
    }
}

#[cfg(test)]
mod tests;
