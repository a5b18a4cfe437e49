//! What may be done with the activity log on the command line.

use clap::{Args, Subcommand};

use super::KnownVerb;

// Words: `help.ftl`, as for all commands.
#[derive(Debug, Subcommand)]
pub enum ActivityVerb {
    #[command(flatten)]
    Known(KnownVerb),
    Add(TalkArgs),
}

/// A talk in short: the deal or the customer, and what was said. Or fields, as for all records.
#[derive(Debug, Args)]
pub struct TalkArgs {
    #[arg(required = true, value_name = "CODE TEXT|FIELD=VALUE")]
    pub said: Vec<String>,
    #[arg(long = "with", value_name = "CONTACT")]
    pub contacts: Vec<String>,
    #[arg(long, value_name = "TEXT")]
    pub next: Option<String>,
    #[arg(long, value_name = "DAY", requires = "next")]
    pub due: Option<String>,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(i64).range(1..=5))]
    pub depth: Option<i64>,
    #[arg(long, conflicts_with = "no_answer")]
    pub two_way: bool,
    #[arg(long, conflicts_with = "depth")]
    pub no_answer: bool,
    #[arg(long, value_name = "METHOD")]
    pub method: Option<String>,
    #[arg(long)]
    pub json: bool,
}
