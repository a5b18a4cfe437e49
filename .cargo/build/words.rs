//! Finds every message in the Fluent files, so that no start has to look through them.

#![expect(clippy::disallowed_methods, reason = "what is built is no user's file")]

use std::collections::BTreeMap;
use std::env::var;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

const FOLDER: &str = "assets/i18n";
const LANGS: [(&str, &str); 3] = [("en", "en"), ("zh", "zh-CN"), ("ru", "ru")];

/// Writes `words.rs`: the files, and for each language where its messages begin, in the order of their keys.
pub fn find() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={FOLDER}");
    let (here, out) = (var("CARGO_MANIFEST_DIR")?, var("OUT_DIR")?);
    let folder = Path::new(&here).join(FOLDER);
    let files = fs::read_dir(folder.join(LANGS[0].1))?.map(|entry| entry.map(|entry| entry.path()));
    let mut names: Vec<String> = files
        .collect::<Result<Vec<_>, _>>()?
        .iter()
        .filter(|file| file.extension().is_some_and(|end| end == "ftl"))
        .filter_map(|file| Some(file.file_stem()?.to_str()?.to_owned()))
        .collect();
    names.sort();
    let mut code = "/// Every area of messages.\npub static FILES: &[File] = &[\n".to_owned();
    for name in &names {
        let texts = LANGS.map(|(field, tag)| {
            format!("{field}: include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/{FOLDER}/{tag}/{name}.ftl\"))")
        });
        writeln!(code, "    File {{ name: {name:?}, {} }},", texts.join(", "))?;
    }
    code.push_str("];\n");
    for (field, tag) in LANGS {
        let mut spots = BTreeMap::new();
        for (number, name) in names.iter().enumerate() {
            let file = folder.join(tag).join(format!("{name}.ftl"));
            let text = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
            let mut from = 0;
            for line in text.split_inclusive('\n') {
                // A message begins with a letter at the margin.
                if line.starts_with(|c: char| c.is_ascii_alphabetic()) {
                    let key = line.split([' ', '=']).next().unwrap_or_default().to_owned();
                    if spots.insert(key, (number, from)).is_some() {
                        return Err(format!("{}: said twice: {line}", file.display()).into());
                    }
                }
                from += line.len();
            }
        }
        let spots: Vec<(usize, usize)> = spots.into_values().collect();
        writeln!(code, "static {}: &[(u8, u32)] = &{spots:?};", field.to_uppercase())?;
    }
    Ok(fs::write(Path::new(&out).join("words.rs"), code)?)
}
