//! The thread that owns the connection: requests in, replies out, and a look each second for what others wrote.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::hint::black_box;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use rusqlite::{ErrorCode, Transaction, TransactionBehavior, TransactionState};

use super::lock;
use super::many::Going;
use super::open::patience;
use super::request::{Failure, Reply, Request};
use super::search::Filled;
use super::watch::Watch;
use super::workspace::Workspace;
use crate::domain::record::Id;
use crate::text::Msg;

/// Number of a request, by which its reply finds the screen that asked.
pub type Ticket = u64;

/// How often other processes' commits are looked for.
const LOOK: Duration = Duration::from_secs(1);

/// Between two slices of filling the search others come to write.
const BREATH: Duration = Duration::from_millis(5);

/// Steps of SQLite between two looks whether a patient question is to make way: a small part of a millisecond.
const STEPS: i32 = 1_000;

/// A save that waits longer than this for somebody else's tells whose.
const TELL: Duration = Duration::from_millis(300);

/// As much as the thread needs for the first pages, in bytes; what is not used is not held.
const ROOM: usize = 1 << 20;

/// Carries replies to the loop.
type Out = Box<dyn Fn(Ticket, Reply) + Send>;

/// The other end of the worker. Dropping it lets the running transaction finish and joins the thread.
pub struct Worker {
    requests: Option<Sender<(Ticket, Request)>>,
    /// How many were sent.
    sent: Arc<AtomicU64>,
    /// What the thread is given when it begins.
    waiting: Option<(Inbox, Out)>,
    thread: Option<JoinHandle<()>>,
}

impl std::fmt::Debug for Worker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Worker").field("sent", &self.sent).field("thread", &self.thread).finish_non_exhaustive()
    }
}

impl Worker {
    /// A worker that keeps what it is asked until it begins; `out` carries its replies to the loop. `Reply::Changed` comes
    /// with ticket 0.
    pub fn new(out: impl Fn(Ticket, Reply) + Send + 'static) -> Self {
        let (requests, inbox) = channel();
        let inbox = Inbox { requests: inbox, come: Cell::new(0), most: Arc::new(AtomicU64::new(u64::MAX)) };
        Self { requests: Some(requests), sent: Arc::default(), waiting: Some((inbox, Box::new(out))), thread: None }
    }

    /// Starts the thread with the workspace.
    ///
    /// # Errors
    /// When the system refuses a thread; nothing is answered then.
    pub fn begin(&mut self, mut workspace: Workspace) -> std::io::Result<()> {
        let Some((inbox, out)) = self.waiting.take() else { return Ok(()) };
        let (more, most) = (Arc::clone(&self.sent), Arc::clone(&inbox.most));
        let work = move || {
            widen();
            // Only this thread speaks through it, also while SQLite waits: the lock is a formality.
            let out = Arc::new(Mutex::new(out));
            let say = |ticket, reply| out.lock().unwrap_or_else(PoisonError::into_inner)(ticket, reply);
            // Without it a wait is as long, only silent.
            let _ = workspace.conn.busy_handler(Some(tell_of_waits(workspace.path.clone(), Arc::clone(&out))));
            // Without it others wait longer.
            let makes_way = move || more.load(Ordering::Relaxed) > most.load(Ordering::Relaxed);
            let _ = workspace.conn.progress_handler(STEPS, Some(makes_way));
            serve(&workspace, &inbox, &say);
        };
        self.thread = Some(std::thread::Builder::new().name("store".to_owned()).spawn(work)?);
        Ok(())
    }

    /// A worker that has begun.
    ///
    /// # Errors
    /// When the system refuses a thread.
    pub fn start(workspace: Workspace, out: impl Fn(Ticket, Reply) + Send + 'static) -> std::io::Result<Self> {
        let mut worker = Self::new(out);
        worker.begin(workspace)?;
        Ok(worker)
    }

    /// Sends a request; `false` when the thread is gone.
    pub fn ask(&self, ticket: Ticket, request: Request) -> bool {
        self.sent.fetch_add(1, Ordering::Relaxed);
        self.requests.as_ref().is_some_and(|requests| requests.send((ticket, request)).is_ok())
    }

    /// Finishes what is under way and ends the thread.
    pub fn finish(&mut self) {
        self.requests.take();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.finish();
    }
}

/// Makes room in the memory of this thread. The C library widens that page by page with a call each, a hundred of
/// them for the first page; what was given back in one piece it keeps and hands out without asking. The first
/// piece is one of its own and tells how large a piece may be.
pub fn widen() {
    for _ in 0..2 {
        drop(black_box(Vec::<u8>::with_capacity(ROOM)));
    }
}

/// What is asked, and whether there is more of it.
struct Inbox {
    requests: Receiver<(Ticket, Request)>,
    /// How many were taken out.
    come: Cell<u64>,
    /// When more than so many were sent, what is being read makes way.
    most: Arc<AtomicU64>,
}

impl Inbox {
    fn counted(&self, request: (Ticket, Request)) -> (Ticket, Request) {
        self.come.set(self.come.get() + 1);
        request
    }

    fn next(&self, within: Duration) -> Result<(Ticket, Request), RecvTimeoutError> {
        self.requests.recv_timeout(within).map(|request| self.counted(request))
    }

    fn all(&self) -> impl Iterator<Item = (Ticket, Request)> {
        self.requests.try_iter().map(|request| self.counted(request))
    }
}

/// Waits as every connection does, and says once for whom.
fn tell_of_waits(
    db: PathBuf,
    out: Arc<Mutex<impl Fn(Ticket, Reply) + Send + 'static>>,
) -> impl FnMut(i32) -> bool + Send + 'static {
    let (mut wait, mut since, mut told) = (patience(), Instant::now(), false);
    move |count| {
        if count == 0 {
            (since, told) = (Instant::now(), false);
        }
        if !told && since.elapsed() >= TELL {
            told = true;
            if let Some(holder) = lock::holder(&db) {
                out.lock().unwrap_or_else(PoisonError::into_inner)(0, Reply::Waiting(holder.who));
            }
        }
        wait(count)
    }
}

fn serve(workspace: &Workspace, inbox: &Inbox, out: &impl Fn(Ticket, Reply)) {
    let mut watch = Watch::new(workspace);
    let mut looked = Instant::now();
    // Requests that came while another was answered, in their order.
    let waiting: RefCell<VecDeque<(Ticket, Request)>> = RefCell::default();
    // When nobody wants anything, records that the search does not know yet are taken in.
    let mut fill = Some(LOOK);
    loop {
        let first = waiting.borrow_mut().pop_front();
        let next = if let Some(next) = first {
            Ok(next)
        } else {
            let look = LOOK.saturating_sub(looked.elapsed());
            inbox.next(fill.map_or(look, |fill| fill.min(look)))
        };
        match next {
            Ok((ticket, request)) => {
                waiting.borrow_mut().extend(inbox.all());
                watch.asked();
                let passed_over = waiting.borrow().iter().any(|(_, newer)| supersedes(newer, &request));
                let reply = if passed_over {
                    Reply::Superseded
                } else if request.is_patient() {
                    // It begins anew behind whatever is asked meanwhile.
                    let begun = waiting.borrow().is_empty();
                    let answer = if begun { workspace.answer_unless_asked(&request, inbox) } else { None };
                    let Some(reply) = answer else {
                        let mut waiting = waiting.borrow_mut();
                        waiting.extend(inbox.all());
                        waiting.push_back((ticket, request));
                        continue;
                    };
                    reply
                } else {
                    let going = |done, of| {
                        out(0, Reply::Going { done, of });
                        let mut waiting = waiting.borrow_mut();
                        waiting.extend(inbox.all());
                        !waiting.iter().any(|(_, request)| *request == Request::Stop)
                    };
                    workspace.answer_anyhow(request, &going)
                };
                out(ticket, reply);
                workspace.appear();
            }
            Err(RecvTimeoutError::Timeout) if fill.is_some() => {
                // What cannot be written now is left to another start.
                fill = matches!(workspace.fill_slice(), Ok(Filled::Partly)).then_some(BREATH);
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
        // Also between requests that come without a pause.
        if looked.elapsed() >= LOOK {
            looked = Instant::now();
            watch.look(workspace, &|reply| out(0, reply));
        }
    }
}

/// Whether the newer question shows all that the older one would have shown: with each letter of a filter the same
/// page is asked for again, and only the last one is looked at. Commands are never passed over.
fn supersedes(newer: &Request, older: &Request) -> bool {
    match (newer, older) {
        (Request::Board(newer), Request::Board(older)) => {
            newer.whole || older.columns.iter().all(|(lane, _)| newer.columns.iter().any(|(held, _)| held == lane))
        }
        (Request::List(newer), Request::List(older)) | (Request::Deals(newer, ..), Request::Deals(older, ..)) => {
            newer.kind == older.kind && newer.of == older.of
        }
        (Request::Here(_), Request::Here(_))
        | (Request::Remember(_), Request::Remember(_))
        | (Request::Search(_), Request::Search(_))
        | (Request::Failing(_), Request::Failing(_)) => true,
        (Request::Signs(newer), Request::Signs(older)) => older.iter().all(|id| newer.contains(id)),
        (Request::Choices { kind: newer, .. }, Request::Choices { kind: older, .. }) => newer == older,
        _ => false,
    }
}

impl Workspace {
    /// Changes exactly when another connection commits.
    pub(super) fn data_version(&self) -> i64 {
        self.conn
            .prepare_cached("PRAGMA data_version")
            .and_then(|mut look| look.query_row([], |row| row.get(0)))
            .unwrap_or_default()
    }

    /// As [`Workspace::answer_told`]; a bug in one request must neither end the program nor leave it waiting for ever.
    pub fn answer_anyhow(&self, request: Request, going: Going<'_>) -> Reply {
        catch_unwind(AssertUnwindSafe(|| self.answer_told(request, going)))
            .unwrap_or_else(|_| Reply::Failed(Failure::Refused(Msg::new("store-internal"))))
    }

    /// Answers one request; errors become a reply too.
    pub fn answer(&self, request: Request) -> Reply {
        self.answer_told(request, &|_, _| true)
    }

    /// The same; `going` hears how far an act with many records is, and may stop it.
    pub fn answer_told(&self, request: Request, going: Going<'_>) -> Reply {
        let reply = match request {
            Request::Do(command) => match self.run_told(command, going) {
                Ok(done) => Reply::Done(done),
                Err(failure) => Reply::Failed(failure),
            },
            Request::Remember(sight) => {
                self.keep_look(&sight);
                Reply::Remembered
            }
            Request::Here(spot) => {
                self.stand_at(spot);
                Reply::Here(self.others())
            }
            Request::Progress(id) => self.surely(self.read_progress(id), || self.read_progress(id)),
            question => {
                let read = |question| self.read(question).unwrap_or_else(|error| Reply::Failed(self.said(&error)));
                self.surely(read(question.clone()), || read(question))
            }
        };
        debug_assert!(self.idle(), "a transaction stayed open: the log would grow without end");
        reply
    }

    /// Answers a question, unless another comes meanwhile.
    fn answer_unless_asked(&self, request: &Request, inbox: &Inbox) -> Option<Reply> {
        inbox.most.store(inbox.come.get(), Ordering::Relaxed);
        let read = catch_unwind(AssertUnwindSafe(|| self.read(request.clone())));
        inbox.most.store(u64::MAX, Ordering::Relaxed);
        match read {
            Ok(Ok(reply)) => Some(reply),
            Ok(Err(error)) if error.sqlite_error_code() == Some(ErrorCode::OperationInterrupted) => None,
            _ => Some(self.answer(request.clone())),
        }
    }

    /// No transaction is open, for reading or writing.
    pub fn idle(&self) -> bool {
        matches!(self.conn.transaction_state(None::<&str>), Ok(TransactionState::None))
    }

    /// Everything in one answer comes from the same moment.
    fn read(&self, request: Request) -> rusqlite::Result<Reply> {
        let tx = Transaction::new_unchecked(&self.conn, TransactionBehavior::Deferred)?;
        self.look_at_pipelines()?;
        let reply = self.look_up(request)?;
        tx.finish()?;
        Ok(reply)
    }

    fn read_progress(&self, id: Id) -> Reply {
        let read = || {
            let tx =
                Transaction::new_unchecked(&self.conn, TransactionBehavior::Deferred).map_err(|e| self.said(&e))?;
            self.look_at_pipelines().map_err(|e| self.said(&e))?;
            let progress = self.progress(id)?;
            tx.finish().map_err(|e| self.said(&e))?;
            Ok(progress)
        };
        match read() {
            Ok(progress) => progress.map_or(Reply::Missing, |progress| Reply::Progress(Box::new(progress))),
            Err(failure) => Reply::Failed(failure),
        }
    }

    fn look_up(&self, request: Request) -> rusqlite::Result<Reply> {
        Ok(match request {
            // Commands have their own transaction; colleagues are nothing of the records.
            Request::Do(_) | Request::Progress(_) | Request::Here(_) | Request::Remember(_) | Request::Stop => {
                Reply::Missing
            }
            Request::Board(query) => {
                self.shows()?;
                Reply::Board(self.board(&query)?)
            }
            Request::Deals(query, sort, depth) => {
                self.shows()?;
                Reply::List(self.deals(&query, sort, depth)?)
            }
            Request::Views => Reply::Views(self.views(&self.who.actor)?),
            Request::Signs(ids) => Reply::Signs(self.signs(&ids)?),
            Request::Work(who) => Reply::Work(self.work_of(who)?),
            Request::List(query) => {
                self.shows()?;
                Reply::List(self.list(&query)?)
            }
            Request::Ids(among) => Reply::Ids(self.ids(&among)?),
            Request::Sheet(kind, id) => self.sheet(kind, id)?.map_or(Reply::Missing, |s| Reply::Sheet(Box::new(s))),
            Request::Templates => Reply::Templates(self.newest_templates()?),
            Request::Agenda(of) => Reply::Agenda(self.agenda(of)?),
            Request::Interview(id) => self.interview(id)?.map_or(Reply::Missing, |s| Reply::Interview(Box::new(s))),
            Request::Needs(id) => self.needs(id)?.map_or(Reply::Missing, |s| Reply::Needs(Box::new(s))),
            Request::Feeds(id) => self.feeds(id)?.map_or(Reply::Missing, |s| Reply::Feeds(Box::new(s))),
            Request::Orphans(deal, of) => Reply::Orphans(of, self.orphans(deal, of)?),
            Request::Agreement(id) => self.agreement(id)?.map_or(Reply::Missing, |s| Reply::Agreement(Box::new(s))),
            Request::Log { of, before, limit } => Reply::Log(self.log_page(of, before, limit)?),
            Request::Choices { kind, filter, of, limit } => Reply::Choices(self.choices_of(kind, &filter, of, limit)?),
            Request::Search(query) => Reply::Search(Box::new(self.search(&query)?)),
            Request::Funnel => Reply::Funnel(Box::new(self.funnel()?)),
            Request::Failing(wanted) => Reply::Failing(self.failing(&wanted)?),
            Request::Names => Reply::Names { people: self.people()?, tags: self.tags()? },
            Request::ByCode(code) => match self.by_code(&code)? {
                Some((kind, id)) => self.sheet(kind, id)?.map_or(Reply::Missing, |s| Reply::Sheet(Box::new(s))),
                None => Reply::Missing,
            },
        })
    }
}
