//! Needs and gaps (01-model 1.8).

use crate::domain::agreement::metric::{CODES, UNITS};
use crate::domain::kinds::Kind;
use crate::domain::money::Money;
use crate::domain::record::{Id, choice, date, int, link, links, long, measure, money, text};
use crate::record;
use crate::text::clean;

/// The first eight are the technical aspects of the source documents.
pub const ASPECT: &[&str] = &[
    "software",
    "hardware",
    "network",
    "data",
    "application",
    "presentation",
    "function",
    "performance",
    "process",
    "method",
    "organisation",
    "security",
];

record! {
    /// What the customer needs, in their words, on one of five levels.
    Need as NEED {
        name: "need", prefix: "N", yearly: false, title: "title", owner: "opportunity",
        columns: &["code", "title", "level", "priority", "scope", "state", "opportunity"],
    } {
        title: String = text(120).required(),
        opportunity: Id = link(Kind::Opportunity).required(),
        statement: String = long().required(),
        level: String = choice(&["stated", "real", "unstated", "delight", "latent"]).required().default("\"stated\""),
        derived_from: Option<Id> = link(Kind::Need),
        scope: String = choice(&["macro", "micro"]).required().default("\"micro\""),
        analysis: String = choice(&["business", "technical"]).required().default("\"business\""),
        aspect: Option<String> = choice(ASPECT),
        priority: Option<String> = choice(&["must", "should", "could", "wont"]).required_from("CONFIRMED"),
        value_note: Option<String> = long(),
        /// A metric of the catalogue; what cannot be measured stands in the value note.
        metric: Option<String> = choice(CODES).unit("value"),
        /// In the metric's base unit.
        target_value: Option<i64> = measure("metric", "unit").unit("value"),
        unit: Option<String> = choice(UNITS).system().unit("value"),
        deadline: Option<String> = date(),
        requester: Option<Id> = link(Kind::Contact),
        confirmed_by: Option<Id> = link(Kind::Contact),
        confirmed_on: Option<String> = date(),
        dept: Option<String> = text(80),
        state: String = choice(&["DRAFT", "ANALYSED", "CONFIRMED", "COVERED", "ACCEPTED", "REJECTED", "DEFERRED"])
            .required().system().default("\"DRAFT\""),
        /// Place among the key needs of its deal, from 1 without holes; empty for all others.
        rank: Option<i64> = int(1, super::standing::KEY_NEEDS as i64).system(),
        state_reason: Option<String> = text(200),
        deferred_to: Option<String> = date(),
    }
}

record! {
    /// What is missing between today and what is wanted, and the measure that closes it.
    Gap as GAP {
        name: "gap", prefix: "G", yearly: false, title: "statement", owner: "opportunity",
        columns: &["code", "statement", "kind", "severity", "state"],
    } {
        opportunity: Id = link(Kind::Opportunity).required(),
        statement: String = text(200).required(),
        current: String = long().required(),
        desired: String = long().required(),
        kind: String = choice(&["business", "technical"]).required().default("\"business\""),
        aspect: Option<String> = choice(ASPECT),
        severity: i64 = int(1, 5).required().default("3"),
        needs: Vec<Id> = links(Kind::Need),
        measure: Option<String> = long().required_from("SOLUTION").asked(),
        cost_estimate: Option<Money> = money(),
        state: String = choice(&["OPEN", "MEASURE_SET", "RESOLVED"]).required().default("\"OPEN\""),
    }
}

/// Cells a title may take before it is cut.
const TITLE: usize = 60;

/// A title for a need from the words of an answer: the first sentence, or as many of its clauses as fit, or as many of
/// its words. Nothing is put in for what is left out; the whole words stand in the statement.
pub fn title_from(words: &str) -> String {
    let line = words.trim().lines().next().unwrap_or_default();
    let sentence = first_part(line, &['。', '；', ';', '!', '?', '！', '？'], &['.']);
    let mut title = String::new();
    for cut in [clauses(sentence), pieces(sentence), sentence.split_inclusive(|_| true).collect()] {
        for part in cut {
            if clean::width(&title) + clean::width(part.trim_end()) > TITLE {
                break;
            }
            title.push_str(part);
        }
        if !title.trim().is_empty() {
            break;
        }
    }
    let end = |c: char| c.is_whitespace() || "。；;.,，、:：—–-".contains(c);
    title.trim().trim_end_matches(end).to_owned()
}

/// Up to and with the first of the marks; those of the second kind count only before a space or the end.
fn first_part<'a>(text: &'a str, marks: &[char], spaced: &[char]) -> &'a str {
    let ends = |(at, c): &(usize, char)| {
        let next = text[at + c.len_utf8()..].chars().next();
        marks.contains(c) || (spaced.contains(c) && next.is_none_or(char::is_whitespace))
    };
    text.char_indices().find(ends).map_or(text, |(at, c)| &text[..at + c.len_utf8()])
}

fn clauses(sentence: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = sentence;
    while !rest.is_empty() {
        let part = first_part(rest, &['，', '、', '：', '—', '–'], &[',', ':']);
        parts.push(part);
        rest = &rest[part.len()..];
    }
    parts
}

/// Words with the space behind them; Chinese has no spaces, there every character is one.
fn pieces(sentence: &str) -> Vec<&str> {
    let wide = |c: char| clean::width(c.encode_utf8(&mut [0; 4])) > 1;
    let mut parts = Vec::new();
    let mut from = 0;
    for (at, c) in sentence.char_indices() {
        let end = at + c.len_utf8();
        if c.is_whitespace() || wide(c) || end == sentence.len() {
            parts.push(&sentence[from..end]);
            from = end;
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_a_sentence_or_the_clauses_of_it_that_fit() {
        assert_eq!(title_from("月末对账 4 小时内完成。现在要两天。"), "月末对账 4 小时内完成");
        assert_eq!(
            title_from("The ward system is up 99.9 % of the month. Always."),
            "The ward system is up 99.9 % of the month"
        );
        let long =
            "The reconciliation at the end of a month ends within four hours, so that finance sleeps, and so do we";
        assert_eq!(title_from(long), "The reconciliation at the end of a month ends within four");
        let clauses = "Сверка в конце месяца занимает четыре часа, а сейчас уходит два дня, и все недовольны";
        assert_eq!(title_from(clauses), "Сверка в конце месяца занимает четыре часа");
    }

    #[test]
    fn what_has_no_clauses_is_cut_between_words_and_never_with_dots() {
        let title = title_from(&"门".repeat(90));
        assert_eq!(title, "门".repeat(30));
        let title = title_from(&"needs ".repeat(30));
        assert!(title.ends_with("needs") && clean::width(&title) <= 60, "{title}");
        assert_eq!(title_from("\n  \n"), "");
        assert_eq!(title_from(&"a".repeat(500)), "a".repeat(60));
    }

    proptest::proptest! {
        #[test]
        fn a_title_is_a_beginning_of_the_words_and_fits(words in "\\PC{0,120}") {
            let title = title_from(&words);
            proptest::prop_assert!(words.contains(&title) && clean::width(&title) <= TITLE);
        }
    }
}
