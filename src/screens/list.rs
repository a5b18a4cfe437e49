//! A list of one kind of record, from its declaration: columns, filter, and a window that moves over any number of rows.

mod mouse;
mod several;

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::crossterm::event::{KeyEvent, MouseEvent};
use ratatui::layout::Rect;

use super::archive::{archive, unless_open};
use super::draw::Head;
use super::filter::Filter;
use super::select::Selection;
use super::{Ask, Context, Screen, Seen, View, deal};
use crate::dialogs::Dialog;
use crate::dialogs::feeds::Feeds;
use crate::dialogs::form::Builder;
use crate::dialogs::thread::Thread;
use crate::domain::funnel::query::Term;
use crate::domain::funnel::view::{Sight, Sort};
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Record, Type};
use crate::domain::wording;
use crate::keys::{Action, Scope};
use crate::store::request::{Depth, Done, Labels, ListQuery, Many, Page, Reply, Request};
use crate::text::{Arg, Msg, clean, number};

/// Rows read at once.
const WINDOW: usize = 200;

#[derive(Debug)]
pub struct List {
    kind: Kind,
    page: Page,
    /// Selected row, counted from the first of the whole list.
    at: usize,
    top: usize,
    height: usize,
    loaded: bool,
    filter: Filter,
    /// Stages of the pipeline that is shown; of all deals where there is only one.
    stages: Option<Vec<String>>,
    seek: Option<Id>,
    selection: Selection,
    /// Where the rows stand on the screen.
    rows: Rect,
    /// How opportunities are looked at; the query is the filter's.
    sight: Sight,
    /// The view that was applied, and the sight it stands for.
    view: Option<Seen>,
}

impl List {
    pub fn new(kind: Kind) -> Self {
        Self {
            kind,
            page: Page::default(),
            at: 0,
            top: 0,
            height: 10,
            loaded: false,
            filter: if kind == Kind::Opportunity { Filter::of_deals() } else { Filter::of_words() },
            stages: None,
            seek: None,
            selection: Selection::default(),
            rows: Rect::ZERO,
            sight: Sight::default(),
            view: None,
        }
    }

    /// Deals of the pipeline that is shown.
    pub fn of_deals(context: &Context<'_>) -> Self {
        Self { stages: shown(context), ..Self::new(Kind::Opportunity) }
    }

    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Names of what the rows link to.
    pub fn labels(&self) -> &Labels {
        &self.page.labels
    }

    fn query(&self, offset: usize) -> Request {
        self.query_to(offset, Depth::Whole)
    }

    fn query_to(&self, offset: usize, depth: Depth) -> Request {
        // While somebody types, what has room on the screen is enough.
        let limit = if depth == Depth::Glance { self.height } else { WINDOW };
        let query = self.rows_from(offset, limit);
        if self.kind == Kind::Opportunity {
            Request::Deals(query, self.sight.sort, depth)
        } else {
            Request::List(query)
        }
    }

    fn rows_from(&self, offset: usize, limit: usize) -> ListQuery {
        let mut filter = self.filter.query().clone();
        // Whoever asks for stages himself has said which.
        filter
            .terms
            .extend(self.stages.as_ref().filter(|_| !filter.asks_for_stages()).map(|codes| Term::stages(codes)));
        ListQuery { kind: self.kind, filter, of: None, offset, limit }
    }

    fn seen(&self) -> Sight {
        Sight { query: self.filter.text().to_owned(), ..self.sight.clone() }
    }

    /// The view that is on and the order of the rows.
    fn lead(&self, context: &Context<'_>) -> String {
        let mut parts = super::board::view_words(self.view.as_ref(), &self.seen(), context);
        if self.sight.sort != Sort::Manual {
            parts.push(super::board::sort_words(self.sight.sort, context));
        }
        parts.join(&format!(" {} ", context.theme.marks.dot))
    }

    /// The record at the cursor.
    pub fn row(&self) -> Option<&Record> {
        self.page.rows.get(self.at.checked_sub(self.page.offset)?)
    }

    /// Records that belong to a deal are made there, where their owner is known.
    fn makes(&self) -> bool {
        let spec = self.kind.spec();
        spec.owner.is_empty() || self.kind == Kind::Opportunity
    }

    fn step(&mut self, by: isize) -> Vec<Ask> {
        self.at = self.at.saturating_add_signed(by).min(self.page.total.saturating_sub(1));
        let end = self.page.offset + self.page.rows.len();
        let short = self.at + self.height >= end && end < self.page.total;
        let early = self.at < self.page.offset + self.height && self.page.offset > 0;
        if short || early {
            return vec![Ask::Read(self.query(self.at.saturating_sub(WINDOW / 2)))];
        }
        Vec::new()
    }

    /// What a column shows of a row, or of what stands beside it.
    fn shown(&self, row: &Record, of: Kind, name: &str, context: &Context<'_>) -> String {
        let record = if of == self.kind { Some(row) } else { self.page.beside.get(&row.id) };
        let Some(record) = record else { return String::new() };
        // Full figures are for the page of the record.
        match of.spec().field(name).filter(|field| field.ty == Type::Money).and(wording::money_of(record.get(name))) {
            Some(money) => number::amount_short(money.minor, money.ccy, context.text.lang()),
            None => cell(record, name, &self.page.labels, context),
        }
    }

    fn row_action(&self, action: Action, context: &Context<'_>) -> Vec<Ask> {
        let Some(row) = self.row() else { return Vec::new() };
        let (kind, id) = (row.kind, row.id);
        match action {
            Action::Open => vec![self.open(id)],
            Action::Edit => {
                vec![Ask::Show(Dialog::Form(Box::new(Builder::existing(row, &self.page.labels).build(context))))]
            }
            Action::History => {
                let name = if row.code.is_empty() { row.title() } else { &row.code };
                vec![Ask::Go(Screen::Log(Box::new(super::log::Log::of(kind, id, name))))]
            }
            Action::Trace => {
                let (thread, ask) = Thread::new(kind, id);
                vec![Ask::Show(Dialog::Thread(thread)), ask]
            }
            Action::Feeds if kind == Kind::Interview => {
                let (feeds, ask) = Feeds::new(id);
                vec![Ask::Show(Dialog::Feeds(Box::new(feeds))), ask]
            }
            Action::Copy => vec![Ask::Copy(format!("{} {}", row.code, row.title()).trim().to_owned())],
            Action::Archive => vec![archive(row, context)],
            _ if kind == Kind::Opportunity => one(action, row, context),
            _ => Vec::new(),
        }
    }

    fn filter_action(&mut self, action: Action, context: &Context<'_>) -> Vec<Ask> {
        match action {
            Action::Open | Action::Save => {
                let changed = self.filter.done(context);
                self.reread_if(changed)
            }
            Action::Back => {
                self.filter.clear();
                self.reread_if(true)
            }
            Action::NextField | Action::PrevField => {
                let by = if action == Action::NextField { 1 } else { -1 };
                let changed = self.filter.turn(by, context);
                self.reread_if(changed)
            }
            Action::Up => self.step(-1),
            Action::Down => self.step(1),
            _ => Vec::new(),
        }
    }

    /// Reads from the top what another filter lets through.
    fn reread_if(&mut self, changed: bool) -> Vec<Ask> {
        if !changed {
            return Vec::new();
        }
        self.at = 0;
        let depth = if self.filter.is_empty() { Depth::Whole } else { Depth::Glance };
        vec![Ask::Read(self.query_to(0, depth))]
    }
}

impl View for List {
    const SCOPE: Scope = Scope::Pane;

    fn queries(&self) -> Vec<Request> {
        vec![self.query(self.at.saturating_sub(WINDOW / 2))]
    }

    fn accept(&mut self, reply: Reply, context: &Context<'_>) -> Vec<Ask> {
        let page = match reply {
            Reply::List(page) => page,
            Reply::Sheet(sheet) => return vec![unless_open(&sheet, context)],
            Reply::Ids(ids) => return self.selection.answer(&ids),
            Reply::Names { people, tags } => {
                let changed = self.filter.learn(people, tags, context);
                return self.reread_if(changed);
            }
            _ => return Vec::new(),
        };
        if self.filter.refresh(context) {
            return self.reread_if(true);
        }
        let old = self.seek.or_else(|| self.row().map(|row| row.id));
        self.loaded = true;
        self.page = page;
        if let Some(at) = old.and_then(|id| self.page.rows.iter().position(|row| row.id == id)) {
            self.at = self.page.offset + at;
            self.seek = None;
        }
        self.at = self.at.min(self.page.total.saturating_sub(1));
        let partial = self.page.partial.then(|| Ask::Read(self.query_to(0, Depth::Patient)));
        partial.into_iter().collect()
    }

    fn see(&mut self, seen: Seen, context: &Context<'_>) -> Vec<Ask> {
        let Seen { sight, view } = seen;
        let mut asks = Vec::new();
        if sight.query != self.filter.text() {
            asks = self.filter.set(&sight.query, context);
        }
        if view.is_some() || sight == Sight::default() {
            self.view = view.is_some().then(|| Seen { sight: sight.clone(), view });
        }
        self.sight = Sight { query: String::new(), ..sight };
        self.at = 0;
        asks.push(Ask::Read(self.query(0)));
        asks
    }

    fn pipelines(&mut self, context: &Context<'_>) -> Vec<Ask> {
        let stages = if self.kind == Kind::Opportunity { shown(context) } else { None };
        let changed = stages != self.stages;
        self.stages = stages;
        self.reread_if(changed)
    }

    fn select(&mut self, kind: Kind, id: Id) {
        if kind == self.kind {
            self.seek = Some(id);
        }
    }

    fn came_by(&mut self, kind: Kind, id: Id, at: Option<usize>) {
        self.select(kind, id);
        self.at = at.unwrap_or(self.at);
    }

    fn carried(&mut self, many: &Many, done: &Done) {
        self.selection.carried(many, done);
    }

    fn about(&self) -> Option<(Kind, Id)> {
        self.row().map(|row| (row.kind, row.id))
    }

    fn deal(&self) -> Option<Id> {
        self.row()?.id_of("opportunity")
    }

    fn types(&self) -> bool {
        self.filter.types()
    }

    fn scopes(&self) -> Vec<Scope> {
        if self.kind == Kind::Opportunity && !self.types() {
            return vec![Scope::Deals, Scope::Deal, Scope::Several, Scope::Pane];
        }
        super::view::while_filtering(self)
    }

    fn means(&self, action: Action) -> Option<&'static str> {
        (action == Action::Back).then(|| self.selection.back_key())
    }

    fn tab(&self) -> Option<Action> {
        match self.kind {
            Kind::Account => Some(Action::GoAccounts),
            Kind::Contact => Some(Action::GoContacts),
            Kind::Interview => Some(Action::GoInterviews),
            Kind::Gap => Some(Action::GoGaps),
            Kind::Agreement => Some(Action::GoAgreements),
            Kind::Service => Some(Action::GoServices),
            _ => None,
        }
    }

    fn title(&self, context: &Context<'_>) -> String {
        context.text.get(&self.kind.plural_key())
    }

    fn hints(&self) -> Vec<Action> {
        if self.types() {
            return vec![Action::Open, Action::Back];
        }
        if !self.selection.is_empty() {
            return Selection::hints();
        }
        if self.page.total == 0 {
            return vec![Action::New, Action::GoBoard, Action::Help];
        }
        let mut hints = vec![Action::Open, Action::Edit, Action::Filter, Action::Help, Action::Undo, Action::Trace];
        if self.makes() {
            hints.insert(1, Action::New);
        }
        hints
    }

    fn act_on(&mut self, action: Action, context: &Context<'_>) -> Vec<Ask> {
        if self.filter.types() {
            return self.filter_action(action, context);
        }
        if let Some(asks) = self.several(action, context) {
            return asks;
        }
        let page = self.height.max(2) as isize / 2;
        match action {
            Action::Up => self.step(-1),
            Action::Down => self.step(1),
            Action::PageUp => self.step(-page),
            Action::PageDown => self.step(page),
            Action::Top => self.step(isize::MIN + 1),
            Action::Bottom => self.step(isize::MAX >> 1),
            Action::Filter => self.filter.open(context),
            Action::Sort => vec![super::board::sorts(&self.seen(), self.sight.sort)],
            Action::Views => super::board::views(self.seen(), self.view.as_ref(), context),
            Action::SwitchPipeline if self.kind == Kind::Opportunity => vec![super::deal::choose_pipeline(context)],
            Action::New if self.makes() => {
                let mut builder = Builder::new_record(self.kind, context);
                if self.kind.spec().field("owner").is_some() {
                    builder = builder.preset("owner", context.me.json());
                }
                vec![Ask::Show(Dialog::Form(Box::new(builder.build(context))))]
            }
            Action::New => {
                let kind = Arg::Key(self.kind.key());
                vec![Ask::Tell(Msg::new("list-made-in-deal").with("kind", kind), super::Tone::Plain)]
            }
            Action::Back if !self.filter.is_empty() => {
                self.filter.clear();
                self.reread_if(true)
            }
            Action::Back => vec![Ask::Back],
            _ => self.row_action(action, context),
        }
    }

    fn key(&mut self, key: KeyEvent, context: &Context<'_>) -> Vec<Ask> {
        let changed = self.filter.key(key, context);
        self.reread_if(changed)
    }

    fn mouse(&mut self, mouse: MouseEvent, _context: &Context<'_>) -> Vec<Ask> {
        if self.types() { Vec::new() } else { self.mouse_on(mouse) }
    }

    fn paste(&mut self, text: &str, context: &Context<'_>) -> Vec<Ask> {
        let changed = self.filter.paste(text, context);
        self.reread_if(changed)
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, context: &Context<'_>) {
        let (text, theme) = (context.text, context.theme);
        let mut count = text.say(&Msg::new("list-count").with("count", self.page.total));
        if self.page.partial {
            theme.marks.ellipsis.clone_into(&mut count);
        } else if self.stages.is_some() {
            count = super::deal::in_pipeline(count, context);
        }
        let count = self.selection.facts(context) + &count;
        let body = self.filter.draw(frame, area, context, &self.lead(context), &count);
        if self.loaded && self.page.total == 0 && !self.page.partial {
            let lines = if self.filter.is_empty() { vec![text.get("list-empty")] } else { no_match(context) };
            super::draw::calm(frame, body, context, &lines);
            return;
        }
        self.height = usize::from(body.height.saturating_sub(1)).max(1);
        self.top = super::draw::follow(self.top, self.at, self.height);
        self.rows = Rect { y: body.y + 1, height: body.height.saturating_sub(1), ..body };
        let columns = self.kind.columns();
        let header: Vec<Head> = columns.iter().map(|(of, name)| head(*of, name, context)).collect();
        let first = self.top.saturating_sub(self.page.offset);
        let row = |row: &Record| columns.iter().map(|(of, name)| self.shown(row, *of, name, context)).collect();
        let rows: Vec<Vec<String>> = self.page.rows.iter().skip(first).take(self.height).map(row).collect();
        let selected = self.at.checked_sub(self.top.max(self.page.offset));
        super::draw::columns(frame, body, theme, &header, &rows, selected);
        if !self.selection.is_empty() {
            for (n, row) in self.page.rows.iter().skip(first).take(self.height).enumerate() {
                self.selection.mark(row.id, Rect { y: body.y + 1 + n as u16, height: 1, ..body }, frame, context);
            }
        }
    }
}

/// Commands about an opportunity that the list knows no more of than its row.
fn one(action: Action, row: &Record, context: &Context<'_>) -> Vec<Ask> {
    if action == Action::LogActivity || deal::makes(action) {
        return deal::on_its_page(action, row.id);
    }
    deal::act(action, row.into(), context).unwrap_or_default()
}

/// That the filter lets nothing through, and where words are looked for that stand in no line of a list.
pub fn no_match(context: &Context<'_>) -> Vec<String> {
    let key = context.keymap.hint(Action::Search);
    vec![context.text.get("list-no-match"), context.text.say(&Msg::new("list-search").with("key", key))]
}

/// Stages of the pipeline that is shown, where there are several.
fn shown(context: &Context<'_>) -> Option<Vec<String>> {
    context.several().then(|| context.line().stages().iter().map(|stage| stage.code.clone()).collect())
}

fn head(kind: Kind, name: &str, context: &Context<'_>) -> Head {
    let Some(field) = kind.spec().field(name) else {
        return Head { title: context.text.get("field-code"), whole: true, ..Head::default() };
    };
    let right = field.ty == Type::Money;
    let whole = right
        || matches!((kind, name), (_, "stage" | "number") | (Kind::AgreementVersion, "state"))
        || matches!(field.ty, Type::Date | Type::Instant);
    Head { title: context.text.field(kind.name(), name), whole, right, lead: kind.spec().title == name }
}

/// What a column shows of a row; long texts as one line.
pub fn cell(row: &Record, name: &str, labels: &crate::store::request::Labels, context: &Context<'_>) -> String {
    if name == "code" {
        return row.code.clone();
    }
    let Some(field) = row.kind.spec().field(name) else { return String::new() };
    // Of the moment a list shows the day, in the form that is equally wide in every row.
    let day = |day: NaiveDate| number::date_short(day, context.text.lang());
    let value = row.get(name);
    let shown = match (name, field.ty) {
        (_, Type::Date) => wording::date_of(value).map_or_else(String::new, day),
        (_, Type::Instant) => {
            wording::instant_of(value).map_or_else(String::new, |at| day(at.with_timezone(&context.tz).date_naive()))
        }
        ("stage", _) => context
            .pipelines
            .stage(row.str("stage"))
            .map_or_else(String::new, |s| s.name.to(context.text.lang()).to_owned()),
        // SLA, OLA, UC: a column has no room for what the letters stand for.
        ("kind", _) if row.kind == Kind::Agreement => {
            let whole = wording::show_of(field, &row.values, labels, context.text, context.tz);
            whole.split(" · ").next().unwrap_or_default().to_owned()
        }
        ("section", _) => super::agreement::section_title(row.str("section"), context.text.lang()),
        _ => wording::show_of(field, &row.values, labels, context.text, context.tz),
    };
    clean::clean(&shown).into_owned()
}
