//! Drafts as single files on another disk, for when the drafts file takes no more.

use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use rustix::fs::{Mode, OFlags};

use super::Draft;
use crate::domain::record::Id;
use crate::store::guard::make_folder;
use crate::store::refusal::Refusal;

const ENDING: &str = ".draft.json";
/// Larger than any form can be; a larger file is not ours.
const LIMIT: u64 = 16 << 20;

fn path(dir: &Path, id: Id) -> PathBuf {
    dir.join(format!("{id}{ENDING}"))
}

/// Writes beside and renames: a draft that is already there is not lost to a half-written newer one.
pub fn save(dir: &Path, draft: &Draft) -> Result<PathBuf, Refusal> {
    make_folder(dir)?;
    let file = path(dir, draft.id);
    let fresh = dir.join(format!(".{}-{}", draft.id, uuid::Uuid::now_v7()));
    let write = || {
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let fd = rustix::fs::open(&fresh, flags, Mode::from_raw_mode(0o600))?;
        let mut out = std::fs::File::from(fd);
        out.write_all(&serde_json::to_vec(draft)?)?;
        out.sync_all()?;
        rustix::fs::rename(&fresh, &file).map_err(std::io::Error::from)
    };
    write().map_err(|e| {
        let _ = rustix::fs::unlink(&fresh);
        Refusal::system(&e, &file)
    })?;
    Ok(file)
}

pub fn forget(dir: &Path, id: Id) {
    // Mostly there is none.
    let _ = rustix::fs::unlink(path(dir, id));
}

/// Whether a draft lies here.
pub fn holds(dir: &Path, id: Id) -> bool {
    path(dir, id).symlink_metadata().is_ok()
}

/// Every draft that can be read; others are left where they are.
pub fn list(dir: &Path) -> Vec<Draft> {
    let Ok(entries) = dir.read_dir() else { return Vec::new() };
    let ours = entries.flatten().filter(|entry| entry.file_name().to_string_lossy().ends_with(ENDING));
    ours.filter_map(|entry| read(&entry.path())).collect()
}

fn read(file: &Path) -> Option<Draft> {
    let fd = rustix::fs::open(file, OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::CLOEXEC, Mode::empty()).ok()?;
    let mut content = Vec::new();
    std::fs::File::from(fd).take(LIMIT).read_to_end(&mut content).ok()?;
    serde_json::from_slice(&content).ok()
}
