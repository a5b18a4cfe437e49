//! The one door to a database: every check before SQLite sees the file, every setting before anybody uses it.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use super::ballast::Ballast;
use super::guard::{self, beside};
use super::lock::{self, AppLock};
use super::migrate::{self, Format, WORKSPACE};
use super::refusal::{Refusal, Why};
use super::{copies, disk};
use crate::domain::record::Id;
use crate::text::Msg;

/// Older versions may lose committed pages when two processes checkpoint at once (sqlite.org/wal.html, WAL-reset bug).
pub const OLDEST_SQLITE: i32 = 3_051_003;
/// How long a write waits for another session's write.
pub const PATIENCE: Duration = Duration::from_secs(10);
/// Up to this size an unclean end is followed by a quick check; larger files would make the start feel stuck.
const QUICK_CHECK_UP_TO: u64 = 64 << 20;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// Make the workspace when there is none.
    OpenOrCreate,
    Existing,
}

/// An open workspace. The connection goes first when this is dropped, the lock last.
#[derive(Debug)]
pub struct Opened {
    pub conn: Connection,
    /// The file, without links in its path.
    pub path: PathBuf,
    /// The identity of the workspace, whatever its file is called.
    pub id: Id,
    pub warnings: Vec<Msg>,
    /// False when a newer program has raised the file: reading works, every write is refused.
    pub writable: bool,
    pub ballast: Ballast,
    /// Must live as long as the connection.
    pub lock: AppLock,
}

/// Opens the workspace at `path`; a refused file keeps every byte.
///
/// # Errors
/// A sentence that says what is wrong and what to do.
pub fn open(path: &Path, how: How) -> Result<Opened, Refusal> {
    check_sqlite(rusqlite::version_number())?;
    if how == How::OpenOrCreate
        && let Some(dir) = path.parent().filter(|dir| !dir.as_os_str().is_empty() && !dir.exists())
    {
        // Not even a folder is made on a disk that will be refused.
        disk::check(&disk::nearest_existing(dir))?;
        guard::make_folder(dir)?;
    }
    let file = guard::locate(path)?;
    let mut warnings = disk::check(guard::folder(&file))?;
    let found = file.exists();
    if !found && how == How::Existing {
        return Err(Refusal::at(Why::Missing, &file));
    }
    // What it is comes first: nobody is told how to get at a file that is none of ours.
    if found && guard::readable(&file) && !kept_here(&file) {
        probe(&file, how)?;
    }
    warnings.extend(guard::permissions(&file)?);
    if !found {
        guard::pre_create(&file)?;
    }

    let log_left = beside(&file, "-wal").metadata().is_ok_and(|meta| meta.len() > 0);
    let lock = AppLock::shared(&file, log_left)?;
    let ballast = Ballast::of(&file);
    let connect = || connect(&file, &WORKSPACE, how);
    let (mut conn, mut state) = match connect() {
        Err(full) if full.why == Why::DiskFull && ballast.release() => {
            warnings.push(Msg::new("store-warn-ballast-used"));
            connect()?
        }
        // A read error that passes looks like damage: look twice before saying so.
        Err(hurt) if hurt.why == Why::Corrupt => connect()?,
        other => other?,
    };
    if log_left && lock.alone && file.metadata().is_ok_and(|meta| meta.len() <= QUICK_CHECK_UP_TO) {
        quick_check(&conn, &file)?;
    }
    let version = state.as_ref().map_or(0, |state| state.schema_version);
    if version > 0 && version < migrate::SCHEMA {
        copies::before_upgrade(&conn, &file, version)?;
    }
    if version < migrate::SCHEMA {
        migrate::migrate(&mut conn, &WORKSPACE).map_err(|refusal| refusal.named(&file))?;
        state = migrate::state(&conn).map_err(|e| Refusal::sqlite(&e, &file))?;
    }
    let state = state.ok_or_else(|| Refusal::at(Why::Corrupt, &file))?;
    let may_write = state.writable(migrate::SCHEMA).map_err(|refusal| refusal.named(&file));
    let writable = may_write.is_ok();
    warnings.extend(may_write.err().map(|refusal| refusal.msg));
    ballast.keep();
    Ok(Opened { conn, path: file, id: state.db_id, warnings, writable, ballast, lock })
}

/// Refuses an SQLite that loses commits; the build asks for a good one, a changed lock file may not keep it.
fn check_sqlite(version: i32) -> Result<(), Refusal> {
    if version < OLDEST_SQLITE {
        return Err(Refusal::new(Why::OldSqlite).with("version", rusqlite::version()));
    }
    Ok(())
}

/// Whether our lock stands beside the file and nobody is at work: it was ours when it was last closed. Should somebody have
/// put another in its place, opening finds that out too; SQLite's log beside it is then made for a moment, and a lock of
/// its owner is waited for.
fn kept_here(file: &Path) -> bool {
    lock::stands(file) && alone(file)
}

/// Reads the mark in a file's header without locks, logs or traces, to leave what is not ours exactly as it is.
///
/// Through SQLite and not by reading the file: closing any descriptor of it would drop the locks
/// of other connections in this process.
fn probe(file: &Path, how: How) -> Result<(), Refusal> {
    let empty = file.metadata().is_ok_and(|meta| meta.len() == 0);
    if empty {
        return if how == How::OpenOrCreate { Ok(()) } else { Err(Refusal::at(Why::Empty, file)) };
    }
    let quiet = alone(file);
    let mark = immutable(file).and_then(|conn| conn.pragma_query_value(None, "application_id", |row| row.get(0)));
    match mark {
        Ok(id) if WORKSPACE.application_id == id => Ok(()),
        Ok::<i32, _>(_) => Err(Refusal::at(Why::Foreign, file)),
        Err(e) => {
            let refusal = Refusal::sqlite(&e, file);
            // While another session writes, this look may catch a page in between; the real opening decides then.
            if (quiet && alone(file)) || refusal.why == Why::Foreign { Err(refusal) } else { Ok(()) }
        }
    }
}

/// No log beside the file: nobody has it open, and nobody left it in a hurry.
fn alone(file: &Path) -> bool {
    guard::SIDECARS.iter().all(|suffix| !beside(file, suffix).exists())
}

/// A read-only connection that takes no locks and makes no files, for copies and first looks.
///
/// # Errors
/// What SQLite says.
pub fn immutable(file: &Path) -> rusqlite::Result<Connection> {
    use std::fmt::Write as _;
    use std::os::unix::ffi::OsStrExt as _;
    let mut uri = String::from("file:");
    for byte in file.as_os_str().as_bytes() {
        if byte.is_ascii_alphanumeric() || b"/._-".contains(byte) {
            uri.push(char::from(*byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri.push_str("?immutable=1");
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(uri, flags)?;
    suspicious(&conn)?;
    Ok(conn)
}

/// Settings for a file that somebody else may have written.
fn suspicious(conn: &Connection) -> rusqlite::Result<()> {
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    // Otherwise each new value of a parameter would have its statement compiled again.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    conn.set_limit(Limit::SQLITE_LIMIT_LENGTH, 32 << 20)?;
    conn.set_limit(Limit::SQLITE_LIMIT_SQL_LENGTH, 100_000)?;
    conn.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 1)?;
    conn.set_limit(Limit::SQLITE_LIMIT_EXPR_DEPTH, 50)?;
    conn.execute_batch("PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY;")
}

/// Opens a file that the checks have passed and gives it all settings; with it comes what the file says about itself.
///
/// # Errors
/// What SQLite says about the file.
pub(super) fn connect(file: &Path, format: &Format, how: How) -> Result<(Connection, Option<migrate::State>), Refusal> {
    let said = |e: rusqlite::Error| Refusal::sqlite(&e, file);
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_NOFOLLOW
        | OpenFlags::SQLITE_OPEN_EXRESCODE;
    // Until the file is known to be ours and readable, closing it must not fold its log into it. A log that this
    // connection makes is empty till then; closing takes it away again.
    let keep_log = !alone(file);
    let mut conn = Connection::open_with_flags(file, flags).map_err(said)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, keep_log).map_err(said)?;
    conn.busy_timeout(PATIENCE).and_then(|()| conn.busy_handler(Some(patience()))).map_err(said)?;
    suspicious(&conn).map_err(said)?;
    identify(&mut conn, file, format.application_id, how)?;
    let state = migrate::state(&conn).map_err(said)?;
    if let Some(state) = &state {
        state.readable(format.newest()).map_err(|refusal| refusal.named(file))?;
    }
    write_ahead(&conn, file)?;
    conn.execute_batch(
        "PRAGMA synchronous = FULL;
         PRAGMA fullfsync = 1;
         PRAGMA checkpoint_fullfsync = 1;
         PRAGMA foreign_keys = ON;
         PRAGMA secure_delete = ON;
         PRAGMA wal_autocheckpoint = 1000;
         PRAGMA journal_size_limit = 16777216;",
    )
    .and_then(|()| conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false))
    .map_err(said)?;
    Ok((conn, state))
}

/// The mark in the header; an empty file gets it, before the log is switched on, so that it never stands in the log alone.
fn identify(conn: &mut Connection, file: &Path, id: i32, how: How) -> Result<(), Refusal> {
    let said = |e: rusqlite::Error| Refusal::sqlite(&e, file);
    let mark = |conn: &Connection| conn.pragma_query_value::<i32, _>(None, "application_id", |row| row.get(0));
    let empty =
        |conn: &Connection| conn.query_row("SELECT NOT EXISTS (SELECT 1 FROM sqlite_schema)", [], |row| row.get(0));
    // In one look: another session may make its tables between two.
    let look = |conn: &Connection| -> rusqlite::Result<(i32, bool)> {
        let tx = Transaction::new_unchecked(conn, TransactionBehavior::Deferred)?;
        let found = mark(&tx)?;
        let empty = found == 0 && empty(&tx)?;
        tx.finish()?;
        Ok((found, empty))
    };
    match look(conn).map_err(said)? {
        (found, _) if found == id => return Ok(()),
        (_, true) if how == How::Existing => return Err(Refusal::at(Why::Empty, file)),
        (_, true) => {}
        _ => return Err(Refusal::at(Why::Foreign, file)),
    }
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate).map_err(said)?;
    match mark(&tx).map_err(said)? {
        // Another session that started at the same moment was first.
        found if found == id => Ok(()),
        0 if empty(&tx).map_err(said)? => {
            tx.pragma_update(None, "application_id", id).and_then(|()| tx.commit()).map_err(said)
        }
        _ => Err(Refusal::at(Why::Foreign, file)),
    }
}

/// Switches the write-ahead log on. The switch answers "locked" at once when two sessions try it together, so it is asked again.
fn write_ahead(conn: &Connection, file: &Path) -> Result<(), Refusal> {
    let start = Instant::now();
    let mut pause = patience();
    for attempt in 0.. {
        let mode = || -> rusqlite::Result<String> {
            let now: String = conn.pragma_query_value(None, "journal_mode", |row| row.get(0))?;
            if now == "wal" {
                return Ok(now);
            }
            conn.pragma_update_and_check(None, "journal_mode", "wal", |row| row.get(0))
        };
        match mode().map_err(|e| Refusal::sqlite(&e, file)) {
            Ok(mode) if mode == "wal" => return Ok(()),
            Err(busy) if busy.why == Why::Busy && start.elapsed() < PATIENCE => {
                pause(attempt);
            }
            Err(refusal) => return Err(refusal),
            Ok(_) => break,
        }
    }
    Err(Refusal::at(Why::NoWal, file))
}

/// Waits for another writer in short steps of random length: SQLite's own steps grow and starve whoever waits longest.
pub(super) fn patience() -> impl FnMut(i32) -> bool + Send + 'static {
    let mut since = Instant::now();
    let mut dice = u64::from(std::process::id()) << 32
        ^ u64::from(std::time::UNIX_EPOCH.elapsed().map_or(1, |t| t.subsec_nanos()));
    move |count| {
        if count == 0 {
            since = Instant::now();
        }
        // Xorshift; any spread will do.
        dice |= 1;
        dice ^= dice << 13;
        dice ^= dice >> 7;
        dice ^= dice << 17;
        std::thread::sleep(Duration::from_micros(300 + dice % 1_700));
        since.elapsed() < PATIENCE
    }
}

/// A fast look at the structure, after a session ended without closing.
///
/// # Errors
/// [`Why::Corrupt`].
pub fn quick_check(conn: &Connection, file: &Path) -> Result<(), Refusal> {
    verdict(conn, "PRAGMA quick_check(1)", file)
}

/// The whole check: every page, every index, every link.
///
/// # Errors
/// [`Why::Corrupt`].
pub fn full_check(conn: &Connection, file: &Path) -> Result<(), Refusal> {
    check_pages(conn, file)?;
    let dangling = dangling(conn).map_err(|e| Refusal::sqlite(&e, file))?;
    if dangling > 0 { Err(Refusal::at(Why::Corrupt, file)) } else { Ok(()) }
}

/// The same without the links.
pub(super) fn check_pages(conn: &Connection, file: &Path) -> Result<(), Refusal> {
    verdict(conn, "PRAGMA integrity_check(1)", file)
}

/// Links to records that are not there.
pub(super) fn dangling(conn: &Connection) -> rusqlite::Result<i64> {
    conn.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0))
}

fn verdict(conn: &Connection, check: &str, file: &Path) -> Result<(), Refusal> {
    let answer: String = conn.query_row(check, [], |row| row.get(0)).map_err(|e| Refusal::sqlite(&e, file))?;
    if answer == "ok" { Ok(()) } else { Err(Refusal::at(Why::Corrupt, file)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sqlite_in_this_program_keeps_its_commits() {
        check_sqlite(rusqlite::version_number()).unwrap();
        assert_eq!(check_sqlite(3_051_002).unwrap_err().why, Why::OldSqlite);
        assert_eq!(check_sqlite(3_040_001).unwrap_err().why, Why::OldSqlite);
    }

    #[test]
    fn every_setting_of_the_recipe_holds() {
        let dir = tempfile::tempdir().unwrap();
        let opened = open(&dir.path().join("w.db"), How::OpenOrCreate).unwrap();
        let conn = &opened.conn;
        let ask = |name: &str| -> String {
            conn.pragma_query_value(None, name, |row| {
                let value: rusqlite::types::Value = row.get(0)?;
                Ok(match value {
                    rusqlite::types::Value::Integer(n) => n.to_string(),
                    rusqlite::types::Value::Text(t) => t,
                    other => format!("{other:?}"),
                })
            })
            .unwrap()
        };
        for (name, value) in [
            ("journal_mode", "wal"),
            ("synchronous", "2"),
            ("foreign_keys", "1"),
            ("trusted_schema", "0"),
            ("cell_size_check", "1"),
            ("temp_store", "2"),
            ("secure_delete", "1"),
            ("wal_autocheckpoint", "1000"),
            ("journal_size_limit", "16777216"),
            ("application_id", "1129207379"),
        ] {
            assert_eq!(ask(name), value, "{name}");
        }
        assert!(conn.db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE).unwrap());
        assert!(!conn.db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE).unwrap());
        assert_eq!(conn.limit(Limit::SQLITE_LIMIT_LENGTH).unwrap(), 32 << 20);
        assert!(opened.writable);
        full_check(conn, &opened.path).unwrap();
    }

    #[test]
    fn odd_names_open_like_any_other() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("客户 100% #1?.db");
        drop(open(&path, How::OpenOrCreate).unwrap());
        drop(open(&path, How::Existing).unwrap());
        assert_eq!(dir.path().read_dir().unwrap().count(), 3, "file, lock and ballast, nothing else");
    }
}
