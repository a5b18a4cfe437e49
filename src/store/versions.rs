//! Versions of an agreement: the next one as a copy, and the way from state to state through its gates.

use chrono::{Days, NaiveDate};
use serde_json::{Value, json};

use super::journal::{Line, Op};
use super::kept::Kept;
use super::moves::updates;
use super::request::{Done, Failure};
use super::workspace::{Workspace, new_id};
use crate::domain::act::Change;
use crate::domain::agreement::version::STATES;
use crate::domain::agreement::{numbers, states};
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Record, Values};
use crate::export::agreement::draft_of;
use crate::text::Msg;

/// What a version has of its own and hands on to none.
const OWN: &[&str] = &["content_hash", "reviewer", "ended_on", "end_reason"];

impl Workspace {
    /// A copy of a version as the next one, with its clauses, targets, tables and what they are linked to.
    pub(super) fn next_version(&self, act: Id, version: Id) -> Result<Done, Failure> {
        let made = |line: &Line| line.kind == Kind::AgreementVersion && line.op == Op::Insert;
        let follows = move |line: &Line| made(line) && line.after.get("predecessor").and_then(Id::of) == Some(version);
        let same = |kept: &Kept<'_>| Ok(kept.lines.iter().any(follows));
        self.commit(act, "verb-next-version", same, |ws| {
            let said = |e| ws.said(&e);
            let sheet = ws.agreement(version).map_err(said)?.ok_or_else(|| Failure::Refused(Msg::new("store-gone")))?;
            let id = new_id();
            let others: Vec<&str> = sheet.versions.iter().map(|other| other.str("number")).collect();
            let values = copied(&sheet.version, others);
            let mut changes = vec![Change::Insert { kind: Kind::AgreementVersion, id, values }];
            for part in sheet.clauses.iter().chain(&sheet.targets) {
                let (kind, copy) = (part.kind, new_id());
                let mut values = part.values.clone();
                values.insert("version".to_owned(), id.json());
                changes.push(Change::Insert { kind, id: copy, values });
                for up in ws.far_ends("source", "target", part.id).map_err(said)? {
                    changes.push(Change::link(new_id(), up, (kind, copy)));
                }
                for down in ws.far_ends("target", "source", part.id).map_err(said)? {
                    changes.push(Change::link(new_id(), (kind, copy), down));
                }
            }
            Ok(changes)
        })
    }

    /// Takes a version to another state, if it still stands where the user saw it and nothing is missing.
    pub(super) fn enter(&self, act: Id, version: Id, seen: &str, to: &str, reason: &str) -> Result<Done, Failure> {
        let entered = |line: &Line| (line.id, line.field.as_str(), line.after.as_str()) == (version, "state", Some(to));
        self.commit(
            act,
            "verb-state",
            |kept| Ok(kept.lines.iter().any(entered)),
            |ws| {
                let record = ws.need(Kind::AgreementVersion, version)?;
                let state = record.str("state");
                if state != seen {
                    return Err(Failure::Refused(
                        Msg::new("state-moved-meanwhile").with("state", states::named(state)),
                    ));
                }
                let Some(to) = STATES.iter().copied().find(|known| *known == to) else {
                    return Err(Failure::Refused(Msg::new("state-unknown").with("state", to)));
                };
                let sheet = ws.agreement(version).map_err(|e| ws.said(&e))?;
                let sheet = sheet.ok_or_else(|| Failure::Refused(Msg::new("store-gone")))?;
                let draft = draft_of(&sheet).map_err(Failure::Refused)?;
                let today = ws.today();
                let sets = states::enter(&draft, to, today, Some(reason));
                Ok(updates(&record, sets.map_err(|faults| Failure::Refused(states::refused(to, faults)))?))
            },
        )
    }

    /// Whatever changed a state, the gate before it was open, and what is new is a draft. Undo may also go back the way
    /// that was come.
    pub(super) fn states_hold(&self, lines: &[Line], undone: bool, today: NaiveDate) -> Result<(), Failure> {
        let made = |line: &&Line| line.kind == Kind::AgreementVersion && line.op == Op::Insert;
        let settled = |line: &Line| {
            line.after.get("state").and_then(Value::as_str).filter(|s| *s != STATES[0]).map(str::to_owned)
        };
        if let Some(state) = lines.iter().filter(made).find_map(settled).filter(|_| !undone) {
            return Err(Failure::Refused(Msg::new("state-new-is-draft").with("state", states::named(&state))));
        }
        let moved =
            |line: &&Line| line.kind == Kind::AgreementVersion && line.op == Op::Update && line.field == "state";
        for line in lines.iter().filter(moved) {
            let (from, to) = (line.before.as_str().unwrap_or_default(), line.after.as_str().unwrap_or_default());
            if undone && states::after(to).any(|next| next == from) {
                continue;
            }
            let Some(sheet) = self.agreement(line.id).map_err(|e| self.said(&e))? else { continue };
            let draft = draft_of(&sheet).map_err(Failure::Refused)?;
            states::may_stand(&draft, from, today).map_err(|faults| Failure::Refused(states::refused(to, faults)))?;
        }
        Ok(())
    }
}

/// The values of the next version: a draft under the next number, which nobody has reviewed or signed.
fn copied(version: &Record, others: Vec<&str>) -> Values {
    let state = version.str("state");
    let mut values = version.values.clone();
    values.retain(|name, _| !OWN.contains(&name.as_str()));
    values.insert("number".to_owned(), json!(numbers::next(version.str("number"), state, others)));
    values.insert("state".to_owned(), json!("DRAFT"));
    values.insert("predecessor".to_owned(), version.id.json());
    for signatory in values.get_mut("signatories").and_then(Value::as_array_mut).into_iter().flatten() {
        if let Value::Object(row) = signatory {
            row.remove("signed_on");
        }
    }
    if matches!(state, "EXPIRED" | "TERMINATED" | "SUPERSEDED") {
        renew(&mut values);
    }
    values
}

/// What follows an ended version begins on the day after it and is as long.
fn renew(values: &mut Values) {
    let day = |name: &str| values.get(name).and_then(Value::as_str).and_then(|day| day.parse::<NaiveDate>().ok());
    let Some((from, to)) = day("effective_from").zip(day("effective_to")) else { return };
    let days = Days::new(u64::try_from((to - from).num_days()).unwrap_or(0));
    if let Some((from, to)) = to.succ_opt().and_then(|from| Some((from, from.checked_add_days(days)?))) {
        values.insert("effective_from".to_owned(), json!(from.to_string()));
        values.insert("effective_to".to_owned(), json!(to.to_string()));
    }
}
