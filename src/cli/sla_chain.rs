//! The support chain of an agreement on the command line: what each promise rests on, down to the last supplier.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Value, json};

use super::desk::Job;
use super::json::pretty;
use super::sla_versions::sheet;
use super::stop::Stop;
use crate::domain::agreement::draft::Draft;
use crate::domain::record::Id;
use crate::export::agreement::draft_of;
use crate::export::agreement_chain::{Chain, Row, Stand};
use crate::store::Workspace;
use crate::text::clean::clean;

pub fn chain(job: &Job<'_>, what: &str, as_json: bool) -> Result<String, Stop> {
    let ws = job.read()?;
    let top = draft_of(&sheet(&ws, what)?)?;
    let (id, code) = (top.agreement.id, top.code.clone());
    let read = all_beneath(&ws, top)?;
    let rows = Chain { read: &read, text: &job.text, dot: "·" }.rows(id);
    if as_json {
        let row = |row: &Row| {
            let said: Vec<String> = row.said.iter().map(|msg| job.text.say(msg)).collect();
            json!({ "depth": row.depth, "stands": row.stand.name(), "text": row.words, "said": said, "uid": row.opens })
        };
        let all: Vec<Value> = rows.iter().map(row).collect();
        let broken = rows.iter().any(|row| row.stand == Stand::Broken);
        return pretty(&json!({ "code": code, "broken": broken, "chain": all }));
    }
    let mut out = String::new();
    for row in &rows {
        let indent = "  ".repeat(row.depth + 1);
        let mark = match row.stand {
            Stand::Heading => {
                // Writing to a string cannot fail.
                let _ = writeln!(out, "{}{}", if out.is_empty() { "" } else { "\n" }, row.words);
                continue;
            }
            Stand::Broken => "✕",
            Stand::Thin => "⚠",
            Stand::Sound => "●",
            Stand::Bare => "○",
        };
        let _ = writeln!(out, "{indent}{mark} {}", clean(&row.words));
        for msg in &row.said {
            let _ = writeln!(out, "{indent}    {}", clean(&job.text.say(msg)));
        }
    }
    Ok(out)
}

/// The agreement and every one beneath it; a ring is read once.
fn all_beneath(ws: &Workspace, top: Draft) -> Result<BTreeMap<Id, Draft>, Stop> {
    let mut read = BTreeMap::new();
    let mut waiting = vec![top];
    while let Some(draft) = waiting.pop() {
        let beneath: Vec<Id> = draft.supports.iter().filter_map(|support| support.id).collect();
        read.insert(draft.agreement.id, draft);
        for id in beneath {
            if !read.contains_key(&id)
                && let Some(sheet) = ws.agreement(id)?
            {
                waiting.push(draft_of(&sheet)?);
            }
        }
    }
    Ok(read)
}
