//! What the person at a desk sees, and must have expected before the next key.

use canvass::keys::Action;
use canvass::screens::Tone;
use canvass::text::clean;

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::driver::Desk;

impl Desk {
    /// The screen as text, one line per row.
    pub fn screen(&self) -> String {
        let buffer = &self.shown;
        let mut rows = Vec::new();
        for y in 0..buffer.area.height {
            let (mut row, mut x) = (String::new(), 0);
            while x < buffer.area.width {
                let symbol = buffer[(x, y)].symbol();
                row.push_str(symbol);
                // What follows a wide character is its other half.
                x += clean::width(symbol).max(1) as u16;
            }
            rows.push(row.trim_end().to_owned());
        }
        rows.join("\n")
    }

    #[track_caller]
    pub fn sees(&mut self, words: &str) -> &mut Self {
        assert!(self.screen().contains(words), "“{words}” is not on the screen:\n{}", self.screen());
        self
    }

    #[track_caller]
    pub fn does_not_see(&mut self, words: &str) -> &mut Self {
        assert!(!self.screen().contains(words), "“{words}” is on the screen:\n{}", self.screen());
        self
    }

    /// The line of the screen with these words.
    #[track_caller]
    pub fn line(&self, words: &str) -> String {
        let screen = self.screen();
        let line = screen.lines().find(|line| line.contains(words));
        line.unwrap_or_else(|| panic!("“{words}” is not on the screen:\n{screen}")).to_owned()
    }

    /// Warnings and errors must be asked for before the next key.
    #[track_caller]
    pub fn expect_notice(&mut self, words: &str) -> &mut Self {
        let notice = self.app.notice().map(|(text, _)| text).unwrap_or_default();
        assert!(notice.contains(words), "the notice is “{notice}”, not “{words}”:\n{}", self.screen());
        self.expected.0 = true;
        self
    }

    /// A dialog that opened must be asked for before the next key.
    #[track_caller]
    pub fn expect_dialog(&mut self, words: &str) -> &mut Self {
        assert!(self.app.dialogs() > 0, "no dialog is open:\n{}", self.screen());
        self.sees(words);
        self.expected.1 = self.app.dialogs();
        self
    }

    #[track_caller]
    pub fn expect_no_dialog(&mut self) -> &mut Self {
        assert_eq!(self.app.dialogs(), 0, "a dialog is open:\n{}", self.screen());
        self
    }

    pub fn must_be_expected(&mut self) {
        let expected = self.expected;
        if let Some((text, Tone::Warn | Tone::Error)) = self.app.notice() {
            assert!(expected.0, "nobody expected the notice “{text}”:\n{}", self.screen());
        }
        let open = self.app.dialogs();
        assert!(self.slow || open <= expected.1, "nobody expected this dialog:\n{}", self.screen());
        self.expected = (false, open);
    }

    /// Goes through the form, down and then up, until the cursor is on the line with this label.
    #[track_caller]
    pub fn stand_on(&mut self, label: &str) -> &mut Self {
        let mut way = Action::NextField;
        for _ in 0..100 {
            let before = self.screen();
            if before.lines().any(|line| line.contains(&format!("▌ {label}"))) {
                return self;
            }
            self.press(way);
            if self.screen() == before {
                way = Action::PrevField;
            }
        }
        panic!("no line “{label}”:\n{}", self.screen());
    }

    /// Empties the line at the cursor.
    pub fn clear(&mut self) -> &mut Self {
        self.code(KeyCode::Home).key(KeyEvent::new(KeyCode::Char('k'), KeyModifiers::CONTROL))
    }
}
