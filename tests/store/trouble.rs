//! A disk that fails in the middle: what was saved stays, nothing more is written, and the sentence says what to do.

use std::process::{Command as Process, Stdio};

use canvass::domain::funnel::query::Query;
use canvass::store::drafts::{Draft, Drafts, Place};
use canvass::store::request::{ListQuery, Reply, Request};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use super::two::{CHILD, lines};
use super::*;

fn accounts() -> Request {
    Request::List(ListQuery { kind: Kind::Account, filter: Query::default(), of: None, offset: 0, limit: 5000 })
}

/// Plays the process whose files may grow to a few megabytes. Its limit is lifted after the first failure.
pub fn hemmed_in(desk: &Desk, say: impl Fn(String)) {
    let notes = "x".repeat(50_000);
    let mut saved = 0;
    let first = loop {
        let fields = json!({"name": format!("a{saved}"), "owner": desk.me.json(), "growth_notes": notes});
        match desk.save(vec![insert(Kind::Account, new_id(), fields)]) {
            Ok(_) => saved += 1,
            Err(Failure::Refused(msg)) => break msg.key,
            Err(other) => panic!("{other:?}"),
        }
    };
    say(format!("{saved} {first}"));
    let hard = getrlimit(Resource::Fsize).maximum;
    setrlimit(Resource::Fsize, Rlimit { current: hard, maximum: hard }).unwrap();
    say(refusal(desk.save(vec![insert(Kind::Contact, new_id(), json!({"full_name": "王芳"}))])));
    say(refusal(desk.undo()));
    let Reply::List(page) = desk.ws.answer(accounts()) else { panic!("reading goes on") };
    say(page.total.to_string());
    let folder = PathBuf::from(std::env::var("CANVASS_DB").unwrap()).join("state");
    let drafts = Drafts::new(&folder, None);
    let draft = Draft {
        id: new_id(),
        act_id: new_id(),
        session: new_id(),
        db_id: new_id(),
        kind: Kind::Account,
        record: None,
        form: "form".to_owned(),
        base_version: None,
        base: Values::new(),
        mine: values(&json!({"name": "half typed"})),
        cursor: None,
        created_ms: MORNING,
        saved_ms: MORNING,
    };
    say((drafts.save_now(&draft).unwrap() == Place::State).to_string());
}

#[test]
fn a_disk_that_refuses_a_write_ends_saving_until_the_next_start_and_loses_nothing() {
    let office = Office::new();
    drop(office.desk_by("li", Clock::System));
    // The limit is the shell's, so that only the child has it; without the trap its signal would kill the child.
    let script = format!("trap '' XFSZ; ulimit -Sf 4000; exec \"$0\" --exact {CHILD} --nocapture --test-threads=1");
    let mut child = Process::new("sh")
        .args(["-c", &script])
        .arg(std::env::current_exe().unwrap())
        .env("CANVASS_TASK", "hemmed in")
        .env("CANVASS_DB", office.dir.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let said: Vec<String> = lines(&mut child).collect();
    assert!(child.wait().unwrap().success(), "{said:?}");
    let (saved, first) = said[0].split_once(' ').unwrap();
    assert_eq!(first, "store-stopped");
    // The limit is gone again; still nothing is saved by that program, and reading and drafts go on.
    assert_eq!(said[1..], ["store-stopped", "store-stopped", saved, "true"]);
    let li = office.desk_by("li", Clock::System);
    assert_eq!(li.count("account").to_string(), saved);
    assert!(li.count("account") > 3, "some were saved before");
    li.account("afterwards");
    li.sound();
}

#[test]
fn a_damaged_page_ends_writing_and_leaves_the_files_as_they_are() {
    let office = Office::new();
    let li = office.desk("li");
    for n in 0..400 {
        li.account(&format!("a{n}"));
    }
    let conn = li.ws.conn();
    conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    let page: i64 = conn
        .query_row("SELECT rootpage FROM sqlite_schema WHERE name = 'account' AND type = 'table'", [], |row| row.get(0))
        .unwrap();
    // A colleague's save waits in the log; closing a damaged file must not fold it in.
    let contact = li.add(Kind::Contact, json!({"full_name": "王芳"}));
    conn.execute_batch("PRAGMA shrink_memory").unwrap();
    // By another program: closing the file in this one would drop SQLite's locks.
    let of = format!("of={}", office.file().display());
    let seek = format!("seek={}", page - 1);
    let dd = ["if=/dev/urandom", &of, "bs=4096", "count=1", "conv=notrunc", "status=none", &seek];
    assert!(Process::new("dd").args(dd).status().unwrap().success());

    let Reply::Failed(Failure::Refused(msg)) = li.ws.answer(accounts()) else { panic!("damage goes unseen") };
    assert_eq!(msg.key, "store-corrupt");
    assert_eq!(refusal(li.edit(Kind::Contact, contact, "full_name", json!("王芳"), json!("王方"))), "store-damaged");
    assert_eq!(li.get(Kind::Contact, contact).str("full_name"), "王芳", "what can be read is shown");
    let log = office.dir.path().join("w.db-wal");
    let before = log.metadata().unwrap().len();
    assert!(before > 0);
    drop(li);
    assert_eq!(log.metadata().unwrap().len(), before, "the log stays beside the damaged file");
}
