//! Needs and promises, who is told what when, and acknowledged warnings.

use super::*;
use crate::domain::agreement::commitment::Commitment;
use crate::domain::agreement::draft::{Filed, SolutionItem};
use crate::domain::agreement::tables::{Acknowledgement, Escalation, StandardTarget};

#[test]
fn r66_wishes_are_met_or_told() {
    let wish = |priority: &str| {
        let mut draft = sound();
        draft.needs.push(need(23, "N-9", "night reports", priority));
        of(&draft, "R66").first().map(|finding| finding.severity)
    };
    assert_eq!(wish("should"), Some(Severity::Warning));
    assert_eq!(wish("could"), Some(Severity::Info));
    assert_eq!((wish("must"), wish("wont")), (None, None));
}

#[test]
fn r68_no_less_than_was_asked_for() {
    let asked = |value| says("R68", |d| d.needs[0].need.target_value = Some(value));
    assert_eq!(asked(995_001), ["rule-R68"]);
    assert!(asked(995_000).is_empty());
    assert!(
        says("R68", |d| {
            d.needs[0].need.target_value = Some(999_500);
            d.targets[0].values.deviation = Some("accepted by Chen Yu on 12 March".into());
        })
        .is_empty()
    );
}

#[test]
fn r69_words_that_were_given_stand_somewhere() {
    let promise = |disposition: &str| {
        let mut draft = sound();
        let json = json!({
            "opportunity": id(9), "text": "free migration", "made_by": id(50), "on": "2026-03-01", "disposition": disposition,
        });
        let values: Commitment = serde_json::from_value(json).unwrap();
        draft.commitments.push(Filed { id: id(70), values });
        of(&draft, "R69").first().map(|finding| (finding.severity, finding.at_agreed))
    };
    assert_eq!(promise("open"), Some((Severity::Warning, true)));
    assert_eq!(promise("into_clause"), None);
}

#[test]
fn r70_accepted_items_are_not_lost() {
    let item = |accepted, mapped| {
        says("R70", |d| {
            d.items.push(SolutionItem { code: "S-03".into(), title: "training".into(), accepted, mapped });
        })
    };
    assert_eq!(item(true, false), ["rule-R70"]);
    assert!(item(true, true).is_empty() && item(false, false).is_empty());
}

#[test]
fn r71_only_what_is_confirmed_is_promised() {
    assert_eq!(says("R71", |d| d.needs[1].need.state = "ANALYSED".into()), ["rule-R71"]);
    assert!(says("R71", |d| d.needs[1].need.state = "COVERED".into()).is_empty());
}

#[test]
fn r72_the_management_expects_something_too() {
    assert_eq!(says("R72", |d| d.needs.iter_mut().for_each(|n| n.need.scope = "micro".into())), ["rule-R72"]);
    assert!(says("R72", |d| d.needs[0].need.scope = "micro".into()).is_empty(), "the other one is macro");
}

#[test]
fn r75_two_levels_in_order_before_it_is_too_late() {
    let steps = |change: fn(&mut Vec<Escalation>)| says("R75", |d| change(&mut d.version.values.escalations));
    assert_eq!(steps(|s| s.truncate(1)), ["rule-R75"]);
    assert_eq!(steps(|s| s[1].contact = None), ["rule-R75-contact"]);
    assert_eq!(steps(|s| s[1].after_sec = None), ["rule-R75-time"]);
    assert_eq!(steps(|s| s[1].after_sec = Some(3_600)), ["rule-R75-order"]);
    assert!(steps(|s| s[1].after_sec = Some(3_601)).is_empty());
    // P1 is restored in two hours.
    assert_eq!(
        steps(|s| {
            s[0].after_sec = Some(7_200);
            s[1].after_sec = Some(9_000)
        }),
        ["rule-R75-late"]
    );
    assert!(
        steps(|s| {
            s[0].after_sec = Some(7_199);
            s[1].after_sec = Some(9_000)
        })
        .is_empty()
    );
    assert_eq!(
        steps(|s| {
            (s[0].after_sec, s[0].after_ppm) = (None, Some(1_000_000));
            s[1].after_sec = Some(9_000)
        }),
        ["rule-R75-late"]
    );
}

#[test]
fn r76_reports_come_as_often_as_targets_are_judged() {
    assert_eq!(says("R76", |d| d.version.values.reports.clear()), ["rule-R76"]);
    assert_eq!(says("R76", |d| d.version.values.reports[0].frequency = Some("quarter".into())), ["rule-R76-coarse"]);
    assert!(says("R76", |d| d.version.values.reports[0].frequency = Some("day".into())).is_empty());
    assert_eq!(says("R76", |d| d.version.values.reports[0].delivery_day = None), ["rule-R76-day"]);
    assert_eq!(says("R76", |d| d.version.values.reports[0].recipients.clear()), ["rule-R76-recipient"]);
    assert!(
        says("R76", |d| {
            d.version.values.reports[0].recipients.clear();
            d.version.values.reports[0].recipient = Some("it@donghu.example".into());
        })
        .is_empty()
    );
}

#[test]
fn r77_reviews_are_held_more_often_with_the_most_important() {
    let review = |months, tier: &str| {
        says("R77", |d| {
            d.version.values.service_review_months = months;
            d.deal.as_mut().unwrap().tier = Some(tier.into());
        })
    };
    assert_eq!(review(None, "B"), ["rule-R77"]);
    assert_eq!(review(Some(4), "A"), ["rule-R77-seldom"]);
    assert!(review(Some(3), "A").is_empty() && review(Some(6), "B").is_empty());
    assert_eq!(review(Some(7), "C"), ["rule-R77-seldom"]);
}

#[test]
fn r78_both_sides_owe_something_and_name_somebody() {
    let silent = |d: &mut Draft, keep: &str| {
        d.version.values.duties.retain(|duty| duty.side == keep);
        for language in ["zh-CN", "en"] {
            write(d, "responsibilities", language, "Both keep the peace.");
        }
    };
    assert_eq!(says("R78", |d| silent(d, "provider")), ["rule-R78"], "the customer owes nothing");
    assert!(
        says("R78", |d| {
            silent(d, "provider");
            write(d, "responsibilities", "en", "Customer: gives access.")
        })
        .is_empty()
    );
    assert_eq!(
        says("R78", |d| {
            d.version.values.duties.iter_mut().for_each(|duty| duty.role = None);
            d.version.values.signatories.clear();
            d.version.values.escalations[1].role = None;
        }),
        ["rule-R78-role"]
    );
}

#[test]
fn r79_people_who_left_are_replaced() {
    let found = says("R79", |d| d.people[0].employed = false);
    assert_eq!(found, ["rule-R79"; 3], "she signs, is told and reads");
    assert!(says("R79", |d| d.people[0].employed = true).is_empty());
}

#[test]
fn r80_personal_data_is_protected() {
    let flagged = |d: &mut Draft| d.services[0].service.personal_data = Some(true);
    assert!(says("R80", flagged).is_empty(), "the section is there");
    assert_eq!(
        says("R80", |d| {
            flagged(d);
            d.clauses.retain(|c| c.values.section != "security")
        }),
        ["rule-R80"]
    );
    assert!(says("R80", |d| d.clauses.retain(|c| c.values.section != "security")).is_empty());
}

#[test]
fn r81_the_exit_gives_back_what_is_theirs() {
    let exit = |text: &str| {
        says("R81", |d| {
            for language in ["zh-CN", "en"] {
                write(d, "termination_exit", language, text);
            }
        })
    };
    assert_eq!(exit("Either side may end it."), ["rule-R81"]);
    assert!(exit("On exit all data are returned.").is_empty());
}

#[test]
fn r82_complaints_and_satisfaction() {
    let both = |text: &str| {
        says("R82", |d| {
            for language in ["zh-CN", "en"] {
                write(d, "complaints", language, text);
            }
        })
    };
    assert_eq!(both("Complaints go to the manager."), ["rule-R82-satisfaction"]);
    assert_eq!(both("满意度每季度调查。"), ["rule-R82-channel"]);
    assert!(both("Complaints to the manager; a survey every quarter.").is_empty());
}

#[test]
fn r83_the_configuration_knows_the_version() {
    let record = |state: &str, change: fn(&mut Draft)| {
        let mut draft = sound();
        draft.version.values.state = state.into();
        change(&mut draft);
        of(&draft, "R83").first().map(|finding| finding.severity)
    };
    assert_eq!(record("IN_FORCE", |d| d.agreement.values.ci_record = None), Some(Severity::Error));
    assert_eq!(record("DRAFT", |d| d.agreement.values.ci_record = None), Some(Severity::Info));
    assert_eq!(record("IN_FORCE", |d| d.agreement.values.ci_version = Some("0.2".into())), Some(Severity::Error));
    assert_eq!(record("IN_FORCE", |d| d.agreement.values.ci_version = Some("0.3".into())), None);
    assert_eq!(
        record("IN_FORCE", |d| {
            d.agreement.values.ci_hash = Some("a".into());
            d.version.values.content_hash = Some("b".into());
        }),
        Some(Severity::Error)
    );
}

#[test]
fn r84_a_mail_at_night_counts_from_the_morning() {
    let night = |text: Option<&str>, channel: &str| {
        says("R84", |d| {
            d.version.values.support_calendar = Some(sample::DESK);
            d.version.values.channels = vec![channel.into()];
            d.targets[1].values.clock_start = Some("user_reported".into());
            for language in ["zh-CN", "en"] {
                write(d, "support", language, text.unwrap_or("Requests are accepted."));
            }
        })
    };
    assert_eq!(night(None, "email"), ["rule-R84"]);
    assert!(night(None, "phone").is_empty());
    assert!(
        night(Some("A request received outside support hours counts as received at the next opening."), "email")
            .is_empty()
    );
}

#[test]
fn r86_beside_what_the_catalogue_promises() {
    let standard = |value| {
        let mut draft = sound();
        draft.services[0].service.standard_targets =
            vec![StandardTarget { metric: "availability".into(), value: Some(value), ..StandardTarget::default() }];
        of(&draft, "R86").first().map(|finding| finding.severity)
    };
    assert_eq!(standard(995_000), Some(Severity::Info));
    assert_eq!(standard(994_999), Some(Severity::Warning), "stricter needs those who deliver it");
    assert_eq!(standard(995_001), None);
}

#[test]
fn an_acknowledgement_holds_until_the_value_changes() {
    let mut draft = sound();
    draft.targets[0].values.polling_sec = Some(7_000);
    let finding = of(&draft, "R25").remove(0);
    assert_eq!((finding.acknowledged, place(&draft, &finding.path)), (None, "targets/T1/polling_sec".to_owned()));
    let said = |value: String| Acknowledgement {
        rule: "R25".into(),
        path: "targets/T1/polling_sec".into(),
        reason: "a second probe runs every minute".into(),
        by: Some("wang".into()),
        on: Some("2026-03-31".into()),
        value: Some(value),
    };
    draft.version.values.acknowledged.push(said(fingerprint(&draft, &finding.path)));
    assert_eq!(of(&draft, "R25")[0].acknowledged, Some(0));
    draft.targets[0].values.polling_sec = Some(7_001);
    assert_eq!(of(&draft, "R25")[0].acknowledged, None, "another value was never spoken of");
    draft.targets[0].values.polling_sec = Some(7_000);
    draft.version.values.acknowledged[0].rule = "R23".into();
    assert_eq!(of(&draft, "R25")[0].acknowledged, None);
    let cell = Path {
        cell: Some((0, "cap_bp")),
        ..super::super::at_version(&Case::new(&draft, today()), "credits", "credits")
    };
    let before = fingerprint(&draft, &cell);
    assert_eq!(place(&draft, &cell), "credits/credits[0]/cap_bp");
    draft.version.values.credits[0].cap_bp = Some(1);
    assert_ne!(fingerprint(&draft, &cell), before);
}
