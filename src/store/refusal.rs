//! Why a file is not opened or written, as a sentence that says what to do next.

use std::path::Path;

use rusqlite::ffi;

use crate::text::Msg;

/// The reason, for code and tests; people read the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The SQLite inside this program is one that loses commits.
    OldSqlite,
    /// There is no such file.
    Missing,
    /// A folder stands where a file is expected.
    Directory,
    /// A file stands where a folder is expected.
    NotAFolder,
    /// A pipe, device or socket.
    NotAFile,
    Symlink,
    /// A second name for the file would have its own write-ahead log.
    HardLinked,
    /// No write access for this user.
    NotWritable,
    /// The disk is mounted read-only.
    ReadOnlyDisk,
    /// A network or unknown file system, where the log does not work.
    RemoteDisk,
    /// A folder that a synchronising program copies file by file.
    SyncedFolder,
    /// Not SQLite, or the SQLite file of another program.
    Foreign,
    Corrupt,
    /// Nothing is in the file.
    Empty,
    DiskFull,
    /// A newer program raised the file beyond what this one can read.
    Newer,
    /// A newer program raised the file beyond what this one may write.
    NewerWriter,
    /// Somebody restores or purges.
    Maintenance,
    /// Other sessions are at work and the task needs the file alone.
    InUse,
    /// Another session holds the write lock for too long.
    Busy,
    /// The write-ahead log cannot be switched on here.
    NoWal,
    /// A file of that name is there already and is not overwritten.
    Exists,
    /// The copy that was just made does not read back.
    BadCopy,
    /// Anything else the operating system or SQLite said.
    Failed,
}

impl Why {
    fn key(self) -> &'static str {
        match self {
            Self::OldSqlite => "store-old-sqlite",
            Self::Missing => "store-missing",
            Self::Directory => "store-directory",
            Self::NotAFolder => "store-not-a-folder",
            Self::NotAFile => "store-not-a-file",
            Self::Symlink => "store-symlink",
            Self::HardLinked => "store-hard-linked",
            Self::NotWritable => "store-not-writable",
            Self::ReadOnlyDisk => "store-read-only-disk",
            Self::RemoteDisk => "store-remote-disk",
            Self::SyncedFolder => "store-synced-folder",
            Self::Foreign => "store-foreign",
            Self::Corrupt => "store-corrupt",
            Self::Empty => "store-empty",
            Self::DiskFull => "store-disk-full",
            Self::Newer => "store-newer",
            Self::NewerWriter => "store-newer-writer",
            Self::Maintenance => "store-maintenance",
            Self::InUse => "store-in-use",
            Self::Busy => "store-busy",
            Self::NoWal => "store-no-wal",
            Self::Exists => "store-exists",
            Self::BadCopy => "store-bad-copy",
            Self::Failed => "store-failed",
        }
    }
}

/// A refusal. Whatever it is about has not been changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{why:?}: {msg:?}")]
pub struct Refusal {
    pub why: Why,
    pub msg: Msg,
}

impl From<Refusal> for Msg {
    fn from(refusal: Refusal) -> Self {
        refusal.msg
    }
}

impl Refusal {
    pub fn new(why: Why) -> Self {
        Self { why, msg: Msg::new(why.key()) }
    }

    /// A refusal whose message names the file.
    pub fn at(why: Why, path: &Path) -> Self {
        Self::new(why).with("path", path.display().to_string())
    }

    /// A refusal because others have the file, naming them where they are known.
    pub(super) fn held(why: Why, path: &Path) -> Self {
        let mut refusal = Self::at(why, path);
        if why == Why::InUse {
            let others = super::presence::everybody(path);
            if !others.is_empty() {
                let names: Vec<String> = others.into_iter().map(|other| other.name).collect();
                "store-in-use-by".clone_into(&mut refusal.msg.key);
                refusal = refusal.with("who", names.join(", "));
            }
        } else if let Some(holder) = super::lock::holder(path) {
            let key = if why == Why::Maintenance { "store-maintenance-by" } else { "store-busy-by" };
            key.clone_into(&mut refusal.msg.key);
            refusal = refusal.with("since", holder.since()).with("pid", holder.pid.to_string()).with("who", holder.who);
        }
        refusal
    }

    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<crate::text::Arg>) -> Self {
        self.msg = self.msg.with(name, value);
        self
    }

    /// The same about the user's state folder, where no workspace is.
    #[must_use]
    pub(super) fn of_state(self, state: &Path) -> Self {
        let about_folder = match self.why {
            // Its owner is told what cures it.
            Why::NotWritable => self.msg.key != Why::NotWritable.key(),
            Why::Exists | Why::Missing | Why::NotAFolder => true,
            Why::Failed => !state.is_dir(),
            _ => false,
        };
        if !about_folder {
            return self;
        }
        Self { why: self.why, msg: Msg::new("store-state-folder").with("path", state.display().to_string()) }
    }

    /// What SQLite said about the file at `path`.
    pub fn sqlite(error: &rusqlite::Error, path: &Path) -> Self {
        let why = match error.sqlite_error() {
            // SHMSIZE: the index of the log cannot be made because the disk has no room.
            Some(e) if e.extended_code == ffi::SQLITE_IOERR_SHMSIZE => Why::DiskFull,
            Some(e) => match e.extended_code & 0xff {
                ffi::SQLITE_FULL => Why::DiskFull,
                ffi::SQLITE_CORRUPT => Why::Corrupt,
                ffi::SQLITE_NOTADB => Why::Foreign,
                ffi::SQLITE_BUSY | ffi::SQLITE_LOCKED => return Self::held(Why::Busy, path),
                ffi::SQLITE_READONLY => return super::guard::not_writable(path),
                _ => Why::Failed,
            },
            None => Why::Failed,
        };
        let refusal = Self::at(why, path);
        if why == Why::Failed { refusal.with("reason", error.to_string()) } else { refusal }
    }

    /// What the operating system said about the file at `path`.
    pub fn system(error: &std::io::Error, path: &Path) -> Self {
        use rustix::io::Errno;
        match error.raw_os_error().map(Errno::from_raw_os_error) {
            Some(Errno::NOSPC | Errno::DQUOT) => Self::at(Why::DiskFull, path),
            Some(Errno::ROFS) => Self::at(Why::ReadOnlyDisk, path),
            Some(Errno::ACCESS | Errno::PERM) => super::guard::not_writable(path),
            Some(Errno::NOENT) => Self::at(Why::Missing, path),
            Some(Errno::LOOP) => Self::at(Why::Symlink, path),
            Some(Errno::ISDIR) => Self::at(Why::Directory, path),
            Some(Errno::EXIST) => Self::at(Why::Exists, path),
            Some(Errno::NOTDIR) => Self::at(Why::NotAFolder, &super::guard::in_the_way(path).unwrap_or(path.into())),
            _ => Self::at(Why::Failed, path).with("reason", error.to_string()),
        }
    }
}
