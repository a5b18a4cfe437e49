//! What is to be changed, what became of it, and why not.

use chrono::NaiveDate;
use serde_json::Value;

use super::Labels;
use super::many::{Many, Refused};
use super::sheet::title_in;

use crate::domain::act::Act;
use crate::domain::funnel::gate::Finding;
use crate::domain::funnel::pipeline::Reason;
use crate::domain::kinds::Kind;
use crate::domain::record::Id;
use crate::domain::research::feeds::Proposal;
use crate::domain::research::standing;
use crate::text::{Lang, Msg, clean};

/// A change asked for. All of them take the same way: one transaction, one journal entry.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    Save(Act),
    /// Records that were made elsewhere, as they were there: also what is settled already comes in.
    Import(Act),
    /// Move an opportunity to a stage, if it still stands where the user saw it.
    Move {
        act: Id,
        id: Id,
        seen: String,
        to: String,
        why: Reason,
    },
    /// Put an open deal aside until a later day.
    Hold {
        act: Id,
        id: Id,
        until: NaiveDate,
        why: String,
    },
    /// Take up a deal that was put aside.
    Resume {
        act: Id,
        id: Id,
    },
    /// Save a pipeline; the deals of stages that it gives up go to others.
    Reshape {
        act: Id,
        reshape: Box<Reshape>,
    },
    /// Mark an item of an opportunity's check-list.
    Tick {
        act: Id,
        id: Id,
        tick: Tick,
    },
    /// Waive a condition of an opportunity; an empty reason withdraws the waiver.
    Waive {
        act: Id,
        id: Id,
        condition: String,
        reason: String,
    },
    /// Move a card one place up (`-1`) or down (`1`) in its column.
    Order {
        act: Id,
        id: Id,
        by: i8,
    },
    /// The same with many records.
    Many(Many),
    /// Move a need among the key needs of its deal.
    Rank {
        act: Id,
        id: Id,
        to: standing::Place,
    },
    /// Make two needs that say the same one: the first becomes part of the second.
    Merge {
        act: Id,
        goes: Id,
        stays: Id,
    },
    /// Copy a version of an agreement as the next one.
    NextVersion {
        act: Id,
        version: Id,
    },
    /// Take a version of an agreement to another state, if it still stands where the user saw it. The reason is asked
    /// for only where it comes to an early end.
    Enter {
        act: Id,
        version: Id,
        seen: String,
        to: String,
        reason: String,
    },
    /// Take over what an interview proposes, all or nothing.
    Feed {
        act: Id,
        interview: Id,
        take: Vec<Proposal>,
    },
    /// Take back the user's last act that still stands, or a named one.
    Undo {
        act: Id,
        which: Option<Id>,
    },
    /// Do again what was last undone.
    Redo {
        act: Id,
    },
}

impl Command {
    /// The same command under another act, for another try.
    #[must_use]
    pub fn again(mut self, new: Id) -> Self {
        match &mut self {
            Self::Save(Act { id: act, .. })
            | Self::Import(Act { id: act, .. })
            | Self::Move { act, .. }
            | Self::Hold { act, .. }
            | Self::Resume { act, .. }
            | Self::Reshape { act, .. }
            | Self::Tick { act, .. }
            | Self::Waive { act, .. }
            | Self::Order { act, .. }
            | Self::Many(Many { act, .. })
            | Self::Rank { act, .. }
            | Self::Merge { act, .. }
            | Self::NextVersion { act, .. }
            | Self::Enter { act, .. }
            | Self::Feed { act, .. }
            | Self::Undo { act, .. }
            | Self::Redo { act } => *act = new,
        }
        self
    }

    /// The same command with the record chosen for it; commands without a choice stay as they are.
    #[must_use]
    pub fn with_choice(mut self, id: Id) -> Self {
        match &mut self {
            Self::Merge { stays, .. } => *stays = id,
            Self::Move { why, .. } => why.lost_to = Some(id),
            Self::Many(many) => many.task.set_record(id),
            _ => {}
        }
        self
    }

    /// The same move for a reason of the list.
    #[must_use]
    pub fn with_reason(mut self, code: &str) -> Self {
        let why = match &mut self {
            Self::Move { why, .. } => Some(why),
            Self::Many(many) => many.task.why(),
            _ => None,
        };
        if let Some(why) = why {
            code.clone_into(&mut why.code);
        }
        self
    }

    /// The same command with its reason or evidence; commands without words stay as they are.
    #[must_use]
    pub fn with_words(mut self, words: String) -> Self {
        match &mut self {
            Self::Move { why, .. } => why.text = words,
            Self::Hold { why, .. } => *why = words,
            Self::Reshape { reshape, .. } => reshape.why = words,
            Self::Tick { tick, .. } => tick.evidence = words,
            Self::Waive { reason, .. } | Self::Enter { reason, .. } => *reason = words,
            Self::Many(many) => many.task.set_words(words),
            Self::Save(act) => act.give_reason(&words),
            _ => {}
        }
        self
    }
}

/// A pipeline as it is to be.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reshape {
    pub key: String,
    /// Its text as whoever changed it saw it.
    pub seen: String,
    pub text: String,
    /// Stages that are given up, and where their deals go.
    pub going: Vec<(String, String)>,
    /// Why they go there.
    pub why: String,
}

/// A mark at an item of a check-list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tick {
    pub item: String,
    /// `open`, `done` or `na`.
    pub state: String,
    /// What shows that it was done, or why it is not needed.
    pub evidence: String,
    /// Who sees to it, and until when; `None` leaves what is known.
    pub owner: Option<Id>,
    pub due: Option<String>,
}

/// What became of a command.
#[derive(Clone, Debug, PartialEq)]
pub struct Done {
    pub act: Id,
    pub verb: String,
    /// The record the act is mainly about, with its code.
    pub subject: Option<(Kind, Id)>,
    pub code: String,
    /// The stage into which the opportunity came that it is mainly about, if it came into one.
    pub stage: Option<String>,
    pub changes: usize,
    /// How many opportunities it changed, where it did nothing else; the reordering of a column counts none.
    pub deals: usize,
    /// What [`Command::Many`] left as it was.
    pub refused: Vec<Refused>,
    /// Whose changes of the same texts were kept beside these: different paragraphs.
    pub merged_with: Vec<String>,
}

impl Done {
    /// What the record is called, in the reader's language.
    pub fn shown(&self, lang: Lang) -> String {
        self.subject.map_or_else(|| self.code.clone(), |(kind, _)| title_in(kind, &self.code, lang))
    }
}

/// A title for a sentence: the title of an answer is all that was said.
pub(in crate::store) fn in_short(title: &str) -> String {
    clean::truncate(title.lines().next().unwrap_or_default(), 60)
}

/// Two people changed the same field.
#[derive(Clone, Debug, PartialEq)]
pub struct Clash {
    pub kind: Kind,
    pub id: Id,
    pub field: String,
    pub original: Value,
    pub theirs: Value,
    pub mine: Value,
    /// Both changes in one text, where that can be made; to be looked at before it is saved.
    pub both: Option<Value>,
    pub who: String,
    /// Unix milliseconds.
    pub when_ms: i64,
}

/// Why a command changed nothing.
#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    Clash {
        clashes: Vec<Clash>,
        labels: Labels,
    },
    /// Fields that must be filled first, each with its reason.
    Invalid {
        kind: Kind,
        id: Id,
        faults: Vec<(String, Msg)>,
    },
    /// A move that a gate stands against: fields to fill, and all conditions on the way with their state.
    Gate {
        id: Id,
        code: String,
        to: String,
        faults: Vec<(String, Msg)>,
        gate: Vec<Finding>,
    },
    /// Deals that cannot be carried back where they stood, of so many that an undo or redo would carry.
    Returns {
        deals: usize,
        refused: Vec<Refused>,
    },
    Refused(Msg),
}
