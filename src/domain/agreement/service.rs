//! Services of the portfolio, as far as agreements rest on them (01-model 1.11).

use super::tables::{COMPONENTS, Component, STANDARD_TARGETS, StandardTarget};
use crate::domain::kinds::Kind;
use crate::domain::money::Money;
use crate::domain::record::{Id, choice, date, flag, link, long, money, rows, text};
use crate::record;

/// States of a service on its way through the portfolio; up to `tested` it is in the pipeline.
pub const STATUS: &[&str] = &[
    "requirements",
    "defined",
    "analysed",
    "approved",
    "chartered",
    "designed",
    "developed",
    "built",
    "tested",
    "released",
    "operational",
    "retired",
];

/// Whether a service in this state can be had: it is in the catalogue.
pub fn is_in_catalogue(status: &str) -> bool {
    matches!(status, "released" | "operational")
}

record! {
    /// A service that can be promised.
    Service as SERVICE {
        name: "service", prefix: "SVC", yearly: false, title: "name", owner: "",
        columns: &["code", "name", "status", "view", "owner"],
    } {
        name: String = text(120).required(),
        name_zh: Option<String> = text(120),
        name_ru: Option<String> = text(120),
        owner: Option<Id> = link(Kind::User),
        description: Option<String> = long(),
        outcomes: Option<String> = long(),
        view: String = choice(&["customer_facing", "supporting"]).required().default("\"customer_facing\""),
        status: String = choice(STATUS).required().default("\"operational\""),
        /// When it is to be released, while it is not.
        release_on: Option<String> = date(),
        retired_on: Option<String> = date(),
        service_hours: Option<Id> = link(Kind::Calendar),
        support_hours: Option<Id> = link(Kind::Calendar),
        personal_data: Option<bool> = flag(),
        security_critical: Option<bool> = flag(),
        price_unit: Option<String> =
            choice(&["month", "user_month", "device_month", "ticket", "person_day", "project"]),
        list_price: Option<Money> = money(),
        floor_price: Option<Money> = money(),
        components: Vec<Component> = rows(&COMPONENTS),
        standard_targets: Vec<StandardTarget> = rows(&STANDARD_TARGETS),
    }
}

impl Service {
    /// Whether a text names the service: its code or one of its names, in any case.
    pub fn is_named(&self, code: &str, text: &str) -> bool {
        let text = text.trim().to_lowercase();
        let names = [Some(code), Some(self.name.as_str()), self.name_zh.as_deref(), self.name_ru.as_deref()];
        names.into_iter().flatten().any(|name| !name.is_empty() && name.to_lowercase() == text)
    }
}
