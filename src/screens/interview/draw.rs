//! The interview on the screen: list, question and needs side by side, or one of them at a time.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::{InterviewView, Pane};
use crate::domain::research::answer::{self, Given, Standing};
use crate::domain::research::template::Question;
use crate::screens::Context;
use crate::screens::draw::calm;
use crate::text::{Msg, clean};
use crate::theme::Theme;
use crate::widgets::line;

/// From this width on, all three panes stand side by side.
const WIDE: u16 = 110;
/// Least and most cells of the panes beside the answer; in between they have a quarter of the width each.
const LIST: (u16, u16) = (32, 52);
const SIDE: (u16, u16) = (34, 60);

/// How far a question is, as a mark.
pub fn mark(standing: Standing, given: Option<&Given>, theme: &Theme) -> (&'static str, Style) {
    let status = given.map_or("", |given| given.status.as_str());
    match (standing, status) {
        (Standing::Open, _) => (theme.marks.open, theme.dim),
        (Standing::Answered, _) => (theme.marks.done, theme.good),
        (_, "unknown") => (theme.marks.unknown, theme.warn),
        (_, "refused") => (theme.marks.refused, theme.warn),
        (_, "not_applicable") => (theme.marks.dot, theme.dim),
        _ => (theme.marks.partly, theme.warn),
    }
}

/// A line of text at a row of the area; rows outside are not drawn.
pub fn put_row(frame: &mut Frame, area: Rect, row: u16, text: &Line<'_>, style: Style) {
    if row < area.height {
        line::put(Rect { y: area.y + row, height: 1, ..area }, frame.buffer_mut(), text, style);
    }
}

impl InterviewView {
    pub(super) fn paint(&mut self, frame: &mut Frame, area: Rect, context: &Context<'_>) {
        let text = context.text;
        if self.gone {
            calm(frame, area, context, &[text.get("record-gone")]);
            return;
        }
        let Some(sheet) = &self.sheet else { return };
        if self.field.is_none() {
            let words = Msg::new("interview-no-template")
                .with("template", clean::clean(sheet.record.str("template")).into_owned())
                .with("version", sheet.record.get("template_version").as_i64().unwrap_or(1));
            calm(frame, area, context, &[text.say(&words)]);
            return;
        }
        let at = self.at.as_str();
        if let (Some(field), Some(question)) =
            (&mut self.field, self.template.as_ref().and_then(|template| template.question(at)))
        {
            field.speak(question, text);
        }
        if area.width >= WIDE {
            self.draw_wide(frame, area, context);
        } else {
            self.draw_narrow(frame, area, context);
        }
    }

    fn draw_wide(&mut self, frame: &mut Frame, area: Rect, context: &Context<'_>) {
        let part = |(least, most): (u16, u16)| Constraint::Length((area.width / 4).clamp(least, most));
        let columns = [part(LIST), Constraint::Length(1), Constraint::Min(0), Constraint::Length(1), part(SIDE)];
        let [list, left, middle, right, side] = Layout::horizontal(columns).areas(area);
        for edge in [left, right] {
            for row in 0..edge.height {
                let bar = Line::styled(context.theme.borders.vertical, context.theme.dim);
                put_row(frame, edge, row, &bar, context.theme.dim);
            }
        }
        self.draw_list(frame, list, context);
        self.draw_question(frame, inset(middle), context, false);
        self.draw_side(frame, inset(side), context);
    }

    fn draw_narrow(&mut self, frame: &mut Frame, area: Rect, context: &Context<'_>) {
        let [strip, body] = Layout::vertical([Constraint::Length(2), Constraint::Min(0)]).areas(area);
        self.draw_strip(frame, strip, context);
        match self.pane {
            Pane::Answer => self.draw_question(frame, inset(body), context, true),
            Pane::Needs => self.draw_side(frame, inset(body), context),
            Pane::List => self.draw_list(frame, body, context),
        }
    }

    /// Every question as one mark, by section, and how far the interview is.
    fn draw_strip(&self, frame: &mut Frame, area: Rect, context: &Context<'_>) {
        let theme = context.theme;
        let given = self.given();
        let Some(template) = &self.template else { return };
        let sheet = answer::Sheet::new(template, &given);
        let mut spans = vec![Span::raw(" ")];
        let mut section = None;
        for question in sheet.visible() {
            if section.is_some_and(|section| section != question.section.as_str()) {
                spans.push(Span::raw(" "));
            }
            section = Some(question.section.as_str());
            let (mark, style) = mark(sheet.standing(&question.id), given.get(&question.id), theme);
            spans.push(Span::styled(mark, if question.id == self.at { theme.selected } else { style }));
        }
        let facts = self.counts().map_or_else(String::new, |(done, total, _)| {
            context.text.say(&Msg::new("interview-progress").with("done", done).with("total", total))
        });
        let wide = (clean::width(&facts) as u16 + 1).min(area.width);
        let right = Rect { x: area.right() - wide, width: wide, ..area };
        put_row(frame, Rect { width: area.width - wide, ..area }, 0, &Line::from(spans), theme.text);
        put_row(frame, right, 0, &Line::styled(facts, theme.dim), theme.dim);
    }

    /// The number people say: its place in the template, which does not move when others are hidden.
    pub(super) fn number(&self, question: &Question) -> usize {
        let questions = self.template.iter().flat_map(|template| &template.questions);
        questions.take_while(|other| other.id != question.id).count() + 1
    }
}

/// One free cell left and right.
fn inset(area: Rect) -> Rect {
    Rect { x: area.x.saturating_add(1).min(area.right()), width: area.width.saturating_sub(2), ..area }
}
