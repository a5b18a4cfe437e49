//! What is still to be asked of customers, for a letter or for other programs.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::desk::Job;
use super::json::{code, pretty};
use super::stop::Stop;
use crate::domain::kinds::Kind;
use crate::domain::record::Id;
use crate::domain::research::asking::Asked;
use crate::store::Workspace;
use crate::store::request::Agenda;
use crate::text::clean::{clean, pad, width};
use crate::text::{Msg, number};

pub fn agenda(job: &Job<'_>, of: Option<&str>, as_json: bool) -> Result<String, Stop> {
    let ws = job.read()?;
    let of = match of {
        None => None,
        Some(code) => match ws.by_code(code)? {
            Some((kind, id)) if matches!(kind, Kind::Account | Kind::Opportunity | Kind::Interview) => Some((kind, id)),
            Some(_) => return Err(Msg::new("cli-agenda-of").with("code", code).into()),
            None => return Err(Msg::new("cli-no-code").with("code", code).into()),
        },
    };
    let agenda = ws.agenda(of)?;
    if as_json {
        let today = job.today();
        let all = agenda.asked.iter().map(|asked| {
            let mut json = asked_json(&ws, &agenda, asked)?;
            json["late"] = json!(asked.is_late(today));
            Ok(json)
        });
        return pretty(&json!(all.collect::<Result<Vec<_>, Stop>>()?));
    }
    if agenda.asked.is_empty() {
        return Ok(job.text.get("agenda-none") + "\n");
    }
    Ok(text(job, &agenda))
}

fn name(agenda: &Agenda, id: Option<Id>) -> &str {
    id.and_then(|id| agenda.labels.get(&id)).map_or("", String::as_str)
}

fn text(job: &Job<'_>, agenda: &Agenda) -> String {
    let lang = job.text.lang();
    let (mut out, mut last) = (String::new(), None);
    let day = |asked: &Asked| asked.by.map_or_else(|| "—".to_owned(), |by| number::date_short(by, lang));
    let whom = |asked: &Asked| {
        let named = name(agenda, asked.ask_of);
        clean(if named.is_empty() { &asked.whom } else { named }).into_owned()
    };
    let widest = |cell: &dyn Fn(&Asked) -> String| agenda.asked.iter().map(|one| width(&cell(one))).max().unwrap_or(0);
    let (days, people) = (widest(&day), widest(&whom).min(30));
    for asked in &agenda.asked {
        let of = (asked.account, asked.opportunity);
        if last != Some(of) {
            let names = [name(agenda, asked.account), name(agenda, asked.opportunity)];
            let names: Vec<&str> = names.into_iter().filter(|name| !name.is_empty()).collect();
            let gap = if last.is_some() { "\n" } else { "" };
            // Writing to a string cannot fail.
            let _ = writeln!(out, "{gap}{}", clean(&names.join(" › ")));
            last = Some(of);
        }
        let late = if asked.is_late(job.today()) { "!" } else { " " };
        let words = asked.label.as_ref().map_or(asked.question.as_str(), |label| label.to(lang));
        let whom = pad(&whom(asked), people);
        let _ = writeln!(out, "{late} {}  {whom}  {}  [{}]", pad(&day(asked), days), clean(words), asked.code);
    }
    out
}

fn asked_json(ws: &Workspace, agenda: &Agenda, asked: &Asked) -> Result<Value, Stop> {
    let end = |kind: Kind, id: Option<Id>| -> Result<Value, Stop> {
        let Some(id) = id else { return Ok(Value::Null) };
        let record = ws.record(kind, id)?;
        let named = record.as_ref().map_or("", |record| record.code.as_str());
        Ok(json!({ "kind": kind.name(), "code": code(named), "uid": id, "title": name(agenda, Some(id)) }))
    };
    Ok(json!({
        "interview": asked.code,
        "question": asked.question,
        "number": asked.number,
        "label": asked.label,
        "account": end(Kind::Account, asked.account)?,
        "opportunity": end(Kind::Opportunity, asked.opportunity)?,
        "ask_of": end(Kind::Contact, asked.ask_of)?,
        "whom": asked.whom,
        "by": asked.by,
        "answer": asked.answer,
    }))
}
