//! The thread of a record, followed to both ends: what it came from, and what became of it.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::desk::Job;
use super::json::{code, link_json, pretty};
use super::show::link_text;
use super::stop::Stop;
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Record};
use crate::store::Workspace;
use crate::store::request::Link;
use crate::text::Msg;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Up,
    Down,
}

/// A step with the steps beyond it.
pub struct Step {
    link: Link,
    next: Vec<Step>,
}

/// A record that links lead from or to, with everything on either side.
pub struct Knot {
    link: Link,
    up: Vec<Step>,
    down: Vec<Step>,
}

pub fn trace(job: &Job<'_>, named: &str, as_json: bool) -> Result<String, Stop> {
    let ws = job.read()?;
    let (record, knots) = knots(&ws, named)?;
    if as_json { pretty(&knots_json(&record, &knots)) } else { Ok(knots_text(job, named, &knots)) }
}

/// The record that a code names, with every thread it stands in.
pub fn knots(ws: &Workspace, named: &str) -> Result<(Record, Vec<Knot>), Stop> {
    let (code_named, part) = named.split_once('/').map_or((named, None), |(code, part)| (code, Some(part)));
    let (kind, id) = ws.by_code(code_named)?.ok_or_else(|| Msg::new("cli-no-code").with("code", code_named))?;
    let mut record = ws.record(kind, id)?.ok_or_else(|| Msg::new("store-gone"))?;
    if let Some(part) = part {
        let mut found = part_of(ws, &record, part)?;
        found.code = record.code;
        record = found;
    }
    let mut knots = Vec::new();
    for link in starts(ws, &record)? {
        let mut path = vec![link.id];
        let up = follow(ws, &link, Way::Up, &mut path)?;
        let down = follow(ws, &link, Way::Down, &mut path)?;
        if link.id == record.id || !up.is_empty() || !down.is_empty() {
            knots.push(Knot { link, up, down });
        }
    }
    Ok((record, knots))
}

pub fn knots_json(record: &Record, knots: &[Knot]) -> Value {
    let knot = |knot: &Knot| {
        let mut json = link_json(&knot.link);
        json["up"] = steps_json(&knot.up, Way::Up);
        json["down"] = steps_json(&knot.down, Way::Down);
        json
    };
    let knots: Vec<Value> = knots.iter().map(knot).collect();
    json!({ "kind": record.kind.name(), "code": code(&record.code), "uid": record.id, "threads": knots })
}

pub fn knots_text(job: &Job<'_>, named: &str, knots: &[Knot]) -> String {
    if knots.iter().all(|knot| knot.up.is_empty() && knot.down.is_empty()) {
        return job.text.say(&Msg::new("cli-no-thread").with("code", named)) + "\n";
    }
    let mut out = String::new();
    for knot in knots {
        print(job, &knot.up, Way::Up, 1, &mut out);
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{}", link_text(job, &knot.link));
        print(job, &knot.down, Way::Down, 1, &mut out);
    }
    out
}

/// A target or section of an agreement, by what the screen calls it: `SLA-2026-0001/T1`, `SLA-2026-0001/credits`.
fn part_of(ws: &Workspace, record: &Record, part: &str) -> Result<Record, Stop> {
    let sheet = if record.kind == Kind::Agreement { ws.agreement(record.id)? } else { None };
    let parts: Vec<Record> =
        sheet.map_or_else(Vec::new, |sheet| sheet.targets.into_iter().chain(sheet.clauses).collect());
    let name = |record: &Record| record.str(if record.kind == Kind::Target { "label" } else { "section" }).to_owned();
    let mut known: Vec<String> = parts.iter().map(name).collect();
    known.dedup();
    let found = parts.into_iter().find(|record| name(record).eq_ignore_ascii_case(part.trim()));
    found.ok_or_else(|| {
        let parts = if known.is_empty() { "—".to_owned() } else { known.join(", ") };
        Msg::new("cli-no-part").with("code", record.code.as_str()).with("part", part).with("parts", parts).into()
    })
}

/// Where the thread is taken up: deals, interviews and agreements are linked by what they consist of.
fn starts(ws: &Workspace, record: &Record) -> Result<Vec<Link>, Stop> {
    let parts = match record.kind {
        Kind::Opportunity => ws.belonging(Kind::Need, "opportunity", record.id)?,
        Kind::Interview => ws.belonging(Kind::Answer, "interview", record.id)?,
        Kind::Agreement => match ws.agreement(record.id)? {
            Some(sheet) => sheet.clauses.into_iter().chain(sheet.targets).collect(),
            None => Vec::new(),
        },
        _ => vec![record.clone()],
    };
    Ok(parts.iter().map(|part| Link::of(part, if part.code.is_empty() { &record.code } else { &part.code })).collect())
}

/// Links that lead in a circle are followed once.
fn follow(ws: &Workspace, from: &Link, way: Way, path: &mut Vec<Id>) -> Result<Vec<Step>, Stop> {
    let Some(record) = ws.record(from.kind, from.id)? else { return Ok(Vec::new()) };
    let (up, down) = ws.thread(&record)?;
    let mut steps = Vec::new();
    for link in if way == Way::Up { up } else { down } {
        if path.contains(&link.id) {
            continue;
        }
        path.push(link.id);
        // People stand at the ends: what else they said belongs to other threads.
        let next = if link.kind == Kind::Contact { Vec::new() } else { follow(ws, &link, way, path)? };
        path.pop();
        steps.push(Step { link, next });
    }
    Ok(steps)
}

fn steps_json(steps: &[Step], way: Way) -> Value {
    let step = |step: &Step| {
        let mut json = link_json(&step.link);
        json[if way == Way::Up { "up" } else { "down" }] = steps_json(&step.next, way);
        json
    };
    steps.iter().map(step).collect()
}

/// The far ends of the upward thread stand first, so that a page reads from the cause to the promise.
fn print(job: &Job<'_>, steps: &[Step], way: Way, depth: usize, out: &mut String) {
    let mark = match (way, job.ascii()) {
        (Way::Up, false) => '↑',
        (Way::Down, false) => '↓',
        (Way::Up, true) => '^',
        (Way::Down, true) => 'v',
    };
    for step in steps {
        if way == Way::Up {
            print(job, &step.next, way, depth + 1, out);
        }
        let _ = writeln!(out, "{}{mark} {}", "  ".repeat(depth), link_text(job, &step.link));
        if way == Way::Down {
            print(job, &step.next, way, depth + 1, out);
        }
    }
}
