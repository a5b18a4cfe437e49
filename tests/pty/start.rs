//! Starts that cannot succeed: a sentence on standard error, nothing changed, and the terminal never taken.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use crate::harness::Term;
use crate::office::{CANVASS, Office, QUIT, SAVE, WIDE};
use crate::read;

/// Starts `canvass` on this workspace with standard error in a file; the status and what was said.
fn refused(office: &Office, file: &Path) -> (u32, String) {
    let script = format!("{CANVASS} --lang en --workspace '{}' 2>said", file.display());
    let term = Term::open_in(&office.home, &["sh", "-c", &script], &[], WIDE);
    let status = term.wait_exit().0;
    assert_eq!(String::from_utf8_lossy(&term.raw()), "", "the terminal was not touched");
    (status, read(&office.path("said")))
}

fn one_sentence(said: &str) {
    assert_eq!(said.trim_end().lines().count(), 1, "{said}");
    assert!(said.starts_with("canvass: ") && said.trim_end().ends_with('.'), "{said}");
}

#[expect(clippy::disallowed_methods, reason = "the program that has the file open has ended")]
fn bytes(file: &Path) -> Vec<u8> {
    std::fs::read(file).unwrap()
}

#[test]
fn a_folder_in_place_of_the_workspace() {
    let office = Office::new();
    let folder = office.path("folder");
    std::fs::create_dir(&folder).unwrap();
    let (status, said) = refused(&office, &folder);
    assert_eq!(status, 1);
    one_sentence(&said);
    assert_eq!(folder.read_dir().unwrap().count(), 0);
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test's own file, no database")]
fn a_file_of_somebody_else() {
    let office = Office::new();
    let file = office.path("notes.txt");
    std::fs::write(&file, "not a workspace, but a letter to my aunt").unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
    let (status, said) = refused(&office, &file);
    assert_eq!(status, 1);
    one_sentence(&said);
    assert_eq!(read(&file), "not a workspace, but a letter to my aunt");
}

#[test]
fn a_file_that_only_a_newer_program_can_read() {
    let office = Office::with_deals(&["备份"]);
    raise(&office, "min_reader = 99, min_writer = 99");
    let before = bytes(&office.workspace());
    let (status, said) = refused(&office, &office.workspace());
    assert_eq!(status, 1, "{said}");
    one_sentence(&said);
    assert!(bytes(&office.workspace()) == before);
}

/// A newer program has been at this workspace.
fn raise(office: &Office, what: &str) {
    let opened = canvass::store::open(&office.workspace(), canvass::store::How::Existing).unwrap();
    opened.conn.execute(&format!("UPDATE meta SET app_version = '7.4.0', schema_version = 99, {what}"), []).unwrap();
}

#[test]
fn a_file_that_only_a_newer_program_can_write_is_shown_and_nothing_typed_is_lost() {
    let office = Office::with_deals(&["备份"]);
    raise(&office, "min_writer = 99");
    let mut term = office.sit_down();
    term.wait_text("7.4.0");
    term.send("e");
    term.wait_text("Opportunity: 备份");
    term.send(" half");
    term.send(SAVE);
    term.wait_text("7.4.0");
    term.wait_text("Opportunity: 备份 half");
    office.wait_kept("备份 half");
    term.send(QUIT);
    assert_eq!(term.wait_exit().0, 0);
}

#[test]
fn a_folder_that_does_not_exist_and_cannot_be_made() {
    let office = Office::new();
    let (status, said) = refused(&office, Path::new("/proc/nowhere/workspace.db"));
    assert_eq!(status, 1);
    one_sentence(&said);
}

#[test]
fn without_a_terminal_it_says_so() {
    let office = Office::new();
    for args in [&[][..], &["demo"]] {
        let output = office.command(args);
        assert_eq!(output.status.code(), Some(2));
        assert!(output.stdout.is_empty());
        let said = String::from_utf8(output.stderr).unwrap();
        one_sentence(&said);
        assert!(said.contains("This is not a terminal."), "{said}");
    }
    assert!(!office.workspace().exists(), "and nothing is made");
}

#[test]
fn a_terminal_that_cannot_place_its_cursor_gets_a_sentence() {
    let office = Office::new();
    for args in [&["--lang", "en"][..], &["--lang", "en", "demo"]] {
        let term = office.open(args, &[("TERM", "dumb")], WIDE);
        assert_eq!(term.wait_exit().0, 2);
        term.wait_text("This terminal (TERM=dumb) cannot show pages.");
        assert!(!term.raw().contains(&0x1b));
    }
    assert!(!office.workspace().exists(), "and nothing is made");
}

#[test]
fn a_home_that_takes_no_drafts_is_said_before_anything_is_typed() {
    let office = Office::with_deals(&["备份"]);
    let term = office.open(&["--lang", "en"], &[("XDG_STATE_HOME", "/proc/nowhere")], WIDE);
    assert_eq!(term.wait_exit().0, 1);
    term.wait_text("canvass: ");
    term.wait_text("/proc/nowhere/canvass cannot be used, and your drafts and sessions are kept there.");
    assert!(!term.raw().contains(&0x1b), "the terminal was not touched");
}

#[test]
fn whoever_waits_for_another_program_is_told_so() {
    let office = Office::with_deals(&["备份"]);
    #[expect(clippy::disallowed_methods, reason = "another program opens it as it likes")]
    let other = rusqlite::Connection::open(office.workspace()).unwrap();
    other.execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE").unwrap();
    let term = office.open(&["--lang", "en"], &[], WIDE);
    term.wait_text("is not open yet: another program holds it");
    assert!(!term.raw().contains(&0x1b), "the terminal was not touched");
    drop(other);
    term.wait_text("● saved");
    term.wait_until("the page alone", |screen, _| !screen.contents().contains("not open yet"));
}

#[test]
fn enter_typed_before_the_start_is_enter() {
    let office = Office::with_deals(&["备份", "监控"]);
    let mut term = office.open(&["--lang", "en"], &[], WIDE);
    // As a terminal that still edits lines hands it on.
    term.send("\n");
    term.wait_text("Next step");
    term.wait_until("the page of the deal", |screen, _| !screen.contents().contains("Qualified 0"));
}

#[test]
fn the_board_is_looked_at_as_it_was_left() {
    let office = Office::with_deals(&["备份", "监控"]);
    let mut term = office.sit_down();
    term.send("o");
    term.wait_text("In which order?");
    term.send("2");
    term.wait_text("by next step");
    term.send(QUIT);
    assert_eq!(term.wait_exit().0, 0);
    let term = office.sit_down();
    term.wait_text("by next step");
}
