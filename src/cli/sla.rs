//! Agreements on the command line: their checks, who answers for a warning, and handing them over.

use std::path::Path;

use serde_json::{Value, json};

use super::desk::Job;
use super::files::{STREAM, text_of};
use super::json::pretty;
use super::minutes::hand_over;
use super::sla_versions::{sheet, sheet_to_change};
use super::stop::Stop;
use super::table::{Column, table};
use crate::domain::act::Act;
use crate::domain::agreement::draft::Draft;
use crate::domain::agreement::lint::{self, Finding, Severity, place};
use crate::export::agreement::draft_of;
use crate::export::agreement_json;
use crate::export::formats::{Format, languages};
use crate::store::request::Command;
use crate::store::workspace::new_id;
use crate::store::{How, Workspace};
use crate::text::{Lang, Msg};

/// An agreement of a thousand clauses has a few megabytes; what is longer is none.
pub const LONGEST: usize = 32 << 20;

fn stored(ws: &Workspace, what: &str) -> Result<Draft, Stop> {
    Ok(draft_of(&sheet(ws, what)?)?)
}

/// The draft of a file that was exported.
pub fn from_file(file: &str) -> Result<Draft, Stop> {
    Ok(agreement_json::from_json(&text_of(file, LONGEST, Msg::new("cli-sla-unreadable"))?)?)
}

/// A file goes by its ending or by being there, the standard input by `-`; everything else is the code of an agreement in
/// the workspace.
pub fn is_file(what: &str) -> bool {
    let path = std::path::Path::new(what);
    what == STREAM || path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json")) || path.is_file()
}

fn severity_key(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "cli-severity-error",
        Severity::Warning => "cli-severity-warning",
        Severity::Info => "cli-severity-info",
    }
}

/// What there is to say, and 1 where errors stand against the agreement.
pub fn lint(job: &Job<'_>, what: &str, as_json: bool) -> Result<(String, i32), Stop> {
    let draft = named(job, what)?;
    let findings = lint::lint(&draft, job.today());
    let status = status_of(job, &draft.code, &findings);
    if as_json {
        let told = findings.iter().map(|finding| (finding, finding_json(job, &draft, finding)));
        return Ok((pretty(&findings_json(told))?, status));
    }
    let sum = sum(job, &findings);
    Ok((findings_text(job, &draft, &findings) + &sum, status))
}

/// 1 where errors stand against what was checked, and then a sentence for those who read no findings.
pub(super) fn status_of<'a>(job: &Job<'_>, code: &str, findings: impl IntoIterator<Item = &'a Finding>) -> i32 {
    let errors = findings.into_iter().filter(|finding| finding.severity == Severity::Error).count();
    if errors > 0 {
        job.note(&Msg::new("cli-lint-errors").with("code", code).with("count", errors));
    }
    i32::from(errors > 0)
}

/// The findings as a table; nothing where there are none.
pub(super) fn findings_text(job: &Job<'_>, draft: &Draft, findings: &[Finding]) -> String {
    if findings.is_empty() {
        return String::new();
    }
    let columns = ["cli-lint-rule", "cli-lint-severity", "cli-lint-place", "cli-lint-finding"]
        .map(|key| Column { head: job.text.get(key), right: false });
    let rows: Vec<Vec<String>> = findings
        .iter()
        .map(|finding| {
            let key = if finding.acknowledged.is_some() {
                "cli-severity-acknowledged"
            } else {
                severity_key(finding.severity)
            };
            vec![
                finding.rule.to_owned(),
                job.text.get(key),
                place(draft, &finding.path),
                job.text.say(&finding.message),
            ]
        })
        .collect();
    // A finding that is cut off helps nobody.
    table(&columns, &rows, super::table::Look { widest: None, ..job.look() })
}

/// How many findings of each weight there are.
pub(super) fn sum<'a>(job: &Job<'_>, findings: impl IntoIterator<Item = &'a Finding>) -> String {
    let findings: Vec<&Finding> = findings.into_iter().collect();
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let infos = findings.len() - errors - warnings;
    let sum = Msg::new("cli-lint-sum").with("errors", errors).with("warnings", warnings).with("infos", infos);
    job.text.say(&sum) + "\n"
}

/// All findings for other programs, and how many there are of each weight.
pub(super) fn findings_json<'a>(findings: impl IntoIterator<Item = (&'a Finding, Value)>) -> Value {
    let (found, told): (Vec<&Finding>, Vec<Value>) = findings.into_iter().unzip();
    let count = |severity| found.iter().filter(|finding| finding.severity == severity).count();
    let acknowledged = found.iter().filter(|finding| finding.acknowledged.is_some()).count();
    json!({
        "findings": told, "errors": count(Severity::Error), "warnings": count(Severity::Warning),
        "acknowledged": acknowledged,
    })
}

pub(super) fn finding_json(job: &Job<'_>, draft: &Draft, finding: &Finding) -> Value {
    let mut told = json!({
        "rule": finding.rule,
        "severity": finding.severity.letter(),
        "path": place(draft, &finding.path),
        "message": job.text.say(&finding.message),
    });
    if finding.at_agreed {
        told["blocks"] = json!("AGREED");
    }
    let said = finding.acknowledged.and_then(|row| draft.version.values.acknowledged.get(row));
    if let Some(said) = said {
        told["acknowledged"] = json!({ "by": said.by, "on": said.on, "reason": said.reason });
    }
    told
}

/// Somebody answers for a warning, with a reason, as long as the value at its place stays as it is.
pub fn acknowledge(job: &Job<'_>, what: &str, rule: &str, at: Option<&str>, reason: &str) -> Result<String, Stop> {
    let desk = job.write(How::Existing)?;
    let draft = draft_of(&sheet_to_change(&desk, what)?)?;
    let of_rule = |finding: &Finding| finding.rule.eq_ignore_ascii_case(rule);
    let places: Vec<(String, Finding)> = lint::lint(&draft, job.today())
        .into_iter()
        .filter(of_rule)
        .map(|finding| (place(&draft, &finding.path), finding))
        .collect();
    // A rule that speaks of one place only needs no name of it.
    let found = match at {
        Some(at) => places.iter().find(|(place, _)| place == at),
        None => places.first().filter(|_| places.len() == 1),
    };
    let Some((path, finding)) = found else {
        let known: Vec<&str> = places.iter().map(|(place, _)| place.as_str()).collect();
        let known = if known.is_empty() { "—".to_owned() } else { known.join(", ") };
        let msg = match at {
            Some(at) => Msg::new("cli-ack-none").with("rule", rule).with("path", at),
            None => Msg::new("cli-ack-where").with("rule", rule),
        };
        return Err(msg.with("places", known).into());
    };
    if finding.severity != Severity::Warning {
        return Err(Msg::new("cli-ack-no-warning").with("rule", finding.rule).into());
    }
    let me = desk.ws.person(desk.ws.actor());
    let change = lint::accept(&draft, finding, reason, &me, job.today());
    desk.ws.run(Command::Save(Act { id: new_id(), verb: "verb-acknowledge".to_owned(), changes: vec![change] }))?;
    Ok(job.text.say(&Msg::new("cli-acknowledged").with("rule", finding.rule).with("path", path.as_str())) + "\n")
}

/// The draft that a code or an exported file names.
fn named(job: &Job<'_>, what: &str) -> Result<Draft, Stop> {
    if is_file(what) { from_file(what) } else { stored(&job.read()?, what) }
}

/// A document goes where it is told; in the languages asked for, else in that of the program where the draft has it.
pub fn export(job: &Job<'_>, what: &str, format: &str, output: Option<&Path>) -> Result<String, Stop> {
    let draft = named(job, what)?;
    let format = Format::named(format).ok_or_else(|| Msg::new("cli-failed").with("reason", format))?;
    let own = languages(&draft);
    let spoken = job.text.lang();
    let usual = || own.iter().find(|lang| **lang == spoken).or(own.first()).copied().unwrap_or(spoken);
    let langs: Vec<Lang> = job.asked.or_else(|| Some(usual())).into_iter().chain(job.beside).collect();
    hand_over(&format.write(&draft, &langs)?, format.plain, &format.file(&draft, &langs), output)
}
