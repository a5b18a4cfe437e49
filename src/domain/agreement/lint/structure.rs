//! Checks of the document itself: sections that are missing, text that is not finished (02-sla-lint 2.1).

use super::{Case, Found, Path, Rule, title};
use crate::domain::agreement::draft::{Filed, text};
use crate::domain::agreement::known::{self, Known};
use crate::domain::agreement::sections;
use crate::domain::agreement::version::Clause;
use crate::domain::kinds::Kind;
use crate::text::{Arg, Msg};

/// So many names are read at a glance.
const FEW: usize = 3;

pub(super) const RULES: &[Rule] = &[Rule { id: "R01", check: missing }, Rule { id: "R02", check: unfinished }];

/// R01: a section the agreement owes is absent, blank or made of placeholders, in any of its languages.
fn missing(case: &Case<'_>, found: &mut Found) {
    let draft = case.draft;
    let languages = draft.languages();
    for (number, section) in draft.outline().filter(|(_, section)| draft.owes(section)) {
        let bare: Vec<&str> = languages
            .iter()
            .copied()
            .filter(|language| draft.clause(&section.key, language).is_none_or(|clause| is_bare(text(clause))))
            .collect();
        if bare.is_empty() && !languages.is_empty() {
            continue;
        }
        let record = bare.iter().find_map(|language| draft.clause(&section.key, language)).map(|clause| clause.id);
        let path = Path { section: section.key.clone(), kind: Kind::Clause, record, field: "text" };
        let languages = if bare.is_empty() { "—".to_owned() } else { bare.join(", ") };
        let message = match &section.iso {
            Some(iso) => Msg::new("rule-R01-standard").with("iso", iso.as_str()),
            None => Msg::new("rule-R01"),
        };
        let message = message
            .with("number", number.to_string())
            .with("section", title(&section.key))
            .with("languages", languages);
        found.error(path, message);
    }
}

/// R02: a placeholder stands in a text. A variable whose value the records know is none: the document is printed with it.
fn unfinished(case: &Case<'_>, found: &mut Found) {
    let known = Known::of_draft(case.draft);
    for clause in &case.draft.clauses {
        let text = text(clause);
        let fills = |spot: &str| sections::variables(spot).iter().any(|v| spot.len() == v.end && known.has(v.name));
        let spots = placeholders(text).into_iter().map(|(start, end)| &text[start..end]);
        let left: Vec<Arg> = spots.filter(|spot| !fills(spot)).map(called).collect();
        let mut names: Vec<Arg> = Vec::new();
        for name in &left {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
        if !left.is_empty() {
            let message = |key: &str, names: &[Arg]| {
                Msg::new(key)
                    .with("section", title(&clause.values.section))
                    .with("language", clause.values.language.as_str())
                    .with("text", names.to_vec())
            };
            let more = names.len().saturating_sub(FEW);
            let brief = (more > 0).then(|| message("rule-R02-brief", &names[..FEW]).with("more", more));
            let whole = message("rule-R02", &names).with("count", left.len());
            found.error_with_brief(at_clause(clause, "text"), whole, brief);
        }
    }
    for target in &case.draft.targets {
        let values = &target.values;
        for (field, held) in [
            ("service", &values.service),
            ("component", &values.component),
            ("measure_point", &values.measure_point),
            ("data_source", &values.data_source),
            ("tool", &values.tool),
        ] {
            let held = held.as_deref().unwrap_or_default();
            if let Some((start, end)) = placeholders(held).first().copied() {
                let message = Msg::new("rule-R02-target")
                    .with("label", values.label.as_str())
                    .with("field", super::field_named(field))
                    .with("text", called(&held[start..end]));
                found.error(super::at_target(target, field), message);
            }
        }
    }
}

pub(super) fn at_clause(clause: &Filed<Clause>, field: &'static str) -> Path {
    Path { section: clause.values.section.clone(), kind: Kind::Clause, record: Some(clause.id), field }
}

/// What is left to write at a placeholder: what its variable stands for, else the mark itself.
fn called(spot: &str) -> Arg {
    match sections::variables(spot).first() {
        Some(variable) if variable.start == 0 && variable.end == spot.len() => known::named(variable.name),
        _ => Arg::Text(spot.chars().take(40).collect()),
    }
}

/// Where placeholders stand: `{{name}}`, `【…】`, `TBD`, `待定`, `уточнить`, `XXX`, `____`.
fn placeholders(text: &str) -> Vec<(usize, usize)> {
    let mut spots: Vec<(usize, usize)> =
        sections::variables(text).into_iter().filter(|v| !v.optional).map(|v| (v.start, v.end)).collect();
    for (open, _) in text.match_indices('【') {
        let inside = open + '【'.len_utf8();
        if let Some(length) = text[inside..].find('】') {
            spots.push((open, inside + length + '】'.len_utf8()));
        }
    }
    for word in ["TBD", "待定", "уточнить", "Уточнить", "УТОЧНИТЬ", "XXX"] {
        spots.extend(text.match_indices(word).map(|(start, word)| (start, start + word.len())));
    }
    let mut from = 0;
    while let Some(start) = text[from..].find("____").map(|at| from + at) {
        let end = start + text[start..].bytes().take_while(|b| *b == b'_').count();
        spots.push((start, end));
        from = end;
    }
    // Nested and touching spots are one: `【{{name}}】` is one thing left to write.
    spots.sort_unstable();
    let mut merged: Vec<(usize, usize)> = Vec::new();
    for (start, end) in spots {
        match merged.last_mut() {
            Some((_, last)) if start < *last => *last = end.max(*last),
            _ => merged.push((start, end)),
        }
    }
    merged
}

/// Whether a text says nothing: blank, or nothing but placeholders and punctuation.
fn is_bare(text: &str) -> bool {
    let mut rest = String::new();
    let mut from = 0;
    for (start, end) in placeholders(text) {
        rest.push_str(&text[from..start]);
        from = end;
    }
    rest.push_str(&text[from..]);
    let rest = sections::fill(&rest, &|_| None);
    !rest.chars().any(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        placeholders(text).into_iter().map(|(start, end)| &text[start..end]).collect()
    }

    #[test]
    fn placeholders_of_every_kind_are_seen() {
        assert_eq!(found("P1 response {{p1_response}}"), ["{{p1_response}}"]);
        assert_eq!(found("响应【待定】,由【】负责"), ["【待定】", "【】"]);
        assert_eq!(found("TBD, цена уточнить, XXX, _____"), ["TBD", "уточнить", "XXX", "_____"]);
    }

    #[test]
    fn finished_text_is_left_alone() {
        for text in ["", "snake___case", "【open", "{{}}", "{{Name}}", "{{optional?}}", "XX", "уточнение"] {
            assert!(found(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_text_of_placeholders_and_points_says_nothing() {
        for text in ["", " \n\t", "{{limits}}.", "【…】;", "—", "TBD: ____", "{{sole_remedy?}}"] {
            assert!(is_bare(text), "{text}");
        }
        for text in ["100 {{unit}}", "无", "нет"] {
            assert!(!is_bare(text), "{text}");
        }
    }
}
