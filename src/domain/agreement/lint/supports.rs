//! Checks against each agreement beneath: times, hours, term, state, penalties and parties (02-sla-lint 2.3).

use super::commercial::yearly_exposure;
use super::{Case, Found, Rule, at_support, at_target, day, length, money, named, period_named, rank, value};
use crate::domain::agreement::chain::{self, Sum, Uncovered, carries};
use crate::domain::agreement::draft::Filed;
use crate::domain::agreement::target::Target;
use crate::domain::exact::ratio;
use crate::domain::money::Money;
use crate::domain::time::spans;
use crate::text::{Arg, Msg};

pub(super) const RULES: &[Rule] = &[
    Rule { id: "R47", check: sum_is_longer },
    Rule { id: "R48", check: one_is_longer },
    Rule { id: "R49", check: hours_are_narrower },
    Rule { id: "R50", check: term_is_shorter },
    Rule { id: "R51", check: penalty_is_smaller },
    Rule { id: "R52", check: not_settled },
    Rule { id: "R53", check: measured_otherwise },
    Rule { id: "R54", check: belongs_elsewhere },
];

/// R47: hand-overs on one ticket add up to more than was promised.
fn sum_is_longer(case: &Case<'_>, found: &mut Found) {
    for target in case.draft.targets.iter().filter(|target| chain::is_time(&target.values)) {
        let t = &target.values;
        let Some(sum) = Sum::of(case.draft, &case.clock, t) else { continue };
        let steps = chain::on_the_way(case.draft, t);
        let list = steps.iter().map(|(support, beneath)| {
            Arg::Said(Box::new(Msg::new("rule-step").with("code", support.code.as_str()).with("value", value(beneath))))
        });
        let message = |key: &str, sum: i64| {
            Msg::new(key)
                .with("label", t.label.as_str())
                .with("promised", value(t))
                .with("sum", length(sum))
                .with("steps", list.clone().collect::<Vec<_>>())
        };
        match sum {
            Sum::Plain { sum: all, .. } if sum.is_too_long() => {
                found.error(at_target(target, "value"), message("rule-R47", all));
            }
            Sum::Wall { sum: all, ours } if sum.is_too_long() => {
                found.error(at_target(target, "value"), message("rule-R47-wall", all).with("wall", length(ours)));
            }
            Sum::Undecided { sum } => {
                found.warning(at_target(target, "hours_basis"), message("rule-R47-undecided", sum));
            }
            Sum::Plain { .. } | Sum::Wall { .. } => {}
        }
    }
}

/// R48: one promise beneath is looser than ours.
fn one_is_longer(case: &Case<'_>, found: &mut Found) {
    for target in case.draft.targets.iter().filter(|target| chain::is_time(&target.values)) {
        let t = &target.values;
        for (support, beneath) in chain::on_the_way(case.draft, t) {
            if chain::is_looser(beneath, t) {
                let message = Msg::new("rule-R48")
                    .with("label", t.label.as_str())
                    .with("metric", named(t.metric.as_deref().unwrap_or_default()))
                    .with("value", value(t))
                    .with("code", support.code.as_str())
                    .with("other-value", value(beneath));
                found.error(at_target(target, "value"), message);
            }
        }
    }
}

/// R49: at some hours of ours nobody answers beneath.
fn hours_are_narrower(case: &Case<'_>, found: &mut Found) {
    for support in &case.draft.supports {
        let Some(outside) = chain::unanswered(case.draft, &case.clock, support) else { continue };
        if let Some(first) = outside.first() {
            let message = Msg::new("rule-R49")
                .with("code", support.code.as_str())
                .with("hours", length(spans::seconds(&outside)))
                .with("from", crate::domain::time::moment::words(first.from(), case.clock.tz, false))
                .with("to", crate::domain::time::moment::words(first.to(), case.clock.tz, false));
            found.error(at_support(support, "support_calendar"), message);
        }
    }
}

/// R50: it begins later or ends earlier than ours, and no other one goes on in its place.
fn term_is_shorter(case: &Case<'_>, found: &mut Found) {
    let Some((from, to)) = case.term else { return };
    for support in &case.draft.supports {
        let message = |key: &str, when| Msg::new(key).with("code", support.code.as_str()).with("date", day(when));
        for hole in chain::uncovered(case.draft, (from, to), support) {
            match hole {
                Uncovered::Until(begins) => {
                    let message = message("rule-R50-late", begins).with("ours", day(from));
                    found.error(at_support(support, "effective_from"), message);
                }
                Uncovered::After { last, renewable } => {
                    let path = at_support(support, "effective_to");
                    if renewable {
                        found.warning(path, message("rule-R50-renewable", last).with("ours", day(to)));
                    } else {
                        found.error(path, message("rule-R50-early", last).with("ours", day(to)));
                    }
                }
            }
        }
    }
}

/// R51: if they fail we pay more than they pay us.
fn penalty_is_smaller(case: &Case<'_>, found: &mut Found) {
    let Some(exposure) = yearly_exposure(case) else { return };
    for support in &case.draft.supports {
        let Some(penalty) = support.penalty_cap.filter(|penalty| penalty.ccy == exposure.ccy) else { continue };
        let components = case.draft.services.iter().flat_map(|entry| &entry.service.components);
        let share: i64 = components.filter(|part| carries(support, part)).filter_map(|part| part.share_bp).sum();
        let at_stake = exposure.share(&ratio(share, 10_000)).map_or(0, |stake| stake.minor);
        if share > 0 && penalty.minor < at_stake {
            let message = Msg::new("rule-R51")
                .with("code", support.code.as_str())
                .with("penalty", money(penalty))
                .with("stake", money(Money::new(at_stake, exposure.ccy)))
                .with("exposure", money(exposure))
                .with("share", super::basis_points(share));
            found.warning(at_support(support, "penalty_cap"), message);
        }
    }
}

/// R52: we cannot promise on what is itself only a draft.
fn not_settled(case: &Case<'_>, found: &mut Found) {
    let needed = if case.has_reached("SIGNED") { "SIGNED" } else { "AGREED" };
    for support in &case.draft.supports {
        let state = support.state.as_deref().unwrap_or("DRAFT");
        let over = matches!(state, "EXPIRED" | "TERMINATED" | "SUPERSEDED" | "CANCELLED");
        if rank(state) < rank(needed) || over {
            let message = Msg::new("rule-R52")
                .with("code", support.code.as_str())
                .with("state", named(state))
                .with("needed", named(needed));
            found.error_at_agreed(at_support(support, "state"), message);
        }
    }
}

/// R53: what is measured otherwise beneath does not add up to ours.
fn measured_otherwise(case: &Case<'_>, found: &mut Found) {
    let excluded: Vec<&str> = case.version.exclusions.iter().map(|exclusion| exclusion.kind.as_str()).collect();
    for support in &case.draft.supports {
        let about = |key: &str| Msg::new(key).with("code", support.code.as_str());
        for beneath in &support.targets {
            let pairs = |t: &&Filed<Target>| {
                t.values.metric == beneath.metric
                    && (beneath.priority.is_none() || beneath.priority == t.values.priority)
                    && t.values.metric.is_some()
            };
            let Some(ours) = case.draft.targets.iter().find(pairs) else { continue };
            let t = &ours.values;
            if let (Some(mine), Some(theirs)) = (&t.period, &beneath.period)
                && mine != theirs
            {
                let message = about("rule-R53-period").with("label", t.label.as_str());
                let message = message.with("period", period_named(mine)).with("other", period_named(theirs));
                found.warning(at_target(ours, "period"), message);
            }
            if let (Some(mine), Some(theirs)) = (&t.clock_start, &beneath.clock_start)
                && mine != theirs
            {
                let message = about("rule-R53-clock").with("label", t.label.as_str());
                found.warning(
                    at_target(ours, "clock_start"),
                    message.with("clock", named(mine)).with("other", named(theirs)),
                );
            }
        }
        let theirs: Vec<Arg> = support
            .exclusions
            .iter()
            .filter(|kind| !excluded.contains(&kind.as_str()))
            .map(|kind| named(kind))
            .collect();
        if !theirs.is_empty() {
            found.warning(at_support(support, "exclusions"), about("rule-R53-exclusions").with("kinds", theirs));
        }
    }
}

/// R54: it is for somebody else, in other money, or stands on ourselves.
fn belongs_elsewhere(case: &Case<'_>, found: &mut Found) {
    let (draft, head) = (case.draft, &case.draft.agreement.values);
    let components: Vec<_> = draft.services.iter().flat_map(|entry| &entry.service.components).collect();
    for support in &draft.supports {
        let about = |key: &str| Msg::new(key).with("code", support.code.as_str());
        let us = support.id == Some(draft.agreement.id) || support.code == draft.code;
        if us || support.id.is_some_and(|id| draft.above.contains(&id)) {
            found.error(at_support(support, "supports"), about("rule-R54-ring"));
        }
        if let Some(ccy) = support.ccy.as_deref().filter(|ccy| support.kind == "UC" && *ccy != head.ccy) {
            found.error(
                at_support(support, "ccy"),
                about("rule-R54-currency").with("ccy", ccy).with("ours", head.ccy.as_str()),
            );
        }
        if let Some(receiver) = support.receiver.as_deref()
            && support.kind == "UC"
            && receiver.trim().to_lowercase() != head.provider.trim().to_lowercase()
        {
            let message = about("rule-R54-party").with("receiver", receiver).with("provider", head.provider.as_str());
            found.error(at_support(support, "receiver"), message);
        }
        let of_ours = |name: &String| {
            draft.service(name).is_some() || draft.targets.iter().any(|t| t.values.service.as_ref() == Some(name))
        };
        let speaks_of: Vec<&String> = support.targets.iter().filter_map(|t| t.service.as_ref()).collect();
        let related =
            components.iter().any(|part| carries(support, part)) || speaks_of.iter().any(|name| of_ours(name));
        if !components.is_empty() && !speaks_of.is_empty() && !related {
            found.error(at_support(support, "title"), about("rule-R54-service").with("service", speaks_of[0].as_str()));
        }
    }
}
