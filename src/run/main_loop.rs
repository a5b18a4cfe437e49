//! The loop: wait for an event, let the program answer, do what it asks, draw once.

use std::collections::VecDeque;
use std::io;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use ratatui::Frame;

use super::signals::HUNG_UP;
use super::trace::Trace;
use crate::app::event::{CopyTooLong, EditError, Effect, Event, Keep, Program};
use crate::store::request::Request;
use crate::store::worker::Ticket;
use crate::text::Msg;

/// So many events are answered before a frame is drawn, even if more are waiting: a storm must not freeze the screen.
const BATCH: usize = 1000;

/// So long a program without a terminal waits for what the keys typed last wait for.
pub const LAST_KEYS: Duration = Duration::from_millis(500);

/// What came of a wish to be suspended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stopped {
    AndBack,
    NobodyToResume,
}

/// The world as the loop sees it. Every `io::Error` means that the terminal is gone.
pub trait Outside {
    /// The answer is the number of bytes sent.
    fn draw(&mut self, paint: &mut dyn FnMut(&mut Frame)) -> io::Result<u64>;
    fn store(&mut self, ticket: Ticket, request: Request);
    fn draft(&mut self, keep: Keep);
    fn write(&mut self, name: &str, bytes: &[u8]) -> Result<PathBuf, Msg>;
    fn copy(&mut self, text: &str) -> io::Result<Result<(), CopyTooLong>>;
    /// The text comes back even when the terminal does not.
    fn edit(&mut self, text: &str, suffix: &str) -> (Result<String, EditError>, io::Result<()>);
    fn suspend(&mut self) -> io::Result<Stopped>;
    /// Takes the terminal again after somebody else stopped and continued the process.
    fn retake(&mut self) -> io::Result<()>;
    fn repaint(&mut self) -> io::Result<()>;
}

/// Runs until the program quits or the session ends; the answer is the exit status.
pub fn turn(
    program: &mut impl Program,
    events: &Receiver<Event>,
    outside: &mut impl Outside,
    now: &dyn Fn() -> DateTime<Utc>,
    trace: &Trace,
) -> i32 {
    let mut next: Option<Event> = None;
    loop {
        let mut count = 0;
        while let Some(event) = next {
            let (kind, started) = (event.kind(), Instant::now());
            if let Some(status) = answer(program, event, events, outside, now) {
                return status;
            }
            trace.note(format_args!("{kind} us={}", started.elapsed().as_micros()));
            count += 1;
            next = if count < BATCH { events.try_recv().ok() } else { None };
        }
        let started = Instant::now();
        match outside.draw(&mut |frame| program.draw(frame)) {
            Ok(bytes) => trace.note(format_args!("draw us={} bytes={bytes}", started.elapsed().as_micros())),
            Err(_) => return hang_up(program, events, outside, now, HUNG_UP),
        }
        next = Some(wait(program, events));
    }
}

/// Sleeps until something happens or the program's own deadline comes.
fn wait(program: &impl Program, events: &Receiver<Event>) -> Event {
    let waited = match program.deadline() {
        Some(time) => events.recv_timeout(time),
        None => events.recv().map_err(|_| RecvTimeoutError::Disconnected),
    };
    waited.unwrap_or_else(|error| match error {
        RecvTimeoutError::Timeout => Event::Due,
        RecvTimeoutError::Disconnected => Event::HangUp { status: HUNG_UP },
    })
}

/// One event and everything that follows from it at once; `Some` is the exit status.
fn answer(
    program: &mut impl Program,
    event: Event,
    events: &Receiver<Event>,
    outside: &mut impl Outside,
    now: &dyn Fn() -> DateTime<Utc>,
) -> Option<i32> {
    if let Event::HangUp { status } = event {
        return Some(hang_up(program, events, outside, now, status));
    }
    if matches!(event, Event::Resumed) && outside.retake().is_err() {
        return Some(hang_up(program, events, outside, now, HUNG_UP));
    }
    // A window that went to another size and back between two frames has lost its picture all the same.
    if matches!(event, Event::Resize { .. }) && outside.repaint().is_err() {
        return Some(hang_up(program, events, outside, now, HUNG_UP));
    }
    let mut waiting = VecDeque::from([event]);
    let (mut gone, mut ending) = (false, None);
    while let Some(event) = waiting.pop_front() {
        for effect in program.update(event, now()) {
            match effect {
                Effect::Quit(status) => ending = ending.or(Some(status)),
                // Without a terminal everything else is still done: a draft or a save that was asked for is not lost.
                Effect::Copy(_) | Effect::Edit { .. } | Effect::Suspend | Effect::Repaint
                    if gone || ending.is_some() => {}
                effect => {
                    let (answer, terminal) = perform(effect, outside);
                    waiting.extend(answer);
                    gone |= terminal.is_err();
                }
            }
        }
    }
    if gone { Some(hang_up(program, events, outside, now, HUNG_UP)) } else { ending }
}

/// The answer to an effect, and whether the terminal is still there.
fn perform(effect: Effect, outside: &mut impl Outside) -> (Option<Event>, io::Result<()>) {
    let split = |done: io::Result<Event>| match done {
        Ok(event) => (Some(event), Ok(())),
        Err(fault) => (None, Err(fault)),
    };
    match effect {
        Effect::Store(ticket, request) => {
            outside.store(ticket, request);
            (None, Ok(()))
        }
        Effect::Draft(keep) => {
            outside.draft(keep);
            (None, Ok(()))
        }
        Effect::Write { name, bytes } => (Some(Event::Written(outside.write(&name, &bytes))), Ok(())),
        Effect::Copy(text) => split(outside.copy(&text).map(Event::Copied)),
        Effect::Edit { text, suffix } => {
            let (edited, terminal) = outside.edit(&text, suffix);
            (Some(Event::Edited(edited)), terminal)
        }
        Effect::Suspend => split(outside.suspend().map(|stopped| match stopped {
            Stopped::AndBack => Event::Resumed,
            Stopped::NobodyToResume => Event::CannotSuspend,
        })),
        Effect::Repaint => (None, outside.repaint()),
        Effect::Quit(_) => (None, Ok(())),
    }
}

/// The program saves what it must; the terminal is touched no more. Keys that were typed while the store was reading
/// are typed all the same: the page that they were meant for is waited for, but not long.
fn hang_up(
    program: &mut impl Program,
    events: &Receiver<Event>,
    outside: &mut impl Outside,
    now: &dyn Fn() -> DateTime<Utc>,
    status: i32,
) -> i32 {
    let until = Instant::now() + LAST_KEYS;
    // What is there is safe first, whatever comes of the rest.
    keep(program, Event::HangUp { status }, outside, now);
    let mut later = false;
    loop {
        let left = until.saturating_duration_since(Instant::now());
        let next = if program.settled() { events.try_recv().ok() } else { events.recv_timeout(left).ok() };
        match next.filter(|_| !left.is_zero()) {
            // A closed window is noticed more than once.
            Some(Event::HangUp { .. }) => {}
            Some(event) => {
                keep(program, event, outside, now);
                later = true;
            }
            None => break,
        }
    }
    if later {
        keep(program, Event::HangUp { status }, outside, now);
    }
    status
}

/// An event of a program without a terminal: what it saves is saved.
fn keep(program: &mut impl Program, event: Event, outside: &mut impl Outside, now: &dyn Fn() -> DateTime<Utc>) {
    for effect in program.update(event, now()) {
        match effect {
            Effect::Store(ticket, request) => outside.store(ticket, request),
            Effect::Draft(keep) => outside.draft(keep),
            Effect::Copy(_)
            | Effect::Write { .. }
            | Effect::Edit { .. }
            | Effect::Suspend
            | Effect::Repaint
            | Effect::Quit(_) => {}
        }
    }
}

#[cfg(test)]
mod tests;
