//! What came from data or the clipboard, made safe for the terminal and measured in cells.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// More marks than this on one letter only serve to paint over the neighbouring rows.
const MARKS_PER_LETTER: usize = 4;
const ELLIPSIS: &str = "…";
const TAB: usize = 4;

/// One line: control characters and invisible tricks go, line breaks and tabs become a space.
pub fn clean(text: &str) -> Cow<'_, str> {
    sift(text, false)
}

/// Several lines: as [`clean`], but line breaks (as `\n`) and tabs stay.
pub fn clean_lines(text: &str) -> Cow<'_, str> {
    sift(text, true)
}

/// Whether a character may reach the terminal inside a text. Line breaks and tabs are the caller's affair.
pub fn is_drawable(c: char) -> bool {
    !c.is_control() && !is_invisible(c)
}

fn sift(text: &str, many_lines: bool) -> Cow<'_, str> {
    if plain(text).is_some() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(Sift::new(text.chars(), many_lines).collect())
}

/// The characters that may pass, one by one, so that an endless paste is never held twice.
struct Sift<I: Iterator<Item = char>> {
    source: std::iter::Peekable<I>,
    many_lines: bool,
    marks: usize,
}

impl<I: Iterator<Item = char>> Sift<I> {
    fn new(source: I, many_lines: bool) -> Self {
        Self { source: source.peekable(), many_lines, marks: 0 }
    }
}

impl<I: Iterator<Item = char>> Iterator for Sift<I> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        loop {
            let c = self.source.next()?;
            let c = match c {
                '\r' => {
                    self.source.next_if_eq(&'\n');
                    '\n'
                }
                '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
                // Width tables disagree on the halfwidth sound marks; the full ones are two cells everywhere.
                '\u{FF9E}' => '\u{309B}',
                '\u{FF9F}' => '\u{309C}',
                other => other,
            };
            match c {
                '\n' | '\t' => {
                    self.marks = 0;
                    return Some(if self.many_lines { c } else { ' ' });
                }
                c if !is_drawable(c) => {}
                c if is_combining_mark(c) => {
                    self.marks += 1;
                    if self.marks <= MARKS_PER_LETTER {
                        return Some(c);
                    }
                }
                c => {
                    self.marks = 0;
                    return Some(c);
                }
            }
        }
    }
}

/// Characters that take no ink of their own, reorder the line, or that terminals draw in
/// different widths (joined emoji, flags, skin tones, variation selectors).
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}'
        | '\u{1F1E6}'..='\u{1F1FF}' | '\u{1F3FB}'..='\u{1F3FF}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// A paste made fit for a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pasted {
    pub text: String,
    /// False when the cap cut something off.
    pub whole: bool,
}

/// Clipboard text: line breaks as `\n`, no control or invisible characters, composed (NFC), at most `max` bytes.
pub fn for_paste(text: &str, max: usize) -> Pasted {
    let mut kept = String::new();
    let mut whole = true;
    for c in Sift::new(text.chars(), true).nfc() {
        if kept.len() + c.len_utf8() > max {
            whole = false;
            break;
        }
        kept.push(c);
    }
    Pasted { text: kept, whole }
}

/// The width of a character that is drawable and a letter of its own whatever stands beside it. Most texts are made of
/// these alone, and a frame measures each of its texts: finding their letters by the whole rules took a third of its time.
fn plain_width(c: char) -> Option<u16> {
    match c {
        // Latin, Cyrillic without its combining marks, and the marks of our own screens.
        ' '..='~'
        | '\u{A0}'..='\u{AC}'
        | '\u{AE}'..='\u{2FF}'
        | '\u{400}'..='\u{482}'
        | '\u{48A}'..='\u{52F}'
        | '–'
        | '—'
        | '‘'..='”'
        | '…'
        | '€'
        | '₽'
        | '№'
        | '←'..='↓'
        | '─'..='▟' => Some(1),
        '、'..='】' | '一'..='\u{9FEF}' | '！'..='｝' => Some(2),
        _ => None,
    }
}

/// The width of a text that is clean and in which each character stands for itself, whatever is beside it.
pub fn plain(text: &str) -> Option<usize> {
    text.chars().map(|c| plain_width(c).map(usize::from)).sum()
}

/// The letters of a [`plain`] text and their widths in cells.
pub fn letters(text: &str) -> impl Iterator<Item = (char, u16)> {
    text.chars().map(|c| (c, plain_width(c).unwrap_or(0)))
}

/// Width in terminal cells.
pub fn width(text: &str) -> usize {
    if let Some(width) = plain(text) {
        return width;
    }
    text.graphemes(true).map(glyph_width).sum()
}

/// Width of one grapheme in cells, as ratatui draws it.
pub fn glyph_width(glyph: &str) -> usize {
    if glyph.contains(char::is_control) {
        return 0;
    }
    glyph.width()
}

/// At most `cells` wide, with `…` where something was cut. Never splits a grapheme.
pub fn truncate(text: &str, cells: usize) -> String {
    let plain = plain(text);
    if plain.unwrap_or_else(|| width(text)) <= cells {
        return text.to_owned();
    }
    if cells == 0 {
        return String::new();
    }
    if plain.is_some() {
        let mut used = 0;
        let shown = text.chars().take_while(|c| {
            used += plain_width(*c).map_or(0, usize::from);
            used < cells
        });
        return cut(shown.collect());
    }
    let mut out = String::new();
    let mut used = 0;
    for glyph in text.graphemes(true) {
        let w = glyph_width(glyph);
        if used + w + 1 > cells {
            break;
        }
        used += w;
        out.push_str(glyph);
    }
    cut(out)
}

/// Marked as cut, once: what was cut before and ends in the mark is not marked again.
fn cut(mut text: String) -> String {
    if !text.ends_with(ELLIPSIS) {
        text.push_str(ELLIPSIS);
    }
    text
}

/// Exactly `cells` wide: cut with `…` or filled with spaces on the right.
pub fn pad(text: &str, cells: usize) -> String {
    let mut out = truncate(text, cells);
    out.extend(std::iter::repeat_n(' ', cells.saturating_sub(width(&out))));
    out
}

/// Exactly `cells` wide with the text at the right edge, for numbers.
pub fn pad_left(text: &str, cells: usize) -> String {
    let cut = truncate(text, cells);
    let mut out = " ".repeat(cells.saturating_sub(width(&cut)));
    out.push_str(&cut);
    out
}

/// Lines of at most `cells`, broken at spaces, between Chinese characters, or anywhere when nothing else fits.
/// No line starts with closing punctuation or ends with an opening bracket where that can be avoided.
/// Spaces at a break are dropped. A single glyph wider than `cells` gets a line of its own.
pub fn wrap(text: &str, cells: usize) -> Vec<String> {
    let cells = cells.max(1);
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        wrap_paragraph(paragraph, cells, &mut lines);
    }
    lines
}

fn wrap_paragraph(paragraph: &str, cells: usize, lines: &mut Vec<String>) {
    let mut glyphs: Vec<(&str, usize)> = Vec::new();
    let mut column = 0;
    for glyph in paragraph.graphemes(true) {
        if glyph == "\t" {
            for _ in 0..(TAB - column % TAB) {
                glyphs.push((" ", 1));
                column += 1;
            }
            continue;
        }
        let w = glyph_width(glyph);
        if w > 0 {
            glyphs.push((glyph, w));
            column += w;
        }
    }
    let mut start = 0;
    loop {
        let mut end = start;
        let mut used = 0;
        while let Some((_, w)) = glyphs.get(end) {
            if used + w > cells && end > start {
                break;
            }
            used += w;
            end += 1;
        }
        if end == glyphs.len() {
            lines.push(join(&glyphs[start..end]));
            return;
        }
        let at = break_before(&glyphs, start, end);
        lines.push(join(&glyphs[start..at]).trim_end_matches(' ').to_owned());
        start = at;
        while glyphs.get(start).is_some_and(|(g, _)| *g == " ") {
            start += 1;
        }
        if start == glyphs.len() {
            return;
        }
    }
}

/// The last good place for a break in `start..=end`; `end` itself when there is none.
fn break_before(glyphs: &[(&str, usize)], start: usize, end: usize) -> usize {
    let may_break = |at: usize| {
        let (before, after) = (glyphs[at - 1], glyphs[at]);
        if after.0 == " " {
            return true;
        }
        if no_start(after.0) || no_end(before.0) {
            return false;
        }
        before.0 == " " || before.1 > 1 || after.1 > 1 || matches!(before.0, "-" | "–" | "—" | "…")
    };
    // A break that leaves only the indentation on the line gains nothing.
    let first = (start..end).find(|&i| glyphs[i].0 != " ").unwrap_or(start);
    (first + 1..=end).rev().find(|&at| may_break(at)).unwrap_or(end)
}

fn no_start(glyph: &str) -> bool {
    glyph.starts_with(|c| {
        matches!(
            c,
            '，' | '。'
                | '、'
                | '；'
                | '：'
                | '？'
                | '！'
                | '）'
                | '」'
                | '』'
                | '》'
                | '〉'
                | '】'
                | '〕'
                | '”'
                | '’'
                | '…'
                | '·'
                | '％'
                | '～'
                | 'ー'
                | ','
                | '.'
                | ';'
                | ':'
                | '?'
                | '!'
                | ')'
                | ']'
                | '}'
                | '%'
                | '»'
        )
    })
}

fn no_end(glyph: &str) -> bool {
    glyph.starts_with(|c| {
        matches!(
            c,
            '（' | '「'
                | '『'
                | '《'
                | '〈'
                | '【'
                | '〔'
                | '“'
                | '‘'
                | '('
                | '['
                | '{'
                | '«'
                | '¥'
                | '￥'
                | '€'
                | '$'
                | '№'
        )
    })
}

fn join(glyphs: &[(&str, usize)]) -> String {
    glyphs.iter().map(|(glyph, _)| *glyph).collect()
}

#[cfg(test)]
mod tests;
