//! Where the configuration stands, and reading it from there.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

use super::Config;
use crate::text::Msg;

/// `$XDG_CONFIG_HOME/canvass/config.toml`; none where the user has no home directory.
pub fn path() -> Option<PathBuf> {
    let base = etcetera::choose_base_strategy().ok()?;
    Some(base.config_dir().join("canvass").join("config.toml"))
}

/// The configuration of this file, or the usual one where there is none; the reports name the file.
pub fn load(path: &Path) -> (Config, Vec<Msg>) {
    let shown = path.display().to_string();
    #[expect(clippy::disallowed_methods, reason = "the configuration is no database: closing it drops no locks")]
    let read = std::fs::read_to_string(path);
    match read {
        Ok(text) => Config::parse(&text, &shown),
        Err(fault) if fault.kind() == ErrorKind::NotFound => (Config::default(), Vec::new()),
        Err(fault) => {
            let msg = Msg::new("config-unreadable").with("file", shown).with("detail", fault.to_string());
            (Config::default(), vec![msg])
        }
    }
}
