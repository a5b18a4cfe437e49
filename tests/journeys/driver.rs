//! One person at one terminal: presses keys by the name of the command, and says what is on the screen.
//!
//! The real program on a real file, without threads or sleeps: each step ends when nothing is under way any more.

use std::collections::VecDeque;
use std::path::Path;
use std::rc::Rc;
use std::sync::mpsc::{Receiver, Sender};

use canvass::app::App;
use canvass::app::event::{Effect, Event, Keep, Program};
use canvass::keys::{Action, Chord, Keymap, Lookup};
use canvass::store::Workspace;
use canvass::store::drafts::{Drafts, Report};
use canvass::store::refusal::{Refusal, Why};
use canvass::store::request::{Reply, Request};
use canvass::store::worker::Ticket;
use canvass::text::Lang;
use chrono::{DateTime, Duration, Utc};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::office::{Place, Seat, sit, start};

pub struct Desk {
    pub app: App,
    pub screen: Terminal<TestBackend>,
    pub shown: Buffer,
    pub store: Workspace,
    pub keymap: Keymap,
    pub drafts: Drafts,
    pub reports: (Sender<Report>, Receiver<Report>),
    pub place: Rc<Place>,
    pub login: String,
    pub now: DateTime<Utc>,
    /// Requests whose answers are held back by a slow disk.
    pub slow: bool,
    pub waiting: VecDeque<(Ticket, Request)>,
    /// Neither the state folder nor any other takes a draft.
    pub full: bool,
    /// What the user's editor gives back.
    pub editor: Option<String>,
    pub copied: Vec<String>,
    /// Names and texts of the files written.
    pub written: Vec<(String, String)>,
    pub quit: Option<i32>,
    /// The last notice was asked for; dialogs that were.
    pub expected: (bool, usize),
}

impl Desk {
    pub fn begin(&mut self) {
        let effects = self.app.begin();
        self.follow(effects);
        self.expected = (false, 0);
        self.draw();
        // What is not for the first page is asked for when that is shown.
        self.event(Event::Due);
    }

    /// The program ended, in whatever way, and is started anew on the same file.
    pub fn restart(&mut self) {
        let lang = self.app.lang();
        let Self { place, store, drafts, keymap, login, .. } = &*self;
        let size = self.screen.size().unwrap();
        self.app = start(&Seat { place, store, drafts, keymap, login, size }, lang, self.now);
        (self.waiting, self.quit) = (VecDeque::new(), None);
        self.begin();
    }

    /// How many deals of a lane a start asks for before the first page.
    pub fn starts_with(&self) -> usize {
        let Self { place, store, drafts, keymap, login, .. } = self;
        let size = self.screen.size().unwrap();
        let asked = start(&Seat { place, store, drafts, keymap, login, size }, self.app.lang(), self.now).begin();
        let board = |effect| match effect {
            Effect::Store(_, Request::Board(query)) => Some(query.window),
            _ => None,
        };
        asked.into_iter().find_map(board).unwrap()
    }

    /// A colleague sits down at the same workspace.
    pub fn second_user(&self, login: &str) -> Self {
        let size = self.screen.size().unwrap();
        sit(Rc::clone(&self.place), login, Lang::En, size.width, size.height)
    }

    /// What another desk saved reaches this one.
    pub fn notices_change(&mut self) {
        self.event(Event::Store(0, Reply::Changed));
    }

    /// Who is here now reaches this desk.
    pub fn looks_around(&mut self) -> &mut Self {
        let others = self.store.others();
        self.event(Event::Store(0, Reply::Here(others)));
        self
    }

    // What the user does.

    /// Presses the keys of a command, as the keymap has them here.
    pub fn press(&mut self, action: Action) -> &mut Self {
        let scopes = self.app.scopes();
        let meant = |keys: &[Chord]| match self.keymap.look_up(&scopes, &[], event_of(keys[0])) {
            Lookup::Found(found) => found == action,
            Lookup::Prefix(_, follows) => follows.iter().any(|(_, follow)| *follow == action),
            _ => false,
        };
        let Some(keys) = self.keymap.keys(action).find(|keys| meant(keys)).map(<[Chord]>::to_vec) else {
            panic!("{action:?} has no key here:\n{}", self.screen());
        };
        for chord in keys {
            self.key(event_of(chord));
        }
        self
    }

    pub fn key(&mut self, key: KeyEvent) -> &mut Self {
        self.must_be_expected();
        self.event(Event::Key(key));
        self
    }

    pub fn code(&mut self, code: KeyCode) -> &mut Self {
        self.key(KeyEvent::new(code, KeyModifiers::NONE))
    }

    /// Types each character as a key of its own: text, or keys by the letter.
    pub fn type_text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            self.code(if c == '\n' { KeyCode::Enter } else { KeyCode::Char(c) });
        }
        self
    }

    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.must_be_expected();
        self.event(Event::Paste(text.to_owned()));
        self
    }

    pub fn resize(&mut self, width: u16, height: u16) {
        self.screen.backend_mut().resize(width, height);
        self.screen.resize(ratatui::layout::Rect::new(0, 0, width, height)).unwrap();
        self.event(Event::Resize { width, height });
    }

    /// Time passes, and the program is woken if it asked to be.
    pub fn wait(&mut self, time: Duration) {
        self.now += time;
        if self.app.deadline().is_some() {
            self.event(Event::Due);
        }
    }

    /// The store asks something, and the user has stopped typing long enough to be asked.
    pub fn pauses(&mut self) -> &mut Self {
        self.expect_no_dialog();
        self.wait(Duration::seconds(1));
        self
    }

    /// The user reads what is asked before he answers.
    pub fn reads(&mut self) -> &mut Self {
        self.wait(Duration::seconds(1));
        self
    }

    /// From now on saves and reads hang; [`Desk::disk_answers`] lets them through.
    pub fn disk_hangs(&mut self) {
        self.slow = true;
    }

    pub fn disk_answers(&mut self) {
        self.slow = false;
        while let Some((ticket, request)) = self.waiting.pop_front() {
            let reply = self.store.answer(request);
            self.event(Event::Store(ticket, reply));
        }
    }

    /// The first save that hangs arrives, but nobody hears of it any more.
    pub fn disk_takes_one_save(&mut self) {
        let at = self.waiting.iter().position(|(_, request)| matches!(request, Request::Do(_))).unwrap();
        let (_, request) = self.waiting.remove(at).unwrap();
        assert!(matches!(self.store.answer(request), Reply::Done(_)));
    }

    pub fn event(&mut self, event: Event) {
        let effects = self.app.update(event, self.now);
        self.follow(effects);
        self.draw();
    }

    fn follow(&mut self, effects: Vec<Effect>) {
        let mut effects = VecDeque::from(effects);
        while let Some(effect) = effects.pop_front() {
            let answer = match effect {
                Effect::Store(ticket, request) if self.slow || !self.waiting.is_empty() => {
                    self.waiting.push_back((ticket, request));
                    continue;
                }
                Effect::Store(ticket, request) => Event::Store(ticket, self.store.answer(request)),
                Effect::Draft(keep) => {
                    match keep {
                        Keep::Save(draft) if self.full => {
                            let refusal = Refusal::at(Why::DiskFull, Path::new("drafts.db"));
                            self.reports.0.send(Report::NotSaved { id: draft.id, refusal }).unwrap();
                        }
                        Keep::Save(draft) => self.drafts.save(*draft, &self.reports.0),
                        Keep::Forget(id) => self.drafts.forget(id, &self.reports.0),
                        Keep::Claim(seen, session) => self.drafts.claim(*seen, session, &self.reports.0),
                        Keep::Discard(seen) => self.drafts.discard(*seen, &self.reports.0),
                    }
                    Event::Drafts(self.reports.1.recv().unwrap())
                }
                Effect::Copy(text) => {
                    self.copied.push(text);
                    Event::Copied(Ok(()))
                }
                Effect::Edit { .. } => Event::Edited(Ok(self.editor.clone().expect("nobody expected the editor"))),
                Effect::Write { name, bytes } => {
                    self.written.push((name.clone(), String::from_utf8_lossy(&bytes).into_owned()));
                    Event::Written(Ok(name.into()))
                }
                Effect::Quit(status) => {
                    self.quit = Some(status);
                    continue;
                }
                Effect::Suspend | Effect::Repaint => continue,
            };
            effects.extend(self.app.update(answer, self.now));
        }
        let hangs = self.slow || !self.waiting.is_empty();
        assert!(hangs || self.app.idle() || self.app.unsaved().count() > 0, "something is still under way");
    }

    fn draw(&mut self) {
        // Not the backend's buffer: that one keeps old letters beneath the second half of a wide character.
        self.shown = self.screen.draw(|frame| self.app.draw(frame)).unwrap().buffer.clone();
    }
}

/// The key event a terminal sends for this chord.
pub fn event_of(chord: Chord) -> KeyEvent {
    let held =
        [(chord.ctrl, KeyModifiers::CONTROL), (chord.alt, KeyModifiers::ALT), (chord.shift, KeyModifiers::SHIFT)];
    let modifiers = held.into_iter().filter(|(on, _)| *on).fold(KeyModifiers::NONE, |all, (_, one)| all | one);
    match chord.code {
        KeyCode::Tab if chord.shift => KeyEvent::new(KeyCode::BackTab, KeyModifiers::SHIFT),
        code => KeyEvent::new(code, modifiers),
    }
}
