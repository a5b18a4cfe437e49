//! Changes as rows: compared with what their author saw, validated, written to their tables.

use std::collections::BTreeSet;

use chrono::{Datelike as _, NaiveDate};
use rusqlite::{OptionalExtension, params};
use serde_json::{Value, json};

use super::codes;
use super::journal::{self, Line, Op};
use super::request::{Clash, Failure};
use super::rows::{Stamp, birth, delete_row, exists, insert_row, update_row};
use super::schema::blob;
use super::workspace::Workspace;
use crate::domain::act::Change;
use crate::domain::funnel::pipelines::Pipelines;
use crate::domain::kinds::Kind;
use crate::domain::merge::{Merged, may_merge, merge};
use crate::domain::record::{Id, Need, Record, Type, Values};
use crate::domain::research::{interview, standing};
use crate::domain::validate::together::{Beside, together};
use crate::domain::validate::{normal, normal_value, validate};
use crate::text::Msg;

/// One act being applied; the write transaction is open.
pub(super) struct Applying<'a> {
    pub(super) ws: &'a Workspace,
    wall_ms: i64,
    /// The civil day by the clock, for codes and new cards; `wall_ms` may run ahead of it.
    today: NaiveDate,
    /// For undo: a field must still hold what the act left there, even if it already holds what it had before.
    pub(super) strict: bool,
    /// What was settled elsewhere may come in.
    pub(super) import: bool,
    pub(super) lines: Vec<Line>,
    clashes: Vec<Clash>,
    merged_with: Vec<String>,
    /// A record's version counts acts, so it rises once in each.
    touched: BTreeSet<Id>,
    /// Records that an undo takes away.
    pub(super) goes: BTreeSet<Id>,
    /// As they were before the act.
    pipelines: Pipelines,
}

impl<'a> Applying<'a> {
    pub(super) fn new(ws: &'a Workspace, wall_ms: i64, today: NaiveDate, strict: bool, import: bool) -> Self {
        Self {
            ws,
            wall_ms,
            today,
            strict,
            import,
            lines: Vec::new(),
            clashes: Vec::new(),
            merged_with: Vec::new(),
            touched: BTreeSet::new(),
            goes: BTreeSet::new(),
            pipelines: ws.pipelines(),
        }
    }

    pub(super) fn wall_ms(&self) -> i64 {
        self.wall_ms
    }

    /// Whether a record is touched for the first time in this act.
    pub(super) fn touch(&mut self, id: Id) -> bool {
        self.touched.insert(id)
    }

    /// Applies changes in order, and says whose texts were merged with them; updates of one record that follow each other are checked and validated together.
    pub(super) fn all(mut self, changes: Vec<Change>) -> Result<(Vec<Line>, Vec<String>), Failure> {
        self.each(changes)?;
        self.finish()
    }

    /// Applies some of the changes. Of a record that is refused nothing is applied.
    pub(super) fn each(&mut self, changes: Vec<Change>) -> Result<(), Failure> {
        if self.strict {
            self.goes.extend(changes.iter().filter_map(|change| match change {
                Change::Delete { id, .. } => Some(*id),
                _ => None,
            }));
        }
        let mut queue = changes.into_iter().peekable();
        while let Some(change) = queue.next() {
            match change {
                Change::Insert { kind, id, values } => self.insert(kind, id, values)?,
                Change::Delete { kind, id } => self.delete(kind, id)?,
                Change::Update { kind, id, field, base, new } => {
                    let mut edits = vec![(field, base, new)];
                    while let Some(Change::Update { field, base, new, .. }) = queue
                        .next_if(|next| matches!(next, Change::Update { kind: k, id: i, .. } if (*k, *i) == (kind, id)))
                    {
                        edits.push((field, base, new));
                    }
                    self.update(kind, id, edits)?;
                }
            }
        }
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<(Vec<Line>, Vec<String>), Failure> {
        if !self.clashes.is_empty() {
            return Err(self.ws.clash(self.clashes));
        }
        self.settle_needs()?;
        self.ends_exist()?;
        self.ws.no_circles(&self.lines)?;
        if !self.import {
            self.ws.agrees(&self.lines).map_err(|failure| if self.strict { in_words(failure) } else { failure })?;
        }
        self.ws.stages_hold(&self.pipelines, &self.lines)?;
        if !self.import {
            self.ws.states_hold(&self.lines, self.strict, self.today)?;
        }
        Ok((self.lines, self.merged_with))
    }

    fn insert(&mut self, kind: Kind, id: Id, mut values: Values) -> Result<(), Failure> {
        let spec = kind.spec();
        let said = |e| self.ws.said(&e);
        let given = values.remove("code");
        let archived = values.remove("archived") == Some(Value::Bool(true));
        if kind == Kind::Opportunity {
            self.begin(&mut values);
        }
        for field in spec.fields {
            if !values.contains_key(field.name) && !field.default.is_empty() {
                values.insert(field.name.to_owned(), field.default_value());
            }
        }
        let mut values = normal(kind, values);
        if kind == Kind::Opportunity {
            self.complete_opportunity(&mut values).map_err(said)?;
        }
        if kind == Kind::Effort && !self.strict && !self.import {
            self.ws.rate_of_the_day(&mut values).map_err(said)?;
        }
        let mut faults = validate(kind, &values);
        if kind == Kind::Opportunity {
            faults.extend(self.no_such_stage(&values));
        }
        faults.extend(self.together(kind, &values, |_| true)?);
        let code = match given {
            // A record that comes back, or comes from elsewhere, keeps the code people know it by.
            Some(Value::String(code)) if !spec.prefix.is_empty() => {
                if let Some((year, number)) = codes::numbered(spec, &code) {
                    codes::keep_free(&self.ws.conn, spec, year, number).map_err(said)?;
                } else {
                    faults.push(("code".to_owned(), Msg::new("store-code-form")));
                }
                code
            }
            _ if spec.prefix.is_empty() || !faults.is_empty() => String::new(),
            _ => codes::next(&self.ws.conn, spec, self.today.year()).map_err(said)?,
        };
        if !faults.is_empty() {
            return Err(Failure::Invalid { kind, id, faults });
        }
        values.retain(|_, value| !super::is_blank(value));
        if kind == Kind::Answer && !self.strict && !self.import {
            // A colleague noted the same question at the same time: as if both had opened it while it was empty.
            if let Some(there) = self.answered(&values).map_err(said)?.filter(|there| *there != id) {
                let edits = Change::over(kind, there, values).into_iter().filter_map(|change| match change {
                    Change::Update { field, base, new, .. } => Some((field, base, new)),
                    _ => None,
                });
                return self.update(kind, there, edits.collect());
            }
        }
        self.still_open(kind, [values.get(spec.owner).and_then(Id::of)])?;
        let born = birth(&self.ws.conn, kind, id, i64::MAX).map_err(said)?;
        let (created_ms, created_by) = born.first.unwrap_or((self.wall_ms, self.ws.who.actor.clone()));
        let record = Record {
            kind,
            id,
            code,
            version: born.acts + 1,
            created_ms,
            created_by,
            updated_ms: self.wall_ms,
            updated_by: self.ws.who.actor.clone(),
            archived,
            values,
        };
        insert_row(&self.ws.conn, &record).map_err(said)?;
        self.touched.insert(id);
        let Record { code, mut values, .. } = record;
        if !code.is_empty() {
            values.insert("code".to_owned(), Value::String(code));
        }
        if archived {
            values.insert("archived".to_owned(), Value::Bool(true));
        }
        let (before, after) = (Value::Null, Value::Object(values));
        self.laid_anew(kind)?;
        self.lines.push(Line { kind, id, op: Op::Insert, field: String::new(), before, after });
        Ok(())
    }

    /// The answer to the same question of the same interview, if there is one.
    fn answered(&self, values: &Values) -> rusqlite::Result<Option<Id>> {
        let question = values.get("question").and_then(Value::as_str);
        let Some((interview, question)) = values.get("interview").and_then(Id::of).zip(question) else {
            return Ok(None);
        };
        self.ws
            .conn
            .prepare_cached("SELECT id FROM answer WHERE interview = ?1 AND question = ?2")?
            .query_row(params![blob(interview), question], |row| super::schema::key_at(row, 0))
            .optional()
    }

    /// Where nobody says otherwise, a new deal begins where deals of its kind begin.
    fn begin(&self, values: &mut Values) {
        let given = |name: &str| values.get(name).is_some_and(|value| !value.is_null());
        if given("stage") {
            return;
        }
        let kind = values.get("kind").and_then(Value::as_str).unwrap_or("new");
        if let Some(stage) = self.ws.pipelines().beginning(kind) {
            if !given("status") {
                values.insert("status".to_owned(), json!(stage.status()));
            }
            values.insert("stage".to_owned(), json!(stage.code));
        }
    }

    /// A new card stands on top of its column from today on.
    fn complete_opportunity(&self, values: &mut Values) -> rusqlite::Result<()> {
        let stage = values.get("stage").and_then(Value::as_str).unwrap_or_default().to_owned();
        if values.get("rank").and_then(Value::as_i64).unwrap_or(0) == 0 {
            values.insert("rank".to_owned(), json!(self.ws.top_rank(&stage)?));
        }
        if !values.contains_key("entered_stage_on") {
            values.insert("entered_stage_on".to_owned(), json!(self.today.to_string()));
        }
        Ok(())
    }

    /// What the touched fields of a record must say together. What is taken back was once written so, and what comes from
    /// elsewhere stands as it is.
    fn together(
        &self,
        kind: Kind,
        values: &Values,
        touched: impl Fn(&str) -> bool,
    ) -> Result<Vec<(String, Msg)>, Failure> {
        if self.strict || self.import {
            return Ok(Vec::new());
        }
        let tz = self.ws.zone_of(kind, values).map_err(|e| self.ws.said(&e))?;
        Ok(together(kind, values, &Beside { pipelines: &self.ws.pipelines(), tz }, touched))
    }

    /// A card in a stage that the board does not have would be seen nowhere.
    fn no_such_stage(&self, values: &Values) -> Option<(String, Msg)> {
        let stage = values.get("stage").and_then(Value::as_str).unwrap_or_default();
        let known = self.ws.pipelines().stage(stage).is_some();
        (!known).then(|| ("stage".to_owned(), Msg::new("move-unknown").with("stage", stage)))
    }

    /// Fields that this act empties though the stage of the card needs them. When undo or redo carries a card where
    /// fields are asked for, everything must be there, as in a move.
    fn stage_needs(&self, values: &Values, lines: &[Line]) -> Vec<(String, Msg)> {
        let stage = values.get("stage").and_then(Value::as_str).unwrap_or_default();
        let pipelines = self.ws.pipelines();
        let words = pipelines.stage(stage).map(|stage| stage.name.clone()).unwrap_or_default();
        let from = lines.iter().find(|line| line.field == "stage").and_then(|line| line.before.as_str());
        let carried = self.strict && from.is_some_and(|from| pipelines.asks(from, stage));
        let emptied = |field: &str| lines.iter().any(|line| line.field == field && line.after.is_null());
        pipelines
            .missing(stage, values)
            // What is required everywhere is told already.
            .filter(|field| field.need != Need::Always && (carried || emptied(field.name)))
            .map(|field| (field.name.to_owned(), Msg::new("value-stage-needs").with("stage", words.clone())))
            .collect()
    }

    fn update(&mut self, kind: Kind, id: Id, edits: Vec<(String, Value, Value)>) -> Result<(), Failure> {
        let mut record = self.ws.need(kind, id)?;
        if kind == Kind::Template && edits.iter().any(|(name, base, new)| name != "archived" && base != new) {
            let msg = Msg::new("store-template-pinned").with("template", record.str("key"));
            return Err(Failure::Refused(msg.with("version", record.get("version").as_i64().unwrap_or_default())));
        }
        let owner = record.id_of(kind.spec().owner);
        let mut lines = Vec::new();
        let mut faults = Vec::new();
        for (name, base, new) in edits {
            let new = match kind.spec().field(&name) {
                Some(field) => normal_value(field, new),
                None if name != "archived" => {
                    return Err(Failure::Refused(Msg::new("store-unknown-field").with("field", name)));
                }
                None if !new.is_boolean() => {
                    faults.push((name, Msg::new("value-not-flag")));
                    continue;
                }
                None => new,
            };
            let (base, mut new) = (super::unblank(base), super::unblank(new));
            let theirs = if name == "archived" { Value::Bool(record.archived) } else { record.get(&name).clone() };
            // Whoever typed on what they had just sent saw it as they typed it, not as it is kept.
            let base = match kind.spec().field(&name) {
                Some(field) if base != theirs => super::unblank(normal_value(field, base)),
                _ => base,
            };
            if theirs != base && (self.strict || theirs != new) {
                let (who, when_ms) = journal::last_change(&self.ws.conn, kind, id, &name)
                    .map_err(|e| self.ws.said(&e))?
                    .unwrap_or_default();
                let who = self.ws.person(&who);
                let merged = if self.strict { Merged::No } else { both(kind, &name, &base, &new, &theirs) };
                match merged {
                    Merged::Apart(text) => {
                        new = Value::from(text);
                        self.merged_with.push(who);
                    }
                    merged => {
                        let both = if let Merged::Mixed(text) = merged { Some(Value::from(text)) } else { None };
                        let (field, original, mine) = (name, base, new);
                        self.clashes.push(Clash { kind, id, field, original, theirs, mine, both, who, when_ms });
                        continue;
                    }
                }
            }
            if theirs == new {
                continue;
            }
            if name == "archived" {
                record.archived = new == Value::Bool(true);
            } else {
                // Nothing stays as null here, so that the check misses what is required.
                record.values.insert(name.clone(), new.clone());
            }
            lines.push(Line { kind, id, op: Op::Update, field: name, before: theirs, after: new });
        }
        record.values.retain(|name, value| {
            !value.is_null() || kind.spec().field(name).is_some_and(|field| field.need == Need::Always)
        });
        if !lines.is_empty() {
            faults.extend(validate(kind, &record.values));
            faults.extend(self.together(kind, &record.values, |field| lines.iter().any(|line| line.field == field))?);
        }
        if lines.iter().any(|line| kind == Kind::Opportunity && line.field == "stage") {
            faults.extend(self.no_such_stage(&record.values));
        }
        if !self.strict && !self.import {
            faults.extend(passage(kind, &lines, &record.values));
        }
        if kind == Kind::Opportunity && !self.import {
            faults.extend(self.stage_needs(&record.values, &lines));
        }
        if !faults.is_empty() {
            return Err(Failure::Invalid { kind, id, faults });
        }
        if lines.is_empty() || !self.clashes.is_empty() {
            return Ok(());
        }
        self.still_open(kind, [owner, record.id_of(kind.spec().owner)])?;
        self.signed_stands(&record, &lines)?;
        let stamp = Stamp { first: self.touched.insert(id), wall_ms: self.wall_ms, actor: &self.ws.who.actor };
        update_row(&self.ws.conn, &lines, &stamp).map_err(|e| self.ws.said(&e))?;
        self.laid_anew(kind)?;
        self.lines.extend(lines);
        Ok(())
    }

    /// What follows in the act is held against the pipelines as the act leaves them.
    fn laid_anew(&self, kind: Kind) -> Result<(), Failure> {
        if kind != Kind::Pipeline {
            return Ok(());
        }
        self.ws.look_at_pipelines().and_then(|()| self.ws.weigh_stages()).map_err(|e| self.ws.said(&e))
    }

    fn delete(&mut self, kind: Kind, id: Id) -> Result<(), Failure> {
        let record = self.ws.need(kind, id)?;
        self.still_open(kind, [record.id_of(kind.spec().owner)])?;
        if kind == Kind::Template && self.ws.leans_on(&record).map_err(|e| self.ws.said(&e))? {
            return Err(Failure::Refused(Msg::new("store-template-used").with("template", record.str("key"))));
        }
        let mut values = record.values;
        if !record.code.is_empty() {
            values.insert("code".to_owned(), Value::String(record.code));
        }
        if record.archived {
            values.insert("archived".to_owned(), Value::Bool(true));
        }
        delete_row(&self.ws.conn, kind, id).map_err(|e| self.ws.said(&e))?;
        self.laid_anew(kind)?;
        let (before, after) = (Value::Object(values), Value::Null);
        self.lines.push(Line { kind, id, op: Op::Delete, field: String::new(), before, after });
        Ok(())
    }

    /// SQLite watches single links; lists of links and the ends of the thread are watched here.
    fn ends_exist(&self) -> Result<(), Failure> {
        let said = |e| self.ws.said(&e);
        for line in &self.lines {
            if line.op == Op::Delete {
                if let Some(held) = self.ws.held_by(line).map_err(said)? {
                    return Err(Failure::Refused(held));
                }
                continue;
            }
            for (kind, id) in self.far_links(line).map_err(said)? {
                if !exists(&self.ws.conn, kind, id).map_err(said)? {
                    return Err(Failure::Refused(Msg::new("store-dangling")));
                }
            }
        }
        Ok(())
    }

    /// The records a line links to in ways that SQLite does not watch.
    fn far_links(&self, line: &Line) -> rusqlite::Result<Vec<(Kind, Id)>> {
        let mut links = Vec::new();
        if line.kind == Kind::Trace
            && line.field != "archived"
            && let Some(record) = self.ws.record(Kind::Trace, line.id)?
        {
            for end in ["source", "target"] {
                links.extend(Kind::named(record.str(&format!("{end}_kind"))).zip(record.id_of(end)));
            }
        }
        for field in line.kind.spec().fields {
            let value = match line.op {
                Op::Insert => line.after.get(field.name),
                _ => (line.field == field.name).then_some(&line.after),
            };
            match (field.ty, value) {
                (Type::Links(kind), Some(value)) => links.extend(Id::all(value).map(|id| (kind, id))),
                (Type::Rows(table), Some(value)) => links.extend(table.links(value)),
                _ => {}
            }
        }
        Ok(links)
    }
}

/// What stands against the states that people give needs and interviews.
fn passage(kind: Kind, lines: &[Line], values: &Values) -> Vec<(String, Msg)> {
    let Some(line) = lines.iter().find(|line| line.field == "state") else { return Vec::new() };
    let (from, to) = (line.before.as_str().unwrap_or_default(), line.after.as_str().unwrap_or_default());
    match kind {
        Kind::Need => standing::passage(from, to, values),
        Kind::Interview => interview::passage(to, values),
        _ => Vec::new(),
    }
}

/// What two changes of one long text come to; short values and promises are never merged.
pub(super) fn both(kind: Kind, field: &str, base: &Value, mine: &Value, theirs: &Value) -> Merged {
    match (base.as_str(), mine.as_str(), theirs.as_str()) {
        (Some(base), Some(mine), Some(theirs)) if may_merge(kind, field) => match merge(base, mine, theirs) {
            // As texts are kept.
            Merged::Apart(text) => Merged::Apart(text.trim().to_owned()),
            other => other,
        },
        _ => Merged::No,
    }
}

/// What stands against an act in another record is a whole sentence: an undo, which has no form, says it as it is.
fn in_words(failure: Failure) -> Failure {
    match failure {
        Failure::Invalid { mut faults, .. } if !faults.is_empty() => Failure::Refused(faults.swap_remove(0).1),
        other => other,
    }
}
