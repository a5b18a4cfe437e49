//! Versions of an agreement and their clauses (01-model 1.12, sections of 05-agreement-text 5.0).

use super::tables::{
    ACKNOWLEDGED, Acknowledgement, CREDIT_TIERS, CREDITS, Credit, DEFINITIONS, DUTIES, Definition, Duty, ESCALATIONS,
    EXCLUSIONS, Escalation, Exclusion, LEVELS, LIMITS, Level, Limit, MAINTENANCE, MILESTONES, Milestone, PRICES, Price,
    REPORTS, Report, SIGNATORIES, Signatory, Tier, VOLUMES, Volume, Window,
};
use crate::domain::kinds::Kind;
use crate::domain::money::Money;
use crate::domain::record::{
    Id, basis_points, choice, date, flag, int, link, links, list, long, money, rows, seconds, set, text, zone,
};
use crate::record;

/// States of a version, in the order of its life.
pub const STATES: &[&str] = &[
    "DRAFT",
    "INTERNAL_REVIEW",
    "NEGOTIATION",
    "AGREED",
    "SIGNED",
    "IN_FORCE",
    "EXPIRED",
    "TERMINATED",
    "SUPERSEDED",
    "CANCELLED",
];

/// Whether the clauses and targets of a version in this state are settled: from the agreement of both sides on.
pub fn is_frozen(state: &str) -> bool {
    !matches!(state, "DRAFT" | "INTERNAL_REVIEW" | "NEGOTIATION")
}

record! {
    /// One version: 0.x are drafts, 1.0 the first signed one.
    AgreementVersion as AGREEMENT_VERSION {
        name: "agreement_version", prefix: "", yearly: false, title: "number", owner: "agreement",
        columns: &["number", "state", "effective_from", "effective_to"],
    } {
        agreement: Id = link(Kind::Agreement).required(),
        number: String = text(12).required().default("\"0.1\""),
        state: String = choice(STATES).required().system().default("\"DRAFT\""),
        languages: Vec<String> = set(&["zh-CN", "en", "ru"]).required(),
        governing_language: Option<String> = choice(&["zh-CN", "en", "ru"]).required(),
        effective_from: Option<String> = date().unit("term"),
        /// The last valid day.
        effective_to: Option<String> = date().unit("term"),
        notice_days: Option<i64> = int(0, 3650),
        renewal: Option<String> = choice(&["none", "manual", "auto"]),
        tz: Option<String> = zone(),
        service_calendar: Option<Id> = link(Kind::Calendar),
        support_calendar: Option<Id> = link(Kind::Calendar),
        review_every_months: Option<i64> = int(1, 120),
        next_review_on: Option<String> = date(),
        /// Priority by impact (rows) and urgency (columns), `123/234/345`.
        priority_matrix: Option<String> = text(11).coded().default("\"123/234/345\""),
        author: Option<Id> = link(Kind::User),
        reviewer: Option<Id> = link(Kind::User),
        content_hash: Option<String> = text(64).system().coded(),
        /// The version this one was copied from.
        predecessor: Option<Id> = link(Kind::AgreementVersion).system(),
        /// The day on which it was terminated or cancelled, and why.
        ended_on: Option<String> = date().system(),
        end_reason: Option<String> = text(400).system(),
        /// Keys of the sections in the order of this version; empty where it is that of the inventory.
        sections: Vec<String> = list().hidden().coded(),
        services: Vec<Id> = links(Kind::Service),
        /// Somebody can be called outside support hours.
        on_call: Option<bool> = flag(),
        /// Ways to report; by mail, portal and chat nobody may be there.
        channels: Vec<String> = set(&["phone", "portal", "email", "chat", "onsite", "monitoring"]),
        /// How long a ticket may wait for the customer, and after how many days without answer it is closed.
        customer_wait_max_sec: Option<i64> = seconds(60, 366 * 86_400),
        auto_close_days: Option<i64> = int(1, 366),
        backup_interval_sec: Option<i64> = seconds(1, 366 * 86_400),
        service_review_months: Option<i64> = int(1, 60),
        total: Option<Money> = money(),
        planned_margin: Option<Money> = money(),
        /// What the provider of this agreement owes at most in a year.
        penalty_cap: Option<Money> = money(),
        /// At which rate amounts in other currencies count.
        rate_clause: Option<String> = text(200),
        /// The discount that whoever approves the price may give.
        discount_limit_bp: Option<i64> = basis_points(10_000),
        definitions: Vec<Definition> = rows(&DEFINITIONS),
        priority_levels: Vec<Level> = rows(&LEVELS),
        workload_limits: Vec<Limit> = rows(&LIMITS),
        volumes: Vec<Volume> = rows(&VOLUMES),
        exclusions: Vec<Exclusion> = rows(&EXCLUSIONS),
        maintenance: Vec<Window> = rows(&MAINTENANCE),
        escalations: Vec<Escalation> = rows(&ESCALATIONS),
        reports: Vec<Report> = rows(&REPORTS),
        credits: Vec<Credit> = rows(&CREDITS),
        credit_tiers: Vec<Tier> = rows(&CREDIT_TIERS),
        prices: Vec<Price> = rows(&PRICES),
        milestones: Vec<Milestone> = rows(&MILESTONES),
        signatories: Vec<Signatory> = rows(&SIGNATORIES),
        duties: Vec<Duty> = rows(&DUTIES),
        acknowledged: Vec<Acknowledgement> = rows(&ACKNOWLEDGED).system(),
    }
}

record! {
    /// The text of one section in one language.
    Clause as CLAUSE {
        name: "clause", prefix: "", yearly: false, title: "section", owner: "version",
        columns: &["section", "language", "text"],
    } {
        version: Id = link(Kind::AgreementVersion).required(),
        /// Key of the section inventory (05-agreement-text 5.0).
        section: String = text(40).required().system().coded(),
        language: String = choice(&["zh-CN", "en", "ru"]).required().system(),
        text: Option<String> = long(),
        origin: Option<String> = choice(&["need", "catalogue", "legal", "standard"]),
    }
}
