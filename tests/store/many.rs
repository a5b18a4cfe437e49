//! Many records in one act: what goes, what is refused, one entry, one undo, and how it is stopped.

use std::cell::RefCell;
use std::sync::mpsc::channel;

use canvass::store::request::{Many, Refused, Reply, Request, Task};
use canvass::store::worker::Worker;

use super::*;

fn many(ids: &[Id], task: Task) -> Many {
    Many { act: new_id(), kind: Kind::Opportunity, ids: ids.into(), task }
}

fn on() -> Task {
    Task::Carry { by: 1, why: Reason::default() }
}

/// So many deals ready for the second stage.
fn ready(li: &Desk, count: usize) -> Vec<Id> {
    let account = li.account("甲");
    let ids: Vec<Id> = (0..count).map(|_| new_id()).collect();
    let deal = |(n, id): (usize, &Id)| {
        let mut fields = li.deal_fields(account, &format!("deal {n}"));
        fields["presales_lead"] = li.me.json();
        fields["rank"] = json!(n as i64 + 1);
        insert(Kind::Opportunity, *id, fields)
    };
    li.save(ids.iter().enumerate().map(deal).collect()).unwrap();
    ids
}

#[test]
fn one_act_moves_what_may_and_tells_what_may_not() {
    let office = Office::new();
    let li = office.desk_without_gates("li");
    let mut ids = ready(&li, 3);
    let account = li.account("乙");
    ids.push(li.deal(account, "nobody for presales"));
    ids.push(new_id());
    let acts = li.count("act");
    let done = li.ws.run(Command::Many(many(&ids, on()))).unwrap();
    assert_eq!((done.verb.as_str(), done.deals, li.count("act")), ("verb-move", 3, acts + 1));
    let why: Vec<(Id, Vec<String>)> = done
        .refused
        .iter()
        .map(|refused| (refused.id, refused.reasons().into_iter().map(|msg| msg.key).collect()))
        .collect();
    assert!(why.contains(&(ids[3], vec!["move-missing".to_owned()])), "{why:?}");
    assert!(why.contains(&(ids[4], vec!["store-gone".to_owned()])), "{why:?}");
    assert!(!done.refused.iter().any(Refused::forcible));
    assert_eq!(li.column("QUALIFIED"), ["deal 0", "deal 1", "deal 2"], "in the order they had");
    let back = li.undo().unwrap();
    assert_eq!((back.verb.as_str(), back.deals), ("verb-move", 3));
    assert_eq!(li.column("LEAD").len(), 4);
    li.redo().unwrap();
    assert_eq!(li.column("QUALIFIED").len(), 3);
    li.sound();
}

#[test]
fn when_nothing_may_go_nothing_is_written() {
    let office = Office::new();
    let li = office.desk("li");
    let ids = ready(&li, 2);
    let acts = li.count("act");
    let done = li.ws.run(Command::Many(many(&ids, on()))).unwrap();
    assert_eq!((done.deals, done.refused.len(), li.count("act")), (0, 2, acts));
    assert!(done.refused.iter().all(Refused::forcible), "only conditions stand in the way");
    let forced = on().forced().unwrap();
    let forced = Command::Many(many(&ids, forced)).with_words("asked for".to_owned());
    assert_eq!(li.ws.run(forced).unwrap().verb, "verb-force");
    assert!(ids.iter().all(|id| li.get(Kind::Opportunity, *id).str("forced_reason") == "asked for"));
    li.sound();
}

#[test]
fn the_same_act_sent_again_changes_nothing() {
    let office = Office::new();
    let li = office.desk_without_gates("li");
    let act = many(&ready(&li, 3), on());
    li.ws.run(Command::Many(act.clone())).unwrap();
    let again = li.ws.run(Command::Many(act)).unwrap();
    assert_eq!((again.deals, li.column("QUALIFIED").len()), (3, 3));
}

#[test]
fn a_stage_is_reached_by_moving_only_and_too_many_are_not_begun() {
    let office = Office::new();
    let li = office.desk("li");
    let ids = ready(&li, 1);
    let past = Task::Set(vec![("stage".to_owned(), json!("WON"))]);
    assert_eq!(refusal(li.ws.run(Command::Many(many(&ids, past)))), "store-stage-by-move");
    let crowd: Vec<Id> = (0..=canvass::store::request::MOST).map(|_| new_id()).collect();
    assert_eq!(refusal(li.ws.run(Command::Many(many(&crowd, Task::Archive)))), "many-too-many");
}

#[test]
fn tags_are_added_and_taken_off_beside_those_of_others() {
    let office = Office::new();
    let li = office.desk("li");
    let ids = ready(&li, 1);
    let tags = |words: &str| {
        li.ws.run(Command::Many(many(&ids, Task::tags(words)))).unwrap();
        li.get(Kind::Opportunity, ids[0]).get("tags").clone()
    };
    assert_eq!(tags("tender, 重点；+q4"), json!(["tender", "重点", "q4"]));
    assert_eq!(tags("-Tender、 Q4 ,new"), json!(["重点", "q4", "new"]), "case makes no other tag");
    assert_eq!(tags("-重点,-q4,−new"), json!(null));
}

#[test]
fn what_others_wrote_since_the_last_page_is_not_overwritten() {
    let office = Office::new();
    let li = office.desk_without_gates("li");
    let ids = ready(&li, 2);
    let wang = office.desk_without_gates("wang");
    let give = |desk: &Desk| many(&ids, Task::Set(vec![("owner".to_owned(), desk.me.json())]));
    wang.edit(Kind::Opportunity, ids[0], "owner", li.me.json(), wang.me.json()).unwrap();
    let done = li.ws.run(Command::Many(give(&li))).unwrap();
    assert!(matches!(&done.refused[..], [one] if one.reasons()[0].key == "many-meanwhile"), "{done:?}");
    // Once a page was read that shows it, it is meant.
    li.ws.answer(Request::List(canvass::store::request::ListQuery {
        kind: Kind::Opportunity,
        filter: canvass::domain::funnel::query::Query::default(),
        of: None,
        offset: 0,
        limit: 10,
    }));
    assert_eq!(li.ws.run(Command::Many(give(&li))).unwrap().refused, []);
    assert_eq!(li.get(Kind::Opportunity, ids[0]).get("owner"), &li.me.json());
}

#[test]
fn an_act_that_is_stopped_leaves_nothing() {
    let office = Office::new();
    let li = office.desk_without_gates("li");
    let ids = ready(&li, 120);
    let acts = li.count("act");
    let told = RefCell::new(Vec::new());
    let going = |done, of| {
        told.borrow_mut().push((done, of));
        done < 75
    };
    assert_eq!(refusal(li.ws.run_told(Command::Many(many(&ids, on())), &going)), "many-stopped");
    assert_eq!(told.take(), [(0, 120), (25, 120), (50, 120), (75, 120)]);
    assert_eq!((li.column("LEAD").len(), li.count("act")), (120, acts));
    li.sound();
}

#[test]
fn the_worker_tells_how_far_it_is_and_hears_a_stop() {
    let office = Office::new();
    let li = office.desk_without_gates("li");
    let ids = ready(&li, 200);
    let (send, heard) = channel();
    let worker = Worker::start(li.ws, move |ticket, reply| send.send((ticket, reply)).unwrap()).unwrap();
    worker.ask(1, Request::Do(Command::Many(many(&ids, on()))));
    worker.ask(2, Request::Stop);
    let replies: Vec<(u64, Reply)> =
        std::iter::from_fn(|| heard.recv_timeout(std::time::Duration::from_secs(30)).ok()).take(3).collect();
    assert!(matches!(&replies[0], (0, Reply::Going { done: 0, of: 200 })), "{replies:?}");
    assert!(
        matches!(&replies[1], (1, Reply::Failed(Failure::Refused(msg))) if msg.key == "many-stopped"),
        "{replies:?}"
    );
    assert!(matches!(&replies[2], (2, Reply::Missing)), "{replies:?}");
    drop(worker);
    assert_eq!(office.desk("wang").column("LEAD").len(), 200);
}

#[test]
fn undo_comes_to_acts_of_this_session_and_to_those_before_it() {
    let office = Office::new();
    let laptop = office.desk("li");
    let account = laptop.account("甲");
    let server = office.desk("li");
    server.edit(Kind::Account, account, "name", json!("甲"), json!("乙")).unwrap();
    laptop.edit(Kind::Account, account, "industry", json!(null), json!("医疗")).unwrap();
    server.undo().unwrap();
    assert_eq!(laptop.get(Kind::Account, account).str("name"), "甲", "its own, though the laptop's is newer");
    assert_eq!(laptop.get(Kind::Account, account).str("industry"), "医疗");
    server.edit(Kind::Account, account, "name", json!("甲"), json!("丙")).unwrap();
    laptop.undo().unwrap();
    laptop.redo().unwrap();
    assert_eq!(laptop.get(Kind::Account, account).str("industry"), "医疗");
    // Who comes later takes back the newest, wherever it was made.
    let later = office.desk("li");
    later.undo().unwrap();
    assert_eq!(later.get(Kind::Account, account).str("name"), "甲");
    later.sound();
}
