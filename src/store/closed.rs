//! What is settled with the customer is not rewritten: answers of closed interviews, the text of frozen versions.

use super::apply::Applying;
use super::journal::{Line, Op};
use super::request::Failure;
use crate::domain::agreement::content::may_change;
use crate::domain::agreement::version::is_frozen;
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Record};
use crate::domain::research::interview::is_closed;
use crate::text::{Arg, Msg};

impl Applying<'_> {
    /// Refuses to change a part of these records if one of them is settled. A record made in this same act takes
    /// its parts, whatever its state; an import brings what was settled elsewhere.
    pub(super) fn still_open(&self, kind: Kind, owners: impl IntoIterator<Item = Option<Id>>) -> Result<(), Failure> {
        let owner = match kind {
            Kind::Answer => Kind::Interview,
            Kind::Clause | Kind::Target => Kind::AgreementVersion,
            _ => return Ok(()),
        };
        if self.import {
            return Ok(());
        }
        for id in owners.into_iter().flatten() {
            let made_here = |line: &super::journal::Line| line.op == Op::Insert && (line.kind, line.id) == (owner, id);
            if self.lines.iter().any(made_here) {
                continue;
            }
            // A missing owner is told of when all links are checked.
            let held = self.ws.record(owner, id).map_err(|e| self.ws.said(&e))?;
            if let Some(msg) = held.as_ref().and_then(settled) {
                return Err(Failure::Refused(msg));
            }
        }
        Ok(())
    }
}

impl Applying<'_> {
    /// Refuses to change what both sides have agreed on in the head or the tables of a version.
    pub(super) fn terms_stand(&self, version: &Record, lines: &[Line]) -> Result<(), Failure> {
        let was = lines.iter().find(|line| line.field == "state").map_or_else(|| version.get("state"), |l| &l.before);
        let state = was.as_str().unwrap_or_default();
        let touched = lines.iter().any(|line| !may_change(&line.field, state));
        if self.import || !is_frozen(state) || !touched {
            return Ok(());
        }
        let shown = Arg::Key(format!("choice-{state}"));
        Err(Failure::Refused(Msg::new("agreement-frozen").with("state", shown)))
    }
}

fn settled(record: &Record) -> Option<Msg> {
    let state = record.str("state");
    let shown = Arg::Key(format!("choice-{state}"));
    if record.kind == Kind::Interview {
        let msg = || Msg::new("interview-closed").with("code", record.code.as_str()).with("state", shown);
        return is_closed(state).then(msg);
    }
    is_frozen(state).then(|| Msg::new("agreement-frozen").with("state", shown))
}
