//! From a changed word to a draft, from a draft to an act, and what becomes of it when the store refuses.

use serde_json::Value;

use super::InterviewView;
use super::field::AnswerField;
use super::words::{Words, Work};
use crate::domain::kinds::Kind;
use crate::domain::record::Id;
use crate::domain::research::asking;
use crate::domain::research::interview::is_closed;
use crate::screens::{Ask, Context, Tone};
use crate::store::drafts::Draft;
use crate::store::request::Command;
use crate::text::{Arg, Msg, clean};

impl InterviewView {
    /// The words changed: they are kept, and saved when the question is left.
    pub(super) fn touch(&mut self, change: impl FnOnce(&mut Words), context: &Context<'_>) -> Vec<Ask> {
        let Some(question) = self.question().cloned() else { return Vec::new() };
        if let Some(record) = self.sheet.as_ref().map(|sheet| &sheet.record)
            && is_closed(record.str("state"))
        {
            let state = Arg::Key(format!("choice-{}", record.str("state")));
            let msg = Msg::new("interview-closed").with("code", record.code.as_str()).with("state", state);
            // What stands is shown again.
            self.open(context);
            return vec![Ask::Tell(msg, Tone::Warn)];
        }
        let begun = || match self.sent(&self.at) {
            Some(sent) => Work::after(sent, context),
            None => Work::on(self.stored.get(&self.at), context),
        };
        let mut work = self.works.get(&self.at).cloned().unwrap_or_else(begun);
        // The store carries out an act once: newer words need one of their own.
        if work.failed {
            work.act = context.id();
        }
        if let Some(field) = &self.field {
            work.now.raw = field.raw(&question, context);
        }
        let (reason, status) = (work.now.reason.trim().to_owned(), work.now.status.clone());
        if reason != self.reason.text().trim() {
            work.now.reason = self.reason.text();
        }
        if work.now.interpretation.trim() != self.reading.text().trim() {
            work.now.interpretation = self.reading.text();
        }
        change(&mut work.now);
        if work.now.status != "unknown" {
            (work.now.ask_of, work.now.ask_by) = (None, None);
        } else if status != work.now.status || reason != work.now.reason.trim() {
            // A day that was named stays that day: "+3d" was said on its own day.
            (work.now.ask_of, work.now.ask_by) = asking::named(&work.now.reason, &self.known_people(), context.today());
        }
        work.read(&question, context);
        if self.field.as_ref().is_some_and(AnswerField::is_unchosen) {
            work.leave_unchosen();
        }
        self.shown = work.now.clone();
        let draft = self.draft(&self.at, &work, context);
        self.works.insert(self.at.clone(), work);
        vec![Ask::Keep(Box::new(draft))]
    }

    /// The cursor moved in words that are not saved yet: whoever is dropped comes back to where it stood.
    pub(super) fn keep_place(&self, context: &Context<'_>) -> Vec<Ask> {
        let work = self.works.get(&self.at);
        work.map(|work| Ask::Keep(Box::new(self.draft(&self.at, work, context)))).into_iter().collect()
    }

    /// The draft of what was said to one question.
    fn draft(&self, question: &str, work: &Work, context: &Context<'_>) -> Draft {
        let cursor = if question == self.at { self.spot_now() } else { Value::Null };
        let title = self.sheet.as_ref().map_or("", |sheet| sheet.record.title());
        let asked = self.template.as_ref().and_then(|template| template.question(question));
        let asked = asked.map_or_else(String::new, |question| question.wording(context.text.lang(), "…"));
        let name = format!("{title} {} {asked}", context.theme.marks.dot);
        work.draft(self.id, question, &clean::truncate(&name, 60), &cursor, context)
    }

    /// What a dropped session left of an answer, beside what it was typed over: label, typed, before.
    pub fn compared(draft: &Draft, context: &Context<'_>) -> Option<Vec<(String, String, String)>> {
        let (_, work) = Some(draft).filter(|draft| draft.kind == Kind::Interview).and_then(Work::from_draft)?;
        let text = context.text;
        let said = |words: &Words| {
            let status = text.choice("status", &words.status);
            [("raw", words.raw.clone()), ("status", status), ("status_reason", words.reason.clone())]
                .into_iter()
                .chain([("interpretation", words.interpretation.clone())])
                .collect::<Vec<_>>()
        };
        let rows = said(&work.now).into_iter().zip(said(&work.was()));
        let told = rows.filter(|((name, typed), (_, was))| *name == "raw" || typed != was);
        Some(told.map(|((name, typed), (_, was))| (text.field("answer", name), typed, was)).collect())
    }

    /// Sends what was said to one question, if it differs from what is stored.
    pub(super) fn commit(&mut self, question: &str, context: &Context<'_>) -> Vec<Ask> {
        let Some(mut work) = self.works.remove(question) else { return Vec::new() };
        if !work.is_changed() || work.new && !work.now.is_said() {
            return self.done_with(work.draft);
        }
        // Who said it is known where only one was asked.
        if work.new && work.now.by.is_none() {
            let people = self.sheet.as_ref().and_then(|sheet| sheet.record.get("contacts").as_array());
            work.now.by = people.filter(|people| people.len() == 1).and_then(|people| Id::of(people.first()?));
            if question == self.at {
                self.shown.by = work.now.by;
            }
        }
        let act = work.act(self.id, question, context);
        self.pending.push((question.to_owned(), work));
        vec![Ask::Do(Command::Save(act))]
    }

    pub(super) fn commit_all(&mut self, context: &Context<'_>) -> Vec<Ask> {
        let questions: Vec<String> = self.works.keys().cloned().collect();
        questions.iter().flat_map(|question| self.commit(question, context)).collect()
    }

    /// Before something else covers the screen, or it goes. What the store then refuses waits among the drafts.
    pub(super) fn save_all(&mut self, context: &Context<'_>) -> Vec<Ask> {
        let sent = self.commit_all(context);
        let drafts = self.pending.iter().map(|(question, work)| self.draft(question, work, context));
        let left: Vec<Ask> = drafts.map(|draft| Ask::Leave(Box::new(draft))).collect();
        left.into_iter().chain(sent).collect()
    }

    pub(super) fn settled(&mut self, act: Id, done: bool) -> Vec<Ask> {
        if let Some(at) = self.pending.iter().position(|(_, work)| work.act == act) {
            let (question, work) = self.pending.remove(at);
            if done {
                self.stored.insert(question, work.stored());
                return self.done_with(work.draft);
            }
            return self.refused(question, work);
        }
        // Refused first, then saved after all, when the clash was settled: what stands now comes with the next reading.
        let settled = self.works.iter().find(|(_, work)| work.act == act && work.failed).map(|(id, _)| id.clone());
        if let Some(work) = settled.filter(|_| done).and_then(|question| self.works.remove(&question)) {
            return self.done_with(work.draft);
        }
        for work in self.works.values_mut().filter(|_| done) {
            if let Some((_, values)) = work.refused.take_if(|(refused, _)| *refused == act) {
                (work.new, work.base) = (false, values);
            }
        }
        Vec::new()
    }

    /// A draft is no longer needed, unless newer words for the same question are in it.
    fn done_with(&self, draft: Id) -> Vec<Ask> {
        let newer = |work: &Work| work.draft == draft;
        let needed = self.works.values().any(newer) || self.pending.iter().any(|(_, work)| newer(work));
        if needed { Vec::new() } else { vec![Ask::Forget(draft)] }
    }

    /// The store did not take it: the words stay in the field and in the draft.
    fn refused(&mut self, question: String, mut work: Work) -> Vec<Ask> {
        work.failed = true;
        work.refused = Some((work.act, work.values()));
        let gone = match self.works.get_mut(&question) {
            // Typed since: the newer words, on what the older ones were based on.
            Some(newer) if !newer.failed => {
                (newer.new, newer.base, newer.before) = (work.new, work.base, work.before);
                newer.refused = work.refused;
                Some(work.draft)
            }
            // Sent since, and given up with them. The store may still take the older ones, when a clash is settled.
            Some(older) => {
                (work.new, work.base, work.before) = (older.new, older.base.clone(), older.before.clone());
                work.refused.clone_from(&older.refused);
                self.works.insert(question, work).map(|older| older.draft)
            }
            None => self.works.insert(question, work).map(|older| older.draft),
        };
        gone.into_iter().flat_map(|draft| self.done_with(draft)).collect()
    }
}
