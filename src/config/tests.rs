//! Configurations as people write them, rightly and wrongly.

use super::*;
use crate::keys::ACTIONS;
use crate::text::Text;

/// What the user reads about a configuration.
fn complaints(text: &str) -> Vec<String> {
    let words = Text::new(Lang::En);
    Config::parse(text, "config.toml").1.iter().map(|fault| words.say(fault)).collect()
}

#[track_caller]
fn complains(text: &str, parts: &[&str]) -> Config {
    let said = complaints(text);
    assert_eq!(said.len(), 1, "{said:?}");
    for part in parts {
        assert!(said[0].contains(part), "{part:?} in {:?}", said[0]);
    }
    Config::parse(text, "config.toml").0
}

#[test]
fn a_full_configuration_is_taken_as_it_is() {
    let text = r#"
language = "ru"
theme = "light"
ascii = true
mouse = true
currency = "eur"
user = "Ольга"
company = " ООО «Сервис» "
time_zone = "Europe/Moscow"
[keys]
undo = "Ctrl+Y"
copy = ["C", "F12"]
history = []
"#;
    let (config, faults) = Config::parse(text, "config.toml");
    assert_eq!(faults, []);
    assert_eq!((config.language, config.theme, config.ascii), (Some(Lang::Ru), Setting::Light, true));
    assert!(config.mouse);
    assert_eq!((config.currency, config.user.as_deref()), (Currency::EUR, Some("Ольга")));
    assert_eq!(config.company.as_deref(), Some("ООО «Сервис»"));
    assert_eq!(config.time_zone, Some(Tz::Europe__Moscow));
    assert_eq!(config.keymap.hint(Action::Undo), "Ctrl+Y");
    assert_eq!(config.keymap.keys(Action::Copy).count(), 2);
    assert_eq!(config.keymap.hint(Action::History), "");
}

#[test]
fn the_file_we_offer_changes_nothing_with_and_without_its_comment_signs() {
    for lang in Lang::ALL {
        let offered = default_text(lang);
        let active: String = offered
            .lines()
            .map(|line| if line.contains(" = ") { line.trim_start_matches("# ") } else { line })
            .fold(String::new(), |page, line| page + line + "\n");
        for text in [&offered, &active] {
            let (config, faults) = Config::parse(text, "config.toml");
            assert_eq!(faults, [], "{lang:?}");
            assert_eq!(config.language, None);
            assert_eq!((config.user, config.company), (None, None));
            for spec in ACTIONS {
                assert!(config.keymap.keys(spec.action).eq(Keymap::default().keys(spec.action)), "{}", spec.name);
            }
        }
    }
}

#[test]
fn an_unknown_setting_is_named_with_its_line() {
    complains("ascii = true\ncolour = \"red\"\n", &["config.toml", "line 2", "colour"]);
}

#[test]
fn a_wrong_value_says_what_was_wanted_and_what_is_used() {
    let config = complains("theme = \"pink\"\nascii = true", &["line 1", "theme", "\"pink\"", "dark", "auto"]);
    assert!(config.ascii, "the rest of the file still counts");
    complains("ascii = \"yes\"", &["ascii", "true or false"]);
    complains("language = 5", &["language", "5"]);
    complains("company = 7", &["company", "7", "name in quotation marks"]);
    complains("currency = \"XYZW\"", &["currency", "CNY"]);
    complains("time_zone = \"Moscow\"", &["time_zone", "Moscow"]);
}

#[test]
fn a_broken_line_costs_only_itself() {
    let config = complains("ascii = true\ntheme = \n", &["line 2"]);
    assert!(config.ascii);
}

#[test]
fn keys_that_cannot_be_are_left_as_usual() {
    let config = complains("[keys]\nfly = \"f\"", &["line 2", "fly"]);
    assert_eq!(config.keymap.hint(Action::New), "n");
    let config = complains("[keys]\nnew = \"Hyper+n\"", &["line 2", "new", "Hyper+n"]);
    assert_eq!(config.keymap.hint(Action::New), "n");
    complains("keys = 3", &["keys"]);
}

#[test]
fn a_key_bound_twice_stays_with_the_line_that_came_first() {
    let config = complains("[keys]\nundo = \"Z\"\ncopy = \"Z\"", &["line 3", "Z", "copy", "undo"]);
    assert_eq!(config.keymap.hint(Action::Undo), "Z");
    assert_eq!(config.keymap.hint(Action::Copy), "y");
    let config = complains("[keys]\nundo = \"n\"", &["line 2", "undo", "new"]);
    assert_eq!(config.keymap.hint(Action::Undo), "u");
}

#[test]
fn two_commands_may_swap_their_keys() {
    let (config, faults) = Config::parse("[keys]\nundo = \"n\"\nnew = \"u\"", "config.toml");
    assert_eq!(faults, []);
    assert_eq!((config.keymap.hint(Action::Undo), config.keymap.hint(Action::New)), ("n".into(), "u".into()));
}

#[test]
fn the_screen_gets_one_line_about_all_faults() {
    let (_, faults) = Config::parse("a = 1\nb = 2", "config.toml");
    assert!(Text::new(Lang::En).say(&Config::summary(&faults).unwrap()).contains('2'));
    assert_eq!(Config::summary(&[]), None);
}

#[test]
fn no_file_is_no_fault_and_an_unreadable_one_is() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(load(&dir.path().join("config.toml")).1, []);
    assert_eq!(load(dir.path()).1.len(), 1, "a directory cannot be read");
}
