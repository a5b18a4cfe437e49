//! The first hour: an empty workspace, the first deal, and what forms understand.

use canvass::app::event::Event;
use canvass::domain::act::Change;
use canvass::domain::kinds::Kind;
use canvass::keys::Action;
use canvass::store::request::{Command, Failure, Reply, Request};
use canvass::text::{Lang, Msg};
use ratatui::crossterm::event::KeyCode;

use crate::driver::Desk;
use crate::office::{desk, desk_in};
use crate::seed::with_deals;

#[test]
fn the_first_start_is_calm_and_leads_to_the_first_deal() {
    let mut desk = desk();
    desk.sees("This workspace is empty").sees("enter your first opportunity").sees("● saved").expect_no_dialog();

    desk.press(Action::New).expect_dialog("New: Opportunity");
    desk.type_text("运维外包三年").press(Action::NextField);
    // The customer is not there yet: typing looks for it, Enter makes it on the way.
    desk.type_text("东").expect_dialog("Choose: Account").type_text("湖医院").sees("+ new: 东湖医院");
    desk.press(Action::Open).expect_dialog("New: Account").sees("东湖医院");
    desk.press(Action::Save).expect_dialog("New: Opportunity");
    assert!(desk.line("Account *").contains("东湖医院"), "{}", desk.screen());
    desk.press(Action::Save).expect_no_dialog();

    desk.expect_notice("created: OPP-2026-0001").sees("▌ 运维外包三年").sees("▌ 东湖医院").sees("1 deal");
    desk.sees("[Lead 1]");
}

#[test]
fn the_first_page_asks_for_as_many_deals_as_it_shows() {
    let titles: Vec<String> = (10..40).map(|n| format!("Deal {n}")).collect();
    let mut desk = with_deals(&titles.iter().map(String::as_str).collect::<Vec<_>>());
    for (width, height) in [(80, 24), (120, 36), (200, 50), (300, 100), (60, 20), (60, 17)] {
        desk.resize(width, height);
        let asked = desk.starts_with();
        desk.restart();
        let shown = desk.screen().lines().filter(|line| line.contains("Deal ")).count();
        assert!(shown > 0 && asked == shown, "{asked} {width}×{height}:\n{}", desk.screen());
    }
}

#[test]
fn the_first_page_speaks_every_language() {
    for (lang, words) in
        [(Lang::En, "This workspace is empty"), (Lang::Zh, "这个工作区"), (Lang::Ru, "Рабочая область пуста")]
    {
        let mut desk = desk_in(lang, 80, 24);
        desk.sees(words).sees("中文");
    }
}

#[test]
fn a_new_deal_asks_for_little_and_f2_for_everything() {
    let mut desk = with_deals(&["外包"]);
    desk.press(Action::New).expect_dialog("Title *").sees("Amount").sees("Next step").does_not_see("Compelling event");
    desk.type_text("备份").press(Action::Panes).sees("Compelling event").sees("Department in charge");
    assert!(desk.line("Title *").contains("备份"), "what was typed stays:\n{}", desk.screen());
    desk.press(Action::Back).expect_no_dialog();
}

#[test]
fn a_line_that_must_be_filled_says_so_at_the_line() {
    let mut desk = desk();
    desk.press(Action::New).expect_dialog("New: Opportunity");
    desk.press(Action::Save).expect_notice("2 lines cannot be saved yet");
    let screen = desk.screen();
    let at = |words: &str| screen.lines().position(|line| line.contains(words)).unwrap();
    assert!(at("Title *") + 1 == at("Required. Fill it in."), "{screen}");
    // The cursor stands there already.
    desk.type_text("云迁移");
    assert_eq!(desk.screen().matches("Required.").count(), 1, "{}", desk.screen());
    desk.press(Action::Save).expect_notice("One line cannot be saved yet").expect_dialog("New: Opportunity 云迁移");
}

#[test]
fn amounts_and_dates_are_typed_as_people_write_them() {
    let mut desk = with_deals(&["外包"]);
    for (typed, shown) in [("12.5万", "¥125,000"), ("1,5 млн RUB", "₽1,500,000"), ("84k eur", "€84,000")] {
        desk.press(Action::Open).press(Action::Edit).expect_dialog("Opportunity: 外包");
        desk.stand_on("Amount ").clear().type_text(typed).press(Action::NextField);
        assert!(desk.line("Amount ").contains(shown), "{typed}:\n{}", desk.screen());
        desk.press(Action::Save).expect_no_dialog().expect_notice("edited: OPP-2026-0001").press(Action::Back);
    }
    desk.sees("€84k");
    for (typed, shown) in [("下周一", "23 Nov 2026"), ("+3d", "24 Nov 2026"), ("завтра", "22 Nov 2026")] {
        desk.press(Action::Open).press(Action::Edit).expect_dialog("Opportunity: 外包");
        desk.stand_on("Next step due").clear().type_text(typed).press(Action::NextField);
        assert!(desk.line("Next step due").contains(shown), "{typed}:\n{}", desk.screen());
        desk.press(Action::Save).expect_notice("edited").press(Action::Back);
    }
}

#[test]
fn what_cannot_be_read_stays_as_typed_with_a_hint_what_would_do() {
    let mut desk = with_deals(&["外包"]);
    desk.press(Action::Open).press(Action::Edit).expect_dialog("Opportunity: 外包");
    desk.stand_on("Amount ").type_text("много").press(Action::NextField);
    desk.sees("“много” is no amount. Write it like 12.5万");
    desk.press(Action::Save).expect_notice("One line cannot be saved yet");
    assert!(desk.line("Amount ").contains("много"));
    desk.clear().type_text("9万").press(Action::Save).expect_notice("edited").expect_no_dialog().sees("¥90,000");
}

#[test]
fn a_list_of_choices_is_chosen_by_arrow_or_first_letter() {
    let mut desk = with_deals(&["外包"]);
    desk.press(Action::Open).press(Action::Edit).expect_dialog("Opportunity: 外包");
    desk.stand_on("Kind *").code(KeyCode::Right).sees("< upsell >");
    desk.type_text("c").sees("< cross-sell >").code(KeyCode::Left).sees("< upsell >");
    desk.press(Action::Save).expect_notice("edited").sees("upsell");
}

#[test]
fn a_list_page_says_what_to_do_when_it_is_empty() {
    let mut desk = desk();
    for action in [Action::GoAccounts, Action::GoContacts, Action::GoNeeds, Action::GoInterviews, Action::GoAgreements]
    {
        desk.press(action).sees("Nothing here yet").sees("0 records");
    }
    desk.press(Action::GoNeeds).press(Action::New).expect_notice("is made from its opportunity");
    desk.press(Action::GoContacts).press(Action::New).expect_dialog("New: Contact");
    desk.type_text("王建国").press(Action::Save).expect_notice("created: 王建国").sees("1 record").sees("▌ 王建国");
}

#[test]
fn a_refused_field_is_marked_in_its_own_record_or_told_in_the_footer() {
    let mut desk = with_deals(&["备份"]);
    desk.press(Action::Open).press(Action::MakeContact).expect_dialog("New: Contact").type_text("王院长");
    desk.stand_on("Roles *").type_text(" ").stand_on("Job title").type_text("院长").stand_on("Phones");
    // The store's own answer is replaced: what it refuses here, no form lets through today.
    let refuse = |desk: &mut Desk, of: Kind, field: &str| {
        desk.disk_hangs();
        desk.press(Action::Save);
        let (ticket, request) = desk.waiting.pop_front().unwrap();
        desk.slow = false;
        let Request::Do(Command::Save(act)) = request else { panic!("no save: {request:?}") };
        let (kind, id) = act.changes.iter().map(Change::subject).find(|(kind, _)| *kind == of).unwrap();
        let faults = vec![(field.to_owned(), Msg::new("value-required"))];
        desk.event(Event::Store(ticket, Reply::Failed(Failure::Invalid { kind, id, faults })));
    };
    // The contact has a level of its own, above the one that is meant.
    refuse(&mut desk, Kind::Employment, "level");
    let rows: Vec<String> = desk.screen().lines().map(str::to_owned).collect();
    let at = |words: &str| rows.iter().position(|row| row.contains(words)).unwrap();
    assert!(at("▌ Level") > at("── Employment"), "{}", desk.screen());
    desk.sees("Required. Fill it in.").type_text(" ").stand_on("Phones");
    // No line of this form: the footer tells it.
    refuse(&mut desk, Kind::Employment, "account");
    desk.sees("▌ Phones").expect_notice("Account: Required. Fill it in.");
}
