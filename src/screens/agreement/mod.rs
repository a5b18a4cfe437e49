//! The agreement: what do we promise, and can we keep it?

use ratatui::Frame;
use ratatui::crossterm::event::KeyEvent;
use ratatui::layout::Rect;

use super::{Ask, Context};
use crate::domain::record::Id;
use crate::keys::Action;
use crate::store::drafts::Draft;
use crate::store::request::{Reply, Request};

#[derive(Debug)]
pub struct AgreementView {
    id: Id,
}

impl AgreementView {
    /// `id` names the agreement or a version, clause or target of it, on which the cursor then stands.
    pub fn new(id: Id) -> Self {
        Self { id }
    }

    /// The agreement with a clause that a dropped session left, at the same place.
    pub fn recover(draft: Draft) -> Self {
        Self { id: draft.record.unwrap_or_default() }
    }

    pub fn queries(&self) -> Vec<Request> {
        vec![Request::Agreement(self.id)]
    }
    pub fn accept(&mut self, _reply: Reply, _context: &Context<'_>) -> Vec<Ask> {
        Vec::new()
    }
    pub fn act_on(&mut self, action: Action, _context: &Context<'_>) -> Vec<Ask> {
        if action == Action::Back { vec![Ask::Back] } else { Vec::new() }
    }
    pub fn key(&mut self, _key: KeyEvent, _context: &Context<'_>) -> Vec<Ask> {
        Vec::new()
    }
    pub fn paste(&mut self, _text: &str, _context: &Context<'_>) -> Vec<Ask> {
        Vec::new()
    }
    pub fn edited(&mut self, _text: &str, _context: &Context<'_>) -> Vec<Ask> {
        Vec::new()
    }
    pub fn chosen(&mut self, _id: Id, _context: &Context<'_>) -> Vec<Ask> {
        Vec::new()
    }
    pub fn select(&mut self, _id: Id) {}
    pub fn saved(&mut self, _act: Id, _done: bool) -> Vec<Ask> {
        Vec::new()
    }
    pub fn leave(&mut self, _context: &Context<'_>) -> Vec<Ask> {
        Vec::new()
    }
    pub fn types(&self) -> bool {
        false
    }
    pub fn title(&self, _context: &Context<'_>) -> String {
        String::new()
    }
    pub fn hints(&self) -> Vec<Action> {
        Vec::new()
    }
    pub fn draw(&mut self, _frame: &mut Frame, _area: Rect, _context: &Context<'_>) {}
}

/// What a new draft starts from.
#[derive(Clone, Debug)]
pub struct NewDraft {
    pub opportunity: Id,
    pub account: Option<Id>,
    pub title: String,
    pub customer: String,
    pub provider: String,
    pub language: crate::text::Lang,
    pub currency: String,
    pub start: chrono::NaiveDate,
    pub author: Id,
    pub tz: String,
}

impl NewDraft {
    /// The act that makes agreement, first version and clauses, and the id of the agreement.
    ///
    /// # Errors
    /// When the section inventory cannot be read.
    pub fn act(&self, context: &Context<'_>) -> Result<(crate::domain::act::Act, Id), crate::text::Msg> {
        Ok((
            crate::domain::act::Act { id: context.id(), verb: "verb-agreement".to_owned(), changes: Vec::new() },
            context.id(),
        ))
    }
}

/// Title of a section of the inventory.
pub fn section_title(key: &str, lang: crate::text::Lang) -> String {
    crate::domain::agreement::sections::named(key).map_or_else(|| key.to_owned(), |s| s.title.to(lang).to_owned())
}

/// The value of a target as people write it.
pub fn target_value(target: &crate::domain::record::Record, lang: crate::text::Lang) -> String {
    let value = target.get("value").as_i64();
    value.map_or_else(String::new, |value| {
        crate::domain::agreement::metric::show_value(target.str("metric"), value, target.str("unit"), lang)
    })
}
