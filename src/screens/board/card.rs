//! One card: customer and amount, title and chance, what is next and when, how the gate stands and how old it is.

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::Look;
use crate::domain::funnel::gate::Mark;
use crate::domain::funnel::pipeline::{Freshness, status_on};
use crate::domain::funnel::view::Group;
use crate::screens::Context;
use crate::store::request::{Card, Sign};
use crate::text::{Msg, clean, number};
use crate::theme::Theme;
use crate::widgets::line;

/// Lines of a card, and the empty one below it.
pub const HEIGHT: u16 = 4;
pub const STEP: u16 = HEIGHT + 1;

/// Cells left of and right of a card's words.
const MARGINS: u16 = 3;

/// Cells that stay for what stands at the left.
const LEFT: u16 = 5;

/// Cells of a name before which how the deal stands gives way.
const NAME: usize = 8;

/// The cells of a card in a column of the look's width, cleaned and cut; words left, figures right. They are painted
/// once and copied into each frame: cutting text into characters is most of the work of a page.
pub fn painted(card: &Card, sign: Option<&Sign>, look: &Look, context: &Context<'_>) -> Buffer {
    let (text, theme) = (context.text, context.theme);
    let mut page = Buffer::empty(Rect::new(0, 0, look.width.saturating_sub(MARGINS), HEIGHT));
    let amount = card.amount.map_or_else(String::new, |m| number::amount_short(m.minor, m.ccy, text.lang()));
    let held = status_on(&card.status, &card.hold_until, look.today) == "on_hold";
    let mut account = String::new();
    for (there, mark) in [(card.forced, theme.marks.forced), (held, theme.marks.held)] {
        if there {
            account.push_str(mark);
            account.push(' ');
        }
    }
    account.push_str(&card.account);
    let chance = text.say(
        &Msg::new("board-chance")
            .with("percent", number::fraction(u128::from(card.chance_bp.unsigned_abs()), 2, text.lang())),
    );
    let stage = context.pipelines.stage(&card.stage).filter(|_| look.group != Group::Stage);
    let chance = stage.map_or_else(|| chance.clone(), |stage| format!("{} {chance}", stage.name.to(text.lang())));
    let (step, when) = next_step(card, held, look.today, context);
    let owner = if look.group == Group::Owner { "" } else { first_name(&card.owner) };
    let marks = marks(sign, context);
    let age = whose_and_age(owner, age(card, sign, look.today, context), page.area.width, &marks, theme);
    let rows = [
        (Span::styled(account, theme.title), Span::styled(amount, theme.text).into()),
        (Span::styled(card.title.as_str(), theme.text), Span::styled(chance, theme.dim).into()),
        (step, when.into()),
        (marks, age),
    ];
    for (at, (left, right)) in page.area.rows().zip(rows) {
        put_both(at, &mut page, left, &right);
    }
    page
}

/// Draws a painted card. The bar alone marks the selection: restyling words would double what a move sends over a thin
/// line.
pub fn draw(painted: &Buffer, selected: bool, area: Rect, buf: &mut Buffer, theme: &Theme) {
    let inner = Rect { x: area.x.saturating_add(2), width: area.width.saturating_sub(MARGINS), ..area };
    let whole = Rect { width: painted.area.width, height: painted.area.height, ..inner };
    let shown = whole.intersection(inner).intersection(buf.area);
    for (row, from) in shown.rows().zip(painted.area.rows()) {
        if selected {
            let bar = Rect { x: area.x, width: 1, ..row };
            line::put(bar, buf, &Line::styled(theme.marks.bar, theme.accent), theme.accent);
        }
        for (to, from) in row.columns().zip(from.columns()) {
            buf[to.as_position()].clone_from(&painted[from.as_position()]);
        }
    }
}

/// The left part cut so that the right part stands at the edge; the right part goes first when both cannot stand.
fn put_both(row: Rect, page: &mut Buffer, left: Span<'_>, right: &Line<'_>) {
    let wide = right.iter().map(|span| clean::width(&span.content)).sum::<usize>() as u16;
    let both = wide > 0 && wide + LEFT < row.width;
    let room = if both { row.width - wide - 1 } else { row.width };
    line::put(Rect { width: room, ..row }, page, &Line::from(left), Style::new());
    if both {
        let edge = Rect { x: row.right() - wide, width: wide, ..row };
        line::put(edge, page, right, Style::new());
    }
}

/// Whose deal it is and its age, beside the marks; how it stands is told in a word where there is room for the name too.
fn whose_and_age<'a>(name: &str, age: Age<'a>, width: u16, marks: &Span<'_>, theme: &Theme) -> Line<'a> {
    let name = clean::clean(name);
    let beside = usize::from(width).saturating_sub(clean::width(&marks.content).max(usize::from(LEFT)) + 1);
    let room = |gap: &str, age: &Span<'_>| beside.saturating_sub(clean::width(gap) + clean::width(&age.content));
    // “Chen dead 31d” would tell of Chen.
    let apart = format!(" {} ", theme.marks.dot);
    let told =
        age.told.map(|told| (apart, told)).filter(|(gap, told)| room(gap, told) >= clean::width(&name).min(NAME));
    let (gap, age) = told.unwrap_or_else(|| (" ".to_owned(), age.short));
    let name = clean::truncate(&name, room(&gap, &age));
    let lead = if name.is_empty() { String::new() } else { name + &gap };
    Line::from(vec![Span::styled(lead, theme.dim), age])
}

/// Enough among colleagues; a Chinese name has no blank and is short as it is.
fn first_name(name: &str) -> &str {
    name.split_whitespace().next().unwrap_or_default()
}

/// What is next, and when in days from today; overdue says so with a mark.
fn next_step(card: &Card, held: bool, today: NaiveDate, context: &Context<'_>) -> (Span<'static>, Span<'static>) {
    let (text, theme) = (context.text, context.theme);
    let days = |days: i64| text.say(&Msg::new("board-age").with("days", days));
    if held {
        let until = card.hold_until.parse::<NaiveDate>().map(|day| (day - today).num_days() + 1);
        let wakes = until.map_or_else(|_| String::new(), |left| format!("+{}", days(left)));
        return (Span::styled(text.get("board-on-hold"), theme.dim), Span::styled(wakes, theme.dim));
    }
    if card.next_step.is_empty() {
        let open = matches!(card.status.as_str(), "open" | "on_hold");
        let words = if open { text.get("board-no-next-step") } else { String::new() };
        let alarm = if open { theme.marks.overdue } else { "" };
        return (Span::styled(words, theme.dim), Span::styled(alarm, theme.warn));
    }
    let step = format!("{} {}", theme.marks.arrow, card.next_step);
    let Ok(due) = card.next_step_due.parse::<NaiveDate>() else {
        return (Span::styled(step, theme.text), Span::raw(""));
    };
    let (when, style) = match (due - today).num_days() {
        late @ ..0 => (format!("{}{}", theme.marks.overdue, days(-late)), theme.warn),
        0 => (text.get("board-today"), theme.title),
        left => (format!("+{}", days(left)), theme.dim),
    };
    (Span::styled(step, theme.text), Span::styled(when, style))
}

/// The conditions of the gate before the deal, a mark each.
fn marks(sign: Option<&Sign>, context: &Context<'_>) -> Span<'static> {
    let glyphs = &context.theme.marks;
    let mark = |mark: &Mark| match mark {
        Mark::Done => glyphs.done,
        Mark::Partly => glyphs.partly,
        Mark::Open => glyphs.open,
    };
    Span::styled(sign.map_or_else(String::new, |sign| sign.marks.iter().map(mark).collect()), context.theme.text)
}

/// Days in the stage, and how a deal stands that lies untouched.
struct Age<'a> {
    /// In a word; none for one that is fresh.
    told: Option<Span<'a>>,
    /// In a mark.
    short: Span<'a>,
}

fn age(card: &Card, sign: Option<&Sign>, today: NaiveDate, context: &Context<'_>) -> Age<'static> {
    let (text, theme) = (context.text, context.theme);
    let since = card.entered_stage_on.parse::<NaiveDate>();
    let days = since.map_or_else(
        |_| String::new(),
        |since| text.say(&Msg::new("board-age").with("days", (today - since).num_days().max(0))),
    );
    let state = sign.and_then(|sign| sign.freshness).unwrap_or(Freshness::Fresh);
    let late = theme.marks.overdue;
    let (mark, urgent) = match state {
        Freshness::Fresh => return Age { told: None, short: Span::styled(days, theme.dim) },
        Freshness::Ageing => (theme.marks.ageing.to_owned(), false),
        Freshness::Paused => (theme.marks.held.to_owned(), false),
        Freshness::Rotten => (late.to_owned(), true),
        Freshness::Dead => (late.repeat(2), true),
    };
    let style = if urgent { theme.warn } else { theme.dim };
    let told = format!("{} {days}{}", text.get(state.key()), if urgent { &mark } else { "" });
    Age { told: Some(Span::styled(told, style)), short: Span::styled(format!("{days}{mark}"), style) }
}
