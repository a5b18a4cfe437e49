//! Two services side by side, or one as it is here and as a file tells of it: only what is different.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::desk::{Job, find};
use super::json::pretty;
use super::service::{entry_of, from_file};
use super::sla::is_file;
use super::stop::Stop;
use crate::domain::agreement::cells::Cells;
use crate::domain::agreement::diff::services;
use crate::domain::agreement::draft::ServiceRef;
use crate::domain::agreement::private::public_of;
use crate::domain::kinds::Kind;
use crate::domain::record::Id;
use crate::export::agreement_diff::{item_json, told_of, written};
use crate::text::clean::clean;

/// What is compared, and what its links are called.
struct Side {
    entry: ServiceRef,
    names: BTreeMap<Id, String>,
}

fn side(job: &Job<'_>, what: &str) -> Result<Side, Stop> {
    if is_file(what) {
        let offer = from_file(what)?;
        let names = offer.calendars.iter().map(|calendar| (calendar.id, calendar.values.name.clone())).collect();
        return Ok(Side { entry: offer.entry, names });
    }
    let ws = job.read()?;
    let record = find(&ws, Kind::Service, what)?;
    Ok(Side { names: ws.labels([&record].into_iter())?.into_iter().collect(), entry: entry_of(&record)? })
}

pub fn diff(job: &Job<'_>, before: &str, after: &str, as_json: bool) -> Result<String, Stop> {
    let mut sides = [side(job, before)?, side(job, after)?];
    // What is our own business is in no file, so that it is missing there says nothing.
    if is_file(before) || is_file(after) {
        for side in &mut sides {
            side.entry.service = public_of(Kind::Service, &side.entry.service);
        }
    }
    let [old, new] = sides;
    let head = format!("{} → {}\n", clean(before), clean(after));
    let items = services(&old.entry.service, &new.entry.service);
    let codes = [&old, &new].map(|side| side.entry.code.as_str());
    if as_json {
        let changes: Vec<Value> = items.iter().map(item_json).collect();
        return pretty(&json!({ "old": codes[0], "new": codes[1], "changes": changes }));
    }
    if items.is_empty() {
        return Ok(head + &job.text.get("diff-none") + "\n");
    }
    let mut names = old.names;
    names.extend(new.names);
    let cells = Cells::new(names, []);
    let told = items.iter().flat_map(|item| told_of(item, &cells, &job.text)).collect();
    Ok(head + "\n" + &written(told))
}
