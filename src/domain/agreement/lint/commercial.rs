//! Checks of money: currencies, credits, sums, prices and volumes (02-sla-lint 2.4).

use std::collections::BTreeSet;

use num_bigint::BigInt;

use super::{Case, Found, Rule, Severity, at_cell, at_version, basis_points, field_named, filled, money, named};
use crate::domain::agreement::metric::{self, Better};
use crate::domain::agreement::tables::{BY_VOLUME, Credit, Tier};
use crate::domain::agreement::target::Target;
use crate::domain::exact::{in_each, percent_words, ratio};
use crate::domain::money::Money;
use crate::text::{Arg, Msg, Words};

pub(super) const RULES: &[Rule] = &[
    Rule { id: "R55", check: several_currencies },
    Rule { id: "R56", check: tiers_out_of_order },
    Rule { id: "R57", check: cap },
    Rule { id: "R58", check: credit_incomplete },
    Rule { id: "R59", check: more_at_stake_than_earned },
    Rule { id: "R60", check: sums },
    Rule { id: "R61", check: price_too_low },
    Rule { id: "R62", check: other_than_the_deal },
    Rule { id: "R63", check: no_limit },
    Rule { id: "R64", check: near_the_limit },
];

/// R55: amounts of several currencies, and no rate.
fn several_currencies(case: &Case<'_>, found: &mut Found) {
    let version = case.version;
    if filled(&version.rate_clause) {
        return;
    }
    let prices = version.prices.iter().enumerate().flat_map(|(at, line)| {
        [("unit_price", line.unit_price), ("net", line.net), ("tax", line.tax)]
            .into_iter()
            .map(move |(column, amount)| ("charges", "prices", at, column, amount))
    });
    let milestones =
        version.milestones.iter().enumerate().map(|(at, row)| ("charges", "milestones", at, "amount", row.amount));
    let credits =
        version.credits.iter().enumerate().map(|(at, row)| ("credits", "credits", at, "basis_fee", row.basis_fee));
    let limits = version
        .workload_limits
        .iter()
        .enumerate()
        .map(|(at, row)| ("workload_limits", "workload_limits", at, "extra_price", row.extra_price));
    let ours = case.draft.agreement.values.ccy.as_str();
    let mut told = BTreeSet::new();
    for (section, table, at, column, amount) in prices.chain(milestones).chain(credits).chain(limits) {
        let Some(amount) = amount.filter(|amount| amount.ccy.code() != ours) else { continue };
        if told.insert(amount.ccy.code()) {
            let message = Msg::new("rule-R55").with("amount", money(amount)).with("ours", ours);
            found.error(at_cell(case, section, table, at, column), message);
        }
    }
    for (field, amount) in [("total", version.total), ("penalty_cap", version.penalty_cap)] {
        let Some(amount) = amount.filter(|amount| amount.ccy.code() != ours) else { continue };
        if told.insert(amount.ccy.code()) {
            let message = Msg::new("rule-R55").with("amount", money(amount)).with("ours", ours);
            found.error(at_version(case, "charges", field), message);
        }
    }
}

/// A bound of a tier as it is written for its metric.
fn bound(target: &Target, value: Option<i64>) -> Words {
    let code = target.metric.as_deref().unwrap_or_default();
    let unit = target.unit.as_deref().unwrap_or_default();
    in_each(|lang| {
        value.map_or_else(|| "—".to_owned(), |value| metric::show_stored(code, value, unit, lang).trim().to_owned())
    })
}

/// The tiers of a schedule with their rows, from the best performance to the worst.
fn tiers<'a>(case: &Case<'a>, credit: &Credit, better: Better) -> Vec<(usize, &'a Tier)> {
    let rows = case.version.credit_tiers.iter().enumerate();
    let mut tiers: Vec<_> = rows.filter(|(_, tier)| tier.target == credit.target).collect();
    match better {
        Better::High => tiers.sort_by_key(|(_, tier)| std::cmp::Reverse(tier.at_least.unwrap_or(i64::MIN))),
        Better::Low => tiers.sort_by_key(|(_, tier)| tier.at_least.unwrap_or(i64::MIN)),
    }
    tiers
}

/// R56: tiers without holes, the first one ends at the target, and worse service never costs less.
fn tiers_out_of_order(case: &Case<'_>, found: &mut Found) {
    for credit in &case.version.credits {
        let Some(target) = case.target(&credit.target) else { continue };
        let t = &target.values;
        let (Some(measure), Some(promised)) = (super::measure(t), t.value) else { continue };
        let tiers = tiers(case, credit, measure.better);
        let about = |key: &str| Msg::new(key).with("label", t.label.as_str());
        let Some((first_row, first)) = tiers.first() else {
            found.error(at_version(case, "credits", "credit_tiers"), about("rule-R56-none"));
            continue;
        };
        let path = |row: usize, column| at_cell(case, "credits", "credit_tiers", row, column);
        // The tier in which the target is just met costs nothing, and it ends at the target.
        let (edge, open) = match measure.better {
            Better::High => (first.at_least, first.below),
            // Shorter is better: what is met runs up to the target itself.
            Better::Low => (first.below.map(|below| below.saturating_sub(1)), first.at_least.filter(|from| *from > 0)),
        };
        if first.credit_bp.unwrap_or(0) != 0 || edge != Some(promised) || open.is_some_and(|open| open <= promised) {
            let message = about("rule-R56-first").with("promised", super::value(t)).with("edge", bound(t, edge));
            found.error(
                path(*first_row, "at_least"),
                message.with("credit", basis_points(first.credit_bp.unwrap_or(0))),
            );
            continue;
        }
        let fault = tiers.windows(2).find_map(|pair| {
            let [(_, better), (row, worse)] = pair else { return None };
            let (meets, from, to) = match measure.better {
                Better::High => (worse.below == better.at_least, worse.below, better.at_least),
                Better::Low => (worse.at_least == better.below, worse.at_least, better.below),
            };
            let figures = |msg: Msg| msg.with("from", bound(t, from)).with("to", bound(t, to));
            if !meets {
                return Some((path(*row, "below"), figures(about("rule-R56-hole"))));
            }
            let (less, more) = (worse.credit_bp.unwrap_or(0), better.credit_bp.unwrap_or(0));
            let falls = about("rule-R56-falls").with("credit", basis_points(less)).with("other", basis_points(more));
            (less < more).then(|| (path(*row, "credit_bp"), falls.with("edge", bound(t, to))))
        });
        let ends = tiers.last().map(|(row, last)| {
            let end = if measure.better == Better::High { last.at_least.filter(|from| *from > 0) } else { last.below };
            (*row, end)
        });
        if let Some((path, message)) = fault {
            found.error(path, message);
        } else if let Some((row, Some(end))) = ends {
            found.error(path(row, "at_least"), about("rule-R56-open").with("edge", bound(t, Some(end))));
        }
    }
}

/// R57: without a cap one bad month has no end; above it a tier is never paid.
fn cap(case: &Case<'_>, found: &mut Found) {
    for (at, credit) in case.version.credits.iter().enumerate() {
        let about = |key: &str| Msg::new(key).with("label", credit.target.as_str());
        let path = at_cell(case, "credits", "credits", at, "cap_bp");
        let Some(cap) = credit.cap_bp else {
            found.error(path, about("rule-R57"));
            continue;
        };
        if cap > 10_000 {
            found.error(path, about("rule-R57-high").with("cap", basis_points(cap)));
            continue;
        }
        let rows = case.version.credit_tiers.iter().enumerate().filter(|(_, tier)| tier.target == credit.target);
        for (row, tier) in rows.filter(|(_, tier)| tier.credit_bp.is_some_and(|credit| credit > cap)) {
            let message = about("rule-R57-tier").with("cap", basis_points(cap));
            let message = message.with("credit", basis_points(tier.credit_bp.unwrap_or(0)));
            found.warning(at_cell(case, "credits", "credit_tiers", row, "credit_bp"), message);
        }
    }
}

/// R58: a percentage of what, paid when, and how.
fn credit_incomplete(case: &Case<'_>, found: &mut Found) {
    for (at, credit) in case.version.credits.iter().enumerate() {
        let parts = [
            ("basis_fee", credit.basis_fee.is_some()),
            ("period", credit.period.is_some()),
            ("claim_days", credit.claim_days.is_some()),
            ("combine", credit.combine.is_some()),
            ("rounding", credit.rounding.is_some()),
            ("apply", credit.apply.is_some()),
        ];
        let missing: Vec<&'static str> =
            parts.into_iter().filter(|(_, there)| !there).map(|(column, _)| column).collect();
        if let Some(first) = missing.first() {
            let names: Vec<Arg> = missing.iter().map(|column| field_named(column)).collect();
            let message = Msg::new("rule-R58").with("label", credit.target.as_str()).with("fields", names);
            found.error(at_cell(case, "credits", "credits", at, first), message);
        }
    }
}

/// What all credits of a year come to at most: the caps of all schedules. `None` while one has no cap, or where they are
/// of several currencies.
pub(super) fn yearly_exposure(case: &Case<'_>) -> Option<Money> {
    let mut sum: Option<Money> = None;
    for credit in &case.version.credits {
        let times = match credit.period.as_deref()? {
            "day" => 365,
            "week" => 52,
            "calendar_month" => 12,
            "quarter" => 4,
            "half_year" => 2,
            "year" => 1,
            _ => return None,
        };
        let capped = credit.basis_fee?.share(&ratio(credit.cap_bp? * times, 10_000))?;
        sum = Some(sum.map_or(Some(capped), |sum| sum.checked_add(capped))?);
    }
    sum
}

/// R59: bad service may cost more than the agreement earns.
fn more_at_stake_than_earned(case: &Case<'_>, found: &mut Found) {
    let (Some(stake), Some(margin)) = (yearly_exposure(case), case.version.planned_margin) else { return };
    if stake.ccy == margin.ccy && stake.minor > margin.minor {
        let message = Msg::new("rule-R59").with("stake", money(stake)).with("margin", money(margin));
        found.warning(at_version(case, "credits", "planned_margin"), message);
    }
}

/// The sum of amounts of one currency; `None` where there are none, or several currencies.
fn sum(amounts: impl Iterator<Item = Money>) -> Option<Money> {
    let mut sum: Option<Money> = None;
    for amount in amounts {
        sum = Some(sum.map_or(Some(amount), |sum| sum.checked_add(amount))?);
    }
    sum
}

/// R60: lines, milestones and shares come to the total.
fn sums(case: &Case<'_>, found: &mut Found) {
    let version = case.version;
    let lines = sum(version.prices.iter().flat_map(|line| [line.net, line.tax]).flatten());
    let paid = sum(version.milestones.iter().filter_map(|row| row.amount));
    if let Some(total) = version.total {
        for (key, is) in [("rule-R60-lines", lines), ("rule-R60-milestones", paid)] {
            if let Some(is) = is.filter(|is| is.ccy == total.ccy && is.minor != total.minor) {
                let message = Msg::new(key).with("sum", money(is)).with("total", money(total));
                let off = Money::new(is.minor.saturating_sub(total.minor).saturating_abs(), total.ccy);
                found.error(at_version(case, "charges", "total"), message.with("difference", money(off)));
            }
        }
    }
    let shares: Vec<i64> = version.milestones.iter().filter_map(|row| row.share_bp).collect();
    let all: i64 = shares.iter().sum();
    if !shares.is_empty() && all != 10_000 {
        let list = shares.iter().map(|share| Arg::from(basis_points(*share))).collect::<Vec<_>>();
        let message = Msg::new("rule-R60-shares").with("sum", basis_points(all)).with("shares", list);
        found.error(at_version(case, "charges", "milestones"), message);
    }
}

/// R61: below the lowest price, below cost, or with more discount than may be given.
fn price_too_low(case: &Case<'_>, found: &mut Found) {
    for (at, line) in case.version.prices.iter().enumerate() {
        let about = |key: &str| Msg::new(key).with("item", line.item.as_str());
        let entry = line.service.as_deref().and_then(|name| case.draft.service(name));
        let floor = entry.and_then(|entry| entry.service.floor_price);
        let less = |a: Option<Money>, b: Option<Money>| a.zip(b).filter(|(a, b)| a.ccy == b.ccy && a.minor < b.minor);
        let unit = line.unit_price.and_then(|price| price.scale(10_000 - line.discount_bp.unwrap_or(0)));
        if let Some((price, floor)) = less(unit, floor) {
            let message = about("rule-R61-floor").with("price", money(price)).with("floor", money(floor));
            found.warning(at_cell(case, "charges", "prices", at, "unit_price"), message);
        }
        if let Some((price, cost)) = less(line.net, line.cost).filter(|_| line.approved != Some(true)) {
            let message = about("rule-R61-cost").with("price", money(price)).with("cost", money(cost));
            found.error(at_cell(case, "charges", "prices", at, "net"), message);
        }
        if let (Some(discount), Some(limit)) = (line.discount_bp, case.version.discount_limit_bp)
            && discount > limit
        {
            let message = about("rule-R61-discount").with("discount", basis_points(discount));
            found.error(
                at_cell(case, "charges", "prices", at, "discount_bp"),
                message.with("limit", basis_points(limit)),
            );
        }
    }
}

/// R62: dearer than the customer can pay, or another size than the deal is said to have.
fn other_than_the_deal(case: &Case<'_>, found: &mut Found) {
    let (Some(deal), Some(total)) = (&case.draft.deal, case.version.total) else { return };
    let path = || at_version(case, "charges", "total");
    if let Some(budget) = deal.budget.filter(|budget| budget.ccy == total.ccy && total.minor > budget.minor) {
        let message = Msg::new("rule-R62-budget").with("total", money(total)).with("budget", money(budget));
        found.warning(path(), message.with("code", deal.code.as_str()));
    }
    if let Some(amount) = deal.amount.filter(|amount| amount.ccy == total.ccy && amount.minor > 0) {
        let off = total.minor.saturating_sub(amount.minor).saturating_abs();
        if BigInt::from(off) * 10 > BigInt::from(amount.minor) {
            let message = Msg::new("rule-R62-amount").with("total", money(total)).with("amount", money(amount));
            let share = percent_words(&ratio(off, amount.minor), 1);
            found.warning(path(), message.with("code", deal.code.as_str()).with("share", share));
        }
    }
}

/// R63: times are promised, or paid by volume, for any number of cases.
fn no_limit(case: &Case<'_>, found: &mut Found) {
    let version = case.version;
    let limits = || version.workload_limits.iter().enumerate();
    let mut told = BTreeSet::new();
    let timed = case.draft.targets.iter().filter(|target| {
        let per_case = |m: &metric::Metric| m.aggregation == metric::Aggregation::PercentWithin;
        super::measure(&target.values).is_some_and(per_case)
    });
    let timed = timed.map(|target| target.values.service.as_deref());
    let by_volume =
        version.prices.iter().filter(|line| line.unit.as_deref().is_some_and(|unit| BY_VOLUME.contains(&unit)));
    for service in timed.chain(by_volume.map(|line| line.service.as_deref())) {
        let covers = |limit: &crate::domain::agreement::tables::Limit| {
            limit.service.is_none() || limit.service.as_deref() == service || service.is_none()
        };
        if !limits().any(|(_, limit)| covers(limit)) && told.insert(service) {
            let name = service.map_or_else(|| Arg::from(super::title("service_description")), Arg::from);
            found.error(
                at_version(case, "workload_limits", "workload_limits"),
                Msg::new("rule-R63").with("service", name),
            );
        }
    }
    for (at, limit) in limits().filter(|(_, limit)| limit.over_limit.is_none()) {
        let message = Msg::new("rule-R63-rule").with("measure", named(&limit.measure));
        let message = message.with("limit", limit.limit.unwrap_or(0));
        found.error(at_cell(case, "workload_limits", "workload_limits", at, "over_limit"), message);
    }
}

/// R64: the expected volume hardly fits, or does not.
fn near_the_limit(case: &Case<'_>, found: &mut Found) {
    for (at, row) in case.version.workload_limits.iter().enumerate() {
        let (Some(expected), Some(limit)) = (row.expected, row.limit) else { continue };
        let (severity, key) = if expected > limit {
            (Severity::Error, "rule-R64-over")
        } else if expected * 5 > limit * 4 {
            (Severity::Warning, "rule-R64-near")
        } else {
            continue;
        };
        let message =
            Msg::new(key).with("expected", expected).with("limit", limit).with("measure", named(&row.measure));
        found.add(severity, at_cell(case, "workload_limits", "workload_limits", at, "expected"), message);
    }
}
