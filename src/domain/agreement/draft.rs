//! Everything one version of an agreement rests on, gathered for the checks, for printing and for handing over.

use serde::{Deserialize, Serialize};

use super::Agreement;
use super::sections::{self, Mandatory, Section};
use super::target::Target;
use super::version::{AgreementVersion, Clause};
use crate::domain::record::Id;
use crate::domain::research::need::Need;

/// A record together with its identity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Filed<T> {
    pub id: Id,
    pub values: T,
}

/// A need of the opportunity behind the agreement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NeedRef {
    pub id: Id,
    /// `N-004`.
    pub code: String,
    pub need: Need,
}

/// A need is met by a clause or a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Met {
    pub need: Id,
    /// A clause or a target of this draft.
    pub by: Id,
}

/// An agreement that stands beneath this one, with the targets of its current version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Support {
    pub code: String,
    /// `OLA` or `UC`.
    pub kind: String,
    pub title: String,
    #[serde(default)]
    pub targets: Vec<Target>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    pub agreement: Filed<Agreement>,
    pub code: String,
    pub version: Filed<AgreementVersion>,
    #[serde(default)]
    pub clauses: Vec<Filed<Clause>>,
    #[serde(default)]
    pub targets: Vec<Filed<Target>>,
    /// Every need of the opportunity, met or not.
    #[serde(default)]
    pub needs: Vec<NeedRef>,
    #[serde(default)]
    pub traces: Vec<Met>,
    #[serde(default)]
    pub supports: Vec<Support>,
}

impl Draft {
    /// The clause of a section in a language (`zh-CN`).
    pub fn clause(&self, section: &str, language: &str) -> Option<&Filed<Clause>> {
        self.clauses.iter().find(|c| c.values.section == section && c.values.language == language)
    }

    /// Whether any language has text in the section.
    pub fn written(&self, section: &str) -> bool {
        self.clauses.iter().any(|c| c.values.section == section && !text(c).trim().is_empty())
    }

    /// Whether this agreement owes the section.
    pub fn owes(&self, section: &Section) -> bool {
        let asked = match section.mandatory {
            Mandatory::Always => true,
            Mandatory::Never => false,
            // A credit schedule is known by its section: begun in one language, it is owed in all.
            Mandatory::Credits => self.written(&section.key),
            Mandatory::Sensitive => self.needs.iter().any(|n| {
                n.need.aspect.as_deref() == Some("security")
                    && n.need.priority.as_deref() != Some("wont")
                    && !matches!(n.need.state.as_str(), "REJECTED" | "DEFERRED")
            }),
        };
        asked && !section.except.contains(&self.agreement.values.kind)
    }

    /// The sections of the document with their numbers, the same in every language: what is owed or written.
    pub fn outline(&self) -> impl Iterator<Item = (usize, &'static Section)> {
        sections::all().iter().filter(|s| self.owes(s) || self.written(&s.key)).enumerate().map(|(at, s)| (at + 1, s))
    }

    /// Languages of the document; before any is chosen, those in which something is written.
    pub fn languages(&self) -> Vec<&str> {
        let chosen = &self.version.values.languages;
        let mut languages: Vec<&str> = if chosen.is_empty() {
            self.clauses.iter().map(|c| c.values.language.as_str()).collect()
        } else {
            chosen.iter().map(String::as_str).collect()
        };
        languages.sort_unstable();
        languages.dedup();
        languages
    }

    /// The clauses and targets of this draft that meet a need.
    pub fn met_by(&self, need: Id) -> impl Iterator<Item = Id> {
        let here = |id: &Id| self.targets.iter().any(|t| t.id == *id) || self.clauses.iter().any(|c| c.id == *id);
        self.traces.iter().filter(move |trace| trace.need == need).map(|trace| trace.by).filter(here)
    }

    /// Whether a clause or target answers a need.
    pub fn is_asked_for(&self, id: Id) -> bool {
        self.traces.iter().any(|trace| trace.by == id && self.needs.iter().any(|n| n.id == trace.need))
    }
}

/// The text of a clause, `""` while there is none.
pub fn text(clause: &Filed<Clause>) -> &str {
    clause.values.text.as_deref().unwrap_or_default()
}
