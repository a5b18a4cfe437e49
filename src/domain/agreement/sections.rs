//! The sections of an agreement: their order, titles and default text (`assets/agreements/sections.toml`).

use std::sync::LazyLock;

use serde::Deserialize;

use crate::text::Words;

/// When an agreement owes a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mandatory {
    Always,
    Never,
    /// Once a credit schedule has been written in any language.
    Credits,
    /// When a need for security stands behind the agreement.
    Sensitive,
}

/// One section of the inventory.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    pub key: String,
    pub mandatory: Mandatory,
    /// Kinds of agreement that do not owe it.
    #[serde(default)]
    pub except: Vec<String>,
    /// The clause of ISO/IEC 20000-1 that asks for it.
    pub iso: Option<String>,
    pub title: Words,
    /// Default text with `{{variables}}`.
    pub text: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Inventory {
    section: Vec<Section>,
}

// An unreadable inventory would be a fault of the build, not of the user: a test reads it, so the empty list is never met.
static INVENTORY: LazyLock<Vec<Section>> =
    LazyLock::new(|| parse(include_str!("../../../assets/agreements/sections.toml")).unwrap_or_default());

fn parse(text: &str) -> Result<Vec<Section>, toml::de::Error> {
    toml::from_str::<Inventory>(text).map(|inventory| inventory.section)
}

/// Every section, in print order.
pub fn all() -> &'static [Section] {
    &INVENTORY
}

pub fn named(key: &str) -> Option<&'static Section> {
    all().iter().find(|section| section.key == key)
}

/// Place in the print order; what is not in the inventory comes last.
pub fn position(key: &str) -> usize {
    all().iter().position(|section| section.key == key).unwrap_or(all().len())
}

/// The tables of a version by the section that they belong to.
pub const TABLES: &[(&str, &str)] = &[
    ("definitions", "definitions"),
    ("priorities", "priority_levels"),
    ("workload_limits", "workload_limits"),
    ("workload_limits", "volumes"),
    ("exclusions", "exclusions"),
    ("maintenance", "maintenance"),
    ("responsibilities", "duties"),
    ("escalation", "escalations"),
    ("reporting", "reports"),
    ("charges", "prices"),
    ("charges", "milestones"),
    ("credits", "credits"),
    ("credits", "credit_tiers"),
    ("signatures", "signatories"),
];

/// A variable in a text: where it stands, its name, and whether it may stay empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable<'a> {
    pub start: usize,
    pub end: usize,
    pub name: &'a str,
    pub optional: bool,
}

/// The `{{name}}` and `{{name?}}` of a text, in reading order.
pub fn variables(text: &str) -> Vec<Variable<'_>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = text[from..].find("{{").map(|at| from + at) {
        let inside = &text[open + 2..];
        let length = inside.bytes().take_while(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'.')).count();
        let (name, rest) = inside.split_at(length);
        let optional = rest.starts_with('?');
        if !name.is_empty() && rest[usize::from(optional)..].starts_with("}}") {
            let end = open + 2 + length + usize::from(optional) + 2;
            found.push(Variable { start: open, end, name, optional });
            from = end;
        } else {
            // One brace further: in `{{{name}}` the variable begins at the second.
            from = open + 1;
        }
    }
    found
}

/// Replaces variables by their values. An unknown one stays, so that the checks find it; an unknown optional one vanishes.
/// Values are put in as they are: braces inside a value are not looked at again.
pub fn fill(text: &str, value: &dyn Fn(&str) -> Option<String>) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut from = 0;
    for variable in variables(text) {
        filled.push_str(&text[from..variable.start]);
        match value(variable.name) {
            Some(value) => filled.push_str(&value),
            None if variable.optional => {}
            None => filled.push_str(&text[variable.start..variable.end]),
        }
        from = variable.end;
    }
    filled.push_str(&text[from..]);
    filled
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::text::Lang;

    #[test]
    fn the_inventory_is_readable_and_complete() {
        let sections = parse(include_str!("../../../assets/agreements/sections.toml")).unwrap();
        assert_eq!(sections.len(), 28);
        let keys: BTreeSet<_> = sections.iter().map(|s| s.key.as_str()).collect();
        assert_eq!(keys.len(), 28, "a key stands twice");
        for section in &sections {
            for lang in Lang::ALL {
                assert!(!section.title.to(lang).trim().is_empty(), "{} has no {lang:?} title", section.key);
                assert!(!section.text.to(lang).trim().is_empty(), "{} has no {lang:?} text", section.key);
            }
        }
        assert_eq!(sections.iter().filter(|s| s.mandatory == Mandatory::Always).count(), 23);
    }

    #[test]
    fn every_language_asks_for_the_same_facts() {
        // The Chinese price clause also wants the total in words; the Chinese hours do not mention daylight saving.
        for section in all() {
            let names = |lang| variables(section.text.to(lang)).into_iter().map(|v| v.name).collect::<BTreeSet<_>>();
            assert_eq!(names(Lang::En), names(Lang::Ru), "{} en/ru", section.key);
            let zh: BTreeSet<_> = names(Lang::Zh).into_iter().filter(|name| *name != "total_in_words").collect();
            assert_eq!(names(Lang::En), zh, "{} en/zh", section.key);
        }
    }

    #[test]
    fn an_inventory_with_a_misspelt_line_is_refused() {
        let text = "[[section]]\nkey = 'a'\nmandatori = 'always'\n";
        assert!(parse(text).is_err());
    }

    #[test]
    fn sections_print_in_their_order() {
        assert!(position("parties") < position("targets"));
        assert!(position("targets") < position("annexes"));
        assert_eq!(position("poetry"), 28);
        assert_eq!(named("charges").unwrap().except, ["OLA"]);
    }

    #[test]
    fn known_variables_are_replaced_and_unknown_ones_stay_to_be_found() {
        let value = |name: &str| (name == "provider_name").then(|| "华东服务 {{tz}}".to_owned());
        let text = "{{provider_name}} and {{customer_name}}{{annex_of?}}.";
        assert_eq!(fill(text, &value), "华东服务 {{tz}} and {{customer_name}}.");
    }

    #[test]
    fn what_only_looks_like_a_variable_is_left_alone() {
        for text in ["{{", "{{}}", "{{Name}}", "{{a b}}", "{{a?", "{{?}}", "}}{{", "цена {{1", "{ {a} }"] {
            assert_eq!(fill(text, &|_| Some("!".to_owned())), text);
        }
        assert_eq!(fill("{{{tz}}}", &|_| Some("UTC".to_owned())), "{UTC}");
        assert_eq!(fill("{{有{{tz?}}", &|_| None), "{{有");
    }

    proptest::proptest! {
        #[test]
        fn filling_never_panics_and_keeps_text_without_variables(text in "[{}a-z?有я ]{0,40}") {
            let filled = fill(&text, &|name| Some(format!("{{{{{name}}}}}")));
            if variables(&text).is_empty() {
                proptest::prop_assert_eq!(filled, text);
            }
        }
    }
}
