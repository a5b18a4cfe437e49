//! The document as the other side reads it, and what it must never contain.

use super::*;
use crate::domain::agreement::draft::Met;
use crate::domain::agreement::sample::{self, id};
use crate::domain::money::{Currency, Money};
use crate::export::markdown::to_markdown;

fn printed(draft: &Draft, lang: Lang) -> String {
    to_markdown(&of_agreement(draft, &[lang]))
}

#[test]
fn the_document_has_its_head_its_sections_and_its_tables() {
    let text = printed(&sample::draft(), Lang::En);
    assert!(
        text.starts_with(
            "# Hospital information system\n\n|  |  |\n| --- | --- |\n| Kind | SLA · service level agreement |\n"
        ),
        "{text}"
    );
    assert!(text.contains("| Version | 0.3 · draft |\n"));
    assert!(text.contains("2026-04-01 to 2027-03-31, both days included (Asia/Shanghai)"));
    assert!(text.contains("\n## 1. Parties\n\nThis Agreement is made between"));
    assert!(text.contains("\n## 10. Workload limits\n\n*Not yet written.*\n"), "a hole is shown and keeps its number");
    assert!(
        text.contains("| T1 | HIS | availability | ≥ 99.9% | calendar month · around the clock (24×7) |"),
        "{text}"
    );
    assert!(text.contains("| T3 | HIS | time to restore · incident · P1 | ≤ 240 min; in 95% of cases |"), "{text}");
    assert!(text.contains("| UC-1 | UC · underpinning contract | UC-1 agreement |\n"));
    assert!(text.ends_with("| N-1 | available around the clock | T1 |\n"), "{text}");
}

#[test]
fn the_document_speaks_three_languages() {
    let words = |lang| printed(&sample::draft(), lang);
    assert!(words(Lang::En).contains("2026-04-01 to 2027-03-31, both days included (Asia/Shanghai)"));
    assert!(words(Lang::Zh).contains("## 9. 服务级别指标"), "{}", words(Lang::Zh));
    assert!(words(Lang::Zh).contains("| ≤ 30分钟; 95% 的工单达到 |"), "{}", words(Lang::Zh));
    assert!(words(Lang::Ru).contains("| ≤ 30\u{a0}мин; в 95\u{a0}% случаев |"), "{}", words(Lang::Ru));
}

#[test]
fn sections_keep_their_numbers_in_every_language() {
    let mut draft = sample::draft();
    draft.version.values.credits.clear();
    draft.clauses.retain(|c| !["continuity", "security", "credits"].contains(&c.values.section.as_str()));
    let numbers = |lang| {
        let text = printed(&draft, lang);
        text.lines()
            .filter(|l| l.starts_with("## "))
            .filter_map(|l| l.split('.').next()?.get(3..)?.parse().ok())
            .collect::<Vec<usize>>()
    };
    assert_eq!(numbers(Lang::En), (1..=25).collect::<Vec<_>>());
    assert_eq!(numbers(Lang::En), numbers(Lang::Zh));
    assert_eq!(numbers(Lang::En), numbers(Lang::Ru), "Russian has no text yet, but the same outline");
    assert!(printed(&draft, Lang::Ru).contains("## 9. Целевые показатели\n\n*Ещё не написано.*"));
    assert!(printed(&draft, Lang::Ru).contains("≥ 99,9 %"));
}

#[test]
fn what_is_private_stays_inside() {
    let mut draft = sample::draft();
    let user = id(4711);
    draft.version.values.author = Some(user);
    draft.targets[0].values.owner = Some(user);
    draft.needs[0].need.requester = Some(user);
    draft.needs[0].need.state_reason = Some("we cannot afford it".into());
    draft.supports[0].targets[0].value = Some(987_654);
    let text = printed(&draft, Lang::En);
    for secret in ["walk away", "50 000", "said in the interview", "cannot afford", "98.7654", "00000000-0000", "R46"] {
        assert!(!text.contains(secret), "{secret} is printed");
    }
    assert!(!text.contains("monthly report in 5 working days"), "an unmet need is not shown to the customer");
}

#[test]
fn needs_met_by_clauses_name_the_section() {
    let mut draft = sample::draft();
    let clause = |language: &str| draft.clause("reporting", language).unwrap().id;
    let met = ["zh-CN", "en"].map(|language| Met { need: id(22), by: clause(language) });
    draft.traces.extend(met);
    let number = draft.outline().find(|(_, s)| s.key == "reporting").unwrap().0;
    assert!(printed(&draft, Lang::En).contains(&format!("| N-2 | monthly report in 5 working days | § {number} |\n")));
}

#[test]
fn user_text_cannot_act_as_markdown_or_html() {
    let mut draft = sample::draft();
    draft.agreement.values.title = "A\n# B | <script>alert(1)</script> \u{202e}x".into();
    draft.targets[0].values.label = "T|1\n| x |".into();
    draft.clauses[1].values.text = Some(
        "# head\n---\n1. one\n    code\n> quote\n- item\n+ plus\n===\n| a | b |\n\
         ![x](http://evil)<img src=x onerror=y> [l](javascript:a) `c` ~~~ &lt; {{left}}{{gone?}}"
            .into(),
    );
    let text = printed(&draft, Lang::En);
    assert!(text.starts_with("# A \\# B \\| &lt;script&gt;alert(1)&lt;/script&gt; x\n"), "{text}");
    assert!(text.contains("| T\\|1; \\| x \\| |"));
    let clause: Vec<&str> =
        text.lines().skip_while(|l| *l != "## 1. Parties").skip(2).take(10).map(str::trim_end).collect();
    assert_eq!(
        clause,
        [
            "\\# head",
            "\\---",
            "1\\. one",
            "code",
            "&gt; quote",
            "\\- item",
            "\\+ plus",
            "\\===",
            "\\| a \\| b \\|",
            "\\!\\[x\\](http://evil)&lt;img src=x onerror=y&gt; \\[l\\](javascript:a) \\`c\\` \\~\\~\\~ &amp;lt; \\[to be filled: left\\]",
        ]
    );
}

proptest::proptest! {
    #[test]
    fn no_text_changes_the_shape_of_the_document(title in "(\\PC|[\\n|#<>`*_&-]){0,30}", text in "(\\PC|[\\n\\r|#<>`*=-]){0,60}") {
        let shape = |draft: &Draft| {
            let text = printed(draft, Lang::En);
            let headings = text.lines().filter(|l| l.starts_with('#')).count();
            let rows: Vec<usize> = text
                .lines()
                .filter(|l| l.starts_with('|'))
                .map(|l| l.replace("\\|", "").matches('|').count())
                .collect();
            (headings, rows, text.matches('<').count())
        };
        let mut draft = sample::draft();
        let before = shape(&draft);
        draft.agreement.values.title = title.clone();
        draft.targets[0].values.service = Some(title.clone());
        // A column in which nothing stands is not printed.
        draft.needs[0].need.title = format!("x{title}");
        draft.clauses[1].values.text = Some(text);
        proptest::prop_assert_eq!(shape(&draft), before);
    }
}

#[test]
fn no_variable_leaves_the_house() {
    let mut draft = sample::draft();
    for clause in &mut draft.clauses {
        let lang = Lang::from_tag(&clause.values.language).unwrap();
        let section = crate::domain::agreement::sections::named(&clause.values.section).unwrap();
        clause.values.text = Some(section.text.to(lang).to_owned());
    }
    for lang in [Lang::En, Lang::Zh] {
        let text = printed(&draft, lang);
        assert!(!text.contains("{{") && !text.contains("\\{"), "{text}");
    }
    let text = printed(&draft, Lang::En);
    assert!(text.contains("Version 0.3, ") && text.contains("impact 2: P2/P3/P4"), "{text}");
    assert!(text.contains("impact levels: \\[to be filled: impact levels\\]"), "{text}");
}

fn with_money() -> Draft {
    use crate::domain::agreement::tables::{Milestone, Price, Signatory};
    let mut draft = sample::draft();
    let yuan = |minor| Some(Money::new(minor, Currency::CNY));
    let version = &mut draft.version.values;
    version.total = yuan(144_000_000);
    version.planned_margin = yuan(25_111_100);
    version.discount_limit_bp = Some(1234);
    version.prices = vec![Price {
        item: "Operation".into(),
        qty: Some(12),
        unit_price: yuan(12_000_000),
        net: yuan(144_000_000),
        cost: yuan(118_888_800),
        approved: Some(true),
        ..Price::default()
    }];
    version.milestones = vec![Milestone { name: "Start".into(), amount: yuan(43_200_000), ..Milestone::default() }];
    let boss = id(815);
    version.signatories = vec![Signatory {
        side: "customer".into(),
        contact: Some(boss),
        title: Some("院长".into()),
        authority_ok: Some(true),
        ..Signatory::default()
    }];
    draft.around.names.insert(boss, "周明".into());
    draft
}

#[test]
fn amounts_are_spelled_out() {
    let draft = with_money();
    let text = printed(&draft, Lang::Zh);
    assert!(text.contains("人民币壹佰肆拾肆万元整") && text.contains("人民币肆拾叁万贰仟元整"), "{text}");
    let text = printed(&draft, Lang::Ru);
    assert!(text.contains("один миллион четыреста сорок тысяч юаней 00 фэней"), "{text}");
    assert!(printed(&draft, Lang::En).contains("one million four hundred forty thousand yuan and 00 fen"));
}

#[test]
fn cost_and_margin_are_in_no_document() {
    let draft = with_money();
    for langs in [&[Lang::En][..], &[Lang::Zh], &[Lang::Ru], &[Lang::En, Lang::Zh]] {
        let text = to_markdown(&of_agreement(&draft, langs));
        for secret in ["1,188,888", "1 188 888", "251,111", "251 111", "12.34", "12,34", "Our cost", "我方成本"] {
            assert!(!text.contains(secret), "{secret} is printed: {text}");
        }
    }
}

#[test]
fn who_signs_is_named_and_the_rest_is_left_to_the_hand() {
    let text = printed(&with_money(), Lang::En);
    let page = text.split("## ").find(|section| section.contains("Signatures")).unwrap();
    assert!(page.contains("Name: 周明\n") && page.contains("Title: 院长\n"), "{page}");
    assert_eq!(page.matches("Seal: \\_").count(), 2, "one for each side: {page}");
}

#[test]
fn two_languages_stand_side_by_side_paragraph_by_paragraph() {
    let mut draft = sample::draft();
    let both = [("en", "First.\n\nSecond."), ("zh-CN", "第一。\n第二。")];
    for (language, words) in both {
        let clause = draft.clauses.iter_mut().find(|c| c.values.section == "scope" && c.values.language == language);
        clause.unwrap().values.text = Some(words.into());
    }
    let text = to_markdown(&of_agreement(&draft, &[Lang::Zh, Lang::En]));
    assert!(text.contains("目的与范围 / Purpose and scope"), "{text}");
    assert!(text.contains("| 第一。 | First. |\n| 第二。 | Second. |\n"), "{text}");
    assert!(text.contains("可用性 / availability"), "{text}");
}
