//! Checks of the targets: complete, possible, and in the right order to each other (02-sla-lint 2.2).

use std::collections::BTreeSet;

use super::{
    Case, Found, Path, Rule, at_target, at_version, field_named, filled, length, measure, named, percent, value,
};
use crate::domain::agreement::chain::breadth;
use crate::domain::agreement::draft::Filed;
use crate::domain::agreement::metric::{Aggregation, Base, Better};
use crate::domain::agreement::target::Target;
use crate::domain::kinds::Kind;
use crate::text::{Arg, Msg};

pub(super) const RULES: &[Rule] = &[
    Rule { id: "R20", check: incomplete },
    Rule { id: "R21", check: wrong_unit },
    Rule { id: "R22", check: impossible },
    Rule { id: "R23", check: nothing_may_fail },
    Rule { id: "R26", check: out_of_sequence },
    Rule { id: "R27", check: urgent_is_slower },
    Rule { id: "R28", check: priority_without_target },
    Rule { id: "R29", check: matrix_out_of_order },
    Rule { id: "R31", check: what_is_a_day },
];

const LEAST_SHARE: i64 = 500_000;
const WHOLE: i64 = 1_000_000;
const LONGEST_DAYS: i64 = 366;

/// R20: a target without which nobody could measure it.
fn incomplete(case: &Case<'_>, found: &mut Found) {
    for target in &case.draft.targets {
        let t = &target.values;
        let per_case = measure(t).is_some_and(|measure| measure.aggregation == Aggregation::PercentWithin);
        let parts = [
            ("metric", measure(t).is_some()),
            ("operator", filled(&t.operator)),
            ("value", t.value.is_some()),
            ("unit", filled(&t.unit)),
            ("period", filled(&t.period)),
            ("hours_basis", filled(&t.hours_basis)),
            ("measure_point", filled(&t.measure_point)),
            ("data_source", filled(&t.data_source)),
            ("clock_start", !per_case || filled(&t.clock_start)),
            ("clock_stop", !per_case || filled(&t.clock_stop)),
            ("attainment_ppm", !per_case || t.attainment_ppm.is_some()),
        ];
        for (field, _) in parts.into_iter().filter(|(_, there)| !there) {
            let message = Msg::new("rule-R20").with("label", t.label.as_str()).with("field", field_named(field));
            found.error(at_target(target, field), message);
        }
    }
}

/// R21: a unit in which this metric is not measured.
fn wrong_unit(case: &Case<'_>, found: &mut Found) {
    for target in &case.draft.targets {
        let (Some(measure), Some(unit)) = (measure(&target.values), target.values.unit.as_deref()) else { continue };
        let Some(first) = measure.units.first() else { continue };
        if !measure.units.contains(&unit) {
            let message = Msg::new("rule-R21")
                .with("label", target.values.label.as_str())
                .with("metric", named(measure.code))
                .with("unit", named(unit))
                .with("right", named(first));
            found.error(at_target(target, "unit"), message);
        }
    }
}

/// R22: a figure that no service can have.
fn impossible(case: &Case<'_>, found: &mut Found) {
    for target in &case.draft.targets {
        let t = &target.values;
        // A value in a unit of another kind has another base: R21 speaks first.
        let judged = measure(t).filter(|m| t.unit.as_deref().is_none_or(|unit| m.units.contains(&unit)));
        if let (Some(measure), Some(held)) = (judged, t.value) {
            let message = |key: &str| Msg::new(key).with("label", t.label.as_str()).with("value", value(t));
            let longest = Base::Day.millis(LONGEST_DAYS);
            if measure.code == "availability" {
                if !(LEAST_SHARE..=WHOLE).contains(&held) {
                    let message =
                        message("rule-R22-share").with("least", percent(LEAST_SHARE)).with("most", percent(WHOLE));
                    found.error(at_target(target, "value"), message);
                }
            } else if let Some(millis) = measure.base.millis(held) {
                // Losing no data at all is a fair promise; answering in no time is not.
                let least = i128::from(measure.code != "rpo");
                if millis < least || Some(millis) > longest {
                    let message = message("rule-R22-time").with("days", LONGEST_DAYS);
                    found.error(at_target(target, "value"), message);
                }
            }
        }
        if let Some(share) = t.attainment_ppm.filter(|share| !(LEAST_SHARE..=WHOLE).contains(share)) {
            let message = Msg::new("rule-R22-share")
                .with("label", t.label.as_str())
                .with("value", percent(share))
                .with("least", percent(LEAST_SHARE))
                .with("most", percent(WHOLE));
            found.error(at_target(target, "attainment_ppm"), message);
        }
    }
}

/// Pairs of metrics of which the first must not take longer than the second.
const SEQUENCE: &[(&str, &str)] = &[
    ("response_time", "onsite_time"),
    ("onsite_time", "restore_time"),
    ("restore_time", "resolve_time"),
    ("response_time", "restore_time"),
];

/// R26: for one service, ticket type and priority, a later step is due before an earlier one.
fn out_of_sequence(case: &Case<'_>, found: &mut Found) {
    let targets = &case.draft.targets;
    for (first, second) in SEQUENCE {
        for earlier in targets.iter().filter(|t| t.values.metric.as_deref() == Some(first)) {
            let e = &earlier.values;
            for later in targets.iter().filter(|t| t.values.metric.as_deref() == Some(second)) {
                let l = &later.values;
                let together = (&e.service, &e.ticket_type, e.priority) == (&l.service, &l.ticket_type, l.priority);
                if !together {
                    continue;
                }
                if let Some(late) = too_late(case, e, l) {
                    let key = if matches!(late, TooLate::Surely) { "rule-R26" } else { "rule-R26-wall" };
                    let message = Msg::new(key)
                        .with("label", e.label.as_str())
                        .with("metric", named(first))
                        .with("value", value(e))
                        .with("other-label", l.label.as_str())
                        .with("other-metric", named(second))
                        .with("other-value", value(l));
                    let message = match late {
                        TooLate::OnTheWall(wall) => message.with("wall", length(wall)),
                        TooLate::Surely => message,
                    };
                    found.error(at_target(earlier, "value"), message);
                }
            }
        }
    }
}

/// How the earlier step may end after the later one.
enum TooLate {
    /// By its value.
    Surely,
    /// It may take so many seconds on the wall.
    OnTheWall(i64),
}

/// Whether the earlier step may end after the later one. On one clock the values
/// tell; else the longest waits for as many open seconds do, over nights and holidays.
fn too_late(case: &Case<'_>, earlier: &Target, later: &Target) -> Option<TooLate> {
    let (longer, shorter) = (earlier.value?, later.value?);
    if earlier.hours_basis == later.hours_basis {
        return (longer > shorter).then_some(TooLate::Surely);
    }
    let wall = |target: &Target, value: i64| case.clock.counted(case.clock.basis(target)?)?.longest_wait(value);
    if let (Some(first), Some(second)) = (wall(earlier, longer), wall(later, shorter)) {
        return (first > second).then_some(TooLate::OnTheWall(first));
    }
    // Without calendars: an earlier step on a narrower clock takes at least its value on the wall.
    (longer > shorter && breadth(earlier).is_some() && breadth(later) == Some(2)).then_some(TooLate::Surely)
}

/// R27: a more urgent priority has more time, or a narrower clock, than the next one of the same part; equal times are
/// pointed out.
fn urgent_is_slower(case: &Case<'_>, found: &mut Found) {
    let targets = &case.draft.targets;
    for urgent in targets {
        let u = &urgent.values;
        let (Some(measure), Some(priority), Some(held)) = (measure(u), u.priority, u.value) else { continue };
        if measure.base != Base::Second || measure.better == Better::High {
            continue;
        }
        let peers = || {
            targets.iter().filter(|t| {
                (&t.values.service, &t.values.ticket_type, &t.values.metric) == (&u.service, &u.ticket_type, &u.metric)
                    && t.values.may_meet(u)
                    && t.values.value.is_some()
            })
        };
        // Comparing neighbours is enough: a row is in order when each pair is.
        let Some(next) = peers().filter_map(|t| t.values.priority).filter(|p| *p > priority).min() else { continue };
        for lesser in peers().filter(|t| t.values.priority == Some(next)) {
            let l = &lesser.values;
            let message = |key: &str| {
                Msg::new(key)
                    .with("metric", named(measure.code))
                    .with("label", u.label.as_str())
                    .with("priority", format!("P{priority}"))
                    .with("other-label", l.label.as_str())
                    .with("other-priority", format!("P{next}"))
            };
            let narrower = matches!((breadth(u), breadth(l)), (Some(u), Some(l)) if u < l);
            if Some(held) > l.value {
                let message = message("rule-R27-slower").with("value", value(u)).with("other-value", value(l));
                found.error(at_target(urgent, "value"), message);
            } else if Some(held) == l.value && !narrower {
                found.info(at_target(urgent, "value"), message("rule-R27-equal").with("value", value(u)));
            }
            if narrower {
                let message = message("rule-R27-hours").with("hours", hours(u)).with("other-hours", hours(l));
                found.error(at_target(urgent, "hours_basis"), message);
            }
        }
    }
}

fn hours(target: &Target) -> Arg {
    Arg::Key(match target.hours_basis.as_deref() {
        Some("support") => "choice-support".to_owned(),
        // The code alone also means one service, so this field has its own word for it.
        Some("service") => "choice-hours_basis-service".to_owned(),
        _ => "choice-24x7".to_owned(),
    })
}

/// Priorities that the matrix can give a ticket. A cell that cannot be read is another rule's business.
fn priorities(case: &Case<'_>) -> BTreeSet<i64> {
    let matrix = case.draft.version.values.priority_matrix.as_deref().unwrap_or("123/234/345");
    matrix.chars().filter_map(|cell| cell.to_digit(10)).filter(|cell| (1..=5).contains(cell)).map(i64::from).collect()
}

/// R28: tickets can get a priority for which nothing is promised. A part of the chain need not carry every priority,
/// and a contract may leave all of them to the SLA it annexes.
fn priority_without_target(case: &Case<'_>, found: &mut Found) {
    let draft = case.draft;
    if draft.stands_beneath() || (draft.agreement.values.kind == "CONTRACT" && draft.targets.is_empty()) {
        return;
    }
    let has = |priority: i64, metrics: &[&str]| {
        let promised = |t: &Filed<Target>| t.values.metric.as_deref().is_some_and(|metric| metrics.contains(&metric));
        case.draft.targets.iter().any(|t| t.values.priority == Some(priority) && promised(t))
    };
    for priority in priorities(case) {
        let response = has(priority, &["response_time"]);
        let end = has(priority, &["restore_time", "resolve_time"]);
        let key = match (response, end) {
            (true, true) => continue,
            (false, true) => "rule-R28-response",
            (true, false) => "rule-R28-restore",
            (false, false) => "rule-R28-both",
        };
        let path =
            Path { section: "targets".to_owned(), kind: Kind::Target, record: None, field: "priority", cell: None };
        let matrix = case.draft.version.values.priority_matrix.as_deref().unwrap_or("123/234/345");
        found.error(path, Msg::new(key).with("priority", format!("P{priority}")).with("matrix", matrix));
    }
}

/// R23: the first failure is a breach.
fn nothing_may_fail(case: &Case<'_>, found: &mut Found) {
    for target in &case.draft.targets {
        let t = &target.values;
        let up = t.metric.as_deref() == Some("availability") && t.value == Some(WHOLE);
        let field = match (up, t.attainment_ppm) {
            (true, _) => "value",
            (false, Some(WHOLE)) => "attainment_ppm",
            _ => continue,
        };
        let costs = case.version.credits.iter().any(|credit| credit.target == t.label);
        let key = if costs { "rule-R23-credit" } else { "rule-R23" };
        found.warning(at_target(target, field), Msg::new(key).with("label", t.label.as_str()));
    }
}

/// R29: every cell is a priority, and it falls neither with more impact nor with more urgency.
fn matrix_out_of_order(case: &Case<'_>, found: &mut Found) {
    let draft = case.draft;
    if draft.stands_beneath() || draft.agreement.values.kind == "CONTRACT" {
        return;
    }
    let path = || at_version(case, "priorities", "priority_matrix");
    let matrix = case.version.priority_matrix.as_deref().unwrap_or_default();
    let rows: Vec<Vec<u32>> =
        matrix.split('/').map(|row| row.trim().chars().map(|cell| cell.to_digit(10).unwrap_or(0)).collect()).collect();
    let whole =
        rows.len() == 3 && rows.iter().all(|row| row.len() == 3 && row.iter().all(|cell| (1..=5).contains(cell)));
    if !whole {
        found.error(path(), Msg::new("rule-R29").with("matrix", if matrix.is_empty() { "—" } else { matrix }));
        return;
    }
    let cell = |(impact, urgency): (usize, usize)| rows[impact][urgency];
    let pairs = (0..3).flat_map(|i| (0..3).map(move |u| (i, u))).flat_map(|(i, u)| {
        [((i, u), (i + 1, u)), ((i, u), (i, u + 1))].into_iter().filter(|(_, (i, u))| *i < 3 && *u < 3)
    });
    for (higher, lower) in pairs.filter(|(higher, lower)| cell(*higher) > cell(*lower)) {
        let message = Msg::new("rule-R29-order")
            .with("impact", (higher.0 + 1).to_string())
            .with("urgency", (higher.1 + 1).to_string())
            .with("priority", format!("P{}", cell(higher)))
            .with("other-impact", (lower.0 + 1).to_string())
            .with("other-urgency", (lower.1 + 1).to_string())
            .with("other-priority", format!("P{}", cell(lower)));
        found.error(path(), message);
    }
}

/// R31: a day is 24 hours to one and a working day to another.
fn what_is_a_day(case: &Case<'_>, found: &mut Found) {
    for target in &case.draft.targets {
        let t = &target.values;
        let unit = t.unit.as_deref().filter(|unit| matches!(*unit, "day" | "month"));
        let timed = measure(t).is_some_and(|measure| measure.base == Base::Second);
        if let Some(unit) = unit.filter(|_| timed && t.day_semantics.is_none()) {
            let message = Msg::new("rule-R31").with("label", t.label.as_str()).with("unit", named(unit));
            found.error(at_target(target, "day_semantics"), message.with("value", value(t)));
        }
    }
}
