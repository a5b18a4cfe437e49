//! The way of a written section to the store: what was sent, what was typed since, and what becomes of a refusal.

use serde_json::Value;

use super::edit::Editing;
use super::{AgreementView, Pane};
use crate::domain::act::Act;
use crate::domain::agreement::sections;
use crate::domain::record::{Id, Record};
use crate::keys::Action;
use crate::screens::{Ask, Context, Tone};
use crate::store::request::Command;
use crate::text::Msg;

/// A text as it was sent, and the act that carries it.
#[derive(Clone, Debug)]
pub(super) struct Sent {
    act: Id,
    text: Value,
}

/// Where the saves of one open text stand.
#[derive(Debug, Default)]
pub(super) struct Saves {
    /// Sent and not answered yet, in order.
    flying: Vec<Sent>,
    /// The last one the store did not take.
    refused: Option<Sent>,
    /// To be saved and closed as soon as the save under way has landed.
    wanted: bool,
    /// The draft does not say yet what a newer text now stands on.
    stale: bool,
}

impl Editing {
    fn is_flying(&self) -> bool {
        !self.saves.flying.is_empty()
    }

    fn last_sent(&self) -> Option<&Value> {
        self.saves.flying.last().map(|sent| &sent.text)
    }

    /// Whether the store has refused exactly what stands here.
    fn is_refused(&self) -> bool {
        self.saves.refused.as_ref().is_some_and(|sent| sent.text == self.value())
    }

    /// What is typed after a text was sent is saved by an act of its own: the store carries out each act only once.
    pub(super) fn touch(&mut self, context: &Context<'_>) {
        let sent = self.saves.flying.iter().chain(&self.saves.refused);
        if sent.into_iter().any(|sent| sent.act == self.act) {
            self.act = context.id();
        }
    }

    /// The act that saves the text as it stands, on top of whatever is still under way.
    fn send(&mut self) -> Option<Ask> {
        let (stored, base) = match self.last_sent() {
            Some(text) => (true, text.clone()),
            None => (self.stored, self.base.clone()),
        };
        let change = self.change(stored, &base)?;
        self.saves.flying.push(Sent { act: self.act, text: self.value() });
        Some(Ask::Do(Command::Save(Act { id: self.act, verb: "verb-clause".to_owned(), changes: vec![change] })))
    }

    /// A save came through: what is typed now stands on it.
    fn landed(&mut self, text: Value) {
        self.saves.refused = None;
        (self.stored, self.base, self.saves.stale) = (true, text, true);
    }

    /// Finds the clause again after a reading. Where somebody else has added the section meanwhile, this text becomes
    /// a change of theirs, so that the clash is shown.
    pub(super) fn rebase(&mut self, clauses: &[Record]) -> bool {
        if self.stored || self.is_flying() {
            return false;
        }
        let here = |c: &&Record| c.str("section") == self.section && c.str("language") == self.language;
        let Some(there) = clauses.iter().find(here) else { return false };
        // One's own, saved before the line dropped: the text typed since stands on it.
        let own = there.id == self.clause && there.version == 1;
        self.base = if own { there.get("text").clone() } else { Value::Null };
        (self.stored, self.clause) = (true, there.id);
        !own
    }
}

impl AgreementView {
    /// Saves the text. A standard text nobody touched is only taken over when the user says so.
    pub(super) fn save(&mut self, wanted: bool, context: &Context<'_>) -> Vec<Ask> {
        let Some(editing) = &mut self.editing else { return Vec::new() };
        if editing.is_flying() {
            editing.saves.wanted = true;
            return Vec::new();
        }
        // The text stays open until the store has it: a refusal must find it still there.
        if (wanted || editing.changed)
            && let Some(ask) = editing.send()
        {
            return vec![ask];
        }
        let asks = if editing.changed { vec![Ask::Forget(editing.draft)] } else { Vec::new() };
        self.close();
        self.check(context);
        asks
    }

    /// Esc saves and closes; what the store has refused closes too, and its text waits among the drafts.
    pub(super) fn back(&mut self, context: &Context<'_>) -> Vec<Ask> {
        match &self.editing {
            Some(editing) if editing.is_refused() && !editing.is_flying() => self.put_off(context),
            _ => self.save(false, context),
        }
    }

    fn put_off(&mut self, context: &Context<'_>) -> Vec<Ask> {
        let mut asks: Vec<Ask> = self.kept(context).into_iter().map(|draft| Ask::Leave(Box::new(draft))).collect();
        if !asks.is_empty() {
            let key = context.keymap.hint(Action::GoDrafts);
            asks.push(Ask::Tell(Msg::new("recover-left").with("key", key), Tone::Plain));
        }
        self.close();
        self.check(context);
        asks
    }

    /// Before something else covers the screen, or it goes: nobody will be here to send a text again.
    pub(super) fn save_all(&mut self, context: &Context<'_>) -> Vec<Ask> {
        let draft = self.kept(context);
        let Some(editing) = &mut self.editing else { return Vec::new() };
        let newer = editing.last_sent().is_some_and(|sent| *sent != editing.value());
        if editing.is_refused() && !editing.is_flying() {
            return self.put_off(context);
        }
        let asks = if newer { editing.send().into_iter().collect() } else { self.save(false, context) };
        match draft.filter(|_| self.editing.is_some()) {
            Some(draft) => std::iter::once(Ask::Leave(Box::new(draft))).chain(asks).collect(),
            None => asks,
        }
    }

    /// An act has been saved or refused. Text typed since it was sent stays open.
    pub(super) fn settled(&mut self, act: Id, done: bool) -> Vec<Ask> {
        let Some(editing) = &mut self.editing else { return Vec::new() };
        let saves = &mut editing.saves;
        if let Some(at) = saves.flying.iter().position(|sent| sent.act == act) {
            let sent = saves.flying.remove(at);
            if !done {
                (saves.refused, saves.wanted) = (Some(sent), false);
                return Vec::new();
            }
            editing.landed(sent.text);
        } else if let Some(sent) = saves.refused.take_if(|sent| done && sent.act == act) {
            // Refused first, then saved after all, when the clash was settled.
            editing.landed(sent.text);
        } else {
            return Vec::new();
        }
        if editing.is_flying() {
            return Vec::new();
        }
        if editing.base != editing.value() {
            let again = std::mem::take(&mut editing.saves.wanted);
            return if again { editing.send().into_iter().collect() } else { Vec::new() };
        }
        // What was saved is shown until the records are read again.
        let language = self.open_language();
        let Some(editing) = self.editing.take() else { return Vec::new() };
        if let Some(work) = &mut self.work {
            editing.write_into(&mut work.document);
            self.seek = Some(editing.clause);
        }
        self.language = language;
        self.pane = Pane::Outline;
        let title = sections::named(&editing.section).map(|section| section.title.clone()).unwrap_or_default();
        let saved = Msg::new("agreement-section-saved").with("section", title);
        vec![Ask::Forget(editing.draft), Ask::Tell(saved, Tone::Good)]
    }

    /// After a reading: an open text finds what it stands on, and its draft says so.
    pub(super) fn settle(&mut self, context: &Context<'_>) -> Vec<Ask> {
        let (Some(work), Some(editing)) = (&self.work, &mut self.editing) else { return Vec::new() };
        let joined = editing.rebase(&work.sheet.clauses);
        let stale = std::mem::take(&mut editing.saves.stale) || joined;
        let mut asks = Vec::new();
        if stale {
            asks.extend(self.kept(context).map(|draft| Ask::Keep(Box::new(draft))));
        }
        if let Some(editing) = self.editing.as_mut().filter(|editing| joined && editing.is_refused()) {
            // The refusal was about the two sections; asked as a change of one, it shows both texts.
            asks.extend(editing.send());
            asks.push(Ask::Tell(Msg::new("agreement-added-meanwhile"), Tone::Warn));
        }
        asks
    }
}
