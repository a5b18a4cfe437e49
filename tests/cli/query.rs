//! Asking for opportunities on the command line: what is found, and how a query that makes no sense is told.

use canvass::text::clean::width;

use crate::person::Person;

fn li() -> Person {
    let li = Person::li();
    li.does(&["account", "add", "name=东湖医院"]);
    li.does(&[
        "opp",
        "add",
        "title=运维外包",
        "account=ACC-0001",
        "amount=60万",
        "tags=SLA",
        "next_step_due=2026-03-05",
    ]);
    li.does(&["opp", "add", "title=灾备", "account=ACC-0001", "amount=1.2万"]);
    li
}

fn codes(li: &Person, args: &[&str]) -> Vec<String> {
    let page = li.reads_json(&[&["opp", "list"], args, &["--json"]].concat());
    let records = page["records"].as_array().unwrap();
    records.iter().map(|record| record["code"].as_str().unwrap().replace("OPP-2026-", "")).collect()
}

#[test]
fn a_query_lists_what_it_asks_for() {
    let li = li();
    assert_eq!(codes(&li, &["owner:me amount>50万"]), ["0001"]);
    assert_eq!(codes(&li, &["负责人：我　金额＜５０万"]), ["0002"]);
    assert_eq!(codes(&li, &["владелец:li.wei", "метка:sla"]), ["0001"]);
    assert_eq!(codes(&li, &["next<today"]), ["0001"]);
    assert_eq!(codes(&li, &["owner:me -tag:SLA"]), ["0002"]);
    let table = li.does(&["opp", "list", "--", "-tag:SLA"]);
    assert!(table.contains("灾备") && !table.contains("运维外包"), "{table}");
    assert_eq!(codes(&li, &["account:东湖", "stage:lead", "灾备"]), ["0002"]);
    let table = li.does(&["opp", "list", "amount>50万"]);
    assert!(table.contains("运维外包") && !table.contains("灾备"), "{table}");
}

#[test]
fn a_word_that_makes_no_sense_is_marked() {
    let li = li();
    for (lang, query, word, said) in [
        ("en", "owner:me stgae:lead", "stgae", "Did you mean stage?"),
        ("zh-CN", "东湖医院 阶段:线素", "线素", "是不是 线索？"),
        ("ru", "сумма>много я", "много", "сумма"),
    ] {
        let answer = li.types(&["--lang", lang, "opp", "list", query]);
        assert_eq!((answer.status, answer.out.as_str()), (2, ""), "{answer:?}");
        let lines: Vec<&str> = answer.err.lines().collect();
        let [sentence, text, marks] = lines.as_slice() else { panic!("{answer:?}") };
        assert!(sentence.contains(said), "{answer:?}");
        assert!(text.ends_with(query), "{answer:?}");
        let before = &text[..text.find(word).unwrap()];
        assert_eq!(marks.find('^'), Some("canvass: ".len() + width(&before["canvass: ".len()..])), "{answer:?}");
        assert_eq!(marks.matches('^').count(), width(word), "{answer:?}");
    }
}

#[test]
fn other_lists_are_searched_for_words_only() {
    let li = li();
    assert_eq!(li.reads_json(&["account", "list", "owner:me", "--json"])["total"], 0);
    assert_eq!(li.reads_json(&["account", "list", "东湖", "--json"])["total"], 1);
}
