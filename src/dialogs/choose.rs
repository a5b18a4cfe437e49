//! A short menu; each line carries what it will do.

use ratatui::Frame;
use ratatui::crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::Rect;

use super::frame;
use crate::keys::Action;
use crate::screens::{Ask, Context};
use crate::text::{Msg, Text, Words};

/// What a line is called, in whatever language is on when it is drawn.
#[derive(Clone, Debug)]
pub enum Label {
    /// A name from the records.
    Name(String),
    Message(Msg),
    /// A code of a field.
    Choice(&'static str, &'static str),
    /// A code, and its title in each language.
    Titled(String, Words),
}

impl From<String> for Label {
    fn from(name: String) -> Self {
        Self::Name(name)
    }
}

impl Label {
    fn say(&self, text: &Text) -> String {
        match self {
            Self::Name(name) => name.clone(),
            Self::Message(msg) => text.say(msg),
            Self::Choice(field, code) => text.choice(field, code),
            Self::Titled(code, title) if code.is_empty() => title.to(text.lang()).to_owned(),
            Self::Titled(code, title) => format!("{code}  {}", title.to(text.lang())),
        }
    }
}

#[derive(Debug)]
pub struct Choose {
    title: Msg,
    rows: Vec<(Label, Vec<Ask>)>,
    at: usize,
}

impl Choose {
    pub fn new<L: Into<Label>>(title: Msg, rows: Vec<(L, Vec<Ask>)>) -> Self {
        Self { title, rows: rows.into_iter().map(|(label, asks)| (label.into(), asks)).collect(), at: 0 }
    }

    /// With the cursor on the line of this place, from zero.
    #[must_use]
    pub fn standing_at(mut self, at: usize) -> Self {
        self.at = at.min(self.rows.len().saturating_sub(1));
        self
    }

    pub fn act_on(&mut self, action: Action) -> Vec<Ask> {
        let last = self.rows.len().saturating_sub(1);
        match action {
            Action::Up => self.at = self.at.saturating_sub(1),
            Action::Down => self.at = (self.at + 1).min(last),
            Action::Top => self.at = 0,
            Action::Bottom => self.at = last,
            Action::Open => return self.take(),
            Action::Back => return vec![Ask::Back],
            _ => {}
        }
        Vec::new()
    }

    fn take(&mut self) -> Vec<Ask> {
        let mut asks = vec![Ask::Back];
        if let Some((_, chosen)) = self.rows.get_mut(self.at) {
            asks.append(chosen);
        }
        asks
    }

    /// A digit takes its line at once.
    pub fn key(&mut self, key: KeyEvent) -> Vec<Ask> {
        let KeyCode::Char(c) = key.code else { return Vec::new() };
        match c.to_digit(10) {
            Some(n) if n >= 1 && n as usize <= self.rows.len() => {
                self.at = n as usize - 1;
                self.take()
            }
            _ => Vec::new(),
        }
    }

    pub fn draw(&self, screen: &mut Frame, area: Rect, context: &Context<'_>) {
        let row = |(n, (label, _)): (usize, &(Label, Vec<Ask>))| format!("{:>2}  {}", n + 1, label.say(context.text));
        let lines: Vec<String> = self.rows.iter().enumerate().map(row).collect();
        frame::menu(screen, area, context, &context.text.say(&self.title), &lines, self.at, &[]);
    }
}
