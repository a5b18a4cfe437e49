//! What leads to a record, so that it is not deleted, and the person hears what stands in the way.

use rusqlite::OptionalExtension as _;

use super::journal::Line;
use super::schema::{blob, read_record, select_list};
use super::workspace::Workspace;
use crate::domain::agreement::sections;
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Record, Type};
use crate::text::{Arg, Msg};

impl Workspace {
    /// Why a record that is to be deleted cannot be: something leads to it.
    pub(super) fn held_by(&self, line: &Line) -> rusqlite::Result<Option<Msg>> {
        let Some(other) = self.referrer(line.kind, line.id)? else { return Ok(None) };
        let title = line.before.get(line.kind.spec().title).and_then(|title| title.as_str()).unwrap_or_default();
        let name = sections::named(title).map_or_else(|| Arg::from(title), |section| section.title.clone().into());
        let msg = Msg::new("store-referenced-by").with("other", self.told(&other)?);
        Ok(Some(msg.with("kind", Arg::Key(line.kind.key())).with("name", name)))
    }

    /// How people find a record: by its code and title; what has no code stands with the record it belongs to.
    fn told(&self, record: &Record) -> rusqlite::Result<Arg> {
        let spec = record.kind.spec();
        let far = |field: &str| match spec.field(field).map(|field| field.ty).zip(record.id_of(field)) {
            Some((Type::Link(kind), id)) => self.record(kind, id),
            _ => Ok(None),
        };
        let (owner, titled) = (far(spec.owner)?.filter(|_| record.code.is_empty()), far(spec.title)?);
        let owner = owner.as_ref().map(|owner| if owner.code.is_empty() { owner.title() } else { &owner.code });
        let title = titled.as_ref().map_or(record.title(), Record::title);
        let words = [owner.unwrap_or(&record.code), title].join(" ").trim().to_owned();
        Ok(if words.is_empty() { Arg::Key(record.kind.key()) } else { words.into() })
    }

    /// The record at the other end of a thread, or one whose link or list of links holds this one. Deleting is rare, so lists are
    /// searched from end to end.
    fn referrer(&self, kind: Kind, id: Id) -> rusqlite::Result<Option<Record>> {
        let text = id.to_string();
        for (here, kinds, there) in [("source", "target_kind", "target"), ("target", "source_kind", "source")] {
            let sql = format!("SELECT \"{kinds}\", \"{there}\" FROM trace WHERE \"{here}\" = ?1");
            let end =
                self.conn.prepare_cached(&sql)?.query_row([&text], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
            if let Some((other, far)) = end {
                let (other, far): (String, String) = (other, far);
                if let Some((kind, id)) = Kind::named(&other).zip(far.parse().ok())
                    && let Some(record) = self.record(kind, id)?
                {
                    return Ok(Some(record));
                }
                return self.record(kind, id);
            }
        }
        for other in Kind::ALL {
            for field in other.spec().fields.iter().filter(|field| matches!(field.ty, Type::Link(to) if to == kind)) {
                let sql = format!(
                    "SELECT {} FROM {} t WHERE t.\"{}\" = ?1 ORDER BY id LIMIT 1",
                    select_list(other),
                    other.name(),
                    field.name
                );
                let found = self
                    .conn
                    .prepare_cached(&sql)?
                    .query_row([blob(id)], |row| read_record(other, row, 0))
                    .optional()?;
                if found.is_some() {
                    return Ok(found);
                }
            }
            let leads_here = |ty: Type| match ty {
                Type::Links(to) => to == kind,
                Type::Rows(table) => {
                    table.columns.iter().any(|c| matches!(c.ty, Type::Link(to) | Type::Links(to) if to == kind))
                }
                _ => false,
            };
            for field in other.spec().fields.iter().filter(|field| leads_here(field.ty)) {
                let sql = format!(
                    "SELECT {} FROM {} t WHERE instr(t.\"{}\", ?1) > 0",
                    select_list(other),
                    other.name(),
                    field.name
                );
                let found =
                    self.conn.prepare_cached(&sql)?.query_row([&text], |row| read_record(other, row, 0)).optional()?;
                if found.is_some() {
                    return Ok(found);
                }
            }
        }
        Ok(None)
    }
}
