//! Copying to the clipboard of the user's own machine by OSC 52, which also works over SSH.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::app::event::CopyTooLong;

/// Longer messages are dropped without a word by many terminals (xterm, hterm, tmux).
const CAP: usize = 100_000;

/// GNU screen cuts off a device control string beyond its own small buffer.
const SCREEN_PIECE: usize = 250;

/// What stands between us and the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Between {
    Nothing,
    Tmux,
    Screen,
}

impl Between {
    /// Judged by the variables that tmux and screen set for their children.
    pub fn found(var: impl Fn(&str) -> Option<String>) -> Self {
        let set = |name| var(name).is_some_and(|value| !value.is_empty());
        if set("TMUX") {
            Self::Tmux
        } else if set("STY") {
            Self::Screen
        } else {
            Self::Nothing
        }
    }
}

/// The bytes that put `text` on the clipboard.
pub fn message(text: &str, between: Between) -> Result<Vec<u8>, CopyTooLong> {
    let coded = STANDARD.encode(text);
    if coded.len() > CAP {
        return Err(CopyTooLong { bytes: text.len() });
    }
    let plain = format!("\x1b]52;c;{coded}\x07");
    Ok(match between {
        Between::Nothing => plain.into_bytes(),
        // tmux takes the plain form when `set-clipboard` is on and hands on the wrapped one when
        // `allow-passthrough` is on; nobody can ask it which, and copying twice does no harm.
        Between::Tmux => {
            let wrapped = format!("\x1bPtmux;{}\x1b\\", plain.replace('\x1b', "\x1b\x1b"));
            (plain + &wrapped).into_bytes()
        }
        Between::Screen => plain
            .as_bytes()
            .chunks(SCREEN_PIECE)
            .flat_map(|piece| [b"\x1bP".as_slice(), piece, b"\x1b\\".as_slice()].concat())
            .collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_terminal_gets_one_osc_52() {
        assert_eq!(message("Привет", Between::Nothing).unwrap(), b"\x1b]52;c;0J/RgNC40LLQtdGC\x07");
    }

    #[test]
    fn tmux_gets_both_forms_with_doubled_escapes() {
        let bytes = message("a", Between::Tmux).unwrap();
        assert_eq!(bytes, b"\x1b]52;c;YQ==\x07\x1bPtmux;\x1b\x1b]52;c;YQ==\x07\x1b\\");
    }

    #[test]
    fn screen_gets_short_pieces_that_join_to_the_whole() {
        let bytes = message(&"x".repeat(1000), Between::Screen).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let pieces: Vec<_> = text.split("\x1b\\").filter(|piece| !piece.is_empty()).collect();
        assert!(pieces.iter().all(|piece| piece.len() <= SCREEN_PIECE + 2));
        let whole: String = pieces.iter().map(|piece| piece.strip_prefix("\x1bP").unwrap()).collect();
        assert_eq!(whole.as_bytes(), message(&"x".repeat(1000), Between::Nothing).unwrap());
    }

    #[test]
    fn what_a_terminal_would_drop_is_refused() {
        assert!(message(&"x".repeat(75_000), Between::Nothing).is_ok());
        assert_eq!(message(&"x".repeat(75_001), Between::Nothing), Err(CopyTooLong { bytes: 75_001 }));
    }

    #[test]
    fn tmux_and_screen_are_known_by_their_variables() {
        let with = |name: &'static str| move |asked: &str| (asked == name).then(|| "1".to_owned());
        assert_eq!(Between::found(with("TMUX")), Between::Tmux);
        assert_eq!(Between::found(with("STY")), Between::Screen);
        assert_eq!(Between::found(with("SSH_TTY")), Between::Nothing);
    }
}
