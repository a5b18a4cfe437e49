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
    let why = li.is_refused(&args);
    assert!(why.contains("out.docx is there already") && why.contains("Name another file"), "{why}");
    assert!(!li.path("out-2.docx").exists());
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

#[test]
#[expect(clippy::disallowed_methods, reason = "documents of the user, no database")]
fn a_file_that_is_named_gets_this_name_or_none() {
    let li = with_an_agreement();
    li.does(&["service", "add", "name=运维"]);
    li.does(&["need", "add", "title=备份", "statement=每天", "opportunity=OPP-2026-0001"]);
    let path = |name: &str| li.path(name).to_str().unwrap().to_owned();
    for (n, line) in [
        &["sla", "export", "SLA-2026-0001", "--format", "json"][..],
        &["service", "export", "SVC-0001"],
        &["need", "export", "OPP-2026-0001", "--format", "md"],
    ]
    .into_iter()
    .enumerate()
    {
        let printed = li.does(line);
        assert_eq!(li.does(&[line, &["--output", "-"]].concat()), printed, "{line:?}");
        // Hidden, with blanks, without an ending: the name is the user's business.
        for name in [format!(".hid{n}"), format!("two words {n}.txt"), format!("-{n}")] {
            let to = path(&name);
            assert_eq!(li.does(&[line, &["--output", &to]].concat()), format!("{to}\n"));
            assert_eq!(std::fs::read_to_string(&to).unwrap(), printed, "{name}");
        }
        let taken = path(&format!(".hid{n}"));
        std::fs::write(&taken, "mine").unwrap();
        assert!(li.is_refused(&[line, &["--output", &taken]].concat()).contains("is there already"));
        assert_eq!(std::fs::read_to_string(&taken).unwrap(), "mine");
        let why = li.is_refused(&[line, &["--output", &path("")]].concat());
        assert!(why.contains("is a folder. Name a file inside it"), "{why}");
    }
    let why = li.is_refused(&["sla", "export", "SLA-2026-0001", "--format", "docx", "--output", "-"]);
    assert!(why.contains("--output FILE"), "{why}");
    li.does(&["template", "new", &path("mine.toml")]);
    assert!(li.is_refused(&["template", "new", &path("mine.toml")]).contains("is there already"));
    assert_eq!(li.does(&["template", "new", "-"]), std::fs::read_to_string(path("mine.toml")).unwrap());
}
