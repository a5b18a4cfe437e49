//! Targets, hours and periods.

use super::*;
use crate::domain::agreement::sample::DESK;
use crate::domain::agreement::tables::{Exclusion, Window};

#[test]
fn r23_nothing_may_fail() {
    assert_eq!(says("R23", |d| d.targets[0].values.value = Some(1_000_000)), ["rule-R23-credit"]);
    assert!(says("R23", |d| d.targets[0].values.value = Some(999_999)).is_empty());
    assert_eq!(says("R23", |d| d.targets[1].values.attainment_ppm = Some(1_000_000)), ["rule-R23"]);
}

#[test]
fn r25_an_outage_is_seen_before_it_is_too_long() {
    // 99.5 % of February permits 12 096 s.
    assert_eq!(says("R25", |d| d.targets[0].values.polling_sec = Some(6_049)), ["rule-R25"]);
    assert!(says("R25", |d| d.targets[0].values.polling_sec = Some(6_048)).is_empty());
}

#[test]
fn r26_different_clocks_are_compared_by_their_longest_waits() {
    let support = |seconds: i64| {
        says("R26", |d| {
            d.version.values.support_calendar = Some(DESK);
            d.targets[1].values.hours_basis = Some("support".into());
            d.targets[1].values.value = Some(60);
            d.targets[2].values.value = Some(seconds);
        })
    };
    // From Wednesday at 18 over the National Day it is 183 hours until somebody is there.
    assert_eq!(support(183 * 3600), ["rule-R26-wall"]);
    assert!(support(183 * 3600 + 60).is_empty());
}

#[test]
fn r29_the_matrix_is_whole_and_in_order() {
    let matrix = |cells: &str| says("R29", |d| d.version.values.priority_matrix = Some(cells.into()));
    assert_eq!(matrix("12/234/345"), ["rule-R29"]);
    assert_eq!(matrix("126/234/345"), ["rule-R29"]);
    assert_eq!(matrix("132/224/345").first().map(String::as_str), Some("rule-R29-order"), "P3 above P2");
    assert!(matrix("111/111/111").is_empty() && matrix("123/234/345").is_empty());
}

#[test]
fn r30_one_miss_is_not_a_breach() {
    let cases = |n| says("R30", |d| d.version.values.volumes[0].per_month = Some(n));
    assert_eq!(cases(19), ["rule-R30"; 2], "response and restore of P1");
    assert!(cases(20).is_empty() && cases(0).is_empty());
    assert!(
        says("R30", |d| {
            d.version.values.volumes[0].per_month = Some(15);
            d.targets.iter_mut().for_each(|t| t.values.period = Some("quarter".into()));
        })
        .is_empty(),
        "45 in a quarter"
    );
}

#[test]
fn r31_days_say_which_days() {
    let day = |semantics: Option<&str>| {
        says("R31", |d| {
            d.targets[10].values.unit = Some("day".into());
            d.targets[10].values.day_semantics = semantics.map(str::to_owned);
        })
    };
    assert_eq!(day(None), ["rule-R31"]);
    assert!(day(Some("business_day")).is_empty());
}

#[test]
fn r32_somebody_is_there_when_people_are_promised() {
    assert_eq!(says("R32", |d| d.version.values.support_calendar = Some(DESK)).len(), 10);
    assert!(
        says("R32", |d| {
            d.version.values.support_calendar = Some(DESK);
            d.targets.iter_mut().for_each(|t| t.values.hours_basis = Some("support".into()));
        })
        .is_empty()
    );
    assert_eq!(
        says("R32", |d| {
            d.version.values.support_calendar = None;
            d.targets[1].values.hours_basis = Some("support".into());
        }),
        ["rule-R32-none"]
    );
}

#[test]
fn r33_gaps_are_covered_by_somebody_on_call() {
    let gap = |on_call, value| {
        says("R33", |d| {
            d.version.values.support_calendar = Some(DESK);
            d.version.values.on_call = Some(on_call);
            d.targets[0].values.value = Some(value);
        })
    };
    assert_eq!(gap(false, 995_000), ["rule-R33"]);
    assert!(gap(true, 995_000).is_empty());
    // 183 hours of 672 in February are 27.2 %.
    assert_eq!(gap(false, 728_000), ["rule-R33"]);
    assert!(gap(false, 727_000).is_empty());
}

#[test]
fn r34_one_outage_in_time_keeps_the_availability() {
    let restore = |seconds| says("R34", |d| d.targets[2].values.value = Some(seconds));
    assert_eq!(restore(12_097), ["rule-R34"]);
    assert!(restore(12_096).is_empty());
    assert!(
        says("R34", |d| {
            d.targets[2].values.value = Some(12_097);
            d.targets[0].values.period = Some("quarter".into());
        })
        .is_empty()
    );
    let parts = |other: &str| {
        says("R34", |d| {
            d.targets[2].values.value = Some(12_097);
            d.targets[0].values.component = Some("database".into());
            d.targets[2].values.component = Some(other.into());
        })
    };
    assert_eq!(parts("database"), ["rule-R34"]);
    assert!(parts("network").is_empty(), "another part of the service");
}

#[test]
fn r35_maintenance_counts_or_does_not() {
    let window = |text: &str, counted| {
        says("R35", |d| {
            d.version.values.maintenance[0].window = text.into();
            d.version.values.maintenance[0].counted = counted;
        })
    };
    assert_eq!(window("sun 02:00-06:00", None), ["rule-R35"]);
    assert!(window("sun 02:00-06:00", Some(false)).is_empty());
    let closed = |text: &str| {
        says("R35", |d| {
            d.version.values.service_calendar = Some(DESK);
            d.version.values.maintenance[0].window = text.into();
            d.version.values.maintenance[0].counted = None;
        })
    };
    assert!(closed("fri 18:00-20:00").is_empty());
    assert_eq!(closed("fri 17:59-20:00"), ["rule-R35"]);
    assert_eq!(closed("sun 20:00-33:30"), ["rule-R35"], "into Monday morning");
    assert!(
        says("R35", |d| {
            d.version.values.maintenance[0].counted = None;
            d.version.values.exclusions.push(Exclusion { kind: "planned_maintenance".into(), ..Exclusion::default() });
        })
        .is_empty()
    );
}

#[test]
fn r36_maintenance_is_announced_and_ends() {
    let window = |change: fn(&mut Window)| says("R36", |d| change(&mut d.version.values.maintenance[0]));
    assert_eq!(window(|w| w.notice_hours = None), ["rule-R36-notice"]);
    assert_eq!(window(|w| w.notice_hours = Some(23)), ["rule-R36-short"]);
    assert!(window(|w| w.notice_hours = Some(24)).is_empty());
    assert_eq!(window(|w| w.cap_sec = None), ["rule-R36-cap"]);
    assert_eq!(window(|w| w.cap_period = None), ["rule-R36-cap"]);
}

#[test]
fn r37_not_everything_is_excluded() {
    // 2 % of February are 48 384 s.
    let cap = |seconds| says("R37", |d| d.version.values.exclusions[0].cap_sec = Some(seconds));
    assert_eq!(cap(48_385), ["rule-R37"]);
    assert!(cap(48_384).is_empty());
    let text = |text: &str| says("R37", |d| d.version.values.exclusions[0].text = Some(text.into()));
    assert_eq!(text("any fault of the customer"), ["rule-R37-any"]);
    assert!(text("any of these: power, lines").is_empty() && text("many faults").is_empty());
    assert_eq!(text("一切客户原因"), ["rule-R37-any"]);
    assert_eq!(
        says("R37", |d| {
            let all = Exclusion { kind: "planned_maintenance".into(), ..Exclusion::default() };
            d.version.values.exclusions.push(all);
        }),
        ["rule-R37"],
        "the 20 hours of the window count where it is excluded"
    );
}

#[test]
fn r38_zones_and_holidays_are_known() {
    let tz = |name: Option<&str>| says("R38", |d| d.version.values.tz = name.map(str::to_owned));
    assert_eq!(tz(None), ["rule-R38-none"]);
    assert_eq!(tz(Some("UTC+8")), ["rule-R38-zone"]);
    assert!(tz(Some("Europe/Berlin")).is_empty());
    let desk = |to: &str| {
        says("R38", |d| {
            d.version.values.support_calendar = Some(DESK);
            d.version.values.effective_to = Some(to.into());
        })
    };
    assert_eq!(desk("2027-01-01"), ["rule-R38-holidays"]);
    assert!(desk("2026-12-31").is_empty());
}

#[test]
fn r39_windows_in_the_hour_of_the_clock_change() {
    let window = |window: &str, tz: &str| {
        says("R39", |d| {
            d.version.values.tz = Some(tz.into());
            d.version.values.maintenance[0].window = window.into();
        })
    };
    assert_eq!(window("sun 02:30-06:00", "Europe/Berlin"), ["rule-R39-twice"], "25 October");
    assert!(window("sun 03:30-06:00", "Europe/Berlin").is_empty());
    assert!(window("sun 02:30-06:00", "Asia/Shanghai").is_empty());
}

#[test]
fn r40_credits_and_reports_fit_the_period() {
    assert_eq!(says("R40", |d| d.version.values.credits[0].period = Some("quarter".into())), ["rule-R40-credit"]);
    assert!(says("R40", |d| d.version.values.credits[0].period = Some("calendar_month".into())).is_empty());
    let report = |frequency: &str| says("R40", |d| d.version.values.reports[0].frequency = Some(frequency.into()));
    assert_eq!(report("week"), ["rule-R40-report"]);
    assert!(report("day").is_empty());
}

#[test]
fn r41_percentiles_of_enough_samples() {
    let samples = |n| {
        says("R41", |d| {
            let mut latency = target("L", "latency_pnn", None, 500);
            latency.percentile = Some(9_900);
            latency.min_sample = n;
            d.targets.push(filed(98, latency));
        })
    };
    assert_eq!(samples(None), ["rule-R41"]);
    assert_eq!(samples(Some(99)), ["rule-R41-few"]);
    assert!(samples(Some(100)).is_empty());
}

#[test]
fn r42_copies_are_young_enough_and_disasters_counted() {
    let rpo = |hours: i64| {
        says("R42", |d| {
            d.version.values.backup_interval_sec = Some(86_400);
            d.targets.push(filed(98, target("D", "rpo", None, hours * 3600)));
        })
    };
    assert_eq!(rpo(23), ["rule-R42-rpo"]);
    assert!(rpo(24).is_empty());
    assert_eq!(
        says("R42", |d| {
            write(d, "continuity", "en", "A daily backup is made.");
            d.targets.push(filed(98, target("D", "rpo", None, 3600)));
        }),
        ["rule-R42-rpo"],
        "as the clause says"
    );
    let rto = |seconds, excluded: bool, single| {
        says("R42", |d| {
            if !excluded {
                d.version.values.exclusions.retain(|e| e.kind != "force_majeure");
            }
            d.targets.push(filed(98, target("D", "rto", None, seconds)));
            d.targets.push(filed(97, target("O", "max_single_outage", None, single)));
        })
    };
    assert_eq!(rto(12_097, false, 99_999), ["rule-R42-rto"]);
    assert!(rto(12_096, false, 99_999).is_empty() && rto(12_097, true, 99_999).is_empty());
    assert_eq!(rto(3_601, true, 3_600), ["rule-R42-outage"]);
    assert!(rto(3_600, true, 3_600).is_empty());
}

#[test]
fn r43_waiting_for_the_customer_has_an_end() {
    let pause = |most, close| {
        says("R43", |d| {
            d.targets[2].values.pause_on = vec!["waiting_customer".into()];
            d.version.values.customer_wait_max_sec = most;
            d.version.values.auto_close_days = close;
        })
    };
    assert_eq!(pause(None, Some(5)), ["rule-R43"]);
    assert_eq!(pause(Some(86_400), None), ["rule-R43"]);
    assert!(pause(Some(86_400), Some(5)).is_empty());
}

#[test]
fn r44_down_is_defined() {
    assert_eq!(says("R44", |d| d.targets[0].values.unavailable_criterion = Some(" ".into())), ["rule-R44"]);
    assert!(says("R44", |d| d.targets[0].values.unavailable_criterion = Some("no answer for 60 s".into())).is_empty());
}
