//! All records again from the journal alone: the proof that the journal tells everything.

use std::collections::BTreeSet;

use rusqlite::types::Value as Sql;
use rusqlite::{Connection, Row, Rows, Transaction, TransactionBehavior};
use serde_json::Value;

use super::codes::{keep_free, numbered};
use super::journal::{self, Line, Op};
use super::migrate;
use super::refusal::Refusal;
use super::rows::{Stamp, birth, delete_row, insert_row, update_row};
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Record};

/// Why a journal could not be replayed.
#[derive(Debug, thiserror::Error)]
pub enum Broken {
    #[error("{0}")]
    Sqlite(#[from] rusqlite::Error),
    /// This act changes a record that is not there.
    #[error("act {0} does not follow from those before it")]
    Act(i64),
}

/// An empty workspace in memory, to replay into.
///
/// # Errors
/// What SQLite says.
pub fn blank() -> Result<Connection, Refusal> {
    let memory = std::path::Path::new(":memory:");
    let mut conn = Connection::open_in_memory().map_err(|e| Refusal::sqlite(&e, memory))?;
    conn.execute_batch("PRAGMA foreign_keys = ON").map_err(|e| Refusal::sqlite(&e, memory))?;
    conn.set_prepared_statement_cache_capacity(128);
    migrate::migrate(&mut conn, &migrate::WORKSPACE)?;
    Ok(conn)
}

/// Rebuilds every record of `from` in the empty workspace `into`, act by act, through the same columns as saving does.
/// The journal itself is not copied.
///
/// # Errors
/// When the journal does not fit together, or SQLite refuses.
pub fn replay(from: &Connection, into: &Connection) -> Result<(), Broken> {
    let tx = Transaction::new_unchecked(into, TransactionBehavior::Immediate)?;
    let mut acts = from.prepare("SELECT seq, actor, wall_ms FROM act ORDER BY seq")?;
    let mut rows = acts.query([])?;
    while let Some(row) = rows.next()? {
        let (seq, actor, wall_ms): (i64, String, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let mut touched = BTreeSet::new();
        for line in journal::lines(from, seq, journal::ALL)? {
            let first = touched.insert(line.id);
            let fits = match line.op {
                Op::Insert => {
                    let born = birth(from, line.kind, line.id, seq)?;
                    insert_row(&tx, &made(&tx, &line, born.acts, born.first, wall_ms, &actor)?)?;
                    true
                }
                Op::Update => update_row(&tx, &[line], &Stamp { first, wall_ms, actor: &actor })?,
                Op::Delete => delete_row(&tx, line.kind, line.id)?,
            };
            if !fits {
                return Err(Broken::Act(seq));
            }
        }
    }
    // How stages weigh follows from their pipelines.
    let mut chances = from.prepare("SELECT stage, bp, own FROM stage_chance")?;
    let mut rows = chances.query([])?;
    while let Some(row) = rows.next()? {
        let chance: (String, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        tx.execute(
            "INSERT INTO stage_chance VALUES (?1, ?2, ?3) ON CONFLICT (stage) DO UPDATE SET bp = ?2, own = ?3",
            chance,
        )?;
    }
    tx.commit()?;
    Ok(())
}

fn made(
    into: &Connection,
    line: &Line,
    acts: i64,
    first: Option<(i64, String)>,
    wall_ms: i64,
    actor: &str,
) -> rusqlite::Result<Record> {
    let mut values = line.after.as_object().cloned().unwrap_or_default();
    let archived = values.remove("archived") == Some(Value::Bool(true));
    let code = match values.remove("code") {
        Some(Value::String(code)) => code,
        _ => String::new(),
    };
    let spec = line.kind.spec();
    if let Some((year, number)) = numbered(spec, &code) {
        keep_free(into, spec, year, number)?;
    }
    let (created_ms, created_by) = first.unwrap_or_else(|| (wall_ms, actor.to_owned()));
    Ok(Record {
        kind: line.kind,
        id: line.id,
        code,
        version: acts + 1,
        created_ms,
        created_by,
        updated_ms: wall_ms,
        updated_by: actor.to_owned(),
        archived,
        values,
    })
}

/// A row that two workspaces do not share.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    pub table: &'static str,
    /// The record, where the table holds records.
    pub record: Option<(Kind, Id)>,
}

/// Rows in which the tables of two workspaces differ, at most `limit`: every record, the totals of the board, the codes.
///
/// # Errors
/// What SQLite says.
pub fn differences(a: &Connection, b: &Connection, limit: usize) -> rusqlite::Result<Vec<Difference>> {
    let mut found = Vec::new();
    for kind in Kind::ALL {
        compare(a, b, kind.name(), "id", Some(kind), limit, &mut found)?;
    }
    compare(a, b, "stage_total", "stage, ccy", None, limit, &mut found)?;
    compare(a, b, "code_seq", "prefix, year", None, limit, &mut found)?;
    Ok(found)
}

fn compare(
    a: &Connection,
    b: &Connection,
    table: &'static str,
    key: &str,
    kind: Option<Kind>,
    limit: usize,
    found: &mut Vec<Difference>,
) -> rusqlite::Result<()> {
    let sql = format!("SELECT {key}, * FROM {table} ORDER BY {key}");
    let keys = key.split(',').count();
    let (mut left, mut right) = (a.prepare(&sql)?, b.prepare(&sql)?);
    let columns = left.column_count().min(right.column_count());
    let same_form = left.column_count() == right.column_count();
    let (mut left, mut right) = (left.query([])?, right.query([])?);
    let (mut x, mut y) = (next(&mut left, columns)?, next(&mut right, columns)?);
    while found.len() < limit && (x.is_some() || y.is_some()) {
        let order = match (&x, &y) {
            (Some(x), Some(y)) => x.iter().zip(y).take(keys).map(|(x, y)| cmp(x, y)).find(|o| o.is_ne()),
            (Some(_), None) => Some(std::cmp::Ordering::Less),
            _ => Some(std::cmp::Ordering::Greater),
        };
        if order.is_some() || x != y || !same_form {
            let row = if order == Some(std::cmp::Ordering::Greater) { &y } else { &x };
            let id = match row.as_deref().and_then(<[Sql]>::first) {
                Some(Sql::Blob(bytes)) => uuid::Uuid::from_slice(bytes).ok().map(Id),
                _ => None,
            };
            found.push(Difference { table, record: kind.zip(id) });
        }
        if order != Some(std::cmp::Ordering::Greater) {
            x = next(&mut left, columns)?;
        }
        if order != Some(std::cmp::Ordering::Less) {
            y = next(&mut right, columns)?;
        }
    }
    Ok(())
}

fn next(rows: &mut Rows<'_>, columns: usize) -> rusqlite::Result<Option<Vec<Sql>>> {
    let read = |row: &Row<'_>| (0..columns).map(|at| row.get(at)).collect();
    rows.next()?.map(read).transpose()
}

/// The order SQLite sorts keys in; keys of one column are all of one type.
fn cmp(a: &Sql, b: &Sql) -> std::cmp::Ordering {
    match (a, b) {
        (Sql::Blob(a), Sql::Blob(b)) => a.cmp(b),
        (Sql::Text(a), Sql::Text(b)) => a.cmp(b),
        (Sql::Integer(a), Sql::Integer(b)) => a.cmp(b),
        _ => std::cmp::Ordering::Equal,
    }
}
