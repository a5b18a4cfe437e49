//! Words messages in one language, from the Fluent files built into the program.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use super::{Arg, Lang, Msg};

/// One area of messages: its file name and its text in each language.
pub struct File {
    pub name: &'static str,
    pub en: &'static str,
    pub zh: &'static str,
    pub ru: &'static str,
}

impl File {
    pub fn to(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.en,
            Lang::Zh => self.zh,
            Lang::Ru => self.ru,
        }
    }
}

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        /// Every message file; a file that stands in `assets/i18n` but not here fails `tests/messages.rs`.
        pub static FILES: &[File] = &[$(File {
            name: $name,
            en: include_str!(concat!("../../assets/i18n/en/", $name, ".ftl")),
            zh: include_str!(concat!("../../assets/i18n/zh-CN/", $name, ".ftl")),
            ru: include_str!(concat!("../../assets/i18n/ru/", $name, ".ftl")),
        }),*];
    };
}

// One a line, so that two new areas do not meet.
#[rustfmt::skip]
files![
    "actions",
    "agenda",
    "agreement",
    "app",
    "brought",
    "calc",
    "calculator",
    "calendar",
    "check",
    "clauses",
    "cli",
    "config",
    "deal",
    "drafting",
    "errors",
    "feeds",
    "funnel",
    "help",
    "input",
    "interview",
    "lint",
    "loss",
    "many",
    "minutes",
    "needs",
    "paper",
    "pipelines",
    "query",
    "records",
    "search",
    "sla",
    "stages",
    "store",
    "tables",
    "template",
    "variables",
    "verbs",
    "views",
];

/// The words of one language. Nothing is read until the first message is asked for: then the line beginnings of the
/// files, to know which key is in which, and the file it is in.
pub struct Text {
    lang: Lang,
    bundles: Vec<OnceLock<FluentBundle<FluentResource>>>,
}

impl Text {
    pub fn new(lang: Lang) -> Self {
        Self { lang, bundles: FILES.iter().map(|_| OnceLock::new()).collect() }
    }

    /// Reads the files of the first page in, so that nobody waits for them when it is drawn.
    pub fn warm_up(&self) {
        areas(self.lang);
        for area in ["actions", "app", "views"] {
            if let Some(at) = FILES.iter().position(|file| file.name == area) {
                self.bundle(at);
            }
        }
    }

    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// Whether there is such a message, for keys of which a special form may exist beside the general one.
    pub fn has(&self, key: &str) -> bool {
        areas(self.lang).contains_key(hyphens(key).as_ref())
    }

    /// A message without arguments.
    pub fn get(&self, key: &str) -> String {
        self.format(key, None)
    }

    /// A message with its arguments; counts choose plural forms, keys are worded in the same language.
    pub fn say(&self, msg: &Msg) -> String {
        let mut args = FluentArgs::with_capacity(msg.args.len());
        for (name, arg) in &msg.args {
            args.set(name.as_str(), self.value(arg));
        }
        self.format(&msg.key, Some(&args))
    }

    fn value<'a>(&self, arg: &'a Arg) -> FluentValue<'a> {
        match arg {
            Arg::Text(text) => FluentValue::from(text.as_str()),
            Arg::Count(count) => FluentValue::from(*count),
            Arg::Key(key) => FluentValue::from(self.get(key)),
            Arg::Words(words) => FluentValue::from(words.to(self.lang)),
            Arg::Said(msg) => FluentValue::from(self.say(msg)),
            Arg::List(args) => {
                let comma = if self.lang == Lang::Zh { "、" } else { ", " };
                let words = args.iter().map(|arg| match self.value(arg) {
                    FluentValue::String(words) => words.into_owned(),
                    FluentValue::Number(number) => number.as_string().into_owned(),
                    _ => String::new(),
                });
                FluentValue::from(words.collect::<Vec<_>>().join(comma))
            }
        }
    }

    /// What a field is called: its name in this kind of record if it means something special there.
    pub fn field(&self, kind: &str, field: &str) -> String {
        self.special(&format!("field-{kind}-{field}"), &format!("field-{field}"))
    }

    /// What a choice is called: its name in this field if the code alone could mean two things.
    pub fn choice(&self, field: &str, code: &str) -> String {
        self.special(&format!("choice-{field}-{code}"), &format!("choice-{code}"))
    }

    /// Yes or no.
    pub fn flag(&self, flag: bool) -> String {
        self.get(if flag { "choice-yes" } else { "choice-no" })
    }

    fn special(&self, special: &str, general: &str) -> String {
        self.get(if self.has(special) { special } else { general })
    }

    /// An unknown key is shown as it is: a strange word on the screen is better than an empty one.
    fn format(&self, key: &str, args: Option<&FluentArgs<'_>>) -> String {
        let key = hyphens(key);
        let key = key.as_ref();
        let bundle = areas(self.lang).get(key).and_then(|&area| self.bundle(area));
        let Some((bundle, pattern)) = bundle.and_then(|b| Some((b, b.get_message(key)?.value()?))) else {
            debug_assert!(false, "no message {key} in {}", self.lang.tag());
            return key.to_owned();
        };
        let mut faults = Vec::new();
        let worded = bundle.format_pattern(pattern, args, &mut faults).into_owned();
        debug_assert!(faults.is_empty(), "message {key}: {faults:?}");
        worded
    }

    fn bundle(&self, area: usize) -> Option<&FluentBundle<FluentResource>> {
        let file = FILES.get(area)?;
        Some(self.bundles.get(area)?.get_or_init(|| {
            let tag: LanguageIdentifier = self.lang.tag().parse().unwrap_or_default();
            let mut bundle = FluentBundle::new_concurrent(vec![tag]);
            // Isolation marks are for browsers; a terminal prints them as rubbish.
            bundle.set_use_isolating(false);
            let resource = FluentResource::try_new(file.to(self.lang).to_owned()).unwrap_or_else(|(usable, faults)| {
                debug_assert!(false, "{}.ftl: {faults:?}", file.name);
                usable
            });
            bundle.add_resource_overriding(resource);
            bundle
        }))
    }
}

impl std::fmt::Debug for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Text").field("lang", &self.lang).finish_non_exhaustive()
    }
}

/// Codes of the domain have underscores and keys have hyphens; a key made from a code may come with either.
fn hyphens(key: &str) -> Cow<'_, str> {
    if key.contains('_') { Cow::Owned(key.replace('_', "-")) } else { Cow::Borrowed(key) }
}

/// Which key is in which file. The command line and the screen each have their words, and a start reads the files once.
fn areas(lang: Lang) -> &'static HashMap<&'static str, usize> {
    static AREAS: [OnceLock<HashMap<&'static str, usize>>; 3] = [const { OnceLock::new() }; 3];
    AREAS[lang as usize].get_or_init(|| {
        let mut areas = HashMap::with_capacity(2048);
        for (area, file) in FILES.iter().enumerate() {
            areas.extend(keys(file.to(lang)).map(|key| (key, area)));
        }
        areas
    })
}

/// The keys of a file: what stands before ` =` on lines that are neither indented nor comments.
fn keys(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_alphabetic())).filter_map(|line| {
        let (key, _) = line.split_once('=')?;
        Some(key.trim_end())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_and_choices_take_their_special_name_where_there_is_one() {
        let text = Text::new(Lang::En);
        assert_eq!(text.field("employment", "title"), "Job title");
        assert_eq!(text.field("opportunity", "title"), "Title");
        assert_eq!(text.choice("budget_status", "none"), "no budget");
        assert_eq!(text.choice("renewal", "none"), "no renewal");
        assert_eq!(text.field("deal_role", "decision_power"), text.get("field-decision-power"));
        assert_eq!(text.get("kind-deal_role"), text.get("kind-deal-role"));
        assert_ne!(text.flag(true), text.flag(false));
    }

    #[test]
    fn keys_among_the_arguments_are_worded_too() {
        let msg = Msg::new("keys-clash")
            .with("keys", "n")
            .with("first", Arg::Key("action-new".into()))
            .with("second", Arg::Key("action-copy".into()));
        let said = Text::new(Lang::Ru).say(&msg);
        assert!(said.contains("создать") && said.contains("копировать"), "{said}");
        assert!(!said.contains('\u{2068}'), "no isolation marks: {said:?}");
    }

    #[test]
    fn counts_choose_the_russian_plural() {
        let text = Text::new(Lang::Ru);
        let said = |n: i64| text.say(&Msg::new("config-faults").with("n", n));
        assert_ne!(said(1).replace('1', ""), said(2).replace('2', ""));
        assert_ne!(said(2).replace('2', ""), said(5).replace('5', ""));
        assert_eq!(said(1).replace('1', ""), said(21).replace("21", ""));
    }
}
