//! The document itself: term, versions, portfolio, terms and texts.

use super::*;
use crate::domain::agreement::content;
use crate::domain::agreement::draft::OtherVersion;
use crate::domain::agreement::tables::Definition;

fn term(draft: &mut Draft, from: &str, to: &str) {
    draft.version.values.effective_from = Some(from.into());
    draft.version.values.effective_to = Some(to.into());
}

#[test]
fn r03_a_term_with_both_ends_in_order() {
    assert_eq!(says("R03", |d| term(d, "2026-04-01", "2026-03-31")), ["rule-R03-order"]);
    assert!(says("R03", |d| term(d, "2026-04-01", "2026-04-01")).is_empty());
    assert_eq!(says("R03", |d| d.version.values.effective_to = None), ["rule-R03"]);
}

#[test]
fn r04_what_is_not_signed_lies_ahead() {
    assert_eq!(says("R04", |d| term(d, "2025-01-01", "2026-03-30")), ["rule-R04-over"]);
    assert_eq!(says("R04", |d| term(d, "2026-03-30", "2027-03-31")), ["rule-R04-begun"]);
    assert!(says("R04", |d| term(d, "2026-03-31", "2027-03-31")).is_empty());
    assert!(
        says("R04", |d| {
            term(d, "2025-01-01", "2026-03-30");
            d.version.values.state = "SIGNED".into();
        })
        .is_empty()
    );
}

#[test]
fn r05_terms_of_three_months_to_five_years() {
    assert_eq!(says("R05", |d| term(d, "2026-04-01", "2026-06-29")), ["rule-R05-short"]);
    assert!(says("R05", |d| term(d, "2026-04-01", "2026-06-30")).is_empty());
    assert!(says("R05", |d| term(d, "2026-04-01", "2031-03-31")).is_empty());
    assert_eq!(says("R05", |d| term(d, "2026-04-01", "2031-04-01")), ["rule-R05-long"]);
}

#[test]
fn r06_both_sides_have_somebody_who_may_sign() {
    let agreed = |d: &mut Draft, ok| {
        d.version.values.state = "AGREED".into();
        d.version.values.signatories[1].authority_ok = ok;
    };
    assert_eq!(says("R06", |d| agreed(d, Some(false))), ["rule-R06"]);
    assert!(says("R06", |d| agreed(d, Some(true))).is_empty());
    assert!(says("R06", |d| d.version.values.signatories.clear()).is_empty(), "not before it is agreed");
}

#[test]
fn r07_four_eyes_and_two_people() {
    assert_eq!(says("R07", |d| d.version.values.reviewer = Some(id(50))), ["rule-R07-reviewer"]);
    assert!(says("R07", |d| d.version.values.reviewer = Some(id(51))).is_empty());
    assert_eq!(says("R07", |d| d.version.values.signatories[1].name = Some("wang lei".into())), ["rule-R07-signatory"]);
}

#[test]
fn r08_signed_is_signed() {
    let sign = |d: &mut Draft| {
        d.version.values.state = "SIGNED".into();
        d.version.values.content_hash = Some(content::hash(d));
    };
    assert!(says("R08", sign).is_empty());
    assert_eq!(
        says("R08", |d| {
            sign(d);
            d.targets[0].values.value = Some(995_001);
        }),
        ["rule-R08-changed"]
    );
    let other = |number: &str, state: &str, to: &str| OtherVersion {
        number: number.into(),
        state: state.into(),
        effective_from: Some("2025-04-01".into()),
        effective_to: Some(to.into()),
    };
    assert_eq!(says("R08", |d| d.versions.push(other("1.0", "EXPIRED", "2026-03-31"))), ["rule-R08-number"]);
    let next = |d: &mut Draft, to: &str| {
        d.version.values.number = "1.10".into();
        d.versions.push(other("1.9", "IN_FORCE", to));
    };
    assert!(says("R08", |d| next(d, "2026-04-01")).is_empty(), "1.10 follows 1.9");
    let begin = |d: &mut Draft, to: &str| {
        next(d, to);
        sign(d);
        d.version.values.state = "IN_FORCE".into();
    };
    assert_eq!(says("R08", |d| begin(d, "2026-04-01")), ["rule-R08-overlap"]);
    assert!(says("R08", |d| begin(d, "2026-03-31")).is_empty());
}

#[test]
fn r09_a_day_of_review_within_the_year() {
    let on = |day: Option<&str>| says("R09", |d| d.version.values.next_review_on = day.map(str::to_owned));
    assert_eq!(on(None), ["rule-R09"]);
    assert_eq!(on(Some("2027-04-01")), ["rule-R09-late"]);
    assert!(on(Some("2027-03-31")).is_empty());
    let half_year = |day: &str| {
        says("R09", |d| {
            term(d, "2026-04-01", "2026-09-30");
            d.version.values.next_review_on = Some(day.into());
        })
    };
    assert_eq!(half_year("2026-10-01"), ["rule-R09-late"], "it is over by then");
    assert!(half_year("2026-09-30").is_empty());
}

#[test]
fn r10_an_agreement_that_renews_itself_is_noticed() {
    let auto = |days| {
        says("R10", |d| {
            d.version.values.renewal = Some("auto".into());
            d.version.values.notice_days = Some(days);
        })
    };
    assert_eq!(auto(29), ["rule-R10-notice"]);
    assert!(auto(30).is_empty() && auto(365).is_empty());
    assert_eq!(auto(366), ["rule-R10-past"]);
    assert!(says("R10", |d| d.version.values.notice_days = Some(0)).is_empty(), "it does not renew itself");
}

#[test]
fn r11_services_that_can_be_had_for_the_whole_term() {
    assert_eq!(says("R11", |d| d.services.clear()), ["rule-R11-unknown"]);
    let service = |change: fn(&mut crate::domain::agreement::service::Service)| {
        let mut draft = sound();
        change(&mut draft.services[0].service);
        of(&draft, "R11").first().map(|f| (f.severity, f.message.key.clone()))
    };
    let said = |severity, key: &str| Some((severity, key.to_owned()));
    assert_eq!(service(|s| s.retired_on = Some("2027-03-31".into())), said(Severity::Error, "rule-R11-retires"));
    assert_eq!(service(|s| s.retired_on = Some("2027-04-01".into())), None);
    assert_eq!(service(|s| s.status = "tested".into()), said(Severity::Error, "rule-R11-pipeline"));
    let planned = |day: &str| {
        let mut draft = sound();
        draft.services[0].service.status = "tested".into();
        draft.services[0].service.release_on = Some(day.into());
        of(&draft, "R11")[0].severity
    };
    assert_eq!((planned("2026-04-01"), planned("2026-04-02")), (Severity::Warning, Severity::Error));
}

#[test]
fn r12_terms_are_defined_in_the_language_that_uses_them() {
    assert_eq!(says("R12", |d| write(d, "scope", "en", "See the “Golden Hour” below.")), ["rule-R12"]);
    assert!(
        says("R12", |d| write(d, "scope", "en", "The first hour (“Golden Hour”) counts; “golden hour”.")).is_empty()
    );
    assert!(says("R12", |d| write(d, "scope", "en", "As said in “Maintenance” by “East Services”.")).is_empty());
    assert_eq!(says("R12", |d| write(d, "scope", "en", "A Service Credit is paid.")), ["rule-R12"]);
    assert!(says("R12", |d| write(d, "scope", "en", "A service credit is paid.")).is_empty());
    assert_eq!(says("R12", |d| write(d, "scope", "zh-CN", "按「响应窗口」计。")), ["rule-R12"]);
    let defined = |language: &str| {
        says("R12", |d| {
            write(d, "scope", "en", "A Service Credit is paid.");
            let (term, text) = ("Service Credit".to_owned(), Some("a reduction of the fee".to_owned()));
            d.version.values.definitions.push(Definition { language: language.into(), term, text });
        })
    };
    assert!(defined("en").is_empty());
    assert_eq!(defined("zh-CN"), ["rule-R12"], "defined in another language");
}

#[test]
fn r12_a_term_is_known_in_every_language_and_only_where_it_is_one() {
    // What uses the term, what defines it, and what only looks like it.
    for (language, uses, defines, like) in [
        ("en", "A Service Credit is paid.", "“Service Credit”: a reduction of the fee.", "A service credit is paid."),
        ("zh-CN", "支付服务抵扣。", "“服务抵扣”指费用的减少。", "支付抵扣。"),
        ("ru", "Выплачивается Сервисный кредит.", "«Сервисный кредит» — уменьшение платы.", "Это сервисный кредит."),
        ("zh-CN", "依工作日历办理。", "“工作日历”为 CN 2026。", "说明预计恢复时间。"),
        ("ru", "В Рабочие дни.", "«Рабочий день» — по календарю.", "В рабочие дни."),
    ] {
        let said = |scope: &str, definitions: &str| {
            says("R12", |d| {
                d.clauses.truncate(2);
                for (clause, (section, text)) in
                    d.clauses.iter_mut().zip([("definitions", definitions), ("scope", scope)])
                {
                    let values = &mut clause.values;
                    (values.section, values.language) = (section.to_owned(), language.to_owned());
                    values.text = Some(text.to_owned());
                }
            })
        };
        assert_eq!(said(uses, "—"), ["rule-R12"], "{uses}");
        assert!(said(uses, defines).is_empty(), "{uses} {defines}");
        assert!(said(like, "—").is_empty(), "{like}");
    }
}

fn definition(term: &str, text: &str) -> Definition {
    Definition { language: "en".into(), term: term.into(), text: Some(text.into()) }
}

#[test]
fn r13_definitions_are_used() {
    let unused = |d: &mut Draft| d.version.values.definitions.push(definition("Golden Hour", "the first"));
    assert_eq!(says("R13", unused), ["rule-R13"]);
    assert!(
        says("R13", |d| {
            unused(d);
            write(d, "scope", "en", "within the golden hour");
        })
        .is_empty()
    );
    assert!(
        says("R13", |d| d.version.values.definitions.push(definition("Response Time", "until we answer"))).is_empty()
    );
}

#[test]
fn r14_one_word_one_meaning_one_promise() {
    let twice = |second: &str| {
        says("R14", |d| d.version.values.definitions = vec![definition("Peak", "in May"), definition("peak", second)])
    };
    assert_eq!(twice("in June"), ["rule-R14-term"]);
    assert!(twice("in May").is_empty());
    let promised = |value, priority| {
        says("R14", |d| {
            let mut other = target("X", "restore_time", priority, value);
            other.clock_start = d.targets[2].values.clock_start.clone();
            d.targets.push(filed(99, other));
        })
    };
    assert_eq!(promised(7201, Some(1)), ["rule-R14-target"]);
    assert!(promised(7200, Some(1)).is_empty() && promised(7201, None).is_empty());
}

#[test]
fn r15_obligations_have_figures() {
    let en = |text: &str| says("R15", |d| write(d, "scope", "en", text));
    assert_eq!(en("The Provider responds promptly."), ["rule-R15"]);
    assert!(en("The Provider responds promptly, within 30 minutes.").is_empty());
    assert!(en("An untimely end; abnormally. Respond promptly, {{when}}.").is_empty());
    assert_eq!(says("R15", |d| write(d, "scope", "zh-CN", "乙方尽快响应。")), ["rule-R15"]);
    assert!(says("R15", |d| write(d, "scope", "zh-CN", "乙方尽快响应，最迟30分钟。")).is_empty());
    let ru = |text: &str| {
        says("R15", |d| {
            d.clauses[0].values.language = "ru".into();
            d.clauses[0].values.text = Some(text.into());
        })
    };
    assert_eq!(ru("Своевременно отвечает."), ["rule-R15"]);
    assert!(ru("Отвечает в течение 30 минут, как правило.").is_empty());
}

#[test]
fn r16_languages_say_the_same_figures() {
    let pair = |zh: &str, en: &str| {
        says("R16", |d| {
            write(d, "scope", "zh-CN", zh);
            write(d, "scope", "en", en);
        })
    };
    assert_eq!(pair("20分钟内响应", "answers within 30 minutes"), ["rule-R16"]);
    assert!(pair("30分钟内响应，99.9%", "99.9 %, within 0.5 hours").is_empty());
    assert!(pair("", "answers within 30 minutes").is_empty(), "not written yet");
}

#[test]
fn r17_references_lead_somewhere() {
    let last = sound().outline().count();
    let points = |n: usize| says("R17", |d| write(d, "scope", "en", &format!("see §{n} and § 1")));
    assert_eq!(points(last + 1), ["rule-R17"]);
    assert!(points(last).is_empty());
    assert_eq!(says("R17", |d| write(d, "scope", "zh-CN", "见第99条")), ["rule-R17"]);
}

#[test]
fn r18_one_language_prevails() {
    assert_eq!(says("R18", |d| d.version.values.governing_language = Some("ru".into())), ["rule-R18"]);
    assert!(
        says("R18", |d| {
            d.version.values.governing_language = None;
            d.version.values.languages = vec!["en".into()];
        })
        .is_empty()
    );
}

#[test]
fn r24_the_text_works_out_the_allowance_rightly() {
    // 99.5 % of a month: 3 h 21 m 36 s in February, 3 h 43 m 12 s in a month of 31 days.
    let text = |text: &str| says("R24", |d| write(d, "scope", "en", text));
    assert_eq!(text("99.5 % a month, that is downtime of at most 4.4 h."), ["rule-R24"]);
    assert!(text("99.5 % a month, at most 3.7 hours of downtime.").is_empty());
    assert!(text("Downtime of no more than 200 minutes a month.").is_empty());
    assert_eq!(text("Downtime of no more than 190 minutes a month."), ["rule-R24"]);
    assert!(text("A single outage lasts at most 9 hours. 99.5 %.").is_empty());
    assert_eq!(says("R24", |d| write(d, "scope", "zh-CN", "每月停机不超过5小时。")), ["rule-R24"]);
    // Another period has another allowance: 99.5 % of 365 days are 43.8 h.
    assert!(text("99.5 %, that is downtime of at most 43.8 hours a year.").is_empty());
    assert_eq!(text("99.5 %, that is downtime of at most 3.7 hours a year."), ["rule-R24"]);
    assert!(text("99.5 % a month: at most 3.7 h of downtime a month, 43.8 h a year.").is_empty());
    // A length in parts is one length, and the time of another promise is none.
    assert!(says("R24", |d| write(d, "scope", "zh-CN", "可用性 99.5%，每月停机不超过3小时36分12秒。")).is_empty());
    assert!(text("Availability is 99.5 % a month, P1 response takes at most 30 minutes.").is_empty());
}

#[test]
fn r85_chinese_words_and_figures_agree() {
    let zh = |text: &str| says("R85", |d| write(d, "charges", "zh-CN", text));
    assert_eq!(zh("合计（大写）：人民币壹拾贰万元整，即 12,000 元"), ["rule-R85"]);
    assert!(zh("合计（大写）：人民币壹拾贰万元整，即 120,000 元").is_empty());
    assert!(zh("大写：壹佰肆拾肆万圆整").is_empty(), "the total of the version");
    assert_eq!(zh("一期 12万元，二期 30000元"), ["rule-R85-mixed"]);
}

#[test]
fn the_standard_texts_have_nothing_to_say_against_them() {
    let mut draft = sound();
    draft.version.values.languages = vec!["zh-CN".into(), "en".into(), "ru".into()];
    for (at, section) in crate::domain::agreement::sections::all().iter().enumerate() {
        let mut clause = draft.clauses[0].clone();
        clause.id = id(5000 + at as u128);
        clause.values.section = section.key.clone();
        clause.values.language = "ru".into();
        clause.values.text = Some(section.text.ru.clone());
        draft.clauses.push(clause);
    }
    for rule in ["R12", "R13", "R15", "R16", "R17", "R24", "R37", "R81", "R82", "R85"] {
        let said: Vec<_> = of(&draft, rule).iter().map(|f| Text::new(Lang::En).say(&f.message)).collect();
        assert!(said.is_empty(), "{rule}: {said:#?}");
    }
}
