//! The line that narrows a board or a list: words, and where opportunities are shown the whole query language.

mod draw;

use chrono::NaiveDate;
use ratatui::crossterm::event::KeyEvent;

use super::{Ask, Context, Tone};
use crate::domain::funnel::query::{Asker, Completion, Fault, Person, Query, complete};
use crate::store::request::Request;
use crate::widgets::text_field::{Handled, Place, TextField};

/// A candidate that Tab has put in, and what the text was before.
#[derive(Debug)]
struct Turn {
    base: String,
    found: Completion,
    at: usize,
}

#[derive(Debug)]
pub struct Filter {
    /// Fields can be asked for; else words only.
    asks: bool,
    /// As typed, and the day on which it was read.
    text: String,
    day: Option<NaiveDate>,
    /// What is in force: the text, or while a word of it cannot be read, the others.
    query: Query,
    fault: Option<Fault>,
    typing: Option<TextField>,
    found: Completion,
    turn: Option<Turn>,
    /// The text was set before the names in it were known.
    unread: bool,
    people: Vec<Person>,
    tags: Vec<String>,
}

impl Filter {
    /// Of a list of records that are searched for words.
    pub fn of_words() -> Self {
        Self {
            asks: false,
            text: String::new(),
            day: None,
            query: Query::default(),
            fault: None,
            typing: None,
            found: Completion::default(),
            turn: None,
            unread: false,
            people: Vec::new(),
            tags: Vec::new(),
        }
    }

    /// Of opportunities.
    pub fn of_deals() -> Self {
        Self { asks: true, ..Self::of_words() }
    }

    pub fn types(&self) -> bool {
        self.typing.is_some()
    }

    /// What is in force.
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// What was typed last.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Filters by this text, as if it had been typed.
    pub fn set(&mut self, text: &str, context: &Context<'_>) -> Vec<Ask> {
        self.typing = None;
        self.turn = None;
        self.fault = None;
        text.clone_into(&mut self.text);
        match self.read(context) {
            Ok(query) => {
                self.unread = false;
                self.take(query, context);
                Vec::new()
            }
            Err(fault) => {
                self.rest(&fault, context);
                // A colleague in it may not be known here yet.
                self.unread = self.people.is_empty();
                if self.unread { vec![Ask::Read(Request::Names)] } else { vec![Ask::Tell(fault.msg, Tone::Warn)] }
            }
        }
    }

    /// Asks for all but the word that cannot be read.
    fn rest(&mut self, fault: &Fault, context: &Context<'_>) -> bool {
        let mut rest = self.text.clone();
        rest.replace_range(fault.word.clone(), "");
        Query::read(&rest, &self.asker(context)).is_ok_and(|query| self.take(query, context))
    }

    /// Nothing is filtered.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The line is opened; the names that a query can use come from the store.
    pub fn open(&mut self, context: &Context<'_>) -> Vec<Ask> {
        self.typing = Some(TextField::one_line(&self.text));
        self.update(context, false);
        if self.asks { vec![Ask::Read(Request::Names)] } else { Vec::new() }
    }

    /// The names have come. True if another query is in force now.
    pub fn learn(&mut self, people: Vec<Person>, tags: Vec<String>, context: &Context<'_>) -> bool {
        (self.people, self.tags) = (people, tags);
        if std::mem::take(&mut self.unread) {
            return self.read(context).is_ok_and(|query| self.take(query, context));
        }
        self.types() && self.update(context, false)
    }

    /// A key. True if another query is in force now.
    pub fn key(&mut self, key: KeyEvent, context: &Context<'_>) -> bool {
        let Some(field) = &mut self.typing else { return false };
        if field.handle(key) == Handled::Ignored {
            return false;
        }
        self.turn = None;
        self.update(context, false)
    }

    pub fn paste(&mut self, text: &str, context: &Context<'_>) -> bool {
        let Some(field) = &mut self.typing else { return false };
        field.paste(text);
        self.turn = None;
        self.update(context, false)
    }

    /// Puts the next (`1`) or previous (`-1`) candidate in. True if another query is in force now.
    pub fn turn(&mut self, by: isize, context: &Context<'_>) -> bool {
        let turn = if let Some(turn) = self.turn.take() {
            let count = turn.found.candidates.len().max(1) as isize;
            Turn { at: (turn.at as isize + by).rem_euclid(count) as usize, ..turn }
        } else {
            let found = self.found.clone();
            let at = if by < 0 { found.candidates.len().saturating_sub(1) } else { 0 };
            Turn { base: self.text.clone(), found, at }
        };
        let Some(candidate) = turn.found.candidates.get(turn.at) else { return false };
        let Some(field) = &mut self.typing else { return false };
        let mut text = turn.base.clone();
        text.replace_range(turn.found.at.clone(), &candidate.text);
        let caret = turn.found.at.start + candidate.text.len();
        field.set_text(&text);
        field.set_cursor(Place::new(0, text[..caret].chars().count()));
        // With one candidate there is nothing to choose: the next Tab goes on behind it.
        let choice = turn.found.candidates.len() > 1;
        self.turn = choice.then_some(turn);
        self.update(context, false)
    }

    /// The line is closed, if what stands in it can be read. True if another query is in force now.
    pub fn done(&mut self, context: &Context<'_>) -> bool {
        self.turn = None;
        let changed = self.update(context, true);
        if self.fault.is_none() {
            self.typing = None;
        }
        changed
    }

    /// Nothing is filtered any more.
    pub fn clear(&mut self) {
        let names = (std::mem::take(&mut self.people), std::mem::take(&mut self.tags));
        *self = Self { asks: self.asks, ..Self::of_words() };
        (self.people, self.tags) = names;
    }

    /// Reads the text anew on another day: `today` has moved. True if another query is in force now.
    pub fn refresh(&mut self, context: &Context<'_>) -> bool {
        let stale = self.asks && self.day.is_some_and(|day| day != context.today());
        stale && self.read(context).is_ok_and(|query| self.take(query, context))
    }

    fn asker<'a>(&'a self, context: &Context<'a>) -> Asker<'a> {
        Asker {
            pipelines: context.pipelines,
            lang: context.text.lang(),
            today: context.today(),
            currency: context.currency,
            me: Some(context.me),
            people: &self.people,
            tags: &self.tags,
        }
    }

    fn read(&self, context: &Context<'_>) -> Result<Query, Fault> {
        if self.asks { Query::read(&self.text, &self.asker(context)) } else { Ok(Query::words(&self.text)) }
    }

    fn take(&mut self, query: Query, context: &Context<'_>) -> bool {
        self.day = Some(context.today());
        std::mem::replace(&mut self.query, query) != self.query
    }

    /// After each change of the text or the caret. While a word is being typed, nothing is said against it that a
    /// candidate would put right; `whole` says that it is to be taken as it is.
    fn update(&mut self, context: &Context<'_>, whole: bool) -> bool {
        let Some(field) = &self.typing else { return false };
        self.text = field.text();
        let caret = byte(&self.text, field.cursor().column);
        if self.asks {
            self.found = complete(&self.text, caret, &self.asker(context));
        }
        match self.read(context) {
            Ok(query) => {
                self.fault = None;
                (whole || !self.found.begun) && self.take(query, context)
            }
            Err(fault) => {
                let here = fault.at.start <= caret && caret <= fault.at.end;
                let early = here && !whole && !self.found.candidates.is_empty();
                // The other words are asked for meanwhile.
                let changed = self.rest(&fault, context);
                self.fault = (!early).then_some(fault);
                changed
            }
        }
    }
}

/// The byte at which a character of the text begins.
fn byte(text: &str, column: usize) -> usize {
    text.char_indices().nth(column).map_or(text.len(), |(at, _)| at)
}
