//! Agreements: SLA, OLA, underpinning and service contracts (01-model 1.12).

pub mod cells;
pub mod chain;
pub mod clock;
pub mod commitment;
pub mod content;
pub mod diff;
pub mod draft;
pub mod explain;
pub mod known;
pub mod lint;
pub mod metric;
pub mod new;
pub mod numbers;
pub mod order;
pub mod origin;
pub mod placeholders;
pub mod preset;
pub mod private;
#[cfg(test)]
pub(crate) mod sample;
pub mod sections;
pub mod service;
pub mod states;
pub mod tables;
pub mod target;
pub mod version;

use crate::domain::kinds::Kind;
use crate::domain::record::{Id, choice, currency, flag, link, links, one_or_several, text};
use crate::record;

record! {
    /// An agreement of one of four kinds; its content stands in its versions.
    Agreement as AGREEMENT {
        name: "agreement", prefix: "SLA", yearly: true, title: "title", owner: "opportunity",
        columns: &["code", "title", "kind", "account", "ccy"],
    } {
        title: String = text(120).required(),
        kind: String = choice(&["SLA", "OLA", "UC", "CONTRACT"]).required().default("\"SLA\""),
        /// For SLAs: for the whole customer group, one customer, or one service.
        multi_level: Option<String> = choice(&["corporate", "customer", "service"]),
        provider: String = text(120).required(),
        receiver: String = text(120).required(),
        account: Option<Id> = link(Kind::Account),
        opportunity: Option<Id> = link(Kind::Opportunity),
        /// The agreements that an OLA or UC stands beneath; files from before there could be several hold one alone.
        #[serde(deserialize_with = "one_or_several")]
        supports: Vec<Id> = links(Kind::Agreement),
        annexed_to: Option<Id> = link(Kind::Agreement),
        legally_binding: Option<bool> = flag(),
        ccy: String = currency().required().default("\"CNY\""),
        ci_record: Option<String> = text(60),
        /// Which version the configuration record knows, and its hash.
        ci_version: Option<String> = text(12),
        ci_hash: Option<String> = text(64),
    }
}
