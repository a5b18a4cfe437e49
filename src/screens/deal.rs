//! What is done with an opportunity wherever it is at hand: carried on or back, lost, put aside.

use chrono::Months;

use super::{Ask, Context, Tone};
use crate::dialogs::Dialog;
use crate::dialogs::choose::{Choose, Label};
use crate::dialogs::note::Note;
use crate::domain::funnel::opportunity::LOSS;
use crate::domain::funnel::pipeline::{Reason, StageType};
use crate::domain::record::Id;
use crate::store::request::Command;
use crate::text::Msg;

/// Lengths of a pause: weeks, months, and what they are called.
const PAUSES: [(u64, u32, &str); 5] = [
    (1, 0, "hold-week"),
    (2, 0, "hold-fortnight"),
    (0, 1, "hold-month"),
    (0, 3, "hold-quarter"),
    (0, 6, "hold-half-year"),
];

/// One stage on or back; the rule of the funnel is applied where the change is saved.
pub fn carry(id: Id, stage: &str, by: isize, context: &Context<'_>) -> Vec<Ask> {
    let stages: Vec<&str> =
        context.pipeline.stages().iter().filter(|s| s.ty != StageType::Lost).map(|s| s.code.as_str()).collect();
    let Some(now) = stages.iter().position(|code| *code == stage) else { return Vec::new() };
    let Some(to) = now.checked_add_signed(by).and_then(|at| stages.get(at)) else {
        return vec![Ask::Tell(Msg::new("board-no-further"), Tone::Plain)];
    };
    vec![Ask::Do(go(id, stage, to, Reason::default(), context))]
}

pub fn go(id: Id, seen: &str, to: &str, why: Reason, context: &Context<'_>) -> Command {
    Command::Move { act: context.id(), id, seen: seen.to_owned(), to: to.to_owned(), why }
}

/// The reasons to choose from; words and, for some, the competitor are asked for after.
pub fn lose(id: Id, stage: &str, title: &str, context: &Context<'_>) -> Vec<Ask> {
    let rows = LOSS
        .iter()
        .map(|reason| {
            let why = Reason { code: (*reason).to_owned(), ..Reason::default() };
            (Label::Choice("loss_reason", reason), vec![Ask::Do(go(id, stage, "LOST", why, context))])
        })
        .collect();
    let title = Msg::new("board-lose-title").with("title", title);
    vec![Ask::Show(Dialog::Choose(Choose::new(title, rows)))]
}

/// Puts a deal aside for a while that is chosen, with a reason; takes it up again if it lies aside.
pub fn hold(id: Id, held: bool, title: &str, context: &Context<'_>) -> Vec<Ask> {
    if held {
        return vec![Ask::Do(Command::Resume { act: context.id(), id })];
    }
    let today = context.today();
    let rows = PAUSES
        .iter()
        .filter_map(|(weeks, months, key)| {
            let until =
                today.checked_add_days(chrono::Days::new(7 * weeks))?.checked_add_months(Months::new(*months))?;
            let command = Command::Hold { act: context.id(), id, until, why: String::new() };
            let note = Dialog::Note(Box::new(Note::new(Msg::new("note-hold"), command)));
            Some((Label::Message(Msg::new(*key)), vec![Ask::Show(note)]))
        })
        .collect();
    vec![Ask::Show(Dialog::Choose(Choose::new(Msg::new("hold-title").with("title", title), rows)))]
}
