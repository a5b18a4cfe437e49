//! The application: which screen, which dialog, what is in flight. State in, effects out; no I/O.

mod asks;
mod draw;
pub mod event;
mod keys;
mod replies;

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::time::Duration;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use event::{EditError, Effect, Event, Keep, Program};
use ratatui::Frame;
use ratatui::crossterm::event::KeyEvent;

use crate::dialogs::Dialog;
use crate::dialogs::recover::Recover;
use crate::domain::funnel::pipeline::Pipeline;
use crate::domain::money::Currency;
use crate::domain::record::Id;
use crate::keys::{Action, Chord, Keymap, Sequence};
use crate::screens::board::Board;
use crate::screens::{Context, Ids, Screen, Tone};
use crate::store::drafts::{Draft, Place, Report};
use crate::store::request::Command;
use crate::store::worker::Ticket;
use crate::text::{Msg, Text};
use crate::theme::{Setting, Theme};

/// The context borrows words, colours and keys but not the layers, so that a layer can be changed while it looks.
macro_rules! context {
    ($app:ident) => {
        $crate::screens::Context {
            text: &$app.text,
            theme: &$app.theme,
            keymap: &$app.keymap,
            pipeline: &$app.pipeline,
            ids: &$app.ids,
            now: $app.now,
            tz: $app.tz,
            currency: $app.currency,
            me: $app.me,
            user: &$app.user,
            session: $app.session,
            workspace: $app.workspace,
        }
    };
}
pub(crate) use context;

/// A changed draft is in the drafts file at the latest after this.
const KEEP_AFTER: i64 = 700;
/// A save that takes longer than this says so.
const SLOW_AFTER: i64 = 300;

/// Everything the program is started with.
#[derive(Debug)]
pub struct Start {
    pub text: Text,
    pub setting: Setting,
    pub ascii: bool,
    pub keymap: Keymap,
    pub ids: Ids,
    pub now: DateTime<Utc>,
    pub tz: Tz,
    pub currency: Currency,
    pub me: Id,
    pub user: String,
    pub session: Id,
    pub workspace: Id,
    /// A throw-away copy, said so on every screen.
    pub sample: bool,
    /// Texts that dropped sessions left.
    pub drafts: Vec<Draft>,
    /// What the configuration or the workspace has to say at the start.
    pub notices: Vec<Msg>,
}

/// A screen or dialog with a number by which replies find it.
#[derive(Debug)]
struct Placed<T> {
    place: u64,
    item: T,
}

/// Input that waits for the store.
#[derive(Debug)]
enum Held {
    Key(KeyEvent),
    Paste(String),
}

/// A command on its way to the store.
#[derive(Debug)]
struct Flight {
    ticket: Ticket,
    command: Command,
    since: DateTime<Utc>,
}

#[derive(Debug)]
pub struct App {
    text: Text,
    setting: Setting,
    ascii: bool,
    theme: Theme,
    keymap: Keymap,
    pipeline: Pipeline,
    ids: Ids,
    now: DateTime<Utc>,
    tz: Tz,
    currency: Currency,
    me: Id,
    user: String,
    session: Id,
    workspace: Id,
    sample: bool,

    screens: Vec<Placed<Screen>>,
    dialogs: Vec<Placed<Dialog>>,
    /// Last number given to a screen, dialog or request.
    last: u64,
    asked: HashMap<Ticket, u64>,
    flight: Option<Flight>,
    queue: VecDeque<Command>,
    /// What was typed while a save or a read was under way; it follows in order.
    held: VecDeque<Held>,
    slow: bool,

    pending: Vec<Chord>,
    follows: Vec<(Sequence, Action)>,
    notice: Option<(Msg, Tone)>,
    /// Further notices, shown one after another.
    notices: VecDeque<(Msg, Tone)>,

    /// Drafts that are newer than the drafts file.
    dirty: BTreeMap<Id, Draft>,
    dirty_since: Option<DateTime<Utc>>,
    /// Which draft an act makes superfluous once it is saved.
    awaited: HashMap<Id, Id>,
    /// Asks of a layer that went on to another one and comes back to its text.
    editing: Option<u64>,
    leaving: Option<i32>,
    effects: Vec<Effect>,
}

impl App {
    pub fn new(start: Start) -> Self {
        let mut app = Self {
            theme: Theme::new(start.setting, start.ascii),
            text: start.text,
            setting: start.setting,
            ascii: start.ascii,
            keymap: start.keymap,
            pipeline: Pipeline::default(),
            ids: start.ids,
            now: start.now,
            tz: start.tz,
            currency: start.currency,
            me: start.me,
            user: start.user,
            session: start.session,
            workspace: start.workspace,
            sample: start.sample,
            screens: Vec::new(),
            dialogs: Vec::new(),
            last: 0,
            asked: HashMap::new(),
            flight: None,
            queue: VecDeque::new(),
            held: VecDeque::new(),
            slow: false,
            pending: Vec::new(),
            follows: Vec::new(),
            notice: None,
            notices: start.notices.into_iter().map(|msg| (msg, Tone::Warn)).collect(),
            dirty: BTreeMap::new(),
            dirty_since: None,
            awaited: HashMap::new(),
            editing: None,
            leaving: None,
            effects: Vec::new(),
        };
        app.notice = app.notices.pop_front();
        let board = Board::new(&app.context());
        app.root(Screen::Board(Box::new(board)));
        app.offer(start.drafts);
        app
    }

    fn context(&self) -> Context<'_> {
        Context {
            text: &self.text,
            theme: &self.theme,
            keymap: &self.keymap,
            pipeline: &self.pipeline,
            ids: &self.ids,
            now: self.now,
            tz: self.tz,
            currency: self.currency,
            me: self.me,
            user: &self.user,
            session: self.session,
            workspace: self.workspace,
        }
    }

    fn number(&mut self) -> u64 {
        self.last += 1;
        self.last
    }

    /// The effects of starting: the first reads.
    pub fn begin(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    /// Nothing is under way: no save, no read, no draft to keep.
    pub fn idle(&self) -> bool {
        self.flight.is_none() && self.asked.is_empty() && self.dirty.is_empty()
    }

    /// The language of the interface.
    pub fn lang(&self) -> crate::text::Lang {
        self.text.lang()
    }

    /// What the footer tells, in the language of the interface.
    pub fn notice(&self) -> Option<(String, Tone)> {
        self.notice.as_ref().map(|(msg, tone)| (self.text.say(msg), *tone))
    }

    /// How many dialogs stand over the screen.
    pub fn dialogs(&self) -> usize {
        self.dialogs.len()
    }

    /// Drafts newer than the drafts file, for whoever must save them when this thread cannot.
    pub fn unsaved(&self) -> impl Iterator<Item = &Draft> {
        self.dirty.values()
    }

    fn tell(&mut self, msg: Msg, tone: Tone) {
        self.notice = Some((msg, tone));
    }

    /// Sends every newer draft to the drafts file.
    fn keep_drafts(&mut self) {
        for (_, mut draft) in std::mem::take(&mut self.dirty) {
            draft.saved_ms = self.now.timestamp_millis();
            self.effects.push(Effect::Draft(Keep::Save(Box::new(draft))));
        }
        self.dirty_since = None;
    }

    fn retheme(&mut self) {
        self.theme = Theme::new(self.setting, self.ascii);
        self.effects.push(Effect::Repaint);
    }

    fn due(&mut self) {
        if self.dirty_since.is_some_and(|since| (self.now - since).num_milliseconds() >= KEEP_AFTER) {
            self.keep_drafts();
        }
        if self.flight.as_ref().is_some_and(|flight| (self.now - flight.since).num_milliseconds() >= SLOW_AFTER) {
            self.slow = true;
        }
    }

    /// Lets every screen and dialog put what is typed where it belongs, before the program stops or is left alone.
    fn settle(&mut self) {
        self.keep_drafts();
    }

    fn edited(&mut self, result: Result<String, EditError>) {
        let place = self.editing.take();
        match result {
            Ok(text) => {
                let context = context!(self);
                let asks = if let Some(dialog) = self.dialogs.iter_mut().find(|d| Some(d.place) == place) {
                    match &mut dialog.item {
                        Dialog::Form(form) => form.edited(&text, &context),
                        _ => Vec::new(),
                    }
                } else if let Some(screen) = self.screens.iter_mut().find(|s| Some(s.place) == place) {
                    screen.item.edited(&text, &context)
                } else {
                    Vec::new()
                };
                if let Some(place) = place {
                    self.carry_out(place, asks);
                }
            }
            Err(error) => {
                let msg = match error {
                    EditError::NotStarted { command, reason } => {
                        Msg::new("editor-not-started").with("command", command).with("reason", reason)
                    }
                    EditError::GivenUp => Msg::new("editor-given-up"),
                    EditError::TooLong { kept } => Msg::new("editor-too-long").with("path", kept.display().to_string()),
                    EditError::NotText { kept } => Msg::new("editor-not-text").with("path", kept.display().to_string()),
                    EditError::File(reason) => Msg::new("editor-file").with("reason", reason),
                };
                self.tell(msg, Tone::Warn);
            }
        }
    }

    fn draft_report(&mut self, report: Report) {
        match report {
            Report::Saved { place: Place::Spare(path), .. } => {
                let msg = Msg::new("draft-spare").with("path", path.display().to_string());
                self.tell(msg, Tone::Warn);
            }
            Report::Failed(refusal) => self.tell(refusal.msg, Tone::Error),
            Report::List(left) => self.offer(left),
            Report::Saved { .. } | Report::Dropped(_) => {}
        }
    }

    /// Offers texts that dropped sessions left, beneath whatever the user has opened meanwhile.
    fn offer(&mut self, left: Vec<Draft>) {
        if !left.is_empty() {
            let place = self.number();
            self.dialogs.insert(0, Placed { place, item: Dialog::Recover(Recover::new(left)) });
        }
    }
}

impl Program for App {
    fn update(&mut self, event: Event, now: DateTime<Utc>) -> Vec<Effect> {
        self.now = now;
        match event {
            Event::Key(key) => self.key(key),
            Event::Paste(text) => self.paste(text),
            Event::Store(ticket, reply) => self.reply(ticket, reply),
            Event::Drafts(report) => self.draft_report(report),
            Event::Written(result) => match result {
                Ok(path) => {
                    self.tell(Msg::new("written").with("path", path.display().to_string()), Tone::Good);
                }
                Err(msg) => self.tell(msg, Tone::Error),
            },
            Event::Copied(Ok(())) => self.tell(Msg::new("copied"), Tone::Good),
            Event::Copied(Err(long)) => self.tell(Msg::new("copy-too-long").with("bytes", long.bytes), Tone::Warn),
            Event::Edited(result) => self.edited(result),
            Event::StopAsked => {
                self.settle();
                self.effects.push(Effect::Suspend);
            }
            Event::CannotSuspend => self.tell(Msg::new("cannot-suspend"), Tone::Warn),
            Event::Resumed => self.reload(),
            Event::Focus(false) | Event::HangUp { .. } => self.settle(),
            Event::Focus(true) | Event::Resize { .. } | Event::Due => {}
        }
        self.due();
        std::mem::take(&mut self.effects)
    }

    fn draw(&mut self, frame: &mut Frame) {
        self.paint(frame);
    }

    fn ready(&self) -> bool {
        self.asked.is_empty()
    }

    fn deadline(&self) -> Option<Duration> {
        let left = |since: DateTime<Utc>, after: i64| {
            let passed = (self.now - since).num_milliseconds();
            Duration::from_millis((after - passed).max(1) as u64)
        };
        let keep = self.dirty_since.map(|since| left(since, KEEP_AFTER));
        let slow = self.flight.as_ref().filter(|_| !self.slow).map(|flight| left(flight.since, SLOW_AFTER));
        keep.into_iter().chain(slow).min()
    }
}
