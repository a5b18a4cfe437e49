//! Signals, and the end of a session that comes from outside.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use rustix::process::{Signal, getpid, kill_process};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;

use super::main_loop::LAST_KEYS;
use super::terminal;
use super::trace::Trace;
use crate::app::event::Event;
use crate::store::drafts::LAST_WORD;

/// Exit status when the terminal went away.
pub const HUNG_UP: i32 = 128 + SIGHUP;

/// How long the main thread may take over saving and closing: longer than it waits for the last keys and the last draft
/// itself, so that two threads never save at once, and less than the two seconds after which nobody is waiting.
const GRACE: Duration = LAST_WORD.saturating_add(LAST_KEYS).saturating_add(Duration::from_millis(150));

/// Ends the process when the session is over, with or without the main thread's help.
pub struct Farewell {
    events: Sender<Event>,
    rescue: Mutex<Box<dyn Fn() + Send>>,
    /// The main thread hears what is sent to it, or will in a moment.
    heard: AtomicBool,
    said: AtomicBool,
    trace: Trace,
}

impl Farewell {
    /// `rescue` saves the drafts from any thread, without the main thread and without the terminal.
    pub fn new(events: Sender<Event>, rescue: Box<dyn Fn() + Send>, trace: Trace) -> Self {
        Self { events, rescue: Mutex::new(rescue), heard: AtomicBool::default(), said: AtomicBool::default(), trace }
    }

    /// From now on the main thread is told of the end, and has something to save.
    pub fn loop_hears(&self) {
        self.heard.store(true, Ordering::SeqCst);
    }

    /// Tells the main thread, gives it some time, then saves the drafts and exits. Never returns:
    /// a flag that the main thread should look at is never seen when that thread hangs in a write.
    pub fn hang_up(&self, status: i32) {
        self.trace.note(format_args!("hang-up status={status}"));
        if !self.heard.load(Ordering::SeqCst) {
            std::process::exit(status);
        }
        // A closed window is noticed twice, by the signal and by the keyboard. The second must not
        // end the process while the first is saving.
        while self.said.swap(true, Ordering::SeqCst) {
            thread::park();
        }
        let _ = self.events.send(Event::HangUp { status });
        thread::sleep(GRACE);
        self.trace.note(format_args!("hang-up without the main thread"));
        self.rescue();
        std::process::exit(status);
    }

    /// Saves the drafts, even after an earlier try broke off.
    pub fn rescue(&self) {
        let rescue = self.rescue.lock().unwrap_or_else(PoisonError::into_inner);
        // The process must end even if saving panics.
        let _ = catch_unwind(AssertUnwindSafe(&*rescue));
    }
}

/// Who has the terminal, as far as signals are concerned.
#[derive(Debug, Default)]
pub struct Lent {
    /// The editor runs: Ctrl+C and Ctrl+Z are meant for it.
    editor: AtomicBool,
    /// We stopped ourselves and wait to be continued.
    stopped: AtomicBool,
}

/// The main thread's hold on the signal thread.
pub struct SignalWatch {
    lent: Arc<Lent>,
    continued: Receiver<()>,
}

impl SignalWatch {
    pub fn start(events: Sender<Event>, farewell: Arc<Farewell>) -> io::Result<Self> {
        let mut signals = Signals::new([SIGHUP, SIGTERM, SIGINT, SIGTSTP, SIGCONT, SIGWINCH])?;
        let lent = Arc::new(Lent::default());
        let (tell, continued) = channel();
        let watched = Arc::clone(&lent);
        thread::Builder::new().name("signals".into()).spawn(move || {
            for signal in signals.forever() {
                answer(signal, &events, &farewell, &watched, &tell);
            }
        })?;
        Ok(Self { lent, continued })
    }

    /// Runs `work` while another program owns the terminal.
    pub fn lend<T>(&self, work: impl FnOnce() -> T) -> T {
        self.lent.editor.store(true, Ordering::SeqCst);
        let done = work();
        self.lent.editor.store(false, Ordering::SeqCst);
        done
    }

    /// Stops the whole process group, so that a wrapper such as `sudo` stops too; returns when continued.
    pub fn stop(&self) -> io::Result<()> {
        self.lent.stopped.store(true, Ordering::SeqCst);
        rustix::process::kill_current_process_group(Signal::STOP)?;
        // The signal may reach another thread first, so this one could run on for a moment.
        let _ = self.continued.recv();
        Ok(())
    }
}

fn answer(signal: i32, events: &Sender<Event>, farewell: &Farewell, lent: &Lent, continued: &Sender<()>) {
    let editor = lent.editor.load(Ordering::SeqCst);
    // A receiver that is gone means the main loop has ended, and the process with it in a moment.
    let tell = |event| drop(events.send(event));
    match signal {
        SIGHUP | SIGTERM => farewell.hang_up(128 + signal),
        SIGINT if !editor => farewell.hang_up(128 + signal),
        // The editor stops itself; without us stopping too the shell would wait for ever.
        SIGTSTP if editor => drop(kill_process(getpid(), Signal::STOP)),
        SIGTSTP => tell(Event::StopAsked),
        SIGCONT if lent.stopped.swap(false, Ordering::SeqCst) => drop(continued.send(())),
        // Stopped and continued by somebody else: the shell in between left its own settings.
        SIGCONT if !editor => tell(Event::Resumed),
        SIGWINCH => {
            if let Ok(size) = terminal::size() {
                tell(Event::Resize { width: size.width, height: size.height });
            }
        }
        _ => {}
    }
}

/// Without job control above us nobody could bring a stopped program back: a forced command over
/// SSH would be stuck. Every shell with job control gives its jobs a process group of their own.
pub fn can_be_resumed() -> bool {
    rustix::process::getsid(None).is_ok_and(|session| session != rustix::process::getpgrp())
}
