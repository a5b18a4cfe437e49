//! From every clause and target of an agreement to its needs and answers and down to what stands beneath, and what hangs
//! on nothing.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::desk::Job;
use super::json::pretty;
use super::sla_versions::sheet;
use super::stop::Stop;
use super::thread::{knots, knots_json, knots_text};
use crate::domain::agreement::draft::Draft;
use crate::domain::research::standing::is_live;
use crate::export::agreement::draft_of;
use crate::store::Workspace;
use crate::store::request::AgreementSheet;
use crate::text::clean::clean;

/// What hangs on nothing.
struct Loose {
    /// Targets and sections that no need, catalogue or law asks for.
    unasked: Vec<String>,
    /// Needs that nothing meets: code, priority, title.
    unmet: Vec<[String; 3]>,
    /// Targets that no other agreement carries.
    uncarried: Vec<String>,
}

pub fn trace(job: &Job<'_>, named: &str, as_json: bool) -> Result<String, Stop> {
    let ws = job.read()?;
    let (record, threads) = knots(&ws, named)?;
    // Of one clause or target only its thread is asked for.
    let loose = if named.contains('/') { None } else { Some(loose(&ws, &sheet(&ws, named)?)?) };
    if as_json {
        let mut all = knots_json(&record, &threads);
        if let Some(Loose { unasked, unmet, uncarried }) = loose {
            let unmet: Vec<Value> = unmet
                .iter()
                .map(|[code, priority, title]| json!({ "code": code, "priority": priority, "title": title }))
                .collect();
            all["orphans"] = json!({ "unasked": unasked, "unmet": unmet, "uncarried": uncarried });
        }
        return pretty(&all);
    }
    let mut out = knots_text(job, named, &threads);
    if let Some(Loose { unasked, unmet, uncarried }) = loose {
        let unmet = unmet.into_iter().map(|[code, priority, title]| {
            let priority = if priority.is_empty() { priority } else { job.text.choice("priority", &priority) };
            format!("{code} {priority} {title}").replace("  ", " ")
        });
        let lists = [("trace-unasked", unasked), ("trace-unmet", unmet.collect()), ("trace-uncarried", uncarried)];
        for (key, rows) in lists {
            // Writing to a string cannot fail.
            let _ = writeln!(out, "\n{}: {}", job.text.get(key), rows.len());
            for row in rows {
                let _ = writeln!(out, "  {}", clean(&row));
            }
        }
    }
    Ok(out)
}

fn loose(ws: &Workspace, sheet: &AgreementSheet) -> Result<Loose, Stop> {
    let draft = draft_of(sheet)?;
    let mut uncarried = Vec::new();
    if !draft.stands_beneath() {
        for target in &sheet.targets {
            if ws.thread(target)?.1.is_empty() {
                uncarried.push(target.title().to_owned());
            }
        }
    }
    let live = |need: &&crate::domain::agreement::draft::NeedRef| {
        is_live(&need.need.state) && need.need.priority.as_deref() != Some("wont")
    };
    let unmet = draft.needs.iter().filter(live).filter(|need| draft.met_by(need.id).next().is_none());
    let unmet =
        unmet.map(|n| [n.code.clone(), n.need.priority.clone().unwrap_or_default(), n.need.title.clone()]).collect();
    Ok(Loose { unasked: unasked(&draft), unmet, uncarried })
}

fn unasked(draft: &Draft) -> Vec<String> {
    let targets =
        draft.targets.iter().filter(|target| target.values.origin.is_none() && !draft.is_asked_for(target.id));
    let mut loose: Vec<String> = targets.map(|target| target.values.label.clone()).collect();
    for section in draft.order() {
        let mut clauses = draft.clauses.iter().filter(|clause| clause.values.section == section.key).peekable();
        let asked = |c: &crate::domain::agreement::draft::Filed<crate::domain::agreement::version::Clause>| {
            c.values.origin.is_some() || draft.is_asked_for(c.id)
        };
        if clauses.peek().is_some() && !clauses.any(asked) {
            loose.push(section.key.clone());
        }
    }
    loose
}
