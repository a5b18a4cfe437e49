//! The program that the terminal tests run: a page of notes whose capital letters try the doors of `canvass::run`.
//!
//! `E` edits, `C` copies, `P` panics, `W` hangs the main thread, `T` asks for a deadline, `q` quits.

use std::path::Path;
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use canvass::app::event::{Effect, Event, Keep, Program};
use canvass::domain::record::Id;
use canvass::run::trace::Trace;
use canvass::run::{Doors, Listeners, run};
use chrono::{DateTime, Utc};
use ratatui::Frame;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::widgets::Paragraph;

#[derive(Default)]
struct Notepad {
    /// Shared with the rescue, as the real program shares its drafts.
    typed: Arc<Mutex<String>>,
    last: String,
    keys: usize,
    pasted: usize,
    deadline: Option<Duration>,
}

impl Notepad {
    fn key(&mut self, key: KeyEvent) -> Vec<Effect> {
        let text = self.typed.lock().unwrap().clone();
        if key.modifiers == KeyModifiers::CONTROL && key.code == KeyCode::Char('z') {
            return vec![Effect::Suspend];
        }
        match key.code {
            KeyCode::Char('q') => return vec![Effect::Quit(0)],
            KeyCode::Char('E') => return vec![Effect::Edit { text, suffix: "md" }],
            KeyCode::Char('C') => return vec![Effect::Copy(text)],
            KeyCode::Char('P') => panic!("asked to panic"),
            KeyCode::Char('W') => {
                // A window title, which the test sees when the main thread answers no more.
                rustix::io::write(rustix::stdio::stdout(), b"\x1b]0;hanging\x07").unwrap();
                std::thread::sleep(Duration::from_secs(3600));
            }
            KeyCode::Char('T') => self.deadline = Some(Duration::from_millis(50)),
            KeyCode::Char('j') => self.keys += 1,
            KeyCode::Char(letter) => self.typed.lock().unwrap().push(letter),
            _ => {}
        }
        vec![]
    }
}

impl Program for Notepad {
    fn update(&mut self, event: Event, _: DateTime<Utc>) -> Vec<Effect> {
        self.deadline = None;
        match &event {
            Event::Key(_) | Event::Focus(_) | Event::Resize { .. } => {}
            Event::Paste(text) if text.len() < 40 => self.last = format!("paste {text:?}"),
            Event::Edited(Err(error)) => self.last = format!("edited {error:?}"),
            other => other.kind().clone_into(&mut self.last),
        }
        match event {
            Event::Key(key) => return self.key(key),
            Event::Paste(text) => self.pasted += text.len(),
            Event::Edited(Ok(text)) => *self.typed.lock().unwrap() = text,
            Event::StopAsked => return vec![Effect::Suspend],
            Event::HangUp { .. } => return vec![Effect::Draft(Keep::Forget(Id::default()))],
            _ => {}
        }
        vec![]
    }

    fn draw(&mut self, frame: &mut Frame) {
        let area = frame.area();
        let typed = self.typed.lock().unwrap();
        let mut page = format!(
            "notepad {}x{}\ntyped: {typed}\nlast: {}\nkeys: {}\npasted: {}\npid {}",
            area.width,
            area.height,
            self.last,
            self.keys,
            self.pasted,
            std::process::id()
        );
        page.push_str(&"\n".repeat(usize::from(area.height).saturating_sub(6)));
        page.push_str("bottom");
        frame.render_widget(Paragraph::new(page), area);
        frame.set_cursor_position((7 + typed.chars().count() as u16, 1));
    }

    fn deadline(&self) -> Option<Duration> {
        self.deadline
    }
}

#[expect(clippy::disallowed_methods, reason = "a test's own file, no database")]
fn save(name: &str, text: &Mutex<String>) {
    // All of it or nothing: the process may end in the middle.
    let half = format!("{name}.half");
    std::fs::write(&half, &*text.lock().unwrap()).unwrap();
    std::fs::rename(half, name).unwrap();
}

#[test]
#[ignore = "it is the program that the other tests start under a terminal"]
fn notepad() {
    let mut program = Notepad::default();
    let (draft, rescue) = (Arc::clone(&program.typed), Arc::clone(&program.typed));
    let trace = std::env::var("NOTEPAD_TRACE").map_or(Trace::off(), |path| Trace::to_file(Path::new(&path)).unwrap());
    let (sender, events) = channel();
    let doors = Doors {
        events,
        listeners: Listeners::start(sender, Box::new(move || save("rescue", &rescue)), Box::new(|| {}), trace.clone())
            .unwrap(),
        store: Box::new(|_, _| {}),
        write: Box::new(|name, _| Ok(name.into())),
        drafts: Box::new(move |_| save("draft", &draft)),
        quiet: Box::new(|| {}),
        now: Box::new(|| DateTime::UNIX_EPOCH),
        trace,
    };
    std::process::exit(run(&mut program, doors).unwrap());
}
