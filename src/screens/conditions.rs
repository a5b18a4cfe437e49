//! A condition as people see it, and the one key that goes where it is met.

use std::fmt::Write as _;

use super::opportunity::DealView;
use super::record::RecordView;
use super::{Ask, Context, Screen, Tone};
use crate::dialogs::Dialog;
use crate::dialogs::note::Note;
use crate::domain::funnel::gate::{Finding, Place, State};
use crate::domain::kinds::Kind;
use crate::domain::record::Id;
use crate::keys::Action;
use crate::store::request::{Command, Tick};
use crate::text::{Arg, Msg, clean};

/// One line: mark, what is asked, how many of how many, and what was said of it. `open` marks what is missing.
pub fn row(finding: &Finding, context: &Context<'_>, open: &str) -> String {
    let marks = context.theme.marks;
    let mark = match finding.state {
        State::Met | State::Waived => marks.done,
        State::Missing => open,
        State::Opened => marks.partly,
        State::Later => marks.unknown,
    };
    let mut line = format!("{mark} {}", finding.name.to(context.text.lang()));
    // Writing to a string cannot fail.
    if let Some((have, of)) = finding.count.filter(|_| finding.state != State::Met) {
        let _ = write!(line, "  {have}/{of}");
    }
    let note =
        finding.note.as_ref().map(|(words, ..)| clean::clean(words).into_owned()).filter(|words| !words.is_empty());
    let said = match (finding.state, note) {
        (State::Waived, Some(words)) => context.text.say(&Msg::new("gate-waived").with("reason", words)),
        (State::Later, _) => context.text.get("gate-later"),
        (_, Some(words)) => words,
        _ => return line,
    };
    format!("{line}  {} {said}", marks.dot)
}

/// Goes to where a condition is met; `then` is the move that waits for it, tried again where that can be known.
pub fn jump(deal: Id, finding: &Finding, then: Option<Command>, context: &Context<'_>) -> Vec<Ask> {
    let section = |kind| vec![Ask::Go(DealView::new(deal).at_section(kind).into()), Ask::Run(Action::New)];
    match &finding.place {
        Place::Field(name) => {
            vec![Ask::Go(DealView::new(deal).at_field(name).into()), Ask::Run(Action::Edit)]
        }
        // The account is a step away: the screen of the deal knows which one it is.
        Place::AccountField(_) => {
            vec![Ask::Go(RecordView::new(Kind::Opportunity, deal).at_field("account").into()), Ask::Run(Action::Open)]
        }
        Place::Rows(kind, Some(id)) => vec![Ask::Go(Screen::of(*kind, *id))],
        Place::Rows(Kind::AgreementVersion, None) => section(Kind::Agreement),
        Place::Rows(kind, None) => section(*kind),
        Place::Interview(_, Some(id)) => vec![Ask::Go(Screen::of(Kind::Interview, *id))],
        Place::Interview(_, None) => section(Kind::Interview),
        Place::Item(item) => vec![Ask::Show(tick(deal, item, finding, then, context))],
        Place::Nowhere => vec![waive(deal, finding, then, context)],
    }
}

/// Asks for what shows that an item is done.
pub fn tick(deal: Id, item: &str, finding: &Finding, then: Option<Command>, context: &Context<'_>) -> Dialog {
    let tick = Tick { item: item.to_owned(), state: "done".to_owned(), ..Tick::default() };
    let command = Command::Tick { act: context.id(), id: deal, tick };
    let title = Msg::new("note-tick").with("item", Arg::Words(finding.name.clone()));
    Dialog::Note(Box::new(Note::new(title, command).then(then)))
}

/// Shows the question why a condition is waived; of one that cannot be waived, tells so.
pub fn waive(deal: Id, finding: &Finding, then: Option<Command>, context: &Context<'_>) -> Ask {
    let name = || Arg::Words(finding.name.clone());
    if !finding.waivable {
        return Ask::Tell(Msg::new("gate-not-waivable").with("condition", name()), Tone::Warn);
    }
    let (id, condition) = (deal, finding.code.clone());
    let command = Command::Waive { act: context.id(), id, condition, reason: String::new() };
    let note = Note::new(Msg::new("note-waive").with("condition", name()), command);
    Ask::Show(Dialog::Note(Box::new(note.then(then))))
}
