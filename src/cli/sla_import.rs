//! A whole agreement from a file into the workspace: checked, all or nothing, one act that can be undone.

use serde_json::json;

use super::desk::Job;
use super::incoming::Incoming;
use super::records::one_json;
use super::sla::from_file;
use super::sla_origin::Along;
use super::stop::Stop;
use crate::domain::act::{Act, Change};
use crate::domain::agreement::draft::{Draft, Support};
use crate::domain::agreement::states;
use crate::domain::agreement::version::STATES;
use crate::domain::kinds::Kind;
use crate::domain::record::Id;
use crate::store::How;
use crate::store::request::Command;
use crate::store::workspace::new_id;
use crate::text::{Arg, Msg};

pub fn import(job: &Job<'_>, file: &str, as_json: bool) -> Result<String, Stop> {
    let mut draft = from_file(file)?;
    let desk = job.write(How::OpenOrCreate)?;
    let held = desk.ws.record(Kind::AgreementVersion, draft.version.id)?.is_some();
    // What came in beneath another agreement has no text yet, and takes it whatever its state.
    let whole = held && !desk.ws.belonging(Kind::Clause, "version", draft.version.id)?.is_empty();
    if !whole {
        come_in(job, &mut draft);
    }
    let mut incoming = Incoming::new(&desk);
    let mut along = Along::default();
    along.origin(&mut incoming, &draft)?;
    document(&mut incoming, &draft)?;
    thread(&mut incoming, &draft)?;
    for support in &draft.supports {
        stand_beneath(&mut incoming, &mut along, &draft, support, !whole)?;
    }
    let (changes, loose) = incoming.finish(draft.agreement.id);
    let over = written_over(&changes);
    if !changes.is_empty() {
        let act = Act { id: new_id(), verb: "verb-import".to_owned(), changes };
        // A version that is settled already may come in whole, but is not changed here.
        desk.ws.run(if whole { Command::Save(act) } else { Command::Import(act) })?;
    }
    if let Some(told) = along.told() {
        job.note(&told);
    }
    if loose > 0 {
        job.note(&Msg::new("cli-sla-loose").with("count", loose));
    }
    if over > 0 {
        job.note(&Msg::new("cli-sla-over").with("count", over));
    }
    if as_json {
        return one_json(&desk, Kind::Agreement, draft.agreement.id);
    }
    // The file may call it by another code than it goes by here.
    let code = desk.ws.record(Kind::Agreement, draft.agreement.id)?.map_or(draft.code, |stored| stored.code);
    Ok(job.text.say(&Msg::new("cli-sla-imported").with("code", code)) + "\n")
}

/// A new version keeps its state where the gate to it is open here too, or where it is what was signed; else it comes in
/// as a draft.
fn come_in(job: &Job<'_>, draft: &mut Draft) {
    let Err(faults) = states::may_come_in(draft, job.today()) else { return };
    let version = &mut draft.version.values;
    let mut told: Vec<Arg> = Vec::new();
    for fault in faults.into_iter().map(Arg::from) {
        if !told.contains(&fault) {
            told.push(fault);
        }
    }
    let was = states::named(&version.state);
    job.note(&Msg::new("cli-sla-comes-as-draft").with("state", was).with("faults", told));
    STATES[0].clone_into(&mut version.state);
    (version.content_hash, version.ended_on, version.end_reason) = (None, None, None);
}

/// How many fields held something else here before: what somebody wrote since the export is not replaced untold.
fn written_over(changes: &[Change]) -> usize {
    changes.iter().filter(|change| matches!(change, Change::Update { base, .. } if !base.is_null())).count()
}

/// The agreement with its version, clauses and targets. What the version holds here and the file does not is taken out.
fn document(incoming: &mut Incoming<'_>, draft: &Draft) -> Result<(), Stop> {
    incoming.is(draft.version.id, draft.version.id);
    incoming.bring(Kind::Agreement, draft.agreement.id, &draft.code, &draft.agreement.values)?;
    incoming.bring(Kind::AgreementVersion, draft.version.id, "", &draft.version.values)?;
    for clause in &draft.clauses {
        incoming.bring(Kind::Clause, clause.id, "", &clause.values)?;
    }
    for target in &draft.targets {
        incoming.bring(Kind::Target, target.id, "", &target.values)?;
    }
    let kept = |id: Id| draft.clauses.iter().any(|c| c.id == id) || draft.targets.iter().any(|t| t.id == id);
    for kind in [Kind::Clause, Kind::Target] {
        for record in incoming.desk.ws.belonging(kind, "version", draft.version.id)? {
            if !kept(record.id) {
                incoming.push(Change::archive(&record, true));
            }
        }
    }
    Ok(())
}

/// The links from needs to what meets them.
fn thread(incoming: &mut Incoming<'_>, draft: &Draft) -> Result<(), Stop> {
    for met in &draft.traces {
        let by = if draft.targets.iter().any(|t| t.id == met.by) { Kind::Target } else { Kind::Clause };
        match incoming.here(met.need) {
            Some(need) if incoming.desk.ws.linked(need, met.by)? => {}
            Some(need) => incoming.push(Change::link(new_id(), (Kind::Need, need), (by, met.by))),
            None => incoming.loose += 1,
        }
    }
    Ok(())
}

/// What stood beneath the agreement there stands beneath it here too, beside those that it carries here.
fn stand_beneath(
    incoming: &mut Incoming<'_>,
    along: &mut Along,
    draft: &Draft,
    support: &Support,
    settled: bool,
) -> Result<(), Stop> {
    let id = support.id.unwrap_or_default();
    let found = incoming.same(Kind::Agreement, id, &support.code, &support.title)?;
    let Some(held) = found.map(|id| incoming.desk.ws.record(Kind::Agreement, id)).transpose()?.flatten() else {
        return along.beneath(incoming, draft, support, settled);
    };
    let mut above: Vec<Id> = Id::all(held.get("supports")).collect();
    if !above.contains(&draft.agreement.id) {
        above.push(draft.agreement.id);
        incoming.push(Change::Update {
            kind: Kind::Agreement,
            id: held.id,
            field: "supports".to_owned(),
            base: held.get("supports").clone(),
            new: json!(above),
        });
    }
    Ok(())
}
