//! What the store can be asked and what it answers: plain data, nothing of SQL.

mod board;
mod command;
mod many;
mod sheet;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::domain::funnel::pipeline::Pipeline;
use crate::domain::funnel::query::{self, Query};
use crate::domain::funnel::view::{Sight, Sort};
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Record};
use crate::domain::research::template::Template;
use crate::domain::research::trace::Orphan;
use crate::store::presence::{Colleague, Spot};
use crate::store::search::{Found, SearchQuery};
pub use board::{BoardQuery, Card, Column, Counted, Depth, Key, Place, Sign, Sum};
pub(super) use command::in_short;
pub use command::{Clash, Command, Done, Failure, Reshape, Tick};
pub use many::{Among, MOST, Many, Refused, Task};
pub use sheet::{
    Agenda, AgreementSheet, Beneath, Entry, EntryChange, Failing, FeedSheet, Funnel, InterviewSheet, Link, NeedRow,
    NeedSheet, Progress, Sheet, Step, Steps,
};

/// Names of linked records, for showing.
pub type Labels = BTreeMap<Id, String>;

#[derive(Clone, Debug, PartialEq)]
pub struct ListQuery {
    pub kind: Kind,
    /// Other kinds than opportunities are asked for words only.
    pub filter: Query,
    /// Only records whose field holds this id.
    pub of: Option<(String, Id)>,
    pub offset: usize,
    pub limit: usize,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    pub rows: Vec<Record>,
    /// What stands beside a row ([`Kind::companion`]), by the row's id.
    pub beside: HashMap<Id, Record>,
    pub labels: Labels,
    pub offset: usize,
    pub total: usize,
    /// Only the first records were looked at: `total` counts the rows that are here.
    pub partial: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    Do(Command),
    Board(BoardQuery),
    /// What the cards of these deals tell beside their fields.
    Signs(Vec<Id>),
    /// How many deals past the first phase somebody owns.
    Work(Id),
    /// Opportunities as of [`Request::List`], in this order.
    Deals(ListQuery, Sort, Depth),
    /// The user's own views of the deals, and the shared ones.
    Views,
    /// Keep how the user looks at the deals; nothing waits for it.
    Remember(Sight),
    List(ListQuery),
    Sheet(Kind, Id),
    /// The interview with its answers and what came of them.
    Interview(Id),
    /// The needs of an opportunity as a tree.
    Needs(Id),
    /// What an interview proposes for the records.
    Feeds(Id),
    /// What hangs on nothing, of one opportunity or of all.
    Orphans(Option<Id>, Orphan),
    /// Gate, check-lists and history of an opportunity.
    Progress(Id),
    /// The agreement version with all that its checks look at.
    Agreement(Id),
    /// Journal, newest first, of one record or of all.
    Log {
        of: Option<(Kind, Id)>,
        before: Option<i64>,
        limit: usize,
    },
    /// Records to choose from: by words of their title or code. Of people, those who work for the customer `of` whom or
    /// whose deal they are chosen come first.
    Choices {
        kind: Kind,
        filter: String,
        of: Option<(Kind, Id)>,
        limit: usize,
    },
    /// Finds a record by the code people use.
    ByCode(String),
    /// The user types here now, or nowhere; the answer is who else is there.
    Here(Option<Spot>),
    /// Colleagues and tags that a query can name.
    Names,
    /// Ids of a page in its order, as many as its window or limit lets through.
    Ids(Among),
    /// Stop the [`Command::Many`] under way; nothing of it is kept.
    Stop,
    /// The newest version of every interview template, built-in ones first.
    Templates,
    /// What is to be asked of customers, of all of them or of one account, deal or interview.
    Agenda(Option<(Kind, Id)>),
    /// Deals that would not pass the gates of this pipeline, where these are not as they are now.
    Failing(Box<Pipeline>),
    /// Words anywhere.
    Search(SearchQuery),
    /// The pipelines and what stands in them.
    Funnel,
}

impl Request {
    /// Whether it makes way for whatever else is asked.
    pub fn is_patient(&self) -> bool {
        let depth = match self {
            Self::Board(query) => query.depth,
            Self::Deals(_, _, depth) => *depth,
            Self::Failing(_) => Depth::Patient,
            _ => Depth::Whole,
        };
        depth == Depth::Patient
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    Done(Done),
    Failed(Failure),
    Board(Vec<Column>),
    Signs(Vec<Sign>),
    Work(i64),
    Views(Vec<Record>),
    Remembered,
    List(Page),
    Sheet(Box<Sheet>),
    Interview(Box<InterviewSheet>),
    Needs(Box<NeedSheet>),
    Feeds(Box<FeedSheet>),
    Orphans(Orphan, Vec<Link>),
    Progress(Box<Progress>),
    Agreement(Box<AgreementSheet>),
    Log(Vec<Entry>),
    Choices(Vec<Link>),
    Search(Box<Found>),
    Funnel(Box<Funnel>),
    Failing(Vec<Failing>),
    Names {
        people: Vec<query::Person>,
        tags: Vec<String>,
    },
    Ids(Vec<Id>),
    /// So many of the records of the [`Command::Many`] under way are looked at.
    Going {
        done: usize,
        of: usize,
    },
    Templates(Vec<Arc<Template>>),
    Agenda(Agenda),
    /// Nothing has this id or code (any more).
    Missing,
    /// Not looked up any more: a newer question of the same kind was waiting already.
    Superseded,
    /// Another process changed the file.
    Changed,
    /// The workspace needs somebody's care, or no longer.
    Care(Care),
    /// The save under way waits for this person's.
    Waiting(String),
    /// Everybody else who has the workspace open.
    Here(Vec<Colleague>),
}

/// What is not as it should be with the file itself; nothing at most times.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Care {
    /// This session writes nothing any more.
    pub stopped: bool,
    /// Size of a write-ahead log that a stuck reader keeps from being emptied, in MiB.
    pub log_mb: Option<i64>,
    /// For so many days changes have been without a copy.
    pub days_uncopied: Option<i64>,
}
