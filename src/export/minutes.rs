//! The minutes of an interview and the list of needs, for the customer to confirm.
//!
//! Only what the customer said and agreed to is written: no private answers, nothing that came of them, no weighing of
//! ours, no levels.

use std::collections::BTreeMap;

use chrono_tz::Tz;
use serde_json::Value;

use super::document::{Block, Document};
use crate::domain::record::{Id, Record};
use crate::domain::research::answer::{Given, Sheet};
use crate::domain::research::asking;
use crate::domain::research::interview::Answer;
use crate::domain::research::standing::is_live;
use crate::domain::research::template::{Column, Form, Question, Template};
use crate::domain::wording;
use crate::store::request::{InterviewSheet, Labels, NeedRow, NeedSheet};
use crate::text::{Lang, Msg, Text, number};

struct Writer<'a> {
    text: Text,
    lang: Lang,
    tz: Tz,
    labels: &'a Labels,
    document: Document,
}

/// The minutes in any language; answers stand as they were given.
pub fn of_interview(sheet: &InterviewSheet, template: &Template, lang: Lang, tz: Tz) -> Document {
    let text = Text::new(lang);
    let record = &sheet.record;
    let title = text.say(&Msg::new("minutes-title").with("name", template.title.to(lang)));
    let account = record.id_of("account").and_then(|id| sheet.labels.get(&id)).map(String::as_str).unwrap_or_default();
    let running = format!("{account} · {}", record.code);
    let document = Document { lang, title, running, ..Document::default() };
    let mut writer = Writer { text, lang, tz, labels: &sheet.labels, document };
    writer.head(record);
    let answers: Vec<Answer> = sheet.answers.iter().filter_map(|answer| answer.typed().ok()).collect();
    let given: BTreeMap<String, Given> = answers.iter().map(|a| (a.question.clone(), Given::from(a))).collect();
    let asked = Sheet::new(template, &given);
    let said = |question: &Question| {
        let answer = answers.iter().find(|answer| answer.question == question.id && answer.private != Some(true))?;
        asked.is_visible(&question.id).then_some(answer)
    };
    for section in &template.sections {
        let answered: Vec<(&Question, &Answer)> = template
            .questions_in(&section.key)
            .filter_map(|question| Some((question, said(question)?)))
            .filter(|(_, answer)| answer.status == "answered" && answer.raw.is_some())
            .collect();
        if answered.is_empty() {
            continue;
        }
        writer.document.heading(1, section.title.to(lang));
        for (question, answer) in answered {
            writer.answer(question, answer);
        }
    }
    let open: Vec<(&Question, &Answer)> = template
        .questions
        .iter()
        .filter_map(|question| Some((question, said(question)?)))
        .filter(|(_, answer)| answer.status == "unknown")
        .collect();
    writer.open(&open);
    let private: Vec<Id> =
        sheet.answers.iter().filter(|answer| answer.get("private") == true).map(|answer| answer.id).collect();
    let mut needs: Vec<&Record> = Vec::new();
    for (answer, need) in &sheet.needs {
        let known = needs.iter().any(|known| known.id == need.id);
        if !private.contains(answer) && !known && !need.archived && is_live(need.str("state")) {
            needs.push(need);
        }
    }
    if !needs.is_empty() {
        let heading = writer.text.get("minutes-needs");
        writer.document.heading(1, heading);
        writer.needs(&needs.iter().map(|need| (*need, 0)).collect::<Vec<_>>());
    }
    writer.confirmed(record.id_of("signed_off_by"), record.get("signed_off_on"));
    writer.document
}

/// The needs of a deal that are still to be met, and those that were put off.
pub fn of_needs(sheet: &NeedSheet, lang: Lang, tz: Tz) -> Document {
    let text = Text::new(lang);
    let deal = &sheet.deal;
    let account = deal.id_of("account").and_then(|id| sheet.labels.get(&id)).map(String::as_str).unwrap_or_default();
    let running = format!("{account} · {}", deal.code);
    let document = Document { lang, title: text.get("minutes-needs-title"), running, ..Document::default() };
    let mut writer = Writer { text, lang, tz, labels: &sheet.labels, document };
    let facts = vec![
        (writer.text.field("opportunity", "account"), account.to_owned()),
        (writer.text.get("kind-opportunity"), format!("{} {}", deal.code, deal.title())),
    ];
    writer.document.blocks.push(Block::Facts(facts));
    let open: Vec<&NeedRow> = sheet.rows.iter().filter(|row| !row.private).collect();
    let live: Vec<(&Record, usize)> =
        open.iter().filter(|row| is_live(row.record.str("state"))).map(|row| (&row.record, row.depth)).collect();
    if live.is_empty() {
        let none = writer.text.get("needs-none");
        writer.document.text(none);
        return writer.document;
    }
    writer.needs(&live);
    for (need, _) in &live {
        let statement = need.str("statement");
        if !statement.is_empty() {
            writer.document.heading(2, format!("{} {}", need.code, need.title()));
            let who = need.id_of("requester").and_then(|id| sheet.labels.get(&id)).cloned().unwrap_or_default();
            writer.document.blocks.push(Block::Quote(statement.to_owned(), who));
        }
    }
    let off: Vec<&Record> = open.iter().map(|row| &row.record).filter(|need| need.str("state") == "DEFERRED").collect();
    if !off.is_empty() {
        let heading = writer.text.get("minutes-deferred");
        writer.document.heading(1, heading);
        let head = [writer.text.get("field-code"), writer.text.get("kind-need"), writer.label("deferred_to")].into();
        let rows =
            off.iter().map(|need| vec![need.code.clone(), need.title().to_owned(), writer.shown(need, "deferred_to")]);
        let rows = rows.collect();
        writer.document.blocks.push(Block::Table { head, rows });
    }
    writer.confirmed(None, &Value::Null);
    writer.document
}

impl Writer<'_> {
    fn head(&mut self, record: &Record) {
        let names = |field: &str| {
            let names = Id::all(record.get(field)).filter_map(|id| self.labels.get(&id).cloned());
            names.collect::<Vec<_>>().join(", ")
        };
        let value = |field: &str| {
            let declared = record.kind.spec().field(field);
            declared.map_or_else(String::new, |f| wording::show(f, record.get(field), self.labels, &self.text, self.tz))
        };
        let held = if record.get("held_at").is_null() { "planned_at" } else { "held_at" };
        let rows = [
            (self.text.field("interview", "account"), names("account")),
            (self.text.get("kind-opportunity"), names("opportunity")),
            (self.text.get("minutes-when"), value(held)),
            (self.text.field("interview", "place"), value("place")),
            (self.text.field("interview", "method"), value("method")),
            (self.text.field("interview", "contacts"), names("contacts")),
            (self.text.field("interview", "interviewers"), names("interviewers")),
            (self.text.field("interview", "attachments"), value("attachments")),
        ];
        self.document.blocks.push(Block::Facts(rows.into_iter().filter(|(_, value)| !value.is_empty()).collect()));
    }

    fn answer(&mut self, question: &Question, answer: &Answer) {
        self.document.heading(2, question.wording(self.lang, "…"));
        let raw = answer.raw.clone().unwrap_or_default();
        let value: Option<Value> = answer.value.as_deref().and_then(|json| serde_json::from_str(json).ok());
        let who = answer.by.and_then(|id| self.labels.get(&id)).cloned().unwrap_or_default();
        match (question.form, value) {
            (Form::Text, _) => self.document.blocks.push(Block::Quote(raw, who)),
            (Form::Table, Some(Value::Array(rows))) => {
                let head = question.columns.iter().map(|column| column.label.to(self.lang).to_owned()).collect();
                let cells = |row: &Value| question.columns.iter().map(|column| self.cell(column, row)).collect();
                let rows = rows.iter().map(cells).collect();
                self.document.blocks.push(Block::Table { head, rows });
            }
            (form, Some(value)) => {
                let mut said = self.value(form, question, &value, &raw);
                // A remark behind the value was said too.
                if matches!(form, Form::Single | Form::Multi | Form::YesNo)
                    && raw.chars().count() > said.chars().count() + 6
                {
                    said = format!("{said} ({raw})");
                }
                self.document.text(said);
            }
            (_, None) => self.document.text(raw),
        }
    }

    fn value(&self, form: Form, question: &Question, value: &Value, raw: &str) -> String {
        let label = |code: &Value| {
            let choice = question.choices.iter().find(|choice| Some(choice.code.as_str()) == code.as_str());
            choice.map(|choice| choice.label.to(self.lang).to_owned())
        };
        match (form, value) {
            (Form::YesNo, Value::Bool(yes)) => self.text.get(if *yes { "choice-yes" } else { "choice-no" }),
            (Form::Single, code) => label(code).unwrap_or_else(|| raw.to_owned()),
            (Form::Multi, Value::Array(codes)) => {
                let comma = if self.lang == Lang::Zh { "、" } else { ", " };
                codes.iter().filter_map(label).collect::<Vec<_>>().join(comma)
            }
            (Form::Date, value) => {
                wording::date_of(value).map_or_else(|| raw.to_owned(), |day| number::date(day, self.lang))
            }
            (Form::Money, value) => wording::money_of(value)
                .map_or_else(|| raw.to_owned(), |sum| number::amount_full(sum.minor, sum.ccy, self.lang)),
            (Form::Scale, Value::Number(mark)) => format!("{mark} / 5"),
            (Form::Number, _) => match &question.unit {
                Some(unit) => format!("{raw} {}", unit.to(self.lang)),
                None => raw.to_owned(),
            },
            _ => raw.to_owned(),
        }
    }

    fn cell(&self, column: &Column, row: &Value) -> String {
        match (column.form, row.get(&column.key)) {
            (_, None | Some(Value::Null)) => String::new(),
            (Form::YesNo, Some(Value::Bool(yes))) => self.text.get(if *yes { "choice-yes" } else { "choice-no" }),
            (Form::Single, Some(Value::String(code))) => {
                let choice = column.choices.iter().find(|choice| choice.code == *code);
                choice.map_or_else(|| code.clone(), |choice| choice.label.to(self.lang).to_owned())
            }
            (Form::Date, Some(value)) => {
                wording::date_of(value).map_or_else(String::new, |day| number::date(day, self.lang))
            }
            (Form::Money, Some(value)) => wording::money_of(value)
                .map_or_else(String::new, |sum| number::amount_full(sum.minor, sum.ccy, self.lang)),
            (_, Some(Value::String(words))) => words.clone(),
            (_, Some(other)) => other.to_string(),
        }
    }

    /// What nobody in the room knew: whom to ask, by when.
    fn open(&mut self, open: &[(&Question, &Answer)]) {
        if open.is_empty() {
            return;
        }
        let heading = self.text.get("minutes-open");
        self.document.heading(1, heading);
        let head = ["minutes-question", "minutes-whom", "minutes-by"].map(|key| self.text.get(key)).into();
        let row = |(question, answer): &(&Question, &Answer)| {
            let named = answer.ask_of.and_then(|id| self.labels.get(&id)).cloned();
            let whom = named.unwrap_or_else(|| asking::person(answer.status_reason.as_deref().unwrap_or_default()));
            let day = answer.ask_by.as_deref().and_then(|by| by.parse().ok());
            let day = day.map_or_else(String::new, |day| number::date(day, self.lang));
            vec![question.wording(self.lang, "…"), whom, day]
        };
        let rows = open.iter().map(row).collect();
        self.document.blocks.push(Block::Table { head, rows });
    }

    fn label(&self, field: &str) -> String {
        self.text.field("need", field)
    }

    fn shown(&self, need: &Record, field: &str) -> String {
        let declared = need.kind.spec().field(field);
        declared
            .map_or_else(String::new, |field| wording::show_of(field, &need.values, self.labels, &self.text, self.tz))
    }

    /// What is needed, how important it is, and by what it will be measured.
    fn needs(&mut self, needs: &[(&Record, usize)]) {
        let head = ["code", "title", "priority", "metric", "deadline", "confirmed_on"];
        let head = head.map(|name| match name {
            "code" => self.text.get("field-code"),
            "title" => self.text.get("kind-need"),
            "confirmed_on" => self.text.get("minutes-needs-confirmed"),
            name => self.label(name),
        });
        let row = |(need, depth): &(&Record, usize)| {
            let both = |parts: &[String], gap: &str| {
                parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(gap)
            };
            let measure = both(&[self.shown(need, "metric"), self.shown(need, "target_value")], " ");
            vec![
                need.code.clone(),
                format!("{}{}", "– ".repeat(*depth), need.title()),
                self.shown(need, "priority"),
                measure,
                self.shown(need, "deadline"),
                both(&[self.shown(need, "confirmed_by"), self.shown(need, "confirmed_on")], ", "),
            ]
        };
        let rows = needs.iter().map(row).collect();
        self.document.blocks.push(Block::Table { head: head.into(), rows });
    }

    /// Who has confirmed it, or where to sign.
    fn confirmed(&mut self, by: Option<Id>, on: &Value) {
        let heading = self.text.get("minutes-confirmation");
        self.document.heading(1, heading);
        let name = by.and_then(|id| self.labels.get(&id)).cloned();
        if let Some(name) = name {
            let day = wording::date_of(on).map_or_else(String::new, |day| number::date(day, self.lang));
            let told = self.text.say(&Msg::new("minutes-confirmed").with("name", name).with("day", day));
            return self.document.text(told);
        }
        let please = self.text.get("minutes-please");
        self.document.text(please);
        let lines = ["minutes-name", "minutes-day", "minutes-signature"].map(|key| (self.text.get(key), String::new()));
        self.document.blocks.push(Block::Signature(lines.into()));
    }
}

#[cfg(test)]
mod tests;
