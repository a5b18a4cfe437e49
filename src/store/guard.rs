//! What is looked at before SQLite touches a file: its path, its kind, its owner and its modes.

use std::fs::Metadata;
use std::os::fd::OwnedFd;
use std::os::unix::fs::{DirBuilderExt as _, FileTypeExt as _, MetadataExt as _};
use std::path::{Path, PathBuf};

use rustix::fs::{Access, AtFlags, CWD, Mode, OFlags};

use super::refusal::{Refusal, Why};
use crate::text::Msg;

/// Files SQLite keeps beside a database.
pub const SIDECARS: [&str; 3] = ["-wal", "-shm", "-journal"];

/// Path of a file that stands beside `file` and is named after it.
pub fn beside(file: &Path, suffix: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// Where the file is, without links in its folder's path. Nothing is opened and nothing is made.
///
/// # Errors
/// When the path names anything but a plain file with one name, or nothing at all.
pub fn locate(path: &Path) -> Result<PathBuf, Refusal> {
    let ends_in_slash = path.as_os_str().as_encoded_bytes().last() == Some(&b'/');
    let Some(name) = path.file_name().filter(|_| !ends_in_slash) else {
        return Err(Refusal::at(Why::Directory, path));
    };
    let dir = path.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let dir = dir.canonicalize().map_err(|e| Refusal::system(&e, dir))?;
    let file = dir.join(name);
    kind(&file)?;
    Ok(file)
}

/// The part of a path that is a file, where only folders can be.
pub fn in_the_way(path: &Path) -> Option<PathBuf> {
    path.ancestors().skip(1).find(|part| part.metadata().is_ok_and(|meta| !meta.is_dir())).map(Path::to_path_buf)
}

/// True when a usable file is there, false when nothing is.
fn kind(file: &Path) -> Result<bool, Refusal> {
    let meta = match file.symlink_metadata() {
        Ok(meta) => meta,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(false),
        Err(e) => return Err(Refusal::system(&e, file)),
    };
    let ty = meta.file_type();
    let why = if ty.is_symlink() {
        Why::Symlink
    } else if ty.is_dir() {
        Why::Directory
    } else if !ty.is_file() || ty.is_fifo() {
        Why::NotAFile
    } else if meta.nlink() > 1 {
        Why::HardLinked
    } else {
        return Ok(true);
    };
    Err(Refusal::at(why, file))
}

/// Looks whether this user may write the folder, the file and what SQLite keeps beside it.
///
/// A reader without write access would leave sidecars behind that lock the owner out, so SQLite must not see the file first.
///
/// # Errors
/// [`Why::NotWritable`] with what mends it, [`Why::ReadOnlyDisk`].
pub fn permissions(file: &Path) -> Result<Vec<Msg>, Refusal> {
    let dir = folder(file);
    let mut paths = vec![(dir.to_path_buf(), Access::READ_OK | Access::WRITE_OK | Access::EXEC_OK)];
    let files = [file.to_path_buf()].into_iter().chain(SIDECARS.iter().map(|suffix| beside(file, suffix)));
    paths.extend(files.filter(|path| path.symlink_metadata().is_ok()).map(|p| (p, Access::READ_OK | Access::WRITE_OK)));
    for (path, access) in paths {
        if path.symlink_metadata().is_ok_and(|meta| meta.file_type().is_symlink()) {
            return Err(Refusal::at(Why::Symlink, &path));
        }
        match rustix::fs::accessat(CWD, &path, access, AtFlags::empty()) {
            // A sidecar comes and goes with other sessions.
            Err(rustix::io::Errno::NOENT) if path != dir && path != file => {}
            other => other.map_err(|e| Refusal::system(&e.into(), &path))?,
        }
    }
    Ok(loose_modes(file, dir))
}

/// Modes that let more people in than they should, or that will lock colleagues out after a crash.
fn loose_modes(file: &Path, dir: &Path) -> Vec<Msg> {
    let mut warnings = Vec::new();
    let (Ok(meta), Ok(folder)) = (file.metadata(), dir.metadata()) else { return warnings };
    if meta.mode() & 0o007 != 0 {
        let command = format!("chmod o-rwx {}", quoted(file));
        warnings.push(Msg::new("store-warn-open-to-all").with("path", show(file)).with("command", command));
    }
    if meta.mode() & 0o020 != 0 && folder.mode() & 0o2020 != 0o2020 {
        let command = format!("chmod g+rwxs,+t {}", quoted(dir));
        warnings.push(Msg::new("store-warn-group-folder").with("path", show(dir)).with("command", command));
    }
    warnings
}

/// No write access here: with the command that mends it where it can do no harm, and else with whom to ask for what.
pub(super) fn not_writable(path: &Path) -> Refusal {
    let mut refusal = Refusal::at(Why::NotWritable, path);
    let meta = path.symlink_metadata().ok();
    if let Some(command) = meta.as_ref().and_then(|meta| cure(path, meta)) {
        return refusal.with("command", command);
    }
    let key =
        if meta.is_some_and(|meta| meta.uid() == 0) { "store-not-writable-root" } else { "store-not-writable-ask" };
    key.clone_into(&mut refusal.msg.key);
    refusal
}

/// The command for the owner of what is the user's own, a workspace that could be read, or a team's folder. Nobody is
/// told to open the system's files, a home folder or a file of unknown kind to others.
fn cure(path: &Path, meta: &Metadata) -> Option<String> {
    let (file, folder) = (quoted(path), meta.is_dir());
    if meta.uid() == rustix::process::geteuid().as_raw() {
        return Some(format!("chmod u+{} {file}", if folder { "rwx" } else { "rw" }));
    }
    let groups = rustix::process::getgroups().unwrap_or_default();
    let near = meta.gid() == rustix::process::getegid().as_raw() || groups.iter().any(|g| g.as_raw() == meta.gid());
    if meta.uid() == 0 || !near {
        return None;
    }
    match folder {
        true if meta.mode() & 0o2000 != 0 => Some(format!("chmod g+rwxs {file}")),
        false if readable(path) => Some(format!("chmod g+rw {file}")),
        _ => None,
    }
}

/// Whether this user may read the file; what is not a workspace is told first then.
pub(super) fn readable(file: &Path) -> bool {
    rustix::fs::accessat(CWD, file, Access::READ_OK, AtFlags::empty()).is_ok()
}

/// Makes the folders of a new file, private to the user where they did not exist.
///
/// # Errors
/// When they cannot be made.
pub fn make_folder(dir: &Path) -> Result<(), Refusal> {
    let made = std::fs::DirBuilder::new().recursive(true).mode(0o700).create(dir);
    made.map_err(|e| Refusal::system(&e, dir))
}

/// Makes an empty file for SQLite to fill: SQLite itself would make it readable to all.
///
/// Private, except in a folder that hands its group on (setgid and group-writable): that is a team's folder.
/// Another session may have been faster; its file is as good.
///
/// # Errors
/// When the folder does not take a new file.
pub fn pre_create(file: &Path) -> Result<(), Refusal> {
    let dir = folder(file);
    let team = dir.metadata().is_ok_and(|meta| meta.mode() & 0o2020 == 0o2020);
    let mode = Mode::from_raw_mode(if team { 0o660 } else { 0o600 });
    let flags = OFlags::RDWR | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    match rustix::fs::open(file, flags, mode) {
        // The umask may have taken bits away.
        Ok(fd) => rustix::fs::fchmod(&fd, mode).map_err(|e| Refusal::system(&e.into(), file))?,
        Err(rustix::io::Errno::EXIST) => {
            kind(file)?;
        }
        Err(e) => return Err(Refusal::system(&e.into(), dir)),
    }
    sync_folder(dir)
}

/// Opens a file that stands beside the database, making it with the database's mode where it is missing.
///
/// First without asking to make it: in a sticky team folder Linux refuses that for a colleague's file (`fs.protected_regular`).
///
/// # Errors
/// What the system says.
pub fn open_beside(path: &Path, db: &Path) -> rustix::io::Result<OwnedFd> {
    let flags = OFlags::RDWR | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    loop {
        match rustix::fs::open(path, flags, Mode::empty()) {
            Err(rustix::io::Errno::NOENT) => {}
            other => return other,
        }
        let mode = mode_of(db);
        match rustix::fs::open(path, flags | OFlags::CREATE | OFlags::EXCL, mode) {
            // Another session made it in between.
            Err(rustix::io::Errno::EXIST) => {}
            made => {
                let file = made?;
                // The umask may have taken bits away.
                rustix::fs::fchmod(&file, mode)?;
                return Ok(file);
            }
        }
    }
}

/// Makes names in a folder survive a power cut.
///
/// # Errors
/// When the folder cannot be read or the disk refuses.
pub fn sync_folder(dir: &Path) -> Result<(), Refusal> {
    rustix::fs::open(dir, OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty())
        .and_then(rustix::fs::fsync)
        .map_err(|e| Refusal::system(&e.into(), dir))
}

/// Mode of the database, which everything made beside it takes over.
fn mode_of(file: &Path) -> Mode {
    Mode::from_raw_mode(file.metadata().map_or(0o600, |meta| meta.mode() & 0o660))
}

/// The folder of a file that [`locate`] gave.
pub fn folder(file: &Path) -> &Path {
    file.parent().unwrap_or(Path::new("/"))
}

fn show(path: &Path) -> String {
    path.display().to_string()
}

/// A path as one word of the shell.
pub fn quoted(path: &Path) -> String {
    let text = show(path);
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-+,@".contains(c);
    if text.chars().all(plain) { text } else { format!("'{}'", text.replace('\'', r"'\''")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_printed_command_survives_the_shell() {
        assert_eq!(quoted(Path::new("/srv/team/canvass.db")), "/srv/team/canvass.db");
        assert_eq!(quoted(Path::new("/srv/o'neil & co/x.db")), r"'/srv/o'\''neil & co/x.db'");
    }

    #[test]
    fn a_new_file_is_private_and_a_team_folder_makes_it_the_teams() {
        use std::os::unix::fs::PermissionsExt as _;
        let dir = tempfile::tempdir().unwrap();
        let mine = dir.path().join("mine.db");
        pre_create(&mine).unwrap();
        assert_eq!(mine.metadata().unwrap().mode() & 0o777, 0o600);

        let team = dir.path().join("team");
        std::fs::create_dir(&team).unwrap();
        std::fs::set_permissions(&team, std::fs::Permissions::from_mode(0o3770)).unwrap();
        pre_create(&team.join("ours.db")).unwrap();
        assert_eq!(team.join("ours.db").metadata().unwrap().mode() & 0o777, 0o660);
        assert!(permissions(&team.join("ours.db")).unwrap().is_empty());
    }

    #[test]
    fn loose_modes_are_named_with_their_cure() {
        use std::os::unix::fs::PermissionsExt as _;
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("x.db");
        pre_create(&file).unwrap();
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o664)).unwrap();
        let keys: Vec<String> = permissions(&file).unwrap().into_iter().map(|msg| msg.key).collect();
        assert_eq!(keys, ["store-warn-open-to-all", "store-warn-group-folder"]);
    }
}
