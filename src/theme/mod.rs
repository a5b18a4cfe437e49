//! Roles of colour, marks and borders.

use ratatui::style::{Modifier, Style};
use ratatui::symbols::border;

#[derive(Clone, Debug)]
pub struct Theme {
    pub text: Style,
    pub dim: Style,
    pub accent: Style,
    pub selected: Style,
    pub warn: Style,
    pub error: Style,
    pub good: Style,
    pub border: border::Set<'static>,
    pub marks: Marks,
}

#[derive(Clone, Copy, Debug)]
pub struct Marks {
    pub bar: &'static str,
    pub done: &'static str,
    pub refused: &'static str,
    pub overdue: &'static str,
    pub warn: &'static str,
}

impl Default for Theme {
    fn default() -> Self {
        Self {
            text: Style::new(),
            dim: Style::new().add_modifier(Modifier::DIM),
            accent: Style::new().add_modifier(Modifier::BOLD),
            selected: Style::new().add_modifier(Modifier::REVERSED),
            warn: Style::new(),
            error: Style::new(),
            good: Style::new(),
            border: border::PLAIN,
            marks: Marks { bar: "▌", done: "●", refused: "✕", overdue: "!", warn: "⚠" },
        }
    }
}
