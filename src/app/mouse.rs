//! The mouse, where the user has asked for it: tabs and hints run their commands, the rest goes to the screen.

use chrono::{DateTime, TimeDelta, Utc};
use ratatui::crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::{Position, Rect};

use super::{App, context};
use crate::keys::Action;

/// Two presses on one spot within this are a double click.
const DOUBLE: TimeDelta = TimeDelta::milliseconds(400);
/// Rows that one notch of the wheel moves the cursor.
const NOTCH: usize = 3;

/// What the mouse needs to know of the page that was drawn last.
#[derive(Debug, Default)]
pub(super) struct Spots {
    /// Words that stand for a command.
    pub commands: Vec<(Rect, Action)>,
    pressed: Option<(Position, DateTime<Utc>)>,
}

impl Spots {
    /// Words of the head or the foot, and the command that a click on them runs.
    pub fn put(&mut self, x: u16, y: u16, width: usize, action: Action) {
        self.commands.push((Rect { x, y, width: width as u16, height: 1 }, action));
    }
}

impl App {
    /// One press, release or notch of the wheel; called when nothing is waited for.
    pub(super) fn click(&mut self, mouse: MouseEvent) {
        let at = Position { x: mouse.column, y: mouse.row };
        self.pending.clear();
        self.follows.clear();
        match mouse.kind {
            MouseEventKind::ScrollUp | MouseEventKind::ScrollDown if !self.dialogs.is_empty() => {
                let action = if mouse.kind == MouseEventKind::ScrollUp { Action::Up } else { Action::Down };
                (0..NOTCH).for_each(|_| self.run(action));
            }
            MouseEventKind::Down(MouseButton::Left) => self.press_at(at, mouse),
            MouseEventKind::Up(_) => {
                // What was dropped elsewhere was no click.
                self.spots.borrow_mut().pressed.take_if(|(before, _)| *before != at);
                self.pass_on(mouse);
            }
            _ => self.pass_on(mouse),
        }
    }

    fn press_at(&mut self, at: Position, mouse: MouseEvent) {
        self.notice = self.notices.pop_front();
        let twice = self.spots.borrow_mut().pressed.replace((at, self.now));
        let twice = twice.is_some_and(|(before, when)| before == at && self.now - when <= DOUBLE);
        let command = self.spots.borrow().commands.iter().find(|(area, _)| area.contains(at)).map(|(_, a)| *a);
        match command {
            Some(action) => self.run(action),
            // A click beside a dialog is no way to lose what stands in it.
            None if !self.dialogs.is_empty() => {}
            None if twice => {
                self.spots.borrow_mut().pressed = None;
                self.run(Action::Open);
            }
            None => self.pass_on(mouse),
        }
    }

    fn pass_on(&mut self, mouse: MouseEvent) {
        let context = context!(self);
        if !self.dialogs.is_empty() {
            return;
        }
        if let Some(top) = self.screens.last_mut() {
            let (place, asks) = (top.place, top.item.mouse(mouse, &context));
            self.carry_out(place, asks);
        }
    }
}
