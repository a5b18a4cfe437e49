//! The format of the sample files: records by kind, linked by keys, with days counted from today.
//!
//! `[[account]]` starts a record; `key` names it. A list of tables under the name of another kind holds records that
//! belong to this one, so their owner need not be named, nor their account. In a value, `"@-12d"` is a day,
//! `"@-12d 02:30"` an instant, `"1200.50 CNY"` an amount; a link is the key of a record.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Duration, NaiveDate};
use serde_json::{Value, json};
use toml::Table;

use crate::domain::kinds::Kind;
use crate::domain::money::Currency;
use crate::domain::record::{Id, Spec, Type, Values};
use crate::domain::validate;
use crate::text::Msg;

/// Ids by key.
pub type Known = BTreeMap<String, (Kind, Id)>;

/// A record as it stands in a file.
pub struct Draft {
    pub file: String,
    pub kind: Kind,
    pub key: String,
    pub id: Id,
    raw: Values,
}

/// Reads one file and adds its records.
pub fn file(file: &str, text: &str, drafts: &mut Vec<Draft>) -> Result<(), Msg> {
    let table: Table = text.parse().map_err(|e: toml::de::Error| fault(file, "", "", e.message()))?;
    for (name, value) in table {
        let kind = Kind::named(&name).ok_or_else(|| fault(file, &name, "", "no kind of record has this name"))?;
        let Value::Array(items) = json_of(value) else { return Err(fault(file, &name, "", "a list is expected")) };
        for item in items {
            record(file, kind, item, None, drafts)?;
        }
    }
    Ok(())
}

fn record(
    file: &str,
    kind: Kind,
    item: Value,
    parent: Option<(Kind, &str, &Value)>,
    drafts: &mut Vec<Draft>,
) -> Result<(), Msg> {
    let Value::Object(mut raw) = item else { return Err(fault(file, kind.name(), "", "a table is expected")) };
    let key = match raw.remove("key") {
        Some(Value::String(key)) => key,
        // Nobody refers to a record without a key; its place makes one that no file can write.
        _ => format!("{} {}", kind.name(), drafts.len()),
    };
    let spec = kind.spec();
    if let Some((owner, owner_key, account)) = parent {
        if let Some(field) = owner_field(spec, owner) {
            raw.entry(field).or_insert_with(|| json!(owner_key));
        }
        if spec.field("account").is_some() && !account.is_null() {
            raw.entry("account").or_insert_with(|| account.clone());
        }
    }
    let nested: Vec<(Kind, Vec<Value>)> = raw
        .iter()
        .filter_map(|(name, value)| Some((Kind::named(name)?, value.as_array()?.clone())))
        .filter(|(_, items)| items.first().is_some_and(Value::is_object))
        .collect();
    for (child, _) in &nested {
        raw.remove(child.name());
    }
    let account = if kind == Kind::Account { json!(key) } else { raw.get("account").cloned().unwrap_or_default() };
    drafts.push(Draft { file: file.to_owned(), kind, key: key.clone(), id: Id::default(), raw });
    for (child, items) in nested {
        for item in items {
            record(file, child, item, Some((kind, &key, &account)), drafts)?;
        }
    }
    Ok(())
}

/// The field by which a record names its owner, or the first link to that kind.
fn owner_field(spec: &Spec, owner: Kind) -> Option<&'static str> {
    let links = |name: &str| spec.field(name).is_some_and(|field| field.ty == Type::Link(owner));
    if links(spec.owner) {
        return Some(spec.owner);
    }
    spec.fields.iter().find(|field| field.ty == Type::Link(owner)).map(|field| field.name)
}

fn json_of(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => json!(text),
        toml::Value::Integer(n) => json!(n),
        toml::Value::Float(n) => json!(n),
        toml::Value::Boolean(flag) => json!(flag),
        toml::Value::Datetime(at) => json!(at.to_string()),
        toml::Value::Array(items) => items.into_iter().map(json_of).collect(),
        toml::Value::Table(table) => {
            Value::Object(table.into_iter().map(|(name, value)| (name, json_of(value))).collect())
        }
    }
}

impl Draft {
    pub fn fault(&self, field: &str, detail: &str) -> Msg {
        fault(&self.file, &format!("{} {}", self.kind.name(), self.key), field, detail)
    }

    /// Keys this record refers to.
    fn needs(&self) -> impl Iterator<Item = &str> {
        self.raw.iter().filter(|(name, _)| self.is_link(name)).flat_map(|(_, value)| match value {
            Value::String(key) => vec![key.as_str()],
            Value::Array(keys) => keys.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        })
    }

    fn is_link(&self, name: &str) -> bool {
        let trace = self.kind == Kind::Trace && matches!(name, "source" | "target");
        trace || self.kind.spec().field(name).is_some_and(|field| matches!(field.ty, Type::Link(_) | Type::Links(_)))
    }

    /// The values as they are saved, checked against the declaration.
    pub fn values(&self, known: &Known, today: NaiveDate) -> Result<Values, Msg> {
        let mut values = Values::new();
        for (name, raw) in &self.raw {
            let field = self.kind.spec().field(name).ok_or_else(|| self.fault(name, "no such field"))?;
            let value = match (field.ty, raw) {
                (Type::Link(kind), Value::String(key)) => self.link(name, Some(kind), key, known)?,
                (Type::Links(kind), Value::Array(keys)) => keys
                    .iter()
                    .map(|key| self.link(name, Some(kind), key.as_str().unwrap_or_default(), known))
                    .collect::<Result<Value, Msg>>()?,
                (_, Value::String(key)) if self.is_link(name) => {
                    let kind = known.get(key).map_or("", |(kind, _)| kind.name());
                    values.insert(format!("{name}_kind"), json!(kind));
                    self.link(name, None, key, known)?
                }
                (Type::Date, Value::String(text)) if text.starts_with('@') => {
                    json!(day(text, today).ok_or_else(|| self.fault(name, "not a day like @-12d"))?.to_string())
                }
                (Type::Instant, Value::String(text)) => {
                    json!(instant(text, today).ok_or_else(|| self.fault(name, "not an instant like @-12d 02:30"))?)
                }
                (Type::Money, Value::String(text)) => {
                    amount(text).ok_or_else(|| self.fault(name, "not an amount like 1200.50 CNY"))?
                }
                _ => raw.clone(),
            };
            values.insert(name.clone(), value);
        }
        if self.kind == Kind::Answer {
            answer(&mut values, today);
        }
        validate::accept(self.kind, values).map_err(|faults| {
            let told: Vec<String> = faults.iter().map(|(field, msg)| format!("{field}: {}", msg.key)).collect();
            self.fault("", &told.join(", "))
        })
    }

    fn link(&self, field: &str, kind: Option<Kind>, key: &str, known: &Known) -> Result<Value, Msg> {
        match known.get(key) {
            Some((found, id)) if kind.is_none_or(|kind| kind == *found) => Ok(id.json()),
            Some((found, _)) => Err(self.fault(field, &format!("{key} is of kind {}", found.name()))),
            None => Err(self.fault(field, &format!("no record has the key {key}"))),
        }
    }
}

/// Records in an order in which none refers to a later one, otherwise owners first and as written.
pub fn in_order<'a>(drafts: &'a [Draft], known: &Known) -> Vec<&'a Draft> {
    let by_id: BTreeMap<Id, &Draft> = drafts.iter().map(|draft| (draft.id, draft)).collect();
    let mut queue: Vec<&Draft> = drafts.iter().collect();
    queue.sort_by_key(|draft| draft.kind);
    let mut seen = BTreeSet::new();
    let mut order = Vec::with_capacity(drafts.len());
    for draft in queue {
        visit(draft, &by_id, known, &mut seen, &mut order);
    }
    order
}

fn visit<'a>(
    draft: &'a Draft,
    by_id: &BTreeMap<Id, &'a Draft>,
    known: &Known,
    seen: &mut BTreeSet<Id>,
    order: &mut Vec<&'a Draft>,
) {
    if !seen.insert(draft.id) {
        return;
    }
    for (_, id) in draft.needs().filter_map(|key| known.get(key)) {
        if let Some(other) = by_id.get(id) {
            visit(other, by_id, known, seen, order);
        }
    }
    order.push(draft);
}

fn day(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let days: i64 = text.strip_prefix('@')?.strip_suffix('d')?.parse().ok()?;
    today.checked_add_signed(Duration::try_days(days)?)
}

fn instant(text: &str, today: NaiveDate) -> Option<String> {
    if !text.starts_with('@') {
        return Some(text.to_owned());
    }
    let (date, time) = text.split_once(' ')?;
    Some(format!("{}T{time}:00Z", day(date, today)?))
}

/// An answer's typed value is kept as JSON text. A file writes it as it is, or leaves it out where it is the text itself.
fn answer(values: &mut Values, today: NaiveDate) {
    let value = match values.remove("value") {
        Some(Value::String(text)) if text.starts_with('@') => day(&text, today).map(|day| json!(day.to_string())),
        Some(value) => Some(value),
        None => values.get("raw").cloned(),
    };
    if let Some(value) = value {
        if let Value::String(text) = &value {
            values.entry("raw").or_insert_with(|| json!(text));
        }
        values.insert("value".to_owned(), json!(value.to_string()));
    }
}

fn amount(text: &str) -> Option<Value> {
    let (number, ccy) = text.split_once(' ')?;
    let digits = usize::from(Currency::from_code(ccy)?.exponent()?);
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    (part.len() <= digits).then_some(())?;
    let minor: i64 = format!("{whole}{part:0<digits$}").parse().ok()?;
    Some(json!({ "minor": minor, "ccy": ccy }))
}

fn fault(file: &str, record: &str, field: &str, detail: &str) -> Msg {
    Msg::new("demo-invalid").with("file", file).with("record", record).with("field", field).with("detail", detail)
}
