//! Who else is here and what they are editing: told to colleagues when the user goes elsewhere, shown when they do.

use std::collections::BTreeSet;

use super::App;
use super::event::Effect;
use crate::dialogs::Dialog;
use crate::store::presence::Spot;
use crate::store::request::Request;
use crate::text::{Msg, clean};

impl App {
    /// Where the user types: in the form on top, else on the screen.
    fn typing_at(&self) -> Option<Spot> {
        let form = self.dialogs.iter().rev().find_map(|dialog| match &dialog.item {
            Dialog::Form(form) => Some(form.spot()),
            _ => None,
        });
        form.unwrap_or_else(|| self.screens.last().and_then(|screen| screen.item.spot()))
    }

    /// Tells colleagues once when the user goes to another record or field.
    pub(super) fn tell_spot(&mut self) {
        let spot = self.typing_at();
        if spot != self.spot {
            self.spot.clone_from(&spot);
            // The answer is who is here; nothing waits for it.
            let ticket = self.number();
            self.effects.push(Effect::Store(ticket, Request::Here(spot)));
        }
    }

    /// How many people have the workspace open; none when it is only this one.
    pub(super) fn people(&self) -> Option<usize> {
        let others = self.others.iter().filter(|other| !other.own).map(|other| other.actor.as_str());
        let others: BTreeSet<&str> = others.collect();
        (!others.is_empty()).then_some(others.len() + 1)
    }

    /// Who edits what is on the screen now, and which part of it.
    pub(super) fn company(&self) -> Vec<String> {
        let context = self.context();
        let form = self.dialogs.iter().rev().find_map(|dialog| match &dialog.item {
            Dialog::Form(form) => form.spot(),
            _ => None,
        });
        let place = |spot: &Spot| match &form {
            Some(mine) if (mine.kind, mine.id) == (spot.kind, spot.id) => {
                Some(self.text.field(spot.kind.name(), &spot.field))
            }
            _ => self.screens.last().and_then(|screen| screen.item.names(spot, &context)),
        };
        let editing = |who: &str, place: String| {
            let words = self.text.say(&Msg::new("here-editing").with("who", who).with("place", place));
            clean::clean(&words).into_owned()
        };
        self.others.iter().filter_map(|other| Some(editing(&other.name, place(other.spot.as_ref()?)?))).collect()
    }
}
