//! Several pipelines in one workspace: changed by people, seen by colleagues, and no way round a gate.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use canvass::domain::funnel::pipeline::{Pipeline, StageType};
use canvass::store::request::{Reshape, Tick};
use proptest::prelude::*;

use super::*;

fn shipped(code: &str) -> Pipeline {
    Pipelines::default().named(code).unwrap().clone()
}

fn reshape(desk: &Desk, seen: &Pipeline, wanted: &Pipeline, going: &[(&str, &str)]) -> Result<Done, Failure> {
    let going = going.iter().map(|(from, to)| ((*from).to_owned(), (*to).to_owned())).collect();
    let reshape = Reshape {
        key: wanted.code.clone(),
        seen: seen.print(),
        text: wanted.print(),
        going,
        why: "The stage is given up".to_owned(),
    };
    desk.ws.run(Command::Reshape { act: new_id(), reshape: Box::new(reshape) })
}

fn stage<'p>(pipeline: &'p mut Pipeline, code: &str) -> &'p mut canvass::domain::funnel::pipeline::Stage {
    pipeline.stages.iter_mut().find(|stage| stage.code == code).unwrap()
}

fn stands(desk: &Desk, deal: Id) -> String {
    desk.get(Kind::Opportunity, deal).str("stage").to_owned()
}

fn go(desk: &Desk, deal: Id, to: &str, why: Reason) -> Result<Done, Failure> {
    desk.ws.run(Command::Move { act: new_id(), id: deal, seen: stands(desk, deal), to: to.to_owned(), why })
}

fn words(text: &str) -> Reason {
    Reason { text: text.to_owned(), ..Reason::default() }
}

#[test]
fn a_new_deal_begins_where_deals_of_its_kind_begin() {
    let office = Office::new();
    let li = office.desk("li");
    let account = li.account("东湖医院");
    let begin = |kind: &str| {
        let mut fields = li.deal_fields(account, kind);
        fields["kind"] = json!(kind);
        let deal = li.get(Kind::Opportunity, li.add(Kind::Opportunity, fields));
        (deal.str("stage").to_owned(), deal.str("status").to_owned())
    };
    assert_eq!(begin("upsell"), ("LEAD".to_owned(), "open".to_owned()));
    assert_eq!(begin("renewal"), ("RENEWAL_DUE".to_owned(), "open".to_owned()));
    assert_eq!(begin("reactivation"), ("DORMANT".to_owned(), "on_hold".to_owned()));
    let funnel = li.ws.funnel().unwrap();
    assert_eq!(
        funnel.counts.into_iter().collect::<Vec<_>>(),
        ["DORMANT", "LEAD", "RENEWAL_DUE"].map(|s| (s.into(), 1))
    );
    li.sound();
}

#[test]
fn a_deal_goes_to_another_pipeline_for_a_reason_and_back_by_undo() {
    let office = Office::new();
    let li = office.desk("li");
    let deal = li.deal(li.account("东湖医院"), "运维外包");
    assert!(matches!(go(&li, deal, "RENEWAL_DUE", Reason::default()), Err(Failure::Invalid { .. })));
    let done = go(&li, deal, "RENEWAL_DUE", words("It renews the agreement of 2025")).unwrap();
    assert_eq!((done.verb.as_str(), stands(&li, deal).as_str()), ("verb-change-pipeline", "RENEWAL_DUE"));
    let steps = li.ws.stage_history(&li.get(Kind::Opportunity, deal)).unwrap();
    let last = steps.last().unwrap();
    assert_eq!((last.from.as_str(), last.to.as_str()), ("LEAD", "RENEWAL_DUE"));
    assert_eq!(last.words, "It renews the agreement of 2025");
    assert!(
        matches!(go(&li, deal, "RENEWAL_REVIEW", Reason::default()), Err(Failure::Gate { .. })),
        "its gate is asked"
    );
    li.undo().unwrap();
    assert_eq!(stands(&li, deal), "LEAD");
    li.sound();
}

#[test]
fn a_changed_pipeline_counts_at_once_also_for_a_colleague_and_is_undone_like_anything() {
    let office = Office::new();
    let (li, wang) = (office.desk("li"), office.desk("wang"));
    let deal = li.deal(li.account("东湖医院"), "运维外包");
    let mut open = shipped("new");
    stage(&mut open, "LEAD").gate.clear();
    stage(&mut open, "QUALIFIED").needs.clear();
    reshape(&li, &shipped("new"), &open, &[]).unwrap();
    assert_eq!(li.ws.pipelines().first(), &open);
    go(&wang, deal, "QUALIFIED", Reason::default()).expect("the gate is open for wang too");
    assert_eq!(wang.ws.pipelines().first(), &open);
    go(&wang, deal, "LEAD", words("Too early")).unwrap();
    li.undo().unwrap();
    assert_eq!(li.ws.pipelines().first(), &shipped("new"));
    assert!(matches!(
        go(&wang, deal, "QUALIFIED", Reason::default()),
        Err(Failure::Invalid { .. } | Failure::Gate { .. })
    ));
    li.redo().unwrap();
    assert_eq!(li.ws.pipelines().first(), &open);
    let kept = &li.ws.funnel().unwrap().kept;
    assert_eq!((kept.len(), kept[0].str("key")), (1, "new"));
    li.sound();
}

#[test]
fn two_who_change_different_stages_both_have_their_way() {
    let office = Office::new();
    let (li, wang) = (office.desk("li"), office.desk("wang"));
    let seen = shipped("renewal");
    let (mut mine, mut theirs) = (seen.clone(), seen.clone());
    stage(&mut mine, "RENEWAL_DUE").rot_days = Some(30);
    stage(&mut theirs, "RENEWAL_TERMS").wip = Some(5);
    reshape(&wang, &seen, &theirs, &[]).unwrap();
    reshape(&li, &seen, &mine, &[]).unwrap();
    let both = li.ws.pipelines().named("renewal").unwrap().clone();
    assert_eq!(both.stage("RENEWAL_DUE").unwrap().rot_days, Some(30));
    assert_eq!(both.stage("RENEWAL_TERMS").unwrap().wip, Some(5));
    let (mut again, mut other) = (seen.clone(), seen.clone());
    stage(&mut again, "RENEWAL_DUE").rot_days = Some(40);
    stage(&mut other, "RENEWAL_DUE").rot_days = Some(50);
    assert!(
        reshape(
            &wang,
            &both,
            &{
                let mut p = both.clone();
                stage(&mut p, "RENEWAL_DUE").rot_days = Some(40);
                p
            },
            &[]
        )
        .is_ok()
    );
    let clash = reshape(
        &li,
        &both,
        &{
            let mut p = both.clone();
            stage(&mut p, "RENEWAL_DUE").rot_days = Some(50);
            p
        },
        &[],
    );
    assert!(matches!(clash, Err(Failure::Clash { .. })), "{clash:?}");
    li.sound();
}

#[test]
fn a_stage_with_deals_is_given_up_only_with_a_place_for_them() {
    let office = Office::new();
    let li = office.desk_without_gates("li");
    let ungated = |code: &str| Pipelines::default().ungated().named(code).unwrap().clone();
    let account = li.account("东湖医院");
    let deals = ["a", "b"].map(|title| {
        let mut fields = li.deal_fields(account, title);
        fields["presales_lead"] = li.me.json();
        let deal = li.add(Kind::Opportunity, fields);
        go(&li, deal, "QUALIFIED", Reason::default()).unwrap();
        deal
    });
    let mut without = ungated("new");
    stage(&mut without, "QUALIFIED").retired = true;
    assert_eq!(refusal(reshape(&li, &ungated("new"), &without, &[])), "pipeline-stage-in-use");
    assert_eq!(li.ws.pipelines().first(), &ungated("new"), "nothing has changed");
    reshape(&li, &ungated("new"), &without, &[("QUALIFIED", "LEAD")]).unwrap();
    assert_eq!(deals.map(|deal| stands(&li, deal)), ["LEAD", "LEAD"]);
    assert_eq!(
        refusal(go(&li, deals[0], "QUALIFIED", Reason::default()).map_err(|failure| match failure {
            Failure::Invalid { mut faults, .. } => Failure::Refused(faults.swap_remove(0).1),
            other => other,
        })),
        "move-retired"
    );
    li.undo().unwrap();
    assert_eq!(deals.map(|deal| stands(&li, deal)), ["QUALIFIED", "QUALIFIED"]);
    // Its code stays with the history.
    go(&li, deals[0], "LEAD", words("back")).unwrap();
    go(&li, deals[1], "LEAD", words("back")).unwrap();
    let mut removed = ungated("new");
    removed.stages.retain(|stage| stage.code != "QUALIFIED");
    assert_eq!(refusal(reshape(&li, &ungated("new"), &removed, &[])), "pipeline-stage-told");
    removed = ungated("new");
    removed.stages.retain(|stage| stage.code != "SHOWCASE");
    reshape(&li, &ungated("new"), &removed, &[]).expect("where nobody ever stood, nothing is told");
    li.sound();
}

#[test]
fn what_contradicts_itself_or_another_pipeline_is_not_saved() {
    let office = Office::new();
    let li = office.desk("li");
    let fault = |change: &dyn Fn(&mut Pipeline)| {
        let mut wanted = shipped("renewal");
        change(&mut wanted);
        match reshape(&li, &shipped("renewal"), &wanted, &[]) {
            Err(Failure::Invalid { faults, .. }) => faults[0].1.key.clone(),
            Err(Failure::Refused(msg)) => msg.key,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(fault(&|p| stage(p, "RENEWAL_OFFER").probability_bp = 100), "pipeline-falls");
    assert_eq!(fault(&|p| stage(p, "RENEWAL_OFFER").name.ru.clear()), "pipeline-nameless");
    assert_eq!(fault(&|p| stage(p, "RENEWAL_OFFER").code = "LEAD".to_owned()), "pipeline-stage-elsewhere");
    assert_eq!(fault(&|p| stage(p, "RENEWAL_OFFER").gate.push("whatever".to_owned())), "pipeline-no-condition");
    assert_eq!(li.count("pipeline"), 0);
    let mut own = shipped("renewal");
    own.code = "pilot".to_owned();
    for stage in &mut own.stages {
        stage.code = format!("PILOT_{}", stage.code.split('_').next_back().unwrap());
    }
    own.stages[6].code = "PILOT_OUT".to_owned();
    own.stages[5].code = "PILOT_LOST".to_owned();
    own.stages[4].code = "PILOT_WON".to_owned();
    own.kinds.clear();
    reshape(&li, &own, &own, &[]).unwrap();
    assert_eq!(li.ws.pipelines().all().count(), 4);
    li.sound();
}

/// Two small pipelines whose gates can be met: by ticks `t1`, `t2` and a waiver of `w1`.
fn small() -> Pipelines {
    let text = |code: &str, stages: &[(&str, &str, &str)]| {
        let name = "name = { en = 'a', zh = 'b', ru = 'c' }";
        let mut text = format!("code = '{code}'\n{name}\nphases = []\n");
        for (code, ty, gate) in stages {
            let bp = match *ty {
                "won" => 10_000,
                _ => 0,
            };
            let days = if *ty == "lost" { "reopen_days = 180\n" } else { "" };
            let _ = write!(
                text,
                "[[stages]]\ncode = '{code}'\n{name}\ntype = '{ty}'\nprobability_bp = {bp}\ngate = [{gate}]\n{days}"
            );
        }
        for code in ["t1", "t2"] {
            let _ = write!(text, "[[conditions]]\ncode = '{code}'\n{name}\n");
        }
        text + &format!("[[conditions]]\ncode = 'w1'\n{name}\nwhen = {{ later = 'solution' }}\n")
    };
    let p =
        [("P1", "open", "'t1'"), ("P2", "open", "'t2'"), ("P3", "open", "'w1'"), ("PW", "won", ""), ("PL", "lost", "")];
    let q = [("Q1", "hold", "'t1', 'w1'"), ("Q2", "open", "'t2'"), ("QW", "won", ""), ("QL", "lost", "")];
    let read = |text: &str| Pipeline::read(text).unwrap();
    Pipelines::default().with(read(&text("p", &p))).with(read(&text("q", &q)))
}

#[derive(Clone, Debug)]
enum Step {
    Go(usize, bool, bool),
    Tick(bool, bool),
    Waive(bool),
    Undo,
    Redo,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        6 => (0..9_usize, any::<bool>(), prop::bool::weighted(0.1)).prop_map(|(to, why, force)| Step::Go(to, why, force)),
        2 => (any::<bool>(), prop::bool::weighted(0.7)).prop_map(|(first, done)| Step::Tick(first, done)),
        1 => any::<bool>().prop_map(Step::Waive),
        2 => Just(Step::Undo),
        1 => Just(Step::Redo),
    ];
    prop::collection::vec(step, 1..30)
}

/// What the tables say of ticks and waivers, without the rules that are tested.
fn met(desk: &Desk, deal: Id) -> BTreeSet<String> {
    let rows = |sql: &str| -> Vec<String> {
        let mut select = desk.ws.conn().prepare(sql).unwrap();
        select.query_map([deal.0.as_bytes().as_slice()], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    let ticked = rows("SELECT item FROM check_mark WHERE opportunity = ?1 AND archived = 0 AND state <> 'open'");
    let waived = rows("SELECT condition FROM waiver WHERE opportunity = ?1 AND archived = 0");
    ticked.into_iter().chain(waived).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_row_of_commands_carries_a_deal_past_a_gate_unseen(steps in steps()) {
        let office = Office::new();
        // What a colleague made, undo does not take away.
        let wang = office.desk("wang");
        let wang = Desk { ws: wang.ws.with_pipelines(small()), me: wang.me };
        let desk = office.desk("li");
        let desk = Desk { ws: desk.ws.with_pipelines(small()), me: desk.me };
        let mut fields = wang.deal_fields(wang.account("东湖医院"), "运维外包");
        (fields["stage"], fields["amount"]) = (json!("P1"), json!({"minor": 100, "ccy": "CNY"}));
        let deal = wang.add(Kind::Opportunity, fields);
        let pipelines = small();
        let mut stood = "P1".to_owned();
        // Where it stood, and what held then.
        let mut was = BTreeSet::from([(stood.clone(), met(&desk, deal))]);
        let goals = ["P1", "P2", "P3", "PW", "PL", "Q1", "Q2", "QW", "QL"];
        for (n, step) in steps.into_iter().enumerate() {
            let (before, held) = (stands(&desk, deal), met(&desk, deal));
            let undoes = matches!(step, Step::Undo | Step::Redo);
            let done = match step {
                Step::Go(to, why, force) => {
                    let text = if why || force { format!("reason {n}") } else { String::new() };
                    go(&desk, deal, goals[to], Reason { code: "other".to_owned(), text, force, ..Reason::default() })
                }
                Step::Tick(first, done) => {
                    let state = if done { "done" } else { "open" };
                    let item = if first { "t1" } else { "t2" };
                    let tick = Tick { item: item.into(), state: state.into(), evidence: "seen".into(), ..Tick::default() };
                    desk.ws.run(Command::Tick { act: new_id(), id: deal, tick })
                }
                Step::Waive(on) => {
                    let reason = if on { "agreed" } else { "" };
                    desk.ws.run(Command::Waive { act: new_id(), id: deal, condition: "w1".into(), reason: reason.into() })
                }
                Step::Undo => desk.undo(),
                Step::Redo => desk.redo(),
            };
            let after = stands(&desk, deal);
            if let Ok(done) = done && before != after {
                let forced: bool = desk.ws.conn().query_row(
                    "SELECT count(*) FROM chg JOIN act ON act.seq = chg.act
                     WHERE act.id = ?1 AND chg.field = 'forced_reason' AND chg.after IS NOT NULL AND chg.after <> 'null'",
                    [done.act.0.as_bytes().as_slice()],
                    |row| row.get(0),
                ).unwrap();
                let goal = pipelines.of(&after).unwrap();
                let place = |code: &str| goal.stages().iter().position(|stage| stage.code == code);
                let open = |code: &str| pipelines.is_open(code);
                let base = if open(&before) { &before } else { &stood };
                let from = place(base).unwrap_or(0);
                let lost = goal.stage(&after).unwrap().ty == StageType::Lost;
                let to = place(&after).unwrap();
                if !lost && !forced && from < to {
                    let asked: BTreeSet<String> = goal.stages()[from..to].iter().flat_map(|stage| stage.gate.clone()).collect();
                    // Undo restores what was, stage and conditions together; otherwise it meets the gate.
                    let restored = undoes && was.contains(&(after.clone(), held.clone()));
                    prop_assert!(restored || asked.is_subset(&held), "{before} to {after} with {held:?} of {asked:?}");
                    prop_assert!(undoes || to == from + 1 || (place(base).is_none() && to <= 1), "{before} to {after} leaves stages out");
                }
            }
            was.insert((after.clone(), met(&desk, deal)));
            if pipelines.is_open(&after) {
                stood = after;
            }
        }
        desk.sound();
    }
}
