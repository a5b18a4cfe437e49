//! The worked example of 02-sla-lint 2.6, as a draft for tests.

use super::draft::{Around, Deal, Draft, Filed, Met, NeedRef, Person, ServiceRef, Support};
use super::metric::metric as catalogue;
use super::origin::Origin;
use super::sections;
use super::tables::{Limit, Tier};
use super::target::Target;
use super::version::Clause;
use crate::domain::money::{Currency, Money};
use crate::domain::record::Id;
use crate::domain::time::builtin;
use crate::domain::time::calendar::Calendar;
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

/// An agreement beneath, sound in everything but what the example says.
pub fn support(code: &str, kind: &str, availability: i64) -> Support {
    let mut part = target("T1", "availability", None, availability);
    part.service = Some(format!("service of {code}"));
    part.component = match code {
        "UC-1" => Some("hosting".to_owned()),
        "UC-2" => Some("network".to_owned()),
        "OLA-1" => Some("application".to_owned()),
        _ => None,
    };
    Support {
        code: code.to_owned(),
        kind: kind.to_owned(),
        title: format!("{code} agreement"),
        state: Some("IN_FORCE".to_owned()),
        provider: Some(format!("provider of {code}")),
        receiver: Some("East Services".to_owned()),
        ccy: Some("CNY".to_owned()),
        effective_from: Some("2026-01-01".to_owned()),
        effective_to: Some("2027-12-31".to_owned()),
        renewal: Some("none".to_owned()),
        support_calendar: Some(ROUND_THE_CLOCK),
        targets: vec![part],
        ..Support::default()
    }
}

/// Open at every moment, on every day.
pub const ROUND_THE_CLOCK: Id = Id(uuid::Uuid::from_u128(31));
/// Monday to Friday from 9 to 18, with the holidays of 2026.
pub const DESK: Id = Id(uuid::Uuid::from_u128(32));

fn calendars() -> Vec<Filed<Calendar>> {
    let mut round = builtin::named("24x7").unwrap().unwrap();
    round.tz = "Asia/Shanghai".to_owned();
    round.valid_to = Some("2099-12-31".to_owned());
    let mut desk = builtin::named("cn-2026").unwrap().unwrap();
    desk.name = "CN-2026".to_owned();
    desk.windows = vec!["mon-fri 09:00-18:00".to_owned()];
    vec![Filed { id: ROUND_THE_CLOCK, values: round }, Filed { id: DESK, values: desk }]
}

pub fn need(number: u128, code: &str, title: &str, priority: &str) -> NeedRef {
    let json = serde_json::json!({
        "title": title, "opportunity": id(9), "statement": "said in the interview", "level": "stated", "scope": "macro",
        "analysis": "business", "priority": priority, "state": "CONFIRMED", "value_note": "walk away at 50 000",
    });
    NeedRef { id: id(number), code: code.to_owned(), need: serde_json::from_value(json).unwrap(), private: false }
}

/// The example: all sections but workload limits, no targets for P3 to P5, a chain that is too weak.
pub fn draft() -> Draft {
    let agreement = serde_json::json!({
        "title": "Hospital information system", "kind": "SLA", "multi_level": "service", "provider": "East Services",
        "receiver": "Donghu Hospital", "opportunity": id(9), "ccy": "CNY", "ci_record": "CI-0007",
    });
    let cny = |minor: i64| serde_json::json!({ "minor": minor, "ccy": "CNY" });
    let version = serde_json::json!({
        "agreement": id(1), "number": "0.3", "state": "DRAFT", "languages": ["zh-CN", "en"], "governing_language": "zh-CN",
        "effective_from": "2026-04-01", "effective_to": "2027-03-31", "tz": "Asia/Shanghai", "notice_days": 60,
        "renewal": "manual", "priority_matrix": "123/234/345", "next_review_on": "2027-01-30", "author": id(50),
        "services": [id(40)], "service_calendar": ROUND_THE_CLOCK, "support_calendar": DESK, "on_call": false,
        "channels": ["phone", "portal"], "service_review_months": 3, "review_every_months": 12,
        "total": cny(144_000_000), "planned_margin": cny(30_000_000),
        "volumes": [{ "priority": 1, "per_month": 15 }, { "priority": 2, "per_month": 40 }],
        "exclusions": [
            { "kind": "customer_caused", "text": "causes in the customer's network and premises" },
            { "kind": "force_majeure", "text": "as defined in the contract" },
        ],
        "maintenance": [
            { "window": "sun 02:00-06:00", "notice_hours": 72, "cap_sec": 72_000, "cap_period": "calendar_month" },
        ],
        "escalations": [
            { "level": 1, "after_sec": 3600, "side": "provider", "role": "service manager", "user": id(50) },
            { "level": 2, "after_sec": 5400, "side": "customer", "role": "head of IT", "contact": id(41) },
        ],
        "reports": [{
            "content": "targets, breaches, load", "frequency": "calendar_month", "recipients": [id(41)], "delivery_day": 5,
        }],
        "credits": [{
            "target": "T1", "basis_fee": cny(12_000_000), "period": "calendar_month", "combine": "sum",
            "claim_days": 30, "apply": "next_invoice", "rounding": "half_up",
        }],
        "credit_tiers": [
            { "target": "T1", "at_least": 999_000, "credit_bp": 0 },
            { "target": "T1", "at_least": 995_000, "below": 999_000, "credit_bp": 1000 },
            { "target": "T1", "at_least": 990_000, "below": 995_000, "credit_bp": 500 },
            { "target": "T1", "below": 990_000, "credit_bp": 2000 },
        ],
        "prices": [{
            "service": "HIS", "item": "Operation", "unit": "month", "qty": 12, "unit_price": cny(12_000_000),
            "net": cny(135_849_057), "tax_rate_bp": 600, "tax": cny(8_150_943),
        }],
        "milestones": [
            { "name": "first half", "amount": cny(72_000_000), "share_bp": 5000 },
            { "name": "second half", "amount": cny(72_000_000), "share_bp": 5000 },
        ],
        "signatories": [
            { "side": "provider", "name": "Wang Lei", "user": id(50), "title": "director", "authority_ok": true },
            { "side": "customer", "name": "Chen Yu", "contact": id(41), "title": "head of IT", "authority_ok": true },
        ],
        "duties": [
            { "side": "provider", "role": "service manager", "text": "keeps the service running" },
            { "side": "customer", "role": "head of IT", "text": "gives access and information" },
        ],
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
    targets[0].values.polling_sec = Some(300);
    targets[0].values.unavailable_criterion = Some("no answer for 60 s at the load balancer".to_owned());
    for lesser in &mut targets[3..] {
        lesser.values.hours_basis = Some("support".to_owned());
    }
    let part = |name: &str, provider: &str, by: &str| {
        let (criticality, share) = ("critical", 3000);
        serde_json::json!({
            "name": name, "provider": provider, "provided_by": by, "criticality": criticality, "share_bp": share,
        })
    };
    let service = serde_json::json!({
        "name": "HIS", "view": "customer_facing", "status": "operational",
        "service_hours": ROUND_THE_CLOCK, "support_hours": DESK,
        "components": [
            part("hosting", "supplier", "provider of UC-1"), part("network", "supplier", "provider of UC-2"),
            part("application", "team", "provider of OLA-1"),
        ],
    });
    let mut hosting = support("UC-1", "UC", 999_000);
    hosting.effective_to = Some("2026-12-31".to_owned());
    let mut restore = target("T2", "restore_time", None, 21_600);
    restore.component = Some("hosting".to_owned());
    restore.service = Some("service of UC-1".to_owned());
    hosting.targets.push(restore);
    let mut available = need(21, "N-1", "available around the clock", "must");
    available.need.metric = Some("availability".to_owned());
    available.need.target_value = Some(999_500);
    available.need.unit = Some("percent".to_owned());
    Draft {
        agreement: Filed { id: id(1), values: serde_json::from_value(agreement).unwrap() },
        code: "SLA-2026-0007".to_owned(),
        version: Filed { id: id(2), values: serde_json::from_value(version).unwrap() },
        clauses,
        targets,
        needs: vec![available, need(22, "N-2", "monthly report in 5 working days", "must")],
        traces: vec![Met { need: id(21), by: id(11) }],
        supports: vec![hosting, support("UC-2", "UC", 999_500), support("OLA-1", "OLA", 999_500)],
        services: vec![ServiceRef {
            id: id(40),
            code: "SVC-0001".to_owned(),
            service: serde_json::from_value(service).unwrap(),
        }],
        calendars: calendars(),
        commitments: Vec::new(),
        people: vec![Person { id: id(41), name: "Chen Yu".to_owned(), employed: true }],
        deal: Some(Deal {
            code: "OPP-2026-0009".to_owned(),
            amount: Some(Money::new(144_000_000, Currency::CNY)),
            budget: Some(Money::new(150_000_000, Currency::CNY)),
            tier: Some("B".to_owned()),
        }),
        items: Vec::new(),
        versions: Vec::new(),
        above: Vec::new(),
        origin: Origin::default(),
        around: Around::default(),
    }
}

/// The same without a fault: what the checks name is mended.
pub fn sound() -> Draft {
    let mut draft = draft();
    for language in ["zh-CN", "en"] {
        let mut clause = draft.clauses.iter().find(|c| c.values.language == language).unwrap().clone();
        clause.id = id(300 + language.len() as u128);
        clause.values.section = "workload_limits".into();
        clause.values.text = Some("100 / 100".into());
        draft.clauses.push(clause);
    }
    let hours = |h: i64| h * 3600;
    draft.targets.truncate(1);
    draft.targets[0].values.value = Some(995_000);
    for priority in 1..=5 {
        let at = 20 + 10 * u128::try_from(priority).unwrap();
        draft.targets.push(filed(at + 1000, target("R", "response_time", Some(priority), hours(priority))));
        draft.targets.push(filed(at + 1001, target("S", "restore_time", Some(priority), hours(priority * 2))));
    }
    draft.traces.push(Met { need: id(22), by: id(11) });
    draft.needs[0].need.target_value = Some(995_000);
    draft.supports[0].effective_to = Some("2027-12-31".into());
    draft.supports[0].targets[1].value = Some(3600);
    let version = &mut draft.version.values;
    version.support_calendar = Some(ROUND_THE_CLOCK);
    version.volumes[0].per_month = Some(40);
    version.maintenance[0].counted = Some(true);
    version.credits[0].cap_bp = Some(2000);
    version.workload_limits = vec![Limit {
        service: Some("HIS".into()),
        measure: "users".into(),
        limit: Some(100),
        over_limit: Some("extra_fee".into()),
        expected: Some(80),
        ..Limit::default()
    }];
    let tier = |at_least, below, credit| Tier { target: "T1".into(), at_least, below, credit_bp: Some(credit) };
    version.credit_tiers =
        vec![tier(Some(995_000), None, 0), tier(Some(990_000), Some(995_000), 500), tier(None, Some(990_000), 1000)];
    draft
}
