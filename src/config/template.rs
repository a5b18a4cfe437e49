//! The text of a new configuration file: every setting, explained and commented out.

use std::fmt::Write;

use crate::keys::{ACTIONS, Keymap, label};
use crate::text::{Lang, Text};

/// A configuration that changes nothing, to be edited: each line shows a setting with its usual value.
pub fn default_text(lang: Lang) -> String {
    let text = Text::new(lang);
    let settings = [
        ("config-about-language", "language = \"auto\""),
        ("config-about-theme", "theme = \"auto\""),
        ("config-about-ascii", "ascii = false"),
        ("config-about-mouse", "mouse = false"),
        ("config-about-currency", "currency = \"CNY\""),
        ("config-about-user", "user = \"\""),
        ("config-about-company", "company = \"\""),
        ("config-about-time-zone", "time_zone = \"auto\""),
    ];
    let mut page = format!("# {}\n", text.get("config-about-file"));
    for (about, line) in settings {
        let _ = write!(page, "\n# {}\n# {line}\n", text.get(about));
    }
    let _ = write!(page, "\n# {}\n[keys]\n", text.get("config-about-keys"));
    let keymap = Keymap::default();
    for spec in ACTIONS {
        let keys: Vec<String> = keymap.keys(spec.action).map(|keys| format!("{:?}", label(keys))).collect();
        let _ = writeln!(page, "# {} = [{}]  # {}", spec.name, keys.join(", "), text.get(&spec.label_key()));
    }
    page
}
