//! One card: account, title, amount, next step, age; nothing else.

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::domain::funnel::pipeline::status_on;
use crate::screens::Context;
use crate::store::request::Card;
use crate::text::{Msg, clean, number};
use crate::theme::Theme;
use crate::widgets::line;

/// Lines of a card, and the empty one below it.
pub const HEIGHT: u16 = 4;
pub const STEP: u16 = HEIGHT + 1;

/// The lines of a card, cleaned and cut to its width.
pub type Lines = [Line<'static>; HEIGHT as usize];

/// Cells left of and right of a card's words.
const MARGINS: u16 = 3;

/// The lines of a card in a column of this width.
pub fn lines(card: &Card, width: u16, context: &Context<'_>) -> Lines {
    let (text, theme) = (context.text, context.theme);
    let lang = text.lang();
    let cells = usize::from(width.saturating_sub(MARGINS));
    let today = context.today();
    let amount = card.amount.map_or_else(String::new, |m| number::amount_short(m.minor, m.ccy, lang));
    let age = card
        .entered_stage_on
        .parse::<NaiveDate>()
        .map(|since| text.say(&Msg::new("board-age").with("days", (today - since).num_days())))
        .unwrap_or_default();
    let age = if card.forced { format!("{} {age}", theme.marks.forced) } else { age };
    let (step, overdue) = next_step(card, today, context);
    [
        both(Span::styled(clean::clean(&card.title), theme.title), Span::styled(age, theme.dim), cells),
        both(Span::styled(clean::clean(&card.account), theme.text), Span::styled(amount, theme.text), cells),
        Line::styled(step, if overdue { theme.warn } else { theme.text }),
        both(Span::styled(clean::clean(&card.owner), theme.dim), Span::styled(card.code.as_str(), theme.dim), cells),
    ]
    .map(|row| line::fit(&row, cells))
}

/// Draws the lines of a card. The bar alone marks the selection: restyling words would double what a move sends over
/// a thin line.
pub fn draw(lines: &Lines, selected: bool, area: Rect, buf: &mut Buffer, theme: &Theme) {
    let inner = Rect { x: area.x.saturating_add(2), width: area.width.saturating_sub(MARGINS), ..area };
    for (n, row) in lines.iter().enumerate() {
        let y = area.y + n as u16;
        if y >= area.bottom() {
            break;
        }
        if selected {
            let bar = Rect { x: area.x, y, width: 1, height: 1 };
            line::put(bar, buf, &Line::styled(theme.marks.bar, theme.accent), theme.accent);
        }
        buf.set_line(inner.x, y, row, inner.width);
    }
}

/// The left part cut so that the right part stands at the edge; the right part goes first when both cannot stand.
fn both<'a>(left: Span<'a>, right: Span<'a>, cells: usize) -> Line<'a> {
    let wide = clean::width(&right.content);
    if wide == 0 || wide + 6 > cells {
        return Line::from(left);
    }
    let room = cells - wide - 1;
    let shown = clean::pad(&clean::truncate(&left.content, room), room + 1);
    Line::from(vec![Span::styled(shown, left.style), right])
}

/// What is next and when, in days from today; overdue says so with a mark.
fn next_step(card: &Card, today: NaiveDate, context: &Context<'_>) -> (String, bool) {
    let theme = context.theme;
    let status = status_on(&card.status, &card.hold_until, today);
    if status == "on_hold" {
        return (context.text.get("board-on-hold"), false);
    }
    if card.next_step.is_empty() {
        let words = if status == "open" { context.text.get("board-no-next-step") } else { String::new() };
        return (words, false);
    }
    let step = clean::clean(&card.next_step);
    let Ok(due) = card.next_step_due.parse::<NaiveDate>() else {
        return (format!("{} {step}", theme.marks.arrow), false);
    };
    let days = (due - today).num_days();
    let (mark, overdue) = match days {
        ..0 => {
            (format!("{}{}", theme.marks.overdue, context.text.say(&Msg::new("board-age").with("days", -days))), true)
        }
        0 => (context.text.get("board-today"), false),
        _ => (format!("+{}", context.text.say(&Msg::new("board-age").with("days", days))), false),
    };
    (format!("{} {mark} {step}", theme.marks.arrow), overdue)
}
