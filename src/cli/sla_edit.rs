//! Fields of an agreement and of its newest version, changed in one act.

use super::desk::Job;
use super::records::{name, named, sort, update};
use super::sla_versions::sheet_to_change;
use super::stop::Stop;
use super::{edit as edit_any, show};
use crate::domain::act::{Act, Change};
use crate::domain::kinds::Kind;
use crate::domain::record::{Record, Values};
use crate::store::How;
use crate::store::request::Command;
use crate::store::workspace::new_id;
use crate::text::Msg;

pub fn edit(job: &Job<'_>, words: &[String], as_json: bool) -> Result<(String, i32), Stop> {
    let (names, values) = named("sla", words, false)?;
    let [what] = names else {
        // The same in several agreements: their versions differ, so only what is said of the agreements is meant.
        return edit_any(job, Kind::Agreement, words, None, as_json);
    };
    let written = sort(job, Kind::Agreement, values, true)?;
    let desk = job.write(How::Existing)?;
    let sheet = sheet_to_change(&desk, what)?;
    let (agreement, version) = (&sheet.agreement, &sheet.version);
    let mut changes = changed(agreement, desk.read_values(Kind::Agreement, &written.own, &agreement.values)?);
    // Amounts without a currency are in that of the agreement.
    let mut known = version.values.clone();
    known.extend(agreement.values.get("ccy").map(|ccy| ("ccy".to_owned(), ccy.clone())));
    changes.extend(changed(version, desk.read_values(Kind::AgreementVersion, &written.companion, &known)?));
    let done = desk.ws.run(Command::Save(Act { id: new_id(), verb: "verb-edit".to_owned(), changes }))?;
    if as_json {
        // It may go by another name now.
        return show::show(job, Kind::Agreement, &name(agreement), true).map(|said| (said, 0));
    }
    let msg = if done.changes == 0 { "cli-unchanged" } else { "cli-changed" };
    Ok((job.text.say(&Msg::new(msg).with("code", name(agreement)).with("n", done.changes)) + "\n", 0))
}

fn changed(record: &Record, values: Values) -> Vec<Change> {
    values.into_iter().map(|(field, new)| update(record, &field, record.get(&field).clone(), new)).collect()
}
