//! Two windows on one workspace.

use std::time::Duration;

use rustix::process::Signal;

use crate::office::{ENTER, ESC, Office, SAVE, TAB, line};

#[test]
fn the_other_window_shows_a_new_deal_without_a_key() {
    let office = Office::with_deals(&["备份"]);
    let mut writer = office.sit_down();
    let reader = office.sit_down();
    writer.send("n");
    writer.wait_text("New: Opportunity");
    writer.send("云迁移");
    writer.send(TAB);
    writer.send("Ac");
    writer.wait_text("ACC-0001");
    writer.send(ENTER);
    writer.wait_until("the choice closed", |screen, _| !screen.contents().contains("Choose: Account"));
    writer.send(SAVE);
    writer.wait_text("created: OPP-");
    reader.wait_text("云迁移");
    reader.wait_text("2 deals");
    assert!(line(&reader, "备份").starts_with('▌'), "the cursor stays on its card:\n{}", reader.screen());
}

#[test]
fn both_change_one_line_and_the_slower_one_decides() {
    let office = Office::with_deals(&["备份"]);
    let (mut fast, mut slow) = (office.sit_down(), office.sit_down());
    for term in [&mut fast, &mut slow] {
        term.send("e");
        term.wait_text("Opportunity: 备份");
    }
    fast.send(" fast");
    slow.send(" slow");
    slow.wait_text("备份 slow");
    fast.send(SAVE);
    fast.wait_text("edited: OPP-");
    slow.send(SAVE);
    slow.wait_text("Somebody changed the same field");
    slow.wait_text("备份 fast");
    slow.wait_text("mine: 备份 slow");
    slow.send("m");
    slow.wait_text("● mine");
    slow.send(ENTER);
    slow.wait_text("edited: OPP-");
    fast.wait_text("备份 slow");
    let log = office.does(&["log", "-v"]);
    assert!(log.contains("备份 fast") && log.contains("备份 slow"), "both are in the journal:\n{log}");
}

#[test]
fn each_window_says_where_the_other_types_until_that_is_killed() {
    let office = Office::with_deals(&["备份"]);
    let (mut mine, mut other) = (office.sit_down(), office.sit_down());
    mine.send(ENTER);
    mine.wait_text("Why they act");
    other.send("e");
    other.wait_text("Opportunity: 备份");
    mine.wait_text("root is editing · Title");
    other.send(TAB);
    mine.wait_text("root is editing · Account");
    other.send(ESC);
    mine.wait_until("the line is gone", |screen, _| !screen.contents().contains("is editing"));
    other.send("e");
    mine.wait_text("root is editing · Title");
    other.signal(Signal::KILL);
    mine.wait_until("the dead are gone", |screen, _| !screen.contents().contains("is editing"));
}

#[test]
fn being_seen_costs_nothing_while_nobody_types() {
    let office = Office::with_deals(&["备份"]);
    let (mut mine, mut other) = (office.sit_down(), office.sit_down());
    mine.send(ENTER);
    mine.wait_text("Why they act");
    other.send("e");
    other.wait_text("Opportunity: 备份");
    mine.wait_text("root is editing · Title");
    for term in [&mine, &other] {
        while term.bytes_during(Duration::from_millis(300)) > 0 {}
        let before = term.worked();
        assert_eq!(term.bytes_during(Duration::from_secs(3)), 0);
        assert_eq!(term.ticks_since(before), 0);
    }
}
