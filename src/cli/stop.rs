//! Why a command came to nothing, and how that is told.

use crate::cli::desk::Job;
use crate::domain::funnel::query::Fault;
use crate::domain::kinds::Kind;
use crate::store;
use crate::store::request::Failure;
use crate::text::{Msg, clean};

#[derive(Debug)]
pub enum Stop {
    Refused(Msg),
    /// Several things at once, each a sentence of its own.
    Several(Vec<Msg>),
    /// The command line itself makes no sense.
    Usage(Msg),
    /// What is asked for cannot be understood at one word.
    Query {
        text: String,
        fault: Fault,
    },
    Failed(Failure),
    /// What SQLite said while reading.
    File(rusqlite::Error),
}

impl From<Msg> for Stop {
    fn from(msg: Msg) -> Self {
        Self::Refused(msg)
    }
}

impl From<store::Refusal> for Stop {
    fn from(refusal: store::Refusal) -> Self {
        Self::Refused(refusal.msg)
    }
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl From<rusqlite::Error> for Stop {
    fn from(error: rusqlite::Error) -> Self {
        Self::File(error)
    }
}

impl Stop {
    /// The lines for `stderr` and the exit status.
    pub fn told(self, job: &Job<'_>) -> (Vec<String>, i32) {
        let say = |msg: &Msg| job.text.say(msg);
        match self {
            Self::Usage(msg) => (vec![say(&msg)], 2),
            Self::Query { text, fault } => {
                // Marks stand under the word also where letters are two cells wide, or none.
                let shown = |part: &str| clean::clean(part).into_owned();
                let (before, word) = (shown(&text[..fault.at.start]), shown(&text[fault.at.clone()]));
                let marks = "^".repeat(clean::width(&word).max(1));
                (vec![say(&fault.msg), shown(&text), " ".repeat(clean::width(&before)) + &marks], 2)
            }
            Self::Refused(msg) | Self::Failed(Failure::Refused(msg)) => (vec![say(&msg)], 1),
            Self::Several(msgs) => (msgs.iter().map(say).collect(), 1),
            Self::Failed(Failure::Invalid { kind, faults, .. }) => {
                let faults = faults.iter().map(|(field, msg)| fault(job, kind, field, msg));
                (std::iter::once(job.text.get("cli-not-saved")).chain(faults).collect(), 1)
            }
            Self::Failed(Failure::Gate { faults, gate, .. }) => {
                let unmet = gate.into_iter().filter(|finding| !finding.state.passes());
                let unmet = unmet.map(|finding| {
                    let code = finding.code.clone();
                    format!("{}: {}", code, say(&finding.unmet()))
                });
                let faults = faults.iter().map(|(field, msg)| fault(job, Kind::Opportunity, field, msg));
                let mut lines: Vec<String> = std::iter::once(job.text.get("cli-gate-shut")).chain(faults).collect();
                let without_codes = lines.len();
                lines.extend(unmet);
                if lines.len() > without_codes {
                    lines.push(job.text.get("cli-gate-how"));
                }
                (lines, 1)
            }
            Self::Failed(why @ Failure::Returns { .. }) => (why.reasons().iter().map(say).collect(), 1),
            Self::Failed(Failure::Clash { clashes, .. }) => {
                let lines = clashes.iter().map(|clash| {
                    let msg = Msg::new("cli-clash")
                        .with("field", label(job, clash.kind, &clash.field))
                        .with("who", clash.who.as_str());
                    say(&msg)
                });
                (lines.collect(), 1)
            }
            Self::File(error) => {
                let path = job.file().unwrap_or_default();
                (vec![say(&store::Refusal::sqlite(&error, &path).msg)], 1)
            }
        }
    }
}

/// A field by its name in the language of the interface; a name nobody declared as it is.
fn label(job: &Job<'_>, kind: Kind, field: &str) -> String {
    if kind.spec().field(field).is_some() {
        job.text.field(kind.name(), field)
    } else if field == "archived" {
        job.text.get("field-archived")
    } else {
        field.to_owned()
    }
}

/// Refusals of a move name their field themselves; other sentences are about the field they stand beside.
fn fault(job: &Job<'_>, kind: Kind, field: &str, msg: &Msg) -> String {
    let said = job.text.say(msg);
    if field.is_empty() || msg.key.starts_with("move-") || msg.key.starts_with("cli-") {
        return said;
    }
    job.text.say(&Msg::new("cli-fault").with("field", label(job, kind, field)).with("fault", said))
}
