//! What conditions mean, and that no text can break their reader.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

fn shown(condition: &str, answers: &Value) -> bool {
    let expr = Expr::parse(condition).unwrap_or_else(|error| panic!("{condition}: {error:?}"));
    expr.eval(&|question| answers.get(question).cloned())
}

fn refusal(condition: &str) -> (usize, String) {
    let error = Expr::parse(condition).expect_err(condition);
    (error.at, error.expected.key)
}

#[test]
fn the_conditions_of_the_templates_mean_what_they_say() {
    assert!(shown("E08=no", &json!({"E08": false})));
    assert!(!shown("E08=no", &json!({"E08": true})));
    assert!(shown("Q03=yes", &json!({"Q03": "yes"})));
    assert!(shown("E10<=3", &json!({"E10": 3})));
    assert!(!shown("E10<=3", &json!({"E10": 4})));
    assert!(shown("S07>=9", &json!({"S07": 10})), "ten is more than nine although it sorts before it as text");
    assert!(shown("N03 answered", &json!({"N03": "faster"})));
    assert!(!shown("N03 answered", &json!({"N03": "  "})));
    assert!(shown("Q16 in (sup,champ)", &json!({"Q16": "champ"})));
    assert!(!shown("Q16 in (sup,champ)", &json!({"Q16": "opp"})));
    assert!(shown("K21!=let_go", &json!({"K21": "keep"})));
}

#[test]
fn an_unanswered_question_makes_every_comparison_false() {
    for condition in ["A=x", "A!=x", "A<1", "A<=1", "A>1", "A>=1", "A has x", "A in (x)", "A answered"] {
        assert!(!shown(condition, &json!({})), "{condition}");
        assert!(!shown(condition, &json!({"A": null})), "{condition}");
        assert!(!shown(condition, &json!({"A": []})), "{condition}");
    }
    assert!(shown("not A=x", &json!({})));
}

#[test]
fn lists_are_asked_with_has_and_in() {
    let answers = json!({"A": ["cost", "sec"]});
    assert!(shown("A has sec", &answers));
    assert!(!shown("A has grow", &answers));
    assert!(shown("A in (grow, cost)", &answers));
    assert!(!shown("A = cost", &answers), "two reasons are not one");
    assert!(shown("A = cost", &json!({"A": ["cost"]})));
}

#[test]
fn and_binds_tighter_than_or_and_brackets_turn_it() {
    let answers = json!({"A": "x"});
    assert!(shown("A=x or B=y and C=z", &answers));
    assert!(!shown("(A=x or B=y) and C=z", &answers));
    assert!(shown("not (B=y or C=z) and A=x", &answers));
}

#[test]
fn dates_compare_by_the_calendar_and_kinds_do_not_mix() {
    assert!(shown("D >= 2026-03-01", &json!({"D": "2026-11-02"})));
    assert!(!shown("D < 2026-03-01", &json!({"D": "2026-11-02"})));
    assert!(!shown("A < word", &json!({"A": 3})));
    assert!(!shown("A = 1", &json!({"A": {"minor": 1, "ccy": "CNY"}})));
}

#[test]
fn a_mistake_is_shown_where_it_is() {
    assert_eq!(refusal(""), (0, "show-if-expected-question".into()));
    assert_eq!(refusal("E08"), (3, "show-if-expected-operator".into()));
    assert_eq!(refusal("E08 ="), (5, "show-if-expected-value".into()));
    assert_eq!(refusal("E08=no and"), (10, "show-if-expected-question".into()));
    assert_eq!(refusal("E08 in sup"), (7, "show-if-expected-list".into()));
    assert_eq!(refusal("(E08=no"), (7, "show-if-expected-close".into()));
    assert_eq!(refusal("E08=no)"), (6, "show-if-expected-end".into()));
    assert_eq!(refusal("E08=\"no"), (7, "show-if-expected-quote".into()));
    assert_eq!(refusal("not not A=x"), (4, "show-if-expected-question".into()));
}

#[test]
fn endless_brackets_are_refused_before_the_stack_ends() {
    let deep = format!("{}A=x{}", "(".repeat(100_000), ")".repeat(100_000));
    assert_eq!(refusal(&deep), (DEPTH, "show-if-expected-flatter".into()));
    assert!(Expr::parse(&format!("{}A=x{}", "(".repeat(DEPTH), ")".repeat(DEPTH))).is_ok());
}

fn expr() -> impl Strategy<Value = Expr> {
    let question = "[A-Z][0-9]{2}";
    let op = prop::sample::select(vec![Op::Equal, Op::Unequal, Op::Less, Op::AtMost, Op::More, Op::AtLeast, Op::Has]);
    let literal = prop_oneof!["[a-z0-9.-]{1,8}", ".{0,8}", Just("and".to_owned())];
    let leaf = prop_oneof![
        question.prop_map(Expr::Answered),
        (question, op, literal.clone()).prop_map(|(question, op, with)| Expr::Compare { question, op, with }),
        (question, prop::collection::vec(literal, 1..4)).prop_map(|(question, list)| Expr::In { question, list }),
    ];
    leaf.prop_recursive(6, 40, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(Expr::Or),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Expr::And),
            inner.prop_map(|part| Expr::Not(Box::new(part))),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_printed_reads_back_the_same(expr in expr()) {
        prop_assert_eq!(Expr::parse(&expr.to_string()), Ok(expr));
    }

    #[test]
    fn no_text_breaks_the_reader(text in ".{0,80}") {
        if let Err(error) = Expr::parse(&text) {
            prop_assert!(text.is_char_boundary(error.at), "the position can be shown");
        }
    }

    #[test]
    fn no_jumble_of_real_pieces_breaks_the_reader(pieces in prop::collection::vec(
        prop::sample::select(vec!["A01", "and", "or", "not", "(", ")", "=", "<=", "in", "has", ",", "\"", "\\", "访", " "]), 0..30)) {
        let text = pieces.concat();
        if let Ok(expr) = Expr::parse(&text) {
            let answers = BTreeMap::from([("A01", json!(["x"]))]);
            let _ = expr.eval(&|question| answers.get(question).cloned());
        }
    }
}
