//! A talk with the customer as it is logged: one act that also says what comes next in the deal (01-model 1.6).

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::{Value, json};

use crate::domain::act::Change;
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Record, Values};
use crate::domain::time::input::parse_date;
use crate::domain::wording::instant_value;

/// Words of a date at the end of a next step: `next friday`, `6 Mar 2026`.
const DATE_WORDS: usize = 3;

/// The deal, with the next step as whoever writes it saw it.
#[derive(Clone, Debug, PartialEq)]
pub struct Deal {
    pub id: Id,
    pub step: Value,
    pub due: Value,
}

impl Deal {
    pub fn seen(deal: &Record) -> Self {
        Self { id: deal.id, step: deal.get("next_step").clone(), due: deal.get("next_step_due").clone() }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Talk {
    pub account: Id,
    pub deal: Option<Deal>,
    pub contacts: Vec<Id>,
    pub user: Id,
    pub at: DateTime<Utc>,
    /// One of the choices of `Activity.method`.
    pub method: String,
    /// 1…5, or 0 where the customer did not answer: then it was no two-way talk.
    pub depth: i64,
    pub summary: String,
    /// What comes next, and until when; a new step without a day has none.
    pub next: Option<(String, Option<NaiveDate>)>,
}

impl Talk {
    /// The record of the talk, and the deal's next step where one was agreed on.
    pub fn changes(self, id: Id) -> Vec<Change> {
        let due = |day: Option<NaiveDate>| day.map_or(Value::Null, |day| json!(day.to_string()));
        let mut values = Values::new();
        let mut set = |name: &str, value: Value| {
            if !value.is_null() {
                values.insert(name.to_owned(), value);
            }
        };
        set("at", instant_value(self.at));
        set("account", self.account.json());
        set("opportunity", self.deal.as_ref().map_or(Value::Null, |deal| deal.id.json()));
        set("contacts", json!(self.contacts));
        set("users", json!([self.user]));
        set("method", json!(self.method));
        set("two_way", json!(self.depth > 0));
        set("depth", json!(self.depth.max(1)));
        set("summary", json!(self.summary));
        if let Some((step, day)) = &self.next {
            set("next_step", json!(step));
            set("next_step_due", due(*day));
        }
        let mut changes = vec![Change::Insert { kind: Kind::Activity, id, values }];
        if let (Some(deal), Some((step, day))) = (self.deal, self.next) {
            let update = |field: &str, base: Value, new: Value| Change::Update {
                kind: Kind::Opportunity,
                id: deal.id,
                field: field.to_owned(),
                base,
                new,
            };
            changes.push(update("next_step", deal.step.clone(), json!(step)));
            changes.push(update("next_step_due", deal.due.clone(), due(day)));
        }
        changes
    }
}

/// When a talk was, where its text begins with a day that has come, and what was said: `yesterday: the CFO agrees`,
/// `-2d：预算已批准`. Else now.
pub fn said_on(text: &str, now: DateTime<Utc>, today: NaiveDate) -> (DateTime<Utc>, &str) {
    let (text, day) = (text.trim(), |head: &str| parse_date(head, today).ok().filter(|day| *day <= today));
    let Some((head, said)) = text.split_once([':', '：']) else { return (now, text) };
    match day(head).filter(|_| !said.trim().is_empty()) {
        Some(day) => (now - (today - day), said.trim()),
        None => (now, text),
    }
}

/// A next step and its day out of one line: `call the CFO +3d`, `访谈信息科 下周一`. Nothing for an empty line.
pub fn next_of(line: &str, today: NaiveDate) -> Option<(String, Option<NaiveDate>)> {
    let line = line.trim();
    let starts: Vec<usize> =
        line.match_indices([' ', '　']).map(|(at, space)| at + space.len()).rev().take(DATE_WORDS).collect();
    let dated = starts.into_iter().rev().find_map(|at| Some((at, parse_date(&line[at..], today).ok()?)));
    let (step, day) = match dated {
        Some((at, day)) => (line[..at].trim_end(), Some(day)),
        None => (line, None),
    };
    (!step.is_empty()).then(|| (step.to_owned(), day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::funnel::samples::id;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_day_stands_at_the_end_of_the_line() {
        let today = day("2026-03-06");
        for (line, step, due) in [
            ("call the CFO +3d", "call the CFO", Some("2026-03-09")),
            ("访谈信息科 下周一", "访谈信息科", Some("2026-03-09")),
            ("отправить КП завтра", "отправить КП", Some("2026-03-07")),
            ("send the offer 20 Mar 2026", "send the offer", Some("2026-03-20")),
            ("send the offer 2026-03-20", "send the offer", Some("2026-03-20")),
            ("plan the visit", "plan the visit", None),
            ("  ", "", None),
        ] {
            let read = next_of(line, today);
            assert_eq!(read.as_ref().map_or("", |(step, _)| step.as_str()), step, "{line}");
            assert_eq!(read.and_then(|(_, due)| due), due.map(day), "{line}");
        }
    }

    #[test]
    fn a_talk_was_on_the_day_its_text_begins_with() {
        let (now, today) = ("2026-03-06T10:00:00Z".parse().unwrap(), day("2026-03-06"));
        for (text, on, said) in [
            ("the CFO agrees", "2026-03-06", "the CFO agrees"),
            ("yesterday: the CFO agrees", "2026-03-05", "the CFO agrees"),
            ("-2d：预算已批准", "2026-03-04", "预算已批准"),
            ("昨天:见了院长", "2026-03-05", "见了院长"),
            ("вчера: звонил, бюджет есть", "2026-03-05", "звонил, бюджет есть"),
            ("2026-02-27: visit", "2026-02-27", "visit"),
            // Neither a day to come nor a time is meant so.
            ("tomorrow: they decide", "2026-03-06", "tomorrow: they decide"),
            ("budget: 10万", "2026-03-06", "budget: 10万"),
            ("yesterday:", "2026-03-06", "yesterday:"),
        ] {
            let (at, rest) = said_on(text, now, today);
            assert_eq!((at.date_naive(), rest), (day(on), said), "{text}");
        }
    }

    #[test]
    fn one_act_logs_the_talk_and_moves_the_next_step_from_where_it_was_seen() {
        let talk = Talk {
            account: id(1),
            deal: Some(Deal { id: id(2), step: json!("old"), due: json!("2026-03-01") }),
            contacts: vec![id(3)],
            user: id(4),
            at: "2026-03-06T10:00:00Z".parse().unwrap(),
            method: "visit".to_owned(),
            depth: 0,
            summary: "nobody there".to_owned(),
            next: Some(("come again".to_owned(), None)),
        };
        let changes = talk.clone().changes(id(9));
        let Change::Insert { values, .. } = &changes[0] else { panic!("{changes:?}") };
        assert_eq!((&values["two_way"], &values["depth"]), (&json!(false), &json!(1)), "no answer is no talk");
        let moved: Vec<(&Value, &Value)> = changes[1..]
            .iter()
            .map(|change| match change {
                Change::Update { base, new, .. } => (base, new),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(moved, [(&json!("old"), &json!("come again")), (&json!("2026-03-01"), &Value::Null)]);
        assert_eq!(Talk { next: None, ..talk }.changes(id(9)).len(), 1, "the next step stays");
    }
}
