//! The copies a workspace gets by itself: in a private folder of the user's state, made when due, thinned out by age.

use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDateTime, Utc};
use rusqlite::{Connection, OptionalExtension};
use rustix::fs::{FlockOperation, Mode, OFlags};

use super::backup::{Manifest, WORKBENCH, backup};
use super::generations::{self, Copy};
use super::guard::{folder, make_folder};
use super::migrate::db_id;
use super::refusal::{Refusal, Why};
use super::{How, drafts, open};

const STAMP: &str = "%Y%m%dT%H%M%SZ";
const ENDING: &str = ".db";
const FOR_UPGRADE: &str = "before-schema-";

/// The folder of one workspace's copies; there may be none in it yet, nor the folder itself.
#[derive(Clone, Debug)]
pub struct Copies {
    dir: PathBuf,
}

/// A copy under its name. Only whole and proved copies ever get one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub file: PathBuf,
    pub bytes: u64,
    pub copy: Copy,
}

/// What the newest journal entry of a workspace is, and when the first was made.
struct Journal {
    head: i64,
    since: Option<DateTime<Utc>>,
}

impl Journal {
    fn of(conn: &Connection) -> rusqlite::Result<Self> {
        let head: Option<i64> =
            conn.prepare_cached("SELECT max(seq) FROM act")?.query_row([], |row| row.get(0)).optional()?.flatten();
        let since = conn
            .prepare_cached("SELECT wall_ms FROM act ORDER BY seq LIMIT 1")?
            .query_row([], |row| row.get(0))
            .optional()?;
        Ok(Self { head: head.unwrap_or(0), since: since.and_then(DateTime::from_timestamp_millis) })
    }
}

impl Copies {
    /// Under the user's state folder, by the id of the workspace: it may be moved and keeps its copies.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn of(conn: &Connection, state: &Path) -> rusqlite::Result<Self> {
        Ok(Self { dir: state.join("backups").join(db_id(conn)?.to_string()) })
    }

    pub fn folder(&self) -> &Path {
        &self.dir
    }

    /// The newest first.
    pub fn list(&self) -> Vec<Kept> {
        let Ok(entries) = self.dir.read_dir() else { return Vec::new() };
        let mut found: Vec<Kept> = entries
            .flatten()
            .filter_map(|entry| {
                let copy = read_name(entry.file_name().to_str()?)?;
                let bytes = entry.metadata().ok().filter(std::fs::Metadata::is_file)?.len();
                Some(Kept { file: entry.path(), bytes, copy })
            })
            .collect();
        found.sort_by_key(|kept| std::cmp::Reverse((kept.copy.seq, kept.copy.made_at)));
        found
    }

    fn plain(&self) -> Vec<Copy> {
        self.list().into_iter().map(|kept| kept.copy).collect()
    }

    /// Whether a copy is due.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn is_due(&self, conn: &Connection, now: DateTime<Utc>) -> rusqlite::Result<bool> {
        Ok(generations::is_due(&self.plain(), Journal::of(conn)?.head, now))
    }

    /// For how many days changes have had no copy, when that is too long.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn overdue_days(&self, conn: &Connection, now: DateTime<Utc>) -> rusqlite::Result<Option<i64>> {
        let Journal { head, since } = Journal::of(conn)?;
        Ok(generations::overdue_days(&self.plain(), head, since, now))
    }

    /// Makes a copy if one is due, and removes those that are superfluous then. It may be killed at any moment: what
    /// it leaves has no name of a copy, and the next one clears it away.
    ///
    /// # Errors
    /// Why there is no copy; those that were there stay.
    pub fn tend(&self, conn: &Connection, now: DateTime<Utc>) -> Result<Option<Manifest>, Refusal> {
        let path = PathBuf::from(conn.path().unwrap_or_default());
        let said = |e: rusqlite::Error| Refusal::sqlite(&e, &path);
        if !self.is_due(conn, now).map_err(said)? {
            return Ok(None);
        }
        let Some(_turn) = self.turn()? else { return Ok(None) };
        let head = Journal::of(conn).map_err(said)?.head;
        // Named by what it surely holds; a save during the copying is a bonus.
        let made = backup(conn, &self.dir.join(format!("{}-{head}{ENDING}", now.format(STAMP))))?;
        let list = self.list();
        let copies: Vec<Copy> = list.iter().map(|kept| kept.copy.clone()).collect();
        for at in generations::superfluous(&copies) {
            // One that stays behind is thinned out the next time.
            let _ = rustix::fs::unlink(&list[at].file);
        }
        Ok(Some(made))
    }

    /// The right to work in the folder, for one program at a time; none while another has it. What killed ones left is
    /// cleared away.
    fn turn(&self) -> Result<Option<OwnedFd>, Refusal> {
        make_folder(&self.dir)?;
        let file = self.dir.join(".turn");
        let flags = OFlags::RDWR | OFlags::CREATE | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let said = |e: rustix::io::Errno| Refusal::system(&e.into(), &file);
        let turn = rustix::fs::open(&file, flags, Mode::from_raw_mode(0o600)).map_err(said)?;
        if rustix::fs::flock(&turn, FlockOperation::NonBlockingLockExclusive).is_err() {
            return Ok(None);
        }
        for entry in self.dir.read_dir().into_iter().flatten().flatten() {
            if entry.file_name().to_string_lossy().starts_with(WORKBENCH) {
                // Private and without a name of its own; what cannot be removed does no harm.
                let _ = std::fs::remove_dir_all(entry.path());
            }
        }
        Ok(Some(turn))
    }

    /// The copy that every upgrade leaves behind; there is no way down but this one.
    ///
    /// # Errors
    /// Why there is none; the workspace must not be upgraded then.
    fn before_upgrade(&self, conn: &Connection, from: i64, now: DateTime<Utc>) -> Result<(), Refusal> {
        make_folder(&self.dir)?;
        let head = Journal::of(conn).map_err(|e| Refusal::sqlite(&e, &self.dir))?.head;
        let name = format!("{}-{head}-{FOR_UPGRADE}{}{ENDING}", now.format(STAMP), from + 1);
        match backup(conn, &self.dir.join(name)) {
            // A session that started in the same second made it.
            Err(refusal) if refusal.why == Why::Exists => Ok(()),
            other => other.map(|_| ()),
        }
    }
}

/// A larger file is copied only while nothing is asked of a session, and not when the user wants to leave.
const AT_EXIT: u64 = 16 << 20;

/// Makes a copy of the workspace at `file` if one is due.
///
/// # Errors
/// Why there is none.
pub fn tend(file: &Path, state: &Path) -> Result<Option<Manifest>, Refusal> {
    let opened = open(file, How::Existing)?;
    let copies = Copies::of(&opened.conn, state).map_err(|e| Refusal::sqlite(&e, file))?;
    copies.tend(&opened.conn, Utc::now())
}

/// The same at the end of the program, where it takes no noticeable time.
pub fn tend_at_exit(file: &Path, state: &Path) {
    if file.metadata().is_ok_and(|meta| meta.len() <= AT_EXIT) {
        // The user has left; when copies fail for long, the next sessions say so.
        let _ = tend(file, state);
    }
}

/// Copies a workspace that is about to be upgraded: among its other copies, or beside it for a user without a home.
pub(super) fn before_upgrade(conn: &Connection, file: &Path, from: i64) -> Result<(), Refusal> {
    let state = drafts::state_dir().unwrap_or_else(|_| folder(file).to_path_buf());
    let copies = Copies::of(conn, &state).map_err(|e| Refusal::sqlite(&e, file))?;
    copies.before_upgrade(conn, from, Utc::now())
}

/// `20261121T140211Z-1234.db`: when it was made and its newest journal entry.
fn read_name(name: &str) -> Option<Copy> {
    let (stamp, rest) = name.strip_suffix(ENDING)?.split_once('-')?;
    let made_at = NaiveDateTime::parse_from_str(stamp, STAMP).ok()?.and_utc();
    let (seq, why) = rest.split_once('-').unwrap_or((rest, ""));
    let for_upgrade = why.starts_with(FOR_UPGRADE);
    (why.is_empty() || for_upgrade).then_some(())?;
    Some(Copy { made_at, seq: seq.parse().ok()?, for_upgrade })
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::MetadataExt as _;

    use chrono::TimeDelta;

    use super::*;
    use crate::domain::record::Id;
    use crate::store::{Clock, Opened, Origin, Who, Workspace};

    /// A workspace with a journal of this many entries, made at this time.
    fn workspace(dir: &Path, acts: u32, at: &str) -> Opened {
        let path = dir.join("w.db");
        let opened = open(&path, How::OpenOrCreate).unwrap();
        let at: DateTime<Utc> = at.parse().unwrap();
        let who = Who { actor: "li".to_owned(), device: Id::default(), origin: Origin::Cli };
        let ws = Workspace::new(opened, who, Clock::Fixed(at.timestamp_millis().into())).unwrap();
        for n in 0..acts {
            ws.conn()
                .execute(
                    "INSERT INTO act (id, actor, device, dev_seq, origin, verb, wall_ms, app_version, schema_version, hash)
                     VALUES (randomblob(16), 'li', x'01', ?1, 'tui', 'verb-edit', ?2, '1', 1, randomblob(32))",
                    (n, at.timestamp_millis()),
                )
                .unwrap();
        }
        drop(ws);
        open(&path, How::Existing).unwrap()
    }

    #[test]
    fn copies_come_when_due_and_are_private_whole_and_few() {
        let dir = tempfile::tempdir().unwrap();
        let ws = workspace(dir.path(), 3, "2026-11-21T10:00:00Z");
        let copies = Copies::of(&ws.conn, &dir.path().join("state")).unwrap();
        assert_eq!(copies.list(), []);
        let mut now: DateTime<Utc> = "2026-11-21T12:00:00Z".parse().unwrap();
        assert!(copies.tend(&ws.conn, now).unwrap().is_some());
        assert!(copies.tend(&ws.conn, now).unwrap().is_none(), "once is enough");
        assert_eq!(copies.folder().metadata().unwrap().mode() & 0o777, 0o700);
        let [first] = <[Kept; 1]>::try_from(copies.list()).unwrap();
        assert_eq!((first.copy.seq, first.copy.made_at), (3, now));
        assert_eq!(
            open(&first.file, How::Existing).unwrap().conn.query_row("SELECT count(*) FROM act", [], |r| r.get(0)),
            Ok(3)
        );
        // Ninety days with a change each.
        for n in 0..90 {
            now += TimeDelta::hours(25);
            ws.conn
                .execute(
                    "INSERT INTO act (id, actor, device, dev_seq, origin, verb, wall_ms, app_version, schema_version, hash)
                     VALUES (randomblob(16), 'li', x'02', ?1, 'tui', 'verb-edit', 1, '1', 1, randomblob(32))",
                    [n],
                )
                .unwrap();
            assert_eq!(copies.overdue_days(&ws.conn, now).unwrap(), None);
            assert!(copies.tend(&ws.conn, now).unwrap().is_some());
        }
        let list = copies.list();
        assert!((24..40).contains(&list.len()), "{}", list.len());
        assert_eq!(list[0].copy.seq, 93);
    }

    #[test]
    fn two_programs_do_not_copy_at_once_and_leavings_are_cleared_away() {
        let dir = tempfile::tempdir().unwrap();
        let ws = workspace(dir.path(), 1, "2026-11-21T10:00:00Z");
        let copies = Copies::of(&ws.conn, &dir.path().join("state")).unwrap();
        let turn = copies.turn().unwrap().unwrap();
        assert!(copies.tend(&ws.conn, Utc::now()).unwrap().is_none());
        drop(turn);
        let left = copies.folder().join(format!("{WORKBENCH}killed"));
        make_folder(&left.join("inner")).unwrap();
        assert_eq!(copies.list(), [], "what is unfinished is no copy");
        copies.tend(&ws.conn, Utc::now()).unwrap().unwrap();
        assert!(!left.exists());
    }

    #[test]
    fn a_long_time_without_a_copy_is_known() {
        let dir = tempfile::tempdir().unwrap();
        let ws = workspace(dir.path(), 2, "2026-11-01T10:00:00Z");
        let copies = Copies::of(&ws.conn, &dir.path().join("state")).unwrap();
        let on = |day: &str| copies.overdue_days(&ws.conn, day.parse().unwrap()).unwrap();
        assert_eq!((on("2026-11-08T12:00:00Z"), on("2026-11-10T12:00:00Z")), (None, Some(9)));
    }

    #[test]
    fn an_upgrade_leaves_a_copy_of_what_was_before_that_no_thinning_takes() {
        let dir = tempfile::tempdir().unwrap();
        let ws = workspace(dir.path(), 1, "2026-11-21T10:00:00Z");
        let copies = Copies::of(&ws.conn, &dir.path().join("state")).unwrap();
        let now: DateTime<Utc> = "2026-11-21T12:00:00Z".parse().unwrap();
        copies.before_upgrade(&ws.conn, 1, now).unwrap();
        copies.before_upgrade(&ws.conn, 1, now).unwrap();
        let [kept] = <[Kept; 1]>::try_from(copies.list()).unwrap();
        assert!(kept.copy.for_upgrade && kept.file.to_string_lossy().ends_with("-1-before-schema-2.db"), "{kept:?}");
    }

    #[test]
    fn only_our_own_names_count() {
        assert_eq!(read_name("20261121T140211Z-12.db").unwrap().seq, 12);
        for other in ["monday.db", "20261121T140211Z-12.db-wal", "20261121T140211Z-12-x.db", "2026-12.db", ".turn"] {
            assert_eq!(read_name(other), None, "{other}");
        }
    }
}
