//! What the presales work of an opportunity costs, and how that stands to what it may bring in (06-metrics 6.4).

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::money::Money;
use crate::domain::record::Record;
use crate::domain::wording::{date_of, money_of};
use crate::text::number::half_up;

/// Minutes of a person-day, in which caps are counted (01-model 1.4.1, "cap pd").
pub const DAY: i64 = 480;
/// An expected ratio above this is an alert: 15 %, in basis points.
pub const ALERT_BP: i64 = 1_500;

/// What was put into one opportunity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spent {
    /// Minutes of work, all and since the day the opportunity entered its stage.
    pub minutes: i64,
    pub stage_minutes: i64,
    /// Hours and expenses by currency, never added across currencies. Each entry is rounded half-up by itself.
    pub cost: Vec<Money>,
    /// Expenses that come back, like a tender deposit: no cost.
    pub refundable: Vec<Money>,
    /// Entries of work without an hourly rate: in the minutes, not in the cost.
    pub unrated: usize,
}

impl Spent {
    /// `effort` and `expenses` are records of those kinds; archived ones do not count.
    pub fn of<'a>(
        effort: impl IntoIterator<Item = &'a Record>,
        expenses: impl IntoIterator<Item = &'a Record>,
        in_stage_since: Option<NaiveDate>,
    ) -> Self {
        let mut spent = Self::default();
        let (mut cost, mut back) = (Sums::new(), Sums::new());
        for entry in effort.into_iter().filter(|entry| !entry.archived) {
            let minutes = entry.get("minutes").as_i64().unwrap_or(0);
            spent.minutes += minutes;
            let on = date_of(entry.get("date"));
            if in_stage_since.is_some_and(|since| on.is_some_and(|on| on >= since)) {
                spent.stage_minutes += minutes;
            }
            match money_of(entry.get("rate")) {
                Some(rate) => add(&mut cost, worth(minutes, rate)),
                None => spent.unrated += 1,
            }
        }
        for expense in expenses.into_iter().filter(|expense| !expense.archived) {
            if let Some(amount) = money_of(expense.get("amount")) {
                add(if expense.get("refundable") == true { &mut back } else { &mut cost }, amount);
            }
        }
        spent.cost = cost.into_values().collect();
        spent.refundable = back.into_values().collect();
        spent
    }

    /// The cost, where it is in one currency only.
    pub fn total(&self) -> Option<Money> {
        match self.cost.as_slice() {
            [only] => Some(*only),
            _ => None,
        }
    }
}

type Sums = BTreeMap<&'static str, Money>;

fn add(sums: &mut Sums, amount: Money) {
    let sum = sums.entry(amount.ccy.code()).or_insert(Money::zero(amount.ccy));
    sum.minor = sum.minor.saturating_add(amount.minor);
}

/// So many minutes at an hourly rate, half-up.
pub fn worth(minutes: i64, rate: Money) -> Money {
    let minor = half_up(i128::from(minutes) * i128::from(rate.minor), 60);
    Money { minor: i64::try_from(minor).unwrap_or(i64::MAX), ccy: rate.ccy }
}

/// The hourly rate of a colleague who costs so much a day.
pub fn hourly(day_rate: Money) -> Money {
    let minor = half_up(i128::from(day_rate.minor) * 60, i128::from(DAY));
    Money { minor: i64::try_from(minor).unwrap_or(i64::MAX), ccy: day_rate.ccy }
}

/// Cost to income in basis points, half-up; `None` where there is no income, or one in another currency.
pub fn ratio_bp(cost: Money, income: Money) -> Option<i64> {
    let same = cost.ccy == income.ccy && income.minor > 0;
    same.then(|| half_up(i128::from(cost.minor) * 10_000, i128::from(income.minor)))
        .and_then(|bp| i64::try_from(bp).ok())
}

/// Income for one unit of cost, in tenths, cut: 368 is "1 : 36.8". `None` as in [`ratio_bp`], and without a cost.
pub fn return_tenths(cost: Money, income: Money) -> Option<u128> {
    let sound = cost.ccy == income.ccy && income.minor > 0 && cost.minor > 0;
    sound.then(|| u128::from(income.minor.unsigned_abs()) * 10 / u128::from(cost.minor.unsigned_abs()))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::domain::funnel::samples::row;
    use crate::domain::kinds::Kind;
    use crate::domain::money::Currency;

    fn yuan(minor: i64) -> Money {
        Money::new(minor, Currency::CNY)
    }

    fn effort(date: &str, minutes: i64, rate: &Value) -> Record {
        row(Kind::Effort, 1, &json!({ "date": date, "minutes": minutes, "rate": rate }))
    }

    fn expense(minor: i64, ccy: &str, refundable: bool) -> Record {
        row(Kind::Expense, 2, &json!({ "amount": { "minor": minor, "ccy": ccy }, "refundable": refundable }))
    }

    #[test]
    fn the_example_of_the_metrics_comes_out() {
        let work = [effort("2026-03-01", 6000, &json!({ "minor": 18_000, "ccy": "CNY" }))];
        let paid = [expense(640_000, "CNY", false), expense(5_000_000, "CNY", true)];
        let spent = Spent::of(&work, &paid, "2026-03-02".parse().ok());
        assert_eq!(spent.total(), Some(yuan(2_440_000)));
        assert_eq!((spent.minutes, spent.stage_minutes, spent.unrated), (6000, 0, 0));
        assert_eq!(spent.refundable, [yuan(5_000_000)], "a deposit comes back");
        assert_eq!(ratio_bp(yuan(2_440_000), yuan(90_000_000)), Some(271), "won");
        assert_eq!(return_tenths(yuan(2_440_000), yuan(90_000_000)), Some(368));
        assert_eq!(ratio_bp(yuan(2_440_000), yuan(30_000_000)), Some(813), "expected");
        assert_eq!(ratio_bp(yuan(6_640_000), yuan(135_000_000)), Some(492), "portfolio");
        assert_eq!(ratio_bp(yuan(2_700_000), yuan(6_640_000)), Some(4066), "waste");
    }

    #[test]
    fn what_cannot_be_reckoned_is_not_nothing() {
        let work =
            [effort("2026-03-01", 90, &Value::Null), effort("2026-03-05", 50, &json!({ "minor": 1, "ccy": "CNY" }))];
        let spent = Spent::of(&work, &[expense(100, "RUB", false)], "2026-03-05".parse().ok());
        assert_eq!((spent.minutes, spent.stage_minutes, spent.unrated), (140, 50, 1));
        assert_eq!(
            spent.cost,
            [yuan(1), Money::new(100, Currency::RUB)],
            "each currency by itself; 5/6 of a fen is one"
        );
        assert_eq!(spent.total(), None);
        assert_eq!(ratio_bp(yuan(1), Money::new(100, Currency::RUB)), None);
        assert_eq!(ratio_bp(yuan(1), yuan(0)), None);
        assert_eq!(hourly(yuan(160_000)), yuan(20_000));
    }
}
