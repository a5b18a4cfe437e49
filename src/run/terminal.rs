//! The screen: raw mode, the alternate screen, and frames sent in one piece.

mod ink;

use std::io::{self, Write};
use std::mem::ManuallyDrop;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::crossterm::cursor::{Hide, MoveTo, Show};
use ratatui::crossterm::event::{DisableBracketedPaste, DisableFocusChange, EnableBracketedPaste, EnableFocusChange};
use ratatui::crossterm::queue;
use ratatui::crossterm::style::ResetColor;
use ratatui::crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType as Extent, EndSynchronizedUpdate, EnterAlternateScreen,
    LeaveAlternateScreen,
};
use ratatui::layout::{Position, Rect, Size};
use ratatui::{Frame, Terminal};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::stdio::{stdin, stdout};
use rustix::termios::{OptionalActions, Termios, isatty, tcgetattr, tcgetwinsize, tcsetattr};

/// The terminal's settings from before [`enter`]; present exactly while the screen is ours.
static BEFORE: Mutex<Option<Termios>> = Mutex::new(None);

/// Whether what [`enter`] asks for was sent: only then is there anything to take back.
static GREETED: AtomicBool = AtomicBool::new(false);

/// Whether the terminal is asked for its mouse. Without it the terminal itself selects and copies, which over SSH is the
/// only way to do so; hence nobody gets it unasked.
static MOUSE: AtomicBool = AtomicBool::new(false);

/// Presses and the wheel (1000), in decimal figures (1006). Movements are not asked for: each would be a packet.
const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1000l";

/// From the next [`enter`] on the mouse is heard.
pub fn hear_mouse() {
    MOUSE.store(true, Ordering::Relaxed);
}

/// Standard output without std's line buffer, which would cut a frame into many writes.
#[derive(Debug)]
pub struct Wire;

impl Write for Wire {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Ok(rustix::io::write(stdout(), bytes)?)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Both ends must be a terminal; asked before anything is changed.
pub fn is_terminal() -> bool {
    isatty(stdin()) && isatty(stdout())
}

/// Takes the keyboard over. The answer is what takes the screen, to be sent before the next frame and with it: each write
/// wakes a terminal. Calling it twice is harmless.
pub fn enter() -> io::Result<Vec<u8>> {
    let mut before = BEFORE.lock().unwrap_or_else(PoisonError::into_inner);
    if before.is_some() {
        return Ok(Vec::new());
    }
    let settings = tcgetattr(stdin())?;
    let mut raw = settings.clone();
    raw.make_raw();
    tcsetattr(stdin(), OptionalActions::Now, &raw)?;
    *before = Some(settings);
    let mut bytes = Vec::new();
    // A program that was killed leaves its page on the alternate screen; ours must not be drawn between its words.
    queue!(bytes, EnterAlternateScreen, Clear(Extent::All), EnableBracketedPaste, EnableFocusChange, Hide)?;
    if MOUSE.load(Ordering::Relaxed) {
        bytes.extend_from_slice(MOUSE_ON);
    }
    Ok(bytes)
}

/// Gives the screen back. Errors have nowhere to go: the terminal may be gone.
pub fn leave() {
    let mut before = BEFORE.lock().unwrap_or_else(PoisonError::into_inner);
    let Some(settings) = before.take() else { return };
    let mut bytes = Vec::new();
    if MOUSE.load(Ordering::Relaxed) {
        bytes.extend_from_slice(MOUSE_OFF);
    }
    let _ = queue!(
        bytes,
        EndSynchronizedUpdate,
        ResetColor,
        DisableFocusChange,
        DisableBracketedPaste,
        Show,
        LeaveAlternateScreen
    );
    if GREETED.swap(false, Ordering::Relaxed) {
        let _ = Wire.write_all(&bytes);
    }
    let _ = tcsetattr(stdin(), OptionalActions::Now, &settings);
}

/// Whether the other end of the terminal is closed; asks without waiting.
pub fn is_gone() -> bool {
    let input = stdin();
    let mut watched = [PollFd::new(&input, PollFlags::empty())];
    let now = Timespec { tv_sec: 0, tv_nsec: 0 };
    poll(&mut watched, Some(&now)).is_ok()
        && watched[0].revents().intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL)
}

/// More cells than any real window has. A hostile or broken terminal may claim 65535 by 65535, which would be billions.
const LARGEST: Size = Size::new(1000, 500);

/// The terminal's size in cells. Never asks the terminal itself, and never starts `tput` as crossterm would.
pub fn size() -> io::Result<Size> {
    let found = tcgetwinsize(stdout())?;
    Ok(believed(found.ws_col, found.ws_row))
}

fn believed(columns: u16, rows: u16) -> Size {
    // A terminal that does not know its size says 0 by 0.
    if columns == 0 || rows == 0 {
        return Size::new(80, 24);
    }
    Size::new(columns.min(LARGEST.width), rows.min(LARGEST.height))
}

/// Collects the bytes of a frame and sends them with one write, or with none when nothing changed.
///
/// Ratatui flushes up to three times a frame, and an unchanged frame still costs it 25 bytes.
pub struct FrameBuf<W> {
    wire: W,
    size: fn() -> io::Result<Size>,
    /// Sent before the next frame.
    greeting: Vec<u8>,
    frame: Vec<u8>,
    /// Where the frame wants the cursor, and where the terminal has it.
    cursor: Option<Position>,
    shown: Option<Position>,
    /// Bytes of all frames so far.
    sent: u64,
}

impl<W: Write> FrameBuf<W> {
    /// The cursor must be hidden when the first frame is sent, as [`enter`] leaves it.
    pub fn new(wire: W, size: fn() -> io::Result<Size>) -> Self {
        Self { wire, size, greeting: Vec::new(), frame: Vec::new(), cursor: None, shown: None, sent: 0 }
    }

    /// Another program may have had the screen: the next frame starts from a known cursor.
    fn forget(&mut self) -> io::Result<()> {
        self.shown = None;
        queue!(self.frame, Hide)
    }

    fn send(&mut self) -> io::Result<()> {
        let painted = !self.frame.is_empty();
        if !self.greeting.is_empty() {
            GREETED.store(true, Ordering::Relaxed);
        }
        let mut bytes = std::mem::take(&mut self.greeting);
        bytes.reserve(self.frame.len() + 32);
        if painted {
            queue!(bytes, BeginSynchronizedUpdate)?;
            bytes.append(&mut self.frame);
        }
        match (self.shown, self.cursor) {
            (Some(_), None) => queue!(bytes, Hide)?,
            (before, Some(now)) => {
                if painted || before != Some(now) {
                    queue!(bytes, MoveTo(now.x, now.y))?;
                }
                if before.is_none() {
                    queue!(bytes, Show)?;
                }
            }
            (None, None) => {}
        }
        if painted {
            queue!(bytes, EndSynchronizedUpdate)?;
        }
        if !bytes.is_empty() {
            self.wire.write_all(&bytes)?;
            self.sent += bytes.len() as u64;
        }
        self.shown = self.cursor;
        Ok(())
    }
}

impl<W: Write> Backend for FrameBuf<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        ink::write(&mut self.frame, content);
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.cursor = None;
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.cursor.get_or_insert_default();
        Ok(())
    }

    /// Asking a terminal takes up to two seconds and fights with the reading thread: never done.
    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Err(io::Error::new(io::ErrorKind::Unsupported, "the terminal is never asked for its cursor"))
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.cursor = Some(position.into());
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        CrosstermBackend::new(&mut self.frame).clear_region(clear_type)
    }

    fn size(&self) -> io::Result<Size> {
        (self.size)()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.size()?, pixels: Size::ZERO })
    }

    fn flush(&mut self) -> io::Result<()> {
        self.send()
    }
}

/// The screen as the main loop holds it.
pub struct Screen<W: Write> {
    // Ratatui's own drop prints to standard error when the terminal is gone, which would panic.
    terminal: ManuallyDrop<Terminal<FrameBuf<W>>>,
}

impl<W: Write> Screen<W> {
    pub fn new(wire: W, size: fn() -> io::Result<Size>) -> io::Result<Self> {
        Ok(Self { terminal: ManuallyDrop::new(Terminal::new(FrameBuf::new(wire, size))?) })
    }

    /// Sends these bytes, of [`enter`], with the next frame.
    pub fn greet(&mut self, greeting: Vec<u8>) {
        self.terminal.backend_mut().greeting = greeting;
    }

    /// Draws one frame; the answer is the number of bytes it took. An error means that the terminal is gone.
    pub fn draw(&mut self, paint: impl FnOnce(&mut Frame)) -> io::Result<u64> {
        let before = self.terminal.backend().sent;
        self.terminal.draw(paint)?;
        Ok(self.terminal.backend().sent - before)
    }

    /// Makes the next frame paint every cell, without asking the terminal anything.
    pub fn repaint(&mut self) -> io::Result<()> {
        self.terminal.backend_mut().forget()?;
        let area = Rect::from(self.terminal.size()?);
        self.terminal.resize(area)
    }

    /// Sends bytes that are no part of a frame and do not touch the screen.
    pub fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.terminal.backend_mut().wire.write_all(bytes)
    }
}

#[cfg(test)]
mod tests;
