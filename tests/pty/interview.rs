//! An interview against the odds of a machine: a disk that runs full while somebody types, and a clock that is hidden.

use std::io::Write as _;
use std::process::Command;
use std::time::{Duration, Instant};

use rustix::process::Signal;

use crate::harness::{DEADLINE, Term};
use crate::office::{ENTER, Office, QUIT, WIDE, begin_interview};

/// A small disk over the home of an office, unmounted at the end.
struct SmallDisk(std::path::PathBuf);

impl SmallDisk {
    fn mount(office: &Office) -> Option<Self> {
        let home = office.home.path().to_path_buf();
        let done = Command::new("mount").args(["-t", "tmpfs", "-o", "size=48m,mode=700", "none"]).arg(&home).output();
        if done.is_ok_and(|output| output.status.success()) {
            return Some(Self(home));
        }
        // As for the tests of the workspace file: where everything can be tested nothing is skipped.
        assert!(std::env::var("CANVASS_CI").as_deref() != Ok("1"), "a small disk cannot be mounted here");
        let _ = writeln!(std::io::stderr(), "skipped: this user may not mount a small disk");
        None
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).output();
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a film that fills the disk, no database")]
fn words_typed_on_a_full_disk_are_kept_on_another_and_taken_up_from_there() {
    let office = Office::new();
    let Some(_disk) = SmallDisk::mount(&office) else { return };
    office.stock(&["备份"]);
    let elsewhere = tempfile::tempdir().unwrap();
    let run = [("XDG_RUNTIME_DIR", elsewhere.path().to_str().unwrap())];
    let mut term = office.open(&["--lang", "en"], &run, WIDE);
    term.wait_text("1 deal");
    begin_interview(&mut term);
    term.send("there was room");
    office.wait_kept("there was room");

    let film = office.path("film.mkv");
    let mut filling = std::fs::File::create(&film).unwrap();
    // Each processor keeps some pages of its own for a while, so the first refusal is not the last free page.
    let fill = |film: &mut std::fs::File| (0..64).for_each(|_| while film.write_all(&[7; 4096]).is_ok() {});
    fill(&mut filling);
    let mut typed = "there was room".to_owned();
    let said = "The disk is full: what you type is kept in";
    for n in 0..40 {
        let more = format!(" 第{n}句");
        term.send(&more);
        typed.push_str(&more);
        fill(&mut filling);
        if term.saw_by(Instant::now() + Duration::from_secs(1), |screen, _| screen.contents().contains(said)) {
            break;
        }
    }
    term.wait_text(said);
    let kept = |text: &str| {
        // One that is being written has another name.
        let files = std::fs::read_dir(elsewhere.path().join("canvass")).unwrap().flatten().map(|file| file.path());
        let mut files = files.filter(|path| path.extension().is_some_and(|ending| ending == "json"));
        files.any(|path| std::fs::read_to_string(path).is_ok_and(|draft| draft.contains(text)))
    };
    assert!(kept("第0句"), "it says where the words are, and there they are");
    // Typing goes on; the newest words follow within a second.
    term.send("，and not a letter less");
    typed.push_str("，and not a letter less");
    let start = Instant::now();
    while !kept("and not a letter less") {
        assert!(start.elapsed() < DEADLINE, "the last words are not on the other disk");
        std::thread::yield_now();
    }
    term.signal(Signal::KILL);
    term.wait_death();

    drop(filling);
    std::fs::remove_file(&film).unwrap();
    let mut term = office.open(&["--lang", "en"], &run, (140, 30));
    term.wait_text("Unsaved text");
    term.send("r");
    let end: String = typed.chars().skip(typed.chars().count() - 30).collect();
    term.wait_text(&end);
    term.send(QUIT);
    assert_eq!(term.wait_exit().0, 0);
    let shown = office.does(&["interview", "show", "INT-2026-0001", "--json"]);
    assert!(shown.contains(&typed), "{typed:?} is not in {shown}");
    office.does(&["check"]);
    assert!(!kept("room"), "one place is enough");
}

/// A window of two seconds in which the program sent nothing and used no tick of the processor. One of a few will do: a
/// minute may end.
fn is_quiet(term: &Term) -> bool {
    (0..4).any(|_| {
        let before = term.worked();
        term.bytes_during(Duration::from_secs(2)) == 0 && term.ticks_since(before) == 0
    })
}

/// The clock, by its name among all commands.
fn turn_clock(term: &mut Term) {
    term.send("\x1bOP");
    term.wait_text("All commands");
    term.send("clock");
    term.wait_until("one command", |screen, _| screen.contents().lines().filter(|l| l.contains("clock")).count() == 2);
    term.send(ENTER);
    term.wait_until("the page again", |screen, _| !screen.contents().contains("All commands"));
}

#[test]
fn a_hidden_clock_sends_nothing_and_a_shown_one_is_quiet_between_its_minutes() {
    let office = Office::with_deals(&["备份"]);
    let mut term = office.sit_down();
    begin_interview(&mut term);
    let shows = |term: &Term| term.screen().lines().next().unwrap().contains("0:0");
    assert!(is_quiet(&term) && !shows(&term));
    turn_clock(&mut term);
    term.wait_until("the clock", |screen, _| screen.contents().lines().next().unwrap().contains("0:0"));
    assert!(is_quiet(&term) && shows(&term));
    turn_clock(&mut term);
    assert!(is_quiet(&term) && !shows(&term));
}
