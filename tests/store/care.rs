//! The file is looked after: a log that is never emptied is told of, and copies are made, whole or not at all.

use std::process::Command as Process;
use std::sync::mpsc::channel;
use std::time::Duration;

use canvass::store::backup::WORKBENCH;
use canvass::store::copies::Copies;
use canvass::store::open::full_check;
use canvass::store::request::{Care, Reply};
use canvass::store::worker::Worker;
use chrono::{DateTime, TimeDelta, Utc};

use super::two::{child, lines};
use super::*;

/// Long enough for a loaded machine; a pass never waits so long.
const PATIENCE: Duration = Duration::from_secs(30);

#[test]
fn a_log_that_a_stuck_reader_keeps_is_told_with_who_is_here() {
    let office = Office::new();
    let li = office.desk("li");
    li.account("甲");
    li.sound();
    // What a log of this size holds does not matter, only that nobody can empty it.
    let log = office.dir.path().join("w.db-wal");
    assert!(Process::new("truncate").args(["-s", "70M"]).arg(&log).status().unwrap().success());
    let found = check::check(li.ws.conn(), false).unwrap();
    assert_eq!(found.iter().map(|one| one.msg.key.as_str()).collect::<Vec<_>>(), ["check-log-large"]);
    assert_eq!(found[0].severity, check::Severity::Notice);
    let (send, heard) = channel();
    let wang = office.desk("wang");
    let worker = Worker::start(wang.ws.seen_as("王"), move |_, reply| drop(send.send(reply))).unwrap();
    let care = std::iter::from_fn(|| heard.recv_timeout(PATIENCE).ok()).find_map(|reply| match reply {
        Reply::Care(care) => Some(care),
        _ => None,
    });
    assert_eq!(care, Some(Care { log_mb: Some(70), ..Care::default() }));
    let found = check::check(li.ws.conn(), false).unwrap();
    let who = ("who".to_owned(), format!("王 ({})", std::process::id()).into());
    assert!(found[0].msg.key == "check-log-large-by" && found[0].msg.args.contains(&who), "{found:?}");
    drop(worker);
}

/// Plays a program that copies again and again, as if a day passed each time.
pub fn copying(desk: &Desk, say: impl Fn(String)) {
    let folder = PathBuf::from(std::env::var("CANVASS_DB").unwrap());
    let copies = Copies::of(desk.ws.conn(), &folder.join("state")).unwrap();
    for day in 1.. {
        desk.add(Kind::Account, json!({"name": format!("a{day}"), "owner": desk.me.json()}));
        say(format!("begins {day}"));
        let last = copies.list().first().map_or_else(Utc::now, |kept| kept.copy.made_at);
        assert!(copies.tend(desk.ws.conn(), last + TimeDelta::days(2)).unwrap().is_some());
    }
}

#[test]
fn a_copy_that_is_killed_in_the_making_leaves_none_that_is_half() {
    let office = Office::new();
    let li = office.desk_by("li", Clock::System);
    for n in 0..20 {
        let notes = "x".repeat(60_000);
        li.add(Kind::Account, json!({"name": format!("a{n}"), "owner": li.me.json(), "growth_notes": notes}));
    }
    let copies = Copies::of(li.ws.conn(), &office.dir.path().join("state")).unwrap();
    let mut whole = 0;
    let mut dice = u64::from(std::process::id()) | 1;
    println!("dice {dice}");
    for _ in 0..12 {
        let mut victim = child(&office, "copying");
        let mut said = lines(&mut victim);
        dice ^= dice << 13;
        dice ^= dice >> 7;
        dice ^= dice << 17;
        // Killed in the making of the first to third copy.
        for _ in 0..=dice % 3 {
            said.next().unwrap();
        }
        std::thread::sleep(Duration::from_millis(dice % 30));
        victim.kill().unwrap();
        victim.wait().unwrap();
        drop(said);
        for kept in copies.list() {
            let copy = open(&kept.file, How::Existing).unwrap();
            full_check(&copy.conn, &kept.file).unwrap();
            let head: i64 = copy.conn.query_row("SELECT max(seq) FROM act", [], |row| row.get(0)).unwrap();
            assert!(head >= kept.copy.seq, "a copy holds what its name says");
            whole += 1;
        }
    }
    assert!(whole > 0);
    // The next one works beside what the killed ones left, and clears it away.
    li.account("afterwards");
    let later: DateTime<Utc> = Utc::now() + TimeDelta::days(1000);
    copies.tend(li.ws.conn(), later).unwrap().unwrap();
    let left = copies.folder().read_dir().unwrap().flatten();
    assert_eq!(left.filter(|entry| entry.file_name().to_string_lossy().starts_with(WORKBENCH)).count(), 0);
}
