//! What hangs on no thread: needs nobody voiced, musts nobody promises, clauses nobody asked for.

use rusqlite::params;

use super::request::Link;
use super::schema::{key_at, read_record, select_list};
use super::workspace::Workspace;
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Record};
use crate::domain::research::standing::{Cover, is_live};
use crate::domain::research::trace::Orphan;

impl Workspace {
    /// Records of one deal, or of all, that lack this end of their thread.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn orphans(&self, deal: Option<Id>, of: Orphan) -> rusqlite::Result<Vec<Link>> {
        let found = match of {
            Orphan::Unvoiced => {
                self.loose(Kind::Need, deal, |ws, need| Ok(is_live_need(need) && ws.unvoiced(need)?))?
            }
            Orphan::Unasked => self.loose(Kind::Need, deal, |ws, need| {
                let stated = is_live_need(need) && need.str("level") == "stated";
                Ok(stated && ws.belonging(Kind::Need, "derived_from", need.id)?.is_empty())
            })?,
            Orphan::Unpromised => self.loose(Kind::Need, deal, |ws, need| {
                let must = is_live_need(need) && need.str("priority") == "must";
                Ok(must && ws.cover(need.id)? < Cover::Promised)
            })?,
            Orphan::LooseGaps => self.loose(Kind::Gap, deal, |_, gap| {
                let open = gap.str("state") != "RESOLVED";
                Ok(open && (gap.get("needs").is_null() || gap.get("measure").is_null()))
            })?,
            Orphan::Unfounded => {
                let mut found = Vec::new();
                for (_, part) in self.promises(deal)? {
                    let empty = part.kind == Kind::Clause && part.get("text").is_null();
                    let asked = || Ok::<_, rusqlite::Error>(self.far_ends("source", "target", part.id)?.is_empty());
                    let founded = matches!(part.str("origin"), "catalogue" | "legal" | "standard");
                    if !empty && !founded && asked()? {
                        found.push(part);
                    }
                }
                found
            }
            Orphan::Unsupported => {
                let mut found = Vec::new();
                for (kind, part) in self.promises(deal)? {
                    let sla = kind == "SLA" && part.kind == Kind::Target;
                    if sla && self.far_ends("target", "source", part.id)?.is_empty() {
                        found.push(part);
                    }
                }
                found
            }
        };
        let mut links = Vec::with_capacity(found.len());
        for record in found {
            links.extend(self.link(record.kind, record.id)?);
        }
        Ok(links)
    }

    /// Nobody said it, and it was found behind no other need.
    fn unvoiced(&self, need: &Record) -> rusqlite::Result<bool> {
        let voiced = self.far_ends("source", "target", need.id)?.iter().any(|(kind, _)| *kind != Kind::Need);
        Ok(!voiced && need.get("derived_from").is_null())
    }

    /// Records of a kind, in the order of their codes, that the test lets through.
    fn loose(
        &self,
        kind: Kind,
        deal: Option<Id>,
        mut test: impl FnMut(&Self, &Record) -> rusqlite::Result<bool>,
    ) -> rusqlite::Result<Vec<Record>> {
        let mut rows = if let Some(deal) = deal {
            self.belonging(kind, "opportunity", deal)?
        } else {
            let sql = format!("SELECT {} FROM {} t WHERE t.archived = 0", select_list(kind), kind.name());
            let mut select = self.conn.prepare_cached(&sql)?;
            select.query_map([], |row| read_record(kind, row, 0))?.collect::<rusqlite::Result<Vec<_>>>()?
        };
        rows.sort_by(|a, b| a.code.cmp(&b.code));
        let mut found = Vec::new();
        for row in rows {
            if test(self, &row)? {
                found.push(row);
            }
        }
        Ok(found)
    }

    /// Clauses and targets of the newest version of each agreement, with the agreement's kind.
    fn promises(&self, deal: Option<Id>) -> rusqlite::Result<Vec<(String, Record)>> {
        let agreements: Vec<(Id, String)> = match deal {
            Some(deal) => self
                .belonging(Kind::Agreement, "opportunity", deal)?
                .into_iter()
                .map(|agreement| (agreement.id, agreement.str("kind").to_owned()))
                .collect(),
            None => self
                .conn
                .prepare_cached("SELECT id, kind FROM agreement WHERE archived = 0 ORDER BY code")?
                .query_map(params![], |row| Ok((key_at(row, 0)?, row.get(1)?)))?
                .collect::<rusqlite::Result<_>>()?,
        };
        let mut parts = Vec::new();
        for (agreement, kind) in agreements {
            let Some(version) = self.newest_version(agreement)? else { continue };
            for part in [Kind::Clause, Kind::Target] {
                let rows = self.belonging(part, "version", version.id)?;
                parts.extend(rows.into_iter().map(|row| (kind.clone(), row)));
            }
        }
        Ok(parts)
    }
}

fn is_live_need(need: &Record) -> bool {
    is_live(need.str("state"))
}
