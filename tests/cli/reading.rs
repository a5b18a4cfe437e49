//! Lists, single records, threads, interviews, and the languages they are read in.

use canvass::text::clean::width;

use crate::person::Person;

fn sample() -> Person {
    let mut li = Person::li();
    let file = li.path("sample.db");
    li.does(&["demo", "--write", file.to_str().unwrap()]);
    li.machine.workspace = Some(file);
    li
}

#[test]
fn lists_line_up_whatever_the_script_and_find_words_in_any_case() {
    let li = sample();
    let list = li.does(&["account", "list"]);
    let lines: Vec<&str> = list.lines().collect();
    assert!(lines.len() > 5, "{list}");
    let second = width(lines[0].split_once("Name").unwrap().0);
    for line in &lines[1..] {
        let code_and_gap = line.len() - line.trim_start_matches(|c: char| c != ' ').trim_start().len();
        assert_eq!(width(&line[..code_and_gap]), second, "{line}");
    }
    let all = li.reads_json(&["opp", "list", "--limit", "500", "--json"]);
    assert_eq!(all["total"].as_u64().unwrap() as usize, all["records"].as_array().unwrap().len());
    let title = all["records"][0]["values"]["title"].as_str().unwrap().to_uppercase();
    assert!(li.reads_json(&["opp", "list", &title, "--json"])["total"].as_u64().unwrap() >= 1);
    assert_eq!(li.reads_json(&["opp", "list", "no such words", "--json"])["total"], 0);
}

#[test]
fn a_list_that_is_cut_off_says_so_beside_the_list() {
    let li = sample();
    let answer = li.types(&["opp", "list", "--limit", "2"]);
    assert_eq!(answer.status, 0);
    assert_eq!(answer.out.lines().count(), 3);
    assert!(answer.err.contains("2 of ") && answer.err.contains("--limit"), "{answer:?}");
}

#[test]
fn every_kind_lists_and_shows_in_every_language() {
    let li = sample();
    for lang in ["en", "zh-CN", "ru"] {
        for kind in [
            "opp",
            "account",
            "contact",
            "interview",
            "need",
            "gap",
            "sla",
            "activity",
            "user",
            "competitor",
            "calendar",
        ] {
            let page = li.reads_json(&[kind, "list", "--json", "--limit", "3"]);
            assert!(li.does(&["--lang", lang, kind, "list", "--limit", "3"]).lines().count() >= 1);
            for record in page["records"].as_array().unwrap() {
                let uid = record["uid"].as_str().unwrap();
                let text = li.does(&["--lang", lang, kind, "show", uid]);
                assert!(text.lines().count() >= 2, "{kind} {text}");
                let again = li.reads_json(&[kind, "show", uid, "--json"]);
                assert_eq!(again["values"], record["values"]);
                assert!(again["children"].is_object() && again["thread"]["up"].is_array());
            }
        }
    }
}

#[test]
fn json_has_the_same_keys_in_the_same_order_every_time() {
    let li = Person::li().with_a_deal();
    let first = li.does(&["opp", "list", "--json"]);
    assert_eq!(first, li.does(&["opp", "list", "--json", "--lang", "ru"]), "JSON is the same in every language");
    let record = &li.reads_json(&["opp", "list", "--json"])["records"][0];
    let keys: Vec<&str> = record.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(
        keys,
        [
            "archived",
            "code",
            "created_at",
            "created_by",
            "kind",
            "links",
            "uid",
            "updated_at",
            "updated_by",
            "values",
            "version"
        ]
    );
    assert_eq!(record["code"], "OPP-2026-0001");
    assert_eq!(record["created_by"], "li.wei");
    assert!(record["created_at"].as_str().unwrap().starts_with("2026-03-06T04:00:00."));
    assert_eq!(record["links"]["account"]["code"], "ACC-0001");
}

#[test]
fn the_thread_is_followed_to_both_ends() {
    let li = sample();
    let needs = li.reads_json(&["need", "list", "--limit", "200", "--json"]);
    let codes = needs["records"].as_array().unwrap().iter().map(|need| need["code"].as_str().unwrap().to_owned());
    let (code, thread) = codes
        .map(|code| (code.clone(), li.reads_json(&["trace", &code, "--json"])["threads"][0].clone()))
        .find(|(_, t)| {
            let promised = |step: &serde_json::Value| ["clause", "target"].contains(&step["kind"].as_str().unwrap());
            t["up"].as_array().unwrap().iter().any(|step| step["kind"] == "answer")
                && t["down"].as_array().unwrap().first().is_some_and(promised)
        })
        .expect("the sample has a need that came from an answer and led to a promise");
    assert_eq!(thread["up"][0]["kind"], "answer");
    assert!(["clause", "target"].contains(&thread["down"][0]["kind"].as_str().unwrap()));
    let text = li.does(&["trace", &code]);
    let at = |mark: &str| text.find(mark).unwrap_or_else(|| panic!("no {mark} in {text}"));
    assert!(at("↑") < at(&code) && at(&code) < at("↓"), "{text}");
    let plain = li.does(&["trace", &code, "--ascii"]);
    assert!(plain.contains("^ ") && plain.contains("v ") && !plain.contains('↑'), "{plain}");
    assert!(li.is_refused(&["trace", "N-9999"]).contains("N-9999"));
    // A promise goes by the agreement it stands in and its own number.
    let promise = li.does(&["trace", "sla-2026-0001/t1"]);
    assert!(promise.contains("SLA-2026-0001 T1") && promise.contains('↑') && promise.contains('↓'), "{promise}");
    assert_eq!(promise.matches("SLA-2026-0001").count(), 1, "only the one target: {promise}");
    let why = li.is_refused(&["trace", "SLA-2026-0001/T99"]);
    assert!(why.contains("T99") && why.contains("T1, T2"), "{why}");
}

#[test]
fn an_interview_is_answered_question_by_question() {
    let li = Person::li().with_a_deal();
    let why = li.is_refused(&["interview", "add", "opportunity=OPP-2026-0001"]);
    assert!(why.contains("T1") && why.contains("T7"), "{why}");
    li.does(&["interview", "add", "template=t1", "opportunity=OPP-2026-0001"]);
    let interview = li.reads_json(&["interview", "show", "INT-2026-0001", "--json"]);
    assert_eq!(interview["links"]["account"]["code"], "ACC-0001");
    assert_eq!(interview["links"]["interviewers"][0]["title"], "li.wei");
    let page = li.does(&["interview", "show", "INT-2026-0001"]);
    let question = "e01";
    assert!(page.contains("\nE01  "), "{page}");
    li.does(&["interview", "answer", "INT-2026-0001", question, "两年内上市"]);
    li.does(&["interview", "answer", "INT-2026-0001", question, "三年内上市"]);
    let page = li.does(&["interview", "show", "INT-2026-0001"]);
    assert!(page.contains("三年内上市") && !page.contains("两年内上市"), "{page}");
    let answers = li.reads_json(&["interview", "show", "INT-2026-0001", "--json"]);
    assert_eq!(answers["children"]["answer"].as_array().unwrap().len(), 1);
    assert!(li.is_refused(&["interview", "answer", "INT-2026-0001", "E99", "x"]).contains("E01"));
}

#[test]
fn private_answers_are_marked() {
    let li = sample();
    let interviews = li.reads_json(&["interview", "list", "--json", "--limit", "100"]);
    let mut marked = 0;
    for interview in interviews["records"].as_array().unwrap() {
        let code = interview["code"].as_str().unwrap();
        let json = li.reads_json(&["interview", "show", code, "--json"]);
        let private = json["children"]["answer"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|answer| answer["values"]["private"] == true)
            .count();
        let page = li.does(&["interview", "show", code]);
        assert!(page.matches("[private").count() <= private);
        marked += page.matches("[private").count();
    }
    assert!(marked > 0, "the sample has a private answer");
}

#[test]
fn the_configuration_decides_the_language_and_the_command_line_overrules_it() {
    let li = Person::li().with_a_deal();
    let zh = li.does(&["--lang", "zh-CN", "opp", "list"]);
    assert!(zh.contains("商机") || zh.contains("阶段"), "{zh}");
    let ru = li.is_refused(&["--lang", "ru", "opp", "show", "OPP-2026-0404"]);
    assert!(ru.contains("записи"), "{ru}");
    let mut anna = Person::named("anna");
    anna.machine.env = Box::new(|name| (name == "LANG").then(|| "ru_RU.UTF-8".to_owned()));
    anna.machine.workspace = li.machine.workspace.clone();
    assert!(anna.is_refused(&["opp", "show", "OPP-2026-0404"]).contains("записи"));
}

#[test]
fn manual_pages_completions_keys_and_configuration_are_printed() {
    let li = Person::li();
    assert!(li.does(&["man"]).contains(".TH canvass"));
    assert!(li.does(&["completions", "bash"]).contains("_canvass"));
    assert!(li.does(&["keys"]).contains("| `1`, `g b` |"));
    let config = li.does(&["config", "--lang", "ru"]);
    assert!(config.contains("language") && config.contains("Язык"), "{config}");
    assert!(li.does(&["--help"]).contains("account"));
    assert!(!li.workspace().exists(), "none of this makes a workspace");
}

#[test]
fn the_sample_opens_on_the_screen_and_is_gone_afterwards() {
    let mut li = Person::li();
    assert_eq!(li.types(&["demo"]).status, 2, "not without a terminal");
    li.machine.interactive = true;
    li.does(&["demo", "--lang", "zh-CN", "--ascii"]);
    let session = li.opened.borrow()[0].clone();
    assert!(session.demo && session.ascii);
    assert_eq!((session.actor.as_str(), session.lang), ("li.wei", canvass::text::Lang::Zh));
    assert!(!session.workspace.exists() && !session.workspace.parent().unwrap().exists());
    li.does(&[]);
    let session = li.opened.borrow()[1].clone();
    assert_eq!((session.demo, session.workspace.as_path()), (false, li.workspace()));
    assert_eq!(session.device, li.opened.borrow()[0].device, "the device keeps its id");
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a configuration, no database")]
fn the_terminal_says_which_colours_unless_the_user_does() {
    use canvass::theme::Setting;
    let mut li = Person::li();
    li.machine.interactive = true;
    li.machine.env = Box::new(|name| (name == "COLORFGBG").then(|| "0;15".to_owned()));
    li.does(&[]);
    li.machine.env = Box::new(|name| (name == "NO_COLOR").then(|| "1".to_owned()));
    li.does(&[]);
    std::fs::write(li.path("config.toml"), "theme = \"dark\"\n").unwrap();
    li.does(&[]);
    let themes: Vec<Setting> = li.opened.borrow().iter().map(|session| session.config.theme).collect();
    assert_eq!(themes, [Setting::Light, Setting::None, Setting::Dark]);
}

#[test]
fn a_large_sample_has_as_many_opportunities_as_asked_for() {
    let mut li = Person::li();
    let file = li.path("many.db");
    let said = li.does(&["demo", "--write", file.to_str().unwrap(), "--size", "300"]);
    assert!(said.contains("Opportunities 300"), "{said}");
    li.machine.workspace = Some(file.clone());
    assert_eq!(li.reads_json(&["opp", "list", "--limit", "1", "--json"])["total"], 300);
    assert!(li.is_refused(&["demo", "--write", file.to_str().unwrap()]).contains("already exists"));
    assert_eq!(li.types(&["demo", "--size", "5"]).status, 2);
}
