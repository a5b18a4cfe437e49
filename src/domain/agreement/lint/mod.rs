//! The checks of an agreement draft (02-sla-lint): what is missing, contradictory or cannot be kept.

mod chain;
mod structure;
mod targets;
mod tracing;

use chrono::NaiveDate;

use super::draft::{Draft, Filed};
use super::metric::{self, Metric};
use super::sections;
use super::target::Target;
use crate::domain::kinds::Kind;
use crate::domain::record::Id;
use crate::text::{Arg, Lang, Msg, Words};

/// How much a finding weighs. Errors block the way to negotiation, warnings must be acknowledged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    Error,
    Warning,
    Info,
}

/// Where a finding is mended: a field of a record, in a section of the document.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Path {
    pub section: String,
    pub kind: Kind,
    /// `None` where the record is still to be made.
    pub record: Option<Id>,
    pub field: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// `R46`.
    pub rule: &'static str,
    pub severity: Severity,
    pub path: Path,
    pub message: Msg,
    /// The same with only the first of many names, for where there is little room.
    pub brief: Option<Msg>,
}

/// A rule and the function that looks for it.
pub struct Rule {
    pub id: &'static str,
    check: fn(&Case<'_>, &mut Found),
}

/// What a rule looks at.
struct Case<'a> {
    draft: &'a Draft,
    as_of: NaiveDate,
}

/// Collects the findings of one rule.
struct Found {
    rule: &'static str,
    findings: Vec<Finding>,
}

impl Found {
    fn add(&mut self, severity: Severity, path: Path, message: Msg) {
        self.findings.push(Finding { rule: self.rule, severity, path, message, brief: None });
    }
    fn error_with_brief(&mut self, path: Path, message: Msg, brief: Option<Msg>) {
        self.findings.push(Finding { rule: self.rule, severity: Severity::Error, path, message, brief });
    }
    fn error(&mut self, path: Path, message: Msg) {
        self.add(Severity::Error, path, message);
    }
    fn warning(&mut self, path: Path, message: Msg) {
        self.add(Severity::Warning, path, message);
    }
    fn info(&mut self, path: Path, message: Msg) {
        self.add(Severity::Info, path, message);
    }
}

/// Every rule, by family. A new rule is one row in its family's table.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    [structure::RULES, targets::RULES, chain::RULES, tracing::RULES].into_iter().flatten()
}

/// Everything there is to say against a draft on a day: errors first, then in the order of the document.
pub fn lint(draft: &Draft, as_of: NaiveDate) -> Vec<Finding> {
    let case = Case { draft, as_of };
    let mut findings = Vec::new();
    for rule in rules() {
        let mut found = Found { rule: rule.id, findings: Vec::new() };
        (rule.check)(&case, &mut found);
        findings.append(&mut found.findings);
    }
    // The sort is stable: what is equal here keeps the order in which the draft lists it.
    findings.sort_by_key(|finding| (finding.severity, sections::position(&finding.path.section), finding.rule));
    findings
}

fn at_target(target: &Filed<Target>, field: &'static str) -> Path {
    Path { section: "targets".to_owned(), kind: Kind::Target, record: Some(target.id), field }
}

/// The catalogue entry of a target's metric; `None` for no metric or an unknown one.
fn measure(target: &Target) -> Option<&'static Metric> {
    metric::metric(target.metric.as_deref()?)
}

/// Title of a section; a section outside the inventory goes by its key.
fn title(section: &str) -> Words {
    sections::named(section)
        .map_or_else(|| Words { en: section.into(), zh: section.into(), ru: section.into() }, |s| s.title.clone())
}

fn in_each(words: impl Fn(Lang) -> String) -> Words {
    Words { en: words(Lang::En), zh: words(Lang::Zh), ru: words(Lang::Ru) }
}

fn percent(ppm: i64) -> Words {
    in_each(|lang| metric::show_value("availability", ppm, "percent", lang))
}

/// The value of a target as it was written.
fn value(target: &Target) -> Words {
    in_each(|lang| target.shown_value(lang).unwrap_or_else(|| "—".to_owned()))
}

/// What a stored code is called.
fn named(code: &str) -> Arg {
    Arg::Key(format!("choice-{code}"))
}

/// What a field is called.
fn field_named(field: &str) -> Arg {
    Arg::Key(format!("field-{field}"))
}

#[cfg(test)]
mod tests;
