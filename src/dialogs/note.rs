//! A few words that a move needs: why a deal was lost for another reason than the listed ones.

use ratatui::Frame;
use ratatui::crossterm::event::KeyEvent;
use ratatui::layout::Rect;

use super::frame;
use crate::keys::Action;
use crate::screens::{Ask, Context, Tone};
use crate::store::request::Command;
use crate::text::Msg;
use crate::widgets::text_field::{Handled, TextField};

#[derive(Debug)]
pub struct Note {
    command: Command,
    words: TextField,
}

impl Note {
    /// `command` is the refused move, to be tried again with the words.
    pub fn new(command: Command) -> Self {
        Self { command, words: TextField::one_line("") }
    }

    pub fn act_on(&mut self, action: Action, context: &Context<'_>) -> Vec<Ask> {
        match action {
            Action::Back => vec![Ask::Back],
            Action::Open | Action::Save => {
                let words = self.words.text().trim().to_owned();
                let Command::Move { id, seen, to, reason, .. } = self.command.clone() else { return Vec::new() };
                if words.is_empty() {
                    return vec![Ask::Tell(Msg::new("value-required"), Tone::Warn)];
                }
                vec![Ask::Back, Ask::Do(Command::Move { act: context.id(), id, seen, to, reason, note: Some(words) })]
            }
            _ => Vec::new(),
        }
    }

    pub fn key(&mut self, key: KeyEvent) -> Vec<Ask> {
        full(self.words.handle(key))
    }

    pub fn paste(&mut self, text: &str) -> Vec<Ask> {
        full(self.words.paste(text))
    }

    pub fn draw(&self, screen: &mut Frame, area: Rect, context: &Context<'_>) {
        frame::asked(screen, area, context, &context.text.get("note-title"), &self.words);
    }
}

fn full(handled: Handled) -> Vec<Ask> {
    match handled {
        Handled::Full => vec![Ask::Tell(Msg::new("field-full"), Tone::Warn)],
        _ => Vec::new(),
    }
}
