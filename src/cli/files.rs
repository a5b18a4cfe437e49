//! Files that people name: read to their end within a limit, and made only in a folder that is there.

use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::Path;

use super::stop::Stop;
use crate::export::files::write_named;
use crate::store::guard::{in_the_way, quoted};
use crate::store::{Refusal, Why};
use crate::text::Msg;

/// What stands for the standard input where a file is read, and for the standard output where one is written.
pub const STREAM: &str = "-";

/// The text of a file, or what comes in through `-`. `unreadable` becomes the sentence when the system, or a text of more
/// than `most` bytes, stands against it.
pub fn text_of(file: &str, most: usize, unreadable: Msg) -> Result<String, Stop> {
    let read = if file == STREAM {
        text_within(io::stdin().lock(), most)
    } else {
        may_be_read(Path::new(file))?;
        opened(file).and_then(|open| text_within(open, most))
    };
    read.map_err(|error| unreadable.with("file", file).with("reason", error.to_string()).into())
}

/// Whether a file can be read to its end: who writes a pipe may never come, and a device has no end. What is not there is
/// left to whoever opens it.
fn may_be_read(file: &Path) -> Result<(), Stop> {
    no_file_in_the_way(file)?;
    let other = file.metadata().is_ok_and(|meta| !meta.is_file() && !meta.is_dir());
    if other { Err(Msg::new("cli-not-a-file").with("path", file.display().to_string()).into()) } else { Ok(()) }
}

#[expect(clippy::disallowed_methods, reason = "read before the workspace is opened, so no lock of it can be dropped")]
fn opened(file: &str) -> io::Result<File> {
    File::open(file)
}

fn text_within(source: impl Read, most: usize) -> io::Result<String> {
    let mut text = String::new();
    let read = source.take(most as u64 + 1).read_to_string(&mut text)?;
    if read > most { Err(ErrorKind::FileTooLarge.into()) } else { Ok(text) }
}

pub fn no_file_in_the_way(path: &Path) -> Result<(), Refusal> {
    in_the_way(path).map_or(Ok(()), |part| Err(Refusal::at(Why::NotAFolder, &part)))
}

/// Whether a new file may get this name: a folder that somebody names is there, or its name is mistyped.
pub fn may_be_made(path: &Path) -> Result<(), Stop> {
    no_file_in_the_way(path)?;
    // `new/` means a folder, though no part of the path comes after it.
    let is_folder = path.as_os_str().as_encoded_bytes().ends_with(b"/");
    let folder = if is_folder { Some(path) } else { path.parent() };
    match folder.filter(|dir| !dir.as_os_str().is_empty() && dir.try_exists().is_ok_and(|there| !there)) {
        None => Ok(()),
        Some(dir) => {
            let command = format!("mkdir -p {}", quoted(dir));
            Err(Msg::new("store-no-folder").with("path", dir.display().to_string()).with("command", command).into())
        }
    }
}

/// The same of a workspace, which is no text and is not printed.
pub fn may_be_workspace(path: &Path) -> Result<(), Stop> {
    if path == Path::new(STREAM) {
        return Err(Msg::new("cli-no-stream").into());
    }
    may_be_made(path)
}

/// A file of the name that somebody gave.
pub fn write_at(path: &Path, content: &[u8]) -> Result<(), Stop> {
    may_be_made(path)?;
    Ok(write_named(path, content)?)
}
