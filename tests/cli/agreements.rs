//! Agreements: made, checked and handed over.

use crate::person::Person;

fn with_an_agreement() -> Person {
    let li = Person::li().with_a_deal();
    li.does(&[
        "sla",
        "add",
        "title=数据中心运维 SLA",
        "opportunity=OPP-2026-0001",
        "provider=远航科技",
        "effective_from=2026-04-01",
    ]);
    li
}

#[test]
fn a_new_agreement_has_its_first_version_and_the_customer_of_the_deal() {
    let li = with_an_agreement();
    let sla = li.reads_json(&["sla", "show", "SLA-2026-0001", "--json"]);
    assert_eq!(sla["values"]["receiver"], "东江第一人民医院");
    let version = &sla["children"]["agreement_version"][0];
    assert_eq!(
        (&version["values"]["number"], &version["values"]["effective_from"]),
        (&"0.1".into(), &"2026-04-01".into())
    );
}

#[test]
fn the_checks_of_a_draft_are_counted_and_placed() {
    let li = with_an_agreement();
    let lint = li.reads_json(&["sla", "lint", "SLA-2026-0001", "--json"]);
    let findings = lint["findings"].as_array().unwrap();
    let count = |severity: &str| findings.iter().filter(|finding| finding["severity"] == severity).count() as u64;
    assert!(count("error") > 0, "an empty draft has faults: {lint}");
    assert_eq!(
        (lint["errors"].as_u64().unwrap(), lint["warnings"].as_u64().unwrap()),
        (count("error"), count("warning"))
    );
    for finding in findings {
        assert!(finding["rule"].as_str().unwrap().starts_with('R'));
        assert_eq!(finding["path"].as_str().unwrap().split('/').count(), 3, "{finding}");
        assert!(finding["message"].as_str().unwrap().len() > 5);
    }
    let text = li.does(&["sla", "lint", "SLA-2026-0001", "--lang", "zh-CN"]);
    assert!(text.contains(&format!("错误 {}", lint["errors"])), "{text}");
}

#[test]
fn an_agreement_is_exported_as_document_and_as_data() {
    let mut li = Person::li();
    let file = li.path("sample.db");
    li.does(&["demo", "--write", file.to_str().unwrap()]);
    li.machine.workspace = Some(file);
    let list = li.reads_json(&["sla", "list", "--json"]);
    for agreement in list["records"].as_array().unwrap() {
        let code = agreement["code"].as_str().unwrap();
        let data = li.does(&["sla", "export", code, "--format", "json"]);
        let draft = canvass::export::agreement_json::from_json(&data).unwrap();
        assert_eq!(draft.code, code);
        for (lang, word) in [("en", "## 1. "), ("zh-CN", "## 1. "), ("ru", "## 1. ")] {
            let page = li.does(&["sla", "export", code, "--format", "md", "--lang", lang]);
            assert!(page.starts_with("# ") && page.contains(word), "{page}");
        }
    }
    assert_eq!(li.types(&["sla", "export", "SLA-2026-0001", "--format", "pdf"]).status, 2);
}

#[test]
fn a_copy_is_made_checked_and_opens_like_the_original() {
    let mut li = with_an_agreement();
    let copy = li.path("copy.db");
    let said = li.does(&["backup", copy.to_str().unwrap()]);
    assert!(said.contains("BLAKE3"), "{said}");
    assert!(li.is_refused(&["backup", copy.to_str().unwrap()]).contains("already exists"));
    let original = li.does(&["opp", "list", "--json"]);
    li.machine.workspace = Some(copy);
    assert_eq!(li.does(&["opp", "list", "--json"]), original);
    assert!(li.does(&["check", "--replay"]).starts_with("Sound."));
}
