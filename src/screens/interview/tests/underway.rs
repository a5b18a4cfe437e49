//! Words that are on their way to the store while their author writes on, and what is left of them when the line drops.

use super::*;

/// A change of the words of an answer: what their author saw, and what they wrote.
fn rewritten(act: &Act) -> (Value, Value) {
    let raw = act.changes.iter().find_map(|change| match change {
        Change::Update { field, base, new, .. } if field == "raw" => Some((base.clone(), new.clone())),
        _ => None,
    });
    raw.unwrap_or_else(|| panic!("{act:?}"))
}

/// The first answer as the store has it after this act.
fn kept_by(act: &Act) -> Record {
    let values = crate::domain::validate::normal(Kind::Answer, inserted(act).clone());
    record(Kind::Answer, act.changes[0].subject().1.0.as_u128(), Value::Object(values))
}

#[test]
fn a_blank_typed_before_a_save_is_there_for_the_next_word() {
    let desk = Desk::new(Lang::En);
    let mut view = desk.open(sheet("T1", Vec::new()));
    desk.type_in(&mut view, "twice as ");
    let first = act_of(&desk.act(&mut view, Action::Save));
    view.saved(first.id, true);
    desk.load(&mut view, sheet("T1", vec![kept_by(&first)]));
    desk.type_in(&mut view, "many beds");
    let second = act_of(&desk.act(&mut view, Action::Save));
    assert_eq!(rewritten(&second), (json!("twice as"), json!("twice as many beds")));
}

#[test]
fn words_typed_before_the_next_reading_stand_on_what_is_kept() {
    let desk = Desk::new(Lang::En);
    let mut view = desk.open(sheet("T1", Vec::new()));
    desk.type_in(&mut view, "twice as ");
    let first = act_of(&desk.act(&mut view, Action::Save));
    view.saved(first.id, true);
    desk.type_in(&mut view, "m");
    desk.load(&mut view, sheet("T1", vec![kept_by(&first)]));
    desk.type_in(&mut view, "any");
    assert_eq!(rewritten(&act_of(&desk.act(&mut view, Action::Save))), (json!("twice as"), json!("twice as many")));
}

#[test]
fn one_text_is_one_draft_however_often_it_was_sent() {
    let desk = Desk::new(Lang::En);
    let mut view = desk.open(sheet("T1", Vec::new()));
    let draft = draft_of(&desk.type_in(&mut view, "one"));
    let first = act_of(&desk.act(&mut view, Action::Save));
    let newer = draft_of(&desk.type_in(&mut view, " two"));
    assert_eq!(newer.id, draft.id);
    assert_ne!(newer.act_id, first.id, "the newer words are another act");
    assert!(!forgets(&view.saved(first.id, true), draft.id), "they are in the draft and nowhere else");
    let second = act_of(&desk.act(&mut view, Action::Save));
    assert_eq!(rewritten(&second), (json!("one"), json!("one two")));
    assert!(forgets(&view.saved(second.id, true), draft.id));
}

/// What a session that died leaves when it had sent the first words and not the second.
fn cut_off(desk: &Desk) -> (Act, Draft) {
    let mut view = desk.open(sheet("T1", Vec::new()));
    desk.type_in(&mut view, "one");
    let first = act_of(&desk.act(&mut view, Action::Save));
    (first, draft_of(&desk.type_in(&mut view, " two")))
}

fn taken_up(desk: &Desk, draft: Draft, answers: Vec<Record>) -> Act {
    let mut view = InterviewView::recover(id(INTERVIEW), draft);
    desk.load(&mut view, sheet("T1", answers));
    act_of(&desk.act(&mut view, Action::Save))
}

#[test]
fn taken_up_again_they_stand_on_what_arrived_of_them() {
    let desk = Desk::new(Lang::En);
    let (first, draft) = cut_off(&desk);
    let arrived = taken_up(&desk, draft.clone(), vec![kept_by(&first)]);
    assert_eq!(rewritten(&arrived), (json!("one"), json!("one two")));
    let lost = taken_up(&desk, draft, Vec::new());
    assert_eq!(inserted(&lost)["raw"], "one two");
}

#[test]
fn taken_up_again_a_change_stands_on_the_older_words_if_the_newer_never_arrived() {
    let desk = Desk::new(Lang::En);
    let stored = || vec![answer(1, "E01", "old", &json!("old"))];
    let mut view = desk.open(sheet("T1", stored()));
    desk.act(&mut view, Action::PrevField);
    desk.type_in(&mut view, " one");
    act_of(&desk.act(&mut view, Action::Save));
    desk.type_in(&mut view, " two");
    act_of(&desk.act(&mut view, Action::Save));
    let draft = draft_of(&desk.type_in(&mut view, " three"));
    for there in ["old", "old one", "old one two"] {
        let act = taken_up(&desk, draft.clone(), vec![answer(1, "E01", there, &json!(there))]);
        assert_eq!(rewritten(&act), (json!(there), json!("old one two three")));
    }
    // What a colleague wrote meanwhile is none of these: the store will ask.
    let act = taken_up(&desk, draft, vec![answer(1, "E01", "theirs", &json!("theirs"))]);
    assert_eq!(rewritten(&act), (json!("old one two"), json!("old one two three")));
}

#[test]
fn a_refusal_takes_the_newer_words_with_it_and_they_stand_on_what_was_read() {
    let desk = Desk::new(Lang::En);
    let mut view = desk.open(sheet("T1", vec![answer(1, "E01", "old", &json!("old"))]));
    desk.act(&mut view, Action::PrevField);
    let draft = draft_of(&desk.type_in(&mut view, " one"));
    let first = act_of(&desk.act(&mut view, Action::Save));
    desk.type_in(&mut view, " two");
    let second = act_of(&desk.act(&mut view, Action::Save));
    assert!(view.saved(first.id, false).is_empty() && view.saved(second.id, false).is_empty(), "the draft stays");
    let again = act_of(&desk.act(&mut view, Action::Save));
    assert_eq!(rewritten(&again), (json!("old"), json!("old one two")));
    assert!(forgets(&view.saved(again.id, true), draft.id));
}

#[test]
fn what_was_left_is_compared_word_by_word_and_without_codes() {
    let desk = Desk::new(Lang::En);
    let mut view = desk.open(sheet("T1", vec![answer(1, "E01", "old", &json!("old"))]));
    desk.act(&mut view, Action::PrevField);
    desk.type_in(&mut view, " and new");
    act_of(&desk.act(&mut view, Action::Save));
    desk.type_in(&mut view, "er");
    let draft = draft_of(&desk.act(&mut view, Action::MarkUnknown));
    let rows = InterviewView::compared(&draft, &desk.context()).unwrap();
    let words = |row: &(String, String, String)| [row.0.clone(), row.1.clone(), row.2.clone()];
    assert_eq!(
        rows.iter().map(words).collect::<Vec<_>>(),
        [
            ["Answer", "old and newer", "old and new"].map(str::to_owned),
            ["Status", "not known yet", "answered"].map(str::to_owned),
        ]
    );
}
