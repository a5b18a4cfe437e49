//! A few words that a command needs: why a deal goes back or is lost, what shows that an item is done, why a condition
//! is waived or a gate passed over.

use ratatui::Frame;
use ratatui::crossterm::event::KeyEvent;
use ratatui::layout::Rect;

use super::{frame, loss};
use crate::keys::Action;
use crate::screens::{Ask, Context, Tone};
use crate::store::request::Command;
use crate::text::Msg;
use crate::widgets::text_field::{Handled, TextField};

#[derive(Debug)]
pub struct Note {
    title: Msg,
    command: Command,
    /// Tried again afterwards: the move that this command clears the way for.
    then: Option<Command>,
    words: TextField,
}

impl Note {
    /// `command` gets the words where it has none.
    pub fn new(title: Msg, command: Command) -> Self {
        Self { title, command, then: None, words: TextField::one_line("") }
    }

    #[must_use]
    pub fn then(self, then: Option<Command>) -> Self {
        Self { then, ..self }
    }

    pub fn act_on(&mut self, action: Action, context: &Context<'_>) -> Vec<Ask> {
        match action {
            Action::Back => vec![Ask::Back],
            Action::Open | Action::Save => {
                let words = self.words.text().trim().to_owned();
                if words.is_empty() {
                    return vec![Ask::Tell(Msg::new("value-required"), Tone::Warn)];
                }
                let command = self.command.clone().with_words(words);
                if let Some(asks) = loss::ask(&command, context) {
                    return std::iter::once(Ask::Back).chain(asks).collect();
                }
                let command = command.again(context.id());
                let then = self.then.take().map(|then| Ask::Do(then.again(context.id())));
                [Ask::Back, Ask::Do(command)].into_iter().chain(then).collect()
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
        frame::asked(screen, area, context, &context.text.say(&self.title), &self.words);
    }
}

fn full(handled: Handled) -> Vec<Ask> {
    match handled {
        Handled::Full => vec![Ask::Tell(Msg::new("field-full"), Tone::Warn)],
        _ => Vec::new(),
    }
}
