//! Interview templates: what there is, checking a file, and bringing one's own into the workspace.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use serde_json::{Value, json};

use super::args::TemplateVerb;
use super::desk::Job;
use super::files::{STREAM, text_of, write_at};
use super::json::pretty;
use super::stop::Stop;
use super::table::{Column, table};
use crate::domain::act::{Act, Change};
use crate::domain::kinds::Kind;
use crate::domain::research::own;
use crate::domain::research::template::{Form, Question, Template, faults};
use crate::domain::validate::LONG_MAX;
use crate::store::How;
use crate::store::request::Command;
use crate::store::workspace::new_id;
use crate::text::Msg;
use crate::text::clean::{clean, clean_lines};

/// A file to begin with; every kind of question stands in it once.
const NEW: &str = include_str!("../../assets/interviews/new.toml");

/// What it said and the exit status: a file with faults is no success.
pub fn run(job: &Job<'_>, verb: TemplateVerb) -> Result<(String, i32), Stop> {
    let said = match verb {
        TemplateVerb::List { json } => list(job, json),
        TemplateVerb::Show { template, json } => show(job, &template, json),
        TemplateVerb::Check { file, json } => return check(job, &file, json),
        TemplateVerb::New { file } => write(job, &file, NEW),
        TemplateVerb::Copy { template, file } => {
            let (found, own) = named(job, &template)?;
            let source = match own {
                Some(text) => text,
                None => Template::source(&found.key).unwrap_or_default().to_owned(),
            };
            write(job, &file, &source)
        }
        TemplateVerb::Add { file, json } => add(job, &file, json),
    };
    said.map(|said| (said, 0))
}

fn write(job: &Job<'_>, file: &Path, text: &str) -> Result<String, Stop> {
    if file == Path::new(STREAM) {
        return Ok(text.to_owned());
    }
    write_at(file, text.as_bytes())?;
    Ok(job.text.say(&Msg::new("cli-template-written").with("path", file.display().to_string())) + "\n")
}

/// The newest template of this key, and its text where it is one of the workspace.
fn named(job: &Job<'_>, key: &str) -> Result<(Arc<Template>, Option<String>), Stop> {
    let all = newest(job)?;
    let found = all.iter().find(|template| template.key.eq_ignore_ascii_case(key.trim()));
    let Some(found) = found else {
        let lang = job.text.lang();
        let known: Vec<String> = all.iter().map(|one| format!("{} {}", one.key, one.title.to(lang))).collect();
        return Err(Msg::new("cli-no-template").with("templates", known.join("; ")).into());
    };
    if Template::builtin(&found.key, found.version).is_some() {
        return Ok((Arc::clone(found), None));
    }
    let text = job.read()?.template_text(&found.key, found.version)?;
    Ok((Arc::clone(found), text))
}

/// Every template; without a workspace those that come with the program.
fn newest(job: &Job<'_>) -> Result<Vec<Arc<Template>>, Stop> {
    if job.file().is_ok_and(|file| file.exists()) {
        return Ok(job.read()?.newest_templates()?);
    }
    Ok(Template::all()?.into_iter().map(Arc::new).collect())
}

fn list(job: &Job<'_>, as_json: bool) -> Result<String, Stop> {
    let all = newest(job)?;
    let own = |template: &Template| Template::builtin(&template.key, template.version).is_none();
    if as_json {
        let row = |one: &Arc<Template>| {
            json!({ "key": one.key, "version": one.version, "level": one.level, "title": one.title,
                "purpose": one.purpose, "questions": one.questions.len(), "own": own(one) })
        };
        return pretty(&json!(all.iter().map(row).collect::<Vec<_>>()));
    }
    let lang = job.text.lang();
    let text = |key: &str| Column { head: job.text.field("template", key), right: key == "version" };
    let columns = [
        text("key"),
        text("version"),
        Column { head: job.text.get("cli-template-questions"), right: true },
        text("title"),
    ];
    let rows: Vec<Vec<String>> = all
        .iter()
        .map(|one| {
            let mark = if own(one) { format!(" ({})", job.text.get("cli-template-own")) } else { String::new() };
            let title = format!("{}{mark}", one.title.to(lang));
            vec![one.key.clone(), one.version.to_string(), one.questions.len().to_string(), title]
        })
        .collect();
    Ok(table(&columns, &rows, job.look()))
}

fn show(job: &Job<'_>, key: &str, as_json: bool) -> Result<String, Stop> {
    let (template, _) = named(job, key)?;
    if as_json {
        let questions: Vec<Value> = template.questions.iter().map(question_json).collect();
        return pretty(&json!({ "key": template.key, "version": template.version, "level": template.level,
            "title": template.title, "purpose": template.purpose, "questions": questions }));
    }
    let lang = job.text.lang();
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{} {}  {}", template.key, template.version, template.title.to(lang));
    let _ = writeln!(out, "{}", template.purpose.to(lang));
    for section in &template.sections {
        let _ = writeln!(out, "\n{}", section.title.to(lang));
        for question in template.questions_in(&section.key) {
            let must = if question.required { " *" } else { "" };
            let _ =
                writeln!(out, "  {}  {}{must}  [{}]", question.id, question.wording(lang, "…"), form(question.form));
            if let Some(condition) = &question.condition {
                let _ = writeln!(out, "      {}: {condition}", job.text.get("cli-template-if"));
            }
        }
    }
    Ok(out)
}

fn form(form: Form) -> &'static str {
    match form {
        Form::Text => "text",
        Form::Single => "single",
        Form::Multi => "multi",
        Form::Number => "number",
        Form::Money => "money",
        Form::Date => "date",
        Form::Scale => "scale",
        Form::Table => "table",
        Form::YesNo => "yesno",
    }
}

fn question_json(question: &Question) -> Value {
    let choices: Vec<Value> =
        question.choices.iter().map(|choice| json!({ "code": choice.code, "label": choice.label })).collect();
    let columns: Vec<Value> = question
        .columns
        .iter()
        .map(|column| json!({ "key": column.key, "type": form(column.form), "label": column.label }))
        .collect();
    json!({ "id": question.id, "section": question.section, "type": form(question.form), "required": question.required,
        "show_if": question.show_if, "label": question.label, "hint": question.hint, "unit": question.unit,
        "options": choices, "columns": columns, "feeds": question.feeds })
}

fn read(file: &str) -> Result<String, Stop> {
    text_of(file, LONG_MAX, Msg::new("cli-template-unreadable"))
}

/// Every fault of a file with its place; the status tells other programs whether there are any.
fn check(job: &Job<'_>, name: &str, as_json: bool) -> Result<(String, i32), Stop> {
    let text = read(name)?;
    let found = faults(&text);
    let status = i32::from(!found.is_empty());
    if !found.is_empty() {
        job.note(&Msg::new("cli-file-faults").with("file", name).with("count", found.len()));
    }
    if as_json {
        let rows: Vec<Value> = found
            .iter()
            .map(|fault| json!({ "line": fault.line, "column": fault.column, "message": job.text.say(&fault.msg) }))
            .collect();
        return Ok((pretty(&json!({ "file": name, "sound": found.is_empty(), "faults": rows }))?, status));
    }
    let mut out = String::new();
    for fault in &found {
        let said = clean_lines(&job.text.say(&fault.msg)).into_owned();
        let _ = writeln!(out, "{}:{}:{}: {}", clean(name), fault.line, fault.column, said.replace('\n', " "));
    }
    if found.is_empty() {
        let template = Template::read(name, &text)?;
        let msg = Msg::new("cli-template-sound").with("template", template.key).with("version", template.version);
        out = job.text.say(&msg.with("count", template.questions.len())) + "\n";
    }
    Ok((out, status))
}

/// Brings a file into the workspace, where colleagues have it too.
fn add(job: &Job<'_>, file: &str, as_json: bool) -> Result<String, Stop> {
    let text = read(file)?;
    let values = own::values(file, &text, job.text.lang())?;
    let (key, version) = (values["key"].as_str().unwrap_or_default(), values["version"].as_i64().unwrap_or_default());
    let desk = job.write(How::OpenOrCreate)?;
    let taken =
        || Msg::new("cli-template-taken").with("template", key).with("version", version).with("next", version + 1);
    if Template::builtin(key, version).is_some() {
        return Err(taken().into());
    }
    let said = |key: &str, template: &str| Msg::new(key).with("template", template).with("version", version);
    match desk.ws.template_text(key, version)? {
        Some(known) if known == text.trim() => {
            return Ok(job.text.say(&said("cli-template-known", key)) + "\n");
        }
        Some(_) => return Err(taken().into()),
        None => {}
    }
    let id = new_id();
    let added = said("cli-template-added", key);
    let changes = vec![Change::Insert { kind: Kind::Template, id, values }];
    desk.ws.run(Command::Save(Act { id: new_id(), verb: "verb-create".to_owned(), changes }))?;
    if as_json {
        return super::records::one_json(&desk, Kind::Template, id);
    }
    Ok(job.text.say(&added) + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    #[test]
    fn the_file_to_begin_with_is_sound_and_shows_every_form() {
        assert_eq!(faults(NEW), []);
        let template = Template::read("new.toml", NEW).unwrap();
        let forms: std::collections::BTreeSet<&str> = template.questions.iter().map(|one| form(one.form)).collect();
        assert_eq!(forms.len(), 9, "{forms:?}");
        assert!(Lang::ALL.iter().all(|lang| !template.title.to(*lang).is_empty()));
    }
}
