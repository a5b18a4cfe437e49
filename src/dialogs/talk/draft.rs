//! A half-typed talk as a draft, and back.

use serde_json::{Value, json};

use super::{About, DEPTHS, LINES, Line, LogTalk, Person, methods};
use crate::domain::funnel::talk::Deal;
use crate::domain::kinds::Kind;
use crate::domain::record::Id;
use crate::screens::{Ask, Context};
use crate::store::drafts::Draft;
use crate::widgets::text_field::TextField;

/// Name of the dialog in the drafts file.
const FORM: &str = "talk";

impl LogTalk {
    /// The draft of what stands here now; nothing as long as nothing was typed.
    pub(super) fn keep(&self, context: &Context<'_>) -> Vec<Ask> {
        if !self.changed {
            return Vec::new();
        }
        let said = self.said.text();
        let name: String = said.lines().next().unwrap_or_default().to_owned();
        let deals: Vec<Value> = self
            .deals
            .iter()
            .map(|about| json!({ "name": about.name, "id": about.deal.id, "step": about.deal.step, "due": about.deal.due }))
            .collect();
        let people: Vec<Value> = self.people.iter().map(|person| json!([person.id, person.name])).collect();
        let there: Vec<Id> = self.people.iter().filter(|person| person.there).map(|person| person.id).collect();
        let base = json!({ "account": self.account, "deals": deals, "chosen": self.chosen, "people": people, "record": self.record });
        let mine = json!({
            "name": name, "said": said, "next": self.next.text(), "there": there,
            "method": methods().get(self.method), "depth": self.depth,
        });
        let object = |value: Value| value.as_object().cloned().unwrap_or_default();
        let line = LINES.iter().position(|line| *line == self.line);
        vec![Ask::Keep(Box::new(Draft {
            id: self.draft,
            act_id: self.act,
            session: context.session,
            db_id: context.workspace,
            kind: Kind::Activity,
            record: None,
            form: FORM.to_owned(),
            base_version: None,
            base: object(base),
            mine: object(mine),
            cursor: line.map(|line| line.to_string()),
            created_ms: self.opened_ms,
            saved_ms: context.now.timestamp_millis(),
        }))]
    }

    /// The talk as it stood when the draft was kept; `None` when the draft is none of a talk.
    pub fn from_draft(draft: &Draft) -> Option<Self> {
        if draft.form != FORM {
            return None;
        }
        let (base, mine) = (&draft.base, &draft.mine);
        let list = |name: &str| base.get(name).and_then(Value::as_array).into_iter().flatten();
        let there: Vec<Id> = Id::all(mine.get("there")?).collect();
        let people = list("people").filter_map(|person| {
            let id = Id::of(person.get(0)?)?;
            Some(Person { id, name: person.get(1)?.as_str()?.to_owned(), there: there.contains(&id) })
        });
        let deals = list("deals").filter_map(|about| {
            let deal = Deal {
                id: Id::of(about.get("id")?)?,
                step: about.get("step")?.clone(),
                due: about.get("due")?.clone(),
            };
            Some(About { name: about.get("name")?.as_str()?.to_owned(), deal })
        });
        let place = |name: &str| base.get(name).and_then(Value::as_u64).and_then(|at| usize::try_from(at).ok());
        let text = |name: &str| mine.get(name).and_then(Value::as_str).unwrap_or_default();
        let line = draft.cursor.as_deref().and_then(|at| LINES.get(at.parse::<usize>().ok()?));
        Some(Self {
            account: base.get("account").and_then(|account| serde_json::from_value(account.clone()).ok()).flatten(),
            deals: deals.collect(),
            chosen: place("chosen"),
            people: people.collect(),
            expected: Vec::new(),
            said: TextField::many_lines(text("said")),
            next: TextField::one_line(text("next")),
            method: methods().iter().position(|code| *code == text("method")).unwrap_or(0),
            depth: mine.get("depth").and_then(Value::as_i64).unwrap_or(1).clamp(0, DEPTHS.len() as i64 - 1),
            line: line.copied().unwrap_or(Line::Said),
            person: 0,
            draft: draft.id,
            act: draft.act_id,
            record: base.get("record").and_then(Id::of)?,
            opened_ms: draft.created_ms,
            changed: true,
        })
    }
}
