//! Checks against the agreements beneath: can the promise be kept with what others promise us (02-sla-lint 2.3).

use std::collections::{BTreeMap, BTreeSet};

use super::{Case, Found, Rule, at_target, in_each, percent};
use crate::domain::agreement::metric;
use crate::text::number::fraction;
use crate::text::{Lang, Msg};

pub(super) const RULES: &[Rule] = &[Rule { id: "R46", check: weaker_than_promised }];

const WHOLE: i64 = 1_000_000;
const AVAILABILITY: &str = "availability";

/// R46: what stands beneath multiplies to less than the promise, or to hardly more.
fn weaker_than_promised(case: &Case<'_>, found: &mut Found) {
    let draft = case.draft;
    let ours: BTreeSet<&str> = draft.targets.iter().filter_map(|t| t.values.service.as_deref()).collect();
    let is_availability = |metric: &Option<String>| metric.as_deref() == Some(AVAILABILITY);
    for target in draft.targets.iter().filter(|t| is_availability(&t.values.metric)) {
        let t = &target.values;
        let Some(promise) = t.value.filter(|ppm| (0..=WHOLE).contains(ppm)) else { continue };
        // One factor for each part: of several targets for one part (a month, a year) the weakest counts.
        // A part of another service of this agreement does not carry this one.
        let mut parts: BTreeMap<_, i64> = BTreeMap::new();
        for (at, support) in draft.supports.iter().enumerate() {
            for beneath in support.targets.iter().filter(|b| is_availability(&b.metric)) {
                let elsewhere =
                    beneath.service.as_deref().is_some_and(|s| ours.contains(s) && t.service.as_deref() != Some(s));
                let Some(ppm) = beneath.value.filter(|ppm| (0..=WHOLE).contains(ppm) && !elsewhere) else { continue };
                let part = parts.entry((at, &beneath.service, &beneath.component)).or_insert(ppm);
                *part = ppm.min(*part);
            }
        }
        if parts.is_empty() {
            continue;
        }
        let mut composed = Share::one();
        for ppm in parts.values() {
            composed.times(*ppm);
        }
        let factors = |lang| {
            let factor = |(part, ppm): (&(usize, _, _), &i64)| {
                let code = draft.supports.get(part.0).map(|support| support.code.as_str()).unwrap_or_default();
                format!("{code} {}", metric::show_value(AVAILABILITY, *ppm, "percent", lang))
            };
            parts.iter().map(factor).collect::<Vec<_>>().join(" × ")
        };
        let message = |key: &str| {
            Msg::new(key)
                .with("label", t.label.as_str())
                .with("promised", percent(promise))
                .with("composed", in_each(|lang| composed.percent(lang)))
                .with("factors", in_each(factors))
        };
        if composed < Share::ppm(promise) {
            found.error(at_target(target, "value"), message("rule-R46-weaker"));
        } else if composed < Share::thin(promise) {
            let needed = in_each(|lang| Share::thin(promise).percent(lang));
            found.warning(at_target(target, "value"), message("rule-R46-thin").with("needed", needed));
        }
    }
}

/// An exact share between 0 and 1 in groups of six decimal digits: the whole part, then millionths, then millionths
/// of those, and so on. Products of parts per million are such numbers, so nothing is ever rounded.
/// Trailing zeros are cut, which makes the order of the groups the order of the numbers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Share(Vec<i64>);

impl Share {
    fn one() -> Self {
        Self(vec![1])
    }

    fn of(mut groups: Vec<i64>) -> Self {
        while groups.last() == Some(&0) {
            groups.pop();
        }
        Self(groups)
    }

    fn ppm(ppm: i64) -> Self {
        Self::of(vec![ppm / WHOLE, ppm % WHOLE])
    }

    /// The share from which the margin over a promise is at least a tenth of the promised loss: A + (1 − A) / 10.
    fn thin(promise: i64) -> Self {
        let tenths = 9 * promise + WHOLE;
        Self::of(vec![tenths / (10 * WHOLE), tenths / 10 % WHOLE, tenths % 10 * (WHOLE / 10)])
    }

    fn times(&mut self, ppm: i64) {
        let mut groups = vec![0; self.0.len() + 1];
        for (at, group) in self.0.iter().enumerate().rev() {
            let product = group * ppm + groups[at + 1];
            groups[at + 1] = product % WHOLE;
            groups[at] += product / WHOLE;
        }
        *self = Self::of(groups);
    }

    /// As percent, cut after five decimals and never rounded up; a cut number ends in `…`. A promise has four and the
    /// safe margin above it five, so what is less than either also reads as less.
    fn percent(&self, lang: Lang) -> String {
        const PLACES: u32 = 5;
        // Two groups are parts per 10^12, so percent with ten decimals: far inside the number's range.
        let group = |at: usize| u128::try_from(self.0.get(at).copied().unwrap_or_default()).unwrap_or_default();
        let digits = (group(0) * 1_000_000 + group(1)) * 1_000_000 + group(2);
        let rest = 10_u128.pow(10 - PLACES);
        let cut = if self.0.len() > 3 || digits % rest > 0 { "…" } else { "" };
        let sign = if lang == Lang::Ru { "\u{a0}%" } else { "%" };
        format!("{}{cut}{sign}", fraction(digits / rest, PLACES, lang))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn product(ppm: &[i64]) -> Share {
        let mut share = Share::one();
        for factor in ppm {
            share.times(*factor);
        }
        share
    }

    #[test]
    fn products_are_exact() {
        assert_eq!(product(&[999_000, 999_500, 995_000]).percent(Lang::En), "99.35079…%");
        assert_eq!(product(&[999_000; 5]), Share(vec![0, 995_009, 990_004, 999_000]));
        assert_eq!(product(&[999_000; 5]).percent(Lang::En), "99.50099…%");
        assert_eq!(product(&[999_000, 999_000, 998_000]).percent(Lang::En), "99.60049…%");
        assert_eq!(product(&[998_000; 3]).percent(Lang::Ru), "99,40119…\u{a0}%");
        assert_eq!(product(&[999_000, 999_500, 999_500]).percent(Lang::Zh), "99.80012…%");
        assert_eq!(product(&[1_000_000; 20]), Share::one());
        assert_eq!(product(&[1_000_000; 3]).percent(Lang::En), "100%");
        assert_eq!(product(&[500_000, 0]).percent(Lang::En), "0%");
        assert_eq!(product(&[1]).percent(Lang::En), "0.0001%");
    }

    #[test]
    fn twenty_parts_keep_every_digit() {
        // 0.99999^20: the last of a hundred digits decides between equal and less.
        let share = product(&[999_990; 20]);
        assert_eq!(share.0.len(), 18, "a hundred digits are seventeen groups and the whole part");
        assert!(share < Share::ppm(999_801) && share > Share::ppm(999_800));
    }

    #[test]
    fn the_thin_margin_is_a_tenth_of_the_loss() {
        assert_eq!(Share::thin(999_000).percent(Lang::En), "99.91%");
        assert_eq!(Share::thin(999_999).percent(Lang::En), "99.99991%");
        assert_eq!(Share::thin(1_000_000), Share::one());
        assert_eq!(Share::thin(0), Share::ppm(100_000));
    }

    proptest::proptest! {
        #[test]
        fn three_factors_agree_with_wide_integers(a in 0..=WHOLE, b in 0..=WHOLE, c in 0..=WHOLE, than in 0..=WHOLE) {
            let wide = i128::from(a) * i128::from(b) * i128::from(c);
            let order = wide.cmp(&(i128::from(than) * 1_000_000_000_000));
            proptest::prop_assert_eq!(product(&[a, b, c]).cmp(&Share::ppm(than)), order);
        }
    }
}
