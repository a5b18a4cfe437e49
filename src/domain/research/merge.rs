//! Two needs that say the same become one: what led to either leads to the one that stays (01-model 1.8).

use serde_json::Value;

use super::standing::set;
use crate::domain::act::Change;
use crate::domain::kinds::Kind;
use crate::domain::record::{Entry, Id, Record};
use crate::text::Msg;

/// What hangs on the need that goes.
#[derive(Clone, Debug, Default)]
pub struct Around {
    /// Links that begin or end at either of the two.
    pub traces: Vec<Record>,
    /// Needs found behind the one that goes.
    pub behind: Vec<Record>,
    /// Gaps that name it.
    pub gaps: Vec<Record>,
}

/// Facts that are one: a figure means nothing without its metric.
const TOGETHER: &[&str] = &["metric", "target_value", "unit"];

/// What changes when `goes` becomes part of `stays`: links, ladder and gaps move, what `stays` does not say yet is taken
/// over, and `goes` is archived with a link to it.
///
/// # Errors
/// When they are the same need, of two deals, or one of them is archived.
pub fn merge(stays: &Record, goes: &Record, around: &Around, link: Id) -> Result<Vec<Change>, Msg> {
    if stays.id == goes.id {
        return Err(Msg::new("need-merge-itself"));
    }
    if stays.archived || goes.archived {
        let gone = if stays.archived { stays } else { goes };
        return Err(Msg::new("need-merge-archived").with("code", gone.code.as_str()));
    }
    if stays.get("opportunity") != goes.get("opportunity") {
        return Err(Msg::new("need-merge-other-deal").with("code", goes.code.as_str()));
    }
    // What an act begins with is what it is about.
    let mut changes = vec![Change::archive(goes, true)];
    changes.extend((!goes.get("rank").is_null()).then(|| set(goes, "rank", Value::Null)));
    changes.extend(taken_over(stays, goes));
    changes.extend(around.behind.iter().filter(|need| need.id != stays.id).map(|need| {
        let parent = stays.id.json();
        set(need, "derived_from", parent)
    }));
    if stays.id_of("derived_from") == Some(goes.id) {
        let above = goes.id_of("derived_from").filter(|id| *id != stays.id);
        changes.push(set(stays, "derived_from", above.map_or(Value::Null, Id::json)));
    }
    changes.extend(around.gaps.iter().map(|gap| {
        let mut needs: Vec<Id> = Id::all(gap.get("needs")).filter(|id| *id != goes.id).collect();
        if !needs.contains(&stays.id) {
            needs.push(stays.id);
        }
        set(gap, "needs", needs.into_iter().map(Id::json).collect())
    }));
    changes.extend(around.traces.iter().filter_map(|trace| moved(trace, stays.id, goes.id, &around.traces)));
    changes.push(Change::link(link, (Kind::Need, goes.id), (Kind::Need, stays.id)));
    Ok(changes)
}

/// Fields that only the one that goes has filled.
fn taken_over<'a>(stays: &'a Record, goes: &'a Record) -> impl Iterator<Item = Change> + 'a {
    let figure = TOGETHER.iter().all(|field| stays.get(field).is_null());
    Kind::Need.spec().fields.iter().filter_map(move |field| {
        let kept =
            matches!(field.name, "derived_from" | "state_reason" | "deferred_to" | "confirmed_by" | "confirmed_on");
        let open = if TOGETHER.contains(&field.name) { figure } else { field.entry == Entry::Form && !kept };
        let new = goes.get(field.name);
        (open && stays.get(field.name).is_null() && !new.is_null()).then(|| set(stays, field.name, new.clone()))
    })
}

/// A link of the need that goes, moved to the one that stays; one that it has already, or that would lead to itself, is
/// put away.
fn moved(trace: &Record, stays: Id, goes: Id, all: &[Record]) -> Option<Change> {
    let ends = |trace: &Record| (trace.id_of("source"), trace.id_of("target"));
    let (source, target) = ends(trace);
    let after = |end: Option<Id>| if end == Some(goes) { Some(stays) } else { end };
    let new = (after(source), after(target));
    if new == (source, target) {
        return None;
    }
    if new.0 == new.1 || all.iter().any(|other| other.id != trace.id && ends(other) == new) {
        return Some(Change::archive(trace, true));
    }
    let field = if source == Some(goes) { "source" } else { "target" };
    Some(Change::Update {
        kind: Kind::Trace,
        id: trace.id,
        field: field.to_owned(),
        base: goes.json(),
        new: stays.json(),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn id(n: u128) -> Id {
        Id(uuid::Uuid::from_u128(n))
    }

    fn record(kind: Kind, n: u128, values: &Value) -> Record {
        let who = String::new();
        Record {
            kind,
            id: id(n),
            code: format!("N-{n:04}"),
            version: 1,
            created_ms: 0,
            created_by: who.clone(),
            updated_ms: 0,
            updated_by: who,
            archived: false,
            values: values.as_object().cloned().unwrap(),
        }
    }

    fn need(n: u128, values: &Value) -> Record {
        let mut need = record(Kind::Need, n, values);
        need.values.insert("opportunity".to_owned(), id(9).json());
        need
    }

    fn trace(n: u128, source: u128, target: u128) -> Record {
        record(Kind::Trace, n, &json!({"source": id(source).json(), "target": id(target).json()}))
    }

    fn fields(changes: &[Change]) -> Vec<(u128, String, Value)> {
        let field = |change: &Change| match change {
            Change::Update { id, field, new, .. } => Some((id.0.as_u128(), field.clone(), new.clone())),
            _ => None,
        };
        changes.iter().filter_map(field).collect()
    }

    #[test]
    fn links_ladder_and_gaps_move_and_double_links_end() {
        let stays = need(1, &json!({"title": "a", "priority": "must"}));
        let goes = need(2, &json!({"title": "b", "priority": "could", "metric": "rto", "target_value": 60, "rank": 3}));
        let around = Around {
            // An answer that led to both, one that led to the second only, and a clause for it.
            traces: vec![trace(20, 50, 1), trace(21, 50, 2), trace(22, 51, 2), trace(23, 2, 60)],
            behind: vec![need(3, &json!({"title": "c", "derived_from": id(2).json()}))],
            gaps: vec![record(Kind::Gap, 30, &json!({"needs": [id(2).json(), id(4).json()]}))],
        };
        let changes = merge(&stays, &goes, &around, id(99)).unwrap();
        let one = id(1).json();
        let expected = [
            (2, "archived", json!(true)),
            (2, "rank", json!(null)),
            (1, "metric", json!("rto")),
            (1, "target_value", json!(60)),
            (3, "derived_from", one.clone()),
            (30, "needs", json!([id(4).json(), one.clone()])),
            (21, "archived", json!(true)),
            (22, "target", one.clone()),
            (23, "source", one),
        ];
        assert_eq!(fields(&changes), expected.map(|(id, field, new)| (id, field.to_owned(), new)));
        assert_eq!(changes.last(), Some(&Change::link(id(99), (Kind::Need, id(2)), (Kind::Need, id(1)))));
    }

    #[test]
    fn a_need_found_behind_the_other_moves_up_its_ladder() {
        let stays = need(1, &json!({"title": "a", "derived_from": id(2).json()}));
        let goes = need(2, &json!({"title": "b", "derived_from": id(5).json()}));
        let around = Around { behind: vec![stays.clone()], ..Around::default() };
        let changes = merge(&stays, &goes, &around, id(99)).unwrap();
        assert!(fields(&changes).contains(&(1, "derived_from".to_owned(), id(5).json())));
    }

    #[test]
    fn what_cannot_be_one_says_why() {
        let (a, mut b) = (need(1, &json!({"title": "a"})), need(2, &json!({"title": "b"})));
        let why = |a: &Record, b: &Record| merge(a, b, &Around::default(), id(99)).unwrap_err().key;
        assert_eq!(why(&a, &a), "need-merge-itself");
        b.archived = true;
        assert_eq!(why(&a, &b), "need-merge-archived");
        b.archived = false;
        b.values.insert("opportunity".to_owned(), id(8).json());
        assert_eq!(why(&a, &b), "need-merge-other-deal");
    }
}
