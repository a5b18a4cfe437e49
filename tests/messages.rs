//! Every message exists in every language, says the same with the same arguments, and is used.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test reads the sources of the program, and may fail loudly"
)]

mod sources;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use canvass::domain::agreement::known::variable_key;
use canvass::domain::agreement::sections;
use canvass::domain::kinds::Kind;
use canvass::domain::record::{Entry as Entered, Field, Type};
use canvass::keys::{ACTIONS, Scope};
use canvass::screens::doors;
use canvass::text::{FILES, Lang, Text};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey};
use sources::literals;

/// What matters of a message for comparing languages.
#[derive(Debug, Default, PartialEq, Eq)]
struct Shape {
    variables: BTreeSet<String>,
    /// The plural forms of each selector.
    selectors: Vec<BTreeSet<String>>,
}

impl Shape {
    fn pattern(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            if let PatternElement::Placeable { expression } = element {
                self.expression(expression);
            }
        }
    }

    fn expression(&mut self, expression: &Expression<&str>) {
        match expression {
            Expression::Inline(inline) => self.inline(inline),
            Expression::Select { selector, variants } => {
                self.inline(selector);
                self.selectors.push(variants.iter().map(form).collect());
                for variant in variants {
                    self.pattern(&variant.value);
                }
            }
        }
    }

    fn inline(&mut self, inline: &InlineExpression<&str>) {
        match inline {
            InlineExpression::VariableReference { id } => {
                self.variables.insert(id.name.to_owned());
            }
            InlineExpression::Placeable { expression } => self.expression(expression),
            _ => {}
        }
    }
}

fn form(variant: &Variant<&str>) -> String {
    match &variant.key {
        VariantKey::Identifier { name } | VariantKey::NumberLiteral { value: name } => (*name).to_owned(),
    }
}

/// Every message of a language by key. Fails on anything that is no plain message, and on keys written twice.
fn messages(lang: Lang) -> BTreeMap<String, Shape> {
    let mut found = BTreeMap::new();
    for file in FILES {
        let place = format!("{}/{}.ftl", lang.tag(), file.name);
        let resource =
            fluent_syntax::parser::parse(file.to(lang)).unwrap_or_else(|(_, faults)| panic!("{place}: {faults:?}"));
        for entry in &resource.body {
            match entry {
                Entry::Message(message) => {
                    let key = message.id.name.to_owned();
                    assert!(!key.contains('_'), "{place}: {key} must be written with hyphens");
                    let mut shape = Shape::default();
                    shape.pattern(message.value.as_ref().unwrap_or_else(|| panic!("{place}: {key} is empty")));
                    assert!(found.insert(key.clone(), shape).is_none(), "{place}: {key} stands twice");
                }
                Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => {}
                Entry::Term(_) | Entry::Junk { .. } => panic!("{place}: {entry:?}"),
            }
        }
    }
    found
}

/// Keys made at run time, from the declarations they are made from.
struct Built {
    wanted: BTreeSet<String>,
    /// Of each pair one must exist: the special wording, or else the general one.
    either: Vec<[String; 2]>,
}

fn built() -> Built {
    let mut wanted = BTreeSet::from(["field-code".to_owned(), "field-archived".to_owned()]);
    let mut either = Vec::new();
    for kind in Kind::ALL {
        let spec = kind.spec();
        wanted.extend([format!("kind-{}", spec.name), format!("kinds-{}", spec.name)]);
        for field in spec.fields {
            if field.entry != Entered::Hidden {
                either.push([format!("field-{}-{}", spec.name, field.name), format!("field-{}", field.name)]);
            }
            // The columns of a table are named like fields.
            let columns = if let Type::Rows(table) = field.ty { table.columns } else { &[] };
            let named =
                |column: &Field| [format!("field-{}-{}", field.name, column.name), format!("field-{}", column.name)];
            either.extend(columns.iter().map(named));
            for field in columns.iter().chain([field]) {
                if let Type::Choice(codes) | Type::Set(codes) = field.ty {
                    for code in codes {
                        either.push([format!("choice-{}-{code}", field.name), format!("choice-{code}")]);
                    }
                }
            }
        }
    }
    let texts = sections::all().iter().flat_map(|section| Lang::ALL.map(|lang| section.text.to(lang)));
    wanted.extend(texts.flat_map(sections::variables).map(|variable| variable_key(variable.name)));
    wanted.extend(doors::tabs().map(|tab| format!("tab-{}", tab.name())));
    wanted.extend(ACTIONS.iter().map(|spec| format!("action-{}", spec.name)));
    // A test beside the command line holds these to its commands and arguments.
    let lines = FILES.iter().filter(|file| file.name == "help").flat_map(|file| file.en.lines());
    let keys = lines.filter_map(|line| line.split(" = ").next());
    wanted.extend(keys.filter(|key| key.starts_with("cmd-") || key.starts_with("arg-")).map(str::to_owned));
    let also = ACTIONS.iter().map(|spec| format!("also-{}", spec.name));
    wanted.extend(also.filter(|key| Lang::ALL.iter().any(|lang| Text::new(*lang).has(key))));
    wanted.extend(Scope::ALL.iter().map(|scope| scope.key().to_owned()));
    Built {
        wanted: wanted.into_iter().map(|key| hyphens(&key)).collect(),
        either: either.into_iter().map(|keys| keys.map(|key| hyphens(&key))).collect(),
    }
}

/// Codes of the domain have underscores, keys of messages hyphens.
fn hyphens(key: &str) -> String {
    key.replace('_', "-")
}

#[test]
fn every_language_has_the_same_messages_with_the_same_arguments() {
    let english = messages(Lang::En);
    for lang in [Lang::Zh, Lang::Ru] {
        let other = messages(lang);
        let missing: Vec<_> = english.keys().filter(|key| !other.contains_key(*key)).collect();
        assert!(missing.is_empty(), "not in {}: {missing:?}", lang.tag());
        let extra: Vec<_> = other.keys().filter(|key| !english.contains_key(*key)).collect();
        assert!(extra.is_empty(), "only in {}: {extra:?}", lang.tag());
        for (key, shape) in &english {
            assert_eq!(shape.variables, other[key].variables, "{key} in {}", lang.tag());
        }
    }
}

#[test]
fn russian_counts_with_one_few_and_many_wherever_english_counts() {
    let russian = messages(Lang::Ru);
    for (key, shape) in messages(Lang::En) {
        let counts = |shape: &Shape, forms: &[&str]| {
            shape.selectors.iter().filter(|there| forms.iter().all(|form| there.contains(*form))).count()
        };
        let there = &russian[&key];
        assert!(
            counts(there, &["one", "few", "many"]) >= counts(&shape, &["one"]),
            "{key} needs one, few and many in Russian, has {:?}",
            there.selectors
        );
    }
}

#[test]
fn every_message_file_is_built_in() {
    for lang in Lang::ALL {
        let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/i18n").join(lang.tag());
        let there: BTreeSet<String> = fs::read_dir(dir)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().trim_end_matches(".ftl").to_owned())
            .collect();
        let built_in: BTreeSet<String> = FILES.iter().map(|file| file.name.to_owned()).collect();
        assert_eq!(there, built_in, "{}: the same files in each language", lang.tag());
    }
}

#[test]
fn every_key_in_the_source_exists() {
    let known = messages(Lang::En);
    let missing: BTreeSet<String> = literals()
        .into_iter()
        .filter(|literal| literal.asks_for_a_message() && !known.contains_key(&hyphens(&literal.text)))
        .map(|literal| format!("{} ({})", literal.text, literal.file))
        .collect();
    assert!(missing.is_empty(), "no such message: {missing:#?}");
}

#[test]
fn every_key_made_at_run_time_exists() {
    let known = messages(Lang::En);
    let built = built();
    let missing: Vec<_> = built.wanted.iter().filter(|key| !known.contains_key(*key)).collect();
    assert!(missing.is_empty(), "no such message: {missing:#?}");
    let missing: Vec<_> = built.either.iter().filter(|keys| !keys.iter().any(|key| known.contains_key(key))).collect();
    assert!(missing.is_empty(), "neither of: {missing:#?}");
}

#[test]
fn no_message_is_left_over() {
    let Built { mut wanted, either } = built();
    let known = messages(Lang::En);
    for [special, general] in either {
        // Where the special wording exists, it is the one that is shown.
        wanted.insert(if known.contains_key(&special) { special } else { general });
    }
    let literals = literals();
    let used = |key: &str| {
        // Verbs stand in journals already written.
        key.starts_with("verb-") || wanted.contains(key) || literals.iter().any(|literal| literal.makes(key))
    };
    let unused: Vec<_> = known.keys().filter(|key| !used(key)).collect();
    assert!(unused.is_empty(), "never used: {unused:#?}");
}

#[test]
fn translations_are_translated() {
    let english = Text::new(Lang::En);
    for lang in [Lang::Zh, Lang::Ru] {
        let text = Text::new(lang);
        let same: Vec<String> = messages(Lang::En)
            .into_iter()
            .filter(|(_, shape)| shape.variables.is_empty())
            .map(|(key, _)| key)
            .filter(|key| text.get(key) == english.get(key))
            // Grades, the per cent sign and abbreviations stay as they are.
            .filter(|key| english.get(key).chars().filter(|c| c.is_alphabetic()).count() > 4)
            .collect();
        assert!(same.is_empty(), "still English in {}: {same:?}", lang.tag());
    }
}

/// Words in the tables of a file: everything under the key of a language.
fn worded<'a>(value: &'a toml::Value, lang: &str, under: bool, found: &mut Vec<&'a str>) {
    match value {
        toml::Value::String(text) if under => found.push(text),
        toml::Value::Array(items) => items.iter().for_each(|item| worded(item, lang, under, found)),
        toml::Value::Table(table) => {
            table.iter().for_each(|(key, item)| worded(item, lang, under || key == lang, found));
        }
        _ => {}
    }
}

#[test]
fn english_and_russian_have_no_chinese_punctuation() {
    let chinese = |text: &str| text.chars().any(|c| matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}'));
    let mut wrong = Vec::new();
    for lang in ["en", "ru"] {
        for file in FILES {
            let words = file.to(Lang::from_tag(lang).unwrap());
            wrong.extend(words.lines().filter(|line| chinese(line)).map(str::to_owned));
        }
        let folders = ["assets/agreements", "assets/interviews", "assets/pipelines", "assets/calendars", "assets/demo"];
        let files = folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap()).map(|entry| entry.unwrap().path());
        for file in files {
            let content: toml::Value = toml::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
            // What customers of the sample say is in one language a file.
            let whole = file.file_stem().is_some_and(|stem| stem.to_string_lossy().ends_with(&format!("-{lang}")));
            let mut words = Vec::new();
            worded(&content, lang, whole, &mut words);
            wrong.extend(words.into_iter().filter(|text| chinese(text)).map(str::to_owned));
        }
    }
    assert!(wrong.is_empty(), "full-width signs: {wrong:#?}");
}
