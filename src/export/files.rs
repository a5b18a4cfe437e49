//! Files for people: written whole or not at all, and never over one that is there.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use crate::text::Msg;

/// Bytes of a name without its number; file systems allow 255 with it.
const NAME_MAX: usize = 120;
const TRIES: u32 = 999;

/// Writes a document into a new file of about this name, with `-2`, `-3` … where the name is taken, and returns its path.
/// When it cannot be written to its end, the file just begun is taken away again.
///
/// # Errors
/// A sentence that names the file and what the system said.
pub fn write_new(dir: &Path, name: &str, content: impl AsRef<[u8]>) -> Result<PathBuf, Msg> {
    let (stem, ending) = safe(name);
    for number in 1..=TRIES {
        let name = if number == 1 { format!("{stem}{ending}") } else { format!("{stem}-{number}{ending}") };
        let path = dir.join(name);
        match write(&path, content.as_ref()) {
            Ok(()) => return Ok(path),
            Err(fault) if fault.kind() == ErrorKind::AlreadyExists => {}
            Err(fault) => return Err(unwritable(&path, &fault.to_string())),
        }
    }
    let path = dir.join(format!("{stem}{ending}"));
    Err(unwritable(&path, &ErrorKind::AlreadyExists.to_string()))
}

/// Writes a document into a new file of exactly this name.
///
/// # Errors
/// A sentence that says what stands there already, or what the system said.
pub fn write_named(path: &Path, content: impl AsRef<[u8]>) -> Result<(), Msg> {
    if path.is_dir() {
        return Err(Msg::new("file-is-folder").with("path", path.display().to_string()));
    }
    write(path, content.as_ref()).map_err(|fault| match fault.kind() {
        ErrorKind::AlreadyExists => Msg::new("file-taken").with("path", path.display().to_string()),
        _ => Msg::new("file-unwritable").with("path", path.display().to_string()).with("reason", fault.to_string()),
    })
}

fn unwritable(path: &Path, reason: &str) -> Msg {
    Msg::new("agreement-file-unwritable").with("path", path.display().to_string()).with("reason", reason)
}

#[expect(clippy::disallowed_methods, reason = "this is the place for user files, and a database is never created here")]
fn write(path: &Path, content: &[u8]) -> std::io::Result<()> {
    // Contracts and half-written texts are nobody else's business until their author hands them on.
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    let written = file.write_all(content).and_then(|()| file.sync_all()).and_then(|()| sync_folder(path));
    if written.is_err() {
        // Half a document is worse than none; the file is ours, it was made a moment ago.
        let _ = fs::remove_file(path);
    }
    written
}

/// The name is on disk too, not only the content.
#[expect(clippy::disallowed_methods, reason = "a folder is opened, and nothing is created")]
fn sync_folder(path: &Path) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // One may be allowed to put files into a folder and not to look into it.
    let Ok(folder) = fs::File::open(folder) else { return Ok(()) };
    match folder.sync_all() {
        // Some network file systems know no sync of a folder; the file itself is safe there.
        Err(fault) if matches!(fault.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => Ok(()),
        done => done,
    }
}

/// Stem and ending of a name without anything that could lead elsewhere, hide the file or surprise a shell.
fn safe(name: &str) -> (String, String) {
    let plain: String =
        name.chars().map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' }).collect();
    let plain = plain.trim_matches(['.', '-']);
    let (stem, ending) = match plain.rsplit_once('.') {
        Some((stem, ending)) if ending.len() <= 8 => (stem, format!(".{ending}")),
        _ => (plain, String::new()),
    };
    let mut stem = stem.to_owned();
    while stem.len() > NAME_MAX {
        stem.pop();
    }
    if stem.is_empty() {
        "agreement".clone_into(&mut stem);
    }
    (stem, ending)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(path: &Path) -> String {
        String::from_utf8(
            fs::read_dir(path.parent().unwrap())
                .map(|_| std::process::Command::new("cat").arg(path).output().unwrap().stdout)
                .unwrap(),
        )
        .unwrap()
    }

    #[test]
    fn a_taken_name_gets_a_number_and_nothing_is_replaced() {
        let dir = tempfile::tempdir().unwrap();
        let names: Vec<_> = ["one", "two", "three"]
            .map(|text| write_new(dir.path(), "SLA-2026-0007-v0.1-zh-CN.md", text).unwrap())
            .into_iter()
            .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), read(&path)))
            .collect();
        let expected = [
            ("SLA-2026-0007-v0.1-zh-CN.md", "one"),
            ("SLA-2026-0007-v0.1-zh-CN-2.md", "two"),
            ("SLA-2026-0007-v0.1-zh-CN-3.md", "three"),
        ];
        assert_eq!(names, expected.map(|(name, text)| (name.to_owned(), text.to_owned())));
    }

    #[test]
    fn a_link_that_leads_elsewhere_is_not_followed() {
        let dir = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink(dir.path().join("elsewhere"), dir.path().join("a.md")).unwrap();
        assert_eq!(write_new(dir.path(), "a.md", "text").unwrap(), dir.path().join("a-2.md"));
        assert!(!dir.path().join("elsewhere").exists());
    }

    #[test]
    fn only_its_author_can_read_it() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let path = write_new(dir.path(), "SLA-2026-0007.md", "prices").unwrap();
        assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn names_stay_in_their_folder() {
        let name = |name: &str| {
            let (stem, ending) = safe(name);
            format!("{stem}{ending}")
        };
        assert_eq!(name("../../etc/passwd"), "etc-passwd");
        assert_eq!(name(".bashrc"), "bashrc");
        assert_eq!(name("-rf \n东湖.md"), "rf--东湖.md");
        assert_eq!(name("..."), "agreement");
        assert!(name(&format!("{}.json", "协".repeat(500))).len() < 200);
    }

    #[test]
    fn a_folder_that_is_not_there_is_named() {
        let fault = write_new(Path::new("/nowhere/at/all"), "a.md", "text").unwrap_err();
        assert_eq!(fault.key, "agreement-file-unwritable");
        assert_eq!(fault.args[0].1, "/nowhere/at/all/a.md".into());
    }
}
