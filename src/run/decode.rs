//! From the bytes a terminal sends to keys, pastes, the mouse and focus changes.
//!
//! Crossterm's own reader is not used: when the terminal is gone it turns in a circle at full
//! speed and never returns, it stops reading after a burst of more than 1024 bytes, and it cannot
//! be paused while an editor owns the keyboard. Its event types are kept.

use std::time::Duration;

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use crate::app::event::Event;

/// A longer paste is cut: no field holds more, and a stuck paste must not eat the memory.
const PASTE_CAP: usize = 1 << 20;
/// A sequence that is longer than this is line noise.
const SEQUENCE_CAP: usize = 64;

const PASTE_END: &[u8] = b"\x1b[201~";

/// Collects bytes until they make a whole key; see [`Decoder::patience`] for those that never do.
#[derive(Debug, Default)]
pub struct Decoder {
    held: Vec<u8>,
    paste: Option<Vec<u8>>,
}

/// What the start of the held bytes turned out to be.
enum Found {
    Key(KeyCode, KeyModifiers),
    Event(Event),
    PasteStart,
    /// Nothing the program knows.
    Noise,
}

impl Decoder {
    /// How long to wait for the next byte before calling [`Decoder::settle`]; `None`: for ever.
    pub fn patience(&self) -> Option<Duration> {
        if self.paste.is_some() {
            Some(Duration::from_secs(1))
        } else {
            match self.held.len() {
                0 => None,
                // A lone Esc, `Alt+[` or `Alt+O`: the user is waiting for it.
                1 | 2 => Some(Duration::from_millis(30)),
                _ => Some(Duration::from_millis(250)),
            }
        }
    }

    /// Takes bytes in any pieces and hands out every event that is complete.
    pub fn feed(&mut self, bytes: &[u8], out: &mut Vec<Event>) {
        self.held.extend_from_slice(bytes);
        let held = std::mem::take(&mut self.held);
        let mut rest = held.as_slice();
        loop {
            if let Some(paste) = &mut self.paste {
                let Some(taken) = take_paste(paste, rest) else {
                    // The end mark itself may be cut in two: keep its possible start.
                    let keep = rest.len().min(PASTE_END.len() - 1);
                    let (body, tail) = rest.split_at(rest.len() - keep);
                    push_capped(paste, body);
                    rest = tail;
                    break;
                };
                rest = &rest[taken..];
                out.extend(self.paste.take().map(|paste| paste_event(&paste)));
            }
            let Some((found, taken)) = first(rest) else { break };
            rest = &rest[taken..];
            self.accept(found, out);
        }
        self.held = rest.to_vec();
    }

    /// No more bytes came in time: what is held is all there is.
    pub fn settle(&mut self, out: &mut Vec<Event>) {
        let held = std::mem::take(&mut self.held);
        if let Some(mut paste) = self.paste.take() {
            // The end mark got lost on the line; without this every later key would vanish into the paste.
            push_capped(&mut paste, &held);
            out.push(paste_event(&paste));
            return;
        }
        match held.as_slice() {
            [0x1b] => out.push(key(KeyCode::Esc, KeyModifiers::NONE)),
            [0x1b, letter @ (b'[' | b'O')] => {
                let (code, modifiers) = plain(char::from(*letter));
                out.push(key(code, modifiers | KeyModifiers::ALT));
            }
            _ => {}
        }
    }

    fn accept(&mut self, found: Found, out: &mut Vec<Event>) {
        match found {
            Found::Key(code, modifiers) => out.push(key(code, modifiers)),
            Found::Event(event) => out.push(event),
            Found::PasteStart => self.paste = Some(Vec::new()),
            Found::Noise => {}
        }
    }
}

fn key(code: KeyCode, modifiers: KeyModifiers) -> Event {
    Event::Key(KeyEvent::new(code, modifiers))
}

fn push_capped(paste: &mut Vec<u8>, bytes: &[u8]) {
    let room = PASTE_CAP.saturating_sub(paste.len());
    paste.extend_from_slice(&bytes[..bytes.len().min(room)]);
}

/// Moves bytes up to the end mark into the paste; the number of bytes used, mark included.
fn take_paste(paste: &mut Vec<u8>, rest: &[u8]) -> Option<usize> {
    let end = rest.windows(PASTE_END.len()).position(|window| window == PASTE_END)?;
    push_capped(paste, &rest[..end]);
    Some(end + PASTE_END.len())
}

/// Terminals send CR for a line end in a paste.
fn paste_event(paste: &[u8]) -> Event {
    Event::Paste(String::from_utf8_lossy(paste).replace("\r\n", "\n").replace('\r', "\n"))
}

/// The first event in `bytes` and its length, or `None` when more bytes are needed.
fn first(bytes: &[u8]) -> Option<(Found, usize)> {
    match bytes {
        [] | [0x1b] | [0x1b, b'O'] => None,
        [0x1b, b'[', rest @ ..] => control_sequence(rest).map(|(found, len)| (found, len + 2)),
        [0x1b, b'O', last @ 0x20..=0x7e, ..] => Some((single_shift(*last), 3)),
        // Esc struck twice, or Esc before an arrow: the first Esc stands for itself.
        [0x1b, 0x1b, ..] => Some((Found::Key(KeyCode::Esc, KeyModifiers::NONE), 1)),
        [0x1b, rest @ ..] => character(rest).map(|(found, len)| {
            let found = match found {
                Found::Key(code, modifiers) => Found::Key(code, modifiers | KeyModifiers::ALT),
                other => other,
            };
            (found, len + 1)
        }),
        _ => character(bytes),
    }
}

/// One UTF-8 character or control byte.
fn character(bytes: &[u8]) -> Option<(Found, usize)> {
    let lead = *bytes.first()?;
    let none = KeyModifiers::NONE;
    let control = |letter: u8| Found::Key(KeyCode::Char(char::from(letter)), KeyModifiers::CONTROL);
    let found = match lead {
        // A terminal that still edits lines makes a line feed of Enter: so it comes where it was typed before the start.
        b'\r' | b'\n' => Found::Key(KeyCode::Enter, none),
        b'\t' => Found::Key(KeyCode::Tab, none),
        // Some terminals send Ctrl+H for Backspace, so Ctrl+H can never be a key of its own.
        0x7f | 0x08 => Found::Key(KeyCode::Backspace, none),
        0x00 => control(b' '),
        0x01..=0x1a => control(lead - 1 + b'a'),
        0x1c..=0x1f => control(lead - 0x1c + b'4'),
        _ => return utf8(bytes),
    };
    Some((found, 1))
}

fn utf8(bytes: &[u8]) -> Option<(Found, usize)> {
    let len = match bytes.first()? {
        0x20..=0x7e => 1,
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return Some((Found::Noise, 1)),
    };
    let have = &bytes[..len.min(bytes.len())];
    if let Some(bad) = have[1..].iter().position(|byte| byte & 0xc0 != 0x80) {
        return Some((Found::Noise, bad + 1));
    }
    if have.len() < len {
        return None;
    }
    let found = std::str::from_utf8(have).ok().and_then(|text| text.chars().next()).map_or(Found::Noise, |letter| {
        let (code, modifiers) = plain(letter);
        Found::Key(code, modifiers)
    });
    Some((found, len))
}

/// Capital letters carry Shift, as crossterm reports them.
fn plain(letter: char) -> (KeyCode, KeyModifiers) {
    let modifiers = if letter.is_uppercase() { KeyModifiers::SHIFT } else { KeyModifiers::NONE };
    (KeyCode::Char(letter), modifiers)
}

/// After `ESC O`: arrows and function keys of a terminal in application mode.
fn single_shift(last: u8) -> Found {
    if last == b'M' {
        return Found::Key(KeyCode::Enter, KeyModifiers::NONE);
    }
    letter_key(last).map_or(Found::Noise, |code| Found::Key(code, KeyModifiers::NONE))
}

fn letter_key(last: u8) -> Option<KeyCode> {
    Some(match last {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'H' => KeyCode::Home,
        b'F' => KeyCode::End,
        b'P'..=b'S' => KeyCode::F(last - b'P' + 1),
        _ => return None,
    })
}

/// After `ESC [`: parameters, then one final byte.
fn control_sequence(bytes: &[u8]) -> Option<(Found, usize)> {
    // The Linux console's F1 to F5.
    if let [b'[', rest @ ..] = bytes {
        let last = *rest.first()?;
        let found = match last {
            b'A'..=b'E' => Found::Key(KeyCode::F(last - b'A' + 1), KeyModifiers::NONE),
            _ => Found::Noise,
        };
        return Some((found, 2));
    }
    let Some(end) = bytes.iter().take(SEQUENCE_CAP).position(|byte| !(0x20..=0x3f).contains(byte)) else {
        return (bytes.len() >= SEQUENCE_CAP).then_some((Found::Noise, SEQUENCE_CAP));
    };
    // A control byte inside a sequence breaks it off and counts for itself.
    if !(0x40..=0x7e).contains(&bytes[end]) {
        return Some((Found::Noise, end));
    }
    Some((named(&bytes[..end], bytes[end]), end + 1))
}

fn named(parameters: &[u8], last: u8) -> Found {
    let text = std::str::from_utf8(parameters).unwrap_or_default();
    if let Some(mouse) = text.strip_prefix('<') {
        return mouse_event(mouse, last).map_or(Found::Noise, |mouse| Found::Event(Event::Mouse(mouse)));
    }
    let numbers: Vec<u16> = text.split(';').map(|part| part.parse().unwrap_or(0)).collect();
    let number = numbers.first().copied().unwrap_or(0);
    let modifiers = modifiers(numbers.get(1).copied().unwrap_or(1));
    let code = match (last, number) {
        (b'I', _) => return Found::Event(Event::Focus(true)),
        (b'O', _) => return Found::Event(Event::Focus(false)),
        (b'Z', _) => return Found::Key(KeyCode::BackTab, KeyModifiers::SHIFT),
        (b'~', 200) => return Found::PasteStart,
        (b'~', _) => numbered_key(number),
        (b'u', _) => char::from_u32(u32::from(number)).and_then(unicode_key),
        _ => letter_key(last),
    };
    code.map_or(Found::Noise, |code| Found::Key(code, modifiers))
}

/// `ESC [ < button ; column ; row M`, at the end `m` for a release: mouse mode 1006, cells counted from 1.
fn mouse_event(parameters: &str, last: u8) -> Option<MouseEvent> {
    let numbers: Option<Vec<u16>> = parameters.split(';').map(|part| part.parse().ok()).collect();
    let [code, column, row] = numbers?[..] else { return None };
    // Four, eight and sixteen are held modifiers, thirty-two is a movement that nobody asked for.
    let kind = match (code & !0b1_1100, last) {
        (0, b'M') => MouseEventKind::Down(MouseButton::Left),
        (0, b'm') => MouseEventKind::Up(MouseButton::Left),
        (64, b'M') => MouseEventKind::ScrollUp,
        (65, b'M') => MouseEventKind::ScrollDown,
        _ => return None,
    };
    let (column, row) = (column.checked_sub(1)?, row.checked_sub(1)?);
    Some(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE })
}

fn numbered_key(number: u16) -> Option<KeyCode> {
    Some(match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        11..=15 => KeyCode::F(number as u8 - 10),
        17..=21 => KeyCode::F(number as u8 - 11),
        23 | 24 => KeyCode::F(number as u8 - 12),
        _ => return None,
    })
}

/// `ESC [ code ; modifiers u`, which some terminals send without being asked.
fn unicode_key(letter: char) -> Option<KeyCode> {
    Some(match letter {
        '\r' => KeyCode::Enter,
        '\t' => KeyCode::Tab,
        '\x1b' => KeyCode::Esc,
        '\x7f' | '\x08' => KeyCode::Backspace,
        letter if letter.is_control() => return None,
        letter => KeyCode::Char(letter),
    })
}

/// xterm's number: one more than the sum of Shift 1, Alt 2, Control 4.
fn modifiers(number: u16) -> KeyModifiers {
    let bits = number.saturating_sub(1);
    let mut modifiers = KeyModifiers::NONE;
    for (bit, modifier) in [(1, KeyModifiers::SHIFT), (2, KeyModifiers::ALT), (4, KeyModifiers::CONTROL)] {
        if bits & bit != 0 {
            modifiers |= modifier;
        }
    }
    modifiers
}

#[cfg(test)]
mod tests;
