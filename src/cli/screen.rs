//! From the command line into the terminal program.

use std::path::PathBuf;

use crate::config::Config;
use crate::domain::record::Id;
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
    /// Where drafts and sessions are.
    pub state: PathBuf,
}

/// Opens the workspace in the terminal; the answer is the exit status.
///
/// # Errors
/// Why it did not start.
pub fn start_screen(_session: Session) -> Result<i32, Msg> {
    Err(Msg::new("cli-no-screen"))
}
