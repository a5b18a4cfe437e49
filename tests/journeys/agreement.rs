//! Drafting an agreement: tables written cell by cell, findings that lead there, the chain beneath.

use canvass::keys::Action;
use canvass::text::Lang;
use ratatui::crossterm::event::KeyCode;

use crate::driver::Desk;
use crate::seed::sample;

/// The hospital's agreement with the cursor on a line of its outline.
fn open_at(line: &str) -> Desk {
    let mut desk = sample(Lang::En, 120, 40);
    desk.press(Action::GoAgreements).press(Action::Bottom).press(Action::Open).sees("SLA-2026-0001");
    for _ in 0..60 {
        if desk.screen().lines().any(|shown| shown.contains('▌') && shown.contains(line)) {
            return desk;
        }
        desk.press(Action::Down);
    }
    panic!("no line “{line}”:\n{}", desk.screen());
}

#[test]
fn a_cell_is_written_saved_and_taken_back() {
    let mut desk = open_at("Table of targets");
    desk.press(Action::Open);
    for _ in 0..6 {
        desk.press(Action::Right);
    }
    desk.sees("Target value: 99.9%").press(Action::Open).clear().type_text("99.5").code(KeyCode::Enter);
    desk.sees("Target value: 99.5%").press(Action::Undo).expect_notice("taken back — edited a table");
    desk.sees("Target value: 99.9%").press(Action::Back).sees("Can we keep it?");
}

#[test]
fn a_new_row_is_saved_with_its_first_words_and_another_takes_its_place() {
    let mut desk = open_at("Reports  0");
    desk.press(Action::Open).press(Action::New).type_text("as listed").press(Action::NextField);
    desk.press(Action::Back).sees("as listed").press(Action::New).type_text("weekly load");
    desk.press(Action::Save).sees("Reports  2").press(Action::OrderUp);
    let page = desk.screen();
    assert!(page.find("weekly load") < page.find("as listed"), "{page}");
    desk.press(Action::Archive).sees("Reports  1").does_not_see("weekly load");
    desk.press(Action::Undo).expect_notice("taken back").sees("weekly load");
}

#[test]
fn who_chooses_between_two_tables_sees_the_rows_that_differ() {
    let mut wang = open_at("Reports  0");
    wang.press(Action::Open).press(Action::New).type_text("as listed").press(Action::Save);
    let mut li = wang.second_user("li");
    li.at_section("Reports  1").press(Action::Open).press(Action::New).type_text("of the colleague");
    wang.press(Action::New).type_text("of my own").press(Action::Save);
    li.press(Action::Save).expect_dialog("Somebody changed the same field");
    li.sees("2. of my own").sees("2. of the colleague").does_not_see("1. as listed");
    li.type_text("m").press(Action::Open).expect_no_dialog();
    li.press(Action::Back).press(Action::History).sees("2. of my own → 2. of the colleague");
}

#[test]
fn a_section_that_was_put_away_is_written_anew_and_both_come_back_in_turn() {
    let mut desk = open_at("Purpose and scope");
    desk.press(Action::Archive).expect_notice("archived: Purpose and scope").sees("Not written yet");
    desk.press(Action::Edit).clear().type_text("服务台").press(Action::Save).expect_notice("Saved: Purpose and scope");
    desk.sees("服务台").press(Action::Undo).expect_notice("taken back").sees("Not written yet");
    desk.press(Action::Undo).expect_notice("taken back").sees("覆盖范围:HIS");
}

#[test]
fn the_chain_tells_where_the_promise_breaks_and_what_would_be_needed() {
    let mut desk = open_at("Table of targets");
    desk.press(Action::Chain).sees("What each promise rests on").sees("less than 99.9%");
    desk.sees("Would have to give").sees("longer than we promise");
    for _ in 0..2 {
        desk.press(Action::Down);
    }
    desk.press(Action::Open).sees("SLA-2026-0002");
    desk.press(Action::Back).sees("Support chain");
}

#[test]
fn a_draft_is_begun_from_what_the_deal_knows_in_one_act() {
    let mut desk = sample(Lang::En, 120, 40);
    desk.press(Action::GoOpportunities).press(Action::Filter).type_text("东湖医院 运维外包").press(Action::Open);
    desk.press(Action::Open).press(Action::MakeAgreement).sees("New agreement").sees("Needs it is to meet");
    // The critical service, in Chinese too, and the service of the catalogue.
    for (line, press) in
        [("critical service, 24×7", Action::Tick), ("Chinese", Action::Tick), ("核心业务系统运维", Action::Open)]
    {
        for _ in 0..60 {
            if desk.screen().lines().any(|shown| shown.contains('▌') && shown.contains(line)) {
                break;
            }
            desk.press(Action::Down);
        }
        desk.press(press);
    }
    desk.sees("● SVC-").press(Action::Save).expect_notice("drafted an agreement");
    desk.sees("v0.1 draft").sees("T1 99.95% availability").sees("Service credits");
    desk.press(Action::Undo).expect_notice("taken back");
}

#[test]
fn what_belongs_to_a_deal_is_made_from_whatever_belongs_to_it() {
    let mut desk = sample(Lang::En, 120, 40);
    for door in [Action::GoInterviews, Action::GoNeeds, Action::GoAgreements] {
        desk.press(door).press(Action::MakeAgreement).sees("› New agreement");
        desk.press(door).press(Action::Open);
        if door == Action::GoInterviews {
            // Beside the answers, which take every letter.
            desk.press(Action::Panes);
        }
        desk.press(Action::MakeAgreement).sees("› New agreement");
    }
    desk.press(Action::GoAgreements)
        .press(Action::Open)
        .press(Action::MakeGap)
        .expect_dialog("New: Gap")
        .press(Action::Back);
    for door in [Action::GoAccounts, Action::GoContacts, Action::GoLog] {
        desk.press(door).press(Action::MakeExpense).expect_notice("Open an opportunity first");
    }
}

#[test]
fn the_services_have_a_list_and_a_page_that_shows_their_parts() {
    let mut desk = sample(Lang::En, 120, 40);
    desk.press(Action::GoServices).press(Action::Bottom).sees("▌ SVC-0001");
    desk.press(Action::Open).sees("机房托管").sees("99.5%").does_not_see("4 rows");
}

#[test]
fn a_narrow_screen_shows_below_the_text_what_speaks_against_it() {
    let mut desk = sample(Lang::En, 80, 24);
    desk.press(Action::GoAgreements).press(Action::Bottom).press(Action::Open).press(Action::Panes);
    desk.sees("Receiver").sees("R50 SLA-2026-0002 ends on");
}

#[test]
fn a_warning_is_accepted_with_a_reason_until_its_value_changes() {
    let mut desk = open_at("T1 99.9%");
    desk.sees("⚠ R44")
        .sees("13 warnings")
        .press(Action::Waive)
        .expect_dialog("Why is R44 accepted?")
        .type_text("agreed by phone");
    desk.code(KeyCode::Enter).sees("● R44").sees("12 warnings").sees("agreed by phone").does_not_see("⚠ R44");
    desk.press(Action::Undo).sees("⚠ R44");
}
