//! Versions of an agreement and their clauses (01-model 1.12, sections of 05-agreement-text 5.0).

use crate::domain::kinds::Kind;
use crate::domain::record::{Id, choice, date, int, link, long, set, text, zone};
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
