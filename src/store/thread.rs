//! The thread: what a record came from and what came of it, one link at a time in both directions.

use rusqlite::params;

use super::request::Link;
use super::workspace::Workspace;
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Record};

impl Workspace {
    /// Links up (where it came from) and down (where it went): those of the thread, and those that fields say.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn thread(&self, record: &Record) -> rusqlite::Result<(Vec<Link>, Vec<Link>)> {
        let mut up = self.links("target", "source", record.id)?;
        let mut down = self.links("source", "target", record.id)?;
        match record.kind {
            Kind::Need => {
                up.extend(self.named(record, "derived_from", Kind::Need, "thread-behind")?);
                down.extend(self.naming(record, Kind::Need, "derived_from", "thread-ladder")?);
                if let Some(deal) = record.id_of("opportunity") {
                    for gap in self.belonging(Kind::Gap, "opportunity", deal)? {
                        if Id::all(gap.get("needs")).any(|need| need == record.id) {
                            down.extend(self.link(Kind::Gap, gap.id)?.map(|link| link.by("thread-gap")));
                        }
                    }
                }
                up.extend(self.named(record, "requester", Kind::Contact, "thread-wanted")?);
                down.extend(self.named(record, "confirmed_by", Kind::Contact, "thread-confirmed")?);
            }
            Kind::Contact => {
                down.extend(self.naming(record, Kind::Need, "requester", "thread-their-need")?);
                for need in self.belonging(Kind::Need, "confirmed_by", record.id)? {
                    if need.id_of("requester") != Some(record.id) {
                        down.extend(self.link(Kind::Need, need.id)?.map(|link| link.by("thread-their-yes")));
                    }
                }
                down.extend(self.naming(record, Kind::Answer, "by", "thread-their-words")?);
            }
            Kind::Gap => {
                for need in Id::all(record.get("needs")) {
                    up.extend(self.link(Kind::Need, need)?.map(|link| link.by("thread-gap")));
                }
            }
            Kind::Answer => up.extend(self.named(record, "by", Kind::Contact, "thread-said")?),
            _ => {}
        }
        for (near, link) in up.iter_mut().map(|link| (false, link)).chain(down.iter_mut().map(|link| (true, link))) {
            // Only a merged need leads to another one by a link.
            if (record.kind, link.kind, link.by) == (Kind::Need, Kind::Need, "") {
                link.by = if near { "thread-merged-into" } else { "thread-merged" };
            }
        }
        Ok((up, down))
    }

    /// The record that a field of this one names.
    fn named(&self, record: &Record, field: &str, kind: Kind, by: &'static str) -> rusqlite::Result<Option<Link>> {
        let Some(id) = record.id_of(field) else { return Ok(None) };
        Ok(self.link(kind, id)?.map(|link| link.by(by)))
    }

    /// The records that name this one in a field.
    fn naming(&self, record: &Record, kind: Kind, field: &str, by: &'static str) -> rusqlite::Result<Vec<Link>> {
        let mut links = Vec::new();
        for naming in self.belonging(kind, field, record.id)? {
            links.extend(self.link(kind, naming.id)?.map(|link| link.by(by)));
        }
        Ok(links)
    }

    fn links(&self, near: &str, far: &str, id: Id) -> rusqlite::Result<Vec<Link>> {
        let ends = self.far_ends(far, near, id)?;
        let mut links = Vec::new();
        for (kind, id) in ends {
            links.extend(self.link(kind, id)?);
        }
        Ok(links)
    }

    /// The `far` ends (`source` or `target`) of all links whose `near` end is this record.
    pub(super) fn far_ends(&self, far: &str, near: &str, id: Id) -> rusqlite::Result<Vec<(Kind, Id)>> {
        let sql = format!("SELECT {far}_kind, {far} FROM trace WHERE {near} = ?1 AND archived = 0 ORDER BY id");
        let mut select = self.conn.prepare_cached(&sql)?;
        let rows = select
            .query_map(params![id.to_string()], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        Ok(rows.into_iter().filter_map(|(kind, id)| Kind::named(&kind).zip(id.parse().ok())).collect())
    }

    /// Whether a link leads from one record straight to another.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn linked(&self, source: Id, target: Id) -> rusqlite::Result<bool> {
        Ok(self.far_ends("target", "source", source)?.iter().any(|(_, id)| *id == target))
    }

    /// A record as one line of the thread.
    pub(super) fn link(&self, kind: Kind, id: Id) -> rusqlite::Result<Option<Link>> {
        let Some(record) = self.record(kind, id)? else { return Ok(None) };
        let code = self.document_of(&record)?;
        Ok(Some(Link::of(&record, &code)))
    }

    /// The code a record goes by; what has none of its own goes by that of its interview or agreement.
    fn document_of(&self, record: &Record) -> rusqlite::Result<String> {
        let owner = |record: &Record, field: &str, kind: Kind| match record.id_of(field) {
            Some(id) => self.record(kind, id),
            None => Ok(None),
        };
        let document = match record.kind {
            Kind::Answer => owner(record, "interview", Kind::Interview)?,
            Kind::AgreementVersion => owner(record, "agreement", Kind::Agreement)?,
            Kind::Clause | Kind::Target => match owner(record, "version", Kind::AgreementVersion)? {
                Some(version) => owner(&version, "agreement", Kind::Agreement)?,
                None => None,
            },
            _ => return Ok(record.code.clone()),
        };
        Ok(document.map(|document| document.code).unwrap_or_default())
    }
}
