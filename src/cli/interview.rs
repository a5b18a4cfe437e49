//! Interviews on the command line: beginning one, its questions with their answers, and answering.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use serde_json::{Value, json};

use super::args::{AnswerArgs, InterviewVerb, StepArgs};
use super::desk::{Desk, Job};
use super::records::one_json;
use super::stop::Stop;
use super::{agenda, minutes, records};
use crate::domain::act::{Act, Change};
use crate::domain::kinds::Kind;
use crate::domain::money;
use crate::domain::record::{Id, Record, Values};
use crate::domain::research::answer::{Given, Readers, Sheet, Standing, value_of};
use crate::domain::research::asking;
use crate::domain::research::interview::{Answer, is_closed, steps, taken};
use crate::domain::research::template::{Question, Template};
use crate::domain::time::input::parse_date;
use crate::domain::wording::instant_value;
use crate::store::request::{Command, Failure, InterviewSheet};
use crate::store::workspace::new_id;
use crate::store::{How, Workspace};
use crate::text::clean::{clean, clean_lines};
use crate::text::{Lang, Msg, number};

pub fn template_of(ws: &Workspace, interview: &Record) -> Result<Arc<Template>, Stop> {
    let (key, version) = (interview.str("template"), interview.get("template_version").as_i64().unwrap_or(1));
    let missing = || Msg::new("cli-template-gone").with("template", key).with("version", version);
    ws.template_of(interview)?.ok_or_else(|| missing().into())
}

/// Answers by question, as they stand.
fn answers_of(sheet: &InterviewSheet) -> (BTreeMap<String, Given>, BTreeMap<String, Answer>) {
    let typed = sheet.answers.iter().filter_map(|answer| answer.typed::<Answer>().ok());
    let answers: BTreeMap<String, Answer> = typed.map(|answer| (answer.question.clone(), answer)).collect();
    let given = answers.iter().map(|(question, answer)| (question.clone(), Given::from(answer))).collect();
    (given, answers)
}

/// How far the interview is, question by question, for other programs.
pub fn questions_json(ws: &Workspace, id: Id) -> Result<Value, Stop> {
    let Some(interview) = ws.interview(id)? else { return Ok(Value::Null) };
    let Some(template) = interview.template.clone() else { return Ok(Value::Null) };
    let (given, answers) = answers_of(&interview);
    let sheet = Sheet::new(&template, &given);
    let row = |question: &Question| {
        let standing = match sheet.standing(&question.id) {
            Standing::Open => "open",
            Standing::Partly => "partly",
            Standing::Answered => "answered",
            Standing::Settled => "settled",
        };
        let answer = answers.get(&question.id);
        let value = given.get(&question.id).and_then(|given| given.value.clone());
        json!({
            "id": question.id, "section": question.section, "label": question.label, "required": question.required,
            "standing": standing, "status": answer.map(|answer| &answer.status),
            "raw": answer.and_then(|answer| answer.raw.as_ref()), "value": value,
        })
    };
    let full = sheet.completeness();
    Ok(json!({
        "done": full.done, "required": full.required,
        "questions": sheet.visible().map(row).collect::<Vec<_>>(),
    }))
}

/// The questions asked so far and next, with what was answered.
pub fn questions(job: &Job<'_>, ws: &Workspace, id: Id) -> Result<String, Stop> {
    let Some(interview) = ws.interview(id)? else { return Ok(String::new()) };
    let template = template_of(ws, &interview.record)?;
    let lang = Lang::from_tag(interview.record.str("language")).unwrap_or(job.text.lang());
    let (given, answers) = answers_of(&interview);
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
        if let Some(by) = answer.ask_by.as_deref().and_then(|by| by.parse().ok()) {
            let day = number::date(by, job.text.lang());
            let _ = writeln!(out, "      {}", job.text.say(&Msg::new("interview-asked-day").with("day", day)));
        }
        if let Some(reading) = &answer.interpretation {
            let label = job.text.field("answer", "interpretation");
            let _ = writeln!(out, "      {label}: {}", clean_lines(reading).replace('\n', " "));
        }
        if said.is_empty() && !marks.is_empty() {
            let _ = writeln!(out, "      {}", marks.trim_end());
        }
    }
    Ok(out)
}

/// What comes of the words for one question: the fields of its answer.
fn said(
    job: &Job<'_>,
    desk: &Desk<'_>,
    interview: &Record,
    asked: &Question,
    args: &AnswerArgs,
) -> Result<Values, Stop> {
    let mut mine = Values::new();
    let mut put = |field: &str, value: Value| mine.insert(field.to_owned(), value);
    if let Some(raw) = &args.text {
        let currency = desk.ws.currency_of(&interview.values)?.unwrap_or(job.config.currency);
        let money = |raw: &str| {
            money::input::parse(raw, currency).map(|amount| json!({ "minor": amount.minor, "ccy": amount.ccy.code() }))
        };
        let date = |raw: &str| parse_date(raw, job.today()).map(|date| json!(date.to_string()));
        let value = value_of(asked, raw, Readers { money: &money, date: &date })?;
        put("raw", json!(raw));
        put("value", if value.is_null() { Value::Null } else { json!(value.to_string()) });
    }
    let reason = args.unknown.as_ref().or(args.refused.as_ref());
    let status = match (&args.unknown, &args.refused, args.inapplicable, &args.text) {
        (Some(_), ..) => Some("unknown"),
        (_, Some(_), ..) => Some("refused"),
        (_, _, true, _) => Some("not_applicable"),
        (_, _, _, Some(_)) => Some("answered"),
        _ => None,
    };
    if let Some(status) = status {
        let (of, by) = match &args.unknown {
            Some(words) => asking::named(words, &desk.ws.people_of(interview)?, job.today()),
            None => (None, None),
        };
        put("status", json!(status));
        put("status_reason", json!(reason));
        put("ask_of", json!(of));
        put("ask_by", json!(by));
        put("at", instant_value(job.now()));
    }
    if let Some(reading) = &args.reading {
        put("interpretation", json!(reading));
    }
    if let Some(confidence) = &args.confidence {
        put("confidence", json!(confidence));
    }
    if args.private {
        put("private", json!(true));
    }
    if let Some(by) = &args.by {
        put("by", desk.find_id(Kind::Contact, by)?.json());
    }
    Ok(mine)
}

fn answer(job: &Job<'_>, args: &AnswerArgs) -> Result<String, Stop> {
    let desk = job.write(How::Existing)?;
    let interview = desk.find(Kind::Interview, &args.what)?;
    if is_closed(interview.str("state")) {
        let state = job.text.choice("state", interview.str("state"));
        return Err(Msg::new("interview-closed").with("code", interview.code).with("state", state).into());
    }
    let template = template_of(&desk.ws, &interview)?;
    let asked = template.questions.iter().find(|known| known.id.eq_ignore_ascii_case(args.question.trim()));
    let Some(asked) = asked else {
        let known: Vec<&str> = template.questions.iter().map(|question| question.id.as_str()).collect();
        let msg = Msg::new("cli-no-question").with("question", args.question.as_str());
        return Err(msg.with("questions", known.join(", ")).into());
    };
    let mine = said(job, &desk, &interview, asked, args)?;
    let known = desk.ws.belonging(Kind::Answer, "interview", interview.id)?;
    let old = known.iter().find(|answer| answer.str("question") == asked.id);
    let id = old.map_or_else(new_id, |old| old.id);
    let changes = if let Some(old) = old {
        let update = |(field, new): (String, Value)| {
            let base = old.get(&field).clone();
            Change::Update { kind: Kind::Answer, id, field, base, new }
        };
        mine.into_iter().map(update).collect()
    } else {
        let mut values = mine;
        values.retain(|_, value| !value.is_null());
        values.insert("interview".to_owned(), interview.id.json());
        values.insert("question".to_owned(), json!(asked.id));
        vec![Change::Insert { kind: Kind::Answer, id, values }]
    };
    desk.ws.run(Command::Save(Act { id: new_id(), verb: "verb-answer".to_owned(), changes }))?;
    if args.json {
        return one_json(&desk, Kind::Answer, id);
    }
    let msg = Msg::new("cli-answered").with("code", interview.code).with("question", asked.id.as_str());
    Ok(job.text.say(&msg) + "\n")
}

/// An interview goes on: begun, finished once every required question is settled, opened again, called off.
fn step(job: &Job<'_>, name: &str, args: &StepArgs) -> Result<String, Stop> {
    let desk = job.write(How::Existing)?;
    let interview = desk.find(Kind::Interview, &args.what)?;
    let state = interview.str("state");
    let Some(step) = steps(state).iter().find(|step| step.name == name) else {
        let open: Vec<&str> = steps(state).iter().map(|step| step.name).collect();
        let msg = Msg::new("cli-interview-step").with("code", interview.code.as_str());
        return Err(msg.with("state", job.text.choice("state", state)).with("steps", open.join(", ")).into());
    };
    if step.to == "COMPLETED" {
        let template = template_of(&desk.ws, &interview)?;
        let sheet = desk.ws.interview(interview.id)?.ok_or_else(|| Msg::new("store-gone"))?;
        let (given, _) = answers_of(&sheet);
        let missing: Vec<&str> = Sheet::new(&template, &given).missing().map(|question| question.id.as_str()).collect();
        if !missing.is_empty() {
            let msg = Msg::new("cli-interview-missing").with("count", missing.len());
            return Err(msg.with("questions", missing.join(", ")).into());
        }
    }
    let changes = taken(&interview, *step, job.now());
    let act = Act { id: new_id(), verb: "verb-state".to_owned(), changes };
    desk.ws.run(Command::Save(act)).map_err(|failure| with_the_way(failure, &interview))?;
    if args.json {
        return one_json(&desk, Kind::Interview, interview.id);
    }
    let msg =
        Msg::new("cli-interview-now").with("code", interview.code).with("state", job.text.choice("state", step.to));
    Ok(job.text.say(&msg) + "\n")
}

/// The screen has a form for whom one talked to; here it is a command.
fn with_the_way(mut failure: Failure, interview: &Record) -> Failure {
    if let Failure::Invalid { faults, .. } = &mut failure {
        for (_, fault) in faults.iter_mut().filter(|(_, fault)| fault.key == "interview-finish-who") {
            *fault = Msg::new("cli-interview-who").with("code", interview.code.as_str());
        }
    }
    failure
}

pub fn run(job: &Job<'_>, verb: InterviewVerb) -> Result<(String, i32), Stop> {
    let said = match verb {
        InterviewVerb::Any(verb) => return super::generic(job, Kind::Interview, verb),
        InterviewVerb::After(verb) => minutes::run(job, verb),
        InterviewVerb::Start { template, opportunity, account, contacts, json } => {
            let ends = [("opportunity", opportunity), ("account", account)];
            let mut words = vec![format!("template={template}")];
            words.extend(ends.into_iter().filter_map(|(field, code)| Some(format!("{field}={}", code?))));
            if !contacts.is_empty() {
                words.push(format!("contacts={}", contacts.join(";")));
            }
            records::add(job, Kind::Interview, &words, json)
        }
        InterviewVerb::Answer(args) => answer(job, &args),
        InterviewVerb::Begin(args) => step(job, "begin", &args),
        InterviewVerb::Finish(args) => step(job, "finish", &args),
        InterviewVerb::Reopen(args) => step(job, "reopen", &args),
        InterviewVerb::Cancel(args) => step(job, "cancel", &args),
        InterviewVerb::Agenda { code, json } => agenda::agenda(job, code.as_deref(), json),
    };
    said.map(|said| (said, 0))
}
