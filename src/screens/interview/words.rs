//! What was said to one question: as it is stored, as it stands now, and as the draft and the act it becomes.

use chrono::NaiveDate;
use serde_json::{Value, json};

use crate::domain::act::{Act, Change};
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Record, Values};
use crate::domain::research::answer::{Given, Readers, value_of};
use crate::domain::research::template::Question;
use crate::domain::validate::normal;
use crate::domain::wording::instant_value;
use crate::domain::{money, time};
use crate::screens::Context;
use crate::store::drafts::Draft;
use crate::text::Msg;

/// Name of the form in the drafts file.
pub const FORM: &str = "interview";
pub const ANSWERED: &str = "answered";
/// What an answer's editor may change, in the order of the record.
const FIELDS: [&str; 10] =
    ["raw", "value", "status", "status_reason", "ask_of", "ask_by", "interpretation", "confidence", "private", "by"];
/// How sure an answer is, in the order of the key that changes it.
const CONFIDENCE: [&str; 3] = ["stated", "confirmed", "inferred"];

/// What a person typed or marked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    pub raw: String,
    pub status: String,
    pub reason: String,
    /// Whom the reason of an unknown answer names, and the day.
    pub ask_of: Option<Id>,
    pub ask_by: Option<NaiveDate>,
    /// How we read it.
    pub interpretation: String,
    /// Empty means stated.
    pub confidence: String,
    /// Never exported.
    pub private: bool,
    /// Who said it.
    pub by: Option<Id>,
}

impl Words {
    fn of(values: &Values) -> Self {
        let text = |name: &str| values.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let status = Some(text("status")).filter(|status| !status.is_empty()).unwrap_or_else(|| ANSWERED.to_owned());
        let confidence = Some(text("confidence")).filter(|code| code != CONFIDENCE[0]).unwrap_or_default();
        let private = values.get("private").and_then(Value::as_bool) == Some(true);
        let id = |name: &str| values.get(name).and_then(Id::of);
        Self {
            raw: text("raw"),
            status,
            reason: text("status_reason"),
            ask_of: id("ask_of"),
            ask_by: text("ask_by").parse().ok(),
            interpretation: text("interpretation"),
            confidence,
            private,
            by: id("by"),
        }
    }

    /// Whether the same texts would be kept: a blank at the end is typed on the way to the next word.
    pub fn reads_as(&self, other: &Self) -> bool {
        let texts = |words: &Self| {
            let texts =
                [("raw", &words.raw), ("status_reason", &words.reason), ("interpretation", &words.interpretation)];
            normal(Kind::Answer, texts.into_iter().map(|(name, text)| (name.to_owned(), json!(text))).collect())
        };
        let rest = |words: &Self| Self {
            raw: String::new(),
            reason: String::new(),
            interpretation: String::new(),
            ..words.clone()
        };
        rest(self) == rest(other) && texts(self) == texts(other)
    }

    /// Something was said, or it was said why not.
    pub fn is_said(&self) -> bool {
        !self.is_answer() || !self.raw.trim().is_empty() || !self.interpretation.trim().is_empty()
    }

    pub fn confidence(&self) -> &str {
        if self.confidence.is_empty() { CONFIDENCE[0] } else { &self.confidence }
    }

    /// The next degree, and after the last the first.
    pub fn turn_confidence(&mut self) {
        let at = CONFIDENCE.iter().position(|code| *code == self.confidence()).unwrap_or(0);
        let next = CONFIDENCE[(at + 1) % CONFIDENCE.len()];
        self.confidence = if next == CONFIDENCE[0] { String::new() } else { next.to_owned() };
    }

    pub fn is_answer(&self) -> bool {
        matches!(self.status.as_str(), "" | ANSWERED)
    }
}

/// An answer as it was last read.
#[derive(Clone, Debug)]
pub struct Stored {
    pub id: Id,
    pub values: Values,
    /// What `values` hold as text, read once.
    value: Option<Value>,
}

impl Stored {
    pub fn of(record: &Record) -> Self {
        let values: Values = FIELDS.iter().map(|name| ((*name).to_owned(), record.get(name).clone())).collect();
        Self { id: record.id, value: typed(&values), values }
    }

    pub fn words(&self) -> Words {
        Words::of(&self.values)
    }

    pub fn given(&self) -> Given {
        given(self.words(), self.value.clone())
    }
}

fn typed(values: &Values) -> Option<Value> {
    serde_json::from_str(values.get("value")?.as_str()?).ok()
}

fn given(words: Words, value: Option<Value>) -> Given {
    Given { value, raw: words.raw, status: words.status, reason: words.reason }
}

/// An answer that differs from what is stored: being typed, on its way, or refused.
#[derive(Clone, Debug)]
pub struct Work {
    pub draft: Id,
    pub act: Id,
    pub answer: Id,
    /// The answer is not stored yet.
    pub new: bool,
    /// What its editor saw.
    pub base: Values,
    /// What stood before the words it is built on, which were still on their way: one of these stands there, newest
    /// last, if they never arrived; none where there was no answer yet.
    pub before: Vec<Option<Values>>,
    pub now: Words,
    /// `now.raw` as a value, if it reads as one.
    value: Option<Value>,
    /// Only a remark was written where an option is asked for: however it reads, nothing is chosen.
    unchosen: bool,
    /// The store did not take it, and nothing was typed since.
    pub failed: bool,
    /// What the store refused, and may take after all when a clash is settled; the words typed since have another act.
    pub refused: Option<(Id, Values)>,
    opened_ms: i64,
}

impl Work {
    pub fn on(stored: Option<&Stored>, context: &Context<'_>) -> Self {
        let base = stored.map(|stored| stored.values.clone()).unwrap_or_default();
        Self {
            draft: context.id(),
            act: context.id(),
            answer: stored.map_or_else(|| context.id(), |stored| stored.id),
            new: stored.is_none(),
            now: Words::of(&base),
            value: typed(&base),
            unchosen: false,
            base,
            before: Vec::new(),
            failed: false,
            refused: None,
            opened_ms: context.now.timestamp_millis(),
        }
    }

    /// Newer words for a question whose last ones are still on their way: one text, so one draft.
    pub fn after(sent: &Self, context: &Context<'_>) -> Self {
        let mut before = sent.before.clone();
        before.push((!sent.new).then(|| sent.base.clone()));
        Self { draft: sent.draft, opened_ms: sent.opened_ms, before, ..Self::on(Some(&sent.stored()), context) }
    }

    /// Finds what it stands on, once it is known what is stored: words on their way when a session died may have
    /// arrived or not, and a colleague may have been first with the question.
    pub fn settle_on(&mut self, stored: Option<&Stored>) {
        let before = std::mem::take(&mut self.before);
        let Some(stored) = stored else {
            (self.new, self.base) = (true, Values::new());
            return;
        };
        if stored.id != self.answer {
            // Mine becomes a change of theirs, and the clash is shown.
            (self.new, self.answer) = (false, stored.id);
            self.base.clone_from(&stored.values);
            self.base.insert("raw".to_owned(), Value::Null);
            self.base.insert("value".to_owned(), Value::Null);
            return;
        }
        if self.new {
            // One's own, saved before the line dropped.
            (self.new, self.base) = (false, stored.values.clone());
            return;
        }
        let stands = |values: &Values| Words::of(values).reads_as(&stored.words());
        if !stands(&self.base)
            && let Some(older) = before.into_iter().flatten().rev().find(stands)
        {
            self.base = older;
        }
    }

    /// What stands when this has been saved, as it is kept.
    pub fn stored(&self) -> Stored {
        let values = normal(Kind::Answer, self.values());
        Stored { id: self.answer, value: typed(&values), values }
    }

    pub fn given(&self) -> Given {
        given(self.now.clone(), self.value.clone())
    }

    /// What it is typed over.
    pub fn was(&self) -> Words {
        Words::of(&self.base)
    }

    pub fn is_changed(&self) -> bool {
        self.now != Words::of(&self.base)
    }

    /// Reads the words again. Words that are as they were keep their value: "next month" was said in its own month.
    pub fn read(&mut self, question: &Question, context: &Context<'_>) {
        let same = self.now.raw == Words::of(&self.base).raw;
        self.value = if same { typed(&self.base) } else { read(question, &self.now.raw, context).ok() };
        (self.failed, self.unchosen) = (false, false);
    }

    pub fn leave_unchosen(&mut self) {
        if self.now.raw != Words::of(&self.base).raw {
            (self.value, self.unchosen) = (None, true);
        }
    }

    pub fn is_unchosen(&self) -> bool {
        self.unchosen
    }

    pub fn values(&self) -> Values {
        let text = |text: &str| if text.trim().is_empty() { Value::Null } else { json!(text) };
        let value = self.value.as_ref().filter(|value| !value.is_null()).map(|value| json!(value.to_string()));
        let same = self.now.raw == Words::of(&self.base).raw;
        let value = if same { self.base.get("value").cloned() } else { value };
        let mut values = Values::new();
        values.insert("raw".to_owned(), text(&self.now.raw));
        values.insert("value".to_owned(), value.unwrap_or(Value::Null));
        values.insert("status".to_owned(), json!(self.now.status));
        values.insert("status_reason".to_owned(), text(&self.now.reason));
        values.insert("ask_of".to_owned(), self.now.ask_of.map_or(Value::Null, Id::json));
        values.insert("ask_by".to_owned(), self.now.ask_by.map_or(Value::Null, |day| json!(day.to_string())));
        values.insert("interpretation".to_owned(), text(&self.now.interpretation));
        // What says the same is left as it was written: no flag and a flag that says no, a degree and none.
        let was = Words::of(&self.base);
        let kept = |name: &str| self.base.get(name).cloned().unwrap_or(Value::Null);
        let mut turned = |name: &str, same: bool, new: Value| {
            values.insert(name.to_owned(), if same { kept(name) } else { new });
        };
        turned("confidence", was.confidence == self.now.confidence, json!(self.now.confidence()));
        turned("private", was.private == self.now.private, json!(self.now.private));
        turned("by", was.by == self.now.by, self.now.by.map_or(Value::Null, Id::json));
        values
    }

    /// The act that saves it.
    pub fn act(&self, interview: Id, question: &str, context: &Context<'_>) -> Act {
        let mut values = self.values();
        let changes = if self.new {
            values.retain(|_, value| !value.is_null());
            values.insert("interview".to_owned(), interview.json());
            values.insert("question".to_owned(), json!(question));
            values.insert("at".to_owned(), instant_value(context.now));
            vec![Change::Insert { kind: Kind::Answer, id: self.answer, values }]
        } else {
            let base = |field: &str| self.base.get(field).cloned().unwrap_or(Value::Null);
            values
                .into_iter()
                .filter(|(field, new)| *new != base(field))
                .map(|(field, new)| {
                    let base = base(&field);
                    Change::Update { kind: Kind::Answer, id: self.answer, field, base, new }
                })
                .collect()
        };
        Act { id: self.act, verb: "verb-answer".to_owned(), changes }
    }

    pub fn draft(&self, interview: Id, question: &str, name: &str, cursor: &Value, context: &Context<'_>) -> Draft {
        let object = |value: Value| value.as_object().cloned().unwrap_or_default();
        Draft {
            id: self.draft,
            act_id: self.act,
            session: context.session,
            db_id: context.workspace,
            kind: Kind::Interview,
            record: Some(interview),
            form: FORM.to_owned(),
            base_version: None,
            base: self.base.clone(),
            mine: object(json!({
                "name": name, "question": question, "answer": self.answer, "new": self.new,
                "raw": self.now.raw, "status": self.now.status, "reason": self.now.reason,
                "ask_of": self.now.ask_of.map(Id::json), "ask_by": self.now.ask_by.map(|day| day.to_string()),
                "interpretation": self.now.interpretation,
                "confidence": self.now.confidence, "private": self.now.private, "by": self.now.by.map(Id::json),
                "unchosen": self.unchosen, "before": self.before,
            })),
            cursor: Some(cursor.to_string()),
            created_ms: self.opened_ms,
            saved_ms: context.now.timestamp_millis(),
        }
    }

    /// The question and the work on it that a draft holds.
    pub fn from_draft(draft: &Draft) -> Option<(String, Self)> {
        let text = |name: &str| draft.mine.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let work = Self {
            draft: draft.id,
            act: draft.act_id,
            answer: Id::of(draft.mine.get("answer")?)?,
            new: draft.mine.get("new")?.as_bool()?,
            base: draft.base.clone(),
            now: Words {
                raw: text("raw"),
                status: text("status"),
                reason: text("reason"),
                ask_of: draft.mine.get("ask_of").and_then(Id::of),
                ask_by: text("ask_by").parse().ok(),
                interpretation: text("interpretation"),
                confidence: text("confidence"),
                private: draft.mine.get("private").and_then(Value::as_bool) == Some(true),
                by: draft.mine.get("by").and_then(Id::of),
            },
            before: draft.mine.get("before").and_then(|v| serde_json::from_value(v.clone()).ok()).unwrap_or_default(),
            value: None,
            unchosen: draft.mine.get("unchosen").and_then(Value::as_bool) == Some(true),
            failed: false,
            refused: None,
            opened_ms: draft.created_ms,
        };
        Some((text("question"), work)).filter(|(question, _)| !question.is_empty())
    }
}

/// What the words mean as the value the question asks for.
pub fn read(question: &Question, raw: &str, context: &Context<'_>) -> Result<Value, Msg> {
    let money = |raw: &str| {
        let amount = money::input::parse(raw, context.currency)?;
        Ok(json!({ "minor": amount.minor, "ccy": amount.ccy.code() }))
    };
    let date = |raw: &str| Ok(json!(time::input::parse_date(raw, context.today())?.to_string()));
    value_of(question, raw, Readers { money: &money, date: &date })
}
