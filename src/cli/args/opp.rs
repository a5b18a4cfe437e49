//! What may be done with an opportunity on the command line.

use clap::Subcommand;

use super::Verb;

// Words: `help.ftl`, as for all commands.
#[derive(Debug, Subcommand)]
pub enum OppVerb {
    #[command(flatten)]
    Any(Verb),
    Gate {
        #[arg(value_name = "CODE")]
        what: String,
        stage: Option<String>,
        #[arg(long)]
        json: bool,
    },
    #[command(allow_missing_positional = true)]
    Move {
        #[arg(value_name = "CODE", required_unless_present = "query")]
        what: Vec<String>,
        #[arg(required = true)]
        stage: String,
        #[arg(long = "where", value_name = "QUERY", conflicts_with = "what")]
        query: Option<String>,
        #[arg(long, value_name = "CODE")]
        reason: Option<String>,
        #[arg(long, value_name = "TEXT")]
        note: Option<String>,
        #[arg(long, value_name = "COMPETITOR")]
        lost_to: Option<String>,
        #[arg(long)]
        json: bool,
    },
    Lose {
        #[arg(value_name = "CODE", required_unless_present = "query")]
        what: Vec<String>,
        #[arg(long = "where", value_name = "QUERY", conflicts_with = "what")]
        query: Option<String>,
        #[arg(long, value_name = "CODE")]
        reason: String,
        #[arg(long, value_name = "TEXT")]
        evidence: String,
        #[arg(long, value_name = "COMPETITOR")]
        lost_to: Option<String>,
        #[arg(long)]
        json: bool,
    },
    Reopen {
        #[arg(value_name = "CODE")]
        what: String,
        #[arg(long)]
        json: bool,
    },
    #[command(allow_missing_positional = true)]
    Force {
        #[arg(value_name = "CODE", required_unless_present = "query")]
        what: Vec<String>,
        #[arg(required = true)]
        stage: String,
        #[arg(long = "where", value_name = "QUERY", conflicts_with = "what")]
        query: Option<String>,
        #[arg(long, value_name = "TEXT")]
        reason: String,
        #[arg(long)]
        json: bool,
    },
    Hold {
        #[arg(value_name = "CODE")]
        what: String,
        #[arg(long, value_name = "DAY")]
        until: String,
        #[arg(long, value_name = "TEXT")]
        reason: String,
        #[arg(long)]
        json: bool,
    },
    Resume {
        #[arg(value_name = "CODE")]
        what: String,
        #[arg(long)]
        json: bool,
    },
    Tick {
        #[arg(value_name = "CODE")]
        what: String,
        item: String,
        #[arg(long, value_name = "TEXT", required_unless_present = "open")]
        evidence: Option<String>,
        #[arg(long, conflicts_with = "na")]
        open: bool,
        #[arg(long)]
        na: bool,
        #[arg(long, value_name = "COLLEAGUE")]
        owner: Option<String>,
        #[arg(long, value_name = "DAY")]
        due: Option<String>,
        #[arg(long)]
        json: bool,
    },
    Waive {
        #[arg(value_name = "CODE")]
        what: String,
        condition: String,
        #[arg(long, value_name = "TEXT", required_unless_present = "withdraw")]
        reason: Option<String>,
        #[arg(long, conflicts_with = "reason")]
        withdraw: bool,
        #[arg(long)]
        json: bool,
    },
    History {
        #[arg(value_name = "CODE")]
        what: String,
        #[arg(long)]
        json: bool,
    },
    Score {
        #[arg(value_name = "CODE")]
        what: String,
        #[arg(long)]
        json: bool,
    },
}
