//! Everything one version of an agreement rests on, gathered for the checks, for printing and for handing over.

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::Agreement;
use super::sections::{self, Mandatory, Section};
use super::target::Target;
use super::version::{AgreementVersion, Clause};
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Record};
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

/// What the records around a version say for its text: names of whom and what it links to, and its day.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Around {
    pub author: Option<String>,
    /// The calendar of the service hours, else that of the support hours.
    pub calendar: Option<String>,
    /// ISO date on which the version was begun.
    pub made_on: Option<String>,
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
    #[serde(default)]
    pub around: Around,
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

impl Support {
    /// An agreement beneath with the targets of its current version.
    ///
    /// # Errors
    /// When a stored value does not fit its declared type.
    pub fn of<'a>(
        agreement: &Record,
        targets: impl IntoIterator<Item = &'a Record>,
    ) -> Result<Self, serde_json::Error> {
        let targets = targets.into_iter().filter(|r| r.kind == Kind::Target && !r.archived).map(Record::typed);
        Ok(Self {
            code: agreement.code.clone(),
            kind: agreement.str("kind").to_owned(),
            title: agreement.title().to_owned(),
            targets: targets.collect::<Result<_, _>>()?,
        })
    }
}

impl Draft {
    /// Picks what belongs to a version out of records of any kind: its clauses and targets, the needs of its
    /// opportunity, the traces from those needs. Archived records and strangers are left out.
    ///
    /// # Errors
    /// When a stored value does not fit its declared type.
    pub fn of(
        agreement: &Record,
        version: &Record,
        around: &[Record],
        supports: Vec<Support>,
    ) -> Result<Self, serde_json::Error> {
        let mut draft = Self {
            code: agreement.code.clone(),
            agreement: filed(agreement)?,
            version: filed(version)?,
            clauses: Vec::new(),
            targets: Vec::new(),
            needs: Vec::new(),
            traces: Vec::new(),
            supports,
            around: Around::default(),
        };
        let opportunity = draft.agreement.values.opportunity;
        let ours = |record: &Record| record.id_of("version") == Some(version.id);
        for record in around.iter().filter(|record| !record.archived) {
            match record.kind {
                Kind::Clause if ours(record) => draft.clauses.push(filed(record)?),
                Kind::Target if ours(record) => draft.targets.push(filed(record)?),
                Kind::Need if opportunity.is_some() && record.id_of("opportunity") == opportunity => {
                    draft.needs.push(NeedRef { id: record.id, code: record.code.clone(), need: record.typed()? });
                }
                _ => {}
            }
        }
        draft.clauses.sort_by(|a, b| place(a).cmp(&place(b)));
        for record in around.iter().filter(|record| record.kind == Kind::Trace && !record.archived) {
            let (Some(need), Some(by)) = (record.id_of("source"), record.id_of("target")) else { continue };
            let held = draft.targets.iter().any(|t| t.id == by) || draft.clauses.iter().any(|c| c.id == by);
            if held && draft.needs.iter().any(|n| n.id == need) {
                draft.traces.push(Met { need, by });
            }
        }
        Ok(draft)
    }
}

fn filed<T: DeserializeOwned>(record: &Record) -> Result<Filed<T>, serde_json::Error> {
    Ok(Filed { id: record.id, values: record.typed()? })
}

fn place(clause: &Filed<Clause>) -> (usize, &str) {
    (sections::position(&clause.values.section), &clause.values.language)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::agreement::sample::{self, id};

    fn record(kind: Kind, number: Id, values: &impl Serialize) -> Record {
        let values = serde_json::from_value(serde_json::to_value(values).unwrap()).unwrap();
        let code = String::new();
        let by = "wang".to_owned();
        Record {
            kind,
            id: number,
            code,
            version: 1,
            created_ms: 0,
            created_by: by.clone(),
            updated_ms: 0,
            updated_by: by,
            archived: false,
            values,
        }
    }

    #[test]
    fn a_draft_is_gathered_from_records() {
        let sample = sample::draft();
        let trace = |number, from: Id, to: Id| {
            let values =
                serde_json::json!({"source_kind": "need", "source": from, "target_kind": "target", "target": to});
            record(Kind::Trace, id(number), &values)
        };
        let mut around: Vec<Record> = Vec::new();
        around.extend(sample.clauses.iter().rev().map(|c| record(Kind::Clause, c.id, &c.values)));
        around.extend(sample.targets.iter().map(|t| record(Kind::Target, t.id, &t.values)));
        around
            .extend(sample.needs.iter().map(|n| Record { code: n.code.clone(), ..record(Kind::Need, n.id, &n.need) }));
        around.push(trace(900, id(21), id(11)));
        // Strangers: another version's target, an archived target, another deal's need, traces that lead elsewhere.
        let mut other = sample.targets[0].values.clone();
        other.version = id(3);
        around.push(record(Kind::Target, id(901), &other));
        around.push(Record { archived: true, ..record(Kind::Target, id(902), &sample.targets[0].values) });
        let mut foreign = sample.needs[0].need.clone();
        foreign.opportunity = id(8);
        around.push(record(Kind::Need, id(903), &foreign));
        around.extend([trace(904, id(21), id(901)), trace(905, id(903), id(11)), trace(906, id(21), id(902))]);

        let agreement =
            Record { code: sample.code.clone(), ..record(Kind::Agreement, id(1), &sample.agreement.values) };
        let version = record(Kind::AgreementVersion, id(2), &sample.version.values);
        let gathered = Draft::of(&agreement, &version, &around, sample.supports.clone()).unwrap();
        let mut expected = sample;
        expected.clauses.sort_by(|a, b| place(a).cmp(&place(b)));
        assert_eq!(gathered, expected);
    }

    #[test]
    fn support_brings_its_targets() {
        let sample = sample::draft();
        let agreement =
            Record { code: "SLA-2026-0009".into(), ..record(Kind::Agreement, id(5), &sample.agreement.values) };
        let targets = [record(Kind::Target, id(6), &sample.targets[0].values)];
        let support = Support::of(&agreement, &targets).unwrap();
        assert_eq!((support.code.as_str(), support.kind.as_str(), support.targets.len()), ("SLA-2026-0009", "SLA", 1));
    }
}
