//! How many writes and bytes a frame costs.

use std::cell::RefCell;
use std::rc::Rc;

use ratatui::widgets::Paragraph;

use super::*;

/// Remembers every write by itself.
#[derive(Clone, Default)]
struct Writes(Rc<RefCell<Vec<Vec<u8>>>>);

impl Write for Writes {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().push(bytes.to_vec());
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Writes {
    fn take(&self) -> Vec<String> {
        self.0.borrow_mut().drain(..).map(|bytes| String::from_utf8(bytes).unwrap()).collect()
    }
}

fn screen() -> (Screen<Writes>, Writes) {
    let writes = Writes::default();
    (Screen::new(writes.clone(), || Ok(Size::new(200, 60))).unwrap(), writes)
}

fn text(words: &'static str, cursor: Option<(u16, u16)>) -> impl FnOnce(&mut Frame) {
    move |frame| {
        frame.render_widget(Paragraph::new(words), frame.area());
        if let Some(cursor) = cursor {
            frame.set_cursor_position(cursor);
        }
    }
}

#[test]
fn a_frame_is_one_write_inside_the_marks() {
    let (mut screen, writes) = screen();
    screen.draw(|frame| frame.buffer_mut().content.iter_mut().for_each(|cell| _ = cell.set_symbol("价"))).unwrap();
    let sent = writes.take();
    assert_eq!(sent.len(), 1);
    assert!(sent[0].starts_with("\x1b[?2026h") && sent[0].ends_with("\x1b[?2026l"));
}

#[test]
fn an_unchanged_frame_sends_nothing() {
    let (mut screen, writes) = screen();
    for cursor in [None, Some((3, 4))] {
        screen.draw(text("funnel", cursor)).unwrap();
        writes.take();
        assert_eq!(screen.draw(text("funnel", cursor)).unwrap(), 0);
        assert_eq!(writes.take(), Vec::<String>::new());
    }
}

#[test]
fn a_cursor_that_moves_over_unchanged_text_sends_only_the_move() {
    let (mut screen, writes) = screen();
    screen.draw(text("funnel", Some((0, 0)))).unwrap();
    writes.take();
    screen.draw(text("funnel", Some((1, 0)))).unwrap();
    assert_eq!(writes.take(), ["\x1b[1;2H"]);
    screen.draw(text("funnel", None)).unwrap();
    assert_eq!(writes.take(), ["\x1b[?25l"]);
    screen.draw(text("funnel", Some((1, 0)))).unwrap();
    assert_eq!(writes.take(), ["\x1b[1;2H\x1b[?25h"]);
}

#[test]
fn a_typed_letter_is_cheap_and_puts_the_cursor_after_it() {
    let (mut screen, writes) = screen();
    screen.draw(text("funne", Some((5, 0)))).unwrap();
    writes.take();
    let bytes = screen.draw(text("funnel", Some((6, 0)))).unwrap();
    let sent = writes.take();
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].len() as u64, bytes);
    assert!(sent[0].contains('l') && sent[0].ends_with("\x1b[1;7H\x1b[?2026l"), "{sent:?}");
    assert!(bytes < 68, "{bytes} bytes");
}

#[test]
fn a_repaint_sends_every_cell_in_one_write() {
    let (mut screen, writes) = screen();
    screen.draw(text("funnel", Some((2, 0)))).unwrap();
    writes.take();
    screen.repaint().unwrap();
    screen.draw(text("funnel", Some((2, 0)))).unwrap();
    let sent = writes.take();
    assert_eq!(sent.len(), 1);
    assert!(sent[0].contains("\x1b[2J") && sent[0].contains("funnel") && sent[0].contains("\x1b[?25h"), "{sent:?}");
}

#[test]
fn a_repaint_without_a_cursor_hides_the_old_one() {
    let (mut screen, writes) = screen();
    screen.draw(text("funnel", Some((2, 0)))).unwrap();
    writes.take();
    screen.repaint().unwrap();
    screen.draw(text("funnel", None)).unwrap();
    let sent = writes.take().concat();
    assert!(sent.contains("\x1b[?25l") && !sent.contains("\x1b[?25h"), "{sent:?}");
}

#[test]
fn a_dead_terminal_is_an_error_and_no_panic() {
    struct Dead;
    impl Write for Dead {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::Error::from_raw_os_error(5))
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let mut screen = Screen::new(Dead, || Ok(Size::new(80, 24))).unwrap();
    assert!(screen.draw(text("funnel", Some((0, 0)))).is_err());
}

#[test]
fn a_window_is_as_large_as_it_says_within_reason() {
    assert_eq!(believed(120, 40), Size::new(120, 40));
    assert_eq!(believed(0, 40), Size::new(80, 24));
    assert_eq!(believed(u16::MAX, u16::MAX), Size::new(1000, 500));
    assert_eq!(believed(80, u16::MAX), Size::new(80, 500));
}
