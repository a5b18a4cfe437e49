//! Versions of agreements: the next one, what changed, states and their gates, the thread.

use serde_json::json;

use crate::person::Person;

const CODE: &str = "SLA-2026-0001";

fn with_an_agreement() -> Person {
    let li = Person::li().with_a_deal();
    li.does(&["sla", "new", "title=运维", "opportunity=OPP-2026-0001", "provider=远航科技", "languages=en"]);
    li
}

/// A workspace of samples, in which agreements have targets and stand on each other.
fn with_samples() -> Person {
    let mut li = Person::li();
    let file = li.path("sample.db");
    li.does(&["demo", "--write", file.to_str().unwrap()]);
    li.machine.workspace = Some(file);
    li
}

#[test]
fn the_next_version_is_a_copy_and_goes_in_one_undo() {
    let li = with_samples();
    let before = li.reads_json(&["sla", "export", CODE, "--format", "json"]);
    assert!(li.is_refused(&["sla", "diff", CODE]).contains("has one version only"));
    let made = li.reads_json(&["sla", "version", CODE, "--json"]);
    assert_eq!((&made["number"], &made["predecessor"]), (&json!("0.4"), &json!("0.3")));
    let after = li.reads_json(&["sla", "export", CODE, "--format", "json"]);
    let count = |draft: &serde_json::Value, part: &str| draft["draft"][part].as_array().unwrap().len();
    for part in ["clauses", "targets", "traces", "supports", "needs"] {
        assert_eq!(count(&before, part), count(&after, part), "{part}");
    }
    assert_ne!(before["draft"]["targets"][0]["id"], after["draft"]["targets"][0]["id"]);
    assert_eq!(after["draft"]["version"]["values"]["predecessor"], before["draft"]["version"]["id"]);
    let same = li.reads_json(&["sla", "diff", CODE, "--json"]);
    assert_eq!((&same["old"], &same["new"], &same["changes"]), (&json!("0.3"), &json!("0.4"), &json!([])));
    // What stands beneath is still reached from the copy.
    let trace = li.does(&["sla", "trace", CODE]);
    assert!(trace.contains("SLA-2026-0002"), "{trace}");
    li.does(&["undo"]);
    assert_eq!(li.reads_json(&["sla", "export", CODE, "--format", "json"]), before);
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test changes an exported file as another program would")]
fn changes_are_told_as_text_as_data_and_as_papers() {
    let li = with_samples();
    li.does(&["sla", "version", CODE]);
    let draft = li.path("draft.json");
    let file = draft.to_str().unwrap();
    let mut json = li.reads_json(&["sla", "export", CODE, "--format", "json"]);
    json["draft"]["targets"][0]["values"]["value"] = json!(995_000);
    json["draft"]["version"]["values"]["notice_days"] = json!(90);
    json["draft"]["version"]["values"]["planned_margin"] = json!({"minor": 123_456_700, "ccy": "CNY"});
    let text = json["draft"]["clauses"][2]["values"]["text"].as_str().unwrap().to_owned() + "另加一句。";
    json["draft"]["clauses"][2]["values"]["text"] = json!(text);
    std::fs::write(&draft, json.to_string()).unwrap();
    li.does(&["sla", "import", file]);
    let told = li.does(&["sla", "diff", CODE, "0.3", "0.4"]);
    for words in ["99.9% → 99.5%", "60 → 90", "[+另加一句。+]", "1,234,567"] {
        assert!(told.contains(words), "{words}: {told}");
    }
    let back = li.does(&["sla", "diff", CODE, "v0.4", "v0.3", "--lang", "zh-CN"]);
    assert!(back.contains("99.5% → 99.9%") && back.contains("[-另加一句。-]"), "{back}");
    let data = li.reads_json(&["sla", "diff", CODE, "--json"]);
    let of = |section: &str| data["changes"].as_array().unwrap().iter().filter(|c| c["section"] == *section).count();
    assert_eq!((of("targets"), of("scope")), (1, 1), "{data}");
    let page = li.does(&["sla", "diff", CODE, "--format", "md"]);
    assert!(page.contains("**另加一句。**") && !page.contains("1,234,567"), "margin is ours: {page}");
    let paper = li.path("changes.docx");
    li.does(&["sla", "diff", CODE, "--format", "docx", "--output", paper.to_str().unwrap()]);
    assert!(li.is_refused(&["sla", "diff", CODE, "0.3", "7.0"]).contains("0.3, 0.4"));
}

#[test]
fn a_gate_names_what_is_missing_and_undo_goes_back() {
    let li = with_an_agreement();
    let stands = || li.reads_json(&["sla", "state", CODE, "--json"]);
    assert_eq!(stands()["state"], "DRAFT");
    let far = li.is_refused(&["sla", "state", CODE, "SIGNED"]);
    assert!(far.contains("internal review"), "the ways are named: {far}");
    assert!(li.is_refused(&["sla", "state", CODE, "cancelled"]).contains("a reason is missing"));
    assert!(li.does(&["sla", "state", CODE, "internal_review"]).contains("internal review"));
    let stopped = li.is_refused(&["sla", "state", CODE, "NEGOTIATION"]);
    assert!(stopped.contains("errors are left (R") && stopped.contains("no reviewer is named"), "{stopped}");
    let next = stands()["next"].as_array().unwrap().clone();
    let way = |to: &str| next.iter().find(|way| way["state"] == *to).unwrap()["open"].clone();
    assert_eq!((way("DRAFT"), way("NEGOTIATION")), (json!(true), json!(false)));
    let shown = li.does(&["sla", "state", CODE]);
    assert!(shown.contains("[NEGOTIATION]") && shown.contains("no reviewer is named"), "{shown}");
    li.does(&["undo"]);
    assert_eq!(stands()["state"], "DRAFT");
    li.does(&["sla", "state", CODE, "CANCELLED", "--reason", "客户改期"]);
    assert_eq!(stands()["next"], json!([]));
    assert!(li.is_refused(&["sla", "state", CODE, "DRAFT"]).contains("is the end"));
    assert_eq!(li.types(&["sla", "state", CODE, "FLYING"]).status, 2);
}

#[test]
fn what_hangs_on_nothing_is_listed() {
    let li = with_samples();
    let trace = li.reads_json(&["sla", "trace", CODE, "--json"]);
    assert!(!trace["threads"].as_array().unwrap().is_empty());
    let unmet = trace["orphans"]["unmet"].as_array().unwrap();
    let draft = li.reads_json(&["sla", "export", CODE, "--format", "json"]);
    let met = |code: &str| {
        let need = draft["draft"]["needs"].as_array().unwrap().iter().find(|need| need["code"] == *code).unwrap();
        draft["draft"]["traces"].as_array().unwrap().iter().any(|trace| trace["need"] == need["id"])
    };
    assert!(unmet.iter().all(|need| !met(need["code"].as_str().unwrap())), "{unmet:?}");
    let one = li.does(&["sla", "trace", &format!("{CODE}/T1")]);
    assert!(!one.contains("nobody asked"), "{one}");
    let page = li.does(&["sla", "trace", CODE]);
    for words in ["Promises that nobody asked for", "Needs that nothing meets", "Targets with nothing beneath them"] {
        assert!(page.contains(words), "{page}");
    }
}

#[test]
fn each_kind_has_its_own_command() {
    let li = with_samples();
    let codes = |kind: &str| -> Vec<String> {
        let list = li.reads_json(&[kind, "list", "--json"]);
        list["records"].as_array().unwrap().iter().map(|r| r["code"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!((codes("sla").len(), codes("ola").len(), codes("uc").len(), codes("contract").len()), (5, 1, 2, 0));
    let uc = &codes("uc")[0];
    assert_eq!(li.reads_json(&["uc", "show", uc, "--json"])["values"]["kind"], "UC");
    let other = li.is_refused(&["ola", "show", uc]);
    assert!(other.contains("UC") && other.contains("canvass sla"), "{other}");
    assert!(li.types(&["uc", "lint", uc]).status <= 1);
    assert!(li.does(&["uc", "export", uc, "--format", "md"]).starts_with("# "));
    li.does(&["ola", "new", "title=夜间值班", "provider=甲组", "receiver=乙组"]);
    assert_eq!(codes("ola").len(), 2);
}

#[test]
fn an_import_is_linked_again_to_needs_and_agreements_it_knows() {
    let there = with_samples();
    let file = there.path("sla.json");
    let file = file.to_str().unwrap();
    there.does(&["sla", "export", CODE, "--format", "json", "--output", file]);
    let links = |li: &Person| {
        let draft = li.reads_json(&["sla", "export", CODE, "--format", "json"])["draft"].clone();
        (draft["traces"].as_array().unwrap().len(), draft["supports"].as_array().unwrap().len())
    };
    let before = links(&there);
    assert!(before.0 > 0 && before.1 == 3, "{before:?}");
    there.does(&["sla", "import", file]);
    assert_eq!(links(&there), before, "nothing is linked twice");
    for beneath in ["SLA-2026-0002", "SLA-2026-0003", "SLA-2026-0004"] {
        there.does(&["sla", "edit", beneath, "supports="]);
    }
    assert_eq!(links(&there).1, 0);
    there.does(&["sla", "import", file]);
    assert_eq!(links(&there), before);
}
