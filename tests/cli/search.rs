//! Words looked for from the command line, and an index that is made anew.

use crate::person::Person;

fn sample() -> Person {
    let mut li = Person::li();
    let file = li.path("sample.db");
    li.does(&["demo", "--write", file.to_str().unwrap()]);
    li.machine.workspace = Some(file);
    li
}

/// Writes past the program, as no program does.
#[expect(clippy::disallowed_methods, reason = "a workspace of the test, spoilt on purpose")]
fn spoil(li: &Person, sql: &str) {
    rusqlite::Connection::open(li.workspace()).unwrap().execute_batch(sql).unwrap();
}

#[test]
fn words_are_found_in_every_language_and_told_with_their_place() {
    let li = sample();
    for (words, kind) in [("人工对账", "answer"), ("услуг", "clause"), ("service desk", "opportunity")] {
        let found = li.reads_json(&["search", words, "--json"]);
        let groups = found["groups"].as_array().unwrap();
        let group = groups.iter().find(|group| group["kind"] == kind).unwrap_or_else(|| panic!("{words}: {found}"));
        let first = &group["records"][0];
        assert!(first["uid"].is_string() && first["field"].is_string(), "{first}");
        assert!(group["total"].as_u64().unwrap() >= group["records"].as_array().unwrap().len() as u64);
        for lang in ["en", "zh-CN", "ru"] {
            let page = li.does(&["--lang", lang, "search", words]);
            assert!(page.lines().count() > 1 && !page.contains("search-"), "{page}");
        }
    }
    let clauses = li.reads_json(&["search", "услуг", "--kind", "clause", "--limit", "2", "--json"]);
    assert_eq!(clauses["groups"].as_array().unwrap().len(), 1);
    assert!(clauses["groups"][0]["records"][0]["within"]["code"].as_str().unwrap().starts_with("SLA-"));
    assert!(li.does(&["search", "nobody wrote this"]).contains("Nothing holds"));
    assert!(li.is_refused(&["search", "e"]).contains("at least two letters"));
}

#[test]
fn a_private_answer_is_shown_to_people_and_never_given_to_programs() {
    let li = sample();
    let found = li.reads_json(&["search", "人工对账", "--json"]);
    assert_eq!(found["groups"][0]["kind"], "answer");
    spoil(&li, "UPDATE answer SET private = 1 WHERE raw LIKE '%人工对账%'");
    let page = li.does(&["search", "人工对账"]);
    assert!(page.contains("(private)"), "{page}");
    let answer = li.types(&["search", "人工对账", "--json"]);
    assert!(!answer.out.contains("孤岛") && answer.err.contains("private"), "{answer:?}");
}

#[test]
fn the_check_notices_a_wrong_index_and_says_how_to_mend_it() {
    let li = sample();
    assert!(li.types(&["check"]).err.is_empty());
    spoil(&li, "UPDATE opportunity SET title = 'Quetzal'");
    let answer = li.types(&["check"]);
    assert_eq!(answer.status, 0, "nothing of what was saved is lost");
    assert!(answer.err.contains("canvass reindex"), "{answer:?}");
    li.does(&["reindex"]);
    assert!(!li.types(&["check"]).err.contains("reindex"));
    assert!(li.does(&["search", "quetzal"]).contains("Quetzal"));
}
