//! The board and the lists: windows, order, filters, and that reading does not grow with the file.

use std::fmt::Write as _;

use canvass::domain::funnel::query::Query;
use canvass::store::request::{BoardQuery, Column, Entry, Key, ListQuery, Place, Reply, Request, Sum};

use super::*;

fn look(desk: &Desk, place: Place, window: usize, filter: &str) -> Column {
    let columns = vec![("LEAD".to_owned(), place)];
    desk.ws
        .board(&BoardQuery { columns, window, filter: Query::words(filter), ..BoardQuery::default() })
        .unwrap()
        .remove(0)
}

fn titles(column: &Column) -> Vec<&str> {
    column.cards.iter().map(|card| card.title.as_str()).collect()
}

/// Ten cards, `0` on top.
fn ten(desk: &Desk) -> Vec<Id> {
    let account = desk.account("甲");
    let mut ids: Vec<Id> = (0..10).rev().map(|n| desk.deal(account, &n.to_string())).collect();
    ids.reverse();
    ids
}

#[test]
fn a_window_is_full_wherever_the_column_is_looked_at() {
    let office = Office::new();
    let li = office.desk("li");
    let ids = ten(&li);
    let rank = |at: usize| li.get(Kind::Opportunity, ids[at]).get("rank").as_i64().unwrap();
    let around = |at: usize| look(&li, Place::Around(Key::Number(rank(at)), ids[at]), 4, "");
    for (place, shown, above, below) in [
        (look(&li, Place::Top, 4, ""), "0123", false, true),
        (look(&li, Place::Bottom, 4, ""), "6789", true, false),
        (around(5), "3456", true, true),
        (around(0), "0123", false, true),
        (around(1), "0123", false, true),
        (around(2), "0123", false, true),
        (around(3), "1234", true, true),
        (around(8), "6789", true, false),
        (around(9), "6789", true, false),
        (look(&li, Place::Top, 10, ""), "0123456789", false, false),
        (look(&li, Place::Around(Key::Number(rank(5)), ids[5]), 40, ""), "0123456789", false, false),
    ] {
        assert_eq!(titles(&place).concat(), shown);
        assert_eq!((place.more_above, place.more_below), (above, below), "{shown}");
        assert_eq!(place.count, 10);
    }
}

#[test]
fn cards_change_places_one_by_one_even_when_no_room_is_left() {
    let office = Office::new();
    let li = office.desk("li");
    let ids = ten(&li);
    let order = |id: Id, by: i8| li.ws.run(Command::Order { act: new_id(), id, by });
    let shown = || li.column("LEAD").concat();
    order(ids[3], 1).unwrap();
    assert_eq!(shown(), "0124356789");
    order(ids[3], -1).unwrap();
    assert_eq!(shown(), "0123456789");
    order(ids[0], 1).unwrap();
    assert_eq!(shown(), "1023456789");
    li.undo().unwrap();
    assert_eq!(order(ids[0], -1).unwrap().changes, 0, "it stands on top already");
    assert_eq!(order(ids[9], 1).unwrap().changes, 0);
    // Two cards jump over each other until the room between their neighbours is used up.
    let mut widest = 0;
    for _ in 0..30 {
        widest = widest.max(order(ids[4], 1).unwrap().changes);
        assert_eq!(shown(), "0123546789");
        widest = widest.max(order(ids[5], 1).unwrap().changes);
        assert_eq!(shown(), "0123456789");
    }
    assert!(widest > 1, "the room never ran out, so the test shows nothing");
    // All at the same rank, as an import may leave them: the order is that of their ids.
    let mut by_id = ids.clone();
    by_id.sort();
    let flat = by_id
        .iter()
        .map(|id| update(Kind::Opportunity, *id, "rank", li.get(Kind::Opportunity, *id).get("rank").clone(), json!(7)))
        .collect();
    li.save(flat).unwrap();
    let mut expected = li.column("LEAD");
    expected.swap(4, 5);
    order(by_id[4], 1).unwrap();
    assert_eq!(li.column("LEAD"), expected);
    li.undo().unwrap();
    expected.swap(4, 5);
    assert_eq!(li.column("LEAD"), expected, "all moved ranks come back");
    li.sound();
}

#[test]
fn totals_are_per_currency_and_follow_every_change() {
    let office = Office::new();
    let li = office.desk("li");
    let account = li.account("甲");
    let worth = |title: &str, minor: i64, ccy: &str| {
        let mut fields = li.deal_fields(account, title);
        fields["amount"] = json!({"minor": minor, "ccy": ccy});
        li.add(Kind::Opportunity, fields)
    };
    let a = worth("a", 100, "CNY");
    worth("b", 20, "CNY");
    worth("c", 3, "EUR");
    li.deal(account, "without");
    let sums = |filter: &str| {
        let column = look(&li, Place::Top, 10, filter);
        let mut text = column.count.to_string();
        for Sum { ccy, minor, .. } in column.sums {
            write!(text, " {minor} {ccy}").unwrap();
        }
        text
    };
    assert_eq!(sums(""), "4 120 CNY 3 EUR");
    assert_eq!(sums("opp-2026-0002"), "1 20 CNY");
    li.edit(Kind::Opportunity, a, "amount", json!({"minor": 100, "ccy": "CNY"}), json!({"minor": 7, "ccy": "EUR"}))
        .unwrap();
    assert_eq!(sums(""), "4 20 CNY 10 EUR");
    li.edit(Kind::Opportunity, a, "archived", json!(false), json!(true)).unwrap();
    assert_eq!(sums(""), "3 20 CNY 3 EUR");
    li.undo().unwrap();
    assert_eq!(sums(""), "4 20 CNY 10 EUR");
    li.sound();
}

#[test]
fn filters_find_chinese_yo_and_any_case() {
    let office = Office::new();
    let li = office.desk("li");
    let hospital = li.account("东江第一人民医院");
    let lakeside = li.account("АО «Приозёрск Энерго»");
    let a = li.deal(hospital, "数据中心运维外包");
    let b = li.deal(lakeside, "Managed Service Desk");
    let found = |filter: &str| {
        let mut ids: Vec<Id> = look(&li, Place::Top, 10, filter).cards.iter().map(|card| card.id).collect();
        ids.sort();
        ids
    };
    for (filter, expected) in [
        ("数据中心", vec![a]),
        ("人民医院 运维", vec![a]),
        ("приозерск", vec![b]),
        ("ПРИОЗЁРСК desk", vec![b]),
        ("managed SERVICE", vec![b]),
        ("医院 desk", vec![]),
        ("%", vec![]),
        ("  ", vec![a, b]),
    ] {
        let mut expected = expected;
        expected.sort();
        assert_eq!(found(filter), expected, "{filter}");
    }
    let choices = li.ws.choices(Kind::Account, "озерск", 10).unwrap();
    assert_eq!(choices.iter().map(|link| link.id).collect::<Vec<_>>(), [lakeside]);
    assert_eq!(li.ws.choices(Kind::Account, "", 10).unwrap().len(), 2);
}

#[test]
fn every_kind_can_be_listed_filtered_and_chosen_from() {
    let office = Office::new();
    let li = office.desk("li");
    demo::load(&li);
    for kind in Kind::ALL {
        let list = |filter: &str, limit| {
            li.ws.list(&ListQuery { kind, filter: Query::words(filter), of: None, offset: 0, limit }).unwrap()
        };
        let all = list("", 5000);
        assert_eq!((all.rows.len(), all.total as i64), (all.total, li.count(kind.name())), "{kind:?}");
        let none = list("no record has this text", 10);
        assert_eq!((none.rows.len(), none.total), (0, 0), "{kind:?}");
        li.ws.choices(kind, "a", 10).unwrap();
        if let Some(record) = all.rows.first().filter(|record| !record.code.is_empty()) {
            let found = list(&record.code.to_lowercase(), 10);
            assert_eq!(found.rows.iter().map(|r| r.id).collect::<Vec<_>>(), [record.id], "{kind:?}");
        }
    }
    let accounts = li
        .ws
        .list(&ListQuery { kind: Kind::Account, filter: Query::default(), of: None, offset: 2, limit: 3 })
        .unwrap();
    assert_eq!((accounts.rows.len(), accounts.offset), (3, 2));
    let of = |field: &str, id| {
        li.ws
            .list(&ListQuery {
                kind: Kind::Opportunity,
                filter: Query::default(),
                of: Some((field.to_owned(), id)),
                offset: 0,
                limit: 99,
            })
            .unwrap()
    };
    let account = accounts.rows[0].id;
    assert!(of("account", account).rows.iter().all(|row| row.id_of("account") == Some(account)));
    assert_eq!(of("nonsense", account).total, 0);
}

#[test]
fn the_log_of_one_record_shows_its_own_lines_of_a_large_act() {
    let office = Office::new();
    let li = office.desk("li");
    let ids: Vec<Id> = (0..40).map(|_| new_id()).collect();
    let all = ids.iter().map(|id| insert(Kind::Account, *id, json!({"name": id.to_string(), "owner": li.me.json()})));
    li.save(all.collect()).unwrap();
    let log = li.ws.log(Some((Kind::Account, ids[35])), None, 10).unwrap();
    assert_eq!(log.len(), 1);
    assert_eq!((log[0].total, log[0].changes.len()), (40, 1));
    assert_eq!(log[0].changes[0].id, ids[35]);
    let page = li.ws.log(None, None, 1).unwrap();
    assert_eq!((page.len(), page[0].changes.len()), (1, 12));
    // The screen's page names each, and carries none of them whole.
    let Reply::Log(shown) = li.ws.answer(Request::Log { of: None, before: None, limit: 1 }) else { panic!("no page") };
    let named = |entry: &Entry| entry.changes.iter().map(|one| one.title.clone()).collect::<Vec<_>>();
    assert_eq!(named(&shown[0]), named(&page[0]));
    assert!(shown[0].changes.iter().all(|one| one.before.is_null() && one.after == json!({})));
    assert!(page[0].changes.iter().all(|one| one.after["name"] == one.title));
    let older = li.ws.log(None, Some(page[0].seq), 10).unwrap();
    assert!(older.iter().all(|entry| entry.seq < page[0].seq) && older.len() == 1);
    li.edit(Kind::Account, ids[35], "industry", json!(null), json!("x")).unwrap();
    li.undo().unwrap();
    li.undo().unwrap();
    let gone = li.ws.log(Some((Kind::Account, ids[35])), None, 10).unwrap();
    assert_eq!(gone.len(), 4);
    assert!(gone.iter().all(|entry| entry.changes[0].code == "ACC-0036"), "a record that is gone keeps its name");
}

#[test]
fn the_history_of_a_record_tells_of_its_parts_and_not_of_what_has_its_own() {
    let office = Office::new();
    let li = office.desk("li");
    let account = li.account("甲");
    let deal = li.deal(account, "运维");
    let talk = json!({"account": account.json(), "method": "call", "at": "2026-03-06T09:00:00Z", "summary": "称 3 月招标", "users": [li.me.json()], "direction": "in"});
    let talk = li.add(Kind::Activity, talk);
    let head = json!({"title": "SLA", "provider": "a", "receiver": "b", "opportunity": deal.json(), "kind": "SLA",
        "ccy": "CNY", "account": account.json()});
    let sla = li.add(Kind::Agreement, head);
    let version = json!({"agreement": sla.json(), "number": "0.1", "languages": ["zh-CN"], "tz": "Asia/Shanghai",
        "author": li.me.json(), "governing_language": "zh-CN"});
    let version = li.add(Kind::AgreementVersion, version);
    let clause = |text: &str| json!({"version": version.json(), "section": "term", "language": "zh-CN", "text": text, "origin": "standard"});
    let first = li.add(Kind::Clause, clause("一年"));
    li.edit(Kind::Clause, first, "text", json!("一年"), json!("两年")).unwrap();
    let told = |kind, id| -> Vec<Vec<Id>> {
        let log = li.ws.log(Some((kind, id)), None, 50).unwrap();
        log.iter().map(|entry| entry.changes.iter().map(|change| change.id).collect()).collect()
    };
    assert_eq!(told(Kind::Agreement, sla), [[first], [first], [version], [sla]]);
    assert_eq!(told(Kind::Clause, first).len(), 2);
    assert_eq!(told(Kind::Account, account), [[talk], [account]], "the deal has a history of its own");
    assert_eq!(told(Kind::Opportunity, deal), [[deal]]);
    // Page by page it is the same.
    let page = li.ws.log(Some((Kind::Agreement, sla)), None, 3).unwrap();
    let rest = li.ws.log(Some((Kind::Agreement, sla)), Some(page[2].seq), 3).unwrap();
    assert_eq!((page.len(), rest.len(), rest[0].changes[0].id), (3, 1, sla));
}

#[test]
fn what_was_done_is_told_in_a_line_and_a_link_by_what_it_ties() {
    let office = Office::new();
    let li = office.desk("li");
    let deal = li.deal(li.account("甲"), "运维");
    let need = |title: &str| json!({"title": title, "opportunity": deal.json(), "statement": title});
    let (one, two) = (li.add(Kind::Need, need("七天恢复")), li.add(Kind::Need, need("备份")));
    let codes = [one, two].map(|id| li.get(Kind::Need, id).code);
    let tie = json!({"source_kind": "need", "source": one.json(), "target_kind": "need", "target": two.json()});
    let tied = li.save(vec![insert(Kind::Trace, new_id(), tie)]).unwrap();
    let name = format!("{} > {}", codes[0], codes[1]);
    assert_eq!(tied.code, name);
    assert_eq!(li.ws.log(None, None, 1).unwrap()[0].changes[0].title, name);
    assert_eq!(li.undo().unwrap().code, name, "also when it is gone");

    let talk = "第一句\n".repeat(2_000);
    let talk = json!({"account": li.get(Kind::Opportunity, deal).get("account"), "method": "call", "users": [],
        "at": "2026-03-06T09:00:00Z", "summary": talk});
    let told = li.save(vec![insert(Kind::Activity, new_id(), talk)]).unwrap();
    assert_eq!(told.code, "第一句");
}
