//! Opportunities on their way: gates, moves, overrides, pauses, ticks, waivers and the way they came.

use serde_json::{Value, json};

use super::args::{KnownVerb, OppVerb, Verb};
use super::desk::{Desk, Job, find, find_id};
use super::json::{code, instant, pretty};
use super::many::{self, Which};
use super::records::one_json;
use super::stop::Stop;
use super::table::{Column, table};
use crate::domain::account::competitor::NOBODY;
use crate::domain::act::{Act, Change};
use crate::domain::funnel::gate::{Finding, Place};
use crate::domain::funnel::opportunity::LOSS;
use crate::domain::funnel::pipeline::{Pipeline, Reason, Stage};
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Record, Values};

use crate::store::How;
use crate::store::request::{Command, Done, Failure, Step, Task, Tick};
use crate::store::workspace::{Workspace, new_id};
use crate::text::{Lang, Msg, number};

/// What it said and the exit status: a move that a gate refuses says so as data where data was asked for.
pub fn run(job: &Job<'_>, verb: OppVerb) -> Result<(String, i32), Stop> {
    let json = match &verb {
        OppVerb::Move { json, .. } | OppVerb::Force { json, .. } | OppVerb::Reopen { json, .. } => *json,
        _ => false,
    };
    let verb = match crowd(job, verb)? {
        Ok(said) => return Ok(said),
        Err(verb) => verb,
    };
    match say(job, verb) {
        Err(Stop::Failed(Failure::Invalid { faults, .. })) if faults.iter().any(|(field, _)| field == "lost_to") => {
            Err(Msg::new("cli-lost-to").into())
        }
        Err(Stop::Failed(Failure::Gate { to, faults, gate, .. })) if json => {
            let conditions: Vec<Value> =
                gate.iter().filter(|found| !found.state.passes()).map(|found| finding_json(job, found)).collect();
            let faults: Vec<Value> = faults
                .iter()
                .map(|(field, msg)| json!({ "field": code(field), "message": job.text.say(msg) }))
                .collect();
            job.note(&Msg::new("cli-gate-refused").with("count", conditions.len() + faults.len()));
            Ok((pretty(&json!({ "refused": true, "to": to, "conditions": conditions, "faults": faults }))?, 1))
        }
        said => said,
    }
}

/// What is said of several opportunities; the verb itself where only one is named.
fn crowd(job: &Job<'_>, verb: OppVerb) -> Result<Result<(String, i32), OppVerb>, Stop> {
    match &verb {
        OppVerb::Any(Verb::Known(KnownVerb::Edit { words, query, json })) => {
            super::edit(job, Kind::Opportunity, words, query.as_deref(), *json).map(Ok)
        }
        OppVerb::Move { what, stage, query, reason, note, lost_to, json } => {
            let wanted =
                Wanted { reason: reason.as_deref(), words: note.clone(), lost_to: lost_to.as_deref(), force: false };
            match Which::several(what, query.as_deref()) {
                Some(which) => carry_many(job, &which, stage, wanted, *json).map(Ok),
                None => Ok(Err(verb)),
            }
        }
        OppVerb::Lose { what, query, reason, evidence, lost_to, json } => {
            let wanted = Wanted {
                reason: Some(reason),
                words: Some(evidence.clone()),
                lost_to: lost_to.as_deref(),
                force: false,
            };
            match Which::several(what, query.as_deref()) {
                Some(which) => lose_many(job, &which, wanted, *json).map(Ok),
                None => Ok(Err(verb)),
            }
        }
        OppVerb::Force { what, stage, query, reason, json } => {
            let wanted = Wanted { words: Some(reason.clone()), force: true, ..Wanted::default() };
            match Which::several(what, query.as_deref()) {
                Some(which) => carry_many(job, &which, stage, wanted, *json).map(Ok),
                None => Ok(Err(verb)),
            }
        }
        _ => Ok(Err(verb)),
    }
}

fn carry_many(
    job: &Job<'_>,
    which: &Which<'_>,
    stage: &str,
    wanted: Wanted<'_>,
    as_json: bool,
) -> Result<(String, i32), Stop> {
    let desk = job.write(How::Existing)?;
    let to = stage_of(&desk.ws, job, stage, "")?;
    let why = wanted.reason(&desk)?;
    many::run(&desk, Kind::Opportunity, which, Task::Move { to, why }, as_json)
}

fn lose_many(job: &Job<'_>, which: &Which<'_>, wanted: Wanted<'_>, as_json: bool) -> Result<(String, i32), Stop> {
    let desk = job.write(How::Existing)?;
    let why = wanted.reason(&desk)?;
    many::run(&desk, Kind::Opportunity, which, Task::Lose { why }, as_json)
}

fn first(what: &[String]) -> &str {
    what.first().map_or("", String::as_str)
}

fn say(job: &Job<'_>, verb: OppVerb) -> Result<(String, i32), Stop> {
    let said = match verb {
        OppVerb::Any(verb) => return super::generic(job, Kind::Opportunity, verb),
        OppVerb::Gate { what, stage, json } => gate(job, &what, stage.as_deref(), json),
        OppVerb::History { what, json } => history(job, &what, json),
        OppVerb::Score { what, json } => super::score::score(job, &what, json),
        OppVerb::Move { what, stage, reason, note, lost_to, json, .. } => {
            let why = Wanted { reason: reason.as_deref(), words: note, lost_to: lost_to.as_deref(), force: false };
            carry(job, first(&what), &Goal::Stage(&stage), why, json)
        }
        OppVerb::Lose { what, reason, evidence, lost_to, json, .. } => {
            let why =
                Wanted { reason: Some(&reason), words: Some(evidence), lost_to: lost_to.as_deref(), force: false };
            carry(job, first(&what), &Goal::Lost, why, json)
        }
        OppVerb::Reopen { what, json } => carry(job, &what, &Goal::Back, Wanted::default(), json),
        OppVerb::Force { what, stage, reason, json, .. } => {
            let why = Wanted { words: Some(reason), force: true, ..Wanted::default() };
            carry(job, first(&what), &Goal::Stage(&stage), why, json)
        }
        OppVerb::Hold { what, until, reason, json } => hold(job, &what, &until, reason, json),
        OppVerb::Resume { what, json } => {
            change(job, &what, json, |_, card| Ok(Command::Resume { act: new_id(), id: card.id }))
        }
        OppVerb::Tick { what, item, evidence, open, na, owner, due, json } => {
            let state = match (open, na) {
                (true, _) => "open",
                (_, true) => "na",
                _ => "done",
            };
            change(job, &what, json, |desk, card| {
                let owner = owner.as_deref().map(|name| colleague(desk, name)).transpose()?;
                let due = due.as_deref().map(|text| day(desk, text)).transpose()?;
                let tick = Tick {
                    item: item.to_uppercase(),
                    state: state.to_owned(),
                    evidence: evidence.unwrap_or_default(),
                    owner,
                    due: due.map(|day| day.to_string()),
                };
                Ok(Command::Tick { act: new_id(), id: card.id, tick })
            })
        }
        OppVerb::Waive { what, condition, reason, withdraw: _, json } => change(job, &what, json, |desk, card| {
            let typed = condition.to_lowercase();
            let pipelines = desk.ws.pipelines();
            let known = pipelines.of(card.str("stage")).into_iter().flat_map(Pipeline::conditions);
            let known = known.map(|known| &known.code).find(|code| code.to_lowercase() == typed);
            let condition = known.unwrap_or(&condition).clone();
            Ok(Command::Waive { act: new_id(), id: card.id, condition, reason: reason.unwrap_or_default() })
        }),
    };
    said.map(|said| (said, 0))
}

/// What was said of a move on the command line.
#[derive(Default)]
struct Wanted<'a> {
    reason: Option<&'a str>,
    words: Option<String>,
    lost_to: Option<&'a str>,
    force: bool,
}

impl Wanted<'_> {
    fn reason(self, desk: &Desk<'_>) -> Result<Reason, Stop> {
        let code = self.reason.map(|typed| loss_reason(desk.job, typed)).transpose()?.unwrap_or_default();
        let lost_to = self.lost_to.map(|name| rival(desk, name)).transpose()?;
        Ok(Reason { code, text: self.words.unwrap_or_default(), lost_to, force: self.force })
    }
}

/// A competitor by its name; the customer who does nothing, or does it with his own people, is made where nobody has
/// lost to them before.
fn rival(desk: &Desk<'_>, typed: &str) -> Result<Id, Stop> {
    let folded = typed.trim().to_lowercase();
    let Some(nobody) = NOBODY.iter().find(|nobody| nobody.kind == folded || nobody.named(&folded)) else {
        return desk.find_id(Kind::Competitor, typed);
    };
    for name in nobody.names {
        if let Some(known) = desk.ws.choices(Kind::Competitor, name, 1)?.first() {
            return Ok(known.id);
        }
    }
    let (id, values) = (new_id(), nobody.values(desk.job.text.lang()));
    let changes = vec![Change::Insert { kind: Kind::Competitor, id, values }];
    desk.ws.run(Command::Save(Act { id: new_id(), verb: "verb-create".to_owned(), changes }))?;
    Ok(id)
}

/// Where a deal is to go.
enum Goal<'a> {
    Stage(&'a str),
    /// Where its pipeline loses deals.
    Lost,
    /// Where it stood before it was closed.
    Back,
}

fn carry(job: &Job<'_>, what: &str, goal: &Goal<'_>, wanted: Wanted<'_>, as_json: bool) -> Result<String, Stop> {
    let desk = job.write(How::Existing)?;
    let card = desk.find(Kind::Opportunity, what)?;
    let seen = card.str("stage").to_owned();
    let goal = match goal {
        Goal::Stage(typed) => stage_of(&desk.ws, job, typed, &seen)?,
        Goal::Lost => {
            let pipelines = desk.ws.pipelines();
            let lost = pipelines.of(&seen).and_then(Pipeline::lost_stage);
            lost.ok_or_else(|| Msg::new("pipeline-no-lost"))?.code.clone()
        }
        Goal::Back => stood_in(&desk.ws, &card)?,
    };
    let why = wanted.reason(&desk)?;
    let (from, to) = (stage_name(&desk, &seen), stage_name(&desk, &goal));
    desk.ws.run(Command::Move { act: new_id(), id: card.id, seen, to: goal, why })?;
    if as_json {
        return one_json(&desk, Kind::Opportunity, card.id);
    }
    Ok(job.text.say(&Msg::new("cli-moved").with("code", card.code).with("from", from).with("to", to)) + "\n")
}

fn loss_reason(job: &Job<'_>, typed: &str) -> Result<String, Stop> {
    let said = typed.trim().to_lowercase();
    let known = LOSS.iter().find(|code| **code == said || job.text.choice("loss_reason", code).to_lowercase() == said);
    known
        .map(|code| (*code).to_owned())
        .ok_or_else(|| Msg::new("cli-no-reason").with("reason", typed).with("reasons", LOSS.join(", ")).into())
}

/// A stage by its code or its name in any language; of stages with one name, that of the pipeline in which a deal stands.
fn stage_of(ws: &Workspace, job: &Job<'_>, typed: &str, seen: &str) -> Result<String, Stop> {
    let pipelines = ws.pipelines();
    let wanted = typed.trim().to_lowercase();
    let is = |name: &str| name.to_lowercase() == wanted;
    let own = pipelines.of(seen);
    let near = || own.into_iter().flat_map(Pipeline::stages).chain(pipelines.stages());
    let named = |s: &&Stage| Lang::ALL.iter().any(|lang| is(s.name.to(*lang)));
    let goal = near().find(|s| is(&s.code)).or_else(|| near().find(named));
    goal.map(|stage| stage.code.clone()).ok_or_else(|| {
        let known = pipelines.stages().filter(|stage| !stage.retired);
        let known: Vec<String> = known.map(|s| format!("{} ({})", s.code, s.name.to(job.text.lang()))).collect();
        Msg::new("cli-no-stage").with("stage", typed).with("stages", known.join(", ")).into()
    })
}

/// The open stage a closed deal was closed from, or the first one.
fn stood_in(ws: &Workspace, card: &Record) -> Result<String, Stop> {
    let pipelines = ws.pipelines();
    let open = |code: &str| pipelines.is_open(code);
    if open(card.str("stage")) {
        return Err(Msg::new("progress-is-open").into());
    }
    let from = ws.stage_history(card)?.into_iter().rev().map(|step| step.from).find(|code| open(code));
    let first = pipelines.of(card.str("stage")).and_then(|pipeline| pipeline.open_stages().next());
    from.or(first.map(|stage| stage.code.clone())).ok_or_else(|| Msg::new("pipeline-no-open").into())
}

fn stage_name(desk: &Desk<'_>, code: &str) -> String {
    name_of(&desk.ws, desk.job, code)
}

fn name_of(ws: &Workspace, job: &Job<'_>, code: &str) -> String {
    ws.pipelines().stage(code).map_or_else(|| code.to_owned(), |stage| stage.name.to(job.text.lang()).to_owned())
}

/// A command about one opportunity, and what it said.
fn change(
    job: &Job<'_>,
    what: &str,
    as_json: bool,
    command: impl FnOnce(&Desk<'_>, &Record) -> Result<Command, Stop>,
) -> Result<String, Stop> {
    let desk = job.write(How::Existing)?;
    let card = desk.find(Kind::Opportunity, what)?;
    let Done { verb, changes, .. } = desk.ws.run(command(&desk, &card)?)?;
    if as_json {
        return one_json(&desk, Kind::Opportunity, card.id);
    }
    let msg = if changes == 0 {
        Msg::new("cli-unchanged").with("code", card.code)
    } else {
        Msg::new("done").with("verb", crate::text::Arg::Key(verb)).with("name", card.code)
    };
    Ok(job.text.say(&msg) + "\n")
}

fn read(desk: &Desk<'_>, field: &'static str, text: &str) -> Result<Value, Stop> {
    let Some(declared) = Kind::CheckMark.spec().field(field) else { return Ok(Value::Null) };
    let values = desk.read_values(Kind::CheckMark, &[(declared, text)], &Values::new())?;
    Ok(values.into_iter().find(|(name, _)| name == field).map(|(_, value)| value).unwrap_or_default())
}

fn colleague(desk: &Desk<'_>, name: &str) -> Result<Id, Stop> {
    let value = read(desk, "owner", name)?;
    Id::of(&value).ok_or_else(|| Msg::new("store-gone").into())
}

fn day(desk: &Desk<'_>, text: &str) -> Result<chrono::NaiveDate, Stop> {
    let value = read(desk, "due", text)?;
    value.as_str().and_then(|day| day.parse().ok()).ok_or_else(|| Msg::new("value-not-date").into())
}

fn hold(job: &Job<'_>, what: &str, until: &str, why: String, as_json: bool) -> Result<String, Stop> {
    change(job, what, as_json, |desk, card| {
        Ok(Command::Hold { act: new_id(), id: card.id, until: day(desk, until)?, why })
    })
}

fn gate(job: &Job<'_>, what: &str, stage: Option<&str>, as_json: bool) -> Result<String, Stop> {
    let ws = job.read()?;
    let id = find_id(&ws, Kind::Opportunity, what)?;
    let progress = ws.progress(id)?.ok_or_else(|| Msg::new("store-gone"))?;
    let (to, gate) = match stage {
        Some(typed) => {
            let to = stage_of(&ws, job, typed, progress.deal.str("stage"))?;
            let gate = ws.gate_to(id, &to)?;
            (Some(to), gate)
        }
        None => (progress.next.clone(), progress.gate),
    };
    let open = gate.iter().all(|finding| finding.state.passes());
    if as_json {
        let lists = progress.lists.iter().map(|(phase, items)| {
            json!({ "phase": phase, "items": items.iter().map(|item| finding_json(job, item)).collect::<Vec<_>>() })
        });
        return pretty(&json!({
            "code": progress.deal.code,
            "stage": progress.deal.str("stage"),
            "to": to,
            "open": open,
            "forced": progress.deal.get("forced_reason"),
            "conditions": gate.iter().map(|finding| finding_json(job, finding)).collect::<Vec<_>>(),
            "checklists": lists.collect::<Vec<_>>(),
        }));
    }
    let Some(to) = to else { return Ok(job.text.get("cli-gate-none") + "\n") };
    let head = Msg::new("progress-gate")
        .with("from", name_of(&ws, job, progress.deal.str("stage")))
        .with("to", name_of(&ws, job, &to));
    let rows: Vec<Vec<String>> = gate.iter().map(|finding| finding_row(job, finding)).collect();
    let heads = ["cli-gate-state", "field-code", "cli-gate-condition", "cli-gate-said"]
        .map(|key| Column { head: job.text.get(key), right: false });
    Ok(format!("{}\n{}", job.text.say(&head), table(&heads, &rows, job.look())))
}

fn finding_row(job: &Job<'_>, finding: &Finding) -> Vec<String> {
    let count = finding.count.map(|(have, of)| format!(" {have}/{of}")).unwrap_or_default();
    let note = finding.note.as_ref().filter(|(words, ..)| !words.is_empty());
    let said = note.map(|(words, who, _)| format!("{who}: {words}")).unwrap_or_default();
    let state = job.text.get(&format!("gate-state-{}", finding.state.code()));
    vec![state, finding.code.clone(), format!("{}{count}", finding.name.to(job.text.lang())), said]
}

pub fn finding_json(job: &Job<'_>, finding: &Finding) -> Value {
    let place = match &finding.place {
        Place::Field(name) => json!({ "field": name }),
        Place::AccountField(name) => json!({ "kind": "account", "field": name }),
        Place::Rows(kind, id) => json!({ "kind": kind.name(), "uid": id }),
        Place::Interview(template, id) => json!({ "kind": "interview", "template": template, "uid": id }),
        Place::Item(item) => json!({ "item": item }),
        Place::Nowhere => Value::Null,
    };
    json!({
        "code": finding.code,
        "name": finding.name.to(job.text.lang()),
        "state": finding.state.code(),
        "have": finding.count.map(|(have, _)| have),
        "of": finding.count.map(|(_, of)| of),
        "manual": finding.manual,
        "waivable": finding.waivable,
        "met_at": place,
        "note": finding.note.as_ref().map(|(words, who, at)| json!({ "text": words, "by": who, "at": instant(*at) })),
    })
}

fn history(job: &Job<'_>, what: &str, as_json: bool) -> Result<String, Stop> {
    let ws = job.read()?;
    let card = find(&ws, Kind::Opportunity, what)?;
    let steps = ws.stage_history(&card)?;
    if as_json {
        return pretty(&json!({ "code": card.code, "steps": steps.iter().map(step_json).collect::<Vec<_>>() }));
    }
    let rows: Vec<Vec<String>> = steps
        .iter()
        .map(|step| {
            let on = step.on.parse().map_or_else(|_| step.on.clone(), |day| number::date(day, job.text.lang()));
            let days = step.days.map(|days| days.to_string()).unwrap_or_default();
            let stage = if step.to.is_empty() { String::new() } else { name_of(&ws, job, &step.to) };
            let loss = if step.code.is_empty() { String::new() } else { job.text.choice("loss_reason", &step.code) };
            let words: Vec<&str> = [loss.as_str(), step.words.as_str()].into_iter().filter(|w| !w.is_empty()).collect();
            vec![on, stage, days, job.text.get(&step.verb), step.who.clone(), words.join(": ")]
        })
        .collect();
    let heads = [
        ("cli-history-on", false),
        ("field-stage", false),
        ("cli-history-days", true),
        ("cli-history-what", false),
        ("cli-history-who", false),
        ("cli-gate-said", false),
    ]
    .map(|(key, right)| Column { head: job.text.get(key), right });
    Ok(table(&heads, &rows, job.look()))
}

fn step_json(step: &Step) -> Value {
    let text = |text: &str| if text.is_empty() { Value::Null } else { json!(text) };
    json!({
        "on": step.on,
        "at": instant(step.at_ms),
        "by": step.who,
        "verb": step.verb.trim_start_matches("verb-"),
        "from": text(&step.from),
        "to": text(&step.to),
        "days": step.days,
        "until": text(&step.until),
        "reason": text(&step.code),
        "words": text(&step.words),
        "forced": step.forced,
    })
}
