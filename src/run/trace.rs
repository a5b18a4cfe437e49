//! The `--trace` file: kinds of events and times, never anything the user typed.

use std::fmt::Arguments;
use std::fs::File;
use std::io::{self, ErrorKind, Read, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;

/// How every trace file begins; a file that begins otherwise is somebody's work.
const FIRST: &str = "# canvass trace\n";

/// A cheap handle to the trace; without a file every call does nothing.
#[derive(Clone, Debug, Default)]
pub struct Trace {
    to: Option<Arc<(Mutex<File>, Instant)>>,
}

impl Trace {
    /// No trace.
    pub fn off() -> Self {
        Self::default()
    }

    /// Makes `path`, readable only by the user, or goes on in it where it is a trace already.
    pub fn to_file(path: &Path) -> io::Result<Self> {
        // A pipe without a reader must not stop the start.
        let flags = OFlags::RDWR | OFlags::APPEND | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let file = match rustix::fs::open(path, flags | OFlags::CREATE | OFlags::EXCL, Mode::RUSR | Mode::WUSR) {
            Ok(new) => {
                let mut file = File::from(new);
                file.write_all(FIRST.as_bytes())?;
                file
            }
            Err(Errno::EXIST) => known(File::from(rustix::fs::open(path, flags, Mode::empty())?))?,
            Err(fault) => return Err(fault.into()),
        };
        Ok(Self { to: Some(Arc::new((Mutex::new(file), Instant::now()))) })
    }

    /// One line, stamped with the seconds since the start. A full disk must not stop the program.
    pub fn note(&self, line: Arguments<'_>) {
        let Some(to) = &self.to else { return };
        let (file, start) = &**to;
        let line = format!("{:12.6} {line}\n", start.elapsed().as_secs_f64());
        let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = file.write_all(line.as_bytes());
    }
}

/// The file, when it is a trace: nothing is ever added to a database or a letter by a slip of the pen.
fn known(file: File) -> io::Result<File> {
    let mut start = Vec::new();
    if file.metadata()?.is_file() {
        Read::by_ref(&mut &file).take(FIRST.len() as u64).read_to_end(&mut start)?;
    }
    if start == FIRST.as_bytes() { Ok(file) } else { Err(ErrorKind::AlreadyExists.into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_appended_and_private() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("trace");
        Trace::to_file(&path).unwrap().note(format_args!("first"));
        Trace::to_file(&path).unwrap().note(format_args!("second"));
        let text =
            io::read_to_string(File::from(rustix::fs::open(&path, OFlags::RDONLY, Mode::empty()).unwrap())).unwrap();
        let ends: Vec<_> = text.lines().map(|line| line.rsplit(' ').next().unwrap()).collect();
        assert_eq!(ends, ["trace", "first", "second"]);
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a test's own file, no database")]
    fn a_file_that_is_no_trace_is_left_as_it_is() {
        let dir = tempfile::tempdir().unwrap();
        let (path, link) = (dir.path().join("workspace.db"), dir.path().join("link"));
        std::fs::write(&path, "SQLite format 3\0").unwrap();
        assert_eq!(Trace::to_file(&path).unwrap_err().kind(), ErrorKind::AlreadyExists);
        assert_eq!(std::fs::read(&path).unwrap(), b"SQLite format 3\0");
        Trace::to_file(&dir.path().join("trace")).unwrap();
        std::os::unix::fs::symlink(dir.path().join("trace"), &link).unwrap();
        assert!(Trace::to_file(&link).is_err());
        assert!(Trace::to_file(Path::new("/dev/null")).is_err());
    }
}
