//! What a command works with: language, configuration, the open workspace, and finding records by what people call them.

use std::cell::RefCell;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use super::args::command;
use super::files::{may_be_made, no_file_in_the_way};
use super::machine::Machine;
use super::screen::Session;
use super::stop::Stop;
use super::table::{Look, WIDEST};
use crate::config::{self, Config};
use crate::domain::funnel::query::Query;
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Record};
use crate::store::request::{Link, ListQuery};
use crate::store::{self, How, Opened, Origin, Refusal, Who, Why, Workspace, device, fold};
use crate::text::{Arg, Lang, Msg, Text};

/// Candidates that are named when a name fits several records.
const NAMED: usize = 6;
/// Records that a part of a name is looked up in.
const MANY: usize = 200;
/// Keys of the sentence that nothing is called so, by what the kind goes by.
pub const NONE: [&str; 3] = ["cli-found-none", "cli-found-none-login", "cli-found-none-name"];

/// One command: what was said before its name, and what the machine says.
pub struct Job<'m> {
    pub machine: &'m Machine,
    pub text: Text,
    /// The language of `--lang`, if there is one.
    pub asked: Option<Lang>,
    /// The second language of a document.
    pub beside: Option<Lang>,
    pub config: Config,
    pub tz: Tz,
    ascii: bool,
    trace: Option<PathBuf>,
    workspace: Option<PathBuf>,
    /// Faults of the configuration.
    faults: Vec<Msg>,
    notes: RefCell<Vec<Msg>>,
}

impl<'m> Job<'m> {
    pub fn new(
        machine: &'m Machine,
        workspace: Option<PathBuf>,
        lang: Option<Lang>,
        ascii: bool,
        trace: Option<PathBuf>,
    ) -> Self {
        let (config, faults) = machine.config.as_deref().map(config::load).unwrap_or_default();
        let asked = lang;
        let lang = asked.or(config.language).unwrap_or_else(|| Lang::from_environment(&machine.env));
        let text = Text::new(lang);
        let workspace = workspace.or_else(|| (machine.env)("CANVASS_WORKSPACE").map(PathBuf::from));
        let tz = config.time_zone.unwrap_or(machine.zone);
        Self {
            machine,
            text,
            asked,
            beside: None,
            ascii: ascii || config.ascii,
            config,
            tz,
            trace,
            workspace,
            faults,
            notes: RefCell::default(),
        }
    }

    /// Remarks for `stderr` beside the answer.
    pub fn notes(&self) -> Vec<String> {
        self.notes.take().iter().map(|note| self.text.say(note)).collect()
    }

    /// Faults of the configuration become remarks too; the terminal program shows them itself.
    pub fn note_faults(&self) {
        self.notes.borrow_mut().extend(self.faults.iter().cloned());
    }

    pub fn note(&self, msg: &Msg) {
        self.notes.borrow_mut().push(msg.clone());
    }

    /// The workspace file.
    pub fn file(&self) -> Result<PathBuf, Stop> {
        let file = self.workspace.clone().or_else(|| self.machine.workspace.clone());
        file.ok_or_else(|| Msg::new("cli-no-home").into())
    }

    /// Whether a workspace was named for this command, where the usual one would be taken.
    pub fn named(&self) -> bool {
        self.workspace.is_some()
    }

    /// The workspace file where it may be made, or is looked for. A folder is made for the usual one only.
    pub fn placed_file(&self) -> Result<PathBuf, Stop> {
        let file = self.file()?;
        if self.named() {
            may_be_made(&file)?;
        }
        no_file_in_the_way(&file)?;
        Ok(file)
    }

    pub fn ascii(&self) -> bool {
        self.ascii
    }

    pub fn today(&self) -> NaiveDate {
        self.now().with_timezone(&self.tz).date_naive()
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.machine.now()
    }

    pub fn look(&self) -> Look {
        let colour = self.machine.terminal && (self.machine.env)("NO_COLOR").is_none_or(|value| value.is_empty());
        Look { dim: colour, widest: self.machine.terminal.then_some(WIDEST) }
    }

    fn actor(&self) -> Result<String, Stop> {
        self.machine.login.clone().ok_or_else(|| Msg::new("cli-no-login").into())
    }

    pub fn state(&self) -> Result<PathBuf, Stop> {
        self.machine.state.clone().ok_or_else(|| Msg::new("cli-no-home").into())
    }

    /// What the terminal program is told.
    pub fn session(&self, workspace: PathBuf, demo: bool) -> Result<Session, Stop> {
        Ok(Session {
            workspace,
            lang: self.text.lang(),
            config: Config { theme: self.config.theme.resolved(&self.machine.env), ..self.config.clone() },
            ascii: self.ascii,
            trace: self.trace.clone(),
            demo,
            actor: self.actor()?,
            device: device::device(&self.state()?)?,
            notices: self.faults.clone(),
        })
    }

    /// Opens the workspace to look; nothing is written, not even that somebody looked.
    pub fn read(&self) -> Result<Workspace, Stop> {
        let who = Who { actor: String::new(), device: Id::default(), origin: Origin::Cli };
        let opened = open(&self.placed_file()?, How::Existing)?;
        for warning in &opened.warnings {
            self.note(warning);
        }
        self.workspace(opened, who)
    }

    /// Opens the workspace to change it; `How::OpenOrCreate` for commands that make the first record.
    pub fn write(&self, how: How) -> Result<Desk<'_>, Stop> {
        self.write_at(&self.placed_file()?, how)
    }

    pub fn write_at(&self, file: &Path, how: How) -> Result<Desk<'_>, Stop> {
        let who = Who { actor: self.actor()?, device: device::device(&self.state()?)?, origin: Origin::Cli };
        let opened = open(file, how)?;
        if !opened.writable {
            // A newer program raised the file: refused before anything is done, and said once.
            store::migrate::check_writer(&opened.conn)?;
        }
        for warning in &opened.warnings {
            self.note(warning);
        }
        let ws = self.workspace(opened, who)?;
        let me = ws.me(self.config.user.as_deref().unwrap_or_default())?;
        Ok(Desk { job: self, ws, me })
    }

    fn workspace(&self, opened: Opened, who: Who) -> Result<Workspace, Stop> {
        Ok(Workspace::new(opened, who, self.machine.clock())?.with_zone(self.tz))
    }
}

fn open(file: &Path, how: How) -> Result<Opened, Stop> {
    if how == How::Existing && file.symlink_metadata().is_err_and(|e| e.kind() == ErrorKind::NotFound) {
        // Said of the file, also where its folder is missing too.
        return Err(Refusal::at(Why::Missing, file).into());
    }
    Ok(store::open(file, how)?)
}

/// The record that people call so: by code, id, login name, a title that only one has, or a part of one. Only for looking:
/// what is changed is found by [`Desk::find`].
pub fn find(ws: &Workspace, kind: Kind, what: &str) -> Result<Record, Stop> {
    let id = find_id(ws, kind, what)?;
    ws.record(kind, id)?.ok_or_else(|| Msg::new("store-gone").into())
}

pub fn find_id(ws: &Workspace, kind: Kind, what: &str) -> Result<Id, Stop> {
    match named(ws, kind, what)? {
        Named::Whole(id) => Ok(id),
        Named::Part(link) => Ok(link.id),
    }
}

/// What a name led to.
enum Named {
    /// By its code, its id or its whole name.
    Whole(Id),
    /// The only record in whose name these words stand.
    Part(Link),
}

fn named(ws: &Workspace, kind: Kind, what: &str) -> Result<Named, Stop> {
    let what = what.trim();
    if let Some((found, id)) = ws.by_code(what)? {
        if found == kind {
            return Ok(Named::Whole(id));
        }
        let msg = Msg::new("cli-other-kind").with("code", what).with("kind", Arg::Key(kind.key()));
        return Err(msg.with("found", Arg::Key(found.key())).into());
    }
    if let Ok(id) = what.parse::<Id>()
        && ws.record(kind, id)?.is_some()
    {
        return Ok(Named::Whole(id));
    }
    if let Some(id) = login(ws, kind, what)? {
        return Ok(Named::Whole(id));
    }
    if what.is_empty() {
        return Err(found_none(kind, what));
    }
    for whole in [ws.titled(kind, what, false)?, ws.coded(kind, what)?] {
        match whole.as_slice() {
            [] => {}
            [only] => return Ok(Named::Whole(only.id)),
            several => return Err(found_several(what, several)),
        }
    }
    let links = ws.choices(kind, what, MANY + 1)?;
    match links.as_slice() {
        [only] => Ok(Named::Part(only.clone())),
        [] => Err(found_none(kind, what)),
        several => Err(found_several(what, several)),
    }
}

/// What a record of this kind goes by: most have a code, colleagues a login, and the others their names only.
fn goes_by(kind: Kind, [code, login, name]: [&str; 3]) -> Msg {
    Msg::new(match kind {
        Kind::User => login,
        kind if kind.spec().prefix.is_empty() => name,
        _ => code,
    })
}

fn found_none(kind: Kind, what: &str) -> Stop {
    goes_by(kind, NONE)
        .with("kind", Arg::Key(kind.key()))
        .with("name", what)
        .with("command", format!("canvass {} list", command(listed(kind))))
        .into()
}

fn found_part(link: &Link, what: &str) -> Stop {
    let msg = goes_by(link.kind, ["cli-found-part", "cli-found-part-login", "cli-found-part-name"]);
    msg.with("name", what).with("candidate", candidate(link)).into()
}

fn found_several(what: &str, several: &[Link]) -> Stop {
    let (named, more) = several.split_at(NAMED.min(several.len()));
    let coded = several.iter().all(|link| !link.code.is_empty());
    let alike = |link: &Link| named.iter().filter(|other| fold(&other.title) == fold(&link.title)).count() > 1;
    // Of two that are called alike only the id tells one from the other.
    let twins = !coded && named.iter().any(alike);
    let shown = |link: &Link| if twins { format!("{} [{}]", link.title, link.id) } else { candidate(link) };
    let mut shown: Vec<String> = named.iter().map(shown).collect();
    if !more.is_empty() {
        shown.push("…".to_owned());
    }
    let key = match (coded, twins) {
        _ if several.len() > MANY && !twins => "cli-found-crowd",
        (true, _) => "cli-found-several",
        (false, true) => "cli-found-twins",
        (false, false) => "cli-found-several-name",
    };
    let count = if key == "cli-found-crowd" { MANY } else { several.len() };
    Msg::new(key).with("name", what).with("count", count).with("candidates", shown.join("; ")).into()
}

/// Kinds that have no list of their own are found through the one they belong to.
fn listed(kind: Kind) -> Kind {
    if kind == Kind::Employment { Kind::Contact } else { kind }
}

fn candidate(link: &Link) -> String {
    if link.code.is_empty() { link.title.clone() } else { format!("{} {}", link.code, link.title) }
}

fn login(ws: &Workspace, kind: Kind, name: &str) -> Result<Option<Id>, Stop> {
    if kind != Kind::User {
        return Ok(None);
    }
    let query = ListQuery { kind: Kind::User, filter: Query::words(name), of: None, offset: 0, limit: 50 };
    let page = ws.list(&query)?;
    Ok(page.rows.iter().find(|user| fold(user.str("login")) == fold(name)).map(|user| user.id))
}

/// A workspace open for changes, and who changes it.
pub struct Desk<'j> {
    pub job: &'j Job<'j>,
    pub ws: Workspace,
    /// The user record of whoever gives the command.
    pub me: Id,
}

impl Desk<'_> {
    /// The record that is to be changed. What only begins like its name is more likely a slip than meant.
    pub fn find(&self, kind: Kind, what: &str) -> Result<Record, Stop> {
        let id = self.find_id(kind, what)?;
        self.ws.record(kind, id)?.ok_or_else(|| Msg::new("store-gone").into())
    }

    pub fn find_id(&self, kind: Kind, what: &str) -> Result<Id, Stop> {
        match named(&self.ws, kind, what)? {
            Named::Whole(id) => Ok(id),
            Named::Part(link) => Err(found_part(&link, what.trim())),
        }
    }

    /// The same of a record that is to come back: a name is looked for among what is archived first.
    pub fn find_archived(&self, kind: Kind, what: &str) -> Result<Record, Stop> {
        let what = what.trim();
        let links = if what.is_empty() { Vec::new() } else { self.ws.titled(kind, what, true)? };
        match links.as_slice() {
            [] => self.find(kind, what),
            [only] => self.ws.record(kind, only.id)?.ok_or_else(|| Msg::new("store-gone").into()),
            several => Err(found_several(what, several)),
        }
    }
}
