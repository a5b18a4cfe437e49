//! One room per thing the user works on.

pub mod agreement;
pub mod ask;
pub mod board;
pub mod context;
pub mod draw;
pub mod interview;
pub mod list;
pub mod log;
pub mod record;

pub use ask::{Ask, Tone};
pub use context::{Context, Ids};
use ratatui::Frame;
use ratatui::crossterm::event::KeyEvent;
use ratatui::layout::Rect;

use crate::domain::kinds::Kind;
use crate::domain::record::Id;
use crate::keys::{Action, Scope};
use crate::store::presence::Spot;
use crate::store::request::{Reply, Request};

#[derive(Debug)]
pub enum Screen {
    Board(Box<board::Board>),
    List(Box<list::List>),
    Record(Box<record::RecordView>),
    Interview(Box<interview::InterviewView>),
    Agreement(Box<agreement::AgreementView>),
    Log(Box<log::Log>),
}

/// Does the same on whichever screen it is.
macro_rules! each {
    ($self:ident, $view:ident => $body:expr) => {
        match $self {
            Screen::Board($view) => $body,
            Screen::List($view) => $body,
            Screen::Record($view) => $body,
            Screen::Interview($view) => $body,
            Screen::Agreement($view) => $body,
            Screen::Log($view) => $body,
        }
    };
}

impl Screen {
    /// The screen where a record is at home.
    pub fn of(kind: Kind, id: Id) -> Self {
        match kind {
            Kind::Interview | Kind::Answer => Self::Interview(Box::new(interview::InterviewView::new(id))),
            Kind::Agreement | Kind::AgreementVersion | Kind::Clause | Kind::Target => {
                Self::Agreement(Box::new(agreement::AgreementView::new(id)))
            }
            _ => Self::Record(Box::new(record::RecordView::new(kind, id))),
        }
    }

    /// What must be read to show it; asked when it opens and whenever the file has changed.
    pub fn queries(&self) -> Vec<Request> {
        each!(self, view => view.queries())
    }

    /// An answer to something this screen asked.
    pub fn accept(&mut self, reply: Reply, context: &Context<'_>) -> Vec<Ask> {
        each!(self, view => view.accept(reply, context))
    }

    pub fn act_on(&mut self, action: Action, context: &Context<'_>) -> Vec<Ask> {
        each!(self, view => view.act_on(action, context))
    }

    /// A key that no command took; only reaches screens where [`Screen::types`] holds.
    pub fn key(&mut self, key: KeyEvent, context: &Context<'_>) -> Vec<Ask> {
        each!(self, view => view.key(key, context))
    }

    pub fn paste(&mut self, text: &str, context: &Context<'_>) -> Vec<Ask> {
        each!(self, view => view.paste(text, context))
    }

    /// A text that came back from the user's editor.
    pub fn edited(&mut self, text: &str, context: &Context<'_>) -> Vec<Ask> {
        match self {
            Self::Interview(view) => view.edited(text, context),
            Self::Agreement(view) => view.edited(text, context),
            _ => Vec::new(),
        }
    }

    /// A record chosen in a dialog that this screen opened.
    pub fn chosen(&mut self, id: Id, context: &Context<'_>) -> Vec<Ask> {
        match self {
            Self::Interview(view) => view.chosen(id, context),
            Self::Agreement(view) => view.chosen(id, context),
            _ => Vec::new(),
        }
    }

    /// The cursor should go to this record, which the user just made.
    pub fn select(&mut self, kind: Kind, id: Id) {
        match self {
            Self::Board(view) if kind == Kind::Opportunity => view.select(id),
            Self::List(view) if kind == view.kind() => view.select(id),
            Self::Record(view) => view.select(id),
            Self::Interview(view) => view.select(id),
            Self::Agreement(view) => view.select(id),
            _ => {}
        }
    }

    /// An act this screen may be waiting for has been saved, or refused.
    pub fn saved(&mut self, act: Id, done: bool) -> Vec<Ask> {
        match self {
            Self::Interview(view) => view.saved(act, done),
            Self::Agreement(view) => view.saved(act, done),
            _ => Vec::new(),
        }
    }

    /// Before it is left or the program ends: what must still be saved.
    pub fn leave(&mut self, context: &Context<'_>) -> Vec<Ask> {
        match self {
            Self::Interview(view) => view.leave(context),
            Self::Agreement(view) => view.leave(context),
            _ => Vec::new(),
        }
    }

    /// True where printable keys type text.
    pub fn types(&self) -> bool {
        each!(self, view => view.types())
    }

    /// Where the user types, for colleagues.
    pub fn spot(&self) -> Option<Spot> {
        match self {
            Self::Interview(view) => view.spot(),
            Self::Agreement(view) => view.spot(),
            _ => None,
        }
    }

    /// What a colleague's place is called here; none when it is not on this screen.
    pub fn names(&self, spot: &Spot, context: &Context<'_>) -> Option<String> {
        match self {
            Self::Record(view) => view.is_about(spot).then(|| context.text.field(spot.kind.name(), &spot.field)),
            Self::Interview(view) => view.names(spot, context),
            Self::Agreement(view) => view.names(spot, context),
            _ => None,
        }
    }

    pub fn scope(&self) -> Scope {
        match self {
            Self::Board(_) => Scope::Board,
            Self::List(_) | Self::Log(_) => Scope::List,
            Self::Record(_) => Scope::Record,
            Self::Interview(_) => Scope::Interview,
            Self::Agreement(_) => Scope::Agreement,
        }
    }

    /// Which of the numbered screens this is or stands on.
    pub fn tab(&self) -> Option<Action> {
        match self {
            Self::Board(_) => Some(Action::GoBoard),
            Self::List(view) => view.tab(),
            Self::Log(view) if view.is_whole() => Some(Action::GoLog),
            _ => None,
        }
    }

    /// The way here, for the head line.
    pub fn title(&self, context: &Context<'_>) -> String {
        each!(self, view => view.title(context))
    }

    /// Commands worth showing in the footer, in this state.
    pub fn hints(&self) -> Vec<Action> {
        each!(self, view => view.hints())
    }

    pub fn draw(&mut self, frame: &mut Frame, area: Rect, context: &Context<'_>) {
        each!(self, view => view.draw(frame, area, context));
    }
}
