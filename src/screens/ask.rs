//! What a screen or dialog may ask of the application: plain data, carried out elsewhere.

use super::Screen;
use super::walk::Walk;
use crate::dialogs::Dialog;
use crate::domain::funnel::view::Sight;
use crate::domain::record::Id;
use crate::export::formats::Offer;
use crate::keys::Action;
use crate::store::drafts::Draft;
use crate::store::request::{Command, Request};
use crate::text::Msg;
pub use crate::widgets::notice::Tone;

/// A way to look at deals that was chosen, and the view it is kept as, if it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    pub sight: Sight,
    pub view: Option<Named>,
}

/// A view by its name.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// None for one that comes with the program.
    pub id: Option<Id>,
    pub name: String,
}

#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "asks are few and gone at once; a box at each of them would say nothing")]
pub enum Ask {
    /// Read something; the reply comes back to whoever asked.
    Read(Request),
    /// Change something; keys wait until it is done.
    Do(Command),
    /// Go to a screen; Esc comes back.
    Go(Screen),
    /// Go to a record of a row of records; next and previous ones are opened from there.
    Walk(Screen, Box<Walk>),
    /// Go to a screen with nothing behind it.
    Root(Screen),
    /// Leave this screen or dialog.
    Back,
    Show(Dialog),
    /// Close the dialog and hand the chosen record to the one beneath.
    Chosen(Id, String),
    /// Hand a text to the screen beneath, as if it had been edited there.
    Text(String),
    /// Show the deals on the screen beneath like this.
    See(Box<Seen>),
    Tell(Msg, Tone),
    Copy(String),
    /// Carry out a command on what lies beneath.
    Run(Action),
    /// Edit a text in the user's own editor.
    Edit {
        text: String,
        suffix: &'static str,
    },
    /// Write a new file of this name, or of one like it if it is taken.
    Write {
        name: String,
        bytes: Vec<u8>,
    },
    /// Make a document and write it as a new file.
    Print(Box<Offer>),
    /// Let board and list show the pipeline of this code.
    Pipeline(String),
    /// A half-typed text that must survive.
    Keep(Box<Draft>),
    /// One whose screen closes before it is saved: it waits among the drafts.
    Leave(Box<Draft>),
    /// A draft that was saved or given up.
    Forget(Id),
    /// Take up a text that was left, if no other terminal has.
    TakeUp(Box<Draft>),
    /// Throw away a text that was left, if no other terminal has taken it up.
    Discard(Box<Draft>),
}
