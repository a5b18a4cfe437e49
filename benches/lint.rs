//! `cargo bench --bench lint`: all checks on a draft of 500 clauses and 200 targets, as they run while somebody types.
//! They are promised within one frame of 16 ms; the same on the small worked example stands beside it. Below, what a
//! letter typed into a clause costs until the frame is painted, promised within 1.5 times of one in a draft of 5 clauses.

#![expect(clippy::unwrap_used, reason = "a measurement that fails ends the run")]
#![expect(clippy::print_stdout, reason = "the table is what this is for")]

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::Instant;

use canvass::domain::agreement::draft::Draft;
use canvass::domain::agreement::lint::lint;
use canvass::domain::funnel::pipelines::Pipelines;
use canvass::domain::funnel::view::Sight;
use canvass::domain::kinds::Kind;
use canvass::domain::money::Currency;
use canvass::domain::record::{Id, Record};
use canvass::export::agreement_json::from_json;
use canvass::keys::{Action, Keymap};
use canvass::screens::agreement::AgreementView;
use canvass::screens::{Context, Ids, View};
use canvass::store::request::{AgreementSheet, Reply};
use canvass::text::{Lang, Text};
use canvass::theme::Theme;
use chrono::NaiveDate;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Size;
use serde::Serialize;

const ROUNDS: usize = 40;
/// Letters typed into a clause.
const LETTERS: usize = 400;
/// Milliseconds of one frame.
const PROMISED: f64 = 16.0;
/// How much dearer a letter may be in the large draft.
const TIMES: f64 = 1.5;

fn main() {
    let small = from_json(include_str!("../tests/agreements/worked-example.json")).unwrap();
    let large = grown(&small, 500, 200);
    println!("{:<34}{:>10}{:>10}{:>12}{:>12}", "all checks", "clauses", "targets", "median ms", "worst ms");
    for (name, draft) in [("worked example", &small), ("large draft", &large)] {
        let (median, worst) = measured(draft);
        println!("{name:<34}{:>10}{:>10}{median:>12.3}{worst:>12.3}", draft.clauses.len(), draft.targets.len());
        if median > PROMISED {
            println!("above the {PROMISED} ms of one frame");
        }
    }
    let few = grown(&small, 5, 5);
    let [few, many] = [&few, &large].map(typing);
    println!("{:<34}{:>10}{:>10}{few:>12.3}", "a letter into a clause", 5, 5);
    println!("{:<34}{:>10}{:>10}{many:>12.3}{:>11.2}×", "", 500, 200, many / few);
    if many > TIMES * few {
        println!("above {TIMES}×");
    }
}

/// Milliseconds from a letter in the first clause to the painted frame, the middle one of many.
fn typing(draft: &Draft) -> f64 {
    let (text, theme, keymap) = (Text::new(Lang::En), Theme::default(), Keymap::default());
    let (pipelines, counts, ids) = (Pipelines::default(), BTreeMap::new(), Ids::Random);
    let context = Context {
        text: &text,
        theme: &theme,
        keymap: &keymap,
        pipelines: &pipelines,
        counts: &counts,
        pipeline: "",
        ids: &ids,
        now: "2026-03-31T02:00:00Z".parse().unwrap(),
        tz: chrono_tz::UTC,
        currency: Currency::CNY,
        me: Id::default(),
        user: "bench",
        company: None,
        session: Id::default(),
        workspace: Id::default(),
        sight: &Sight::PLAIN,
        size: Size::new(120, 40),
    };
    let mut view = AgreementView::new(draft.clauses[0].id);
    view.accept(Reply::Agreement(Box::new(sheet(draft))), &context);
    view.act_on(Action::Edit, &context);
    assert!(view.types());
    let mut terminal = Terminal::new(TestBackend::new(120, 40)).unwrap();
    let mut times: Vec<f64> = (0..LETTERS)
        .map(|_| {
            let began = Instant::now();
            black_box(view.key(KeyEvent::new(KeyCode::Char('a'), KeyModifiers::NONE), &context));
            terminal.draw(|frame| view.draw(frame, frame.area(), &context)).unwrap();
            began.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[LETTERS / 2]
}

/// The draft as the store would hand it out.
fn sheet(draft: &Draft) -> AgreementSheet {
    let clauses = draft.clauses.iter().map(|clause| record(Kind::Clause, clause.id, &clause.values)).collect();
    let targets = draft.targets.iter().map(|target| record(Kind::Target, target.id, &target.values)).collect();
    let version = record(Kind::AgreementVersion, draft.version.id, &draft.version.values);
    AgreementSheet {
        agreement: record(Kind::Agreement, draft.agreement.id, &draft.agreement.values),
        versions: vec![version.clone()],
        version,
        labels: BTreeMap::new(),
        clauses,
        targets,
        needs: Vec::new(),
        private: Vec::new(),
        traces: Vec::new(),
        supports: Vec::new(),
        services: draft.services.iter().map(|service| record(Kind::Service, service.id, &service.service)).collect(),
        calendars: draft
            .calendars
            .iter()
            .map(|calendar| record(Kind::Calendar, calendar.id, &calendar.values))
            .collect(),
        commitments: Vec::new(),
        people: draft.people.clone(),
        deal: draft.deal.clone(),
        above: Vec::new(),
        origin: canvass::domain::agreement::origin::Origin::default(),
    }
}

fn record(kind: Kind, id: Id, values: &impl Serialize) -> Record {
    let values = serde_json::to_value(values).unwrap().as_object().cloned().unwrap();
    let (who, when) = ("bench".to_owned(), 1_774_900_000_000);
    Record {
        kind,
        id,
        code: String::new(),
        version: 1,
        created_ms: when,
        created_by: who.clone(),
        updated_ms: when,
        updated_by: who,
        archived: false,
        values,
    }
}

/// The same draft with so many clauses and targets; each is another one.
fn grown(draft: &Draft, clauses: usize, targets: usize) -> Draft {
    let mut grown = draft.clone();
    let id = |n: usize| Id(uuid::Uuid::from_u128(1_000_000 + n as u128));
    grown.clauses = draft.clauses.iter().cycle().take(clauses).cloned().collect();
    for (at, clause) in grown.clauses.iter_mut().enumerate() {
        clause.id = id(at);
        let text = clause.values.text.take().unwrap_or_default();
        clause.values.text = Some(format!("{text}\n{at}: 30 minutes, 30分钟."));
    }
    grown.targets = draft.targets.iter().cycle().take(targets).cloned().collect();
    for (at, target) in grown.targets.iter_mut().enumerate() {
        target.id = id(10_000 + at);
        target.values.label = format!("T{at}");
        target.values.component = Some(format!("part {}", at / draft.targets.len()));
    }
    grown.traces.clear();
    grown
}

/// The middle and the longest of many runs, in milliseconds; the first ones fill the caches.
fn measured(draft: &Draft) -> (f64, f64) {
    let today = NaiveDate::from_ymd_opt(2026, 3, 31).unwrap();
    let mut times: Vec<f64> = (0..ROUNDS + 5)
        .map(|_| {
            let began = Instant::now();
            assert!(!black_box(lint(black_box(draft), today)).is_empty());
            began.elapsed().as_secs_f64() * 1e3
        })
        .skip(5)
        .collect();
    times.sort_by(f64::total_cmp);
    (times[times.len() / 2], times[times.len() - 1])
}
