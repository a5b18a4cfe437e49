//! The draft of a table: the cell that is open and the row that is being made, and both again after a dropped line.

use serde_json::{Map, Value, json};

use super::grid::table_title;
use super::outline::Key;
use super::rows::{Fresh, Keeping};
use super::table::Source;
use super::{AgreementView, Pane};
use crate::domain::kinds::Kind;
use crate::screens::Context;
use crate::store::drafts::Draft;

/// Name of the form in the drafts file.
const FORM: &str = "table";

impl AgreementView {
    /// The draft of what is written in a table and not stored yet.
    pub(super) fn table_draft(&self, source: Source, context: &Context<'_>) -> Option<Draft> {
        let (work, keeping) = (self.work.as_ref()?, self.tables.keeping?);
        let (cell, fresh) = (self.tables.cell.as_ref(), self.tables.fresh.as_ref());
        let object = |value: Value| value.as_object().cloned().unwrap_or_default();
        let name = table_title(source, context.text);
        Some(Draft {
            id: keeping.draft,
            act_id: keeping.act,
            session: context.session,
            db_id: context.workspace,
            kind: Kind::AgreementVersion,
            record: Some(work.sheet.agreement.id),
            form: FORM.to_owned(),
            base_version: None,
            base: object(json!({
                "version": work.sheet.version.id,
                "was": cell.map(|cell| &cell.was), "rows": cell.map(|cell| &cell.base),
            })),
            mine: object(json!({
                "table": source.name(), "name": name, "row": self.tables.row, "column": self.tables.column,
                "raw": cell.map(|cell| cell.input.content()),
                "fresh": fresh.map(|fresh| json!({ "at": fresh.at, "row": fresh.row, "begun": fresh.begun })),
            })),
            cursor: None,
            created_ms: keeping.opened_ms,
            saved_ms: context.now.timestamp_millis(),
        })
    }

    /// Opens what a dropped session left in a table, once the records are there.
    pub(super) fn reopen_table(&mut self, draft: &Draft, context: &Context<'_>) -> Option<()> {
        if draft.form != FORM {
            return None;
        }
        let source = Source::named(draft.mine.get("table")?.as_str()?)?;
        let whole = |value: Option<&Value>| value.and_then(Value::as_u64).unwrap_or(0) as usize;
        let object = |value: &Value| value.as_object().cloned().unwrap_or_else(Map::new);
        self.stand_on_key(&Key::Table(source.name()));
        self.pane = Pane::Text;
        self.tables.keeping = Some(Keeping { draft: draft.id, act: draft.act_id, opened_ms: draft.created_ms });
        self.tables.fresh = draft.mine.get("fresh").filter(|fresh| fresh.is_object()).map(|fresh| Fresh {
            at: whole(fresh.get("at")),
            row: fresh.get("row").map(object).unwrap_or_default(),
            begun: fresh.get("begun").map(object).unwrap_or_default(),
        });
        (self.tables.row, self.tables.column) = (whole(draft.mine.get("row")), whole(draft.mine.get("column")));
        self.open_cell(context);
        let (cell, raw) = (self.tables.cell.as_mut()?, draft.mine.get("raw")?);
        cell.input.put_back(raw);
        cell.changed = true;
        // What it was written over is what its author saw, not what stands there now.
        if let Some(was) = draft.base.get("was").filter(|was| was.is_object()) {
            let rows = draft.base.get("rows").and_then(Value::as_array);
            let base = rows.into_iter().flatten().map(object).collect();
            let was = object(was);
            (cell.was, cell.base, cell.opened) = (was, base, Value::Null);
        }
        Some(())
    }
}
