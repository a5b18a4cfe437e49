//! Sets of stretches: outages that overlap, exclusions, what of them falls into service hours (vectors B05 to B08).

use proptest::prelude::*;

use super::*;
use crate::domain::time::samples::{at, b24, day, s1};

fn span(from: i64, to: i64) -> Span {
    let at = |seconds| DateTime::from_timestamp(seconds, 0).unwrap();
    Span::new(at(from), at(to)).unwrap()
}

#[test]
fn an_outage_counts_only_in_service_hours() {
    let s1 = s1();
    let outage = |from: &str, to: &str| Span::new(at(&s1, from), at(&s1, to)).unwrap();
    let open = |span: Span| s1.spans(span.from(), span.to()).unwrap();
    let b06 = open(outage("2026-03-06 16:00", "2026-03-09 10:00"));
    assert_eq!((seconds(&b06), b06.len()), (7200, 2), "B06");
    let b07 = merge([outage("2026-03-09 10:20", "2026-03-09 11:00"), outage("2026-03-09 10:00", "2026-03-09 10:40")]);
    assert_eq!((seconds(&b07), b07.len()), (3600, 1), "B07");
    assert_eq!(seconds(&open(outage("2026-10-01 00:00", "2026-10-08 00:00"))), 0, "B08");
}

#[test]
fn agreed_maintenance_leaves_both_sides() {
    let b24 = b24();
    let month = b24.period(day("2026-06-01"), day("2026-06-30")).unwrap();
    let open = b24.spans(month.from(), month.to()).unwrap();
    let excluded = [Span::new(at(&b24, "2026-06-07 01:00"), at(&b24, "2026-06-07 05:00")).unwrap()];
    let counted = subtract(&open, &excluded);
    assert_eq!(seconds(&counted), 2_577_600, "B05");
    let outage = merge([Span::new(at(&b24, "2026-06-07 04:30"), at(&b24, "2026-06-07 05:43")).unwrap()]);
    assert_eq!(seconds(&intersect(&outage, &counted)), 43 * 60);
}

#[test]
fn a_stretch_never_runs_backward() {
    let at = |seconds| DateTime::from_timestamp(seconds, 0).unwrap();
    let refused = Span::new(at(10), at(9)).unwrap_err();
    assert_eq!(refused.key, "time-backward");
    assert_eq!(refused.args[0].1, "1970-01-01T00:00:10Z".into());
    assert_eq!(span(9, 9).seconds(), 0);
    assert_eq!(merge([span(9, 9)]), []);
}

fn sets() -> impl Strategy<Value = Vec<Span>> {
    prop::collection::vec((0..60_i64, 0..12_i64).prop_map(|(from, length)| span(from, from + length)), 0..8)
}

/// Seconds one by one.
fn points(spans: &[Span]) -> Vec<i64> {
    let inside = |point: &i64| spans.iter().any(|s| s.from().timestamp() <= *point && *point < s.to().timestamp());
    (0..80).filter(inside).collect()
}

proptest! {
    #[test]
    fn sets_are_what_their_seconds_are(a in sets(), b in sets()) {
        let (one, other) = (merge(a.clone()), merge(b.clone()));
        prop_assert_eq!(points(&one), points(&a));
        prop_assert_eq!(seconds(&one), points(&a).len() as i64);
        prop_assert!(one.windows(2).all(|pair| pair[0].to() < pair[1].from()));
        let (inside, outside) = (points(&intersect(&one, &other)), points(&subtract(&one, &other)));
        let expected: Vec<i64> = points(&a).into_iter().filter(|p| points(&b).contains(p)).collect();
        prop_assert_eq!(&inside, &expected);
        let expected: Vec<i64> = points(&a).into_iter().filter(|p| !points(&b).contains(p)).collect();
        prop_assert_eq!(&outside, &expected);
        prop_assert_eq!(merge(intersect(&one, &other)), intersect(&one, &other));
        prop_assert_eq!(merge(subtract(&one, &other)), subtract(&one, &other));
    }
}
