//! Half-typed texts: which are on disk, which are on their way, and which wait to be taken up again.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use super::event::{Effect, Keep};
use super::{App, Placed};
use crate::dialogs::Dialog;
use crate::dialogs::recover::Recover;
use crate::domain::kinds::Kind;
use crate::domain::record::Id;
use crate::keys::Action;
use crate::screens::Tone;
use crate::store::drafts::{Draft, Place, Report};
use crate::text::Msg;

/// A changed draft is sent to the drafts file at the latest after this.
const KEEP_AFTER: Duration = Duration::from_millis(500);
/// A question that nobody asked for waits for hands that have rested so long: its letters would be taken for answers.
const REST: TimeDelta = TimeDelta::seconds(1);
/// A draft that the disk refused is tried again after this, or at the next key.
const AGAIN_AFTER: Duration = Duration::from_secs(2);

/// A draft that was sent and not yet reported as saved.
#[derive(Debug)]
pub(super) struct Sent {
    /// As it was sent last; nothing when it is forgotten meanwhile.
    newest: Option<Arc<Draft>>,
    /// How many reports are still to come for it.
    awaited: u32,
}

impl App {
    /// Drafts that are not known to be in the drafts file, for whoever must save them when this thread cannot.
    pub fn unsaved(&self) -> impl Iterator<Item = &Arc<Draft>> {
        let sent = self.sent.iter().filter(|(id, _)| !self.dirty.contains_key(id));
        sent.filter_map(|(_, sent)| sent.newest.as_ref()).chain(self.dirty.values())
    }

    /// Goes up whenever [`App::unsaved`] may answer differently.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// A text changed.
    pub(super) fn keep(&mut self, draft: Draft) {
        self.left.remove(&draft.id);
        self.open.insert(draft.id);
        // Only the act of its newest words makes a draft superfluous.
        self.awaited.retain(|_, of| *of != draft.id);
        self.awaited.insert(draft.act_id, draft.id);
        self.dirty.insert(draft.id, Arc::new(draft));
        self.keep_at.get_or_insert(self.now + KEEP_AFTER);
        self.revision += 1;
    }

    /// A text that was left before it could be saved waits to be taken up again.
    pub(super) fn leave_text(&mut self, draft: Draft) {
        self.keep(draft.clone());
        self.open.remove(&draft.id);
        self.left.insert(draft.id, draft);
    }

    /// Sends every changed draft to the drafts file. It counts as safe when the report comes, not before.
    pub(super) fn keep_drafts(&mut self) {
        self.keep_at = None;
        for (id, draft) in std::mem::take(&mut self.dirty) {
            let stamped = Draft { saved_ms: self.now.timestamp_millis(), ..Draft::clone(&draft) };
            self.effects.push(Effect::Draft(Keep::Save(Box::new(stamped))));
            let sent = self.sent.entry(id).or_insert(Sent { newest: None, awaited: 0 });
            sent.awaited += 1;
            sent.newest = Some(draft);
            self.revision += 1;
        }
    }

    /// The user goes on after the disk refused a draft: the next try need not wait.
    pub(super) fn keep_again(&mut self) {
        if self.refusals > 0 && self.sent.is_empty() && !self.dirty.is_empty() {
            self.keep_drafts();
        }
    }

    /// A text is saved for good, or thrown away by its author.
    pub(super) fn forget(&mut self, draft: Id) {
        self.left.remove(&draft);
        self.open.remove(&draft);
        self.dirty.remove(&draft);
        if let Some(sent) = self.sent.get_mut(&draft) {
            sent.newest = None;
        }
        self.revision += 1;
        if self.dirty.is_empty() {
            self.keep_at = None;
            self.refusals = 0;
        }
        self.effects.push(Effect::Draft(Keep::Forget(draft)));
    }

    pub(super) fn draft_report(&mut self, report: Report) {
        match report {
            Report::Saved { id, place } => {
                self.reported(id);
                self.refusals = 0;
                if let Place::Spare(path) = place {
                    self.tell(Msg::new("draft-spare").with("path", path.display().to_string()), Tone::Warn);
                }
            }
            Report::NotSaved { id, refusal } => {
                if let Some(draft) = self.reported(id) {
                    self.dirty.entry(id).or_insert(draft);
                }
                if self.dirty.is_empty() {
                    return;
                }
                self.keep_at = Some(self.now + AGAIN_AFTER);
                // The head line goes on saying so; the sentence comes once.
                if self.refusals == 0 {
                    self.tell(refusal.msg, Tone::Error);
                }
                self.refusals += 1;
            }
            Report::Failed(refusal) => self.tell(refusal.msg, Tone::Error),
            Report::List(left) => self.offer(left),
            Report::Claimed(draft) => {
                self.claiming = None;
                self.open_draft(*draft);
            }
            Report::Taken(id) => {
                self.claiming = None;
                self.left.remove(&id);
                self.tell(Msg::new("recover-elsewhere"), Tone::Plain);
            }
            Report::InFolder(path) => {
                self.notices.push_back((Msg::new("editor-left").with("path", path.display().to_string()), Tone::Warn));
                self.notice = self.notice.take().or_else(|| self.notices.pop_front());
            }
            Report::Dropped(_) => {}
        }
    }

    /// Takes up a text that was left: at once where it is this session's own, else if no other terminal was faster.
    pub(super) fn claim(&mut self, draft: Draft) {
        if draft.session == self.session {
            self.open_draft(draft);
        } else {
            self.claiming = Some(draft.id);
            self.effects.push(Effect::Draft(Keep::Claim(Box::new(draft), self.session)));
        }
    }

    pub(super) fn discard(&mut self, draft: Draft) {
        if draft.session == self.session {
            self.forget(draft.id);
        } else {
            self.left.remove(&draft.id);
            self.effects.push(Effect::Draft(Keep::Discard(Box::new(draft))));
        }
    }

    fn open_draft(&mut self, draft: Draft) {
        let opened = Recover::open(&draft, &self.context());
        self.keep(draft);
        self.carry_out(0, opened.into_iter().collect());
    }

    /// Counts a report; the draft, when it was the last one awaited.
    fn reported(&mut self, id: Id) -> Option<Arc<Draft>> {
        let sent = self.sent.get_mut(&id)?;
        sent.awaited = sent.awaited.saturating_sub(1);
        self.revision += 1;
        if sent.awaited > 0 {
            return None;
        }
        self.sent.remove(&id)?.newest
    }

    /// Offers texts that dropped sessions left, beneath whatever the user has opened meanwhile. Those not taken up now
    /// can be taken up later.
    pub(super) fn offer(&mut self, left: Vec<Draft>) {
        if left.is_empty() {
            return;
        }
        self.left.extend(left.iter().map(|draft| (draft.id, draft.clone())));
        let dialog = Dialog::Recover(Recover::new(left));
        // Keys that are typed already mean the page they were typed for.
        if self.dialogs.is_empty() && self.typed_at.is_some_and(|at| at + REST > self.now) {
            let key = self.keymap.hint(Action::GoDrafts);
            self.ask_later(dialog, Msg::new("recover-left").with("key", key));
        } else {
            self.ask(dialog);
        }
    }

    /// Asks what the store wants to know, without talking into a sentence.
    pub(super) fn ask_at_rest(&mut self, dialog: Dialog, meanwhile: Msg) {
        if self.rests_at().is_some_and(|at| at > self.now) {
            self.ask_later(dialog, meanwhile);
        } else {
            self.ask(dialog);
        }
    }

    fn ask_later(&mut self, dialog: Dialog, meanwhile: Msg) {
        self.tell(meanwhile.clone(), Tone::Warn);
        self.unasked.push_back((dialog, meanwhile));
    }

    /// Left texts stand below what is open already.
    fn ask(&mut self, dialog: Dialog) {
        if matches!(dialog, Dialog::Recover(_)) {
            let place = self.number();
            self.dialogs.insert(0, Placed::new(place, dialog));
        } else {
            self.show(dialog);
        }
    }

    /// When somebody who types has paused long enough to be asked something; none where nobody does.
    pub(super) fn rests_at(&self) -> Option<DateTime<Utc>> {
        let left = matches!(self.unasked.front(), Some((Dialog::Recover(_), _)));
        let typing = self.dialogs.is_empty() && (left || self.screens.last().is_some_and(|top| top.item.types()));
        self.typed_at.filter(|_| typing).map(|at| at + REST)
    }

    pub(super) fn ask_what_waits(&mut self) {
        if self.rests_at().is_none_or(|at| at <= self.now) {
            while let Some((dialog, meanwhile)) = self.unasked.pop_front() {
                self.notice.take_if(|(msg, _)| *msg == meanwhile);
                self.ask(dialog);
            }
        }
    }

    /// A form left with text in it waits in this session too, not only for the next start.
    pub(super) fn leave_form(&mut self, dialog: &Dialog) {
        let Some((id, _)) = dialog.kept() else { return };
        self.open.remove(&id);
        let sent = || self.sent.get(&id).and_then(|sent| sent.newest.as_ref());
        if let Some(draft) = self.dirty.get(&id).or_else(sent) {
            let draft = Draft::clone(draft);
            self.left.insert(id, draft);
            self.keep_drafts();
            let key = self.keymap.hint(Action::GoDrafts);
            self.tell(Msg::new("recover-left").with("key", key), Tone::Plain);
        }
    }

    /// A form begins with what is saved: text of the same record that was left says that it is there.
    pub(super) fn tell_of_left(&mut self, subject: Option<(Kind, Id)>) {
        let Some((_, id)) = subject else { return };
        if self.left.values().any(|draft| draft.record == Some(id)) {
            let key = self.keymap.hint(Action::GoDrafts);
            self.tell(Msg::new("recover-there").with("key", key), Tone::Warn);
        }
    }

    /// Offers the texts left half written.
    pub(super) fn take_up(&mut self) {
        if self.left.is_empty() {
            self.tell(Msg::new("recover-none"), Tone::Plain);
        } else {
            let drafts = self.left.values().rev().cloned().collect();
            self.show(Dialog::Recover(Recover::new(drafts)));
        }
    }
}
