//! What a letter of a filter finds at once among many deals, and what is found at leisure.

use canvass::domain::funnel::query::{Asker, Query};
use canvass::domain::funnel::view::{Group, Sort};
use canvass::domain::money::Currency;
use canvass::store::request::{BoardQuery, Column, Counted, Depth, ListQuery, Page, Place};
use canvass::text::Lang;

use super::*;

/// More deals in one stage than a glance looks at; every third is a renewal of hosting, one is a migration.
fn crowd(desk: &Desk) -> Id {
    let account = desk.account("东湖医院");
    let rare = desk.account("Nord Logistik");
    let title = |n: usize| match n {
        97 => "Migration".to_owned(),
        n if n % 3 == 0 => format!("Hosting {n:03}"),
        n => format!("Service desk {n:03}"),
    };
    let deals = (0..120).map(|n| {
        let mut fields = desk.deal_fields(if n == 60 { rare } else { account }, &title(n));
        fields["amount"] = json!({ "minor": 1_000 + n, "ccy": "CNY" });
        fields["next_step_due"] = json!(format!("2026-05-{:02}", n % 28 + 1));
        insert(Kind::Opportunity, new_id(), fields)
    });
    desk.save(deals.collect()).unwrap();
    while desk.ws.fill_slice().unwrap() != canvass::store::search::Filled::Whole {}
    rare
}

fn asked(desk: &Desk, text: &str) -> Query {
    let pipelines = desk.ws.pipelines();
    let people = desk.ws.people().unwrap();
    let asker = Asker {
        pipelines: &pipelines,
        lang: Lang::En,
        today: desk.ws.today(),
        currency: Currency::CNY,
        me: Some(desk.me),
        people: &people,
        tags: &[],
    };
    Query::read(text, &asker).unwrap()
}

fn lead(desk: &Desk, text: &str, sort: Sort, depth: Depth) -> Column {
    let columns = desk.ws.pipelines().first().columns().map(|stage| (stage.code.clone(), Place::Top)).collect();
    let filter = asked(desk, text);
    let query = BoardQuery { columns, window: 8, sort, filter, depth, ..BoardQuery::default() };
    desk.ws.board(&query).unwrap().remove(0)
}

#[test]
fn a_glance_shows_the_first_of_what_is_found_at_leisure() {
    let office = Office::new();
    let li = office.desk("li");
    crowd(&li);
    for sort in Sort::ALL {
        for text in ["s", "host", "amount>10.80", "status:open", "-host desk", "next:2026-05-03"] {
            let (glance, whole) = (lead(&li, text, sort, Depth::Glance), lead(&li, text, sort, Depth::Patient));
            assert!(whole.counted == Counted::Whole && whole.count > 0, "{text}");
            let first: Vec<Id> = whole.cards.iter().map(|card| card.id).collect();
            let shown: Vec<Id> = glance.cards.iter().map(|card| card.id).collect();
            assert_eq!(shown, first[..shown.len()], "{text} {sort:?}");
            assert!(glance.counted == Counted::Not || glance == whole, "{text} {sort:?}");
            assert!(!glance.more_below || shown.len() == 8, "{text} {sort:?}");
        }
    }
    let common = lead(&li, "desk", Sort::Manual, Depth::Glance);
    assert!(
        common.counted == Counted::Not && common.more_below && common.sums.is_empty(),
        "nothing was counted: {common:?}"
    );
}

#[test]
fn what_an_index_knows_is_whole_at_once() {
    let office = Office::new();
    let li = office.desk("li");
    crowd(&li);
    // Each is met by one deal that stands behind those a glance looks at.
    for text in ["migr", "nord", "nord logis", "amount=10.60", "migr host", "\"service desk 118\" 118"] {
        let whole = lead(&li, text, Sort::Amount, Depth::Whole);
        let expected = i64::from(text != "migr host");
        assert_eq!(whole.count, expected, "{text}");
        assert_eq!(lead(&li, text, Sort::Amount, Depth::Glance), whole, "{text}");
        let around = lead(&li, text, Sort::Title, Depth::Patient);
        assert_eq!((around.count, around.sums), (whole.count, whole.sums), "{text}");
    }
    // Not a word that ends like that, nor what somebody else's deal has.
    assert_eq!(lead(&li, "gration", Sort::Manual, Depth::Whole).count, 0);
    let id = lead(&li, "migr", Sort::Manual, Depth::Whole).cards[0].id;
    li.edit(Kind::Opportunity, id, "title", json!("Migration"), json!("Transfer")).unwrap();
    assert_eq!(lead(&li, "migr", Sort::Manual, Depth::Glance).count, 0);
    li.edit(Kind::Opportunity, id, "archived", json!(false), json!(true)).unwrap();
    assert_eq!(lead(&li, "transf", Sort::Manual, Depth::Glance).count, 0);
}

#[test]
fn groups_find_the_same_few() {
    let office = Office::new();
    let li = office.desk("li");
    crowd(&li);
    for group in [Group::Phase, Group::Owner, Group::Tier, Group::Close] {
        let codes = group.lanes(li.ws.pipelines().first(), li.ws.today()).unwrap_or_default();
        let columns = codes.into_iter().map(|code| (code, Place::Top)).collect();
        let query =
            BoardQuery { columns, whole: true, group, window: 5, filter: asked(&li, "migr"), ..BoardQuery::default() };
        let found = li.ws.board(&query).unwrap();
        assert_eq!(found.iter().map(|column| column.count).sum::<i64>(), 1, "{group:?}");
        assert_eq!(found.iter().flat_map(|column| &column.cards).count(), 1, "{group:?}");
    }
}

#[test]
fn a_list_of_deals_is_walked_in_every_order_from_both_ends() {
    let office = Office::new();
    let li = office.desk("li");
    crowd(&li);
    let page = |text: &str, sort, offset, limit| -> Page {
        let query = ListQuery { kind: Kind::Opportunity, filter: asked(&li, text), of: None, offset, limit };
        li.ws.deals(&query, sort, Depth::Whole).unwrap()
    };
    let ids = |page: &Page| page.rows.iter().map(|row| row.id).collect::<Vec<Id>>();
    for sort in Sort::ALL {
        for text in ["", "host", "nord"] {
            let all = page(text, sort, 0, 500);
            assert_eq!(all.rows.len(), all.total, "{text} {sort:?}");
            for offset in [0, 1, 30, 70, 119] {
                let part = page(text, sort, offset, 7);
                let expected: Vec<Id> = ids(&all).into_iter().skip(offset).take(7).collect();
                assert_eq!(ids(&part), expected, "{text} {sort:?} from {offset}");
                assert_eq!(part.total, all.total);
            }
        }
    }
    let newest = page("", Sort::Manual, 0, 2);
    assert!(newest.rows[0].code > newest.rows[1].code, "the newest first");
}
