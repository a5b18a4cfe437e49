//! Taking over the draft of a dead session: of two terminals that offer it, exactly one gets it.

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};

use super::{Draft, write};
use crate::domain::record::Id;

/// Gives the draft to another session if nobody was faster since it was read. One from the spare folder has no row yet.
pub(super) fn claim(conn: &Connection, seen: &Draft, rescued: bool, session: Id) -> rusqlite::Result<bool> {
    let tx = Transaction::new_unchecked(conn, TransactionBehavior::Immediate)?;
    let free = match owner(&tx, seen.id)? {
        Some(owner) => owner == seen.session,
        None => rescued,
    };
    if free {
        write(&tx, &Draft { session, ..seen.clone() })?;
        tx.commit()?;
    }
    Ok(free)
}

/// Throws the draft away if nobody has taken it over since it was read.
pub(super) fn discard(conn: &Connection, seen: &Draft) -> rusqlite::Result<bool> {
    let tx = Transaction::new_unchecked(conn, TransactionBehavior::Immediate)?;
    let free = owner(&tx, seen.id)?.is_none_or(|owner| owner == seen.session);
    if free {
        tx.execute("DELETE FROM draft WHERE id = ?1", [seen.id.0.as_bytes().as_slice()])?;
        tx.commit()?;
    }
    Ok(free)
}

fn owner(conn: &Connection, draft: Id) -> rusqlite::Result<Option<Id>> {
    conn.prepare_cached("SELECT session FROM draft WHERE id = ?1")?
        .query_row([draft.0.as_bytes().as_slice()], |row| row.get(0))
        .optional()
        .map(|found| found.map(|bytes| Id(uuid::Uuid::from_bytes(bytes))))
}
