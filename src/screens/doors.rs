//! Which command opens which screen.

use super::agenda::AgendaView;
use super::board::Board;
use super::calculator::Calculator;
use super::list::List;
use super::log::Log;
use super::needs::NeedsView;
use super::pipelines::PipelinesView;
use super::{Context, Screen};
use crate::domain::kinds::Kind;
use crate::keys::Action;

/// A command that opens a screen from wherever one is.
pub struct Door {
    pub action: Action,
    /// Stands in the head line as a tab, with nothing behind it. What is no tab opens over the screen that is open, and
    /// Esc comes back.
    pub tab: bool,
    pub open: fn(&Context<'_>) -> Screen,
}

/// The tabs in the order of the head line, then the rest.
pub static DOORS: &[Door] = &[
    Door { action: Action::GoBoard, tab: true, open: |context| Board::new(context).into() },
    Door { action: Action::GoAccounts, tab: true, open: |_| List::new(Kind::Account).into() },
    Door { action: Action::GoContacts, tab: true, open: |_| List::new(Kind::Contact).into() },
    Door { action: Action::GoInterviews, tab: true, open: |_| List::new(Kind::Interview).into() },
    Door { action: Action::GoNeeds, tab: true, open: |_| NeedsView::all().into() },
    Door { action: Action::GoAgreements, tab: true, open: |_| List::new(Kind::Agreement).into() },
    Door { action: Action::GoLog, tab: true, open: |_| Log::whole().into() },
    Door { action: Action::GoCalculator, tab: false, open: |context| Calculator::new(context).into() },
    Door { action: Action::GoPipelines, tab: false, open: |context| PipelinesView::new(context).into() },
    Door { action: Action::GoAgenda, tab: false, open: |_| AgendaView::default().into() },
    Door { action: Action::GoGaps, tab: false, open: |_| List::new(Kind::Gap).into() },
    Door { action: Action::GoServices, tab: false, open: |_| List::new(Kind::Service).into() },
    Door { action: Action::GoOpportunities, tab: false, open: |context| List::of_deals(context).into() },
];

/// The door of this command, if it opens a screen.
pub fn door(action: Action) -> Option<&'static Door> {
    DOORS.iter().find(|door| door.action == action)
}

/// Commands of the tabs, in their order.
pub fn tabs() -> impl Iterator<Item = Action> {
    DOORS.iter().filter(|door| door.tab).map(|door| door.action)
}
