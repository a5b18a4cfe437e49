//! Targets: metric, unit, figure, order of steps and priorities.

use super::*;

#[test]
fn r20_a_target_nobody_could_measure() {
    let mut draft = sound();
    draft.targets[1].values.period = None;
    draft.targets[1].values.data_source = Some("  ".into());
    draft.targets[1].values.attainment_ppm = None;
    let fields: Vec<_> = of(&draft, "R20").into_iter().map(|f| f.path.field).collect();
    assert_eq!(fields, ["period", "data_source", "attainment_ppm"]);

    let mut plain = sound();
    plain.targets[0].values.clock_start = None;
    plain.targets[0].values.attainment_ppm = None;
    assert!(of(&plain, "R20").is_empty(), "an availability has no clock");
}

#[test]
fn r21_a_unit_the_metric_is_not_measured_in() {
    let mut draft = sound();
    draft.targets[1].values.unit = Some("percent".into());
    let findings = of(&draft, "R21");
    assert_eq!((findings.len(), findings[0].path.field), (1, "unit"));
    draft.targets[1].values.unit = Some("day".into());
    assert!(of(&draft, "R21").is_empty());
}

#[test]
fn r22_figures_no_service_can_have() {
    let year = 366 * 86_400;
    let judge = |metric: &str, value: i64| {
        let mut draft = sound();
        draft.targets.push(filed(99, target("X", metric, None, value)));
        of(&draft, "R22").len()
    };
    for (metric, fires, just_not) in [
        ("availability", 499_999, 500_000),
        ("availability", 1_000_001, 1_000_000),
        ("availability", 9_990_000, 999_000),
        ("resolve_time", 0, 1),
        ("resolve_time", year + 1, year),
        ("rpo", -1, 0),
        ("report_delay", 367, 366),
        ("latency_pnn", 0, 1),
    ] {
        assert_eq!((judge(metric, fires), judge(metric, just_not)), (1, 0), "{metric}");
    }
    assert_eq!(judge("max_outages", 0), 0, "no outage at all may be promised");

    let mut draft = sound();
    draft.targets[1].values.attainment_ppm = Some(499_999);
    assert_eq!(of(&draft, "R22")[0].path.field, "attainment_ppm");
    draft.targets[1].values.attainment_ppm = Some(500_000);
    assert!(of(&draft, "R22").is_empty());
}

#[test]
fn r26_steps_out_of_sequence() {
    let mut draft = sound();
    draft.version.values.support_calendar = Some(sample::DESK);
    draft.targets.push(filed(98, target("L", "resolve_time", Some(1), 7200)));
    assert!(of(&draft, "R26").is_empty(), "restored and resolved together is in order");
    draft.targets.last_mut().unwrap().values.value = Some(7199);
    let findings = of(&draft, "R26");
    assert_eq!(findings.len(), 1);
    assert_eq!(english(&findings[0], "value"), "120 min");
    assert_eq!(english(&findings[0], "other-value"), "7,199 s");

    let other = |change: &dyn Fn(&mut Target)| {
        let mut draft = draft.clone();
        change(&mut draft.targets.last_mut().unwrap().values);
        of(&draft, "R26").len()
    };
    assert_eq!(other(&|t| t.priority = Some(2)), 1, "P2 restore 4 h, resolve 2 h");
    assert_eq!(other(&|t| t.service = Some("mail".into())), 0);
    assert_eq!(other(&|t| t.hours_basis = Some("support".into())), 0, "2 support hours may last a weekend");
}

#[test]
fn r27_the_more_urgent_priority_is_slower() {
    let with = |p1: i64, p2: i64, hours: &str| {
        let mut draft = sound();
        draft.targets[1].values.value = Some(p1);
        draft.targets[3].values.value = Some(p2);
        draft.targets[1].values.hours_basis = Some(hours.into());
        of(&draft, "R27").into_iter().map(|f| (f.severity, f.message.key, f.path.field)).collect::<Vec<_>>()
    };
    assert_eq!(with(3600, 3601, "24x7"), []);
    assert_eq!(with(3600, 3600, "24x7"), [(Severity::Info, "rule-R27-equal".into(), "value")]);
    assert_eq!(with(3601, 3600, "24x7"), [(Severity::Error, "rule-R27-slower".into(), "value")]);
    assert_eq!(with(60, 3600, "support"), [(Severity::Error, "rule-R27-hours".into(), "hours_basis")]);
}

#[test]
fn r27_two_parts_of_a_service_are_promised_apart() {
    let parts = |p1: Option<&str>, p2: Option<&str>| {
        let mut draft = sound();
        draft.targets[1].values.value = Some(draft.targets[3].values.value.unwrap() + 1);
        draft.targets[1].values.component = p1.map(str::to_owned);
        draft.targets[3].values.component = p2.map(str::to_owned);
        of(&draft, "R27").iter().filter(|f| f.message.key == "rule-R27-slower").count()
    };
    assert_eq!(parts(Some("database"), Some("network")), 0);
    assert_eq!(parts(Some("database"), Some("database")), 1);
    assert_eq!(parts(Some("database"), None), 1, "the whole is that part too");
}

#[test]
fn r27_skips_priorities_that_have_no_target() {
    let mut draft = sound();
    draft.targets.retain(|t| !matches!(t.values.priority, Some(2..=4)));
    let last = draft.targets.iter_mut().find(|t| t.values.priority == Some(5)).unwrap();
    last.values.value = Some(600);
    assert_eq!(english(&of(&draft, "R27")[0], "other-priority"), "P5");
}

#[test]
fn r28_priorities_without_targets() {
    let draft = sample::draft();
    let missing: Vec<_> = of(&draft, "R28").iter().map(|f| english(f, "priority")).collect();
    assert_eq!(missing, ["P3", "P4", "P5"]);

    let mut short = draft.clone();
    short.version.values.priority_matrix = Some("112/122/222".into());
    assert!(of(&short, "R28").is_empty(), "this matrix never gives P3");

    let mut resolve = sound();
    resolve.targets.iter_mut().for_each(|t| {
        if t.values.metric.as_deref() == Some("restore_time") {
            t.values.metric = Some("resolve_time".into());
        }
    });
    assert!(of(&resolve, "R28").is_empty(), "resolving stands for restoring");
    resolve.targets.retain(|t| t.values.metric.as_deref() != Some("response_time"));
    assert!(of(&resolve, "R28").iter().all(|f| f.message.key == "rule-R28-response"));
}
