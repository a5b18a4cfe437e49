//! The talk on the screen: four lines, the one at the cursor with what it takes.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line as Row, Span};

use super::{DEPTHS, Line, LogTalk, methods, next_of, text_of};
use crate::domain::wording::date_of;
use crate::keys::{Action, Scope};
use crate::screens::Context;
use crate::text::{Msg, clean, number};
use crate::widgets::popup::{Popup, centred};
use crate::widgets::{hints, line};

/// Lines for what was said.
const SAID: u16 = 3;

impl LogTalk {
    pub fn draw(&mut self, screen: &mut Frame, area: Rect, context: &Context<'_>) {
        let (text, theme) = (context.text, context.theme);
        let labels = ["talk-about", "talk-said", "talk-who", "talk-next", "talk-how"].map(|key| text.get(key));
        let wide = labels.iter().map(|label| clean::width(label)).max().unwrap_or(0) + 2;
        let width = area.width.saturating_sub(4).min(96);
        let room = usize::from(width.saturating_sub(6)).saturating_sub(wide).max(8);
        let people = self.people_rows(room, context);
        let depths = self.depth_rows(room, context);
        // About, said, who, next with its hint, method, depths; an empty line between.
        let height = 1 + SAID + people.len() as u16 + 2 + 1 + depths.len() as u16 + 2 + 2;
        let box_area = centred(area, width, height.min(area.height));
        let key = |action| context.keymap.hint_in(&[Scope::Field], action);
        let pairs = [
            (key(Action::Save), text.get("action-save")),
            (key(Action::NextField), text.get("action-next-field")),
            (key(Action::Back), text.get("form-leave-kept")),
        ];
        let footer = hints::hints(&pairs, width.saturating_sub(6), theme);
        let title = text.get("talk-title");
        let inner = Popup { title: &title, footer: Some(footer) }.draw(box_area, screen.buffer_mut(), theme);
        let mut y = inner.y;
        let label = |screen: &mut Frame, y: u16, n: usize, here: bool| {
            if y < inner.bottom() {
                let bar = if here { theme.marks.bar } else { " " };
                let style = if here { theme.accent } else { theme.dim };
                let row = Row::from(vec![
                    Span::styled(format!("{bar} "), theme.accent),
                    Span::styled(clean::pad(&labels[n], wide), style),
                ]);
                line::put(Rect { y, height: 1, ..inner }, screen.buffer_mut(), &row, theme.text);
            }
        };
        let x = inner.x + 2 + wide as u16;
        let value = |y: u16, height: u16| {
            let height = height.min(inner.bottom().saturating_sub(y));
            Rect { x, y, width: inner.right().saturating_sub(x), height }
        };
        label(screen, y, 0, self.line == Line::About);
        let about = self.about_row(context);
        line::put(value(y, 1), screen.buffer_mut(), &about, theme.text);
        y += 1;
        label(screen, y, 1, self.line == Line::Said);
        let caret = self.said.draw(value(y, SAID), screen.buffer_mut(), theme);
        if let (Line::Said, Some(caret)) = (self.line, caret) {
            screen.set_cursor_position(caret);
        }
        y += SAID + 1;
        label(screen, y, 2, self.line == Line::Who);
        for row in &people {
            line::put(value(y, 1), screen.buffer_mut(), row, theme.text);
            y += 1;
        }
        label(screen, y, 3, self.line == Line::Next);
        let caret = self.next.draw(value(y, 1), screen.buffer_mut(), theme);
        if let (Line::Next, Some(caret)) = (self.line, caret) {
            screen.set_cursor_position(caret);
        }
        let hint = Row::styled(self.next_hint(context), theme.dim);
        line::put(value(y + 1, 1), screen.buffer_mut(), &hint, theme.dim);
        y += 3;
        label(screen, y, 4, self.line == Line::How);
        let here = self.line == Line::How;
        let method = methods().get(self.method).map_or_else(String::new, |code| text.choice("method", code));
        let method = Row::from(vec![
            Span::styled(format!("{} ", theme.marks.earlier), theme.dim),
            Span::styled(method, if here { theme.selected } else { theme.text }),
            Span::styled(format!(" {}", theme.marks.later), theme.dim),
        ]);
        line::put(value(y, 1), screen.buffer_mut(), &method, theme.text);
        for row in &depths {
            y += 1;
            line::put(value(y, 1), screen.buffer_mut(), row, theme.text);
        }
    }

    fn about_row(&self, context: &Context<'_>) -> Row<'static> {
        let (text, theme) = (context.text, context.theme);
        let here = self.line == Line::About;
        let Some((_, account)) = &self.account else {
            let key = if here { "talk-choose-deal" } else { "loading" };
            return Row::styled(text.get(key), theme.dim);
        };
        let style = if here { theme.selected } else { theme.text };
        let mut spans = vec![Span::styled(format!("{account} "), theme.text)];
        if let Some(about) = self.deal() {
            spans.push(Span::styled(format!("{} ", theme.marks.into), theme.dim));
            spans.push(Span::styled(about.name.clone(), style));
        } else if here || !self.deals.is_empty() {
            spans.push(Span::styled(text.get("talk-no-deal-yet"), if here { theme.selected } else { theme.dim }));
        }
        if here && !self.deals.is_empty() {
            let marks = theme.marks;
            spans.push(Span::styled(format!("  {}{}", marks.earlier, marks.later), theme.dim));
        }
        Row::from(spans)
    }

    /// Everybody who may have been there, with the digit that takes them in.
    fn people_rows(&self, room: usize, context: &Context<'_>) -> Vec<Row<'static>> {
        let theme = context.theme;
        let here = self.line == Line::Who;
        let chips = self.people.iter().enumerate().map(|(n, person)| {
            let mark = if person.there { theme.marks.done } else { theme.marks.open };
            let digit = if n < 9 { format!("{} ", n + 1) } else { String::new() };
            let style = if here && n == self.person { theme.selected } else { theme.text };
            Span::styled(format!("{mark} {digit}{}", clean::clean(&person.name)), style)
        });
        let mut rows = flow(chips, room);
        rows.truncate(3);
        // The line of the hint is always there: what jumps while one types is restless.
        let hint = match (here, self.people.is_empty()) {
            (true, _) => context.text.get("talk-who-hint"),
            (false, true) => context.text.get("talk-nobody"),
            (false, false) => String::new(),
        };
        rows.push(Row::styled(hint, theme.dim));
        rows
    }

    fn depth_rows(&self, room: usize, context: &Context<'_>) -> Vec<Row<'static>> {
        let (text, theme) = (context.text, context.theme);
        let here = self.line == Line::How;
        let chips = DEPTHS.iter().enumerate().map(|(n, key)| {
            let on = self.depth == n as i64;
            let mark = if on { theme.marks.done } else { theme.marks.open };
            let style = if on && here { theme.selected } else { theme.text };
            Span::styled(format!("{mark} {n} {}", text.get(key)), style)
        });
        flow(chips, room)
    }

    /// The day that was read, or the step as it stands.
    fn next_hint(&self, context: &Context<'_>) -> String {
        let (text, lang) = (context.text, context.text.lang());
        if let Some((step, day)) = next_of(&self.next.text(), context.today()) {
            let step = clean::truncate(&clean::clean(&step), 40);
            return match day {
                Some(day) => {
                    text.say(&Msg::new("talk-next-day").with("step", step).with("day", number::date(day, lang)))
                }
                None => text.get("talk-next-no-day"),
            };
        }
        let Some(about) = self.deal() else { return String::new() };
        let step = text_of(&about.deal.step);
        if step.is_empty() {
            return text.get("talk-no-step");
        }
        let due = date_of(&about.deal.due).map_or_else(String::new, |day| format!(" ({})", number::date(day, lang)));
        text.say(&Msg::new("talk-step-stays").with("step", format!("{}{due}", clean::clean(step))))
    }
}

/// Pieces in as many rows as they need.
fn flow(pieces: impl Iterator<Item = Span<'static>>, room: usize) -> Vec<Row<'static>> {
    let mut rows: Vec<Row<'static>> = Vec::new();
    let mut used = 0;
    for piece in pieces {
        let wide = clean::width(&piece.content);
        if rows.is_empty() || used + 3 + wide > room {
            rows.push(Row::default());
            used = 0;
        } else if let Some(row) = rows.last_mut() {
            row.spans.push(Span::raw("   "));
            used += 3;
        }
        used += wide;
        if let Some(row) = rows.last_mut() {
            row.spans.push(piece);
        }
    }
    rows
}
