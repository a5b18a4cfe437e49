//! What a form, an import or a script may send in, and what is kept of it.

use serde_json::json;

use super::*;

fn values(value: Value) -> Values {
    let Value::Object(values) = value else { panic!("an object is expected") };
    values
}

const ID: &str = "0190f2a0-0000-7000-8000-000000000001";

/// The key of what is wrong with one field of an opportunity.
fn fault(kind: Kind, field: &str, value: impl std::borrow::Borrow<Value>) -> Option<String> {
    check(kind.spec().field(field).unwrap(), value.borrow()).map(|msg| msg.key)
}

fn told(kind: Kind, field: &str, value: impl std::borrow::Borrow<Value>) -> String {
    fault(kind, field, value).unwrap_or_else(|| "fits".to_owned())
}

#[test]
fn a_record_with_only_what_has_no_default_fits() {
    let given = values(json!({"title": "Desk", "account": ID, "owner": ID}));
    assert_eq!(accept(Kind::Opportunity, given.clone()), Ok(given));
}

#[test]
fn every_empty_required_field_is_told_and_null_does_not_take_the_default() {
    let names = |given: Value| {
        let faults = accept(Kind::Opportunity, values(given)).unwrap_err();
        assert!(faults.iter().all(|(_, msg)| msg.key == "value-required"), "{faults:?}");
        faults.into_iter().map(|(field, _)| field).collect::<Vec<_>>()
    };
    assert_eq!(names(json!({})), ["title", "account", "owner"]);
    assert_eq!(
        names(json!({"title": "  ", "account": ID, "owner": ID, "budget_status": null})),
        ["title", "budget_status"]
    );
}

#[test]
fn texts_are_trimmed_and_composed_and_empty_ones_left_out() {
    let kept = accept(
        Kind::Competitor,
        values(json!({
            "name": "  Cafe\u{301} ", "strengths": "one\r\ntwo\tthree\n", "weaknesses": " \n",
        })),
    )
    .unwrap();
    assert_eq!(Value::Object(kept), json!({"name": "Café", "strengths": "one\ntwo\tthree"}));
}

#[test]
fn marks_that_turn_or_hide_text_are_dropped_and_joined_writing_stays() {
    let kept = |text: &str| {
        let kept = accept(Kind::Competitor, values(json!({"name": text, "strengths": text}))).unwrap();
        assert_eq!(kept["name"], kept["strengths"]);
        kept["name"].as_str().unwrap().to_owned()
    };
    assert_eq!(kept("evil\u{202E}fdp.exe"), "evilfdp.exe");
    assert_eq!(kept("\u{2066}one\u{2069} \u{200E}two\u{200F}\u{FEFF}"), "one two");
    assert_eq!(kept("东\u{200B}江\u{200D}医\u{200C}院"), "东江医院", "found like the name without them");
    assert_eq!(kept("می\u{200C}خواهم"), "می\u{200C}خواهم");
    assert_eq!(kept("👩\u{200D}💻 ok"), "👩\u{200D}💻 ok");
    assert_eq!(kept("👩\u{200D}"), "👩");
    let nothing = accept(Kind::Competitor, values(json!({"name": "\u{200B}\u{202E} "}))).unwrap_err();
    assert_eq!((nothing[0].0.as_str(), nothing[0].1.key.as_str()), ("name", "value-required"));
}

#[test]
fn length_counts_characters_after_composing() {
    assert_eq!(fault(Kind::Account, "short_name", json!("华".repeat(24))), None);
    assert_eq!(told(Kind::Account, "short_name", json!("华".repeat(25))), "value-too-long");
    let kept = accept(Kind::Account, values(json!({"name": "A", "owner": ID, "short_name": "e\u{301}".repeat(24)})));
    assert!(kept.is_ok(), "{kept:?}");
    assert_eq!(fault(Kind::Competitor, "strengths", json!("a".repeat(LONG_MAX))), None);
    assert_eq!(told(Kind::Competitor, "strengths", json!("a".repeat(LONG_MAX + 1))), "value-too-long-bytes");
}

#[test]
fn the_length_of_a_typed_value_is_that_of_its_words() {
    let typed = |value: Value| told(Kind::Answer, "value", json!(value.to_string()));
    let page = |bytes: usize| "\"说\"\n\\".repeat(bytes).chars().take(bytes).collect::<String>();
    let mut words = page(LONG_MAX);
    words.truncate(words.floor_char_boundary(LONG_MAX));
    assert!(json!(words).to_string().len() > LONG_MAX + 10_000, "its JSON is far longer");
    assert_eq!(typed(json!(words)), "fits");
    assert_eq!(typed(json!([words])), "fits");
    assert_eq!(typed(json!({"note": words})), "fits");
    assert_eq!(typed(json!(format!("{words}\n\"\n"))), "value-too-long-bytes");
    assert_eq!(typed(json!([words, "\n\"\n"])), "value-too-long-bytes");
}

#[test]
fn control_characters_are_refused_but_lines_and_tabs_may_stand_in_long_texts() {
    for bad in ["a\0b", "a\u{1b}[31mb", "a\u{9b}b", "a\u{7f}b"] {
        assert_eq!(told(Kind::Competitor, "name", json!(bad)), "value-control", "{bad:?}");
        assert_eq!(told(Kind::Competitor, "strengths", json!(bad)), "value-control", "{bad:?}");
    }
    assert_eq!(told(Kind::Competitor, "name", json!("a\nb")), "value-control");
    assert_eq!(fault(Kind::Competitor, "strengths", json!("a\n\tb")), None);
    assert_eq!(told(Kind::Contact, "phones", json!(["1\u{0}"])), "value-control");
}

#[test]
fn numbers_are_whole_and_within_their_limits() {
    for good in [1, 5] {
        assert_eq!(fault(Kind::Account, "it_maturity", json!(good)), None);
    }
    for bad in [0, 6] {
        assert_eq!(told(Kind::Account, "it_maturity", json!(bad)), "value-out-of-range");
    }
    for bad in [json!(3.0), json!("3"), json!(true), json!(u64::MAX)] {
        assert_eq!(told(Kind::Account, "it_maturity", bad), "value-not-number");
    }
    assert_eq!(told(Kind::Activity, "two_way", json!("yes")), "value-not-flag");
}

#[test]
fn days_and_instants_have_one_form() {
    assert_eq!(fault(Kind::Opportunity, "compelling_on", json!("2028-02-29")), None);
    for bad in ["2026-02-29", "2026-3-6", "06.03.2026", "2026-03-06T00:00:00Z", "today"] {
        assert_eq!(told(Kind::Opportunity, "compelling_on", json!(bad)), "value-not-date", "{bad}");
    }
    assert_eq!(fault(Kind::Activity, "at", json!("2026-03-06T10:00:00Z")), None);
    for bad in ["2026-03-06T10:00:00+08:00", "2026-03-06 10:00", "2026-03-06T25:00:00Z", "2026-03-06T10:00:00.5Z"] {
        assert_eq!(told(Kind::Activity, "at", json!(bad)), "value-not-instant", "{bad}");
    }
}

#[test]
fn money_is_whole_minor_units_of_a_known_currency() {
    assert_eq!(fault(Kind::Opportunity, "amount", json!({"minor": 1, "ccy": "CNY"})), None);
    let bad = [
        json!({"minor": 1.5, "ccy": "CNY"}),
        json!({"minor": 1, "ccy": "RMB"}),
        json!({"minor": 1}),
        json!({"minor": 1, "ccy": "CNY", "note": "x"}),
        json!(100),
    ];
    for bad in bad {
        assert_eq!(told(Kind::Opportunity, "amount", bad.clone()), "value-not-money", "{bad}");
    }
    assert_eq!(told(Kind::Account, "ccy", json!("RMB")), "value-not-currency");
    for bad in ["CST", "UTC+8", "MSK", "Asia/Nowhere"] {
        assert_eq!(told(Kind::Account, "tz", json!(bad)), "value-not-zone", "{bad}");
    }
}

#[test]
fn choices_lists_and_links_are_checked_one_by_one() {
    assert_eq!(told(Kind::Competitor, "kind", json!("friend")), "value-not-choice");
    assert_eq!(told(Kind::Account, "growth_flags", json!(["expansion", "x"])), "value-not-choice");
    assert_eq!(told(Kind::Account, "growth_flags", json!(["expansion", "expansion"])), "value-twice");
    assert_eq!(told(Kind::Account, "growth_flags", json!("expansion")), "value-not-list");
    assert_eq!(fault(Kind::Account, "growth_flags", json!([])), None);
    assert_eq!(told(Kind::DealRole, "roles", json!([])), "value-required");
    assert_eq!(told(Kind::Contact, "phones", json!([1])), "value-not-text");
    assert_eq!(
        told(Kind::Contact, "phones", json!((0..=ENTRIES_MAX).map(|n| n.to_string()).collect::<Vec<_>>())),
        "value-too-many"
    );
    assert_eq!(told(Kind::Opportunity, "account", json!("ACC-0042")), "value-not-id");
    assert_eq!(told(Kind::Activity, "users", json!([ID, "x"])), "value-not-id");
}

#[test]
fn unknown_fields_and_backward_terms_are_told() {
    let faults = |given: Value| {
        let faults = validate(Kind::Employment, &values(given));
        faults.into_iter().map(|(field, msg)| (field, msg.key)).collect::<Vec<_>>()
    };
    let base = json!({"contact": ID, "account": ID, "title": "CIO", "from": "2026-02-01", "to": "2026-02-01"});
    assert_eq!(faults(base.clone()), [], "a single day is a term");
    let mut backward = base.clone();
    backward["to"] = json!("2026-01-31");
    assert_eq!(faults(backward), [("to".to_owned(), "value-range-backward".to_owned())]);
    let mut strange = base;
    strange["salary"] = json!(1);
    assert_eq!(faults(strange), [("salary".to_owned(), "value-unknown-field".to_owned())]);
}
