//! The chain beneath a promise: what its parts make up together, and what each of them would have to give
//! (02-sla-lint 2.3, 03-time-arithmetic 3.1.15 and 3.1.16). The checks and the screen both ask here.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use num_bigint::BigInt;

use super::clock::{Basis, Clock};
use super::draft::{Draft, Filed, Support};
use super::metric::{self, Base, Better};
use super::tables::Component;
use super::target::Target;
use crate::domain::exact::{Exact, ratio};
use crate::domain::time::composition::{Needed, Part, Shape};
use crate::domain::time::spans::Span;

/// A whole in parts per million.
pub const WHOLE: i64 = 1_000_000;
/// Decimals of a share that is asked of a part: parts per million.
const FINENESS: u32 = 6;

pub fn same(a: &str, b: &str) -> bool {
    !a.trim().is_empty() && a.trim().to_lowercase() == b.trim().to_lowercase()
}

/// Whether an agreement beneath speaks of a component: in a target, or because it is with who provides it.
pub fn carries(support: &Support, component: &Component) -> bool {
    let target = |t: &Target| [&t.component, &t.service].into_iter().flatten().any(|name| same(name, &component.name));
    let provider = component.provided_by.as_deref().zip(support.provider.as_deref());
    support.targets.iter().any(target) || provider.is_some_and(|(by, provider)| same(by, provider))
}

/// A part of the whole: which agreement promises it, of what it speaks, and its share in parts per million.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Factor<'a> {
    /// Place among the agreements beneath.
    pub support: usize,
    pub code: &'a str,
    pub name: Option<&'a str>,
    pub ppm: i64,
}

/// How a composed availability stands to the promise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Strength {
    Weaker,
    /// Enough, but by less than a tenth of the promised loss: the share that would be safe.
    Thin(Exact),
    Enough,
}

/// What the parts beneath make up.
#[derive(Clone, Debug, PartialEq)]
pub struct Composition<'a> {
    components: &'a [Component],
    pub factors: Vec<Factor<'a>>,
    /// Exact, from 0 to 1.
    pub composed: Exact,
}

impl<'a> Composition<'a> {
    /// What stands beneath an availability; `None` where nothing does. Of several targets for one part (a month, a year)
    /// the weakest counts. A part of another service of this agreement does not carry this one.
    pub fn of(draft: &'a Draft, target: &Target) -> Option<Self> {
        let factors = factors(draft, target);
        if factors.is_empty() {
            return None;
        }
        let entry = target.service.as_deref().and_then(|name| draft.service(name));
        let components = entry.map_or(&[][..], |entry| &entry.service.components);
        let composed = tree(components, &factors, None).availability()?;
        Some(Self { components, factors, composed })
    }

    /// `promised` in parts per million. The margin over a promise should be a tenth of the promised loss:
    /// A + (1 − A) / 10.
    pub fn strength(&self, promised: i64) -> Strength {
        let promise = ratio(promised, WHOLE);
        let safe: Exact = &promise + ratio(WHOLE - promised, WHOLE) / BigInt::from(10);
        if self.composed < promise {
            Strength::Weaker
        } else if self.composed < safe {
            Strength::Thin(safe)
        } else {
            Strength::Enough
        }
    }

    /// What the part at this place would have to give if all others stay as they are, rounded up to parts per million.
    pub fn asked_of(&self, part: usize, promised: i64) -> Needed {
        tree(self.components, &self.factors, Some(part)).needed(&ratio(promised, WHOLE), FINENESS)
    }

    /// Whether some of the parts stand in for each other, so that a product would not say how the whole is made up.
    pub fn is_grouped(&self) -> bool {
        let in_group =
            |c: &Component| c.group.is_some() && self.factors.iter().any(|f| f.name.is_some_and(|n| same(&c.name, n)));
        self.components.iter().any(in_group)
    }

    /// Whether a part may fail without the whole.
    pub fn is_minor(&self, factor: &Factor<'_>) -> bool {
        component(self.components, factor).is_some_and(|c| c.criticality.as_deref() == Some("minor"))
    }
}

fn factors<'a>(draft: &'a Draft, target: &Target) -> Vec<Factor<'a>> {
    let ours: BTreeSet<&str> = draft.targets.iter().filter_map(|t| t.values.service.as_deref()).collect();
    let mut parts: BTreeMap<_, i64> = BTreeMap::new();
    for (at, support) in draft.supports.iter().enumerate() {
        for beneath in support.targets.iter().filter(|b| b.metric.as_deref() == Some("availability")) {
            let elsewhere =
                beneath.service.as_deref().is_some_and(|s| ours.contains(s) && target.service.as_deref() != Some(s));
            let Some(ppm) = beneath.value.filter(|ppm| (0..=WHOLE).contains(ppm) && !elsewhere) else { continue };
            let part = parts.entry((at, &beneath.service, &beneath.component)).or_insert(ppm);
            *part = ppm.min(*part);
        }
    }
    let named = |((at, service, component), ppm): ((usize, &'a Option<String>, &'a Option<String>), i64)| {
        let code = draft.supports.get(at).map(|support| support.code.as_str()).unwrap_or_default();
        Factor { support: at, code, name: component.as_deref().or(service.as_deref()), ppm }
    };
    parts.into_iter().map(named).collect()
}

fn component<'c>(components: &'c [Component], factor: &Factor<'_>) -> Option<&'c Component> {
    components.iter().find(|c| factor.name.is_some_and(|name| same(&c.name, name)))
}

/// The parts as the service is built: what stands in for each other is one group, the rest must all work. The one at
/// `wanted` is asked for.
fn tree(components: &[Component], factors: &[Factor<'_>], wanted: Option<usize>) -> Part {
    let mut serial = Vec::new();
    let mut groups: BTreeMap<&str, (usize, Vec<Part>)> = BTreeMap::new();
    for (at, factor) in factors.iter().enumerate() {
        let part = if wanted == Some(at) { Part::wanted() } else { Part::known(ratio(factor.ppm, WHOLE)) };
        match component(components, factor) {
            Some(c) if c.criticality.as_deref() == Some("minor") => {}
            Some(Component { group: Some(group), needed, .. }) if !group.trim().is_empty() => {
                let (least, parts) = groups.entry(group.trim()).or_insert((1, Vec::new()));
                *least = (*least).max(needed.and_then(|n| usize::try_from(n).ok()).unwrap_or(1));
                parts.push(part);
            }
            _ => serial.push(part),
        }
    }
    serial.extend(groups.into_values().map(|(needed, parts)| Part::group(Shape::AtLeast(needed, parts))));
    Part::group(Shape::Serial(serial))
}

/// Whether a target is a time that must not be longer than promised.
pub fn is_time(target: &Target) -> bool {
    let metric = target.metric.as_deref().and_then(metric::metric);
    metric.is_some_and(|metric| metric.base == Base::Second && metric.better == Better::Low)
}

/// The times beneath that one ticket of this target runs through.
pub fn on_the_way<'a>(draft: &'a Draft, target: &Target) -> Vec<(&'a Support, &'a Target)> {
    let fits = |beneath: &&Target| {
        beneath.metric == target.metric
            && beneath.value.is_some()
            && (beneath.priority.is_none() || beneath.priority == target.priority)
            && (beneath.ticket_type.is_none()
                || target.ticket_type.is_none()
                || beneath.ticket_type == target.ticket_type)
    };
    let supports = draft.supports.iter();
    supports.flat_map(|support| support.targets.iter().filter(fits).map(move |beneath| (support, beneath))).collect()
}

/// What hand-overs on one ticket add up to, in seconds, beside what was promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sum {
    /// On one clock.
    Plain { sum: i64, promised: i64 },
    /// On several clocks: the longest real time over nights and holidays, ours as well.
    Wall { sum: i64, ours: i64 },
    /// On several clocks of which no calendar tells the longest wait.
    Undecided { sum: i64 },
}

impl Sum {
    /// `None` for less than two hand-overs: one alone is compared by itself.
    pub fn of(draft: &Draft, clock: &Clock, target: &Target) -> Option<Self> {
        let promised = target.value?;
        let steps = on_the_way(draft, target);
        if steps.len() < 2 {
            return None;
        }
        let sum = steps.iter().filter_map(|(_, beneath)| beneath.value).fold(0, i64::saturating_add);
        if steps.iter().all(|(_, beneath)| beneath.hours_basis == target.hours_basis) {
            return Some(Self::Plain { sum, promised });
        }
        let wall = |support: &Support, beneath: &Target| {
            let basis = match beneath.hours_basis.as_deref() {
                Some("support") => clock.calendar(support.support_calendar),
                Some("24x7") => Some(Basis::RoundTheClock),
                _ => None,
            };
            clock.counted(basis?)?.longest_wait(beneath.value?)
        };
        let walls: Option<Vec<i64>> = steps.iter().map(|(support, beneath)| wall(support, beneath)).collect();
        let ours = clock.basis(target).and_then(|basis| clock.counted(basis)?.longest_wait(promised));
        Some(match walls.zip(ours) {
            Some((walls, ours)) => Self::Wall { sum: walls.into_iter().fold(0, i64::saturating_add), ours },
            None => Self::Undecided { sum },
        })
    }

    pub fn is_too_long(self) -> bool {
        match self {
            Self::Plain { sum, promised: most } | Self::Wall { sum, ours: most } => sum > most,
            Self::Undecided { .. } => false,
        }
    }
}

/// How broad the hours of a target are.
pub fn breadth(target: &Target) -> Option<u8> {
    match target.hours_basis.as_deref()? {
        "support" => Some(0),
        "service" => Some(1),
        "24x7" => Some(2),
        _ => None,
    }
}

/// Whether a time beneath is looser than ours. On a broader clock of theirs it cannot be said for sure.
pub fn is_looser(beneath: &Target, ours: &Target) -> bool {
    let narrower = beneath.hours_basis == ours.hours_basis
        || matches!((breadth(beneath), breadth(ours)), (Some(theirs), Some(ours)) if theirs < ours);
    narrower && ours.value.is_some() && beneath.value > ours.value
}

/// What a time beneath may take at most, if the other hand-overs stay as they are; `None` where the clocks differ, or
/// nothing is left for it.
pub fn time_left(draft: &Draft, ours: &Target, at: usize) -> Option<i64> {
    let steps = on_the_way(draft, ours);
    let one_clock = steps.iter().all(|(_, beneath)| beneath.hours_basis == ours.hours_basis);
    let others = steps.iter().enumerate().filter(|(n, _)| *n != at).filter_map(|(_, (_, beneath))| beneath.value);
    let left = ours.value? - others.fold(0, i64::saturating_add);
    (one_clock && left > 0).then_some(left)
}

/// The hours in which we answer for urgent cases; `None` where no urgent time is promised.
pub fn urgent_hours(draft: &Draft, clock: &Clock) -> Option<Basis> {
    let urgent = |t: &&Filed<Target>| matches!(t.values.priority, Some(1 | 2)) && is_time(&t.values);
    let mut bases = draft.targets.iter().filter(urgent).filter_map(|t| clock.basis(&t.values)).peekable();
    bases.peek()?;
    // What people answer for around the clock without being there is said already (R32).
    match clock.support() {
        Some(desk) => Some(desk),
        None => bases.any(|basis| basis == Basis::RoundTheClock).then_some(Basis::RoundTheClock),
    }
}

/// The hours of ours in which nobody answers beneath; `None` where a calendar is missing.
pub fn unanswered(draft: &Draft, clock: &Clock, support: &Support) -> Option<Vec<Span>> {
    let ours = clock.counted(urgent_hours(draft, clock)?)?;
    let theirs = clock.counted(clock.calendar(support.support_calendar)?)?;
    Some(ours.outside(theirs))
}

/// A day on which an agreement beneath does not cover ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Uncovered {
    /// It begins only on this day.
    Until(NaiveDate),
    /// It ends on this day, with or without an option to go on.
    After { last: NaiveDate, renewable: bool },
}

/// Where an agreement beneath begins later or ends earlier than ours, and no other one goes on in its place.
pub fn uncovered(draft: &Draft, (from, to): (NaiveDate, NaiveDate), support: &Support) -> Vec<Uncovered> {
    let mut found = Vec::new();
    if let Some(begins) = date(support.effective_from.as_deref()).filter(|begins| *begins > from)
        && let Some(eve) = begins.pred_opt()
        && !goes_on(draft, support, (from, eve.min(to)))
    {
        found.push(Uncovered::Until(begins));
    }
    if let Some(last) = date(support.effective_to.as_deref()).filter(|last| *last < to)
        && let Some(next) = last.succ_opt()
        && !goes_on(draft, support, (next.max(from), to))
    {
        let renewable = matches!(support.renewal.as_deref(), Some("manual" | "auto"));
        found.push(Uncovered::After { last, renewable });
    }
    found
}

/// Whether other agreements carry over these days all that this one carries.
fn goes_on(draft: &Draft, support: &Support, days: (NaiveDate, NaiveDate)) -> bool {
    let parts = draft.services.iter().flat_map(|entry| &entry.service.components);
    let mine: Vec<_> = parts.filter(|part| carries(support, part)).collect();
    let covers = |other: &Support| {
        date(other.effective_from.as_deref()).is_none_or(|begins| begins <= days.0)
            && date(other.effective_to.as_deref()).is_none_or(|ends| ends >= days.1)
    };
    let others = || draft.supports.iter().filter(|other| other.code != support.code);
    !mine.is_empty() && mine.iter().all(|part| others().filter(|other| carries(other, part)).any(covers))
}

fn date(text: Option<&str>) -> Option<NaiveDate> {
    text?.parse().ok()
}

/// The term of a version, where both ends are known and in order.
pub fn term(draft: &Draft) -> Option<(NaiveDate, NaiveDate)> {
    let version = &draft.version.values;
    let ends = date(version.effective_from.as_deref()).zip(date(version.effective_to.as_deref()));
    ends.filter(|(from, to)| from <= to)
}

#[cfg(test)]
mod tests {
    use num_traits::One;

    use super::*;
    use crate::domain::agreement::sample;

    fn share(digits: &str) -> Exact {
        crate::domain::exact::parse_percent(digits).unwrap()
    }

    #[test]
    fn the_worked_example_composes_to_less_than_it_promises() {
        let draft = sample::draft();
        let target = &draft.targets[0].values;
        let whole = Composition::of(&draft, target).unwrap();
        // 0.999 · 0.9995 · 0.9995 (02-sla-lint 2.6).
        assert_eq!(whole.composed, ratio(99_800_124_975_i64, 100_000_000_000_i64));
        assert_eq!(whole.strength(999_000), Strength::Weaker);
        let codes: Vec<_> = whole.factors.iter().map(|factor| factor.code).collect();
        assert_eq!(codes, ["UC-1", "UC-2", "OLA-1"]);
        // Even a hosting that never fails leaves 0.9995² = 99.900025 % for the whole: just enough.
        let Needed::Each(asked) = whole.asked_of(0, 999_000) else { panic!("out of reach") };
        assert_eq!(asked, ratio(1_000_000, 1_000_000));
        assert!(matches!(whole.asked_of(1, 999_000), Needed::OutOfReach(best) if best < share("99.9")));
    }

    #[test]
    fn the_budget_that_is_left_is_rounded_up() {
        // C10: 99.9 % with hosting of 99.95 %: the others together at least 0.99949974987…
        let mut draft = sample::draft();
        draft.supports.truncate(2);
        draft.supports[0].targets[0].value = Some(999_500);
        let whole = Composition::of(&draft, &draft.targets[0].values).unwrap();
        assert_eq!(whole.asked_of(1, 999_000), Needed::Each(ratio(999_500, 1_000_000)));
        // C08: three parts of 99.8 % under 99.5 %.
        let mut draft = sample::draft();
        draft.supports.iter_mut().for_each(|support| support.targets[0].value = Some(998_000));
        let whole = Composition::of(&draft, &draft.targets[0].values).unwrap();
        assert_eq!(whole.composed, ratio(994_011_992, 1_000_000_000));
        assert_eq!(whole.strength(995_000), Strength::Weaker);
        assert!(whole.strength(900_000) == Strength::Enough && whole.composed < Exact::one());
    }

    #[test]
    fn what_stands_in_for_each_other_is_no_product() {
        // C06: 99.95 → (99.5 ∥ 99.5) → 99.9 = 0.9984755374875.
        let mut draft = sample::draft();
        let parts = &mut draft.services[0].service.components;
        parts.push(Component { name: "balancer".into(), ..Component::default() });
        for name in ["hosting", "network"] {
            let part = parts.iter_mut().find(|part| part.name == name).unwrap();
            part.group = Some("pair".into());
        }
        let mut balancer = sample::support("UC-3", "UC", 999_500);
        balancer.targets[0].component = Some("balancer".into());
        draft.supports.push(balancer);
        for (at, ppm) in [(0, 995_000), (1, 995_000), (2, 999_000)] {
            draft.supports[at].targets[0].value = Some(ppm);
        }
        let whole = Composition::of(&draft, &draft.targets[0].values).unwrap();
        assert!(whole.is_grouped());
        assert_eq!(whole.composed, ratio(9_984_755_374_875_i64, 10_000_000_000_000_i64));
    }

    #[test]
    fn hand_overs_add_up_and_leave_a_rest() {
        // R47: 15 min + 2 h + 6 h > 8 h.
        let mut draft = sample::draft();
        draft.targets[2].values.value = Some(8 * 3600);
        for (at, seconds) in [(0, 900), (1, 7200), (2, 21_600)] {
            let mut time = draft.targets[2].values.clone();
            time.value = Some(seconds);
            draft.supports[at].targets.truncate(1);
            draft.supports[at].targets.push(time);
        }
        let ours = &draft.targets[2].values;
        let clock = Clock::new(&draft, term(&draft));
        let sum = Sum::of(&draft, &clock, ours).unwrap();
        assert_eq!(sum, Sum::Plain { sum: 29_700, promised: 28_800 });
        assert!(sum.is_too_long());
        assert_eq!(time_left(&draft, ours, 2), Some(28_800 - 8100));
        assert!(!is_looser(&draft.supports[2].targets[1], ours));
    }

    #[test]
    fn terms_and_hours_are_compared() {
        let mut draft = sample::draft();
        let clock = Clock::new(&draft, term(&draft));
        let days = term(&draft).unwrap();
        let last = NaiveDate::from_ymd_opt(2026, 12, 31).unwrap();
        assert_eq!(uncovered(&draft, days, &draft.supports[0]), [Uncovered::After { last, renewable: false }]);
        assert_eq!(uncovered(&draft, days, &draft.supports[1]), []);
        assert_eq!(unanswered(&draft, &clock, &draft.supports[0]).map(|gaps| gaps.len()), Some(0));
        // R49: SLA 24x7, UC 5×9.
        draft.version.values.support_calendar = Some(sample::ROUND_THE_CLOCK);
        draft.supports[1].support_calendar = Some(sample::DESK);
        let clock = Clock::new(&draft, term(&draft));
        assert!(unanswered(&draft, &clock, &draft.supports[1]).is_some_and(|gaps| !gaps.is_empty()));
    }
}
