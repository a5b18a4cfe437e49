//! What interviews propose, template by template.

use super::*;

fn id(n: u128) -> Id {
    Id(uuid::Uuid::from_u128(n))
}

fn record(kind: Kind, n: u128, values: &Value) -> Record {
    let who = String::new();
    Record {
        kind,
        id: id(n),
        code: format!("{}-{n}", kind.spec().prefix),
        version: 1,
        created_ms: 0,
        created_by: who.clone(),
        updated_ms: 0,
        updated_by: who,
        archived: false,
        values: values.as_object().cloned().unwrap(),
    }
}

/// An interview with these answers, in a workspace that knows its account, its deal and what is given.
fn known(template: &str, answers: &[(&str, &str, Value)]) -> Known {
    let held = json!({"template": template, "template_version": 1, "language": "en", "opportunity": id(3).json(),
                      "account": id(2).json(), "held_at": "2026-03-06T04:00:00Z"});
    let answer = |(n, (question, raw, value)): (usize, &(&str, &str, Value))| {
        let values = json!({"interview": id(1).json(), "question": question, "raw": raw, "value": value.to_string(),
                            "status": "answered", "confidence": "stated"});
        record(Kind::Answer, 100 + n as u128, &values)
    };
    Known {
        interview: record(Kind::Interview, 1, &held),
        answers: answers.iter().enumerate().map(answer).collect(),
        account: Some(record(Kind::Account, 2, &json!({"name": "Hartwell"}))),
        deal: Some(record(Kind::Opportunity, 3, &json!({"title": "Operations", "account": id(2).json()}))),
        made: Vec::new(),
        around: Vec::new(),
    }
}

fn proposed(known: &Known) -> Vec<Proposal> {
    let template = Template::builtin(known.interview.str("template"), 1).unwrap();
    let mut next = 1000;
    let mut new_id = || {
        next += 1;
        id(next)
    };
    proposals(&template, known, &mut new_id)
}

fn fields(found: &[Proposal]) -> Vec<(&str, &str, Value)> {
    found.iter().map(|p| (p.kind.name(), p.field, p.new.clone())).collect()
}

#[test]
fn answers_fill_fields_of_their_own_kind() {
    let known = known(
        "T5",
        &[
            ("Q01", "month end takes two days\nno reports", json!("month end takes two days\nno reports")),
            ("Q09", "planned", json!("planned")),
            ("Q10", "120k", json!({"minor": 12_000_000, "ccy": "EUR"})),
            ("Q11", "public tender", json!("public")),
            ("Q12", "2026-09-01", json!("2026-09-01")),
            ("Q13", "IT department", json!("IT department")),
            ("Q21", "go", json!("go")),
            ("Q22", "3", json!(3)),
        ],
    );
    let found = proposed(&known);
    let expected = [
        ("opportunity", "pains", json!(["month end takes two days", "no reports"])),
        ("opportunity", "budget_status", json!("planned")),
        ("opportunity", "budget", json!({"minor": 12_000_000, "ccy": "EUR"})),
        ("opportunity", "procurement_mode", json!("public")),
        ("opportunity", "tender_notice_on", json!("2026-09-01")),
        ("opportunity", "department_in_charge", json!("IT department")),
        // Three working days; where a deal goes is moved on the board, not here.
        ("opportunity", "effort_cap_min", json!(1440)),
    ];
    assert_eq!(fields(&found), expected);
    assert!(found.iter().all(Proposal::is_gentle));
}

#[test]
fn what_stands_there_is_added_to_or_shown_beside_the_new_and_never_twice() {
    let mut known =
        known("T1", &[("E01", "Grow", json!("Grow")), ("E03", "Buy", json!("Buy")), ("E04", "", json!("growth"))]);
    known.account =
        Some(record(Kind::Account, 2, &json!({"name": "H", "strategy_notes": "Save", "dev_stage": "stable"})));
    let found = proposed(&known);
    assert_eq!(found.iter().map(|p| p.mode).collect::<Vec<_>>(), [Mode::Append, Mode::Append, Mode::Suggest]);
    assert_eq!(found.iter().map(Proposal::is_gentle).collect::<Vec<_>>(), [true, true, false]);
    let update = |change: &Change| match change {
        Change::Update { field, base, new, .. } => (field.clone(), base.clone(), new.clone()),
        other => panic!("{other:?}"),
    };
    let changes: Vec<_> = changes(&found).iter().map(update).collect();
    // Two answers to one field are one change of it.
    let expected = [
        ("strategy_notes".to_owned(), json!("Save"), json!("Save\n\nGrow\n\nBuy")),
        ("dev_stage".to_owned(), json!("stable"), json!("growth")),
    ];
    assert_eq!(changes, expected);
    known.account = Some(record(
        Kind::Account,
        2,
        &json!({"name": "H", "strategy_notes": "Save\n\nGrow\n\nBuy", "dev_stage": "growth"}),
    ));
    assert_eq!(proposed(&known), []);
}

#[test]
fn a_need_learns_from_the_questions_behind_it_and_is_made_once() {
    let mut known = known(
        "T3",
        &[
            ("N03", "Recover the wards within 4 hours", json!("Recover the wards within 4 hours")),
            ("N06", "must", json!("must")),
            ("N08", "2026-12-31", json!("2026-12-31")),
        ],
    );
    let found = proposed(&known);
    let need = found.iter().find(|p| p.kind == Kind::Need).unwrap();
    let said = |field: &str| need.new.get(field).cloned().unwrap_or_default();
    assert_eq!(
        (said("level"), said("priority"), said("deadline")),
        (json!("stated"), json!("must"), json!("2026-12-31"))
    );
    assert_eq!((said("metric"), said("target_value")), (json!("restore_time"), json!(14_400)));
    assert!(matches!(&need.changes[0], Change::Insert { values, .. } if values["priority"] == "must"));
    assert!(need.changes.iter().any(|change| change.subject().0 == Kind::Trace), "tied to its answer");
    // Somebody made it by hand: only what it lacks is proposed.
    known.made = vec![(known.answers[0].id, record(Kind::Need, 50, &json!({"title": "Recover", "priority": "could"})))];
    let left = proposed(&known);
    let of_need: Vec<_> = left.iter().filter(|p| p.kind == Kind::Need).collect();
    assert_eq!(
        of_need.iter().map(|p| (p.id, p.field)).collect::<Vec<_>>(),
        [(Some(id(50)), "priority"), (Some(id(50)), "deadline")]
    );
    assert_eq!((of_need[0].old.clone(), of_need[0].is_gentle()), (json!("could"), false));
}

#[test]
fn rows_become_records_of_what_they_tell() {
    let rows = json!([
        {"product": "Zabbix", "vendor": "Northern Cloud", "pros": "cheap", "attitude": 2, "contract_end": "2027-06-30"},
        {"product": "GLPI"},
    ]);
    let mut known =
        known("T5", &[("Q05", "yes", json!("yes")), ("Q06", "…", rows), ("Q07", "nothing", json!(["focus", "nodec"]))]);
    let found = proposed(&known);
    let named: Vec<(&str, &str)> = found.iter().map(|p| (p.kind.name(), p.name.as_str())).collect();
    let expected = [
        ("incumbent", "Zabbix"),
        ("incumbent", "GLPI"),
        ("competitor", "Northern Cloud"),
        ("competitor", "do nothing"),
    ];
    assert_eq!(named, expected);
    assert_eq!(found[0].new["attitude"], -1);
    assert!(found[2].changes.iter().any(|change| change.subject().0 == Kind::Rival), "a rival in this deal");
    known.around = vec![record(Kind::Competitor, 60, &json!({"name": "northern cloud", "kind": "focus"}))];
    let found = proposed(&known);
    assert!(
        found.iter().any(|p| p.kind == Kind::Rival && p.name == "Northern Cloud"),
        "known: only the part in the deal"
    );
    assert!(found.iter().all(|p| p.kind != Kind::Competitor || p.name != "Northern Cloud"));
}

#[test]
fn a_decision_chain_brings_people_with_their_part() {
    let rows = json!([
        {"order": 1, "name": "Zhou", "title": "Deputy director", "role": "dec", "power": 3, "attitude": "sup"},
        {"order": 2, "name": "Huang", "role": "eval", "power": 1, "attitude": "unk"},
    ]);
    let mut known = known("T5", &[("Q14", "…", rows)]);
    known.around = vec![record(Kind::Contact, 70, &json!({"full_name": "huang"}))];
    let found = proposed(&known);
    assert_eq!(
        found.iter().map(|p| (p.kind, p.name.as_str())).collect::<Vec<_>>(),
        [(Kind::Contact, "Zhou"), (Kind::DealRole, "Huang"), (Kind::DecisionStep, "evaluates")]
    );
    let kinds: Vec<Kind> = found[0].changes.iter().map(|change| change.subject().0).collect();
    assert_eq!(kinds, [Kind::Contact, Kind::Employment, Kind::DealRole, Kind::DecisionStep, Kind::Trace]);
    let Change::Insert { values: step, .. } = &found[0].changes[3] else { panic!() };
    assert_eq!((&step["position"], &step["step"]), (&json!(1), &json!("decides · Deputy director")));
    assert_eq!(step["contact"], found[0].changes[0].subject().1.json());
    let Change::Insert { values, .. } = &found[0].changes[2] else { panic!() };
    assert_eq!(
        (&values["roles"], &values["attitude"], &values["decision_power"]),
        (&json!(["decision_maker"]), &json!(1), &json!(3))
    );
    assert_eq!(found[1].new["contact"], id(70).json());
    assert!(found[1].new.get("attitude").is_none(), "not known is not neutral");
    assert_eq!((&found[2].new["position"], &found[2].new["contact"]), (&json!(2), &id(70).json()));
    // Taken over, it is not proposed again.
    let step = record(Kind::DecisionStep, 80, &json!({"step": "checks", "contact": id(70).json()}));
    let role = record(Kind::DealRole, 81, &json!({"contact": id(70).json()}));
    known.around.extend([step, role]);
    assert_eq!(proposed(&known).len(), 1);
}

#[test]
fn bad_rows_and_missing_rules_are_gaps() {
    let rows = json!([{"step": "billing", "system": "Excel", "time": "2 d", "pain": 5}, {"step": "mail", "pain": 2}]);
    let found = proposed(&known("T3", &[("N02", "…", rows)]));
    assert_eq!(found.iter().map(|p| (p.kind, p.name.as_str())).collect::<Vec<_>>(), [(Kind::Gap, "billing")]);
    assert_eq!((&found[0].new["kind"], &found[0].new["aspect"]), (&json!("business"), &json!("process")));
    let found = proposed(&known("T2", &[("I13", "infra", json!(["infra", "data"]))]));
    assert!(found[0].name.contains("support") && !found[0].name.contains("data"), "{}", found[0].name);
}

#[test]
fn unanswered_private_or_not_every_template_can_be_read() {
    for template in Template::all().unwrap() {
        let mut none = known(&template.key, &[]);
        none.deal = None;
        assert_eq!(proposed(&none), [], "{}", template.key);
    }
    let mut open = known("T1", &[("E01", "?", json!(null))]);
    open.answers[0].values.insert("status".to_owned(), json!("unknown"));
    assert_eq!(proposed(&open), []);
}

#[test]
fn a_weight_belongs_to_the_wish_and_not_to_what_was_taken_for_granted() {
    let known = known(
        "T3",
        &[
            ("N03", "One phone number", json!("One phone number")),
            ("N05", "The lights are on", json!("The lights are on")),
            ("N06", "must", json!("must")),
            ("N07", "answered within 10 minutes", json!("answered within 10 minutes")),
        ],
    );
    let found = proposed(&known);
    let priority = |key: &str| found.iter().find(|p| p.key == key).unwrap().new.get("priority").cloned();
    assert_eq!((priority("N03/1"), priority("N05/1")), (Some(json!("must")), None));
    let wish = &found.iter().find(|p| p.key == "N03/1").unwrap().new;
    assert_eq!((&wish["metric"], &wish["target_value"]), (&json!("response_time"), &json!(600)));
}

#[test]
fn names_are_names_and_sentences_are_not() {
    let asked = |raw: &str| {
        let found = proposed(&known("T3", &[("N16", raw, json!(raw))]));
        found.into_iter().filter(|p| p.kind == Kind::Contact).map(|p| p.name).collect::<Vec<_>>()
    };
    assert_eq!(asked("王伟、李晓明"), ["王伟", "李晓明"]);
    assert_eq!(asked("Anna Berg, Olaf van der Meer"), ["Anna Berg"]);
    assert_eq!(asked("Иванов Пётр"), ["Иванов Пётр"]);
    for words in
        ["药房和检验科", "我初审", "信息科提方案", "Я и финансовый директор", "the pharmacy", "ask Tom about it"]
    {
        assert_eq!(asked(words), Vec::<String>::new(), "{words}");
    }
}

#[test]
fn a_yes_is_a_sign_of_growth_and_each_sign_is_taken_by_itself() {
    let mut known = known(
        "T6",
        &[("K04", "yes", json!(true)), ("K06", "no", json!(false)), ("K08", "yes, with the reports", json!(true))],
    );
    let signs = |known: &Known| {
        let found = proposed(known).into_iter().filter(|p| p.field == "growth_flags");
        found.map(|p| (p.mode, p.is_gentle(), p.added().clone())).collect::<Vec<_>>()
    };
    let sign = |code: &str| (Mode::Append, true, json!([code]));
    assert_eq!(signs(&known), [sign("expansion"), sign("reorganisation"), sign("dissatisfied")]);
    let found = proposed(&known);
    let taken: Vec<Proposal> = found.into_iter().filter(|p| p.field == "growth_flags").collect();
    let both = changes(&[taken[0].clone(), taken[2].clone()]);
    assert!(
        matches!(&both[..], [Change::Update { new, base, .. }] if *new == json!(["expansion", "dissatisfied"]) && base.is_null()),
        "{both:?}"
    );
    known.account =
        Some(record(Kind::Account, 2, &json!({"name": "H", "growth_flags": ["dissatisfied", "expansion"]})));
    assert_eq!(signs(&known), [sign("reorganisation")], "what stands there is not proposed again");
}
