//! Records and facts for tests of the funnel's rules.

use serde_json::{Value, json};

use super::facts::Facts;
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Record};

pub fn id(n: u128) -> Id {
    Id(uuid::Uuid::from_u128(n))
}

pub fn row(kind: Kind, n: u128, values: &Value) -> Record {
    let (created_by, updated_by) = ("li".to_owned(), "li".to_owned());
    let mut values = values.as_object().unwrap().clone();
    values.retain(|_, value| !value.is_null());
    let code = String::new();
    let (created_ms, updated_ms) = (1, 5);
    Record {
        kind,
        id: id(n),
        code,
        version: 1,
        created_ms,
        created_by,
        updated_ms,
        updated_by,
        archived: false,
        values,
    }
}

/// A deal with these fields more, on the last day of March.
pub fn facts(more: &Value) -> Facts {
    let mut values = json!({
        "title": "Service desk", "account": id(7), "owner": id(7), "kind": "new", "stage": "LEAD",
        "status": "open", "budget_status": "unk", "procurement_mode": "unk", "rank": 0,
    });
    for (name, value) in more.as_object().unwrap() {
        values[name] = value.clone();
    }
    Facts::new(serde_json::from_value(values).unwrap(), "2026-03-31".parse().unwrap())
}
