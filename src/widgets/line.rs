//! One line of spans put into a buffer: cleaned, cut with `…`, never outside its area.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use crate::text::clean;

/// Draws a line at the top of the area over `base`, and returns the cells it took.
pub fn put(area: Rect, buf: &mut Buffer, line: &Line<'_>, base: Style) -> u16 {
    let area = area.intersection(buf.area);
    if area.is_empty() {
        return 0;
    }
    let base = base.patch(line.style);
    let mut x = area.x;
    for (text, style) in fit(line, usize::from(area.width)) {
        x = write(buf, (x, area.y), &text, area.right() - x, base.patch(style));
    }
    x - area.x
}

/// Writes clean text and answers where it ends. What is made of plain letters needs no search for the bounds of its
/// characters, which is most of what writing costs.
fn write(buf: &mut Buffer, (mut x, y): (u16, u16), text: &str, room: u16, style: Style) -> u16 {
    let Some(letters) = clean::letters(text) else {
        return buf.set_stringn(x, y, text, usize::from(room), style).0;
    };
    let end = x + room;
    for (letter, cells) in letters {
        let next = x + cells;
        if next > end {
            break;
        }
        buf[(x, y)].set_char(letter).set_style(style);
        // A wide letter lies over the cell behind it.
        (x + 1..next).for_each(|hidden| buf[(hidden, y)].reset());
        x = next;
    }
    x
}

/// The words of a line, safe for the terminal and together at most `cells` wide.
fn fit<'a>(line: &'a Line<'_>, cells: usize) -> Vec<(Cow<'a, str>, Style)> {
    let mut cleaned: Vec<_> = line.spans.iter().map(|span| (clean::clean(&span.content), span.style)).collect();
    // No character is wider than it is long in bytes, so most lines need not be measured.
    let cut = cleaned.iter().map(|(text, _)| text.len()).sum::<usize>() > cells
        && cleaned.iter().map(|(text, _)| clean::width(text)).sum::<usize>() > cells;
    if !cut {
        return cleaned;
    }
    let mut room = cells;
    for n in 0..cleaned.len() {
        let text = &mut cleaned[n].0;
        let wide = clean::width(text);
        if wide >= room {
            // The appended mark makes the text too long by at least itself, so that the cut shows.
            *text = Cow::Owned(clean::truncate(&format!("{text}…"), room));
            cleaned.truncate(n + 1);
            break;
        }
        room -= wide;
    }
    cleaned
}
