//! What changed from one version of an agreement to another: words of clauses, figures, targets and rows of tables.

mod rows;
mod words;

use serde::Serialize;
use serde_json::Value;

pub use self::words::{Piece, words};
use super::draft::{Draft, text};
use super::order;
use super::sections::TABLES;
use super::service::{SERVICE, Service};
use super::target::TARGET;
use super::version::AGREEMENT_VERSION;
use crate::domain::record::{Entry, Field, Spec, Type, Values};

/// Fields of a version that tell it from another and are no change of what it says.
const OWN: &[&str] = &["agreement", "number", "predecessor", "author", "reviewer"];

/// Everything that is not the same in two versions, in the order of the document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Diff {
    /// Numbers of the two versions.
    pub old: String,
    pub new: String,
    pub parts: Vec<Part>,
}

/// The changes of one place.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Key of the section; `None` for what stands above the sections: parties, term and other facts.
    pub section: Option<&'static str>,
    pub items: Vec<Item>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// The text of the section in one language.
    Text { language: String, pieces: Vec<Piece> },
    /// The section stands elsewhere among the others: its numbers.
    Moved { old: usize, new: usize },
    /// Values of a record or of a row; one side is missing where it came or went as a whole.
    Values { of: Of, name: String, old: Option<Values>, new: Option<Values> },
}

/// What values belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    Agreement,
    Version,
    Target,
    /// A row of this table of the version.
    Table(&'static str),
    Service,
    /// A row of this table of a service.
    ServiceTable(&'static str),
}

impl Of {
    pub fn fields(self) -> &'static [Field] {
        match self {
            Self::Agreement => super::AGREEMENT.fields,
            Self::Version => AGREEMENT_VERSION.fields,
            Self::Target => TARGET.fields,
            Self::Table(name) => columns(&AGREEMENT_VERSION, name),
            Self::Service => SERVICE.fields,
            Self::ServiceTable(name) => columns(&SERVICE, name),
        }
    }

    /// Name of the table or kind, as in paths and wording keys.
    pub fn name(self) -> &'static str {
        match self {
            Self::Agreement => super::AGREEMENT.name,
            Self::Version => AGREEMENT_VERSION.name,
            Self::Target => TARGET.name,
            Self::Table(name) | Self::ServiceTable(name) => name,
            Self::Service => SERVICE.name,
        }
    }
}

fn columns(of: &'static Spec, table: &str) -> &'static [Field] {
    match of.field(table).map(|field| field.ty) {
        Some(Type::Rows(table)) => table.columns,
        _ => &[],
    }
}

impl Item {
    /// The fields whose values differ. Of what came or went whole, those that hold something.
    pub fn fields(&self) -> Vec<&'static Field> {
        let Self::Values { of, old, new, .. } = self else { return Vec::new() };
        let value = |side: &Option<Values>, field: &Field| {
            side.as_ref().and_then(|values| values.get(field.name)).filter(|value| !is_blank(value)).cloned()
        };
        of.fields().iter().filter(|field| value(old, field) != value(new, field)).collect()
    }
}

impl Diff {
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Without what is our own business.
    #[must_use]
    pub fn public(mut self) -> Self {
        for part in &mut self.parts {
            for item in &mut part.items {
                let Item::Values { of, old, new, .. } = item else { continue };
                let table = if let Of::Table(name) = of { name } else { "" };
                for values in [old, new].into_iter().flatten() {
                    values.retain(|name, _| !super::private::is_private(table, name));
                }
            }
            part.items.retain(|item| !matches!(item, Item::Values { .. }) || !item.fields().is_empty());
        }
        self.parts.retain(|part| !part.items.is_empty());
        self
    }
}

/// What changed from `old` to `new`.
pub fn diff(old: &Draft, new: &Draft) -> Diff {
    let mut parts = vec![Part { section: None, items: facts(old, new) }];
    let places = places(old, new);
    for section in new.order() {
        let mut items: Vec<Item> =
            places.iter().filter(|(of, _)| *of == section.key).map(|(_, item)| item.clone()).collect();
        items.extend(texts(old, new, &section.key));
        for (_, table) in TABLES.iter().filter(|(of, _)| *of == section.key) {
            items.extend(table_rows(old, new, table));
        }
        if section.key == "targets" {
            items.extend(targets(old, new));
        }
        parts.push(Part { section: Some(&section.key), items });
    }
    parts.retain(|part| !part.items.is_empty());
    Diff { old: old.version.values.number.clone(), new: new.version.values.number.clone(), parts }
}

/// The sections that were moved among the others.
fn places(old: &Draft, new: &Draft) -> Vec<(&'static str, Item)> {
    if old.version.values.sections == new.version.values.sections {
        return Vec::new();
    }
    let keys =
        |draft: &Draft| -> Vec<&'static str> { draft.outline().map(|(_, section)| section.key.as_str()).collect() };
    let (before, after) = (keys(old), keys(new));
    let number = |keys: &[&str], key: &str| keys.iter().position(|held| *held == key).map_or(0, |at| at + 1);
    let item = |key| (key, Item::Moved { old: number(&before, key), new: number(&after, key) });
    order::moved(&before, &after).into_iter().map(item).collect()
}

/// Values without what says nothing, so that empty and missing are the same.
fn values(record: &impl Serialize) -> Values {
    match serde_json::to_value(record) {
        Ok(Value::Object(mut values)) => {
            values.retain(|_, value| !is_blank(value));
            values
        }
        _ => Values::new(),
    }
}

fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::String(text) => text.is_empty(),
        _ => false,
    }
}

fn facts(old: &Draft, new: &Draft) -> Vec<Item> {
    let heads = plain_item(Of::Agreement, values(&old.agreement.values), values(&new.agreement.values));
    let versions = plain_item(Of::Version, values(&old.version.values), values(&new.version.values));
    heads.into_iter().chain(versions).collect()
}

/// One item of the fields that are no tables, where any differs.
fn plain_item(of: Of, old: Values, new: Values) -> Option<Item> {
    let plain = |mut values: Values| {
        values.retain(|name, _| {
            let field = of.fields().iter().find(|field| field.name == name);
            let shown = field.is_some_and(|field| field.entry == Entry::Form && !matches!(field.ty, Type::Rows(_)));
            shown && !OWN.contains(&name.as_str())
        });
        values
    };
    let (old, new) = (plain(old), plain(new));
    (old != new).then(|| Item::Values { of, name: String::new(), old: Some(old), new: Some(new) })
}

/// What is different in two services: fields, parts and standard targets.
pub fn services(old: &Service, new: &Service) -> Vec<Item> {
    let (old, new) = (values(old), values(new));
    let tables = SERVICE.fields.iter().filter_map(|field| match field.ty {
        Type::Rows(table) => Some(table.name),
        _ => None,
    });
    let rows = tables.flat_map(|table| row_items(Of::ServiceTable(table), &old, &new));
    plain_item(Of::Service, old.clone(), new.clone()).into_iter().chain(rows).collect()
}

fn texts(old: &Draft, new: &Draft, section: &str) -> Vec<Item> {
    let mut languages: Vec<&str> = [old, new]
        .into_iter()
        .flat_map(|draft| draft.clauses.iter())
        .filter(|clause| clause.values.section == section)
        .map(|clause| clause.values.language.as_str())
        .collect();
    languages.sort_unstable();
    languages.dedup();
    let item = |language: &str| {
        let said = |draft: &Draft| draft.clause(section, language).map(|c| text(c).to_owned()).unwrap_or_default();
        let (old, new) = (said(old), said(new));
        (old != new).then(|| Item::Text { language: language.to_owned(), pieces: words(&old, &new) })
    };
    languages.into_iter().filter_map(item).collect()
}

/// Targets go by their label.
fn targets(old: &Draft, new: &Draft) -> Vec<Item> {
    let plain = |target: &super::target::Target| {
        let mut values = values(target);
        values.remove("version");
        values
    };
    let of = |draft: &Draft, label: &str| {
        draft.targets.iter().find(|target| target.values.label == label).map(|target| plain(&target.values))
    };
    let gone = old.targets.iter().filter(|target| of(new, &target.values.label).is_none());
    let labels = new.targets.iter().chain(gone).map(|target| target.values.label.as_str());
    let item = |label: &str| {
        let (old, new) = (of(old, label), of(new, label));
        (old != new).then(|| Item::Values { of: Of::Target, name: label.to_owned(), old, new })
    };
    labels.filter_map(item).collect()
}

fn table_rows(old: &Draft, new: &Draft, table: &'static str) -> Vec<Item> {
    row_items(Of::Table(table), &values(&old.version.values), &values(&new.version.values))
}

fn row_items(of: Of, old: &Values, new: &Values) -> Vec<Item> {
    let rows = |values_of: &Values| {
        let rows = values_of.get(of.name()).and_then(Value::as_array).cloned().unwrap_or_default();
        rows.iter().map(values).collect::<Vec<_>>()
    };
    let item = |(old, new): (Option<Values>, Option<Values>)| {
        let name = [&new, &old].into_iter().flatten().next().map(|row| rows::name(of.fields(), row));
        Item::Values { of, name: name.unwrap_or_default(), old, new }
    };
    rows::pair(of.fields(), rows(old), rows(new)).into_iter().map(item).collect()
}

#[cfg(test)]
mod tests;
