//! From a workspace file to the running program: opens it, starts the threads, and puts the pieces together.

use std::cell::RefCell;
use std::io::{Write as _, stderr};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::Builder;
use std::time::Duration;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use ratatui::Frame;
use ratatui::layout::Size;

use super::trace::Trace;
use super::{Doors, Listeners, StartError, editor, run};
use crate::app::event::{Effect, Event, Keep, Program};
use crate::app::{App, Start};
use crate::config::Config;
use crate::domain::funnel::view::Sight;
use crate::domain::record::Id;
use crate::export::files::write_new;
use crate::screens::Ids;
use crate::store::copies;
use crate::store::drafts::{self, Draft, Drafts, Report};
use crate::store::request::{Failure, Funnel};
use crate::store::session::Session;
use crate::store::worker::{self, Worker};
use crate::store::{Clock, How, Origin, Refusal, Who, Workspace, open};
use crate::text::{Lang, Msg, Text, clean};
use crate::theme::Setting;

/// What the command line found out before the terminal is taken.
#[derive(Debug)]
pub struct Launch {
    pub workspace: PathBuf,
    pub lang: Lang,
    pub setting: Setting,
    pub ascii: bool,
    pub config: Config,
    /// Login name; the journal's actor.
    pub actor: String,
    pub device: Id,
    pub trace: Option<PathBuf>,
    /// A throw-away copy.
    pub sample: bool,
    pub notices: Vec<Msg>,
}

/// The program together with its unsaved drafts, for the thread that saves them in an emergency.
struct Live {
    app: App,
    newest: Arc<Mutex<Vec<Arc<Draft>>>>,
    /// Revision of the drafts that were published last.
    published: u64,
    /// What is to be done once the first page is shown.
    then: Option<Box<dyn FnOnce()>>,
}

impl Program for Live {
    fn update(&mut self, event: Event, now: DateTime<Utc>) -> Vec<Effect> {
        if let Some(then) = self.then.take() {
            then();
        }
        let effects = self.app.update(event, now);
        if self.app.revision() != self.published {
            self.published = self.app.revision();
            let newest = self.app.unsaved().map(Arc::clone).collect();
            *self.newest.lock().unwrap_or_else(PoisonError::into_inner) = newest;
        }
        effects
    }

    fn draw(&mut self, frame: &mut Frame) {
        self.app.draw(frame);
    }

    fn settled(&self) -> bool {
        self.app.settled()
    }

    fn deadline(&self) -> Option<Duration> {
        if self.then.is_some() { Some(GO_OUT) } else { self.app.deadline() }
    }
}

/// A stop is put off no longer than this; a store that still waits then holds no lock itself.
const QUIET_WITHIN: Duration = Duration::from_millis(1500);

/// So long nothing is begun behind the first page: where processors are few it would go out later.
const GO_OUT: Duration = Duration::from_micros(500);

/// So many texts left in folders of the editor are told of at the start.
const TOLD: usize = 3;

/// How many requests the store has not answered yet.
#[derive(Debug, Default)]
struct UnderWay {
    count: Mutex<usize>,
    fewer: Condvar,
}

impl UnderWay {
    fn begun(&self) {
        *self.count.lock().unwrap_or_else(PoisonError::into_inner) += 1;
    }

    fn ended(&self) {
        let mut count = self.count.lock().unwrap_or_else(PoisonError::into_inner);
        *count = count.saturating_sub(1);
        self.fewer.notify_all();
    }

    fn wait(&self, limit: Duration) {
        let count = self.count.lock().unwrap_or_else(PoisonError::into_inner);
        drop(self.fewer.wait_timeout_while(count, limit, |count| *count > 0));
    }
}

/// The threads for keys and signals; where the main thread is stuck, they save the newest texts without it, and say that
/// the file is waited for while it `waits`.
fn listen(
    events: Sender<Event>,
    keeper: Drafts,
    newest: Arc<Mutex<Vec<Arc<Draft>>>>,
    (waits, words): (Arc<Mutex<bool>>, impl FnOnce() -> String + Send + 'static),
    trace: Trace,
) -> Result<Listeners, Msg> {
    let rescue = Box::new(move || {
        // The main thread may hold the lock while it is stuck; its last published drafts are worth a try.
        let drafts: Vec<Arc<Draft>> = newest.try_lock().map(|drafts| drafts.clone()).unwrap_or_default();
        drop(keeper.save_all(drafts.iter().map(|draft| &**draft)));
    });
    let late = Box::new(move || {
        // The screen is taken later: nothing is written between the words of a page.
        let waits = waits.lock().unwrap_or_else(PoisonError::into_inner);
        if *waits {
            let _ = writeln!(stderr(), "canvass: {}", clean::clean(&words()));
        }
    });
    Listeners::start(events, rescue, late, trace).map_err(|error| no_thread(&error))
}

/// What the program must know of the opened file before the first page.
struct Desk {
    file: PathBuf,
    id: Id,
    me: Id,
    name: String,
    funnel: Funnel,
    /// How the deals were looked at last.
    sight: Sight,
    warnings: Vec<Msg>,
}

impl Desk {
    /// Without a `state` folder nothing is kept or remembered: nobody finds a throw-away copy again, and nobody misses it.
    fn open(
        path: &Path,
        state: Option<&Path>,
        who: Who,
        tz: Tz,
        wish: Option<&str>,
        trace: &Trace,
    ) -> Result<(Self, Workspace), Msg> {
        let mut opened = open(path, How::OpenOrCreate)?;
        trace.note(format_args!("opened"));
        let (file, id, writable) = (opened.path.clone(), opened.id, opened.writable);
        let warnings = std::mem::take(&mut opened.warnings);
        let workspace = Workspace::new(opened, who, Clock::System)?.with_zone(tz);
        let workspace = if let Some(state) = state { workspace.copied_to(state) } else { workspace };
        let me = match workspace.me(wish.unwrap_or_default()) {
            Ok(me) => me,
            // A newer program raised the file. It is shown all the same; every save is refused with the reason, which
            // stands among the notices too.
            Err(_) if !writable => Id::default(),
            Err(Failure::Refused(msg)) => return Err(msg),
            Err(_) => return Err(Msg::new("store-internal")),
        };
        let name = workspace.person(workspace.actor());
        let funnel = workspace.funnel().map_err(|_| Msg::new("store-internal"))?;
        let sight = workspace.look();
        trace.note(format_args!("workspace"));
        Ok((Self { file, id, me, name, funnel, sight, warnings }, workspace))
    }
}

/// The zone of this machine, by name; UTC where it has none.
pub fn local_zone() -> Tz {
    iana_time_zone::get_timezone().ok().and_then(|name| name.parse().ok()).unwrap_or(Tz::UTC)
}

/// What dropped sessions left of texts for this workspace. Looked for beside the first page and not before it:
/// at most starts there is nothing.
fn left_over(keeper: &Drafts, file: &Path, workspace: Id) -> Option<Report> {
    let found = keeper.unfinished(workspace).and_then(|drafts| {
        if drafts.is_empty() {
            return Ok(drafts);
        }
        // The store's thread has the other connection.
        keeper.settle(&open(file, How::Existing)?.conn)
    });
    match found {
        Ok(drafts) if drafts.is_empty() => None,
        Ok(drafts) => Some(Report::List(drafts)),
        Err(refusal) => Some(Report::Failed(refusal)),
    }
}

fn no_thread(error: &std::io::Error) -> Msg {
    Msg::new("no-thread").with("reason", error.to_string())
}

/// Runs the screen on a workspace until the user leaves; the answer is the exit status.
///
/// # Errors
/// A sentence why it could not start; the workspace is as it was then.
pub fn launch(launch: Launch) -> Result<i32, Msg> {
    let Launch { workspace, lang, setting, ascii, config, actor, device, trace, sample, notices } = launch;
    if !super::terminal::is_terminal() {
        return Err(Msg::new("no-terminal"));
    }
    let trace = match trace {
        Some(file) => Trace::to_file(&file).map_err(|error| {
            Msg::new("trace-unwritable").with("path", file.display().to_string()).with("reason", error.to_string())
        })?,
        None => Trace::off(),
    };
    worker::widen();
    let state = drafts::state_dir()?;
    let tz = config.time_zone.unwrap_or_else(local_zone);

    let newest = Arc::new(Mutex::new(Vec::new()));
    let (sender, events) = channel();
    let (replies, news) = (sender.clone(), sender.clone());
    let under_way = Arc::new(UnderWay::default());
    let answered = Arc::clone(&under_way);
    // Whether the file is still to be opened.
    let waits = Arc::new(Mutex::new(true));
    let (reports, heard) = channel();
    let worker = Worker::new(move |ticket, reply| {
        // Ticket 0 tells of other programs' changes; nobody asked.
        if ticket > 0 {
            answered.ended();
        }
        // The loop may be gone already; the save is done all the same.
        let _ = replies.send(Event::Store(ticket, reply));
    });
    let keeper = Drafts::new(&state, drafts::spare_dir());
    let shown = workspace.display().to_string();
    let words = move || Text::new(lang).say(&Msg::new("store-waits").with("path", shown));
    let listeners = listen(sender, keeper.clone(), Arc::clone(&newest), (Arc::clone(&waits), words), trace.clone())?;
    let who = Who { actor, device, origin: Origin::Tui };
    let kept = (!sample).then_some(&*state);
    let (desk, opened) = Desk::open(&workspace, kept, who, tz, config.user.as_deref(), &trace)?;
    *waits.lock().unwrap_or_else(PoisonError::into_inner) = false;
    let Desk { file, id: db, me, name, funnel, sight, warnings } = desk;
    let opened = if sample { opened } else { opened.known_as(&name) };
    let session = Arc::new(Session::new(&state)?);
    let notices: Vec<Msg> = notices.into_iter().chain(warnings).collect();

    let start = Start {
        text: Text::new(lang),
        setting,
        ascii,
        keymap: config.keymap,
        ids: Ids::Random,
        now: Utc::now(),
        tz,
        currency: config.currency,
        me,
        user: name,
        company: config.company.clone(),
        session: session.id,
        workspace: db,
        sample,
        funnel,
        drafts: Vec::new(),
        sight,
        notices,
        size: super::terminal::size().unwrap_or(Size::new(80, 24)),
    };
    let mut app = App::new(start);
    // Read here: handing the file over first costs as much as the page.
    let mut effects = Vec::new();
    for effect in app.begin() {
        if let Effect::Store(ticket, request) = effect {
            let reply = opened.answer_anyhow(request, &|_, _| true);
            effects.extend(app.update(Event::Store(ticket, reply), Utc::now()));
        }
    }
    trace.note(format_args!("first page"));
    for effect in effects {
        if let Effect::Store(ticket, request) = effect {
            under_way.begun();
            worker.ask(ticket, request);
        }
    }
    let (finder, sought) = (keeper.clone(), file.clone());
    let starts = Arc::clone(&session);
    let worker = Arc::new(Mutex::new(Some(worker)));
    let (begins, asking) = (Arc::clone(&worker), Arc::clone(&worker));
    // Why the program had to end as soon as it had begun.
    let ended = Rc::new(RefCell::new(None));
    let ends = Rc::clone(&ended);
    let then = move || {
        let mut worker = begins.lock().unwrap_or_else(PoisonError::into_inner);
        let begun = worker.as_mut().map_or(Ok(()), |worker| worker.begin(opened)).map_err(|error| no_thread(&error));
        // Without it others would take what is typed here for left behind.
        if let Err(why) = begun.and_then(|()| Ok(starts.begin()?)) {
            *ends.borrow_mut() = Some(why);
            let _ = news.send(Event::HangUp { status: 1 });
        }
        drop(worker);
        let (failed, at) = (news.clone(), sought.clone());
        let find = move || {
            let left = left_over(&finder, &sought, db);
            let folders = editor::left_behind().into_iter().rev().take(TOLD).map(Report::InFolder);
            for report in left.into_iter().chain(folders).chain(heard) {
                if news.send(Event::Drafts(report)).is_err() {
                    return;
                }
            }
        };
        if let Err(error) = Builder::new().name("finder".to_owned()).spawn(find) {
            let _ = failed.send(Event::Drafts(Report::Failed(Refusal::system(&error, &at))));
        }
    };
    let saver = keeper.clone();
    let calmer = keeper.clone();
    let asked = Arc::clone(&under_way);
    let doors = Doors {
        events,
        listeners,
        store: Box::new(move |ticket, request| {
            asked.begun();
            if let Some(worker) = asking.lock().unwrap_or_else(PoisonError::into_inner).as_ref() {
                worker.ask(ticket, request);
            }
        }),
        drafts: Box::new(move |keep| match keep {
            Keep::Save(draft) => saver.save(*draft, &reports),
            Keep::Forget(id) => saver.forget(id, &reports),
            Keep::Claim(seen, session) => saver.claim(*seen, session, &reports),
            Keep::Discard(seen) => saver.discard(*seen, &reports),
        }),
        // Where that is, is said with the whole path: nobody sees the folder from inside the program.
        write: Box::new(|name, text| {
            let here = std::env::current_dir();
            write_new(here.as_deref().unwrap_or(Path::new(".")), name, text)
        }),
        quiet: Box::new(move || {
            calmer.flush();
            under_way.wait(QUIET_WITHIN);
        }),
        now: Box::new(Utc::now),
        trace,
    };
    if config.mouse {
        super::terminal::hear_mouse();
    }
    let mut live = Live { app, newest, published: 0, then: Some(Box::new(then)) };
    let status = run(&mut live, doors);
    drop(live.then.take());
    // What was sent last must be on disk before the process ends.
    drop(keeper.save_all(live.app.unsaved().map(|draft| &**draft)));
    keeper.flush();
    if let Some(mut worker) = worker.lock().unwrap_or_else(PoisonError::into_inner).take() {
        worker.finish();
    }
    if !sample && matches!(status, Ok(0)) {
        copies::tend_at_exit(&file, &state);
    }
    drop(session);
    if let Some(why) = ended.take() {
        return Err(why);
    }
    status.map_err(|error| match error {
        StartError::NoTerminal => Msg::new("no-terminal"),
        StartError::Io(error) => Msg::new("terminal-failed").with("reason", error.to_string()),
    })
}
