//! What is done with an opportunity wherever it is at hand: carried on or back, lost, put aside.

use chrono::Months;

use super::{Ask, Context, Tone};
use crate::dialogs::Dialog;
use crate::dialogs::choose::{Choose, Label};
use crate::dialogs::note::Note;
use crate::domain::funnel::opportunity::LOSS;
use crate::domain::funnel::pipeline::{Pipeline, Reason};
use crate::domain::record::Id;
use crate::store::request::Command;
use crate::text::{Arg, Msg};

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
        context.pipelines.of(stage).into_iter().flat_map(Pipeline::columns).map(|s| s.code.as_str()).collect();
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
    let Some(lost) = context.pipelines.of(stage).and_then(Pipeline::lost_stage) else { return Vec::new() };
    let rows = LOSS
        .iter()
        .map(|reason| {
            let why = Reason { code: (*reason).to_owned(), ..Reason::default() };
            (Label::Choice("loss_reason", reason), vec![Ask::Do(go(id, stage, &lost.code, why, context))])
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

/// The pipelines to choose from, with what stands in them.
pub fn choose_pipeline(context: &Context<'_>) -> Ask {
    let row = |pipeline: &Pipeline| {
        let count = Arg::Count(context.deals_of(pipeline));
        let label = Msg::new("pipeline-choice").with("name", pipeline.name.clone()).with("count", count);
        (Label::Message(label), vec![Ask::Pipeline(pipeline.code.clone())])
    };
    let all = context.pipelines.all();
    let at = all.iter().position(|pipeline| pipeline.code == context.line().code).unwrap_or(0);
    let rows = all.iter().map(row).collect();
    Ask::Show(Dialog::Choose(Choose::new(Msg::new("pipeline-choose"), rows).standing_at(at)))
}

/// What the head says, with the name of the pipeline where there is more than one.
pub fn in_pipeline(said: String, context: &Context<'_>) -> String {
    if !context.several() {
        return said;
    }
    format!("{} {} {said}", context.line().name.to(context.text.lang()), context.theme.marks.dot)
}

/// The other pipelines to choose from; the deal comes in where they begin, and the reason is asked for after.
pub fn change_pipeline(id: Id, stage: &str, title: &str, context: &Context<'_>) -> Vec<Ask> {
    let others = context.pipelines.all().iter().filter(|pipeline| pipeline.stage(stage).is_none());
    let rows = others
        .filter_map(|pipeline| {
            let first = pipeline.open_stages().next()?;
            let ask = Ask::Do(go(id, stage, &first.code, Reason::default(), context));
            Some((Label::Titled(pipeline.name.to(context.text.lang()).to_owned(), first.name.clone()), vec![ask]))
        })
        .collect();
    vec![Ask::Show(Dialog::Choose(Choose::new(Msg::new("pipeline-change-title").with("title", title), rows)))]
}
