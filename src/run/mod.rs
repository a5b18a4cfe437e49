//! The doors of the terminal program: keyboard, screen, signals, editor, clipboard, and the loop between them.

pub mod clipboard;
pub mod decode;
pub mod editor;
pub mod input;
pub mod launch;
pub mod main_loop;
pub mod signals;
pub mod terminal;
pub mod trace;

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};
use std::thread;

use chrono::{DateTime, Utc};
use ratatui::Frame;

use self::clipboard::Between;
use self::input::Keyboard;
use self::main_loop::{Outside, Stopped};
use self::signals::{Farewell, SignalWatch};
use self::terminal::{Screen, Wire};
use self::trace::Trace;
use crate::app::event::{CopyTooLong, EditError, Event, Keep, Program};
use crate::store::request::Request;
use crate::store::worker::Ticket;
use crate::text::Msg;

/// Writes a new file of about this name; the answer is where it went.
type Write = dyn FnMut(&str, &[u8]) -> Result<PathBuf, Msg>;

/// The threads that wait for keys and signals. They may start while the workspace is still read: no key is taken before
/// the first page stands, and whoever ends the program until then need not wait.
pub struct Listeners {
    signals: SignalWatch,
    keyboard: Keyboard,
    farewell: Arc<Farewell>,
}

impl Listeners {
    /// `rescue` saves the drafts from any thread when the main thread cannot; it must not touch the terminal. `late` is called
    /// once if the screen is not taken within a second.
    ///
    /// # Errors
    /// When the system refuses a thread or a pipe.
    pub fn start(
        events: Sender<Event>,
        rescue: Box<dyn Fn() + Send>,
        late: Box<dyn FnOnce() + Send>,
        trace: Trace,
    ) -> io::Result<Self> {
        let farewell = Arc::new(Farewell::new(events.clone(), rescue, trace));
        let signals = SignalWatch::start(events.clone(), Arc::clone(&farewell))?;
        let keyboard = Keyboard::start(events, Arc::clone(&farewell), late)?;
        Ok(Self { signals, keyboard, farewell })
    }
}

/// Everything the terminal program is given from below and beside it.
pub struct Doors {
    /// What happens, told by the listeners and by other threads.
    pub events: Receiver<Event>,
    pub listeners: Listeners,
    pub store: Box<dyn FnMut(Ticket, Request)>,
    pub drafts: Box<dyn FnMut(Keep)>,
    /// Writes a new file where the program was started.
    pub write: Box<Write>,
    /// Waits until what was asked of the store and of the drafts file is done. A stopped process must hold no lock that
    /// colleagues wait for, and may never come back.
    pub quiet: Box<dyn FnMut()>,
    pub now: Box<dyn Fn() -> DateTime<Utc>>,
    pub trace: Trace,
}

/// Why the terminal program did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error("standard input and output are not a terminal")]
    NoTerminal,
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Runs the program until it quits or the session ends; the answer is the exit status.
///
/// Call it on the main thread, end the process soon after it returns, and run it once in a process.
pub fn run(program: &mut impl Program, doors: Doors) -> Result<i32, StartError> {
    if !terminal::is_terminal() {
        return Err(StartError::NoTerminal);
    }
    let Listeners { signals, keyboard, farewell } = doors.listeners;
    farewell.loop_hears();
    leave_on_panic(farewell, doors.trace.clone());
    let mut screen = Screen::new(Wire, terminal::size)?;
    screen.greet(terminal::enter().inspect_err(|_| terminal::leave())?);
    let mut outside = Session {
        screen,
        signals,
        keyboard,
        store: doors.store,
        drafts: doors.drafts,
        write: doors.write,
        quiet: doors.quiet,
    };
    let status = main_loop::turn(program, &doors.events, &mut outside, &*doors.now, &doors.trace);
    if !terminal::is_gone() {
        terminal::leave();
    }
    doors.trace.note(format_args!("end status={status}"));
    Ok(status)
}

/// The terminal must be usable before a panic's message is printed; another thread's panic must not
/// print over a screen that goes on working.
fn leave_on_panic(farewell: Arc<Farewell>, trace: Trace) {
    let main = thread::current().id();
    let print = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        trace.note(format_args!("panic at {place}"));
        if thread::current().id() == main {
            terminal::leave();
            farewell.rescue();
            print(panic);
        }
    }));
}

/// The real outside: this terminal, this process.
struct Session {
    screen: Screen<Wire>,
    signals: SignalWatch,
    keyboard: Keyboard,
    store: Box<dyn FnMut(Ticket, Request)>,
    drafts: Box<dyn FnMut(Keep)>,
    write: Box<Write>,
    quiet: Box<dyn FnMut()>,
}

impl Session {
    /// Gives the terminal away for the time of `work`: no key is read and no byte sent until the next frame. What came of
    /// the work is worth having even when the terminal is gone afterwards.
    fn away<T>(&mut self, work: impl FnOnce(&SignalWatch) -> T) -> (T, io::Result<()>) {
        self.keyboard.pause();
        terminal::leave();
        let done = work(&self.signals);
        let entered = terminal::enter().and_then(|greeting| {
            self.screen.greet(greeting);
            self.screen.repaint()
        });
        (done, entered)
    }
}

impl Outside for Session {
    fn draw(&mut self, paint: &mut dyn FnMut(&mut Frame)) -> io::Result<u64> {
        let sent = self.screen.draw(paint)?;
        // From the first page on, and again when the terminal was away.
        self.keyboard.resume();
        Ok(sent)
    }

    fn store(&mut self, ticket: Ticket, request: Request) {
        (self.store)(ticket, request);
    }

    fn draft(&mut self, keep: Keep) {
        (self.drafts)(keep);
    }

    fn write(&mut self, name: &str, bytes: &[u8]) -> Result<PathBuf, Msg> {
        (self.write)(name, bytes)
    }

    fn copy(&mut self, text: &str) -> io::Result<Result<(), CopyTooLong>> {
        match clipboard::message(text, Between::found(|name| std::env::var(name).ok())) {
            Ok(bytes) => self.screen.send(&bytes).map(Ok),
            Err(too_long) => Ok(Err(too_long)),
        }
    }

    fn edit(&mut self, text: &str, suffix: &str) -> (Result<String, EditError>, io::Result<()>) {
        let command = editor::command(|name| std::env::var(name).ok());
        self.away(|signals| signals.lend(|| editor::edit(&command, text, suffix)))
    }

    fn suspend(&mut self) -> io::Result<Stopped> {
        if !signals::can_be_resumed() {
            return Ok(Stopped::NobodyToResume);
        }
        (self.quiet)();
        let (stopped, terminal) = self.away(SignalWatch::stop);
        stopped.and(terminal)?;
        Ok(Stopped::AndBack)
    }

    fn retake(&mut self) -> io::Result<()> {
        self.away(|_| ()).1
    }

    fn repaint(&mut self) -> io::Result<()> {
        self.screen.repaint()
    }
}
