//! Saving: codes, defaults, order, what is refused, and that a refusal leaves nothing behind.

use super::*;

#[test]
fn a_new_record_gets_its_code_its_defaults_and_a_journal_entry() {
    let office = Office::new();
    let li = office.desk("li");
    let account = li.account("东江第一人民医院");
    let deal = li.deal(account, "数据中心运维");
    let record = li.get(Kind::Opportunity, deal);
    assert_eq!(record.code, "OPP-2026-0001");
    assert_eq!(li.get(Kind::Account, account).code, "ACC-0001");
    assert_eq!(record.str("stage"), "LEAD");
    assert_eq!(record.str("entered_stage_on"), "2026-03-06");
    assert_eq!((record.version, record.created_by.as_str(), record.updated_by.as_str()), (1, "li", "li"));
    let log = li.ws.log(Some((Kind::Opportunity, deal)), None, 10).unwrap();
    assert_eq!(log.len(), 1);
    assert_eq!((log[0].actor.as_str(), log[0].total), ("li", 1));
    assert_eq!(log[0].changes[0].code, "OPP-2026-0001");
    li.sound();
}

#[test]
fn codes_count_anew_each_year_and_are_never_given_twice() {
    let office = Office::new();
    let account;
    {
        let li = office.desk("li");
        account = li.account("甲");
        li.deal(account, "one");
        let two = li.deal(account, "two");
        assert_eq!(li.get(Kind::Opportunity, two).code, "OPP-2026-0002");
        li.undo().unwrap();
        let three = li.deal(account, "three");
        assert_eq!(li.get(Kind::Opportunity, three).code, "OPP-2026-0003", "the code of an undone card stays taken");
    }
    let next_year = office.desk_at("li", MORNING + 365 * 86_400_000);
    let deal = next_year.deal(account, "four");
    assert_eq!(next_year.get(Kind::Opportunity, deal).code, "OPP-2027-0001");
    // A code brought from elsewhere is kept, and the count goes on behind it.
    let mut fields = next_year.deal_fields(account, "five");
    fields["code"] = json!("OPP-2027-0041");
    let brought = next_year.add(Kind::Opportunity, fields.clone());
    assert_eq!(next_year.get(Kind::Opportunity, brought).code, "OPP-2027-0041");
    let after = next_year.deal(account, "six");
    assert_eq!(next_year.get(Kind::Opportunity, after).code, "OPP-2027-0042");
    assert_eq!(refusal(next_year.save(vec![insert(Kind::Opportunity, new_id(), fields.clone())])), "store-duplicate");
    for odd in ["OPP-2027-43", "ACC-0001", "OPP-2027-0000", "x"] {
        fields["code"] = json!(odd);
        let result = next_year.save(vec![insert(Kind::Opportunity, new_id(), fields.clone())]);
        assert!(matches!(result, Err(Failure::Invalid { .. })), "{odd}: {result:?}");
    }
    next_year.sound();
}

#[test]
fn a_record_is_found_by_its_code_however_it_is_typed() {
    let office = Office::new();
    let li = office.desk("li");
    let account = li.account("甲");
    let deal = li.deal(account, "one");
    assert_eq!(li.ws.by_code(" opp-2026-0001 ").unwrap(), Some((Kind::Opportunity, deal)));
    assert_eq!(li.ws.by_code("acc-0001").unwrap(), Some((Kind::Account, account)));
    for nothing in ["OPP-2026-0002", "N-0001", "", "%"] {
        assert_eq!(li.ws.by_code(nothing).unwrap(), None, "{nothing}");
    }
}

#[test]
fn the_same_act_saved_twice_counts_once_and_says_the_same() {
    let office = Office::new();
    let li = office.desk("li");
    let id = new_id();
    let once = act(vec![insert(Kind::Account, id, json!({"name": "甲", "owner": li.me.json()}))]);
    let first = li.ws.run(Command::Save(once.clone())).unwrap();
    let again = li.ws.run(Command::Save(once)).unwrap();
    assert_eq!((first.subject, &first.code, first.changes), (again.subject, &again.code, again.changes));
    assert_eq!(first.code, "ACC-0001");
    assert_eq!(li.count("account"), 1);
    // Undo is an act like any other: a lost answer must not take back two things.
    li.account("乙");
    let undo = new_id();
    li.ws.run(Command::Undo { act: undo, which: None }).unwrap();
    li.ws.run(Command::Undo { act: undo, which: None }).unwrap();
    assert_eq!(li.count("account"), 1);
    li.sound();
}

#[test]
fn a_number_that_was_used_is_not_taken_for_another_change() {
    let office = Office::new();
    let li = office.desk("li");
    let account = li.account("甲");
    let deal = li.deal(account, "one");
    let edit = |id: Id, changes: Vec<Change>| Command::Save(Act { id, ..act(changes) });
    let rename = |to: &str| update(Kind::Account, account, "name", json!("甲"), json!(to));
    let industry = update(Kind::Account, account, "industry", json!(null), json!("health"));
    let id = new_id();
    // The name is there already, which is no change, but it was asked for all the same.
    let whole =
        || vec![rename("乙"), update(Kind::Account, account, "tz", json!("Asia/Shanghai"), json!("Asia/Shanghai"))];
    assert_eq!(li.ws.run(edit(id, whole())).unwrap().changes, 1);
    li.edit(Kind::Account, account, "name", json!("乙"), json!("丙")).unwrap();
    assert_eq!(li.ws.run(edit(id, whole())).unwrap().changes, 1, "whatever became of it since");
    let (acts, before) = (li.count("act"), li.get(Kind::Account, account));
    for other in [
        vec![rename("丁")],
        vec![rename("乙"), industry.clone()],
        vec![industry],
        vec![update(Kind::Opportunity, deal, "title", json!("one"), json!("乙"))],
        vec![insert(Kind::Account, new_id(), json!({"name": "乙", "owner": li.me.json()}))],
        Vec::new(),
    ] {
        assert_eq!(refusal(li.ws.run(edit(id, other))), "store-act-differs");
    }
    assert_eq!(refusal(li.ws.run(Command::Undo { act: id, which: None })), "store-act-differs");
    let made = new_id();
    let fields = |name: &str| json!({"name": name, "owner": li.me.json()});
    let create = |name: &str| edit(made, vec![insert(Kind::Account, id, fields(name))]);
    li.ws.run(create(" 戊 ")).unwrap();
    assert_eq!(li.ws.run(create("戊")).unwrap().code, "ACC-0002", "the same name, typed without the spaces");
    assert_eq!(refusal(li.ws.run(create("己"))), "store-act-differs");
    assert_eq!((li.count("act"), li.get(Kind::Account, account)), (acts + 1, before));
    let moved = new_id();
    let mv = |act: Id, to: &str| Command::Move {
        act,
        id: deal,
        seen: "LEAD".to_owned(),
        to: to.to_owned(),
        why: li.why("postponed"),
    };
    li.ws.run(mv(moved, "LOST")).unwrap();
    li.ws.run(mv(moved, "LOST")).unwrap();
    assert_eq!(refusal(li.ws.run(mv(moved, "WON"))), "store-act-differs");
    li.sound();
}

#[test]
fn days_and_years_are_those_of_the_user() {
    let at = |time: &str| chrono::DateTime::parse_from_rfc3339(time).unwrap().timestamp_millis();
    let office = Office::new();
    let shanghai = |time: &str| {
        let Desk { ws, me } = office.desk_at("li", at(time));
        Desk { ws: ws.with_zone(chrono_tz::Tz::Asia__Shanghai), me }
    };
    let deal = {
        let li = shanghai("2026-03-07T00:30:00+08:00");
        let account = li.account("甲");
        let deal = li.deal(account, "one");
        assert_eq!(li.get(Kind::Opportunity, deal).str("entered_stage_on"), "2026-03-07");
        let lost = Command::Move {
            act: new_id(),
            id: deal,
            seen: "LEAD".to_owned(),
            to: "LOST".to_owned(),
            why: li.why("postponed"),
        };
        li.ws.run(lost).unwrap();
        assert_eq!(li.get(Kind::Opportunity, deal).str("lost_on"), "2026-03-07");
        assert_eq!(li.ws.today().to_string(), "2026-03-07");
        deal
    };
    let night = shanghai("2027-01-01T00:30:00+08:00");
    let account = night.get(Kind::Opportunity, deal).id_of("account").unwrap();
    let first = night.deal(account, "two");
    assert_eq!(night.get(Kind::Opportunity, first).code, "OPP-2027-0001");
    drop(night);
    // The same instant is still last year in London.
    let london = office.desk_at("ann", at("2026-12-31T16:40:00Z"));
    let last = london.deal(account, "three");
    assert_eq!(london.get(Kind::Opportunity, last).code, "OPP-2026-0002");
    london.sound();
}

#[test]
fn an_act_that_changes_nothing_leaves_no_trace() {
    let office = Office::new();
    let li = office.desk("li");
    let account = li.account("甲");
    let acts = li.count("act");
    let done = li.edit(Kind::Account, account, "name", json!("甲"), json!("甲")).unwrap();
    assert_eq!(done.changes, 0);
    li.save(Vec::new()).unwrap();
    assert_eq!(li.count("act"), acts);
    assert_eq!(li.get(Kind::Account, account).version, 1);
}

#[test]
fn whatever_is_refused_leaves_nothing_behind() {
    let office = Office::new();
    let li = office.desk("li");
    let account = li.account("甲");
    let (acts, accounts) = (li.count("act"), li.count("account"));
    let good = || insert(Kind::Account, new_id(), json!({"name": "乙", "owner": li.me.json()}));
    let kind = Kind::Account;
    for (bad, why) in [
        (insert(kind, new_id(), json!({"name": "", "owner": li.me.json()})), "no name"),
        (insert(kind, new_id(), json!({"name": "丙", "owner": li.me.json(), "tz": null})), "a default taken away"),
        (insert(kind, new_id(), json!({"name": "丙", "owner": li.me.json(), "nonsense": 1})), "no such field"),
        (insert(kind, new_id(), json!({"name": "丙", "owner": new_id().json()})), "no such owner"),
        (insert(kind, account, json!({"name": "丙", "owner": li.me.json()})), "that id again"),
        (update(kind, account, "name", json!("甲"), json!("")), "name cleared"),
        (update(kind, account, "tz", json!("Asia/Shanghai"), json!(null)), "required field cleared"),
        (update(kind, account, "name", json!("old"), json!("new")), "somebody else's base"),
        (update(kind, account, "nonsense", json!(null), json!(1)), "no such field"),
        (update(kind, account, "archived", json!(false), json!("yes")), "not a flag"),
        (update(kind, new_id(), "name", json!("甲"), json!("乙")), "no such record"),
        (insert(Kind::Trace, new_id(), trace((Kind::Account, account), (Kind::Need, new_id()))), "thread into nothing"),
    ] {
        for changes in [vec![good(), bad.clone()], vec![bad.clone(), good()]] {
            assert!(li.save(changes).is_err(), "{why}");
            assert_eq!((li.count("act"), li.count("account")), (acts, accounts), "{why}");
            assert!(li.ws.idle(), "{why}");
        }
    }
    let mut lost = li.deal_fields(account, "one");
    lost["stage"] = json!("NOWHERE");
    assert!(matches!(li.save(vec![insert(Kind::Opportunity, new_id(), lost)]), Err(Failure::Invalid { .. })));
    let next = li.account("乙");
    assert_eq!(li.get(Kind::Account, next).code, "ACC-0002", "refused records used up no code");
    li.sound();
}

pub fn trace(from: (Kind, Id), to: (Kind, Id)) -> Value {
    json!({
        "source_kind": from.0.name(), "source": from.1.json(),
        "target_kind": to.0.name(), "target": to.1.json(),
    })
}

#[test]
fn records_of_one_act_may_come_in_any_order() {
    let office = Office::new();
    let li = office.desk("li");
    let (account, deal) = (new_id(), new_id());
    li.save(vec![
        insert(Kind::Opportunity, deal, li.deal_fields(account, "one")),
        insert(Kind::Account, account, json!({"name": "甲", "owner": li.me.json()})),
        update(Kind::Opportunity, deal, "title", json!("one"), json!("two")),
    ])
    .unwrap();
    let record = li.get(Kind::Opportunity, deal);
    assert_eq!((record.str("title"), record.version), ("two", 1), "one act, one version");
    li.sound();
}

#[test]
fn columns_that_are_words_of_sql_are_columns_like_any_other() {
    let office = Office::new();
    let li = office.desk("li");
    let account = li.account("甲");
    let contact = li.add(Kind::Contact, json!({"full_name": "王芳"}));
    let job = li.add(
        Kind::Employment,
        json!({"contact": contact.json(), "account": account.json(), "title": "主任", "from": "2024-01-01"}),
    );
    li.edit(Kind::Employment, job, "to", json!(null), json!("2026-01-31")).unwrap();
    assert_eq!(li.get(Kind::Employment, job).str("to"), "2026-01-31");
    let refused = li.edit(Kind::Employment, job, "from", json!("2024-01-01"), json!("2027-01-01"));
    assert!(matches!(refused, Err(Failure::Invalid { .. })), "from after to: {refused:?}");
    li.sound();
}

#[test]
fn recorded_time_never_runs_backwards_and_a_clock_that_does_is_noted() {
    let office = Office::new();
    office.desk("li").account("甲");
    let late = office.desk_at("wang", MORNING - 3_600_000);
    late.account("乙");
    let times: Vec<(i64, i64)> = late
        .ws
        .conn()
        .prepare("SELECT wall_ms, clock_flag FROM act ORDER BY seq")
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert!(times.is_sorted_by(|a, b| a.0 < b.0), "{times:?}");
    assert_eq!(times.iter().map(|t| t.1).collect::<Vec<_>>(), [0, 0, 1, 1]);
    // Unused for a year: nothing wrong with the clock.
    let later = office.desk_at("li", MORNING + 400 * 86_400_000);
    later.account("丙");
    let flags: i64 = later.ws.conn().query_row("SELECT sum(clock_flag) FROM act", [], |row| row.get(0)).unwrap();
    assert_eq!(flags, 2);
}

#[test]
fn the_journal_shows_when_somebody_rewrote_it() {
    let office = Office::new();
    {
        let li = office.desk("li");
        let account = li.account("甲");
        li.edit(Kind::Account, account, "name", json!("甲"), json!("乙")).unwrap();
        li.sound();
    }
    let forge = |sql: &str| {
        let li = office.desk("li");
        let conn = li.ws.conn();
        conn.execute_batch("BEGIN; DROP TRIGGER chg_is_never_changed; DROP TRIGGER act_is_never_changed;").unwrap();
        assert_eq!(conn.execute(sql, []).unwrap(), 1, "{sql}");
        let found = canvass::store::journal::verify(conn).unwrap();
        conn.execute_batch("ROLLBACK").unwrap();
        found
    };
    assert_eq!(forge("UPDATE chg SET after = '\"丙\"' WHERE field = 'name'"), Some(3));
    assert_eq!(forge("UPDATE chg SET field = 'industry' WHERE field = 'name'"), Some(3));
    assert_eq!(forge("UPDATE chg SET entity_id = zeroblob(16) WHERE field = 'name'"), Some(3));
    assert_eq!(forge("UPDATE act SET actor = 'wang' WHERE seq = 2"), Some(2));
    assert_eq!(forge("UPDATE act SET wall_ms = wall_ms + 1 WHERE seq = 1"), Some(1));
    let li = office.desk("li");
    assert!(li.ws.conn().execute("DELETE FROM chg", []).is_err(), "the journal is never deleted");
}

#[test]
fn a_full_disk_refuses_the_save_keeps_what_was_saved_and_gives_the_reserve_back() {
    let office = Office::new();
    let li = office.desk("li");
    li.account("甲");
    let limit = |pages: i64| {
        let set: i64 =
            li.ws.conn().query_row(&format!("PRAGMA max_page_count = {pages}"), [], |row| row.get(0)).unwrap();
        set
    };
    let ballast = office.dir.path().join("w.db.ballast");
    let held = ballast.metadata().unwrap().len();
    // SQLite answers as on a full disk when a file may not grow.
    limit(1);
    let notes = "long ".repeat(8_000);
    let many = || {
        (0..20)
            .map(|n| json!({"name": format!("{n}"), "owner": li.me.json(), "growth_notes": notes.trim()}))
            .map(|fields| insert(Kind::Account, new_id(), fields))
            .collect()
    };
    assert_eq!(refusal(li.save(many())), "store-disk-full");
    assert!(li.ws.idle());
    assert_eq!(li.count("account"), 1);
    if held > 0 {
        assert_eq!(ballast.metadata().unwrap().len(), 0, "the reserve was given up for the second try");
    }
    limit(1_000_000);
    li.save(many()).unwrap();
    assert_eq!(li.count("account"), 21);
    li.sound();
}

#[test]
fn the_stage_changes_by_moving_the_card_and_no_other_way() {
    let office = Office::new();
    let li = office.desk("li");
    let account = li.account("甲");
    let deal = li.deal(account, "one");
    for (field, old, new) in [("stage", "LEAD", "WON"), ("status", "open", "won")] {
        let past_the_rule = li.save(vec![update(Kind::Opportunity, deal, field, json!(old), json!(new))]);
        assert_eq!(refusal(past_the_rule), "store-stage-by-move");
    }
    assert_eq!(li.get(Kind::Opportunity, deal).str("stage"), "LEAD");
}

#[test]
fn a_deal_knows_the_currency_and_the_zone_of_its_customer() {
    let office = Office::new();
    let li = office.desk("li");
    let fields = json!({"name": "Nord", "owner": li.me.json(), "ccy": "EUR", "tz": "Europe/Berlin"});
    let account = li.add(Kind::Account, fields);
    let deal = li.deal(account, "desk");
    let sheet = li.ws.sheet(Kind::Opportunity, deal).unwrap().unwrap();
    assert_eq!(sheet.ccy.map(|ccy| ccy.code()), Some("EUR"));
    assert_eq!(sheet.tz.as_deref(), Some("Europe/Berlin"));
}

/// What a save is told is wrong, by field.
fn fault(result: Result<Done, Failure>) -> (String, String) {
    match result {
        Err(Failure::Invalid { faults, .. }) => (faults[0].0.clone(), faults[0].1.key.clone()),
        other => panic!("a fault was expected, not {other:?}"),
    }
}

#[test]
fn nobody_works_in_two_places_at_once() {
    let office = Office::new();
    let li = office.desk("li");
    let [one, two] = ["one", "two"].map(|name| li.account(name));
    let ann = li.add(Kind::Contact, json!({"full_name": "Ann Lee"}));
    let job = |account: Id, more: Value| {
        let mut fields = json!({"contact": ann, "account": account, "title": "CIO", "from": "2025-01-01"});
        fields.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        insert(Kind::Employment, new_id(), fields)
    };
    let first = li.add(Kind::Employment, json!({"contact": ann, "account": one, "title": "CIO", "from": "2025-01-01"}));
    let still = ("account".to_owned(), "value-still-works".to_owned());
    assert_eq!(fault(li.save(vec![job(two, json!({}))])), still);
    assert_eq!(fault(li.save(vec![job(one, json!({}))])), still, "nor twice in one");
    // A place that is over is no place; moving is one act in either order.
    li.save(vec![job(two, json!({"to": "2025-06-30"}))]).unwrap();
    let leaves = update(Kind::Employment, first, "to", Value::Null, json!("2026-03-05"));
    li.save(vec![job(two, json!({})), leaves]).unwrap();
    assert_eq!(fault(li.edit(Kind::Employment, first, "to", json!("2026-03-05"), Value::Null)), still);
    li.undo().unwrap();
    li.sound();
}

#[test]
fn nobody_reports_to_themselves_over_whomever() {
    let office = Office::new();
    let li = office.desk("li");
    let [ann, bo, cy] = ["Ann", "Bo", "Cy"].map(|name| li.add(Kind::Contact, json!({"full_name": name})));
    let link = |contact: Id, kind: &str, other: Id| {
        li.save(vec![insert(Kind::Influence, new_id(), json!({"contact": contact, "kind": kind, "other": other}))])
    };
    let circle = ("other".to_owned(), "value-circle".to_owned());
    assert_eq!(fault(link(ann, "influences", ann)), circle);
    link(ann, "reports_to", bo).unwrap();
    link(bo, "reports_to", cy).unwrap();
    assert_eq!(fault(link(cy, "reports_to", ann)), circle);
    link(cy, "influences", ann).unwrap();
    link(ann, "influences", cy).unwrap();
    li.sound();
}

#[test]
fn a_key_information_says_what_it_tells() {
    let office = Office::new();
    let li = office.desk("li");
    let account = li.account("one");
    let mut talk = json!({"account": account, "summary": "met", "at": "2026-03-05T01:00:00Z", "key_info": true});
    let lacks = ("insight".to_owned(), "value-insight".to_owned());
    assert_eq!(fault(li.save(vec![insert(Kind::Activity, new_id(), talk.clone())])), lacks);
    talk["insight"] = json!("they buy in May");
    let id = li.add(Kind::Activity, talk);
    assert_eq!(fault(li.edit(Kind::Activity, id, "insight", json!("they buy in May"), Value::Null)), lacks);
    li.edit(Kind::Activity, id, "summary", json!("met"), json!("met again")).unwrap();
}
