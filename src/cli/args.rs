//! What may be written on the command line.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::domain::kinds::Kind;
use crate::export::formats::FORMATS;
use crate::text::Lang;

/// Presales workspace: from first contact to service level agreement. Without a command it opens in the terminal.
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
    pub fn read(args: Vec<OsString>) -> Result<Self, clap::Error> {
        match Bare::try_parse_from(&args) {
            Ok(Bare { options }) => Ok(Self { options, task: None }),
            Err(_) => Self::try_parse_from(args),
        }
    }
}

/// What every command takes.
#[derive(Args, Debug)]
pub struct Options {
    /// Workspace file; otherwise $CANVASS_WORKSPACE, otherwise canvass/workspace.db in your data folder
    #[arg(long, global = true, value_name = "FILE")]
    pub workspace: Option<PathBuf>,
    /// Language of words and documents: en, zh-CN or ru
    #[arg(long, global = true, value_name = "TAG", value_parser = lang)]
    pub lang: Option<Lang>,
    /// Marks and lines in plain ASCII
    #[arg(long, global = true)]
    pub ascii: bool,
    /// Write what the terminal program does, without any of your data, to this file
    #[arg(long, global = true, value_name = "FILE")]
    pub trace: Option<PathBuf>,
}

fn lang(tag: &str) -> Result<Lang, String> {
    Lang::from_tag(tag).ok_or_else(|| "use en, zh-CN or ru".to_owned())
}

#[derive(Debug, Subcommand)]
pub enum Task {
    /// Open a throw-away sample workspace, or write one to a new file
    Demo {
        /// Write the sample to this new file instead of opening it
        #[arg(long, value_name = "FILE")]
        write: Option<PathBuf>,
        /// Generate this many opportunities instead of the sample
        #[arg(long, value_name = "N", requires = "write", value_parser = clap::value_parser!(u32).range(1..=200_000))]
        size: Option<u32>,
    },
    /// Opportunities, and their way through the funnel
    Opp {
        #[command(subcommand)]
        verb: OppVerb,
    },
    /// Customers
    Account {
        #[command(subcommand)]
        verb: Verb,
    },
    /// People at customers; account=… and title=… add where they work
    Contact {
        #[command(subcommand)]
        verb: Verb,
    },
    /// Interviews and their answers
    Interview {
        #[command(subcommand)]
        verb: InterviewVerb,
    },
    /// Needs
    Need {
        #[command(subcommand)]
        verb: Verb,
    },
    /// Gaps between today and what is wanted
    Gap {
        #[command(subcommand)]
        verb: Verb,
    },
    /// Agreements: check and export them
    Sla {
        #[command(subcommand)]
        verb: SlaVerb,
    },
    /// Talks, visits and messages
    Activity {
        #[command(subcommand)]
        verb: Verb,
    },
    /// Colleagues
    User {
        #[command(subcommand)]
        verb: Verb,
    },
    /// Competitors
    Competitor {
        #[command(subcommand)]
        verb: Verb,
    },
    /// Working calendars, in and out of files
    Calendar {
        #[command(subcommand)]
        verb: CalendarVerb,
    },
    /// Service time, downtime, due times, structures and credits, exactly
    Calc {
        #[command(subcommand)]
        question: Calc,
    },
    /// What was done, newest first
    Log {
        /// Only what touched this record
        code: Option<String>,
        #[arg(long, value_name = "N", default_value_t = 30)]
        limit: usize,
        /// Show each field that changed
        #[arg(short, long)]
        verbose: bool,
        #[arg(long)]
        json: bool,
    },
    /// Take back your last act, or a named one
    Undo {
        /// Number of the act as “canvass log” shows it (#12), or its id
        act: Option<String>,
    },
    /// Do again what was last taken back
    Redo,
    /// Where a record came from and what became of it, to both ends
    Trace {
        /// Code of a record, or of a part of an agreement: SLA-2026-0001/T1, SLA-2026-0001/credits
        code: String,
        #[arg(long)]
        json: bool,
    },
    /// Copy the workspace to a new file while others go on working
    Backup { file: PathBuf },
    /// Check pages, links, journal and threads of the workspace
    Check {
        /// Also rebuild every record from the journal and compare
        #[arg(long)]
        replay: bool,
        #[arg(long)]
        json: bool,
    },
    /// Print a configuration with every setting at its usual value
    Config,
    /// Print the table of keys
    Keys,
    /// Print the completions of a shell
    Completions { shell: clap_complete::Shell },
    /// Print the manual page
    Man,
}

/// What every kind of record can do.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Records that contain all of these words; opportunities also by what they hold: owner:me amount>50万
    List {
        words: Vec<String>,
        #[arg(long, value_name = "N", default_value_t = 50)]
        limit: usize,
        #[arg(long)]
        json: bool,
    },
    /// One record with all that belongs to it
    Show {
        /// Code, id, or a name that only one record has
        #[arg(value_name = "CODE")]
        what: String,
        #[arg(long)]
        json: bool,
    },
    /// A new record
    Add {
        #[arg(required = true, value_name = "FIELD=VALUE")]
        values: Vec<String>,
        #[arg(long)]
        json: bool,
    },
    /// Change fields; an empty value clears one
    Edit {
        #[arg(value_name = "CODE")]
        what: String,
        #[arg(required = true, value_name = "FIELD=VALUE")]
        values: Vec<String>,
        #[arg(long)]
        json: bool,
    },
    /// Take a record out of the lists
    Archive {
        #[arg(value_name = "CODE")]
        what: String,
        /// Bring it back
        #[arg(long)]
        undo: bool,
        /// Also a customer whose opportunities are not decided yet
        #[arg(long)]
        force: bool,
    },
}

#[derive(Debug, Subcommand)]
pub enum OppVerb {
    #[command(flatten)]
    Any(Verb),
    /// Move to another stage, named by its code or its name
    Move {
        #[arg(value_name = "CODE")]
        what: String,
        stage: String,
        /// Why it was lost: a code such as price, or its name
        #[arg(long, value_name = "CODE")]
        reason: Option<String>,
        /// The reason in words
        #[arg(long, value_name = "TEXT")]
        note: Option<String>,
    },
}

#[derive(Debug, Subcommand)]
pub enum InterviewVerb {
    #[command(flatten)]
    Any(Verb),
    /// Answer one question
    Answer {
        #[arg(value_name = "CODE")]
        what: String,
        question: String,
        text: String,
    },
}

#[derive(Debug, Subcommand)]
pub enum CalendarVerb {
    #[command(flatten)]
    Any(Verb),
    /// A new calendar from a calendar file, or a built-in one by its code: cn-2026, de-2026, ru-2026, us-2026
    Import {
        #[arg(value_name = "FILE|CODE")]
        what: String,
        #[arg(long)]
        json: bool,
    },
    /// Print a calendar as a calendar file
    Export {
        #[arg(value_name = "CODE")]
        what: String,
    },
}

#[derive(Debug, Subcommand)]
pub enum SlaVerb {
    #[command(flatten)]
    Any(Verb),
    /// What is missing, contradictory or cannot be kept
    Lint {
        #[arg(value_name = "CODE")]
        what: String,
        #[arg(long)]
        json: bool,
    },
    /// The agreement as a document or as data
    Export {
        #[arg(value_name = "CODE")]
        what: String,
        #[arg(long, value_name = "FORMAT", value_parser = PossibleValuesParser::new(FORMATS.iter().map(|f| f.name)))]
        format: String,
    },
}

/// Which hours count.
#[derive(Debug, Args)]
pub struct OnCalendar {
    /// A calendar file (TOML), the code of one that comes with the program such as cn-2026, or a calendar of the
    /// workspace; otherwise round the clock
    #[arg(long, value_name = "FILE|CODE")]
    pub calendar: Option<String>,
    /// Zone of round-the-clock service; other calendars have their own [default: UTC]
    #[arg(long, value_name = "ZONE")]
    pub tz: Option<String>,
}

#[derive(Debug, Subcommand)]
pub enum Calc {
    /// How much downtime a target permits in a period
    Downtime {
        #[arg(long, value_name = "PERCENT", allow_negative_numbers = true)]
        target: String,
        /// 2026, 2026-Q1, 2026-03, 30d or 2026-03-01+30d
        #[arg(long)]
        period: String,
        #[command(flatten)]
        on: OnCalendar,
        #[arg(long)]
        json: bool,
    },
    /// When something is due
    Due {
        /// On the clock of the calendar, or with an offset: 2026-03-06T16:00, 2026-03-06T08:00Z
        #[arg(long, value_name = "TIME")]
        start: String,
        /// 900s, 15m, 4h, 1h30m, PT24H; 2bd (business days), eobd1 (end of business day), P1D (calendar day)
        #[arg(long, value_name = "LENGTH", allow_hyphen_values = true)]
        target: String,
        /// The clock stands in between; without TO it still does
        #[arg(long = "pause", value_name = "FROM/TO", num_args = 1..)]
        pauses: Vec<String>,
        #[command(flatten)]
        on: OnCalendar,
        #[arg(long)]
        json: bool,
    },
    /// How much service time lies between two instants
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
    /// Which availability was achieved in a period
    Availability {
        /// 2026, 2026-Q1, 2026-03, 2026-03-01+30d, or 30d from the first outage on
        #[arg(long)]
        period: String,
        #[arg(long = "outage", value_name = "FROM/TO", num_args = 1..)]
        outages: Vec<String>,
        /// Not measured at all, such as agreed maintenance
        #[arg(long = "exclude", value_name = "FROM/TO", num_args = 1..)]
        excluded: Vec<String>,
        #[arg(long, value_name = "PERCENT", allow_negative_numbers = true)]
        target: String,
        #[command(flatten)]
        on: OnCalendar,
        #[arg(long)]
        json: bool,
    },
    /// What a structure of parts gives: 'serial(99.95, parallel(99.5, 99.5), kofn(2, 99, 99, 99))'
    Compose {
        /// Percentages, and ? for a part that is asked for; name=… names a part
        structure: String,
        /// What the whole must give, when ? asks for a part
        #[arg(long, value_name = "PERCENT", allow_negative_numbers = true)]
        target: Option<String>,
        #[arg(long)]
        json: bool,
    },
    /// What is given back for missed targets
    Credit {
        /// From which achieved percentage on which percentage of the fee: '99.9:0,99.5:5,0:10'
        #[arg(long, value_name = "FROM:CREDIT,…")]
        tiers: String,
        /// Percentage of the fee that is never passed
        #[arg(long, value_name = "PERCENT", allow_negative_numbers = true)]
        cap: Option<String>,
        /// The fee of the period
        #[arg(long, value_name = "AMOUNT", allow_negative_numbers = true)]
        fee: String,
        #[arg(long, value_name = "PERCENT", num_args = 1.., required = true, allow_negative_numbers = true)]
        achieved: Vec<String>,
        /// How several breaches add up
        #[arg(long, value_enum, default_value = "sum")]
        combine: CombineRule,
        /// Currency of a fee without one; otherwise that of the configuration
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

/// Name of a kind as a command.
pub fn command(kind: Kind) -> &'static str {
    match kind {
        Kind::Opportunity => "opp",
        Kind::Agreement => "sla",
        _ => kind.name(),
    }
}
