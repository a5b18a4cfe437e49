//! One line of spans put into a buffer: cleaned, cut with `…`, never outside its area.

use ratatui::buffer::Buffer;
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
    let fitted = fit(line, usize::from(area.width));
    let (end, _) = buf.set_line(area.x, area.y, &fitted.style(base.patch(line.style)), area.width);
    end.saturating_sub(area.x)
}

/// The same line, safe for the terminal and at most `cells` wide.
pub fn fit(line: &Line<'_>, cells: usize) -> Line<'static> {
    let cleaned: Vec<_> = line.spans.iter().map(|span| (clean::clean(&span.content), span.style)).collect();
    // No character is wider than it is long in bytes, so most lines need not be measured.
    let cut = cleaned.iter().map(|(text, _)| text.len()).sum::<usize>() > cells
        && cleaned.iter().map(|(text, _)| clean::width(text)).sum::<usize>() > cells;
    if !cut {
        let spans = cleaned.into_iter().map(|(text, style)| Span::styled(text.into_owned(), style)).collect();
        return Line { spans, style: line.style, alignment: None };
    }
    let mut room = cells;
    let mut spans = Vec::with_capacity(cleaned.len());
    for (text, style) in cleaned {
        let wide = clean::width(&text);
        if wide >= room {
            // The appended mark makes the text too long by at least itself, so that the cut shows.
            spans.push(Span::styled(clean::truncate(&format!("{text}…"), room), style));
            break;
        }
        room -= wide;
        spans.push(Span::styled(text.into_owned(), style));
    }
    Line { spans, style: line.style, alignment: None }
}
