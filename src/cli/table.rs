//! Tables for people: columns aligned by terminal cells, whatever the script.

use std::fmt::Write as _;

use crate::text::clean::{clean, pad, pad_left, truncate, width};

/// How output looks where it goes.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Dim heads; only on a terminal that wants colour.
    pub dim: bool,
    /// Cells a column may take on a terminal; a file gets everything.
    pub widest: Option<usize>,
}

/// Widest column on a terminal.
pub const WIDEST: usize = 44;

pub struct Column {
    pub head: String,
    /// Numbers stand at the right edge.
    pub right: bool,
}

/// Lines of a table; nothing a cell holds can reach the terminal as a command.
pub fn table(columns: &[Column], rows: &[Vec<String>], look: Look) -> String {
    let fit = |text: &str| {
        let text = clean(text);
        look.widest.map_or_else(|| text.to_string(), |cells| truncate(&text, cells))
    };
    let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|cell| fit(cell)).collect()).collect();
    let widths: Vec<usize> = columns
        .iter()
        .enumerate()
        .map(|(at, column)| {
            let cells = rows.iter().filter_map(|row| row.get(at)).map(|cell| width(cell));
            cells.chain([width(&column.head)]).max().unwrap_or(0)
        })
        .collect();
    let line = |cells: &mut dyn Iterator<Item = &str>| {
        let mut line = String::new();
        for ((cell, column), cells) in cells.zip(columns).zip(&widths) {
            let cell = if column.right { pad_left(cell, *cells) } else { pad(cell, *cells) };
            line.push_str(&cell);
            line.push_str("  ");
        }
        line.trim_end().to_owned()
    };
    let head = line(&mut columns.iter().map(|column| column.head.as_str()));
    let mut out = if look.dim { format!("\u{1b}[2m{head}\u{1b}[0m\n") } else { head + "\n" };
    for row in &rows {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{}", line(&mut row.iter().map(String::as_str)));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_by_cells_and_escapes_do_not_pass() {
        let columns = [("Name", false), ("金额", true), ("Stage", false)]
            .map(|(head, right)| Column { head: head.to_owned(), right });
        let rows = [["东江第一人民医院", "5", "LEAD"], ["a\u{1b}[31mb", "12.5", "WON"]]
            .map(|row| row.map(ToOwned::to_owned).to_vec());
        let plain = table(&columns, &rows, Look { dim: false, widest: None });
        assert!(!plain.contains('\u{1b}'), "{plain:?}");
        let starts: Vec<usize> = plain
            .lines()
            .zip(["Stage", "LEAD", "WON"])
            .map(|(line, last)| width(line.split_once(last).unwrap().0))
            .collect();
        assert_eq!(starts, [24, 24, 24], "{plain}");
        let short = table(&columns, &rows, Look { dim: true, widest: Some(6) });
        assert!(short.starts_with("\u{1b}[2m") && short.contains('…'), "{short:?}");
    }
}
