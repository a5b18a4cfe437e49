//! The records of an agreement as one draft, for checking, showing and exporting alike.

use serde::de::DeserializeOwned;

use crate::domain::agreement::draft::{Around, Draft, Filed, Met, NeedRef, Support};
use crate::domain::agreement::sections;
use crate::domain::record::Record;
use crate::store::request::AgreementSheet;
use crate::text::{Arg, Msg};

/// The draft that these records make, its sections in print order and its targets by label.
///
/// # Errors
/// The first record whose values do not fit its declaration: leaving it out would hide a promise.
pub fn draft_of(sheet: &AgreementSheet) -> Result<Draft, Msg> {
    let mut clauses = sheet.clauses.iter().map(filed).collect::<Result<Vec<_>, _>>()?;
    clauses.sort_by_key(|clause: &Filed<crate::domain::agreement::version::Clause>| {
        sections::position(&clause.values.section)
    });
    let mut targets = sheet.targets.iter().map(filed).collect::<Result<Vec<_>, _>>()?;
    targets.sort_by_key(|target: &Filed<crate::domain::agreement::target::Target>| by_number(&target.values.label));
    let needs = sheet
        .needs
        .iter()
        .map(|need| Ok(NeedRef { id: need.id, code: need.code.clone(), need: values(need)? }))
        .collect::<Result<_, Msg>>()?;
    let supports = sheet
        .supports
        .iter()
        .map(|(agreement, targets)| {
            Ok(Support {
                code: agreement.code.clone(),
                kind: agreement.str("kind").to_owned(),
                title: agreement.title().to_owned(),
                targets: targets.iter().map(values).collect::<Result<_, _>>()?,
            })
        })
        .collect::<Result<_, Msg>>()?;
    // A need may also be met by another agreement, or by an older version of this one.
    let ours = |by| clauses.iter().any(|clause| clause.id == by) || targets.iter().any(|target| target.id == by);
    let traces = sheet.traces.iter().filter(|(_, by)| ours(*by)).map(|&(need, by)| Met { need, by }).collect();
    Ok(Draft {
        agreement: filed(&sheet.agreement)?,
        code: sheet.agreement.code.clone(),
        version: filed(&sheet.version)?,
        clauses,
        targets,
        needs,
        traces,
        supports,
        around: around(sheet),
    })
}

fn around(sheet: &AgreementSheet) -> Around {
    let version = &sheet.version;
    let name = |field: &str| version.id_of(field).and_then(|id| sheet.labels.get(&id)).cloned();
    // The day is counted where the agreement is, as its term is.
    let zone = version.str("tz").parse().unwrap_or(chrono_tz::Tz::UTC);
    let made = chrono::DateTime::from_timestamp_millis(version.created_ms);
    Around {
        author: name("author"),
        calendar: name("service_calendar").or_else(|| name("support_calendar")),
        made_on: made.map(|at| at.with_timezone(&zone).date_naive().to_string()),
    }
}

fn filed<T: DeserializeOwned>(record: &Record) -> Result<Filed<T>, Msg> {
    Ok(Filed { id: record.id, values: values(record)? })
}

fn values<T: DeserializeOwned>(record: &Record) -> Result<T, Msg> {
    record.typed().map_err(|fault| {
        let name = if record.code.is_empty() { record.title() } else { &record.code };
        Msg::new("agreement-record-unreadable")
            .with("kind", Arg::Key(record.kind.key()))
            .with("name", name)
            .with("reason", fault.to_string())
    })
}

/// `T2` comes before `T10`.
fn by_number(label: &str) -> (String, u64, String) {
    let letters = label.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = label[letters.len()..].parse().unwrap_or(0);
    (letters.to_owned(), number, label.to_owned())
}
