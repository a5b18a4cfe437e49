//! The device: a random id for this user on this machine, by which journal entries of several copies are told apart.

use std::io::{Read as _, Write as _};
use std::path::Path;

use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;

use super::guard::{make_folder, sync_folder};
use super::refusal::{Refusal, Why};
use crate::domain::record::Id;

/// A file longer than this is not ours.
const LONGEST: u64 = 64;

/// The id kept in the state folder, made at the first use and the same ever after.
///
/// # Errors
/// When the folder takes no file, or the file holds something else.
pub fn device(state: &Path) -> Result<Id, Refusal> {
    found_or_made(state).map_err(|refusal| refusal.of_state(state))
}

fn found_or_made(state: &Path) -> Result<Id, Refusal> {
    let file = state.join("device");
    if let Some(id) = read(&file)? {
        return Ok(id);
    }
    make_folder(state)?;
    let id = Id(uuid::Uuid::new_v4());
    let made = state.join(format!(".device-{id}"));
    // Written beside and then given its name, which fails when another session was faster: its id counts then.
    let make = || -> std::io::Result<()> {
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let mut content = std::fs::File::from(rustix::fs::open(&made, flags, Mode::from_raw_mode(0o600))?);
        writeln!(content, "{id}")?;
        content.sync_all()?;
        match rustix::fs::link(&made, &file) {
            Ok(()) | Err(Errno::EXIST) => Ok(()),
            Err(e) => Err(e.into()),
        }
    };
    let done = make();
    let _ = rustix::fs::unlink(&made);
    done.map_err(|e| Refusal::system(&e, state))?;
    sync_folder(state)?;
    read(&file)?.ok_or_else(|| Refusal::at(Why::Missing, &file))
}

fn read(file: &Path) -> Result<Option<Id>, Refusal> {
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let fd = match rustix::fs::open(file, flags, Mode::empty()) {
        Ok(fd) => fd,
        Err(Errno::NOENT) => return Ok(None),
        Err(e) => return Err(Refusal::system(&e.into(), file)),
    };
    let mut text = String::new();
    let read = std::fs::File::from(fd).take(LONGEST).read_to_string(&mut text);
    match (read, text.trim().parse()) {
        (Ok(_), Ok(id)) => Ok(Some(id)),
        (Err(e), _) => Err(Refusal::system(&e, file)),
        (_, Err(e)) => Err(Refusal::at(Why::Failed, file).with("reason", e.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::MetadataExt as _;

    use super::*;

    #[test]
    fn the_device_keeps_its_id_and_leaves_nothing_else() {
        let dir = tempfile::tempdir().unwrap();
        let state = dir.path().join("new/state");
        let id = device(&state).unwrap();
        assert_eq!(device(&state).unwrap(), id);
        assert_eq!(state.read_dir().unwrap().count(), 1);
        assert_eq!(state.join("device").metadata().unwrap().mode() & 0o777, 0o600);
        assert_ne!(device(&dir.path().join("other")).unwrap(), id);
    }

    #[test]
    fn sessions_that_start_together_agree() {
        let dir = tempfile::tempdir().unwrap();
        let threads: Vec<_> = (0..8)
            .map(|_| {
                let state = dir.path().to_path_buf();
                std::thread::spawn(move || device(&state).unwrap())
            })
            .collect();
        let ids: std::collections::BTreeSet<Id> = threads.into_iter().map(|thread| thread.join().unwrap()).collect();
        assert_eq!(ids.len(), 1);
    }

    #[test]
    fn a_file_that_is_something_else_is_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("device");
        let fd = rustix::fs::open(&file, OFlags::CREATE | OFlags::WRONLY, Mode::from_raw_mode(0o600)).unwrap();
        std::fs::File::from(fd).write_all(b"hello").unwrap();
        assert_eq!(device(dir.path()).unwrap_err().why, Why::Failed);
        assert_eq!(file.metadata().unwrap().len(), 5);
    }
}
