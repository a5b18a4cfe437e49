//! The lock beside a workspace: every session holds it shared, a restore or purge holds it alone.
//!
//! It lies on a file of its own, never on the database, whose locks belong to SQLite.

use std::os::fd::OwnedFd;
use std::path::Path;
use std::time::{Duration, Instant};

use rustix::fs::{FlockOperation, OFlags};
use rustix::io::Errno;

use super::guard::{beside, mode_of};
use super::refusal::{Refusal, Why};

/// How long a starting session waits for another that just tests whether it is alone.
const PATIENCE: Duration = Duration::from_secs(2);

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
    pub fn exclusive(db: &Path, patience: Duration) -> Result<Self, Refusal> {
        let file = lock_file(db)?;
        wait(&file, FlockOperation::NonBlockingLockExclusive, patience, db, Why::InUse)?;
        Ok(Self { file, alone: true })
    }

    /// Lets go before the value is dropped, so that an error can be seen.
    ///
    /// # Errors
    /// What the system says.
    pub fn release(self) -> std::io::Result<()> {
        rustix::fs::flock(&self.file, FlockOperation::Unlock).map_err(Into::into)
    }
}

fn lock_file(db: &Path) -> Result<OwnedFd, Refusal> {
    let path = beside(db, ".lock");
    let flags = OFlags::RDWR | OFlags::CREATE | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let mode = mode_of(db);
    let file = rustix::fs::open(&path, flags, mode).map_err(|e| Refusal::system(&e.into(), &path))?;
    // Only its owner may; a colleague finds it already right.
    let _ = rustix::fs::fchmod(&file, mode);
    Ok(file)
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
            return Err(Refusal::at(why, db));
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sessions_share_and_maintenance_waits_for_all_of_them() {
        let dir = tempfile::tempdir().unwrap();
        let db = dir.path().join("w.db");
        let first = AppLock::shared(&db, true).unwrap();
        assert!(first.alone);
        let second = AppLock::shared(&db, true).unwrap();
        assert!(!second.alone);
        assert_eq!(AppLock::exclusive(&db, Duration::ZERO).unwrap_err().why, Why::InUse);
        first.release().unwrap();
        drop(second);
        let alone = AppLock::exclusive(&db, Duration::ZERO).unwrap();
        assert_eq!(AppLock::shared(&db, false).unwrap_err().why, Why::Maintenance);
        drop(alone);
        AppLock::shared(&db, false).unwrap();
    }
}
