//! One person's machine: a home on disk, windows with `canvass` in them, and its commands.

use std::path::PathBuf;
use std::process::{Command, Output};
use std::rc::Rc;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use canvass::store::drafts::{Draft, Drafts, Report};

use crate::harness::{DEADLINE, Term, environment};

pub const CANVASS: &str = env!("CARGO_BIN_EXE_canvass");
pub const WIDE: (u16, u16) = (100, 30);

pub const TAB: &str = "\t";
pub const ENTER: &str = "\r";
pub const ESC: &str = "\x1b";
pub const SAVE: &str = "\x13";
pub const QUIT: &str = "\x11";
pub const NEED: &str = "\x0e";

pub struct Office {
    pub home: Rc<tempfile::TempDir>,
}

impl Office {
    pub fn new() -> Self {
        Self { home: Rc::new(tempfile::tempdir().unwrap()) }
    }

    /// An office with one customer and these deals.
    pub fn with_deals(titles: &[&str]) -> Self {
        let office = Self::new();
        office.stock(titles);
        office
    }

    /// One customer with these deals.
    pub fn stock(&self, titles: &[&str]) {
        self.does(&["account", "add", "name=Acme"]);
        for title in titles {
            // All that the next stages ask for is there.
            let title = format!("title={title}");
            let more = ["account=Acme", "presales_lead=root", "amount=90000", "expected_close_on=2027-03-01"];
            self.does(&[&["opp", "add", &title], &more[..]].concat());
        }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    pub fn workspace(&self) -> PathBuf {
        self.path("data/canvass/workspace.db")
    }

    /// `canvass` in English on a workspace with deals, once they are read.
    pub fn sit_down(&self) -> Term {
        let term = self.open(&["--lang", "en"], &[], WIDE);
        term.wait_until("the first page", |screen, _| {
            let page = screen.contents();
            page.contains("● saved") && page.contains(" deal") && !page.contains(" 0 deals")
        });
        term
    }

    pub fn open(&self, args: &[&str], env: &[(&str, &str)], size: (u16, u16)) -> Term {
        Term::open_in(&self.home, &[&[CANVASS], args].concat(), env, size)
    }

    /// A command without a terminal.
    pub fn command(&self, args: &[&str]) -> Output {
        let mut command = Command::new(CANVASS);
        command.args(["--lang", "en"]).args(args).current_dir(self.home.path()).env_clear();
        command.envs(environment(self.home.path())).stdin(std::process::Stdio::null());
        command.output().unwrap()
    }

    /// A command that must succeed; what it said.
    pub fn does(&self, args: &[&str]) -> String {
        let output = self.command(args);
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// What is in the drafts file of this user.
    pub fn drafts(&self) -> Vec<Draft> {
        let drafts = Drafts::new(&self.path("state/canvass"), None);
        let (reports, heard) = channel();
        drafts.list(&reports);
        match heard.recv_timeout(DEADLINE).unwrap() {
            Report::List(list) => list,
            other => panic!("{other:?}"),
        }
    }

    /// Waits until the drafts file holds this text; how long it took.
    pub fn wait_kept(&self, text: &str) -> Duration {
        let start = Instant::now();
        while !self.drafts().iter().any(|draft| serde_json::to_string(&draft.mine).unwrap().contains(text)) {
            assert!(start.elapsed() < DEADLINE, "{text:?} is not kept: {:?}", self.drafts());
        }
        start.elapsed()
    }
}

/// The line of the screen with this text.
pub fn line(term: &Term, text: &str) -> String {
    let screen = term.screen();
    screen.lines().find(|line| line.contains(text)).unwrap_or_else(|| panic!("no {text:?} in\n{screen}")).to_owned()
}

/// From the board to a new interview in the first deal.
pub fn begin_interview(term: &mut Term) {
    term.send(ENTER);
    term.wait_text("Why they act");
    term.send("mi");
    term.wait_text("Which interview?");
    term.send(ENTER);
    term.wait_text("answered 0 of 14");
    term.wait_text("started an interview");
}

/// A paste as a terminal sends it.
pub fn paste(text: &str) -> String {
    format!("\x1b[200~{text}\x1b[201~")
}
