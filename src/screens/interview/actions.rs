//! Commands in the interview: moving between questions, marking what is not known, making a need.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::{InterviewView, Pane, Part, Said};
use crate::dialogs::Dialog;
use crate::dialogs::choose::Choose;
use crate::dialogs::feeds::Feeds;
use crate::dialogs::form::Builder;
use crate::dialogs::thread::Thread;
use crate::domain::act::{Act, Change};
use crate::domain::kinds::Kind;
use crate::domain::record::Id;
use crate::domain::research::answer;
use crate::domain::research::interview::{steps, taken};
use crate::domain::research::new::need_in_words;
use crate::keys::Action;
use crate::screens::{Ask, Context, Screen, Tone, View};
use crate::screens::{minutes, needs};
use crate::store::request::Command;
use crate::text::Msg;

impl InterviewView {
    pub(super) fn carry_out(&mut self, action: Action, context: &Context<'_>) -> Vec<Ask> {
        if action == Action::Back {
            return self.back(context);
        }
        if self.field.is_none() {
            return Vec::new();
        }
        match action {
            Action::NextField | Action::PrevField if self.steps_inside(action == Action::NextField) => {}
            Action::NextField => return self.step(1, context),
            Action::PrevField if self.part != Part::Answer => self.part = Part::Answer,
            Action::PrevField => return self.step(-1, context),
            Action::NextUnanswered => return self.next_open(context),
            Action::Panes => self.turn(),
            Action::Save => return self.save(context),
            Action::JumpQuestion | Action::Filter => return self.jump(context),
            Action::MarkUnknown => return self.mark("unknown", context),
            Action::MarkRefused => return self.mark("refused", context),
            Action::MarkInapplicable => return self.mark("not_applicable", context),
            Action::Reading => self.turn_reading(),
            Action::Clock => return self.turn_clock(context),
            Action::People => return self.people_menu(context),
            Action::Confidence => return self.mark_answer(super::Words::turn_confidence, context),
            Action::Private => return self.mark_answer(|words| words.private = !words.private, context),
            Action::MakeNeed => return self.make_need(context),
            Action::EditExternal => return self.edit_outside(),
            Action::Trace => return self.trace(),
            Action::Ladder | Action::Merge => return self.with_need(action, context),
            Action::MakeGap => return self.make_gap(context),
            Action::Feeds => {
                let saved = self.commit_all(context);
                return saved.into_iter().chain(feeds(self.id)).collect();
            }
            Action::Export => {
                let (Some(sheet), Some(template)) = (&self.sheet, &self.template) else { return Vec::new() };
                return minutes::of_interview(sheet, template, context);
            }
            Action::New => return self.state_menu(context),
            Action::History => {
                let Some(sheet) = &self.sheet else { return Vec::new() };
                let log = crate::screens::log::Log::of(Kind::Interview, self.id, &sheet.record.code);
                return vec![Ask::Go(Screen::Log(Box::new(log)))];
            }
            Action::Copy => return vec![Ask::Copy(self.words_now(&self.at).raw)],
            _ => return self.move_in_pane(action, context),
        }
        Vec::new()
    }

    /// One step back: to the answer, and from there out, with everything typed on its way to the store.
    fn back(&mut self, context: &Context<'_>) -> Vec<Ask> {
        if self.field.is_some() && self.pane != Pane::Answer {
            self.pane = Pane::Answer;
            return Vec::new();
        }
        if self.part != Part::Answer {
            self.part = Part::Answer;
            return Vec::new();
        }
        let mut asks = self.save_all(context);
        asks.push(Ask::Back);
        asks
    }

    fn turn(&mut self) {
        self.pane = match self.pane {
            Pane::Answer => Pane::Needs,
            Pane::Needs => Pane::List,
            Pane::List => Pane::Answer,
        };
    }

    fn move_in_pane(&mut self, action: Action, context: &Context<'_>) -> Vec<Ask> {
        match (self.pane, action) {
            (Pane::List, Action::Up) => return self.step(-1, context),
            (Pane::List, Action::Down) => return self.step(1, context),
            (Pane::List, Action::PageUp) => return self.section(-1, context),
            (Pane::List, Action::PageDown) => return self.section(1, context),
            (Pane::List, Action::Top) => return self.step(isize::MIN, context),
            (Pane::List, Action::Bottom) => return self.step(isize::MAX, context),
            (Pane::List, Action::Open | Action::Edit | Action::Right) | (Pane::Needs, Action::Edit | Action::Left) => {
                self.pane = Pane::Answer;
            }
            (Pane::Needs, Action::Up) => self.need_at = self.need_at.saturating_sub(1),
            (Pane::Needs, Action::Down) => {
                self.need_at = (self.need_at + 1).min(self.needs().len().saturating_sub(1));
            }
            (Pane::Needs, Action::Open) => {
                let need = self.needs().get(self.need_at).map(|(_, need)| need.id);
                return need.map(|id| Ask::Go(Screen::of(Kind::Need, id))).into_iter().collect();
            }
            // Where the answer has the keys these come as keys; from the palette they come as commands.
            (Pane::Answer, Action::Up | Action::Down | Action::Open) => {
                let code = match action {
                    Action::Up => KeyCode::Up,
                    Action::Down => KeyCode::Down,
                    _ => KeyCode::Enter,
                };
                return self.key(KeyEvent::new(code, KeyModifiers::NONE), context);
            }
            _ => {}
        }
        Vec::new()
    }

    /// Goes to another question; what was said to this one is saved.
    pub(super) fn go_to(&mut self, question: String, context: &Context<'_>) -> Vec<Ask> {
        let here = self.at.clone();
        let asks = self.commit(&here, context);
        if question != here {
            self.at = question;
            self.open(context);
        }
        asks
    }

    pub(super) fn step(&mut self, by: isize, context: &Context<'_>) -> Vec<Ask> {
        let visible = self.visible();
        let Some(here) = visible.iter().position(|id| *id == self.at) else { return Vec::new() };
        let last = visible.len().saturating_sub(1);
        let there = here.saturating_add_signed(by).min(last);
        let at_end = by == 1 && here == last;
        let mut asks = visible.get(there).map_or_else(Vec::new, |id| self.go_to(id.clone(), context));
        if at_end {
            asks.push(self.how_far());
        }
        asks
    }

    /// What is still to be asked before the interview is finished.
    fn how_far(&self) -> Ask {
        match self.missing().len() {
            0 => Ask::Tell(Msg::new("interview-all-settled"), Tone::Good),
            count => Ask::Tell(Msg::new("interview-still-open").with("count", count), Tone::Plain),
        }
    }

    /// Required questions that are neither answered nor settled.
    pub(super) fn missing(&self) -> Vec<String> {
        let given = self.given();
        let Some(template) = &self.template else { return Vec::new() };
        answer::Sheet::new(template, &given).missing().map(|question| question.id.clone()).collect()
    }

    /// The first question of the section before or after.
    fn section(&mut self, by: isize, context: &Context<'_>) -> Vec<Ask> {
        let Some(template) = &self.template else { return Vec::new() };
        let of = |id: &str| template.question(id).map(|question| question.section.as_str());
        let visible = self.visible();
        let mut firsts: Vec<&String> = Vec::new();
        for id in &visible {
            if firsts.last().is_none_or(|first| of(first) != of(id)) {
                firsts.push(id);
            }
        }
        let here = firsts.iter().position(|first| of(first) == of(&self.at)).unwrap_or(0);
        let there = here.saturating_add_signed(by).min(firsts.len().saturating_sub(1));
        let id = firsts.get(there).map(|id| (*id).clone());
        id.map_or_else(Vec::new, |id| self.go_to(id, context))
    }

    fn next_open(&mut self, context: &Context<'_>) -> Vec<Ask> {
        let given = self.given();
        let Some(template) = &self.template else { return Vec::new() };
        let next = answer::Sheet::new(template, &given).next_open_after(&self.at).map(|question| question.id.clone());
        match next {
            Some(id) => {
                self.pane = Pane::Answer;
                self.go_to(id, context)
            }
            None => vec![self.how_far()],
        }
    }

    fn save(&mut self, context: &Context<'_>) -> Vec<Ask> {
        let asks = self.commit_all(context);
        if asks.is_empty() { vec![Ask::Tell(Msg::new("interview-nothing-to-save"), Tone::Plain)] } else { asks }
    }

    /// Says something of the answer that is there.
    fn mark_answer(&mut self, change: impl FnOnce(&mut super::Words), context: &Context<'_>) -> Vec<Ask> {
        if !self.words_now(&self.at).is_said() {
            return vec![Ask::Tell(Msg::new("interview-nothing-said"), Tone::Plain)];
        }
        self.touch(change, context)
    }

    /// A line of one of the menus above was taken.
    pub(super) fn take_choice(&mut self, id: Id, context: &Context<'_>) -> Vec<Ask> {
        let said = self.menu.iter().find(|(line, _)| *line == id).map(|(_, said)| said.clone());
        self.menu.clear();
        match said {
            None => Vec::new(),
            Some(Said::By(by)) => self.touch(|words| words.by = by, context),
            Some(Said::Voice(who)) => self.hear(who, context),
            Some(Said::Question(question)) => {
                self.pane = Pane::Answer;
                self.go_to(question, context)
            }
        }
    }

    fn edit_outside(&mut self) -> Vec<Ask> {
        self.pane = Pane::Answer;
        if self.part == Part::Reading {
            return vec![Ask::Edit { text: self.reading.text(), suffix: ".md" }];
        }
        let Some(field) = self.field.as_mut().filter(|field| field.is_long()) else {
            return vec![Ask::Tell(Msg::new("interview-one-line"), Tone::Plain)];
        };
        self.part = Part::Answer;
        vec![Ask::Edit { text: field.text_mut().text(), suffix: ".md" }]
    }

    /// A text that came back from the user's editor.
    pub(super) fn take_text(&mut self, text: &str, context: &Context<'_>) -> Vec<Ask> {
        if self.part == Part::Reading {
            self.reading.set_text(text);
            return self.touch(|_| {}, context);
        }
        let Some(field) = self.field.as_mut().filter(|field| field.is_long()) else { return Vec::new() };
        field.text_mut().set_text(text);
        self.touch(|_| {}, context)
    }

    /// A command about the need at the cursor.
    fn with_need(&self, action: Action, context: &Context<'_>) -> Vec<Ask> {
        let (Some(sheet), Some((_, need))) = (&self.sheet, self.needs().get(self.need_at)) else { return Vec::new() };
        needs::act(action, need, &sheet.labels, context).unwrap_or_default()
    }

    /// What the answer at the cursor says is missing.
    fn make_gap(&mut self, context: &Context<'_>) -> Vec<Ask> {
        let here = self.at.clone();
        let mut asks = self.commit(&here, context);
        let Some(sheet) = &self.sheet else { return asks };
        let stored = sheet.answers.iter().find(|answer| answer.str("question") == here);
        match (sheet.record.id_of("opportunity"), stored) {
            (Some(deal), Some(answer)) => {
                let needs = sheet.needs.iter().filter(|(from, _)| *from == answer.id).map(|(_, need)| need.id);
                let needs: Vec<Id> = needs.collect();
                asks.extend(needs::gap_of_answer(deal, answer, &needs, &sheet.labels, context));
            }
            (None, _) => asks.push(Ask::Tell(Msg::new("interview-no-opportunity"), Tone::Warn)),
            (_, None) => asks.push(Ask::Tell(Msg::new("interview-no-thread"), Tone::Plain)),
        }
        asks
    }

    fn trace(&self) -> Vec<Ask> {
        let need = self.needs().get(self.need_at).map(|(_, need)| (Kind::Need, need.id));
        let answer = || self.arriving(&self.at).map(|stored| (Kind::Answer, stored.id));
        let of = if self.pane == Pane::Needs { need } else { answer() };
        let Some((kind, id)) = of else {
            return vec![Ask::Tell(Msg::new("interview-no-thread"), Tone::Plain)];
        };
        let (thread, ask) = Thread::new(kind, id);
        vec![Ask::Show(Dialog::Thread(thread)), ask]
    }

    /// A need in the customer's words, tied to the answer they come from.
    fn make_need(&mut self, context: &Context<'_>) -> Vec<Ask> {
        let (Some(sheet), Some(template)) = (&self.sheet, &self.template) else { return Vec::new() };
        let Some(opportunity) = sheet.record.id_of("opportunity") else {
            return vec![Ask::Tell(Msg::new("interview-no-opportunity"), Tone::Warn)];
        };
        let selected = self.field.as_ref().and_then(super::AnswerField::selected_text);
        let statement = selected.filter(|text| !text.trim().is_empty()).unwrap_or(self.words_now(&self.at).raw);
        if statement.trim().is_empty() {
            return vec![Ask::Tell(Msg::new("interview-need-empty"), Tone::Warn)];
        }
        let requester = self.speaker().map(Id::json).or_else(|| sheet.record.get("contacts").get(0).cloned());
        let labels = sheet.labels.clone();
        let values = need_in_words(template, self.question(), &statement);
        // The answer must be there before something can come of it.
        let here = self.at.clone();
        let mut asks = self.commit(&here, context);
        let Some(answer) = self.arriving(&here).map(|stored| stored.id) else { return asks };
        let mut builder =
            Builder::new_record(Kind::Need, context).verb("verb-make-need").fixed("opportunity", opportunity.json());
        for (field, value) in values {
            builder = builder.preset(&field, value);
        }
        if let Some(requester) = requester {
            builder = builder.preset("requester", requester);
        }
        for (id, name) in labels {
            builder = builder.label(id, name);
        }
        let Some(need) = builder.id() else { return asks };
        let link = Change::link(context.id(), (Kind::Answer, answer), (Kind::Need, need));
        let form = builder.extra(link).build(context);
        self.seek_need = Some(need);
        asks.push(Ask::Show(Dialog::Form(Box::new(form))));
        asks
    }

    /// Where the interview may go from its state, and the way to its people, place and dates.
    fn state_menu(&mut self, context: &Context<'_>) -> Vec<Ask> {
        let Some(sheet) = &self.sheet else { return Vec::new() };
        let state = sheet.record.str("state").to_owned();
        let missing = self.missing().len();
        let with_nobody = Id::all(sheet.record.get("contacts")).next().is_none();
        let act = context.id();
        let mut finishing = act;
        let steps = steps(&state).iter().map(|step| {
            let ask = if step.to == "CONFIRMED" {
                minutes::confirm(&sheet.record, &sheet.labels, context)
            } else if step.to == "COMPLETED" && missing > 0 {
                Ask::Tell(Msg::new("interview-still-open").with("count", missing), Tone::Warn)
            } else if step.to == "COMPLETED" && with_nobody {
                // Whoever answers that finishes it with the same key.
                let form = Builder::existing(&sheet.record, &sheet.labels).only(&["contacts"]).verb("verb-state");
                let form = taken(&sheet.record, *step, context.now).into_iter().fold(form, Builder::extra);
                let form = form.title(Msg::new("interview-finish-with")).build(context);
                finishing = form.act();
                Ask::Show(Dialog::Form(Box::new(form)))
            } else {
                let changes = taken(&sheet.record, *step, context.now);
                let id = if step.to == "COMPLETED" { act } else { context.id() };
                Ask::Do(Command::Save(Act { id, verb: "verb-state".to_owned(), changes }))
            };
            (context.text.get(&format!("interview-{}", step.name)), vec![ask])
        });
        let mut rows: Vec<_> = steps.collect();
        let form = Builder::existing(&sheet.record, &sheet.labels).build(context);
        let edit = (context.text.get("interview-edit"), vec![Ask::Show(Dialog::Form(Box::new(form)))]);
        let clock = (context.text.get("action-clock"), vec![Ask::Run(Action::Clock)]);
        rows.extend([edit, clock]);
        self.finishing = Some(finishing);
        let title = Msg::new("interview-state-title").with("state", context.text.choice("state", &state));
        vec![Ask::Show(Dialog::Choose(Choose::new(title, rows)))]
    }

    /// What the answers lead to is offered while they are fresh: when the act that finishes the interview is saved.
    pub(super) fn finished(&mut self, act: Id) -> Vec<Ask> {
        self.finishing.take_if(|finishing| *finishing == act).map_or_else(Vec::new, |_| feeds(self.id))
    }
}

/// The dialog of what an interview proposes.
fn feeds(interview: Id) -> Vec<Ask> {
    let (feeds, ask) = Feeds::new(interview);
    vec![Ask::Show(Dialog::Feeds(Box::new(feeds))), ask]
}
