//! Keys that come before the program is ready, pastes of any kind, and windows that come and go.

use std::time::Duration;

use canvass::store::{How, open};
use rustix::process::Signal;

use crate::harness::Term;
use crate::office::{CANVASS, ESC, Office, SAVE, WIDE, paste};

/// Three deals, of which the last stands on top.
const TITLES: [&str; 3] = ["备份", "监控", "迁移"];

/// The card that stood on top is the lowest, after two steps down.
fn two_steps_down(term: &Term) {
    term.wait_until("迁移 stands below the others", |screen, _| {
        let screen = screen.contents();
        let at = |title: &str| screen.find(title);
        at("监控").is_some() && at("监控") < at("备份") && at("备份") < at("迁移")
    });
}

#[test]
fn keys_typed_before_the_first_page_are_not_lost() {
    let office = Office::with_deals(&TITLES);
    let mut term = office.open(&["--lang", "en"], &[], WIDE);
    term.send("JJ");
    two_steps_down(&term);
}

#[test]
fn keys_typed_during_a_slow_save_follow_in_order() {
    let office = Office::with_deals(&TITLES);
    let mut term = office.sit_down();
    // A colleague's import holds the workspace.
    let import = open(&office.workspace(), How::Existing).unwrap();
    import.conn.execute_batch("BEGIN IMMEDIATE").unwrap();
    term.send("JJ");
    term.wait_text("saving…");
    import.conn.execute_batch("COMMIT").unwrap();
    two_steps_down(&term);
    term.wait_text("● saved");
}

#[test]
fn a_megabyte_in_one_paste_is_cut_with_a_word_about_it() {
    let office = Office::with_deals(&["备份"]);
    let mut term = office.sit_down();
    term.send("e");
    term.wait_text("Opportunity: 备份");
    term.send(&paste(&"0123456789abcdef".repeat(1 << 16)));
    term.wait_text("The field is full");
    // And the program goes on listening.
    term.send(ESC);
    term.wait_until("the form closed", |screen, _| !screen.contents().contains("Opportunity: 备份"));
}

#[test]
fn a_hostile_paste_presses_no_key_and_leaves_only_its_text() {
    let office = Office::with_deals(&["备份"]);
    let mut term = office.sit_down();
    // On the board nothing takes a text: q, L and Esc in it are no keys.
    term.send(&paste("q\x1b\x1b[2JLLXq\r\x11"));
    term.send("e");
    term.wait_text("Opportunity: 备份");
    term.send(&paste(" q\x1b[2J\0\x11\x1b]0;owned\x07头\u{202e}文\u{200b}件\u{9b}31m"));
    term.wait_text("备份 q[2J]0;owned头文件31m");
    term.send(SAVE);
    term.wait_text("edited: OPP-");
    let list = office.does(&["opp", "list", "--json"]);
    assert!(list.contains("备份 q[2J]0;owned头文件31m") && list.contains("\"LEAD\""), "{list}");
}

#[test]
fn ctrl_z_gives_the_shell_and_fg_paints_everything_again() {
    let office = Office::with_deals(&["备份"]);
    let script = format!("set -m; {CANVASS} --lang en; echo back in the shell; read line; fg; exit $?");
    let mut term = Term::open_in(&office.home, &["bash", "-c", &script], &[], WIDE);
    term.wait_text("● saved");
    term.send("e");
    term.wait_text("Opportunity: 备份");
    term.send(" half\x1a");
    term.wait_text("back in the shell");
    assert!(!term.in_program());
    office.wait_kept("备份 half");
    term.mark();
    term.send("\n");
    term.wait_until("everything is painted again", |screen, raw| {
        screen.contents().contains("备份 half") && screen.alternate_screen() && raw.ends_with(b"\x1b[?2026l")
    });
    assert!(term.count_since_mark("Title") > 0);
    term.send(SAVE);
    term.wait_text("edited: OPP-");
    term.send("q");
    assert_eq!(term.wait_exit().0, 0);
}

#[test]
fn stopped_and_continued_from_outside_paints_again() {
    let office = Office::with_deals(&["备份"]);
    let term = office.sit_down();
    term.signal(Signal::STOP);
    term.mark();
    term.signal(Signal::CONT);
    term.wait_until("a full frame", |_, raw| {
        let frames = |part: &str| raw.windows(part.len()).filter(|window| *window == part.as_bytes()).count();
        frames("no next step") >= 2
    });
    assert!(term.in_program());
}

/// The screen without the blanks at the ends of its lines, painted or not.
fn picture(screen: &str) -> Vec<String> {
    screen.lines().map(|line| line.trim_end().to_owned()).collect()
}

#[test]
fn a_storm_of_window_sizes_ends_in_a_whole_picture() {
    let office = Office::with_deals(&["备份"]);
    let mut term = office.sit_down();
    // The marks of the check-list come last.
    term.wait_text("○○●○○");
    let before = picture(&term.screen());
    for (width, height) in [(10, 3), (200, 60), (1, 1), (59, 16), (60, 16), (300, 2), (2, 100), (10, 3)] {
        term.resize(width, height);
    }
    term.wait_text("Canvass");
    term.send("e");
    term.resize(WIDE.0, WIDE.1);
    term.wait_text("Opportunity: 备份");
    term.send(ESC);
    term.wait_until("the form closed", |screen, _| !screen.contents().contains("Opportunity: 备份"));
    term.send(ESC);
    term.wait_until("the picture from before", |screen, _| picture(&screen.contents()) == before);
}

#[test]
fn idle_means_idle_on_a_full_workspace() {
    let office = Office::new();
    let term = office.open(&["--lang", "en", "demo"], &[], WIDE);
    term.wait_text("sample, not kept");
    term.wait_text("saved");
    while term.bytes_during(Duration::from_millis(300)) > 0 {}
    let before = term.worked();
    assert_eq!(term.bytes_during(Duration::from_secs(3)), 0);
    assert_eq!(term.ticks_since(before), 0);
    term.signal(Signal::TERM);
    assert_eq!(term.wait_exit().0, 143);
    let left = std::fs::read_dir(office.path("tmp")).unwrap().count();
    assert_eq!(left, 0, "the throw-away workspace goes, even after a signal");
}

#[test]
fn a_line_opened_while_a_colleague_writes_keeps_every_letter() {
    let office = Office::with_deals(&["备份"]);
    let mut term = office.sit_down();
    let import = open(&office.workspace(), How::Existing).unwrap();
    import.conn.execute_batch("BEGIN IMMEDIATE").unwrap();
    term.send("e");
    term.wait_text("Opportunity: 备份");
    term.send(" and restore");
    term.send(SAVE);
    term.wait_text("saving…");
    import.conn.execute_batch("COMMIT").unwrap();
    term.wait_text("edited: OPP-");
    term.wait_until("the new title", |screen, _| screen.contents().contains("OPP-2026-0001 备份 and restore"));
}
