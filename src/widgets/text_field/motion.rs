//! Where a caret goes: by grapheme, by word, over line ends.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

/// A place between two characters: line and character, both from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub row: usize,
    pub column: usize,
}

impl Place {
    pub fn new(row: usize, column: usize) -> Self {
        Self { row, column }
    }

    /// The place behind `text` when it is inserted here.
    pub(super) fn after(self, text: &str) -> Self {
        match text.rsplit_once('\n') {
            None => Self::new(self.row, self.column + text.chars().count()),
            Some((head, tail)) => Self::new(self.row + head.matches('\n').count() + 1, tail.chars().count()),
        }
    }
}

pub(super) fn line(lines: &[String], row: usize) -> &str {
    lines.get(row).map_or("", String::as_str)
}

/// Byte offset of a character column.
pub(super) fn byte(line: &str, column: usize) -> usize {
    line.char_indices().nth(column).map_or(line.len(), |(at, _)| at)
}

pub(super) fn line_end(lines: &[String], row: usize) -> Place {
    Place::new(row, line(lines, row).chars().count())
}

pub(super) fn text_end(lines: &[String]) -> Place {
    line_end(lines, lines.len().saturating_sub(1))
}

/// Inside the text, and never in the middle of a grapheme.
pub(super) fn fit(lines: &[String], place: Place) -> Place {
    let row = place.row.min(lines.len().saturating_sub(1));
    let mut column = 0;
    for glyph in line(lines, row).graphemes(true) {
        let next = column + glyph.chars().count();
        if next > place.column {
            break;
        }
        column = next;
    }
    Place::new(row, column)
}

pub(super) fn left(lines: &[String], at: Place) -> Place {
    let line = line(lines, at.row);
    match line[..byte(line, at.column)].graphemes(true).next_back() {
        Some(glyph) => Place::new(at.row, at.column - glyph.chars().count()),
        None if at.row > 0 => line_end(lines, at.row - 1),
        None => at,
    }
}

pub(super) fn right(lines: &[String], at: Place) -> Place {
    let line = line(lines, at.row);
    match line[byte(line, at.column)..].graphemes(true).next() {
        Some(glyph) => Place::new(at.row, at.column + glyph.chars().count()),
        None if at.row + 1 < lines.len() => Place::new(at.row + 1, 0),
        None => at,
    }
}

#[derive(PartialEq, Eq, Clone, Copy)]
enum Class {
    Space,
    Word,
    Wide,
    Sign,
}

fn class(c: char) -> Class {
    if c.is_whitespace() {
        Class::Space
    } else if c.is_alphanumeric() && c.width() == Some(2) {
        Class::Wide
    } else if c.is_alphanumeric() || c == '_' || c.width() == Some(0) {
        Class::Word
    } else {
        Class::Sign
    }
}

/// Back to the start of the word; a run of Chinese up to the punctuation counts as one.
pub(super) fn word_left(lines: &[String], at: Place) -> Place {
    let line = line(lines, at.row);
    let before: Vec<char> = line.chars().take(at.column).collect();
    let spaces = before.iter().rev().take_while(|c| class(**c) == Class::Space).count();
    let rest = &before[..before.len() - spaces];
    let Some(last) = rest.last() else {
        return if at.column == 0 { left(lines, at) } else { Place::new(at.row, 0) };
    };
    let run = rest.iter().rev().take_while(|c| class(**c) == class(*last)).count();
    fit(lines, Place::new(at.row, rest.len() - run))
}

/// On to the end of the word.
pub(super) fn word_right(lines: &[String], at: Place) -> Place {
    let line = line(lines, at.row);
    let mut rest = line.chars().skip(at.column).peekable();
    if rest.peek().is_none() {
        return right(lines, at);
    }
    let mut column = at.column;
    while rest.next_if(|c| class(*c) == Class::Space).is_some() {
        column += 1;
    }
    if let Some(first) = rest.peek().copied().map(class) {
        column += rest.take_while(|c| class(*c) == first).count();
    }
    // A sign may be the base of marks that follow it; step over the whole grapheme then.
    let target = fit(lines, Place::new(at.row, column));
    if target > at { target } else { right(lines, at) }
}

pub(super) fn slice(lines: &[String], from: Place, to: Place) -> String {
    let (first, last) = (line(lines, from.row), line(lines, to.row));
    if from.row == to.row {
        return first[byte(first, from.column)..byte(first, to.column)].to_owned();
    }
    let mut out = first[byte(first, from.column)..].to_owned();
    for row in from.row + 1..to.row {
        out.push('\n');
        out.push_str(line(lines, row));
    }
    out.push('\n');
    out.push_str(&last[..byte(last, to.column)]);
    out
}
