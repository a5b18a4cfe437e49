//! Options, remarks, rows of a table and the menu of what is not known.

use super::*;

#[test]
fn a_remark_alone_chooses_nothing_however_it_reads() {
    let desk = Desk::new(Lang::En);
    let mut view = desk.open(sheet("T1", Vec::new()));
    while view.at != "E05" {
        desk.act(&mut view, Action::NextField);
    }
    desk.type_in(&mut view, "only in summer");
    let shown = desk.screen(&mut view, 100, 24);
    assert!(shown.contains("Kept as a remark. Choose an option"), "{shown}");
    assert!(!shown.contains("does not fit"), "{shown}");
    // Not even the words of an option, typed as a remark, choose it.
    for _ in 0.."only in summer".len() {
        desk.press(&mut view, KeyCode::Backspace);
    }
    let question = Template::builtin("T1", 1).unwrap().question("E05").unwrap().clone();
    let words = question.choices[0].label.to(Lang::En).to_owned();
    let draft = draft_of(&desk.type_in(&mut view, &words));
    let mut left = InterviewView::recover(view.id, draft);
    left.accept(Reply::Interview(Box::new(sheet("T1", Vec::new()))), &desk.context());
    for mut view in [view, left] {
        assert!(chosen(&desk.screen(&mut view, 100, 24)).is_empty());
        let act = act_of(&desk.act(&mut view, Action::NextField));
        assert_eq!((&inserted(&act)["raw"], inserted(&act).get("value")), (&json!(words), None));
    }
}

#[test]
fn a_table_says_what_it_makes_of_a_row() {
    let desk = Desk::new(Lang::En);
    let mut view = desk.open(sheet("T3", Vec::new()));
    while view.at != "N02" {
        desk.act(&mut view, Action::NextField);
    }
    desk.type_in(&mut view, "Load trailer, scanner, 40, 4");
    let shown = desk.screen(&mut view, 120, 30);
    assert!(shown.contains("Row 1 has one cell so far"), "{shown}");
    desk.type_in(&mut view, " | scanner");
    let shown = desk.screen(&mut view, 120, 30);
    assert!(shown.contains("Row 1 has 2 of 4 columns"), "{shown}");
    desk.type_in(&mut view, " | 40 | 4");
    let shown = desk.screen(&mut view, 120, 30);
    assert!(!shown.contains("Row 1"), "{shown}");
}

#[test]
fn the_menu_of_an_unanswered_question_begins_where_it_stands() {
    let desk = Desk::new(Lang::En);
    let mut view = desk.open(sheet("T1", Vec::new()));
    let take = |view: &mut InterviewView| {
        let shown = desk.act(view, Action::MarkUnknown);
        let Some(Ask::Show(Dialog::Choose(mut menu))) = shown.into_iter().next() else { panic!() };
        let Some(Ask::Chosen(line, _)) = menu.act_on(Action::Open).pop() else { panic!() };
        view.chosen(line, &desk.context());
        view.words_now(&view.at).status
    };
    assert_eq!(take(&mut view), "unknown");
    view.touch(|words| "not_applicable".clone_into(&mut words.status), &desk.context());
    assert_eq!(take(&mut view), "not_applicable", "Enter leaves it as it is");
}
