//! What comes from the keyboard and the clipboard: layouts, type-ahead, hostile pastes, and leaving in the middle of a save.

use canvass::app::event::Event;
use canvass::keys::{ACTIONS, Action, Keymap, Overrides, parse_sequence};
use canvass::store::request::Reply;
use canvass::text::Lang;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use serde_json::json;

use crate::driver::{Desk, event_of};
use crate::office::desk;
use crate::seed::{insert, sample, with_deals};
use canvass::domain::kinds::Kind;

/// A deal that may go two stages on.
fn ready_to_go() -> Desk {
    let mut desk = with_deals(&[]).no_gates();
    let me = desk.store.me("wang").unwrap();
    let account = insert(&desk, Kind::Account, "acme", &[("name", json!("Acme"))]);
    crate::seed::deal(
        &desk,
        "运维外包",
        account,
        &[
            ("presales_lead", me.json()),
            ("amount", json!({ "minor": 9_000_000, "ccy": "CNY" })),
            ("expected_close_on", json!("2027-03-01")),
        ],
    );
    desk.restart();
    desk
}

#[test]
fn keys_typed_during_a_save_follow_in_order() {
    let mut desk = ready_to_go();
    desk.disk_hangs();
    desk.type_text("LL").sees("[Lead 1]");
    desk.wait(chrono::Duration::milliseconds(400));
    desk.sees("saving…");
    desk.event(Event::Store(0, Reply::Waiting("li".to_owned())));
    desk.sees("◐ waiting for li’s save…");
    desk.disk_answers();
    desk.expect_notice("moved").sees("[Research 1]").sees("● saved").sees("▌ 运维外包");
}

#[test]
fn a_form_opened_and_filled_before_the_disk_answers_gets_every_letter() {
    let mut desk = ready_to_go();
    desk.disk_hangs();
    // Open the form, change the title, save: all typed before anything was read.
    desk.press(Action::Edit)
        .type_text("!")
        .paste(" 2027")
        .key(KeyEvent::new(KeyCode::Char('s'), KeyModifiers::CONTROL));
    desk.disk_answers();
    desk.expect_no_dialog().expect_notice("edited: OPP-2026-0001").sees("运维外包! 2027");
}

#[test]
fn enter_in_a_choice_waits_for_what_was_typed() {
    let mut desk = with_deals(&["备份"]);
    insert(&desk, Kind::Account, "huaxin", &[("name", json!("华信集团"))]);
    desk.press(Action::New).expect_dialog("New").type_text("网络").press(Action::NextField);
    desk.disk_hangs();
    desk.type_text("华信\n");
    desk.disk_answers();
    desk.expect_dialog("New: Opportunity");
    assert!(desk.line("Account *").contains("华信集团"), "{}", desk.screen());
}

#[test]
fn quitting_during_a_save_waits_for_it() {
    let mut desk = ready_to_go();
    desk.disk_hangs();
    desk.press(Action::MoveRight).press(Action::Quit);
    assert_eq!(desk.quit, None);
    desk.disk_answers();
    assert_eq!(desk.quit, Some(0));
    desk.restart();
    desk.sees("[Qualified 1]");
}

#[test]
fn commands_work_under_a_russian_layout_and_with_full_width_letters() {
    let mut desk = with_deals(&["二", "一"]);
    // The keys of j, J and u.
    desk.type_text("о").sees("▌ 二").type_text("л").sees("▌ 一").type_text("О").sees("▌ 一");
    desk.type_text("г").expect_notice("taken back — reordered");
    desk.type_text("пп").sees("▌ 一").type_text("ｊ").sees("▌ 二").type_text("ｇｇ").sees("▌ 一");
    desk.type_text(",").expect_dialog("All commands").press(Action::Back);
    desk.type_text("２").sees("东湖医院").type_text("：").expect_dialog("Commands here");
    desk.press(Action::Back).press(Action::GoBoard).type_text("Ч").expect_dialog("Why is").press(Action::Back);
    // The letters of a dialog are keys too: d discards a draft under ЙЦУКЕН as well.
    desk.press(Action::New).expect_dialog("New").type_text("черновик").press(Action::Back);
    desk.wait(chrono::Duration::seconds(1));
    desk.restart();
    desk.expect_dialog("черновик").type_text("в").expect_notice("once more").reads().type_text("в").expect_no_dialog();
}

#[test]
fn keys_of_ones_own_are_obeyed_and_shown() {
    let mut desk = with_deals(&["备份"]);
    desk.keymap = Keymap::new(&Overrides::from([(Action::New, vec![parse_sequence("N").unwrap()])])).unwrap();
    desk.restart();
    desk.sees("N new").type_text("n").expect_no_dialog();
    desk.press(Action::New).expect_dialog("New: Opportunity").press(Action::Back);
    desk.press(Action::Help).expect_dialog("All commands").type_text("N");
    assert!(desk.line("▌ N").contains("new"), "{}", desk.screen());
}

#[test]
fn one_may_leave_while_the_disk_is_only_being_read() {
    let mut desk = with_deals(&["备份"]);
    desk.disk_hangs();
    desk.press(Action::GoAccounts).press(Action::Quit);
    assert_eq!(desk.quit, Some(0));
}

#[test]
fn a_hostile_paste_leaves_only_its_text() {
    let mut desk = with_deals(&["备份"]);
    desk.press(Action::Edit).expect_dialog("Opportunity: 备份").clear();
    desk.paste("\u{1b}[2J\0红\r头\u{202e}文\u{200b}件\u{7}");
    desk.press(Action::Save).expect_notice("edited").press(Action::Back);
    desk.sees("▌ [2J红 头文件");
    desk.press(Action::Edit).expect_dialog("Opportunity").clear().paste(&"长".repeat(400_000));
    desk.expect_notice("The field is full");
    desk.press(Action::Save).expect_notice("One line cannot be saved yet").sees("Too long: at most 120 characters");
    desk.clear().type_text("备份").press(Action::Save).expect_notice("edited").expect_no_dialog();
}

#[test]
fn a_long_text_takes_a_page_but_not_a_megabyte() {
    let mut desk = with_deals(&["备份"]);
    desk.press(Action::Edit)
        .expect_dialog("Opportunity")
        .stand_on("Compelling event")
        .paste("第一行\n第二行")
        .sees("第二行");
    desk.paste(&"a".repeat(1 << 20)).expect_notice("The field is full");
    desk.press(Action::Save).expect_notice("edited").expect_no_dialog();
}

#[test]
fn names_with_tricks_in_them_never_reach_the_terminal() {
    let mut desk = desk();
    let name = "Очень\u{1b}]0;x\u{7} \u{202e}злой\u{2066} 家\u{200d}\u{feff}庭 👩\u{200d}🚀";
    let account = insert(&desk, Kind::Account, "evil", &[("name", json!("医院"))]);
    crate::seed::deal(&desk, "t", account, &[("next_step", json!("звонок")), ("tags", json!(["VIP"]))]);
    // Past the checks of the program, as a damaged or foreign file would hold them.
    for sql in [
        "UPDATE account SET name = ?1",
        "UPDATE opportunity SET title = ?1, next_step = ?1",
        "UPDATE user SET name = ?1",
    ] {
        desk.store.conn().execute(sql, [name]).unwrap();
    }
    desk.restart();
    let clean = |desk: &Desk| {
        let screen = desk.screen();
        let bad = |c: char| {
            (c.is_control() && c != '\n')
                || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}' | '\u{feff}')
        };
        assert!(!screen.contains(bad), "{screen:?}");
        assert!(screen.contains("Очень"), "{screen}");
    };
    clean(&desk);
    desk.press(Action::Lose).expect_dialog("Очень");
    clean(&desk);
    desk.press(Action::Back).press(Action::Trace).expect_dialog("The thread");
    clean(&desk);
    desk.press(Action::Back).press(Action::Open);
    clean(&desk);
    desk.press(Action::Edit).expect_dialog("Opportunity");
    clean(&desk);
    desk.press(Action::Back).press(Action::History);
    clean(&desk);
    for action in [Action::GoAccounts, Action::GoLog] {
        desk.press(action);
        clean(&desk);
    }
}

#[test]
fn a_storm_of_window_sizes_breaks_nothing() {
    let mut desk = sample(Lang::Zh, 120, 40);
    let places: [&[Action]; 6] = [
        &[Action::GoBoard],
        &[Action::GoBoard, Action::Open],
        &[Action::GoBoard, Action::Edit],
        &[Action::GoNeeds],
        &[Action::GoLog],
        &[Action::GoNeeds, Action::Help],
    ];
    for place in places {
        for action in place {
            desk.press(*action);
        }
        for (width, height) in
            [(1, 1), (200, 60), (60, 16), (61, 17), (2, 60), (300, 2), (80, 24), (59, 16), (0, 0), (120, 40)]
        {
            desk.resize(width, height);
        }
        if desk.app.dialogs() > 0 {
            desk.expect_dialog("").press(Action::Back);
        }
    }
    desk.resize(59, 30);
    desk.sees("60 × 16");
    desk.resize(60, 16);
    desk.press(Action::GoBoard).does_not_see("60 × 16").sees("新院区网络规划咨询");
    desk.resize(200, 60);
    desk.sees("协商").sees("签约");
}

#[test]
fn a_cat_on_the_keyboard_breaks_nothing() {
    for seed in 1..=3_u64 {
        let mut desk = sample(Lang::ALL[seed as usize % 3], 100, 30);
        desk.editor = Some("from the editor".to_owned());
        let mut state = seed;
        let mut dice = |sides: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % sides
        };
        let chords: Vec<_> = ACTIONS
            .iter()
            .filter(|spec| !matches!(spec.action, Action::Quit))
            .flat_map(|spec| spec.keys)
            .map(|keys| parse_sequence(keys).unwrap())
            .collect();
        desk.press(Action::GoInterviews);
        for _ in 0..200 {
            match dice(12) {
                0 => desk.event(Event::Paste("12万\n下周一".to_owned())),
                1 => desk.event(Event::Key(KeyEvent::new(
                    KeyCode::Char(['1', 't', 'm', 'r', ' ', 'ж'][dice(6)]),
                    KeyModifiers::NONE,
                ))),
                2 => desk.notices_change(),
                3 => desk.wait(chrono::Duration::milliseconds(800)),
                4 => desk.resize([20, 60, 80, 150][dice(4)], [10, 16, 24, 50][dice(4)]),
                _ => {
                    for chord in chords[dice(chords.len())].clone() {
                        desk.event(Event::Key(event_of(chord)));
                    }
                }
            }
            assert_eq!(desk.quit, None);
        }
        // Whatever happened, a few times Esc leads home.
        desk.resize(120, 40);
        for _ in 0..30 {
            desk.event(Event::Key(KeyEvent::new(KeyCode::Esc, KeyModifiers::NONE)));
        }
        desk.expect_no_dialog().expect_notice("q");
    }
}
