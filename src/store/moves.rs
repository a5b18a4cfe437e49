//! Moving an opportunity between stages: the rule of the funnel, applied under the write lock.

use serde_json::Value;

use super::journal::Line;
use super::request::{Clash, Done, Failure};
use super::workspace::Workspace;
use crate::domain::act::Change;
use crate::domain::funnel::opportunity::Opportunity;
use crate::domain::funnel::pipeline::{Reason, Refusal};
use crate::domain::kinds::Kind;
use crate::domain::record::Id;
use crate::text::Msg;

impl Workspace {
    pub(super) fn move_card(
        &self,
        act: Id,
        id: Id,
        seen: &str,
        to: &str,
        reason: Option<String>,
        note: Option<String>,
    ) -> Result<Done, Failure> {
        let verb = match self.pipeline.stage(to) {
            Some(stage) if stage.status() == "lost" => "verb-lose",
            Some(stage) if stage.status() == "disqualified" => "verb-disqualify",
            Some(stage) if stage.status() == "won" => "verb-win",
            _ => "verb-move",
        };
        let moved = |line: &Line| (line.id, line.field.as_str(), line.after.as_str()) == (id, "stage", Some(to));
        self.commit(
            act,
            verb,
            |kept| Ok(kept.lines.iter().any(moved)),
            |ws| {
                let record = ws.need(Kind::Opportunity, id)?;
                let stage = record.str("stage");
                if stage != seen {
                    let (who, when_ms) = super::journal::last_change(&ws.conn, Kind::Opportunity, id, "stage")
                        .map_err(|e| ws.said(&e))?
                        .unwrap_or_default();
                    let text = |s: &str| Value::String(s.to_owned());
                    return Err(ws.clash(vec![Clash {
                        kind: Kind::Opportunity,
                        id,
                        field: "stage".to_owned(),
                        original: text(seen),
                        theirs: text(stage),
                        mine: text(to),
                        both: None,
                        who,
                        when_ms,
                    }]));
                }
                let card: Opportunity = record
                    .typed()
                    .map_err(|e| Failure::Refused(Msg::new("store-misfit").with("detail", e.to_string())))?;
                let reason = reason.map(|code| Reason { code, text: note.unwrap_or_default() });
                let sets = ws
                    .pipeline
                    .move_to(&card, to, reason.as_ref(), ws.today())
                    .map_err(|refusals| Failure::Invalid { kind: Kind::Opportunity, id, faults: faults(&refusals) })?;
                let top = ws.top_rank(to).map_err(|e| ws.said(&e))?;
                let sets = sets.into_iter().chain([("rank", Value::from(top))]);
                Ok(sets
                    .map(|(field, new)| Change::Update {
                        kind: Kind::Opportunity,
                        id,
                        base: record.get(field).clone(),
                        field: field.to_owned(),
                        new,
                    })
                    .collect::<Vec<_>>())
            },
        )
    }
}

/// What stands in the way, by the field that would clear it.
fn faults(refusals: &[Refusal]) -> Vec<(String, Msg)> {
    let field = |refusal: &Refusal| match refusal {
        Refusal::Missing { field } => (*field).to_owned(),
        _ => String::new(),
    };
    refusals.iter().map(|refusal| (field(refusal), refusal.msg())).collect()
}
