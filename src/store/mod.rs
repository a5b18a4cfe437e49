//! The workspace file: opening it, keeping it, and everything that knows SQL.
//!
//! [`open::open`] is the only door to a database; it hands out a connection that follows the whole recipe.

mod apply;
pub mod backup;
pub mod ballast;
mod between;
mod board;
pub mod check;
mod circles;
mod closed;
mod codes;
pub mod copies;
mod deals;
pub mod device;
pub mod disk;
pub mod drafts;
mod facts;
mod feeds;
mod few;
mod gates;
pub mod generations;
pub mod guard;
mod history;
mod interviews;
pub mod journal;
mod journey;
mod kept;
mod lanes;
pub mod lock;
mod log;
mod looks;
mod many;
pub mod migrate;
mod moves;
mod needs;
pub mod open;
mod order;
mod origins;
mod orphans;
pub mod pipelines;
#[cfg(test)]
mod plans;
pub mod presence;
mod query;
mod read;
mod referrer;
pub mod refusal;
pub mod replay;
pub mod request;
mod returns;
mod rows;
pub mod schema;
pub mod search;
pub mod session;
mod settle;
mod sheets;
mod signs;
mod standing;
mod thread;
mod touch;
pub mod trouble;
mod undo;
mod versions;
mod views;
mod watch;
pub mod worker;
pub mod workspace;
mod write;

pub use open::{How, Opened, open};
pub use refusal::{Refusal, Why};
use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, ffi};
use serde_json::Value;
pub use workspace::{Clock, Origin, Who, Workspace};

use crate::text::Msg;
use crate::text::find::begins_in;
pub use crate::text::find::fold;

impl Workspace {
    /// What SQLite refused while reading or writing records.
    fn said(&self, error: &rusqlite::Error) -> request::Failure {
        let of_clause = || error.to_string().contains("clause.section");
        let msg = match error.sqlite_error().map(|e| e.extended_code) {
            Some(ffi::SQLITE_CONSTRAINT_UNIQUE) if of_clause() => Msg::new("store-section-twice"),
            Some(ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY) => Msg::new("store-duplicate"),
            _ => self.met(error),
        };
        request::Failure::Refused(msg)
    }
}

/// Nothing, an empty text or an empty list: stored as null.
fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}

fn unblank(value: Value) -> Value {
    if is_blank(&value) { Value::Null } else { value }
}

/// `canvass_begins(needle, text)`: every word of the folded needle begins somewhere in the text, as in the search;
/// `canvass_has(needle, text)`: every word of the folded needle stands somewhere in the text;
/// `canvass_is(needle, text)`: the text folded is the folded needle;
/// `canvass_within(needle, text)`: the folded needle stands there as it is;
/// `canvass_listed(needle, list)`: one of a JSON list of texts is the folded needle.
fn add_functions(conn: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_DIRECTONLY;
    conn.create_scalar_function("canvass_begins", 2, flags, |call| {
        let needle = call.get_raw(0).as_str().unwrap_or_default();
        let text = fold(call.get_raw(1).as_str().unwrap_or_default());
        Ok(needle.split_whitespace().all(|word| begins_in(&text, word)))
    })?;
    conn.create_scalar_function("canvass_has", 2, flags, |call| {
        let needle = call.get_raw(0).as_str().unwrap_or_default();
        let text = fold(call.get_raw(1).as_str().unwrap_or_default());
        Ok(needle.split_whitespace().all(|word| text.contains(word)))
    })?;
    conn.create_scalar_function("canvass_is", 2, flags, |call| {
        let needle = call.get_raw(0).as_str().unwrap_or_default();
        Ok(fold(call.get_raw(1).as_str().unwrap_or_default()) == needle)
    })?;
    conn.create_scalar_function("canvass_within", 2, flags, |call| {
        let needle = call.get_raw(0).as_str().unwrap_or_default();
        Ok(fold(call.get_raw(1).as_str().unwrap_or_default()).contains(needle))
    })?;
    conn.create_scalar_function("canvass_listed", 2, flags, |call| {
        let needle = call.get_raw(0).as_str().unwrap_or_default();
        let list: Vec<String> = serde_json::from_str(call.get_raw(1).as_str().unwrap_or_default()).unwrap_or_default();
        Ok(list.iter().any(|item| fold(item) == needle))
    })
}
