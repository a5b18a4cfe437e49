//! What the answers of an interview propose for the records: shown as a difference, taken item by item, never written
//! over anything unseen (01-model 1.7, targets of 04-interviews).

mod deal;
mod people;
mod rows;
mod value;
mod work;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use chrono_tz::Tz;
pub use deal::Drop;
use serde_json::{Value, json};

use super::answer::{Given, Sheet};
use super::figure;
use super::interview::{Answer, is_closed};
use super::new::need_of_answer;
use super::template::{Feed, Form, Question, Template};
use crate::domain::act::Change;
use crate::domain::kinds::Kind;
use crate::domain::record::{Entry, Field, Id, Record, Type, Values};
use crate::domain::wording;
use crate::text::{Lang, Text};

/// How a proposal reaches its record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Another value of a field.
    Suggest,
    /// One more entry, or one more paragraph.
    Append,
    /// A new record.
    Create,
}

impl Mode {
    /// The word for other programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Suggest => "suggest",
            Self::Append => "append",
            Self::Create => "create",
        }
    }
}

/// One thing an answer proposes.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// The question and a number, `E01/1`: the same each time while the answers stay as they are.
    pub key: String,
    pub mode: Mode,
    pub kind: Kind,
    /// The record whose field it is; none for a new record.
    pub id: Option<Id>,
    /// What people call that record, or will call the new one.
    pub name: String,
    /// Empty for a new record.
    pub field: &'static str,
    pub old: Value,
    /// The whole value the field would have; of a new record what it would hold.
    pub new: Value,
    /// What is added to a field that several answers add to.
    add: Value,
    /// The records that come with a new one, and the links to the answer; of a field, what changes only with it.
    changes: Vec<Change>,
}

impl Proposal {
    /// Whether two readings of an interview propose the same.
    pub fn same(&self, other: &Self) -> bool {
        (&self.key, &self.old, &self.new) == (&other.key, &other.old, &other.new)
            && (self.kind, self.id, self.field) == (other.kind, other.id, other.field)
    }

    /// What it adds to what stands there.
    pub fn added(&self) -> &Value {
        &self.add
    }

    /// Fields of the same record that change together with this one: name, what stands there, and what would.
    pub fn beside(&self) -> impl Iterator<Item = (&'static Field, &Value, &Value)> {
        self.changes.iter().filter_map(|change| match change {
            Change::Update { kind, id, field, base, new } if Some(*id) == self.id => {
                Some((kind.spec().field(field)?, base, new))
            }
            _ => None,
        })
    }

    /// A value of the field, old or new, for reading: a figure in its own unit.
    pub fn shown(&self, value: &Value, labels: &BTreeMap<Id, String>, text: &Text, tz: Tz) -> String {
        let Some(field) = self.kind.spec().field(self.field) else { return String::new() };
        let mut values = Values::new();
        for (beside, base, new) in self.beside() {
            values.insert(beside.name.to_owned(), if *value == self.new { new.clone() } else { base.clone() });
        }
        values.insert(field.name.to_owned(), value.clone());
        if value.is_null() { String::new() } else { wording::show_of(field, &values, labels, text, tz) }
    }

    /// Whether it takes the deal elsewhere: that is the rule of the funnel, not a change of a field.
    pub fn moves_the_deal(&self) -> bool {
        self.kind == Kind::Opportunity && self.field == "status"
    }

    /// Whether nothing that stands there would be replaced: what is not known stands for nothing.
    pub fn is_gentle(&self) -> bool {
        let unknown = matches!(self.old.as_str(), Some("unk" | "unknown"));
        self.mode != Mode::Suggest || self.old.is_null() || unknown
    }
}

/// What is known where the answers lead.
#[derive(Clone, Debug)]
pub struct Known {
    pub interview: Record,
    pub answers: Vec<Record>,
    pub account: Option<Record>,
    pub deal: Option<Record>,
    /// What came of answers already, put away or not: nothing is proposed twice.
    pub made: Vec<(Id, Record)>,
    /// Contacts, competitors and what else stands around the deal.
    pub around: Vec<Record>,
    pub today: NaiveDate,
    /// How the deal may be given up from where it stands, if it may.
    pub drop: Option<Drop>,
}

impl Known {
    fn of(&self, kind: Kind) -> impl Iterator<Item = &Record> {
        self.around.iter().filter(move |record| record.kind == kind)
    }

    /// Records of a kind that came of this answer.
    fn made(&self, answer: Id, kind: Kind) -> impl Iterator<Item = &Record> {
        self.made.iter().filter(move |(from, record)| *from == answer && record.kind == kind).map(|(_, record)| record)
    }
}

/// One answer on its way into proposals.
struct Said<'a> {
    question: &'a Question,
    answer: &'a Record,
    value: Value,
    raw: &'a str,
}

/// Flags of which each has a note (01-model 1.1), and where it stands.
const NOTED: [(&str, &str); 1] = [("growth_flags", "growth_notes")];

struct Reader<'a> {
    template: &'a Template,
    known: &'a Known,
    lang: Lang,
    words: Text,
    new_id: &'a mut dyn FnMut() -> Id,
    found: Vec<Proposal>,
    /// Proposals of the question at hand.
    count: usize,
}

/// Everything the answers of an interview propose, in the order of its questions. Hidden questions and those without an
/// answer propose nothing.
pub fn proposals(template: &Template, known: &Known, new_id: &mut dyn FnMut() -> Id) -> Vec<Proposal> {
    let lang = Lang::from_tag(known.interview.str("language")).unwrap_or_default();
    let words = Text::new(lang);
    let mut reader = Reader { template, known, lang, words, new_id, found: Vec::new(), count: 0 };
    let typed = known.answers.iter().filter_map(|record| Some((record, record.typed::<Answer>().ok()?)));
    let given: BTreeMap<String, Given> =
        typed.map(|(_, answer)| (answer.question.clone(), Given::from(&answer))).collect();
    for question in Sheet::new(template, &given).visible() {
        let Some(answer) = known.answers.iter().find(|answer| answer.str("question") == question.id) else { continue };
        let value = given.get(&question.id).filter(|given| matches!(given.status.as_str(), "" | "answered"));
        let Some(value) = value.and_then(|given| given.value.clone()).filter(|value| !value.is_null()) else {
            continue;
        };
        reader.count = 0;
        let said = Said { question, answer, value, raw: answer.str("raw") };
        let mut targets: Vec<Feed<'_>> = question.targets().collect();
        // Whoever is named comes before what they do.
        targets.sort_by_key(|feed| feed.record == "decision_step");
        for feed in targets {
            reader.feed(&said, &feed);
        }
    }
    reader.found
}

/// The changes that take these proposals over, all in one act.
pub fn changes(taken: &[Proposal]) -> Vec<Change> {
    let mut changes = Vec::new();
    // What several answers add to one field is one change of it.
    let mut added: Vec<((Kind, Id, &'static str), Value, Value)> = Vec::new();
    for proposal in taken {
        let Some(id) = proposal.id else {
            changes.extend(proposal.changes.iter().cloned());
            continue;
        };
        for change in &proposal.changes {
            if !adds(&mut changes, change) {
                changes.push(change.clone());
            }
        }
        let place = (proposal.kind, id, proposal.field);
        match added.iter_mut().find(|(other, ..)| *other == place) {
            Some((_, _, new)) if proposal.mode == Mode::Append => *new = value::appended(new, &proposal.add),
            Some((_, _, new)) => new.clone_from(&proposal.new),
            None => added.push((place, proposal.old.clone(), proposal.new.clone())),
        }
    }
    let update = |((kind, id, field), base, new): ((Kind, Id, &'static str), Value, Value)| Change::Update {
        kind,
        id,
        field: field.to_owned(),
        base,
        new,
    };
    // Fields of records that stand come first: an act is about what it begins with. What changes in one record changes
    // together, for some of its fields do not stand alone.
    let (beside, made): (Vec<_>, Vec<_>) =
        changes.into_iter().partition(|change| matches!(change, Change::Update { .. }));
    let mut updates: Vec<Change> = added.into_iter().map(update).chain(beside).collect();
    let first: Vec<_> = updates.iter().map(Change::subject).collect();
    updates.sort_by_key(|change| first.iter().position(|subject| *subject == change.subject()));
    updates.into_iter().chain(made).collect()
}

/// Whether a change adds a paragraph to a text to which another one of the same act adds one already; now that one adds
/// both.
fn adds(changes: &mut [Change], change: &Change) -> bool {
    let Change::Update { id, field, base, new: Value::String(new), .. } = change else { return false };
    let paragraph = base.as_str().and_then(|base| new.strip_prefix(base)).unwrap_or(new).trim();
    changes.iter_mut().any(|other| match other {
        Change::Update { id: there, field: name, base: before, new, .. } if (&*there, &*name) == (id, field) => {
            let both = *before == *base && new.is_string();
            if both {
                *new = value::appended(new, &json!(paragraph));
            }
            both
        }
        _ => false,
    })
}

impl Reader<'_> {
    fn feed(&mut self, said: &Said<'_>, feed: &Feed<'_>) {
        match (feed.record, feed.new) {
            ("opportunity", false) if feed.field == "status" => self.goes_on(said),
            ("opportunity", true) => self.deals(said, &feed.with),
            ("account", false) => self.field(said, self.known.account.clone(), feed),
            ("opportunity", false) => self.field(said, self.known.deal.clone(), feed),
            ("need", true) => self.needs(said),
            ("need", false) => self.of_need(said, feed.field),
            ("gap", true) => self.gaps(said, &feed.with),
            ("incumbent", true) => self.incumbents(said),
            ("competitor", true) => self.competitors(said),
            ("deal_role", true) => self.people(said),
            ("deal_role", false) => self.attitude(said, feed.field),
            ("decision_step", true) if said.question.form == Form::Text => self.steps_in_words(said),
            ("decision_step", true) => self.steps(said),
            ("rival", false) => self.against(said, feed.field),
            ("activity", false) => self.depth(said),
            ("gap", false) => self.measure(said),
            ("answer", false) if !is_closed(self.known.interview.str("state")) => self.sure(said),
            ("employment", false) if said.question.form == Form::Text => self.work(said, feed.field),
            ("employment", false) => self.staff(said),
            ("interview", true) => self.ask_next(said),
            ("contact", true) if said.question.form == Form::Text => self.named(said),
            // What is led to by other means, or does not exist yet.
            _ => {}
        }
    }

    fn key(&mut self, said: &Said<'_>) -> String {
        self.count += 1;
        format!("{}/{}", said.question.id, self.count)
    }

    /// A value for a field of a record that is there.
    fn field(&mut self, said: &Said<'_>, record: Option<Record>, feed: &Feed<'_>) {
        let Some(record) = record else { return };
        let Some(field) = record.kind.spec().field(feed.field).filter(|field| field.entry == Entry::Form) else {
            return;
        };
        if !feed.with.is_empty() {
            return self.flags(said, &record, field, &feed.with);
        }
        let Some(add) = value::for_field(field, said.question, &said.value, said.raw, self.lang) else { return };
        let name = format!("{} {}", record.code, record.title()).trim().to_owned();
        let old = record.get(field.name).clone();
        self.suggest(said, (record.kind, record.id, name), field, &old, add);
    }

    /// A yes stands for one of these codes, or for several of which each is taken by itself.
    fn flags(&mut self, said: &Said<'_>, record: &Record, field: &'static Field, codes: &[&str]) {
        let Type::Set(known) = field.ty else { return };
        if said.value != Value::Bool(true) {
            return;
        }
        let name = format!("{} {}", record.code, record.title()).trim().to_owned();
        for code in codes.iter().filter(|code| known.contains(code)) {
            let found = self.found.len();
            self.suggest(said, (record.kind, record.id, name.clone()), field, record.get(field.name), json!([code]));
            if let Some((_, notes)) = NOTED.iter().find(|(flags, _)| *flags == field.name)
                && let Some(proposal) = self.found.get_mut(found)
            {
                let sign = self.words.choice(field.name, code);
                let note = json!(format!("{sign}: {} ({})", said.raw.trim(), self.known.interview.code));
                let base = record.get(notes).clone();
                let (kind, id, new) = (record.kind, record.id, value::appended(&base, &note));
                proposal.changes.push(Change::Update { kind, id, field: (*notes).to_owned(), base, new });
            }
        }
    }

    fn suggest(&mut self, said: &Said<'_>, of: (Kind, Id, String), field: &'static Field, old: &Value, add: Value) {
        let append = matches!(field.ty, Type::Long | Type::List) && !old.is_null() || matches!(field.ty, Type::Set(_));
        let new = if append { value::appended(old, &add) } else { add.clone() };
        if new == *old {
            return;
        }
        let (kind, id, name) = of;
        let mode = if append { Mode::Append } else { Mode::Suggest };
        let key = self.key(said);
        let (id, field, old) = (Some(id), field.name, old.clone());
        self.found.push(Proposal { key, mode, kind, id, name, field, old, new, add, changes: Vec::new() });
    }

    /// A new record that comes of an answer, with what comes along; tied to the answer.
    fn create(&mut self, said: &Said<'_>, kind: Kind, values: Values, along: Vec<Change>) {
        let id = (self.new_id)();
        self.create_as(said, (kind, id), values, along);
    }

    fn create_as(&mut self, said: &Said<'_>, (kind, id): (Kind, Id), values: Values, along: Vec<Change>) {
        let name = values.get(kind.spec().title).and_then(Value::as_str).unwrap_or_default().to_owned();
        let link = Change::link((self.new_id)(), (Kind::Answer, said.answer.id), (kind, id));
        let mut changes = vec![Change::Insert { kind, id, values: values.clone() }];
        changes.extend(along);
        changes.push(link);
        let (key, new) = (self.key(said), Value::Object(values));
        let (id, old, add) = (None, Value::Null, Value::Null);
        self.found.push(Proposal { key, mode: Mode::Create, kind, id, name, field: "", old, new, add, changes });
    }

    /// Needs in the words of the answer: one, or one for each row and option.
    fn needs(&mut self, said: &Said<'_>) {
        let made: Vec<String> =
            self.known.made(said.answer.id, Kind::Need).map(|need| value::fold(need.title())).collect();
        let parts = rows::parts(said, self.lang);
        if parts.len() <= 1 && !made.is_empty() {
            return;
        }
        for words in parts {
            let mut answer = said.answer.clone();
            answer.values.insert("raw".to_owned(), json!(words));
            let Some(values) = need_of_answer(self.template, &self.known.interview, &answer) else { return };
            let title = values.get("title").and_then(Value::as_str).unwrap_or_default();
            if !title.is_empty() && !made.contains(&value::fold(title)) {
                self.create(said, Kind::Need, values, Vec::new());
            }
        }
    }

    /// A field of the need that this question asks more about: proposed with it, or there already.
    fn of_need(&mut self, said: &Said<'_>, name: &str) {
        if name == "metric" {
            return self.measured(said);
        }
        let Some(field) = Kind::Need.spec().field(name).filter(|field| field.entry == Entry::Form) else { return };
        let Some(new) = value::for_need(field, said.question, &said.value, said.raw, self.lang) else { return };
        let Some(source) = self.subject(said.question) else { return };
        if let Some(proposal) = self.proposed(&source) {
            return proposal.learn(field.name, &new);
        }
        if let Some(need) = self.brought_up(&source) {
            let old = need.get(field.name).clone();
            let name = format!("{} {}", need.code, need.title());
            self.suggest(said, (Kind::Need, need.id, name), field, &old, new);
        }
    }

    /// The need that was made of the answer to this question.
    fn brought_up(&self, question: &str) -> Option<Record> {
        let answer = self.known.answers.iter().find(|answer| answer.str("question") == question)?;
        self.known.made(answer.id, Kind::Need).find(|need| !need.archived).cloned()
    }

    /// The need that the answer to this question proposes.
    fn proposed(&mut self, question: &str) -> Option<&mut Proposal> {
        let mut needs = self.found.iter_mut().filter(|found| found.kind == Kind::Need && found.id.is_none());
        needs.find(|found| found.key.split('/').next() == Some(question))
    }

    /// How it is measured that the need is met, where a figure was named: goes with the need that is proposed.
    fn measured(&mut self, said: &Said<'_>) {
        let Some(source) = self.subject(said.question) else { return };
        let Some((metric, value, unit)) = figure::of(None, said.raw) else { return };
        if let Some(proposal) = self.proposed(&source) {
            for (field, value) in [("metric", json!(metric)), ("target_value", json!(value)), ("unit", json!(unit))] {
                proposal.learn(field, &value);
            }
        } else if let Some(need) = self.brought_up(&source) {
            let beside = vec![("metric", json!(metric)), ("unit", json!(unit))];
            self.suggest_with(said, &need, "target_value", json!(value), beside);
        }
    }

    /// The question whose need this one asks more about: the one its condition names, else that of the question before
    /// it that asks about a need, answered or not, else the nearest that brings one up.
    fn subject(&self, question: &Question) -> Option<String> {
        let mut subject: Option<&str> = None;
        let mut nearest: Option<&str> = None;
        for other in &self.template.questions {
            if other.targets().any(|feed| (feed.record, feed.new) == ("need", false)) {
                let asked = other.condition.iter().flat_map(|condition| condition.questions());
                let brings = |id: &&str| self.template.question(id).is_some_and(|asked| asked.need_hint().is_some());
                subject = asked.into_iter().find(brings).or(subject).or(nearest);
            }
            if other.id == question.id {
                break;
            }
            nearest = other.need_hint().map(|_| other.id.as_str()).or(nearest);
        }
        subject.map(str::to_owned)
    }
}

impl Proposal {
    /// A further answer says more of a record that is not there yet.
    fn learn(&mut self, field: &str, value: &Value) {
        if let Value::Object(values) = &mut self.new {
            values.insert(field.to_owned(), value.clone());
        }
        if let Some(Change::Insert { values, .. }) = self.changes.first_mut() {
            values.insert(field.to_owned(), value.clone());
        }
    }
}

#[cfg(test)]
mod tests;
