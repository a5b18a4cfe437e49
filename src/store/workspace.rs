//! One open workspace file: who works on it, on which device, by which clock.

use std::cell::{Cell, RefCell};
use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDate, Offset as _};
use chrono_tz::Tz;
use rusqlite::{Connection, OptionalExtension};
use serde_json::Value;

use super::Opened;
use super::ballast::Ballast;
use super::copies::Copies;
use super::journey::Journey;
use super::kept::Kept;
use super::lock::AppLock;
use super::many::Going;
use super::pipelines::Laid;
use super::presence::{Colleague, Presence, Spot};
use super::refusal::Refusal;
use super::request::{Command, Done, Failure};
use super::trouble::Health;
use super::write::Plan;
use crate::domain::act::{Act, Change};
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Values};
use crate::domain::validate::normal_value;
use crate::text::Msg;

/// Where an act was made; kept in the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    Tui,
    Cli,
}

impl Origin {
    pub fn name(self) -> &'static str {
        match self {
            Self::Tui => "tui",
            Self::Cli => "cli",
        }
    }
}

/// Who writes, for the journal.
#[derive(Clone, Debug)]
pub struct Who {
    /// Login name of the process' owner, or the name a forced command gave; never typed in the program.
    pub actor: String,
    pub device: Id,
    pub origin: Origin,
}

/// The time of acts. Fixed in tests, where each look is one millisecond later.
#[derive(Debug)]
pub enum Clock {
    System,
    Fixed(Cell<i64>),
}

impl Clock {
    pub fn now_ms(&self) -> i64 {
        match self {
            Self::System => chrono::Utc::now().timestamp_millis(),
            Self::Fixed(at) => {
                at.set(at.get() + 1);
                at.get()
            }
        }
    }
}

/// More changes than this in one act were not typed.
const BY_HAND: usize = 64;

/// The store behind one worker thread or one command.
#[derive(Debug)]
pub struct Workspace {
    pub(super) conn: Connection,
    pub(super) who: Who,
    pub(super) clock: Clock,
    /// As the last look into the file found them.
    pub(super) pipelines: RefCell<Laid>,
    pub(super) path: PathBuf,
    pub(super) id: Id,
    /// Where the user is: days and years of codes are counted there.
    tz: Tz,
    /// None for commands, and where the folder takes no more files.
    presence: RefCell<Option<Presence>>,
    /// Under what name this program is still to be seen.
    name: RefCell<Option<String>>,
    /// The user's state folder, where copies go; none for commands and samples.
    pub(super) state: Option<PathBuf>,
    ballast: Ballast,
    pub(super) templates: super::interviews::Read,
    pub(super) health: Health,
    pub(super) journey: RefCell<Journey>,
    /// What others had committed when this program began to read.
    pub(super) begun: i64,
    /// Released last, after the connection is closed.
    pub(super) lock: AppLock,
}

impl Workspace {
    /// Takes over a connection that `store::open` made.
    ///
    /// # Errors
    /// When SQLite refuses our search function.
    pub fn new(opened: Opened, who: Who, clock: Clock) -> Result<Self, Msg> {
        let Opened { conn, path, id, ballast, lock, .. } = opened;
        conn.set_prepared_statement_cache_capacity(128);
        super::add_functions(&conn).map_err(|e| Refusal::sqlite(&e, &path).msg)?;
        let journey = RefCell::new(Journey::begin(&conn));
        let mut desk = Self {
            journey,
            begun: 0,
            conn,
            path,
            id,
            tz: Tz::UTC,
            presence: RefCell::default(),
            name: RefCell::default(),
            state: None,
            ballast,
            templates: super::interviews::Read::default(),
            health: Health::default(),
            who,
            clock,
            pipelines: RefCell::default(),
            lock,
        };
        desk.begun = desk.data_version();
        desk.look_at_pipelines().map_err(|e| Refusal::sqlite(&e, &desk.path).msg)?;
        Ok(desk)
    }

    /// Counts days where the user is; in UTC unless it is told.
    #[must_use]
    pub fn with_zone(mut self, tz: Tz) -> Self {
        self.tz = tz;
        self
    }

    /// Lets colleagues see this program, under the name by which they know its user.
    #[must_use]
    pub fn seen_as(self, name: &str) -> Self {
        let known = self.known_as(name);
        known.appear();
        known
    }

    /// The same, once the first page is out.
    #[must_use]
    pub fn known_as(self, name: &str) -> Self {
        self.name.replace(Some(name.to_owned()));
        self
    }

    /// Colleagues see this program from now on.
    pub(super) fn appear(&self) {
        if let Some(name) = self.name.take() {
            // Nobody is kept from work because colleagues cannot see it.
            let joined = Presence::join(&self.path, &self.who.actor, &name, self.clock.now_ms());
            *self.presence.borrow_mut() = joined.ok();
        }
    }

    /// Makes copies by itself in the user's state folder.
    #[must_use]
    pub fn copied_to(mut self, state: &Path) -> Self {
        self.state = Some(state.to_path_buf());
        self
    }

    pub(super) fn copies(&self) -> Option<Copies> {
        Copies::of(&self.conn, self.state.as_deref()?).ok()
    }

    /// Who else has the workspace open, and where they type.
    pub fn others(&self) -> Vec<Colleague> {
        self.presence.borrow().as_ref().map(Presence::others).unwrap_or_default()
    }

    /// Tells colleagues where this user types.
    pub(super) fn stand_at(&self, spot: Option<Spot>) {
        self.appear();
        if let Some(presence) = self.presence.borrow_mut().as_mut() {
            presence.stand_at(spot);
        }
    }

    pub fn conn(&self) -> &Connection {
        &self.conn
    }

    pub fn actor(&self) -> &str {
        &self.who.actor
    }

    /// The user record of the actor, made at the first start under this login, and named as the user wishes to be seen;
    /// an empty `name` wishes nothing.
    ///
    /// # Errors
    /// When the file cannot be read, or a new record not be written. A wish that cannot be written waits for another start.
    pub fn me(&self, name: &str) -> Result<Id, Failure> {
        let wish = Kind::User.spec().field("name").map(|field| normal_value(field, Value::from(name)));
        let wish = wish.unwrap_or_default();
        if let Some((id, known)) = self.user(&self.who.actor).map_err(|e| self.said(&e))? {
            if !wish.is_null() && wish != known {
                let field = "name".to_owned();
                let (base, new) = (Value::from(known), wish);
                let changes = vec![Change::Update { kind: Kind::User, id, field, base, new }];
                // Nobody is kept from work by a name.
                let _ = self.run(Command::Save(Act { id: new_id(), verb: "verb-rename".to_owned(), changes }));
            }
            return Ok(id);
        }
        let id = new_id();
        let mut values = Values::new();
        values.insert("login".to_owned(), Value::from(self.who.actor.as_str()));
        values.insert("name".to_owned(), if wish.is_null() { Value::from(self.who.actor.as_str()) } else { wish });
        let act = Act {
            id: new_id(),
            verb: "verb-join".to_owned(),
            changes: vec![Change::Insert { kind: Kind::User, id, values }],
        };
        match self.run(Command::Save(act)) {
            Ok(_) => Ok(id),
            // Another session that started at the same moment was first.
            Err(failure) => Ok(self.user(&self.who.actor).map_err(|e| self.said(&e))?.ok_or(failure)?.0),
        }
    }

    fn user(&self, login: &str) -> rusqlite::Result<Option<(Id, String)>> {
        self.conn
            .prepare_cached("SELECT id, name FROM user WHERE login = ?1")?
            .query_row([login], |row| Ok((super::schema::key_at(row, 0)?, row.get(1)?)))
            .optional()
    }

    /// What people call whoever works under this login; the journal keeps the login.
    pub fn person(&self, login: &str) -> String {
        self.user(login).ok().flatten().map_or_else(|| login.to_owned(), |(_, name)| name)
    }

    /// Carries out a command in one transaction.
    ///
    /// # Errors
    /// The reason why nothing was changed.
    pub fn run(&self, command: Command) -> Result<Done, Failure> {
        self.run_told(command, &|_, _| true)
    }

    /// The same; `going` hears how far an act with many records is, and may stop it.
    ///
    /// # Errors
    /// The reason why nothing was changed.
    pub fn run_told(&self, command: Command, going: Going<'_>) -> Result<Done, Failure> {
        // The reserve is for what people typed; an import can be started again.
        let again = match &command {
            Command::Import(_) | Command::Many(_) => None,
            Command::Save(act) if act.changes.len() > BY_HAND => None,
            other => Some(other.clone()),
        };
        if let Some(why) = self.stopped() {
            return Err(Failure::Refused(why));
        }
        let done = self.attempt(command, going);
        let done = match &again {
            Some(again) => self.surely(done, || self.attempt(again.clone(), going)),
            None => done,
        };
        match (done, again) {
            // The ballast beside the file gives this one save its room; the message of the next one says what to do.
            (Err(Failure::Refused(msg)), Some(again)) if msg.key == "store-disk-full" && self.ballast.release() => {
                self.attempt(again, going)
            }
            (done, _) => done,
        }
    }

    fn attempt(&self, command: Command, going: Going<'_>) -> Result<Done, Failure> {
        match command {
            Command::Save(act) | Command::Import(act) if act.changes.iter().any(moves_a_card) => {
                Err(Failure::Refused(Msg::new("store-stage-by-move")))
            }
            Command::Save(Act { id, verb, changes }) => {
                let same = |kept: &Kept<'_>| kept.holds(&changes);
                self.commit(id, &verb, same, |_| Ok(changes.clone()))
            }
            Command::Import(Act { id, verb, changes }) => {
                let same = |kept: &Kept<'_>| kept.holds(&changes);
                self.commit(id, &verb, same, |_| Ok(Plan { undo_of: None, import: true, changes: changes.clone() }))
            }
            Command::Move { act, id, seen, to, why } => self.move_card(act, id, &seen, &to, &why),
            Command::Hold { act, id, until, why } => self.hold(act, id, until, &why),
            Command::Resume { act, id } => self.resume(act, id),
            Command::Reshape { act, reshape } => self.reshape(act, &reshape),
            Command::Tick { act, id, tick } => self.tick(act, id, &tick),
            Command::Waive { act, id, condition, reason } => self.waive(act, id, &condition, &reason),
            Command::Order { act, id, by } => self.order(act, id, by),
            Command::Many(many) if many.task.names_a_stage() => Err(Failure::Refused(Msg::new("store-stage-by-move"))),
            Command::Many(many) => self.many(&many, going),
            Command::Rank { act, id, to } => self.rank_need(act, id, to),
            Command::Feed { act, interview, take } => self.feed(act, interview, &take),
            Command::NextVersion { act, version } => self.next_version(act, version),
            Command::Enter { act, version, seen, to, reason } => self.enter(act, version, &seen, &to, &reason),
            Command::Merge { act, goes, stays } => self.merge_needs(act, goes, stays),
            Command::Undo { act, which } => self.undo(act, which),
            Command::Redo { act } => self.redo(act),
        }
    }

    /// Today by the workspace clock, where the user is.
    pub fn today(&self) -> NaiveDate {
        self.day_of(self.clock.now_ms())
    }

    /// Seconds by which the user's clock is ahead of UTC now.
    pub(super) fn ahead(&self) -> i64 {
        let now = DateTime::from_timestamp_millis(self.clock.now_ms()).unwrap_or_default();
        i64::from(now.with_timezone(&self.tz).offset().fix().local_minus_utc())
    }

    /// The civil day of an instant, where the user is.
    pub(super) fn day_of(&self, ms: i64) -> NaiveDate {
        DateTime::from_timestamp_millis(ms).unwrap_or_default().with_timezone(&self.tz).date_naive()
    }
}

/// The stage and what hangs on it change by [`Command::Move`] only, which knows the rules of the funnel.
fn moves_a_card(change: &Change) -> bool {
    let Change::Update { kind: Kind::Opportunity, field, base, new, .. } = change else { return false };
    base != new && Kind::Opportunity.spec().field(field).is_some_and(|field| field.unit == "stage")
}

pub fn new_id() -> Id {
    Id(uuid::Uuid::now_v7())
}
