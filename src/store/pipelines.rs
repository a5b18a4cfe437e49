//! The pipelines of the workspace: those of the program with what the file has in their place.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension, params};
use serde_json::{Value, json};

use super::journal::Line;
use super::kept::Kept;
use super::request::{Done, Failing, Failure, Funnel, Reshape};
use super::schema::{key_at, read_record, select_list};
use super::workspace::{Workspace, new_id};
use crate::domain::act::Change;
use crate::domain::funnel::pipeline::{Pipeline, Reason, Stage};
use crate::domain::funnel::pipelines::Pipelines;
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Record, Values};
use crate::text::{Arg, Msg};

/// Deals of a stage that are looked at to tell what another gate would mean.
const LOOKED_AT: usize = 500;

/// The pipelines as the last look found them.
#[derive(Debug, Default)]
pub struct Laid {
    /// What the program brings.
    shipped: Pipelines,
    now: Pipelines,
    /// The records of those that the file has.
    kept: Vec<Record>,
    /// Number, versions and time of the records that were read; `None` when they must be read anew.
    mark: Option<(i64, i64, i64)>,
}

impl Workspace {
    /// Works with other pipelines than the built-in ones.
    #[must_use]
    pub fn with_pipelines(mut self, pipelines: Pipelines) -> Self {
        *self.pipelines.get_mut() = Laid { now: pipelines.clone(), shipped: pipelines, ..Laid::default() };
        // A file that cannot be read is told of by the next look.
        let _ = self.look_at_pipelines();
        self
    }

    /// As they were when the work under way began.
    pub fn pipelines(&self) -> Pipelines {
        self.pipelines.borrow().now.clone()
    }

    /// Reads the pipelines again if anybody has changed them; belongs into every transaction that looks at stages.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub(super) fn look_at_pipelines(&self) -> rusqlite::Result<()> {
        let mark = self
            .conn
            .prepare_cached("SELECT count(*), total(revision), max(updated_ms) FROM pipeline")?
            .query_row([], |row| {
                let versions: f64 = row.get(1)?;
                Ok((row.get(0)?, versions as i64, row.get::<_, Option<i64>>(2)?.unwrap_or_default()))
            })?;
        if self.pipelines.borrow().mark == Some(mark) {
            return Ok(());
        }
        let (records, ..) = mark;
        let kept = if records > 0 { self.kept_pipelines()? } else { Vec::new() };
        let mut laid = self.pipelines.borrow_mut();
        // A text that is no pipeline was never saved by this program.
        let own = kept.iter().filter_map(|record| Pipeline::read(record.values.get("definition")?.as_str()?).ok());
        laid.now = own.fold(laid.shipped.clone(), Pipelines::with);
        laid.kept = kept;
        laid.mark = Some(mark);
        Ok(())
    }

    /// The pipelines with what stands in them, and how each is kept.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn funnel(&self) -> rusqlite::Result<Funnel> {
        self.look_at_pipelines()?;
        let counts = self
            .conn
            .prepare_cached("SELECT stage, sum(count) FROM stage_total GROUP BY stage HAVING sum(count) > 0")?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<BTreeMap<String, i64>>>()?;
        let laid = self.pipelines.borrow();
        Ok(Funnel { pipelines: laid.now.clone(), counts, kept: laid.kept.clone() })
    }

    fn kept_pipelines(&self) -> rusqlite::Result<Vec<Record>> {
        let sql = format!("SELECT {} FROM pipeline t WHERE t.archived = 0 ORDER BY t.id", select_list(Kind::Pipeline));
        self.conn.prepare_cached(&sql)?.query_map([], |row| read_record(Kind::Pipeline, row, 0))?.collect()
    }

    /// Deals that would not pass the gates of this pipeline, in stages whose gate is another there. Of a full stage the
    /// first ones are looked at.
    pub(super) fn failing(&self, wanted: &Pipeline) -> rusqlite::Result<Vec<Failing>> {
        let now = self.pipelines();
        let Some(saved) = now.named(&wanted.code) else { return Ok(Vec::new()) };
        let mut all = Vec::new();
        for stage in wanted.gates_changed(saved) {
            let sql = "SELECT id FROM opportunity WHERE stage = ?1 AND archived = 0 ORDER BY rank, id LIMIT ?2";
            let ids = self
                .conn
                .prepare_cached(sql)?
                .query_map(params![stage.code, LOOKED_AT as i64], |row| key_at(row, 0))?
                .collect::<rusqlite::Result<Vec<_>>>()?;
            let mut failing = Failing { stage: stage.code.clone(), of: 0, failing: 0 };
            for id in ids {
                let Some(deal) = self.record(Kind::Opportunity, id)? else { continue };
                let Ok(facts) = self.facts(&deal) else { continue };
                failing.of += 1;
                failing.failing +=
                    usize::from(wanted.gate(&facts, &stage.code).iter().any(|finding| !finding.state.passes()));
            }
            if failing.of > 0 {
                all.push(failing);
            }
        }
        Ok(all)
    }

    /// The text of a pipeline as it is kept, or as the program would keep it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn text_of(&self, pipeline: &Pipeline) -> rusqlite::Result<String> {
        let kept = self.kept_pipeline(&pipeline.code)?.filter(|record| !record.archived);
        Ok(kept.map_or_else(|| pipeline.print(), |record| record.str("definition").to_owned()))
    }

    /// The record of a pipeline, put aside or not.
    fn kept_pipeline(&self, key: &str) -> rusqlite::Result<Option<Record>> {
        let sql = format!("SELECT {} FROM pipeline t WHERE t.key = ?1", select_list(Kind::Pipeline));
        self.conn.prepare_cached(&sql)?.query_row([key], |row| read_record(Kind::Pipeline, row, 0)).optional()
    }

    /// Saves a pipeline, and moves the deals of stages that it gives up to where they are to go, in one act.
    pub(super) fn reshape(&self, act: Id, reshape: &Reshape) -> Result<Done, Failure> {
        let Reshape { key, seen, text, going, why } = reshape;
        let same = |kept: &Kept<'_>| Ok(kept.lines.iter().any(|line| line.kind == Kind::Pipeline));
        self.commit(act, "verb-pipeline", same, |ws| {
            let known = ws.kept_pipeline(key).map_err(|e| ws.said(&e))?;
            let mut changes = match known {
                None => {
                    let mut values = Values::new();
                    values.insert("key".to_owned(), json!(key));
                    values.insert("definition".to_owned(), json!(text));
                    vec![Change::Insert { kind: Kind::Pipeline, id: new_id(), values }]
                }
                Some(record) => {
                    let back = record.archived.then(|| Change::archive(&record, false));
                    // One that was put aside is seen by nobody.
                    let base = if record.archived { record.get("definition").clone() } else { json!(seen.trim()) };
                    let (kind, id, field) = (record.kind, record.id, "definition".to_owned());
                    back.into_iter().chain([Change::Update { kind, id, field, base, new: json!(text) }]).collect()
                }
            };
            for (from, to) in going {
                changes.extend(ws.clear(from, to, why)?);
            }
            Ok(changes)
        })
    }

    /// Takes every deal of a stage to another one, by the rule of the funnel.
    fn clear(&self, from: &str, to: &str, why: &str) -> Result<Vec<Change>, Failure> {
        let said = |e| self.said(&e);
        let ids = self
            .conn
            .prepare_cached("SELECT id FROM opportunity WHERE stage = ?1 ORDER BY rank DESC, id DESC")
            .and_then(|mut select| {
                select.query_map([from], |row| key_at(row, 0))?.collect::<rusqlite::Result<Vec<_>>>()
            })
            .map_err(said)?;
        let why = Reason { text: why.to_owned(), ..Reason::default() };
        let pipelines = self.pipelines();
        let mut top = self.top_rank(to).map_err(said)?;
        let mut changes = Vec::new();
        for id in ids {
            let record = self.need(Kind::Opportunity, id)?;
            let facts = self.facts(&record)?;
            let sets = pipelines.move_to(&facts, to, &why).map_err(|refusals| {
                let reason = refusals.first().map(|refusal| refusal.msg(&pipelines));
                let mut msg = Msg::new("pipeline-deal-stays").with("code", record.code.as_str());
                msg.args.extend(pipelines.stage(to).map(|stage| ("stage".to_owned(), Arg::Words(stage.name.clone()))));
                // The first condition that stands in the way; a reason that is missing is asked for before.
                Failure::Refused(match reason {
                    Some(reason) if reason.key == "move-unmet" => msg.with("condition", reason.args[0].1.clone()),
                    Some(reason) => reason,
                    None => msg,
                })
            })?;
            changes.extend(super::moves::updates(&record, sets.into_iter().chain([("rank", Value::from(top))])));
            top = top.saturating_sub(super::order::RANK_STEP);
        }
        Ok(changes)
    }

    /// After an act: a pipeline may not contradict the others, and no deal stands in a stage that is gone or given up.
    pub(super) fn stages_hold(&self, before: &Pipelines, lines: &[Line]) -> Result<(), Failure> {
        let now = self.pipelines();
        if lines.iter().any(|line| line.kind == Kind::Pipeline) {
            for pipeline in now.all() {
                if let Some(fault) = now.faults(pipeline).into_iter().next() {
                    return Err(Failure::Refused(fault.msg));
                }
            }
            for stage in before.stages().filter(|stage| !living(&now, &stage.code)) {
                let count: i64 = self
                    .conn
                    .prepare_cached("SELECT count(*) FROM opportunity WHERE stage = ?1")
                    .and_then(|mut select| select.query_row(params![stage.code], |row| row.get(0)))
                    .map_err(|e| self.said(&e))?;
                if count > 0 {
                    return Err(Failure::Refused(in_use(stage, count)));
                }
                // The journal names it for ever, so its code is not given to anything else.
                if now.stage(&stage.code).is_none() && self.was_used(&stage.code).map_err(|e| self.said(&e))? {
                    return Err(Failure::Refused(
                        Msg::new("pipeline-stage-told").with("stage", Arg::Words(stage.name.clone())),
                    ));
                }
            }
        }
        for line in lines.iter().filter(|line| line.kind == Kind::Opportunity) {
            let stage = match line.field.as_str() {
                "stage" => line.after.as_str(),
                "" => line.after.get("stage").and_then(Value::as_str),
                _ => None,
            };
            if let Some(stage) = stage.and_then(|code| now.stage(code)).filter(|stage| stage.retired) {
                return Err(Failure::Refused(Msg::new("move-retired").with("stage", Arg::Words(stage.name.clone()))));
            }
        }
        Ok(())
    }

    /// Whether the journal knows a deal that stood in this stage.
    fn was_used(&self, stage: &str) -> rusqlite::Result<bool> {
        let code = json!(stage).to_string();
        self.conn
            .prepare_cached(
                "SELECT 1 FROM chg WHERE entity = 'opportunity' AND field = 'stage' AND (before = ?1 OR after = ?1)
                 UNION ALL SELECT 1 FROM chg WHERE entity = 'opportunity' AND op = 'ins' AND after ->> 'stage' = ?2",
            )?
            .exists(params![code, stage])
    }
}

fn living(pipelines: &Pipelines, code: &str) -> bool {
    pipelines.stage(code).is_some_and(|stage| !stage.retired)
}

fn in_use(stage: &Stage, count: i64) -> Msg {
    Msg::new("pipeline-stage-in-use").with("stage", Arg::Words(stage.name.clone())).with("count", count)
}
