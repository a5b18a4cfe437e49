//! What is still to be asked of customers: whom, by when, and what.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::draw::{calm, follow, split_below};
use super::{Ask, Context, Screen, View};
use crate::domain::kinds::Kind;
use crate::domain::record::Id;
use crate::domain::research::asking::Asked;
use crate::keys::{Action, Scope};
use crate::store::request::{Agenda, Reply, Request};
use crate::text::{Msg, clean, number};
use crate::widgets::line;

/// Cells of the day, and of whom to ask.
const DAY: usize = 12;
const WHOM: usize = 22;

#[derive(Debug, Default)]
pub struct AgendaView {
    agenda: Agenda,
    at: usize,
    top: usize,
    height: usize,
    loaded: bool,
}

enum Row {
    /// Customer and deal.
    Head(String),
    Asked(usize),
    Space,
}

impl AgendaView {
    fn here(&self) -> Option<&Asked> {
        self.agenda.asked.get(self.at)
    }

    fn name(&self, id: Option<Id>) -> &str {
        id.and_then(|id| self.agenda.labels.get(&id)).map_or("", String::as_str)
    }

    fn head(&self, asked: &Asked, context: &Context<'_>) -> String {
        let names = [self.name(asked.account), self.name(asked.opportunity)];
        let names: Vec<&str> = names.into_iter().filter(|name| !name.is_empty()).collect();
        clean::clean(&names.join(&format!(" {} ", context.theme.marks.into))).into_owned()
    }

    fn whom<'a>(&'a self, asked: &'a Asked) -> &'a str {
        let name = self.name(asked.ask_of);
        if name.is_empty() { &asked.whom } else { name }
    }

    fn words(asked: &Asked, context: &Context<'_>) -> String {
        let label = asked.label.as_ref().map(|label| label.to(context.text.lang()));
        clean::clean(label.unwrap_or(&asked.question)).replace("{need}", context.theme.marks.ellipsis)
    }

    fn rows(&self, context: &Context<'_>) -> Vec<Row> {
        let mut rows = Vec::new();
        let mut last = None;
        for (n, asked) in self.agenda.asked.iter().enumerate() {
            let of = (asked.account, asked.opportunity);
            if last != Some(of) {
                if last.is_some() {
                    rows.push(Row::Space);
                }
                rows.push(Row::Head(self.head(asked, context)));
                last = Some(of);
            }
            rows.push(Row::Asked(n));
        }
        rows
    }

    /// The agenda as a text, for a letter to the customer.
    fn letter(&self, context: &Context<'_>) -> String {
        let lines = self.rows(context).into_iter().filter_map(|row| match row {
            Row::Head(head) => Some(head),
            Row::Space => Some(String::new()),
            Row::Asked(n) => self.agenda.asked.get(n).map(|asked| {
                let day = asked.by.map_or_else(String::new, |by| number::date(by, context.text.lang()));
                let parts = [Self::words(asked, context), self.whom(asked).to_owned(), day];
                let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
                format!("- {}", parts.join(" · "))
            }),
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    fn draw_row(&self, frame: &mut Frame, area: Rect, asked: &Asked, here: bool, context: &Context<'_>) {
        let theme = context.theme;
        let late = asked.is_late(context.today());
        let day = asked.by.map_or_else(|| "—".to_owned(), |by| number::date_short(by, context.text.lang()));
        let day = format!("{}{day}", if late { theme.marks.overdue } else { " " });
        let whom = clean::truncate(&clean::clean(self.whom(asked)), WHOM);
        let row = Line::from(vec![
            Span::styled(if here { theme.marks.bar } else { " " }, theme.accent),
            Span::styled(format!(" {}", clean::pad(&day, DAY)), if late { theme.warn } else { theme.dim }),
            Span::styled(clean::pad(&whom, WHOM + 1), theme.text),
            Span::styled(Self::words(asked, context), if here { theme.selected } else { theme.text }),
        ]);
        line::put(area, frame.buffer_mut(), &row, theme.text);
    }
}

impl View for AgendaView {
    const SCOPE: Scope = Scope::Pane;

    fn queries(&self) -> Vec<Request> {
        vec![Request::Agenda(None)]
    }

    fn accept(&mut self, reply: Reply, _context: &Context<'_>) -> Vec<Ask> {
        let Reply::Agenda(agenda) = reply else { return Vec::new() };
        let here = self.here().map(|asked| asked.answer);
        self.agenda = agenda;
        self.loaded = true;
        if let Some(at) = self.agenda.asked.iter().position(|asked| Some(asked.answer) == here) {
            self.at = at;
        }
        self.at = self.at.min(self.agenda.asked.len().saturating_sub(1));
        Vec::new()
    }

    fn tab(&self) -> Option<Action> {
        Some(Action::GoAgenda)
    }

    fn title(&self, context: &Context<'_>) -> String {
        let count = self.agenda.asked.len();
        let title = context.text.get("agenda-title");
        if count == 0 { title } else { format!("{title} {} {count}", context.theme.marks.dot) }
    }

    fn hints(&self) -> Vec<Action> {
        vec![Action::Open, Action::Trace, Action::Help, Action::Copy, Action::Back]
    }

    fn act_on(&mut self, action: Action, context: &Context<'_>) -> Vec<Ask> {
        let last = self.agenda.asked.len().saturating_sub(1);
        let page = self.height.max(2) / 2;
        if let Some(at) = action.walked(self.at, last, page) {
            self.at = at;
            return Vec::new();
        }
        match action {
            Action::Back => return vec![Ask::Back],
            Action::Copy if !self.agenda.asked.is_empty() => return vec![Ask::Copy(self.letter(context))],
            Action::Open => {
                let answer = self.here().map(|asked| asked.answer);
                return answer.map(|id| Ask::Go(Screen::of(Kind::Answer, id))).into_iter().collect();
            }
            _ => {}
        }
        Vec::new()
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, context: &Context<'_>) {
        let (text, theme) = (context.text, context.theme);
        if self.loaded && self.agenda.asked.is_empty() {
            let key = context.keymap.hint(Action::MarkUnknown);
            calm(frame, area, context, &[text.get("agenda-none"), text.say(&Msg::new("agenda-how").with("key", key))]);
            return;
        }
        let [list, below] = split_below(area, 5);
        let rows = self.rows(context);
        let at = rows.iter().position(|row| matches!(row, Row::Asked(n) if *n == self.at)).unwrap_or(0);
        self.height = usize::from(list.height).max(1);
        self.top = follow(self.top, at, self.height).min(rows.len().saturating_sub(self.height));
        if at <= 1 {
            self.top = 0;
        }
        for (n, row) in rows.iter().skip(self.top).take(self.height).enumerate() {
            let at = Rect { y: list.y + n as u16, height: 1, ..list };
            match row {
                Row::Space => {}
                Row::Head(head) => {
                    line::put(at, frame.buffer_mut(), &Line::styled(format!("  {head}"), theme.title), theme.text);
                }
                Row::Asked(n) => {
                    if let Some(asked) = self.agenda.asked.get(*n) {
                        self.draw_row(frame, at, asked, *n == self.at, context);
                    }
                }
            }
        }
        let Some(asked) = self.here() else { return };
        // The question in full, and where it was asked first.
        let width = usize::from(below.width.saturating_sub(4));
        let mut lines = vec![String::new()];
        lines.extend(clean::wrap(&Self::words(asked, context), width));
        lines.push(clean::clean(&format!("{} {} {}", asked.code, theme.marks.dot, asked.whom)).into_owned());
        for (n, row) in lines.iter().take(usize::from(below.height)).enumerate() {
            let at = Rect { x: below.x + 2, y: below.y + n as u16, height: 1, width: below.width.saturating_sub(2) };
            line::put(at, frame.buffer_mut(), &Line::styled(clean::truncate(row, width), theme.dim), theme.dim);
        }
    }
}
