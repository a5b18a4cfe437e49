//! The templates that come along hold what they should; a faulty file is refused where it is faulty.

use super::*;
use crate::domain::kinds::Kind;
use crate::text::Arg;

fn all() -> Vec<Template> {
    Template::all().unwrap_or_else(|msg| panic!("{msg:?}"))
}

#[test]
fn seven_templates_hold_125_questions_in_three_languages() {
    let templates = all();
    let counts: Vec<_> = templates.iter().map(|template| (template.key.as_str(), template.questions.len())).collect();
    assert_eq!(counts, [("T1", 16), ("T2", 20), ("T3", 16), ("T4", 13), ("T5", 22), ("T6", 23), ("T7", 15)]);
    assert_eq!(counts.iter().map(|(_, count)| count).sum::<usize>(), 125);
    for question in templates.iter().flat_map(|template| &template.questions) {
        let words = [&question.label].into_iter().chain(&question.hint);
        for words in words {
            assert!(Lang::ALL.iter().all(|&lang| !words.to(lang).trim().is_empty()), "{}", question.id);
            assert!(words.zh.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)), "{} is Chinese", question.id);
            assert!(words.ru.chars().any(|c| ('а'..='я').contains(&c)), "{} is Russian", question.id);
        }
        assert!(question.hint.is_some(), "{} says what to listen for", question.id);
    }
}

#[test]
fn every_id_is_found_once_in_all_templates_together() {
    let mut seen = BTreeSet::new();
    for question in all().iter().flat_map(|template| &template.questions) {
        assert!(seen.insert(question.id.clone()), "{} twice", question.id);
    }
}

#[test]
fn sections_are_three_to_five_follow_the_questions_and_are_never_empty() {
    for template in all() {
        assert!((3..=5).contains(&template.sections.len()), "{}", template.key);
        let mut order: Vec<_> = template.questions.iter().map(|question| question.section.as_str()).collect();
        order.dedup();
        let sections: Vec<_> = template.sections.iter().map(|section| section.key.as_str()).collect();
        assert_eq!(order, sections, "{}: asked section by section", template.key);
    }
}

#[test]
fn feeds_lead_to_fields_that_exist() {
    for question in all().iter().flat_map(|template| &template.questions) {
        for feed in &question.feeds {
            let Some((record, field)) = feed.split_once('.').filter(|_| !feed.contains('+')) else { continue };
            if let Some(kind) = Kind::named(record) {
                assert!(kind.spec().field(field).is_some(), "{} feeds {feed}", question.id);
            }
        }
    }
}

#[test]
fn codes_that_reach_records_are_codes_the_records_know() {
    let fields = [
        ("T1", "E04", Kind::Account, "dev_stage"),
        ("T3", "N06", Kind::Need, "priority"),
        ("T5", "Q09", Kind::Opportunity, "budget_status"),
        ("T5", "Q11", Kind::Opportunity, "procurement_mode"),
    ];
    for (key, id, kind, field) in fields {
        let template = Template::builtin(key, 1).expect(key);
        let Some(Type::Choice(codes)) = kind.spec().field(field).map(|field| field.ty) else { panic!("{field}") };
        for choice in &template.question(id).expect(id).choices {
            assert!(codes.contains(&choice.code.as_str()), "{id}: {} is no {field}", choice.code);
        }
    }
}

#[test]
fn a_question_knows_the_need_it_brings_up_and_the_need_it_is_about() {
    let template = Template::builtin("T3", 1).expect("T3");
    let hint = template.question("N14").and_then(Question::need_hint).expect("N14 brings up a need");
    assert_eq!((&*hint.level, &*hint.scope, &*hint.analysis), ("stated", "micro", "technical"));
    assert_eq!(hint.aspect.as_deref(), Some("data"));
    assert_eq!(template.question("N15").and_then(Question::need_hint), None);

    let mining = Template::builtin("T4", 1).expect("T4");
    let first = mining.question("P01").expect("P01");
    assert!(first.wording(Lang::Zh, "月末对账").contains("您提到月末对账"));
}

#[test]
fn a_version_that_does_not_exist_is_none() {
    assert_eq!(Template::builtin("T1", 1).map(|template| template.level), Some(3));
    assert_eq!(Template::builtin("T1", 2), None);
    assert_eq!(Template::builtin("T9", 1), None);
}

const HEAD: &str = r#"
key = "X"
version = 1
level = 1
title = { en = "a", zh = "b", ru = "c" }
purpose = { en = "a", zh = "b", ru = "c" }
[[section]]
key = "one"
title = { en = "a", zh = "b", ru = "c" }
"#;

fn question(id: &str, rest: &str) -> String {
    let ty = if rest.contains("type =") { "" } else { "type = \"text\"" };
    let section = if rest.contains("section =") { "" } else { "section = \"one\"" };
    let feeds = if rest.contains("feeds =") { "" } else { "feeds = []" };
    let label = r#"label = { en = "a", zh = "b", ru = "c" }"#;
    format!("[[question]]\nid = \"{id}\"\nrequired = true\n{section}\n{ty}\n{label}\n{feeds}\n{rest}\n")
}

fn refusal(questions: &[String]) -> Msg {
    Template::read("mine.toml", &format!("{HEAD}{}", questions.concat())).expect_err("refused")
}

fn arg<'a>(msg: &'a Msg, name: &str) -> &'a Arg {
    &msg.args.iter().find(|(key, _)| key == name).unwrap_or_else(|| panic!("{name} in {msg:?}")).1
}

#[test]
fn a_sound_file_of_ones_own_is_read() {
    let text = format!("{HEAD}{}{}", question("A1", ""), question("A2", r#"show_if = "A1 answered""#));
    let template = Template::read("mine.toml", &text).expect("sound");
    assert_eq!(template.questions_in("one").count(), 2);
    assert!(template.questions[1].condition.is_some());
}

#[test]
fn each_fault_has_its_own_refusal() {
    let faults = [
        (vec![question("A1", ""), question("A1", "")], "template-question-twice"),
        (vec![question("A1", r#"section = "two""#)], "template-section-unknown"),
        (vec![question("A1", "type = \"single\"\noptions = \"NOPE\"")], "template-options-unknown"),
        (vec![question("A1", r#"type = "multi""#)], "template-options-missing"),
        (vec![question("A1", r#"type = "table""#)], "template-columns-missing"),
        (vec![question("A1", r#"show_if = "A2=x""#), question("A2", "")], "template-show-if-later"),
        (vec![question("A1", r#"show_if = "A1=x""#)], "template-show-if-later"),
        (vec![question("A1", r#"feeds = [" "]"#)], "template-feed-wrong"),
        (vec![question("A1", r#"feeds = ["need+(dreamt,macro,business)"]"#)], "template-feed-wrong"),
        (vec![question("A1", r#"unit = { en = "h", zh = "", ru = "ч" }"#)], "template-words-missing"),
    ];
    for (questions, key) in faults {
        assert_eq!(refusal(&questions).key, key);
    }
}

#[test]
fn a_faulty_condition_is_shown_by_character_and_what_belongs_there() {
    let msg = refusal(&[question("A1", ""), question("A2", r#"show_if = "A1 = \"访谈\" und""#)]);
    assert_eq!(msg.key, "template-show-if");
    assert_eq!(arg(&msg, "position"), &Arg::Count(11));
    assert_eq!(arg(&msg, "expected"), &Arg::Key("show-if-expected-end".into()));
}

#[test]
fn a_field_nobody_knows_is_refused_with_line_and_column() {
    let msg = refusal(&[question("A1", "colour = \"red\"")]);
    assert_eq!(msg.key, "template-unreadable");
    assert_eq!(arg(&msg, "file"), &Arg::Text("mine.toml".into()));
    assert_eq!(arg(&msg, "line"), &Arg::Count(17));
    assert_eq!(arg(&msg, "column"), &Arg::Count(1));
}
