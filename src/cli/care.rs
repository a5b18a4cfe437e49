//! Keeping the workspace: copies of it, and checking that it is sound.

use std::path::Path;

use super::desk::Job;
use super::stop::Stop;
use crate::store::{backup as copies, check};
use crate::text::{Msg, number};

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

/// Every fault on a line of its own; `replay` also compares all records with what the journal says of them.
pub fn check(job: &Job<'_>, replay: bool) -> Result<String, Stop> {
    let ws = job.read()?;
    let (damage, notices): (Vec<_>, Vec<_>) =
        check::check(ws.conn(), replay)?.into_iter().partition(|finding| finding.severity == check::Severity::Damage);
    for notice in &notices {
        job.note(&notice.msg);
    }
    if !damage.is_empty() {
        return Err(Stop::Several(damage.into_iter().map(|finding| finding.msg).collect()));
    }
    let acts = ws.log(None, None, 1)?.first().map_or(0, |entry| entry.seq);
    Ok(job.text.say(&Msg::new("cli-check-done").with("acts", acts)) + "\n")
}
