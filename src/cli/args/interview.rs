//! What may be done with interviews and their templates on the command line.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{MinutesVerb, Verb};

// Words: `help.ftl`, as for all commands.
#[derive(Debug, Subcommand)]
pub enum InterviewVerb {
    #[command(flatten)]
    Any(Verb),
    #[command(flatten)]
    After(MinutesVerb),
    Start {
        template: String,
        #[arg(long, value_name = "CODE")]
        opportunity: Option<String>,
        #[arg(long, value_name = "CODE", required_unless_present = "opportunity")]
        account: Option<String>,
        #[arg(long = "contact", value_name = "NAME")]
        contacts: Vec<String>,
        #[arg(long)]
        json: bool,
    },
    Answer(AnswerArgs),
    Begin(StepArgs),
    Finish(StepArgs),
    Reopen(StepArgs),
    Cancel(StepArgs),
    Agenda {
        code: Option<String>,
        #[arg(long)]
        json: bool,
    },
}

/// An interview that goes on to another state.
#[derive(Args, Debug)]
pub struct StepArgs {
    #[arg(value_name = "CODE")]
    pub what: String,
    #[arg(long)]
    pub json: bool,
}

/// What was said to a question, or why nothing was.
#[derive(Args, Debug)]
pub struct AnswerArgs {
    #[arg(value_name = "CODE")]
    pub what: String,
    pub question: String,
    #[arg(required_unless_present_any = ["unknown", "refused", "inapplicable", "reading"])]
    pub text: Option<String>,
    #[arg(long, value_name = "WHOM", conflicts_with_all = ["text", "refused", "inapplicable"])]
    pub unknown: Option<String>,
    #[arg(long, value_name = "WHY", conflicts_with_all = ["text", "inapplicable"])]
    pub refused: Option<String>,
    #[arg(long, conflicts_with = "text")]
    pub inapplicable: bool,
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
    #[arg(long, value_name = "TEXT")]
    pub reading: Option<String>,
    #[arg(long, value_parser = ["stated", "confirmed", "inferred"])]
    pub confidence: Option<String>,
    #[arg(long)]
    pub private: bool,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Subcommand)]
pub enum TemplateVerb {
    List {
        #[arg(long)]
        json: bool,
    },
    Show {
        template: String,
        #[arg(long)]
        json: bool,
    },
    Check {
        file: String,
        #[arg(long)]
        json: bool,
    },
    New {
        file: PathBuf,
    },
    Copy {
        template: String,
        file: PathBuf,
    },
    Add {
        file: String,
        #[arg(long)]
        json: bool,
    },
}
