//! Lanes of the board: orders, groups, what they are worth and what their cards tell.

use canvass::domain::funnel::gate::Mark;
use canvass::domain::funnel::pipeline::{Freshness, weigh};
use canvass::domain::funnel::query::Query;
use canvass::domain::funnel::view::{Group, Sight, Sort};
use canvass::store::request::{BoardQuery, Column, Depth, ListQuery, Place, Reply, Request};

use super::*;

fn whole(desk: &Desk, group: Group, sort: Sort) -> Vec<Column> {
    desk.ws.board(&BoardQuery { window: 20, sort, ..asked(desk, group) }).unwrap()
}

/// All lanes of a group, as the board asks for them.
fn asked(desk: &Desk, group: Group) -> BoardQuery {
    let codes = group.lanes(desk.ws.pipelines().first(), desk.ws.today()).unwrap_or_default();
    let columns = codes.into_iter().map(|code| (code, Place::Top)).collect();
    BoardQuery { columns, whole: true, group, ..BoardQuery::default() }
}

fn titles(column: &Column) -> String {
    column.cards.iter().map(|card| card.title.as_str()).collect::<Vec<_>>().join(" ")
}

fn deal(desk: &Desk, account: Id, title: &str, more: &[(&str, serde_json::Value)]) -> Id {
    let mut fields = desk.deal_fields(account, title);
    for (name, value) in more {
        fields[*name] = value.clone();
    }
    desk.add(Kind::Opportunity, fields)
}

#[test]
fn each_order_is_walked_from_any_card_both_ways() {
    let office = Office::new();
    let li = office.desk("li");
    let account = li.account("甲");
    let yuan = |minor: i64| json!({ "minor": minor, "ccy": "CNY" });
    deal(&li, account, "b", &[("next_step_due", json!("2026-12-01")), ("amount", yuan(500))]);
    deal(&li, account, "a", &[("next_step_due", json!("2026-11-01")), ("amount", yuan(90_000))]);
    deal(&li, account, "d", &[("expected_close_on", json!("2026-11-30"))]);
    deal(&li, account, "c", &[("amount", json!({ "minor": 1, "ccy": "EUR" })), ("next_step_due", json!("2026-11-01"))]);
    for (sort, expected) in [
        (Sort::Manual, "c d a b"),
        (Sort::Next, "a c b d"),
        (Sort::Amount, "a b c d"),
        (Sort::Close, "d b a c"),
        (Sort::Title, "a b c d"),
        (Sort::Age, "b a d c"),
    ] {
        let look = |place: Place, window| {
            let columns = vec![("LEAD".to_owned(), place)];
            desk_board(&li, &BoardQuery { columns, window, sort, ..BoardQuery::default() })
        };
        let all = look(Place::Top, 10);
        assert_eq!(titles(&all), expected, "{sort:?}");
        let there: Vec<&str> = expected.split(' ').collect();
        for (at, card) in all.cards.iter().enumerate() {
            let around = look(Place::Around(card.key.clone(), card.id), 2);
            let from = at.saturating_sub(1).min(there.len() - 2);
            assert_eq!(titles(&around), there[from..from + 2].join(" "), "{sort:?} around {}", card.title);
        }
        assert_eq!(titles(&look(Place::Bottom, 2)), there[2..].join(" "), "{sort:?}");
    }
}

fn desk_board(desk: &Desk, query: &BoardQuery) -> Column {
    desk.ws.board(query).unwrap().remove(0)
}

#[test]
fn weighted_sums_are_rounded_deal_by_deal_and_follow_every_change() {
    let office = Office::new();
    let li = office.desk("li");
    let account = li.account("甲");
    let minors = [1_i64, 30, 33_333_333, 120_000_000, 999_999_999_999_999];
    let mut ids = Vec::new();
    for minor in minors {
        ids.push(deal(&li, account, "x", &[("amount", json!({ "minor": minor, "ccy": "CNY" }))]));
    }
    let sum = |filter: &str| {
        let columns = vec![("LEAD".to_owned(), Place::Top)];
        let filter = canvass::domain::funnel::query::Query::words(filter);
        let column = desk_board(&li, &BoardQuery { columns, window: 1, filter, ..BoardQuery::default() });
        (column.count, column.sums[0].minor, column.sums[0].weighted)
    };
    let expected =
        |bp: [i64; 5]| (5, minors.iter().sum::<i64>(), minors.iter().zip(bp).map(|(m, bp)| weigh(*m, bp)).sum());
    assert_eq!(sum(""), expected([500; 5]));
    // What is counted anew says the same as what is kept.
    assert_eq!(sum("x"), sum(""));
    let own = [("probability_bp", json!(333)), ("probability_reason", json!("slow"))];
    li.save(own.map(|(field, new)| update(Kind::Opportunity, ids[2], field, Value::Null, new)).into()).unwrap();
    assert_eq!(sum(""), expected([500, 500, 333, 500, 500]));
    li.undo().unwrap();
    assert_eq!(sum(""), expected([500; 5]));
    li.edit(Kind::Opportunity, ids[4], "archived", json!(false), json!(true)).unwrap();
    assert_eq!(sum("x"), sum(""));
    li.sound();
}

#[test]
fn deals_stand_once_in_each_group_and_under_the_right_head() {
    let office = Office::new();
    let li = office.desk("li");
    let [good, plain] = ["甲", "乙"].map(|name| li.account(name));
    let tier = [("tier_override", "A"), ("tier_reason", "group"), ("tier_until", "2026-12-31")];
    li.save(tier.map(|(field, new)| update(Kind::Account, good, field, Value::Null, json!(new))).into()).unwrap();
    deal(&li, good, "a", &[("expected_close_on", json!("2020-01-01"))]);
    deal(&li, plain, "b", &[("next_step_due", json!("2026-11-01"))]);
    deal(&li, good, "c", &[("expected_close_on", json!("2099-01-01"))]);
    let lanes = |group| -> Vec<(String, String)> {
        let columns = whole(&li, group, Sort::Manual);
        assert_eq!(columns.iter().map(|column| column.count).sum::<i64>(), 3, "{group:?}");
        let full = columns.into_iter().filter(|column| column.count > 0);
        full.map(|column| {
            (if column.name.is_empty() { column.lane.clone() } else { column.name.clone() }, titles(&column))
        })
        .collect()
    };
    let named = |lanes: &[(String, String)]| {
        lanes.iter().map(|(lane, titles)| format!("{lane}: {titles}")).collect::<Vec<_>>().join(", ")
    };
    assert_eq!(named(&lanes(Group::Stage)), "LEAD: c b a");
    assert_eq!(named(&lanes(Group::Phase)), "prepare: b a c");
    assert_eq!(named(&lanes(Group::Tier)), "A: a c, -: b");
    assert_eq!(named(&lanes(Group::Close)), "past: a, later: c, -: b");
    assert_eq!(named(&lanes(Group::Owner)), "li: b a c");
    // The lane of a card that is sought is looked at around it.
    for group in Group::ALL {
        let card =
            whole(&li, group, Sort::Title).into_iter().flat_map(|column| column.cards).find(|card| card.title == "c");
        let seek = card.map(|card| card.id);
        let query = BoardQuery { window: 1, sort: Sort::Title, seek, ..asked(&li, group) };
        let shown: Vec<String> = li.ws.board(&query).unwrap().iter().map(titles).collect();
        assert!(shown.iter().any(|titles| titles == "c"), "{group:?}: {shown:?}");
    }
}

#[test]
fn cards_tell_how_their_gate_stands_and_how_they_age() {
    let office = Office::new();
    let li = office.desk("li");
    let account = li.account("甲");
    let fresh = deal(&li, account, "a", &[("pains", json!(["夜间无人值守"]))]);
    let old = deal(&li, account, "b", &[("entered_stage_on", json!("2020-01-01"))]);
    let Reply::Signs(signs) = li.ws.answer(Request::Signs(vec![fresh, old])) else { panic!() };
    let of = |id| signs.iter().find(|sign| sign.id == id).unwrap();
    // In the order of the gate: contact, pain, account open, A101, qualification interview.
    let marks = [Mark::Open, Mark::Done, Mark::Done, Mark::Open, Mark::Open];
    assert_eq!(of(fresh).marks, marks);
    assert_eq!(of(fresh).freshness, Some(Freshness::Fresh));
    assert_eq!(of(old).freshness, Some(Freshness::Dead));
}

#[test]
fn views_are_those_of_their_owner_and_the_shared_ones() {
    let office = Office::new();
    let li = office.desk("li");
    let wang = office.desk("wang");
    let me = li.ws.me("li").unwrap();
    let sight =
        Sight { query: "owner:me".into(), sort: Sort::Next, group: Group::Phase, collapsed: vec!["show".into()] };
    let keep = |name: &str, owner, place| {
        let id = new_id();
        li.save(vec![sight.kept(id, name, owner, place)]).unwrap();
        id
    };
    keep("second", Some(me), 1);
    keep("first", Some(me), 0);
    let shared = keep("team", None, 0);
    let names = |desk: &Desk, login: &str| -> Vec<String> {
        desk.ws.views(login).unwrap().iter().map(|view| view.title().to_owned()).collect()
    };
    assert_eq!(names(&li, "li"), ["first", "second", "team"]);
    assert_eq!(names(&wang, "wang"), ["team"]);
    let kept = li.get(Kind::SavedView, shared);
    assert_eq!(Sight::of(&kept), sight);
    li.undo().unwrap();
    assert_eq!(names(&wang, "wang"), Vec::<String>::new());
    li.sound();
}

#[test]
fn how_somebody_looked_at_the_deals_is_known_at_the_next_start_but_not_what_he_asked() {
    let office = Office::new();
    let state = office.dir.path().join("state");
    let sight = Sight { query: "tag:x".into(), sort: Sort::Age, group: Group::Owner, collapsed: vec!["WON".into()] };
    let li = office.desk("li");
    assert_eq!(li.ws.look(), Sight::PLAIN, "without a folder of his own nothing is known");
    let ws = li.ws.copied_to(&state);
    assert_eq!(ws.answer(Request::Remember(sight.clone())), Reply::Remembered);
    assert_eq!(ws.look(), Sight { query: String::new(), ..sight });
    std::fs::remove_dir_all(state.join("looks")).unwrap();
    assert_eq!(ws.look(), Sight::PLAIN);
}

#[test]
fn who_has_too_much_at_work_is_told_above_his_lane() {
    let office = Office::new();
    let li = office.desk_without_gates("li");
    let account = li.account("甲");
    let work = |column: &Column| (column.count, column.work);
    for n in 0..3 {
        li.deal(account, &format!("lead {n}"));
    }
    let more = [("amount", json!({ "minor": 1, "ccy": "CNY" })), ("expected_close_on", json!("2027-01-01"))];
    let lead = [("presales_lead", li.me.json()), ("stage", json!("RESEARCH"))];
    for n in 0..13 {
        deal(&li, account, &format!("deal {n}"), &[&more[..], &lead[..]].concat());
    }
    let lanes = whole(&li, Group::Owner, Sort::Next);
    assert_eq!(lanes.iter().map(work).collect::<Vec<_>>(), [(16, Some(13))]);
    assert_eq!(whole(&li, Group::Stage, Sort::Manual)[0].work, None);
}

#[test]
fn won_deals_leave_the_board_after_thirty_days_and_stay_in_lists() {
    let office = Office::new();
    let li = office.desk_without_gates("li");
    let account = li.account("甲");
    let worth = [
        ("amount", json!({ "minor": 500, "ccy": "CNY" })),
        ("expected_close_on", json!("2026-03-30")),
        ("presales_lead", li.me.json()),
    ];
    let id = deal(&li, account, "hosting", &worth);
    let why = Reason { text: "signed".to_owned(), force: true, ..Reason::default() };
    let (seen, to) = ("LEAD".to_owned(), "WON".to_owned());
    li.ws.run(Command::Move { act: new_id(), id, seen, to, why }).unwrap();
    for (days, shown) in [(0, 1), (30, 1), (31, 0)] {
        let later = office.desk_at("li", MORNING + days * 86_400_000);
        for filter in ["", "hosting", "h"] {
            for depth in [Depth::Whole, Depth::Glance] {
                let columns = vec![("WON".to_owned(), Place::Top)];
                let filter = Query::words(filter);
                let won =
                    desk_board(&later, &BoardQuery { columns, window: 5, filter, depth, ..BoardQuery::default() });
                assert_eq!((won.count, won.cards.len()), (shown, shown as usize), "after {days} days");
                assert_eq!(won.sums.len(), shown as usize);
            }
        }
        let list = ListQuery { kind: Kind::Opportunity, filter: Query::default(), of: None, offset: 0, limit: 5 };
        assert_eq!(later.ws.list(&list).unwrap().total, 1, "after {days} days");
    }
}
