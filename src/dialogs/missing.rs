//! A move that the funnel refuses: what is missing, and one key to fill it in and go on.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::{Dialog, frame};
use crate::domain::record::Entry;
use crate::keys::Action;
use crate::screens::{Ask, Context};
use crate::store::request::{Command, Request, Sheet};
use crate::text::Msg;

#[derive(Debug)]
pub struct Missing {
    title: Msg,
    kind: crate::domain::kinds::Kind,
    id: crate::domain::record::Id,
    faults: Vec<(String, Msg)>,
    then: Option<Command>,
    at: usize,
}

impl Missing {
    /// `then` is tried again once the fields are filled.
    pub fn new(
        title: Msg,
        kind: crate::domain::kinds::Kind,
        id: crate::domain::record::Id,
        faults: Vec<(String, Msg)>,
        then: Option<Command>,
    ) -> Self {
        Self { title, kind, id, faults, then, at: 0 }
    }

    pub fn act_on(&mut self, action: Action) -> Vec<Ask> {
        match action {
            Action::Up => self.at = self.at.saturating_sub(1),
            Action::Down => self.at = (self.at + 1).min(self.faults.len().saturating_sub(1)),
            Action::Open | Action::Edit => return vec![Ask::Read(Request::Sheet(self.kind, self.id))],
            Action::Back => return vec![Ask::Back],
            _ => {}
        }
        Vec::new()
    }

    /// The record has come: a form for just these fields takes this dialog's place.
    pub fn open(&mut self, sheet: &Sheet, context: &Context<'_>) -> Vec<Ask> {
        let fields: Vec<&'static str> = self
            .faults
            .iter()
            .filter_map(|(name, _)| self.kind.spec().field(name))
            .filter(|field| field.entry == Entry::Form)
            .map(|field| field.name)
            .collect();
        let focus = self.faults.get(self.at).map(|(name, _)| name.clone()).unwrap_or_default();
        let mut builder = super::form::Builder::existing(&sheet.record, &sheet.labels)
            .currency(sheet.ccy)
            .only(&fields)
            .focus(&focus);
        if let Some(then) = self.then.take() {
            builder = builder.then(then);
        }
        vec![Ask::Back, Ask::Show(Dialog::Form(Box::new(builder.build(context))))]
    }

    pub fn draw(&self, screen: &mut Frame, area: Rect, context: &Context<'_>) {
        let mark = context.theme.marks.refused;
        let mut lines: Vec<String> =
            self.faults.iter().map(|(_, fault)| format!("{mark} {}", context.text.say(fault))).collect();
        if lines.is_empty() {
            lines.push(context.text.get("missing-nothing"));
        }
        frame::menu(screen, area, context, &context.text.say(&self.title), &lines, self.at);
    }
}
