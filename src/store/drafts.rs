//! Half-typed forms, saved while they are typed, in a file of their own owned by a thread of its own.
//!
//! A draft outlives a hang-up, a crash and a full disk. It goes when the act it became is in the workspace's journal,
//! or when its author throws it away; never by itself.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use super::guard::{self, make_folder};
use super::migrate::{self, DRAFTS};
use super::open::{How, connect};
use super::refusal::{Refusal, Why};
use super::{disk, session};
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Values};

mod claim;
mod spare;
#[cfg(test)]
mod tests;

/// How long a program that is being hung up waits for its last draft.
pub const LAST_WORD: Duration = Duration::from_millis(1200);

/// One form as it stands on the screen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    pub id: Id,
    /// The act this form will be saved as; made when the form was opened, so that it is saved once.
    pub act_id: Id,
    pub session: Id,
    /// The workspace the form belongs to (`migrate::db_id`).
    pub db_id: Id,
    pub kind: Kind,
    /// Empty for a record that does not exist yet.
    pub record: Option<Id>,
    /// Which form or screen; that floor's own name for it.
    pub form: String,
    /// Version of the record that the form was opened on.
    pub base_version: Option<i64>,
    pub base: Values,
    pub mine: Values,
    /// Where the cursor stood, as the form remembers it; JSON.
    pub cursor: Option<String>,
    /// Unix milliseconds.
    pub created_ms: i64,
    pub saved_ms: i64,
}

/// Where a draft is safe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The drafts file.
    State,
    /// A file of its own on another disk, because the drafts file would not take it.
    Spare(PathBuf),
}

/// What the drafts thread reports.
#[derive(Clone, Debug, PartialEq)]
pub enum Report {
    Saved {
        id: Id,
        place: Place,
    },
    Dropped(Id),
    /// The draft of a dead session belongs to this one now.
    Claimed(Box<Draft>),
    /// Another terminal was faster: it has taken the draft up, saved it or thrown it away.
    Taken(Id),
    List(Vec<Draft>),
    /// An editor that never came back left its text in this folder.
    InFolder(PathBuf),
    /// This draft is nowhere but in memory.
    NotSaved {
        id: Id,
        refusal: Refusal,
    },
    Failed(Refusal),
}

enum Ask {
    Save(Box<Draft>),
    Drop(Id),
    Claim(Box<Draft>, Id),
    Discard(Box<Draft>),
    List,
}

/// What is asked of the thread, each with the way back.
type Asks = Sender<(Ask, Sender<Report>)>;

/// The way to the drafts thread; may be cloned into the thread that hears signals.
#[derive(Clone, Debug)]
pub struct Drafts {
    /// Begun by the first who asks; none where the system has no thread left.
    asks: Arc<OnceLock<Option<Asks>>>,
    state: PathBuf,
    spare: Option<PathBuf>,
}

/// `$XDG_STATE_HOME/canvass`, where drafts and sessions of this user are.
///
/// # Errors
/// When the user has no home.
pub fn state_dir() -> Result<PathBuf, Refusal> {
    use etcetera::BaseStrategy as _;
    let base = etcetera::choose_base_strategy()
        .map_err(|e| Refusal::at(Why::Failed, Path::new("~")).with("reason", e.to_string()))?;
    Ok(base.state_dir().unwrap_or_else(|| base.data_dir()).join("canvass"))
}

/// Where a draft goes when the state folder's disk is full.
pub fn spare_dir() -> Option<PathBuf> {
    std::env::var_os("XDG_RUNTIME_DIR")
        .map(PathBuf::from)
        .filter(|dir| dir.is_absolute())
        .map(|dir| dir.join("canvass"))
}

/// Opens `drafts.db` in the state folder by the same recipe as a workspace.
///
/// # Errors
/// A sentence that says what is wrong with the file or its folder.
pub fn open_drafts(state: &Path) -> Result<Connection, Refusal> {
    disk::check(&disk::nearest_existing(state))?;
    make_folder(state).map_err(|refusal| refusal.of_state(state))?;
    let file = guard::locate(&state.join("drafts.db"))?;
    guard::permissions(&file)?;
    if !file.exists() {
        guard::pre_create(&file)?;
    }
    let (mut conn, _) = connect(&file, &DRAFTS, How::OpenOrCreate)?;
    migrate::migrate(&mut conn, &DRAFTS)?;
    Ok(conn)
}

impl Drafts {
    /// Drafts in this state folder. A drafts file that cannot be opened now is tried again at each save.
    pub fn new(state: &Path, spare: Option<PathBuf>) -> Self {
        Self { asks: Arc::default(), state: state.to_path_buf(), spare }
    }

    fn begin(&self) -> Option<Asks> {
        let (asks, inbox): (Asks, _) = channel();
        let mut keeper = Keeper::new(self);
        let work = move || {
            for (ask, reply) in inbox {
                // Whoever asked may be gone; the draft is safe all the same.
                let _ = reply.send(keeper.answer(ask));
            }
        };
        std::thread::Builder::new().name("drafts".to_owned()).spawn(work).ok().map(|_| asks)
    }

    fn post(&self, ask: Ask, reports: &Sender<Report>) {
        match self.asks.get_or_init(|| self.begin()) {
            // A thread that died drops the sender, which the receiver notices.
            Some(asks) => drop(asks.send((ask, reports.clone()))),
            // Slow is better than lost. A lost report is no lost draft.
            None => drop(reports.send(Keeper::new(self).answer(ask))),
        }
    }

    fn ask(&self, ask: Ask) -> Receiver<Report> {
        let (reply, answer) = channel();
        self.post(ask, &reply);
        answer
    }

    /// Saves without waiting; the report comes on `reports`.
    pub fn save(&self, draft: Draft, reports: &Sender<Report>) {
        self.post(Ask::Save(Box::new(draft)), reports);
    }

    /// Forgets a draft: its act is committed, or its author threw it away.
    pub fn forget(&self, id: Id, reports: &Sender<Report>) {
        self.post(Ask::Drop(id), reports);
    }

    /// Takes over a draft of a dead session, as it was read, for this one.
    pub fn claim(&self, seen: Draft, session: Id, reports: &Sender<Report>) {
        self.post(Ask::Claim(Box::new(seen), session), reports);
    }

    /// Throws away a draft of a dead session, as it was read.
    pub fn discard(&self, seen: Draft, reports: &Sender<Report>) {
        self.post(Ask::Discard(Box::new(seen)), reports);
    }

    /// Asks for all drafts of this user.
    pub fn list(&self, reports: &Sender<Report>) {
        self.post(Ask::List, reports);
    }

    /// Saves and waits, for the moment before the program ends. When the thread does not answer in time
    /// the draft goes to the spare folder from here.
    ///
    /// # Errors
    /// When neither place took the draft.
    pub fn save_now(&self, draft: &Draft) -> Result<Place, Refusal> {
        let answer = self.ask(Ask::Save(Box::new(draft.clone())));
        self.last_word(draft, &answer, LAST_WORD)
    }

    /// As [`Drafts::save_now`] for several drafts, which share the time of one.
    pub fn save_all<'a>(&self, drafts: impl IntoIterator<Item = &'a Draft>) -> Vec<Result<Place, Refusal>> {
        let asked: Vec<_> =
            drafts.into_iter().map(|draft| (draft, self.ask(Ask::Save(Box::new(draft.clone()))))).collect();
        let until = Instant::now() + LAST_WORD;
        let left = || until.saturating_duration_since(Instant::now());
        asked.into_iter().map(|(draft, answer)| self.last_word(draft, &answer, left())).collect()
    }

    fn last_word(&self, draft: &Draft, answer: &Receiver<Report>, limit: Duration) -> Result<Place, Refusal> {
        match answer.recv_timeout(limit) {
            Ok(Report::Saved { place, .. }) => Ok(place),
            Ok(Report::NotSaved { refusal, .. } | Report::Failed(refusal)) => Err(refusal),
            Ok(_) | Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                let dir = self.spare.as_deref().ok_or_else(|| Refusal::at(Why::Busy, &self.state))?;
                spare::save(dir, draft).map(Place::Spare)
            }
        }
    }

    /// Waits until everything asked so far is done, for the end of the program.
    pub fn flush(&self) {
        if self.asks.get().is_some() {
            let _ = self.ask(Ask::List).recv_timeout(LAST_WORD);
        }
    }

    /// Drafts of a workspace whose sessions are dead, newest first. Those of living sessions are open in another terminal.
    ///
    /// # Errors
    /// When the drafts cannot be read.
    pub fn unfinished(&self, db_id: Id) -> Result<Vec<Draft>, Refusal> {
        match self.ask(Ask::List).recv() {
            Ok(Report::List(drafts)) => Ok(drafts
                .into_iter()
                .filter(|draft| draft.db_id == db_id && !session::alive(&self.state, draft.session))
                .collect()),
            Ok(Report::Failed(refusal)) => Err(refusal),
            _ => Err(Refusal::at(Why::Busy, &self.state)),
        }
    }

    /// What is to be offered for recovery when a workspace is opened. A draft whose act is in the journal was saved
    /// just before its session died; it is dropped.
    ///
    /// # Errors
    /// When the drafts or the journal cannot be read.
    pub fn settle(&self, workspace: &Connection) -> Result<Vec<Draft>, Refusal> {
        let file = PathBuf::from(workspace.path().unwrap_or_default());
        let said = |e: rusqlite::Error| Refusal::sqlite(&e, &file);
        let mut open = Vec::new();
        for draft in self.unfinished(migrate::db_id(workspace).map_err(said)?)? {
            if committed(workspace, draft.act_id).map_err(said)? {
                // Waited for, so that a second start does not see it again.
                let _ = self.ask(Ask::Drop(draft.id)).recv();
            } else {
                open.push(draft);
            }
        }
        Ok(open)
    }
}

/// Whether an act is in the journal.
///
/// # Errors
/// What SQLite says.
pub fn committed(workspace: &Connection, act: Id) -> rusqlite::Result<bool> {
    let found: Option<i64> = workspace
        .prepare_cached("SELECT 1 FROM act WHERE id = ?1")?
        .query_row([act.0.as_bytes().as_slice()], |row| row.get(0))
        .optional()?;
    Ok(found.is_some())
}

/// The thread's side.
struct Keeper {
    conn: Option<Connection>,
    state: PathBuf,
    spare: Option<PathBuf>,
}

impl Keeper {
    fn new(of: &Drafts) -> Self {
        Self { conn: None, state: of.state.clone(), spare: of.spare.clone() }
    }

    fn answer(&mut self, ask: Ask) -> Report {
        let done = match ask {
            Ask::Save(draft) => {
                let id = draft.id;
                self.save(&draft)
                    .map(|place| Report::Saved { id, place })
                    .or_else(|refusal| Ok(Report::NotSaved { id, refusal }))
            }
            Ask::Drop(id) => self.forget(id).map(|()| Report::Dropped(id)),
            Ask::Claim(seen, session) => Ok(self.claim(*seen, session)),
            Ask::Discard(seen) => self.discard(&seen),
            Ask::List => self.list().map(Report::List),
        };
        done.unwrap_or_else(Report::Failed)
    }

    /// Runs `work` on the drafts file, opening it where needed; after an error it is opened anew the next time.
    fn with<T>(&mut self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, Refusal> {
        let conn = match self.conn.take() {
            Some(conn) => conn,
            None => open_drafts(&self.state)?,
        };
        let done = work(&conn).map_err(|e| Refusal::sqlite(&e, &self.state.join("drafts.db")))?;
        self.conn = Some(conn);
        Ok(done)
    }

    fn save(&mut self, draft: &Draft) -> Result<Place, Refusal> {
        let refusal = match self.with(|conn| write(conn, draft)) {
            Ok(()) => {
                if let Some(dir) = &self.spare {
                    spare::forget(dir, draft.id);
                }
                return Ok(Place::State);
            }
            Err(refusal) => refusal,
        };
        // Any reason will do to try elsewhere; the first one is what the user must hear.
        match &self.spare {
            Some(dir) => spare::save(dir, draft).map(Place::Spare).map_err(|_| refusal),
            None => Err(refusal),
        }
    }

    fn forget(&mut self, id: Id) -> Result<(), Refusal> {
        if let Some(dir) = &self.spare {
            spare::forget(dir, id);
        }
        self.with(|conn| conn.execute("DELETE FROM draft WHERE id = ?1", [id.0.as_bytes().as_slice()])).map(|_| ())
    }

    fn claim(&mut self, seen: Draft, session: Id) -> Report {
        let rescued = self.spare.as_deref().is_some_and(|dir| spare::holds(dir, seen.id));
        match self.with(|conn| claim::claim(conn, &seen, rescued, session)) {
            Ok(false) => return Report::Taken(seen.id),
            Ok(true) => {
                if let Some(dir) = &self.spare {
                    spare::forget(dir, seen.id);
                }
            }
            // On a full disk nobody can say whose it is. The author gets the text rather than a reason.
            Err(_) => {}
        }
        Report::Claimed(Box::new(Draft { session, ..seen }))
    }

    fn discard(&mut self, seen: &Draft) -> Result<Report, Refusal> {
        if !self.with(|conn| claim::discard(conn, seen))? {
            return Ok(Report::Taken(seen.id));
        }
        if let Some(dir) = &self.spare {
            spare::forget(dir, seen.id);
        }
        Ok(Report::Dropped(seen.id))
    }

    fn list(&mut self) -> Result<Vec<Draft>, Refusal> {
        let mut drafts = self.with(read)?;
        for rescued in self.spare.as_deref().map(spare::list).unwrap_or_default() {
            match drafts.iter_mut().find(|draft| draft.id == rescued.id) {
                Some(draft) if draft.saved_ms < rescued.saved_ms => *draft = rescued,
                Some(_) => {}
                None => drafts.push(rescued),
            }
        }
        drafts.sort_by_key(|draft| std::cmp::Reverse(draft.saved_ms));
        Ok(drafts)
    }
}

fn json(values: &Values) -> String {
    serde_json::Value::Object(values.clone()).to_string()
}

fn write(conn: &Connection, draft: &Draft) -> rusqlite::Result<()> {
    let blob = |id: Id| id.0.as_bytes().to_vec();
    conn.prepare_cached(
        "INSERT INTO draft (id, act_id, session, db_id, entity, entity_id, form, schema_version, base_version,
           base_json, mine_json, cursor_json, created_ms, saved_ms)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
         ON CONFLICT (id) DO UPDATE SET act_id = excluded.act_id, session = excluded.session,
           base_version = excluded.base_version, base_json = excluded.base_json, mine_json = excluded.mine_json,
           cursor_json = excluded.cursor_json, saved_ms = excluded.saved_ms",
    )?
    .execute(params![
        blob(draft.id),
        blob(draft.act_id),
        blob(draft.session),
        blob(draft.db_id),
        draft.kind.name(),
        draft.record.map(blob),
        draft.form,
        migrate::SCHEMA,
        draft.base_version,
        json(&draft.base),
        json(&draft.mine),
        draft.cursor,
        draft.created_ms,
        draft.saved_ms,
    ])?;
    Ok(())
}

fn read(conn: &Connection) -> rusqlite::Result<Vec<Draft>> {
    let mut find = conn.prepare_cached(
        "SELECT id, act_id, session, db_id, entity, entity_id, form, base_version, base_json, mine_json, cursor_json,
           created_ms, saved_ms FROM draft ORDER BY saved_ms DESC",
    )?;
    let mut drafts = Vec::new();
    for draft in find.query_map([], draft_of)? {
        match draft {
            Ok(draft) => drafts.push(draft),
            // A newer version wrote it, or half of it is damaged. It stays in the file, and the others are read.
            Err(rusqlite::Error::InvalidColumnType(..) | rusqlite::Error::FromSqlConversionFailure(..)) => {}
            Err(fault) => return Err(fault),
        }
    }
    Ok(drafts)
}

fn draft_of(row: &Row<'_>) -> rusqlite::Result<Draft> {
    use rusqlite::types::Type;
    let id = |at: usize| row.get::<_, [u8; 16]>(at).map(|bytes| Id(uuid::Uuid::from_bytes(bytes)));
    let values = |at: usize| {
        let text: String = row.get(at)?;
        serde_json::from_str(&text).map_err(|e| rusqlite::Error::FromSqlConversionFailure(at, Type::Text, e.into()))
    };
    let name: String = row.get(4)?;
    let kind = Kind::named(&name).ok_or_else(|| rusqlite::Error::InvalidColumnType(4, name, Type::Text))?;
    let record: Option<[u8; 16]> = row.get(5)?;
    Ok(Draft {
        id: id(0)?,
        act_id: id(1)?,
        session: id(2)?,
        db_id: id(3)?,
        kind,
        record: record.map(|bytes| Id(uuid::Uuid::from_bytes(bytes))),
        form: row.get(6)?,
        base_version: row.get(7)?,
        base: values(8)?,
        mine: values(9)?,
        cursor: row.get(10)?,
        created_ms: row.get(11)?,
        saved_ms: row.get(12)?,
    })
}
