//! Taking a move back or doing it again: the deals meet the gates of the funnel on this way too.

use std::collections::{HashMap, HashSet};

use rusqlite::params;
use serde_json::Value;

use super::facts::AROUND;
use super::journal::{Op, lines_since};
use super::request::{Failure, Refused, in_short};
use super::schema::{blob, key_at};
use super::workspace::Workspace;
use crate::domain::act::Change;
use crate::domain::funnel::facts::Facts;
use crate::domain::funnel::pipeline::Refusal;
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Values};

/// Belong to a deal through another record of it.
const BEYOND: [(Kind, Kind, &str); 2] =
    [(Kind::Answer, Kind::Interview, "interview"), (Kind::AgreementVersion, Kind::Agreement, "agreement")];

impl Workspace {
    /// An undo or redo that carries deals somewhere meets the same gates as a move ([`Pipelines::may_return`]), but for
    /// those that stand as the act of number `since` left them: what they met before it they meet now.
    ///
    /// [`Pipelines::may_return`]: crate::domain::funnel::pipelines::Pipelines::may_return
    pub(super) fn may_return(&self, changes: &[Change], since: i64) -> Result<(), Failure> {
        let mut refused = Vec::new();
        let mut deals = 0;
        for change in changes {
            let Change::Update { kind: Kind::Opportunity, id, field, new: Value::String(to), .. } = change else {
                continue;
            };
            if field != "stage" {
                continue;
            }
            let forced = changes.iter().any(|other| {
                matches!(other, Change::Update { id: same, field, new, .. }
                    if same == id && field == "forced_reason" && !new.is_null())
            });
            let Some(record) = self.record(Kind::Opportunity, *id).map_err(|e| self.said(&e))? else { continue };
            deals += 1;
            let facts = self.facts(&record)?;
            let Err(refusals) = self.pipelines().may_return(&facts, to, forced) else { continue };
            let of_gate = refusals.iter().all(|refusal| matches!(refusal, Refusal::Unmet(_)));
            if of_gate && self.as_left(*id, &facts, since).map_err(|e| self.said(&e))? {
                continue;
            }
            let why = self.gate(&facts, &record, to, &refusals);
            let (code, title) = (record.code.clone(), in_short(record.title()));
            refused.push(Refused { id: *id, code, title, why });
        }
        match (deals, refused.len()) {
            (_, 0) => Ok(()),
            (1, _) => Err(refused.swap_remove(0).why),
            _ => Err(Failure::Returns { deals, refused }),
        }
    }

    /// Whether nothing that a gate asks of a deal has changed since the act of this number; what was changed and
    /// changed back has not.
    fn as_left(&self, deal: Id, facts: &Facts, since: i64) -> rusqlite::Result<bool> {
        let mut own = self.ids_around(deal)?;
        own.insert(facts.deal.account);
        own.extend(facts.levels.keys());
        let mut fields: HashMap<(Id, String), (Value, Value)> = HashMap::new();
        let (mut made, mut gone) = (HashSet::new(), HashSet::new());
        for line in lines_since(&self.conn, since)? {
            if line.kind == Kind::Pipeline {
                // Other gates may stand there by now.
                return Ok(false);
            }
            match line.op {
                Op::Insert => {
                    if own.contains(&line.id) && !gone.remove(&line.id) {
                        made.insert(line.id);
                    }
                }
                Op::Delete => {
                    let was = line.before.as_object().is_some_and(|was| belongs(was, &own));
                    if was && !made.remove(&line.id) {
                        gone.insert(line.id);
                    }
                }
                // The place in a column is no fact.
                Op::Update if line.field == "rank" || !own.contains(&line.id) => {}
                Op::Update => {
                    let seen = fields.entry((line.id, line.field)).or_insert((line.before, Value::Null));
                    seen.1 = line.after;
                }
            }
        }
        let same = fields.values().all(|(before, after)| before == after);
        Ok(same && made.is_empty() && gone.is_empty())
    }

    /// The deal, and everything that conditions look at and that belongs to it; archived records too.
    fn ids_around(&self, deal: Id) -> rusqlite::Result<HashSet<Id>> {
        let of = |kind: Kind, field: &str, id: Id| -> rusqlite::Result<Vec<Id>> {
            let sql = format!("SELECT id FROM {} WHERE {field} = ?1", kind.name());
            self.conn.prepare_cached(&sql)?.query_map(params![blob(id)], |row| key_at(row, 0))?.collect()
        };
        let mut ids = HashSet::from([deal]);
        for kind in AROUND.into_iter().chain([Kind::Interview]) {
            let found = of(kind, "opportunity", deal)?;
            for (beyond, _, field) in BEYOND.iter().filter(|(_, through, _)| *through == kind) {
                for id in &found {
                    ids.extend(of(*beyond, field, *id)?);
                }
            }
            ids.extend(found);
        }
        Ok(ids)
    }
}

/// Whether a record that is gone hung on one of these.
fn belongs(was: &Values, own: &HashSet<Id>) -> bool {
    ["opportunity", "interview", "agreement"]
        .iter()
        .any(|field| was.get(*field).and_then(Id::of).is_some_and(|id| own.contains(&id)))
}
