//! Looking up words in the index: what was found of each kind, and where in the record it stands.

use rusqlite::params;
use serde_json::Value;

use super::fill::Filled;
use super::index::{documents, kind_of};
use crate::domain::kinds::Kind;
use crate::domain::record::{Field, Record, Type};
use crate::store::request::{Labels, Link};
use crate::store::schema::key_at;
use crate::store::workspace::Workspace;
use crate::text::find::{Words, fold};

/// Records of one kind are counted this far.
const COUNTED: usize = 2_000;
/// So many times the records shown are read, to show first those whose name holds the words.
const READ: usize = 3;

/// What is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchQuery {
    /// As typed; all words must stand in a record.
    pub words: String,
    /// Only in records of this kind.
    pub kind: Option<Kind>,
    /// Records shown of each kind.
    pub limit: usize,
}

/// One record in which all words stand.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The record, by its own code and title.
    pub link: Link,
    pub archived: bool,
    /// Not to be shown to the customer.
    pub private: bool,
    /// The document or deal it belongs to, where it has no code of its own.
    pub within: Option<Link>,
    /// The field that holds most of the words; empty for the code.
    pub field: &'static str,
    /// The line of that field around the first hit.
    pub snippet: String,
}

/// What was found of one kind, the best first.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    pub kind: Kind,
    /// How many records there are, `more` than that if not all were counted.
    pub count: usize,
    pub more: bool,
    pub found: Vec<Finding>,
}

/// The answer to a search.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// What was asked, to tell an old answer from a new one.
    pub words: String,
    pub groups: Vec<Group>,
    /// There was nothing to look up: a single letter begins too many words.
    pub short: bool,
    /// The index is still being filled: older records may be missing.
    pub filling: bool,
}

/// Of a kind how many documents there are, whether there are more, and the newest of them.
type Counted = (Kind, usize, bool, Vec<i64>);

impl Workspace {
    /// Records in which all words stand, grouped by kind.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn search(&self, query: &SearchQuery) -> rusqlite::Result<Found> {
        let words = Words::of(&query.words);
        let mut found = Found { words: query.words.clone(), ..Found::default() };
        let Some(looked_up) = words.index_query() else {
            found.short = true;
            return Ok(found);
        };
        found.filling = self.filled()? == Filled::Partly;
        let mut groups = self.counted(&looked_up, query.kind, query.limit * READ)?;
        groups.sort_by_key(|(kind, ..)| *kind);
        for (kind, mut count, more, docs) in groups {
            let mut hits = Vec::new();
            for doc in docs {
                match self.finding(kind, doc, &words)? {
                    Some(hit) => hits.push(hit),
                    // The pairs of its characters are there, but not the word.
                    None => count -= 1,
                }
            }
            hits.sort_by_key(|(named, hit)| (hit.archived, !named));
            hits.truncate(query.limit);
            let hits: Vec<Finding> = hits.into_iter().map(|(_, hit)| hit).collect();
            if !hits.is_empty() {
                found.groups.push(Group { kind, count, more, found: hits });
            }
        }
        Ok(found)
    }

    /// The documents of each kind, the newest first.
    fn counted(&self, query: &str, kind: Option<Kind>, kept: usize) -> rusqlite::Result<Vec<Counted>> {
        let (low, mut high) = match kind {
            Some(kind) => (*documents(kind, true).start(), *documents(kind, false).end()),
            None => (0, i64::MAX),
        };
        let sql = "SELECT rowid FROM search_index WHERE search_index MATCH ?1 AND rowid BETWEEN ?2 AND ?3 ORDER BY rowid DESC";
        let mut groups: Vec<Counted> = Vec::new();
        let mut select = self.conn.prepare_cached(sql)?;
        'kinds: loop {
            let mut rows = select.query(params![query, low, high])?;
            while let Some(row) = rows.next()? {
                let doc = row.get(0)?;
                let Some((kind, _)) = kind_of(doc) else { continue };
                let begun = groups.last().is_some_and(|group| group.0 == kind);
                if !begun {
                    groups.push((kind, 0, false, Vec::new()));
                }
                let Some((_, count, more, docs)) = groups.last_mut() else { continue };
                if *count == COUNTED {
                    *more = true;
                    high = documents(kind, true).start() - 1;
                    continue 'kinds;
                }
                *count += 1;
                if docs.len() < kept {
                    docs.push(doc);
                }
            }
            return Ok(groups);
        }
    }

    /// The record of a document, and whether its name holds the words; `None` if they do not stand in it.
    fn finding(&self, kind: Kind, doc: i64, words: &Words) -> rusqlite::Result<Option<(bool, Finding)>> {
        let id = self
            .conn
            .prepare_cached("SELECT id FROM search_doc WHERE doc = ?1")?
            .query_row([doc], |row| key_at(row, 0))?;
        let Some(record) = self.record(kind, id)? else { return Ok(None) };
        let fields = kind.spec().fields.iter().filter(|field| field.is_words());
        let texts: Vec<(&'static Field, String)> =
            fields.map(|field| (field, text_of(&record, field.name))).filter(|(_, text)| !text.is_empty()).collect();
        let mut all = fold(&record.code);
        for (_, text) in &texts {
            all.push('\n');
            all.push_str(&fold(text));
        }
        if !words.stand_in(&all) {
            return Ok(None);
        }
        // The first of those that hold most; the name stands first.
        let mut best: Option<(usize, &'static Field, &str)> = None;
        for (field, text) in &texts {
            let count = words.count_in(text);
            if count > best.map_or(0, |(most, ..)| most) {
                best = Some((count, field, text));
            }
        }
        let (field, snippet) = best.map_or(("", String::new()), |(_, field, text)| (field.name, words.snippet(text)));
        let named = words.stand_in(&fold(&format!("{} {}", record.code, record.title())));
        let mut link = Link::of(&record, &record.code);
        if let Some(Field { ty: Type::Link(kind), name, .. }) = kind.spec().field(kind.spec().title)
            && let Some(id) = record.id_of(name)
        {
            // What joins two records goes by the name of the other.
            let mut labels = Labels::new();
            self.label(*kind, id, &mut labels)?;
            link.title = labels.remove(&id).unwrap_or_default();
        }
        let within = self.within(&record)?;
        let private = record.get("private").as_bool() == Some(true);
        Ok(Some((named, Finding { link, archived: record.archived, private, within, field, snippet })))
    }

    /// The nearest record with a code, of which this one without a code is a part.
    fn within(&self, record: &Record) -> rusqlite::Result<Option<Link>> {
        let mut spec = record.kind.spec();
        let mut part = record.clone();
        while spec.prefix.is_empty() {
            // What was done for a deal stands with the deal rather than with its customer.
            let owners = ["opportunity", spec.owner].into_iter().filter_map(|name| spec.field(name));
            let mut owners = owners.filter_map(|field| match field.ty {
                Type::Link(kind) => Some(kind).zip(part.id_of(field.name)),
                _ => None,
            });
            let Some((kind, id)) = owners.next() else { break };
            let Some(record) = self.record(kind, id)? else { break };
            part = record;
            spec = kind.spec();
        }
        Ok((part.id != record.id).then(|| Link::of(&part, &part.code)))
    }
}

/// The words of a field; a list as one line.
fn text_of(record: &Record, field: &str) -> String {
    match record.get(field) {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", "),
        _ => String::new(),
    }
}
