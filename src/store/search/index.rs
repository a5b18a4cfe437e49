//! The words of each record in the index, kept in the transaction that changes the record.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use rusqlite::{Connection, OptionalExtension, params};
use serde_json::Value;

use crate::domain::kinds::Kind;
use crate::domain::record::{Field, Id, Spec, Values};
use crate::store::journal::{Line, Op};
use crate::store::schema::blob;
use crate::store::workspace::Workspace;
use crate::text::find::index_words;

/// Documents of a kind are numbered in a range of their own, archived records below the others, so that the index
/// answers for one kind alone and the newest come first.
const ROOM: i64 = 1 << 30;

/// The number of a kind in the index, for ever the same: made from its name (FNV-1a, 20 bits), so that there is no list
/// to keep.
fn number(kind: Kind) -> i64 {
    let hash =
        kind.name().bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    i64::from((hash ^ (hash >> 20)) & 0xf_ffff)
}

/// Documents of records of this kind that stand in lists (`archived` false), or do not.
pub fn documents(kind: Kind, archived: bool) -> RangeInclusive<i64> {
    let first = (number(kind) * 2 + i64::from(!archived)) * ROOM;
    first..=first + ROOM - 1
}

/// The kind of a document, and whether its record is archived.
pub fn kind_of(doc: i64) -> Option<(Kind, bool)> {
    let range = doc / ROOM;
    let kind = Kind::ALL.into_iter().find(|kind| number(*kind) == range / 2)?;
    Some((kind, range % 2 == 0))
}

/// Whether there is anything to search in records of this kind.
pub fn is_searched(spec: &Spec) -> bool {
    !spec.prefix.is_empty() || spec.fields.iter().any(Field::is_words)
}

/// All words of a record, as the index takes them.
pub fn words_of(spec: &Spec, code: &str, values: &Values) -> String {
    let mut text = code.to_owned();
    for field in spec.fields.iter().filter(|field| field.is_words()) {
        let items = match values.get(field.name) {
            Some(Value::String(words)) => std::slice::from_ref(words).to_vec(),
            Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).map(ToOwned::to_owned).collect(),
            _ => continue,
        };
        for item in items {
            text.push('\n');
            text.push_str(&item);
        }
    }
    index_words(&text)
}

/// The document of a record, if it is in the index.
pub fn document(conn: &Connection, id: Id) -> rusqlite::Result<Option<i64>> {
    conn.prepare_cached("SELECT doc FROM search_doc WHERE id = ?1")?.query_row([blob(id)], |row| row.get(0)).optional()
}

/// Takes a record into the index, or its new words in place of the old ones.
pub fn put(conn: &Connection, kind: Kind, id: Id, archived: bool, words: &str) -> rusqlite::Result<()> {
    let room = documents(kind, archived);
    let old = document(conn, id)?;
    if let Some(old) = old {
        take_out(conn, old, !room.contains(&old))?;
    }
    let doc = if let Some(old) = old.filter(|old| room.contains(old)) {
        old
    } else {
        let last: Option<i64> = conn
            .prepare_cached("SELECT max(doc) FROM search_doc WHERE doc BETWEEN ?1 AND ?2")?
            .query_row([room.start(), room.end()], |row| row.get(0))?;
        let doc = last.map_or(*room.start(), |last| last + 1);
        conn.prepare_cached("INSERT INTO search_doc (doc, id) VALUES (?1, ?2)")?.execute(params![doc, blob(id)])?;
        doc
    };
    conn.prepare_cached("INSERT INTO search_index (rowid, words) VALUES (?1, ?2)")?.execute(params![doc, words])?;
    Ok(())
}

/// Takes the words of a document out, and the document too when its record goes.
fn take_out(conn: &Connection, doc: i64, whole: bool) -> rusqlite::Result<()> {
    conn.prepare_cached("DELETE FROM search_index WHERE rowid = ?1")?.execute([doc])?;
    if whole {
        conn.prepare_cached("DELETE FROM search_doc WHERE doc = ?1")?.execute([doc])?;
    }
    Ok(())
}

impl Workspace {
    /// Brings the index to what an act has changed; its transaction is open.
    pub(in crate::store) fn index(&self, lines: &[Line]) -> rusqlite::Result<()> {
        // In the order of their documents, as the index likes to be written. A record that was just made is known as
        // it is; any other is read again.
        let mut touched: BTreeMap<(i64, Id), (Kind, Option<&Values>)> = BTreeMap::new();
        for line in lines {
            let spec = line.kind.spec();
            let concerns = line.op != Op::Update
                || line.field == "archived"
                || spec.field(&line.field).is_some_and(Field::is_words);
            if is_searched(spec) && concerns {
                let made = if line.op == Op::Insert { line.after.as_object() } else { None };
                touched.insert((number(line.kind), line.id), (line.kind, made));
            }
        }
        for ((_, id), (kind, made)) in touched {
            let spec = kind.spec();
            if let Some(values) = made {
                let code = values.get("code").and_then(Value::as_str).unwrap_or_default();
                let archived = values.get("archived") == Some(&Value::Bool(true));
                put(&self.conn, kind, id, archived, &words_of(spec, code, values))?;
            } else if let Some(record) = self.record(kind, id)? {
                put(&self.conn, kind, id, record.archived, &words_of(spec, &record.code, &record.values))?;
            } else if let Some(doc) = document(&self.conn, id)? {
                take_out(&self.conn, doc, true)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_documents_of_its_own() {
        for kind in Kind::ALL {
            for archived in [false, true] {
                let range = documents(kind, archived);
                assert_eq!(kind_of(*range.start()), Some((kind, archived)), "another kind has the same number");
                assert_eq!(kind_of(*range.end()), Some((kind, archived)));
            }
            assert!(documents(kind, true).end() < documents(kind, false).start());
        }
    }

    #[test]
    fn ids_and_names_of_the_program_are_no_words() {
        assert!(!is_searched(Kind::Trace.spec()));
        let words: Vec<&str> =
            Kind::Clause.spec().fields.iter().filter(|field| field.is_words()).map(|field| field.name).collect();
        assert_eq!(words, ["text"]);
    }
}
