//! What a screen is to the application: what it reads, what it does with commands and keys, what it shows.

use std::time::Duration;

use chrono::{DateTime, Utc};
use ratatui::Frame;
use ratatui::crossterm::event::{KeyEvent, MouseEvent, MouseEventKind};
use ratatui::layout::Rect;

use super::{Ask, Context, Screen, Seen};
use crate::domain::kinds::Kind;
use crate::domain::record::Id;
use crate::keys::{Action, Scope};
use crate::store::presence::Spot;
use crate::store::request::{Done, Many, Reply, Request};

/// A screen gives what it has; everything but commands, title and picture has a quiet default.
pub trait View {
    /// Where its own commands apply; [`Scope::Pane`] if it has none.
    const SCOPE: Scope;

    /// What must be read to show it; asked when it opens and whenever the file has changed.
    fn queries(&self) -> Vec<Request> {
        Vec::new()
    }

    /// An answer to something this screen asked.
    fn accept(&mut self, _reply: Reply, _context: &Context<'_>) -> Vec<Ask> {
        Vec::new()
    }

    fn act_on(&mut self, action: Action, context: &Context<'_>) -> Vec<Ask>;

    /// A key that no command took; only reaches screens where [`View::types`] holds.
    fn key(&mut self, _key: KeyEvent, _context: &Context<'_>) -> Vec<Ask> {
        Vec::new()
    }

    /// A press, a release or a notch of the wheel: the wheel moves the cursor, the rest is for those who know where things
    /// stand.
    fn mouse(&mut self, mouse: MouseEvent, context: &Context<'_>) -> Vec<Ask> {
        let action = match mouse.kind {
            MouseEventKind::ScrollUp => Action::Up,
            MouseEventKind::ScrollDown => Action::Down,
            _ => return Vec::new(),
        };
        if self.types() { Vec::new() } else { self.act_on(action, context) }
    }

    fn paste(&mut self, _text: &str, _context: &Context<'_>) -> Vec<Ask> {
        Vec::new()
    }

    /// A text that came back from the user's editor.
    fn edited(&mut self, _text: &str, _context: &Context<'_>) -> Vec<Ask> {
        Vec::new()
    }

    /// A record chosen in a dialog that this screen opened.
    fn chosen(&mut self, _id: Id, _context: &Context<'_>) -> Vec<Ask> {
        Vec::new()
    }

    /// Shows deals in another order, in other groups or through a view.
    fn see(&mut self, _seen: Seen, _context: &Context<'_>) -> Vec<Ask> {
        Vec::new()
    }

    /// The cursor should go to this record, which the user just made.
    fn select(&mut self, _kind: Kind, _id: Id) {}

    /// The pipelines have changed, what stands in them, or which of them is shown.
    fn pipelines(&mut self, _context: &Context<'_>) -> Vec<Ask> {
        Vec::new()
    }

    /// An act this screen may be waiting for has been saved, or refused.
    fn saved(&mut self, _act: Id, _done: bool) -> Vec<Ask> {
        Vec::new()
    }

    /// An act with many records is done, as far as it could be.
    fn carried(&mut self, _many: &Many, _done: &Done) {}

    /// The same page of another record of its kind.
    fn turned(&self, _id: Id) -> Option<Screen> {
        None
    }

    /// The cursor should go to this record, which was looked at last, at this place of the row if it is known.
    fn came_by(&mut self, kind: Kind, id: Id, _at: Option<usize>) {
        self.select(kind, id);
    }

    /// Before it is left or the program ends: what must still be saved.
    fn leave(&mut self, _context: &Context<'_>) -> Vec<Ask> {
        Vec::new()
    }

    /// True where printable keys type text.
    fn types(&self) -> bool {
        false
    }

    /// A command of whoever is writing here, which needs nothing that is being read.
    fn writes_on(&self, _action: Action) -> bool {
        false
    }

    /// The record at hand: what a talk that is logged from here is about.
    fn about(&self) -> Option<(Kind, Id)> {
        None
    }

    /// The opportunity that the record at hand belongs to: what else belongs to one is made there.
    fn deal(&self) -> Option<Id> {
        None
    }

    /// Where the user types, for colleagues.
    fn spot(&self) -> Option<Spot> {
        None
    }

    /// What a colleague's place is called here; none when it is not on this screen.
    fn names(&self, _spot: &Spot, _context: &Context<'_>) -> Option<String> {
        None
    }

    /// Where commands apply now, innermost first. A text keeps all keys but those of its own screen.
    fn scopes(&self) -> Vec<Scope> {
        if self.types() { vec![Scope::Field, Self::SCOPE] } else { vec![Self::SCOPE, Scope::Pane] }
    }

    /// What a command opens from here, where it is not the same everywhere: the target at the cursor in the calculator.
    fn opens(&self, _action: Action, _context: &Context<'_>) -> Option<Screen> {
        None
    }

    /// How long its picture stays right by itself; none where nothing on it goes by the clock.
    fn wakes(&self, _now: DateTime<Utc>) -> Option<Duration> {
        None
    }

    /// The command that opens this screen, if there is one.
    fn tab(&self) -> Option<Action> {
        None
    }

    /// The way here, for the head line.
    fn title(&self, context: &Context<'_>) -> String;

    /// Commands worth showing in the footer, in this state.
    fn hints(&self) -> Vec<Action>;

    /// What a command does here, where its name does not tell: a message key, for the footer.
    fn means(&self, _action: Action) -> Option<&'static str> {
        None
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, context: &Context<'_>);
}

/// The same of a screen that shows opportunities, of which several can be selected.
pub fn among_deals<V: View>(view: &V) -> Vec<Scope> {
    if view.types() { while_filtering(view) } else { vec![V::SCOPE, Scope::Deal, Scope::Several, Scope::Pane] }
}

/// Of a screen whose only text is the line that narrows it: there the arrows still move the cursor.
pub fn while_filtering<V: View>(view: &V) -> Vec<Scope> {
    if view.types() { vec![Scope::Field, Scope::Dialog] } else { vec![V::SCOPE, Scope::Pane] }
}
