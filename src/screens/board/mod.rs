//! The board: where does each deal stand, and what is next?

mod card;
mod draw;

use std::collections::HashMap;

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::crossterm::event::KeyEvent;
use ratatui::layout::Rect;

use super::filter::Filter;
use super::{Ask, Context, Screen, View, deal};
use crate::dialogs::Dialog;
use crate::dialogs::form::Builder;
use crate::dialogs::thread::Thread;
use crate::domain::act::{Act, Change};
use crate::domain::funnel::pipeline::status_on;
use crate::domain::kinds::Kind;
use crate::domain::record::Id;
use crate::keys::{Action, Scope};
use crate::store::request::{BoardQuery, Card, Column, Command, Place, Reply, Request};
use crate::text::{Arg, Lang, Msg};
use crate::theme::Theme;

/// Screens full of cards that are read per column, however many the column holds.
const SCREENS: usize = 6;

/// One column as the board remembers it between reads.
#[derive(Debug)]
struct Lane {
    column: Column,
    place: Place,
    /// Selected card of this column.
    at: usize,
    /// First card on the screen.
    top: usize,
    /// Lines of the cards as they were drawn last.
    drawn: HashMap<Id, card::Lines>,
}

/// What the lines of a card depend on beside the card.
#[derive(Clone, Debug, PartialEq)]
struct Look {
    lang: Lang,
    width: u16,
    today: NaiveDate,
    theme: Theme,
}

#[derive(Debug)]
pub struct Board {
    lanes: Vec<Lane>,
    /// Column of the cursor.
    at: usize,
    /// First column on the screen.
    left: usize,
    loaded: bool,
    filter: Filter,
    /// Cards per column that fitted on the screen when it was last drawn.
    fit: usize,
    /// The card to stand on once it is read.
    seek: Option<Id>,
    /// How the cards were drawn last; lines of another look are made anew.
    look: Option<Look>,
}

impl Board {
    pub fn new(context: &Context<'_>) -> Self {
        let lanes = context.line().columns().map(|stage| Lane::new(&stage.code)).collect();
        Self {
            lanes,
            at: 0,
            left: 0,
            loaded: false,
            filter: Filter::of_deals(),
            fit: usize::from(context.rows / card::STEP).max(1),
            seek: None,
            look: None,
        }
    }

    /// The first page is read alone, to be there at once; then what surrounds it.
    fn window(&self) -> usize {
        if self.loaded { self.fit * SCREENS } else { self.fit }
    }

    /// Reads one column anew, at the place it is looked at.
    fn read_lane(&self) -> Vec<Ask> {
        let Some(lane) = self.lane() else { return Vec::new() };
        let columns = vec![(lane.column.stage.clone(), lane.place.clone())];
        let (filter, seek) = (self.filter.query().clone(), None);
        vec![Ask::Read(Request::Board(BoardQuery { columns, window: self.window(), filter, seek }))]
    }

    /// Puts the cursor on a card, whatever column it is in now.
    fn stand_on(&mut self, id: Id) {
        for (n, lane) in self.lanes.iter_mut().enumerate() {
            if let Some((at, card)) = lane.column.cards.iter().enumerate().find(|(_, card)| card.id == id) {
                // The next read of the column is to have it too, however far from its ends it stands.
                if lane.column.more_above || lane.column.more_below {
                    lane.place = Place::Around(card.rank, id);
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
        self.lane()?.column.cards.get(self.lane()?.at)
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
            return Vec::new();
        }
        let Some(card) = lane.column.cards.get(lane.at) else { return Vec::new() };
        lane.place = Place::Around(card.rank, card.id);
        self.read_lane()
    }

    fn jump(&mut self, place: Place) -> Vec<Ask> {
        let Some(lane) = self.lanes.get_mut(self.at) else { return Vec::new() };
        lane.at = if place == Place::Top { 0 } else { lane.column.cards.len().saturating_sub(1) };
        let known = if place == Place::Top { !lane.column.more_above } else { !lane.column.more_below };
        if known {
            return Vec::new();
        }
        lane.at = if place == Place::Top { 0 } else { usize::MAX };
        lane.place = place;
        self.read_lane()
    }

    fn sideways(&mut self, by: isize) {
        let last = self.lanes.len().saturating_sub(1);
        self.at = self.at.saturating_add_signed(by).min(last);
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
            Action::Open => vec![Ask::Go(Screen::of(kind, id))],
            // The detail has the whole record at hand, so it edits and makes.
            Action::Edit
            | Action::LogActivity
            | Action::MakeInterview
            | Action::MakeNeed
            | Action::MakeAgreement
            | Action::MakeContact => vec![Ask::Go(Screen::of(kind, id)), Ask::Run(action)],
            Action::History => vec![Ask::Go(Screen::Log(Box::new(super::log::Log::of(kind, id, &card.code))))],
            Action::Trace => {
                let (thread, ask) = Thread::new(kind, id);
                vec![Ask::Show(Dialog::Thread(thread)), ask]
            }
            Action::Lose => deal::lose(id, &card.stage, &card.title, context),
            Action::Hold => {
                let status = status_on(&card.status, &card.hold_until, context.today());
                deal::hold(id, status == "on_hold", &card.title, context)
            }
            Action::ChangePipeline => deal::change_pipeline(id, &card.stage, &card.title, context),
            Action::Progress => vec![Ask::Go(super::progress::ProgressView::new(id).into())],
            Action::Copy => vec![Ask::Copy(format!("{} {} {}", card.code, card.account, card.title))],
            Action::Archive => {
                let changes = vec![Change::archived(kind, id, false, true)];
                let act = Act { id: context.id(), verb: "verb-archive".to_owned(), changes };
                vec![Ask::Do(Command::Save(act))]
            }
            Action::Back => vec![Ask::Back],
            _ => Vec::new(),
        }
    }

    fn reread(&mut self) -> Vec<Ask> {
        for lane in &mut self.lanes {
            lane.place = Place::Top;
            lane.top = 0;
        }
        self.queries().into_iter().map(Ask::Read).collect()
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

    /// What the head of the board says: how many deals, and how much per currency.
    pub(self) fn summary(&self, context: &Context<'_>) -> String {
        let open = self.lanes.iter().filter(|lane| context.pipelines.is_open(&lane.column.stage));
        let count: i64 = open.map(|lane| lane.column.count).sum();
        let count = context.text.say(&Msg::new("board-count").with("count", Arg::Count(count)));
        deal::in_pipeline(count, context)
    }
}

impl View for Board {
    const SCOPE: Scope = Scope::Board;

    fn queries(&self) -> Vec<Request> {
        let columns = self.lanes.iter().map(|lane| (lane.column.stage.clone(), lane.place.clone())).collect();
        let (filter, seek) = (self.filter.query().clone(), self.seek);
        vec![Request::Board(BoardQuery { columns, window: self.window(), filter, seek })]
    }

    fn accept(&mut self, reply: Reply, context: &Context<'_>) -> Vec<Ask> {
        let columns = match reply {
            Reply::Board(columns) => columns,
            Reply::Names { people, tags } => {
                let changed = self.filter.learn(people, tags, context);
                return self.reread_if(changed);
            }
            _ => return Vec::new(),
        };
        if self.filter.refresh(context) {
            return self.reread();
        }
        let first_page = !std::mem::replace(&mut self.loaded, true);
        let first = !self.lanes.iter().any(|lane| !lane.column.cards.is_empty());
        for column in columns {
            if let Some(lane) = self.lanes.iter_mut().find(|lane| lane.column.stage == column.stage) {
                lane.refill(column);
            }
        }
        if let Some(id) = self.seek.take() {
            self.stand_on(id);
        } else if first || (self.filter.types() && self.card().is_none()) {
            // What is found while it is typed is not to stand out of sight.
            self.at = self.lanes.iter().position(|lane| !lane.column.cards.is_empty()).unwrap_or(0);
        }
        let more = self.lanes.iter().any(|lane| lane.column.more_above || lane.column.more_below);
        if first_page && more { self.queries().into_iter().map(Ask::Read).collect() } else { Vec::new() }
    }

    /// The lanes of the pipeline that is shown now; those that stay keep their place.
    fn pipelines(&mut self, context: &Context<'_>) -> Vec<Ask> {
        let stages: Vec<&str> = context.line().columns().map(|stage| stage.code.as_str()).collect();
        if self.lanes.iter().map(|lane| lane.column.stage.as_str()).eq(stages.iter().copied()) {
            return Vec::new();
        }
        let here = self.lane().map(|lane| lane.column.stage.clone());
        let mut old = std::mem::take(&mut self.lanes);
        let mut lane = |stage: &str| match old.iter().position(|lane| lane.column.stage == stage) {
            Some(at) => old.swap_remove(at),
            None => Lane::new(stage),
        };
        self.lanes = stages.iter().map(|stage| lane(stage)).collect();
        self.at = self.lanes.iter().position(|lane| Some(&lane.column.stage) == here.as_ref()).unwrap_or(0);
        self.queries().into_iter().map(Ask::Read).collect()
    }

    fn select(&mut self, kind: Kind, id: Id) {
        if kind == Kind::Opportunity {
            self.seek = Some(id);
        }
    }

    fn types(&self) -> bool {
        self.filter.types()
    }

    fn scopes(&self) -> Vec<Scope> {
        super::view::while_filtering(self)
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
        let page = self.fit.max(1) as isize;
        match action {
            Action::Up => return self.step(-1),
            Action::Down => return self.step(1),
            Action::PageUp => return self.step(-page),
            Action::PageDown => return self.step(page),
            Action::Top => return self.jump(Place::Top),
            Action::Bottom => return self.jump(Place::Bottom),
            Action::Left => self.sideways(-1),
            Action::Right => self.sideways(1),
            Action::MoveLeft => return self.carry(-1, context),
            Action::MoveRight => return self.carry(1, context),
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

    fn paste(&mut self, text: &str, context: &Context<'_>) -> Vec<Ask> {
        let changed = self.filter.paste(text, context);
        self.reread_if(changed)
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, context: &Context<'_>) {
        self.paint(frame, area, context);
    }
}

impl Lane {
    fn new(stage: &str) -> Self {
        Self {
            column: Column { stage: stage.to_owned(), ..Column::default() },
            place: Place::Top,
            at: 0,
            top: 0,
            drawn: HashMap::new(),
        }
    }

    /// Takes what was read; the cursor stays on its card, wherever that is now.
    fn refill(&mut self, column: Column) {
        let old = self.column.cards.get(self.at).map(|card| card.id);
        let shown = self.at.saturating_sub(self.top);
        self.column = column;
        self.drawn.clear();
        let cards = &self.column.cards;
        let last = cards.len().saturating_sub(1);
        let found = old.filter(|_| self.at != usize::MAX).and_then(|id| cards.iter().position(|card| card.id == id));
        self.at = match found {
            Some(at) => at,
            None if self.place == Place::Bottom => last,
            None => self.at.min(last),
        };
        self.top = self.at.saturating_sub(shown);
    }
}
