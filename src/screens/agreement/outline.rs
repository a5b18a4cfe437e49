//! The rows of the outline, how each stands, and the way from a finding to its place.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::ops::{Deref, DerefMut};

use super::table::{Source, TARGETS, tables_of};
use super::{AgreementView, Pane, Work};
use crate::domain::agreement::draft::Draft as Document;
use crate::domain::agreement::lint::{Finding, Path, Severity};
use crate::domain::agreement::sections::{self, Section};
use crate::domain::agreement::version::is_frozen;
use crate::domain::kinds::Kind;
use crate::domain::record::Id;
use crate::screens::{Ask, Tone};
use crate::text::Msg;

/// A line of the outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Row {
    /// Parties, term and the other facts of agreement and version.
    Head,
    /// A section, by its place in the inventory.
    Section(usize),
    /// A table of the section above, by its name.
    Table(&'static str),
    Target(Id),
}

/// A row by what it is about, so that it is found again after a change.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Key {
    Head,
    Section(String),
    Table(&'static str),
    Target(Id),
}

impl Row {
    pub(super) fn key(self) -> Option<Key> {
        Some(match self {
            Self::Head => Key::Head,
            Self::Section(at) => Key::Section(sections::all().get(at)?.key.clone()),
            Self::Table(name) => Key::Table(name),
            Self::Target(id) => Key::Target(id),
        })
    }
}

/// How a part of the document stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Empty,
    Sound,
    Warned,
    Wrong,
}

/// What the findings say of each row, worked out once for all frames that show them.
#[derive(Debug, Default)]
pub(super) struct Verdict {
    /// The gravest finding. The section of the targets is no better than its targets.
    gravest: HashMap<Key, Severity>,
    targets: HashSet<Id>,
}

impl Verdict {
    pub(super) fn of(findings: &[Finding], document: &Document) -> Self {
        let targets: HashSet<Id> = document.targets.iter().map(|target| target.id).collect();
        let mut gravest: HashMap<Key, Severity> = HashMap::new();
        for finding in findings {
            let section = Key::Section(finding.path.section.clone());
            for key in places(finding, &targets).into_iter().flatten().chain([section]) {
                let worst = gravest.entry(key).or_insert(finding.severity);
                *worst = (*worst).min(finding.severity);
            }
        }
        Self { gravest, targets }
    }
}

/// The rows that a finding is about.
fn places(finding: &Finding, targets: &HashSet<Id>) -> [Option<Key>; 2] {
    let path = &finding.path;
    if let Some(target) = path.record.filter(|id| targets.contains(id)) {
        return [Some(Key::Target(target)), Some(Key::Table(TARGETS))];
    }
    let table = Source::named(path.field).filter(|_| path.kind == Kind::AgreementVersion);
    let head = path.kind == Kind::Agreement || path.kind == Kind::AgreementVersion && table.is_none();
    let at = if head { Some(Key::Head) } else { table.map(|source| Key::Table(source.name())) };
    [at, Some(Key::Section(path.section.clone()))]
}

impl Work {
    /// Needs that still ask for something, and how many of them a clause or target meets.
    pub(super) fn needs_met(&self) -> (usize, usize) {
        let standing = |n: &&crate::domain::agreement::draft::NeedRef| {
            !matches!(n.need.state.as_str(), "REJECTED" | "DEFERRED") && n.need.priority.as_deref() != Some("wont")
        };
        let needs: Vec<_> = self.document.needs.iter().filter(standing).collect();
        let met = needs.iter().filter(|n| self.document.met_by(n.id).next().is_some()).count();
        (met, needs.len())
    }

    pub(super) fn count(&self, severity: Severity) -> usize {
        // A warning that somebody answers for stands in nobody's way.
        let open = |finding: &&Finding| finding.severity == severity && finding.acknowledged.is_none();
        self.findings.iter().filter(open).count()
    }

    /// The findings a row is about.
    pub(super) fn findings_at(&self, row: Row) -> impl Iterator<Item = (usize, &Finding)> {
        let key = row.key();
        let here = move |finding: &Finding| places(finding, &self.verdict.targets).contains(&key) && key.is_some();
        self.findings.iter().enumerate().filter(move |(_, finding)| here(finding))
    }

    pub(super) fn state(&self, row: Row) -> State {
        if let Row::Section(at) = row
            && let Some(section) = sections::all().get(at)
            && !self.document.written(&section.key)
        {
            return State::Empty;
        }
        let gravest = row.key().and_then(|key| self.verdict.gravest.get(&key));
        let bare = |name| Source::named(name).is_none_or(|source| self.rows_of(source).is_empty());
        if let Row::Table(name) = row
            && bare(name)
            && gravest.is_none()
        {
            return State::Empty;
        }
        match gravest {
            Some(Severity::Error) => State::Wrong,
            Some(Severity::Warning) => State::Warned,
            _ => State::Sound,
        }
    }
}

/// Whether a field of a version is written as a table of a section.
pub(super) fn is_table(field: &str) -> bool {
    Source::named(field).is_some()
}

/// Sections with the numbers they print with.
type Sections = Vec<(usize, &'static Section)>;

/// The document on the screen. A frame asks many times what stands in its outline, so that is put together once for
/// each state of it.
#[derive(Debug)]
pub(super) struct Paper {
    document: Document,
    outline: OnceCell<(Sections, Vec<Row>)>,
}

impl From<Document> for Paper {
    fn from(document: Document) -> Self {
        Self { document, outline: OnceCell::new() }
    }
}

impl Deref for Paper {
    type Target = Document;

    fn deref(&self) -> &Document {
        &self.document
    }
}

impl DerefMut for Paper {
    fn deref_mut(&mut self) -> &mut Document {
        self.outline.take();
        &mut self.document
    }
}

impl Paper {
    fn shown(&self) -> &(Sections, Vec<Row>) {
        self.outline.get_or_init(|| {
            let sections = self.document.outline().collect();
            let rows = self.rows_of(&sections);
            (sections, rows)
        })
    }

    fn rows_of(&self, sections: &Sections) -> Vec<Row> {
        let mut rows = vec![Row::Head];
        for (_, section) in sections {
            rows.push(Row::Section(sections::position(&section.key)));
            rows.extend(tables_of(&section.key).iter().map(|name| Row::Table(name)));
            if section.key == TARGETS {
                rows.extend(self.document.targets.iter().map(|target| Row::Target(target.id)));
            }
        }
        rows
    }
}

impl AgreementView {
    /// Sections with their numbers; the one being written is there before it has any text.
    pub(super) fn sections(&self) -> Cow<'_, Sections> {
        let Some(work) = &self.work else { return Cow::default() };
        let (shown, _) = work.document.shown();
        let Some(section) = self.editing.as_ref().and_then(|editing| sections::named(&editing.section)) else {
            return Cow::Borrowed(shown);
        };
        if shown.iter().any(|(_, held)| held.key == section.key) {
            return Cow::Borrowed(shown);
        }
        let order = work.document.order();
        let place = |section: &Section| order.iter().position(|held| held.key == section.key);
        let at = shown.iter().position(|(_, held)| place(held) > place(section)).unwrap_or(shown.len());
        let number = shown.get(at).map_or(shown.len() + 1, |(number, _)| *number);
        let mut shown = shown.clone();
        shown.insert(at, (number, section));
        Cow::Owned(shown)
    }

    pub(super) fn rows(&self) -> Cow<'_, [Row]> {
        let Some(work) = &self.work else { return Cow::default() };
        match self.sections() {
            Cow::Borrowed(_) => Cow::Borrowed(&work.document.shown().1),
            Cow::Owned(sections) => Cow::Owned(work.document.rows_of(&sections)),
        }
    }

    pub(super) fn row(&self) -> Option<Row> {
        self.rows().get(self.at).copied()
    }

    pub(super) fn section(&self) -> Option<&'static Section> {
        match self.row()? {
            Row::Section(at) => sections::all().get(at),
            _ => None,
        }
    }

    pub(super) fn stand_on_key(&mut self, key: &Key) {
        let found = self.rows().iter().position(|row| row.key().as_ref() == Some(key));
        if let Some(at) = found
            && at != self.at
        {
            self.at = at;
            self.tops[1] = 0;
            self.tops[2] = 0;
        }
    }

    /// Puts the cursor on a clause or target; false where there is none of this id.
    pub(super) fn stand_on(&mut self, id: Id) -> bool {
        let Some(work) = &self.work else { return false };
        let target = work.document.targets.iter().any(|target| target.id == id);
        let clause = work.document.clauses.iter().find(|clause| clause.id == id);
        let place = clause.map(|clause| (clause.values.section.clone(), clause.values.language.clone()));
        if let Some((section, language)) = place {
            self.language = language;
            self.stand_on_key(&Key::Section(section));
            return true;
        }
        self.stand_on_key(&Key::Target(id));
        target
    }

    /// Moves the cursor of the outline, or the text of the pane that has the focus.
    pub(super) fn step(&mut self, by: isize) {
        match self.pane {
            Pane::Outline => {
                let last = self.rows().len().saturating_sub(1);
                self.at = self.at.saturating_add_signed(by).min(last);
                (self.tops[1], self.tops[2], self.finding) = (0, 0, None);
                (self.tables.row, self.tables.column) = (0, 0);
            }
            Pane::Text => self.tops[1] = self.tops[1].saturating_add_signed(by),
            Pane::Findings => self.tops[2] = self.tops[2].saturating_add_signed(by),
        }
    }

    /// To the next finding, errors first, and to the place where it is mended.
    pub(super) fn jump(&mut self, by: isize) -> Vec<Ask> {
        let Some(work) = &self.work else { return Vec::new() };
        let count = work.findings.len();
        if count == 0 {
            return vec![Ask::Tell(Msg::new("agreement-no-findings"), Tone::Good)];
        }
        let next = match self.finding {
            Some(at) => (at as isize + by).rem_euclid(count as isize) as usize,
            None if by < 0 => count - 1,
            None => 0,
        };
        let in_table = self.table().is_some();
        let Some(path) = work.findings.get(next).map(|finding| finding.path.clone()) else { return Vec::new() };
        let known = |id: &Id| {
            work.document.targets.iter().any(|t| t.id == *id) || work.document.clauses.iter().any(|c| c.id == *id)
        };
        match path.record.filter(known) {
            Some(id) => {
                self.stand_on(id);
            }
            None => match self.table_of(&path) {
                Some(source) => {
                    self.stand_on_key(&Key::Table(source.name()));
                    let (row, column) = path.cell.unwrap_or((0, ""));
                    self.stand_in(source, row, column);
                }
                None => self.stand_on_key(&Key::Section(path.section)),
            },
        }
        // Out of a table the keys go back to the outline.
        if in_table && !matches!(self.row(), Some(Row::Table(_))) {
            self.pane = Pane::Outline;
        }
        self.finding = Some(next);
        self.tops[2] = 0;
        Vec::new()
    }

    /// The table in which what a finding speaks of is mended.
    fn table_of(&self, path: &Path) -> Option<Source> {
        let version = self.work.as_ref()?.sheet.version.id;
        Source::named(path.field).filter(|_| path.record == Some(version))
    }

    /// The field that the finding jumped to speaks of, if it is one of this record.
    pub(super) fn finding_field(&self, id: Id) -> Option<&'static str> {
        let finding = self.work.as_ref()?.findings.get(self.finding?)?;
        (finding.path.record == Some(id)).then_some(match finding.path.field {
            // Typed together with the value, or following from the metric.
            "unit" => "value",
            "operator" => "metric",
            field => field,
        })
    }

    /// Whether the text of this version may not be changed any more.
    pub(super) fn is_frozen(&self) -> bool {
        is_frozen(self.work.as_ref().map_or("", |work| work.document.version.values.state.as_str()))
    }

    pub(super) fn frozen(&self) -> Ask {
        let code = self.work.as_ref().map_or("", |work| work.document.version.values.state.as_str());
        let state = crate::text::Arg::Key(format!("choice-{code}"));
        Ask::Tell(Msg::new("agreement-frozen").with("state", state), Tone::Warn)
    }
}
