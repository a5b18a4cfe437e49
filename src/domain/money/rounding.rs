//! Shares and percentages of money: rounded half-up at line level, split without losing a minor unit.

use super::Money;
use crate::text::number::half_up;

/// Basis points in the whole: 10 000 is 100 %.
const WHOLE_BP: i128 = 10_000;

impl Money {
    /// This share of the amount, in basis points (500 is 5 %), half-up away from zero.
    ///
    /// `None` when the result does not fit.
    pub fn scale(self, basis_points: i64) -> Option<Self> {
        let minor = half_up(i128::from(self.minor) * i128::from(basis_points), WHOLE_BP);
        Some(Self { minor: i64::try_from(minor).ok()?, ccy: self.ccy })
    }

    /// The amount before value added tax of this rate in basis points (600 is 6 %).
    ///
    /// `None` for a rate below zero.
    pub fn net_of_vat(self, rate_bp: i64) -> Option<Self> {
        let whole = WHOLE_BP + i128::from(u32::try_from(rate_bp).ok()?);
        let minor = half_up(i128::from(self.minor) * WHOLE_BP, whole);
        Some(Self { minor: i64::try_from(minor).ok()?, ccy: self.ccy })
    }

    /// Splits the amount in proportion to `weights`; the parts always add up to the whole.
    ///
    /// What rounding leaves over goes to the largest remainders, on a tie to the earlier part.
    /// `None` when there is no weight above zero.
    pub fn split(self, weights: &[u32]) -> Option<Vec<Self>> {
        let total: u128 = weights.iter().map(|w| u128::from(*w)).sum();
        if total == 0 {
            return None;
        }
        let size = u128::from(self.minor.unsigned_abs());
        let shares: Vec<u128> = weights.iter().map(|w| size * u128::from(*w)).collect();
        let mut parts: Vec<u128> = shares.iter().map(|share| share / total).collect();
        let mut left = size.saturating_sub(parts.iter().sum());
        let mut order: Vec<usize> = (0..shares.len()).collect();
        order.sort_by_key(|at| std::cmp::Reverse(shares[*at] % total));
        for at in order {
            if left == 0 {
                break;
            }
            parts[at] += 1;
            left -= 1;
        }
        let sign = i128::from(self.minor.signum());
        parts
            .into_iter()
            .map(|part| {
                let minor = sign * i128::try_from(part).ok()?;
                Some(Self { minor: i64::try_from(minor).ok()?, ccy: self.ccy })
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use iso_currency::Currency;
    use proptest::prelude::*;

    use super::*;

    fn cny(minor: i64) -> Money {
        Money { minor, ccy: Currency::CNY }
    }

    fn minors(parts: Option<Vec<Money>>) -> Option<Vec<i64>> {
        parts.map(|parts| parts.into_iter().map(|part| part.minor).collect())
    }

    #[test]
    fn five_percent_of_a_line_rounds_half_up() {
        assert_eq!(cny(3_333_333).scale(500), Some(cny(166_667)));
        assert_eq!(cny(5).scale(5_000), Some(cny(3)));
        assert_eq!(cny(-5).scale(5_000), Some(cny(-3)));
        assert_eq!(cny(i64::MAX).scale(10_000), Some(cny(i64::MAX)));
        assert_eq!(cny(i64::MAX).scale(10_001), None);
    }

    #[test]
    fn net_amount_takes_the_tax_out_of_the_gross_one() {
        assert_eq!(cny(10_600).net_of_vat(600), Some(cny(10_000)));
        assert_eq!(cny(10_000).net_of_vat(1_300), Some(cny(8_850)));
        assert_eq!(cny(10_000).net_of_vat(-1), None);
    }

    #[test]
    fn instalments_give_the_odd_fen_to_the_earlier_line() {
        assert_eq!(minors(cny(10_000).split(&[1, 1, 1])), Some(vec![3_334, 3_333, 3_333]));
        assert_eq!(minors(cny(200).split(&[1, 1, 1])), Some(vec![67, 67, 66]));
        assert_eq!(minors(cny(101).split(&[30, 60, 10])), Some(vec![30, 61, 10]));
        assert_eq!(minors(cny(-10).split(&[1, 1, 1])), Some(vec![-4, -3, -3]));
        assert_eq!(minors(cny(10).split(&[0, 1])), Some(vec![0, 10]));
        assert_eq!(cny(10).split(&[0, 0]), None);
        assert_eq!(cny(10).split(&[]), None);
    }

    proptest! {
        #[test]
        fn parts_add_up_to_the_whole(minor in any::<i64>(), weights in prop::collection::vec(any::<u32>(), 1..12)) {
            let parts = minors(cny(minor).split(&weights));
            if let Some(parts) = parts {
                prop_assert_eq!(parts.iter().map(|p| i128::from(*p)).sum::<i128>(), i128::from(minor));
                for (part, weight) in parts.iter().zip(&weights) {
                    prop_assert!(*weight > 0 || *part == 0);
                }
            }
        }

        #[test]
        fn a_larger_share_is_never_less(minor in 0..i64::MAX / 2, a in 0..10_000_i64, b in 0..10_000_i64) {
            let (a, b) = (a.min(b), a.max(b));
            prop_assert!(cny(minor).scale(a).unwrap().minor <= cny(minor).scale(b).unwrap().minor);
        }
    }
}
