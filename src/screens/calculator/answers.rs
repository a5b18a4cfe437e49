//! What follows from what was typed: answers with their steps, the difference of two, and remarks at their fields.

use chrono::{DateTime, NaiveDate, Utc};
use num_bigint::BigInt;

use super::calendars::Calendars;
use super::fields::{Field, Fields, Sheet};
use super::tables::{self, Table};
use crate::domain::calculator::{Achieved, Answer, Asked, Composed, Credit, Downtime, DueTime, Elapsed};
use crate::domain::exact::{Exact, decimal_to, decimal_words, length_words, parse_percent, percent_exactly};
use crate::domain::money::credit::Tiers;
use crate::domain::money::input;
use crate::domain::time::composition::Part;
use crate::domain::time::due::{Due, Pause};
use crate::domain::time::hours::Hours;
use crate::domain::time::period::Period;
use crate::domain::time::spans::Span;
use crate::domain::time::{length, moment};
use crate::screens::Context;
use crate::text::{Msg, Words};

/// A sentence beside a field: what is wrong with it, or how it was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    pub field: Field,
    pub msg: Msg,
    pub fault: bool,
}

/// A result as the calculator of the domain words it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    pub sentence: Msg,
    pub steps: Vec<Msg>,
}

impl Answered {
    fn of(answer: &dyn Answer) -> Self {
        Self { sentence: answer.sentence(), steps: answer.steps() }
    }
}

/// All that a sheet says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// One, or two that are compared.
    pub answers: Vec<Answered>,
    /// What the second has more or less than the first.
    pub difference: Option<Msg>,
    pub table: Table,
    /// The first day the answer is about, for the picture of the month.
    pub first: Option<NaiveDate>,
    /// Of a structure with `?`: what each of these must give.
    pub each: Option<Exact>,
}

impl Told {
    fn of(answers: &[&dyn Answer], table: Table) -> Self {
        let mut answers: Vec<Answered> = answers.iter().map(|answer| Answered::of(*answer)).collect();
        // What both have in common is said once.
        if let [one, other] = answers.as_mut_slice() {
            other.steps.retain(|step| !one.steps.contains(step));
        }
        Self { answers, difference: None, table, first: None, each: None }
    }

    /// The sentences, to be copied into a letter.
    pub fn sentences(&self) -> impl Iterator<Item = &Msg> {
        self.answers.iter().map(|answer| &answer.sentence).chain(&self.difference)
    }
}

/// Reads the fields of a sheet and counts. Nothing here takes longer than a moment.
pub struct Question<'a> {
    pub fields: &'a Fields,
    pub calendars: &'a Calendars,
    pub tree: &'a Result<Part, Msg>,
    pub context: &'a Context<'a>,
    pub remarks: Vec<Remark>,
}

impl Question<'_> {
    /// `None` when something is missing or wrong; then a remark says what.
    pub fn answer(&mut self, sheet: Sheet) -> Option<Told> {
        match sheet {
            Sheet::Downtime => self.downtime(),
            Sheet::Due => self.due(),
            Sheet::Elapsed => self.elapsed(),
            Sheet::Availability => self.availability(),
            Sheet::Structure => self.structure(),
            Sheet::Credit => self.credit(),
        }
    }

    fn at<T>(&mut self, field: Field, result: Result<T, Msg>) -> Option<T> {
        result.map_err(|msg| self.remarks.push(Remark { field, msg, fault: true })).ok()
    }

    fn percent(&mut self, field: Field) -> Option<Exact> {
        let read = parse_percent(&self.fields.text(field));
        self.at(field, read)
    }

    /// A field that may stay empty: the outer `None` is a fault.
    #[expect(clippy::option_option, reason = "wrong, empty and given are three things here")]
    fn optional<T>(&mut self, field: Field, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<Option<T>> {
        if self.fields.is_empty(field) { Some(None) } else { read(self).map(Some) }
    }

    fn hours(&mut self) -> Option<Hours> {
        if self.calendars.lost {
            self.note(Field::Calendar, [Msg::new("calculator-calendar-lost")]);
        }
        let hours = self.calendars.current().hours.clone();
        self.at(Field::Calendar, hours)
    }

    fn period(&mut self) -> Option<Period> {
        let read = Period::parse(&self.fields.text(Field::Period));
        self.at(Field::Period, read)
    }

    fn today(&self, hours: &Hours) -> NaiveDate {
        self.context.now.with_timezone(&hours.tz()).date_naive()
    }

    fn note(&mut self, field: Field, notes: impl IntoIterator<Item = Msg>) {
        self.remarks.extend(notes.into_iter().map(|msg| Remark { field, msg, fault: false }));
    }

    fn instant(&mut self, field: Field, text: &str, hours: &Hours) -> Option<DateTime<Utc>> {
        let read = moment::parse(text, self.today(hours), hours.tz());
        let moment = self.at(field, read)?;
        self.note(field, moment.note);
        Some(moment.at)
    }

    /// `FROM/TO` several times, apart by semicolons.
    fn stretches(&mut self, field: Field, hours: &Hours) -> Option<Vec<Span>> {
        let text = self.fields.text(field).replace('；', ";");
        let mut spans = Vec::new();
        for part in text.split(';').filter(|part| !part.trim().is_empty()) {
            let read = moment::parse_stretch(part, self.today(hours), hours.tz());
            let (span, notes) = self.at(field, read)?;
            self.note(field, notes);
            spans.push(span);
        }
        Some(spans)
    }

    /// As stretches; one without an end still lasts.
    fn pauses(&mut self, hours: &Hours) -> Option<Vec<Pause>> {
        let text = self.fields.text(Field::Pauses).replace('；', ";");
        let mut pauses = Vec::new();
        for part in text.split(';').map(str::trim).filter(|part| !part.is_empty()) {
            if let Some(from) = part.strip_suffix('/').filter(|from| !from.is_empty() && !from.contains('/')) {
                pauses.push(Pause { from: self.instant(Field::Pauses, from, hours)?, to: None });
                continue;
            }
            let read = moment::parse_stretch(part, self.today(hours), hours.tz());
            let (span, notes) = self.at(Field::Pauses, read)?;
            self.note(Field::Pauses, notes);
            pauses.push(Pause { from: span.from(), to: Some(span.to()) });
        }
        Some(pauses)
    }

    fn downtime(&mut self) -> Option<Told> {
        let (target, period, hours) = (self.percent(Field::Target), self.period(), self.hours());
        let other = self.optional(Field::Other, |q| q.percent(Field::Other)).flatten();
        let (target, period, hours) = (target?, period?, hours?);
        let count = |target: Exact| Downtime::of(&hours, period, target);
        let answer = self.at(Field::Period, count(target.clone()))?;
        let compared = other.clone().and_then(|other| self.at(Field::Period, count(other)));
        let targets: Vec<Exact> = [target].into_iter().chain(other).collect();
        let mut told = Told::of(&both(&answer, compared.as_ref()), tables::downtime(&hours, period, &targets));
        told.difference = compared.map(|other| {
            let (a, b) = ((&answer.target, answer.seconds()), (&other.target, other.seconds()));
            more_downtime(a, b)
        });
        told.first = period.dates().map(|(first, _)| first);
        Some(told)
    }

    fn due(&mut self) -> Option<Told> {
        let hours = self.hours()?;
        let start = self.instant(Field::Start, &self.fields.text(Field::Start), &hours);
        let length = self.at(Field::Length, length::parse(&self.fields.text(Field::Length)));
        let other = self
            .optional(Field::OtherLength, |q| {
                let read = length::parse(&q.fields.text(Field::OtherLength));
                q.at(Field::OtherLength, read)
            })
            .flatten();
        let pauses = self.pauses(&hours);
        let (start, length, pauses) = (start?, length?, pauses?);
        let answer = self.at(Field::Calendar, DueTime::of(&hours, start, length, &pauses))?;
        let compared = other.and_then(|other| self.at(Field::OtherLength, DueTime::of(&hours, start, other, &pauses)));
        let mut told = Told::of(&both(&answer, compared.as_ref()), tables::due(&answer, compared.as_ref()));
        if let Some(other) = compared
            && let (Due::At(one), Due::At(two)) = (answer.due, other.due)
        {
            let (first, second) = if one <= two { (&answer, &other) } else { (&other, &answer) };
            let key = if one == two { "calculator-due-same" } else { "calculator-due-before" };
            let msg = Msg::new(key).with("first", length::words(first.target));
            let msg = msg.with("second", length::words(second.target));
            let apart = length_words((two - one).num_seconds().abs());
            told.difference = Some(if one == two { msg } else { msg.with("length", apart) });
        }
        told.first = Some(start.with_timezone(&hours.tz()).date_naive());
        Some(told)
    }

    fn elapsed(&mut self) -> Option<Told> {
        let hours = self.hours()?;
        let from = self.instant(Field::From, &self.fields.text(Field::From), &hours);
        let to = self.instant(Field::To, &self.fields.text(Field::To), &hours);
        let (from, to) = (from?, to?);
        let (first, last) = (self.fields.text(Field::From), self.fields.text(Field::To));
        self.at(Field::To, moment::in_order((&first, from), (&last, to)))?;
        let answer = self.at(Field::To, Elapsed::of(&hours, from, to))?;
        let mut told = Told::of(&[&answer], tables::elapsed(&answer));
        told.first = Some(from.with_timezone(&hours.tz()).date_naive());
        Some(told)
    }

    fn availability(&mut self) -> Option<Told> {
        let (target, period, hours) = (self.percent(Field::Target), self.period(), self.hours()?);
        let other = self.optional(Field::Other, |q| q.percent(Field::Other)).flatten();
        let (outages, excluded) = (self.stretches(Field::Outages, &hours), self.stretches(Field::Excluded, &hours));
        let (target, period, outages, excluded) = (target?, period?, outages?, excluded?);
        let count = |target: Exact| Achieved::of(&hours, period, target, &outages, &excluded);
        let answer = self.at(Field::Period, count(target))?;
        let compared = other.and_then(|other| self.at(Field::Period, count(other)));
        let mut told = Told::of(&both(&answer, compared.as_ref()), tables::achieved(&answer, compared.as_ref()));
        told.difference = compared.map(|other| {
            let (a, b) = ((&answer.target, answer.permitted()), (&other.target, other.permitted()));
            more_downtime(a, b)
        });
        told.first = answer.period.dates().map(|(first, _)| first);
        Some(told)
    }

    fn structure(&mut self) -> Option<Told> {
        let tree = self.tree.clone();
        let tree = self.at(Field::Structure, tree)?;
        let asks = tree.wanted_parts() > 0;
        // Without a question the whole is known, and held against the target if there is one.
        let target = if asks {
            Some(self.percent(Field::Target)?)
        } else {
            self.optional(Field::Target, |q| q.percent(Field::Target)).flatten()
        };
        let other = self.optional(Field::Other, |q| q.percent(Field::Other)).flatten();
        let answer = self.at(Field::Target, Composed::of(tree.clone(), target.as_ref()))?;
        let compared = other.and_then(|other| self.at(Field::Other, Composed::of(tree.clone(), Some(&other))));
        let mut told = Told::of(&both(&answer, compared.as_ref()), tables::structure(&answer, compared.as_ref()));
        if let Composed::Wanted { each, target, .. } = &answer {
            told.each = Some(each.clone());
            if let Some(Composed::Wanted { each: other_each, target: other, .. }) = &compared {
                told.difference = Some(harder((target, each), (other, other_each)));
            }
        }
        Some(told)
    }

    fn credit(&mut self) -> Option<Told> {
        let tiers = self.at(Field::Tiers, Tiers::parse(&self.fields.text(Field::Tiers)));
        let cap = self.optional(Field::Cap, |q| q.percent(Field::Cap));
        let fee = self.at(Field::Fee, input::parse_amount(&self.fields.text(Field::Fee), self.context.currency));
        let achieved = self.shares();
        let (tiers, cap, fee, achieved) = (tiers?, cap?, fee?, achieved?);
        let asked = Asked { tiers, cap, fee, combine: self.fields.combine };
        let answer = self.at(Field::Fee, Credit::of(asked, &achieved))?;
        Some(Told::of(&[&answer], tables::credit(&answer)))
    }

    /// What was achieved in one or several breaches, apart by semicolons or spaces.
    fn shares(&mut self) -> Option<Vec<Exact>> {
        let text = self.fields.text(Field::Achieved).replace(['；', '%', '％'], ";");
        let parts: Vec<&str> = text.split([';', ' ']).filter(|part| !part.is_empty()).collect();
        if parts.is_empty() {
            return self.percent(Field::Achieved).map(|share| vec![share]);
        }
        parts.into_iter().map(|part| self.at(Field::Achieved, parse_percent(part))).collect()
    }
}

fn both<'a, A: Answer>(one: &'a A, other: Option<&'a A>) -> Vec<&'a dyn Answer> {
    let first: &dyn Answer = one;
    std::iter::once(first).chain(other.map(|other| other as &dyn Answer)).collect()
}

/// Which of two targets permits more, and how much.
fn more_downtime(one: (&Exact, i64), other: (&Exact, i64)) -> Msg {
    let (more, less) = if one.1 >= other.1 { (one, other) } else { (other, one) };
    let key = if more.1 == less.1 { "calculator-downtime-same" } else { "calculator-downtime-more" };
    let msg = Msg::new(key).with("more", percent_exactly(more.0)).with("less", percent_exactly(less.0));
    if more.1 == less.1 { msg } else { msg.with("length", length_words(more.1 - less.1)) }
}

/// Which of two targets asks more of the missing parts, and how many percentage points.
fn harder(one: (&Exact, &Exact), other: (&Exact, &Exact)) -> Msg {
    let (harder, easier) = if one.1 >= other.1 { (one, other) } else { (other, one) };
    let key = if harder.1 == easier.1 { "calculator-asks-same" } else { "calculator-asks-more" };
    let msg = Msg::new(key).with("more", percent_exactly(harder.0)).with("less", percent_exactly(easier.0));
    if harder.1 == easier.1 { msg } else { msg.with("points", points(&(harder.1 - easier.1))) }
}

/// A difference of two shares in percentage points.
fn points(difference: &Exact) -> Words {
    decimal_words(&decimal_to(&(difference * BigInt::from(100)), 12))
}
