//! Needs on the screen: why twice, key needs, confirmation, duplicates, what hangs on nothing, proposals and minutes.

use canvass::domain::kinds::Kind;
use canvass::keys::Action;
use canvass::text::Lang;
use ratatui::crossterm::event::KeyCode;
use serde_json::json;

use crate::driver::Desk;
use crate::seed::{deal, insert, made, sample, with_deals};

/// A deal with two needs that say the same, its page of needs open.
fn needs() -> Desk {
    let mut desk = with_deals(&["运维外包"]);
    let account = insert(&desk, Kind::Account, "second", &[("name", json!("华信"))]);
    let deal = deal(&desk, "夜班", account, &[]);
    for (title, level) in [("One phone number", "stated"), ("Somebody picks up", "stated")] {
        let fields = [
            ("title", json!(title)),
            ("statement", json!(title)),
            ("opportunity", deal.json()),
            ("level", json!(level)),
        ];
        insert(&desk, Kind::Need, title, &fields);
    }
    desk.restart();
    desk.press(Action::GoNeeds)
        .sees("One phone number")
        .press(Action::Panes)
        .sees("must 0 of 0")
        .sees("2 without priority");
    desk
}

#[test]
fn why_is_asked_twice_and_shown_as_a_ladder() {
    let mut desk = needs();
    desk.press(Action::Top).sees("Nobody has asked yet why");
    desk.press(Action::Ladder).expect_dialog("Why is it wanted: “One phone number”?");
    desk.stand_on("Statement").type_text("I must not look for the vendor myself");
    desk.stand_on("Title").type_text("No search for vendors").press(Action::Save).expect_notice("asked why of");
    assert!(desk.line("└ No search for vendors").starts_with('▌'), "{}", desk.screen());
    desk.press(Action::Ladder).expect_dialog("No search for vendors").stand_on("Statement").type_text("Patients wait");
    desk.stand_on("Title").type_text("Patients do not wait").press(Action::Save).expect_notice("asked why of");
    desk.sees("  └ Patients do not wait");
    // The thread shows the ladder in both directions.
    desk.press(Action::Top).press(Action::Down).press(Action::Trace).expect_dialog("(this lies behind it)");
    desk.sees("(what lies behind it)").press(Action::Back);
}

#[test]
fn key_needs_are_moved_with_the_keys_of_the_board() {
    let mut desk = needs();
    desk.press(Action::Top).press(Action::OrderUp).press(Action::Bottom).press(Action::OrderUp);
    assert!(desk.line("One phone number").contains("1 "), "{}", desk.screen());
    desk.press(Action::OrderUp);
    assert!(desk.line("Somebody picks up").contains("1 "), "{}", desk.screen());
    assert!(desk.line("One phone number").contains("2 "), "{}", desk.screen());
}

#[test]
fn a_need_is_confirmed_by_somebody_and_covered_by_nobody() {
    let mut desk = needs();
    insert(&desk, Kind::Contact, "tang", &[("full_name", json!("Dr Tang"))]);
    desk.press(Action::Top).press(Action::MoveRight).expect_notice("changed the state").sees("analysed");
    desk.press(Action::MoveRight).expect_dialog("Who has confirmed it");
    desk.press(Action::Save).expect_notice("");
    desk.stand_on("Priority").code(KeyCode::Right);
    desk.stand_on("Confirmed by").type_text("T").expect_dialog("Choose").press(Action::Open);
    desk.press(Action::Save).expect_notice("confirmed").sees("Confirmed by: Dr Tang");
    desk.press(Action::MoveRight).expect_notice("link a clause or a target");
    desk.press(Action::Undo).expect_notice("taken back").sees("analysed");
}

#[test]
fn two_that_say_the_same_become_one_and_two_again() {
    let mut desk = needs();
    desk.press(Action::Bottom).press(Action::Merge).expect_dialog("Which need says the same as N-0002");
    desk.sees("N-0001").press(Action::Open).expect_notice("merged");
    assert!(!desk.screen().contains("Somebody picks up"), "{}", desk.screen());
    desk.press(Action::Undo).expect_notice("taken back").sees("Somebody picks up");
}

#[test]
fn what_hangs_on_nothing_is_a_list_of_its_own() {
    let mut desk = sample(Lang::En, 120, 40);
    desk.press(Action::GoNeeds).press(Action::NextField).sees("[nobody said it]");
    for _ in 0..2 {
        desk.press(Action::NextField);
    }
    desk.sees("[must, not promised]").press(Action::Open).sees("Need level").press(Action::Back);
    desk.press(Action::Back).sees("[all]");
}

#[test]
fn an_interview_proposes_and_the_ticked_is_taken_over_in_one_step() {
    let mut desk = sample(Lang::En, 120, 40);
    desk.press(Action::GoInterviews).press(Action::Feeds).expect_dialog("proposal");
    let before = desk.screen();
    assert!(before.contains('●'), "what replaces nothing is ticked:\n{before}");
    desk.press(Action::Open).expect_notice("took over");
    desk.press(Action::Undo).expect_notice("taken back");
}

#[test]
fn minutes_leave_in_the_language_of_the_customer() {
    let mut desk = sample(Lang::En, 120, 40);
    desk.press(Action::GoInterviews).press(Action::Open).press(Action::Panes).press(Action::Export);
    desk.expect_dialog("Which document?").code(KeyCode::Char('2')).expect_notice("written");
    let (name, text) = desk.written.last().cloned().unwrap();
    assert!(name.starts_with("INT-") && name.contains(".md"), "{name}");
    assert!(text.starts_with("# ") && text.contains("## "), "{text}");
}

#[test]
fn who_confirms_is_looked_for_among_the_people_of_the_customer_first() {
    let mut desk = needs();
    for (name, account) in [("Aaron", "donghu"), ("Zhao", "second")] {
        let contact = insert(&desk, Kind::Contact, name, &[("full_name", json!(name))]);
        let works = [
            ("contact", contact.json()),
            ("account", made(account).json()),
            ("title", json!("Head of IT")),
            ("from", json!("2020-01-01")),
        ];
        insert(&desk, Kind::Employment, &format!("{name} works"), &works);
    }
    desk.press(Action::Top).press(Action::MoveRight).expect_notice("changed the state").press(Action::MoveRight);
    desk.expect_dialog("Who has confirmed it").stand_on("Confirmed by").code(KeyCode::Right);
    desk.expect_dialog("the customer’s own come first");
    let screen = desk.screen();
    let (own, other) = (screen.find("Zhao").unwrap(), screen.find("Aaron").unwrap());
    assert!(own < other, "{screen}");
    // Whoever else it was is found by the name.
    desk.type_text("aar").sees("Aaron");
    assert!(!desk.screen().contains("Zhao"), "{}", desk.screen());
}

#[test]
fn minutes_are_confirmed_by_somebody_on_the_day_it_was() {
    let mut desk = sample(Lang::En, 80, 24);
    desk.press(Action::GoInterviews).press(Action::Down).sees("complet").press(Action::Open);
    desk.press(Action::Panes).press(Action::Panes).press(Action::New);
    desk.expect_dialog("The interview is completed")
        .code(KeyCode::Char('1'))
        .expect_dialog("Who has confirmed the minutes of INT-2026-0007?");
    // Whoever was there and today are proposed; the day was another one.
    desk.sees("Minutes confirmed by").stand_on("Minutes confirmed on");
    for _ in 0.."2026-11-21".len() {
        desk.code(KeyCode::Backspace);
    }
    desk.type_text("16.11.2026").press(Action::Save).expect_notice("confirmed");
    desk.press(Action::Export).expect_dialog("Which document?").code(KeyCode::Char('2'));
    desk.expect_notice("written");
    let (_, minutes) = desk.written.last().cloned().unwrap();
    assert!(minutes.contains("16.11.2026"), "{minutes}");
}

#[test]
fn a_gap_asks_at_once_for_today_the_goal_how_bad_it_is_and_what_closes_it() {
    let mut desk = needs();
    desk.press(Action::Top).press(Action::MakeGap).expect_dialog("New: Gap");
    for field in ["Today", "Wanted", "Severity", "Measure"] {
        desk.sees(field);
    }
    desk.stand_on("Today").type_text("Two vendors, two numbers");
    desk.stand_on("Measure").type_text("One service desk for both").press(Action::Save).expect_notice("");
    desk.press(Action::GoGaps).press(Action::Open).sees("One service desk for both");
}

#[test]
fn the_footer_says_what_tab_and_f2_do_here() {
    let mut desk = sample(Lang::En, 120, 40);
    desk.press(Action::GoNeeds).sees("Tab next view").sees("F2 this deal").press(Action::Panes).sees("F2 all deals");
    desk.press(Action::GoInterviews).press(Action::Open).sees("Tab next question").sees("F2 needs");
    desk.press(Action::Panes).sees("F2 questions").press(Action::Panes).sees("F2 answer");
    for (lang, words) in [(Lang::Zh, "Tab 下一视图"), (Lang::Ru, "Tab другой вид")] {
        sample(lang, 120, 40).press(Action::GoNeeds).sees(words);
    }
}

#[test]
fn the_clock_of_the_meeting_is_seen_on_a_small_screen_and_goes_when_told() {
    let mut desk = sample(Lang::En, 80, 24);
    desk.press(Action::GoInterviews).press(Action::Open).press(Action::Panes).press(Action::Panes).press(Action::New);
    desk.expect_dialog("clock of the meeting");
    let line = desk.line("clock of the meeting");
    let digit = line.chars().find(char::is_ascii_digit).unwrap();
    desk.code(KeyCode::Char(digit)).sees("0:00 ·");
    desk.press(Action::New).expect_dialog("clock of the meeting").code(KeyCode::Char(digit)).does_not_see("0:00 ·");
}
