//! What the store can be asked and what it answers: plain data, nothing of SQL.

mod many;

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use serde_json::Value;

use crate::domain::act::Act;
use crate::domain::agreement::draft::{Deal, Person};
use crate::domain::agreement::sections;
use crate::domain::funnel::gate::{Finding, Mark};
use crate::domain::funnel::pipeline::{Freshness, Reason};
use crate::domain::funnel::pipelines::Pipelines;
use crate::domain::funnel::query::{self, Query};
use crate::domain::funnel::standing::Standing;
use crate::domain::funnel::view::{Group, Sight, Sort};
use crate::domain::kinds::Kind;
use crate::domain::money::{Currency, Money};
use crate::domain::record::{Id, Record};
use crate::domain::research::asking::Asked;
use crate::domain::research::coverage::Coverage;
use crate::domain::research::feeds::Proposal;
use crate::domain::research::standing::{self, Cover};
use crate::domain::research::template::Template;
use crate::domain::research::trace::Orphan;
use crate::store::presence::{Colleague, Spot};
use crate::store::search::{Found, SearchQuery};
use crate::text::{Lang, Msg, clean};
pub use many::{Among, MOST, Many, Refused, Task};

/// Names of linked records, for showing.
pub type Labels = BTreeMap<Id, String>;

/// A change asked for. All of them take the same way: one transaction, one journal entry.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    Save(Act),
    /// Records that were made elsewhere, as they were there: also what is settled already comes in.
    Import(Act),
    /// Move an opportunity to a stage, if it still stands where the user saw it.
    Move {
        act: Id,
        id: Id,
        seen: String,
        to: String,
        why: Reason,
    },
    /// Put an open deal aside until a later day.
    Hold {
        act: Id,
        id: Id,
        until: NaiveDate,
        why: String,
    },
    /// Take up a deal that was put aside.
    Resume {
        act: Id,
        id: Id,
    },
    /// Save a pipeline; the deals of stages that it gives up go to others.
    Reshape {
        act: Id,
        reshape: Box<Reshape>,
    },
    /// Mark an item of an opportunity's check-list.
    Tick {
        act: Id,
        id: Id,
        tick: Tick,
    },
    /// Waive a condition of an opportunity; an empty reason withdraws the waiver.
    Waive {
        act: Id,
        id: Id,
        condition: String,
        reason: String,
    },
    /// Move a card one place up (`-1`) or down (`1`) in its column.
    Order {
        act: Id,
        id: Id,
        by: i8,
    },
    /// The same with many records.
    Many(Many),
    /// Move a need among the key needs of its deal.
    Rank {
        act: Id,
        id: Id,
        to: standing::Place,
    },
    /// Make two needs that say the same one: the first becomes part of the second.
    Merge {
        act: Id,
        goes: Id,
        stays: Id,
    },
    /// Copy a version of an agreement as the next one.
    NextVersion {
        act: Id,
        version: Id,
    },
    /// Take a version of an agreement to another state, if it still stands where the user saw it. The reason is asked
    /// for only where it comes to an early end.
    Enter {
        act: Id,
        version: Id,
        seen: String,
        to: String,
        reason: String,
    },
    /// Take over what an interview proposes, all or nothing.
    Feed {
        act: Id,
        interview: Id,
        take: Vec<Proposal>,
    },
    /// Take back the user's last act that still stands, or a named one.
    Undo {
        act: Id,
        which: Option<Id>,
    },
    /// Do again what was last undone.
    Redo {
        act: Id,
    },
}

impl Request {
    /// Whether it makes way for whatever else is asked.
    pub fn is_patient(&self) -> bool {
        let depth = match self {
            Self::Board(query) => query.depth,
            Self::Deals(_, _, depth) => *depth,
            _ => Depth::Whole,
        };
        depth == Depth::Patient
    }
}

impl Command {
    /// The same command under another act, for another try.
    #[must_use]
    pub fn again(mut self, new: Id) -> Self {
        match &mut self {
            Self::Save(Act { id: act, .. })
            | Self::Import(Act { id: act, .. })
            | Self::Move { act, .. }
            | Self::Hold { act, .. }
            | Self::Resume { act, .. }
            | Self::Reshape { act, .. }
            | Self::Tick { act, .. }
            | Self::Waive { act, .. }
            | Self::Order { act, .. }
            | Self::Many(Many { act, .. })
            | Self::Rank { act, .. }
            | Self::Merge { act, .. }
            | Self::NextVersion { act, .. }
            | Self::Enter { act, .. }
            | Self::Feed { act, .. }
            | Self::Undo { act, .. }
            | Self::Redo { act } => *act = new,
        }
        self
    }

    /// The same command with the record chosen for it; commands without a choice stay as they are.
    #[must_use]
    pub fn with_choice(mut self, id: Id) -> Self {
        match &mut self {
            Self::Merge { stays, .. } => *stays = id,
            Self::Many(many) => many.task.set_record(id),
            _ => {}
        }
        self
    }

    /// The same command with its reason or evidence; commands without words stay as they are.
    #[must_use]
    pub fn with_words(mut self, words: String) -> Self {
        match &mut self {
            Self::Move { why, .. } => why.text = words,
            Self::Hold { why, .. } => *why = words,
            Self::Reshape { reshape, .. } => reshape.why = words,
            Self::Tick { tick, .. } => tick.evidence = words,
            Self::Waive { reason, .. } | Self::Enter { reason, .. } => *reason = words,
            Self::Many(many) => many.task.set_words(words),
            _ => {}
        }
        self
    }
}

/// A pipeline as it is to be.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reshape {
    pub key: String,
    /// Its text as whoever changed it saw it.
    pub seen: String,
    pub text: String,
    /// Stages that are given up, and where their deals go.
    pub going: Vec<(String, String)>,
    /// Why they go there.
    pub why: String,
}

/// The pipelines, and what there is of them in the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Funnel {
    pub pipelines: Arc<Pipelines>,
    /// How many deals stand in each stage that has any.
    pub counts: BTreeMap<String, i64>,
    /// Records of pipelines that are not as the program brings them.
    pub kept: Vec<Record>,
}

/// A mark at an item of a check-list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tick {
    pub item: String,
    /// `open`, `done` or `na`.
    pub state: String,
    /// What shows that it was done, or why it is not needed.
    pub evidence: String,
    /// Who sees to it, and until when; `None` leaves what is known.
    pub owner: Option<Id>,
    pub due: Option<String>,
}

/// What became of a command.
#[derive(Clone, Debug, PartialEq)]
pub struct Done {
    pub act: Id,
    pub verb: String,
    /// The record the act is mainly about, with its code.
    pub subject: Option<(Kind, Id)>,
    pub code: String,
    pub changes: usize,
    /// How many opportunities it changed, where it did nothing else; the reordering of a column counts none.
    pub deals: usize,
    /// What [`Command::Many`] left as it was.
    pub refused: Vec<Refused>,
    /// Whose changes of the same texts were kept beside these: different paragraphs.
    pub merged_with: Vec<String>,
}

impl Done {
    /// What the record is called, in the reader's language.
    pub fn shown(&self, lang: Lang) -> String {
        self.subject.map_or_else(|| self.code.clone(), |(kind, _)| title_in(kind, &self.code, lang))
    }
}

/// A title for a sentence: the title of an answer is all that was said.
pub(super) fn in_short(title: &str) -> String {
    clean::truncate(title.lines().next().unwrap_or_default(), 60)
}

/// Two people changed the same field.
#[derive(Clone, Debug, PartialEq)]
pub struct Clash {
    pub kind: Kind,
    pub id: Id,
    pub field: String,
    pub original: Value,
    pub theirs: Value,
    pub mine: Value,
    /// Both changes in one text, where that can be made; to be looked at before it is saved.
    pub both: Option<Value>,
    pub who: String,
    /// Unix milliseconds.
    pub when_ms: i64,
}

/// Why a command changed nothing.
#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    Clash {
        clashes: Vec<Clash>,
        labels: Labels,
    },
    /// Fields that must be filled first, each with its reason.
    Invalid {
        kind: Kind,
        id: Id,
        faults: Vec<(String, Msg)>,
    },
    /// A move that a gate stands against: fields to fill, and all conditions on the way with their state.
    Gate {
        id: Id,
        to: String,
        faults: Vec<(String, Msg)>,
        gate: Vec<Finding>,
    },
    Refused(Msg),
}

/// Where a board column is looked at.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Place {
    #[default]
    Top,
    Bottom,
    /// Around a card, by its order key.
    Around(Key, Id),
}

/// Where a card stands in the order that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    Number(i64),
    Text(String),
}

/// How far a question is gone into.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Depth {
    /// To its end.
    #[default]
    Whole,
    /// Only what the first deals of each lane tell, for an answer while somebody types; it may be partial.
    Glance,
    /// To its end, but whatever else is asked meanwhile goes first.
    Patient,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct BoardQuery {
    /// Lanes by their code, and where each is looked at.
    pub columns: Vec<(String, Place)>,
    /// All lanes there are; those of colleagues that `columns` does not name are looked at from their top.
    pub whole: bool,
    /// Code of the pipeline whose deals are grouped; the first one where there is no such.
    pub pipeline: String,
    pub group: Group,
    pub sort: Sort,
    /// Cards per column.
    pub window: usize,
    /// So many lanes are seen from the first one with a deal; those behind are only counted. All are seen without it.
    pub in_sight: Option<usize>,
    pub filter: Query,
    /// The column of this card is looked at around it, wherever it was looked at before.
    pub seek: Option<Id>,
    pub depth: Depth,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    pub id: Id,
    pub code: String,
    pub title: String,
    pub account: String,
    pub amount: Option<Money>,
    /// Basis points: its own, or its stage's.
    pub chance_bp: i64,
    pub stage: String,
    pub status: String,
    /// ISO date.
    pub entered_stage_on: String,
    pub next_step: String,
    pub next_step_due: String,
    pub key: Key,
    /// ISO date, empty for none.
    pub hold_until: String,
    /// It once passed a gate that did not hold.
    pub forced: bool,
}

/// How far the deals of a lane were counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Counted {
    /// All of them.
    #[default]
    Whole,
    /// There are more.
    AtLeast,
    /// Only the first were looked at: the cards are those that pass among them.
    Not,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Column {
    /// Code of what the lane stands for: a stage, or whatever the deals are grouped by.
    pub lane: String,
    /// What people call it, where that is a record.
    pub name: String,
    pub cards: Vec<Card>,
    pub more_above: bool,
    pub more_below: bool,
    pub count: i64,
    pub counted: Counted,
    /// Of a person: how many open deals past the first phase he owns, of which there may be `pipeline::AT_WORK`.
    pub work: Option<i64>,
    /// By currency; never added across currencies.
    pub sums: Vec<Sum>,
}

/// What deals are worth in one currency, in minor units: all that is asked, and each weighed by its chance (06-metrics
/// 6.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    pub ccy: String,
    pub minor: i64,
    pub weighted: i64,
}

/// What a card tells beside its fields.
#[derive(Clone, Debug, PartialEq)]
pub struct Sign {
    pub id: Id,
    /// None where nothing ages.
    pub freshness: Option<Freshness>,
    /// How the conditions of the next gate stand, in their order.
    pub marks: Vec<Mark>,
}

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
    pub labels: Labels,
    pub offset: usize,
    pub total: usize,
    /// Only the first records were looked at: `total` counts the rows that are here.
    pub partial: bool,
}

/// One step of the thread, up or down.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    pub kind: Kind,
    pub id: Id,
    pub code: String,
    pub title: String,
    /// Message key of how it hangs together with its neighbour, where a field says so and no link; empty otherwise.
    pub by: &'static str,
}

impl Link {
    /// A record as one line of the thread; `code` is its own, or that of the document it stands in.
    pub fn of(record: &Record, code: &str) -> Self {
        let title = match record.kind {
            Kind::Answer => format!("{} {}", record.str("question"), record.str("raw")),
            Kind::Clause => record.str("section").to_owned(),
            Kind::Target => format!("{} {}", record.str("label"), record.str("service")),
            _ => record.title().to_owned(),
        };
        Self { kind: record.kind, id: record.id, code: code.to_owned(), title, by: "" }
    }

    #[must_use]
    pub fn by(self, by: &'static str) -> Self {
        Self { by, ..self }
    }

    /// The title in the reader's language: a clause goes by the title of its section.
    pub fn shown(&self, lang: Lang) -> String {
        title_in(self.kind, &self.title, lang)
    }
}

fn title_in(kind: Kind, title: &str, lang: Lang) -> String {
    match (kind, sections::named(title)) {
        (Kind::Clause, Some(section)) => section.title.to(lang).to_owned(),
        _ => title.to_owned(),
    }
}

/// Everything known about one record.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    pub record: Record,
    /// The record itself as a step of the thread.
    pub link: Link,
    pub labels: Labels,
    /// Records that belong to it, by kind.
    pub children: Vec<(Kind, Vec<Record>)>,
    /// How many more of a kind there are than `children` holds.
    pub unshown: Vec<(Kind, usize)>,
    /// The currency of amounts that name none, here and on what belongs to it.
    pub ccy: Option<Currency>,
    /// Zone of the account it belongs to.
    pub tz: Option<String>,
    /// Where it came from and where it went.
    pub up: Vec<Link>,
    pub down: Vec<Link>,
}

impl Sheet {
    /// How many records of a kind belong to this one and are not in `children`.
    pub fn unshown_of(&self, kind: Kind) -> usize {
        self.unshown.iter().find(|(other, _)| *other == kind).map_or(0, |(_, more)| *more)
    }
}

/// How an opportunity stands: the gate before it, its check-lists, and the way it came.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    pub deal: Record,
    /// The stage it goes to next, and what it must meet on the way.
    pub next: Option<String>,
    pub gate: Vec<Finding>,
    /// Phase and items.
    pub lists: Vec<(String, Vec<Finding>)>,
    pub history: Steps,
    pub coverage: Coverage,
    pub standing: Standing,
    /// How long it has lain untouched; `None` where nothing ages.
    pub freshness: Option<Freshness>,
}

/// One change of stage or status.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Step {
    /// ISO date of entering; a deal brought from elsewhere may have entered before it came.
    pub on: String,
    pub at_ms: i64,
    pub who: String,
    pub verb: String,
    /// Stages; empty where only the status changed, and `from` of the first one.
    pub from: String,
    pub to: String,
    /// Days in the stage, until today if it stands there; `None` for closed stages and changes of status.
    pub days: Option<i64>,
    /// Last day of a pause.
    pub until: String,
    /// Reason of a loss.
    pub code: String,
    pub words: String,
    /// The gate was passed over.
    pub forced: bool,
}

pub type Steps = Vec<Step>;

/// One journal entry as people read it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub seq: i64,
    pub act: Id,
    /// Login name.
    pub actor: String,
    /// What people call the actor now.
    pub who: String,
    pub verb: String,
    pub at_ms: i64,
    pub undone: bool,
    pub changes: Vec<EntryChange>,
    /// How many changes the act has; `changes` holds the first few.
    pub total: usize,
    /// Names of what the changes link to.
    pub labels: Labels,
}

#[derive(Clone, Debug, PartialEq)]
pub struct EntryChange {
    pub kind: Kind,
    pub id: Id,
    pub code: String,
    pub title: String,
    /// Empty for a whole record that came or went.
    pub field: String,
    pub before: Value,
    pub after: Value,
}

impl EntryChange {
    /// What the record is called, in the reader's language.
    pub fn shown(&self, lang: Lang) -> String {
        title_in(self.kind, &self.title, lang)
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    Do(Command),
    Board(BoardQuery),
    /// What the cards of these deals tell beside their fields.
    Signs(Vec<Id>),
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
    /// Records to choose from: by words of their title or code.
    Choices {
        kind: Kind,
        filter: String,
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
    /// Words anywhere.
    Search(SearchQuery),
    /// The pipelines and what stands in them.
    Funnel,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    Done(Done),
    Failed(Failure),
    Board(Vec<Column>),
    Signs(Vec<Sign>),
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

#[derive(Clone, Debug, PartialEq)]
pub struct InterviewSheet {
    pub record: Record,
    pub labels: Labels,
    pub answers: Vec<Record>,
    /// Needs that came from its answers, with the answer's id.
    pub needs: Vec<(Id, Record)>,
    /// The template of the version it was begun with; none where neither the program nor the workspace has it.
    pub template: Option<Arc<Template>>,
    /// Who works for the account now.
    pub people: Vec<(Id, String)>,
    /// The currency of amounts that name none.
    pub ccy: Option<Currency>,
}

/// What is to be asked, in order, and what the records in it are called.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Agenda {
    pub asked: Vec<Asked>,
    pub labels: Labels,
}

/// What an interview proposes, with the names of what is meant.
#[derive(Clone, Debug, PartialEq)]
pub struct FeedSheet {
    pub interview: Record,
    pub proposals: Vec<Proposal>,
    pub labels: Labels,
}

/// One need of a deal.
#[derive(Clone, Debug, PartialEq)]
pub struct NeedRow {
    pub record: Record,
    /// How many steps up the ladder begins: 0 for what was found behind nothing.
    pub depth: usize,
    pub cover: Cover,
    /// Something somebody said leads to it.
    pub voiced: bool,
    /// All of it was said for our eyes only.
    pub private: bool,
}

/// The needs of a deal, each below the one it was found behind.
#[derive(Clone, Debug, PartialEq)]
pub struct NeedSheet {
    pub deal: Record,
    pub rows: Vec<NeedRow>,
    pub labels: Labels,
    pub coverage: Coverage,
}

#[derive(Clone, Debug, PartialEq)]
pub struct AgreementSheet {
    pub agreement: Record,
    pub version: Record,
    /// All versions, oldest first.
    pub versions: Vec<Record>,
    pub labels: Labels,
    pub clauses: Vec<Record>,
    pub targets: Vec<Record>,
    /// Needs of the opportunity.
    pub needs: Vec<Record>,
    /// Need → clause or target.
    pub traces: Vec<(Id, Id)>,
    /// OLA and UC beneath.
    pub supports: Vec<Beneath>,
    /// The services it covers.
    pub services: Vec<Record>,
    /// Calendars of the version, of its services and of what stands beneath.
    pub calendars: Vec<Record>,
    /// What was promised by word of mouth in the deal.
    pub commitments: Vec<Record>,
    /// The people at the customer whom its tables name.
    pub people: Vec<Person>,
    pub deal: Option<Deal>,
    /// The agreements it stands beneath, up to the top.
    pub above: Vec<Id>,
}

/// An agreement beneath another, with its newest version and that one's targets.
#[derive(Clone, Debug, PartialEq)]
pub struct Beneath {
    pub agreement: Record,
    pub version: Option<Record>,
    pub targets: Vec<Record>,
}
