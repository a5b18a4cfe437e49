//! Every state is reached on its way only, and every gate names what is missing.

use super::*;
use crate::domain::agreement::lint::{fingerprint, place};
use crate::domain::agreement::sample::{self, id};
use crate::domain::agreement::tables::{Acknowledgement, Signatory};
use crate::domain::agreement::version::STATES;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A draft in a state, with nothing the checks could say against it left unanswered.
fn ready(state: &str) -> Draft {
    let mut draft = sample::sound();
    let version = &mut draft.version.values;
    version.author = Some(id(71));
    version.reviewer = Some(id(72));
    let signs = |side: &str, n| Signatory {
        side: side.into(),
        name: Some(format!("Signatory {n}")),
        authority_ok: Some(true),
        signed_on: Some("2026-03-20".into()),
        ..Signatory::default()
    };
    version.signatories = vec![signs("provider", 1), signs("customer", 2)];
    draft.agreement.values.ci_record = Some("CI-1".into());
    draft.version.values.state = state.into();
    for support in &mut draft.supports {
        support.state = Some("SIGNED".into());
    }
    for next in ["DRAFT", "AGREED"] {
        let mut there = draft.clone();
        there.version.values.state = next.into();
        for finding in lint(&there, day("2026-03-25")) {
            if finding.severity == Severity::Warning {
                draft.version.values.acknowledged.push(Acknowledgement {
                    rule: finding.rule.into(),
                    path: place(&draft, &finding.path),
                    reason: "known".into(),
                    value: Some(fingerprint(&draft, &finding.path)),
                    ..Acknowledgement::default()
                });
            }
        }
    }
    draft
}

fn keys(result: Result<Vec<(&'static str, Value)>, Vec<Msg>>) -> Vec<String> {
    result.err().into_iter().flatten().map(|msg| msg.key).collect()
}

#[test]
fn every_state_has_a_way_to_it_and_no_way_leads_nowhere() {
    for step in STEPS {
        assert!(STATES.contains(&step.from) && STATES.contains(&step.to), "{} {}", step.from, step.to);
    }
    for state in STATES.iter().filter(|state| **state != "DRAFT") {
        assert!(STEPS.iter().any(|step| step.to == *state), "{state}");
    }
    for end in ["EXPIRED", "TERMINATED", "SUPERSEDED", "CANCELLED"] {
        assert_eq!(after(end).count(), 0);
    }
    assert_eq!(keys(enter(&ready("CANCELLED"), "DRAFT", day("2026-03-25"), None)), ["state-is-final"]);
    assert_eq!(keys(enter(&ready("DRAFT"), "SIGNED", day("2026-03-25"), None)), ["state-no-way"]);
}

#[test]
fn a_sound_agreement_goes_all_the_way() {
    let mut draft = ready("DRAFT");
    let way = [
        ("INTERNAL_REVIEW", "2026-03-25"),
        ("NEGOTIATION", "2026-03-25"),
        ("AGREED", "2026-03-26"),
        ("SIGNED", "2026-03-27"),
        ("IN_FORCE", "2026-04-01"),
        ("EXPIRED", "2027-04-01"),
    ];
    for (to, on) in way {
        let sets = enter(&draft, to, day(on), None).unwrap_or_else(|faults| panic!("{to}: {faults:?}"));
        let mut values = serde_json::to_value(&draft.version.values).unwrap();
        for (field, value) in sets {
            values[field] = value;
        }
        draft.version.values = serde_json::from_value(values).unwrap();
        if to == "SIGNED" {
            draft.agreement.values.ci_version = Some(draft.version.values.number.clone());
            draft.agreement.values.ci_hash = draft.version.values.content_hash.clone();
        }
    }
    assert_eq!(draft.version.values.number, "1.0", "the first signed one");
    assert_eq!(draft.version.values.content_hash, Some(content::hash(&draft)));
}

#[test]
fn errors_and_unanswered_warnings_stop_it_and_are_named() {
    let mut draft = ready("INTERNAL_REVIEW");
    let today = day("2026-03-25");
    draft.version.values.acknowledged.clear();
    draft.version.values.next_review_on = None;
    draft.clauses.retain(|clause| clause.values.section != "scope");
    let faults = enter(&draft, "NEGOTIATION", today, None).unwrap_err();
    let said: Vec<&str> = faults.iter().map(|msg| msg.key.as_str()).collect();
    assert_eq!(said, ["state-errors", "state-warnings"]);
    assert!(faults[0].args.iter().any(|(_, arg)| *arg == Arg::Text("R01".into())), "{faults:?}");
    assert_eq!(keys(enter(&draft, "DRAFT", today, None)), [] as [&str; 0], "the way back is open");
}

#[test]
fn four_eyes_two_signatures_and_a_reason() {
    let today = day("2026-03-25");
    let mut draft = ready("DRAFT");
    draft.version.values.author = None;
    assert_eq!(keys(enter(&draft, "INTERNAL_REVIEW", today, None)), ["state-no-author"]);
    assert_eq!(keys(enter(&draft, "CANCELLED", today, Some(" "))), ["state-no-reason"]);
    assert_eq!(enter(&draft, "CANCELLED", today, Some("lost")).unwrap()[1], ("end_reason", json!("lost")));
    let mut draft = ready("INTERNAL_REVIEW");
    draft.version.values.reviewer = None;
    assert_eq!(keys(enter(&draft, "NEGOTIATION", today, None)), ["state-no-reviewer"]);
    let mut draft = ready("AGREED");
    draft.version.values.signatories[1].signed_on = None;
    assert_eq!(keys(enter(&draft, "SIGNED", today, None)), ["state-unsigned"]);
    draft.version.values.signatories[1].signed_on = Some("2026-04-02".into());
    assert_eq!(keys(enter(&draft, "SIGNED", today, None)), ["state-signed-late"]);
}

#[test]
fn what_is_beneath_must_have_come_as_far() {
    let mut draft = ready("NEGOTIATION");
    draft.supports[0].state = Some("DRAFT".into());
    let faults = enter(&draft, "AGREED", day("2026-03-25"), None).unwrap_err();
    assert!(faults[0].args.iter().any(|(_, arg)| *arg == Arg::Text("R52".into())), "{faults:?}");
}

#[test]
fn a_version_that_comes_back_from_the_customer_gets_a_new_number() {
    let sets = enter(&ready("NEGOTIATION"), "DRAFT", day("2026-03-25"), None).unwrap();
    assert_eq!(sets, [("state", json!("DRAFT")), ("number", json!("0.4"))]);
}

#[test]
fn force_begins_and_ends_on_its_days() {
    let mut draft = ready("SIGNED");
    draft.version.values.content_hash = Some(content::hash(&draft));
    let early = keys(enter(&draft, "IN_FORCE", day("2026-03-31"), None));
    assert!(early.contains(&"state-not-begun".to_owned()), "{early:?}");
    draft.agreement.values.ci_record = None;
    let unknown = keys(enter(&draft, "IN_FORCE", day("2026-04-01"), None));
    assert!(unknown.contains(&"state-no-ci".to_owned()), "{unknown:?}");
    assert_eq!(keys(enter(&draft, "CANCELLED", day("2026-04-01"), Some("no"))), ["state-begun"]);
    draft.version.values.state = "IN_FORCE".into();
    assert_eq!(keys(enter(&draft, "EXPIRED", day("2027-03-31"), None)), ["state-not-over"]);
    assert_eq!(keys(enter(&draft, "SUPERSEDED", day("2026-08-01"), None)), ["state-no-successor"]);
    assert_eq!(keys(enter(&draft, "TERMINATED", day("2026-08-01"), None)), ["state-no-reason"]);
}
