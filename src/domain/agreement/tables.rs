//! The small tables of an agreement version: edited as tables, and nothing links to a row of theirs (01-model 1.12).

use crate::domain::kinds::Kind;
use crate::domain::money::Money;
use crate::domain::record::{Id, basis_points, choice, date, flag, int, link, links, money, ppm, seconds, text};
use crate::table;

/// Periods in which things are counted, reported and paid.
pub const PERIODS: &[&str] = &["day", "week", "calendar_month", "quarter", "half_year", "year"];
pub const LANGUAGES: &[&str] = &["zh-CN", "en", "ru"];
pub const SIDES: &[&str] = &["provider", "customer"];
const TICKETS: &[&str] = &["incident", "request", "change", "problem"];
/// A year, in seconds.
const YEAR: i64 = 366 * 86_400;

table! {
    /// A term and what it means here, in one language.
    Definition as DEFINITIONS "definitions" {
        language: String = choice(LANGUAGES).required(),
        term: String = text(80).required(),
        text: Option<String> = text(1000),
    }
}

table! {
    /// What a level of impact or urgency means, with an example.
    Level as LEVELS "priority_levels" {
        axis: String = choice(&["impact", "urgency"]).required(),
        level: Option<i64> = int(1, 3).required(),
        text: Option<String> = text(200),
        example: Option<String> = text(200),
    }
}

table! {
    /// Up to which volume the targets hold (ISO/IEC 20000-1 8.3.3), and what happens above it.
    Limit as LIMITS "workload_limits" {
        service: Option<String> = text(120),
        measure: String = choice(&[
            "tickets_month", "users", "devices", "sites", "requests_month", "onsite_visits_year", "data_gb",
        ]).required(),
        limit: Option<i64> = int(0, 1_000_000_000).required(),
        over_limit: Option<String> = choice(&["best_effort", "extra_fee", "targets_suspended"]),
        extra_price: Option<Money> = money(),
        /// The volume that is expected, in the measure of the limit.
        expected: Option<i64> = int(0, 1_000_000_000),
    }
}

table! {
    /// How many cases a month are expected.
    Volume as VOLUMES "volumes" {
        service: Option<String> = text(120),
        ticket_type: Option<String> = choice(TICKETS),
        priority: Option<i64> = int(1, 5),
        per_month: Option<i64> = int(0, 1_000_000_000).required(),
    }
}

table! {
    /// What does not count as downtime or breach.
    Exclusion as EXCLUSIONS "exclusions" {
        kind: String = choice(&[
            "planned_maintenance", "customer_caused", "customer_third_party", "force_majeure",
            "suspension_for_nonpayment", "beta", "other",
        ]).required(),
        text: Option<String> = text(1000),
        /// Seconds a period at most.
        cap_sec: Option<i64> = seconds(0, YEAR),
        notice_hours: Option<i64> = int(0, 8760),
    }
}

table! {
    /// When maintenance is done.
    Window as MAINTENANCE "maintenance" {
        /// As in a calendar: `sun 02:00-06:00`.
        window: String = text(80).required(),
        notice_hours: Option<i64> = int(0, 8760),
        cap_sec: Option<i64> = seconds(0, YEAR),
        cap_period: Option<String> = choice(PERIODS),
        /// Whether it counts as downtime; empty where nobody said so.
        counted: Option<bool> = flag(),
    }
}

table! {
    /// Who is told when a target is in danger.
    Escalation as ESCALATIONS "escalations" {
        level: Option<i64> = int(1, 9).required(),
        after_sec: Option<i64> = seconds(0, YEAR),
        /// Or after this share of the target's time, parts per million.
        after_ppm: Option<i64> = ppm(2_000_000),
        side: Option<String> = choice(SIDES),
        role: Option<String> = text(80),
        contact: Option<Id> = link(Kind::Contact),
        user: Option<Id> = link(Kind::User),
        channel: Option<String> = text(80),
    }
}

table! {
    /// A report that the provider owes.
    Report as REPORTS "reports" {
        content: Option<String> = text(200),
        frequency: Option<String> = choice(PERIODS),
        recipients: Vec<Id> = links(Kind::Contact),
        /// People who are no contacts yet, or a mailing list.
        recipient: Option<String> = text(120),
        /// By which working day of the next period.
        delivery_day: Option<i64> = int(1, 31),
        format: Option<String> = text(40),
    }
}

table! {
    /// What a missed target costs the provider. The tiers stand in a table of their own.
    Credit as CREDITS "credits" {
        /// Label of the target.
        target: String = text(12).required(),
        basis_fee: Option<Money> = money(),
        period: Option<String> = choice(PERIODS),
        /// Hundredths of a percent of the period's fee, at most.
        cap_bp: Option<i64> = basis_points(1_000_000),
        combine: Option<String> = choice(&["sum", "highest_only"]),
        claim_days: Option<i64> = int(0, 3650),
        apply: Option<String> = choice(&["next_invoice", "refund"]),
        rounding: Option<String> = choice(&["half_up", "up", "down"]),
        sole_remedy: Option<bool> = flag(),
        earn_back: Option<bool> = flag(),
        /// How many breaches in how many periods give a right to terminate.
        chronic: Option<String> = text(120),
    }
}

table! {
    /// One tier of a credit schedule: from `at_least` up to below `below`, in the base unit of the target's metric.
    Tier as CREDIT_TIERS "credit_tiers" {
        target: String = text(12).required(),
        /// Empty: from nothing on.
        at_least: Option<i64> = int(0, i64::MAX),
        /// Empty: without an upper end.
        below: Option<i64> = int(0, i64::MAX),
        /// Hundredths of a percent of the basis fee.
        credit_bp: Option<i64> = basis_points(1_000_000),
    }
}

/// Units whose quantity follows the customer's volume.
pub const BY_VOLUME: &[&str] = &["user_month", "device_month", "ticket"];

table! {
    /// A line of the price.
    Price as PRICES "prices" {
        service: Option<String> = text(120),
        item: String = text(120).required(),
        unit: Option<String> = choice(&["month", "user_month", "device_month", "ticket", "person_day", "project"]),
        qty: Option<i64> = int(0, 1_000_000_000),
        unit_price: Option<Money> = money(),
        /// Hundredths of a percent.
        discount_bp: Option<i64> = basis_points(10_000),
        net: Option<Money> = money(),
        /// Hundredths of a percent.
        tax_rate_bp: Option<i64> = basis_points(10_000),
        tax: Option<Money> = money(),
        /// What it costs us; never leaves the house.
        cost: Option<Money> = money(),
        /// Somebody who may has agreed to a price below cost.
        approved: Option<bool> = flag(),
    }
}

table! {
    /// A payment and what it waits for.
    Milestone as MILESTONES "milestones" {
        name: String = text(120).required(),
        condition: Option<String> = text(200),
        planned_on: Option<String> = date(),
        amount: Option<Money> = money(),
        /// Hundredths of a percent of the total.
        share_bp: Option<i64> = basis_points(10_000),
    }
}

table! {
    /// Who signs for a side.
    Signatory as SIGNATORIES "signatories" {
        side: String = choice(SIDES).required(),
        name: Option<String> = text(80),
        contact: Option<Id> = link(Kind::Contact),
        user: Option<Id> = link(Kind::User),
        title: Option<String> = text(80),
        /// Whether the right to sign has been looked at.
        authority_ok: Option<bool> = flag(),
        signed_on: Option<String> = date(),
        method: Option<String> = choice(&["paper", "e_sign", "seal"]),
    }
}

table! {
    /// What a side owes besides the service itself, and who does it.
    Duty as DUTIES "duties" {
        side: String = choice(SIDES).required(),
        role: Option<String> = text(80),
        text: Option<String> = text(400),
    }
}

table! {
    /// A warning somebody answers for. It holds while the value at its path stays as it is.
    Acknowledgement as ACKNOWLEDGED "acknowledged" {
        /// `R33`.
        rule: String = text(4).required(),
        path: String = text(200).required(),
        reason: String = text(400).required(),
        by: Option<String> = text(80),
        on: Option<String> = date(),
        /// Fingerprint of the value it was said of.
        value: Option<String> = text(64),
    }
}

table! {
    /// A part of a service, and who provides it.
    Component as COMPONENTS "components" {
        name: String = text(80).required(),
        provider: Option<String> = choice(&["team", "supplier", "customer"]),
        provided_by: Option<String> = text(120),
        criticality: Option<String> = choice(&["critical", "redundant", "minor"]),
        /// Components of one group stand in for each other.
        group: Option<String> = text(40),
        /// So many of the group must work; one where nothing is said.
        needed: Option<i64> = int(1, 99),
        /// Its share in the fee of the service, hundredths of a percent.
        share_bp: Option<i64> = basis_points(10_000),
    }
}

table! {
    /// What the catalogue promises for a service unless an agreement says otherwise.
    StandardTarget as STANDARD_TARGETS "standard_targets" {
        metric: String = choice(super::metric::CODES).required(),
        ticket_type: Option<String> = choice(TICKETS),
        priority: Option<i64> = int(1, 5),
        value: Option<i64> = crate::domain::record::measure("metric", "unit").required(),
        unit: Option<String> = choice(super::metric::UNITS).system(),
        attainment_ppm: Option<i64> = ppm(1_000_000),
        period: Option<String> = choice(PERIODS),
        hours_basis: Option<String> = choice(&["service", "support", "24x7"]),
    }
}
