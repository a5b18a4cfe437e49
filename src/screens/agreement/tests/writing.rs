//! Writing a section: kept while typing, saved on leaving, found again after a dropped line.

use super::*;

#[test]
fn a_section_is_written_in_place_kept_while_typing_and_saved_on_leaving() {
    let world = World::new(Lang::Zh);
    let context = world.context();
    let mut view = opened(clause("term"), &context);
    let before = view.work.as_ref().unwrap().count(Severity::Error);
    assert!(view.act_on(Action::Open, &context).is_empty());
    assert!(view.types());
    let draft = kept(typed(&mut view, "试运行 TBD", &context));
    assert_eq!((draft.kind, draft.record, draft.form.as_str()), (Kind::Clause, Some(id(1)), "clause"));
    assert!(draft.mine["raw"].as_str().unwrap().ends_with("试运行 TBD"));
    assert_eq!(draft.mine["name"], "有效期");
    assert_eq!(view.work.as_ref().unwrap().count(Severity::Error), before + 1, "the placeholder is seen at once");

    let asks = view.act_on(Action::Back, &context);
    let Change::Update { kind: Kind::Clause, id: changed, field, base, new } = &act(&asks).changes[0] else {
        panic!("{asks:?}")
    };
    assert_eq!((act(&asks).verb.as_str(), *changed, field.as_str()), ("verb-clause", clause("term"), "text"));
    assert_eq!(base, sheet().clauses.iter().find(|c| c.id == clause("term")).unwrap().get("text"));
    assert!(new.as_str().unwrap().ends_with("试运行 TBD"));
    assert_eq!(act(&asks).id, draft.act_id);

    assert!(view.saved(id(4), true).is_empty(), "somebody else's act");
    assert!(view.saved(draft.act_id, false).is_empty());
    assert!(view.types(), "refused: the text is still there");
    let asks = view.saved(draft.act_id, true);
    assert!(matches!(asks[..], [Ask::Forget(forgotten), Ask::Tell(..)] if forgotten == draft.id), "{asks:?}");
    assert!(!view.types());
}

#[test]
fn leaving_without_a_change_saves_nothing() {
    let world = World::new(Lang::En);
    let context = world.context();
    let mut view = opened(clause("term"), &context);
    view.act_on(Action::Edit, &context);
    assert!(view.act_on(Action::Back, &context).is_empty());
    assert!(!view.types());
    // A missing section begins with the standard text, which is nothing yet.
    view.stand_on_key(&outline::Key::Section("workload_limits".into()));
    view.act_on(Action::Edit, &context);
    assert!(view.editing.as_ref().unwrap().field.text().contains("{{limits}}"));
    assert!(view.leave(&context).is_empty());
    assert_eq!(*view.work.as_ref().unwrap().document, draft_of(&sheet()).unwrap());
    view.act_on(Action::Edit, &context);
    let asks = view.act_on(Action::Save, &context);
    let Change::Insert { kind: Kind::Clause, values, .. } = &act(&asks).changes[0] else { panic!("{asks:?}") };
    assert_eq!((&values["section"], &values["origin"]), (&json!("workload_limits"), &json!("standard")));
    assert_eq!(validate::validate(Kind::Clause, values), []);
}

#[test]
fn what_a_dropped_session_typed_is_there_again_at_the_same_place() {
    let world = World::new(Lang::En);
    let context = world.context();
    let mut view = opened(clause("term"), &context);
    view.act_on(Action::Edit, &context);
    typed(&mut view, "新条款", &context);
    view.key(KeyEvent::new(KeyCode::Left, KeyModifiers::NONE), &context);
    let draft = kept(typed(&mut view, "的", &context));

    let mut again = AgreementView::recover(draft.clone());
    assert!(matches!(again.queries()[..], [Request::Agreement(version)] if version == id(2)));
    again.accept(Reply::Agreement(Box::new(sheet())), &context);
    let (old, new) = (view.editing.as_ref().unwrap(), again.editing.as_ref().unwrap());
    assert_eq!((old.field.text(), old.field.cursor()), (new.field.text(), new.field.cursor()));
    assert!(new.field.text().ends_with("新条的款"));
    assert_eq!(again.row().and_then(Row::key), Some(outline::Key::Section("term".into())));
    // A reload under the hands of the writer takes nothing away.
    again.accept(Reply::Agreement(Box::new(sheet())), &context);
    assert!(again.editing.as_ref().unwrap().field.text().ends_with("新条的款"));
    let asks = again.act_on(Action::Save, &context);
    assert_eq!(act(&asks).id, draft.act_id, "saved once, whoever saves it");
}

#[test]
fn the_users_own_editor_writes_into_the_same_text() {
    let world = World::new(Lang::En);
    let context = world.context();
    let mut view = opened(clause("term"), &context);
    let asks = view.act_on(Action::EditExternal, &context);
    assert!(matches!(&asks[..], [Ask::Edit { suffix: ".md", text }] if text.starts_with('自')), "{asks:?}");
    assert!(!view.types(), "whatever becomes of the editor, keys are commands afterwards");
    let asks = view.edited("другой текст\n", &context);
    assert!(matches!(&act(&asks).changes[..], [Change::Update { new, .. }] if new == "другой текст"), "{asks:?}");
    let draft = kept(asks);
    assert_eq!(draft.mine["raw"], "другой текст");
    view.saved(draft.act_id, true);
    assert!(!view.types());

    // A text that comes back as it went is not written.
    let asks = view.act_on(Action::EditExternal, &context);
    let Some(Ask::Edit { text, .. }) = asks.into_iter().next() else { panic!("no editor") };
    assert!(view.edited(&format!("{text}\n"), &context).is_empty() && !view.types());

    // From inside the text it stays open, as it was.
    view.act_on(Action::Edit, &context);
    view.act_on(Action::EditExternal, &context);
    view.edited("третий", &context);
    assert!(view.types() && view.editing.as_ref().unwrap().field.text() == "третий");
}

#[test]
fn a_large_document_is_checked_when_the_hands_rest() {
    let world = World::new(Lang::En);
    let context = world.context();
    let mut document = sample::draft();
    let first = document.targets[0].clone();
    document.targets.extend((0..AT_ONCE as u128).map(|n| Filed { id: id(5000 + n), ..first.clone() }));
    let mut view = AgreementView::new(clause("term"));
    view.accept(Reply::Agreement(Box::new(sheet_of(&document))), &context);
    view.act_on(Action::Edit, &context);
    let errors = |view: &AgreementView| view.work.as_ref().unwrap().count(Severity::Error);
    let before = errors(&view);
    typed(&mut view, "TBD", &context);
    seen(&mut view, 120, 40, &context);
    assert_eq!(errors(&view), before, "no letter waits for the checks");
    assert_eq!(view.wakes(context.now), Some(Duration::from_millis(100)));
    let rested = Context { now: context.now + REST, ..world.context() };
    seen(&mut view, 120, 40, &rested);
    assert_eq!(errors(&view), before + 1, "the placeholder is seen");
    assert_eq!(view.wakes(rested.now), None);
    // A command sees what was typed just before it.
    typed(&mut view, " TBD", &rested);
    view.act_on(Action::EditExternal, &rested);
    assert_eq!(view.wakes(rested.now), None);
}
