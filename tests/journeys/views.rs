//! The board in other orders and groups, lanes folded away, and views kept of all that.

use canvass::domain::kinds::Kind;
use canvass::keys::Action;
use canvass::text::Lang;
use serde_json::json;

use crate::driver::Desk;
use crate::seed::{deal, insert, sample, with_deals, with_deals_in};

/// Titles in the order in which they stand on the screen.
fn order(desk: &mut Desk, titles: &[&str]) -> String {
    let screen = desk.screen();
    let mut found: Vec<_> = titles.iter().filter_map(|title| Some((screen.find(title)?, *title))).collect();
    found.sort_unstable();
    found.into_iter().map(|(_, title)| title).collect::<Vec<_>>().join(" ")
}

/// Chooses a line of the menu that is open by its number.
fn choose(desk: &mut Desk, line: &str) {
    desk.type_text(line).expect_no_dialog();
}

#[test]
fn cards_are_sorted_and_the_cursor_stays_on_its_card() {
    let mut desk = with_deals(&[]);
    let account = insert(&desk, Kind::Account, "huaxin", &[("name", json!("华信"))]);
    for (title, due, minor) in [("备份", "2026-12-01", 100), ("监控", "2026-11-25", 900), ("运维", "2026-12-24", 500)]
    {
        let amount = json!({ "minor": minor * 1_000_000, "ccy": "CNY" });
        deal(&desk, title, account, &[("next_step_due", json!(due)), ("amount", amount)]);
    }
    desk.restart();
    let titles = ["备份", "监控", "运维"];
    desk.press(Action::Down);
    let here = desk.line("▌").clone();
    assert!(here.contains("华信"), "{here}");
    desk.press(Action::Sort).expect_dialog("In which order?").sees("1  order by hand");
    choose(&mut desk, "2");
    desk.sees("by next step");
    assert_eq!(order(&mut desk, &titles), "监控 备份 运维");
    desk.press(Action::Sort).expect_dialog("In which order?");
    choose(&mut desk, "3");
    desk.sees("by amount");
    assert_eq!(order(&mut desk, &titles), "监控 运维 备份");
    // There is no order by hand to change here.
    desk.press(Action::OrderDown).expect_notice("The cards stand in another order.");
    desk.press(Action::Sort).expect_dialog("In which order?").press(Action::Top).press(Action::Open);
    desk.does_not_see("by amount").press(Action::OrderDown);
}

#[test]
fn lanes_stand_for_owners_months_and_tiers_too() {
    let mut desk = sample(Lang::En, 140, 40);
    desk.press(Action::Group).expect_dialog("A lane for each");
    choose(&mut desk, "3");
    desk.sees("lanes: owner").sees("Анна Орлова").sees("陈浩").sees("31 deals").does_not_see("Preparation");
    desk.press(Action::Group).expect_dialog("A lane for each");
    choose(&mut desk, "5");
    desk.sees("lanes: closing month").sees("Dec 2026").sees("31 deals");
    desk.press(Action::Group).expect_dialog("A lane for each");
    choose(&mut desk, "4");
    desk.sees("no tier").press(Action::Group).expect_dialog("A lane for each");
    choose(&mut desk, "1");
    desk.does_not_see("lanes:").sees("Preparation").sees("31 deals");
}

#[test]
fn a_lane_is_folded_away_and_opened_again() {
    let mut desk = with_deals(&["运维外包", "备份"]);
    desk.sees("▌ 备份").press(Action::Collapse).does_not_see("备份").sees("[Lead 2]");
    // What is not seen cannot be moved.
    desk.press(Action::MoveRight).press(Action::Archive).expect_no_dialog().sees("[Lead 2]");
    desk.press(Action::Right).sees("(Lead 2)").press(Action::Left).press(Action::Collapse).sees("▌ 备份");
}

#[test]
fn a_view_is_kept_applied_changed_renamed_shared_and_put_away() {
    let mut desk = sample(Lang::En, 120, 40);
    desk.press(Action::Filter).type_text("tag:none").press(Action::Open);
    desk.press(Action::Sort).expect_dialog("In which order?");
    choose(&mut desk, "3");
    desk.press(Action::Views).expect_dialog("Views of the deals").sees("My deals").press(Action::New);
    desk.expect_dialog("Keep what is shown now").type_text("没有标签").press(Action::Open);
    desk.expect_dialog("Views of the deals").sees("1 ● 没有标签").sees("mine").sees("by amount").press(Action::Back);
    desk.sees("没有标签").does_not_see("(changed)");
    desk.press(Action::Sort).expect_dialog("In which order?");
    choose(&mut desk, "6");
    desk.sees("没有标签 (changed)");
    // All deals again, and the view with its digit.
    desk.press(Action::Views).expect_dialog("Views of the deals").type_text("0");
    desk.expect_no_dialog().sees("31 deals").does_not_see("没有标签");
    desk.press(Action::Views).expect_dialog("Views of the deals").type_text("1");
    desk.expect_no_dialog().sees("没有标签").sees("filter: tag:none").sees("by amount").does_not_see("(changed)");

    desk.press(Action::Views).expect_dialog("Views of the deals").press(Action::Edit).expect_dialog("Another name");
    desk.clear().type_text("Untagged").press(Action::Open).expect_dialog("Views of the deals").sees("1 ● Untagged");
    desk.press(Action::Share).expect_dialog("Views of the deals").sees("shared");
    let mut li = desk.second_user("li");
    li.press(Action::Views).expect_dialog("Views of the deals").sees("Untagged").type_text("1");
    li.expect_no_dialog().sees("Untagged").sees("filter: tag:none");
    desk.press(Action::Archive).expect_dialog("Views of the deals").sees("▌ 1   My deals").press(Action::Back);
    desk.press(Action::Undo).expect_notice("taken back — archived").press(Action::Views);
    desk.expect_dialog("Views of the deals").sees("1 ● Untagged").press(Action::Back);
}

#[test]
fn the_views_of_the_program_are_there_in_each_language_and_cannot_be_changed() {
    for (lang, mine, quiet) in
        [(Lang::En, "My deals", "Gone quiet"), (Lang::Zh, "我的商机", "停滞"), (Lang::Ru, "Мои сделки", "Застрявшие")]
    {
        let mut desk = sample(lang, 120, 40);
        desk.press(Action::Views).expect_dialog(quiet).press(Action::Archive).expect_dialog(mine).type_text("1");
        desk.expect_no_dialog().sees(mine);
        desk.press(Action::Views).expect_dialog(quiet).type_text("4").expect_no_dialog().does_not_see("!1d");
    }
}

#[test]
fn the_list_of_opportunities_takes_the_same_views() {
    let mut desk = sample(Lang::En, 120, 40);
    desk.press(Action::GoOpportunities).sees("40 records").press(Action::Sort).expect_dialog("In which order?");
    choose(&mut desk, "6");
    desk.sees("by title").press(Action::Views).expect_dialog("Views of the deals").sees("Tenders").type_text("5");
    desk.expect_no_dialog().sees("Tenders").sees("by closing date").does_not_see("40 records");
    desk.press(Action::Views).expect_dialog("Views of the deals").type_text("0");
    desk.expect_no_dialog().sees("40 records");
}

#[test]
fn what_the_user_has_at_work_stands_above_the_stages_that_count() {
    for (lang, words) in [(Lang::En, "you 1/12"), (Lang::Zh, "我 1/12"), (Lang::Ru, "у вас 1/12")] {
        let mut desk = with_deals_in(lang, 120, 40, &["运维外包"]);
        let account = desk.store.choices(Kind::Account, "", 1).unwrap()[0].id;
        deal(&desk, "灾备", account, &[("stage", json!("RESEARCH"))]);
        desk.restart();
        desk.sees(words);
        for n in 0..12 {
            deal(&desk, &format!("研究 {n}"), account, &[("stage", json!("RESEARCH"))]);
        }
        desk.notices_change();
        desk.sees(&words.replace("1/12", "13/12!"));
    }
}
