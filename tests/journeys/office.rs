//! The place where people sit down: one workspace file, a state folder each, and a fixed day.

use std::cell::Cell;
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::mpsc::channel;

use canvass::app::{App, Start};
use canvass::domain::record::Id;
use canvass::keys::Keymap;
use canvass::screens::Ids;
use canvass::store::drafts::Drafts;
use canvass::store::{Clock, How, Origin, Who, Workspace, migrate, open};
use canvass::text::{Lang, Text};
use canvass::theme::Setting;
use chrono::{DateTime, Utc};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Size;
use tempfile::TempDir;

use crate::driver::Desk;

/// Everybody's today: Saturday 21 November 2026, two in the afternoon in Shanghai.
pub const NOW: &str = "2026-11-21T06:00:00Z";
const DB: &str = "team.canvass";

/// The folder with the workspace, shared by the people at their desks.
pub struct Place {
    dir: TempDir,
    /// Ids given out so far; no two runs of the program share one.
    ids: Cell<u128>,
    /// A throw-away copy for looking around.
    pub sample: Cell<bool>,
}

impl Place {
    fn file(&self) -> PathBuf {
        self.dir.path().join(DB)
    }
}

/// What a run of the program is started with.
pub struct Seat<'a> {
    pub place: &'a Place,
    pub store: &'a Workspace,
    pub drafts: &'a Drafts,
    pub keymap: &'a Keymap,
    pub login: &'a str,
    pub size: Size,
}

/// An empty workspace, English, 120 columns.
pub fn desk() -> Desk {
    desk_in(Lang::En, 120, 40)
}

/// In memory where the system has such a place: what a disk survives is tested elsewhere.
fn folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.unwrap()
}

pub fn desk_in(lang: Lang, width: u16, height: u16) -> Desk {
    let place = Rc::new(Place { dir: folder(), ids: Cell::new(1 << 64), sample: Cell::new(false) });
    sit(place, "wang", lang, width, height)
}

fn workspace(place: &Place, login: &str, now: DateTime<Utc>) -> Workspace {
    let opened = open(&place.file(), How::OpenOrCreate).unwrap();
    let who =
        Who { actor: login.to_owned(), device: Id(uuid::Uuid::from_u128(login.len() as u128)), origin: Origin::Tui };
    Workspace::new(opened, who, Clock::Fixed(Cell::new(now.timestamp_millis()))).unwrap().seen_as(login)
}

/// Somebody sits down at the workspace and starts the program.
pub fn sit(place: Rc<Place>, login: &str, lang: Lang, width: u16, height: u16) -> Desk {
    let now: DateTime<Utc> = NOW.parse().unwrap();
    let store = workspace(&place, login, now);
    let drafts = Drafts::new(&state(&place, login), None);
    let keymap = Keymap::default();
    let app = start(
        &Seat { place: &place, store: &store, drafts: &drafts, keymap: &keymap, login, size: Size { width, height } },
        lang,
        now,
    );
    let screen = Terminal::new(TestBackend::new(width, height)).unwrap();
    let (slow, full, editor, quit, expected) = (false, false, None, None, (false, 0));
    let (reports, waiting, login) = (channel(), VecDeque::new(), login.to_owned());
    let (copied, written) = (Vec::new(), Vec::new());
    let mut desk = Desk {
        app,
        screen,
        shown: Buffer::default(),
        store,
        keymap,
        drafts,
        reports,
        place,
        login,
        now,
        slow,
        waiting,
        full,
        editor,
        copied,
        written,
        quit,
        expected,
    };
    desk.begin();
    desk
}

fn state(place: &Place, login: &str) -> PathBuf {
    place.dir.path().join(format!("state-{login}"))
}

/// The program as the command line would start it.
pub fn start(desk: &Seat<'_>, lang: Lang, now: DateTime<Utc>) -> App {
    let Seat { place, store, drafts, keymap, login, size } = *desk;
    let first = place.ids.get() + (1 << 32);
    place.ids.set(first);
    App::new(Start {
        text: Text::new(lang),
        setting: Setting::None,
        ascii: false,
        keymap: keymap.clone(),
        ids: Ids::Sequence(Cell::new(first)),
        now,
        tz: chrono_tz::Asia::Shanghai,
        currency: canvass::domain::money::Currency::CNY,
        me: store.me(login).unwrap(),
        user: login.to_owned(),
        company: None,
        session: Id(uuid::Uuid::from_u128(first)),
        workspace: migrate::db_id(store.conn()).unwrap(),
        sample: place.sample.get(),
        funnel: store.funnel().unwrap(),
        drafts: drafts.settle(store.conn()).unwrap(),
        sight: store.look(),
        notices: Vec::new(),
        size,
    })
}
