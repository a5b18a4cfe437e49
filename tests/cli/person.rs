//! Somebody at a terminal, with a folder of their own and a clock that stands at noon of 6 March 2026 in Shanghai.

use std::cell::RefCell;
use std::path::{Path, PathBuf};

use canvass::cli::screen::Session;
use canvass::cli::{Machine, World};
use canvass::text::Msg;
use chrono_tz::Tz;
use serde_json::Value;
use tempfile::TempDir;

/// 2026-03-06T04:00:00Z, a Friday.
pub const NOON_MS: i64 = 1_772_769_600_000;

pub struct Person {
    pub dir: TempDir,
    pub machine: Machine,
    /// What the terminal program was started with.
    pub opened: RefCell<Vec<Session>>,
}

/// What came of a command.
#[derive(Debug)]
pub struct Answer {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl Person {
    pub fn named(login: &str) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let machine = Machine {
            env: Box::new(|_| None),
            login: Some(login.to_owned()),
            zone: Tz::Asia__Shanghai,
            config: Some(dir.path().join("config.toml")),
            workspace: Some(dir.path().join("data/workspace.db")),
            state: Some(dir.path().join("state")),
            temp: dir.path().to_path_buf(),
            stopped_ms: Some(NOON_MS),
            interactive: false,
            terminal: false,
        };
        Self { dir, machine, opened: RefCell::default() }
    }

    pub fn li() -> Self {
        Self::named("li.wei")
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn workspace(&self) -> &Path {
        self.machine.workspace.as_deref().unwrap()
    }

    pub fn types(&self, args: &[&str]) -> Answer {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let screen = |session: Session| -> Result<i32, Msg> {
            assert!(session.workspace.exists() || !session.demo);
            self.opened.borrow_mut().push(session);
            Ok(0)
        };
        let mut world = World { machine: &self.machine, out: &mut out, err: &mut err, screen: &screen };
        let line = std::iter::once("canvass").chain(args.iter().copied()).map(Into::into);
        let status = canvass::cli::main(line, &mut world);
        let answer = Answer { status, out: String::from_utf8(out).unwrap(), err: String::from_utf8(err).unwrap() };
        assert!(!answer.out.contains('\u{1b}') && !answer.err.contains('\u{1b}'), "{args:?}: {answer:?}");
        answer
    }

    /// A command that must succeed, and what it prints.
    pub fn does(&self, args: &[&str]) -> String {
        let answer = self.types(args);
        assert_eq!(answer.status, 0, "{args:?}: {answer:?}");
        answer.out
    }

    /// A command that must be refused without a change; its reason.
    pub fn is_refused(&self, args: &[&str]) -> String {
        let answer = self.types(args);
        assert_eq!((answer.status, answer.out.as_str()), (1, ""), "{args:?}: {answer:?}");
        assert!(answer.err.starts_with("canvass: "), "{answer:?}");
        answer.err
    }

    pub fn reads_json(&self, args: &[&str]) -> Value {
        let out = self.does(args);
        serde_json::from_str(&out).unwrap_or_else(|e| panic!("{args:?}: {e}: {out}"))
    }

    /// A hospital and a deal with it.
    pub fn with_a_deal(self) -> Self {
        self.does(&["account", "add", "name=东江第一人民医院", "short_name=东江一院", "tz=Asia/Shanghai"]);
        self.does(&["opp", "add", "title=数据中心运维外包", "account=ACC-0001"]);
        self
    }
}
