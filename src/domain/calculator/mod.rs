//! The pocket calculator: a question in, an answer with its steps in words out, for the screen and for commands.

pub mod achieved;
pub mod compose;
pub mod credit;
pub mod downtime;
pub mod due;
pub mod elapsed;

pub use achieved::Achieved;
use chrono_tz::Tz;
pub use compose::Composed;
pub use credit::{Asked, Credit};
pub use downtime::Downtime;
pub use due::DueTime;
pub use elapsed::Elapsed;

use super::exact::length_words;
use super::time::moment;
use super::time::period::{Agreed, Period};
use super::time::spans::Span;
use crate::text::Msg;

/// What the calculator has found out.
pub trait Answer {
    /// The result, to be copied into a letter.
    fn sentence(&self) -> Msg;
    /// How it comes about, in the order in which one would do it on paper.
    fn steps(&self) -> Vec<Msg>;
}

/// Lines of a list before it is cut in its middle.
const LINES: usize = 8;

/// How much service was agreed.
fn agreed_step(agreed: &Agreed, period: Period, calendar: &str) -> Msg {
    Msg::new("calc-step-agreed")
        .with("period", period.words())
        .with("calendar", calendar)
        .with("n", agreed.days)
        .with("length", length_words(agreed.seconds))
}

/// A line for each; of many the first ones and the last.
fn some<T>(all: &[T], line: impl Fn(&T) -> Msg) -> Vec<Msg> {
    if all.len() <= LINES {
        return all.iter().map(line).collect();
    }
    let (head, rest) = all.split_at(LINES - 2);
    let more = Msg::new("calc-step-more").with("n", rest.len() - 1);
    head.iter().map(&line).chain([more]).chain(rest.last().map(&line)).collect()
}

/// From, to and length of a stretch, on the clock of a zone.
fn stretch(key: &str, span: Span, seconds: i64, tz: Tz) -> Msg {
    let offsets = moment::offset_changes(span.from(), span.to(), tz);
    Msg::new(key)
        .with("from", moment::words(span.from(), tz, offsets))
        .with("to", moment::end_words(span.from(), span.to(), tz, offsets))
        .with("length", length_words(seconds))
}

/// All that an answer says, a line each: its steps, then its sentence.
#[cfg(test)]
fn said(answer: &impl Answer, lang: crate::text::Lang) -> String {
    let text = crate::text::Text::new(lang);
    answer.steps().iter().chain([&answer.sentence()]).map(|msg| text.say(msg)).collect::<Vec<_>>().join("\n")
}
