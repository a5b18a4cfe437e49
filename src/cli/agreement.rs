//! Agreements of every kind on the command line: `sla` for all, `ola`, `uc` and `contract` for one kind each.

use super::args::{KnownVerb, SlaVerb, Verb};
use super::desk::{Job, find_id};
use super::records::Asked;
use super::stop::Stop;
use super::{generic, records, sla, sla_chain, sla_clause, sla_edit, sla_import, sla_trace, sla_versions};
use crate::domain::kinds::Kind;
use crate::text::{Arg, Msg};

/// `kind` is the only kind of agreement that the command is about, where there is one.
pub fn run(job: &Job<'_>, kind: Option<&'static str>, verb: SlaVerb) -> Result<(String, i32), Stop> {
    // Before anything is looked up: half a command is refused in the name that it was given by.
    if let SlaVerb::Any(Verb::Known(KnownVerb::Edit { words, query, .. })) = &verb {
        let command = kind.unwrap_or("sla").to_lowercase();
        records::named(&command, words, query.is_some())?;
    }
    if let (Some(kind), Some(named)) = (kind, verb.named()) {
        must_be(job, named, kind)?;
    }
    let said = match verb {
        SlaVerb::Any(Verb::Add { mut values, json }) => {
            let given = values.iter().any(|value| value.split(['=', '＝']).next() == Some("kind"));
            values.extend(kind.filter(|_| !given).map(|kind| format!("kind={kind}")));
            records::add(job, Kind::Agreement, &values, json)
        }
        SlaVerb::Any(Verb::Known(KnownVerb::List { words, view, sort: None, limit, json })) => {
            let only = kind.map(|kind| ("kind", kind));
            records::list(job, Kind::Agreement, &words.join(" "), &Asked { view, sort: None, only }, limit, json)
        }
        SlaVerb::Any(Verb::Known(KnownVerb::Edit { words, query: None, json })) => {
            return sla_edit::edit(job, &words, json);
        }
        SlaVerb::Any(verb) => return generic(job, Kind::Agreement, verb),
        SlaVerb::Lint { what, json } => return sla::lint(job, &what, json),
        SlaVerb::Ack { what, rule, path, reason } => sla::acknowledge(job, &what, &rule, path.as_deref(), &reason),
        SlaVerb::Version { what, json } => sla_versions::next(job, &what, json),
        SlaVerb::Diff { what, old, new, format, output, json } => {
            let numbers = old.as_deref().zip(new.as_deref());
            let paper = format.as_deref().map(|format| (format, output.as_deref()));
            sla_versions::diff(job, &what, numbers, paper, json)
        }
        SlaVerb::State { what, state, reason, json } => {
            sla_versions::state(job, &what, state.as_deref(), reason.as_deref(), json)
        }
        SlaVerb::Clause { what, section, words, json } => sla_clause::clause(job, &what, &section, &words, json),
        SlaVerb::Chain { what, json } => sla_chain::chain(job, &what, json),
        SlaVerb::Trace { code, json } => sla_trace::trace(job, &code, json),
        SlaVerb::Import { file, json } => sla_import::import(job, &file, json),
        SlaVerb::Export { what, format, output } => sla::export(job, &what, &format, output.as_deref()),
    };
    said.map(|said| (said, 0))
}

/// A code of another kind of agreement is more likely a slip than meant.
fn must_be(job: &Job<'_>, named: &str, kind: &str) -> Result<(), Stop> {
    let code = named.split('/').next().unwrap_or_default();
    if sla::is_file(code) {
        return Ok(());
    }
    let ws = job.read()?;
    let id = find_id(&ws, Kind::Agreement, code)?;
    let found = ws.record(Kind::Agreement, id)?.map(|record| record.str("kind").to_owned()).unwrap_or_default();
    if found == kind {
        return Ok(());
    }
    let named = |kind: &str| Arg::Key(format!("choice-{kind}"));
    let msg = Msg::new("cli-other-agreement").with("code", code).with("kind", named(kind));
    Err(msg.with("found", named(&found)).into())
}

impl SlaVerb {
    /// The one agreement that is meant, where there is one.
    fn named(&self) -> Option<&str> {
        match self {
            Self::Any(Verb::Known(KnownVerb::Show { what, .. } | KnownVerb::Archive { what, .. }))
            | Self::Lint { what, .. }
            | Self::Ack { what, .. }
            | Self::Version { what, .. }
            | Self::Diff { what, .. }
            | Self::State { what, .. }
            | Self::Clause { what, .. }
            | Self::Chain { what, .. }
            | Self::Trace { code: what, .. }
            | Self::Export { what, .. } => Some(what),
            Self::Any(Verb::Known(KnownVerb::Edit { words, query: None, .. })) => words.first().map(String::as_str),
            Self::Any(_) | Self::Import { .. } => None,
        }
    }
}
