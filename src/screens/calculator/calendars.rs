//! The calendars one can count on: round the clock, those that come with the program, those of the workspace.

use chrono_tz::Tz;

use crate::domain::funnel::query::Query;
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Record};
use crate::domain::time::builtin::{self, BUILTIN};
use crate::domain::time::calendar::Calendar;
use crate::domain::time::hours::Hours;
use crate::screens::Context;
use crate::store::request::{ListQuery, Request};
use crate::text::Msg;

/// Calendars of the workspace that are read.
const MOST: usize = 200;

#[derive(Clone, Debug)]
pub struct Entry {
    /// Of the workspace; the others have none.
    pub id: Option<Id>,
    pub name: String,
    pub tz: String,
    /// Or why it cannot be counted on.
    pub hours: Result<Hours, Msg>,
}

impl Entry {
    fn of(hours: Hours) -> Self {
        Self { id: None, name: hours.name().to_owned(), tz: hours.tz().name().to_owned(), hours: Ok(hours) }
    }

    fn read(record: &Record) -> Self {
        let hours = record
            .typed::<Calendar>()
            .map_err(|fault| Msg::new("calculator-calendar-broken").with("reason", fault.to_string()))
            .and_then(|calendar| Hours::of(&calendar));
        let (name, tz) = (record.title().to_owned(), record.str("tz").to_owned());
        Self { id: Some(record.id), name, tz, hours }
    }
}

#[derive(Debug)]
pub struct Calendars {
    entries: Vec<Entry>,
    at: usize,
    /// One of the workspace to stand on once they are read.
    wanted: Option<Id>,
    /// The one that was asked for is not named, or not there any more.
    pub lost: bool,
}

impl Calendars {
    /// Those that need no reading; it stands on one of the user's zone that knows today, else round the clock.
    pub fn new(context: &Context<'_>) -> Self {
        let mut entries = vec![Entry::of(Hours::round_the_clock(context.tz))];
        if !matches!(context.tz, Tz::UTC | Tz::Etc__UTC) {
            entries.push(Entry::of(Hours::round_the_clock(Tz::UTC)));
        }
        let shipped = BUILTIN.iter().filter(|(code, _)| *code != "24x7");
        let read = |code: &str| Hours::of(&builtin::named(code)?.ok()?).ok();
        entries.extend(shipped.filter_map(|(code, _)| read(code)).map(Entry::of));
        let fits = |hours: &Hours| {
            hours.tz() == context.tz && hours.name() != "24x7" && hours.windows(context.today()).is_ok()
        };
        let at = entries.iter().position(|entry| entry.hours.as_ref().is_ok_and(fits)).unwrap_or(0);
        Self { entries, at, wanted: None, lost: false }
    }

    pub fn query() -> Request {
        Request::List(ListQuery { kind: Kind::Calendar, filter: Query::default(), of: None, offset: 0, limit: MOST })
    }

    /// The workspace's own ones, after the others; the chosen one stays chosen.
    pub fn take(&mut self, records: &[Record]) {
        let own = self.wanted.take().or_else(|| self.current().id);
        self.entries.retain(|entry| entry.id.is_none());
        self.entries.extend(records.iter().map(Entry::read));
        match own {
            Some(id) => {
                let at = self.entries.iter().position(|entry| entry.id == Some(id));
                self.at = at.unwrap_or(0);
                self.lost |= at.is_none();
            }
            None => self.at = self.at.min(self.entries.len() - 1),
        }
    }

    /// To count on this calendar of the workspace, or round the clock.
    pub fn prefer(&mut self, id: Option<Id>) {
        self.at = 0;
        self.wanted = id;
    }

    pub fn step(&mut self, by: isize) {
        self.lost = false;
        self.at = (self.at as isize + by).rem_euclid(self.entries.len() as isize) as usize;
    }

    /// There is always one: round the clock.
    pub fn current(&self) -> &Entry {
        &self.entries[self.at]
    }
}
