//! What a terminal program costs that does nothing: a list of rows and a cursor, behind the same doors as the real one.

use std::sync::mpsc::channel;
use std::time::Duration;

use canvass::app::event::{Effect, Event, Program};
use canvass::run::trace::Trace;
use canvass::run::{Doors, Listeners, run};
use chrono::{DateTime, Utc};
use ratatui::Frame;
use ratatui::crossterm::event::KeyCode;
use ratatui::style::{Modifier, Style};

/// Set in the environment of the process that is to be the floor.
pub const BE: &str = "CANVASS_BENCH_FLOOR";
/// Cells of a row, about as wide as a column of the board.
const WIDE: usize = 20;

#[derive(Default)]
struct Rows {
    at: u16,
}

impl Program for Rows {
    fn update(&mut self, event: Event, _: DateTime<Utc>) -> Vec<Effect> {
        let Event::Key(key) = event else { return Vec::new() };
        match key.code {
            KeyCode::Char('j') => self.at += 1,
            KeyCode::Char('k') => self.at = self.at.saturating_sub(1),
            KeyCode::Char('q') => return vec![Effect::Quit(0)],
            _ => {}
        }
        Vec::new()
    }

    fn draw(&mut self, frame: &mut Frame) {
        let area = frame.area();
        self.at = self.at.min(area.height.saturating_sub(1));
        for y in area.rows() {
            let selected = y.y == self.at;
            let style = if selected { Style::new().add_modifier(Modifier::REVERSED) } else { Style::new() };
            let row = format!("row {:0wide$}", y.y, wide = WIDE - 4);
            frame.buffer_mut().set_string(0, y.y, row, style);
        }
    }

    fn deadline(&self) -> Option<Duration> {
        None
    }
}

/// The answer is the exit status.
pub fn main() -> i32 {
    let (sender, events) = channel();
    let doors = Doors {
        events,
        listeners: Listeners::start(sender, Box::new(|| {}), Box::new(|| {}), Trace::off()).unwrap(),
        store: Box::new(|_, _| {}),
        drafts: Box::new(|_| {}),
        write: Box::new(|name, _| Ok(name.into())),
        quiet: Box::new(|| {}),
        now: Box::new(Utc::now),
        trace: Trace::off(),
    };
    run(&mut Rows::default(), doors).unwrap()
}
