//! What may be asked of agreements of every kind on the command line.

use std::path::PathBuf;

use clap::Subcommand;
use clap::builder::PossibleValuesParser;

use super::Verb;
use crate::domain::agreement::version::STATES;
use crate::export::formats::{FORMATS, PAPERS};

// Words: `help.ftl`, as for all commands.
#[derive(Debug, Subcommand)]
pub enum SlaVerb {
    #[command(flatten)]
    Any(Verb),
    Lint {
        #[arg(value_name = "CODE|FILE")]
        what: String,
        #[arg(long)]
        json: bool,
    },
    Ack {
        #[arg(value_name = "CODE")]
        what: String,
        rule: String,
        path: Option<String>,
        #[arg(long, value_name = "WORDS")]
        reason: String,
    },
    Version {
        #[arg(value_name = "CODE")]
        what: String,
        #[arg(long)]
        json: bool,
    },
    Diff {
        #[arg(value_name = "CODE")]
        what: String,
        #[arg(requires = "new")]
        old: Option<String>,
        new: Option<String>,
        #[arg(long, value_name = "FORMAT", value_parser = PossibleValuesParser::new(PAPERS.iter().map(|paper| paper.name)))]
        format: Option<String>,
        #[arg(long, value_name = "FILE", requires = "format")]
        output: Option<PathBuf>,
        #[arg(long, conflicts_with = "format")]
        json: bool,
    },
    State {
        #[arg(value_name = "CODE")]
        what: String,
        #[arg(value_name = "STATE", ignore_case = true, value_parser = PossibleValuesParser::new(STATES))]
        state: Option<String>,
        #[arg(long, value_name = "TEXT", requires = "state")]
        reason: Option<String>,
        #[arg(long)]
        json: bool,
    },
    Clause {
        #[arg(value_name = "CODE")]
        what: String,
        section: String,
        #[command(flatten)]
        words: ClauseWords,
        #[arg(long)]
        json: bool,
    },
    Chain {
        #[arg(value_name = "CODE")]
        what: String,
        #[arg(long)]
        json: bool,
    },
    Trace {
        #[arg(value_name = "CODE")]
        code: String,
        #[arg(long)]
        json: bool,
    },
    Import {
        file: String,
        #[arg(long)]
        json: bool,
    },
    Export {
        #[arg(value_name = "CODE|FILE")]
        what: String,
        #[arg(long, value_name = "FORMAT", value_parser = PossibleValuesParser::new(FORMATS.iter().map(|f| f.name)))]
        format: String,
        #[arg(long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
}

/// Which text of a section is meant, and what it becomes.
#[derive(Debug, clap::Args)]
pub struct ClauseWords {
    #[arg(long, value_name = "TAG")]
    pub language: Option<String>,
    #[arg(long, value_name = "TEXT", conflicts_with = "file")]
    pub text: Option<String>,
    #[arg(long, value_name = "FILE")]
    pub file: Option<String>,
}
