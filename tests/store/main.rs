//! What happens to the work of people who save, take back, clash, are killed and read their records again.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "what these tests share fails like a test")]

mod board;
mod care;
mod clash;
mod demo;
mod gates;
mod glance;
mod lanes;
mod many;
mod needs;
mod pipelines;
mod query;
mod replay;
mod save;
mod search;
mod settled;
mod trouble;
mod two;
mod undo;
mod versions;
mod waiting;

use std::cell::Cell;
use std::path::PathBuf;

use canvass::domain::act::{Act, Change};
use canvass::domain::funnel::pipeline::Reason;
use canvass::domain::funnel::pipelines::Pipelines;
use canvass::domain::kinds::Kind;
use canvass::domain::record::{Id, Record, Values};
use canvass::store::request::{Command, Done, Failure};
use canvass::store::workspace::new_id;
use canvass::store::{Clock, How, Origin, Who, Workspace, check, open};
use serde_json::{Value, json};

/// 2026-03-06 10:00 UTC.
const MORNING: i64 = 1_772_791_200_000;

/// A folder with one workspace file, at which several people sit.
struct Office {
    dir: tempfile::TempDir,
}

impl Office {
    fn new() -> Self {
        Self { dir: tempfile::tempdir().unwrap() }
    }

    fn file(&self) -> PathBuf {
        self.dir.path().join("w.db")
    }

    fn desk(&self, actor: &str) -> Desk {
        self.desk_at(actor, MORNING)
    }

    fn desk_at(&self, actor: &str, now: i64) -> Desk {
        self.desk_by(actor, Clock::Fixed(Cell::new(now)))
    }

    /// Fields are asked for, conditions are not.
    fn desk_without_gates(&self, actor: &str) -> Desk {
        let desk = self.desk(actor);
        let pipelines = Pipelines::default().ungated();
        Desk { ws: desk.ws.with_pipelines(pipelines), me: desk.me }
    }

    fn desk_by(&self, actor: &str, clock: Clock) -> Desk {
        let opened = open(&self.file(), How::OpenOrCreate).unwrap();
        let who = Who { actor: actor.to_owned(), device: new_id(), origin: Origin::Tui };
        let ws = Workspace::new(opened, who, clock).unwrap();
        let me = ws.me("").unwrap();
        Desk { ws, me }
    }
}

/// One person with the workspace open.
struct Desk {
    ws: Workspace,
    me: Id,
}

fn values(json: &Value) -> Values {
    json.as_object().unwrap().clone()
}

#[expect(clippy::needless_pass_by_value, reason = "every call writes its fields on the spot")]
fn insert(kind: Kind, id: Id, fields: Value) -> Change {
    Change::Insert { kind, id, values: values(&fields) }
}

fn update(kind: Kind, id: Id, field: &str, base: Value, new: Value) -> Change {
    Change::Update { kind, id, field: field.to_owned(), base, new }
}

fn act(changes: Vec<Change>) -> Act {
    Act { id: new_id(), verb: "verb-edit".to_owned(), changes }
}

impl Desk {
    /// Why a deal is lost: with some evidence, and to the one competitor there is.
    fn why(&self, code: &str) -> Reason {
        let known = self.ws.choices(Kind::Competitor, "", 1).unwrap();
        let rival = known
            .first()
            .map_or_else(|| self.add(Kind::Competitor, json!({"name": "北方云", "kind": "focus"})), |rival| rival.id);
        Reason { code: code.to_owned(), text: "said on the phone".to_owned(), lost_to: Some(rival), force: false }
    }

    fn save(&self, changes: Vec<Change>) -> Result<Done, Failure> {
        self.ws.run(Command::Save(act(changes)))
    }

    fn add(&self, kind: Kind, fields: Value) -> Id {
        let id = new_id();
        self.save(vec![insert(kind, id, fields)]).unwrap();
        id
    }

    fn account(&self, name: &str) -> Id {
        self.add(Kind::Account, json!({"name": name, "owner": self.me.json()}))
    }

    fn deal(&self, account: Id, title: &str) -> Id {
        self.add(Kind::Opportunity, self.deal_fields(account, title))
    }

    fn deal_fields(&self, account: Id, title: &str) -> Value {
        json!({"title": title, "account": account.json(), "owner": self.me.json()})
    }

    fn edit(&self, kind: Kind, id: Id, field: &str, base: Value, new: Value) -> Result<Done, Failure> {
        self.save(vec![update(kind, id, field, base, new)])
    }

    /// A version as it was left elsewhere, where the gates were open.
    fn came(&self, version: Id, field: &str, base: Value, new: Value) {
        let there = update(Kind::AgreementVersion, version, field, base, new);
        self.ws.run(Command::Import(act(vec![there]))).unwrap();
    }

    fn undo(&self) -> Result<Done, Failure> {
        self.ws.run(Command::Undo { act: new_id(), which: None })
    }

    fn redo(&self) -> Result<Done, Failure> {
        self.ws.run(Command::Redo { act: new_id() })
    }

    fn get(&self, kind: Kind, id: Id) -> Record {
        self.ws.record(kind, id).unwrap().expect("the record is there")
    }

    fn count(&self, table: &str) -> i64 {
        self.ws.conn().query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap()
    }

    /// Titles of a stage as they stand on the board.
    fn column(&self, stage: &str) -> Vec<String> {
        let mut titles = self
            .ws
            .conn()
            .prepare("SELECT title FROM opportunity WHERE stage = ?1 AND archived = 0 ORDER BY rank, id")
            .unwrap();
        titles.query_map([stage], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    }

    fn sound(&self) {
        let found = check::check(self.ws.conn(), true).unwrap();
        assert_eq!(found, Vec::new(), "the workspace is as it was saved");
        assert!(self.ws.idle(), "no transaction is left open");
    }
}

/// Key of the message of a refusal.
fn refusal<T: std::fmt::Debug>(result: Result<T, Failure>) -> String {
    match result {
        Err(Failure::Refused(msg)) => msg.key,
        other => panic!("a refusal was expected, not {other:?}"),
    }
}
