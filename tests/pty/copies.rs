//! Leaving makes a copy when one is due, and what is printed beside the list of copies does bring one back.

use std::process::Command;

use crate::office::{Office, QUIT};

#[test]
fn leaving_makes_a_copy_and_the_printed_line_goes_back_to_it() {
    let office = Office::with_deals(&["备份"]);
    assert!(office.does(&["backup", "--list"]).contains("has made no copy"));
    let mut term = office.sit_down();
    term.send(QUIT);
    let (status, _) = term.wait_exit();
    assert_eq!(status, 0);
    let rows: serde_json::Value = serde_json::from_str(&office.does(&["backup", "--list", "--json"])).unwrap();
    assert_eq!(rows.as_array().unwrap().len(), 1, "{rows}");
    assert!(rows[0]["file"].as_str().unwrap().contains("state/canvass/backups/"), "{rows}");
    // A second time nothing is due.
    let mut term = office.sit_down();
    term.send(QUIT);
    term.wait_exit();
    let again: serde_json::Value = serde_json::from_str(&office.does(&["backup", "--list", "--json"])).unwrap();
    assert_eq!(rows, again);

    office.does(&["opp", "add", "title=later", "account=Acme"]);
    let list = office.does(&["backup", "--list"]);
    let line = list.lines().find(|line| line.trim_start().starts_with("mkdir ")).unwrap_or_else(|| panic!("{list}"));
    assert!(Command::new("sh").args(["-c", line]).status().unwrap().success(), "{line}");
    let deals = office.does(&["opp", "list"]);
    assert!(deals.contains("备份") && !deals.contains("later"), "{deals}");
    office.does(&["check"]);
    let aside = office.path("data/canvass/workspace.db-before-restore/workspace.db");
    let kept = office.does(&["--workspace", aside.to_str().unwrap(), "opp", "list"]);
    assert!(kept.contains("later"), "what was changed since is still there:\n{kept}");
    assert!(!Command::new("sh").args(["-c", line]).status().unwrap().success(), "a second run changes nothing");
    assert!(office.does(&["opp", "list"]).contains("备份"));
}
