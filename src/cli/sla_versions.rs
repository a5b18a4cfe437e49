//! Versions of an agreement on the command line: the next one, what changed, and the way from state to state.

use std::path::Path;

use serde_json::{Value, json};

use super::desk::{Desk, Job, find_id};
use super::json::pretty;
use super::minutes::hand_over;
use super::stop::Stop;
use crate::domain::agreement::draft::Draft;
use crate::domain::agreement::states;
use crate::domain::kinds::Kind;
use crate::domain::record::Id;
use crate::export::agreement::draft_of;
use crate::export::agreement_diff::Compared;
use crate::export::formats::Paper;
use crate::store::request::{AgreementSheet, Command};
use crate::store::workspace::new_id;
use crate::store::{How, Workspace};
use crate::text::Msg;

/// The newest version of an agreement with all around it.
pub fn sheet(ws: &Workspace, what: &str) -> Result<AgreementSheet, Stop> {
    sheet_of(ws, find_id(ws, Kind::Agreement, what)?, what)
}

/// The same of an agreement that is to be changed.
pub fn sheet_to_change(desk: &Desk<'_>, what: &str) -> Result<AgreementSheet, Stop> {
    sheet_of(&desk.ws, desk.find_id(Kind::Agreement, what)?, what)
}

fn sheet_of(ws: &Workspace, id: Id, what: &str) -> Result<AgreementSheet, Stop> {
    ws.agreement(id)?.ok_or_else(|| Msg::new("cli-no-version").with("code", what).into())
}

/// A copy of the newest version as the next one.
pub fn next(job: &Job<'_>, what: &str, as_json: bool) -> Result<String, Stop> {
    let desk = job.write(How::Existing)?;
    let before = sheet_to_change(&desk, what)?;
    desk.ws.run(Command::NextVersion { act: new_id(), version: before.version.id })?;
    let after = sheet_to_change(&desk, what)?;
    let (old, new) = (before.version.str("number"), after.version.str("number"));
    let code = after.agreement.code.as_str();
    if as_json {
        return pretty(&json!({ "code": code, "number": new, "predecessor": old, "uid": after.version.id }));
    }
    Ok(job.text.say(&Msg::new("cli-next-version").with("code", code).with("new", new).with("old", old)) + "\n")
}

/// Where a version stands and what could come next, or the step itself.
pub fn state(job: &Job<'_>, what: &str, to: Option<&str>, reason: Option<&str>, as_json: bool) -> Result<String, Stop> {
    let Some(to) = to else { return standing(job, what, as_json) };
    let to = to.to_ascii_uppercase();
    let desk = job.write(How::Existing)?;
    let sheet = sheet_to_change(&desk, what)?;
    let seen = sheet.version.str("state").to_owned();
    let reason = reason.unwrap_or_default().to_owned();
    let version = sheet.version.id;
    desk.ws.run(Command::Enter { act: new_id(), version, seen, to: to.clone(), reason })?;
    if as_json {
        return standing_json(job, &desk.ws, what);
    }
    let said =
        Msg::new("cli-state-entered").with("code", sheet.agreement.code.as_str()).with("state", states::named(&to));
    Ok(job.text.say(&said) + "\n")
}

fn ways(job: &Job<'_>, draft: &Draft) -> Vec<(&'static str, Vec<Msg>)> {
    // Where a reason is asked for, it is given with the step.
    let faults = |to| states::enter(draft, to, job.today(), Some("…")).err().unwrap_or_default();
    states::after(&draft.version.values.state).map(|to| (to, faults(to))).collect()
}

fn standing(job: &Job<'_>, what: &str, as_json: bool) -> Result<String, Stop> {
    let ws = job.read()?;
    if as_json {
        return standing_json(job, &ws, what);
    }
    let draft = draft_of(&sheet(&ws, what)?)?;
    let version = &draft.version.values;
    let state = job.text.say(
        &Msg::new("paper-running")
            .with("code", draft.code.as_str())
            .with("version", version.number.as_str())
            .with("state", states::named(&version.state)),
    );
    let mut out = state + "\n";
    for (to, faults) in ways(job, &draft) {
        let name = job.text.choice("state", to);
        if faults.is_empty() {
            out.extend(["  → ", &name, "  [", to, "]\n"]);
        } else {
            out.extend(["  ✕ ", &name, "  [", to, "]\n"]);
            out.extend(faults.iter().map(|fault| format!("      {}\n", job.text.say(fault))));
        }
    }
    Ok(out)
}

fn standing_json(job: &Job<'_>, ws: &Workspace, what: &str) -> Result<String, Stop> {
    let draft = draft_of(&sheet(ws, what)?)?;
    let version = &draft.version.values;
    let way = |(to, faults): (&str, Vec<Msg>)| {
        let faults: Vec<String> = faults.iter().map(|fault| job.text.say(fault)).collect();
        json!({ "state": to, "open": faults.is_empty(), "missing": faults })
    };
    let next: Vec<Value> = ways(job, &draft).into_iter().map(way).collect();
    pretty(&json!({ "code": draft.code, "version": version.number, "state": version.state, "next": next }))
}

/// What is different between two versions, by their numbers; without them between the newest and the one before it.
pub fn diff(
    job: &Job<'_>,
    what: &str,
    numbers: Option<(&str, &str)>,
    paper: Option<(&str, Option<&Path>)>,
    as_json: bool,
) -> Result<String, Stop> {
    let ws = job.read()?;
    let newest = sheet(&ws, what)?;
    let named = |number: &str| {
        let found = newest.versions.iter().find(|version| version.str("number") == number.trim_start_matches('v'));
        found.map(|version| version.id).ok_or_else(|| {
            let known: Vec<&str> = newest.versions.iter().map(|version| version.str("number")).collect();
            let msg = Msg::new("cli-no-such-version").with("code", newest.agreement.code.as_str());
            Stop::from(msg.with("number", number).with("versions", known.join(", ")))
        })
    };
    let (old, new) = if let Some((old, new)) = numbers {
        (named(old)?, named(new)?)
    } else {
        let only = || Msg::new("cli-one-version").with("code", newest.agreement.code.as_str());
        (before(&newest).ok_or_else(only)?, newest.version.id)
    };
    let draft = |id| -> Result<Draft, Stop> {
        let sheet = ws.agreement(id)?.ok_or_else(|| Msg::new("store-gone"))?;
        Ok(draft_of(&sheet)?)
    };
    let compared = Compared::new(&draft(old)?, &draft(new)?);
    if let Some((format, output)) = paper {
        let paper = Paper::named(format).ok_or_else(|| Msg::new("cli-failed").with("reason", format))?;
        let compared = compared.public();
        let (lang, diff) = (job.text.lang(), &compared.diff);
        let name = format!("{}-v{}-v{}-{}.{}", compared.code, diff.old, diff.new, lang.tag(), paper.name);
        return hand_over(&paper.write(&compared.document(lang))?, paper.plain, &name, output);
    }
    if as_json {
        return pretty(&compared.json());
    }
    let head = Msg::new("diff-title").with("old", compared.diff.old.as_str()).with("new", compared.diff.new.as_str());
    let head = format!("{}: {}\n", compared.code, job.text.say(&head));
    if compared.diff.is_empty() {
        return Ok(head + &job.text.get("diff-none") + "\n");
    }
    Ok(format!("{head}\n{}", compared.text(&job.text)))
}

/// The version that the newest follows: its predecessor, else the one made before it.
pub fn before(sheet: &AgreementSheet) -> Option<Id> {
    let mut older: Vec<_> = sheet.versions.iter().filter(|version| version.id != sheet.version.id).collect();
    older.sort_by_key(|version| (version.created_ms, version.id));
    let linked = sheet.version.id_of("predecessor").filter(|id| older.iter().any(|version| version.id == *id));
    linked.or_else(|| older.last().map(|version| version.id))
}
