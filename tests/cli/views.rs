//! Views of the deals on the command line: kept, listed, applied, put away.

use crate::person::Person;

fn li() -> Person {
    let li = Person::li();
    li.does(&["account", "add", "name=东湖医院"]);
    for (title, due, amount) in
        [("运维外包", "2026-03-05", "60万"), ("灾备", "2026-04-01", "90万"), ("监控", "2026-03-01", "1万")]
    {
        let fields = [format!("title={title}"), format!("next_step_due={due}"), format!("amount={amount}")];
        let mut line = vec!["opp", "add", "account=ACC-0001"];
        line.extend(fields.iter().map(String::as_str));
        li.does(&line);
    }
    li
}

fn titles(li: &Person, args: &[&str]) -> Vec<String> {
    let page = li.reads_json(&[args, &["--json"]].concat());
    let records = page["records"].as_array().unwrap();
    records.iter().map(|record| record["values"]["title"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_view_is_kept_and_shows_its_deals_in_its_order() {
    let li = li();
    li.does(&["view", "save", "大单", "amount>10万", "owner:me", "--sort", "next", "--group", "phase"]);
    assert_eq!(titles(&li, &["view", "apply", "大单"]), ["运维外包", "灾备"]);
    assert_eq!(titles(&li, &["opp", "list", "--view", "大单"]), ["运维外包", "灾备"]);
    assert_eq!(titles(&li, &["opp", "list", "--view", "大单", "灾备"]), ["灾备"], "words narrow it further");
    assert_eq!(titles(&li, &["opp", "list", "--sort", "amount"]), ["灾备", "运维外包", "监控"]);
    let view = li.reads_json(&["view", "show", "大单", "--json"]);
    assert_eq!((view["sort"].as_str(), view["group"].as_str()), (Some("next"), Some("phase")));
    assert_eq!((view["query"].as_str(), view["shared"].as_bool()), (Some("amount>10万 owner:me"), Some(false)));
    // The same name takes the new query; a shared one is another view.
    li.does(&["view", "save", "大单", "amount>70万"]);
    assert_eq!(titles(&li, &["view", "apply", "大单"]), ["灾备"]);
    li.does(&["view", "save", "团队", "amount<10万", "--shared"]);
    let views = li.reads_json(&["view", "list", "--json"]);
    let names: Vec<&str> =
        views["views"].as_array().unwrap().iter().map(|view| view["name"].as_str().unwrap()).collect();
    assert_eq!(names[..3], ["大单", "团队", "My deals"]);
    li.does(&["undo"]);
    assert!(li.types(&["view", "show", "团队"]).err.contains("There is no view 团队"));
    li.does(&["view", "archive", "大单"]);
    assert!(li.is_refused(&["view", "apply", "大单"]).contains("Overdue steps"), "it says which there are");
}

#[test]
fn the_views_of_the_program_go_by_their_code_or_name() {
    let li = li();
    assert_eq!(titles(&li, &["view", "apply", "overdue"]), ["监控", "运维外包"]);
    assert_eq!(titles(&li, &["--lang", "ru", "opp", "list", "--view", "Просроченные шаги"]), ["监控", "运维外包"]);
    assert_eq!(titles(&li, &["opp", "list", "--view", "我的商机"]).len(), 3);
    assert!(li.is_refused(&["view", "archive", "mine"]).contains("comes with the program"));
}

#[test]
fn what_makes_no_sense_is_not_kept() {
    let li = li();
    let answer = li.types(&["view", "save", "x", "stgae:lead"]);
    assert_eq!(answer.status, 2, "{answer:?}");
    assert!(answer.err.contains("Did you mean stage?"), "{answer:?}");
    assert!(li.is_refused(&["account", "list", "--view", "mine"]).contains("canvass opp list"));
    assert_eq!(li.types(&["opp", "list", "--sort", "colour"]).status, 2);
}
