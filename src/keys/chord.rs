//! One key with its modifiers, how it is written, and sequences of them.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyEventState, KeyModifiers};

/// A key as commands know it: capital letters instead of Shift, and Ctrl always with the small letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Chord {
    pub code: KeyCode,
    pub ctrl: bool,
    pub alt: bool,
    /// Only for keys that are not letters: `Shift+Up`.
    pub shift: bool,
}

/// Keys pressed one after the other.
pub type Sequence = Vec<Chord>;

/// Named keys, first the name they are shown by.
const NAMES: &[(&str, KeyCode)] = &[
    ("Enter", KeyCode::Enter),
    ("Return", KeyCode::Enter),
    ("Esc", KeyCode::Esc),
    ("Escape", KeyCode::Esc),
    ("Tab", KeyCode::Tab),
    ("Space", KeyCode::Char(' ')),
    ("Backspace", KeyCode::Backspace),
    ("Delete", KeyCode::Delete),
    ("Insert", KeyCode::Insert),
    ("Up", KeyCode::Up),
    ("Down", KeyCode::Down),
    ("Left", KeyCode::Left),
    ("Right", KeyCode::Right),
    ("Home", KeyCode::Home),
    ("End", KeyCode::End),
    ("PageUp", KeyCode::PageUp),
    ("PageDown", KeyCode::PageDown),
];

impl Chord {
    pub fn plain(code: KeyCode) -> Self {
        Self { code, ctrl: false, alt: false, shift: false }
    }

    /// The chord of a key event, before any thought about keyboard layouts.
    pub fn of(key: KeyEvent) -> Self {
        let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
        let alt = key.modifiers.contains(KeyModifiers::ALT);
        let shift = key.modifiers.contains(KeyModifiers::SHIFT);
        let (code, shift) = match key.code {
            // Ctrl+R is the same key with Caps Lock on.
            KeyCode::Char(c) if ctrl => (KeyCode::Char(lower(c)), false),
            KeyCode::Char(c) if key.state.contains(KeyEventState::CAPS_LOCK) && c.is_alphabetic() => {
                (KeyCode::Char(if shift { upper(c) } else { lower(c) }), false)
            }
            KeyCode::Char(c) if shift => (KeyCode::Char(upper(c)), false),
            KeyCode::BackTab => (KeyCode::Tab, true),
            code => (code, shift && !matches!(code, KeyCode::Char(_))),
        };
        Self { code, ctrl, alt, shift }
    }

    /// Whether the key, pressed in a text field, types something.
    pub fn types(self) -> bool {
        matches!(self.code, KeyCode::Char(_)) && !self.ctrl && !self.alt
    }

    /// Reads `g`, `G`, `Ctrl+R`, `F2`, `Shift+Tab`; names of keys and modifiers in any case.
    pub fn parse(text: &str) -> Option<Self> {
        let mut chord = Self::plain(KeyCode::Null);
        let mut rest = text;
        // A plus at the end is the key itself: `Ctrl++`.
        while let Some((modifier, key)) = rest.split_once('+').filter(|(m, key)| !m.is_empty() && !key.is_empty()) {
            match modifier.to_ascii_lowercase().as_str() {
                "ctrl" | "control" | "c" => chord.ctrl = true,
                "alt" | "meta" => chord.alt = true,
                "shift" => chord.shift = true,
                _ => return None,
            }
            rest = key;
        }
        let mut chars = rest.chars();
        chord.code = match (chars.next()?, chars.next()) {
            (c, None) if !c.is_control() => {
                let c = if chord.ctrl {
                    lower(c)
                } else if chord.shift {
                    upper(c)
                } else {
                    c
                };
                chord.shift = false;
                KeyCode::Char(c)
            }
            ('f' | 'F', Some(_)) if rest[1..].parse().is_ok_and(|n: u8| (1..=24).contains(&n)) => {
                KeyCode::F(rest[1..].parse().ok()?)
            }
            _ => NAMES.iter().find(|(name, _)| name.eq_ignore_ascii_case(rest))?.1,
        };
        Some(chord)
    }
}

impl std::fmt::Display for Chord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (held, name) in [(self.ctrl, "Ctrl+"), (self.alt, "Alt+"), (self.shift, "Shift+")] {
            if held {
                f.write_str(name)?;
            }
        }
        if let Some((name, _)) = NAMES.iter().find(|(_, code)| *code == self.code) {
            return f.write_str(name);
        }
        match self.code {
            KeyCode::Char(c) if self.ctrl => write!(f, "{}", upper(c)),
            KeyCode::Char(c) => write!(f, "{c}"),
            KeyCode::F(n) => write!(f, "F{n}"),
            other => write!(f, "{other}"),
        }
    }
}

/// Reads `g b` or `Ctrl+R`: chords with spaces between them.
pub fn parse_sequence(text: &str) -> Option<Sequence> {
    let chords: Option<Sequence> = text.split_whitespace().map(Chord::parse).collect();
    chords.filter(|chords| !chords.is_empty())
}

/// A sequence as it is shown and as it is written in the configuration.
pub fn label(sequence: &[Chord]) -> String {
    sequence.iter().map(Chord::to_string).collect::<Vec<_>>().join(" ")
}

fn lower(c: char) -> char {
    let mut lower = c.to_lowercase();
    lower.next().filter(|_| lower.next().is_none()).unwrap_or(c)
}

fn upper(c: char) -> char {
    let mut upper = c.to_uppercase();
    upper.next().filter(|_| upper.next().is_none()).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_can_be_written_into_the_configuration() {
        for text in [
            "g",
            "G",
            "Ctrl+R",
            "F2",
            "F12",
            "Shift+Tab",
            "Alt+x",
            "Ctrl+Alt+Up",
            "?",
            ":",
            "Space",
            "+",
            "Ctrl++",
            "g b",
        ] {
            assert_eq!(label(&parse_sequence(text).unwrap()), text);
        }
    }

    #[test]
    fn names_may_be_written_loosely_but_not_wrongly() {
        assert_eq!(Chord::parse("ctrl+r"), Chord::parse("Ctrl+R"));
        assert_eq!(Chord::parse("shift+g"), Chord::parse("G"));
        assert_eq!(Chord::parse("ESC"), Chord::parse("Escape"));
        for wrong in ["", "Hyper+x", "F99", "Entr", "gb"] {
            assert_eq!(Chord::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn caps_lock_and_shift_give_the_letter_that_was_meant() {
        let press =
            |code, modifiers, state| Chord::of(KeyEvent { state, ..KeyEvent::new(code, modifiers) }).to_string();
        let none = KeyEventState::NONE;
        assert_eq!(press(KeyCode::Char('g'), KeyModifiers::SHIFT, none), "G");
        assert_eq!(press(KeyCode::Char('G'), KeyModifiers::SHIFT, none), "G");
        assert_eq!(press(KeyCode::Char('R'), KeyModifiers::CONTROL | KeyModifiers::SHIFT, none), "Ctrl+R");
        assert_eq!(press(KeyCode::Char('G'), KeyModifiers::NONE, KeyEventState::CAPS_LOCK), "g");
        assert_eq!(press(KeyCode::BackTab, KeyModifiers::SHIFT, none), "Shift+Tab");
    }
}
