//! The interview: what do I ask now, and what did they mean?

mod actions;
mod choosing;
mod draw;
mod field;
mod grid;
mod list;
mod marks;
mod people;
mod question;
mod rows;
mod saving;
mod side;
mod words;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use field::{AnswerField, Outcome};
use ratatui::Frame;
use ratatui::crossterm::event::KeyEvent;
use ratatui::layout::Rect;
use serde_json::Value;
use words::{Stored, Words, Work};

use super::{Ask, Context, Tone, View};
use crate::domain::kinds::Kind;
use crate::domain::money::Currency;
use crate::domain::record::{Id, Record};
use crate::domain::research::answer::{self, Given, Standing};
use crate::domain::research::template::{Question, Template};
use crate::keys::{Action, Scope};
use crate::store::drafts::Draft;
use crate::store::presence::Spot;
use crate::store::request::{InterviewSheet, Reply, Request};
use crate::text::{Msg, clean};
use crate::widgets::text_field::TextField;

/// Bytes of our reading of an answer.
const READING: usize = 4096;

/// Which pane has the keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pane {
    Answer,
    Needs,
    List,
}

/// Which part of an answer has the keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Answer,
    /// Whom to ask and by when, or why there is no answer.
    Reason,
    /// How we read it.
    Reading,
}

/// What the line of a menu stands for.
#[derive(Clone, Debug)]
enum Said {
    By(Option<Id>),
    /// This person said something too.
    Voice(Id),
    /// On to this question.
    Question(String),
}

#[derive(Debug)]
pub struct InterviewView {
    /// The interview, or the answer by which it was asked for.
    id: Id,
    sheet: Option<Box<InterviewSheet>>,
    template: Option<Arc<Template>>,
    gone: bool,
    /// Answers by question, as read.
    stored: BTreeMap<String, Stored>,
    /// Answers that differ from them and are not on their way.
    works: BTreeMap<String, Work>,
    /// Answers on their way to the store, in the order they were sent.
    pending: Vec<(String, Work)>,
    /// The question at the cursor.
    at: String,
    field: Option<AnswerField>,
    /// The words the field was opened with or last gave.
    shown: Words,
    /// Whom to ask and by when, or why not: one line beside a status other than answered.
    reason: TextField,
    reading: TextField,
    part: Part,
    pane: Pane,
    need_at: usize,
    seek_need: Option<Id>,
    /// What the lines of the open menu stand for.
    menu: Vec<(Id, Said)>,
    recovered: Option<Draft>,
    /// The act that finishes it, once it may be finished.
    finishing: Option<Id>,
    /// Since when the clock runs; none while it is hidden.
    clock: Option<DateTime<Utc>>,
    /// Of the account.
    ccy: Option<Currency>,
    top: usize,
}

impl InterviewView {
    /// `id` names the interview or one of its answers, on which the cursor then stands.
    pub fn new(id: Id) -> Self {
        Self {
            id,
            sheet: None,
            template: None,
            gone: false,
            stored: BTreeMap::new(),
            works: BTreeMap::new(),
            pending: Vec::new(),
            at: String::new(),
            field: None,
            shown: Words::default(),
            reason: TextField::one_line(""),
            reading: TextField::many_lines(""),
            part: Part::Answer,
            pane: Pane::Answer,
            need_at: 0,
            seek_need: None,
            menu: Vec::new(),
            recovered: None,
            finishing: None,
            clock: None,
            ccy: None,
            top: 0,
        }
    }

    /// The interview with a text that a dropped session left, at the same question and cursor.
    pub fn recover(id: Id, draft: Draft) -> Self {
        Self { recovered: Some(draft), ..Self::new(id) }
    }

    fn read(&mut self, sheet: Box<InterviewSheet>, context: &Context<'_>) -> Vec<Ask> {
        let record = &sheet.record;
        self.template.clone_from(&sheet.template);
        self.stored = sheet.answers.iter().map(|row| (row.str("question").to_owned(), Stored::of(row))).collect();
        // A colleague was first with a question.
        for (question, work) in &mut self.works {
            if let Some(there) = self.stored.get(question).filter(|there| work.new && there.id != work.answer) {
                work.settle_on(Some(there));
            }
        }
        let first = self.sheet.is_none();
        let asked = sheet.answers.iter().find(|row| row.id == self.id).map(|row| row.str("question").to_owned());
        self.id = record.id;
        self.sheet = Some(sheet);
        if first {
            self.begin(asked, context);
        } else if !self.works.contains_key(&self.at) && !self.words_now(&self.at).reads_as(&self.shown) {
            self.open(context);
        }
        if let Some(id) = self.seek_need {
            self.stand_on_need(id);
        }
        self.need_at = self.need_at.min(self.needs().len().saturating_sub(1));
        Vec::new()
    }

    /// Where the cursor stands first: at what was asked for, or at the first question still open.
    fn begin(&mut self, asked: Option<String>, context: &Context<'_>) {
        let left = self.recovered.take().and_then(|draft| Work::from_draft(&draft).map(|work| (draft, work)));
        let given = self.given();
        let Some(template) = self.template.clone() else { return };
        let sheet = answer::Sheet::new(&template, &given);
        let first = || sheet.visible().find(|q| !sheet.standing(&q.id).is_done()).or_else(|| sheet.visible().next());
        let known = |id: &String| template.question(id).is_some();
        let wanted = left.as_ref().map(|(_, (question, _))| question.clone()).or(asked).filter(known);
        self.at = wanted.or_else(|| first().map(|question| question.id.clone())).unwrap_or_default();
        let Some((draft, (question, mut work))) = left.filter(|(_, (question, _))| *question == self.at) else {
            self.open(context);
            return;
        };
        work.settle_on(self.stored.get(&question));
        if let Some(question) = template.question(&question) {
            let unchosen = work.is_unchosen();
            work.read(question, context);
            if unchosen {
                work.leave_unchosen();
            }
        }
        self.works.insert(question, work);
        self.open(context);
        let cursor: Value = draft.cursor.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default();
        self.set_spot(&cursor);
    }

    /// What is known about each question: mine before what is on its way, before what is stored.
    fn given(&self) -> BTreeMap<String, Given> {
        let mut given: BTreeMap<String, Given> =
            self.stored.iter().map(|(question, stored)| (question.clone(), stored.given())).collect();
        let mine = self.pending.iter().map(|(question, work)| (question, work)).chain(&self.works);
        given.extend(mine.map(|(question, work)| (question.clone(), work.given())));
        given
    }

    fn sent(&self, question: &str) -> Option<&Work> {
        self.pending.iter().rev().find(|(id, _)| id == question).map(|(_, work)| work)
    }

    /// The answer that will be stored once all that was sent has arrived.
    fn arriving(&self, question: &str) -> Option<Stored> {
        self.sent(question).map(Work::stored).or_else(|| self.stored.get(question).cloned())
    }

    fn words_now(&self, question: &str) -> Words {
        match self.works.get(question) {
            Some(work) => work.now.clone(),
            None => self.arriving(question).map_or_else(
                || Words { status: words::ANSWERED.to_owned(), ..Words::default() },
                |stored| stored.words(),
            ),
        }
    }

    fn question(&self) -> Option<&Question> {
        self.template.as_ref()?.question(&self.at)
    }

    /// Questions to ask, in order; the one at the cursor even where it no longer applies.
    fn visible(&self) -> Vec<String> {
        let given = self.given();
        let Some(template) = &self.template else { return Vec::new() };
        let sheet = answer::Sheet::new(template, &given);
        let asked = |question: &&Question| sheet.is_visible(&question.id) || question.id == self.at;
        template.questions.iter().filter(asked).map(|question| question.id.clone()).collect()
    }

    /// Needs with their answers; those of the question at the cursor first.
    fn needs(&self) -> Vec<&(Id, Record)> {
        let Some(sheet) = &self.sheet else { return Vec::new() };
        let here = self.arriving(&self.at).map(|stored| stored.id);
        let (mut mine, others): (Vec<_>, Vec<_>) = sheet.needs.iter().partition(|(answer, _)| Some(*answer) == here);
        mine.extend(others);
        mine
    }

    /// Amounts that name no currency are in that of the account.
    fn local<'c>(&self, context: &Context<'c>) -> Context<'c> {
        Context { currency: self.ccy.unwrap_or(context.currency), ..*context }
    }

    /// Opens the field of the question at the cursor.
    fn open(&mut self, context: &Context<'_>) {
        let words = self.words_now(&self.at);
        let value = self.given().remove(&self.at).and_then(|given| given.value);
        self.field = self.question().map(|question| AnswerField::open(question, &words.raw, value.as_ref(), context));
        self.reason = TextField::one_line(&words.reason).with_max(200);
        self.reading = TextField::many_lines(&words.interpretation).with_max(READING);
        self.part = if words.is_answer() || !words.raw.is_empty() { Part::Answer } else { Part::Reason };
        self.shown = words;
        self.need_at = 0;
    }

    fn after(&mut self, outcome: Outcome, context: &Context<'_>) -> Vec<Ask> {
        match outcome {
            Outcome::Changed => self.touch(|_| {}, context),
            Outcome::Next => self.step(1, context),
            Outcome::Unknown => self.mark("unknown", context),
            Outcome::Full => {
                let mut asks = self.touch(|_| {}, context);
                asks.push(Ask::Tell(Msg::new("field-full"), Tone::Warn));
                asks
            }
            Outcome::Moved => self.keep_place(context),
            Outcome::Ignored => Vec::new(),
        }
    }

    /// The cursor should go to a need that was just made. Saved answers are where they were typed.
    fn stand_on_need(&mut self, id: Id) {
        if let Some(at) = self.needs().iter().position(|(_, need)| need.id == id) {
            self.need_at = at;
            self.seek_need = None;
        }
    }

    /// Answered, asked, and not known.
    fn counts(&self) -> Option<(usize, usize, usize)> {
        let given = self.given();
        let sheet = answer::Sheet::new(self.template.as_ref()?, &given);
        let asked: Vec<&Question> = sheet.visible().collect();
        let answered = asked.iter().filter(|q| sheet.standing(&q.id) == Standing::Answered).count();
        let unknown = asked.iter().filter(|q| given.get(&q.id).is_some_and(|g| g.status == "unknown")).count();
        Some((answered, asked.len(), unknown))
    }
}

impl View for InterviewView {
    const SCOPE: Scope = Scope::Interview;

    fn queries(&self) -> Vec<Request> {
        vec![Request::Interview(self.id)]
    }

    fn accept(&mut self, reply: Reply, context: &Context<'_>) -> Vec<Ask> {
        match reply {
            Reply::Missing => self.gone = true,
            Reply::Interview(sheet) => {
                self.ccy = sheet.ccy;
                return self.read(sheet, &self.local(context));
            }
            _ => {}
        }
        Vec::new()
    }

    fn select(&mut self, _kind: Kind, id: Id) {
        self.stand_on_need(id);
    }

    /// True where keys belong to the answer: letters are typed, digits choose.
    fn about(&self) -> Option<(Kind, Id)> {
        self.sheet.as_ref().map(|sheet| (Kind::Interview, sheet.record.id))
    }

    fn deal(&self) -> Option<Id> {
        self.sheet.as_ref()?.record.id_of("opportunity")
    }

    fn types(&self) -> bool {
        self.field.is_some() && self.pane == Pane::Answer
    }

    fn writes_on(&self, action: Action) -> bool {
        let stays = matches!(
            action,
            Action::NextField
                | Action::PrevField
                | Action::NextUnanswered
                | Action::Save
                | Action::Reading
                | Action::MarkUnknown
                | Action::MarkRefused
                | Action::MarkInapplicable
                | Action::Confidence
                | Action::Private
        );
        stays && self.types()
    }

    /// The question at the cursor, for colleagues.
    fn spot(&self) -> Option<Spot> {
        let interview = self.sheet.as_ref().filter(|_| self.types())?.record.id;
        Some(Spot { kind: Kind::Interview, id: interview, field: self.at.clone() })
    }

    /// What a colleague's question is called, if it is one of this interview.
    fn names(&self, spot: &Spot, context: &Context<'_>) -> Option<String> {
        if (spot.kind, Some(spot.id)) != (Kind::Interview, self.sheet.as_ref().map(|sheet| sheet.record.id)) {
            return None;
        }
        let question = self.template.as_ref()?.question(&spot.field);
        Some(match question {
            Some(question) => context.text.say(&Msg::new("here-question").with("number", self.number(question))),
            None => context.text.field(Kind::Interview.name(), &spot.field),
        })
    }

    fn title(&self, context: &Context<'_>) -> String {
        let text = context.text;
        let Some(sheet) = &self.sheet else {
            return if self.gone { String::new() } else { text.get("loading") };
        };
        let record = &sheet.record;
        let name = |id: Option<Id>| id.and_then(|id| sheet.labels.get(&id)).map(String::as_str);
        let title = match &self.template {
            Some(template) => template.title.to(text.lang()),
            None => record.title(),
        };
        let steps = [name(record.id_of("account")), name(record.id_of("opportunity")), Some(title)];
        let steps: Vec<&str> = steps.into_iter().flatten().filter(|step| !step.is_empty()).collect();
        let people = record.get("contacts").as_array().map(Vec::as_slice).unwrap_or_default();
        let people: Vec<&str> = people.iter().filter_map(|id| name(Id::of(id))).collect();
        // The clock stands where a narrow head line does not cut it off.
        let mut parts: Vec<String> = self.clock_shown(context).into_iter().collect();
        parts.push(steps.join(&format!(" {} ", context.theme.marks.into)));
        parts.extend(Some(people.join(", ")).filter(|people| !people.is_empty()));
        if let Some((done, total, unknown)) = self.counts() {
            parts.push(text.say(&Msg::new("interview-progress").with("done", done).with("total", total)));
            if unknown > 0 {
                parts.push(text.say(&Msg::new("interview-unknown").with("count", unknown)));
            }
        }
        clean::clean(&parts.join(&format!(" {} ", context.theme.marks.dot))).into_owned()
    }

    fn hints(&self) -> Vec<Action> {
        let mut hints = match self.pane {
            Pane::Answer => {
                vec![Action::NextField, Action::MakeNeed, Action::MarkUnknown, Action::JumpQuestion, Action::People]
            }
            Pane::Needs => vec![Action::Open, Action::Trace],
            Pane::List => vec![Action::Open, Action::New, Action::Trace],
        };
        // Where the room is short the ways to all keys and to the other panes come before the rarer ones.
        hints.splice(2..2, [Action::Help, Action::Panes]);
        hints.push(Action::Back);
        if self.pane == Pane::Answer {
            hints.extend([Action::NextUnanswered, Action::Reading, Action::Confidence, Action::Private]);
        }
        hints
    }

    fn means(&self, action: Action) -> Option<&'static str> {
        let in_table = self.pane == Pane::Answer && matches!(self.field, Some(AnswerField::Table(_)));
        match (action, self.pane) {
            (Action::Back, _) => (self.types() && self.part == Part::Answer).then_some("back-saves"),
            (Action::NextField, _) if in_table && self.part == Part::Answer => Some("interview-next-cell"),
            (Action::NextField, _) => Some("interview-next-question"),
            (Action::New, _) => Some("interview-go-on"),
            (Action::MakeNeed, _) => Some("interview-make-need"),
            (Action::MarkUnknown, _) => Some("interview-not-known"),
            (Action::Panes, Pane::Answer) => Some("interview-to-needs"),
            (Action::Panes, Pane::Needs) => Some("interview-to-questions"),
            (Action::Panes, Pane::List) => Some("interview-to-answer"),
            _ => None,
        }
    }

    fn act_on(&mut self, action: Action, context: &Context<'_>) -> Vec<Ask> {
        self.carry_out(action, &self.local(context))
    }

    fn key(&mut self, key: KeyEvent, context: &Context<'_>) -> Vec<Ask> {
        if !self.types() {
            return Vec::new();
        }
        let outcome = self.part_key(key);
        self.after(outcome, &self.local(context))
    }

    fn paste(&mut self, text: &str, context: &Context<'_>) -> Vec<Ask> {
        if !self.types() {
            return Vec::new();
        }
        let outcome = match (&mut self.field, self.part) {
            (_, Part::Reading) => self.reading.paste(text).into(),
            (Some(field), Part::Answer) => field.paste(text),
            _ => self.reason.paste(text).into(),
        };
        self.after(outcome, &self.local(context))
    }

    fn edited(&mut self, text: &str, context: &Context<'_>) -> Vec<Ask> {
        self.take_text(text, &self.local(context))
    }

    fn chosen(&mut self, id: Id, context: &Context<'_>) -> Vec<Ask> {
        self.take_choice(id, &self.local(context))
    }

    fn saved(&mut self, act: Id, done: bool) -> Vec<Ask> {
        let offered = if done { self.finished(act) } else { Vec::new() };
        self.settled(act, done).into_iter().chain(offered).collect()
    }

    fn wakes(&self, now: DateTime<Utc>) -> Option<Duration> {
        self.next_minute(now)
    }

    fn leave(&mut self, context: &Context<'_>) -> Vec<Ask> {
        self.save_all(&self.local(context))
    }

    fn draw(&mut self, frame: &mut Frame, area: Rect, context: &Context<'_>) {
        self.paint(frame, area, &self.local(context));
    }
}

#[cfg(test)]
mod tests;
