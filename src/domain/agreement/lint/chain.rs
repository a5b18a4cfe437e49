//! Checks of the parts beneath: is each one promised by somebody, and do they make up the whole (02-sla-lint 2.3).

use std::collections::{BTreeMap, BTreeSet};

use num_bigint::BigInt;

use super::{Case, Found, Path, Rule, at_target, cut_percent, percent};
use crate::domain::agreement::draft::Support;
use crate::domain::agreement::metric;
use crate::domain::agreement::tables::Component;
use crate::domain::agreement::target::Target;
use crate::domain::exact::{Exact, in_each, ratio};
use crate::domain::kinds::Kind;
use crate::domain::time::composition::{Part, Shape};
use crate::text::Msg;

pub(super) const RULES: &[Rule] =
    &[Rule { id: "R45", check: nobody_promised_it }, Rule { id: "R46", check: weaker_than_promised }];

const WHOLE: i64 = 1_000_000;
/// Decimals of a composed percentage. A promise has four and the safe margin above it five, so what is less than either
/// also reads as less.
const PLACES: u32 = 5;

fn same(a: &str, b: &str) -> bool {
    !a.trim().is_empty() && a.trim().to_lowercase() == b.trim().to_lowercase()
}

/// Whether an agreement beneath speaks of a component: in a target, or because it is with who provides it.
pub(super) fn carries(support: &Support, component: &Component) -> bool {
    let target = |t: &Target| [&t.component, &t.service].into_iter().flatten().any(|name| same(name, &component.name));
    let provider = component.provided_by.as_deref().zip(support.provider.as_deref());
    support.targets.iter().any(target) || provider.is_some_and(|(by, provider)| same(by, provider))
}

/// R45: what the service cannot do without rests on nobody's promise.
fn nobody_promised_it(case: &Case<'_>, found: &mut Found) {
    if case.draft.stands_beneath() {
        return;
    }
    for entry in &case.draft.services {
        let needed = entry.service.components.iter().enumerate().filter(|(_, component)| {
            component.criticality.as_deref() == Some("critical")
                && matches!(component.provider.as_deref(), Some("team" | "supplier"))
        });
        for (at, component) in needed {
            let beneath: Vec<&Support> =
                case.draft.supports.iter().filter(|support| carries(support, component)).collect();
            let message = |key: &str| {
                let message = Msg::new(key).with("component", component.name.as_str());
                message.with("service", entry.service.name.as_str())
            };
            let path = Path {
                section: "supporting_agreements".to_owned(),
                kind: Kind::Service,
                record: Some(entry.id),
                field: "components",
                cell: Some((at, "name")),
            };
            if beneath.is_empty() {
                found.error_at_agreed(path, message("rule-R45"));
            } else if let Some(day) = hole(case, &beneath) {
                found.error_at_agreed(path, message("rule-R45-hole").with("date", super::day(day)));
            }
        }
    }
}

/// The first day of the term between two agreements that nobody covers. That one begins late or ends early is said of it
/// alone (R50).
fn hole(case: &Case<'_>, beneath: &[&Support]) -> Option<chrono::NaiveDate> {
    let (from, to) = case.term?;
    let mut terms: Vec<_> = beneath
        .iter()
        .map(|s| (super::date(&s.effective_from).unwrap_or(from), super::date(&s.effective_to).unwrap_or(to)))
        .collect();
    terms.sort_unstable();
    let mut covered = terms.first()?.1;
    for (begins, ends) in terms.into_iter().skip(1) {
        let next = covered.succ_opt()?;
        if begins > next && next <= to && next >= from {
            return Some(next);
        }
        covered = covered.max(ends);
    }
    None
}

/// A part of the whole: which agreement promises it, of what it speaks, and its share.
struct Factor<'a> {
    code: &'a str,
    name: Option<&'a str>,
    ppm: i64,
}

/// One factor for each part: of several targets for one part (a month, a year) the weakest counts. A part of another
/// service of this agreement does not carry this one.
fn factors<'a>(case: &Case<'a>, target: &Target) -> Vec<Factor<'a>> {
    let draft = case.draft;
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
        Factor { code, name: component.as_deref().or(service.as_deref()), ppm }
    };
    parts.into_iter().map(named).collect()
}

/// The parts as the service is built: what stands in for each other is one group, the rest must all work.
fn tree(components: &[Component], factors: &[Factor<'_>]) -> Part {
    let mut serial = Vec::new();
    let mut groups: BTreeMap<&str, (usize, Vec<Part>)> = BTreeMap::new();
    for factor in factors {
        let part = Part::known(ratio(factor.ppm, WHOLE));
        let component = components.iter().find(|c| factor.name.is_some_and(|name| same(&c.name, name)));
        match component {
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

/// R46: what stands beneath makes up less than the promise, or hardly more.
fn weaker_than_promised(case: &Case<'_>, found: &mut Found) {
    for target in case.targets("availability") {
        let t = &target.values;
        let Some(promise) = t.value.filter(|ppm| (0..=WHOLE).contains(ppm)) else { continue };
        let factors = factors(case, t);
        if factors.is_empty() {
            continue;
        }
        let entry = t.service.as_deref().and_then(|name| case.draft.service(name));
        let components = entry.map_or(&[][..], |entry| &entry.service.components);
        let Some(composed) = tree(components, &factors).availability() else { continue };
        let listed = |lang| {
            let factor =
                |f: &Factor<'_>| format!("{} {}", f.code, metric::show_value("availability", f.ppm, "percent", lang));
            factors.iter().map(factor).collect::<Vec<_>>().join(if grouped(components, &factors) {
                ", "
            } else {
                " × "
            })
        };
        let message = |key: &str| {
            Msg::new(key)
                .with("label", t.label.as_str())
                .with("promised", percent(promise))
                .with("composed", cut_percent(&composed, PLACES))
                .with("factors", in_each(listed))
        };
        let promised = ratio(promise, WHOLE);
        // The margin over a promise should be a tenth of the promised loss: A + (1 − A) / 10.
        let safe: Exact = &promised + ratio(WHOLE - promise, WHOLE) / BigInt::from(10);
        if composed < promised {
            found.error(at_target(target, "value"), message("rule-R46-weaker"));
        } else if composed < safe {
            let message = message("rule-R46-thin").with("needed", cut_percent(&safe, PLACES));
            found.warning(at_target(target, "value"), message);
        }
    }
}

/// Whether some of the parts stand in for each other, so that a product would not say how the whole is made up.
fn grouped(components: &[Component], factors: &[Factor<'_>]) -> bool {
    let in_group =
        |c: &Component| c.group.is_some() && factors.iter().any(|f| f.name.is_some_and(|n| same(&c.name, n)));
    components.iter().any(in_group)
}
