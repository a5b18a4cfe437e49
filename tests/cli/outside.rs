//! What leaves an agreement and what comes back: files, private fields, states; and what it rests on.

use serde_json::{Value, json};

use crate::person::Person;

const CODE: &str = "SLA-2026-0001";

/// A workspace of samples, in which agreements have targets and stand on each other.
fn with_samples() -> Person {
    let mut li = Person::li();
    let file = li.path("sample.db");
    li.does(&["demo", "--write", file.to_str().unwrap()]);
    li.machine.workspace = Some(file);
    li
}

#[expect(clippy::disallowed_methods, reason = "a file of the user, no workspace")]
fn saved(li: &Person, name: &str, json: &Value) -> String {
    let path = li.path(name);
    std::fs::write(&path, json.to_string()).unwrap();
    path.to_str().unwrap().to_owned()
}

fn version(li: &Person) -> Value {
    let sla = li.reads_json(&["sla", "show", CODE, "--json"]);
    let mut versions = sla["children"]["agreement_version"].as_array().unwrap().clone();
    versions.pop().unwrap()["values"].clone()
}

#[test]
fn fields_of_the_version_are_written_beside_those_of_the_agreement() {
    let li = with_samples();
    li.does(&[
        "sla",
        "edit",
        CODE,
        "title=运维服务级别协议",
        "effective_to=2028-01-31",
        "planned_margin=777700",
        "escalations=level: 1; after_sec: 15 min; role: 值班经理\nlevel: 2; after_sec: 1 h; role: 总监",
    ]);
    let after = version(&li);
    assert_eq!(after["effective_to"], "2028-01-31");
    assert_eq!(after["planned_margin"], json!({"minor": 77_770_000, "ccy": "CNY"}), "in the currency of the agreement");
    assert_eq!(after["escalations"][1]["after_sec"], 3600);
    let page = li.does(&["sla", "show", CODE]);
    assert!(page.contains("运维服务级别协议") && page.contains("31 Jan 2028") && page.contains("值班经理"), "{page}");
    // All of it was one act.
    li.does(&["undo"]);
    assert_ne!(version(&li)["effective_to"], "2028-01-31");
    assert!(li.is_refused(&["sla", "edit", CODE, "effective_to=tomorrowish"]).contains("In force until"));
    assert!(li.is_refused(&["sla", "edit", CODE, "state=SIGNED"]).contains("state"));
}

#[test]
fn what_is_our_own_business_stays_and_is_kept_when_the_file_comes_back() {
    let li = with_samples();
    li.does(&["sla", "edit", CODE, "planned_margin=777700", "discount_limit_bp=12.5 %"]);
    li.does(&["sla", "edit", CODE, "prices=item: 运维; qty: 12; unit_price: 120000; cost: 88888"]);
    li.does(&["sla", "ack", CODE, "R38", "support/agreement_version/support_calendar", "--reason", "悄悄话"]);
    let before = version(&li);
    let mut file = li.reads_json(&["sla", "export", CODE, "--format", "json"]);
    let text = file.to_string();
    for secret in
        ["77770000", "8888800", "悄悄话", "planned_margin", "floor_price", "share_bp", "value_note", "\"tier\""]
    {
        assert!(!text.contains(secret), "{secret} has left");
    }
    file["draft"]["version"]["values"]["prices"][0]["qty"] = json!(24);
    li.does(&["sla", "import", &saved(&li, "back.json", &file)]);
    let after = version(&li);
    for kept in ["planned_margin", "discount_limit_bp", "acknowledged"] {
        assert_eq!(after[kept], before[kept], "{kept}");
    }
    assert_eq!((&after["prices"][0]["qty"], &after["prices"][0]["cost"]), (&json!(24), &before["prices"][0]["cost"]));
    // What left comes back as it was: nothing is different from the file.
    assert_eq!(li.reads_json(&["sla", "export", CODE, "--format", "json"]), file);
}

#[test]
fn a_need_told_in_private_only_is_in_no_file_and_in_no_paper() {
    let li = with_samples();
    let file = li.reads_json(&["sla", "export", CODE, "--format", "json"]);
    let needs = file["draft"]["needs"].as_array().unwrap();
    let met = file["draft"]["traces"][0]["need"].clone();
    let need = needs.iter().find(|need| need["id"] == met).unwrap();
    let (code, title) = (need["code"].as_str().unwrap(), need["need"]["title"].as_str().unwrap());
    assert!(li.does(&["sla", "export", CODE, "--format", "md"]).contains(title));
    // Everybody who told of it did so in private.
    let trace = li.reads_json(&["trace", code, "--json"]);
    let told = trace["threads"][0]["up"].as_array().unwrap().clone();
    for end in told.iter().filter(|end| end["kind"] == "answer") {
        let words = end["title"].as_str().unwrap().to_owned();
        let (interview, question) = (end["code"].as_str().unwrap(), words.split(' ').next().unwrap());
        li.does(&["interview", "answer", interview, question, "--private", "只对你说"]);
    }
    let page = li.does(&["sla", "export", CODE, "--format", "md"]);
    assert!(!page.contains(title), "{page}");
    let left = li.does(&["sla", "export", CODE, "--format", "json"]);
    assert!(!left.contains(title) && !left.contains(met.as_str().unwrap()));
}

#[test]
fn a_version_comes_in_as_far_as_its_gates_are_open() {
    let li = with_samples();
    let mut file = li.reads_json(&["sla", "export", CODE, "--format", "json"]);
    for (state, comes) in [("INTERNAL_REVIEW", "INTERNAL_REVIEW"), ("AGREED", "DRAFT"), ("SIGNED", "DRAFT")] {
        file["draft"]["version"]["values"]["state"] = json!(state);
        let chen = Person::li();
        let said = chen.types(&["sla", "import", &saved(&chen, "in.json", &file)]);
        assert_eq!(said.status, 0, "{said:?}");
        assert_eq!(said.err.contains("comes in as a draft"), comes == "DRAFT", "{said:?}");
        assert_eq!(chen.reads_json(&["sla", "state", CODE, "--json"])["state"], comes);
    }
}

#[test]
fn the_order_of_the_sections_goes_out_and_comes_in() {
    let li = with_samples();
    let mut file = li.reads_json(&["sla", "export", CODE, "--format", "json"]);
    let heads = |li: &Person| -> Vec<String> {
        let page = li.does(&["sla", "export", CODE, "--format", "md", "--lang", "en"]);
        page.lines().filter(|line| line.starts_with("## ")).map(str::to_owned).collect()
    };
    assert!(heads(&li)[1].contains("2. Purpose and scope"), "{:?}", heads(&li));
    file["draft"]["version"]["values"]["sections"] = json!(["parties", "targets", "scope"]);
    li.does(&["sla", "import", &saved(&li, "order.json", &file)]);
    assert!(heads(&li)[1].contains("2. Service level targets"), "{:?}", heads(&li));
    assert_eq!(li.reads_json(&["sla", "export", CODE, "--format", "json"]), file);
    li.does(&["sla", "version", CODE]);
    assert!(heads(&li)[1].contains("2. Service level targets"), "the next version keeps it");
}

#[test]
fn the_chain_beneath_an_agreement_is_told_with_what_is_missing() {
    let li = with_samples();
    let page = li.does(&["sla", "chain", CODE]);
    for words in
        ["✕ T1 availability 99.9%", "Together 99.80012%: less than 99.9%.", "Would have to give 100%", "SLA-2026-0002"]
    {
        assert!(page.contains(words), "{words}:\n{page}");
    }
    let json = li.reads_json(&["sla", "chain", CODE, "--json"]);
    assert_eq!((&json["broken"], &json["code"]), (&json!(true), &json!(CODE)));
    let t3 =
        json["chain"].as_array().unwrap().iter().find(|row| row["text"].as_str().unwrap().starts_with("T3")).unwrap();
    assert_eq!((&t3["stands"], &t3["depth"]), (&json!("broken"), &json!(0)));
    for lang in ["zh-CN", "ru"] {
        assert!(li.does(&["sla", "chain", CODE, "--lang", lang]).contains("99"), "{lang}");
    }
    assert!(li.is_refused(&["ola", "chain", CODE]).contains("SLA"));
}

#[test]
fn a_service_shows_its_parts_goes_out_without_our_prices_and_comes_in_elsewhere() {
    let li = with_samples();
    let page = li.does(&["service", "show", "SVC-0001"]);
    assert!(page.contains("机房托管") && page.contains("云港数据中心有限公司") && page.contains("99.5%"), "{page}");
    let parts =
        "components=name: 机房; provider: supplier; criticality: critical; share_bp: 40 %\nname: 网络; group: a";
    li.does(&["service", "edit", "SVC-0001", parts, "standard_targets=metric: availability; value: 99.7 %"]);
    let values = &li.reads_json(&["service", "show", "SVC-0001", "--json"])["values"];
    assert_eq!(
        (&values["components"][1]["group"], &values["standard_targets"][0]["value"]),
        (&json!("a"), &json!(997_000))
    );

    let mut file = li.reads_json(&["service", "export", "SVC-0001"]);
    assert!(!file.to_string().contains("floor_price") && !file.to_string().contains("share_bp"), "{file}");
    file["entry"]["service"]["components"][0]["name"] = json!("新机房");
    let path = saved(&li, "service.json", &file);
    li.does(&["service", "import", &path]);
    let values = &li.reads_json(&["service", "show", "SVC-0001", "--json"])["values"];
    assert_eq!(
        (&values["components"][0]["name"], &values["components"][0]["share_bp"]),
        (&json!("新机房"), &json!(4000))
    );
    assert!(values["floor_price"].is_object(), "it never left, and is still here");

    let chen = Person::li();
    chen.does(&["service", "import", &path]);
    let there = chen.does(&["service", "show", "SVC-0001"]);
    assert!(there.contains("新机房") && there.contains("CN 2026 5×8"), "{there}");
    let no_service = saved(&chen, "other.json", &json!({"format": "canvass-agreement", "format_version": 1}));
    assert!(chen.is_refused(&["service", "import", &no_service]).contains("not a service"));

    assert!(li.does(&["service", "trace", "SVC-0001"]).contains("T1, T2, T3, T4, T5"));
    let traced = li.reads_json(&["service", "trace", "SVC-0001", "--json"]);
    assert_eq!((&traced["agreements"][0]["code"], &traced["agreements"][0]["version"]), (&json!(CODE), &json!("0.3")));
    assert!(chen.does(&["service", "trace", "SVC-0001"]).contains("No agreement promises"));
}
