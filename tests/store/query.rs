//! What a query of the funnel finds in a real file: on the board, in its totals, and in the list.

use canvass::domain::funnel::query::{Asker, Query};
use canvass::domain::money::Currency;
use canvass::store::request::{BoardQuery, ListQuery, Place};
use canvass::text::Lang;

use super::*;

/// Deals by their titles, and who asks.
struct Funnel {
    desk: Desk,
}

impl Funnel {
    fn new(office: &Office) -> Self {
        let desk = office.desk("li");
        let orlova = desk.add(Kind::User, json!({"login": "orlova", "name": "Анна Орлова"}));
        let donghu = desk
            .add(Kind::Account, json!({"name": "东湖第一人民医院", "short_name": "东湖医院", "owner": desk.me.json()}));
        let nord = desk.add(Kind::Account, json!({"name": "Nord Logistik", "owner": desk.me.json(), "ccy": "EUR"}));
        let amount = |minor: i64, ccy: &str| json!({"minor": minor, "ccy": ccy});
        let deals = [
            json!({"title": "a", "account": donghu.json(), "stage": "LEAD", "entered_stage_on": "2026-03-01",
                   "amount": amount(60_000_000, "CNY"), "tags": ["SLA", "Тендёр"], "next_step_due": "2026-03-05",
                   "status": "on_hold", "hold_until": "2026-03-05"}),
            json!({"title": "b", "account": donghu.json(), "stage": "LEAD", "entered_stage_on": "2026-02-01",
                   "amount": amount(50_000_000, "CNY"), "next_step_due": "2026-03-06", "source": "referral",
                   "status": "on_hold", "hold_until": "2026-03-06"}),
            json!({"title": "c two words", "account": nord.json(), "stage": "LEAD", "entered_stage_on": "2026-02-20",
                   "amount": amount(99_000_000, "EUR"), "tags": ["SLA plus"], "owner": orlova.json()}),
            json!({"title": "d words two", "account": nord.json(), "stage": "RESEARCH", "entered_stage_on": "2026-03-06",
                   "probability_bp": 9_000, "expected_close_on": "2026-04-01", "presales_lead": orlova.json()}),
            json!({"title": "e", "account": nord.json(), "stage": "LOST", "status": "lost", "entered_stage_on": "2026-01-01",
                   "lost_on": "2026-01-01", "loss_reason": "price", "probability_bp": 9_000}),
        ];
        let me = desk.me.json();
        let changes = deals.map(|mut fields| {
            fields.as_object_mut().unwrap().entry("owner").or_insert(me.clone());
            insert(Kind::Opportunity, new_id(), fields)
        });
        desk.ws.run(Command::Import(act(changes.to_vec()))).unwrap();
        Self { desk }
    }

    fn read(&self, text: &str) -> Query {
        let people = self.desk.ws.people().unwrap();
        let pipelines = self.desk.ws.pipelines();
        let asker = Asker {
            pipelines: &pipelines,
            lang: Lang::En,
            today: self.desk.ws.today(),
            currency: Currency::CNY,
            me: Some(self.desk.me),
            people: &people,
            tags: &[],
        };
        Query::read(text, &asker).unwrap_or_else(|fault| panic!("{text}: {fault:?}"))
    }

    /// First letters of the titles, from the list; the board and its totals must agree.
    fn found(&self, text: &str) -> String {
        let filter = self.read(text);
        let list = ListQuery { kind: Kind::Opportunity, filter: filter.clone(), of: None, offset: 0, limit: 50 };
        let page = self.desk.ws.list(&list).unwrap();
        assert_eq!(page.total, page.rows.len(), "{text}");
        let letter = |title: &str| title[..1].to_owned();
        let mut listed: Vec<String> = page.rows.iter().map(|row| letter(row.title())).collect();
        let pipelines = self.desk.ws.pipelines();
        let columns = pipelines.stages().map(|stage| (stage.code.clone(), Place::Top)).collect();
        let board = self.desk.ws.board(&BoardQuery { columns, window: 10, filter, ..BoardQuery::default() }).unwrap();
        let mut shown = Vec::new();
        for column in &board {
            assert_eq!(column.count as usize, column.cards.len(), "{text}: {}", column.lane);
            let sum: i64 = column.cards.iter().filter_map(|card| card.amount).map(|amount| amount.minor).sum();
            assert_eq!(sum, column.sums.iter().map(|sum| sum.minor).sum::<i64>(), "{text}: {}", column.lane);
            shown.extend(column.cards.iter().map(|card| letter(&card.title)));
        }
        listed.sort();
        shown.sort();
        assert_eq!(listed, shown, "the list and the board agree on {text}");
        listed.concat()
    }
}

#[test]
fn each_field_finds_what_it_says() {
    let office = Office::new();
    let funnel = Funnel::new(&office);
    for (text, expected) in [
        ("", "abcde"),
        ("owner:me", "abde"),
        ("owner:орлова", "c"),
        ("-owner:li", "c"),
        ("presales:orlova", "d"),
        ("presales:none", "abce"),
        ("-presales:orlova", "abce"),
        ("stage:lead", "abc"),
        ("stage:research,线索", "abcd"),
        ("-stage:lead", "de"),
        ("stage>=qualified", "d"),
        ("phase:prepare", "abc"),
        ("account:东湖", "ab"),
        ("account:NORD", "cde"),
        ("-account:东湖,logistik", ""),
        ("tag:sla", "a"),
        ("tag:тендер", "a"),
        ("tag:sla,\"SLA plus\"", "ac"),
        ("-tag:sla", "bcde"),
        ("tag:none", "bde"),
        ("age>14", "be"),
        ("age>=14", "bce"),
        ("age:14", "c"),
        ("age<14", "ad"),
        ("next<today", "a"),
        ("next:today", "b"),
        ("-next<today", "bcde"),
        ("next:none", "cde"),
        ("-next:none", "ab"),
        ("close<+1m", "d"),
        ("probability>50", "d"),
        ("probability:5%", "abc"),
        ("-probability>50", "abce"),
        ("status:lost", "e"),
        ("status:on_hold", "b"),
        ("status:open", "acd"),
        ("-status:on_hold", "acde"),
        ("reason:price lost<today", "e"),
        ("source:referral,inbound", "b"),
        ("currency:EUR", "c"),
        ("\"two words\"", "c"),
        ("two words", "cd"),
        ("words -\"two words\"", "d"),
        ("title:words", "cd"),
        ("code:0002", "b"),
        ("owner:me stage:lead age>14 amount>=50万 text -text", ""),
        ("owner:me stage:lead age>14 amount>=50万", "b"),
    ] {
        assert_eq!(funnel.found(text), expected, "{text}");
    }
}

#[test]
fn amounts_of_another_currency_are_neither_more_nor_less() {
    let office = Office::new();
    let funnel = Funnel::new(&office);
    for (text, expected) in [
        ("amount>50万", "a"),
        ("amount>=50万", "ab"),
        ("amount<60万", "b"),
        ("-amount>50万", "b"),
        ("-amount:50万", "a"),
        ("amount>50万EUR", "c"),
        ("amount>0RUB", ""),
        ("-amount>0RUB", ""),
        ("amount:none", "de"),
        ("-amount:none", "abc"),
    ] {
        assert_eq!(funnel.found(text), expected, "{text}");
    }
}

#[test]
fn what_is_typed_is_never_part_of_the_command() {
    let office = Office::new();
    let funnel = Funnel::new(&office);
    for text in
        ["tag:'", "account:'||1)--", "code:%", "title:\"' OR 1=1 --\"", "\"'; DROP TABLE opportunity; --\"", "x')"]
    {
        assert_eq!(funnel.found(text), "", "{text}");
    }
    let many: Vec<String> = (0..120).map(|n| format!("-tag:t{n} account:a{n},东湖")).collect();
    assert_eq!(funnel.found(&many.join(" ")), "ab");
    assert_eq!(funnel.found(&format!("title:{}", vec!["a"; 1500].join(","))), "a");
    funnel.desk.sound();
}

#[test]
fn names_that_can_be_used_come_from_the_file() {
    let office = Office::new();
    let funnel = Funnel::new(&office);
    let logins: Vec<String> = funnel.desk.ws.people().unwrap().into_iter().map(|person| person.login).collect();
    assert_eq!(logins, ["li", "orlova"]);
    assert_eq!(funnel.desk.ws.tags().unwrap(), ["SLA", "SLA plus", "Тендёр"]);
}

/// Days of March 2026 as instants at noon in UTC.
fn noon(day: u32) -> Value {
    json!(format!("2026-03-{day:02}T12:00:00Z"))
}

#[test]
fn deals_age_as_the_rule_of_the_funnel_says() {
    use canvass::domain::funnel::opportunity::Opportunity;
    let office = Office::new();
    // 2026-03-31, noon in UTC; the clock ticks on each look.
    let li = office.desk_at("li", 1_774_958_400_000);
    let account = li.account("甲");
    let deal = |stage: &str, entered: &str, more: Value| {
        let mut fields = json!({"title": format!("{stage} {entered}"), "account": account.json(), "owner": li.me.json(),
                                "stage": stage, "entered_stage_on": entered});
        fields.as_object_mut().unwrap().extend(values(&more));
        let id = new_id();
        li.ws.run(Command::Import(act(vec![insert(Kind::Opportunity, id, fields)]))).unwrap();
        id
    };
    let mut deals = Vec::new();
    for (stage, day, state) in [
        ("RESEARCH", "20", "fresh"),
        ("RESEARCH", "14", "ageing"),
        ("RESEARCH", "10", "ageing"),
        ("RESEARCH", "09", "rotten"),
        ("LEAD", "03", "rotten"),
        ("LEAD", "02", "dead"),
    ] {
        deals.push((deal(stage, &format!("2026-03-{day}"), json!({})), format!("2026-03-{day}"), state));
    }
    let tender = |day: u32| json!({"tender_due_at": format!("2026-04-{day:02}T01:00:00Z")});
    deals.push((deal("BID", "2026-02-20", tender(2)), "2026-02-20".to_owned(), "paused"));
    let past = json!({"tender_due_at": "2026-03-25T01:00:00Z"});
    deals.push((deal("BID", "2026-02-20", past), "2026-02-20".to_owned(), "fresh"));
    let hold = json!({"status": "on_hold", "hold_until": "2026-03-31"});
    deals.push((deal("LEAD", "2026-01-01", hold), "2026-01-01".to_owned(), "paused"));
    // Touched by the customer: a talk, an interview, a changed step.
    let talked = deal("LEAD", "2026-01-01", json!({}));
    li.add(Kind::Activity, json!({"account": account.json(), "opportunity": talked.json(), "at": noon(20), "two_way": true, "summary": "s"}));
    li.add(Kind::Activity, json!({"account": account.json(), "opportunity": talked.json(), "at": noon(30), "two_way": false, "summary": "s"}));
    deals.push((talked, "2026-03-20".to_owned(), "fresh"));
    let stepped = deal("LEAD", "2026-01-01", json!({}));
    li.edit(Kind::Opportunity, stepped, "next_step", json!(null), json!("call")).unwrap();
    deals.push((stepped, "2026-03-31".to_owned(), "fresh"));
    let lost = deal("LOST", "2026-01-01", json!({"status": "lost", "lost_on": "2026-01-01", "loss_reason": "price"}));

    let funnel = Funnel { desk: li };
    let li = &funnel.desk;
    let of_state = |state: &str| {
        let filter = funnel.read(&format!("freshness:{state}"));
        let list = ListQuery { kind: Kind::Opportunity, filter, of: None, offset: 0, limit: 50 };
        li.ws.list(&list).unwrap().rows.into_iter().map(|row| row.id).collect::<Vec<Id>>()
    };
    for (id, touch, state) in &deals {
        assert_eq!(of_state("fresh,ageing,rotten,dead,paused").iter().filter(|found| *found == id).count(), 1);
        assert!(of_state(state).contains(id), "{} is {state}", li.get(Kind::Opportunity, *id).title());
        let typed: Opportunity = li.get(Kind::Opportunity, *id).typed().unwrap();
        let rule = li.ws.pipelines().freshness(&typed, touch.parse().unwrap(), li.ws.today()).unwrap();
        assert_eq!(rule.key(), format!("freshness-{state}"), "{}", typed.title);
    }
    assert!(!of_state("fresh,ageing,rotten,dead,paused").contains(&lost), "what is decided does not age");
    assert_eq!(funnel.read("-freshness:dead").terms.len(), 1);
}
