//! The marks that say a state without colour, and the lines between panes; both also in plain ASCII.

use ratatui::symbols::border;

/// One cell each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marks {
    pub done: &'static str,
    pub partly: &'static str,
    pub open: &'static str,
    /// Nowhere but on the screen yet.
    pub typing: &'static str,
    pub refused: &'static str,
    pub unknown: &'static str,
    pub overdue: &'static str,
    /// Forced past a gate.
    pub forced: &'static str,
    /// Put aside for a while.
    pub held: &'static str,
    /// Untouched for so long that it begins to lie.
    pub ageing: &'static str,
    /// At the left of what is selected.
    pub bar: &'static str,
    /// The next step, and "becomes".
    pub arrow: &'static str,
    pub ellipsis: &'static str,
    /// Between facts on one line.
    pub dot: &'static str,
    /// From one record to the one inside it.
    pub into: &'static str,
    /// Before what lies behind the line above.
    pub behind: &'static str,
    pub up: &'static str,
    pub down: &'static str,
    /// Around what the arrows switch.
    pub earlier: &'static str,
    pub later: &'static str,
    /// A piece of time that is open throughout, or in part.
    pub whole: &'static str,
    pub part: &'static str,
    /// A day off that the week would open on.
    pub off: &'static str,
}

impl Marks {
    pub const UNICODE: Self = Self {
        done: "●",
        partly: "◐",
        open: "○",
        typing: "◌",
        refused: "✕",
        unknown: "?",
        overdue: "!",
        forced: "⚠",
        held: "‖",
        ageing: "~",
        bar: "▌",
        arrow: "→",
        ellipsis: "…",
        dot: "·",
        into: "›",
        behind: "└",
        up: "↑",
        down: "↓",
        earlier: "◂",
        later: "▸",
        whole: "█",
        part: "▒",
        off: "×",
    };

    pub const ASCII: Self = Self {
        done: "*",
        partly: "o",
        open: "-",
        typing: ".",
        refused: "x",
        unknown: "?",
        overdue: "!",
        forced: "^",
        held: "=",
        ageing: "~",
        bar: "|",
        arrow: ">",
        ellipsis: "~",
        dot: "-",
        into: ">",
        behind: "\\",
        up: "^",
        down: "v",
        earlier: "<",
        later: ">",
        whole: "#",
        part: "+",
        off: "x",
    };
}

/// The letter that stands for a sign on a terminal that draws only ASCII; it takes one cell as the sign does.
///
/// Sentences, amounts and cut texts bring signs of their own, so it is the finished page that is put into ASCII.
pub fn ascii(sign: &str) -> Option<&'static str> {
    let (from, to) = (Marks::UNICODE, Marks::ASCII);
    let marks = [
        (from.done, to.done),
        (from.partly, to.partly),
        (from.open, to.open),
        (from.typing, to.typing),
        (from.refused, to.refused),
        (from.forced, to.forced),
        (from.held, to.held),
        (from.bar, to.bar),
        (from.arrow, to.arrow),
        (from.ellipsis, to.ellipsis),
        (from.dot, to.dot),
        (from.into, to.into),
        (from.behind, to.behind),
        (from.up, to.up),
        (from.down, to.down),
        (from.earlier, to.earlier),
        (from.later, to.later),
        (from.whole, to.whole),
        (from.part, to.part),
        (Borders::LINES.vertical, Borders::ASCII.vertical),
        (Borders::LINES.horizontal, Borders::ASCII.horizontal),
        ("←", "<"),
        (from.off, to.off),
        ("≥", ">"),
        ("¥", "Y"),
        ("€", "E"),
        ("₽", "R"),
        ("£", "L"),
    ];
    if let Some((_, letter)) = marks.iter().find(|(mark, _)| *mark == sign) {
        return Some(letter);
    }
    Some(match sign {
        "“" | "”" | "„" | "«" | "»" => "\"",
        "‘" | "’" => "'",
        "–" | "—" | "−" | "‑" => "-",
        "\u{a0}" | "\u{2009}" | "\u{202f}" => " ",
        _ => return None,
    })
}

/// Lines of frames, and the two that stand alone between panes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Borders {
    pub frame: border::Set<'static>,
    pub vertical: &'static str,
    pub horizontal: &'static str,
}

impl Borders {
    pub const LINES: Self = Self { frame: border::PLAIN, vertical: "│", horizontal: "─" };

    pub const ASCII: Self = Self {
        frame: border::Set {
            top_left: "+",
            top_right: "+",
            bottom_left: "+",
            bottom_right: "+",
            vertical_left: "|",
            vertical_right: "|",
            horizontal_top: "-",
            horizontal_bottom: "-",
        },
        vertical: "|",
        horizontal: "-",
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthStr;

    fn all(marks: &Marks) -> [&'static str; 23] {
        [
            marks.done,
            marks.partly,
            marks.open,
            marks.typing,
            marks.refused,
            marks.unknown,
            marks.overdue,
            marks.forced,
            marks.held,
            marks.ageing,
            marks.bar,
            marks.arrow,
            marks.ellipsis,
            marks.dot,
            marks.into,
            marks.behind,
            marks.up,
            marks.down,
            marks.earlier,
            marks.later,
            marks.whole,
            marks.part,
            marks.off,
        ]
    }

    #[test]
    fn every_mark_takes_one_cell_and_ascii_is_ascii() {
        for mark in all(&Marks::UNICODE).into_iter().chain(all(&Marks::ASCII)) {
            assert_eq!(mark.width(), 1, "{mark}");
        }
        assert!(all(&Marks::ASCII).iter().all(|mark| mark.is_ascii()));
    }

    #[test]
    fn the_states_of_a_check_list_can_be_told_apart() {
        for marks in [Marks::UNICODE, Marks::ASCII] {
            let states = [
                marks.done,
                marks.partly,
                marks.open,
                marks.typing,
                marks.refused,
                marks.unknown,
                marks.overdue,
                marks.forced,
                marks.held,
                marks.ageing,
            ];
            for (i, mark) in states.iter().enumerate() {
                assert!(!states[..i].contains(mark), "{mark} means two things");
            }
        }
    }
}
