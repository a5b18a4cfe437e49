//! New drafts, and targets as people type them.

use super::*;
use crate::domain::agreement::known::Known;
use crate::domain::agreement::new::NewDraft;

pub(super) fn new_draft(language: Lang) -> NewDraft {
    let object = |value: Value| value.as_object().unwrap().clone();
    NewDraft {
        agreement: object(json!({
            "title": "东湖医院运维外包".repeat(30), "receiver": "东湖医院", "provider": "华东服务", "ccy": "CNY",
            "opportunity": id(9).json(), "account": id(77).json(),
        })),
        version: object(json!({ "author": id(500).json(), "tz": "Asia/Shanghai" })),
        language,
        start: "2026-04-01".parse().unwrap(),
    }
}

/// The agreement and what is made with it.
pub(super) fn made(draft: &NewDraft, context: &Context<'_>) -> (Act, Id) {
    let agreement = context.id();
    let changes = draft.changes(agreement, || context.id()).unwrap();
    (Act { id: context.id(), verb: "verb-agreement".to_owned(), changes }, agreement)
}

#[test]
fn a_new_draft_is_one_act_that_fits_its_declarations() {
    for lang in Lang::ALL {
        let world = World::new(lang);
        let context = world.context();
        let (act, agreement) = made(&new_draft(lang), &context);
        let mut texts = String::new();
        let mut document = sample::draft();
        document.clauses.clear();
        for change in &act.changes {
            let Change::Insert { kind, id, values } = change else { panic!("{change:?}") };
            assert_eq!(validate::validate(*kind, values), [], "{kind:?}");
            match kind {
                Kind::Clause => {
                    let clause: crate::domain::agreement::version::Clause =
                        serde_json::from_value(Value::Object(values.clone())).unwrap();
                    texts.push_str(clause.text.as_deref().unwrap());
                    document.clauses.push(Filed { id: *id, values: clause });
                }
                Kind::AgreementVersion => {
                    assert_eq!(values["agreement"], agreement.json());
                    assert_eq!(values["effective_to"], "2027-03-31");
                    document.version.values = serde_json::from_value(Value::Object(values.clone())).unwrap();
                }
                _ => {
                    assert_eq!(*id, agreement);
                    document.agreement.values = serde_json::from_value(Value::Object(values.clone())).unwrap();
                }
            }
        }
        assert_eq!(document.clauses.len(), 23);
        let shown = Known::of_draft(&document).fill(&texts, &Text::new(lang));
        for known in ["provider_name", "customer_name", "effective_from", "tz", "notice_days", "renewal"] {
            let variable = format!("{{{{{known}}}}}");
            assert!(texts.contains(&variable) && !shown.contains(&variable), "{known} in {lang:?}");
        }
        assert!(shown.contains("东湖医院") && shown.contains("{{provider_rep}}"));
        let findings = lint(&document, context.today());
        assert!(findings.iter().any(|f| f.rule == "R02"), "what is left to fill is found");
        assert!(!findings.iter().any(|f| f.rule == "R01" && f.path.section == "parties"), "{findings:#?}");
    }
}

/// Types into the form of a target, line by line, as a consultant would.
#[test]
fn figures_of_a_target_are_typed_as_people_write_them() {
    let world = World::new(Lang::En);
    let context = world.context();
    let sheet = sheet();
    let builder = crate::dialogs::form::Builder::existing(&sheet.targets[1], &sheet.labels);
    let mut form = builder.focus("value").build(&context);
    let put = |form: &mut crate::dialogs::form::Form, text: &str| {
        form.key(KeyEvent::new(KeyCode::Char('k'), KeyModifiers::CONTROL), &context);
        form.key(KeyEvent::new(KeyCode::Char('a'), KeyModifiers::CONTROL), &context);
        form.key(KeyEvent::new(KeyCode::Char('k'), KeyModifiers::CONTROL), &context);
        for c in text.chars() {
            form.key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE), &context);
        }
    };
    put(&mut form, "1h 30m");
    form.act_on(Action::NextField, &context);
    put(&mut form, "97.5");
    form.act_on(Action::NextField, &context);
    let changed: Vec<_> = form
        .changes()
        .into_iter()
        .map(|change| match change {
            Change::Update { field, new, .. } => (field, new),
            other => panic!("{other:?}"),
        })
        .collect();
    let of = |name: &str| changed.iter().find(|(field, _)| field == name).map(|(_, new)| new.clone());
    assert_eq!(of("value"), Some(json!(5400)), "{changed:?}");
    assert_eq!(of("unit"), Some(json!("minute")), "sent with the value, so that a colleague's unit is noticed");
    assert_eq!(of("attainment_ppm"), Some(json!(975_000)), "{changed:?}");
    assert_eq!(of("operator"), None, "the metric is the same");
    let shown = crate::screens::list::cell(&sheet.targets[1], "value", &sheet.labels, &context);
    assert_eq!(shown, "30 min");
}

#[test]
fn another_metric_reads_the_same_text_anew_and_turns_the_comparison() {
    let world = World::new(Lang::En);
    let context = world.context();
    let builder = crate::dialogs::form::Builder::new_record(Kind::Target, &context)
        .preset("label", json!("T1"))
        .preset("metric", json!("response_time"))
        .preset("value", json!(1800))
        .preset("unit", json!("minute"))
        .focus("metric");
    let mut form = builder.build(&context);
    let inserted = |form: &crate::dialogs::form::Form| {
        let Some(Change::Insert { values, .. }) = form.changes().into_iter().next() else { panic!("no insert") };
        values
    };
    form.key(KeyEvent::new(KeyCode::Left, KeyModifiers::NONE), &context);
    let values = inserted(&form);
    assert_eq!((&values["metric"], &values["operator"]), (&json!("availability"), &json!("ge")));
    assert_eq!(
        (&values["value"], &values["unit"]),
        (&json!(1800), &json!("minute")),
        "R21 tells that this is no share"
    );
    for _ in 0..15 {
        form.key(KeyEvent::new(KeyCode::Right, KeyModifiers::NONE), &context);
    }
    let values = inserted(&form);
    assert_eq!((&values["metric"], &values["operator"]), (&json!("latency_pnn"), &json!("le")));
    assert_eq!(values["value"], json!(1_800_000), "30 min in milliseconds");
}

#[test]
fn a_deal_without_a_customer_still_gives_a_draft_that_asks_for_one() {
    let world = World::new(Lang::Ru);
    let context = world.context();
    let mut draft = new_draft(Lang::Ru);
    draft.agreement.insert("receiver".to_owned(), json!(" "));
    draft.agreement.remove("account");
    let (act, _) = made(&draft, &context);
    let Change::Insert { kind: Kind::Agreement, values, .. } = &act.changes[0] else { panic!("{act:?}") };
    assert_eq!(values["receiver"], "{{customer_name}}");
    assert_eq!(validate::validate(Kind::Agreement, values), []);
}

#[test]
fn a_new_target_asks_where_and_by_what_it_is_measured() {
    let world = World::new(Lang::En);
    let context = world.context();
    let mut view = opened(clause("term"), &context);
    let asks = view.act_on(Action::MakeTarget, &context);
    let Some(Ask::Show(mut form)) = asks.into_iter().next() else { panic!("no form") };
    let mut terminal = Terminal::new(TestBackend::new(100, 40)).unwrap();
    terminal.draw(|frame| form.draw(frame, frame.area(), &context)).unwrap();
    let shown = terminal.backend().to_string();
    assert!(shown.contains("Measured at") && shown.contains("Data source"), "{shown}");
    let Dialog::Form(form) = form else { panic!("no form") };
    let [Change::Insert { values, .. }] = &form.changes()[..] else { panic!("{form:?}") };
    assert!(!values.contains_key("measure_point"), "what is not filled in is not stored: {values:?}");
}
