//! What follows from an act without anybody saying so: needs are covered and accepted by their links.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::apply::Applying;
use super::journal::{Line, Op};
use super::request::Failure;
use super::rows::{Stamp, update_row};
use crate::domain::kinds::Kind;
use crate::domain::record::Id;
use crate::domain::research::standing::follows;

/// Whether a line says only what follows from others.
pub(super) fn is_settled(line: &Line) -> bool {
    let state = line.after.as_str().unwrap_or_default();
    line.kind == Kind::Need && line.field == "state" && matches!(state, "CONFIRMED" | "COVERED" | "ACCEPTED")
}

impl Applying<'_> {
    /// States of needs follow their links and the signing of what they are linked to, in the act that changes these.
    pub(super) fn settle_needs(&mut self) -> Result<(), Failure> {
        let said = |e| self.ws.said(&e);
        let mut needs = BTreeSet::new();
        for line in &self.lines {
            match (line.kind, line.field.as_str()) {
                (Kind::Need, "" | "state" | "archived") if line.op != Op::Delete => {
                    needs.insert(line.id);
                }
                (Kind::Trace, _) => needs.extend(self.trace_ends(line).map_err(said)?),
                (Kind::Clause | Kind::Target, "archived") => needs.extend(self.promised(line.id).map_err(said)?),
                (Kind::AgreementVersion, "state" | "archived") => {
                    for kind in [Kind::Clause, Kind::Target] {
                        for part in self.ws.belonging(kind, "version", line.id).map_err(said)? {
                            needs.extend(self.promised(part.id).map_err(said)?);
                        }
                    }
                }
                _ => {}
            }
        }
        for id in needs {
            let Some(need) = self.ws.record(Kind::Need, id).map_err(said)? else { continue };
            let cover = self.ws.cover(id).map_err(said)?;
            let Some(state) = follows(need.str("state"), cover) else { continue };
            let line = Line {
                kind: Kind::Need,
                id,
                op: Op::Update,
                field: "state".to_owned(),
                before: need.get("state").clone(),
                after: json!(state),
            };
            let stamp = Stamp { first: self.touch(id), wall_ms: self.wall_ms(), actor: self.ws.actor() };
            update_row(&self.ws.conn, std::slice::from_ref(&line), &stamp).map_err(said)?;
            self.lines.push(line);
        }
        Ok(())
    }

    /// Needs that lead to a clause or target.
    fn promised(&self, id: Id) -> rusqlite::Result<Vec<Id>> {
        let ends = self.ws.far_ends("source", "target", id)?;
        Ok(ends.into_iter().filter(|(kind, _)| *kind == Kind::Need).map(|(_, id)| id).collect())
    }

    /// The needs at which a link begins or began.
    fn trace_ends(&self, line: &Line) -> rusqlite::Result<Vec<Id>> {
        let stored = self.ws.record(Kind::Trace, line.id)?;
        let held = |value: &Value| value.get("source").and_then(Id::of);
        let ends = [
            stored.and_then(|trace| trace.id_of("source")),
            held(&line.before),
            held(&line.after),
            Id::of(&line.before),
        ];
        Ok(ends.into_iter().flatten().collect())
    }
}
