//! What may be done with views of the deals on the command line.

use clap::Subcommand;
use clap::builder::PossibleValuesParser;

use crate::domain::funnel::view::{GROUPS, SORTS};

// Words: `help.ftl`, as for all commands.
#[derive(Debug, Subcommand)]
pub enum ViewVerb {
    List {
        #[arg(long)]
        json: bool,
    },
    Show {
        name: String,
        #[arg(long)]
        json: bool,
    },
    Apply {
        name: String,
        #[arg(long, value_name = "N", default_value_t = 50)]
        limit: usize,
        #[arg(long)]
        json: bool,
    },
    Save {
        name: String,
        words: Vec<String>,
        #[arg(long, value_name = "ORDER", value_parser = PossibleValuesParser::new(SORTS))]
        sort: Option<String>,
        #[arg(long, value_name = "LANES", value_parser = PossibleValuesParser::new(GROUPS))]
        group: Option<String>,
        #[arg(long)]
        shared: bool,
        #[arg(long)]
        json: bool,
    },
    Archive {
        name: String,
    },
}
