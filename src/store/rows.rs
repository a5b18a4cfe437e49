//! The row of a record in its table: written, changed, taken away, and what the journal knows of its beginning.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rusqlite::types::Value as Sql;
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};
use serde_json::Value;

use super::journal::Line;
use super::schema::{META, blob, columns, to_sql};
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Record};

/// What the journal knows of a record before an act.
pub(super) struct Birth {
    pub acts: i64,
    /// When and by whom it was first made.
    pub first: Option<(i64, String)>,
}

/// An undone insert that is done again is the same record, not a new one.
pub(super) fn birth(conn: &Connection, kind: Kind, id: Id, before: i64) -> rusqlite::Result<Birth> {
    let (acts, first): (i64, Option<i64>) = conn
        .prepare_cached(
            "SELECT count(DISTINCT act), min(act) FROM chg WHERE entity = ?1 AND entity_id = ?2 AND act < ?3",
        )?
        .query_row(params![kind.name(), blob(id), before], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let first = match first {
        Some(seq) => conn
            .prepare_cached("SELECT wall_ms, actor FROM act WHERE seq = ?1")?
            .query_row([seq], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?,
        None => None,
    };
    Ok(Birth { acts, first })
}

/// Composed once for each kind: a sample or an import inserts thousands.
fn insert_sql(kind: Kind) -> &'static str {
    static ALL: LazyLock<BTreeMap<Kind, String>> = LazyLock::new(|| {
        Kind::ALL
            .into_iter()
            .map(|kind| {
                let mut names: Vec<String> = vec![META.to_owned()];
                if !kind.spec().prefix.is_empty() {
                    names.push("code".to_owned());
                }
                names.extend(kind.spec().fields.iter().flat_map(columns));
                let names = names.join(", ");
                let marks = vec!["?"; names.split(", ").count()].join(", ");
                (kind, format!("INSERT INTO {} ({names}) VALUES ({marks})", kind.name()))
            })
            .collect()
    });
    ALL.get(&kind).map_or("", String::as_str)
}

pub(super) fn insert_row(conn: &Connection, record: &Record) -> rusqlite::Result<()> {
    let spec = record.kind.spec();
    let mut bound = vec![
        blob(record.id),
        Sql::Integer(record.version),
        Sql::Integer(record.created_ms),
        Sql::Text(record.created_by.clone()),
        Sql::Integer(record.updated_ms),
        Sql::Text(record.updated_by.clone()),
        Sql::Integer(record.archived.into()),
    ];
    if !spec.prefix.is_empty() {
        bound.push(Sql::Text(record.code.clone()));
    }
    for field in spec.fields {
        bound.extend(to_sql(field, record.get(field.name)));
    }
    conn.prepare_cached(insert_sql(record.kind))?.execute(params_from_iter(bound))?;
    Ok(())
}

/// When and by whom a row is touched, and whether for the first time in its act.
pub(super) struct Stamp<'a> {
    pub first: bool,
    pub wall_ms: i64,
    pub actor: &'a str,
}

/// Writes update lines of one record; `false` when there is no such row.
pub(super) fn update_row(conn: &Connection, lines: &[Line], stamp: &Stamp<'_>) -> rusqlite::Result<bool> {
    let Some(Line { kind, id, .. }) = lines.first() else { return Ok(true) };
    let mut sets = "revision = revision + ?, updated_ms = ?, updated_by = ?".to_owned();
    let mut bound =
        vec![Sql::Integer(stamp.first.into()), Sql::Integer(stamp.wall_ms), Sql::Text(stamp.actor.to_owned())];
    for (at, line) in lines.iter().enumerate() {
        if lines[at + 1..].iter().any(|later| later.field == line.field) {
            continue;
        }
        let (names, values) = match kind.spec().field(&line.field) {
            Some(field) => (columns(field), to_sql(field, &line.after)),
            None => (vec!["archived".to_owned()], vec![Sql::Integer((line.after == Value::Bool(true)).into())]),
        };
        for name in names {
            sets.push_str(", ");
            sets.push_str(&name);
            sets.push_str(" = ?");
        }
        bound.extend(values);
    }
    bound.push(blob(*id));
    let sql = format!("UPDATE {} SET {sets} WHERE id = ?", kind.name());
    Ok(conn.prepare_cached(&sql)?.execute(params_from_iter(bound))? == 1)
}

pub(super) fn delete_row(conn: &Connection, kind: Kind, id: Id) -> rusqlite::Result<bool> {
    Ok(conn.prepare_cached(&format!("DELETE FROM {} WHERE id = ?1", kind.name()))?.execute([blob(id)])? == 1)
}

pub(super) fn exists(conn: &Connection, kind: Kind, id: Id) -> rusqlite::Result<bool> {
    conn.prepare_cached(&format!("SELECT 1 FROM {} WHERE id = ?1", kind.name()))?.exists([blob(id)])
}
