//! The funnel as data, and the one place where an opportunity changes its stage (01-model 1.4.1).

mod freshness;
mod gates;
mod moving;
mod refusal;
#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use chrono::NaiveDate;
pub use freshness::Freshness;
pub use refusal::{Reason, Refusal};
use serde::Deserialize;
use serde_json::Value;

use super::gate::Condition;
use super::opportunity::{OPPORTUNITY, Opportunity};
use crate::domain::money::Money;
use crate::domain::record::{Field, Need, Values};
use crate::text::{Msg, Words};

/// Stages and phases, then the conditions of their gates and check-lists.
const DEFAULT: &str = concat!(
    include_str!("../../../assets/pipelines/default.toml"),
    "\n",
    include_str!("../../../assets/pipelines/conditions.toml")
);

/// One of the phases that group stages.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phase {
    pub code: String,
    pub name: Words,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StageType {
    Open,
    Won,
    Lost,
}

/// A column of the board, or one of the ways out of it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    pub code: String,
    pub phase: Option<String>,
    /// Short enough for the head of a column.
    pub name: Words,
    #[serde(rename = "type")]
    pub ty: StageType,
    /// Status of an opportunity here, where the type alone does not say it.
    status: Option<String>,
    pub probability_bp: i64,
    pub rot_days: Option<i64>,
    /// Person-days of presales work that are reasonable here.
    pub cap_days: Option<i64>,
    /// How many deals may stand here at once before the board warns.
    pub wip_limit: Option<i64>,
    /// Ways of procurement in which the stage does not exist.
    #[serde(default)]
    pub skip_when: Vec<String>,
    /// For how many days a deal can come back from here.
    pub reopen_days: Option<i64>,
    /// Codes of the conditions that hold before a deal leaves the stage forward.
    #[serde(default)]
    pub gate: Vec<String>,
    /// Reasons of a loss that a competitor must be named with.
    #[serde(default)]
    pub competitor_for: Vec<String>,
}

impl Stage {
    /// The status an opportunity takes on entering.
    pub fn status(&self) -> &str {
        match (&self.status, self.ty) {
            (Some(status), _) => status,
            (None, StageType::Open) => "open",
            (None, StageType::Won) => "won",
            (None, StageType::Lost) => "lost",
        }
    }
}

/// How many open deals past the first phase one person can see to; owning more is worth a warning (01-model 1.4.1).
pub const AT_WORK: i64 = 12;

/// Fields to change and their new values; fields that keep their value are left out.
pub type Changes = Vec<(&'static str, Value)>;

/// Phases and stages in order.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pipeline {
    phases: Vec<Phase>,
    stages: Vec<Stage>,
    #[serde(default)]
    conditions: Vec<Condition>,
}

impl Default for Pipeline {
    /// The built-in pipeline. It is part of the program, and a test reads it.
    fn default() -> Self {
        static BUILT_IN: LazyLock<Pipeline> = LazyLock::new(|| {
            Pipeline::parse(DEFAULT).unwrap_or(Pipeline {
                phases: Vec::new(),
                stages: Vec::new(),
                conditions: Vec::new(),
            })
        });
        BUILT_IN.clone()
    }
}

impl Pipeline {
    /// Reads a pipeline from TOML.
    ///
    /// # Errors
    /// When the text is no pipeline, or the pipeline contradicts itself; says where.
    pub fn parse(text: &str) -> Result<Self, Msg> {
        let pipeline: Self = toml::from_str(text)
            .map_err(|e| Msg::new("pipeline-unreadable").with("detail", e.to_string().trim_end().to_owned()))?;
        match pipeline.contradiction() {
            Some(msg) => Err(msg),
            None => Ok(pipeline),
        }
    }

    fn contradiction(&self) -> Option<Msg> {
        let bad = |key: &str, stage: &Stage| Some(Msg::new(key).with("stage", stage.code.as_str()));
        let mut open_before = true;
        let mut probability = 0;
        for (at, stage) in self.stages.iter().enumerate() {
            if self.stages[..at].iter().any(|other| other.code == stage.code) {
                return bad("pipeline-stage-twice", stage);
            }
            if stage.phase.as_ref().is_some_and(|code| self.phase(code).is_none()) {
                return bad("pipeline-phase-unknown", stage);
            }
            let open = stage.ty == StageType::Open;
            let fits = match stage.ty {
                StageType::Open => open_before && (probability..10_000).contains(&stage.probability_bp),
                StageType::Won => stage.probability_bp == 10_000,
                StageType::Lost => stage.probability_bp == 0,
            };
            if !fits || stage.rot_days.is_some_and(|days| days < 1) {
                return bad("pipeline-stage-order", stage);
            }
            open_before = open;
            if open {
                probability = stage.probability_bp;
            }
        }
        if let Some(msg) = self.bad_condition() {
            return Some(msg);
        }
        let count = |ty| self.stages.iter().filter(|stage| stage.ty == ty).count();
        (count(StageType::Open) == 0 || count(StageType::Won) != 1 || count(StageType::Lost) == 0)
            .then(|| Msg::new("pipeline-incomplete"))
    }

    pub fn stages(&self) -> &[Stage] {
        &self.stages
    }

    /// The columns of the board.
    pub fn open_stages(&self) -> impl Iterator<Item = &Stage> {
        self.stages.iter().filter(|stage| stage.ty == StageType::Open)
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
        let at = self.position(&opportunity.stage)?;
        (self.stages[at].ty == StageType::Open).then_some(())?;
        self.stages[at + 1..].iter().find(|stage| stage.ty != StageType::Lost && !skippable(stage, opportunity))
    }

    /// The open stage before the one it stands in; nothing before the first, nor from a closed stage.
    pub fn previous(&self, opportunity: &Opportunity) -> Option<&Stage> {
        let at = self.position(&opportunity.stage)?;
        (self.stages[at].ty == StageType::Open).then_some(())?;
        self.stages[..at].iter().rev().find(|stage| !skippable(stage, opportunity))
    }

    /// Fields of an opportunity that must be filled from some stage up to this one on.
    pub fn required(&self, stage: &str) -> impl Iterator<Item = &'static Field> {
        let at = self.position(stage);
        OPPORTUNITY.fields.iter().filter(move |field| match field.need {
            Need::No => false,
            Need::Always => true,
            Need::From(from) => match (self.position(from), at) {
                (Some(from), Some(at)) => from <= at,
                _ => false,
            },
        })
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
        let open = self.stage(from).is_some_and(|stage| stage.ty == StageType::Open);
        !(open && self.position(to) < self.position(from))
    }

    /// Basis points: the opportunity's own, or its stage's. Closed deals are certain.
    pub fn probability_bp(&self, opportunity: &Opportunity) -> i64 {
        self.chance(&opportunity.stage, opportunity.probability_bp)
    }

    /// The same for a deal in this stage that has this probability of its own.
    pub fn chance(&self, stage: &str, own: Option<i64>) -> i64 {
        match self.stage(stage) {
            Some(stage) if stage.ty == StageType::Open => own.unwrap_or(stage.probability_bp),
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

fn skippable(stage: &Stage, opportunity: &Opportunity) -> bool {
    stage.skip_when.contains(&opportunity.procurement_mode)
}

fn date_of(text: Option<&str>) -> Option<NaiveDate> {
    text?.parse().ok()
}
