//! Checks of the document itself: sections, term, versions, signatures, and whether its services can be had (02-sla-lint 2.1).

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

use super::{Case, Found, Path, Rule, Severity, at_agreement, at_cell, at_target, at_version, date, day, title};
use crate::domain::agreement::draft::{Filed, text};
use crate::domain::agreement::known::{self, Known};
use crate::domain::agreement::placeholders::{is_bare, placeholders};
use crate::domain::agreement::private::is_private;
use crate::domain::agreement::service::is_in_catalogue;
use crate::domain::agreement::tables::SIDES;
use crate::domain::agreement::version::Clause;
use crate::domain::agreement::{content, numbers, sections};
use crate::domain::kinds::Kind;
use crate::domain::record::Type;
use crate::domain::time::months::add_months;
use crate::text::{Arg, Msg};

/// So many names are read at a glance.
const FEW: usize = 3;

pub(super) const RULES: &[Rule] = &[
    Rule { id: "R01", check: missing },
    Rule { id: "R02", check: unfinished },
    Rule { id: "R03", check: no_term },
    Rule { id: "R04", check: term_in_the_past },
    Rule { id: "R05", check: odd_term },
    Rule { id: "R06", check: no_authority },
    Rule { id: "R07", check: one_person_twice },
    Rule { id: "R08", check: not_as_signed },
    Rule { id: "R09", check: no_review_day },
    Rule { id: "R10", check: renews_unnoticed },
    Rule { id: "R11", check: not_in_portfolio },
];

/// R01: a section the agreement owes is absent, blank or made of placeholders, in any of its languages.
fn missing(case: &Case<'_>, found: &mut Found) {
    let draft = case.draft;
    let languages = draft.languages();
    for (number, section) in draft.outline().filter(|(_, section)| draft.owes(section)) {
        let bare: Vec<&str> = languages
            .iter()
            .copied()
            .filter(|language| draft.clause(&section.key, language).is_none_or(|clause| is_bare(text(clause))))
            .collect();
        if bare.is_empty() && !languages.is_empty() {
            continue;
        }
        let record = bare.iter().find_map(|language| draft.clause(&section.key, language)).map(|clause| clause.id);
        let path = Path { section: section.key.clone(), kind: Kind::Clause, record, field: "text", cell: None };
        let languages = if bare.is_empty() { "—".to_owned() } else { bare.join(", ") };
        let message = match &section.iso {
            Some(iso) => Msg::new("rule-R01-standard").with("iso", iso.as_str()),
            None => Msg::new("rule-R01"),
        };
        let message = message
            .with("number", number.to_string())
            .with("section", title(&section.key))
            .with("languages", languages);
        found.error(path, message);
    }
}

/// R02: a placeholder stands in a text. A variable whose value the records know is none: the document is printed with it.
fn unfinished(case: &Case<'_>, found: &mut Found) {
    let known = Known::of_draft(case.draft);
    for clause in &case.draft.clauses {
        let text = text(clause);
        let fills = |spot: &str| sections::variables(spot).iter().any(|v| spot.len() == v.end && known.has(v.name));
        let spots = placeholders(text).into_iter().map(|(start, end)| &text[start..end]);
        let left: Vec<Arg> = spots.filter(|spot| !fills(spot)).map(called).collect();
        let mut names: Vec<Arg> = Vec::new();
        for name in &left {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
        if !left.is_empty() {
            let message = |key: &str, names: &[Arg]| {
                Msg::new(key)
                    .with("section", title(&clause.values.section))
                    .with("language", clause.values.language.as_str())
                    .with("text", names.to_vec())
            };
            let more = names.len().saturating_sub(FEW);
            let brief = (more > 0).then(|| message("rule-R02-brief", &names[..FEW]).with("more", more));
            let whole = message("rule-R02", &names).with("count", left.len());
            found.error_with_brief(at_clause(clause, "text"), whole, brief);
        }
    }
    for (label, field, held, path) in printed(case) {
        // Who the sides are is asked for where the text names them.
        let asked = |spot: &str| ["{{provider_name}}", "{{customer_name}}"].contains(&spot);
        let mut spots = placeholders(&held).into_iter().map(|(start, end)| &held[start..end]);
        if let Some(spot) = spots.find(|spot| !asked(spot)) {
            let message = Msg::new("rule-R02-target").with("label", label).with("field", super::field_named(field));
            found.error(path, message.with("text", called(spot)));
        }
    }
}

/// The words that are printed beside the clauses: of the head, the targets and the tables. Whose they are, the name of
/// the field or column, what stands there, and where it is mended.
fn printed(case: &Case<'_>) -> Vec<(Arg, &'static str, String, Path)> {
    let mut all = Vec::new();
    let head = &case.draft.agreement.values;
    for (field, held) in [("title", &head.title), ("provider", &head.provider), ("receiver", &head.receiver)] {
        let path = at_agreement(case, "parties", field);
        all.push((Arg::from(case.draft.code.as_str()), field, held.to_owned(), path));
    }
    for target in &case.draft.targets {
        let values = &target.values;
        for (field, held) in [
            ("service", &values.service),
            ("component", &values.component),
            ("unavailable_criterion", &values.unavailable_criterion),
            ("measure_point", &values.measure_point),
            ("data_source", &values.data_source),
            ("tool", &values.tool),
        ] {
            let held = held.clone().unwrap_or_default();
            all.push((Arg::from(values.label.as_str()), field, held, at_target(target, field)));
        }
    }
    let version = serde_json::to_value(case.version).unwrap_or_default();
    for (section, table) in sections::TABLES {
        let Some(Type::Rows(spec)) = Kind::AgreementVersion.spec().field(table).map(|field| field.ty) else { continue };
        let words = || spec.columns.iter().filter(|column| column.is_words() && !is_private(table, column.name));
        for (at, row) in version[table].as_array().into_iter().flatten().enumerate() {
            for column in words() {
                let held = row[column.name].as_str().unwrap_or_default().to_owned();
                let path = at_cell(case, section, table, at, column.name);
                all.push((super::field_named(table), column.name, held, path));
            }
        }
    }
    all
}

pub(super) fn at_clause(clause: &Filed<Clause>, field: &'static str) -> Path {
    Path { section: clause.values.section.clone(), kind: Kind::Clause, record: Some(clause.id), field, cell: None }
}

/// What is left to write at a placeholder: what its variable stands for, else the mark itself.
pub(super) fn called(spot: &str) -> Arg {
    match sections::variables(spot).first() {
        Some(variable) if variable.start == 0 && variable.end == spot.len() => known::named(variable.name),
        _ => Arg::Text(spot.chars().take(40).collect()),
    }
}

/// R03: without a first and a last day in order nothing can be counted.
fn no_term(case: &Case<'_>, found: &mut Found) {
    let version = case.version;
    for (field, held) in [("effective_from", &version.effective_from), ("effective_to", &version.effective_to)] {
        if date(held).is_none() {
            let message = Msg::new("rule-R03").with("field", super::field_named(field));
            found.error(at_version(case, "term", field), message);
        }
    }
    if let (Some(from), Some(to)) = (date(&version.effective_from), date(&version.effective_to))
        && from > to
    {
        let message = Msg::new("rule-R03-order").with("from", day(from)).with("to", day(to));
        found.error(at_version(case, "term", "effective_to"), message);
    }
}

/// R04: what is not signed yet cannot have been in force.
fn term_in_the_past(case: &Case<'_>, found: &mut Found) {
    let Some((from, to)) = case.term.filter(|_| !case.has_reached("SIGNED")) else { return };
    if to < case.as_of {
        found.error(at_version(case, "term", "effective_to"), Msg::new("rule-R04-over").with("to", day(to)));
    } else if from < case.as_of {
        found.warning(at_version(case, "term", "effective_from"), Msg::new("rule-R04-begun").with("from", day(from)));
    }
}

const SHORTEST_MONTHS: i32 = 3;
const LONGEST_MONTHS: i32 = 60;

/// R05: hardly begun, or longer than anybody can see.
fn odd_term(case: &Case<'_>, found: &mut Found) {
    let Some((from, to)) = case.term else { return };
    let Some(next) = to.succ_opt() else { return };
    let key = if add_months(from, SHORTEST_MONTHS).is_some_and(|least| next < least) {
        "rule-R05-short"
    } else if add_months(from, LONGEST_MONTHS).is_some_and(|most| next > most) {
        "rule-R05-long"
    } else {
        return;
    };
    let message = Msg::new(key).with("from", day(from)).with("to", day(to));
    let message = message.with("least", i64::from(SHORTEST_MONTHS)).with("most", i64::from(LONGEST_MONTHS));
    found.warning(at_version(case, "term", "effective_to"), message);
}

/// R06: from the agreement of both sides on, each has somebody whose right to sign was looked at.
fn no_authority(case: &Case<'_>, found: &mut Found) {
    if !case.has_reached("AGREED") {
        return;
    }
    for side in SIDES {
        let signs = |s: &&crate::domain::agreement::tables::Signatory| s.side == *side && s.authority_ok == Some(true);
        if !case.version.signatories.iter().any(|signatory| signs(&signatory)) {
            let message = Msg::new("rule-R06").with("side", side_named(side));
            found.error(at_version(case, "signatures", "signatories"), message);
        }
    }
}

pub(super) fn side_named(side: &str) -> Arg {
    Arg::Key(if side == "customer" { "choice-side-customer" } else { "choice-provider" }.to_owned())
}

/// R07: four eyes are needed, and two sides.
fn one_person_twice(case: &Case<'_>, found: &mut Found) {
    let version = case.version;
    if version.reviewer.is_some() && version.reviewer == version.author {
        let who = case.draft.around.author.clone().unwrap_or_else(|| "—".to_owned());
        found.warning(at_version(case, "history", "reviewer"), Msg::new("rule-R07-reviewer").with("name", who));
    }
    let rows = || version.signatories.iter().enumerate();
    for (at, theirs) in rows().filter(|(_, s)| s.side == "customer") {
        let same = rows().filter(|(_, s)| s.side == "provider").any(|(_, ours)| {
            let both =
                |a: &Option<crate::domain::record::Id>, b: &Option<crate::domain::record::Id>| a.is_some() && a == b;
            let name = |s: &crate::domain::agreement::tables::Signatory| {
                s.name.as_deref().map(|name| name.trim().to_lowercase()).filter(|name| !name.is_empty())
            };
            both(&ours.contact, &theirs.contact)
                || both(&ours.user, &theirs.user)
                || (name(ours).is_some() && name(ours) == name(theirs))
        });
        if same {
            let who = theirs.name.clone().unwrap_or_else(|| "—".to_owned());
            let message = Msg::new("rule-R07-signatory").with("name", who);
            found.warning(at_cell(case, "signatures", "signatories", at, "name"), message);
        }
    }
}

/// R08: what was signed has not changed, and versions follow each other.
fn not_as_signed(case: &Case<'_>, found: &mut Found) {
    let version = case.version;
    if case.has_reached("SIGNED") && version.state != "CANCELLED" {
        let (is, was) = (content::hash(case.draft), version.content_hash.clone().unwrap_or_default());
        if is != was {
            let brief = |hash: &str| if hash.is_empty() { "—".to_owned() } else { hash.chars().take(12).collect() };
            let message = Msg::new("rule-R08-changed").with("was", brief(&was)).with("is", brief(&is));
            found.error(at_version(case, "history", "content_hash"), message);
        }
    }
    let settled = |state: &str| matches!(state, "SIGNED" | "IN_FORCE" | "EXPIRED" | "TERMINATED" | "SUPERSEDED");
    let others = || case.draft.versions.iter().filter(|other| settled(&other.state));
    if let Some(last) = others().max_by_key(|other| numbers::parts(&other.number))
        && !settled(&version.state)
        && numbers::parts(&version.number) <= numbers::parts(&last.number)
    {
        let message = Msg::new("rule-R08-number").with("number", version.number.as_str());
        found.error(at_version(case, "history", "number"), message.with("last", last.number.as_str()));
    }
    let Some((from, to)) = case.term.filter(|_| version.state == "IN_FORCE") else { return };
    for other in others().filter(|other| other.state == "IN_FORCE") {
        let overlaps = date(&other.effective_from).is_none_or(|begins| begins <= to)
            && date(&other.effective_to).is_none_or(|ends| ends >= from);
        if overlaps {
            let message = Msg::new("rule-R08-overlap").with("number", version.number.as_str());
            found.error(at_version(case, "term", "effective_from"), message.with("other", other.number.as_str()));
        }
    }
}

/// R09: the day on which both sides look at it again.
fn no_review_day(case: &Case<'_>, found: &mut Found) {
    let path = at_version(case, "review", "next_review_on");
    let Some(review) = date(&case.version.next_review_on) else {
        found.warning(path, Msg::new("rule-R09"));
        return;
    };
    let Some((from, to)) = case.term else { return };
    let latest = add_months(from, 12).map_or(to, |year| year.min(to));
    if review > latest {
        found.warning(path, Msg::new("rule-R09-late").with("date", day(review)).with("latest", day(latest)));
    }
}

const LEAST_NOTICE: i64 = 30;

/// R10: an agreement that goes on by itself unless somebody speaks in time.
fn renews_unnoticed(case: &Case<'_>, found: &mut Found) {
    let version = case.version;
    if version.renewal.as_deref() != Some("auto") {
        return;
    }
    let notice = version.notice_days.unwrap_or(0);
    if notice < LEAST_NOTICE {
        let message = Msg::new("rule-R10-notice").with("days", notice).with("least", LEAST_NOTICE);
        found.warning(at_version(case, "term", "notice_days"), message);
    }
    let last = case.term.and_then(|(_, to)| to.checked_sub_days(Days::new(u64::try_from(notice).ok()?)));
    if let Some(last) = last.filter(|last| *last < case.as_of) {
        found.warning(at_version(case, "term", "notice_days"), Msg::new("rule-R10-past").with("date", day(last)));
    }
}

/// R11: a service that the portfolio does not have, or not on every day of the term.
fn not_in_portfolio(case: &Case<'_>, found: &mut Found) {
    let draft = case.draft;
    let mut told = BTreeSet::new();
    for target in &draft.targets {
        let Some(name) = target.values.service.as_deref().map(str::trim).filter(|name| !name.is_empty()) else {
            continue;
        };
        // What stands beneath an SLA may speak of its parts.
        let known = draft.service(name).is_some() || draft.stands_beneath();
        if !known && told.insert(name.to_lowercase()) {
            found.error(at_target(target, "service"), Msg::new("rule-R11-unknown").with("service", name));
        }
    }
    for entry in &draft.services {
        let service = &entry.service;
        let path = |field| Path {
            section: "service_description".to_owned(),
            kind: Kind::Service,
            record: Some(entry.id),
            field,
            cell: None,
        };
        let message = |key: &str| Msg::new(key).with("service", service.name.as_str());
        let ends = case.term.map(|(_, to)| to);
        let retires = date(&service.retired_on);
        if service.status == "retired" && retires.is_none() {
            found.error(path("status"), message("rule-R11-retired"));
        } else if let Some(on) = retires.filter(|on| ends.is_none_or(|to| *on <= to)) {
            found.error(path("retired_on"), message("rule-R11-retires").with("date", day(on)));
        } else if !is_in_catalogue(&service.status) && service.status != "retired" {
            let planned: Option<NaiveDate> = date(&service.release_on);
            let in_time = planned.zip(case.term).is_some_and(|(planned, (from, _))| planned <= from);
            let severity = if in_time { Severity::Warning } else { Severity::Error };
            let when = planned.map_or_else(|| Arg::Text("—".to_owned()), |on| day(on).into());
            let status = Arg::Key(format!("choice-{}", service.status));
            found.add(severity, path("status"), message("rule-R11-pipeline").with("status", status).with("date", when));
        }
    }
}
