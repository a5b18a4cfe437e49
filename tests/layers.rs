//! The floors of the house: an arrow between them only points down.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test reads the sources of the program, and may fail loudly"
)]

use std::fs;
use std::path::{Path, PathBuf};

/// From the top. Modules on one line stand on one floor and may know each other.
const FLOORS: &[&[&str]] = &[
    &["cli", "run"],
    &["app"],
    &["screens", "dialogs"],
    &["widgets", "keys", "theme", "config"],
    &["store", "export", "demo"],
    &["domain"],
    &["text"],
];

/// Crates that a floor must not know: `domain` no terminal and no database, `store` no terminal, rooms no database.
const BARRED: &[(&str, &[&str])] = &[
    ("text", &["ratatui", "rusqlite"]),
    ("domain", &["ratatui", "ratatui_textarea", "rusqlite", "clap"]),
    ("store", &["ratatui", "ratatui_textarea", "clap"]),
    ("export", &["ratatui", "ratatui_textarea"]),
    ("widgets", &["rusqlite"]),
    ("keys", &["rusqlite"]),
    ("theme", &["rusqlite"]),
    ("screens", &["rusqlite"]),
    ("dialogs", &["rusqlite"]),
    ("app", &["rusqlite"]),
];

fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|modules| modules.contains(&module))
}

fn rust_files(dir: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            files.push(path);
        }
    }
    files
}

/// The name at the beginning of a text, `""` if it begins with something else.
fn name(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    &text[..end]
}

/// First segments after `crate::`, also of `use crate::{a, b::{c, d}}`.
fn modules_named(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in source.match_indices("crate::") {
        let rest = &source[at + "crate::".len()..];
        let Some(group) = rest.strip_prefix('{') else {
            found.push(name(rest).to_owned());
            continue;
        };
        let mut depth = 0;
        let mut first = true;
        for (at, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => first = true,
                c if first && depth == 0 && !c.is_whitespace() => {
                    found.push(name(&group[at..]).to_owned());
                    first = false;
                }
                _ => {}
            }
        }
    }
    found
}

/// The source without comments: what is only spoken of is no arrow.
fn code(source: &str) -> String {
    source
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .fold(String::new(), |code, line| code + line + "\n")
}

fn modules() -> Vec<(String, PathBuf, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    rust_files(&src)
        .into_iter()
        .map(|path| {
            let inside = path.strip_prefix(&src).unwrap();
            let first = inside.components().next().unwrap().as_os_str().to_string_lossy();
            let module = first.strip_suffix(".rs").unwrap_or(&first).to_owned();
            let source = code(&fs::read_to_string(&path).unwrap());
            (module, inside.to_path_buf(), source)
        })
        .collect()
}

#[test]
fn no_arrow_points_up() {
    let mut wrong = Vec::new();
    for (module, path, source) in modules() {
        let Some(here) = floor(&module) else { continue };
        for named in modules_named(&source) {
            if floor(&named).is_some_and(|there| there < here) {
                wrong.push(format!("{}: {module} knows {named}, which stands above it", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_module_has_a_floor() {
    for (module, path, _) in modules() {
        assert!(["lib", "main"].contains(&module.as_str()) || floor(&module).is_some(), "{}", path.display());
    }
}

#[test]
fn no_floor_knows_a_crate_it_must_not() {
    let mut wrong = Vec::new();
    for (module, path, source) in modules() {
        let barred = BARRED.iter().find(|(name, _)| *name == module).map_or(&[][..], |(_, crates)| *crates);
        for name in barred {
            if source.contains(&format!("{name}::")) || source.contains(&format!("use {name};")) {
                wrong.push(format!("{}: {module} must not know {name}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_domain_reads_no_clock_and_no_file() {
    for (module, path, source) in modules() {
        if ["domain", "text"].contains(&module.as_str()) {
            for door in ["Utc::now", "Local::now", "SystemTime::now", "Instant::now", "std::fs", "std::env", "std::net"]
            {
                assert!(!source.contains(door), "{}: {door}", path.display());
            }
        }
    }
}

#[test]
fn arrows_are_seen_in_every_way_they_are_written() {
    let source = "use crate::store::Request;\nuse crate::{app::Event, domain::{act, kinds}, text};\nlet x = crate::keys::ACTIONS;";
    assert_eq!(modules_named(source), ["store", "app", "domain", "text", "keys"]);
    assert_eq!(modules_named(&code("// use crate::app;\n/// [`crate::run`]\n")), Vec::<String>::new());
}
