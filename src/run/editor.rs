//! Long texts in the user's own editor.

use std::fs::File;
use std::io::{Read, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use rustix::fs::{Mode, OFlags};

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
    let path = room.dir.join(format!("text.{suffix}"));
    put(&path, text).map_err(|error| EditError::File(error.to_string()))?;
    let not_started =
        |reason: String| EditError::NotStarted { command: command.first().cloned().unwrap_or_default(), reason };
    let Some((program, arguments)) = command.split_first() else {
        return Err(not_started(String::new()));
    };
    let ended = Command::new(program).args(arguments).arg(&path).status();
    if !ended.map_err(|error| not_started(error.to_string()))?.success() {
        return Err(EditError::GivenUp);
    }
    let bytes = take(&path).map_err(|error| EditError::File(error.to_string()))?;
    if bytes.len() > TEXT_CAP {
        room.keep();
        return Err(EditError::TooLong { kept: path });
    }
    let Ok(edited) = String::from_utf8(bytes) else {
        room.keep();
        return Err(EditError::NotText { kept: path });
    };
    Ok(normal(edited, text))
}

/// Line ends become `\n`, and the line end that editors add to the last line goes again.
fn normal(edited: String, before: &str) -> String {
    let mut edited = edited.replace("\r\n", "\n").replace('\r', "\n");
    if edited.ends_with('\n') && !before.ends_with('\n') {
        edited.pop();
    }
    edited
}

/// A directory nobody else can look into; it goes when the text is back.
struct Room {
    dir: PathBuf,
    remove: bool,
}

impl Room {
    fn new() -> std::io::Result<Self> {
        let dir = std::env::temp_dir().join(format!("canvass-{}", uuid::Uuid::now_v7()));
        std::fs::DirBuilder::new().mode(0o700).create(&dir)?;
        Ok(Self { dir, remove: true })
    }

    /// The text could not be taken over and must not be lost.
    fn keep(mut self) {
        self.remove = false;
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
        assert!(lines[0].1.ends_with(".md"));
        assert!(!Path::new(lines[1].1).exists());
    }

    #[test]
    fn leaving_with_an_error_changes_nothing() {
        assert_eq!(edit(&shell(r#"echo lost > "$1"; exit 1"#), "kept", "md"), Err(EditError::GivenUp));
        let missing = edit(&["/nowhere/editor".to_owned()], "kept", "md");
        assert!(matches!(missing, Err(EditError::NotStarted { command, .. }) if command == "/nowhere/editor"));
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
