//! Drafts as their author meets them: after a crash, after a save that came through, on a full disk.

use std::os::unix::fs::MetadataExt as _;

use serde_json::json;

use super::*;
use crate::store::session::Session;
use crate::store::{How, open};

fn new() -> Id {
    Id(uuid::Uuid::now_v7())
}

fn draft(session: Id, db_id: Id, text: &str) -> Draft {
    let mut mine = Values::new();
    mine.insert("notes".into(), json!(text));
    Draft {
        id: new(),
        act_id: new(),
        session,
        db_id,
        kind: Kind::Account,
        record: Some(new()),
        form: "account".into(),
        base_version: Some(3),
        base: Values::new(),
        mine,
        cursor: Some("{\"field\":\"notes\",\"at\":4}".into()),
        created_ms: 1_000,
        saved_ms: 2_000,
    }
}

#[test]
fn what_was_typed_before_a_crash_is_offered_and_a_living_terminals_text_is_not() {
    let home = tempfile::tempdir().unwrap();
    let state = home.path().join("state/canvass");
    let drafts = Drafts::new(&state, None);
    let [crashed, living] = [(); 2].map(|()| Session::new(&state).unwrap());
    crashed.begin().and(living.begin()).unwrap();
    let db = new();
    let lost = draft(crashed.id, db, "预算 约 120 万，待确认");
    let other = draft(living.id, db, "still typing");
    for each in [&lost, &other] {
        assert_eq!(drafts.save_now(each).unwrap(), Place::State);
    }
    assert_eq!(drafts.unfinished(db).unwrap(), []);
    drop(crashed);
    assert_eq!(drafts.unfinished(db).unwrap(), std::slice::from_ref(&lost));
    assert_eq!(drafts.unfinished(new()).unwrap(), [], "another workspace asks in vain");
    assert_eq!(state.join("drafts.db").metadata().unwrap().mode() & 0o777, 0o600);
    assert_eq!(state.metadata().unwrap().mode() & 0o777, 0o700);

    // The next program finds it again.
    drop(drafts);
    assert_eq!(Drafts::new(&state, None).unfinished(db).unwrap(), [lost]);
}

#[test]
fn typing_on_replaces_the_draft_and_throwing_it_away_removes_it() {
    let home = tempfile::tempdir().unwrap();
    let drafts = Drafts::new(home.path(), None);
    let (tx, reports) = channel();
    let db = new();
    let mut text = draft(new(), db, "a");
    drafts.save(text.clone(), &tx);
    text.mine.insert("notes".into(), json!("ab"));
    text.saved_ms += 1_000;
    drafts.save(text.clone(), &tx);
    drafts.list(&tx);
    drafts.forget(text.id, &tx);
    drafts.list(&tx);
    let got: Vec<Report> = reports.iter().take(5).collect();
    let saved = Report::Saved { id: text.id, place: Place::State };
    assert_eq!(
        got,
        [saved.clone(), saved, Report::List(vec![text.clone()]), Report::Dropped(text.id), Report::List(vec![])]
    );
}

#[test]
fn a_draft_whose_act_is_in_the_journal_is_not_offered_again() {
    let home = tempfile::tempdir().unwrap();
    let ws = open(&home.path().join("w.db"), How::OpenOrCreate).unwrap();
    let db = migrate::db_id(&ws.conn).unwrap();
    let drafts = Drafts::new(home.path(), None);
    let (saved, unsaved) = (draft(new(), db, "came through"), draft(new(), db, "did not"));
    drafts.save_now(&saved).unwrap();
    drafts.save_now(&unsaved).unwrap();
    ws.conn
        .execute(
            "INSERT INTO act (id, actor, device, dev_seq, origin, verb, wall_ms, app_version, schema_version, hash)
             VALUES (?1, 'li', x'01', 1, 'tui', 'verb-edit', 1, '1', 1, x'00')",
            [saved.act_id.0.as_bytes().as_slice()],
        )
        .unwrap();
    assert_eq!(drafts.settle(&ws.conn).unwrap(), std::slice::from_ref(&unsaved));
    assert_eq!(drafts.unfinished(db).unwrap(), [unsaved], "the saved one is gone from the file too");
}

#[test]
fn when_the_drafts_file_takes_nothing_the_draft_goes_to_the_spare_folder_and_comes_back() {
    let home = tempfile::tempdir().unwrap();
    let (state, spare) = (home.path().join("state"), home.path().join("run/canvass"));
    // A file where the folder should be: nothing can be stored there, whoever runs the test.
    rustix::fs::open(&state, rustix::fs::OFlags::CREATE | rustix::fs::OFlags::RDWR, 0o600.into()).unwrap();
    let drafts = Drafts::new(&state, Some(spare.clone()));
    let db = new();
    let text = draft(new(), db, "last words");
    let Place::Spare(file) = drafts.save_now(&text).unwrap() else { panic!("stored in a folder that is none") };
    assert!(file.starts_with(&spare));
    assert_eq!(file.metadata().unwrap().mode() & 0o777, 0o600);

    rustix::fs::unlink(&state).unwrap();
    assert_eq!(drafts.unfinished(db).unwrap(), std::slice::from_ref(&text));
    assert_eq!(drafts.save_now(&text).unwrap(), Place::State, "there is room again");
    assert!(!file.exists(), "one place is enough");
    assert_eq!(drafts.unfinished(db).unwrap(), [text]);
}

#[test]
fn a_draft_of_a_newer_version_hides_no_other_and_stays_in_the_file() {
    let home = tempfile::tempdir().unwrap();
    let drafts = Drafts::new(home.path(), None);
    let db = new();
    let (known, newer) = (draft(new(), db, "known"), draft(new(), db, "newer"));
    for each in [&known, &newer] {
        drafts.save_now(each).unwrap();
    }
    let file = open_drafts(home.path()).unwrap();
    let rename = "UPDATE draft SET entity = 'hologram' WHERE id = ?1";
    file.execute(rename, [newer.id.0.as_bytes().as_slice()]).unwrap();
    assert_eq!(drafts.unfinished(db).unwrap(), [known]);
    let rows: i64 = file.query_row("SELECT count(*) FROM draft", [], |row| row.get(0)).unwrap();
    assert_eq!(rows, 2);
}

fn ask(report: impl FnOnce(&Sender<Report>)) -> Report {
    let (reports, heard) = channel();
    report(&reports);
    heard.recv().unwrap()
}

#[test]
fn of_two_terminals_that_offer_a_text_one_takes_it_up() {
    let home = tempfile::tempdir().unwrap();
    let state = home.path().join("state");
    let (one, two) = (Drafts::new(&state, None), Drafts::new(&state, None));
    let (dead, db) = (new(), new());
    for round in 0..20 {
        let left = draft(dead, db, &format!("text {round}"));
        one.save_now(&left).unwrap();
        let (mine, yours) = (new(), new());
        let threads = [(one.clone(), mine), (two.clone(), yours)].map(|(drafts, session)| {
            let left = left.clone();
            std::thread::spawn(move || ask(|reports| drafts.claim(left, session, reports)))
        });
        let answers = threads.map(|thread| thread.join().unwrap());
        let taken = answers.iter().filter(|answer| **answer == Report::Taken(left.id)).count();
        assert_eq!(taken, 1, "{answers:?}");
        let Some(Report::Claimed(own)) = answers.into_iter().find(|answer| matches!(answer, Report::Claimed(_))) else {
            panic!("nobody has it")
        };
        assert_eq!((&own.mine, own.id), (&left.mine, left.id));
        // Whoever was slower cannot throw it away either.
        assert_eq!(ask(|reports| two.discard(left.clone(), reports)), Report::Taken(left.id));
        assert_eq!(ask(|reports| one.discard(*own, reports)), Report::Dropped(left.id));
        assert_eq!(ask(|reports| one.claim(left.clone(), mine, reports)), Report::Taken(left.id), "it is gone");
    }
}

#[test]
fn a_text_from_the_spare_folder_is_taken_up_once_too() {
    let home = tempfile::tempdir().unwrap();
    let (state, away) = (home.path().join("state"), home.path().join("run"));
    let left = draft(new(), new(), "rescued");
    spare::save(&away, &left).unwrap();
    let drafts = Drafts::new(&state, Some(away.clone()));
    let (mine, yours) = (new(), new());
    let claimed = ask(|reports| drafts.claim(left.clone(), mine, reports));
    assert_eq!(claimed, Report::Claimed(Box::new(Draft { session: mine, ..left.clone() })));
    assert_eq!(ask(|reports| drafts.claim(left.clone(), yours, reports)), Report::Taken(left.id));
    assert_eq!(spare::list(&away), []);
    assert_eq!(drafts.unfinished(left.db_id).unwrap(), [Draft { session: mine, ..left }]);
}
