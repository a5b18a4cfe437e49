//! Interviews on the command line: questions with their answers, and answering one.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Value, json};

use super::desk::{Job, find};
use super::stop::Stop;
use crate::domain::act::{Act, Change};
use crate::domain::kinds::Kind;
use crate::domain::money;
use crate::domain::record::{Id, Record, Values};
use crate::domain::research::answer::{Given, Readers, Sheet, value_of};
use crate::domain::research::interview::{Answer, is_closed};
use crate::domain::research::template::Template;
use crate::domain::time::input::parse_date;
use crate::domain::wording::instant_value;
use crate::store::request::Command;
use crate::store::workspace::new_id;
use crate::store::{How, Workspace};
use crate::text::clean::{clean, clean_lines};
use crate::text::{Lang, Msg};

pub fn template_of(interview: &Record) -> Result<Template, Stop> {
    let (key, version) = (interview.str("template"), interview.get("template_version").as_i64().unwrap_or(1));
    let missing = || Msg::new("cli-template-gone").with("template", key).with("version", version);
    Template::builtin(key, version).ok_or_else(|| missing().into())
}

/// The questions asked so far and next, with what was answered.
pub fn questions(job: &Job<'_>, ws: &Workspace, id: Id) -> Result<String, Stop> {
    let Some(interview) = ws.interview(id)? else { return Ok(String::new()) };
    let template = template_of(&interview.record)?;
    let lang = Lang::from_tag(interview.record.str("language")).unwrap_or(job.text.lang());
    let mut given = BTreeMap::new();
    let mut answers = BTreeMap::new();
    for answer in &interview.answers {
        if let Ok(typed) = answer.typed::<Answer>() {
            given.insert(typed.question.clone(), Given::from(&typed));
            answers.insert(typed.question.clone(), typed);
        }
    }
    let sheet = Sheet::new(&template, &given);
    let full = sheet.completeness();
    let mut out = String::new();
    let sum = Msg::new("cli-interview-sum").with("done", full.done).with("required", full.required);
    // Writing to a string cannot fail.
    let _ = writeln!(out, "\n{}", job.text.say(&sum));
    for question in sheet.visible() {
        let must = if question.required { " *" } else { "" };
        let _ = writeln!(out, "{}  {}{must}", question.id, clean(&question.wording(lang, "…")));
        let Some(answer) = answers.get(&question.id) else { continue };
        let mut marks = Vec::new();
        if answer.private == Some(true) {
            marks.push(job.text.get("cli-private"));
        }
        if answer.status != "answered" {
            marks.push(job.text.choice("status", &answer.status));
        }
        let marks = if marks.is_empty() { String::new() } else { format!("[{}] ", marks.join(", ")) };
        let said = answer.raw.as_deref().or(answer.status_reason.as_deref()).unwrap_or_default();
        let said = clean_lines(said).into_owned();
        for (at, line) in said.lines().enumerate() {
            let _ = writeln!(out, "      {}{line}", if at == 0 { marks.as_str() } else { "" });
        }
        if said.is_empty() && !marks.is_empty() {
            let _ = writeln!(out, "      {}", marks.trim_end());
        }
    }
    Ok(out)
}

pub fn answer(job: &Job<'_>, what: &str, question: &str, raw: &str) -> Result<String, Stop> {
    let desk = job.write(How::Existing)?;
    let interview = find(&desk.ws, Kind::Interview, what)?;
    if is_closed(interview.str("state")) {
        let state = job.text.choice("state", interview.str("state"));
        return Err(Msg::new("interview-closed").with("code", interview.code).with("state", state).into());
    }
    let template = template_of(&interview)?;
    let asked = template.questions.iter().find(|known| known.id.eq_ignore_ascii_case(question.trim()));
    let Some(asked) = asked else {
        let known: Vec<&str> = template.questions.iter().map(|question| question.id.as_str()).collect();
        return Err(Msg::new("cli-no-question").with("question", question).with("questions", known.join(", ")).into());
    };
    let currency = desk.ws.currency_of(&interview.values)?.unwrap_or(job.config.currency);
    let money = |raw: &str| {
        money::input::parse(raw, currency).map(|amount| json!({ "minor": amount.minor, "ccy": amount.ccy.code() }))
    };
    let date = |raw: &str| parse_date(raw, job.today()).map(|date| json!(date.to_string()));
    let value = value_of(asked, raw, Readers { money: &money, date: &date })?;
    let text = |value: &Value| if value.is_null() { Value::Null } else { json!(value.to_string()) };
    let mine = [
        ("raw", json!(raw)),
        ("value", text(&value)),
        ("status", json!("answered")),
        ("status_reason", Value::Null),
        ("at", instant_value(job.now())),
    ];
    let known = desk.ws.belonging(Kind::Answer, "interview", interview.id)?;
    let changes = if let Some(old) = known.iter().find(|answer| answer.str("question") == asked.id) {
        let update = |(field, new): (&str, Value)| Change::Update {
            kind: Kind::Answer,
            id: old.id,
            field: field.to_owned(),
            base: old.get(field).clone(),
            new,
        };
        mine.into_iter().map(update).collect()
    } else {
        let mut values: Values = mine.into_iter().map(|(field, new)| (field.to_owned(), new)).collect();
        values.retain(|_, value| !value.is_null());
        values.insert("interview".to_owned(), interview.id.json());
        values.insert("question".to_owned(), json!(asked.id));
        vec![Change::Insert { kind: Kind::Answer, id: new_id(), values }]
    };
    desk.ws.run(Command::Save(Act { id: new_id(), verb: "verb-answer".to_owned(), changes }))?;
    let msg = Msg::new("cli-answered").with("code", interview.code).with("question", asked.id.as_str());
    Ok(job.text.say(&msg) + "\n")
}
