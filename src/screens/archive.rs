//! Taking a record out of the lists; of a customer with undecided deals it asks first, and names them.

use super::{Ask, Context, Screen};
use crate::dialogs::Dialog;
use crate::dialogs::choose::{Choose, Label};
use crate::domain::act::{Act, Change};
use crate::domain::funnel::opportunity::undecided;
use crate::domain::kinds::Kind;
use crate::domain::record::Record;
use crate::store::request::{Command, Request, Sheet};
use crate::text::Msg;

/// The record leaves the lists, or comes back to them. What belongs to a customer is read before; the answer goes to
/// [`unless_open`].
pub fn archive(row: &Record, context: &Context<'_>) -> Ask {
    if row.kind == Kind::Account && !row.archived {
        return Ask::Read(Request::Sheet(row.kind, row.id));
    }
    put_away(row, context)
}

/// Undo or the journal brings it back.
fn put_away(row: &Record, context: &Context<'_>) -> Ask {
    let changes = vec![Change::archive(row, !row.archived)];
    Ask::Do(Command::Save(Act { id: context.id(), verb: "verb-archive".to_owned(), changes }))
}

/// Archives at once what nobody waits for; otherwise the deals still open are shown, and one may go there.
pub fn unless_open(sheet: &Sheet, context: &Context<'_>) -> Ask {
    let deals =
        sheet.children.iter().filter(|(kind, _)| *kind == Kind::Opportunity).flat_map(|(_, rows)| undecided(rows));
    let deals: Vec<&Record> = deals.collect();
    if deals.is_empty() {
        return put_away(&sheet.record, context);
    }
    let count = deals.len();
    let title = Msg::new("archive-open").with("name", sheet.record.title()).with("count", count);
    let mut rows: Vec<(Label, Vec<Ask>)> = vec![
        (Label::Message(Msg::new("archive-leave")), Vec::new()),
        (Label::Message(Msg::new("archive-anyway").with("count", count)), vec![put_away(&sheet.record, context)]),
    ];
    rows.extend(deals.into_iter().map(|deal| {
        let name = format!("{} {}", deal.code, deal.title());
        (Label::Message(Msg::new("archive-look").with("name", name)), vec![Ask::Go(Screen::of(deal.kind, deal.id))])
    }));
    Ask::Show(Dialog::Choose(Choose::new(title, rows)))
}
