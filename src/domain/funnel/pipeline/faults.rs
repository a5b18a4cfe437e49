//! By what a pipeline contradicts itself: every fault with the part and the field it is in.

use super::{Pipeline, Stage, StageType};
use crate::domain::funnel::opportunity::{LOSS, OPPORTUNITY, PROC};
use crate::domain::record::{Need, Type};
use crate::text::{Arg, Lang, Msg, Words};

/// A part of a pipeline, by its code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    Pipeline,
    Phase(String),
    Stage(String),
    Condition(String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub part: Part,
    pub field: &'static str,
    pub msg: Msg,
}

impl Fault {
    fn of_stage(key: &str, stage: &Stage, field: &'static str) -> Self {
        let msg = Msg::new(key).with("stage", stage.code.as_str());
        Self { part: Part::Stage(stage.code.clone()), field, msg }
    }

    fn whole(key: &str, field: &'static str) -> Self {
        Self { part: Part::Pipeline, field, msg: Msg::new(key) }
    }
}

/// The longest code a record can hold.
const LONGEST: usize = 24;

/// Codes stand in queries, on the command line and in the journal.
fn is_code(code: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    !code.is_empty() && code.len() <= LONGEST && code.chars().all(fits)
}

impl Pipeline {
    /// Everything by which it contradicts itself, from the top to the bottom; none for a pipeline that can be used.
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        self.head_faults(&mut faults);
        self.phase_faults(&mut faults);
        self.stage_faults(&mut faults);
        self.condition_faults(&mut faults);
        faults
    }

    fn head_faults(&self, faults: &mut Vec<Fault>) {
        coded(&self.code, &Part::Pipeline, faults);
        named(&self.code, &self.name, &Part::Pipeline, faults);
        let kinds = match OPPORTUNITY.field("kind").map(|field| field.ty) {
            Some(Type::Choice(codes)) => codes,
            _ => &[],
        };
        faults.extend(unknown(&self.kinds, kinds, &Part::Pipeline, "kinds"));
        let count = |wanted: fn(&Stage) -> bool| self.stages.iter().filter(|s| !s.retired && wanted(s)).count();
        let (open, won) = (count(|s| s.ty.is_open()), count(|s| s.ty == StageType::Won));
        if open == 0 {
            faults.push(Fault::whole("pipeline-no-open", "stages"));
        }
        if won != 1 {
            faults.push(Fault::whole(if won == 0 { "pipeline-no-won" } else { "pipeline-two-won" }, "stages"));
        }
        if count(|s| s.ty == StageType::Lost && s.status() == "lost") == 0 {
            faults.push(Fault::whole("pipeline-no-lost", "stages"));
        }
    }

    fn phase_faults(&self, faults: &mut Vec<Fault>) {
        for (at, phase) in self.phases.iter().enumerate() {
            let part = Part::Phase(phase.code.clone());
            coded(&phase.code, &part, faults);
            named(&phase.code, &phase.name, &part, faults);
            if self.phases[..at].iter().any(|other| other.code == phase.code) {
                faults.push(twice(&phase.code, part.clone()));
            }
            self.asked(&phase.checklist, &part, "checklist", faults);
        }
    }

    fn stage_faults(&self, faults: &mut Vec<Fault>) {
        let (mut closed_before, mut probability) = (false, 0);
        for (at, stage) in self.stages.iter().enumerate() {
            let part = Part::Stage(stage.code.clone());
            coded(&stage.code, &part, faults);
            named(&stage.code, &stage.name, &part, faults);
            if self.stages[..at].iter().any(|other| other.code == stage.code) {
                faults.push(twice(&stage.code, part.clone()));
            }
            if stage.phase.as_ref().is_some_and(|code| self.phase(code).is_none()) {
                faults.push(Fault::of_stage("pipeline-phase-unknown", stage, "phase"));
            }
            if stage.ty.is_open() && closed_before {
                faults.push(Fault::of_stage("pipeline-open-after-closed", stage, "type"));
            }
            closed_before |= !stage.ty.is_open();
            let certain = match stage.ty {
                StageType::Open | StageType::Hold => (0..10_000).contains(&stage.probability_bp),
                StageType::Won => stage.probability_bp == 10_000,
                StageType::Lost => stage.probability_bp == 0,
            };
            if !certain {
                faults.push(Fault::of_stage("pipeline-probability", stage, "probability_bp"));
            } else if stage.ty.is_open() && !stage.retired {
                if stage.probability_bp < probability {
                    faults.push(Fault::of_stage("pipeline-falls", stage, "probability_bp"));
                }
                probability = stage.probability_bp;
            }
            for (field, days) in [
                ("rot_days", stage.rot_days),
                ("cap_days", stage.cap_days),
                ("wip", stage.wip),
                ("reopen_days", stage.reopen_days),
            ] {
                if days.is_some_and(|days| !(1..=10_000).contains(&days)) {
                    faults.push(Fault::of_stage("pipeline-days", stage, field));
                }
            }
            if stage.status.as_ref().is_some_and(|status| stage.ty != StageType::Lost || status != "disqualified") {
                faults.push(Fault::of_stage("pipeline-status", stage, "status"));
            }
            let unfit = stage.needs.iter().find(|name| OPPORTUNITY.field(name).is_none_or(|f| f.need == Need::Always));
            faults.extend(unfit.map(|name| no_such(name, &part, "needs")));
            faults.extend(unknown(&stage.skip_when, PROC, &part, "skip_when"));
            faults.extend(unknown(&stage.competitor_for, LOSS, &part, "competitor_for"));
            self.asked(&stage.gate, &part, "gate", faults);
        }
    }

    fn condition_faults(&self, faults: &mut Vec<Fault>) {
        let manual = |code: &str| self.condition(code).is_some_and(|condition| condition.when.is_none());
        for (at, condition) in self.conditions.iter().enumerate() {
            let part = Part::Condition(condition.code.clone());
            coded(&condition.code, &part, faults);
            named(&condition.code, &condition.name, &part, faults);
            if self.conditions[..at].iter().any(|other| other.code == condition.code) {
                faults.push(twice(&condition.code, part.clone()));
            }
            if let Some(detail) = condition.nonsense(&manual) {
                let msg = Msg::new("pipeline-condition").with("condition", condition.code.as_str());
                faults.push(Fault { part, field: "when", msg: msg.with("detail", detail) });
            }
        }
    }

    /// Conditions that neither the pipeline nor the catalogue has.
    fn asked(&self, codes: &[String], part: &Part, field: &'static str, faults: &mut Vec<Fault>) {
        for code in codes.iter().filter(|code| self.condition(code).is_none()) {
            let msg = Msg::new("pipeline-no-condition").with("condition", code.as_str());
            faults.push(Fault { part: part.clone(), field, msg });
        }
    }
}

fn coded(code: &str, part: &Part, faults: &mut Vec<Fault>) {
    if !is_code(code) {
        let msg = Msg::new("pipeline-code").with("code", code).with("most", LONGEST);
        faults.push(Fault { part: part.clone(), field: "code", msg });
    }
}

fn named(code: &str, name: &Words, part: &Part, faults: &mut Vec<Fault>) {
    for lang in Lang::ALL.into_iter().filter(|lang| name.to(*lang).trim().is_empty()) {
        let lang = Arg::Key(format!("pipeline-in-{}", lang.tag().to_lowercase()));
        let msg = Msg::new("pipeline-nameless").with("code", code).with("lang", lang);
        faults.push(Fault { part: part.clone(), field: "name", msg });
    }
}

fn twice(code: &str, part: Part) -> Fault {
    Fault { part, field: "code", msg: Msg::new("pipeline-twice").with("code", code) }
}

fn no_such(value: &str, part: &Part, field: &'static str) -> Fault {
    let msg = Msg::new("pipeline-no-such").with("value", value).with("field", field);
    Fault { part: part.clone(), field, msg }
}

fn unknown(values: &[String], known: &[&str], part: &Part, field: &'static str) -> Option<Fault> {
    let unfit = values.iter().find(|value| !known.contains(&value.as_str()));
    unfit.map(|value| no_such(value, part, field))
}
