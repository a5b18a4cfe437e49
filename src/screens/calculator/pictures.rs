//! Two small pictures of a calendar: the hours of its week, and the days of a month. Marks say what is what.

use chrono::{Datelike, Days, NaiveDate};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::domain::time::hours::{DAY, DayKind, Hours, Window};
use crate::domain::time::months::add_months;
use crate::domain::time::period::Period;
use crate::screens::Context;
use crate::text::clean;
use crate::theme::{Marks, Theme};
use crate::widgets::line;

/// Cells of a weekday before its hours.
const NAME: usize = 4;
/// Cells of a day of the month.
const CELL: usize = 4;
/// Columns that hours of a cell each take, with the names; half-hours take twice the hours.
pub const NARROW: u16 = NAME as u16 + 24;
pub const WIDE: u16 = NAME as u16 + 48;

/// How much of a piece of the day is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    Closed,
    Part,
    Open,
}

/// A day of the week in so many pieces. What runs past midnight shows on the day it runs into as well.
pub fn pieces(week: &[Vec<Window>; 7], day: usize, count: usize) -> Vec<Piece> {
    let mut open = vec![false; usize::from(DAY)];
    let mut mark = |from: u16, to: u16| {
        for minute in from..to.min(DAY) {
            open[usize::from(minute)] = true;
        }
    };
    for window in &week[day] {
        mark(window.open(), window.close());
    }
    for window in &week[(day + 6) % 7] {
        if window.close() > DAY {
            mark(window.open().saturating_sub(DAY), window.close() - DAY);
        }
    }
    let piece = |minutes: &[bool]| match minutes.iter().filter(|open| **open).count() {
        0 => Piece::Closed,
        all if all == minutes.len() => Piece::Open,
        _ => Piece::Part,
    };
    open.chunks(usize::from(DAY) / count.max(1)).map(piece).collect()
}

/// The mark behind the number of a day.
fn mark(kind: DayKind, marks: &Marks) -> &'static str {
    match kind {
        DayKind::Working => " ",
        DayKind::Closed => marks.dot,
        DayKind::Holiday => marks.off,
        DayKind::MakeUp => "+",
        DayKind::Special => "~",
        DayKind::Outside => "?",
    }
}

fn style(kind: DayKind, theme: &Theme) -> Style {
    match kind {
        DayKind::Working => theme.text,
        DayKind::MakeUp | DayKind::Special => theme.title,
        DayKind::Closed | DayKind::Holiday | DayKind::Outside => theme.dim,
    }
}

/// The week, and below it as many months from the day on as there is room for, at most to the last day.
pub fn draw(frame: &mut Frame, area: Rect, context: &Context<'_>, hours: &Hours, first: NaiveDate, last: NaiveDate) {
    let weekdays = context.text.get("calculator-weekdays");
    let names: Vec<&str> = weekdays.split(' ').collect();
    let mut seen = Seen::default();
    let mut lines = week(hours, &names, area.width, context, &mut seen);
    let mut month = first.with_day(1);
    while let Some(begin) = month.filter(|begin| *begin <= last) {
        let next = month_lines(hours, begin, &names, context);
        let legend = 2;
        if lines.len() > 8 && lines.len() + next.len() + 1 + legend > usize::from(area.height) {
            break;
        }
        lines.push(Line::default());
        lines.extend(next);
        seen.month(hours, begin);
        month = add_months(begin, 1);
    }
    lines.push(Line::default());
    lines.extend(legend(&seen, area.width, context));
    // On a low screen the legend moves up to the month.
    if lines.len() > usize::from(area.height) {
        lines.retain(|line| line.width() > 0);
    }
    for (n, row) in lines.iter().take(usize::from(area.height)).enumerate() {
        let at = Rect { y: area.y + n as u16, height: 1, ..area };
        line::put(at, frame.buffer_mut(), row, context.theme.text);
    }
}

fn week(hours: &Hours, names: &[&str], width: u16, context: &Context<'_>, seen: &mut Seen) -> Vec<Line<'static>> {
    let theme = context.theme;
    let count = if width >= WIDE { 48 } else { 24 };
    let axis: String = [0, 6, 12, 18].iter().map(|hour| clean::pad(&hour.to_string(), count / 4)).collect();
    let mut lines = vec![Line::styled(format!("{}{axis}", " ".repeat(NAME)), theme.dim)];
    for (day, name) in names.iter().enumerate().take(7) {
        let pieces = pieces(hours.week(), day, count);
        seen.part |= pieces.contains(&Piece::Part);
        let opens = pieces.iter().any(|piece| *piece != Piece::Closed);
        let name = Span::styled(clean::pad(name, NAME), if opens { theme.text } else { theme.dim });
        let mut spans = vec![name];
        spans.extend(pieces.iter().map(|piece| match piece {
            Piece::Closed => Span::styled(theme.marks.dot, theme.dim),
            Piece::Part => Span::styled(theme.marks.part, theme.text),
            Piece::Open => Span::styled(theme.marks.whole, theme.text),
        }));
        lines.push(Line::from(spans));
    }
    lines
}

fn month_lines(hours: &Hours, begin: NaiveDate, names: &[&str], context: &Context<'_>) -> Vec<Line<'static>> {
    let theme = context.theme;
    let title = Period::month_of(begin).words();
    let head: String = names.iter().map(|name| clean::pad(name, CELL)).collect();
    let mut lines =
        vec![Line::styled(title.to(context.text.lang()).to_owned(), theme.title), Line::styled(head, theme.dim)];
    let blank = begin.weekday().num_days_from_monday() as usize;
    let mut spans = vec![Span::raw(" ".repeat(blank * CELL))];
    for date in begin.iter_days().take_while(|date| date.month() == begin.month()) {
        let kind = hours.day(date);
        let text = format!("{:>2}{} ", date.day(), mark(kind, &theme.marks));
        spans.push(Span::styled(text, style(kind, theme)));
        if date.weekday().num_days_from_monday() == 6 {
            lines.push(Line::from(std::mem::take(&mut spans)));
        }
    }
    if !spans.is_empty() {
        lines.push(Line::from(spans));
    }
    lines
}

/// What the pictures show, so that the legend names only that.
#[derive(Default)]
struct Seen {
    part: bool,
    /// Days off, make-up days, days with hours of their own, days nothing is known about.
    days: [usize; 4],
}

impl Seen {
    fn month(&mut self, hours: &Hours, begin: NaiveDate) {
        for date in begin.iter_days().take_while(|date| date.month() == begin.month()) {
            let at = match hours.day(date) {
                DayKind::Holiday => 0,
                DayKind::MakeUp => 1,
                DayKind::Special => 2,
                DayKind::Outside => 3,
                DayKind::Working | DayKind::Closed => continue,
            };
            self.days[at] += 1;
        }
    }
}

fn legend(seen: &Seen, width: u16, context: &Context<'_>) -> Vec<Line<'static>> {
    let (text, marks) = (context.text, &context.theme.marks);
    let mut words = vec![
        format!("{} {}", marks.whole, text.get("calculator-legend-open")),
        format!("{} {}", marks.dot, text.get("calculator-legend-closed")),
    ];
    if seen.part {
        words.insert(1, format!("{} {}", marks.part, text.get("calculator-legend-part")));
    }
    let kinds = [
        (mark(DayKind::Holiday, marks), "calculator-legend-holiday"),
        (mark(DayKind::MakeUp, marks), "calculator-legend-make-up"),
        (mark(DayKind::Special, marks), "calculator-legend-special"),
        (mark(DayKind::Outside, marks), "calculator-legend-outside"),
    ];
    for ((mark, key), count) in kinds.into_iter().zip(seen.days).filter(|(_, count)| *count > 0) {
        words.push(format!("{mark} {} {count}", text.get(key)));
    }
    let mut rows: Vec<String> = Vec::new();
    for word in words {
        match rows.last_mut() {
            Some(row) if clean::width(row) + 3 + clean::width(&word) <= usize::from(width) => {
                row.push_str("   ");
                row.push_str(&word);
            }
            _ => rows.push(word),
        }
    }
    rows.into_iter().map(|row| Line::styled(row, context.theme.dim)).collect()
}

/// The last day of the pictures for a period that begins on this day.
pub fn last_of(period: Option<Period>, first: NaiveDate) -> NaiveDate {
    let within = period.and_then(Period::dates).filter(|(from, to)| *from <= first && first <= *to);
    within.map_or(first, |(_, to)| to).max(first).min(first + Days::new(400))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::samples::{n, s2, weekly};

    fn drawn(hours: &Hours, day: usize, count: usize) -> String {
        let sign = |piece: &Piece| match piece {
            Piece::Closed => '.',
            Piece::Part => '+',
            Piece::Open => '#',
        };
        pieces(hours.week(), day, count).iter().map(sign).collect()
    }

    #[test]
    fn half_an_hour_of_an_hour_is_partly_open() {
        // 09-12 and 13:30-18.
        assert_eq!(drawn(&s2(), 0, 24), ".........###.+####......");
        assert_eq!(
            drawn(&s2(), 0, 48),
            format!("{}{}{}{}{}", ".".repeat(18), "#".repeat(6), "...", "#".repeat(9), ".".repeat(12))
        );
        assert_eq!(drawn(&s2(), 5, 24), ".".repeat(24));
        let minutes = weekly("Asia/Shanghai", "mon", "09:00", "09:01");
        assert_eq!(drawn(&minutes, 0, 24), ".........+..............", "one minute is neither nothing nor an hour");
    }

    #[test]
    fn what_runs_past_midnight_shows_on_both_days() {
        // Mon-Fri 20-04.
        assert_eq!(drawn(&n(), 0, 24), format!("{}{}", ".".repeat(20), "####"), "nothing comes from Sunday");
        assert_eq!(drawn(&n(), 1, 24), format!("####{}####", ".".repeat(16)));
        assert_eq!(drawn(&n(), 5, 24), format!("####{}", ".".repeat(20)), "Friday ends on Saturday");
        let sunday = weekly("Asia/Shanghai", "sun", "22:00", "48:00");
        assert_eq!(drawn(&sunday, 0, 24), "#".repeat(24), "Sunday runs through Monday");
        assert_eq!(drawn(&sunday, 6, 24), format!("{}##", ".".repeat(22)));
    }
}
