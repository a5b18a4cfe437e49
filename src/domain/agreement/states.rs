//! The life of a version: which state follows which, and what must be true before it does (01-model 1.12).

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::content;
use super::draft::Draft;
use super::lint::{Finding, Severity, lint};
use super::numbers;
use super::tables::SIDES;
use super::version::STATES;
use crate::domain::time::moment::day_words;
use crate::text::{Arg, Msg};

/// What must be true of a version that is about to enter a state; each fault is a sentence.
type Condition = fn(&Entry<'_>) -> Option<Msg>;

/// One way from a state to another.
pub struct Step {
    pub from: &'static str,
    pub to: &'static str,
    gate: &'static [Condition],
}

const fn step(from: &'static str, to: &'static str, gate: &'static [Condition]) -> Step {
    Step { from, to, gate }
}

/// Every way there is. A state that stands in no row as `from` is an end.
pub static STEPS: &[Step] = &[
    step("DRAFT", "INTERNAL_REVIEW", &[has_author]),
    step("DRAFT", "CANCELLED", &[has_reason]),
    step("INTERNAL_REVIEW", "DRAFT", &[]),
    step("INTERNAL_REVIEW", "NEGOTIATION", &[has_no_errors, warnings_are_answered, has_reviewer]),
    step("NEGOTIATION", "DRAFT", &[]),
    step("NEGOTIATION", "AGREED", &[has_no_errors, warnings_are_answered]),
    step("AGREED", "NEGOTIATION", &[]),
    step("AGREED", "SIGNED", &[has_no_errors, both_have_signed, signed_in_time]),
    step("SIGNED", "IN_FORCE", &[has_no_errors, has_begun, is_registered]),
    step("SIGNED", "CANCELLED", &[has_not_begun, has_reason]),
    step("IN_FORCE", "EXPIRED", &[is_over]),
    step("IN_FORCE", "TERMINATED", &[has_reason]),
    step("IN_FORCE", "SUPERSEDED", &[has_successor]),
];

/// States that can come next, in the order of the life.
pub fn after(state: &str) -> impl Iterator<Item = &'static str> {
    STEPS.iter().filter(move |step| step.from == state).map(|step| step.to)
}

/// What entering a state changes in the version.
///
/// # Errors
/// What stands in the way, each a sentence that says what to do.
pub fn enter(
    draft: &Draft,
    to: &'static str,
    today: NaiveDate,
    reason: Option<&str>,
) -> Result<Vec<(&'static str, Value)>, Vec<Msg>> {
    let from = draft.version.values.state.clone();
    let mut entered = draft.clone();
    let version = &mut entered.version.values;
    to.clone_into(&mut version.state);
    let mut sets = vec![("state", json!(to))];
    match to {
        // What the other side has seen keeps its number.
        "DRAFT" if from == "NEGOTIATION" => {
            let others = draft.versions.iter().map(|other| other.number.as_str());
            version.number = numbers::next(&version.number, &from, others);
            sets.push(("number", json!(version.number)));
        }
        "SIGNED" => {
            version.number = numbers::signed(&version.number);
            sets.push(("number", json!(version.number)));
            let hash = content::hash(&entered);
            entered.version.values.content_hash = Some(hash.clone());
            sets.push(("content_hash", json!(hash)));
        }
        "CANCELLED" | "TERMINATED" => {
            let reason = reason.map(str::trim).filter(|reason| !reason.is_empty());
            version.end_reason = reason.map(str::to_owned);
            version.ended_on = Some(today.to_string());
            sets.extend([("end_reason", json!(reason)), ("ended_on", json!(today.to_string()))]);
        }
        _ => {}
    }
    may_stand(&entered, &from, today).map(|()| sets)
}

/// Whether a version may stand in its state when it comes from another.
///
/// # Errors
/// What stands in the way, each a sentence that says what to do.
pub fn may_stand(entered: &Draft, from: &str, today: NaiveDate) -> Result<(), Vec<Msg>> {
    let to = entered.version.values.state.as_str();
    let Some(step) = STEPS.iter().find(|step| (step.from, step.to) == (from, to)) else {
        let ways: Vec<Arg> = after(from).map(named).collect();
        let key = if ways.is_empty() { "state-is-final" } else { "state-no-way" };
        return Err(vec![Msg::new(key).with("from", named(from)).with("to", named(to)).with("ways", ways)]);
    };
    let entry = Entry { draft: entered, today, findings: lint(entered, today) };
    let faults: Vec<Msg> = step.gate.iter().filter_map(|condition| condition(&entry)).collect();
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

/// Whether a version that comes from elsewhere may stand in its state here: some gate to it is open, or its content is
/// what was signed.
///
/// # Errors
/// What stands in the way, each a sentence that says what to do.
pub fn may_come_in(draft: &Draft, today: NaiveDate) -> Result<(), Vec<Msg>> {
    let version = &draft.version.values;
    let signed = STATES.iter().position(|state| *state == "SIGNED") <= STATES.iter().position(|s| *s == version.state);
    if version.state == STATES[0] || signed && version.content_hash.as_ref() == Some(&content::hash(draft)) {
        return Ok(());
    }
    let mut faults = Vec::new();
    for step in STEPS.iter().filter(|step| step.to == version.state) {
        match may_stand(draft, step.from, today) {
            Ok(()) => return Ok(()),
            Err(more) => faults.extend(more),
        }
    }
    Err(faults)
}

/// One sentence of all that stands in the way of a state.
pub fn refused(to: &str, faults: Vec<Msg>) -> Msg {
    Msg::new("state-refused")
        .with("to", named(to))
        .with("faults", faults.into_iter().map(Arg::from).collect::<Vec<_>>())
}

/// What a state is called.
pub fn named(state: &str) -> Arg {
    Arg::Key(format!("choice-{state}"))
}

/// A version as it would stand in its new state, and what the checks say of it there.
struct Entry<'a> {
    draft: &'a Draft,
    today: NaiveDate,
    findings: Vec<Finding>,
}

impl Entry<'_> {
    fn day(text: Option<&String>) -> Option<NaiveDate> {
        text?.parse().ok()
    }

    /// The rules that say so, each once.
    fn rules(&self, which: impl Fn(&Finding) -> bool) -> Option<(usize, String)> {
        let found: Vec<&Finding> = self.findings.iter().filter(|finding| which(finding)).collect();
        let mut rules: Vec<&str> = found.iter().map(|finding| finding.rule).collect();
        rules.sort_unstable();
        rules.dedup();
        (!found.is_empty()).then(|| (found.len(), rules.join(", ")))
    }
}

fn has_author(entry: &Entry<'_>) -> Option<Msg> {
    entry.draft.version.values.author.is_none().then(|| Msg::new("state-no-author"))
}

fn has_reviewer(entry: &Entry<'_>) -> Option<Msg> {
    let version = &entry.draft.version.values;
    match version.reviewer {
        None => Some(Msg::new("state-no-reviewer")),
        Some(reviewer) => (Some(reviewer) == version.author).then(|| Msg::new("state-own-reviewer")),
    }
}

/// The rules know themselves which of them wait until a version is agreed, signed or in force.
fn has_no_errors(entry: &Entry<'_>) -> Option<Msg> {
    let (count, rules) = entry.rules(|finding| finding.severity == Severity::Error)?;
    Some(Msg::new("state-errors").with("count", count).with("rules", rules))
}

fn warnings_are_answered(entry: &Entry<'_>) -> Option<Msg> {
    let open = |finding: &Finding| finding.severity == Severity::Warning && finding.acknowledged.is_none();
    let (count, rules) = entry.rules(open)?;
    Some(Msg::new("state-warnings").with("count", count).with("rules", rules))
}

fn both_have_signed(entry: &Entry<'_>) -> Option<Msg> {
    let signed = |side: &str| {
        let mut signatories = entry.draft.version.values.signatories.iter();
        signatories.any(|s| s.side == side && s.authority_ok == Some(true) && s.signed_on.is_some())
    };
    let missing: Vec<Arg> = SIDES
        .iter()
        .filter(|side| !signed(side))
        .map(|side| Arg::Key(if *side == "customer" { "choice-side-customer" } else { "choice-provider" }.to_owned()))
        .collect();
    (!missing.is_empty()).then(|| Msg::new("state-unsigned").with("sides", missing))
}

/// Signed before the first day, or somebody answers for the start in the past (R04).
fn signed_in_time(entry: &Entry<'_>) -> Option<Msg> {
    let version = &entry.draft.version.values;
    let begins = Entry::day(version.effective_from.as_ref())?;
    let last = version.signatories.iter().filter_map(|s| Entry::day(s.signed_on.as_ref())).max()?;
    let answered = version.acknowledged.iter().any(|said| said.rule == "R04");
    let day = |day| Arg::Words(day_words(day));
    (last > begins && !answered)
        .then(|| Msg::new("state-signed-late").with("signed", day(last)).with("from", day(begins)))
}

fn has_begun(entry: &Entry<'_>) -> Option<Msg> {
    let begins = Entry::day(entry.draft.version.values.effective_from.as_ref())?;
    let day = day_words(begins);
    (entry.today < begins).then(|| Msg::new("state-not-begun").with("from", day))
}

fn has_not_begun(entry: &Entry<'_>) -> Option<Msg> {
    has_begun(entry).is_none().then(|| Msg::new("state-begun"))
}

fn is_registered(entry: &Entry<'_>) -> Option<Msg> {
    entry.draft.agreement.values.ci_record.is_none().then(|| Msg::new("state-no-ci"))
}

fn is_over(entry: &Entry<'_>) -> Option<Msg> {
    let ends = Entry::day(entry.draft.version.values.effective_to.as_ref())?;
    let day = day_words(ends);
    (entry.today <= ends).then(|| Msg::new("state-not-over").with("to", day))
}

fn has_reason(entry: &Entry<'_>) -> Option<Msg> {
    let said = entry.draft.version.values.end_reason.as_deref().is_some_and(|reason| !reason.trim().is_empty());
    (!said).then(|| Msg::new("state-no-reason"))
}

fn has_successor(entry: &Entry<'_>) -> Option<Msg> {
    let number = numbers::parts(&entry.draft.version.values.number);
    let follows = entry.draft.versions.iter().any(|o| o.state == "IN_FORCE" && numbers::parts(&o.number) > number);
    (!follows).then(|| Msg::new("state-no-successor"))
}

#[cfg(test)]
mod tests;
