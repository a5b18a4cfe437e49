//! What is said of an answer beside its words: why there is none, how we read it; the way to any question; the clock.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use ratatui::crossterm::event::{KeyCode, KeyEvent};
use serde_json::{Value, json};

use super::draw::mark;
use super::field::{AnswerField, Outcome};
use super::words::ANSWERED;
use super::{InterviewView, Pane, Part, Said};
use crate::dialogs::Dialog;
use crate::dialogs::pick::Pick;
use crate::domain::kinds::Kind;
use crate::domain::research::answer;
use crate::screens::{Ask, Context};
use crate::store::request::Link;
use crate::text::{Msg, clean};
use crate::widgets::text_field::Place;

/// An interview that began longer ago is not under way any more.
const LONGEST: TimeDelta = TimeDelta::hours(12);

impl InterviewView {
    /// Marks the question, or takes the same mark away again. Why, and whom to ask, is written at once.
    pub(super) fn mark(&mut self, status: &'static str, context: &Context<'_>) -> Vec<Ask> {
        let taken = self.words_now(&self.at).status == status;
        self.pane = Pane::Answer;
        self.part = if taken { Part::Answer } else { Part::Reason };
        if taken {
            self.reason.set_text("");
        }
        let to = if taken { ANSWERED } else { status };
        self.touch(|words| to.clone_into(&mut words.status), context)
    }

    /// To our reading of the answer, and back.
    pub(super) fn turn_reading(&mut self) {
        let back = self.pane == Pane::Answer && self.part == Part::Reading;
        self.pane = Pane::Answer;
        self.part = if back { Part::Answer } else { Part::Reading };
    }

    /// Whether the key went to another cell of a table.
    pub(super) fn steps_inside(&mut self, forward: bool) -> bool {
        let here = self.pane == Pane::Answer && self.part == Part::Answer;
        here && self.field.as_mut().is_some_and(|field| field.step(forward))
    }

    pub(super) fn part_key(&mut self, key: KeyEvent) -> Outcome {
        let up = key.code == KeyCode::Up && key.modifiers.is_empty();
        match self.part {
            Part::Answer => self.field.as_mut().map_or(Outcome::Ignored, |field| field.key(key)),
            Part::Reason if key.code == KeyCode::Enter => Outcome::Next,
            Part::Reason if !up => self.reason.handle(key).into(),
            Part::Reading if !up || self.reading.cursor().row > 0 => self.reading.handle(key).into(),
            Part::Reason | Part::Reading => {
                self.part = Part::Answer;
                Outcome::Moved
            }
        }
    }

    /// Where the cursor stands, for a draft.
    pub(super) fn spot_now(&self) -> Value {
        let (part, at) = match self.part {
            Part::Answer => ("answer", Place::default()),
            Part::Reason => ("reason", self.reason.cursor()),
            Part::Reading => ("reading", self.reading.cursor()),
        };
        let place = self.field.as_ref().map(AnswerField::place);
        json!({ "place": place, "part": part, "at": [at.row, at.column] })
    }

    pub(super) fn set_spot(&mut self, spot: &Value) {
        let number = |n: usize| spot["at"].get(n).and_then(Value::as_u64).unwrap_or(0) as usize;
        let at = Place::new(number(0), number(1));
        self.part = match spot["part"].as_str() {
            Some("reason") => Part::Reason,
            Some("reading") => Part::Reading,
            _ => Part::Answer,
        };
        match self.part {
            Part::Answer => {}
            Part::Reason => self.reason.set_cursor(at),
            Part::Reading => self.reading.set_cursor(at),
        }
        if let (Some(field), Some(place)) = (&mut self.field, spot.get("place").filter(|place| !place.is_null())) {
            field.set_place(place);
        }
    }

    /// Every question that applies, to be found by its number, its id, its words or what was answered.
    pub(super) fn jump(&mut self, context: &Context<'_>) -> Vec<Ask> {
        let given = self.given();
        let Some(template) = self.template.clone() else { return Vec::new() };
        let sheet = answer::Sheet::new(&template, &given);
        let mut rows = Vec::new();
        self.menu.clear();
        for question in sheet.visible() {
            let id = context.id();
            let (mark, _) = mark(sheet.standing(&question.id), given.get(&question.id), context.theme);
            let words = question.wording(context.text.lang(), context.theme.marks.ellipsis);
            let said = given.get(&question.id).map(|given| clean::clean(given.raw.trim()).into_owned());
            let said = said.filter(|said| !said.is_empty()).map(|said| format!(" {} {said}", context.theme.marks.dot));
            let title = format!("{mark} {}  {words}{}", question.id, clean::truncate(&said.unwrap_or_default(), 200));
            let code = self.number(question).to_string();
            rows.push(Link { kind: Kind::Answer, id, code, title, by: "" });
            self.menu.push((id, Said::Question(question.id.clone())));
        }
        vec![Ask::Show(Dialog::Pick(Pick::among(Msg::new("interview-jump"), Kind::Answer, rows)))]
    }

    /// Shows how long the meeting takes, or hides it again.
    pub(super) fn turn_clock(&mut self, context: &Context<'_>) -> Vec<Ask> {
        if self.clock.take().is_some() {
            return Vec::new();
        }
        let record = self.sheet.as_ref().map(|sheet| &sheet.record);
        let held = record.filter(|record| record.str("state") == "IN_PROGRESS").map(|record| record.str("held_at"));
        let held = held.and_then(|at| DateTime::parse_from_rfc3339(at).ok()).map(|at| at.with_timezone(&Utc));
        let runs = |since: &DateTime<Utc>| (TimeDelta::zero()..LONGEST).contains(&(context.now - *since));
        self.clock = Some(held.filter(runs).unwrap_or(context.now));
        Vec::new()
    }

    pub(super) fn clock_shown(&self, context: &Context<'_>) -> Option<String> {
        let minutes = (context.now - self.clock?).num_minutes();
        Some(format!("{}:{:02}", minutes / 60, minutes % 60))
    }

    /// Until the clock shows another minute.
    pub(super) fn next_minute(&self, now: DateTime<Utc>) -> Option<Duration> {
        let past = (now - self.clock?).num_milliseconds().rem_euclid(60_000);
        u64::try_from(60_000 - past).ok().map(Duration::from_millis)
    }
}
