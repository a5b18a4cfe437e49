//! One program under a real terminal line, watched: how long, how many bytes, how much memory, how often it wakes.

use std::cell::Cell;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::floor;
use crate::harness::Term;

const FRAME_BEGINS: &[u8] = b"\x1b[?2026h";
const FRAME_ENDS: &[u8] = b"\x1b[?2026l";
/// Between two keys: a fast typist is three times slower.
const PAUSE: Duration = Duration::from_millis(12);

/// A program to measure.
pub struct Subject<'a> {
    argv: Vec<&'a str>,
    env: Vec<(&'a str, &'a str)>,
    /// Stands on the screen when all of the first page is there.
    full: &'a str,
    /// Comes to it later, where anything does.
    added: &'a str,
}

impl<'a> Subject<'a> {
    pub fn floor(me: &'a str) -> Self {
        Self { argv: vec![me], env: vec![(floor::BE, "1")], full: "row 0000000000000000", added: "" }
    }

    /// The real program. It keeps its state between runs, as a user's does.
    pub fn canvass(file: &'a Path, state: &'a Path) -> Self {
        let argv = vec![env!("CARGO_BIN_EXE_canvass"), "--workspace", file.to_str().unwrap()];
        Self { argv, env: vec![("XDG_STATE_HOME", state.to_str().unwrap())], full: "→", added: "○" }
    }

    /// The program with its first full page, and the milliseconds until that came.
    pub fn open(&self, size: (u16, u16)) -> (Term, f64) {
        let term = Term::open(&self.argv, &self.env, size);
        let full = self.full.as_bytes();
        let came = term.wait_until("the first page", |_, raw| has(raw, full) && raw.ends_with(FRAME_ENDS));
        let time = ms(came - term.started);
        (term, time)
    }

    /// Milliseconds from the start of the process to the first full page, the frames it took, and the milliseconds until
    /// the cards had their marks.
    pub fn start(&self, size: (u16, u16)) -> (f64, f64, f64) {
        let (mut term, time) = self.open(size);
        let frames = term.count_since_mark(std::str::from_utf8(FRAME_BEGINS).unwrap());
        let added = self.added.as_bytes();
        let marked =
            term.wait_until("the marks", |_, raw| added.is_empty() || has(raw, added) && raw.ends_with(FRAME_ENDS));
        let marked = ms(marked - term.started);
        // Ended by its key: a killed program would leave work to the next start.
        term.send("q");
        term.wait_exit();
        (time, frames as f64, marked)
    }
}

/// What a row of keys cost.
pub struct Keys {
    pub ms: Vec<f64>,
    pub bytes: Vec<f64>,
}

/// Presses keys one by one. The time is until the next frame is complete, the bytes are all until the next key.
pub fn press(term: &mut Term, keys: &str) -> Keys {
    let (mut times, mut bytes) = (Vec::new(), Vec::new());
    for key in keys.chars() {
        term.mark();
        let before = received(term);
        let start = Instant::now();
        term.send(key.encode_utf8(&mut [0; 4]));
        let came = term.wait_until("a frame", |_, raw| raw.len() > before && raw.ends_with(FRAME_ENDS));
        times.push(ms(came - start));
        std::thread::sleep(PAUSE);
        bytes.push(term.since_mark().len() as f64);
    }
    Keys { ms: times, bytes }
}

/// Bytes that came over the line so far.
pub fn received(term: &Term) -> usize {
    let count = Cell::new(0);
    term.wait_until("now", |_, raw| {
        count.set(raw.len());
        true
    });
    count.get()
}

/// A line of `/proc/PID/status` in megabytes.
pub fn memory(term: &Term, line: &str) -> f64 {
    let status = proc_file(&format!("/proc/{}/status", term.pid.as_raw_nonzero()));
    number_after(&status, line) as f64 / 1024.0
}

/// How often the threads of a program were put to sleep, which is once more than they were woken.
pub fn wakes(term: &Term) -> u64 {
    term.of_threads("status").map(|status| number_after(&status, "voluntary_ctxt")).sum()
}

#[expect(clippy::disallowed_methods, reason = "a file of the kernel, no database")]
fn proc_file(path: &str) -> String {
    std::fs::read_to_string(path).unwrap_or_default()
}

fn number_after(status: &str, name: &str) -> u64 {
    let line = status.lines().find(|line| line.starts_with(name)).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).unwrap_or_default()
}

fn has(raw: &[u8], part: &[u8]) -> bool {
    raw.windows(part.len()).any(|window| window == part)
}

pub fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

pub fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
}
