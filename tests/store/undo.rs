//! Taking back and doing again, over restarts, between colleagues, and when it is too late.

use super::save::trace;
use super::*;

fn name(desk: &Desk, id: Id) -> String {
    desk.get(Kind::Account, id).str("name").to_owned()
}

fn rename(desk: &Desk, id: Id, from: &str, to: &str) {
    desk.edit(Kind::Account, id, "name", json!(from), json!(to)).unwrap();
}

#[test]
fn undo_and_redo_go_to_and_fro_over_restarts() {
    let office = Office::new();
    let id;
    {
        let li = office.desk("li");
        id = li.account("a");
        rename(&li, id, "a", "b");
        rename(&li, id, "b", "c");
    }
    for _ in 0..3 {
        let li = office.desk("li");
        assert_eq!(li.undo().unwrap().verb, "verb-edit");
        assert_eq!(name(&li, id), "b");
        drop(li);
        let li = office.desk("li");
        li.undo().unwrap();
        assert_eq!(name(&li, id), "a");
        let done = li.redo().unwrap();
        assert_eq!((done.verb.as_str(), done.code.as_str()), ("verb-edit", "ACC-0001"), "what was done again");
        assert_eq!(name(&li, id), "b");
        drop(li);
        let li = office.desk("li");
        li.redo().unwrap();
        assert_eq!(name(&li, id), "c");
        assert_eq!(refusal(li.redo()), "store-nothing-to-redo");
        li.sound();
    }
    let li = office.desk("li");
    li.undo().unwrap();
    rename(&li, id, "b", "d");
    assert_eq!(refusal(li.redo()), "store-nothing-to-redo", "a new act ends what could be redone");
    li.undo().unwrap();
    li.undo().unwrap();
    li.undo().unwrap();
    assert_eq!(li.count("account"), 0);
    assert_eq!(refusal(li.undo()), "store-nothing-to-undo", "joining is not taken back");
    li.redo().unwrap();
    let back = li.get(Kind::Account, id);
    assert_eq!(back.code, "ACC-0001");
    let acts: i64 = li
        .ws
        .conn()
        .query_row("SELECT count(DISTINCT act) FROM chg WHERE entity = 'account'", [], |row| row.get(0))
        .unwrap();
    assert_eq!(back.version, acts, "the version counts every act, also those before it was away");
    li.sound();
}

#[test]
fn undo_restores_every_field_of_a_bulk_act_at_once() {
    let office = Office::new();
    let li = office.desk("li");
    let (a, b) = (li.account("a"), li.account("b"));
    let before = [li.get(Kind::Account, a).values, li.get(Kind::Account, b).values];
    let new = new_id();
    li.save(vec![
        update(Kind::Account, a, "name", json!("a"), json!("a2")),
        update(Kind::Account, b, "name", json!("b"), json!("b2")),
        update(Kind::Account, a, "industry", json!(null), json!("医疗")),
        update(Kind::Account, a, "name", json!("a2"), json!("a3")),
        update(Kind::Account, b, "archived", json!(false), json!(true)),
        update(Kind::Account, a, "it_budget", json!(null), json!({"minor": 5, "ccy": "EUR"})),
        insert(Kind::Account, new, json!({"name": "n", "owner": li.me.json()})),
        update(Kind::Account, new, "archived", json!(false), json!(true)),
    ])
    .unwrap();
    assert_eq!((name(&li, a), li.get(Kind::Account, b).archived), ("a3".to_owned(), true));
    assert_eq!(li.get(Kind::Account, a).version, 2, "one act, one version");
    let after = [li.get(Kind::Account, a).values, li.get(Kind::Account, b).values];
    li.undo().unwrap();
    assert_eq!([li.get(Kind::Account, a).values, li.get(Kind::Account, b).values], before);
    assert!(!li.get(Kind::Account, b).archived);
    assert!(li.ws.record(Kind::Account, new).unwrap().is_none());
    li.redo().unwrap();
    assert_eq!([li.get(Kind::Account, a).values, li.get(Kind::Account, b).values], after);
    assert!(li.get(Kind::Account, new).archived, "as it was left");
    li.sound();
}

#[test]
fn what_others_build_on_is_not_pulled_away() {
    let office = Office::new();
    let (li, wang) = (office.desk("li"), office.desk("wang"));
    let account = li.account("甲");
    let deal = wang.deal(account, "one");
    assert_eq!(refusal(li.undo()), "store-referenced-by");
    let need = wang.add(Kind::Need, json!({"title": "n", "statement": "s", "opportunity": deal.json()}));
    let goal = li.add(Kind::Need, json!({"title": "m", "statement": "s", "opportunity": deal.json()}));
    wang.add(Kind::Trace, trace((Kind::Need, need), (Kind::Need, goal)));
    assert_eq!(refusal(li.undo()), "store-referenced-by", "a thread leads to it");
    wang.undo().unwrap();
    wang.add(
        Kind::Gap,
        json!({"opportunity": deal.json(), "statement": "g", "current": "c", "desired": "d", "needs": [goal.json()]}),
    );
    assert_eq!(refusal(li.undo()), "store-referenced-by", "a gap names it in a list");
    wang.undo().unwrap();
    li.undo().unwrap();
    assert!(li.ws.record(Kind::Need, goal).unwrap().is_none());
    // The gap cannot come back without the need it names.
    assert_eq!(refusal(wang.redo()), "store-dangling");
    li.sound();
}

#[test]
fn undo_is_refused_when_somebody_went_on_from_there() {
    let office = Office::new();
    let (li, wang) = (office.desk("li"), office.desk("wang"));
    let id = li.account("a");
    rename(&li, id, "a", "b");
    rename(&wang, id, "b", "c");
    let before = li.count("act");
    let Err(Failure::Refused(msg)) = li.undo() else { panic!("undone over a colleague's change") };
    assert_eq!(msg.key, "store-undo-changed");
    assert_eq!(msg.args[0], ("who".to_owned(), "wang".into()));
    assert_eq!((name(&li, id), li.count("act")), ("c".to_owned(), before));
    // Also when the colleague happened to write what was there before.
    rename(&wang, id, "c", "a");
    assert_eq!(refusal(li.undo()), "store-undo-changed");
    // And a new record that somebody filled in further stays.
    let other = li.account("x");
    wang.edit(Kind::Account, other, "industry", json!(null), json!("医疗")).unwrap();
    assert_eq!(refusal(li.undo()), "store-undo-changed");
    // Once the colleague took it back, it works.
    wang.undo().unwrap();
    li.undo().unwrap();
    assert!(li.ws.record(Kind::Account, other).unwrap().is_none());
    li.sound();
}

#[test]
fn undo_takes_back_own_acts_and_named_ones_of_others() {
    let office = Office::new();
    let (li, wang) = (office.desk("li"), office.desk("wang"));
    let id = li.account("a");
    let theirs = wang.edit(Kind::Account, id, "industry", json!(null), json!("金融")).unwrap().act;
    rename(&li, id, "a", "b");
    wang.edit(Kind::Account, id, "growth_notes", json!(null), json!("n")).unwrap();
    li.undo().unwrap();
    assert_eq!(name(&li, id), "a", "one's own newest act, though a colleague saved later");
    li.ws.run(Command::Undo { act: new_id(), which: Some(theirs) }).unwrap();
    assert_eq!(li.get(Kind::Account, id).str("industry"), "");
    let again = li.ws.run(Command::Undo { act: new_id(), which: Some(theirs) });
    assert_eq!(refusal(again), "store-already-undone");
    let unknown = li.ws.run(Command::Undo { act: new_id(), which: Some(new_id()) });
    assert_eq!(refusal(unknown), "store-no-such-act");
    let log = wang.ws.log(None, None, 20).unwrap();
    assert!(log.iter().any(|entry| entry.act == theirs && entry.undone), "the journal says so");
    li.redo().unwrap();
    assert_eq!(li.get(Kind::Account, id).str("industry"), "金融");
    let log = wang.ws.log(None, None, 20).unwrap();
    assert!(log.iter().any(|entry| entry.act == theirs && !entry.undone));
    li.sound();
}

#[test]
fn a_move_and_an_archiving_are_taken_back_whole() {
    let office = Office::new();
    let li = office.desk("li");
    let account = li.account("甲");
    li.edit(Kind::Account, account, "industry", json!(null), json!("医疗")).unwrap();
    let (below, deal) = (li.deal(account, "below"), li.deal(account, "one"));
    li.deal(account, "top");
    assert_eq!(li.column("LEAD"), ["top", "one", "below"], "a new card stands on top");
    let before = li.get(Kind::Opportunity, deal).values;
    let to_lost = |seen: &str, to: &str, reason: Option<&str>| {
        li.ws.run(Command::Move {
            act: new_id(),
            id: deal,
            seen: seen.to_owned(),
            to: to.to_owned(),
            why: reason.map(|code| li.why(code)).unwrap_or_default(),
        })
    };
    assert!(matches!(to_lost("LEAD", "LOST", None), Err(Failure::Invalid { .. })), "a loss has a reason");
    to_lost("LEAD", "LOST", Some("postponed")).unwrap();
    assert_eq!(li.get(Kind::Opportunity, deal).str("lost_on"), "2026-03-06");
    assert_eq!(li.column("LEAD"), ["top", "below"]);
    li.undo().unwrap();
    assert_eq!(li.get(Kind::Opportunity, deal).values, before);
    assert_eq!(li.column("LEAD"), ["top", "one", "below"], "back in its place");
    li.edit(Kind::Opportunity, below, "archived", json!(false), json!(true)).unwrap();
    assert_eq!(li.column("LEAD"), ["top", "one"]);
    li.undo().unwrap();
    assert_eq!(li.column("LEAD"), ["top", "one", "below"]);
    li.sound();
}

/// A deal in the research stage, whose fields were filled one by one before.
fn in_research(desk: &Desk) -> Id {
    let account = desk.account("甲");
    let deal = desk.deal(account, "one");
    let amount = json!({"minor": 9_000_000, "ccy": "CNY"});
    desk.edit(Kind::Opportunity, deal, "presales_lead", json!(null), desk.me.json()).unwrap();
    desk.edit(Kind::Opportunity, deal, "expected_close_on", json!(null), json!("2027-03-01")).unwrap();
    desk.edit(Kind::Opportunity, deal, "amount", json!(null), amount).unwrap();
    for (seen, to) in [("LEAD", "QUALIFIED"), ("QUALIFIED", "RESEARCH")] {
        shift(desk, deal, seen, to);
    }
    deal
}

fn shift(desk: &Desk, id: Id, seen: &str, to: &str) {
    let (seen, to) = (seen.to_owned(), to.to_owned());
    let why = Reason { text: "as agreed".to_owned(), ..Reason::default() };
    desk.ws.run(Command::Move { act: new_id(), id, seen, to, why }).unwrap();
}

fn amount_act(desk: &Desk, deal: Id) -> Id {
    let log = desk.ws.log(Some((Kind::Opportunity, deal)), None, 50).unwrap();
    log.iter().find(|entry| entry.changes.iter().any(|change| change.field == "amount")).unwrap().act
}

#[test]
fn undo_does_not_empty_what_the_stage_of_a_card_needs_by_now() {
    let office = Office::new();
    let li = office.desk_without_gates("li");
    let deal = in_research(&li);
    let which = Some(amount_act(&li, deal));
    let result = li.ws.run(Command::Undo { act: new_id(), which });
    let Err(Failure::Refused(msg)) = result else { panic!("{result:?}") };
    assert_eq!(msg.key, "store-undo-stage");
    let said = canvass::text::Text::new(canvass::text::Lang::En).say(&msg);
    assert!(said.contains("“Amount”") && said.contains("Research"), "{said}");
    assert_eq!(li.get(Kind::Opportunity, deal).get("amount")["minor"], 9_000_000);
    // An edit keeps the same rule, for the same field.
    let amount = li.get(Kind::Opportunity, deal).get("amount").clone();
    let result = li.edit(Kind::Opportunity, deal, "amount", amount, json!(null));
    let Err(Failure::Invalid { faults, .. }) = result else { panic!("{result:?}") };
    assert_eq!((faults.len(), faults[0].0.as_str(), faults[0].1.key.as_str()), (1, "amount", "value-stage-needs"));
    // In order, latest first, everything goes back.
    li.undo().unwrap();
    li.ws.run(Command::Undo { act: new_id(), which }).unwrap();
    assert!(li.get(Kind::Opportunity, deal).get("amount").is_null());
    li.sound();
}

#[test]
fn undo_of_a_step_back_does_not_pass_the_gate_either_and_a_lost_card_may_lack_anything() {
    let office = Office::new();
    let li = office.desk_without_gates("li");
    let deal = in_research(&li);
    shift(&li, deal, "RESEARCH", "LEAD");
    let step_back = li.ws.log(None, None, 1).unwrap()[0].act;
    let amount = li.get(Kind::Opportunity, deal).get("amount").clone();
    li.edit(Kind::Opportunity, deal, "amount", amount, json!(null)).unwrap();
    let result = li.ws.run(Command::Undo { act: new_id(), which: Some(step_back) });
    assert_eq!(refusal(result), "store-undo-stage");
    assert_eq!(li.get(Kind::Opportunity, deal).str("stage"), "LEAD");

    let lose = |seen: &str| Command::Move {
        act: new_id(),
        id: deal,
        seen: seen.to_owned(),
        to: "LOST".to_owned(),
        why: li.why("postponed"),
    };
    li.ws.run(lose("LEAD")).unwrap();
    let lead = li.get(Kind::Opportunity, deal).get("presales_lead").clone();
    li.edit(Kind::Opportunity, deal, "presales_lead", lead, json!(null)).unwrap();
    li.sound();
}

/// What a field held when it was one link is a list of one today, and what was written about it then stays written.
#[test]
fn what_was_one_link_is_undone_as_a_list() {
    let office = Office::new();
    let li = office.desk("li");
    let made = |kind: &str| {
        let fields = json!({"title": kind, "kind": kind, "provider": "Aurora", "receiver": "Hospital"});
        li.add(Kind::Agreement, fields)
    };
    let (sla, ola) = (made("SLA"), made("OLA"));
    li.edit(Kind::Agreement, ola, "supports", Value::Null, json!([sla])).unwrap();
    // As a program wrote it that knew one alone.
    li.ws.conn().execute_batch("DROP TRIGGER chg_is_never_changed").unwrap();
    let old = "UPDATE chg SET after = after -> '$[0]' WHERE field = 'supports'";
    assert_eq!(li.ws.conn().execute(old, []).unwrap(), 1);
    let told = li.ws.log(Some((Kind::Agreement, ola)), None, 10).unwrap();
    assert_eq!(told[0].changes[0].after, json!([sla]));
    let above = |id| li.get(Kind::Agreement, id).get("supports").clone();
    li.undo().unwrap();
    assert_eq!(above(ola), Value::Null);
    li.redo().unwrap();
    assert_eq!(above(ola), json!([sla]));
    // A form that was begun before the file was raised still fits.
    let other = made("CONTRACT");
    li.edit(Kind::Agreement, ola, "supports", sla.json(), json!([sla, other])).unwrap();
    assert_eq!(above(ola), json!([sla, other]));
    match li.edit(Kind::Agreement, other, "supports", Value::Null, json!([ola])) {
        Err(Failure::Invalid { faults, .. }) => assert_eq!(faults[0].1.key, "value-circle"),
        other => panic!("a circle was expected, not {other:?}"),
    }
    assert_eq!(refusal(li.save(vec![Change::Delete { kind: Kind::Agreement, id: other }])), "store-referenced-by");
}
