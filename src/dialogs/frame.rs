//! The boxes dialogs are drawn in.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::keys::{Action, Scope};
use crate::screens::Context;
use crate::screens::draw::follow;
use crate::text::{Msg, clean};
use crate::widgets::line;
use crate::widgets::popup::{Popup, centred};
use crate::widgets::text_field::TextField;

/// Room for a dialog: most of a small screen, the middle of a large one.
fn place(area: Rect, height: u16) -> Rect {
    centred(area, width(area) as u16, height.min(area.height.saturating_sub(2)))
}

/// How wide a dialog is in this area, its frame included.
pub fn width(area: Rect) -> usize {
    usize::from(if area.width < 90 { area.width.saturating_sub(4) } else { (area.width * 2 / 3).clamp(80, 110) })
}

fn open(screen: &mut Frame, area: Rect, context: &Context<'_>, title: &str) -> Rect {
    Popup { title: &clean::clean(title), footer: None }.draw(area, screen.buffer_mut(), context.theme)
}

/// An empty box with room for so many lines, its frame included.
pub fn open_for(screen: &mut Frame, area: Rect, context: &Context<'_>, title: &str, height: u16) -> Rect {
    open(screen, place(area, height), context, title)
}

/// Lines of text.
pub fn text(screen: &mut Frame, area: Rect, context: &Context<'_>, title: &str, lines: Vec<Line<'_>>) {
    let at = place(area, lines.len() as u16 + 2);
    let inner = open(screen, at, context, title);
    for (n, row) in lines.into_iter().take(usize::from(inner.height)).enumerate() {
        line::put(Rect { y: inner.y + n as u16, height: 1, ..inner }, screen.buffer_mut(), &row, context.theme.text);
    }
}

/// Lines of text that may be longer than the screen, from line `top` on, above lines that always stand there. Where
/// something is out of sight a mark stands in its place. Returns the first line shown, which `top` may overshoot, and
/// how many lines fit between two marks.
pub fn page(
    screen: &mut Frame,
    area: Rect,
    context: &Context<'_>,
    title: &str,
    (body, top): (&[Line<'_>], usize),
    foot: &[Line<'_>],
) -> (usize, usize) {
    let theme = context.theme;
    let inner = open(screen, place(area, (body.len() + foot.len()) as u16 + 2), context, title);
    let height = usize::from(inner.height).saturating_sub(foot.len()).max(1);
    // From the last of these on, one line above is a mark and all below is in sight.
    let last = if body.len() > height { body.len() + 1 - height } else { 0 };
    let top = top.min(last);
    let mark = Line::styled(theme.marks.ellipsis, theme.dim);
    let mut shown: Vec<&Line<'_>> = Vec::new();
    if top > 0 {
        shown.push(&mark);
    }
    let room = height - shown.len().min(height);
    let rest = body.get(top..).unwrap_or_default();
    if rest.len() > room {
        shown.extend(rest.iter().take(room.saturating_sub(1)));
        shown.push(&mark);
    } else {
        shown.extend(rest);
    }
    for (n, row) in shown.into_iter().take(height).chain(foot).take(usize::from(inner.height)).enumerate() {
        line::put(Rect { y: inner.y + n as u16, height: 1, ..inner }, screen.buffer_mut(), row, theme.text);
    }
    (top, height.saturating_sub(2).max(1))
}

/// The keys of a dialog at its foot: a message whose arguments are the keys of commands.
pub fn keys(area: Rect, context: &Context<'_>, message: &str, named: &[(&str, Action)]) -> Vec<Line<'static>> {
    let hint = |action| context.keymap.hint_in(&[Scope::Conflict, Scope::Drafts, Scope::Feeds, Scope::Dialog], action);
    let msg = named.iter().fold(Msg::new(message), |msg, (name, action)| msg.with(name, hint(*action)));
    let rows = clean::wrap(&context.text.say(&msg), width(area).saturating_sub(4));
    rows.into_iter().map(|row| Line::styled(row, context.theme.dim)).collect()
}

fn rows(screen: &mut Frame, inner: Rect, context: &Context<'_>, lines: &[String], at: usize) {
    let theme = context.theme;
    let height = usize::from(inner.height);
    let top = follow(0, at, height).min(lines.len().saturating_sub(height));
    for (n, row) in lines.iter().enumerate().skip(top).take(height) {
        let here = n == at;
        let bar = if here { theme.marks.bar } else { " " };
        let row = Line::from(vec![
            Span::styled(format!("{bar} "), theme.accent),
            Span::styled(clean::clean(row), if here { theme.selected } else { theme.text }),
        ]);
        let y = inner.y + (n - top) as u16;
        line::put(Rect { y, height: 1, ..inner }, screen.buffer_mut(), &row, theme.text);
    }
}

/// Rows to choose from, above lines that always stand there.
pub fn menu(
    screen: &mut Frame,
    area: Rect,
    context: &Context<'_>,
    title: &str,
    lines: &[String],
    at: usize,
    foot: &[Line<'_>],
) {
    let below = foot.len() as u16;
    let inner = open(screen, place(area, lines.len() as u16 + below + 2), context, title);
    let height = inner.height.saturating_sub(below);
    rows(screen, Rect { height, ..inner }, context, lines, at);
    for (n, row) in foot.iter().enumerate().take(usize::from(inner.height - height)) {
        let at = Rect { y: inner.y + height + n as u16, height: 1, ..inner };
        line::put(at, screen.buffer_mut(), row, context.theme.text);
    }
}

/// One line to be typed.
pub fn asked(screen: &mut Frame, area: Rect, context: &Context<'_>, title: &str, words: &TextField) {
    let inner = open(screen, place(area, 3), context, title);
    if let Some(caret) = words.draw(Rect { height: 1.min(inner.height), ..inner }, screen.buffer_mut(), context.theme) {
        screen.set_cursor_position(caret);
    }
}

/// Rows to choose from below a line that narrows them.
pub fn filtered(
    screen: &mut Frame,
    area: Rect,
    context: &Context<'_>,
    title: &str,
    query: &TextField,
    lines: &[String],
    at: usize,
) {
    // As high as it may get: a box that shrinks while one types is restless.
    let inner = open(screen, place(area, area.height.saturating_sub(4).min(24)), context, title);
    let theme = context.theme;
    let head = Rect { height: 1, ..inner };
    let lead = line::put(head, screen.buffer_mut(), &Line::styled("/ ", theme.accent), theme.text);
    let field = Rect { x: head.x + lead, width: head.width.saturating_sub(lead), ..head };
    if let Some(caret) = query.draw(field, screen.buffer_mut(), theme) {
        screen.set_cursor_position(caret);
    }
    let below = Rect { y: inner.y.saturating_add(2), height: inner.height.saturating_sub(2), ..inner };
    rows(screen, below, context, lines, at);
}
