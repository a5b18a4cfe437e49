//! The same done to many records at once: what is asked, and what of it was refused.

use std::sync::Arc;

use chrono::NaiveDate;
use serde_json::Value;

use super::{BoardQuery, Failure, ListQuery};
use crate::domain::funnel::pipeline::Reason;
use crate::domain::funnel::view::Sort;
use crate::domain::kinds::Kind;
use crate::domain::record::Id;
use crate::text::{Arg, Msg};

/// So many records go in one act: colleagues wait for it, and it must fit into the memory.
pub const MOST: usize = 10_000;

/// One act about many records of a kind: those that cannot take part stay as they are, all others go together.
#[derive(Clone, Debug, PartialEq)]
pub struct Many {
    pub act: Id,
    pub kind: Kind,
    /// At most [`MOST`].
    pub ids: Arc<[Id]>,
    pub task: Task,
}

/// What is done to each of them. Opportunities move through the same gates as one by one.
#[derive(Clone, Debug, PartialEq)]
pub enum Task {
    /// One stage on (`1`) or back (`-1`), each from where it stands.
    Carry {
        by: i8,
        why: Reason,
    },
    /// To one stage, wherever they stand.
    Move {
        to: String,
        why: Reason,
    },
    /// Where its pipeline loses deals.
    Lose {
        why: Reason,
    },
    Hold {
        until: NaiveDate,
        why: String,
    },
    /// The same values in these fields.
    Set(Vec<(String, Value)>),
    /// Words given to a record, or taken from it, in its field `tags`.
    Tag {
        add: Vec<String>,
        remove: Vec<String>,
    },
    Archive,
}

impl Task {
    /// Tags as people type them: between commas, and with a minus before those to take off.
    pub fn tags(words: &str) -> Self {
        let (mut add, mut remove) = (Vec::new(), Vec::new());
        for word in words.split([',', '，', '、', ';', '；', '\n']).map(str::trim) {
            let (list, tag) = match word.strip_prefix(['-', '−', '－']) {
                Some(tag) => (&mut remove, tag.trim()),
                None => (&mut add, word.trim_start_matches(['+', '＋']).trim()),
            };
            if !tag.is_empty() && !list.iter().any(|known| known == tag) {
                list.push(tag.to_owned());
            }
        }
        Self::Tag { add, remove }
    }

    /// What has no reason, or nothing but one, gets these words.
    pub(super) fn set_words(&mut self, words: String) {
        match self {
            Self::Carry { why, .. } | Self::Move { why, .. } | Self::Lose { why } => why.text = words,
            Self::Hold { why, .. } => *why = words,
            Self::Tag { .. } => *self = Self::tags(&words),
            Self::Set(_) | Self::Archive => {}
        }
    }

    /// Values that are still to be chosen become this record; what is lost is lost to it.
    pub(super) fn set_record(&mut self, id: Id) {
        match self {
            Self::Set(sets) => {
                sets.iter_mut().filter(|(_, value)| value.is_null()).for_each(|(_, value)| *value = id.json());
            }
            other => other.why().into_iter().for_each(|why| why.lost_to = Some(id)),
        }
    }

    /// The reason of a move.
    pub(super) fn why(&mut self) -> Option<&mut Reason> {
        match self {
            Self::Carry { why, .. } | Self::Move { why, .. } | Self::Lose { why } => Some(why),
            _ => None,
        }
    }

    /// Whether it would set a stage past the rules of the funnel.
    pub(in crate::store) fn names_a_stage(&self) -> bool {
        let unit = |field: &str| Kind::Opportunity.spec().field(field).map_or("", |field| field.unit);
        matches!(self, Self::Set(sets) if sets.iter().any(|(field, _)| unit(field) == "stage"))
    }

    /// The same with its gates passed over for a reason that is still to be given; none for what meets no gate.
    pub fn forced(&self) -> Option<Self> {
        let mut forced = self.clone();
        match &mut forced {
            Self::Carry { why, .. } | Self::Move { why, .. } => why.force = true,
            _ => return None,
        }
        Some(forced)
    }
}

impl Failure {
    /// Everything that stands in the way, the first thing first; of a clash nothing, it is a question.
    pub fn reasons(&self) -> Vec<Msg> {
        match self {
            Self::Refused(msg) => vec![msg.clone()],
            Self::Invalid { faults, .. } => faults.iter().map(|(_, fault)| fault.clone()).collect(),
            Self::Gate { faults, gate, .. } => {
                let unmet = gate.iter().filter(|finding| !finding.state.passes());
                let unmet =
                    unmet.map(|finding| Msg::new("move-unmet").with("condition", Arg::Words(finding.name.clone())));
                faults.iter().map(|(_, fault)| fault.clone()).chain(unmet).collect()
            }
            Self::Returns { refused, .. } => refused.iter().flat_map(|one| one.why.reasons()).collect(),
            Self::Clash { .. } => Vec::new(),
        }
    }
}

/// A record that stayed as it was.
#[derive(Clone, Debug, PartialEq)]
pub struct Refused {
    pub id: Id,
    pub code: String,
    pub title: String,
    pub why: Failure,
}

impl Refused {
    /// Everything that stands in the way, the first thing first.
    pub fn reasons(&self) -> Vec<Msg> {
        self.why.reasons()
    }

    /// Whether a reason in words would carry it on: only conditions and stages stand in the way, no empty field.
    pub fn forcible(&self) -> bool {
        matches!(&self.why, Failure::Gate { faults, .. } if faults.iter().all(|(field, _)| field.is_empty()))
    }
}

/// Records of a page, however many of them are on the screen.
#[derive(Clone, Debug, PartialEq)]
pub enum Among {
    /// All columns of the query; `window` bounds each of them.
    Board(BoardQuery),
    List(ListQuery),
    /// Opportunities in an order of their own.
    Deals(ListQuery, Sort),
}
