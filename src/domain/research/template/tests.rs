//! The templates that come along hold what they should; a faulty file is refused where it is faulty.

use std::collections::BTreeSet;

use super::*;
use crate::domain::kinds::Kind;
use crate::domain::record::Type;
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
        assert_eq!(question.targets().count(), question.feeds.len(), "{}", question.id);
        for feed in question.targets().filter(|feed| !feed.new) {
            let Some(kind) = Kind::named(feed.record) else { continue };
            let field = kind.spec().field(feed.field);
            assert!(field.is_some(), "{} feeds {feed:?}", question.id);
            let known =
                |code: &&str| matches!(field.map(|field| field.ty), Some(Type::Set(codes)) if codes.contains(code));
            assert!(feed.with.iter().all(known), "{} feeds {feed:?}", question.id);
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
        (vec![question("A1", r#"feeds = ["account.it_bugdet"]"#)], "template-feed-wrong"),
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

/// Where each fault of a file is said to stand.
fn places(questions: &[String]) -> Vec<(usize, usize, String)> {
    let text = format!("{HEAD}{}", questions.concat());
    faults(&text).into_iter().map(|fault| (fault.line, fault.column, fault.msg.key)).collect()
}

#[test]
fn every_fault_is_found_at_once_each_at_its_own_place() {
    let questions = [
        question("A1", r#"show_if = "B9 = x""#),
        question("A1", r#"feeds = ["x"]"#),
        question("A2", r#"show_if = "A1 =  = x""#),
    ];
    let text = format!("{HEAD}{}", questions.concat());
    let found = faults(&text);
    let at = |part: &str, nth: usize| {
        let (byte, _) = text.match_indices(part).nth(nth).unwrap();
        let (line, column) = check::place(&text, byte);
        (line, column)
    };
    let keys: Vec<(usize, usize, &str)> =
        found.iter().map(|fault| (fault.line, fault.column, fault.msg.key.as_str())).collect();
    let (first, twice, feed, broken) = (at("\"B9 = x\"", 0), at("\"A1\"", 1), at("[\"x\"]", 0), at("= x\"", 1));
    assert_eq!(
        keys,
        [
            (first.0, first.1, "template-show-if-later"),
            (twice.0, twice.1, "template-question-twice"),
            (feed.0, feed.1, "template-feed-wrong"),
            (broken.0, broken.1, "template-show-if"),
        ],
        "{text}"
    );
}

#[test]
fn a_column_counts_letters_not_bytes() {
    let questions = [question("A1", ""), question("A2", r#"show_if = "A1 = \"访谈\" und""#)];
    let [(line, column, key)] = &places(&questions)[..] else { panic!() };
    // A condition with escapes in it is pointed at as a whole.
    assert_eq!((*line, *column, key.as_str()), (25, 11, "template-show-if"));
    let questions = [question("A1", ""), question("访谈", r#"show_if = '"访谈" = x'"#)];
    let [(_, column, key)] = &places(&questions)[..] else { panic!("{:?}", places(&questions)) };
    assert_eq!((*column, key.as_str()), (12, "template-show-if"));
}

#[test]
fn what_a_terminal_would_obey_is_left_out_of_the_words_of_a_file() {
    let label = r#"label = { en = "a\u001b[2Jb\u202ec", zh = "b", ru = "c" }"#;
    let plain = r#"label = { en = "a", zh = "b", ru = "c" }"#;
    let text = format!("{HEAD}{}", question("A1", "").replace(plain, label));
    let template = Template::read("mine.toml", &text).expect("sound");
    assert_eq!(template.questions[0].label.en, "a[2Jbc");
}

mod noise {
    //! Bytes that are no template, and templates with a few bytes wrong.

    use proptest::prelude::*;

    use super::super::*;
    use crate::domain::research::show_if::Expr;

    /// Whatever stands there: an answer, places inside the file, and no panic.
    fn look(text: &str) {
        let found = faults(text);
        let lines = text.split('\n').count();
        for fault in &found {
            assert!((1..=lines).contains(&fault.line) && fault.column >= 1, "{fault:?} in {text:?}");
        }
        assert_eq!(found.is_empty(), Template::read("x.toml", text).is_ok(), "{text:?}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            look(&String::from_utf8_lossy(&bytes));
        }

        #[test]
        fn any_condition(text in "[A-Z0-9a-z<>=!()\"' ,.\\\\访д-]{0,60}") {
            match Expr::parse(&text) {
                Ok(read) => prop_assert_eq!(Expr::parse(&read.to_string()), Ok(read)),
                Err(fault) => prop_assert!(fault.at <= text.len() && text.is_char_boundary(fault.at)),
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]

        #[test]
        fn a_sound_file_with_some_of_it_changed(
            which in 0usize..7,
            cuts in prop::collection::vec((0.0f64..1.0, 0usize..30, "[\\PC]{0,6}|answered|\n\\[\\[question\\]\\]\n|\"|= "), 1..4),
        ) {
            let mut text = BUILTIN[which].1.to_owned();
            for (at, length, put) in cuts {
                let mut from = (at * text.len() as f64) as usize;
                while !text.is_char_boundary(from) {
                    from -= 1;
                }
                let mut to = (from + length).min(text.len());
                while !text.is_char_boundary(to) {
                    to += 1;
                }
                text.replace_range(from..to, &put);
            }
            look(&text);
        }
    }
}
