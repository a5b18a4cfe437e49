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
fn an_interview_goes_the_whole_way_without_a_screen() {
    let li = Person::li().with_a_deal();
    li.does(&["contact", "add", "full_name=王院长", "title=院长", "account=ACC-0001"]);
    let deal = ["--opportunity", "OPP-2026-0001", "--contact", "王院长"];
    li.does(&[&["interview", "start", "T1"], &deal[..]].concat());
    let said = li.is_refused(&["interview", "finish", "INT-2026-0001"]);
    assert!(said.contains("10 required questions are still open: E01, E02,"), "{said}");
    assert!(said.contains("say why not"), "{said}");
    assert!(li.is_refused(&["interview", "confirm", "INT-2026-0001", "--by", "王院长"]).contains("not finished"));
    let answers = [
        ("E01", "三年内建成区域医疗中心"),
        ("E02", "门诊量翻一倍"),
        ("E03", "并购两家医院"),
        ("E04", "growth"),
        ("E05", "serv, comp"),
        ("E06", "新的等级保护要求"),
        ("E08", "yes"),
        ("E10", "4"),
        ("E14", "月底对账四小时内完成"),
    ];
    for (question, said) in answers {
        li.does(&["interview", "answer", "INT-2026-0001", question, said]);
    }
    let said = li.is_refused(&["interview", "finish", "INT-2026-0001"]);
    assert!(said.contains("A required question is still open: E16."), "{said}");
    li.does(&["interview", "answer", "INT-2026-0001", "E16", "--unknown", "王院长, +3d"]);
    let need = li.reads_json(&["need", "add", "--answer", "INT-2026-0001/E14", "--json"]);
    assert_eq!((&need["values"]["level"], &need["values"]["scope"]), (&"real".into(), &"macro".into()));

    let done = li.reads_json(&["interview", "finish", "INT-2026-0001", "--json"]);
    assert_eq!(done["values"]["state"], "COMPLETED");
    assert!(li.does(&["interview", "agenda"]).contains("王院长"));
    assert!(li.does(&["interview", "feeds", "INT-2026-0001"]).contains("E06/1"));
    let said = li.is_refused(&["interview", "finish", "INT-2026-0001"]);
    assert!(said.contains("is completed") && said.contains("confirm, reopen"), "{said}");
    li.does(&["interview", "confirm", "INT-2026-0001", "--by", "王院长", "--on", "2026-03-07"]);
    let minutes = li.does(&["interview", "export", "INT-2026-0001", "--format", "md", "--language", "en"]);
    assert!(minutes.contains("Confirmed by 王院长, 7 Mar 2026"), "{minutes}");
    // A day for the customer is a day of the calendar.
    assert!(minutes.contains("When? | 王院长 | 9 Mar 2026 |"), "{minutes}");
    // What was confirmed stands until it is opened again; then nobody has confirmed it.
    assert!(li.is_refused(&["interview", "answer", "INT-2026-0001", "E14", "…"]).contains("confirmed"));
    assert!(li.does(&["interview", "reopen", "INT-2026-0001"]).contains("is in progress now"));
    let minutes = li.does(&["interview", "export", "INT-2026-0001", "--format", "md", "--language", "en"]);
    assert!(!minutes.contains("Confirmed by"), "{minutes}");
    li.does(&["interview", "answer", "INT-2026-0001", "E14", "月底对账两小时内完成"]);
    assert!(li.does(&["interview", "finish", "INT-2026-0001"]).contains("is completed now"));
    let shown = li.reads_json(&["interview", "show", "INT-2026-0001", "--json"]);
    assert!(shown["values"]["signed_off_by"].is_null() && shown["values"]["signed_off_on"].is_null(), "{shown}");
}

#[test]
fn an_interview_begins_with_nobody_named_but_is_not_finished_so() {
    let li = Person::li().with_a_deal();
    li.does(&["interview", "start", "T7", "--opportunity", "OPP-2026-0001"]);
    let questions = li.reads_json(&["interview", "show", "INT-2026-0001", "--json"]);
    assert_eq!(questions["values"]["contacts"], serde_json::Value::Null);
    let open = li.is_refused(&["interview", "finish", "INT-2026-0001"]);
    let open = open.split_once("still open: ").unwrap().1.split_once('.').unwrap().0.to_owned();
    for question in open.split(", ") {
        li.does(&["interview", "answer", "INT-2026-0001", question, "--refused", "no time"]);
    }
    let why = li.is_refused(&["interview", "finish", "INT-2026-0001"]);
    assert!(why.contains("Say whom you talked to"), "{why}");
    assert!(why.ends_with("canvass interview edit INT-2026-0001 contacts=…\n"), "{why}");
    li.does(&["contact", "add", "full_name=王院长", "title=院长", "account=ACC-0001"]);
    li.does(&["interview", "edit", "INT-2026-0001", "contacts=王院长", "attachments=录音.m4a"]);
    assert!(li.does(&["interview", "finish", "INT-2026-0001"]).contains("is completed now"));
    let minutes = li.does(&["interview", "export", "INT-2026-0001", "--format", "md", "--language", "en"]);
    assert!(minutes.contains("录音.m4a"), "{minutes}");
}

#[test]
fn signs_of_growth_are_taken_over_with_what_shows_them() {
    let li = Person::li().with_a_deal();
    li.does(&["interview", "start", "T6", "--opportunity", "OPP-2026-0001"]);
    for (question, said) in [("K03", "growth"), ("K04", "yes"), ("K08", "yes")] {
        li.does(&["interview", "answer", "INT-2026-0001", question, said]);
    }
    let page = li.does(&["interview", "feeds", "INT-2026-0001"]);
    assert!(page.contains("dissatisfied: yes (INT-2026-0001)"), "{page}");
    li.does(&["interview", "feeds", "INT-2026-0001", "--apply", "all"]);
    let values = &li.reads_json(&["account", "show", "ACC-0001", "--json"])["values"];
    assert_eq!(values["growth_flags"], serde_json::json!(["expansion", "reorganisation", "dissatisfied"]));
    let notes = values["growth_notes"].as_str().unwrap();
    assert_eq!(notes.matches("(INT-2026-0001)").count(), 3, "{notes}");
    assert!(li.does(&["interview", "feeds", "INT-2026-0001"]).contains("Nothing to propose"));
}

#[test]
fn an_interview_that_was_planned_is_begun_or_called_off() {
    let li = Person::li().with_a_deal();
    for _ in 0..2 {
        li.does(&["interview", "add", "template=T3", "opportunity=OPP-2026-0001", "planned_at=2026-03-09 10:00"]);
    }
    let begun = li.reads_json(&["interview", "begin", "INT-2026-0001", "--json"]);
    assert_eq!(begun["values"]["state"], "IN_PROGRESS");
    assert!(begun["values"]["held_at"].as_str().unwrap().starts_with("2026-03-06"), "{begun}");
    assert!(li.does(&["interview", "cancel", "INT-2026-0002"]).contains("is cancelled now"));
    assert!(li.is_refused(&["interview", "answer", "INT-2026-0002", "N01", "…"]).contains("cancelled"));
}

#[test]
fn the_verdict_of_a_qualification_is_taken_over_by_the_rule_of_the_funnel() {
    let li = Person::li().with_a_deal();
    li.does(&["interview", "start", "T5", "--opportunity", "OPP-2026-0001"]);
    li.does(&["interview", "answer", "INT-2026-0001", "Q21", "nurture: budget comes next year"]);
    let sheet = li.reads_json(&["interview", "feeds", "INT-2026-0001", "--json"]);
    let verdict = &sheet["proposals"][0];
    assert_eq!(
        (&verdict["key"], &verdict["old"], &verdict["new"]),
        (&"Q21/1".into(), &"open".into(), &"on_hold".into())
    );
    assert_eq!(verdict["beside"]["hold_until"], "2026-06-06");
    // Nothing that replaces something is taken unseen.
    assert!(li.does(&["interview", "feeds", "INT-2026-0001", "--apply", "new"]).contains("0 proposals"));
    li.does(&["interview", "feeds", "INT-2026-0001", "--apply", "Q21/1"]);
    let deal = || li.reads_json(&["opp", "show", "OPP-2026-0001", "--json"])["values"].clone();
    assert_eq!((&deal()["status"], &deal()["hold_until"]), (&"on_hold".into(), &"2026-06-06".into()));
    assert_eq!(deal()["status_reason"], "INT-2026-0001 nurture: budget comes next year");

    li.does(&["interview", "answer", "INT-2026-0001", "Q21", "no-go: no budget"]);
    let page = li.does(&["interview", "feeds", "INT-2026-0001"]);
    assert!(page.contains("on hold") && page.contains("disqualified · no budget"), "{page}");
    li.does(&["interview", "feeds", "INT-2026-0001", "--apply", "all"]);
    assert_eq!((&deal()["status"], &deal()["loss_reason"]), (&"disqualified".into(), &"no_budget".into()));
    assert!(li.does(&["interview", "feeds", "INT-2026-0001"]).contains("Nothing to propose"));
    // In one step, and back in one step.
    li.does(&["undo"]);
    assert_eq!((&deal()["status"], deal()["loss_reason"].is_null()), (&"on_hold".into(), true));
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
    assert!(said.err.contains("broken.toml has 2 faults. Correct them"), "{said:?}");
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
