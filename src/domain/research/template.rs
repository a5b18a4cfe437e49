//! Interview templates: data files of questions in three languages, checked before they are used (01-model 1.7).

use std::collections::BTreeMap;

use serde::Deserialize;

use super::show_if::Expr;
use crate::domain::agreement::metric::CODES;
use crate::text::{Lang, Msg, Words};

mod check;

pub use check::{Fault, faults};

const OPTIONS: &str = include_str!("../../../assets/interviews/options.toml");

/// The files the program brings along, by key.
const BUILTIN: [(&str, &str); 7] = [
    ("T1", include_str!("../../../assets/interviews/T1.toml")),
    ("T2", include_str!("../../../assets/interviews/T2.toml")),
    ("T3", include_str!("../../../assets/interviews/T3.toml")),
    ("T4", include_str!("../../../assets/interviews/T4.toml")),
    ("T5", include_str!("../../../assets/interviews/T5.toml")),
    ("T6", include_str!("../../../assets/interviews/T6.toml")),
    ("T7", include_str!("../../../assets/interviews/T7.toml")),
];

/// One version of one interview; never changed once an interview used it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    pub key: String,
    pub version: i64,
    /// The level of contact it is meant for: 3 executive, 2 manager, 1 user.
    pub level: i64,
    pub title: Words,
    pub purpose: Words,
    #[serde(rename = "section")]
    pub sections: Vec<Section>,
    #[serde(rename = "question")]
    pub questions: Vec<Question>,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    pub key: String,
    pub title: Words,
}

/// What an answer holds. See [`super::answer::value_of`] for the JSON form of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    Text,
    Single,
    Multi,
    Number,
    Money,
    Date,
    Scale,
    Table,
    YesNo,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    pub id: String,
    pub section: String,
    #[serde(rename = "type")]
    pub form: Form,
    pub required: bool,
    /// The condition as written; `condition` is what it means.
    pub show_if: Option<String>,
    #[serde(skip)]
    pub condition: Option<Expr>,
    pub label: Words,
    /// What to listen for.
    pub hint: Option<Words>,
    pub unit: Option<Words>,
    pub min: Option<i64>,
    pub max: Option<i64>,
    /// Words of each number where several are asked at once, written `1200/8/25`.
    #[serde(default)]
    pub parts: Vec<Words>,
    /// Key of an option set.
    options: Option<String>,
    /// The choices, from the set or written beside the question.
    #[serde(default, rename = "option")]
    pub choices: Vec<Choice>,
    #[serde(default)]
    pub columns: Vec<Column>,
    /// Where an answer may lead: `account.it_budget` suggests a value for a field,
    /// `need+(real,macro,business)` a new record.
    pub feeds: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    pub code: String,
    pub label: Words,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    pub key: String,
    #[serde(rename = "type")]
    pub form: Form,
    pub label: Words,
    pub min: Option<i64>,
    pub max: Option<i64>,
    options: Option<String>,
    #[serde(skip)]
    pub choices: Vec<Choice>,
}

/// Where an answer may lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed<'a> {
    pub record: &'a str,
    /// A new record; otherwise a field of one that is there.
    pub new: bool,
    /// Codes with which a new record starts, or of the field that a yes stands for.
    pub with: Vec<&'a str>,
    /// Empty for a new record.
    pub field: &'a str,
}

/// What kind of need a question brings up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NeedHint {
    pub level: String,
    pub scope: String,
    pub analysis: String,
    pub aspect: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OptionFile {
    #[serde(rename = "set")]
    sets: Vec<OptionSet>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OptionSet {
    key: String,
    options: Vec<Choice>,
}

type Sets = BTreeMap<String, Vec<Choice>>;

fn read<T: serde::de::DeserializeOwned>(file: &str, text: &str) -> Result<T, Msg> {
    toml::from_str(text).map_err(|error| {
        let (line, column) = check::place(text, error.span().map_or(0, |span| span.start));
        Msg::new("template-unreadable")
            .with("file", file)
            .with("line", line)
            .with("column", column)
            .with("detail", error.message())
    })
}

fn sets() -> Result<Sets, Msg> {
    let file: OptionFile = read("options.toml", OPTIONS)?;
    Ok(file.sets.into_iter().map(|set| (set.key, set.options)).collect())
}

impl Template {
    /// Every template the program brings along, in order of their keys.
    pub fn all() -> Result<Vec<Self>, Msg> {
        let sets = sets()?;
        BUILTIN.iter().map(|(key, text)| Self::read_with(&format!("{key}.toml"), text, &sets)).collect()
    }

    /// One template the program brings along; `None` when it has no such version.
    pub fn builtin(key: &str, version: i64) -> Option<Self> {
        let (_, text) = BUILTIN.iter().find(|(name, _)| *name == key)?;
        Self::read(&format!("{key}.toml"), text).ok().filter(|template| template.version == version)
    }

    /// A template from the text of a file; `file` names it in a refusal.
    pub fn read(file: &str, text: &str) -> Result<Self, Msg> {
        Self::read_with(file, text, &sets()?)
    }

    fn read_with(file: &str, text: &str, sets: &Sets) -> Result<Self, Msg> {
        let mut template: Self = read(file, text)?;
        match template.settle(sets).into_iter().next() {
            Some((_, fault)) => Err(fault),
            None => Ok(template),
        }
    }

    /// The file of a template the program brings along.
    pub fn source(key: &str) -> Option<&'static str> {
        BUILTIN.iter().find(|(name, _)| name.eq_ignore_ascii_case(key)).map(|(_, text)| *text)
    }

    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == id)
    }

    /// The questions of one section, in the order in which they are asked.
    pub fn questions_in<'a>(&'a self, section: &'a str) -> impl Iterator<Item = &'a Question> {
        self.questions.iter().filter(move |question| question.section == section)
    }
}

impl Question {
    /// The question in the reader's language, with the need it is about put in its place.
    pub fn wording(&self, lang: Lang, need: &str) -> String {
        self.label.to(lang).replace("{need}", need)
    }

    /// Where an answer may lead, in the order of the file.
    pub fn targets(&self) -> impl Iterator<Item = Feed<'_>> {
        self.feeds.iter().filter_map(|feed| {
            let (record, new, with) = feed_parts(feed)?;
            let (field, with) = match with.split_first() {
                Some((field, codes)) if !new => (*field, codes.to_vec()),
                _ => ("", with),
            };
            Some(Feed { record, new, with, field })
        })
    }

    /// The metric of the catalogue that a number given here is measured by, if it says.
    pub fn metric_hint(&self) -> Option<&'static str> {
        self.feeds.iter().find_map(|feed| match feed_parts(feed)? {
            ("target", true, with) => CODES.iter().copied().find(|code| with.contains(code)),
            _ => None,
        })
    }

    /// What kind of need an answer brings up, if any.
    pub fn need_hint(&self) -> Option<NeedHint> {
        self.feeds.iter().find_map(|feed| match feed_parts(feed)? {
            ("need", true, with) if with.len() >= 3 => Some(NeedHint {
                level: with[0].to_owned(),
                scope: with[1].to_owned(),
                analysis: with[2].to_owned(),
                aspect: with.get(3).map(|&aspect| aspect.to_owned()),
            }),
            _ => None,
        })
    }
}

/// Splits a feed into its record, whether it makes a new one, and what that one starts with.
fn feed_parts(feed: &str) -> Option<(&str, bool, Vec<&str>)> {
    let name = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let Some((record, rest)) = feed.split_once('+') else {
        let (record, field) = feed.split_once('.')?;
        let (field, codes) = match field.split_once('(') {
            Some((field, codes)) => (field, codes.strip_suffix(')')?.split(',').collect()),
            None => (field, Vec::new()),
        };
        let with: Vec<&str> = std::iter::once(field).chain(codes).collect();
        return (name(record) && with.iter().all(|&part| name(part))).then_some((record, false, with));
    };
    let (with, field) = match rest.strip_prefix('(') {
        Some(rest) => rest.split_once(')')?,
        None => ("", rest),
    };
    let with: Vec<&str> = if with.is_empty() { Vec::new() } else { with.split(',').collect() };
    let field_reads = field.is_empty() || field.strip_prefix('.').is_some_and(name);
    (name(record) && field_reads && with.iter().all(|&part| name(part))).then_some((record, true, with))
}

#[cfg(test)]
mod tests;
