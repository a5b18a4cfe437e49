//! Working calendars from files into the workspace and out of it again.

use std::path::Path;

use serde_json::Value;

use super::desk::{Job, find};
use super::files::text_of;
use super::records::one_json;
use super::stop::Stop;
use crate::domain::act::{Act, Change};
use crate::domain::kinds::Kind;
use crate::domain::time::builtin;
use crate::domain::time::calendar::Calendar;
use crate::domain::time::calendar_file::{self, Fault};
use crate::domain::time::hours::Hours;
use crate::store::request::Command;
use crate::store::workspace::new_id;
use crate::store::{How, fold};
use crate::text::Msg;

/// A calendar of many years has a few thousand lines; what is longer is no calendar.
pub const LONGEST: usize = 1 << 20;

/// The calendar of a file, or else the built-in one of this code.
///
/// # Errors
/// A sentence with the place of the first fault, or what the system said about the file.
pub fn given(job: &Job<'_>, what: &str) -> Result<Calendar, Stop> {
    let fault = |Fault { line, column, msg }: Fault| -> Stop {
        let place = Msg::new("cli-calendar-fault").with("file", what).with("line", line).with("column", column);
        place.with("fault", job.text.say(&msg)).into()
    };
    if let Some(calendar) = builtin::named(what).filter(|_| !Path::new(what).exists()) {
        return calendar.map_err(fault);
    }
    let codes: Vec<&str> = builtin::BUILTIN.iter().map(|(code, _)| *code).collect();
    let unreadable = Msg::new("cli-calendar-unreadable").with("codes", codes.join(", "));
    calendar_file::read(&text_of(what, LONGEST, unreadable)?).map_err(fault)
}

pub fn import(job: &Job<'_>, what: &str, as_json: bool) -> Result<String, Stop> {
    let calendar = given(job, what)?;
    Hours::of(&calendar)?;
    let desk = job.write(How::OpenOrCreate)?;
    let same = |title: &str| fold(title) == fold(&calendar.name);
    if desk.ws.choices(Kind::Calendar, &calendar.name, 200)?.iter().any(|link| same(&link.title)) {
        return Err(Msg::new("cli-calendar-known").with("calendar", calendar.name).into());
    }
    let values = serde_json::to_value(&calendar).map_err(|e| Msg::new("cli-failed").with("reason", e.to_string()))?;
    let Value::Object(values) = values else { return Err(Msg::new("cli-failed").with("reason", "JSON").into()) };
    let id = new_id();
    let changes = vec![Change::Insert { kind: Kind::Calendar, id, values }];
    desk.ws.run(Command::Save(Act { id: new_id(), verb: "verb-create".to_owned(), changes }))?;
    if as_json {
        return one_json(&desk, Kind::Calendar, id);
    }
    Ok(job.text.say(&Msg::new("cli-created").with("code", calendar.name)) + "\n")
}

/// A calendar of the workspace as a file, or else the built-in one of this code.
pub fn export(job: &Job<'_>, what: &str) -> Result<String, Stop> {
    let record = match job.read().and_then(|ws| find(&ws, Kind::Calendar, what)) {
        Ok(record) => record,
        Err(stop) => {
            let text = builtin::BUILTIN.iter().find(|(code, _)| code.eq_ignore_ascii_case(what.trim()));
            return text.map(|(_, text)| (*text).to_owned()).ok_or(stop);
        }
    };
    let calendar = record.typed().map_err(|e| Msg::new("cli-failed").with("reason", e.to_string()))?;
    Ok(calendar_file::write(&calendar)?)
}
