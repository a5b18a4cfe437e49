//! A table on the screen: its cells, beneath them the cell at the cursor in full, and what speaks against it.

use std::collections::BTreeSet;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::cell::{Cell, Input, Options, option_words};
use super::outline::Row;
use super::table::Source;
use super::{AgreementView, Pane};
use crate::domain::agreement::lint::{Finding, Severity};
use crate::domain::kinds::Kind;
use crate::domain::record::{Field, Type};
use crate::screens::Context;
use crate::text::{Msg, Text, clean};
use crate::widgets::grid::Grid;
use crate::widgets::line;

/// Lines that a long text takes while it is written.
const WRITTEN: u16 = 5;
/// Lines of a cell that is only looked at.
const READ: usize = 3;

/// What a table is called.
pub(super) fn table_title(source: Source, text: &Text) -> String {
    match source {
        Source::Targets => text.get("agreement-table-targets"),
        _ => text.field(Kind::AgreementVersion.name(), source.name()),
    }
}

impl AgreementView {
    /// The row and the column that a finding about this table speaks of.
    fn cell_of(&self, source: Source, finding: &Finding) -> Option<(usize, &'static str)> {
        let work = self.work.as_ref()?;
        match source {
            Source::Targets => {
                let id = finding.path.record?;
                let row = work.sheet.targets.iter().position(|target| target.id == id)?;
                Some((row, if finding.path.field == "unit" { "value" } else { finding.path.field }))
            }
            _ => finding.path.cell,
        }
    }

    /// Draws the table with what is said about the cell at the cursor.
    pub(super) fn draw_table(&self, frame: &mut Frame, area: Rect, source: Source, context: &Context<'_>) {
        let Some(work) = &self.work else { return };
        let theme = context.theme;
        let columns = source.columns();
        let heads: Vec<String> = columns.iter().map(|column| source.label(column, context.text)).collect();
        let row_at = Row::Table(source.name());
        let findings: Vec<_> = work.findings_at(row_at).collect();
        let mut faulty: BTreeSet<(usize, &str)> = BTreeSet::new();
        let mut warned = faulty.clone();
        for (_, finding) in &findings {
            if let Some(cell) = self.cell_of(source, finding) {
                if finding.severity == Severity::Error { &mut faulty } else { &mut warned }.insert(cell);
            }
        }
        let rows = self.shown_rows(source);
        let focused = self.pane == Pane::Text;
        let cells = |(n, row): (usize, &crate::domain::record::Values)| {
            let one = |(at, column): (usize, &&'static Field)| {
                let here = focused && (n, at) == (self.tables.row, self.tables.column);
                let mark = match (faulty.contains(&(n, column.name)), warned.contains(&(n, column.name))) {
                    (true, _) => Some((theme.marks.refused, theme.error)),
                    (_, true) => Some((theme.marks.forced, theme.warn)),
                    _ => None,
                };
                let words = clean::clean(&self.cell_words(source, column, row, context)).into_owned();
                let (words, style) = match mark {
                    Some((mark, style)) => (format!("{mark} {words}"), style),
                    None if words.is_empty() && here => (theme.marks.open.to_owned(), theme.dim),
                    None => (words, theme.text),
                };
                (words, if here { theme.selected } else { style })
            };
            columns.iter().enumerate().map(one).collect::<Vec<_>>()
        };
        // Only what can come into sight is worded: a table may have hundreds of rows.
        let height = usize::from(area.height);
        let before = self.tables.row.saturating_sub(height);
        let rows: Vec<_> = rows.iter().enumerate().skip(before).take(2 * height + 1).map(cells).collect();
        let said = self.said_of_cell(source, &findings, usize::from(area.width), context);
        let input = self.tables.cell.as_ref().map_or(0, |cell| written_height(cell, area.width, context.text));
        let foot = (said.len() as u16 + input + 1).min(area.height / 2);
        if rows.is_empty() {
            let key = context.keymap.hint(crate::keys::Action::New);
            let words = context.text.say(&Msg::new("agreement-table-empty").with("key", key));
            let lines = clean::wrap(&words, usize::from(area.width));
            for (n, words) in lines.into_iter().enumerate().take(usize::from(area.height)) {
                let at = Rect { y: area.y + n as u16, height: 1, ..area };
                line::put(at, frame.buffer_mut(), &Line::styled(words, theme.dim), theme.dim);
            }
            return;
        }
        let room = Rect { height: area.height - foot, ..area };
        let (row, column) = (self.tables.row - before, self.tables.column);
        let drawn =
            Grid { heads: &heads, rows: &rows, before, row, column, focused }.draw(room, frame.buffer_mut(), theme);
        let mut y = area.y + drawn.height + 1;
        let mut next = |height: u16| {
            let at = Rect { y, height, ..area }.intersection(area);
            y = y.saturating_add(height);
            at
        };
        if !focused {
            return;
        }
        if let Some(cell) = &self.tables.cell {
            draw_input(frame, next(input), cell, &heads, column, context);
        }
        for words in &said {
            line::put(next(1), frame.buffer_mut(), words, theme.text);
        }
    }

    /// The cell at the cursor in full, how it is written, and the findings about it and its table.
    fn said_of_cell(
        &self,
        source: Source,
        findings: &[(usize, &Finding)],
        width: usize,
        context: &Context<'_>,
    ) -> Vec<Line<'static>> {
        let (text, theme) = (context.text, context.theme);
        let mut said = Vec::new();
        let wrapped = |words: &str, style: Style| {
            let lines = clean::wrap(&clean::clean(words), width);
            lines.into_iter().map(move |words| Line::styled(words, style)).collect::<Vec<_>>()
        };
        let Some(column) = self.column(source) else { return said };
        if let Some(cell) = &self.tables.cell {
            match &cell.fault {
                Some(fault) => {
                    said.extend(wrapped(&format!("{} {}", theme.marks.partly, text.say(fault)), theme.error));
                }
                None => said.extend(hint(cell.column).map(|key| Line::styled(text.get(key), theme.dim))),
            }
        } else {
            let words = self.shown_rows(source).get(self.tables.row).map(|row| {
                let words = self.cell_words(source, column, row, context);
                if words.is_empty() { "—".to_owned() } else { words }
            });
            let label = source.label(column, text);
            let full = wrapped(&format!("{label}: {}", words.unwrap_or_default()), theme.dim);
            said.extend(full.into_iter().take(READ));
        }
        said.push(Line::raw(""));
        let here = Some((self.tables.row, column.name));
        let (mine, others): (Vec<_>, Vec<_>) =
            findings.iter().copied().partition(|(_, finding)| self.cell_of(source, finding) == here);
        for (at, finding) in mine.into_iter().chain(others) {
            said.extend(self.finding_lines(
                at,
                finding,
                finding.brief.as_ref().unwrap_or(&finding.message),
                width,
                context,
            ));
        }
        said
    }
}

/// How what stands in a column is written.
fn hint(column: &Field) -> Option<&'static str> {
    match column.ty {
        Type::Measure { .. } => Some("agreement-hint-measure"),
        Type::Percent { .. } => Some("agreement-hint-percent"),
        Type::Length { .. } => Some("agreement-hint-length"),
        Type::Date => Some("agreement-hint-date"),
        Type::Money => Some("agreement-hint-money"),
        Type::Choice(_) | Type::Flag => Some("agreement-hint-choice"),
        Type::Set(_) => Some("agreement-hint-set"),
        _ if column.name == "window" => Some("agreement-hint-window"),
        _ => None,
    }
}

fn written_height(cell: &Cell, width: u16, text: &Text) -> u16 {
    match &cell.input {
        Input::Text(field) if field.is_many_lines() => WRITTEN + 1,
        Input::Text(_) => 2,
        Input::Options(options) => 1 + option_lines(cell.column, options, width, text).len() as u16,
    }
}

/// The options, as many on a line as find room, each with its place.
fn option_lines(column: &Field, options: &Options, width: u16, text: &Text) -> Vec<Vec<(usize, String)>> {
    let mut lines: Vec<Vec<(usize, String)>> = vec![Vec::new()];
    let mut used = 0;
    for (n, code) in options.codes.iter().enumerate() {
        let words = option_words(column, code, text);
        // Mark, words, gap.
        let wide = clean::width(&words) + 4;
        if used + wide > usize::from(width) && used > 0 {
            lines.push(Vec::new());
            used = 0;
        }
        used += wide;
        if let Some(line) = lines.last_mut() {
            line.push((n, words));
        }
    }
    lines
}

fn draw_input(frame: &mut Frame, area: Rect, cell: &Cell, heads: &[String], column: usize, context: &Context<'_>) {
    let theme = context.theme;
    let head = heads.get(column).map(|head| format!("{} {head}", theme.marks.bar)).unwrap_or_default();
    let top = Rect { height: area.height.min(1), ..area };
    line::put(top, frame.buffer_mut(), &Line::styled(head, theme.accent), theme.accent);
    let below = Rect { y: area.y.saturating_add(1), height: area.height.saturating_sub(1), ..area };
    match &cell.input {
        Input::Text(field) => {
            if let Some(caret) = field.draw(below, frame.buffer_mut(), theme) {
                frame.set_cursor_position(caret);
            }
        }
        Input::Options(options) => {
            let lines = option_lines(cell.column, options, area.width, context.text);
            for (y, words) in (below.top()..below.bottom()).zip(lines) {
                let mut spans = Vec::new();
                for (n, words) in words {
                    let taken = options.codes.get(n).is_some_and(|code| options.taken.contains(code));
                    let mark = if taken { theme.marks.done } else { theme.marks.open };
                    let style = if n == options.at { theme.selected } else { theme.text };
                    spans.push(Span::styled(format!("{mark} "), if taken { theme.good } else { theme.dim }));
                    spans.push(Span::styled(words, style));
                    spans.push(Span::raw("  "));
                }
                line::put(Rect { y, height: 1, ..below }, frame.buffer_mut(), &Line::from(spans), theme.text);
            }
        }
    }
}
