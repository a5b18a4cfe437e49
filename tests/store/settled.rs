//! What is settled with the customer is not rewritten, on whatever path: answers, clauses and targets.

use super::*;

fn state(li: &Desk, kind: Kind, id: Id, from: &str, to: &str) {
    li.edit(kind, id, "state", json!(from), json!(to)).unwrap();
}

#[test]
fn answers_of_a_confirmed_interview_stand_until_it_is_opened_again() {
    let office = Office::new();
    let li = office.desk("li");
    let account = li.account("甲");
    let interview = li.add(
        Kind::Interview,
        json!({"title": "t", "template": "T1", "account": account.json(), "state": "IN_PROGRESS"}),
    );
    let fields = |question: &str| json!({"interview": interview.json(), "question": question, "raw": "yes"});
    let answer = li.add(Kind::Answer, fields("Q1"));
    let by_hand = new_id();
    let typed = Act { id: by_hand, ..act(vec![update(Kind::Answer, answer, "raw", json!("yes"), json!("no"))]) };
    li.ws.run(Command::Save(typed)).unwrap();
    let tang = li.add(Kind::Contact, json!({"full_name": "唐医生"}));
    let unsigned = li.edit(Kind::Interview, interview, "state", json!("IN_PROGRESS"), json!("CONFIRMED"));
    assert!(matches!(unsigned, Err(Failure::Invalid { .. })), "somebody must have confirmed it: {unsigned:?}");
    li.edit(Kind::Interview, interview, "signed_off_by", json!(null), tang.json()).unwrap();
    for closed in ["CONFIRMED", "CANCELLED"] {
        state(&li, Kind::Interview, interview, "IN_PROGRESS", closed);
        let before = (li.count("act"), li.get(Kind::Answer, answer));
        assert_eq!(
            refusal(li.edit(Kind::Answer, answer, "raw", json!("no"), json!("maybe"))),
            "interview-closed",
            "{closed}"
        );
        assert_eq!(refusal(li.edit(Kind::Answer, answer, "archived", json!(false), json!(true))), "interview-closed");
        assert_eq!(refusal(li.save(vec![insert(Kind::Answer, new_id(), fields("Q2"))])), "interview-closed");
        let undo = Command::Undo { act: new_id(), which: Some(by_hand) };
        assert_eq!(refusal(li.ws.run(undo)), "interview-closed", "undo is no way around it");
        assert_eq!((li.count("act"), li.get(Kind::Answer, answer)), before);
        state(&li, Kind::Interview, interview, closed, "IN_PROGRESS");
    }
    li.edit(Kind::Answer, answer, "raw", json!("no"), json!("maybe")).unwrap();
    state(&li, Kind::Interview, interview, "IN_PROGRESS", "CONFIRMED");
    let brought = act(vec![insert(Kind::Answer, new_id(), fields("Q3"))]);
    li.ws.run(Command::Import(brought.clone())).unwrap();
    let origin: String =
        li.ws.conn().query_row("SELECT origin FROM act ORDER BY seq DESC LIMIT 1", [], |row| row.get(0)).unwrap();
    assert_eq!(origin, "import");
    li.sound();
}

#[test]
fn clauses_and_targets_of_an_agreed_version_stand() {
    let office = Office::new();
    let li = office.desk("li");
    let agreement = li.add(Kind::Agreement, json!({"title": "SLA", "provider": "us", "receiver": "them"}));
    let version = |number: &str| {
        json!({
            "agreement": agreement.json(), "number": number, "languages": ["en"], "governing_language": "en",
        })
    };
    let first = li.add(Kind::AgreementVersion, version("0.1"));
    let next = li.add(Kind::AgreementVersion, version("0.2"));
    let clause = |version: Id| json!({"version": version.json(), "section": "scope", "language": "en", "text": "x"});
    let target = |version: Id| json!({"version": version.json(), "label": "T1"});
    let (said, promised) = (li.add(Kind::Clause, clause(first)), li.add(Kind::Target, target(first)));
    let open = li.add(Kind::Target, target(next));
    li.came(first, "state", json!("DRAFT"), json!("NEGOTIATION"));
    li.edit(Kind::Clause, said, "text", json!("x"), json!("y")).unwrap();
    li.came(first, "state", json!("NEGOTIATION"), json!("AGREED"));
    for refused in [
        li.edit(Kind::Clause, said, "text", json!("y"), json!("z")),
        li.edit(Kind::Target, promised, "service", json!(null), json!("mail")),
        li.save(vec![insert(Kind::Clause, new_id(), clause(first))]),
        li.save(vec![insert(Kind::Target, new_id(), target(first))]),
        // Neither taken out of it nor put into it.
        li.edit(Kind::Target, promised, "version", first.json(), next.json()),
        li.edit(Kind::Target, open, "version", next.json(), first.json()),
        li.save(vec![
            update(Kind::Target, open, "service", json!(null), json!("mail")),
            update(Kind::Target, promised, "archived", json!(false), json!(true)),
        ]),
    ] {
        assert_eq!(refusal(refused), "agreement-frozen");
    }
    li.edit(Kind::Target, open, "service", json!(null), json!("mail")).unwrap();
    li.came(first, "state", json!("AGREED"), json!("SIGNED"));
    li.sound();
}

#[test]
fn a_sheet_tells_how_much_it_does_not_show_and_an_interview_shows_everything() {
    let office = Office::new();
    let li = office.desk("li");
    let account = li.account("甲");
    let talk = |_: usize| {
        let fields = json!({"account": account.json(), "at": "2026-03-06T01:00:00Z", "summary": "call"});
        insert(Kind::Activity, new_id(), fields)
    };
    li.save((0..1003).map(talk).collect()).unwrap();
    let sheet = li.ws.sheet(Kind::Account, account).unwrap().unwrap();
    let shown = sheet.children.iter().find(|(kind, _)| *kind == Kind::Activity).unwrap().1.len();
    assert_eq!((shown, sheet.unshown_of(Kind::Activity), sheet.unshown_of(Kind::Contact)), (1000, 3, 0));
    assert_eq!(li.ws.belonging(Kind::Activity, "account", account).unwrap().len(), 1003);
}
