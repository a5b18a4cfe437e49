//! One line of spans put into a buffer: cleaned, cut with `…`, never outside its area.

use std::borrow::Cow;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::text::clean;

/// Draws a line at the top of the area over `base`, and returns the cells it took.
pub fn put(area: Rect, buf: &mut Buffer, line: &Line<'_>, base: Style) -> u16 {
    let area = area.intersection(buf.area);
    if area.is_empty() {
        return 0;
    }
    let base = base.patch(line.style);
    let mut x = area.x;
    for piece in fit(line, usize::from(area.width)) {
        x = write(buf, (x, area.y), &piece, area.right() - x, base.patch(piece.style));
    }
    x - area.x
}

/// Words of one style, safe for the terminal and measured.
struct Piece<'a> {
    text: Cow<'a, str>,
    style: Style,
    cells: usize,
    /// Made of letters that stand for themselves.
    plain: bool,
}

impl<'a> Piece<'a> {
    fn of(span: &'a Span<'_>) -> Self {
        let (text, plain) = (&*span.content, clean::plain(&span.content));
        let text = if plain.is_some() { Cow::Borrowed(text) } else { clean::clean(text) };
        let cells = plain.unwrap_or_else(|| clean::width(&text));
        Self { text, style: span.style, cells, plain: plain.is_some() }
    }
}

/// Writes words and answers where they end. Plain letters need no search for the bounds of characters, which is most of
/// what writing costs.
fn write(buf: &mut Buffer, (x, y): (u16, u16), words: &Piece<'_>, room: u16, style: Style) -> u16 {
    if room == 0 {
        return x;
    }
    if !words.plain {
        return buf.set_stringn(x, y, &words.text, usize::from(room), style).0;
    }
    let start = buf.index_of(x, y);
    let row = buf.content.get_mut(start..start + usize::from(room)).unwrap_or_default();
    let mut end = 0;
    for (letter, cells) in clean::letters(&words.text) {
        let next = end + usize::from(cells);
        // A wide letter lies over the cell behind it.
        let Some((cell, hidden)) = row.get_mut(end..next).and_then(<[Cell]>::split_first_mut) else { break };
        cell.set_char(letter).set_style(style);
        hidden.iter_mut().for_each(Cell::reset);
        end = next;
    }
    x + end as u16
}

/// The words of a line, together at most `cells` wide.
fn fit<'a>(line: &'a Line<'_>, cells: usize) -> Vec<Piece<'a>> {
    let mut pieces: Vec<Piece<'_>> = line.spans.iter().map(Piece::of).collect();
    if pieces.iter().map(|piece| piece.cells).sum::<usize>() <= cells {
        return pieces;
    }
    let mut room = cells;
    for (n, piece) in pieces.iter_mut().enumerate() {
        if piece.cells >= room {
            // The appended mark makes the text too long by at least itself, so that the cut shows.
            piece.text = Cow::Owned(clean::truncate(&format!("{}…", piece.text), room));
            pieces.truncate(n + 1);
            break;
        }
        room -= piece.cells;
    }
    pieces
}
