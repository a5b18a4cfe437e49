//! Whether a folder lies where SQLite's write-ahead log is safe: on this machine, not on a network, not in a synchronised folder.

use std::path::{Path, PathBuf};

use super::refusal::{Refusal, Why};
use crate::text::Msg;

/// Below this much free space the user is warned at the start.
const LOW_SPACE: u64 = 100 << 20;

/// What a file system is good for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    Sound,
    /// It works, with something to know: the key of the warning.
    Doubtful(&'static str),
    /// The name of a file system on which several sessions would lose data.
    Refused(String),
}

/// File systems by the number `statfs` gives them (linux/magic.h).
const REMOTE: &[(u64, &str)] = &[
    (0x6969, "NFS"),
    (0x517B, "SMB"),
    (0xFF53_4D42, "CIFS"),
    (0xFE53_4D42, "SMB2"),
    (0x5346_414F, "AFS"),
    (0x6B41_4653, "AFS"),
    (0x00C3_6400, "CEPH"),
    (0x0102_1997, "9P"),
    (0x0BD0_0BD0, "LUSTRE"),
    (0x4750_4653, "GPFS"),
    (0x7461_636F, "OCFS2"),
    (0x0116_1970, "GFS2"),
    (0x786F_4256, "VBOXSF"),
    (0x7375_7245, "CODA"),
];
const FUSE: u64 = 0x6573_5546;
const TMPFS: u64 = 0x0102_1994;
const RAMFS: u64 = 0x8584_58F6;
/// File systems of other systems: no owners and modes there. VFAT, exFAT, NTFS3.
const MODELESS: &[u64] = &[0x4D44, 0x2011_BAB0, 0x7366_746E];
/// FUSE programs that keep their files on this machine.
const LOCAL_FUSE: &[&str] = &["fuseblk", "fuse.fuse-overlayfs"];

/// Judges a file system by its number and, for FUSE, by the mount table's line of its device.
pub fn judge(magic: u64, mountinfo: &str, device: (u32, u32)) -> Verdict {
    if let Some((_, name)) = REMOTE.iter().find(|(number, _)| *number == magic) {
        return Verdict::Refused((*name).to_owned());
    }
    match magic {
        TMPFS | RAMFS => Verdict::Doubtful("store-warn-memory-disk"),
        FUSE => {
            let kind = kind_of(mountinfo, device).unwrap_or("FUSE");
            if LOCAL_FUSE.contains(&kind) {
                Verdict::Doubtful("store-warn-modeless-disk")
            } else {
                Verdict::Refused(kind.to_owned())
            }
        }
        _ if MODELESS.contains(&magic) => Verdict::Doubtful("store-warn-modeless-disk"),
        _ => Verdict::Sound,
    }
}

/// The type of a mounted device: the third word is its number, the type follows the lone dash. Later lines lie on top.
fn kind_of(mountinfo: &str, (major, minor): (u32, u32)) -> Option<&str> {
    let number = format!("{major}:{minor}");
    mountinfo
        .lines()
        .rev()
        .find(|line| line.split(' ').nth(2) == Some(&number))
        .and_then(|line| line.split_once(" - "))
        .and_then(|(_, rest)| rest.split(' ').next())
}

/// Programs that copy a file and its log apart from each other, by the marks they leave in their folder.
const SYNCED: &[(&str, &str)] = &[
    (".dropbox.cache", "Dropbox"),
    (".stfolder", "Syncthing"),
    (".nextcloudsync.log", "Nextcloud"),
    (".owncloudsync.log", "ownCloud"),
    (".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"),
];
const SYNCED_NAMES: &[(&str, &str)] = &[
    ("Dropbox", "Dropbox"),
    ("OneDrive", "OneDrive"),
    ("Nextcloud", "Nextcloud"),
    ("Mobile Documents", "iCloud Drive"),
    ("Google Drive", "Google Drive"),
];

fn synced_by(dir: &Path) -> Option<&'static str> {
    dir.ancestors().find_map(|folder| {
        let name = folder.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let by_name = SYNCED_NAMES.iter().find(|(known, _)| {
            // "OneDrive - Company" too.
            name == *known || name.strip_prefix(known).is_some_and(|rest| rest.starts_with(" - "))
        });
        let by_mark = || SYNCED.iter().find(|(mark, _)| folder.join(mark).symlink_metadata().is_ok());
        by_name.or_else(by_mark).map(|(_, program)| *program)
    })
}

/// The folder itself, or the nearest one above it that exists.
pub fn nearest_existing(dir: &Path) -> PathBuf {
    dir.ancestors().find(|folder| folder.is_dir()).map_or_else(|| PathBuf::from("/"), Path::to_path_buf)
}

/// Free space for this user in bytes; `None` where the system does not say.
pub fn free_space(dir: &Path) -> Option<u64> {
    let stat = rustix::fs::statvfs(dir).ok()?;
    Some(stat.f_bavail.saturating_mul(stat.f_frsize))
}

/// Refuses a folder in which a database would come to harm; the answer is what is worth a warning.
///
/// # Errors
/// [`Why::RemoteDisk`] or [`Why::SyncedFolder`], naming which.
pub fn check(dir: &Path) -> Result<Vec<Msg>, Refusal> {
    let mut warnings = Vec::new();
    match verdict(dir)? {
        Verdict::Sound => {}
        Verdict::Doubtful(key) => warnings.push(Msg::new(key).with("path", dir.display().to_string())),
        Verdict::Refused(kind) => return Err(Refusal::at(Why::RemoteDisk, dir).with("kind", kind)),
    }
    if let Some(program) = synced_by(dir) {
        return Err(Refusal::at(Why::SyncedFolder, dir).with("program", program));
    }
    if let Some(free) = free_space(dir).filter(|free| *free < LOW_SPACE) {
        warnings.push(Msg::new("store-warn-low-space").with("free", i64::try_from(free >> 20).unwrap_or(i64::MAX)));
    }
    Ok(warnings)
}

#[cfg(target_os = "linux")]
fn verdict(dir: &Path) -> Result<Verdict, Refusal> {
    use std::io::Read as _;
    use std::os::unix::fs::MetadataExt as _;

    use rustix::fs::{Mode, OFlags, major, minor};

    let stat = rustix::fs::statfs(dir).map_err(|e| Refusal::system(&e.into(), dir))?;
    // The number has 32 bits; on some machines the field is signed and wider.
    let magic = u64::from(stat.f_type as u32);
    let mut mounts = String::new();
    if magic == FUSE
        && let Ok(table) = rustix::fs::open("/proc/self/mountinfo", OFlags::RDONLY | OFlags::CLOEXEC, Mode::empty())
    {
        // A table that cannot be read leaves the kind unknown, which is refused.
        let _ = std::fs::File::from(table).read_to_string(&mut mounts);
    }
    let device = dir.metadata().map_err(|e| Refusal::system(&e, dir))?.dev();
    Ok(judge(magic, &mounts, (major(device), minor(device))))
}

#[cfg(target_os = "macos")]
fn verdict(dir: &Path) -> Result<Verdict, Refusal> {
    /// `MNT_LOCAL` of sys/mount.h.
    const LOCAL: u32 = 0x1000;
    let stat = rustix::fs::statfs(dir).map_err(|e| Refusal::system(&e.into(), dir))?;
    Ok(if stat.f_flags & LOCAL == 0 { Verdict::Refused("network".to_owned()) } else { Verdict::Sound })
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn verdict(_dir: &Path) -> Result<Verdict, Refusal> {
    Ok(Verdict::Sound)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOUNTS: &str = "\
22 28 0:21 / /proc rw,nosuid - proc proc rw
40 28 0:44 / /home/li/team rw,nosuid,nodev - fuse.sshfs li@host:/srv rw,user_id=0
41 28 0:45 / /media/usb rw - fuseblk /dev/sdb1 rw,user_id=0
42 28 0:46 / /mnt/x rw shared:3 - fuse.somethingnew none rw";

    #[test]
    fn network_disks_are_refused_by_name() {
        assert_eq!(judge(0x6969, "", (0, 0)), Verdict::Refused("NFS".into()));
        assert_eq!(judge(0xFF53_4D42, "", (0, 0)), Verdict::Refused("CIFS".into()));
        assert_eq!(judge(0x0102_1997, "", (0, 0)), Verdict::Refused("9P".into()));
        assert_eq!(judge(0xEF53, "", (8, 1)), Verdict::Sound, "ext4");
    }

    #[test]
    fn a_fuse_disk_is_judged_by_the_program_behind_it() {
        assert_eq!(judge(FUSE, MOUNTS, (0, 44)), Verdict::Refused("fuse.sshfs".into()));
        assert_eq!(judge(FUSE, MOUNTS, (0, 45)), Verdict::Doubtful("store-warn-modeless-disk"));
        assert_eq!(judge(FUSE, MOUNTS, (0, 46)), Verdict::Refused("fuse.somethingnew".into()), "unknown means no");
        assert_eq!(judge(FUSE, "", (0, 44)), Verdict::Refused("FUSE".into()), "no table means no");
    }

    #[test]
    fn memory_disks_are_allowed_with_a_warning() {
        assert_eq!(judge(TMPFS, "", (0, 0)), Verdict::Doubtful("store-warn-memory-disk"));
    }

    #[test]
    fn a_synchronised_folder_is_refused_however_deep() {
        let home = tempfile::tempdir().unwrap();
        let deep = home.path().join("OneDrive - Contoso/offers");
        std::fs::create_dir_all(&deep).unwrap();
        let refusal = check(&deep).unwrap_err();
        assert_eq!(refusal.why, Why::SyncedFolder);

        let marked = home.path().join("share");
        std::fs::create_dir_all(marked.join(".stfolder")).unwrap();
        assert_eq!(check(&marked).unwrap_err().why, Why::SyncedFolder);
        assert!(check(home.path()).is_ok(), "the home beside it stays usable");
    }
}
