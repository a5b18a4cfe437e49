//! Customers (01-model 1.1).

pub mod competitor;
pub mod contact;
pub mod user;

use crate::domain::kinds::Kind;
use crate::domain::money::Money;
use crate::domain::record::{Id, choice, currency, date, int, link, long, money, set, text, zone};
use crate::record;

/// Development stages of an organisation (option set STAGE5, 04-interviews 4.0).
pub const STAGE5: &[&str] = &["start", "growth", "expand", "stable", "change", "decline"];

record! {
    /// A customer or prospect (01-model 1.1). Tier, phase and health are derived, not stored.
    Account as ACCOUNT {
        name: "account", prefix: "ACC", yearly: false, title: "name", owner: "",
        columns: &["code", "name", "kind", "industry", "relation_level", "owner"],
    } {
        name: String = text(120).required(),
        short_name: Option<String> = text(24),
        kind: String = choice(&["company", "government", "institution", "group_head", "subsidiary", "other"])
            .required().default("\"company\""),
        parent: Option<Id> = link(Kind::Account),
        industry: Option<String> = text(60).required_from("QUALIFIED"),
        size_band: Option<String> = choice(&["micro", "small", "medium", "large", "group"]),
        employees: Option<i64> = int(0, 10_000_000),
        annual_revenue: Option<Money> = money(),
        /// 1 paper … 5 integrated platform.
        it_maturity: Option<i64> = int(1, 5),
        /// Use of our own products, empty for prospects.
        app_status: Option<i64> = int(1, 5),
        /// 1 no access … 5 strategic.
        relation_level: Option<i64> = int(1, 5),
        dev_stage: Option<String> = choice(STAGE5),
        growth_flags: Vec<String> = set(&["expansion", "reorganisation", "non_standard_business", "it_bottleneck", "dissatisfied"]),
        growth_notes: Option<String> = long(),
        strategy_notes: Option<String> = long(),
        policy_drivers: Option<String> = long(),
        it_strategy_notes: Option<String> = long(),
        decision_process_notes: Option<String> = long(),
        it_budget: Option<Money> = money(),
        owner: Option<Id> = link(Kind::User).required(),
        deputy: Option<Id> = link(Kind::User),
        service_manager: Option<Id> = link(Kind::User),
        tz: String = zone().required().default("\"Asia/Shanghai\""),
        locale: String = choice(&["zh-CN", "en", "ru"]).required().default("\"zh-CN\""),
        ccy: String = currency().required().default("\"CNY\""),
        tier_override: Option<String> = choice(&["A", "B", "C", "D"]).unit("tier"),
        tier_reason: Option<String> = text(200).unit("tier"),
        tier_until: Option<String> = date().unit("tier"),
        closed_at: Option<String> = date().unit("closed"),
        closed_reason: Option<String> = choice(&["liquidated", "blacklisted", "merged", "do_not_contact"]).unit("closed"),
    }
}
