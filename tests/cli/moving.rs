//! A draft moves into another workspace with all it stands on, and is the same there.

use serde_json::{Value, json};

use crate::person::Person;

const SLA: &str = "SLA-2026-0001";
const ALL: [&str; 5] = [SLA, "SLA-2026-0002", "SLA-2026-0003", "SLA-2026-0004", "SLA-2026-0005"];
/// Stand beneath the first one.
const BENEATH: [&str; 3] = ["SLA-2026-0002", "SLA-2026-0003", "SLA-2026-0004"];

/// A workspace of samples, in which agreements have targets, needs and people and stand on each other.
fn with_samples() -> Person {
    let mut li = Person::li();
    let file = li.path("sample.db");
    li.does(&["demo", "--write", file.to_str().unwrap()]);
    li.machine.workspace = Some(file);
    li
}

fn exported(li: &Person, code: &str) -> Value {
    li.reads_json(&["sla", "export", code, "--format", "json"])
}

#[expect(clippy::disallowed_methods, reason = "a file of the user, no workspace")]
fn saved(li: &Person, name: &str, json: &Value) -> String {
    let path = li.path(name);
    std::fs::write(&path, json.to_string()).unwrap();
    path.to_str().unwrap().to_owned()
}

/// What is in a workspace, by the codes or names of the records.
fn held(li: &Person, command: &str) -> Vec<String> {
    let page = li.reads_json(&[command, "list", "--json"]);
    let rows = page["records"].as_array().or(page.as_array()).unwrap().clone();
    let name = |row: &Value| {
        ["title", "name", "full_name"].iter().find_map(|field| row["values"][*field].as_str().map(str::to_owned))
    };
    let mut names: Vec<String> = rows.iter().filter_map(name).collect();
    names.sort();
    names
}

/// Whoever takes the file in has an identity of their own in each workspace; everything else must be the same.
fn without_me(li: &Person, file: &Value) -> Value {
    let users = li.reads_json(&["user", "list", "--json"]);
    let rows = users["records"].as_array().or(users.as_array()).unwrap().clone();
    let me = rows.iter().find(|user| user["values"]["login"] == "li.wei").unwrap()["uid"].as_str().unwrap().to_owned();
    let mut file: Value = serde_json::from_str(&file.to_string().replace(&me, "me")).unwrap();
    if let Some(colleagues) = file["draft"]["origin"]["colleagues"].as_array_mut() {
        colleagues.sort_by_key(|colleague| colleague["name"].to_string());
    }
    file
}

/// The findings of the checks, whatever the order of the records.
fn findings(li: &Person, code: &str) -> Value {
    serde_json::from_str(&li.types(&["sla", "lint", code, "--json"]).out).unwrap()
}

#[test]
fn each_agreement_comes_into_an_empty_workspace_as_it_was() {
    let there = with_samples();
    for code in ALL {
        let left = exported(&there, code);
        let here = Person::li();
        let said = here.types(&["sla", "import", &saved(&here, "in.json", &left)]);
        assert!(said.status == 0 && said.err.contains("Brought along: 1 customer, 1 deal, "), "{said:?}");
        let (mut left, came) = (without_me(&there, &left), without_me(&here, &exported(&here, code)));
        let beneath = BENEATH.contains(&code);
        assert_eq!(said.err.contains("were left out: 1."), beneath, "{said:?}");
        if beneath {
            // It does not say what the agreement above it holds, so it stands alone here, and a need that only the
            // one above meets is not covered yet.
            let draft = &mut left["draft"];
            draft["agreement"]["values"].as_object_mut().unwrap().remove("supports");
            draft.as_object_mut().unwrap().remove("above");
            for needed in draft["needs"].as_array_mut().unwrap() {
                if needed["need"]["state"] == "COVERED" {
                    needed["need"]["state"] = json!("CONFIRMED");
                }
            }
        } else {
            assert!(left["draft"]["needs"].as_array().unwrap().len() >= 7);
            assert!(left["draft"]["traces"].as_array().unwrap().len() >= 4);
        }
        assert_eq!(came, left, "{code}");
        if !beneath {
            assert_eq!(findings(&here, code), findings(&there, code), "{code}");
        }
        assert!(here.does(&["check", "--replay"]).starts_with("Sound."));
    }
}

#[test]
fn agreements_that_come_one_after_the_other_share_what_they_stand_on() {
    let there = with_samples();
    let here = Person::li();
    // One beneath comes before the one it carries, two after it, when they are known already as far as that one knows them.
    for code in [BENEATH[1], SLA, BENEATH[0], BENEATH[2], ALL[4]] {
        here.does(&["sla", "import", &saved(&here, "in.json", &exported(&there, code))]);
    }
    for code in ALL {
        assert_eq!(without_me(&here, &exported(&here, code)), without_me(&there, &exported(&there, code)), "{code}");
        assert_eq!(findings(&here, code), findings(&there, code), "{code}");
    }
    assert_eq!(held(&here, "sla").len(), 5);
    assert_eq!((held(&here, "account").len(), held(&here, "opp").len()), (2, 2));
    let people = held(&here, "contact");
    let mut once = people.clone();
    once.dedup();
    assert_eq!(people, once);
    let chain = here.reads_json(&["sla", "chain", SLA, "--json"]);
    assert_eq!(chain, there.reads_json(&["sla", "chain", SLA, "--json"]));
    // From what the customer said to the clause: the thread is whole here too.
    assert!(here.does(&["trace", "N-0003"]).contains(SLA));
    let again = here.types(&["sla", "import", &saved(&here, "in.json", &exported(&there, SLA))]);
    assert!(again.status == 0 && again.err.is_empty(), "nothing comes twice: {again:?}");
}

#[test]
fn what_is_in_force_beneath_takes_its_text_when_it_comes_whole() {
    let there = with_samples();
    let here = Person::li();
    let mut file = exported(&there, SLA);
    file["draft"]["supports"][0]["state"] = json!("IN_FORCE");
    here.does(&["sla", "import", &saved(&here, "in.json", &file)]);
    assert_eq!(here.reads_json(&["uc", "state", BENEATH[0], "--json"])["state"], "IN_FORCE");
    let whole = exported(&there, BENEATH[0]);
    here.does(&["sla", "import", &saved(&here, "whole.json", &whole)]);
    assert_eq!(without_me(&here, &exported(&here, BENEATH[0])), without_me(&there, &whole));
}

#[test]
fn one_undo_takes_all_of_it_back() {
    let there = with_samples();
    let here = Person::li();
    let file = exported(&there, SLA);
    let path = saved(&here, "in.json", &file);
    let said = here.types(&["--lang", "ru", "sla", "import", &path]);
    assert!(said.err.contains("1 клиент, 1 сделка, 4 человека, 11 потребностей"), "{said:?}");
    assert!(said.err.contains("3 нижестоящих соглашения"), "{said:?}");
    assert_eq!(held(&here, "sla").len(), 4);
    let undone = here.does(&["undo"]);
    assert!(undone.contains(SLA), "the act goes by the agreement: {undone}");
    let newest = || here.does(&["log"]).lines().next().unwrap_or_default().to_owned();
    assert!(newest().contains(&format!("undid  {SLA}")), "in the journal too: {}", newest());
    assert!(here.does(&["redo"]).contains(SLA));
    assert!(newest().contains(&format!("redid  {SLA}")), "{}", newest());
    assert!(here.does(&["undo"]).contains(SLA));
    assert!(newest().contains(&format!("undid  {SLA}")), "{}", newest());
    for command in ["sla", "account", "opp", "contact", "service", "calendar"] {
        assert_eq!(held(&here, command), [""; 0], "{command}");
    }
    assert!(here.does(&["check", "--replay"]).starts_with("Sound."));
    let said = here.types(&["--lang", "zh-CN", "sla", "import", &path]);
    assert!(said.err.contains("一并带入：1 个客户、1 个商机、4 位人员、11 项需求"), "{said:?}");
}

#[test]
fn a_code_that_belongs_to_something_else_here_is_given_anew() {
    let there = with_samples();
    let here = Person::li().with_a_deal();
    here.does(&["need", "add", "title=备件", "opportunity=OPP-2026-0001", "statement=备件四小时到场"]);
    let own = ["opp", "need"].map(|command| {
        let code = if command == "opp" { "OPP-2026-0001" } else { "N-0001" };
        (command, code, here.reads_json(&[command, "show", code, "--json"])["values"].clone())
    });
    let left = exported(&there, SLA);
    here.does(&["sla", "import", &saved(&here, "in.json", &left)]);
    for (command, code, values) in own {
        assert_eq!(here.reads_json(&[command, "show", code, "--json"])["values"], values, "{code}");
    }
    let (mut left, came) = (without_me(&there, &left), without_me(&here, &exported(&here, SLA)));
    assert_eq!(left["draft"]["deal"]["code"], "OPP-2026-0001");
    assert_eq!(left["draft"]["needs"][0]["code"], "N-0001");
    // The codes of the deal and of the first need are the only ones that were taken.
    left["draft"]["deal"]["code"] = json!("OPP-2026-0002");
    left["draft"]["needs"][0]["code"] = json!("N-0012");
    assert_eq!(came, left);
    assert_eq!(held(&here, "opp").len(), 2);
}

#[test]
fn a_customer_and_a_deal_of_the_same_code_and_name_are_the_same() {
    let there = with_samples();
    let file = exported(&there, SLA);
    let here = Person::li();
    for name in ["甲", "乙", "东湖医院"] {
        here.does(&["account", "add", &format!("name={name}")]);
    }
    here.does(&["contact", "add", "full_name=周敏", "account=ACC-0003", "title=院长"]);
    let before = here.reads_json(&["account", "show", "ACC-0003", "--json"])["values"].clone();
    let said = here.types(&["sla", "import", &saved(&here, "in.json", &file)]);
    assert!(said.err.contains("Brought along: 1 deal, 3 people, 11 needs"), "{said:?}");
    assert_eq!(here.reads_json(&["account", "show", "ACC-0003", "--json"])["values"], before, "never changed");
    assert!(here.does(&["account", "show", "ACC-0003"]).contains("东湖医院 运维外包"));
    let need = here.does(&["need", "show", "N-0003"]);
    assert!(need.contains("周敏"), "the need is theirs: {need}");
    assert_eq!(held(&here, "contact").iter().filter(|name| *name == "周敏").count(), 1);
}

#[test]
fn all_or_nothing_comes_in() {
    let there = with_samples();
    let good = exported(&there, SLA);
    let stranger = good["draft"]["version"]["id"].as_str().unwrap().replace("-7", "-4");
    let faults: [(&str, Value, &str); 5] = [
        ("/draft/origin/customers/0/tz", json!("UTC+8"), "draft.origin.customers[0].tz"),
        ("/draft/origin/deal/kind", json!("gift"), "draft.origin.deal[0].kind"),
        ("/draft/origin/deal/account", json!(stranger), "东湖医院 运维外包"),
        ("/draft/origin/beneath/0/targets", json!([]), "SLA-2026-0002"),
        ("/draft/origin/colleagues/0/password", json!("x"), "password"),
    ];
    for (path, value, told) in faults {
        let mut file = good.clone();
        let (parent, name) = path.rsplit_once('/').unwrap();
        file.pointer_mut(parent).unwrap()[name] = value;
        let here = Person::li();
        here.does(&["account", "add", "name=甲"]);
        let why = here.is_refused(&["sla", "import", &saved(&here, "in.json", &file)]);
        assert!(why.contains(told), "{path}: {why}");
        assert_eq!((held(&here, "account"), held(&here, "sla")), (vec!["甲".to_owned()], Vec::new()), "{path}");
    }
}

#[test]
fn an_older_file_comes_in_without_what_it_does_not_say() {
    let there = with_samples();
    let mut file = exported(&there, SLA);
    file["draft"].as_object_mut().unwrap().remove("origin");
    let here = Person::li();
    let said = here.types(&["sla", "import", &saved(&here, "in.json", &file)]);
    assert!(said.status == 0 && said.err.contains("were left out: 15."), "{said:?}");
    assert_eq!((held(&here, "sla").len(), held(&here, "account").len()), (1, 0));
    // The file that says all of it brings the rest later.
    let whole = exported(&there, SLA);
    here.does(&["sla", "import", &saved(&here, "in.json", &whole)]);
    let (mut left, came) = (without_me(&there, &whole), without_me(&here, &exported(&here, SLA)));
    // The service was brought without its owner, and is not changed now.
    left["draft"]["services"][0]["service"].as_object_mut().unwrap().remove("owner");
    // An agreement in a state beyond a draft comes in beneath only with the one above it.
    for support in left["draft"]["supports"].as_array_mut().unwrap() {
        support["state"] = json!("DRAFT");
    }
    assert_eq!(came, left);
}

#[test]
fn nothing_that_is_our_own_business_leaves_with_the_customer_the_deal_and_the_people() {
    let li = with_samples();
    li.does(&[
        "account",
        "edit",
        "ACC-0003",
        "strategy_notes=机密一",
        "tier_override=A",
        "tier_reason=机密二",
        "tier_until=2026-12-31",
        "it_budget=7777",
    ]);
    li.does(&["opp", "edit", "OPP-2026-0001", "budget=8888", "compelling_event=机密三", "next_step=机密四"]);
    li.does(&["contact", "edit", "周敏", "phones=+86 13900000000", "notes=机密五", "birthday=1991-02-03"]);
    let text = exported(&li, SLA).to_string();
    for secret in ["机密", "777700", "888800", "13900000000", "1991-02-03", "login", "attitude", "relation_level"] {
        assert!(!text.contains(secret), "{secret} has left");
    }
}

#[test]
fn what_was_promised_by_word_of_mouth_comes_with_the_deal() {
    let there = with_samples();
    there.does(&[
        "commitment",
        "add",
        "opportunity=OPP-2026-0001",
        "text=第一年免费巡检",
        "made_by=li.wei",
        "on=2026-03-02",
        "est_cost=9999",
    ]);
    let left = exported(&there, SLA);
    let here = Person::li();
    let said = here.types(&["sla", "import", &saved(&here, "in.json", &left)]);
    assert!(said.err.contains("1 spoken promise,"), "{said:?}");
    assert_eq!(without_me(&here, &exported(&here, SLA)), without_me(&there, &left));
    assert!(!left.to_string().contains("999900"), "what it costs us stays");
}

#[test]
fn one_contract_beneath_two_agreements_carries_both_here_and_elsewhere() {
    let there = with_samples();
    let (contract, other) = (BENEATH[0], ALL[4]);
    let chain = |li: &Person, code: &str| li.does(&["sla", "chain", code]);
    assert!(chain(&there, SLA).contains(contract) && !chain(&there, other).contains(contract));
    there.does(&["sla", "edit", contract, &format!("supports={SLA}; {other}")]);
    assert!(chain(&there, SLA).contains(contract) && chain(&there, other).contains(contract));
    let above = |li: &Person| li.reads_json(&["sla", "show", contract, "--json"])["values"]["supports"].clone();
    assert_eq!(above(&there).as_array().unwrap().len(), 2);
    assert!(there.does(&["sla", "show", contract]).contains("SLA"), "both are named");
    // What carries both leads back to itself by neither.
    for code in [SLA, other] {
        let why = there.is_refused(&["sla", "edit", code, &format!("supports={contract}")]);
        assert!(why.contains("back to the record itself"), "{why}");
    }
    // The second one to come finds it here already, and is put beside the first.
    let here = Person::li();
    for (at, code) in [SLA, other].into_iter().enumerate() {
        here.does(&["sla", "import", &saved(&here, "in.json", &exported(&there, code))]);
        assert_eq!(above(&here).as_array().unwrap().len(), at + 1, "{code}");
    }
    assert_eq!(findings(&here, other), findings(&there, other));
    here.does(&["undo"]);
    assert_eq!(above(&here).as_array().unwrap().len(), 1);
    assert!(chain(&here, SLA).contains(contract));
    there.does(&["sla", "edit", contract, &format!("supports={other}")]);
    assert!(!chain(&there, SLA).contains(contract) && chain(&there, other).contains(contract));
    for li in [&here, &there] {
        assert!(li.does(&["check", "--replay"]).starts_with("Sound."));
    }
    // A file from before there could be several names one alone.
    let mut old = exported(&there, contract);
    let one = old["draft"]["agreement"]["values"]["supports"][0].clone();
    old["draft"]["agreement"]["values"]["supports"] = one.clone();
    there.does(&["sla", "edit", contract, "supports="]);
    there.does(&["sla", "import", &saved(&there, "old.json", &old)]);
    assert_eq!(above(&there), json!([one]));
}
