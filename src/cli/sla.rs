//! Agreements on the command line: their checks, and handing them over.

use serde_json::json;

use super::desk::{Job, find_id};
use super::json::pretty;
use super::stop::Stop;
use super::table::{Column, table};
use crate::domain::agreement::draft::Draft;
use crate::domain::agreement::lint::{self, Path, Severity};
use crate::domain::kinds::Kind;
use crate::export::agreement::draft_of;
use crate::export::formats::Format;
use crate::text::Msg;

fn draft(job: &Job<'_>, what: &str) -> Result<Draft, Stop> {
    let ws = job.read()?;
    let id = find_id(&ws, Kind::Agreement, what)?;
    let sheet = ws.agreement(id)?.ok_or_else(|| Msg::new("cli-no-version").with("code", what))?;
    Ok(draft_of(&sheet)?)
}

/// Where a finding is: section, record and field, as `targets/T1/value`.
fn place(draft: &Draft, path: &Path) -> String {
    let target = draft.targets.iter().find(|target| Some(target.id) == path.record);
    let record = target.map_or_else(|| path.kind.name().to_owned(), |target| target.values.label.clone());
    format!("{}/{record}/{}", path.section, path.field)
}

fn severity_code(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

pub fn lint(job: &Job<'_>, what: &str, as_json: bool) -> Result<String, Stop> {
    let draft = draft(job, what)?;
    let findings = lint::lint(&draft, job.today());
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    if as_json {
        let findings: Vec<_> = findings
            .iter()
            .map(|finding| {
                json!({
                    "rule": finding.rule,
                    "severity": severity_code(finding.severity),
                    "path": place(&draft, &finding.path),
                    "message": job.text.say(&finding.message),
                })
            })
            .collect();
        return pretty(&json!({ "findings": findings, "errors": errors, "warnings": warnings }));
    }
    let mut out = String::new();
    if !findings.is_empty() {
        let columns = ["cli-lint-rule", "cli-lint-severity", "cli-lint-place", "cli-lint-finding"]
            .map(|key| Column { head: job.text.get(key), right: false });
        let rows: Vec<Vec<String>> = findings
            .iter()
            .map(|finding| {
                vec![
                    finding.rule.to_owned(),
                    job.text.get(&format!("cli-severity-{}", severity_code(finding.severity))),
                    place(&draft, &finding.path),
                    job.text.say(&finding.message),
                ]
            })
            .collect();
        // A finding that is cut off helps nobody.
        out.push_str(&table(&columns, &rows, super::table::Look { widest: None, ..job.look() }));
    }
    let infos = findings.len() - errors - warnings;
    let sum = Msg::new("cli-lint-sum").with("errors", errors).with("warnings", warnings).with("infos", infos);
    Ok(out + &job.text.say(&sum) + "\n")
}

pub fn export(job: &Job<'_>, what: &str, format: &str) -> Result<String, Stop> {
    let draft = draft(job, what)?;
    let format = Format::named(format).ok_or_else(|| Msg::new("cli-failed").with("reason", format))?;
    Ok(format.write(&draft, job.text.lang())?)
}
