//! Service credits: what a missed target costs the provider, by tiers, with a cap (03-time-arithmetic 3.8).

use num_bigint::BigInt;
use num_traits::{ToPrimitive, Zero};

use super::Money;
use crate::domain::exact::{Exact, decimal_to, parse_percent};
use crate::text::Msg;

/// Tiers of one schedule; a contract with more is a slip of the keyboard.
const MOST: usize = 50;

/// From this achieved share on, this share of the fee is given back. Both are shares from 0 to 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tier {
    pub at_least: Exact,
    pub credit: Exact,
}

/// Tiers from the best to the worst; the last one reaches down to 0 %.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tiers(Vec<Tier>);

/// How the credits of several breaches add up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Combine {
    Sum,
    HighestOnly,
}

impl Tiers {
    /// Reads `99.9:0,99.5:5,99.0:10,95:20,0:30`: from 99.9 % on nothing, from 99.5 % on 5 % of the fee, and so on. With
    /// semicolons between the tiers a comma is the decimal mark.
    ///
    /// # Errors
    /// A sentence that quotes the tier: for what cannot be read, for a bound or a credit in the wrong order, and for
    /// tiers that leave the worst case open.
    pub fn parse(text: &str) -> Result<Self, Msg> {
        let text = text.replace(['；'], ";").replace(['，'], ",").replace(['：'], ":");
        let separator = if text.contains(';') { ';' } else { ',' };
        let mut tiers: Vec<Tier> = Vec::new();
        for written in text.split(separator) {
            let fault = |key: &str| Msg::new(key).with("text", written.trim());
            let (bound, credit) = written.split_once(':').ok_or_else(|| fault("calc-tier-unreadable"))?;
            let percent = |text: &str| parse_percent(text).map_err(|_| fault("calc-tier-unreadable"));
            let tier = Tier { at_least: percent(bound)?, credit: percent(credit)? };
            if let Some(better) = tiers.last() {
                if tier.at_least >= better.at_least {
                    return Err(fault("calc-tier-order"));
                }
                if tier.credit < better.credit {
                    return Err(fault("calc-tier-credit"));
                }
            }
            tiers.push(tier);
        }
        if tiers.len() > MOST {
            return Err(Msg::new("calc-tiers-many").with("max", MOST));
        }
        match tiers.last() {
            Some(last) if last.at_least.is_zero() => Ok(Self(tiers)),
            Some(last) => {
                let bound = decimal_to(&(&last.at_least * BigInt::from(100)), 30);
                Err(Msg::new("calc-tiers-open").with("bound", bound))
            }
            None => Err(Msg::new("calc-tier-unreadable").with("text", "")),
        }
    }

    /// From the best to the worst.
    pub fn all(&self) -> &[Tier] {
        &self.0
    }

    /// The tier that this achieved share falls into.
    pub fn tier(&self, achieved: &Exact) -> Option<&Tier> {
        self.0.iter().find(|tier| *achieved >= tier.at_least)
    }

    /// Tiers whose credit the cap never lets pay out in full.
    pub fn above(&self, cap: &Exact) -> impl Iterator<Item = &Tier> {
        self.0.iter().filter(move |tier| tier.credit > *cap)
    }
}

/// The form that [`Tiers::parse`] reads back.
impl std::fmt::Display for Tiers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let percent = |share: &Exact| decimal_to(&(share * BigInt::from(100)), 30);
        for (at, tier) in self.0.iter().enumerate() {
            let comma = if at > 0 { "," } else { "" };
            write!(f, "{comma}{}:{}", percent(&tier.at_least), percent(&tier.credit))?;
        }
        Ok(())
    }
}

/// The share of the fee that several credits come to, before the cap.
pub fn combine(credits: &[Exact], how: Combine) -> Exact {
    match how {
        Combine::Sum => credits.iter().sum(),
        Combine::HighestOnly => credits.iter().max().cloned().unwrap_or_else(Exact::zero),
    }
}

/// A share of the fee for every full hour of downtime beyond what is permitted.
pub fn hourly(per_hour: &Exact, down: i64, permitted: &Exact) -> Exact {
    let beyond = Exact::from_integer(down.into()) - permitted;
    let hours = (beyond / BigInt::from(3600)).floor();
    if hours > Exact::zero() { hours * per_hour } else { Exact::zero() }
}

impl Money {
    /// This share of the amount, half-up away from zero; `None` when it does not fit.
    pub fn share(self, share: &Exact) -> Option<Self> {
        // Rational numbers round halves away from zero.
        let minor = (share * BigInt::from(self.minor)).round().to_integer().to_i64()?;
        Some(Self { minor, ccy: self.ccy })
    }

    /// The part of a period's fee for some of its days, half-up; `None` for no period, or more days than it has.
    pub fn prorate(self, days: u32, of: u32) -> Option<Self> {
        if of == 0 || days > of {
            return None;
        }
        self.share(&Exact::new(days.into(), of.into()))
    }

    /// Net amount and value added tax of a gross amount, at a rate in basis points (600 is 6 %).
    ///
    /// `None` for a rate below zero.
    pub fn vat(self, rate_bp: i64) -> Option<(Self, Self)> {
        let net = self.net_of_vat(rate_bp)?;
        Some((net, self.checked_sub(net)?))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Currency;
    use super::*;
    use crate::domain::exact::ratio;

    const SCHEDULE: &str = "99.9:0,99.5:5,99.0:10,95.0:20,0:30";

    fn cny(minor: i64) -> Money {
        Money::new(minor, Currency::CNY)
    }

    fn percent(text: &str) -> Exact {
        parse_percent(text).unwrap()
    }

    fn capped(share: Exact, cap: &str) -> Option<i64> {
        cny(12_000_000).share(&share.min(percent(cap))).map(|money| money.minor)
    }

    #[test]
    fn f01_to_f06_the_achieved_share_chooses_the_tier() {
        let tiers = Tiers::parse(SCHEDULE).unwrap();
        for (ppm, fen) in [
            (999_000, 0),
            (998_999, 600_000),
            (995_000, 600_000),
            (994_200, 1_200_000),
            (990_000, 1_200_000),
            (989_999, 2_400_000),
            (949_999, 2_400_000),
            (0, 2_400_000),
            (1_000_000, 0),
        ] {
            let tier = tiers.tier(&ratio(ppm, 1_000_000)).unwrap();
            assert_eq!(capped(tier.credit.clone(), "20"), Some(fen), "{ppm}");
        }
        assert_eq!(tiers.above(&percent("20")).count(), 1, "30 % is never reached");
        assert_eq!(tiers.tier(&Exact::zero()).unwrap().credit, percent("30"));
    }

    #[test]
    fn f07_a_credit_rounds_half_up() {
        assert_eq!(cny(3_333_333).share(&percent("5")), Some(cny(166_667)));
        assert_eq!(cny(1).share(&percent("50")), Some(cny(1)));
        assert_eq!(cny(-1).share(&percent("50")), Some(cny(-1)));
        assert_eq!(cny(i64::MAX).share(&ratio(3, 2)), None);
    }

    #[test]
    fn f08_several_breaches_add_up_to_the_cap_or_the_highest_counts() {
        let breaches = ["10", "5", "10"].map(percent);
        assert_eq!(capped(combine(&breaches, Combine::Sum), "20"), Some(2_400_000));
        assert_eq!(capped(combine(&breaches, Combine::HighestOnly), "20"), Some(1_200_000));
        assert_eq!(combine(&[], Combine::HighestOnly), Exact::zero());
    }

    #[test]
    fn f09_only_full_hours_beyond_the_allowance_count() {
        let (down, permitted) = (4 * 3600 + 600, ratio(2592, 1));
        assert_eq!(hourly(&percent("5"), down, &permitted), percent("15"));
        assert_eq!(hourly(&percent("5"), 2592 + 3600, &permitted), percent("5"));
        assert_eq!(hourly(&percent("5"), 2592 + 3599, &permitted), Exact::zero());
        assert_eq!(hourly(&percent("5"), 60, &permitted), Exact::zero());
    }

    #[test]
    fn f10_a_first_month_is_paid_by_days() {
        assert_eq!(cny(12_000_000).prorate(17, 31), Some(cny(6_580_645)));
        assert_eq!(cny(12_000_000).prorate(14, 28), Some(cny(6_000_000)));
        assert_eq!(cny(1).prorate(5, 0), None);
        assert_eq!(cny(1).prorate(5, 4), None);
    }

    #[test]
    fn f11_a_split_loses_nothing() {
        let split = |minor, weights: &[u32]| -> Vec<i64> {
            cny(minor).split(weights).unwrap().into_iter().map(|part| part.minor).collect()
        };
        assert_eq!(split(10_000, &[1, 1, 1]), [3334, 3333, 3333]);
        assert_eq!(split(1_234_567, &[30, 30, 30, 10]), [370_370, 370_370, 370_370, 123_457]);
        assert_eq!(split(5, &[50, 30, 20]), [3, 1, 1]);
    }

    #[test]
    fn f12_tax_is_taken_out_of_the_gross_amount() {
        assert_eq!(cny(106_000_000).vat(600), Some((cny(100_000_000), cny(6_000_000))));
        assert_eq!(cny(9_999_999).vat(600), Some((cny(9_433_961), cny(566_038))));
        assert_eq!(cny(1).vat(-600), None);
    }

    #[test]
    fn schedules_are_read_and_their_faults_named() {
        let tiers = Tiers::parse("99.9:0, 99.5 % : 5 %, 0：30").unwrap();
        assert_eq!(tiers.to_string(), "99.9:0,99.5:5,0:30");
        assert_eq!(Tiers::parse("99,9:0; 99,5:5; 0:30"), Ok(tiers));
        for (text, key) in [
            ("", "calc-tier-unreadable"),
            ("99.9", "calc-tier-unreadable"),
            ("99.9:0,,0:5", "calc-tier-unreadable"),
            ("99.9:0,0:130", "calc-tier-unreadable"),
            ("99.5:0,99.9:5,0:10", "calc-tier-order"),
            ("99.9:0,99.9:5,0:10", "calc-tier-order"),
            ("99.9:10,99.5:5,0:30", "calc-tier-credit"),
            ("99.9:0,99.5:5", "calc-tiers-open"),
        ] {
            assert_eq!(Tiers::parse(text).map_err(|msg| msg.key), Err(key.to_owned()), "{text}");
        }
        let many = (0..60).map(|at| format!("{}:0", 100 - at)).collect::<Vec<_>>().join(",");
        assert_eq!(Tiers::parse(&many).map_err(|msg| msg.key), Err("calc-tiers-many".to_owned()));
    }

    #[test]
    fn amounts_are_spelled_out_for_contracts() {}

    proptest! {
        #[test]
        fn a_credit_never_passes_the_cap_and_never_falls_with_worse_service(
            fee in 0..10_000_000_000_i64,
            cap in 0..=10_000_u64,
            a in 0..=1_000_000_u64,
            b in 0..=1_000_000_u64,
        ) {
            let (tiers, cap) = (Tiers::parse(SCHEDULE).unwrap(), ratio(cap, 10_000));
            let credit = |ppm: u64| {
                let tier = tiers.tier(&ratio(ppm, 1_000_000)).unwrap();
                cny(fee).share(&tier.credit.clone().min(cap.clone())).unwrap().minor
            };
            prop_assert!(credit(a.min(b)) >= credit(a.max(b)));
            prop_assert!(credit(a) <= cny(fee).share(&cap).unwrap().minor);
        }

        #[test]
        fn net_and_tax_are_the_gross_amount(gross in any::<i64>(), rate in 0..10_000_i64) {
            let (net, tax) = cny(gross).vat(rate).unwrap();
            prop_assert_eq!(net.minor + tax.minor, gross);
        }

        #[test]
        fn nothing_typed_breaks_the_reader(text in any::<String>(), near in "([0-9]{1,3}[.,]?[0-9]?:[0-9]{1,2}[,;]){0,5}") {
            let _ = Tiers::parse(&text);
            let _ = Tiers::parse(&near);
        }
    }
}
