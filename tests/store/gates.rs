//! Gates that no path avoids: moves, overrides, waivers, ticks, undo and redo.

use canvass::domain::funnel::gate::State;
use canvass::store::request::{Progress, Tick};

use super::*;

const DAY: i64 = 86_400_000;

fn go(desk: &Desk, deal: Id, to: &str, why: Reason) -> Result<Done, Failure> {
    let seen = desk.get(Kind::Opportunity, deal).str("stage").to_owned();
    desk.ws.run(Command::Move { act: new_id(), id: deal, seen, to: to.to_owned(), why })
}

fn words(text: &str) -> Reason {
    Reason { text: text.to_owned(), ..Reason::default() }
}

fn force(text: &str) -> Reason {
    Reason { force: true, ..words(text) }
}

/// Codes of the conditions that a refused move names as not holding.
fn missing(result: Result<Done, Failure>) -> Vec<String> {
    match result {
        Err(Failure::Gate { gate, .. }) => {
            gate.into_iter().filter(|finding| !finding.state.passes()).map(|finding| finding.code).collect()
        }
        other => panic!("the gate should be shut: {other:?}"),
    }
}

fn progress(desk: &Desk, deal: Id) -> Progress {
    desk.ws.progress(deal).unwrap().unwrap()
}

fn tick(desk: &Desk, deal: Id, item: &str, state: &str, evidence: &str) -> Result<Done, Failure> {
    let tick = Tick { item: item.into(), state: state.into(), evidence: evidence.into(), ..Tick::default() };
    desk.ws.run(Command::Tick { act: new_id(), id: deal, tick })
}

fn waive(desk: &Desk, deal: Id, condition: &str, reason: &str) -> Result<Done, Failure> {
    desk.ws.run(Command::Waive { act: new_id(), id: deal, condition: condition.into(), reason: reason.into() })
}

fn state(desk: &Desk, deal: Id, code: &str) -> State {
    let progress = progress(desk, deal);
    let mut all = progress.gate.iter().chain(progress.lists.iter().flat_map(|(_, items)| items));
    all.find(|finding| finding.code == code).unwrap_or_else(|| panic!("{code} is not asked")).state
}

/// A lead that may go on once its pain is known.
fn nearly(desk: &Desk) -> Id {
    let account = desk.account("东湖医院");
    let deal = desk.deal(account, "运维外包");
    desk.edit(Kind::Opportunity, deal, "presales_lead", json!(null), desk.me.json()).unwrap();
    let contact = desk.add(Kind::Contact, json!({"full_name": "王院长", "level": 3}));
    let role = json!({"opportunity": deal.json(), "contact": contact.json(), "roles": ["decision_maker"]});
    desk.add(Kind::DealRole, role);
    tick(desk, deal, "A101", "done", "Read the file of 2025").unwrap();
    let t5 = canvass::domain::research::template::Template::builtin("T5", 1).unwrap();
    let interview = json!({
        "title": "T5", "template": "T5", "template_version": 1, "account": account.json(),
        "opportunity": deal.json(), "state": "IN_PROGRESS",
    });
    let interview = desk.add(Kind::Interview, interview);
    let answers = t5.questions.iter().map(|question| {
        let answer = json!({
            "interview": interview.json(), "question": question.id, "status": "unknown", "status_reason": "asks Zhang",
        });
        insert(Kind::Answer, new_id(), answer)
    });
    desk.save(answers.collect()).unwrap();
    deal
}

fn pain(desk: &Desk, deal: Id) {
    desk.edit(Kind::Opportunity, deal, "pains", json!(null), json!(["月末对账要两天"])).unwrap();
}

#[test]
fn a_move_waits_for_its_conditions_and_then_goes() {
    let office = Office::new();
    let li = office.desk("li");
    let deal = nearly(&li);
    let acts = li.count("act");
    assert_eq!(missing(go(&li, deal, "QUALIFIED", Reason::default())), ["pain"]);
    assert_eq!(missing(go(&li, deal, "QUALIFIED", words("please"))), ["pain"], "words alone are no override");
    assert_eq!(li.count("act"), acts, "a refusal leaves no trace");
    pain(&li, deal);
    assert_eq!(go(&li, deal, "QUALIFIED", Reason::default()).unwrap().verb, "verb-move");
    assert!(missing(go(&li, deal, "RESEARCH", Reason::default())).contains(&"decider".to_owned()));
    li.sound();
}

#[test]
fn an_override_needs_words_and_stays_on_the_deal_and_in_its_history() {
    let office = Office::new();
    let li = office.desk("li");
    let deal = nearly(&li);
    let silent = go(&li, deal, "QUALIFIED", force(" "));
    assert!(matches!(&silent, Err(Failure::Gate { faults, .. }) if faults[0].0 == "forced_reason"), "{silent:?}");
    assert_eq!(go(&li, deal, "QUALIFIED", force("The dean asked for it")).unwrap().verb, "verb-force");
    go(&li, deal, "LEAD", words("Too early")).unwrap();
    pain(&li, deal);
    go(&li, deal, "QUALIFIED", Reason::default()).unwrap();
    let record = li.get(Kind::Opportunity, deal);
    assert_eq!(record.str("forced_reason"), "The dean asked for it", "for ever");
    let steps = progress(&li, deal).history;
    let told: Vec<_> = steps.iter().map(|s| (s.from.as_str(), s.to.as_str(), s.words.as_str(), s.forced)).collect();
    assert_eq!(
        told,
        [
            ("", "LEAD", "", false),
            ("LEAD", "QUALIFIED", "The dean asked for it", true),
            ("QUALIFIED", "LEAD", "Too early", false),
            ("LEAD", "QUALIFIED", "", false),
        ]
    );
    assert!(missing(go(&li, deal, "SOLUTION", Reason::default())).len() > 5, "no leap either");
    let forced = go(&li, deal, "SOLUTION", force("Signed elsewhere"));
    let Err(Failure::Invalid { faults, .. }) = forced else { panic!("fields are never passed over: {forced:?}") };
    assert_eq!(faults.iter().map(|(field, _)| field.as_str()).collect::<Vec<_>>(), ["amount", "expected_close_on"]);
    li.sound();
}

#[test]
fn undo_goes_back_freely_and_forward_through_the_gate() {
    let office = Office::new();
    let li = office.desk("li");
    let deal = nearly(&li);
    pain(&li, deal);
    go(&li, deal, "QUALIFIED", Reason::default()).unwrap();
    li.undo().unwrap();
    li.redo().unwrap();
    li.undo().unwrap();
    let stage = || li.get(Kind::Opportunity, deal).str("stage").to_owned();
    assert_eq!(stage(), "LEAD");
    // A colleague takes away what the gate asks for: doing it again meets the gate.
    let wang = office.desk("wang");
    wang.edit(Kind::Opportunity, deal, "pains", json!(["月末对账要两天"]), json!(null)).unwrap();
    assert_eq!(missing(li.redo()), ["pain"]);
    assert_eq!(stage(), "LEAD");
    // An override that is done again is still one.
    go(&li, deal, "QUALIFIED", force("He insists")).unwrap();
    li.undo().unwrap();
    assert!(li.get(Kind::Opportunity, deal).get("forced_reason").is_null(), "the override never was");
    li.redo().unwrap();
    assert_eq!((stage().as_str(), li.get(Kind::Opportunity, deal).str("forced_reason")), ("QUALIFIED", "He insists"));
    li.sound();
}

#[test]
fn a_loss_is_taken_back_as_long_as_it_could_be_reopened() {
    let office = Office::new();
    let deal = {
        let li = office.desk("li");
        let deal = li.deal(li.account("甲"), "one");
        go(&li, deal, "LOST", li.why("postponed")).unwrap();
        deal
    };
    let late = office.desk_at("li", MORNING + 181 * DAY);
    assert_eq!(refusal(late.undo()), "move-too-late");
    let Err(Failure::Invalid { faults, .. }) = go(&late, deal, "LEAD", Reason::default()) else { panic!() };
    assert_eq!(faults[0].1.key, "move-too-late");
    drop(late);
    let last = office.desk_at("li", MORNING + 180 * DAY);
    assert_eq!(go(&last, deal, "LEAD", Reason::default()).unwrap().verb, "verb-reopen");
    last.undo().unwrap();
    last.undo().unwrap();
    assert_eq!(last.get(Kind::Opportunity, deal).str("stage"), "LEAD");
    last.sound();
}

#[test]
fn what_cannot_be_met_yet_is_waived_with_a_reason_that_can_be_withdrawn() {
    let office = Office::new();
    let li = office.desk("li");
    let deal = nearly(&li);
    assert_eq!(refusal(waive(&li, deal, "pain", "no time")), "gate-not-waivable");
    assert_eq!(refusal(waive(&li, deal, "nonsense", "x")), "gate-no-condition");
    assert_eq!(state(&li, deal, "A102"), State::Later);
    waive(&li, deal, "A102", "Tender, no campaign").unwrap();
    assert_eq!(state(&li, deal, "A102"), State::Waived);
    waive(&li, deal, "A102", "").unwrap();
    assert_eq!(state(&li, deal, "A102"), State::Later);
    let again = waive(&li, deal, "A102", "A reference customer").unwrap();
    assert_eq!((again.verb.as_str(), li.count("waiver")), ("verb-waive", 1));
    let waived = progress(&li, deal).lists[0].1.iter().find(|item| item.code == "A102").cloned().unwrap();
    let note = waived.note.unwrap();
    assert_eq!((note.0.as_str(), note.1.as_str()), ("A reference customer", "li"));
    li.undo().unwrap();
    assert_eq!(state(&li, deal, "A102"), State::Later);
    li.sound();
}

#[test]
fn an_item_is_ticked_with_evidence_taken_back_and_ticked_again() {
    let office = Office::new();
    let li = office.desk("li");
    let deal = li.deal(li.account("甲"), "one");
    assert_eq!(refusal(tick(&li, deal, "A101", "done", " ")), "gate-needs-evidence");
    assert_eq!(refusal(tick(&li, deal, "A103", "done", "x")), "gate-item-automatic");
    assert_eq!(refusal(tick(&li, deal, "A999", "done", "x")), "gate-no-item");
    tick(&li, deal, "A101", "done", "Read the file").unwrap();
    assert_eq!(state(&li, deal, "A101"), State::Met);
    assert_eq!(tick(&li, deal, "A101", "open", "").unwrap().verb, "verb-untick");
    assert_eq!(state(&li, deal, "A101"), State::Missing);
    tick(&li, deal, "A101", "na", "Known for years").unwrap();
    assert_eq!((state(&li, deal, "A101"), li.count("check_mark")), (State::Met, 1));
    li.undo().unwrap();
    assert_eq!(state(&li, deal, "A101"), State::Missing);
    let due = Some("2026-04-01".to_owned());
    let point = Tick { item: "A424".into(), state: "open".into(), due, ..Tick::default() };
    li.ws.run(Command::Tick { act: new_id(), id: deal, tick: point }).unwrap();
    assert_eq!(state(&li, deal, "A424"), State::Opened);
    li.sound();
}

#[test]
fn a_pause_has_a_reason_ends_by_itself_and_can_be_cut_short() {
    let office = Office::new();
    let li = office.desk("li");
    let deal = li.deal(li.account("甲"), "one");
    let hold = |until: &str, why: &str| {
        let (until, why) = (until.parse().unwrap(), why.to_owned());
        li.ws.run(Command::Hold { act: new_id(), id: deal, until, why })
    };
    assert!(matches!(hold("2026-04-01", ""), Err(Failure::Invalid { .. })));
    assert!(matches!(hold("2026-03-06", "x"), Err(Failure::Invalid { .. })), "today is no pause");
    hold("2026-04-01", "Budget round").unwrap();
    assert_eq!(li.get(Kind::Opportunity, deal).str("status"), "on_hold");
    li.ws.run(Command::Resume { act: new_id(), id: deal }).unwrap();
    assert_eq!(li.get(Kind::Opportunity, deal).str("status"), "open");
    let verbs: Vec<String> = progress(&li, deal).history.into_iter().map(|step| step.verb).collect();
    assert_eq!(verbs, ["verb-edit", "verb-hold", "verb-resume"]);
    li.sound();
}

#[test]
fn days_in_each_stage_are_counted_from_the_journal() {
    let office = Office::new();
    let deal = {
        let li = office.desk("li");
        let deal = nearly(&li);
        pain(&li, deal);
        deal
    };
    {
        let li = office.desk_at("li", MORNING + 5 * DAY);
        go(&li, deal, "QUALIFIED", Reason::default()).unwrap();
    }
    let li = office.desk_at("li", MORNING + 17 * DAY);
    let days = || progress(&li, deal).history.into_iter().map(|step| step.days).collect::<Vec<_>>();
    assert_eq!(days(), [Some(5), Some(12)]);
    go(&li, deal, "LOST", li.why("no_budget")).unwrap();
    assert_eq!(days(), [Some(5), Some(12), None]);
    assert_eq!(progress(&li, deal).history[2].code, "no_budget");
}

#[test]
fn a_card_that_goes_back_leaves_behind_what_was_hoped_for_further_on() {
    let office = Office::new();
    let li = office.desk_without_gates("li");
    let account = li.account("甲");
    let mut fields = li.deal_fields(account, "hosting");
    fields["presales_lead"] = li.me.json();
    let id = li.add(Kind::Opportunity, fields);
    let goes = |seen: &str, to: &str| {
        let why = Reason { text: "as they say".to_owned(), ..Reason::default() };
        li.ws.run(Command::Move { act: new_id(), id, seen: seen.to_owned(), to: to.to_owned(), why }).unwrap();
    };
    let own = || li.get(Kind::Opportunity, id).get("probability_bp").clone();
    goes("LEAD", "QUALIFIED");
    // The most that the stage allows is what the next one has.
    let hope = |bp: i64| {
        let fields = [("probability_bp", json!(bp)), ("probability_reason", json!("they wait for us"))];
        li.save(fields.map(|(field, new)| update(Kind::Opportunity, id, field, Value::Null, new)).into())
    };
    assert!(matches!(hope(2_501), Err(Failure::Invalid { .. })));
    hope(2_500).unwrap();
    goes("QUALIFIED", "LEAD");
    assert_eq!(own(), Value::Null);
    li.undo().unwrap();
    assert_eq!(own(), json!(2_500), "one step with the move");
    // Lost, and taken up again where it stood: what it was thought to be worth counts again.
    li.ws
        .run(Command::Move { act: new_id(), id, seen: "QUALIFIED".into(), to: "LOST".into(), why: li.why("price") })
        .unwrap();
    assert_eq!(own(), json!(2_500));
    goes("LOST", "QUALIFIED");
    assert_eq!(own(), json!(2_500));
    li.sound();
}
