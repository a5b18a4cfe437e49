//! What the agreement screen looks at, read in one go.

use rusqlite::params;

use super::request::AgreementSheet;
use super::schema::{blob, read_record, select_list};
use super::workspace::Workspace;
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Record};

impl Workspace {
    /// An agreement with its newest version and all that the checks look at; `id` may name a version, clause or
    /// target of it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn agreement(&self, id: Id) -> rusqlite::Result<Option<AgreementSheet>> {
        let part = match self.record(Kind::Clause, id)? {
            Some(clause) => Some(clause),
            None => self.record(Kind::Target, id)?,
        };
        let id = part.and_then(|part| part.id_of("version")).unwrap_or(id);
        let (agreement, version) = match self.record(Kind::AgreementVersion, id)? {
            Some(version) => match version.id_of("agreement") {
                Some(owner) => (self.record(Kind::Agreement, owner)?, Some(version)),
                None => return Ok(None),
            },
            None => (self.record(Kind::Agreement, id)?, self.newest_version(id)?),
        };
        let (Some(agreement), Some(version)) = (agreement, version) else { return Ok(None) };
        let versions = self.belonging(Kind::AgreementVersion, "agreement", agreement.id)?;
        let clauses = self.belonging(Kind::Clause, "version", version.id)?;
        let targets = self.belonging(Kind::Target, "version", version.id)?;
        let needs = match agreement.id_of("opportunity") {
            Some(opportunity) => self.belonging(Kind::Need, "opportunity", opportunity)?,
            None => Vec::new(),
        };
        let mut traces = Vec::new();
        for need in &needs {
            for (kind, far) in self.far_ends("target", "source", need.id)? {
                if matches!(kind, Kind::Clause | Kind::Target) {
                    traces.push((need.id, far));
                }
            }
        }
        let mut supports = Vec::new();
        for beneath in self.belonging(Kind::Agreement, "supports", agreement.id)? {
            let targets = match self.newest_version(beneath.id)? {
                Some(version) => self.belonging(Kind::Target, "version", version.id)?,
                None => Vec::new(),
            };
            supports.push((beneath, targets));
        }
        let labels = self.labels([&agreement, &version].into_iter().chain(&targets))?;
        Ok(Some(AgreementSheet {
            versions: versions.iter().map(|v| (v.id, v.str("number").to_owned())).collect(),
            agreement,
            version,
            labels,
            clauses,
            targets,
            needs,
            traces,
            supports,
        }))
    }

    pub(super) fn newest_version(&self, agreement: Id) -> rusqlite::Result<Option<Record>> {
        use rusqlite::OptionalExtension;
        let kind = Kind::AgreementVersion;
        let sql = format!(
            "SELECT {} FROM agreement_version t WHERE t.agreement = ?1 AND t.archived = 0
             ORDER BY t.created_ms DESC, t.id DESC LIMIT 1",
            select_list(kind, "t")
        );
        self.conn.prepare_cached(&sql)?.query_row(params![blob(agreement)], |row| read_record(kind, row, 0)).optional()
    }
}
