//! Turns the shipped pipelines into JSON: a start reads one, and reads it many times faster than TOML.

#![expect(clippy::disallowed_methods, reason = "what is built is no user's file")]

use std::env::var;
use std::error::Error;
use std::fs;
use std::path::Path;

const FOLDER: &str = "assets/pipelines";
const SHIPPED: [&str; 3] = ["new", "renewal", "reactivation"];

pub fn turn() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={FOLDER}");
    let (here, out) = (var("CARGO_MANIFEST_DIR")?, var("OUT_DIR")?);
    for name in SHIPPED {
        let file = Path::new(&here).join(FOLDER).join(name).with_extension("toml");
        let read = || -> Result<toml::Table, Box<dyn Error>> { Ok(toml::from_str(&fs::read_to_string(&file)?)?) };
        let table = read().map_err(|error| format!("{}: {error}", file.display()))?;
        fs::write(Path::new(&out).join(name).with_extension("json"), serde_json::to_string(&table)?)?;
    }
    Ok(())
}
