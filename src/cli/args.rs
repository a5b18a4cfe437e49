//! What may be written on the command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

use crate::domain::kinds::Kind;
use crate::text::Lang;

/// Presales workspace: from first contact to service level agreement. Without a command it opens in the terminal.
#[derive(Debug, Parser)]
#[command(name = "canvass", version, max_term_width = 100)]
pub struct Line {
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
    #[command(subcommand)]
    pub task: Option<Task>,
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
    /// Working calendars
    Calendar {
        #[command(subcommand)]
        verb: Verb,
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
        code: String,
        #[arg(long)]
        json: bool,
    },
    /// Copy the workspace to a new file while others go on working
    Backup {
        #[arg(required_unless_present = "list")]
        file: Option<PathBuf>,
        /// The copies Canvass made by itself, and how to go back to one
        #[arg(long, conflicts_with = "file")]
        list: bool,
        #[arg(long, requires = "list")]
        json: bool,
    },
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
    /// Records that contain all of these words
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
        #[arg(long, value_enum)]
        format: Format,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Md,
    Json,
}

/// Name of a kind as a command.
pub fn command(kind: Kind) -> &'static str {
    match kind {
        Kind::Opportunity => "opp",
        Kind::Agreement => "sla",
        _ => kind.name(),
    }
}
