//! Checks of the terms: defined where they are used, once, and in a language that prevails (02-sla-lint 2.1).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::structure::at_clause;
use super::{Case, Found, Rule, at_cell, at_target, at_version, named, value};
use crate::domain::agreement::draft::{Filed, text};
use crate::domain::agreement::sections;
use crate::domain::agreement::target::Target;
use crate::domain::agreement::version::Clause;
use crate::text::{Arg, Lang, Msg};

pub(super) const RULES: &[Rule] = &[
    Rule { id: "R12", check: undefined },
    Rule { id: "R13", check: unused },
    Rule { id: "R14", check: defined_twice },
    Rule { id: "R18", check: no_governing_language },
];

/// A controlled term in three languages. English ones are written with capitals, Russian ones too, and these are
/// declined: each word is given by its stem, `|` before what may change. Empty: too common a word to be a term.
struct Term {
    en: &'static str,
    zh: &'static str,
    ru: &'static str,
    /// A target of this metric uses the term.
    metric: &'static str,
}

const fn term(en: &'static str, zh: &'static str, ru: &'static str, metric: &'static str) -> Term {
    Term { en, zh, ru, metric }
}

/// The glossary of 05-agreement-text 5.1.
const TERMS: &[Term] = &[
    term("Agreed Service Time", "约定服务时间", "Согласованн| врем| услуг|", "availability"),
    term("Downtime", "停机时间", "Просто|", "availability"),
    term("Availability", "可用性", "Доступност|", "availability"),
    term("Response Time", "响应时间", "Врем| реакции", "response_time"),
    term("Restore Time", "恢复时间", "Врем| восстановления", "restore_time"),
    term("Resolution Time", "解决时间", "Врем| решения", "resolve_time"),
    term("Business Day", "工作日", "Рабоч| д|", ""),
    term("Business Hour", "工作时间", "Рабоч| час|", ""),
    term("Measurement Period", "计量周期", "Период| измерения", ""),
    term("Planned Maintenance", "计划维护", "Планов| обслуживани|", ""),
    term("Workload Limit", "工作负载上限", "Предел| нагрузки", ""),
    term("Service Credit", "服务抵扣", "Сервисн| кредит|", ""),
    term("Incident", "", "Инцидент|", ""),
    term("Service Request", "服务请求", "Запрос| на обслуживание", ""),
    term("Major Incident", "重大事件", "Значительн| инцидент|", ""),
    term("Working Calendar", "工作日历", "Рабоч| календар|", ""),
];

impl Term {
    fn uses(&self, text: &str, lang: Lang) -> bool {
        match lang {
            Lang::En => text.match_indices(self.en).any(|(at, word)| {
                // `Business Days` is the same term, `Incidental` none; `Major Incident` is a term of its own.
                let rest = text[at + word.len()..].trim_start_matches('s');
                let major = self.en == "Incident" && text[..at].ends_with("Major ");
                !rest.starts_with(|c: char| c.is_ascii_alphabetic()) && !major
            }),
            Lang::Zh => {
                !self.zh.is_empty()
                    && text.match_indices(self.zh).any(|(at, _)| {
                        // 工作日历 is a term of its own and no 工作日; 预计恢复时间 is what one expects, not what was promised.
                        let longer = |term: &Self| term.zh.len() > self.zh.len() && text[at..].starts_with(term.zh);
                        !TERMS.iter().any(longer) && !text[..at].ends_with("预计")
                    })
            }
            Lang::Ru => declined(text, self.ru),
        }
    }

    fn shown(&self, lang: Lang) -> String {
        match lang {
            Lang::En => self.en.to_owned(),
            Lang::Zh => self.zh.to_owned(),
            Lang::Ru => self.ru.replace('|', "…"),
        }
    }

    /// Whether a definition speaks of this term.
    fn is(&self, name: &str, lang: Lang) -> bool {
        match lang {
            Lang::En => name.trim().eq_ignore_ascii_case(self.en),
            Lang::Zh => name.trim() == self.zh,
            Lang::Ru => {
                let mut capital = name.trim().chars();
                let name: String = capital.next().into_iter().flat_map(char::to_uppercase).chain(capital).collect();
                declined(&name, self.ru)
            }
        }
    }
}

/// Whether the words of a stem pattern stand in a text one after another, with at most four letters of ending.
fn declined(text: &str, pattern: &str) -> bool {
    let mut stems = pattern.split(' ');
    let Some(first) = stems.next() else { return false };
    let rest: Vec<&str> = stems.collect();
    let matched = |text: &str, stem: &str| {
        let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
        let word = &text[..end];
        let fits = match stem.strip_suffix('|') {
            // «Просто» is an adverb, not a case of «Простой».
            Some(open) => word
                .strip_prefix(open)
                .is_some_and(|ending| ending.chars().count() <= 4 && !(ending.is_empty() && open == "Просто")),
            None => word == stem,
        };
        fits.then_some(end)
    };
    let open = first.trim_end_matches('|');
    text.match_indices(open).any(|(at, _)| {
        if text[..at].ends_with(char::is_alphabetic) {
            return false;
        }
        let Some(mut end) = matched(&text[at..], first).map(|end| at + end) else { return false };
        rest.iter().all(|stem| {
            let space = text[end..].len() - text[end..].trim_start().len();
            match (space > 0).then(|| matched(&text[end + space..], stem)).flatten() {
                Some(length) => {
                    end += space + length;
                    true
                }
                None => false,
            }
        })
    })
}

/// What stands in the quotes of a text, with where it begins and whether it defines: right after a parenthesis.
fn quoted(text: &str) -> impl Iterator<Item = (usize, &str, bool)> {
    const PAIRS: [(char, char); 3] = [('“', '”'), ('「', '」'), ('«', '»')];
    PAIRS.into_iter().flat_map(move |(open, close)| {
        text.match_indices(open).filter_map(move |(at, mark)| {
            let inside = &text[at + mark.len()..];
            let inside = &inside[..inside.find(close)?];
            Some((at, inside, text[..at].trim_end().ends_with(['(', '（'])))
        })
    })
}

fn lang_of(clause: &Filed<Clause>) -> Option<Lang> {
    Lang::from_tag(&clause.values.language)
}

/// The terms that are defined in a language: in the table, in the section of the definitions, or in passing.
fn defined(case: &Case<'_>, lang: Lang) -> BTreeSet<String> {
    let mut names: BTreeSet<String> = BTreeSet::new();
    let rows = case.version.definitions.iter().filter(|row| row.language == lang.tag());
    names.extend(rows.map(|row| row.term.trim().to_owned()));
    for clause in case.draft.clauses.iter().filter(|clause| lang_of(clause) == Some(lang)) {
        let here = clause.values.section == "definitions";
        for (_, name, in_passing) in quoted(text(clause)) {
            if here || in_passing {
                names.extend(name.split('/').map(|part| part.trim().to_owned()));
            }
        }
    }
    names
}

/// R12: whoever reads the word must find what it means.
fn undefined(case: &Case<'_>, found: &mut Found) {
    let head = &case.draft.agreement.values;
    // Names of companies and of other papers stand in quotes too.
    let supports = case.draft.supports.iter().flat_map(|s| [Some(&s.title), s.provider.as_ref(), s.receiver.as_ref()]);
    let parts = case.draft.services.iter().flat_map(|entry| &entry.service.components);
    let made = parts.flat_map(|part| [Some(&part.name), part.provided_by.as_ref()]);
    let parties: Vec<&String> = supports.chain(made).flatten().collect();
    for lang in Lang::ALL {
        let clauses = || case.draft.clauses.iter().filter(|clause| lang_of(clause) == Some(lang));
        if clauses().next().is_none() {
            continue;
        }
        let names = defined(case, lang);
        for term in TERMS {
            if names.iter().any(|name| term.is(name, lang)) {
                continue;
            }
            if let Some(clause) = clauses().find(|clause| term.uses(text(clause), lang)) {
                undefined_in(clause, &term.shown(lang), found);
            }
        }
        let is_name = |name: &str| {
            let titles = [&head.provider, &head.receiver, &head.title];
            titles.iter().any(|title| title.contains(name))
                || sections::all().iter().any(|section| section.title.to(lang) == name)
                || case.draft.service(name).is_some()
                || case.draft.targets.iter().any(|target| target.values.service.as_deref() == Some(name))
                || parties.iter().any(|party| party.contains(name))
        };
        let lower: BTreeSet<String> = names.iter().map(|name| name.to_lowercase()).collect();
        let known = |name: &str| lower.contains(&name.to_lowercase()) || TERMS.iter().any(|term| term.is(name, lang));
        let mut told = BTreeSet::new();
        for clause in clauses().filter(|clause| clause.values.section != "definitions") {
            for (_, name, in_passing) in quoted(text(clause)) {
                let name = name.trim();
                if !in_passing && !name.is_empty() && !known(name) && !is_name(name) && told.insert(name.to_lowercase())
                {
                    undefined_in(clause, name, found);
                }
            }
        }
    }
}

fn undefined_in(clause: &Filed<Clause>, term: &str, found: &mut Found) {
    let message = Msg::new("rule-R12")
        .with("section", super::title(&clause.values.section))
        .with("language", clause.values.language.as_str())
        .with("term", term.chars().take(60).collect::<String>());
    found.error(at_clause(clause, "text"), message);
}

/// R13: a definition that nobody needs hides those that matter.
fn unused(case: &Case<'_>, found: &mut Found) {
    let definitions = &case.version.definitions;
    for (at, row) in definitions.iter().enumerate() {
        let Some(lang) = Lang::from_tag(&row.language) else { continue };
        let measured = TERMS.iter().any(|term| {
            term.is(&row.term, lang) && !term.metric.is_empty() && case.targets(term.metric).next().is_some()
        });
        let glossary = TERMS.iter().find(|term| term.is(&row.term, lang));
        let name = row.term.trim().to_lowercase();
        let says =
            |text: &str| glossary.is_some_and(|term| term.uses(text, lang)) || text.to_lowercase().contains(&name);
        let in_text = || {
            let clauses = case.draft.clauses.iter().filter(|c| lang_of(c) == Some(lang));
            clauses.filter(|c| c.values.section != "definitions").any(|clause| says(text(clause)))
        };
        let in_others = || {
            let others =
                definitions.iter().enumerate().filter(|(other, row)| *other != at && row.language == lang.tag());
            others.filter_map(|(_, row)| row.text.as_deref()).any(says)
        };
        if !measured && !in_text() && !in_others() {
            let message = Msg::new("rule-R13").with("term", row.term.as_str()).with("language", row.language.as_str());
            found.warning(at_cell(case, "definitions", "definitions", at, "term"), message);
        }
    }
}

/// R14: one word or one promise with two meanings.
fn defined_twice(case: &Case<'_>, found: &mut Found) {
    let mut meanings: BTreeMap<(String, &str), &Option<String>> = BTreeMap::new();
    for (at, row) in case.version.definitions.iter().enumerate() {
        let name = (row.term.trim().to_lowercase(), row.language.as_str());
        match meanings.get(&name) {
            Some(first) if **first != row.text => {
                let message = Msg::new("rule-R14-term").with("term", row.term.as_str());
                let message = message.with("language", row.language.as_str());
                found.error(at_cell(case, "definitions", "definitions", at, "text"), message);
            }
            Some(_) => {}
            None => {
                meanings.insert(name, &row.text);
            }
        }
    }
    let mut promises: HashMap<_, &Target> = HashMap::new();
    for target in &case.draft.targets {
        let t = &target.values;
        let Some(metric) = t.metric.as_deref() else { continue };
        let what =
            (&t.service, &t.component, metric, &t.ticket_type, t.priority, &t.period, t.rolling_days, t.percentile);
        match promises.get(&what) {
            Some(first) if first.value != t.value => {
                let message = Msg::new("rule-R14-target")
                    .with("label", t.label.as_str())
                    .with("other", first.label.as_str())
                    .with("metric", named(metric))
                    .with("value", value(t))
                    .with("other-value", value(first));
                found.error(at_target(target, "value"), message);
            }
            Some(_) => {}
            None => {
                promises.insert(what, t);
            }
        }
    }
}

/// R18: of several languages one must decide.
fn no_governing_language(case: &Case<'_>, found: &mut Found) {
    let languages = case.draft.languages();
    let governing = case.version.governing_language.as_deref().unwrap_or_default();
    if languages.len() > 1 && !languages.contains(&governing) {
        let named = |language: &&str| match Lang::from_tag(language) {
            Some(_) => Arg::Key(format!("choice-{language}")),
            None => Arg::from(*language),
        };
        let message = Msg::new("rule-R18").with("languages", languages.iter().map(named).collect::<Vec<_>>());
        found.warning(at_version(case, "disputes", "governing_language"), message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn russian_terms_are_known_in_every_case() {
        let term = |en: &str| TERMS.iter().find(|term| term.en == en).unwrap();
        for text in [
            "Простой",
            "вне Простоя,",
            "в Рабочих днях",
            "5 Рабочих дней",
            "конца Периода измерения",
            "Период измерения",
        ] {
            assert!(TERMS.iter().any(|term| term.uses(text, Lang::Ru)), "{text}");
        }
        for text in ["Просто так", "простоя", "рабочий день", "Периоды"] {
            assert!(!TERMS.iter().any(|term| term.uses(text, Lang::Ru)), "{text}");
        }
        assert!(term("Downtime").is("простой", Lang::Ru));
        assert!(
            term("Incident").uses("every Incident.", Lang::En) && !term("Incident").uses("Incidental costs", Lang::En)
        );
        assert!(
            !term("Incident").uses("a Major Incident", Lang::En)
                && term("Business Day").uses("5 Business Days", Lang::En)
        );
    }

    #[test]
    fn quotes_after_a_parenthesis_define() {
        let found: Vec<_> =
            quoted("ООО «А» («Исполнитель»), “Downtime”（「停机」").map(|(_, name, defines)| (name, defines)).collect();
        assert_eq!(found, [("Downtime", false), ("停机", true), ("А", false), ("Исполнитель", true)]);
    }
}
