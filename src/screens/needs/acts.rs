//! What is done with a need wherever one is at hand: looked behind, merged, carried on, turned down, put off, ranked.

use serde_json::json;

use crate::dialogs::Dialog;
use crate::dialogs::form::Builder;
use crate::dialogs::pick::Pick;
use crate::domain::act::{Act, Change};
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Record};
use crate::domain::research::need::title_from;
use crate::domain::research::standing::{Place, neighbour, on_the_way, set};
use crate::keys::Action;
use crate::screens::{Ask, Context, Tone};
use crate::store::request::{Command, Labels, Request};
use crate::text::{Arg, Msg};

/// Facts of a need that hold for what lies behind it too, until somebody says otherwise.
const INHERITED: &[&str] = &["scope", "analysis", "aspect", "priority", "requester", "dept", "deadline"];

/// What a command does with a need; `None` for commands that are not about needs.
pub fn act(action: Action, need: &Record, labels: &Labels, context: &Context<'_>) -> Option<Vec<Ask>> {
    Some(match action {
        Action::Ladder => ladder(need, labels, context),
        Action::Merge => merge(need),
        Action::MoveRight => carry(need, 1, labels, context),
        Action::MoveLeft => carry(need, -1, labels, context),
        Action::Lose => aside(need, "REJECTED", &["state_reason"], labels, context),
        Action::Hold if need.str("state") == "DEFERRED" => carry(need, -1, labels, context),
        Action::Hold => aside(need, "DEFERRED", &["deferred_to", "state_reason"], labels, context),
        Action::OrderUp => vec![rank(need.id, Place::Up, context)],
        Action::OrderDown => vec![rank(need.id, Place::Down, context)],
        Action::MakeGap => gap_of_need(need, labels, context),
        _ => return None,
    })
}

fn show(builder: Builder, context: &Context<'_>) -> Vec<Ask> {
    vec![Ask::Show(Dialog::Form(Box::new(builder.build(context))))]
}

fn named(mut builder: Builder, labels: &Labels) -> Builder {
    for (id, name) in labels {
        builder = builder.label(*id, name.as_str());
    }
    builder
}

/// Asks for the real need behind this one: why is it wanted? The same key on the answer asks a second time.
fn ladder(need: &Record, labels: &Labels, context: &Context<'_>) -> Vec<Ask> {
    let mut builder = Builder::new_record(Kind::Need, context)
        .verb("verb-ladder")
        .fixed("opportunity", need.get("opportunity").clone())
        .preset("derived_from", need.id.json())
        .preset("level", json!("real"))
        .title(Msg::new("need-why").with("name", need.title()))
        .focus("statement");
    for field in INHERITED.iter().filter(|field| !need.get(field).is_null()) {
        builder = builder.preset(field, need.get(field).clone());
    }
    show(named(builder, labels).label(need.id, format!("{} {}", need.code, need.title())), context)
}

/// Asks which need says the same.
fn merge(need: &Record) -> Vec<Ask> {
    let Some(deal) = need.id_of("opportunity") else { return Vec::new() };
    let title = Msg::new("need-merge-title").with("code", need.code.as_str());
    let command = Command::Merge { act: Id::default(), goes: need.id, stays: Id::default() };
    vec![Ask::Show(Dialog::Pick(Pick::then(title, Kind::Need, command))), Ask::Read(Request::Needs(deal))]
}

/// One state on or back; who confirmed it is asked for.
fn carry(need: &Record, by: isize, labels: &Labels, context: &Context<'_>) -> Vec<Ask> {
    let Some(to) = neighbour(need.str("state"), by) else {
        let state = Arg::Key(format!("choice-{}", need.str("state")));
        let key = if by > 0 { "need-no-further" } else { "need-no-back" };
        return vec![Ask::Tell(Msg::new(key).with("state", state), Tone::Plain)];
    };
    if to == "CONFIRMED" {
        return confirm(need, labels, context);
    }
    let mut changes = vec![set(need, "state", json!(to))];
    changes.extend(on_the_way(need, to));
    vec![Ask::Do(Command::Save(Act { id: context.id(), verb: "verb-state".to_owned(), changes }))]
}

/// Who of the customer confirmed it, on which day, and how much it weighs.
fn confirm(need: &Record, labels: &Labels, context: &Context<'_>) -> Vec<Ask> {
    let mut builder = Builder::existing(need, labels)
        .verb("verb-confirm")
        .title(Msg::new("need-confirm-title").with("name", need.title()))
        .only(&["priority", "confirmed_by", "confirmed_on"])
        .focus("confirmed_by");
    if need.get("confirmed_on").is_null() {
        builder = builder.propose("confirmed_on", json!(context.today().to_string()));
    }
    if need.get("confirmed_by").is_null() && !need.get("requester").is_null() {
        builder = builder.propose("confirmed_by", need.get("requester").clone());
    }
    for change in std::iter::once(set(need, "state", json!("CONFIRMED"))).chain(on_the_way(need, "CONFIRMED")) {
        builder = builder.extra(change);
    }
    show(builder, context)
}

/// Turned down with a reason, or put off until a day.
fn aside(need: &Record, to: &str, asked: &[&'static str], labels: &Labels, context: &Context<'_>) -> Vec<Ask> {
    let title = if to == "REJECTED" { "need-reject-title" } else { "need-defer-title" };
    let mut builder = Builder::existing(need, labels)
        .verb("verb-state")
        .title(Msg::new(title).with("name", need.title()))
        .only(asked)
        .focus(asked.first().copied().unwrap_or_default())
        .extra(set(need, "state", json!(to)));
    if !need.get("rank").is_null() {
        builder = builder.then(Command::Rank { act: context.id(), id: need.id, to: Place::Off });
    }
    show(builder, context)
}

pub fn rank(id: Id, to: Place, context: &Context<'_>) -> Ask {
    Ask::Do(Command::Rank { act: context.id(), id, to })
}

/// What is missing today for a need.
fn gap_of_need(need: &Record, labels: &Labels, context: &Context<'_>) -> Vec<Ask> {
    let mut builder = Builder::new_record(Kind::Gap, context)
        .fixed("opportunity", need.get("opportunity").clone())
        .preset("statement", json!(need.title()))
        .preset("desired", need.get("statement").clone())
        .preset("kind", need.get("analysis").clone())
        .preset("needs", json!([need.id.json()]))
        .focus("current");
    if !need.get("aspect").is_null() {
        builder = builder.preset("aspect", need.get("aspect").clone());
    }
    show(named(builder, labels).label(need.id, format!("{} {}", need.code, need.title())), context)
}

/// What an answer says is missing today, tied to it.
pub fn gap_of_answer(deal: Id, answer: &Record, needs: &[Id], labels: &Labels, context: &Context<'_>) -> Vec<Ask> {
    let raw = answer.str("raw");
    let builder = Builder::new_record(Kind::Gap, context)
        .fixed("opportunity", deal.json())
        .preset("statement", json!(title_from(raw)))
        .preset("current", json!(raw))
        .preset("needs", needs.iter().map(|id| id.json()).collect())
        .focus("desired");
    let Some(gap) = builder.id() else { return Vec::new() };
    let link = Change::link(context.id(), (Kind::Answer, answer.id), (Kind::Gap, gap));
    show(named(builder, labels).extra(link), context)
}
