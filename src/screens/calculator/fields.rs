//! What each sheet of the calculator asks for, and the texts typed so far.

use std::collections::BTreeMap;

use ratatui::crossterm::event::KeyEvent;

use crate::domain::money::credit::Combine;
use crate::domain::time::period::Period;
use crate::screens::Context;
use crate::widgets::text_field::{Handled, TextField};

/// One question that the calculator answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    Downtime,
    Due,
    Elapsed,
    Availability,
    Structure,
    Credit,
}

impl Sheet {
    pub const ALL: [Self; 6] =
        [Self::Downtime, Self::Due, Self::Elapsed, Self::Availability, Self::Structure, Self::Credit];

    /// Message key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Downtime => "calculator-downtime",
            Self::Due => "calculator-due",
            Self::Elapsed => "calculator-elapsed",
            Self::Availability => "calculator-availability",
            Self::Structure => "calculator-structure",
            Self::Credit => "calculator-credit",
        }
    }

    pub fn fields(self) -> &'static [Field] {
        use Field::{
            Achieved, Calendar, Cap, Combine, Excluded, Fee, From, Length, Other, OtherLength, Outages, Pauses, Period,
            Start, Structure, Target, Tiers, To,
        };
        match self {
            Self::Downtime => &[Target, Other, Calendar, Period],
            Self::Due => &[Start, Length, OtherLength, Pauses, Calendar],
            Self::Elapsed => &[From, To, Calendar],
            Self::Availability => &[Target, Other, Outages, Excluded, Calendar, Period],
            Self::Structure => &[Structure, Target, Other],
            Self::Credit => &[Tiers, Cap, Fee, Achieved, Combine],
        }
    }

    /// Whether it counts on a calendar.
    pub fn has_calendar(self) -> bool {
        self.fields().contains(&Field::Calendar)
    }

    #[must_use]
    pub fn next(self, by: isize) -> Self {
        let at = Self::ALL.iter().position(|sheet| *sheet == self).unwrap_or(0) as isize;
        Self::ALL[(at + by).rem_euclid(Self::ALL.len() as isize) as usize]
    }
}

/// One thing that is asked for. Sheets that ask for the same share what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    Target,
    /// A second target to compare with the first.
    Other,
    Start,
    Length,
    OtherLength,
    Pauses,
    From,
    To,
    Outages,
    Excluded,
    Structure,
    Tiers,
    Cap,
    Fee,
    Achieved,
    Combine,
    Calendar,
    Period,
}

impl Field {
    const TYPED: [Self; 16] = [
        Self::Target,
        Self::Other,
        Self::Start,
        Self::Length,
        Self::OtherLength,
        Self::Pauses,
        Self::From,
        Self::To,
        Self::Outages,
        Self::Excluded,
        Self::Structure,
        Self::Tiers,
        Self::Cap,
        Self::Fee,
        Self::Achieved,
        Self::Period,
    ];

    /// What nothing outside the calculator fills in.
    pub const KEPT: [Self; 10] = [
        Self::Pauses,
        Self::From,
        Self::To,
        Self::Outages,
        Self::Excluded,
        Self::Structure,
        Self::Tiers,
        Self::Cap,
        Self::Fee,
        Self::Achieved,
    ];

    /// Message key of its label.
    pub fn label(self) -> &'static str {
        match self {
            Self::Target => "calculator-target",
            Self::Other | Self::OtherLength => "calculator-other",
            Self::Start => "calculator-start",
            Self::Length => "calculator-length",
            Self::Pauses => "calculator-pauses",
            Self::From => "calculator-from",
            Self::To => "calculator-to",
            Self::Outages => "calculator-outages",
            Self::Excluded => "calculator-excluded",
            Self::Structure => "calculator-expression",
            Self::Tiers => "calculator-tiers",
            Self::Cap => "calculator-cap",
            Self::Fee => "calculator-fee",
            Self::Achieved => "calculator-achieved",
            Self::Combine => "calculator-combine",
            Self::Calendar => "calculator-calendar",
            Self::Period => "calculator-period",
        }
    }

    /// Message key of what is shown while it is empty: how it is written, or that it may stay empty.
    pub fn placeholder(self) -> Option<&'static str> {
        Some(match self {
            Self::Other | Self::OtherLength => "calculator-other-none",
            Self::Pauses | Self::Outages | Self::Excluded => "calculator-stretches",
            Self::Cap => "calculator-cap-none",
            Self::Start | Self::From | Self::To => "calculator-moment",
            _ => return None,
        })
    }

    /// One of a few, switched with the arrows.
    pub fn is_choice(self) -> bool {
        matches!(self, Self::Calendar | Self::Combine)
    }
}

/// The texts, and how credits add up.
#[derive(Debug)]
pub struct Fields {
    texts: BTreeMap<Field, TextField>,
    pub combine: Combine,
}

impl Fields {
    /// As a consultant would begin: the usual promise, this month, today.
    pub fn new(context: &Context<'_>) -> Self {
        let today = context.today();
        let start = |field: Field| match field {
            Field::Target => "99.9".to_owned(),
            Field::Start | Field::From => format!("{today} 09:00"),
            Field::To => format!("{today} 17:00"),
            Field::Length => "4h".to_owned(),
            Field::Structure => "serial(99.95, parallel(99.5, 99.5), 99.9)".to_owned(),
            Field::Tiers => "99.9:0, 99.5:5, 99:10, 95:20, 0:30".to_owned(),
            Field::Cap => "20".to_owned(),
            Field::Fee => "120000".to_owned(),
            Field::Achieved => "99.42".to_owned(),
            Field::Period => Period::month_of(today).to_string(),
            _ => String::new(),
        };
        let texts = Field::TYPED.into_iter().map(|field| (field, TextField::one_line(&start(field))));
        Self { texts: texts.collect(), combine: Combine::Sum }
    }

    pub fn text(&self, field: Field) -> String {
        self.texts.get(&field).map(TextField::text).unwrap_or_default()
    }

    pub fn get(&self, field: Field) -> Option<&TextField> {
        self.texts.get(&field)
    }

    pub fn is_empty(&self, field: Field) -> bool {
        self.text(field).trim().is_empty()
    }

    pub fn set(&mut self, field: Field, text: &str) {
        if let Some(typed) = self.texts.get_mut(&field) {
            typed.set_text(text);
        }
    }

    /// Other text in place of all that is there, which the field's own undo brings back.
    pub fn replace(&mut self, field: Field, text: &str) {
        if let Some(typed) = self.texts.get_mut(&field) {
            typed.select_all();
            typed.paste(text);
        }
    }

    /// What is typed next takes the place of the text; a structure is rather gone on with.
    pub fn select(&mut self, field: Field) {
        if let Some(typed) = self.texts.get_mut(&field).filter(|_| field != Field::Structure) {
            typed.select_all();
        }
    }

    pub fn key(&mut self, field: Field, key: KeyEvent) -> Handled {
        self.texts.get_mut(&field).map_or(Handled::Ignored, |typed| typed.handle(key))
    }

    pub fn paste(&mut self, field: Field, text: &str) -> Handled {
        self.texts.get_mut(&field).map_or(Handled::Ignored, |typed| typed.paste(text))
    }

    /// The next or the previous period of the kind that is written there.
    pub fn step_period(&mut self, by: i32) -> bool {
        let stepped = Period::parse(&self.text(Field::Period)).ok().and_then(|period| period.step(by));
        if let Some(period) = stepped {
            self.set(Field::Period, &period.to_string());
            self.select(Field::Period);
        }
        stepped.is_some()
    }

    pub fn turn_combine(&mut self) {
        self.combine = match self.combine {
            Combine::Sum => Combine::HighestOnly,
            Combine::HighestOnly => Combine::Sum,
        };
    }
}
