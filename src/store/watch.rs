//! What the store's thread looks at once a second: other people's saves, who is here, and whether the file is well kept.

use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use chrono::Utc;

use super::check::large_log;
use super::copies::{self, Copies};
use super::presence::Colleague;
use super::request::{Care, Reply};
use super::workspace::Workspace;

/// A copy is made when nothing was asked for so long.
const QUIET: Duration = Duration::from_secs(60);
/// Whether one is due is looked up so often at most.
const COPY_EACH: Duration = Duration::from_secs(3600);
/// Each so many looks the age of the copies and the size of the log are looked up.
const CARE_EACH: u32 = 60;

#[derive(Debug)]
pub(super) struct Watch {
    version: i64,
    company: Vec<Colleague>,
    care: Care,
    looks: u32,
    asked: Instant,
    copied: Option<Instant>,
    copying: Option<JoinHandle<()>>,
}

impl Watch {
    pub(super) fn new(ws: &Workspace) -> Self {
        // What was read before anybody watched may be old by now.
        let version = ws.begun;
        let (company, care, asked) = (Vec::new(), Care::default(), Instant::now());
        Self { version, company, care, looks: 0, asked, copied: None, copying: None }
    }

    /// Something was asked: the user is at work.
    pub(super) fn asked(&mut self) {
        self.asked = Instant::now();
    }

    /// Tells what is different from the last look.
    pub(super) fn look(&mut self, ws: &Workspace, tell: &impl Fn(Reply)) {
        let version = ws.data_version();
        if version != self.version {
            self.version = version;
            tell(Reply::Changed);
        }
        let company = ws.others();
        if company != self.company {
            self.company.clone_from(&company);
            tell(Reply::Here(company));
        }
        let mut care = Care { stopped: ws.stopped().is_some(), ..self.care };
        if self.looks.is_multiple_of(CARE_EACH) {
            care.log_mb = large_log(&ws.path);
            care.days_uncopied = ws.copies().and_then(|copies| copies.overdue_days(ws.conn(), Utc::now()).ok()?);
        }
        self.looks = self.looks.wrapping_add(1);
        if care != self.care {
            self.care = care;
            tell(Reply::Care(care));
        }
        if self.asked.elapsed() >= QUIET && self.copied.is_none_or(|at| at.elapsed() >= COPY_EACH) {
            self.copied = Some(Instant::now());
            self.copying = self.copy(ws);
        }
    }

    /// On a thread and a connection of its own, so that whoever comes back need not wait. A program that ends meanwhile
    /// leaves nothing that looks like a copy.
    fn copy(&self, ws: &Workspace) -> Option<JoinHandle<()>> {
        let due = |copies: &Copies| copies.is_due(ws.conn(), Utc::now()).unwrap_or(false);
        if self.care.stopped || !ws.copies().as_ref().is_some_and(due) {
            return None;
        }
        let (file, state) = (ws.path.clone(), ws.state.clone().unwrap_or_default());
        // Without a thread, or without room for a copy, the age of the last one is told in time.
        let work = move || drop(copies::tend(&file, &state));
        std::thread::Builder::new().name("copy".to_owned()).spawn(work).ok()
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;
    use crate::domain::record::Id;
    use crate::store::{Clock, How, Origin, Who, open};

    #[test]
    fn what_others_save_before_anybody_watches_is_told_too() {
        let dir = tempfile::tempdir().unwrap();
        let at_desk = |actor: &str| {
            let opened = open(&dir.path().join("w.db"), How::OpenOrCreate).unwrap();
            let who = Who { actor: actor.to_owned(), device: Id::default(), origin: Origin::Tui };
            Workspace::new(opened, who, Clock::Fixed(1_000.into())).unwrap()
        };
        let (li, anna) = (at_desk("li"), at_desk("anna"));
        li.me("").unwrap();
        li.people().unwrap();
        anna.me("").unwrap();
        let heard = RefCell::new(Vec::new());
        let mut watch = Watch::new(&li);
        watch.look(&li, &|reply| heard.borrow_mut().push(reply));
        assert!(heard.take().contains(&Reply::Changed));
        watch.look(&li, &|reply| heard.borrow_mut().push(reply));
        assert!(!heard.take().contains(&Reply::Changed), "once");
    }

    #[test]
    fn a_copy_is_made_in_a_quiet_minute_and_not_while_somebody_works() {
        let dir = tempfile::tempdir().unwrap();
        let opened = open(&dir.path().join("w.db"), How::OpenOrCreate).unwrap();
        let who = Who { actor: "li".to_owned(), device: Id::default(), origin: Origin::Tui };
        let long_ago = Clock::Fixed(1_000.into());
        let ws = Workspace::new(opened, who, long_ago).unwrap().copied_to(&dir.path().join("state"));
        ws.me("").unwrap();
        let heard = RefCell::new(Vec::new());
        let tell = |reply| heard.borrow_mut().push(reply);
        let mut watch = Watch::new(&ws);
        watch.look(&ws, &tell);
        assert!(watch.copying.is_none(), "somebody may be typing");
        let told = heard.take();
        assert!(matches!(told[..], [Reply::Care(Care { days_uncopied: Some(days), .. })] if days > 7), "{told:?}");

        watch.asked = Instant::now().checked_sub(QUIET).unwrap();
        watch.look(&ws, &tell);
        watch.copying.take().unwrap().join().unwrap();
        assert_eq!(ws.copies().unwrap().list().len(), 1);
        watch.looks = CARE_EACH;
        watch.look(&ws, &tell);
        assert_eq!(heard.take(), [Reply::Care(Care::default())], "the head line is calm again");
        assert!(watch.copying.is_none(), "once an hour is enough");
    }
}
