//! The checks of an agreement draft (02-sla-lint): what is missing, contradictory or cannot be kept.

mod about;
mod acknowledge;
mod chain;
mod commercial;
mod hours;
mod measures;
mod numbers;
mod process;
mod structure;
mod supports;
mod targets;
mod terms;
mod texts;
mod tracing;

use chrono::NaiveDate;

pub use about::is_about;
use acknowledge::json;
pub use acknowledge::{accept, fingerprint, place};
pub use texts::references;

use super::clock::{self, Clock};
use super::draft::{Draft, Filed, Support};
use super::metric::{self, Metric};
use super::sections;
use super::target::Target;
use super::version::{AgreementVersion, STATES};
use crate::domain::exact::{Exact, decimal_to, in_each, length_words};
use crate::domain::kinds::Kind;
use crate::domain::money::Money;
use crate::domain::record::Id;
use crate::text::{Arg, Lang, Msg, Words, number};

/// How much a finding weighs. Errors block the way to negotiation, warnings must be acknowledged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    Error,
    Warning,
    Info,
}

impl Severity {
    /// `E`, `W`, `I`.
    pub fn letter(self) -> &'static str {
        match self {
            Self::Error => "E",
            Self::Warning => "W",
            Self::Info => "I",
        }
    }
}

/// Where a finding is mended: a field of a record, in a section of the document.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Path {
    pub section: String,
    pub kind: Kind,
    /// `None` where the record is still to be made.
    pub record: Option<Id>,
    pub field: &'static str,
    /// Row and column, where the field is a table.
    pub cell: Option<(usize, &'static str)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// `R46`.
    pub rule: &'static str,
    pub severity: Severity,
    /// A warning so far that keeps the version from being agreed (`E@AGREED`).
    pub at_agreed: bool,
    pub path: Path,
    pub message: Msg,
    /// The same with only the first of many names, for where there is little room.
    pub brief: Option<Msg>,
    /// Which row of the acknowledged warnings answers for it.
    pub acknowledged: Option<usize>,
}

/// A rule and the function that looks for it.
pub struct Rule {
    pub id: &'static str,
    check: fn(&Case<'_>, &mut Found),
}

/// What a rule looks at.
struct Case<'a> {
    draft: &'a Draft,
    version: &'a AgreementVersion,
    as_of: NaiveDate,
    /// First and last day, where both are known and in order.
    term: Option<(NaiveDate, NaiveDate)>,
    clock: Clock,
}

impl<'a> Case<'a> {
    fn new(draft: &'a Draft, as_of: NaiveDate) -> Self {
        let version = &draft.version.values;
        let term = super::chain::term(draft);
        Self { draft, version, as_of, term, clock: Clock::new(draft, term) }
    }

    /// Whether the version has come to this state, or past it.
    fn has_reached(&self, state: &str) -> bool {
        rank(&self.version.state) >= rank(state)
    }

    fn targets(&self, metric: &'static str) -> impl Iterator<Item = &'a Filed<Target>> {
        self.draft.targets.iter().filter(move |target| target.values.metric.as_deref() == Some(metric))
    }

    fn target(&self, label: &str) -> Option<&'a Filed<Target>> {
        self.draft.targets.iter().find(|target| target.values.label == label)
    }
}

/// Place of a state in the life of a version.
fn rank(state: &str) -> usize {
    STATES.iter().position(|known| *known == state).unwrap_or(0)
}

#[expect(clippy::ref_option, reason = "fields of a record are looked at where they stand")]
fn date(text: &Option<String>) -> Option<NaiveDate> {
    text.as_deref()?.parse().ok()
}

/// Collects the findings of one rule.
struct Found {
    rule: &'static str,
    /// The version is agreed already, so what must be there by then is an error.
    agreed: bool,
    findings: Vec<Finding>,
}

impl Found {
    fn add(&mut self, severity: Severity, path: Path, message: Msg) {
        let (rule, at_agreed, brief, acknowledged) = (self.rule, false, None, None);
        self.findings.push(Finding { rule, severity, at_agreed, path, message, brief, acknowledged });
    }
    fn error_with_brief(&mut self, path: Path, message: Msg, brief: Option<Msg>) {
        self.error(path, message);
        if let Some(last) = self.findings.last_mut() {
            last.brief = brief;
        }
    }
    fn error(&mut self, path: Path, message: Msg) {
        self.add(Severity::Error, path, message);
    }
    /// `E@AGREED`: a warning as long as the version is not agreed.
    fn error_at_agreed(&mut self, path: Path, message: Msg) {
        self.add(if self.agreed { Severity::Error } else { Severity::Warning }, path, message);
        if let Some(last) = self.findings.last_mut() {
            last.at_agreed = true;
        }
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
    [
        structure::RULES,
        terms::RULES,
        texts::RULES,
        targets::RULES,
        measures::RULES,
        hours::RULES,
        chain::RULES,
        supports::RULES,
        commercial::RULES,
        tracing::RULES,
        process::RULES,
    ]
    .into_iter()
    .flatten()
}

/// Everything there is to say against a draft on a day: errors first, then in the order of the document.
pub fn lint(draft: &Draft, as_of: NaiveDate) -> Vec<Finding> {
    let case = Case::new(draft, as_of);
    let agreed = case.has_reached("AGREED");
    let mut findings = Vec::new();
    for rule in rules() {
        let mut found = Found { rule: rule.id, agreed, findings: Vec::new() };
        (rule.check)(&case, &mut found);
        findings.append(&mut found.findings);
    }
    acknowledge::note(draft, &mut findings);
    // The sort is stable: what is equal here keeps the order in which the draft lists it.
    let order = draft.order();
    let place = |section: &str| order.iter().position(|held| held.key == section);
    findings.sort_by_cached_key(|finding| {
        (finding.severity, place(&finding.path.section).unwrap_or(order.len()), finding.rule)
    });
    findings
}

fn at_target(target: &Filed<Target>, field: &'static str) -> Path {
    Path { section: "targets".to_owned(), kind: Kind::Target, record: Some(target.id), field, cell: None }
}

/// A field of the version, mended where its section is.
fn at_version(case: &Case<'_>, section: &str, field: &'static str) -> Path {
    let record = Some(case.draft.version.id);
    Path { section: section.to_owned(), kind: Kind::AgreementVersion, record, field, cell: None }
}

/// A cell of a table of the version.
fn at_cell(case: &Case<'_>, section: &str, table: &'static str, row: usize, column: &'static str) -> Path {
    Path { cell: Some((row, column)), ..at_version(case, section, table) }
}

fn at_agreement(case: &Case<'_>, section: &str, field: &'static str) -> Path {
    let record = Some(case.draft.agreement.id);
    Path { section: section.to_owned(), kind: Kind::Agreement, record, field, cell: None }
}

/// What stands beneath, mended there.
fn at_support(support: &Support, field: &'static str) -> Path {
    let section = "supporting_agreements".to_owned();
    Path { section, kind: Kind::Agreement, record: support.id, field, cell: None }
}

/// A section whose text is to be written or changed.
fn at_section(case: &Case<'_>, section: &str) -> Path {
    let record = case.draft.clauses.iter().find(|clause| clause.values.section == section).map(|clause| clause.id);
    Path { section: section.to_owned(), kind: Kind::Clause, record, field: "text", cell: None }
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

fn percent(ppm: i64) -> Words {
    in_each(|lang| metric::show_value("availability", ppm, "percent", lang))
}

/// Hundredths of a percent.
fn basis_points(bp: i64) -> Words {
    percent(bp.saturating_mul(100))
}

/// A share cut after so many decimals of a percent and never rounded up; a cut number ends in `…`.
fn cut_percent(share: &Exact, places: u32) -> Words {
    let hundred = share * num_bigint::BigInt::from(100);
    let digits = decimal_to(&hundred, places);
    let whole = crate::domain::exact::decimal(&hundred).is_some_and(|all| all == digits);
    let more = if whole { "" } else { "…" };
    in_each(|lang| {
        let digits = if lang == Lang::Ru { digits.replace('.', ",") } else { digits.clone() };
        format!("{digits}{more}{}", metric::percent_sign(lang))
    })
}

fn length(seconds: i64) -> Words {
    length_words(seconds)
}

fn money(amount: Money) -> Words {
    in_each(|lang| number::amount_full(amount.minor, amount.ccy, lang))
}

fn day(date: NaiveDate) -> Words {
    in_each(|lang| number::date(date, lang))
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

/// What a period is called; a code that means two things has its own word here.
fn period_named(code: &str) -> Arg {
    match code {
        "day" => Arg::Key("choice-period-day".to_owned()),
        "event" => Arg::Key("choice-period-event".to_owned()),
        _ => named(code),
    }
}

/// Whether a text says something.
#[expect(clippy::ref_option, reason = "fields of a record are looked at where they stand")]
fn filled(text: &Option<String>) -> bool {
    text.as_deref().is_some_and(|text| !text.trim().is_empty())
}

#[cfg(test)]
mod tests;
