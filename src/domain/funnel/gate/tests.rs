//! Conditions as a consultant meets them: each one looked at with the facts that meet it, and without.

use std::collections::BTreeSet;

use serde_json::json;

use super::*;
use crate::domain::funnel::facts::Interviewed;
use crate::domain::funnel::opportunity::Opportunity;
use crate::domain::funnel::pipeline::Pipeline;
use crate::domain::record::Values;

fn id(n: u128) -> Id {
    Id(uuid::Uuid::from_u128(n))
}

fn deal(more: &Value) -> Opportunity {
    let mut values = json!({
        "title": "Service desk", "account": id(7), "owner": id(7), "kind": "new", "stage": "LEAD",
        "status": "open", "budget_status": "unk", "procurement_mode": "unk", "rank": 0,
    });
    for (name, value) in more.as_object().unwrap() {
        values[name] = value.clone();
    }
    serde_json::from_value(values).unwrap()
}

fn facts(more: &Value) -> Facts {
    Facts::new(deal(more), "2026-03-31".parse().unwrap())
}

fn row(kind: Kind, n: u128, values: &Value) -> Record {
    let values: Values = values.as_object().unwrap().clone();
    let (created_by, updated_by) = ("li".to_owned(), "li".to_owned());
    let code = String::new();
    Record {
        kind,
        id: id(n),
        code,
        version: 1,
        created_ms: 1,
        created_by,
        updated_ms: 5,
        updated_by,
        archived: false,
        values,
    }
}

fn look(facts: &Facts, code: &str) -> Finding {
    Pipeline::default().condition(code).unwrap().look(facts).unwrap()
}

#[test]
fn every_item_of_the_model_is_there_in_three_languages() {
    let pipeline = Pipeline::default();
    let items: BTreeSet<&str> =
        pipeline.phases().iter().flat_map(|phase| &phase.checklist).map(String::as_str).collect();
    let wanted = [(101, 108), (201, 205), (211, 215), (301, 305), (311, 314), (401, 405), (421, 426)];
    let wanted: Vec<String> = wanted.iter().flat_map(|(a, b)| (*a..=*b).map(|n| format!("A{n}"))).collect();
    assert_eq!(items.into_iter().map(ToOwned::to_owned).collect::<Vec<_>>(), wanted);
    let by_hand: Vec<&str> = pipeline.conditions().filter(|c| c.when.is_none()).map(|c| c.code.as_str()).collect();
    assert_eq!(by_hand, ["A101", "A421", "A422", "A423", "A424", "A425", "A426"]);
    for condition in pipeline.conditions() {
        let Words { en, zh, ru } = &condition.name;
        assert!(![en, zh, ru].iter().any(|name| name.trim().is_empty()), "{}", condition.code);
        assert!(zh.chars().any(|c| c > '\u{2e80}'), "{zh}");
        assert!(ru.chars().any(|c| ('а'..='я').contains(&c)) || condition.code.starts_with("A40"), "{ru}");
    }
}

#[test]
fn fields_are_filled_or_say_something() {
    assert_eq!(look(&facts(&json!({})), "pain").state, State::Missing);
    assert_eq!(look(&facts(&json!({"pains": ["Nights"]})), "pain").state, State::Met);
    assert_eq!(look(&facts(&json!({})), "budget_known").place, Place::Field("budget_status".into()));
    assert_eq!(look(&facts(&json!({"budget_status": "none"})), "budget_known").state, State::Met);
    let mut closed = facts(&json!({}));
    assert_eq!(look(&closed, "account_open").state, State::Met);
    closed.account.insert("closed_at".into(), json!("2026-01-01"));
    let finding = look(&closed, "account_open");
    assert_eq!((finding.state, finding.place), (State::Missing, Place::AccountField("closed_at".into())));
}

#[test]
fn the_deciders_attitude_must_be_known_and_not_older_than_60_days() {
    let mut facts = facts(&json!({}));
    assert_eq!(look(&facts, "decider").state, State::Missing);
    let role = |attitude: Value, on: &str| {
        row(Kind::DealRole, 1, &json!({"decision_power": 3, "attitude": attitude, "assessed_on": on}))
    };
    for (role, state) in [
        (role(json!(-1), "2026-01-30"), State::Met),
        (role(json!(1), "2026-01-29"), State::Missing),
        (role(Value::Null, "2026-03-30"), State::Missing),
        (role(json!(1), "2026-04-01"), State::Missing),
    ] {
        facts.rows = vec![role];
        assert_eq!(look(&facts, "decider").state, State::Met);
        assert_eq!(look(&facts, "decider_attitude").state, state, "{:?}", facts.rows);
    }
    assert_eq!(look(&facts, "decider_attitude").place, Place::Rows(Kind::DealRole, Some(id(1))), "this is the one");
}

#[test]
fn every_must_need_is_confirmed_and_the_first_that_is_not_is_named() {
    let mut facts = facts(&json!({}));
    let need = |n, priority: &str, more: &Value| {
        let mut values = json!({"priority": priority, "scope": "micro", "state": "DRAFT"});
        values.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        row(Kind::Need, n, &values)
    };
    assert_eq!(look(&facts, "musts_confirmed").state, State::Met, "none is none unconfirmed");
    facts.rows = vec![
        need(1, "must", &json!({"confirmed_by": id(7)})),
        need(2, "must", &json!({})),
        need(3, "should", &json!({})),
        need(4, "must", &json!({"state": "REJECTED"})),
    ];
    let finding = look(&facts, "musts_confirmed");
    assert_eq!((finding.state, finding.count), (State::Missing, Some((1, 2))));
    assert_eq!(finding.place, Place::Rows(Kind::Need, Some(id(2))));
    assert_eq!(look(&facts, "need_macro").state, State::Missing);
    assert_eq!(look(&facts, "need_micro").state, State::Met);
}

#[test]
fn interviews_count_by_their_share_or_when_finished() {
    let mut facts = facts(&json!({}));
    let held = |template: &str, state: &str, share| {
        vec![Interviewed { id: id(4), template: template.into(), state: state.into(), share, open: Vec::new() }]
    };
    for (state, share, met) in
        [("IN_PROGRESS", 59, State::Missing), ("IN_PROGRESS", 60, State::Met), ("CANCELLED", 100, State::Missing)]
    {
        facts.interviews = held("T5", state, share);
        assert_eq!(look(&facts, "qualified").state, met, "{state} {share}");
    }
    facts.interviews = held("T1", "IN_PROGRESS", 100);
    let finding = look(&facts, "A201");
    assert_eq!(
        (finding.state, finding.waivable, finding.place),
        (State::Missing, true, Place::Interview("T1".into(), Some(id(4))))
    );
    facts.interviews = held("T1", "COMPLETED", 90);
    assert_eq!(look(&facts, "A201").state, State::Met);
}

#[test]
fn a_question_nobody_could_answer_keeps_the_deal_back_from_the_day_after_it_was_to_be_asked() {
    let mut facts = facts(&json!({}));
    let condition = Pipeline::default().condition("asked_again").unwrap().clone();
    assert_eq!(condition.look(&facts), None, "where everything is known nothing is asked");
    let open = |n: u128, label: &str, by: &str| Open {
        answer: id(n),
        label: Words { en: label.to_owned(), zh: label.to_owned(), ru: label.to_owned() },
        by: by.parse().unwrap(),
    };
    let held = |state: &str, open: Vec<Open>| Interviewed {
        id: id(4),
        template: "T5".into(),
        state: state.into(),
        share: 100,
        open,
    };
    facts.interviews = vec![held("COMPLETED", vec![open(1, "Budget?", "2026-03-31")])];
    assert_eq!(look(&facts, "asked_again").state, State::Met, "today is still in time");
    facts.interviews = vec![
        held("COMPLETED", vec![open(1, "Budget?", "2026-03-30"), open(2, "Tender?", "2026-03-29")]),
        held("CANCELLED", vec![open(3, "Never", "2026-01-01")]),
    ];
    let finding = look(&facts, "asked_again");
    assert_eq!((finding.state, finding.waivable), (State::Missing, true));
    assert_eq!(finding.place, Place::Rows(Kind::Answer, Some(id(2))), "what is late for the longest time");
    assert!(finding.name.en.ends_with(": Tender?") && finding.name.zh.ends_with("：Tender?"), "{:?}", finding.name);
    let only = |template: &str| Condition {
        when: Some(Test::Asked { template: Some(template.to_owned()) }),
        ..Condition::default()
    };
    assert_eq!(only("T1").look(&facts).unwrap().state, State::Met);
    assert_eq!(only("T5").look(&facts).unwrap().state, State::Missing);
}

#[test]
fn an_executive_was_talked_to_lately_and_answered() {
    let mut facts = facts(&json!({}));
    facts.levels = [(id(8), 3), (id(9), 1)].into();
    let talk = |who: u128, at: &str, two_way| {
        vec![row(Kind::Activity, 1, &json!({"contacts": [id(who)], "at": at, "two_way": two_way}))]
    };
    for (rows, state) in [
        (talk(8, "2025-12-31T08:00:00Z", true), State::Met),
        (talk(8, "2025-12-30T08:00:00Z", true), State::Missing),
        (talk(8, "2026-03-30T08:00:00Z", false), State::Missing),
        (talk(9, "2026-03-30T08:00:00Z", true), State::Missing),
    ] {
        facts.rows = rows;
        assert_eq!(look(&facts, "executive").state, state, "{:?}", facts.rows);
    }
}

#[test]
fn an_item_is_ticked_with_evidence_and_a_control_point_may_be_open() {
    let mut facts = facts(&json!({}));
    let mark = |state: &str, more: &Value| {
        let mut values = json!({"item": "A422", "state": state});
        values.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        vec![row(Kind::CheckMark, 1, &values)]
    };
    for (rows, state) in [
        (mark("done", &json!({"evidence": "Minutes of 3 March"})), State::Met),
        (mark("na", &json!({"evidence": "No tender"})), State::Met),
        (mark("done", &json!({})), State::Missing),
        (mark("open", &json!({"due": "2026-04-10"})), State::Opened),
        (mark("open", &json!({})), State::Missing),
    ] {
        facts.rows = rows;
        assert_eq!(look(&facts, "A422").state, state, "{:?}", facts.rows);
    }
    facts.rows = mark("open", &json!({"due": "2026-04-10"}));
    let finding = look(&facts, "points_opened");
    assert_eq!((finding.count, finding.place), (Some((1, 6)), Place::Item("A421".into())));
}

#[test]
fn what_cannot_be_met_yet_is_waived_and_what_can_be_met_is_not() {
    let mut facts = facts(&json!({}));
    let finding = look(&facts, "trends");
    assert_eq!((finding.state, finding.waivable, finding.state.passes()), (State::Later, true, false));
    let waiver = |n, code: &str| row(Kind::Waiver, n, &json!({"condition": code, "reason": "Written in Word"}));
    facts.rows = vec![waiver(1, "trends"), waiver(2, "pain")];
    let finding = look(&facts, "trends");
    assert_eq!((finding.state, finding.state.passes()), (State::Waived, true));
    assert_eq!(finding.note, Some(("Written in Word".into(), "li".into(), 5)));
    assert_eq!(look(&facts, "pain").state, State::Missing, "a waiver of what can be met says nothing");
}

#[test]
fn some_conditions_are_asked_of_tenders_only() {
    let asked = |mode: &str| {
        let facts = facts(&json!({"procurement_mode": mode}));
        Pipeline::default().gate(&facts, "SHOWCASE").iter().any(|finding| finding.code == "bid_decision")
    };
    assert!(asked("public") && !asked("direct"));
}

#[test]
fn the_way_over_several_stages_asks_every_gate_once_and_leaves_out_what_the_procurement_has_not() {
    let facts = facts(&json!({"procurement_mode": "direct"}));
    let pipeline = Pipeline::default();
    let codes = |from: &str, to: &str| -> Vec<String> {
        pipeline.between(&facts, from, to).into_iter().map(|finding| finding.code).collect()
    };
    let way = codes("LEAD", "RESEARCH");
    assert!(way.contains(&"pain".to_owned()) && way.contains(&"decider".to_owned()));
    assert_eq!(way.iter().collect::<BTreeSet<_>>().len(), way.len());
    assert!(!codes("SHOWCASE", "NEGOTIATION").contains(&"offer_sent".to_owned()), "no bid, no gate of the bid");
    assert!(codes("BID", "NEGOTIATION").contains(&"offer_sent".to_owned()), "but one that stands there");
    assert_eq!(codes("RESEARCH", "LEAD"), Vec::<String>::new());
}
