//! Everything one version of an agreement rests on, gathered for the checks, for printing and for handing over.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::Agreement;
use super::commitment::Commitment;
use super::order;
use super::origin::Origin;
use super::sections::{Mandatory, Section};
use super::service::Service;
use super::target::Target;
use super::version::{AgreementVersion, Clause};
use crate::domain::money::Money;
use crate::domain::record::Id;
use crate::domain::research::need::Need;
use crate::domain::time::calendar::Calendar;

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
    /// Told by nobody but in answers that are private.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub private: bool,
}

/// A need is met by a clause or a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Met {
    pub need: Id,
    /// A clause or a target of this draft.
    pub by: Id,
}

/// An agreement that stands beneath this one, as its current version says.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Support {
    pub code: String,
    /// `OLA` or `UC`.
    pub kind: String,
    pub title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Id>,
    /// A state of [`super::version::STATES`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receiver: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ccy: Option<String>,
    /// ISO dates, both ends included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective_from: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective_to: Option<String>,
    /// `none`, `manual` or `auto`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renewal: Option<String>,
    /// One of the calendars of the draft.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub support_calendar: Option<Id>,
    /// Kinds of exclusion it claims.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exclusions: Vec<String>,
    /// What its provider owes at most in a year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub penalty_cap: Option<Money>,
    #[serde(default)]
    pub targets: Vec<Target>,
}

/// A service with its code in the portfolio.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceRef {
    pub id: Id,
    /// `SVC-0004`.
    pub code: String,
    pub service: Service,
}

/// A person at the customer whom the agreement names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    pub id: Id,
    pub name: String,
    /// Whether an employment at the customer is open.
    pub employed: bool,
}

/// The deal behind the agreement, as far as the checks compare with it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deal {
    pub code: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    /// What the customer has for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget: Option<Money>,
    /// Tier of the customer, `A` to `D`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier: Option<String>,
}

/// Another version of the same agreement.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OtherVersion {
    pub number: String,
    pub state: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective_from: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective_to: Option<String>,
}

/// A part of the solution that was offered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SolutionItem {
    /// `S-03`.
    pub code: String,
    pub title: String,
    pub accepted: bool,
    /// Whether a clause, a price line or an exclusion speaks of it.
    pub mapped: bool,
}

/// What the records around a version say for its text: names of whom and what it links to, and its day.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Around {
    pub author: Option<String>,
    /// The calendar of the service hours, else that of the support hours.
    pub calendar: Option<String>,
    /// ISO date on which the version was begun.
    pub made_on: Option<String>,
    /// People that the tables of the version link to.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub names: BTreeMap<Id, String>,
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
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub services: Vec<ServiceRef>,
    /// Every calendar that the version, its services or what stands beneath name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub calendars: Vec<Filed<Calendar>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub commitments: Vec<Filed<Commitment>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<Person>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deal: Option<Deal>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<SolutionItem>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub versions: Vec<OtherVersion>,
    /// Agreements that this one stands beneath, up to the top.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub above: Vec<Id>,
    #[serde(default)]
    pub around: Around,
    /// Nothing of it is checked or printed; an older file has none.
    #[serde(default, skip_serializing_if = "Origin::is_empty")]
    pub origin: Origin,
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

    /// Whether this agreement stands beneath one with the customer: it carries some of its targets, and owes neither all
    /// its priorities nor its needs.
    pub fn stands_beneath(&self) -> bool {
        matches!(self.agreement.values.kind.as_str(), "OLA" | "UC")
    }

    /// Whether this agreement owes the section.
    pub fn owes(&self, section: &Section) -> bool {
        let asked = match section.mandatory {
            Mandatory::Always => true,
            Mandatory::Never => false,
            // A credit schedule is known by its table, or by its section: begun in one language, it is owed in all.
            Mandatory::Credits => !self.version.values.credits.is_empty() || self.written(&section.key),
            Mandatory::Sensitive => self.is_sensitive(),
        };
        asked && !section.except.contains(&self.agreement.values.kind)
    }

    /// Whether security stands behind the agreement: a need asks for it.
    fn is_sensitive(&self) -> bool {
        self.needs.iter().any(|n| {
            n.need.aspect.as_deref() == Some("security")
                && n.need.priority.as_deref() != Some("wont")
                && !matches!(n.need.state.as_str(), "REJECTED" | "DEFERRED")
        })
    }

    pub fn calendar(&self, id: Option<Id>) -> Option<&Calendar> {
        self.calendars.iter().find(|calendar| Some(calendar.id) == id).map(|calendar| &calendar.values)
    }

    /// The portfolio's entry for the service that a text names.
    pub fn service(&self, text: &str) -> Option<&ServiceRef> {
        self.services.iter().find(|entry| entry.service.is_named(&entry.code, text))
    }

    /// Every section there could be, in the order of this version.
    pub fn order(&self) -> Vec<&'static Section> {
        order::ordered(&self.version.values.sections)
    }

    /// The sections of the document with their numbers, the same in every language: what is owed or written.
    pub fn outline(&self) -> impl Iterator<Item = (usize, &'static Section)> {
        let written: BTreeSet<&str> =
            self.clauses.iter().filter(|c| !text(c).trim().is_empty()).map(|c| c.values.section.as_str()).collect();
        let shown = self.order().into_iter().filter(move |s| written.contains(s.key.as_str()) || self.owes(s));
        shown.enumerate().map(|(at, s)| (at + 1, s))
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

    /// What the records are called that fields of this version link to.
    pub fn names(&self) -> BTreeMap<Id, String> {
        let mut names = self.around.names.clone();
        names.extend(self.people.iter().map(|person| (person.id, person.name.clone())));
        names.extend(self.calendars.iter().map(|calendar| (calendar.id, calendar.values.name.clone())));
        names.extend(self.services.iter().map(|entry| (entry.id, entry.service.name.clone())));
        names.extend(self.version.values.author.zip(self.around.author.clone()));
        names
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
