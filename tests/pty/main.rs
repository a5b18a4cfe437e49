//! What only a real terminal line can show: frames, silence, hang-ups, suspension, pastes, panics, the editor.
//!
//! Here the program under test is [`child::notepad`], a page of notes on top of `canvass::run`; the modules beside
//! [`office`] look at `canvass` itself.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a step that fails fails the test")]

mod bytes;
mod child;
mod copies;
mod harness;
mod interview;
mod journey;
mod kept;
mod office;
mod start;
mod storm;
mod together;
mod typing;

use std::fmt::Write as _;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use harness::Term;
use rustix::process::Signal;

const NORMAL: (u16, u16) = (80, 24);

/// The command line that runs the notepad: this very test binary, told to be the program.
fn notepad() -> Vec<String> {
    let me = std::env::current_exe().unwrap().into_os_string().into_string().unwrap();
    [&me, "child::notepad", "--exact", "--ignored", "--nocapture", "--test-threads=1"].map(str::to_owned).to_vec()
}

fn open(env: &[(&str, &str)]) -> Term {
    let argv = notepad();
    let term = Term::open(&argv.iter().map(String::as_str).collect::<Vec<_>>(), env, NORMAL);
    term.wait_text("notepad 80x24");
    term
}

/// Opens the notepad below `script`, which calls it as `"$@"`.
fn open_below(shell: &str, script: &str) -> Term {
    let argv = notepad();
    let all: Vec<&str> = [shell, "-c", script, shell].into_iter().chain(argv.iter().map(String::as_str)).collect();
    let term = Term::open(&all, &[], NORMAL);
    term.wait_text("notepad 80x24");
    term
}

fn in_home(term: &Term, name: &str) -> PathBuf {
    term.home.path().join(name)
}

#[expect(clippy::disallowed_methods, reason = "a test's own file, no database")]
fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_default()
}

#[expect(clippy::disallowed_methods, reason = "a test's own file, no database")]
fn editor(dir: &Path, script: &str) -> String {
    let path = dir.join("editor");
    std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    path.into_os_string().into_string().unwrap()
}

#[test]
fn starts_types_and_quits_leaving_the_terminal_as_it_was() {
    let mut term = open(&[]);
    assert!(term.in_program());
    assert!(term.started.elapsed() < Duration::from_secs(5), "{:?}", term.started.elapsed());
    assert_eq!(term.cursor(), Some((7, 1)));
    term.send("Жq");
    assert_eq!(term.wait_exit().0, 0);
    term.wait_until("normal screen", |screen, _| !screen.alternate_screen() && !screen.bracketed_paste());
    assert!(term.cursor().is_some());
}

#[test]
fn a_typed_letter_is_one_frame_of_few_bytes() {
    let mut term = open(&[]);
    term.mark();
    term.send("a");
    term.wait_text("typed: a");
    assert_eq!(term.bytes_during(Duration::from_millis(100)), 0);
    assert_eq!(term.count_since_mark("\x1b[?2026h"), 1);
    assert_eq!(term.count_since_mark("\x1b[?2026l"), 1);
    assert!(term.since_mark().len() <= 68, "{} bytes", term.since_mark().len());
}

#[test]
fn an_event_that_changes_nothing_sends_nothing() {
    let mut term = open(&[]);
    term.mark();
    term.send("\x1b[99~\x1b[I\x1b[I\x1b[I");
    assert_eq!(term.bytes_during(Duration::from_millis(300)), 0);
}

#[test]
fn idle_means_idle() {
    let term = open(&[]);
    term.bytes_during(Duration::from_millis(300));
    let before = term.worked();
    assert_eq!(term.bytes_during(Duration::from_secs(3)), 0);
    assert_eq!(term.ticks_since(before), 0);
}

#[test]
fn a_burst_of_keys_arrives_complete() {
    let mut term = open(&[]);
    term.send(&"j".repeat(3000));
    term.wait_text("keys: 3000");
}

#[test]
fn a_closed_window_ends_the_program_and_saves_the_draft() {
    let mut term = open(&[]);
    term.send("abc");
    term.wait_text("typed: abc");
    term.hang_up();
    let (status, time) = term.wait_exit();
    assert_eq!(status, 129);
    assert!(time < Duration::from_secs(2), "{time:?}");
    // Where the disk keeps the main thread waiting, the other thread saves.
    let kept = ["draft", "rescue"].map(|name| in_home(&term, name)).into_iter().find(|file| file.exists());
    assert_eq!(read(&kept.unwrap()), "abc");
}

#[test]
fn a_closed_window_is_noticed_below_nohup_too() {
    let mut term = open_below("sh", r#"trap "" HUP; exec "$@""#);
    term.hang_up();
    let (status, time) = term.wait_exit();
    assert_eq!(status, 129);
    assert!(time < Duration::from_secs(2), "{time:?}");
}

#[test]
fn signals_from_outside_end_the_program_and_leave_the_terminal() {
    for (signal, status) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130)] {
        let term = open(&[]);
        term.signal(signal);
        assert_eq!(term.wait_exit().0, status);
        term.wait_until("normal screen", |screen, _| !screen.alternate_screen());
        assert!(in_home(&term, "draft").exists());
    }
}

#[test]
fn a_main_thread_that_hangs_does_not_lose_the_draft() {
    let mut term = open(&[]);
    term.send("ab");
    term.wait_text("typed: ab");
    term.send("W");
    term.wait_until("hanging", |_, raw| raw.windows(7).any(|window| window == b"hanging"));
    term.signal(Signal::TERM);
    let (status, time) = term.wait_exit();
    assert_eq!(status, 143);
    assert!(time < Duration::from_secs(3), "{time:?}");
    assert_eq!(read(&in_home(&term, "rescue")), "ab");
}

/// A shell with job control: it gets the terminal back when the notepad stops and continues it at Enter.
const JOBS: &str = r#"set -m; "$@"; echo back in the shell; read line; fg; exit $?"#;

#[test]
fn ctrl_z_gives_the_shell_and_fg_paints_everything_again() {
    let mut term = open_below("bash", JOBS);
    term.send("abc\x1a");
    term.wait_text("back in the shell");
    assert!(!term.in_program());
    term.send("\n");
    term.wait_text("typed: abc");
    term.wait_text("last: resumed");
    assert!(term.in_program());
    term.send("dq");
    assert_eq!(term.wait_exit().0, 0);
}

#[test]
fn a_stop_signal_from_outside_is_the_same_as_ctrl_z() {
    let mut term = open_below("bash", JOBS);
    term.send("k");
    term.wait_text("pid ");
    let screen = term.screen();
    let own = screen.split("pid ").nth(1).unwrap().split_whitespace().next().unwrap().parse().unwrap();
    rustix::process::kill_process(rustix::process::Pid::from_raw(own).unwrap(), Signal::TSTP).unwrap();
    term.wait_text("back in the shell");
    term.send("\n");
    term.wait_text("last: resumed");
    term.send("q");
    assert_eq!(term.wait_exit().0, 0);
}

#[test]
fn without_a_shell_above_ctrl_z_does_not_strand_the_user() {
    let mut term = open(&[]);
    term.send("\x1a");
    term.wait_text("last: cannot-suspend");
    term.send("a");
    term.wait_text("typed: a");
}

#[test]
fn stopped_and_continued_by_somebody_else_paints_again() {
    let term = open(&[]);
    term.signal(Signal::STOP);
    term.mark();
    term.signal(Signal::CONT);
    term.wait_text("last: resumed");
    assert_eq!(term.count_since_mark("notepad"), 1);
}

#[test]
fn a_paste_is_one_event_and_presses_no_keys() {
    let mut term = open(&[]);
    term.send("\x1b[200~q\rW\r\nq\x1b[201~");
    term.wait_text(r#"last: paste "q\nW\nq""#);
    term.send(&format!("\x1b[200~{}\x1b[201~", "x".repeat(100_000)));
    term.wait_text("pasted: 100005");
    term.wait_text("keys: 0");
}

#[test]
fn a_resized_window_is_filled() {
    let term = open(&[]);
    term.resize(200, 60);
    term.wait_text("notepad 200x60");
    term.resize(60, 16);
    term.wait_text("notepad 60x16");
    term.wait_until("bottom line", |screen, _| screen.contents().lines().nth(15).is_some_and(|line| line == "bottom"));
}

#[test]
fn a_panic_leaves_the_terminal_before_it_speaks() {
    let mut term = open(&[]);
    term.send("abP");
    assert_eq!(term.wait_exit().0, 101);
    term.wait_text("asked to panic");
    assert!(!term.in_program());
    let raw = term.since_mark();
    let find = |part: &str| raw.windows(part.len()).position(|window| window == part.as_bytes()).unwrap();
    assert!(find("\x1b[?1049l") < find("asked to panic"));
    assert_eq!(read(&in_home(&term, "rescue")), "ab");
}

#[test]
fn the_editor_gets_the_text_the_keyboard_and_the_screen() {
    let folder = tempfile::tempdir().unwrap();
    let script = r#"stty echo icanon; echo "editor has: $(cat "$1")"; read answer; echo "$answer" > "$1""#;
    let editor = editor(folder.path(), script);
    let mut term = open(&[("EDITOR", &editor)]);
    term.send("abc");
    term.wait_text("typed: abc");
    term.send("E");
    term.wait_text("editor has: abc");
    assert!(!term.in_program());
    term.send("quite different, with q and P\r");
    term.wait_text("typed: quite different, with q and P");
    assert!(term.in_program());
    assert_eq!(std::fs::read_dir(in_home(&term, "run")).unwrap().count(), 0, "files are left behind");
    term.send("q");
    assert_eq!(term.wait_exit().0, 0);
}

#[test]
fn ctrl_z_in_the_editor_stops_both_and_fg_goes_on_editing() {
    let folder = tempfile::tempdir().unwrap();
    let editor = editor(folder.path(), r#"stty echo icanon isig; echo ready; read answer; echo "$answer" > "$1""#);
    let mut term = open_below("bash", &format!("export EDITOR='{editor}'; {JOBS}"));
    term.send("E");
    term.wait_text("ready");
    term.send("\x1a");
    term.wait_text("back in the shell");
    term.send("\nfrom the editor\n");
    term.wait_text("typed: from the editor");
    term.send("q");
    assert_eq!(term.wait_exit().0, 0);
}

#[test]
fn ctrl_c_in_the_editor_is_the_editors_own() {
    let folder = tempfile::tempdir().unwrap();
    let editor = editor(
        folder.path(),
        r#"trap 'echo interrupted > "$1"; exit 0' INT; echo ready; while :; do sleep 0.05; done"#,
    );
    let mut term = open(&[("EDITOR", &editor)]);
    term.send("E");
    term.wait_text("ready");
    term.send("\x03");
    term.wait_text("typed: interrupted");
}

#[test]
fn a_missing_editor_is_said_and_nothing_is_lost() {
    let mut term = open(&[("EDITOR", "/nowhere/editor")]);
    term.send("abcE");
    term.wait_text("last: edited NotStarted");
    term.wait_text("typed: abc");
}

#[test]
fn a_window_closed_during_editing_ends_the_program() {
    let folder = tempfile::tempdir().unwrap();
    let editor = editor(folder.path(), "trap '' HUP; echo ready; sleep 10");
    let mut term = open(&[("EDITOR", &editor)]);
    term.send("abE");
    term.wait_text("ready");
    term.hang_up();
    let (status, time) = term.wait_exit();
    assert_eq!(status, 129);
    assert!(time < Duration::from_secs(3), "{time:?}");
    assert_eq!(read(&in_home(&term, "rescue")), "ab");
}

#[test]
fn what_an_editor_saves_when_its_window_closes_is_not_thrown_away() {
    let folder = tempfile::tempdir().unwrap();
    let editor = editor(folder.path(), r#"trap '' HUP; echo ready; read key; echo half a word > "$1.save"; exit 1"#);
    let mut term = open(&[("EDITOR", &editor)]);
    term.send("abE");
    term.wait_text("ready");
    term.hang_up();
    assert_eq!(term.wait_exit().0, 129);
    let rooms: Vec<_> = std::fs::read_dir(in_home(&term, "run")).unwrap().flatten().collect();
    assert_eq!(rooms.len(), 1);
    assert_eq!(read(&rooms[0].path().join("text.md.save")), "half a word\n");
}

#[test]
fn a_text_the_editor_gives_back_to_a_closed_window_reaches_the_draft() {
    let folder = tempfile::tempdir().unwrap();
    let editor = editor(folder.path(), r#"trap '' HUP; echo ready; read key; echo all of it > "$1""#);
    let mut term = open(&[("EDITOR", &editor)]);
    term.send("abE");
    term.wait_text("ready");
    term.hang_up();
    assert_eq!(term.wait_exit().0, 129);
    assert_eq!(read(&in_home(&term, "draft")), "all of it");
}

#[test]
fn copied_text_reaches_the_terminal_by_osc_52() {
    let mut term = open(&[]);
    term.send("abC");
    term.wait_text("last: copied");
    assert_eq!(term.count_since_mark("\x1b]52;c;YWI=\x07"), 1);
}

#[test]
fn the_trace_tells_kinds_and_times_but_no_words() {
    let mut term = open(&[("NOTEPAD_TRACE", "trace")]);
    term.send("xyzzy\x1b[200~plugh\x1b[201~q");
    assert_eq!(term.wait_exit().0, 0);
    let trace = read(&in_home(&term, "trace"));
    let mut kinds = String::new();
    trace.lines().skip(1).for_each(|line| write!(kinds, "{} ", line.split_whitespace().nth(1).unwrap()).unwrap());
    assert!(
        kinds.contains("draw") && kinds.contains("key") && kinds.contains("paste") && kinds.contains("end"),
        "{trace}"
    );
    assert!(!trace.contains("xyzzy") && !trace.contains("plugh"));
}

#[test]
fn the_deadline_wakes_the_program_once() {
    let mut term = open(&[]);
    term.send("T");
    term.wait_text("last: due");
    assert_eq!(term.bytes_during(Duration::from_millis(200)), 0);
}
