//! Aligned columns for the rows of a list: widths in cells, numbers to the right, the first columns kept longest.

use std::borrow::Cow;

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::text::clean;
use crate::theme::Theme;

const GAP: usize = 2;

#[derive(Clone, Debug)]
pub struct Column {
    title: Cow<'static, str>,
    min: usize,
    max: usize,
    right: bool,
    flex: bool,
}

impl Column {
    pub fn new(title: impl Into<Cow<'static, str>>) -> Self {
        Self { title: title.into(), min: 1, max: usize::from(u16::MAX), right: false, flex: false }
    }

    /// Never narrower than this while the column is shown.
    #[must_use]
    pub fn min(mut self, cells: usize) -> Self {
        self.min = cells.max(1);
        self
    }

    #[must_use]
    pub fn max(mut self, cells: usize) -> Self {
        self.max = cells;
        self
    }

    /// Numbers: aligned at the right edge.
    #[must_use]
    pub fn right(mut self) -> Self {
        self.right = true;
        self
    }

    /// Takes the cells left over, and is the first to give some up.
    #[must_use]
    pub fn flex(mut self) -> Self {
        self.flex = true;
        self
    }

    fn natural(&self, widest: usize) -> usize {
        widest.max(clean::width(&self.title)).clamp(self.min, self.max.max(self.min))
    }
}

/// A cell of a row.
#[derive(Clone, Debug)]
pub struct Cell<'a> {
    pub text: Cow<'a, str>,
    pub style: Style,
}

impl<'a> Cell<'a> {
    pub fn styled(text: impl Into<Cow<'a, str>>, style: Style) -> Self {
        Self { text: text.into(), style }
    }
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Self {
        Self::styled(text, Style::new())
    }
}

impl From<String> for Cell<'_> {
    fn from(text: String) -> Self {
        Self::styled(text, Style::new())
    }
}

/// Columns with their widths settled for one area.
#[derive(Clone, Debug)]
pub struct Columns {
    columns: Vec<Column>,
    widths: Vec<usize>,
}

impl Columns {
    /// Fits the columns to `total` cells. `rows` are those that will be seen; a column that finds no room, from the
    /// last on, is left out (width 0).
    pub fn fit(columns: Vec<Column>, rows: &[Vec<Cell<'_>>], total: u16) -> Self {
        let total = usize::from(total);
        let mut widths: Vec<usize> = columns
            .iter()
            .enumerate()
            .map(|(i, column)| {
                let cells = rows.iter().filter_map(|row| row.get(i));
                column.natural(cells.map(|cell| clean::width(&clean::clean(&cell.text))).max().unwrap_or(0))
            })
            .collect();
        // Flexible columns give first, then always the widest of the others, so that only long values are cut.
        for i in (0..columns.len()).rev().filter(|&i| columns[i].flex) {
            let over = taken(&widths).saturating_sub(total);
            widths[i] -= over.min(widths[i].saturating_sub(columns[i].min));
        }
        for _ in 0..taken(&widths).saturating_sub(total) {
            let gives = (0..columns.len()).filter(|&i| widths[i] > columns[i].min);
            let Some(i) = gives.max_by_key(|&i| (widths[i], i)) else { break };
            widths[i] -= 1;
        }
        for i in (1..columns.len()).rev() {
            if taken(&widths) > total {
                widths[i] = 0;
            }
        }
        if let Some(first) = widths.first_mut() {
            *first = (*first).min(total);
        }
        let flexible: Vec<usize> = (0..columns.len()).filter(|&i| columns[i].flex && widths[i] > 0).collect();
        for (nth, &i) in flexible.iter().enumerate() {
            let left = total.saturating_sub(taken(&widths));
            widths[i] += left / (flexible.len() - nth);
        }
        Self { columns, widths }
    }

    pub fn widths(&self) -> &[usize] {
        &self.widths
    }

    pub fn header(&self, theme: &Theme) -> Line<'static> {
        let titles: Vec<Cell<'_>> = self.columns.iter().map(|c| Cell::styled(&*c.title, theme.dim)).collect();
        self.line(&titles)
    }

    /// One row. Missing cells are empty.
    pub fn line(&self, cells: &[Cell<'_>]) -> Line<'static> {
        let mut spans: Vec<Span<'static>> = Vec::with_capacity(self.columns.len() * 2);
        for (i, (column, &width)) in self.columns.iter().zip(&self.widths).enumerate() {
            if width == 0 {
                continue;
            }
            if !spans.is_empty() {
                spans.push(Span::raw(" ".repeat(GAP)));
            }
            let (text, style) = cells.get(i).map_or(("", Style::new()), |cell| (&*cell.text, cell.style));
            let text = clean::clean(text);
            let fitted = if column.right { clean::pad_left(&text, width) } else { clean::pad(&text, width) };
            spans.push(Span::styled(fitted, style));
        }
        Line::from(spans)
    }
}

fn taken(widths: &[usize]) -> usize {
    let shown = widths.iter().filter(|w| **w > 0).count();
    widths.iter().sum::<usize>() + shown.saturating_sub(1) * GAP
}
