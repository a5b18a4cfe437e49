//! What the agreement screen looks at, read in one go.

use std::collections::BTreeSet;

use rusqlite::params;

use super::request::{AgreementSheet, Beneath};
use super::schema::{blob, read_record, select_list};
use super::workspace::Workspace;
use crate::domain::agreement::draft::{Deal, Person};
use crate::domain::agreement::version::AgreementVersion;
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Record};
use crate::domain::wording::money_of;

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
        let (mut traces, mut private) = (Vec::new(), Vec::new());
        for need in &needs {
            if self.voiced(need.id)?.private {
                private.push(need.id);
            }
            for (kind, far) in self.far_ends("target", "source", need.id)? {
                if matches!(kind, Kind::Clause | Kind::Target) {
                    traces.push((need.id, far));
                }
            }
        }
        let mut supports = Vec::new();
        for beneath in self.beneath(agreement.id)? {
            let current = self.newest_version(beneath.id)?;
            let targets = match &current {
                Some(version) => self.belonging(Kind::Target, "version", version.id)?,
                None => Vec::new(),
            };
            supports.push(Beneath { agreement: beneath, version: current, targets });
        }
        let services = self.each(Kind::Service, Id::all(version.get("services")))?;
        let commitments = match agreement.id_of("opportunity") {
            Some(deal) => self.belonging(Kind::Commitment, "opportunity", deal)?,
            None => Vec::new(),
        };
        let calendars = self.calendars_of(&version, &services, &supports)?;
        let people = self.signers(&agreement, &version)?;
        let deal = self.deal_of(&agreement)?;
        let above = self.above(Kind::Agreement, "supports", agreement.id)?;
        let labels = self.labels([&agreement, &version].into_iter().chain(&targets))?;
        let naming = [&version].into_iter().chain(&needs).chain(&services).chain(&commitments);
        let origin = self.origin(&agreement, naming, &supports)?;
        Ok(Some(AgreementSheet {
            agreement,
            version,
            versions,
            labels,
            clauses,
            targets,
            needs,
            private,
            traces,
            supports,
            services,
            calendars,
            commitments,
            people,
            deal,
            above,
            origin,
        }))
    }

    pub(super) fn each(&self, kind: Kind, ids: impl IntoIterator<Item = Id>) -> rusqlite::Result<Vec<Record>> {
        let mut records = Vec::new();
        for id in ids {
            records.extend(self.record(kind, id)?);
        }
        Ok(records)
    }

    fn calendars_of(
        &self,
        version: &Record,
        services: &[Record],
        supports: &[Beneath],
    ) -> rusqlite::Result<Vec<Record>> {
        let own = ["service_calendar", "support_calendar"].map(|field| version.id_of(field));
        let theirs = services.iter().flat_map(|s| ["service_hours", "support_hours"].map(|field| s.id_of(field)));
        let beneath = supports.iter().map(|s| s.version.as_ref().and_then(|v| v.id_of("support_calendar")));
        let ids: BTreeSet<Id> = own.into_iter().chain(theirs).chain(beneath).flatten().collect();
        self.each(Kind::Calendar, ids)
    }

    /// The contacts that the tables of a version name, and whether they still work for the customer.
    fn signers(&self, agreement: &Record, version: &Record) -> rusqlite::Result<Vec<Person>> {
        let Ok(tables) = version.typed::<AgreementVersion>() else { return Ok(Vec::new()) };
        let mut ids: BTreeSet<Id> =
            tables.reports.iter().flat_map(|report| report.recipients.iter().copied()).collect();
        ids.extend(tables.escalations.iter().filter_map(|step| step.contact));
        ids.extend(tables.signatories.iter().filter_map(|signatory| signatory.contact));
        let account = self.account_behind(&agreement.values)?.map(|account| account.id);
        let mut people = Vec::new();
        for contact in self.each(Kind::Contact, ids)? {
            let jobs = self.belonging(Kind::Employment, "contact", contact.id)?;
            let open =
                |job: &Record| job.str("to").is_empty() && (account.is_none() || job.id_of("account") == account);
            let employed = !contact.archived && jobs.iter().any(open);
            people.push(Person { id: contact.id, name: contact.title().to_owned(), employed });
        }
        Ok(people)
    }

    fn deal_of(&self, agreement: &Record) -> rusqlite::Result<Option<Deal>> {
        let Some(id) = agreement.id_of("opportunity") else { return Ok(None) };
        let Some(deal) = self.record(Kind::Opportunity, id)? else { return Ok(None) };
        let account = self.account_behind(&agreement.values)?;
        let tier = account.map(|account| account.str("tier_override").to_owned()).filter(|tier| !tier.is_empty());
        Ok(Some(Deal {
            code: deal.code.clone(),
            amount: money_of(deal.get("amount")),
            budget: money_of(deal.get("budget")),
            tier,
        }))
    }

    /// The agreements that carry this one, oldest first.
    fn beneath(&self, agreement: Id) -> rusqlite::Result<Vec<Record>> {
        let kind = Kind::Agreement;
        let sql = format!(
            "SELECT {} FROM support s JOIN agreement t ON t.id = s.agreement
             WHERE s.above = ?1 AND t.archived = 0 ORDER BY t.id",
            select_list(kind)
        );
        self.conn.prepare_cached(&sql)?.query_map([blob(agreement)], |row| read_record(kind, row, 0))?.collect()
    }

    pub(super) fn newest_version(&self, agreement: Id) -> rusqlite::Result<Option<Record>> {
        use rusqlite::OptionalExtension;
        let kind = Kind::AgreementVersion;
        let sql = format!(
            "SELECT {} FROM agreement_version t WHERE t.agreement = ?1 AND t.archived = 0
             ORDER BY t.created_ms DESC, t.id DESC LIMIT 1",
            select_list(kind)
        );
        self.conn.prepare_cached(&sql)?.query_row(params![blob(agreement)], |row| read_record(kind, row, 0)).optional()
    }
}
