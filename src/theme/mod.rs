//! How things look: styles by what they mean, and the marks and lines drawn with them.
//!
//! One accent, the sixteen colours every terminal has, and nothing said by colour alone.

pub mod glyphs;

pub use glyphs::{Borders, Marks};
use ratatui::style::{Color, Modifier, Style};

/// What the configuration asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Setting {
    #[default]
    Auto,
    Dark,
    Light,
    /// No colours at all.
    None,
}

impl Setting {
    pub const ALL: [Self; 4] = [Self::Auto, Self::Dark, Self::Light, Self::None];

    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Dark => "dark",
            Self::Light => "light",
            Self::None => "none",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|setting| setting.name() == name)
    }

    /// The next setting when the user cycles through them.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Auto => Self::Dark,
            Self::Dark => Self::Light,
            Self::Light => Self::None,
            Self::None => Self::Auto,
        }
    }

    /// What the environment makes of the setting: `NO_COLOR` takes the colours away, and `COLORFGBG` (`15;0`), where a
    /// terminal sets it, tells light from dark. A theme the user asked for by name is kept.
    #[must_use]
    pub fn resolved(self, get: impl Fn(&str) -> Option<String>) -> Self {
        if self != Self::Auto {
            return self;
        }
        if get("NO_COLOR").is_some_and(|value| !value.is_empty()) {
            return Self::None;
        }
        let background = get("COLORFGBG").and_then(|value| value.rsplit(';').next()?.parse::<u8>().ok());
        match background {
            Some(7 | 15) => Self::Light,
            Some(_) => Self::Dark,
            None => Self::Auto,
        }
    }
}

/// Styles by role, marks and lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    pub text: Style,
    /// What is secondary.
    pub dim: Style,
    pub title: Style,
    /// Focus, and nothing else.
    pub accent: Style,
    /// The selected row or card; drawn together with [`Marks::bar`].
    pub selected: Style,
    /// The selection of a pane that has no focus.
    pub selected_elsewhere: Style,
    pub warn: Style,
    pub error: Style,
    pub good: Style,
    /// A key in the footer or a panel of keys.
    pub key: Style,
    /// The part of a text that matched a search.
    pub matched: Style,
    pub marks: Marks,
    pub borders: Borders,
}

impl Theme {
    /// The theme for a [resolved](Setting::resolved) setting.
    pub fn new(setting: Setting, ascii: bool) -> Self {
        let plain = Style::new();
        let bold = plain.add_modifier(Modifier::BOLD);
        let (marks, borders) = if ascii { (Marks::ASCII, Borders::ASCII) } else { (Marks::UNICODE, Borders::LINES) };
        let mut theme = Self {
            text: plain,
            dim: plain.add_modifier(Modifier::DIM),
            title: bold,
            accent: bold,
            selected: plain.add_modifier(Modifier::REVERSED | Modifier::BOLD),
            selected_elsewhere: bold,
            warn: bold,
            error: bold.add_modifier(Modifier::UNDERLINED),
            good: plain,
            key: bold,
            matched: plain.add_modifier(Modifier::UNDERLINED),
            marks,
            borders,
        };
        let (accent, warn, dim) = match setting {
            Setting::None => return theme,
            // Cyan is readable on black and on white in the palettes terminals come with; yellow is not.
            Setting::Auto => (Color::Cyan, Color::Magenta, None),
            Setting::Dark => (Color::LightCyan, Color::LightYellow, Some(Color::DarkGray)),
            Setting::Light => (Color::Blue, Color::Magenta, Some(Color::DarkGray)),
        };
        theme.accent = bold.fg(accent);
        theme.key = bold.fg(accent);
        theme.warn = plain.fg(warn);
        theme.error = bold.fg(Color::Red);
        theme.good = plain.fg(Color::Green);
        if let Some(dim) = dim {
            theme.dim = plain.fg(dim);
        }
        theme
    }
}

impl Default for Theme {
    fn default() -> Self {
        Self::new(Setting::Auto, false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolved(setting: Setting, pairs: &[(&str, &str)]) -> Setting {
        setting.resolved(|name| pairs.iter().find(|(n, _)| *n == name).map(|(_, value)| (*value).to_owned()))
    }

    fn styles(theme: &Theme) -> [Style; 11] {
        [
            theme.text,
            theme.dim,
            theme.title,
            theme.accent,
            theme.selected,
            theme.selected_elsewhere,
            theme.warn,
            theme.error,
            theme.good,
            theme.key,
            theme.matched,
        ]
    }

    #[test]
    fn without_colour_there_is_none_and_the_selection_still_shows() {
        let theme = Theme::new(Setting::None, false);
        assert!(styles(&theme).iter().all(|style| style.fg.is_none() && style.bg.is_none()));
        assert_ne!(theme.selected, theme.text);
        assert_ne!(theme.error, theme.warn);
    }

    #[test]
    fn the_selection_never_stands_on_colour_alone() {
        for setting in Setting::ALL {
            let selected = Theme::new(setting, false).selected;
            assert!(selected.add_modifier.contains(Modifier::REVERSED), "{setting:?}");
        }
    }

    #[test]
    fn only_the_sixteen_colours_are_used() {
        for setting in Setting::ALL {
            for style in styles(&Theme::new(setting, false)) {
                assert!(!matches!(style.fg, Some(Color::Rgb(..) | Color::Indexed(_))), "{setting:?}");
            }
        }
    }

    #[test]
    fn the_environment_is_asked_only_where_the_user_said_nothing() {
        assert_eq!(resolved(Setting::Auto, &[("NO_COLOR", "1")]), Setting::None);
        assert_eq!(resolved(Setting::Auto, &[("NO_COLOR", "")]), Setting::Auto);
        assert_eq!(resolved(Setting::Dark, &[("NO_COLOR", "1")]), Setting::Dark);
        assert_eq!(resolved(Setting::Auto, &[("COLORFGBG", "0;15")]), Setting::Light);
        assert_eq!(resolved(Setting::Auto, &[("COLORFGBG", "15;default;0")]), Setting::Dark);
        assert_eq!(resolved(Setting::Auto, &[("COLORFGBG", "default;default")]), Setting::Auto);
    }
}
