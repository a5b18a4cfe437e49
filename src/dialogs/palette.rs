//! All commands in one searchable list: those valid here as a palette, or all of them as help.

use ratatui::Frame;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Rect;

use super::frame;
use crate::keys::{Action, Chord, Finder, Scope, Spec};
use crate::screens::{Ask, Context};
use crate::text::clean;
use crate::widgets::text_field::{Handled, TextField};

/// Cells of the column of keys.
const KEYS: usize = 20;

pub struct Palette {
    finder: Finder,
    query: TextField,
    found: Vec<&'static Spec>,
    /// Only what applies here; the help shows all.
    here: Option<Vec<Scope>>,
    at: usize,
}

impl std::fmt::Debug for Palette {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Palette").field("found", &self.found.len()).field("at", &self.at).finish_non_exhaustive()
    }
}

impl Palette {
    /// `here` limits the list to commands of these scopes.
    pub fn new(here: Option<Vec<Scope>>, context: &Context<'_>) -> Self {
        let mut palette = Self {
            finder: Finder::new(context.keymap),
            query: TextField::one_line(""),
            found: Vec::new(),
            here,
            at: 0,
        };
        palette.search();
        palette
    }

    fn search(&mut self) {
        self.at = 0;
        let found = self.finder.search(&self.query.text());
        let here = self.here.as_ref();
        self.found = found.into_iter().filter(|spec| here.is_none_or(|here| spec.applies(here))).collect();
    }

    pub fn act_on(&mut self, action: Action) -> Vec<Ask> {
        let last = self.found.len().saturating_sub(1);
        match action {
            Action::Up => self.at = self.at.saturating_sub(1),
            Action::Down => self.at = (self.at + 1).min(last),
            Action::PageUp => self.at = self.at.saturating_sub(10),
            Action::PageDown => self.at = (self.at + 10).min(last),
            Action::Back => return vec![Ask::Back],
            Action::Open | Action::Save => {
                let chosen = self.found.get(self.at).map(|spec| spec.action);
                return std::iter::once(Ask::Back).chain(chosen.map(Ask::Run)).collect();
            }
            _ => {}
        }
        Vec::new()
    }

    pub fn key(&mut self, key: KeyEvent, _context: &Context<'_>) -> Vec<Ask> {
        let command = key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
        match self.query.handle(key) {
            Handled::Changed => self.search(),
            // A key that edits nothing is itself what is looked for: Ctrl+R finds what Ctrl+R does.
            Handled::Ignored if command || matches!(key.code, KeyCode::F(_)) => {
                self.query.set_text(&crate::keys::label(&[Chord::of(key)]));
                self.search();
            }
            _ => {}
        }
        Vec::new()
    }

    pub fn paste(&mut self, text: &str, _context: &Context<'_>) -> Vec<Ask> {
        self.query.paste(text);
        self.search();
        Vec::new()
    }

    pub fn draw(&self, screen: &mut Frame, area: Rect, context: &Context<'_>) {
        let text = context.text;
        let title = text.get(if self.here.is_some() { "palette-title" } else { "help-title" });
        let rows: Vec<(String, String, String)> = self
            .found
            .iter()
            .map(|spec| {
                let keys: Vec<String> = context.keymap.keys(spec.action).map(crate::keys::label).collect();
                let scope = spec.scopes.first().map_or_else(String::new, |scope| text.get(scope.key()));
                let scope =
                    if spec.scopes.contains(&Scope::Pane) || spec.scopes.len() > 2 { String::new() } else { scope };
                (keys.join("  "), text.get(&spec.label_key()), scope)
            })
            .collect();
        // As wide as the widest of all commands, so that nothing shifts while one types.
        let room = frame::width(area).saturating_sub(KEYS + 6);
        let wide = |key: &str| clean::width(&text.get(key));
        let scope = crate::keys::Scope::ALL.iter().map(|scope| wide(scope.key())).max().unwrap_or(0);
        let label = room.saturating_sub(scope + 2);
        let line = |(keys, name, scope): &(String, String, String)| {
            let name = clean::pad(&clean::truncate(name, label), label);
            format!("{}{name}  {scope}", clean::pad(keys, KEYS))
        };
        let lines: Vec<String> = rows.iter().map(line).collect();
        frame::filtered(screen, area, context, &title, &self.query, &lines, self.at);
    }
}
