//! Filling the index with records that were there before it, a slice at a time, and making it anew.

use rusqlite::{Transaction, TransactionBehavior, params};

use super::index::{document, is_searched, put, words_of};
use crate::domain::kinds::Kind;
use crate::domain::record::Id;
use crate::store::migrate;
use crate::store::refusal::Refusal;
use crate::store::schema::{blob, read_record, select_list};
use crate::store::workspace::Workspace;

/// Records taken in at once: few enough that a key pressed meanwhile does not feel it.
const SLICE: usize = 100;

/// How far the index is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filled {
    /// Every record is in it.
    Whole,
    /// More records are to be taken in.
    Partly,
}

impl Workspace {
    /// Whether every record is in the index.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn filled(&self) -> rusqlite::Result<Filled> {
        let from: Option<String> =
            self.conn.prepare_cached("SELECT search_from FROM meta")?.query_row([], |row| row.get(0))?;
        Ok(if from.is_none() { Filled::Whole } else { Filled::Partly })
    }

    /// Takes the next records into the index, in a transaction of its own. Others may write before the next slice, and
    /// what they write is in the index at once.
    ///
    /// # Errors
    /// When the file cannot be written; the slice is tried again then.
    pub fn fill_slice(&self) -> Result<Filled, Refusal> {
        if self.filled().map_err(|e| self.refused(&e))? == Filled::Whole {
            return Ok(Filled::Whole);
        }
        let tx =
            Transaction::new_unchecked(&self.conn, TransactionBehavior::Immediate).map_err(|e| self.refused(&e))?;
        migrate::check_writer(&tx)?;
        let filled = self.fill_from().map_err(|e| self.refused(&e))?;
        tx.commit().map_err(|e| self.refused(&e))?;
        Ok(filled)
    }

    fn fill_from(&self) -> rusqlite::Result<Filled> {
        let from: Option<String> =
            self.conn.prepare_cached("SELECT search_from FROM meta")?.query_row([], |row| row.get(0))?;
        let Some(from) = from else { return Ok(Filled::Whole) };
        // A kind that is not known here: from the beginning, where what is in it already is passed over.
        let begun = from
            .split_once('/')
            .and_then(|(kind, id)| Some((Kind::ALL.into_iter().position(|one| one.name() == kind)?, id.parse().ok()?)));
        let (first, mut after): (usize, Id) = begun.unwrap_or_default();
        let mut room = SLICE;
        for kind in Kind::ALL.into_iter().skip(first).filter(|kind| is_searched(kind.spec())) {
            let sql =
                format!("SELECT {} FROM {} t WHERE t.id > ?1 ORDER BY t.id LIMIT ?2", select_list(kind), kind.name());
            let records = self
                .conn
                .prepare_cached(&sql)?
                .query_map(params![blob(after), room as i64], |row| read_record(kind, row, 0))?
                .collect::<rusqlite::Result<Vec<_>>>()?;
            for record in &records {
                // What was written meanwhile is in it already.
                if document(&self.conn, record.id)?.is_none() {
                    let words = words_of(kind.spec(), &record.code, &record.values);
                    put(&self.conn, kind, record.id, record.archived, &words)?;
                }
                after = record.id;
            }
            room -= records.len();
            if room == 0 {
                self.fill_next(Some(&format!("{}/{after}", kind.name())))?;
                return Ok(Filled::Partly);
            }
            after = Id::default();
        }
        self.fill_next(None)?;
        Ok(Filled::Whole)
    }

    fn fill_next(&self, from: Option<&str>) -> rusqlite::Result<()> {
        self.conn.prepare_cached("UPDATE meta SET search_from = ?1")?.execute([from])?;
        Ok(())
    }

    /// Empties the index and fills it anew, for one that does not say what the records say.
    ///
    /// # Errors
    /// When the file cannot be written. What is not done then is done when the workspace is next open on a screen.
    pub fn reindex(&self) -> Result<(), Refusal> {
        let tx =
            Transaction::new_unchecked(&self.conn, TransactionBehavior::Immediate).map_err(|e| self.refused(&e))?;
        migrate::check_writer(&tx)?;
        tx.execute_batch(
            "INSERT INTO search_index (search_index) VALUES ('delete-all');
             DELETE FROM search_doc;
             UPDATE meta SET search_from = '';",
        )
        .and_then(|()| tx.commit())
        .map_err(|e| self.refused(&e))?;
        while self.fill_slice()? == Filled::Partly {}
        Ok(())
    }

    fn refused(&self, error: &rusqlite::Error) -> Refusal {
        Refusal::sqlite(error, &self.path)
    }
}
