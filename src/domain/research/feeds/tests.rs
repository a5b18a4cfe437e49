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
        today: "2026-03-10".parse().unwrap(),
        drop: Some(Drop { status: "disqualified".to_owned(), reasons: vec!["no_budget", "our_withdrawal"] }),
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
        // Three working days. The deal goes on as it is.
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
    let to = |field: &str| {
        let mut of = both.iter().filter_map(|change| match change {
            Change::Update { field: name, base, new, .. } if name == field => Some((base.clone(), new.clone())),
            _ => None,
        });
        of.next().unwrap()
    };
    assert_eq!(both.len(), 2, "{both:?}");
    assert_eq!(to("growth_flags"), (Value::Null, json!(["expansion", "dissatisfied"])));
    // Each sign has its note, in the words of the answer.
    let notes = "expansion: yes (INT-1)\n\ndissatisfied: yes, with the reports (INT-1)";
    assert_eq!(to("growth_notes"), (Value::Null, json!(notes)));
    known.account =
        Some(record(Kind::Account, 2, &json!({"name": "H", "growth_flags": ["dissatisfied", "expansion"]})));
    assert_eq!(signs(&known), [sign("reorganisation")], "what stands there is not proposed again");
}

/// Fields that change together with the one proposed.
fn beside(proposal: &Proposal) -> Vec<(&str, Value)> {
    proposal.beside().map(|(field, _, new)| (field.name, new.clone())).collect()
}

#[test]
fn a_deal_is_put_aside_or_given_up_for_a_reason() {
    let asked = |status: &str, raw: &str, code: &str| {
        let mut known = known("T5", &[("Q21", raw, json!(code))]);
        known.deal.as_mut().unwrap().values.insert("status".to_owned(), json!(status));
        let found = proposed(&known);
        assert!(found.iter().all(|p| !p.is_gentle() && p.moves_the_deal()), "never taken unseen");
        found
            .iter()
            .map(|p| (p.new.clone(), beside(p).into_iter().map(|(_, v)| v).collect::<Vec<_>>()))
            .collect::<Vec<_>>()
    };
    assert_eq!(asked("open", "go", "go"), []);
    assert_eq!(asked("won", "no-go", "no_go"), [], "what is closed is closed");
    let words = json!("INT-1 no-go: no budget this year");
    assert_eq!(
        asked("open", "no-go: no budget this year", "no_go"),
        [(json!("disqualified"), vec![json!("no_budget"), words])]
    );
    assert_eq!(asked("open", "no-go", "no_go")[0].1[0], json!("our_withdrawal"));
    assert_eq!(
        asked("open", "nurture", "nurture"),
        [(json!("on_hold"), vec![json!("2026-06-10"), json!("INT-1 nurture")])]
    );
    assert_eq!(asked("on_hold", "go", "go"), [(json!("open"), vec![])]);
    assert_eq!(asked("on_hold", "nurture", "nurture"), []);
}

#[test]
fn who_decides_has_an_attitude_since_the_day_of_the_talk() {
    let mut known = known(
        "T5",
        &[
            ("Q16", "supporter", json!("sup")),
            ("Q17", "gave us the plan", json!("gave us the plan")),
            ("Q18", "4", json!(4)),
        ],
    );
    known.around = vec![
        record(Kind::Contact, 70, &json!({"full_name": "Zhou"})),
        record(Kind::DealRole, 80, &json!({"contact": id(70).json(), "decision_power": 3, "attitude": -1})),
        record(Kind::DealRole, 81, &json!({"contact": id(71).json(), "decision_power": 1})),
        record(Kind::Activity, 90, &json!({"at": "2026-03-01T09:00:00Z", "summary": "Call", "depth": 2})),
        record(Kind::Activity, 91, &json!({"at": "2026-02-01T09:00:00Z", "summary": "Mail", "depth": 1})),
    ];
    let found = proposed(&known);
    let told: Vec<_> = found.iter().map(|p| (p.id, p.name.as_str(), p.field, p.old.clone(), p.new.clone())).collect();
    assert_eq!(
        told,
        [
            (Some(id(80)), "Zhou", "attitude", json!(-1), json!(1)),
            (Some(id(80)), "Zhou", "attitude_evidence", json!(null), json!("gave us the plan")),
            (Some(id(90)), "Call", "depth", json!(2), json!(4)),
        ]
    );
    assert_eq!(beside(&found[0]), [("assessed_on", json!("2026-03-06"))]);
    // Taken over, both fields change in one act.
    let fields: Vec<String> = changes(&found[..1])
        .iter()
        .map(|change| if let Change::Update { field, .. } = change { field.clone() } else { panic!() })
        .collect();
    assert_eq!(fields, ["attitude", "assessed_on"]);
}

#[test]
fn each_rival_gets_the_sentence_about_it() {
    let words = "Northern Cloud is leading on price; we answer with the local team\nAcme Soft: nothing new";
    let mut known = known("T5", &[("Q07", "do nothing", json!(["nodec"])), ("Q08", words, json!(words))]);
    known.around = vec![
        record(Kind::Competitor, 60, &json!({"name": "Northern Cloud"})),
        record(Kind::Rival, 61, &json!({"competitor": id(60).json(), "position": "unknown"})),
    ];
    let found: Vec<Proposal> = proposed(&known).into_iter().filter(|p| p.key.starts_with("Q08")).collect();
    let told: Vec<_> = found.iter().map(|p| (p.name.as_str(), p.field, p.new.clone(), p.is_gentle())).collect();
    assert_eq!(
        told,
        [
            ("Northern Cloud", "position", json!("leading"), true),
            ("Northern Cloud", "our_counter", json!("Northern Cloud is leading on price"), true),
        ]
    );
}

#[test]
fn a_decision_in_words_has_a_step_for_each_one_named() {
    let words = "王院长最后签字，李主任, the board";
    let mut known = known("T1", &[("E13", words, json!(words))]);
    known.around = vec![
        record(Kind::Contact, 70, &json!({"full_name": "王院长"})),
        record(Kind::DecisionStep, 75, &json!({"step": "checks", "position": 4})),
    ];
    let found = proposed(&known);
    let told: Vec<_> = found.iter().map(|p| (p.kind, p.name.as_str())).collect();
    assert_eq!(told, [(Kind::Contact, "李主任"), (Kind::DecisionStep, "王院长最后签字")]);
    assert_eq!((&found[1].new["contact"], &found[1].new["position"]), (&id(70).json(), &json!(5)));
    let Change::Insert { kind: Kind::DecisionStep, values, .. } = &found[0].changes[1] else { panic!("{found:?}") };
    assert_eq!((&values["step"], &values["position"]), (&json!("decides"), &json!(6)));
}

#[test]
fn a_measure_belongs_to_the_gap_and_a_yes_makes_its_answers_sure() {
    let answers = [
        ("P03", "month end is slow", json!("month end is slow")),
        ("P04", "the audit complains", json!("the audit complains")),
        ("P12", "a second shift", json!("a second shift")),
        ("P13", "yes", json!(true)),
    ];
    let mut known = known("T4", &answers);
    let found = proposed(&known);
    let gap = found.iter().find(|p| p.kind == Kind::Gap).unwrap();
    assert_eq!(gap.new["measure"], json!("a second shift"));
    let sure: Vec<_> = found.iter().filter(|p| p.field == "confidence").map(|p| (p.name.as_str(), &p.new)).collect();
    assert_eq!(sure, [("P04", &json!("confirmed"))]);
    // A gap that stands gets it as a change; confirmed minutes are not touched any more.
    known.made = vec![(id(100), record(Kind::Gap, 50, &json!({"statement": "month end is slow"})))];
    known.interview.values.insert("state".to_owned(), json!("CONFIRMED"));
    let found = proposed(&known);
    let measure: Vec<_> = found.iter().filter(|p| p.field == "measure").map(|p| (p.id, &p.new)).collect();
    assert_eq!(measure, [(Some(id(50)), &json!("a second shift"))]);
    assert!(found.iter().all(|p| p.field != "confidence"));
}

#[test]
fn a_need_that_was_made_at_once_still_gets_its_figure_and_its_side() {
    let mut known = known(
        "T3",
        &[
            ("N03", "One phone number", json!("One phone number")),
            ("N07", "answered within 10 minutes", json!("answered within 10 minutes")),
            ("N13", "support, data", json!(["serv", "data"])),
        ],
    );
    known.made = vec![(id(100), record(Kind::Need, 50, &json!({"title": "One phone number"})))];
    let found = proposed(&known);
    let figure = found.iter().find(|p| p.field == "target_value").unwrap();
    assert_eq!((figure.id, &figure.new), (Some(id(50)), &json!(600)));
    assert_eq!(beside(figure), [("metric", json!("response_time")), ("unit", json!("minute"))]);
    let text = Text::new(Lang::En);
    assert_eq!(figure.shown(&figure.new, &BTreeMap::new(), &text, Tz::UTC), "10 min");
    assert!(found.iter().any(|p| p.field == "aspect" && p.new == json!("process")));
}

#[test]
fn where_people_work_is_told_by_themselves_and_by_those_who_know() {
    let words = "Accounting, clerk, I book invoices all day and close the month";
    let mut known =
        known("T3", &[("N01", words, json!(words)), ("N16", "Anna Berg, Olaf Moe", json!("Anna Berg, Olaf Moe"))]);
    known.interview.values.insert("contacts".to_owned(), json!([id(70).json()]));
    let work = |known: &Known| {
        let found = proposed(known).into_iter().filter(|p| p.kind == Kind::Employment);
        found.map(|p| (p.field, p.new)).collect::<Vec<_>>()
    };
    let made = work(&known);
    assert_eq!((made.len(), &made[0].1["title"], &made[0].1["dept"]), (1, &json!("clerk"), &json!("Accounting")));
    let job = json!({"contact": id(70).json(), "account": id(2).json(), "title": "Clerk", "from": "2020-01-01"});
    known.around =
        vec![record(Kind::Employment, 71, &job), record(Kind::Contact, 72, &json!({"full_name": "anna berg"}))];
    assert_eq!(work(&known), [("title", json!("clerk")), ("dept", json!("Accounting"))]);
    // Who is known is asked next; who is not becomes known first.
    let next: Vec<_> = proposed(&known).into_iter().filter(|p| p.key.starts_with("N16")).collect();
    let told: Vec<_> = next.iter().map(|p| (p.kind, p.name.as_str())).collect();
    assert_eq!(told, [(Kind::Contact, "Olaf Moe"), (Kind::Interview, "Needs collection · anna berg")]);
    assert_eq!((&next[1].new["state"], &next[1].new["contacts"]), (&json!("PLANNED"), &json!([id(72).json()])));
}

#[test]
fn a_review_closes_jobs_and_brings_deals() {
    let staff = json!([{"name": "Zhou", "present": false}, {"name": "New Man", "level": 3, "present": true}]);
    let product = json!([{"product": "ERP", "heavy": "finance", "breakthrough": "logistics"}, {"product": "HR"}]);
    let mut known = known("T6", &[("K11", "…", product), ("K13", "…", staff), ("K20", "yes", json!(true))]);
    known.account.as_mut().unwrap().values.insert("owner".to_owned(), id(9).json());
    known.around = vec![
        record(Kind::Contact, 70, &json!({"full_name": "Zhou"})),
        record(Kind::Employment, 71, &json!({"contact": id(70).json(), "title": "CFO", "from": "2020-01-01"})),
    ];
    let found = proposed(&known);
    let told: Vec<_> = found.iter().map(|p| (p.kind, p.name.as_str(), p.field)).collect();
    assert_eq!(
        told,
        [
            (Kind::Opportunity, "ERP · logistics", ""),
            (Kind::Employment, "Zhou", "to"),
            (Kind::Contact, "New Man", ""),
            (Kind::Opportunity, "Hartwell · referral", ""),
        ]
    );
    assert_eq!((&found[0].new["kind"], &found[3].new["source"]), (&json!("upsell"), &json!("referral")));
    assert_eq!(found[1].new, json!("2026-03-06"));
    // Once it was made of this answer it is not proposed again.
    known.made = vec![(id(102), record(Kind::Opportunity, 90, &json!({"title": "Hartwell · referral"})))];
    assert_eq!(proposed(&known).len(), 3);
}
