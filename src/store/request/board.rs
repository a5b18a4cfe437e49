//! Questions about the board and its answers: lanes, cards, and what they are worth.

use crate::domain::funnel::gate::Mark;
use crate::domain::funnel::pipeline::Freshness;
use crate::domain::funnel::query::Query;
use crate::domain::funnel::view::{Group, Sort};
use crate::domain::money::Money;
use crate::domain::record::Id;

/// Where a board column is looked at.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Place {
    #[default]
    Top,
    Bottom,
    /// Around a card, by its order key.
    Around(Key, Id),
}

/// Where a card stands in the order that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    Number(i64),
    Text(String),
}

/// How far a question is gone into.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Depth {
    /// To its end.
    #[default]
    Whole,
    /// Only what the first deals of each lane tell, for an answer while somebody types; it may be partial.
    Glance,
    /// To its end, but whatever else is asked meanwhile goes first.
    Patient,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct BoardQuery {
    /// Lanes by their code, and where each is looked at.
    pub columns: Vec<(String, Place)>,
    /// All lanes there are; those of colleagues that `columns` does not name are looked at from their top.
    pub whole: bool,
    /// Code of the pipeline whose deals are grouped; the first one where there is no such.
    pub pipeline: String,
    pub group: Group,
    pub sort: Sort,
    /// Cards per column.
    pub window: usize,
    /// So many lanes are seen from the first one with a deal; those behind are only counted. All are seen without it.
    pub in_sight: Option<usize>,
    pub filter: Query,
    /// The column of this card is looked at around it, wherever it was looked at before.
    pub seek: Option<Id>,
    pub depth: Depth,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    pub id: Id,
    pub code: String,
    pub title: String,
    pub account: String,
    pub amount: Option<Money>,
    /// Basis points: its own, or its stage's.
    pub chance_bp: i64,
    pub stage: String,
    pub status: String,
    /// ISO date.
    pub entered_stage_on: String,
    pub next_step: String,
    pub next_step_due: String,
    /// Name of whose deal it is.
    pub owner: String,
    pub key: Key,
    /// ISO date, empty for none.
    pub hold_until: String,
    /// It once passed a gate that did not hold.
    pub forced: bool,
}

/// How far the deals of a lane were counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Counted {
    /// All of them.
    #[default]
    Whole,
    /// There are more.
    AtLeast,
    /// Only the first were looked at: the cards are those that pass among them.
    Not,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Column {
    /// Code of what the lane stands for: a stage, or whatever the deals are grouped by.
    pub lane: String,
    /// What people call it, where that is a record.
    pub name: String,
    pub cards: Vec<Card>,
    pub more_above: bool,
    pub more_below: bool,
    pub count: i64,
    pub counted: Counted,
    /// Of a person: how many open deals past the first phase he owns, of which there may be `pipeline::AT_WORK`.
    pub work: Option<i64>,
    /// By currency; never added across currencies.
    pub sums: Vec<Sum>,
}

/// What deals are worth in one currency, in minor units: all that is asked, and each weighed by its chance (06-metrics
/// 6.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    pub ccy: String,
    pub minor: i64,
    pub weighted: i64,
}

/// What a card tells beside its fields.
#[derive(Clone, Debug, PartialEq)]
pub struct Sign {
    pub id: Id,
    /// None where nothing ages.
    pub freshness: Option<Freshness>,
    /// How the conditions of the next gate stand, in their order.
    pub marks: Vec<Mark>,
}
