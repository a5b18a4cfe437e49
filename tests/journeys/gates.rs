//! Gates on the screen: what is missing, one key to where it is met, and the way past it that is never forgotten.

use canvass::domain::kinds::Kind;
use canvass::keys::Action;
use canvass::text::Lang;
use ratatui::crossterm::event::KeyCode;
use serde_json::json;

use crate::driver::Desk;
use crate::seed::{insert, with_deals, with_deals_in};

/// From the refused move to the line with these words.
fn stand_at(desk: &mut Desk, words: &str) {
    desk.press(Action::Top);
    for _ in 0..60 {
        if desk.line(words).contains('▌') {
            return;
        }
        desk.press(Action::Down);
    }
    panic!("the cursor does not come to “{words}”:\n{}", desk.screen());
}

/// A deal that only its gate keeps back.
fn lead() -> Desk {
    let mut desk = with_deals(&["运维外包"]);
    desk.press(Action::Edit).expect_dialog("Opportunity").stand_on("Presales lead").type_text("w");
    desk.expect_dialog("Choose").press(Action::Open).press(Action::Save).expect_notice("edited").press(Action::Back);
    desk
}

#[test]
fn a_shut_gate_lists_its_conditions_and_one_key_leads_to_each() {
    let mut desk = lead();
    desk.press(Action::MoveRight).expect_dialog("Not yet: Qualified needs this first");
    desk.sees("✕ at least one pain of the customer").sees("● the account is not closed").sees("f move anyway");
    // A field: its form, and the move is tried again.
    let mut at = desk;
    stand_at(&mut at, "at least one pain");
    at.press(Action::Open).expect_dialog("Pains").type_text("月末对账要两天").press(Action::Save);
    at.expect_dialog("Not yet").sees("● at least one pain of the customer");
    // An item of the check-list: evidence, and the move is tried again.
    stand_at(&mut at, "marketing preparation");
    at.press(Action::Open).expect_dialog("What shows that this is done").type_text("读过档案").press(Action::Open);
    at.expect_notice("ticked").expect_dialog("Not yet").sees("● marketing preparation");
    // What holds already leads nowhere.
    stand_at(&mut at, "the account is not closed");
    at.press(Action::Open).expect_notice("holds already");
    // Records: the place where they are made.
    stand_at(&mut at, "qualification interview");
    at.press(Action::Open).expect_dialog("T5").press(Action::Back).sees("▌ Interviews");
}

#[test]
fn only_what_cannot_be_met_is_waived() {
    let mut desk = lead();
    desk.press(Action::MoveRight).expect_dialog("Not yet");
    stand_at(&mut desk, "at least one pain");
    desk.press(Action::Waive).expect_notice("cannot be waived").press(Action::Back);
    desk.press(Action::Progress).sees("1/5").sees("Before it goes on: Lead → Qualified");
    stand_at(&mut desk, "A102");
    desk.sees("not in the program yet").press(Action::Waive).expect_dialog("Why waive: marketing plan");
    desk.type_text("招标项目").press(Action::Open).expect_notice("waived a condition: A102").sees("waived: 招标项目");
    desk.press(Action::Tick).expect_notice("withdrew a waiver").sees("not in the program yet");
}

#[test]
fn the_gate_is_passed_over_with_a_reason_that_stands_on_the_card_for_ever() {
    let mut desk = lead();
    desk.press(Action::MoveRight)
        .expect_dialog("Not yet")
        .press(Action::Force)
        .expect_dialog("Why pass over the gate?");
    desk.press(Action::Open).expect_notice("Required");
    desk.type_text("院长亲自要求").press(Action::Open).expect_no_dialog();
    desk.expect_notice("moved with a reason: OPP-2026-0001").sees("[Qualified 1]").sees("⚠");
    desk.press(Action::Progress).sees("⚠ passed over a gate: 院长亲自要求");
    desk.sees("Lead → Qualified").sees("The way it came");
    desk.press(Action::MoveLeft).expect_dialog("Why does it go back?").type_text("太早").press(Action::Open);
    desk.expect_no_dialog().expect_notice("moved").sees("太早").press(Action::Back).sees("⚠").sees("Lead 1 ·");
}

#[test]
fn items_are_ticked_with_evidence_and_taken_back() {
    let mut desk = with_deals(&["运维外包"]);
    desk.press(Action::Open).sees("○ Preparation 0/8").press(Action::Progress).sees("Preparation  0/8");
    stand_at(&mut desk, "A101");
    desk.press(Action::Tick).expect_dialog("What shows that this is done").type_text("读过档案").press(Action::Open);
    desk.expect_notice("ticked: A101").sees("Preparation  1/8").sees("· 读过档案");
    desk.press(Action::Tick).expect_notice("took back a tick").sees("Preparation  0/8");
    desk.press(Action::Undo).expect_notice("taken back").sees("Preparation  1/8");
    desk.press(Action::Back).sees("◐ Preparation 1/8").press(Action::Progress);
    stand_at(&mut desk, "A108");
    desk.press(Action::Tick).expect_notice("follows from the records");
    desk.press(Action::Open).expect_dialog("Opportunity: 运维外包").sees("Presales lead");
}

#[test]
fn a_deal_is_put_aside_and_wakes_by_itself() {
    let mut desk = with_deals(&["运维外包"]);
    desk.press(Action::Hold).expect_dialog("For how long is “运维外包” put on hold?").press(Action::Open);
    desk.expect_dialog("Why is it put on hold?").type_text("等预算").press(Action::Open);
    desk.expect_notice("put on hold: OPP-2026-0001").sees("on hold");
    desk.wait(chrono::Duration::days(7));
    desk.notices_change();
    desk.sees("on hold").wait(chrono::Duration::days(1));
    desk.restart();
    desk.does_not_see("on hold").sees("no next step").press(Action::Open);
    desk.sees("Lead  8d");
    desk.press(Action::Back);
    desk.press(Action::Hold).expect_dialog("For how long").press(Action::Back);
}

#[test]
fn a_lost_deal_is_reopened_where_it_stood() {
    let mut desk = with_deals(&["运维外包"]);
    insert(&desk, Kind::Competitor, "north", &[("name", json!("北方云"))]);
    desk.press(Action::Progress).press(Action::Reopen).expect_notice("It is open");
    desk.press(Action::Lose).expect_dialog("Why is").press(Action::Bottom).press(Action::Open);
    desk.expect_dialog("In a few words").type_text("停建").press(Action::Open);
    desk.expect_dialog("To whom").press(Action::Open).expect_notice("marked as lost");
    desk.sees("Lead → Lost").sees("停建").press(Action::Reopen).expect_notice("reopened: OPP-2026-0001");
    desk.sees("Lost → Lead").press(Action::Back).sees("[Lead 1]");
}

#[test]
fn the_page_is_walked_to_its_end_on_a_small_screen_in_every_language() {
    for (lang, words) in [(Lang::En, "The way it came"), (Lang::Zh, "阶段历程"), (Lang::Ru, "Пройденный путь")]
    {
        let mut desk = with_deals_in(lang, 80, 24, &["运维外包"]);
        desk.press(Action::Progress).sees(words).does_not_see("A426").press(Action::Bottom).sees("▌ A426");
        for _ in 0..60 {
            desk.code(KeyCode::Up);
            assert!(desk.screen().contains('▌'), "{}", desk.screen());
        }
        desk.sees(words).press(Action::PageDown).sees("▌ A1");
    }
}

#[test]
fn what_nobody_knew_and_nobody_asked_again_is_named_before_the_deal_goes_on_and_one_key_leads_there() {
    for lang in Lang::ALL {
        let mut desk = with_deals_in(lang, 120, 40, &["备份"]);
        desk.press(Action::Open).press(Action::MakeInterview).expect_dialog("T1").press(Action::Open);
        desk.press(Action::MarkUnknown);
        desk.type_text("Anna Berg, +3d").press(Action::NextField).press(Action::Back).press(Action::Back);
        desk.store.conn().execute_batch("UPDATE opportunity SET stage = 'RESEARCH'").unwrap();
        let words = ["asked again in time", "已按期追问", "переспросили в срок"];
        let words = words[Lang::ALL.iter().position(|of| *of == lang).unwrap()];
        desk.restart();
        desk.press(Action::Progress).sees(words);
        assert!(desk.line(words).contains('●'), "there are three days left: {}", desk.screen());
        desk.press(Action::Back);
        // The fourth day.
        desk.store.conn().execute_batch("UPDATE answer SET ask_by = date(ask_by, '-4 days')").unwrap();
        desk.restart();
        desk.press(Action::Progress);
        assert!(desk.line(words).contains('✕'), "{}", desk.screen());
        stand_at(&mut desk, words);
        desk.press(Action::Open).sees("Anna Berg, +3d");
    }
}
