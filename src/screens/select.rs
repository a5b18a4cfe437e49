//! Which records are selected: kept by id, so that filter, scrolling and colleagues leave the selection as it is.

use std::collections::HashSet;
use std::sync::Arc;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::{Ask, Context, Tone};
use crate::domain::record::Id;
use crate::keys::Action;
use crate::store::request::{Done, MOST, Many, Request, Task};
use crate::text::{Arg, Msg};
use crate::widgets::line;

#[derive(Debug, Default)]
pub struct Selection {
    ids: HashSet<Id>,
    /// Selected last: where a run begins.
    anchor: Option<Id>,
    /// What the ids mean that the store was asked for.
    asked: Option<Asked>,
}

#[derive(Clone, Copy, Debug)]
enum Asked {
    All,
    /// From the anchor to here; the whole column when the anchor is not in it.
    UpTo(Id),
}

impl Selection {
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    pub fn holds(&self, id: Id) -> bool {
        self.ids.contains(&id)
    }

    /// In the order of their ids.
    pub fn ids(&self) -> Arc<[Id]> {
        let mut ids: Vec<Id> = self.ids.iter().copied().collect();
        ids.sort_unstable();
        ids.into()
    }

    pub fn clear(&mut self) {
        *self = Self::default();
    }

    pub fn toggle(&mut self, id: Id) -> Vec<Ask> {
        self.anchor = Some(id);
        if self.ids.remove(&id) { Vec::new() } else { self.add([id]) }
    }

    /// Selects from the record selected last to this one, or all of the column or list. `known` is all of it if it was
    /// read; else its ids are asked for.
    pub fn up_to(&mut self, here: Id, known: Option<Vec<Id>>, all: impl FnOnce() -> Request) -> Vec<Ask> {
        self.asked = Some(Asked::UpTo(here));
        match known {
            Some(ids) => self.answer(&ids),
            None => vec![Ask::Read(all())],
        }
    }

    /// Selects all that the page lets through; the request asks for their ids.
    pub fn all(&mut self, request: Request) -> Vec<Ask> {
        self.asked = Some(Asked::All);
        vec![Ask::Read(request)]
    }

    /// The ids that were asked for, in the order of the page.
    pub fn answer(&mut self, ids: &[Id]) -> Vec<Ask> {
        match self.asked.take() {
            Some(Asked::All) => self.add(ids.iter().copied()),
            Some(Asked::UpTo(here)) => {
                let place = |id: Id| ids.iter().position(|other| *other == id);
                let run = match (self.anchor.filter(|anchor| *anchor != here).and_then(place), place(here)) {
                    (Some(from), Some(to)) => &ids[from.min(to)..=from.max(to)],
                    _ => ids,
                };
                self.anchor = Some(here);
                self.add(run.iter().copied())
            }
            None => Vec::new(),
        }
    }

    /// No more than go in one act are selected; the rest is told of.
    fn add(&mut self, ids: impl IntoIterator<Item = Id>) -> Vec<Ask> {
        let mut full = false;
        for id in ids {
            full = self.ids.len() >= MOST && !self.ids.contains(&id);
            if full {
                break;
            }
            self.ids.insert(id);
        }
        if full { vec![Ask::Tell(Msg::new("select-most").with("most", MOST), Tone::Warn)] } else { Vec::new() }
    }

    /// What was refused is selected alone, to be seen to. Otherwise all stay selected, but for those that are gone.
    pub fn carried(&mut self, many: &Many, done: &Done) {
        let gone = matches!(many.task, Task::Archive | Task::Lose { .. });
        if self.ids.is_empty() || !gone && done.refused.is_empty() {
            return;
        }
        self.clear();
        self.ids.extend(done.refused.iter().map(|refused| refused.id));
    }

    /// `12 selected · ` before other facts of the head; nothing where nothing is selected.
    pub fn facts(&self, context: &Context<'_>) -> String {
        if self.ids.is_empty() {
            return String::new();
        }
        let count = context.text.say(&Msg::new("select-count").with("count", Arg::from(self.ids.len())));
        format!("{count} {} ", context.theme.marks.dot)
    }

    /// The mark of a selected record, beside the bar of the cursor.
    pub fn mark(&self, id: Id, area: Rect, frame: &mut Frame, context: &Context<'_>) {
        if self.holds(id) && area.width > 1 && area.height > 0 {
            let theme = context.theme;
            let at = Rect { x: area.x + 1, width: 1, height: 1, ..area };
            line::put(at, frame.buffer_mut(), &Line::styled(theme.marks.done, theme.accent), theme.accent);
        }
    }

    /// What Esc does first.
    pub fn back_key(&self) -> &'static str {
        if self.is_empty() { "action-back" } else { "select-none" }
    }

    /// Commands worth showing while something is selected.
    pub fn hints() -> Vec<Action> {
        use Action::{Archive, Assign, Back, Help, Hold, Lose, MoveLeft, MoveRight, MoveTo, Select, Tag};
        vec![MoveRight, Assign, Tag, Back, MoveTo, Archive, Select, Hold, Help, Lose, MoveLeft]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(n: u128) -> Id {
        Id(uuid::Uuid::from_u128(n))
    }

    #[test]
    fn a_run_goes_from_the_last_one_in_either_direction_and_without_one_over_the_whole_column() {
        let column: Vec<Id> = (1..=5).map(id).collect();
        let ask = || panic!("all is known");
        let mut selection = Selection::default();
        assert!(selection.toggle(id(4)).is_empty());
        selection.up_to(id(2), Some(column.clone()), ask);
        assert_eq!(*selection.ids(), [id(2), id(3), id(4)]);
        selection.toggle(id(3));
        assert!(!selection.holds(id(3)));
        selection.clear();
        selection.toggle(id(9));
        selection.up_to(id(2), Some(column), ask);
        assert_eq!(selection.ids().len(), 6, "the last one stands in another column");
    }

    #[test]
    fn no_more_are_selected_than_go_in_one_act_and_it_says_so() {
        let mut selection = Selection { asked: Some(Asked::All), ..Selection::default() };
        let all: Vec<Id> = (0..=MOST as u128).map(id).collect();
        let told = selection.answer(&all);
        assert!(matches!(&told[..], [Ask::Tell(msg, Tone::Warn)] if msg.key == "select-most"), "{told:?}");
        assert_eq!(selection.ids().len(), MOST);
        selection.asked = Some(Asked::All);
        assert!(selection.answer(&all[..MOST]).is_empty(), "those are selected already");
    }
}
