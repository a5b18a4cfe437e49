//! Services of the portfolio: what the checks say of them, and what is different in two of them.

use serde_json::{Value, json};

use crate::person::Person;

/// A workspace of samples, in which agreements promise services.
fn with_samples() -> Person {
    let mut li = Person::li();
    let file = li.path("sample.db");
    li.does(&["demo", "--write", file.to_str().unwrap()]);
    li.machine.workspace = Some(file);
    li
}

fn checked(li: &Person, words: &[&str]) -> (i32, Value) {
    let answer = li.types(words);
    (answer.status, serde_json::from_str(&answer.out).unwrap())
}

#[test]
fn the_checks_of_a_service_are_those_of_its_agreements_that_speak_of_it() {
    let li = with_samples();
    let (status, of_service) = checked(&li, &["service", "lint", "SVC-0001", "--json"]);
    let (_, of_agreement) = checked(&li, &["sla", "lint", "SLA-2026-0001", "--json"]);
    let mut findings = of_service["findings"].as_array().unwrap().clone();
    for finding in &mut findings {
        assert_eq!(finding.as_object_mut().unwrap().remove("agreement"), Some(json!("SLA-2026-0001")));
        assert!(of_agreement["findings"].as_array().unwrap().contains(finding), "{finding}");
    }
    let rules: Vec<&str> = findings.iter().map(|finding| finding["rule"].as_str().unwrap()).collect();
    // Its targets, its catalogue promise, its parts, what stands beneath them, its tables, what it needs in the text.
    for about in ["R27", "R46", "R86", "R45", "R50", "R57", "R63", "R80"] {
        assert!(rules.contains(&about), "{about}: {rules:?}");
    }
    // Needs without a clause, empty sections and reports are matters of the agreement.
    for other in ["R65", "R01", "R76", "R75", "R33"] {
        assert!(!rules.contains(&other), "{other}: {rules:?}");
    }
    let errors = findings.iter().filter(|finding| finding["severity"] == "E").count();
    assert_eq!((&of_service["errors"], status), (&json!(errors), 1));

    let page = li.types(&["service", "lint", "核心业务系统运维"]).out;
    assert!(page.starts_with("SLA-2026-0001  东湖医院 运维外包 服务级别协议  0.3\n"), "{page}");
    assert!(page.ends_with(&format!("Errors: {errors}, warnings: {}, notes: 0\n", findings.len() - errors)), "{page}");
    for lang in ["zh-CN", "ru"] {
        assert_eq!(li.types(&["--lang", lang, "service", "lint", "SVC-0001"]).status, 1);
    }
    for line in [&["service", "lint", "SVC-0001"][..], &["service", "lint", "SVC-0001", "--json"]] {
        let said = li.types(line).err;
        assert_eq!(said, format!("canvass: SVC-0001 has {errors} errors. Mend them and check again.\n"));
    }
}

#[test]
fn a_service_without_errors_or_promises_ends_well() {
    let li = with_samples();
    li.does(&["service", "add", "name=Printing"]);
    let (status, none) = checked(&li, &["service", "lint", "SVC-0003", "--json"]);
    assert_eq!((status, &none["findings"], &none["warnings"]), (0, &json!([]), &json!(0)));
    let said = li.types(&["service", "lint", "SVC-0003"]);
    assert!(said.out.contains("No agreement promises SVC-0003") && said.err.is_empty(), "{said:?}");
    assert!(li.is_refused(&["service", "lint", "SVC-0009"]).contains("SVC-0009"));
    // A promise weaker than the catalogue's, retired on the way: said where it is promised.
    li.does(&["service", "edit", "SVC-0002", "status=retired"]);
    let (status, found) = checked(&li, &["service", "lint", "SVC-0002", "--json"]);
    let retired = found["findings"].as_array().unwrap().iter().find(|finding| finding["rule"] == "R11");
    assert_eq!((status, &retired.unwrap()["agreement"]), (1, &json!("SLA-2026-0005")));
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a file of the user, no workspace")]
fn two_services_or_one_and_its_file_are_compared_in_words() {
    let li = with_samples();
    let page = li.does(&["service", "diff", "SVC-0001", "SVC-0002"]);
    for line in [
        "  ~ Service\n",
        "Service hours: 24×7 → 24×7 MSK",
        "  - Components 机房托管\n",
        "  - Standard targets availability 99.5%\n",
        "Value: 99.5% → —",
    ] {
        assert!(page.contains(line), "{line}:\n{page}");
    }
    let file = li.path("service.json");
    let path = file.to_str().unwrap();
    let text = li.does(&["service", "export", "SVC-0001"]);
    std::fs::write(&file, &text).unwrap();
    // Our own prices and shares are in no file, and are not told as gone.
    let same = li.does(&["service", "diff", "SVC-0001", path]);
    assert!(same.contains("Nothing is different."), "{same}");
    std::fs::write(&file, text.replace("\"value\": 995000", "\"value\": 999000")).unwrap();
    let changes = li.reads_json(&["service", "diff", "SVC-0001", path, "--json"]);
    assert_eq!(changes["changes"][0]["fields"], json!([{ "field": "value", "old": 995_000, "new": 999_000 }]));
    assert!(
        li.does(&["--lang", "ru", "service", "diff", "SVC-0001", path]).contains("Значение: 99,5\u{a0}% → 99,9\u{a0}%")
    );
    assert!(li.is_refused(&["service", "diff", "SVC-0001", "nowhere.json"]).contains("nowhere.json"));
}

#[test]
fn tables_are_shown_in_words_and_units() {
    let li = with_samples();
    let page = li.does(&["sla", "show", "SLA-2026-0001"]);
    let line = |head: &str| {
        let rest = page.split(head).nth(1).unwrap_or_else(|| panic!("{head}: {page}"));
        rest.lines()
            .skip(1)
            .take(3)
            .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        line("\nCredit tiers"),
        ["Target From (inclusive) Up to (exclusive) Credit, share of fee", "T1 99.9% 0%", "T1 99.5% 99.9% 10%"]
    );
    assert!(line("\nMaintenance windows")[1].starts_with("Sun 02:00–06:00 "), "{page}");
    assert!(!page.contains("999000"), "{page}");
    li.does(&["sla", "edit", "SLA-2026-0001", "credit_tiers=target: T2; below: 3600; credit_bp: 5 %"]);
    assert!(li.does(&["sla", "show", "SLA-2026-0001"]).contains("60 min"));
    assert!(li.does(&["--lang", "ru", "service", "show", "SVC-0001"]).contains("99,5\u{a0}%"));
}
