//! What follows from the fields, line by line: sentences with their steps, the table, the tree of parts.

use ratatui::text::{Line, Span};

use super::answers::{Answered, Told};
use super::draw::{Piece, SIDE_BY_SIDE, wrapped};
use super::tables::Table;
use super::{Calculator, Stop};
use crate::domain::exact::{Exact, percent_words};
use crate::domain::time::composition::{Row, Shape};
use crate::screens::Context;
use crate::text::{Msg, clean};
use crate::widgets::columns::{Cell, Column, Columns};

/// Decimals of a percentage in the tree.
const PLACES: u32 = 6;

impl Calculator {
    pub(super) fn steps(&self, answer: &Answered, width: usize, context: &Context<'_>) -> Vec<Line<'static>> {
        let style = if self.stale { context.theme.dim } else { context.theme.text };
        let steps = answer.steps.iter().map(|step| context.text.say(step));
        steps.flat_map(|step| wrapped(&step, width, 0, "  ", style).collect::<Vec<_>>()).collect()
    }

    /// The sentences, each with its steps beneath if those belong there, and the difference.
    pub(super) fn told_lines(&self, told: &Told, width: usize, stepwise: bool, context: &Context<'_>) -> Vec<Piece> {
        let text = context.text;
        let style = if self.stale { context.theme.dim } else { context.theme.title };
        let block = |answer: &Answered, width: usize| -> Vec<Line<'static>> {
            let mut lines: Vec<_> = wrapped(&text.say(&answer.sentence), width, 0, "", style).collect();
            if stepwise {
                lines.extend(self.steps(answer, width, context));
            }
            lines
        };
        let mut lines: Vec<Line<'static>> = Vec::new();
        match told.answers.as_slice() {
            [one, other] if width >= SIDE_BY_SIDE => {
                let half = (width - 3) / 2;
                let (one, other) = (block(one, half), block(other, half));
                for n in 0..one.len().max(other.len()) {
                    let (left, right) = (one.get(n).cloned(), other.get(n).cloned());
                    let (left, right) = (left.unwrap_or_default(), right.unwrap_or_default());
                    let line = Line::from(vec![
                        Span::styled(clean::pad(&left.to_string(), half + 3), left.style),
                        Span::styled(right.to_string(), right.style),
                    ]);
                    lines.push(line);
                }
            }
            answers => {
                for answer in answers {
                    lines.extend(block(answer, width));
                }
            }
        }
        if let Some(difference) = &told.difference {
            lines.extend(wrapped(&text.say(difference), width, 0, "", style));
        }
        lines.into_iter().map(Piece::said).collect()
    }

    /// The table, or of a long one the rows around the answer.
    pub(super) fn table_lines(&self, table: &Table, width: usize, room: usize, context: &Context<'_>) -> Vec<Piece> {
        let (text, theme) = (context.text, context.theme);
        let mut head: Vec<String> = table.head.iter().map(|msg| text.say(msg)).collect();
        let mut rows: Vec<Vec<String>> =
            table.rows.iter().map(|row| row.iter().map(|cell| cell.to(text.lang()).to_owned()).collect()).collect();
        // What was agreed gives way to what is promised and permitted, then long names, then the difference.
        let (mut gives, mut short) = (2, table.short.as_slice());
        while natural(&head, &rows) > width && head.len() > 2 {
            if gives > 0 {
                gives -= 1;
                head.remove(1);
                for row in &mut rows {
                    row.remove(1);
                }
            } else if short.is_empty() {
                head.pop();
                for row in &mut rows {
                    row.pop();
                }
            } else {
                for (row, name) in rows.iter_mut().zip(std::mem::take(&mut short)) {
                    row[0].clone_from(name);
                }
            }
        }
        let shown = room.clamp(3, rows.len().max(3));
        let here = table.here.unwrap_or(0);
        let top = here.saturating_sub(shown / 2).min(rows.len().saturating_sub(shown));
        let style = |n: usize| match (self.stale, table.here == Some(n)) {
            (true, _) => theme.dim,
            (_, true) => theme.title,
            _ => theme.text,
        };
        let cells: Vec<Vec<Cell<'_>>> = rows
            .iter()
            .enumerate()
            .map(|(n, row)| row.iter().map(|cell| Cell::styled(cell.as_str(), style(n))).collect())
            .collect();
        let columns = head.iter().enumerate().map(|(n, title)| {
            let column = Column::new(title.clone());
            if n == 0 { column } else { column.right() }
        });
        let fitted = Columns::fit(columns.collect(), &cells, natural(&head, &rows).min(width) as u16);
        let row = |n: usize| {
            let mut line = fitted.line(&cells[n]);
            let mark = if table.here == Some(n) { theme.marks.later } else { " " };
            line.spans.insert(0, Span::styled(format!("{mark} "), style(n)));
            line
        };
        let mut head = fitted.header(theme);
        head.spans.insert(0, Span::raw("  "));
        std::iter::once(head).chain((top..rows.len()).take(shown).map(row)).map(Piece::said).collect()
    }

    pub(super) fn tree_lines(&self, width: usize, context: &Context<'_>) -> Vec<Piece> {
        let Ok(tree) = &self.tree else { return Vec::new() };
        let each = self.told.as_ref().filter(|_| !self.stale).and_then(|told| told.each.as_ref());
        let rows = tree.rows();
        let names: Vec<String> = rows.iter().map(|row| name(row, context)).collect();
        let kinds: Vec<String> = rows.iter().map(|row| kind(row, context)).collect();
        let widest = |words: &[String]| words.iter().map(|word| clean::width(word)).max().unwrap_or(0);
        let (wide, kind_wide) = (widest(&names).min(width / 2), widest(&kinds));
        let mut pieces = Vec::new();
        for (n, row) in rows.iter().enumerate() {
            let stop = Some(Stop::Part(n));
            if let Some(editing) = self.editing.as_ref().filter(|editing| editing.path == row.path) {
                let indent = (2 * row.path.len()) as u16;
                pieces.push(Piece { line: Line::default(), typed: Some(indent), stop });
                if let Some(fault) = &editing.fault {
                    let mark = format!("{} ", context.theme.marks.refused);
                    let said = context.text.say(fault);
                    let fault = wrapped(&said, width, usize::from(indent), &mark, context.theme.warn);
                    pieces.extend(fault.map(Piece::said));
                }
                continue;
            }
            let value = value(row, each, context);
            let style = if row.part.is_group() { context.theme.title } else { context.theme.text };
            let spans = vec![
                Span::styled(clean::pad(&names[n], wide), style),
                Span::styled(format!("  {}  ", clean::pad(&kinds[n], kind_wide)), context.theme.dim),
                Span::styled(clean::pad_left(&value, 14), style),
            ];
            pieces.push(Piece { line: Line::from(spans), typed: None, stop });
        }
        pieces
    }
}

/// Cells that a table with these cells needs, gaps and mark included.
fn natural(head: &[String], rows: &[Vec<String>]) -> usize {
    let column = |n: usize| {
        let cells = rows.iter().filter_map(|row| row.get(n)).map(|cell| clean::width(cell));
        cells.chain([clean::width(&head[n])]).max().unwrap_or(0)
    };
    (0..head.len()).map(column).sum::<usize>() + 2 * head.len()
}

/// What a part is called; without a name it goes by its number.
fn name(row: &Row<'_>, context: &Context<'_>) -> String {
    let number: Vec<String> = row.path.iter().map(|at| (at + 1).to_string()).collect();
    let own = match (row.part.label.as_str(), row.path.is_empty()) {
        ("", true) => context.text.get("calc-whole"),
        ("", false) => number.join("."),
        (label, _) => clean::clean(label).into_owned(),
    };
    format!("{}{own}", " ".repeat(2 * row.path.len()))
}

fn kind(row: &Row<'_>, context: &Context<'_>) -> String {
    match &row.part.shape {
        Shape::Known(_) => String::new(),
        Shape::Wanted => context.text.get("calculator-asked"),
        Shape::Serial(_) => context.text.get("calculator-all"),
        Shape::Parallel(_) => context.text.get("calculator-one"),
        Shape::AtLeast(needed, parts) => {
            context.text.say(&Msg::new("calculator-some").with("needed", *needed).with("n", parts.len()))
        }
    }
}

/// What the part gives, or must give; `?` while that is not known.
fn value(row: &Row<'_>, each: Option<&Exact>, context: &Context<'_>) -> String {
    let share = row.availability.clone().or_else(|| each.map(|each| row.part.with(each)));
    share.map_or_else(|| "?".to_owned(), |share| percent_words(&share, PLACES).to(context.text.lang()).to_owned())
}
