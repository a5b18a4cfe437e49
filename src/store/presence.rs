//! Who has the workspace open and what they are editing, told by small locked files beside it. Advisory: nobody ever waits for it.
//!
//! Each running program holds one numbered file in the folder `<workspace>.here` locked and writes a line of JSON into
//! it when it goes to another record or field. The kernel frees the lock when the program ends, however it ends, so
//! nobody need send a heartbeat, and the database, its journal and `data_version` know nothing of it. The files lie
//! beside the workspace because colleagues share no other folder; they are never removed but taken again, because in
//! a sticky folder one cannot remove what a colleague's dead program left.

use std::os::fd::OwnedFd;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use rustix::fs::{FlockOperation, Mode, OFlags};
use rustix::io::Errno;
use serde::{Deserialize, Serialize};

use super::guard::{beside, open_beside};
use crate::domain::kinds::Kind;
use crate::domain::record::Id;

/// More programs than this at one workspace go unseen.
const MOST: u32 = 64;
/// A longer line is not ours.
const LONGEST: usize = 2048;

/// The place where somebody types: a field of a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spot {
    pub kind: Kind,
    pub id: Id,
    /// Field of the record; question of an interview; section of an agreement.
    pub field: String,
}

/// Another running program at the same workspace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Colleague {
    /// Login name, as in the journal.
    pub actor: String,
    /// How colleagues see the user.
    pub name: String,
    pub pid: u32,
    /// Unix milliseconds of its start.
    pub since_ms: i64,
    /// The same person in another terminal.
    #[serde(skip)]
    pub own: bool,
    #[serde(default)]
    pub spot: Option<Spot>,
}

/// This program's own line; it goes when the value is dropped or the process dies.
#[derive(Debug)]
pub struct Presence {
    db: PathBuf,
    number: u32,
    file: OwnedFd,
    me: Colleague,
}

fn folder(db: &Path) -> PathBuf {
    beside(db, ".here")
}

fn slot(db: &Path, number: u32) -> PathBuf {
    folder(db).join(number.to_string())
}

impl Presence {
    /// Takes the first free line beside the workspace at `db`.
    ///
    /// # Errors
    /// What the system says; the caller goes on unseen then.
    pub fn join(db: &Path, actor: &str, name: &str, since_ms: i64) -> std::io::Result<Self> {
        make_folder(db)?;
        for number in 1..=MOST {
            let file = open_beside(&slot(db, number), db)?;
            match rustix::fs::flock(&file, FlockOperation::NonBlockingLockExclusive) {
                // Held, or somebody is just looking whether it is held.
                Err(Errno::WOULDBLOCK | Errno::INTR) => {}
                taken => {
                    taken?;
                    let (actor, name) = (actor.to_owned(), name.to_owned());
                    let me = Colleague { actor, name, pid: std::process::id(), since_ms, own: true, spot: None };
                    let presence = Self { db: db.to_owned(), number, file, me };
                    presence.say(&presence.me);
                    return Ok(presence);
                }
            }
        }
        Err(Errno::MFILE.into())
    }

    /// Tells the others where this user types now.
    pub fn stand_at(&mut self, spot: Option<Spot>) {
        if self.me.spot != spot {
            self.me.spot = spot;
            self.say(&self.me);
        }
    }

    /// One write, so that a reader sees the old line or the new one. A line that cannot be written is not worth a word.
    fn say(&self, me: &Colleague) {
        let line = serde_json::to_vec(me).unwrap_or_default();
        if line.len() <= LONGEST {
            let _ = rustix::io::pwrite(&self.file, &line, 0);
            let _ = rustix::fs::ftruncate(&self.file, line.len() as u64);
        }
    }

    /// Everybody else who has the workspace open now, this user's other terminals among them.
    pub fn others(&self) -> Vec<Colleague> {
        let others = present(&self.db, Some(self.number)).into_iter();
        others.map(|other| Colleague { own: other.actor == self.me.actor, ..other }).collect()
    }
}

impl Drop for Presence {
    fn drop(&mut self) {
        let _ = rustix::fs::ftruncate(&self.file, 0);
    }
}

/// Everybody who has the workspace at `db` open on a screen.
pub fn everybody(db: &Path) -> Vec<Colleague> {
    present(db, None)
}

fn present(db: &Path, but: Option<u32>) -> Vec<Colleague> {
    let mut found = Vec::new();
    for number in 1..=MOST {
        if but == Some(number) {
            continue;
        }
        // Numbers are taken from the first on and never given up: after a gap there is nobody.
        match line(&slot(db, number)) {
            Err(Errno::NOENT) => break,
            Err(_) | Ok(None) => {}
            Ok(Some(colleague)) => found.push(colleague),
        }
    }
    found
}

/// The line of a living program; none for a file that nobody holds.
fn line(file: &Path) -> Result<Option<Colleague>, Errno> {
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let fd = rustix::fs::open(file, flags, Mode::empty())?;
    if rustix::fs::flock(&fd, FlockOperation::NonBlockingLockShared) != Err(Errno::WOULDBLOCK) {
        return Ok(None);
    }
    let mut text = [0; LONGEST];
    let read = rustix::io::pread(&fd, &mut text, 0)?;
    // What follows the first value is the rest of a longer line before it.
    let mut lines = serde_json::Deserializer::from_slice(&text[..read]).into_iter();
    Ok(lines.next().and_then(Result::ok))
}

/// As private as the workspace, or as open to its group; the group is handed on.
fn make_folder(db: &Path) -> std::io::Result<()> {
    let dir = folder(db);
    let team = db.metadata()?.mode() & 0o060 != 0;
    match rustix::fs::mkdir(&dir, Mode::from_raw_mode(0o700)) {
        // The umask may have taken bits away.
        Ok(()) if team => std::fs::set_permissions(&dir, std::fs::Permissions::from_mode(0o2770)),
        Ok(()) | Err(Errno::EXIST) => Ok(()),
        Err(e) => Err(e.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::guard::pre_create;

    fn office() -> (tempfile::TempDir, PathBuf) {
        let dir = tempfile::tempdir().unwrap();
        let db = dir.path().join("w.db");
        pre_create(&db).unwrap();
        (dir, db)
    }

    fn spot(field: &str) -> Spot {
        Spot { kind: Kind::Account, id: Id(uuid::Uuid::from_u128(7)), field: field.to_owned() }
    }

    #[test]
    fn each_sees_the_others_and_where_they_type_until_they_leave() {
        let (_dir, db) = office();
        let mut li = Presence::join(&db, "li", "李", 1).unwrap();
        assert_eq!(li.others(), []);
        let wang = Presence::join(&db, "wang", "王", 2).unwrap();
        li.stand_at(Some(spot("a_long_name_of_a_field")));
        assert_eq!(wang.others()[0].spot, Some(spot("a_long_name_of_a_field")));
        // A shorter line over a longer one.
        li.stand_at(None);
        let seen = wang.others();
        assert_eq!((seen.len(), seen[0].name.as_str(), &seen[0].spot), (1, "李", &None));
        assert_eq!(li.others()[0].actor, "wang");
        assert_eq!(everybody(&db).len(), 2);
        drop(li);
        assert_eq!(wang.others(), []);
    }

    #[test]
    fn what_a_dead_program_left_is_nobody_and_is_taken_again() {
        let (_dir, db) = office();
        drop(Presence::join(&db, "li", "李", 1).unwrap());
        let left = serde_json::to_string(&Colleague {
            actor: "zhao".to_owned(),
            name: "赵".to_owned(),
            pid: 1,
            since_ms: 1,
            own: false,
            spot: None,
        });
        let fd = rustix::fs::open(slot(&db, 1), OFlags::RDWR, Mode::empty()).unwrap();
        rustix::io::pwrite(&fd, left.unwrap().as_bytes(), 0).unwrap();
        drop(fd);
        assert_eq!(everybody(&db), []);
        let wang = Presence::join(&db, "wang", "王", 2).unwrap();
        assert_eq!(wang.number, 1);
        assert_eq!(everybody(&db)[0].actor, "wang");
    }

    #[test]
    fn a_line_that_is_not_ours_is_passed_over() {
        let (_dir, db) = office();
        let first = Presence::join(&db, "li", "李", 1).unwrap();
        let second = Presence::join(&db, "wang", "王", 1).unwrap();
        rustix::io::pwrite(&first.file, b"\xff\0{\"actor\":1", 0).unwrap();
        assert_eq!(second.others(), []);
        let third = Presence::join(&db, "zhao", "赵", 1).unwrap();
        assert_eq!(third.others().len(), 1);
    }

    #[test]
    fn a_teams_folder_hands_its_group_on_whatever_the_umask() {
        let (_dir, db) = office();
        std::fs::set_permissions(&db, std::fs::Permissions::from_mode(0o660)).unwrap();
        let _li = Presence::join(&db, "li", "李", 1).unwrap();
        assert_eq!(folder(&db).metadata().unwrap().mode() & 0o7777, 0o2770);
        assert_eq!(slot(&db, 1).metadata().unwrap().mode() & 0o777, 0o660);
        let (_dir, own) = office();
        let _li = Presence::join(&own, "li", "李", 1).unwrap();
        assert_eq!(folder(&own).metadata().unwrap().mode() & 0o7777, 0o700);
    }
}
