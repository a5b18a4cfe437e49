//! What reaches the program from outside, and what the program asks of the outside.

use std::path::PathBuf;
use std::time::Duration;

use chrono::{DateTime, Utc};
use ratatui::Frame;
use ratatui::crossterm::event::{KeyEvent, MouseEvent};

use crate::domain::record::Id;
use crate::store::drafts::{Draft, Report};
use crate::store::request::{Reply, Request};
use crate::store::worker::Ticket;
use crate::text::Msg;

/// What is asked of the drafts file.
#[derive(Clone, Debug, PartialEq)]
pub enum Keep {
    Save(Box<Draft>),
    Forget(Id),
    /// Take over what a dead session left, as it was read, for the session with this id.
    Claim(Box<Draft>, Id),
    /// Throw away what a dead session left, as it was read.
    Discard(Box<Draft>),
}

/// Something that happened; the only way anything reaches the program.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    Key(KeyEvent),
    /// Pasted text: line ends are `\n`, and what was longer than the cap is cut.
    Paste(String),
    /// A press, a release or a notch of the wheel; only where the user asked for the mouse.
    Mouse(MouseEvent),
    Resize {
        width: u16,
        height: u16,
    },
    /// The terminal window gained (`true`) or lost the keyboard.
    Focus(bool),
    Store(Ticket, Reply),
    /// What became of a draft.
    Drafts(Report),
    /// The answer to [`Effect::Write`].
    Written(Result<PathBuf, Msg>),
    /// The time asked for by [`Program::deadline`] has come.
    Due,
    /// Someone outside asked us to stop (`kill -TSTP`): save what must be saved, then answer with [`Effect::Suspend`].
    StopAsked,
    /// Back in the foreground after [`Effect::Suspend`].
    Resumed,
    /// [`Effect::Suspend`] was not followed: no shell stands above that could bring the program back.
    CannotSuspend,
    /// The answer to [`Effect::Edit`].
    Edited(Result<String, EditError>),
    /// The answer to [`Effect::Copy`].
    Copied(Result<(), CopyTooLong>),
    /// The terminal is gone, or somebody ended the session: save drafts, nothing else is shown any more.
    HangUp {
        status: i32,
    },
}

impl Event {
    /// A name for the trace; it never carries what the user typed.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Key(_) => "key",
            Self::Paste(_) => "paste",
            Self::Mouse(_) => "mouse",
            Self::Resize { .. } => "resize",
            Self::Focus(_) => "focus",
            Self::Store(..) => "store",
            Self::Drafts(_) => "drafts",
            Self::Written(_) => "written",
            Self::Due => "due",
            Self::StopAsked => "stop-asked",
            Self::Resumed => "resumed",
            Self::CannotSuspend => "cannot-suspend",
            Self::Edited(_) => "edited",
            Self::Copied(_) => "copied",
            Self::HangUp { .. } => "hang-up",
        }
    }
}

/// Something only the outside can do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    Store(Ticket, Request),
    Draft(Keep),
    /// Write a new file in the folder the program was started in; an existing one is never touched.
    Write {
        name: String,
        bytes: Vec<u8>,
    },
    /// Put text on the clipboard of the user's own machine.
    Copy(String),
    /// Open the text in the user's editor; `suffix` (`md`) tells the editor what it is.
    Edit {
        text: String,
        suffix: &'static str,
    },
    Suspend,
    /// Paint every cell again.
    Repaint,
    Quit(i32),
}

/// Why a text did not come back from the editor.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    #[error("the editor {command} could not be started: {reason}")]
    NotStarted { command: String, reason: String },
    /// The editor ended with an error and had changed nothing.
    #[error("the editor ended with an error")]
    GivenUp,
    /// The editor ended with an error, but something was written: "forget my changes", a crash and a dropped line all
    /// look the same from here, so the folder was left as it is.
    #[error("the editor ended with an error; what it left is kept in {}", kept.display())]
    Broken { kept: PathBuf },
    /// More than a field can hold; the text was left in the file.
    #[error("the text is too long; it is kept in {}", kept.display())]
    TooLong { kept: PathBuf },
    /// Not UTF-8; the text was left in the file.
    #[error("the text is not UTF-8; it is kept in {}", kept.display())]
    NotText { kept: PathBuf },
    #[error("the file for the editor: {0}")]
    File(String),
}

/// Terminals drop long clipboard messages silently, so they are refused aloud.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CopyTooLong {
    pub bytes: usize,
}

/// A program under [`crate::run`]: pure state, no input and no output of its own.
pub trait Program {
    fn update(&mut self, event: Event, now: DateTime<Utc>) -> Vec<Effect>;
    fn draw(&mut self, frame: &mut Frame);
    /// Whether everything typed is where it belongs. What waits for the store is waited for, for a moment, before the
    /// program ends without its terminal.
    fn settled(&self) -> bool {
        true
    }
    /// How long until [`Event::Due`] is wanted; `None` means the program may sleep until something happens.
    fn deadline(&self) -> Option<Duration>;
}
