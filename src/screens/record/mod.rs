//! One record with all that hangs on it, from its declaration: fields first, then each kind of child.

mod draw;
pub(super) mod make;

use ratatui::Frame;
use ratatui::layout::Rect;

use super::archive::{archive, unless_open};
use super::needs::{self, NeedsView};
use super::{Ask, Context, Screen, Tone, View};
use crate::dialogs::Dialog;
use crate::dialogs::choose::{Choose, Label};
use crate::dialogs::form::Builder;
use crate::dialogs::thread::Thread;
use crate::domain::kinds::Kind;
use crate::domain::record::{Entry, Field, Id, Need, Record, Type};
use crate::domain::wording;
use crate::keys::{Action, Scope};
use crate::store::presence::Spot;
use crate::store::request::{Labels, Progress, Reply, Request, Sheet};
use crate::text::Msg;

#[derive(Debug)]
pub struct RecordView {
    kind: Kind,
    id: Id,
    sheet: Option<Sheet>,
    /// Gate and check-lists of an opportunity.
    progress: Option<Box<Progress>>,
    gone: bool,
    /// 0 is the overview, then the children in order.
    section: usize,
    /// Cursor per section.
    at: usize,
    top: usize,
    /// Empty fields are shown too.
    all: bool,
    /// Asked before the record was read; done when it is.
    waiting: Option<Action>,
    seek: Option<Id>,
    /// Where the cursor should go once the record is read: a field, or the records of a kind.
    field: Option<String>,
    kinds: Option<Kind>,
    /// The customer that is to be archived, while its deals are read.
    leaving: Option<Id>,
    height: usize,
}

impl RecordView {
    pub fn new(kind: Kind, id: Id) -> Self {
        Self {
            kind,
            id,
            sheet: None,
            progress: None,
            gone: false,
            section: 0,
            at: 0,
            top: 0,
            all: false,
            waiting: None,
            seek: None,
            field: None,
            kinds: None,
            leaving: None,
            height: 10,
        }
    }

    /// Opens with the cursor on a field, empty or not.
    #[must_use]
    pub fn at_field(self, name: &str) -> Self {
        Self { field: Some(name.to_owned()), all: true, ..self }
    }

    /// Opens with the cursor on a filled field.
    #[must_use]
    pub fn on_field(self, name: &str) -> Self {
        Self { field: Some(name.to_owned()), ..self }
    }

    /// Opens on the records of a kind that belong to this one.
    #[must_use]
    pub fn at_section(self, kind: Kind) -> Self {
        Self { kinds: Some(kind), ..self }
    }

    fn go_where_sent(&mut self) {
        if let Some(at) = self.field.take().and_then(|name| self.fields().iter().position(|field| field.name == name)) {
            (self.section, self.at) = (0, at);
        }
        let Some(sheet) = &self.sheet else { return };
        let section = self.kinds.take().and_then(|kind| sheet.children.iter().position(|(child, _)| *child == kind));
        if let Some(section) = section {
            (self.section, self.at) = (section + 1, 0);
        }
    }

    fn stand_on(&mut self, id: Id) {
        let Some(sheet) = &self.sheet else { return };
        for (n, (_, rows)) in sheet.children.iter().enumerate() {
            if let Some(at) = rows.iter().position(|row| row.id == id) {
                (self.section, self.at) = (n + 1, at);
                return;
            }
        }
    }

    /// Fields of the overview: the filled ones, those that must be, or all.
    fn fields(&self) -> Vec<&'static Field> {
        let Some(sheet) = &self.sheet else { return Vec::new() };
        let filled = |field: &&Field| self.all || !sheet.record.get(field.name).is_null() || field.need != Need::No;
        self.kind.spec().fields.iter().filter(|field| field.entry != Entry::Hidden).filter(filled).collect()
    }

    fn children(&self) -> Option<&(Kind, Vec<Record>)> {
        self.sheet.as_ref()?.children.get(self.section.checked_sub(1)?)
    }

    fn child(&self) -> Option<&Record> {
        self.children()?.1.get(self.at)
    }

    /// The need that this page is about, or that the cursor stands on.
    fn need(&self) -> Option<&Record> {
        self.child().or(self.sheet.as_ref().map(|sheet| &sheet.record)).filter(|record| record.kind == Kind::Need)
    }

    /// Rows the cursor can stand on in this section.
    fn rows(&self) -> usize {
        match self.children() {
            Some((_, rows)) => rows.len(),
            None => self.fields().len(),
        }
    }

    fn turn(&mut self, by: isize) {
        let count = self.sheet.as_ref().map_or(1, |sheet| sheet.children.len() + 1) as isize;
        self.section = (self.section as isize + by).rem_euclid(count) as usize;
        (self.at, self.top) = (0, 0);
    }

    fn open(&self) -> Vec<Ask> {
        if let Some(row) = self.child() {
            // A line that only joins two records opens the other one.
            let other = match row.kind {
                Kind::DealRole => row.id_of("contact").map(|id| (Kind::Contact, id)),
                Kind::Employment if self.kind == Kind::Account => row.id_of("contact").map(|id| (Kind::Contact, id)),
                Kind::Employment => row.id_of("account").map(|id| (Kind::Account, id)),
                Kind::Influence => row.id_of("other").map(|id| (Kind::Contact, id)),
                _ => None,
            };
            let (kind, id) = other.unwrap_or((row.kind, row.id));
            return vec![Ask::Go(Screen::of(kind, id))];
        }
        let field = self.fields().get(self.at).copied();
        match (field, self.sheet.as_ref()) {
            (Some(Field { ty: Type::Link(kind), name, .. }), Some(sheet)) => match sheet.record.id_of(name) {
                Some(id) => vec![Ask::Go(Screen::of(*kind, id))],
                None => vec![Ask::Tell(Msg::new("record-empty-link"), Tone::Plain)],
            },
            (Some(Field { ty: Type::Links(kind), name, .. }), Some(sheet)) => {
                open_one(*kind, Id::all(sheet.record.get(name)), &sheet.labels)
            }
            _ => vec![Ask::Run(Action::Edit)],
        }
    }

    fn edit(&self, context: &Context<'_>) -> Vec<Ask> {
        let Some(sheet) = &self.sheet else { return Vec::new() };
        let builder = if let Some(row) = self.child() {
            Builder::existing(row, &sheet.labels)
        } else {
            let focus = self.fields().get(self.at).map_or("", |field| field.name);
            Builder::existing(&sheet.record, &sheet.labels).focus(focus)
        };
        vec![Ask::Show(Dialog::Form(Box::new(builder.currency(sheet.ccy).build(context))))]
    }

    fn copy(&self, context: &Context<'_>) -> Vec<Ask> {
        let Some(sheet) = &self.sheet else { return Vec::new() };
        let text = match (self.child(), self.fields().get(self.at)) {
            (Some(row), _) => format!("{} {}", row.code, title_of(row, &sheet.labels)),
            (None, Some(field)) => {
                wording::show_of(field, &sheet.record.values, &sheet.labels, context.text, context.tz)
            }
            _ => title_of(&sheet.record, &sheet.labels),
        };
        vec![Ask::Copy(text.trim().to_owned())]
    }
}

/// Several records are linked by one field: the only one opens, else it is asked which.
fn open_one(kind: Kind, ids: impl Iterator<Item = Id>, labels: &Labels) -> Vec<Ask> {
    let name = |id: &Id| labels.get(id).cloned().unwrap_or_default();
    let mut rows: Vec<_> = ids.map(|id| (name(&id), vec![Ask::Go(Screen::of(kind, id))])).collect();
    match rows.len() {
        0 => vec![Ask::Tell(Msg::new("record-empty-link"), Tone::Plain)],
        1 => rows.remove(0).1,
        _ => {
            let rows = rows.into_iter().map(|(name, asks)| (Label::Name(name), asks)).collect();
            vec![Ask::Show(Dialog::Choose(Choose::new(Msg::new("record-open-which"), rows)))]
        }
    }
}

impl View for RecordView {
    const SCOPE: Scope = Scope::Record;

    fn queries(&self) -> Vec<Request> {
        let progress = (self.kind == Kind::Opportunity).then_some(Request::Progress(self.id));
        std::iter::once(Request::Sheet(self.kind, self.id)).chain(progress).collect()
    }

    fn accept(&mut self, reply: Reply, context: &Context<'_>) -> Vec<Ask> {
        match reply {
            Reply::Sheet(sheet) if self.leaving.take_if(|id| *id == sheet.record.id).is_some() => {
                vec![unless_open(&sheet, context)]
            }
            Reply::Sheet(sheet) => {
                let here = self.child().map(|row| row.id);
                self.sheet = Some(*sheet);
                self.go_where_sent();
                if let Some(id) = self.seek.take().or(here) {
                    self.stand_on(id);
                }
                self.at = self.at.min(self.rows().saturating_sub(1));
                match self.waiting.take() {
                    Some(action) => self.act_on(action, context),
                    None => Vec::new(),
                }
            }
            Reply::Templates(templates) => match &self.sheet {
                Some(sheet) => make::interviews(sheet, &templates, context),
                None => Vec::new(),
            },
            Reply::Progress(progress) => {
                self.progress = Some(progress);
                Vec::new()
            }
            Reply::Missing => {
                self.gone = true;
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn select(&mut self, _kind: Kind, id: Id) {
        self.seek = Some(id);
    }

    fn about(&self) -> Option<(Kind, Id)> {
        Some((self.kind, self.id))
    }

    fn deal(&self) -> Option<Id> {
        self.sheet.as_ref()?.record.id_of("opportunity")
    }

    /// On the same tab.
    fn turned(&self, id: Id) -> Option<Screen> {
        let tab = self.children().map(|(kind, _)| *kind);
        Some(Self { kinds: tab, all: self.all, ..Self::new(self.kind, id) }.into())
    }

    fn names(&self, spot: &Spot, context: &Context<'_>) -> Option<String> {
        let about = (self.kind, self.id) == (spot.kind, spot.id);
        about.then(|| context.text.field(spot.kind.name(), &spot.field))
    }

    fn scopes(&self) -> Vec<Scope> {
        let need = self.need().map(|_| Scope::Needs);
        let deal = (self.kind == Kind::Opportunity).then_some(Scope::Deal);
        need.into_iter().chain([Self::SCOPE]).chain(deal).chain([Scope::Pane]).collect()
    }

    fn opens(&self, action: Action, _context: &Context<'_>) -> Option<Screen> {
        (action == Action::GoNeeds && self.kind == Kind::Opportunity).then(|| NeedsView::of(self.id).into())
    }

    fn title(&self, context: &Context<'_>) -> String {
        let Some(sheet) = &self.sheet else { return context.text.get("loading") };
        let account = sheet.record.id_of("account").and_then(|id| sheet.labels.get(&id)).map(String::as_str);
        let name = format!("{} {}", sheet.record.code, title_of(&sheet.record, &sheet.labels));
        match account.filter(|_| self.kind != Kind::Account) {
            Some(account) => format!("{account} › {}", name.trim()),
            None => name.trim().to_owned(),
        }
    }

    fn hints(&self) -> Vec<Action> {
        let mut hints = vec![Action::NextField, Action::Edit, Action::New, Action::Help];
        if self.child().is_some() {
            hints.insert(1, Action::Open);
        }
        if self.kind == Kind::Opportunity {
            hints.extend([
                Action::Progress,
                Action::MakeInterview,
                Action::MakeNeed,
                Action::MakeAgreement,
                Action::LogActivity,
            ]);
        }
        if self.need().is_some() {
            hints.extend([Action::Ladder, Action::MoveRight, Action::Merge]);
        }
        hints.extend([Action::Trace, Action::History, Action::Back]);
        hints
    }

    fn means(&self, action: Action) -> Option<&'static str> {
        (action == Action::NextField).then_some("record-next-section")
    }

    fn act_on(&mut self, action: Action, context: &Context<'_>) -> Vec<Ask> {
        if action == Action::Back {
            return vec![Ask::Back];
        }
        let Some(sheet) = &self.sheet else {
            self.waiting = Some(action);
            return Vec::new();
        };
        if let Some(asks) = self.need().and_then(|need| needs::act(action, need, &sheet.labels, context)) {
            return asks;
        }
        let last = self.rows().saturating_sub(1);
        if let Some(at) = action.walked(self.at, last, self.height / 2) {
            self.at = at;
            return Vec::new();
        }
        match action {
            Action::Left | Action::PrevField => self.turn(-1),
            Action::Right | Action::NextField => self.turn(1),
            Action::Panes => self.all = !self.all,
            Action::Open => return self.open(),
            Action::Edit => return self.edit(context),
            Action::EditExternal => {
                let at_hand = self.fields().get(self.at).copied().filter(|_| self.child().is_none());
                if at_hand.is_some_and(|field| field.entry == Entry::Form && field.ty.has_lines()) {
                    return self.edit(context).into_iter().chain([Ask::Run(action)]).collect();
                }
                let edit = context.keymap.hint(Action::Edit);
                let outside = context.keymap.hint_in(&[Scope::Field], Action::EditExternal);
                let msg = Msg::new("record-edit-first").with("edit", edit).with("key", outside);
                return vec![Ask::Tell(msg, Tone::Plain)];
            }
            Action::Archive => {
                let row = self.child().unwrap_or(&sheet.record);
                let ask = archive(row, context);
                self.leaving = (row.kind == Kind::Account && !row.archived).then_some(row.id);
                return vec![ask];
            }
            Action::History => {
                let record = self.child().unwrap_or(&sheet.record);
                let name = if record.code.is_empty() { title_of(record, &sheet.labels) } else { record.code.clone() };
                return vec![Ask::Go(Screen::Log(Box::new(super::log::Log::of(record.kind, record.id, &name))))];
            }
            Action::Trace => {
                let (kind, id) = self.child().map_or((self.kind, self.id), |row| (row.kind, row.id));
                let (thread, ask) = Thread::new(kind, id);
                return vec![Ask::Show(Dialog::Thread(thread)), ask];
            }
            Action::Copy => return self.copy(context),
            _ => {
                let deal = (self.kind == Kind::Opportunity).then_some(&sheet.record);
                let asks = deal.and_then(|record| super::deal::act(action, record.into(), context));
                let section = self.children().map(|(kind, _)| *kind);
                return asks.unwrap_or_else(|| make::make(sheet, section, action, context));
            }
        }
        Vec::new()
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, context: &Context<'_>) {
        self.paint(frame, area, context);
    }
}

/// Name of a record; of a line that joins two records, the name of the other one.
pub fn title_of(record: &Record, labels: &crate::store::request::Labels) -> String {
    let spec = record.kind.spec();
    match spec.field(spec.title).map(|field| field.ty) {
        Some(Type::Link(_)) => record.id_of(spec.title).and_then(|id| labels.get(&id).cloned()).unwrap_or_default(),
        _ => record.title().to_owned(),
    }
}
