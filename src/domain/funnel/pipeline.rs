//! A pipeline as data: phases, stages, gates and check-lists, and where a deal can go in it (01-model 1.4.1).

mod faults;
mod file;
mod freshness;
mod gates;
mod moving;
mod refusal;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;
pub use faults::{Fault, Part};
pub use file::{Unreadable, names};
pub use freshness::Freshness;
pub use refusal::{Reason, Refusal};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::gate::Condition;
use super::opportunity::{OPPORTUNITY, Opportunity};
use crate::domain::money::Money;
use crate::domain::record::{Field, Need, Values};
use crate::text::Words;

/// One of the phases that group stages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phase {
    pub code: String,
    #[serde(default, deserialize_with = "file::names")]
    pub name: Words,
    /// Codes of the conditions that its check-list names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checklist: Vec<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StageType {
    #[default]
    Open,
    /// Deals wait here, and nothing ages.
    Hold,
    Won,
    Lost,
}

impl StageType {
    pub const ALL: [Self; 4] = [Self::Open, Self::Hold, Self::Won, Self::Lost];

    /// A deal is under way there: a column of the board.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::Hold)
    }

    /// The word in files and for other programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Hold => "hold",
            Self::Won => "won",
            Self::Lost => "lost",
        }
    }
}

/// A column of the board, or one of the ways out of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// Of one pipeline only: where a deal stands says in which pipeline it is.
    pub code: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phase: Option<String>,
    /// Short enough for the head of a column.
    #[serde(default, deserialize_with = "file::names")]
    pub name: Words,
    #[serde(rename = "type")]
    pub ty: StageType,
    /// Status of an opportunity here, where the type alone does not say it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    pub probability_bp: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rot_days: Option<i64>,
    /// Person-days of presales work that are reasonable here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cap_days: Option<i64>,
    /// How many deals should stand here at most; more is shown, not refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wip: Option<i64>,
    /// Fields of the opportunity that must be filled from here on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<String>,
    /// Ways of procurement in which the stage does not exist.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skip_when: Vec<String>,
    /// For how many days a deal can come back from here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reopen_days: Option<i64>,
    /// Codes of the conditions that hold before a deal leaves the stage forward.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gate: Vec<String>,
    /// Reasons of a loss that a competitor must be named with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub competitor_for: Vec<String>,
    /// No deal comes here any more; it keeps its code and its name for the history.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub retired: bool,
}

impl Stage {
    /// The status an opportunity takes on entering.
    pub fn status(&self) -> &str {
        match (&self.status, self.ty) {
            (Some(status), _) => status,
            (None, StageType::Open) => "open",
            (None, StageType::Hold) => "on_hold",
            (None, StageType::Won) => "won",
            (None, StageType::Lost) => "lost",
        }
    }
}

/// How many open deals past the first phase one person can see to; owning more is worth a warning (01-model 1.4.1).
pub const AT_WORK: i64 = 12;

/// Days for which a won deal stays on the board; lists and the search have it for ever (01-model 1.4.1).
pub const WON_SHOWN_DAYS: u64 = 30;

/// Fields to change and their new values; fields that keep their value are left out.
pub type Changes = Vec<(&'static str, Value)>;

/// Phases and stages in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pipeline {
    /// By which it is known; never changed.
    pub code: String,
    #[serde(default, deserialize_with = "file::names")]
    pub name: Words,
    /// New deals of these kinds begin here.
    #[serde(default)]
    pub kinds: Vec<String>,
    pub phases: Vec<Phase>,
    pub stages: Vec<Stage>,
    /// Its own; they stand before those of the catalogue.
    #[serde(default)]
    pub conditions: Vec<Condition>,
}

impl Default for Pipeline {
    /// New business. It is part of the program, and a test reads it.
    fn default() -> Self {
        super::pipelines::Pipelines::default().first().clone()
    }
}

impl Pipeline {
    pub fn stages(&self) -> &[Stage] {
        &self.stages
    }

    /// Stages in which a deal can be under way.
    pub fn open_stages(&self) -> impl Iterator<Item = &Stage> {
        self.stages.iter().filter(|stage| stage.ty.is_open() && !stage.retired)
    }

    /// The columns of the board: what is under way, and what is won.
    pub fn columns(&self) -> impl Iterator<Item = &Stage> {
        self.stages.iter().filter(|stage| stage.ty != StageType::Lost && !stage.retired)
    }

    /// Where a deal is lost.
    pub fn lost_stage(&self) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.status() == "lost" && !stage.retired)
    }

    /// The open stages past the first phase, in which a deal is work.
    pub fn work_stages(&self) -> impl Iterator<Item = &Stage> {
        let first = self.phases.first().map(|phase| &phase.code);
        self.open_stages().filter(move |stage| stage.phase.as_ref() != first)
    }

    pub fn phases(&self) -> &[Phase] {
        &self.phases
    }

    pub fn phase(&self, code: &str) -> Option<&Phase> {
        self.phases.iter().find(|phase| phase.code == code)
    }

    pub fn stage(&self, code: &str) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.code == code)
    }

    fn position(&self, code: &str) -> Option<usize> {
        self.stages.iter().position(|stage| stage.code == code)
    }

    /// The stage this opportunity goes to next: WON after the last open one, past stages its procurement has not.
    pub fn next(&self, opportunity: &Opportunity) -> Option<&Stage> {
        self.after(&opportunity.stage, opportunity)
    }

    /// The stage that a deal like this goes to from another one.
    fn after(&self, stage: &str, opportunity: &Opportunity) -> Option<&Stage> {
        let at = self.position(stage)?;
        self.stages[at].ty.is_open().then_some(())?;
        self.stages[at + 1..].iter().find(|stage| stage.ty != StageType::Lost && !skippable(stage, opportunity))
    }

    /// The highest chance of its own that a deal may have in an open stage, in basis points: what the next stage has, and
    /// never that of a deal that is won (01-model 1.4, I-O2).
    pub fn most(&self, stage: &str, opportunity: &Opportunity) -> Option<i64> {
        self.after(stage, opportunity).map(|next| next.probability_bp.min(WHOLE - 1))
    }

    /// The open stage before the one it stands in; nothing before the first, nor from a closed stage.
    pub fn previous(&self, opportunity: &Opportunity) -> Option<&Stage> {
        let at = self.position(&opportunity.stage)?;
        self.stages[at].ty.is_open().then_some(())?;
        self.stages[..at].iter().rev().find(|stage| !skippable(stage, opportunity))
    }

    /// Fields of an opportunity that must be filled from some stage up to this one on; a won deal is worth something.
    pub fn required(&self, stage: &str) -> impl Iterator<Item = &'static Field> {
        let past = self.position(stage).map_or(&[][..], |at| &self.stages[..=at]);
        let won = past.last().is_some_and(|stage| stage.ty == StageType::Won);
        let wanted = move |field: &Field| {
            past.iter().any(|stage| stage.needs.iter().any(|name| name == field.name)) || won && field.name == "amount"
        };
        OPPORTUNITY.fields.iter().filter(move |field| field.need == Need::Always || wanted(field))
    }

    /// Fields that a card in this stage must have and has not. A lost card may lack any of them; a won one is worth
    /// something.
    pub fn missing(&self, stage: &str, values: &Values) -> impl Iterator<Item = &'static Field> {
        let ty = self.stage(stage).map_or(StageType::Lost, |stage| stage.ty);
        self.required(stage).filter(move |field| ty != StageType::Lost && field.default.is_empty()).filter(
            move |field| {
                let value = values.get(field.name).unwrap_or(&Value::Null);
                let worthless = field.name == "amount" && value["minor"].as_i64().is_none_or(|minor| minor <= 0);
                value.is_null() || ty == StageType::Won && worthless
            },
        )
    }

    /// Whether the way from one stage to another asks for the fields of the second: a step back asks for none.
    pub fn asks(&self, from: &str, to: &str) -> bool {
        let open = self.stage(from).is_some_and(|stage| stage.ty.is_open());
        !(open && self.position(to) < self.position(from))
    }

    /// Basis points: the opportunity's own, or its stage's. Closed deals are certain.
    pub fn probability_bp(&self, opportunity: &Opportunity) -> i64 {
        self.chance(&opportunity.stage, opportunity.probability_bp)
    }

    /// The same for a deal in this stage that has this probability of its own.
    pub fn chance(&self, stage: &str, own: Option<i64>) -> i64 {
        match self.stage(stage) {
            Some(stage) if stage.ty.is_open() => own.unwrap_or(stage.probability_bp),
            Some(stage) => stage.probability_bp,
            None => 0,
        }
    }

    /// Amount times probability, rounded half-up to minor units.
    pub fn weighted(&self, opportunity: &Opportunity) -> Option<Money> {
        let amount = opportunity.amount?;
        Some(Money { minor: weigh(amount.minor, self.probability_bp(opportunity)), ccy: amount.ccy })
    }
}

/// A certain deal, in basis points.
const WHOLE: i64 = 10_000;

/// The status of an opportunity on a day: a pause that is over is over, without anybody waking it. ISO date in
/// `hold_until`, the last day of the pause.
pub fn status_on<'a>(status: &'a str, hold_until: &str, today: NaiveDate) -> &'a str {
    let over = date_of(Some(hold_until)).is_some_and(|until| until < today);
    if status == "on_hold" && over { "open" } else { status }
}

/// Days since the opportunity entered its stage.
pub fn age_days(opportunity: &Opportunity, today: NaiveDate) -> Option<i64> {
    Some((today - date_of(opportunity.entered_stage_on.as_deref())?).num_days())
}

/// `minor × bp / 10 000`, half away from zero.
pub fn weigh(minor: i64, bp: i64) -> i64 {
    let product = i128::from(minor) * i128::from(bp);
    let half = if product < 0 { -5_000 } else { 5_000 };
    i64::try_from((product + half) / 10_000).unwrap_or(if product < 0 { i64::MIN } else { i64::MAX })
}

/// No deal like this passes through it.
fn skippable(stage: &Stage, opportunity: &Opportunity) -> bool {
    stage.retired || stage.skip_when.contains(&opportunity.procurement_mode)
}

fn date_of(text: Option<&str>) -> Option<NaiveDate> {
    text?.parse().ok()
}
