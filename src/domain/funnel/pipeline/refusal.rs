//! Why an opportunity is moved, and what stands in the way of a move.

use serde::{Deserialize, Serialize};

use super::Pipeline;
use crate::domain::funnel::gate::Finding;
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
}

impl Refusal {
    pub fn msg(&self) -> Msg {
        match self {
            Self::Missing { field } => Msg::new("move-missing").with("field", Arg::Key(format!("field-{field}"))),
            Self::Unmet(finding) => Msg::new("move-unmet").with("condition", Arg::Words(finding.name.clone())),
            Self::Skips { stage } => Msg::new("move-skips").with("stage", stage_named(stage)),
            Self::Unknown { stage } => Msg::new("move-unknown").with("stage", stage.as_str()),
            Self::Already { stage } => Msg::new("move-already").with("stage", stage_named(stage)),
            Self::Final { stage } => Msg::new("move-final").with("stage", stage_named(stage)),
            Self::Reopen => Msg::new("move-reopen"),
            Self::TooLate { days } => Msg::new("move-too-late").with("days", *days),
            Self::HoldPast => Msg::new("move-hold-past"),
        }
    }
}

/// What a stage is called; one outside the pipeline goes by its code.
fn stage_named(code: &str) -> Arg {
    Pipeline::default().stage(code).map_or_else(|| code.into(), |stage| Arg::Words(stage.name.clone()))
}
