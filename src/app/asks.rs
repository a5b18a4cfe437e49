//! Carrying out what screens and dialogs ask for.

use super::event::{Effect, Event};
use super::{App, Flight, Placed, context};
use crate::dialogs::Dialog;
use crate::domain::record::Id;
use crate::screens::{Ask, Screen, Seen, Tone};
use crate::store::request::{Command, Funnel, Request};
use crate::text::Msg;

impl App {
    /// What the layer at `place` asked for, in order.
    pub(super) fn carry_out(&mut self, place: u64, asks: Vec<Ask>) {
        let mut place = place;
        for ask in asks {
            match ask {
                // A dialog that was just shown asks for what fills it.
                Ask::Read(request) => self.read(place, request),
                Ask::Do(command) => self.send(command),
                Ask::Go(screen) => place = self.go(screen),
                Ask::Walk(screen, walk) => {
                    place = self.go(screen);
                    self.walk_in(walk);
                }
                Ask::Root(screen) => self.root(screen),
                // What follows is asked by the layer that is seen again.
                Ask::Back => place = self.back(place),
                Ask::Show(dialog) => place = self.show(dialog),
                Ask::Chosen(id, name) => self.chosen(place, id, name),
                Ask::Text(text) => self.text_changed(&text),
                Ask::See(seen) => self.see(*seen),
                Ask::Tell(msg, tone) => self.tell(msg, tone),
                Ask::Copy(text) => self.effects.push(Effect::Copy(text)),
                Ask::Print(offer) => match offer.write() {
                    Ok(bytes) => self.effects.push(Effect::Write { name: offer.file(), bytes }),
                    Err(fault) => self.tell(fault, Tone::Error),
                },
                Ask::Write { name, bytes } => self.effects.push(Effect::Write { name, bytes }),
                Ask::Run(action) => self.run(action),
                Ask::Edit { text, suffix } => {
                    self.editing = Some((place, text.clone()));
                    self.keep_drafts();
                    self.effects.push(Effect::Edit { text, suffix });
                }
                Ask::Pipeline(code) => self.show_pipeline(code),
                Ask::Keep(draft) => self.keep(*draft),
                Ask::Leave(draft) => self.leave_text(*draft),
                Ask::Forget(id) => self.forget(id),
                Ask::TakeUp(draft) => self.claim(*draft),
                Ask::Discard(draft) => self.discard(*draft),
            }
        }
    }

    pub(super) fn read(&mut self, place: u64, request: Request) {
        if let Request::Remember(sight) = &request {
            sight.clone_into(&mut self.sight);
        }
        let beside =
            matches!(request, Request::Signs(_) | Request::Work(_) | Request::Remember(_)) || request.is_patient();
        let page = !beside && self.first_page.is_none() && self.asked.is_empty();
        if let Some(put_off) = self.put_off.as_mut().filter(|_| !page) {
            put_off.push((place, request));
            return;
        }
        let ticket = self.number();
        if beside { &mut self.beside } else { &mut self.asked }.insert(ticket, place);
        self.effects.push(Effect::Store(ticket, request));
    }

    /// Once the first page is shown, or somebody types without waiting for it, nothing is put off any more.
    pub(super) fn ask_the_rest(&mut self, event: &Event) {
        if matches!(event, Event::Store(..) | Event::Drafts(_)) {
            return;
        }
        for (place, request) in self.put_off.take().into_iter().flatten() {
            self.read(place, request);
        }
    }

    /// Sends a command, or queues it behind the one under way.
    pub(super) fn send(&mut self, command: Command) {
        if self.flight.is_some() {
            self.queue.push_back(command);
            return;
        }
        let ticket = self.number();
        self.effects.push(Effect::Store(ticket, Request::Do(command.clone())));
        self.flight = Some(Flight { ticket, command, since: self.now });
        self.slow = false;
    }

    /// Asks again for all that the screen on top shows.
    pub(super) fn reload(&mut self) {
        let Some(top) = self.screens.last() else { return };
        let (place, queries) = (top.place, top.item.queries());
        for query in queries {
            self.read(place, query);
        }
    }

    /// The pipelines as they are now.
    pub(super) fn lay(&mut self, funnel: Funnel) {
        if self.funnel != funnel {
            self.funnel = funnel;
            self.tell_pipelines();
        }
    }

    /// Board and list show another pipeline.
    pub(super) fn show_pipeline(&mut self, code: String) {
        if self.pipeline != code {
            self.pipeline = code;
            self.tell_pipelines();
        }
    }

    fn tell_pipelines(&mut self) {
        let context = context!(self);
        let told: Vec<(u64, Vec<Ask>)> =
            self.screens.iter_mut().map(|screen| (screen.place, screen.item.pipelines(&context))).collect();
        for (place, asks) in told {
            self.carry_out(place, asks);
        }
    }

    pub(super) fn go(&mut self, screen: Screen) -> u64 {
        self.leave_top();
        self.put_aside();
        let place = self.number();
        self.screens.push(Placed::new(place, screen));
        self.reload();
        place
    }

    /// What is open over the screen on top waits there until one comes back to it.
    fn put_aside(&mut self) {
        if let Some(top) = self.screens.last().filter(|_| !self.dialogs.is_empty()) {
            self.aside.push((top.place, std::mem::take(&mut self.dialogs)));
        }
    }

    /// Back on a screen, over which something may have been open.
    fn take_again(&mut self) {
        let here = self.screens.last().map(|top| top.place);
        if let Some((_, dialogs)) = self.aside.pop_if(|(place, _)| Some(*place) == here) {
            self.dialogs = dialogs;
        }
    }

    /// A screen with nothing behind it.
    pub(super) fn root(&mut self, screen: Screen) {
        self.leave_top();
        for screen in std::mem::take(&mut self.screens) {
            self.put_by(screen.item);
        }
        for dialog in std::mem::take(&mut self.aside).into_iter().flat_map(|(_, dialogs)| dialogs) {
            self.leave_form(&dialog.item);
        }
        let place = self.number();
        self.screens.push(Placed::new(place, screen));
        self.reload();
    }

    /// The calculator keeps its sheets until it is opened again.
    fn put_by(&mut self, screen: Screen) {
        if let Screen::Calculator(calculator) = screen {
            self.reckoned = Some(calculator);
        }
    }

    /// What is typed on the screen on top is saved before something else covers it.
    pub(super) fn leave_top(&mut self) {
        let context = context!(self);
        if let Some(top) = self.screens.last_mut() {
            let (place, asks) = (top.place, top.item.leave(&context));
            self.carry_out(place, asks);
        }
    }

    pub(super) fn show(&mut self, dialog: Dialog) -> u64 {
        let place = self.number();
        let first = match &dialog {
            Dialog::Form(form) => {
                self.tell_of_left(form.subject());
                form.currency_ask()
            }
            _ => None,
        };
        self.dialogs.push(Placed::new(place, dialog));
        if let Some(Ask::Read(request)) = first {
            self.read(place, request);
        }
        place
    }

    fn back(&mut self, place: u64) -> u64 {
        if let Some(at) = self.dialogs.iter().position(|dialog| dialog.place == place) {
            let closed = self.dialogs.remove(at);
            if let Dialog::Search(search) = &closed.item {
                self.searched = search.words();
            }
            self.leave_form(&closed.item);
        } else if !self.dialogs.is_empty() {
            return place;
        } else if self.screens.len() > 1 {
            self.leave_top();
            if let Some(top) = self.screens.pop() {
                self.came_by(top.walk.as_deref());
                self.put_by(top.item);
            }
            self.take_again();
            self.reload();
        } else {
            self.tell(Msg::new("quit-how").with("key", self.keymap.hint(crate::keys::Action::Quit)), Tone::Plain);
        }
        let dialog = self.dialogs.last().map(|dialog| dialog.place);
        dialog.or_else(|| self.screens.last().map(|top| top.place)).unwrap_or(place)
    }

    /// A choice was made: its dialog closes, and the form or screen beneath takes it.
    pub(super) fn chosen(&mut self, place: u64, id: Id, name: String) {
        let closed = self.dialogs.iter().position(|dialog| dialog.place == place).map(|at| self.dialogs.remove(at));
        if let Some(Dialog::Pick(mut pick)) = closed.map(|dialog| dialog.item)
            && let Some(then) = pick.take_then()
        {
            self.send(then.with_choice(id).again(self.ids.next()));
            return;
        }
        let context = context!(self);
        if let Some(dialog) = self.dialogs.last_mut() {
            let asks = match &mut dialog.item {
                Dialog::Form(form) => form.chosen(id, name, &context),
                Dialog::Talk(talk) => talk.chosen(id, name, &context),
                _ => Vec::new(),
            };
            let place = dialog.place;
            self.carry_out(place, asks);
        } else if let Some(screen) = self.screens.last_mut() {
            let (place, asks) = (screen.place, screen.item.chosen(id, &context));
            self.carry_out(place, asks);
        }
    }

    fn text_changed(&mut self, text: &str) {
        let context = context!(self);
        if let Some(top) = self.screens.last_mut() {
            let (place, mut asks) = (top.place, top.item.edited(text, &context));
            // While it is being typed, what is still wrong with it stands on the screen.
            asks.retain(|ask| !matches!(ask, Ask::Tell(..)));
            self.carry_out(place, asks);
        }
    }

    fn see(&mut self, seen: Seen) {
        let context = context!(self);
        if let Some(top) = self.screens.last_mut() {
            let (place, asks) = (top.place, top.item.see(seen, &context));
            self.carry_out(place, asks);
        }
    }

    /// Leaves when the last save is through.
    pub(super) fn quit(&mut self, status: i32) {
        self.leave_top();
        self.keep_drafts();
        if self.flight.is_some() || !self.queue.is_empty() {
            self.leaving = Some(status);
        } else {
            self.effects.push(Effect::Quit(status));
        }
    }
}
