//! Several cards at once: selecting them, what is done with all, what was refused, and the one undo.

use canvass::app::event::Event;
use canvass::domain::act::{Act, Change};
use canvass::domain::kinds::Kind;
use canvass::domain::record::Id;
use canvass::keys::Action;
use canvass::store::request::{Command, Reply, Request};
use canvass::store::workspace::new_id;
use chrono::Duration;
use serde_json::json;

use crate::driver::Desk;
use crate::seed::{crowd, deal, insert, sample, with_deals};
use canvass::text::Lang;

/// Three deals in the first stage, from the top 一, 二, 三; the last one has nobody for presales yet.
fn three() -> (Desk, [Id; 3]) {
    let mut desk = with_deals(&[]);
    let lead = desk.store.me("wang").unwrap().json();
    let account = insert(&desk, Kind::Account, "huaxin", &[("name", json!("华信"))]);
    let made = ["一", "二", "三"].map(|title| {
        let rank = ("rank", json!(title.chars().next().map_or(0, |c| "一二三".find(c).unwrap())));
        let more = if title == "三" { vec![rank] } else { vec![rank, ("presales_lead", lead.clone())] };
        deal(&desk, title, account, &more)
    });
    desk.restart();
    (desk, made)
}

/// A colleague changes the first deal.
fn edit(desk: &Desk, field: &str, new: serde_json::Value) {
    let (kind, id) = desk.store.by_code("OPP-2026-0001").unwrap().unwrap();
    let base = desk.store.record(kind, id).unwrap().unwrap().get(field).clone();
    let changes = vec![Change::Update { kind, id, field: field.to_owned(), base, new }];
    desk.store.run(Command::Save(Act { id: new_id(), verb: "verb-edit".to_owned(), changes })).unwrap();
}

fn titles_in_order(desk: &Desk, titles: &[&str]) -> bool {
    let screen = desk.screen();
    let places: Vec<usize> = titles.iter().map(|title| screen.find(title).unwrap_or(usize::MAX)).collect();
    places.is_sorted()
}

#[test]
fn cards_are_selected_one_by_one_in_a_run_and_by_the_column() {
    let mut desk = with_deals(&["四", "三", "二", "一"]);
    desk.press(Action::Select).sees("1 selected · 4 deals").sees("▌●东湖医院").sees("Esc clear the selection");
    desk.press(Action::Down).press(Action::Down).sees("▌ 三").press(Action::SelectTo).sees("3 selected");
    desk.sees("▌●东湖医院").press(Action::Select).sees("2 selected").sees("▌ 东湖医院");
    // A filter hides a card and leaves it selected; Esc takes back the selection before the filter.
    desk.press(Action::Filter).type_text("四").press(Action::Open).sees("2 selected").sees("▌ 四");
    desk.press(Action::Back).does_not_see("selected").sees("filter: 四").press(Action::Back).sees("4 deals");
    desk.press(Action::SelectTo).sees("4 selected").press(Action::Back).does_not_see("selected");
}

#[test]
fn all_that_pass_the_filter_are_selected_also_those_that_were_never_read() {
    let mut desk = with_deals(&[]);
    let account = insert(&desk, Kind::Account, "a", &[("name", json!("客户"))]);
    crowd(&desk, Kind::Opportunity, 300, |n| {
        let title = if n % 3 == 0 { format!("灾备 {n:03}") } else { format!("运维 {n:03}") };
        vec![("title", json!(title)), ("account", account.json()), ("rank", json!(n))]
    });
    desk.resize(80, 24);
    desk.restart();
    desk.press(Action::Filter).type_text("灾备").press(Action::Open).sees("100 deals");
    desk.press(Action::SelectAll).sees("100 selected · 100 deals").press(Action::Back).press(Action::Back);
    // A run that ends far beyond what is on the screen.
    desk.sees("300 deals").press(Action::Select).press(Action::Bottom).press(Action::SelectTo).sees("300 selected");
    desk.press(Action::Archive).expect_notice("archived: 300 deals").sees("0 deals");
    desk.press(Action::Undo).expect_notice("taken back — archived: 300 deals").sees("300 deals");
}

#[test]
fn selected_cards_go_on_together_and_what_is_refused_says_why_and_stays_selected() {
    let (desk, _) = three();
    let mut desk = desk.no_gates();
    desk.press(Action::SelectTo).sees("3 selected").press(Action::MoveRight);
    desk.expect_dialog("moved: 2 · refused: 1").sees("✕ OPP-2026-0003 三").sees("Presales lead is empty");
    desk.press(Action::Force).expect_notice("No reason carries these on");
    desk.press(Action::Back).expect_no_dialog().sees("1 selected").sees("Qualified 2").sees("Lead 1");
    assert!(titles_in_order(&desk, &["一", "二"]), "they keep their order:\n{}", desk.screen());
    desk.press(Action::Undo).expect_notice("taken back — moved: 2 deals").sees("Lead 3");
    assert!(titles_in_order(&desk, &["一", "二", "三"]), "{}", desk.screen());
    desk.press(Action::Redo).expect_notice("done again — moved: 2 deals").sees("Qualified 2");
    // The journal has one entry.
    desk.press(Action::GoLog).sees("moved: Opportunity OPP-2026-0002 二");
    // From the list of refusals one goes to where it can be put right.
    desk.press(Action::GoBoard).press(Action::Left).sees("▌ 三").press(Action::Select).press(Action::MoveRight);
    desk.expect_dialog("refused: 1").press(Action::Open).expect_no_dialog().sees("华信 › OPP-2026-0003 三");
}

#[test]
fn one_reason_passes_over_the_gate_for_all_that_may_be_forced() {
    let (mut desk, _) = three();
    desk.press(Action::SelectTo).press(Action::MoveRight).expect_dialog("moved: 0 · refused: 3").sees("Not met:");
    desk.press(Action::Force).expect_dialog("Why pass over the gate with 2 deals?").type_text("院长亲自要求");
    desk.press(Action::Open).expect_no_dialog().expect_notice("moved with a reason: 2 deals").sees("Qualified 2");
    desk.sees("⚠").press(Action::Undo).expect_notice("taken back — moved with a reason: 2 deals").does_not_see("⚠");
}

#[test]
fn a_step_back_and_a_loss_ask_for_their_reason_once() {
    let (desk, _) = three();
    let mut desk = desk.no_gates();
    desk.press(Action::Select).press(Action::Down).press(Action::Select).press(Action::MoveRight);
    desk.expect_notice("moved: 2 deals").sees("2 selected").sees("Qualified 2");
    desk.press(Action::MoveLeft).expect_dialog("Why do 2 deals go back?").type_text("太早").press(Action::Open);
    desk.expect_notice("moved: 2 deals").sees("Lead 3");
    desk.press(Action::Lose).expect_dialog("Why are 2 deals lost?").press(Action::Bottom).press(Action::Open);
    desk.expect_dialog("In a few words").type_text("停建").press(Action::Open);
    desk.expect_dialog("To whom were 2 deals lost?").sees("▌ nobody: the customer does nothing").press(Action::Open);
    desk.expect_notice("marked as lost: 2 deals");
    desk.does_not_see("selected").sees("1 deal");
    desk.press(Action::Undo).expect_notice("taken back — marked as lost: 2 deals").sees("3 deals");
    desk.press(Action::SelectTo).press(Action::Hold).expect_dialog("For how long are 3 deals").press(Action::Open);
    desk.expect_dialog("Why is it put on hold?").type_text("等预算").press(Action::Open);
    desk.expect_notice("put on hold: 3 deals").sees("on hold");
    desk.press(Action::MoveTo).expect_dialog("Where do 3 deals go?").press(Action::Back);
}

#[test]
fn owner_and_tags_are_given_to_all_and_to_the_one_at_the_cursor() {
    let (mut desk, _) = three();
    drop(desk.second_user("li"));
    desk.press(Action::SelectTo).press(Action::Assign).expect_dialog("Who takes over 3 deals?").type_text("li");
    desk.press(Action::Open).expect_no_dialog().expect_notice("assigned: 3 deals").sees("3 selected");
    desk.press(Action::Tag).expect_dialog("Tags for 3 deals").type_text("tender，重点").press(Action::Open);
    desk.expect_notice("tagged: 3 deals").press(Action::Tag).expect_dialog("Tags for 3").type_text("-TENDER");
    desk.press(Action::Open).expect_notice("untagged: 3 deals");
    desk.press(Action::Tag).expect_dialog("Tags for 3").type_text("重点").press(Action::Open);
    desk.expect_notice("Nothing to change").press(Action::Back).does_not_see("selected");
    desk.press(Action::Assign).expect_dialog("Who takes over 1 deal?").type_text("wang").press(Action::Open);
    desk.expect_notice("assigned: OPP-2026-0001");
    desk.press(Action::Filter).type_text("owner:li tag:重点").press(Action::Open).sees("2 deals");
}

#[test]
fn what_a_colleague_changed_unseen_is_left_alone() {
    let (wang, _) = three();
    let mut wang = wang.no_gates();
    let mut li = wang.second_user("li").no_gates();
    wang.press(Action::Select).press(Action::Down).press(Action::Select).sees("2 selected");
    li.press(Action::MoveRight).expect_notice("moved: OPP-2026-0001");
    // A second passes before the news comes.
    wang.press(Action::MoveRight).expect_dialog("moved: 1 · refused: 1").sees("OPP-2026-0001 一  li has changed this");
    wang.press(Action::Back).sees("1 selected").sees("Qualified 2").press(Action::MoveTo);
    wang.expect_dialog("Where does 1 deal go?").press(Action::Back);
    li.notices_change();
    li.sees("Qualified 2");
}

#[test]
fn a_long_act_shows_how_far_it_is_and_stops_at_once() {
    let (mut desk, _) = three();
    desk.press(Action::SelectTo);
    desk.disk_hangs();
    desk.press(Action::Archive).does_not_see("of 1,000");
    desk.event(Event::Store(0, Reply::Going { done: 250, of: 1000 }));
    desk.wait(Duration::milliseconds(400));
    desk.sees("250 of 1,000  █████···············  Esc stops; nothing is changed then");
    desk.press(Action::Back);
    assert!(desk.waiting.iter().any(|(_, request)| *request == Request::Stop), "it goes past what waits");
    desk.disk_answers();
    desk.expect_notice("archived: 3 deals").does_not_see("250 of");
}

#[test]
fn the_next_record_opens_from_the_one_before_and_back_leads_to_the_last_seen() {
    let (mut desk, _) = three();
    desk.press(Action::Open).sees("1 of 3  华信 › OPP-2026-0001 一").press(Action::PrevRecord);
    desk.expect_notice("This is the first one").press(Action::NextField).press(Action::NextRecord);
    desk.sees("2 of 3  华信 › OPP-2026-0002 二").press(Action::NextRecord).sees("3 of 3  华信 › OPP-2026-0003 三");
    desk.press(Action::NextRecord).expect_notice("This is the last one").press(Action::Back).sees("▌ 三");
}

#[test]
fn a_row_is_walked_beyond_what_was_read_of_it() {
    let mut desk = with_deals(&[]);
    crowd(&desk, Kind::Account, 450, |n| vec![("name", json!(format!("客户 {:03}", n + 1)))]);
    desk.press(Action::GoAccounts).press(Action::Filter).type_text("客户").press(Action::Open).sees("450 records");
    desk.press(Action::Open).sees("1 of 450");
    for n in 2..=250 {
        desk.press(Action::NextRecord).sees(&format!("{n} of 450")).sees(&format!("客户 {n:03}"));
    }
    desk.press(Action::Back).sees("▌ ACC-0251").sees("客户 250").press(Action::Down).sees("▌ ACC-0252");
}

#[test]
fn in_the_list_an_opportunity_takes_the_commands_of_its_card() {
    let (desk, _) = three();
    let mut desk = desk.no_gates();
    desk.press(Action::GoOpportunities).sees("▌ OPP-2026-0003").press(Action::Progress).sees("The way it came");
    desk.press(Action::Back).press(Action::Down).press(Action::MoveRight).expect_notice("moved: OPP-2026-0002");
    desk.sees("Qualified").press(Action::Lose).expect_dialog("Why is “二” lost?").press(Action::Back);
    desk.press(Action::Hold).expect_dialog("For how long is “二”").press(Action::Back);
    desk.press(Action::MoveTo).expect_dialog("Where does “二” go?").sees("1  Lead").press(Action::Back);
    desk.press(Action::LogActivity).expect_dialog("Log a talk").press(Action::Back);
    desk.press(Action::Select).sees("1 selected · 3 records").sees("▌●OPP-2026-0002");
    desk.press(Action::SelectAll).sees("3 selected").press(Action::Archive).expect_notice("archived: 3 deals");
    desk.press(Action::Undo).expect_notice("taken back").sees("3 records");
    desk.press(Action::Open).press(Action::Tag).expect_dialog("Tags for 1 deal").type_text("重点").press(Action::Open);
    desk.expect_notice("tagged: OPP-2026-0001");
}

#[test]
fn an_undo_that_a_gate_refuses_says_that_it_was_the_undo() {
    let mut desk = with_deals(&[]);
    let lead = desk.store.me("wang").unwrap().json();
    let account = insert(&desk, Kind::Account, "huaxin", &[("name", json!("华信"))]);
    deal(&desk, "一", account, &[("stage", json!("QUALIFIED")), ("presales_lead", lead)]);
    desk.restart();
    let mut li = desk.second_user("li");
    desk.press(Action::MoveLeft).expect_dialog("Why does it go back?").type_text("手滑");
    desk.press(Action::Open).expect_notice("moved");
    // A slip is taken back: it goes where it was, as it was.
    desk.press(Action::Undo).expect_notice("taken back — moved: OPP-2026-0001").sees("Qualified 1");
    desk.press(Action::Redo).expect_notice("done again").sees("Lead 1");
    // A colleague changes what the gates look at: now it would pass them unseen.
    edit(&li, "budget_status", json!("none"));
    desk.notices_change();
    desk.press(Action::Undo).expect_dialog("Not taken back: OPP-2026-0001 would need this to return to Qualified");
    desk.sees("✕ at least one pain").sees("W waive").press(Action::Back).sees("Lead 1");
    edit(&li, "budget_status", json!("unk"));
    li.notices_change();
    desk.notices_change();
    desk.press(Action::Undo).expect_notice("taken back").sees("Qualified 1");
}

#[test]
fn an_undo_of_several_that_a_gate_refuses_names_each_and_leads_there() {
    let (desk, _) = three();
    let mut desk = desk;
    desk.press(Action::Select).press(Action::Down).press(Action::Select).press(Action::MoveRight);
    desk.expect_dialog("refused: 2").press(Action::Force).expect_dialog("Why pass over").type_text("院长要求");
    desk.press(Action::Open).expect_notice("moved with a reason: 2 deals").sees("Qualified 2");
    desk.press(Action::MoveLeft).expect_dialog("Why do 2 deals go back?").type_text("手滑").press(Action::Open);
    desk.expect_notice("moved: 2 deals").sees("Lead 3");
    let li = desk.second_user("li");
    edit(&li, "budget_status", json!("none"));
    desk.notices_change();
    desk.press(Action::Undo).expect_dialog("Nothing taken back: 1 of 2 deals cannot return");
    desk.sees("✕ OPP-2026-0001 一").sees("at least one pain").does_not_see("one reason");
    desk.press(Action::Open).expect_no_dialog().sees("gate and check-lists").sees("✕ at least one pain");
    desk.press(Action::Back).sees("Lead 3");
}

#[test]
fn undo_leaves_alone_what_the_same_person_does_in_another_session() {
    let (mut here, _) = three();
    let mut there = here.second_user("wang");
    there.press(Action::Archive).expect_notice("archived: OPP-2026-0001");
    here.notices_change();
    here.press(Action::Undo).expect_notice("What you did in another session is taken back from the journal");
    here.press(Action::Archive).expect_notice("archived: OPP-2026-0002");
    here.press(Action::Undo).expect_notice("taken back — archived: OPP-2026-0002");
    there.notices_change();
    there.press(Action::Undo).expect_notice("taken back — archived: OPP-2026-0001");
}

#[test]
fn a_small_screen_in_every_language_has_room_for_the_selection() {
    for (lang, words) in [(Lang::En, "selected · "), (Lang::Zh, "已选 "), (Lang::Ru, "выбрано ")] {
        let mut desk = sample(lang, 80, 24);
        desk.press(Action::SelectTo).sees(words).press(Action::MoveRight);
        desk.expect_dialog("✕ OPP-").press(Action::Back).press(Action::Back).does_not_see(words);
    }
}
