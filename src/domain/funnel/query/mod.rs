//! The language in which people ask for opportunities: `owner:me stage:research age>14 amount>50万 tag:tender text`.
//!
//! Words stand beside each other and all must hold; a comma means "or", a minus "not", quotes keep words together.
//! What is read is absolute: `me`, `today` and "days in the stage" are resolved by whoever asks, when he asks.

mod complete;
mod fields;
mod print;
mod read;
#[cfg(test)]
mod tests;
mod words;

use std::ops::Range;

use chrono::NaiveDate;
pub use complete::{Candidate, Completion};
pub use fields::{FIELDS, Field, Holds};

use crate::domain::funnel::pipelines::Pipelines;
use crate::domain::money::{Currency, Money};
use crate::domain::record::Id;
use crate::text::{Lang, Msg};

/// How two values must stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    Is,
    Less,
    Most,
    More,
    Least,
}

impl Op {
    /// The same comparison seen from the other side: more days in a stage is an earlier day of coming into it.
    #[must_use]
    pub fn mirrored(self) -> Self {
        match self {
            Self::Is => Self::Is,
            Self::Less => Self::More,
            Self::Most => Self::Least,
            Self::More => Self::Less,
            Self::Least => Self::Most,
        }
    }

    pub fn sign(self) -> &'static str {
        match self {
            Self::Is => ":",
            Self::Less => "<",
            Self::Most => "<=",
            Self::More => ">",
            Self::Least => ">=",
        }
    }
}

/// One thing that is asked of an opportunity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// A word, or words in this order, somewhere in what is searched.
    Words(String),
    /// Nothing stands in the field.
    Empty(&'static Field),
    /// One of these users.
    People(&'static Field, Vec<Id>),
    /// One of these codes, as stored.
    Codes(&'static Field, Vec<String>),
    /// One of these words within the field.
    Text(&'static Field, Vec<String>),
    /// One of these tags, whatever their case.
    Tags(&'static Field, Vec<String>),
    /// An amount of the same currency. Amounts of other currencies never pass, also not where it is negated: nobody
    /// knows whether they are more or less.
    Money(&'static Field, Op, Money),
    /// Basis points.
    Chance(&'static Field, Op, i64),
    /// A civil date; empty fields do not pass.
    Date(&'static Field, Op, NaiveDate),
}

/// A test, or its opposite.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    pub not: bool,
    pub test: Test,
}

impl Term {
    /// One of these stages.
    pub fn stages(codes: &[String]) -> Self {
        Self { not: false, test: Test::Codes(read::stage(), codes.to_vec()) }
    }
}

/// What opportunities are asked for: all terms must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    pub terms: Vec<Term>,
}

/// Where a text is no query, and what would be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Bytes of the name or value in the text, and of the word it stands in.
    pub at: Range<usize>,
    pub word: Range<usize>,
    pub msg: Msg,
}

/// A colleague who can be named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub id: Id,
    pub login: String,
    pub name: String,
}

/// Who asks, and what he knows.
#[derive(Clone, Copy, Debug)]
pub struct Asker<'a> {
    pub pipelines: &'a Pipelines,
    pub lang: Lang,
    pub today: NaiveDate,
    /// Of amounts that name none.
    pub currency: Currency,
    /// `None` for somebody who never worked on this workspace.
    pub me: Option<Id>,
    pub people: &'a [Person],
    /// Tags worth offering; others may be asked for too.
    pub tags: &'a [String],
}

impl Query {
    /// Words to be searched, none of which means anything special.
    pub fn words(text: &str) -> Self {
        let word = |word: &str| Term { not: false, test: Test::Words(word.to_owned()) };
        Self { terms: text.split_whitespace().map(word).collect() }
    }

    /// Reads what was typed, at most [`LONGEST`] bytes.
    ///
    /// # Errors
    /// The first word that cannot be understood, and what would be right there.
    pub fn read(text: &str, asker: &Asker<'_>) -> Result<Self, Fault> {
        read::query(text, asker)
    }

    /// The usual form, which [`Query::read`] reads as the same query.
    pub fn print(&self, asker: &Asker<'_>) -> String {
        print::query(self, asker)
    }

    /// Whether it says itself in which stages deals are looked for.
    pub fn asks_for_stages(&self) -> bool {
        self.terms.iter().any(|term| matches!(&term.test, Test::Codes(field, _) if field.holds == Holds::Stage))
    }

    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// What is left to be asked within one stage; `None` if nothing there can pass.
    pub fn within(&self, stage: &str) -> Option<Self> {
        let mut terms = Vec::new();
        for term in &self.terms {
            match &term.test {
                Test::Codes(field, codes) if field.holds == Holds::Stage => {
                    if codes.iter().any(|code| code == stage) == term.not {
                        return None;
                    }
                }
                _ => terms.push(term.clone()),
            }
        }
        Some(Self { terms })
    }
}

/// Longer texts were not typed by a person.
pub const LONGEST: usize = 4096;

/// What may follow at the cursor, a byte of the text.
pub fn complete(text: &str, cursor: usize, asker: &Asker<'_>) -> Completion {
    complete::at(text, cursor, asker)
}
