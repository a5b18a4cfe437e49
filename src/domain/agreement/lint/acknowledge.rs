//! Acknowledged warnings: what names the place of a finding, and when an acknowledgement has expired.

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::Value;

use super::{Finding, Path, Severity};
use crate::domain::act::Change;
use crate::domain::agreement::draft::Draft;
use crate::domain::agreement::tables::Acknowledgement;
use crate::domain::kinds::Kind;

/// Where a finding is, for people and other programs: section, record and field, as `targets/T1/value` or
/// `credits/credits[0]/cap_bp`.
pub fn place(draft: &Draft, path: &Path) -> String {
    let name = path.record.and_then(|id| match path.kind {
        Kind::Target => draft.targets.iter().find(|t| t.id == id).map(|t| t.values.label.clone()),
        Kind::Clause => draft.clauses.iter().find(|c| c.id == id).map(|c| c.values.language.clone()),
        Kind::Need => draft.needs.iter().find(|n| n.id == id).map(|n| n.code.clone()),
        Kind::Service => draft.services.iter().find(|s| s.id == id).map(|s| s.code.clone()),
        Kind::Agreement => draft.supports.iter().find(|s| s.id == Some(id)).map(|s| s.code.clone()),
        _ => None,
    });
    let record = name.filter(|name| !name.is_empty()).unwrap_or_else(|| path.kind.name().to_owned());
    match path.cell {
        Some((row, column)) => format!("{}/{}[{row}]/{column}", path.section, path.field),
        None => format!("{}/{record}/{}", path.section, path.field),
    }
}

/// A short mark of the value at a path: it changes when the value does.
pub fn fingerprint(draft: &Draft, path: &Path) -> String {
    let value = at(draft, path).unwrap_or(Value::Null);
    blake3::hash(value.to_string().as_bytes()).to_hex()[..16].to_owned()
}

fn at(draft: &Draft, path: &Path) -> Option<Value> {
    let id = path.record?;
    let record = match path.kind {
        Kind::Target => json(&draft.targets.iter().find(|t| t.id == id)?.values),
        Kind::Clause => json(&draft.clauses.iter().find(|c| c.id == id)?.values),
        Kind::Need => json(&draft.needs.iter().find(|n| n.id == id)?.need),
        Kind::Service => json(&draft.services.iter().find(|s| s.id == id)?.service),
        Kind::Calendar => json(&draft.calendars.iter().find(|c| c.id == id)?.values),
        Kind::Commitment => json(&draft.commitments.iter().find(|c| c.id == id)?.values),
        Kind::AgreementVersion => json(&draft.version.values),
        Kind::Agreement if id == draft.agreement.id => json(&draft.agreement.values),
        Kind::Agreement => json(draft.supports.iter().find(|s| s.id == Some(id))?),
        _ => None,
    }?;
    let field = record.get(path.field)?;
    match path.cell {
        Some((row, column)) => field.get(row)?.get(column).cloned(),
        None => Some(field.clone()),
    }
}

pub(super) fn json(record: &impl Serialize) -> Option<Value> {
    serde_json::to_value(record).ok()
}

/// The change by which somebody answers for a warning; an older answer of the same place goes. `on` is the day.
pub fn accept(draft: &Draft, finding: &Finding, reason: &str, by: &str, on: NaiveDate) -> Change {
    let path = place(draft, &finding.path);
    let before = &draft.version.values.acknowledged;
    let other = |said: &&Acknowledgement| (said.rule.as_str(), said.path.as_str()) != (finding.rule, path.as_str());
    let mut after: Vec<Acknowledgement> = before.iter().filter(other).cloned().collect();
    after.push(Acknowledgement {
        rule: finding.rule.to_owned(),
        path: path.clone(),
        reason: reason.trim().to_owned(),
        by: Some(by.to_owned()),
        on: Some(on.to_string()),
        value: Some(fingerprint(draft, &finding.path)),
    });
    let rows = |rows: &[Acknowledgement]| if rows.is_empty() { None } else { json(&rows) }.unwrap_or(Value::Null);
    Change::Update {
        kind: Kind::AgreementVersion,
        id: draft.version.id,
        field: "acknowledged".to_owned(),
        base: rows(before),
        new: rows(&after),
    }
}

/// Marks the warnings that somebody answers for, as long as the value is the one he spoke of.
pub(super) fn note(draft: &Draft, findings: &mut [Finding]) {
    let said = &draft.version.values.acknowledged;
    if said.is_empty() {
        return;
    }
    for finding in findings.iter_mut().filter(|finding| finding.severity == Severity::Warning) {
        let mut of_rule = said.iter().enumerate().filter(|(_, said)| said.rule == finding.rule).peekable();
        if of_rule.peek().is_none() {
            continue;
        }
        let (place, value) = (place(draft, &finding.path), fingerprint(draft, &finding.path));
        let stands = |said: &Acknowledgement| said.path == place && said.value.as_deref() == Some(value.as_str());
        finding.acknowledged = of_rule.find(|(_, said)| stands(said)).map(|(at, _)| at);
    }
}
