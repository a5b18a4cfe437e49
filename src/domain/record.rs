//! How a kind of record is declared, once: from this follow its form, its view, its columns, its table and its journal.

use serde::{Deserialize, Deserializer, Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

use super::kinds::Kind;

/// Identity of a record: a UUIDv7, globally unique, shown to nobody (people see codes).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Id(pub uuid::Uuid);

impl std::fmt::Display for Id {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::str::FromStr for Id {
    type Err = uuid::Error;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

impl Id {
    /// The id as it stands in a record's values.
    pub fn json(self) -> Value {
        Value::String(self.to_string())
    }

    /// Reads an id out of a record's values; `None` for anything else.
    pub fn of(value: &Value) -> Option<Self> {
        value.as_str()?.parse().ok()
    }

    /// The ids of a link or of a list of links.
    pub fn all(value: &Value) -> impl Iterator<Item = Self> {
        value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice).iter().filter_map(Self::of)
    }
}

/// What a field holds. The JSON form of each is what journal, import and export carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// One line, at most so many characters. JSON string.
    Text(usize),
    /// Several lines, at most 64 KiB. JSON string.
    Long,
    /// A value as JSON text, whose own texts are at most as long as [`Type::Long`]. JSON string.
    Json,
    /// JSON number in the inclusive range.
    Int(i64, i64),
    /// A figure in the base unit of the metric that a field beside it names, written and shown in a unit that another
    /// field beside it keeps: `30 min`, `99.9 %`. JSON number.
    Measure {
        metric: &'static str,
        unit: &'static str,
    },
    /// A share up to the maximum, kept in so many parts per million, written and shown as percent. JSON number.
    Percent {
        ppm: i64,
        max: i64,
    },
    /// A length of time in the inclusive range, kept in so many seconds, written and shown in hours and minutes. JSON number.
    Length {
        seconds: i64,
        min: i64,
        max: i64,
    },
    Flag,
    /// Civil date without zone, JSON `"2026-03-06"`.
    Date,
    /// UTC instant to the second, JSON `"2026-03-06T10:00:00Z"`; an INTEGER of Unix seconds in the table.
    Instant,
    /// JSON `{"minor": 1200000, "ccy": "CNY"}`; two columns, one unit for conflicts (07-conventions 7.1).
    Money,
    /// IANA zone name.
    Zone,
    /// ISO 4217 code.
    Currency,
    /// One code of the list.
    Choice(&'static [&'static str]),
    /// Several codes of the list, JSON array.
    Set(&'static [&'static str]),
    /// Short strings, JSON array.
    List,
    /// Another record, JSON id.
    Link(Kind),
    /// Other records, JSON array of ids.
    Links(Kind),
    /// A small table that is edited as one and that nothing links to: JSON array of objects, one for each row.
    Rows(&'static Table),
}

impl Type {
    /// A value from before its field became a list: a link alone is a list of one.
    #[must_use]
    pub fn listed(self, value: Value) -> Value {
        match (self, value) {
            (Self::Links(_), one @ Value::String(_)) => Value::Array(vec![one]),
            (_, value) => value,
        }
    }

    /// Whether it is written in several lines.
    pub fn has_lines(self) -> bool {
        matches!(self, Self::Long | Self::Rows(_))
    }
}

/// The columns of a table that is one field of a record. It is journalled, compared and undone as a whole.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    pub name: &'static str,
    pub columns: &'static [Field],
}

impl PartialEq for Table {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Table {}

impl Table {
    pub fn column(&self, name: &str) -> Option<&'static Field> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// The records that the rows of a value link to.
    pub fn links(&self, value: &Value) -> Vec<(Kind, Id)> {
        let rows = value.as_array().into_iter().flatten();
        let cells = rows.flat_map(|row| self.columns.iter().map(move |column| (column.ty, row.get(column.name))));
        let mut links = Vec::new();
        for (ty, cell) in cells {
            if let (Type::Link(kind) | Type::Links(kind), Some(cell)) = (ty, cell) {
                links.extend(Id::all(cell).map(|id| (kind, id)));
            }
        }
        links
    }
}

/// From when on a field must be filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    No,
    Always,
    /// From this funnel stage or record state on (`!S` in 01-model 1.0).
    From(&'static str),
}

/// Who fills a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A person, in the form.
    Form,
    /// The program, as a consequence of an action; shown, never typed.
    System,
    /// The program, and of no interest to people (an order key).
    Hidden,
}

#[derive(Clone, Copy, Debug)]
pub struct Field {
    pub name: &'static str,
    pub ty: Type,
    pub need: Need,
    pub entry: Entry,
    /// Value of a new record, as JSON text; empty for none.
    pub default: &'static str,
    /// Fields with the same non-empty unit conflict together (store-and-trust §2).
    pub unit: &'static str,
    /// A text that is no words of a person but a name the program knows: no search looks into it.
    pub coded: bool,
    /// A short form of a new record asks for it, though nothing needs it yet.
    pub asked: bool,
}

impl Field {
    const fn new(ty: Type) -> Self {
        Self { name: "", ty, need: Need::No, entry: Entry::Form, default: "", unit: "", coded: false, asked: false }
    }
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.need = Need::Always;
        self
    }
    #[must_use]
    pub const fn required_from(mut self, stage: &'static str) -> Self {
        self.need = Need::From(stage);
        self
    }
    #[must_use]
    pub const fn system(mut self) -> Self {
        self.entry = Entry::System;
        self
    }
    #[must_use]
    pub const fn hidden(mut self) -> Self {
        self.entry = Entry::Hidden;
        self
    }
    #[must_use]
    pub const fn coded(mut self) -> Self {
        self.coded = true;
        self
    }
    #[must_use]
    pub const fn asked(mut self) -> Self {
        self.asked = true;
        self
    }
    #[must_use]
    pub const fn default(mut self, json: &'static str) -> Self {
        self.default = json;
        self
    }
    #[must_use]
    pub const fn unit(mut self, unit: &'static str) -> Self {
        self.unit = unit;
        self
    }
    #[must_use]
    pub const fn named(mut self, name: &'static str) -> Self {
        self.name = name;
        self
    }

    /// Whether it holds words that people write: those are searched.
    pub fn is_words(&self) -> bool {
        !self.coded && self.entry != Entry::Hidden && matches!(self.ty, Type::Text(_) | Type::Long | Type::List)
    }

    /// The default as JSON, `Null` where there is none.
    pub fn default_value(&self) -> Value {
        serde_json::from_str(self.default).unwrap_or(Value::Null)
    }
}

pub const fn text(max: usize) -> Field {
    Field::new(Type::Text(max))
}
pub const fn long() -> Field {
    Field::new(Type::Long)
}
pub const fn json() -> Field {
    Field::new(Type::Json)
}
pub const fn int(min: i64, max: i64) -> Field {
    Field::new(Type::Int(min, max))
}
pub const fn measure(metric: &'static str, unit: &'static str) -> Field {
    Field::new(Type::Measure { metric, unit })
}
/// Parts per million.
pub const fn ppm(max: i64) -> Field {
    Field::new(Type::Percent { ppm: 1, max })
}
/// Hundredths of a percent.
pub const fn basis_points(max: i64) -> Field {
    Field::new(Type::Percent { ppm: 100, max })
}
pub const fn minutes(min: i64, max: i64) -> Field {
    Field::new(Type::Length { seconds: 60, min, max })
}
pub const fn seconds(min: i64, max: i64) -> Field {
    Field::new(Type::Length { seconds: 1, min, max })
}
pub const fn flag() -> Field {
    Field::new(Type::Flag)
}
pub const fn date() -> Field {
    Field::new(Type::Date)
}
pub const fn instant() -> Field {
    Field::new(Type::Instant)
}
pub const fn money() -> Field {
    Field::new(Type::Money)
}
pub const fn zone() -> Field {
    Field::new(Type::Zone)
}
pub const fn currency() -> Field {
    Field::new(Type::Currency)
}
pub const fn choice(codes: &'static [&'static str]) -> Field {
    Field::new(Type::Choice(codes))
}
pub const fn set(codes: &'static [&'static str]) -> Field {
    Field::new(Type::Set(codes))
}
pub const fn list() -> Field {
    Field::new(Type::List)
}
pub const fn link(kind: Kind) -> Field {
    Field::new(Type::Link(kind))
}
pub const fn links(kind: Kind) -> Field {
    Field::new(Type::Links(kind))
}
pub const fn rows(table: &'static Table) -> Field {
    Field::new(Type::Rows(table))
}

/// The declaration of one kind.
#[derive(Debug)]
pub struct Spec {
    /// Table name, wording key and name on the command line.
    pub name: &'static str,
    /// Prefix of the code people see, `""` for child records that have none.
    pub prefix: &'static str,
    /// Codes count per year (`OPP-2026-0017`) instead of for ever (`ACC-0042`).
    pub yearly: bool,
    /// The field by which people know the record.
    pub title: &'static str,
    /// The field that names the record this one belongs to, `""` for records that stand alone.
    pub owner: &'static str,
    /// Columns of the list.
    pub columns: &'static [&'static str],
    pub fields: &'static [Field],
}

impl Spec {
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|f| f.name == name)
    }

    /// Values from before some of their fields became lists, as they are declared today.
    pub fn as_declared(&self, values: Values) -> Values {
        let today = |(name, value): (String, Value)| {
            let value = self.listed(&name, value);
            (name, value)
        };
        values.into_iter().map(today).collect()
    }

    /// The same for the value of one field.
    pub fn listed(&self, field: &str, value: Value) -> Value {
        match self.field(field) {
            Some(field) => field.ty.listed(value),
            None => value,
        }
    }
}

/// Values by field name; a missing name means null.
pub type Values = Map<String, Value>;

/// One stored record of any kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    pub kind: Kind,
    pub id: Id,
    /// `OPP-2026-0017`; empty for kinds without codes.
    pub code: String,
    /// Number of acts that touched the record, from 1.
    pub version: i64,
    /// Unix milliseconds UTC.
    pub created_ms: i64,
    pub created_by: String,
    pub updated_ms: i64,
    pub updated_by: String,
    /// Set by archiving; archived records leave lists but are never deleted.
    pub archived: bool,
    pub values: Values,
}

impl Record {
    pub fn get(&self, field: &str) -> &Value {
        self.values.get(field).unwrap_or(&Value::Null)
    }

    /// The text of a field, `""` when it is empty or not a text.
    pub fn str(&self, field: &str) -> &str {
        self.get(field).as_str().unwrap_or_default()
    }

    pub fn id_of(&self, field: &str) -> Option<Id> {
        Id::of(self.get(field))
    }

    pub fn title(&self) -> &str {
        self.str(self.kind.spec().title)
    }

    /// The typed struct of this record.
    ///
    /// # Errors
    /// When a stored value does not fit its declared type; names the field.
    pub fn typed<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_value(Value::Object(self.values.clone()))
    }
}

/// Declares a kind: its struct and its field list from one place.
///
/// The struct has exactly the declared fields; optional ones are `Option` or a default-empty list.
#[macro_export]
macro_rules! record {
    ($(#[$doc:meta])* $name:ident as $spec:ident { $($meta:tt)* } {
        $( $(#[$fdoc:meta])* $field:ident : $ty:ty = $decl:expr ),* $(,)?
    }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, ::serde::Serialize, ::serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $( $(#[$fdoc])* #[serde(default = "Default::default", skip_serializing_if = "crate::domain::record::is_empty")] pub $field: $ty ),*
        }
        pub static $spec: $crate::domain::record::Spec = $crate::domain::record::Spec {
            $($meta)*
            fields: &[ $( $decl.named(stringify!($field)) ),* ],
        };
    };
}

/// Declares the rows of a table that is one field of a record: their struct and their columns from one place.
#[macro_export]
macro_rules! table {
    ($(#[$doc:meta])* $name:ident as $table:ident $field_name:literal {
        $( $(#[$fdoc:meta])* $field:ident : $ty:ty = $decl:expr ),* $(,)?
    }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize, ::serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $( $(#[$fdoc])* #[serde(default = "Default::default", skip_serializing_if = "crate::domain::record::is_empty")] pub $field: $ty ),*
        }
        pub static $table: $crate::domain::record::Table = $crate::domain::record::Table {
            name: $field_name,
            columns: &[ $( $decl.named(stringify!($field)) ),* ],
        };
    };
}

/// The links of a field that held one link before it became a list.
///
/// # Errors
/// What the reader says of a value that is neither.
pub fn one_or_several<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Id>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Links {
        One(Id),
        Several(Vec<Id>),
        None,
    }
    Ok(match Links::deserialize(from)? {
        Links::One(id) => vec![id],
        Links::Several(ids) => ids,
        Links::None => Vec::new(),
    })
}

/// True for values that are stored as null: nothing, or an empty list.
pub fn is_empty<T: Serialize>(value: &T) -> bool {
    match serde_json::to_value(value) {
        Ok(Value::Null) => true,
        Ok(Value::Array(items)) => items.is_empty(),
        Ok(Value::String(text)) => text.is_empty(),
        _ => false,
    }
}
