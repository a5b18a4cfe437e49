//! A move that the funnel refuses: every condition with its state, and one key to go where it is met and go on.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::note::Note;
use super::{Dialog, frame};
use crate::domain::funnel::gate::{Finding, Place};
use crate::domain::funnel::pipeline::Reason;
use crate::domain::kinds::Kind;
use crate::domain::record::{Entry, Id};
use crate::keys::{Action, Scope};
use crate::screens::conditions::{jump, row, waive};
use crate::screens::{Ask, Context, Tone};
use crate::store::request::{Command, Request, Sheet};
use crate::text::Msg;

#[derive(Debug)]
pub struct Missing {
    title: Msg,
    id: Id,
    /// Fields to fill, and sentences that no field clears.
    faults: Vec<(String, Msg)>,
    gate: Vec<Finding>,
    /// Tried again once something is filled.
    then: Option<Command>,
    at: usize,
}

impl Missing {
    /// A refused move of an opportunity, `then`.
    pub fn new(title: Msg, id: Id, faults: Vec<(String, Msg)>, gate: Vec<Finding>, then: Option<Command>) -> Self {
        let first = gate.iter().position(|finding| !finding.state.passes());
        let at = if faults.is_empty() { first.unwrap_or(0) } else { 0 };
        Self { title, id, faults, gate, then, at }
    }

    fn finding(&self) -> Option<&Finding> {
        self.gate.get(self.at.checked_sub(self.faults.len())?)
    }

    pub fn act_on(&mut self, action: Action, context: &Context<'_>) -> Vec<Ask> {
        let last = (self.faults.len() + self.gate.len()).saturating_sub(1);
        match action {
            Action::Up => self.at = self.at.saturating_sub(1),
            Action::Down => self.at = (self.at + 1).min(last),
            Action::Top => self.at = 0,
            Action::Bottom => self.at = last,
            Action::Open | Action::Edit => return self.open_row(context),
            Action::Waive => {
                let Some(finding) = self.finding() else { return Vec::new() };
                return match waive(self.id, finding, self.then.clone(), context) {
                    show @ Ask::Show(_) => vec![Ask::Back, show],
                    told => vec![told],
                };
            }
            Action::Force => {
                let Some(Command::Move { act, id, seen, to, why }) = self.then.clone() else { return Vec::new() };
                let why = Reason { force: true, ..why };
                let command = Command::Move { act, id, seen, to, why };
                return vec![Ask::Back, Ask::Show(Dialog::Note(Box::new(Note::new(Msg::new("note-force"), command))))];
            }
            Action::Back => return vec![Ask::Back],
            _ => {}
        }
        Vec::new()
    }

    fn open_row(&self, context: &Context<'_>) -> Vec<Ask> {
        match self.finding() {
            Some(finding) if finding.state.passes() => vec![Ask::Tell(Msg::new("gate-holds"), Tone::Plain)],
            Some(Finding { place: Place::Field(_), .. }) => vec![Ask::Read(Request::Sheet(Kind::Opportunity, self.id))],
            Some(finding) => {
                std::iter::once(Ask::Back).chain(jump(self.id, finding, self.then.clone(), context)).collect()
            }
            None if self.faults.get(self.at).is_some_and(|(field, _)| field.is_empty()) => {
                vec![Ask::Tell(
                    Msg::new("gate-skips-how").with("key", context.keymap.hint_in(&[Scope::Dialog], Action::Force)),
                    Tone::Plain,
                )]
            }
            None => vec![Ask::Read(Request::Sheet(Kind::Opportunity, self.id))],
        }
    }

    /// The record has come: a form for just these fields takes this dialog's place.
    pub fn open(&mut self, sheet: &Sheet, context: &Context<'_>) -> Vec<Ask> {
        let of_gate = self.gate.iter().filter(|finding| !finding.state.passes()).filter_map(field_of);
        let named: Vec<&str> = self.faults.iter().map(|(name, _)| name.as_str()).chain(of_gate).collect();
        let spec = Kind::Opportunity.spec();
        let mut fields: Vec<&'static str> = named
            .iter()
            .filter_map(|name| spec.field(name))
            .filter(|field| field.entry == Entry::Form)
            .map(|field| field.name)
            .collect();
        fields.dedup();
        let focus = match self.finding() {
            Some(finding) => field_of(finding).unwrap_or_default(),
            None => self.faults.get(self.at).map_or("", |(name, _)| name),
        };
        let mut builder =
            super::form::Builder::existing(&sheet.record, &sheet.labels).currency(sheet.ccy).only(&fields).focus(focus);
        if let Some(then) = self.then.take() {
            builder = builder.then(then);
        }
        vec![Ask::Back, Ask::Show(Dialog::Form(Box::new(builder.build(context))))]
    }

    pub fn draw(&self, screen: &mut Frame, area: Rect, context: &Context<'_>) {
        let mark = context.theme.marks.refused;
        let faults = self.faults.iter().map(|(_, fault)| format!("{mark} {}", context.text.say(fault)));
        let lines: Vec<String> = faults.chain(self.gate.iter().map(|finding| row(finding, context, mark))).collect();
        let keys = [("go", Action::Open), ("waive", Action::Waive), ("force", Action::Force), ("back", Action::Back)];
        let said = if self.then.is_some() { "missing-keys" } else { "missing-keys-return" };
        let foot = if self.gate.is_empty() { Vec::new() } else { frame::keys(area, context, said, &keys) };
        frame::menu(screen, area, context, &context.text.say(&self.title), &lines, self.at, &foot);
    }
}

fn field_of(finding: &Finding) -> Option<&str> {
    match &finding.place {
        Place::Field(name) => Some(name),
        _ => None,
    }
}
