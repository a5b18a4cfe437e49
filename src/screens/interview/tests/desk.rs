//! An interview on a desk: a fake sheet, keys, and the screen as rows of text.

use std::cell::Cell;
use std::sync::Arc;

use chrono::TimeZone;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use serde_json::{Value, json};

use crate::domain::funnel::pipelines::Pipelines;
use crate::domain::kinds::Kind;
use crate::domain::money::Currency;
use crate::domain::record::{Id, Record, Values};
use crate::domain::research::template::Template;
use crate::keys::{Action, Keymap};
use crate::screens::interview::InterviewView;
use crate::screens::{Ask, Context, Ids, View};
use crate::store::request::{InterviewSheet, Labels, Reply};
use crate::text::{Lang, Text};
use crate::theme::{Setting, Theme};

static SIGHT: crate::domain::funnel::view::Sight = crate::domain::funnel::view::Sight::PLAIN;

pub fn id(n: u128) -> Id {
    Id(uuid::Uuid::from_u128(n))
}

pub const INTERVIEW: u128 = 0xA00;
pub const DEAL: u128 = 0xB00;
pub const DEAN: u128 = 0xC00;
/// Works for the customer, but was not asked.
pub const CLERK: u128 = 0xC01;

pub fn record(kind: Kind, n: u128, values: Value) -> Record {
    Record {
        kind,
        id: id(n),
        code: if kind == Kind::Need { format!("N-{n:03}") } else { String::new() },
        version: 1,
        created_ms: 0,
        created_by: "wang".to_owned(),
        updated_ms: 0,
        updated_by: "wang".to_owned(),
        archived: false,
        values: match values {
            Value::Object(values) => values,
            _ => Values::new(),
        },
    }
}

pub fn answer(n: u128, question: &str, raw: &str, value: &Value) -> Record {
    let values = json!({ "interview": id(INTERVIEW), "question": question, "raw": raw, "value": value.to_string(), "status": "answered" });
    record(Kind::Answer, n, values)
}

pub fn sheet(template: &str, answers: Vec<Record>) -> InterviewSheet {
    let values = json!({
        "title": "高层领导访谈", "template": template, "template_version": 1, "account": id(0xD00),
        "opportunity": id(DEAL), "contacts": [id(DEAN)], "state": "IN_PROGRESS", "language": "zh-CN",
    });
    let labels = [(0xD00, "东湖医院"), (DEAL, "运维外包 3 年"), (DEAN, "王院长")];
    InterviewSheet {
        record: record(Kind::Interview, INTERVIEW, values),
        labels: labels.into_iter().map(|(n, name)| (id(n), name.to_owned())).collect::<Labels>(),
        answers,
        needs: Vec::new(),
        template: Template::builtin(template, 1).map(Arc::new),
        people: vec![(id(DEAN), "王院长".to_owned()), (id(CLERK), "张科长".to_owned())],
        ccy: None,
    }
}

pub struct Desk {
    pub text: Text,
    theme: Theme,
    keymap: Keymap,
    pipelines: Pipelines,
    counts: std::collections::BTreeMap<String, i64>,
    ids: Ids,
}

impl Desk {
    pub fn new(lang: Lang) -> Self {
        Self {
            text: Text::new(lang),
            theme: Theme::new(Setting::Auto, false),
            keymap: Keymap::default(),
            pipelines: Pipelines::default(),
            counts: std::collections::BTreeMap::new(),
            ids: Ids::Sequence(Cell::new(0)),
        }
    }

    pub fn context(&self) -> Context<'_> {
        Context {
            text: &self.text,
            theme: &self.theme,
            keymap: &self.keymap,
            pipelines: &self.pipelines,
            counts: &self.counts,
            pipeline: "",
            ids: &self.ids,
            now: chrono::Utc.with_ymd_and_hms(2026, 3, 6, 2, 0, 0).unwrap(),
            tz: chrono_tz::Asia::Shanghai,
            currency: Currency::CNY,
            me: id(0xE00),
            user: "wang",
            company: None,
            session: id(0xF00),
            workspace: id(0xF01),
            sight: &SIGHT,
            size: ratatui::layout::Size::new(80, 24),
        }
    }

    pub fn open(&self, sheet: InterviewSheet) -> InterviewView {
        let mut view = InterviewView::new(sheet.record.id);
        self.load(&mut view, sheet);
        view
    }

    pub fn load(&self, view: &mut InterviewView, sheet: InterviewSheet) {
        assert!(view.accept(Reply::Interview(Box::new(sheet)), &self.context()).is_empty());
    }

    pub fn press(&self, view: &mut InterviewView, code: KeyCode) -> Vec<Ask> {
        view.key(KeyEvent::new(code, KeyModifiers::NONE), &self.context())
    }

    pub fn type_in(&self, view: &mut InterviewView, text: &str) -> Vec<Ask> {
        text.chars().flat_map(|c| self.press(view, KeyCode::Char(c))).collect()
    }

    pub fn act(&self, view: &mut InterviewView, action: Action) -> Vec<Ask> {
        view.act_on(action, &self.context())
    }

    pub fn screen(&self, view: &mut InterviewView, width: u16, height: u16) -> String {
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal.draw(|frame| view.draw(frame, frame.area(), &self.context())).unwrap();
        crate::widgets::tests::rows(terminal.backend().buffer()).join("\n")
    }
}
