//! Keeping the workspace: copies of it, and checking that it is sound.

use std::path::Path;

use super::desk::Job;
use super::stop::Stop;
use crate::domain::kinds::Kind;
use crate::domain::record::Record;
use crate::store::open::full_check;
use crate::store::request::ListQuery;
use crate::store::{Workspace, backup as copies, journal};
use crate::text::{Msg, number};

/// Links of the thread looked at in one go.
const WINDOW: usize = 1000;

pub fn backup(job: &Job<'_>, to: &Path) -> Result<String, Stop> {
    let ws = job.read()?;
    let manifest = copies::backup(ws.conn(), to)?;
    let said = Msg::new("cli-backup-done")
        .with("path", to.display().to_string())
        .with("size", number::count(i64::try_from(manifest.bytes).unwrap_or(i64::MAX), job.text.lang()))
        .with("seq", manifest.journal_seq)
        .with("hash", manifest.blake3);
    Ok(job.text.say(&said) + "\n")
}

/// Pages, indexes and links of the tables, the chain of the journal, and threads whose ends are gone.
pub fn check(job: &Job<'_>) -> Result<String, Stop> {
    let ws = job.read()?;
    full_check(ws.conn(), &job.file()?)?;
    let mut wrong = Vec::new();
    if let Some(seq) = journal::verify(ws.conn())? {
        wrong.push(Msg::new("cli-check-journal").with("seq", format!("#{seq}")));
    }
    let (links, loose) = threads(&ws)?;
    if loose > 0 {
        wrong.push(Msg::new("cli-check-threads").with("n", loose));
    }
    if !wrong.is_empty() {
        return Err(Stop::Several(wrong));
    }
    let acts = ws.log(None, None, 1)?.first().map_or(0, |entry| entry.seq);
    Ok(job.text.say(&Msg::new("cli-check-done").with("acts", acts).with("links", links)) + "\n")
}

/// How many links of the thread there are, and how many of them lead nowhere.
fn threads(ws: &Workspace) -> Result<(usize, usize), Stop> {
    let there = |trace: &Record, end: &str| -> Result<bool, Stop> {
        match (Kind::named(trace.str(&format!("{end}_kind"))), trace.id_of(end)) {
            (Some(kind), Some(id)) => Ok(ws.record(kind, id)?.is_some()),
            _ => Ok(false),
        }
    };
    let (mut seen, mut loose) = (0, 0);
    loop {
        let query = ListQuery { kind: Kind::Trace, filter: String::new(), of: None, offset: seen, limit: WINDOW };
        let page = ws.list(&query)?;
        for trace in &page.rows {
            if !(there(trace, "source")? && there(trace, "target")?) {
                loose += 1;
            }
        }
        seen += page.rows.len();
        if page.rows.len() < WINDOW {
            return Ok((seen, loose));
        }
    }
}
