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
fn a_table_is_filled_cell_by_cell() {
    let desk = Desk::new(Lang::En);
    let mut view = desk.open(sheet("T3", Vec::new()));
    while view.at != "N02" {
        desk.act(&mut view, Action::NextField);
    }
    desk.type_in(&mut view, "Load trailer");
    desk.act(&mut view, Action::NextField);
    assert_eq!(view.at, "N02", "Tab goes to the next cell");
    desk.type_in(&mut view, "scanner|40 min|4");
    let shown = desk.screen(&mut view, 120, 30);
    assert!(shown.contains("step") && shown.contains("Load trailer") && shown.contains("40 min"), "{shown}");
    assert!(shown.contains("pain 1–5: a whole number from 1 to 5"), "{shown}");
    desk.press(&mut view, KeyCode::Enter);
    let draft = draft_of(&desk.type_in(&mut view, "Weigh|scales||9"));
    assert_eq!(draft.mine["raw"], "Load trailer | scanner | 40 min | 4\nWeigh | scales |  | 9");
    let shown = desk.screen(&mut view, 80, 24);
    assert!(shown.contains("Row 2, column 4: “9” does not fit"), "{shown}");
    desk.press(&mut view, KeyCode::Backspace);
    desk.type_in(&mut view, "2");
    let act = act_of(&desk.act(&mut view, Action::NextField));
    assert_eq!(view.at, "N03", "behind the last cell comes the next question");
    let value: serde_json::Value = serde_json::from_str(inserted(&act)["value"].as_str().unwrap()).unwrap();
    assert_eq!(value[1], json!({ "step": "Weigh", "system": "scales", "pain": 2 }));
}

#[test]
fn a_table_is_taken_up_in_the_cell_where_it_was_left() {
    let desk = Desk::new(Lang::Zh);
    let mut view = desk.open(sheet("T3", Vec::new()));
    while view.at != "N02" {
        desk.act(&mut view, Action::NextField);
    }
    let draft = draft_of(&desk.type_in(&mut view, "挂号|HIS"));
    let mut view = InterviewView::recover(view.id, draft);
    desk.load(&mut view, sheet("T3", Vec::new()));
    let draft = draft_of(&desk.type_in(&mut view, "系统"));
    assert_eq!(draft.mine["raw"], "挂号 | HIS系统 |  |");
}

#[test]
fn yes_no_and_not_known_are_one_letter_or_the_whole_word() {
    let desk = Desk::new(Lang::Ru);
    let open = || {
        let mut view = desk.open(sheet("T1", Vec::new()));
        while view.at != "E08" {
            desk.act(&mut view, Action::NextField);
        }
        view
    };
    for (typed, value) in [("y", "true"), ("yes", "true"), ("д", "true"), ("нет", "false"), ("有", "true")] {
        let mut view = open();
        desk.type_in(&mut view, typed);
        let act = act_of(&desk.act(&mut view, Action::Save));
        assert_eq!(inserted(&act)["value"], value, "{typed}");
        assert!(!inserted(&act)["raw"].as_str().unwrap().contains(':'), "{typed}: no remark is left");
    }
    let mut view = open();
    desk.type_in(&mut view, "n, but soon");
    let act = act_of(&desk.act(&mut view, Action::Save));
    assert!(inserted(&act)["raw"].as_str().unwrap().contains("but soon"), "{act:?}");
    let mut view = open();
    desk.type_in(&mut view, "u");
    assert_eq!((view.words_now("E08").status.as_str(), view.part), ("unknown", Part::Reason));
}

#[test]
fn the_order_of_options_is_their_weight_and_can_be_changed() {
    let desk = Desk::new(Lang::En);
    let mut view = desk.open(sheet("T1", Vec::new()));
    while view.at != "E05" {
        desk.act(&mut view, Action::NextField);
    }
    let codes = |view: &InterviewView| view.given()["E05"].value.clone().unwrap();
    desk.type_in(&mut view, "123");
    assert_eq!(codes(&view), json!(["eff", "cost", "serv"]));
    desk.type_in(&mut view, "++");
    assert_eq!(codes(&view), json!(["serv", "eff", "cost"]));
    view.key(KeyEvent::new(KeyCode::Down, KeyModifiers::SHIFT), &desk.context());
    assert_eq!(codes(&view), json!(["eff", "serv", "cost"]));
    view.key(KeyEvent::new(KeyCode::Char('_'), KeyModifiers::CONTROL), &desk.context());
    assert_eq!(codes(&view), json!(["serv", "eff", "cost"]), "and taken back");
    desk.type_in(&mut view, "8quality");
    assert_eq!(
        view.words_now("E05").raw.split(':').next_back().map(str::trim),
        Some("quality"),
        "other is put into words"
    );
}
