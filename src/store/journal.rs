//! The journal: every act with its changes, chained by hashes, written with the change itself.

use rusqlite::{Connection, OptionalExtension, params};
use serde_json::Value;

use super::schema::{blob, id_at, key_at};
use super::workspace::Workspace;
use crate::domain::act::Change;
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Values};

/// One field before and after, as it is stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub kind: Kind,
    pub id: Id,
    pub op: Op,
    /// Empty for inserts and deletes, whose value is the whole record.
    pub field: String,
    pub before: Value,
    pub after: Value,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    Insert,
    Update,
    Delete,
}

impl Op {
    fn name(self) -> &'static str {
        match self {
            Self::Insert => "ins",
            Self::Update => "upd",
            Self::Delete => "del",
        }
    }

    fn named(name: &str) -> Self {
        match name {
            "ins" => Self::Insert,
            "del" => Self::Delete,
            _ => Self::Update,
        }
    }
}

impl Line {
    /// The change that takes this one back; it applies only while the record still shows `after`.
    pub fn reverse(self) -> Change {
        let Self { kind, id, op, field, before, after } = self;
        match op {
            Op::Insert => Change::Delete { kind, id },
            Op::Update => Change::Update { kind, id, field, base: after, new: before },
            Op::Delete => Change::Insert { kind, id, values: before.as_object().cloned().unwrap_or_else(Values::new) },
        }
    }
}

fn text_of(value: &Value) -> Option<String> {
    (!value.is_null()).then(|| value.to_string())
}

fn value_of(text: Option<String>) -> Value {
    text.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or(Value::Null)
}

/// Salted commitment: a value can later be erased together with its salt without breaking the chain.
fn commitment(salt: &[u8], text: Option<&str>) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(salt);
    hasher.update(text.unwrap_or("\0").as_bytes());
    *hasher.finalize().as_bytes()
}

/// The header of an act as it goes into the chain.
struct Header<'a> {
    id: Id,
    actor: &'a str,
    device: Id,
    dev_seq: i64,
    verb: &'a str,
    wall_ms: i64,
}

impl Header<'_> {
    fn hash(&self, previous: &[u8], commitments: &[[u8; 32]]) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new();
        hasher.update(previous);
        let Self { id, actor, device, dev_seq, verb, wall_ms } = self;
        hasher.update(format!("{id}\n{actor}\n{device}\n{dev_seq}\n{verb}\n{wall_ms}\n").as_bytes());
        for commitment in commitments {
            hasher.update(commitment);
        }
        *hasher.finalize().as_bytes()
    }
}

/// Time of the newest act, so that recorded time never runs backwards.
pub fn last_wall_ms(conn: &Connection) -> rusqlite::Result<i64> {
    conn.prepare_cached("SELECT coalesce((SELECT wall_ms FROM act ORDER BY seq DESC LIMIT 1), 0)")?
        .query_row([], |row| row.get(0))
}

/// Appends an act; the caller holds the write transaction.
pub fn append(
    ws: &Workspace,
    id: Id,
    verb: &str,
    undo_of: Option<Id>,
    wall_ms: i64,
    flagged: bool,
    lines: &[Line],
) -> rusqlite::Result<()> {
    let conn = &ws.conn;
    let previous: Option<Vec<u8>> = conn
        .prepare_cached("SELECT hash FROM act ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| row.get(0))
        .optional()?;
    let dev_seq: i64 = conn
        .prepare_cached("SELECT coalesce(max(dev_seq), 0) + 1 FROM act WHERE device = ?1")?
        .query_row([blob(ws.who.device)], |row| row.get(0))?;
    let rows: Vec<(uuid::Uuid, Option<String>, Option<String>)> =
        lines.iter().map(|l| (uuid::Uuid::new_v4(), text_of(&l.before), text_of(&l.after))).collect();
    let commitments: Vec<[u8; 32]> = rows
        .iter()
        .flat_map(|(salt, before, after)| {
            [commitment(salt.as_bytes(), before.as_deref()), commitment(salt.as_bytes(), after.as_deref())]
        })
        .collect();
    let header = Header { id, actor: &ws.who.actor, device: ws.who.device, dev_seq, verb, wall_ms };
    let hash = header.hash(previous.as_deref().unwrap_or_default(), &commitments);
    let origin = if undo_of.is_some() { "undo" } else { ws.who.origin.name() };
    conn.prepare_cached(
        "INSERT INTO act (id, actor, device, dev_seq, origin, verb, undo_of, wall_ms, clock_flag, app_version,
                          schema_version, prev_hash, hash)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, (SELECT schema_version FROM meta), ?11, ?12)",
    )?
    .execute(params![
        blob(id),
        ws.who.actor,
        blob(ws.who.device),
        dev_seq,
        origin,
        verb,
        undo_of.map(blob),
        wall_ms,
        flagged,
        env!("CARGO_PKG_VERSION"),
        previous,
        hash.as_slice(),
    ])?;
    let seq = conn.last_insert_rowid();
    let mut insert = conn.prepare_cached(
        "INSERT INTO chg (act, n, entity, entity_id, op, field, before, after, salt)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?;
    for (n, (line, (salt, before, after))) in lines.iter().zip(rows).enumerate() {
        let field = (!line.field.is_empty()).then_some(line.field.as_str());
        insert.execute(params![
            seq,
            n as i64,
            line.kind.name(),
            blob(line.id),
            line.op.name(),
            field,
            before,
            after,
            salt.as_bytes().as_slice(),
        ])?;
    }
    Ok(())
}

/// The lines of one act, in order, at most `limit`.
pub fn lines(conn: &Connection, seq: i64, limit: usize) -> rusqlite::Result<Vec<Line>> {
    let mut select = conn.prepare_cached(
        "SELECT entity, entity_id, op, coalesce(field, ''), before, after FROM chg WHERE act = ?1 ORDER BY n LIMIT ?2",
    )?;
    let rows = select.query_map(params![seq, limit as i64], |row| {
        let entity: String = row.get(0)?;
        let op: String = row.get(2)?;
        Ok((entity, key_at(row, 1)?, op, row.get::<_, String>(3)?, row.get::<_, Option<String>>(4)?, row.get(5)?))
    })?;
    let mut found = Vec::new();
    for row in rows {
        let (entity, id, op, field, before, after) = row?;
        // A kind this program does not know comes from a newer one; it shows nothing of it.
        if let Some(kind) = Kind::named(&entity) {
            found.push(Line { kind, id, op: Op::named(&op), field, before: value_of(before), after: value_of(after) });
        }
    }
    Ok(found)
}

/// Who last touched a field, and when (Unix milliseconds).
pub fn last_change(conn: &Connection, kind: Kind, id: Id, field: &str) -> rusqlite::Result<Option<(String, i64)>> {
    conn.prepare_cached(
        "SELECT actor, wall_ms FROM chg JOIN act ON act.seq = chg.act
         WHERE entity = ?1 AND entity_id = ?2 AND (field = ?3 OR field IS NULL) ORDER BY act.seq DESC LIMIT 1",
    )?
    .query_row(params![kind.name(), blob(id), field], |row| Ok((row.get(0)?, row.get(1)?)))
    .optional()
}

/// Sequence number of an act, if it is in the journal.
pub fn seq_of(conn: &Connection, act: Id) -> rusqlite::Result<Option<i64>> {
    conn.prepare_cached("SELECT seq FROM act WHERE id = ?1")?.query_row([blob(act)], |row| row.get(0)).optional()
}

/// Checks the hash chain from the first act on; names the first act that does not fit.
pub fn verify(conn: &Connection) -> rusqlite::Result<Option<i64>> {
    let mut acts = conn.prepare("SELECT seq, id, actor, device, dev_seq, verb, wall_ms, hash FROM act ORDER BY seq")?;
    let mut salts = conn.prepare("SELECT salt, before, after FROM chg WHERE act = ?1 ORDER BY n")?;
    let mut previous = Vec::new();
    let mut rows = acts.query([])?;
    while let Some(row) = rows.next()? {
        let seq: i64 = row.get(0)?;
        let mut commitments = Vec::new();
        let mut changes = salts.query([seq])?;
        while let Some(change) = changes.next()? {
            let salt: Vec<u8> = change.get(0)?;
            for column in [1, 2] {
                let text: Option<String> = change.get(column)?;
                commitments.push(commitment(&salt, text.as_deref()));
            }
        }
        let (actor, verb): (String, String) = (row.get(2)?, row.get(5)?);
        let (Some(id), Some(device)) = (id_at(row, 1)?, id_at(row, 3)?) else { return Ok(Some(seq)) };
        let header = Header { id, actor: &actor, device, dev_seq: row.get(4)?, verb: &verb, wall_ms: row.get(6)? };
        let stored: Vec<u8> = row.get(7)?;
        if header.hash(&previous, &commitments).as_slice() != stored {
            return Ok(Some(seq));
        }
        previous = stored;
    }
    Ok(None)
}
