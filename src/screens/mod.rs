//! One room per thing the user works on.

pub mod agenda;
pub mod agreement;
pub mod archive;
pub mod ask;
pub mod board;
pub mod calculator;
pub mod conditions;
pub mod context;
pub mod deal;
pub mod doors;
pub mod draw;
pub mod filter;
pub mod interview;
pub mod list;
pub mod log;
pub mod many;
pub mod minutes;
pub mod needs;
pub mod opportunity;
pub mod pipelines;
mod place;
pub mod progress;
pub mod record;
pub mod select;
pub mod versions;
pub mod view;
pub mod walk;

use std::time::Duration;

pub use ask::{Ask, Named, Seen, Tone};
use chrono::{DateTime, Utc};
pub use context::{Context, Ids};
use ratatui::Frame;
use ratatui::crossterm::event::{KeyEvent, MouseEvent};
use ratatui::layout::Rect;
pub use view::View;

use crate::domain::kinds::Kind;
use crate::domain::record::Id;
use crate::keys::{Action, Scope};
use crate::store::presence::Spot;
use crate::store::request::{Done, Many, Reply, Request};

/// The screens there are. Every one does what [`View`] asks, so that a new one is its file and a line here, and a line
/// in [`doors`] if a command opens it.
macro_rules! screens {
    ($($name:ident($view:ty)),* $(,)?) => {
        #[derive(Debug)]
        pub enum Screen {
            $($name(Box<$view>)),*
        }

        $(impl From<$view> for Screen {
            fn from(view: $view) -> Self {
                Self::$name(Box::new(view))
            }
        })*

        impl Screen {
            /// What must be read to show it; asked when it opens and whenever the file has changed.
            pub fn queries(&self) -> Vec<Request> {
                match self { $(Self::$name(view) => view.queries()),* }
            }

            /// An answer to something this screen asked.
            pub fn accept(&mut self, reply: Reply, context: &Context<'_>) -> Vec<Ask> {
                match self { $(Self::$name(view) => view.accept(reply, context)),* }
            }

            pub fn act_on(&mut self, action: Action, context: &Context<'_>) -> Vec<Ask> {
                match self { $(Self::$name(view) => view.act_on(action, context)),* }
            }

            /// A key that no command took; only reaches screens where [`Screen::types`] holds.
            pub fn key(&mut self, key: KeyEvent, context: &Context<'_>) -> Vec<Ask> {
                match self { $(Self::$name(view) => view.key(key, context)),* }
            }

            /// A press, a release or a notch of the wheel.
            pub fn mouse(&mut self, mouse: MouseEvent, context: &Context<'_>) -> Vec<Ask> {
                match self { $(Self::$name(view) => view.mouse(mouse, context)),* }
            }

            pub fn paste(&mut self, text: &str, context: &Context<'_>) -> Vec<Ask> {
                match self { $(Self::$name(view) => view.paste(text, context)),* }
            }

            /// A text that came back from the user's editor.
            pub fn edited(&mut self, text: &str, context: &Context<'_>) -> Vec<Ask> {
                match self { $(Self::$name(view) => view.edited(text, context)),* }
            }

            /// A record chosen in a dialog that this screen opened.
            pub fn chosen(&mut self, id: Id, context: &Context<'_>) -> Vec<Ask> {
                match self { $(Self::$name(view) => view.chosen(id, context)),* }
            }

            /// Shows deals in another order, in other groups or through a view.
            pub fn see(&mut self, seen: Seen, context: &Context<'_>) -> Vec<Ask> {
                match self { $(Self::$name(view) => view.see(seen, context)),* }
            }

            /// The cursor should go to this record, which the user just made.
            pub fn select(&mut self, kind: Kind, id: Id) {
                match self { $(Self::$name(view) => view.select(kind, id)),* }
            }

            /// The pipelines have changed, what stands in them, or which of them is shown.
            pub fn pipelines(&mut self, context: &Context<'_>) -> Vec<Ask> {
                match self { $(Self::$name(view) => view.pipelines(context)),* }
            }

            /// An act this screen may be waiting for has been saved, or refused.
            pub fn saved(&mut self, act: Id, done: bool) -> Vec<Ask> {
                match self { $(Self::$name(view) => view.saved(act, done)),* }
            }

            /// An act with many records is done, as far as it could be.
            pub fn carried(&mut self, many: &Many, done: &Done) {
                match self { $(Self::$name(view) => view.carried(many, done)),* }
            }

            /// The same page of another record of its kind.
            pub fn turned(&self, id: Id) -> Option<Self> {
                match self { $(Self::$name(view) => view.turned(id)),* }
            }

            /// The cursor should go to this record, which was looked at last, at this place of the row if it is known.
            pub fn came_by(&mut self, kind: Kind, id: Id, at: Option<usize>) {
                match self { $(Self::$name(view) => view.came_by(kind, id, at)),* }
            }

            /// Before it is left or the program ends: what must still be saved.
            pub fn leave(&mut self, context: &Context<'_>) -> Vec<Ask> {
                match self { $(Self::$name(view) => view.leave(context)),* }
            }

            /// True where printable keys type text.
            pub fn types(&self) -> bool {
                match self { $(Self::$name(view) => view.types()),* }
            }

            /// A command of whoever is writing here, which needs nothing that is being read.
            pub fn writes_on(&self, action: Action) -> bool {
                match self { $(Self::$name(view) => view.writes_on(action)),* }
            }

            /// The record at hand: what a talk that is logged from here is about.
            pub fn about(&self) -> Option<(Kind, Id)> {
                match self { $(Self::$name(view) => view.about()),* }
            }

            /// The opportunity that the record at hand belongs to.
            pub fn deal(&self) -> Option<Id> {
                match self { $(Self::$name(view) => view.deal()),* }
            }

            /// Where the user types, for colleagues.
            pub fn spot(&self) -> Option<Spot> {
                match self { $(Self::$name(view) => view.spot()),* }
            }

            /// What a colleague's place is called here; none when it is not on this screen.
            pub fn names(&self, spot: &Spot, context: &Context<'_>) -> Option<String> {
                match self { $(Self::$name(view) => view.names(spot, context)),* }
            }

            /// Where commands apply now, innermost first.
            pub fn scopes(&self) -> Vec<Scope> {
                match self { $(Self::$name(view) => view.scopes()),* }
            }

            /// What a command opens from here, where it is not the same everywhere.
            pub fn opens(&self, action: Action, context: &Context<'_>) -> Option<Self> {
                match self { $(Self::$name(view) => view.opens(action, context)),* }
            }

            /// How long its picture stays right by itself; none where nothing on it goes by the clock.
            pub fn wakes(&self, now: DateTime<Utc>) -> Option<Duration> {
                match self { $(Self::$name(view) => view.wakes(now)),* }
            }

            /// The command that opens this screen, if there is one.
            pub fn tab(&self) -> Option<Action> {
                match self { $(Self::$name(view) => view.tab()),* }
            }

            /// The way here, for the head line.
            pub fn title(&self, context: &Context<'_>) -> String {
                match self { $(Self::$name(view) => view.title(context)),* }
            }

            /// Commands worth showing in the footer, in this state.
            pub fn hints(&self) -> Vec<Action> {
                match self { $(Self::$name(view) => view.hints()),* }
            }

            /// What a command does here, where its name does not tell: a message key, for the footer.
            pub fn means(&self, action: Action) -> Option<&'static str> {
                match self { $(Self::$name(view) => view.means(action)),* }
            }

            pub fn draw(&mut self, frame: &mut Frame, area: Rect, context: &Context<'_>) {
                match self { $(Self::$name(view) => view.draw(frame, area, context)),* }
            }
        }
    };
}

screens! {
    Board(board::Board),
    List(list::List),
    Record(record::RecordView),
    Deal(opportunity::DealView),
    Progress(progress::ProgressView),
    Needs(needs::NeedsView),
    Interview(interview::InterviewView),
    Agreement(agreement::AgreementView),
    Versions(versions::VersionsView),
    Chain(agreement::chain::ChainView),
    Wizard(agreement::wizard::WizardView),
    Log(log::Log),
    Pipelines(pipelines::PipelinesView),
    Agenda(agenda::AgendaView),
    Calculator(calculator::Calculator),
}

impl Screen {
    /// The screen where a record is at home.
    pub fn of(kind: Kind, id: Id) -> Self {
        match kind {
            Kind::Interview | Kind::Answer => interview::InterviewView::new(id).into(),
            Kind::Agreement | Kind::AgreementVersion | Kind::Clause | Kind::Target => {
                agreement::AgreementView::new(id).into()
            }
            Kind::Opportunity => opportunity::DealView::new(id).into(),
            _ => record::RecordView::new(kind, id).into(),
        }
    }
}
