//! Each rule where it speaks and where it just does not; the worked example; the wording of findings.

use std::sync::LazyLock;

use chrono::NaiveDate;
use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::domain::agreement::draft::Met;
use crate::domain::agreement::sample::{self, filed, id, need, sound, support, target};
use crate::domain::record::Type;
use crate::text::Text;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 31).unwrap()
}

fn of(draft: &Draft, rule: &str) -> Vec<Finding> {
    lint(draft, today()).into_iter().filter(|finding| finding.rule == rule).collect()
}

/// What a rule says, by message, of a sound draft after a change.
fn says(rule: &str, change: impl FnOnce(&mut Draft)) -> Vec<String> {
    let mut draft = sound();
    change(&mut draft);
    of(&draft, rule).into_iter().map(|finding| finding.message.key).collect()
}

/// Writes a sentence into a section, in one language.
fn write(draft: &mut Draft, section: &str, language: &str, text: &str) {
    let clause = draft.clauses.iter_mut().find(|c| c.values.section == section && c.values.language == language);
    clause.unwrap().values.text = Some(text.to_owned());
}

fn arg<'a>(finding: &'a Finding, name: &str) -> &'a Arg {
    &finding.message.args.iter().find(|(held, _)| held == name).unwrap_or_else(|| panic!("no {name}")).1
}

fn english(finding: &Finding, name: &str) -> String {
    match arg(finding, name) {
        Arg::Text(text) => text.clone(),
        Arg::Words(words) => words.en.clone(),
        Arg::Key(key) => key.clone(),
        Arg::Count(count) => count.to_string(),
        Arg::List(_) | Arg::Said(_) => {
            Text::new(Lang::En).say(&Msg::new("agreement-blank").with("what", arg(finding, name).clone()))
        }
    }
}

#[test]
fn a_sound_draft_has_nothing_to_say_against() {
    assert_eq!(lint(&sound(), today()), []);
}

/// How often each rule speaks, with the letter of its weight.
fn tally(draft: &Draft) -> Vec<(&'static str, &'static str, usize)> {
    let mut counts = std::collections::BTreeMap::new();
    for finding in lint(draft, today()) {
        *counts.entry((finding.severity, finding.rule)).or_insert(0) += 1;
    }
    counts.into_iter().map(|((severity, rule), count)| (severity.letter(), rule, count)).collect()
}

#[test]
fn the_worked_example_finds_what_it_should() {
    let expected = [
        ("E", "R01", 1),
        ("E", "R27", 2),
        ("E", "R28", 3),
        ("E", "R32", 2),
        ("E", "R35", 1),
        ("E", "R46", 1),
        ("E", "R48", 1),
        ("E", "R50", 1),
        ("E", "R56", 1),
        ("E", "R57", 1),
        ("E", "R63", 1),
        ("E", "R65", 1),
        ("E", "R68", 1),
        ("W", "R30", 2),
        ("W", "R33", 1),
        ("W", "R34", 1),
        ("W", "R38", 1),
    ];
    assert_eq!(tally(&sample::draft()), expected);
    let gap = of(&sample::draft(), "R33").remove(0);
    let said = [english(&gap, "gap"), english(&gap, "from"), english(&gap, "to"), english(&gap, "permitted")];
    assert_eq!(said, ["183 h", "Wed 30 Sep 2026 18:00", "Thu 8 Oct 2026 09:00", "40m19s"]);
}

#[test]
fn every_rule_of_the_list_is_here_once() {
    let ids: Vec<&str> = rules().map(|rule| rule.id).collect();
    let known: std::collections::BTreeSet<&str> = ids.iter().copied().collect();
    let expected: Vec<String> = (1..=86).filter(|n| ![19, 73, 74].contains(n)).map(|n| format!("R{n:02}")).collect();
    assert_eq!(expected.len(), 83);
    assert_eq!((ids.len(), known.into_iter().collect::<Vec<_>>()), (83, expected.iter().map(String::as_str).collect()));
}

#[test]
fn findings_come_errors_first_then_in_document_order() {
    let mut draft = sample::draft();
    draft.clauses[0].values.origin = None;
    draft.clauses[1].values.origin = None;
    draft.clauses.iter_mut().find(|c| c.values.section == "annexes").unwrap().values.text = Some("TBD".into());
    let order: Vec<_> = lint(&draft, today()).into_iter().map(|f| (f.severity, f.path.section, f.rule)).collect();
    let at = |rule: &str| order.iter().position(|(.., r)| *r == rule).unwrap();
    assert!(at("R46") < at("R01"), "targets come before workload limits");
    assert!(at("R01") < at("R02") && at("R02") < at("R67"), "{order:?}");
    assert!(order.iter().any(|found| *found == (Severity::Warning, "parties".into(), "R67")));
}

#[test]
fn r01_an_owed_section_without_text() {
    let findings = of(&sample::draft(), "R01");
    assert_eq!(findings[0].path.section, "workload_limits");
    assert_eq!(findings[0].path.record, None, "the clause is still to be made");
    assert_eq!(english(&findings[0], "languages"), "en, zh-CN");
    assert_eq!(findings[0].message.key, "rule-R01-standard", "workload limits are asked for by the standard");

    let mut draft = sound();
    let clause = draft.clauses.iter_mut().find(|c| c.values.section == "term" && c.values.language == "en").unwrap();
    clause.values.text = Some("{{effective_from}} 【】.".into());
    let (clause, findings) = (clause.id, of(&draft, "R01"));
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].path.record, Some(clause));
    assert_eq!(findings[0].message.key, "rule-R01");
    assert_eq!(english(&findings[0], "languages"), "en");

    draft.version.values.languages = vec!["zh-CN".into()];
    assert!(of(&draft, "R01").is_empty(), "the English text is not part of a Chinese agreement");
}

#[test]
fn r01_optional_sections_are_owed_only_on_their_condition() {
    let mut credited = sound();
    let mut draft = sound();
    draft.version.values.credits.clear();
    let keep = |draft: &mut Draft, drop: &dyn Fn(&str, &str) -> bool| {
        draft.clauses.retain(|c| !drop(&c.values.section, &c.values.language));
    };
    keep(&mut draft, &|s, _| ["continuity", "security", "credits", "disputes", "annexes"].contains(&s));
    assert!(of(&draft, "R01").is_empty());

    keep(&mut credited, &|s, _| s == "credits");
    assert_eq!(of(&credited, "R01")[0].path.section, "credits", "a target has a credit");

    let mut secret = need(23, "N-3", "patient data stays inside", "must");
    secret.need.aspect = Some("security".into());
    draft.needs.push(secret);
    assert_eq!(of(&draft, "R01")[0].path.section, "security");

    let mut half = sound();
    keep(&mut half, &|s, language| s == "credits" && language == "en");
    assert_eq!(of(&half, "R01")[0].path.section, "credits");

    let mut inside = sound();
    keep(&mut inside, &|s, _| s == "charges");
    assert_eq!(of(&inside, "R01").len(), 1);
    inside.agreement.values.kind = "OLA".into();
    assert!(of(&inside, "R01").is_empty(), "teams of one house do not bill each other");
}

#[test]
fn r01_each_kind_owes_its_own_sections() {
    let owed = |kind: &str| -> Vec<String> {
        let mut draft = sound();
        draft.agreement.values.kind = kind.into();
        draft.clauses.clear();
        draft.version.values.credits.clear();
        of(&draft, "R01").into_iter().map(|finding| finding.path.section).collect()
    };
    let sla = owed("SLA");
    let without = |kind: &str| -> Vec<String> {
        let own = owed(kind);
        sla.iter().filter(|section| !own.contains(section)).cloned().collect()
    };
    assert_eq!(sla.len(), 23);
    assert_eq!(without("OLA"), ["supporting_agreements", "complaints", "charges"]);
    assert_eq!(without("UC"), ["supporting_agreements", "complaints"], "a supplier is paid");
    let annexed = without("CONTRACT");
    assert!(annexed.contains(&"targets".to_owned()) && !annexed.contains(&"charges".to_owned()), "{annexed:?}");
}

#[test]
fn what_stands_beneath_answers_for_its_own_targets_only() {
    let mut draft = sample::draft();
    for kind in ["OLA", "UC"] {
        draft.agreement.values.kind = kind.into();
        assert!(of(&draft, "R28").is_empty() && of(&draft, "R65").is_empty(), "{kind}");
        assert_eq!(of(&draft, "R27").len(), 2, "{kind}: what it promises must still make sense");
    }
    draft.agreement.values.kind = "CONTRACT".into();
    assert_eq!((of(&draft, "R28").len(), of(&draft, "R65").len()), (3, 1));
    draft.targets.clear();
    assert!(of(&draft, "R28").is_empty(), "its levels stand in the SLA it annexes");
}

#[test]
fn r02_leaves_alone_what_the_records_fill() {
    let mut draft = sound();
    draft.clauses[0].values.text = Some("{{version}} of {{effective_from}}, targets {{slt_table}}".into());
    assert!(of(&draft, "R02").is_empty());
    draft.version.values.effective_from = None;
    let said = |lang| Text::new(lang).say(&of(&draft, "R02")[0].message);
    assert!(said(Lang::En).contains("still to be filled in: first day (one place)"), "{}", said(Lang::En));
    assert!(!said(Lang::Zh).contains("{{"), "{}", said(Lang::Zh));
}

#[test]
fn r02_placeholders_in_texts_and_targets() {
    let mut draft = sound();
    draft.clauses[0].values.text = Some("Answered in {{p1_response}}, then 【】 and TBD".into());
    let findings = of(&draft, "R02");
    assert_eq!((findings.len(), findings[0].path.record), (1, Some(draft.clauses[0].id)));
    assert_eq!(english(&findings[0], "text"), "[to be filled: p1_response, 【】, TBD]", "every one is named");
    assert_eq!(english(&findings[0], "count"), "3");

    draft.clauses[0].values.text = Some("Answered in 30 min, {{exception?}} ___".into());
    assert!(of(&draft, "R02").is_empty());

    for (holds, just_not) in [
        ("{{p1_response}}", "{{p1 response}}"),
        ("【价格】", "（价格）"),
        ("price TBD", "the price stands"),
        ("价格待定", "价格已定"),
        ("цену уточнить", "цену уточняют ежегодно"),
        ("line XXX", "line XX"),
        ("by ____", "by ___"),
    ] {
        draft.clauses[0].values.text = Some(holds.into());
        assert_eq!(of(&draft, "R02").len(), 1, "{holds}");
        draft.clauses[0].values.text = Some(just_not.into());
        assert!(of(&draft, "R02").is_empty(), "{just_not}");
    }

    draft.targets[0].values.data_source = Some("待定".into());
    assert_eq!(of(&draft, "R02")[0].path.field, "data_source");
}

#[test]
fn r02_placeholders_in_names_and_tables_too_for_they_are_printed() {
    let mut draft = sound();
    draft.agreement.values.provider = "TBD".into();
    let found = of(&draft, "R02");
    assert_eq!((found.len(), found[0].path.kind, found[0].path.field), (1, Kind::Agreement, "provider"));
    // An unknown side is asked for where the text names it, once.
    draft.agreement.values.provider = "{{provider_name}}".into();
    assert!(of(&draft, "R02").iter().all(|finding| finding.path.kind == Kind::Clause));

    let mut draft = sound();
    draft.version.values.exclusions[0].text = Some("待定".into());
    let found = of(&draft, "R02");
    assert_eq!((found.len(), found[0].path.cell), (1, Some((0, "text"))));
    // Every column has a name to be told by.
    for (_, table) in sections::TABLES {
        let Some(Type::Rows(spec)) = Kind::AgreementVersion.spec().field(table).map(|field| field.ty) else {
            panic!("{table} is no table")
        };
        for column in spec.columns.iter().filter(|column| column.is_words()) {
            for lang in Lang::ALL {
                assert!(Text::new(lang).has(&format!("field-{}", column.name)), "{table}: {}", column.name);
            }
        }
    }
}

#[test]
fn r02_names_few_where_there_is_little_room_and_all_where_it_is_mended() {
    let mut draft = sound();
    // Who signs would stand in the text by itself.
    draft.version.values.signatories.clear();
    let text = "{{provider_rep}} {{customer_rep}} {{provider_rep}} TBD";
    draft.clauses[0].values.text = Some(text.into());
    assert_eq!(of(&draft, "R02")[0].brief, None, "three are few");
    draft.clauses[0].values.text = Some(format!("{text} 【】 {{{{our_own}}}}"));
    let finding = of(&draft, "R02").remove(0);
    let said = |msg: &Msg, lang| Text::new(lang).say(msg);
    let whole = said(&finding.message, Lang::En);
    assert!(
        whole.contains("provider's representative, customer's representative, TBD, 【】, our_own (6 places)"),
        "{whole}"
    );
    let brief = finding.brief.unwrap();
    assert!(
        said(&brief, Lang::En).contains("customer's representative, TBD and 2 more."),
        "{}",
        said(&brief, Lang::En)
    );
    assert!(said(&brief, Lang::Zh).contains("、TBD等，另有 2 项"), "{}", said(&brief, Lang::Zh));
    assert!(said(&brief, Lang::Ru).contains(", TBD и ещё 2."), "{}", said(&brief, Lang::Ru));
}

#[test]
fn r46_the_chain_beneath_is_weaker_than_the_promise() {
    let findings = of(&sample::draft(), "R46");
    assert_eq!(findings[0].severity, Severity::Error);
    assert_eq!(english(&findings[0], "promised"), "99.9%");
    assert_eq!(english(&findings[0], "composed"), "99.80012…%");
    assert_eq!(english(&findings[0], "factors"), "UC-1 99.9% × UC-2 99.95% × OLA-1 99.95%");
}

/// A draft that promises so much on supports that give so much.
fn promise(promised: i64, beneath: &[i64]) -> Draft {
    let mut draft = sound();
    draft.targets[0].values.value = Some(promised);
    draft.supports = beneath.iter().map(|ppm| support("UC", "UC", *ppm)).collect();
    draft
}

#[test]
fn r46_is_decided_on_the_last_digit() {
    let verdict = |promised, beneath: &[i64]| of(&promise(promised, beneath), "R46").first().map(|f| f.severity);
    assert_eq!(verdict(995_000, &[998_000; 3]), Some(Severity::Error), "99.4011992 < 99.5");
    assert_eq!(verdict(995_000, &[999_000, 999_000, 998_000]), None, "99.6004998");
    assert_eq!(verdict(999_000, &[999_666; 3]), Some(Severity::Error));
    assert_eq!(verdict(999_000, &[999_667; 3]), Some(Severity::Warning), "kept by a hair");
    assert_eq!(verdict(999_000, &[999_100]), None, "a tenth of the loss is margin enough");
    assert_eq!(verdict(999_000, &[999_099]), Some(Severity::Warning));
    assert_eq!(verdict(1_000_000, &[1_000_000; 20]), None);
    assert_eq!(verdict(999_000, &[]), None, "nothing beneath is another rule's business");
}

#[test]
fn r46_counts_a_part_once_and_leaves_other_services_out() {
    let mut draft = promise(995_000, &[996_000]);
    let yearly = draft.supports[0].targets[0].clone();
    draft.supports[0].targets.push(yearly);
    assert!(of(&draft, "R46").is_empty(), "one part, promised per month and per year");
    for weaker in [0, 1] {
        let mut draft = draft.clone();
        draft.supports[0].targets[weaker].value = Some(994_000);
        assert_eq!(english(&of(&draft, "R46")[0], "composed"), "99.4%", "the weaker of the two counts");
    }

    let mut mail = promise(995_000, &[996_000, 990_000]);
    assert_eq!(of(&mail, "R46").len(), 1);
    let mut target = target("M1", "availability", None, 980_000);
    target.service = Some("mail".into());
    mail.targets.push(filed(97, target));
    mail.supports[1].targets[0].service = Some("mail".into());
    assert!(of(&mail, "R46").is_empty(), "the mail hosting does not carry the hospital system");
}

#[test]
fn r65_a_must_need_that_nothing_meets() {
    let draft = sample::draft();
    let findings = of(&draft, "R65");
    assert_eq!((findings.len(), findings[0].path.record), (1, Some(id(22))));

    let with = |change: &dyn Fn(&mut Draft)| {
        let mut draft = draft.clone();
        change(&mut draft);
        of(&draft, "R65").first().map(|f| f.message.key.clone())
    };
    let deferred = |draft: &mut Draft, until: &str, confirmed: Option<u128>| {
        let need = &mut draft.needs[1].need;
        need.state = "DEFERRED".into();
        need.deferred_to = Some(until.into());
        need.confirmed_by = confirmed.map(id);
    };
    assert_eq!(with(&|d| d.needs[1].need.priority = Some("should".into())), None);
    assert_eq!(with(&|d| d.traces.push(Met { need: id(22), by: d.clauses[3].id })), None);
    assert_eq!(with(&|d| d.traces.push(Met { need: id(22), by: id(12_345) })).as_deref(), Some("rule-R65"));
    assert_eq!(with(&|d| deferred(d, "2026-09-30", None)).as_deref(), Some("rule-R65-unconfirmed"));
    assert_eq!(with(&|d| deferred(d, "2026-03-30", Some(50))).as_deref(), Some("rule-R65-over"));
    assert_eq!(with(&|d| deferred(d, "2026-03-31", Some(50))), None);
}

#[test]
fn r67_a_promise_nobody_asked_for() {
    let mut draft = sound();
    draft.targets[1].values.origin = None;
    let findings = of(&draft, "R67");
    assert_eq!((findings.len(), findings[0].severity), (1, Severity::Warning));
    draft.traces.push(Met { need: id(21), by: draft.targets[1].id });
    assert!(of(&draft, "R67").is_empty(), "a need asked for it");

    draft.clauses[0].values.origin = None;
    assert!(of(&draft, "R67").is_empty(), "the other language of the clause has its origin");
    draft.clauses[1].values.origin = None;
    assert_eq!(of(&draft, "R67").len(), 1, "one section, said once");
}

fn worded(lang: Lang, message: &Msg) -> String {
    static TEXTS: LazyLock<[Text; 3]> = LazyLock::new(|| Lang::ALL.map(Text::new));
    TEXTS.iter().find(|text| text.lang() == lang).unwrap().say(message)
}

#[test]
fn findings_are_worded_with_their_figures_in_three_languages() {
    let findings = lint(&sample::draft(), today());
    for finding in &findings {
        for lang in Lang::ALL {
            assert!(!worded(lang, &finding.message).is_empty());
        }
    }
    let chain = findings.iter().find(|f| f.rule == "R46").unwrap();
    assert_eq!(
        worded(Lang::En, &chain.message),
        "T1 promises 99.9%, but what stands beneath gives only 99.80012…% \
         (UC-1 99.9% × UC-2 99.95% × OLA-1 99.95%). Lower the promise or raise a supporting target."
    );
    let ru = worded(Lang::Ru, &chain.message);
    assert!(ru.contains("99,9\u{a0}%") && ru.contains("99,80012…\u{a0}%"), "{ru}");
}

fn wild_target() -> impl Strategy<Value = Target> {
    let code = |codes: &'static [&'static str]| proptest::option::of(proptest::sample::select(codes));
    (
        code(crate::domain::agreement::metric::CODES),
        code(crate::domain::agreement::metric::UNITS),
        proptest::option::of(prop_oneof![any::<i64>(), 0..2_000_000i64]),
        proptest::option::of(any::<i64>()),
        proptest::option::of(-1..7i64),
        code(&["service", "support", "24x7", "?"]),
        code(&["HIS", "mail"]),
    )
        .prop_map(|(metric, unit, value, attainment, priority, hours, service)| {
            serde_json::from_value(json!({
                "version": id(2), "label": "T", "metric": metric, "unit": unit, "value": value,
                "attainment_ppm": attainment, "priority": priority, "hours_basis": hours, "service": service,
            }))
            .unwrap()
        })
}

proptest! {
    #[test]
    fn any_draft_can_be_checked_and_every_finding_worded(
        targets in prop::collection::vec(wild_target(), 0..12),
        beneath in prop::collection::vec(wild_target(), 0..6),
        texts in prop::collection::vec("[{}【】_TBDX待定 a-c?]{0,12}", 0..8),
        matrix in "[0-9/x]{0,11}",
        languages in prop::collection::vec(prop_oneof![Just("en"), Just("ru"), Just("fr")], 0..3),
    ) {
        let mut draft = sample::draft();
        draft.targets = targets.into_iter().enumerate().map(|(at, t)| filed(at as u128, t)).collect();
        draft.supports.push(support("UC-9", "UC", 1));
        draft.supports[0].targets = beneath;
        draft.version.values.priority_matrix = Some(matrix);
        draft.version.values.languages = languages.into_iter().map(str::to_owned).collect();
        for (clause, text) in draft.clauses.iter_mut().zip(texts) {
            clause.values.section = text.clone();
            clause.values.text = Some(text);
        }
        let findings = lint(&draft, today());
        prop_assert_eq!(&findings, &lint(&draft, today()));
        let mut keys = std::collections::BTreeSet::new();
        for finding in findings.iter().filter(|f| keys.insert(f.message.key.clone())) {
            for lang in Lang::ALL {
            assert!(!worded(lang, &finding.message).is_empty());
        }
        }
    }
}

mod figures;
mod money;
mod paper;
mod people;
mod promises;
mod under;
