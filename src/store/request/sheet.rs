//! What screens read of records, each as one answer: a record with all around it, a deal's standing, the journal.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use super::Labels;

use crate::domain::agreement::draft::{Deal, Person};
use crate::domain::agreement::origin::Origin;
use crate::domain::agreement::sections;
use crate::domain::funnel::gate::Finding;
use crate::domain::funnel::pipeline::Freshness;
use crate::domain::funnel::pipelines::Pipelines;
use crate::domain::funnel::standing::Standing;
use crate::domain::kinds::Kind;
use crate::domain::money::Currency;
use crate::domain::record::{Id, Record};
use crate::domain::research::asking::Asked;
use crate::domain::research::coverage::Coverage;
use crate::domain::research::feeds::Proposal;
use crate::domain::research::standing::Cover;
use crate::domain::research::template::Template;
use crate::text::Lang;

/// The pipelines, and what there is of them in the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Funnel {
    pub pipelines: Pipelines,
    /// How many deals stand in each stage that has any.
    pub counts: BTreeMap<String, i64>,
    /// Records of pipelines that are not as the program brings them.
    pub kept: Vec<Record>,
}

/// What another gate would mean for the deals before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failing {
    /// Code of the stage.
    pub stage: String,
    /// Deals that were looked at, and those of them that would not pass.
    pub of: usize,
    pub failing: usize,
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

pub(super) fn title_in(kind: Kind, title: &str, lang: Lang) -> String {
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
    /// Must-needs for which no clause and no target stands.
    pub unmet: Vec<Link>,
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
    /// Those of them that nobody told but in private.
    pub private: Vec<Id>,
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
    pub origin: Origin,
}

/// An agreement beneath another, with its newest version and that one's targets.
#[derive(Clone, Debug, PartialEq)]
pub struct Beneath {
    pub agreement: Record,
    pub version: Option<Record>,
    pub targets: Vec<Record>,
}
