//! One running program: a random id and a lock that the kernel frees when the process dies, however it dies.

use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use rustix::fs::{Access, AtFlags, CWD, FlockOperation, Mode, OFlags};
use rustix::io::Errno;

use super::guard::make_folder;
use super::refusal::Refusal;
use crate::domain::record::Id;

/// Held as long as the program works with records. A process number would be given out again; this id is not.
#[derive(Debug)]
pub struct Session {
    pub id: Id,
    state: PathBuf,
    lock: OnceLock<OwnedFd>,
}

fn folder(state: &Path) -> PathBuf {
    state.join("sessions")
}

impl Session {
    /// A session of this state folder. Others know of it once it has begun: before its first draft.
    ///
    /// # Errors
    /// When the folder does not take a file.
    pub fn new(state: &Path) -> Result<Self, Refusal> {
        let dir = folder(state);
        make_folder(&dir).map_err(|refusal| refusal.of_state(state))?;
        rustix::fs::accessat(CWD, &dir, Access::WRITE_OK | Access::EXEC_OK, AtFlags::empty())
            .map_err(|e| Refusal::system(&e.into(), &dir).of_state(state))?;
        Ok(Self { id: Id(uuid::Uuid::now_v7()), state: state.to_path_buf(), lock: OnceLock::new() })
    }

    fn file(&self) -> PathBuf {
        folder(&self.state).join(self.id.to_string())
    }

    /// Lets others know, and clears away what killed sessions left.
    ///
    /// # Errors
    /// When the folder does not take a file.
    pub fn begin(&self) -> Result<(), Refusal> {
        let dir = folder(&self.state);
        sweep(&dir);
        // Locked under another name first: nobody may see the session before its lock is held.
        let made = dir.join(format!(".{}", self.id));
        let begin = || {
            let flags = OFlags::RDWR | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
            let fd = rustix::fs::open(&made, flags, Mode::from_raw_mode(0o600))?;
            rustix::fs::flock(&fd, FlockOperation::NonBlockingLockExclusive)?;
            rustix::fs::rename(&made, self.file())?;
            Ok(fd)
        };
        let lock = begin().map_err(|e: Errno| Refusal::system(&e.into(), &dir).of_state(&self.state))?;
        drop(self.lock.set(lock));
        Ok(())
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // A file that stays behind is unlocked and therefore reads as a dead session.
        let _ = rustix::fs::unlink(self.file());
    }
}

/// Whether the session still runs, in this process or another of this user.
pub fn alive(state: &Path, id: Id) -> bool {
    locked(&folder(state).join(id.to_string()))
}

fn locked(file: &Path) -> bool {
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let Ok(fd) = rustix::fs::open(file, flags, Mode::empty()) else { return false };
    rustix::fs::flock(&fd, FlockOperation::NonBlockingLockShared) == Err(Errno::WOULDBLOCK)
}

/// Clears away what killed sessions left.
fn sweep(dir: &Path) {
    let Ok(entries) = dir.read_dir() else { return };
    for entry in entries.flatten() {
        let named_by_us = entry.file_name().to_str().is_some_and(|name| name.parse::<Id>().is_ok());
        if named_by_us && !locked(&entry.path()) {
            let _ = rustix::fs::unlink(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_lives_until_it_ends() {
        let state = tempfile::tempdir().unwrap();
        let [first, second] = [(); 2].map(|()| Session::new(state.path()).unwrap());
        assert!(!alive(state.path(), first.id), "not before it has begun");
        first.begin().unwrap();
        second.begin().unwrap();
        assert!(alive(state.path(), first.id) && alive(state.path(), second.id));
        let gone = first.id;
        drop(first);
        assert!(!alive(state.path(), gone));
        assert!(alive(state.path(), second.id));
        assert!(!alive(state.path(), Id(uuid::Uuid::nil())), "never was");
    }

    #[test]
    fn a_session_that_cannot_begin_says_so() {
        let state = tempfile::tempdir().unwrap();
        let session = Session::new(state.path()).unwrap();
        let dir = folder(state.path());
        std::fs::remove_dir(&dir).unwrap();
        rustix::fs::open(&dir, OFlags::CREATE | OFlags::RDWR, Mode::from_raw_mode(0o600)).unwrap();
        let refusal = session.begin().unwrap_err();
        assert!(!refusal.msg.key.is_empty() && !alive(state.path(), session.id), "{refusal:?}");
        assert!(Session::new(state.path()).is_err(), "and the next is refused at once");
    }

    #[test]
    fn the_next_session_clears_away_what_a_killed_one_left() {
        let state = tempfile::tempdir().unwrap();
        let dir = folder(state.path());
        make_folder(&dir).unwrap();
        let left = dir.join(uuid::Uuid::now_v7().to_string());
        std::fs::create_dir_all(&dir).unwrap();
        rustix::fs::open(&left, OFlags::CREATE | OFlags::RDWR, Mode::from_raw_mode(0o600)).unwrap();
        Session::new(state.path()).unwrap().begin().unwrap();
        assert!(!left.exists());
    }
}
