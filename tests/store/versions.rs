//! A version's state is reached through its gate, on whatever path.

use super::*;

fn agreement(li: &Desk) -> (Id, Id) {
    agreement_of(li, "SLA")
}

/// An agreement of a kind with its first version.
fn agreement_of(li: &Desk, kind: &str) -> (Id, Id) {
    let fields = json!({"title": kind, "kind": kind, "provider": "us", "receiver": "them"});
    let agreement = li.add(Kind::Agreement, fields);
    let values =
        json!({"agreement": agreement.json(), "number": "0.1", "languages": ["en"], "governing_language": "en"});
    (agreement, li.add(Kind::AgreementVersion, values))
}

fn enter(version: Id, seen: &str, to: &str, reason: &str) -> Command {
    let (seen, to, reason) = (seen.to_owned(), to.to_owned(), reason.to_owned());
    Command::Enter { act: new_id(), version, seen, to, reason }
}

#[test]
fn no_path_leads_around_a_gate() {
    let office = Office::new();
    let li = office.desk("li");
    let (_, version) = agreement(&li);
    assert_eq!(refusal(li.ws.run(enter(version, "DRAFT", "INTERNAL_REVIEW", ""))), "state-refused");
    for (from, to) in [("DRAFT", "INTERNAL_REVIEW"), ("DRAFT", "SIGNED")] {
        assert_eq!(refusal(li.edit(Kind::AgreementVersion, version, "state", json!(from), json!(to))), "state-refused");
    }
    let me = li.add(Kind::User, json!({"login": "wang", "name": "Wang"}));
    li.edit(Kind::AgreementVersion, version, "author", json!(null), me.json()).unwrap();
    li.ws.run(enter(version, "DRAFT", "INTERNAL_REVIEW", "")).unwrap();
    assert_eq!(refusal(li.ws.run(enter(version, "DRAFT", "CANCELLED", "no"))), "state-moved-meanwhile");
    assert_eq!(refusal(li.ws.run(enter(version, "INTERNAL_REVIEW", "NEGOTIATION", ""))), "state-refused");
    li.undo().unwrap();
    let state = || li.get(Kind::AgreementVersion, version).str("state").to_owned();
    assert_eq!(state(), "DRAFT", "undo goes back the way that was come");
    li.redo().unwrap();
    assert_eq!(state(), "INTERNAL_REVIEW");
    li.ws.run(enter(version, "INTERNAL_REVIEW", "DRAFT", "")).unwrap();
    li.ws.run(enter(version, "DRAFT", "CANCELLED", "客户改期")).unwrap();
    let ended = li.get(Kind::AgreementVersion, version);
    assert_eq!((ended.str("state"), ended.str("end_reason")), ("CANCELLED", "客户改期"));
    assert!(!ended.str("ended_on").is_empty());
    li.sound();
}

#[test]
fn the_next_version_copies_everything_and_two_people_get_two_numbers() {
    let office = Office::new();
    let (li, wang) = (office.desk("li"), office.desk("wang"));
    let (agreement, first) = agreement(&li);
    li.add(Kind::Clause, json!({"version": first.json(), "section": "scope", "language": "en", "text": "x"}));
    let target = li.add(Kind::Target, json!({"version": first.json(), "label": "T1"}));
    let (_, other) = agreement_of(&li, "UC");
    let beneath = li.add(Kind::Target, json!({"version": other.json(), "label": "T1"}));
    let link = Change::link(new_id(), (Kind::Target, target), (Kind::Target, beneath));
    li.save(vec![link]).unwrap();
    let acts = li.count("act");
    li.ws.run(Command::NextVersion { act: new_id(), version: first }).unwrap();
    wang.ws.run(Command::NextVersion { act: new_id(), version: first }).unwrap();
    assert_eq!(li.count("act"), acts + 2);
    let versions = li.ws.belonging(Kind::AgreementVersion, "agreement", agreement).unwrap();
    let mut numbers: Vec<&str> = versions.iter().map(|version| version.str("number")).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, ["0.1", "0.2", "0.3"]);
    for version in versions.iter().filter(|version| version.id != first) {
        assert_eq!(version.id_of("predecessor"), Some(first));
        assert_eq!(li.ws.belonging(Kind::Clause, "version", version.id).unwrap().len(), 1);
        let targets = li.ws.belonging(Kind::Target, "version", version.id).unwrap();
        assert_eq!(targets.len(), 1);
        assert!(!li.ws.thread(&targets[0]).unwrap().1.is_empty(), "what it stands on stays linked");
    }
    li.undo().unwrap();
    assert_eq!(li.ws.belonging(Kind::AgreementVersion, "agreement", agreement).unwrap().len(), 2);
    li.sound();
}

#[test]
fn terms_of_an_agreed_version_stand_and_signatures_are_gathered() {
    let office = Office::new();
    let li = office.desk("li");
    let (_, version) = agreement(&li);
    let set = |field: &str, old: Value, new: Value| li.edit(Kind::AgreementVersion, version, field, old, new);
    set("notice_days", json!(null), json!(30)).unwrap();
    li.came(version, "state", json!("DRAFT"), json!("AGREED"));
    assert_eq!(refusal(set("notice_days", json!(30), json!(60))), "agreement-frozen");
    assert_eq!(refusal(set("prices", json!(null), json!([{"item": "x"}]))), "agreement-frozen");
    set("signatories", json!(null), json!([{"side": "provider", "name": "Li"}])).unwrap();
    set("next_review_on", json!(null), json!("2026-09-01")).unwrap();
    li.came(version, "state", json!("AGREED"), json!("SIGNED"));
    let signatures = json!([{"side": "provider", "name": "Li"}]);
    assert_eq!(refusal(set("signatories", signatures, json!(null))), "agreement-frozen");
    assert_eq!(refusal(set("number", json!("0.1"), json!("9.9"))), "agreement-frozen", "it is signed with the rest");
    li.sound();
}

#[test]
fn the_parties_of_a_signed_version_stand_too() {
    let office = Office::new();
    let li = office.desk("li");
    let (agreement, version) = agreement(&li);
    let held = li.get(Kind::Agreement, agreement);
    let other = |field: &str| {
        let new = if field == "ccy" { "RUB" } else { "Somebody" };
        li.edit(Kind::Agreement, agreement, field, held.get(field).clone(), json!(new))
    };
    other("provider").unwrap();
    li.undo().unwrap();
    li.came(version, "state", json!("DRAFT"), json!("SIGNED"));
    li.came(version, "content_hash", json!(null), json!("0".repeat(64)));
    for field in ["provider", "receiver", "ccy"] {
        assert_eq!(refusal(other(field)), "agreement-parties-signed", "{field}");
    }
    li.edit(Kind::Agreement, agreement, "title", held.get("title").clone(), json!("Mail")).unwrap();
    li.sound();
}

#[test]
fn what_came_in_signed_goes_again_with_its_parts_and_comes_back() {
    let office = Office::new();
    let li = office.desk("li");
    let (agreement, _) = agreement(&li);
    let (version, clause) = (new_id(), new_id());
    let values = json!({
        "agreement": agreement.json(), "number": "1.0", "languages": ["en"], "governing_language": "en",
        "state": "SIGNED",
    });
    let said = json!({"version": version.json(), "section": "scope", "language": "en", "text": "x"});
    let come = act(vec![insert(Kind::AgreementVersion, version, values), insert(Kind::Clause, clause, said)]);
    li.ws.run(Command::Import(come)).unwrap();
    li.undo().unwrap();
    assert_eq!(li.ws.belonging(Kind::AgreementVersion, "agreement", agreement).unwrap().len(), 1);
    li.redo().unwrap();
    assert_eq!(li.get(Kind::Clause, clause).str("text"), "x");
    assert_eq!(refusal(li.edit(Kind::Clause, clause, "text", json!("x"), json!("y"))), "agreement-frozen");
    li.sound();
}

#[test]
fn a_new_version_is_a_draft_unless_it_was_brought_from_elsewhere() {
    let office = Office::new();
    let li = office.desk("li");
    let (agreement, _) = agreement(&li);
    let values = |state: &str| {
        json!({
            "agreement": agreement.json(), "number": "1.0", "languages": ["en"], "governing_language": "en", "state": state,
        })
    };
    for state in ["INTERNAL_REVIEW", "SIGNED", "IN_FORCE", "CANCELLED"] {
        let made = li.save(vec![insert(Kind::AgreementVersion, new_id(), values(state))]);
        assert_eq!(refusal(made), "state-new-is-draft", "{state}");
    }
    li.save(vec![insert(Kind::AgreementVersion, new_id(), values("DRAFT"))]).unwrap();
    // What was settled elsewhere comes in whole; undo and redo do not ask again.
    let signed = new_id();
    li.ws.run(Command::Import(act(vec![insert(Kind::AgreementVersion, signed, values("SIGNED"))]))).unwrap();
    li.undo().unwrap();
    li.redo().unwrap();
    assert_eq!(li.get(Kind::AgreementVersion, signed).str("state"), "SIGNED");
    li.sound();
}

#[test]
fn who_takes_back_the_next_version_hears_what_leads_to_it() {
    let office = Office::new();
    let (li, wang) = (office.desk("li"), office.desk("wang"));
    let (agreement, first) = agreement(&li);
    li.add(Kind::Clause, json!({"version": first.json(), "section": "scope", "language": "en", "text": "x"}));
    li.ws.run(Command::NextVersion { act: new_id(), version: first }).unwrap();
    let sheet = li.ws.agreement(agreement).unwrap().unwrap();
    assert_eq!(sheet.version.str("number"), "0.2");
    // A colleague links a need to a clause of it.
    let deal = wang.deal(wang.account("甲"), "one");
    let need = wang.add(Kind::Need, json!({"title": "夜间支持", "statement": "s", "opportunity": deal.json()}));
    wang.save(vec![Change::link(new_id(), (Kind::Need, need), (Kind::Clause, sheet.clauses[0].id))]).unwrap();
    let Err(Failure::Refused(why)) = li.undo() else { panic!("pulled away") };
    let said = canvass::text::Text::new(canvass::text::Lang::En).say(&why);
    assert!(said.contains("N-0001 夜间支持 leads to Clause “Purpose and scope” now"), "{said}");
    wang.undo().unwrap();
    li.undo().unwrap();
    assert_eq!(li.ws.agreement(agreement).unwrap().unwrap().version.id, first);
    li.sound();
}

#[test]
fn a_text_that_was_put_away_comes_back_only_where_no_other_took_its_place() {
    let office = Office::new();
    let li = office.desk("li");
    let (_, version) = agreement(&li);
    let text = |said: &str| json!({"version": version.json(), "section": "scope", "language": "en", "text": said});
    let first = li.add(Kind::Clause, text("x"));
    li.save(vec![Change::archive(&li.get(Kind::Clause, first), true)]).unwrap();
    let second = li.add(Kind::Clause, text("y"));
    let back = || li.save(vec![Change::archive(&li.get(Kind::Clause, first), false)]);
    assert_eq!(refusal(back()), "store-section-twice");
    li.save(vec![Change::archive(&li.get(Kind::Clause, second), true)]).unwrap();
    back().unwrap();
    assert_eq!(li.get(Kind::Clause, first).str("text"), "x");
    li.sound();
}
