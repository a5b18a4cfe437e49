//! The `--trace` file: kinds of events and times, never anything the user typed.

use std::fmt::Arguments;
use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use rustix::fs::{Mode, OFlags};

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

    /// Appends to `path`, readable only by the user.
    pub fn to_file(path: &Path) -> io::Result<Self> {
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::APPEND | OFlags::CLOEXEC;
        let file = File::from(rustix::fs::open(path, flags, Mode::RUSR | Mode::WUSR)?);
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
        assert_eq!(ends, ["first", "second"]);
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}
