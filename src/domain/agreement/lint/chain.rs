//! Checks of the parts beneath: is each one promised by somebody, and do they make up the whole (02-sla-lint 2.3).

use super::{Case, Found, Path, Rule, at_target, cut_percent, percent};
use crate::domain::agreement::chain::{Composition, Factor, Strength, WHOLE, carries};
use crate::domain::agreement::draft::Support;
use crate::domain::agreement::metric;
use crate::domain::exact::in_each;
use crate::domain::kinds::Kind;
use crate::text::Msg;

pub(super) const RULES: &[Rule] =
    &[Rule { id: "R45", check: nobody_promised_it }, Rule { id: "R46", check: weaker_than_promised }];

/// Decimals of a composed percentage. A promise has four and the safe margin above it five, so what is less than either
/// also reads as less.
const PLACES: u32 = 5;

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

/// R46: what stands beneath makes up less than the promise, or hardly more.
fn weaker_than_promised(case: &Case<'_>, found: &mut Found) {
    for target in case.targets("availability") {
        let t = &target.values;
        let Some(promise) = t.value.filter(|ppm| (0..=WHOLE).contains(ppm)) else { continue };
        let Some(whole) = Composition::of(case.draft, t) else { continue };
        let listed = |lang| {
            let factor =
                |f: &Factor<'_>| format!("{} {}", f.code, metric::show_value("availability", f.ppm, "percent", lang));
            let between = if whole.is_grouped() { ", " } else { " × " };
            whole.factors.iter().map(factor).collect::<Vec<_>>().join(between)
        };
        let message = |key: &str| {
            Msg::new(key)
                .with("label", t.label.as_str())
                .with("promised", percent(promise))
                .with("composed", cut_percent(&whole.composed, PLACES))
                .with("factors", in_each(listed))
        };
        match whole.strength(promise) {
            Strength::Weaker => found.error(at_target(target, "value"), message("rule-R46-weaker")),
            Strength::Thin(safe) => {
                let message = message("rule-R46-thin").with("needed", cut_percent(&safe, PLACES));
                found.warning(at_target(target, "value"), message);
            }
            Strength::Enough => {}
        }
    }
}
