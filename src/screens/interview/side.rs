//! Beside the question: what to listen for, and the needs that came from here.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::draw::put_row;
use super::{InterviewView, Pane};
use crate::keys::{Action, Scope};
use crate::screens::Context;
use crate::screens::draw::follow;
use crate::text::{Msg, clean};

impl InterviewView {
    pub(super) fn draw_side(&self, frame: &mut Frame, area: Rect, context: &Context<'_>) {
        let (text, theme) = (context.text, context.theme);
        let mut y = 0;
        if let Some(hint) = self.question().and_then(|question| question.hint.as_ref()) {
            put_row(frame, area, y, &Line::styled(text.get("interview-listen"), theme.dim), theme.dim);
            for part in clean::wrap(hint.to(text.lang()), usize::from(area.width)).iter().take(4) {
                y += 1;
                put_row(frame, area, y, &Line::raw(part.as_str()), theme.text);
            }
            y += 2;
        }
        let people = self.people();
        if !people.is_empty() {
            put_row(frame, area, y, &Line::styled(text.get("interview-people"), theme.dim), theme.dim);
            let speakers = self.speakers();
            for (id, name) in people.iter().take(5) {
                y += 1;
                let spoke = speakers.contains(id);
                let (mark, style) = if spoke { (theme.marks.done, theme.good) } else { (theme.marks.open, theme.dim) };
                let name = clean::truncate(name, usize::from(area.width).saturating_sub(2));
                let row = Line::from(vec![Span::styled(mark, style), Span::styled(format!(" {name}"), theme.text)]);
                put_row(frame, area, y, &row, theme.text);
            }
            y += 2;
        }
        let rest = Rect { y: area.y.saturating_add(y), height: area.height.saturating_sub(y), ..area };
        self.draw_needs(frame, rest, context);
    }

    fn draw_needs(&self, frame: &mut Frame, area: Rect, context: &Context<'_>) {
        let (text, theme) = (context.text, context.theme);
        let needs = self.needs();
        let here = self.arriving(&self.at).map(|stored| stored.id);
        let from_here = needs.iter().filter(|(answer, _)| Some(*answer) == here).count();
        let width = usize::from(area.width);
        let mut rows: Vec<Line<'_>> = vec![Line::styled(text.get("interview-needs"), theme.dim)];
        let mut cursor = 0;
        if from_here == 0 {
            let key = context.keymap.hint_in(&[Scope::Field, Scope::Interview], Action::MakeNeed);
            let none = text.say(&Msg::new("interview-no-needs").with("key", key));
            rows.extend(clean::wrap(&none, width).into_iter().map(|part| Line::styled(part, theme.dim)));
        }
        for (n, (_, need)) in needs.iter().enumerate() {
            if n == from_here {
                rows.push(Line::default());
                rows.push(Line::styled(text.get("interview-needs-other"), theme.dim));
            }
            let selected = self.pane == Pane::Needs && n == self.need_at;
            if selected {
                cursor = rows.len();
            }
            let words = if selected { theme.selected } else { theme.text };
            let bar = if selected { theme.marks.bar } else { " " };
            let code = clean::clean(&need.code).into_owned();
            let room = width.saturating_sub(clean::width(&code) + 3);
            let title = clean::truncate(&clean::clean(need.title()), room);
            rows.push(Line::from(vec![
                Span::styled(bar, theme.accent),
                Span::styled(format!("{code} "), theme.dim),
                Span::styled(title, words),
            ]));
            // Below its title: how it was voiced, and how it weighs.
            let facts = ["level", "priority", "state"].into_iter().filter(|field| !need.str(field).is_empty());
            let facts: Vec<String> = facts.map(|field| text.choice(field, need.str(field))).collect();
            let facts = facts.join(&format!(" {} ", theme.marks.dot));
            rows.push(Line::styled(format!("   {}", clean::truncate(&facts, width.saturating_sub(3))), theme.dim));
        }
        let height = usize::from(area.height);
        let top = follow(0, cursor, height).min(rows.len().saturating_sub(height));
        for (n, row) in rows.iter().skip(top).take(height).enumerate() {
            put_row(frame, area, n as u16, row, theme.text);
        }
    }
}
