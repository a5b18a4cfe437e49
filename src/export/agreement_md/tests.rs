//! The document as the other side reads it, and what it must never contain.

use super::*;
use crate::domain::agreement::draft::Met;
use crate::domain::agreement::sample::{self, id};
use crate::text::{Arg, Text};

/// Keys stand for themselves, arguments follow them.
fn plain(msg: &Msg) -> String {
    let mut out = msg.key.trim_start_matches("choice-").to_owned();
    for (_, arg) in &msg.args {
        out.push(' ');
        match arg {
            Arg::Text(text) | Arg::Key(text) => out.push_str(text),
            Arg::Count(count) => out.push_str(&count.to_string()),
            Arg::Words(words) => out.push_str(&words.en),
            Arg::List(_) | Arg::Said(_) => out.push_str("a list"),
        }
    }
    out
}

fn printed(draft: &Draft, lang: Lang) -> String {
    to_markdown(draft, lang, &plain)
}

#[test]
fn the_document_has_its_head_its_sections_and_its_tables() {
    let text = printed(&sample::draft(), Lang::En);
    assert!(
        text.starts_with("# Hospital information system\n\n|  |  |\n| --- | --- |\n| agreement-kind | SLA |\n"),
        "{text}"
    );
    assert!(text.contains("| agreement-version | 0.3 · DRAFT |\n"));
    assert!(text.contains("agreement-term 2026-04-01 2027-03-31 Asia/Shanghai"));
    assert!(text.contains("\n## 1. Parties\n\nThis Agreement is made between"));
    assert!(
        text.contains("\n## 10. Workload limits\n\n*agreement-unwritten*\n"),
        "a hole is shown and keeps its number"
    );
    assert!(text.contains("| T1 | HIS | availability | na |  | ≥ 99.9% |  | calendar\\_month | 24x7 |"), "{text}");
    assert!(text.contains("| T3 | HIS | restore\\_time | incident | P1 | ≤ 240 min | 95% |"), "{text}");
    assert!(text.contains("| UC-1 | UC | UC-1 agreement |\n"));
    assert!(text.ends_with("| N-1 | available around the clock | T1 |\n"), "{text}");
}

#[test]
fn the_document_speaks_three_languages() {
    let words = |lang| {
        let text = Text::new(lang);
        to_markdown(&sample::draft(), lang, &|msg| text.say(msg))
    };
    assert!(words(Lang::En).contains("2026-04-01 to 2027-03-31, both days included (Asia/Shanghai)"));
    assert!(words(Lang::Zh).contains("## 9. 服务级别指标"), "{}", words(Lang::Zh));
    assert!(words(Lang::Zh).contains("| ≤ 30分钟 | 95% |"), "{}", words(Lang::Zh));
    assert!(words(Lang::Ru).contains("| ≤ 30\u{a0}мин | 95\u{a0}% |"), "{}", words(Lang::Ru));
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
    assert!(printed(&draft, Lang::Ru).contains("## 9. Целевые показатели\n\n*agreement-unwritten*"));
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
    assert!(text.contains("| T\\|1 \\| x \\| |"));
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

#[test]
fn line_breaks_and_paragraphs_of_a_clause_are_kept() {
    assert_eq!(paragraphs("one\r\ntwo\n\n\n three \t\n"), "one  \ntwo\n\nthree");
    assert_eq!(paragraphs(" \n\u{2028}\n"), "");
    assert_eq!(paragraphs("a\u{2028}b\u{7}"), "a  \nb");
    assert_eq!(paragraphs("\u{200b} - item\n99.9 % of cases\n2)"), "\\- item  \n99.9 % of cases  \n2\\)");
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
        draft.needs[0].need.title = title;
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
