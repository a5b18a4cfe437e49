//! Keeping the workspace: copies of it, and checking that it is sound.

use std::path::Path;

use serde_json::json;

use super::desk::Job;
use super::json::pretty;
use super::stop::Stop;
use crate::store::backup as copies;
use crate::store::check::{self, Finding, Severity};
use crate::text::{Msg, number};

pub fn backup(job: &Job<'_>, to: &Path) -> Result<String, Stop> {
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        return Err(Msg::new("cli-backup-no-folder").with("folder", folder.display().to_string()).into());
    }
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
/// As JSON the answer is the same whether sound or not, only the exit status differs.
pub fn check(job: &Job<'_>, replay: bool, as_json: bool) -> Result<(String, i32), Stop> {
    let ws = job.read()?;
    let found = check::check(ws.conn(), replay)?;
    let acts = || -> Result<i64, Stop> { Ok(ws.log(None, None, 1)?.first().map_or(0, |entry| entry.seq)) };
    if as_json {
        let is_damage = |finding: &Finding| finding.severity == Severity::Damage;
        let told = |finding: &Finding| {
            let severity = if is_damage(finding) { "damage" } else { "notice" };
            json!({ "severity": severity, "check": finding.msg.key, "message": job.text.say(&finding.msg) })
        };
        let sound = !found.iter().any(is_damage);
        // A damaged journal may not even be counted.
        let acts = if sound { Some(acts()?) } else { acts().ok() };
        let findings: Vec<_> = found.iter().map(told).collect();
        let said = pretty(&json!({ "sound": sound, "replayed": replay, "acts": acts, "findings": findings }))?;
        return Ok((said, i32::from(!sound)));
    }
    let (damage, notices): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|finding| finding.severity == Severity::Damage);
    for notice in &notices {
        job.note(&notice.msg);
    }
    if !damage.is_empty() {
        return Err(Stop::Several(damage.into_iter().map(|finding| finding.msg).collect()));
    }
    Ok((job.text.say(&Msg::new("cli-check-done").with("acts", acts()?)) + "\n", 0))
}
