//! The key table of the manual, in Markdown, from the table of commands.

use std::fmt::Write;

use super::{ACTIONS, Keymap, Scope, Spec, label};
use crate::text::Text;

/// One table per place: keys, what they do, and the name for the configuration.
pub fn readme_table(text: &Text) -> String {
    let keymap = Keymap::default();
    let mut page = String::new();
    for &scope in Scope::ALL {
        let rows: Vec<&Spec> = ACTIONS.iter().filter(|spec| spec.scopes.first() == Some(&scope)).collect();
        if rows.is_empty() {
            continue;
        }
        let heads = [text.get("keys-head-keys"), text.get("keys-head-command"), text.get("keys-head-name")];
        let _ = write!(page, "### {}\n\n| {} |\n|---|---|---|\n", text.get(scope.key()), heads.join(" | "));
        for spec in rows {
            let keys: Vec<String> = keymap.keys(spec.action).map(|keys| code(&label(keys))).collect();
            let keys = if keys.is_empty() { text.get("keys-palette-only") } else { keys.join(", ") };
            let _ = writeln!(page, "| {keys} | {} | {} |", text.get(&spec.label_key()), code(spec.name));
        }
        page.push('\n');
    }
    page
}

/// Inline code; a bar would end the cell.
fn code(text: &str) -> String {
    format!("`{}`", text.replace('|', "\\|"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    #[test]
    fn every_command_stands_in_the_table_once() {
        for lang in Lang::ALL {
            let page = readme_table(&Text::new(lang));
            for spec in ACTIONS {
                assert_eq!(page.matches(&format!("| `{}` |", spec.name)).count(), 1, "{}", spec.name);
            }
        }
        assert!(readme_table(&Text::new(Lang::En)).contains("| `1`, `g b` |"));
    }
}
