//! The agreement on the screen: outline, text and findings beside each other, or one of them where there is no room.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::grid::table_title;
use super::outline::{Row, State};
use super::table::Source;
use super::{AgreementView, Pane};
use crate::domain::agreement::known::Known;
use crate::domain::agreement::lint::Severity;
use crate::domain::agreement::new::standard_text;
use crate::domain::agreement::sections::{self, Section};
use crate::domain::record::{Entry, Field, Need, Record};
use crate::domain::wording;
use crate::screens::Context;
use crate::screens::draw::{calm, follow, split_head};
use crate::text::{Lang, Msg, Text, clean, number};
use crate::widgets::line;

const WIDE: u16 = 110;
/// From here on the text has room for two languages beside the findings.
const WIDER: u16 = 156;
/// Cells that two languages side by side need.
const TWO: u16 = 80;

impl AgreementView {
    pub(super) fn paint(&mut self, frame: &mut Frame, area: Rect, context: &Context<'_>) {
        let text = context.text;
        if let Some(words) = self.fault.as_ref().map(|fault| text.say(fault)).or_else(|| {
            let key = if self.gone { "agreement-gone" } else { "loading" };
            self.work.is_none().then(|| text.get(key))
        }) {
            calm(frame, area, context, &[clean::clean(&words).into_owned()]);
            return;
        }
        let [head, body] = split_head(area);
        self.head(frame, head, context);
        let body = Rect { y: body.y.saturating_add(1), height: body.height.saturating_sub(1), ..body };
        if area.width < WIDE {
            let at = Rect { x: body.x.saturating_add(1), width: body.width.saturating_sub(2), ..body };
            match self.pane {
                Pane::Outline => self.outline(frame, at, context),
                Pane::Text => self.text_alone(frame, at, context),
                Pane::Findings => self.findings(frame, at, context),
            }
            return;
        }
        // A text in two languages takes the room of two.
        let bilingual = matches!(self.row(), Some(Row::Section(_)))
            && self.work.as_ref().is_some_and(|work| work.document.languages().len() > 1);
        let middle = if bilingual && area.width >= WIDER { 9 } else { 5 };
        let outline = if area.width >= WIDER { 44 } else { 34 };
        let shares = [Constraint::Length(outline), Constraint::Fill(middle), Constraint::Fill(4)];
        let [left, middle, right] = Layout::horizontal(shares).areas::<3>(body);
        self.outline(frame, inset(left), context);
        // A table needs the width, and says itself what speaks against it.
        if self.table().is_some() {
            let middle = Rect { width: middle.width + right.width, ..middle };
            bar(frame, middle, context);
            self.text(frame, inset(middle), context);
            return;
        }
        for pane in [middle, right] {
            bar(frame, pane, context);
        }
        self.text(frame, inset(middle), context);
        self.findings(frame, inset(right), context);
    }

    /// The text over the whole width, and below it what speaks against it: a table says that itself.
    fn text_alone(&mut self, frame: &mut Frame, area: Rect, context: &Context<'_>) {
        let most = if self.table().is_some() { 0 } else { usize::from(area.height / 3) };
        let said = self.below(usize::from(area.width), most, context);
        let [above, below] = Layout::vertical([Constraint::Min(0), Constraint::Length(said.len() as u16)]).areas(area);
        self.text(frame, above, context);
        for (y, words) in (below.top()..below.bottom()).zip(&said) {
            line::put(Rect { y, height: 1, ..below }, frame.buffer_mut(), words, context.theme.text);
        }
    }

    /// What it is and how it stands, in one line.
    fn head(&self, frame: &mut Frame, area: Rect, context: &Context<'_>) {
        let Some(work) = &self.work else { return };
        let (text, theme, lang) = (context.text, context.theme, context.text.lang());
        let version = &work.document.version.values;
        let date = |day: &Option<String>| {
            let day = day.as_deref().and_then(|day| day.parse().ok());
            day.map_or_else(|| "—".to_owned(), |day| number::date(day, lang))
        };
        let account = work.sheet.agreement.id_of("account").and_then(|id| work.sheet.labels.get(&id));
        let facts = [
            format!("{} v{} {}", work.document.code, version.number, text.choice("state", &version.state)),
            account.cloned().unwrap_or_else(|| work.document.agreement.values.receiver.clone()),
            format!("{} … {}", date(&version.effective_from), date(&version.effective_to)),
        ];
        let count = |key: &str, n: usize| text.say(&Msg::new(key).with("count", n));
        let (met, all) = work.needs_met();
        let errors = work.count(Severity::Error);
        let dot = format!(" {} ", theme.marks.dot);
        let warnings = work.count(Severity::Warning);
        let words = if area.width < WIDE {
            let marks = theme.marks;
            [
                format!("{} {errors}", marks.refused),
                format!("{} {warnings}", marks.forced),
                format!("{} {met}/{all}", marks.done),
            ]
        } else {
            let needs = Msg::new("agreement-needs-met").with("met", met).with("all", all);
            [count("agreement-errors", errors), count("agreement-warnings", warnings), text.say(&needs)]
        };
        let [wrong, warned, needs] = words;
        let right = vec![
            Span::styled(wrong, if errors > 0 { theme.error } else { theme.good }),
            Span::styled(dot.clone(), theme.dim),
            Span::styled(warned, theme.text),
            Span::styled(dot.clone(), theme.dim),
            Span::styled(needs, theme.text),
        ];
        let wide = right.iter().map(|span| clean::width(&span.content)).sum::<usize>() as u16;
        let room = area.width.saturating_sub(2);
        let at = Rect { x: area.x + area.width.saturating_sub(wide + 1), width: wide.min(room), ..area };
        // Where both do not fit, what is wrong matters more than the term, and a date is shown whole or not at all.
        let left = Rect { x: area.x.saturating_add(1), width: room.saturating_sub(wide + 1), ..area };
        let fits = |facts: &[String]| clean::width(&facts.join(&dot)) <= usize::from(left.width);
        let shown = if fits(&facts) { &facts[..] } else { &facts[..2] };
        line::put(left, frame.buffer_mut(), &Line::styled(shown.join(&dot), theme.title), theme.text);
        line::put(at, frame.buffer_mut(), &Line::from(right), theme.text);
    }

    fn heading(&self, frame: &mut Frame, area: Rect, pane: Pane, words: &str, context: &Context<'_>) -> Rect {
        let style = if self.pane == pane { context.theme.accent } else { context.theme.title };
        let [head, below] = split_head(area);
        line::put(head, frame.buffer_mut(), &Line::styled(words.to_owned(), style), style);
        below
    }

    fn outline(&mut self, frame: &mut Frame, area: Rect, context: &Context<'_>) {
        let below = self.heading(frame, area, Pane::Outline, &context.text.get("agreement-outline"), context);
        self.height = usize::from(below.height).max(1);
        let last = self.rows().len().saturating_sub(1);
        self.tops[0] = follow(self.tops[0], self.at, self.height).min(last);
        let (rows, sections) = (self.rows(), self.sections());
        for (n, row) in rows.iter().enumerate().skip(self.tops[0]).take(usize::from(below.height)) {
            let y = below.y + (n - self.tops[0]) as u16;
            let words = self.outline_line(*row, &sections, n == self.at, context);
            line::put(Rect { y, height: 1, ..below }, frame.buffer_mut(), &words, context.theme.text);
        }
    }

    fn outline_line(
        &self,
        row: Row,
        sections: &[(usize, &Section)],
        here: bool,
        context: &Context<'_>,
    ) -> Line<'static> {
        let (text, theme) = (context.text, context.theme);
        let Some(work) = &self.work else { return Line::default() };
        let (mark, style) = match work.state(row) {
            State::Empty => (theme.marks.open, theme.dim),
            State::Sound => (theme.marks.done, theme.good),
            State::Warned => (theme.marks.partly, theme.warn),
            State::Wrong => (theme.marks.refused, theme.error),
        };
        let (indent, words) = match row {
            Row::Head => ("", text.get("agreement-facts")),
            Row::Section(at) => {
                let section = sections::all().get(at);
                let number = sections.iter().find(|(_, held)| section.is_some_and(|section| held.key == section.key));
                let title = section.map_or("", |section| section.title.to(text.lang()));
                ("", format!("{} {title}", number.map_or(0, |(number, _)| *number)))
            }
            Row::Table(name) => {
                let source = Source::named(name);
                let words = source.map_or_else(String::new, |source| table_title(source, text));
                let rows = source.map_or(0, |source| work.rows_of(source).len());
                ("  ", format!("{words}  {rows}"))
            }
            Row::Target(id) => {
                let record = work.sheet.targets.iter().find(|target| target.id == id);
                ("  ", record.map_or_else(String::new, |target| target_words(target, context)))
            }
        };
        let bar = if here { theme.marks.bar } else { " " };
        let chosen = match (here, self.pane == Pane::Outline) {
            (true, true) => theme.selected,
            (true, false) => theme.selected_elsewhere,
            _ => theme.text,
        };
        Line::from(vec![
            Span::styled(bar, theme.accent),
            Span::styled(format!("{indent}{mark} "), style),
            Span::styled(words, chosen),
        ])
    }

    fn text(&mut self, frame: &mut Frame, area: Rect, context: &Context<'_>) {
        let below = self.heading(frame, area, Pane::Text, &self.text_heading(context), context);
        let below = Rect { y: below.y.saturating_add(1), height: below.height.saturating_sub(1), ..below };
        if let Some(editing) = &self.editing {
            // The text that is translated stands beside the one that is written.
            let below = match self.beside(below.width) {
                Some(other) => {
                    let half = below.width / 2;
                    let right = Rect { x: below.x + half + 1, width: below.width - half - 1, ..below };
                    let lines = self.clause_lines(&other, usize::from(right.width), context);
                    scrolled(frame, right, &lines, 0, context.theme.text);
                    Rect { width: half.saturating_sub(1), ..below }
                }
                None => below,
            };
            if let Some(caret) = editing.field.draw(below, frame.buffer_mut(), context.theme) {
                frame.set_cursor_position(caret);
            }
            return;
        }
        if let Some(Row::Table(name)) = self.row()
            && let Some(source) = Source::named(name)
        {
            self.draw_table(frame, below, source, context);
            return;
        }
        if let Some(other) = self.beside(below.width) {
            let half = below.width / 2;
            let left = Rect { width: half.saturating_sub(1), ..below };
            let right = Rect { x: below.x + half + 1, width: below.width - half - 1, ..below };
            let open = self.open_language();
            let (ours, theirs) = (
                self.clause_lines(&open, usize::from(left.width), context),
                self.clause_lines(&other, usize::from(right.width), context),
            );
            // Both move together, so that what says the same stands side by side.
            let top = scrolled(frame, left, &ours, self.tops[1], context.theme.text);
            let top = top.max(scrolled(frame, right, &theirs, self.tops[1], context.theme.text));
            self.tops[1] = top;
            return;
        }
        let rows = self.text_lines(usize::from(below.width), context);
        self.tops[1] = scrolled(frame, below, &rows, self.tops[1], context.theme.text);
    }

    /// The language that is shown beside the open one, where there is room for two.
    fn beside(&self, width: u16) -> Option<String> {
        let languages = self.work.as_ref()?.document.languages();
        let open = self.open_language();
        let next =
            languages.iter().position(|language| *language == open).map_or(0, |at| at + 1) % languages.len().max(1);
        let next = languages.get(next).filter(|next| **next != open)?;
        let section = matches!(self.row(), Some(Row::Section(_)));
        (section && width >= TWO).then(|| (*next).to_owned())
    }

    /// The title of what is open, and in which of its languages.
    fn text_heading(&self, context: &Context<'_>) -> String {
        let Some(work) = &self.work else { return String::new() };
        let lang = context.text.lang();
        match self.row() {
            Some(Row::Head) | None => work.sheet.agreement.title().to_owned(),
            Some(Row::Table(name)) => {
                Source::named(name).map_or_else(String::new, |source| table_title(source, context.text))
            }
            Some(Row::Target(_)) => self.target_here().map_or_else(String::new, |target| target_words(target, context)),
            Some(Row::Section(_)) => {
                let title = self.section().map_or("", |section| section.title.to(lang));
                let open = self.open_language();
                let named = |language: &str| {
                    let name = context.text.choice("languages", language);
                    if language == open { format!("[{name}]") } else { name }
                };
                let languages: Vec<String> = work.document.languages().into_iter().map(named).collect();
                format!("{title}   {}", languages.join(" "))
            }
        }
    }

    fn text_lines(&self, width: usize, context: &Context<'_>) -> Vec<Line<'static>> {
        let Some(work) = &self.work else { return Vec::new() };
        match self.row() {
            Some(Row::Head) | None => {
                let mut rows = self.fields(&work.sheet.agreement, width, context);
                rows.push(Line::raw(""));
                rows.extend(self.fields(&work.sheet.version, width, context));
                rows
            }
            Some(Row::Target(_)) => {
                self.target_here().map_or_else(Vec::new, |target| self.fields(target, width, context))
            }
            Some(Row::Section(_)) => self.clause_lines(&self.open_language(), width, context),
            Some(Row::Table(_)) => Vec::new(),
        }
    }

    /// The text of the section in the open language; where there is none, the standard text it would begin with.
    fn clause_lines(&self, language: &str, width: usize, context: &Context<'_>) -> Vec<Line<'static>> {
        let (Some(work), Some(section)) = (&self.work, self.section()) else { return Vec::new() };
        let held = work.document.clause(&section.key, language).and_then(|clause| clause.values.text.as_deref());
        let wrapped = |text: &str, style: Style| {
            let lines = clean::wrap(&clean::clean_lines(text), width);
            lines.into_iter().map(move |line| Line::styled(line, style)).collect::<Vec<_>>()
        };
        let words = Text::new(Lang::from_tag(language).unwrap_or_default());
        // As it will be handed over; what nobody knows stays in sight as a variable.
        let filled = |text: &str| Known::of_draft(&work.document).fill(text, &words);
        if let Some(text) = held.filter(|text| !text.trim().is_empty()) {
            return wrapped(&filled(text), context.theme.text);
        }
        let standard = filled(standard_text(section, language));
        let mut rows = wrapped(&context.text.get("agreement-standard"), context.theme.warn);
        rows.push(Line::raw(""));
        rows.extend(wrapped(&standard, context.theme.dim));
        rows
    }

    /// Labels and values: what is filled, and what must be.
    fn fields(&self, record: &Record, width: usize, context: &Context<'_>) -> Vec<Line<'static>> {
        let Some(work) = &self.work else { return Vec::new() };
        let (text, theme) = (context.text, context.theme);
        let (kind, spec) = (record.kind.name(), record.kind.spec());
        // The unit stands behind the value, and to what the record belongs stands above it.
        let apart = ["unit", "content_hash", spec.owner];
        let shown = |field: &&Field| field.entry != Entry::Hidden && !apart.contains(&field.name);
        let filled = |field: &&Field| !record.get(field.name).is_null() || field.need != Need::No;
        let fields: Vec<_> = spec.fields.iter().filter(shown).filter(filled).collect();
        let named = |field: &Field| clean::clean(&text.field(kind, field.name)).into_owned();
        let wide = fields.iter().map(|field| clean::width(&named(field))).max().unwrap_or(0).min(width * 2 / 5);
        let mut rows = Vec::new();
        for field in fields {
            let value = wording::show_of(field, &record.values, &work.sheet.labels, text, context.tz);
            let value = if value.is_empty() { "—".to_owned() } else { value };
            let room = width.saturating_sub(wide + 2);
            for (n, line) in clean::wrap(&clean::clean_lines(&value), room).into_iter().enumerate() {
                let label = if n == 0 { named(field) } else { String::new() };
                rows.push(Line::from(vec![
                    Span::styled(clean::pad(&clean::truncate(&label, wide), wide + 2), theme.dim),
                    Span::styled(line, theme.text),
                ]));
            }
        }
        rows
    }

    fn findings(&mut self, frame: &mut Frame, area: Rect, context: &Context<'_>) {
        let below = self.heading(frame, area, Pane::Findings, &context.text.get("agreement-findings"), context);
        let below = Rect { y: below.y.saturating_add(1), height: below.height.saturating_sub(1), ..below };
        let most = self.tops[2].saturating_add(usize::from(below.height));
        let rows = self.side(usize::from(below.width), most, context);
        self.tops[2] = scrolled(frame, below, &rows, self.tops[2], context.theme.text);
    }
}

/// A target in the outline: label, what is measured, how much.
fn target_words(target: &Record, context: &Context<'_>) -> String {
    let metric = match target.str("metric") {
        "" => target.str("service").to_owned(),
        code => context.text.choice("metric", code),
    };
    let priority = target.get("priority").as_i64().map_or_else(String::new, |priority| format!(" P{priority}"));
    let value = super::target_value(target, context.text.lang());
    // The figure before the words: in a narrow outline the words may be cut.
    let parts = [format!("{}{priority}", target.str("label")), value, metric];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The line at the left of a pane.
fn bar(frame: &mut Frame, pane: Rect, context: &Context<'_>) {
    for y in pane.top()..pane.bottom() {
        let cell = Rect { y, width: 1, height: 1, ..pane };
        let bar = Line::styled(context.theme.borders.vertical, context.theme.dim);
        line::put(cell, frame.buffer_mut(), &bar, context.theme.dim);
    }
}

/// One free column left and right, for the bar between panes.
fn inset(area: Rect) -> Rect {
    Rect { x: area.x.saturating_add(2), width: area.width.saturating_sub(3), ..area }
}

/// Draws a window of these lines and returns its first line, moved back where it was too far.
fn scrolled(frame: &mut Frame, area: Rect, rows: &[Line<'_>], top: usize, style: Style) -> usize {
    let top = top.min(rows.len().saturating_sub(usize::from(area.height).max(1)));
    for (y, row) in (area.top()..area.bottom()).zip(rows.iter().skip(top)) {
        line::put(Rect { y, height: 1, ..area }, frame.buffer_mut(), row, style);
    }
    top
}
