//! What of an agreement is our own business: cost, margin, how we weigh the customer, and what was told in private. It leaves
//! in no paper and in no file.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::draft::Draft;
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Type, Values};

/// Kind, table of it or nothing, and field or column.
const OURS: &[(Kind, &str, &str)] = &[
    (Kind::AgreementVersion, "", "acknowledged"),
    (Kind::AgreementVersion, "", "planned_margin"),
    (Kind::AgreementVersion, "", "discount_limit_bp"),
    (Kind::AgreementVersion, "prices", "cost"),
    (Kind::AgreementVersion, "prices", "approved"),
    (Kind::Service, "", "floor_price"),
    (Kind::Service, "components", "share_bp"),
    (Kind::Commitment, "", "est_cost"),
    // What it is worth to the customer, and to us.
    (Kind::Need, "", "value_note"),
];

fn ours(kind: Kind, table: &str, field: &str) -> bool {
    OURS.contains(&(kind, table, field))
}

/// Whether a field of a version, or with the name of a table a column of it, stands in no paper. Whether somebody has
/// looked at a right to sign is no secret, but it is signed with the rest and so leaves in files.
pub fn is_private(table: &str, field: &str) -> bool {
    ours(Kind::AgreementVersion, table, field) || (table, field) == ("signatories", "authority_ok")
}

/// The draft as it may leave: without private fields, without needs that were only told in private, and of the deal
/// without the customer's budget and our rating of them.
#[must_use]
pub fn public(draft: &Draft) -> Draft {
    let mut left = draft.clone();
    left.needs.retain(|needed| !needed.private);
    let told: Vec<Id> = left.needs.iter().map(|needed| needed.id).collect();
    left.traces.retain(|met| told.contains(&met.need));
    left.version.values = public_of(Kind::AgreementVersion, &left.version.values);
    for entry in &mut left.services {
        entry.service = public_of(Kind::Service, &entry.service);
    }
    for needed in &mut left.needs {
        needed.need = public_of(Kind::Need, &needed.need);
        needed.need.derived_from = needed.need.derived_from.filter(|behind| told.contains(behind));
    }
    for promise in &mut left.commitments {
        promise.values = public_of(Kind::Commitment, &promise.values);
    }
    if let Some(deal) = &mut left.deal {
        (deal.budget, deal.tier) = (None, None);
    }
    left.origin = std::mem::take(&mut left.origin).only_named(&left);
    left
}

/// A record without its private fields.
pub fn public_of<T: Serialize + DeserializeOwned + Clone>(kind: Kind, record: &T) -> T {
    let Ok(Value::Object(mut values)) = serde_json::to_value(record) else { return record.clone() };
    strip(kind, &mut values);
    // Every private field may be missing: a test says so.
    serde_json::from_value(Value::Object(values)).unwrap_or_else(|_| record.clone())
}

fn strip(kind: Kind, values: &mut Values) {
    values.retain(|field, _| !ours(kind, "", field));
    for field in kind.spec().fields {
        let Type::Rows(table) = field.ty else { continue };
        for row in values.get_mut(field.name).and_then(Value::as_array_mut).into_iter().flatten() {
            if let Value::Object(row) = row {
                row.retain(|column, _| !ours(kind, table.name, column));
            }
        }
    }
}

/// Puts back into values that came from outside what is private in those we hold, wherever nothing else was said. Rows of
/// tables are known by what is public in them, else by their place.
pub fn put_back(kind: Kind, held: &Values, values: &mut Values) {
    for field in kind.spec().fields {
        if ours(kind, "", field.name)
            && let Some(value) = held.get(field.name)
        {
            values.entry(field.name).or_insert_with(|| value.clone());
        }
        let Type::Rows(table) = field.ty else { continue };
        let rows = |value: Option<&Value>| -> Vec<Values> {
            value.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_object).cloned().collect()
        };
        let (before, mut after) = (rows(held.get(field.name)), rows(values.get(field.name)));
        let private = |column: &str| ours(kind, table.name, column);
        if after.is_empty() || !before.iter().any(|row| row.keys().any(|column| private(column))) {
            continue;
        }
        let public = |row: &Values| -> Values {
            row.iter()
                .filter(|(column, _)| !private(column))
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect()
        };
        let mut free: Vec<bool> = vec![true; before.len()];
        let known: Vec<Option<usize>> = after
            .iter()
            .map(|row| {
                let at = (0..before.len()).find(|at| free[*at] && public(&before[*at]) == public(row))?;
                free[at] = false;
                Some(at)
            })
            .collect();
        for (at, row) in after.iter_mut().enumerate() {
            let there = known[at].or_else(|| free.get(at).is_some_and(|free| *free).then_some(at));
            for (column, value) in there.map(|at| &before[at]).into_iter().flatten() {
                if private(column) {
                    row.entry(column.clone()).or_insert_with(|| value.clone());
                }
            }
        }
        values.insert(field.name.to_owned(), after.into_iter().map(Value::Object).collect());
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::domain::agreement::sample;
    use crate::domain::agreement::tables::Price;
    use crate::domain::money::{Currency, Money};
    use crate::domain::record::Need;

    #[test]
    fn every_private_field_is_declared_and_may_be_missing() {
        for (kind, table, name) in OURS {
            let field = match kind.spec().field(if table.is_empty() { name } else { table }).unwrap().ty {
                Type::Rows(rows) if !table.is_empty() => rows.column(name).unwrap(),
                _ => kind.spec().field(name).unwrap(),
            };
            assert_eq!(field.need, Need::No, "{kind:?} {table} {name}");
        }
    }

    #[test]
    fn what_leaves_holds_no_cost_no_margin_and_nothing_told_in_private() {
        let secret = Money::new(777_700, Currency::CNY);
        let mut draft = sample::draft();
        draft.version.values.planned_margin = Some(secret);
        draft.version.values.prices = vec![Price { item: "desk".into(), cost: Some(secret), ..Price::default() }];
        draft.services[0].service.floor_price = Some(secret);
        draft.needs[0].private = true;
        let private = draft.needs[0].id;
        let left = public(&draft);
        let json = serde_json::to_string(&left).unwrap();
        assert!(
            !json.contains("777700") && !json.contains("walk away") && !json.contains(&private.to_string()),
            "{json}"
        );
        assert_eq!(left.targets, draft.targets);
        assert_eq!(public(&left), left, "nothing more can be left out");
    }

    #[test]
    fn private_cells_go_back_to_their_rows_also_when_these_moved_or_changed() {
        let held = json!({ "planned_margin": 5, "prices": [
            { "item": "desk", "qty": 1, "cost": 10 }, { "item": "site", "qty": 2, "cost": 20 }, { "item": "line", "cost": 30 },
        ] });
        let mut came = json!({ "prices": [
            { "item": "site", "qty": 2 }, { "item": "desk", "qty": 1 }, { "item": "line", "qty": 9 }, { "item": "more" },
        ] });
        put_back(Kind::AgreementVersion, held.as_object().unwrap(), came.as_object_mut().unwrap());
        assert_eq!(came["planned_margin"], 5);
        let costs: Vec<&Value> = came["prices"].as_array().unwrap().iter().map(|row| &row["cost"]).collect();
        assert_eq!(costs, [&json!(20), &json!(10), &json!(30), &Value::Null]);
        // What the file says itself stands.
        let mut said = json!({ "planned_margin": 6, "prices": [{ "item": "desk", "qty": 1, "cost": 11 }] });
        put_back(Kind::AgreementVersion, held.as_object().unwrap(), said.as_object_mut().unwrap());
        assert_eq!((&said["planned_margin"], &said["prices"][0]["cost"]), (&json!(6), &json!(11)));
    }
}
