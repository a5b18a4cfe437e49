//! Raising a workspace to the tables this program knows, and refusing what it does not know.

use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, Error, OptionalExtension, Transaction, TransactionBehavior, ffi, params};

use super::refusal::{Refusal, Why};
use crate::domain::record::Id;

#[cfg(test)]
mod tests;

/// One step. Programs older than `min_reader` cannot make sense of the result, those older than `min_writer` would spoil it;
/// both count in schema versions.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    pub version: i64,
    pub min_reader: i64,
    pub min_writer: i64,
    pub sql: &'static str,
}

/// One of our files: the mark in its header and the steps to its newest form, oldest first.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    pub application_id: i32,
    pub steps: &'static [Migration],
}

impl Format {
    /// The newest schema version this program reads and writes.
    pub const fn newest(&self) -> i64 {
        match self.steps.last() {
            Some(step) => step.version,
            None => 0,
        }
    }
}

/// `CNVS`.
pub const WORKSPACE: Format = Format {
    application_id: 0x434E_5653,
    steps: &[
        Migration { version: 1, min_reader: 1, min_writer: 1, sql: include_str!("migrations/0001.sql") },
        // A program without gates would move cards past them.
        Migration { version: 2, min_reader: 2, min_writer: 2, sql: include_str!("migrations/0002.sql") },
        // A program that does not know the index would leave it behind the records.
        Migration { version: 3, min_reader: 2, min_writer: 3, sql: include_str!("migrations/0003.sql") },
        // A program without merging and ranks would leave two needs on one place, and confirm without a name.
        Migration { version: 4, min_reader: 2, min_writer: 4, sql: include_str!("migrations/0004.sql") },
        // A program that knows one pipeline would move cards past the gates of the others.
        Migration { version: 5, min_reader: 5, min_writer: 5, sql: include_str!("migrations/0005.sql") },
        // A journal with views is not understood before, and weighted sums would not be kept.
        Migration { version: 6, min_reader: 6, min_writer: 6, sql: include_str!("migrations/0006.sql") },
        // A program that knows no services would lose them from copies and from undo.
        Migration { version: 7, min_reader: 7, min_writer: 7, sql: include_str!("migrations/0007.sql") },
        // An older program would take the questions of a template it does not know for none.
        Migration { version: 8, min_reader: 8, min_writer: 8, sql: include_str!("migrations/0008.sql") },
        // A program that knows no predecessor would lose it from copies.
        Migration { version: 9, min_reader: 9, min_writer: 9, sql: include_str!("migrations/0009.sql") },
        // A program that knows no order of sections would print them in another, under other numbers.
        Migration { version: 10, min_reader: 10, min_writer: 10, sql: include_str!("migrations/0010.sql") },
        // An older program says so itself where a section has two texts.
        Migration { version: 11, min_reader: 10, min_writer: 10, sql: include_str!("migrations/0011.sql") },
        // What the tables do not refuse any more an older program refuses itself.
        Migration { version: 12, min_reader: 10, min_writer: 10, sql: include_str!("migrations/0012.sql") },
        // A program that knows one agreement above another would read several as none.
        Migration { version: 13, min_reader: 13, min_writer: 13, sql: include_str!("migrations/0013.sql") },
    ],
};

/// `CNVD`.
pub const DRAFTS: Format = Format {
    application_id: 0x434E_5644,
    steps: &[Migration { version: 1, min_reader: 1, min_writer: 1, sql: include_str!("migrations/drafts_0001.sql") }],
};

/// The newest workspace this program reads and writes.
pub const SCHEMA: i64 = WORKSPACE.newest();

/// What a file says about itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    pub schema_version: i64,
    pub min_reader: i64,
    pub min_writer: i64,
    /// Version of the program that raised it, to be named to whoever needs it.
    pub app_version: String,
    /// The identity of the file, kept by its copies and drafts.
    pub db_id: Id,
}

impl State {
    /// # Errors
    /// [`Why::Newer`] when this program is too old to read the file.
    pub fn readable(&self, newest: i64) -> Result<(), Refusal> {
        if self.min_reader > newest { Err(self.newer(Why::Newer)) } else { Ok(()) }
    }

    /// # Errors
    /// [`Why::NewerWriter`] when this program would spoil the file.
    pub fn writable(&self, newest: i64) -> Result<(), Refusal> {
        if self.min_writer > newest { Err(self.newer(Why::NewerWriter)) } else { Ok(()) }
    }

    fn newer(&self, why: Why) -> Refusal {
        let mine = env!("CARGO_PKG_VERSION");
        let mut refusal = Refusal::new(why).with("mine", mine);
        if self.app_version != mine {
            return refusal.with("needs", self.app_version.as_str());
        }
        // The number does not tell them apart: one of the two was never released.
        let key = if why == Why::Newer { "store-newer-build" } else { "store-newer-writer-build" };
        key.clone_into(&mut refusal.msg.key);
        refusal
    }
}

impl Refusal {
    /// The refusal with the file's name, where it has none yet.
    #[must_use]
    pub fn named(self, file: &Path) -> Self {
        if self.msg.args.iter().any(|(name, _)| name == "path") {
            return self;
        }
        self.with("path", file.display().to_string())
    }
}

/// Reads what a file says about itself; `None` for a file without tables.
///
/// # Errors
/// What SQLite says.
pub fn state(conn: &Connection) -> rusqlite::Result<Option<State>> {
    let known: i64 =
        conn.query_row("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'meta'", [], |r| r.get(0))?;
    if known == 0 {
        return Ok(None);
    }
    conn.query_row("SELECT schema_version, min_reader, min_writer, app_version, db_id FROM meta", [], |row| {
        Ok(State {
            schema_version: row.get(0)?,
            min_reader: row.get(1)?,
            min_writer: row.get(2)?,
            app_version: row.get(3)?,
            db_id: Id(uuid::Uuid::from_bytes(row.get(4)?)),
        })
    })
    .optional()
}

/// Belongs into every write transaction: a colleague may have upgraded the file under a running program,
/// whose prepared statements would go on writing the old form.
///
/// # Errors
/// [`Why::NewerWriter`], naming the version to install.
pub fn check_writer(conn: &Connection) -> Result<(), Refusal> {
    let read = || -> rusqlite::Result<i64> {
        conn.prepare_cached("SELECT min_writer FROM meta")?.query_row([], |row| row.get(0))
    };
    let path = || conn.path().map_or(Path::new(""), Path::new).to_path_buf();
    if read().map_err(|e| Refusal::sqlite(&e, &path()))? <= SCHEMA {
        return Ok(());
    }
    match state(conn).map_err(|e| Refusal::sqlite(&e, &path()))? {
        Some(state) => state.writable(SCHEMA).map_err(|refusal| refusal.named(&path())),
        None => Err(Refusal::at(Why::Corrupt, &path())),
    }
}

/// The identity of this workspace, kept by its copies and drafts.
///
/// # Errors
/// What SQLite says.
pub fn db_id(conn: &Connection) -> rusqlite::Result<Id> {
    conn.query_row("SELECT db_id FROM meta", [], |row| row.get(0)).map(|bytes| Id(uuid::Uuid::from_bytes(bytes)))
}

/// Takes the missing steps, all in one transaction.
///
/// The version is read again under the write lock: of several programs that start together, one does the work.
///
/// # Errors
/// What SQLite says; nothing is changed then.
pub fn migrate(conn: &mut Connection, format: &Format) -> Result<(), Refusal> {
    let newest = format.newest();
    let file = conn.path().map_or(Path::new(""), Path::new).to_path_buf();
    let said = |e: rusqlite::Error| Refusal::sqlite(&e, &file);
    if version(conn).map_err(said)? >= newest {
        return Ok(());
    }
    // A step may tell a table anew, and nobody else. Where one fails the connection is of no use any more.
    let defensive = conn.db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE).map_err(said)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, false).map_err(said)?;
    let taken = take_all(conn, format, &file);
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, defensive).map_err(said)?;
    taken
}

fn take_all(conn: &mut Connection, format: &Format, file: &Path) -> Result<(), Refusal> {
    let said = |e: rusqlite::Error| Refusal::sqlite(&e, file);
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate).map_err(said)?;
    let from = version(&tx).map_err(said)?;
    for step in format.steps.iter().filter(|step| step.version > from) {
        take(&tx, step).map_err(|e| match e {
            // A step fits every file that this program has made.
            Error::SqlInputError { .. } => Refusal::at(Why::Corrupt, file),
            Error::SqliteFailure(code, _) if code.extended_code == ffi::SQLITE_ERROR => Refusal::at(Why::Corrupt, file),
            e => said(e),
        })?;
    }
    tx.commit().map_err(said)
}

fn version(conn: &Connection) -> rusqlite::Result<i64> {
    Ok(state(conn)?.map_or(0, |state| state.schema_version))
}

fn take(tx: &Transaction<'_>, step: &Migration) -> rusqlite::Result<()> {
    tx.execute_batch(step.sql)?;
    let now = chrono::Utc::now().timestamp_millis();
    tx.execute(
        "INSERT INTO meta (one, schema_version, min_reader, min_writer, app_version, db_id, created_ms, upgraded_ms)
         VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?6)
         ON CONFLICT (one) DO UPDATE SET schema_version = excluded.schema_version, min_reader = excluded.min_reader,
           min_writer = excluded.min_writer, app_version = excluded.app_version, upgraded_ms = excluded.upgraded_ms",
        params![
            step.version,
            step.min_reader,
            step.min_writer,
            env!("CARGO_PKG_VERSION"),
            uuid::Uuid::now_v7().as_bytes().as_slice(),
            now
        ],
    )?;
    Ok(())
}
