//! A message as plain data: its key and its arguments, worded only when it is shown.

use serde::{Deserialize, Serialize};

use super::Words;

/// One argument of a message. Counts choose the plural form, texts are inserted as they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Arg {
    Text(String),
    Count(i64),
    /// Another message key, worded in the reader's language.
    Key(String),
    /// Words that come from a data file or depend on the language, such as the title of a section or `99,9 %`.
    Words(Words),
    /// Each worded for itself, with the reader's comma between them.
    List(Vec<Arg>),
    /// A sentence inside another.
    Said(Box<Msg>),
}

impl From<Msg> for Arg {
    fn from(msg: Msg) -> Self {
        Self::Said(Box::new(msg))
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}
impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}
impl From<Words> for Arg {
    fn from(words: Words) -> Self {
        Self::Words(words)
    }
}
impl From<Vec<Self>> for Arg {
    fn from(args: Vec<Self>) -> Self {
        Self::List(args)
    }
}
impl From<i64> for Arg {
    fn from(count: i64) -> Self {
        Self::Count(count)
    }
}
impl From<usize> for Arg {
    fn from(count: usize) -> Self {
        Self::Count(i64::try_from(count).unwrap_or(i64::MAX))
    }
}

/// A sentence for the user, independent of language. Floors below the screens return this
/// instead of text, so that one refusal reads right in three languages and on the command line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Msg {
    pub key: String,
    pub args: Vec<(String, Arg)>,
}

impl Msg {
    pub fn new(key: impl Into<String>) -> Self {
        Self { key: key.into(), args: Vec::new() }
    }

    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Arg>) -> Self {
        self.args.push((name.to_owned(), value.into()));
        self
    }
}
