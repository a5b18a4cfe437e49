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

#[test]
fn sections_change_places_and_their_numbers_with_them_in_every_paper() {
    for (lang, title, place) in [
        (Lang::En, "Version history", "Place in the document: "),
        (Lang::Zh, "版本记录", "在文档中的位置: "),
        (Lang::Ru, "История версий", "Место в документе: "),
    ] {
        let mut desk = sample(lang, 140, 40);
        desk.at_section(title);
        let number = |desk: &crate::driver::Desk| -> usize {
            let page = desk.screen();
            let line = page
                .lines()
                .find(|line| line.contains('▌') && line.contains(title))
                .unwrap_or_else(|| panic!("{page}"));
            let words: Vec<&str> = line.split_whitespace().collect();
            let at = words.iter().position(|word| title.starts_with(word)).unwrap();
            words[at - 1].parse().unwrap()
        };
        let before = number(&desk);
        desk.press(Action::OrderUp).press(Action::OrderUp);
        assert_eq!(number(&desk), before - 2, "{}", desk.screen());
        // The next version keeps the order; a section moved there is told with both numbers.
        desk.press(Action::MakeVersion).expect_notice("");
        assert_eq!(number(&desk), before - 2);
        desk.press(Action::OrderDown);
        desk.press(Action::Versions).sees(place).press(Action::Back);
        desk.press(Action::Undo).expect_notice("");
        assert_eq!(number(&desk), before - 2, "undo puts it back");
        // At the end there is nothing to pass.
        for _ in 0..9 {
            desk.press(Action::OrderDown);
        }
        let last = number(&desk);
        desk.press(Action::OrderDown);
        assert_eq!(number(&desk), last);
    }
}

#[test]
fn texts_that_name_a_section_by_number_are_pointed_out_when_it_moves() {
    let mut desk = sample(Lang::En, 120, 40);
    desk.at_section("2 Purpose");
    desk.press(Action::Edit).type_text("见第5条。").press(Action::Back).expect_notice("Saved");
    desk.at_section("5 Services").press(Action::OrderDown);
    desk.expect_notice("§ 5 and § 6 have changed numbers. See what is meant in: Purpose and scope");
    desk.at_section("1 Parties").press(Action::OrderUp);
    desk.press(Action::Top).press(Action::OrderDown).expect_notice("Put the cursor on a section");
}
