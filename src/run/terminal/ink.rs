//! Changed cells as bytes, and as few of them as every terminal understands: over SSH they are what a key waits for.

use std::io::Write as _;

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// Attributes by the number that switches each on. Bold and dim are switched off by the same one.
const ATTRIBUTES: [(Modifier, &str, &str); 9] = [
    (Modifier::BOLD, "1", "22"),
    (Modifier::DIM, "2", "22"),
    (Modifier::ITALIC, "3", "23"),
    (Modifier::UNDERLINED, "4", "24"),
    (Modifier::SLOW_BLINK, "5", "25"),
    (Modifier::RAPID_BLINK, "6", "25"),
    (Modifier::REVERSED, "7", "27"),
    (Modifier::HIDDEN, "8", "28"),
    (Modifier::CROSSED_OUT, "9", "29"),
];

/// How the terminal writes now.
#[derive(Clone, Copy, PartialEq)]
struct Pen {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

const PLAIN: Pen = Pen { fg: Color::Reset, bg: Color::Reset, modifier: Modifier::empty() };

/// Writes cells, each with its column and row, and leaves the pen plain, as it must be found.
pub fn write<'a>(out: &mut Vec<u8>, cells: impl Iterator<Item = (u16, u16, &'a Cell)>) {
    let mut pen = PLAIN;
    // Where the cursor stands after the last cell.
    let mut at = None;
    for (x, y, cell) in cells {
        go(out, at, (x, y));
        let wanted = Pen { fg: cell.fg, bg: cell.bg, modifier: cell.modifier };
        if pen != wanted {
            change(out, pen, wanted);
            pen = wanted;
        }
        out.extend_from_slice(cell.symbol().as_bytes());
        at = Some((x + steps(cell.symbol()), y));
    }
    if pen != PLAIN {
        change(out, pen, PLAIN);
    }
}

/// Within a row the column is enough. It is said and not the distance: where a terminal counts the width of a letter
/// otherwise than this program, the row is right again with the next gap.
fn go(out: &mut Vec<u8>, from: Option<(u16, u16)>, to: (u16, u16)) {
    let (x, y) = (u32::from(to.0) + 1, u32::from(to.1) + 1);
    // Writing to memory cannot fail.
    let _ = match from {
        Some(from) if from == to => Ok(()),
        Some((_, row)) if row == to.1 => write!(out, "\x1b[{x}G"),
        _ if x == 1 => write!(out, "\x1b[{y}H"),
        _ => write!(out, "\x1b[{y};{x}H"),
    };
}

/// Columns by which a symbol takes the cursor on. Of wide ones only those count as two on which all terminals agree:
/// behind any other the column is said.
fn steps(symbol: &str) -> u16 {
    let mut letters = symbol.chars();
    let wide = matches!(
        letters.next(),
        Some(
            '\u{3000}'..='\u{3029}'
            | '\u{3030}'..='\u{303e}'
            | '\u{3041}'..='\u{3096}'
            | '\u{309b}'..='\u{30ff}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{ac00}'..='\u{d7a3}'
            | '\u{f900}'..='\u{faff}'
            | '\u{ff01}'..='\u{ff60}'
            | '\u{ffe0}'..='\u{ffe6}'
            | '\u{20000}'..='\u{2fffd}',
        )
    );
    if wide && letters.next().is_none() { 2 } else { 1 }
}

/// One sequence for all that changes.
fn change(out: &mut Vec<u8>, from: Pen, to: Pen) {
    out.extend_from_slice(b"\x1b[");
    if to != PLAIN {
        let mut said = Said { out, first: true };
        let (mut gone, mut held) = (from.modifier - to.modifier, from.modifier);
        for (attribute, _, off) in ATTRIBUTES {
            if gone.contains(attribute) {
                said.number(off);
                let with_it = ATTRIBUTES.iter().filter(|(.., other)| *other == off);
                for (other, ..) in with_it {
                    gone.remove(*other);
                    held.remove(*other);
                }
            }
        }
        for (attribute, on, _) in ATTRIBUTES {
            if (to.modifier - held).contains(attribute) {
                said.number(on);
            }
        }
        if from.fg != to.fg {
            said.colour(to.fg, 30);
        }
        if from.bg != to.bg {
            said.colour(to.bg, 40);
        }
    }
    out.push(b'm');
}

/// The numbers of one sequence.
struct Said<'o> {
    out: &'o mut Vec<u8>,
    first: bool,
}

impl Said<'_> {
    fn number(&mut self, number: &str) {
        if !std::mem::take(&mut self.first) {
            self.out.push(b';');
        }
        self.out.extend_from_slice(number.as_bytes());
    }

    /// `base` is 30 for letters and 40 for what is behind them. The sixteen colours have numbers of their own, which
    /// terminals know that have no more than these.
    fn colour(&mut self, colour: Color, base: u8) {
        let number = match colour {
            Color::Reset => (base + 9).to_string(),
            Color::Indexed(index) => format!("{};5;{index}", base + 8),
            Color::Rgb(red, green, blue) => format!("{};2;{red};{green};{blue}", base + 8),
            named => {
                let index = sixteen(named);
                (base + if index < 8 { index } else { 60 - 8 + index }).to_string()
            }
        };
        self.number(&number);
    }
}

fn sixteen(colour: Color) -> u8 {
    match colour {
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZero;

    use proptest::prelude::*;
    use ratatui::backend::{Backend as _, CrosstermBackend};
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;
    use crate::text::clean;

    fn written(lines: &[(&str, Style)]) -> String {
        let area = Rect::new(0, 0, 24, lines.len() as u16);
        let (before, mut after) = (Buffer::empty(area), Buffer::empty(area));
        for (y, (words, style)) in (0..).zip(lines) {
            after.set_string(0, y, words, *style);
        }
        bytes(&before, &after)
    }

    fn bytes(before: &Buffer, after: &Buffer) -> String {
        let mut out = Vec::new();
        write(&mut out, before.diff(after).into_iter());
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn letters_side_by_side_need_no_way_in_any_of_the_three_scripts() {
        for words in ["Lead", "市政务服务中心", "Квалификация", "価格、サービス（契約）"]
        {
            assert_eq!(written(&[(words, Style::new())]), format!("\x1b[1H{words}"));
        }
    }

    #[test]
    fn nothing_narrow_counts_as_wide() {
        let wrong = ('\u{20}'..=char::MAX).filter(|c| {
            let letter = c.to_string();
            steps(&letter) == 2 && clean::width(&letter) != 2
        });
        assert_eq!(wrong.collect::<String>(), "");
    }

    #[test]
    fn a_gap_costs_its_column_and_a_new_row_its_place() {
        assert_eq!(written(&[("a    b", Style::new()), ("  c", Style::new())]), "\x1b[1Ha\x1b[6Gb\x1b[2;3Hc");
    }

    #[test]
    fn behind_a_picture_the_column_is_said() {
        assert_eq!(written(&[("✅ok", Style::new())]), "\x1b[1H✅\x1b[3Gok");
    }

    #[test]
    fn what_changes_is_said_at_once_and_the_end_is_plain() {
        let bold = Style::new().add_modifier(Modifier::BOLD);
        assert_eq!(written(&[("a", bold.fg(Color::Cyan)), ("b", bold)]), "\x1b[1H\x1b[1;36ma\x1b[2H\x1b[39mb\x1b[m");
        let dim = Style::new().add_modifier(Modifier::DIM);
        assert_eq!(
            written(&[("a", bold), ("b", dim), ("c", Style::new())]),
            "\x1b[1H\x1b[1ma\x1b[2H\x1b[22;2mb\x1b[3H\x1b[mc"
        );
        let both = bold.add_modifier(Modifier::DIM | Modifier::REVERSED);
        assert_eq!(written(&[("a", both), ("b", dim)]), "\x1b[1H\x1b[1;2;7ma\x1b[2H\x1b[22;27;2mb\x1b[m");
    }

    #[test]
    fn each_colour_is_said_by_the_number_that_the_oldest_terminal_knows() {
        let said = |colour| written(&[("a", Style::new().fg(colour).bg(colour))]);
        assert_eq!(said(Color::Black), "\x1b[1H\x1b[30;40ma\x1b[m");
        assert_eq!(said(Color::White), "\x1b[1H\x1b[97;107ma\x1b[m");
        assert_eq!(said(Color::Indexed(208)), "\x1b[1H\x1b[38;5;208;48;5;208ma\x1b[m");
        assert_eq!(said(Color::Rgb(1, 2, 3)), "\x1b[1H\x1b[38;2;1;2;3;48;2;1;2;3ma\x1b[m");
    }

    const COLOURS: [Color; 6] =
        [Color::Reset, Color::Black, Color::Cyan, Color::LightRed, Color::Indexed(33), Color::Rgb(9, 8, 7)];

    /// Pieces of text with their place and their look.
    fn pieces() -> impl Strategy<Value = Vec<(u16, u16, String, Style)>> {
        let words = "[a-zа-я中文（。）·─✅ ]{1,9}";
        let seen = prop::sample::select(&[
            Modifier::BOLD,
            Modifier::DIM,
            Modifier::ITALIC,
            Modifier::UNDERLINED,
            Modifier::REVERSED,
        ]);
        let look = (prop::sample::select(&COLOURS), prop::sample::select(&COLOURS), prop::collection::vec(seen, 0..4));
        let look =
            look.prop_map(|(fg, bg, seen)| seen.into_iter().fold(Style::new().fg(fg).bg(bg), Style::add_modifier));
        prop::collection::vec((0..20u16, 0..5u16, words, look), 0..12)
    }

    fn painted(pieces: &[(u16, u16, String, Style)]) -> Buffer {
        let mut page = Buffer::empty(Rect::new(0, 0, 20, 5));
        for (x, y, words, style) in pieces {
            page.set_string(*x, *y, words, *style);
        }
        page
    }

    fn terminal() -> vt100::Parser {
        let size = |cells| NonZero::new(cells).unwrap();
        vt100::Parser::new(size(5), size(20), 0)
    }

    proptest! {
        /// A terminal that gets one page after another shows each as it does when ratatui writes them.
        #[test]
        fn a_terminal_shows_the_same_as_by_the_longer_way(pages in prop::collection::vec(pieces(), 1..5)) {
            let (mut short, mut long) = (terminal(), terminal());
            let mut before = painted(&[]);
            for page in &pages {
                let after = painted(page);
                let mut bytes = Vec::new();
                CrosstermBackend::new(&mut bytes).draw(before.diff(&after).into_iter()).unwrap();
                long.process(&bytes);
                let mut fewer = Vec::new();
                write(&mut fewer, before.diff(&after).into_iter());
                short.process(&fewer);
                prop_assert!(fewer.len() <= bytes.len());
                for (y, x) in (0..5).flat_map(|y| (0..20).map(move |x| (y, x))) {
                    prop_assert_eq!(short.screen().cell(y, x), long.screen().cell(y, x), "{}, {}", x, y);
                }
                before = after;
            }
        }
    }
}
