//! Asking the board and the list of opportunities: as it is typed, with Tab, in three languages, and wrongly.

use canvass::keys::Action;
use canvass::text::{Lang, clean};
use ratatui::crossterm::event::KeyCode;

use crate::seed::sample;

#[test]
fn the_board_follows_a_query_as_it_is_typed() {
    let mut desk = sample(Lang::En, 120, 40);
    desk.sees("31 deals").press(Action::Filter).sees("owner:  stage:  phase:");
    desk.type_text("owner:me").sees("8 deals").sees("新院区网络规划咨询").sees("= owner:me");
    desk.type_text(" tag:sla").sees("1 deal").sees("东湖医院 运维外包").does_not_see("新院区网络规划咨询");
    desk.press(Action::Open).sees("filter: owner:me tag:sla  (Esc clears)").sees("▌ 东湖医院 运维外包");
    // A plain word is searched as ever, also beside fields.
    desk.press(Action::Filter).type_text(" 外包").sees("1 deal").type_text("x").sees("0 deals");
    desk.press(Action::Back).sees("31 deals").does_not_see("filter:");
}

#[test]
fn a_word_that_is_not_complete_changes_nothing_yet() {
    let mut desk = sample(Lang::En, 120, 40);
    desk.press(Action::Filter).type_text("owner:orl").sees("a.orlova Анна Орлова").sees("11 deals");
    desk.type_text(" stage:sol").sees("11 deals").sees("Tab  Solution").does_not_see("There is no");
    desk.press(Action::NextField).sees("stage:Solution").does_not_see("11 deals");
    // A tag is not looked for before it can be one.
    desk.press(Action::Back).press(Action::Filter).type_text("tag:S").sees("31 deals").type_text("LA").sees("2 deals");
}

#[test]
fn tab_goes_through_what_may_follow() {
    let mut desk = sample(Lang::En, 120, 40);
    desk.press(Action::Filter).type_text("st").sees("Tab  stage:  status:");
    desk.press(Action::NextField).sees("filter: stage:").sees("[stage:]");
    desk.press(Action::NextField).sees("filter: status:").sees("[status:]");
    desk.press(Action::PrevField).sees("filter: stage:").type_text("neg").sees("Tab  Negotiation");
    desk.press(Action::NextField).sees("filter: stage:Negotiation").sees("= stage:negotiation");
    desk.press(Action::Open).sees("filter: stage:Negotiation  (Esc clears)").press(Action::Back).sees("31 deals");
}

#[test]
fn a_wrong_word_is_marked_and_what_was_found_stays() {
    let mut desk = sample(Lang::En, 120, 40);
    desk.press(Action::Filter).type_text("owner:me ").sees("8 deals").type_text("stgae:lead");
    desk.sees("8 deals").sees("^^^^^ There is no field “stgae”. Did you mean stage?");
    let (line, marks) = (desk.line("stgae:lead"), desk.line("^^^^^"));
    assert_eq!(line.find("stgae"), marks.find('^'), "{}", desk.screen());
    // It stays open until it can be read.
    desk.press(Action::Open).sees("8 deals").sees("^^^^^ There is no field");
    for _ in 0.."stgae:lead".len() {
        desk.code(KeyCode::Backspace);
    }
    desk.does_not_see("^^^^^").press(Action::Open).sees("filter: owner:me");
    // Something begun is said to be wrong once it is meant to be whole.
    desk.press(Action::Filter).type_text("stage:sol").does_not_see("There is no");
    desk.press(Action::Open).sees("there is no “sol”. Did you mean SOLUTION?").press(Action::Back);
}

#[test]
fn a_long_message_on_a_narrow_screen_stands_below_its_mark() {
    let mut desk = sample(Lang::En, 80, 24);
    desk.press(Action::Filter).type_text("owner:me account:东湖 xyzzy:1");
    let screen = desk.screen();
    let lines: Vec<&str> = screen.lines().collect();
    let at = lines.iter().position(|line| line.contains("^^^^^")).unwrap();
    let cells = |line: &str, word: &str| clean::width(line.split_once(word).unwrap().0);
    assert_eq!(cells(lines[at - 1], "xyzzy:1"), cells(lines[at], "^^^^^"), "{screen}");
    assert!(lines[at + 1].contains("There is no field “xyzzy”."), "{screen}");
    assert!(screen.contains("searched for."), "the sentence is whole:\n{screen}");
    desk.press(Action::Back);
}

#[test]
fn names_are_understood_and_offered_in_the_language_of_the_reader() {
    let mut desk = sample(Lang::Zh, 120, 40);
    desk.press(Action::Filter).type_text("负责").sees("负责人:").press(Action::NextField);
    desk.type_text("我 阶段：协商").sees("= 负责人:我 阶段:negotiation").sees("东湖医院 运维外包");
    desk.press(Action::Open).sees("负责人:我 阶段：协商").press(Action::Back);
    let mut desk = sample(Lang::Ru, 120, 40);
    desk.press(Action::Filter).type_text("владелец:я дней>").sees("дней>14");
    desk.type_text("3 сумма>1млн").sees("= владелец:я дней>3 сумма>1000000").press(Action::Back);
    // Typed without looking at the layout.
    desk.press(Action::Filter).type_text("щцтук:ьу").sees("= владелец:я").press(Action::Back);
}

#[test]
fn the_list_of_opportunities_is_asked_in_the_same_way() {
    let mut desk = sample(Lang::En, 120, 40);
    desk.press(Action::GoOpportunities).sees("Opportunities");
    desk.press(Action::Filter).type_text("amount>1000000CNY stage<bid").does_not_see("Jonas");
    desk.sees("3 records").sees("stage:lead,qualified,research").sees("¥3.2M").does_not_see("€");
    desk.press(Action::Open).sees("filter: amount>1000000CNY stage<bid").sees("3 records").does_not_see("= amount");
    desk.press(Action::Back).does_not_see("filter:").press(Action::Back).sees("31 deals");
    // Lists of other records are searched for the words themselves.
    desk.press(Action::GoAccounts)
        .press(Action::Filter)
        .type_text("owner:me")
        .sees("Nothing matches.")
        .press(Action::Back);
}

#[test]
fn what_is_asked_about_today_moves_with_the_day() {
    let mut desk = sample(Lang::En, 120, 40);
    desk.press(Action::Filter).type_text("next:tomorrow").press(Action::Open);
    let today = desk.line("deal");
    desk.wait(chrono::Duration::days(1));
    desk.notices_change();
    assert_ne!(desk.line("deal"), today, "{}", desk.screen());
}

#[test]
fn what_lies_untouched_is_found_by_its_state() {
    let mut desk = sample(Lang::En, 120, 40);
    desk.press(Action::Filter).type_text("freshness:dead,rotten stage:research").sees("deal");
    let shown = desk.line(" deal");
    desk.press(Action::Back)
        .press(Action::Filter)
        .type_text("ageing:停滞,沉寂 阶段:调研")
        .sees("= freshness:rotten,dead stage:research");
    assert_eq!(desk.line(" deal").split_whitespace().last(), shown.split_whitespace().last());
    desk.press(Action::Back);
}
