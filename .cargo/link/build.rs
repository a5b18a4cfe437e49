//! Has the linker lay side by side what the first pages execute: a start reads two megabytes of the program then, not ten.

use std::env::var;

fn main() {
    println!("cargo::rerun-if-changed=.cargo/link/start.ld");
    println!("cargo::rerun-if-env-changed=CANVASS_PLAIN_LINK");
    let told = |name: &str| var(name).unwrap_or_default();
    let (flags, here) = (told("CARGO_ENCODED_RUSTFLAGS"), told("CARGO_MANIFEST_DIR"));
    // The list knows functions by their new names. Who brings a linker may bring one that reads no such list.
    let usual =
        flags.contains("symbol-mangling-version=v0") && !flags.contains("link") && told("RUSTC_LINKER").is_empty();
    if usual && told("PROFILE") == "release" && told("CANVASS_PLAIN_LINK").is_empty() {
        println!("cargo::rustc-link-arg-bin=canvass=-T");
        println!("cargo::rustc-link-arg-bin=canvass={here}/.cargo/link/start.ld");
    }
}
