//! How far an interview is: what is asked, what is settled, and what comes next (01-model 1.7).

mod reading;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

pub use reading::{Readers, cells_of, expected_key, short_row, value_of};

use super::interview::Answer;
use super::show_if::is_blank;
use super::template::{Question, Template};

/// What is known about one question.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Given {
    /// The typed value; `None` while `raw` does not parse.
    pub value: Option<Value>,
    pub raw: String,
    /// Code of the answer's status; empty counts as `answered`.
    pub status: String,
    pub reason: String,
}

impl Given {
    fn counts_as_answer(&self) -> bool {
        matches!(self.status.as_str(), "" | "answered")
    }
}

impl From<&Answer> for Given {
    fn from(answer: &Answer) -> Self {
        Self {
            value: answer.value.as_deref().and_then(|text| serde_json::from_str(text).ok()),
            raw: answer.raw.clone().unwrap_or_default(),
            status: answer.status.clone(),
            reason: answer.status_reason.clone().unwrap_or_default(),
        }
    }
}

/// How far one question is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Open,
    /// Words that do not read as the value asked for, or a refusal without a reason.
    Partly,
    Answered,
    /// Unknown, refused or not applicable, with the reason why.
    Settled,
}

impl Standing {
    pub fn is_done(self) -> bool {
        matches!(self, Self::Answered | Self::Settled)
    }
}

/// How far a section is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    Open,
    Partly,
    Done,
}

/// Visible required questions: how many are done, of how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Completeness {
    pub done: usize,
    pub required: usize,
}

impl Completeness {
    /// Basis points, rounded down so that only a full house reads as full; nothing required is complete.
    pub fn basis_points(self) -> i64 {
        let part = (self.done * 10_000).checked_div(self.required).unwrap_or(10_000);
        i64::try_from(part).unwrap_or(10_000)
    }
}

/// A template with the answers so far.
#[derive(Clone, Debug)]
pub struct Sheet<'t, 'a> {
    template: &'t Template,
    answers: &'a BTreeMap<String, Given>,
    visible: BTreeSet<&'t str>,
}

impl<'t, 'a> Sheet<'t, 'a> {
    pub fn new(template: &'t Template, answers: &'a BTreeMap<String, Given>) -> Self {
        let mut visible = BTreeSet::new();
        for question in &template.questions {
            // Conditions only look back, so one pass decides. A hidden question counts as unanswered.
            let answer = |id: &str| {
                let given = answers.get(id).filter(|given| visible.contains(id) && given.counts_as_answer())?;
                given.value.clone()
            };
            if question.condition.as_ref().is_none_or(|condition| condition.eval(&answer)) {
                visible.insert(question.id.as_str());
            }
        }
        Self { template, answers, visible }
    }

    pub fn is_visible(&self, id: &str) -> bool {
        self.visible.contains(id)
    }

    /// The questions to ask, in order.
    pub fn visible(&self) -> impl DoubleEndedIterator<Item = &'t Question> {
        self.template.questions.iter().filter(|question| self.is_visible(&question.id))
    }

    /// Those of them that must be settled.
    pub fn required(&self) -> impl Iterator<Item = &'t Question> {
        self.visible().filter(|question| question.required)
    }

    /// Those that keep the interview from being complete.
    pub fn missing(&self) -> impl Iterator<Item = &'t Question> {
        self.required().filter(|question| !self.standing(&question.id).is_done())
    }

    pub fn standing(&self, id: &str) -> Standing {
        let Some(given) = self.answers.get(id) else { return Standing::Open };
        if !given.counts_as_answer() {
            // What does not apply speaks for itself.
            let settled = given.status == "not_applicable" || !given.reason.trim().is_empty();
            return if settled { Standing::Settled } else { Standing::Partly };
        }
        match &given.value {
            Some(value) if !is_blank(value) => Standing::Answered,
            _ if given.raw.trim().is_empty() => Standing::Open,
            _ => Standing::Partly,
        }
    }

    pub fn completeness(&self) -> Completeness {
        let required = self.required().count();
        Completeness { done: required - self.missing().count(), required }
    }

    /// The next question not yet done after this one, from the top again after the last; `None` when all are done.
    pub fn next_open_after(&self, id: &str) -> Option<&'t Question> {
        let questions = &self.template.questions;
        let from = questions.iter().position(|question| question.id == id).map_or(0, |at| at + 1);
        let (before, after) = questions.split_at(from);
        after.iter().chain(before).find(|question| {
            question.id != id && self.is_visible(&question.id) && !self.standing(&question.id).is_done()
        })
    }

    /// How far each section is, in order. Optional questions may stay open in a section that is done,
    /// except where it has no others; a section with nothing to ask is done.
    pub fn progress(&self) -> Vec<(&'t str, Progress)> {
        self.template.sections.iter().map(|section| (section.key.as_str(), self.progress_of(&section.key))).collect()
    }

    fn progress_of(&self, section: &str) -> Progress {
        let asked: Vec<_> = self.visible().filter(|question| question.section == section).collect();
        let must: Vec<_> = asked.iter().filter(|question| question.required).collect();
        let done = |question: &Question| self.standing(&question.id).is_done();
        let finished = if must.is_empty() {
            asked.iter().all(|question| done(question))
        } else {
            must.iter().all(|question| done(question))
        };
        if finished {
            Progress::Done
        } else if asked.iter().any(|question| self.standing(&question.id) != Standing::Open) {
            Progress::Partly
        } else {
            Progress::Open
        }
    }
}

#[cfg(test)]
mod tests;
