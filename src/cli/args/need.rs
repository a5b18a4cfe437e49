//! What may be done with a need on the command line.

use clap::Subcommand;
use clap::builder::PossibleValuesParser;

use super::{Handout, KnownVerb, Verb};
use crate::domain::research::trace::Orphan;

// Words: `help.ftl`, as for all commands.
#[derive(Debug, Subcommand)]
pub enum NeedVerb {
    List {
        words: Vec<String>,
        #[arg(long, value_name = "CODE")]
        deal: Option<String>,
        #[arg(long, value_name = "WHAT", value_parser = PossibleValuesParser::new(Orphan::ALL.map(Orphan::code)))]
        orphan: Option<String>,
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
    Trace {
        code: String,
        #[arg(long)]
        json: bool,
    },
    Add {
        #[arg(required_unless_present = "answer", value_name = "FIELD=VALUE")]
        values: Vec<String>,
        #[arg(long, value_name = "CODE/QUESTION")]
        answer: Option<String>,
        #[arg(long)]
        json: bool,
    },
    Edit {
        #[arg(value_name = "CODE")]
        what: String,
        #[arg(required = true, value_name = "FIELD=VALUE")]
        values: Vec<String>,
        #[arg(long)]
        json: bool,
    },
    Merge {
        #[arg(value_name = "CODE")]
        what: String,
        #[arg(value_name = "INTO")]
        into: String,
        #[arg(long)]
        json: bool,
    },
    Rank {
        #[arg(value_name = "CODE")]
        what: String,
        /// From 1; 0 takes it off the list.
        place: usize,
        #[arg(long)]
        json: bool,
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
    Move {
        #[arg(value_name = "CODE")]
        what: String,
        state: String,
        #[arg(long, value_name = "TEXT")]
        reason: Option<String>,
        #[arg(long, value_name = "DAY")]
        until: Option<String>,
        #[arg(long)]
        json: bool,
    },
    Export {
        #[arg(value_name = "CODE")]
        deal: String,
        #[command(flatten)]
        as_: Handout,
    },
    Archive {
        #[arg(value_name = "CODE")]
        what: String,
        #[arg(long)]
        undo: bool,
    },
}

impl NeedVerb {
    /// The same as every kind of record can do it, where it is no more than that.
    ///
    /// # Errors
    /// Itself, where needs have their own way.
    pub fn general(self) -> Result<Verb, Self> {
        match self {
            Self::List { words, deal: None, orphan: None, limit, json } => {
                Ok(Verb::Known(KnownVerb::List { words, view: None, sort: None, limit, json }))
            }
            Self::Show { what, json } => Ok(Verb::Known(KnownVerb::Show { what, json })),
            Self::Add { values, answer: None, json } => Ok(Verb::Add { values, json }),
            Self::Edit { what, values, json } => {
                let words = std::iter::once(what).chain(values).collect();
                Ok(Verb::Known(KnownVerb::Edit { words, query: None, json }))
            }
            Self::Archive { what, undo } => Ok(Verb::Known(KnownVerb::Archive { what, undo, force: false })),
            own => Err(own),
        }
    }
}
