//! The journal on the command line: what was done, taking it back, doing it again.

use std::fmt::Write as _;

use chrono::DateTime;
use serde_json::{Value, json};

use super::desk::{Desk, Job};
use super::json::{code, instant, pretty};
use super::stop::Stop;
use crate::domain::record::Id;
use crate::domain::wording;
use crate::store::How;
use crate::store::request::{Command, Entry, EntryChange, Failure, Labels};
use crate::store::workspace::new_id;
use crate::text::clean::{clean, truncate};
use crate::text::{Arg, Msg, number};

/// Cells of a title in the list.
const TITLE: usize = 60;

pub fn log(job: &Job<'_>, of: Option<&str>, limit: usize, verbose: bool, as_json: bool) -> Result<String, Stop> {
    let ws = job.read()?;
    let of = match of {
        Some(named) => Some(ws.by_code(named)?.ok_or_else(|| Msg::new("cli-no-code").with("code", named))?),
        None => None,
    };
    let entries = ws.log(of, None, limit)?;
    if as_json {
        let entries: Vec<Value> = entries.iter().map(entry_json).collect();
        return pretty(&json!({ "entries": entries }));
    }
    let mut out = String::new();
    for entry in &entries {
        let mut line = format!(
            "#{}  {}  {}  {}  {}",
            entry.seq,
            number::instant(DateTime::from_timestamp_millis(entry.at_ms).unwrap_or_default(), job.tz, job.text.lang()),
            entry.who,
            job.text.get(&entry.verb),
            subject(job, entry)
        );
        if entry.undone {
            let _ = write!(line, "  ({})", job.text.get("cli-log-undone"));
        }
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{}", clean(&line));
        if verbose {
            for change in &entry.changes {
                let _ = writeln!(out, "      {}", clean(&change_text(job, &entry.labels, change)));
            }
            if entry.total > entry.changes.len() {
                let more = Msg::new("cli-log-more").with("n", entry.total - entry.changes.len());
                let _ = writeln!(out, "      {}", job.text.say(&more));
            }
        }
    }
    Ok(out)
}

/// The record an act is mainly about.
fn subject(job: &Job<'_>, entry: &Entry) -> String {
    let Some(first) = entry.changes.first() else { return String::new() };
    format!("{} {}", first.code, title(job, first)).trim().to_owned()
}

/// What the record is called, on one line: the title of an answer is all that was said.
fn title(job: &Job<'_>, change: &EntryChange) -> String {
    let shown = change.shown(job.text.lang());
    let mut lines = shown.lines();
    let first = lines.next().unwrap_or_default();
    let cut = truncate(&clean(first), TITLE);
    if lines.next().is_some() && !cut.ends_with('…') { cut + "…" } else { cut }
}

fn change_text(job: &Job<'_>, labels: &Labels, change: &EntryChange) -> String {
    let name = format!("{} {}", job.text.get(&change.kind.key()), change.code).trim().to_owned();
    if change.field.is_empty() {
        let sign = if change.after.is_null() { '-' } else { '+' };
        return format!("{sign} {name} {}", title(job, change));
    }
    let Some(field) = change.kind.spec().field(&change.field) else {
        return format!("{name}: {}", job.text.get("field-archived"));
    };
    let shown = |value: &Value| {
        let versions = [&change.before, &change.after];
        match wording::rows::apart_or_whole(field, value, &versions, labels, &job.text, job.tz) {
            empty if empty.is_empty() => "—".to_owned(),
            shown => shown,
        }
    };
    let arrow = if job.ascii() { "->" } else { "→" };
    let label = job.text.field(change.kind.name(), field.name);
    format!("{name}: {label}: {} {arrow} {}", shown(&change.before), shown(&change.after))
}

fn entry_json(entry: &Entry) -> Value {
    let change = |change: &EntryChange| {
        json!({
            "kind": change.kind.name(),
            "code": code(&change.code),
            "uid": change.id,
            "title": change.title,
            "field": if change.field.is_empty() { Value::Null } else { json!(change.field) },
            "before": change.before,
            "after": change.after,
        })
    };
    json!({
        "seq": entry.seq,
        "act": entry.act,
        "at": instant(entry.at_ms),
        "actor": entry.actor,
        "name": entry.who,
        "verb": entry.verb.trim_start_matches("verb-"),
        "undone": entry.undone,
        "total": entry.total,
        "changes": entry.changes.iter().map(change).collect::<Vec<_>>(),
    })
}

pub fn undo(job: &Job<'_>, which: Option<&str>) -> Result<String, Stop> {
    let desk = job.write(How::Existing)?;
    let which = match which {
        Some(named) => Some(act(&desk, named)?),
        None => None,
    };
    let done = desk.ws.run(Command::Undo { act: new_id(), which }).map_err(|why| shut(&desk, "cli-undo-gate", why))?;
    if done.deals > 1 {
        let msg = Msg::new("many-undone").with("verb", Arg::Key(done.verb)).with("deals", done.deals);
        return Ok(job.text.say(&msg) + "\n");
    }
    let name = done.shown(job.text.lang());
    let msg = Msg::new("cli-undone").with("verb", Arg::Key(done.verb)).with("code", name);
    Ok(job.text.say(&msg).trim_end().to_owned() + "\n")
}

pub fn redo(job: &Job<'_>) -> Result<String, Stop> {
    let desk = job.write(How::Existing)?;
    let done = desk.ws.run(Command::Redo { act: new_id() }).map_err(|why| shut(&desk, "cli-redo-gate", why))?;
    Ok(job.text.say(&Msg::new("cli-redone").with("code", done.shown(job.text.lang()))).trim_end().to_owned() + "\n")
}

/// A gate that does not let a deal come back says that it was the undo which was refused.
fn shut(desk: &Desk<'_>, key: &str, why: Failure) -> Stop {
    let all = match &why {
        Failure::Gate { .. } => vec![&why],
        Failure::Returns { refused, .. } => refused.iter().map(|one| &one.why).collect(),
        _ => return why.into(),
    };
    let pipelines = desk.ws.pipelines();
    let said = |one: &Failure| {
        let Failure::Gate { code, to, .. } = one else { return one.reasons() };
        let stage = pipelines.stage(to).map_or(to.as_str(), |stage| stage.name.to(desk.job.text.lang()));
        let head = Msg::new(key).with("stage", stage).with("name", code.as_str());
        std::iter::once(head).chain(one.reasons()).collect()
    };
    Stop::Several(all.into_iter().flat_map(said).collect())
}

/// The act of a number (`#12`) or an id.
fn act(desk: &Desk<'_>, named: &str) -> Result<Id, Stop> {
    if let Ok(id) = named.parse() {
        return Ok(id);
    }
    let unknown = || Msg::new("cli-no-act").with("act", named);
    let seq: i64 = named.trim_start_matches('#').parse().map_err(|_| unknown())?;
    let entries = desk.ws.log(None, Some(seq.saturating_add(1)), 1)?;
    let found = entries.first().filter(|entry| entry.seq == seq).map(|entry| entry.act);
    found.ok_or_else(|| unknown().into())
}
