//! The funnel as data, and the one place where an opportunity changes its stage (01-model 1.4.1).

mod freshness;
#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use chrono::NaiveDate;
pub use freshness::Freshness;
use serde::Deserialize;
use serde_json::Value;

use super::opportunity::{LOSS, OPPORTUNITY, Opportunity};
use crate::domain::money::Money;
use crate::domain::record::{Field, Need, Values};
use crate::text::{Arg, Msg, Words};

const DEFAULT: &str = include_str!("../../../assets/pipelines/default.toml");

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
    /// Ways of procurement in which the stage does not exist.
    #[serde(default)]
    pub skip_when: Vec<String>,
    /// For how many days a deal can come back from here.
    pub reopen_days: Option<i64>,
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

/// Why somebody moves an opportunity: a code of `LOSS` for a lost one, free words for any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reason {
    pub code: String,
    pub text: String,
}

/// What stands in the way of a move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// This field of the opportunity must be filled first, or given with the reason (`loss_reason`, `loss_note`).
    Missing { field: &'static str },
    /// The move leaves out a stage that this way of procurement has; it needs a reason in words.
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

/// Fields to change and their new values; fields that keep their value are left out.
pub type Changes = Vec<(&'static str, Value)>;

/// Phases and stages in order.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pipeline {
    phases: Vec<Phase>,
    stages: Vec<Stage>,
}

impl Default for Pipeline {
    /// The built-in pipeline. It is part of the program, and a test reads it.
    fn default() -> Self {
        static BUILT_IN: LazyLock<Pipeline> =
            LazyLock::new(|| Pipeline::parse(DEFAULT).unwrap_or(Pipeline { phases: Vec::new(), stages: Vec::new() }));
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

    /// Fields that a card in this stage must have and has not. A lost card may lack any of them.
    pub fn missing(&self, stage: &str, values: &Values) -> impl Iterator<Item = &'static Field> {
        let counts = self.stage(stage).is_some_and(|stage| stage.ty != StageType::Lost);
        self.required(stage)
            .filter(move |field| counts && field.default.is_empty())
            .filter(|field| values.get(field.name).is_none_or(Value::is_null))
    }

    /// Changes the stage, and what follows from it. The only way there is.
    ///
    /// Forward, every field required up to `to` must be filled, and a stage may be left out only where the way of
    /// procurement has none, or with a reason in words. Backward keeps all data. A lost deal comes back to any open
    /// stage whose fields are filled – the caller knows from the journal where it stood.
    ///
    /// # Errors
    /// Everything that stands in the way, each field by name.
    pub fn move_to(
        &self,
        opportunity: &Opportunity,
        to: &str,
        why: Option<&Reason>,
        today: NaiveDate,
    ) -> Result<Changes, Vec<Refusal>> {
        let Some(goal) = self.stage(to) else { return Err(vec![Refusal::Unknown { stage: to.to_owned() }]) };
        let Some(from) = self.stage(&opportunity.stage) else {
            return Err(vec![Refusal::Unknown { stage: opportunity.stage.clone() }]);
        };
        if from.code == goal.code {
            return Err(vec![Refusal::Already { stage: goal.code.clone() }]);
        }
        if from.ty != StageType::Open {
            Self::may_reopen(opportunity, from, goal, today).map_err(|refusal| vec![refusal])?;
        }
        let text = why.map_or("", |reason| reason.text.trim());
        let mut refusals = Vec::new();
        if goal.ty == StageType::Lost {
            refusals.extend(loss_gaps(why));
        } else {
            refusals.extend(self.gaps(opportunity, from, goal));
            if text.is_empty() {
                refusals.extend(self.skipped(opportunity, from, goal));
            }
        }
        if !refusals.is_empty() {
            return Err(refusals);
        }

        let date = Value::String(today.to_string());
        let lost = goal.ty == StageType::Lost;
        let words = if text.is_empty() { Value::Null } else { Value::from(text) };
        let of_loss = |value: Value| if lost { value } else { Value::Null };
        Ok(changed(
            opportunity,
            [
                ("stage", Value::from(goal.code.as_str())),
                ("entered_stage_on", date.clone()),
                ("status", Value::from(goal.status())),
                ("hold_until", Value::Null),
                ("status_reason", if lost { Value::Null } else { shorten(&words, 200) }),
                ("won_on", if goal.ty == StageType::Won { date.clone() } else { Value::Null }),
                ("lost_on", of_loss(date)),
                ("loss_reason", of_loss(why.map_or(Value::Null, |reason| Value::from(reason.code.as_str())))),
                ("loss_note", of_loss(shorten(&words, 400))),
            ],
        )
        .into_iter()
        // Whom and at what price it was lost to is the user's own entry; coming back clears it.
        .chain(if from.ty == StageType::Lost {
            changed(opportunity, [("lost_to", Value::Null), ("lost_price", Value::Null)])
        } else {
            Vec::new()
        })
        .collect())
    }

    fn may_reopen(opportunity: &Opportunity, from: &Stage, goal: &Stage, today: NaiveDate) -> Result<(), Refusal> {
        let Some(days) = from.reopen_days else { return Err(Refusal::Final { stage: from.code.clone() }) };
        if goal.ty != StageType::Open {
            return Err(Refusal::Reopen);
        }
        let closed = date_of(opportunity.lost_on.as_deref()).or(date_of(opportunity.entered_stage_on.as_deref()));
        match closed {
            Some(closed) if (today - closed).num_days() <= days => Ok(()),
            _ => Err(Refusal::TooLate { days }),
        }
    }

    /// Empty fields that the goal needs; going back needs none.
    fn gaps(&self, opportunity: &Opportunity, from: &Stage, goal: &Stage) -> Vec<Refusal> {
        if from.ty == StageType::Open && self.position(&goal.code) < self.position(&from.code) {
            return Vec::new();
        }
        let values = serde_json::to_value(opportunity).unwrap_or_default();
        let mut gaps: Vec<Refusal> = self
            .required(&goal.code)
            .filter(|field| values.get(field.name).is_none_or(Value::is_null))
            .map(|field| Refusal::Missing { field: field.name })
            .collect();
        let amount = Refusal::Missing { field: "amount" };
        let worth = opportunity.amount.is_some_and(|amount| amount.minor > 0);
        if goal.ty == StageType::Won && !worth && !gaps.contains(&amount) {
            gaps.push(amount);
        }
        gaps
    }

    fn skipped(&self, opportunity: &Opportunity, from: &Stage, goal: &Stage) -> Vec<Refusal> {
        let (Some(a), Some(b)) = (self.position(&from.code), self.position(&goal.code)) else { return Vec::new() };
        self.stages
            .get(a + 1..b)
            .unwrap_or_default()
            .iter()
            .filter(|stage| stage.ty == StageType::Open && !skippable(stage, opportunity))
            .map(|stage| Refusal::Skips { stage: stage.code.clone() })
            .collect()
    }

    /// Puts an open deal aside until a later day; it keeps its stage.
    ///
    /// # Errors
    /// When the deal is closed, the day is not after today, or no reason is given.
    pub fn hold(
        &self,
        opportunity: &Opportunity,
        until: NaiveDate,
        why: &str,
        today: NaiveDate,
    ) -> Result<Changes, Vec<Refusal>> {
        if self.stage(&opportunity.stage).is_none_or(|stage| stage.ty != StageType::Open) {
            return Err(vec![Refusal::Final { stage: opportunity.stage.clone() }]);
        }
        let mut refusals = Vec::new();
        if until <= today {
            refusals.push(Refusal::HoldPast);
        }
        if why.trim().is_empty() {
            refusals.push(Refusal::Missing { field: "status_reason" });
        }
        if !refusals.is_empty() {
            return Err(refusals);
        }
        Ok(changed(
            opportunity,
            [
                ("status", Value::from("on_hold")),
                ("hold_until", Value::from(until.to_string())),
                ("status_reason", shorten(&Value::from(why.trim()), 200)),
            ],
        ))
    }

    /// Takes a deal up again in the stage it stands in; no change for one that is not on hold.
    pub fn resume(&self, opportunity: &Opportunity) -> Changes {
        if opportunity.status != "on_hold" {
            return Vec::new();
        }
        changed(
            opportunity,
            [("status", Value::from("open")), ("hold_until", Value::Null), ("status_reason", Value::Null)],
        )
    }

    /// Basis points: the opportunity's own, or its stage's. Closed deals are certain.
    pub fn probability_bp(&self, opportunity: &Opportunity) -> i64 {
        match self.stage(&opportunity.stage) {
            Some(stage) if stage.ty == StageType::Open => opportunity.probability_bp.unwrap_or(stage.probability_bp),
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

fn loss_gaps(why: Option<&Reason>) -> Option<Refusal> {
    match why {
        Some(reason) if reason.code == "other" && reason.text.trim().is_empty() => {
            Some(Refusal::Missing { field: "loss_note" })
        }
        Some(reason) if LOSS.contains(&reason.code.as_str()) => None,
        _ => Some(Refusal::Missing { field: "loss_reason" }),
    }
}

fn date_of(text: Option<&str>) -> Option<NaiveDate> {
    text?.parse().ok()
}

fn shorten(text: &Value, max: usize) -> Value {
    text.as_str().map_or(Value::Null, |text| Value::from(text.chars().take(max).collect::<String>()))
}

fn changed<const N: usize>(opportunity: &Opportunity, wanted: [(&'static str, Value); N]) -> Changes {
    let now = serde_json::to_value(opportunity).unwrap_or_default();
    wanted.into_iter().filter(|(field, new)| now.get(field).unwrap_or(&Value::Null) != new).collect()
}
