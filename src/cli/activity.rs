//! Logging a talk in one line: what was said, with whom, and what comes next.

use super::args::{ActivityVerb, TalkArgs};
use super::desk::{Desk, Job};
use super::records::{self, one_json};
use super::stop::Stop;
use super::values::Pair;
use crate::domain::act::Act;
use crate::domain::funnel::talk::{Deal, Talk, next_of};
use crate::domain::kinds::Kind;
use crate::domain::record::{Record, Values};
use crate::domain::wording::date_of;
use crate::store::How;
use crate::store::request::Command;
use crate::store::workspace::new_id;
use crate::text::Msg;

pub fn run(job: &Job<'_>, verb: ActivityVerb) -> Result<(String, i32), Stop> {
    match verb {
        ActivityVerb::Known(verb) => super::known(job, Kind::Activity, verb),
        ActivityVerb::Add(talk) => add(job, &talk).map(|said| (said, 0)),
    }
}

fn add(job: &Job<'_>, typed: &TalkArgs) -> Result<String, Stop> {
    let fields = typed.said.first().is_some_and(|first| first.contains('='));
    if fields {
        let short = typed.next.is_some() || typed.depth.is_some() || typed.method.is_some();
        if short || typed.two_way || typed.no_answer || !typed.contacts.is_empty() {
            return Err(Stop::Usage(Msg::new("cli-talk-or-fields")));
        }
        return records::add(job, Kind::Activity, &typed.said, typed.json);
    }
    let [what, words @ ..] = typed.said.as_slice() else { return Err(Stop::Usage(Msg::new("cli-talk-no-text"))) };
    if words.iter().all(|word| word.trim().is_empty()) {
        return Err(Stop::Usage(Msg::new("cli-talk-no-text")));
    }
    let desk = job.write(How::Existing)?;
    let record = subject(&desk, what)?;
    let deal = (record.kind == Kind::Opportunity).then(|| Deal::seen(&record));
    let account = if deal.is_some() { record.id_of("account") } else { Some(record.id) };
    let contacts = typed.contacts.iter().map(|name| desk.find_id(Kind::Contact, name));
    let next = typed.next.as_deref().and_then(|next| next_of(next, job.today()));
    let due = typed.due.as_deref().map(|due| read(&desk, "next_step_due", due)).transpose()?;
    let talk = Talk {
        account: account.ok_or_else(|| Msg::new("store-gone"))?,
        deal,
        contacts: contacts.collect::<Result<_, _>>()?,
        user: desk.me,
        at: job.now(),
        method: match &typed.method {
            Some(method) => read(&desk, "method", method)?.as_str().unwrap_or_default().to_owned(),
            None => "call".to_owned(),
        },
        depth: if typed.no_answer { 0 } else { typed.depth.unwrap_or(1) },
        summary: words.join(" "),
        next: match (next, due) {
            // A day of its own means that the words are all of the step.
            (Some(_), Some(due)) => Some((typed.next.clone().unwrap_or_default(), date_of(&due))),
            (next, _) => next,
        },
    };
    let id = new_id();
    let changes = talk.changes(id);
    let done = desk.ws.run(Command::Save(Act { id: new_id(), verb: "verb-log-activity".to_owned(), changes }))?;
    if typed.json {
        return one_json(&desk, Kind::Activity, id);
    }
    Ok(job.text.say(&Msg::new("cli-created").with("code", done.shown(job.text.lang()))) + "\n")
}

/// The deal or the customer that is called so.
fn subject(desk: &Desk<'_>, what: &str) -> Result<Record, Stop> {
    let kind = match desk.ws.by_code(what)? {
        Some((Kind::Account, _)) => Kind::Account,
        _ => Kind::Opportunity,
    };
    desk.find(kind, what)
}

/// A field of an activity, as people write it.
fn read(desk: &Desk<'_>, name: &str, raw: &str) -> Result<serde_json::Value, Stop> {
    let Some(field) = Kind::Activity.spec().field(name) else { return Ok(serde_json::Value::Null) };
    let pairs: [Pair<'_>; 1] = [(field, raw)];
    let values = desk.read_values(Kind::Activity, &pairs, &Values::new())?;
    Ok(values.get(name).cloned().unwrap_or_default())
}
