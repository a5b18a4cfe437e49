//! Half-typed text: kept while it is typed, found again after a dropped line, and never thrown away by itself.

use canvass::app::event::Event;
use canvass::domain::kinds::Kind;
use canvass::keys::Action;
use canvass::store::drafts::Report;
use canvass::text::Lang;
use chrono::Duration;
use ratatui::crossterm::event::KeyCode;
use serde_json::json;

use crate::driver::Desk;
use crate::office::desk;
use crate::seed::{insert, with_deals, with_deals_in};

/// A new deal half typed, kept, and the line dropped.
fn dropped() -> Desk {
    let mut desk = with_deals(&["备份"]);
    desk.press(Action::New).expect_dialog("New: Opportunity").type_text("云迁移");
    desk.stand_on("Amount").type_text("12万").sees("◌ typing");
    desk.wait(Duration::milliseconds(499));
    desk.sees("◌ typing");
    desk.wait(Duration::milliseconds(2));
    desk.sees("◐ draft kept, not saved");
    desk.restart();
    desk
}

#[test]
fn a_dropped_line_costs_not_a_letter() {
    let mut desk = dropped();
    desk.expect_dialog("Unsaved text").sees("▌ Opportunity  云迁移  2026-11-21 14:00");
    desk.press(Action::Open).expect_dialog("New: Opportunity 云迁移").sees("12万");
    desk.stand_on("Account *").type_text("东").expect_dialog("Choose").press(Action::Open);
    desk.press(Action::Save).expect_no_dialog().expect_notice("created: OPP-2026-0002").sees("▌ 云迁移").sees("¥120k");
    // It was saved, so it is not offered again.
    desk.restart();
    desk.expect_no_dialog();
}

#[test]
fn what_was_typed_over_stands_beside_what_was_there() {
    let mut desk = with_deals(&["备份"]);
    desk.press(Action::Edit).expect_dialog("Opportunity: 备份").clear().type_text("容灾");
    desk.stand_on("Amount").type_text("12万").press(Action::NextField);
    desk.wait(Duration::seconds(1));
    desk.restart();
    desk.expect_dialog("Unsaved text").type_text("c").sees("as typed").sees("Title: 容灾").sees("Amount: ¥120,000");
    let screen = desk.screen();
    let before = screen.split_once("as it was before").unwrap().1;
    assert!(before.contains("Title: 备份") && !before.contains("120,000"), "{screen}");
}

#[test]
fn a_form_is_called_saved_only_when_it_is() {
    for (width, kept) in [(120, "◐ draft kept, not saved"), (80, "◐ not saved")] {
        let mut desk = with_deals_in(Lang::En, width, 24, &["备份"]);
        desk.sees("● saved").press(Action::Edit).expect_dialog("Opportunity: 备份").sees("● saved");
        desk.clear().type_text("异地备份").sees("◌ typing").does_not_see("● saved");
        desk.wait(Duration::seconds(1));
        desk.sees(kept).does_not_see("● saved");
        desk.press(Action::Save).expect_notice("edited: OPP-2026-0001").sees("● saved");
        // What was put off lies among the drafts; nothing open waits to be saved.
        desk.press(Action::Edit).expect_dialog("Opportunity").clear().type_text("容灾").sees("◌ typing");
        desk.press(Action::Back).expect_notice("Kept, not saved").sees("● saved");
    }
}

#[test]
fn a_kept_text_can_be_compared_put_off_and_thrown_away() {
    let mut desk = dropped();
    desk.expect_dialog("Unsaved text")
        .type_text("c")
        .sees("as typed")
        .sees("Title: 云迁移")
        .sees("Amount: 12万")
        .sees("as it was before");
    desk.press(Action::Back).does_not_see("as typed").press(Action::Back);
    desk.expect_no_dialog().expect_notice("Kept for later").sees("▌ 备份");
    desk.restart();
    desk.expect_dialog("云迁移").type_text("d").expect_dialog("云迁移").expect_notice("once more");
    // Whatever else is pressed spares it, and so does a word that somebody types on without looking.
    for spares in ["c", "x", " "] {
        desk.reads().type_text(spares).type_text("d").expect_notice("once more").expect_dialog("云迁移");
    }
    // What is opened over it and closed again, or leads nowhere, spares it too.
    desk.reads().press(Action::Help).expect_dialog("All commands").press(Action::Back);
    desk.type_text("d").expect_notice("once more").expect_dialog("云迁移");
    desk.reads().type_text("g").expect_notice("once more").type_text("z").expect_notice("once more");
    desk.type_text("d").expect_notice("once more").expect_dialog("云迁移");
    desk.reads()
        .paste("x")
        .expect_notice("once more")
        .type_text("d")
        .expect_notice("once more")
        .expect_dialog("云迁移");
    for _ in 0..3 {
        desk.type_text("d").expect_notice("once more").expect_dialog("云迁移");
    }
    desk.reads().type_text("d").expect_no_dialog();
    desk.restart();
    desk.expect_no_dialog();
}

#[test]
fn left_texts_are_offered_to_hands_that_rest() {
    let mut desk = dropped();
    desk.expect_dialog("Unsaved text").press(Action::Back).expect_no_dialog();
    // The drafts file is read only now, and keys came before it.
    let left = desk.drafts.settle(desk.store.conn()).unwrap();
    desk.type_text("j").event(Event::Drafts(Report::List(left)));
    desk.expect_no_dialog().expect_notice("Kept, not saved");
    desk.pauses().expect_dialog("Unsaved text");
}

#[test]
fn a_form_left_with_esc_is_kept_too() {
    let mut desk = with_deals(&["备份"]);
    desk.press(Action::Edit).expect_dialog("Opportunity: 备份").clear().type_text("异地备份").press(Action::Back);
    desk.expect_no_dialog().press(Action::Back).sees("▌ 备份");
    desk.wait(Duration::seconds(1));
    desk.restart();
    desk.expect_dialog("Opportunity  异地备份").type_text("r").expect_dialog("▌ Title *                     异地备份");
    desk.press(Action::Save).expect_notice("edited: OPP-2026-0001").sees("▌ 异地备份");
}

#[test]
fn an_untouched_form_leaves_nothing_behind() {
    let mut desk = with_deals(&["备份"]);
    desk.press(Action::Edit).expect_dialog("Opportunity: 备份").press(Action::NextField).press(Action::Save);
    desk.expect_no_dialog().press(Action::Back);
    desk.press(Action::New).expect_dialog("New").code(KeyCode::Down).press(Action::Back);
    desk.wait(Duration::seconds(2));
    desk.restart();
    desk.expect_no_dialog().press(Action::Undo).expect_notice("nothing of yours left to undo");
}

#[test]
fn leaving_the_program_keeps_what_is_open() {
    let mut desk = desk();
    desk.press(Action::New).expect_dialog("New: Opportunity").type_text("云迁移").press(Action::Quit);
    assert_eq!(desk.quit, Some(0));
    desk.restart();
    desk.expect_dialog("云迁移").press(Action::Open).expect_dialog("New: Opportunity 云迁移");
}

#[test]
fn a_long_text_goes_through_the_users_own_editor() {
    let mut desk = with_deals(&["备份"]);
    desk.press(Action::Edit).expect_dialog("Opportunity").stand_on("Compelling event").type_text("等保");
    desk.editor = Some("等保三级测评\n三月底前".to_owned());
    desk.press(Action::EditExternal).sees("三月底前").press(Action::Save).expect_notice("edited");
    desk.press(Action::Panes).sees("等保三级测评").sees("三月底前");
}

#[test]
fn a_long_text_on_a_page_goes_there_with_one_key() {
    let mut desk = with_deals(&["备份"]);
    let notes = [("name", json!("Acme")), ("strategy_notes", json!("Grow in the north."))];
    insert(&desk, Kind::Account, "acme", &notes);
    desk.notices_change();
    desk.press(Action::GoAccounts).press(Action::Filter).type_text("Acme").press(Action::Open).press(Action::Open);
    desk.editor = Some("Grow in the south.".to_owned());
    for _ in 0..20 {
        if desk.line("Strategy").contains('▌') {
            break;
        }
        desk.press(Action::Down);
    }
    desk.press(Action::EditExternal).expect_dialog("Account: Acme").sees("Grow in the south.");
    desk.press(Action::Save).expect_notice("edited").sees("Grow in the south.").does_not_see("north");
    desk.press(Action::Top).press(Action::EditExternal).expect_notice("in a long text");
}

#[test]
fn a_form_over_a_record_with_left_text_says_that_there_is_some() {
    let mut desk = with_deals(&["备份"]);
    desk.press(Action::Open).press(Action::Edit).expect_dialog("Opportunity: 备份").type_text("新");
    desk.press(Action::Back).expect_notice("Kept, not saved");
    desk.press(Action::Edit).expect_dialog("备份").expect_notice("Unsaved text of this record is kept besides.");
    desk.press(Action::Back).press(Action::GoDrafts).expect_dialog("Unsaved text");
    desk.press(Action::TakeUp).expect_dialog("备份新").press(Action::Save).sees("备份新");
    desk.press(Action::Edit).expect_dialog("新").does_not_see("is kept besides");
}

#[test]
fn a_form_left_with_esc_waits_one_key_away_in_the_same_session() {
    let mut desk = with_deals(&["备份"]);
    desk.press(Action::New).expect_dialog("New").type_text("桌面运维").press(Action::Back);
    desk.expect_no_dialog().expect_notice("Kept, not saved. g d takes it up again.");
    desk.press(Action::GoDrafts)
        .expect_dialog("桌面运维")
        .press(Action::Open)
        .expect_dialog("New: Opportunity 桌面运维");
    desk.press(Action::Back).expect_notice("Kept, not saved");
    desk.press(Action::GoDrafts)
        .expect_dialog("桌面运维")
        .type_text("d")
        .expect_notice("once more")
        .reads()
        .type_text("d")
        .expect_no_dialog();
    desk.press(Action::GoDrafts).expect_notice("There is no unfinished text.");
}

#[test]
fn of_three_texts_left_one_is_taken_up_and_the_others_stay_within_reach() {
    let mut desk = with_deals(&["备份"]);
    for title in ["云迁移", "桌面运维", "容灾"] {
        desk.press(Action::New).expect_dialog("New").type_text(title).press(Action::Back).expect_notice("Kept");
        desk.wait(Duration::seconds(1));
    }
    desk.restart();
    desk.expect_dialog("云迁移").sees("桌面运维").sees("容灾");
    desk.code(KeyCode::Down).press(Action::Open).expect_dialog("New: Opportunity 桌面运维");
    desk.stand_on("Account *").type_text("东").expect_dialog("Choose").press(Action::Open);
    desk.press(Action::Save).expect_notice("created: OPP-2026-0002");
    desk.press(Action::GoDrafts).expect_dialog("云迁移").sees("容灾");
    assert_eq!(desk.screen().matches("Opportunity  ").count(), 2, "{}", desk.screen());
    desk.press(Action::Back).expect_notice("Kept for later: g d takes it up");
    // And after a restart they are offered once more.
    desk.restart();
    desk.expect_dialog("云迁移").sees("容灾");
}

#[test]
fn a_text_that_no_disk_takes_is_called_so_and_tried_again() {
    let mut desk = with_deals(&["备份"]);
    desk.press(Action::New).expect_dialog("New: Opportunity").type_text("云");
    desk.full = true;
    desk.wait(Duration::milliseconds(701));
    desk.sees("✕ not kept").expect_notice("drafts.db");
    assert_eq!(desk.app.unsaved().count(), 1, "an emergency must still find it");
    desk.wait(Duration::milliseconds(1999));
    desk.full = false;
    desk.sees("✕ not kept").wait(Duration::milliseconds(1));
    desk.sees("◐ draft kept, not saved");
    // The next key tries again too.
    desk.full = true;
    desk.type_text("迁").wait(Duration::milliseconds(701));
    desk.sees("✕ not kept").expect_notice("drafts.db");
    desk.full = false;
    desk.type_text("移").sees("◐ draft kept, not saved");
    assert_eq!(desk.app.unsaved().count(), 0);
    desk.restart();
    desk.expect_dialog("Opportunity  云迁移");
}

#[test]
fn the_move_that_waited_for_a_form_still_follows_it_after_a_dropped_line() {
    let mut desk = with_deals(&["备份"]).no_gates();
    desk.press(Action::MoveRight).expect_dialog("Not yet: Qualified needs this first");
    desk.press(Action::Open).expect_dialog("Presales lead").type_text("w").expect_dialog("Choose");
    desk.press(Action::Open).wait(Duration::seconds(1));
    desk.restart();
    desk.expect_dialog("Unsaved text").press(Action::Open).expect_dialog("Presales lead").does_not_see("Title *");
    desk.press(Action::Save).expect_no_dialog().expect_notice("moved: OPP-2026-0001").sees("[Qualified 1]");
}

#[test]
fn a_text_from_the_editor_that_nobody_takes_any_more_is_put_into_a_file() {
    let mut desk = with_deals(&["备份"]);
    desk.event(canvass::app::event::Event::Edited(Ok("等保三级".to_owned())));
    desk.expect_notice("canvass-text.md");
}

#[test]
fn a_text_that_two_terminals_offer_opens_in_the_one_that_asks_first() {
    let mut desk = dropped();
    desk.expect_dialog("Unsaved text").sees("云迁移");
    let mut other = desk.second_user("wang");
    other.expect_dialog("Unsaved text").sees("云迁移");
    other.press(Action::Open).expect_dialog("New: Opportunity 云迁移");
    desk.press(Action::Open).expect_no_dialog().expect_notice("This text was taken up in another terminal already.");
    desk.press(Action::GoDrafts).expect_notice("There is no unfinished text.");
    other.stand_on("Account *").type_text("东").expect_dialog("Choose").press(Action::Open);
    other.press(Action::Save).expect_notice("created: OPP-2026-0002");
}

#[test]
fn a_text_opened_in_one_terminal_cannot_be_thrown_away_in_another() {
    let mut desk = dropped();
    desk.expect_dialog("Unsaved text");
    let mut other = desk.second_user("wang");
    other.expect_dialog("Unsaved text").press(Action::Open).expect_dialog("New: Opportunity 云迁移");
    desk.type_text("d")
        .expect_notice("once more")
        .reads()
        .type_text("d")
        .expect_no_dialog()
        .expect_notice("taken up in another terminal");
    // The line drops there too; the text is offered again.
    desk.restart();
    desk.expect_dialog("Unsaved text").sees("云迁移");
}
