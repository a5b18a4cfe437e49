//! The thread that owns the connection: requests in, replies out, and a look each second for what others wrote.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use rusqlite::{Transaction, TransactionBehavior, TransactionState};

use super::request::{Failure, Reply, Request};
use super::workspace::Workspace;
use crate::text::Msg;

/// Number of a request, by which its reply finds the screen that asked.
pub type Ticket = u64;

/// How often other processes' commits are looked for.
const LOOK: Duration = Duration::from_secs(1);

/// The other end of the worker. Dropping it lets the running transaction finish and joins the thread.
#[derive(Debug)]
pub struct Worker {
    requests: Option<Sender<(Ticket, Request)>>,
    thread: Option<JoinHandle<()>>,
}

impl Worker {
    /// Starts the thread; `out` carries its replies to the loop. `Reply::Changed` comes with ticket 0.
    ///
    /// # Errors
    /// When the system refuses a thread.
    pub fn start(workspace: Workspace, out: impl Fn(Ticket, Reply) + Send + 'static) -> std::io::Result<Self> {
        let (requests, inbox) = channel();
        let thread =
            std::thread::Builder::new().name("store".to_owned()).spawn(move || serve(&workspace, &inbox, &out))?;
        Ok(Self { requests: Some(requests), thread: Some(thread) })
    }

    /// Sends a request; `false` when the thread is gone.
    pub fn ask(&self, ticket: Ticket, request: Request) -> bool {
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

fn serve(workspace: &Workspace, inbox: &Receiver<(Ticket, Request)>, out: &impl Fn(Ticket, Reply)) {
    let mut seen = workspace.data_version();
    let mut looked = Instant::now();
    // Requests that came while another was answered, in their order.
    let mut waiting: VecDeque<(Ticket, Request)> = VecDeque::new();
    loop {
        let next = match waiting.pop_front() {
            Some(next) => Ok(next),
            None => inbox.recv_timeout(LOOK.saturating_sub(looked.elapsed())),
        };
        match next {
            Ok((ticket, request)) => {
                waiting.extend(inbox.try_iter());
                let reply = if waiting.iter().any(|(_, newer)| supersedes(newer, &request)) {
                    Reply::Superseded
                } else {
                    // A bug in one request must not leave the interface waiting for ever.
                    catch_unwind(AssertUnwindSafe(|| workspace.answer(request)))
                        .unwrap_or_else(|_| Reply::Failed(Failure::Refused(Msg::new("store-internal"))))
                };
                out(ticket, reply);
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
        // Also between requests that come without a pause.
        if looked.elapsed() >= LOOK {
            looked = Instant::now();
            let version = workspace.data_version();
            if version != seen {
                seen = version;
                out(0, Reply::Changed);
            }
        }
    }
}

/// Whether the newer question shows all that the older one would have shown: with each letter of a filter the same
/// page is asked for again, and only the last one is looked at. Commands are never passed over.
fn supersedes(newer: &Request, older: &Request) -> bool {
    match (newer, older) {
        (Request::Board(newer), Request::Board(older)) => {
            older.columns.iter().all(|(stage, _)| newer.columns.iter().any(|(held, _)| held == stage))
        }
        (Request::List(newer), Request::List(older)) => newer.kind == older.kind && newer.of == older.of,
        (Request::Choices { kind: newer, .. }, Request::Choices { kind: older, .. }) => newer == older,
        _ => false,
    }
}

impl Workspace {
    /// Changes exactly when another connection commits.
    fn data_version(&self) -> i64 {
        self.conn
            .prepare_cached("PRAGMA data_version")
            .and_then(|mut look| look.query_row([], |row| row.get(0)))
            .unwrap_or_default()
    }

    /// Answers one request; errors become a reply too.
    pub fn answer(&self, request: Request) -> Reply {
        let reply = match request {
            Request::Do(command) => match self.run(command) {
                Ok(done) => Reply::Done(done),
                Err(failure) => Reply::Failed(failure),
            },
            question => self.read(question).unwrap_or_else(|error| Reply::Failed(self.said(&error))),
        };
        debug_assert!(self.idle(), "a transaction stayed open: the log would grow without end");
        reply
    }

    /// No transaction is open, for reading or writing.
    pub fn idle(&self) -> bool {
        matches!(self.conn.transaction_state(None::<&str>), Ok(TransactionState::None))
    }

    /// Everything in one answer comes from the same moment.
    fn read(&self, request: Request) -> rusqlite::Result<Reply> {
        let tx = Transaction::new_unchecked(&self.conn, TransactionBehavior::Deferred)?;
        let reply = self.look_up(request)?;
        tx.finish()?;
        Ok(reply)
    }

    fn look_up(&self, request: Request) -> rusqlite::Result<Reply> {
        Ok(match request {
            // Commands have their own transaction.
            Request::Do(_) => Reply::Missing,
            Request::Board(query) => Reply::Board(self.board(&query)?),
            Request::List(query) => Reply::List(self.list(&query)?),
            Request::Sheet(kind, id) => self.sheet(kind, id)?.map_or(Reply::Missing, |s| Reply::Sheet(Box::new(s))),
            Request::Interview(id) => self.interview(id)?.map_or(Reply::Missing, |s| Reply::Interview(Box::new(s))),
            Request::Agreement(id) => self.agreement(id)?.map_or(Reply::Missing, |s| Reply::Agreement(Box::new(s))),
            Request::Log { of, before, limit } => Reply::Log(self.log(of, before, limit)?),
            Request::Choices { kind, filter, limit } => Reply::Choices(self.choices(kind, &filter, limit)?),
            Request::Names => Reply::Names { people: self.people()?, tags: self.tags()? },
            Request::ByCode(code) => match self.by_code(&code)? {
                Some((kind, id)) => self.sheet(kind, id)?.map_or(Reply::Missing, |s| Reply::Sheet(Box::new(s))),
                None => Reply::Missing,
            },
        })
    }
}
