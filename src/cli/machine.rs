//! What the command line knows of the machine and the person at it. Tests bring their own.

use std::io::IsTerminal as _;
use std::path::PathBuf;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::config;
use crate::run::launch::local_zone;
use crate::store::{Clock, drafts};

/// Looks a variable up; a set but empty one counts as missing.
pub type Environment = dyn Fn(&str) -> Option<String>;

pub struct Machine {
    pub env: Box<Environment>,
    /// Login name of the process' owner; none where the machine does not say.
    pub login: Option<String>,
    pub zone: Tz,
    /// The user's configuration file.
    pub config: Option<PathBuf>,
    /// The workspace that is opened when none is named.
    pub workspace: Option<PathBuf>,
    /// Where drafts, sessions and the device id are.
    pub state: Option<PathBuf>,
    pub temp: PathBuf,
    /// The clock stands at this Unix millisecond; none: it runs.
    pub stopped_ms: Option<i64>,
    /// Input and output are a terminal.
    pub interactive: bool,
    /// Output is a terminal.
    pub terminal: bool,
}

impl Machine {
    /// The machine this process runs on.
    pub fn this() -> Self {
        use etcetera::BaseStrategy as _;
        let env = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let terminal = std::io::stdout().is_terminal();
        Self {
            login: login(&env),
            zone: local_zone(),
            config: config::path(),
            workspace: etcetera::choose_base_strategy()
                .ok()
                .map(|base| base.data_dir().join("canvass").join("workspace.db")),
            state: drafts::state_dir().ok(),
            temp: std::env::temp_dir(),
            stopped_ms: None,
            interactive: terminal && std::io::stdin().is_terminal(),
            terminal,
            env: Box::new(env),
        }
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.stopped_ms.and_then(DateTime::from_timestamp_millis).unwrap_or_else(Utc::now)
    }

    /// The clock for acts.
    pub fn clock(&self) -> Clock {
        self.stopped_ms.map_or(Clock::System, |ms| Clock::Fixed(ms.into()))
    }
}

/// The name of the account this process runs under, as `/etc/passwd` has it. An account from a directory service stands
/// in no file; only then the environment is believed, and only a name that reads like one.
fn login(env: &impl Fn(&str) -> Option<String>) -> Option<String> {
    let uid = rustix::process::getuid().as_raw();
    #[expect(clippy::disallowed_methods, reason = "the list of accounts is no database: closing it drops no locks")]
    let accounts = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
    name_of(uid, &accounts).or_else(|| {
        let named = env("LOGNAME").or_else(|| env("USER"))?;
        let plain = |c: char| c.is_alphanumeric() || "._-@\\".contains(c);
        (named.chars().count() <= 64 && named.chars().all(plain)).then_some(named)
    })
}

/// The name of an account in the text of `/etc/passwd`.
fn name_of(uid: u32, accounts: &str) -> Option<String> {
    accounts.lines().find_map(|line| {
        let mut parts = line.split(':');
        let name = parts.next().filter(|name| !name.is_empty())?;
        (parts.nth(1)?.parse() == Ok(uid)).then(|| name.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_account_is_named_by_its_number() {
        let accounts = "root:x:0:0:root:/root:/bin/bash\nli.wei:x:1001:1001:1001,,,:/home/li:/bin/sh\nbroken\n:x:7:\n";
        assert_eq!(name_of(1001, accounts).as_deref(), Some("li.wei"));
        assert_eq!(name_of(0, accounts).as_deref(), Some("root"));
        assert_eq!(name_of(7, accounts), None);
        assert_eq!(name_of(42, accounts), None);
    }

    #[test]
    fn the_environment_names_nobody_while_the_machine_does() {
        let forged = |name: &str| (name == "LOGNAME").then(|| "manager".to_owned());
        let uid = rustix::process::getuid().as_raw();
        if uid == 0 {
            assert_eq!(login(&forged).as_deref(), Some("root"));
        }
    }
}
