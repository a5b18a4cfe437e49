//! Going through a row of records from the page of one of them, and how far an act with many of them is.

use ratatui::text::{Line, Span};

use super::event::Effect;
use super::{App, Held, Placed};
use crate::domain::record::Id;
use crate::keys::{Action, Lookup};
use crate::screens::Tone;
use crate::screens::walk::{Step, Walk};
use crate::store::request::{Command, Request};
use crate::store::worker::Ticket;
use crate::text::{Msg, clean, number};

/// Cells of the bar that shows how far an act is.
const BAR: usize = 20;

impl App {
    /// The screen on top was opened from a row.
    pub(super) fn walk_in(&mut self, walk: Box<Walk>) {
        if let Some(top) = self.screens.last_mut() {
            top.walk = Some(walk);
        }
    }

    /// The next (`1`) or previous (`-1`) record of the row takes the place of the one that is open.
    pub(super) fn step_in_row(&mut self, by: isize) {
        let Some(walk) = self.screens.last_mut().and_then(|top| top.walk.as_mut()) else { return };
        match walk.step(by) {
            Step::To(kind, id) => {
                self.leave_top();
                let place = self.number();
                if let Some(top) = self.screens.pop() {
                    let item = Walk::page(kind, id, &top.item);
                    self.screens.push(Placed { place, item, walk: top.walk });
                }
                self.reload();
            }
            Step::Read(request) => {
                let ticket = self.number();
                self.asked.insert(ticket, 0);
                self.stepping = Some((ticket, by));
                self.effects.push(Effect::Store(ticket, request));
            }
            Step::End => {
                let key = if by > 0 { "row-last" } else { "row-first" };
                self.tell(Msg::new(key), Tone::Plain);
            }
        }
    }

    /// The ids of the row have come: the step that waited for them is made.
    pub(super) fn row_read(&mut self, ticket: Ticket, ids: Vec<Id>) {
        self.asked.remove(&ticket);
        let Some((_, by)) = self.stepping.take() else { return };
        if let Some(walk) = self.screens.last_mut().and_then(|top| top.walk.as_mut()) {
            walk.learn(ids);
            self.step_in_row(by);
        }
    }

    /// Back from a row: the cursor goes to the record that was seen last.
    pub(super) fn came_by(&mut self, walk: Option<&Walk>) {
        if let (Some(walk), Some(top)) = (walk, self.screens.last_mut())
            && let Some(id) = walk.id()
        {
            top.item.came_by(walk.kind(), id, walk.place().map(|(at, _)| at - 1));
        }
    }

    /// `4 of 18  ` before the title of a record of a row.
    pub(super) fn place_in_row(&self, narrow: bool) -> String {
        let place = self.screens.last().and_then(|top| top.walk.as_ref()).and_then(|walk| walk.place());
        place.map_or_else(String::new, |(at, of)| {
            if narrow {
                format!("{at}/{of}  ")
            } else {
                self.text.say(&Msg::new("row-place").with("at", at).with("of", of)) + "  "
            }
        })
    }

    /// Esc stops an act with many records that is under way; it does not wait behind it.
    pub(super) fn stops_many(&mut self, input: &Held) -> bool {
        let many = self.flight.as_ref().is_some_and(|flight| matches!(flight.command, Command::Many(_)));
        let Held::Key(key) = input else { return false };
        let stops = many
            && self.keymap.look_up(&self.scopes(), &self.pending, *key) == Lookup::Found(Action::Back)
            && self.dialogs.is_empty();
        if stops {
            let ticket = self.number();
            self.asked.insert(ticket, 0);
            self.effects.push(Effect::Store(ticket, Request::Stop));
        }
        stops
    }

    /// How far an act with many records is, and what stops it; only once it takes long enough to be noticed.
    pub(super) fn going_words(&self, cells: u16) -> Option<Line<'static>> {
        let (done, of) = self.going.filter(|_| self.slow)?;
        let lang = self.text.lang();
        let key = self.keymap.hint(Action::Back);
        let count = Msg::new("many-going")
            .with("done", number::count(done as i64, lang))
            .with("of", number::count(of as i64, lang));
        let how = Msg::new("many-stop").with("key", key);
        let (count, how) = (self.text.say(&count), self.text.say(&how));
        let full = (done * BAR).checked_div(of).unwrap_or(0).min(BAR);
        let marks = &self.theme.marks;
        let bar = marks.whole.repeat(full) + &marks.dot.repeat(BAR - full);
        let room = usize::from(cells).saturating_sub(clean::width(&count) + BAR + 6);
        Some(Line::from(vec![
            Span::styled(format!("{count}  "), self.theme.text),
            Span::styled(bar, self.theme.accent),
            Span::styled(format!("  {}", clean::truncate(&how, room)), self.theme.dim),
        ]))
    }
}
