//! The questions by section, each with a mark of how far it is.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::draw::{mark, put_row};
use super::{InterviewView, Pane};
use crate::domain::research::answer;
use crate::domain::research::template::Question;
use crate::screens::Context;
use crate::screens::draw::follow;
use crate::text::clean;

enum Row<'a> {
    Section(&'a str, String),
    Question(&'a Question),
    Space,
}

impl InterviewView {
    pub(super) fn draw_list(&mut self, frame: &mut Frame, area: Rect, context: &Context<'_>) {
        let (theme, lang) = (context.theme, context.text.lang());
        let given = self.given();
        let Some(template) = &self.template else { return };
        let sheet = answer::Sheet::new(template, &given);
        let mut rows = Vec::new();
        let mut at = 0;
        for section in &template.sections {
            let asked: Vec<&Question> = template
                .questions_in(&section.key)
                .filter(|question| sheet.is_visible(&question.id) || question.id == self.at)
                .collect();
            if asked.is_empty() {
                continue;
            }
            let done = asked.iter().filter(|question| sheet.standing(&question.id).is_done()).count();
            if !rows.is_empty() {
                rows.push(Row::Space);
            }
            rows.push(Row::Section(section.title.to(lang), format!("{done}/{}", asked.len())));
            for question in asked {
                if question.id == self.at {
                    at = rows.len();
                }
                rows.push(Row::Question(question));
            }
        }
        let height = usize::from(area.height).max(1);
        // The heading above the first question comes into view with it.
        let mut top = follow(self.top, at, height).min(rows.len().saturating_sub(height));
        if at == 1 {
            top = 0;
        }
        let room = usize::from(area.width.saturating_sub(1));
        for (n, row) in rows.iter().skip(top).take(height).enumerate() {
            let drawn = match row {
                Row::Space => Line::default(),
                Row::Section(title, count) => {
                    let title = clean::truncate(title, room.saturating_sub(clean::width(count) + 3));
                    let gap = room.saturating_sub(clean::width(&title) + clean::width(count) + 2);
                    Line::from(vec![
                        Span::styled(format!("  {title}"), theme.title),
                        Span::styled(format!("{}{count}", " ".repeat(gap)), theme.dim),
                    ])
                }
                Row::Question(question) => {
                    let here = question.id == self.at;
                    let (mark, style) = mark(sheet.standing(&question.id), given.get(&question.id), theme);
                    let words = match (here, self.pane) {
                        (true, Pane::List) => theme.selected,
                        (true, _) => theme.selected_elsewhere,
                        (false, _) => theme.text,
                    };
                    // Kept in its draft, but not taken by the store.
                    let unsaved = !here && self.works.contains_key(&question.id);
                    let lost = if unsaved { theme.marks.overdue } else { " " };
                    let label = question.wording(lang, theme.marks.ellipsis);
                    let label = clean::truncate(&label, room.saturating_sub(7));
                    Line::from(vec![
                        Span::styled(if here { theme.marks.bar } else { " " }, theme.accent),
                        Span::styled(lost, theme.warn),
                        Span::styled(mark, style),
                        Span::styled(format!(" {:>2} ", self.number(question)), theme.dim),
                        Span::styled(label, words),
                    ])
                }
            };
            put_row(frame, area, n as u16, &drawn, theme.text);
        }
        self.top = top;
    }
}
