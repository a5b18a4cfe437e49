//! From the command line into the terminal program.

use std::path::PathBuf;

use crate::config::Config;
use crate::domain::record::Id;
use crate::run::launch::{Launch, launch};
use crate::text::{Lang, Msg};

/// All that the terminal program is told by the command line.
#[derive(Clone, Debug)]
pub struct Session {
    pub workspace: PathBuf,
    pub lang: Lang,
    pub config: Config,
    pub ascii: bool,
    /// Where to write what the program does, without the user's data.
    pub trace: Option<PathBuf>,
    /// The workspace is a throw-away sample.
    pub demo: bool,
    pub actor: String,
    pub device: Id,
    /// Faults of the configuration.
    pub notices: Vec<Msg>,
}

/// Opens the workspace in the terminal; the answer is the exit status.
///
/// # Errors
/// Why it did not start.
pub fn start_screen(session: Session) -> Result<i32, Msg> {
    let Session { workspace, lang, config, ascii, trace, demo, actor, device, notices } = session;
    let setting = config.theme;
    launch(Launch { workspace, lang, setting, ascii, config, actor, device, trace, sample: demo, notices })
}
