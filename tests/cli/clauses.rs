//! The text of a section, read and written without leaving the shell.

use serde_json::json;

use crate::person::Person;

const CODE: &str = "SLA-2026-0001";

/// A workspace of samples; the agreement has texts in Chinese and English, and no section on workload limits.
fn with_samples() -> Person {
    let mut li = Person::li();
    let file = li.path("sample.db");
    li.does(&["demo", "--write", file.to_str().unwrap()]);
    li.machine.workspace = Some(file);
    li
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a file of the user, no workspace")]
fn a_clause_is_read_and_written_in_one_act() {
    let li = with_samples();
    let was = li.does(&["sla", "clause", CODE, "support", "--language", "en"]);
    assert!(was.starts_with("Requests are accepted by phone"), "{was}");
    // A section goes by its key, its number and its title; the language is that of the program where the version has it.
    for name in ["Support", "7"] {
        assert_eq!(li.does(&["sla", "clause", CODE, name, "--lang", "en"]), was, "{name}");
    }
    assert!(li.does(&["sla", "clause", CODE, "support", "--lang", "zh-CN"]).starts_with("受理渠道"));

    let said = li.does(&["sla", "clause", CODE, "support", "--language", "en", "--text", "Call {{provider_name}}."]);
    assert!(said.contains(CODE), "{said}");
    assert_eq!(li.does(&["sla", "clause", CODE, "support", "--language", "en"]), "Call {{provider_name}}.\n");
    let again = li.does(&["sla", "clause", CODE, "support", "--language", "en", "--text", "Call {{provider_name}}."]);
    assert_ne!(again, said, "nothing changed");
    li.does(&["undo"]);
    assert_eq!(li.does(&["sla", "clause", CODE, "support", "--language", "en"]), was);

    // What was not written yet, from a file.
    let none = li.types(&["sla", "clause", CODE, "workload_limits", "--language", "en"]);
    assert!(none.out.is_empty() && none.err.contains("has no text in English yet"), "{none:?}");
    let file = li.path("limits.txt");
    std::fs::write(&file, "Up to 300 tickets a month.\nMore are best effort.\n").unwrap();
    let file = file.to_str().unwrap();
    let json = li.reads_json(&["sla", "clause", CODE, "workload_limits", "--language", "en", "--file", file, "--json"]);
    assert_eq!(json["text"], "Up to 300 tickets a month.\nMore are best effort.");
    assert_eq!((&json["section"], &json["language"]), (&json!("workload_limits"), &json!("en")));
    assert!(li.does(&["sla", "export", CODE, "--format", "md", "--lang", "en"]).contains("Up to 300 tickets a month."));
    li.does(&["sla", "clause", CODE, "workload_limits", "--language", "en", "--text", ""]);
    assert!(li.types(&["sla", "clause", CODE, "workload_limits", "--language", "en"]).out.is_empty());
    assert!(li.does(&["check", "--replay"]).starts_with("Sound."));
}

#[test]
fn a_clause_that_may_not_be_written_stays() {
    let li = with_samples();
    let why = li.is_refused(&["sla", "clause", CODE, "poetry", "--text", "x"]);
    assert!(why.contains("There is no section “poetry”") && why.contains("support ("), "{why}");
    let why = li.is_refused(&["sla", "clause", CODE, "support", "--language", "ru", "--text", "x"]);
    assert!(why.contains("is not written in “ru”") && why.contains("zh-CN"), "{why}");
    assert!(li.is_refused(&["ola", "clause", CODE, "support"]).contains("SLA"));
    assert!(li.is_refused(&["sla", "clause", CODE, "support", "--file", "nowhere.txt"]).contains("nowhere.txt"));
    assert_eq!(li.types(&["sla", "clause", CODE, "support", "--text", "x", "--file", "y"]).status, 2);

    // What both sides have agreed on is not rewritten.
    let mut file = li.reads_json(&["sla", "export", CODE, "--format", "json"]);
    file["draft"]["supports"][0]["state"] = json!("IN_FORCE");
    let there = Person::li();
    let path = there.path("in.json");
    #[expect(clippy::disallowed_methods, reason = "a file of the user, no workspace")]
    std::fs::write(&path, file.to_string()).unwrap();
    there.does(&["sla", "import", path.to_str().unwrap()]);
    let why = there.is_refused(&["uc", "clause", "SLA-2026-0002", "support", "--text", "x"]);
    assert!(why.contains("in force"), "{why}");
}
