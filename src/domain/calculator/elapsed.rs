//! How much service time lies between two instants.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::{Answer, some, stretch};
use crate::domain::exact::length_words;
use crate::domain::time::hours::Hours;
use crate::domain::time::moment;
use crate::domain::time::spans::{self, Span};
use crate::text::Msg;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elapsed {
    pub calendar: String,
    pub tz: Tz,
    pub whole: Span,
    /// The open stretches in between.
    pub open: Vec<Span>,
    pub seconds: i64,
}

impl Elapsed {
    /// # Errors
    /// As [`Hours::spans`].
    pub fn of(hours: &Hours, from: DateTime<Utc>, to: DateTime<Utc>) -> Result<Self, Msg> {
        let open = hours.spans(from, to)?;
        let seconds = spans::seconds(&open);
        Ok(Self { calendar: hours.name().to_owned(), tz: hours.tz(), whole: Span::new(from, to)?, open, seconds })
    }
}

impl Answer for Elapsed {
    fn sentence(&self) -> Msg {
        let offsets = moment::offset_changes(self.whole.from(), self.whole.to(), self.tz);
        Msg::new("calc-elapsed")
            .with("from", moment::words(self.whole.from(), self.tz, offsets))
            .with("to", moment::words(self.whole.to(), self.tz, offsets))
            .with("calendar", self.calendar.as_str())
            .with("length", length_words(self.seconds))
    }

    fn steps(&self) -> Vec<Msg> {
        let mut steps = some(&self.open, |span| stretch("calc-step-open", *span, span.seconds(), self.tz));
        let real = Msg::new("calc-step-real").with("real", length_words(self.whole.seconds()));
        steps.push(real.with("length", length_words(self.seconds)));
        steps
    }
}
