//! The gates and check-lists of a pipeline, looked at with the facts of one opportunity.

use super::{Pipeline, StageType, skippable};
use crate::domain::funnel::facts::Facts;
use crate::domain::funnel::gate::{Condition, Finding};
use crate::text::Msg;

impl Pipeline {
    pub fn condition(&self, code: &str) -> Option<&Condition> {
        self.conditions.iter().find(|condition| condition.code == code)
    }

    /// Conditions in the order of the file.
    pub fn conditions(&self) -> &[Condition] {
        &self.conditions
    }

    /// The same stages without gates, as a small team may want them.
    #[must_use]
    pub fn ungated(mut self) -> Self {
        self.stages.iter_mut().for_each(|stage| stage.gate.clear());
        self
    }

    /// The gate of one stage: what holds before a deal leaves it forward.
    pub fn gate(&self, facts: &Facts, stage: &str) -> Vec<Finding> {
        let codes = self.stage(stage).map_or(&[][..], |stage| &stage.gate);
        codes.iter().filter_map(|code| self.condition(code)?.look(facts)).collect()
    }

    /// The gates of all stages that a deal leaves behind on its way from one stage to another; none on the way back.
    /// Stages that this way of procurement has not ask nothing.
    pub fn between(&self, facts: &Facts, from: &str, to: &str) -> Vec<Finding> {
        let (Some(from), Some(to)) = (self.position(from), self.position(to)) else { return Vec::new() };
        let mut found: Vec<Finding> = Vec::new();
        for (n, stage) in self.stages.get(from..to).unwrap_or_default().iter().enumerate() {
            if stage.ty == StageType::Open && (n == 0 || !skippable(stage, &facts.deal)) {
                for finding in self.gate(facts, &stage.code) {
                    if !found.iter().any(|known| known.code == finding.code) {
                        found.push(finding);
                    }
                }
            }
        }
        found
    }

    /// The check-list of each phase that has one, by the phase's code.
    pub fn checklists(&self, facts: &Facts) -> Vec<(String, Vec<Finding>)> {
        let list = |phase: &str| {
            let items = self.conditions.iter().filter(|condition| condition.phase.as_deref() == Some(phase));
            items.filter_map(|item| item.look(facts)).collect::<Vec<_>>()
        };
        let lists = self.phases.iter().map(|phase| (phase.code.clone(), list(&phase.code)));
        lists.filter(|(_, items)| !items.is_empty()).collect()
    }

    pub(super) fn bad_condition(&self) -> Option<Msg> {
        let manual = |code: &str| self.condition(code).is_some_and(|condition| condition.when.is_none());
        let bad = |condition: &str, detail: String| {
            Some(Msg::new("pipeline-condition").with("condition", condition).with("detail", detail))
        };
        for (at, condition) in self.conditions.iter().enumerate() {
            if self.conditions[..at].iter().any(|other| other.code == condition.code) {
                return bad(&condition.code, condition.code.clone());
            }
            if let Some(phase) = condition.phase.as_ref().filter(|phase| self.phase(phase).is_none()) {
                return bad(&condition.code, phase.clone());
            }
            if let Some(detail) = condition.nonsense(&manual) {
                return bad(&condition.code, detail);
            }
        }
        let asked = self.stages.iter().flat_map(|stage| stage.gate.iter().map(move |code| (stage, code)));
        let unknown = asked.into_iter().find(|(_, code)| self.condition(code).is_none());
        unknown.and_then(|(stage, code)| bad(code, stage.code.clone()))
    }
}
