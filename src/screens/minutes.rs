//! Minutes on their way to the customer and back: documents to hand over, and who has confirmed them.

use super::{Ask, Context, Tone};
use crate::dialogs::Dialog;
use crate::dialogs::choose::{Choose, Label};
use crate::domain::act::Act;
use crate::domain::record::{Id, Record};
use crate::domain::research::interview::signed;
use crate::domain::research::template::Template;
use crate::export::document::Document;
use crate::export::formats::PAPERS;
use crate::export::minutes;
use crate::store::request::{Command, InterviewSheet, Labels, NeedSheet};
use crate::text::{Arg, Lang, Msg};

/// The documents of an interview: each format in each language.
pub fn of_interview(sheet: &InterviewSheet, template: &Template, context: &Context<'_>) -> Vec<Ask> {
    let usual = Lang::from_tag(sheet.record.str("language"));
    offer(&sheet.record.code, usual, context, |lang| minutes::of_interview(sheet, template, lang, context.tz))
}

/// The documents of the needs of a deal.
pub fn of_needs(sheet: &NeedSheet, context: &Context<'_>) -> Vec<Ask> {
    let name = format!("{}-needs", sheet.deal.code);
    offer(&name, None, context, |lang| minutes::of_needs(sheet, lang, context.tz))
}

/// The language of the conversation comes first; the document is made when it is chosen.
fn offer(name: &str, usual: Option<Lang>, context: &Context<'_>, make: impl Fn(Lang) -> Document) -> Vec<Ask> {
    let first = usual.unwrap_or(context.text.lang());
    let langs = std::iter::once(first).chain(Lang::ALL.into_iter().filter(|lang| *lang != first));
    let rows = langs.flat_map(|lang| {
        let document = make(lang);
        PAPERS.iter().map(move |paper| {
            let label = Msg::new(paper.label).with("language", Arg::Key(format!("choice-{}", lang.tag())));
            let ask = match paper.write(&document) {
                Ok(bytes) => Ask::Write { name: format!("{name}-{}.{}", lang.tag(), paper.name), bytes },
                Err(fault) => Ask::Tell(fault, Tone::Error),
            };
            (Label::Message(label), vec![ask])
        })
    });
    vec![Ask::Show(Dialog::Choose(Choose::new(Msg::new("minutes-export-title"), rows.collect())))]
}

/// Who of the customer has found the minutes right: one of those who were there.
pub fn confirm(interview: &Record, labels: &Labels, context: &Context<'_>) -> Ask {
    let people: Vec<Id> = Id::all(interview.get("contacts")).collect();
    if people.is_empty() {
        return Ask::Tell(Msg::new("minutes-nobody"), Tone::Warn);
    }
    let row = |id: Id| {
        let act =
            Act { id: context.id(), verb: "verb-confirm".to_owned(), changes: signed(interview, id, context.today()) };
        (Label::Name(labels.get(&id).cloned().unwrap_or_default()), vec![Ask::Do(Command::Save(act))])
    };
    let title = Msg::new("minutes-confirm-title").with("code", interview.code.as_str());
    Ask::Show(Dialog::Choose(Choose::new(title, people.into_iter().map(row).collect())))
}
