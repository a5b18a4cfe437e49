//! The same done to several records from the command line: those named by their codes, or all that a query finds.

use std::fmt::Write as _;
use std::sync::Arc;

use serde_json::{Value, json};

use super::desk::{Desk, Job};
use super::json::{code, pretty};
use super::records::query;
use super::stop::Stop;
use crate::domain::funnel::query::Query;
use crate::domain::kinds::Kind;
use crate::domain::record::Id;
use crate::store::request::{Among, Command, Done, ListQuery, MOST, Many, Refused, Task};
use crate::store::workspace::new_id;
use crate::text::{Arg, Msg};

/// Which records are meant.
pub enum Which<'a> {
    Named(&'a [String]),
    Where(&'a str),
}

impl<'a> Which<'a> {
    /// One record that was named is no crowd: what becomes of it is told as ever.
    pub fn several(what: &'a [String], query: Option<&'a str>) -> Option<Self> {
        match query {
            Some(query) => Some(Self::Where(query)),
            None => (what.len() > 1).then_some(Self::Named(what)),
        }
    }

    fn ids(&self, desk: &Desk<'_>, kind: Kind) -> Result<Arc<[Id]>, Stop> {
        match self {
            Self::Named(names) => {
                let mut ids: Vec<Id> = Vec::with_capacity(names.len());
                for name in *names {
                    let id = desk.find_id(kind, name)?;
                    if !ids.contains(&id) {
                        ids.push(id);
                    }
                }
                Ok(ids.into())
            }
            Self::Where(text) => {
                let filter =
                    if kind == Kind::Opportunity { query(desk.job, &desk.ws, text)? } else { Query::words(text) };
                let list = ListQuery { kind, filter, of: None, offset: 0, limit: MOST + 1 };
                Ok(desk.ws.ids(&Among::List(list))?.into())
            }
        }
    }
}

/// Carries the task out and says what became of it; the status tells whether anything was refused.
pub fn run(desk: &Desk<'_>, kind: Kind, which: &Which<'_>, task: Task, as_json: bool) -> Result<(String, i32), Stop> {
    let text = &desk.job.text;
    let ids = which.ids(desk, kind)?;
    let asked = ids.len();
    let done = desk.ws.run(Command::Many(Many { act: new_id(), kind, ids, task }))?;
    let status = i32::from(!done.refused.is_empty());
    if !done.refused.is_empty() {
        desk.job.note(&Msg::new("cli-many-refused").with("count", done.refused.len()).with("asked", asked));
    }
    if as_json {
        return Ok((pretty(&as_data(desk.job, asked, &done))?, status));
    }
    let mut said = if asked == 0 {
        text.get("cli-many-none") + "\n"
    } else {
        let msg = Msg::new("cli-many-done")
            .with("verb", Arg::Key(done.verb.clone()))
            .with("count", Arg::from(asked - done.refused.len()));
        text.say(&msg) + "\n"
    };
    for refused in &done.refused {
        let reasons: Vec<String> = reasons(desk.job, refused);
        // Writing to a string cannot fail.
        let _ = writeln!(said, "{}: {}", refused.code, reasons.join(" "));
    }
    Ok((said, status))
}

fn reasons(job: &Job<'_>, refused: &Refused) -> Vec<String> {
    refused.reasons().iter().map(|msg| job.text.say(msg)).collect()
}

fn as_data(job: &Job<'_>, asked: usize, done: &Done) -> Value {
    let refused = done.refused.iter().map(|refused| {
        json!({
            "code": code(&refused.code),
            "title": refused.title,
            "reasons": reasons(job, refused),
            "forcible": refused.forcible(),
        })
    });
    json!({
        "verb": done.verb.trim_start_matches("verb-"),
        "found": asked,
        "done": asked - done.refused.len(),
        "changes": done.changes,
        "refused": refused.collect::<Vec<_>>(),
    })
}
