//! Services of the portfolio on the command line: out to a file and in again, and which agreements promise them.

use std::path::Path;

use serde_json::{Value, json};

use super::args::ServiceVerb;
use super::desk::{Job, find};
use super::files::text_of;
use super::generic;
use super::incoming::Incoming;
use super::json::pretty;
use super::minutes::hand_over;
use super::records::one_json;
use super::sla::LONGEST;
use super::stop::Stop;
use super::table::{Column, table};
use super::{service_diff, service_lint};
use crate::domain::act::Act;
use crate::domain::agreement::draft::{Draft, Filed, ServiceRef};
use crate::domain::funnel::query::Query;
use crate::domain::kinds::Kind;
use crate::domain::record::Record;
use crate::export::agreement::draft_of;
use crate::export::service_json::{Offer, from_json, to_json};
use crate::store::request::{Command, ListQuery};
use crate::store::workspace::new_id;
use crate::store::{How, Workspace};
use crate::text::Msg;

/// What there is to say, and the status.
pub fn run(job: &Job<'_>, verb: ServiceVerb) -> Result<(String, i32), Stop> {
    let said = match verb {
        ServiceVerb::Any(verb) => return generic(job, Kind::Service, verb),
        ServiceVerb::Trace { what, json } => trace(job, &what, json),
        ServiceVerb::Export { what, output } => export(job, &what, output.as_deref()),
        ServiceVerb::Import { service_file, json } => import(job, &service_file, json),
        ServiceVerb::Diff { service_old, service_new, json } => {
            service_diff::diff(job, &service_old, &service_new, json)
        }
        ServiceVerb::Lint { service_code, json } => return service_lint::lint(job, &service_code, json),
    };
    said.map(|said| (said, 0))
}

/// The targets of an agreement's newest version that promise a service; `None` where it does not cover the service.
fn promised(draft: &Draft, entry: &ServiceRef) -> Option<Vec<String>> {
    let names = |text: &str| entry.service.is_named(&entry.code, text);
    let targets = draft.targets.iter().map(|target| &target.values);
    let by: Vec<String> = targets
        .filter(|target| target.service.as_deref().is_some_and(names))
        .map(|target| target.label.clone())
        .collect();
    (draft.version.values.services.contains(&entry.id) || !by.is_empty()).then_some(by)
}

/// A service as drafts hold it.
pub(super) fn entry_of(service: &Record) -> Result<ServiceRef, Stop> {
    let unreadable = |e: serde_json::Error| Msg::new("cli-failed").with("reason", e.to_string());
    Ok(ServiceRef { id: service.id, code: service.code.clone(), service: service.typed().map_err(unreadable)? })
}

/// The newest versions of all agreements that promise a service, by their codes, and the targets that do.
pub(super) fn promising(ws: &Workspace, entry: &ServiceRef) -> Result<Vec<(Draft, Vec<String>)>, Stop> {
    let mut found: Vec<(Draft, Vec<String>)> = Vec::new();
    let all =
        ListQuery { kind: Kind::Agreement, filter: Query::words(""), of: None, offset: 0, limit: usize::MAX >> 1 };
    for agreement in ws.list(&all)?.rows {
        if let Some(sheet) = ws.agreement(agreement.id)? {
            let draft = draft_of(&sheet)?;
            if let Some(by) = promised(&draft, entry) {
                found.push((draft, by));
            }
        }
    }
    found.sort_by(|a, b| a.0.code.cmp(&b.0.code));
    Ok(found)
}

fn trace(job: &Job<'_>, code: &str, as_json: bool) -> Result<String, Stop> {
    let ws = job.read()?;
    let service = find(&ws, Kind::Service, code)?;
    let found = promising(&ws, &entry_of(&service)?)?;
    if as_json {
        let one = |(draft, targets): &(Draft, Vec<String>)| {
            let version = &draft.version.values;
            json!({
                "code": draft.code, "kind": draft.agreement.values.kind, "title": draft.agreement.values.title,
                "version": version.number, "state": version.state, "targets": targets,
            })
        };
        let agreements: Vec<Value> = found.iter().map(one).collect();
        return pretty(&json!({ "code": service.code, "uid": service.id, "agreements": agreements }));
    }
    if found.is_empty() {
        return Ok(job.text.say(&Msg::new("cli-service-unpromised").with("code", service.code.as_str())) + "\n");
    }
    let columns = ["field-code", "field-title", "agreement-version", "field-state", "kinds-target"]
        .map(|key| Column { head: job.text.get(key), right: false });
    let rows: Vec<Vec<String>> = found
        .iter()
        .map(|(draft, targets)| {
            let version = &draft.version.values;
            let state = job.text.choice("state", &version.state);
            vec![
                draft.code.clone(),
                draft.agreement.values.title.clone(),
                version.number.clone(),
                state,
                targets.join(", "),
            ]
        })
        .collect();
    Ok(table(&columns, &rows, job.look()))
}

fn filed(ws: &Workspace, service: &Record) -> Result<String, Stop> {
    let unreadable = |e: serde_json::Error| Msg::new("cli-failed").with("reason", e.to_string());
    let mut calendars: Vec<Filed<_>> = Vec::new();
    for field in ["service_hours", "support_hours"] {
        let calendar = service.id_of(field).map(|id| ws.record(Kind::Calendar, id)).transpose()?.flatten();
        if let Some(calendar) = calendar.filter(|record| calendars.iter().all(|held| held.id != record.id)) {
            calendars.push(Filed { id: calendar.id, values: calendar.typed().map_err(unreadable)? });
        }
    }
    Ok(to_json(&entry_of(service)?, calendars)?)
}

fn export(job: &Job<'_>, code: &str, output: Option<&Path>) -> Result<String, Stop> {
    let ws = job.read()?;
    let service = find(&ws, Kind::Service, code)?;
    hand_over(filed(&ws, &service)?.as_bytes(), true, &format!("{}.json", service.code), output)
}

/// The service of a file that was exported.
pub(super) fn from_file(file: &str) -> Result<Offer, Stop> {
    Ok(from_json(&text_of(file, LONGEST, Msg::new("cli-service-unreadable"))?)?)
}

fn import(job: &Job<'_>, file: &str, as_json: bool) -> Result<String, Stop> {
    let offer = from_file(file)?;
    let desk = job.write(How::OpenOrCreate)?;
    let (id, code) = (offer.entry.id, offer.entry.code.as_str());
    let mut incoming = Incoming::new(&desk);
    for calendar in &offer.calendars {
        incoming.bring_missing(Kind::Calendar, calendar.id, "", &calendar.values)?;
    }
    incoming.bring(Kind::Service, id, code, &offer.entry.service)?;
    let (changes, loose) = incoming.finish(id);
    if !changes.is_empty() {
        desk.ws.run(Command::Save(Act { id: new_id(), verb: "verb-import".to_owned(), changes }))?;
    }
    if loose > 0 {
        job.note(&Msg::new("cli-sla-loose").with("count", loose));
    }
    if as_json {
        return one_json(&desk, Kind::Service, id);
    }
    let stored = desk.ws.record(Kind::Service, id)?.map_or_else(|| code.to_owned(), |stored| stored.code);
    Ok(job.text.say(&Msg::new("cli-sla-imported").with("code", stored)) + "\n")
}
