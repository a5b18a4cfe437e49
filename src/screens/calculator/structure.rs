//! The structure as a tree of lines: standing on a part, changing it, and writing the expression anew.

use super::fields::{Field, Sheet};
use super::{Calculator, Stop};
use crate::domain::exact::ratio;
use crate::domain::time::composition::edit::Path;
use crate::domain::time::composition::{Part, Shape, parse};
use crate::keys::Action;
use crate::screens::{Ask, Context, Tone};
use crate::text::Msg;
use crate::widgets::text_field::TextField;

/// One part while it is written anew, as it stands in the expression: `db=99.9`.
#[derive(Debug)]
pub struct Editing {
    pub path: Path,
    pub field: TextField,
    pub fault: Option<Msg>,
    /// Of a new part that is not confirmed yet: where the cursor was before.
    pub beside: Option<Path>,
}

/// Steps that can be taken back; an earlier expression is worth less than the memory of a long day.
const STEPS: usize = 200;

/// Earlier expressions of the structure, and those that were taken back.
#[derive(Debug, Default)]
pub struct History {
    past: Vec<String>,
    ahead: Vec<String>,
    /// What is typed in one go is one step.
    open: bool,
}

impl History {
    /// What is typed next is a step of its own.
    pub fn close(&mut self) {
        self.open = false;
    }
}

impl Calculator {
    /// Lines of the tree; none while the expression cannot be read.
    pub(super) fn part_lines(&self) -> usize {
        if self.sheet == Sheet::Structure { self.tree.as_ref().map_or(0, |tree| tree.rows().len()) } else { 0 }
    }

    /// The part at the cursor.
    pub(super) fn path(&self) -> Option<Path> {
        let Stop::Part(line) = self.stop() else { return None };
        Some(self.tree.as_ref().ok()?.rows().get(line)?.path.clone())
    }

    /// A command on the part at the cursor.
    pub(super) fn part_action(&mut self, action: Action, context: &Context<'_>) -> Vec<Ask> {
        let Some(path) = self.path() else { return Vec::new() };
        let nines = || Part::known(ratio(999, 1000));
        match action {
            Action::New => {
                let asks = self.change(context, |tree| tree.add(&path, nines()));
                if asks.is_empty() {
                    self.edit_part();
                    if let Some(editing) = &mut self.editing {
                        editing.beside = Some(path);
                    }
                    // The part and what is written into it are one step.
                    self.history.open = true;
                }
                return asks;
            }
            Action::Edit | Action::Open => self.edit_part(),
            Action::RemovePart => return self.change(context, |tree| tree.remove(&path)),
            Action::GroupPart => return self.change(context, |tree| tree.wrap(&path)),
            Action::OrderUp => return self.change(context, |tree| tree.shift(&path, -1)),
            Action::OrderDown => return self.change(context, |tree| tree.shift(&path, 1)),
            Action::Left => return self.turn(&path, -1, context),
            Action::Right => return self.turn(&path, 1, context),
            Action::WantPart => {
                let known = self.known.clone().unwrap_or_else(|| ratio(999, 1000));
                let part = self.tree.as_ref().ok().and_then(|tree| tree.at(&path)).cloned();
                if let Some(Part { shape: Shape::Known(share), .. }) = &part {
                    self.known = Some(share.clone());
                }
                return self.change(context, |tree| {
                    let part = tree.at_mut(&path).filter(|part| !part.is_group())?;
                    let wanted = part.shape == Shape::Wanted;
                    part.shape = if wanted { Shape::Known(known) } else { Shape::Wanted };
                    Some(path)
                });
            }
            _ => {}
        }
        Vec::new()
    }

    fn turn(&mut self, path: &[usize], by: isize, context: &Context<'_>) -> Vec<Ask> {
        let group = self.tree.as_ref().ok().and_then(|tree| tree.at(path)).is_some_and(Part::is_group);
        if !group {
            return Vec::new();
        }
        self.change(context, |tree| tree.turn(path, by).map(|()| path.to_vec()))
    }

    /// Changes the tree and writes it as the expression; the cursor goes with the part.
    fn change(&mut self, context: &Context<'_>, with: impl FnOnce(&mut Part) -> Option<Path>) -> Vec<Ask> {
        let Ok(mut tree) = self.tree.clone() else { return Vec::new() };
        let Some(path) = with(&mut tree) else {
            return vec![Ask::Tell(Msg::new("calculator-part-stays"), Tone::Plain)];
        };
        // Tree and expression are the same thing, so nothing is taken that could not have been typed.
        let text = tree.to_string();
        if let Err(fault) = parse(&text) {
            return vec![Ask::Tell(fault.msg, Tone::Warn)];
        }
        let before = self.fields.text(Field::Structure);
        self.fields.replace(Field::Structure, &text);
        self.remember(before, self.editing.is_some());
        self.count(context);
        self.stand_on(&path);
        // The cursor has not gone anywhere else while a part is written.
        self.history.open = self.editing.is_some();
        Vec::new()
    }

    /// Keeps the expression as it was before a change; `typed` changes in a row are one step.
    pub(super) fn remember(&mut self, before: String, typed: bool) {
        let history = &mut self.history;
        if before == self.fields.text(Field::Structure) {
            return;
        }
        if !(typed && history.open) {
            history.past.push(before);
            if history.past.len() > STEPS {
                history.past.remove(0);
            }
        }
        history.ahead.clear();
        history.open = typed;
    }

    /// The expression before the last change, or again the one after it. Nothing else of the calculator, and nothing
    /// of the workspace, is taken back from here.
    pub(super) fn take_back(&mut self, again: bool, context: &Context<'_>) -> Vec<Ask> {
        let now = self.fields.text(Field::Structure);
        let History { past, ahead, open } = &mut self.history;
        let (from, to) = if again { (ahead, past) } else { (past, ahead) };
        let Some(text) = (if self.sheet == Sheet::Structure { from.pop() } else { None }) else {
            let key = if again { "calculator-nothing-again" } else { "calculator-nothing-back" };
            return vec![Ask::Tell(Msg::new(key), Tone::Plain)];
        };
        to.push(now);
        *open = false;
        self.fields.replace(Field::Structure, &text);
        self.count(context);
        Vec::new()
    }

    /// A new part that was given up: as if it had never been.
    pub(super) fn drop_part(&mut self, beside: &[usize], context: &Context<'_>) {
        self.take_back(false, context);
        self.history.ahead.pop();
        self.stand_on(beside);
    }

    fn stand_on(&mut self, path: &[usize]) {
        let Ok(tree) = &self.tree else { return };
        if let Some(line) = tree.rows().iter().position(|row| row.path == path) {
            self.go_to(Stop::Part(line));
        }
    }

    fn edit_part(&mut self) {
        let Some(path) = self.path() else { return };
        let Some(part) = self.tree.as_ref().ok().and_then(|tree| tree.at(&path)) else { return };
        let mut field = TextField::one_line(&part.to_string());
        // What is typed first replaces the part; the arrows go into it.
        field.select_all();
        self.history.close();
        self.editing = Some(Editing { path, field, fault: None, beside: None });
    }

    /// Takes over what is written so far, if it can be read.
    pub(super) fn take_part(&mut self, context: &Context<'_>) {
        let Some(editing) = &self.editing else { return };
        let (read, path) = (parse(&editing.field.text()), editing.path.clone());
        let fault = match read {
            Err(fault) => Some(fault.msg),
            Ok(part) => {
                let asks = self.change(context, |tree| {
                    *tree.at_mut(&path)? = part;
                    Some(path)
                });
                asks.into_iter().find_map(|ask| if let Ask::Tell(msg, _) = ask { Some(msg) } else { None })
            }
        };
        if let Some(editing) = &mut self.editing {
            editing.fault = fault;
        }
    }
}
