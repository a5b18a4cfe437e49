//! What may be asked of the services of the portfolio on the command line.

use std::path::PathBuf;

use clap::Subcommand;

use super::Verb;

// Words: `help.ftl`, as for all commands.
#[derive(Debug, Subcommand)]
pub enum ServiceVerb {
    #[command(flatten)]
    Any(Verb),
    Trace {
        #[arg(value_name = "CODE")]
        what: String,
        #[arg(long)]
        json: bool,
    },
    Lint {
        #[arg(value_name = "CODE")]
        service_code: String,
        #[arg(long)]
        json: bool,
    },
    Diff {
        #[arg(value_name = "CODE|FILE")]
        service_old: String,
        #[arg(value_name = "CODE|FILE")]
        service_new: String,
        #[arg(long)]
        json: bool,
    },
    Export {
        #[arg(value_name = "CODE")]
        what: String,
        #[arg(long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    Import {
        #[arg(value_name = "FILE")]
        service_file: String,
        #[arg(long)]
        json: bool,
    },
}
