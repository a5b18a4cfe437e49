//! Disks that are full, or take nothing.

use super::*;

/// A small disk of its own, unmounted at the end.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    fn mount(options: &str) -> Option<Self> {
        let dir = tempfile::tempdir().unwrap();
        let done = Command::new("mount").args(["-t", "tmpfs", "-o", options, "none"]).arg(dir.path()).output();
        if done.is_ok_and(|output| output.status.success()) {
            return Some(Self(dir));
        }
        skipped("this user may not mount a small disk");
        None
    }

    fn path(&self) -> &Path {
        self.0.path()
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.path()).output();
    }
}

#[test]
fn a_disk_mounted_read_only_is_named() {
    let Some(disk) = SmallDisk::mount("size=4m") else { return };
    let path = workspace(disk.path());
    let again = Command::new("mount").args(["-o", "remount,ro"]).arg(disk.path()).output().unwrap();
    assert!(again.status.success());
    refused(&path, Why::ReadOnlyDisk);
}

#[test]
fn on_a_full_disk_the_sentence_says_so_and_old_work_is_safe() {
    let Some(disk) = SmallDisk::mount("size=4m") else { return };
    let path = workspace(disk.path());
    let filler = disk.path().join("film.mkv");
    let mut film = std::fs::File::create(&filler).unwrap();
    let before = std::fs::read(&path).unwrap();
    // Each processor keeps some pages of its own for a while, so the first refusal is not the last free page.
    let refused = (0..1000).find_map(|_| {
        while film.write_all(&[7; 4096]).is_ok() {}
        open(&path, How::Existing).err()
    });
    drop(film);
    assert_eq!(refused.unwrap().why, Why::DiskFull);
    assert_eq!(open(&disk.path().join("new.db"), How::OpenOrCreate).unwrap_err().why, Why::DiskFull);
    assert!(std::fs::read(&path).unwrap() == before);

    std::fs::remove_file(&filler).unwrap();
    let ws = (0..1000).find_map(|_| open(&path, How::Existing).ok()).unwrap();
    full_check(&ws.conn, &ws.path).unwrap();
    let warned: Vec<&str> = ws.warnings.iter().map(|msg| msg.key.as_str()).collect();
    assert_eq!(warned, ["store-warn-memory-disk", "store-warn-low-space"]);
}

#[test]
fn the_ballast_lets_a_full_disk_open_once_more() {
    let Some(disk) = SmallDisk::mount("size=260m") else { return };
    let path = workspace(disk.path());
    let mut film = std::fs::File::create(disk.path().join("film.mkv")).unwrap();
    let block = vec![7; 1 << 16];
    while film.write_all(&block).is_ok() {}
    while film.write_all(&[7; 4096]).is_ok() {}
    drop(film);
    let mut ws = open(&path, How::Existing).unwrap();
    assert!(ws.warnings.iter().any(|msg| msg.key == "store-warn-ballast-used"), "{:?}", ws.warnings);
    save(&mut ws.conn, 1_000).unwrap();
}
