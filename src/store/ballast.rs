//! Eight mebibytes kept beside the workspace, given back when the disk is full so that the last save still fits.

use std::io::Write as _;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use rustix::fs::{FallocateFlags, OFlags};

use super::disk::free_space;
use super::guard::{beside, folder, mode_of};

const SIZE: u64 = 8 << 20;
/// With less room than this the ballast would itself be what fills the disk.
const ROOM: u64 = 200 << 20;

#[derive(Clone, Debug)]
pub struct Ballast {
    path: PathBuf,
}

impl Ballast {
    pub fn of(db: &Path) -> Self {
        Self { path: beside(db, ".ballast") }
    }

    /// Makes the ballast where it is missing and there is plenty of room; true when it is there.
    pub fn keep(&self) -> bool {
        if self.path.symlink_metadata().is_ok_and(|meta| meta.is_file() && meta.blocks() * 512 >= SIZE) {
            return true;
        }
        let room = free_space(folder(&self.path)).is_some_and(|free| free > ROOM);
        room && self.fill().is_ok()
    }

    fn fill(&self) -> std::io::Result<()> {
        let db = self.path.with_extension("");
        let mode = mode_of(&db);
        let flags = OFlags::RDWR | OFlags::CREATE | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let fd = rustix::fs::open(&self.path, flags, mode)?;
        // Only the owner may; a colleague's mode is right already.
        let _ = rustix::fs::fchmod(&fd, mode);
        if rustix::fs::fallocate(&fd, FallocateFlags::empty(), 0, SIZE).is_ok() {
            return Ok(());
        }
        // Without fallocate: bytes that no file system compresses away.
        let mut file = std::fs::File::from(fd);
        let mut noise = blake3::Hasher::new().update(b"ballast").finalize_xof();
        let mut block = vec![0; 1 << 16];
        for _ in 0..SIZE / (1 << 16) {
            noise.fill(&mut block);
            file.write_all(&block)?;
        }
        file.sync_all()
    }

    /// Gives the room back; true when there was some. Cut to nothing, not removed: in a sticky folder
    /// a colleague could not remove it.
    pub fn release(&self) -> bool {
        let held = self.path.symlink_metadata().is_ok_and(|meta| meta.is_file() && meta.blocks() > 0);
        let cut = || {
            let fd = rustix::fs::open(
                &self.path,
                OFlags::RDWR | OFlags::NOFOLLOW | OFlags::CLOEXEC,
                rustix::fs::Mode::empty(),
            )?;
            rustix::fs::ftruncate(&fd, 0)
        };
        held && cut().is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ballast_takes_real_room_and_gives_it_back_once() {
        let dir = tempfile::tempdir().unwrap();
        let ballast = Ballast::of(&dir.path().join("w.db"));
        if !ballast.keep() {
            println!("skipped: less than 200 MiB free");
            return;
        }
        let held = dir.path().join("w.db.ballast").metadata().unwrap();
        assert!(held.blocks() * 512 >= SIZE, "sparse: {} blocks", held.blocks());
        assert!(ballast.release());
        assert!(!ballast.release(), "nothing left to give");
        assert!(ballast.keep(), "made again while there is room");
    }
}
