//! One thing a person did: the unit of saving, of the journal and of undo.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::kinds::Kind;
use super::record::{Id, Record, Values};

/// A change to one record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Change {
    /// A new record; missing fields take their declared default, the code is given by the store.
    Insert { kind: Kind, id: Id, values: Values },
    /// One field, from the value its editor saw (`base`) to a new one. `archived` is a field here too.
    /// The same value twice says only that the field must still hold it: so a form guards the rest of a field's unit.
    Update { kind: Kind, id: Id, field: String, base: Value, new: Value },
    /// Only undo of an insert makes this; people archive.
    Delete { kind: Kind, id: Id },
}

impl Change {
    pub fn subject(&self) -> (Kind, Id) {
        match self {
            Self::Insert { kind, id, .. } | Self::Update { kind, id, .. } | Self::Delete { kind, id } => (*kind, *id),
        }
    }

    /// Values of a record of which its author thought that there was none: each field was empty to them. What says
    /// whose it is and when it was made stays as it is.
    pub fn over(kind: Kind, id: Id, values: Values) -> Vec<Self> {
        let own =
            |(name, _): &(String, Value)| *name != kind.spec().owner && !matches!(name.as_str(), "question" | "at");
        let update = |(field, new): (String, Value)| Self::Update { kind, id, field, base: Value::Null, new };
        values.into_iter().filter(own).map(update).collect()
    }

    /// One link of the thread: `from` led to `to`.
    pub fn link(id: Id, from: (Kind, Id), to: (Kind, Id)) -> Self {
        let mut values = Values::new();
        for (end, (kind, id)) in [("source", from), ("target", to)] {
            values.insert(format!("{end}_kind"), Value::from(kind.name()));
            values.insert(end.to_owned(), id.json());
        }
        Self::Insert { kind: Kind::Trace, id, values }
    }

    /// Takes a record out of the lists, or brings it back.
    pub fn archive(record: &Record, on: bool) -> Self {
        Self::archived(record.kind, record.id, record.archived, on)
    }

    /// The same for a record of which no more is at hand than whether it is archived.
    pub fn archived(kind: Kind, id: Id, was: bool, on: bool) -> Self {
        Self::Update { kind, id, field: "archived".to_owned(), base: Value::Bool(was), new: Value::Bool(on) }
    }
}

/// Everything one action changes, saved in one transaction under one journal entry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Act {
    /// Made by the caller: saving the same act twice changes nothing the second time.
    pub id: Id,
    /// Wording key of what was done, `verb-move`; see `assets/i18n/*/verbs.ftl`.
    pub verb: String,
    pub changes: Vec<Change>,
}

impl Act {
    /// Puts the reason into a warning that is being accepted and has none yet.
    pub fn give_reason(&mut self, words: &str) {
        for change in &mut self.changes {
            if let Change::Update { field, new: Value::Array(rows), .. } = change
                && field == "acknowledged"
                && let Some(row) = rows.last_mut().and_then(Value::as_object_mut)
                // An empty text may be left out of a row.
                && row.get("reason").and_then(Value::as_str).unwrap_or_default().is_empty()
            {
                row.insert("reason".to_owned(), Value::from(words));
            }
        }
    }

    /// The same act where a new record of this kind turned out to be there already, under this id: what it was to hold
    /// is written over what stands there. Acts that change that record, or make none of this kind, stay as they are.
    #[must_use]
    pub fn onto(mut self, kind: Kind, id: Id) -> Self {
        if self.changes.iter().any(|change| change.subject() == (kind, id)) {
            return self;
        }
        let changes = std::mem::take(&mut self.changes).into_iter().flat_map(|change| match change {
            Change::Insert { kind: new, id: _, values } if new == kind => Change::over(kind, id, values),
            other => vec![other],
        });
        self.changes = changes.collect();
        self
    }
}
