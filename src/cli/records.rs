//! List, add, edit, archive and move: records of any kind from the command line.

use std::sync::Arc;

use serde_json::Value;

use super::desk::{Desk, Job};
use super::json::{page_json, pretty, record_json};
use super::many::{self, Which};
use super::show::{cell, heads};
use super::stop::Stop;
use super::table::table;
use super::values::{Pair, no_field, split};
use super::view;
use crate::domain::act::{Act, Change};
use crate::domain::funnel::opportunity::undecided;
use crate::domain::funnel::query::{Asker, Query};
use crate::domain::funnel::view::Sort;
use crate::domain::kinds::Kind;
use crate::domain::record::{Entry, Field, Id, Need, Record, Type, Values};
use crate::domain::research::new::interview;
use crate::domain::research::template::Template;
use crate::store::request::{Command, Depth, ListQuery, Task};
use crate::store::workspace::new_id;
use crate::store::{How, Workspace};
use crate::text::Msg;

/// Deals named in one sentence.
const NAMED: usize = 5;

/// How opportunities are listed: through a view, in an order of its own.
pub struct Asked {
    pub view: Option<String>,
    pub sort: Option<Sort>,
    /// Only records that hold this value in this field.
    pub only: Option<(&'static str, &'static str)>,
}

pub fn list(
    job: &Job<'_>,
    kind: Kind,
    words: &str,
    asked: &Asked,
    limit: usize,
    as_json: bool,
) -> Result<String, Stop> {
    let deals = kind == Kind::Opportunity;
    if !deals && (asked.view.is_some() || asked.sort.is_some()) {
        return Err(Msg::new("cli-views-of-deals").into());
    }
    let ws = job.read()?;
    let sight = asked.view.as_ref().map(|name| view::sight(job, &ws, name)).transpose()?.unwrap_or_default();
    let words = format!("{} {words}", sight.query);
    let filter = if deals { query(job, &ws, words.trim())? } else { Query::words(&words) };
    let read = if asked.only.is_some() { usize::MAX >> 1 } else { limit };
    let query = ListQuery { kind, filter, of: None, offset: 0, limit: read };
    let mut page =
        if deals { ws.deals(&query, asked.sort.unwrap_or(sight.sort), Depth::Whole)? } else { ws.list(&query)? };
    if let Some((field, value)) = asked.only {
        page.rows.retain(|row| row.str(field) == value);
        page.total = page.rows.len();
        page.rows.truncate(limit);
    }
    if page.rows.len() < page.total {
        job.note(&Msg::new("cli-more").with("shown", page.rows.len()).with("total", page.total));
    }
    if as_json {
        return pretty(&page_json(&ws, kind, &page)?);
    }
    let columns = kind.columns();
    let shown = |record: &Record, (of, field): &(Kind, &'static str)| {
        let record = if *of == kind { Some(record) } else { page.beside.get(&record.id) };
        record.map_or_else(String::new, |record| cell(job, &ws, record, field, &page.labels))
    };
    let row = |record: &Record| columns.iter().map(|column| shown(record, column)).collect();
    let rows: Vec<Vec<String>> = page.rows.iter().map(row).collect();
    let heads: Vec<_> = columns.iter().flat_map(|(of, field)| heads(job, *of, &[field])).collect();
    Ok(table(&heads, &rows, job.look()))
}

/// Reads what opportunities are asked for.
pub fn query(job: &Job<'_>, ws: &Workspace, text: &str) -> Result<Query, Stop> {
    let people = ws.people()?;
    let me = people.iter().find(|person| Some(&person.login) == job.machine.login.as_ref()).map(|person| person.id);
    let pipelines = ws.pipelines();
    let asker = Asker {
        pipelines: &pipelines,
        lang: job.text.lang(),
        today: job.today(),
        currency: job.config.currency,
        me,
        people: &people,
        tags: &[],
    };
    Query::read(text, &asker).map_err(|fault| Stop::Query { text: text.to_owned(), fault })
}

/// What was written for the record, and for the one made with it.
pub struct Written<'a> {
    pub own: Vec<Pair<'a>>,
    pub companion: Vec<Pair<'a>>,
    template: Option<&'a str>,
}

/// Reads which fields are meant. `both` where those of the companion may be named too.
pub fn sort<'a>(job: &Job<'_>, kind: Kind, words: &'a [String], both: bool) -> Result<Written<'a>, Stop> {
    let mut written = Written { own: Vec::new(), companion: Vec::new(), template: None };
    let with = kind.companion().filter(|_| both);
    for (name, raw) in split(words)? {
        if both && kind == Kind::Interview && name == "template" {
            written.template = Some(raw.trim());
            continue;
        }
        let (to, field) = match (job.field(kind, name), with) {
            (Some(field), _) => (&mut written.own, field),
            (None, Some((other, owner))) => match job.field(other, name).filter(|field| field.name != owner) {
                Some(field) => (&mut written.companion, field),
                None => return Err(no_field(&[kind, other], name).into()),
            },
            (None, None) => return Err(no_field(&[kind], name).into()),
        };
        if field.entry != Entry::Form {
            return Err(Msg::new("cli-field-kept").with("field", name).into());
        }
        if to.iter().any(|(known, _)| known.name == field.name) {
            return Err(Stop::Usage(Msg::new("cli-field-twice").with("field", name)));
        }
        to.push((field, raw));
    }
    Ok(written)
}

pub fn add(job: &Job<'_>, kind: Kind, words: &[String], as_json: bool) -> Result<String, Stop> {
    let written = sort(job, kind, words, true)?;
    // A new workspace holds nothing to which a record could belong; its name may be mistyped.
    let belongs = |field: &Field| matches!(field.ty, Type::Link(to) | Type::Links(to) if to != Kind::User);
    let needs = |field: &Field| field.need == Need::Always && belongs(field);
    let linked = kind.spec().fields.iter().any(needs) || written.own.iter().any(|(field, _)| belongs(field));
    let desk = job.write(if linked && job.named() { How::Existing } else { How::OpenOrCreate })?;
    let mut values = desk.read_values(kind, &written.own, &Values::new())?;
    values.retain(|_, value| !value.is_null());
    desk.presets(kind, &mut values)?;
    let lang = job.text.lang();
    if kind == Kind::Interview {
        let roles = match values.get("opportunity").and_then(Id::of) {
            Some(deal) => desk.ws.belonging(Kind::DealRole, "opportunity", deal)?,
            None => Vec::new(),
        };
        values = interview(&*template(&desk, written.template)?, values, &roles, lang, job.now());
    }
    let id = new_id();
    let mut theirs = Values::new();
    let with = kind.companion().filter(|_| kind == Kind::Agreement || !written.companion.is_empty());
    if let Some((other, _)) = with {
        theirs = desk.read_values(other, &written.companion, &values)?;
        theirs.retain(|_, value| !value.is_null());
        desk.presets(other, &mut theirs)?;
    }
    let changes = match with {
        Some((Kind::AgreementVersion, _)) => desk.new_draft(values, theirs)?.changes(id, new_id)?,
        Some((other, owner)) => {
            theirs.insert(owner.to_owned(), id.json());
            if let (Kind::Employment, Some(level)) = (other, values.get("level")) {
                theirs.entry("level").or_insert_with(|| level.clone());
            }
            vec![Change::Insert { kind, id, values }, Change::Insert { kind: other, id: new_id(), values: theirs }]
        }
        None => vec![Change::Insert { kind, id, values }],
    };
    let verb = match kind {
        Kind::Interview => "verb-interview",
        Kind::Agreement => "verb-agreement",
        _ => "verb-create",
    };
    let done = desk.ws.run(Command::Save(Act { id: new_id(), verb: verb.to_owned(), changes }))?;
    if as_json {
        return one_json(&desk, kind, id);
    }
    Ok(job.text.say(&Msg::new("cli-created").with("code", done.shown(job.text.lang()))) + "\n")
}

/// The newest version of the named template.
fn template(desk: &Desk<'_>, key: Option<&str>) -> Result<Arc<Template>, Stop> {
    let templates = desk.ws.newest_templates()?;
    let named = key.and_then(|key| templates.iter().find(|template| template.key.eq_ignore_ascii_case(key)));
    named.cloned().ok_or_else(|| {
        let lang = desk.job.text.lang();
        let known: Vec<String> = templates.iter().map(|t| format!("{} {}", t.key, t.title.to(lang))).collect();
        Msg::new("cli-no-template").with("templates", known.join("; ")).into()
    })
}

pub fn one_json(desk: &Desk<'_>, kind: Kind, id: Id) -> Result<String, Stop> {
    let record = desk.ws.record(kind, id)?.ok_or_else(|| Msg::new("store-gone"))?;
    pretty(&record_json(&desk.ws, &record)?)
}

pub fn update(record: &Record, field: &str, base: Value, new: Value) -> Change {
    Change::Update { kind: record.kind, id: record.id, field: field.to_owned(), base, new }
}

/// The names before the first `field=value`, and these. Half a command is refused, in the name of the one that was given.
pub fn named<'w>(command: &str, words: &'w [String], none: bool) -> Result<(&'w [String], &'w [String]), Stop> {
    let pairs = |word: &String| word.contains(['=', '＝']);
    // The first word is a name, even one with an equals sign in it.
    let least = usize::from(!none).min(words.len());
    let names = words.iter().skip(least).take_while(|word| !pairs(word)).count();
    let (names, values) = words.split_at(if none { 0 } else { least + names });
    if !values.is_empty() {
        return Ok((names, values));
    }
    // A pair alone is hardly the name of a record.
    let missing = if matches!(names, [only] if pairs(only)) { "<CODE>" } else { "<FIELD=VALUE>" };
    let help = format!("canvass {command} edit --help");
    Err(Stop::Usage(Msg::new("usage-missing").with("text", missing).with("help", help)))
}

/// The same values in several records, as one act.
pub fn edit_many(
    job: &Job<'_>,
    kind: Kind,
    which: &Which<'_>,
    words: &[String],
    as_json: bool,
) -> Result<(String, i32), Stop> {
    let written = sort(job, kind, words, false)?;
    let desk = job.write(How::Existing)?;
    let values = desk.read_values(kind, &written.own, &Values::new())?;
    many::run(&desk, kind, which, Task::Set(values.into_iter().collect()), as_json)
}

pub fn edit(job: &Job<'_>, kind: Kind, what: &str, words: &[String], as_json: bool) -> Result<String, Stop> {
    let written = sort(job, kind, words, false)?;
    let desk = job.write(How::Existing)?;
    let record = desk.find(kind, what)?;
    let values = desk.read_values(kind, &written.own, &record.values)?;
    let changes =
        values.into_iter().map(|(field, new)| update(&record, &field, record.get(&field).clone(), new)).collect();
    let done = desk.ws.run(Command::Save(Act { id: new_id(), verb: "verb-edit".to_owned(), changes }))?;
    if as_json {
        return one_json(&desk, kind, record.id);
    }
    let msg = if done.changes == 0 { "cli-unchanged" } else { "cli-changed" };
    Ok(job.text.say(&Msg::new(msg).with("code", name(&record)).with("n", done.changes)) + "\n")
}

/// What people call a record: its code, or its title where it has none.
pub fn name(record: &Record) -> String {
    if record.code.is_empty() { record.title().to_owned() } else { record.code.clone() }
}

pub fn archive(job: &Job<'_>, kind: Kind, what: &str, back: bool, force: bool) -> Result<String, Stop> {
    let desk = job.write(How::Existing)?;
    let record = if back { desk.find_archived(kind, what)? } else { desk.find(kind, what)? };
    if kind == Kind::Account && !back && !force {
        let deals = desk.ws.belonging(Kind::Opportunity, "account", record.id)?;
        let open = undecided(&deals);
        if !open.is_empty() {
            let named: Vec<String> =
                open.iter().take(NAMED).map(|deal| format!("{} {}", deal.code, deal.title())).collect();
            let msg = Msg::new(if open.len() > NAMED { "cli-archive-many" } else { "cli-archive-open" });
            let msg = msg.with("code", name(&record)).with("count", open.len()).with("deals", named.join("; "));
            return Err(msg.into());
        }
    }
    let changes = vec![Change::archive(&record, !back)];
    let verb = if back { "verb-restore" } else { "verb-archive" };
    let done = desk.ws.run(Command::Save(Act { id: new_id(), verb: verb.to_owned(), changes }))?;
    let msg = match (done.changes, back) {
        (0, _) => "cli-unchanged",
        (_, false) => "cli-archived",
        (_, true) => "cli-restored",
    };
    Ok(job.text.say(&Msg::new(msg).with("code", name(&record))) + "\n")
}
