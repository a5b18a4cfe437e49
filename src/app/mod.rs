//! The application: which screen, which dialog, what is in flight. State in, effects out; no I/O.

mod asks;
mod company;
mod draw;
pub mod event;
mod keeping;
mod keys;
mod mouse;
mod replies;
mod row;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use event::{EditError, Effect, Event, Program};
use ratatui::Frame;
use ratatui::crossterm::event::{KeyEvent, MouseEvent};
use ratatui::layout::Size;

use crate::dialogs::Dialog;
use crate::domain::funnel::view::Sight;
use crate::domain::money::Currency;
use crate::domain::record::Id;
use crate::keys::{Action, Chord, Keymap, Sequence};
use crate::screens::board::Board;
use crate::screens::calculator::Calculator;
use crate::screens::walk::Walk;
use crate::screens::{Context, Ids, Screen, Tone};
use crate::store::drafts::Draft;
use crate::store::presence::{Colleague, Spot};
use crate::store::request::{Care, Command, Funnel, Request};
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
            pipelines: &$app.funnel.pipelines,
            counts: &$app.funnel.counts,
            pipeline: &$app.pipeline,
            ids: &$app.ids,
            now: $app.now,
            tz: $app.tz,
            currency: $app.currency,
            me: $app.me,
            user: &$app.user,
            company: $app.company.as_deref(),
            session: $app.session,
            workspace: $app.workspace,
            sight: &$app.sight,
            size: $app.size,
        }
    };
}
pub(crate) use context;

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
    pub company: Option<String>,
    pub session: Id,
    pub workspace: Id,
    /// A throw-away copy, said so on every screen.
    pub sample: bool,
    pub funnel: Funnel,
    /// Texts that dropped sessions left.
    pub drafts: Vec<Draft>,
    /// How the user looked at the deals last.
    pub sight: Sight,
    /// What the configuration or the workspace has to say at the start.
    pub notices: Vec<Msg>,
    /// Columns and lines of the terminal.
    pub size: Size,
}

/// A screen or dialog with a number by which replies find it.
#[derive(Debug)]
struct Placed<T> {
    place: u64,
    item: T,
    /// The row of records that it was opened from.
    walk: Option<Box<Walk>>,
}

impl<T> Placed<T> {
    fn new(place: u64, item: T) -> Self {
        Self { place, item, walk: None }
    }
}

/// Input that waits for the store.
#[derive(Debug)]
enum Held {
    Key(KeyEvent),
    Mouse(MouseEvent),
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
    funnel: Funnel,
    /// Code of the pipeline that board and list show.
    pipeline: String,
    ids: Ids,
    now: DateTime<Utc>,
    tz: Tz,
    currency: Currency,
    me: Id,
    user: String,
    company: Option<String>,
    session: Id,
    workspace: Id,
    sample: bool,
    sight: Sight,
    size: Size,

    screens: Vec<Placed<Screen>>,
    dialogs: Vec<Placed<Dialog>>,
    /// Dialogs that were open when something else was looked at, each lot with the screen to which it comes back.
    aside: Vec<(u64, Vec<Placed<Dialog>>)>,
    /// What was searched last.
    searched: String,
    /// Last number given to a screen, dialog or request.
    last: u64,
    asked: HashMap<Ticket, u64>,
    /// The same of what only adds to what is shown: no key waits for it.
    beside: HashMap<Ticket, u64>,
    /// The read that the first frame waits for.
    first_page: Option<Ticket>,
    /// What is not for the first page, until that is shown.
    put_off: Option<Vec<(u64, Request)>>,
    flight: Option<Flight>,
    queue: VecDeque<Command>,
    /// The act that was saved last here.
    own: Option<Id>,
    /// What was typed while a save or a read was under way; it follows in order.
    held: VecDeque<Held>,
    slow: bool,
    /// Questions of the store to somebody who is typing, and what the footer says of them meanwhile.
    unasked: VecDeque<(Dialog, Msg)>,
    /// When the user typed last.
    typed_at: Option<DateTime<Utc>>,
    /// How far an act with many records is: so many done, of so many.
    going: Option<(usize, usize)>,
    /// A step in a row of records that waits for its ids: the request, and one on (`1`) or back (`-1`).
    stepping: Option<(Ticket, isize)>,
    /// Whose save the one under way waits for.
    waits_for: Option<String>,

    pending: Vec<Chord>,
    follows: Vec<(Sequence, Action)>,
    notice: Option<(Msg, Tone)>,
    /// Further notices, shown one after another.
    notices: VecDeque<(Msg, Tone)>,

    /// Drafts that changed since they were last sent to the drafts file.
    dirty: BTreeMap<Id, Arc<Draft>>,
    /// Drafts on their way to the drafts file.
    sent: BTreeMap<Id, keeping::Sent>,
    /// When the changed drafts are to be sent.
    keep_at: Option<DateTime<Utc>>,
    /// How often, one after another, a draft found no place on any disk.
    refusals: u32,
    /// Counts the changes of `dirty` and `sent`.
    revision: u64,
    /// Which draft an act makes superfluous once it is saved.
    awaited: HashMap<Id, Id>,
    /// Texts that an open form or editor still holds; on disk they are drafts, but nothing else has them.
    open: BTreeSet<Id>,
    /// Texts left half written, in this session or an earlier one, to be taken up again.
    left: BTreeMap<Id, Draft>,
    /// The draft of another session that is being taken over.
    claiming: Option<Id>,
    /// Who else has the workspace open.
    others: Vec<Colleague>,
    care: Care,
    /// Where colleagues were told that the user types.
    spot: Option<Spot>,
    /// The layer whose text is in the user's editor, and the text as it went there.
    editing: Option<(u64, String)>,
    /// The calculator as it was left; it opens again like that.
    reckoned: Option<Box<Calculator>>,
    leaving: Option<i32>,
    effects: Vec<Effect>,
    spots: RefCell<mouse::Spots>,
}

impl App {
    pub fn new(start: Start) -> Self {
        let mut app = Self {
            theme: Theme::new(start.setting, start.ascii),
            text: start.text,
            setting: start.setting,
            ascii: start.ascii,
            keymap: start.keymap,
            pipeline: start.funnel.pipelines.first().code.clone(),
            funnel: start.funnel,
            ids: start.ids,
            now: start.now,
            tz: start.tz,
            currency: start.currency,
            me: start.me,
            user: start.user,
            company: start.company,
            session: start.session,
            workspace: start.workspace,
            sample: start.sample,
            sight: start.sight,
            size: start.size,
            screens: Vec::new(),
            dialogs: Vec::new(),
            aside: Vec::new(),
            searched: String::new(),
            last: 0,
            asked: HashMap::new(),
            beside: HashMap::new(),
            first_page: None,
            put_off: Some(Vec::new()),
            flight: None,
            queue: VecDeque::new(),
            own: None,
            held: VecDeque::new(),
            slow: false,
            unasked: VecDeque::new(),
            typed_at: None,
            going: None,
            stepping: None,
            waits_for: None,
            pending: Vec::new(),
            follows: Vec::new(),
            notice: None,
            notices: start.notices.into_iter().map(|msg| (msg, Tone::Warn)).collect(),
            dirty: BTreeMap::new(),
            sent: BTreeMap::new(),
            keep_at: None,
            refusals: 0,
            revision: 0,
            awaited: HashMap::new(),
            open: BTreeSet::new(),
            left: BTreeMap::new(),
            claiming: None,
            others: Vec::new(),
            care: Care::default(),
            spot: None,
            editing: None,
            reckoned: None,
            leaving: None,
            effects: Vec::new(),
            spots: RefCell::default(),
        };
        app.notice = app.notices.pop_front();
        let board = Board::new(&app.context());
        app.root(Screen::Board(Box::new(board)));
        app.offer(start.drafts);
        app
    }

    fn context(&self) -> Context<'_> {
        context!(self)
    }

    fn number(&mut self) -> u64 {
        self.last += 1;
        self.last
    }

    /// The effects of starting: the first reads.
    pub fn begin(&mut self) -> Vec<Effect> {
        let effects = std::mem::take(&mut self.effects);
        self.first_page = effects.iter().find_map(|effect| match effect {
            Effect::Store(ticket, _) => Some(*ticket),
            _ => None,
        });
        effects
    }

    /// Nothing is under way: no save, no read, no draft to keep.
    pub fn idle(&self) -> bool {
        self.flight.is_none()
            && self.claiming.is_none()
            && self.asked.is_empty()
            && self.beside.is_empty()
            && self.dirty.is_empty()
            && self.sent.is_empty()
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

    fn tell(&mut self, msg: Msg, tone: Tone) {
        self.notice = Some((msg, tone));
    }

    fn retheme(&mut self) {
        self.theme = Theme::new(self.setting, self.ascii);
        self.effects.push(Effect::Repaint);
    }

    fn due(&mut self) {
        if self.keep_at.is_some_and(|at| at <= self.now) {
            self.keep_drafts();
        }
        if self.flight.as_ref().is_some_and(|flight| (self.now - flight.since).num_milliseconds() >= SLOW_AFTER) {
            self.slow = true;
        }
        self.ask_what_waits();
    }

    /// Lets every screen and dialog put what is typed where it belongs, before the program stops or is left alone.
    fn settle(&mut self) {
        self.keep_drafts();
    }

    fn edited(&mut self, result: Result<String, EditError>) {
        let (place, before) = self.editing.take().unwrap_or_default();
        let text = match result {
            Ok(text) => text,
            Err(error) => return self.not_edited(error),
        };
        let context = context!(self);
        let asks = if let Some(dialog) = self.dialogs.iter_mut().find(|dialog| dialog.place == place) {
            match &mut dialog.item {
                Dialog::Form(form) => form.edited(&text, &context),
                Dialog::Talk(talk) => talk.edited(&text, &context),
                _ => Vec::new(),
            }
        } else if let Some(screen) = self.screens.iter_mut().find(|screen| screen.place == place) {
            screen.item.edited(&text, &context)
        } else {
            Vec::new()
        };
        if asks.is_empty() && text.trim_end() != before.trim_end() {
            // Whatever asked for it is closed or has moved on; the text must not go with it.
            self.effects.push(Effect::Write { name: "canvass-text.md".to_owned(), bytes: text.into_bytes() });
        }
        self.carry_out(place, asks);
    }

    fn not_edited(&mut self, error: EditError) {
        let kept = |key, path: PathBuf| Msg::new(key).with("path", path.display().to_string());
        let msg = match error {
            EditError::NotStarted { command, reason } => {
                Msg::new("editor-not-started").with("command", command).with("reason", reason)
            }
            EditError::GivenUp => Msg::new("editor-given-up"),
            EditError::Broken { kept: path } => kept("editor-broken", path),
            EditError::TooLong { kept: path } => kept("editor-too-long", path),
            EditError::NotText { kept: path } => kept("editor-not-text", path),
            EditError::File(reason) => Msg::new("editor-file").with("reason", reason),
        };
        self.tell(msg, Tone::Warn);
    }
}

impl Program for App {
    fn update(&mut self, event: Event, now: DateTime<Utc>) -> Vec<Effect> {
        self.now = now;
        self.ask_the_rest(&event);
        match event {
            Event::Key(key) => {
                self.key(key);
                self.keep_again();
            }
            Event::Paste(text) => {
                self.paste(text);
                self.keep_again();
            }
            Event::Mouse(mouse) => self.mouse(mouse),
            Event::Store(ticket, reply) => self.reply(ticket, reply),
            Event::Drafts(report) => {
                self.draft_report(report);
                self.release_held();
            }
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
            Event::Resize { width, height } => {
                self.size = Size { width, height };
                // More may be in sight now.
                self.reload();
            }
            Event::Focus(true) | Event::Due => {}
        }
        self.due();
        self.tell_spot();
        std::mem::take(&mut self.effects)
    }

    fn draw(&mut self, frame: &mut Frame) {
        self.paint(frame);
    }

    fn settled(&self) -> bool {
        self.held.is_empty()
    }

    fn deadline(&self) -> Option<Duration> {
        // Asked when a frame is shown.
        let shown = !self.first_page.is_some_and(|ticket| self.asked.contains_key(&ticket));
        if shown && self.put_off.as_ref().is_some_and(|reads| !reads.is_empty()) {
            return Some(Duration::ZERO);
        }
        let left = |at: DateTime<Utc>| (at - self.now).to_std().unwrap_or_default().max(Duration::from_millis(1));
        let keep = self.keep_at.map(left);
        let flight = self.flight.as_ref().filter(|_| !self.slow);
        let slow = flight.map(|flight| left(flight.since + chrono::TimeDelta::milliseconds(SLOW_AFTER)));
        let clock = self.screens.last().and_then(|screen| screen.item.wakes(self.now));
        let rest = self.rests_at().filter(|_| !self.unasked.is_empty()).map(left);
        keep.into_iter().chain(slow).chain(clock).chain(rest).min()
    }
}
