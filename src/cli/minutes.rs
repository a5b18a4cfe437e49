//! After an interview: what its answers propose, its minutes as a document, and who has confirmed them.

use std::path::Path;

use serde_json::{Value, json};

use super::args::{Handout, MinutesVerb};
use super::desk::{Job, find_id};
use super::files::{STREAM, write_at};
use super::interview::template_of;
use super::json::pretty;
use super::records::one_json;
use super::stop::Stop;
use super::table::{Column, table};
use crate::domain::act::Act;
use crate::domain::kinds::Kind;
use crate::domain::research::feeds::Proposal;
use crate::domain::research::interview::signed;
use crate::domain::time::input::parse_date;
use crate::domain::wording;
use crate::export::document::Document;
use crate::export::files::write_new;
use crate::export::formats::Paper;
use crate::export::minutes;
use crate::store::request::{Command, FeedSheet};
use crate::store::workspace::new_id;
use crate::store::{How, Workspace};
use crate::text::{Lang, Msg};

/// What takes all proposals that replace nothing, and what takes all.
const GENTLE: &str = "new";
const ALL: &str = "all";

pub fn run(job: &Job<'_>, verb: MinutesVerb) -> Result<String, Stop> {
    match verb {
        MinutesVerb::Feeds { what, apply, json } => feeds(job, &what, &apply, json),
        MinutesVerb::Export { what, as_ } => {
            let ws = job.read()?;
            let id = find_id(&ws, Kind::Interview, &what)?;
            let sheet = ws.interview(id)?.ok_or_else(|| Msg::new("store-gone"))?;
            let template = template_of(&ws, &sheet.record)?;
            let usual = Lang::from_tag(sheet.record.str("language")).unwrap_or(job.text.lang());
            let lang = as_.language.unwrap_or(usual);
            let document = minutes::of_interview(&sheet, &template, lang, job.tz);
            hand_out(&Document { author: author(job, &ws), ..document }, &sheet.record.code, &as_)
        }
        MinutesVerb::Confirm { what, by, on, json } => confirm(job, &what, &by, on.as_deref(), json),
    }
}

/// The needs of a deal as a document for the customer.
pub fn needs(job: &Job<'_>, deal: &str, as_: &Handout) -> Result<String, Stop> {
    let ws = job.read()?;
    let id = find_id(&ws, Kind::Opportunity, deal)?;
    let sheet = ws.needs(id)?.ok_or_else(|| Msg::new("store-gone"))?;
    let lang = as_.language.unwrap_or(job.text.lang());
    let document = Document { author: author(job, &ws), ..minutes::of_needs(&sheet, lang, job.tz) };
    hand_out(&document, &format!("{}-needs", sheet.deal.code), as_)
}

/// Whoever gives the command, as colleagues see them.
fn author(job: &Job<'_>, ws: &Workspace) -> String {
    job.machine.login.as_deref().map(|login| ws.person(login)).unwrap_or_default()
}

fn hand_out(document: &Document, stem: &str, as_: &Handout) -> Result<String, Stop> {
    let paper = Paper::named(&as_.format).ok_or_else(|| Msg::new("cli-failed").with("reason", as_.format.as_str()))?;
    let name = format!("{stem}-{}.{}", document.lang.tag(), paper.name);
    hand_over(&paper.write(document)?, paper.plain, &name, as_.output.as_deref())
}

/// Letters go to the terminal unless a file is named; what is not made of letters goes to a file in any case. A name that
/// somebody gave is taken as it is, or refused.
pub fn hand_over(bytes: &[u8], plain: bool, name: &str, output: Option<&Path>) -> Result<String, Stop> {
    match output.filter(|path| *path != Path::new(STREAM)) {
        Some(path) => {
            write_at(path, bytes)?;
            Ok(format!("{}\n", path.display()))
        }
        None if plain => Ok(String::from_utf8_lossy(bytes).into_owned()),
        None if output.is_some() => Err(Msg::new("file-no-text").into()),
        None => Ok(format!("{}\n", write_new(Path::new("."), name, bytes)?.display())),
    }
}

fn feeds(job: &Job<'_>, what: &str, apply: &[String], as_json: bool) -> Result<String, Stop> {
    if apply.is_empty() {
        let ws = job.read()?;
        let id = find_id(&ws, Kind::Interview, what)?;
        let sheet = ws.feeds(id)?.ok_or_else(|| Msg::new("store-gone"))?;
        return if as_json { pretty(&sheet_json(&sheet, &[])) } else { Ok(sheet_text(job, &sheet)) };
    }
    let desk = job.write(How::Existing)?;
    let id = desk.find_id(Kind::Interview, what)?;
    let sheet = desk.ws.feeds(id)?.ok_or_else(|| Msg::new("store-gone"))?;
    let mut take: Vec<Proposal> = Vec::new();
    for key in apply {
        let chosen = |proposal: &&Proposal| match key.as_str() {
            ALL => true,
            GENTLE => proposal.is_gentle(),
            key => proposal.key.eq_ignore_ascii_case(key),
        };
        let found: Vec<Proposal> = sheet.proposals.iter().filter(chosen).cloned().collect();
        if found.is_empty() && !matches!(key.as_str(), ALL | GENTLE) {
            return Err(Msg::new("feeds-no-such").with("key", key.as_str()).into());
        }
        take.extend(
            found.into_iter().filter(|found| !take.iter().any(|taken| taken.key == found.key)).collect::<Vec<_>>(),
        );
    }
    let taken: Vec<String> = take.iter().map(|proposal| proposal.key.clone()).collect();
    if !take.is_empty() {
        desk.ws.run(Command::Feed { act: new_id(), interview: id, take })?;
    }
    if as_json {
        return pretty(&sheet_json(&sheet, &taken));
    }
    Ok(job.text.say(&Msg::new("feeds-taken").with("count", taken.len())) + "\n")
}

fn sheet_json(sheet: &FeedSheet, taken: &[String]) -> Value {
    let proposal = |proposal: &Proposal| {
        let beside: serde_json::Map<String, Value> =
            proposal.beside().map(|(field, _, new)| (field.name.to_owned(), new.clone())).collect();
        json!({
            "key": proposal.key,
            "mode": proposal.mode.code(),
            "kind": proposal.kind.name(),
            "uid": proposal.id,
            "name": proposal.name,
            "field": if proposal.field.is_empty() { Value::Null } else { json!(proposal.field) },
            "old": proposal.old,
            "new": proposal.new,
            "beside": beside,
            "applied": taken.contains(&proposal.key),
        })
    };
    let proposals: Vec<Value> = sheet.proposals.iter().map(proposal).collect();
    json!({ "interview": sheet.interview.code, "proposals": proposals })
}

fn sheet_text(job: &Job<'_>, sheet: &FeedSheet) -> String {
    let text = &job.text;
    if sheet.proposals.is_empty() {
        return text.get("feeds-none") + "\n";
    }
    let columns = ["feeds-column-key", "feeds-column-where", "feeds-column-old", "feeds-column-new"];
    let columns = columns.map(|key| Column { head: text.get(key), right: false });
    let row = |proposal: &Proposal| {
        let kind = text.get(&proposal.kind.key());
        let show = |value: &Value| proposal.shown(value, &sheet.labels, text, job.tz);
        let named = proposal.id.is_some() && !matches!(proposal.kind, Kind::Account | Kind::Opportunity);
        let kind = if named { format!("{kind} {}", proposal.name) } else { kind };
        let label = if proposal.field.is_empty() {
            text.get("feeds-column-new")
        } else {
            text.field(proposal.kind.name(), proposal.field)
        };
        let mut new = vec![if proposal.id.is_none() { proposal.name.clone() } else { show(&proposal.new) }];
        let beside = proposal.beside().filter(|(field, ..)| !matches!(field.name, "metric" | "unit"));
        new.extend(beside.map(|(field, _, value)| wording::show(field, value, &sheet.labels, text, job.tz)));
        let new = new.join(" · ");
        vec![proposal.key.clone(), format!("{kind}: {label}"), show(&proposal.old), new]
    };
    table(&columns, &sheet.proposals.iter().map(row).collect::<Vec<_>>(), job.look())
}

fn confirm(job: &Job<'_>, what: &str, by: &str, on: Option<&str>, as_json: bool) -> Result<String, Stop> {
    let desk = job.write(How::Existing)?;
    let interview = desk.find(Kind::Interview, what)?;
    let by = desk.find_id(Kind::Contact, by)?;
    let on = on.map(|day| parse_date(day, job.today())).transpose()?.unwrap_or(job.today());
    if !matches!(interview.str("state"), "COMPLETED" | "CONFIRMED") {
        return Err(Msg::new("minutes-not-finished").with("code", interview.code).into());
    }
    let changes = signed(&interview, by, on);
    let done = desk.ws.run(Command::Save(Act { id: new_id(), verb: "verb-confirm".to_owned(), changes }))?;
    if as_json {
        return one_json(&desk, Kind::Interview, interview.id);
    }
    let key = if done.changes == 0 { "cli-unchanged" } else { "cli-changed" };
    Ok(job.text.say(&Msg::new(key).with("code", interview.code).with("n", done.changes)) + "\n")
}
