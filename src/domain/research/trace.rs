//! The thread from an answer to a promise, one link at a time, and what hangs on no thread (01-model 1.8).

use crate::domain::record::{Id, text};
use crate::record;

record! {
    /// `source` led to `target`: an answer to a need, a need to a clause or target, a target to the one beneath it, a
    /// merged need to the one it became part of.
    Trace as TRACE {
        name: "trace", prefix: "", yearly: false, title: "source_kind", owner: "",
        columns: &["source_kind", "target_kind"],
    } {
        source_kind: String = text(24).required().system().coded(),
        source: Id = text(36).required().system().coded(),
        target_kind: String = text(24).required().system().coded(),
        target: Id = text(36).required().system().coded(),
    }
}

/// A list of what lacks an end of its thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Orphan {
    /// Needs that nobody voiced: no answer or talk leads to them, and they were found behind no other need.
    Unvoiced,
    /// Stated needs behind which nobody has looked yet.
    Unasked,
    /// Must-needs for which nothing is promised.
    Unpromised,
    /// Gaps without a need, or without a measure.
    LooseGaps,
    /// Clauses and targets of the newest versions that no need, catalogue, law or standard asks for.
    Unfounded,
    /// Targets towards the customer that no target of an OLA or UC stands beneath.
    Unsupported,
}

impl Orphan {
    pub const ALL: [Self; 6] =
        [Self::Unvoiced, Self::Unasked, Self::Unpromised, Self::LooseGaps, Self::Unfounded, Self::Unsupported];

    /// The word on the command line; `orphan-<word>` is its wording.
    pub fn code(self) -> &'static str {
        match self {
            Self::Unvoiced => "unvoiced",
            Self::Unasked => "unasked",
            Self::Unpromised => "unpromised",
            Self::LooseGaps => "loose-gaps",
            Self::Unfounded => "unfounded",
            Self::Unsupported => "unsupported",
        }
    }

    pub fn named(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|orphan| orphan.code() == code)
    }

    /// Message key of the list.
    pub fn key(self) -> String {
        format!("orphan-{}", self.code())
    }
}
