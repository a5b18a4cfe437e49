//! What is settled with the customer is not rewritten: answers of closed interviews, the text of frozen versions.

use super::apply::Applying;
use super::journal::{Line, Op};
use super::request::Failure;
use crate::domain::agreement::content::{SIGNED_HEAD, may_change};
use crate::domain::agreement::version::is_frozen;
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Record};
use crate::domain::research::interview::is_closed;
use crate::text::{Arg, Msg};

impl Applying<'_> {
    /// Refuses to change a part of these records if one of them is settled. A record made in this same act takes
    /// its parts, whatever its state, and one whose making is taken back goes with them; an import brings what was
    /// settled elsewhere.
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
            let made_here = |line: &Line| line.op == Op::Insert && (line.kind, line.id) == (owner, id);
            if self.lines.iter().any(made_here) || self.goes.contains(&id) {
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
    /// Refuses to change what is agreed on or signed, in a version and in the agreement it belongs to.
    pub(super) fn signed_stands(&self, record: &Record, lines: &[Line]) -> Result<(), Failure> {
        match record.kind {
            _ if self.import => Ok(()),
            Kind::AgreementVersion => self.terms_stand(record, lines),
            Kind::Agreement => self.parties_stand(record.id, lines),
            _ => Ok(()),
        }
    }

    /// What both sides have agreed on in the head or the tables of a version.
    fn terms_stand(&self, version: &Record, lines: &[Line]) -> Result<(), Failure> {
        let passed = lines.iter().find(|line| line.field == "state");
        let state = passed.map_or_else(|| version.get("state"), |line| &line.before).as_str().unwrap_or_default();
        // A signing that is taken back goes to the state whose rules it was done by.
        let back = passed.filter(|_| self.strict).and_then(|line| line.after.as_str()).unwrap_or(state);
        let touched = lines.iter().any(|line| !may_change(&line.field, state) && !may_change(&line.field, back));
        if !is_frozen(state) || !touched {
            return Ok(());
        }
        let shown = Arg::Key(format!("choice-{state}"));
        Err(Failure::Refused(Msg::new("agreement-frozen").with("state", shown)))
    }

    /// What a version was signed with stands in the agreement itself.
    fn parties_stand(&self, agreement: Id, lines: &[Line]) -> Result<(), Failure> {
        if !lines.iter().any(|line| SIGNED_HEAD.contains(&line.field.as_str())) {
            return Ok(());
        }
        let versions = self.ws.belonging(Kind::AgreementVersion, "agreement", agreement);
        let versions = versions.map_err(|e| self.ws.said(&e))?;
        let Some(signed) = versions.iter().find(|version| !version.str("content_hash").is_empty()) else {
            return Ok(());
        };
        let msg = Msg::new("agreement-parties-signed").with("number", signed.str("number"));
        Err(Failure::Refused(msg))
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
