//! Checks of what the clauses say: vague words, figures that differ, references that lead nowhere (02-sla-lint 2.1, 2.2, 2.5).

use std::collections::BTreeMap;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use num_bigint::BigInt;

use super::numbers::{Figure, Unit, figures, plain, sentences};
use super::structure::at_clause;
use super::{Case, Found, Rule, length, percent, title};
use crate::domain::agreement::draft::{Filed, text};
use crate::domain::agreement::placeholders::placeholders;
use crate::domain::agreement::target::Target;
use crate::domain::agreement::version::Clause;
use crate::domain::exact::{floor_seconds, ratio, whole};
use crate::domain::money::Currency;
use crate::text::{Arg, Msg};

pub(super) const RULES: &[Rule] = &[
    Rule { id: "R15", check: vague },
    Rule { id: "R16", check: figures_differ },
    Rule { id: "R17", check: leads_nowhere },
    Rule { id: "R24", check: wrong_allowance },
    Rule { id: "R85", check: amount_in_words },
];

/// Words that promise nothing anybody can measure.
const VAGUE: &[(&str, &[&str])] = &[
    (
        "en",
        &[
            "reasonable",
            "reasonably",
            "best effort",
            "best efforts",
            "timely",
            "promptly",
            "as soon as possible",
            "adequate",
            "adequately",
            "normally",
            "approximately",
        ],
    ),
    ("zh-CN", &["尽快", "及时", "合理", "尽力", "原则上", "一般情况下", "适当", "必要时", "大约"]),
    (
        "ru",
        &[
            "по возможности",
            "в разумный срок",
            "своевременно",
            "оперативно",
            "как правило",
            "при необходимости",
            "примерно",
            "По возможности",
            "В разумный срок",
            "Своевременно",
            "Оперативно",
            "Как правило",
            "При необходимости",
            "Примерно",
        ],
    ),
];

static VAGUE_WORDS: LazyLock<BTreeMap<&str, AhoCorasick>> = LazyLock::new(|| {
    let build = |words: &[&str]| {
        AhoCorasick::builder().ascii_case_insensitive(true).match_kind(MatchKind::LeftmostLongest).build(words).ok()
    };
    VAGUE.iter().filter_map(|(language, words)| Some((*language, build(words)?))).collect()
});

/// Sections that oblige nobody.
const NO_DUTY: &[&str] = &["definitions", "history", "annexes", "signatures"];

/// R15: an obligation in words that cannot be measured, and with no figure beside them.
fn vague(case: &Case<'_>, found: &mut Found) {
    for clause in case.draft.clauses.iter().filter(|clause| !NO_DUTY.contains(&clause.values.section.as_str())) {
        let Some(words) = VAGUE_WORDS.get(clause.values.language.as_str()) else { continue };
        let text = text(clause);
        if words.find(text).is_none() {
            continue;
        }
        let mut said: Vec<Arg> = Vec::new();
        for sentence in sentences(text) {
            let whole_word = |m: &aho_corasick::Match| {
                let letter = |c: char| c.is_alphabetic() && !matches!(c, '\u{4e00}'..='\u{9fff}');
                !sentence[..m.start()].ends_with(letter) && !sentence[m.end()..].starts_with(letter)
            };
            let mut vague = words.find_iter(sentence).filter(whole_word).peekable();
            // What is not written yet may still become a figure.
            if vague.peek().is_none() || !figures(sentence).is_empty() || !placeholders(sentence).is_empty() {
                continue;
            }
            for word in vague {
                let word = Arg::from(&sentence[word.start()..word.end()]);
                if !said.contains(&word) {
                    said.push(word);
                }
            }
        }
        if !said.is_empty() {
            found.warning(at_clause(clause, "text"), about("rule-R15", clause).with("words", said));
        }
    }
}

fn about(key: &str, clause: &Filed<Clause>) -> Msg {
    Msg::new(key).with("section", title(&clause.values.section)).with("language", clause.values.language.as_str())
}

/// R16: the language versions of one clause name different figures.
fn figures_differ(case: &Case<'_>, found: &mut Found) {
    let mut sections: BTreeMap<&str, Vec<&Filed<Clause>>> = BTreeMap::new();
    for clause in case.draft.clauses.iter().filter(|clause| !text(clause).trim().is_empty()) {
        sections.entry(&clause.values.section).or_default().push(clause);
    }
    let governing = case.version.governing_language.as_deref();
    for clauses in sections.values().filter(|clauses| clauses.len() > 1) {
        let counted: Vec<Vec<(Figure, &str)>> = clauses.iter().map(|clause| compared(text(clause))).collect();
        let first = clauses.iter().position(|c| Some(c.values.language.as_str()) == governing).unwrap_or(0);
        for (other, theirs) in counted.iter().enumerate().filter(|(other, _)| *other != first) {
            let (only_first, only_other) = (beyond(&counted[first], theirs), beyond(theirs, &counted[first]));
            if only_first.is_empty() && only_other.is_empty() {
                continue;
            }
            let list = |words: Vec<String>| {
                if words.is_empty() { Arg::from("—") } else { Arg::from(words.join(", ")) }
            };
            let message = Msg::new("rule-R16")
                .with("section", title(&clauses[first].values.section))
                .with("language", clauses[first].values.language.as_str())
                .with("figures", list(only_first))
                .with("other-language", clauses[other].values.language.as_str())
                .with("other-figures", list(only_other));
            found.warning(at_clause(clauses[other], "text"), message);
        }
    }
}

fn compared(text: &str) -> Vec<(Figure, &str)> {
    let spots = figures(text).into_iter().filter(|spot| spot.figure.unit != Unit::Money);
    let mut all: Vec<_> = spots.map(|spot| (spot.figure, &text[spot.start..spot.end])).collect();
    all.sort_by_key(|(figure, _)| *figure);
    all
}

/// What of the first sorted list is not in the second, each as often as it is missing.
fn beyond(a: &[(Figure, &str)], b: &[(Figure, &str)]) -> Vec<String> {
    let mut b = b.iter().map(|(figure, _)| figure).peekable();
    let mut left = Vec::new();
    for (figure, words) in a {
        while b.next_if(|other| *other < figure).is_some() {}
        if b.next_if(|other| *other == figure).is_none() {
            left.push((*words).to_owned());
        }
    }
    left
}

/// R17: a reference to a section that is not there.
fn leads_nowhere(case: &Case<'_>, found: &mut Found) {
    let last = case.draft.outline().count();
    for clause in &case.draft.clauses {
        let mut told: Vec<usize> = Vec::new();
        for number in references(text(clause)) {
            if (1..=last).contains(&number) || told.contains(&number) {
                continue;
            }
            told.push(number);
            let message = about("rule-R17", clause).with("number", number.to_string());
            found.error(at_clause(clause, "text"), message.with("last", last.to_string()));
        }
    }
}

/// Numbers of the sections that a text points to: `§ 3`, `第3条`, `п. 3.2`. Those of a law are none of ours.
pub fn references(text: &str) -> Vec<usize> {
    let number = |text: &str| -> Option<(usize, usize)> {
        let skipped = text.len() - text.trim_start_matches([' ', '\u{a0}']).len();
        let digits = text[skipped..].bytes().take_while(u8::is_ascii_digit).count();
        let number = text.get(skipped..skipped + digits)?.parse().ok()?;
        Some((number, skipped + digits))
    };
    let mut found = Vec::new();
    found.extend(text.match_indices('§').filter_map(|(at, mark)| Some(number(&text[at + mark.len()..])?.0)));
    for (at, mark) in text.match_indices('第') {
        let rest = &text[at + mark.len()..];
        let Some((section, length)) = number(rest) else { continue };
        let of_a_law = text[..at].trim_end().ends_with(['》', '法', '例']);
        if rest[length..].trim_start().starts_with('条') && !of_a_law {
            found.push(section);
        }
    }
    for (at, mark) in text.match_indices("п.") {
        let rest = &text[at + mark.len()..];
        let alone = !text[..at].ends_with(char::is_alphabetic) && !text[..at].ends_with("т.");
        if let Some((section, length)) = number(rest).filter(|_| alone) {
            let of_a_law =
                rest[length..].trim_start_matches(|c: char| c.is_ascii_digit() || ".  ".contains(c)).starts_with("ст");
            found.extend((!of_a_law).then_some(section));
        }
    }
    found
}

/// What says that downtime is meant, that a figure is the most of it, and that it is counted over a period.
const DOWN: &[&str] = &["downtime", "outage", "unavailab", "停机", "中断", "不可用", "宕机", "просто", "недоступн"];
const AT_MOST: &[&str] = &[
    "≤",
    "<",
    "at most",
    "no more than",
    "not more than",
    "not exceed",
    "up to",
    "maximum",
    "不超过",
    "不大于",
    "至多",
    "最多",
    "不多于",
    "上限",
    "не более",
    "не больше",
    "не превыша",
    "максимум",
];
const SINGLE: &[&str] = &["single", "each outage", "per outage", "单次", "每次", "кажд", "одного", "разов"];
/// Words of another promise, whose time is none of downtime.
const PER_CASE: &[&str] =
    &["respon", "restor", "resol", "repl", "响应", "恢复", "解决", "答复", "реакци", "ответ", "восстанов", "решен"];
const MAINTENANCE: &[&str] = &["maintenance", "维护", "обслуживан"];

/// R24: the text works out the permitted downtime, and wrongly.
fn wrong_allowance(case: &Case<'_>, found: &mut Found) {
    let targets: Vec<&Filed<Target>> = case.targets("availability").filter(|t| t.values.value.is_some()).collect();
    if targets.is_empty() {
        return;
    }
    for clause in &case.draft.clauses {
        // An allowance is a figure: where there is none, nothing needs to be read.
        let figured = |sentence: &&str| sentence.bytes().any(|b| b.is_ascii_digit());
        for sentence in sentences(text(clause)).filter(figured) {
            let lower = sentence.to_lowercase();
            let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
            if !says(AT_MOST) || says(SINGLE) || says(MAINTENANCE) || says(PER_CASE) && !says(DOWN) {
                continue;
            }
            let spots = figures(sentence);
            let stated = |t: &&&Filed<Target>| {
                spots.iter().any(|s| {
                    s.figure.unit == Unit::Percent && Some(s.figure.thousandths * 10) == t.values.value.map(i128::from)
                })
            };
            // The target whose figure stands beside it, else the only one.
            let target = match targets.iter().find(stated) {
                Some(target) => target,
                None if targets.len() == 1 && says(DOWN) => targets[0..1].first().unwrap_or(&targets[0]),
                None => continue,
            };
            let Some(stated) = length_said(sentence) else { continue };
            let periods = periods_said(&lower);
            if let Some(message) = allowance(case, target, stated, &periods) {
                found.error(at_clause(clause, "text"), message);
            }
        }
    }
}

/// The first length of time of a sentence, in thousandths of a second. One that is written in parts is one length:
/// `43分12秒`, `3 h 36 min`, `40m19s`.
fn length_said(sentence: &str) -> Option<i128> {
    let spots = figures(sentence);
    let part = |(start, end, value): (usize, usize, i128)| {
        if let Some(spot) = spots.iter().find(|spot| spot.start == start && spot.figure.unit == Unit::Second) {
            return Some((start, spot.end, spot.figure.thousandths));
        }
        // By itself 分 is a point of a score and m a metre.
        let minute = ["分", "m"].into_iter().find(|word| sentence[end..].starts_with(word))?;
        let until = end + minute.len();
        let goes_on = sentence[until..].trim_start().starts_with(|c: char| c.is_ascii_digit());
        goes_on.then_some((start, until, value * 60))
    };
    let mut parts = plain(sentence).into_iter().map(part).skip_while(Option::is_none);
    let (_, mut until, mut sum) = parts.next()??;
    for next in parts {
        let Some((start, end, value)) = next else { break };
        let between = sentence.get(until..start).unwrap_or("?").trim();
        if !matches!(between, "" | "and" | "и" | "零") {
            break;
        }
        (until, sum) = (end, sum + value);
    }
    Some(sum)
}

/// Periods that a sentence names.
const PERIOD_WORDS: &[(&str, &[&str])] = &[
    ("year", &["year", "annual", "每年", "一年", "全年", "年度", "в год", "за год", "годов"]),
    ("half_year", &["half-year", "half year", "半年", "полугод"]),
    ("quarter", &["quarter", "季", "квартал"]),
    ("calendar_month", &["month", "每月", "月", "месяц"]),
    ("week", &["week", "每周", "недел"]),
];

fn periods_said(lower: &str) -> Vec<&'static str> {
    let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    PERIOD_WORDS.iter().filter(|(_, words)| says(words)).map(|(period, _)| *period).collect()
}

/// What is wrong with a stated allowance, in thousandths of a second: further off than a minute or a hundredth from that
/// of every period that the text names, or else of the target's own.
fn allowance(case: &Case<'_>, target: &Filed<Target>, stated: i128, periods: &[&str]) -> Option<Msg> {
    let own = target.values.period.as_deref();
    let named: Vec<&str> = if periods.is_empty() { own.into_iter().collect() } else { periods.to_vec() };
    let stated = ratio(stated, 1_000);
    let slack = |limit: &crate::domain::exact::Exact| (limit / BigInt::from(100)).max(whole(60));
    let mut nearest = None;
    for period in named {
        let judged = Target { period: Some(period.to_owned()), ..target.values.clone() };
        let (least, most) = case.clock.permitted(&judged)?;
        if stated >= &least - slack(&least) && stated <= &most + slack(&most) {
            return None;
        }
        if nearest.is_none() || own == Some(period) {
            nearest = Some((least, most));
        }
    }
    let (least, most) = nearest?;
    Some(
        Msg::new("rule-R24")
            .with("label", target.values.label.as_str())
            .with("availability", percent(target.values.value?))
            .with("stated", length(floor_seconds(&stated)))
            .with("least", length(floor_seconds(&least)))
            .with("most", length(floor_seconds(&most))),
    )
}

const CAPITALS: &str = "零壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆角分整正";

/// R85: a Chinese amount in words that is another than the figures, or two sizes of yuan in one text.
fn amount_in_words(case: &Case<'_>, found: &mut Found) {
    for clause in case.draft.clauses.iter().filter(|clause| clause.values.language == "zh-CN") {
        let text = text(clause);
        let spelled = capitals(text);
        if !spelled.is_empty() {
            let fen = |thousandths: i128| i64::try_from(thousandths / 10).ok();
            let money = figures(text).into_iter().filter(|spot| spot.figure.unit == Unit::Money);
            let mut amounts: Vec<i64> = money.filter_map(|spot| fen(spot.figure.thousandths)).collect();
            amounts.extend(plain(text).into_iter().filter_map(|(_, _, number)| fen(number)));
            amounts.extend(case.version.total.filter(|total| total.ccy == Currency::CNY).map(|total| total.minor));
            for words in spelled {
                let same =
                    |amount: &i64| crate::text::words::yuan_in_words(*amount).trim_start_matches("人民币") == words;
                if !amounts.iter().any(same) && !amounts.is_empty() {
                    let figures = case.version.total.map_or_else(
                        || {
                            Arg::from(
                                amounts.first().map_or_else(String::new, |fen| crate::text::words::yuan_in_words(*fen)),
                            )
                        },
                        |total| super::money(total).into(),
                    );
                    let message = about("rule-R85", clause).with("words", words).with("figures", figures);
                    found.warning(at_clause(clause, "text"), message);
                }
            }
        }
        let sizes: Vec<&str> = figures(text).into_iter().map(|spot| spot.word).collect();
        if sizes.contains(&"万元") && sizes.contains(&"元") {
            found.warning(at_clause(clause, "text"), about("rule-R85-mixed", clause));
        }
    }
}

/// The amounts in capital numerals in a text, in the usual characters.
fn capitals(text: &str) -> Vec<String> {
    let runs = text.split(|c: char| !CAPITALS.contains(c));
    runs.filter(|run| run.contains(['元', '圆']) && run.chars().any(|c| "壹贰叁肆伍陆柒捌玖".contains(c)))
        .map(|run| run.replace('圆', "元").replace('正', "整"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_of_every_language_are_read() {
        assert_eq!(
            references("see §14 and § 3.2; 见第 5 条、《合同法》第 107 条; п. 7.1, п. 2 ст. 450 ГК; т.п. 8"),
            [14, 3, 5, 7]
        );
    }

    #[test]
    fn capital_amounts_are_found() {
        assert_eq!(capitals("合计（大写）：人民币壹拾贰万圆正。元旦"), ["壹拾贰万元整"]);
    }
}
