//! The gates and check-lists of a pipeline, looked at with the facts of one opportunity.

use super::{Pipeline, Stage, skippable};
use crate::domain::funnel::facts::Facts;
use crate::domain::funnel::gate::{Condition, Finding, catalogue};

impl Pipeline {
    /// The pipeline's own condition of this code, else that of the catalogue.
    pub fn condition(&self, code: &str) -> Option<&Condition> {
        let own = self.conditions.iter().find(|condition| condition.code == code);
        own.or_else(|| catalogue().iter().find(|condition| condition.code == code))
    }

    /// Everything its gates and check-lists can ask for: its own conditions, then the catalogue.
    pub fn conditions(&self) -> impl Iterator<Item = &Condition> {
        let own = |code: &str| self.conditions.iter().any(|condition| condition.code == code);
        self.conditions.iter().chain(catalogue().iter().filter(move |condition| !own(&condition.code)))
    }

    /// Stages whose gate asks something else than that of the same stage there.
    pub fn gates_changed<'p>(&'p self, from: &'p Self) -> impl Iterator<Item = &'p Stage> {
        let asks =
            |of: &Self, stage: &Stage| stage.gate.iter().map(|code| of.condition(code).cloned()).collect::<Vec<_>>();
        let changed =
            move |stage: &&Stage| from.stage(&stage.code).is_some_and(|before| asks(from, before) != asks(self, stage));
        self.stages.iter().filter(changed)
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
            if stage.ty.is_open() && (n == 0 || !skippable(stage, &facts.deal)) {
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
        let list =
            |codes: &[String]| codes.iter().filter_map(|code| self.condition(code)?.look(facts)).collect::<Vec<_>>();
        let lists = self.phases.iter().map(|phase| (phase.code.clone(), list(&phase.checklist)));
        lists.filter(|(_, items)| !items.is_empty()).collect()
    }
}
