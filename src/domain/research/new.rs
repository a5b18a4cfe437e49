//! A new interview from its template, and a new need from an answer, with what the records know.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::figure;
use super::need::title_from;
use super::template::{Question, Template};
use crate::domain::record::{Id, Record, Values};
use crate::domain::wording::instant_value;
use crate::text::{Lang, clean};

/// The level of templates for leaders.
const EXECUTIVE: i64 = 3;

/// The values of a new interview. `known` holds what was said of it; `roles` are the people of its deal, of whom the
/// one who decides most is asked. It is held now, unless it is planned for a day.
pub fn interview(template: &Template, known: Values, roles: &[Record], lang: Lang, now: DateTime<Utc>) -> Values {
    let mut values = known;
    values.retain(|_, value| !value.is_null());
    values.insert("template".to_owned(), json!(template.key));
    values.insert("template_version".to_owned(), json!(template.version));
    let planned = values.contains_key("planned_at") && !values.contains_key("held_at");
    let mut usual = |name: &str, value: Value| {
        values.entry(name).or_insert(value);
    };
    usual("title", json!(template.title.to(lang)));
    usual("language", json!(lang.tag()));
    usual("state", json!(if planned { "PLANNED" } else { "IN_PROGRESS" }));
    if !planned {
        usual("held_at", instant_value(now));
    }
    if let Some(contact) = most_deciding(roles) {
        usual("contacts", json!([contact.json()]));
    }
    values
}

/// The values of a new need in the words of an answer, with what its question says of it; `None` where the interview
/// belongs to no deal.
pub fn need_of_answer(template: &Template, interview: &Record, answer: &Record) -> Option<Values> {
    let question = template.question(answer.str("question"));
    let mut values = need_in_words(template, question, answer.str("raw"));
    values.insert("opportunity".to_owned(), interview.id_of("opportunity")?.json());
    let asked = answer.id_of("by").or_else(|| Id::all(interview.get("contacts")).next());
    values.extend(asked.map(|contact| ("requester".to_owned(), contact.json())));
    Some(values)
}

/// What these words, the question they answer and its template say of a need: title, kind, and a figure if they hold
/// one.
pub fn need_in_words(template: &Template, question: Option<&Question>, words: &str) -> Values {
    let mut values = Values::new();
    let mut say = |field: &str, value: Value| {
        values.insert(field.to_owned(), value);
    };
    say("title", json!(title_from(&clean::clean_lines(words))));
    say("statement", json!(words.trim()));
    if let Some(hint) = question.and_then(Question::need_hint) {
        say("level", json!(hint.level));
        say("scope", json!(hint.scope));
        say("analysis", json!(hint.analysis));
        if let Some(aspect) = hint.aspect {
            say("aspect", json!(aspect));
        }
    }
    // What leaders want is strategy, also where their question says nothing of it (01-model 1.8).
    if template.level == EXECUTIVE && !values.contains_key("scope") {
        values.insert("scope".to_owned(), json!("macro"));
    }
    let mut say = |field: &str, value: Value| {
        values.insert(field.to_owned(), value);
    };
    if let Some((metric, value, unit)) = figure::of(question, words) {
        say("metric", json!(metric));
        say("target_value", json!(value));
        say("unit", json!(unit));
    }
    values
}

/// The first of those whose word counts most.
fn most_deciding(roles: &[Record]) -> Option<Id> {
    let power = |role: &Record| role.get("decision_power").as_i64().unwrap_or(0);
    let named = roles.iter().rev().filter_map(|role| Some((power(role), role.id_of("contact")?)));
    named.max_by_key(|(power, _)| *power).map(|(_, contact)| contact)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kinds::Kind;

    fn role(contact: u128, power: i64) -> Record {
        let id = Id(uuid::Uuid::from_u128(contact));
        let Value::Object(values) = json!({ "contact": id.json(), "decision_power": power }) else { panic!() };
        let who = String::new();
        Record {
            kind: Kind::DealRole,
            id,
            code: String::new(),
            version: 1,
            created_ms: 0,
            created_by: who.clone(),
            updated_ms: 0,
            updated_by: who,
            archived: false,
            values,
        }
    }

    #[test]
    fn an_interview_is_held_now_unless_it_is_planned() {
        let template = Template::all().unwrap().remove(0);
        let now: DateTime<Utc> = "2026-03-06T04:00:00Z".parse().unwrap();
        let roles = [role(1, 1), role(2, 3), role(3, 3)];
        let held = interview(&template, Values::new(), &roles, Lang::Zh, now);
        assert_eq!((&held["state"], &held["held_at"]), (&json!("IN_PROGRESS"), &json!("2026-03-06T04:00:00Z")));
        assert_eq!(held["contacts"], json!([role(2, 3).id.json()]));
        assert_eq!((&held["title"], &held["language"]), (&json!(template.title.to(Lang::Zh)), &json!("zh-CN")));
        let mut known = Values::new();
        known.insert("planned_at".to_owned(), json!("2026-03-09T01:00:00Z"));
        known.insert("title".to_owned(), json!("Kick-off"));
        let planned = interview(&template, known, &[], Lang::En, now);
        assert_eq!((&planned["state"], planned.get("held_at")), (&json!("PLANNED"), None));
        assert_eq!((&planned["title"], planned.get("contacts")), (&json!("Kick-off"), None));
    }
}
