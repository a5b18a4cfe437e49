//! Records of a file on their way into the workspace: those that are here are kept, the others come in under free codes.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::Value;

use super::desk::Desk;
use super::stop::Stop;
use crate::domain::act::Change;
use crate::domain::agreement::private::put_back;
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Record, Type, Values};
use crate::domain::validate::normal;
use crate::text::Msg;

/// What a file changes here.
pub(super) struct Incoming<'d> {
    pub(super) desk: &'d Desk<'d>,
    /// Records of the file and what they are here, so that others may link to them.
    here: BTreeMap<Id, Id>,
    /// Codes that the file keeps.
    codes: BTreeSet<String>,
    changes: Vec<Change>,
    /// Links to records that this workspace does not have.
    pub(super) loose: usize,
}

impl<'d> Incoming<'d> {
    pub(super) fn new(desk: &'d Desk<'d>) -> Self {
        Self { desk, here: BTreeMap::new(), codes: BTreeSet::new(), changes: Vec::new(), loose: 0 }
    }

    /// Notes which record here a record of the file is.
    pub(super) fn is(&mut self, there: Id, here: Id) {
        self.here.insert(there, here);
    }

    pub(super) fn here(&self, there: Id) -> Option<Id> {
        self.here.get(&there).copied()
    }

    pub(super) fn push(&mut self, change: Change) {
        self.changes.push(change);
    }

    /// The changes, and how many links lead nowhere here. Codes that are given anew are given last, so that none of them
    /// is one that the file brings; what the act goes by stands first.
    pub(super) fn finish(mut self, named_after: Id) -> (Vec<Change>, usize) {
        self.changes.sort_by_key(|change| match change {
            Change::Insert { kind, values, .. } if !kind.spec().prefix.is_empty() && !values.contains_key("code") => 2,
            _ => i32::from(change.subject().1 != named_after),
        });
        (self.changes, self.loose)
    }

    /// The record that the file means: the same one, or one of the same code and name. A code alone may belong to
    /// something else in another workspace.
    pub(super) fn same(&self, kind: Kind, id: Id, code: &str, title: &str) -> Result<Option<Id>, Stop> {
        if self.desk.ws.record(kind, id)?.is_some() {
            return Ok(Some(id));
        }
        let Some((found, id)) = self.desk.ws.by_code(code)?.filter(|(found, _)| *found == kind) else {
            return Ok(None);
        };
        let record = self.desk.ws.record(found, id)?;
        Ok(record.filter(|record| record.title().trim() == title.trim()).map(|record| record.id))
    }

    /// What is here already, under this id or under this code and name, is what the file means; else it comes in. True
    /// then.
    pub(super) fn bring_unless_same(
        &mut self,
        kind: Kind,
        id: Id,
        (code, title): (&str, &str),
        record: &impl Serialize,
    ) -> Result<bool, Stop> {
        if let Some(here) = self.same(kind, id, code, title)? {
            self.is(id, here);
            return Ok(false);
        }
        self.bring(kind, id, code, record)?;
        Ok(true)
    }

    /// Shared records are brought along where they are missing; what is here already belongs to others too. True where
    /// it was missing.
    pub(super) fn bring_missing(
        &mut self,
        kind: Kind,
        id: Id,
        code: &str,
        record: &impl Serialize,
    ) -> Result<bool, Stop> {
        let missing = self.desk.ws.record(kind, id)?.is_none();
        if missing {
            self.bring(kind, id, code, record)?;
        }
        self.is(id, id);
        Ok(missing)
    }

    pub(super) fn bring(&mut self, kind: Kind, id: Id, code: &str, record: &impl Serialize) -> Result<(), Stop> {
        self.is(id, id);
        let json = serde_json::to_value(record).map_err(|e| Msg::new("cli-failed").with("reason", e.to_string()))?;
        let Value::Object(values) = json else { return Ok(()) };
        let mut values = normal(kind, values);
        self.tie(kind, &mut values)?;
        if let Some(held) = self.desk.ws.record(kind, id)? {
            // What is our own business has not left, so that it is missing there says nothing.
            put_back(kind, &held.values, &mut values);
            self.update(&held, &values);
        } else {
            // A code that somebody else has here is given anew.
            if !code.is_empty()
                && self.desk.ws.by_code(code)?.is_none()
                && self.codes.insert(code.trim().to_uppercase())
            {
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

    /// Links lead to what the records of the file are here; those to what is neither here nor in the file are taken out.
    fn tie(&mut self, kind: Kind, values: &mut Values) -> Result<(), Stop> {
        for field in kind.spec().fields {
            let Some(value) = values.get_mut(field.name) else { continue };
            match field.ty {
                Type::Link(to) => self.tie_one(to, value)?,
                Type::Links(to) => self.tie_all(to, value)?,
                Type::Rows(table) => {
                    for row in value.as_array_mut().into_iter().flatten() {
                        for column in table.columns {
                            let Some(cell) = row.get_mut(column.name) else { continue };
                            match column.ty {
                                Type::Link(to) => self.tie_one(to, cell)?,
                                Type::Links(to) => self.tie_all(to, cell)?,
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

    fn tie_one(&mut self, to: Kind, value: &mut Value) -> Result<(), Stop> {
        let Some(there) = Id::of(value) else { return Ok(()) };
        *value = self.end(to, there)?.map_or(Value::Null, Id::json);
        Ok(())
    }

    fn tie_all(&mut self, to: Kind, value: &mut Value) -> Result<(), Stop> {
        let Some(items) = value.as_array_mut() else { return Ok(()) };
        for there in std::mem::take(items).iter().filter_map(Id::of) {
            items.extend(self.end(to, there)?.map(Id::json));
        }
        Ok(())
    }

    /// What a link of the file leads to here; one that leads nowhere is counted.
    fn end(&mut self, to: Kind, there: Id) -> Result<Option<Id>, Stop> {
        if let Some(here) = self.here(there) {
            return Ok(Some(here));
        }
        let found = self.desk.ws.record(to, there)?.map(|record| record.id);
        self.loose += usize::from(found.is_none());
        Ok(found)
    }
}
