//! From a key to the command it means here, and to whoever has the focus.

use ratatui::crossterm::event::{KeyCode, KeyEvent, MouseEvent};

use super::event::Effect;
use super::{App, Held, context};
use crate::dialogs::Dialog;
use crate::dialogs::palette::Palette;
use crate::dialogs::search::Search;
use crate::dialogs::talk::LogTalk;
use crate::keys::{Action, Chord, Lookup, Scope, label};
use crate::screens::{Screen, Tone, deal, doors};
use crate::store::request::Command;
use crate::text::{Msg, Text};

impl App {
    /// Scopes of the focus, innermost first.
    pub fn scopes(&self) -> Vec<Scope> {
        match (self.dialogs.last(), self.screens.last()) {
            (Some(dialog), _) => dialog.item.scopes(),
            (None, Some(screen)) => {
                let row = screen.walk.is_some().then_some(Scope::Row);
                screen.item.scopes().into_iter().chain(row).collect()
            }
            (None, None) => Vec::new(),
        }
    }

    /// Whether input must wait for the store. Text goes on being typed, except in a form that is being saved. A command
    /// waits for what was asked before it, so that it never acts on rows that are about to change.
    fn must_wait(&self, held: &Held) -> bool {
        let (types, form) = match (self.dialogs.last(), self.screens.last()) {
            (Some(dialog), _) => (dialog.item.types(), dialog.item.kept().is_some()),
            (None, Some(screen)) => (screen.item.types(), false),
            (None, None) => (false, false),
        };
        // What is typed next belongs to the text that is about to open.
        if self.claiming.is_some() || self.flight.is_some() && (!types || form) {
            return true;
        }
        let free = match held {
            Held::Paste(_) => types,
            Held::Mouse(_) => false,
            Held::Key(key) => match self.keymap.look_up(&self.scopes(), &self.pending, *key) {
                Lookup::Unknown => types,
                // One may always leave while something is merely being read.
                Lookup::Found(Action::Quit | Action::Suspend) => true,
                // Whoever writes goes on writing: what stands in these pages is not what is being read.
                Lookup::Found(action) if self.dialogs.is_empty() => {
                    self.screens.last().is_some_and(|screen| screen.item.writes_on(action))
                }
                _ => false,
            },
        };
        !free && !self.asked.is_empty()
    }

    pub(super) fn key(&mut self, key: KeyEvent) {
        self.take(Held::Key(key));
    }

    pub(super) fn paste(&mut self, text: String) {
        self.take(Held::Paste(text));
    }

    pub(super) fn mouse(&mut self, mouse: MouseEvent) {
        self.take(Held::Mouse(mouse));
    }

    fn take(&mut self, input: Held) {
        self.typed_at = Some(self.now);
        if self.stops_many(&input) {
            return;
        }
        if !self.held.is_empty() || self.must_wait(&input) {
            self.held.push_back(input);
        } else {
            self.put(input);
        }
    }

    /// What was held back, in the order it was typed.
    pub(super) fn release_held(&mut self) {
        while let Some(input) = self.held.pop_front() {
            if self.must_wait(&input) {
                self.held.push_front(input);
                return;
            }
            self.put(input);
        }
    }

    fn put(&mut self, input: Held) {
        let says_again =
            |key| self.keymap.look_up(&self.scopes(), &self.pending, key) == Lookup::Found(Action::Discard);
        if !matches!(input, Held::Key(key) if says_again(key)) {
            self.dialogs.iter_mut().for_each(|dialog| dialog.item.spare());
        }
        match input {
            Held::Key(key) => self.press(key),
            Held::Mouse(mouse) => self.click(mouse),
            Held::Paste(text) => self.paste_now(&text),
        }
    }

    fn press(&mut self, key: KeyEvent) {
        let found = self.keymap.look_up(&self.scopes(), &self.pending, key);
        let begun = !self.pending.is_empty();
        match found {
            Lookup::Ignored => {}
            Lookup::Prefix(chord, follows) => {
                self.pending.push(chord);
                self.follows = follows;
            }
            Lookup::Found(action) => {
                self.end_sequence();
                self.notice = self.notices.pop_front();
                self.run(action);
            }
            Lookup::EscThen(key) => {
                self.end_sequence();
                self.run(Action::Back);
                // Escape may have started a read; the key after it still comes before what waits already.
                let input = Held::Key(key);
                if self.must_wait(&input) {
                    self.held.push_front(input);
                } else {
                    self.press(key);
                }
            }
            Lookup::Unknown => {
                self.end_sequence();
                if !begun {
                    self.notice = self.notices.pop_front();
                    if self.dialogs.is_empty() && !self.screens.last().is_some_and(|top| top.item.types()) {
                        self.tell_unknown(key);
                    }
                    self.type_key(key);
                }
            }
        }
    }

    /// A key that means nothing here says so, unless something waits to be read.
    fn tell_unknown(&mut self, key: KeyEvent) {
        if self.notice.is_none() && matches!(key.code, KeyCode::Char(_) | KeyCode::F(_)) {
            let help = self.keymap.hint(Action::Help);
            let msg = Msg::new("key-unknown").with("key", label(&[Chord::of(key)])).with("help", help);
            self.tell(msg, Tone::Plain);
        }
    }

    fn end_sequence(&mut self) {
        self.pending.clear();
        self.follows.clear();
    }

    fn type_key(&mut self, key: KeyEvent) {
        let context = context!(self);
        if let Some(dialog) = self.dialogs.last_mut() {
            let (place, asks) = (dialog.place, dialog.item.key(key, &context));
            self.carry_out(place, asks);
        } else if let Some(screen) = self.screens.last_mut() {
            let (place, asks) = (screen.place, screen.item.key(key, &context));
            self.carry_out(place, asks);
        }
    }

    fn paste_now(&mut self, text: &str) {
        let context = context!(self);
        if let Some(dialog) = self.dialogs.last_mut() {
            let (place, asks) = (dialog.place, dialog.item.paste(text, &context));
            self.carry_out(place, asks);
        } else if let Some(screen) = self.screens.last_mut() {
            let (place, asks) = (screen.place, screen.item.paste(text, &context));
            self.carry_out(place, asks);
        }
    }

    /// Carries out a command: the program's own ones here, all others by whoever has the focus.
    pub(super) fn run(&mut self, action: Action) {
        let over_dialog = !self.dialogs.is_empty();
        // Screens with something of their own to take back.
        let top = self.screens.last().map(|top| &top.item);
        let (on_log, reckons) = (matches!(top, Some(Screen::Log(_))), matches!(top, Some(Screen::Calculator(_))));
        match action {
            Action::Quit => self.quit(0),
            Action::Suspend => {
                self.settle();
                self.effects.push(Effect::Suspend);
            }
            Action::Language => {
                self.text = Text::new(self.text.lang().next());
                self.effects.push(Effect::Repaint);
                self.tell(Msg::new("language-now"), Tone::Plain);
            }
            Action::Theme => {
                self.setting = self.setting.next();
                self.retheme();
            }
            Action::Help if !matches!(self.dialogs.last().map(|d| &d.item), Some(Dialog::Palette(_))) => {
                let palette = Palette::help(self.scopes(), self.hints(), &self.context());
                self.show(Dialog::Palette(palette));
            }
            Action::Search if !matches!(self.dialogs.last().map(|d| &d.item), Some(Dialog::Search(_))) => {
                let (search, ask) = Search::new(&self.searched);
                let place = self.show(Dialog::Search(search));
                self.carry_out(place, ask.into_iter().collect());
            }
            Action::Palette if !over_dialog => {
                let palette = Palette::new(self.scopes(), self.hints(), &self.context());
                self.show(Dialog::Palette(palette));
            }
            Action::Undo if !over_dialog && !on_log && !reckons => {
                let act = self.ids.next();
                self.send(Command::Undo { act, which: None });
            }
            Action::Redo if !over_dialog && !reckons => {
                let act = self.ids.next();
                self.send(Command::Redo { act });
            }
            Action::GoDrafts if !over_dialog => self.take_up(),
            Action::LogActivity if !over_dialog => {
                let about = self.screens.last().and_then(|top| top.item.about());
                let asks = LogTalk::open(about, &self.context());
                self.carry_out(0, asks);
            }
            Action::NextRecord if !over_dialog => self.step_in_row(1),
            Action::PrevRecord if !over_dialog => self.step_in_row(-1),
            _ => match doors::door(action).filter(|_| !over_dialog) {
                // What lies over a screen is not laid over itself.
                Some(door) if !door.tab && self.screens.last().is_some_and(|top| top.item.tab() == Some(action)) => {}
                Some(door) => {
                    let context = self.context();
                    let here = self.screens.last().and_then(|top| top.item.opens(action, &context));
                    let left = if action == Action::GoCalculator { self.reckoned.take() } else { None };
                    let screen = match (here, left) {
                        (Some(Screen::Calculator(new)), Some(left)) => Screen::Calculator(Box::new(new.over(*left))),
                        (Some(screen), _) => screen,
                        (None, Some(left)) => Screen::Calculator(left),
                        (None, None) => (door.open)(&self.context()),
                    };
                    if door.tab {
                        self.root(screen);
                    } else {
                        self.go(screen);
                    }
                }
                None => self.delegate(action),
            },
        }
    }

    fn delegate(&mut self, action: Action) {
        let context = context!(self);
        if let Some(dialog) = self.dialogs.last_mut() {
            let (place, asks) = (dialog.place, dialog.item.act_on(action, &context));
            self.carry_out(place, asks);
        } else if let Some(screen) = self.screens.last_mut() {
            let (place, mut asks) = (screen.place, screen.item.act_on(action, &context));
            // The page of an opportunity makes it itself, once it has been read.
            let there = matches!(screen.item, Screen::Deal(_));
            if asks.is_empty() && deal::makes(action) && !there {
                asks = deal::make(action, screen.item.deal());
            }
            self.carry_out(place, asks);
        }
    }
}
