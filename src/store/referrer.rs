//! What leads to a record, so that it is not deleted, and the person hears what stands in the way.

use rusqlite::OptionalExtension as _;

use super::journal::Line;
use super::schema::{read_record, select_list};
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
        let msg = Msg::new("store-referenced-by")
            .with("other", format!("{} {}", other.code, other.title()).trim().to_owned());
        Ok(Some(msg.with("kind", Arg::Key(line.kind.key())).with("name", name)))
    }

    /// The record at the other end of a thread, or one whose list of links holds this one. Deleting is rare, so lists are
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
