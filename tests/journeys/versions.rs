//! From a draft to its next version, what changed, and the states a version goes through.

use canvass::keys::Action;
use canvass::text::Lang;

use crate::seed::sample;

#[test]
fn the_next_version_is_made_changed_and_compared() {
    for (width, height) in [(80, 24), (140, 40)] {
        let mut desk = sample(Lang::En, width, height);
        desk.at_section("2 Purpose");
        desk.type_text("=").sees("There is only one version yet").press(Action::Back);
        desk.type_text("mv").expect_notice("made the next version");
        desk.type_text("=").sees("Nothing is different").press(Action::Back);
        desk.press(Action::Edit).type_text("另加一句。").press(Action::Back).expect_notice("Saved");
        desk.type_text("=").sees("from 0.3 (draft) to 0.4 (draft)").sees("[+另加一句。+]").sees("2. Purpose and scope");
        // Undo of the text is seen where one looks at the difference.
        desk.press(Action::Undo).sees("Nothing is different");
        desk.press(Action::Undo).expect_notice("made the next version");
        desk.sees("There is only one version yet");
    }
}

#[test]
fn a_state_is_entered_through_its_gate_and_undone() {
    let mut desk = sample(Lang::En, 120, 40);
    desk.at_section("2 Purpose");
    desk.type_text(">").expect_dialog("what comes next").sees("internal review").press(Action::Open);
    desk.expect_no_dialog().expect_notice("changed the state");
    desk.type_text(">").expect_dialog("what comes next").sees("Not “negotiation” yet").press(Action::Down);
    desk.press(Action::Open).expect_notice("errors are left");
    desk.press(Action::Undo).expect_notice("changed the state");
    desk.type_text(">").expect_dialog("“draft”: what comes next");
    desk.press(Action::Bottom).press(Action::Open).expect_dialog("Why is it");
    desk.type_text("The customer waits a year").press(Action::Open).expect_notice("changed the state");
    desk.type_text(">").expect_notice("is the end of a version");
}
