//! Two people in one record: what merges, what clashes, and what the clash says.

use super::*;

#[test]
fn different_fields_merge_and_the_same_field_clashes_with_who_and_when() {
    let office = Office::new();
    let (li, wang) = (office.desk("li"), office.desk_at("wang", MORNING + 60_000));
    let id = li.account("a");
    wang.edit(Kind::Account, id, "industry", json!(null), json!("金融")).unwrap();
    li.edit(Kind::Account, id, "name", json!("a"), json!("b")).unwrap();
    let now = li.get(Kind::Account, id);
    assert_eq!((now.str("name"), now.str("industry"), now.version), ("b", "金融", 3));

    let result = li.save(vec![
        update(Kind::Account, id, "short_name", json!(null), json!("s")),
        update(Kind::Account, id, "industry", json!(null), json!("医疗")),
    ]);
    let Err(Failure::Clash { clashes, .. }) = result else { panic!("{result:?}") };
    assert_eq!(clashes.len(), 1);
    let clash = &clashes[0];
    assert_eq!((clash.kind, clash.id, clash.field.as_str()), (Kind::Account, id, "industry"));
    assert_eq!((&clash.original, &clash.theirs, &clash.mine), (&json!(null), &json!("金融"), &json!("医疗")));
    assert_eq!(clash.who, "wang");
    assert!((MORNING + 60_000..MORNING + 61_000).contains(&clash.when_ms), "{}", clash.when_ms);
    assert_eq!(li.get(Kind::Account, id), now, "nothing of the act was saved");
    // With the colleague's value as the base it goes through.
    li.edit(Kind::Account, id, "industry", json!("金融"), json!("医疗")).unwrap();
    li.sound();
}

#[test]
fn the_same_value_from_both_is_no_clash() {
    let office = Office::new();
    let (li, wang) = (office.desk("li"), office.desk("wang"));
    let id = li.account("a");
    wang.edit(Kind::Account, id, "industry", json!(null), json!("金融")).unwrap();
    let done = li.edit(Kind::Account, id, "industry", json!(null), json!("金融")).unwrap();
    assert_eq!((done.changes, li.get(Kind::Account, id).version), (0, 2));
}

#[test]
fn fields_that_only_make_sense_together_clash_together() {
    let office = Office::new();
    let (li, wang) = (office.desk("li"), office.desk("wang"));
    let account = li.account("甲");
    let contact = li.add(Kind::Contact, json!({"full_name": "王芳"}));
    let job = li.add(
        Kind::Employment,
        json!({"contact": contact.json(), "account": account.json(), "title": "t", "from": "2024-01-01", "to": "2025-01-01"}),
    );
    wang.edit(Kind::Employment, job, "to", json!("2025-01-01"), json!("2026-01-01")).unwrap();
    // The form sends the rest of the term unchanged.
    let result = li.save(vec![
        update(Kind::Employment, job, "from", json!("2024-01-01"), json!("2024-06-01")),
        update(Kind::Employment, job, "to", json!("2025-01-01"), json!("2025-01-01")),
    ]);
    let Err(Failure::Clash { clashes, .. }) = result else { panic!("{result:?}") };
    assert_eq!(clashes.iter().map(|c| c.field.as_str()).collect::<Vec<_>>(), ["to"]);
    assert_eq!(li.get(Kind::Employment, job).str("from"), "2024-01-01");
}

#[test]
fn a_clash_of_links_names_the_records() {
    let office = Office::new();
    let (li, wang) = (office.desk("li"), office.desk("wang"));
    let id = li.account("a");
    wang.edit(Kind::Account, id, "owner", li.me.json(), wang.me.json()).unwrap();
    let zhao = li.add(Kind::User, json!({"login": "zhao", "name": "赵"}));
    let result = li.edit(Kind::Account, id, "owner", li.me.json(), zhao.json());
    let Err(Failure::Clash { labels, .. }) = result else { panic!("{result:?}") };
    let name = |id: Id| labels.get(&id).map(String::as_str);
    assert_eq!((name(li.me), name(wang.me), name(zhao)), (Some("li"), Some("wang"), Some("赵")));
}

#[test]
fn a_card_moved_meanwhile_is_not_moved_on() {
    let office = Office::new();
    let (li, wang) = (office.desk("li"), office.desk("wang"));
    let account = li.account("甲");
    let deal = li.deal(account, "one");
    let go = |desk: &Desk, to: &str| {
        desk.ws.run(Command::Move {
            act: new_id(),
            id: deal,
            seen: "LEAD".to_owned(),
            to: to.to_owned(),
            why: desk.why("postponed"),
        })
    };
    go(&wang, "LOST").unwrap();
    let result = go(&li, "DISQUALIFIED");
    let Err(Failure::Clash { clashes, .. }) = result else { panic!("{result:?}") };
    assert_eq!(
        (clashes[0].who.as_str(), &clashes[0].theirs, &clashes[0].mine),
        ("wang", &json!("LOST"), &json!("DISQUALIFIED"))
    );
    assert_eq!(li.get(Kind::Opportunity, deal).str("stage"), "LOST");
}

#[test]
fn a_record_taken_back_meanwhile_is_gone_not_half_there() {
    let office = Office::new();
    let (li, wang) = (office.desk("li"), office.desk("wang"));
    let id = li.account("a");
    li.undo().unwrap();
    assert_eq!(refusal(wang.edit(Kind::Account, id, "name", json!("a"), json!("b"))), "store-gone");
}

/// Both read the notes of one account; Wang saves first.
fn notes(before: &str, theirs: &str, mine: &str) -> (Office, Desk, Id, Act, Result<Done, Failure>) {
    let office = Office::new();
    let (li, wang) = (office.desk("li"), office.desk_at("wang", MORNING + 60_000));
    let fields = json!({"name": "a", "owner": li.me.json(), "growth_notes": before});
    let id = li.add(Kind::Account, fields);
    wang.edit(Kind::Account, id, "growth_notes", json!(before), json!(theirs)).unwrap();
    let mine = act(vec![update(Kind::Account, id, "growth_notes", json!(before), json!(mine))]);
    let done = li.ws.run(Command::Save(mine.clone()));
    (office, li, id, mine, done)
}

#[test]
fn different_paragraphs_of_one_text_are_both_kept_told_and_taken_back_as_one_step() {
    let (_office, li, id, mine, done) = notes("one\ntwo\nthree", "one\ntwo\n3", "1\ntwo\nthree");
    let done = done.unwrap();
    assert_eq!((done.changes, done.merged_with), (1, vec!["wang".to_owned()]));
    assert_eq!(li.get(Kind::Account, id).str("growth_notes"), "1\ntwo\n3");
    // An answer that was lost is asked for again under the same act.
    li.ws.run(Command::Save(mine.clone())).unwrap();
    let mut other = mine;
    other.changes = vec![update(Kind::Account, id, "growth_notes", json!("one\ntwo\nthree"), json!("else"))];
    assert_eq!(refusal(li.ws.run(Command::Save(other))), "store-act-differs");
    li.undo().unwrap();
    assert_eq!(li.get(Kind::Account, id).str("growth_notes"), "one\ntwo\n3", "what the colleague wrote stays");
    li.redo().unwrap();
    assert_eq!(li.get(Kind::Account, id).str("growth_notes"), "1\ntwo\n3");
    li.sound();
}

#[test]
fn different_words_of_one_paragraph_are_proposed_and_not_saved() {
    let (_office, li, id, _, done) = notes("slow at month end", "very slow at month end", "slow at quarter end");
    let Err(Failure::Clash { clashes, .. }) = done else { panic!("{done:?}") };
    assert_eq!(clashes[0].both, Some(json!("very slow at quarter end")));
    assert_eq!(li.get(Kind::Account, id).str("growth_notes"), "very slow at month end");
    let (_office, _, _, _, done) = notes("8 hours", "4 hours", "2 hours");
    let Err(Failure::Clash { clashes, .. }) = done else { panic!("{done:?}") };
    assert_eq!(clashes[0].both, None);
}

#[test]
fn the_text_of_a_clause_is_never_merged() {
    let office = Office::new();
    let (li, wang) = (office.desk("li"), office.desk("wang"));
    let agreement = li.add(Kind::Agreement, json!({"title": "SLA", "provider": "us", "receiver": "them"}));
    let version =
        json!({"agreement": agreement.json(), "number": "0.1", "languages": ["en"], "governing_language": "en"});
    let version = li.add(Kind::AgreementVersion, version);
    let before = "one\ntwo\nthree";
    let fields = json!({"version": version.json(), "section": "scope", "language": "en", "text": before});
    let clause = li.add(Kind::Clause, fields);
    wang.edit(Kind::Clause, clause, "text", json!(before), json!("one\ntwo\n3")).unwrap();
    let result = li.edit(Kind::Clause, clause, "text", json!(before), json!("1\ntwo\nthree"));
    let Err(Failure::Clash { clashes, .. }) = result else { panic!("{result:?}") };
    assert_eq!(clashes[0].both, None);
}

#[test]
fn people_are_called_by_their_name_wherever_they_are_told_of() {
    let office = Office::new();
    let li = office.desk("li");
    let id = li.account("甲");
    let wang = office.desk("wang");
    wang.edit(Kind::Account, id, "industry", json!(null), json!("金融")).unwrap();
    let Err(Failure::Clash { clashes, .. }) = li.edit(Kind::Account, id, "industry", json!(null), json!("医疗"))
    else {
        panic!("no clash")
    };
    assert_eq!(clashes[0].who, "wang", "nobody said more of them yet");

    // The name is given at a later start, once, and taken back by nobody's undo.
    let acts = || wang.ws.log(None, None, 50).unwrap().len();
    let before = acts();
    assert_eq!(wang.ws.me(" 王芳\n").unwrap(), wang.me);
    assert_eq!(wang.ws.me("王芳").unwrap(), wang.me);
    assert_eq!(wang.ws.me("").unwrap(), wang.me);
    assert_eq!((acts(), wang.ws.person("wang")), (before + 1, "王芳".to_owned()));
    assert_eq!(li.ws.person("nobody"), "nobody");

    let Err(Failure::Clash { clashes, .. }) = li.edit(Kind::Account, id, "industry", json!(null), json!("医疗"))
    else {
        panic!("no clash")
    };
    assert_eq!(clashes[0].who, "王芳");
    let log = li.ws.log(Some((Kind::Account, id)), None, 1).unwrap();
    assert_eq!((log[0].actor.as_str(), log[0].who.as_str()), ("wang", "王芳"));
    let undone = wang.ws.run(Command::Undo { act: new_id(), which: None }).unwrap();
    assert_eq!((undone.subject, wang.ws.person("wang")), (Some((Kind::Account, id)), "王芳".to_owned()));
    li.sound();
}

#[test]
fn what_was_just_sent_is_no_clash_for_its_author_though_it_is_kept_without_blanks_at_its_ends() {
    let office = Office::new();
    let li = office.desk("li");
    let id = li.add(Kind::Account, json!({"name": "a", "owner": li.me.json(), "growth_notes": "门诊\r\n翻 "}));
    assert_eq!(li.get(Kind::Account, id).str("growth_notes"), "门诊\n翻");
    // They write on what they saw, before it was read again.
    li.edit(Kind::Account, id, "growth_notes", json!("门诊\r\n翻 "), json!("门诊\n翻 一倍")).unwrap();
    assert_eq!(li.get(Kind::Account, id).str("growth_notes"), "门诊\n翻 一倍");
    let other = li.edit(Kind::Account, id, "growth_notes", json!("门诊\n翻"), json!("别的"));
    assert!(matches!(other, Err(Failure::Clash { .. })), "{other:?}");
}
