//! The text of one section of an agreement: read, or written as a whole.

use serde_json::{Value, json};

use super::args::ClauseWords;
use super::desk::Job;
use super::files::text_of;
use super::json::pretty;
use super::sla::LONGEST;
use super::sla_versions::{sheet, sheet_to_change};
use super::stop::Stop;
use crate::domain::act::{Act, Change};
use crate::domain::agreement::draft::Draft;
use crate::domain::agreement::new::clause_values;
use crate::domain::agreement::sections::{self, Section};
use crate::domain::kinds::Kind;
use crate::export::agreement::draft_of;
use crate::export::formats::languages;
use crate::store::How;
use crate::store::request::Command;
use crate::store::workspace::new_id;
use crate::text::{Arg, Lang, Msg};

pub fn clause(job: &Job<'_>, what: &str, section: &str, words: &ClauseWords, as_json: bool) -> Result<String, Stop> {
    let Some(new) = written(words)? else {
        let draft = draft_of(&sheet(&job.read()?, what)?)?;
        return read(job, &draft, section, words, as_json);
    };
    let desk = job.write(How::Existing)?;
    let draft = draft_of(&sheet_to_change(&desk, what)?)?;
    let (section, lang) = (section_of(job, &draft, section)?, language_of(job, &draft, words)?);
    let value = Some(new.trim_end()).filter(|text| !text.is_empty()).map_or(Value::Null, |text| json!(text));
    let held = draft.clause(&section.key, lang.tag());
    let change = match held {
        Some(clause) => Some(Change::Update {
            kind: Kind::Clause,
            id: clause.id,
            field: "text".to_owned(),
            base: json!(clause.values.text),
            new: value,
        }),
        None => value.as_str().map(|text| Change::Insert {
            kind: Kind::Clause,
            id: new_id(),
            values: clause_values(draft.version.id, section, lang.tag(), text),
        }),
    };
    let changes: Vec<Change> = change.into_iter().collect();
    let done = if changes.is_empty() {
        0
    } else {
        desk.ws.run(Command::Save(Act { id: new_id(), verb: "verb-edit".to_owned(), changes }))?.changes
    };
    if as_json {
        return read(job, &draft_of(&sheet_to_change(&desk, what)?)?, &section.key, words, true);
    }
    let msg = if done == 0 { "cli-unchanged" } else { "cli-changed" };
    Ok(job.text.say(&Msg::new(msg).with("code", draft.code.as_str()).with("n", done)) + "\n")
}

/// The new text, where one is given; `-` reads what comes in.
fn written(words: &ClauseWords) -> Result<Option<String>, Stop> {
    let Some(file) = &words.file else { return Ok(words.text.clone()) };
    text_of(file, LONGEST, Msg::new("cli-clause-unreadable")).map(Some)
}

fn read(job: &Job<'_>, draft: &Draft, section: &str, words: &ClauseWords, as_json: bool) -> Result<String, Stop> {
    let (section, lang) = (section_of(job, draft, section)?, language_of(job, draft, words)?);
    let text = draft.clause(&section.key, lang.tag()).and_then(|clause| clause.values.text.as_deref());
    if as_json {
        let version = &draft.version.values.number;
        return pretty(&json!({
            "code": draft.code, "version": version, "section": section.key, "language": lang.tag(), "text": text,
        }));
    }
    let Some(text) = text else {
        let title = section.title.to(job.text.lang());
        let language = Arg::Key(format!("choice-{}", lang.tag()));
        job.note(&Msg::new("cli-clause-empty").with("section", title).with("language", language));
        return Ok(String::new());
    };
    Ok(text.to_owned() + "\n")
}

/// A section by its key, its number in this document, or its title in any language.
fn section_of(job: &Job<'_>, draft: &Draft, name: &str) -> Result<&'static Section, Stop> {
    let (key, title) = (name.trim().replace('-', "_").to_lowercase(), name.trim().to_lowercase());
    let numbered = draft.outline().find(|(number, _)| number.to_string() == title).map(|(_, section)| section);
    let titled = |section: &&Section| Lang::ALL.iter().any(|lang| section.title.to(*lang).to_lowercase() == title);
    numbered.or_else(|| sections::named(&key)).or_else(|| sections::all().iter().find(titled)).ok_or_else(|| {
        let lang = job.text.lang();
        let known: Vec<String> =
            sections::all().iter().map(|section| format!("{} ({})", section.key, section.title.to(lang))).collect();
        Msg::new("cli-clause-none").with("section", name).with("sections", known.join(", ")).into()
    })
}

/// The language that is named, which the version must have; else that of the program, or the version's first.
fn language_of(job: &Job<'_>, draft: &Draft, words: &ClauseWords) -> Result<Lang, Stop> {
    let own = languages(draft);
    let Some(tag) = &words.language else {
        let spoken = job.text.lang();
        return Ok(own.iter().find(|lang| **lang == spoken).or(own.first()).copied().unwrap_or(spoken));
    };
    Lang::from_tag(tag).filter(|lang| own.contains(lang)).ok_or_else(|| {
        let known: Vec<&str> = own.iter().map(|lang| lang.tag()).collect();
        let msg = Msg::new("cli-clause-language").with("code", draft.code.as_str()).with("language", tag.as_str());
        msg.with("languages", known.join(", ")).into()
    })
}
