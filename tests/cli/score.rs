//! How well a deal is qualified and what it costs, asked on the command line.

use serde_json::json;

use crate::person::Person;

#[test]
fn the_score_says_what_is_known_and_what_is_missing() {
    let li = Person::li().with_a_deal();
    let before = li.reads_json(&["opp", "score", "OPP-2026-0001", "--json"]);
    let said = li.does(&["opp", "score", "OPP-2026-0001"]);
    assert!(said.contains("missing") && said.contains("a pain of the customer"), "{said}");
    li.does(&["opp", "edit", "OPP-2026-0001", "pains=月末对账慢", "budget_status=approved"]);
    let after = li.reads_json(&["opp", "score", "OPP-2026-0001", "--json"]);
    let state = |page: &serde_json::Value, code: &str| {
        let parts = page["criteria"].as_array().unwrap();
        parts.iter().find(|part| part["code"] == code).unwrap()["state"].clone()
    };
    assert_eq!((state(&before, "pain"), state(&after, "pain")), (json!("missing"), json!("met")));
    assert_eq!(state(&after, "budget"), "partly", "the amount is not known");
    let score = |page: &serde_json::Value| page["score"].as_i64().unwrap();
    assert_eq!(score(&after), score(&before) + 10 + 5);
    assert_eq!(after["cost"]["ratio_bp"], json!(null), "nothing spent, nothing expected");
    assert_eq!(after["reach"]["single_threaded"], true);
}

#[test]
fn showing_a_deal_says_how_it_stands_in_each_language() {
    let li = Person::li().with_a_deal();
    for (lang, head) in [("en", "Qualification: "), ("zh-CN", "商机把握度: "), ("ru", "Квалификация: ")]
    {
        let said = li.does(&["--lang", lang, "opp", "show", "OPP-2026-0001"]);
        assert!(said.contains(head), "{said}");
    }
    let shown = li.reads_json(&["opp", "show", "OPP-2026-0001", "--json"]);
    let scored = li.reads_json(&["opp", "score", "OPP-2026-0001", "--json"]);
    assert_eq!(shown["standing"]["score"], scored["score"]);
    assert_eq!(shown["standing"]["cost"], scored["cost"]);
}
