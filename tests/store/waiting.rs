//! Questions that queue up while the store is busy: only the newest of a kind is looked up, and none stays unanswered.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use canvass::domain::funnel::query::Query;
use canvass::store::request::{BoardQuery, Depth, ListQuery, Place, Reply, Request};
use canvass::store::worker::{Ticket, Worker};

use super::two::{child, lines};
use super::*;

/// Long enough for a loaded machine; a pass never waits so long.
const PATIENCE: Duration = Duration::from_secs(30);

#[test]
fn whoever_waits_hears_for_whom_and_whoever_gives_up_too() {
    let office = Office::new();
    let wang = office.desk_by("wang", Clock::System);
    let account = wang.account("甲");
    // Saves once and then stops in the middle of a save.
    let mut stuck = child(&office, "stuck");
    lines(&mut stuck).next().unwrap();
    let rename = act(vec![update(Kind::Account, account, "name", json!("甲"), json!("乙"))]);
    wang.ws.conn().busy_timeout(Duration::from_millis(20)).unwrap();
    let result = wang.ws.run(Command::Save(rename.clone()));
    let Err(Failure::Refused(msg)) = result else { panic!("{result:?}") };
    assert_eq!(msg.key, "store-busy-by");
    assert!(msg.args.contains(&("who".to_owned(), "stuck".into())), "{msg:?}");
    assert!(msg.args.contains(&("pid".to_owned(), stuck.id().to_string().into())), "{msg:?}");

    let (send, heard) = channel();
    let worker = Worker::start(wang.ws, move |ticket, reply| send.send((ticket, reply)).unwrap()).unwrap();
    assert!(worker.ask(1, Request::Do(Command::Save(rename))));
    assert_eq!(heard.recv_timeout(PATIENCE).unwrap(), (0, Reply::Waiting("stuck".to_owned())));
    // Killed, it holds nothing any more.
    stuck.kill().unwrap();
    stuck.wait().unwrap();
    let (ticket, reply) = heard.recv_timeout(PATIENCE).unwrap();
    assert!(ticket == 1 && matches!(reply, Reply::Done(_)), "{reply:?}");
}

/// A store that is kept busy with its first request while others arrive.
struct Busy {
    worker: Worker,
    heard: Receiver<(Ticket, Reply)>,
    go: Sender<()>,
}

impl Busy {
    fn new(ws: Workspace) -> Self {
        let (send, heard) = channel();
        let (go, may) = channel();
        let worker = Worker::start(ws, move |ticket, reply| {
            // The first answer is held until all the others have been asked.
            if ticket == 1 {
                let _ = may.recv_timeout(PATIENCE);
            }
            let _ = send.send((ticket, reply));
        })
        .unwrap();
        // A question that nothing supersedes.
        assert!(worker.ask(1, Request::ByCode("OPP-2026-0001".to_owned())));
        Self { worker, heard, go }
    }

    fn answers(self, requests: Vec<Request>) -> Vec<(Ticket, Reply)> {
        let all = requests.len() + 1;
        for (n, request) in requests.into_iter().enumerate() {
            assert!(self.worker.ask(n as Ticket + 2, request));
        }
        self.go.send(()).unwrap();
        (0..all).map(|_| self.heard.recv_timeout(PATIENCE).unwrap()).filter(|(ticket, _)| *ticket != 0).collect()
    }
}

fn list(kind: Kind, filter: &str) -> Request {
    Request::List(ListQuery { kind, filter: Query::words(filter), of: None, offset: 0, limit: 200 })
}

fn accounts(filter: &str) -> Request {
    list(Kind::Account, filter)
}

fn board(stages: &[&str], filter: &str) -> Request {
    let columns = stages.iter().map(|stage| ((*stage).to_owned(), Place::Top)).collect();
    Request::Board(BoardQuery { columns, window: 60, filter: Query::words(filter), ..BoardQuery::default() })
}

fn choices(kind: Kind, filter: &str) -> Request {
    Request::Choices { kind, filter: filter.to_owned(), of: None, limit: 50 }
}

/// Which tickets were passed over; every ticket has exactly one answer, in the order of asking.
fn passed_over(answers: &[(Ticket, Reply)]) -> Vec<Ticket> {
    let tickets: Vec<Ticket> = answers.iter().map(|(ticket, _)| *ticket).collect();
    assert_eq!(tickets, (1..=answers.len() as Ticket).collect::<Vec<_>>());
    answers.iter().filter(|(_, reply)| *reply == Reply::Superseded).map(|(ticket, _)| *ticket).collect()
}

#[test]
fn of_a_filter_typed_in_a_hurry_only_the_last_letter_is_looked_up() {
    let office = Office::new();
    let wang = office.desk("wang");
    wang.account("东湖医院");
    wang.account("华信");
    let answers =
        Busy::new(wang.ws).answers(vec![accounts("华"), accounts("华信"), accounts("华信集"), accounts("华")]);
    assert_eq!(passed_over(&answers), [2, 3, 4]);
    let Some((5, Reply::List(page))) = answers.last() else { panic!("{answers:?}") };
    assert_eq!(page.rows.iter().map(|row| row.str("name")).collect::<Vec<_>>(), ["华信"]);
}

#[test]
fn questions_of_different_places_are_all_answered() {
    let office = Office::new();
    let wang = office.desk("wang");
    let answers = Busy::new(wang.ws).answers(vec![
        list(Kind::Contact, "a"),
        choices(Kind::Account, "a"),
        choices(Kind::Contact, "a"),
        board(&["LEAD", "QUALIFIED"], ""),
        // One column does not stand for two, but two stand for one.
        board(&["LEAD"], ""),
        board(&["LEAD", "WON"], ""),
        choices(Kind::Contact, "ab"),
        accounts(""),
    ]);
    assert_eq!(passed_over(&answers), [4, 6]);
}

#[test]
fn a_command_is_never_passed_over_and_what_is_asked_after_it_sees_its_work() {
    let office = Office::new();
    let wang = office.desk("wang");
    let account = wang.account("东湖医院");
    let rename = |from: &str, to: &str| {
        Request::Do(Command::Save(act(vec![update(Kind::Account, account, "name", json!(from), json!(to))])))
    };
    let answers = Busy::new(wang.ws).answers(vec![
        accounts("东"),
        rename("东湖医院", "西湖医院"),
        accounts("西"),
        rename("西湖医院", "南湖医院"),
        accounts("南"),
    ]);
    assert_eq!(passed_over(&answers), [2, 4]);
    assert!(matches!((&answers[2].1, &answers[4].1), (Reply::Done(_), Reply::Done(_))), "{answers:?}");
    let Reply::List(page) = &answers[5].1 else { panic!("{answers:?}") };
    assert_eq!(page.total, 1);
}

#[test]
fn a_patient_question_makes_way_for_what_is_asked_after_it() {
    let office = Office::new();
    let wang = office.desk("wang");
    let account = wang.account("东湖医院");
    wang.deal(account, "运维");
    let patient = |filter: &str| match board(&["LEAD"], filter) {
        Request::Board(query) => Request::Board(BoardQuery { depth: Depth::Patient, ..query }),
        other => other,
    };
    let asked = vec![patient("运维"), accounts(""), patient("东湖"), list(Kind::Contact, "")];
    let answers = Busy::new(wang.ws).answers(asked);
    let tickets: Vec<Ticket> = answers.iter().map(|(ticket, _)| *ticket).collect();
    assert_eq!(tickets, [1, 2, 3, 5, 4], "of two patient ones only the newer is looked up, behind the others");
    assert_eq!(answers[1].1, Reply::Superseded);
    let Some((_, Reply::Board(columns))) = answers.last() else { panic!("{answers:?}") };
    assert_eq!(columns[0].count, 1);
}
