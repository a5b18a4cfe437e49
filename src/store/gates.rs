//! Ticks and waivers: what people say themselves of an opportunity's conditions, kept with their evidence or reason.

use serde_json::{Value, json};

use super::kept::Kept;
use super::request::{Done, Failure, Tick};
use super::workspace::{Workspace, new_id};
use crate::domain::act::Change;
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Record, Values};
use crate::text::{Arg, Msg};

impl Workspace {
    /// Marks an item of a check-list that is ticked by hand. Without evidence only `open` can be said.
    pub(super) fn tick(&self, act: Id, deal: Id, tick: &Tick) -> Result<Done, Failure> {
        let verb = if tick.state == "open" { "verb-untick" } else { "verb-tick" };
        let same = |kept: &Kept<'_>| Ok(kept.lines.iter().all(|line| line.kind == Kind::CheckMark));
        self.commit(act, verb, same, |ws| {
            let card = ws.need(Kind::Opportunity, deal)?;
            let pipelines = ws.pipelines();
            let item = pipelines.of(card.str("stage")).and_then(|pipeline| pipeline.condition(&tick.item));
            let Some(item) = item.filter(|item| item.when.is_none()) else {
                let key = if item.is_some() { "gate-item-automatic" } else { "gate-no-item" };
                return Err(Failure::Refused(Msg::new(key).with("item", tick.item.as_str())));
            };
            if tick.state != "open" && tick.evidence.trim().is_empty() {
                return Err(Failure::Refused(
                    Msg::new("gate-needs-evidence").with("item", Arg::Words(item.name.clone())),
                ));
            }
            let known = ws.noted(Kind::CheckMark, deal, &tick.item).map_err(|e| ws.said(&e))?;
            let mut sets = vec![("state", json!(tick.state)), ("evidence", text(&tick.evidence))];
            sets.extend(tick.owner.map(|owner| ("owner", owner.json())));
            sets.extend(tick.due.as_ref().map(|due| ("due", json!(due))));
            Ok(changes(Kind::CheckMark, "item", deal, &tick.item, known.as_ref(), sets))
        })
    }

    /// Waives a condition with a reason; without one the waiver is withdrawn.
    pub(super) fn waive(&self, act: Id, deal: Id, code: &str, reason: &str) -> Result<Done, Failure> {
        let withdrawn = reason.trim().is_empty();
        let verb = if withdrawn { "verb-unwaive" } else { "verb-waive" };
        let same = |kept: &Kept<'_>| Ok(kept.lines.iter().all(|line| line.kind == Kind::Waiver));
        self.commit(act, verb, same, |ws| {
            let record = ws.need(Kind::Opportunity, deal)?;
            let pipelines = ws.pipelines();
            let Some(condition) = pipelines.of(record.str("stage")).and_then(|pipeline| pipeline.condition(code))
            else {
                return Err(Failure::Refused(Msg::new("gate-no-condition").with("condition", code)));
            };
            let known = ws.noted(Kind::Waiver, deal, code).map_err(|e| ws.said(&e))?;
            if withdrawn {
                return Ok(known
                    .filter(|waiver| !waiver.archived)
                    .map_or_else(Vec::new, |waiver| vec![Change::archive(&waiver, true)]));
            }
            let facts = ws.facts(&record)?;
            if !condition.look(&facts).is_some_and(|finding| finding.waivable) {
                return Err(Failure::Refused(
                    Msg::new("gate-not-waivable").with("condition", Arg::Words(condition.name.clone())),
                ));
            }
            Ok(changes(Kind::Waiver, "condition", deal, code, known.as_ref(), vec![("reason", text(reason))]))
        })
    }
}

fn text(words: &str) -> Value {
    if words.trim().is_empty() { Value::Null } else { json!(words.trim()) }
}

/// One record for each code: made, or changed and brought back.
fn changes(
    kind: Kind,
    title: &str,
    deal: Id,
    code: &str,
    known: Option<&Record>,
    sets: Vec<(&'static str, Value)>,
) -> Vec<Change> {
    let Some(known) = known else {
        let mut values: Values = sets.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        values.insert("opportunity".to_owned(), deal.json());
        values.insert(title.to_owned(), json!(code));
        return vec![Change::Insert { kind, id: new_id(), values }];
    };
    let back = known.archived.then(|| Change::archive(known, false));
    back.into_iter()
        .chain(sets.into_iter().map(|(field, new)| Change::Update {
            kind,
            id: known.id,
            field: field.to_owned(),
            base: known.get(field).clone(),
            new,
        }))
        .collect()
}
