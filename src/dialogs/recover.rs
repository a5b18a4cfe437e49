//! Texts that a dropped session left unsaved: take them up, compare them, or give them up.

use chrono::{DateTime, TimeDelta, Utc};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use serde_json::Value;

use super::{Dialog, form::Form, frame, talk::LogTalk};
use crate::domain::kinds::Kind;
use crate::domain::record::Values;
use crate::keys::Action;
use crate::screens::interview::InterviewView;
use crate::screens::pipelines::PipelinesView;
use crate::screens::{Ask, Context, Screen, Tone};
use crate::store::drafts::Draft;
use crate::text::{Msg, clean, number};

#[derive(Debug)]
pub struct Recover {
    drafts: Vec<Draft>,
    at: usize,
    compare: bool,
    /// First line shown.
    top: usize,
    /// Lines that fit on the screen.
    page: usize,
    /// The draft at the cursor has not been brought into sight yet.
    seek: bool,
    /// When it was said that the draft at the cursor is to go. It goes when that is said once more, by somebody who had
    /// the time to read what it means: the dialog may open under somebody's hands.
    doomed: Option<DateTime<Utc>>,
}

/// So long it takes to read that nothing brings a text back; letters of a word and of a key held down come faster.
const TO_READ: TimeDelta = TimeDelta::seconds(1);

impl Recover {
    pub fn new(drafts: Vec<Draft>) -> Self {
        Self { drafts, at: 0, compare: false, top: 0, page: 1, seek: true, doomed: None }
    }

    pub fn act_on(&mut self, action: Action, context: &Context<'_>) -> Vec<Ask> {
        let doomed = self.doomed.take();
        match action {
            Action::Up => self.go_to(self.at.saturating_sub(1)),
            Action::Down => self.go_to((self.at + 1).min(self.drafts.len().saturating_sub(1))),
            Action::PageUp => self.top = self.top.saturating_sub(self.page),
            Action::PageDown => self.top = self.top.saturating_add(self.page),
            Action::Open | Action::TakeUp => return self.recover(context),
            Action::Compare => {
                self.compare = !self.compare;
                self.seek = true;
            }
            Action::Discard if doomed.is_some_and(|said| context.now - said >= TO_READ) => return self.discard(),
            Action::Discard => {
                self.doomed = Some(context.now);
                let key = context.keymap.hint(Action::Discard);
                return vec![Ask::Tell(Msg::new("recover-surely").with("key", key), Tone::Warn)];
            }
            Action::Back if self.compare => self.compare = false,
            Action::Back => {
                let key = context.keymap.hint(Action::GoDrafts);
                return vec![Ask::Back, Ask::Tell(Msg::new("recover-later").with("key", key), Tone::Plain)];
            }
            _ => {}
        }
        Vec::new()
    }

    /// Whatever is typed, pasted or clicked but the same key takes back what it said.
    pub fn spare(&mut self) {
        self.doomed = None;
    }

    /// Gives the text up.
    fn discard(&mut self) -> Vec<Ask> {
        if self.at >= self.drafts.len() {
            return vec![Ask::Back];
        }
        let gone = self.drafts.remove(self.at);
        self.go_to(self.at.min(self.drafts.len().saturating_sub(1)));
        let mut asks = vec![Ask::Discard(Box::new(gone))];
        if self.drafts.is_empty() {
            asks.push(Ask::Back);
        }
        asks
    }

    fn go_to(&mut self, at: usize) {
        (self.at, self.seek) = (at, true);
    }

    fn recover(&mut self, context: &Context<'_>) -> Vec<Ask> {
        let Some(draft) = self.drafts.get(self.at) else { return vec![Ask::Back] };
        if Self::open(draft, context).is_none() {
            return vec![Ask::Tell(Msg::new("recover-unknown"), Tone::Error)];
        }
        vec![Ask::Back, Ask::TakeUp(Box::new(draft.clone()))]
    }

    /// The form or screen in which a text goes on; none for a form that this version does not know.
    pub fn open(draft: &Draft, context: &Context<'_>) -> Option<Ask> {
        if let Some(talk) = LogTalk::from_draft(draft) {
            return Some(Ask::Show(Dialog::Talk(Box::new(talk))));
        }
        if let Some(view) = PipelinesView::recover(draft, context) {
            return Some(Ask::Go(Screen::from(view)));
        }
        Some(match (Form::from_draft(draft, context), draft.kind, draft.record) {
            (Some(form), ..) => Ask::Show(Dialog::Form(Box::new(form))),
            (None, Kind::Interview, Some(id)) => {
                Ask::Go(Screen::Interview(Box::new(InterviewView::recover(id, draft.clone()))))
            }
            (None, Kind::Clause | Kind::AgreementVersion, Some(_)) => {
                let view = crate::screens::agreement::AgreementView::recover(draft.clone());
                Ask::Go(Screen::Agreement(Box::new(view)))
            }
            _ => return None,
        })
    }

    pub fn draw(&mut self, screen: &mut Frame, area: Rect, context: &Context<'_>) {
        let (text, theme) = (context.text, context.theme);
        let width = frame::width(area).saturating_sub(6);
        let mut lines = vec![Line::styled(text.get("recover-explain"), theme.dim), Line::raw("")];
        for (n, draft) in self.drafts.iter().enumerate() {
            let here = n == self.at;
            // The heading stands with the first of them.
            if here && self.seek && (lines.len() < self.top || lines.len() >= self.top + self.page || n == 0) {
                self.top = if n == 0 { 0 } else { lines.len().saturating_sub(1) };
            }
            let name = draft.mine.get("name").and_then(Value::as_str).unwrap_or_default();
            let when = chrono::DateTime::from_timestamp_millis(draft.saved_ms)
                .map_or_else(String::new, |at| number::instant_short(at, context.tz, text.lang()));
            let kind = text.get(&draft.kind.key());
            let bar = if here { theme.marks.bar } else { " " };
            // A name may be cut, the time may not.
            let row = clean::clean(&format!("{bar} {kind}  {name}")).into_owned();
            let row = format!("{}  {when}", clean::truncate(&row, width.saturating_sub(clean::width(&when) + 2)));
            lines.push(Line::styled(row, if here { theme.selected } else { theme.text }));
        }
        if let Some(draft) = self.drafts.get(self.at).filter(|_| self.compare) {
            lines.push(Line::raw(""));
            let rows = Form::compared(draft, context).or_else(|| InterviewView::compared(draft, context));
            let said = |rows: &[(String, String, String)], mine: bool| -> Vec<String> {
                rows.iter().map(|(label, typed, was)| format!("{label}: {}", if mine { typed } else { was })).collect()
            };
            for (heading, mine) in [("recover-mine", true), ("recover-base", false)] {
                lines.push(Line::styled(text.get(heading), theme.dim));
                let parts = match &rows {
                    Some(rows) => said(rows, mine),
                    None => texts(if mine { &draft.mine } else { &draft.base }),
                };
                for part in parts.iter().flat_map(|t| clean::wrap(&clean::clean_lines(t), width)) {
                    lines.push(Line::raw(format!("  {part}")));
                }
            }
        }
        self.seek = false;
        lines.push(Line::raw(""));
        let doing = [
            ("up", Action::TakeUp),
            ("compare", Action::Compare),
            ("discard", Action::Discard),
            ("down", Action::PageDown),
        ];
        let keys = frame::keys(area, context, "recover-keys", &doing);
        let title = text.get("recover-title");
        (self.top, self.page) = frame::page(screen, area, context, &title, (&lines, self.top), &keys);
    }
}

/// The readable texts inside a draft's JSON, without its ids.
fn texts(values: &Values) -> Vec<String> {
    fn walk(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::String(text) if text.parse::<uuid::Uuid>().is_err() => found.push(text.clone()),
            Value::Array(items) => items.iter().for_each(|item| walk(item, found)),
            Value::Object(map) => {
                map.iter().filter(|(name, _)| *name != "labels").for_each(|(_, item)| walk(item, found));
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    walk(&Value::Object(values.clone()), &mut found);
    found
}
