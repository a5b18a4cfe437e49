//! A whole agreement from a file into the workspace: checked, all or nothing, one act that can be undone.

use serde::Serialize;
use serde_json::Value;

use super::desk::{Desk, Job};
use super::records::one_json;
use super::sla::from_file;
use super::stop::Stop;
use crate::domain::act::{Act, Change};
use crate::domain::agreement::draft::{Draft, Support};
use crate::domain::agreement::private::put_back;
use crate::domain::agreement::states;
use crate::domain::agreement::version::STATES;
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Record, Type, Values};
use crate::domain::validate::normal;
use crate::store::How;
use crate::store::request::Command;
use crate::store::workspace::new_id;
use crate::text::{Arg, Msg};

/// What a file changes here.
pub(super) struct Incoming<'d> {
    desk: &'d Desk<'d>,
    /// Records that the file brings along, so that others may link to them.
    brought: Vec<Id>,
    pub(super) changes: Vec<Change>,
    /// Links to records that this workspace does not have.
    pub(super) loose: usize,
}

pub fn import(job: &Job<'_>, file: &str, as_json: bool) -> Result<String, Stop> {
    let mut draft = from_file(file)?;
    let desk = job.write(How::OpenOrCreate)?;
    if desk.ws.record(Kind::AgreementVersion, draft.version.id)?.is_none() {
        come_in(job, &mut draft);
    }
    let mut brought = vec![draft.agreement.id, draft.version.id];
    brought.extend(draft.services.iter().map(|entry| entry.id));
    brought.extend(draft.calendars.iter().map(|calendar| calendar.id));
    let mut incoming = Incoming::new(&desk, brought);
    let settled_elsewhere = incoming.all(&draft)?;
    let Incoming { changes, loose, .. } = incoming;
    let code = if changes.is_empty() {
        draft.code.clone()
    } else {
        let act = Act { id: new_id(), verb: "verb-import".to_owned(), changes };
        // A version that is settled already may come in whole, but is not changed here.
        let done = desk.ws.run(if settled_elsewhere { Command::Import(act) } else { Command::Save(act) })?;
        let stored = desk.ws.record(Kind::Agreement, draft.agreement.id)?;
        stored.map_or(done.code, |stored| stored.code)
    };
    if loose > 0 {
        job.note(&Msg::new("cli-sla-loose").with("count", loose));
    }
    if as_json {
        return one_json(&desk, Kind::Agreement, draft.agreement.id);
    }
    Ok(job.text.say(&Msg::new("cli-sla-imported").with("code", code)) + "\n")
}

/// A new version keeps its state where the gate to it is open here too, or where it is what was signed; else it comes in
/// as a draft.
fn come_in(job: &Job<'_>, draft: &mut Draft) {
    let Err(faults) = states::may_come_in(draft, job.today()) else { return };
    let version = &mut draft.version.values;
    let mut told: Vec<Arg> = Vec::new();
    for fault in faults.into_iter().map(Arg::from) {
        if !told.contains(&fault) {
            told.push(fault);
        }
    }
    let was = states::named(&version.state);
    job.note(&Msg::new("cli-sla-comes-as-draft").with("state", was).with("faults", told));
    STATES[0].clone_into(&mut version.state);
    (version.content_hash, version.ended_on, version.end_reason) = (None, None, None);
}

impl<'d> Incoming<'d> {
    /// `brought` are records that the file brings along.
    pub(super) fn new(desk: &'d Desk<'d>, brought: Vec<Id>) -> Self {
        Self { desk, brought, changes: Vec::new(), loose: 0 }
    }

    /// Collects the changes; true when the version is new here.
    fn all(&mut self, draft: &Draft) -> Result<bool, Stop> {
        let new = self.desk.ws.record(Kind::AgreementVersion, draft.version.id)?.is_none();
        for calendar in &draft.calendars {
            self.bring_missing(Kind::Calendar, calendar.id, "", &calendar.values)?;
        }
        for entry in &draft.services {
            self.bring_missing(Kind::Service, entry.id, &entry.code, &entry.service)?;
        }
        self.bring(Kind::Agreement, draft.agreement.id, &draft.code, &draft.agreement.values)?;
        self.bring(Kind::AgreementVersion, draft.version.id, "", &draft.version.values)?;
        for clause in &draft.clauses {
            self.bring(Kind::Clause, clause.id, "", &clause.values)?;
        }
        for target in &draft.targets {
            self.bring(Kind::Target, target.id, "", &target.values)?;
        }
        // What the version holds here and the file does not is taken out.
        let kept = |id: Id| draft.clauses.iter().any(|c| c.id == id) || draft.targets.iter().any(|t| t.id == id);
        for kind in [Kind::Clause, Kind::Target] {
            let held = self.desk.ws.belonging(kind, "version", draft.version.id)?;
            self.changes
                .extend(held.iter().filter(|record| !kept(record.id)).map(|record| Change::archive(record, true)));
        }
        for met in &draft.traces {
            let by = if draft.targets.iter().any(|t| t.id == met.by) { Kind::Target } else { Kind::Clause };
            let named = draft.needs.iter().find(|needed| needed.id == met.need);
            match named
                .map(|needed| self.same(Kind::Need, met.need, &needed.code, &needed.need.title))
                .transpose()?
                .flatten()
            {
                Some(need) if self.desk.ws.linked(need, met.by)? => {}
                Some(need) => self.changes.push(Change::link(new_id(), (Kind::Need, need), (by, met.by))),
                None => self.loose += 1,
            }
        }
        for support in &draft.supports {
            self.stand_beneath(draft, support)?;
        }
        Ok(new)
    }

    /// The record that the file means: the same one, or one of the same code and name. A code alone may belong to
    /// something else in another workspace.
    fn same(&self, kind: Kind, id: Id, code: &str, title: &str) -> Result<Option<Id>, Stop> {
        if self.desk.ws.record(kind, id)?.is_some() {
            return Ok(Some(id));
        }
        let Some((found, id)) = self.desk.ws.by_code(code)?.filter(|(found, _)| *found == kind) else {
            return Ok(None);
        };
        let record = self.desk.ws.record(found, id)?;
        Ok(record.filter(|record| record.title().trim() == title.trim()).map(|record| record.id))
    }

    /// What stood beneath the agreement there stands beneath it here too, unless it carries another one here.
    fn stand_beneath(&mut self, draft: &Draft, support: &Support) -> Result<(), Stop> {
        let id = support.id.unwrap_or_default();
        let found = self.same(Kind::Agreement, id, &support.code, &support.title)?;
        let Some(held) = found.map(|id| self.desk.ws.record(Kind::Agreement, id)).transpose()?.flatten() else {
            self.loose += 1;
            return Ok(());
        };
        match held.id_of("supports") {
            Some(above) if above == draft.agreement.id => {}
            Some(_) => self.loose += 1,
            None => self.changes.push(Change::Update {
                kind: Kind::Agreement,
                id: held.id,
                field: "supports".to_owned(),
                base: Value::Null,
                new: draft.agreement.id.json(),
            }),
        }
        Ok(())
    }

    /// Shared records are brought along where they are missing; what is here already belongs to others too.
    pub(super) fn bring_missing(
        &mut self,
        kind: Kind,
        id: Id,
        code: &str,
        record: &impl Serialize,
    ) -> Result<(), Stop> {
        if self.desk.ws.record(kind, id)?.is_none() {
            self.bring(kind, id, code, record)?;
        }
        Ok(())
    }

    pub(super) fn bring(&mut self, kind: Kind, id: Id, code: &str, record: &impl Serialize) -> Result<(), Stop> {
        let json = serde_json::to_value(record).map_err(|e| Msg::new("cli-failed").with("reason", e.to_string()))?;
        let Value::Object(values) = json else { return Ok(()) };
        let mut values = normal(kind, values);
        self.untie(kind, &mut values)?;
        if let Some(held) = self.desk.ws.record(kind, id)? {
            // What is our own business has not left, so that it is missing there says nothing.
            put_back(kind, &held.values, &mut values);
            self.update(&held, &values);
        } else {
            // A code that somebody else has here is given anew.
            if !code.is_empty() && self.desk.ws.by_code(code)?.is_none() {
                values.insert("code".to_owned(), code.into());
            }
            values.retain(|_, value| !value.is_null());
            self.changes.push(Change::Insert { kind, id, values });
        }
        Ok(())
    }

    fn update(&mut self, held: &Record, values: &Values) {
        if held.archived {
            self.changes.push(Change::archive(held, false));
        }
        for field in held.kind.spec().fields {
            let (base, new) = (held.get(field.name), values.get(field.name).unwrap_or(&Value::Null));
            if base != new {
                self.changes.push(Change::Update {
                    kind: held.kind,
                    id: held.id,
                    field: field.name.to_owned(),
                    base: base.clone(),
                    new: new.clone(),
                });
            }
        }
    }

    /// Takes out links to what is neither here nor in the file: people and deals of another workspace.
    fn untie(&mut self, kind: Kind, values: &mut Values) -> Result<(), Stop> {
        for field in kind.spec().fields {
            let Some(value) = values.get_mut(field.name) else { continue };
            match field.ty {
                Type::Link(to) => self.untie_one(to, value)?,
                Type::Links(to) => self.untie_all(to, value)?,
                Type::Rows(table) => {
                    for row in value.as_array_mut().into_iter().flatten() {
                        for column in table.columns {
                            let Some(cell) = row.get_mut(column.name) else { continue };
                            match column.ty {
                                Type::Link(to) => self.untie_one(to, cell)?,
                                Type::Links(to) => self.untie_all(to, cell)?,
                                _ => {}
                            }
                        }
                    }
                }
                _ => {}
            }
        }
        *values = normal(kind, std::mem::take(values));
        Ok(())
    }

    fn untie_one(&mut self, to: Kind, value: &mut Value) -> Result<(), Stop> {
        let Some(id) = Id::of(value) else { return Ok(()) };
        if !self.brought.contains(&id) && self.desk.ws.record(to, id)?.is_none() {
            *value = Value::Null;
            self.loose += 1;
        }
        Ok(())
    }

    fn untie_all(&mut self, to: Kind, value: &mut Value) -> Result<(), Stop> {
        let Some(items) = value.as_array_mut() else { return Ok(()) };
        let before = items.len();
        let mut kept = Vec::new();
        for item in std::mem::take(items) {
            let Some(id) = Id::of(&item) else { continue };
            if self.brought.contains(&id) || self.desk.ws.record(to, id)?.is_some() {
                kept.push(item);
            }
        }
        self.loose += before - kept.len();
        *items = kept;
        Ok(())
    }
}
