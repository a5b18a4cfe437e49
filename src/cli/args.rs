//! What may be written on the command line.

mod activity;
mod interview;
mod minutes;
mod need;
mod opp;
mod pipeline;
mod service;
mod sla;
mod view;

use std::ffi::OsString;
use std::path::PathBuf;

pub use activity::{ActivityVerb, TalkArgs};
use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
pub use interview::{AnswerArgs, InterviewVerb, StepArgs, TemplateVerb};
pub use minutes::{Handout, MinutesVerb};
pub use need::NeedVerb;
pub use opp::OppVerb;
pub use pipeline::PipelineVerb;
pub use service::ServiceVerb;
pub use sla::{ClauseWords, SlaVerb};
pub use view::ViewVerb;

use crate::domain::funnel::view::SORTS;
use crate::domain::kinds::Kind;
use crate::store::search::is_searched;
use crate::text::Lang;

// What each command and argument is for stands in `assets/i18n/*/help.ftl` and is put in by `help`.
#[derive(Debug, Parser)]
#[command(name = "canvass", version, max_term_width = 100)]
pub struct Line {
    #[command(flatten)]
    pub options: Options,
    #[command(subcommand)]
    pub task: Option<Task>,
}

/// A line without a command. It is tried first: building all commands costs more than opening a workspace.
#[derive(Debug, Parser)]
#[command(disable_help_flag = true)]
struct Bare {
    #[command(flatten)]
    options: Options,
}

impl Line {
    /// Reads a command line.
    ///
    /// # Errors
    /// What is to be told: help, the version, or what was not understood.
    pub fn read(args: &[OsString]) -> Result<Self, clap::Error> {
        match Bare::try_parse_from(args) {
            Ok(Bare { options }) => Ok(Self { options, task: None }),
            Err(_) => Self::try_parse_from(args),
        }
    }
}

/// What every command takes.
#[derive(Args, Debug)]
pub struct Options {
    #[arg(long, global = true, value_name = "FILE")]
    pub workspace: Option<PathBuf>,
    #[arg(long, global = true, value_name = "TAG", value_parser = spoken)]
    pub lang: Option<Spoken>,
    #[arg(long, global = true)]
    pub ascii: bool,
    #[arg(long, global = true, value_name = "FILE")]
    pub trace: Option<PathBuf>,
}

/// The language of an answer; a document may have a second one beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spoken {
    pub lang: Lang,
    pub beside: Option<Lang>,
}

fn spoken(tags: &str) -> Result<Spoken, String> {
    match tags.split_once(',') {
        None => lang(tags).map(|lang| Spoken { lang, beside: None }),
        Some((first, second)) => {
            let (first, second) = (lang(first.trim())?, lang(second.trim())?);
            Ok(Spoken { lang: first, beside: Some(second).filter(|second| *second != first) })
        }
    }
}

fn lang(tag: &str) -> Result<Lang, String> {
    Lang::from_tag(tag).ok_or_else(|| "use en, zh-CN or ru".to_owned())
}

#[derive(Debug, Subcommand)]
pub enum Task {
    Demo {
        #[arg(long, value_name = "FILE")]
        write: Option<PathBuf>,
        #[arg(long, value_name = "N", requires = "write", value_parser = clap::value_parser!(u32).range(1..=200_000))]
        size: Option<u32>,
    },
    Opp {
        #[command(subcommand)]
        verb: OppVerb,
    },
    Pipeline {
        #[command(subcommand)]
        verb: PipelineVerb,
    },
    Account {
        #[command(subcommand)]
        verb: Verb,
    },
    Contact {
        #[command(subcommand)]
        verb: Verb,
    },
    Interview {
        #[command(subcommand)]
        verb: InterviewVerb,
    },
    Template {
        #[command(subcommand)]
        verb: TemplateVerb,
    },
    Need {
        #[command(subcommand)]
        verb: NeedVerb,
    },
    Gap {
        #[command(subcommand)]
        verb: Verb,
    },
    Sla {
        #[command(subcommand)]
        verb: SlaVerb,
    },
    Ola {
        #[command(subcommand)]
        verb: SlaVerb,
    },
    Uc {
        #[command(subcommand)]
        verb: SlaVerb,
    },
    Contract {
        #[command(subcommand)]
        verb: SlaVerb,
    },
    Service {
        #[command(subcommand)]
        verb: ServiceVerb,
    },
    Commitment {
        #[command(subcommand)]
        verb: Verb,
    },
    Activity {
        #[command(subcommand)]
        verb: ActivityVerb,
    },
    User {
        #[command(subcommand)]
        verb: Verb,
    },
    Competitor {
        #[command(subcommand)]
        verb: Verb,
    },
    Calendar {
        #[command(subcommand)]
        verb: CalendarVerb,
    },
    View {
        #[command(subcommand)]
        verb: ViewVerb,
    },
    Calc {
        #[command(subcommand)]
        question: Calc,
    },
    Log {
        code: Option<String>,
        #[arg(long, value_name = "N", default_value_t = 30)]
        limit: usize,
        #[arg(short, long)]
        verbose: bool,
        #[arg(long)]
        json: bool,
    },
    Undo {
        act: Option<String>,
    },
    Redo,
    Search {
        #[arg(required = true)]
        words: Vec<String>,
        #[arg(long, value_name = "KIND", value_parser = PossibleValuesParser::new(searched().map(command)))]
        kind: Option<String>,
        #[arg(long, value_name = "N", default_value_t = 5)]
        limit: usize,
        #[arg(long)]
        json: bool,
    },
    Trace {
        code: String,
        #[arg(long)]
        json: bool,
    },
    Backup {
        #[arg(required_unless_present = "list")]
        file: Option<PathBuf>,
        #[arg(long, conflicts_with = "file")]
        list: bool,
        #[arg(long, requires = "list")]
        json: bool,
    },
    Check {
        #[arg(long)]
        replay: bool,
        #[arg(long)]
        json: bool,
    },
    Reindex,
    Config,
    Keys,
    Completions {
        shell: clap_complete::Shell,
    },
    Man,
}

impl Task {
    /// Whether it makes a document that may be in two languages.
    pub fn makes_a_document(&self) -> bool {
        let (Self::Sla { verb } | Self::Ola { verb } | Self::Uc { verb } | Self::Contract { verb }) = self else {
            return false;
        };
        matches!(verb, SlaVerb::Export { .. })
    }
}

/// What every kind of record can do.
#[derive(Debug, Subcommand)]
pub enum Verb {
    #[command(flatten)]
    Known(KnownVerb),
    #[command(alias = "new")]
    Add {
        #[arg(required = true, value_name = "FIELD=VALUE")]
        values: Vec<String>,
        #[arg(long)]
        json: bool,
    },
}

/// What can be done with records that are there.
#[derive(Debug, Subcommand)]
pub enum KnownVerb {
    List {
        words: Vec<String>,
        #[arg(long, value_name = "NAME")]
        view: Option<String>,
        #[arg(long, value_name = "ORDER", value_parser = PossibleValuesParser::new(SORTS))]
        sort: Option<String>,
        #[arg(long, value_name = "N", default_value_t = 50)]
        limit: usize,
        #[arg(long)]
        json: bool,
    },
    Show {
        #[arg(value_name = "CODE")]
        what: String,
        #[arg(long)]
        json: bool,
    },
    Edit {
        #[arg(required = true, value_name = "CODE|FIELD=VALUE")]
        words: Vec<String>,
        #[arg(long = "where", value_name = "QUERY")]
        query: Option<String>,
        #[arg(long)]
        json: bool,
    },
    Archive {
        #[arg(value_name = "CODE")]
        what: String,
        #[arg(long)]
        undo: bool,
        #[arg(long)]
        force: bool,
    },
}

#[derive(Debug, Subcommand)]
pub enum CalendarVerb {
    #[command(flatten)]
    Any(Verb),
    Import {
        #[arg(value_name = "FILE|CODE")]
        what: String,
        #[arg(long)]
        json: bool,
    },
    Export {
        #[arg(value_name = "CODE")]
        what: String,
    },
}

/// Which hours count.
#[derive(Debug, Args)]
pub struct OnCalendar {
    #[arg(long, value_name = "FILE|CODE")]
    pub calendar: Option<String>,
    #[arg(long, value_name = "ZONE")]
    pub tz: Option<String>,
}

#[derive(Debug, Subcommand)]
pub enum Calc {
    Downtime {
        #[arg(long, value_name = "PERCENT", allow_negative_numbers = true)]
        target: String,
        #[arg(long)]
        period: String,
        #[command(flatten)]
        on: OnCalendar,
        #[arg(long)]
        json: bool,
    },
    Due {
        #[arg(long, value_name = "TIME")]
        start: String,
        #[arg(long, value_name = "LENGTH", allow_hyphen_values = true)]
        target: String,
        #[arg(long = "pause", value_name = "FROM/TO", num_args = 1..)]
        pauses: Vec<String>,
        #[command(flatten)]
        on: OnCalendar,
        #[arg(long)]
        json: bool,
    },
    Elapsed {
        #[arg(long, value_name = "TIME")]
        from: String,
        #[arg(long, value_name = "TIME")]
        to: String,
        #[command(flatten)]
        on: OnCalendar,
        #[arg(long)]
        json: bool,
    },
    Availability {
        #[arg(long)]
        period: String,
        #[arg(long = "outage", value_name = "FROM/TO", num_args = 1..)]
        outages: Vec<String>,
        #[arg(long = "exclude", value_name = "FROM/TO", num_args = 1..)]
        excluded: Vec<String>,
        #[arg(long, value_name = "PERCENT", allow_negative_numbers = true)]
        target: String,
        #[command(flatten)]
        on: OnCalendar,
        #[arg(long)]
        json: bool,
    },
    Compose {
        structure: String,
        #[arg(long, value_name = "PERCENT", allow_negative_numbers = true)]
        target: Option<String>,
        #[arg(long)]
        json: bool,
    },
    Credit {
        #[arg(long, value_name = "FROM:CREDIT,…")]
        tiers: String,
        #[arg(long, value_name = "PERCENT", allow_negative_numbers = true)]
        cap: Option<String>,
        #[arg(long, value_name = "AMOUNT", allow_negative_numbers = true)]
        fee: String,
        #[arg(long, value_name = "PERCENT", num_args = 1.., required = true, allow_negative_numbers = true)]
        achieved: Vec<String>,
        #[arg(long, value_enum, default_value = "sum")]
        combine: CombineRule,
        #[arg(long, value_name = "CODE")]
        ccy: Option<String>,
        #[arg(long)]
        json: bool,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CombineRule {
    Sum,
    #[value(name = "highest_only", alias = "highest")]
    HighestOnly,
}

/// Kinds in whose records there is something to search.
pub fn searched() -> impl Iterator<Item = Kind> {
    Kind::ALL.into_iter().filter(|kind| is_searched(kind.spec()))
}

/// Name of a kind as a command.
pub fn command(kind: Kind) -> &'static str {
    match kind {
        Kind::Opportunity => "opp",
        Kind::Agreement => "sla",
        _ => kind.name(),
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::Line;
    use crate::keys::ACTIONS;

    #[test]
    fn what_the_palette_says_of_the_command_line_is_understood_there() {
        let named = |word: &str| match word {
            "KIND" => "opp".to_owned(),
            "FORMAT" => "md".to_owned(),
            "ORDER" => "next".to_owned(),
            other => other.to_owned(),
        };
        for cli in ACTIONS.iter().filter_map(|spec| spec.cli) {
            let words = std::iter::once("canvass".to_owned()).chain(cli.split(' ').map(named));
            assert!(Line::try_parse_from(words).is_ok(), "canvass {cli}");
        }
    }
}
