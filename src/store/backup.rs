//! Copies of a workspace: made in a private folder, proved by reading them back, and only then given their name.

use std::io::{Read as _, Write as _};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension};
use rustix::fs::{CWD, Mode, OFlags, RenameFlags};
use serde::{Deserialize, Serialize};

use super::guard::{folder, sync_folder};
use super::refusal::{Refusal, Why};
use super::{migrate, open};

/// How the folder of a copy in the making begins; what is in it may be half a copy.
pub const WORKBENCH: &str = ".canvass-copy-";

/// What is written down about a copy, one JSON line each in `canvass-backups.jsonl` beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub file: String,
    pub bytes: u64,
    pub blake3: String,
    pub schema: i64,
    pub sqlite: String,
    /// Number and hash of the newest journal entry in the copy.
    pub journal_seq: i64,
    pub journal_head: String,
    pub made_at: chrono::DateTime<chrono::Utc>,
}

/// Newest journal entry.
fn head(conn: &Connection) -> rusqlite::Result<Option<(i64, Vec<u8>)>> {
    conn.query_row("SELECT seq, hash FROM act ORDER BY seq DESC LIMIT 1", [], |r| Ok((r.get(0)?, r.get(1)?))).optional()
}

/// The private folder of a copy in the making; gone with everything in it when the value is dropped.
struct Workbench {
    dir: PathBuf,
    file: PathBuf,
}

impl Workbench {
    /// In the folder of the copy, so that renaming moves no data.
    fn beside(to: &Path) -> Result<Self, Refusal> {
        let dir = folder(to).join(format!("{WORKBENCH}{}", uuid::Uuid::now_v7()));
        std::fs::DirBuilder::new().mode(0o700).create(&dir).map_err(|e| Refusal::system(&e, folder(to)))?;
        Ok(Self { file: dir.join("copy.db"), dir })
    }
}

impl Drop for Workbench {
    fn drop(&mut self) {
        // Our own unfinished copy; whatever cannot be removed is private and harmless.
        let _ = rustix::fs::unlink(&self.file);
        let _ = rustix::fs::unlink(super::guard::beside(&self.file, "-journal"));
        let _ = std::fs::remove_dir(&self.dir);
    }
}

/// Copies the workspace behind `conn` to a new file while others go on working.
///
/// # Errors
/// [`Why::Exists`] for a name that is taken, [`Why::BadCopy`] when the copy does not read back as what the source is.
pub fn backup(conn: &Connection, to: &Path) -> Result<Manifest, Refusal> {
    let dir = to.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let dir = dir.canonicalize().map_err(|e| Refusal::system(&e, dir))?;
    let name = to.file_name().ok_or_else(|| Refusal::at(Why::Directory, to))?;
    let to = dir.join(name);
    if to.symlink_metadata().is_ok() {
        return Err(Refusal::at(Why::Exists, &to));
    }
    let source = PathBuf::from(conn.path().unwrap_or_default());
    let from_source = |e: rusqlite::Error| Refusal::sqlite(&e, &source);
    let bench = Workbench::beside(&to)?;
    let target = bench.file.to_str().ok_or_else(|| Refusal::at(Why::Failed, &to).with("reason", "UTF-8"))?;

    let before = head(conn).map_err(from_source)?;
    conn.execute("VACUUM INTO ?1", [target]).map_err(|e| Refusal::sqlite(&e, &to))?;
    let (bytes, blake3) = settle(&bench.file).map_err(|e| Refusal::system(&e, &to))?;
    let (schema, copied) =
        prove(conn, &bench.file, before).map_err(|reason| Refusal::at(Why::BadCopy, &to).with("reason", reason))?;
    place(&bench.file, &to)?;

    let (journal_seq, hash) = copied.unwrap_or_default();
    let manifest = Manifest {
        file: name.to_string_lossy().into_owned(),
        bytes,
        blake3,
        schema,
        sqlite: rusqlite::version().to_owned(),
        journal_seq,
        journal_head: hex(&hash),
        made_at: chrono::Utc::now(),
    };
    note(&dir, &manifest)?;
    Ok(manifest)
}

/// Makes the copy private and durable; its size and hash. No connection has this file open.
fn settle(file: &Path) -> std::io::Result<(u64, String)> {
    let fd = rustix::fs::open(file, OFlags::RDWR | OFlags::NOFOLLOW | OFlags::CLOEXEC, Mode::empty())?;
    rustix::fs::fchmod(&fd, Mode::from_raw_mode(0o600))?;
    rustix::fs::fsync(&fd)?;
    let mut content = std::fs::File::from(fd);
    let mut hasher = blake3::Hasher::new();
    let mut block = vec![0; 1 << 16];
    let mut bytes = 0;
    loop {
        let read = content.read(&mut block)?;
        if read == 0 {
            return Ok((bytes, hasher.finalize().to_hex().to_string()));
        }
        hasher.update(&block[..read]);
        bytes += read as u64;
    }
}

type Head = Option<(i64, Vec<u8>)>;

/// Opens the copy as a restore would: sound pages, no links lost on the way, and a journal that ends on an entry of the
/// source. What is wrong in the source itself is no fault of the copy.
fn prove(source: &Connection, file: &Path, before: Head) -> Result<(i64, Head), String> {
    let copy = open::immutable(file).map_err(|e| e.to_string())?;
    open::check_pages(&copy, file).map_err(|_| "integrity_check".to_owned())?;
    let dangling = open::dangling(&copy).map_err(|e| e.to_string())?;
    if dangling > 0 && dangling > open::dangling(source).map_err(|e| e.to_string())? {
        return Err("foreign_key_check".to_owned());
    }
    let state = migrate::state(&copy).map_err(|e| e.to_string())?.ok_or("meta")?;
    let copied = head(&copy).map_err(|e| e.to_string())?;
    let same = match &copied {
        None => before.is_none(),
        Some((seq, hash)) => {
            let here: Option<Vec<u8>> = source
                .query_row("SELECT hash FROM act WHERE seq = ?1", [seq], |row| row.get(0))
                .optional()
                .map_err(|e| e.to_string())?;
            here.as_ref() == Some(hash) && before.is_none_or(|(first, _)| first <= *seq)
        }
    };
    if same { Ok((state.schema_version, copied)) } else { Err("journal".to_owned()) }
}

/// Gives the copy its name, never over another file.
fn place(file: &Path, to: &Path) -> Result<(), Refusal> {
    use rustix::io::Errno;
    let renamed = match rustix::fs::renameat_with(CWD, file, CWD, to, RenameFlags::NOREPLACE) {
        // File systems without that flag: a second name fails just as well when the name is taken.
        Err(Errno::INVAL | Errno::NOSYS) => rustix::fs::link(file, to).and_then(|()| rustix::fs::unlink(file)),
        other => other,
    };
    renamed.map_err(|e| Refusal::system(&e.into(), to))?;
    sync_folder(folder(to))
}

fn note(dir: &Path, manifest: &Manifest) -> Result<(), Refusal> {
    let path = dir.join("canvass-backups.jsonl");
    let write = || {
        let line = serde_json::to_string(manifest)? + "\n";
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::APPEND | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let fd = rustix::fs::open(&path, flags, Mode::from_raw_mode(0o600))?;
        let mut file = std::fs::File::from(fd);
        file.write_all(line.as_bytes())?;
        file.sync_all()
    };
    write().map_err(|e: std::io::Error| Refusal::system(&e, &path))
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::MetadataExt as _;

    use super::*;
    use crate::store::{How, open};

    fn act(conn: &Connection, n: i64) {
        conn.execute(
            "INSERT INTO act (id, actor, device, dev_seq, origin, verb, wall_ms, app_version, schema_version, hash)
             VALUES (randomblob(16), 'li', x'01', ?1, 'tui', 'verb-edit', ?1, '1', 1, randomblob(32))",
            [n],
        )
        .unwrap();
    }

    #[test]
    fn a_copy_is_private_proved_and_opens_as_a_workspace() {
        let dir = tempfile::tempdir().unwrap();
        let ws = open(&dir.path().join("w.db"), How::OpenOrCreate).unwrap();
        for n in 1..=20 {
            act(&ws.conn, n);
        }
        let safe = dir.path().join("safe");
        std::fs::create_dir(&safe).unwrap();
        let to = safe.join("monday.db");
        let manifest = backup(&ws.conn, &to).unwrap();
        assert_eq!(manifest.journal_seq, 20);
        assert_eq!(to.metadata().unwrap().mode() & 0o777, 0o600);
        assert_eq!(to.metadata().unwrap().len(), manifest.bytes);
        let names: Vec<_> = safe.read_dir().unwrap().map(|e| e.unwrap().file_name()).collect();
        assert_eq!(names.len(), 2, "copy and manifest, no leftovers: {names:?}");
        let copy = open(&to, How::Existing).unwrap();
        assert_eq!(migrate::db_id(&copy.conn).unwrap(), migrate::db_id(&ws.conn).unwrap());
        assert_eq!(head(&copy.conn).unwrap(), head(&ws.conn).unwrap());
    }

    #[test]
    fn a_copy_never_takes_the_place_of_a_file_not_even_of_an_empty_one_or_a_link() {
        let dir = tempfile::tempdir().unwrap();
        let ws = open(&dir.path().join("w.db"), How::OpenOrCreate).unwrap();
        let taken = dir.path().join("taken.db");
        rustix::fs::open(&taken, OFlags::CREATE | OFlags::RDWR, Mode::from_raw_mode(0o644)).unwrap();
        let link = dir.path().join("link.db");
        std::os::unix::fs::symlink("/nowhere/at/all", &link).unwrap();
        for to in [taken.as_path(), &link, &ws.path] {
            assert_eq!(backup(&ws.conn, to).unwrap_err().why, Why::Exists);
        }
        assert_eq!(taken.metadata().unwrap().len(), 0);
    }

    #[test]
    fn a_copy_that_does_not_belong_to_the_source_is_not_accepted() {
        let dir = tempfile::tempdir().unwrap();
        let one = open(&dir.path().join("one.db"), How::OpenOrCreate).unwrap();
        let two = open(&dir.path().join("two.db"), How::OpenOrCreate).unwrap();
        act(&one.conn, 1);
        act(&two.conn, 1);
        let copy = dir.path().join("copy.db");
        backup(&two.conn, &copy).unwrap();
        assert_eq!(prove(&one.conn, &copy, None).unwrap_err(), "journal");
        assert!(prove(&two.conn, &copy, Some((2, vec![]))).is_err(), "the copy is older than the source was");
    }
}
