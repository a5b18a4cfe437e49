//! Whether the index says of every record what the record says.

use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use rusqlite::Connection;

use super::index::{documents, is_searched, words_of};
use crate::domain::kinds::Kind;
use crate::domain::record::Id;
use crate::store::schema::{key_at, read_record, select_list};

/// What a word adds to the sum of its document, whatever the order.
fn weight(word: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    word.hash(&mut hasher);
    hasher.finish()
}

/// How many records the index misses, knows wrongly, or knows though they are gone; `None` while it is still being
/// filled.
///
/// # Errors
/// When the file cannot be read.
pub fn unlike(conn: &Connection) -> rusqlite::Result<Option<usize>> {
    let from: Option<String> = conn.query_row("SELECT search_from FROM meta", [], |row| row.get(0))?;
    if from.is_some() {
        return Ok(None);
    }
    let mut docs: HashMap<Id, i64> = HashMap::new();
    let mut sums: HashMap<i64, u64> = HashMap::new();
    let mut select = conn.prepare("SELECT doc, id FROM search_doc")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        docs.insert(key_at(row, 1)?, row.get(0)?);
    }
    conn.execute_batch(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_words USING fts5vocab(main, search_index, instance)",
    )?;
    let mut select = conn.prepare("SELECT doc, term FROM temp.search_words")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let sum = sums.entry(row.get(0)?).or_default();
        *sum = sum.wrapping_add(weight(row.get_ref(1)?.as_str().unwrap_or_default()));
    }
    let mut wrong = 0;
    for kind in Kind::ALL.into_iter().filter(|kind| is_searched(kind.spec())) {
        let mut select = conn.prepare(&format!("SELECT {} FROM {} t", select_list(kind), kind.name()))?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let record = read_record(kind, row, 0)?;
            let words = words_of(kind.spec(), &record.code, &record.values);
            let words: BTreeSet<&str> = words.split_whitespace().collect();
            let said = words.into_iter().fold(0_u64, |sum, word| sum.wrapping_add(weight(word)));
            let known = docs.remove(&record.id).filter(|doc| documents(kind, record.archived).contains(doc));
            let right = known.is_some_and(|doc| sums.get(&doc).copied().unwrap_or_default() == said);
            wrong += usize::from(!right);
        }
    }
    Ok(Some(wrong + docs.len()))
}
