//! What is done with all selected opportunities at once: the same commands as for one, in one act that one undo takes back.

use std::sync::Arc;

use serde_json::Value;

use super::{Ask, Context, deal};
use crate::dialogs::Dialog;
use crate::dialogs::loss;
use crate::dialogs::note::Note;
use crate::dialogs::pick::Pick;
use crate::domain::funnel::pipeline::Reason;
use crate::domain::kinds::Kind;
use crate::domain::record::Id;
use crate::keys::Action;
use crate::store::request::{Command, Many, Task};
use crate::text::{Arg, Msg};

fn command(ids: &Arc<[Id]>, task: Task, context: &Context<'_>) -> Command {
    Command::Many(Many { act: context.id(), kind: Kind::Opportunity, ids: Arc::clone(ids), task })
}

/// Asks for words first.
fn noted(title: Msg, command: Command) -> Ask {
    Ask::Show(Dialog::Note(Box::new(Note::new(title, command))))
}

/// Commands about all of these; none for what is no such command.
pub fn act(action: Action, ids: &Arc<[Id]>, context: &Context<'_>) -> Option<Vec<Ask>> {
    let count = || Arg::from(ids.len());
    let say = |key: &str| Msg::new(key).with("count", count());
    let of = |task| command(ids, task, context);
    Some(match action {
        Action::MoveRight => vec![Ask::Do(of(Task::Carry { by: 1, why: Reason::default() }))],
        Action::MoveLeft => vec![noted(say("many-back"), of(Task::Carry { by: -1, why: Reason::default() }))],
        Action::MoveTo => deal::move_to(say("many-move-to"), context.line(), |to| {
            Ask::Do(of(Task::Move { to: to.to_owned(), why: Reason::default() }))
        }),
        Action::Lose => loss::begin(say("many-lose"), &of(Task::Lose { why: Reason::default() })),
        Action::Hold => deal::pauses(say("many-hold"), context, |until| of(Task::Hold { until, why: String::new() })),
        Action::Archive => vec![Ask::Do(of(Task::Archive))],
        Action::Assign => assign(ids, context),
        Action::Tag => tag(ids, context),
        _ => return None,
    })
}

/// Dropped on a column with the mouse: the way back asks for its reason, a loss for all that it must say.
pub fn drop_on(ids: &Arc<[Id]>, from: &str, to: &str, context: &Context<'_>) -> Vec<Ask> {
    let place = |code: &str| context.line().stages().iter().position(|stage| stage.code == code);
    let task = Task::Move { to: to.to_owned(), why: Reason::default() };
    let command = command(ids, task, context);
    if let Some(asks) = loss::ask(&command, context) {
        asks
    } else if place(to) < place(from) {
        vec![noted(Msg::new("many-back").with("count", Arg::from(ids.len())), command)]
    } else {
        vec![Ask::Do(command)]
    }
}

/// Tags to give and to take off.
pub fn tag(ids: &Arc<[Id]>, context: &Context<'_>) -> Vec<Ask> {
    let title = Msg::new("many-tag").with("count", Arg::from(ids.len()));
    vec![noted(title, command(ids, Task::tags(""), context))]
}

/// The colleagues to choose from.
pub fn assign(ids: &Arc<[Id]>, context: &Context<'_>) -> Vec<Ask> {
    let title = Msg::new("many-assign").with("count", Arg::from(ids.len()));
    let owner = Task::Set(vec![("owner".to_owned(), Value::Null)]);
    let (pick, ask) = Pick::filling(title, Kind::User, command(ids, owner, context));
    vec![Ask::Show(Dialog::Pick(pick)), ask]
}

/// Gives these to a colleague who is known already.
pub fn give(ids: &Arc<[Id]>, owner: Id, context: &Context<'_>) -> Ask {
    Ask::Do(command(ids, Task::Set(vec![("owner".to_owned(), owner.json())]), context))
}
