//! Keeping the workspace: copies of it, and checking that it is sound.

use std::path::Path;

use serde_json::json;

use super::desk::Job;
use super::files::may_be_workspace;
use super::json::pretty;
use super::stop::Stop;
use super::table::{Column, Look, table};
use crate::store::backup::backup as copy;
use crate::store::check::{self, Finding, Severity};
use crate::store::copies::Copies;
use crate::store::guard::{SIDECARS, beside, quoted};
use crate::store::open::immutable;
use crate::text::{Msg, number};

/// A copy of what is damaged is written too: there is no better one. It is not called checked.
pub fn backup(job: &Job<'_>, to: &Path) -> Result<(String, i32), Stop> {
    may_be_workspace(to)?;
    let ws = job.read()?;
    let manifest = copy(ws.conn(), to)?;
    let damaged =
        check::check(&immutable(to)?, false)?.iter().filter(|found| found.severity == Severity::Damage).count();
    if damaged > 0 {
        let command = format!("canvass --workspace {} check", quoted(&job.file()?));
        let told = Msg::new("cli-backup-damaged").with("path", to.display().to_string()).with("count", damaged);
        job.note(&told.with("command", command));
    }
    let said = Msg::new(if damaged == 0 { "cli-backup-done" } else { "cli-backup-written" })
        .with("path", to.display().to_string())
        .with("size", number::count(i64::try_from(manifest.bytes).unwrap_or(i64::MAX), job.text.lang()))
        .with("seq", manifest.journal_seq)
        .with("hash", manifest.blake3);
    Ok((job.text.say(&said) + "\n", i32::from(damaged > 0)))
}

/// The copies made by themselves, the newest first, and how to go back to one.
pub fn copies(job: &Job<'_>, as_json: bool) -> Result<String, Stop> {
    let state = job.state()?;
    let kept = match job.read() {
        Ok(ws) => Copies::of(ws.conn(), &state)?.list(),
        // Copies are wanted most where the workspace itself cannot be opened.
        Err(_) if !as_json => return Ok(elsewhere(job, &state)),
        Err(stop) => return Err(stop),
    };
    if as_json {
        let rows: Vec<_> = kept
            .iter()
            .map(|one| {
                json!({ "file": one.file, "made_at": one.copy.made_at, "journal_seq": one.copy.seq,
                    "bytes": one.bytes, "for_upgrade": one.copy.for_upgrade })
            })
            .collect();
        return pretty(&json!(rows));
    }
    let Some(newest) = kept.first() else { return Ok(job.text.say(&Msg::new("cli-backup-none")) + "\n") };
    let lang = job.text.lang();
    let size = |bytes: u64| number::count(i64::try_from(bytes).unwrap_or(i64::MAX), lang);
    let rows: Vec<Vec<String>> = kept
        .iter()
        .map(|one| {
            let made = number::instant(one.copy.made_at, job.tz, lang);
            vec![made, format!("#{}", one.copy.seq), size(one.bytes), one.file.display().to_string()]
        })
        .collect();
    let column = |key: &str, right: bool| Column { head: job.text.get(key), right };
    let columns = [
        column("cli-backup-made", false),
        column("cli-backup-entry", true),
        column("cli-backup-bytes", true),
        column("cli-backup-file", false),
    ];
    // A path that is cut is of no use.
    let page = table(&columns, &rows, Look { widest: None, ..job.look() });
    let (words, steps) = way_back(&job.file()?, &newest.file);
    Ok(format!("{page}\n{}\n  {steps}\n", job.text.say(&words)))
}

/// Where to look when the workspace does not say which copies are its own.
fn elsewhere(job: &Job<'_>, state: &Path) -> String {
    let folder = state.join("backups").display().to_string();
    job.text.say(&Msg::new("cli-backup-elsewhere").with("folder", folder)) + "\n"
}

/// The workspace goes aside with all that stands beside it: its log would undo the copy silently.
fn way_back(workspace: &Path, copy: &Path) -> (Msg, String) {
    let aside = beside(workspace, "-before-restore");
    let (file, old) = (quoted(workspace), quoted(&aside));
    let moved: Vec<String> = SIDECARS.iter().map(|suffix| quoted(&beside(workspace, suffix))).collect();
    let steps = format!(
        "mkdir {old} && (mv {} {old} 2>/dev/null; mv {file} {old}) && cp -n {} {file}",
        moved.join(" "),
        quoted(copy)
    );
    (Msg::new("cli-backup-back").with("folder", aside.display().to_string()), steps)
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
        if !sound {
            let damaged = found.iter().filter(|finding| is_damage(finding)).count();
            job.note(&Msg::new("cli-check-damaged").with("count", damaged));
        }
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
