//! Checks of the thread from needs to promises, in both directions (02-sla-lint 2.5).

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::structure::at_clause;
use super::{Case, Found, Path, Rule, at_target, filled, measure, named, title, value};
use crate::domain::agreement::draft::{Filed, text};
use crate::domain::agreement::metric::{self, Better};
use crate::domain::agreement::target::Target;
use crate::domain::exact::in_each;
use crate::domain::kinds::Kind;
use crate::domain::record::Id;
use crate::domain::research::need::Need;
use crate::text::Msg;

pub(super) const RULES: &[Rule] = &[
    Rule { id: "R65", check: must_need_unmet },
    Rule { id: "R66", check: wish_unmet },
    Rule { id: "R67", check: nobody_asked },
    Rule { id: "R68", check: less_than_asked },
    Rule { id: "R69", check: open_promise },
    Rule { id: "R70", check: item_lost },
    Rule { id: "R71", check: unconfirmed },
    Rule { id: "R72", check: no_executive_need },
    Rule { id: "R86", check: beside_the_standard },
];

/// R65: the customer must have it, and no clause or target gives it. The customer gets it from the agreement above, not
/// from those beneath.
fn must_need_unmet(case: &Case<'_>, found: &mut Found) {
    if case.draft.stands_beneath() {
        return;
    }
    for needed in &case.draft.needs {
        let need = &needed.need;
        // A rejected need, with its reason, is no need any more.
        let rejected = need.state == "REJECTED" && need.state_reason.as_deref().is_some_and(|r| !r.trim().is_empty());
        if need.priority.as_deref() != Some("must") || rejected || case.draft.met_by(needed.id).next().is_some() {
            continue;
        }
        let path = |field| at_need(needed.id, field);
        let message = |key: &str| Msg::new(key).with("code", needed.code.as_str()).with("title", need.title.as_str());
        match deferral(need, case.as_of) {
            Deferral::Agreed => {}
            Deferral::None => found.error(path("state"), message("rule-R65")),
            Deferral::Unconfirmed => found.error(path("confirmed_by"), message("rule-R65-unconfirmed")),
            Deferral::Over(until) => {
                found.error(path("deferred_to"), message("rule-R65-over").with("date", until.to_string()));
            }
        }
    }
}

enum Deferral {
    None,
    /// Put off by us alone.
    Unconfirmed,
    /// The day to which it was put off has passed.
    Over(NaiveDate),
    Agreed,
}

/// Whether a need has been put off in due form: to a day, with the customer's word.
fn deferral(need: &Need, as_of: NaiveDate) -> Deferral {
    if need.state != "DEFERRED" {
        return Deferral::None;
    }
    if need.confirmed_by.is_none() {
        return Deferral::Unconfirmed;
    }
    match need.deferred_to.as_deref().and_then(|date| date.parse::<NaiveDate>().ok()) {
        Some(until) if until < as_of => Deferral::Over(until),
        _ => Deferral::Agreed,
    }
}

/// R67: a target or a clause that no need, no catalogue and no law asked for.
fn nobody_asked(case: &Case<'_>, found: &mut Found) {
    let draft = case.draft;
    for target in draft.targets.iter().filter(|t| t.values.origin.is_none() && !draft.is_asked_for(t.id)) {
        let message = Msg::new("rule-R67-target").with("label", target.values.label.as_str());
        found.warning(at_target(target, "origin"), message);
    }
    // The language versions of one clause have one origin, so a section is spoken of once.
    let asked = |section: &str| {
        draft
            .clauses
            .iter()
            .any(|c| c.values.section == section && (c.values.origin.is_some() || draft.is_asked_for(c.id)))
    };
    let mut told = BTreeSet::new();
    for clause in draft.clauses.iter().filter(|c| !text(c).trim().is_empty()) {
        let section = clause.values.section.as_str();
        if !asked(section) && told.insert(section) {
            found.warning(at_clause(clause, "origin"), Msg::new("rule-R67-clause").with("section", title(section)));
        }
    }
}

fn at_need(need: Id, field: &'static str) -> Path {
    Path { section: "targets".to_owned(), kind: Kind::Need, record: Some(need), field, cell: None }
}

/// Whether a need asks for nothing any more.
fn is_settled(need: &Need) -> bool {
    matches!(need.state.as_str(), "REJECTED" | "DEFERRED")
}

/// R66: what should or could be there is not.
fn wish_unmet(case: &Case<'_>, found: &mut Found) {
    if case.draft.stands_beneath() {
        return;
    }
    for needed in case.draft.needs.iter().filter(|needed| !is_settled(&needed.need)) {
        if case.draft.met_by(needed.id).next().is_some() {
            continue;
        }
        let message =
            |key: &str| Msg::new(key).with("code", needed.code.as_str()).with("title", needed.need.title.as_str());
        match needed.need.priority.as_deref() {
            Some("should") => found.warning(at_need(needed.id, "priority"), message("rule-R66-should")),
            Some("could") => found.info(at_need(needed.id, "priority"), message("rule-R66-could")),
            _ => {}
        }
    }
}

/// R68: the promise is weaker than what was asked for, and nobody agreed to that.
fn less_than_asked(case: &Case<'_>, found: &mut Found) {
    let draft = case.draft;
    for needed in &draft.needs {
        let need = &needed.need;
        let (Some(code), Some(asked)) = (need.metric.as_deref(), need.target_value) else { continue };
        for id in draft.met_by(needed.id) {
            let Some(target) = draft.targets.iter().find(|target| target.id == id) else { continue };
            let t = &target.values;
            let (Some(measure), Some(held)) = (measure(t).filter(|measure| measure.code == code), t.value) else {
                continue;
            };
            if measure.at_least_as_strict(held, asked) || filled(&t.deviation) {
                continue;
            }
            let unit = need.unit.as_deref().unwrap_or_default();
            let asked = in_each(|lang| metric::show_stored(code, asked, unit, lang).trim().to_owned());
            let message = Msg::new("rule-R68")
                .with("code", needed.code.as_str())
                .with("title", need.title.as_str())
                .with("asked", asked)
                .with("label", t.label.as_str())
                .with("value", value(t));
            found.error(at_target(target, "value"), message);
        }
    }
}

/// R69: a word that was given and stands nowhere.
fn open_promise(case: &Case<'_>, found: &mut Found) {
    for promise in case.draft.commitments.iter().filter(|promise| promise.values.disposition == "open") {
        let path = Path {
            section: "scope".to_owned(),
            kind: Kind::Commitment,
            record: Some(promise.id),
            field: "disposition",
            cell: None,
        };
        let on =
            super::date(&promise.values.on).map_or_else(|| "—".into(), |on| crate::text::Arg::from(super::day(on)));
        found.error_at_agreed(path, Msg::new("rule-R69").with("text", promise.values.text.as_str()).with("date", on));
    }
}

/// R70: the customer said yes to something of which the agreement says nothing.
fn item_lost(case: &Case<'_>, found: &mut Found) {
    for item in case.draft.items.iter().filter(|item| item.accepted && !item.mapped) {
        let message = Msg::new("rule-R70").with("code", item.code.as_str()).with("title", item.title.as_str());
        found.warning(super::at_section(case, "scope"), message);
    }
}

/// R71: we promise what the customer has not confirmed.
fn unconfirmed(case: &Case<'_>, found: &mut Found) {
    for needed in &case.draft.needs {
        let open = matches!(needed.need.state.as_str(), "DRAFT" | "ANALYSED");
        if open && case.draft.met_by(needed.id).next().is_some() {
            let message = Msg::new("rule-R71")
                .with("code", needed.code.as_str())
                .with("title", needed.need.title.as_str())
                .with("state", named(&needed.need.state));
            found.warning(at_need(needed.id, "state"), message);
        }
    }
}

/// R72: a service for which only the people at the desk spoke. Said once for each service.
fn no_executive_need(case: &Case<'_>, found: &mut Found) {
    let draft = case.draft;
    if draft.stands_beneath() {
        return;
    }
    let macro_need = |id: Id| draft.needs.iter().any(|needed| needed.id == id && needed.need.scope == "macro");
    let asked = |target: &Filed<Target>| draft.traces.iter().any(|met| met.by == target.id && macro_need(met.need));
    let mut told = BTreeSet::new();
    for target in &draft.targets {
        let Some(service) = target.values.service.as_deref() else { continue };
        let of_service = |other: &&Filed<Target>| other.values.service.as_deref() == Some(service);
        if told.insert(service) && !draft.targets.iter().filter(of_service).any(asked) {
            found.warning(at_target(target, "service"), Msg::new("rule-R72").with("service", service));
        }
    }
}

/// R86: what the catalogue promises anyway needs no reason; what is stricter needs those who deliver it.
fn beside_the_standard(case: &Case<'_>, found: &mut Found) {
    for target in &case.draft.targets {
        let t = &target.values;
        let Some(entry) = t.service.as_deref().and_then(|name| case.draft.service(name)) else { continue };
        let (Some(measure), Some(held)) = (measure(t), t.value) else { continue };
        let fits = |standard: &&crate::domain::agreement::tables::StandardTarget| {
            standard.metric == measure.code
                && standard.priority == t.priority
                && (standard.ticket_type.is_none() || standard.ticket_type == t.ticket_type)
        };
        let Some(standard) = entry.service.standard_targets.iter().find(fits) else { continue };
        let Some(usual) = standard.value else { continue };
        let unit = standard.unit.as_deref().unwrap_or_default();
        let shown = in_each(|lang| metric::show_stored(measure.code, usual, unit, lang).trim().to_owned());
        let message = |key: &str| {
            Msg::new(key).with("label", t.label.as_str()).with("value", value(t)).with("standard", shown.clone())
        };
        let stricter = match measure.better {
            Better::High => held > usual,
            Better::Low => held < usual,
        };
        if held == usual {
            found.info(at_target(target, "value"), message("rule-R86-equal"));
        } else if stricter {
            found.warning(at_target(target, "value"), message("rule-R86-stricter"));
        }
    }
}
