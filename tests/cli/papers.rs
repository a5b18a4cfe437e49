//! Agreements as documents from the command line.

use crate::person::Person;

fn with_an_agreement() -> Person {
    let li = Person::li().with_a_deal();
    li.does(&[
        "sla",
        "add",
        "title=数据中心运维",
        "opportunity=OPP-2026-0001",
        "provider=远航科技",
        "languages=zh-CN,en",
    ]);
    li
}

#[test]
fn a_word_file_goes_where_it_is_told_and_never_over_another() {
    let li = with_an_agreement();
    let file = li.path("out.docx");
    let args = ["sla", "export", "SLA-2026-0001", "--format", "docx", "--output", file.to_str().unwrap()];
    assert_eq!(li.does(&args).trim(), file.to_str().unwrap());
    assert!(li.does(&args).trim().ends_with("out-2.docx"));
    let bytes = std::process::Command::new("cat").arg(&file).output().unwrap().stdout;
    assert!(bytes.starts_with(b"PK"), "a package");
}

#[test]
fn two_languages_stand_in_one_document_and_nowhere_else() {
    let li = with_an_agreement();
    let page = li.does(&["sla", "export", "SLA-2026-0001", "--format", "md", "--lang", "zh-CN,en"]);
    assert!(page.contains("## 1. 双方 / Parties") && page.contains("| 本协议由 远航科技"), "{page}");
    let refused = li.types(&["sla", "list", "--lang", "zh-CN,en"]);
    assert_eq!(refused.status, 2, "{}", refused.err);
    assert_eq!(li.types(&["sla", "list", "--lang", "zh-CN,de"]).status, 2);
}

#[test]
fn a_file_that_was_exported_is_printed_without_a_workspace() {
    let li = with_an_agreement();
    let file = li.path("draft.json");
    let file = file.to_str().unwrap();
    li.does(&["sla", "export", "SLA-2026-0001", "--format", "json", "--output", file]);
    let nobody = Person::li();
    let page = nobody.does(&["sla", "export", file, "--format", "md", "--lang", "en"]);
    assert!(page.starts_with("# 数据中心运维"), "{page}");
}
