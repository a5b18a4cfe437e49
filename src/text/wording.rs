//! Words messages in one language, from the Fluent files built into the program.

use std::borrow::Cow;
use std::sync::{PoisonError, RwLock};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use super::spots::message;
use super::{Arg, Lang, Msg};

/// The words of one language. A message is read when it is first asked for.
pub struct Text {
    lang: Lang,
    /// What was asked for so far.
    read: RwLock<FluentBundle<FluentResource>>,
}

impl Text {
    pub fn new(lang: Lang) -> Self {
        let tag: LanguageIdentifier = lang.tag().parse().unwrap_or_default();
        let mut read = FluentBundle::new_concurrent(vec![tag]);
        // Isolation marks are for browsers; a terminal prints them as rubbish.
        read.set_use_isolating(false);
        Self { lang, read: RwLock::new(read) }
    }

    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// Whether there is such a message, for keys of which a special form may exist beside the general one.
    pub fn has(&self, key: &str) -> bool {
        message(self.lang, hyphens(key).as_ref()).is_some()
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
        let worded = self.worded(&key, args).or_else(|| {
            self.read_in(message(self.lang, &key)?);
            self.worded(&key, args)
        });
        worded.unwrap_or_else(|| {
            debug_assert!(false, "no message {key} in {}", self.lang.tag());
            key.into_owned()
        })
    }

    fn worded(&self, key: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
        let read = self.read.read().unwrap_or_else(PoisonError::into_inner);
        let pattern = read.get_message(key)?.value()?;
        let mut faults = Vec::new();
        let worded = read.format_pattern(pattern, args, &mut faults).into_owned();
        debug_assert!(faults.is_empty(), "message {key}: {faults:?}");
        Some(worded)
    }

    fn read_in(&self, message: &str) {
        let resource = FluentResource::try_new(message.to_owned()).unwrap_or_else(|(usable, faults)| {
            debug_assert!(false, "{message}: {faults:?}");
            usable
        });
        self.read.write().unwrap_or_else(PoisonError::into_inner).add_resource_overriding(resource);
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
