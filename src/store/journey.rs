//! What this session did and was shown: by that it knows what undo may take back, and whose changes nobody here has seen.

use super::journal;
use super::workspace::Workspace;
use crate::domain::kinds::Kind;
use crate::domain::record::Id;
use crate::store::schema::blob;

/// Acts by their number in the journal.
#[derive(Debug)]
pub(super) struct Journey {
    /// The newest act when the session began.
    began: i64,
    /// The newest act that a page shows which was read last.
    shown: i64,
    /// Acts of this session, oldest first.
    own: Vec<i64>,
}

impl Journey {
    /// A journal that cannot be read holds nothing to undo; whoever reads it next says why.
    pub(super) fn begin(conn: &rusqlite::Connection) -> Self {
        let began = journal::newest(conn).unwrap_or_default();
        Self { began, shown: began, own: Vec::new() }
    }

    pub(super) fn made(&mut self, seq: i64) {
        self.own.push(seq);
    }

    fn is_own(&self, seq: i64) -> bool {
        self.own.binary_search(&seq).is_ok()
    }

    /// Whether undo comes to this act of the same person: it was made here, or before this session began. What another
    /// session of theirs does meanwhile is not taken back unseen.
    pub(super) fn comes_to(&self, seq: i64) -> bool {
        seq <= self.began || self.is_own(seq)
    }
}

impl Workspace {
    /// A page is being read: what the journal holds now is seen.
    pub(super) fn shows(&self) -> rusqlite::Result<()> {
        let newest = journal::newest(&self.conn)?;
        self.journey.borrow_mut().shown = newest;
        Ok(())
    }

    /// Whether anybody else has written since the last page was read.
    pub(super) fn has_unseen(&self) -> rusqlite::Result<bool> {
        let newest = journal::newest(&self.conn)?;
        let journey = self.journey.borrow();
        Ok((journey.shown + 1..=newest).any(|seq| !journey.is_own(seq)))
    }

    /// Who has changed one of these fields since the last page was read, other than this session.
    pub(super) fn unseen(&self, kind: Kind, id: Id, fields: &[&str]) -> rusqlite::Result<Option<String>> {
        let shown = self.journey.borrow().shown;
        let mut select = self.conn.prepare_cached(
            "SELECT act.seq, act.actor, coalesce(chg.field, '') FROM chg JOIN act ON act.seq = chg.act
             WHERE chg.entity = ?1 AND chg.entity_id = ?2 AND chg.act > ?3 ORDER BY chg.act DESC",
        )?;
        let mut rows = select.query(rusqlite::params![kind.name(), blob(id), shown])?;
        while let Some(row) = rows.next()? {
            let (seq, actor, field): (i64, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            if fields.contains(&field.as_str()) && !self.journey.borrow().is_own(seq) {
                return Ok(Some(self.person(&actor)));
            }
        }
        Ok(None)
    }
}
