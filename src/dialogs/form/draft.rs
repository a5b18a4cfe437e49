//! A half-filled form as a draft, and back: nothing typed is lost when the line drops.

use serde_json::{Map, Value, json};

use super::Form;
use crate::domain::act::Change;
use crate::domain::kinds::Kind;
use crate::domain::money::Currency;
use crate::domain::record::{Id, Type, Values};
use crate::domain::wording;
use crate::screens::{Ask, Context};
use crate::store::drafts::Draft;
use crate::store::request::Command;
use crate::widgets::text_field::Place;

/// Name of the form in the drafts file.
pub const FORM: &str = "record";

impl Form {
    /// The draft of what stands in the form now; nothing when it is as it was opened.
    pub(super) fn keep(&self, context: &Context<'_>) -> Vec<Ask> {
        if self.changed {
            self.draft_now(context).map(|draft| Ask::Keep(Box::new(draft))).into_iter().collect()
        } else {
            Vec::new()
        }
    }

    fn draft_now(&self, context: &Context<'_>) -> Option<Draft> {
        let (kind, id) = self.subject()?;
        let key = |part: usize, name: &str| format!("{part}.{name}");
        let mut values = Map::new();
        let mut raws = Map::new();
        for (at, line) in self.lines.iter().enumerate() {
            let typed = (at == self.at)
                .then(|| self.editor.as_ref().map(crate::widgets::text_field::TextField::text))
                .flatten();
            match typed.or_else(|| line.raw.clone()) {
                Some(raw) => {
                    raws.insert(key(line.part, line.field.name), json!(raw));
                }
                None => {
                    values.insert(key(line.part, line.field.name), line.value.clone());
                }
            }
            if let Some((name, value)) = &line.beside {
                values.insert(key(line.part, name), value.clone());
            }
        }
        let labels: Map<String, Value> = self.labels.iter().map(|(id, name)| (id.to_string(), json!(name))).collect();
        let parts: Vec<Value> = self
            .parts
            .iter()
            .map(|part| json!({ "kind": part.kind, "id": part.id, "new": part.new, "base": part.base, "fixed": part.fixed }))
            .collect();
        let cursor = self.editor.as_ref().map(|editor| {
            let place = editor.cursor();
            json!([place.row, place.column])
        });
        let object = |value: Value| value.as_object().cloned().unwrap_or_default();
        Some(Draft {
            id: self.draft,
            act_id: self.act,
            session: context.session,
            db_id: context.workspace,
            kind,
            record: Some(id),
            form: FORM.to_owned(),
            base_version: None,
            base: object(json!({
                "parts": parts, "extra": self.extra, "verb": self.verb, "ccy": self.currency, "title": self.title,
                "then": self.then.as_ref().map(json_of_move),
            })),
            mine: object(json!({ "values": values, "raws": raws, "labels": labels, "name": self.called_now(context) })),
            cursor: Some(json!({ "at": self.at, "place": cursor }).to_string()),
            created_ms: self.opened_ms,
            saved_ms: context.now.timestamp_millis(),
        })
    }

    /// What the list of unsaved texts calls it: the name as far as it is typed, else the first words typed elsewhere.
    fn called_now(&self, context: &Context<'_>) -> String {
        let name = self.name_now();
        if !name.trim().is_empty() {
            return name;
        }
        let editor =
            self.editor.as_ref().map(crate::widgets::text_field::TextField::text).filter(|text| *text != self.opened);
        let typed = self.lines.iter().enumerate().map(|(at, line)| {
            let part = self.parts.get(line.part);
            let before = part.and_then(|part| part.base.get(line.field.name).cloned());
            match &editor {
                Some(text) if at == self.at => text.clone(),
                _ if line.value.is_null() || line.value == before.unwrap_or_else(|| line.field.default_value()) => {
                    String::new()
                }
                _ => self.shown(line, context),
            }
        });
        let mut typed = typed.map(|text| text.lines().next().unwrap_or_default().trim().to_owned());
        typed.find(|text| !text.is_empty()).unwrap_or_default()
    }

    /// The name of the record as far as it is typed.
    pub(super) fn name_now(&self) -> String {
        match (&self.editor, self.line()) {
            (Some(editor), Some(line)) if line.part == 0 && line.field.name == self.title_field() => editor.text(),
            _ => self.name(),
        }
    }

    fn title_field(&self) -> &'static str {
        self.parts.first().map_or("", |part| part.kind.spec().title)
    }

    /// What a draft would change, line by line: label, as typed, as it was. `None` when it is not one of a form.
    pub fn compared(draft: &Draft, context: &Context<'_>) -> Option<Vec<(String, String, String)>> {
        let form = Self::from_draft(draft, context)?;
        let mut rows = Vec::new();
        for line in &form.lines {
            let Some(part) = form.parts.get(line.part) else { continue };
            let before = match part.base.get(line.field.name) {
                Some(value) => value.clone(),
                None if part.new => line.field.default_value(),
                None => Value::Null,
            };
            if line.raw.is_some() || line.value != before {
                let beside = line.beside.as_ref().map(|(name, _)| {
                    let before = part.base.get(*name).cloned();
                    (*name, before.unwrap_or_default())
                });
                let was = super::Line { value: before, raw: None, beside, ..line.clone() };
                let label = context.text.field(part.kind.name(), line.field.name);
                rows.push((label, form.shown(line, context), form.shown(&was, context)));
            }
        }
        rows.extend(form.extra.iter().filter_map(|change| form.told(change, context)));
        Some(rows)
    }

    /// What is changed along with what was typed: a state that goes on.
    fn told(&self, change: &Change, context: &Context<'_>) -> Option<(String, String, String)> {
        let Change::Update { kind, field, base, new, .. } = change else { return None };
        let declared = kind.spec().field(field).filter(|_| base != new)?;
        let shown = |value| wording::show(declared, value, &self.labels, context.text, context.tz);
        Some((context.text.field(kind.name(), field), shown(new), shown(base)))
    }

    /// The form as it stood when the draft was kept; `None` when the draft is not one of a form.
    pub fn from_draft(draft: &Draft, context: &Context<'_>) -> Option<Self> {
        if draft.form != FORM {
            return None;
        }
        let (base, mine) = (&draft.base, &draft.mine);
        let mut parts = Vec::new();
        for part in base.get("parts")?.as_array()? {
            let kind: Kind = serde_json::from_value(part.get("kind")?.clone()).ok()?;
            let values = |name: &str| {
                let values = part.get(name).and_then(Value::as_object).cloned().unwrap_or_else(Values::new);
                kind.spec().as_declared(values)
            };
            parts.push(super::Part {
                kind,
                id: serde_json::from_value(part.get("id")?.clone()).ok()?,
                new: part.get("new")?.as_bool()?,
                base: values("base"),
                fixed: values("fixed"),
            });
        }
        let extra = serde_json::from_value(base.get("extra")?.clone()).ok()?;
        let labels = mine
            .get("labels")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
            .filter_map(|(id, name)| Some((id.parse().ok()?, name.as_str()?.to_owned())))
            .collect();
        let currency = base.get("ccy").and_then(Value::as_str).and_then(Currency::from_code);
        let (values, raws) = (mine.get("values")?, mine.get("raws")?);
        let stands = |part: usize, name: &str| {
            let key = format!("{part}.{name}");
            values.get(&key).is_some() || raws.get(&key).is_some()
        };
        let fields = |(at, part): (usize, &super::Part)| {
            part.kind.spec().fields.iter().map(|field| field.name).filter(move |name| stands(at, name))
        };
        let only = parts.iter().enumerate().flat_map(fields).collect();
        let builder = super::Builder {
            verb: "verb-create",
            parts,
            labels,
            currency,
            extra,
            only,
            brief: false,
            focus: None,
            then: base.get("then").and_then(move_of_json),
            title: base.get("title").and_then(|title| serde_json::from_value(title.clone()).ok()),
            proposed: Vec::new(),
        };
        let mut form = builder.build(context);
        if let Some(verb) = base.get("verb").and_then(Value::as_str) {
            verb.clone_into(&mut form.verb);
        }
        form.opened_ms = draft.created_ms;
        form.draft = draft.id;
        form.act = draft.act_id;
        form.changed = true;
        form.lines.retain(|line| stands(line.part, line.field.name));
        for line in &mut form.lines {
            let key = format!("{}.{}", line.part, line.field.name);
            if let Some(value) = values.get(&key) {
                line.value = line.field.ty.listed(value.clone());
            }
            if let Type::Measure { unit, .. } = line.field.ty {
                line.beside = values.get(format!("{}.{unit}", line.part)).map(|value| (unit, value.clone()));
            }
            line.raw = raws.get(&key).and_then(Value::as_str).map(ToOwned::to_owned);
        }
        let cursor: Value =
            draft.cursor.as_deref().and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default();
        form.at = cursor.get("at").and_then(Value::as_u64).unwrap_or(0) as usize;
        form.at = form.at.min(form.lines.len().saturating_sub(1));
        form.open_line(context);
        let place: Option<(usize, usize)> = cursor.get("place").and_then(|at| serde_json::from_value(at.clone()).ok());
        if let (Some(editor), Some((row, column))) = (&mut form.editor, place) {
            editor.set_cursor(Place::new(row, column));
        }
        Some(form)
    }
}

/// The move that waits for the form; no other command ever waits for one.
fn json_of_move(command: &Command) -> Value {
    match command {
        Command::Move { act, id, seen, to, why } => {
            json!({ "act": act, "id": id, "seen": seen, "to": to, "why": why })
        }
        _ => Value::Null,
    }
}

fn move_of_json(value: &Value) -> Option<Command> {
    let id = |name: &str| value.get(name).and_then(Id::of);
    let text = |name: &str| value.get(name).and_then(Value::as_str).map(ToOwned::to_owned);
    Some(Command::Move {
        act: id("act")?,
        id: id("id")?,
        seen: text("seen")?,
        to: text("to")?,
        // A draft from before there was more to say has none.
        why: value.get("why").and_then(|why| serde_json::from_value(why.clone()).ok()).unwrap_or_default(),
    })
}
