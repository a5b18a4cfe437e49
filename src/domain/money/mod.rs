//! Money in integer minor units, and how people write it (07-conventions 7.1–7.3).

pub mod input;

pub use iso_currency::Currency;
use serde::{Deserialize, Serialize};

/// An amount in minor units (fen, kopeks, cents; yen itself) of an ISO 4217 currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Money {
    pub minor: i64,
    pub ccy: Currency,
}
