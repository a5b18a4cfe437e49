//! Who takes part, who said it, and what another one said to the same question.

use serde_json::json;

use super::field::AnswerField;
use super::{InterviewView, Said};
use crate::dialogs::Dialog;
use crate::dialogs::choose::{Choose, Label};
use crate::dialogs::form::Builder;
use crate::domain::act::Change;
use crate::domain::kinds::Kind;
use crate::domain::record::Id;
use crate::screens::{Ask, Context, Tone};
use crate::text::{Lang, Msg, clean};

impl InterviewView {
    /// The people of the interview in its order.
    pub(super) fn people(&self) -> Vec<(Id, String)> {
        let Some(sheet) = &self.sheet else { return Vec::new() };
        let name = |id: Id| {
            let name = sheet.labels.get(&id).map_or("", String::as_str);
            (id, clean::clean(name).trim().to_owned())
        };
        Id::all(sheet.record.get("contacts")).map(name).collect()
    }

    /// Everybody who can be named: those of the interview and those who work for the account.
    pub(super) fn known_people(&self) -> Vec<(Id, String)> {
        let mut people = self.people();
        let others = self.sheet.iter().flat_map(|sheet| &sheet.people);
        let new = |(id, _): &&(Id, String)| people.iter().all(|(known, _)| known != id);
        let others: Vec<_> = others.filter(new).cloned().collect();
        people.extend(others);
        people
    }

    /// Whose words a line begins with: "王院长：…".
    fn named_in(people: &[(Id, String)], line: &str) -> Option<Id> {
        let said = |(_, name): &&(Id, String)| {
            let rest = line.trim_start().strip_prefix(name.as_str()).filter(|_| !name.is_empty());
            rest.is_some_and(|rest| rest.trim_start().starts_with([':', '\u{ff1a}']))
        };
        people.iter().find(said).map(|(id, _)| *id)
    }

    /// Everybody who said something to the question at the cursor.
    pub(super) fn speakers(&self) -> Vec<Id> {
        let people = self.people();
        let words = self.words_now(&self.at);
        let lines = words.raw.split(['\n', ';', '\u{ff1b}']).filter_map(|line| Self::named_in(&people, line));
        words.by.into_iter().filter(|_| words.is_said()).chain(lines).collect()
    }

    /// Who said the words at the cursor: the last one named above it, or else who is said to have answered.
    pub(super) fn speaker(&self) -> Option<Id> {
        let people = self.people();
        let words = self.words_now(&self.at);
        let row = match &self.field {
            Some(AnswerField::Text { field, .. }) => field.cursor().row,
            _ => 0,
        };
        let above: Vec<&str> = words.raw.lines().take(row + 1).collect();
        above.into_iter().rev().find_map(|line| Self::named_in(&people, line)).or(words.by)
    }

    /// The people of the interview, one of whom said this; another one who said something too; and the way to more.
    pub(super) fn people_menu(&mut self, context: &Context<'_>) -> Vec<Ask> {
        let Some(sheet) = &self.sheet else { return Vec::new() };
        let (words, people) = (self.words_now(&self.at), self.people());
        let marks = &context.theme.marks;
        let line = |of: Option<Id>, name: &str| {
            let mark = if of == words.by { marks.done } else { marks.open };
            (context.id(), Said::By(of), Label::Name(format!("{mark} {name}")))
        };
        let mut lines: Vec<_> = people.iter().map(|(id, name)| line(Some(*id), name)).collect();
        lines.push(line(None, &context.text.get("interview-by-nobody")));
        if !words.raw.trim().is_empty() {
            lines.extend(people.iter().filter(|(id, _)| Some(*id) != words.by || people.len() > 1).map(
                |(id, name)| {
                    let said = Msg::new("interview-voice").with("who", name.as_str());
                    (context.id(), Said::Voice(*id), Label::Message(said))
                },
            ));
        }
        let form = Builder::existing(&sheet.record, &sheet.labels).only(&["contacts", "interviewers"]).build(context);
        let new = self.newcomer(context);
        self.menu = lines.iter().map(|(id, said, _)| (*id, said.clone())).collect();
        let mut rows: Vec<(Label, Vec<Ask>)> =
            lines.into_iter().map(|(id, _, label)| (label, vec![Ask::Chosen(id, String::new())])).collect();
        let show = |form| vec![Ask::Show(Dialog::Form(Box::new(form)))];
        rows.push((Label::Message(Msg::new("interview-by-people")), show(form)));
        rows.extend(new.map(|form| (Label::Message(Msg::new("interview-newcomer")), show(form))));
        vec![Ask::Show(Dialog::Choose(Choose::new(Msg::new("interview-by-title"), rows)))]
    }

    /// A form for somebody who is not known yet: a contact of the account, who takes part from now on.
    fn newcomer(&self, context: &Context<'_>) -> Option<crate::dialogs::form::Form> {
        let record = &self.sheet.as_ref()?.record;
        let account = record.id_of("account")?;
        let builder = Builder::new_record(Kind::Contact, context)
            .with_part(Kind::Employment, "contact", context)
            .fixed("account", account.json())
            .fixed("from", json!(context.today().to_string()))
            .only(&["full_name", "level", "phones", "emails", "title", "dept"]);
        let contact = builder.id()?;
        let base = record.get("contacts").clone();
        let all: Vec<Id> = Id::all(&base).chain([contact]).collect();
        let field = "contacts".to_owned();
        let joins = Change::Update { kind: Kind::Interview, id: record.id, field, base, new: json!(all) };
        Some(builder.extra(joins).build(context))
    }

    /// Another one speaks: a paragraph begun with the name, and the first words get their speaker's too.
    pub(super) fn hear(&mut self, who: Id, context: &Context<'_>) -> Vec<Ask> {
        let people = self.known_people();
        let name = |id: Id| people.iter().find(|(known, _)| *known == id).map(|(_, name)| name.as_str());
        let Some(new) = name(who) else { return Vec::new() };
        let colon = if context.text.lang() == Lang::Zh { "：" } else { ": " };
        let first = self.words_now(&self.at).by.and_then(name);
        match &mut self.field {
            Some(AnswerField::Text { field, .. }) if field.is_many_lines() => {
                let text = field.text();
                let unnamed = text.lines().next().is_some_and(|line| Self::named_in(&people, line).is_none());
                if let Some(first) = first.filter(|_| unnamed) {
                    field.set_cursor(crate::widgets::text_field::Place::default());
                    field.paste(&format!("{first}{colon}"));
                }
                field.set_cursor(crate::widgets::text_field::Place::new(usize::MAX, usize::MAX));
                field.paste(&format!("\n{new}{colon}"));
            }
            Some(AnswerField::Choice(choosing)) => {
                choosing.remark.set_cursor(crate::widgets::text_field::Place::new(0, usize::MAX));
                let gap = if choosing.remark.is_empty() { "" } else { "; " };
                choosing.paste(&format!("{gap}{new}{colon}"));
            }
            _ => return vec![Ask::Tell(Msg::new("interview-voice-line"), Tone::Plain)],
        }
        (self.pane, self.part) = (super::Pane::Answer, super::Part::Answer);
        self.touch(|_| {}, context)
    }
}
