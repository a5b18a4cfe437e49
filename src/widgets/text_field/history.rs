//! Undo in steps of a word: what was replaced by what, and where the cursor stood.

use std::collections::VecDeque;

use super::Place;

const STEPS: usize = 10_000;
const BYTES: usize = 4 * 1024 * 1024;
/// A run without spaces (Chinese) is cut into steps of this many characters.
const RUN: usize = 20;

/// How an edit came about; only typing and erasing grow into one step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Typed,
    Erased,
    Block,
}

#[derive(Clone, Debug)]
pub(super) struct Step {
    pub at: Place,
    pub removed: String,
    pub inserted: String,
    pub caret_before: Place,
    kind: Kind,
}

impl Step {
    pub fn new(kind: Kind, at: Place, removed: String, inserted: String, caret_before: Place) -> Self {
        Self { at, removed, inserted, caret_before, kind }
    }

    fn bytes(&self) -> usize {
        self.removed.len() + self.inserted.len()
    }

    /// Takes `next` into this step when both belong to the same word.
    fn absorb(&mut self, next: &Self) -> bool {
        if self.kind != next.kind {
            return false;
        }
        match self.kind {
            Kind::Block => false,
            Kind::Typed => {
                if !next.removed.is_empty()
                    || next.at != self.at.after(&self.inserted)
                    || starts_step(&self.inserted, next.inserted.chars().next())
                {
                    return false;
                }
                self.inserted.push_str(&next.inserted);
                true
            }
            Kind::Erased => {
                let backwards = next.at.after(&next.removed) == self.at;
                let forwards = next.at == self.at;
                let boundary = if backwards {
                    starts_step(&next.removed, self.removed.chars().next())
                } else {
                    starts_step(&self.removed, next.removed.chars().next())
                };
                if boundary || self.removed.chars().count() >= RUN || !(backwards || forwards) {
                    return false;
                }
                if backwards {
                    self.removed.insert_str(0, &next.removed);
                    self.at = next.at;
                } else {
                    self.removed.push_str(&next.removed);
                }
                true
            }
        }
    }
}

/// Whether `next` begins a new word after `before`.
fn starts_step(before: &str, next: Option<char>) -> bool {
    let (Some(last), Some(next)) = (before.chars().next_back(), next) else { return false };
    last == '\n' || next == '\n' || (!last.is_alphanumeric() && next.is_alphanumeric()) || before.chars().count() >= RUN
}

#[derive(Clone, Debug, Default)]
pub(super) struct History {
    done: VecDeque<Step>,
    undone: Vec<Step>,
    bytes: usize,
    closed: bool,
}

impl History {
    pub fn push(&mut self, step: Step) {
        self.undone.clear();
        self.bytes += step.bytes();
        let absorbed = !self.closed && self.done.back_mut().is_some_and(|last| last.absorb(&step));
        self.closed = false;
        if !absorbed {
            self.done.push_back(step);
        }
        while self.done.len() > STEPS || self.bytes > BYTES {
            let Some(oldest) = self.done.pop_front() else { break };
            self.bytes = self.bytes.saturating_sub(oldest.bytes());
        }
    }

    /// The next edit begins a step of its own.
    pub fn close(&mut self) {
        self.closed = true;
    }

    pub fn undo(&mut self) -> Option<Step> {
        let step = self.done.pop_back()?;
        self.bytes = self.bytes.saturating_sub(step.bytes());
        self.closed = true;
        self.undone.push(step.clone());
        Some(step)
    }

    pub fn redo(&mut self) -> Option<Step> {
        let step = self.undone.pop()?;
        self.bytes += step.bytes();
        self.closed = true;
        self.done.push_back(step.clone());
        Some(step)
    }
}
