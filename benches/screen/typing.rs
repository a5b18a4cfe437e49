//! Typing into an answer: an empty one, and one that holds as much as a field can.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::harness::Term;
use crate::watch::{Subject, press};

/// Letters typed for one figure.
const KEYS: usize = 200;
/// A little less than a field holds, so that all of them go in.
const LONG: usize = 64_000;
/// Go to a question.
const JUMP: &str = "\x0c";

/// A workspace of its own with an interview whose first answer is long.
pub fn workspace(dir: &Path, from: &Path, state: &Path) -> PathBuf {
    let file = dir.join("typing.db");
    #[expect(clippy::disallowed_methods, reason = "measured files of our own that nobody has open")]
    {
        let _ = std::fs::remove_file(&file);
        std::fs::copy(from, &file).unwrap();
    }
    let does = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_canvass"));
        let done = command.arg("--workspace").arg(&file).args(args).env("XDG_STATE_HOME", state).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8(done.stdout).unwrap()
    };
    let made = does(&["interview", "start", "T1", "--account", "ACC-0001", "--json"]);
    let code = made.split('"').find(|word| word.starts_with("INT-")).unwrap().to_owned();
    // Paragraphs as people write them, in both kinds of letters.
    let line =
        "院长：三年内建成区域医疗中心，门诊量要翻一倍。The reconciliation takes two days at the end of a month. ";
    let paragraph = line.repeat(4) + "\n";
    let mut text = paragraph.repeat(LONG / paragraph.len());
    text.truncate(text.trim_end().len());
    does(&["interview", "answer", &code, "E01", &text]);
    file
}

/// The interview opened at a question.
fn open(file: &Path, state: &Path, question: &str, size: (u16, u16)) -> Term {
    let mut term = Subject::canvass(file, state).open(size).0;
    term.send("4");
    term.wait_text("INT-");
    term.send("\r");
    term.wait_text("answered");
    term.send(JUMP);
    term.wait_text("Go to which question?");
    term.send(&format!("{question}\r"));
    term.wait_until("the question", |screen, _| !screen.contents().contains("Go to which question?"));
    term
}

/// Milliseconds that 99 of 100 letters stay below, in the middle of the answer to this question.
pub fn ninety_nine(file: &Path, state: &Path, question: &str, size: (u16, u16)) -> f64 {
    let mut term = open(file, state, question, size);
    // To the beginning, where a change moves all that follows.
    term.send("\x1b[1;5H");
    let mut times = press(&mut term, &"a".repeat(KEYS)).ms;
    term.send("\x11");
    term.wait_exit();
    times.sort_by(f64::total_cmp);
    times[times.len() * 99 / 100]
}
