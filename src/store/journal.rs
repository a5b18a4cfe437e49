//! The journal: every act with its changes, chained by hashes, written with the change itself.

use std::collections::BTreeMap;

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
    pub fn name(self) -> &'static str {
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
    fn named_field(&self) -> Option<&str> {
        (!self.field.is_empty()).then_some(self.field.as_str())
    }

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

/// As many lines as there are.
pub const ALL: usize = usize::MAX >> 1;

/// Salted commitment: a value can later be erased together with its salt without breaking the chain.
fn commitment(salt: &[u8], text: Option<&str>) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(salt);
    hasher.update(text.unwrap_or("\0").as_bytes());
    *hasher.finalize().as_bytes()
}

/// The parts of an act that its hash covers, besides its changes.
struct Header<'a> {
    id: Id,
    actor: &'a str,
    device: Id,
    dev_seq: i64,
    origin: &'a str,
    verb: &'a str,
    undo_of: Option<Id>,
    wall_ms: i64,
}

/// Adds up the hash of an act, part by part; lengths keep neighbouring parts apart.
struct Seal(blake3::Hasher);

impl Seal {
    fn new(previous: &[u8], header: &Header<'_>) -> Self {
        let mut seal = Self(blake3::Hasher::new());
        let Header { id, actor, device, dev_seq, origin, verb, undo_of, wall_ms } = header;
        let undo_of = undo_of.map(|id| id.to_string()).unwrap_or_default();
        let (id, device) = (id.to_string(), device.to_string());
        let (dev_seq, wall_ms) = (dev_seq.to_string(), wall_ms.to_string());
        seal.part(previous);
        for text in [&id, *actor, &device, &dev_seq, *origin, *verb, &undo_of, &wall_ms] {
            seal.part(text.as_bytes());
        }
        seal
    }

    fn part(&mut self, bytes: &[u8]) {
        self.0.update(&(bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
    }

    fn change(&mut self, entity: &str, id: &[u8], op: &str, field: Option<&str>, values: [[u8; 32]; 2]) {
        for part in [entity.as_bytes(), id, op.as_bytes(), field.unwrap_or_default().as_bytes()] {
            self.part(part);
        }
        for value in values {
            self.0.update(&value);
        }
    }

    fn close(&self) -> [u8; 32] {
        *self.0.finalize().as_bytes()
    }
}

/// Time of the newest act, so that recorded time never runs backwards.
pub fn last_wall_ms(conn: &Connection) -> rusqlite::Result<i64> {
    conn.prepare_cached("SELECT coalesce((SELECT wall_ms FROM act ORDER BY seq DESC LIMIT 1), 0)")?
        .query_row([], |row| row.get(0))
}

/// The head of a journal entry.
#[derive(Debug)]
pub struct Entry<'a> {
    pub id: Id,
    pub verb: &'a str,
    pub undo_of: Option<Id>,
    /// It brings what was made elsewhere.
    pub import: bool,
    pub wall_ms: i64,
    /// The clock ran backwards.
    pub flagged: bool,
}

/// Appends an act; the caller holds the write transaction. The answer is its number.
pub fn append(ws: &Workspace, entry: &Entry<'_>, lines: &[Line]) -> rusqlite::Result<i64> {
    let conn = &ws.conn;
    let &Entry { id, verb, undo_of, import, wall_ms, flagged } = entry;
    let previous: Option<Vec<u8>> = conn
        .prepare_cached("SELECT hash FROM act ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| row.get(0))
        .optional()?;
    let dev_seq: i64 = conn
        .prepare_cached("SELECT coalesce(max(dev_seq), 0) + 1 FROM act WHERE device = ?1")?
        .query_row([blob(ws.who.device)], |row| row.get(0))?;
    let origin = match (undo_of, import) {
        (Some(_), _) => "undo",
        (None, true) => "import",
        (None, false) => ws.who.origin.name(),
    };
    let header = Header { id, actor: &ws.who.actor, device: ws.who.device, dev_seq, origin, verb, undo_of, wall_ms };
    let mut seal = Seal::new(previous.as_deref().unwrap_or_default(), &header);
    let mut rows = Vec::with_capacity(lines.len());
    for line in lines {
        let salt = uuid::Uuid::new_v4();
        let (before, after) = (text_of(&line.before), text_of(&line.after));
        let values = [&before, &after].map(|text| commitment(salt.as_bytes(), text.as_deref()));
        seal.change(line.kind.name(), line.id.0.as_bytes(), line.op.name(), line.named_field(), values);
        rows.push((salt, before, after));
    }
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
        seal.close().as_slice(),
    ])?;
    let seq = conn.last_insert_rowid();
    let mut insert = conn.prepare_cached(
        "INSERT INTO chg (act, n, entity, entity_id, op, field, before, after, salt)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?;
    for (n, (line, (salt, before, after))) in lines.iter().zip(rows).enumerate() {
        insert.execute(params![
            seq,
            n as i64,
            line.kind.name(),
            blob(line.id),
            line.op.name(),
            line.named_field(),
            before,
            after,
            salt.as_bytes().as_slice(),
        ])?;
    }
    Ok(seq)
}

/// Number of the newest act, 0 when there is none.
pub fn newest(conn: &Connection) -> rusqlite::Result<i64> {
    conn.prepare_cached("SELECT coalesce(max(seq), 0) FROM act")?.query_row([], |row| row.get(0))
}

const LINE: &str = "SELECT entity, entity_id, op, coalesce(field, ''), before, after FROM chg";

/// The lines of one act, in order, at most `limit`.
pub fn lines(conn: &Connection, seq: i64, limit: usize) -> rusqlite::Result<Vec<Line>> {
    let mut select = conn.prepare_cached(&format!("{LINE} WHERE act = ?1 ORDER BY n LIMIT ?2"))?;
    collect(select.query(params![seq, limit as i64])?)
}

/// The last lines of one act, from its end on: what an undo reverses stands there the other way round.
pub fn last_lines(conn: &Connection, seq: i64, limit: usize) -> rusqlite::Result<Vec<Line>> {
    let mut select = conn.prepare_cached(&format!("{LINE} WHERE act = ?1 ORDER BY n DESC LIMIT ?2"))?;
    collect(select.query(params![seq, limit as i64])?)
}

/// These lines of one act.
pub fn lines_at(conn: &Connection, seq: i64, numbers: &[i64]) -> rusqlite::Result<Vec<Line>> {
    let mut select = conn.prepare_cached(&format!("{LINE} WHERE act = ?1 AND n = ?2"))?;
    let mut found = Vec::new();
    for n in numbers {
        found.append(&mut collect(select.query([seq, *n])?)?);
    }
    Ok(found)
}

/// The lines of all acts after this number, in order.
pub fn lines_since(conn: &Connection, seq: i64) -> rusqlite::Result<Vec<Line>> {
    let mut select = conn.prepare_cached(&format!("{LINE} WHERE act > ?1 ORDER BY act, n"))?;
    collect(select.query([seq])?)
}

/// The lines of one act about one record, in order.
pub fn lines_of(conn: &Connection, seq: i64, kind: Kind, id: Id) -> rusqlite::Result<Vec<Line>> {
    let mut select =
        conn.prepare_cached(&format!("{LINE} WHERE act = ?1 AND entity = ?2 AND entity_id = ?3 ORDER BY n"))?;
    collect(select.query(params![seq, kind.name(), blob(id)])?)
}

fn collect(mut rows: rusqlite::Rows<'_>) -> rusqlite::Result<Vec<Line>> {
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let (entity, op): (String, String) = (row.get(0)?, row.get(2)?);
        // A kind this program does not know comes from a newer one; it shows nothing of it.
        let Some(kind) = Kind::named(&entity) else { continue };
        let (id, field): (Id, String) = (key_at(row, 1)?, row.get(3)?);
        let [before, after] =
            [value_of(row.get(4)?), value_of(row.get(5)?)].map(|value| as_declared(kind, &field, value));
        found.push(Line { kind, id, op: Op::named(&op), field, before, after });
    }
    Ok(found)
}

/// A value as its field is declared today, or all values of a whole record: what is written stays as it was written.
fn as_declared(kind: Kind, field: &str, value: Value) -> Value {
    match value {
        Value::Object(values) if field.is_empty() => Value::Object(kind.spec().as_declared(values)),
        value => kind.spec().listed(field, value),
    }
}

/// What a record was when it was made or removed last, for naming one that is gone.
pub fn last_whole(conn: &Connection, kind: Kind, id: Id) -> rusqlite::Result<Value> {
    let text: Option<String> = conn
        .prepare_cached(
            "SELECT coalesce(after, before) FROM chg WHERE entity = ?1 AND entity_id = ?2 AND op <> 'upd'
             ORDER BY act DESC LIMIT 1",
        )?
        .query_row(params![kind.name(), blob(id)], |row| row.get(0))
        .optional()?
        .flatten();
    Ok(value_of(text))
}

/// What a field held after an act, as the journal has it.
pub fn value_after(conn: &Connection, seq: i64, subject: (Kind, Id), field: &str) -> rusqlite::Result<Value> {
    let found: Option<(Option<String>, Option<String>)> = conn
        .prepare_cached(
            "SELECT field, after FROM chg WHERE entity = ?1 AND entity_id = ?2 AND act <= ?3
             AND (field = ?4 OR field IS NULL) ORDER BY act DESC, n DESC LIMIT 1",
        )?
        .query_row(params![subject.0.name(), blob(subject.1), seq, field], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((named, after)) = found else { return Ok(Value::Null) };
    let after = value_of(after);
    let after = if named.is_some() { after } else { after.get(field).cloned().unwrap_or_default() };
    Ok(as_declared(subject.0, field, after))
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

/// Checks the hash chain from the first act on, and that no device misses one; names the first act that does not fit.
pub fn verify(conn: &Connection) -> rusqlite::Result<Option<i64>> {
    let mut acts = conn.prepare(
        "SELECT seq, id, actor, device, dev_seq, verb, wall_ms, hash, origin, undo_of, prev_hash FROM act ORDER BY seq",
    )?;
    let mut changes = conn.prepare(
        "SELECT entity, entity_id, op, field, before, after, salt, redacted FROM chg WHERE act = ?1 ORDER BY n",
    )?;
    let mut previous = Vec::new();
    let mut counted: BTreeMap<Id, i64> = BTreeMap::new();
    let mut rows = acts.query([])?;
    while let Some(row) = rows.next()? {
        let seq: i64 = row.get(0)?;
        let (actor, verb, origin): (String, String, String) = (row.get(2)?, row.get(5)?, row.get(8)?);
        let (Some(id), Some(device)) = (id_at(row, 1)?, id_at(row, 3)?) else { return Ok(Some(seq)) };
        let (dev_seq, wall_ms, undo_of) = (row.get(4)?, row.get(6)?, id_at(row, 9)?);
        let header = Header { id, actor: &actor, device, dev_seq, origin: &origin, verb: &verb, undo_of, wall_ms };
        let mut seal = Seal::new(&previous, &header);
        let mut lines = changes.query([seq])?;
        while let Some(line) = lines.next()? {
            let (entity, op, field): (String, String, Option<String>) = (line.get(0)?, line.get(2)?, line.get(3)?);
            let Some(values) = commitments(line)? else { return Ok(Some(seq)) };
            seal.change(&entity, &line.get::<_, Vec<u8>>(1)?, &op, field.as_deref(), values);
        }
        let (stored, before): (Vec<u8>, Option<Vec<u8>>) = (row.get(7)?, row.get(10)?);
        let count = counted.entry(device).or_default();
        *count += 1;
        if seal.close().as_slice() != stored || before.unwrap_or_default() != previous || *count != dev_seq {
            return Ok(Some(seq));
        }
        previous = stored;
    }
    Ok(None)
}

/// Both values of a change as their commitments; of an erased one only these are left, in hexadecimal.
fn commitments(line: &rusqlite::Row<'_>) -> rusqlite::Result<Option<[[u8; 32]; 2]>> {
    let (before, after): (Option<String>, Option<String>) = (line.get(4)?, line.get(5)?);
    let (salt, redacted): (Vec<u8>, bool) = (line.get(6)?, line.get(7)?);
    if !redacted {
        return Ok(Some([before, after].map(|text| commitment(&salt, text.as_deref()))));
    }
    let kept = |text: Option<String>| blake3::Hash::from_hex(text?).ok().map(|hash| *hash.as_bytes());
    Ok(kept(before).zip(kept(after)).map(|(before, after)| [before, after]))
}
