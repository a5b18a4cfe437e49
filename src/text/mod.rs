//! Every word the program says, in three languages.

pub mod clean;
pub mod find;
pub mod layout;
pub mod msg;
pub mod number;
pub mod numeral;
mod spots;
mod wording;
pub mod words;

pub use msg::{Arg, Msg};
use serde::{Deserialize, Serialize};
pub use spots::FILES;
pub use wording::Text;

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

    /// Reads a tag as people and systems write it: `zh_CN.UTF-8`, `ru-RU`, `en`.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_', '.', '@']).next().unwrap_or_default();
        match primary.to_ascii_lowercase().as_str() {
            "en" => Some(Self::En),
            "zh" => Some(Self::Zh),
            "ru" => Some(Self::Ru),
            _ => None,
        }
    }

    /// The language that POSIX says messages have: the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is set.
    /// `C` and languages not spoken here give English.
    pub fn from_environment(get: impl Fn(&str) -> Option<String>) -> Self {
        ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .filter_map(get)
            .find(|value| !value.is_empty())
            .and_then(|value| Self::from_tag(&value))
            .unwrap_or_default()
    }

    /// The next language when the user cycles through them.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::En => Self::Zh,
            Self::Zh => Self::Ru,
            Self::Ru => Self::En,
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

    /// These words and, after a colon, what they are about.
    #[must_use]
    pub fn colon(&self, about: &Self) -> Self {
        Self {
            en: format!("{}: {}", self.en, about.en),
            zh: format!("{}：{}", self.zh, about.zh),
            ru: format!("{}: {}", self.ru, about.ru),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Lang;

    fn spoken(pairs: &[(&str, &str)]) -> Lang {
        Lang::from_environment(|name| pairs.iter().find(|(n, _)| *n == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn the_environment_decides_in_posix_order() {
        assert_eq!(spoken(&[("LANG", "ru_RU.UTF-8")]), Lang::Ru);
        assert_eq!(spoken(&[("LANG", "ru_RU.UTF-8"), ("LC_MESSAGES", "zh_CN.UTF-8")]), Lang::Zh);
        assert_eq!(spoken(&[("LC_ALL", "C.UTF-8"), ("LANG", "ru_RU.UTF-8")]), Lang::En);
        assert_eq!(spoken(&[("LC_ALL", ""), ("LANG", "zh_CN")]), Lang::Zh);
        assert_eq!(spoken(&[]), Lang::En);
    }

    #[test]
    fn tags_are_read_as_they_are_written() {
        for lang in Lang::ALL {
            assert_eq!(Lang::from_tag(lang.tag()), Some(lang));
        }
        assert_eq!(Lang::from_tag("zh-Hans-CN"), Some(Lang::Zh));
        assert_eq!(Lang::from_tag("RU"), Some(Lang::Ru));
        assert_eq!(Lang::from_tag("de"), None);
    }
}
