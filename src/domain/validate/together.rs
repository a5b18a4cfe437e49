//! What fields of one record must say together (01-model): each save that touches one of them asks, none that does not.

use chrono_tz::Tz;
use serde_json::Value;

use super::{date, instant};
use crate::domain::agreement::metric;
use crate::domain::exact::in_each;
use crate::domain::funnel::opportunity::Opportunity;
use crate::domain::funnel::pipelines::Pipelines;
use crate::domain::kinds::Kind;
use crate::domain::record::Values;
use crate::domain::time::moment::day_words;
use crate::text::Msg;

/// What other records say of the one that is saved.
#[derive(Debug)]
pub struct Beside<'a> {
    pub pipelines: &'a Pipelines,
    /// Zone of the customer, in which an instant falls on a day.
    pub tz: Tz,
}

type Fault = (&'static str, Msg);

/// One rule: the fields it looks at, and what it finds.
struct Rule {
    kind: Kind,
    fields: &'static [&'static str],
    fault: fn(&Values, &Beside<'_>) -> Option<Fault>,
}

const RULES: &[Rule] = &[
    // A value set by hand has a reason and a last day (I-5).
    Rule { kind: Kind::Account, fields: &["tier_override", "tier_reason", "tier_until"], fault: tier },
    Rule { kind: Kind::Account, fields: &["closed_at", "closed_reason"], fault: closed },
    Rule { kind: Kind::Account, fields: &["owner", "deputy"], fault: deputy },
    // 01-model 1.1.
    Rule { kind: Kind::Account, fields: &["growth_flags", "growth_notes"], fault: noted },
    // 01-model 1.6.
    Rule { kind: Kind::Activity, fields: &["key_info", "insight"], fault: insight },
    // I-O2.
    Rule { kind: Kind::Opportunity, fields: &["probability_bp", "probability_reason"], fault: chance },
    // I-O4.
    Rule { kind: Kind::Opportunity, fields: &["tender_due_at", "expected_close_on"], fault: tender },
    // 01-model 1.2.
    Rule { kind: Kind::Influence, fields: &["contact", "other"], fault: themselves },
];

/// The faults of the rules that look at a touched field, by the field that would mend them.
pub fn together(
    kind: Kind,
    values: &Values,
    beside: &Beside<'_>,
    touched: impl Fn(&str) -> bool,
) -> Vec<(String, Msg)> {
    let rules = RULES.iter().filter(|rule| rule.kind == kind && rule.fields.iter().any(|field| touched(field)));
    rules.filter_map(|rule| (rule.fault)(values, beside)).map(|(field, msg)| (field.to_owned(), msg)).collect()
}

fn held<'v>(values: &'v Values, field: &str) -> Option<&'v Value> {
    values.get(field).filter(|value| !value.is_null())
}

fn missing(values: &Values, field: &'static str, key: &str) -> Option<Fault> {
    held(values, field).is_none().then(|| (field, Msg::new(key)))
}

fn tier(values: &Values, _: &Beside<'_>) -> Option<Fault> {
    held(values, "tier_override")?;
    missing(values, "tier_reason", "value-tier-reason").or_else(|| missing(values, "tier_until", "value-tier-until"))
}

fn closed(values: &Values, _: &Beside<'_>) -> Option<Fault> {
    match (held(values, "closed_at"), held(values, "closed_reason")) {
        (Some(_), None) => Some(("closed_reason", Msg::new("value-closed-reason"))),
        (None, Some(_)) => Some(("closed_at", Msg::new("value-closed-day"))),
        _ => None,
    }
}

fn deputy(values: &Values, _: &Beside<'_>) -> Option<Fault> {
    let deputy = held(values, "deputy")?;
    (held(values, "owner") == Some(deputy)).then(|| ("deputy", Msg::new("value-deputy")))
}

fn noted(values: &Values, _: &Beside<'_>) -> Option<Fault> {
    let flags = held(values, "growth_flags")?.as_array()?;
    (!flags.is_empty()).then_some(())?;
    missing(values, "growth_notes", "value-growth-note")
}

fn insight(values: &Values, _: &Beside<'_>) -> Option<Fault> {
    (values.get("key_info") == Some(&Value::Bool(true))).then_some(())?;
    missing(values, "insight", "value-insight")
}

fn themselves(values: &Values, _: &Beside<'_>) -> Option<Fault> {
    (held(values, "contact")? == held(values, "other")?).then(|| ("other", Msg::new("value-circle")))
}

/// A closed deal is certain one way or the other, whatever was thought of it.
fn chance(values: &Values, beside: &Beside<'_>) -> Option<Fault> {
    let own = held(values, "probability_bp")?.as_i64()?;
    let deal: Opportunity = serde_json::from_value(Value::Object(values.clone())).ok()?;
    let most = beside.pipelines.most(&deal)?;
    if own == 0 {
        return Some(("probability_bp", Msg::new("value-chance-none")));
    }
    if own > most {
        let most = in_each(|lang| metric::percent(most * 100, lang));
        return Some(("probability_bp", Msg::new("value-chance-most").with("most", most)));
    }
    missing(values, "probability_reason", "value-chance-reason")
}

fn tender(values: &Values, beside: &Beside<'_>) -> Option<Fault> {
    let due = instant(held(values, "tender_due_at")?)?.and_utc().with_timezone(&beside.tz).date_naive();
    let close = date(held(values, "expected_close_on")?)?;
    (due > close).then(|| ("expected_close_on", Msg::new("value-tender-late").with("date", day_words(due))))
}
