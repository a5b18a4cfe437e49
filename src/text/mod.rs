//! Every word the program says, in three languages.

pub mod clean;
pub mod msg;
pub mod number;
pub mod numeral;
pub mod words;

pub use msg::{Arg, Msg};
use serde::{Deserialize, Serialize};

/// A language of the interface and of documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Lang {
    #[default]
    #[serde(rename = "en")]
    En,
    #[serde(rename = "zh-CN")]
    Zh,
    #[serde(rename = "ru")]
    Ru,
}

impl Lang {
    pub const ALL: [Self; 3] = [Self::En, Self::Zh, Self::Ru];

    /// BCP 47 tag, as stored and as written in the configuration.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh-CN",
            Self::Ru => "ru",
        }
    }
}

/// The same words in three languages, as data files carry them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    pub en: String,
    pub zh: String,
    pub ru: String,
}

impl Words {
    pub fn to(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Zh => &self.zh,
            Lang::Ru => &self.ru,
        }
    }
}
