//! Logging a talk on the command line, in one line.

use serde_json::json;

use crate::person::Person;

#[test]
fn a_talk_in_one_line_moves_the_next_step_and_goes_in_one_undo() {
    let li = Person::li().with_a_deal();
    li.does(&["contact", "add", "full_name=王院长"]);
    let before = li.reads_json(&["opp", "show", "OPP-2026-0001", "--json"]);
    let deal = "OPP-2026-0001";
    let talk = li.reads_json(&[
        "activity",
        "add",
        deal,
        "院长同意",
        "先做调研",
        "--with",
        "王院长",
        "--next",
        "访谈信息科 +3d",
        "--depth",
        "3",
        "--two-way",
        "--method",
        "visit",
        "--json",
    ]);
    assert_eq!(talk["values"]["summary"], "院长同意 先做调研");
    assert_eq!((&talk["values"]["two_way"], &talk["values"]["depth"]), (&json!(true), &json!(3)));
    assert_eq!(talk["values"]["method"], "visit");
    assert_eq!(talk["links"]["contacts"][0]["title"], "王院长");
    let after = li.reads_json(&["opp", "show", deal, "--json"]);
    assert_eq!(after["values"]["next_step"], "访谈信息科");
    assert_eq!(after["values"]["next_step_due"], "2026-03-09");
    assert_eq!(after["standing"]["depths"], json!([3]));
    li.does(&["undo"]);
    let undone = li.reads_json(&["opp", "show", deal, "--json"]);
    assert_eq!(undone["values"], before["values"]);
    assert_eq!(undone["children"]["activity"], json!([]));
}

#[test]
fn a_day_of_its_own_a_customer_alone_and_no_answer() {
    let li = Person::li().with_a_deal();
    li.does(&["activity", "add", "OPP-2026-0001", "来电", "--next", "send the offer", "--due", "2026-03-20"]);
    let deal = li.reads_json(&["opp", "show", "OPP-2026-0001", "--json"]);
    assert_eq!(deal["values"]["next_step"], "send the offer");
    assert_eq!(deal["values"]["next_step_due"], "2026-03-20");
    let talk = li.reads_json(&["activity", "add", "ACC-0001", "没人接", "--no-answer", "--json"]);
    assert_eq!(talk["values"]["two_way"], false);
    assert_eq!(talk["values"].get("opportunity"), None);
    // Fields go as ever, but not together with the short form.
    li.does(&["activity", "add", "account=ACC-0001", "summary=邮件", "method=email"]);
    for wrong in [
        &["activity", "add", "account=ACC-0001", "summary=邮件", "--next", "x"][..],
        &["activity", "add", "OPP-2026-0001"],
        &["activity", "add", "OPP-2026-0001", "x", "--depth", "6"],
        &["activity", "add", "OPP-2026-0001", "x", "--due", "+3d"],
    ] {
        assert_eq!(li.types(wrong).status, 2, "{wrong:?}");
    }
    assert!(li.is_refused(&["activity", "add", "OPP-2026-0001", "x", "--method", "pigeon"]).contains("pigeon"));
}
