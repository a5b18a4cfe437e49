//! What may be done with pipelines on the command line.

use clap::Subcommand;

// Words: `help.ftl`, as for all commands.
#[derive(Debug, Subcommand)]
pub enum PipelineVerb {
    List {
        #[arg(long)]
        json: bool,
    },
    Show {
        #[arg(value_name = "CODE")]
        what: String,
        #[arg(long)]
        json: bool,
    },
    Check {
        #[arg(value_name = "FILE")]
        pipeline_file: String,
        #[arg(long)]
        json: bool,
    },
    Import {
        #[arg(value_name = "FILE")]
        pipeline_file: String,
        #[arg(long = "move", value_name = "STAGE=STAGE")]
        going: Vec<String>,
        #[arg(long = "reason", value_name = "TEXT")]
        going_reason: Option<String>,
        #[arg(long)]
        json: bool,
    },
    Export {
        #[arg(value_name = "CODE")]
        what: String,
    },
    Edit {
        #[arg(value_name = "CODE")]
        what: String,
        #[arg(long)]
        stage: Option<String>,
        #[arg(value_name = "FIELD=VALUE", required = true)]
        values: Vec<String>,
        #[arg(long = "move", value_name = "STAGE=STAGE")]
        going: Vec<String>,
        #[arg(long = "reason", value_name = "TEXT")]
        going_reason: Option<String>,
        #[arg(long)]
        json: bool,
    },
}
