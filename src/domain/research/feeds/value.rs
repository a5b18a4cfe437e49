//! An answer as the value of a field: what fits as it is, and what is written down as a sentence.

use serde_json::{Value, json};

use crate::domain::record::{Field, Type};
use crate::domain::research::template::{Form, Question};
use crate::text::{Lang, Text, clean};

/// Minutes of a working day, for days of work that are asked for as a number.
const DAY: f64 = 480.0;

/// Areas of the templates (option set AREA) as aspects of a need.
const AREAS: &[(&str, &str)] = &[
    ("infra", "hardware"),
    ("data", "data"),
    ("app", "application"),
    ("mgmt", "organisation"),
    ("sec", "security"),
    ("serv", "process"),
];

/// Without case and blanks, to tell whether two names are the same.
pub fn fold(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// The value for a field, `None` where the answer does not fit it.
pub fn for_field(field: &Field, question: &Question, value: &Value, raw: &str, lang: Lang) -> Option<Value> {
    match (field.ty, question.form) {
        (Type::Choice(codes), Form::Single) => {
            value.as_str().filter(|code| codes.contains(code)).map(|code| json!(code))
        }
        (Type::Set(codes), Form::Multi) => {
            let all = value.as_array()?;
            all.iter().all(|code| code.as_str().is_some_and(|code| codes.contains(&code))).then(|| value.clone())
        }
        (Type::Flag, Form::YesNo) | (Type::Money, Form::Money) | (Type::Date, Form::Date) => Some(value.clone()),
        (Type::Int(least, most), Form::Scale | Form::Number) => {
            let number = value.as_i64().or_else(|| value.as_f64().filter(|n| n.fract() == 0.0).map(|n| n as i64))?;
            (least..=most).contains(&number).then(|| json!(number))
        }
        (Type::Length { seconds, min, max }, Form::Number) => {
            let length = (value.as_f64()? * DAY * 60.0 / seconds as f64).round() as i64;
            (min..=max).contains(&length).then(|| json!(length))
        }
        (Type::Text(most), _) => {
            let words = sentence(question, value, raw, lang)?;
            let line = words.lines().next().unwrap_or_default().trim();
            (!line.is_empty()).then(|| json!(line.chars().take(most).collect::<String>()))
        }
        (Type::Long, _) => sentence(question, value, raw, lang).map(Value::from),
        (Type::List, Form::Text) => {
            let entries: Vec<String> =
                raw.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
            (!entries.is_empty()).then(|| json!(entries))
        }
        (Type::List, _) => sentence(question, value, raw, lang).map(|words| json!([words])),
        _ => None,
    }
}

/// The value for a field of a need: as above, and by the rules of the templates for a weight given as a mark.
pub fn for_need(field: &Field, question: &Question, value: &Value, raw: &str, lang: Lang) -> Option<Value> {
    if field.name == "priority" && question.form == Form::Scale {
        return match value.as_i64()? {
            4 | 5 => Some(json!("should")),
            _ => Some(json!("could")),
        };
    }
    if field.name == "aspect" && question.form == Form::Multi {
        // What is named first weighs most.
        let first = value.as_array()?.first()?.as_str()?;
        return AREAS.iter().find(|(area, _)| *area == first).map(|(_, aspect)| json!(aspect));
    }
    for_field(field, question, value, raw, lang)
}

/// What was said, in a form that can be read without the question beside it.
fn sentence(question: &Question, value: &Value, raw: &str, lang: Lang) -> Option<String> {
    let raw = raw.trim();
    if raw.is_empty() {
        return None;
    }
    if question.form == Form::Text {
        return Some(raw.to_owned());
    }
    let said = match question.form {
        Form::YesNo => {
            let text = Text::new(lang);
            let word = text.get(if value.as_bool() == Some(true) { "choice-yes" } else { "choice-no" });
            // A remark behind the word is worth more than the word.
            if raw.chars().count() > 6 { raw.to_owned() } else { word }
        }
        Form::Single | Form::Multi => {
            let codes: Vec<&str> = value.as_array().map_or_else(
                || value.as_str().into_iter().collect(),
                |codes| codes.iter().filter_map(Value::as_str).collect(),
            );
            labels(question, &codes, lang)
        }
        _ => raw.to_owned(),
    };
    Some(format!("{} {said}", clean::clean(&question.wording(lang, "…"))))
}

/// What options are called, in the language of the interview.
pub fn labels(question: &Question, codes: &[&str], lang: Lang) -> String {
    let known = |code: &&str| question.choices.iter().find(|choice| choice.code == **code);
    let labels: Vec<&str> = codes.iter().filter_map(known).map(|choice| choice.label.to(lang)).collect();
    labels.join(if lang == Lang::Zh { "、" } else { ", " })
}

/// A list with more entries, or a text with another paragraph; what stands there already is not added again.
pub fn appended(old: &Value, add: &Value) -> Value {
    match (old, add) {
        (Value::Array(old), Value::Array(add)) => {
            let new = add.iter().filter(|entry| !old.contains(entry));
            Value::Array(old.iter().chain(new).cloned().collect())
        }
        (Value::String(old), Value::String(add)) if old.contains(add.as_str()) => json!(old),
        (Value::String(old), Value::String(add)) => json!(format!("{old}\n\n{add}")),
        (Value::Null, add) => add.clone(),
        (old, _) => old.clone(),
    }
}
