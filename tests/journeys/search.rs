//! Looking for words from wherever one is, going to what was found, and coming back.

use canvass::keys::Action;
use canvass::text::Lang;
use ratatui::crossterm::event::KeyCode;

use crate::seed::{sample, with_deals};

#[test]
fn words_lead_to_their_place_and_escape_leads_back() {
    let mut desk = sample(Lang::En, 120, 40);
    desk.press(Action::GoNeeds).press(Action::Down).press(Action::Down);
    let before = desk.screen();
    desk.press(Action::Search).expect_dialog("Finds names, notes, answers");
    desk.type_text("人工对账").sees("1 found").sees("Answers · 1").sees("INT-2026-0002");
    desk.press(Action::Open).does_not_see("1 found").sees("血库和手麻是孤岛");
    // The question at which it was said is the one at the cursor.
    assert!(desk.line("7 Which systems").starts_with('▌'), "{}", desk.screen());
    desk.press(Action::Back);
    assert_eq!(desk.screen(), before);
    // What was looked for stands ready, to be gone through further or typed over.
    desk.press(Action::Search).expect_dialog("人工对账").sees("1 found");
    desk.type_text("услуг").sees("Clauses · ").does_not_see("人工对账");
    desk.press(Action::NextField).press(Action::Open).sees("соглашение об уровне услуг");
    desk.press(Action::Back);
    assert_eq!(desk.screen(), before);
}

#[test]
fn a_field_and_a_part_of_a_record_are_found_where_they_stand() {
    let mut desk = sample(Lang::En, 120, 40);
    desk.press(Action::Search).expect_dialog("Search").type_text("各子公司的信息").press(Action::Open);
    desk.sees("ACC-0001 华信汽车集团");
    assert!(desk.line("集团正在把各子公司").contains('▌'), "the cursor is on the field");
    desk.press(Action::Back).press(Action::Search).expect_dialog("Search").type_text("没有人手").press(Action::Open);
    desk.sees("OPP-2026-0002");
    assert!(desk.line("In-house team").contains("▌ In-house team"), "{}", desk.screen());
}

#[test]
fn a_half_filled_form_waits_while_one_looks_elsewhere() {
    let mut desk = with_deals(&["Service desk", "Data centre"]);
    desk.press(Action::New).expect_dialog("New: Opportunity").type_text("Half a title");
    desk.press(Action::Search).expect_dialog("Finds names");
    desk.press(Action::Back).sees("Half a title").press(Action::Search).expect_dialog("Finds names");
    desk.type_text("data cen")
        .sees("Opportunities · 1")
        .press(Action::Open)
        .does_not_see("Half a title")
        .sees("Data centre");
    desk.press(Action::Back)
        .expect_dialog("New: Opportunity")
        .type_text(" and the rest")
        .sees("Half a title and the rest");
}

#[test]
fn all_of_one_kind_are_a_step_away() {
    let titles: Vec<String> = (0..30).map(|at| format!("Service desk {at}")).collect();
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    let mut desk = with_deals(&titles);
    desk.press(Action::Search).expect_dialog("Search").type_text("serv").sees("30 found").sees("… 25 more");
    for _ in 0..5 {
        desk.press(Action::Down);
    }
    desk.press(Action::Open)
        .sees("Opportunities only. Esc shows all kinds.")
        .does_not_see("more")
        .sees("Service desk 12");
    desk.press(Action::Back).sees("… 25 more").press(Action::Back).does_not_see("found");
}

#[test]
fn nothing_found_and_too_little_typed_say_what_to_do() {
    for lang in [Lang::En, Lang::Zh, Lang::Ru] {
        let mut desk = sample(lang, 80, 24);
        let words = |key: &str| canvass::text::Text::new(lang).get(key);
        desk.press(Action::Search).expect_dialog(&words("search-title")).type_text("e");
        desk.sees(&words("search-short").chars().take(12).collect::<String>());
        desk.type_text("zzz").sees(&words("search-none-how")).code(KeyCode::Backspace);
        desk.press(Action::Back);
    }
}

#[test]
fn what_is_typed_never_waits_for_the_answer() {
    let mut desk = sample(Lang::En, 120, 40);
    desk.press(Action::Search).expect_dialog("Search");
    desk.disk_hangs();
    desk.type_text("услуг").sees("/ услуг").does_not_see("found");
    desk.disk_answers();
    desk.sees("found").sees("Clauses");
}
