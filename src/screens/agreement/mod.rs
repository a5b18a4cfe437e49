//! The agreement: what do we promise, and can we keep it?

mod answering;
mod cell;
pub mod chain;
mod draw;
mod edit;
mod grid;
mod keeping;
mod make;
mod order;
mod outline;
mod reckon;
mod rows;
mod saving;
mod side;
mod standing;
mod table;
mod taking;
#[cfg(test)]
mod tests;
pub mod wizard;

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use ratatui::Frame;
use ratatui::crossterm::event::KeyEvent;
use ratatui::layout::Rect;

use self::outline::Verdict;
use super::{Ask, Context, Screen, Tone, View};
use crate::dialogs::Dialog;
use crate::dialogs::thread::Thread;
use crate::domain::agreement::lint::{Finding, lint};
use crate::domain::agreement::{metric, sections};
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Record};
use crate::export::agreement::draft_of;
use crate::keys::{Action, Scope};
use crate::store::drafts::Draft;
use crate::store::presence::Spot;
use crate::store::request::{AgreementSheet, Reply, Request};
use crate::text::{Lang, Msg};
use edit::Editing;
use outline::{Paper, Row};
use rows::Tables;
use table::Source;

/// What was read, and what the checks say about it as it stands on the screen.
#[derive(Debug)]
struct Work {
    sheet: AgreementSheet,
    document: Paper,
    findings: Vec<Finding>,
    verdict: Verdict,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Pane {
    #[default]
    Outline,
    Text,
    Findings,
}

impl Pane {
    fn next(self) -> Self {
        match self {
            Self::Outline => Self::Text,
            Self::Text => Self::Findings,
            Self::Findings => Self::Outline,
        }
    }
}

/// Clauses and targets that are checked together in no time that is felt.
const AT_ONCE: usize = 100;
/// So long the hands rest before more of them are checked.
const REST: TimeDelta = TimeDelta::milliseconds(100);

#[derive(Debug)]
pub struct AgreementView {
    id: Id,
    work: Option<Work>,
    gone: bool,
    fault: Option<Msg>,
    at: usize,
    seek: Option<Id>,
    pane: Pane,
    /// First lines of the panes.
    tops: [usize; 3],
    height: usize,
    /// The finding that was jumped to.
    finding: Option<usize>,
    /// When a large document that is being typed into is checked again.
    check_at: Option<DateTime<Utc>>,
    /// Language of the text that is open; empty is the first of the version.
    language: String,
    editing: Option<Editing>,
    tables: Tables,
    /// The section whose text is in the user's own editor while none is open here.
    outside: Option<String>,
    /// What follows from the target at the cursor, until the cursor or the target is another.
    explained: Option<(Id, Vec<Msg>)>,
    /// A text a dropped session left, until the records it belongs to are read.
    recovering: Option<Draft>,
}

impl AgreementView {
    /// `id` names the agreement or a version, clause or target of it, on which the cursor then stands.
    pub fn new(id: Id) -> Self {
        Self {
            id,
            work: None,
            gone: false,
            fault: None,
            at: 0,
            seek: Some(id),
            pane: Pane::default(),
            tops: [0; 3],
            height: 10,
            finding: None,
            check_at: None,
            language: String::new(),
            editing: None,
            tables: Tables::default(),
            outside: None,
            explained: None,
            recovering: None,
        }
    }

    /// The agreement with a clause that a dropped session left, at the same place.
    pub fn recover(draft: Draft) -> Self {
        // The version it was written in, which need not be the newest any more.
        let version = draft.base.get("version").and_then(Id::of);
        let mut view = Self::new(version.or(draft.record).unwrap_or_default());
        view.recovering = Some(draft);
        view
    }

    /// Looks for findings in the document with the text as it is being typed.
    fn check(&mut self, context: &Context<'_>) {
        self.check_at = None;
        self.foresee_cell(context);
        self.explained = None;
        let editing = self.editing.as_ref();
        if let Some(work) = &mut self.work {
            if let Some(editing) = editing {
                editing.write_into(&mut work.document);
            }
            work.findings = lint(&work.document, context.today());
            work.verdict = Verdict::of(&work.findings, &work.document);
            self.finding = self.finding.filter(|at| *at < work.findings.len());
        }
    }

    /// The same after a key: a document that takes long to check is checked when the hands rest, so that no letter waits
    /// for it.
    fn check_soon(&mut self, context: &Context<'_>) {
        let size = |work: &Work| work.document.clauses.len() + work.document.targets.len();
        if self.work.as_ref().is_some_and(|work| size(work) > AT_ONCE) {
            self.check_at = Some(context.now + REST);
        } else {
            self.check(context);
        }
    }

    /// The language that is open: the one chosen, else the one that governs, else the first of the document.
    fn open_language(&self) -> String {
        let Some(work) = &self.work else { return String::new() };
        let languages = work.document.languages();
        let governing = work.document.version.values.governing_language.as_deref().unwrap_or_default();
        let named = |name: &str| languages.iter().find(|language| **language == name);
        let open = named(&self.language).or_else(|| named(governing)).or(languages.first());
        open.map_or_else(|| Lang::default().tag().to_owned(), |language| (*language).to_owned())
    }

    fn turn_language(&mut self, by: isize) {
        let open = self.open_language();
        let Some(work) = &self.work else { return };
        let languages = work.document.languages();
        let at = languages.iter().position(|language| *language == open).unwrap_or(0) as isize;
        let next = (at + by).rem_euclid(languages.len().max(1) as isize) as usize;
        if let Some(language) = languages.get(next) {
            self.language = (*language).to_owned();
            self.tops[1] = 0;
        }
    }

    /// The stored record at the cursor: the clause in the open language, the target, or the agreement.
    fn record(&self) -> Option<&Record> {
        let work = self.work.as_ref()?;
        match self.row()? {
            Row::Head => Some(&work.sheet.agreement),
            Row::Section(at) => {
                let (key, language) = (&sections::all().get(at)?.key, self.open_language());
                work.sheet.clauses.iter().find(|c| c.str("section") == key && c.str("language") == language)
            }
            Row::Target(id) => work.sheet.targets.iter().find(|target| target.id == id),
            Row::Table(table::TARGETS) if self.pane == Pane::Text => work.sheet.targets.get(self.tables.row),
            Row::Table(_) => Some(&work.sheet.version),
        }
    }

    /// Commands that make something, or need something at the cursor.
    fn record_action(&mut self, action: Action, context: &Context<'_>) -> Vec<Ask> {
        match action {
            Action::New => return self.menu(context),
            Action::MakeTarget => return self.target(context),
            Action::Export => return self.export(),
            Action::Link => return self.link(context),
            Action::Chain => {
                return self.about().map(|(_, id)| Ask::Go(chain::ChainView::new(id).into())).into_iter().collect();
            }
            Action::Archive | Action::History | Action::Trace | Action::Copy => {}
            _ => return Vec::new(),
        }
        // The agreement itself leaves the list from the list, not from the middle of its text.
        let record = self.record().filter(|record| action != Action::Archive || !is_whole(record.kind));
        let Some(record) = record else {
            let unwritten = matches!(self.row(), Some(Row::Section(_)));
            let key = if unwritten { "agreement-unwritten-here" } else { "agreement-nothing-here" };
            let msg = Msg::new(key).with("key", context.keymap.hint(Action::Edit));
            return vec![Ask::Tell(msg, Tone::Plain)];
        };
        let lang = context.text.lang();
        match action {
            Action::Archive if self.is_frozen() => vec![self.frozen()],
            Action::Archive => vec![super::archive::archive(record, context)],
            Action::History => {
                let name = name_of(record, lang);
                vec![Ask::Go(Screen::Log(Box::new(super::log::Log::of(record.kind, record.id, &name))))]
            }
            Action::Trace => {
                let (thread, ask) = Thread::new(record.kind, record.id);
                vec![Ask::Show(Dialog::Thread(thread)), ask]
            }
            _ if record.kind == Kind::Clause => vec![Ask::Copy(record.str("text").to_owned())],
            _ => vec![Ask::Copy(name_of(record, lang))],
        }
    }
}

impl View for AgreementView {
    const SCOPE: Scope = Scope::Agreement;

    fn queries(&self) -> Vec<Request> {
        vec![Request::Agreement(self.id)]
    }

    fn accept(&mut self, reply: Reply, context: &Context<'_>) -> Vec<Ask> {
        let mut asks = Vec::new();
        match reply {
            Reply::Agreement(sheet) => {
                let here = self.row().and_then(Row::key);
                match draft_of(&sheet) {
                    Ok(document) => {
                        self.fault = None;
                        self.work = Some(Work {
                            sheet: *sheet,
                            document: document.into(),
                            findings: Vec::new(),
                            verdict: Verdict::default(),
                        });
                    }
                    Err(fault) => {
                        self.fault = Some(fault);
                        return Vec::new();
                    }
                }
                self.foresee_again();
                self.reopen(context);
                asks = self.settle(context);
                self.check(context);
                // What was just changed, where it has a row of its own; else the row that was looked at.
                let sought = self.seek.take().filter(|id| self.stand_on(*id));
                if let Some(key) = here.filter(|_| sought.is_none()) {
                    self.stand_on_key(&key);
                }
                self.at = self.at.min(self.rows().len().saturating_sub(1));
                self.seek_row();
            }
            Reply::Missing => self.gone = true,
            _ => {}
        }
        asks
    }

    fn about(&self) -> Option<(Kind, Id)> {
        self.work.as_ref().map(|work| (Kind::Agreement, work.sheet.agreement.id))
    }

    fn deal(&self) -> Option<Id> {
        self.work.as_ref()?.sheet.agreement.id_of("opportunity")
    }

    fn select(&mut self, _kind: Kind, id: Id) {
        // In a table of records the cursor goes on from cell to cell.
        if self.table().is_none() {
            self.seek = Some(id);
        }
    }

    fn types(&self) -> bool {
        self.editing.is_some() || self.tables.cell.is_some()
    }

    /// The section being written, for colleagues.
    fn spot(&self) -> Option<Spot> {
        let work = self.work.as_ref()?;
        if let Some(cell) = &self.tables.cell {
            let (kind, id, field) = match cell.source {
                Source::Targets => (Kind::Target, work.target_at(cell.row)?, cell.column.name),
                _ => (Kind::AgreementVersion, work.sheet.version.id, cell.source.name()),
            };
            return Some(Spot { kind, id, field: field.to_owned() });
        }
        let editing = self.editing.as_ref()?;
        Some(Spot { kind: Kind::Clause, id: work.sheet.version.id, field: editing.section.clone() })
    }

    /// What a colleague's place in this document is called.
    fn names(&self, spot: &Spot, context: &Context<'_>) -> Option<String> {
        let sheet = &self.work.as_ref()?.sheet;
        if (spot.kind, spot.id) == (Kind::Clause, sheet.version.id) {
            return sections::named(&spot.field).map(|section| section.title.to(context.text.lang()).to_owned());
        }
        let records = [&sheet.agreement, &sheet.version].into_iter().chain(&sheet.clauses).chain(&sheet.targets);
        let record = records.into_iter().find(|record| (record.kind, record.id) == (spot.kind, spot.id))?;
        let field = context.text.field(spot.kind.name(), &spot.field);
        Some(format!("{} {} {field}", record.title(), context.theme.marks.into).trim().to_owned())
    }

    fn opens(&self, action: Action, context: &Context<'_>) -> Option<Screen> {
        if action == Action::GoCalculator { self.reckon(context) } else { None }
    }

    fn title(&self, context: &Context<'_>) -> String {
        match &self.work {
            Some(work) => format!("{} {}", work.sheet.agreement.code, work.sheet.agreement.title()).trim().to_owned(),
            None => context.text.get("loading"),
        }
    }

    fn hints(&self) -> Vec<Action> {
        if self.types() {
            return vec![Action::Save, Action::Back, Action::EditExternal];
        }
        if self.table().is_some() {
            let rows = [Action::Edit, Action::New, Action::Archive, Action::OrderUp, Action::OrderDown];
            return rows.into_iter().chain([Action::NextFinding, Action::Undo, Action::Back]).collect();
        }
        let mut hints = vec![Action::Edit, Action::NextFinding, Action::Panes, Action::Help, Action::MakeTarget];
        if matches!(self.row(), Some(Row::Section(_) | Row::Target(_))) {
            hints.push(Action::Link);
        }
        if matches!(self.row(), Some(Row::Target(_))) {
            hints.push(Action::GoCalculator);
        }
        if self.has_warning() {
            hints.insert(4, Action::Waive);
        }
        hints.extend([Action::Chain, Action::Trace, Action::Export, Action::Back]);
        hints
    }

    fn means(&self, action: Action) -> Option<&'static str> {
        match action {
            Action::Back if self.types() => Some("back-saves"),
            Action::Waive => Some("agreement-answer"),
            _ => None,
        }
    }

    fn act_on(&mut self, action: Action, context: &Context<'_>) -> Vec<Ask> {
        if self.check_at.is_some() {
            self.check(context);
        }
        if self.editing.is_some() {
            return self.edit_action(action, context);
        }
        if self.tables.cell.is_some() {
            return self.cell_action(action, context);
        }
        if let Some(asks) = self.table_action(action, context) {
            return asks;
        }
        if action == Action::Back {
            return vec![Ask::Back];
        }
        if self.work.is_none() {
            return Vec::new();
        }
        let page = self.height.max(2) as isize / 2;
        match action {
            Action::Up => self.step(-1),
            Action::Down => self.step(1),
            Action::PageUp => self.step(-page),
            Action::PageDown => self.step(page),
            Action::Top => self.step(isize::MIN / 2),
            Action::Bottom => self.step(isize::MAX / 2),
            Action::Left | Action::PrevField => self.turn_language(-1),
            Action::Right | Action::NextField => self.turn_language(1),
            Action::Panes => self.pane = self.pane.next(),
            Action::NextFinding => return self.jump(1),
            Action::PrevFinding => return self.jump(-1),
            Action::Open | Action::Edit => return self.edit(context),
            Action::EditExternal => return self.edit_outside(context),
            Action::OrderUp | Action::OrderDown => return self.shift_section(action == Action::OrderDown, context),
            Action::Versions | Action::MakeVersion | Action::MoveTo => return self.version_action(action, context),
            Action::Waive => return self.answer(context),
            _ => return self.record_action(action, context),
        }
        Vec::new()
    }

    fn key(&mut self, key: KeyEvent, context: &Context<'_>) -> Vec<Ask> {
        if self.tables.cell.is_some() { self.cell_key(key, context) } else { self.type_key(key, context) }
    }

    fn paste(&mut self, text: &str, context: &Context<'_>) -> Vec<Ask> {
        if self.tables.cell.is_some() { self.cell_paste(text, context) } else { self.type_paste(text, context) }
    }

    fn edited(&mut self, text: &str, context: &Context<'_>) -> Vec<Ask> {
        self.take_text(text, context)
    }

    fn chosen(&mut self, id: Id, context: &Context<'_>) -> Vec<Ask> {
        // A need or a promise beneath is linked; who stands in a cell is written into it.
        if self.table().is_some() && !self.is_linkable(id) {
            return self.picked(id, context);
        }
        self.linked(id, context)
    }

    fn saved(&mut self, act: Id, done: bool) -> Vec<Ask> {
        match self.table_settled(act, done) {
            Some(asks) => asks,
            None => self.settled(act, done),
        }
    }

    fn leave(&mut self, context: &Context<'_>) -> Vec<Ask> {
        let mut asks = self.leave_table(context);
        asks.extend(self.save_all(context));
        asks
    }

    fn wakes(&self, now: DateTime<Utc>) -> Option<Duration> {
        self.check_at.map(|at| (at - now).to_std().unwrap_or_default().max(Duration::from_millis(1)))
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, context: &Context<'_>) {
        if self.check_at.is_some_and(|at| at <= context.now) {
            self.check(context);
        }
        self.explain(context);
        self.paint(frame, area, context);
    }
}

/// Whether it is the document or its version, and no part of them.
fn is_whole(kind: Kind) -> bool {
    matches!(kind, Kind::Agreement | Kind::AgreementVersion)
}

fn name_of(record: &Record, lang: Lang) -> String {
    match record.kind {
        Kind::Clause => section_title(record.str("section"), lang),
        Kind::Target => format!("{} {}", record.str("label"), target_value(record, lang)).trim().to_owned(),
        _ => record.code.clone(),
    }
}

/// Title of a section of the inventory.
pub fn section_title(key: &str, lang: Lang) -> String {
    sections::named(key).map_or_else(|| key.to_owned(), |section| section.title.to(lang).to_owned())
}

/// The value of a target as people write it.
pub fn target_value(target: &Record, lang: Lang) -> String {
    let value = target.get("value").as_i64();
    value.map_or_else(String::new, |value| metric::show_stored(target.str("metric"), value, target.str("unit"), lang))
}
