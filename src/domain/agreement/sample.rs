//! The worked example of 02-sla-lint 2.6, as a draft for tests.

use super::draft::{Around, Draft, Filed, Met, NeedRef, Support};
use super::metric::metric as catalogue;
use super::sections;
use super::target::Target;
use super::version::Clause;
use crate::domain::record::Id;
use crate::text::Lang;

/// A fixed identity for a number.
pub fn id(number: u128) -> Id {
    Id(uuid::Uuid::from_u128(number))
}

/// A target with everything in its place.
pub fn target(label: &str, metric: &str, priority: Option<i64>, value: i64) -> Target {
    let per_case = metric.ends_with("_time");
    let json = serde_json::json!({
        "version": id(2), "label": label, "service": "HIS", "metric": metric, "priority": priority, "value": value,
        "ticket_type": if per_case { "incident" } else { "na" },
        "operator": if metric == "availability" { "ge" } else { "le" },
        "unit": if per_case { "minute" } else { catalogue(metric).unwrap().units[0] },
        "attainment_ppm": per_case.then_some(950_000),
        "period": "calendar_month", "hours_basis": "24x7",
        "clock_start": per_case.then_some("ticket_logged"), "clock_stop": per_case.then_some("first_human_reply"),
        "measure_point": "load balancer", "data_source": "monitoring export", "origin": "standard",
    });
    serde_json::from_value(json).unwrap()
}

pub fn filed(number: u128, values: Target) -> Filed<Target> {
    Filed { id: id(number), values }
}

pub fn support(code: &str, kind: &str, availability: i64) -> Support {
    let mut part = target("T1", "availability", None, availability);
    part.service = Some(format!("service of {code}"));
    Support { code: code.to_owned(), kind: kind.to_owned(), title: format!("{code} agreement"), targets: vec![part] }
}

pub fn need(number: u128, code: &str, title: &str, priority: &str) -> NeedRef {
    let json = serde_json::json!({
        "title": title, "opportunity": id(9), "statement": "said in the interview", "level": "stated", "scope": "micro",
        "analysis": "business", "priority": priority, "state": "CONFIRMED", "value_note": "walk away at 50 000",
    });
    NeedRef { id: id(number), code: code.to_owned(), need: serde_json::from_value(json).unwrap() }
}

/// The example: all sections but workload limits, no targets for P3 to P5, a chain that is too weak.
pub fn draft() -> Draft {
    let agreement = serde_json::json!({
        "title": "Hospital information system", "kind": "SLA", "multi_level": "service", "provider": "East Services",
        "receiver": "Donghu Hospital", "opportunity": id(9), "ccy": "CNY",
    });
    let version = serde_json::json!({
        "agreement": id(1), "number": "0.3", "state": "DRAFT", "languages": ["zh-CN", "en"], "governing_language": "zh-CN",
        "effective_from": "2026-04-01", "effective_to": "2027-03-31", "tz": "Asia/Shanghai", "notice_days": 60,
        "renewal": "manual", "priority_matrix": "123/234/345",
    });
    let mut clauses = Vec::new();
    for (at, section) in sections::all().iter().enumerate().filter(|(_, s)| s.key != "workload_limits") {
        for (lang, offset) in [(Lang::Zh, 100), (Lang::En, 200)] {
            let text = sections::fill(section.text.to(lang), &|name| Some(format!("<{name}>")));
            let values = Clause {
                version: id(2),
                section: section.key.clone(),
                language: lang.tag().to_owned(),
                text: Some(text),
                origin: Some("standard".to_owned()),
            };
            clauses.push(Filed { id: id(offset + at as u128), values });
        }
    }
    let mut targets = vec![
        filed(11, target("T1", "availability", None, 999_000)),
        filed(12, target("T2", "response_time", Some(1), 1800)),
        filed(13, target("T3", "restore_time", Some(1), 14_400)),
        filed(14, target("T4", "response_time", Some(2), 900)),
        filed(15, target("T5", "restore_time", Some(2), 7200)),
    ];
    for lesser in &mut targets[3..] {
        lesser.values.hours_basis = Some("support".to_owned());
    }
    Draft {
        agreement: Filed { id: id(1), values: serde_json::from_value(agreement).unwrap() },
        code: "SLA-2026-0007".to_owned(),
        version: Filed { id: id(2), values: serde_json::from_value(version).unwrap() },
        clauses,
        targets,
        needs: vec![
            need(21, "N-1", "available around the clock", "must"),
            need(22, "N-2", "monthly report in 5 working days", "must"),
        ],
        traces: vec![Met { need: id(21), by: id(11) }],
        supports: vec![
            support("UC-1", "UC", 999_000),
            support("UC-2", "UC", 999_500),
            support("OLA-1", "OLA", 999_500),
        ],
        around: Around::default(),
    }
}
