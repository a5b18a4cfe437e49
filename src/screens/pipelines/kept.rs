//! The text of a pipeline that is not saved yet survives the session among the drafts.

use serde_json::{Value, json};

use super::{PipelinesView, Wanted};
use crate::domain::kinds::Kind;
use crate::domain::record::Values;
use crate::screens::{Ask, Context};
use crate::store::drafts::Draft;

/// What the drafts call it.
const FORM: &str = "pipeline";

impl PipelinesView {
    /// The draft of what is not saved.
    pub(super) fn draft(&self, context: &Context<'_>) -> Option<Draft> {
        let wanted = self.wanted.as_ref()?;
        let name = self.shown(context).name.to(context.text.lang());
        let values = |pairs: Value| pairs.as_object().cloned().unwrap_or_default();
        Some(Draft {
            id: wanted.draft,
            act_id: wanted.act,
            session: context.session,
            db_id: context.workspace,
            kind: Kind::Pipeline,
            record: None,
            form: FORM.to_owned(),
            base_version: None,
            base: values(json!({ "definition": wanted.seen })),
            mine: values(json!({ "key": self.code, "definition": wanted.text, "name": name })),
            cursor: None,
            created_ms: wanted.since_ms,
            saved_ms: context.now.timestamp_millis(),
        })
    }

    /// The screen with a text that was left; none for a draft of something else.
    pub fn recover(draft: &Draft, context: &Context<'_>) -> Option<Self> {
        if draft.form != FORM {
            return None;
        }
        let text = |of: &Values, name: &str| of.get(name).and_then(Value::as_str).map(ToOwned::to_owned);
        let (seen, code) = (text(&draft.base, "definition")?, text(&draft.mine, "key")?);
        let wanted = Wanted::new(seen, text(&draft.mine, "definition")?, context);
        let wanted = Wanted { draft: draft.id, act: draft.act_id, since_ms: draft.created_ms, ..wanted };
        Some(Self { code, wanted: Some(wanted), ..Self::new(context) })
    }

    /// What has to be kept after a change, or need not be kept any more.
    pub(super) fn keep(&self, before: Option<crate::domain::record::Id>, context: &Context<'_>) -> Option<Ask> {
        match self.draft(context) {
            Some(draft) => Some(Ask::Keep(Box::new(draft))),
            None => before.map(Ask::Forget),
        }
    }
}
