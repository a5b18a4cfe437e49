//! What stands beneath: OLA and UC.

use super::*;
use crate::domain::agreement::sample::{DESK, ROUND_THE_CLOCK};
use crate::domain::money::{Currency, Money};

fn severities(rule: &str, change: impl FnOnce(&mut Draft)) -> Vec<(Severity, bool)> {
    let mut draft = sound();
    change(&mut draft);
    of(&draft, rule).into_iter().map(|finding| (finding.severity, finding.at_agreed)).collect()
}

#[test]
fn r45_what_is_critical_rests_on_somebody() {
    let drop = |d: &mut Draft| d.supports.retain(|s| s.code != "UC-2");
    assert_eq!(severities("R45", drop), [(Severity::Warning, true)], "so far");
    assert_eq!(
        severities("R45", |d| {
            drop(d);
            d.version.values.state = "AGREED".into()
        }),
        [(Severity::Error, true)]
    );
    assert!(
        says("R45", |d| {
            drop(d);
            d.services[0].service.components[1].criticality = Some("minor".into())
        })
        .is_empty()
    );
    assert!(
        says("R45", |d| {
            drop(d);
            d.services[0].service.components[1].provider = Some("customer".into())
        })
        .is_empty()
    );
    let followed = |begins: &str| {
        says("R45", |d| {
            let mut next = d.supports[1].clone();
            d.supports[1].effective_to = Some("2026-12-31".into());
            (next.code, next.effective_from) = ("UC-3".into(), Some(begins.into()));
            d.supports.push(next);
        })
    };
    assert_eq!(followed("2027-01-02"), ["rule-R45-hole"]);
    assert!(followed("2027-01-01").is_empty());
}

#[test]
fn r46_parts_that_stand_in_for_each_other_are_no_product() {
    let grouped = |group: Option<&str>, needed| {
        says("R46", |d| {
            for part in [0, 1] {
                d.supports[part].targets[0].value = Some(990_000);
                d.services[0].service.components[part].group = group.map(str::to_owned);
                d.services[0].service.components[part].needed = needed;
            }
            d.supports[2].targets[0].value = Some(999_900);
        })
    };
    assert_eq!(grouped(None, None), ["rule-R46-weaker"], "0.99 squared");
    assert!(grouped(Some("site"), None).is_empty(), "one of two: 0.9999");
    assert_eq!(grouped(Some("site"), Some(2)), ["rule-R46-weaker"]);
}

fn step(d: &mut Draft, support: usize, seconds: i64, basis: &str) {
    let mut time = target("X", "resolve_time", Some(1), seconds);
    time.hours_basis = Some(basis.into());
    time.component = d.supports[support].targets[0].component.clone();
    d.supports[support].targets.push(time);
}

#[test]
fn r47_steps_add_up_to_no_more_than_the_promise() {
    let steps = |promised, last: i64| {
        says("R47", |d| {
            d.targets.push(filed(98, target("Z", "resolve_time", Some(1), promised)));
            step(d, 0, 900, "24x7");
            step(d, 1, 7_200, "24x7");
            step(d, 2, last, "24x7");
        })
    };
    assert_eq!(steps(28_800, 21_600), ["rule-R47"], "15 m + 2 h + 6 h > 8 h");
    assert!(steps(28_800, 20_700).is_empty());
    let mixed = |calendar| {
        says("R47", |d| {
            d.targets.push(filed(98, target("Z", "resolve_time", Some(1), 28_800)));
            step(d, 0, 900, "24x7");
            step(d, 1, 900, "support");
            d.supports[1].support_calendar = calendar;
        })
    };
    assert_eq!(mixed(Some(DESK)), ["rule-R47-wall"], "over the holidays");
    assert!(mixed(Some(ROUND_THE_CLOCK)).is_empty());
    assert_eq!(mixed(None), ["rule-R47-undecided"]);
}

#[test]
fn r48_no_single_step_is_longer() {
    let restore = |seconds, basis: &str| {
        says("R48", |d| {
            d.supports[0].targets[1].value = Some(seconds);
            d.supports[0].targets[1].priority = Some(1);
            d.supports[0].targets[1].hours_basis = Some(basis.into());
        })
    };
    assert_eq!(restore(7_201, "24x7"), ["rule-R48"]);
    assert!(restore(7_200, "24x7").is_empty());
    assert_eq!(restore(7_201, "support"), ["rule-R48"], "on a narrower clock it is longer still");
}

#[test]
fn r49_somebody_answers_beneath_whenever_we_do() {
    assert_eq!(says("R49", |d| d.supports[0].support_calendar = Some(DESK)), ["rule-R49"]);
    assert!(
        says("R49", |d| {
            d.supports[0].support_calendar = Some(DESK);
            d.version.values.support_calendar = Some(DESK);
        })
        .is_empty()
    );
}

#[test]
fn r50_what_stands_beneath_lasts_as_long() {
    let ends = |day: &str, renewal: &str| {
        severities("R50", |d| {
            d.supports[0].effective_to = Some(day.into());
            d.supports[0].renewal = Some(renewal.into());
        })
    };
    assert_eq!(ends("2027-03-30", "none"), [(Severity::Error, false)]);
    assert_eq!(ends("2027-03-30", "manual"), [(Severity::Warning, false)]);
    assert!(ends("2027-03-31", "none").is_empty());
    assert_eq!(says("R50", |d| d.supports[0].effective_from = Some("2026-04-02".into())), ["rule-R50-late"]);
    assert!(
        says("R50", |d| {
            let mut next = d.supports[0].clone();
            d.supports[0].effective_to = Some("2026-12-31".into());
            (next.code, next.effective_from) = ("UC-3".into(), Some("2027-01-01".into()));
            d.supports.push(next);
        })
        .is_empty(),
        "another one goes on"
    );
}

#[test]
fn r51_the_supplier_pays_what_we_pay() {
    // 120 000.00 × 20 % × 12 = 288 000.00, of which 30 % are the hosting's.
    let penalty = |minor| says("R51", |d| d.supports[0].penalty_cap = Some(Money::new(minor, Currency::CNY)));
    assert_eq!(penalty(8_639_999), ["rule-R51"]);
    assert!(penalty(8_640_000).is_empty());
}

#[test]
fn r52_drafts_beneath_are_settled_in_time() {
    let state = |theirs: &str, ours: &str| {
        severities("R52", |d| {
            d.supports[1].state = Some(theirs.into());
            d.version.values.state = ours.into();
        })
    };
    assert_eq!(state("NEGOTIATION", "DRAFT"), [(Severity::Warning, true)]);
    assert_eq!(state("NEGOTIATION", "AGREED"), [(Severity::Error, true)]);
    assert!(state("AGREED", "AGREED").is_empty());
    assert_eq!(state("AGREED", "SIGNED"), [(Severity::Error, true)]);
    assert_eq!(state("EXPIRED", "DRAFT").len(), 1);
}

#[test]
fn r53_both_measure_alike() {
    assert_eq!(says("R53", |d| d.supports[0].targets[0].period = Some("quarter".into())), ["rule-R53-period"]);
    assert_eq!(says("R53", |d| d.supports[0].targets[1].clock_start = Some("alert_raised".into())), ["rule-R53-clock"]);
    let excludes = |kind: &str| says("R53", |d| d.supports[0].exclusions = vec![kind.to_owned()]);
    assert_eq!(excludes("beta"), ["rule-R53-exclusions"]);
    assert!(excludes("force_majeure").is_empty());
}

#[test]
fn r54_it_is_ours() {
    assert_eq!(says("R54", |d| d.supports[0].ccy = Some("USD".into())), ["rule-R54-currency"]);
    assert_eq!(says("R54", |d| d.supports[0].receiver = Some("Somebody else".into())), ["rule-R54-party"]);
    assert_eq!(says("R54", |d| d.supports[0].id = Some(d.agreement.id)), ["rule-R54-ring"]);
    assert_eq!(
        says("R54", |d| {
            d.supports[0].id = Some(id(60));
            d.above.push(id(60))
        }),
        ["rule-R54-ring"]
    );
    assert_eq!(
        says("R54", |d| {
            d.supports[0].provider = Some("a stranger".into());
            d.supports[0].targets.iter_mut().for_each(|t| t.component = Some("printing".into()));
        }),
        ["rule-R54-service"]
    );
    assert!(says("R54", |d| d.supports[2].receiver = Some("the team".into())).is_empty(), "teams are not the company");
}
