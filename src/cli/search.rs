//! Words looked for in all that anybody wrote.

use serde_json::{Value, json};

use super::args::{command, searched};
use super::desk::Job;
use super::json::{link_json, pretty};
use super::show::link_text;
use super::stop::Stop;
use super::table::{Column, table};
use crate::store::search::{Finding, Found, SearchQuery};
use crate::text::{Arg, Msg};

/// What was found of each kind. Private answers are shown to people, and never go to other programs.
pub fn search(job: &Job<'_>, words: &str, kind: Option<&str>, limit: usize, as_json: bool) -> Result<String, Stop> {
    let ws = job.read()?;
    let kind = kind.and_then(|name| searched().find(|kind| command(*kind) == name));
    let found = ws.search(&SearchQuery { words: words.to_owned(), kind, limit })?;
    if found.short {
        return Err(Msg::new("cli-search-short").with("words", words).into());
    }
    if found.filling {
        job.note(&Msg::new("cli-search-filling"));
    }
    if as_json {
        return to_json(job, &found);
    }
    for group in found.groups.iter().filter(|group| group.more || group.count > group.found.len()) {
        let key = if group.more { "cli-search-beyond" } else { "cli-search-more" };
        let msg = Msg::new(key).with("kind", Arg::Key(group.kind.plural_key())).with("shown", group.found.len());
        job.note(&msg.with("count", group.count).with("name", command(group.kind)));
    }
    if found.groups.is_empty() {
        return Ok(job.text.say(&Msg::new("cli-search-none").with("words", words)) + "\n");
    }
    let column = |key: &str| Column { head: job.text.get(key), right: false };
    let columns = ["cli-search-kind", "cli-search-record", "cli-search-field", "cli-search-text"].map(column);
    let rows: Vec<Vec<String>> =
        found.groups.iter().flat_map(|group| &group.found).map(|finding| row(job, finding)).collect();
    Ok(table(&columns, &rows, job.look()))
}

fn row(job: &Job<'_>, finding: &Finding) -> Vec<String> {
    let kind = finding.link.kind;
    // What has no code goes by the document it stands in.
    let known = finding.within.as_ref().unwrap_or(&finding.link);
    let record = if known.kind == kind {
        format!("{} {}", known.code, known.shown(job.text.lang())).trim().to_owned()
    } else {
        link_text(job, known)
    };
    let mut field = match finding.field {
        "" => job.text.get("search-code"),
        name => job.text.field(kind.name(), name),
    };
    for (is, key) in [(finding.archived, "search-archived"), (finding.private, "search-private")] {
        if is {
            field = format!("{field} ({})", job.text.get(key));
        }
    }
    vec![job.text.get(&kind.key()), record, field, finding.snippet.clone()]
}

fn to_json(job: &Job<'_>, found: &Found) -> Result<String, Stop> {
    let mut private = 0;
    let mut groups = Vec::new();
    for group in &found.groups {
        let (kept, left): (Vec<&Finding>, Vec<&Finding>) = group.found.iter().partition(|finding| !finding.private);
        private += left.len();
        let records: Vec<Value> = kept
            .into_iter()
            .map(|finding| {
                let mut json = link_json(&finding.link);
                json["archived"] = json!(finding.archived);
                json["within"] = finding.within.as_ref().map_or(Value::Null, link_json);
                json["field"] = if finding.field.is_empty() { json!("code") } else { json!(finding.field) };
                json["text"] = json!(finding.snippet);
                json
            })
            .collect();
        groups.push(json!({ "kind": group.kind.name(), "total": group.count - left.len(), "more": group.more,
            "records": records }));
    }
    if private > 0 {
        job.note(&Msg::new("cli-search-private").with("count", private));
    }
    pretty(&json!({ "words": found.words, "whole": !found.filling, "groups": groups }))
}

/// Makes the index anew, where the check found it wrong.
pub fn reindex(job: &Job<'_>) -> Result<String, Stop> {
    job.read()?.reindex()?;
    Ok(job.text.get("cli-reindex-done") + "\n")
}
