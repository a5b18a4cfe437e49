//! Interviews and their answers (01-model 1.7).

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::{Value, json};

use crate::domain::act::Change;
use crate::domain::kinds::Kind;
use crate::domain::record::{
    Id, Record, Values, choice, date, flag, instant, int, json, link, links, list, long, text,
};
use crate::domain::wording::instant_value;
use crate::record;
use crate::text::Msg;

record! {
    /// One interview with one template version.
    Interview as INTERVIEW {
        name: "interview", prefix: "INT", yearly: true, title: "title", owner: "opportunity",
        columns: &["code", "title", "account", "template", "state", "held_at"],
    } {
        title: String = text(120).required(),
        template: String = text(24).required().system(),
        template_version: i64 = int(1, 9999).required().system().default("1"),
        account: Id = link(Kind::Account).required(),
        opportunity: Option<Id> = link(Kind::Opportunity),
        contacts: Vec<Id> = links(Kind::Contact),
        interviewers: Vec<Id> = links(Kind::User),
        planned_at: Option<String> = instant(),
        held_at: Option<String> = instant(),
        place: Option<String> = text(120),
        method: Option<String> = choice(&["visit", "call", "video", "meeting"]),
        state: String = choice(&["PLANNED", "IN_PROGRESS", "COMPLETED", "CONFIRMED", "CANCELLED"])
            .required().system().default("\"PLANNED\""),
        language: String = choice(&["zh-CN", "en", "ru"]).required().default("\"zh-CN\""),
        notes: Option<String> = long(),
        /// Names of files, or where they are kept.
        attachments: Vec<String> = list(),
        /// Who of the customer found the minutes right, and on which day.
        signed_off_by: Option<Id> = link(Kind::Contact).system(),
        signed_off_on: Option<String> = date().system(),
    }
}

/// A step of an interview from one state to another, by the name that the command line has for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    pub name: &'static str,
    pub to: &'static str,
}

const BEGIN: Step = Step { name: "begin", to: "IN_PROGRESS" };
const FINISH: Step = Step { name: "finish", to: "COMPLETED" };
const REOPEN: Step = Step { name: "reopen", to: "IN_PROGRESS" };
const CONFIRM: Step = Step { name: "confirm", to: "CONFIRMED" };
const CANCEL: Step = Step { name: "cancel", to: "CANCELLED" };

/// The steps that lead on from a state (01-model 1.7).
pub fn steps(state: &str) -> &'static [Step] {
    match state {
        "PLANNED" => &[BEGIN, CANCEL],
        "IN_PROGRESS" => &[FINISH, CANCEL],
        "COMPLETED" => &[CONFIRM, REOPEN],
        _ => &[REOPEN],
    }
}

/// What changes with a step: what begins is held now, and what is opened again nobody has confirmed. Finishing asks
/// for every required question, which whoever takes the step looks after; confirming is [`signed`].
pub fn taken(interview: &Record, step: Step, now: DateTime<Utc>) -> Vec<Change> {
    let mut changes = vec![set(interview, "state", json!(step.to))];
    if step == BEGIN && interview.get("held_at").is_null() {
        changes.push(set(interview, "held_at", instant_value(now)));
    }
    if step == REOPEN {
        let signed = ["signed_off_by", "signed_off_on"].into_iter().filter(|field| !interview.get(field).is_null());
        changes.extend(signed.map(|field| set(interview, field, Value::Null)));
    }
    changes
}

/// The changes by which a contact confirms the minutes on a day.
pub fn signed(interview: &Record, by: Id, on: NaiveDate) -> Vec<Change> {
    vec![
        set(interview, "state", json!(CONFIRM.to)),
        set(interview, "signed_off_by", by.json()),
        set(interview, "signed_off_on", json!(on.to_string())),
    ]
}

fn set(interview: &Record, field: &str, new: Value) -> Change {
    Change::Update {
        kind: interview.kind,
        id: interview.id,
        field: field.to_owned(),
        base: interview.get(field).clone(),
        new,
    }
}

/// Whether the answers of an interview in this state stand: the customer has confirmed them, or it was called off.
pub fn is_closed(state: &str) -> bool {
    matches!(state, "CONFIRMED" | "CANCELLED")
}

/// The value of an answer whose words were put together from two people's, from what was one's own value and what one
/// had typed: a text is its words, everything else is read again when the question is next opened.
pub fn value_of_both(mine: &Value, raw: &Value, words: &Value) -> Value {
    // The code of a choice is a text too, but not the one that was typed.
    let is_text = mine.as_str() == Some(raw.to_string().as_str());
    if is_text { Value::from(words.to_string()) } else { Value::Null }
}

/// What stands against a state that a person gives an interview: minutes are confirmed by somebody.
pub fn passage(to: &str, values: &Values) -> Vec<(String, Msg)> {
    let signed = values.get("signed_off_by").is_some_and(|who| !who.is_null());
    let with_somebody = values.get("contacts").and_then(Value::as_array).is_some_and(|contacts| !contacts.is_empty());
    let fault = match to {
        "CONFIRMED" if !signed => Some(("state", "interview-confirm-who")),
        // Nobody is kept from writing while the customer talks; what is finished says whom it was with (01-model 1.7).
        "COMPLETED" if !with_somebody => Some(("contacts", "interview-finish-who")),
        _ => None,
    };
    fault.map(|(field, key)| (field.to_owned(), Msg::new(key))).into_iter().collect()
}

record! {
    /// One answer to one question; hidden questions keep theirs.
    Answer as ANSWER {
        name: "answer", prefix: "", yearly: false, title: "raw", owner: "interview",
        columns: &["question", "raw", "status", "confidence"],
    } {
        interview: Id = link(Kind::Interview).required(),
        /// Stable id of the question in its template.
        question: String = text(24).required().system().coded(),
        /// What was typed, word for word.
        raw: Option<String> = long().unit("answer"),
        /// The typed value as JSON text, empty while `raw` does not parse.
        value: Option<String> = json().system().unit("answer"),
        status: String = choice(&["answered", "unknown", "refused", "not_applicable"]).required().default("\"answered\""),
        status_reason: Option<String> = text(200),
        /// Whom an unknown answer is to be asked of, where the reason names a contact, and by when.
        ask_of: Option<Id> = link(Kind::Contact).unit("asking"),
        ask_by: Option<String> = date().unit("asking"),
        /// How we read what they said; `raw` holds their words only.
        interpretation: Option<String> = long(),
        by: Option<Id> = link(Kind::Contact),
        confidence: String = choice(&["stated", "confirmed", "inferred"]).required().default("\"stated\""),
        /// Never exported.
        private: Option<bool> = flag(),
        at: Option<String> = instant().system(),
    }
}
