//! Where a draft comes from: customer, deal, people and the agreements beneath, by the few fields that tell them from
//! others, so that a workspace that has none of them can take the draft in whole.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::draft::{Deal, Draft, Support};
use crate::domain::kinds::Kind;
use crate::domain::record::{Id, Type, Values};

/// A customer by what anybody may know of them: neither how we weigh them nor what they have to spend.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Customer {
    pub id: Id,
    /// `ACC-0042`.
    pub code: String,
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short_name: Option<String>,
    pub kind: String,
    /// IANA name.
    pub tz: String,
    pub locale: String,
    pub ccy: String,
}

/// The deal behind the agreement. Its code and amount stand in [`super::draft::Deal`], its way through the funnel is
/// nobody's business.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DealHead {
    pub id: Id,
    pub title: String,
    /// Says in which pipeline it begins.
    pub kind: String,
    pub account: Id,
}

/// An open employment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Job {
    pub account: Id,
    pub title: String,
    /// ISO date.
    pub from: String,
}

/// Somebody at the customer whom the draft or its needs name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContactHead {
    pub id: Id,
    pub name: String,
    /// None once they have left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job: Option<Job>,
}

/// One of our own people whom the draft names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Colleague {
    pub id: Id,
    pub name: String,
}

/// What of an agreement beneath does not stand in [`super::draft::Support`] and must be known to keep it as a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Beneath {
    pub agreement: Id,
    pub version: Id,
    pub number: String,
    pub languages: Vec<String>,
    pub governing_language: String,
    /// Of its targets, in their order.
    #[serde(default)]
    pub targets: Vec<Id>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Origin {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub customers: Vec<Customer>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deal: Option<DealHead>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contacts: Vec<ContactHead>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub colleagues: Vec<Colleague>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beneath: Vec<Beneath>,
}

impl Origin {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Without people whom nothing of the draft names: those of needs that do not leave, do not leave either.
    #[must_use]
    pub fn only_named(mut self, draft: &Draft) -> Self {
        let named = people_of(draft);
        self.contacts.retain(|contact| named.contains(&contact.id));
        self.colleagues.retain(|colleague| named.contains(&colleague.id));
        self
    }
}

impl Customer {
    /// As a new record; whose customer it is says whoever takes it in.
    pub fn values(&self) -> Values {
        object(json!({
            "name": self.name, "short_name": self.short_name, "kind": self.kind, "tz": self.tz, "locale": self.locale,
            "ccy": self.ccy,
        }))
    }
}

impl DealHead {
    /// As a new record at the beginning of its pipeline.
    pub fn values(&self, deal: &Deal) -> Values {
        object(json!({
            "title": self.title, "kind": self.kind, "account": self.account, "amount": deal.amount,
        }))
    }
}

impl ContactHead {
    pub fn values(&self) -> Values {
        object(json!({ "full_name": self.name }))
    }
}

impl Job {
    pub fn values(&self, contact: Id) -> Values {
        object(json!({ "contact": contact, "account": self.account, "title": self.title, "from": self.from }))
    }
}

impl Colleague {
    /// Until they open the workspace themselves, they are known by their name.
    pub fn values(&self) -> Values {
        object(json!({ "login": self.name, "name": self.name }))
    }
}

impl Beneath {
    /// The agreement as far as the one above it knows it.
    pub fn agreement_values(&self, support: &Support, above: Id) -> Values {
        object(json!({
            "title": support.title, "kind": support.kind, "provider": support.provider, "receiver": support.receiver,
            "ccy": support.ccy, "supports": [above],
        }))
    }

    pub fn version_values(&self, support: &Support) -> Values {
        let exclusions: Vec<Value> = support.exclusions.iter().map(|kind| json!({ "kind": kind })).collect();
        object(json!({
            "agreement": self.agreement, "number": self.number, "state": support.state, "languages": self.languages,
            "governing_language": self.governing_language, "effective_from": support.effective_from,
            "effective_to": support.effective_to, "renewal": support.renewal,
            "support_calendar": support.support_calendar, "exclusions": exclusions,
            "penalty_cap": support.penalty_cap,
        }))
    }
}

/// What is not said is left out.
fn object(json: Value) -> Values {
    let Value::Object(mut values) = json else { return Values::new() };
    values.retain(|_, value| !value.is_null());
    values
}

/// Everybody whom the records of a draft link to.
fn people_of(draft: &Draft) -> BTreeSet<Id> {
    let mut named = people_in(Kind::AgreementVersion, &values(&draft.version.values));
    named.extend(draft.needs.iter().flat_map(|needed| people_in(Kind::Need, &values(&needed.need))));
    named.extend(draft.services.iter().flat_map(|entry| people_in(Kind::Service, &values(&entry.service))));
    named.extend(draft.commitments.iter().flat_map(|said| people_in(Kind::Commitment, &values(&said.values))));
    named.into_iter().map(|(_, id)| id).collect()
}

/// The contacts and colleagues whom a record links to.
pub fn people_in(kind: Kind, values: &Values) -> Vec<(Kind, Id)> {
    let mut links = Vec::new();
    for field in kind.spec().fields {
        let Some(value) = values.get(field.name) else { continue };
        match field.ty {
            Type::Link(to) | Type::Links(to) => links.extend(Id::all(value).map(|id| (to, id))),
            Type::Rows(table) => links.extend(table.links(value)),
            _ => {}
        }
    }
    links.retain(|(to, _)| matches!(to, Kind::Contact | Kind::User));
    links
}

fn values(record: &impl Serialize) -> Values {
    serde_json::to_value(record).and_then(serde_json::from_value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::agreement::private::public;
    use crate::domain::agreement::sample::{self, id};

    #[test]
    fn whoever_stands_only_behind_what_does_not_leave_does_not_leave_either() {
        let mut draft = sample::draft();
        draft.needs[0].need.requester = Some(id(901));
        draft.needs[1].need.requester = Some(id(902));
        draft.version.values.author = Some(id(903));
        let contact = |number| ContactHead { id: id(number), name: number.to_string(), job: None };
        let colleague = |number| Colleague { id: id(number), name: number.to_string() };
        draft.origin.contacts = vec![contact(901), contact(902), contact(904)];
        draft.origin.colleagues = vec![colleague(903), colleague(905)];
        let left = public(&draft).origin;
        assert_eq!(left.contacts, [contact(901), contact(902)]);
        assert_eq!(left.colleagues, [colleague(903)]);
        draft.needs[0].private = true;
        assert_eq!(public(&draft).origin.contacts, [contact(902)]);
    }
}
