//! The interview: what do I ask now, and what did they mean?

use ratatui::Frame;
use ratatui::crossterm::event::KeyEvent;
use ratatui::layout::Rect;

use super::{Ask, Context};
use crate::domain::record::Id;
use crate::keys::Action;
use crate::store::drafts::Draft;
use crate::store::request::{Reply, Request};

#[derive(Debug)]
pub struct InterviewView {
    id: Id,
}

impl InterviewView {
    /// `id` names the interview or one of its answers, on which the cursor then stands.
    pub fn new(id: Id) -> Self {
        Self { id }
    }

    /// The interview with a text that a dropped session left, at the same question and cursor.
    pub fn recover(id: Id, _draft: Draft) -> Self {
        Self { id }
    }

    pub fn queries(&self) -> Vec<Request> {
        vec![Request::Interview(self.id)]
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
