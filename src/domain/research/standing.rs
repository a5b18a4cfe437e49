//! The life of a need: which states follow each other, what each of them asks, and the few that rank as key needs
//! (01-model 1.8).

use serde_json::Value;

use crate::domain::act::Change;
use crate::domain::record::{Id, Record, Values};
use crate::text::{Arg, Msg};

/// How many needs of a deal may rank as key needs: what a team can keep in mind.
pub const KEY_NEEDS: usize = 7;

/// What the promises say of a need (06-metrics 6.5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cover {
    #[default]
    None,
    /// An item of the solution is meant for it.
    Solution,
    /// A clause or a target is linked to it.
    Promised,
    /// And the text it stands in is signed.
    Signed,
}

impl Cover {
    /// The word for other programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Solution => "solution",
            Self::Promised => "promised",
            Self::Signed => "signed",
        }
    }
}

/// Whether a need in this state is still to be met.
pub fn is_live(state: &str) -> bool {
    !matches!(state, "REJECTED" | "DEFERRED")
}

/// The state that follows from the links alone, where it is another one: a confirmed need is covered once something
/// is promised for it, and accepted once that is signed.
pub fn follows(state: &str, cover: Cover) -> Option<&'static str> {
    if !matches!(state, "CONFIRMED" | "COVERED" | "ACCEPTED") {
        return None;
    }
    let due = match cover {
        Cover::None | Cover::Solution => "CONFIRMED",
        Cover::Promised => "COVERED",
        Cover::Signed => "ACCEPTED",
    };
    (due != state).then_some(due)
}

/// Whether a person may take a need from one state to another. `values` are those it would have then.
///
/// # Errors
/// The fields that stand against it, each with what to do.
pub fn passage(from: &str, to: &str, values: &Values) -> Vec<(String, Msg)> {
    let empty = |field: &str| values.get(field).is_none_or(Value::is_null);
    let missing = |fields: &[(&str, &str)]| -> Vec<(String, Msg)> {
        let lacking = fields.iter().filter(|(field, _)| empty(field));
        lacking.map(|(field, key)| ((*field).to_owned(), Msg::new(*key))).collect()
    };
    let refuse =
        |key: &str| vec![("state".to_owned(), Msg::new(key).with("state", Arg::Key(format!("choice-{from}"))))];
    match (from, to) {
        _ if from == to => Vec::new(),
        (_, "COVERED" | "ACCEPTED") => refuse("need-state-derived"),
        (_, "REJECTED") => missing(&[("state_reason", "need-reject-why")]),
        (_, "DEFERRED") => missing(&[("deferred_to", "need-defer-when")]),
        ("DRAFT" | "ANALYSED", "CONFIRMED") => {
            missing(&[("confirmed_by", "need-confirm-who"), ("priority", "need-confirm-priority")])
        }
        ("DRAFT" | "CONFIRMED" | "COVERED", "ANALYSED")
        | ("ANALYSED" | "CONFIRMED" | "COVERED", "DRAFT")
        | ("REJECTED" | "DEFERRED", "DRAFT" | "ANALYSED") => Vec::new(),
        _ => refuse("need-state-no-way"),
    }
}

/// The state before or after on the way from draft to confirmed; what follows later follows from the links.
pub fn neighbour(state: &str, by: isize) -> Option<&'static str> {
    match (state, by.signum()) {
        ("DRAFT", 1) | ("CONFIRMED" | "COVERED", -1) => Some("ANALYSED"),
        ("ANALYSED", 1) => Some("CONFIRMED"),
        ("ANALYSED" | "REJECTED" | "DEFERRED", -1) | ("REJECTED" | "DEFERRED", 1) => Some("DRAFT"),
        _ => None,
    }
}

/// What else a change of state does: who confirmed it falls with the confirmation, the reason with what it was for.
pub fn on_the_way(need: &Record, to: &str) -> Vec<Change> {
    let stale: &[&str] = match to {
        "DRAFT" | "ANALYSED" => &["confirmed_by", "confirmed_on", "state_reason", "deferred_to"],
        "CONFIRMED" => &["state_reason", "deferred_to"],
        _ => &[],
    };
    let held = stale.iter().filter(|field| !need.get(field).is_null());
    held.map(|field| set(need, field, Value::Null)).collect()
}

/// A change of one field, from the value it has here.
pub fn set(need: &Record, field: &str, new: Value) -> Change {
    Change::Update { kind: need.kind, id: need.id, field: field.to_owned(), base: need.get(field).clone(), new }
}

/// Where a need goes among the key needs of its deal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// One up; what has no rank becomes the last of the key needs.
    Up,
    /// One down; the last one leaves them.
    Down,
    /// To this place, from 1.
    At(usize),
    Off,
}

/// The key needs in order after one of them has moved. `ranked` are those before, in order.
///
/// # Errors
/// When there are as many as there may be.
pub fn ranked(mut ranked: Vec<Id>, need: Id, to: Place) -> Result<Vec<Id>, Msg> {
    let at = ranked.iter().position(|id| *id == need);
    let place = match (to, at) {
        (Place::Up, Some(at)) => Some(at.saturating_sub(1)),
        (Place::Up, None) => Some(ranked.len()),
        (Place::Down, Some(at)) if at + 1 < ranked.len() => Some(at + 1),
        (Place::At(place), _) => Some(place.saturating_sub(1)),
        (Place::Down | Place::Off, _) => None,
    };
    if place.is_some() && at.is_none() && ranked.len() >= KEY_NEEDS {
        return Err(Msg::new("need-rank-full").with("count", KEY_NEEDS));
    }
    ranked.retain(|id| *id != need);
    if let Some(place) = place {
        ranked.insert(place.min(ranked.len()), need);
    }
    Ok(ranked)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn values(json: &Value) -> Values {
        json.as_object().cloned().unwrap()
    }

    fn told(from: &str, to: &str, json: &Value) -> Vec<String> {
        passage(from, to, &values(json)).into_iter().map(|(_, msg)| msg.key).collect()
    }

    #[test]
    fn a_need_is_confirmed_by_a_name_and_with_a_priority() {
        assert_eq!(told("ANALYSED", "CONFIRMED", &json!({})), ["need-confirm-who", "need-confirm-priority"]);
        assert!(told("ANALYSED", "CONFIRMED", &json!({"confirmed_by": "x", "priority": "must"})).is_empty());
        assert_eq!(told("DRAFT", "REJECTED", &json!({})), ["need-reject-why"]);
        assert_eq!(told("CONFIRMED", "DEFERRED", &json!({"state_reason": "later"})), ["need-defer-when"]);
        assert_eq!(told("CONFIRMED", "COVERED", &json!({})), ["need-state-derived"]);
        assert_eq!(told("ACCEPTED", "DRAFT", &json!({})), ["need-state-no-way"]);
        assert!(told("COVERED", "ANALYSED", &json!({})).is_empty());
    }

    #[test]
    fn what_follows_from_the_links_follows_both_ways() {
        assert_eq!(follows("CONFIRMED", Cover::Promised), Some("COVERED"));
        assert_eq!(follows("COVERED", Cover::Signed), Some("ACCEPTED"));
        assert_eq!(follows("ACCEPTED", Cover::None), Some("CONFIRMED"));
        assert_eq!(follows("COVERED", Cover::Promised), None);
        for state in ["DRAFT", "ANALYSED", "REJECTED", "DEFERRED"] {
            assert_eq!(follows(state, Cover::Signed), None);
        }
    }

    #[test]
    fn every_step_on_the_way_is_one_that_may_be_taken() {
        for state in ["DRAFT", "ANALYSED", "CONFIRMED", "COVERED", "REJECTED", "DEFERRED"] {
            for by in [-1, 1] {
                let Some(to) = neighbour(state, by) else { continue };
                let whole = json!({"confirmed_by": "x", "priority": "must"});
                assert!(told(state, to, &whole).is_empty(), "{state} {to}");
            }
        }
    }

    #[test]
    fn key_needs_move_up_and_down_and_off_the_list() {
        let id = |n: u128| Id(uuid::Uuid::from_u128(n));
        let row = |ids: &[u128]| ids.iter().map(|n| id(*n)).collect::<Vec<_>>();
        let moved = |ids: &[u128], n, to| ranked(row(ids), id(n), to).unwrap();
        assert_eq!(moved(&[1, 2], 3, Place::Up), row(&[1, 2, 3]));
        assert_eq!(moved(&[1, 2, 3], 3, Place::Up), row(&[1, 3, 2]));
        assert_eq!(moved(&[1, 2], 1, Place::Up), row(&[1, 2]));
        assert_eq!(moved(&[1, 2], 1, Place::Down), row(&[2, 1]));
        assert_eq!(moved(&[1, 2], 2, Place::Down), row(&[1]));
        assert_eq!(moved(&[1, 2], 3, Place::Down), row(&[1, 2]));
        assert_eq!(moved(&[1, 2, 3], 3, Place::At(1)), row(&[3, 1, 2]));
        assert_eq!(moved(&[1, 2, 3], 1, Place::At(99)), row(&[2, 3, 1]));
        assert_eq!(moved(&[1, 2, 3], 2, Place::Off), row(&[1, 3]));
        let full: Vec<u128> = (1..=KEY_NEEDS as u128).collect();
        assert_eq!(ranked(row(&full), id(99), Place::Up).unwrap_err().key, "need-rank-full");
        assert_eq!(moved(&full, 7, Place::At(1)).len(), KEY_NEEDS);
    }
}
