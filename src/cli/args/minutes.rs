//! What becomes of an interview on the command line: its proposals, its minutes, and who confirms them.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand};

use super::lang;
use crate::export::formats::PAPERS;
use crate::text::Lang;

/// A document for the customer: in which form and language, and where to.
#[derive(Args, Debug)]
pub struct Handout {
    #[arg(long, value_name = "FORMAT", value_parser = PossibleValuesParser::new(PAPERS.iter().map(|paper| paper.name)))]
    pub format: String,
    #[arg(long, value_name = "TAG", value_parser = lang)]
    pub language: Option<Lang>,
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

// Words: `help.ftl`, as for all commands.
#[derive(Debug, Subcommand)]
pub enum MinutesVerb {
    Feeds {
        #[arg(value_name = "CODE")]
        what: String,
        #[arg(long, value_name = "KEY", num_args = 1.., value_delimiter = ',')]
        apply: Vec<String>,
        #[arg(long)]
        json: bool,
    },
    Export {
        #[arg(value_name = "CODE")]
        what: String,
        #[command(flatten)]
        as_: Handout,
    },
    Confirm {
        #[arg(value_name = "CODE")]
        what: String,
        #[arg(long, value_name = "CONTACT")]
        by: String,
        #[arg(long, value_name = "DAY")]
        on: Option<String>,
        #[arg(long)]
        json: bool,
    },
}
