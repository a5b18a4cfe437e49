//! Pipelines on the command line: looked at, checked, changed, in and out of files.

use serde_json::{Value, json};
use toml::Table;

use super::args::PipelineVerb;
use super::calendar::LONGEST;
use super::desk::Job;
use super::files::text_of;
use super::json::{instant, pretty};
use super::stop::Stop;
use super::table::{Column, table};
use crate::domain::funnel::pipeline::{Pipeline, Stage, Unreadable};
use crate::domain::funnel::pipelines::Pipelines;
use crate::store::How;
use crate::store::request::{Command, Funnel, Reshape};
use crate::store::workspace::new_id;
use crate::text::{Msg, number};

/// What it said and the exit status: a pipeline with faults is no success.
pub fn run(job: &Job<'_>, verb: PipelineVerb) -> Result<(String, i32), Stop> {
    let said = match verb {
        PipelineVerb::List { json } => list(job, json),
        PipelineVerb::Show { what, json } => show(job, &what, json),
        PipelineVerb::Check { pipeline_file: file, json } => return check(job, &file, json),
        PipelineVerb::Import { pipeline_file: file, going, going_reason: reason, json } => {
            let text = read(&file)?;
            let pipeline = sound(job, &text, &known(job), &file)?;
            save(job, &pipeline.code.clone(), |_| Ok(pipeline), Going::read(&going, reason)?, json)
        }
        PipelineVerb::Export { what } => {
            let funnel = job.read()?.funnel()?;
            named(job, &funnel.pipelines, &what).map(Pipeline::print)
        }
        PipelineVerb::Edit { what, stage, values, going, going_reason: reason, json } => {
            let change = |pipeline: &Pipeline| edited(job, pipeline, stage.as_deref(), &values);
            save(job, &what, change, Going::read(&going, reason)?, json)
        }
    };
    said.map(|said| (said, 0))
}

fn read(file: &str) -> Result<String, Stop> {
    text_of(file, LONGEST, Msg::new("cli-pipeline-unreadable"))
}

/// The pipelines of the workspace; those of the program where there is none yet.
fn known(job: &Job<'_>) -> Pipelines {
    let funnel = job.read().ok().and_then(|ws| ws.funnel().ok());
    funnel.map(|funnel| funnel.pipelines).unwrap_or_default()
}

fn named<'p>(job: &Job<'_>, pipelines: &'p Pipelines, typed: &str) -> Result<&'p Pipeline, Stop> {
    let wanted = typed.trim().to_lowercase();
    let lang = job.text.lang();
    let is = |p: &&Pipeline| p.code.to_lowercase() == wanted || p.name.to(lang).to_lowercase() == wanted;
    pipelines.all().find(is).ok_or_else(|| {
        let codes: Vec<&str> = pipelines.all().map(|pipeline| pipeline.code.as_str()).collect();
        Msg::new("cli-no-pipeline").with("pipeline", typed).with("pipelines", codes.join(", ")).into()
    })
}

/// What is wrong with a text, from the top to the bottom.
fn faults(text: &str, among: &Pipelines) -> Result<Pipeline, Vec<Unreadable>> {
    let pipeline = Pipeline::read(text).map_err(|unreadable| vec![unreadable])?;
    let mut found: Vec<_> = among.faults(&pipeline).iter().map(|fault| Pipeline::find(text, fault)).collect();
    found.sort_by_key(|fault| (fault.line, fault.column));
    if found.is_empty() { Ok(pipeline) } else { Err(found) }
}

fn sound(job: &Job<'_>, text: &str, among: &Pipelines, file: &str) -> Result<Pipeline, Stop> {
    faults(text, among).map_err(|found| Stop::Several(found.iter().map(|fault| told(job, file, fault)).collect()))
}

fn told(job: &Job<'_>, file: &str, fault: &Unreadable) -> Msg {
    let place = Msg::new("cli-calendar-fault").with("file", file).with("line", fault.line);
    place.with("column", fault.column).with("fault", job.text.say(&fault.msg))
}

fn check(job: &Job<'_>, file: &str, as_json: bool) -> Result<(String, i32), Stop> {
    let text = read(file)?;
    let found = faults(&text, &known(job)).err().unwrap_or_default();
    if as_json {
        if !found.is_empty() {
            job.note(&Msg::new("cli-file-faults").with("file", file).with("count", found.len()));
        }
        let faults = found
            .iter()
            .map(|fault| json!({ "line": fault.line, "column": fault.column, "message": job.text.say(&fault.msg) }));
        return Ok((pretty(&json!({ "faults": faults.collect::<Vec<_>>() }))?, i32::from(!found.is_empty())));
    }
    if found.is_empty() {
        return Ok((job.text.get("cli-pipeline-sound") + "\n", 0));
    }
    Err(Stop::Several(found.iter().map(|fault| told(job, file, fault)).collect()))
}

fn list(job: &Job<'_>, as_json: bool) -> Result<String, Stop> {
    let funnel = job.read()?.funnel()?;
    let all = funnel.pipelines.all();
    if as_json {
        return pretty(&Value::Array(all.map(|pipeline| summary(&funnel, pipeline)).collect()));
    }
    let rows: Vec<Vec<String>> = all
        .map(|pipeline| {
            let count = |n: i64| number::count(n, job.text.lang());
            vec![
                pipeline.code.clone(),
                pipeline.name.to(job.text.lang()).to_owned(),
                count(pipeline.columns().count() as i64),
                count(deals(&funnel, pipeline)),
                version(&funnel, pipeline).map_or_else(|| job.text.get("pipeline-shipped"), count),
            ]
        })
        .collect();
    let heads = [
        ("field-code", false),
        ("field-name", false),
        ("pipeline-head-stages", true),
        ("pipeline-head-deals", true),
        ("pipeline-head-version", false),
    ]
    .map(|(key, right)| Column { head: job.text.get(key), right });
    Ok(table(&heads, &rows, job.look()))
}

fn deals(funnel: &Funnel, pipeline: &Pipeline) -> i64 {
    pipeline.stages().iter().filter_map(|stage| funnel.counts.get(&stage.code)).sum()
}

/// How often it was changed; `None` for one as the program brings it.
fn version(funnel: &Funnel, pipeline: &Pipeline) -> Option<i64> {
    funnel.kept.iter().find(|record| record.str("key") == pipeline.code).map(|record| record.version)
}

fn summary(funnel: &Funnel, pipeline: &Pipeline) -> Value {
    let kept = funnel.kept.iter().find(|record| record.str("key") == pipeline.code);
    json!({
        "code": pipeline.code,
        "name": pipeline.name,
        "kinds": pipeline.kinds,
        "deals": deals(funnel, pipeline),
        "version": kept.map(|record| record.version),
        "changed_by": kept.map(|record| record.updated_by.as_str()),
        "changed_at": kept.map(|record| instant(record.updated_ms)),
    })
}

fn show(job: &Job<'_>, what: &str, as_json: bool) -> Result<String, Stop> {
    let funnel = job.read()?.funnel()?;
    let pipeline = named(job, &funnel.pipelines, what)?;
    if as_json {
        let mut whole =
            serde_json::to_value(pipeline).map_err(|e| Msg::new("cli-failed").with("reason", e.to_string()))?;
        if let (Value::Object(whole), Value::Object(about)) = (&mut whole, summary(&funnel, pipeline)) {
            whole.extend(about);
            let standing =
                |stage: &Stage| funnel.counts.get(&stage.code).map(|count| (stage.code.clone(), json!(count)));
            whole.insert("standing".to_owned(), Value::Object(pipeline.stages().iter().filter_map(standing).collect()));
        }
        return pretty(&whole);
    }
    let lang = job.text.lang();
    let rows: Vec<Vec<String>> = pipeline
        .stages()
        .iter()
        .map(|stage| {
            let or = |n: Option<i64>| n.map(|n| number::count(n, lang)).unwrap_or_default();
            let phase = stage.phase.as_deref().and_then(|code| pipeline.phase(code));
            let ty = if stage.retired {
                "pipeline-retired".to_owned()
            } else {
                format!("pipeline-type-{}", stage.ty.code())
            };
            vec![
                stage.code.clone(),
                stage.name.to(lang).to_owned(),
                phase.map(|phase| phase.name.to(lang).to_owned()).unwrap_or_default(),
                job.text.get(&ty),
                format!("{} %", stage.probability_bp / 100),
                or(stage.rot_days),
                or(stage.cap_days),
                or(stage.wip),
                stage.gate.join(" "),
                or(funnel.counts.get(&stage.code).copied()),
            ]
        })
        .collect();
    let heads = [
        ("field-code", false),
        ("field-name", false),
        ("pipeline-head-phase", false),
        ("pipeline-head-type", false),
        ("pipeline-head-probability", true),
        ("pipeline-head-rot", true),
        ("pipeline-head-cap", true),
        ("pipeline-head-wip", true),
        ("pipeline-head-gate", false),
        ("pipeline-head-deals", true),
    ]
    .map(|(key, right)| Column { head: job.text.get(key), right });
    Ok(table(&heads, &rows, job.look()))
}

/// Where the deals of stages that are given up go, and why.
struct Going {
    stages: Vec<(String, String)>,
    why: String,
}

impl Going {
    fn read(pairs: &[String], reason: Option<String>) -> Result<Self, Stop> {
        let pair = |pair: &String| {
            let (from, to) =
                pair.split_once('=').ok_or_else(|| Msg::new("cli-no-equals").with("text", pair.as_str()))?;
            Ok((from.trim().to_owned(), to.trim().to_owned()))
        };
        let stages = pairs.iter().map(pair).collect::<Result<_, Stop>>()?;
        Ok(Self { stages, why: reason.unwrap_or_default() })
    }
}

fn save(
    job: &Job<'_>,
    what: &str,
    change: impl FnOnce(&Pipeline) -> Result<Pipeline, Stop>,
    going: Going,
    as_json: bool,
) -> Result<String, Stop> {
    let desk = job.write(How::OpenOrCreate)?;
    let pipelines = desk.ws.pipelines();
    let seen = pipelines.all().find(|known| known.code == what).or(named(job, &pipelines, what).ok());
    let wanted = match seen {
        Some(seen) => change(seen)?,
        // A new one has nothing before it.
        None => change(&Pipeline { code: what.to_owned(), ..Pipeline::default() })?,
    };
    let reshape = Reshape {
        key: wanted.code.clone(),
        seen: seen.map(|seen| desk.ws.text_of(seen)).transpose()?.unwrap_or_default(),
        text: wanted.print(),
        going: going.stages,
        why: going.why,
    };
    let done = desk.ws.run(Command::Reshape { act: new_id(), reshape: Box::new(reshape) })?;
    if as_json {
        let funnel = desk.ws.funnel()?;
        return pretty(&summary(&funnel, named(job, &funnel.pipelines, &wanted.code)?));
    }
    let key = if done.changes == 0 { "cli-unchanged" } else { "cli-pipeline-saved" };
    Ok(job.text.say(&Msg::new(key).with("code", wanted.code)) + "\n")
}

/// Fields whose value is a list.
const LISTS: [&str; 5] = ["kinds", "needs", "skip_when", "gate", "competitor_for"];

/// The pipeline with other values of its own or of one of its stages; an empty value takes the field out.
fn edited(job: &Job<'_>, pipeline: &Pipeline, stage: Option<&str>, values: &[String]) -> Result<Pipeline, Stop> {
    let failed = |e: String| Stop::from(Msg::new("pipeline-unreadable").with("detail", e));
    let mut whole: Table = toml::from_str(&pipeline.print()).map_err(|e| failed(e.to_string()))?;
    let part = match stage {
        None => &mut whole,
        Some(typed) => {
            let at = pipeline.stages().iter().position(|stage| stage.code.eq_ignore_ascii_case(typed));
            let stages = whole.get_mut("stages").and_then(toml::Value::as_array_mut);
            at.and_then(|at| stages?.get_mut(at)?.as_table_mut()).ok_or_else(|| {
                let codes: Vec<&str> = pipeline.stages().iter().map(|stage| stage.code.as_str()).collect();
                Msg::new("cli-no-stage").with("stage", typed).with("stages", codes.join(", "))
            })?
        }
    };
    for pair in values {
        let (field, value) =
            pair.split_once('=').ok_or_else(|| Msg::new("cli-no-equals").with("text", pair.as_str()))?;
        let (field, value) = (field.trim(), value.trim());
        if let Some(lang) = field.strip_prefix("name.") {
            if let Some(names) = part.get_mut("name").and_then(toml::Value::as_table_mut) {
                names.insert(lang.to_owned(), value.into());
            }
        } else if value.is_empty() {
            part.remove(field);
        } else if LISTS.contains(&field) {
            let items = value.split([',', ' ']).filter(|item| !item.is_empty()).map(toml::Value::from);
            part.insert(field.to_owned(), items.collect::<Vec<_>>().into());
        } else {
            let bool = value.parse::<bool>().ok().map(toml::Value::from);
            let value = value.parse::<i64>().ok().map(toml::Value::from).or(bool).unwrap_or_else(|| value.into());
            part.insert(field.to_owned(), value);
        }
    }
    let text = toml::to_string(&whole).map_err(|e| failed(e.to_string()))?;
    let changed = Pipeline::read(&text).map_err(|unreadable| job.text.say(&unreadable.msg)).map_err(failed)?;
    Ok(changed)
}
