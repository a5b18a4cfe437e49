//! String literals of the source, with what stands before each.

use std::fs;
use std::path::Path;

pub struct Literal {
    pub text: String,
    /// The code before it, without the spaces.
    before: String,
    pub file: String,
}

impl Literal {
    /// Whether the literal stands where only a message key can stand. Fields of records are `snake_case` and have no
    /// hyphen, so `values.get("next_step")` asks for none.
    pub fn asks_for_a_message(&self) -> bool {
        let place = ["get(", "Msg::new(", "Arg::Key(", "key:", "key=", "wanted:", "instead:"]
            .iter()
            .any(|place| self.before.ends_with(place));
        let verb = self.text.starts_with("verb-") && !self.text.ends_with('-');
        // Tests may make messages up, and data files have keys of their own.
        let code = std::path::Path::new(&self.file).extension().is_some_and(|ending| ending == "rs");
        let program = code && !self.file.ends_with("tests.rs");
        program && (place || verb) && self.text.contains('-') && is_key(&self.text)
    }

    /// Whether the literal is this key, or the form it is made from: `rule-{code}`.
    pub fn makes(&self, key: &str) -> bool {
        if !self.text.contains('{') {
            return self.text.replace('_', "-") == key;
        }
        let Some((head, rest)) = self.text.split_once('{') else { return false };
        let tail = rest.rsplit_once('}').map_or("", |(_, tail)| tail);
        // The head must say at least which area it is.
        head.contains('-')
            && is_key(head)
            && key.len() > head.len() + tail.len()
            && key.starts_with(head)
            && key.ends_with(tail)
            // These are made from declarations, which say themselves what is used.
            && !["kind-", "kinds-", "field-", "choice-", "action-"].contains(&head)
    }
}

fn is_key(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}

/// Every string literal under `src` and every quoted string of the data files under `assets`.
pub fn literals() -> Vec<Literal> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for dir in ["src", "assets"] {
        walk(&root.join(dir), &mut found);
    }
    found
}

fn walk(dir: &Path, found: &mut Vec<Literal>) {
    let Ok(entries) = fs::read_dir(dir) else { return };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, found);
            continue;
        }
        let comment = match path.extension().and_then(|ext| ext.to_str()) {
            Some("rs") => "//",
            Some("toml") => "#",
            _ => continue,
        };
        read(&fs::read_to_string(&path).unwrap(), comment, &path.display().to_string(), found);
    }
}

/// Walks through the text by hand: comments and characters in quotes are passed over, escapes and raw strings understood.
fn read(source: &str, comment: &str, file: &str, found: &mut Vec<Literal>) {
    let mut rest = source;
    let mut before = String::new();
    while let Some(c) = rest.chars().next() {
        if rest.starts_with(comment) {
            rest = rest.find('\n').map_or("", |end| &rest[end..]);
        } else if comment == "//" && (rest.starts_with("r\"") || rest.starts_with("r#")) && !ends_in_name(&before) {
            let hashes = rest[1..].chars().take_while(|c| *c == '#').count();
            let body = &rest[1 + hashes..];
            let close = format!("\"{}", "#".repeat(hashes));
            let Some(end) = body.strip_prefix('"').and_then(|body| body.find(&close)) else {
                rest = &rest[1..];
                continue;
            };
            push(&body[1..=end], &mut before, file, found);
            rest = &body[1 + end + close.len()..];
        } else if c == '"' {
            let mut end = 1;
            let bytes = rest.as_bytes();
            while end < bytes.len() && bytes[end] != b'"' {
                end += if bytes[end] == b'\\' { 2 } else { 1 };
            }
            push(&rest[1..end.min(rest.len())], &mut before, file, found);
            rest = rest.get(end + 1..).unwrap_or_default();
        } else if comment == "//" && c == '\'' {
            // A character, or the tick of a lifetime.
            let quoted = if rest[1..].starts_with('\\') {
                rest[3..].find('\'').map(|end| end + 4)
            } else {
                rest[1..]
                    .chars()
                    .next()
                    .map(|c| 1 + c.len_utf8())
                    .filter(|end| rest[*end..].starts_with('\''))
                    .map(|end| end + 1)
            };
            rest = &rest[quoted.unwrap_or(1)..];
            before.push('\'');
        } else {
            if !c.is_whitespace() {
                before.push(c);
            }
            rest = &rest[c.len_utf8()..];
        }
    }
}

fn ends_in_name(before: &str) -> bool {
    before.ends_with(|c: char| c.is_alphanumeric() || c == '_')
}

fn push(text: &str, before: &mut String, file: &str, found: &mut Vec<Literal>) {
    let from = before.char_indices().rev().nth(15).map_or(0, |(at, _)| at);
    found.push(Literal { text: text.to_owned(), before: before[from..].to_owned(), file: file.to_owned() });
    before.clear();
    before.push('"');
}
