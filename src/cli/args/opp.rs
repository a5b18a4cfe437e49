//! What may be done with an opportunity on the command line.

use clap::Subcommand;

use super::Verb;

#[derive(Debug, Subcommand)]
pub enum OppVerb {
    #[command(flatten)]
    Any(Verb),
    /// What holds and what is missing before it may go on, with its check-lists
    Gate {
        #[arg(value_name = "CODE")]
        what: String,
        /// Further than the next stage
        stage: Option<String>,
        #[arg(long)]
        json: bool,
    },
    /// Move to another stage, named by its code or its name; back needs --note
    Move {
        #[arg(value_name = "CODE")]
        what: String,
        stage: String,
        /// Why it was lost: a code such as price, or its name
        #[arg(long, value_name = "CODE")]
        reason: Option<String>,
        /// The reason or the evidence in words
        #[arg(long, value_name = "TEXT")]
        note: Option<String>,
        /// To which competitor it was lost
        #[arg(long, value_name = "COMPETITOR")]
        lost_to: Option<String>,
        #[arg(long)]
        json: bool,
    },
    /// Mark as lost, with reason, evidence and for some reasons the competitor
    Lose {
        #[arg(value_name = "CODE")]
        what: String,
        /// A code such as price, or its name
        #[arg(long, value_name = "CODE")]
        reason: String,
        #[arg(long, value_name = "TEXT")]
        evidence: String,
        #[arg(long, value_name = "COMPETITOR")]
        lost_to: Option<String>,
        #[arg(long)]
        json: bool,
    },
    /// Take a lost one back to the stage where it stood
    Reopen {
        #[arg(value_name = "CODE")]
        what: String,
        #[arg(long)]
        json: bool,
    },
    /// Move although a gate does not hold; the reason is kept for ever
    Force {
        #[arg(value_name = "CODE")]
        what: String,
        stage: String,
        #[arg(long, value_name = "TEXT")]
        reason: String,
        #[arg(long)]
        json: bool,
    },
    /// Put aside until a day; it comes back by itself
    Hold {
        #[arg(value_name = "CODE")]
        what: String,
        /// The last day of the pause: 2026-06-30, +4w
        #[arg(long, value_name = "DAY")]
        until: String,
        #[arg(long, value_name = "TEXT")]
        reason: String,
        #[arg(long)]
        json: bool,
    },
    /// Take up again before the pause is over
    Resume {
        #[arg(value_name = "CODE")]
        what: String,
        #[arg(long)]
        json: bool,
    },
    /// Tick an item of its check-lists with what shows that it was done
    Tick {
        #[arg(value_name = "CODE")]
        what: String,
        /// A101, A421…
        item: String,
        #[arg(long, value_name = "TEXT", required_unless_present = "open")]
        evidence: Option<String>,
        /// Not done yet: take the tick back, or open a control point with --owner and --due
        #[arg(long, conflicts_with = "na")]
        open: bool,
        /// Not needed here; the evidence says why
        #[arg(long)]
        na: bool,
        #[arg(long, value_name = "COLLEAGUE")]
        owner: Option<String>,
        #[arg(long, value_name = "DAY")]
        due: Option<String>,
        #[arg(long)]
        json: bool,
    },
    /// Waive a condition of a gate, with a reason
    Waive {
        #[arg(value_name = "CODE")]
        what: String,
        /// Code of the condition as “canvass opp gate” shows it
        condition: String,
        #[arg(long, value_name = "TEXT", required_unless_present = "withdraw")]
        reason: Option<String>,
        /// Ask for it again
        #[arg(long, conflicts_with = "reason")]
        withdraw: bool,
        #[arg(long)]
        json: bool,
    },
    /// Its way through the stages, with days and reasons
    History {
        #[arg(value_name = "CODE")]
        what: String,
        #[arg(long)]
        json: bool,
    },
}
