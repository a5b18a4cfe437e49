//! What a new agreement usually promises, by the kind of service (05-agreement-text 5.3), and how needs sharpen it.

use serde_json::{Value, json};

use super::metric;
use super::service::Service;
use crate::domain::act::Change;
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Values};
use crate::domain::research::need::Need;

const MINUTE: i64 = 60;
const HOUR: i64 = 3600;
const DAY: i64 = 86_400;
/// Share of cases that must meet a time, parts per million.
const SHARE: i64 = 950_000;

/// A time and the unit it is written in; a day is a working day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Time(i64, &'static str);

const fn minutes(n: i64) -> Time {
    Time(n * MINUTE, "minute")
}
const fn hours(n: i64) -> Time {
    Time(n * HOUR, "hour")
}
const fn days(n: i64) -> Time {
    Time(n * DAY, "day")
}

/// Response, restore and resolve of one priority.
type Steps = (Time, Option<Time>, Time);

/// The kinds of service for which there are usual promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    /// Office hours, five days a week.
    Office,
    /// A service that must never stop.
    Critical,
    /// Nothing yet.
    Bare,
}

/// The usual promises of a kind of service.
struct Usual {
    availability: i64,
    /// Hours basis of the availability, and of the response to the most urgent cases.
    basis: [&'static str; 2],
    priorities: [Steps; 5],
    onsite: Time,
    review_months: i64,
    report_day: i64,
    /// Lower bounds in parts per million with their credits in hundredths of a percent, from the best; below the last
    /// bound the last credit is owed.
    tiers: &'static [(i64, i64)],
    cap: i64,
    combine: &'static str,
}

const OFFICE: Usual = Usual {
    availability: 990_000,
    basis: ["service", "support"],
    priorities: [
        (minutes(30), Some(hours(4)), days(2)),
        (hours(1), Some(hours(8)), days(3)),
        (hours(4), Some(days(3)), days(5)),
        (days(1), None, days(10)),
        (days(2), None, days(20)),
    ],
    onsite: days(1),
    review_months: 3,
    report_day: 5,
    tiers: &[(980_000, 500), (950_000, 1000), (0, 2000)],
    cap: 2000,
    combine: "highest_only",
};

const CRITICAL: Usual = Usual {
    availability: 999_000,
    basis: ["24x7", "24x7"],
    priorities: [
        (minutes(15), Some(hours(2)), days(1)),
        (minutes(30), Some(hours(4)), days(2)),
        (hours(2), Some(days(1)), days(5)),
        (hours(4), None, days(10)),
        (days(1), None, days(20)),
    ],
    onsite: hours(4),
    review_months: 1,
    report_day: 3,
    tiers: &[(995_000, 500), (990_000, 1000), (950_000, 2000), (0, 3000)],
    cap: 3000,
    combine: "sum",
};

impl Preset {
    pub const ALL: [Self; 3] = [Self::Office, Self::Critical, Self::Bare];

    /// Message key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Office => "preset-office",
            Self::Critical => "preset-critical",
            Self::Bare => "preset-bare",
        }
    }

    fn usual(self) -> Option<&'static Usual> {
        match self {
            Self::Office => Some(&OFFICE),
            Self::Critical => Some(&CRITICAL),
            Self::Bare => None,
        }
    }
}

/// A service that the agreement is to cover, and a need that it is to meet.
#[derive(Clone, Debug)]
pub struct Covered {
    pub id: Id,
    pub service: Service,
}

#[derive(Clone, Debug)]
pub struct Wanted {
    pub id: Id,
    pub need: Need,
}

/// What a new version says besides its text: its fields, and its targets with the needs that each of them meets.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    pub version: Values,
    pub targets: Vec<(Values, Vec<Id>)>,
}

impl Plan {
    /// Promises of the catalogue go before the usual ones, and a need that asks for more sharpens both.
    pub fn new(preset: Preset, services: &[Covered], needs: &[Wanted]) -> Self {
        let mut plan = Self::default();
        for covered in services {
            plan.cover(preset, &covered.service);
        }
        if services.is_empty() {
            plan.usual(preset, None);
        }
        for wanted in needs {
            plan.meet(wanted, services.first().map(|covered| covered.service.name.as_str()));
        }
        for (at, (target, _)) in plan.targets.iter_mut().enumerate() {
            target.insert("label".to_owned(), json!(format!("T{}", at + 1)));
        }
        plan.terms(preset, services);
        plan
    }

    fn cover(&mut self, preset: Preset, service: &Service) {
        let first = self.targets.len();
        for standard in &service.standard_targets {
            let Ok(Value::Object(mut values)) = serde_json::to_value(standard) else { continue };
            values.insert("service".to_owned(), json!(service.name));
            self.targets.push((completed(values, "catalogue"), Vec::new()));
        }
        let ours: Vec<(Value, Value)> = self.targets[first..].iter().map(|(target, _)| what(target)).collect();
        let from = self.targets.len();
        self.usual(preset, Some(&service.name));
        // What the catalogue says of a metric and a priority holds.
        let usual = self.targets.split_off(from);
        self.targets.extend(usual.into_iter().filter(|(target, _)| !ours.contains(&what(target))));
    }

    fn usual(&mut self, preset: Preset, service: Option<&str>) {
        let Some(usual) = preset.usual() else { return };
        let mut add = |metric: &str, priority: Option<usize>, (value, unit): (i64, &str), basis: &str| {
            let mut values = Values::new();
            let mut put = |name: &str, value: Value| {
                values.insert(name.to_owned(), value);
            };
            put("metric", json!(metric));
            put("value", json!(value));
            put("unit", json!(unit));
            put("hours_basis", json!(basis));
            if let Some(service) = service {
                put("service", json!(service));
            }
            if let Some(priority) = priority {
                put("priority", json!(priority));
            }
            self.targets.push((completed(values, "standard"), Vec::new()));
        };
        add("availability", None, (usual.availability, "percent"), usual.basis[0]);
        for (at, (response, restore, resolve)) in usual.priorities.into_iter().enumerate() {
            let answered = if at == 0 { usual.basis[1] } else { "support" };
            add("response_time", Some(at + 1), (response.0, response.1), answered);
            if let Some(restore) = restore {
                add("restore_time", Some(at + 1), (restore.0, restore.1), "support");
            }
            add("resolve_time", Some(at + 1), (resolve.0, resolve.1), "support");
        }
        add("onsite_time", Some(1), (usual.onsite.0, usual.onsite.1), "support");
    }

    /// Sharpens the promise that a need asks for, or adds it.
    fn meet(&mut self, wanted: &Wanted, service: Option<&str>) {
        let need = &wanted.need;
        let Some((measure, value)) = need.metric.as_deref().and_then(metric::metric).zip(need.target_value) else {
            return;
        };
        let found = self.targets.iter_mut().find(|(target, _)| {
            let urgent = target.get("priority").is_none_or(|priority| *priority == json!(1));
            target.get("metric") == Some(&json!(measure.code)) && urgent
        });
        let unit = need.unit.as_deref().or(measure.units.first().copied()).unwrap_or_default();
        if let Some((target, met)) = found {
            let promised = target.get("value").and_then(Value::as_i64);
            if !promised.is_some_and(|promised| measure.at_least_as_strict(promised, value)) {
                for (name, value) in [("value", json!(value)), ("unit", json!(unit)), ("origin", json!("need"))] {
                    target.insert(name.to_owned(), value);
                }
            }
            met.push(wanted.id);
            return;
        }
        let mut values = Values::new();
        for (name, value) in [("metric", json!(measure.code)), ("value", json!(value)), ("unit", json!(unit))] {
            values.insert(name.to_owned(), value);
        }
        if let Some(service) = service {
            values.insert("service".to_owned(), json!(service));
        }
        self.targets.push((completed(values, "need"), vec![wanted.id]));
    }

    /// What goes with the promises: hours, reviews, reports, credits and prices.
    fn terms(&mut self, preset: Preset, services: &[Covered]) {
        let mut put = |name: &str, value: Value| {
            if !value.is_null() && value.as_array().is_none_or(|rows| !rows.is_empty()) {
                self.version.insert(name.to_owned(), value);
            }
        };
        put("services", json!(services.iter().map(|covered| covered.id).collect::<Vec<_>>()));
        let first = |of: fn(&Service) -> Option<Id>| services.iter().find_map(|covered| of(&covered.service));
        put("service_calendar", json!(first(|service| service.service_hours)));
        put("support_calendar", json!(first(|service| service.support_hours)));
        let price = |covered: &Covered| {
            let service = &covered.service;
            let (unit, price) = (service.price_unit.as_ref(), service.list_price?);
            Some(json!({ "service": service.name, "item": service.name, "unit": unit, "unit_price": price }))
        };
        put("prices", Value::Array(services.iter().filter_map(price).collect()));
        let Some(usual) = preset.usual() else { return };
        put("service_review_months", json!(usual.review_months));
        put("reports", json!([{ "frequency": "calendar_month", "delivery_day": usual.report_day }]));
        let up = self.targets.iter().find(|(target, _)| target.get("metric") == Some(&json!("availability")));
        let Some((label, promised)) = up
            .and_then(|(target, _)| Some((target.get("label")?.clone(), target.get("value").and_then(Value::as_i64)?)))
        else {
            return;
        };
        let (bounds, mut tiers) = (usual.tiers.iter().filter(|(bound, _)| *bound < promised), Vec::new());
        tiers.push(json!({ "target": label, "at_least": promised, "credit_bp": 0 }));
        let mut above = promised;
        for (bound, credit) in bounds {
            let mut tier = json!({ "target": label, "below": above, "credit_bp": credit });
            if *bound > 0 {
                tier["at_least"] = json!(bound);
            }
            tiers.push(tier);
            above = *bound;
        }
        self.version.insert("credit_tiers".to_owned(), Value::Array(tiers));
        let credit = json!([{
            "target": label, "period": "calendar_month", "cap_bp": usual.cap, "combine": usual.combine,
            "claim_days": 30, "apply": "next_invoice", "rounding": "half_up",
        }]);
        self.version.insert("credits".to_owned(), credit);
    }

    /// The targets of a version and their links, to be saved together with it.
    pub fn changes(self, version: Id, mut ids: impl FnMut() -> Id) -> Vec<Change> {
        let mut changes = Vec::new();
        for (mut values, needs) in self.targets {
            let id = ids();
            values.insert("version".to_owned(), version.json());
            changes.push(Change::Insert { kind: Kind::Target, id, values });
            changes.extend(needs.into_iter().map(|need| Change::link(ids(), (Kind::Need, need), (Kind::Target, id))));
        }
        changes
    }
}

/// Of what a target speaks.
fn what(target: &Values) -> (Value, Value) {
    let cell = |name: &str| target.get(name).cloned().unwrap_or(Value::Null);
    (cell("metric"), cell("priority"))
}

/// A target with what follows from its metric.
fn completed(mut values: Values, origin: &str) -> Values {
    let code = values.get("metric").and_then(Value::as_str).unwrap_or_default().to_owned();
    let per_case = metric::metric(&code).is_some_and(|m| m.aggregation == metric::Aggregation::PercentWithin);
    let stop = match code.as_str() {
        "response_time" => Some("first_human_reply"),
        "onsite_time" => Some("engineer_on_site"),
        "restore_time" => Some("service_restored"),
        "resolve_time" => Some("resolved"),
        _ => None,
    };
    let day = values.get("unit") == Some(&json!("day"));
    let mut usual = |name: &str, value: Value| {
        if !value.is_null() {
            values.entry(name).or_insert(value);
        }
    };
    usual("operator", metric::metric(&code).map_or(Value::Null, |metric| metric.operator().into()));
    usual("period", json!("calendar_month"));
    usual("hours_basis", json!(if per_case { "support" } else { "service" }));
    usual("origin", json!(origin));
    if per_case {
        usual("ticket_type", json!("incident"));
        usual("attainment_ppm", json!(SHARE));
        usual("clock_start", json!("ticket_logged"));
        usual("clock_stop", json!(stop));
        usual("day_semantics", if day { json!("business_day") } else { Value::Null });
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::agreement::sample;
    use crate::domain::validate;

    fn of(target: &(Values, Vec<Id>), name: &str) -> Value {
        target.0.get(name).cloned().unwrap_or(Value::Null)
    }

    fn service() -> Covered {
        Covered { id: sample::id(40), service: sample::draft().services[0].service.clone() }
    }

    #[test]
    fn both_kinds_of_service_promise_what_is_usual() {
        for (preset, up, targets) in
            [(Preset::Office, 990_000, 15), (Preset::Critical, 999_000, 15), (Preset::Bare, 0, 0)]
        {
            let plan = Plan::new(preset, &[service()], &[]);
            assert_eq!(plan.targets.len(), targets, "{preset:?}");
            if targets > 0 {
                assert_eq!(of(&plan.targets[0], "value"), json!(up));
            }
            for change in plan.changes(sample::id(2), || sample::id(9)) {
                let Change::Insert { kind, values, .. } = change else { panic!("{change:?}") };
                assert_eq!(validate::validate(kind, &values), [], "{values:?}");
            }
        }
        let plan = Plan::new(Preset::Critical, &[service()], &[]);
        let first = |metric: &str| plan.targets.iter().find(|t| of(t, "metric") == json!(metric)).unwrap();
        assert_eq!(of(first("response_time"), "value"), json!(15 * MINUTE));
        assert_eq!(of(first("response_time"), "hours_basis"), json!("24x7"));
        assert_eq!(of(first("resolve_time"), "day_semantics"), json!("business_day"));
    }

    #[test]
    fn a_need_that_asks_for_more_sharpens_the_promise_and_is_linked() {
        let draft = sample::draft();
        let wanted: Vec<_> = draft.needs.iter().map(|need| Wanted { id: need.id, need: need.need.clone() }).collect();
        let plan = Plan::new(Preset::Critical, &[service()], &wanted);
        // N-1 asks for 99.95 %; N-2 cannot be measured and stays without a promise.
        assert_eq!(of(&plan.targets[0], "value"), json!(999_500));
        assert_eq!(of(&plan.targets[0], "origin"), json!("need"));
        assert_eq!(plan.targets[0].1, [sample::id(21)]);
        assert!(plan.targets[1..].iter().all(|(_, needs)| needs.is_empty()));
        let tiers = plan.version["credit_tiers"].as_array().unwrap();
        assert_eq!((&tiers[0]["at_least"], &tiers[1]["below"]), (&json!(999_500), &json!(999_500)));
        assert_eq!(tiers.last().unwrap().get("at_least"), None);
        let mut rare = wanted[0].clone();
        rare.need.metric = Some("max_outages".into());
        rare.need.target_value = Some(2);
        rare.need.unit = Some("count".into());
        let plan = Plan::new(Preset::Office, &[], &[rare]);
        assert_eq!(of(plan.targets.last().unwrap(), "metric"), json!("max_outages"));
        let mut lax = wanted[0].clone();
        lax.need.target_value = Some(980_000);
        let plan = Plan::new(Preset::Critical, &[service()], &[lax]);
        assert_eq!(of(&plan.targets[0], "value"), json!(999_000), "what is promised anyway stays");
    }

    #[test]
    fn the_catalogue_goes_before_what_is_usual() {
        let mut covered = service();
        covered.service.standard_targets = vec![crate::domain::agreement::tables::StandardTarget {
            metric: "availability".into(),
            value: Some(995_000),
            unit: Some("percent".into()),
            ..Default::default()
        }];
        let plan = Plan::new(Preset::Critical, &[covered], &[]);
        let up: Vec<_> = plan.targets.iter().filter(|t| of(t, "metric") == json!("availability")).collect();
        assert_eq!(up.len(), 1);
        assert_eq!((of(up[0], "value"), of(up[0], "origin")), (json!(995_000), json!("catalogue")));
        assert_eq!(plan.version["credit_tiers"][0]["at_least"], json!(995_000));
        assert_eq!(plan.version["service_review_months"], json!(1));
    }
}
