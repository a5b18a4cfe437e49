//! What is typed survives whatever ends the program: a kill, a hang-up, a signal.

use std::time::Duration;

use canvass::store::{How, open};
use rustix::process::Signal;

use crate::harness::Term;
use crate::office::{CANVASS, ENTER, Office, QUIT, SAVE, TAB, WIDE, begin_interview, line};

/// Types half an answer to the second question; the program and everything that keeps it may end now.
fn in_the_middle_of_an_answer(office: &Office, term: &mut Term) {
    begin_interview(term);
    term.send("first");
    term.wait_text("first");
    term.send(TAB);
    term.wait_text("Which measurable goals");
    term.send("门诊量 half a word");
    term.wait_text("门诊量 half a word");
    assert!(!office.does(&["log"]).contains("half a word"), "nothing is saved in the middle of an answer");
}

/// Starts again, takes the text up, and finds it with the cursor where it was.
fn taken_up(office: &Office, typed: &str) -> Term {
    let mut term = office.open(&["--lang", "en"], &[], WIDE);
    term.wait_text("Unsaved text");
    assert_eq!(term.screen().matches('▌').count(), 1 + cards(&term), "one text is offered:\n{}", term.screen());
    term.send("r");
    term.wait_text("Which measurable goals");
    term.wait_text(typed);
    let screen = term.screen();
    let row = screen.lines().position(|line| line.contains(typed)).unwrap();
    // Two cells of margin and bar before the text; Chinese letters are two cells wide.
    let before = screen.lines().nth(row).unwrap().split(typed).next().unwrap().chars().count();
    let cells = canvass::text::clean::width(typed);
    assert_eq!(term.cursor(), Some(((before + cells) as u16, row as u16)), "{screen}");
    term
}

/// Bars of the selected card behind the dialog.
fn cards(term: &Term) -> usize {
    term.screen().lines().filter(|line| line.starts_with('▌')).count()
}

#[test]
fn an_answer_is_on_disk_within_a_second_and_survives_a_kill() {
    let office = Office::with_deals(&["备份"]);
    let mut term = office.sit_down();
    in_the_middle_of_an_answer(&office, &mut term);
    let time = office.wait_kept("门诊量 half a word");
    assert!(time < Duration::from_secs(3), "{time:?}");
    term.signal(Signal::KILL);
    term.wait_death();
    let mut term = taken_up(&office, "门诊量 half a word");
    term.send(" and more\t");
    term.wait_text("answered 2 of 14");
    // q would be a letter of the third answer.
    term.send(QUIT);
    assert_eq!(term.wait_exit().0, 0);
    assert!(office.does(&["log"]).contains("门诊量 half a word and more"));
}

#[test]
fn a_half_filled_form_survives_a_kill() {
    let office = Office::with_deals(&["备份"]);
    let mut term = office.sit_down();
    term.send("n");
    term.wait_text("New: Opportunity");
    term.send("云迁移\t\t\t\t12万");
    term.wait_text("12万");
    office.wait_kept("12万");
    term.signal(Signal::KILL);
    term.wait_death();

    let mut term = office.sit_down();
    term.wait_text("Unsaved text");
    term.send(ENTER);
    term.wait_text("New: Opportunity 云迁移");
    assert!(line(&term, "Amount").contains("▌ Amount") && line(&term, "Amount").contains("12万"), "{}", term.screen());
    // The customer was not chosen yet: back two lines.
    term.send("\x1b[Z\x1b[Z\x1b[Z");
    term.wait_text("▌ Account");
    term.send("Ac");
    term.wait_text("Choose: Account");
    term.wait_text("ACC-0001");
    term.send(ENTER);
    term.wait_until("the choice closed", |screen, _| !screen.contents().contains("Choose: Account"));
    term.send(SAVE);
    term.wait_text("created: OPP-");
    term.send("q");
    assert_eq!(term.wait_exit().0, 0);
    assert!(office.drafts().is_empty(), "{:?}", office.drafts());
    assert!(office.does(&["opp", "list"]).contains("云迁移"));
}

#[test]
fn a_window_that_is_closed_and_continued_ends_the_program_at_once() {
    let office = Office::with_deals(&["备份"]);
    for _ in 0..10 {
        let mut term = office.sit_down();
        // The kernel sends both to whoever leads a session; either may be told first.
        term.signal(Signal::CONT);
        term.hang_up();
        let (status, time) = term.wait_exit();
        assert_eq!(status, 129);
        assert!(time < Duration::from_secs(1), "{time:?}");
    }
}

#[test]
fn a_closed_window_costs_no_letter() {
    let office = Office::with_deals(&["备份"]);
    let mut term = office.sit_down();
    in_the_middle_of_an_answer(&office, &mut term);
    term.hang_up();
    let (status, time) = term.wait_exit();
    assert_eq!(status, 129);
    assert!(time < Duration::from_secs(2), "{time:?}");
    taken_up(&office, "门诊量 half a word");
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the trace, no database")]
fn keys_that_wait_for_a_page_when_the_window_closes_are_typed_all_the_same() {
    let office = Office::with_deals(&["监控", "备份"]);
    let trace = office.path("trace");
    let mut term = office.open(&["--lang", "en", "--trace", trace.to_str().unwrap()], &[], WIDE);
    term.wait_text("● saved");
    let import = open(&office.workspace(), How::Existing).unwrap();
    import.conn.execute_batch("BEGIN IMMEDIATE").unwrap();
    // The form is opened once the card is moved, and the words are for the form.
    term.send("J");
    term.wait_text("saving…");
    let ahead = "e 与恢复";
    term.send(ahead);
    let start = std::time::Instant::now();
    while std::fs::read_to_string(&trace).unwrap().matches(" key us=").count() < 1 + ahead.chars().count() {
        assert!(start.elapsed() < crate::harness::DEADLINE, "the keys are not read");
    }
    assert!(!term.screen().contains("恢复"));
    term.hang_up();
    import.conn.execute_batch("COMMIT").unwrap();
    drop(import);
    let (status, time) = term.wait_exit();
    assert_eq!(status, 129);
    assert!(time < Duration::from_secs(2), "{time:?}");
    let mut term = office.open(&["--lang", "en"], &[], WIDE);
    term.wait_text("Unsaved text");
    term.send("r");
    term.wait_text("备份 与恢复");
}

#[test]
fn a_terminate_signal_costs_no_letter() {
    let office = Office::with_deals(&["备份"]);
    let mut term = office.sit_down();
    in_the_middle_of_an_answer(&office, &mut term);
    term.signal(Signal::TERM);
    let (status, time) = term.wait_exit();
    assert_eq!(status, 143);
    assert!(time < Duration::from_secs(2), "{time:?}");
    term.wait_until("normal screen", |screen, _| !screen.alternate_screen());
    taken_up(&office, "门诊量 half a word");
}

#[test]
fn a_closed_window_below_nohup_costs_no_letter() {
    let office = Office::with_deals(&["备份"]);
    let script = format!(r#"trap "" HUP; exec {CANVASS} --lang en"#);
    let mut term = Term::open_in(&office.home, &["sh", "-c", &script], &[], WIDE);
    term.wait_text("● saved");
    in_the_middle_of_an_answer(&office, &mut term);
    term.hang_up();
    let (status, time) = term.wait_exit();
    assert_eq!(status, 129);
    assert!(time < Duration::from_secs(2), "{time:?}");
    taken_up(&office, "门诊量 half a word");
}

#[test]
fn a_save_that_waits_for_a_colleague_is_not_lost_by_a_signal() {
    let office = Office::with_deals(&["备份"]);
    let mut term = office.sit_down();
    let import = open(&office.workspace(), How::Existing).unwrap();
    import.conn.execute_batch("BEGIN IMMEDIATE").unwrap();
    term.send("e");
    term.wait_text("Opportunity: 备份");
    term.send(" and restore");
    term.send(SAVE);
    term.wait_text("saving…");
    term.signal(Signal::TERM);
    let (status, time) = term.wait_exit();
    assert_eq!(status, 143);
    assert!(time < Duration::from_secs(2), "{time:?}");
    term.wait_until("normal screen", |screen, _| !screen.alternate_screen());
    import.conn.execute_batch("COMMIT").unwrap();
    drop(import);
    let mut term = office.sit_down();
    term.wait_text("Unsaved text");
    term.send("r");
    term.wait_text("Title *                     备份 and restore");
    term.send(SAVE);
    term.wait_text("edited: OPP-");
}

#[test]
fn a_section_of_an_agreement_survives_a_kill() {
    let office = Office::with_deals(&["备份"]);
    let mut term = office.sit_down();
    term.send(ENTER);
    term.wait_text("Why they act");
    term.send("ma");
    term.wait_text("New agreement");
    term.send(SAVE);
    term.wait_text("drafted an agreement");
    term.wait_text("Outline");
    term.send("j");
    term.wait_text("▌✕ 1 Parties");
    term.send(ENTER);
    term.wait_text("This Agreement is made between");
    term.send("\r甲方");
    term.wait_text("甲方");
    office.wait_kept("甲方");
    term.signal(Signal::KILL);
    term.wait_death();
    let mut term = office.sit_down();
    term.wait_text("Unsaved text");
    term.send("r");
    term.wait_text("Customer”), represented by");
    term.wait_text("甲方");
    term.send(SAVE);
    term.send(QUIT);
    assert_eq!(term.wait_exit().0, 0);
    assert!(office.does(&["sla", "export", "SLA-2026-0001", "--format", "md"]).contains("甲方"));
    assert!(office.drafts().is_empty(), "{:?}", office.drafts());
}

#[test]
fn a_text_taken_up_in_one_window_is_not_offered_in_the_next() {
    let office = Office::with_deals(&["备份"]);
    let mut term = office.sit_down();
    term.send("n");
    term.wait_text("New: Opportunity");
    term.send("云迁移");
    office.wait_kept("云迁移");
    let owner = office.drafts()[0].session;
    term.signal(Signal::KILL);
    term.wait_death();

    let mut first = office.sit_down();
    first.wait_text("Unsaved text");
    first.send(ENTER);
    first.wait_text("New: Opportunity 云迁移");
    // Not a key more is pressed.
    while office.drafts()[0].session == owner {}
    let second = office.sit_down();
    // The marks of the check-list come last.
    second.wait_text("○○●○○");
    assert_eq!(second.bytes_during(Duration::from_millis(500)), 0);
    assert!(!second.screen().contains("Unsaved text"), "{}", second.screen());
}
