//! The user's configuration: read with patience, and every fault named with its line and what was used instead.

mod file;
mod template;

use chrono_tz::Tz;
pub use file::{load, path};
use iso_currency::Currency;
pub use template::default_text;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use crate::keys::{Action, Keymap, Overrides, Sequence, label, parse_sequence};
use crate::text::{Arg, Lang, Msg};
use crate::theme::Setting;

/// What the user may set. Everything has a usual value, so an empty file is a whole configuration.
#[derive(Clone, Debug)]
pub struct Config {
    /// None: as the environment says.
    pub language: Option<Lang>,
    pub theme: Setting,
    /// Marks and lines in plain ASCII.
    pub ascii: bool,
    /// Clicks and the wheel. Off as a rule: then the terminal's own selecting and copying works.
    pub mouse: bool,
    /// Currency of new records.
    pub currency: Currency,
    /// How colleagues see the user; none: the login name.
    pub user: Option<String>,
    /// The company as it stands in new agreements; none: asked for there.
    pub company: Option<String>,
    /// None: as the machine says.
    pub time_zone: Option<Tz>,
    pub keymap: Keymap,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            language: None,
            theme: Setting::Auto,
            ascii: false,
            mouse: false,
            currency: Currency::CNY,
            user: None,
            company: None,
            time_zone: None,
            keymap: Keymap::default(),
        }
    }
}

impl Config {
    /// Reads a configuration. Never fails: what cannot be understood is left at its usual value and reported, in the order
    /// of the lines. `path` is only named in the reports.
    pub fn parse(text: &str, path: &str) -> (Self, Vec<Msg>) {
        let (table, broken) = DeTable::parse_recoverable(text);
        let mut reading = Reading { text, path, config: Self::default(), faults: Vec::new() };
        for fault in broken {
            let at = fault.span().map_or(0, |span| span.start);
            let msg = Msg::new("config-syntax")
                .with("file", path)
                .with("line", reading.line(at))
                .with("detail", fault.message());
            reading.faults.push((at, msg));
        }
        let broken: Vec<i64> = reading.faults.iter().map(|(at, _)| reading.line(*at)).collect();
        for (key, value) in table.get_ref() {
            // What was made of a broken line is a guess of the parser.
            if !broken.contains(&reading.line(key.span().start)) {
                reading.setting(key, value);
            }
        }
        reading.faults.sort_by_key(|(at, _)| *at);
        (reading.config, reading.faults.into_iter().map(|(_, msg)| msg).collect())
    }

    /// One line for the screen about the faults of a configuration.
    pub fn summary(faults: &[Msg]) -> Option<Msg> {
        (!faults.is_empty()).then(|| Msg::new("config-faults").with("n", faults.len()))
    }
}

struct Reading<'t> {
    text: &'t str,
    path: &'t str,
    config: Config,
    /// With the place in the text, for their order.
    faults: Vec<(usize, Msg)>,
}

/// What a setting may be when it is not understood: message keys of the wish and of what is used instead.
struct Wish {
    wanted: &'static str,
    instead: &'static str,
}

impl Reading<'_> {
    fn setting(&mut self, key: &Spanned<DeString<'_>>, value: &Spanned<DeValue<'_>>) {
        let name: &str = key.get_ref();
        let text = value.get_ref().as_str();
        let auto = text == Some("auto");
        match name {
            "language" => {
                let wish = Wish { wanted: "config-wants-language", instead: "config-instead-environment" };
                let read = if auto { Some(None) } else { text.and_then(Lang::from_tag).map(Some) };
                self.config.language = self.or_report(name, value, &wish, read);
            }
            "theme" => {
                let wish = Wish { wanted: "config-wants-theme", instead: "config-instead-auto" };
                self.config.theme = self.or_report(name, value, &wish, text.and_then(Setting::named));
            }
            "ascii" => {
                let wish = Wish { wanted: "config-wants-flag", instead: "config-instead-false" };
                self.config.ascii = self.or_report(name, value, &wish, value.get_ref().as_bool());
            }
            "mouse" => {
                let wish = Wish { wanted: "config-wants-flag", instead: "config-instead-false" };
                self.config.mouse = self.or_report(name, value, &wish, value.get_ref().as_bool());
            }
            "currency" => {
                let wish = Wish { wanted: "config-wants-currency", instead: "config-instead-currency" };
                let read = text.and_then(|code| Currency::from_code(&code.to_ascii_uppercase()));
                let read = self.or_report(name, value, &wish, read.map(Some));
                self.config.currency = read.unwrap_or(Currency::CNY);
            }
            "user" => {
                let wish = Wish { wanted: "config-wants-text", instead: "config-instead-login" };
                self.config.user = self.or_report(name, value, &wish, text.map(said));
            }
            "company" => {
                let wish = Wish { wanted: "config-wants-text", instead: "config-instead-nobody" };
                self.config.company = self.or_report(name, value, &wish, text.map(said));
            }
            "time_zone" => {
                let wish = Wish { wanted: "config-wants-zone", instead: "config-instead-machine" };
                let read = if auto { Some(None) } else { text.and_then(|zone| zone.parse().ok()).map(Some) };
                self.config.time_zone = self.or_report(name, value, &wish, read);
            }
            "keys" => match value.get_ref().as_table() {
                Some(table) => self.keys(table),
                None => self.report_key(key, "config-keys-no-table"),
            },
            _ => self.report_key(key, "config-unknown-key"),
        }
    }

    /// The `[keys]` table. A key that clashes gives way to the usual one of its command, until nothing clashes.
    fn keys(&mut self, table: &DeTable<'_>) {
        let mut overrides = Overrides::new();
        let mut places: Vec<(Action, usize)> = Vec::new();
        for (key, value) in table {
            let Some(action) = Action::named(key.get_ref()) else {
                self.report_key(key, "config-unknown-action");
                continue;
            };
            let Some(keys) = sequences(value.get_ref()) else {
                let wish = Wish { wanted: "config-wants-keys", instead: "config-instead-usual" };
                let _: Option<()> = self.or_report(key.get_ref(), value, &wish, None);
                continue;
            };
            overrides.insert(action, keys);
            places.push((action, key.span().start));
        }
        loop {
            match Keymap::new(&overrides) {
                Ok(keymap) => {
                    self.config.keymap = keymap;
                    return;
                }
                Err(clashes) => {
                    let before = overrides.len();
                    for clash in clashes {
                        // The later line gives way, as the usual keys are only there where nothing was written.
                        let place = |action| places.iter().find(|(a, _)| *a == action).map(|(_, at)| *at);
                        let written = [clash.first, clash.second].into_iter().filter(|a| overrides.contains_key(a));
                        let Some((at, action)) = written.filter_map(|a| Some((place(a)?, a))).max() else { continue };
                        overrides.remove(&action);
                        let line = self.line(at);
                        let other = if action == clash.first { clash.second } else { clash.first };
                        let msg = Msg::new("config-key-twice")
                            .with("file", self.path)
                            .with("line", line)
                            .with("keys", label(&clash.keys))
                            .with("action", action.name())
                            .with("other", other.name());
                        self.faults.push((at, msg));
                    }
                    if overrides.len() == before {
                        return;
                    }
                }
            }
        }
    }

    /// The value, or its usual one (`T::default()`) and a report.
    fn or_report<T: Default>(&mut self, key: &str, value: &Spanned<DeValue<'_>>, wish: &Wish, read: Option<T>) -> T {
        if let Some(read) = read {
            return read;
        }
        let span = value.span();
        let msg = Msg::new("config-wrong-value")
            .with("file", self.path)
            .with("line", self.line(span.start))
            .with("key", key)
            .with("found", self.text.get(span.clone()).unwrap_or_default())
            .with("wanted", Arg::Key(wish.wanted.to_owned()))
            .with("instead", Arg::Key(wish.instead.to_owned()));
        self.faults.push((span.start, msg));
        T::default()
    }

    fn report_key(&mut self, key: &Spanned<DeString<'_>>, fault: &str) {
        let at = key.span().start;
        let name: &str = key.get_ref();
        let msg = Msg::new(fault).with("file", self.path).with("line", self.line(at)).with("key", name);
        self.faults.push((at, msg));
    }

    /// Lines are counted from 1, as editors do.
    fn line(&self, at: usize) -> i64 {
        let breaks = self.text.bytes().take(at).filter(|byte| *byte == b'\n').count();
        i64::try_from(breaks + 1).unwrap_or(i64::MAX)
    }
}

/// A name, or none where nothing is written.
fn said(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// `"n"`, or `["n", "Ctrl+N"]`; `[]` and `""` take the command off the keyboard.
fn sequences(value: &DeValue<'_>) -> Option<Vec<Sequence>> {
    if let Some(text) = value.as_str() {
        return if text.is_empty() { Some(Vec::new()) } else { Some(vec![parse_sequence(text)?]) };
    }
    value.as_array()?.iter().map(|item| item.get_ref().as_str().and_then(parse_sequence)).collect()
}

#[cfg(test)]
mod tests;
