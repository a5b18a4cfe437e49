//! Cards on the board: moved, ordered, lost, put away, and every step taken back.

use canvass::keys::Action;
use canvass::text::Lang;
use serde_json::json;

use crate::office::{desk, desk_in};
use crate::seed::{crowd, deal, insert, sample, with_deals};
use canvass::domain::kinds::Kind;

#[test]
fn a_move_that_lacks_something_names_it_and_goes_on_when_it_is_filled() {
    let mut desk = with_deals(&["运维外包"]).no_gates();
    desk.press(Action::MoveRight).expect_dialog("Not yet: Qualified needs this first");
    desk.sees("✕ Presales lead is empty. Fill it in first.");
    desk.press(Action::Open).expect_dialog("Presales lead").does_not_see("Title *");
    desk.type_text("w").expect_dialog("Choose: Colleague").press(Action::Open).press(Action::Save);
    // One Enter, one choice, one save: the card stands in the next stage.
    desk.expect_no_dialog().expect_notice("moved: OPP-2026-0001").sees("[Qualified 1]").sees("Lead 0");
}

#[test]
fn a_card_goes_back_and_keeps_its_place_under_the_cursor() {
    let mut desk = with_deals(&["运维外包", "备份"]);
    let lead = desk.store.me("wang").unwrap();
    let account = insert(&desk, Kind::Account, "huaxin", &[("name", json!("华信"))]);
    deal(&desk, "监控", account, &[("stage", json!("QUALIFIED")), ("presales_lead", lead.json())]);
    desk.restart();
    desk.press(Action::Right).sees("▌ 监控").press(Action::MoveLeft).expect_dialog("Why does it go back?");
    desk.press(Action::Open).expect_notice("Required").type_text("客户暂停").press(Action::Open);
    desk.expect_no_dialog().expect_notice("moved: OPP-2026-0003").sees("[Lead 3]").sees("▌ 监控");
    desk.press(Action::MoveLeft).expect_notice("There is no stage beyond this one.");
}

#[test]
fn j_and_k_order_cards_and_the_cursor_stays_on_its_card() {
    let mut desk = with_deals(&["三", "二", "一"]);
    let order = |desk: &mut crate::driver::Desk| {
        let screen = desk.screen();
        let mut found: Vec<_> = ["一", "二", "三"].into_iter().map(|t| (screen.find(t).unwrap(), t)).collect();
        found.sort_unstable();
        found.into_iter().map(|(_, t)| t).collect::<String>()
    };
    assert_eq!(order(&mut desk), "一二三");
    desk.press(Action::OrderDown).sees("▌ 一");
    assert_eq!(order(&mut desk), "二一三");
    desk.press(Action::OrderDown).sees("▌ 一");
    assert_eq!(order(&mut desk), "二三一");
    desk.press(Action::OrderDown).press(Action::OrderUp).sees("▌ 一");
    assert_eq!(order(&mut desk), "二一三");
    desk.restart();
    assert_eq!(order(&mut desk), "二一三");
    desk.press(Action::Undo).expect_notice("taken back — reordered");
    assert_eq!(order(&mut desk), "二三一");
}

#[test]
fn a_deal_is_lost_with_its_reason() {
    let mut desk = with_deals(&["运维外包"]);
    insert(&desk, Kind::Competitor, "north", &[("name", json!("北方云"))]);
    desk.press(Action::Lose).expect_dialog("Why is “运维外包” lost?").sees("1  price");
    // Lost for missing functions: what shows it, and who had them.
    desk.press(Action::Down).press(Action::Open).expect_dialog("In a few words").type_text("无国产化版本");
    desk.press(Action::Open).expect_dialog("To whom was it lost?").sees("▌ 北方云").sees("nobody: the customer");
    desk.type_text("北").press(Action::Open).expect_no_dialog().expect_notice("marked as lost: OPP-2026-0001");
    desk.does_not_see("▌ 运维外包");
    desk.press(Action::GoLog).sees("Loss reason:  → missing functions").sees("Stage: Lead → Lost");
    desk.press(Action::GoBoard).press(Action::Undo).expect_notice("taken back — marked as lost").sees("▌ 运维外包");
}

#[test]
fn another_reason_for_a_loss_is_asked_for_in_words() {
    let mut desk = with_deals(&["运维外包"]);
    desk.press(Action::Lose).expect_dialog("Why is").press(Action::Bottom).press(Action::Open);
    desk.expect_dialog("In a few words").type_text("Их купил конкурент").press(Action::Open);
    // Nobody is known yet to whom anything was lost: one is made on the spot.
    desk.expect_dialog("To whom was it lost?").type_text("Север").sees("▌ + new: Север").press(Action::Open);
    desk.expect_dialog("New: Competitor").press(Action::Save).expect_no_dialog();
    desk.expect_notice("marked as lost: OPP-2026-0001");
    desk.press(Action::GoLog).sees("Их купил конкурент").sees("Lost to:  → Север");
}

#[test]
fn a_deal_lost_to_nobody_says_so_and_the_next_one_too() {
    let mut desk = with_deals(&["二", "一"]);
    for title in ["一", "二"] {
        desk.press(Action::Lose)
            .expect_dialog(&format!("Why is “{title}” lost?"))
            .sees("10  postponed")
            .type_text("10");
        desk.expect_dialog("In a few words").type_text("明年再说").press(Action::Open);
        desk.expect_dialog("To whom was it lost?");
        let nobody = if title == "一" { "▌ nobody: the customer does nothing" } else { "▌ No decision" };
        desk.sees(nobody).press(Action::Open).expect_notice("marked as lost");
    }
    let known = desk.store.choices(Kind::Competitor, "", 10).unwrap();
    assert_eq!(known.len(), 1, "he is made once: {known:?}");
    desk.press(Action::Undo).expect_notice("taken back — marked as lost").sees("▌ 二");
}

#[test]
fn every_step_can_be_taken_back_and_done_again_even_tomorrow() {
    let mut desk = with_deals(&["运维外包"]);
    desk.press(Action::Edit).expect_dialog("Opportunity: 运维外包").clear().type_text("驻场服务").press(Action::Save);
    desk.expect_notice("edited").press(Action::Back).sees("▌ 驻场服务");
    desk.press(Action::Archive).expect_notice("archived: OPP-2026-0001").does_not_see("驻场服务");
    desk.wait(chrono::Duration::days(1));
    desk.restart();

    desk.press(Action::Undo).expect_notice("taken back — archived: OPP-2026-0001").sees("驻场服务");
    desk.press(Action::Undo).expect_notice("taken back — edited: OPP-2026-0001").sees("运维外包");
    desk.press(Action::Undo).expect_notice("There is nothing of yours left to undo.").sees("运维外包");
    desk.restart();
    desk.press(Action::Redo).expect_notice("done again — edited: OPP-2026-0001").sees("驻场服务");
    desk.press(Action::Redo).expect_notice("done again — archived: OPP-2026-0001").does_not_see("驻场服务");
    desk.press(Action::Redo).expect_notice("There is nothing to redo.");
    desk.press(Action::Undo).expect_notice("taken back — archived").sees("驻场服务");
}

#[test]
fn a_move_is_taken_back_to_where_the_card_stood() {
    let mut desk = with_deals(&["三", "二", "一"]).no_gates();
    let me = desk.store.me("wang").unwrap();
    let account = insert(&desk, Kind::Account, "huaxin", &[("name", json!("华信"))]);
    deal(&desk, "零", account, &[("rank", json!(985)), ("presales_lead", me.json())]);
    desk.restart();
    desk.press(Action::Down).sees("▌ 零").press(Action::MoveRight).expect_notice("moved");
    desk.sees("[Qualified 1]").press(Action::Undo).expect_notice("taken back — moved").sees("[Lead 4]").sees("▌ 零");
    let screen = desk.screen();
    assert!(screen.find("一") < screen.find("零") && screen.find("零") < screen.find("二"), "{screen}");
    desk.press(Action::Redo).expect_notice("done again — moved").sees("[Qualified 1]").sees("▌ 零");
}

#[test]
fn an_older_step_is_taken_back_from_the_journal() {
    let mut desk = with_deals(&["运维外包"]);
    desk.press(Action::Edit).expect_dialog("Opportunity").clear().type_text("驻场服务").press(Action::Save);
    desk.expect_notice("edited").press(Action::Edit).expect_dialog("Opportunity").stand_on("Next step");
    desk.type_text("拜访院长").press(Action::Save).expect_notice("edited").press(Action::Back);
    desk.press(Action::GoLog).sees("▌ 2026-11-21").sees("Next step:  → 拜访院长");
    desk.press(Action::Down)
        .sees("Title: 运维外包 → 驻场服务")
        .press(Action::Undo)
        .expect_notice("taken back — edited");
    assert!(desk.line("▌").contains("(taken back)"), "{}", desk.screen());
    desk.press(Action::Undo).expect_notice("This was undone already. Redo it to bring it back.");
    desk.press(Action::GoBoard).sees("▌ 运维外包").sees("拜访院长");
}

#[test]
fn the_history_of_one_record_shows_who_changed_what() {
    let mut desk = with_deals(&["运维外包", "备份"]);
    desk.press(Action::Down).press(Action::Edit).expect_dialog("Opportunity: 运维外包").stand_on("Presales lead");
    desk.type_text("w").expect_dialog("Choose").press(Action::Open).press(Action::Save).expect_notice("edited");
    desk.press(Action::Back).press(Action::History).sees("History of OPP-2026-0001");
    desk.sees("wang        edited: Opportunity OPP-2026-0001 运维外包").sees("loaded sample data");
    // A link is shown by its name.
    desk.sees("Presales lead:  → wang").does_not_see("OPP-2026-0002");
    desk.press(Action::Back).sees("▌ 运维外包");
}

#[test]
fn the_filter_finds_chinese_and_takes_e_for_yo() {
    let mut desk = sample(Lang::En, 120, 40);
    desk.press(Action::Filter).type_text("учет").sees("Сопровождение учётной").does_not_see("东湖医院");
    desk.press(Action::Open).sees("filter: учет").press(Action::Back).sees("东湖医院");
    desk.press(Action::Filter).type_text("农商 灾备").sees("0 deals").press(Action::Back);
    desk.press(Action::Filter).type_text("农村商业 灾备").sees("核心系统灾备").sees("1 deal").press(Action::Open);
    desk.sees("▌ 核心系统灾备").press(Action::Back).sees("31 deals");
}

#[test]
fn an_empty_board_takes_every_key_in_good_part() {
    let mut desk = desk();
    for action in [
        Action::Up,
        Action::Down,
        Action::Left,
        Action::Right,
        Action::MoveLeft,
        Action::MoveRight,
        Action::OrderUp,
        Action::Open,
        Action::Edit,
        Action::Archive,
        Action::History,
        Action::Trace,
        Action::Copy,
        Action::Lose,
        Action::Top,
        Action::Bottom,
        Action::PageDown,
        Action::MakeNeed,
        Action::MakeEffort,
    ] {
        desk.press(action).expect_no_dialog().sees("This workspace is empty");
    }
    // A talk is about a deal that is looked for.
    desk.press(Action::LogActivity).expect_dialog("Choose").press(Action::Back).expect_dialog("Log a talk");
    desk.press(Action::Back).expect_no_dialog();
    desk.press(Action::Undo).expect_notice("There is nothing of yours left to undo.");
}

#[test]
fn a_long_column_and_a_long_list_are_walked_to_the_end_and_back() {
    let mut desk = with_deals(&[]);
    let account = insert(&desk, Kind::Account, "a-000", &[("name", json!("客户 000"))]);
    crowd(&desk, Kind::Account, 240, |n| vec![("name", json!(format!("客户 {:03}", n + 1)))]);
    crowd(&desk, Kind::Opportunity, 150, |n| {
        vec![("title", json!(format!("项目 {n:03}"))), ("account", account.json()), ("rank", json!(n * 10))]
    });
    desk.resize(80, 24);
    desk.restart();
    desk.sees("▌ 项目 000").sees("150 deals").press(Action::Bottom).sees("▌ 项目 149").does_not_see("项目 100");
    // More than a glance looks at: the rest follows without a key.
    desk.press(Action::Top).press(Action::Filter).type_text("项目").sees("150 deals").press(Action::Back);
    desk.sees("▌ 项目 000");
    for n in 1..=149 {
        desk.press(Action::Down).sees(&format!("▌ 项目 {n:03}"));
    }
    desk.press(Action::Down).sees("▌ 项目 149").press(Action::OrderUp).sees("▌ 项目 149").press(Action::Down);
    desk.sees("▌ 项目 148");
    for _ in 0..75 {
        desk.press(Action::PageUp);
    }
    desk.sees("▌ 项目 000");

    desk.press(Action::GoAccounts).sees("▌ ACC-0001").sees("242 records").press(Action::Bottom).sees("▌ ACC-0242");
    desk.press(Action::Up).sees("▌ ACC-0241").notices_change();
    desk.sees("▌ ACC-0241").press(Action::Top).sees("▌ ACC-0001");
    for n in 2..=242 {
        desk.press(Action::Down).sees(&format!("▌ ACC-{n:04}"));
    }
    desk.press(Action::Filter).type_text("0240").sees("1 record").sees("▌ ACC-0240").press(Action::Back);
    desk.sees("242 records").sees("▌ ACC-");
}

/// A full stage, looked at somewhere in its middle, and one deal before it that may go on.
fn before_a_full_stage() -> crate::driver::Desk {
    let mut desk = with_deals(&[]).no_gates();
    let me = desk.store.me("wang").unwrap().json();
    let account = insert(&desk, Kind::Account, "huaxin", &[("name", json!("华信"))]);
    let ready = |title: String, stage: &str, rank: usize| {
        vec![
            ("title", json!(title)),
            ("account", account.json()),
            ("stage", json!(stage)),
            ("presales_lead", me.clone()),
            ("amount", json!({ "minor": 9_000_000, "ccy": "CNY" })),
            ("expected_close_on", json!("2027-03-01")),
            ("rank", json!(rank)),
        ]
    };
    crowd(&desk, Kind::Opportunity, 200, |n| ready(format!("项目 {n:03}"), "QUALIFIED", n * 10));
    insert(&desk, Kind::Opportunity, "first", &ready("运维外包".to_owned(), "LEAD", 0));
    insert(&desk, Kind::Opportunity, "second", &ready("备份".to_owned(), "LEAD", 10));
    desk.restart();
    desk.sees("▌ 运维外包").press(Action::Right).sees("▌ 项目 000");
    desk
}

#[test]
fn a_card_carried_into_a_full_stage_stays_under_the_cursor() {
    for way in [&[Action::Bottom][..], &[Action::PageDown; 12], &[Action::Bottom, Action::Up]] {
        let mut desk = before_a_full_stage();
        for action in way {
            desk.press(*action);
        }
        desk.press(Action::Left).sees("▌ 运维外包").press(Action::MoveRight).expect_notice("moved: OPP-2026-0201");
        desk.sees("[Qualified 201]").sees("▌ 运维外包").sees("项目 000");
        // The same card goes on, not the one that stood beneath it.
        desk.press(Action::MoveRight).expect_notice("moved: OPP-2026-0201").sees("[Research 1]").sees("▌ 运维外包");
        desk.sees("Lead 1").sees("备份");
    }
}

#[test]
fn a_move_out_of_the_middle_of_a_full_stage_is_taken_back_under_the_cursor() {
    let mut desk = before_a_full_stage();
    desk.press(Action::Bottom).sees("▌ 项目 199");
    for _ in 0..99 {
        desk.press(Action::Up);
    }
    desk.sees("▌ 项目 100").press(Action::MoveRight).expect_notice("moved").sees("[Research 1]").sees("▌ 项目 100");
    desk.press(Action::Left).press(Action::Top).sees("▌ 项目 000");
    desk.press(Action::Undo).expect_notice("taken back — moved").sees("[Qualified 200]").sees("▌ 项目 100");
    desk.press(Action::Down).sees("▌ 项目 101").press(Action::Up).press(Action::Up).sees("▌ 项目 099");
    desk.press(Action::Redo).expect_notice("done again — moved").sees("[Research 1]").sees("▌ 项目 100");
}

#[test]
fn a_bare_amount_is_in_the_currency_of_the_customer_from_every_door() {
    let mut desk = desk_in(Lang::En, 120, 40);
    insert(&desk, Kind::Account, "nord", &[("name", json!("Nord")), ("ccy", json!("EUR"))]);
    desk.restart();
    desk.press(Action::New).expect_dialog("New: Opportunity").type_text("Service desk");
    desk.stand_on("Account *").type_text("N").expect_dialog("Choose").press(Action::Open);
    desk.stand_on("Amount").type_text("1200").press(Action::Save).expect_no_dialog().sees("€1.2k");
    // From the list of another kind, where only the row is at hand.
    desk.press(Action::GoAccounts).press(Action::Edit).expect_dialog("Account: Nord");
    desk.stand_on("IT budget").type_text("9000").press(Action::NextField).sees("€9,000").press(Action::Back);
}

#[test]
fn the_strip_of_stages_has_room_around_its_points_and_always_shows_the_stage_one_is_in() {
    for (lang, first) in
        [(Lang::En, "[Lead 6] · Qualified 5 · Research"), (Lang::Ru, "[Лид 6] · Квалификация 5 · Анализ")]
    {
        let mut desk = sample(lang, 80, 24);
        desk.sees(first);
        for _ in 0..8 {
            desk.press(Action::Right);
        }
        let strip = desk.screen().lines().find(|line| line.contains(" · ") && line.contains('[')).unwrap().to_owned();
        assert!(strip.trim_start().starts_with('…') && strip.trim_end().ends_with(']'), "{strip}");
    }
}
