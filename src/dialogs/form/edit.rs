//! Keys in the form: moving between lines, typing into them, choosing.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use serde_json::{Value, json};

use super::Form;
use crate::dialogs::{Dialog, pick::Pick};
use crate::domain::record::{Id, Type};
use crate::domain::wording;
use crate::keys::Action;
use crate::screens::{Ask, Context, Tone};
use crate::store::request::Labels;
use crate::text::Msg;
use crate::widgets::text_field::{Handled, TextField};

impl Form {
    /// True where keys type text.
    pub fn types(&self) -> bool {
        self.editor.is_some()
    }

    /// Opens the editor of the line at the cursor.
    pub(super) fn open_line(&mut self, context: &Context<'_>) {
        self.option = 0;
        self.typed.clear();
        let Some(line) = self.lines.get(self.at) else {
            self.editor = None;
            return;
        };
        let text = line.raw.clone().unwrap_or_else(|| {
            wording::edit_of(line.field, &self.values_of(line.part), &self.labels, context.text, context.tz)
        });
        self.editor = match line.field.ty {
            Type::Long | Type::Rows(_) => Some(TextField::many_lines(&text)),
            Type::Choice(_) | Type::Set(_) | Type::Flag | Type::Link(_) | Type::Links(_) => None,
            _ => Some(TextField::one_line(&text)),
        };
        self.opened = self.editor.as_ref().map(TextField::text).unwrap_or_default();
    }

    /// Reads what stands in the editor into the line.
    pub(super) fn close_line(&mut self, context: &Context<'_>) {
        let Some(editor) = &self.editor else { return };
        let raw = editor.text();
        if self.line().is_some_and(|line| line.raw.is_some() || raw != self.opened) {
            self.read_line(self.at, raw, context);
        }
    }

    /// Reads a text into a line.
    fn read_line(&mut self, at: usize, raw: String, context: &Context<'_>) {
        let Some(values) = self.lines.get(at).map(|line| self.values_of(line.part)) else { return };
        let Some(how) = self.lines.get(at).map(|line| self.reading(line, &values, context)) else { return };
        let Some(line) = self.lines.get_mut(at) else { return };
        let read = match line.field.ty {
            Type::Rows(table) => {
                wording::rows::read(table, &raw, &|_, name| known(&self.labels, name), &how).map(|value| (value, None))
            }
            _ => wording::read_of(line.field, &raw, &values, &how),
        };
        match read {
            Ok((value, beside)) => {
                line.fault = crate::domain::validate::check(line.field, &value).filter(|_| !value.is_null());
                line.value = value;
                line.beside = beside;
                line.raw = None;
            }
            Err(fault) => {
                line.fault = Some(fault);
                line.raw = Some(raw);
            }
        }
    }

    pub(super) fn step(&mut self, by: isize, context: &Context<'_>) {
        self.close_line(context);
        let last = self.lines.len().saturating_sub(1);
        self.at = self.at.saturating_add_signed(by).min(last);
        self.open_line(context);
    }

    /// Commands that hold in the form whatever line the cursor is on.
    pub fn act_on(&mut self, action: Action, context: &Context<'_>) -> Vec<Ask> {
        match action {
            Action::Save => self.save(context),
            Action::NextField => {
                self.step(1, context);
                self.keep(context)
            }
            Action::PrevField => {
                self.step(-1, context);
                self.keep(context)
            }
            Action::Panes => {
                self.expand(context);
                self.keep(context)
            }
            Action::Back => {
                self.close_line(context);
                let mut asks = self.keep(context);
                asks.push(Ask::Back);
                asks
            }
            Action::EditExternal => match (&self.editor, self.lines.get(self.at).map(|line| line.field.ty)) {
                (Some(editor), Some(ty)) if ty.has_lines() => vec![Ask::Edit { text: editor.text(), suffix: ".md" }],
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    /// A text that came back from the user's editor.
    pub fn edited(&mut self, text: &str, context: &Context<'_>) -> Vec<Ask> {
        if let Some(editor) = &mut self.editor {
            editor.set_text(text);
            self.changed = true;
        }
        self.keep(context)
    }

    pub fn paste(&mut self, text: &str, context: &Context<'_>) -> Vec<Ask> {
        if let Some(editor) = &mut self.editor {
            let full = editor.paste(text) == Handled::Full;
            self.changed = true;
            let mut asks = self.keep(context);
            if full {
                asks.push(Ask::Tell(Msg::new("field-full"), Tone::Warn));
            }
            return asks;
        }
        Vec::new()
    }

    /// A key that no command took.
    pub fn key(&mut self, key: KeyEvent, context: &Context<'_>) -> Vec<Ask> {
        let multi = self.lines.get(self.at).is_some_and(|line| line.field.ty.has_lines());
        if let Some(editor) = &mut self.editor {
            match editor.handle(key) {
                Handled::Full => return vec![Ask::Tell(Msg::new("field-full"), Tone::Warn)],
                Handled::Changed => {
                    self.changed = true;
                    if let Some(line) = self.lines.get_mut(self.at) {
                        line.fault = None;
                    }
                    return self.keep(context);
                }
                Handled::Moved if multi => return Vec::new(),
                Handled::Moved if !matches!(key.code, KeyCode::Up | KeyCode::Down) => return Vec::new(),
                _ => {}
            }
        }
        match key.code {
            KeyCode::Down | KeyCode::Enter if !multi && !self.is_link() => self.step(1, context),
            KeyCode::Down => self.step(1, context),
            KeyCode::Up => self.step(-1, context),
            _ if self.editor.is_none() => return self.choose(key, context),
            _ => return Vec::new(),
        }
        self.keep(context)
    }

    fn is_link(&self) -> bool {
        matches!(self.lines.get(self.at).map(|line| line.field.ty), Some(Type::Link(_) | Type::Links(_)))
    }

    /// Keys on a line that is chosen, not typed.
    fn choose(&mut self, key: KeyEvent, context: &Context<'_>) -> Vec<Ask> {
        let figures = self.figures_of(self.at, context);
        let asks = self.choose_here(key, context);
        if asks.is_empty() || figures.is_empty() {
            return asks;
        }
        // Of another metric the same text may be another figure.
        for (at, raw) in figures {
            self.read_line(at, raw, context);
        }
        self.keep(context)
    }

    /// Lines whose figure is one of the metric chosen at this line, as they read under it.
    fn figures_of(&self, at: usize, context: &Context<'_>) -> Vec<(usize, String)> {
        let Some(chosen) = self.lines.get(at) else { return Vec::new() };
        let measured = |line: &super::Line| {
            let here = matches!(line.field.ty, Type::Measure { metric, .. } if metric == chosen.field.name);
            here && line.part == chosen.part && !(line.value.is_null() && line.raw.is_none())
        };
        let lines = self.lines.iter().enumerate().filter(|(_, line)| measured(line));
        lines.map(|(at, line)| (at, self.shown(line, context))).collect()
    }

    fn choose_here(&mut self, key: KeyEvent, context: &Context<'_>) -> Vec<Ask> {
        let Some(line) = self.lines.get_mut(self.at) else { return Vec::new() };
        let clear = matches!(key.code, KeyCode::Backspace | KeyCode::Delete);
        let by: isize = match key.code {
            KeyCode::Left => -1,
            KeyCode::Right => 1,
            _ => 0,
        };
        let space = key.code == KeyCode::Char(' ');
        match line.field.ty {
            Type::Link(kind) | Type::Links(kind) => {
                if clear {
                    line.value = match line.value.take() {
                        Value::Array(mut ids) => {
                            ids.pop();
                            if ids.is_empty() { Value::Null } else { Value::Array(ids) }
                        }
                        _ => Value::Null,
                    };
                } else {
                    let typed = match key.code {
                        KeyCode::Char(c) if !key.modifiers.contains(KeyModifiers::CONTROL) && c != ' ' => c.to_string(),
                        KeyCode::Enter | KeyCode::Right | KeyCode::Char(_) => String::new(),
                        _ => return Vec::new(),
                    };
                    let (pick, ask) = match line.field.ty {
                        Type::Links(_) => {
                            let chosen = Id::all(&line.value).collect();
                            Pick::several(kind, &typed, self.belongs_to(), chosen)
                        }
                        _ => Pick::new(kind, &typed, self.belongs_to()),
                    };
                    return vec![Ask::Show(Dialog::Pick(pick)), ask];
                }
            }
            Type::Flag if space || by != 0 => line.value = json!(line.value.as_bool() != Some(true)),
            Type::Choice(codes) if space || by != 0 => {
                self.typed.clear();
                let now = codes.iter().position(|code| line.value.as_str() == Some(code));
                let len = codes.len() as isize;
                let next = match now {
                    Some(at) => (at as isize + if space { 1 } else { by }).rem_euclid(len),
                    None if by < 0 => len - 1,
                    None => 0,
                };
                line.value = codes.get(next as usize).map_or(Value::Null, |code| json!(code));
            }
            Type::Set(codes) if by != 0 => {
                self.option = self.option.saturating_add_signed(by).min(codes.len().saturating_sub(1));
                return Vec::new();
            }
            Type::Set(codes) if space => {
                let Some(code) = codes.get(self.option) else { return Vec::new() };
                let mut chosen = line.value.as_array().cloned().unwrap_or_default();
                match chosen.iter().position(|item| item.as_str() == Some(code)) {
                    Some(at) => {
                        chosen.remove(at);
                    }
                    None => chosen.push(json!(code)),
                }
                line.value = if chosen.is_empty() { Value::Null } else { Value::Array(chosen) };
            }
            // Letters narrow the choice down; Backspace takes one back, and with none left clears the line.
            Type::Choice(codes) if clear && !self.typed.is_empty() => {
                self.typed.pop();
                if let Some(code) = find(codes, line.field.name, &self.typed, context) {
                    line.value = json!(code);
                }
            }
            _ if clear => line.value = Value::Null,
            Type::Choice(codes) => {
                let KeyCode::Char(letter) = key.code else { return Vec::new() };
                let typed = format!("{}{}", self.typed, letter.to_lowercase());
                let Some(code) = find(codes, line.field.name, &typed, context) else { return Vec::new() };
                line.value = json!(code);
                self.typed = typed;
            }
            _ => return Vec::new(),
        }
        line.fault = None;
        self.changed = true;
        self.keep(context)
    }
}

/// The choice whose label begins with the letters, else one that has them anywhere in label or code.
fn find(codes: &[&'static str], field: &str, typed: &str, context: &Context<'_>) -> Option<&'static str> {
    let label = |code: &str| context.text.choice(field, code).to_lowercase();
    let begins = codes.iter().find(|code| label(code).starts_with(typed) || code.to_lowercase().starts_with(typed));
    begins.or_else(|| codes.iter().find(|code| label(code).contains(typed))).copied()
}

/// A record that the form knows by name: links in a table are written, not chosen.
fn known(labels: &Labels, name: &str) -> Result<Value, Msg> {
    let mut found = labels.iter().filter(|(_, label)| label.trim() == name.trim()).map(|(id, _)| *id);
    match (found.next(), found.next()) {
        (Some(id), None) => Ok(id.json()),
        _ => Err(Msg::new("field-link-unknown").with("name", name)),
    }
}
