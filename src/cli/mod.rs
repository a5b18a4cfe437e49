//! The command line: the same rules and the same journal as on the screen, one command at a time.

mod activity;
mod agenda;
mod agreement;
mod args;
mod calc;
mod calendar;
mod care;
mod desk;
mod files;
mod help;
mod incoming;
mod interview;
mod journal;
mod json;
mod machine;
mod many;
mod minutes;
mod need;
mod opp;
mod pipeline;
mod records;
mod sample;
mod score;
pub mod screen;
mod search;
mod service;
mod service_diff;
mod service_lint;
mod show;
mod sla;
mod sla_chain;
mod sla_clause;
mod sla_edit;
mod sla_import;
mod sla_origin;
mod sla_trace;
mod sla_versions;
mod stop;
mod table;
mod template;
mod thread;
mod values;
mod view;

use std::ffi::OsString;
use std::io::Write;

use args::{CalendarVerb, KnownVerb, Line, Options, Task, Verb, command};
use clap::error::ErrorKind;
use desk::Job;
pub use machine::{Environment, Machine};
use many::Which;
use screen::Session;
use stop::Stop;

use crate::domain::funnel::view::Sort;
use crate::domain::kinds::Kind;
use crate::text::{Lang, Msg, Text, clean};

/// What a command asks of the outside.
pub struct World<'w> {
    pub machine: &'w Machine,
    pub out: &'w mut dyn Write,
    pub err: &'w mut dyn Write,
    /// Opens the terminal program.
    pub screen: &'w dyn Fn(Session) -> Result<i32, Msg>,
}

/// Carries out one command line: 0 done, 1 refused with the reason on `err`, 2 not understood.
pub fn main(args: impl IntoIterator<Item = OsString>, world: &mut World<'_>) -> i32 {
    let args = help::help_last(args.into_iter().collect());
    let line = match Line::read(&args) {
        Ok(line) => line,
        Err(usage) => return explain(&usage, &args, world),
    };
    let Line { options: Options { workspace, lang, ascii, trace }, task } = line;
    let mut job = Job::new(world.machine, workspace, lang.map(|spoken| spoken.lang), ascii, trace);
    job.beside = lang.and_then(|spoken| spoken.beside);
    let done = match task {
        task if job.beside.is_some() && !task.as_ref().is_some_and(Task::makes_a_document) => {
            Err(Stop::Usage(Msg::new("cli-one-language")))
        }
        None => open_screen(&job, world.screen),
        Some(Task::Demo { write: None, .. }) => sample::look_around(&job, world.screen),
        Some(task) => {
            job.note_faults();
            run(&job, task)
        }
    };
    for note in job.notes() {
        complain(world.err, &format!("canvass: {}\n", clean::clean_lines(&note)));
    }
    match done {
        Ok((said, status)) => match write(world.out, world.err, &said) {
            0 => status,
            failed => failed,
        },
        Err(stop) => {
            let (lines, status) = stop.told(&job);
            for line in lines {
                complain(world.err, &format!("canvass: {}\n", clean::clean_lines(&line)));
            }
            status
        }
    }
}

/// Help that was asked for, or what of the line was not understood.
fn explain(usage: &clap::Error, args: &[OsString], world: &mut World<'_>) -> i32 {
    let job = Job::new(world.machine, None, help::asked_language(args), false, None);
    // A command without its verb gets the list of verbs.
    let half =
        matches!(usage.kind(), ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand);
    if usage.use_stderr() && !half {
        let said = job.text.say(&help::fault(usage, args));
        complain(world.err, &format!("canvass: {}\n", clean::clean_lines(&said)));
        return 2;
    }
    // The same line once more, read by a command line that has words.
    let asked = args.iter().cloned().chain(half.then(|| "--help".into()));
    let page = help::command(&job.text).try_get_matches_from(asked).err();
    let page = page.map_or_else(|| usage.render().to_string(), |page| page.render().to_string());
    if half {
        complain(world.err, &page);
        return 2;
    }
    write(world.out, world.err, &page)
}

/// There is nobody left to tell when this fails.
fn complain(err: &mut dyn Write, text: &str) {
    let _ = err.write_all(text.as_bytes()).and_then(|()| err.flush());
}

/// A reader that has seen enough (`| head`) is no fault.
fn write(out: &mut dyn Write, err: &mut dyn Write, text: &str) -> i32 {
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => 0,
        Err(e) if e.kind() == std::io::ErrorKind::BrokenPipe => 0,
        Err(e) => {
            complain(err, &format!("canvass: {e}\n"));
            1
        }
    }
}

/// Pages need a terminal that can place its cursor.
fn must_be_screen(job: &Job<'_>) -> Result<(), Stop> {
    if !job.machine.interactive {
        return Err(Stop::Usage(Msg::new("cli-no-terminal")));
    }
    if (job.machine.env)("TERM").is_some_and(|kind| kind == "dumb") {
        return Err(Stop::Usage(Msg::new("cli-dumb-terminal")));
    }
    Ok(())
}

fn open_screen(job: &Job<'_>, screen: &dyn Fn(Session) -> Result<i32, Msg>) -> Result<(String, i32), Stop> {
    must_be_screen(job)?;
    let session = job.session(job.placed_file()?, false)?;
    Ok((String::new(), screen(session)?))
}

fn run(job: &Job<'_>, task: Task) -> Result<(String, i32), Stop> {
    let said = match task {
        // These may have said it all, and still something was wrong or refused.
        Task::Template { verb } => return template::run(job, verb),
        Task::Check { replay, json } => return care::check(job, replay, json),
        Task::Backup { file: Some(file), .. } => return care::backup(job, &file),
        Task::Opp { verb } => return opp::run(job, verb),
        Task::Sla { verb } => return agreement::run(job, None, verb),
        Task::Ola { verb } => return agreement::run(job, Some("OLA"), verb),
        Task::Uc { verb } => return agreement::run(job, Some("UC"), verb),
        Task::Contract { verb } => return agreement::run(job, Some("CONTRACT"), verb),
        Task::Pipeline { verb } => return pipeline::run(job, verb),
        Task::Service { verb } => return service::run(job, verb),
        Task::Account { verb } => return generic(job, Kind::Account, verb),
        Task::Contact { verb } => return generic(job, Kind::Contact, verb),
        Task::Interview { verb } => return interview::run(job, verb),
        Task::Need { verb } => return need::run(job, verb),
        Task::Gap { verb } => return generic(job, Kind::Gap, verb),
        Task::Commitment { verb } => return generic(job, Kind::Commitment, verb),
        Task::Activity { verb } => return activity::run(job, verb),
        Task::User { verb } => return generic(job, Kind::User, verb),
        Task::Competitor { verb } => return generic(job, Kind::Competitor, verb),
        Task::Calendar { verb: CalendarVerb::Any(verb) } => return generic(job, Kind::Calendar, verb),
        Task::Demo { write: Some(file), size } => sample::write(job, &file, size),
        Task::Demo { write: None, .. } => Ok(String::new()),
        Task::Calendar { verb: CalendarVerb::Import { what, json } } => calendar::import(job, &what, json),
        Task::Calendar { verb: CalendarVerb::Export { what } } => calendar::export(job, &what),
        Task::View { verb } => view::run(job, verb),
        Task::Calc { question } => calc::calc(job, question),
        Task::Log { code, limit, verbose, json } => journal::log(job, code.as_deref(), limit, verbose, json),
        Task::Undo { act } => journal::undo(job, act.as_deref()),
        Task::Redo => journal::redo(job),
        Task::Search { words, kind, limit, json } => {
            search::search(job, &words.join(" "), kind.as_deref(), limit, json)
        }
        Task::Reindex => search::reindex(job),
        Task::Trace { code, json } => thread::trace(job, &code, json),
        Task::Backup { file: None, json, .. } => care::copies(job, json),
        Task::Config => Ok(crate::config::default_text(job.text.lang())),
        Task::Keys => Ok(crate::keys::readme_table(&job.text)),
        Task::Completions { shell } => {
            let mut page = Vec::new();
            clap_complete::generate(shell, &mut help::command(&Text::new(Lang::En)), "canvass", &mut page);
            Ok(String::from_utf8_lossy(&page).into_owned())
        }
        Task::Man => {
            let mut page = Vec::new();
            clap_mangen::Man::new(help::command(&Text::new(Lang::En)))
                .render(&mut page)
                .map_err(|e| Msg::new("cli-failed").with("reason", e.to_string()))?;
            Ok(String::from_utf8_lossy(&page).into_owned())
        }
    };
    said.map(|said| (said, 0))
}

fn generic(job: &Job<'_>, kind: Kind, verb: Verb) -> Result<(String, i32), Stop> {
    match verb {
        Verb::Known(verb) => known(job, kind, verb),
        Verb::Add { values, json } => records::add(job, kind, &values, json).map(|said| (said, 0)),
    }
}

fn known(job: &Job<'_>, kind: Kind, verb: KnownVerb) -> Result<(String, i32), Stop> {
    let said = match verb {
        KnownVerb::List { words, view, sort, limit, json } => {
            let asked = records::Asked { view, sort: sort.as_deref().and_then(Sort::named), only: None };
            records::list(job, kind, &words.join(" "), &asked, limit, json)
        }
        KnownVerb::Show { what, json } => show::show(job, kind, &what, json),
        KnownVerb::Edit { words, query, json } => return edit(job, kind, &words, query.as_deref(), json),
        KnownVerb::Archive { what, undo, force } => records::archive(job, kind, &what, undo, force),
    };
    said.map(|said| (said, 0))
}

/// One record, several, or all that a query finds.
fn edit(job: &Job<'_>, kind: Kind, words: &[String], query: Option<&str>, json: bool) -> Result<(String, i32), Stop> {
    let (names, values) = records::named(command(kind), words, query.is_some())?;
    match Which::several(names, query) {
        Some(which) => records::edit_many(job, kind, &which, values, json),
        None => records::edit(job, kind, names.first().map_or("", String::as_str), values, json).map(|said| (said, 0)),
    }
}
