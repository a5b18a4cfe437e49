//! The thread that reads the keyboard, sleeps without any timer, and notices a closed terminal.

use std::io::{self, Write};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::stdio::stdin;

use super::decode::Decoder;
use super::signals::{Farewell, HUNG_UP};
use crate::app::event::Event;

/// Whoever waits longer for the first page is told so.
const PATIENT: Duration = Duration::from_secs(1);

const CLOSED: PollFlags = PollFlags::HUP.union(PollFlags::ERR).union(PollFlags::NVAL);

/// The main thread's hold on the keyboard.
pub struct Keyboard {
    gate: UnixStream,
    paused: Receiver<()>,
    open: bool,
}

impl Keyboard {
    /// No key is taken before [`Keyboard::resume`]: until the program has the screen they are for the shell. Whoever waits
    /// longer than a second for that calls `late`.
    pub fn start(events: Sender<Event>, farewell: Arc<Farewell>, late: Box<dyn FnOnce() + Send>) -> io::Result<Self> {
        let (gate, theirs) = UnixStream::pair()?;
        let (tell, paused) = channel();
        let reader = Reader { events, farewell, gate: theirs, tell: Some(tell), decoder: Decoder::default() };
        thread::Builder::new().name("input".into()).spawn(move || reader.run(late))?;
        Ok(Self { gate, paused, open: false })
    }

    /// From the return of this call until [`Keyboard::resume`] no key is taken from the terminal.
    pub fn pause(&mut self) {
        if std::mem::take(&mut self.open) && self.gate.write_all(b"p").is_ok() {
            let _ = self.paused.recv();
        }
    }

    pub fn resume(&mut self) {
        if !std::mem::replace(&mut self.open, true) {
            let _ = self.gate.write_all(b"r");
        }
    }
}

struct Reader {
    events: Sender<Event>,
    farewell: Arc<Farewell>,
    gate: UnixStream,
    /// None once the terminal is closed: nobody need wait for an answer then.
    tell: Option<Sender<()>>,
    decoder: Decoder,
}

/// What ended a wait.
enum Woken {
    Keys,
    Gate,
    Time,
    Closed,
}

impl Reader {
    fn run(mut self, late: Box<dyn FnOnce() + Send>) {
        let mut bytes = [0; 4096];
        if self.wait_for_gate(Some(late)).is_none() {
            return;
        }
        loop {
            let mut out = Vec::new();
            match self.wait(PollFlags::IN, self.decoder.patience()) {
                Woken::Time => self.decoder.settle(&mut out),
                Woken::Closed => return self.hang_up(),
                Woken::Gate => {
                    if self.stay_paused().is_none() {
                        return;
                    }
                }
                Woken::Keys => match rustix::io::read(stdin(), &mut bytes) {
                    Ok(0) => return self.hang_up(),
                    Ok(count) => self.decoder.feed(&bytes[..count], &mut out),
                    Err(Errno::INTR | Errno::AGAIN) => {}
                    Err(_) => return self.hang_up(),
                },
            }
            for event in out {
                if self.events.send(event).is_err() {
                    return;
                }
            }
        }
    }

    fn wait(&self, keys: PollFlags, patience: Option<Duration>) -> Woken {
        let input = stdin();
        let time = patience.and_then(|time| Timespec::try_from(time).ok());
        loop {
            let mut watched = [PollFd::new(&input, keys), PollFd::new(&self.gate, PollFlags::IN)];
            match poll(&mut watched, time.as_ref()) {
                Ok(0) => return Woken::Time,
                Err(Errno::INTR) => continue,
                Err(_) => return Woken::Closed,
                Ok(_) => {}
            }
            let input = watched[0].revents();
            return if !watched[1].revents().is_empty() {
                Woken::Gate
            } else if input.contains(PollFlags::IN) {
                Woken::Keys
            } else if input.intersects(CLOSED) {
                Woken::Closed
            } else {
                continue;
            };
        }
    }

    fn stay_paused(&mut self) -> Option<()> {
        self.gate_byte()?;
        self.tell.as_ref()?.send(()).ok()?;
        self.wait_for_gate(None)
    }

    /// Until the gate opens; `None` when the main loop is gone. A closed terminal is still noticed.
    fn wait_for_gate(&mut self, mut late: Option<Box<dyn FnOnce() + Send>>) -> Option<()> {
        loop {
            match self.wait(PollFlags::empty(), late.as_ref().map(|_| PATIENT)) {
                Woken::Gate => return self.gate_byte(),
                Woken::Closed => self.hang_up(),
                Woken::Keys | Woken::Time => late.take().into_iter().for_each(|late| late()),
            }
        }
    }

    /// Never returns. With a closed window comes "continue" too, for which the main thread asks for the keyboard: it must
    /// not wait for this thread, which waits for it.
    fn hang_up(&mut self) {
        self.tell = None;
        self.farewell.hang_up(HUNG_UP);
    }

    fn gate_byte(&mut self) -> Option<()> {
        io::Read::read_exact(&mut self.gate, &mut [0]).ok()
    }
}
