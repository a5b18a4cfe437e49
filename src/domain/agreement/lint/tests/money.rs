//! Money: currencies, credits, sums, prices, limits.

use super::*;
use crate::domain::agreement::tables::{Limit, Tier};
use crate::domain::money::{Currency, Money};

#[expect(clippy::unnecessary_wraps, reason = "amounts of a draft may be missing")]
fn cny(minor: i64) -> Option<Money> {
    Some(Money::new(minor, Currency::CNY))
}

#[test]
fn r55_one_currency_or_a_rate() {
    let dollars = |d: &mut Draft| d.version.values.milestones[0].amount = Some(Money::new(100, Currency::USD));
    assert_eq!(says("R55", dollars), ["rule-R55"]);
    assert!(
        says("R55", |d| {
            dollars(d);
            d.version.values.rate_clause = Some("rate of the day".into());
        })
        .is_empty()
    );
}

fn tiers(all: &[(Option<i64>, Option<i64>, i64)]) -> Vec<String> {
    says("R56", |d| {
        let tier = |(at_least, below, credit): &(Option<i64>, Option<i64>, i64)| Tier {
            target: "T1".into(),
            at_least: *at_least,
            below: *below,
            credit_bp: Some(*credit),
        };
        d.version.values.credit_tiers = all.iter().map(tier).collect();
    })
}

#[test]
fn r56_tiers_join_and_cost_more_the_worse_it_is() {
    let (a, b) = (Some(995_000), Some(990_000));
    assert!(tiers(&[(a, None, 0), (b, a, 500), (None, b, 500)]).is_empty(), "the same credit twice is no fall");
    assert_eq!(tiers(&[(a, None, 0), (b, a, 500), (None, b, 499)]), ["rule-R56-falls"]);
    assert_eq!(tiers(&[(a, None, 0), (b, a, 500)]), ["rule-R56-open"]);
    assert_eq!(tiers(&[(a, None, 0), (b, Some(994_999), 500), (None, b, 600)]), ["rule-R56-hole"]);
    assert_eq!(tiers(&[(a, None, 1), (None, a, 500)]), ["rule-R56-first"], "a credit for what is met");
    assert_eq!(tiers(&[(Some(995_001), None, 0), (None, Some(995_001), 500)]), ["rule-R56-first"], "not at the target");
    assert_eq!(tiers(&[]), ["rule-R56-none"]);
}

#[test]
fn r57_credits_have_a_cap_that_they_reach() {
    let cap = |bp| says("R57", |d| d.version.values.credits[0].cap_bp = bp);
    assert_eq!(cap(None), ["rule-R57"]);
    assert_eq!(cap(Some(10_001)), ["rule-R57-high"]);
    assert!(cap(Some(10_000)).is_empty() && cap(Some(1_000)).is_empty());
    assert_eq!(cap(Some(999)), ["rule-R57-tier"], "10 % is never paid");
}

#[test]
fn r58_a_credit_says_of_what_when_and_how() {
    let without = |drop: fn(&mut crate::domain::agreement::tables::Credit)| {
        says("R58", |d| drop(&mut d.version.values.credits[0]))
    };
    assert_eq!(without(|credit| credit.basis_fee = None), ["rule-R58"]);
    assert_eq!(without(|credit| credit.period = None), ["rule-R58"]);
    assert_eq!(without(|credit| credit.claim_days = None), ["rule-R58"]);
    assert_eq!(without(|credit| credit.combine = None), ["rule-R58"]);
    assert_eq!(without(|credit| credit.rounding = None), ["rule-R58"]);
    assert_eq!(without(|credit| credit.apply = None), ["rule-R58"]);
    assert!(says("R58", |d| d.version.values.credits[0].sole_remedy = None).is_empty());
}

#[test]
fn r59_bad_service_costs_less_than_is_earned() {
    // 288 000.00 a year.
    let margin = |minor| says("R59", |d| d.version.values.planned_margin = cny(minor));
    assert_eq!(margin(28_799_999), ["rule-R59"]);
    assert!(margin(28_800_000).is_empty());
}

#[test]
fn r60_everything_comes_to_the_total() {
    assert_eq!(says("R60", |d| d.version.values.prices[0].tax = cny(8_150_942)), ["rule-R60-lines"]);
    assert_eq!(says("R60", |d| d.version.values.milestones[0].amount = cny(72_000_001)), ["rule-R60-milestones"]);
    assert_eq!(says("R60", |d| d.version.values.milestones[0].share_bp = Some(4_999)), ["rule-R60-shares"]);
    assert!(says("R60", |d| d.version.values.milestones.clear()).is_empty());
}

#[test]
fn r61_prices_are_high_enough() {
    let floor = |minor| says("R61", |d| d.services[0].service.floor_price = cny(minor));
    assert_eq!(floor(12_000_001), ["rule-R61-floor"]);
    assert!(floor(12_000_000).is_empty());
    let cost = |minor, approved| {
        says("R61", |d| {
            d.version.values.prices[0].cost = cny(minor);
            d.version.values.prices[0].approved = approved;
        })
    };
    assert_eq!(cost(135_849_058, None), ["rule-R61-cost"]);
    assert!(cost(135_849_058, Some(true)).is_empty() && cost(135_849_057, None).is_empty());
    let discount = |bp| {
        says("R61", |d| {
            d.version.values.prices[0].discount_bp = Some(bp);
            d.version.values.discount_limit_bp = Some(1_000);
        })
    };
    assert_eq!(discount(1_001), ["rule-R61-discount"]);
    assert!(discount(1_000).is_empty());
}

#[test]
fn r62_the_deal_says_the_same() {
    let deal = |amount, budget| {
        says("R62", |d| {
            let deal = d.deal.as_mut().unwrap();
            (deal.amount, deal.budget) = (cny(amount), cny(budget));
        })
    };
    assert_eq!(deal(144_000_000, 143_999_999), ["rule-R62-budget"]);
    assert!(deal(144_000_000, 144_000_000).is_empty());
    assert_eq!(deal(120_000_000, 150_000_000), ["rule-R62-amount"], "20 % more");
    assert!(deal(160_000_000, 160_000_000).is_empty(), "exactly a tenth less");
    assert_eq!(deal(160_000_001, 170_000_000), ["rule-R62-amount"]);
}

#[test]
fn r63_times_hold_up_to_a_volume() {
    assert_eq!(says("R63", |d| d.version.values.workload_limits.clear()), ["rule-R63"]);
    assert_eq!(says("R63", |d| d.version.values.workload_limits[0].over_limit = None), ["rule-R63-rule"]);
    let another = |name: &str| says("R63", |d| d.version.values.workload_limits[0].service = Some(name.into()));
    assert_eq!(another("mail"), ["rule-R63"]);
    assert!(another("HIS").is_empty());
    assert_eq!(
        says("R63", |d| {
            d.targets.truncate(1);
            d.version.values.workload_limits = vec![Limit {
                over_limit: Some("best_effort".into()),
                service: Some("mail".into()),
                measure: "users".into(),
                ..Limit::default()
            }];
            d.version.values.prices[0].unit = Some("ticket".into());
        }),
        ["rule-R63"],
        "paid by volume"
    );
}

#[test]
fn r64_the_expected_volume_fits() {
    let expected = |n| {
        let mut draft = sound();
        draft.version.values.workload_limits[0].expected = Some(n);
        of(&draft, "R64").first().map(|finding| finding.severity)
    };
    assert_eq!(expected(80), None);
    assert_eq!(expected(81), Some(Severity::Warning));
    assert_eq!(expected(100), Some(Severity::Warning));
    assert_eq!(expected(101), Some(Severity::Error));
}
