//! The pocket calculator: what people type into it, what they read, and what they take with them.

use canvass::domain::act::{Act, Change};
use canvass::domain::kinds::Kind;
use canvass::domain::record::Id;
use canvass::keys::Action;
use canvass::store::request::Command;
use canvass::text::Lang;
use ratatui::crossterm::event::KeyCode;
use serde_json::json;

use crate::driver::Desk;
use crate::office::{desk, desk_in};
use crate::seed::sample;

/// The calculator over an empty workspace, on the sheet so many to the right; without the pictures, so that sentences
/// fit in a line.
fn sheet(turns: usize) -> Desk {
    let mut desk = desk();
    desk.press(Action::GoCalculator).press(Action::Panes);
    for _ in 0..turns {
        desk.press(Action::NextSheet);
    }
    desk
}

const DUE: usize = 1;
const ELAPSED: usize = 2;
const AVAILABILITY: usize = 3;
const STRUCTURE: usize = 4;
const CREDIT: usize = 5;

/// The sentence as a letter would get it.
fn sentence(desk: &mut Desk) -> String {
    desk.press(Action::CopyAnswer).expect_notice("");
    desk.copied.pop().unwrap()
}

#[test]
fn it_opens_from_anywhere_and_esc_comes_back() {
    let mut desk = sample(Lang::En, 120, 40);
    for (screen, seen) in [(Action::GoBoard, "weighted"), (Action::GoNeeds, "needs"), (Action::GoLog, "seed")] {
        desk.press(screen);
        let before = desk.screen();
        desk.press(Action::GoCalculator).sees("Calculator › Downtime").sees("permits");
        desk.press(Action::Back);
        assert_eq!(desk.screen(), before, "{seen}");
    }
    // The same key under ЙЦУКЕН; and over itself it opens nothing.
    desk.type_text("с").sees("Calculator › Downtime").press(Action::Up).type_text("c");
    desk.press(Action::Back).does_not_see("Calculator ›");
    // In a text it types.
    desk.press(Action::GoNeeds).press(Action::Filter).type_text("c").does_not_see("Calculator ›");
}

trait Fields {
    fn to_field(&mut self, label: &str) -> &mut Self;
}

impl Fields for Desk {
    /// Goes down until the line with this label has the cursor.
    #[track_caller]
    fn to_field(&mut self, label: &str) -> &mut Self {
        let stands = |desk: &Desk| desk.screen().lines().any(|line| line.starts_with(&format!("▌{label}")));
        for _ in 0..20 {
            self.press(Action::PrevField);
        }
        for _ in 0..20 {
            if stands(self) {
                return self;
            }
            self.press(Action::NextField);
        }
        panic!("there is no field {label}:\n{}", self.screen());
    }
}

#[test]
fn downtime_is_counted_while_one_types() {
    let mut desk = sheet(0);
    // A13 and A14, and the error in between.
    desk.type_text("99").sees("permits 1h40m48s").type_text(".5").to_field("Period").type_text("2026-03");
    desk.sees("99.5% of 176 h in March 2026 permits 52m48s of downtime.");
    desk.sees("22 days, 176 h").sees("633,600 s × (100% − 99.5%) = 633,600 s × 0.5% = 3,168 s");
    desk.code(KeyCode::Left).sees("99.5% of 128 h in February 2026 permits 38m24s of downtime.");
    desk.press(Action::Panes).sees("× holiday 9").sees("+ make-up day 2").sees("14+").sees("15×").sees("28+");
    desk.code(KeyCode::Right).code(KeyCode::Right).sees("April 2026 permits");
    // Quarters and years step too, and beyond the calendar is a sentence; the table says what it does not know.
    desk.to_field("Period").type_text("2026-Q1").sees("in Q1 2026 permits").code(KeyCode::Right).sees("in Q2 2026");
    desk.to_field("Period").type_text("2026").sees("in 2026 permits").code(KeyCode::Right);
    desk.sees("✕ Calendar cn-2026 is valid from 2026-01-01 to");
    desk.code(KeyCode::Left).does_not_see("✕");
}

#[test]
fn an_error_stands_at_its_field_and_the_answer_waits() {
    let mut desk = sheet(0);
    desk.type_text("101").sees("✕ “101” is above 100 %. Write a percentage from 0 to 100");
    desk.sees("10% of 168 h").press(Action::CopyAnswer).sees("for what was typed before");
    assert!(desk.copied.is_empty());
    desk.code(KeyCode::Backspace).code(KeyCode::Backspace).code(KeyCode::Backspace).sees("No percentage. Type one");
    desk.type_text("98").does_not_see("✕").sees("98% of 168 h");
    desk.to_field("Period").type_text("March").sees("“March” is no period");
    // What cannot be stepped is edited letter by letter.
    desk.code(KeyCode::Left).code(KeyCode::Backspace).sees("“Marh” is no period");
}

#[test]
fn two_targets_stand_side_by_side_with_their_difference() {
    let mut desk = sheet(0);
    desk.to_field("Period").type_text("2026-03").to_field("Compare with").type_text("99,5");
    desk.sees("99.9% permits 42m15s less downtime than 99.5%.").sees("Difference");
    let row = desk.line("▸ March 2026");
    assert!(row.contains("10m33s") && row.contains("52m48s") && row.contains("42m15s"), "{row}");
    assert!(desk.line("  February 2026").contains("38m24s"), "the other months stand there too");
    assert_eq!(sentence(&mut desk).lines().count(), 3);
    desk.press(Action::CopyTable).expect_notice("");
    let table = desk.copied.pop().unwrap();
    assert_eq!(table.lines().count(), 13, "a head and twelve months");
    assert_eq!(table.lines().next(), Some("Period\tDays\tAgreed\t99.9%\t99.5%\tDifference"));
    assert!(table.contains("March 2026\t22\t176 h\t10m33s\t52m48s\t42m15s"), "{table}");
    // Where nothing is typed the usual key copies.
    desk.to_field("Calendar").type_text("y").expect_notice("");
    assert!(desk.copied.pop().unwrap().starts_with("99.9% of 176 h in March 2026 permits 10m33s of downtime."));
    desk.type_text("Y").expect_notice("");
    assert_eq!(desk.copied.pop(), Some(table));
}

#[test]
fn calendars_are_switched_with_the_arrows_those_of_the_workspace_too() {
    let mut desk = desk();
    let values = json!({
        "name": "Nights", "tz": "Europe/Berlin", "windows": ["mon-fri 20:00-28:00", "sat 09:30-10:00"],
        "valid_to": "2027-12-31",
    });
    let insert = |values: serde_json::Value| Change::Insert {
        kind: Kind::Calendar,
        id: Id(uuid::Uuid::from_u128(7)),
        values: values.as_object().unwrap().clone(),
    };
    let act = Id(uuid::Uuid::from_u128(8));
    let changes = vec![insert(values)];
    desk.store.run(Command::Save(Act { id: act, verb: "verb-create".to_owned(), changes })).unwrap();
    desk.press(Action::GoCalculator).to_field("Calendar").sees("◂ cn-2026 · Asia/Shanghai ▸").press(Action::Right);
    desk.sees("◂ de-2026 · Europe/Berlin ▸").press(Action::Left).press(Action::Left).sees("◂ 24x7 · UTC ▸");
    desk.press(Action::Left).press(Action::Left).sees("◂ Nights · Europe/Berlin · workspace ▸");
    // 20-28 on Tuesday: the end of Monday's night and the beginning of its own.
    assert!(desk.line("Tu  ").ends_with(&format!("████████{}████████", "·".repeat(32))), "{}", desk.screen());
    assert!(desk.line("Sa  ").contains(&format!("████████{}█····", "·".repeat(11))), "{}", desk.screen());
    // On a small screen half an hour of an hour is marked as a part.
    desk.resize(80, 24);
    desk.sees("▒ partly").press(Action::Panes).does_not_see("partly").press(Action::Panes).sees("partly");
}

#[test]
fn a_target_is_due_when_its_service_time_has_run() {
    let mut desk = sheet(DUE);
    // D01, then D16 to compare with, then a pause.
    desk.type_text("2026-03-06 16:00").sees("due Mon 9 Mar 2026 12:00.");
    desk.to_field("Compare with").type_text("1bd");
    assert!(sentence(&mut desk).contains("due Mon 9 Mar 2026 16:00."));
    desk.sees("4 h is due 4 h before 1 business day.").clear();
    desk.to_field("Paused").type_text("2026-03-09 09:00/2026-03-09 11:00; ").sees("due Mon 9 Mar 2026 14:00.");
    desk.type_text("2026-03-09 13:00/").sees("paused, due not before");
    desk.type_text("2026-03-09 12:00").sees("✕ “2026-03-09 13:00/2026-03-09 12:00” ends before it begins");
    desk.to_field("Within").type_text("2d").sees("Write 2bd for business days");
}

#[test]
fn on_the_night_of_the_clock_change_it_says_how_it_read_the_time() {
    let mut desk = sheet(DUE);
    desk.to_field("Calendar");
    desk.press(Action::Right).sees("de-2026");
    desk.to_field("From").type_text("2026-03-29 02:30").sees("· The clock of Europe/Berlin skips “2026-03-29 02:30”");
}

#[test]
fn elapsed_time_is_what_was_open() {
    let mut desk = sheet(ELAPSED);
    desk.type_text("2026-02-13 09:00").to_field("To").type_text("2026-02-24 17:00");
    desk.sees("24 h of service time.").sees("Sat 14 Feb 2026 09:00 – 17:00: 8 h");
    desk.to_field("To").type_text("2026-02-01").sees("✕ ");
    desk.to_field("To").type_text("2026-02-24 17:00").press(Action::CopyTable).expect_notice("");
    assert_eq!(desk.copied.pop().unwrap().lines().count(), 5, "a head, three days, and the whole");
}

#[test]
fn outages_are_held_against_the_target() {
    let mut desk = sheet(AVAILABILITY);
    desk.type_text("99.5").to_field("Period").type_text("2026-03");
    // B06, then maintenance agreed for the same hours.
    desk.to_field("Outages").type_text("2026-03-06 16:00/2026-03-09 10:00");
    desk.sees("98.86% achieved in March 2026: the target of 99.5% is not met.").sees("counts 2 h");
    desk.to_field("Compare with").type_text("98").sees("the target of 98% is met.").sees("−1h07m12s");
    desk.to_field("Excluded").type_text("2026-03-06 16:00/2026-03-09 10:00").sees("100% achieved in March 2026");
    desk.sees("outside the measured service time");
}

#[test]
fn a_structure_is_typed_or_built_part_by_part_and_both_are_the_same() {
    let mut desk = sheet(STRUCTURE);
    desk.sees("99.847553%").to_field("Structure").clear().type_text("serial(lb=99.95, 99.9)").sees("99.85005%");
    // Down into the tree: past the targets and the whole to the load balancer.
    desk.to_field("The whole").press(Action::Down).sees("▌  lb");
    desk.press(Action::GroupPart).sees("serial(parallel(lb=99.95), 99.9)").sees("▌  1  ").press(Action::New);
    desk.type_text("lb2=99.95").press(Action::Open).sees("serial(parallel(lb=99.95, lb2=99.95), 99.9)");
    desk.sees("▌    lb2").sees("99.999975%").press(Action::Up).press(Action::Up).press(Action::Right);
    desk.sees("serial(serial(lb=99.95, lb2=99.95), 99.9)").press(Action::Left);
    desk.press(Action::Bottom)
        .press(Action::Up)
        .press(Action::OrderUp)
        .sees("serial(parallel(lb=99.95, lb2=99.95, 99.9))");
    desk.press(Action::RemovePart).sees("serial(parallel(lb=99.95, lb2=99.95))");
    // An expression that cannot be read has no tree; the fault names its column.
    desk.to_field("Structure").code(KeyCode::End).type_text(")").sees("✕ Column 38").does_not_see("The whole   ");
    desk.code(KeyCode::Backspace).sees("▌Structure").sees("one is enough");
}

#[test]
fn a_part_that_cannot_be_read_is_said_so_where_it_is_written() {
    let mut desk = sheet(STRUCTURE);
    desk.to_field("The whole").press(Action::Down).press(Action::Edit).type_text("103");
    desk.sees("✕ Column 1: “103” is not from 0 to 100").sees("serial(10, parallel(99.5, 99.5), 99.9)");
    desk.press(Action::Back).does_not_see("✕").sees("▌  1 ").sees("Calculator ›");
    desk.press(Action::Edit).type_text("web=99").press(Action::Down).sees("serial(web=99, parallel").sees("▌  2 ");
    // The last part of all stays.
    desk.press(Action::RemovePart).press(Action::RemovePart).press(Action::RemovePart);
    desk.sees("That cannot be done with this part.").sees("serial(web=99)");
}

#[test]
fn what_must_the_third_part_give() {
    let mut desk = sheet(STRUCTURE);
    desk.clear().type_text("serial(99.95, 99.97, 99.9)").to_field("The whole").press(Action::Bottom).press(Action::Up);
    desk.press(Action::WantPart).sees("serial(99.95, 99.97, ?)");
    desk.sees("The missing part must give at least 99.98% for 99.9% in all.").sees("? must give");
    // 0.999 / (0.9995 × 0.9997) is 99.98000…: rounded up, a millionth less is not enough.
    desk.sees("with 99.9799%").to_field("Compare with").type_text("99.5");
    desk.sees("99.9% asks");
    desk.to_field("Target").type_text("99.95").sees("✕ 99.95% is out of reach");
    desk.to_field("The whole").press(Action::Bottom).press(Action::Up).press(Action::WantPart);
    desk.sees("serial(99.95, 99.97, 99.9)").does_not_see("✕");
}

#[test]
fn a_credit_follows_from_its_tiers() {
    let mut desk = sheet(CREDIT);
    // F04, then two breaches, then the cap.
    desk.sees("The credit is 10% of ¥120,000: ¥12,000. To pay: ¥108,000.").sees("twelve thousand yuan and 00 fen");
    desk.to_field("Achieved").type_text("99.42 98.5").sees("The credit is 20%").sees("The cap limits this to 20%");
    desk.to_field("Cap").press(Action::NextField).press(Action::PrevField).clear().sees("The credit is 30%");
    desk.to_field("Several").press(Action::Right).sees("only the highest counts").sees("The credit is 20%");
    desk.to_field("Tiers").type_text("99.9:0, 99.95:5, 0:10").sees("✕ “99.95:5” stands in the wrong place");
}

#[test]
fn the_target_at_the_cursor_is_taken_along() {
    let mut desk = sample(Lang::En, 120, 40);
    desk.press(Action::GoAgreements);
    let down_to = |desk: &mut Desk, words: &str| {
        let at =
            |desk: &Desk| desk.screen().lines().any(|line| line.trim_start().starts_with('▌') && line.contains(words));
        for _ in 0..40 {
            if !at(desk) {
                desk.press(Action::Down);
            }
        }
        assert!(at(desk), "{words}:\n{}", desk.screen());
    };
    desk.press(Action::Top);
    down_to(&mut desk, "东湖医院 运维外包");
    desk.press(Action::Open);
    down_to(&mut desk, "T1");
    desk.press(Action::GoCalculator).sees("Calculator › Downtime").sees("24x7 · Asia/Shanghai");
    desk.sees("99.9% of 720 h in November 2026 permits 43m12s of downtime.").press(Action::Back);
    desk.press(Action::Down).press(Action::GoCalculator).sees("Calculator › Due");
    desk.press(Action::Back).sees("T2");
}

#[test]
fn the_whole_page_can_be_reached_on_a_small_screen() {
    let mut desk = desk_in(Lang::Ru, 80, 24);
    desk.press(Action::GoCalculator).press(Action::NextSheet).type_text("2026-03-02 09:00");
    desk.to_field("В течение").type_text("60ч").to_field("Сравнить с").type_text("70ч");
    desk.sees("раньше, чем").does_not_see("готово");
    for _ in 0..4 {
        desk.press(Action::PageDown);
    }
    desk.sees("готово").does_not_see("▌Сравнить с");
    // Whoever types on is shown where.
    desk.press(Action::Up).sees("▌В течение");
}

/// How it looks: a comparison in the small, a structure with a question in the large.
#[test]
fn pictures_in_every_language() {
    for lang in Lang::ALL {
        for (width, height) in [(80, 24), (120, 40)] {
            let mut desk = desk_in(lang, width, height);
            let picture = |name: &str, desk: &Desk| {
                insta::assert_snapshot!(format!("calculator-{name}_{width}x{height}_{}", lang.tag()), desk.screen());
            };
            desk.press(Action::GoCalculator).press(Action::NextField).type_text("99.5");
            for _ in 0..2 {
                desk.press(Action::NextField);
            }
            desk.type_text("2026-02");
            picture("downtime", &desk);
            for _ in 0..STRUCTURE {
                desk.press(Action::NextSheet);
            }
            desk.clear().type_text("serial(lb=99.95, app=parallel(?, ?), db=99.97)");
            picture("structure", &desk);
        }
    }
}

#[test]
fn undo_takes_back_the_structure_and_never_the_workspace() {
    let mut desk = sample(Lang::En, 120, 40);
    let before = desk.screen();
    desk.press(Action::GoCalculator).press(Action::Up).type_text("u").sees("There is nothing to take back here.");
    for _ in 0..STRUCTURE {
        desk.press(Action::NextSheet);
    }
    desk.type_text("u").sees("There is nothing to take back here.");
    desk.to_field("The whole").press(Action::Down).press(Action::RemovePart).press(Action::GroupPart);
    desk.sees("serial(parallel(parallel(99.5, 99.5)), 99.9)").type_text("u");
    desk.sees("serial(parallel(99.5, 99.5), 99.9)").type_text("u").sees("serial(99.95, parallel(99.5, 99.5), 99.9)");
    desk.press(Action::Redo).sees("serial(parallel(99.5, 99.5), 99.9)").type_text("u");
    // What is written into a part in one go is one step.
    desk.press(Action::Edit).type_text("lb=98").press(Action::Open).sees("serial(lb=98, ").type_text("u");
    desk.sees("serial(99.95, parallel(99.5, 99.5), 99.9)");
    desk.press(Action::Back);
    assert_eq!(desk.screen(), before, "nothing was taken back behind the calculator");
}

#[test]
fn a_new_part_that_is_given_up_goes() {
    let mut desk = sheet(STRUCTURE);
    desk.to_field("The whole").press(Action::Down).press(Action::New).type_text("98").sees("serial(99.95, 98, ");
    desk.press(Action::Back).sees("serial(99.95, parallel(99.5, 99.5), 99.9)").sees("▌  1 ").sees("Calculator ›");
    desk.press(Action::Redo).sees("There is nothing to do again here.");
    desk.press(Action::New).press(Action::Open).sees("serial(99.95, 99.9, parallel(99.5, 99.5), 99.9)");
}

#[test]
fn a_whole_is_held_against_the_target() {
    let mut desk = sheet(STRUCTURE);
    desk.sees("the target of 99.9% is missed by")
        .sees("0.05244625125 percentage points.")
        .to_field("Target")
        .type_text("99.8")
        .sees("99.8% is met.");
    desk.to_field("Target").type_text("101").sees("✕ “101” is above 100 %").sees("The whole gives 99.847553%");
}

#[test]
fn what_was_typed_is_there_when_it_opens_again() {
    let mut desk = sheet(STRUCTURE);
    desk.clear().type_text("serial(98, 97)").press(Action::Back).does_not_see("Calculator ›");
    desk.press(Action::GoCalculator).sees("Calculator › Structure").sees("serial(98, 97)").sees("95.06%");
    // Also when another screen took its place, and others were opened in between.
    desk.press(Action::Up).press(Action::GoNeeds).does_not_see("Calculator ›").press(Action::GoLog);
    desk.press(Action::GoCalculator).sees("serial(98, 97)");
}

#[test]
fn an_answer_that_no_longer_fits_says_so() {
    let mut desk = sheet(0);
    desk.does_not_see("Before the last change").type_text("x").sees("Before the last change, this was so:");
    desk.code(KeyCode::Backspace).type_text("99").does_not_see("Before the last change");
}
