//! The lock beside a workspace: every session holds it shared, a restore or purge holds it alone.
//!
//! It lies on a file of its own, never on the database, whose locks belong to SQLite. In the file stands who last got
//! the file for writing or alone: whoever has to wait can say for whom.

use std::os::fd::OwnedFd;
use std::path::Path;
use std::time::{Duration, Instant};

use rustix::fs::{FlockOperation, Mode, OFlags};
use rustix::io::Errno;
use rustix::process::{Pid, test_kill_process};
use serde::{Deserialize, Serialize};

use super::guard::{beside, open_beside};
use super::presence;
use super::refusal::{Refusal, Why};

/// How long a starting session waits for another that just tests whether it is alone.
const PATIENCE: Duration = Duration::from_secs(2);

/// Bytes of the line in the lock file; a shorter one is filled with blanks, so that one write replaces it.
const LINE: usize = 256;

/// Who last got the workspace for writing, or alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    pub who: String,
    pub pid: u32,
    /// Unix milliseconds.
    pub since_ms: i64,
}

impl Holder {
    /// Time of day on this machine, for a sentence.
    pub fn since(&self) -> String {
        let at = chrono::DateTime::from_timestamp_millis(self.since_ms).unwrap_or_default();
        at.with_timezone(&chrono::Local).format("%H:%M:%S").to_string()
    }
}

/// Held as long as the value lives; the kernel frees it when the process dies.
#[derive(Debug)]
pub struct AppLock {
    file: OwnedFd,
    /// No other session had the workspace open when this lock was taken.
    pub alone: bool,
}

impl AppLock {
    /// A session's lock. With `ask_alone` it also learns whether it is the first.
    ///
    /// # Errors
    /// [`Why::Maintenance`] while somebody holds the file alone.
    pub fn shared(db: &Path, ask_alone: bool) -> Result<Self, Refusal> {
        let file = lock_file(db)?;
        let alone = ask_alone && take(&file, FlockOperation::NonBlockingLockExclusive, db)?;
        wait(&file, FlockOperation::NonBlockingLockShared, PATIENCE, db, Why::Maintenance)?;
        Ok(Self { file, alone })
    }

    /// The lock of a restore, purge or destructive migration.
    ///
    /// # Errors
    /// [`Why::InUse`] while other sessions are there.
    pub fn exclusive(db: &Path, who: &str, patience: Duration) -> Result<Self, Refusal> {
        let file = lock_file(db)?;
        wait(&file, FlockOperation::NonBlockingLockExclusive, patience, db, Why::InUse)?;
        let lock = Self { file, alone: true };
        lock.sign(who, chrono::Utc::now().timestamp_millis());
        Ok(lock)
    }

    /// Says who has the write lock now. Called while it is held, so that the last line is always the holder's.
    pub(super) fn sign(&self, who: &str, now_ms: i64) {
        let holder = Holder { who: who.to_owned(), pid: std::process::id(), since_ms: now_ms };
        let mut line = serde_json::to_vec(&holder).unwrap_or_default();
        if line.len() <= LINE {
            line.resize(LINE, b' ');
            // Without it a message names nobody, and that is all.
            let _ = rustix::io::pwrite(&self.file, &line, 0);
        }
    }

    /// Lets go before the value is dropped, so that an error can be seen.
    ///
    /// # Errors
    /// What the system says.
    pub fn release(self) -> std::io::Result<()> {
        rustix::fs::flock(&self.file, FlockOperation::Unlock).map_err(Into::into)
    }
}

/// Whom somebody who found the workspace locked waits for. Nobody is named when that program does not run any more, nor
/// this one itself: then a program holds the file that does not sign.
pub fn holder(db: &Path) -> Option<Holder> {
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let file = rustix::fs::open(beside(db, ".lock"), flags, Mode::empty()).ok()?;
    let mut line = [0; LINE];
    let read = rustix::io::pread(&file, &mut line, 0).ok()?;
    let holder: Holder = serde_json::from_slice(&line[..read]).ok()?;
    let pid = Pid::from_raw(i32::try_from(holder.pid).ok()?)?;
    (holder.pid != std::process::id()).then_some(())?;
    // Another user's process may not be signalled, but it is there.
    matches!(test_kill_process(pid), Ok(()) | Err(Errno::PERM)).then_some(())?;
    // The name by which colleagues know the user, where there is one.
    let known = presence::everybody(db).into_iter().find(|other| other.pid == holder.pid);
    Some(match known {
        Some(known) => Holder { who: known.name, ..holder },
        None => holder,
    })
}

/// Whether a session ever had the file.
pub(super) fn stands(db: &Path) -> bool {
    beside(db, ".lock").symlink_metadata().is_ok_and(|meta| meta.is_file())
}

fn lock_file(db: &Path) -> Result<OwnedFd, Refusal> {
    let path = beside(db, ".lock");
    open_beside(&path, db).map_err(|e| Refusal::system(&e.into(), &path))
}

fn take(file: &OwnedFd, how: FlockOperation, db: &Path) -> Result<bool, Refusal> {
    match rustix::fs::flock(file, how) {
        Ok(()) => Ok(true),
        Err(Errno::WOULDBLOCK | Errno::INTR) => Ok(false),
        Err(e) => Err(Refusal::system(&e.into(), &beside(db, ".lock"))),
    }
}

fn wait(file: &OwnedFd, how: FlockOperation, patience: Duration, db: &Path, why: Why) -> Result<(), Refusal> {
    let start = Instant::now();
    while !take(file, how, db)? {
        if start.elapsed() >= patience {
            return Err(Refusal::held(why, db));
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As another process would: number 1 always runs.
    fn sign_as(lock: &AppLock, who: &str, pid: u32) {
        let line = serde_json::to_string(&Holder { who: who.to_owned(), pid, since_ms: 7 }).unwrap();
        rustix::io::pwrite(&lock.file, format!("{line:LINE$}").as_bytes(), 0).unwrap();
    }

    #[test]
    fn sessions_share_and_maintenance_waits_for_all_of_them() {
        let dir = tempfile::tempdir().unwrap();
        let db = dir.path().join("w.db");
        let first = AppLock::shared(&db, true).unwrap();
        assert!(first.alone);
        let second = AppLock::shared(&db, true).unwrap();
        assert!(!second.alone);
        assert_eq!(AppLock::exclusive(&db, "li", Duration::ZERO).unwrap_err().why, Why::InUse);
        first.release().unwrap();
        drop(second);
        let alone = AppLock::exclusive(&db, "li", Duration::ZERO).unwrap();
        assert_eq!(AppLock::shared(&db, false).unwrap_err().msg.key, "store-maintenance", "not by oneself");
        sign_as(&alone, "li", 1);
        let refusal = AppLock::shared(&db, false).unwrap_err();
        assert_eq!((refusal.why, refusal.msg.key.as_str()), (Why::Maintenance, "store-maintenance-by"));
        assert!(refusal.msg.args.contains(&("who".to_owned(), "li".into())), "{:?}", refusal.msg);
        drop(alone);
        AppLock::shared(&db, false).unwrap();
    }

    #[test]
    fn the_last_who_signed_is_the_holder_unless_dead() {
        let dir = tempfile::tempdir().unwrap();
        let db = dir.path().join("w.db");
        let lock = AppLock::shared(&db, false).unwrap();
        assert_eq!(holder(&db), None, "nobody yet");
        sign_as(&lock, "a person with a long name", 4_194_303);
        sign_as(&lock, "li", 1);
        assert_eq!(holder(&db), Some(Holder { who: "li".to_owned(), pid: 1, since_ms: 7 }));
        sign_as(&lock, "zhao", 4_194_305);
        assert_eq!(holder(&db), None, "no process has this number");
        lock.sign("wang", 7);
        assert_eq!(holder(&db), None, "whoever waits does not wait for itself");
        rustix::io::pwrite(&lock.file, b"\0\0{", 0).unwrap();
        assert_eq!(holder(&db), None);
    }
}
