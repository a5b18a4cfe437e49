//! What the search finds in a real file, whatever became of its records, and that its index never says anything else.

use canvass::store::search::{Found, Group, SearchQuery, unlike};

use super::*;

fn search(desk: &Desk, words: &str) -> Found {
    desk.ws.search(&SearchQuery { words: words.to_owned(), kind: None, limit: 5 }).unwrap()
}

/// Kinds with their counts, and the first line found of each.
fn told(desk: &Desk, words: &str) -> String {
    let line = |group: &Group| {
        let first = &group.found[0];
        format!("{} {}: {} [{}]", group.kind.name(), group.count, first.snippet, first.field)
    };
    search(desk, words).groups.iter().map(line).collect::<Vec<_>>().join("; ")
}

fn sound(desk: &Desk) {
    assert_eq!(unlike(desk.ws.conn()).unwrap(), Some(0));
}

/// A deal with research and an agreement, in three languages.
struct Work {
    desk: Desk,
    deal: Id,
    answer: Id,
}

fn work(office: &Office) -> Work {
    let desk = office.desk("li");
    let account = desk.account("东湖第一人民医院");
    let deal = desk.deal(account, "Managed service desk");
    let interview = desk.add(
        Kind::Interview,
        json!({"title": "高层访谈", "template": "T1", "template_version": 1, "account": account.json(),
               "opportunity": deal.json(), "language": "zh-CN"}),
    );
    let answer = desk.add(
        Kind::Answer,
        json!({"interview": interview.json(), "question": "T1.3", "raw": "现在系统一到月底就慢,财务加班两天对账", "private": true}),
    );
    desk.add(
        Kind::Need,
        json!({"title": "月末对账 4 小时内完成", "statement": "对账必须在四小时内完成", "opportunity": deal.json()}),
    );
    let sla = desk.add(
        Kind::Agreement,
        json!({"title": "SLA 东湖医院", "provider": "wir", "receiver": "东湖", "account": account.json(), "opportunity": deal.json()}),
    );
    let version = desk
        .add(Kind::AgreementVersion, json!({"agreement": sla.json(), "languages": ["ru"], "governing_language": "ru"}));
    desk.add(
        Kind::Clause,
        json!({"version": version.json(), "section": "scope", "language": "ru", "text": "Ещё раз:\nсоглашение об уровне услуг"}),
    );
    desk.add(
        Kind::Activity,
        json!({"account": account.json(), "opportunity": deal.json(), "method": "call", "at": "2026-03-05T10:00:00Z",
               "summary": "CFO asked about the service desk prices", "two_way": true}),
    );
    Work { desk, deal, answer }
}

#[test]
fn every_text_is_found_in_three_languages_at_its_place() {
    let office = Office::new();
    let work = work(&office);
    let desk = &work.desk;
    assert_eq!(told(desk, "уровне УСЛУГ"), "clause 1: соглашение об уровне услуг [text]");
    assert_eq!(told(desk, "еще"), "clause 1: Ещё раз: соглашение об уровне услуг [text]");
    assert_eq!(
        told(desk, "service desk"),
        "opportunity 1: Managed service desk [title]; activity 1: CFO asked about the service desk prices [summary]"
    );
    assert_eq!(
        told(desk, "对账"),
        "answer 1: 现在系统一到月底就慢,财务加班两天对账 [raw]; need 1: 月末对账 4 小时内完成 [title]"
    );
    assert_eq!(told(desk, "末对"), "need 1: 月末对账 4 小时内完成 [title]");
    assert_eq!(told(desk, "OPP-2026"), "opportunity 1:  []", "a code is found too");
    assert_eq!(told(desk, "ervice"), "", "words are found from their beginning");
    assert_eq!(told(desk, "完成对账"), "", "the pairs alone are not the word");

    let found = search(desk, "财务");
    let hit = &found.groups[0].found[0];
    assert_eq!(hit.link.id, work.answer);
    assert!(hit.private);
    let within = hit.within.as_ref().unwrap();
    assert_eq!((within.kind, within.code.as_str()), (Kind::Interview, "INT-2026-0001"));
    let found = search(desk, "соглашение");
    assert_eq!(found.groups[0].found[0].within.as_ref().unwrap().code, "SLA-2026-0001");
    assert!(search(desk, "e").short && search(desk, "  ").short);
    assert!(!search(desk, "云").short, "one Chinese character is a word");
    sound(desk);
}

#[test]
fn the_index_follows_every_way_a_record_changes() {
    let office = Office::new();
    let Work { desk, deal, .. } = work(&office);
    desk.save(vec![update(
        Kind::Opportunity,
        deal,
        "title",
        json!("Managed service desk"),
        json!("Выездная поддержка"),
    )])
    .unwrap();
    assert_eq!(told(&desk, "managed"), "");
    assert_eq!(told(&desk, "выезд"), "opportunity 1: Выездная поддержка [title]");
    desk.ws.run(Command::Undo { act: new_id(), which: None }).unwrap();
    assert_eq!(told(&desk, "выезд"), "");
    assert_eq!(told(&desk, "managed"), "opportunity 1: Managed service desk [title]");

    let made = desk.add(Kind::Contact, json!({"full_name": "张院长", "emails": ["zhang@hospital.example"]}));
    assert_eq!(told(&desk, "hospital"), "contact 1: zhang@hospital.example [emails]");
    desk.ws.run(Command::Undo { act: new_id(), which: None }).unwrap();
    assert_eq!(told(&desk, "hospital"), "", "{made} is gone");
    desk.ws.run(Command::Redo { act: new_id() }).unwrap();
    assert_eq!(told(&desk, "hospital"), "contact 1: zhang@hospital.example [emails]");
    sound(&desk);

    desk.add(Kind::Contact, json!({"full_name": "张三"}));
    desk.save(vec![Change::archived(Kind::Contact, made, false, true)]).unwrap();
    let found = search(&desk, "张");
    let names: Vec<_> = found.groups[0].found.iter().map(|hit| (hit.link.title.as_str(), hit.archived)).collect();
    assert_eq!(names, [("张三", false), ("张院长", true)], "what is archived comes last");
    desk.save(vec![Change::archived(Kind::Contact, made, true, false)]).unwrap();
    assert!(search(&desk, "张").groups[0].found.iter().all(|hit| !hit.archived));
    sound(&desk);
}

#[test]
fn records_of_an_older_file_are_taken_in_bit_by_bit() {
    let office = Office::new();
    let Work { desk, deal, .. } = work(&office);
    for at in 0..230 {
        desk.add(Kind::Contact, json!({"full_name": format!("Anna {at}")}));
    }
    // As the step to this version leaves it.
    let empty = "INSERT INTO search_index (search_index) VALUES ('delete-all'); DELETE FROM search_doc;
         UPDATE meta SET search_from = ''";
    desk.ws.conn().execute_batch(empty).unwrap();
    assert!(search(&desk, "Anna").filling);
    assert_eq!(unlike(desk.ws.conn()).unwrap(), None);
    // Written before it was its turn, and then not taken in twice.
    desk.save(vec![update(Kind::Opportunity, deal, "title", json!("Managed service desk"), json!("Service desk"))])
        .unwrap();
    assert_eq!(told(&desk, "desk"), "opportunity 1: Service desk [title]");
    let mut slices = 1;
    while desk.ws.fill_slice().unwrap() == canvass::store::search::Filled::Partly {
        slices += 1;
    }
    assert_eq!(slices, 3, "a slice is a hundred records");
    let found = search(&desk, "Anna");
    assert!(!found.filling);
    assert_eq!(found.groups[0].count, 230);
    sound(&desk);
}

#[test]
fn a_wrong_index_is_noticed_and_made_anew() {
    let office = Office::new();
    let Work { desk, deal, .. } = work(&office);
    let conn = desk.ws.conn();
    let spoil = |sql: &str| conn.execute_batch(sql).unwrap();
    for sql in [
        "UPDATE opportunity SET title = 'other words'",
        "DELETE FROM search_doc WHERE doc = (SELECT max(doc) FROM search_doc)",
        "INSERT INTO search_doc (id) VALUES (x'00112233445566778899aabbccddeeff')",
        "INSERT INTO search_index (search_index) VALUES ('delete-all')",
    ] {
        spoil(sql);
        assert!(unlike(conn).unwrap().unwrap() > 0, "{sql}");
        let found = check::check(conn, false).unwrap();
        assert!(found.iter().any(|finding| finding.msg.key == "check-search"), "{sql}: {found:?}");
        desk.ws.reindex().unwrap();
        sound(&desk);
    }
    assert_eq!(told(&desk, "other"), "opportunity 1: other words [title]");
    assert_eq!(search(&desk, "other").groups[0].found[0].link.id, deal);
}

#[test]
fn counting_ends_where_it_says_more() {
    let office = Office::new();
    let desk = office.desk("li");
    let contact = |at: usize| insert(Kind::Contact, new_id(), json!({"full_name": format!("Smith {at}")}));
    desk.ws.run(Command::Import(act((0..2_050).map(contact).collect()))).unwrap();
    desk.account("Smith & Sons");
    let found = search(&desk, "smith");
    let counts: Vec<_> = found.groups.iter().map(|group| (group.kind, group.count, group.more)).collect();
    assert_eq!(counts, [(Kind::Account, 1, false), (Kind::Contact, 2_000, true)]);
    let contacts = SearchQuery { words: "smith".to_owned(), kind: Some(Kind::Contact), limit: 50 };
    assert_eq!(desk.ws.search(&contacts).unwrap().groups[0].found.len(), 50);
}

#[test]
fn nothing_that_is_typed_is_a_fault_of_the_index() {
    let office = Office::new();
    let Work { desk, .. } = work(&office);
    for words in [
        "\"",
        "desk\" OR \"",
        "NEAR(a b)",
        "desk*",
        "-desk",
        "words:desk",
        "^desk",
        "' OR 1=1",
        "\0",
        "a AND",
        "（服务）",
    ] {
        search(&desk, words);
    }
    assert_eq!(told(&desk, "\"service desk\"").split(':').next(), Some("opportunity 1"));
}
