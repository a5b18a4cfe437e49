//! The footer of keys that matter now; what does not fit is left out from the end.

use ratatui::text::{Line, Span};

use crate::text::clean;
use crate::theme::Theme;

const GAP: usize = 3;

/// `key label` pairs in order of weight, as many as fit whole.
pub fn hints<K: AsRef<str>, L: AsRef<str>>(pairs: &[(K, L)], cells: u16, theme: &Theme) -> Line<'static> {
    let mut room = usize::from(cells);
    let mut spans = Vec::new();
    for (key, label) in pairs {
        let (key, label) = (clean::clean(key.as_ref()), clean::clean(label.as_ref()));
        let lead = if spans.is_empty() { 0 } else { GAP };
        let need = lead + clean::width(&key) + 1 + clean::width(&label);
        if need > room {
            break;
        }
        room -= need;
        spans.push(Span::styled(format!("{}{key}", " ".repeat(lead)), theme.text));
        spans.push(Span::styled(format!(" {label}"), theme.dim));
    }
    Line::from(spans)
}
