//! Competitors as reference data (01-model 1.3).

use crate::domain::record::{Values, choice, long, text};
use crate::record;
use crate::text::Lang;

/// Kinds of competitor, own development and doing nothing among them (COMP5, 04-interviews 4.0).
pub const COMP5: &[&str] = &["focus", "emerging", "inhouse", "nodec", "oth"];

/// A kind of competitor that is no company.
#[derive(Debug)]
pub struct Nobody {
    pub kind: &'static str,
    /// Message that says what it means to lose to it.
    pub key: &'static str,
    /// Its name in the order of [`Lang::ALL`](crate::text::Lang::ALL).
    pub names: [&'static str; 3],
    /// Reasons of a loss that usually mean it.
    pub reasons: &'static [&'static str],
}

/// Doing nothing, and the customer's own people.
pub const NOBODY: [Nobody; 2] = [
    Nobody {
        kind: "nodec",
        key: "loss-to-nodec",
        names: ["No decision", "维持现状", "Без решения"],
        reasons: &[
            "no_budget",
            "budget_moved",
            "no_decision",
            "postponed",
            "merged_or_closed",
            "unresponsive",
            "our_withdrawal",
            "other",
        ],
    },
    Nobody {
        kind: "inhouse",
        key: "loss-to-inhouse",
        names: ["In-house team", "自建团队", "Своими силами"],
        reasons: &["in_house"],
    },
];

impl Nobody {
    /// Whether a competitor of this name is it.
    pub fn is(&self, name: &str) -> bool {
        self.names.iter().any(|own| name.to_lowercase().contains(&own.to_lowercase()))
    }

    /// Whether this is one of its names in full.
    pub fn named(&self, typed: &str) -> bool {
        self.names.iter().any(|own| own.to_lowercase() == typed)
    }

    /// As a record, named in a language.
    pub fn values(&self, lang: Lang) -> Values {
        let at = Lang::ALL.iter().position(|known| *known == lang).unwrap_or(0);
        let named = self.names.get(at).copied().unwrap_or_default();
        Values::from_iter([("name".to_owned(), named.into()), ("kind".to_owned(), self.kind.into())])
    }
}

record! {
    /// Whoever else the customer may choose.
    Competitor as COMPETITOR {
        name: "competitor", prefix: "", yearly: false, title: "name", owner: "",
        columns: &["name", "kind", "price_level"],
    } {
        name: String = text(120).required(),
        kind: String = choice(COMP5).required().default("\"focus\""),
        strengths: Option<String> = long(),
        weaknesses: Option<String> = long(),
        price_level: Option<String> = choice(&["low", "par", "high"]),
        typical_traps: Option<String> = long(),
    }
}
