//! The loop with a program and an outside that only remember.

use std::sync::mpsc::channel;
use std::time::Duration;

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::*;
use crate::domain::record::Id;

fn ask() -> Request {
    Request::ByCode("OPP-2026-0001".into())
}

/// Answers letters: `s` store, `d` draft, `k` copy and then draft and store, `c` copy, `e` edit, `z` suspend, `q` quit.
#[derive(Default)]
struct Letters {
    seen: Vec<String>,
    /// Keys wait for what is being read.
    holds: bool,
    deadline: Option<Duration>,
}

impl Program for Letters {
    fn update(&mut self, event: Event, _: DateTime<Utc>) -> Vec<Effect> {
        self.deadline = None;
        self.seen.push(match &event {
            Event::Key(key) => key.code.to_string(),
            Event::Edited(Ok(text)) => format!("edited {text}"),
            other => other.kind().to_owned(),
        });
        match event {
            Event::Key(key) => match key.code {
                KeyCode::Char('s') => vec![Effect::Store(1, ask())],
                KeyCode::Char('d') => vec![Effect::Draft(Keep::Forget(Id::default())), Effect::Store(1, ask())],
                KeyCode::Char('k') => vec![
                    Effect::Copy("text".into()),
                    Effect::Draft(Keep::Forget(Id::default())),
                    Effect::Repaint,
                    Effect::Store(1, ask()),
                ],
                KeyCode::Char('c') => vec![Effect::Copy("text".into())],
                KeyCode::Char('e') => vec![Effect::Edit { text: "text".into(), suffix: "md" }],
                KeyCode::Char('z') => vec![Effect::Suspend],
                KeyCode::Char('q') => vec![Effect::Quit(7)],
                _ => vec![],
            },
            Event::Store(..) if std::mem::take(&mut self.holds) => vec![Effect::Copy("text".into())],
            Event::Edited(Ok(_)) => vec![Effect::Draft(Keep::Forget(Id::default()))],
            Event::HangUp { .. } => vec![Effect::Draft(Keep::Forget(Id::default())), Effect::Repaint],
            _ => vec![],
        }
    }
    fn draw(&mut self, _: &mut Frame) {}
    fn settled(&self) -> bool {
        !self.holds
    }
    fn deadline(&self) -> Option<Duration> {
        self.deadline
    }
}

#[derive(Default)]
struct Notes {
    done: Vec<&'static str>,
    terminal_gone: bool,
    /// Gone at the first byte that is no frame.
    breaks: bool,
    nobody_to_resume: bool,
}

impl Notes {
    fn note(&mut self, what: &'static str) -> io::Result<()> {
        self.terminal_gone |= self.breaks && what != "draw";
        if self.terminal_gone {
            return Err(io::Error::from_raw_os_error(5));
        }
        self.done.push(what);
        Ok(())
    }
}

impl Outside for Notes {
    fn draw(&mut self, _: &mut dyn FnMut(&mut Frame)) -> io::Result<u64> {
        self.note("draw").map(|()| 0)
    }
    fn store(&mut self, _: Ticket, _: Request) {
        self.done.push("store");
    }
    fn draft(&mut self, _: Keep) {
        self.done.push("draft");
    }
    fn write(&mut self, name: &str, _: &[u8]) -> Result<PathBuf, Msg> {
        self.done.push("write");
        Ok(PathBuf::from(name))
    }
    fn copy(&mut self, _: &str) -> io::Result<Result<(), CopyTooLong>> {
        self.note("copy").map(Ok)
    }
    fn edit(&mut self, text: &str, _: &str) -> (Result<String, EditError>, io::Result<()>) {
        (Ok(format!("{text}!")), self.note("edit"))
    }
    fn suspend(&mut self) -> io::Result<Stopped> {
        self.note("suspend")?;
        Ok(if self.nobody_to_resume { Stopped::NobodyToResume } else { Stopped::AndBack })
    }
    fn retake(&mut self) -> io::Result<()> {
        self.note("retake")
    }
    fn repaint(&mut self) -> io::Result<()> {
        self.note("repaint")
    }
}

fn play(program: &mut Letters, outside: &mut Notes, events: impl IntoIterator<Item = Event>) -> i32 {
    let (sender, receiver) = channel();
    for event in events {
        sender.send(event).unwrap();
    }
    drop(sender);
    turn(program, &receiver, outside, &|| DateTime::UNIX_EPOCH, &Trace::off())
}

fn keys(text: &str) -> Vec<Event> {
    text.chars().map(|letter| Event::Key(KeyEvent::new(KeyCode::Char(letter), KeyModifiers::NONE))).collect()
}

#[test]
fn keys_typed_ahead_are_answered_in_order_with_one_frame() {
    let (mut program, mut outside) = (Letters::default(), Notes::default());
    assert_eq!(play(&mut program, &mut outside, keys("dsq")), 7);
    assert_eq!(outside.done, ["draw", "draft", "store", "store"]);
}

#[test]
fn a_storm_of_events_still_shows_frames() {
    let (mut program, mut outside) = (Letters::default(), Notes::default());
    play(&mut program, &mut outside, keys(&("j".repeat(2 * BATCH) + "q")));
    assert_eq!(outside.done.iter().filter(|done| **done == "draw").count(), 3);
}

#[test]
fn answers_from_outside_reach_the_program_before_the_next_key() {
    let (mut program, mut outside) = (Letters::default(), Notes::default());
    play(&mut program, &mut outside, keys("ejczq"));
    assert_eq!(program.seen, ["e", "edited text!", "j", "c", "copied", "z", "resumed", "q"]);
}

#[test]
fn a_program_that_cannot_be_resumed_is_told_so() {
    let (mut program, mut outside) = (Letters::default(), Notes { nobody_to_resume: true, ..Notes::default() });
    play(&mut program, &mut outside, keys("zq"));
    assert_eq!(program.seen, ["z", "cannot-suspend", "q"]);
}

#[test]
fn continued_by_somebody_else_takes_the_terminal_again() {
    let (mut program, mut outside) = (Letters::default(), Notes::default());
    play(&mut program, &mut outside, [vec![Event::Resumed], keys("q")].concat());
    assert_eq!(outside.done, ["draw", "retake"]);
}

#[test]
fn a_hang_up_saves_drafts_and_touches_the_terminal_no_more() {
    let (mut program, mut outside) = (Letters::default(), Notes::default());
    let status = play(&mut program, &mut outside, [keys("j"), vec![Event::HangUp { status: 143 }]].concat());
    assert_eq!((status, outside.done), (143, vec!["draw", "draft"]));
}

#[test]
fn keys_that_the_news_of_a_hang_up_has_overtaken_are_typed_and_what_comes_of_them_is_kept() {
    let (mut program, mut outside) = (Letters::default(), Notes::default());
    let status = play(&mut program, &mut outside, [vec![Event::HangUp { status: 143 }], keys("scz")].concat());
    assert_eq!((status, outside.done), (143, vec!["draw", "draft", "store", "draft"]));
}

#[test]
fn keys_that_wait_for_a_page_are_typed_before_a_program_without_terminal_ends() {
    let (mut program, mut outside) = (Letters { holds: true, ..Letters::default() }, Notes::default());
    let (sender, receiver) = channel();
    sender.send(Event::HangUp { status: 129 }).unwrap();
    let later = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(50));
        sender.send(Event::Store(1, crate::store::request::Reply::Missing)).unwrap();
        sender
    });
    assert_eq!(turn(&mut program, &receiver, &mut outside, &|| DateTime::UNIX_EPOCH, &Trace::off()), 129);
    assert_eq!(program.seen, ["hang-up", "store", "hang-up"]);
    assert_eq!(outside.done, ["draw", "draft", "draft"], "the terminal is touched no more");
    drop(later.join().unwrap());
}

#[test]
fn a_page_that_never_comes_does_not_keep_a_program_without_terminal_alive() {
    let (mut program, mut outside) = (Letters { holds: true, ..Letters::default() }, Notes::default());
    let (sender, receiver) = channel();
    sender.send(Event::HangUp { status: 129 }).unwrap();
    let start = Instant::now();
    assert_eq!(turn(&mut program, &receiver, &mut outside, &|| DateTime::UNIX_EPOCH, &Trace::off()), 129);
    assert!(start.elapsed() >= LAST_KEYS && start.elapsed() < 2 * LAST_KEYS);
    assert_eq!(program.seen, ["hang-up"]);
    drop(sender);
}

#[test]
fn a_draw_error_is_a_hang_up() {
    let (mut program, mut outside) = (Letters::default(), Notes { terminal_gone: true, ..Notes::default() });
    assert_eq!(play(&mut program, &mut outside, []), 129);
    assert_eq!((program.seen, outside.done), (vec!["hang-up".to_owned()], vec!["draft"]));
}

#[test]
fn what_was_asked_together_with_a_byte_for_a_lost_terminal_is_still_saved() {
    let (mut program, mut outside) = (Letters::default(), Notes { breaks: true, ..Notes::default() });
    assert_eq!(play(&mut program, &mut outside, keys("jk")), 129);
    assert_eq!(outside.done, ["draw", "draft", "store", "draft"]);
    assert_eq!(program.seen.last().map(String::as_str), Some("hang-up"));
}

#[test]
fn a_text_that_comes_back_to_a_lost_terminal_reaches_the_drafts() {
    let (mut program, mut outside) = (Letters::default(), Notes { breaks: true, ..Notes::default() });
    assert_eq!(play(&mut program, &mut outside, keys("e")), 129);
    assert_eq!(program.seen, ["e", "edited text!", "hang-up"]);
    assert_eq!(outside.done, ["draw", "draft", "draft"]);
}

#[test]
fn the_deadline_brings_due() {
    let (mut program, mut outside) =
        (Letters { deadline: Some(Duration::ZERO), ..Letters::default() }, Notes::default());
    let (sender, receiver) = channel();
    let later = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(50));
        sender.send(keys("q").remove(0)).unwrap();
    });
    assert_eq!(turn(&mut program, &receiver, &mut outside, &|| DateTime::UNIX_EPOCH, &Trace::off()), 7);
    later.join().unwrap();
    assert_eq!(program.seen, ["due", "q"]);
}
