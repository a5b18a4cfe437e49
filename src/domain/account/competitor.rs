//! Competitors as reference data (01-model 1.3).

use crate::domain::record::{choice, long, text};
use crate::record;

/// Kinds of competitor, own development and doing nothing among them (COMP5, 04-interviews 4.0).
pub const COMP5: &[&str] = &["focus", "emerging", "inhouse", "nodec", "oth"];

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
