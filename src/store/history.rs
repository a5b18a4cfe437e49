//! The way of an opportunity through its stages, read from the journal, which alone knows it (01-model 1.0).

use rusqlite::params;
use serde_json::Value;

use super::journal;
use super::request::{Step, Steps};
use super::schema::{blob, key_at};
use super::undo::stands;
use super::workspace::Workspace;
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Record};

/// Fields that tell why.
const WORDS: [&str; 3] = ["forced_reason", "loss_note", "status_reason"];

impl Workspace {
    /// Every change of stage or status that still stands, oldest first, with the days until the next change of stage.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn stage_history(&self, deal: &Record) -> rusqlite::Result<Steps> {
        let heads = self
            .conn
            .prepare_cached(
                "SELECT DISTINCT a.seq, a.id, a.actor, a.verb, a.wall_ms FROM chg c JOIN act a ON a.seq = c.act
                 WHERE c.entity = 'opportunity' AND c.entity_id = ?1 AND a.undo_of IS NULL
                 AND (c.op = 'ins' OR c.field IN ('stage', 'status', 'hold_until')) ORDER BY a.seq",
            )?
            .query_map(params![blob(deal.id)], |row| {
                Ok((row.get::<_, i64>(0)?, key_at(row, 1)?, row.get::<_, String>(2)?, row.get(3)?, row.get(4)?))
            })?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        let mut steps = Steps::new();
        for (seq, act, who, verb, at_ms) in heads {
            if !stands(&self.conn, act)? {
                continue;
            }
            let mut step =
                Step { who: self.person(&who), verb, at_ms, on: self.day_of(at_ms).to_string(), ..Step::default() };
            for line in journal::lines_of(&self.conn, seq, Kind::Opportunity, deal.id)? {
                step.take(&line);
            }
            steps.push(step);
        }
        let day = |step: &Step| step.on.parse::<chrono::NaiveDate>().ok();
        let today = self.today();
        for at in 0..steps.len() {
            if steps[at].to.is_empty() {
                continue;
            }
            let until = steps[at + 1..].iter().find(|later| !later.to.is_empty()).and_then(day);
            let closed = self.pipelines().stage(&steps[at].to).is_some_and(|stage| !stage.ty.is_open());
            let until = until.or((!closed).then_some(today));
            steps[at].days = day(&steps[at]).zip(until).map(|(from, until)| (until - from).num_days());
        }
        Ok(steps)
    }

    /// The open stage that a deal was last closed from.
    pub(super) fn closed_from(&self, deal: Id) -> rusqlite::Result<Option<String>> {
        let mut select = self.conn.prepare_cached(
            "SELECT before FROM chg WHERE entity = 'opportunity' AND entity_id = ?1 AND field = 'stage' ORDER BY act DESC, n DESC",
        )?;
        let mut rows = select.query(params![blob(deal)])?;
        while let Some(row) = rows.next()? {
            let before: Option<String> = row.get(0)?;
            let stage = before.and_then(|json| serde_json::from_str::<String>(&json).ok()).unwrap_or_default();
            if self.pipelines().is_open(&stage) {
                return Ok(Some(stage));
            }
        }
        Ok(None)
    }
}

impl Step {
    fn take(&mut self, line: &journal::Line) {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        match line.field.as_str() {
            "" => {
                // It came into being here, or was brought with the day on which it entered its stage.
                self.to = text(line.after.get("stage").unwrap_or(&Value::Null));
                if let Some(on) = line.after.get("entered_stage_on").and_then(Value::as_str) {
                    on.clone_into(&mut self.on);
                }
            }
            "stage" => (self.from, self.to) = (text(&line.before), text(&line.after)),
            "hold_until" => self.until = text(&line.after),
            "loss_reason" => self.code = text(&line.after),
            field if WORDS.contains(&field) && !line.after.is_null() => {
                self.forced |= field == "forced_reason";
                self.words = text(&line.after);
            }
            _ => {}
        }
    }
}
