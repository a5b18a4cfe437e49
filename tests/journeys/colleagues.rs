//! Two people at one workspace: nothing is lost, nothing jumps, and nobody overwrites anybody unawares.

use canvass::keys::Action;

use crate::driver::Desk;
use crate::seed::with_deals;

/// Wang has the deal open in a form; Li changes the line with this label first.
fn both_edit(label: &str, theirs: &str) -> (Desk, Desk) {
    let mut wang = with_deals(&["运维外包", "备份"]);
    let mut li = wang.second_user("li");
    wang.press(Action::Edit).expect_dialog("Opportunity: 备份");
    li.press(Action::Edit).expect_dialog("Opportunity: 备份").stand_on(label).clear().type_text(theirs);
    li.press(Action::Save).expect_notice("edited: OPP-2026-0002");
    (wang, li)
}

#[test]
fn two_people_on_the_same_line_choose_and_mine_wins_when_i_say_so() {
    let (mut wang, mut li) = both_edit("Title *", "备份与恢复");
    wang.stand_on("Title *").clear().type_text("异地备份").press(Action::Save);
    wang.expect_dialog("Somebody changed the same field").sees("theirs (li, 21 Nov 2026").sees("备份与恢复");
    wang.sees("mine: 异地备份").sees("before: 备份");
    wang.press(Action::Open).expect_notice("Choose theirs or mine");
    wang.type_text("m").sees("● mine").press(Action::Open).expect_no_dialog().expect_notice("edited: OPP-2026-0002");
    wang.press(Action::Back).sees("▌ 异地备份");
    li.notices_change();
    li.press(Action::Back).sees("▌ 异地备份");
}

#[test]
fn theirs_stays_when_i_say_so_and_my_other_lines_are_saved() {
    let (mut wang, _li) = both_edit("Title *", "备份与恢复");
    wang.stand_on("Title *")
        .clear()
        .type_text("异地备份")
        .stand_on("Next step")
        .type_text("约时间")
        .press(Action::Save);
    wang.expect_dialog("Somebody changed the same field").type_text("t").press(Action::Open);
    wang.expect_no_dialog().expect_notice("edited: OPP-2026-0002").press(Action::Back);
    wang.sees("▌ 备份与恢复").sees("约时间");
}

#[test]
fn deciding_later_keeps_what_i_typed() {
    let (mut wang, _li) = both_edit("Title *", "备份与恢复");
    wang.stand_on("Title *").clear().type_text("异地备份").press(Action::Save).expect_dialog("Somebody");
    wang.press(Action::Back).expect_notice("Your text stays in the form.");
    assert!(wang.line("Title *").contains("异地备份"), "{}", wang.screen());
    wang.press(Action::Save).expect_dialog("Somebody changed the same field");
}

#[test]
fn different_lines_of_one_deal_merge_without_a_word() {
    let (mut wang, mut li) = both_edit("Next step", "约信息科");
    wang.stand_on("Title *").clear().type_text("异地备份").press(Action::Save);
    wang.expect_no_dialog().expect_notice("edited: OPP-2026-0002").press(Action::Back);
    wang.sees("▌ 异地备份").sees("约信息科");
    li.notices_change();
    li.press(Action::Back).sees("▌ 异地备份").sees("约信息科");
}

#[test]
fn a_colleagues_change_appears_and_the_cursor_stays_on_its_card() {
    let mut wang = with_deals(&["运维外包", "备份", "监控"]);
    let mut li = wang.second_user("li");
    wang.press(Action::Down).sees("▌ 备份");
    li.press(Action::Bottom).sees("▌ 运维外包").press(Action::OrderUp).press(Action::OrderUp);
    li.press(Action::New).expect_dialog("New: Opportunity").type_text("容灾").press(Action::NextField);
    li.type_text("东").expect_dialog("Choose").press(Action::Open).press(Action::Save).expect_notice("created");
    wang.does_not_see("容灾").notices_change();
    wang.expect_notice("li — created: OPP-2026-0004").sees("容灾").sees("▌ 备份").sees("4 deals");
    // With the next key the footer shows the keys again.
    wang.press(Action::Down).does_not_see("li — created");
}

#[test]
fn undo_steps_back_from_what_a_colleague_has_changed_since() {
    let mut wang = with_deals(&["备份"]);
    let mut li = wang.second_user("li");
    wang.press(Action::Edit).expect_dialog("Opportunity").clear().type_text("异地备份").press(Action::Save);
    wang.expect_notice("edited").press(Action::Back);
    li.notices_change();
    li.press(Action::Edit).expect_dialog("Opportunity: 异地备份").clear().type_text("备份与恢复").press(Action::Save);
    li.expect_notice("edited");
    wang.notices_change();
    wang.press(Action::Undo)
        .expect_notice("li has changed OPP-2026-0001 since. Edit the record instead of undoing.")
        .sees("▌ 备份与恢复");
}

#[test]
fn a_card_that_a_colleague_moved_first_is_not_moved_twice() {
    let mut wang = with_deals(&["备份"]).no_gates();
    let mut li = wang.second_user("li").no_gates();
    li.press(Action::MoveRight).expect_dialog("Not yet").press(Action::Open).expect_dialog("Presales lead");
    li.type_text("l")
        .expect_dialog("Choose")
        .type_text("i")
        .press(Action::Open)
        .press(Action::Save)
        .expect_notice("moved");
    wang.press(Action::MoveRight).expect_notice("li has changed this meanwhile").sees("[Qualified 1]").sees("▌ 备份");
}

#[test]
fn a_record_that_a_colleague_took_back_says_so_wherever_i_am() {
    let mut wang = with_deals(&["备份"]);
    let mut li = wang.second_user("li");
    li.press(Action::GoContacts).press(Action::New).expect_dialog("New: Contact").type_text("王建国");
    li.press(Action::Save).expect_notice("created");
    wang.press(Action::GoContacts).sees("▌ 王建国").press(Action::Open).press(Action::Edit);
    wang.expect_dialog("Contact: 王建国").clear().type_text("王建军");
    li.press(Action::Undo).expect_notice("taken back — created: 王建国").sees("0 records");

    wang.press(Action::Save).expect_notice("This record does not exist any more").expect_dialog("王建军");
    wang.press(Action::Back).sees("This record is no longer here").press(Action::Back).sees("0 records");
    wang.press(Action::Redo).expect_notice("There is nothing to redo.");
}

/// Both write into the same long line of one deal, which held this before; Li saves first.
fn both_write(before: &str, theirs: &str, mine: &str) -> Desk {
    let mut wang = with_deals(&["备份"]);
    let write = |desk: &mut Desk, text: &str| {
        desk.stand_on("Compelling event");
        desk.editor = Some(text.to_owned());
        desk.press(Action::EditExternal);
    };
    wang.press(Action::Edit).expect_dialog("Opportunity: 备份");
    write(&mut wang, before);
    wang.press(Action::Save).expect_notice("edited").press(Action::Back);
    let mut li = wang.second_user("li");
    for desk in [&mut wang, &mut li] {
        desk.press(Action::Edit).expect_dialog("Opportunity: 备份");
    }
    write(&mut li, theirs);
    li.press(Action::Save).expect_notice("edited");
    write(&mut wang, mine);
    wang.press(Action::Save);
    wang
}

#[test]
fn different_paragraphs_of_one_text_are_both_kept_and_told() {
    let mut wang = both_write("等保\n三月底前", "等保三级\n三月底前", "等保\n五月底前");
    wang.expect_no_dialog().expect_notice("li had changed other paragraphs of the same text");
    wang.press(Action::Panes).sees("等保三级").sees("五月底前");
    wang.press(Action::Undo).expect_notice("taken back").sees("等保三级").sees("三月底前");
}

#[test]
fn different_words_of_one_paragraph_are_offered_together_and_saved_only_when_chosen() {
    let mut wang = both_write("renewal at month end", "renewal at the latest month end", "Renewal at month end");
    wang.expect_dialog("Somebody changed the same field");
    wang.sees("both together (b), please read it first: Renewal at the latest month");
    wang.press(Action::Open).expect_notice("Choose theirs or mine for every field");
    wang.type_text("b").sees("● both together").press(Action::Open).expect_no_dialog().expect_notice("edited");
    wang.press(Action::Panes).sees("Renewal at the latest month end");
}

#[test]
fn where_nothing_can_be_put_together_it_is_not_offered() {
    let mut wang = both_write("8 hours", "4 hours", "2 hours");
    wang.expect_dialog("Somebody changed the same field").does_not_see("both together");
    wang.type_text("b").press(Action::Open).expect_notice("Choose theirs or mine for every field");
    wang.type_text("t").press(Action::Open).expect_no_dialog().press(Action::Panes).sees("4 hours");
}
