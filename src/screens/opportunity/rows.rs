//! The lines of each part: what is known, and in one dim line what is not, with the key that fills it.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::{DealView, Part, Target};
use crate::domain::funnel::gate::State;
use crate::domain::funnel::support::attitude_on;
use crate::domain::kinds::Kind;
use crate::domain::record::Record;
use crate::domain::wording::{self, date_of, instant_of};
use crate::keys::Action;
use crate::screens::Context;
use crate::screens::list::cell;
use crate::screens::needs::coverage_line;
use crate::screens::progress::history_line;
use crate::store::request::{Progress, Sheet};
use crate::text::{Msg, clean, number};

/// Records of a part that are shown; the others are one key away.
const SHOWN: usize = 5;
/// Criteria that are shown while they are missing.
const MISSING: usize = 6;
/// Lines that one text may take.
const LINES: usize = 3;

/// Decision power 0…3 in words.
const POWER: [&str; 4] = ["deal-power-none", "deal-power-advises", "deal-power-veto", "deal-power-decides"];

/// One line of the page, or a few that belong together.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub target: Option<Target>,
    pub lines: Vec<Line<'static>>,
}

impl Row {
    pub fn new(target: Target, lines: Vec<Line<'static>>) -> Self {
        Self { target: Some(target), lines }
    }

    pub fn told(line: Line<'static>) -> Self {
        Self { target: None, lines: vec![line] }
    }
}

#[derive(Clone, Debug)]
pub(super) struct Section {
    pub part: Part,
    /// Nothing where the part has nothing: its one line says so.
    pub title: Option<Line<'static>>,
    pub rows: Vec<Row>,
    /// Empty lines below it.
    pub apart: usize,
}

impl Section {
    pub fn height(&self) -> usize {
        usize::from(self.title.is_some()) + self.rows.iter().map(|row| row.lines.len()).sum::<usize>()
    }
}

/// An attitude: `+1`, `0`, `-2`.
fn signed(attitude: i64) -> String {
    if attitude == 0 { "0".to_owned() } else { format!("{attitude:+}") }
}

/// A lead and a text that goes on below itself, in at most [`LINES`] lines.
pub(super) fn hung(lead: Vec<Span<'static>>, text: &str, style: Style, width: usize) -> Vec<Line<'static>> {
    let used: usize = lead.iter().map(|span| clean::width(&span.content)).sum();
    let mut parts = clean::wrap(&clean::clean_lines(text).replace('\n', " "), width.saturating_sub(used).max(8));
    if parts.len() > LINES {
        parts.truncate(LINES);
        if let Some(last) = parts.last_mut() {
            last.push('…');
        }
    }
    let mut lines: Vec<Line<'static>> = Vec::new();
    for part in parts {
        let mut spans = if lines.is_empty() { lead.clone() } else { vec![Span::raw(" ".repeat(used))] };
        spans.push(Span::styled(part, style));
        lines.push(Line::from(spans));
    }
    if lines.is_empty() { vec![Line::from(lead)] } else { lines }
}

impl DealView {
    /// Parts in their order. With room, what a record says beside its name is shown too.
    pub(super) fn sections(&self, context: &Context<'_>, width: usize, roomy: bool) -> Vec<Section> {
        let (Some(sheet), Some(progress)) = (&self.sheet, &self.progress) else { return Vec::new() };
        let page = Page { sheet, progress, context, width, roomy };
        let parts = Part::ALL.into_iter().filter_map(|part| page.section(part, self.rows_of(part)));
        let mut sections: Vec<Section> = parts.collect();
        // Parts that have nothing stand close together.
        for at in 1..sections.len() {
            let both_bare = sections[at - 1].title.is_none() && sections[at].title.is_none();
            sections[at - 1].apart = usize::from(roomy && !both_bare);
        }
        sections
    }

    fn rows_of(&self, part: Part) -> Vec<&Record> {
        let mut rows: Vec<&Record> = part.kind().map_or(&[][..], |kind| self.rows(kind)).iter().collect();
        match part {
            Part::Chain => rows.sort_by_key(|row| row.get("position").as_i64()),
            Part::People => rows.sort_by_key(|row| std::cmp::Reverse(row.get("decision_power").as_i64())),
            Part::Talks => rows.sort_by(|a, b| b.str("at").cmp(a.str("at"))),
            Part::Cost => {
                rows.extend(self.rows(Kind::Expense));
                rows.sort_by(|a, b| b.str("date").cmp(a.str("date")));
            }
            _ => {}
        }
        rows
    }
}

/// What the lines are made from.
pub(super) struct Page<'p> {
    pub sheet: &'p Sheet,
    pub progress: &'p Progress,
    pub context: &'p Context<'p>,
    pub width: usize,
    pub roomy: bool,
}

impl Page<'_> {
    fn section(&self, part: Part, records: Vec<&Record>) -> Option<Section> {
        let (text, theme) = (self.context.text, self.context.theme);
        let mut rows = match part {
            Part::Score if self.undecided() => self.score(),
            Part::Way => self.way(),
            Part::Cost => self.cost(),
            Part::Needs => self.unmet(),
            _ if !part.fields().is_empty() => self.fields(part),
            _ => Vec::new(),
        };
        let told = |record: &&Record| !rows.iter().any(|row| row.target == Some(Target::Row(record.kind, record.id)));
        let records: Vec<&Record> = records.into_iter().filter(told).collect();
        let more = records.len().saturating_sub(SHOWN);
        rows.extend(records.into_iter().take(SHOWN).map(|row| self.record(row)));
        if more > 0 {
            let key = self.context.keymap.hint(Action::Panes);
            let said = text.say(&Msg::new("deal-more").with("n", more).with("key", key));
            rows.push(Row::new(Target::More(part), vec![Line::styled(said, theme.dim)]));
        }
        let title = text.get(part.title());
        if rows.is_empty() {
            part.kind()?;
            let key = self.context.keymap.hint(Action::New);
            let said = text.say(&Msg::new("deal-none").with("key", key));
            let line = Line::styled(format!("{title}  {said}"), theme.dim);
            let rows = vec![Row::new(Target::Empty(part), vec![line])];
            return Some(Section { part, title: None, rows, apart: 0 });
        }
        let (notes, alarm) = self.notes(part);
        let notes = notes.join(&format!(" {} ", theme.marks.dot));
        let style = if alarm { theme.warn } else { theme.dim };
        let beside = clean::width(&title) + 2 + clean::width(&notes) <= self.width;
        let mut spans = vec![Span::styled(title, theme.title)];
        if beside {
            spans.push(Span::styled(format!("  {notes}"), style));
        } else {
            rows.insert(0, Row { target: None, lines: hung(Vec::new(), &notes, style, self.width) });
        }
        Some(Section { part, title: Some(Line::from(spans)), rows, apart: 0 })
    }

    /// What a heading says beside its name, and whether that is an alarm.
    fn notes(&self, part: Part) -> (Vec<String>, bool) {
        let text = self.context.text;
        let standing = &self.progress.standing;
        match part {
            Part::Score => (vec![standing.score_words(text)], false),
            Part::People => {
                let mut notes = standing.support_words(text);
                notes.push(standing.reach_words(text));
                (notes, standing.reach.single_threaded() || !standing.support.decider)
            }
            Part::Talks => (vec![standing.depth_words(text)], standing.stuck),
            Part::Needs => (vec![coverage_line(self.progress.coverage, self.context)], false),
            _ => (Vec::new(), false),
        }
    }

    /// What is missing of the score, the weightiest first.
    fn score(&self) -> Vec<Row> {
        let (text, theme) = (self.context.text, self.context.theme);
        let missing = self.progress.standing.score.missing();
        let mut rows = vec![Row::told(Line::styled(self.progress.standing.advice(text), theme.dim))];
        rows.extend(missing.iter().take(MISSING).map(|(_, found)| {
            let mark = if found.state == State::Opened { theme.marks.partly } else { theme.marks.open };
            let line = Line::from(vec![Span::raw(format!("{mark} {}", found.name.to(text.lang())))]);
            Row::new(Target::Missing(found.code.clone()), vec![line])
        }));
        let more = missing.len().saturating_sub(MISSING);
        if more > 0 {
            let said = text.say(&Msg::new("deal-more-missing").with("n", more));
            rows.push(Row::told(Line::styled(said, theme.dim)));
        }
        rows
    }

    /// The must-needs for which neither a clause nor a target stands: all of them, before the others.
    fn unmet(&self) -> Vec<Row> {
        let (text, theme) = (self.context.text, self.context.theme);
        let unmet = self.progress.unmet.iter();
        unmet
            .map(|need| {
                let lead = Span::styled(format!("{} {}  ", theme.marks.refused, need.code), theme.warn);
                let said = format!("{} {} {}", need.title, theme.marks.dot, text.get("deal-need-unmet"));
                let mut lines = hung(vec![lead], &said, theme.text, self.width);
                if !self.roomy {
                    lines.truncate(1);
                }
                Row::new(Target::Row(need.kind, need.id), lines)
            })
            .collect()
    }

    fn way(&self) -> Vec<Row> {
        let history = &self.progress.history;
        let shown = history.iter().rev().take(if self.roomy { SHOWN } else { 2 });
        shown
            .map(|step| {
                let style = if step.forced { self.context.theme.warn } else { self.context.theme.text };
                Row::told(Line::styled(history_line(step, self.context.text, self.context), style))
            })
            .collect()
    }

    fn cost(&self) -> Vec<Row> {
        let (text, theme) = (self.context.text, self.context.theme);
        let standing = &self.progress.standing;
        let spent = &standing.spent;
        if spent.minutes == 0 && spent.cost.is_empty() && spent.refundable.is_empty() {
            return Vec::new();
        }
        let line = |words: Vec<String>, alarm: bool| {
            let mark = if alarm { format!("{} ", theme.marks.overdue) } else { String::new() };
            let said = format!("{mark}{}", words.join(&format!(" {} ", theme.marks.dot)));
            let style = if alarm { theme.warn } else { theme.text };
            Row { target: None, lines: hung(Vec::new(), &said, style, self.width) }
        };
        vec![
            line(standing.cost_words(text), standing.too_dear(self.undecided())),
            line(standing.effort_words(text), self.undecided() && standing.over_cap()),
        ]
    }

    fn label(&self, record: &Record, field: &str) -> String {
        cell(record, field, &self.sheet.labels, self.context)
    }

    /// One record of a part.
    fn record(&self, row: &Record) -> Row {
        let theme = self.context.theme;
        let dot = theme.marks.dot;
        let joined = |parts: &[String]| {
            let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
            parts.join(&format!(" {dot} "))
        };
        let at = |field: &str| self.label(row, field);
        let (name, said, below): (String, String, Vec<String>) = match row.kind {
            Kind::DealRole => return self.person(row),
            Kind::DecisionStep => {
                let mark = if row.get("done_on").is_null() { theme.marks.open } else { theme.marks.done };
                let name = format!("{mark} {} {}", at("position"), at("step"));
                (name, joined(&[at("contact"), at("done_on")]), Vec::new())
            }
            Kind::Rival => {
                let attitude = row.get("customer_attitude").as_i64().map(signed).unwrap_or_default();
                (at("competitor"), joined(&[at("position"), attitude, at("our_counter")]), Vec::new())
            }
            Kind::Incumbent => {
                let attitude = row.get("attitude").as_i64().map(signed).unwrap_or_default();
                let ends = date_of(row.get("contract_end")).map(|day| self.until(day, false)).unwrap_or_default();
                let said = joined(&[at("vendor"), at("since"), attitude, ends]);
                let below = [("+", "pros"), ("−", "cons")]
                    .into_iter()
                    .filter(|(_, field)| !row.str(field).is_empty())
                    .map(|(sign, field)| format!("  {sign} {}", at(field)));
                (at("product"), said, below.collect())
            }
            Kind::Activity => return self.talk(row),
            Kind::Effort => {
                (self.short_day(row.str("date")), joined(&[at("minutes"), at("activity"), at("user")]), Vec::new())
            }
            Kind::Expense => {
                let back = row.get("refundable") == true;
                let back = if back { self.context.text.get("field-refundable") } else { String::new() };
                (self.short_day(row.str("date")), joined(&[at("amount"), at("kind"), back, at("note")]), Vec::new())
            }
            Kind::Interview => (row.code.clone(), joined(&[at("title"), at("state")]), Vec::new()),
            Kind::Need => (row.code.clone(), joined(&[at("title"), at("priority"), at("state")]), Vec::new()),
            Kind::Gap => (row.code.clone(), joined(&[at("statement"), at("state")]), Vec::new()),
            _ => (row.code.clone(), joined(&[row.title().to_owned(), at("state")]), Vec::new()),
        };
        let lead = vec![Span::raw(name), Span::raw("  ")];
        let mut lines = hung(lead, &said, theme.text, self.width);
        if !self.roomy {
            lines.truncate(1);
        }
        lines.extend(below.iter().flat_map(|part| hung(vec![Span::raw("  ")], part.trim(), theme.dim, self.width)));
        Row::new(Target::Row(row.kind, row.id), lines)
    }

    /// Attitude first: the question of a deal is who is for us.
    fn person(&self, row: &Record) -> Row {
        let (text, theme) = (self.context.text, self.context.theme);
        let today = self.context.today();
        let fresh = attitude_on(row, today);
        let mark =
            fresh.map_or_else(|| format!(" {}", theme.marks.unknown), |attitude| format!("{:>2}", signed(attitude)));
        let power = row.get("decision_power").as_i64().and_then(|n| POWER.get(usize::try_from(n).ok()?));
        let mut said: Vec<String> = vec![power.map_or_else(String::new, |key| text.get(key)), self.label(row, "roles")];
        if let (None, Some(old), Some(on)) = (fresh, row.get("attitude").as_i64(), date_of(row.get("assessed_on"))) {
            let days = (today - on).num_days();
            said.push(text.say(&Msg::new("deal-attitude-old").with("attitude", signed(old)).with("days", days)));
        }
        said.retain(|part| !part.is_empty());
        let decides = row.get("decision_power").as_i64() == Some(3);
        let name = Span::styled(self.label(row, "contact"), if decides { theme.title } else { theme.text });
        let lead = vec![Span::raw(mark), Span::raw(" "), name, Span::raw("  ")];
        let mut lines = hung(lead, &said.join(&format!(" {} ", theme.marks.dot)), theme.text, self.width);
        if self.roomy && !row.str("attitude_evidence").is_empty() {
            lines.extend(hung(vec![Span::raw("   ")], row.str("attitude_evidence"), theme.dim, self.width));
        } else if !self.roomy {
            lines.truncate(1);
        }
        Row::new(Target::Row(row.kind, row.id), lines)
    }

    /// Day, whether the customer spoke, how deep it went, and what was said.
    fn talk(&self, row: &Record) -> Row {
        let theme = self.context.theme;
        let marks = theme.marks;
        let day = instant_of(row.get("at"))
            .map(|at| number::date_short(at.with_timezone(&self.context.tz).date_naive(), self.context.text.lang()))
            .unwrap_or_default();
        let spoke = if row.get("two_way") == true { marks.done } else { marks.open };
        let depth = row.get("depth").as_i64().unwrap_or(1);
        let lead = vec![Span::raw(day), Span::raw(format!("  {spoke} {depth}  "))];
        let mut lines = hung(lead, row.str("summary"), theme.text, self.width);
        lines.truncate(if self.roomy { 2 } else { 1 });
        Row::new(Target::Row(row.kind, row.id), lines)
    }

    fn short_day(&self, day: &str) -> String {
        day.parse().map_or_else(|_| day.to_owned(), |day| number::date_short(day, self.context.text.lang()))
    }

    /// A field as it is read in full.
    pub(super) fn shown(&self, name: &str) -> String {
        let Some(field) = Kind::Opportunity.spec().field(name) else { return String::new() };
        let (values, labels) = (&self.sheet.record.values, &self.sheet.labels);
        wording::show_of(field, values, labels, self.context.text, self.context.tz)
    }
}
