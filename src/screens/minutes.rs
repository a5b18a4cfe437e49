//! Minutes on their way to the customer and back: documents to hand over, and who has confirmed them.

use serde_json::json;

use super::{Ask, Context, Tone};
use crate::dialogs::Dialog;
use crate::dialogs::choose::{Choose, Label};
use crate::dialogs::form::Builder;
use crate::domain::record::{Id, Record};
use crate::domain::research::standing::set;
use crate::domain::research::template::Template;
use crate::export::document::Document;
use crate::export::formats::PAPERS;
use crate::export::minutes;
use crate::store::request::{InterviewSheet, Labels, NeedSheet};
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
        let document = Document { author: context.user.to_owned(), ..make(lang) };
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

/// Who of the customer has found the minutes right, and on which day: of several who were there one is chosen first.
pub fn confirm(interview: &Record, labels: &Labels, context: &Context<'_>) -> Ask {
    let people: Vec<Id> = Id::all(interview.get("contacts")).collect();
    if people.len() < 2 {
        return sign(interview, people.first().copied(), labels, context);
    }
    let row = |id: Id| {
        let name = labels.get(&id).cloned().unwrap_or_default();
        (Label::Name(name), vec![sign(interview, Some(id), labels, context)])
    };
    Ask::Show(Dialog::Choose(Choose::new(asked(interview), people.into_iter().map(row).collect())))
}

fn sign(interview: &Record, by: Option<Id>, labels: &Labels, context: &Context<'_>) -> Ask {
    let mut builder = Builder::existing(interview, labels)
        .verb("verb-confirm")
        .title(asked(interview))
        .only(&["signed_off_by", "signed_off_on"])
        .propose("signed_off_on", json!(context.today().to_string()))
        .focus(if by.is_some() { "signed_off_on" } else { "signed_off_by" })
        .extra(set(interview, "state", json!("CONFIRMED")));
    if let Some(by) = by {
        builder = builder.propose("signed_off_by", by.json());
    }
    Ask::Show(Dialog::Form(Box::new(builder.build(context))))
}

fn asked(interview: &Record) -> Msg {
    Msg::new("minutes-confirm-title").with("code", interview.code.as_str())
}
