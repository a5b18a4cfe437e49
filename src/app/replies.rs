//! Answers of the store: to whoever asked, and what a finished or refused command means for what is on the screen.

use std::collections::VecDeque;
use std::sync::Arc;

use super::event::Effect;
use super::{App, Flight, context};
use crate::dialogs::Dialog;
use crate::dialogs::conflict::Conflict;
use crate::dialogs::loss;
use crate::dialogs::missing::Missing;
use crate::dialogs::note::Note;
use crate::dialogs::refused::RefusedList;
use crate::domain::act::Act;
use crate::domain::funnel::gate::Finding;
use crate::screens::{Ask, Tone};
use crate::store::request::{Command, Done, Entry, Failure, Many, Refused, Reply, Request};
use crate::store::worker::Ticket;
use crate::text::{Arg, Msg};

impl App {
    pub(super) fn reply(&mut self, ticket: Ticket, reply: Reply) {
        match reply {
            Reply::Changed => {
                self.read(0, Request::Funnel);
                self.reload();
                // Whose change it was is told in the footer until the next key.
                let ticket = self.number();
                self.asked.insert(ticket, 0);
                self.effects.push(Effect::Store(ticket, Request::Log { of: None, before: None, limit: 1 }));
            }
            Reply::Done(done) => {
                if let Some(flight) = self.landed(ticket) {
                    self.done(&flight.command, &done);
                }
            }
            Reply::Failed(failure) => {
                if let Some(flight) = self.landed(ticket) {
                    self.failed(flight.command, failure);
                } else {
                    self.asked.remove(&ticket);
                    self.beside.remove(&ticket);
                    self.tell(words_of(&failure), Tone::Error);
                }
            }
            Reply::Going { done, of } => self.going = self.flight.is_some().then_some((done, of)),
            Reply::Ids(ids) if self.stepping.is_some_and(|(asked, _)| asked == ticket) => self.row_read(ticket, ids),
            Reply::Waiting(who) => self.waits_for = self.flight.is_some().then_some(who),
            Reply::Care(care) => self.care = care,
            Reply::Here(others) => self.others = others,
            // The answer to the newer question comes to the same place.
            Reply::Superseded => {
                self.asked.remove(&ticket);
                self.beside.remove(&ticket);
            }
            other => self.deliver(ticket, other),
        }
        self.release_held();
    }

    fn deliver(&mut self, ticket: Ticket, reply: Reply) {
        let place = self.asked.remove(&ticket).or_else(|| self.beside.remove(&ticket));
        let Some(place) = place else { return };
        match (place, reply) {
            (0, Reply::Log(entries)) => {
                if let Some(entry) = entries.first() {
                    self.tell_foreign(entry);
                }
            }
            (0, Reply::Funnel(funnel)) => self.lay(*funnel),
            (place, reply) => self.hand_over(place, reply),
        }
    }

    fn hand_over(&mut self, place: u64, reply: Reply) {
        let context = context!(self);
        let asks = if let Some(dialog) = self.dialogs.iter_mut().find(|dialog| dialog.place == place) {
            dialog.item.accept(reply, &context)
        } else if let Some(screen) = self.screens.iter_mut().find(|screen| screen.place == place) {
            screen.item.accept(reply, &context)
        } else {
            return;
        };
        self.carry_out(place, asks);
    }

    fn tell_foreign(&mut self, entry: &Entry) {
        // A colleague's change that came before one's own needs no words: the newest is known.
        if self.own == Some(entry.act) {
            return;
        }
        let name = entry
            .changes
            .first()
            .map_or_else(String::new, |c| if c.code.is_empty() { c.title.clone() } else { c.code.clone() });
        let msg = Msg::new("foreign-change")
            .with("who", entry.who.as_str())
            .with("verb", Arg::Key(entry.verb.clone()))
            .with("name", name);
        self.tell(msg, Tone::Plain);
    }

    /// The flight this ticket answers, if it does.
    fn landed(&mut self, ticket: Ticket) -> Option<Flight> {
        if self.flight.as_ref()?.ticket != ticket {
            return None;
        }
        self.slow = false;
        self.waits_for = None;
        self.going = None;
        self.flight.take()
    }

    /// The next command, then the keys that waited.
    fn go_on(&mut self) {
        if let Some(next) = self.queue.pop_front() {
            self.send(next);
        } else if let Some(status) = self.leaving.take() {
            self.keep_drafts();
            self.effects.push(Effect::Quit(status));
        } else {
            self.release_held();
        }
    }

    fn done(&mut self, command: &Command, done: &Done) {
        self.own = Some(done.act);
        match command {
            Command::Undo { .. } | Command::Redo { .. } => {
                let key = match (matches!(command, Command::Undo { .. }), done.deals > 1) {
                    (true, false) => "undone",
                    (true, true) => "many-undone",
                    (false, false) => "redone",
                    (false, true) => "many-redone",
                };
                let msg = Msg::new(key)
                    .with("deals", done.deals)
                    .with("verb", Arg::Key(done.verb.clone()))
                    .with("name", done.shown(self.text.lang()))
                    .with("count", done.changes);
                self.tell(msg, Tone::Good);
            }
            Command::Save(act)
                if matches!(act.verb.as_str(), "verb-answer" | "verb-clause" | "verb-table" | "verb-order") => {}
            Command::Order { .. } | Command::Rank { .. } => {}
            Command::Many(many) => self.many_done(many, done),
            _ => {
                let msg = Msg::new("done")
                    .with("verb", Arg::Key(done.verb.clone()))
                    .with("name", done.shown(self.text.lang()));
                self.tell(msg, Tone::Good);
            }
        }
        self.close_form(done);
        // The screen that typed it may be closed by now.
        if let Some(draft) = self.awaited.remove(&done.act) {
            self.forget(draft);
        }
        self.tell_screens(done.act, true);
        if !done.merged_with.is_empty() {
            let msg = Msg::new("done-merged")
                .with("verb", Arg::Key(done.verb.clone()))
                .with("name", done.shown(self.text.lang()));
            self.tell(msg.with("who", done.merged_with.join(", ")), Tone::Good);
        }
        if self.dialogs.is_empty()
            && !matches!(command, Command::Many(_))
            && let (Some((kind, id)), Some(top)) = (done.subject, self.screens.last_mut())
        {
            top.item.select(kind, id);
        }
        // Whoever makes a deal, or moves it, wants to see where it is now.
        let line = done.stage.as_ref().and_then(|stage| self.funnel.pipelines.of(stage));
        if let Some(code) = line.map(|line| line.code.clone()) {
            self.show_pipeline(code);
        }
        self.read(0, Request::Funnel);
        self.reload();
        self.go_on();
    }

    /// The form that was saved closes; a choice that was waiting for the new record takes it.
    fn close_form(&mut self, done: &Done) {
        let saved = |dialog: &Dialog| dialog.kept().is_some_and(|(_, act)| act == done.act);
        let Some(at) = self.dialogs.iter().position(|dialog| saved(&dialog.item)) else { return };
        let closed = self.dialogs.remove(at);
        if let Some((draft, _)) = closed.item.kept() {
            self.forget(draft);
        }
        let Dialog::Form(mut form) = closed.item else { return };
        if let Some(then) = form.take_then() {
            self.send(then.again(self.ids.next()));
        }
        let waiting = self.dialogs.last().and_then(|dialog| match &dialog.item {
            Dialog::Pick(pick) if Some(pick.kind) == form.kind() && form.is_new() => Some(dialog.place),
            _ => None,
        });
        if let (Some(place), Some((_, id))) = (waiting, form.subject()) {
            self.chosen(place, id, form.name());
        }
    }

    fn tell_screens(&mut self, act: crate::domain::record::Id, ok: bool) {
        let told: Vec<(u64, Vec<Ask>)> =
            self.screens.iter_mut().map(|screen| (screen.place, screen.item.saved(act, ok))).collect();
        for (place, asks) in told {
            self.carry_out(place, asks);
        }
    }

    fn failed(&mut self, command: Command, failure: Failure) {
        // What was typed after the refused command was meant for its result.
        self.held.clear();
        let mut refused = match &command {
            Command::Save(act) => vec![act.id],
            _ => Vec::new(),
        };
        refused.extend(self.give_up_after(&command));
        match (command, failure) {
            (Command::Save(act), Failure::Clash { clashes, labels }) => {
                let who = clashes.first().map(|clash| clash.who.clone()).unwrap_or_default();
                let asks = Dialog::Conflict(Conflict::new(act, clashes, labels));
                self.ask_at_rest(asks, Msg::new("conflict-waits").with("who", who));
            }
            (_, Failure::Clash { clashes, .. }) => {
                let who = clashes.first().map(|clash| clash.who.clone()).unwrap_or_default();
                self.tell(Msg::new("moved-meanwhile").with("who", who), Tone::Warn);
            }
            (Command::Save(act), Failure::Invalid { kind, id, faults }) => {
                let context = context!(self);
                let form = self.dialogs.iter_mut().find_map(|dialog| match &mut dialog.item {
                    Dialog::Form(form) if form.act() == act.id => Some(form),
                    _ => None,
                });
                let unseen = match form {
                    Some(form) => form.faults((kind, id), faults, &context),
                    None => faults,
                };
                if let Some((field, fault)) = unseen.into_iter().next() {
                    let field = self.text.field(kind.name(), &field);
                    let fault = self.text.say(&fault);
                    self.tell(Msg::new("form-fault").with("field", field).with("fault", fault), Tone::Error);
                }
            }
            (command @ (Command::Undo { .. } | Command::Redo { .. }), Failure::Gate { id, code, to, faults, gate }) => {
                let key = if matches!(command, Command::Undo { .. }) { "undo-gate" } else { "redo-gate" };
                self.refuse_at_gate(Msg::new(key).with("name", code), None, id, &to, faults, gate);
            }
            (command, Failure::Returns { deals, refused }) => {
                let key = if matches!(command, Command::Undo { .. }) { "undo-gates" } else { "redo-gates" };
                let title = Msg::new(key).with("refused", Arg::from(refused.len())).with("deals", Arg::from(deals));
                self.show(Dialog::Refused(Box::new(RefusedList::of_return(title, refused))));
            }
            (Command::Many(_), Failure::Refused(msg)) if msg.key == "many-stopped" => self.tell(msg, Tone::Plain),
            (command @ Command::Move { .. }, Failure::Invalid { kind, id, faults }) => {
                self.refuse_move(command, kind, id, faults);
            }
            (command @ Command::Move { .. }, Failure::Gate { id, code, to, faults, gate }) => {
                let title = Msg::new("missing-title").with("name", code);
                self.refuse_at_gate(title, Some(command), id, &to, faults, gate);
            }
            (_, failure) => self.tell(words_of(&failure), Tone::Error),
        }
        for act in refused {
            self.tell_left(act);
            self.tell_screens(act, false);
        }
        self.reload();
        self.go_on();
    }

    /// Acts that wait behind a refused one and change the same records were made on top of it: sent now they would
    /// clash with words of the same hand. Their texts are still where they were typed, or among the drafts.
    fn give_up_after(&mut self, command: &Command) -> Vec<crate::domain::record::Id> {
        let Command::Save(refused) = command else { return Vec::new() };
        let about = |act: &Act| act.changes.iter().any(|c| refused.changes.iter().any(|r| r.subject() == c.subject()));
        let (gone, kept) = std::mem::take(&mut self.queue)
            .into_iter()
            .partition(|next| matches!(next, Command::Save(act) if act.verb == refused.verb && about(act)));
        self.queue = kept;
        let gone: VecDeque<Command> = gone;
        gone.iter().filter_map(|next| if let Command::Save(act) = next { Some(act.id) } else { None }).collect()
    }

    /// A text whose screen closed before the refusal came can still be taken up; after the reason, the footer says how.
    fn tell_left(&mut self, act: crate::domain::record::Id) {
        if self.left.values().any(|draft| draft.act_id == act) {
            let key = self.keymap.hint(crate::keys::Action::GoDrafts);
            self.notices.push_back((Msg::new("recover-left").with("key", key), Tone::Plain));
        }
    }

    /// What is asked in words is asked at once; a field that can be filled gets a form; anything else is a sentence.
    fn refuse_move(
        &mut self,
        command: Command,
        kind: crate::domain::kinds::Kind,
        id: crate::domain::record::Id,
        faults: Vec<(String, Msg)>,
    ) {
        let elsewhere = match &command {
            Command::Move { seen, to, .. } => {
                self.funnel.pipelines.of(to).is_some_and(|pipeline| pipeline.stage(seen).is_none())
            }
            _ => false,
        };
        let context = context!(self);
        if faults.iter().all(|(field, _)| matches!(field.as_str(), "loss_reason" | "loss_note" | "lost_to"))
            && let Some(asks) = loss::ask(&command, &context)
        {
            self.carry_out(0, asks);
            return;
        }
        let words = faults.iter().find_map(|(field, _)| match field.as_str() {
            "status_reason" if elsewhere => Some("note-change-pipeline"),
            "status_reason" => Some("note-back"),
            _ => None,
        });
        if let Some(words) = words {
            self.show(Dialog::Note(Box::new(Note::new(Msg::new(words), command))));
            return;
        }
        let fillable = faults
            .iter()
            .any(|(field, _)| kind.spec().field(field).is_some_and(|f| f.entry == crate::domain::record::Entry::Form));
        if !fillable {
            let first = faults.into_iter().next().map(|(_, fault)| fault);
            self.tell(first.unwrap_or_else(|| Msg::new("move-refused")), Tone::Warn);
            return;
        }
        let Command::Move { to, .. } = &command else { return };
        let to = to.clone();
        // Only fields are asked for: the deal is the one at hand.
        self.refuse_at_gate(Msg::new("missing-fields"), Some(command), id, &to, faults, Vec::new());
    }

    /// A gate that lets a deal neither on nor back where it stood says so with every condition.
    fn refuse_at_gate(
        &mut self,
        title: Msg,
        then: Option<Command>,
        id: crate::domain::record::Id,
        to: &str,
        faults: Vec<(String, Msg)>,
        gate: Vec<Finding>,
    ) {
        let stage = self.funnel.pipelines.stage(to).map_or(to, |stage| stage.name.to(self.text.lang()));
        let title = title.with("stage", stage);
        self.show(Dialog::Missing(Box::new(Missing::new(title, id, faults, gate, then))));
    }
}

impl App {
    /// What became of an act with many records: the screen lets go of what was carried, and what was refused is listed.
    fn many_done(&mut self, many: &Many, done: &Done) {
        if let Some(top) = self.screens.last_mut() {
            top.item.carried(many, done);
        }
        let msg = Msg::new(if done.changes == 0 { "many-unchanged" } else { "many-done" })
            .with("verb", Arg::Key(done.verb.clone()))
            .with("deals", done.deals)
            .with("name", done.shown(self.text.lang()));
        if let Some(ask) = self.reason_of(many, done) {
            if done.deals > 0 {
                self.tell(msg, Tone::Good);
            }
            self.show(ask);
            return;
        }
        match (done.refused.is_empty(), done.deals) {
            (true, 1) => {
                let msg = Msg::new("done")
                    .with("verb", Arg::Key(done.verb.clone()))
                    .with("name", done.shown(self.text.lang()));
                self.tell(msg, Tone::Good);
            }
            (true, 0) => self.tell(msg, Tone::Plain),
            (true, _) => self.tell(msg, Tone::Good),
            (false, _) => {
                self.show(Dialog::Refused(Box::new(RefusedList::new(many.clone(), done.clone()))));
            }
        }
    }

    /// The question after the reason, where nothing else keeps deals from going back.
    fn reason_of(&self, many: &Many, done: &Done) -> Option<Dialog> {
        if done.refused.is_empty() || !done.refused.iter().all(lacks_reason) {
            return None;
        }
        let ids: Arc<[_]> = done.refused.iter().map(|one| one.id).collect();
        let title = Msg::new("many-back").with("count", Arg::from(ids.len()));
        let command = Command::Many(Many { act: self.ids.next(), ids, ..many.clone() });
        Some(Dialog::Note(Box::new(Note::new(title, command))))
    }
}

/// What only a reason in words keeps from going back.
fn lacks_reason(refused: &Refused) -> bool {
    matches!(&refused.why, Failure::Invalid { faults, .. } if faults.iter().all(|(field, _)| field == "status_reason"))
}

fn words_of(failure: &Failure) -> Msg {
    match failure {
        Failure::Returns { refused, .. } => {
            refused.first().map_or_else(|| Msg::new("move-refused"), |one| words_of(&one.why))
        }
        Failure::Refused(msg) => msg.clone(),
        Failure::Invalid { faults, .. } => {
            faults.first().map_or_else(|| Msg::new("move-refused"), |(_, fault)| fault.clone())
        }
        Failure::Gate { faults, gate, .. } => {
            let condition = gate.iter().find(|finding| !finding.state.passes());
            let unmet = condition.map(Finding::unmet);
            unmet.or(faults.first().map(|(_, fault)| fault.clone())).unwrap_or_else(|| Msg::new("move-refused"))
        }
        Failure::Clash { clashes, .. } => {
            let who = clashes.first().map(|clash| clash.who.clone()).unwrap_or_default();
            Msg::new("moved-meanwhile").with("who", who)
        }
    }
}
