//! Why an opportunity is moved, and what stands in the way of a move.

use serde::{Deserialize, Serialize};

use crate::domain::funnel::gate::Finding;
use crate::domain::funnel::pipelines::Pipelines;
use crate::domain::record::Id;
use crate::text::{Arg, Msg};

/// Why somebody moves an opportunity.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Reason {
    /// A code of `LOSS`, for a lost one.
    pub code: String,
    /// Free words: the reason of a step back or of an override, the evidence of a loss.
    pub text: String,
    /// To which competitor it was lost.
    pub lost_to: Option<Id>,
    /// Conditions and stages in between are passed over, for the reason given in words.
    pub force: bool,
}

/// What stands in the way of a move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// This field of the opportunity must be filled first, or given with the reason (`loss_reason`, `loss_note`).
    Missing { field: &'static str },
    /// A condition of a gate on the way does not hold.
    Unmet(Box<Finding>),
    /// The move leaves out a stage that this way of procurement has.
    Skips { stage: String },
    /// There is no such stage.
    Unknown { stage: String },
    /// It stands there already.
    Already { stage: String },
    /// A won or dropped deal stays what it is.
    Final { stage: String },
    /// A closed deal goes back to an open stage first.
    Reopen,
    /// Too long ago to come back.
    TooLate { days: i64 },
    /// A pause must end after today.
    HoldPast,
    /// No deal comes to this stage any more.
    Retired { stage: String },
    /// A deal is closed in its own pipeline only.
    Elsewhere { stage: String },
    /// Deals wait in this stage, whatever the day; a move ends it.
    Waits { stage: String },
}

impl Refusal {
    /// The refusal as a sentence that calls stages by their names.
    pub fn msg(&self, pipelines: &Pipelines) -> Msg {
        let about = |key: &str, code: &str| {
            let name = pipelines.stage(code).map_or_else(|| code.into(), |stage| Arg::Words(stage.name.clone()));
            Msg::new(key).with("stage", name)
        };
        match self {
            Self::Missing { field } => Msg::new("move-missing").with("field", Arg::Key(format!("field-{field}"))),
            Self::Unmet(finding) => finding.unmet(),
            Self::Skips { stage } => about("move-skips", stage),
            Self::Unknown { stage } => Msg::new("move-unknown").with("stage", stage.as_str()),
            Self::Already { stage } => about("move-already", stage),
            Self::Final { stage } => about("move-final", stage),
            Self::Reopen => Msg::new("move-reopen"),
            Self::TooLate { days } => Msg::new("move-too-late").with("days", *days),
            Self::HoldPast => Msg::new("move-hold-past"),
            Self::Retired { stage } => about("move-retired", stage),
            Self::Elsewhere { stage } => about("move-elsewhere", stage),
            Self::Waits { stage } => about("move-waits", stage),
        }
    }
}
