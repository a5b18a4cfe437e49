//! The pocket calculator: what people type into it, and what they read.

use canvass::keys::Action;
use canvass::text::Lang;
use ratatui::crossterm::event::KeyCode;

use crate::driver::Desk;
use crate::office::{desk, desk_in};

fn open(mut desk: Desk) -> Desk {
    desk.press(Action::GoCalculator);
    desk
}

#[test]
fn peek() {
    for (w, h) in [(80, 24), (120, 40)] {
        for lang in Lang::ALL {
            let mut desk = open(desk_in(lang, w, h));
            for _ in 0..6 {
                println!("{}\n=====", desk.screen());
                desk.press(Action::NextSheet);
            }
        }
    }
}
