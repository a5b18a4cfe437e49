//! Working calendars from files into the workspace and out of it again.

use std::io::Read as _;
use std::path::Path;

use serde_json::Value;

use super::desk::{Job, find};
use super::records::one_json;
use super::sla::may_be_read;
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
const LONGEST: u64 = 1 << 20;

/// The calendar of a file, or else the built-in one of this code.
///
/// # Errors
/// A sentence with the place of the first fault, or what the system said about the file.
pub fn given(job: &Job<'_>, what: &str) -> Result<Calendar, Stop> {
    let fault = |Fault { line, column, msg }: Fault| -> Stop {
        let place = Msg::new("cli-calendar-fault").with("file", what).with("line", line).with("column", column);
        place.with("fault", job.text.say(&msg)).into()
    };
    may_be_read(Path::new(what))?;
    match text_of(what) {
        Ok(text) => calendar_file::read(&text).map_err(fault),
        Err(error) => match builtin::named(what) {
            Some(calendar) => calendar.map_err(fault),
            None => Err(Msg::new("cli-calendar-unreadable")
                .with("file", what)
                .with("reason", error.to_string())
                .with("codes", builtin::BUILTIN.iter().map(|(code, _)| *code).collect::<Vec<_>>().join(", "))
                .into()),
        },
    }
}

#[expect(clippy::disallowed_methods, reason = "read before the workspace is opened, so no lock of it can be dropped")]
pub fn text_of(file: &str) -> std::io::Result<String> {
    let mut text = String::new();
    let read = std::fs::File::open(file)?.take(LONGEST).read_to_string(&mut text)?;
    if read as u64 == LONGEST { Err(std::io::ErrorKind::FileTooLarge.into()) } else { Ok(text) }
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
