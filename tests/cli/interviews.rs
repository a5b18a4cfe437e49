//! Interviews and their templates without a screen.

use crate::person::Person;

#[test]
fn an_interview_is_begun_answered_and_looked_at() {
    let li = Person::li().with_a_deal();
    li.does(&["contact", "add", "full_name=王院长", "title=院长", "account=ACC-0001"]);
    let made =
        li.reads_json(&["interview", "start", "t1", "--opportunity", "OPP-2026-0001", "--contact", "王院长", "--json"]);
    assert_eq!(
        (made["code"].as_str(), made["links"]["contacts"][0]["title"].as_str()),
        (Some("INT-2026-0001"), Some("王院长"))
    );
    let answer = li.reads_json(&[
        "interview",
        "answer",
        "INT-2026-0001",
        "E01",
        "三年内建成区域医疗中心",
        "--by",
        "王院长",
        "--confidence",
        "confirmed",
        "--private",
        "--reading",
        "wants to grow",
        "--json",
    ]);
    let values = &answer["values"];
    assert_eq!((&values["confidence"], &values["private"]), (&"confirmed".into(), &true.into()));
    assert_eq!(
        (&values["raw"], &values["interpretation"]),
        (&"三年内建成区域医疗中心".into(), &"wants to grow".into())
    );
    li.does(&["interview", "answer", "INT-2026-0001", "E02", "--unknown", "王院长, +3d"]);
    li.does(&["interview", "answer", "INT-2026-0001", "E03", "--refused", "secret"]);
    li.does(&["interview", "answer", "INT-2026-0001", "E04", "--inapplicable"]);
    let shown = li.reads_json(&["interview", "show", "INT-2026-0001", "--json"]);
    let progress = &shown["progress"];
    let standing: Vec<&str> =
        progress["questions"].as_array().unwrap().iter().take(5).map(|q| q["standing"].as_str().unwrap()).collect();
    assert_eq!(standing, ["answered", "settled", "settled", "settled", "open"]);
    assert_eq!(progress["done"], 4);
    let page = li.does(&["interview", "show", "INT-2026-0001"]);
    assert!(page.contains("Our reading: wants to grow") && page.contains("to be asked by 9 Mar 2026"), "{page}");
    assert_eq!(li.types(&["interview", "start", "T1"]).status, 2, "for whom?");
}

#[test]
fn what_is_not_known_is_the_agenda() {
    let li = Person::li().with_a_deal();
    assert!(li.does(&["interview", "agenda"]).contains("Nothing is left to be asked."));
    li.does(&["contact", "add", "full_name=王院长", "title=院长", "account=ACC-0001"]);
    li.does(&["interview", "start", "T1", "--opportunity", "OPP-2026-0001"]);
    li.does(&["interview", "answer", "INT-2026-0001", "E02", "--unknown", "王院长, +3d"]);
    li.does(&["interview", "answer", "INT-2026-0001", "E12", "--unknown", "the CFO"]);
    for of in [&[][..], &["OPP-2026-0001"], &["ACC-0001"], &["INT-2026-0001"]] {
        let agenda = li.reads_json(&[&["interview", "agenda"], of, &["--json"]].concat());
        let asked: Vec<(&str, Option<&str>)> = agenda
            .as_array()
            .unwrap()
            .iter()
            .map(|one| (one["question"].as_str().unwrap(), one["by"].as_str()))
            .collect();
        assert_eq!(asked, [("E02", Some("2026-03-09")), ("E12", None)]);
        assert_eq!(agenda[0]["ask_of"]["title"], "王院长");
        assert_eq!(agenda[0]["late"], false);
    }
    let page = li.does(&["interview", "agenda"]);
    assert!(page.contains("王院长") && page.contains("the CFO") && page.contains("[INT-2026-0001]"), "{page}");
    li.does(&["interview", "answer", "INT-2026-0001", "E02", "doubled by 2028"]);
    let agenda = li.reads_json(&["interview", "agenda", "--json"]);
    assert_eq!(agenda.as_array().unwrap().len(), 1);
    assert!(li.is_refused(&["interview", "agenda", "ACC-0404"]).contains("ACC-0404"));
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a template as its author writes it, no database")]
fn a_template_of_ones_own_is_written_checked_brought_in_and_used() {
    let li = Person::li().with_a_deal();
    let file = li.path("mine.toml");
    let name = file.to_str().unwrap();
    assert!(li.does(&["template", "new", name]).contains("mine.toml"));
    assert!(li.does(&["template", "check", name]).contains("MY1 version 1 is sound: 9 questions"));
    // Faults are told with their places, all at once.
    let sound = std::fs::read_to_string(&file).unwrap();
    let faulty = sound.replace("M02 = yes", "M02 = yes and").replace("code = \"with\"", "code = \"own\"");
    let broken = li.path("broken.toml");
    std::fs::write(&broken, faulty).unwrap();
    let said = li.types(&["template", "check", broken.to_str().unwrap()]);
    assert_eq!(said.status, 1, "{said:?}");
    let lines: Vec<&str> = said.out.lines().collect();
    assert_eq!(lines.len(), 2, "{said:?}");
    let line = 1 + sound.lines().position(|line| line.contains("M02 = yes")).unwrap();
    assert!(lines[0].contains(&format!("broken.toml:{line}:")) && lines[0].contains("M03"), "{said:?}");
    assert!(lines[1].contains("own"), "{said:?}");
    assert!(li.is_refused(&["template", "add", broken.to_str().unwrap()]).contains("M03"));

    assert!(li.does(&["template", "add", name]).contains("MY1 version 1"));
    assert!(li.does(&["template", "add", name]).contains("already, word for word"));
    let list = li.reads_json(&["template", "list", "--json"]);
    let keys: Vec<&str> = list.as_array().unwrap().iter().map(|one| one["key"].as_str().unwrap()).collect();
    assert_eq!(keys, ["T1", "T2", "T3", "T4", "T5", "T6", "T7", "MY1"]);
    li.does(&["interview", "start", "my1", "--opportunity", "OPP-2026-0001"]);
    li.does(&["interview", "answer", "INT-2026-0001", "M02", "no"]);
    let page = li.does(&["interview", "show", "INT-2026-0001"]);
    assert!(page.contains("M02  Is there a budget?") && !page.contains("M03"), "{page}");

    // The same version with other words is refused; a higher one leaves the running interview alone.
    std::fs::write(&file, sound.replace("Is there a budget?", "Is there money?")).unwrap();
    assert!(li.is_refused(&["template", "add", name]).contains("version = 2"));
    let next = sound.replace("Is there a budget?", "Is there money?").replace("version = 1", "version = 2");
    std::fs::write(&file, next).unwrap();
    li.does(&["template", "add", name]);
    assert!(li.does(&["interview", "show", "INT-2026-0001"]).contains("Is there a budget?"));
    assert!(li.does(&["template", "show", "my1"]).contains("Is there money?"));
    li.does(&["template", "copy", "my1", li.path("copy.toml").to_str().unwrap()]);
    assert!(std::fs::read_to_string(li.path("copy.toml")).unwrap().contains("Is there money?"));
    // What nobody leans on yet can be taken back.
    li.does(&["undo"]);
    assert!(li.does(&["template", "show", "my1"]).contains("Is there a budget?"));
}

#[test]
fn the_templates_that_come_along_need_no_workspace() {
    let li = Person::li();
    assert!(li.does(&["template", "list"]).contains("T5"));
    let shown = li.does(&["template", "show", "t5"]);
    assert!(shown.contains("Q04") && shown.contains("only if: Q03 = yes"), "{shown}");
    assert!(li.is_refused(&["template", "show", "T99"]).contains("T7"));
    li.does(&["template", "copy", "T5", li.path("mine.toml").to_str().unwrap()]);
    li.does(&["template", "check", li.path("mine.toml").to_str().unwrap()]);
    assert!(!li.workspace().exists());
}
