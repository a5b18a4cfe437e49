//! What the provider gives back for what was achieved.

use num_traits::Zero;

use super::Answer;
use crate::domain::exact::{Exact, in_each, percent_exactly};
use crate::domain::money::Money;
use crate::domain::money::credit::{Combine, Tier, Tiers, combine};
use crate::text::number::amount_full;
use crate::text::{Msg, Words};

/// The terms of a credit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub tiers: Tiers,
    /// Share of the fee that is never passed.
    pub cap: Option<Exact>,
    /// The fee of the period.
    pub fee: Money,
    pub combine: Combine,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credit {
    pub asked: Asked,
    /// Each achieved share and the tier it falls into.
    pub breaches: Vec<(Exact, Tier)>,
    /// Share of the fee before the cap.
    pub combined: Exact,
    /// Share of the fee that is given back.
    pub share: Exact,
    pub amount: Money,
    /// What is left to pay.
    pub rest: Money,
}

impl Credit {
    /// # Errors
    /// A sentence when the amounts are too large.
    pub fn of(asked: Asked, achieved: &[Exact]) -> Result<Self, Msg> {
        let tier = |share: &Exact| Some((share.clone(), asked.tiers.tier(share)?.clone()));
        let breaches: Vec<(Exact, Tier)> = achieved.iter().filter_map(tier).collect();
        let credits: Vec<Exact> = breaches.iter().map(|(_, tier)| tier.credit.clone()).collect();
        let combined = combine(&credits, asked.combine);
        let share = asked.cap.iter().fold(combined.clone(), |share, cap| share.min(cap.clone()));
        // Nobody gives back more than was paid.
        let share = share.min(Exact::from_integer(1.into()));
        let amount = asked.fee.share(&share);
        let amounts = amount.and_then(|amount| Some((amount, asked.fee.checked_sub(amount)?)));
        let (amount, rest) = amounts.ok_or_else(|| Msg::new("calc-credit-large"))?;
        Ok(Self { asked, breaches, combined, share, amount, rest })
    }

    /// Whether the cap took something away.
    pub fn capped(&self) -> bool {
        self.share < self.combined
    }
}

fn figure(money: Money) -> Words {
    in_each(|lang| amount_full(money.minor, money.ccy, lang))
}

impl Answer for Credit {
    fn sentence(&self) -> Msg {
        let key = if self.amount.minor == 0 { "calc-credit-none" } else { "calc-credit" };
        let msg = Msg::new(key).with("fee", figure(self.asked.fee));
        if self.amount.minor == 0 {
            return msg;
        }
        msg.with("share", percent_exactly(&self.share))
            .with("amount", figure(self.amount))
            .with("rest", figure(self.rest))
    }

    fn steps(&self) -> Vec<Msg> {
        let mut steps: Vec<Msg> = self
            .breaches
            .iter()
            .map(|(achieved, tier)| {
                let key = if tier.credit.is_zero() { "calc-step-tier-none" } else { "calc-step-tier" };
                let msg = Msg::new(key)
                    .with("achieved", percent_exactly(achieved))
                    .with("bound", percent_exactly(&tier.at_least));
                if tier.credit.is_zero() { msg } else { msg.with("credit", percent_exactly(&tier.credit)) }
            })
            .collect();
        if self.breaches.len() > 1 {
            let key = match self.asked.combine {
                Combine::Sum => "calc-step-credit-sum",
                Combine::HighestOnly => "calc-step-credit-highest",
            };
            steps.push(Msg::new(key).with("share", percent_exactly(&self.combined)));
        }
        if let (true, Some(cap)) = (self.capped(), &self.asked.cap) {
            steps.push(Msg::new("calc-step-cap").with("cap", percent_exactly(cap)));
        }
        steps.push(
            Msg::new("calc-step-credit")
                .with("share", percent_exactly(&self.share))
                .with("fee", figure(self.asked.fee))
                .with("amount", figure(self.amount)),
        );
        steps.push(Msg::new("calc-step-words").with("words", self.amount.in_words()));
        if let Some(cap) = &self.asked.cap
            && self.asked.tiers.above(cap).next().is_some()
        {
            steps.push(Msg::new("calc-step-tier-above").with("cap", percent_exactly(cap)));
        }
        steps
    }
}

#[cfg(test)]
mod tests {
    use super::super::said;
    use super::*;
    use crate::domain::exact::parse_percent;
    use crate::domain::money::Currency;
    use crate::text::Lang;

    fn ask(achieved: &[&str], how: Combine) -> Credit {
        let percent = |text: &str| parse_percent(text).unwrap();
        let asked = Asked {
            tiers: Tiers::parse("99.9:0,99.5:5,99.0:10,95:20,0:30").unwrap(),
            cap: Some(percent("20")),
            fee: Money::new(12_000_000, Currency::CNY),
            combine: how,
        };
        Credit::of(asked, &achieved.iter().map(|text| percent(text)).collect::<Vec<_>>()).unwrap()
    }

    #[test]
    fn every_step_is_said_in_three_languages() {
        let answers = [ask(&["99.42"], Combine::Sum), ask(&["99.42", "94", "99.95"], Combine::Sum)];
        let told = |lang: Lang| answers.iter().map(|answer| said(answer, lang)).collect::<Vec<_>>().join("\n\n");
        insta::assert_snapshot!(Lang::ALL.map(told).join("\n\n---\n\n").replace('\u{a0}', "_"));
    }

    #[test]
    fn several_breaches_never_cost_more_than_the_cap() {
        let minor = |credit: &Credit| (credit.amount.minor, credit.rest.minor, credit.capped());
        assert_eq!(minor(&ask(&["99.42", "99.6", "99.1"], Combine::Sum)), (2_400_000, 9_600_000, true));
        assert_eq!(minor(&ask(&["99.42", "99.6", "99.1"], Combine::HighestOnly)), (1_200_000, 10_800_000, false));
        assert_eq!(minor(&ask(&["99.9"], Combine::Sum)), (0, 12_000_000, false));
    }
}
