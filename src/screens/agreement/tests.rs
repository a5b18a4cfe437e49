//! The agreement as a consultant uses it: reading, mending, and what it is made of.

mod making;
mod stored;
mod tables;
mod writing;

use chrono::{DateTime, Utc};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::crossterm::event::{KeyCode, KeyModifiers};
use serde::Serialize;
use serde_json::{Value, json};

use super::*;
use crate::domain::act::{Act, Change};
use crate::domain::agreement::draft::Draft as Document;
use crate::domain::agreement::draft::Filed;
use crate::domain::agreement::lint::Severity;
use crate::domain::agreement::sample::{self, id};
use crate::domain::funnel::pipelines::Pipelines;
use crate::domain::money::Currency;
use crate::domain::validate;
use crate::keys::Keymap;
use crate::screens::Ids;
use crate::store::request::{Beneath, Command};
use crate::text::Text;
use crate::theme::Theme;

static SIGHT: crate::domain::funnel::view::Sight = crate::domain::funnel::view::Sight::PLAIN;

/// Everything a context borrows.
struct World {
    text: Text,
    theme: Theme,
    keymap: Keymap,
    pipelines: Pipelines,
    counts: std::collections::BTreeMap<String, i64>,
    ids: Ids,
}

impl World {
    fn new(lang: Lang) -> Self {
        Self {
            text: Text::new(lang),
            theme: Theme::default(),
            keymap: Keymap::default(),
            pipelines: Pipelines::default(),
            counts: std::collections::BTreeMap::new(),
            ids: Ids::Sequence(std::cell::Cell::new(9000)),
        }
    }

    fn context(&self) -> Context<'_> {
        Context {
            text: &self.text,
            theme: &self.theme,
            keymap: &self.keymap,
            pipelines: &self.pipelines,
            counts: &self.counts,
            pipeline: "",
            ids: &self.ids,
            now: "2026-03-31T02:00:00Z".parse::<DateTime<Utc>>().unwrap(),
            tz: chrono_tz::Asia::Shanghai,
            currency: Currency::CNY,
            me: id(500),
            user: "wang",
            company: None,
            session: id(501),
            workspace: id(502),
            sight: &SIGHT,
            size: ratatui::layout::Size::new(80, 24),
        }
    }
}

fn record(kind: Kind, id: Id, code: &str, values: &impl Serialize) -> Record {
    let Value::Object(values) = serde_json::to_value(values).unwrap() else { panic!("no record") };
    let (who, when) = ("wang".to_owned(), 1_774_900_000_000);
    Record {
        kind,
        id,
        code: code.to_owned(),
        version: 1,
        created_ms: when,
        created_by: who.clone(),
        updated_ms: when,
        updated_by: who,
        archived: false,
        values,
    }
}

/// The worked example of the checks as the store would hand it out.
fn sheet() -> AgreementSheet {
    let mut document = sample::draft();
    let service = "门诊收费系统";
    document.services[0].service.name = service.into();
    document.targets.iter_mut().for_each(|target| target.values.service = Some(service.into()));
    document.agreement.values.account = Some(id(77));
    sheet_of(&document)
}

fn sheet_of(document: &Document) -> AgreementSheet {
    let targets = |all: &[Filed<crate::domain::agreement::target::Target>]| {
        all.iter().map(|t| record(Kind::Target, t.id, "", &t.values)).collect()
    };
    let beneath = |at: usize, support: &crate::domain::agreement::draft::Support| {
        let values = json!({
            "title": support.title, "kind": support.kind, "ccy": support.ccy, "provider": support.provider,
            "receiver": support.receiver,
        });
        let terms = json!({
            "number": "1.0", "state": support.state, "effective_from": support.effective_from,
            "effective_to": support.effective_to, "renewal": support.renewal, "languages": ["en"],
            "governing_language": "en", "support_calendar": support.support_calendar, "agreement": id(600 + at as u128),
        });
        let number = 600 + at as u128;
        let targets = support.targets.iter().map(|t| record(Kind::Target, id(700 + number), "", t)).collect();
        Beneath {
            agreement: record(Kind::Agreement, id(number), &support.code, &values),
            version: Some(record(Kind::AgreementVersion, id(800 + number), "", &terms)),
            targets,
        }
    };
    AgreementSheet {
        agreement: record(Kind::Agreement, document.agreement.id, &document.code, &document.agreement.values),
        version: record(Kind::AgreementVersion, document.version.id, "", &document.version.values),
        versions: vec![record(Kind::AgreementVersion, document.version.id, "", &document.version.values)],
        labels: [(id(77), "东湖医院".to_owned())].into(),
        clauses: document.clauses.iter().map(|c| record(Kind::Clause, c.id, "", &c.values)).collect(),
        targets: targets(&document.targets),
        needs: document.needs.iter().map(|n| record(Kind::Need, n.id, &n.code, &n.need)).collect(),
        private: Vec::new(),
        traces: document.traces.iter().map(|met| (met.need, met.by)).collect(),
        supports: document.supports.iter().enumerate().map(|(at, support)| beneath(at, support)).collect(),
        services: document.services.iter().map(|s| record(Kind::Service, s.id, &s.code, &s.service)).collect(),
        calendars: document.calendars.iter().map(|c| record(Kind::Calendar, c.id, "", &c.values)).collect(),
        commitments: Vec::new(),
        people: document.people.clone(),
        deal: document.deal.clone(),
        above: Vec::new(),
        origin: document.origin.clone(),
    }
}

fn opened(at: Id, context: &Context<'_>) -> AgreementView {
    let mut view = AgreementView::new(at);
    view.accept(Reply::Agreement(Box::new(sheet())), context);
    view
}

fn seen(view: &mut AgreementView, width: u16, height: u16, context: &Context<'_>) -> String {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    terminal.draw(|frame| view.draw(frame, frame.area(), context)).unwrap();
    let buffer = terminal.backend().buffer().clone();
    let mut out = String::new();
    for y in 0..height {
        let mut skip = 0;
        for x in 0..width {
            let symbol = buffer.cell((x, y)).unwrap().symbol();
            if skip == 0 {
                out.push_str(symbol);
                skip = crate::text::clean::width(symbol).max(1);
            }
            skip -= 1;
        }
        out.push('\n');
    }
    out
}

fn typed(view: &mut AgreementView, text: &str, context: &Context<'_>) -> Vec<Ask> {
    let keys = text.chars().map(|c| KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE));
    keys.flat_map(|key| view.key(key, context)).collect()
}

fn act(asks: &[Ask]) -> &Act {
    asks.iter()
        .find_map(|ask| match ask {
            Ask::Do(Command::Save(act)) => Some(act),
            _ => None,
        })
        .unwrap_or_else(|| panic!("nothing is saved: {asks:?}"))
}

fn kept(asks: Vec<Ask>) -> Draft {
    let drafts = asks.into_iter().filter_map(|ask| if let Ask::Keep(draft) = ask { Some(*draft) } else { None });
    drafts.last().expect("a draft is kept")
}

fn clause(section: &str) -> Id {
    sample::draft().clause(section, "zh-CN").unwrap().id
}

#[test]
fn the_records_come_back_as_the_draft_they_were() {
    let document = sample::draft();
    let mut read = draft_of(&sheet_of(&document)).unwrap();
    assert_eq!(read.supports.len(), 3);
    assert_eq!(read.around.made_on.as_deref(), Some("2026-03-31"));
    read.supports.clone_from(&document.supports);
    read.around.clone_from(&document.around);
    assert_eq!(read, document);
}

#[test]
fn a_record_that_cannot_be_read_is_named_and_not_left_out() {
    let world = World::new(Lang::En);
    let context = world.context();
    let mut sheet = sheet();
    sheet.targets[0].values.insert("value".to_owned(), json!("a lot"));
    let mut view = AgreementView::new(id(1));
    view.accept(Reply::Agreement(Box::new(sheet)), &context);
    let page = seen(&mut view, 120, 36, &context);
    assert!(page.contains("Service level target T1 cannot be read"), "{page}");
}

#[test]
fn one_look_tells_what_is_promised_and_what_speaks_against_it() {
    let world = World::new(Lang::En);
    let context = world.context();
    let mut view = opened(id(11), &context);
    let page = seen(&mut view, 120, 36, &context);
    assert!(page.contains("SLA-2026-0007 v0.3 draft · 东湖医院 · 1 Apr 2026 … 31 Mar 2027"), "{page}");
    assert!(page.contains("17 errors · 5 warnings · 1 of 2 needs met"), "{page}");
    assert!(page.contains("▌  ✕ T1 99.9% availability"), "{page}");
    assert!(page.contains("○ 10 Workload limits"), "{page}");
    assert!(page.contains("● 1 Parties"), "{page}");
    assert!(page.contains("✕ 9 Service level targets"), "{page}");
    assert!(page.contains("✕ R46 T1 promises 99.9%"), "{page}");
    assert!(page.contains("N-1 available around the clock"), "{page}");
    assert!(page.contains("UC-1 hosting 99.9%") && page.contains("40m19s"), "{page}");
}

#[test]
fn a_narrow_screen_shows_one_pane_and_turns_to_the_next() {
    for lang in Lang::ALL {
        let world = World::new(lang);
        let context = world.context();
        let mut view = opened(clause("parties"), &context);
        let outline = seen(&mut view, 80, 24, &context);
        assert!(outline.lines().next().unwrap().contains("✕ 17 · ⚠ 5 · ● 1/2"), "{outline}");
        assert!(outline.contains(&format!("● 1 {}", section_title("parties", lang))), "{outline}");
        assert!(!outline.contains("本协议由"), "{outline}");
        view.act_on(Action::Panes, &context);
        let text = seen(&mut view, 80, 24, &context);
        assert!(text.contains("本协议由 <provider_name>"), "{text}");
        view.act_on(Action::Panes, &context);
        let findings = seen(&mut view, 80, 24, &context);
        assert!(findings.contains("✕ R27"), "{findings}");
    }
}

#[test]
fn no_size_breaks_the_page() {
    let world = World::new(Lang::Zh);
    let context = world.context();
    for (width, height) in [(1, 1), (2, 3), (20, 4), (109, 2), (110, 3), (111, 1), (300, 90)] {
        let mut view = opened(id(13), &context);
        for _ in 0..3 {
            seen(&mut view, width, height, &context);
            view.act_on(Action::Panes, &context);
            view.act_on(Action::PageDown, &context);
        }
        view.seek = None;
        view.stand_on(clause("parties"));
        view.act_on(Action::Edit, &context);
        seen(&mut view, width, height, &context);
    }
    seen(&mut AgreementView::new(id(1)), 80, 24, &context);
}

#[test]
fn the_language_of_the_text_can_be_turned() {
    let world = World::new(Lang::En);
    let context = world.context();
    let mut view = opened(clause("parties"), &context);
    assert!(seen(&mut view, 120, 36, &context).contains("本协议由"));
    view.act_on(Action::Right, &context);
    let page = seen(&mut view, 120, 36, &context);
    assert!(page.contains("This Agreement is made between"), "{page}");
    assert!(page.contains("[English]") || page.contains("[Chinese]"), "{page}");
}

#[test]
fn findings_lead_to_the_place_where_they_are_mended() {
    let world = World::new(Lang::En);
    let context = world.context();
    let mut view = opened(id(1), &context);
    let mut places = Vec::new();
    for _ in 0..view.work.as_ref().unwrap().findings.len() {
        assert!(view.act_on(Action::NextFinding, &context).is_empty());
        places.push(view.row().and_then(Row::key).unwrap());
    }
    assert!(places.contains(&outline::Key::Target(id(11))), "the promise that is too high");
    assert!(places.contains(&outline::Key::Section("workload_limits".into())), "the section that is missing");
    view.act_on(Action::PrevFinding, &context);
    view.act_on(Action::NextFinding, &context);
    assert_eq!(view.row().and_then(Row::key).as_ref(), places.last());

    let target = |finding: &Finding| finding.path.record == Some(id(12));
    while !view.finding.and_then(|at| view.work.as_ref()?.findings.get(at)).is_some_and(target) {
        view.act_on(Action::NextFinding, &context);
    }
    assert!(matches!(view.act_on(Action::Edit, &context)[..], [Ask::Show(Dialog::Form(_))]));
}

#[test]
fn a_new_target_gets_the_next_label_and_a_link_goes_from_need_to_promise() {
    let world = World::new(Lang::En);
    let context = world.context();
    let mut view = opened(id(12), &context);
    let asks = view.act_on(Action::MakeTarget, &context);
    let [Ask::Show(Dialog::Form(form))] = &asks[..] else { panic!("{asks:?}") };
    let Change::Insert { values, .. } = &form.changes()[0] else { panic!("no insert") };
    assert_eq!((&values["label"], &values["version"]), (&json!("T6"), &id(2).json()));

    assert!(matches!(view.act_on(Action::Link, &context)[..], [Ask::Show(Dialog::Pick(_))]));
    let asks = view.chosen(id(22), &context);
    let Change::Insert { kind: Kind::Trace, values, .. } = &act(&asks).changes[0] else { panic!("{asks:?}") };
    assert_eq!((&values["source_kind"], &values["source"]), (&json!("need"), &id(22).json()));
    assert_eq!((&values["target_kind"], &values["target"]), (&json!("target"), &id(12).json()));
    assert_eq!(validate::validate(Kind::Trace, values), []);

    let beneath = sheet().supports[0].targets[0].id;
    let asks = view.chosen(beneath, &context);
    let Change::Insert { values, .. } = &act(&asks).changes[0] else { panic!("{asks:?}") };
    assert_eq!((&values["source"], &values["target"]), (&id(12).json(), &beneath.json()));
}

#[test]
fn a_frozen_text_is_not_written() {
    let world = World::new(Lang::Ru);
    let context = world.context();
    let mut sheet = sheet();
    sheet.version.values.insert("state".to_owned(), json!("SIGNED"));
    let mut view = AgreementView::new(clause("term"));
    view.accept(Reply::Agreement(Box::new(sheet)), &context);
    for action in [Action::Edit, Action::MakeTarget, Action::New, Action::Archive] {
        let asks = view.act_on(action, &context);
        assert!(matches!(&asks[..], [Ask::Tell(msg, _)] if msg.key == "agreement-frozen"), "{action:?}: {asks:?}");
        let Ask::Tell(msg, _) = &asks[0] else { unreachable!() };
        assert!(!context.text.say(msg).is_empty());
    }
    assert!(matches!(view.act_on(Action::Export, &context)[..], [Ask::Show(Dialog::Choose(_))]));
}

#[test]
fn the_document_leaves_as_a_new_file() {
    let world = World::new(Lang::En);
    let context = world.context();
    let mut view = opened(id(1), &context);
    let mut asks = view.act_on(Action::Export, &context);
    let Some(Ask::Show(Dialog::Choose(mut menu))) = asks.pop() else { panic!("no menu") };
    let taken = menu.key(KeyEvent::new(KeyCode::Char('7'), KeyModifiers::NONE));
    let Some(Ask::Print(offer)) = taken.into_iter().last() else { panic!("nothing written") };
    assert_eq!(offer.file(), "SLA-2026-0007-v0.3.json");
    let bytes = offer.write().unwrap();
    assert_eq!(
        crate::export::agreement_json::from_json(&String::from_utf8(bytes).unwrap()).unwrap().code,
        "SLA-2026-0007"
    );
}

#[test]
fn a_text_is_shown_as_it_will_be_handed_over() {
    let world = World::new(Lang::En);
    let context = world.context();
    let mut sheet = sheet();
    for clause in sheet.clauses.iter_mut().filter(|clause| clause.str("section") == "history") {
        clause.values.insert("text".to_owned(), json!("Version {{version}}, CI {{ci_no}}, {{dpa}}"));
    }
    let mut view = AgreementView::new(id(1));
    view.accept(Reply::Agreement(Box::new(sheet)), &context);
    view.stand_on(clause("history"));
    let page = seen(&mut view, 120, 36, &context);
    assert!(page.contains("Version 0.3, CI CI-0007, {{dpa}}"), "{page}");
}
