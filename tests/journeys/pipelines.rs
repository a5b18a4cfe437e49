//! Several pipelines: the board and the list show one, and they are changed for everybody.

use canvass::domain::funnel::pipelines::Pipelines;
use canvass::keys::Action;
use canvass::store::request::{Command, Reshape};
use canvass::store::workspace::new_id;
use ratatui::crossterm::event::KeyCode;
use serde_json::json;

use crate::driver::Desk;
use crate::seed::{deal, with_deals};

/// A lead, and a renewal beside it.
fn two() -> Desk {
    let mut desk = with_deals(&["运维外包"]);
    let account = canvass::domain::record::Id::of(
        &desk
            .store
            .by_code("OPP-2026-0001")
            .unwrap()
            .map(|(kind, id)| desk.store.record(kind, id).unwrap().unwrap())
            .unwrap()
            .values["account"],
    )
    .unwrap();
    deal(&desk, "机房维保续约", account, &[("kind", json!("renewal"))]);
    desk.restart();
    desk
}

#[test]
fn the_board_shows_one_pipeline_and_names_it_only_where_there_are_several() {
    let mut desk = with_deals(&["运维外包"]);
    desk.sees("运维外包");
    assert!(!desk.screen().contains("New business"), "{}", desk.screen());
    let mut desk = two();
    desk.sees("New business").sees("运维外包");
    assert!(!desk.screen().contains("机房维保续约"), "{}", desk.screen());
    desk.press(Action::SwitchPipeline).expect_dialog("Which pipeline").sees("Renewal · one deal").press(Action::Down);
    desk.press(Action::Open).sees("Renewal").sees("机房维保续约").sees("Terms");
    desk.press(Action::GoOpportunities).sees("机房维保续约");
    assert!(!desk.screen().contains("运维外包"), "{}", desk.screen());
}

#[test]
fn a_deal_goes_to_another_pipeline_with_a_reason() {
    let mut desk = two();
    desk.press(Action::Palette).expect_dialog("Commands here").type_text("to another pipeline").press(Action::Open);
    desk.expect_dialog("to which pipeline").sees("Renewal  Due").press(Action::Open);
    desk.expect_dialog("Why").type_text("It renews the agreement of 2025").press(Action::Open);
    // The board goes with it, there and back.
    desk.expect_notice("moved to another pipeline").sees("Renewal · 2 deals").sees("▌ 运维外包");
    desk.press(Action::Undo).expect_notice("taken back").sees("New business · 1 deal").sees("▌ 运维外包");
}

#[test]
fn a_deal_that_is_made_in_another_pipeline_is_shown_there() {
    let mut desk = with_deals(&["运维外包"]);
    desk.press(Action::New).expect_dialog("New: Opportunity").type_text("机房维保续约").press(Action::NextField);
    desk.type_text("东").expect_dialog("Choose: Account").press(Action::Open);
    desk.press(Action::NextField);
    desk.type_text("ren").sees("< renewal >").press(Action::Save).expect_no_dialog().expect_notice("created");
    desk.sees("Renewal · 1 deal").sees("▌ 东湖医院").sees("机房维保续约");
    desk.press(Action::GoOpportunities).sees("机房维保续约").does_not_see("运维外包");
}

#[test]
fn a_pipeline_is_changed_in_the_editor_and_saved_for_everybody() {
    let mut desk = two();
    desk.press(Action::GoPipelines).sees("[New business]").sees("as shipped").sees("Negotiation");
    let text = Pipelines::default().first().print();
    desk.editor = Some(text.replacen("probability_bp = 2500", "probability_bp = 250", 1));
    desk.press(Action::EditExternal).expect_notice("The text has faults").sees("The probability falls at RESEARCH");
    desk.press(Action::Save).expect_notice("The probability falls");
    desk.editor = Some(text.replacen("en = \"Research\"", "en = \"Discovery\"", 1).replacen("\"pain\", ", "", 1));
    desk.press(Action::EditExternal).expect_notice("Ctrl+S saves").sees("not saved");
    desk.sees("Deals in Lead that would not pass the new gate: 1 of 1");
    desk.press(Action::Save).expect_notice("pipeline changed").sees("version 1").sees("Discovery");
    desk.press(Action::GoBoard).sees("Discovery");
    desk.press(Action::Undo).expect_notice("taken back").sees("Research");
}

#[test]
fn a_colleagues_change_of_a_pipeline_is_on_the_board_at_once() {
    let mut desk = two();
    let mut pipeline = Pipelines::default().first().clone();
    let seen = pipeline.print();
    pipeline.stages[1].name.en = "Worth it".to_owned();
    let reshape = Reshape { key: "new".to_owned(), seen, text: pipeline.print(), ..Reshape::default() };
    desk.store.run(Command::Reshape { act: new_id(), reshape: Box::new(reshape) }).unwrap();
    desk.notices_change();
    desk.sees("Worth it").sees("运维外包");
}

#[test]
fn a_stage_is_changed_in_its_form_and_saved_for_everybody() {
    let mut desk = two();
    desk.press(Action::GoPipelines).sees("▌ LEAD").press(Action::Down).press(Action::Edit);
    desk.expect_dialog("Stage Qualified").press(Action::NextField).press(Action::NextField).press(Action::NextField);
    desk.press(Action::Down).press(Action::Down).type_text("x").sees("“Chance, %” takes a whole number");
    for _ in 0..3 {
        desk.key(KeyCode::Backspace.into());
    }
    desk.type_text("12").press(Action::NextField).press(Action::NextField).press(Action::NextField).type_text("4");
    desk.press(Action::Back).sees("12 %").sees("not saved");
    desk.press(Action::Save).expect_notice("pipeline changed").sees("version 1").sees("12 %");
    desk.press(Action::GoBoard).sees("/4");
    desk.press(Action::Undo).expect_notice("taken back");
    assert!(!desk.screen().contains("/4"), "{}", desk.screen());
}

#[test]
fn a_gate_is_put_together_from_the_conditions_there_are() {
    let mut desk = two();
    desk.press(Action::GoPipelines)
        .press(Action::Progress)
        .expect_dialog("Gate of Lead")
        .sees("● a contact with a role");
    desk.type_text("decides").sees("○ a person who decides").press(Action::Open).sees("● a person who decides");
    desk.press(Action::NextField).expect_dialog("Check-list of Preparation").press(Action::Back);
    desk.sees("(power 3)").sees("Deals in Lead that would not pass the new gate: 1 of 1");
    desk.press(Action::Save).expect_notice("pipeline changed").press(Action::Undo).expect_notice("taken back");
    assert!(!desk.screen().contains("(power 3)"), "{}", desk.screen());
}

#[test]
fn a_stage_and_a_pipeline_are_added() {
    let mut desk = two();
    desk.press(Action::GoPipelines).press(Action::New).expect_dialog("What is added?").press(Action::Open);
    desk.expect_dialog("Stage Lead 2").press(Action::Back).sees("▌ LEAD_2").press(Action::Save);
    desk.expect_notice("pipeline changed")
        .press(Action::New)
        .expect_dialog("What is added?")
        .press(Action::Down)
        .press(Action::Open);
    desk.sees("[New business 2]").sees("not saved").sees("LEAD_2_2").press(Action::Save);
    desk.expect_notice("pipeline changed").sees("[New business 2]").press(Action::GoBoard);
    desk.press(Action::SwitchPipeline).expect_dialog("Which pipeline").sees("New business 2");
}

#[test]
fn a_pipeline_that_is_not_saved_waits_among_the_drafts() {
    let mut desk = two();
    desk.press(Action::GoPipelines).press(Action::Edit).expect_dialog("Stage Lead").type_text("s of all kinds");
    desk.press(Action::Back).sees("Leads of all kinds").press(Action::GoBoard).press(Action::GoDrafts);
    desk.expect_dialog("Pipeline").press(Action::Open).sees("Leads of all kinds").sees("not saved");
    desk.press(Action::Save)
        .expect_notice("pipeline changed")
        .press(Action::GoDrafts)
        .expect_notice("no unfinished text");
    desk.press(Action::GoBoard).sees("Leads of all");
}
