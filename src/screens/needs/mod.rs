//! Needs: what was asked for, what lies behind it, what is promised for it, and what hangs on nothing.

mod acts;
mod draw;

pub use acts::{act, gap_of_answer};
pub use draw::coverage_line;
use ratatui::Frame;
use ratatui::crossterm::event::KeyEvent;
use ratatui::layout::Rect;

use super::list::List;
use super::{Ask, Context, Screen, Tone, View};
use crate::dialogs::Dialog;
use crate::dialogs::form::Builder;
use crate::dialogs::thread::Thread;
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Record};
use crate::domain::research::trace::Orphan;
use crate::keys::{Action, Scope};
use crate::store::request::{Labels, Link, NeedRow, NeedSheet, Reply, Request};
use crate::text::{Msg, clean};

#[derive(Debug)]
pub struct NeedsView {
    /// Needs of all deals.
    list: List,
    /// The deal whose needs are shown as a tree; none for those of all.
    deal: Option<Id>,
    sheet: Option<Box<NeedSheet>>,
    /// The list of what hangs on nothing, in place of the needs.
    view: Option<Orphan>,
    orphans: Option<Vec<Link>>,
    at: usize,
    top: usize,
    height: usize,
    seek: Option<Id>,
}

impl NeedsView {
    pub fn all() -> Self {
        Self {
            list: List::new(Kind::Need),
            deal: None,
            sheet: None,
            view: None,
            orphans: None,
            at: 0,
            top: 0,
            height: 10,
            seek: None,
        }
    }

    /// The needs of one deal.
    pub fn of(deal: Id) -> Self {
        Self { deal: Some(deal), ..Self::all() }
    }

    fn rows(&self) -> &[NeedRow] {
        self.sheet.as_ref().map_or(&[], |sheet| &sheet.rows)
    }

    fn row(&self) -> Option<&NeedRow> {
        self.rows().get(self.at).filter(|_| self.deal.is_some() && self.view.is_none())
    }

    /// The need at the cursor with the names of what it links to.
    fn need(&self) -> Option<(&Record, &Labels)> {
        if self.view.is_some() {
            return None;
        }
        match (&self.sheet, self.deal) {
            (Some(sheet), Some(_)) => Some((&self.row()?.record, &sheet.labels)),
            (_, None) => self.list.row().map(|row| (row, self.list.labels())),
            _ => None,
        }
    }

    fn orphan(&self) -> Option<&Link> {
        self.orphans.as_ref().filter(|_| self.view.is_some())?.get(self.at)
    }

    fn is_list(&self) -> bool {
        self.deal.is_none() && self.view.is_none()
    }

    fn reread(&mut self) -> Vec<Ask> {
        (self.at, self.top, self.orphans) = (0, 0, None);
        self.queries().into_iter().map(Ask::Read).collect()
    }

    /// The next list of what hangs on nothing; after the last come the needs again.
    fn turn(&mut self, by: isize) -> Vec<Ask> {
        let here =
            self.view.and_then(|view| Orphan::ALL.iter().position(|other| *other == view)).map_or(0, |at| at + 1);
        let count = Orphan::ALL.len() as isize + 1;
        let there = (here as isize + by).rem_euclid(count) as usize;
        self.view = there.checked_sub(1).and_then(|at| Orphan::ALL.get(at)).copied();
        self.reread()
    }

    /// From the needs of all deals to those of the deal at the cursor, and back.
    fn narrow(&mut self, context: &Context<'_>) -> Vec<Ask> {
        if self.deal.take().is_some() {
            self.sheet = None;
            return self.reread();
        }
        let Some((deal, need)) = self.need().and_then(|(need, _)| Some((need.id_of("opportunity")?, need.id))) else {
            let key = context.keymap.hint(Action::GoOpportunities);
            return vec![Ask::Tell(Msg::new("needs-no-deal").with("key", key), Tone::Plain)];
        };
        (self.deal, self.seek) = (Some(deal), Some(need));
        self.reread()
    }

    fn step(&mut self, by: isize) {
        let last = self.count().saturating_sub(1);
        self.at = self.at.saturating_add_signed(by).min(last);
    }

    fn count(&self) -> usize {
        if self.view.is_some() { self.orphans.as_ref().map_or(0, Vec::len) } else { self.rows().len() }
    }

    /// The record at the cursor, of whatever kind.
    fn subject(&self) -> Option<(Kind, Id)> {
        match self.orphan() {
            Some(link) => Some((link.kind, link.id)),
            None => self.need().map(|(need, _)| (Kind::Need, need.id)),
        }
    }

    fn make(&self, context: &Context<'_>) -> Vec<Ask> {
        let Some(deal) = self.deal else { return vec![Ask::Tell(Msg::new("needs-made-where"), Tone::Plain)] };
        let builder = Builder::new_record(Kind::Need, context).verb("verb-make-need").fixed("opportunity", deal.json());
        vec![Ask::Show(Dialog::Form(Box::new(builder.build(context))))]
    }

    fn row_action(&self, action: Action, context: &Context<'_>) -> Vec<Ask> {
        if let Some((need, labels)) = self.need() {
            if let Some(asks) = act(action, need, labels, context) {
                return asks;
            }
            match action {
                Action::Edit => {
                    return vec![Ask::Show(Dialog::Form(Box::new(Builder::existing(need, labels).build(context))))];
                }
                Action::Archive => return vec![super::archive::archive(need, context)],
                Action::History => {
                    let log = super::log::Log::of(Kind::Need, need.id, &need.code);
                    return vec![Ask::Go(Screen::Log(Box::new(log)))];
                }
                Action::Copy => {
                    return vec![Ask::Copy(format!("{} {}\n{}", need.code, need.title(), need.str("statement")))];
                }
                _ => {}
            }
        }
        let Some((kind, id)) = self.subject() else { return Vec::new() };
        match action {
            Action::Open => vec![Ask::Go(Screen::of(kind, id))],
            Action::Trace => {
                let (thread, ask) = Thread::new(kind, id);
                vec![Ask::Show(Dialog::Thread(thread)), ask]
            }
            _ => Vec::new(),
        }
    }
}

impl View for NeedsView {
    const SCOPE: Scope = Scope::Needs;

    fn queries(&self) -> Vec<Request> {
        match (self.view, self.deal) {
            (Some(view), deal) => {
                // The deal gives the page its name.
                deal.map(Request::Needs).into_iter().chain([Request::Orphans(deal, view)]).collect()
            }
            (None, Some(deal)) => vec![Request::Needs(deal)],
            (None, None) => self.list.queries(),
        }
    }

    fn accept(&mut self, reply: Reply, context: &Context<'_>) -> Vec<Ask> {
        match reply {
            Reply::Needs(sheet) => {
                let here = self.seek.take().or_else(|| self.row().map(|row| row.record.id));
                self.sheet = Some(sheet);
                if self.view.is_none() {
                    if let Some(at) = here.and_then(|id| self.rows().iter().position(|row| row.record.id == id)) {
                        self.at = at;
                    }
                    self.at = self.at.min(self.rows().len().saturating_sub(1));
                }
            }
            Reply::Orphans(of, links) if self.view == Some(of) => {
                self.orphans = Some(links);
                self.at = self.at.min(self.count().saturating_sub(1));
            }
            Reply::List(_) | Reply::Names { .. } => return self.list.accept(reply, context),
            _ => {}
        }
        Vec::new()
    }

    fn select(&mut self, kind: Kind, id: Id) {
        if kind == Kind::Need {
            self.seek = Some(id);
            self.list.select(kind, id);
        }
    }

    fn types(&self) -> bool {
        self.is_list() && self.list.types()
    }

    fn scopes(&self) -> Vec<Scope> {
        super::view::while_filtering(self)
    }

    fn tab(&self) -> Option<Action> {
        Some(Action::GoNeeds)
    }

    fn deal(&self) -> Option<Id> {
        self.deal.or_else(|| self.need()?.0.id_of("opportunity"))
    }

    fn title(&self, context: &Context<'_>) -> String {
        let needs = context.text.get("kinds-need");
        match &self.sheet {
            Some(sheet) if self.deal.is_some() => {
                let deal = format!("{} {}", sheet.deal.code, sheet.deal.title());
                format!("{needs} {} {}", context.theme.marks.into, clean::clean(&deal))
            }
            _ => needs,
        }
    }

    fn hints(&self) -> Vec<Action> {
        if self.types() {
            return vec![Action::Open, Action::Back];
        }
        if self.view.is_some() {
            return vec![Action::Open, Action::Trace, Action::NextField, Action::Help, Action::Back];
        }
        let mut hints = vec![Action::Open, Action::Ladder, Action::NextField, Action::Help, Action::Trace];
        hints.extend([Action::Panes, Action::MoveRight, Action::Merge]);
        if self.is_list() {
            hints.push(Action::Filter);
        } else {
            hints.extend([Action::OrderUp, Action::New, Action::Export]);
        }
        hints
    }

    fn means(&self, action: Action) -> Option<&'static str> {
        match action {
            Action::NextField => Some("needs-next-view"),
            Action::Panes if self.deal.is_some() => Some("needs-of-all"),
            Action::Panes => Some("needs-of-deal"),
            _ => None,
        }
    }

    fn act_on(&mut self, action: Action, context: &Context<'_>) -> Vec<Ask> {
        if self.types() {
            return self.list.act_on(action, context);
        }
        let page = self.height.max(2) as isize / 2;
        match action {
            Action::NextField => self.turn(1),
            Action::PrevField => self.turn(-1),
            Action::Panes => self.narrow(context),
            Action::Back if self.view.take().is_some() => self.reread(),
            Action::New | Action::MakeNeed if self.deal.is_some() => self.make(context),
            Action::Export => match (&self.sheet, self.deal) {
                (Some(sheet), Some(_)) => super::minutes::of_needs(sheet, context),
                _ => vec![Ask::Tell(Msg::new("needs-export-where"), Tone::Plain)],
            },
            _ if self.is_list() => match self.need().and_then(|(need, labels)| act(action, need, labels, context)) {
                Some(asks) => asks,
                None => self.list.act_on(action, context),
            },
            Action::Back => self.narrow(context),
            Action::Up => {
                self.step(-1);
                Vec::new()
            }
            Action::Down => {
                self.step(1);
                Vec::new()
            }
            Action::PageUp | Action::PageDown => {
                self.step(if action == Action::PageUp { -page } else { page });
                Vec::new()
            }
            Action::Top | Action::Bottom => {
                self.step(if action == Action::Top { isize::MIN } else { isize::MAX });
                Vec::new()
            }
            Action::Filter => vec![Ask::Tell(Msg::new("needs-filter-where"), Tone::Plain)],
            _ => self.row_action(action, context),
        }
    }

    fn key(&mut self, key: KeyEvent, context: &Context<'_>) -> Vec<Ask> {
        self.list.key(key, context)
    }

    fn paste(&mut self, text: &str, context: &Context<'_>) -> Vec<Ask> {
        if self.types() { self.list.paste(text, context) } else { Vec::new() }
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, context: &Context<'_>) {
        self.paint(frame, area, context);
    }
}
