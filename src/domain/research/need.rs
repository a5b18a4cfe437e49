//! Needs and gaps (01-model 1.8).

use crate::domain::agreement::metric::{CODES, UNITS};
use crate::domain::kinds::Kind;
use crate::domain::money::Money;
use crate::domain::record::{Id, choice, date, int, link, links, long, measure, money, text};
use crate::record;

/// The first eight are the technical aspects of the source documents.
pub const ASPECT: &[&str] = &[
    "software",
    "hardware",
    "network",
    "data",
    "application",
    "presentation",
    "function",
    "performance",
    "process",
    "method",
    "organisation",
    "security",
];

record! {
    /// What the customer needs, in their words, on one of five levels.
    Need as NEED {
        name: "need", prefix: "N", yearly: false, title: "title", owner: "opportunity",
        columns: &["code", "title", "level", "priority", "scope", "state"],
    } {
        title: String = text(120).required(),
        opportunity: Id = link(Kind::Opportunity).required(),
        statement: String = long().required(),
        level: String = choice(&["stated", "real", "unstated", "delight", "latent"]).required().default("\"stated\""),
        derived_from: Option<Id> = link(Kind::Need),
        scope: String = choice(&["macro", "micro"]).required().default("\"micro\""),
        analysis: String = choice(&["business", "technical"]).required().default("\"business\""),
        aspect: Option<String> = choice(ASPECT),
        priority: Option<String> = choice(&["must", "should", "could", "wont"]).required_from("CONFIRMED"),
        value_note: Option<String> = long(),
        /// A metric of the catalogue; what cannot be measured stands in the value note.
        metric: Option<String> = choice(CODES).unit("value"),
        /// In the metric's base unit.
        target_value: Option<i64> = measure("metric", "unit").unit("value"),
        unit: Option<String> = choice(UNITS).system().unit("value"),
        deadline: Option<String> = date(),
        requester: Option<Id> = link(Kind::Contact),
        confirmed_by: Option<Id> = link(Kind::Contact),
        confirmed_on: Option<String> = date(),
        dept: Option<String> = text(80),
        state: String = choice(&["DRAFT", "ANALYSED", "CONFIRMED", "COVERED", "ACCEPTED", "REJECTED", "DEFERRED"])
            .required().default("\"DRAFT\""),
        state_reason: Option<String> = text(200),
        deferred_to: Option<String> = date(),
    }
}

record! {
    /// What is missing between today and what is wanted, and the measure that closes it.
    Gap as GAP {
        name: "gap", prefix: "G", yearly: false, title: "statement", owner: "opportunity",
        columns: &["code", "statement", "kind", "severity", "state"],
    } {
        opportunity: Id = link(Kind::Opportunity).required(),
        statement: String = text(200).required(),
        current: String = long().required(),
        desired: String = long().required(),
        kind: String = choice(&["business", "technical"]).required().default("\"business\""),
        aspect: Option<String> = choice(ASPECT),
        severity: i64 = int(1, 5).required().default("3"),
        needs: Vec<Id> = links(Kind::Need),
        measure: Option<String> = long().required_from("SOLUTION"),
        cost_estimate: Option<Money> = money(),
        state: String = choice(&["OPEN", "MEASURE_SET", "RESOLVED"]).required().default("\"OPEN\""),
    }
}
