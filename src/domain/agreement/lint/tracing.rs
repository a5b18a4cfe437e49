//! Checks of the thread from needs to promises, in both directions (02-sla-lint 2.5).

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::structure::at_clause;
use super::{Case, Found, Path, Rule, at_target, title};
use crate::domain::agreement::draft::text;
use crate::domain::kinds::Kind;
use crate::domain::research::need::Need;
use crate::text::Msg;

pub(super) const RULES: &[Rule] =
    &[Rule { id: "R65", check: must_need_unmet }, Rule { id: "R67", check: nobody_asked }];

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
        let path = |field| Path { section: "targets".to_owned(), kind: Kind::Need, record: Some(needed.id), field };
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
