//! In which currency an amount is that names none.

use serde_json::Value;

use super::{Form, Line};
use crate::domain::kinds::Kind;
use crate::domain::money::Currency;
use crate::domain::record::{Id, Type, Values};
use crate::domain::wording::{self, Reading};
use crate::screens::{Ask, Context};
use crate::store::request::{Request, Sheet};

impl Form {
    /// What tells in which currency bare amounts are.
    pub fn currency_ask(&self) -> Option<Ask> {
        let needed = self.currency.is_none() && self.parts.iter().any(|part| has_amounts(part.kind));
        self.belongs_to().filter(|_| needed).and_then(currency_ask)
    }

    /// The account or deal that the records belong to.
    pub(super) fn belongs_to(&self) -> Option<(Kind, Id)> {
        let owners = [Kind::Opportunity, Kind::Account];
        let own = self.parts.iter().filter(|part| !part.new).map(|part| (part.kind, part.id));
        let linked = (0..self.parts.len()).flat_map(|part| {
            let values = self.values_of(part);
            let link = move |name: &str| values.get(name).and_then(Id::of);
            owners.into_iter().filter_map(move |kind| link(kind.name()).map(|id| (kind, id)))
        });
        own.chain(linked).find(|(kind, _)| owners.contains(kind))
    }

    /// The account or deal has come.
    pub fn owner(&mut self, sheet: &Sheet) {
        self.currency = sheet.ccy.or(self.currency);
    }

    /// An amount that names no currency is in that of the amount that stands there, of the record, of its account,
    /// or the configured one.
    pub(super) fn reading<'a>(&self, line: &Line, values: &Values, context: &Context<'a>) -> Reading<'a> {
        let stands = wording::money_of(&line.value).map(|money| money.ccy);
        let own = || values.get("ccy").and_then(Value::as_str).and_then(Currency::from_code);
        let currency = stands.or_else(own).or(self.currency).unwrap_or(context.currency);
        Reading { text: context.text, today: context.today(), tz: context.tz, currency }
    }
}

fn has_amounts(kind: Kind) -> bool {
    kind.spec().fields.iter().any(|field| field.ty == Type::Money)
}

pub(super) fn currency_ask((kind, id): (Kind, Id)) -> Option<Ask> {
    matches!(kind, Kind::Account | Kind::Opportunity).then_some(Ask::Read(Request::Sheet(kind, id)))
}
