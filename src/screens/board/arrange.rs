//! Other orders, other groups, lanes folded away, and views of all that.

use super::lane::Lane;
use super::{Board, Sight};
use crate::dialogs::Dialog;
use crate::dialogs::choose::{Choose, Label};
use crate::dialogs::views::Views;
use crate::domain::funnel::view::{Group, Sort};
use crate::keys::Action;
use crate::screens::{Ask, Context, Seen, View as _};
use crate::store::request::{Column, Place, Request};
use crate::text::{Arg, Msg};

/// A menu of orders; whatever is chosen keeps the view that it changes.
pub fn sorts(sight: &Sight, chosen: Sort) -> Ask {
    let rows = Sort::ALL
        .into_iter()
        .map(|sort| {
            let seen = Seen { sight: Sight { sort, ..sight.clone() }, view: None };
            (Label::Choice("sorted_by", sort.code()), vec![Ask::See(Box::new(seen))])
        })
        .collect();
    let menu = Choose::new(Msg::new("board-sort-title"), rows).standing_at(chosen as usize);
    Ask::Show(Dialog::Choose(menu))
}

/// The panel of views, with what is shown now and the view that is on.
pub fn views(now: Sight, on: Option<&Seen>, context: &Context<'_>) -> Vec<Ask> {
    let (panel, fill) = Views::new(now, on.and_then(|seen| seen.view.clone()), context);
    vec![Ask::Show(Dialog::Views(Box::new(panel))), fill]
}

/// The name of the view that is on, and whether it was changed since.
pub fn view_words(on: Option<&Seen>, now: &Sight, context: &Context<'_>) -> Vec<String> {
    let named = on.and_then(|seen| Some((seen.view.as_ref()?, seen.sight == *now)));
    let words = named.map(|(view, same)| {
        if same {
            view.name.clone()
        } else {
            context.text.say(&Msg::new("board-view-changed").with("name", view.name.as_str()))
        }
    });
    words.into_iter().collect()
}

pub fn sort_words(sort: Sort, context: &Context<'_>) -> String {
    let by = Arg::Key(format!("choice-sorted-by-{}", sort.code()));
    context.text.say(&Msg::new("board-sorted").with("by", by))
}

fn groups(sight: &Sight) -> Ask {
    let rows = Group::ALL
        .into_iter()
        .map(|group| {
            // Lanes that are folded away are of their group.
            let collapsed = if group == sight.group { sight.collapsed.clone() } else { Vec::new() };
            let seen = Seen { sight: Sight { group, collapsed, ..sight.clone() }, view: None };
            (Label::Choice("grouped_by", group.code()), vec![Ask::See(Box::new(seen))])
        })
        .collect();
    let menu = Choose::new(Msg::new("board-group-title"), rows).standing_at(sight.group as usize);
    Ask::Show(Dialog::Choose(menu))
}

impl Board {
    /// How the deals are looked at now.
    pub(super) fn seen(&self) -> Sight {
        Sight { query: self.filter.text().to_owned(), ..self.sight.clone() }
    }

    /// Whether cards stand in another order than that by hand.
    pub(super) fn ordered_otherwise(&self) -> bool {
        self.sight.sort.within(self.sight.group) != Sort::Manual
    }

    pub(super) fn arrange_action(&mut self, action: Action, context: &Context<'_>) -> Vec<Ask> {
        let sight = self.seen();
        match action {
            Action::Sort => vec![sorts(&sight, sight.sort.within(sight.group))],
            Action::Group => vec![groups(&sight)],
            Action::Views => views(sight, self.view.as_ref(), context),
            Action::Collapse => {
                self.fold();
                std::iter::once(self.remember()).chain(self.ask_signs(false)).collect()
            }
            _ => Vec::new(),
        }
    }

    fn remember(&self) -> Ask {
        Ask::Read(Request::Remember(self.sight.clone()))
    }

    /// Folds the lane at the cursor away, or opens it.
    fn fold(&mut self) {
        let Some(lane) = self.lanes.get_mut(self.at) else { return };
        lane.folded = !lane.folded;
        let folded = self.lanes.iter().filter(|lane| lane.folded);
        self.sight.collapsed = folded.map(|lane| lane.column.lane.clone()).collect();
    }

    /// Shows the deals like this; the card at the cursor stays there, if it is still among them.
    pub(super) fn arrange(&mut self, seen: Seen, context: &Context<'_>) -> Vec<Ask> {
        let card = self.card().map(|card| card.id);
        let Seen { sight, view } = seen;
        let mut asks = Vec::new();
        if sight.query != self.filter.text() {
            asks = self.filter.set(&sight.query, context);
        }
        if sight.group != self.sight.group {
            let codes = sight.group.lanes(context.line(), context.today()).unwrap_or_default();
            self.lanes = codes.iter().cloned().map(Lane::new).collect();
            self.codes = codes;
            (self.at, self.left) = (0, 0);
        }
        for lane in &mut self.lanes {
            lane.folded = sight.collapsed.contains(&lane.column.lane);
        }
        if view.is_some() || sight == Sight::default() {
            self.view = view.is_some().then(|| Seen { sight: sight.clone(), view });
        }
        self.sight = Sight { query: String::new(), ..sight };
        for lane in &mut self.lanes {
            lane.place = Place::Top;
            lane.anew = true;
        }
        self.seek = card;
        asks.push(self.remember());
        asks.into_iter().chain(self.queries().into_iter().map(Ask::Read)).collect()
    }

    /// Other lanes; those that stay keep their cards, and the cursor its lane.
    pub(super) fn relay(&mut self, codes: Vec<String>) {
        let here = self.lane().map(|lane| lane.column.lane.clone());
        let mut old = std::mem::take(&mut self.lanes);
        for code in &codes {
            let known = old.iter().position(|lane| lane.column.lane == *code);
            self.lanes.push(known.map_or_else(|| Lane::new(code.clone()), |at| old.swap_remove(at)));
        }
        for lane in &mut self.lanes {
            lane.folded = self.sight.collapsed.contains(&lane.column.lane);
        }
        self.at = self.lanes.iter().position(|lane| Some(&lane.column.lane) == here.as_ref()).unwrap_or(0);
        self.codes = codes;
    }

    /// Takes what was read of some lanes, or of all there are.
    pub(super) fn take(&mut self, columns: Vec<Column>) {
        let known = |lanes: &[Lane], column: &Column| lanes.iter().position(|lane| lane.column.lane == column.lane);
        let all = columns.len() > 1 || self.lanes.is_empty();
        if all && columns.len() != self.lanes.len() || columns.iter().any(|column| known(&self.lanes, column).is_none())
        {
            // A colleague came, or a month went by.
            let asked = std::mem::take(&mut self.codes);
            self.relay(columns.iter().map(|column| column.lane.clone()).collect());
            self.codes = asked;
        }
        for column in columns {
            if let Some(at) = known(&self.lanes, &column) {
                self.lanes[at].refill(column);
            }
        }
    }
}
