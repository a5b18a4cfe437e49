//! Long texts in trouble: a slow disk, a store that refuses, and a colleague who writes the same section.

use canvass::app::event::Event;
use canvass::keys::Action;
use canvass::text::Lang;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::driver::Desk;
use crate::seed::sample;

impl Desk {
    /// The hospital's agreement, with the cursor on the section of this title.
    pub fn at_section(&mut self, title: &str) -> &mut Self {
        self.press(Action::GoAgreements).press(Action::Bottom).press(Action::Open).press(Action::Top);
        for _ in 0..60 {
            if self.screen().lines().any(|line| line.contains('▌') && line.contains(title)) {
                return self;
            }
            self.press(Action::Down);
        }
        panic!("no section “{title}”:\n{}", self.screen());
    }

    /// From now on the workspace takes no text of a section, as on a full disk.
    fn store_refuses(&self) {
        for (name, of) in [("no_change", "UPDATE"), ("no_new", "INSERT")] {
            let sql =
                format!("CREATE TEMP TRIGGER {name} BEFORE {of} ON clause BEGIN SELECT RAISE(ABORT, 'full'); END");
            self.store.conn().execute_batch(&sql).unwrap();
        }
    }

    fn store_takes_again(&self) {
        self.store.conn().execute_batch("DROP TRIGGER no_change; DROP TRIGGER no_new").unwrap();
    }

    /// The text of the section with this title as the workspace holds it.
    fn stored(&self, section: &str) -> String {
        let sql = "SELECT text FROM clause WHERE section = ?1 ORDER BY id DESC";
        let mut find = self.store.conn().prepare(sql).unwrap();
        let texts: Vec<String> = find.query_map([section], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        texts.join("\n---\n")
    }
}

#[test]
fn text_typed_while_a_save_is_under_way_is_kept() {
    let mut desk = sample(Lang::En, 120, 40);
    desk.at_section("3 Term").press(Action::Edit).type_text("甲");
    desk.disk_hangs();
    desk.press(Action::Save).type_text("乙");
    desk.disk_answers();
    // The first save has landed; what was typed since stays open.
    desk.sees("甲乙");
    assert!(desk.stored("term").contains('甲') && !desk.stored("term").contains('乙'), "{}", desk.stored("term"));
    desk.type_text("丙").wait(chrono::Duration::seconds(1));
    desk.restart();
    desk.expect_dialog("Clause  Term").press(Action::Open).sees("甲乙丙");

    desk.disk_hangs();
    desk.press(Action::Save).type_text("丁").press(Action::Save);
    desk.disk_answers();
    assert!(desk.stored("term").contains("甲乙丙丁"), "{}", desk.stored("term"));
    desk.expect_no_dialog().wait(chrono::Duration::seconds(1));
    desk.restart();
    desk.expect_no_dialog();
}

#[test]
fn esc_in_a_clause_says_that_it_saves_and_what_it_saved() {
    let mut desk = sample(Lang::En, 80, 24);
    desk.at_section("3 Term").press(Action::Edit).sees("Esc leave, saved").type_text("甲").sees("◌ typing");
    desk.wait(chrono::Duration::seconds(1));
    desk.sees("◐ not saved").press(Action::Back).expect_notice("Saved: Term.").sees("● saved");
    desk.press(Action::Up).does_not_see("leave, saved");
}

#[test]
fn after_the_users_own_editor_keys_are_commands_again() {
    let mut desk = sample(Lang::En, 120, 40);
    desk.at_section("3 Term");
    desk.editor = Some("另一份文本".to_owned());
    desk.press(Action::EditExternal).expect_notice("Saved: Term.").sees("另一份文本");
    assert!(desk.stored("term").contains("另一份文本"), "{}", desk.stored("term"));
    desk.type_text("u").expect_notice("taken back");
    assert!(!desk.stored("term").contains("另一份文本"), "{}", desk.stored("term"));
}

#[test]
fn leaving_the_program_in_the_middle_of_a_save_saves_the_newer_text_too() {
    let mut desk = sample(Lang::En, 120, 40);
    desk.at_section("3 Term").press(Action::Edit).type_text("甲");
    desk.disk_hangs();
    desk.press(Action::Save).type_text("乙").press(Action::Quit);
    desk.disk_answers();
    assert_eq!(desk.quit, Some(0));
    assert!(desk.stored("term").contains("甲乙"), "{}", desk.stored("term"));
}

#[test]
fn the_users_editor_coming_back_during_a_save_loses_nothing() {
    let mut desk = sample(Lang::En, 120, 40);
    desk.at_section("3 Term").press(Action::Edit).type_text("甲");
    desk.disk_hangs();
    desk.editor = Some("另一份文本".to_owned());
    desk.press(Action::Save);
    desk.event(Event::Key(KeyEvent::new(KeyCode::F(4), KeyModifiers::NONE)));
    desk.disk_answers();
    desk.sees("另一份文本").press(Action::Save);
    assert!(desk.stored("term").contains("另一份文本"), "{}", desk.stored("term"));
}

#[test]
fn esc_leaves_a_refused_clause_and_g_d_brings_it_back() {
    let mut desk = sample(Lang::En, 120, 40);
    desk.at_section("3 Term").press(Action::Edit).type_text("甲乙");
    desk.store_refuses();
    desk.press(Action::Back).expect_notice("could not be used").sees("甲乙");
    desk.press(Action::Back).expect_notice("Kept, not saved. g d takes it up again.").does_not_see("甲乙");
    desk.store_takes_again();
    desk.press(Action::GoBoard).press(Action::GoDrafts).expect_dialog("Term").press(Action::Open).sees("甲乙");
    desk.press(Action::Save).press(Action::Back);
    assert!(desk.stored("term").contains("甲乙"), "{}", desk.stored("term"));
    desk.press(Action::GoDrafts).expect_notice("There is no unfinished text.");
}

#[test]
fn an_answer_refused_after_its_interview_was_left_waits_among_the_drafts() {
    let mut desk = sample(Lang::En, 120, 40);
    desk.press(Action::GoInterviews).press(Action::Open);
    let sql = "CREATE TEMP TRIGGER no_answer BEFORE INSERT ON answer BEGIN SELECT RAISE(ABORT, 'full'); END;
               CREATE TEMP TRIGGER no_change BEFORE UPDATE ON answer BEGIN SELECT RAISE(ABORT, 'full'); END";
    desk.store.conn().execute_batch(sql).unwrap();
    desk.type_text("1").press(Action::Back).expect_notice("could not be used");
    desk.press(Action::Up).expect_notice("Kept, not saved. g d takes it up again.");
    desk.press(Action::GoDrafts).expect_dialog("Interview");
}

/// Both begin the section that nobody has written yet; Li is first.
fn both_add(width: u16, height: u16, theirs: &str, mine: &str) -> Desk {
    let mut wang = sample(Lang::En, width, height);
    let mut li = wang.second_user("li");
    for (desk, text) in [(&mut li, theirs), (&mut wang, mine)] {
        desk.at_section("17 Reporting").press(Action::Edit).paste(text);
    }
    li.press(Action::Save).does_not_see("Somebody");
    wang.press(Action::Save);
    wang
}

#[test]
fn two_people_add_the_same_section() {
    let mut wang = both_add(120, 40, "\n每周报告", "\n每月报告");
    wang.pauses().expect_dialog("Somebody changed the same field");
    wang.sees("每周报告").sees("每月报告").type_text("m").press(Action::Open).expect_no_dialog();
    assert!(wang.stored("reporting").contains("每月报告"), "{}", wang.stored("reporting"));
    wang.does_not_see("○ 17 Reporting").press(Action::GoDrafts).expect_notice("There is no unfinished text.");
}

#[test]
fn a_long_conflict_can_be_read_on_80_by_24() {
    let lines = |word: &str| (1..=30).map(|n| format!("{word}{n}号")).collect::<Vec<_>>().join("\n");
    let mut wang = both_add(80, 24, &lines("他"), &lines("我"));
    wang.pauses().expect_dialog("Somebody changed").sees("…").sees("t theirs");
    let mut read = wang.screen();
    loop {
        let before = wang.screen();
        wang.press(Action::PageDown).sees("t theirs");
        if wang.screen() == before {
            break;
        }
        read.push_str(&wang.screen());
    }
    for line in (1..=30).flat_map(|n| [format!("他{n}号"), format!("我{n}号")]) {
        assert!(read.contains(&line), "{line} cannot be read:\n{read}");
    }
    for _ in 0..20 {
        wang.press(Action::PageUp);
    }
    wang.sees("Nothing is lost");
}

#[test]
fn a_long_text_left_unsaved_can_be_read_to_its_end_before_it_is_taken_up() {
    let mut wang = sample(Lang::En, 80, 24);
    let typed = (1..=40).map(|n| format!("第{n}条")).collect::<Vec<_>>().join("\n");
    wang.at_section("17 Reporting").press(Action::Edit).paste(&typed);
    wang.wait(chrono::Duration::seconds(1));
    wang.restart();
    wang.expect_dialog("Unsaved text").sees("r recover").type_text("c");
    let mut read = wang.screen();
    loop {
        let before = wang.screen();
        wang.press(Action::PageDown).sees("c compare");
        if wang.screen() == before {
            break;
        }
        read.push_str(&wang.screen());
    }
    for n in 1..=40 {
        assert!(read.contains(&format!("第{n}条")), "line {n} cannot be read:\n{read}");
    }
    // The same keys under a Russian layout.
    wang.type_text("с").does_not_see("as typed");
    wang.type_text("в").expect_notice("once more").reads().type_text("в").expect_no_dialog();
    wang.press(Action::GoDrafts).expect_notice("There is no unfinished text.");
}
