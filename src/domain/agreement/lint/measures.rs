//! Checks of how targets are measured: can a breach be seen, and does one case decide (02-sla-lint 2.2).

use super::numbers::{Unit, figures};
use super::{Case, Found, Rule, at_cell, at_target, at_version, filled, length, measure, percent, period_named, value};
use crate::domain::agreement::draft::text;
use crate::domain::agreement::explain::expected;
use crate::domain::agreement::metric::Aggregation;
use crate::domain::agreement::tables::PERIODS;
use crate::domain::agreement::target::Target;
use crate::domain::exact::{decimal_to, decimal_words, floor_seconds, whole};
use crate::text::Msg;

pub(super) const RULES: &[Rule] = &[
    Rule { id: "R25", check: polled_too_seldom },
    Rule { id: "R30", check: one_miss_breaches },
    Rule { id: "R40", check: periods_apart },
    Rule { id: "R41", check: too_few_samples },
    Rule { id: "R42", check: recovery },
    Rule { id: "R43", check: waits_for_ever },
    Rule { id: "R44", check: when_is_it_down },
];

/// R25: an outage as long as is permitted may pass between two looks.
fn polled_too_seldom(case: &Case<'_>, found: &mut Found) {
    for target in case.targets("availability") {
        let (Some(polling), Some((least, _))) = (target.values.polling_sec, case.clock.permitted(&target.values))
        else {
            continue;
        };
        if least < whole(2 * polling) {
            let message = Msg::new("rule-R25")
                .with("label", target.values.label.as_str())
                .with("permitted", length(floor_seconds(&least)))
                .with("polling", length(polling));
            found.warning(at_target(target, "polling_sec"), message);
        }
    }
}

/// R30: so few cases are expected that a single one in time or not decides. Of a target where nothing may fail another
/// rule speaks.
fn one_miss_breaches(case: &Case<'_>, found: &mut Found) {
    for target in &case.draft.targets {
        let t = &target.values;
        let (Some((cases, misses)), Some(share)) = (expected(case.version, t), t.attainment_ppm) else { continue };
        if misses < whole(1) {
            let message = Msg::new("rule-R30")
                .with("label", t.label.as_str())
                .with("cases", decimal_words(&decimal_to(&cases, 1)))
                .with("share", percent(share))
                .with("misses", decimal_words(&decimal_to(&misses, 2)));
            found.warning(at_target(target, "attainment_ppm"), message);
        }
    }
}

/// Place of a period among those in which things are counted.
pub(super) fn size(period: &str) -> Option<usize> {
    let period = if period == "contract_year" { "year" } else { period };
    PERIODS.iter().position(|known| *known == period)
}

/// R40: a credit is judged in the period of its target, and a report covers whole parts of it.
fn periods_apart(case: &Case<'_>, found: &mut Found) {
    for (at, credit) in case.version.credits.iter().enumerate() {
        let Some(target) = case.target(&credit.target) else { continue };
        let (Some(paid), Some(judged)) = (credit.period.as_deref(), target.values.period.as_deref()) else { continue };
        if size(paid) != size(judged) {
            let message = Msg::new("rule-R40-credit")
                .with("label", credit.target.as_str())
                .with("period", period_named(judged))
                .with("other", period_named(paid));
            found.error(at_cell(case, "credits", "credits", at, "period"), message);
        }
    }
    for (at, report) in case.version.reports.iter().enumerate() {
        let Some(frequency) = report.frequency.as_deref() else { continue };
        // Only weeks do not fit into the longer periods.
        let cut = |target: &&crate::domain::agreement::draft::Filed<Target>| {
            let judged = target.values.period.as_deref().and_then(size);
            frequency == "week" && judged > size("week")
        };
        if let Some(target) = case.draft.targets.iter().find(cut) {
            let judged = target.values.period.as_deref().unwrap_or_default();
            let message = Msg::new("rule-R40-report")
                .with("label", target.values.label.as_str())
                .with("period", period_named(judged))
                .with("other", period_named(frequency));
            found.error(at_cell(case, "reporting", "reports", at, "frequency"), message);
        }
    }
}

/// R41: a percentile of so few samples is their largest, whatever its name.
fn too_few_samples(case: &Case<'_>, found: &mut Found) {
    for target in &case.draft.targets {
        let t = &target.values;
        if measure(t).is_none_or(|measure| measure.aggregation != Aggregation::Percentile) {
            continue;
        }
        let label = t.label.as_str();
        match (t.min_sample, t.percentile) {
            (None, _) => found.warning(at_target(target, "min_sample"), Msg::new("rule-R41").with("label", label)),
            (Some(samples), Some(percentile)) if (10_000 - percentile) * samples < 10_000 => {
                let least = 10_000_i64
                    .checked_div(10_000 - percentile)
                    .map(|n| n + i64::from(10_000 % (10_000 - percentile) > 0));
                let message = Msg::new("rule-R41-few")
                    .with("label", label)
                    .with("percentile", super::basis_points(percentile))
                    .with("samples", samples.to_string())
                    .with("least", least.map_or_else(|| "∞".to_owned(), |least| least.to_string()));
                found.warning(at_target(target, "min_sample"), message);
            }
            _ => {}
        }
    }
}

/// Words for how often a backup is made.
const OFTEN: &[(&str, i64)] = &[
    ("hourly", 3_600),
    ("daily", 86_400),
    ("nightly", 86_400),
    ("weekly", 604_800),
    ("每小时", 3_600),
    ("每日", 86_400),
    ("每天", 86_400),
    ("每周", 604_800),
    ("ежечасн", 3_600),
    ("ежедневн", 86_400),
    ("еженедельн", 604_800),
];

/// The longest time between two backups: as the version says, else as the clause on continuity does.
fn backup_interval(case: &Case<'_>) -> Option<i64> {
    case.version.backup_interval_sec.or_else(|| {
        let clauses = case.draft.clauses.iter().filter(|clause| clause.values.section == "continuity");
        let said = clauses.flat_map(|clause| {
            let lower = text(clause).to_lowercase();
            let words = OFTEN.iter().filter(|(word, _)| lower.contains(word)).map(|(_, seconds)| *seconds);
            let every = figures(text(clause)).into_iter().filter(|spot| {
                let before = lower.get(..spot.start).unwrap_or_default().trim_end();
                spot.figure.unit == Unit::Second && ["every", "每", "каждые"].iter().any(|word| before.ends_with(word))
            });
            let every = every.filter_map(|spot| i64::try_from(spot.figure.thousandths / 1_000).ok());
            words.chain(every).collect::<Vec<_>>()
        });
        said.max()
    })
}

/// R42: what is recovered cannot be younger than the last copy, and a disaster counts unless it is excluded.
fn recovery(case: &Case<'_>, found: &mut Found) {
    let interval = backup_interval(case);
    for target in case.targets("rpo") {
        if let (Some(rpo), Some(interval)) = (target.values.value, interval)
            && rpo < interval
        {
            let message = Msg::new("rule-R42-rpo").with("label", target.values.label.as_str());
            let message = message.with("value", length(rpo)).with("interval", length(interval));
            found.error(at_target(target, "value"), message);
        }
    }
    let excluded = case.version.exclusions.iter().any(|exclusion| exclusion.kind == "force_majeure");
    for target in case.targets("rto") {
        let Some(rto) = target.values.value else { continue };
        let message = |key: &str, other: &Target| {
            let message = Msg::new(key).with("label", target.values.label.as_str()).with("value", length(rto));
            message.with("other-label", other.label.as_str())
        };
        let same =
            |other: &&crate::domain::agreement::draft::Filed<Target>| other.values.service == target.values.service;
        let single = case.targets("max_single_outage").filter(same);
        if let Some(other) = single.filter(|other| other.values.value.is_some_and(|most| rto > most)).last() {
            found.warning(
                at_target(target, "value"),
                message("rule-R42-outage", &other.values).with("other-value", value(&other.values)),
            );
        }
        if excluded {
            continue;
        }
        for other in case.targets("availability").filter(same) {
            let Some((least, _)) = case.clock.permitted(&other.values).filter(|(least, _)| whole(rto) > *least) else {
                continue;
            };
            let message = message("rule-R42-rto", &other.values).with("permitted", length(floor_seconds(&least)));
            found.warning(at_target(target, "value"), message);
        }
    }
}

/// R43: a ticket that waits for the customer without an end.
fn waits_for_ever(case: &Case<'_>, found: &mut Found) {
    let version = case.version;
    let waits = |pauses: &Vec<String>| pauses.iter().any(|pause| pause == "waiting_customer");
    let Some(target) = case.draft.targets.iter().find(|target| waits(&target.values.pause_on)) else { return };
    for (field, there) in [
        ("customer_wait_max_sec", version.customer_wait_max_sec.is_some()),
        ("auto_close_days", version.auto_close_days.is_some()),
    ] {
        if !there {
            let message = Msg::new("rule-R43").with("label", target.values.label.as_str());
            found.warning(at_version(case, "support", field), message.with("field", super::field_named(field)));
        }
    }
}

/// R44: nobody can count what was never said to be down.
fn when_is_it_down(case: &Case<'_>, found: &mut Found) {
    for target in case.targets("availability").filter(|target| !filled(&target.values.unavailable_criterion)) {
        let message = Msg::new("rule-R44").with("label", target.values.label.as_str());
        found.warning(at_target(target, "unavailable_criterion"), message);
    }
}
