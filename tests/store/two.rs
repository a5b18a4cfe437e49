//! Several sessions on one file: news of each other, waiting for each other, and being killed at any moment.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command as Process, Stdio};
use std::sync::mpsc::channel;
use std::time::Duration;

use canvass::store::presence::{Spot, everybody};
use canvass::store::request::{Reply, Request};
use canvass::store::worker::Worker;

use super::*;

/// Long enough for a loaded machine; a pass never waits so long.
const PATIENCE: Duration = Duration::from_secs(30);

#[test]
fn what_is_asked_of_a_worker_before_it_begins_is_answered_then() {
    let office = Office::new();
    let li = office.desk("li");
    li.account("a");
    let (send, heard) = channel();
    let mut worker = Worker::new(move |ticket, reply| send.send((ticket, reply)).unwrap());
    assert!(worker.ask(7, Request::Funnel));
    assert!(heard.try_recv().is_err(), "nobody is there yet");
    worker.begin(li.ws).unwrap();
    let (ticket, reply) = heard.recv_timeout(PATIENCE).unwrap();
    assert!(ticket == 7 && matches!(reply, Reply::Funnel(_)), "{reply:?}");
    worker.finish();
    assert!(!worker.ask(8, Request::Funnel), "nobody is there any more");
}

#[test]
fn the_other_session_hears_of_a_save_and_reads_it() {
    let office = Office::new();
    let li = office.desk("li");
    let account = li.account("甲");
    let wang = office.desk("wang");
    let (send, heard) = channel();
    let worker = Worker::start(wang.ws, move |ticket, reply| send.send((ticket, reply)).unwrap()).unwrap();
    assert!(worker.ask(1, Request::Sheet(Kind::Account, account)));
    let (ticket, reply) = heard.recv_timeout(PATIENCE).unwrap();
    assert!(ticket == 1 && matches!(reply, Reply::Sheet(_)), "{reply:?}");

    li.edit(Kind::Account, account, "industry", json!(null), json!("医疗")).unwrap();
    let (ticket, reply) = heard.recv_timeout(PATIENCE).unwrap();
    assert!(ticket == 0 && matches!(reply, Reply::Changed), "{reply:?}");
    worker.ask(2, Request::Sheet(Kind::Account, account));
    let (_, Reply::Sheet(sheet)) = heard.recv_timeout(PATIENCE).unwrap() else { panic!("no sheet") };
    assert_eq!(sheet.record.str("industry"), "医疗");

    // Its own save is no news.
    let own = act(vec![update(Kind::Account, account, "name", json!("甲"), json!("乙"))]);
    worker.ask(3, Request::Do(Command::Save(own)));
    let (ticket, reply) = heard.recv_timeout(PATIENCE).unwrap();
    assert!(ticket == 3 && matches!(reply, Reply::Done(_)), "{reply:?}");
    assert!(heard.recv_timeout(Duration::from_millis(1_500)).is_err(), "nobody else saved");

    // A worker that is dropped finishes what it was asked.
    let last = act(vec![update(Kind::Account, account, "name", json!("乙"), json!("丙"))]);
    worker.ask(4, Request::Do(Command::Save(last)));
    drop(worker);
    assert_eq!(li.get(Kind::Account, account).str("name"), "丙");
    li.sound();
}

/// The name of the test that plays the other process.
pub const CHILD: &str = "two::child_process";

pub fn child(office: &Office, task: &str) -> Child {
    Process::new(std::env::current_exe().unwrap())
        .args(["--exact", CHILD, "--nocapture", "--test-threads=1"])
        .env("CANVASS_TASK", task)
        .env("CANVASS_DB", office.dir.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

pub fn lines(child: &mut Child) -> impl Iterator<Item = String> + use<> {
    let out = BufReader::new(child.stdout.take().unwrap());
    out.lines().map_while(Result::ok).filter_map(|line| line.split_once("say ").map(|(_, said)| said.to_owned()))
}

/// Not a test of its own: the other process of the tests below.
#[test]
fn child_process() {
    let (Ok(task), Ok(folder)) = (std::env::var("CANVASS_TASK"), std::env::var("CANVASS_DB")) else { return };
    let opened = open(&PathBuf::from(folder).join("w.db"), How::OpenOrCreate).unwrap();
    let who = Who { actor: task.clone(), device: new_id(), origin: Origin::Cli };
    let ws = Workspace::new(opened, who, Clock::System).unwrap();
    let me = ws.me("").unwrap();
    if task == "copying" {
        return super::care::copying(&Desk { ws, me }, |words| println!("say {words}"));
    }
    if task == "hemmed in" {
        return super::trouble::hemmed_in(&Desk { ws, me }, |words| println!("say {words}"));
    }
    if task == "present" {
        let ws = ws.seen_as("李");
        let spot = Spot { kind: Kind::User, id: me, field: "name".to_owned() };
        ws.answer(Request::Here(Some(spot)));
        println!("say {me}");
        loop {
            std::thread::park();
        }
    }
    let desk = Desk { ws, me };
    if task == "stuck" {
        desk.account("before");
        desk.ws.conn().execute_batch("BEGIN IMMEDIATE").unwrap();
        println!("say stuck");
        loop {
            std::thread::park();
        }
    }
    if task == "busy" {
        for n in 0..60 {
            println!("say {}", desk.add(Kind::Account, json!({"name": format!("b{n}"), "owner": me.json()})));
        }
        return;
    }
    let account = desk.account("of the child");
    let deal = desk.deal(account, "t0");
    for n in 0..1_000_000 {
        let title = desk.get(Kind::Opportunity, deal).get("title").clone();
        let changes = match n % 4 {
            0 => vec![insert(Kind::Opportunity, new_id(), desk.deal_fields(account, "new"))],
            1 => vec![
                update(Kind::Opportunity, deal, "title", title, json!(format!("t{n}"))),
                insert(Kind::Account, new_id(), json!({"name": "another", "owner": me.json()})),
            ],
            _ => vec![update(Kind::Opportunity, deal, "title", title, json!(format!("t{n}")))],
        };
        let done = desk.save(changes).unwrap();
        println!("say {}", done.act);
        if n % 7 == 0 {
            println!("say {}", desk.undo().unwrap().act);
        }
    }
}

#[test]
fn a_colleague_is_seen_until_it_leaves_or_is_killed_and_nothing_is_read_again_for_it() {
    let office = Office::new();
    let wang = office.desk("wang");
    let (send, heard) = channel();
    let worker =
        Worker::start(wang.ws.seen_as("王"), move |ticket, reply| send.send((ticket, reply)).unwrap()).unwrap();
    let mut victim = child(&office, "present");
    let li: Id = lines(&mut victim).next().unwrap().parse().unwrap();
    let mut news = Vec::new();
    let mut next = || {
        let (ticket, reply) = heard.recv_timeout(PATIENCE).unwrap();
        assert_eq!(ticket, 0);
        news.push(reply.clone());
        reply
    };
    // The look may fall between its coming and its going to a record.
    let spot = loop {
        if let Reply::Here(others) = next()
            && let [other] = others.as_slice()
            && other.spot.is_some()
        {
            assert_eq!((other.actor.as_str(), other.name.as_str(), other.own), ("present", "李", false));
            assert_eq!(other.pid, victim.id());
            break other.spot.clone().unwrap();
        }
    };
    assert_eq!((spot.kind, spot.id, spot.field.as_str()), (Kind::User, li, "name"));
    victim.kill().unwrap();
    victim.wait().unwrap();
    assert_eq!(next(), Reply::Here(Vec::new()));
    // One word of the user record it made; none for its coming, its place and its going.
    assert!(news.iter().filter(|reply| **reply == Reply::Changed).count() <= 1, "{news:?}");
    assert_eq!(everybody(&office.file()).len(), 1);
    drop(worker);
    assert_eq!(everybody(&office.file()), []);
}

#[test]
fn whoever_waits_for_a_busy_writer_loses_nothing() {
    let office = Office::new();
    let li = office.desk_by("li", Clock::System);
    let mut busy = child(&office, "busy");
    let mut said = lines(&mut busy);
    let first: Id = said.next().unwrap().parse().unwrap();
    let mine: Vec<Id> = (0..60).map(|n| li.account(&format!("a{n}"))).collect();
    let theirs: Vec<Id> = std::iter::once(first).chain(said.map(|id| id.parse().unwrap())).collect();
    assert!(busy.wait().unwrap().success());
    assert_eq!((mine.len(), theirs.len()), (60, 60));
    for id in mine.iter().chain(&theirs) {
        li.get(Kind::Account, *id);
    }
    assert_eq!(li.count("account"), 120);
    let codes: i64 = li.ws.conn().query_row("SELECT count(DISTINCT code) FROM account", [], |row| row.get(0)).unwrap();
    assert_eq!(codes, 120, "no code twice");
    li.sound();
}

#[test]
fn what_was_acknowledged_survives_kill_minus_nine() {
    let office = Office::new();
    drop(office.desk("li"));
    let mut acknowledged: Vec<Id> = Vec::new();
    let mut dice = u64::from(std::process::id()) | 1;
    println!("dice {dice}");
    for round in 0..20 {
        let mut victim = child(&office, "victim");
        let mut said = lines(&mut victim);
        dice ^= dice << 13;
        dice ^= dice >> 7;
        dice ^= dice << 17;
        // Killed after so many acknowledged acts and a little, which falls anywhere in the next ones.
        for _ in 0..=dice % 23 {
            acknowledged.push(said.next().unwrap().parse().unwrap());
        }
        std::thread::sleep(Duration::from_micros(dice % 4_000));
        victim.kill().unwrap();
        victim.wait().unwrap();
        acknowledged.extend(said.filter_map(|id| id.parse::<Id>().ok()));

        let li = office.desk("li");
        for act in &acknowledged {
            let known: i64 = li
                .ws
                .conn()
                .query_row("SELECT count(*) FROM act WHERE id = ?1", [act.0.as_bytes().as_slice()], |row| row.get(0))
                .unwrap();
            assert_eq!(known, 1, "round {round}: act {act} was acknowledged and is gone");
        }
        li.sound();
    }
    assert!(acknowledged.len() >= 20);
}

#[test]
fn a_second_connection_of_one_program_that_closes_leaves_the_first_its_locks() {
    let office = Office::new();
    let li = office.desk_by("li", Clock::System);
    let account = li.account("甲");
    // Copies and left-over drafts open the file once more beside the running session.
    drop(open(&office.file(), How::Existing).unwrap());
    // Were the first one's lock gone, the other program would take itself for the last and remove the log.
    assert!(child(&office, "busy").wait_with_output().unwrap().status.success());
    assert!(office.dir.path().join("w.db-wal").exists(), "the log belongs to who is still here");
    li.edit(Kind::Account, account, "name", json!("甲"), json!("乙")).unwrap();
    assert_eq!(office.desk_by("wang", Clock::System).get(Kind::Account, account).str("name"), "乙");
    assert_eq!(li.count("account"), 61);
    li.sound();
}
