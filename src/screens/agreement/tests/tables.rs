//! Tables as tables: cells with the parsers of the forms, rows that come and go, findings that lead into a cell.

use super::*;

fn press(view: &mut AgreementView, code: KeyCode, context: &Context<'_>) -> Vec<Ask> {
    view.key(KeyEvent::new(code, KeyModifiers::NONE), context)
}

/// Puts the cursor into a cell.
fn stand(view: &mut AgreementView, table: &'static str, row: usize, column: &str) {
    view.seek = None;
    view.stand_on_key(&outline::Key::Table(table));
    view.stand_in(Source::named(table).unwrap(), row, column);
}

fn clear(view: &mut AgreementView, context: &Context<'_>) {
    view.key(KeyEvent::new(KeyCode::Char('a'), KeyModifiers::CONTROL), context);
    view.key(KeyEvent::new(KeyCode::Char('k'), KeyModifiers::CONTROL), context);
}

fn update(asks: &[Ask], at: usize) -> (Kind, &str, &Value, &Value) {
    match &act(asks).changes[at] {
        Change::Update { kind, field, base, new, .. } => (*kind, field.as_str(), base, new),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_cell_of_the_targets_is_typed_as_people_write_it_and_checked_while_typing() {
    let world = World::new(Lang::En);
    let context = world.context();
    let mut view = opened(id(1), &context);
    stand(&mut view, "targets", 0, "value");
    assert!(seen(&mut view, 120, 36, &context).contains("✕ 99.9%"), "the cell that is at fault is marked");
    assert!(view.act_on(Action::Open, &context).is_empty() && view.types());
    clear(&mut view, &context);
    let draft = kept(typed(&mut view, "99.5", &context));
    assert_eq!((draft.kind, draft.form.as_str()), (Kind::AgreementVersion, "table"));
    let promised = view.work.as_ref().unwrap().document.targets[0].values.value;
    assert_eq!(promised, Some(995_000), "the checks see what is typed");
    let asks = press(&mut view, KeyCode::Enter, &context);
    assert_eq!(update(&asks, 0), (Kind::Target, "value", &json!(999_000), &json!(995_000)));
    assert_eq!(update(&asks, 1), (Kind::Target, "unit", &json!("percent"), &json!("percent")));
    assert_eq!(act(&asks).id, draft.act_id);
    assert!(!view.types());
    assert!(seen(&mut view, 120, 36, &context).contains("99.5%"), "shown before the store has answered");
    assert!(matches!(view.saved(draft.act_id, true)[..], [Ask::Forget(gone)] if gone == draft.id));
}

#[test]
fn what_cannot_be_read_stays_open_with_its_sentence_and_waits_among_the_drafts() {
    let world = World::new(Lang::En);
    let context = world.context();
    let mut view = opened(id(1), &context);
    stand(&mut view, "maintenance", 0, "cap_sec");
    view.act_on(Action::Edit, &context);
    clear(&mut view, &context);
    typed(&mut view, "often", &context);
    assert!(press(&mut view, KeyCode::Enter, &context).is_empty() && view.types());
    assert!(seen(&mut view, 120, 36, &context).contains("often"), "{}", seen(&mut view, 120, 36, &context));
    assert!(view.tables.cell.as_ref().unwrap().fault.is_some());
    let asks = view.act_on(Action::Back, &context);
    assert!(matches!(&asks[..], [Ask::Leave(draft), Ask::Tell(..)] if draft.mine["raw"] == "often"), "{asks:?}");
    assert!(!view.types());

    let Some(Ask::Leave(draft)) = asks.into_iter().next() else { unreachable!() };
    let mut again = AgreementView::recover(*draft);
    again.accept(Reply::Agreement(Box::new(sheet())), &context);
    assert!(again.types());
    clear(&mut again, &context);
    typed(&mut again, "30 h", &context);
    let asks = again.act_on(Action::Save, &context);
    let (kind, field, _, new) = update(&asks, 0);
    assert_eq!((kind, field, &new[0]["cap_sec"]), (Kind::AgreementVersion, "maintenance", &json!(108_000)));
}

#[test]
fn a_new_row_is_stored_once_it_has_what_it_needs() {
    let world = World::new(Lang::En);
    let context = world.context();
    let mut view = opened(id(1), &context);
    let before = sheet().version.get("escalations").as_array().unwrap().len();
    stand(&mut view, "workload_limits", 0, "");
    assert!(view.act_on(Action::New, &context).is_empty() && view.types(), "the first cell is open at once");
    typed(&mut view, "门诊收费系统", &context);
    let asks = view.act_on(Action::NextField, &context);
    assert!(asks.iter().any(|ask| matches!(ask, Ask::Tell(msg, _) if msg.key == "agreement-row-waits")), "{asks:?}");
    press(&mut view, KeyCode::Right, &context);
    view.act_on(Action::NextField, &context);
    typed(&mut view, "120", &context);
    let asks = view.act_on(Action::NextField, &context);
    let (_, field, base, new) = update(&asks, 0);
    assert_eq!((field, base), ("workload_limits", &Value::Null));
    assert_eq!(new, &json!([{"service": "门诊收费系统", "measure": "users", "limit": 120}]));
    assert!(view.types(), "the next cell is open");
    view.act_on(Action::Back, &context);

    // The level of the next step follows from the row above, so its first word stores it.
    stand(&mut view, "escalations", before - 1, "");
    view.act_on(Action::New, &context);
    let level = &view.tables.fresh.as_ref().unwrap().row["level"];
    assert_eq!(level, &json!(before + 1));
    view.act_on(Action::Back, &context);
    assert!(!view.types() && view.tables.fresh.is_some(), "the row still waits for a word");
    view.act_on(Action::Back, &context);
    assert!(view.tables.fresh.is_none(), "of a row in which nothing was said nothing stays");
}

#[test]
fn the_outline_begins_a_row_of_its_table_and_whoever_types_is_led_past_what_is_chosen() {
    let world = World::new(Lang::En);
    let context = world.context();
    let mut view = opened(id(1), &context);
    stand(&mut view, "signatories", 0, "");
    view.pane = super::Pane::Outline;
    let before = sheet().version.get("signatories").as_array().map_or(0, Vec::len);
    assert!(view.act_on(Action::New, &context).is_empty() && view.types(), "no menu: the row is begun");
    assert_eq!(view.tables.fresh.as_ref().unwrap().at, before, "below the last one");
    let at = |view: &AgreementView| view.tables.cell.as_ref().map(|cell| cell.column.name);
    for _ in 0..9 {
        if at(&view) == Some("name") {
            break;
        }
        view.act_on(Action::NextField, &context);
    }
    typed(&mut view, "Li Ming", &context);
    view.act_on(Action::NextField, &context);
    assert_eq!(at(&view), Some("title"), "contact and colleague are chosen, not typed");
}

#[test]
fn rows_change_places_and_go_and_a_colleagues_other_row_is_left_alone() {
    let world = World::new(Lang::En);
    let context = world.context();
    let mut view = opened(id(1), &context);
    let tiers = sheet().version.get("credit_tiers").as_array().unwrap().clone();
    stand(&mut view, "credit_tiers", 0, "credit_bp");
    let asks = view.act_on(Action::OrderDown, &context);
    let (_, _, base, new) = update(&asks, 0);
    assert_eq!((&base[0], &base[1]), (&tiers[0], &tiers[1]));
    assert_eq!((&new[0], &new[1]), (&tiers[1], &tiers[0]));
    assert_eq!(view.tables.row, 1, "the cursor goes with its row");
    let act = super::act(&asks).id;
    view.saved(act, true);

    view.accept(Reply::Agreement(Box::new(sheet())), &context);
    stand(&mut view, "credit_tiers", 1, "credit_bp");
    view.act_on(Action::Open, &context);
    clear(&mut view, &context);
    typed(&mut view, "7", &context);
    // A colleague takes the first row out while the cell is open.
    let mut theirs = sheet();
    theirs.version.values.insert("credit_tiers".to_owned(), json!(tiers[1..]));
    view.accept(Reply::Agreement(Box::new(theirs)), &context);
    assert!(view.types());
    let asks = press(&mut view, KeyCode::Enter, &context);
    let (_, _, base, new) = update(&asks, 0);
    assert_eq!(base, &json!(tiers[1..]), "it stands on what they wrote");
    assert_eq!((&new[0]["credit_bp"], new.as_array().unwrap().len()), (&json!(700), tiers.len() - 1));

    view.tables.row = 0;
    let asks = view.act_on(Action::Archive, &context);
    assert_eq!(update(&asks, 0).3.as_array().unwrap().len(), tiers.len() - 2);
}

#[test]
fn a_colleague_who_wrote_the_same_row_is_asked_about() {
    let world = World::new(Lang::En);
    let context = world.context();
    let mut view = opened(id(1), &context);
    let tiers = sheet().version.get("credit_tiers").clone();
    stand(&mut view, "credit_tiers", 1, "credit_bp");
    view.act_on(Action::Open, &context);
    clear(&mut view, &context);
    typed(&mut view, "7", &context);
    let mut theirs = sheet();
    theirs.version.values["credit_tiers"][1]["credit_bp"] = json!(1200);
    view.accept(Reply::Agreement(Box::new(theirs)), &context);
    let asks = press(&mut view, KeyCode::Enter, &context);
    assert_eq!(update(&asks, 0).2, &tiers, "the store will refuse it and show both");
}

#[test]
fn a_finding_leads_into_its_cell() {
    let world = World::new(Lang::En);
    let context = world.context();
    let mut view = opened(id(1), &context);
    let cell = |finding: &Finding| finding.rule == "R35";
    while !view.finding.and_then(|at| view.work.as_ref()?.findings.get(at)).is_some_and(cell) {
        assert!(view.act_on(Action::NextFinding, &context).is_empty());
    }
    assert_eq!(view.row().and_then(Row::key), Some(outline::Key::Table("maintenance")));
    let page = seen(&mut view, 120, 36, &context);
    assert!(page.contains("✕ R35"), "{page}");
    assert!(view.act_on(Action::Edit, &context).is_empty());
    assert_eq!(view.tables.cell.as_ref().map(|cell| cell.column.name), Some("counted"));
    let errors = view.work.as_ref().unwrap().count(Severity::Error);
    press(&mut view, KeyCode::Right, &context);
    assert_eq!(view.work.as_ref().unwrap().count(Severity::Error), errors - 1, "yes or no, but said");
    let asks = press(&mut view, KeyCode::Enter, &context);
    assert_eq!(update(&asks, 0).3[0]["counted"], json!(true));
}

#[test]
fn the_matrix_is_three_by_three() {
    let world = World::new(Lang::Zh);
    let context = world.context();
    let mut view = opened(id(1), &context);
    stand(&mut view, "priority_matrix", 1, "urgency_3");
    view.act_on(Action::Open, &context);
    clear(&mut view, &context);
    typed(&mut view, "9", &context);
    assert!(press(&mut view, KeyCode::Enter, &context).is_empty(), "no priority is 9");
    clear(&mut view, &context);
    typed(&mut view, "5", &context);
    let asks = press(&mut view, KeyCode::Enter, &context);
    assert_eq!(
        update(&asks, 0),
        (Kind::AgreementVersion, "priority_matrix", &json!("123/234/345"), &json!("123/235/345"))
    );
    for action in [Action::New, Action::Archive, Action::OrderUp] {
        assert!(matches!(view.act_on(action, &context)[..], [Ask::Tell(..)]), "{action:?}");
    }
}

#[test]
fn another_metric_reads_the_same_words_anew() {
    let world = World::new(Lang::En);
    let context = world.context();
    let mut view = opened(id(1), &context);
    stand(&mut view, "targets", 1, "metric");
    view.act_on(Action::Open, &context);
    typed(&mut view, "restore", &context);
    let asks = press(&mut view, KeyCode::Enter, &context);
    let fields: Vec<_> = (0..act(&asks).changes.len()).map(|at| update(&asks, at).1.to_owned()).collect();
    assert!(fields.contains(&"metric".to_owned()), "{fields:?}");
    stand(&mut view, "targets", 1, "metric");
    view.act_on(Action::Open, &context);
    typed(&mut view, "avail", &context);
    let asks = press(&mut view, KeyCode::Enter, &context);
    let operator = (0..act(&asks).changes.len()).map(|at| update(&asks, at)).find(|change| change.1 == "operator");
    assert_eq!(operator.map(|change| change.3), Some(&json!("ge")));
}

#[test]
fn tiers_are_written_in_the_unit_of_their_target() {
    let world = World::new(Lang::En);
    let context = world.context();
    let mut view = opened(id(1), &context);
    stand(&mut view, "credit_tiers", 1, "at_least");
    assert!(seen(&mut view, 120, 36, &context).contains("99.5%"));
    view.act_on(Action::Open, &context);
    clear(&mut view, &context);
    typed(&mut view, "99.6 %", &context);
    let asks = press(&mut view, KeyCode::Enter, &context);
    assert_eq!(update(&asks, 0).3[1]["at_least"], json!(996_000));
}

#[test]
fn a_table_fits_every_screen_in_every_language() {
    for lang in Lang::ALL {
        let world = World::new(lang);
        let context = world.context();
        let mut view = opened(id(1), &context);
        for (_, tables) in
            crate::domain::agreement::sections::all().iter().map(|s| (s, super::table::tables_of(&s.key)))
        {
            for name in tables {
                stand(&mut view, name, 0, "");
                for (width, height) in [(80, 24), (110, 3), (3, 2), (200, 60)] {
                    seen(&mut view, width, height, &context);
                }
                view.act_on(Action::Open, &context);
                seen(&mut view, 80, 24, &context);
                view.act_on(Action::Back, &context);
                view.act_on(Action::Back, &context);
            }
        }
    }
}
