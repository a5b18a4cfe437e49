//! What the checks say of a service: in every agreement that promises it.

use serde_json::json;

use super::desk::{Job, find};
use super::json::pretty;
use super::service::{entry_of, promising};
use super::sla::{finding_json, findings_json, findings_text, status_of, sum};
use super::stop::Stop;
use crate::domain::agreement::draft::Draft;
use crate::domain::agreement::lint::{self, Finding, is_about};
use crate::domain::kinds::Kind;
use crate::text::Msg;

/// The findings about a service, agreement by agreement, and 1 where errors are among them.
pub fn lint(job: &Job<'_>, code: &str, as_json: bool) -> Result<(String, i32), Stop> {
    let ws = job.read()?;
    let entry = entry_of(&find(&ws, Kind::Service, code)?)?;
    let found: Vec<(Draft, Vec<Finding>)> = promising(&ws, &entry)?
        .into_iter()
        .map(|(draft, _)| {
            let mut findings = lint::lint(&draft, job.today());
            findings.retain(|finding| is_about(&draft, finding, &entry));
            (draft, findings)
        })
        .collect();
    let all = || found.iter().flat_map(|(draft, findings)| findings.iter().map(move |finding| (draft, finding)));
    let status = status_of(job, &entry.code, all().map(|(_, finding)| finding));
    if as_json {
        let told = all().map(|(draft, finding)| {
            let mut told = finding_json(job, draft, finding);
            told["agreement"] = json!(draft.code);
            (finding, told)
        });
        return Ok((pretty(&findings_json(told))?, status));
    }
    if found.is_empty() {
        return Ok((job.text.say(&Msg::new("cli-service-unpromised").with("code", entry.code.as_str())) + "\n", 0));
    }
    let mut out = String::new();
    for (draft, findings) in found.iter().filter(|(_, findings)| !findings.is_empty()) {
        let values = &draft.agreement.values;
        out.extend([draft.code.as_str(), "  ", &values.title, "  ", &draft.version.values.number, "\n"]);
        out.extend([findings_text(job, draft, findings).as_str(), "\n"]);
    }
    Ok((out + &sum(job, all().map(|(_, finding)| finding)), status))
}
