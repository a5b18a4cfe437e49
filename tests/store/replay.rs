//! Whatever two people do in whatever order: the journal tells it all, and taking back means taking back.

use canvass::store::journal::verify;
use canvass::store::replay::{Difference, blank, differences, replay};
use proptest::prelude::*;

use super::*;

/// One thing one of two people tries; numbers are taken modulo what there is.
#[derive(Clone, Debug)]
enum Step {
    Account(u8),
    Deal { account: u8, amount: i64 },
    Gap { deal: u8 },
    Title { deal: u8, text: u8, right_base: bool },
    Amount { deal: u8, minor: i64, ccy: u8 },
    Several { deal: u8, other: u8, text: u8 },
    Move { deal: u8, lost: bool },
    Order { deal: u8, by: bool },
    Archive { deal: u8 },
    Undo,
    UndoNamed(u8),
    Redo,
}

fn step() -> impl Strategy<Value = Step> {
    use Step::{Account, Amount, Archive, Deal, Gap, Move, Order, Redo, Several, Title, Undo, UndoNamed};
    prop_oneof![
        1 => any::<u8>().prop_map(Account),
        3 => (any::<u8>(), 0..1000i64).prop_map(|(account, amount)| Deal { account, amount }),
        1 => any::<u8>().prop_map(|deal| Gap { deal }),
        3 => (any::<u8>(), any::<u8>(), prop::bool::weighted(0.8))
            .prop_map(|(deal, text, right_base)| Title { deal, text, right_base }),
        2 => (any::<u8>(), 0..1000i64, any::<u8>()).prop_map(|(deal, minor, ccy)| Amount { deal, minor, ccy }),
        2 => (any::<u8>(), any::<u8>(), any::<u8>()).prop_map(|(deal, other, text)| Several { deal, other, text }),
        2 => (any::<u8>(), any::<bool>()).prop_map(|(deal, lost)| Move { deal, lost }),
        3 => (any::<u8>(), any::<bool>()).prop_map(|(deal, by)| Order { deal, by }),
        1 => any::<u8>().prop_map(|deal| Archive { deal }),
        4 => Just(Undo),
        1 => any::<u8>().prop_map(UndoNamed),
        3 => Just(Redo),
    ]
}

fn pick(ids: &[Id], at: u8) -> Id {
    ids.get(usize::from(at) % ids.len().max(1)).copied().unwrap_or_default()
}

/// Ids of a kind that are there.
fn there(desk: &Desk, kind: Kind) -> Vec<Id> {
    let mut all = desk.ws.conn().prepare_cached(&format!("SELECT id FROM {} ORDER BY id", kind.name())).unwrap();
    let ids = all.query_map([], |row| row.get::<_, [u8; 16]>(0)).unwrap();
    ids.map(|id| Id(uuid::Uuid::from_bytes(id.unwrap()))).collect()
}

fn command(desk: &Desk, step: &Step) -> Command {
    let deals = there(desk, Kind::Opportunity);
    let deal_of = |at: u8| {
        let id = pick(&deals, at);
        (id, desk.ws.record(Kind::Opportunity, id).unwrap())
    };
    let now = |at: u8, field: &str| deal_of(at).1.map_or(Value::Null, |record| record.get(field).clone());
    let set = |at: u8, field: &str, new: Value| update(Kind::Opportunity, pick(&deals, at), field, now(at, field), new);
    let id = new_id();
    let save = |changes| Command::Save(Act { id, verb: "verb-edit".to_owned(), changes });
    match *step {
        Step::Account(n) => {
            save(vec![insert(Kind::Account, new_id(), json!({"name": format!("客户 {n}"), "owner": desk.me.json()}))])
        }
        Step::Deal { account, amount } => {
            let mut fields = desk.deal_fields(pick(&there(desk, Kind::Account), account), "商机");
            if amount > 300 {
                fields["amount"] = json!({"minor": amount, "ccy": "CNY"});
            }
            save(vec![insert(Kind::Opportunity, new_id(), fields)])
        }
        Step::Gap { deal } => save(vec![insert(
            Kind::Gap,
            new_id(),
            json!({"opportunity": pick(&deals, deal).json(), "statement": "s", "current": "c", "desired": "d"}),
        )]),
        Step::Title { deal, text, right_base } => {
            let base = if right_base { now(deal, "title") } else { json!("somebody saw this once") };
            let new = json!(format!("t{}", text % 4));
            save(vec![update(Kind::Opportunity, pick(&deals, deal), "title", base, new)])
        }
        Step::Amount { deal, minor, ccy } => {
            let ccy = ["CNY", "EUR", "RUB"].get(usize::from(ccy) % 4);
            save(vec![set(deal, "amount", ccy.map_or(Value::Null, |ccy| json!({"minor": minor, "ccy": ccy})))])
        }
        Step::Several { deal, other, text } => save(vec![
            set(deal, "next_step", json!(format!("n{}", text % 3))),
            set(other, "department_in_charge", json!(format!("d{}", text % 2))),
            set(deal, "tags", if text % 5 == 0 { Value::Null } else { json!(["a", format!("b{}", text % 3)]) }),
        ]),
        Step::Move { deal, lost } => Command::Move {
            act: id,
            id: pick(&deals, deal),
            seen: now(deal, "stage").as_str().unwrap_or_default().to_owned(),
            to: if lost { "DISQUALIFIED" } else { "LEAD" }.to_owned(),
            why: Reason { code: "postponed".to_owned(), text: "said on the phone".to_owned(), ..Reason::default() },
        },
        Step::Order { deal, by } => Command::Order { act: id, id: pick(&deals, deal), by: if by { 1 } else { -1 } },
        Step::Archive { deal } => {
            let archived = deal_of(deal).1.is_some_and(|record| record.archived);
            save(vec![update(Kind::Opportunity, pick(&deals, deal), "archived", json!(archived), json!(!archived))])
        }
        Step::Undo => Command::Undo { act: id, which: None },
        Step::UndoNamed(at) => {
            let log = desk.ws.log(None, None, 20).unwrap();
            Command::Undo { act: id, which: log.get(usize::from(at) % log.len()).map(|entry| entry.act) }
        }
        Step::Redo => Command::Redo { act: id },
    }
}

/// All values of all records, without who touched them when.
fn content(desk: &Desk) -> Vec<(Kind, Id, String, bool, Values)> {
    let mut all = Vec::new();
    for kind in [Kind::User, Kind::Account, Kind::Opportunity, Kind::Gap] {
        for id in there(desk, kind) {
            let record = desk.get(kind, id);
            all.push((kind, id, record.code, record.archived, record.values));
        }
    }
    all
}

fn rows(desk: &Desk, sql: &str) -> Vec<String> {
    let mut select = desk.ws.conn().prepare(sql).unwrap();
    let count = select.column_count();
    let mut rows = select.query([]).unwrap();
    let mut found = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        let cells: Vec<String> =
            (0..count).map(|at| format!("{:?}", row.get::<_, rusqlite::types::Value>(at).unwrap())).collect();
        found.push(cells.join(" "));
    }
    found
}

fn invariants(desk: &Desk) {
    let again = blank().unwrap();
    replay(desk.ws.conn(), &again).unwrap();
    assert_eq!(differences(desk.ws.conn(), &again, 5).unwrap(), Vec::new(), "the journal rebuilds every table");
    assert_eq!(verify(desk.ws.conn()).unwrap(), None);
    assert_eq!(
        rows(desk, "SELECT stage, ccy, count, sum_minor FROM stage_total ORDER BY 1, 2"),
        rows(
            desk,
            "SELECT stage, coalesce(amount_ccy, ''), count(*), coalesce(sum(amount_minor), 0) FROM opportunity
             WHERE archived = 0 GROUP BY 1, 2 ORDER BY 1, 2"
        )
    );
    for kind in [Kind::Account, Kind::Opportunity, Kind::Gap] {
        let name = kind.name();
        let wrong = rows(
            desk,
            &format!(
                "SELECT hex(id), revision, (SELECT count(DISTINCT act) FROM chg WHERE entity = '{name}' AND entity_id = t.id) n
                 FROM {name} t WHERE revision <> n"
            ),
        );
        assert_eq!(wrong, Vec::<String>::new(), "a version counts the acts");
    }
    // Between two changes of a field nothing else happened to it; coming and going of the whole record starts anew.
    let gaps = rows(
        desk,
        "SELECT act, field, before, left_by FROM (
           SELECT act, op, field, before, lag(after) OVER w AS left_by, lag(op) OVER w AS was
           FROM chg WHERE op = 'upd' WINDOW w AS (PARTITION BY entity, entity_id, field ORDER BY act, n))
         WHERE was IS NOT NULL AND before IS NOT left_by",
    );
    assert_eq!(gaps, Vec::<String>::new(), "before is what the last change left");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn whatever_two_people_do_the_journal_tells_it_all(steps in prop::collection::vec((any::<bool>(), step()), 1..60)) {
        let office = Office::new();
        let desks = [office.desk("li"), office.desk("wang")];
        for (who, step) in &steps {
            let desk = &desks[usize::from(*who)];
            let before = content(desk);
            let acts = desk.count("act");
            let done = desk.ws.run(command(desk, step));
            prop_assert!(desk.ws.idle());
            match done {
                Err(_) => {
                    prop_assert_eq!(content(desk), before, "a refusal changes nothing");
                    prop_assert_eq!(desk.count("act"), acts);
                }
                Ok(done) => {
                    prop_assert_eq!(desk.count("act") - acts, i64::from(done.changes > 0));
                    if done.changes > 0 {
                        // Nobody came in between, so it can be taken back, whatever it was.
                        let after = content(desk);
                        desk.ws.run(Command::Undo { act: new_id(), which: Some(done.act) }).unwrap();
                        prop_assert_eq!(content(desk), before, "undo of {:?}", step);
                        let back = Command::Undo {
                            act: new_id(),
                            which: Some(desk.ws.log(None, None, 1).unwrap()[0].act),
                        };
                        desk.ws.run(back).unwrap();
                        prop_assert_eq!(content(desk), after, "redo of {:?}", step);
                    }
                }
            }
        }
        invariants(&desks[0]);
    }

    #[test]
    fn all_of_ones_own_acts_can_be_undone_to_the_start_and_done_again(
        steps in prop::collection::vec(step(), 1..30),
    ) {
        let office = Office::new();
        let li = office.desk("li");
        let start = content(&li);
        let mut stops = vec![start.clone()];
        for step in &steps {
            if !matches!(step, Step::Undo | Step::Redo | Step::UndoNamed(_))
                && li.ws.run(command(&li, step)).is_ok_and(|done| done.changes > 0)
            {
                stops.push(content(&li));
            }
        }
        for expected in stops.iter().rev().skip(1) {
            li.undo().unwrap();
            prop_assert_eq!(&content(&li), expected);
        }
        for expected in stops.iter().skip(1) {
            li.redo().unwrap();
            prop_assert_eq!(&content(&li), expected);
        }
        invariants(&li);
    }
}

#[test]
fn a_changed_table_is_told_from_the_journal() {
    let office = Office::new();
    let li = office.desk("li");
    let id = li.account("a");
    li.sound();
    li.ws.conn().execute("UPDATE account SET name = 'b'", []).unwrap();
    let again = blank().unwrap();
    replay(li.ws.conn(), &again).unwrap();
    let found = differences(li.ws.conn(), &again, 5).unwrap();
    assert_eq!(found, [Difference { table: "account", record: Some((Kind::Account, id)) }]);
    let said = check::check(li.ws.conn(), true).unwrap();
    assert_eq!(said.iter().map(|f| f.msg.key.as_str()).collect::<Vec<_>>(), ["check-record", "check-search"]);
    assert_eq!(said[0].msg.args[1], ("record".to_owned(), "ACC-0001".into()));
    let said = check::check(li.ws.conn(), false).unwrap();
    let keys: Vec<&str> = said.iter().map(|f| f.msg.key.as_str()).collect();
    assert_eq!(keys, ["check-search"], "beside the search only the journal knows");
}

#[test]
fn a_check_names_what_is_wrong() {
    let office = Office::new();
    let li = office.desk("li");
    let account = li.account("a");
    let deal = li.deal(account, "one");
    let spoil = |sql: &str| -> Vec<String> {
        let conn = li.ws.conn();
        conn.execute_batch("PRAGMA foreign_keys = OFF; SAVEPOINT spoil").unwrap();
        conn.execute_batch(sql).unwrap();
        let keys = check::check(conn, false).unwrap().into_iter().map(|f| f.msg.key).collect();
        conn.execute_batch("ROLLBACK TO spoil; RELEASE spoil; PRAGMA foreign_keys = ON").unwrap();
        keys
    };
    let trace = |end: Id| {
        format!(
            "INSERT INTO trace (id, revision, created_ms, created_by, updated_ms, updated_by, source_kind, source,
             target_kind, target) VALUES (randomblob(16), 1, 1, 'x', 1, 'x', 'opportunity', '{deal}', 'need', '{end}')"
        )
    };
    assert_eq!(spoil("DELETE FROM account"), ["check-link", "check-search"]);
    assert_eq!(spoil("UPDATE stage_total SET count = 2"), ["check-total"]);
    assert_eq!(spoil(&trace(new_id())), ["check-thread"]);
    let agreement = |more: Value| {
        let mut fields = json!({"title": "t", "provider": "p", "receiver": "r"});
        fields.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        li.add(Kind::Agreement, fields)
    };
    let sla = agreement(json!({}));
    agreement(json!({"kind": "OLA", "supports": [sla]}));
    assert_eq!(spoil("DELETE FROM support"), ["check-support"]);
    assert_eq!(spoil("INSERT INTO support VALUES (x'01', x'02')"), ["check-support"]);
    assert_eq!(
        spoil("DROP TRIGGER act_is_never_changed; UPDATE act SET verb = 'x' WHERE seq = 2"),
        ["check-chain-broken"]
    );
    assert_eq!(spoil(""), Vec::<String>::new());
    // Values in a wrong form, and some that no form would send.
    let told = |odd: &str| -> (String, check::Severity) {
        let conn = li.ws.conn();
        conn.execute_batch("SAVEPOINT odd").unwrap();
        conn.execute_batch(odd).unwrap();
        let mut said = check::check(conn, false).unwrap();
        conn.execute_batch("ROLLBACK TO odd; RELEASE odd").unwrap();
        let first = said.remove(0);
        (first.msg.key, first.severity)
    };
    for (odd, key, severity) in [
        (trace(new_id()).as_str(), "check-thread", check::Severity::Damage),
        ("UPDATE account SET tier_until = '06.03.2026'", "check-value", check::Severity::Damage),
        ("UPDATE account SET it_budget_minor = 5", "check-value", check::Severity::Damage),
        ("UPDATE account SET it_budget_ccy = 'CNY'", "check-value", check::Severity::Damage),
        ("UPDATE account SET growth_flags = 'fast'", "check-value", check::Severity::Damage),
        ("UPDATE account SET kind = 'friend'", "check-value", check::Severity::Notice),
        ("UPDATE opportunity SET initiation_approved = 2", "check-value", check::Severity::Damage),
        ("UPDATE opportunity SET probability_bp = -1", "check-value", check::Severity::Notice),
        ("UPDATE opportunity SET entered_stage_on = '2026-02-30'", "check-value", check::Severity::Damage),
        ("UPDATE opportunity SET tags = '[7]'", "check-value", check::Severity::Notice),
        ("UPDATE account SET created_by = CAST(x'ff' AS TEXT)", "check-rows", check::Severity::Damage),
        ("UPDATE account SET revision = 0", "check-rows", check::Severity::Damage),
        ("UPDATE account SET archived = 2", "check-rows", check::Severity::Damage),
        ("UPDATE account SET code = ''", "check-rows", check::Severity::Damage),
        ("PRAGMA defer_foreign_keys = ON; UPDATE account SET id = x'010203'", "check-rows", check::Severity::Damage),
    ] {
        assert_eq!(told(odd), (key.to_owned(), severity), "{odd}");
    }
    for _ in 0..25 {
        li.deal(account, "many");
    }
    li.ws.conn().execute("UPDATE opportunity SET entered_stage_on = 'soon', kind = 'odd'", []).unwrap();
    let text = canvass::text::Text::new(canvass::text::Lang::En);
    let said: Vec<String> = check::check(li.ws.conn(), false).unwrap().iter().map(|f| text.say(&f.msg)).collect();
    assert_eq!(said[0], "Opportunity OPP-2026-0001, In stage since: What stands there cannot be read. Enter it again.");
    assert_eq!(said.len(), 21, "{said:#?}");
    // One that is damage is not lost behind the notices.
    li.ws.conn().execute("UPDATE opportunity SET entered_stage_on = iif(code LIKE '%26', 'soon', NULL)", []).unwrap();
    let all = check::check(li.ws.conn(), false).unwrap();
    let more = (all[0].msg.key.as_str(), all[0].severity, all.len());
    assert_eq!(more, ("check-more", check::Severity::Damage, 21), "{all:#?}");
    assert_eq!(said[10], "Opportunity: 32 more values are like that. Mend the ones above and check again.");
}
