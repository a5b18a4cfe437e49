//! The records of an agreement as one draft, for checking, showing and exporting alike.

use serde::de::DeserializeOwned;

use crate::domain::agreement::draft::{Around, Draft, Filed, Met, NeedRef, OtherVersion, ServiceRef, Support};
use crate::domain::agreement::sections;
use crate::domain::agreement::version::AgreementVersion;
use crate::domain::record::{Record, Type};
use crate::store::request::{AgreementSheet, Beneath};
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
        .map(|need| {
            let private = sheet.private.contains(&need.id);
            Ok(NeedRef { id: need.id, code: need.code.clone(), need: values(need)?, private })
        })
        .collect::<Result<_, Msg>>()?;
    let supports = sheet.supports.iter().map(support).collect::<Result<_, Msg>>()?;
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
        services: sheet
            .services
            .iter()
            .map(|service| Ok(ServiceRef { id: service.id, code: service.code.clone(), service: values(service)? }))
            .collect::<Result<_, Msg>>()?,
        calendars: sheet.calendars.iter().map(filed).collect::<Result<_, _>>()?,
        commitments: sheet.commitments.iter().map(filed).collect::<Result<_, _>>()?,
        people: sheet.people.clone(),
        deal: sheet.deal.clone(),
        // Solutions are not kept here yet, so none of their parts can be forgotten.
        items: Vec::new(),
        versions: sheet.versions.iter().filter(|other| other.id != sheet.version.id).map(other).collect(),
        above: sheet.above.clone(),
        around: around(sheet),
        origin: sheet.origin.clone(),
    })
}

fn support(beneath: &Beneath) -> Result<Support, Msg> {
    let Beneath { agreement, version, targets } = beneath;
    let own = |field: &str| Some(agreement.str(field)).filter(|text| !text.is_empty()).map(str::to_owned);
    let current = |field: &str| {
        let text = version.as_ref().map(|version| version.str(field)).filter(|text| !text.is_empty());
        text.map(str::to_owned)
    };
    let terms: Option<AgreementVersion> = version.as_ref().map(values).transpose()?;
    Ok(Support {
        code: agreement.code.clone(),
        kind: agreement.str("kind").to_owned(),
        title: agreement.title().to_owned(),
        id: Some(agreement.id),
        state: current("state"),
        provider: own("provider"),
        receiver: own("receiver"),
        ccy: own("ccy"),
        effective_from: current("effective_from"),
        effective_to: current("effective_to"),
        renewal: current("renewal"),
        support_calendar: version.as_ref().and_then(|version| version.id_of("support_calendar")),
        exclusions: terms
            .iter()
            .flat_map(|terms| terms.exclusions.iter().map(|exclusion| exclusion.kind.clone()))
            .collect(),
        penalty_cap: terms.and_then(|terms| terms.penalty_cap),
        targets: targets.iter().map(values).collect::<Result<_, _>>()?,
    })
}

fn other(version: &Record) -> OtherVersion {
    let day = |field: &str| Some(version.str(field)).filter(|day| !day.is_empty()).map(str::to_owned);
    OtherVersion {
        number: version.str("number").to_owned(),
        state: version.str("state").to_owned(),
        effective_from: day("effective_from"),
        effective_to: day("effective_to"),
    }
}

fn around(sheet: &AgreementSheet) -> Around {
    let version = &sheet.version;
    let name = |field: &str| version.id_of(field).and_then(|id| sheet.labels.get(&id)).cloned();
    let tables = version.kind.spec().fields.iter().filter_map(|field| match field.ty {
        Type::Rows(table) => Some(table.links(version.get(field.name))),
        _ => None,
    });
    let linked = tables.flatten().filter_map(|(_, id)| Some((id, sheet.labels.get(&id)?.clone())));
    let named = linked.filter(|(_, name)| !name.is_empty()).collect();
    // The day is counted where the agreement is, as its term is.
    let zone = version.str("tz").parse().unwrap_or(chrono_tz::Tz::UTC);
    let made = chrono::DateTime::from_timestamp_millis(version.created_ms);
    Around {
        author: name("author"),
        calendar: name("service_calendar").or_else(|| name("support_calendar")),
        made_on: made.map(|at| at.with_timezone(&zone).date_naive().to_string()),
        names: named,
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
