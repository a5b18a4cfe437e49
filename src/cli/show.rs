//! One record for reading: its fields, what belongs to it, and its place in the thread.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::desk::{Job, find_id};
use super::interview;
use super::json::{link_json, pretty, record_json};
use super::score::{standing_json, standing_text};
use super::stop::Stop;
use super::table::{Column, table};
use crate::domain::agreement::cells::Cells;
use crate::domain::agreement::target::Target;
use crate::domain::kinds::Kind;
use crate::domain::record::{Entry, Field, Record, Type, Values};
use crate::domain::wording;
use crate::store::Workspace;
use crate::store::request::{Labels, Link, Sheet};
use crate::text::clean::{clean, clean_lines, pad, width};
use crate::text::{Msg, number};

/// Heads of the columns of a kind.
pub fn heads(job: &Job<'_>, kind: Kind, fields: &[&str]) -> Vec<Column> {
    let head = |field: &&str| match kind.spec().field(field) {
        Some(known) => Column { head: job.text.field(kind.name(), field), right: is_figure(known.ty) },
        None => Column { head: job.text.get("field-code"), right: false },
    };
    fields.iter().map(head).collect()
}

/// A field in a list.
pub fn cell(job: &Job<'_>, ws: &Workspace, record: &Record, field: &str, labels: &Labels) -> String {
    let Some(known) = record.kind.spec().field(field) else { return record.code.clone() };
    let value = record.get(field);
    let lang = job.text.lang();
    match known.ty {
        Type::Money => {
            wording::money_of(value).map_or_else(String::new, |m| number::amount_short(m.minor, m.ccy, lang))
        }
        Type::Date => wording::date_of(value).map_or_else(String::new, |d| number::date_short(d, lang)),
        Type::Instant => {
            wording::instant_of(value).map_or_else(String::new, |at| number::instant_short(at, job.tz, lang))
        }
        _ => full(job, ws, record, field, labels),
    }
}

/// A field in full.
fn full(job: &Job<'_>, ws: &Workspace, record: &Record, field: &str, labels: &Labels) -> String {
    let Some(known) = record.kind.spec().field(field) else { return record.code.clone() };
    let lang = job.text.lang();
    match (record.kind, field) {
        (Kind::Opportunity, "stage") => {
            let code = record.str("stage");
            ws.pipelines().stage(code).map_or_else(|| code.to_owned(), |stage| stage.name.to(lang).to_owned())
        }
        (Kind::Target, "value") => {
            record.typed::<Target>().ok().and_then(|target| target.shown_value(lang)).unwrap_or_default()
        }
        _ => wording::show(known, record.get(field), labels, &job.text, job.tz),
    }
}

pub fn show(job: &Job<'_>, kind: Kind, what: &str, as_json: bool) -> Result<String, Stop> {
    let ws = job.read()?;
    let id = find_id(&ws, kind, what)?;
    let mut sheet = ws.sheet(kind, id)?.ok_or_else(|| Msg::new("store-gone"))?;
    let (mut newest, mut targets) = (None, Vec::new());
    if kind == Kind::Agreement
        && let Some(agreement) = ws.agreement(id)?
    {
        sheet.labels.extend(agreement.labels);
        targets = agreement.targets.iter().filter_map(|target| target.typed::<Target>().ok()).collect();
        sheet.children.push((Kind::Target, agreement.targets));
        newest = Some(agreement.version);
    }
    let progress = if kind == Kind::Opportunity { ws.progress(id)? } else { None };
    if as_json {
        let mut json = sheet_json(&ws, &sheet)?;
        if let Some(progress) = &progress {
            json["standing"] = standing_json(job, progress);
            json["unmet"] = progress.unmet.iter().map(link_json).collect();
        }
        return pretty(&json);
    }
    let cells = Cells::new(sheet.labels.clone(), &targets);
    let mut out = record_text(job, &ws, &sheet.record, &sheet.labels);
    out.push_str(&tables_text(job, &sheet.record, &cells));
    if let Some(version) = newest {
        let head = job.text.get("agreement-version");
        out = format!("{out}\n{head} {}", record_text(job, &ws, &version, &sheet.labels));
        out.push_str(&tables_text(job, &version, &cells));
    }
    if let Some(progress) = &progress {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "\n{}", standing_text(job, &progress.standing));
        for need in &progress.unmet {
            let _ = writeln!(out, "✕ {}: {}", job.text.get("deal-need-unmet"), link_text(job, need));
        }
    }
    for (child, rows) in &sheet.children {
        if rows.is_empty() || (kind, *child) == (Kind::Interview, Kind::Answer) {
            continue;
        }
        let columns = child.spec().columns;
        let cells: Vec<Vec<String>> = rows
            .iter()
            .map(|row| columns.iter().map(|field| cell(job, &ws, row, field, &sheet.labels)).collect())
            .collect();
        // Writing to a string cannot fail.
        let _ = writeln!(out, "\n{}", job.text.get(&child.plural_key()));
        out.push_str(&table(&heads(job, *child, columns), &cells, job.look()));
        if sheet.unshown_of(*child) > 0 {
            let more = Msg::new("record-more").with("n", sheet.unshown_of(*child));
            let _ = writeln!(out, "{}", job.text.say(&more));
        }
    }
    if kind == Kind::Interview {
        out.push_str(&interview::questions(job, &ws, id)?);
    }
    ends(job, &mut out, "cli-came-from", &sheet.up);
    ends(job, &mut out, "cli-led-to", &sheet.down);
    Ok(out)
}

fn record_text(job: &Job<'_>, ws: &Workspace, record: &Record, labels: &Labels) -> String {
    let mut out = String::new();
    let mut head = clean(&format!("{}  {}", record.code, record.title())).trim().to_owned();
    if record.archived {
        let _ = write!(head, "  [{}]", job.text.get("field-archived"));
    }
    let _ = writeln!(out, "{head}");
    let shown: Vec<(String, String)> = record
        .kind
        .spec()
        .fields
        .iter()
        .filter(|field| field.entry != Entry::Hidden && field.name != record.kind.spec().title)
        .filter(|field| !matches!(field.ty, Type::Rows(_)))
        .map(|field| (job.text.field(record.kind.name(), field.name), full(job, ws, record, field.name, labels)))
        .filter(|(_, value)| !value.is_empty())
        .collect();
    let widest = shown.iter().map(|(label, _)| width(label)).max().unwrap_or(0);
    for (label, value) in shown {
        let value = clean_lines(&value).into_owned();
        let mut lines = value.lines();
        let _ = writeln!(out, "{}  {}", pad(&label, widest), lines.next().unwrap_or_default());
        for line in lines {
            let _ = writeln!(out, "{}  {line}", pad("", widest));
        }
    }
    out
}

/// The tables of a record, each with the columns in which something stands.
fn tables_text(job: &Job<'_>, record: &Record, cells: &Cells) -> String {
    let mut out = String::new();
    for field in record.kind.spec().fields {
        let Type::Rows(rows) = field.ty else { continue };
        let held: Vec<&Values> =
            record.get(field.name).as_array().into_iter().flatten().filter_map(Value::as_object).collect();
        let filled = |column: &&Field| {
            held.iter().any(|row| row.get(column.name).is_some_and(|cell| !cell.is_null())) && column.name != "unit"
        };
        let columns: Vec<&Field> = rows.columns.iter().filter(filled).collect();
        if columns.is_empty() {
            continue;
        }
        let heads: Vec<Column> = columns
            .iter()
            .map(|column| Column { head: job.text.field(field.name, column.name), right: is_figure(column.ty) })
            .collect();
        let rows: Vec<Vec<String>> = held
            .iter()
            .map(|row| columns.iter().map(|column| cells.words(field.name, column, row, &job.text, job.tz)).collect())
            .collect();
        // Writing to a string cannot fail.
        let _ = writeln!(out, "\n{}", job.text.field(record.kind.name(), field.name));
        out.push_str(&table(&heads, &rows, job.look()));
    }
    out
}

/// What is read down a column by its last digit.
fn is_figure(ty: Type) -> bool {
    matches!(ty, Type::Int(..) | Type::Measure { .. } | Type::Percent { .. } | Type::Length { .. } | Type::Money)
}

fn ends(job: &Job<'_>, out: &mut String, head: &str, links: &[Link]) {
    if links.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{}", job.text.get(head));
    for link in links {
        let _ = writeln!(out, "  {}", link_text(job, link));
    }
}

/// One step of the thread as a line.
pub fn link_text(job: &Job<'_>, link: &Link) -> String {
    let kind = job.text.get(&link.kind.key());
    let title = link.shown(job.text.lang());
    let by = if link.by.is_empty() { String::new() } else { format!("({})", job.text.get(link.by)) };
    let parts = [kind.as_str(), link.code.as_str(), title.trim(), by.as_str()];
    clean(&parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")).into_owned()
}

fn sheet_json(ws: &Workspace, sheet: &Sheet) -> Result<Value, Stop> {
    let mut json = record_json(ws, &sheet.record)?;
    let mut children = Map::new();
    for (kind, rows) in &sheet.children {
        let rows = rows.iter().map(|row| record_json(ws, row)).collect::<Result<Vec<_>, _>>()?;
        children.insert(kind.name().to_owned(), Value::Array(rows));
    }
    let links = |links: &[Link]| links.iter().map(link_json).collect::<Vec<_>>();
    json["children"] = Value::Object(children);
    let unshown: Map<String, Value> = sheet.unshown.iter().map(|(k, n)| (k.name().to_owned(), json!(n))).collect();
    json["unshown"] = Value::Object(unshown);
    if sheet.record.kind == Kind::Interview {
        json["progress"] = interview::questions_json(ws, sheet.record.id)?;
    }
    json["thread"] = json!({ "up": links(&sheet.up), "down": links(&sheet.down) });
    Ok(json)
}
