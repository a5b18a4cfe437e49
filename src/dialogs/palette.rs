//! All commands in one searchable list: those valid here as a palette, or all of them as help.

use ratatui::Frame;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Rect;

use super::frame;
use crate::keys::{ACTIONS, Action, Chord, Finder, Scope, Spec};
use crate::screens::{Ask, Context};
use crate::text::clean;
use crate::widgets::text_field::{Handled, TextField};

/// Cells of the column of keys.
const KEYS: usize = 17;

pub struct Palette {
    finder: Finder,
    query: TextField,
    found: Vec<&'static Spec>,
    /// Where it was opened, innermost scope first.
    here: Vec<Scope>,
    /// What the footer there proposes.
    hints: Vec<Action>,
    /// Also what does not apply there.
    all: bool,
    at: usize,
}

impl std::fmt::Debug for Palette {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Palette").field("found", &self.found.len()).field("at", &self.at).finish_non_exhaustive()
    }
}

impl Palette {
    /// The commands of these scopes.
    pub fn new(here: Vec<Scope>, hints: Vec<Action>, context: &Context<'_>) -> Self {
        let finder = Finder::new(context.keymap);
        let query = TextField::one_line("");
        let mut palette = Self { finder, query, found: Vec::new(), here, hints, all: false, at: 0 };
        palette.search();
        palette
    }

    /// All commands, those of these scopes first.
    pub fn help(here: Vec<Scope>, hints: Vec<Action>, context: &Context<'_>) -> Self {
        let mut help = Self::new(here, hints, context);
        help.all = true;
        help.search();
        help
    }

    fn search(&mut self) {
        self.at = 0;
        let query = self.query.text();
        let found = self.finder.search(&query);
        self.found = found.into_iter().filter(|spec| self.all || spec.applies(&self.here)).collect();
        if query.trim().is_empty() {
            let mut sorted = std::mem::take(&mut self.found);
            sorted.sort_by_key(|spec| self.use_here(spec));
            self.found = sorted;
        }
    }

    /// How far down a command stands while nothing is searched: what the footer proposes, what only this place has, what
    /// any place has, what is everywhere, the movements everybody guesses, and last what does not apply here.
    fn use_here(&self, spec: &Spec) -> (usize, usize) {
        let proposed = self.hints.iter().position(|action| *action == spec.action);
        let own = self.here.iter().position(|scope| spec.scopes.contains(scope));
        match (proposed, own) {
            _ if !spec.applies(&self.here) => (5, 0),
            _ if spec.moves() => (4, 0),
            (Some(at), _) => (0, at),
            (None, Some(at)) if self.here.get(at) != Some(&Scope::Pane) => (1, 0),
            (None, Some(_)) => (2, 0),
            (None, None) => (3, 0),
        }
    }

    pub fn act_on(&mut self, action: Action) -> Vec<Ask> {
        let last = self.found.len().saturating_sub(1);
        if let Some(at) = action.walked(self.at, last, 10) {
            self.at = at;
            return Vec::new();
        }
        match action {
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
        let title = text.get(if self.all { "help-title" } else { "palette-title" });
        // As wide as the widest of all commands, so that nothing shifts while one types.
        let room = frame::width(area).saturating_sub(KEYS + 6);
        let widest = ACTIONS.iter().map(|spec| clean::width(&text.get(&spec.label_key()))).max().unwrap_or(0);
        let label = widest.min(room / 2);
        let line = |spec: &&Spec| {
            let keys: Vec<String> = context.keymap.keys(spec.action).map(crate::keys::label).collect();
            let name = clean::pad(&clean::truncate(&text.get(&spec.label_key()), label), label);
            // The same as a command line; of what does not apply here, where it does.
            let beside = match (spec.applies(&self.here), spec.cli) {
                (true, Some(cli)) => format!("canvass {cli}"),
                (true, None) => String::new(),
                (false, _) => spec.scopes.first().map_or_else(String::new, |scope| text.get(scope.key())),
            };
            let beside = clean::truncate(&beside, room.saturating_sub(label + 2));
            format!("{}{name}  {beside}", clean::pad(&clean::truncate(&keys.join("  "), KEYS - 1), KEYS))
        };
        let lines: Vec<String> = self.found.iter().map(line).collect();
        frame::filtered(screen, area, context, &title, &self.query, &lines, self.at);
    }
}
