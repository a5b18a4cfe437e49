//! Several records with one command: named by their codes, or found by a query.

use serde_json::json;

use crate::person::Person;

/// Three deals, two of them ready for the next stage where no gate asks for more.
fn li() -> Person {
    let li = Person::li();
    li.does(&["account", "add", "name=东湖医院"]);
    for (title, more) in [("运维外包", "presales_lead=me"), ("灾备", "presales_lead=me"), ("网络", "tags=old")]
    {
        li.does(&["opp", "add", &format!("title={title}"), "account=ACC-0001", more]);
    }
    li
}

fn code(n: u8) -> String {
    format!("OPP-2026-000{n}")
}

#[test]
fn several_codes_or_a_query_move_in_one_act() {
    let li = li();
    let (one, two, three) = (code(1), code(2), code(3));
    let answer = li.types(&["opp", "move", &one, &two, "qualified"]);
    assert_eq!(answer.status, 1, "{answer:?}");
    assert!(answer.out.starts_with("moved: 0\n"), "{answer:?}");
    assert!(answer.out.contains(&format!("{one}: Not met:")), "{answer:?}");
    assert_eq!(answer.err, "canvass: Refused: 2 of 2. The reasons stand with each.\n");
    // The same with a reason, and what no reason helps is told.
    let answer = li.types(&["opp", "force", "--where", "owner:me", "Qualified", "--reason", "院长要求"]);
    assert_eq!(answer.status, 1, "{answer:?}");
    assert!(answer.out.starts_with("moved with a reason: 2\n"), "{answer:?}");
    assert!(answer.out.contains(&format!("{three}: Presales lead is empty")), "{answer:?}");
    let qualified = || li.reads_json(&["opp", "list", "stage:qualified", "--json"])["total"].clone();
    assert_eq!(qualified(), 2);
    assert_eq!(li.does(&["undo"]), "taken back — moved with a reason: 2 deals\n");
    assert_eq!(qualified(), 0);
    li.does(&["redo"]);
    assert_eq!(li.does(&["opp", "move", &one, &two, "lead", "--note", "太早"]), "moved: 2\n");
    // A slip is taken back; what was changed since meets the gate, and it is said of which deal.
    assert_eq!(li.does(&["undo"]), "taken back — moved: 2 deals\n");
    assert_eq!(qualified(), 2);
    li.does(&["redo"]);
    let back = li.reads_json(&["log", "--limit", "1", "--json"])["entries"][0]["seq"].clone();
    li.does(&["opp", "edit", &two, "budget_status=planned"]);
    let refused = li.is_refused(&["undo", &format!("#{back}")]);
    assert!(
        refused.starts_with("canvass: Not taken back: OPP-2026-0002 would need this again in Qualified:\n"),
        "{refused}"
    );
    assert!(refused.contains("Not met: at least one pain") && !refused.contains("OPP-2026-0001"), "{refused}");
    assert_eq!(qualified(), 0, "all or nothing");
}

#[test]
fn several_deals_are_lost_in_one_act_each_with_all_that_a_loss_must_say() {
    let li = li();
    let (one, two) = (code(1), code(2));
    let lose = |more: &[&str]| {
        let all = [&["opp", "lose", &one, &two, "--reason", "no_budget", "--evidence", "预算取消"][..], more].concat();
        li.types(&all)
    };
    let answer = lose(&[]);
    assert!(answer.status == 1 && answer.out.contains(&format!("{one}: Lost to is empty")), "{answer:?}");
    let answer = lose(&["--lost-to", "nodec"]);
    assert!(answer.status == 0 && answer.out == "marked as lost: 2\n", "{answer:?}");
    let lost = li.reads_json(&["opp", "show", &one, "--json"]);
    assert_eq!(lost["links"]["lost_to"]["title"], "No decision");
    li.does(&["undo"]);
    assert_eq!(li.reads_json(&["opp", "list", "status:lost", "--json"])["total"], 0);
    li.does(&["opp", "lose", "--where", "灾备", "--reason", "in_house", "--evidence", "自建", "--lost-to", "自建团队"]);
}

#[test]
fn a_query_that_finds_nothing_says_so_and_one_without_sense_is_marked() {
    let li = li();
    assert!(li.does(&["opp", "move", "--where", "stage:bid", "qualified"]).contains("No record fits"));
    let answer = li.types(&["opp", "move", "--where", "stgae:lead", "qualified"]);
    assert!(answer.status == 2 && answer.err.contains("Did you mean stage?"), "{answer:?}");
    let answer = li.types(&["opp", "move", "--where", "灾备", &code(1), "qualified"]);
    assert_eq!(answer.status, 2, "codes or a query, not both: {answer:?}");
    assert_eq!(li.types(&["opp", "move", "qualified"]).status, 2);
}

#[test]
fn fields_are_set_in_several_records() {
    let li = li();
    let data = li.reads_json(&["opp", "edit", "--where", "stage:lead", "source=inbound", "tags=tender,q4", "--json"]);
    assert_eq!((&data["verb"], &data["found"], &data["done"]), (&json!("edit"), &json!(3), &json!(3)), "{data}");
    assert_eq!(data["refused"], json!([]));
    let record = li.reads_json(&["opp", "show", &code(3), "--json"]);
    assert_eq!(record["values"]["tags"], json!(["tender", "q4"]), "{record}");
    assert_eq!(li.does(&["opp", "edit", &code(1), &code(2), "source=referral"]), "edited: 2\n");
    assert!(li.does(&["undo"]).starts_with("taken back — edited: 2 deals"));
    // Other kinds too; and one record is one record as before.
    li.does(&["account", "add", "name=西山医院"]);
    assert_eq!(li.does(&["account", "edit", "ACC-0001", "ACC-0002", "industry=医疗"]), "edited: 2\n");
    assert!(li.does(&["account", "edit", "ACC-0001", "industry=卫生"]).contains("ACC-0001"));
    assert!(li.is_refused(&["opp", "edit", &code(1), &code(9), "source=referral"]).contains("0009"));
}

#[test]
fn what_is_refused_among_several_of_any_kind_is_no_success() {
    let li = li();
    li.does(&["account", "add", "name=西湖医院"]);
    li.does(&["sla", "add", "title=a", "opportunity=OPP-2026-0001"]);
    li.does(&["sla", "add", "title=b", "opportunity=OPP-2026-0001"]);
    for line in [
        ["account", "edit", "ACC-0001", "ACC-0002", "tier_override=A"],
        ["sla", "edit", "SLA-2026-0001", "SLA-2026-0002", "kind="],
    ] {
        let answer = li.types(&line);
        assert_eq!(answer.status, 1, "{answer:?}");
        assert_eq!(answer.err, "canvass: Refused: 2 of 2. The reasons stand with each.\n");
    }
}
