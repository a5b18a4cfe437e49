//! A figure in what somebody said, and the metric it is measured by: what the question asks for, or what the words
//! around the figure name.

use super::template::Question;
use crate::domain::agreement::metric::{self, CODES};
use crate::text::numeral;

/// Beginnings of words that name a metric, in the three languages; the first that is found counts.
const NAMED: &[(&str, &[&str])] = &[
    ("availability", &["availab", "uptime", " is up", "可用", "доступн"]),
    ("report_delay", &["report", "报告", "报表", "отчёт", "отчет"]),
    ("rpo", &["data loss", "lose data", "data may be lost", "丢失数据", "数据丢失", "потер"]),
    ("restore_time", &["restor", "recover", "back up and running", "恢复", "восстанов"]),
    ("resolve_time", &["resolv", "fixed", "repair", "解决", "修复", "устран", "решен", "чин"]),
    ("onsite_time", &["on site", "onsite", "到场", "到达现场", "на месте", "приез"]),
    ("answer_time", &["pick up", "picks up", "接听", "接电话", "возьм", "трубк"]),
    ("max_single_outage", &["outage", "stop", "down ", "停机", "中断", "停线", "простой", "просто"]),
    ("response_time", &["respon", "react", "answer", "reply", "响应", "答复", "回复", "отве", "реакц"]),
];

/// Metric, value in its base unit, and the unit it was written in.
pub fn of(question: Option<&Question>, words: &str) -> Option<(&'static str, i64, &'static str)> {
    let asked = question.and_then(Question::metric_hint);
    let unit = question.and_then(|question| question.unit.as_ref()).map(|unit| unit.en.as_str());
    if let Some(code) = asked
        && let Some(figure) = read(code, words, unit)
    {
        return Some((code, figure.0, figure.1));
    }
    let lower = words.to_lowercase();
    let named = NAMED.iter().filter(|(_, beginnings)| beginnings.iter().any(|word| lower.contains(word)));
    named.map(|(code, _)| *code).find_map(|code| read(code, words, None).map(|(value, unit)| (code, value, unit)))
}

/// The first figure in the words that the metric can be measured in.
fn read(code: &'static str, words: &str, unit: Option<&str>) -> Option<(i64, &'static str)> {
    debug_assert!(CODES.contains(&code), "{code}");
    let folded = numeral::fold(words);
    let from = folded.char_indices().filter(|(at, c)| {
        c.is_ascii_digit() && !folded[..*at].ends_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','))
    });
    from.map(|(at, _)| &folded[at..]).find_map(|rest| {
        // A number and the word behind it, as short as it can be read: `4 hours`, `4小时`, `99.9 %`.
        let number = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ','))).unwrap_or(rest.len());
        let (digits, behind) = (rest[..number].trim_end_matches(['.', ',']), &rest[number..]);
        let bare = unit.map(|unit| format!("{digits} {unit}"));
        let ends = behind.char_indices().map(|(at, c)| at + c.len_utf8()).take(24);
        let written = ends.filter(|end| {
            // Latin and Cyrillic words are read whole.
            let next = behind[*end..].chars().next();
            let last = behind[..*end].chars().next_back();
            let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() && !is_han(c));
            !(letter(next) && letter(last))
        });
        let written = written.map(|end| format!("{digits}{}", &behind[..end]));
        written.chain(bare).find_map(|text| metric::parse_value(code, &text).ok())
    })
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::research::template::Template;

    fn said(words: &str) -> Option<(&'static str, i64)> {
        of(None, words).map(|(code, value, _)| (code, value))
    }

    #[test]
    fn figures_are_found_where_the_words_name_what_is_measured() {
        assert_eq!(said("The ward system is up 99.9 % of the month"), Some(("availability", 999_000)));
        assert_eq!(said("病房系统每月可用率达到99.95%"), Some(("availability", 999_500)));
        assert_eq!(said("Система отделений доступна 99,9 % месяца"), Some(("availability", 999_000)));
        assert_eq!(said("门诊必须在4小时内恢复"), Some(("restore_time", 14_400)));
        assert_eq!(said("somebody must respond within 30 minutes"), Some(("response_time", 1800)));
        assert_eq!(said("ответ за 15 минут"), Some(("response_time", 900)));
    }

    #[test]
    fn words_without_a_figure_or_a_metric_say_nothing() {
        for words in ["", "it must be available", "we have 12 departments", "2027 年建成", "99.9 %"] {
            assert_eq!(said(words), None, "{words}");
        }
    }

    #[test]
    fn a_question_may_say_what_its_number_means() {
        let templates = Template::all().unwrap();
        let question = |id: &str| templates.iter().find_map(|template| template.question(id)).unwrap();
        assert_eq!(of(Some(question("N10")), "20"), Some(("rto", 1200, "minute")));
        assert_eq!(of(Some(question("N11")), "15"), Some(("rpo", 900, "minute")));
    }

    proptest::proptest! {
        #[test]
        fn any_words_may_be_said(words in "\\PC{0,80}") {
            let _ = of(None, &words);
        }
    }
}
