//! Money in integer minor units, and how people write it (07-conventions 7.1–7.3).

pub mod credit;
pub mod input;
pub mod rounding;
mod words;

pub use iso_currency::Currency;
use serde::{Deserialize, Serialize};

pub use crate::text::number::exponent;

/// An amount in minor units (fen, kopeks, cents; yen itself) of an ISO 4217 currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Money {
    pub minor: i64,
    pub ccy: Currency,
}

impl Money {
    pub fn new(minor: i64, ccy: Currency) -> Self {
        Self { minor, ccy }
    }

    pub fn zero(ccy: Currency) -> Self {
        Self { minor: 0, ccy }
    }

    /// The sum; `None` for amounts of different currencies and when it does not fit.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        let minor = if self.ccy == other.ccy { self.minor.checked_add(other.minor) } else { None };
        Some(Self { minor: minor?, ccy: self.ccy })
    }

    /// The difference; `None` for amounts of different currencies and when it does not fit.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        let minor = if self.ccy == other.ccy { self.minor.checked_sub(other.minor) } else { None };
        Some(Self { minor: minor?, ccy: self.ccy })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_amounts_of_one_currency_add_up() {
        let price = Money::new(120_000, Currency::CNY);
        assert_eq!(price.checked_add(Money::new(1, Currency::CNY)), Some(Money::new(120_001, Currency::CNY)));
        assert_eq!(price.checked_add(Money::new(1, Currency::RUB)), None);
        assert_eq!(price.checked_sub(price), Some(Money::zero(Currency::CNY)));
        assert_eq!(Money::new(i64::MAX, Currency::CNY).checked_add(price), None);
    }

    #[test]
    fn minor_units_follow_the_standard() {
        use Currency as C;
        for (ccy, places) in [
            (C::CNY, 2),
            (C::RUB, 2),
            (C::USD, 2),
            (C::EUR, 2),
            (C::HKD, 2),
            (C::KZT, 2),
            (C::BYN, 2),
            (C::JPY, 0),
            (C::KRW, 0),
            (C::VND, 0),
            (C::KWD, 3),
            (C::BHD, 3),
        ] {
            assert_eq!(exponent(ccy), places, "{ccy:?}");
        }
    }
}
