//! Small things that leave nobody without an answer.

use canvass::keys::Action;
use canvass::text::Lang;
use ratatui::crossterm::event::KeyCode;

use crate::seed::{sample, with_deals};

#[test]
fn a_key_that_means_nothing_here_says_so() {
    let mut desk = with_deals(&["备份"]);
    desk.press(Action::Open).sees("Next step");
    desk.type_text("W").expect_notice("W does nothing here. ? shows what does.");
    desk.press(Action::EditExternal).expect_notice("Open the form with e").expect_no_dialog();
    desk.press(Action::Down).does_not_see("does nothing").does_not_see("Open the form");
}

#[test]
fn tab_walks_through_the_accounts_to_choose_from() {
    let mut desk = sample(Lang::En, 120, 40);
    desk.press(Action::New).expect_dialog("New: Opportunity").stand_on("Account *").code(KeyCode::Enter);
    desk.expect_dialog("Choose");
    let first = desk.screen();
    desk.press(Action::NextField);
    assert_ne!(desk.screen(), first);
    desk.press(Action::PrevField);
    assert_eq!(desk.screen(), first);
}

#[test]
fn a_number_that_does_not_read_is_told_its_range() {
    let mut desk = sample(Lang::En, 120, 40);
    desk.press(Action::GoAccounts).press(Action::Edit).expect_dialog("Account").stand_on("Relationship").clear();
    desk.type_text("good").press(Action::Save).expect_notice("");
    desk.sees("Write a whole number from 1 to ");
}

#[test]
fn a_nameless_draft_is_called_by_its_first_words() {
    let mut desk = with_deals(&["备份"]);
    desk.press(Action::Open)
        .stand_on("Talks")
        .press(Action::New)
        .expect_dialog("New: Activity")
        .press(Action::Panes)
        .stand_on("Duration")
        .type_text("45");
    desk.press(Action::Back).expect_notice("Kept, not saved");
    desk.press(Action::GoDrafts).expect_dialog("Activity  45");
}

#[test]
fn a_section_nobody_wrote_says_how_to_begin_it() {
    let mut desk = sample(Lang::En, 120, 40);
    desk.press(Action::GoAgreements).press(Action::Bottom).press(Action::Open).press(Action::Top);
    for _ in 0..40 {
        if desk.screen().lines().any(|line| line.contains('▌') && line.contains("Workload limits")) {
            break;
        }
        desk.press(Action::Down);
    }
    desk.press(Action::Trace).expect_notice("Nobody has written this section in this language yet. e begins it");
}
