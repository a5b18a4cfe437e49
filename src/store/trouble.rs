//! What an error of SQLite means for the rest of the session: it passes, the disk cannot be trusted, or the file is damaged.

use std::cell::Cell;

use rusqlite::config::DbConfig;
use rusqlite::ffi;

use super::migrate::WORKSPACE;
use super::open::{How, connect, quick_check};
use super::refusal::{Refusal, Why};
use super::workspace::Workspace;
use crate::text::Msg;

/// How bad an error is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The next try may work.
    Passing,
    /// What was given to the disk may be gone though the system forgets that it said so: Linux drops the pages of a
    /// failed `fsync` and lets the next one pass. Trying again would call lost what is lost and saved what is not.
    Untrusted,
    /// A page is not what it should be, or was not read as it is.
    Damage,
}

/// Judges an error by SQLite's extended code.
pub fn of(code: i32) -> Trouble {
    match code {
        ffi::SQLITE_IOERR_FSYNC
        | ffi::SQLITE_IOERR_DIR_FSYNC
        | ffi::SQLITE_IOERR_WRITE
        | ffi::SQLITE_IOERR_TRUNCATE
        | ffi::SQLITE_IOERR_COMMIT_ATOMIC
        | ffi::SQLITE_IOERR_ROLLBACK_ATOMIC
        | ffi::SQLITE_IOERR_DATA
        | ffi::SQLITE_IOERR_CORRUPTFS => Trouble::Untrusted,
        code if code & 0xff == ffi::SQLITE_CORRUPT => Trouble::Damage,
        _ => Trouble::Passing,
    }
}

/// What the session has met so far.
#[derive(Debug, Default)]
pub(super) struct Health {
    /// Nothing is written any more, for this reason.
    stopped: Cell<Option<Trouble>>,
    /// The last answer met damage that was not looked at again yet.
    doubt: Cell<bool>,
}

impl Workspace {
    /// Why this session writes nothing any more.
    pub fn stopped(&self) -> Option<Msg> {
        let key = match self.health.stopped.get()? {
            Trouble::Damage => "store-damaged",
            _ => "store-stopped",
        };
        Some(Msg::new(key).with("path", self.path.display().to_string()))
    }

    fn stop(&self, why: Trouble) {
        self.health.stopped.set(Some(why));
        // Not even what is in the log goes into the file: the three files stay as they are for whoever looks at them.
        let _ = self.conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true);
        let _ = self.conn.execute_batch("PRAGMA wal_autocheckpoint = 0; PRAGMA query_only = ON;");
    }

    /// The sentence for an error, which may be the end of writing in this session.
    pub(super) fn met(&self, error: &rusqlite::Error) -> Msg {
        match error.sqlite_error().map_or(Trouble::Passing, |e| of(e.extended_code)) {
            Trouble::Passing => {}
            Trouble::Damage => self.health.doubt.set(true),
            Trouble::Untrusted => {
                self.stop(Trouble::Untrusted);
                return self.stopped().unwrap_or_else(|| Msg::new("store-internal"));
            }
        }
        Refusal::sqlite(error, &self.path).msg
    }

    /// A read that failed in passing looks like damage. So the file is looked at anew and the work is done once more,
    /// before anybody is told to go back to a backup.
    pub(super) fn surely<T>(&self, done: T, again: impl FnOnce() -> T) -> T {
        if !self.health.doubt.take() {
            return done;
        }
        // What was misread must not be read from memory again.
        let _ = self.conn.execute_batch("PRAGMA shrink_memory");
        let looked =
            connect(&self.path, &WORKSPACE, How::Existing).and_then(|(conn, _)| quick_check(&conn, &self.path));
        let done = match looked.map_err(|refusal| refusal.why) {
            Ok(()) => {
                let done = again();
                if !self.health.doubt.take() {
                    return done;
                }
                done
            }
            Err(Why::Corrupt | Why::Foreign | Why::Empty) => done,
            // It could not be looked at; that proves nothing.
            Err(_) => return done,
        };
        self.stop(Trouble::Damage);
        done
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::record::Id;
    use crate::store::{Clock, Origin, Who, open};

    #[test]
    fn a_disk_that_forgets_is_not_tried_again_and_a_full_one_is() {
        assert_eq!(of(ffi::SQLITE_IOERR_FSYNC), Trouble::Untrusted);
        assert_eq!(of(ffi::SQLITE_IOERR_WRITE), Trouble::Untrusted);
        assert_eq!(of(ffi::SQLITE_CORRUPT), Trouble::Damage);
        assert_eq!(of(ffi::SQLITE_CORRUPT_INDEX), Trouble::Damage);
        for passing in [
            ffi::SQLITE_FULL,
            ffi::SQLITE_BUSY_SNAPSHOT,
            ffi::SQLITE_IOERR_SHMSIZE,
            ffi::SQLITE_IOERR_READ,
            ffi::SQLITE_CONSTRAINT_UNIQUE,
            ffi::SQLITE_READONLY,
        ] {
            assert_eq!(of(passing), Trouble::Passing, "{passing}");
        }
    }

    fn workspace(dir: &tempfile::TempDir) -> Workspace {
        let opened = open(&dir.path().join("w.db"), How::OpenOrCreate).unwrap();
        let who = Who { actor: "li".to_owned(), device: Id::default(), origin: Origin::Cli };
        Workspace::new(opened, who, Clock::System).unwrap()
    }

    #[test]
    fn damage_that_was_only_misread_is_read_again_and_forgotten() {
        let dir = tempfile::tempdir().unwrap();
        let ws = workspace(&dir);
        assert_eq!(ws.surely(1, || 2), 1, "nothing was wrong");
        ws.health.doubt.set(true);
        assert_eq!(ws.surely(1, || 2), 2);
        assert_eq!(ws.stopped(), None);
        ws.me("").unwrap();
    }

    #[test]
    fn damage_that_is_met_twice_ends_writing() {
        let dir = tempfile::tempdir().unwrap();
        let ws = workspace(&dir);
        ws.me("").unwrap();
        ws.health.doubt.set(true);
        ws.surely((), || ws.health.doubt.set(true));
        assert_eq!(ws.stopped().unwrap().key, "store-damaged");
        assert!(ws.conn().execute_batch("DELETE FROM user").is_err());
    }
}
