//! What is signed of a version: its canonical JSON and the hash of it (01-model 1.12, R08).

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::draft::Draft;
use super::private::is_private;

/// Fields of a version that go on changing after it was signed, or are nobody's business but ours.
const NOT_SIGNED: &[&str] = &[
    "state",
    "content_hash",
    "acknowledged",
    "reviewer",
    "next_review_on",
    "planned_margin",
    "discount_limit_bp",
    "predecessor",
    "ended_on",
    "end_reason",
];

/// Fields of the agreement itself that every version of it is signed with.
pub const SIGNED_HEAD: &[&str] = &["provider", "receiver", "ccy"];

/// Whether a field of a version may still change in this state, when its text is settled: what is not signed may;
/// signatures are gathered, and the number is given, while both sides have agreed.
pub fn may_change(field: &str, state: &str) -> bool {
    let gathered = matches!(field, "signatories" | "number") && state == "AGREED";
    gathered || field == "archived" || NOT_SIGNED.contains(&field)
}

/// SHA-256 of the canonical JSON of what both sides sign, in 64 hexadecimal digits. Keys stand in the order of their
/// letters, so the same content has the same hash everywhere.
pub fn hash(draft: &Draft) -> String {
    let mut version = serde_json::to_value(&draft.version.values).unwrap_or(Value::Null);
    if let Value::Object(fields) = &mut version {
        fields.retain(|name, _| !NOT_SIGNED.contains(&name.as_str()));
        // Our own cost is no part of the price.
        for line in fields.get_mut("prices").and_then(Value::as_array_mut).into_iter().flatten() {
            if let Value::Object(line) = line {
                line.retain(|name, _| !is_private("prices", name));
            }
        }
    }
    let head = serde_json::to_value(&draft.agreement.values).unwrap_or(Value::Null);
    let mut signed = json!({
        "code": draft.code,
        "version": version,
        "clauses": draft.clauses.iter().map(|clause| &clause.values).collect::<Vec<_>>(),
        "targets": draft.targets.iter().map(|target| &target.values).collect::<Vec<_>>(),
    });
    for field in SIGNED_HEAD {
        signed[*field] = head.get(field).cloned().unwrap_or_else(|| json!(""));
    }
    let digest = Sha256::digest(sorted(signed).to_string());
    digest.iter().flat_map(|byte| [byte >> 4, byte & 15]).filter_map(|half| char::from_digit(half.into(), 16)).collect()
}

/// The same value with its keys in order, however the program keeps them.
fn sorted(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields.into_iter().map(|(name, value)| (name, sorted(value))).collect();
            fields.sort_by(|a, b| a.0.cmp(&b.0));
            Value::Object(fields.into_iter().collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(sorted).collect()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::agreement::sample;

    #[test]
    fn what_is_signed_has_one_hash_and_the_rest_none() {
        let draft = sample::draft();
        let signed = hash(&draft);
        assert!(signed.len() == 64 && signed.bytes().all(|b| b.is_ascii_hexdigit()));
        let mut later = draft.clone();
        later.version.values.state = "IN_FORCE".into();
        later.version.values.content_hash = Some(signed.clone());
        later.needs.clear();
        assert_eq!(hash(&later), signed);
        later.clauses[3].values.text = Some("another word".into());
        assert_ne!(hash(&later), signed);
        later = draft.clone();
        later.targets[0].values.value = Some(999_001);
        assert_ne!(hash(&later), signed);
        later = draft;
        later.version.values.reports[0].delivery_day = Some(9);
        assert_ne!(hash(&later), signed);
    }
}
