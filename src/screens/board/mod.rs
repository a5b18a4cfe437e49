//! The board: where does each deal stand, and what is next?

mod arrange;
mod card;
mod draw;
mod head;
mod lane;
mod mouse;
mod several;
mod signs;

pub use arrange::{sort_words, sorts, view_words, views};

use std::collections::HashMap;

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::crossterm::event::{KeyEvent, MouseEvent};
use ratatui::layout::Rect;

use lane::Lane;

use super::filter::Filter;
use super::select::Selection;
use super::{Ask, Context, Screen, Seen, Tone, View, deal};
use crate::dialogs::Dialog;
use crate::dialogs::form::Builder;
use crate::dialogs::thread::Thread;
use crate::domain::act::{Act, Change};
use crate::domain::funnel::view::{Group, Sight};
use crate::domain::kinds::Kind;
use crate::domain::record::Id;
use crate::keys::{Action, Scope};
use crate::store::request::{BoardQuery, Card, Command, Counted, Depth, Done, Many, Place, Reply, Request, Sign};
use crate::text::{Lang, Msg};
use crate::theme::Theme;

/// Screens full of cards that are read per column, however many the column holds.
const SCREENS: usize = 6;

/// What the lines of a card depend on beside the card.
#[derive(Clone, Debug, PartialEq)]
struct Look {
    lang: Lang,
    width: u16,
    today: NaiveDate,
    group: Group,
    theme: Theme,
}

#[derive(Debug)]
pub struct Board {
    lanes: Vec<Lane>,
    /// Codes of the lanes, where the deals do not say which there are.
    codes: Vec<String>,
    /// Code of the pipeline whose deals are shown.
    line: String,
    /// Column of the cursor.
    at: usize,
    /// First column on the screen, and how many stand there.
    left: usize,
    shown: usize,
    loaded: bool,
    /// How the deals are looked at; the query is the filter's.
    sight: Sight,
    /// The view that was applied, and the sight it stands for.
    view: Option<Seen>,
    filter: Filter,
    /// Cards per column that fitted on the screen when it was last drawn.
    fit: usize,
    /// The card to stand on once it is read.
    seek: Option<Id>,
    /// How the cards were drawn last; lines of another look are made anew.
    look: Option<Look>,
    selection: Selection,
    /// Columns on the screen and where they stand.
    spots: Vec<(usize, Rect)>,
    /// The card under the mouse's button.
    dragged: Option<Id>,
    /// What cards that are or were on the screen tell beside their fields.
    signs: HashMap<Id, Sign>,
    /// How many deals past the first phase the user owns, once that is known.
    work: Option<i64>,
}

impl Board {
    pub fn new(context: &Context<'_>) -> Self {
        let sight = Sight { query: String::new(), ..context.sight.clone() };
        let codes = sight.group.lanes(context.line(), context.today()).unwrap_or_default();
        let folded = |lane: &String| Lane { folded: sight.collapsed.contains(lane), ..Lane::new(lane.clone()) };
        let lanes: Vec<Lane> = codes.iter().map(folded).collect();
        let shown = lane::fitting(&lanes, context.size.width).max(1);
        Self {
            shown,
            fit: draw::cards_to_come(context.size, shown, lanes.len(), sight.group),
            lanes,
            codes,
            line: context.line().code.clone(),
            at: 0,
            left: 0,
            loaded: false,
            sight,
            view: None,
            filter: Filter::of_deals(),
            seek: None,
            look: None,
            selection: Selection::default(),
            spots: Vec::new(),
            dragged: None,
            signs: HashMap::new(),
            work: None,
        }
    }

    /// The first page is read alone, to be there at once; then what surrounds it.
    fn window(&self) -> usize {
        if self.loaded { self.fit * SCREENS } else { self.fit }
    }

    /// Reads one column anew, at the place it is looked at.
    fn read_lane(&self) -> Vec<Ask> {
        let Some(lane) = self.lane() else { return Vec::new() };
        let columns = vec![(lane.column.lane.clone(), lane.place.clone())];
        vec![Ask::Read(Request::Board(BoardQuery { columns, ..self.query() }))]
    }

    /// All lanes, gone into so far.
    fn asked(&self, depth: Depth) -> BoardQuery {
        let place = |code: &String| {
            let lane = self.lanes.iter().find(|lane| lane.column.lane == *code);
            (code.clone(), lane.map(|lane| lane.place.clone()).unwrap_or_default())
        };
        let shown: Vec<String> = self.lanes.iter().map(|lane| lane.column.lane.clone()).collect();
        let codes = if self.codes.is_empty() { &shown } else { &self.codes };
        let columns = codes.iter().map(place).collect();
        let window = if depth == Depth::Glance { self.fit } else { self.window() };
        BoardQuery { columns, whole: true, seek: self.seek, depth, window, ..self.query() }
    }

    /// What is asked of every lane.
    fn query(&self) -> BoardQuery {
        BoardQuery {
            window: self.window(),
            filter: self.filter.query().clone(),
            group: self.sight.group,
            sort: self.sight.sort,
            pipeline: self.line.clone(),
            in_sight: (!self.loaded).then_some(self.shown),
            ..BoardQuery::default()
        }
    }

    /// Puts the cursor on a card, whatever column it is in now.
    fn stand_on(&mut self, id: Id) {
        for (n, lane) in self.lanes.iter_mut().enumerate() {
            if let Some((at, card)) = lane.column.cards.iter().enumerate().find(|(_, card)| card.id == id) {
                // The next read of the column is to have it too, however far from its ends it stands.
                if lane.column.more_above || lane.column.more_below {
                    lane.place = Place::Around(card.key.clone(), id);
                }
                lane.at = at;
                self.at = n;
            }
        }
    }

    fn lane(&self) -> Option<&Lane> {
        self.lanes.get(self.at)
    }

    pub fn card(&self) -> Option<&Card> {
        let lane = self.lane().filter(|lane| !lane.folded)?;
        lane.column.cards.get(lane.at)
    }

    /// Moves the cursor within its column and reads on when it nears the end of what was read.
    fn step(&mut self, by: isize) -> Vec<Ask> {
        // This near to the end of what was read, more is read.
        let margin = self.window() / 4;
        let Some(lane) = self.lanes.get_mut(self.at) else { return Vec::new() };
        let last = lane.column.cards.len().saturating_sub(1);
        lane.at = lane.at.saturating_add_signed(by).min(last);
        let near_end = lane.column.more_below && lane.at + margin > last;
        let near_start = lane.column.more_above && lane.at < margin;
        if !near_end && !near_start {
            return self.ask_signs(false);
        }
        let Some(card) = lane.column.cards.get(lane.at) else { return Vec::new() };
        lane.place = Place::Around(card.key.clone(), card.id);
        self.read_lane()
    }

    fn jump(&mut self, place: Place) -> Vec<Ask> {
        let Some(lane) = self.lanes.get_mut(self.at) else { return Vec::new() };
        lane.at = if place == Place::Top { 0 } else { lane.column.cards.len().saturating_sub(1) };
        let known = if place == Place::Top { !lane.column.more_above } else { !lane.column.more_below };
        if known {
            return self.ask_signs(false);
        }
        lane.at = if place == Place::Top { 0 } else { usize::MAX };
        lane.place = place;
        self.read_lane()
    }

    fn sideways(&mut self, by: isize) -> Vec<Ask> {
        let last = self.lanes.len().saturating_sub(1);
        self.at = self.at.saturating_add_signed(by).min(last);
        self.ask_signs(false)
    }

    /// One stage on or back; the rule of the funnel is applied where the change is saved.
    fn carry(&mut self, by: isize, context: &Context<'_>) -> Vec<Ask> {
        let Some(card) = self.card() else { return Vec::new() };
        let asks = deal::carry(card.id, &card.stage, by, context);
        self.seek = Some(card.id);
        asks
    }

    /// Commands about the card at the cursor.
    fn card_action(&mut self, action: Action, context: &Context<'_>) -> Vec<Ask> {
        let Some(card) = self.card() else {
            return match action {
                Action::Back => vec![Ask::Back],
                _ => Vec::new(),
            };
        };
        let (kind, id) = (Kind::Opportunity, card.id);
        match action {
            Action::Open => vec![self.open(id)],
            _ if action == Action::Edit || deal::makes(action) => deal::on_its_page(action, id),
            Action::History => vec![Ask::Go(Screen::Log(Box::new(super::log::Log::of(kind, id, &card.code))))],
            Action::Trace => {
                let (thread, ask) = Thread::new(kind, id);
                vec![Ask::Show(Dialog::Thread(thread)), ask]
            }
            Action::Copy => vec![Ask::Copy(format!("{} {} {}", card.code, card.account, card.title))],
            Action::Archive => {
                let changes = vec![Change::archived(kind, id, false, true)];
                let act = Act { id: context.id(), verb: "verb-archive".to_owned(), changes };
                vec![Ask::Do(Command::Save(act))]
            }
            Action::Back => vec![Ask::Back],
            _ => deal::act(action, card.into(), context).unwrap_or_default(),
        }
    }

    fn reread(&mut self) -> Vec<Ask> {
        for lane in &mut self.lanes {
            lane.place = Place::Top;
            lane.top = 0;
        }
        // Stages are short enough at their top to be answered between two letters; other groups are counted first.
        let depth = match (self.filter.query().is_empty(), self.sight.group) {
            (true, _) => Depth::Whole,
            (false, Group::Stage | Group::Phase) => Depth::Glance,
            _ => Depth::Patient,
        };
        vec![Ask::Read(Request::Board(self.asked(depth)))]
    }

    fn filter_action(&mut self, action: Action, context: &Context<'_>) -> Vec<Ask> {
        match action {
            Action::Open | Action::Save => {
                let changed = self.filter.done(context);
                if !self.filter.types() {
                    self.at = self.lanes.iter().position(|lane| lane.column.count > 0).unwrap_or(self.at);
                }
                self.reread_if(changed)
            }
            Action::Back => {
                self.filter.clear();
                self.reread()
            }
            Action::NextField | Action::PrevField => {
                let by = if action == Action::NextField { 1 } else { -1 };
                let changed = self.filter.turn(by, context);
                self.reread_if(changed)
            }
            _ => Vec::new(),
        }
    }

    fn reread_if(&mut self, changed: bool) -> Vec<Ask> {
        if changed { self.reread() } else { Vec::new() }
    }
}

impl View for Board {
    const SCOPE: Scope = Scope::Board;

    fn queries(&self) -> Vec<Request> {
        vec![Request::Board(self.asked(Depth::Whole))]
    }

    fn accept(&mut self, reply: Reply, context: &Context<'_>) -> Vec<Ask> {
        let columns = match reply {
            Reply::Board(columns) => columns,
            Reply::Signs(signs) => {
                self.take_signs(signs);
                return Vec::new();
            }
            Reply::Work(count) => {
                self.work = Some(count);
                return Vec::new();
            }
            Reply::Names { people, tags } => {
                let changed = self.filter.learn(people, tags, context);
                return self.reread_if(changed);
            }
            Reply::Ids(ids) => return self.selection.answer(&ids),
            _ => return Vec::new(),
        };
        if self.filter.refresh(context) {
            return self.reread();
        }
        let first_page = !std::mem::replace(&mut self.loaded, true);
        let first = !self.lanes.iter().any(|lane| !lane.column.cards.is_empty());
        self.take(columns);
        if let Some(id) = self.seek.take() {
            self.stand_on(id);
        } else if first || (self.filter.types() && self.card().is_none()) {
            // What is found while it is typed is not to stand out of sight.
            self.at = self.lanes.iter().position(|lane| !lane.column.cards.is_empty()).unwrap_or(0);
        }
        let more = self.lanes.iter().any(|lane| lane.column.more_above || lane.column.more_below);
        let rest = if self.lanes.iter().any(|lane| lane.column.counted == Counted::Not) {
            vec![Request::Board(self.asked(Depth::Patient))]
        } else if first_page && more {
            self.queries()
        } else {
            Vec::new()
        };
        // Nobody's load changes while a filter is typed.
        let work = (!self.filter.types()).then_some(Request::Work(context.me));
        self.ask_signs(true).into_iter().chain(rest.into_iter().chain(work).map(Ask::Read)).collect()
    }

    fn see(&mut self, seen: Seen, context: &Context<'_>) -> Vec<Ask> {
        self.arrange(seen, context)
    }

    /// The lanes of the pipeline that is shown now; those that stay keep their place.
    fn pipelines(&mut self, context: &Context<'_>) -> Vec<Ask> {
        let codes = self.sight.group.lanes(context.line(), context.today()).unwrap_or_default();
        if codes == self.codes && self.line == context.line().code {
            return Vec::new();
        }
        context.line().code.clone_into(&mut self.line);
        self.relay(codes);
        self.queries().into_iter().map(Ask::Read).collect()
    }

    fn select(&mut self, kind: Kind, id: Id) {
        if kind == Kind::Opportunity {
            self.seek = Some(id);
        }
    }

    fn carried(&mut self, many: &Many, done: &Done) {
        self.selection.carried(many, done);
        // The cursor goes with its card.
        self.seek = self.card().map(|card| card.id).filter(|id| many.ids.contains(id));
    }

    fn about(&self) -> Option<(Kind, Id)> {
        self.card().map(|card| (Kind::Opportunity, card.id))
    }

    fn types(&self) -> bool {
        self.filter.types()
    }

    fn scopes(&self) -> Vec<Scope> {
        super::view::among_deals(self)
    }

    fn means(&self, action: Action) -> Option<&'static str> {
        (action == Action::Back).then(|| self.selection.back_key())
    }

    fn tab(&self) -> Option<Action> {
        Some(Action::GoBoard)
    }

    fn title(&self, context: &Context<'_>) -> String {
        context.text.get("board-title")
    }

    fn hints(&self) -> Vec<Action> {
        if self.types() {
            return vec![Action::Open, Action::Back];
        }
        if !self.selection.is_empty() {
            return Selection::hints();
        }
        if self.lane().is_some_and(|lane| lane.folded) {
            return vec![Action::Collapse, Action::Left, Action::Right, Action::Help];
        }
        if self.card().is_none() {
            return vec![Action::New, Action::GoAccounts, Action::Help, Action::Palette];
        }
        vec![
            Action::Open,
            Action::MoveRight,
            Action::New,
            Action::Filter,
            Action::Help,
            Action::Undo,
            Action::OrderDown,
            Action::LogActivity,
            Action::Palette,
        ]
    }

    fn act_on(&mut self, action: Action, context: &Context<'_>) -> Vec<Ask> {
        if self.filter.types() {
            return self.filter_action(action, context);
        }
        if let Some(asks) = self.several(action, context) {
            return asks;
        }
        let page = self.fit.max(1) as isize;
        match action {
            Action::Up => return self.step(-1),
            Action::Down => return self.step(1),
            Action::PageUp => return self.step(-page),
            Action::PageDown => return self.step(page),
            Action::Top => return self.jump(Place::Top),
            Action::Bottom => return self.jump(Place::Bottom),
            Action::Left => return self.sideways(-1),
            Action::Right => return self.sideways(1),
            Action::MoveLeft => return self.carry(-1, context),
            Action::MoveRight => return self.carry(1, context),
            Action::Sort | Action::Group | Action::Collapse | Action::Views => {
                return self.arrange_action(action, context);
            }
            Action::OrderUp | Action::OrderDown if self.ordered_otherwise() => {
                return vec![Ask::Tell(Msg::new("board-ordered-otherwise"), Tone::Plain)];
            }
            Action::OrderUp | Action::OrderDown => {
                if let Some(id) = self.card().map(|card| card.id) {
                    self.seek = Some(id);
                    let by = if action == Action::OrderUp { -1 } else { 1 };
                    return vec![Ask::Do(Command::Order { act: context.id(), id, by })];
                }
            }
            Action::New => {
                let builder = Builder::new_record(Kind::Opportunity, context).preset("owner", context.me.json());
                return vec![Ask::Show(Dialog::Form(Box::new(builder.build(context))))];
            }
            Action::Filter => return self.filter.open(context),
            Action::SwitchPipeline => return vec![deal::choose_pipeline(context)],
            Action::Back if !self.filter.is_empty() => {
                self.filter.clear();
                return self.reread();
            }
            _ => return self.card_action(action, context),
        }
        Vec::new()
    }

    fn key(&mut self, key: KeyEvent, context: &Context<'_>) -> Vec<Ask> {
        let changed = self.filter.key(key, context);
        self.reread_if(changed)
    }

    fn mouse(&mut self, mouse: MouseEvent, context: &Context<'_>) -> Vec<Ask> {
        if self.types() { Vec::new() } else { self.mouse_on(mouse, context) }
    }

    fn paste(&mut self, text: &str, context: &Context<'_>) -> Vec<Ask> {
        let changed = self.filter.paste(text, context);
        self.reread_if(changed)
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, context: &Context<'_>) {
        self.paint(frame, area, context);
    }
}
