//! The question at the cursor and its answer.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use serde_json::Value;

use super::choosing::Choosing;
use super::draw::{mark, put_row};
use super::field::{AnswerField, options};
use super::rows::draw_grid;
use super::words::read;
use super::{InterviewView, Pane, Part};
use crate::domain::research::answer::{self, Given, short_row};
use crate::domain::research::template::{Form, Question};
use crate::domain::wording::{date_of, money_of};
use crate::keys::{Action, Scope};
use crate::screens::Context;
use crate::screens::draw::follow;
use crate::text::{Msg, clean, number};
use crate::widgets::line;
use crate::widgets::text_field::TextField;

impl InterviewView {
    pub(super) fn draw_question(&self, frame: &mut Frame, area: Rect, context: &Context<'_>, with_hint: bool) {
        let (Some(question), Some(field)) = (self.question(), &self.field) else { return };
        let given = self.given();
        let above = self.above(question, context, area.width, with_hint);
        let below = self.below(question, given.get(&self.at), &given, context, area.width);
        let reason = self.reason_rows(context, area.width);
        let reading = self.reading_height(area.height);
        for (n, row) in above.iter().enumerate() {
            put_row(frame, area, n as u16, row, context.theme.text);
        }
        let top = (above.len() as u16 + 1).min(area.height);
        let asked = if reason.is_empty() { 0 } else { reason.len() as u16 + 1 };
        let foot = (below.len() as u16 + asked + reading + 1).min(area.height - top);
        let room = Rect { y: area.y + top, height: area.height - top - foot, ..area };
        let used = self.draw_field(frame, room, question, field, context);
        // What the program has to say stands directly under the words it is about.
        let under = Rect { y: room.y + used + 1, height: (area.bottom() - room.y).saturating_sub(used + 1), ..area };
        for (n, row) in below.iter().enumerate() {
            put_row(frame, under, n as u16, row, context.theme.text);
        }
        let mut y = under.y.saturating_add(below.len() as u16);
        let mut part = |height: u16| {
            let at = Rect { y, height, ..under }.intersection(under);
            y = y.saturating_add(height);
            at
        };
        if let Some((row, rest)) = reason.split_first() {
            put_row(frame, part(1), 0, row, context.theme.text);
            let written = self.pane == Pane::Answer && self.part == Part::Reason;
            draw_text(frame, part(1), &self.reason, written, context);
            for row in rest {
                put_row(frame, part(1), 0, row, context.theme.dim);
            }
        }
        if reading > 0 {
            self.draw_reading(frame, part(reading), context);
        }
    }

    /// Number, section and the question itself.
    fn above(&self, question: &Question, context: &Context<'_>, width: u16, with_hint: bool) -> Vec<Line<'static>> {
        let (text, theme) = (context.text, context.theme);
        let (lang, width) = (text.lang(), usize::from(width));
        let sections = self.template.iter().flat_map(|template| &template.sections);
        let section = sections.filter(|section| section.key == question.section).map(|s| s.title.to(lang)).next();
        let mut head = format!("{}  {}", self.number(question), section.unwrap_or_default());
        if !question.required {
            head = format!("{head} {} {}", theme.marks.dot, text.get("interview-optional"));
        }
        for said in self.said_of(context) {
            head = format!("{head} {} {said}", theme.marks.dot);
        }
        let mut rows = vec![Line::styled(clean::truncate(&head, width), theme.dim)];
        let label = question.wording(lang, theme.marks.ellipsis);
        rows.extend(clean::wrap(&label, width).into_iter().take(4).map(|part| Line::styled(part, theme.title)));
        if let Some(hint) = question.hint.as_ref().filter(|_| with_hint) {
            let hint = format!("{} {}", theme.marks.arrow, hint.to(lang));
            rows.extend(clean::wrap(&hint, width).into_iter().take(2).map(|part| Line::styled(part, theme.dim)));
        }
        rows
    }

    /// What is marked of the answer: that it stays inside, how sure it is when not simply stated, who said it.
    fn said_of(&self, context: &Context<'_>) -> Vec<String> {
        let (text, words) = (context.text, self.words_now(&self.at));
        let name = words.by.and_then(|id| self.sheet.as_ref()?.labels.get(&id).cloned());
        let mut said = Vec::new();
        if words.private {
            said.push(format!("{} {}", context.theme.marks.forced, text.get("interview-private")));
        }
        if !words.confidence.is_empty() {
            said.push(text.choice("confidence", &words.confidence));
        }
        said.extend(name.map(|who| text.say(&Msg::new("interview-by").with("who", clean::clean(&who).into_owned()))));
        said
    }

    /// How the words were understood, or why they were not.
    fn below(
        &self,
        question: &Question,
        here: Option<&Given>,
        given: &std::collections::BTreeMap<String, Given>,
        context: &Context<'_>,
        width: u16,
    ) -> Vec<Line<'static>> {
        let (text, theme) = (context.text, context.theme);
        let mut said: Vec<(String, Style)> = Vec::new();
        if let Some(template) = &self.template
            && !answer::Sheet::new(template, given).is_visible(&question.id)
        {
            said.push((text.get("interview-hidden"), theme.warn));
        }
        let here = here.filter(|here| !here.raw.trim().is_empty());
        match here.map(|here| (&here.value, &here.raw)) {
            Some((Some(value), raw)) => {
                said.extend(understood(value, question, context).map(|words| (words, theme.dim)));
                said.extend(short_row(&question.columns, raw).map(|short| (text.say(&short), theme.warn)));
            }
            Some((None, _)) if self.field.as_ref().is_some_and(AnswerField::is_unchosen) => {
                said.push((format!("{} {}", theme.marks.partly, text.get("interview-choose")), theme.dim));
            }
            Some((None, raw)) => {
                let fault = read(question, raw, context).err();
                said.extend(fault.map(|fault| (format!("{} {}", theme.marks.partly, text.say(&fault)), theme.warn)));
            }
            None => {}
        }
        if let (Some(AnswerField::Table(grid)), Part::Answer) = (&self.field, self.part) {
            said.extend(cell_hint(question, grid.column, context).map(|words| (words, theme.dim)));
        }
        if let Some(AnswerField::Choice(choosing)) = &self.field
            && question.form == Form::Multi
            && choosing.picked.len() > 1
        {
            said.push((text.get("interview-ranked"), theme.dim));
        }
        if self.works.get(&self.at).is_some_and(|work| work.failed) {
            let key = context.keymap.hint_in(&[Scope::Field, Scope::Interview], Action::Save);
            said.push((text.say(&Msg::new("interview-unsaved").with("key", key)), theme.warn));
        }
        let wrapped = |(words, style): &(String, Style)| {
            let parts = clean::wrap(&clean::clean(words), usize::from(width)).into_iter().take(3);
            parts.map(|part| Line::styled(part, *style)).collect::<Vec<_>>()
        };
        said.iter().flat_map(wrapped).collect()
    }

    /// Draws the editor and returns the rows it took.
    fn draw_field(
        &self,
        frame: &mut Frame,
        area: Rect,
        question: &Question,
        field: &AnswerField,
        context: &Context<'_>,
    ) -> u16 {
        let focused = self.pane == Pane::Answer && self.part == Part::Answer;
        match field {
            AnswerField::Text { field, .. } => {
                let height = if field.is_many_lines() { area.height } else { area.height.min(1) };
                let unit = question.unit.as_ref().map(|unit| unit.to(context.text.lang())).unwrap_or_default();
                let tail = (clean::width(unit) as u16 + 1).min(area.width / 3);
                let tail = if unit.is_empty() { 0 } else { tail };
                let at = Rect { height, width: area.width - tail, ..area };
                draw_text(frame, at, field, focused, context);
                let beside = Rect { x: at.right(), width: tail, ..at };
                put_row(frame, beside, 0, &Line::styled(unit, context.theme.dim), context.theme.dim);
                height
            }
            AnswerField::Table(grid) => draw_grid(frame, area, question, grid, focused, context),
            AnswerField::Choice(choosing) => draw_choice(frame, area, question, choosing, focused, context),
        }
    }

    /// The line of the mark, beneath which the reason is written, and what was understood of whom to ask and when.
    fn reason_rows(&self, context: &Context<'_>, width: u16) -> Vec<Line<'static>> {
        let (text, theme) = (context.text, context.theme);
        if self.shown.is_answer() {
            return Vec::new();
        }
        let status = self.shown.status.as_str();
        let given = Given { status: status.to_owned(), ..Given::default() };
        let (mark, style) = mark(answer::Standing::Settled, Some(&given), theme);
        let asks = if status == "unknown" { "interview-ask-whom" } else { "interview-why" };
        let mut rows = vec![Line::from(vec![
            Span::styled(format!("{mark} {}", text.choice("status", status)), style),
            Span::styled(format!(" {} {} ", theme.marks.dot, text.get(asks)), theme.dim),
        ])];
        if status == "unknown" {
            let (of, by) = (self.shown.ask_of, self.shown.ask_by);
            let name =
                of.and_then(|of| self.known_people().into_iter().find(|(id, _)| *id == of)).map(|(_, name)| name);
            let day = by.map(|by| number::date(by, text.lang()));
            let said = match (name, day) {
                (Some(name), Some(day)) => Msg::new("interview-asked-both").with("who", name).with("day", day),
                (Some(name), None) => Msg::new("interview-asked-who").with("who", name),
                (None, Some(day)) => Msg::new("interview-asked-day").with("day", day),
                (None, None) => Msg::new("interview-asked-none"),
            };
            let said = format!("{} {}", theme.marks.arrow, text.say(&said));
            let parts = clean::wrap(&said, usize::from(width).saturating_sub(2)).into_iter().take(2);
            rows.extend(parts.map(|part| Line::styled(format!("  {part}"), theme.dim)));
        }
        rows
    }

    /// Our reading takes room only where there is one, or one is being written.
    fn reading_height(&self, height: u16) -> u16 {
        let written = self.pane == Pane::Answer && self.part == Part::Reading;
        match (written, self.reading.is_empty()) {
            (false, true) => 0,
            (true, _) => (height / 4).clamp(2, 7),
            (false, false) => (height / 6).clamp(2, 4),
        }
    }

    fn draw_reading(&self, frame: &mut Frame, area: Rect, context: &Context<'_>) {
        let label = Line::styled(context.text.field("answer", "interpretation"), context.theme.dim);
        put_row(frame, area, 0, &label, context.theme.dim);
        let at = Rect { y: area.y.saturating_add(1), height: area.height.saturating_sub(1), ..area };
        draw_text(frame, at, &self.reading, self.pane == Pane::Answer && self.part == Part::Reading, context);
    }
}

/// What the column at the cursor takes.
fn cell_hint(question: &Question, column: usize, context: &Context<'_>) -> Option<String> {
    let (text, lang) = (context.text, context.text.lang());
    let column = question.columns.get(column).filter(|column| column.form != Form::Text)?;
    let choices = column.choices.iter().enumerate();
    let choices: Vec<String> = choices.map(|(n, choice)| format!("{} {}", n + 1, choice.label.to(lang))).collect();
    let takes = if choices.is_empty() { text.get(answer::expected_key(column.form)) } else { choices.join("  ") };
    Some(format!("{}: {takes}", column.label.to(lang)))
}

/// A text with a bar at its left that shows where the keys go, and the terminal's own cursor in it.
fn draw_text(frame: &mut Frame, area: Rect, field: &TextField, focused: bool, context: &Context<'_>) {
    let theme = context.theme;
    let style = if focused { theme.accent } else { theme.dim };
    let bar = if focused { theme.marks.bar } else { theme.borders.vertical };
    for row in 0..area.height {
        put_row(frame, area, row, &Line::styled(bar, style), style);
    }
    let inner = Rect { x: area.x.saturating_add(2), width: area.width.saturating_sub(2), ..area };
    let caret = field.draw(inner, frame.buffer_mut(), theme);
    if let Some(caret) = caret.filter(|_| focused) {
        frame.set_cursor_position(caret);
    }
}

/// Options, numbered, and the remark beneath them.
fn draw_choice(
    frame: &mut Frame,
    area: Rect,
    question: &Question,
    choosing: &Choosing,
    focused: bool,
    context: &Context<'_>,
) -> u16 {
    let theme = context.theme;
    let options = options(question, context.text);
    let height = usize::from(area.height.saturating_sub(2)).max(1);
    let top = follow(0, choosing.at, height).min(options.len().saturating_sub(height));
    let mut used = 0;
    for (n, (_, label)) in options.iter().enumerate().skip(top).take(height) {
        let here = focused && !choosing.in_remark && n == choosing.at;
        let picked = choosing.picked.contains(&n);
        let words = match (here, picked) {
            (true, _) => theme.selected,
            (false, true) => theme.title,
            (false, false) => theme.text,
        };
        let (mark, style) = if picked { (theme.marks.done, theme.good) } else { (theme.marks.open, theme.dim) };
        let number = if n < 9 { (n + 1).to_string() } else { " ".to_owned() };
        let mut row = Line::from(vec![
            Span::styled(if here { theme.marks.bar } else { " " }, theme.accent),
            Span::styled(format!(" {number} "), theme.dim),
            Span::styled(mark, style),
            Span::raw(" "),
            Span::styled(label.as_str(), words),
        ]);
        // Where several may be named, the order in which they were says what matters most.
        if let Some(rank) = choosing.picked.iter().position(|at| *at == n).filter(|_| choosing.picked.len() > 1) {
            row.spans.push(Span::styled(format!(" {} {}", theme.marks.dot, rank + 1), theme.dim));
        }
        put_row(frame, area, used, &row, theme.text);
        used += 1;
    }
    let at = Rect { y: area.y.saturating_add(used + 1), height: 1, ..area }.intersection(area);
    let label = Line::styled(format!("  {} ", context.text.get("interview-remark")), theme.dim);
    let lead = line::put(at, frame.buffer_mut(), &label, theme.dim);
    let at = Rect { x: at.x + lead, width: at.width.saturating_sub(lead), ..at };
    draw_text(frame, at, &choosing.remark, focused && choosing.in_remark, context);
    (used + 2).min(area.height)
}

/// What the program made of words that can be meant in more than one way.
fn understood(value: &Value, question: &Question, context: &Context<'_>) -> Option<String> {
    let lang = context.text.lang();
    let words = match (question.form, value) {
        (Form::Money, value) => money_of(value).map(|money| number::amount_full(money.minor, money.ccy, lang)),
        (Form::Date, value) => date_of(value).map(|date| number::date(date, lang)),
        (Form::Number, Value::Number(n)) => Some(n.as_i64().map_or_else(|| n.to_string(), |n| number::count(n, lang))),
        _ => None,
    };
    words.map(|value| context.text.say(&Msg::new("interview-understood").with("value", value)))
}
