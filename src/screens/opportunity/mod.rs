//! One opportunity in one look: where it stands, what is missing, who decides, what it costs; each line is edited where
//! it stands.

mod draw;
mod facts;
mod parts;
mod rows;

use ratatui::Frame;
use ratatui::layout::Rect;

use super::record::{RecordView, make, title_of};
use super::{Ask, Context, Screen, Tone, View, archive, conditions, deal};
use crate::dialogs::Dialog;
use crate::dialogs::form::Builder;
use crate::dialogs::thread::Thread;
use crate::domain::funnel::gate::{Finding, Place};
use crate::domain::funnel::pipeline::Reason;
use crate::domain::kinds::Kind;
use crate::domain::record::{Field, Id, Record, Type};
use crate::domain::wording;
use crate::keys::{Action, Scope};
use crate::store::presence::Spot;
use crate::store::request::{Progress, Reply, Request, Sheet};
use crate::text::Msg;
use draw::Placed;
use parts::Part;

/// What a line is about, and what the cursor stands on: it stays there when lines come and go around it.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Target {
    Field(&'static str),
    Row(Kind, Id),
    /// A criterion of the score that is not met.
    Missing(String),
    /// What a part has not, in one line.
    Empty(Part),
    /// Rows of a part that have no room.
    More(Part),
}

#[derive(Debug)]
pub struct DealView {
    id: Id,
    sheet: Option<Sheet>,
    progress: Option<Box<Progress>>,
    gone: bool,
    /// The line at the cursor, and its place among all lines, should it go.
    at: Option<Target>,
    nth: usize,
    top: usize,
    height: usize,
    /// Lines as they were drawn last, in the order of reading.
    placed: Vec<Placed>,
    /// Asked before the record was read; done when it is.
    waiting: Option<Action>,
    /// The field to be filled, from whoever sent the user here.
    field: Option<String>,
    /// The part whose records are to be added to.
    kind: Option<Kind>,
}

impl DealView {
    pub fn new(id: Id) -> Self {
        Self {
            id,
            sheet: None,
            progress: None,
            gone: false,
            at: None,
            nth: 0,
            top: 0,
            height: 10,
            placed: Vec::new(),
            waiting: None,
            field: None,
            kind: None,
        }
    }

    /// Opens at a field, to fill it.
    #[must_use]
    pub fn at_field(self, name: &str) -> Self {
        Self { field: Some(name.to_owned()), ..self }
    }

    /// Opens at the records of a kind, to add one.
    #[must_use]
    pub fn at_section(self, kind: Kind) -> Self {
        Self { kind: Some(kind), ..self }
    }

    fn rows(&self, kind: Kind) -> &[Record] {
        let found = self.sheet.as_ref().and_then(|sheet| sheet.children.iter().find(|(child, _)| *child == kind));
        found.map_or(&[], |(_, rows)| rows)
    }

    fn row(&self) -> Option<&Record> {
        let Some(Target::Row(kind, id)) = &self.at else { return None };
        self.rows(*kind).iter().find(|row| row.id == *id)
    }

    /// The part the cursor stands in.
    fn part(&self) -> Option<Part> {
        self.placed.get(self.nth).map(|placed| placed.part)
    }

    fn stand(&mut self, nth: usize) {
        if let Some(placed) = self.placed.get(nth) {
            self.nth = nth;
            self.at = Some(placed.target.clone());
        }
    }

    fn step(&mut self, by: isize) {
        let last = self.placed.len().saturating_sub(1);
        self.stand(self.nth.saturating_add_signed(by).min(last));
    }

    /// The first line of the next part, or of this one or the one before.
    fn turn(&mut self, on: bool) {
        let Some(here) = self.part() else { return };
        let first = |part: Part| self.placed.iter().position(|placed| placed.part == part);
        let goal = if on {
            self.placed.iter().skip(self.nth).position(|placed| placed.part != here).map(|ahead| self.nth + ahead)
        } else {
            let before = first(here).filter(|at| *at > 0).and_then(|at| self.placed.get(at - 1));
            before.and_then(|placed| first(placed.part))
        };
        let round = if on { Some(0) } else { self.placed.last().and_then(|placed| first(placed.part)) };
        if let Some(nth) = goal.or(round) {
            self.stand(nth);
        }
    }

    /// The nearest line of the column beside; with one column, the next part.
    fn sideways(&mut self, by: isize) {
        let Some(here) = self.placed.get(self.nth) else { return };
        let column = here.column.checked_add_signed(by);
        let beside = self.placed.iter().enumerate().filter(|(_, placed)| Some(placed.column) == column);
        let near = beside.min_by_key(|(_, placed)| placed.y.abs_diff(here.y)).map(|(nth, _)| nth);
        match near {
            Some(nth) => self.stand(nth),
            None if self.placed.iter().all(|placed| placed.column == 0) => self.turn(by > 0),
            None => {}
        }
    }

    fn page(&mut self, by: isize) {
        let Some(here) = self.placed.get(self.nth) else { return };
        let goal = here.y.saturating_add_signed(by * (self.height.max(2) / 2) as isize);
        let column = self.placed.iter().enumerate().filter(|(_, placed)| placed.column == here.column);
        if let Some((nth, _)) = column.min_by_key(|(_, placed)| placed.y.abs_diff(goal)) {
            self.stand(nth);
        }
    }

    /// The part that a field stands in, in a small form.
    fn form(&self, field: &str, context: &Context<'_>) -> Vec<Ask> {
        let fields = Part::of_field(field).map_or(&[][..], Part::fields);
        self.form_of(fields, field, context)
    }

    /// All fields, beginning at one.
    fn whole_form(&self, field: &str, context: &Context<'_>) -> Vec<Ask> {
        self.form_of(&[], field, context)
    }

    fn form_of(&self, fields: &[&'static str], field: &str, context: &Context<'_>) -> Vec<Ask> {
        let Some(sheet) = &self.sheet else { return Vec::new() };
        let builder = Builder::existing(&sheet.record, &sheet.labels).only(fields).focus(field);
        vec![Ask::Show(Dialog::Form(Box::new(builder.currency(sheet.ccy).build(context))))]
    }

    fn row_form(&self, row: &Record, context: &Context<'_>) -> Vec<Ask> {
        let Some(sheet) = &self.sheet else { return Vec::new() };
        let builder = Builder::existing(row, &sheet.labels).currency(sheet.ccy);
        vec![Ask::Show(Dialog::Form(Box::new(builder.build(context))))]
    }

    fn edit(&mut self, context: &Context<'_>) -> Vec<Ask> {
        if let Some(field) = self.field.take() {
            return self.form(&field, context);
        }
        match (&self.at, self.row()) {
            (_, Some(row)) => self.row_form(row, context),
            (Some(Target::Field(name)), _) => self.whole_form(name, context),
            _ => self.whole_form("", context),
        }
    }

    fn first_empty(&self, part: Part) -> &'static str {
        let record = self.sheet.as_ref().map(|sheet| &sheet.record);
        let empty = part.fields().iter().find(|name| record.is_some_and(|record| facts::is_open(record, name)));
        empty.or(part.fields().first()).copied().unwrap_or_default()
    }

    fn open(&mut self, context: &Context<'_>) -> Vec<Ask> {
        let Some(at) = self.at.clone() else { return Vec::new() };
        match at {
            Target::Row(..) => {
                let Some(row) = self.row() else { return Vec::new() };
                match row.kind {
                    Kind::DealRole => row
                        .id_of("contact")
                        .map_or_else(Vec::new, |contact| vec![Ask::Go(Screen::of(Kind::Contact, contact))]),
                    kind if kind.spec().prefix.is_empty() => self.row_form(row, context),
                    kind => vec![Ask::Go(Screen::of(kind, row.id))],
                }
            }
            Target::Field(name) => match Kind::Opportunity.spec().field(name) {
                Some(Field { ty: Type::Link(kind), .. }) if *kind != Kind::User => self
                    .sheet
                    .as_ref()
                    .and_then(|sheet| sheet.record.id_of(name))
                    .map_or_else(Vec::new, |id| vec![Ask::Go(Screen::of(*kind, id))]),
                _ => self.form(name, context),
            },
            Target::Missing(code) => self.fill(&code, context),
            Target::Empty(part) => match part.kind() {
                Some(_) if part.fields().is_empty() => self.make(Action::New, context),
                _ => self.form(self.first_empty(part), context),
            },
            Target::More(Part::Score) => vec![Ask::Run(Action::Progress)],
            Target::More(part) => self.whole(part),
        }
    }

    /// Goes to where a missing fact is filled in.
    fn fill(&self, code: &str, context: &Context<'_>) -> Vec<Ask> {
        let parts = self.progress.as_ref().map(|progress| &progress.standing.score.parts);
        let found = parts.into_iter().flatten().find(|(_, found)| found.code == code);
        let Some((_, finding)) = found else { return Vec::new() };
        self.go_fill(finding, context)
    }

    fn go_fill(&self, finding: &Finding, context: &Context<'_>) -> Vec<Ask> {
        let Some(sheet) = &self.sheet else { return Vec::new() };
        match &finding.place {
            Place::Field(name) => self.form(name, context),
            Place::Rows(kind, Some(id)) => match self.rows(*kind).iter().find(|row| row.id == *id) {
                Some(row) => self.row_form(row, context),
                None => vec![Ask::Go(Screen::of(*kind, *id))],
            },
            Place::Rows(Kind::Activity, None) => vec![Ask::Run(Action::LogActivity)],
            Place::Rows(kind, None) => make::make(sheet, Some(*kind), Action::New, context),
            _ => conditions::jump(self.id, finding, None, context),
        }
    }

    /// All fields, or all records of the part at the cursor, in a table.
    fn whole(&self, part: Part) -> Vec<Ask> {
        let view = RecordView::new(Kind::Opportunity, self.id);
        let view = match (part.kind(), &self.at) {
            (Some(kind), _) => view.at_section(kind),
            (None, Some(Target::Field(name))) => view.at_field(name),
            _ => view,
        };
        vec![Ask::Go(view.into())]
    }

    fn make(&mut self, action: Action, context: &Context<'_>) -> Vec<Ask> {
        let kind = self.kind.take().or_else(|| self.part().and_then(Part::kind));
        let Some(sheet) = &self.sheet else { return Vec::new() };
        make::make(sheet, kind, action, context)
    }

    fn copy(&self, context: &Context<'_>) -> Vec<Ask> {
        let Some(sheet) = &self.sheet else { return Vec::new() };
        let text = match (self.row(), &self.at) {
            (Some(row), _) => format!("{} {}", row.code, title_of(row, &sheet.labels)),
            (None, Some(Target::Field(name))) => {
                Kind::Opportunity.spec().field(name).map_or_else(String::new, |field| {
                    wording::show_of(field, &sheet.record.values, &sheet.labels, context.text, context.tz)
                })
            }
            _ => format!("{} {}", sheet.record.code, sheet.record.title()),
        };
        vec![Ask::Copy(text.trim().to_owned())]
    }

    /// Commands that move the deal itself.
    fn carry(&self, action: Action, context: &Context<'_>) -> Vec<Ask> {
        let Some(sheet) = &self.sheet else { return Vec::new() };
        let record = &sheet.record;
        let stage = record.str("stage");
        match (action, self.progress.as_ref().and_then(|progress| progress.next.as_deref())) {
            (Action::MoveRight, Some(next)) => {
                vec![Ask::Do(deal::go(self.id, stage, next, Reason::default(), context))]
            }
            _ => deal::act(action, record.into(), context).unwrap_or_default(),
        }
    }

    fn about_the_record(&self, action: Action, context: &Context<'_>) -> Vec<Ask> {
        let Some(sheet) = &self.sheet else { return Vec::new() };
        let record = self.row().unwrap_or(&sheet.record);
        match action {
            Action::Archive => vec![archive::archive(record, context)],
            Action::History => {
                let name = if record.code.is_empty() { title_of(record, &sheet.labels) } else { record.code.clone() };
                vec![Ask::Go(super::log::Log::of(record.kind, record.id, &name).into())]
            }
            _ => {
                let (thread, ask) = Thread::new(record.kind, record.id);
                vec![Ask::Show(Dialog::Thread(thread)), ask]
            }
        }
    }
}

impl View for DealView {
    const SCOPE: Scope = Scope::Record;

    fn queries(&self) -> Vec<Request> {
        vec![Request::Sheet(Kind::Opportunity, self.id), Request::Progress(self.id)]
    }

    fn accept(&mut self, reply: Reply, context: &Context<'_>) -> Vec<Ask> {
        match reply {
            Reply::Sheet(sheet) => self.sheet = Some(*sheet),
            Reply::Progress(progress) => self.progress = Some(progress),
            Reply::Templates(templates) => {
                let sheet = self.sheet.as_ref();
                return sheet.map_or_else(Vec::new, |sheet| make::interviews(sheet, &templates, context));
            }
            Reply::Missing => self.gone = true,
            _ => {}
        }
        if let Some(part) = self.field.as_deref().and_then(Part::of_field).or(self.kind.and_then(Part::of_kind)) {
            self.at = Some(Target::Empty(part));
        }
        match self.waiting.take() {
            // Asked for from elsewhere, it means the whole record.
            Some(Action::Edit) if self.field.is_none() => self.whole_form("", context),
            Some(action) => self.act_on(action, context),
            None => Vec::new(),
        }
    }

    fn select(&mut self, kind: Kind, id: Id) {
        if Part::of_kind(kind).is_some() {
            self.at = Some(Target::Row(kind, id));
        }
    }

    fn about(&self) -> Option<(Kind, Id)> {
        Some((Kind::Opportunity, self.id))
    }

    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Record, Scope::Deal, Scope::Pane]
    }

    /// At the same line, where the other one has it.
    fn turned(&self, id: Id) -> Option<Screen> {
        Some(Self { at: self.at.clone(), nth: self.nth, ..Self::new(id) }.into())
    }

    fn names(&self, spot: &Spot, context: &Context<'_>) -> Option<String> {
        let about = (Kind::Opportunity, self.id) == (spot.kind, spot.id);
        about.then(|| context.text.field(spot.kind.name(), &spot.field))
    }

    fn opens(&self, action: Action, _context: &Context<'_>) -> Option<Screen> {
        (action == Action::GoNeeds).then(|| super::needs::NeedsView::of(self.id).into())
    }

    fn title(&self, context: &Context<'_>) -> String {
        let Some(sheet) = &self.sheet else { return context.text.get("loading") };
        let account = sheet.record.id_of("account").and_then(|id| sheet.labels.get(&id)).map(String::as_str);
        format!("{} › {} {}", account.unwrap_or_default(), sheet.record.code, sheet.record.title())
    }

    fn hints(&self) -> Vec<Action> {
        vec![
            Action::Open,
            Action::New,
            Action::LogActivity,
            Action::Progress,
            Action::Help,
            Action::Edit,
            Action::Panes,
            Action::MakeInterview,
            Action::MakeNeed,
            Action::MakeAgreement,
            Action::Trace,
            Action::History,
            Action::Back,
        ]
    }

    fn act_on(&mut self, action: Action, context: &Context<'_>) -> Vec<Ask> {
        if action == Action::Back {
            return vec![Ask::Back];
        }
        if self.sheet.is_none() {
            self.waiting = Some(action);
            return Vec::new();
        }
        match action {
            Action::Up => self.step(-1),
            Action::Down => self.step(1),
            Action::Left => self.sideways(-1),
            Action::Right => self.sideways(1),
            Action::PageUp => self.page(-1),
            Action::PageDown => self.page(1),
            Action::Top => self.stand(0),
            Action::Bottom => self.stand(self.placed.len().saturating_sub(1)),
            Action::NextField => self.turn(true),
            Action::PrevField => self.turn(false),
            Action::Panes => return self.part().map_or_else(Vec::new, |part| self.whole(part)),
            Action::Open => return self.open(context),
            Action::Edit => return self.edit(context),
            Action::EditExternal => {
                let long = |name: &str| Kind::Opportunity.spec().field(name).is_some_and(|field| field.ty.has_lines());
                if matches!(&self.at, Some(Target::Field(name)) if long(name)) {
                    return self.edit(context).into_iter().chain([Ask::Run(action)]).collect();
                }
                let edit = context.keymap.hint(Action::Edit);
                let outside = context.keymap.hint_in(&[Scope::Field], Action::EditExternal);
                let msg = Msg::new("record-edit-first").with("edit", edit).with("key", outside);
                return vec![Ask::Tell(msg, Tone::Plain)];
            }
            Action::Copy => return self.copy(context),
            Action::Archive | Action::History | Action::Trace => return self.about_the_record(action, context),
            action if action.spec().scopes.contains(&Scope::Deal) => return self.carry(action, context),
            _ => return self.make(action, context),
        }
        Vec::new()
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, context: &Context<'_>) {
        self.paint(frame, area, context);
    }
}
