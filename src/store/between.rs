//! What must hold between records when an act ends: closed customers have no open deals, and nobody works in two places.

use std::collections::BTreeSet;

use chrono_tz::Tz;
use rusqlite::{OptionalExtension as _, params};
use serde_json::Value;

use super::journal::{Line, Op};
use super::request::Failure;
use super::schema::{blob, key_at};
use super::workspace::Workspace;
use crate::domain::act::Change;
use crate::domain::funnel::opportunity::undecided;
use crate::domain::kinds::Kind;
use crate::domain::record::{Record, Values};
use crate::domain::time::moment::day_words;
use crate::domain::wording::date_of;
use crate::text::Msg;

/// Whether a change of this field, or a whole new record (`""`), can be at odds with another record.
fn asks(kind: Kind, field: &str) -> bool {
    match kind {
        Kind::Opportunity => matches!(field, "" | "account" | "status" | "archived"),
        Kind::Account => matches!(field, "" | "closed_at"),
        Kind::Employment => matches!(field, "" | "contact" | "to" | "archived"),
        _ => false,
    }
}

impl Workspace {
    /// The zone in which days of a deal are told: that of its customer. Only tenders ask.
    pub(super) fn zone_of(&self, kind: Kind, values: &Values) -> rusqlite::Result<Tz> {
        let asked = kind == Kind::Opportunity && values.get("tender_due_at").is_some_and(|due| !due.is_null());
        let account = if asked { self.account_behind(values)? } else { None };
        Ok(account.and_then(|account| account.str("tz").parse().ok()).unwrap_or_default())
    }

    /// Refuses an act that leaves records at odds with each other: an open deal of a closed customer (01-model I-O5), or
    /// a second place where somebody works today (I-C1).
    pub(super) fn agrees(&self, lines: &[Line]) -> Result<(), Failure> {
        let asked = lines.iter().filter(|line| line.op != Op::Delete && asks(line.kind, &line.field));
        for (kind, id) in asked.map(|line| (line.kind, line.id)).collect::<BTreeSet<_>>() {
            if let Some(record) = self.record(kind, id).map_err(|e| self.said(&e))? {
                self.stands(&record)?;
            }
        }
        Ok(())
    }

    /// The same of one record among many before it is changed, so that it alone is left as it is.
    pub(super) fn would_agree(&self, mut record: Record, changes: &[Change]) -> Result<(), Failure> {
        let mut asked = false;
        for change in changes {
            let Change::Update { id, field, new, .. } = change else { continue };
            if *id == record.id && asks(record.kind, field) {
                asked = true;
                match field.as_str() {
                    "archived" => record.archived = *new == Value::Bool(true),
                    _ => _ = record.values.insert(field.clone(), new.clone()),
                }
            }
        }
        if asked { self.stands(&record) } else { Ok(()) }
    }

    fn stands(&self, record: &Record) -> Result<(), Failure> {
        let fault = match record.kind {
            Kind::Opportunity => self.of_closed_account(record),
            Kind::Account => self.closed_with_deals(record),
            Kind::Employment => self.works_elsewhere(record),
            _ => Ok(None),
        };
        match fault.map_err(|e| self.said(&e))? {
            None => Ok(()),
            Some((field, msg)) => {
                let faults = vec![(field.to_owned(), msg)];
                Err(Failure::Invalid { kind: record.kind, id: record.id, faults })
            }
        }
    }

    fn of_closed_account(&self, deal: &Record) -> rusqlite::Result<Option<(&'static str, Msg)>> {
        if undecided(std::slice::from_ref(deal)).is_empty() {
            return Ok(None);
        }
        let Some(account) = deal.id_of("account") else { return Ok(None) };
        let Some(account) = self.record(Kind::Account, account)? else { return Ok(None) };
        Ok(self.closed(&account).map(|day| {
            let name = account.title().to_owned();
            ("account", Msg::new("value-account-closed").with("account", name).with("date", day_words(day)))
        }))
    }

    fn closed_with_deals(&self, account: &Record) -> rusqlite::Result<Option<(&'static str, Msg)>> {
        if self.closed(account).is_none() {
            return Ok(None);
        }
        let deals = self.belonging(Kind::Opportunity, "account", account.id)?;
        let open = undecided(&deals);
        let Some(first) = open.first() else { return Ok(None) };
        let msg = Msg::new("value-closed-deals").with("count", open.len()).with("code", first.code.as_str());
        Ok(Some(("closed_at", msg)))
    }

    /// Since when a customer is closed; one that closes later still takes deals.
    fn closed(&self, account: &Record) -> Option<chrono::NaiveDate> {
        date_of(account.get("closed_at")).filter(|day| *day <= self.today())
    }

    fn works_elsewhere(&self, job: &Record) -> rusqlite::Result<Option<(&'static str, Msg)>> {
        let Some(contact) = job.id_of("contact").filter(|_| !job.archived && job.get("to") == &Value::Null) else {
            return Ok(None);
        };
        let other = self
            .conn
            .prepare_cached(
                "SELECT account FROM employment WHERE contact = ?1 AND id <> ?2 AND \"to\" IS NULL AND archived = 0
                 ORDER BY id LIMIT 1",
            )?
            .query_row(params![blob(contact), blob(job.id)], |row| key_at(row, 0))
            .optional()?;
        let Some(account) = other else { return Ok(None) };
        let name = self.record(Kind::Account, account)?.map(|account| account.title().to_owned());
        Ok(Some(("account", Msg::new("value-still-works").with("account", name.unwrap_or_default()))))
    }
}
