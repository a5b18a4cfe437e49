//! Moving an opportunity within its pipeline or into another: the one rule by which stage and status change, whatever
//! door the move comes through.

use chrono::NaiveDate;
use serde_json::Value;

use super::{Changes, Pipeline, Reason, Refusal, Stage, StageType, date_of, skippable};
use crate::domain::funnel::facts::Facts;
use crate::domain::funnel::opportunity::{LOSS, Opportunity};

impl Pipeline {
    /// Changes the stage, and what follows from it. The only way there is; [`Pipelines::move_to`] knows the pipeline of
    /// the stage.
    ///
    /// Forward, every field required up to `to` must be filled and the gate of every stage that is left behind must
    /// hold; a stage may be left out only where the way of procurement has none. An override (`why.force` with words)
    /// passes over gates and stages, never over fields, and leaves its reason on the deal. Backward keeps all data and
    /// needs a reason in words. A loss needs a reason of the list, evidence, and for some reasons the competitor. A
    /// lost deal comes back to the stage it was lost from, or an earlier one; further on it meets the gates.
    ///
    /// # Errors
    /// Everything that stands in the way, each field and each condition by name.
    ///
    /// [`Pipelines::move_to`]: crate::domain::funnel::pipelines::Pipelines::move_to
    pub fn move_to(&self, facts: &Facts, to: &str, why: &Reason) -> Result<Changes, Vec<Refusal>> {
        let opportunity = &facts.deal;
        let Some(goal) = self.stage(to) else { return Err(vec![Refusal::Unknown { stage: to.to_owned() }]) };
        let Some(from) = self.stage(&opportunity.stage) else {
            return Err(vec![Refusal::Unknown { stage: opportunity.stage.clone() }]);
        };
        if from.code == goal.code {
            return Err(vec![Refusal::Already { stage: goal.code.clone() }]);
        }
        if goal.retired {
            return Err(vec![Refusal::Retired { stage: goal.code.clone() }]);
        }
        if !from.ty.is_open() {
            may_reopen(opportunity, from, goal, facts.today).map_err(|refusal| vec![refusal])?;
        }
        let text = why.text.trim();
        let mut refusals = Vec::new();
        let mut forced = false;
        if goal.ty == StageType::Lost {
            refusals.extend(loss_gaps(goal, opportunity, why));
        } else {
            let base = self.stood_in(facts).unwrap_or(from);
            let back = self.position(&goal.code) < self.position(&base.code);
            if back && from.ty.is_open() && text.is_empty() {
                refusals.push(Refusal::Missing { field: "status_reason" });
            }
            refusals.extend(self.gaps(opportunity, from, goal));
            let passed = self.passed(facts, base, goal);
            forced = why.force && !text.is_empty() && !passed.is_empty();
            if why.force && text.is_empty() {
                refusals.push(Refusal::Missing { field: "forced_reason" });
            }
            if !forced {
                refusals.extend(passed);
            }
        }
        if refusals.is_empty() { Ok(self.changes(facts, from, goal, why, forced)) } else { Err(refusals) }
    }

    /// Takes up a deal that stands in a stage of another pipeline, for a reason in words. It comes in where this pipeline
    /// begins; further on it meets all gates up to there, whatever it has passed elsewhere.
    ///
    /// # Errors
    /// Everything that stands in the way, each field and each condition by name.
    pub fn take_in(&self, facts: &Facts, from: &Stage, to: &str, why: &Reason) -> Result<Changes, Vec<Refusal>> {
        let (Some(goal), Some(first)) = (self.stage(to), self.open_stages().next()) else {
            return Err(vec![Refusal::Unknown { stage: to.to_owned() }]);
        };
        if goal.retired {
            return Err(vec![Refusal::Retired { stage: goal.code.clone() }]);
        }
        if !from.ty.is_open() {
            return Err(vec![Refusal::Reopen]);
        }
        if !goal.ty.is_open() {
            return Err(vec![Refusal::Elsewhere { stage: goal.code.clone() }]);
        }
        let text = why.text.trim();
        let mut refusals = Vec::new();
        if text.is_empty() {
            refusals.push(Refusal::Missing { field: if why.force { "forced_reason" } else { "status_reason" } });
        }
        refusals.extend(self.gaps(&facts.deal, from, goal));
        let passed = self.passed(facts, first, goal);
        let forced = why.force && !text.is_empty() && !passed.is_empty();
        if !forced {
            refusals.extend(passed);
        }
        if refusals.is_empty() { Ok(self.changes(facts, from, goal, why, forced)) } else { Err(refusals) }
    }

    fn changes(&self, facts: &Facts, from: &Stage, goal: &Stage, why: &Reason, forced: bool) -> Changes {
        let opportunity = &facts.deal;
        let text = why.text.trim();
        let date = Value::String(facts.today.to_string());
        let lost = goal.ty == StageType::Lost;
        let words = if text.is_empty() { Value::Null } else { Value::from(text) };
        let of_loss = |value: Value| if lost { value } else { Value::Null };
        let mut sets = changed(
            opportunity,
            [
                ("stage", Value::from(goal.code.as_str())),
                ("entered_stage_on", date.clone()),
                ("status", Value::from(goal.status())),
                ("hold_until", Value::Null),
                ("status_reason", if lost { Value::Null } else { shorten(&words, 200) }),
                ("won_on", if goal.ty == StageType::Won { date.clone() } else { Value::Null }),
                ("lost_on", of_loss(date)),
                ("loss_reason", of_loss(Value::from(why.code.as_str()))),
                ("loss_note", of_loss(shorten(&words, 400))),
            ],
        );
        if forced {
            sets.extend(changed(opportunity, [("forced_reason", shorten(&words, 400))]));
        }
        if lost {
            sets.extend(why.lost_to.into_iter().flat_map(|rival| changed(opportunity, [("lost_to", rival.json())])));
        } else if from.ty == StageType::Lost {
            // Whom and at what price it was lost to is the user's own entry; coming back clears it.
            sets.extend(changed(opportunity, [("lost_to", Value::Null), ("lost_price", Value::Null)]));
        }
        // What was hoped for further on is too much here: the stage's own chance counts again.
        if self.most(&goal.code, opportunity).zip(opportunity.probability_bp).is_some_and(|(most, own)| own > most) {
            sets.extend(changed(opportunity, [("probability_bp", Value::Null), ("probability_reason", Value::Null)]));
        }
        sets
    }

    /// What a deal that begins at `first` leaves out or does not meet on its way to `goal`.
    fn passed(&self, facts: &Facts, first: &Stage, goal: &Stage) -> Vec<Refusal> {
        let mut passed = self.skipped(&facts.deal, first, goal);
        passed.extend(self.unmet(facts, first, goal));
        passed
    }

    /// Whether taking back an act, or doing it again, may carry the deal to `to` (a stage where it stood before).
    ///
    /// Back is always allowed: the move was a mistake. Forward meets the gates as they stand now, unless the act that
    /// is done again was itself an override. A closed deal comes back as long as it could be reopened, a won or
    /// dropped one on the day it was closed. Fields are another matter: [`Self::missing`] of what the deal holds then.
    ///
    /// # Errors
    /// What stands in the way.
    pub fn may_return(&self, facts: &Facts, to: &str, forced: bool) -> Result<(), Vec<Refusal>> {
        let Some(goal) = self.stage(to) else { return Ok(()) };
        let Some(from) = self.stage(&facts.deal.stage) else {
            // It stood here before it went to another pipeline; what it met then it must meet now.
            let first = self.open_stages().next().filter(|_| !forced && goal.ty.is_open());
            let refusals = first.map(|first| self.unmet(facts, first, goal)).unwrap_or_default();
            return if refusals.is_empty() { Ok(()) } else { Err(refusals) };
        };
        if !from.ty.is_open() && goal.ty.is_open() {
            let days = from.reopen_days.unwrap_or(0);
            return match closed_on(&facts.deal) {
                Some(closed) if (facts.today - closed).num_days() > days => Err(vec![match from.reopen_days {
                    Some(days) => Refusal::TooLate { days },
                    None => Refusal::Final { stage: from.code.clone() },
                }]),
                _ => Ok(()),
            };
        }
        if goal.ty == StageType::Lost || self.position(to) <= self.position(&from.code) {
            return Ok(());
        }
        let refusals = if forced { Vec::new() } else { self.unmet(facts, from, goal) };
        if refusals.is_empty() { Ok(()) } else { Err(refusals) }
    }

    /// The open stage that gates count from: where it stands, or where it was closed. Of a closed deal whose past
    /// nobody knows, the first.
    fn stood_in(&self, facts: &Facts) -> Option<&Stage> {
        let here = self.stage(&facts.deal.stage)?;
        if here.ty.is_open() {
            return Some(here);
        }
        let known = facts.stood_in.as_deref().and_then(|code| self.stage(code));
        known.filter(|stage| stage.ty.is_open()).or_else(|| self.open_stages().next())
    }

    fn unmet(&self, facts: &Facts, from: &Stage, goal: &Stage) -> Vec<Refusal> {
        let conditions = self.between(facts, &from.code, &goal.code);
        conditions
            .into_iter()
            .filter(|finding| !finding.state.passes())
            .map(|finding| Refusal::Unmet(Box::new(finding)))
            .collect()
    }

    /// Empty fields that the goal needs, when the way to it asks for them.
    fn gaps(&self, opportunity: &Opportunity, from: &Stage, goal: &Stage) -> Vec<Refusal> {
        let Ok(Value::Object(values)) = serde_json::to_value(opportunity) else { return Vec::new() };
        let asks = self.asks(&from.code, &goal.code);
        let missing = asks.then(|| self.missing(&goal.code, &values)).into_iter().flatten();
        missing.map(|field| Refusal::Missing { field: field.name }).collect()
    }

    fn skipped(&self, opportunity: &Opportunity, from: &Stage, goal: &Stage) -> Vec<Refusal> {
        let (Some(a), Some(b)) = (self.position(&from.code), self.position(&goal.code)) else { return Vec::new() };
        self.stages
            .get(a + 1..b)
            .unwrap_or_default()
            .iter()
            .filter(|stage| stage.ty.is_open() && !skippable(stage, opportunity))
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
        match self.stage(&opportunity.stage).map(|stage| stage.ty) {
            Some(StageType::Open) => {}
            Some(StageType::Hold) => return Err(vec![Refusal::Waits { stage: opportunity.stage.clone() }]),
            _ => return Err(vec![Refusal::Final { stage: opportunity.stage.clone() }]),
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
    ///
    /// # Errors
    /// When it is the stage in which deals wait.
    pub fn resume(&self, opportunity: &Opportunity) -> Result<Changes, Vec<Refusal>> {
        if self.stage(&opportunity.stage).is_some_and(|stage| stage.ty == StageType::Hold) {
            return Err(vec![Refusal::Waits { stage: opportunity.stage.clone() }]);
        }
        if opportunity.status != "on_hold" {
            return Ok(Vec::new());
        }
        Ok(changed(
            opportunity,
            [("status", Value::from("open")), ("hold_until", Value::Null), ("status_reason", Value::Null)],
        ))
    }
}

fn closed_on(opportunity: &Opportunity) -> Option<NaiveDate> {
    date_of(opportunity.lost_on.as_deref()).or(date_of(opportunity.entered_stage_on.as_deref()))
}

fn may_reopen(opportunity: &Opportunity, from: &Stage, goal: &Stage, today: NaiveDate) -> Result<(), Refusal> {
    let Some(days) = from.reopen_days else { return Err(Refusal::Final { stage: from.code.clone() }) };
    if !goal.ty.is_open() {
        return Err(Refusal::Reopen);
    }
    match closed_on(opportunity) {
        Some(closed) if (today - closed).num_days() <= days => Ok(()),
        _ => Err(Refusal::TooLate { days }),
    }
}

fn loss_gaps(goal: &Stage, opportunity: &Opportunity, why: &Reason) -> Vec<Refusal> {
    let mut gaps = Vec::new();
    if !LOSS.contains(&why.code.as_str()) {
        gaps.push(Refusal::Missing { field: "loss_reason" });
    }
    if why.text.trim().is_empty() {
        gaps.push(Refusal::Missing { field: "loss_note" });
    }
    let named = why.lost_to.or(opportunity.lost_to).is_some();
    if goal.competitor_for.contains(&why.code) && !named {
        gaps.push(Refusal::Missing { field: "lost_to" });
    }
    gaps
}

fn shorten(text: &Value, max: usize) -> Value {
    text.as_str().map_or(Value::Null, |text| Value::from(text.chars().take(max).collect::<String>()))
}

fn changed<const N: usize>(opportunity: &Opportunity, wanted: [(&'static str, Value); N]) -> Changes {
    let now = serde_json::to_value(opportunity).unwrap_or_default();
    wanted.into_iter().filter(|(field, new)| now.get(field).unwrap_or(&Value::Null) != new).collect()
}
