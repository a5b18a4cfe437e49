//! Needs on the command line: the tree of a deal with its coverage, what hangs on nothing, merging, ranking, confirming.

use serde_json::{Value, json};

use super::args::NeedVerb;
use super::desk::{Desk, Job, find_id};
use super::interview::template_of;
use super::json::{link_json, pretty, record_json};
use super::records::{self, one_json};
use super::show::link_text;
use super::stop::Stop;
use super::table::{Column, table};
use super::values::split;
use crate::domain::act::{Act, Change};
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Record, Type, Values};
use crate::domain::research::new::need_of_answer;
use crate::domain::research::standing::{Place, on_the_way, set};
use crate::domain::research::trace::Orphan;
use crate::domain::time::input::parse_date;
use crate::store::How;
use crate::store::request::{Command, NeedRow, NeedSheet};
use crate::store::workspace::new_id;
use crate::text::{Msg, clean, number};

pub fn run(job: &Job<'_>, verb: NeedVerb) -> Result<(String, i32), Stop> {
    let verb = match verb.general() {
        Ok(verb) => return super::generic(job, Kind::Need, verb),
        Err(own) => own,
    };
    let said = match verb {
        NeedVerb::List { deal, orphan: Some(orphan), json, .. } => orphans(job, deal.as_deref(), &orphan, json),
        NeedVerb::List { deal: Some(deal), json, .. } => tree(job, &deal, json),
        NeedVerb::Trace { code, json } => super::thread::trace(job, &code, json),
        NeedVerb::Add { values, answer: Some(answer), json } => from_answer(job, &answer, &values, json),
        NeedVerb::Export { deal, as_ } => super::minutes::needs(job, &deal, &as_),
        NeedVerb::Merge { what, into, json } => merge(job, &what, &into, json),
        NeedVerb::Rank { what, place, json } => rank(job, &what, place, json),
        NeedVerb::Confirm { what, by, on, json } => {
            let desk = job.write(How::Existing)?;
            let by = desk.find_id(Kind::Contact, &by)?;
            let on = day(job, on.as_deref())?.unwrap_or_else(|| json!(job.today().to_string()));
            carry(&desk, &what, "CONFIRMED", &[("confirmed_by", by.json()), ("confirmed_on", on)], json)
        }
        NeedVerb::Move { what, state, reason, until, json } => {
            let desk = job.write(How::Existing)?;
            let told = reason.map(|words| ("state_reason", json!(words)));
            let until = day(job, until.as_deref())?.map(|day| ("deferred_to", day));
            let with: Vec<(&str, Value)> = told.into_iter().chain(until).collect();
            carry(&desk, &what, &state_of(job, &state)?, &with, json)
        }
        // Every other verb is one that all records have.
        _ => Ok(String::new()),
    };
    said.map(|said| (said, 0))
}

fn day(job: &Job<'_>, written: Option<&str>) -> Result<Option<Value>, Stop> {
    let read = |day: &str| parse_date(day, job.today()).map(|day| json!(day.to_string()));
    Ok(written.map(read).transpose()?)
}

/// A state by its code, in whatever case, or by its name.
fn state_of(job: &Job<'_>, written: &str) -> Result<String, Stop> {
    let Some(Type::Choice(codes)) = Kind::Need.spec().field("state").map(|field| field.ty) else {
        return Ok(written.to_owned());
    };
    let is =
        |code: &str| code.eq_ignore_ascii_case(written) || job.text.choice("state", code) == written.to_lowercase();
    let found = codes.iter().find(|code| is(code)).map(|code| (*code).to_owned());
    let refused = || Msg::new("field-not-a-choice").with("value", written).with("choices", codes.join(", "));
    found.ok_or_else(|| refused().into())
}

/// The needs of a deal, each below the one it was found behind.
fn tree(job: &Job<'_>, deal: &str, as_json: bool) -> Result<String, Stop> {
    let ws = job.read()?;
    let deal = find_id(&ws, Kind::Opportunity, deal)?;
    let sheet = ws.needs(deal)?.ok_or_else(|| Msg::new("store-gone"))?;
    if as_json {
        let row = |row: &NeedRow| -> Result<Value, Stop> {
            let mut json = record_json(&ws, &row.record)?;
            json["depth"] = json!(row.depth);
            json["cover"] = json!(row.cover.code());
            json["voiced"] = json!(row.voiced);
            Ok(json)
        };
        let rows = sheet.rows.iter().map(row).collect::<Result<Vec<_>, _>>()?;
        let sum = sheet.coverage;
        let coverage = json!({
            "basis_points": sum.basis_points(),
            "musts_met": sum.musts_met,
            "musts": sum.musts,
            "without_priority": sum.unweighed,
        });
        return pretty(&json!({ "deal": sheet.deal.code, "coverage": coverage, "needs": rows }));
    }
    Ok(tree_text(job, &sheet))
}

fn tree_text(job: &Job<'_>, sheet: &NeedSheet) -> String {
    let text = &job.text;
    let heads = ["rank", "code", "title", "level", "priority", "state"];
    let head = |name: &&str| match *name {
        "code" => text.get("field-code"),
        name => text.field("need", name),
    };
    let columns: Vec<Column> = heads.iter().map(|name| Column { head: head(name), right: *name == "rank" }).collect();
    let choice = |need: &Record, field: &str| match need.str(field) {
        "" => String::new(),
        code => text.choice(field, code),
    };
    let rows: Vec<Vec<String>> = sheet
        .rows
        .iter()
        .map(|row| {
            let need = &row.record;
            vec![
                need.get("rank").as_i64().map(|rank| rank.to_string()).unwrap_or_default(),
                need.code.clone(),
                format!("{}{}", "  ".repeat(row.depth), clean::clean(need.title())),
                choice(need, "level"),
                choice(need, "priority"),
                choice(need, "state"),
            ]
        })
        .collect();
    let sum = sheet.coverage;
    let mut told = Vec::new();
    if let Some(share) = sum.basis_points() {
        let share = number::fraction(share.unsigned_abs().into(), 2, text.lang());
        told.push(text.say(&Msg::new("needs-covered").with("share", share)));
    }
    told.push(text.say(&Msg::new("needs-musts").with("met", sum.musts_met).with("musts", sum.musts)));
    if sum.unweighed > 0 {
        told.push(text.say(&Msg::new("needs-unweighed").with("count", sum.unweighed)));
    }
    format!("{}{}\n", table(&columns, &rows, job.look()), told.join(" · "))
}

fn orphans(job: &Job<'_>, deal: Option<&str>, orphan: &str, as_json: bool) -> Result<String, Stop> {
    let ws = job.read()?;
    let deal = deal.map(|deal| find_id(&ws, Kind::Opportunity, deal)).transpose()?;
    // The command line lets nothing else through.
    let Some(orphan) = Orphan::named(orphan) else { return Ok(String::new()) };
    let links = ws.orphans(deal, orphan)?;
    if as_json {
        let found: Vec<Value> = links.iter().map(link_json).collect();
        return pretty(&json!({ "orphan": orphan.code(), "records": found }));
    }
    if links.is_empty() {
        return Ok(job.text.get("needs-no-orphans") + "\n");
    }
    Ok(links.iter().map(|link| link_text(job, link) + "\n").collect())
}

/// A need in the words of an answer, tied to it; what is written beside it comes first.
fn from_answer(job: &Job<'_>, answer: &str, words: &[String], as_json: bool) -> Result<String, Stop> {
    let unclear = || Msg::new("cli-answer-form").with("text", answer);
    let (code, question) = answer.split_once('/').ok_or_else(unclear)?;
    let desk = job.write(How::Existing)?;
    let interview = desk.find(Kind::Interview, code)?;
    let template = template_of(&desk.ws, &interview)?;
    let answers = desk.ws.belonging(Kind::Answer, "interview", interview.id)?;
    let said = answers.iter().find(|given| given.str("question").eq_ignore_ascii_case(question.trim()));
    let said = said.filter(|given| !given.str("raw").trim().is_empty()).ok_or_else(unclear)?;
    let mut values = need_of_answer(&template, &interview, said).ok_or_else(|| Msg::new("interview-no-opportunity"))?;
    let mut pairs = Vec::new();
    for (name, raw) in split(words)? {
        let field = job.field(Kind::Need, name).ok_or_else(|| super::values::no_field(&[Kind::Need], name))?;
        pairs.push((field, raw));
    }
    values.extend(desk.read_values(Kind::Need, &pairs, &Values::new())?);
    values.retain(|_, value| !value.is_null());
    let id = new_id();
    let changes = vec![
        Change::Insert { kind: Kind::Need, id, values },
        Change::link(new_id(), (Kind::Answer, said.id), (Kind::Need, id)),
    ];
    let done = desk.ws.run(Command::Save(Act { id: new_id(), verb: "verb-make-need".to_owned(), changes }))?;
    if as_json {
        return one_json(&desk, Kind::Need, id);
    }
    Ok(job.text.say(&Msg::new("cli-created").with("code", done.code)) + "\n")
}

fn merge(job: &Job<'_>, what: &str, into: &str, as_json: bool) -> Result<String, Stop> {
    let desk = job.write(How::Existing)?;
    let (goes, stays) = (desk.find(Kind::Need, what)?, desk.find(Kind::Need, into)?);
    desk.ws.run(Command::Merge { act: new_id(), goes: goes.id, stays: stays.id })?;
    if as_json {
        return one_json(&desk, Kind::Need, stays.id);
    }
    let msg = Msg::new("cli-need-merged").with("goes", goes.code).with("stays", stays.code);
    Ok(job.text.say(&msg) + "\n")
}

fn rank(job: &Job<'_>, what: &str, place: usize, as_json: bool) -> Result<String, Stop> {
    let desk = job.write(How::Existing)?;
    let id = desk.find_id(Kind::Need, what)?;
    let to = if place == 0 { Place::Off } else { Place::At(place) };
    let done = desk.ws.run(Command::Rank { act: new_id(), id, to })?;
    told(&desk, id, done.changes, as_json)
}

/// Takes a need to a state, with what that state asks for.
fn carry(desk: &Desk<'_>, what: &str, to: &str, with: &[(&str, Value)], as_json: bool) -> Result<String, Stop> {
    let need = desk.find(Kind::Need, what)?;
    let mut changes = vec![set(&need, "state", json!(to))];
    changes.extend(on_the_way(&need, to));
    changes.extend(with.iter().map(|(field, value)| set(&need, field, value.clone())));
    let verb = if to == "CONFIRMED" { "verb-confirm" } else { "verb-state" };
    let done = desk.ws.run(Command::Save(Act { id: new_id(), verb: verb.to_owned(), changes }))?;
    if !need.get("rank").is_null() && matches!(to, "REJECTED" | "DEFERRED") {
        // The key needs close up.
        desk.ws.run(Command::Rank { act: new_id(), id: need.id, to: Place::Off })?;
    }
    told(desk, need.id, done.changes, as_json)
}

fn told(desk: &Desk<'_>, id: Id, changes: usize, as_json: bool) -> Result<String, Stop> {
    if as_json {
        return one_json(desk, Kind::Need, id);
    }
    let need = desk.ws.record(Kind::Need, id)?.ok_or_else(|| Msg::new("store-gone"))?;
    let key = if changes == 0 { "cli-unchanged" } else { "cli-changed" };
    Ok(desk.job.text.say(&Msg::new(key).with("code", records::name(&need)).with("n", changes)) + "\n")
}
