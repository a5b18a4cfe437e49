//! An interview as it is led: typing, choosing, marking, making needs, and what is kept when a save fails.

mod choosing;
mod desk;
mod marking;
mod underway;

use desk::{CLERK, DEAL, DEAN, Desk, INTERVIEW, answer, id, record, sheet};
use proptest::prelude::*;
use ratatui::crossterm::event::{KeyCode, KeyModifiers};
use serde_json::json;

use super::*;
use crate::dialogs::Dialog;
use crate::domain::act::{Act, Change};
use crate::domain::kinds::Kind;
use crate::domain::record::Values;
use crate::domain::research::template::Form;
use crate::store::request::Command;
use crate::text::{Lang, Text};

/// The only act among the asks.
fn act_of(asks: &[Ask]) -> Act {
    let mut acts = asks.iter().filter_map(|ask| match ask {
        Ask::Do(Command::Save(act)) => Some(act.clone()),
        _ => None,
    });
    let act = acts.next().expect("something is saved");
    assert!(acts.next().is_none(), "saved once");
    act
}

fn draft_of(asks: &[Ask]) -> Draft {
    let drafts = asks.iter().rev().find_map(|ask| match ask {
        Ask::Keep(draft) => Some((**draft).clone()),
        _ => None,
    });
    drafts.expect("something is kept")
}

fn forgets(asks: &[Ask], draft: Id) -> bool {
    asks.iter().any(|ask| matches!(ask, Ask::Forget(id) if *id == draft))
}

fn inserted(act: &Act) -> &Values {
    match &act.changes[..] {
        [Change::Insert { kind: Kind::Answer, values, .. }] => values,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_word_is_kept_at_once_and_saved_when_the_question_is_left() {
    let desk = Desk::new(Lang::Zh);
    let mut view = desk.open(sheet("T1", Vec::new()));
    assert!(view.types());
    let typed = desk.type_in(&mut view, "三年内建成区域医疗中心");
    let draft = draft_of(&typed);
    assert_eq!(draft.record, Some(id(INTERVIEW)));
    assert_eq!(draft.mine["raw"], "三年内建成区域医疗中心");
    assert!(!typed.iter().any(|ask| matches!(ask, Ask::Do(_))), "nothing is saved in the middle of a word");

    let left = desk.act(&mut view, Action::NextField);
    let act = act_of(&left);
    assert_eq!(act.id, draft.act_id, "the draft knows the act it becomes");
    let values = inserted(&act);
    assert_eq!(values["question"], "E01");
    assert_eq!(values["raw"], "三年内建成区域医疗中心");
    assert_eq!(values["value"], "\"三年内建成区域医疗中心\"");
    assert_eq!(values["by"], id(DEAN).json());
    assert_eq!(view.at, "E02");

    // Typing goes on while the save is on its way.
    let next = desk.type_in(&mut view, "门诊量翻一倍");
    assert_eq!(draft_of(&next).mine["question"], "E02");
    let done = view.saved(act.id, true);
    assert!(forgets(&done, draft.id));
    assert!(view.words_now("E01").raw.contains("医疗中心"), "and it does not flicker before the next reading");
    assert_eq!(view.words_now("E02").raw, "门诊量翻一倍");
}

#[test]
fn leaving_without_a_change_saves_nothing() {
    let desk = Desk::new(Lang::Zh);
    let mut view = desk.open(sheet("T1", vec![answer(1, "E01", "愿景", &json!("愿景"))]));
    assert_eq!(view.at, "E02", "the first question still open");
    assert!(desk.act(&mut view, Action::PrevField).is_empty());
    desk.type_in(&mut view, "x");
    desk.press(&mut view, KeyCode::Backspace);
    let draft = view.works["E01"].draft;
    let left = desk.act(&mut view, Action::Back);
    assert!(forgets(&left, draft) && matches!(left.last(), Some(Ask::Back)) && left.len() == 2, "{left:?}");
}

#[test]
fn a_refused_save_loses_no_word() {
    let desk = Desk::new(Lang::Zh);
    let mut view = desk.open(sheet("T1", Vec::new()));
    desk.type_in(&mut view, "愿景");
    let act = act_of(&desk.act(&mut view, Action::NextField));
    assert!(view.saved(act.id, false).is_empty(), "the draft stays");
    desk.act(&mut view, Action::PrevField);
    let shown = desk.screen(&mut view, 80, 24);
    assert!(shown.contains("愿景") && shown.contains("尚未保存"), "{shown}");
    let again = act_of(&desk.act(&mut view, Action::Save));
    assert_eq!(again, act, "tried again as the same act");
}

#[test]
fn a_clash_that_was_settled_leaves_no_draft_and_shows_what_stands_now() {
    let desk = Desk::new(Lang::Zh);
    let mut view = desk.open(sheet("T1", vec![answer(1, "E01", "旧", &json!("旧"))]));
    desk.act(&mut view, Action::PrevField);
    let draft = draft_of(&desk.type_in(&mut view, "一"));
    let act = act_of(&desk.act(&mut view, Action::Save));
    view.saved(act.id, false);
    assert!(forgets(&view.saved(act.id, true), draft.id));
    desk.load(&mut view, sheet("T1", vec![answer(1, "E01", "同事的", &json!("同事的"))]));
    assert!(desk.screen(&mut view, 80, 24).contains("同事的"));
    assert!(view.leave(&desk.context()).is_empty());
}

#[test]
fn words_typed_after_a_save_that_fails_keep_the_base_that_was_read() {
    let desk = Desk::new(Lang::Zh);
    let mut view = desk.open(sheet("T1", vec![answer(1, "E01", "旧", &json!("旧"))]));
    desk.act(&mut view, Action::PrevField);
    desk.type_in(&mut view, "一");
    let first = act_of(&desk.act(&mut view, Action::Save));
    desk.type_in(&mut view, "二");
    view.saved(first.id, false);
    let second = act_of(&desk.act(&mut view, Action::Save));
    let raw = second.changes.iter().find_map(|change| match change {
        Change::Update { field, base, new, .. } if field == "raw" => Some((base.clone(), new.clone())),
        _ => None,
    });
    assert_eq!(raw, Some((json!("旧"), json!("旧一二"))));
}

#[test]
fn a_colleagues_change_comes_in_unless_i_am_typing() {
    let desk = Desk::new(Lang::Zh);
    let mut view = desk.open(sheet("T1", vec![answer(1, "E01", "旧", &json!("旧"))]));
    desk.act(&mut view, Action::PrevField);
    desk.load(&mut view, sheet("T1", vec![answer(1, "E01", "同事写的", &json!("同事写的"))]));
    assert!(desk.screen(&mut view, 80, 24).contains("同事写的"));
    desk.type_in(&mut view, "，我补充");
    desk.load(&mut view, sheet("T1", vec![answer(1, "E01", "又改了", &json!("又改了"))]));
    assert!(desk.screen(&mut view, 80, 24).contains("同事写的，我补充"));
    let act = act_of(&desk.act(&mut view, Action::NextField));
    assert!(
        act.changes.iter().any(
            |change| matches!(change, Change::Update { field, base, .. } if field == "raw" && *base == "同事写的")
        ),
        "the store sees what I saw, and tells of the clash: {act:?}"
    );
}

#[test]
fn answers_show_and_hide_the_questions_that_follow() {
    let desk = Desk::new(Lang::Zh);
    let mut view = desk.open(sheet("T1", Vec::new()));
    while view.at != "E10" {
        desk.act(&mut view, Action::NextField);
    }
    let asks = desk.type_in(&mut view, "２");
    assert_eq!(draft_of(&asks).mine["raw"], "2", "a wide digit from an input method chooses too");
    let act = act_of(&desk.press(&mut view, KeyCode::Enter));
    assert_eq!(inserted(&act)["value"], "2");
    assert_eq!(view.at, "E11", "low marks are asked about");
    desk.act(&mut view, Action::PrevField);
    desk.type_in(&mut view, "5");
    desk.act(&mut view, Action::NextField);
    assert_eq!(view.at, "E12");
}

/// The options marked as chosen.
fn chosen(shown: &str) -> Vec<&str> {
    shown.lines().filter(|row| row.contains(" ● ")).map(|row| row.trim().trim_start_matches('▌').trim()).collect()
}

#[test]
fn options_are_chosen_in_order_and_may_have_a_remark() {
    let desk = Desk::new(Lang::Zh);
    let mut view = desk.open(sheet("T1", Vec::new()));
    while view.at != "E05" {
        desk.act(&mut view, Action::NextField);
    }
    desk.type_in(&mut view, "31");
    desk.press(&mut view, KeyCode::Down);
    desk.type_in(&mut view, " ");
    let shown = desk.screen(&mut view, 80, 24);
    assert_eq!(chosen(&shown), ["1 ● 提高工作效率 · 2", "2 ● 降低办事成本 · 3", "3 ● 改进服务方式 · 1"]);
    desk.type_in(&mut view, "第二项，年底前");
    let act = act_of(&desk.act(&mut view, Action::NextField));
    let question = Template::builtin("T1", 1).unwrap().question("E05").unwrap().clone();
    let codes: Vec<&str> = [2, 0, 1].iter().map(|at: &usize| question.choices[*at].code.as_str()).collect();
    assert_eq!(inserted(&act)["value"], json!(codes).to_string());
    let raw = inserted(&act)["raw"].as_str().unwrap().to_owned();
    assert!(raw.ends_with("：第二项，年底前"), "{raw}");

    // It opens again as it was left, and its words stay until they are touched.
    let again = answer(7, "E05", &raw, &json!(codes));
    let mut view = desk.open(sheet("T1", vec![again]));
    while view.at != "E05" {
        desk.act(&mut view, Action::NextField);
    }
    let shown = desk.screen(&mut view, 80, 24);
    assert!(shown.contains("备注 │ 第二项，年底前"), "{shown}");
    assert_eq!(chosen(&shown).len(), 3, "{shown}");
    assert!(desk.act(&mut view, Action::NextField).is_empty());
}

#[test]
fn words_that_do_not_read_are_kept_and_explained() {
    let desk = Desk::new(Lang::Zh);
    let mut view = desk.open(sheet("T1", Vec::new()));
    while view.at != "E12" {
        desk.act(&mut view, Action::NextField);
    }
    desk.type_in(&mut view, "大概不少");
    let act = act_of(&desk.act(&mut view, Action::NextField));
    assert_eq!(inserted(&act)["raw"], "大概不少");
    assert!(!inserted(&act).contains_key("value"));
    desk.act(&mut view, Action::PrevField);
    let shown = desk.screen(&mut view, 80, 24);
    assert!(shown.contains("大概不少") && shown.lines().filter(|row| row.contains("◐")).count() >= 2, "{shown}");
    for _ in 0..4 {
        desk.press(&mut view, KeyCode::Backspace);
    }
    desk.type_in(&mut view, "120万");
    assert!(desk.screen(&mut view, 80, 24).contains("理解为"), "{}", desk.screen(&mut view, 80, 24));
}

#[test]
fn what_is_not_known_is_marked_with_whom_to_ask() {
    let desk = Desk::new(Lang::Zh);
    let mut view = desk.open(sheet("T1", Vec::new()));
    desk.act(&mut view, Action::MarkUnknown);
    let asks = desk.type_in(&mut view, "财务科 张科长，2026-11-25 前");
    assert_eq!(draft_of(&asks).mine["reason"], "财务科 张科长，2026-11-25 前");
    let shown = desk.screen(&mut view, 80, 24);
    assert!(shown.contains("暂不清楚") && shown.contains("财务科 张科长"), "{shown}");
    assert!(shown.contains("2026年11月25日前询问张科长"), "{shown}");
    let act = act_of(&desk.act(&mut view, Action::NextField));
    let values = inserted(&act);
    assert_eq!(
        (&values["status"], &values["status_reason"]),
        (&json!("unknown"), &json!("财务科 张科长，2026-11-25 前"))
    );
    assert_eq!((&values["ask_of"], &values["ask_by"]), (&id(CLERK).json(), &json!("2026-11-25")));
    assert!(view.title(&desk.context()).contains("1 项待问"), "{}", view.title(&desk.context()));
}

#[test]
fn a_need_is_made_in_the_customers_words_after_the_answer_is_saved() {
    let desk = Desk::new(Lang::Zh);
    let mut view = desk.open(sheet("T1", vec![answer(1, "E01", "愿景", &json!("愿景"))]));
    desk.type_in(&mut view, "月末对账 4 小时内完成。现在要两天。");
    let asks = desk.act(&mut view, Action::MakeNeed);
    let [Ask::Do(Command::Save(saved)), Ask::Show(Dialog::Form(form))] = &asks[..] else { panic!("{asks:?}") };
    let answer = saved.changes[0].subject().1;
    let changes = form.changes();
    let (need, values) = changes
        .iter()
        .find_map(|change| match change {
            Change::Insert { kind: Kind::Need, id, values } => Some((*id, values)),
            _ => None,
        })
        .unwrap();
    assert_eq!(values["title"], "月末对账 4 小时内完成");
    assert_eq!(values["statement"], "月末对账 4 小时内完成。现在要两天。");
    assert_eq!(values["opportunity"], id(DEAL).json());
    assert_eq!(
        (&values["level"], &values["scope"], &values["analysis"]),
        (&json!("real"), &json!("macro"), &json!("business"))
    );
    assert_eq!(values["requester"], id(DEAN).json());
    let link = changes.iter().find_map(|change| match change {
        Change::Insert { kind: Kind::Trace, values, .. } => Some((values["source"].clone(), values["target"].clone())),
        _ => None,
    });
    assert_eq!(link, Some((answer.json(), need.json())));
}

#[test]
fn without_an_opportunity_there_is_no_need() {
    let desk = Desk::new(Lang::Zh);
    let mut sheet = sheet("T1", Vec::new());
    sheet.record.values.remove("opportunity");
    let mut view = desk.open(sheet);
    desk.type_in(&mut view, "快");
    let asks = desk.act(&mut view, Action::MakeNeed);
    assert!(matches!(&asks[..], [Ask::Tell(msg, Tone::Warn)] if msg.key == "interview-no-opportunity"), "{asks:?}");
}

#[test]
fn a_dropped_session_is_taken_up_at_the_same_place() {
    let desk = Desk::new(Lang::Zh);
    let mut view = desk.open(sheet("T1", Vec::new()));
    desk.act(&mut view, Action::NextField);
    desk.type_in(&mut view, "门诊量翻一倍");
    desk.press(&mut view, KeyCode::Left);
    let draft = draft_of(&desk.type_in(&mut view, "三"));
    let mut view = InterviewView::recover(id(INTERVIEW), draft.clone());
    desk.load(&mut view, sheet("T1", Vec::new()));
    assert_eq!(view.at, "E02");
    desk.type_in(&mut view, "四");
    let act = act_of(&view.leave(&desk.context()));
    assert_eq!(act.id, draft.act_id);
    assert_eq!(inserted(&act)["raw"], "门诊量翻一三四倍");
}

#[test]
fn one_may_come_from_an_answer() {
    let desk = Desk::new(Lang::Zh);
    let answers = vec![answer(1, "E01", "愿景", &json!("愿景")), answer(2, "E06", "新政策", &json!("新政策"))];
    let mut view = InterviewView::new(id(2));
    desk.load(&mut view, sheet("T1", answers));
    assert_eq!(view.at, "E06");
}

#[test]
fn a_narrow_screen_shows_one_pane_and_f2_the_others() {
    let desk = Desk::new(Lang::Zh);
    let mut sheet = sheet("T1", vec![answer(1, "E01", "愿景", &json!("愿景"))]);
    let need = json!({ "title": "容量翻倍", "level": "stated", "state": "DRAFT" });
    sheet.needs.push((id(1), record(Kind::Need, 14, need)));
    let mut view = desk.open(sheet);
    let answering = desk.screen(&mut view, 80, 22);
    assert!(answering.contains("今明两年有哪些可衡量的目标") && answering.contains("追问具体数字"), "{answering}");
    assert!(answering.contains("已答 1/14") && !answering.contains("容量翻倍"), "{answering}");
    desk.act(&mut view, Action::Panes);
    assert!(!view.types());
    let needs = desk.screen(&mut view, 80, 22);
    assert!(needs.contains("N-014 容量翻倍") && needs.contains("表述的"), "{needs}");
    let asks = desk.act(&mut view, Action::Open);
    assert!(matches!(asks[..], [Ask::Go(_)]));
    desk.act(&mut view, Action::Panes);
    let list = desk.screen(&mut view, 80, 22);
    assert!(list.contains("发展方向") && list.contains("▌ ○  2 今明两年"), "{list}");
    desk.act(&mut view, Action::Down);
    assert_eq!(view.at, "E03");
    assert!(desk.act(&mut view, Action::Back).is_empty() && view.types(), "Esc first goes back to the answer");
}

#[test]
fn a_wide_screen_shows_list_question_and_needs() {
    for lang in Lang::ALL {
        let desk = Desk::new(lang);
        let mut view = desk.open(sheet("T2", Vec::new()));
        desk.type_in(&mut view, "1200/8/25");
        let shown = desk.screen(&mut view, 120, 34);
        let template = Template::builtin("T2", 1).unwrap();
        assert!(shown.contains(template.sections[0].title.to(lang)), "{shown}");
        assert!(shown.contains(&desk.text.get("interview-needs")) && shown.contains("1200/8/25"), "{shown}");
        assert!(shown.contains('●'), "three numbers are an answer: {shown}");
        assert!(view.title(&desk.context()).starts_with("东湖医院 › 运维外包 3 年 › "));
    }
}

#[test]
fn an_unknown_template_is_said_calmly() {
    let desk = Desk::new(Lang::Zh);
    let mut view = desk.open(sheet("T99", Vec::new()));
    assert!(desk.screen(&mut view, 80, 24).contains("T99") && !view.types());
    assert!(matches!(desk.act(&mut view, Action::Back)[..], [Ask::Back]));
}

#[test]
fn people_and_place_are_edited_from_the_menu_of_the_interview() {
    let desk = Desk::new(Lang::Zh);
    let mut view = desk.open(sheet("T1", Vec::new()));
    let mut asks = desk.act(&mut view, Action::New);
    let Some(Ask::Show(Dialog::Choose(mut menu))) = asks.pop() else { panic!() };
    let taken = menu.key(KeyEvent::new(KeyCode::Char('3'), KeyModifiers::NONE));
    let [Ask::Back, Ask::Show(Dialog::Form(form))] = &taken[..] else { panic!("{taken:?}") };
    assert_eq!(form.subject(), Some((Kind::Interview, id(INTERVIEW))));
}

#[test]
fn an_interview_with_open_questions_is_not_finished() {
    let desk = Desk::new(Lang::Zh);
    let mut view = desk.open(sheet("T1", Vec::new()));
    let mut asks = desk.act(&mut view, Action::New);
    let Some(Ask::Show(Dialog::Choose(mut menu))) = asks.pop() else { panic!() };
    let taken = menu.key(KeyEvent::new(KeyCode::Char('1'), KeyModifiers::NONE));
    assert!(matches!(&taken[..], [Ask::Back, Ask::Tell(msg, _)] if msg.key == "interview-still-open"), "{taken:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn no_size_and_no_key_breaks_it(
        template in "T[1-7]",
        keys in proptest::collection::vec(0usize..29, 0..60),
        width in 0u16..140, height in 0u16..40,
    ) {
        let desk = Desk::new(Lang::Ru);
        let mut view = desk.open(sheet(&template, Vec::new()));
        let actions = [
            Action::NextField, Action::PrevField, Action::NextUnanswered, Action::Panes, Action::Up, Action::Down,
            Action::PageDown, Action::PageUp, Action::Open, Action::MarkUnknown, Action::Save, Action::Bottom, Action::Top,
            Action::MarkRefused, Action::MarkInapplicable, Action::Reading, Action::JumpQuestion, Action::People,
        ];
        let codes = [
            KeyCode::Char('1'), KeyCode::Char('я'), KeyCode::Char(' '), KeyCode::Down, KeyCode::Up, KeyCode::Enter,
            KeyCode::Backspace, KeyCode::Char('|'), KeyCode::End, KeyCode::Insert, KeyCode::Left,
        ];
        for n in keys {
            match actions.get(n) {
                Some(action) => drop(desk.act(&mut view, *action)),
                None => drop(desk.press(&mut view, codes[n - actions.len()])),
            }
            if let Some(line) = view.menu.get(n % 4).map(|(line, _)| *line) {
                view.chosen(line, &desk.context());
            }
            if width > 0 && height > 0 {
                desk.screen(&mut view, width, height);
            }
            prop_assert!(view.visible().contains(&view.at));
        }
    }
}

#[test]
fn an_answer_is_marked_private_surer_and_somebodys() {
    let desk = Desk::new(Lang::En);
    let mut view = desk.open(sheet("T1", Vec::new()));
    let asks = desk.act(&mut view, Action::Private);
    assert!(matches!(&asks[..], [Ask::Tell(msg, _)] if msg.key == "interview-nothing-said"), "{asks:?}");
    desk.type_in(&mut view, "the head of IT is leaving");
    let draft = draft_of(&desk.act(&mut view, Action::Private));
    assert_eq!(draft.mine["private"], true, "a dropped line does not make it public");
    desk.act(&mut view, Action::Confidence);
    let asks = desk.act(&mut view, Action::People);
    let [Ask::Show(Dialog::Choose(menu))] = &mut { asks }[..] else { panic!() };
    let Some(Ask::Chosen(line, _)) = menu.act_on(Action::Open).pop() else { panic!() };
    view.chosen(line, &desk.context());
    let shown = desk.screen(&mut view, 120, 36);
    assert!(shown.contains("⚠ private · confirmed · said by "), "{shown}");
    let act = act_of(&desk.act(&mut view, Action::NextField));
    let values = inserted(&act);
    assert_eq!((&values["private"], &values["confidence"]), (&json!(true), &json!("confirmed")));
    assert_eq!(values["by"], id(DEAN).json());
}

#[test]
fn a_mark_alone_changes_nothing_else_of_a_stored_answer() {
    let desk = Desk::new(Lang::Zh);
    let mut view = desk.open(sheet("T1", vec![answer(1, "E01", "愿景", &json!("愿景"))]));
    desk.act(&mut view, Action::PrevField);
    while view.at != "E01" {
        desk.act(&mut view, Action::PrevField);
    }
    desk.act(&mut view, Action::Confidence);
    desk.act(&mut view, Action::Confidence);
    let act = act_of(&desk.act(&mut view, Action::Save));
    let changed: Vec<_> = act
        .changes
        .iter()
        .map(|change| match change {
            Change::Update { field, new, .. } => (field.clone(), new.clone()),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(changed, [("confidence".to_owned(), json!("inferred"))]);
}

#[test]
fn an_empty_answer_asks_in_the_language_that_is_on() {
    let mut desk = Desk::new(Lang::En);
    let mut view = desk.open(sheet("T1", Vec::new()));
    assert!(desk.screen(&mut view, 80, 24).contains("what they say, in their words"));
    desk.text = Text::new(Lang::Ru);
    let shown = desk.screen(&mut view, 80, 24);
    assert!(!shown.contains("what they say") && shown.contains(&desk.text.get("interview-own-words")), "{shown}");
}

#[test]
fn bare_amounts_are_in_the_currency_of_the_account() {
    let desk = Desk::new(Lang::En);
    let mut sheet = sheet("T1", Vec::new());
    sheet.ccy = Some(Currency::RUB);
    let mut view = desk.open(sheet);
    assert_eq!(view.local(&desk.context()).currency, Currency::RUB);
    let money =
        Template::builtin("T1", 1).unwrap().questions.iter().find(|q| q.form == Form::Money).map(|q| q.id.clone());
    view.at = money.expect("the template asks for an amount");
    view.open(&desk.context());
    desk.type_in(&mut view, "1200");
    assert!(desk.screen(&mut view, 80, 24).contains("Understood as ₽1,200"), "{}", desk.screen(&mut view, 80, 24));
}
