//! Long texts in the user's own editor.

use std::fs::{DirEntry, File};
use std::io::{Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::process::Command;

use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;
use rustix::process::Pid;

use crate::app::event::EditError;

/// The most a field holds.
pub const TEXT_CAP: usize = 64 * 1024;

/// `$VISUAL`, else `$EDITOR`, else `vi`: the program and its arguments.
pub fn command(var: impl Fn(&str) -> Option<String>) -> Vec<String> {
    ["VISUAL", "EDITOR"]
        .iter()
        .filter_map(|name| var(name))
        .map(|line| words(&line))
        .find(|words| !words.is_empty())
        .unwrap_or_else(|| vec!["vi".to_owned()])
}

/// Splits as a shell does, with quotes and backslashes, but runs no shell.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        match (quote, letter) {
            (Some(open), _) if letter == open => quote = None,
            (None, '\'' | '"') => {
                quote = Some(letter);
                word.get_or_insert_default();
            }
            (None, letter) if letter.is_whitespace() => words.extend(word.take()),
            (None | Some('"'), '\\') => word.get_or_insert_default().extend(letters.next()),
            _ => word.get_or_insert_default().push(letter),
        }
    }
    words.extend(word);
    words
}

/// Lets the user change `text` with `command` and gives back what was saved. The terminal must be free.
pub fn edit(command: &[String], text: &str, suffix: &str) -> Result<String, EditError> {
    let room = Room::new().map_err(|error| EditError::File(error.to_string()))?;
    let path = room.dir.join(format!("text.{}", suffix.trim_start_matches('.')));
    put(&path, text).map_err(|error| EditError::File(error.to_string()))?;
    let not_started =
        |reason: String| EditError::NotStarted { command: command.first().cloned().unwrap_or_default(), reason };
    let Some((program, arguments)) = command.split_first() else {
        return Err(not_started(String::new()));
    };
    let ended = Command::new(program).args(arguments).arg(&path).status();
    if !ended.map_err(|error| not_started(error.to_string()))?.success() {
        return Err(room.kept_or(&path, text, EditError::GivenUp));
    }
    let bytes = match take(&path) {
        Ok(bytes) => bytes,
        Err(error) => return Err(room.kept_or(&path, text, EditError::File(error.to_string()))),
    };
    if bytes.len() > TEXT_CAP {
        room.keep();
        return Err(EditError::TooLong { kept: path });
    }
    let Ok(edited) = String::from_utf8(bytes) else {
        room.keep();
        return Err(EditError::NotText { kept: path });
    };
    Ok(normal(&edited, text))
}

/// Line ends become `\n`, and the line end that editors add to the last line goes again.
fn normal(edited: &str, before: &str) -> String {
    let mut edited = edited.replace("\r\n", "\n").replace('\r', "\n");
    if edited.ends_with('\n') && !before.ends_with('\n') {
        edited.pop();
    }
    edited
}

/// How the folders for the editor are called; the number of the process follows.
const ROOM: &str = "canvass-edit-";

/// Where they are made: in the user's own runtime folder, where there is one.
fn places() -> Vec<PathBuf> {
    let runtime = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|dir| dir.is_absolute());
    runtime.into_iter().chain([std::env::temp_dir()]).collect()
}

/// Folders of programs that ended while the editor was open. They may hold the only copy of a text, so that they are
/// told of and never cleared away.
pub fn left_behind() -> Vec<PathBuf> {
    let entries = places().into_iter().filter_map(|place| place.read_dir().ok()).flatten().flatten();
    let mut left: Vec<PathBuf> = entries.filter(is_left).map(|entry| entry.path()).collect();
    left.sort();
    left.dedup();
    left
}

fn is_left(entry: &DirEntry) -> bool {
    let name = entry.file_name();
    let Some((process, _)) = name.to_str().and_then(|name| name.strip_prefix(ROOM)?.split_once('-')) else {
        return false;
    };
    // The folder of a stranger, or a link to one, is none of this user's business.
    let own = entry.metadata().is_ok_and(|of| of.is_dir() && of.uid() == rustix::process::getuid().as_raw());
    let pid = process.parse().ok().and_then(Pid::from_raw);
    own && pid.is_some_and(|pid| rustix::process::test_kill_process(pid) == Err(Errno::SRCH))
}

/// A directory nobody else can look into; it goes when the text is back.
struct Room {
    dir: PathBuf,
    remove: bool,
}

impl Room {
    fn new() -> std::io::Result<Self> {
        let mut done = Err(std::io::ErrorKind::NotFound.into());
        for place in places() {
            let dir = place.join(format!("{ROOM}{}-{}", std::process::id(), uuid::Uuid::now_v7()));
            done = std::fs::DirBuilder::new().mode(0o700).create(&dir).map(|()| Self { dir, remove: true });
            if done.is_ok() {
                break;
            }
        }
        done
    }

    /// The text could not be taken over and must not be lost.
    fn keep(mut self) {
        self.remove = false;
    }

    /// After an editor that ended badly: its folder stays when there is more in it than the text as it was put in.
    fn kept_or(self, path: &Path, before: &str, otherwise: EditError) -> EditError {
        // An editor that was hung up saves what it has beside the file: vim's `.swp`, nano's `.save`.
        let beside = self.dir.read_dir().map_or(true, |entries| entries.flatten().any(|entry| entry.path() != path));
        let changed = match take(path) {
            Ok(bytes) => bytes != before.as_bytes(),
            Err(error) => error.kind() != std::io::ErrorKind::NotFound,
        };
        if !beside && !changed {
            return otherwise;
        }
        let kept = self.dir.clone();
        self.keep();
        EditError::Broken { kept }
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        if self.remove {
            let _ = std::fs::remove_dir_all(&self.dir);
        }
    }
}

fn put(path: &Path, text: &str) -> std::io::Result<()> {
    let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    File::from(rustix::fs::open(path, flags, Mode::RUSR | Mode::WUSR)?).write_all(text.as_bytes())
}

/// By path, since many editors write beside and rename. One byte past the cap tells "too long".
fn take(path: &Path) -> std::io::Result<Vec<u8>> {
    let file = File::from(rustix::fs::open(path, OFlags::RDONLY | OFlags::CLOEXEC, Mode::empty())?);
    let mut bytes = Vec::new();
    file.take(TEXT_CAP as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Vec<String> {
        ["sh", "-c", script, "editor"].map(str::to_owned).to_vec()
    }

    #[test]
    fn visual_goes_before_editor_and_empty_counts_as_unset() {
        let with = |visual: &'static str, editor: &'static str| {
            command(move |name| Some(if name == "VISUAL" { visual } else { editor }.to_owned()))
        };
        assert_eq!(with("code --wait", "nano"), ["code", "--wait"]);
        assert_eq!(with("  ", "nano"), ["nano"]);
        assert_eq!(command(|_| None), ["vi"]);
    }

    #[test]
    fn quotes_hold_a_path_with_spaces_together() {
        assert_eq!(
            words(r#""/opt/my editor/bin" -c 'set tw=0' a\ b """#),
            ["/opt/my editor/bin", "-c", "set tw=0", "a b", ""]
        );
    }

    #[test]
    fn the_saved_text_comes_back_with_plain_line_ends() {
        let script = r#"printf 'цена\r\n价格\n' >> "$1""#;
        assert_eq!(edit(&shell(script), "price\n", "md").unwrap(), "price\nцена\n价格\n");
        assert_eq!(edit(&shell(r#"printf 'one\n' > "$1""#), "", "md").unwrap(), "one");
    }

    #[test]
    fn the_file_is_private_and_gone_afterwards() {
        let script = r#"stat -c '%a %n' "$1" "$(dirname "$1")" > "$1.seen"; mv "$1.seen" "$1""#;
        let seen = edit(&shell(script), "secret", "md").unwrap();
        let lines: Vec<_> = seen.lines().map(|line| line.split_once(' ').unwrap()).collect();
        assert_eq!((lines[0].0, lines[1].0), ("600", "700"));
        assert_eq!(Path::new(lines[0].1).extension(), Some("md".as_ref()));
        assert!(!Path::new(lines[1].1).exists());
    }

    #[test]
    fn leaving_with_an_error_changes_nothing() {
        let script = r#"dirname "$1" > "$0.room"; exit 1"#;
        let note = tempfile::tempdir().unwrap();
        let command = ["sh", "-c", script, note.path().join("left").to_str().unwrap()].map(str::to_owned);
        assert_eq!(edit(&command, "kept", "md"), Err(EditError::GivenUp));
        let bytes = take(&note.path().join("left.room")).unwrap();
        assert!(!Path::new(String::from_utf8(bytes).unwrap().trim()).exists());
        let missing = edit(&["/nowhere/editor".to_owned()], "kept", "md");
        assert!(matches!(missing, Err(EditError::NotStarted { command, .. }) if command == "/nowhere/editor"));
    }

    #[test]
    fn what_an_editor_wrote_before_it_broke_off_stays_where_it_is() {
        let scripts = [
            (r#"printf 'half a word' > "$1"; exit 1"#, "text.md", "half a word"),
            (r#"printf 'swap' > "$(dirname "$1")/.text.md.swp"; kill -HUP $$; exit 1"#, ".text.md.swp", "swap"),
            (r#"mv "$1" "$1.save""#, "text.md.save", "before"),
        ];
        for (script, name, text) in scripts {
            let Err(EditError::Broken { kept }) = edit(&shell(script), "before", ".md") else { panic!("{script}") };
            assert_eq!(take(&kept.join(name)).unwrap(), text.as_bytes());
            std::fs::remove_dir_all(kept).unwrap();
        }
    }

    #[test]
    fn the_folder_of_a_dead_program_is_told_of_and_that_of_a_living_one_is_not() {
        let mut short = Command::new("true").spawn().unwrap();
        let dead = short.id();
        short.wait().unwrap();
        let room = |pid: u32| {
            let dir = places()[0].join(format!("{ROOM}{pid}-{}", uuid::Uuid::now_v7()));
            std::fs::create_dir(&dir).unwrap();
            dir
        };
        let (left, open) = (room(dead), room(std::process::id()));
        let told = left_behind();
        std::fs::remove_dir(&left).unwrap();
        std::fs::remove_dir(&open).unwrap();
        assert!(told.contains(&left) && !told.contains(&open), "{told:?}");
    }

    #[test]
    fn a_text_that_cannot_be_taken_stays_in_its_file() {
        let long = edit(&shell(r#"head -c 70000 /dev/zero | tr '\0' x > "$1""#), "", "md");
        let Err(EditError::TooLong { kept }) = long else { panic!("{long:?}") };
        assert_eq!(std::fs::metadata(&kept).unwrap().len(), 70_000);
        let odd = edit(&shell(r#"printf '\377' > "$1""#), "", "md");
        let Err(EditError::NotText { kept: odd }) = odd else { panic!("{odd:?}") };
        for kept in [kept, odd] {
            std::fs::remove_dir_all(kept.parent().unwrap()).unwrap();
        }
    }
}
