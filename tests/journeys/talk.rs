//! Logging a talk from wherever one is, in three lines and one key.

use canvass::domain::kinds::Kind;
use canvass::keys::Action;
use canvass::text::Lang;
use ratatui::crossterm::event::KeyCode;
use serde_json::json;

use crate::driver::Desk;
use crate::seed::{insert, sample, with_deals, with_deals_in};

/// A deal with two people in it.
fn desk() -> Desk {
    let mut desk = with_deals(&["备份"]);
    let deal = desk.store.by_code("OPP-2026-0001").unwrap().unwrap().1;
    for (seed, name) in [("wang-yz", "王院长"), ("li-zr", "李主任")] {
        let who = insert(&desk, Kind::Contact, seed, &[("full_name", json!(name))]);
        let part = [("opportunity", deal.json()), ("contact", who.json()), ("roles", json!(["user"]))];
        insert(&desk, Kind::DealRole, &format!("{seed}-part"), &part);
    }
    desk.restart();
    desk
}

#[test]
fn a_talk_is_logged_on_the_board_with_the_next_step_and_taken_back_in_one() {
    let mut desk = desk();
    desk.press(Action::LogActivity).expect_dialog("Log a talk").sees("东湖医院 › OPP-2026-0001 备份");
    desk.type_text("同意先做调研\n").sees("▌ With whom").type_text("2").sees("● 2 王院长").sees("○ 1 李主任");
    desk.code(KeyCode::Enter).sees("No next step so far").type_text("访谈信息科 +3d");
    desk.sees("访谈信息科, until 24 Nov 2026").code(KeyCode::Enter).type_text("3").sees("● 3 concrete pain");
    desk.code(KeyCode::Enter).expect_no_dialog().expect_notice("logged an activity: 同意先做调研");
    // Still on the board; the card says what comes next.
    desk.sees("→ 访谈信息科").sees("+3d").press(Action::Open).sees("2026-11-21  ● 3  同意先做调研").sees("depth 3");
    desk.press(Action::Undo).expect_notice("taken back — logged an activity");
    desk.sees("No next step").sees("Talks  none yet");
    desk.press(Action::Redo).expect_notice("done again").sees("→ 访谈信息科 · 24 Nov 2026");
}

#[test]
fn nobody_answered_is_no_talk_and_the_next_step_stays() {
    let mut desk = desk();
    desk.press(Action::Open).press(Action::LogActivity).expect_dialog("Log a talk").press(Action::Save);
    desk.expect_notice("Say in a few words")
        .expect_dialog("Log a talk")
        .type_text("没人接电话")
        .press(Action::PrevField);
    desk.press(Action::NextField).press(Action::NextField).press(Action::NextField).press(Action::NextField);
    desk.type_text("0").sees("● 0 no answer").code(KeyCode::Right).sees("video call").press(Action::Save);
    desk.expect_no_dialog().expect_notice("logged an activity").sees("○ 1  没人接电话");
    desk.sees("no talk yet in which the customer spoke").sees("No next step");
}

#[test]
fn a_half_typed_talk_waits_until_it_is_taken_up() {
    let mut desk = desk();
    desk.press(Action::LogActivity).expect_dialog("Log a talk").type_text("刚说到预算").press(Action::NextField);
    desk.type_text("1").press(Action::Back).expect_no_dialog().expect_notice("Kept, not saved");
    desk.restart();
    desk.expect_dialog("Activity  刚说到预算").press(Action::TakeUp).expect_dialog("Log a talk");
    desk.sees("东湖医院 › OPP-2026-0001 备份").sees("刚说到预算").sees("● 1 李主任").sees("▌ With whom");
    desk.press(Action::Save).expect_no_dialog().expect_notice("logged an activity: 刚说到预算");
    desk.restart();
    desk.expect_no_dialog().press(Action::Open).sees("刚说到预算");
}

#[test]
fn a_colleagues_next_step_is_not_written_over_unseen() {
    let mut wang = desk();
    let mut li = wang.second_user("li");
    wang.press(Action::LogActivity).expect_dialog("Log a talk").type_text("要方案").press(Action::NextField);
    wang.press(Action::NextField).type_text("写方案 +5d");
    li.press(Action::LogActivity).expect_dialog("Log a talk").type_text("要报价").press(Action::NextField);
    li.press(Action::NextField).type_text("报价 +1d").press(Action::Save).expect_notice("logged an activity");
    wang.press(Action::Save).expect_dialog("Somebody changed the same field").sees("报价").sees("写方案");
    wang.press(Action::TakeTheirs).press(Action::TakeTheirs).press(Action::Save).expect_no_dialog();
    wang.press(Action::Open).sees("→ 报价").sees("要方案").sees("要报价");
}

#[test]
fn where_no_deal_is_at_hand_it_is_found_by_typing() {
    let mut desk = desk();
    desk.press(Action::GoLog).press(Action::LogActivity).expect_dialog("Choose").type_text("备份").press(Action::Open);
    desk.expect_dialog("Log a talk").sees("› OPP-2026-0001 备份").sees("○ 1 李主任").type_text("来电");
    desk.press(Action::Save).expect_no_dialog().expect_notice("logged an activity: 来电");
    // At a customer it is about the customer until a deal is chosen.
    desk.press(Action::GoAccounts).press(Action::LogActivity).expect_dialog("Log a talk").sees("the customer, no deal");
    desk.press(Action::PrevField).code(KeyCode::Right).sees("› OPP-2026-0001 备份").press(Action::NextField);
    desk.type_text("拜访").press(Action::Save).expect_no_dialog();
}

#[test]
fn it_is_there_in_interviews_and_agreements_and_finds_room_in_every_language() {
    for (lang, words) in [(Lang::En, "Log a talk"), (Lang::Zh, "记录沟通"), (Lang::Ru, "Записать разговор")]
    {
        let mut desk = sample(lang, 80, 24);
        desk.press(Action::GoAgreements).press(Action::Bottom).press(Action::Open).press(Action::LogActivity);
        desk.expect_dialog(words).sees("› OPP-2026-").press(Action::Back).expect_no_dialog();
        desk.press(Action::GoInterviews).press(Action::LogActivity).expect_dialog(words).sees("› OPP-2026-");
        desk.press(Action::NextField).sees("●");
        desk.press(Action::Back).expect_no_dialog();
        desk.press(Action::GoContacts).press(Action::LogActivity).expect_dialog(words).press(Action::Back);
    }
}

#[test]
fn hours_and_expenses_are_two_keys_and_a_number() {
    let mut desk = with_deals_in(Lang::En, 120, 40, &["备份"]);
    let me = desk.store.me("wang").unwrap();
    desk.rate(me, 160_000);
    desk.press(Action::MakeEffort).expect_dialog("New: Presales effort").sees("▌ Time spent").clear().type_text("1.5h");
    desk.press(Action::Save).expect_no_dialog().sees("1h30m · meeting · wang").sees("cost ¥300");
    desk.press(Action::MakeExpense).expect_dialog("New: Expense").type_text("120").press(Action::Save);
    desk.expect_no_dialog().sees("¥120 · travel").sees("cost ¥420").sees("1h30m of 8 h in this stage");
    desk.press(Action::Undo).expect_notice("taken back").sees("cost ¥300");
}

#[test]
fn an_attitude_is_of_the_day_on_which_it_was_given() {
    let mut desk = desk();
    desk.press(Action::Open).sees("support not known").sees(" ? 王院长");
    for _ in 0..40 {
        if desk.screen().contains("▌  ? 王院长") {
            break;
        }
        desk.press(Action::Down);
    }
    desk.press(Action::Edit).expect_dialog("Role in the deal").stand_on("Decision power").clear().type_text("3");
    desk.stand_on("Attitude ").type_text("1").press(Action::Save).expect_no_dialog();
    desk.sees("+1 王院长  decides").sees("support +50 of 100");
}
