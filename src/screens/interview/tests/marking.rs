//! What is said beside the words: not known, our reading, who said what; jumping; the clock.

use std::time::Duration;

use super::desk::CLERK;
use super::*;

fn take(desk: &Desk, view: &mut InterviewView, line: usize) -> Vec<Ask> {
    let id = view.menu[line].0;
    view.chosen(id, &desk.context())
}

#[test]
fn each_mark_is_one_key_and_the_same_key_takes_it_away() {
    let desk = Desk::new(Lang::En);
    for (key, status) in [
        (Action::MarkUnknown, "unknown"),
        (Action::MarkRefused, "refused"),
        (Action::MarkInapplicable, "not_applicable"),
    ] {
        let mut view = desk.open(sheet("T1", Vec::new()));
        desk.act(&mut view, key);
        assert_eq!((view.words_now("E01").status.as_str(), view.part), (status, Part::Reason));
        desk.type_in(&mut view, "because");
        desk.act(&mut view, key);
        assert_eq!((view.words_now("E01").status.as_str(), view.part), ("answered", Part::Answer));
        let left = view.leave(&desk.context());
        assert!(matches!(left[..], [Ask::Forget(_)]), "nothing is left to be saved: {left:?}");
    }
}

#[test]
fn what_does_not_apply_needs_no_reason_and_what_is_unknown_does() {
    let desk = Desk::new(Lang::En);
    let mut view = desk.open(sheet("T1", Vec::new()));
    let before = view.missing().len();
    desk.act(&mut view, Action::MarkInapplicable);
    assert_eq!(view.missing().len(), before - 1);
    desk.act(&mut view, Action::NextField);
    desk.act(&mut view, Action::MarkUnknown);
    assert_eq!(view.missing().len(), before - 1, "whom to ask must be said");
    desk.type_in(&mut view, "the CFO");
    assert_eq!(view.missing().len(), before - 2);
    assert_eq!(view.words_now("E02").ask_by, None);
}

#[test]
fn a_day_that_was_named_stays_when_the_line_is_opened_on_another_day() {
    let desk = Desk::new(Lang::En);
    let mut stored = answer(1, "E01", "", &json!(null));
    for (name, value) in [("status", "unknown"), ("status_reason", "张科长 +3d"), ("ask_by", "2026-02-01")] {
        stored.values.insert(name.to_owned(), json!(value));
    }
    stored.values.insert("ask_of".to_owned(), id(CLERK).json());
    let mut view = desk.open(sheet("T1", vec![stored]));
    desk.act(&mut view, Action::PrevField);
    while view.at != "E01" {
        desk.act(&mut view, Action::PrevField);
    }
    desk.act(&mut view, Action::Private);
    assert_eq!(view.words_now("E01").ask_by.map(|day| day.to_string()).as_deref(), Some("2026-02-01"));
    view.part = Part::Reason;
    desk.press(&mut view, KeyCode::Backspace);
    desk.type_in(&mut view, "d");
    assert_eq!(view.words_now("E01").ask_by.map(|day| day.to_string()).as_deref(), Some("2026-03-09"));
}

#[test]
fn our_reading_stands_apart_from_their_words() {
    let desk = Desk::new(Lang::En);
    let mut view = desk.open(sheet("T1", Vec::new()));
    desk.type_in(&mut view, "we want to be the first");
    desk.act(&mut view, Action::Reading);
    let draft = draft_of(&desk.type_in(&mut view, "growth at any price"));
    assert_eq!(draft.mine["interpretation"], "growth at any price");
    let shown = desk.screen(&mut view, 80, 24);
    assert!(shown.contains("Our reading") && shown.contains("growth at any price"), "{shown}");
    // Taken up after a dropped line in the same place.
    let mut left = InterviewView::recover(view.id, draft);
    desk.load(&mut left, sheet("T1", Vec::new()));
    assert_eq!(left.part, Part::Reading);
    desk.type_in(&mut left, "!");
    let act = act_of(&desk.act(&mut left, Action::NextField));
    assert_eq!(
        (&inserted(&act)["raw"], &inserted(&act)["interpretation"]),
        (&json!("we want to be the first"), &json!("growth at any price!"))
    );
    desk.act(&mut view, Action::Back);
    assert_eq!(view.part, Part::Answer, "Esc first goes back to the words");
}

fn of_two() -> InterviewSheet {
    let mut sheet = sheet("T1", Vec::new());
    sheet.record.values.insert("contacts".to_owned(), json!([id(DEAN), id(CLERK)]));
    sheet.labels.insert(id(CLERK), "张科长".to_owned());
    sheet
}

#[test]
fn several_people_answer_one_question_and_each_has_their_words() {
    let desk = Desk::new(Lang::Zh);
    let mut view = desk.open(of_two());
    desk.type_in(&mut view, "门诊量翻一倍");
    desk.act(&mut view, Action::People);
    take(&desk, &mut view, 0);
    assert_eq!(view.speakers(), [id(DEAN)]);
    desk.act(&mut view, Action::People);
    // The dean, the clerk, nobody; then both once more, for what they said too.
    take(&desk, &mut view, 4);
    desk.type_in(&mut view, "人手不够");
    assert_eq!(view.words_now("E01").raw, "王院长：门诊量翻一倍\n张科长：人手不够");
    assert_eq!(view.speaker(), Some(id(CLERK)));
    let shown = desk.screen(&mut view, 120, 30);
    assert!(shown.contains("● 王院长") && shown.contains("● 张科长"), "{shown}");
    // A need from these words is the clerk's.
    let asks = desk.act(&mut view, Action::MakeNeed);
    let form = asks.iter().find_map(|ask| match ask {
        Ask::Show(Dialog::Form(form)) => Some(form.changes()),
        _ => None,
    });
    let requester = form.unwrap().iter().find_map(|change| match change {
        Change::Insert { kind: Kind::Need, values, .. } => values.get("requester").cloned(),
        _ => None,
    });
    assert_eq!(requester, Some(id(CLERK).json()));
}

#[test]
fn somebody_new_joins_the_interview_in_the_same_act() {
    let desk = Desk::new(Lang::En);
    let mut view = desk.open(sheet("T1", Vec::new()));
    let asks = desk.act(&mut view, Action::People);
    let Some(Ask::Show(Dialog::Choose(mut menu))) = asks.into_iter().next() else { panic!() };
    menu.act_on(Action::Bottom);
    let taken = menu.act_on(Action::Open);
    let [Ask::Back, Ask::Show(Dialog::Form(form))] = &taken[..] else { panic!("{taken:?}") };
    let changes = form.changes();
    let joins = changes.iter().any(|change| {
        matches!(change, Change::Update { kind: Kind::Interview, field, new, .. }
            if field == "contacts" && new.as_array().is_some_and(|all| all.len() == 2))
    });
    assert!(joins, "{changes:?}");
}

#[test]
fn any_question_is_found_by_number_id_words_or_answer() {
    let desk = Desk::new(Lang::En);
    let mut view = desk.open(sheet("T1", vec![answer(1, "E06", "新政策", &json!("新政策"))]));
    let typed = [
        ("14", "E14"),
        ("2", "E02"),
        ("surprise", "E15"),
        ("新政", "E06"),
        ("E06", "E06"),
        ("e1", "E10"),
        ("e13", "E13"),
        ("decides such", "E13"),
    ];
    for (typed, there) in typed {
        let asks = desk.act(&mut view, Action::JumpQuestion);
        let Some(Ask::Show(Dialog::Pick(mut pick))) = asks.into_iter().next() else { panic!() };
        typed.chars().for_each(|c| drop(pick.key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE))));
        let taken = pick.act_on(Action::Open, &desk.context());
        let [Ask::Chosen(line, _)] = taken[..] else { panic!("{taken:?}") };
        view.chosen(line, &desk.context());
        assert_eq!(view.at, there, "{typed}");
    }
    view.pane = Pane::List;
    assert!(matches!(desk.act(&mut view, Action::Filter)[..], [Ask::Show(Dialog::Pick(_))]), "/ in the list");
}

#[test]
fn the_clock_costs_nothing_while_it_is_hidden() {
    let desk = Desk::new(Lang::En);
    let mut sheet = sheet("T1", Vec::new());
    let held = desk.context().now - chrono::TimeDelta::seconds(23 * 60 + 20);
    sheet.record.values.insert("held_at".to_owned(), crate::domain::wording::instant_value(held));
    let mut view = desk.open(sheet);
    assert_eq!(view.wakes(desk.context().now), None);
    desk.act(&mut view, Action::Clock);
    assert!(view.title(&desk.context()).starts_with("0:23 · "), "{}", view.title(&desk.context()));
    assert_eq!(view.wakes(desk.context().now), Some(Duration::from_secs(40)));
    desk.act(&mut view, Action::Clock);
    assert_eq!(view.wakes(desk.context().now), None);
}
