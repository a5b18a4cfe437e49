//! What is done with an opportunity wherever it is at hand: carried on or back, lost, put aside, given to a colleague.

use chrono::{Months, NaiveDate};

use super::progress::ProgressView;
use super::{Ask, Context, Screen, Tone, many};
use crate::dialogs::Dialog;
use crate::dialogs::choose::{Choose, Label};
use crate::dialogs::loss;
use crate::dialogs::note::Note;
use crate::domain::funnel::pipeline::{Pipeline, Reason, Stage, status_on};
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Record};
use crate::keys::Action;
use crate::store::request::{Card, Command};
use crate::text::{Arg, Msg};

/// Lengths of a pause: weeks, months, and what they are called.
const PAUSES: [(u64, u32, &str); 5] = [
    (1, 0, "hold-week"),
    (2, 0, "hold-fortnight"),
    (0, 1, "hold-month"),
    (0, 3, "hold-quarter"),
    (0, 6, "hold-half-year"),
];

/// The opportunity at hand.
#[derive(Clone, Copy, Debug)]
pub struct Deal<'a> {
    pub id: Id,
    pub title: &'a str,
    pub stage: &'a str,
    status: &'a str,
    hold_until: &'a str,
}

impl<'a> From<&'a Card> for Deal<'a> {
    fn from(card: &'a Card) -> Self {
        let Card { id, title, stage, status, hold_until, .. } = card;
        Self { id: *id, title, stage, status, hold_until }
    }
}

impl<'a> From<&'a Record> for Deal<'a> {
    fn from(record: &'a Record) -> Self {
        Self {
            id: record.id,
            title: record.title(),
            stage: record.str("stage"),
            status: record.str("status"),
            hold_until: record.str("hold_until"),
        }
    }
}

/// Whether this makes something that belongs to an opportunity.
pub fn makes(action: Action) -> bool {
    matches!(
        action,
        Action::MakeInterview
            | Action::MakeNeed
            | Action::MakeGap
            | Action::MakeAgreement
            | Action::MakeContact
            | Action::MakeRole
            | Action::MakeCompetitor
            | Action::MakeEffort
            | Action::MakeExpense
    )
}

/// The page of an opportunity has the whole record at hand: what asks for more than a card or row is done there.
pub fn on_its_page(action: Action, id: Id) -> Vec<Ask> {
    vec![Ask::Go(Screen::of(Kind::Opportunity, id)), Ask::Run(action)]
}

/// What is made for an opportunity where the record at hand is none: at the one it belongs to.
pub fn make(action: Action, of: Option<Id>) -> Vec<Ask> {
    of.map_or_else(|| vec![Ask::Tell(Msg::new("make-in-deal"), Tone::Plain)], |id| on_its_page(action, id))
}

/// Commands about one opportunity; none for what is no such command.
pub fn act(action: Action, deal: Deal<'_>, context: &Context<'_>) -> Option<Vec<Ask>> {
    let Deal { id, title, stage, status, hold_until } = deal;
    Some(match action {
        Action::MoveLeft => carry(id, stage, -1, context),
        Action::MoveRight => carry(id, stage, 1, context),
        Action::MoveTo => {
            let title = Msg::new("deal-move-to").with("title", title);
            let pipeline = context.pipelines.of(stage).unwrap_or_else(|| context.line());
            move_to(title, pipeline, |to| Ask::Do(go(id, stage, to, Reason::default(), context)))
        }
        Action::ChangePipeline => change_pipeline(id, stage, title, context),
        Action::Lose => lose(id, stage, title, context),
        Action::Hold => hold(id, status_on(status, hold_until, context.today()) == "on_hold", title, context),
        Action::Progress => vec![Ask::Go(ProgressView::new(id).into())],
        Action::Assign => many::assign(&[id].into(), context),
        Action::Tag => many::tag(&[id].into(), context),
        _ => return None,
    })
}

/// The stages to choose from.
pub fn move_to(title: Msg, pipeline: &Pipeline, ask: impl Fn(&str) -> Ask) -> Vec<Ask> {
    let label = |stage: &Stage| Label::Titled(String::new(), stage.name.clone());
    let rows = pipeline.columns().map(|stage| (label(stage), vec![ask(&stage.code)])).collect();
    vec![Ask::Show(Dialog::Choose(Choose::new(title, rows)))]
}

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

/// The reasons to choose from; evidence and competitor are asked for after.
pub fn lose(id: Id, stage: &str, title: &str, context: &Context<'_>) -> Vec<Ask> {
    let Some(lost) = context.pipelines.of(stage).and_then(Pipeline::lost_stage) else { return Vec::new() };
    let title = Msg::new("board-lose-title").with("title", title);
    loss::begin(title, &go(id, stage, &lost.code, Reason::default(), context))
}

/// Puts a deal aside for a while that is chosen, with a reason; takes it up again if it lies aside.
pub fn hold(id: Id, held: bool, title: &str, context: &Context<'_>) -> Vec<Ask> {
    if held {
        return vec![Ask::Do(Command::Resume { act: context.id(), id })];
    }
    let title = Msg::new("hold-title").with("title", title);
    pauses(title, context, |until| Command::Hold { act: context.id(), id, until, why: String::new() })
}

/// For how long, as a menu; the reason is asked for after.
pub fn pauses(title: Msg, context: &Context<'_>, command: impl Fn(NaiveDate) -> Command) -> Vec<Ask> {
    let today = context.today();
    let rows = PAUSES
        .iter()
        .filter_map(|(weeks, months, key)| {
            let until =
                today.checked_add_days(chrono::Days::new(7 * weeks))?.checked_add_months(Months::new(*months))?;
            let note = Dialog::Note(Box::new(Note::new(Msg::new("note-hold"), command(until))));
            Some((Label::Message(Msg::new(*key)), vec![Ask::Show(note)]))
        })
        .collect();
    vec![Ask::Show(Dialog::Choose(Choose::new(title, rows)))]
}

/// The pipelines to choose from, with what stands in them.
pub fn choose_pipeline(context: &Context<'_>) -> Ask {
    let row = |pipeline: &Pipeline| {
        let count = Arg::Count(context.deals_of(pipeline));
        let label = Msg::new("pipeline-choice").with("name", pipeline.name.clone()).with("count", count);
        (Label::Message(label), vec![Ask::Pipeline(pipeline.code.clone())])
    };
    let all = context.pipelines.all();
    let at = all.clone().position(|pipeline| pipeline.code == context.line().code).unwrap_or(0);
    let rows = all.map(row).collect();
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
    let others = context.pipelines.all().filter(|pipeline| pipeline.stage(stage).is_none());
    let rows = others
        .filter_map(|pipeline| {
            let first = pipeline.open_stages().next()?;
            let ask = Ask::Do(go(id, stage, &first.code, Reason::default(), context));
            Some((Label::Titled(pipeline.name.to(context.text.lang()).to_owned(), first.name.clone()), vec![ask]))
        })
        .collect();
    vec![Ask::Show(Dialog::Choose(Choose::new(Msg::new("pipeline-change-title").with("title", title), rows)))]
}
